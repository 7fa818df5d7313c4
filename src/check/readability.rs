//! How hard a variant's words are to read. Figures, no findings: they advise and fail no deck.
//!
//! LIX (C. H. Björnsson, *Läsbarhet*, 1968): words per sentence, plus the percentage of words of more than six letters. It needs no list of
//! words or syllables, so it can be had for any language whose words stand apart. Björnsson's scale: below 30 very easy, 40 medium, 50
//! difficult, from 60 very difficult. Languages that write compounds in one word have more, so it is best compared within a language: one
//! variant with the other, one slide with the next.
//!
//! On slides a heading, an item or a cell is a sentence without a full stop.

use unicode_segmentation::UnicodeSegmentation;

use crate::model::words::is_unspaced;
use crate::model::{Block, BlockKind, plain_text, texts, walk_blocks};
use crate::project::{ProjectedSlide, Projection};

/// Words of more letters are long.
const LONG: usize = 6;
/// A slide with fewer words, said and shown, has no figures of its own.
const FEWEST: usize = 30;

/// What is counted in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextFigures {
    /// Words.
    pub words: usize,
    /// Sentences.
    pub sentences: usize,
    /// Words of more than six letters.
    pub long: usize,
}

impl TextFigures {
    /// Words per sentence; `None` without any.
    pub fn per_sentence(&self) -> Option<f64> {
        (self.sentences > 0).then(|| self.words as f64 / self.sentences as f64)
    }

    /// The percentage of long words; `None` without any.
    pub fn long_share(&self) -> Option<f64> {
        (self.words > 0).then(|| self.long as f64 * 100.0 / self.words as f64)
    }

    /// LIX; `None` without any words.
    pub fn lix(&self) -> Option<f64> {
        Some(self.per_sentence()? + self.long_share()?)
    }

    fn add(&mut self, text: &str) {
        for sentence in sentences(text) {
            let words =
                sentence.unicode_words().filter(|word| word.chars().any(char::is_alphabetic) && !word.chars().any(is_unspaced));
            let mut any = false;
            for word in words {
                any = true;
                self.words += 1;
                self.long += usize::from(word.chars().filter(|c| c.is_alphabetic()).count() > LONG);
            }
            self.sentences += usize::from(any);
        }
    }

    /// The figures of both texts together.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.words += other.words;
        self.sentences += other.sentences;
        self.long += other.long;
        self
    }
}

/// Parts a text where a sentence ends. `3.5` and `e.g.` end none; a colon ends one, as LIX has it.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(char::is_whitespace)
        .scan((0, 0), |(start, end), word| {
            *end += word.len();
            let bare = word.trim_end().trim_end_matches(['"', '”', '“', '’', ')', '»']);
            let ends =
                bare.ends_with(['.', '!', '?', ':', ';', '…']) && !bare.trim_end_matches('.').contains('.') || *end == text.len();
            let sentence = ends.then(|| &text[*start..*end]);
            if ends {
                *start = *end;
            }
            Some(sentence)
        })
        .flatten()
}

/// The figures of a variant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Readability {
    /// Of what stands on the slides.
    pub shown: TextFigures,
    /// Of what is said.
    pub said: TextFigures,
    /// The slides that have enough words, the hardest first.
    pub slides: Vec<SlideFigures>,
}

/// The figures of a slide and what is said with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlideFigures {
    /// Its number.
    pub number: u32,
    /// Its title as text.
    pub title: String,
    /// What is counted.
    pub figures: TextFigures,
}

/// Counts in a variant. The slides that list terms are not counted.
pub fn readability(projection: &Projection) -> Readability {
    let mut all = Readability::default();
    for slide in projection.slides.iter().filter(|slide| !slide.span.range().is_empty()) {
        let (shown, said) = (shown(slide), of_blocks(&slide.notes));
        let figures = shown.with(said);
        all.shown = all.shown.with(shown);
        all.said = all.said.with(said);
        if figures.words >= FEWEST {
            all.slides.push(SlideFigures { number: slide.number, title: plain_text(&slide.title), figures });
        }
    }
    all.slides.sort_by(|a, b| b.figures.lix().partial_cmp(&a.figures.lix()).unwrap_or(std::cmp::Ordering::Equal));
    all
}

fn shown(slide: &ProjectedSlide) -> TextFigures {
    let mut figures = of_blocks(&slide.content);
    figures.add(&plain_text(&slide.title));
    slide.footnotes.iter().fold(figures, |figures, footnote| figures.with(of_blocks(&footnote.content)))
}

/// Of running text and captions; code and what only screen readers say is not counted.
fn of_blocks(blocks: &[Block]) -> TextFigures {
    let mut figures = TextFigures::default();
    for block in walk_blocks(blocks) {
        match &block.kind {
            BlockKind::Picture(picture) => figures.add(picture.caption.as_deref().unwrap_or_default()),
            BlockKind::Callout { title: Some(title), .. } => figures.add(title),
            _ => texts(block).into_iter().for_each(|text| figures.add(&plain_text(text))),
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, Slide, Variant};
    use crate::project::project;
    use crate::project::testing::*;

    fn of(text: &str) -> (usize, usize, usize) {
        let mut figures = TextFigures::default();
        figures.add(text);
        (figures.words, figures.sentences, figures.long)
    }

    #[test]
    fn words_and_sentences_are_counted() {
        for (text, expected) in [
            ("", (0, 0, 0)),
            ("Two owners", (2, 1, 0)),
            ("We wait. Nobody answers! Why?", (5, 3, 1)),
            ("It took 3.5 hours, e.g. on Monday.", (6, 1, 0)),
            ("Das Fehlerbudget: aufgebraucht.", (3, 2, 2)),
            ("He said “no.” Then he left.", (6, 2, 0)),
            ("這裡沒有空格。", (0, 0, 0)),
            ("— 42 —", (0, 0, 0)),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }

    /// Björnsson's formula, worked out by hand: 10 words in 2 sentences, 2 of them long: 5 + 20.
    #[test]
    fn lix_is_words_per_sentence_and_the_share_of_long_words() {
        let mut figures = TextFigures::default();
        figures.add("We ask two owners for help. They answer everyone quickly.");
        assert_eq!((figures.words, figures.sentences, figures.long), (10, 2, 2));
        assert_eq!(figures.lix(), Some(25.0));
        assert_eq!(TextFigures::default().lix(), None);
    }

    #[test]
    fn the_hardest_slide_comes_first() {
        let words = |word: &str| vec![notes(vec![paragraph(&vec![word; 40].join(" "))])];
        let slides = vec![
            Slide { notes: words("easy"), ..slide("a") },
            Slide { notes: words("complicated"), ..slide("b") },
            Slide { content: vec![paragraph("Short.")], ..slide("c") },
        ];
        let deck = deck(slides);
        let (projection, _) = project(&deck, &Variant::of(Audience::non_technical()), "talk");
        let all = readability(&projection);
        assert_eq!(all.slides.iter().map(|slide| slide.title.as_str()).collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!((all.said.words, all.shown.words), (80, 4));
    }
}
