//! The words of a slide that look like terms, and those of them that it explains itself.
//!
//! What an audience meets on a slide is looked at: title, text, tables, captions, footnotes, alternative texts, code within a sentence.
//! What is said with it may explain a word. Blocks of code that are left are shown on purpose, and no word of them is asked about.

use std::ops::Range;

use super::edit::is_closed;
use super::rare::{Finder, as_term, is_within, settle};
use super::shape::{CandidateKind, Shaped, shaped};
use super::spelled::is_spelled_out;
use crate::model::vocabulary::Tongue;
use crate::model::{
    Block, BlockKind, Glossary, Inline, InlineKind, Layout, Picture, plain_text, texts, walk_blocks, walk_inlines,
};
use crate::project::{ProjectedFootnote, ProjectedSlide, Projection};
use crate::source::{Span, Spanned};

/// Where on a slide a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionPlace {
    /// In the title or subtitle that the front matter gives the talk.
    DeckTitle,
    /// At the foot of every slide.
    Foot,
    /// In its title, or a heading on it.
    Title,
    /// In what can be read on it, captions included.
    Text,
    /// In an alternative text.
    Alt,
    /// Drawn in a picture.
    Picture,
}

impl MentionPlace {
    /// In a title, of a slide or of the talk?
    pub fn is_title(self) -> bool {
        matches!(self, Self::DeckTitle | Self::Title)
    }
}

/// A word on a slide that looks like a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Without the ending of a plural or possessive.
    pub word: String,
    /// As it is written.
    pub written: String,
    /// Why it was picked.
    pub kind: CandidateKind,
    /// Where it was written; of a word in a picture, the picture's path.
    pub span: Span,
    /// Where it stands.
    pub place: MentionPlace,
}

/// The words of a slide that look like terms, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SlideWords {
    /// Each place where one stands.
    pub mentions: Vec<Mention>,
    /// Those that the slide, or what is said with it, explains at the place.
    pub spelled: Vec<String>,
    /// The pictures on it, by the paths that were written.
    pub pictures: Vec<Spanned<String>>,
}

/// The words drawn in a picture that look like terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PictureWords {
    /// Each once.
    pub words: Vec<(String, CandidateKind)>,
    /// Those that the picture explains.
    pub spelled: Vec<String>,
}

impl PictureWords {
    /// Looks through the texts of a picture.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut found = Self::default();
        for text in texts {
            for Shaped { word, kind, range } in shaped(text) {
                if is_spelled_out(&word, text, &range, None) {
                    found.spelled.push(word.clone());
                }
                if !found.words.iter().any(|(known, _)| *known == word) {
                    found.words.push((word, kind));
                }
            }
        }
        found
    }
}

/// Looks through a slide. The slides that list the terms are nobody's writing and have no words.
pub fn slide_words(slide: &ProjectedSlide) -> SlideWords {
    words_of(slide, None)
}

/// Looks through all slides, for rare words too. What these are called depends on the whole talk, so an edit costs as much as all of it.
pub fn words_with_rare(projection: &Projection, glossary: &Glossary) -> Vec<SlideWords> {
    let mut finder = Finder::default();
    let mut words: Vec<_> = projection.slides.iter().map(|slide| words_of(slide, Some(&mut finder))).collect();
    settle(&mut words, &finder, glossary);
    words
}

fn words_of(slide: &ProjectedSlide, finder: Option<&mut Finder>) -> SlideWords {
    let mut found = SlideWords::default();
    if slide.span.range().is_empty() {
        return found;
    }
    let rare = finder.zip(Tongue::of(&slide.lang)).map(|(finder, tongue)| Rare { finder, tongue, apart: Vec::new(), off: false });
    let mut reader = Reader { found: &mut found, footnotes: &slide.footnotes, rare };
    slide.backgrounds.iter().for_each(|background| reader.picture(&background.picture, background.picture.path.span));
    if !is_loud(&plain_text(&slide.title)) {
        let of_deck = matches!(slide.title.as_slice(), [only] if only.span == slide.span);
        reader.text(&slide.title, if of_deck { MentionPlace::DeckTitle } else { MentionPlace::Title });
    }
    reader.blocks(&slide.content);
    slide.footnotes.iter().for_each(|footnote| reader.blocks(&footnote.content));
    reader.said(&slide.notes);
    found
}

/// The words of a talk's subtitle, which stands on no slide of its own.
pub(super) fn subtitle_words(projection: &Projection) -> SlideWords {
    let mut found = SlideWords::default();
    let first = projection.slides.first().filter(|first| first.layout == Layout::Title);
    if let Some((first, subtitle)) = first.zip(projection.meta.subtitle.as_ref()) {
        Reader { found: &mut found, footnotes: &[], rare: None }.words(subtitle, first.span, MentionPlace::DeckTitle);
    }
    found
}

