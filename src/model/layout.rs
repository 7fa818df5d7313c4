//! The layouts a slide may have.

/// Where a slide's content goes. A theme draws every one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layout {
    /// The talk's first slide.
    Title,
    /// The start of a section.
    Section,
    /// Title and content; what a slide has when nothing else is said.
    Content,
    /// Two columns side by side.
    TwoColumns,
    /// One code block, large.
    Code,
    /// One picture, large; other text stands beside it.
    Image,
    /// A quotation.
    Quote,
    /// The title is the message.
    Statement,
    /// Something the room does. Must state its time.
    Exercise,
    /// A pause. Must state its time.
    Break,
    /// Time for questions; uses the deck's `qa`, never its plan.
    Questions,
    /// What the audience is asked to do.
    CallToAction,
    /// The last slide.
    Closing,
}

impl Layout {
    /// Every layout with the name an author writes.
    pub const ALL: &[(Layout, &str)] = &[
        (Layout::Title, "title"),
        (Layout::Section, "section"),
        (Layout::Content, "content"),
        (Layout::TwoColumns, "two-columns"),
        (Layout::Code, "code"),
        (Layout::Image, "image"),
        (Layout::Quote, "quote"),
        (Layout::Statement, "statement"),
        (Layout::Exercise, "exercise"),
        (Layout::Break, "break"),
        (Layout::Questions, "questions"),
        (Layout::CallToAction, "call-to-action"),
        (Layout::Closing, "closing"),
    ];

    /// The name an author writes.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(layout, _)| *layout == self).map_or("content", |(_, name)| name)
    }

    /// The layout of a name.
    pub fn from_name(name: &str) -> Option<Layout> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(layout, _)| *layout)
    }

    /// Must a slide of this layout state its own time (time rule 5)?
    pub fn must_state_time(self) -> bool {
        matches!(self, Layout::Exercise | Layout::Break)
    }
}
