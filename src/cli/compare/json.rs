//! `deckle compare --format json`: one document on standard output, whatever happens.
//!
//! ```json
//! {
//!   "format": 1,
//!   "decks": [{
//!     "path": "talk.md", "outcome": "done", "error": null, "findings": [],
//!     "audiences": [{
//!       "name": "technical", "title": "…", "duration": 720, "planned": 496,
//!       "slides": { "kept": 7, "replaced": 0, "onlyHere": 1, "leftOut": 0 },
//!       "places": { "replaced": 0, "glossed": 0, "exchanged": 0, "dropped": 0, "droppedOnPurpose": 2 }
//!     }],
//!     "slides": [{
//!       "id": "wait", "file": "talk.md", "line": 20, "relation": "same",
//!       "seen": [{ "id": "wait", "number": 2, "title": "…", "seconds": 90, "text": "…", "notes": null }, null],
//!       "differences": [{
//!         "kind": "replaced", "part": "slide", "file": "talk.md", "line": 22, "column": 3,
//!         "seen": [{ "what": null, "text": "p99 latency" }, { "what": null, "text": "The slowest one in a hundred" }]
//!       }]
//!     }],
//!     "file": null
//!   }],
//!   "error": null
//! }
//! ```
//!
//! `audiences`, and every `seen`, have the first audience first. A slide's `relation` is `same`, `replaced`, `only-first` or
//! `only-second`; slides without a difference are listed too. `text` is all that can be read on the slide below its title, `notes` what is said. `kind` is `dropped`, `dropped-on-purpose`, `replaced`, `glossed`, `exchanged` or
//! `only-here`; `part` is `slide` or `notes`. `what` is `code`, `formula`, `picture`, `table`, `notes`, `raw content`, or `null` for words.
//! With `--to pdf`, `audiences` and `slides` are empty and `file` is the file that was written. Times are whole seconds. `outcome` and `findings` are those of other commands. Keys may be added; `format` grows when one changes its
//! meaning.

use serde::Serialize;

use super::Compared;
use crate::build::{ComparedDeck, DeckPlan, DeckReport, Plans};
use crate::cli::json::DeckHead;
use crate::compare::{Difference, Kind, Pair, Part, Relation, Tally, words_on, words_said};
use crate::model::plain_text;
use crate::source::Span;

/// The version of the document.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Document {
    format: u32,
    decks: Vec<Deck>,
    error: Option<String>,
}

#[derive(Serialize)]
struct Deck {
    #[serde(flatten)]
    head: DeckHead,
    audiences: Vec<Side>,
    slides: Vec<Slide>,
    /// The PDF, where one was asked for and written.
    file: Option<String>,
}

