//! SVG for a screen that shows a page once: its text as few elements.
//!
//! `typst-svg` draws each glyph once and refers to it with a `use` wherever it stands, which makes small files. A browser makes a small
//! document of its own of each of these: a page of code with 600 of them takes it 20 ms to read and to lay out, as long as everything
//! before that together. Here a piece of text is one `path`, put together of the outlines of its glyphs. Those are kept from page to
//! page ([`Glyphs`]), since a font takes its time to tell them, and the next page has the same ones.
//!
//! The library draws everything else, and text that is anything but plain outlines in a plain colour. It is given the page with an empty
//! group in the place of each piece of text, and writes where that stands.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use memchr::memmem;
use ttf_parser::{GlyphId, OutlineBuilder};
use typst::foundations::Label;
use typst::layout::{Frame, FrameItem, GroupItem, Size};
use typst::text::TextItem;
use typst::text::color::should_outline;
use typst::utils::{PicoStr, hash128};
use typst::visualize::{Color, Paint, ProcessColor};
use typst_layout::Page;
use typst_svg::SvgOptions;

use super::svg;
use crate::typeset::outlined;

/// The label of the groups that stand for text.
const LABEL: &str = "deckle-text";
/// How the library ends such a group.
const WRITTEN: &str = " data-typst-label=\"deckle-text\"/>";
/// Parts of a point that a place is rounded to. Nobody sees less.
const PARTS: f64 = 1000.0;
/// The most glyphs that are kept; about 300 bytes each. When there are more, all are let go.
const MOST: usize = 20_000;

/// Outlines of glyphs, kept from page to page. Each is known by its font, its size and its number, so that none ever grows old.
#[derive(Default)]
pub struct Glyphs(RwLock<HashMap<u128, HashMap<u16, Arc<str>>>>);

impl Glyphs {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The outlines of the glyphs of a text, in order.
    fn of(&self, text: &TextItem) -> Vec<Arc<str>> {
        let look = hash128(&(&text.font, text.size));
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let found = known.get(&look).and_then(|known| text.glyphs.iter().map(|glyph| known.get(&glyph.id).cloned()).collect());
        drop(known);
        found.unwrap_or_else(|| self.learn(text, look))
    }

    fn learn(&self, text: &TextItem, look: u128) -> Vec<Arc<str>> {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.values().map(HashMap::len).sum::<usize>() > MOST {
            known.clear();
        }
        let known = known.entry(look).or_default();
        text.glyphs.iter().map(|glyph| known.entry(glyph.id).or_insert_with(|| outline(text, glyph.id)).clone()).collect()
    }
}

/// Draws a page.
pub fn page(page: &Page, glyphs: &Glyphs) -> String {
    svg::with_packed(drawn(page, glyphs), page)
}

fn drawn(page: &Page, glyphs: &Glyphs) -> String {
    let page = outlined(page);
    let mut texts = Vec::new();
    let frame = without_text(&page.frame, &mut texts);
    let svg = typst_svg::svg(&Page { frame, ..page.clone() }, &SvgOptions::default());
    let mut out = String::with_capacity(svg.len() + texts.iter().map(|text| text.glyphs.len()).sum::<usize>() * 200);
    let (mut rest, find) = (svg.as_str(), memmem::Finder::new(WRITTEN));
    // The library writes what stands for text in the order of the text.
    for text in texts {
        let Some(at) = find.find(rest.as_bytes()) else { break };
        let (before, group) = rest[..at].rsplit_once("<g").unwrap_or((&rest[..at], ""));
        out.push_str(before);
        path(&mut out, text, group, &glyphs.of(text));
        rest = &rest[at + WRITTEN.len()..];
    }
    out.push_str(rest);
    out
}

