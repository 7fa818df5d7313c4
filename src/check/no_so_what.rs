//! `no-so-what`: what stands in the place of something technical says what it is, and not what follows from it.
//!
//! Asked, not asserted. Words are looked for: a consequence, a number, a comparison, in the stand-in itself or in the slide's title. A word
//! too many is taken for the real thing, a stand-in with a picture is not judged, and decks in other languages than English and German
//! are not asked.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, BlockKind, Deck, Inline, InlineKind, SlideId, plain_text, texts, walk_blocks, walk_inlines};
use crate::project::{Change, ChangeKind, ProjectedSlide, Projection};
use crate::source::Span;

/// What a slide for people outside the field has in the place of something else.
pub struct StandIns<'a> {
    /// What the slide has otherwise than it was written.
    pub changes: &'a [Change],
    /// Does the slide stand for another one?
    pub replaces: bool,
}

/// Words that speak of a consequence, a number or a comparison, in lower case.
struct Language {
    whole: HashSet<&'static str>,
    beginnings: Vec<&'static str>,
    /// Of words written in one with others.
    parts: Vec<&'static str>,
}

impl Language {
    /// Reads a list: `word`, `beginning*` and `*part*`, in lines without a `#` at their start.
    fn of(list: &'static str) -> Self {
        let mut language = Self { whole: HashSet::new(), beginnings: Vec::new(), parts: Vec::new() };
        for word in list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
            match (word.strip_prefix('*'), word.strip_suffix('*')) {
                (Some(_), _) => language.parts.push(word.trim_matches('*')),
                (None, Some(beginning)) => language.beginnings.push(beginning),
                (None, None) => {
                    language.whole.insert(word);
                }
            }
        }
        language
    }

    /// Of a language tag; `None` where there is no list.
    fn known(tag: &str) -> Option<&'static Self> {
        static ENGLISH: LazyLock<Language> = LazyLock::new(|| Language::of(include_str!("so_what/english.txt")));
        static GERMAN: LazyLock<Language> = LazyLock::new(|| Language::of(include_str!("so_what/german.txt")));
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Some(&ENGLISH),
            "de" => Some(&GERMAN),
            _ => None,
        }
    }

    fn has(&self, word: &str) -> bool {
        self.whole.contains(word)
            || self.beginnings.iter().any(|beginning| word.starts_with(beginning))
            || self.parts.iter().any(|part| word.contains(part))
    }
}

/// Asks about what stands on a slide in the place of something technical, and about the slide where it stands for another one.
pub fn stand_ins(slide: &ProjectedSlide, about: &StandIns) -> Vec<Diagnostic> {
    let Some(language) = Language::known(&slide.lang) else { return Vec::new() };
    let replaced = about.changes.iter().filter_map(|change| match change.kind {
        ChangeKind::Replaced { by } => Some((change.span, by)),
        _ => None,
    });
    let title = plain_text(&slide.title);
    if says_so_what(&title, language) {
        return Vec::new();
    }
    let mut findings: Vec<Diagnostic> = replaced.filter_map(|(span, by)| asked(slide, (span, by), language)).collect();
    let whole: Vec<&Block> = slide.content.iter().collect();
    if about.replaces && findings.is_empty() && is_asked(&whole, language) {
        findings.push(question(slide.span, "this slide, which stands for another,"));
    }
    findings
}

/// [`stand_ins`] of all slides.
pub(super) fn all(deck: &Deck, projection: &Projection) -> Vec<Diagnostic> {
    let mut changes: HashMap<&SlideId, Vec<Change>> = HashMap::new();
    for change in &projection.changes {
        changes.entry(&change.slide).or_default().push(change.clone());
    }
    let replacing: HashSet<&SlideId> =
        deck.slides.iter().filter(|slide| slide.replaces.is_some()).map(|slide| &slide.id).collect();
    let of = |slide: &ProjectedSlide| {
        let changes = changes.get(&slide.id).map_or(&[][..], Vec::as_slice);
        stand_ins(slide, &StandIns { changes, replaces: replacing.contains(&slide.id) })
    };
    projection.slides.iter().flat_map(of).collect()
}

/// Asks about one stand-in: the words of `plain`, which have the place of what they replace, or the blocks written at `by`.
fn asked(slide: &ProjectedSlide, (span, by): (Span, Span), language: &Language) -> Option<Diagnostic> {
    let words = |block: &&Block| {
        block.span == span
            && matches!(&block.kind, BlockKind::Paragraph(words) if matches!(words.as_slice(), [only] if only.span == by))
    };
    let within = |block: &&Block| block.span.file == by.file && by.start <= block.span.start && block.span.end <= by.end;
    let blocks: Vec<&Block> = walk_blocks(&slide.content).filter(|block| words(block) || within(block)).collect();
    is_asked(&blocks, language).then(|| question(by, "what stands here in the place of something technical"))
}

