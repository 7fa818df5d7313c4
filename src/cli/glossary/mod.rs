//! `deckle glossary [PATH]…`: the terms that decks explain, where they use them, and words that nothing explains.

mod json;

use std::collections::BTreeMap;

use super::args::{self, Decks, FindingsFormat, GlossaryArgs, Purpose, Shared};
use super::progress::{error, findings};
use super::terminal::Terminal;
use crate::build::{self, DeckPlan, Plans, Status};
use crate::project::{CandidateKind, Elsewhere};
use crate::source::Span;

/// So many places are named of each word; `--format json` has all.
const NAMED: usize = 4;

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
    candidates: BTreeMap<String, (CandidateKind, Vec<Place>)>,
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
        terminal.out(&if asked.entries { entries(&words) } else { table(&words) });
    }
    status(&plans)
}

fn status(plans: &Plans) -> Status {
    let unread = plans.decks.iter().filter(|plan| plan.variants.is_empty());
    unread.map(|plan| plan.report.status()).max().unwrap_or(Status::Done)
}

fn collect(plans: &Plans) -> Words {
    let mut words = Words::default();
    for plan in &plans.decks {
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
                    Elsewhere::Nothing => words.candidates.entry(word.word).or_insert((word.kind, Vec::new())).1.extend(places),
                    Elsewhere::Slide(_) | Elsewhere::Entry(_) => words.early.entry(word.word).or_default().extend(places),
                }
            }
        }
    }
    let used = words.terms.values_mut().map(|entry| &mut entry.uses);
    for places in used.chain(words.early.values_mut()).chain(words.candidates.values_mut().map(|(_, places)| places)) {
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

impl Words {
    /// The candidates, those that are used most first.
    fn by_use(&self) -> Vec<(&str, CandidateKind, &[Place])> {
        let mut all: Vec<_> =
            self.candidates.iter().map(|(word, (kind, places))| (word.as_str(), *kind, places.as_slice())).collect();
        all.sort_by_key(|(_, _, places)| std::cmp::Reverse(places.len()));
        all
    }
}

fn table(words: &Words) -> String {
    let used = words.terms.iter().filter(|(_, entry)| !entry.uses.is_empty());
    let rows = used.map(|(term, entry)| (term.as_str(), entry.uses.as_slice()));
    let idle: Vec<&str> = words.terms.iter().filter(|(_, entry)| entry.uses.is_empty()).map(|(term, _)| term.as_str()).collect();
    let early = words.early.iter().map(|(word, places)| (word.as_str(), places.as_slice()));
    let candidates = words.by_use();
    let mut parts = vec![
        section("Terms", &rows.collect::<Vec<_>>()),
        section("Met where nothing has explained them yet", &early.collect::<Vec<_>>()),
        section("Nothing explains", &candidates.iter().map(|(word, _, places)| (*word, *places)).collect::<Vec<_>>()),
    ];
    if !idle.is_empty() {
        parts.insert(1, format!("Never used\n  {}\n", idle.join(", ")));
    }
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() {
        return "no terms, and no words that need one\n".to_owned();
    }
    let mut text = parts.join("\n");
    if !candidates.is_empty() {
        text += "\n`--entries` prints entries for them, to be filled in and put into `glossary.toml`.\n";
    }
    text
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

/// Entries for what nothing explains.
fn entries(words: &Words) -> String {
    let entry = |(word, _, places): (&str, CandidateKind, &[Place])| {
        format!("# {}\n[[term]]\nterm = {}\nplain = \"\"\n", named(places), json::quoted(word))
    };
    words.by_use().into_iter().map(entry).collect::<Vec<_>>().join("\n")
}