#[derive(Serialize)]
struct Side {
    name: String,
    title: String,
    duration: Option<u32>,
    planned: u32,
    slides: Slides,
    places: Places,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Slides {
    kept: usize,
    replaced: usize,
    only_here: usize,
    left_out: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Places {
    replaced: usize,
    glossed: usize,
    exchanged: usize,
    dropped: usize,
    dropped_on_purpose: usize,
}

#[derive(Serialize)]
struct Slide {
    id: String,
    file: String,
    line: usize,
    relation: &'static str,
    seen: [Option<Seen>; 2],
    differences: Vec<Place>,
}

#[derive(Serialize)]
struct Seen {
    id: String,
    number: u32,
    title: String,
    seconds: u32,
    text: String,
    notes: Option<String>,
}

#[derive(Serialize)]
struct Place {
    kind: String,
    part: &'static str,
    file: String,
    line: usize,
    column: usize,
    seen: [Option<Words>; 2],
}

#[derive(Serialize)]
struct Words {
    what: Option<&'static str>,
    text: String,
}

/// The document of the decks.
pub fn document(plans: &Plans, compared: &[Option<Compared<'_>>]) -> String {
    let decks = plans.decks.iter().zip(compared).map(|(plan, compared)| deck(plan, compared.as_ref())).collect();
    printed(&Document { format: FORMAT, decks, error: None })
}

/// The document of a failure.
pub fn failure(message: &str) -> String {
    printed(&Document { format: FORMAT, decks: Vec::new(), error: Some(message.to_owned()) })
}

/// The document of what `--to pdf` wrote: no slides, the file of each deck.
pub fn written(decks: &[ComparedDeck]) -> String {
    let deck =
        |deck: &ComparedDeck| Deck { file: deck.file.as_ref().map(|(path, _)| path.to_string()), ..self::report(&deck.report) };
    printed(&Document { format: FORMAT, decks: decks.iter().map(deck).collect(), error: None })
}

fn printed(document: &Document) -> String {
    let mut text = serde_json::to_string_pretty(document).expect("plain data has a JSON form");
    text.push('\n');
    text
}

fn deck(plan: &DeckPlan, compared: Option<&Compared<'_>>) -> Deck {
    Deck {
        audiences: compared.iter().flat_map(|deck| [0, 1].map(|index| side(deck, index))).collect(),
        slides: compared.iter().flat_map(|deck| deck.comparison.pairs.iter().map(|pair| slide(deck, pair))).collect(),
        ..report(&plan.report)
    }
}

fn report(report: &DeckReport) -> Deck {
    Deck { head: DeckHead::of(report), audiences: Vec::new(), slides: Vec::new(), file: None }
}

fn side(deck: &Compared<'_>, index: usize) -> Side {
    let variant = deck.variants[index];
    let Tally { kept, replaced, only_here, left_out, places } = deck.tally(index);
    Side {
        name: variant.projection.variant.name().to_owned(),
        title: variant.projection.meta.title.clone(),
        duration: variant.schedule.duration.map(|duration| duration.0),
        planned: variant.schedule.planned.0,
        slides: Slides { kept, replaced, only_here, left_out },
        places: Places {
            replaced: places.replaced,
            glossed: places.glossed,
            exchanged: places.exchanged,
            dropped: places.dropped,
            dropped_on_purpose: places.on_purpose,
        },
    }
}

fn slide(deck: &Compared<'_>, pair: &Pair) -> Slide {
    let (file, line, _) = place(deck, pair.span);
    let seen = |side: usize| {
        let (variant, index) = (deck.variants[side], pair.slides[side]?);
        let slide = &variant.projection.slides[index];
        let seconds = variant.schedule.slides[index].time().0;
        let title = plain_text(&slide.title);
        let text = words_on(slide).split_off(usize::from(!title.trim().is_empty())).join(" · ");
        Some(Seen { id: slide.id.0.clone(), number: slide.number, title, seconds, text, notes: words_said(slide) })
    };
    let relation = match pair.relation {
        Relation::Same => "same",
        Relation::Replaced { .. } => "replaced",
        Relation::OnlyFirst => "only-first",
        Relation::OnlySecond => "only-second",
    };
    let differences = pair.differences.iter().map(|difference| difference_of(deck, difference)).collect();
    Slide { id: pair.id.0.clone(), file, line, relation, seen: [seen(0), seen(1)], differences }
}

fn difference_of(deck: &Compared<'_>, difference: &Difference) -> Place {
    let (file, line, column) = place(deck, difference.span);
    let words = |span: Option<Span>| {
        let said = deck.words.at(span?);
        Some(Words { what: said.what, text: said.text })
    };
    Place {
        kind: Kind::as_str(difference.kind).replace(' ', "-"),
        part: if difference.part == Part::Notes { "notes" } else { "slide" },
        file,
        line,
        column,
        seen: difference.seen.map(words),
    }
}

fn place(deck: &Compared<'_>, span: Span) -> (String, usize, usize) {
    let source = deck.plan.report.sources.get(span.file);
    let at = source.line_col(span.range().start);
    (source.path.to_string(), at.line, at.column)
}
