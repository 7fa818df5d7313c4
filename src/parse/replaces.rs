//! Slides that stand for others: `## In other words {replaces=latency}`.
//!
//! Where such a slide is shown, the other one isn't. One that doesn't say for whom it is is for people outside the field, as `plain` is.

use std::collections::HashMap;

use super::slides::unknown_slide;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Audience, Audiences, Slide};
use crate::source::{Span, Spanned};

/// For whom a slide is that stands for another and doesn't say it.
pub fn audience(span: Span) -> Spanned<Audiences> {
    Spanned::new(Audiences::Only(vec![Audience::non_technical()]), span)
}

/// What can't be meant: a slide that isn't there, or slides that would stand for each other, so that none is shown.
pub fn check(slides: &[&Slide]) -> Vec<Diagnostic> {
    let by_id: HashMap<&str, &Slide> = slides.iter().map(|slide| (slide.id.0.as_str(), *slide)).collect();
    let mut findings = Vec::new();
    for slide in slides {
        let Some(replaces) = &slide.replaces else { continue };
        if !by_id.contains_key(replaces.value.as_str()) {
            findings.push(unknown_slide(replaces, slides));
        } else if leads_back(slide, &by_id) {
            let message = "this slide stands for itself, by way of `replaces`";
            let finding = Diagnostic::new(Code::BadValue, replaces.span, message);
            findings.push(finding.help("take one `replaces` away: nothing would be shown"));
        }
    }
    findings
}

fn leads_back(start: &Slide, by_id: &HashMap<&str, &Slide>) -> bool {
    let mut at = start;
    for _ in 0..by_id.len() {
        let Some(next) = at.replaces.as_ref().and_then(|id| by_id.get(id.value.as_str())) else { return false };
        if next.id == start.id {
            return true;
        }
        at = next;
    }
    false
}
