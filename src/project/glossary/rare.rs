//! Rare words of ordinary shape that may need an explanation: *idempotent*, *Elektrophorese*.
//!
//! What is rare is told by [`crate::model::vocabulary`], for English and German. Names must not drown what is found: a word with a capital
//! letter counts only if the talk writes it without one, if a German sentence uses it as a noun (*die Latenz*), or if its ending is one
//! that names don't have. Quotations, code, addresses and words in other languages are not looked at. The forms of a word are one
//! candidate, compounds with hyphens too: *embedding*, *embeddings*, *embedding-based*.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::matcher::is_quoted;
use super::shape::{CandidateKind, Shaped, is_address, place, stretches};
use super::slide_words::SlideWords;
use crate::model::Glossary;
use crate::model::vocabulary::Tongue;

/// A word has so many letters at least.
const FEWEST: usize = 4;
/// Of a text with so many words it can be told what language it is not in,
const ENOUGH: usize = 6;
/// and of a talk with so many.
const ENOUGH_OF_TALK: usize = 30;
/// Behind these, German has a noun, or its adjective.
const BEFORE_NOUNS: &[&str] = &[
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine", "keinen",
    "keiner", "im", "am", "ans", "ins", "zum", "zur", "vom", "beim", "unser", "unsere", "unseren", "unserer", "ihre", "seine",
    "jede", "jeder", "jedes", "jeden", "diese", "dieser", "dieses", "diesen", "mehrere", "viele", "zwei", "drei", "pro",
];
/// With these endings a German adjective stands before its noun; with `en` it may be a verb.
const OF_ADJECTIVES: &[&str] = &["e", "er", "es", "em"];

/// Finds rare words, and remembers which are.
#[derive(Default)]
pub(super) struct Finder {
    known: HashMap<(Tongue, String), bool>,
    /// The stems of those that are no names.
    certain: HashSet<String>,
    /// So many words were read, and so many of them were rare.
    read: usize,
    rare: usize,
}

/// Is a text in another language than it says, as far as the share of its rare words tells? Of a few words that can't be told.
fn is_foreign(rare: usize, read: usize) -> bool {
    read >= ENOUGH && rare * 10 > read * 7
}

impl Finder {
    /// The rare words of a text, each by its stem, in order.
    pub fn find(&mut self, text: &str, tongue: Tongue) -> Vec<Shaped> {
        let stretches = stretches(text);
        let mut plain = 0;
        let written =
            stretches.iter().map(|stretch| &text[stretch.clone()]).filter(|written| !is_address(written) && !is_path(written));
        let mut found = Vec::new();
        for word in written.flat_map(|written| written.split(['/', '+', '→', '=', '(', ')', '[', ']'])).filter_map(bare) {
            let range = place(text, word);
            plain += 1;
            if let Some(stem) = self.rare_part(word, tongue, &text[..range.start]).filter(|_| !is_quoted(text, &range)) {
                found.push(Shaped { word: stem, kind: CandidateKind::RareWord, range });
            }
        }
        if is_foreign(found.len(), plain) {
            return Vec::new();
        }
        self.read += plain;
        self.rare += found.len();
        found
    }

    /// The stem of the first rare part of a word with hyphens.
    fn rare_part(&mut self, word: &str, tongue: Tongue, before: &str) -> Option<String> {
        let mut parts = word.split(is_hyphen).filter(|part| is_plain(part)).map(|part| (part, part.to_lowercase()));
        let (_, part) = parts.find(|(written, part)| self.is_rare_here(written, part, tongue))?;
        let stem = tongue.stem(&part);
        if !self.certain.contains(&stem) && is_certain(word, &part, tongue, before) {
            self.certain.insert(stem.clone());
        }
        Some(stem)
    }

    /// Is a word rare? In German, English with a small letter is mostly a command, no term: `kubectl apply`.
    fn is_rare_here(&mut self, written: &str, word: &str, tongue: Tongue) -> bool {
        let may_be_english = tongue == Tongue::German && written == word && !tongue.is_technical(word);
        self.is_rare(word, tongue) && (!may_be_english || self.is_rare(word, Tongue::English))
    }

    fn is_rare(&mut self, word: &str, tongue: Tongue) -> bool {
        *self.known.entry((tongue, word.to_owned())).or_insert_with(|| tongue.is_rare(word))
    }
}

/// A file, a domain, a version: letters on both sides of a dot, or what no text has.
fn is_path(written: &str) -> bool {
    let inner = written.trim_matches(|c: char| !c.is_alphanumeric());
    inner.contains(['_', '\\', '@', ':', '~'])
        || inner.split('.').filter(|part| part.chars().any(char::is_alphabetic)).count() > 1
}

