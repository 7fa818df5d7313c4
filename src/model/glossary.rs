//! The words that a deck explains to people outside the field.

use std::sync::Arc;

use super::words::{contains_word, same_word};
use crate::source::Spanned;

/// A term and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Term {
    /// The word as it is mostly written.
    pub term: Spanned<String>,
    /// Its other forms: plurals, possessives, other spellings. A form that isn't listed is another word.
    pub aliases: Vec<Spanned<String>>,
    /// What it means, in words of every day.
    pub plain: Spanned<String>,
    /// What it is like. For the closing slide and the speaker.
    pub analogy: Option<Spanned<String>>,
    /// What an abbreviation stands for.
    pub expand: Option<Spanned<String>>,
    /// Does `plain` stand in its place, wherever it is?
    pub replace: bool,
    /// Is it the deck's own, not the course's?
    pub own: bool,
}

impl Term {
    /// The term and its other forms.
    pub fn forms(&self) -> impl Iterator<Item = &Spanned<String>> {
        std::iter::once(&self.term).chain(&self.aliases)
    }

    /// Is it the word, in one of the forms listed?
    pub fn is(&self, word: &str) -> bool {
        self.forms().any(|form| same_word(&form.value, word))
    }

    /// Does a text use it?
    pub fn is_in(&self, text: &str) -> bool {
        self.forms().any(|form| contains_word(text, &form.value))
    }
}

/// Where a term is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum GlossAt {
    /// On the first slide that uses it.
    #[default]
    Deck,
    /// On every slide that uses it.
    Slide,
}

/// What a deck or project says about its glossary.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct GlossarySettings {
    /// No glossary at all, the project's neither.
    pub off: bool,
    /// The file with the entries.
    pub file: Option<Spanned<String>>,
    /// Entries written right there.
    pub terms: Vec<Term>,
    /// Where terms are explained.
    pub gloss: Option<GlossAt>,
    /// Does a slide at the end list the terms used?
    pub closing: Option<bool>,
    /// Words that everyone who listens knows.
    pub known: Vec<String>,
}

/// The entries that hold for a deck.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Glossary {
    /// The terms, in the order in which they were written; the deck's own first.
    pub terms: Vec<Arc<Term>>,
    /// Where terms are explained.
    pub gloss: GlossAt,
    /// Does a slide at the end list the terms used?
    pub closing: bool,
    /// Words that everyone who listens knows: nobody asks for an explanation.
    pub known: Vec<String>,
}

/// No terms.
impl Default for Glossary {
    fn default() -> Self {
        Self { terms: Vec::new(), gloss: GlossAt::Deck, closing: true, known: Vec::new() }
    }
}

impl Glossary {
    /// Does an entry explain the word, in one of the forms listed?
    pub fn explains(&self, word: &str) -> bool {
        self.position(word).is_some()
    }

    /// Is it among the words that everyone who listens knows?
    pub fn knows(&self, word: &str) -> bool {
        self.known.iter().any(|known| same_word(known, word))
    }

    /// The entry of a word.
    pub fn position(&self, word: &str) -> Option<usize> {
        self.terms.iter().position(|term| term.is(word))
    }
}