/// The words at the foot of the slides, where they are no title, and the first slide that has that foot.
pub(super) fn foot_words(projection: &Projection) -> (usize, SlideWords) {
    let mut found = SlideWords::default();
    let has_foot = |slide: &ProjectedSlide| slide.layout != Layout::Title && slide.furniture.is_none();
    let first = projection.slides.iter().position(has_foot);
    if let Some((_, span)) = first.zip(projection.meta.footer_span) {
        Reader { found: &mut found, footnotes: &[], rare: None }.words(&projection.meta.footer, span, MentionPlace::Foot);
    }
    (first.unwrap_or_default(), found)
}

/// A heading in capitals throughout has no abbreviations that could be told from its words, be it of one word.
fn is_loud(heading: &str) -> bool {
    !heading.chars().any(char::is_lowercase)
}

struct Reader<'r> {
    found: &'r mut SlideWords,
    footnotes: &'r [ProjectedFootnote],
    rare: Option<Rare<'r>>,
}

/// Tells of a word's range in a text where it was written, and the footnote at it.
type WhereItStands<'w> = &'w dyn Fn(&Range<usize>) -> (Span, Option<String>);

/// How rare words are looked for.
struct Rare<'r> {
    finder: &'r mut Finder,
    tongue: Tongue,
    /// The blocks that are quoted or in another language.
    apart: Vec<Span>,
    /// Is one of them being read?
    off: bool,
}

impl Reader<'_> {
    /// The words of a text that look like terms, in order. `foreign` are the places in other languages.
    fn terms(&mut self, text: &str, foreign: &[Range<usize>]) -> Vec<Shaped> {
        let mut found = shaped(text);
        if let Some(Rare { finder, tongue, off: false, .. }) = &mut self.rare {
            found.extend(finder.find(text, *tongue).into_iter().filter(|rare| !is_within(&rare.range, foreign)));
            found.sort_by_key(|shaped| shaped.range.start);
        }
        found
    }

    /// Adds words that were found in a text.
    fn add(&mut self, text: &str, found: Vec<Shaped>, place: MentionPlace, at: WhereItStands) {
        for shaped in found {
            let (span, footnote) = at(&shaped.range);
            let written = self.written(&shaped, text);
            if is_explained(&shaped, &written, text, footnote.as_deref()) {
                self.found.spelled.push(shaped.word.clone());
            }
            self.found.mentions.push(Mention { word: shaped.word, written, kind: shaped.kind, span, place });
        }
    }

    fn written(&self, shaped: &Shaped, text: &str) -> String {
        let written = &text[shaped.range.clone()];
        match &self.rare {
            Some(rare) if shaped.kind == CandidateKind::RareWord => as_term(written, rare.tongue),
            _ => written.to_owned(),
        }
    }

    /// Decides whether rare words are looked for in a block.
    fn enter(&mut self, block: &Block) {
        let Some(rare) = &mut self.rare else { return };
        let is_apart = match &block.kind {
            BlockKind::Quote(_) => true,
            BlockKind::Group { lang: Some(lang), .. } => Tongue::of(lang) != Some(rare.tongue),
            _ => false,
        };
        rare.apart.extend(is_apart.then_some(block.span));
        rare.off = rare.apart.iter().any(|apart| is_inside(block.span, *apart));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in walk_blocks(blocks) {
            self.enter(block);
            match &block.kind {
                BlockKind::Picture(picture) => self.picture(picture, block.span),
                BlockKind::Callout { title: Some(title), .. } => self.words(title, block.span, MentionPlace::Text),
                BlockKind::Heading { content, .. } if is_loud(&plain_text(content)) => {}
                BlockKind::Heading { content, .. } => self.text(content, MentionPlace::Title),
                BlockKind::Descriptions(items) => {
                    for item in items {
                        let words = self.terms(&plain_text(&item.term), &[]);
                        self.found.spelled.extend(words.into_iter().map(|shaped| shaped.word));
                        self.text(&item.term, MentionPlace::Text);
                    }
                }
                _ => texts(block).into_iter().for_each(|text| self.text(text, MentionPlace::Text)),
            }
        }
    }

    /// What is said explains words, and that is all it is looked at for.
    fn said(&mut self, notes: &[Block]) {
        for block in walk_blocks(notes) {
            self.enter(block);
            for text in texts(block) {
                let flat = self.flat(text);
                let words = self.terms(&flat.words, &flat.foreign).into_iter();
                let explained = words.filter(|word| is_explained(word, &flat.words[word.range.clone()], &flat.words, None));
                self.found.spelled.extend(explained.map(|shaped| shaped.word));
            }
        }
    }

    fn picture(&mut self, picture: &Picture, span: Span) {
        self.words(&picture.alt, span, MentionPlace::Alt);
        if let Some(caption) = &picture.caption {
            self.words(caption, span, MentionPlace::Text);
        }
        self.found.pictures.push(picture.path.clone());
    }

    /// Words without marks.
    fn words(&mut self, text: &str, span: Span, place: MentionPlace) {
        let found = self.terms(text, &[]);
        self.add(text, found, place, &|_| (span, None));
    }

    /// Running text.
    fn text(&mut self, text: &[Inline], place: MentionPlace) {
        let flat = self.flat(text);
        let found = self.terms(&flat.words, &flat.foreign);
        let footnotes = self.footnotes;
        self.add(&flat.words, found, place, &|range| {
            (flat.span(range), flat.footnote(range.end).and_then(|number| footnote(footnotes, number)))
        });
        for inline in walk_inlines(text) {
            match &inline.kind {
                // A line of a terminal is more than a name.
                InlineKind::Code { text, .. } if !text.contains(char::is_whitespace) => {
                    self.add(text, shaped(text), place, &|_| (inline.span, None));
                }
                InlineKind::Picture(picture) => self.picture(picture, inline.span),
                _ => {}
            }
        }
    }

    fn flat(&self, text: &[Inline]) -> Flat {
        Flat::of(text, self.rare.as_ref().map(|rare| rare.tongue))
    }
}

