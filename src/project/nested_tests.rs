//! Generated decks whose audiences lie within each other: what a variant shows is what all the marks around it admit, and what nobody
//! sees is told.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::diagnostic::Diagnostics;
use crate::model::Meta;
use crate::parse;
use crate::project::project;
use crate::source::Sources;

const FRONT_MATTER: &str = "---\ntitle: Talk\naudiences:\n  executive: {extends: non-technical}\n  board: {extends: executive}\n  mixed: {extends: technical}\n---\n\n";
/// The audiences, each with those it extends.
const LINEAGES: &[&[&str]] = &[
    &["technical"],
    &["non-technical"],
    &["executive", "non-technical"],
    &["board", "executive", "non-technical"],
    &["mixed", "technical"],
];

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }

    /// The names of a mark, or none.
    fn mark(&mut self) -> Option<Vec<&'static str>> {
        let names: BTreeSet<&str> = (0..self.below(3)).map(|_| LINEAGES[self.below(LINEAGES.len())][0]).collect();
        (!names.is_empty()).then(|| names.into_iter().collect())
    }
}

/// A deck as it is written, and for each word of it the marks around.
struct Written {
    dice: Dice,
    text: String,
    around: Vec<Vec<&'static str>>,
    words: BTreeMap<String, Vec<Vec<&'static str>>>,
    /// How many marks have nobody in common with what is around them, where somebody sees that.
    for_nobody: usize,
}

fn sees(lineage: &[&str], marks: &[Vec<&str>]) -> bool {
    marks.iter().all(|names| names.iter().any(|name| lineage.contains(name)))
}

fn is_for_nobody(marks: &[Vec<&str>]) -> bool {
    !LINEAGES.iter().any(|lineage| sees(lineage, marks))
}

impl Written {
    fn new(seed: u64) -> Self {
        let dice = Dice(seed);
        let mut written = Self { dice, text: FRONT_MATTER.to_owned(), around: Vec::new(), words: BTreeMap::new(), for_nobody: 0 };
        for _ in 0..1 + written.dice.below(3) {
            written.within(|written, mark| {
                written.heading("#", mark);
                let word = written.word();
                written.line(&word);
                for _ in 0..written.dice.below(4) {
                    written.slide();
                }
            });
        }
        written
    }

    /// Writes something that may have a mark.
    fn within(&mut self, write: impl FnOnce(&mut Self, Option<&[&str]>)) {
        let Some(mark) = self.dice.mark() else { return write(self, None) };
        let seen = !is_for_nobody(&self.around);
        self.around.push(mark.clone());
        self.for_nobody += usize::from(seen && is_for_nobody(&self.around));
        write(self, Some(&mark));
        self.around.pop();
    }

    fn word(&mut self) -> String {
        let word = format!("w{}w", self.words.len());
        self.words.insert(word.clone(), self.around.clone());
        word
    }

    fn line(&mut self, line: &str) {
        self.text += &format!("{line}\n\n");
    }

    fn heading(&mut self, level: &str, mark: Option<&[&str]>) {
        let mark = mark.map_or(String::new(), |names| format!(" {{audience=\"{}\"}}", names.join(",")));
        let (word, span) = (self.word(), self.span(1));
        self.line(&format!("{level} {word} {span}{mark}"));
    }

    fn slide(&mut self) {
        self.within(|written, mark| {
            written.heading("##", mark);
            written.blocks(3);
            for _ in 0..written.dice.below(2) {
                written.div("notes ", 0);
            }
        });
    }

    /// Words, some of them in a span that may have a mark, and spans within it.
    fn span(&mut self, deepest: usize) -> String {
        let mut out = String::new();
        self.within(|written, mark| {
            let word = written.word();
            let inner = if deepest > 0 && written.dice.one_in(2) { written.span(deepest - 1) } else { String::new() };
            out = match mark {
                Some(names) => format!("[{word} {inner}]{{audience=\"{}\"}}", names.join(",")),
                None => format!("{word} {inner}"),
            };
        });
        out
    }

    fn text_line(&mut self) -> String {
        let word = self.word();
        match self.dice.below(5) {
            0 | 1 => word,
            2 => format!("{word}^[{}]", self.span(1)),
            _ => format!("{word} {}", self.span(2)),
        }
    }

