//! A slide as a small Typst document of its own.
//!
//! The generated code calls `slide(…)` of the theme once, with the slide's content as Typst values. Author's text stands in it only
//! as string literals. Each piece knows the Markdown it comes from ([`SlideSource::origin`]), so that an error of the typesetter is
//! shown where the author wrote.

mod background;
mod block;
mod cells;
mod code;
pub mod compare;
mod cut;
mod design;
mod formula;
mod inline;
pub mod paper;
mod pieces;
mod raw;
mod source;
mod steps;
mod table;
pub(super) mod text;
mod texts;
mod title;
mod units;

use std::fmt::Write;
use std::sync::Arc;

use super::highlight::Highlights;
use super::mirror::is_right_to_left;
use super::world::{DESIGN_PATH, THEME_PATH, picture_path};
use crate::assets::Assets;
use crate::model::{Block, BlockKind, Fit, Inline, InlineKind, Layout, Picture, Steps, Term, walk_blocks};
use crate::project::{ProjectedSlide, Projection, arrange, headword};
use units::kept_together;

use cut::Cut;
pub use design::{design, logo_path, part};
pub use pieces::Piece;
pub use raw::RawFile;
pub use source::SlideSource;
pub use steps::MARK;
pub(super) use text::literal;

/// The label of the blocks that [`furniture`] makes.
pub const FURNITURE: &str = "deckle-furniture";

/// What a slide takes from its theme. By name, since what else a theme defines could hide what formulas are written with.
pub(super) const IMPORT: &str = "#import \"/theme.typ\": look, slide, code, tk, ts, tc, tn, tf, tt, to, tv, data-table, picture, quotation, \
                      callout, cols, term, checkbox, descriptions, footnote-mark, source-line\n";

/// The characters of a footnote's line, about.
const LINE: usize = 100;

/// The size of a slide in points: 540 high, as wide as its ratio asks.
pub fn size(projection: &Projection) -> (f64, f64) {
    let (width, height) = projection.meta.aspect_ratio;
    (540.0 * f64::from(width.max(1)) / f64::from(height.max(1)), 540.0)
}

/// What the emitter needs besides the slide.
pub(super) struct Emitter<'a> {
    projection: &'a Projection,
    assets: &'a Assets,
    highlights: &'a Highlights,
    /// The heading level of slides' titles: 2 below a title or section slide, else 1, since no level may be skipped (PDF/UA-1, 7.4.2).
    title_level: u8,
    /// The smallest heading level within the slide, as written.
    first_subheading: u8,
    /// When each part of the slide appears.
    steps: Steps,
    /// The terms explained at the slide's foot, which are marked in its text.
    glosses: &'a [Arc<Term>],
}

/// Generates the document of one slide.
pub fn slide(projection: &Projection, index: usize, assets: &Assets, highlights: &Highlights) -> SlideSource {
    let slide = &projection.slides[index];
    let first_subheading = walk_blocks(&slide.content).filter_map(heading_level).min().unwrap_or(2);
    let title_level = title_level(projection, slide.layout);
    let steps = slide.steps();
    let looks = steps::looks(&steps, &slide.content);
    let mut out = SlideSource::default();
    (out.steps, out.looks, out.fit) = (steps.pages(), looks, slide.fit);
    out.right_to_left = is_right_to_left(&slide.lang);
    out.deck_language = language(&projection.meta.lang).to_lowercase();
    let emitter = Emitter { projection, assets, highlights, title_level, first_subheading, steps, glosses: &slide.glosses };
    out.push(IMPORT);
    if slide.fit == Fit::Split {
        let _ = writeln!(out.text, "#import \"{DESIGN_PATH}\": first-piece, last-piece, part-mark");
    }
    out.mapped(slide.span, |out| emitter.slide(out, slide));
    out
}

/// The heading level of a slide's title.
pub fn title_level(projection: &Projection, layout: Layout) -> u8 {
    let starts = |layout| matches!(layout, Layout::Title | Layout::Section);
    let first = projection.slides.iter().find(|slide| !slide.title.is_empty());
    if starts(layout) || !first.is_some_and(|first| starts(first.layout)) { 1 } else { 2 }
}

fn heading_level(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading { level, .. } => Some(level),
        _ => None,
    }
}

