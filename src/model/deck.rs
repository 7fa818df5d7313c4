//! A deck as its author wrote it, for all audiences at once.

use std::sync::Arc;

use super::{
    Audience, AudienceSettings, Audiences, Background, Block, DesignChanges, Fit, Glossary, GlossarySettings, Inline, Layout,
    Own, TimeSpec, Variant,
};
use crate::source::{FileId, Span, Spanned};

/// Whose rules a deck is written by and read by. The rules of two tools never mix in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Dialect {
    /// Deckle's own.
    #[default]
    Native,
    /// Marp's (`marp: true`).
    Marp,
    /// Pandoc's (`format: revealjs`, `beamer` or `pptx`).
    Pandoc,
    /// Quarto's: Pandoc's and some of its own (`.qmd`).
    Quarto,
}

impl Dialect {
    /// The tool's name.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::Native => "Deckle",
            Dialect::Marp => "Marp",
            Dialect::Pandoc => "Pandoc",
            Dialect::Quarto => "Quarto",
        }
    }

    /// Is it another tool's?
    pub fn is_foreign(self) -> bool {
        self != Dialect::Native
    }

    /// Do Pandoc's rules hold?
    pub fn is_pandoc(self) -> bool {
        matches!(self, Dialect::Pandoc | Dialect::Quarto)
    }
}

/// A whole talk.
#[derive(Debug, Clone)]
pub struct Deck {
    /// The file it was read from.
    pub file: FileId,
    /// Whose rules it was read by.
    pub dialect: Dialect,
    /// The front matter.
    pub meta: Meta,
    /// The sections in order.
    pub sections: Vec<Section>,
    /// The slides in order, section slides included.
    pub slides: Vec<Slide>,
    /// The definitions of footnotes, in order. Several may have one name, for different audiences.
    pub footnotes: Vec<Footnote>,
    /// The terms it explains to people outside the field: none until the files that list them are read.
    pub glossary: Arc<Glossary>,
}

impl Deck {
    /// The variants of this deck: the two built-in ones, then the declared audiences, in the order of the front matter.
    pub fn variants(&self) -> Vec<Variant> {
        let mut names = vec![Audience::technical(), Audience::non_technical()];
        names.extend(self.meta.audiences.iter().map(|a| a.audience.value.clone()).filter(|a| !a.is_built_in()));
        names.into_iter().map(|name| Variant { lineage: self.lineage(name) }).collect()
    }

    /// The audience and those it extends. A cycle ends where it closes.
    fn lineage(&self, name: Audience) -> Vec<Audience> {
        let mut lineage = vec![name];
        loop {
            let last = &lineage[lineage.len() - 1];
            let parent = self.meta.audiences.iter().find(|a| a.audience.value == *last).and_then(|a| a.extends.clone());
            match parent {
                Some(parent) if !lineage.contains(&parent.value) => lineage.push(parent.value),
                _ => return lineage,
            }
        }
    }
}

/// The front matter, with the project's defaults filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// The title.
    pub title: Option<Spanned<String>>,
    /// The subtitle.
    pub subtitle: Option<Spanned<String>>,
    /// The authors.
    pub authors: Vec<Spanned<String>>,
    /// The date as written.
    pub date: Option<Spanned<String>>,
    /// The language, a BCP 47 tag such as `en` or `de-AT`.
    pub lang: Option<Spanned<String>>,
    /// The theme's name, or the path of its folder.
    pub theme: Option<Spanned<String>>,
    /// What is changed of the theme's design.
    pub design: DesignChanges,
    /// `16:9` or `4:3`.
    pub aspect_ratio: Option<Spanned<(u32, u32)>>,
    /// How long the talk may take.
    pub duration: Option<Spanned<TimeSpec>>,
    /// What is kept free of it.
    pub buffer: Option<Spanned<TimeSpec>>,
    /// What is kept for questions.
    pub qa: Option<Spanned<TimeSpec>>,
    /// Words a minute.
    pub pace: Option<Spanned<u32>>,
    /// The set of rules the deck is checked against, such as `lab-3/kickoff`.
    pub profile: Option<Spanned<String>>,
    /// The heading level that starts a slide; levels above it start sections. 2 by default.
    pub slide_level: u8,
    /// Are straight quotes, hyphens and dots in a text turned into typographic ones? Yes by default.
    pub smart: bool,
    /// Do the items of all lists appear one by one (`incremental: true`)? No by default.
    pub incremental: bool,
    /// Are page numbers shown? Yes by default.
    pub paginate: bool,
    /// Does every section begin with an agenda in which it is marked (`agenda: true`)? No by default.
    pub agenda: bool,
    /// The text at the foot of every slide, in place of the title.
    pub footer: Option<Spanned<String>>,
    /// What differs for an audience.
    pub audiences: Vec<AudienceSettings>,
    /// Which terms are explained.
    pub glossary: GlossarySettings,
}