/// The frame with groups in the place of text that is drawn here, which goes to `texts`.
fn without_text<'p>(frame: &'p Frame, texts: &mut Vec<&'p TextItem>) -> Frame {
    let mut out = Frame::new(frame.size(), frame.kind());
    for (at, item) in frame.items() {
        let item = match item {
            FrameItem::Tag(_) => continue,
            FrameItem::Text(text) if has_plain_outlines(text) => {
                texts.push(text);
                FrameItem::Group(stand_in())
            }
            FrameItem::Group(group) => {
                let label = group.label.filter(|label| label.resolve().as_str() != LABEL);
                FrameItem::Group(GroupItem { frame: without_text(&group.frame, texts), label, ..group.clone() })
            }
            item => item.clone(),
        };
        out.push(*at, item);
    }
    out
}

/// A group that shows nothing. Since it is a hard one, the library writes where it stands.
fn stand_in() -> GroupItem {
    let label = Label::new(PicoStr::intern(LABEL));
    GroupItem { label, ..GroupItem::new(Frame::hard(Size::zero())) }
}

/// Is a text outlines in a plain colour? In one that is written as a hexadecimal number: others mean more than that can say.
fn has_plain_outlines(text: &TextItem) -> bool {
    matches!(text.fill, Paint::Solid(Color::Process(ProcessColor::Rgb(_) | ProcessColor::Luma(_))))
        && text.stroke.is_none()
        && text.glyphs.iter().all(|glyph| should_outline(&text.font, GlyphId(glyph.id)))
}

/// Writes a text. `group` are the attributes of the group that stood for it.
fn path(out: &mut String, text: &TextItem, group: &str, outlines: &[Arc<str>]) {
    let Paint::Solid(color) = &text.fill else { return };
    out.extend(["<path", group, " fill=\"", &color.to_hex(), "\" d=\""]);
    let (mut x, mut y) = (0.0, 0.0);
    for (glyph, outline) in text.glyphs.iter().zip(outlines) {
        if !outline.is_empty() {
            out.push('M');
            number(out, parts(x + glyph.x_offset.at(text.size).to_pt()));
            out.push(' ');
            number(out, -parts(y + glyph.y_offset.at(text.size).to_pt()));
            out.push_str(outline);
        }
        x += glyph.x_advance.at(text.size).to_pt();
        y += glyph.y_advance.at(text.size).to_pt();
    }
    out.push_str("\"/>");
}

/// The outline of a glyph, from its own place; empty where it has none.
fn outline(text: &TextItem, glyph: u16) -> Arc<str> {
    let scale = text.size.to_pt() / text.font.units_per_em();
    let mut pen = Pen { scale, path: String::new(), at: (0, 0), start: (0, 0) };
    text.font.ttf().outline_glyph(GlyphId(glyph), &mut pen);
    pen.path.into()
}

fn parts(points: f64) -> i64 {
    (points * PARTS).round() as i64
}

/// Writes so many parts of a point as a number of points.
fn number(out: &mut String, parts: i64) {
    use std::fmt::Write;
    let (whole, rest) = (parts.unsigned_abs() / 1000, parts.unsigned_abs() % 1000);
    if parts < 0 {
        out.push('-');
    }
    let _ = match rest {
        0 => write!(out, "{whole}"),
        rest if rest % 100 == 0 => write!(out, "{whole}.{}", rest / 100),
        rest if rest % 10 == 0 => write!(out, "{whole}.{:02}", rest / 10),
        rest => write!(out, "{whole}.{rest:03}"),
    };
}

/// Writes an outline, each point from the one before it. All are rounded in place, so that nothing adds up.
struct Pen {
    /// Points in a unit of the font.
    scale: f64,
    path: String,
    /// In parts of a point, down from the line that text stands on.
    at: (i64, i64),
    /// Where the contour began.
    start: (i64, i64),
}

