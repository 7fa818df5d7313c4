//! Deckle turns Markdown into talks.

pub mod assets;
pub mod check;
pub mod build;
pub mod cli;
pub mod diagnostic;
pub mod export;
pub mod model;
pub mod project;
pub mod source;
pub mod theme;
pub mod timing;
pub mod typeset;