/// Nothing said: slides start at level 2, page numbers are shown.
impl Default for Meta {
    fn default() -> Self {
        Self {
            title: None,
            subtitle: None,
            authors: Vec::new(),
            date: None,
            lang: None,
            theme: None,
            design: DesignChanges::default(),
            aspect_ratio: None,
            duration: None,
            buffer: None,
            qa: None,
            pace: None,
            profile: None,
            slide_level: 2,
            smart: true,
            incremental: false,
            paginate: true,
            agenda: false,
            footer: None,
            audiences: Vec::new(),
            glossary: GlossarySettings::default(),
        }
    }
}

/// A section: the slides from one heading above the slide level to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The index of the slide it starts with, in [`Deck::slides`].
    pub slide: usize,
    /// A section with a time is closed: its slides share it (time rule 6).
    pub time: Option<Spanned<TimeSpec>>,
    /// The times that audiences have of their own for it.
    pub own_times: Vec<Own<TimeSpec>>,
    /// For whom its slides are.
    pub audience: Option<Audiences>,
    /// `{appendix}`: shown, not counted, no time.
    pub appendix: bool,
    /// The findings that its author means to have on its slides.
    pub allow: Vec<Spanned<String>>,
    /// The language of its slides, where that is another one than the deck's.
    pub lang: Option<String>,
    /// Where its heading was written.
    pub span: Span,
}

/// A slide's name within its deck: letters, digits, `-` and `_`, unique.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SlideId(pub String);

/// What started a slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The front matter's title slide.
    FrontMatter,
    /// A heading above the slide level.
    Section,
    /// A heading at the slide level.
    Heading,
    /// A `---`, or text before any heading.
    Break,
}

/// What a slide is for the talk as a whole (`{opening}`, `{ask}`). An audience may have its own: where it has, it sees that alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// It opens the talk: why to listen, what it is about.
    Opening,
    /// It says what the audience is asked to do.
    Ask,
}

impl Role {
    /// Both.
    pub const ALL: [Role; 2] = [Role::Opening, Role::Ask];

    /// As it stands in braces.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Opening => "opening",
            Role::Ask => "ask",
        }
    }

    /// The role of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// What stands at a slide's edges where the slide says so itself, in place of what the deck says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Furniture {
    /// The text above the content; may be empty.
    pub header: String,
    /// The text at the foot; may be empty.
    pub footer: String,
    /// The page number that is shown; `None` shows none.
    pub number: Option<u32>,
}

/// A heading that starts a slide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its text.
    pub content: Vec<Inline>,
    /// `plain="…"`
    pub plain: Option<Spanned<String>>,
    /// Where it was written, without its attributes.
    pub span: Span,
}

/// One slide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slide {
    /// Its name: the author's `#id`, else made from its title.
    pub id: SlideId,
    /// The name that its title gives, where another slide has that and this one has a number behind it.
    pub wanted: Option<String>,
    /// What started it.
    pub origin: Origin,
    /// Its heading, if it has one.
    pub heading: Option<Heading>,
    /// Its own time.
    pub time: Option<Spanned<TimeSpec>>,
    /// The times that audiences have of their own for it.
    pub own_times: Vec<Own<TimeSpec>>,
    /// For whom it is. Its section's audience holds besides.
    pub audience: Option<Spanned<Audiences>>,
    /// The layout the author asked for.
    pub layout: Option<Spanned<Layout>>,
    /// The layouts that audiences have of their own for it.
    pub own_layouts: Vec<Own<Layout>>,
    /// What happens where it holds too much.
    pub fit: Fit,
    /// `{skip}`: not shown.
    pub skip: bool,
    /// The section it is in, an index into [`Deck::sections`].
    pub section: Option<usize>,
    /// What stands on it.
    pub content: Vec<Block>,
    /// What the speaker says.
    pub notes: Vec<Notes>,
    /// The pictures behind it, in order.
    pub backgrounds: Vec<Background>,
    /// The slide it stands for: where this one is shown, that one isn't.
    pub replaces: Option<Spanned<String>>,
    /// What it is for the talk as a whole.
    pub role: Option<Role>,
    /// The declared audiences that something on it names.
    pub names: Vec<Audience>,
    /// The key message it carries. Slides for different audiences may carry the same.
    pub key: Option<Spanned<String>>,
    /// The codes of findings that its author means to have on it. Its section's hold besides.
    pub allow: Vec<Spanned<String>>,
    /// The language it is in, where that is another one than its section's.
    pub lang: Option<String>,
    /// Its own header, footer and number; `None` where the deck's hold.
    pub furniture: Option<Furniture>,
    /// Where findings about the slide point: its heading with the attributes, or its first line.
    pub span: Span,
}

/// One block of notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notes {
    /// For whom they are; everyone the slide is for where nothing is said.
    pub audience: Option<Audiences>,
    /// The text.
    pub content: Vec<Block>,
    /// Where they were written.
    pub span: Span,
}

/// The definition of a footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    /// Its name, in lower case.
    pub name: String,
    /// For whom it is; everyone where nothing is said.
    pub audience: Option<Audiences>,
    /// Its text.
    pub content: Vec<Block>,
    /// Where it was written.
    pub span: Span,
}
