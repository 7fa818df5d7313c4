//! `content-visible` and `content-hidden`: for which formats and profiles something is.
//!
//! A profile is an audience of that name. A profile that is no audience is not active, as in Quarto where nobody names it.

use crate::model::{Audience, Audiences};
use crate::parse::context::Context;
use crate::source::Span;

/// What an element says about whom it is for.
#[derive(Debug, Clone, Copy)]
pub struct Condition<'a> {
    /// `content-hidden`, not `content-visible`.
    pub hides: bool,
    /// `when-format=`, `unless-format=`, `when-profile=`, `unless-profile=`, and others beginning so.
    pub pairs: &'a [(String, String)],
    /// Where it is written.
    pub span: Span,
}

/// For whom it is. `None`: for everyone.
pub fn audience(cx: &mut Context<'_>, condition: Condition<'_>) -> Option<Audiences> {
    let all: Vec<Audience> = cx.lineages.iter().map(|lineage| lineage[0].clone()).collect();
    let mut meets = all.clone();
    for (key, value) in condition.pairs {
        let (unless, what) = match key.split_once('-') {
            Some(("when", what)) => (false, what),
            Some(("unless", what)) => (true, what),
            _ => continue,
        };
        let met = met(cx, what, value, condition.span);
        meets.retain(|audience| met.contains(audience) != unless);
    }
    let shown: Vec<Audience> = all.iter().filter(|audience| meets.contains(audience) != condition.hides).cloned().collect();
    if shown.len() == all.len() {
        return None;
    }
    if shown.is_empty() {
        cx.dropped(condition.span, "what is hidden, or for another format or profile, is left out");
    }
    Some(Audiences::Only(shown))
}

/// The audiences for which `format=` or `profile=` holds.
fn met(cx: &mut Context<'_>, what: &str, value: &str, span: Span) -> Vec<Audience> {
    let all = || cx.lineages.iter().map(|lineage| lineage[0].clone()).collect::<Vec<_>>();
    match what {
        "format" => {
            if is_format(&cx.pandoc.format, value) {
                all()
            } else {
                Vec::new()
            }
        }
        "profile" => {
            let found: Vec<Audience> = cx
                .lineages
                .iter()
                .filter(|lineage| lineage.iter().any(|a| a.0 == value))
                .map(|lineage| lineage[0].clone())
                .collect();
            if found.is_empty() {
                cx.approximated(span, "a profile that is no audience, such as `technical`, is not active");
            }
            found
        }
        _ => {
            cx.approximated(span, "conditions other than formats and profiles don't hold");
            Vec::new()
        }
    }
}

/// Does a name in a condition mean the deck's format?
fn is_format(format: &str, name: &str) -> bool {
    let name = name.split(':').next().unwrap_or(name);
    name == format
        || match format {
            "revealjs" => matches!(name, "html" | "slides"),
            "beamer" => matches!(name, "latex" | "pdf"),
            _ => false,
        }
}
