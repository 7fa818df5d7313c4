//! What is said about one audience, under its name in `audiences`.

use super::{Audience, DesignChanges, GlossAt, TimeSpec};
use crate::source::Spanned;

/// What a front matter and the project's settings say about one audience. What they don't say is as for the audience it extends,
/// and at last as the deck has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudienceSettings {
    /// Its name.
    pub audience: Spanned<Audience>,
    /// The audience whose content it sees besides its own.
    pub extends: Option<Spanned<Audience>>,
    /// The talk's title for it.
    pub title: Option<Spanned<String>>,
    /// The talk's subtitle for it.
    pub subtitle: Option<Spanned<String>>,
    /// Who speaks to it.
    pub authors: Option<Vec<Spanned<String>>>,
    /// When, as written.
    pub date: Option<Spanned<String>>,
    /// The language that it hears the talk in.
    pub lang: Option<Spanned<String>>,
    /// The text at the foot of its slides.
    pub footer: Option<Spanned<String>>,
    /// Its own duration.
    pub duration: Option<Spanned<TimeSpec>>,
    /// Its own buffer.
    pub buffer: Option<Spanned<TimeSpec>>,
    /// Its own time for questions.
    pub qa: Option<Spanned<TimeSpec>>,
    /// Words a minute for it.
    pub pace: Option<Spanned<u32>>,
    /// The set of rules its deck is checked against; `None` inside where it shall be none, whatever the deck says.
    pub profile: Option<Spanned<Option<String>>>,
    /// Its own theme.
    pub theme: Option<Spanned<String>>,
    /// What is changed of the theme's design for it.
    pub design: DesignChanges,
    /// Which notes are for it.
    pub notes: Option<NotesTaken>,
    /// What it reads of the glossary.
    pub glossary: AudienceGlossary,
    /// Was something of it written that could not be read?
    pub misread: bool,
}

/// Which of the notes on a slide are taken for an audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum NotesTaken {
    /// All that are for it: those for everyone, for the audiences it extends, and its own.
    #[default]
    All,
    /// Where a slide has notes that name it, these alone; else those that name the audience it extends; else all.
    Own,
}

/// What an audience reads of the glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AudienceGlossary {
    /// Are terms explained to it? By default to people outside the field.
    pub explained: Option<bool>,
    /// Where.
    pub gloss: Option<GlossAt>,
    /// Does a slide at the end list the terms used?
    pub closing: Option<bool>,
}

impl AudienceSettings {
    /// An audience of which nothing is said.
    pub fn new(audience: Spanned<Audience>) -> Self {
        Self {
            audience,
            extends: None,
            title: None,
            subtitle: None,
            authors: None,
            date: None,
            lang: None,
            footer: None,
            duration: None,
            buffer: None,
            qa: None,
            pace: None,
            profile: None,
            theme: None,
            design: DesignChanges::default(),
            notes: None,
            glossary: AudienceGlossary::default(),
            misread: false,
        }
    }

    /// Is nothing said but what it extends?
    pub fn says_nothing(&self) -> bool {
        *self == Self { extends: self.extends.clone(), ..Self::new(self.audience.clone()) }
    }

    /// These settings where `over` says nothing: those of a project below those of a deck.
    #[must_use]
    pub fn below(self, over: Self) -> Self {
        let mut design = self.design;
        design.overlay(&over.design);
        let (under, glossary) = (self.glossary, over.glossary);
        Self {
            audience: over.audience,
            extends: over.extends.or(self.extends),
            title: over.title.or(self.title),
            subtitle: over.subtitle.or(self.subtitle),
            authors: over.authors.or(self.authors),
            date: over.date.or(self.date),
            lang: over.lang.or(self.lang),
            footer: over.footer.or(self.footer),
            duration: over.duration.or(self.duration),
            buffer: over.buffer.or(self.buffer),
            qa: over.qa.or(self.qa),
            pace: over.pace.or(self.pace),
            profile: over.profile.or(self.profile),
            theme: over.theme.or(self.theme),
            design,
            notes: over.notes.or(self.notes),
            glossary: AudienceGlossary {
                explained: glossary.explained.or(under.explained),
                gloss: glossary.gloss.or(under.gloss),
                closing: glossary.closing.or(under.closing),
            },
            misread: over.misread || self.misread,
        }
    }
}
