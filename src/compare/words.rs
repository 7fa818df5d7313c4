//! The words at a place of a deck, whoever they are for.

use std::collections::HashMap;
use std::fmt;

use super::{Difference, Kind};
use crate::model::quotes::{Quotes, quotes_of, settle_quotes};
use crate::model::{Block, BlockKind, Deck, Inline, InlineKind, Picture, Slide, plain_text, texts, walk_blocks, walk_inlines};
use crate::project::ProjectedSlide;
use crate::source::{Sources, Span, Spanned};

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// What it is, where it is no running text: `code`, `picture`.
    pub what: Option<&'static str>,
    /// Its words, in one line.
    pub text: String,
    /// Is it a block of its own?
    pub block: bool,
}

/// As it is told: `code: def f(): … (3 lines)`.
impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.what {
            Some(what) if self.text.is_empty() => f.write_str(what),
            Some(what) if what != NOTES => write!(f, "{what}: {}", self.text),
            _ => f.write_str(&self.text),
        }
    }
}

const NOTES: &str = "notes";

/// The words of a deck by their places.
#[derive(Debug)]
pub struct Words<'s> {
    known: HashMap<Span, Said>,
    /// The pictures that have an alternative text.
    pictures: Vec<(Span, String)>,
    /// Those of the deck's language, for all audiences.
    quotes: Quotes,
    sources: &'s Sources,
}

impl<'s> Words<'s> {
    /// Reads a deck with its notes, footnotes and glossary. Words within a text are taken from the sources.
    pub fn of(deck: &Deck, sources: &'s Sources) -> Self {
        let lang = deck.meta.lang.as_ref().map_or("en", |lang| lang.value.as_str());
        let mut words = Words { known: HashMap::new(), pictures: Vec::new(), quotes: quotes_of(lang), sources };
        let titles = deck.meta.audiences.iter().flat_map(|own| [&own.title, &own.subtitle]);
        for title in titles.chain([&deck.meta.title, &deck.meta.subtitle]) {
            words.plain_block(title.as_ref());
        }
        for slide in &deck.slides {
            words.slide(slide);
        }
        for footnote in &deck.footnotes {
            words.add(footnote.span, None, words_of(&footnote.content), true);
            words.blocks(&footnote.content);
        }
        for term in &deck.glossary.terms {
            words.plain(Some(&term.plain));
        }
        words
    }

    /// What stands there.
    pub fn at(&self, span: Span) -> Said {
        let written = || Said { what: None, text: in_a_line(self.sources.slice(span)), block: false };
        self.known.get(&span).cloned().unwrap_or_else(written)
    }

    /// What each of the two audiences sees at a difference; `None` is nothing.
    pub fn seen(&self, difference: &Difference) -> [Option<String>; 2] {
        difference.seen.map(|span| {
            let span = span?;
            let words = self.at(span).to_string();
            // An explanation stands beside the word, not in its place.
            let beside = difference.kind == Kind::Glossed && span != difference.span;
            Some(if beside { format!("{}: {words}", self.at(difference.span)) } else { words })
        })
    }

    /// The alternative texts of the pictures that were written within a place.
    pub fn pictures_in(&self, span: Span) -> Vec<String> {
        let within = |inner: &Span| inner.file == span.file && span.start <= inner.start && inner.end <= span.end;
        self.pictures.iter().filter(|(inner, _)| within(inner)).map(|(_, alt)| alt.clone()).collect()
    }

    /// The first that is told about a place is its whole.
    fn add(&mut self, span: Span, what: Option<&'static str>, mut text: String, block: bool) {
        settle_quotes(&mut text, self.quotes);
        self.known.entry(span).or_insert_with(|| Said { what, text: in_a_line(&text), block });
    }

    fn plain(&mut self, plain: Option<&Spanned<String>>) {
        if let Some(plain) = plain {
            self.add(plain.span, None, plain.value.clone(), false);
        }
    }

    /// Words that stand in the place of a block.
    fn plain_block(&mut self, plain: Option<&Spanned<String>>) {
        if let Some(plain) = plain {
            self.add(plain.span, None, plain.value.clone(), true);
        }
    }

