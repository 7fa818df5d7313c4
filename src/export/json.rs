//! JSON: the manifest of a deck, for programs.
//!
//! ```json
//! {
//!   "format": 1,
//!   "title": "…", "subtitle": null, "authors": ["…"], "date": null, "lang": "en", "variant": "technical",
//!   "time": { "duration": 720, "buffer": 144, "qa": 0, "plannable": 576, "planned": 560 },
//!   "slides": [
//!     { "number": 1, "id": "title", "title": "…", "layout": "title",
//!       "layout-by": "deckle", "layout-reason": "it is made from the front matter", "section": null, "appendix": false,
//!       "pages": 1, "steps": [1], "starts-at": 0, "budget": 20, "estimate": 10, "words": 0, "notes": "…" }
//!   ]
//! }
//! ```
//!
//! All times are in seconds; `null` where there is none. `section` is the title of the slide's section. `pages` is the number of pages
//! the slide takes in the PDF, `steps` are these pages, counted from 1: one for each step, the last as the slide looks at the end. `notes` is their text without formatting, a line for each block. Keys may be added; `format` grows when
//! one changes its meaning.

use serde::Serialize;

use super::{Artifact, name};
use crate::model::{Block, BlockKind, Description, Inline, plain_text};
use crate::project::{ProjectedSlide, Projection};
use crate::timing::{Schedule, SlideTime};
use crate::typeset::Typeset;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Manifest<'a> {
    format: u32,
    title: &'a str,
    subtitle: Option<&'a str>,
    authors: &'a [String],
    date: Option<&'a str>,
    lang: &'a str,
    variant: &'a str,
    time: Time,
    slides: Vec<Slide<'a>>,
}

#[derive(Serialize)]
struct Time {
    duration: Option<u32>,
    buffer: u32,
    qa: u32,
    plannable: Option<u32>,
    planned: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Slide<'a> {
    number: u32,
    id: &'a str,
    title: String,
    layout: &'static str,
    layout_by: &'static str,
    layout_reason: String,
    section: Option<String>,
    appendix: bool,
    pages: usize,
    steps: Vec<usize>,
    starts_at: u32,
    budget: Option<u32>,
    estimate: u32,
    words: usize,
    notes: String,
}

/// Makes `<stem>.<variant>.json`.
pub fn export(projection: &Projection, schedule: &Schedule, typeset: &Typeset, stem: &str) -> Artifact {
    let meta = &projection.meta;
    let mut page = 0;
    let steps = typeset.slides.iter().map(|slide| {
        let steps = page + 1..=page + slide.pages.len();
        page += slide.pages.len();
        steps.collect::<Vec<_>>()
    });
    let slides = projection.slides.iter().zip(&schedule.slides).zip(steps);
    let manifest = Manifest {
        format: 1,
        title: &meta.title,
        subtitle: meta.subtitle.as_deref(),
        authors: &meta.authors,
        date: meta.date.as_deref(),
        lang: &meta.lang,
        variant: &typeset.variant,
        time: Time {
            duration: schedule.duration.map(|d| d.0),
            buffer: schedule.buffer.0,
            qa: schedule.qa.0,
            plannable: schedule.plannable.map(|n| n.0),
            planned: schedule.planned.0,
        },
        slides: slides.map(|((slide, time), steps)| entry(projection, slide, time, steps)).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest).expect("strings and numbers always serialise");
    bytes.push(b'\n');
    Artifact { name: name(stem, &typeset.variant, "json"), bytes }
}

fn entry<'a>(projection: &Projection, slide: &'a ProjectedSlide, time: &SlideTime, steps: Vec<usize>) -> Slide<'a> {
    let section = slide.section.and_then(|index| projection.sections.get(index));
    Slide {
        number: slide.number,
        id: &slide.id.0,
        title: plain_text(&slide.title),
        layout: slide.layout.as_str(),
        layout_by: slide.chosen.by(),
        layout_reason: slide.chosen.to_string(),
        section: section.map(|section| plain_text(&section.title)),
        appendix: slide.appendix,
        pages: steps.len(),
        steps,
        starts_at: time.starts_at.0,
        budget: time.budget.map(|b| b.0),
        estimate: time.estimate.0,
        words: time.words,
        notes: lines(&slide.spoken()).join("\n"),
    }
}

/// The text of blocks, one line each.
fn lines(blocks: &[Block]) -> Vec<String> {
    let text = |content: &[Inline]| vec![plain_text(content)];
    let one = |block: &Block| match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => text(content),
        BlockKind::List(list) => list.items.iter().flat_map(|item| lines(&item.content)).collect(),
        BlockKind::Code(code) => code.text.lines().map(str::to_owned).collect(),
        BlockKind::Math(latex) => vec![latex.trim().to_owned()],
        BlockKind::Table(table) => {
            let cells = |cells: &[Vec<Inline>]| cells.iter().map(|cell| plain_text(cell)).collect::<Vec<_>>().join(" | ");
            std::iter::once(&table.head).chain(&table.rows).map(|row| cells(&row.cells)).collect()
        }
        BlockKind::Picture(picture) => vec![picture.alt.clone()],
        BlockKind::Descriptions(items) => {
            let one = |item: &Description| {
                text(&item.term).into_iter().chain(item.details.iter().flat_map(|part| lines(part))).collect::<Vec<_>>()
            };
            items.iter().flat_map(one).collect()
        }
        BlockKind::Quote(content) | BlockKind::Callout { content, .. } | BlockKind::Group { content, .. } => lines(content),
        BlockKind::Pause | BlockKind::Typst(_) => Vec::new(),
        BlockKind::Columns(columns) => columns.iter().flat_map(|column| lines(&column.content)).collect(),
    };
    blocks.iter().flat_map(one).collect()
}
