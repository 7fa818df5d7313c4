//! Small builders of decks for the tests of this stage and those after it. They need no parser; every span is the same unless a
//! test sets one.

use crate::model::*;
use crate::source::{FileId, Span, Spanned};

/// A place in the test's source.
pub(crate) fn at(start: usize) -> Span {
    Span::new(FileId(0), start, start + 1)
}

/// A word an author wrote.
pub(crate) fn written(text: &str) -> Option<Spanned<String>> {
    Some(Spanned::new(text.to_owned(), at(0)))
}

/// A time in seconds.
pub(crate) fn fixed(seconds: u32) -> Option<Spanned<TimeSpec>> {
    Some(Spanned::new(TimeSpec::Fixed(Seconds(seconds)), at(0)))
}

/// A time in whole percent.
pub(crate) fn percent(percent: u32) -> Option<Spanned<TimeSpec>> {
    Some(Spanned::new(TimeSpec::Share(percent * 1000), at(0)))
}

/// `audience="a,b"`, or `all`.
pub(crate) fn audience(names: &str) -> Option<Audiences> {
    if names == "all" {
        return Some(Audiences::All);
    }
    Some(Audiences::Only(names.split(',').map(|name| Audience(name.to_owned())).collect()))
}

pub(crate) fn inline(kind: InlineKind) -> Inline {
    Inline { kind, span: at(0) }
}

pub(crate) fn text(text: &str) -> Inline {
    inline(InlineKind::Text(text.to_owned()))
}

/// `[text]{plain=… audience=…}`
pub(crate) fn marked(words: &str, plain: Option<&str>, names: Option<&str>) -> Inline {
    inline(InlineKind::Marked {
        content: vec![text(words)],
        plain: plain.and_then(written),
        audience: names.and_then(audience),
        classes: Vec::new(),
        lang: None,
    })
}

pub(crate) fn block(kind: BlockKind) -> Block {
    Block { kind, span: at(0), audience: None }
}

pub(crate) fn paragraph(words: &str) -> Block {
    block(BlockKind::Paragraph(vec![text(words)]))
}

/// `### words`
pub(crate) fn heading(words: &str) -> Block {
    block(BlockKind::Heading { level: 3, content: vec![text(words)], plain: None })
}

pub(crate) fn code(text: &str) -> Block {
    let (language, highlight) = ("rust".to_owned(), Vec::new());
    block(BlockKind::Code(CodeBlock { language, text: text.to_owned(), highlight, plain: None, file: None }))
}

pub(crate) fn picture(path: &str, alt: &str) -> Block {
    block(BlockKind::Picture(Box::new(Picture {
        path: Spanned::new(path.to_owned(), at(0)),
        alt: alt.to_owned(),
        caption: None,
        plain: None,
        lang: None,
        width: None,
        height: None,
    })))
}

/// A table; the first row is the head.
pub(crate) fn table(rows: Vec<Vec<Vec<Inline>>>) -> Table {
    let mut rows = rows.into_iter().map(|cells| TableRow { cells, span: at(0) });
    let head = rows.next().expect("a table has a head");
    Table { alignments: vec![Alignment::Auto; head.cells.len()], head, rows: rows.collect() }
}

pub(crate) fn list(items: Vec<Vec<Block>>) -> Block {
    let items = items.into_iter().map(|content| ListItem { content, checked: None, span: at(0) }).collect();
    block(BlockKind::List(List { start: None, tight: true, incremental: false, items }))
}

pub(crate) fn column(content: Vec<Block>) -> Column {
    Column { width: None, content, span: at(0) }
}

/// `::: names`
pub(crate) fn group(names: &str, content: Vec<Block>) -> Block {
    for_audience(names, block(BlockKind::Group { classes: Vec::new(), lang: None, content }))
}

/// The same block with `audience=`.
pub(crate) fn for_audience(names: &str, block: Block) -> Block {
    Block { audience: audience(names), ..block }
}

pub(crate) fn notes(content: Vec<Block>) -> Notes {
    Notes { audience: None, content, span: at(0) }
}

/// Notes of so many words.
pub(crate) fn words(count: usize) -> Vec<Notes> {
    vec![notes(vec![paragraph(&vec!["word"; count].join(" "))])]
}

/// A slide whose heading is its id.
pub(crate) fn slide(id: &str) -> Slide {
    Slide {
        id: SlideId(id.to_owned()),
        wanted: None,
        origin: Origin::Heading,
        heading: Some(Heading { content: vec![text(id)], plain: None, span: at(0) }),
        time: None,
        own_times: Vec::new(),
        audience: None,
        layout: None,
        own_layouts: Vec::new(),
        fit: Fit::default(),
        skip: false,
        section: None,
        content: Vec::new(),
        notes: Vec::new(),
        backgrounds: Vec::new(),
        replaces: None,
        role: None,
        names: Vec::new(),
        key: None,
        allow: Vec::new(),
        lang: None,
        furniture: None,
        span: at(0),
    }
}

/// The layout an author asked for.
pub(crate) fn layout(layout: Layout) -> Option<Spanned<Layout>> {
    Some(Spanned::new(layout, at(0)))
}

pub(crate) fn section() -> Section {
    Section {
        slide: 0,
        time: None,
        own_times: Vec::new(),
        audience: None,
        appendix: false,
        allow: Vec::new(),
        lang: None,
        span: at(0),
    }
}

/// Puts a section into the deck: its slide, then these.
pub(crate) fn add_section(deck: &mut Deck, section: Section, own: Slide, slides: Vec<Slide>) {
    let index = deck.sections.len();
    deck.sections.push(Section { slide: deck.slides.len(), ..section });
    deck.slides.push(Slide { section: Some(index), origin: Origin::Section, ..own });
    deck.slides.extend(slides.into_iter().map(|slide| Slide { section: Some(index), ..slide }));
}

pub(crate) fn deck(slides: Vec<Slide>) -> Deck {
    let meta = Meta { paginate: true, slide_level: 2, ..Meta::default() };
    Deck {
        file: FileId(0),
        dialect: Dialect::Native,
        meta,
        sections: Vec::new(),
        slides,
        footnotes: Vec::new(),
        glossary: Default::default(),
    }
}

pub(crate) fn audience_settings(name: &str) -> AudienceSettings {
    AudienceSettings::new(Spanned::new(Audience(name.to_owned()), at(0)))
}
