//! `deckle glossary [PATH]…`: the terms that decks explain, where they use them, and words that nothing explains.

mod json;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::args::{self, Decks, FindingsFormat, GlossaryArgs, Purpose, Shared};
use super::progress::{error, findings};
use super::terminal::Terminal;
use crate::build::{self, DeckPlan, Plans, Status};
use crate::model::words::same_word;
use crate::project::{CandidateKind, Elsewhere};
use crate::source::Span;

/// So many places are named of each word; `--format json` has all.
const NAMED: usize = 4;
/// So many rare words are printed.
const SHOWN: usize = 20;

/// A place in a deck.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    file: String,
    line: usize,
    column: usize,
}

/// A term of a glossary.
#[derive(Debug, Default)]
struct Entry {
    plain: String,
    replace: bool,
    defined: Option<Place>,
    uses: Vec<Place>,
}

/// Words of all decks that were asked for.
#[derive(Debug, Default)]
struct Words {
    terms: BTreeMap<String, Entry>,
    /// Words that something explains, though not where they are met.
    early: BTreeMap<String, Vec<Place>>,
    /// Words that nothing explains.
    candidates: BTreeMap<String, Candidate>,
}

/// A word that nothing explains.
#[derive(Debug)]
struct Candidate {
    kind: CandidateKind,
    places: Vec<Place>,
    /// As it is written.
    forms: BTreeSet<String>,
    /// The slides it stands on, by the number of their deck.
    slides: BTreeSet<(usize, String)>,
    in_title: bool,
}

/// Shows the words.
pub fn glossary(shared: &Shared, asked: &GlossaryArgs, terminal: &Terminal) -> Status {
    let request = args::request(shared, &Decks { paths: asked.decks.paths.clone() }, Purpose::Check, None);
    let plans = request.and_then(|request| build::plan(&request).map_err(|failure| failure.to_string()));
    let plans = match plans {
        Ok(plans) => plans,
        Err(message) => {
            terminal.err(&error(&message, shared.format));
            return Status::Failure;
        }
    };
    let words = collect(&plans);
    if shared.format == FindingsFormat::Json {
        terminal.data(json::document(&words).as_bytes());
    } else {
        for plan in plans.decks.iter().filter(|plan| plan.variants.is_empty()) {
            terminal.err(&findings(&plan.report, shared.format));
        }
        terminal.out(&if asked.entries { entries(&words, asked.all) } else { table(&words, asked.all) });
    }
    status(&plans)
}

fn status(plans: &Plans) -> Status {
    let unread = plans.decks.iter().filter(|plan| plan.variants.is_empty());
    unread.map(|plan| plan.report.status()).max().unwrap_or(Status::Done)
}

fn collect(plans: &Plans) -> Words {
    let mut words = Words::default();
    for (number, plan) in plans.decks.iter().enumerate() {
        let Some(read) = &plan.read else { continue };
        for term in &read.deck.glossary.terms {
            let entry = words.terms.entry(term.term.value.clone()).or_default();
            entry.plain.clone_from(&term.plain.value);
            entry.replace = term.replace;
            entry.defined = Some(place(plan, term.term.span));
        }
        for variant in &plan.variants {
            for used in variant.projection.slides.iter().flat_map(|slide| &slide.terms) {
                words.terms.entry(used.term.term.value.clone()).or_default().uses.push(place(plan, used.span));
            }
            for word in build::unexplained(plan, variant) {
                let places = word.uses.iter().map(|used| place(plan, used.span));
                match word.elsewhere {
                    Elsewhere::Nothing => {
                        let slides = &variant.projection.slides;
                        let candidate = words.candidates.entry(word.word).or_insert_with(|| Candidate::new(word.kind));
                        candidate.places.extend(places);
                        candidate.forms.extend(word.uses.iter().map(|used| used.written.clone()));
                        candidate.slides.extend(word.uses.iter().map(|used| (number, slides[used.slide].id.0.clone())));
                        candidate.in_title |= word.uses.iter().any(|used| used.place.is_title());
                    }
                    Elsewhere::Slide(_) | Elsewhere::Entry(_) => words.early.entry(word.word).or_default().extend(places),
                }
            }
        }
    }
    let used = words.terms.values_mut().map(|entry| &mut entry.uses);
    for places in used.chain(words.early.values_mut()).chain(words.candidates.values_mut().map(|candidate| &mut candidate.places))
    {
        places.sort();
        places.dedup();
    }
    words
}

fn place(plan: &DeckPlan, span: Span) -> Place {
    let source = plan.report.sources.get(span.file);
    let at = source.line_col(span.range().start);
    Place { file: source.path.to_string(), line: at.line, column: at.column }
}

impl Candidate {
    fn new(kind: CandidateKind) -> Self {
        Self { kind, places: Vec::new(), forms: BTreeSet::new(), slides: BTreeSet::new(), in_title: false }
    }
}

