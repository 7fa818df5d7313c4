//! A course: its weeks, lectures and labs, and the decks they are taught with.

use super::Seconds;
use crate::source::{Span, Spanned};

/// The course a project belongs to (`[course]` in `deckle.toml`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Its name.
    pub name: Spanned<String>,
    /// The titles of its weeks, in order; may be empty.
    pub weeks: Vec<Spanned<String>>,
    /// Its lectures, in the order of the file.
    pub lectures: Vec<Lecture>,
    /// Its labs that have decks, in the order of the file.
    pub labs: Vec<Lab>,
}

/// A lecture, taught in one or more sessions. Each session is a deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lecture {
    /// Its number within the course.
    pub number: Spanned<u32>,
    /// Its title.
    pub title: Spanned<String>,
    /// Its week, from 1.
    pub week: Option<Spanned<u32>>,
    /// The time the course page gives it, reading and exercises included (`page-hours`). Decks are not measured by it.
    pub page_time: Option<Spanned<Seconds>>,
    /// The time in the room; the sum of its decks' durations is measured by it.
    pub taught: Option<Spanned<Seconds>>,
    /// How many sessions it has. Where nothing is said, more decks may be to come than there are.
    pub sessions: Option<Spanned<u32>>,
    /// One deck for each session, in order: paths relative to the project root.
    pub decks: Vec<Spanned<String>>,
    /// Where it was written.
    pub span: Span,
}

/// A lab with decks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lab {
    /// Its number within the course.
    pub number: Spanned<u32>,
    /// Its title.
    pub title: Spanned<String>,
    /// Its week, from 1.
    pub week: Option<Spanned<u32>>,
    /// Paths relative to the project root.
    pub decks: Vec<Spanned<String>>,
    /// Where it was written.
    pub span: Span,
}
