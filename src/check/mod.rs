//! Stage 5: lints, one file each, over the deck, what one audience sees of it, and its time plan.
//!
//! [`plan`] runs every lint of the table below for one variant. A lint doesn't name the variant it looks at: what is wrong in every
//! variant gives the same finding in each, byte by byte, and one is left of them. [`fold`] puts the findings of all variants
//! together and names the variant at those that only some have.
//!
//! [`Allowed`] leaves out what the author of a slide means to have.
//!
//! [`told`] tells what repeats once, and weighs the findings of another tool's deck.
//!
//! [`stand_ins`] asks whether what people outside the field get in place of something technical says why it matters.
//!
//! [`terms`] looks at the words that people outside the field meet, those drawn in pictures too.
//!
//! [`readability`] counts, and finds nothing.
//!
//! [`layout`] looks at the finished pages, [`course`] at the hours of a course, [`deck`] at what no variant alone tells.
//!
//! To add a lint: a file with a function `fn(&Subject) -> Vec<Diagnostic>`, a line in [`TIME_LINTS`] or [`LINTS`], a code in `crate::diagnostic`.

mod allowed;
mod contrast;
mod course;
mod fold;
mod foreign;
mod late_decision;
mod layout;
mod layout_content;
mod missing_alt;
mod missing_glyph;
mod missing_key_message;
mod missing_time;
mod no_notes;
mod no_so_what;
mod no_time_left;
mod over_budget;
mod over_duration;
mod profile_rules;
mod questions_over_qa;
mod readability;
mod repeated;
mod roles;
mod section_over_budget;
#[cfg(test)]
mod testing;
mod too_fast;
mod too_many_steps;
mod under_duration;
mod unexplained_term;
mod unknown_profile;
mod unresolved_percentage;
mod unused_audience;
mod unused_time;
mod word_place;

pub use allowed::Allowed;
pub use course::course;
pub use fold::{Folded, fold, fold_again};
pub use layout::{layout, legibility, pages};
pub use missing_glyph::{MissingGlyphs, in_notes, missing_glyphs, on_slides};
pub use no_so_what::{StandIns, stand_ins};
pub use readability::{Readability, SlideFigures, TextFigures, readability};
pub use unexplained_term::terms;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{Deck, Dialect};
use crate::project::{ProjectedSlide, Projection, unseen_in_footnotes, unseen_slides};
use crate::source::{Sources, Span};
use crate::timing::profile::{self, Profile};
use crate::timing::{Accounts, Schedule, SlideTime, accounts};

/// What a lint looks at: one variant of a deck.
struct Subject<'a> {
    /// The deck as it was written.
    deck: &'a Deck,
    /// What this audience sees.
    projection: &'a Projection,
    /// Its time plan.
    schedule: &'a Schedule,
    /// Who pays for what; `None` without a duration.
    accounts: Option<Accounts>,
    /// The rules the deck asks to be checked against.
    profile: Option<&'static Profile>,
}

/// A lint.
type Lint = fn(&Subject) -> Vec<Diagnostic>;

/// Every lint about times, in the order they are asked.
const TIME_LINTS: &[Lint] = &[
    unknown_profile::lint,
    profile_rules::slides,
    profile_rules::duration,
    unresolved_percentage::lint,
    over_duration::lint,
    section_over_budget::lint,
    questions_over_qa::lint,
    no_time_left::lint,
    over_budget::lint,
    under_duration::lint,
    too_fast::lint,
    missing_time::lint,
    unused_time::lint,
];

/// Every other lint about a variant as a whole.
const LINTS: &[Lint] = &[no_notes::lint, missing_key_message::lint, late_decision::lint, roles::lint];

/// Every lint that looks at a slide by itself.
const SLIDE_LINTS: &[fn(&ProjectedSlide) -> Vec<Diagnostic>] = &[missing_alt::lint, too_many_steps::lint, layout_content::lint];

/// Checks the plan of one variant. `projection` and `schedule` are those of `deck` for that variant.
pub fn plan(deck: &Deck, projection: &Projection, schedule: &Schedule) -> Diagnostics {
    let mut findings = whole(deck, projection, schedule);
    findings.extend(projection.slides.iter().flat_map(slide));
    if projection.variant.is_plain() {
        findings.extend(no_so_what::all(deck, projection));
    }
    findings
}

