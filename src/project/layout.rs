//! The layout of a slide: its author's, or what its content makes obvious; and who chose it, and why.

use std::fmt;

use super::arrange::{is_source_line, pictures_alone};
use super::view::View;
use crate::model::{Block, BlockKind, Deck, Dialect, Layout, Origin, Own, Slide, plain_text, walk_blocks};
use crate::source::Spanned;

/// Who chose a slide's layout, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chosen {
    /// The slide asks for it.
    Slide,
    /// The slide's section asks for it.
    Section,
    /// Another tool's deck asks for it, in that tool's way.
    Tool,
    /// Deckle, for what the slide is.
    Role(&'static str),
    /// Deckle, for what stands on it.
    Content(&'static str),
    /// Deckle, for what is left of the slide for this audience. The author asked for another.
    Left(Layout, &'static str),
}

impl Chosen {
    /// One word for who it was: `slide`, `section`, `tool` or `deckle`.
    pub fn by(self) -> &'static str {
        match self {
            Chosen::Slide => "slide",
            Chosen::Section => "section",
            Chosen::Tool => "tool",
            Chosen::Role(_) | Chosen::Content(_) | Chosen::Left(..) => "deckle",
        }
    }
}

impl fmt::Display for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Chosen::Slide => f.write_str("the slide asks for it"),
            Chosen::Section => f.write_str("its section or the deck asks for it"),
            Chosen::Tool => f.write_str("the deck asks for it in its own tool's way"),
            Chosen::Role(why) | Chosen::Content(why) => f.write_str(why),
            Chosen::Left(asked, why) => {
                write!(f, "the slide asks for {}; what this audience sees of it is {why}", asked.as_str())
            }
        }
    }
}

/// The layout that a slide asks for, for an audience.
pub(super) fn asked(view: &View, slide: &Slide) -> Option<Spanned<Layout>> {
    Own::of(view.variant, &slide.own_layouts, slide.layout)
}

/// The layout of a slide with what an audience sees of its content.
pub(super) fn choose(deck: &Deck, view: &View, slide: &Slide, content: &[Block]) -> (Layout, Chosen) {
    let Some(asked) = asked(view, slide) else {
        return obvious_layout(deck.dialect, slide.origin, content);
    };
    // What replaces the code of a slide for other audiences need not be code.
    if is_without_code(asked.value, slide, content) && view.variant.is_plain() {
        let (layout, chosen) = obvious_layout(deck.dialect, slide.origin, content);
        let (Chosen::Role(why) | Chosen::Content(why)) = chosen else { return (layout, chosen) };
        return (layout, Chosen::Left(asked.value, why));
    }
    let own = asked.span.file == slide.span.file && slide.span.start <= asked.span.start && asked.span.end <= slide.span.end;
    let chosen = match () {
        () if deck.dialect.is_foreign() => Chosen::Tool,
        () if asked.value == Layout::Agenda && slide.origin == Origin::Section => Chosen::Section,
        () if own => Chosen::Slide,
        () if slide.origin == Origin::FrontMatter => Chosen::Role("it is made from the front matter"),
        () => Chosen::Section,
    };
    (asked.value, chosen)
}

/// Does a layout that shows code have none here, though its author wrote some?
fn is_without_code(asked: Layout, slide: &Slide, content: &[Block]) -> bool {
    let has = |blocks: &[Block]| walk_blocks(blocks).any(|block| matches!(block.kind, BlockKind::Code(_)));
    matches!(asked, Layout::Code | Layout::CodeResult) && has(&slide.content) && !has(content)
}

/// The layout that a slide's origin or content makes obvious. In decks of other tools only what their own slides look like.
fn obvious_layout(dialect: Dialect, origin: Origin, content: &[Block]) -> (Layout, Chosen) {
    match origin {
        Origin::FrontMatter => return (Layout::Title, Chosen::Role("it is made from the front matter")),
        Origin::Section => return (Layout::Section, Chosen::Role("it starts a section")),
        Origin::Heading | Origin::Break => {}
    }
    let mut content: Vec<&Block> = content.iter().filter(|block| !matches!(block.kind, BlockKind::Pause)).collect();
    if content.len() > 1 && !dialect.is_foreign() {
        content.pop_if(|last| is_source_line(last));
    }
    let (layout, why) = match content.as_slice() {
        [Block { kind: BlockKind::Picture(_), .. }] => (Layout::Image, "a picture and nothing else"),
        [Block { kind: BlockKind::Columns(_), .. }] => (Layout::TwoColumns, "columns and nothing else"),
        [Block { kind: BlockKind::Quote(_), .. }] => (Layout::Quote, "a quotation and nothing else"),
        content if is_code_with_a_word(content) => (Layout::Code, "one block of code, below a sentence at most"),
        content if !dialect.is_foreign() => {
            obvious_to_us(content).unwrap_or((Layout::Content, "nothing that asks for another layout"))
        }
        _ => (Layout::Content, "nothing that asks for another layout"),
    };
    (layout, Chosen::Content(why))
}