/// Is a word explained where it stands? Of a rare word the letters stand for nothing.
fn is_explained(shaped: &Shaped, written: &str, text: &str, footnote: Option<&str>) -> bool {
    let word = if shaped.kind == CandidateKind::RareWord { written } else { &shaped.word };
    is_spelled_out(word, text, &shaped.range, footnote)
}

fn is_inside(inner: Span, outer: Span) -> bool {
    inner.file == outer.file && outer.range().start <= inner.range().start && inner.range().end <= outer.range().end
}

fn footnote(footnotes: &[ProjectedFootnote], number: u32) -> Option<String> {
    let footnote = footnotes.iter().find(|footnote| footnote.number == number)?;
    Some(walk_blocks(&footnote.content).flat_map(texts).map(plain_text).collect::<Vec<_>>().join(" "))
}

/// The words of a running text in one piece, across marks: `**SLO**s` is one word.
struct Flat {
    words: String,
    /// Where each piece begins, how long it is, and where it was written.
    pieces: Vec<(usize, usize, Span)>,
    /// The marks of footnotes.
    footnotes: Vec<(usize, u32)>,
    /// What is in another language.
    foreign: Vec<Range<usize>>,
}

/// Stands for what isn't words.
const OBJECT: char = '\u{FFFC}';

impl Flat {
    fn of(text: &[Inline], tongue: Option<Tongue>) -> Self {
        let mut flat = Self { words: String::new(), pieces: Vec::new(), footnotes: Vec::new(), foreign: Vec::new() };
        flat.push(text, tongue);
        flat
    }

    fn push(&mut self, text: &[Inline], tongue: Option<Tongue>) {
        for inline in text {
            match &inline.kind {
                InlineKind::Text(words) => {
                    self.pieces.push((self.words.len(), words.len(), inline.span));
                    self.words.push_str(words);
                }
                InlineKind::SoftBreak | InlineKind::LineBreak => self.words.push(' '),
                InlineKind::FootnoteMark(number) => self.footnotes.push((self.words.len(), *number)),
                _ if is_closed(inline) => self.words.push(OBJECT),
                InlineKind::Marked { content, lang: Some(lang), .. } if Tongue::of(lang) != tongue => {
                    let start = self.words.len();
                    self.push(content, tongue);
                    self.foreign.push(start..self.words.len());
                }
                _ => self.push(inline.content(), tongue),
            }
        }
    }

    /// Where a range was written: exactly, where its text is written as it is read.
    fn span(&self, range: &Range<usize>) -> Span {
        let piece = self.pieces.iter().find(|(start, length, _)| (*start..start + length).contains(&range.start));
        let Some(&(start, length, span)) = piece else { return Span::new(crate::source::FileId(0), 0, 0) };
        if span.range().len() != length {
            return span;
        }
        let end = range.end.min(start + length);
        let base = span.range().start;
        Span::new(span.file, base + range.start - start, base + end - start)
    }

    /// The footnote whose mark stands right behind a place.
    fn footnote(&self, end: usize) -> Option<u32> {
        self.footnotes.iter().find(|(at, _)| *at == end).map(|(_, number)| *number)
    }
}
