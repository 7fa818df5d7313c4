//! Deckle turns Markdown into talks.

pub mod check;
pub mod diagnostic;
pub mod model;
pub mod project;
pub mod source;
pub mod timing;