/// Layouts that a native deck gets for content that would look worse in `content`.
fn obvious_to_us(content: &[&Block]) -> Option<(Layout, &'static str)> {
    if pictures_alone(content).is_some_and(|pictures| (2..=6).contains(&pictures)) {
        return Some((Layout::ImageGrid, "pictures and nothing else"));
    }
    match content {
        [Block { kind: BlockKind::Code(code), .. }, Block { kind: BlockKind::Code(result), .. }]
            if is_output(&result.language) && !is_output(&code.language) =>
        {
            Some((Layout::CodeResult, "code and what it prints"))
        }
        [Block { kind: BlockKind::Code(_), .. }, Block { kind: BlockKind::Picture(_), .. }] => {
            Some((Layout::CodeResult, "code and a picture of what it gives"))
        }
        [Block { kind: BlockKind::List(list), .. }] if list.items.iter().all(|item| item.checked.is_some()) => {
            Some((Layout::Checklist, "a list of tasks and nothing else"))
        }
        content if is_picture_with_words(content) => Some((Layout::Image, "a picture and a few words")),
        content if is_two_short_parts(content) => Some((Layout::Comparison, "two headings with a short text or list each")),
        _ => None,
    }
}

/// One picture of no size of its own, and above or below it as much text as has room beside it.
fn is_picture_with_words(content: &[&Block]) -> bool {
    /// In characters, and in paragraphs and items.
    const MOST: (usize, usize) = (220, 5);
    let picture = |block: &&&Block| matches!(&block.kind, BlockKind::Picture(picture) if picture.width.is_none() && picture.height.is_none());
    let words: Vec<&Block> = content.iter().filter(|block| !picture(block)).copied().collect();
    let at_an_end = content.first().is_some_and(|block| picture(&block)) != content.last().is_some_and(|block| picture(&block));
    let measured: Option<Vec<(usize, usize)>> = words.iter().map(|block| length_of(block)).collect();
    at_an_end
        && words.len() + 1 == content.len()
        && measured.is_some_and(|all| {
            let (characters, parts) = all.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            characters <= MOST.0 && parts <= MOST.1
        })
}

/// The characters of a paragraph or a list without lists in it, and how many paragraphs or items that is.
fn length_of(block: &Block) -> Option<(usize, usize)> {
    match &block.kind {
        BlockKind::Paragraph(content) => Some((plain_text(content).chars().count(), 1)),
        BlockKind::List(list) => list.items.iter().try_fold((0, 0), |(characters, items), item| match item.content.as_slice() {
            [Block { kind: BlockKind::Paragraph(content), .. }] => {
                Some((characters + plain_text(content).chars().count(), items + 1))
            }
            _ => None,
        }),
        _ => None,
    }
}

/// The languages of what a program prints.
fn is_output(language: &str) -> bool {
    matches!(language, "" | "text" | "txt" | "output" | "out" | "console" | "plain")
}

/// Two headings with one block each, both the same kind, and none with much in it.
fn is_two_short_parts(content: &[&Block]) -> bool {
    const MOST: usize = 5;
    let short = |block: &Block| match &block.kind {
        BlockKind::Paragraph(_) => Some(0),
        BlockKind::List(list) if list.items.len() <= MOST => Some(1),
        _ => None,
    };
    match content {
        [first, one, second, other] => {
            let heading = |block: &Block| matches!(block.kind, BlockKind::Heading { .. });
            heading(first) && heading(second) && short(one).is_some() && short(one) == short(other)
        }
        _ => false,
    }
}

