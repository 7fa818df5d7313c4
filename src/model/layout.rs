//! The layouts a slide may have, and what each of their regions takes: one table, from which the findings, the guide and
//! `deckle explain layout:NAME` speak.

mod table;

/// Where a slide's content goes. A theme draws every one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layout {
    /// The talk's first slide.
    Title,
    /// The start of a section.
    Section,
    /// The sections of the talk, the current one marked.
    Agenda,
    /// Title and content; what a slide has when nothing else is said.
    Content,
    /// Two columns side by side.
    TwoColumns,
    /// Things set against each other.
    Comparison,
    /// What was, and what became of it.
    BeforeAfter,
    /// One picture, large; other text stands beside it.
    Image,
    /// A picture at the left, text beside it.
    ImageLeft,
    /// A picture at the right, text beside it.
    ImageRight,
    /// A picture over the whole slide.
    ImageFull,
    /// Several pictures of one size.
    ImageGrid,
    /// A quotation.
    Quote,
    /// Someone: picture, name, role, words.
    Person,
    /// The title is the message.
    Statement,
    /// One number, very large.
    BigNumber,
    /// Events in order.
    Timeline,
    /// Two by two.
    Matrix,
    /// One code block, large.
    Code,
    /// Code and what it gives.
    CodeResult,
    /// Tasks, done and to do.
    Checklist,
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

/// What a layout is for and what it takes.
#[derive(Debug, Clone, Copy)]
pub struct LayoutInfo {
    /// What it is for, in a few words.
    pub purpose: &'static str,
    /// Its regions besides the title, in reading order.
    pub regions: &'static [Region],
    /// How its content is written, in a sentence; empty where ordinary Markdown needs no word.
    pub written: &'static str,
}

/// A part of a slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// What it is called.
    pub name: &'static str,
    /// What may stand there.
    pub takes: Takes,
    /// Is the layout nothing without it?
    pub needed: bool,
}

/// What a region takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Everything a slide may hold.
    Anything,
    /// At most so many blocks.
    Blocks(usize),
    /// One picture.
    Picture,
    /// So many pictures.
    Pictures(usize, usize),
    /// One block of code.
    Code,
    /// What code gives.
    Result,
    /// A quotation.
    Quote,
    /// A few characters.
    Number,
    /// A line.
    Line,
    /// So many parts with a heading each.
    Parts(usize, usize),
    /// So many events.
    Events(usize, usize),
    /// So many tasks.
    Tasks(usize, usize),
    /// The sections of the talk.
    Sections,
}

/// The longest text that [`Takes::Number`] takes, in characters.
pub const NUMBER_LENGTH: usize = 14;
/// The longest text that [`Takes::Line`] takes, in characters.
pub const LINE_LENGTH: usize = 80;

impl Layout {
    /// Every layout with the name an author writes.
    pub const ALL: &[(Layout, &str)] = &[
        (Layout::Title, "title"),
        (Layout::Section, "section"),
        (Layout::Agenda, "agenda"),
        (Layout::Content, "content"),
        (Layout::TwoColumns, "two-columns"),
        (Layout::Comparison, "comparison"),
        (Layout::BeforeAfter, "before-after"),
        (Layout::Image, "image"),
        (Layout::ImageLeft, "image-left"),
        (Layout::ImageRight, "image-right"),
        (Layout::ImageFull, "image-full"),
        (Layout::ImageGrid, "image-grid"),
        (Layout::Quote, "quote"),
        (Layout::Person, "person"),
        (Layout::Statement, "statement"),
        (Layout::BigNumber, "big-number"),
        (Layout::Timeline, "timeline"),
        (Layout::Matrix, "matrix"),
        (Layout::Code, "code"),
        (Layout::CodeResult, "code-result"),
        (Layout::Checklist, "checklist"),
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

    /// What it is for and what it takes.
    pub fn info(self) -> LayoutInfo {
        table::info(self)
    }

    /// The layout's own description, a line for each thing that is to be said.
    pub fn description(self) -> String {
        let LayoutInfo { purpose, regions, written } = self.info();
        let mut out = format!("{purpose}\n");
        for region in regions {
            out.push_str(&format!("  {}\n", region.words()));
        }
        if !written.is_empty() {
            out.push_str(&format!("{written}\n"));
        }
        out
    }

    /// Must a slide of this layout state its own time (time rule 5)?
    pub fn must_state_time(self) -> bool {
        matches!(self, Layout::Exercise | Layout::Break)
    }

    /// Does it say where content stands, and not what part a slide plays in its talk? Only such a layout can be a section's for all its
    /// slides.
    pub fn arranges_content(self) -> bool {
        use Layout::*;
        match self {
            Content | TwoColumns | Comparison | BeforeAfter | Image | ImageLeft | ImageRight | ImageFull | ImageGrid | Quote
            | Person | Statement | BigNumber | Timeline | Matrix | Code | CodeResult | Checklist => true,
            Title | Section | Agenda | Exercise | Break | Questions | CallToAction | Closing => false,
        }
    }
}

impl Region {
    /// The region in words an author reads, such as "picture: one picture, with its caption".
    pub fn words(&self) -> String {
        let may = if self.needed { "" } else { " (optional)" };
        format!("{}{may}: {}", self.name, self.takes.words())
    }
}

impl Takes {
    /// What it is, in words an author reads.
    pub fn words(self) -> String {
        match self {
            Takes::Anything => "anything, as far as there is room".to_owned(),
            Takes::Blocks(1) => "one block, such as a paragraph or a list".to_owned(),
            Takes::Blocks(most) => format!("at most {most} blocks, such as paragraphs, lists and tables"),
            Takes::Picture => "one picture, with its caption".to_owned(),
            Takes::Pictures(least, most) => format!("{least} to {most} pictures, with their captions"),
            Takes::Code => "one block of code".to_owned(),
            Takes::Result => "what it gives: a second block of code, a picture, a table or text".to_owned(),
            Takes::Quote => "a quotation; its last line names who said it, after a dash".to_owned(),
            Takes::Number => format!("a number with its unit, at most {NUMBER_LENGTH} characters"),
            Takes::Line => format!("a paragraph of at most {LINE_LENGTH} characters"),
            Takes::Parts(least, most) if least == most => format!("{least} parts, each with a heading and any content"),
            Takes::Parts(least, most) => format!("{least} to {most} parts, each with a heading and any content"),
            Takes::Events(least, most) => format!("{least} to {most} events, each with its date or name and a few words"),
            Takes::Tasks(least, most) => format!("a list of {least} to {most} tasks, `[ ]` or `[x]`"),
            Takes::Sections => "the sections of the talk; Deckle fills it in".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_is_in_the_table_once_and_says_what_it_takes() {
        for (index, (layout, name)) in Layout::ALL.iter().enumerate() {
            assert_eq!(Layout::from_name(name), Some(*layout));
            assert!(
                Layout::ALL[index + 1..].iter().all(|(other, again)| other != layout && again != name),
                "{name} stands there twice"
            );
            let info = layout.info();
            assert!(!info.purpose.is_empty() && !info.purpose.ends_with('.'), "{name}");
            assert!(!info.regions.is_empty(), "{name} takes nothing");
            assert!(info.regions.iter().all(|region| !region.words().is_empty()), "{name}");
            let needs = info.regions.iter().any(|region| region.needed && region.takes != Takes::Sections);
            assert!(!needs || !info.written.is_empty(), "{name} does not say how its content is written");
        }
    }
}
