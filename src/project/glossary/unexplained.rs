//! The words of a variant that look like terms and that nothing explains to its audience by the time they are met.
//!
//! A word is explained by an entry of the glossary that is in use on the same slide or before, since that is where its explanation stands;
//! by being spelled out on the same slide or before; or by everyone knowing it.

use std::collections::{HashMap, HashSet};

use super::shape::{CandidateKind, base_of};
use super::slide_words::{Mention, MentionPlace, PictureWords, SlideWords, foot_words, subtitle_words};
use crate::model::{Glossary, Term};
use crate::project::{ProjectedSlide, Projection};
use crate::source::Span;

/// A word and the places where it is met before anything explains it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unexplained {
    /// The word, without the ending of a plural or possessive.
    pub word: String,
    /// Why it was picked.
    pub kind: CandidateKind,
    /// Its places, in reading order; never empty.
    pub uses: Vec<Use>,
    /// What explains it, though not there.
    pub elsewhere: Elsewhere,
}

/// A place where a word is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The index of the slide.
    pub slide: usize,
    /// As it is written.
    pub written: String,
    /// Where it was written; of a word in a picture, the picture's path.
    pub span: Span,
    /// Where on the slide it stands.
    pub place: MentionPlace,
}

/// What explains a word somewhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Elsewhere {
    /// Nothing.
    Nothing,
    /// A later slide, by its number.
    Slide(u32),
    /// An entry of the glossary, by this form, that is used nowhere in a form and at a place where it is explained.
    Entry(String),
}

/// Finds the words. `words` are those of the projection's slides, `picture` knows those of pictures by the paths that were written.
pub fn unexplained<'w>(
    projection: &'w Projection,
    words: &[&'w SlideWords],
    picture: &dyn Fn(&str) -> Option<&'w PictureWords>,
    glossary: &Glossary,
) -> Vec<Unexplained> {
    let subtitle = subtitle_words(projection);
    let (footed, foot) = foot_words(projection);
    let mut told = Told::default();
    let mut found: Vec<Unexplained> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (index, (slide, words)) in projection.slides.iter().zip(words).enumerate() {
        let drawn: Vec<_> = words.pictures.iter().filter_map(|path| Some((path.span, picture(&path.value)?))).collect();
        let mut newly = told.by(slide, words, &drawn);
        let furniture =
            [(0, &subtitle), (footed, &foot)].into_iter().filter(|(first, _)| *first == index).map(|(_, words)| words);
        newly.extend(
            furniture.clone().flat_map(|words| &words.spelled).map(String::as_str).filter(|word| told.words.insert(word)),
        );
        for word in newly {
            if let Some(entry) = places.get(word).and_then(|place| found.get_mut(*place)) {
                entry.elsewhere = Elsewhere::Slide(slide.number);
            }
        }
        let around = furniture.flat_map(|words| &words.mentions).map(Met::from);
        let met = around.chain(words.mentions.iter().map(Met::from)).chain(drawn.iter().flat_map(drawn_words));
        // Most words are explained, and cost no more than being looked up.
        for Met { word, written, kind, span, place } in met.filter(|met| !told.words.contains(met.word)) {
            let at = *places.entry(word).or_insert_with(|| {
                found.push(Unexplained { word: word.to_owned(), kind, uses: Vec::new(), elsewhere: Elsewhere::Nothing });
                found.len() - 1
            });
            found[at].uses.push(Use { slide: index, written: written.to_owned(), span, place });
        }
    }
    found.retain(|unexplained| !is_known(glossary, &unexplained.word));
    for unexplained in found.iter_mut().filter(|unexplained| unexplained.elsewhere == Elsewhere::Nothing) {
        if let Some(term) =
            glossary.terms.iter().find(|term| term.forms().any(|form| parts(&form.value).any(|part| part == unexplained.word)))
        {
            unexplained.elsewhere = Elsewhere::Entry(term.term.value.clone());
        }
    }
    found
}

/// Is it, in one of its forms, among the words that everyone who listens knows?
fn is_known(glossary: &Glossary, word: &str) -> bool {
    glossary.knows(word) || glossary.known.iter().any(|known| base_of(known) == word)
}

/// What the audience was told so far.
#[derive(Default)]
struct Told<'w> {
    words: HashSet<&'w str>,
    entries: HashSet<*const Term>,
}

impl<'w> Told<'w> {
    /// Adds what a slide tells. Gives the words that are new.
    fn by(&mut self, slide: &'w ProjectedSlide, words: &'w SlideWords, drawn: &[(Span, &'w PictureWords)]) -> Vec<&'w str> {
        let mut newly: Vec<&str> = Vec::new();
        let spelled = drawn.iter().flat_map(|(_, picture)| &picture.spelled).chain(&words.spelled);
        newly.extend(spelled.map(String::as_str));
        for used in slide.terms.iter().filter(|used| !used.exchanged) {
            if self.entries.insert(std::sync::Arc::as_ptr(&used.term)) {
                newly.extend(used.term.forms().flat_map(|form| parts(&form.value)));
            }
        }
        newly.retain(|word| self.words.insert(word));
        newly
    }
}

/// A form of a term, and the words in it without the endings of plurals.
pub(super) fn parts(form: &str) -> impl Iterator<Item = &str> {
    let words = form.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|part| !part.is_empty());
    std::iter::once(form).chain(words.map(base_of))
}

/// A word on a slide.
struct Met<'w> {
    word: &'w str,
    written: &'w str,
    kind: CandidateKind,
    span: Span,
    place: MentionPlace,
}

impl<'w> From<&'w Mention> for Met<'w> {
    fn from(mention: &'w Mention) -> Self {
        let Mention { word, written, kind, span, place } = mention;
        Self { word, written, kind: *kind, span: *span, place: *place }
    }
}

/// The words drawn in a picture whose path stands at a place.
fn drawn_words<'w>(&(span, picture): &(Span, &'w PictureWords)) -> impl Iterator<Item = Met<'w>> + use<'w> {
    picture.words.iter().map(move |(word, kind)| Met { word, written: word, kind: *kind, span, place: MentionPlace::Picture })
}
