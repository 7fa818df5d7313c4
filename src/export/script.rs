//! The script: what the speaker says, as Markdown, with each slide's title and when it is on.
//!
//! ```text
//! # Halving review latency
//!
//! technical · 12:00 in all · 9:36 planned
//!
//! ## 2. Reviews wait two days at p99
//!
//! *1:30 · from 0:20 to 1:50*
//!
//! Ask who has waited longer than a day. …
//! ```
//!
//! Links to slides lead to their headings, as GitHub names them. Headings in the notes stand below the slides' headings.

use std::collections::HashMap;

use super::markdown::{self, Style};
use super::{Artifact, name};
use crate::model::{Seconds, plain_text};
use crate::project::{ProjectedSlide, Projection};
use crate::timing::Schedule;

/// Makes `<stem>.<variant>.script.md`. `pictures` is the way from the file's folder to the deck's, empty where they are the same.
pub fn export(projection: &Projection, schedule: &Schedule, stem: &str, pictures: &str) -> Artifact {
    let anchors: HashMap<&str, String> =
        projection.slides.iter().map(|slide| (slide.id.0.as_str(), format!("#{}", anchor(&plain_heading(slide))))).collect();
    let slide = |id: &str| anchors.get(id).cloned();
    let style = Style { slide: &slide, pictures: Some(pictures), first_heading: 3 };
    let variant = projection.variant.name();
    let mut parts = vec![format!("# {}", markdown::words(&projection.meta.title)), summary(variant, schedule)];
    for (index, slide) in projection.slides.iter().enumerate() {
        parts.push(format!("## {}", heading(slide, &style)));
        parts.push(match schedule.clock(index) {
            Some(clock) => format!("*{clock}*"),
            None => "*appendix, no time*".to_owned(),
        });
        parts.push(markdown::blocks(&slide.spoken(), &style));
    }
    parts.retain(|part| !part.is_empty());
    let text = parts.join("\n\n") + "\n";
    Artifact { name: name(stem, variant, "script.md"), bytes: text.into_bytes() }
}

/// `technical · 12:00 in all · 9:36 planned · 2:00 for questions`
fn summary(variant: &str, schedule: &Schedule) -> String {
    let mut parts = vec![markdown::words(variant)];
    match schedule.duration {
        Some(duration) => parts.extend([format!("{duration} in all"), format!("{} planned", schedule.planned)]),
        None => parts.push(format!("about {}", schedule.planned)),
    }
    if schedule.qa > Seconds::ZERO {
        parts.push(format!("{} for questions", schedule.qa));
    }
    parts.join(" · ")
}

/// `2. Reviews wait two days at p99`; a slide without a title is called by its layout.
fn heading(slide: &ProjectedSlide, style: &Style<'_>) -> String {
    let title = markdown::line(&slide.title, style);
    if title.is_empty() { plain_heading(slide) } else { format!("{}. {title}", slide.number) }
}

fn plain_heading(slide: &ProjectedSlide) -> String {
    let title = plain_text(&slide.title);
    let title = if title.trim().is_empty() { format!("({})", slide.layout.as_str()) } else { title };
    format!("{}. {}", slide.number, title.trim())
}

/// The name GitHub gives a heading: small letters, spaces as hyphens, no other punctuation.
fn anchor(heading: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading.chars().filter(|c| kept(*c)).flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_named_as_github_names_them() {
        assert_eq!(anchor("2. Reviews wait two days at p99"), "2-reviews-wait-two-days-at-p99");
        assert_eq!(anchor("10. Größe: 3 × 4 — “fast”"), "10-größe-3--4--fast");
    }
}
