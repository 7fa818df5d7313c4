//! What of a front matter decides how the text behind it is read. Nothing else of it reaches those who read a part, so that parts that
//! were read by equal rules need not be read again.

use super::smart::Smart;
use crate::model::{Audience, Deck, Dialect};

/// The rules that a text is read by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Whose.
    pub dialect: Dialect,
    /// Every audience that may be named, with those it extends.
    pub lineages: Vec<Vec<Audience>>,
    /// The headings of this level and above start slides.
    pub slide_level: u8,
    /// Do the items of lists appear one by one?
    pub incremental: bool,
    /// What text is turned by.
    pub smart: Smart,
    /// May raw content stay what it is? Otherwise it is code to be shown, and a finding.
    pub trust: bool,
}

impl Rules {
    /// Those of a deck. Whether its project is trusted is not known here.
    pub fn of(deck: &Deck) -> Self {
        Self {
            dialect: deck.dialect,
            lineages: deck.variants().into_iter().map(|variant| variant.lineage).collect(),
            slide_level: deck.meta.slide_level,
            incremental: deck.meta.incremental,
            smart: Smart::of(&deck.meta, deck.dialect),
            trust: true,
        }
    }
}
