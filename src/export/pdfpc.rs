//! pdfpc: the notes beside the PDF, for presenter consoles that read pdfpc's format (pdfpc 4.5 or later, `pdfpcFormat` 2).
//!
//! pdfpc finds the file by its name: `talk.technical.pdfpc` belongs to `talk.technical.pdf`. Every page of the PDF is listed: `idx`
//! counts pages from 0, `label` is the page's label (the slide's number), `overlay` counts the steps of a slide from 0. Each step
//! has the slide's notes. They are Markdown and begin with the slide's time. `duration` is in minutes, begun ones counted; a deck
//! without a duration has none. `endSlide` is the last slide before an appendix, counted from 0 and in slides, not pages.

use serde::Serialize;

use super::markdown::{self, Style};
use super::{Artifact, name};
use crate::project::{ProjectedSlide, Projection};
use crate::timing::Schedule;
use crate::typeset::Typeset;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Presentation {
    pdfpc_format: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_slide: Option<usize>,
    disable_markdown: bool,
    pages: Vec<Page>,
}

#[derive(Serialize)]
struct Page {
    idx: usize,
    label: String,
    overlay: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// Makes `<stem>.<variant>.pdfpc`.
pub fn export(projection: &Projection, schedule: &Schedule, typeset: &Typeset, stem: &str) -> Artifact {
    let mut pages = Vec::with_capacity(typeset.page_count());
    for (index, (slide, laid_out)) in projection.slides.iter().zip(&typeset.slides).enumerate() {
        let note = note(slide, schedule, index);
        for overlay in 0..laid_out.pages.len() {
            pages.push(Page { idx: pages.len(), label: slide.number.to_string(), overlay, note: note.clone() });
        }
    }
    let presentation = Presentation {
        pdfpc_format: 2,
        duration: schedule.duration.filter(|duration| duration.0 > 0).map(|duration| duration.0.div_ceil(60)),
        end_slide: end_slide(projection),
        disable_markdown: false,
        pages,
    };
    let mut bytes = serde_json::to_vec_pretty(&presentation).expect("strings and numbers always serialise");
    bytes.push(b'\n');
    Artifact { name: name(stem, &typeset.variant, "pdfpc"), bytes }
}

/// The slide's time and its notes. Links to slides are words here: nothing could follow them.
fn note(slide: &ProjectedSlide, schedule: &Schedule, index: usize) -> Option<String> {
    let style = Style { slide: &|_| None, pictures: None, first_heading: 1 };
    let time = schedule.clock(index).map(|clock| format!("**{clock}**"));
    let notes = Some(markdown::blocks(&slide.spoken(), &style)).filter(|notes| !notes.is_empty());
    let parts: Vec<String> = time.into_iter().chain(notes).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// The last slide that counts, where an appendix follows it.
fn end_slide(projection: &Projection) -> Option<usize> {
    let appendix = projection.slides.iter().position(|slide| slide.appendix)?;
    let none_after = projection.slides[appendix..].iter().all(|slide| slide.appendix);
    appendix.checked_sub(1).filter(|_| none_after)
}