    fn blocks(&mut self, deepest: usize) {
        for _ in 0..1 + self.dice.below(3) {
            match self.dice.below(6) {
                0 if deepest > 0 => self.div("", deepest - 1),
                1 if deepest > 0 => self.div("box ", deepest - 1),
                2 => {
                    let (one, two) = (self.text_line(), self.text_line());
                    self.line(&format!("- {one}\n- {two}"));
                }
                3 => {
                    let line = self.text_line();
                    self.line(&format!("> {line}"));
                }
                4 => {
                    let line = self.text_line();
                    self.line(&format!("::: notes\n{line}\n:::"));
                }
                _ => {
                    let line = self.text_line();
                    self.line(&line);
                }
            }
        }
    }

    fn div(&mut self, class: &str, deepest: usize) {
        self.within(|written, mark| {
            let names = mark.unwrap_or_default();
            let open = match names {
                [one] if class.is_empty() && written.dice.one_in(2) => (*one).to_owned(),
                [] => format!("{}x", class.trim()).replace("notesx", "notes"),
                names => format!(
                    "{{{} audience=\"{}\"}}",
                    class.trim().replace("notes", ".notes").replace("box", ".box"),
                    names.join(",")
                ),
            };
            written.line(&format!("::: {open}"));
            written.blocks(deepest);
            written.line(":::");
        });
    }

    fn deck(&self) -> (Deck, Diagnostics) {
        let mut sources = Sources::new();
        let file = sources.add("talk.md", self.text.clone());
        parse::parse(&sources, file, &Meta::default())
    }
}

/// The words in a text.
fn words(text: &str) -> BTreeSet<String> {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_word = |part: &&str| part.len() > 2 && part[1..part.len() - 1].bytes().all(|b| b.is_ascii_digit());
    parts.filter(|part| part.starts_with('w') && part.ends_with('w')).filter(is_word).map(str::to_owned).collect()
}

#[test]
fn a_variant_shows_what_every_mark_around_it_admits() {
    let (mut checked, mut nested) = (0, 0);
    for seed in 0..300 {
        let written = Written::new(seed);
        let (deck, findings) = written.deck();
        assert_eq!(
            findings.iter().map(|finding| &finding.message).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{}",
            written.text
        );
        for (variant, lineage) in deck.variants().iter().zip(LINEAGES) {
            // The changes name slides by their ids; they are for the author alone.
            let seen = project(&deck, variant, "talk").0;
            let shown = words(&format!("{:?} {:?}", seen.sections, seen.slides));
            let expected: BTreeSet<String> =
                written.words.iter().filter(|(_, marks)| sees(lineage, marks)).map(|(word, _)| word.clone()).collect();
            let different: Vec<&String> = shown.symmetric_difference(&expected).collect();
            assert_eq!(different, Vec::<&String>::new(), "{lineage:?} of seed {seed}:\n{}", written.text);
            checked += expected.len();
            // Whoever asked the innermost mark alone would be wrong here.
            let by_last = |marks: &&Vec<Vec<&str>>| sees(lineage, &marks[marks.len().saturating_sub(1)..]);
            nested += written.words.values().filter(by_last).filter(|marks| !sees(lineage, marks)).count();
        }
    }
    assert!(checked > 10_000 && nested > 1_000, "the decks have much to get wrong: {checked} {nested}");
}

#[test]
fn what_nobody_sees_is_told_once_each_and_nothing_else_is() {
    let mut told = 0;
    for seed in 0..300 {
        let written = Written::new(seed);
        let (deck, _) = written.deck();
        let mut shown = vec![false; deck.slides.len()];
        let mut found = BTreeSet::new();
        for variant in deck.variants() {
            let (seen, findings) = project(&deck, &variant, "talk");
            let ids: BTreeSet<&str> = seen.slides.iter().map(|slide| slide.id.0.as_str()).collect();
            shown.iter_mut().zip(&deck.slides).for_each(|(shown, slide)| *shown |= ids.contains(slide.id.0.as_str()));
            let places =
                findings.iter().filter(|finding| finding.code == Code::ShownToNobody).map(|finding| finding.labels[0].span.start);
            found.extend(places);
        }
        found.extend(unseen_slides(&deck, &shown).iter().map(|finding| finding.labels[0].span.start));
        let lines: Vec<&str> = found.iter().map(|at| written.text[*at as usize..].lines().next().unwrap_or_default()).collect();
        assert_eq!(found.len(), written.for_nobody, "seed {seed}: {lines:?}\n{}", written.text);
        told += found.len();
    }
    assert!(told > 300, "{told}");
}
