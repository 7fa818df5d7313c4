//! The table of layouts.

use super::{Layout, LayoutInfo, Region, Takes};

/// A region without which the layout is nothing.
const fn needed(name: &'static str, takes: Takes) -> Region {
    Region { name, takes, needed: true }
}

/// A region that may be empty.
const fn may(name: &'static str, takes: Takes) -> Region {
    Region { name, takes, needed: false }
}

const WORDS: Region = may("text", Takes::Blocks(2));
const CONTENT: &[Region] = const { &[may("content", Takes::Anything)] };

pub(super) fn info(layout: Layout) -> LayoutInfo {
    let (purpose, regions, written): (_, &'static [Region], _) = match layout {
        Layout::Title => ("the talk's first slide; made from the front matter", CONTENT, ""),
        Layout::Section => ("the start of a section; what a `#` heading gets", CONTENT, ""),
        Layout::Agenda => (
            "the sections of the talk, the one the slide is in marked",
            const { &[needed("sections", Takes::Sections), WORDS] },
            "",
        ),
        Layout::Content => ("title and content; what a slide gets when nothing else is said", CONTENT, ""),
        Layout::TwoColumns => (
            "columns side by side",
            const { &[needed("columns", Takes::Parts(2, 4))] },
            "A `::: columns` block, or a `###` heading above each column.",
        ),
        Layout::Comparison => (
            "things set against each other",
            const { &[needed("sides", Takes::Parts(2, 3)), WORDS] },
            "A `###` heading above each side, a `::: columns` block, or a table with a column for each side.",
        ),
        Layout::BeforeAfter => (
            "what was and what became of it, an arrow between the two",
            const { &[needed("sides", Takes::Parts(2, 2)), WORDS] },
            "Two `###` headings with what belongs to each, a `::: columns` block, a table of two columns, or two pictures with \
             captions.",
        ),
        Layout::Image => (
            "one picture, large; other text stands beside it",
            const { &[needed("picture", Takes::Picture), may("text", Takes::Anything)] },
            "A picture, and text before or after it.",
        ),
        Layout::ImageLeft => (
            "a picture at the left, text beside it",
            const { &[needed("picture", Takes::Picture), may("text", Takes::Anything)] },
            "A picture, and text before or after it.",
        ),
        Layout::ImageRight => (
            "a picture at the right, text beside it",
            const { &[needed("picture", Takes::Picture), may("text", Takes::Anything)] },
            "A picture, and text before or after it.",
        ),
        Layout::ImageFull => (
            "a picture over the whole slide, title and words on a band at its foot",
            const { &[needed("picture", Takes::Picture), may("words", Takes::Blocks(1))] },
            "A picture; its caption and a paragraph stand on the band. The picture is cut at its edges where its shape asks for it.",
        ),
        Layout::ImageGrid => (
            "several pictures of one size",
            const { &[needed("pictures", Takes::Pictures(2, 9)), WORDS] },
            "The pictures, one after the other, with captions: `![what it shows](a.png \"Caption\")`.",
        ),
        Layout::Quote => {
            ("a quotation", const { &[needed("quotation", Takes::Quote), may("text", Takes::Blocks(2))] }, "A `>` block.")
        }
        Layout::Person => (
            "someone: picture, name, role, words",
            const { &[may("picture", Takes::Picture), needed("role", Takes::Line), may("words", Takes::Blocks(3))] },
            "The title is the name. The first paragraph says what the person does; a picture, a quotation or text may follow.",
        ),
        Layout::Statement => ("the title is the message", const { &[may("text", Takes::Blocks(2))] }, ""),
        Layout::BigNumber => (
            "one number, very large, and what it means",
            const { &[needed("number", Takes::Number), may("meaning", Takes::Blocks(2))] },
            "The first paragraph is the number, or begins with it in `**bold**`; what follows says what it means.",
        ),
        Layout::Timeline => (
            "events in order",
            const { &[needed("events", Takes::Events(2, 8)), WORDS] },
            "A list whose items begin with `**the date**`, a list of terms (`Date`, then `: words`), a table \
             with an empty head, or a `###` heading for each event.",
        ),
        Layout::Matrix => (
            "two by two",
            const { &[needed("fields", Takes::Parts(4, 4)), WORDS] },
            "Four `###` headings with what belongs to each, a list of four items that begin with `**a name**`, or a table of two rows \
             below a head with an empty first cell, which names both axes.",
        ),
        Layout::Code => (
            "one block of code, large",
            const { &[may("text", Takes::Anything), needed("code", Takes::Code)] },
            "A block of code, a sentence before it.",
        ),
        Layout::CodeResult => (
            "code and what it gives",
            const { &[needed("code", Takes::Code), needed("result", Takes::Result)] },
            "A block of code and what it gives, one after the other.",
        ),
        Layout::Checklist => (
            "tasks, done and to do",
            const { &[needed("tasks", Takes::Tasks(1, 10)), WORDS] },
            "A list whose items begin with `[ ]` or `[x]`.",
        ),
        Layout::Exercise => ("something the room does; must state its time", CONTENT, ""),
        Layout::Break => ("a pause; must state its time", CONTENT, ""),
        Layout::Questions => ("time for questions; uses the talk's `qa` time", CONTENT, ""),
        Layout::CallToAction => ("what the audience is asked to do", CONTENT, ""),
        Layout::Closing => ("the last slide", CONTENT, ""),
    };
    LayoutInfo { purpose, regions, written }
}
