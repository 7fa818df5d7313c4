//! Pictures: on the slide, and behind it.

use super::Audiences;
use crate::source::Spanned;

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The path, relative to the deck.
    pub path: Spanned<String>,
    /// What it shows, in words; empty when the author gave none.
    pub alt: String,
    /// The caption (the title in Markdown).
    pub caption: Option<String>,
    /// The words people outside the field read instead (`plain="…"`).
    pub plain: Option<Spanned<String>>,
    /// The language of its words, where that is another one than around it.
    pub lang: Option<String>,
    /// `width=50%`
    pub width: Option<Length>,
    /// `height=30%`
    pub height: Option<Length>,
}

/// How long something is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Length {
    /// In percent of the room there is.
    Percent(u32),
    /// In points; a slide is 540 high.
    Points(u32),
}

/// A picture behind a slide, or behind a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Background {
    /// The picture. Its own width and height are not used.
    pub picture: Box<Picture>,
    /// The side it takes; the content stands on the other. The whole slide where nothing is said.
    pub side: Option<Side>,
    /// The part of the slide's width that a side takes, in percent.
    pub share: Option<u32>,
    /// How it fills its place.
    pub fit: BackgroundFit,
    /// For whom it is; everyone the slide is for where nothing is said. `None` after projection.
    pub audience: Option<Audiences>,
}

impl Background {
    /// A picture over the whole slide, for everyone.
    pub fn new(picture: Picture) -> Self {
        Self { picture: Box::new(picture), side: None, share: None, fit: BackgroundFit::Cover, audience: None }
    }
}

/// A side of a slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The left one.
    Left,
    /// The right one.
    Right,
}

/// How a picture fills its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BackgroundFit {
    /// No part of the place stays empty; edges of the picture may be cut off.
    Cover,
    /// The whole picture is seen; parts of the place may stay empty.
    Contain,
    /// As wide as so much of the place, in percent.
    Percent(u32),
    /// In its own size.
    Natural,
}