    fn slide(&mut self, slide: &Slide) {
        let title = slide.heading.as_ref().map(|heading| plain_text(&heading.content)).unwrap_or_default();
        self.add(slide.span, None, title.clone(), false);
        if let Some(heading) = &slide.heading {
            self.add(heading.span, None, title, true);
            self.plain_block(heading.plain.as_ref());
            self.inlines(&heading.content);
        }
        for background in &slide.backgrounds {
            self.picture(background.picture.path.span, &background.picture, true);
        }
        self.blocks(&slide.content);
        for notes in &slide.notes {
            self.add(notes.span, Some(NOTES), words_of(&notes.content), true);
            self.blocks(&notes.content);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in walk_blocks(blocks) {
            match &block.kind {
                BlockKind::Picture(picture) => self.picture(block.span, picture, true),
                BlockKind::Heading { plain, .. } => self.plain_block(plain.as_ref()),
                BlockKind::Code(code) => self.plain_block(code.plain.as_ref()),
                _ => {}
            }
            self.add(block.span, what(block), words_of(std::slice::from_ref(block)), true);
            texts(block).into_iter().for_each(|text| self.inlines(text));
        }
    }

    fn inlines(&mut self, text: &[Inline]) {
        for inline in walk_inlines(text) {
            match &inline.kind {
                InlineKind::Picture(picture) => self.picture(inline.span, picture, false),
                InlineKind::Marked { plain, .. } | InlineKind::Code { plain, .. } => self.plain(plain.as_ref()),
                _ => {}
            }
            self.add(inline.span, None, plain_text(std::slice::from_ref(inline)), false);
        }
    }

    fn picture(&mut self, span: Span, picture: &Picture, block: bool) {
        if block {
            self.plain_block(picture.plain.as_ref())
        } else {
            self.plain(picture.plain.as_ref())
        }
        self.add(span, Some("picture"), described(picture), block);
        if !picture.alt.is_empty() {
            let mut alt = picture.alt.clone();
            settle_quotes(&mut alt, self.quotes);
            self.pictures.push((span, alt));
        }
    }
}

fn in_a_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first line of code, and how many there are.
fn first_line(code: &str) -> String {
    match code.lines().count() {
        0 | 1 => code.to_owned(),
        lines => format!("{} … ({lines} lines)", code.lines().find(|line| !line.trim().is_empty()).unwrap_or_default()),
    }
}

/// A picture by what it shows, else by its file.
fn described(picture: &Picture) -> String {
    if picture.alt.trim().is_empty() { picture.path.value.clone() } else { picture.alt.clone() }
}

fn what(block: &Block) -> Option<&'static str> {
    match &block.kind {
        BlockKind::Code(_) => Some("code"),
        BlockKind::Math(_) => Some("formula"),
        BlockKind::Table(_) => Some("table"),
        BlockKind::Picture(_) => Some("picture"),
        BlockKind::Typst(_) => Some("raw content"),
        _ => None,
    }
}

/// What an audience reads on a slide, a line each: its title, its content, its footnotes.
pub fn words_on(slide: &ProjectedSlide) -> Vec<String> {
    let footnotes = slide.footnotes.iter().map(|footnote| words_of(&footnote.content));
    let lines = [in_a_line(&plain_text(&slide.title)), words_of(&slide.content)].into_iter().chain(footnotes);
    lines.filter(|line| !line.is_empty()).collect()
}

/// What is said with a slide, in one line; `None` where nothing is.
pub fn words_said(slide: &ProjectedSlide) -> Option<String> {
    Some(words_of(&slide.notes)).filter(|words| !words.is_empty())
}

/// All words of blocks, in one line. Code is told by its first line.
pub fn words_of(blocks: &[Block]) -> String {
    let mut words = Vec::new();
    for block in walk_blocks(blocks) {
        match &block.kind {
            BlockKind::Code(code) => words.push(first_line(&code.text)),
            BlockKind::Math(latex) => words.push(latex.clone()),
            BlockKind::Typst(raw) => words.push(first_line(&raw.text)),
            BlockKind::Picture(picture) => words.push(described(picture)),
            BlockKind::Callout { title: Some(title), .. } => words.push(title.clone()),
            _ => words.extend(texts(block).into_iter().map(plain_text)),
        }
    }
    words.retain(|text| !text.trim().is_empty());
    in_a_line(&words.join(" · "))
}
