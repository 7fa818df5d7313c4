//! SVG for a screen that shows a page once: its text as few elements.
//!
//! `typst-svg` draws each glyph once and refers to it with a `use` wherever it stands, which makes small files. A browser makes a small
//! document of its own of each of these: a page of code with 600 of them takes it 20 ms to read and to lay out, as long as everything
//! before that together. Here the glyphs of a piece of text that are painted alike become one `path`.
//!
//! This reads what the library writes, as it writes it. Glyphs that are anything but a plain outline in a plain colour stay references.

use std::collections::{HashMap, HashSet};

const USE: &str = "<use xlink:href=\"#";
const SYMBOL: &str = "<symbol id=\"";
const OUTLINE: &str = " overflow=\"visible\"><path d=\"M 0 0";
/// Digits behind the point that are kept of an outline (points): what they leave out adds up to a few hundredths of a point along a
/// glyph.
const DIGITS: usize = 3;

/// Draws the glyphs of a page where they stand.
pub fn in_paths(svg: &str) -> String {
    let outlines = outlines(svg);
    if outlines.is_empty() {
        return svg.to_owned();
    }
    let mut out = String::with_capacity(svg.len() * 2);
    let mut referred = HashSet::new();
    let mut rest = svg;
    while let Some(at) = rest.find(USE) {
        out.push_str(&rest[..at]);
        rest = pieces(&rest[at..], &outlines, &mut out, &mut referred);
    }
    out.push_str(rest);
    without(&out, &outlines, &referred)
}

/// The outlines of glyphs by their names, from behind the point they start from.
fn outlines(svg: &str) -> HashMap<&str, String> {
    let symbols = svg.split(SYMBOL).skip(1).filter_map(|symbol| {
        let (name, rest) = symbol.split_once('"')?;
        let (outline, _) = rest.strip_prefix(OUTLINE)?.split_once("\"/></symbol>")?;
        // Every command counts from the point before it, as the name of the first in small letters says.
        let relative = outline.bytes().all(|b| !b.is_ascii_uppercase() || b == b'Z');
        relative.then(|| (name, shortened(outline)))
    });
    symbols.collect()
}

/// Leaves out the digits that nobody sees.
fn shortened(outline: &str) -> String {
    let mut behind = None;
    let keep = |c: &char| {
        behind = match (*c, behind) {
            ('.', _) => Some(0),
            ('0'..='9', Some(digits)) => Some(digits + 1),
            _ => None,
        };
        behind.is_none_or(|digits| digits <= DIGITS)
    };
    outline.chars().filter(keep).collect()
}

/// A reference: the glyph, where it stands, and how it is painted.
struct Glyph<'a> {
    name: &'a str,
    x: &'a str,
    y: &'a str,
    paint: &'a str,
}

impl<'a> Glyph<'a> {
    /// Reads one at the start of a text. Gives what follows too.
    fn read(text: &'a str) -> Option<(Self, &'a str)> {
        let (name, rest) = text.strip_prefix(USE)?.split_once("\" x=\"")?;
        let (x, rest) = rest.split_once("\" y=\"")?;
        let (y, rest) = rest.split_once('"')?;
        let (paint, rest) = rest.split_once("/>")?;
        let plain = !name.contains('"') && !paint.contains("url(") && !paint.contains('>');
        plain.then_some((Self { name, x, y, paint }, rest))
    }
}

/// Writes the references at the start of a text that follow each other, those that are painted alike as one path. Gives what follows.
fn pieces<'a>(text: &'a str, outlines: &HashMap<&'a str, String>, out: &mut String, referred: &mut HashSet<&'a str>) -> &'a str {
    let mut rest = text;
    let mut open = None;
    while rest.starts_with(USE) {
        let read = Glyph::read(rest).and_then(|(glyph, rest)| Some((outlines.get(glyph.name)?, glyph, rest)));
        let Some((outline, glyph, after)) = read else {
            close(out, open.take());
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            referred.extend(rest[USE.len()..end].split('"').next());
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        };
        if open != Some(glyph.paint) {
            close(out, open);
            out.push_str("<path d=\"");
            open = Some(glyph.paint);
        }
        ["M", glyph.x, " ", glyph.y, outline].iter().for_each(|part| out.push_str(part));
        rest = after;
    }
    close(out, open);
    rest
}

fn close(out: &mut String, paint: Option<&str>) {
    if let Some(paint) = paint {
        ["\"", paint, "/>"].iter().for_each(|part| out.push_str(part));
    }
}