/// One code block below at most one paragraph. Text below the code stays there, which this layout would not do.
fn is_code_with_a_word(content: &[&Block]) -> bool {
    let count = |test: fn(&BlockKind) -> bool| content.iter().filter(|block| test(&block.kind)).count();
    let code = count(|kind| matches!(kind, BlockKind::Code(_)));
    let paragraphs = count(|kind| matches!(kind, BlockKind::Paragraph(_)));
    let last = matches!(content.last().map(|block| &block.kind), Some(BlockKind::Code(_)));
    last && code == 1 && paragraphs <= 1 && code + paragraphs == content.len()
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, Variant};
    use crate::project::testing::{block, code, column, heading, list, paragraph, picture};

    #[test]
    fn the_layout_follows_from_origin_and_content() {
        let quote = || block(BlockKind::Quote(vec![paragraph("a")]));
        let columns = || block(BlockKind::Columns(vec![column(vec![paragraph("a")]), column(vec![paragraph("b")])]));
        for (origin, content, expected) in [
            (Origin::FrontMatter, vec![], Layout::Title),
            (Origin::Section, vec![picture("a.png", "a")], Layout::Section),
            (Origin::Heading, vec![], Layout::Content),
            (Origin::Heading, vec![picture("a.png", "a")], Layout::Image),
            (Origin::Break, vec![picture("a.png", "a"), paragraph("b")], Layout::Image),
            (Origin::Heading, vec![list(vec![vec![paragraph("b")]; 3]), picture("a.png", "a")], Layout::Image),
            (Origin::Heading, vec![paragraph("b"), picture("a.png", "a"), paragraph("c")], Layout::Content),
            (Origin::Heading, vec![picture("a.png", "a"), paragraph(&"long ".repeat(60))], Layout::Content),
            (Origin::Heading, vec![picture("a.png", "a"), paragraph("Source: a book")], Layout::Image),
            (Origin::Heading, vec![code("x")], Layout::Code),
            (Origin::Heading, vec![paragraph("b"), code("x")], Layout::Code),
            (Origin::Heading, vec![code("x"), paragraph("b")], Layout::Content),
            (Origin::Heading, vec![paragraph("b"), code("x"), paragraph("c")], Layout::Content),
            (Origin::Heading, vec![code("x"), code("y")], Layout::Content),
            (Origin::Heading, vec![paragraph("b")], Layout::Content),
            (Origin::Heading, vec![columns()], Layout::TwoColumns),
            (Origin::Heading, vec![columns(), paragraph("b")], Layout::Content),
            (Origin::Heading, vec![quote()], Layout::Quote),
            (Origin::Heading, vec![block(BlockKind::Pause), columns()], Layout::TwoColumns),
            (Origin::Heading, vec![paragraph("b"), block(BlockKind::Pause), code("x")], Layout::Code),
            (Origin::Heading, vec![quote(), quote()], Layout::Content),
            (Origin::Heading, vec![picture("a.png", "a"), picture("b.png", "b")], Layout::ImageGrid),
            (Origin::Heading, vec![code("x"), picture("a.png", "a")], Layout::CodeResult),
            (Origin::Heading, vec![heading("A"), paragraph("a"), heading("B"), paragraph("b")], Layout::Comparison),
            (Origin::Heading, vec![heading("A"), paragraph("a"), heading("B"), list(vec![])], Layout::Content),
            (Origin::Heading, vec![heading("A"), paragraph("a"), heading("B"), paragraph("b"), paragraph("c")], Layout::Content),
        ] {
            assert_eq!(obvious_layout(Dialect::Native, origin, &content).0, expected, "{origin:?} {content:?}");
        }
    }

    #[test]
    fn other_tools_decks_look_as_their_own_tool_has_them() {
        let content = [picture("a.png", "a"), picture("b.png", "b")];
        for dialect in [Dialect::Marp, Dialect::Pandoc, Dialect::Quarto] {
            assert_eq!(obvious_layout(dialect, Origin::Break, &content).0, Layout::Content);
        }
    }

    #[test]
    fn what_is_left_for_an_audience_may_have_another_layout() {
        let content = vec![code("x"), crate::project::testing::group("non-technical", vec![paragraph("words")])];
        let slide =
            Slide { layout: crate::project::testing::layout(Layout::Code), content, ..crate::project::testing::slide("a") };
        let deck = crate::project::testing::deck(vec![slide]);
        let seen = |name: &str| {
            let (seen, _) = crate::project::project(&deck, &Variant::of(Audience(name.into())), "talk");
            (seen.slides[0].layout, seen.slides[0].chosen.to_string())
        };
        assert_eq!(seen("technical"), (Layout::Code, "the slide asks for it".to_owned()));
        let left = "the slide asks for code; what this audience sees of it is nothing that asks for another layout";
        assert_eq!(seen("non-technical"), (Layout::Content, left.to_owned()));
    }
}