impl Pen {
    fn draw<const N: usize>(&mut self, command: char, points: [(f32, f32); N]) {
        self.path.push(command);
        let from = self.at;
        for (x, y) in points {
            self.at = (parts(f64::from(x) * self.scale), -parts(f64::from(y) * self.scale));
            for distance in [self.at.0 - from.0, self.at.1 - from.1] {
                // A sign parts two numbers as well as a space does.
                if distance >= 0 && !self.path.ends_with(command) {
                    self.path.push(' ');
                }
                number(&mut self.path, distance);
            }
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.draw('m', [(x, y)]);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.draw('l', [(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.draw('q', [(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.draw('c', [(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('z');
        self.at = self.start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Assets;
    use crate::export::svg::page_alone;
    use crate::model::{Meta, Variant};
    use crate::source::Sources;
    use crate::typeset::Highlights;
    use crate::{model::Audience, parse, project, theme, typeset};

    fn last_page(markdown: &str) -> Page {
        let mut sources = Sources::new();
        let file = sources.add("talk.md", markdown);
        let (deck, _) = parse::parse(&sources, file, &Meta::default());
        let (projection, _) = project::project(&deck, &Variant::of(Audience::technical()), "talk");
        let theme = theme::find(theme::DEFAULT).unwrap();
        let (typeset, _) = typeset::typeset(&projection, &theme, &Assets::default(), &Highlights::new());
        typeset.slides.last().unwrap().pages.last().unwrap().clone()
    }

    /// The pixels of a page, two for a point.
    fn drawn(svg: &str) -> Vec<u8> {
        let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).expect("an SVG");
        let mut pixels = resvg::tiny_skia::Pixmap::new(1920, 1080).unwrap();
        let to_pixels = resvg::tiny_skia::Transform::from_scale(1920.0 / tree.size().width(), 1080.0 / tree.size().height());
        resvg::render(&tree, to_pixels, &mut pixels.as_mut());
        pixels.data().to_vec()
    }

    fn looks_the_same(plain: &str, compact: &str) {
        let (before, after) = (drawn(plain), drawn(compact));
        let differ = before.iter().zip(&after).filter(|(a, b)| a.abs_diff(**b) > 24).count();
        assert!(before.iter().any(|value| *value < 128), "something is drawn");
        assert!(differ * 20_000 < before.len(), "{differ} of {} values", before.len());
    }

    const MIXED: &str = "## Title *and* `code`\n\n- **bold**, [linked](https://x.org), ~~gone~~ office äß\n\
                         - $\\sqrt{x^2 + \\frac12}$ and $\\overbrace{a+b}^{n}$\n\n";

    #[test]
    fn a_page_looks_the_same_with_far_fewer_elements() {
        let code = "fn total(values: &[f64]) -> f64 {\n    values.iter().copied().filter(|v| v.is_finite()).sum()\n}\n".repeat(3);
        let page = last_page(&format!("{MIXED}```rust\n{code}```\n"));
        let (plain, compact) = (page_alone(&page), super::page(&page, &Glyphs::new()));
        let uses = |svg: &str| svg.matches("<use").count();
        assert!(uses(&plain) > 250 && uses(&compact) == 0 && !compact.contains("<symbol"), "{} {}", uses(&plain), uses(&compact));
        assert!(compact.matches('<').count() * 2 < plain.matches('<').count());
        assert!(!compact.contains(LABEL));
        looks_the_same(&plain, &compact);
    }

    #[test]
    fn kept_outlines_change_nothing() {
        let (first, other) = (last_page(MIXED), last_page("## Other\n\nOffice text, **bold**.\n"));
        let glyphs = Glyphs::new();
        let fresh = super::page(&first, &Glyphs::new());
        assert_eq!(super::page(&first, &glyphs), fresh);
        assert_eq!(super::page(&other, &glyphs), super::page(&other, &Glyphs::new()));
        assert_eq!(super::page(&first, &glyphs), fresh, "again");
    }

    #[test]
    fn emoji_and_scripts_from_right_to_left_look_the_same() {
        let page = last_page("---\nlang: ar\n---\n\n## Title 🎉 x\n\nWords 🚀 and (more) words.\n");
        let compact = super::page(&page, &Glyphs::new());
        assert!(compact.contains("<use"), "coloured glyphs are the library's");
        looks_the_same(&page_alone(&page), &compact);
    }

    #[test]
    fn numbers_are_short() {
        let written = |parts| {
            let mut out = String::new();
            number(&mut out, parts);
            out
        };
        assert_eq!([0, 1000, -1500, 20, -7, 12_345].map(written), ["0", "1", "-1.5", "0.02", "-0.007", "12.345"]);
    }
}