impl Emitter<'_> {
    fn slide(&self, out: &mut SlideSource, slide: &ProjectedSlide) {
        let (width, height) = size(self.projection);
        let meta = &self.projection.meta;
        out.push(steps::opening(out));
        let _ =
            write!(out.text, "slide(look: look, layout: \"{}\", size: ({width}pt, {height}pt), lang: ", slide.layout.as_str());
        out.push_literal(language(&slide.lang));
        self.title(out, slide);
        if slide.layout == Layout::Title && meta.titles_are_pages {
            self.title_page(out);
        }
        self.ground(out, slide);
        self.footnotes(out, slide);
        let stands = arrange(slide);
        if let Some(media) = stands.media {
            self.large(out, slide.layout, media);
        }
        if !stands.columns.is_empty() {
            self.columns(out, &stands.columns);
        }
        self.cells(out, slide, &stands);
        if let Some(source @ Block { kind: BlockKind::Paragraph(content), span, .. }) = stands.source {
            out.push(", source: ");
            self.region(out, |out| {
                self.mark_block(out, source);
                out.mapped(*span, |out| self.inlines(out, content));
            });
        }
        out.push(", ");
        let (before, prose) = (out.length, block::is_running_text(stands.body.iter().copied()));
        let texts = texts::widths(stands.body.iter().copied()).filter(|_| slide.fit != Fit::Split);
        if stands.body.is_empty() {
            out.push("none");
        } else {
            self.region(out, |out| match slide.fit {
                Fit::Split => self.in_pieces(out, &stands.body),
                Fit::Shrink | Fit::No => self.blocks(out, stands.body),
            });
        }
        out.push(", texts: ");
        texts::write(out, texts);
        let _ = write!(out.text, ", length: {}, prose: {prose}, holds: (", out.length - before);
        for name in std::mem::take(&mut out.holds) {
            let _ = write!(out.text, "\"{name}\",");
        }
        out.push("))\n");
        steps::close(out);
    }

    /// The title is a real heading with the slide's name as its label: the outline and links to the slide lead there.
    fn title(&self, out: &mut SlideSource, slide: &ProjectedSlide) {
        if slide.title.is_empty() {
            return;
        }
        let _ = write!(out.text, ", title: [#heading(level: {}, ", self.title_level);
        inline::note_length(out, &slide.title);
        let cut = cut::cut(&slide.title).filter(|_| !out.right_to_left);
        match &cut {
            Some(cut) => self.cut_title(out, cut),
            None => self.inlines(out, &slide.title),
        }
        if slide.fit == Fit::Split {
            out.push(" + part-mark");
        }
        out.push(")#label(");
        out.push_literal(&slide.id.0);
        let _ = write!(out.text, ")], title-length: {}, title-widths: ", out.length);
        widths(out, &slide.title);
        if let Some(cut) = cut {
            let _ = write!(out.text, ", title-cut: {:.3}", cut.width);
        }
    }

    /// A title whose second line stands in a box. Its baseline tells the theme which box it is.
    fn cut_title(&self, out: &mut SlideSource, cut: &Cut) {
        self.inlines(out, std::slice::from_ref(&cut.first));
        out.push(" + box(baseline: 0.001pt, ");
        self.inlines(out, std::slice::from_ref(&cut.rest));
        out.push(")");
    }

    /// The footnotes with their lengths, from which a theme tells how much room they take.
    fn footnotes(&self, out: &mut SlideSource, slide: &ProjectedSlide) {
        if slide.footnotes.is_empty() && slide.glosses.is_empty() {
            return;
        }
        let length = out.length;
        let mut lengths = Vec::with_capacity(slide.footnotes.len() + slide.glosses.len());
        out.push(", footnotes: (");
        let steps = self.footnote_steps(slide);
        for (index, footnote) in slide.footnotes.iter().enumerate() {
            let before = out.length;
            out.mapped(footnote.span, |out| {
                self.footnote_region(out, (&steps, index), |out| self.blocks(out, &footnote.content));
            });
            // What isn't one paragraph takes at least a line for each block.
            lengths.push(out.length - before + LINE * (footnote.content.len() - 1));
            out.push(",");
        }
        for (index, term) in (slide.footnotes.len()..).zip(&slide.glosses) {
            let before = out.length;
            self.footnote_region(out, (&steps, index), |out| self.gloss(out, slide, term));
            lengths.push(out.length - before);
            out.push(",");
        }
        let _ = write!(out.text, "), glosses: {}, footnote-lengths: (", slide.glosses.len());
        for length in lengths {
            let _ = write!(out.text, "{length},");
        }
        out.push(")");
        out.length = length;
    }

    /// A term and what it means.
    fn gloss(&self, out: &mut SlideSource, slide: &ProjectedSlide, term: &Term) {
        let (word, plain) = (headword(term), format!(" – {}", term.plain.value));
        out.length += word.chars().count() + plain.chars().count();
        out.mapped(slide.span, |out| {
            out.push("{strong(");
            self.words(out, &word);
            out.push(");");
            self.words(out, &plain);
            out.push("}");
        });
    }

    fn title_page(&self, out: &mut SlideSource) {
        let meta = &self.projection.meta;
        for (key, value) in [("subtitle", &meta.subtitle), ("date", &meta.date)] {
            if let Some(value) = value {
                let _ = write!(out.text, ", {key}: ");
                out.push_literal(&kept_together(value, None));
            }
        }
        if let Some(subtitle) = &meta.subtitle {
            out.push(", subtitle-widths: ");
            let span = out.current().expect("a slide is being written");
            widths(out, &[Inline { kind: InlineKind::Text(subtitle.clone()), span }]);
        }
        out.push(", authors: (");
        for author in &meta.authors {
            out.push_literal(author);
            out.push(",");
        }
        out.push(")");
    }

    fn columns(&self, out: &mut SlideSource, columns: &[(Option<u32>, Vec<&Block>)]) {
        out.push(", widths: (");
        for (width, _) in columns {
            let _ = match width {
                Some(percent) => write!(out.text, "{percent}%,"),
                None => write!(out.text, "auto,"),
            };
        }
        out.push("), columns: (");
        for (_, content) in columns {
            self.region(out, |out| self.blocks(out, content.iter().copied()));
            out.push(",");
        }
        out.push("), column-texts: (");
        for (_, content) in columns {
            texts::write(out, texts::widths(content.iter().copied()));
            out.push(",");
        }
        out.push(")");
    }

    fn subheading_level(&self, written: u8) -> u8 {
        (self.title_level + 1).saturating_add(written.saturating_sub(self.first_subheading)).min(6)
    }

    fn picture_path(&self, picture: &Picture) -> Option<String> {
        Some(picture_path(self.assets.get(&picture.path.value)?))
    }
}