fn question(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::NoSoWhat, span, format!("so what? {what} names no consequence, number or comparison"))
        .help("say what follows from it for those who listen: what it costs or saves, how much, more or less than what")
        .help("if it is meant, write `allow=\"no-so-what\"` on the slide")
}

/// Is there something to read and nothing in it that says why it matters? What pictures say isn't known.
fn is_asked(blocks: &[&Block], language: &Language) -> bool {
    let mut all = String::new();
    for block in blocks {
        if matches!(block.kind, BlockKind::Picture(_) | BlockKind::Code(_) | BlockKind::Math(_) | BlockKind::Typst(_)) {
            return false;
        }
        for text in texts(block) {
            if walk_inlines(text).any(is_unknown) {
                return false;
            }
            all.push(' ');
            all.push_str(&plain_text(text));
        }
    }
    !all.trim().is_empty() && !says_so_what(&all, language)
}

fn is_unknown(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Picture(_) | InlineKind::Math(_))
}

fn says_so_what(text: &str, language: &Language) -> bool {
    text.to_lowercase().split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/')).any(|written| {
        let word = written.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '€' | '$' | '£'));
        let word = word.replace('’', "'");
        is_number(&word) || language.has(&word)
    })
}

/// `7`, `1,000`, `3.5`, `40%`, `$300k`, `90s`, but neither `p99` nor `v2`.
fn is_number(word: &str) -> bool {
    word.trim_start_matches(['€', '$', '£', '+', '~', '≈', '<', '>']).starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What something is or does.
    const WHAT: &[&str] = &[
        "The setup of the job, line by line",
        "Work goes to people in turn.",
        "A small program looks at each change.",
        "The list of settings",
        "We check each change before it goes live.",
        "The servers talk to each other through a queue.",
        "A picture of how the parts fit together",
        "The password is checked first, then the address.",
        "Each search is ranked by a model.",
        "This is the file in which the rules stand.",
        "The formula weighs age and size.",
        "Data moves from the shop to the warehouse every night.",
    ];
    /// What follows from it.
    const SO_WHAT: &[&str] = &[
        "Work goes to whoever is least busy, and nobody is given more than they can hold.",
        "One search in twelve comes back empty.",
        "Save the work every 20 minutes, and keep the last three copies.",
        "A stop then costs 20 minutes instead of half a day",
        "People wait until the next morning.",
        "If one computer breaks, the others go on.",
        "The same answers, sooner",
        "Each change is tried at once, so faults are found by us and not by customers.",
        "It means that shoppers see what they asked for.",
        "As soon as twenty are open, one in ten takes two days in place of one.",
        "Orders get lost in the evening.",
        "Twice the load on the same machines",
        "The owner with the fewest reviews gets the next one",
    ];
    const WAS: &[&str] = &[
        "Die Einstellungen des Auftrags, Zeile für Zeile",
        "Die Arbeit geht reihum an alle.",
        "Ein kleines Programm sieht sich jede Änderung an.",
        "Jede Änderung wird geprüft, bevor sie zu den Kunden kommt.",
        "Die Server tauschen Nachrichten aus.",
        "Das ist die Datei mit den Regeln.",
    ];
    const WAS_FOLGT: &[&str] = &[
        "Niemand bekommt mehr, als er schafft.",
        "Jede zwölfte Suche bleibt leer, weil der Server zu spät antwortet.",
        "Betriebskosten sinken um ein Drittel.",
        "Fällt ein Rechner aus, warten alle bis zum Morgen.",
        "Ein Stillstand kostet dann 20 Minuten.",
        "Das schützt vor Ausfällen am Wochenende.",
    ];

    #[test]
    fn what_is_told_from_so_what() {
        for (texts, lang, expected) in
            [(WHAT, "en", false), (SO_WHAT, "en-GB", true), (WAS, "de", false), (WAS_FOLGT, "de_AT", true)]
        {
            for text in texts {
                assert_eq!(says_so_what(text, Language::known(lang).unwrap()), expected, "{text}");
            }
        }
    }

    #[test]
    fn names_with_digits_are_no_numbers() {
        assert!(["7", "1,000", "40%", "$300k", "90s", "~3"].into_iter().all(is_number));
        assert!(!["p99", "v2", "k8s", "—", ""].into_iter().any(is_number));
    }
}