impl Words {
    /// Abbreviations and names, those that are used most first.
    fn shaped(&self) -> Vec<(&str, &Candidate)> {
        let mut found = self.of_kind(|kind| kind != CandidateKind::RareWord);
        found.sort_by_key(|(_, candidate)| Reverse(candidate.places.len()));
        found
    }

    /// Rare words: those in titles first, then those on most slides.
    fn rare(&self) -> Vec<(&str, &Candidate)> {
        let mut found = self.of_kind(|kind| kind == CandidateKind::RareWord);
        found.sort_by_key(|(_, candidate)| Reverse((candidate.in_title, candidate.slides.len(), candidate.places.len())));
        found
    }

    fn of_kind(&self, is: impl Fn(CandidateKind) -> bool) -> Vec<(&str, &Candidate)> {
        let all = self.candidates.iter().map(|(word, candidate)| (word.as_str(), candidate));
        all.filter(|(_, candidate)| is(candidate.kind)).collect()
    }
}

fn table(words: &Words, all: bool) -> String {
    let used = words.terms.iter().filter(|(_, entry)| !entry.uses.is_empty());
    let rows = used.map(|(term, entry)| (term.as_str(), entry.uses.as_slice()));
    let idle: Vec<&str> = words.terms.iter().filter(|(_, entry)| entry.uses.is_empty()).map(|(term, _)| term.as_str()).collect();
    let early = words.early.iter().map(|(word, places)| (word.as_str(), places.as_slice()));
    let (shaped, rare) = (words.shaped(), words.rare());
    let shown = shown(&rare, all);
    let mut parts = vec![
        section("Terms", &rows.collect::<Vec<_>>()),
        section("Met where nothing has explained them yet", &early.collect::<Vec<_>>()),
        section("Nothing explains", &with_places(&shaped)),
        section("Rare words that nothing explains", &with_places(shown)),
    ];
    if shown.len() < rare.len() {
        parts[3] += &format!("  and {} more: `--all`\n", rare.len() - shown.len());
    }
    if !idle.is_empty() {
        parts.insert(1, format!("Never used\n  {}\n", idle.join(", ")));
    }
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() {
        return "no terms, and no words that need one\n".to_owned();
    }
    let mut text = parts.join("\n");
    if !words.candidates.is_empty() {
        text += "\n`--entries` prints entries for them, to be filled in and put into `glossary.toml`.\n";
    }
    text
}

/// The rare words to print.
fn shown<'w, 'c>(rare: &'w [(&'c str, &'c Candidate)], all: bool) -> &'w [(&'c str, &'c Candidate)] {
    &rare[..if all { rare.len() } else { rare.len().min(SHOWN) }]
}

fn with_places<'c>(candidates: &[(&'c str, &'c Candidate)]) -> Vec<(&'c str, &'c [Place])> {
    candidates.iter().map(|(word, candidate)| (*word, candidate.places.as_slice())).collect()
}

fn section(title: &str, rows: &[(&str, &[Place])]) -> String {
    use unicode_width::UnicodeWidthStr;
    if rows.is_empty() {
        return String::new();
    }
    let width = rows.iter().map(|(word, _)| word.width()).max().unwrap_or(0);
    let mut out = format!("{title}\n");
    for (word, places) in rows {
        let gap = " ".repeat(width - word.width());
        out += &format!("  {word}{gap}  {:>3}×  {}\n", places.len(), named(places));
    }
    out
}

/// The first places, those in one file with its name once.
fn named(places: &[Place]) -> String {
    let mut parts = Vec::new();
    let mut file = "";
    for place in places.iter().take(NAMED) {
        let at = format!("{}:{}", place.line, place.column);
        parts.push(if place.file == file { at } else { format!("{}:{at}", place.file) });
        file = &place.file;
    }
    let rest = places.len().saturating_sub(NAMED);
    let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    parts.join(", ") + &rest
}

/// Entries for what nothing explains, with the forms in which it is written.
fn entries(words: &Words, all: bool) -> String {
    let entry = |(word, candidate): &(&str, &Candidate)| {
        let aliases = aliases(word, candidate);
        let aliases = if aliases.is_empty() { String::new() } else { format!("aliases = [{}]\n", aliases.join(", ")) };
        format!("# {}\n[[term]]\nterm = {}\n{aliases}plain = \"\"\n", named(&candidate.places), json::quoted(word))
    };
    let rare = words.rare();
    words.shaped().iter().chain(shown(&rare, all)).map(entry).collect::<Vec<_>>().join("\n")
}

/// The other forms of a word, as TOML writes them. Those that differ by the capital letter of a sentence's start alone are found anyway.
fn aliases(word: &str, candidate: &Candidate) -> Vec<String> {
    let others = candidate.forms.iter().filter(|form| !same_word(word, form));
    others.map(|form| json::quoted(form)).collect()
}
