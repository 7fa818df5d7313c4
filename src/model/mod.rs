//! What a talk is: the types every stage shares.
//!
//! Nouns only. Nothing here reads, writes, parses or typesets, and nothing names comrak, serde or typst. [`Deck`] is what the author
//! wrote, for all audiences at once, with the place of everything; `crate::project` makes from it what one audience sees.

mod audience;
mod audience_settings;
mod block;
mod course;
mod deck;
mod design;
pub mod everyday;
mod fit;
mod glossary;
mod inline;
mod layout;
mod picture;
pub mod quotes;
mod steps;
mod time;
pub mod vocabulary;
mod walk;
pub mod words;

pub use audience::{Audience, Audiences, Own, Variant};
pub use audience_settings::{AudienceGlossary, AudienceSettings, NotesTaken};
pub use block::{
    Alignment, Block, BlockKind, CalloutKind, CodeBlock, CodeFile, Column, Description, List, ListItem, RawTypst, Table, TableRow,
};
pub use course::{Course, Lab, Lecture};
pub use deck::{Deck, Dialect, Footnote, Furniture, Heading, Meta, Notes, Origin, Role, Section, Slide, SlideId};
pub use design::{DesignChange, DesignChanges};
pub use fit::Fit;
pub use glossary::{GlossAt, Glossary, GlossarySettings, Term};
pub use inline::{FootnoteText, Inline, InlineKind, LinkTarget, plain_text};
pub use layout::{LINE_LENGTH, Layout, LayoutInfo, NUMBER_LENGTH, Region, Takes};
pub use picture::{Background, BackgroundFit, Length, Picture, Side};
pub use steps::{Idle, MAX_STEPS, Steps};
pub use time::{Seconds, TimeSpec};
pub use walk::{child_blocks, for_each_block_mut, for_each_inline_mut, for_each_text_mut, texts, walk_blocks, walk_inlines};
