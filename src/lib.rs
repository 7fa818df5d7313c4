//! Deckle turns Markdown into talks.

pub mod build;
pub mod cli;
pub mod diagnostic;
pub mod model;
pub mod project;
pub mod source;
pub mod timing;
