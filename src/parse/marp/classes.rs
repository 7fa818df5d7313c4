//! The classes of Marp's slides that have a layout here.

use crate::model::{Block, Layout};
use crate::parse::room::is_short;

/// What a class is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// It asks for a layout.
    Layout(Layout),
    /// `lead`: the content stands in the middle. The first slide of a deck is its title.
    Lead,
    /// Only other colours or sizes: nothing has to be said slide by slide.
    Look,
    /// Defined by the deck's own styles.
    Unknown,
}

/// Names of classes with the layout they ask for.
const LAYOUTS: &[(&str, Layout)] = &[
    ("title", Layout::Title),
    ("title-slide", Layout::Title),
    ("titlepage", Layout::Title),
    ("title-page", Layout::Title),
    ("cover", Layout::Title),
    ("section", Layout::Section),
    ("section-title", Layout::Section),
    ("chapter", Layout::Section),
    ("divider", Layout::Section),
    ("quote", Layout::Quote),
    ("statement", Layout::Statement),
    ("two-columns", Layout::TwoColumns),
    ("questions", Layout::Questions),
    ("closing", Layout::Closing),
    ("end", Layout::Closing),
];

/// What a class is.
pub fn class(name: &str) -> Class {
    match name {
        "lead" => Class::Lead,
        "invert" | "gaia" | "uncover" | "default" => Class::Look,
        _ => LAYOUTS.iter().find(|(known, _)| *known == name).map_or(Class::Unknown, |(_, layout)| Class::Layout(*layout)),
    }
}

/// The layout of a slide with these classes. A layout with little room for text is not forced upon a slide with much of it.
pub fn layout(classes: &str, is_first: bool, has_title: bool, content: &[Block]) -> Option<Layout> {
    let wanted = classes.split_whitespace().find_map(|name| match class(name) {
        Class::Layout(layout) => Some(layout),
        Class::Lead if is_first && has_title => Some(Layout::Title),
        Class::Lead if has_title => Some(Layout::Statement),
        _ => None,
    })?;
    let narrow = !matches!(wanted, Layout::Quote | Layout::TwoColumns);
    (!narrow || (has_title && is_short(content))).then_some(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, Inline, InlineKind};
    use crate::source::{FileId, Span};

    fn paragraph(length: usize) -> Block {
        let span = Span::new(FileId(0), 0, 0);
        let text = Inline { kind: InlineKind::Text("x".repeat(length)), span };
        Block { kind: BlockKind::Paragraph(vec![text]), span, audience: None }
    }

    #[test]
    fn classes_ask_for_layouts_where_there_is_room() {
        for (classes, is_first, has_title, length, expected) in [
            ("lead", true, true, 50, Some(Layout::Title)),
            ("lead invert", false, true, 50, Some(Layout::Statement)),
            ("lead", false, true, 500, None),
            ("lead", false, false, 50, None),
            ("invert", true, true, 0, None),
            ("mine chapter", false, true, 0, Some(Layout::Section)),
            ("quote", false, false, 500, Some(Layout::Quote)),
            ("mine", false, true, 0, None),
            ("", true, true, 0, None),
        ] {
            assert_eq!(layout(classes, is_first, has_title, &[paragraph(length)]), expected, "{classes}");
        }
    }
}