/// Leaves out the glyphs that nothing refers to any more.
fn without(svg: &str, outlines: &HashMap<&str, String>, referred: &HashSet<&str>) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut symbols = svg.split(SYMBOL);
    out.extend(symbols.next());
    for symbol in symbols {
        let name = symbol.split('"').next().unwrap_or_default();
        let gone = outlines.contains_key(name) && !referred.contains(name);
        match symbol.split_once("</symbol>") {
            Some((_, rest)) if gone => out.push_str(rest),
            _ => out.extend([SYMBOL, symbol]),
        }
    }
    out.replace("<defs></defs>", "")
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

    fn last_page(markdown: &str) -> String {
        let mut sources = Sources::new();
        let file = sources.add("talk.md", markdown);
        let (deck, _) = parse::parse(&sources, file, &Meta::default());
        let (projection, _) = project::project(&deck, &Variant::of(Audience::technical()), "talk");
        let theme = theme::find(theme::DEFAULT).unwrap();
        let (typeset, _) = typeset::typeset(&projection, &theme, &Assets::default(), &Highlights::new());
        page_alone(typeset.slides.last().unwrap().pages.last().unwrap())
    }

    /// The pixels of a page, two for a point.
    fn drawn(svg: &str) -> Vec<u8> {
        let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).expect("an SVG");
        let mut pixels = resvg::tiny_skia::Pixmap::new(1920, 1080).unwrap();
        let to_pixels = resvg::tiny_skia::Transform::from_scale(1920.0 / tree.size().width(), 1080.0 / tree.size().height());
        resvg::render(&tree, to_pixels, &mut pixels.as_mut());
        pixels.data().to_vec()
    }

    #[test]
    fn a_page_looks_the_same_with_far_fewer_elements() {
        let code = "fn total(values: &[f64]) -> f64 {\n    values.iter().copied().filter(|v| v.is_finite()).sum()\n}\n".repeat(3);
        let page = last_page(&format!(
            "## Title *and* `code`\n\n- **bold**, [linked](https://x.org), ~~gone~~ office äß\n- $\\sqrt{{x^2 + \\frac12}}$\n\n```rust\n{code}```\n"
        ));
        let compact = in_paths(&page);
        let uses = |svg: &str| svg.matches("<use").count();
        assert!(uses(&page) > 250 && uses(&compact) == 0 && !compact.contains("<symbol"), "{} {}", uses(&page), uses(&compact));
        assert!(compact.matches('<').count() * 2 < page.matches('<').count());
        let (before, after) = (drawn(&page), drawn(&compact));
        let differ = before.iter().zip(&after).filter(|(a, b)| a.abs_diff(**b) > 24).count();
        assert!(before.iter().any(|value| *value < 128), "something is drawn");
        assert!(differ * 20_000 < before.len(), "{differ} of {} values", before.len());
    }

    #[test]
    fn what_is_no_plain_outline_stays_a_reference() {
        let symbols = "<defs><symbol id=\"a\" overflow=\"visible\"><path d=\"M 0 0m 1.23456 2h 1v -1.5Z \"/></symbol><symbol id=\"b\" \
                       overflow=\"visible\"><image/></symbol></defs>";
        let glyph = |name: &str, x: &str, paint: &str| format!("<use xlink:href=\"#{name}\" x=\"{x}\" y=\"0\" {paint}/>");
        let page = |glyphs: &[String]| format!("<svg><g>{}</g>{symbols}</svg>", glyphs.concat());
        let (red, blue, gradient) = ("fill=\"#f00\"", "fill=\"#00f\"", "fill=\"url(#g)\"");
        let plain = page(&[glyph("a", "0", red), glyph("a", "2.5", red), glyph("a", "5", blue)]);
        let outline = "m 1.234 2h 1v -1.5Z ";
        let drawn = format!("<path d=\"M0 0{outline}M2.5 0{outline}\" {red}/><path d=\"M5 0{outline}\" {blue}/>");
        assert!(in_paths(&plain).starts_with(&format!("<svg><g>{drawn}</g><defs><symbol id=\"b\"")), "{}", in_paths(&plain));
        let mixed = page(&[glyph("a", "0", red), glyph("a", "1", gradient), glyph("b", "2", red)]);
        assert!(in_paths(&mixed).contains(&format!("/>{}{}</g>", glyph("a", "1", gradient), glyph("b", "2", red))));
        assert!(in_paths(&mixed).contains("<symbol id=\"a\""), "it is referred to");
        assert_eq!(in_paths("<svg><use xlink:href=\"#x"), "<svg><use xlink:href=\"#x");
    }
}
