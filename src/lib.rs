//! Deckle turns Markdown into talks.

pub mod diagnostic;
pub mod model;
pub mod parse;
pub mod project;
pub mod settings;
pub mod source;
pub mod timing;