/// A word without the marks around it and without the ending of a possessive.
fn bare(written: &str) -> Option<&str> {
    let word = written.trim_matches(|c: char| !c.is_alphanumeric());
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    (word.chars().count() >= FEWEST && !word.contains(['\'', '’'])).then_some(word)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Letters only, and none of them a capital but the first.
fn is_plain(part: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic() || ('\u{C0}'..='\u{24F}').contains(&c);
    part.chars().count() >= FEWEST && part.chars().all(latin) && !part.chars().skip(1).any(char::is_uppercase)
}

/// Is it no name, as it stands here?
fn is_certain(word: &str, part: &str, tongue: Tongue, before: &str) -> bool {
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let is_noun = || {
        let last = before.strip_suffix(' ').unwrap_or("").rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let small = last.chars().all(char::is_lowercase) && last.len() > 4;
        BEFORE_NOUNS.contains(&last.to_lowercase().as_str()) || small && OF_ADJECTIVES.iter().any(|ending| last.ends_with(ending))
    };
    !capital || tongue.is_technical(part) || tongue == Tongue::German && is_noun()
}

/// Takes out what may be names and what all who listen know, and calls the others by the form that is used most. Where most words are
/// rare, the talk is in another language than it says, and none is left.
pub(super) fn settle(slides: &mut [SlideWords], finder: &Finder, glossary: &Glossary) {
    let is_foreign = finder.read >= ENOUGH_OF_TALK && finder.rare * 2 > finder.read;
    let mut forms: HashMap<&str, BTreeMap<String, usize>> = HashMap::new();
    for mention in slides.iter().flat_map(|slide| &slide.mentions).filter(|mention| mention.kind == CandidateKind::RareWord) {
        if !is_foreign && finder.certain.contains(&mention.word) {
            *forms.entry(&mention.word).or_default().entry(mention.written.clone()).or_default() += 1;
        }
    }
    let names: HashMap<String, String> =
        forms.iter().filter_map(|(stem, forms)| Some(((*stem).to_owned(), name(forms, glossary)?))).collect();
    for slide in slides {
        slide.mentions.retain_mut(|mention| {
            let name = (mention.kind == CandidateKind::RareWord).then(|| names.get(&mention.word));
            if let Some(Some(name)) = name {
                mention.word.clone_from(name);
            }
            name != Some(None)
        });
        for spelled in &mut slide.spelled {
            if let Some(name) = names.get(spelled) {
                spelled.clone_from(name);
            }
        }
    }
}

/// What a word is called: as the glossary has it, or by the form that is used most. `None` if all who listen know it.
fn name(forms: &BTreeMap<String, usize>, glossary: &Glossary) -> Option<String> {
    let same = |a: &str| forms.keys().any(|form| form.to_lowercase() == a.to_lowercase());
    if glossary.known.iter().any(|known| same(known)) {
        return None;
    }
    let listed = glossary.terms.iter().flat_map(|term| term.forms()).flat_map(|form| super::unexplained::parts(&form.value));
    if let Some(listed) = listed.into_iter().find(|part| same(part)) {
        return Some(listed.to_owned());
    }
    let best = forms.iter().max_by_key(|(form, count)| (**count, std::cmp::Reverse(form.chars().count())));
    best.map(|(form, _)| form.clone())
}

/// As a term is written: with a small letter where the word has one within a sentence.
pub(super) fn as_term(written: &str, tongue: Tongue) -> String {
    let rest = written.chars().skip(1);
    match tongue {
        Tongue::English if !rest.clone().any(char::is_uppercase) => {
            written.chars().take(1).flat_map(char::to_lowercase).chain(rest).collect()
        }
        _ => written.to_owned(),
    }
}

/// The words between two places are in another language.
pub(super) fn is_within(range: &Range<usize>, places: &[Range<usize>]) -> bool {
    places.iter().any(|place| place.start <= range.start && range.end <= place.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Slide;
    use crate::model::{Audience, Deck, Variant};
    use crate::project::testing::*;
    use crate::project::{project, words_with_rare};

    /// The words and the forms in which they are written.
    fn found(lang: &str, texts: &[&str]) -> Vec<(String, Vec<String>)> {
        let slides =
            texts.iter().enumerate().map(|(index, text)| Slide { content: vec![paragraph(text)], ..slide(&format!("s{index}")) });
        of(&deck(slides.collect()), lang)
    }

    fn of(deck: &Deck, lang: &str) -> Vec<(String, Vec<String>)> {
        let mut deck = deck.clone();
        deck.meta.lang = Some(crate::source::Spanned::new(lang.to_owned(), at(0)));
        let (projection, _) = project(&deck, &Variant::of(Audience::non_technical()), "talk");
        let mut all: Vec<(String, Vec<String>)> = Vec::new();
        for mention in words_with_rare(&projection, &deck.glossary).into_iter().flat_map(|slide| slide.mentions) {
            if mention.kind != CandidateKind::RareWord {
                continue;
            }
            match all.iter_mut().find(|(word, _)| *word == mention.word) {
                Some((_, forms)) => forms.push(mention.written),
                None => all.push((mention.word, vec![mention.written])),
            }
        }
        all
    }

    fn words(lang: &str, text: &str) -> Vec<String> {
        found(lang, &[text]).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn rare_words_are_found() {
        for (lang, text, expected) in [
            ("en", "The latency of a webhook doubled", &["latency", "webhook"][..]),
            ("en", "every retry has to be idempotent", &["idempotent"]),
            ("en", "Tokenization comes before training", &["tokenization"]),
            ("en", "a cross-entropy loss and the tokenizer’s output", &["cross-entropy", "tokenizer"]),
            ("en", "quantised/smaller models (backpropagation)", &["quantised", "backpropagation"]),
            ("de", "Die Elektrophorese zeigt, dass die Kinase fehlt", &["Elektrophorese", "Kinase"]),
            ("de", "Latenzmessung und Idempotenz bei hoher Redundanz", &["Latenzmessung", "Idempotenz", "Redundanz"]),
            ("de", "Der Failover-Server diskretisiert nicht", &["Failover-Server", "diskretisiert"]),
        ] {
            assert_eq!(words(lang, text), expected, "{text}");
        }
    }

    #[test]
    fn what_needs_no_explanation_or_is_a_name_is_left_alone() {
        for (lang, text) in [
            ("en", "We decided to give the team two more weeks, and nobody complained"),
            ("en", "Our colleagues at Finkelshteyn met Hadoop and Memcached in Kraków"),
            ("en", "He said “the eigenvalue of idempotent matrices” and left"),
            ("en", "see config.json, tensor.example.org, a_b and @webhook"),
            ("en", "READ THE BACKPROPAGATION"),
            ("en", "doesn’t, isn't, they’d"),
            ("de", "Redis, Riak und Memcached laufen bei Finkelshteyn in Schweinfurt"),
            ("de", "Der Vorstand stimmt am Dienstag in der Schweiz über die Obergrenze ab"),
            ("fr", "La rétropropagation idempotente du tenseur quantifié"),
            ("en", "La rétropropagation idempotente du tenseur quantifié nous rapproche"),
        ] {
            assert_eq!(words(lang, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn the_forms_of_a_word_are_one_candidate() {
        let all =
            found("en", &["Embeddings help", "the embedding’s size, two embeddings", "an embedding-based search, Embedding"]);
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!(all[0].0, "embedding");
        assert_eq!(all[0].1, ["embeddings", "embedding", "embeddings", "embedding-based", "embedding"]);
        let all = found("de", &["die Liganden", "der Ligand bindet, des Liganden", "ein Ligand"]);
        assert_eq!(all.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>(), ["Ligand"]);
    }

    #[test]
    fn a_capital_letter_counts_where_the_talk_has_a_small_one_too() {
        assert_eq!(words("en", "Kubelet"), Vec::<String>::new());
        assert_eq!(found("en", &["Kubelet", "the kubelet restarts"]), [("kubelet".to_owned(), vec!["kubelet".to_owned(); 2])]);
    }

    #[test]
    fn a_talk_in_another_language_than_it_says_has_none() {
        let german =
            ["Wir haben gemessen", "Das sind drei Banden", "Warum jetzt?", "Die Kosten sinken", "Es eilt sehr", "Gut gemacht"];
        let repeated: Vec<&str> = german.iter().cycle().take(24).copied().collect();
        assert_eq!(found("en", &repeated), []);
        assert_eq!(found("nl", &["de idempotente webhook"]), []);
    }

    #[test]
    fn known_terms_are_none_and_terms_have_the_name_of_their_entry() {
        let slides = vec![Slide { content: vec![paragraph("The webhook and its latencies")], ..slide("a") }];
        let mut deck = deck(slides);
        deck.glossary = std::sync::Arc::new(Glossary { known: vec!["Webhook".to_owned()], ..Glossary::default() });
        assert_eq!(of(&deck, "en"), [("latencies".to_owned(), vec!["latencies".to_owned()])]);
    }
}