/// An array of the widths of a title.
fn widths(out: &mut SlideSource, title: &[Inline]) {
    out.push("(");
    for width in title::widths(title) {
        let _ = write!(out.text, "{width:.3},");
    }
    out.push(")");
}

/// Typst takes the language alone, without region or script.
fn language(tag: &str) -> &str {
    tag.split(['-', '_']).next().filter(|lang| matches!(lang.len(), 2 | 3)).unwrap_or("en")
}

/// A picture over the whole slide.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Full {
    /// With words on a band.
    Worded,
    /// And nothing else.
    Bare,
}

/// The picture of the layout `image-full`, where it could be read.
fn full_picture(slide: &ProjectedSlide, known: &dyn Fn(&str) -> bool) -> Option<Full> {
    let pictures = slide.content.iter().filter(|block| !matches!(block.kind, BlockKind::Pause));
    let BlockKind::Picture(picture) = &arrange(slide).media.filter(|_| slide.layout == Layout::ImageFull)?.kind else {
        return None;
    };
    known(&picture.path.value).then(|| {
        let bare = pictures.count() == 1 && slide.title.is_empty() && picture.caption.is_none() && slide.footnotes.is_empty();
        if bare { Full::Bare } else { Full::Worded }
    })
}

/// The document that holds what is laid over the slides: page numbers and the line at the foot. It is apart from the slides because it
/// changes when a slide is inserted elsewhere. One block of the slide's size for each of `range`, one below the other.
///
/// `known` tells of a picture whether it could be read. Title slides have no number and no line at the foot, unless they say so
/// themselves.
pub fn furniture(projection: &Projection, range: std::ops::Range<usize>, known: &dyn Fn(&str) -> bool) -> String {
    let (width, height) = size(projection);
    let meta = &projection.meta;
    let mut out = format!(
        "#import \"{THEME_PATH}\": furniture, look\n#set page(width: {width}pt, height: auto, margin: 0pt, fill: none)\n#set block(spacing: 0pt)\n"
    );
    let count = projection.slides.len();
    for index in range {
        let slide = &projection.slides[index];
        let ground = background::ground(projection, slide, known);
        let full = full_picture(slide, known);
        // A picture alone is the whole slide.
        if ground.is_some_and(|ground| ground.over && ground.bare) || full == Some(Full::Bare) {
            let _ = writeln!(out, "#block(width: {width}pt, height: {height}pt)#label(\"{FURNITURE}\")");
            continue;
        }
        let own = slide.furniture.as_ref();
        let plain = if slide.layout == Layout::Title { (false, "") } else { (meta.paginate, meta.footer.as_str()) };
        let (footer, header) = own.map_or((plain.1, ""), |own| (own.footer.as_str(), own.header.as_str()));
        let _ = write!(
            out,
            "#block(width: {width}pt, height: {height}pt, breakable: false, {{{}furniture(look: look, layout: \"{}\"",
            if is_right_to_left(&slide.lang) { "set text(dir: rtl);" } else { "" },
            slide.layout.as_str()
        );
        if let Some(ground) = ground {
            let (x, width) = ground.area;
            let _ = write!(out, ", area: ({x:.2}pt, {width:.2}pt), over: {}", ground.over || full.is_some());
        } else if full.is_some() {
            out.push_str(", over: true");
        }
        if let Some(number) = own.map_or(plain.0.then_some(slide.number), |own| own.number) {
            let _ = write!(out, ", number: {number}");
        }
        if !header.is_empty() {
            let _ = write!(out, ", header: {}", literal(header));
        }
        if let (Some(section), Layout::Section) = (slide.section, slide.layout) {
            let _ = write!(out, ", section: {}", section + 1);
        }
        let footer = literal(footer);
        let _ = writeln!(out, ", size: ({width}pt, {height}pt), count: {count}, footer: {footer})}})#label(\"{FURNITURE}\")");
    }
    out
}