/// What is to be said about the deck as a whole, once all its variants are there. `shown`: for each slide of the deck, does any
/// variant show it?
pub fn deck(deck: &Deck, shown: &[bool]) -> Vec<Diagnostic> {
    let mut findings = unused_audience::lint(deck);
    findings.extend(unseen_slides(deck, shown));
    findings.extend(unseen_in_footnotes(deck));
    findings
}

/// The findings of a deck as its author is told them: at their exact places, what has one cure told once. Another tool's deck is weighed by what that tool
/// accepts, and its author advised in the tool's words.
pub fn told(dialect: Dialect, written: &dyn Written, findings: Diagnostics) -> Diagnostics {
    let findings = word_place::narrowed(written, findings);
    match dialect {
        Dialect::Native => repeated::once(written, findings),
        Dialect::Marp | Dialect::Pandoc | Dialect::Quarto => foreign::lenient(dialect, written, findings),
    }
}

/// What stands at the places of findings. Those of a deck that is kept in memory may count from the start of a slide.
pub trait Written {
    /// The text of a span.
    fn slice(&self, span: Span) -> &str;
    /// The line in the file on which a span begins.
    fn line(&self, span: Span) -> usize;
    /// The span in the file.
    fn in_file(&self, span: Span) -> Span;
}

impl Written for Sources {
    fn slice(&self, span: Span) -> &str {
        Sources::slice(self, span)
    }

    fn line(&self, span: Span) -> usize {
        self.get(span.file).line_col(span.start as usize).line
    }

    fn in_file(&self, span: Span) -> Span {
        span
    }
}

/// The part of [`plan`] that needs the whole variant.
pub fn whole(deck: &Deck, projection: &Projection, schedule: &Schedule) -> Diagnostics {
    asked(TIME_LINTS.iter().chain(LINTS), deck, projection, schedule)
}

/// The part of [`plan`] that is about one slide.
pub fn slide(slide: &ProjectedSlide) -> Vec<Diagnostic> {
    SLIDE_LINTS.iter().flat_map(|lint| lint(slide)).collect()
}

/// The part of [`plan`] that is about times.
pub fn times(deck: &Deck, projection: &Projection, schedule: &Schedule) -> Diagnostics {
    asked(TIME_LINTS.iter(), deck, projection, schedule)
}

fn asked<'l>(lints: impl Iterator<Item = &'l Lint>, deck: &Deck, projection: &Projection, schedule: &Schedule) -> Diagnostics {
    let (accounts, profile) = (accounts(projection), profile::of(&projection.meta));
    let subject = Subject { deck, projection, schedule, accounts, profile };
    lints.flat_map(|lint| lint(&subject)).collect()
}

impl<'a> Subject<'a> {
    /// The slides with their times.
    fn slides(&self) -> impl Iterator<Item = (&'a ProjectedSlide, &'a SlideTime)> {
        self.projection.slides.iter().zip(&self.schedule.slides)
    }

    /// The slide of an index that an account names.
    fn slide(&self, index: usize) -> Option<(&'a ProjectedSlide, &'a SlideTime)> {
        Some((self.projection.slides.get(index)?, self.schedule.slides.get(index)?))
    }

    /// Where findings about the deck's time point.
    fn duration_span(&self) -> Span {
        let meta = &self.projection.meta;
        meta.duration.map_or_else(|| Span::new(self.deck.file, 0, 0), |duration| duration.span)
    }

    /// A finding that the talk takes longer than it may: an error under a profile of Lab 3.
    fn overrun(&self, code: Code, span: Span, message: String) -> Diagnostic {
        let severity = if self.profile.is_some() { Severity::Error } else { code.severity() };
        Diagnostic::new(code, span, message).severity(severity)
    }
}

/// `1 slide`, `2 slides`.
fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// `1 slide that states none`, `2 slides that state none`: slides without a time of their own.
fn stating_none(n: usize) -> String {
    format!("{} that {} none", count(n, "slide"), if n == 1 { "states" } else { "state" })
}
