//! Decks of Pandoc (`format: revealjs`, `beamer` or `pptx`) and of Quarto (`.qmd`), read by their rules.
//!
//! - Headings of one level start slides: `slide-level`, in Quarto's reveal.js decks 2, else the highest level that is followed by
//!   content somewhere. Headings above it are sections with a slide of their own, rules start slides without a title.
//! - The title slide is made from the front matter, with subtitle, authors, institute and date.
//! - Divs and classes are Pandoc's and Quarto's: notes, columns, incremental lists, callouts, what is visible in a format or profile.
//!   A profile is an audience of that name.
//! - Code cells are shown and not run. Raw HTML and LaTeX are left out.
//!
//! What Deckle shows in another way or leaves out is told once a kind.

mod attributes;
mod cells;
mod conditions;
mod divs;
mod mark;
mod meta;
mod slides;
mod text;

pub use attributes::{element, heading, says_for_whom, tag_says_for_whom};
pub use cells::block as code_block;
pub use divs::block as div;
pub use mark::mark;
pub use meta::read_front_matter;
pub use slides::read;
pub use text::{inline_code, inverse_quote, note_references, paragraph, shortcode};

/// What a deck says of itself that its text depends on.
#[derive(Debug, Clone)]
pub struct State {
    /// `revealjs`, `beamer`, `pptx`.
    pub format: String,
    /// `slide-level`, where the deck states it.
    pub slide_level: Option<u8>,
    /// `execute: echo`: are code cells shown?
    pub echo: bool,
    /// What stands on the title slide below the authors.
    pub institutes: Vec<crate::source::Spanned<String>>,
    /// The picture behind the title slide.
    pub title_background: Option<crate::model::Background>,
}

/// A deck for reveal.js that says nothing.
impl Default for State {
    fn default() -> Self {
        Self { format: "revealjs".to_owned(), slide_level: None, echo: true, institutes: Vec::new(), title_background: None }
    }
}
