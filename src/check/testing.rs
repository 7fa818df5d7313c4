//! What the tests of the lints share.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Audience, Deck, Variant};
use crate::project::project;
use crate::timing::schedule;

/// All findings of one code about a deck's variant.
pub(super) fn found_in(name: &str, deck: &Deck, code: Code) -> Vec<Diagnostic> {
    let (projection, _) = project(deck, &Variant::of(Audience(name.to_owned())), "talk");
    super::plan(deck, &projection, &schedule(&projection)).iter().filter(|finding| finding.code == code).cloned().collect()
}

/// The same for the technical variant.
pub(super) fn found(deck: &Deck, code: Code) -> Vec<Diagnostic> {
    found_in("technical", deck, code)
}

/// Their messages.
pub(super) fn messages(deck: &Deck, code: Code) -> Vec<String> {
    found(deck, code).into_iter().map(|finding| finding.message).collect()
}
