//! The messages of the protocol, as JSON. The module's documentation describes them.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8Path;
use rayon::prelude::*;
use serde::Serialize;

use super::delta::{Delta, VariantDelta};
use super::hub::{About, Channel};
use crate::build::{LiveFinding, LivePage, LiveSlide, LiveVariant, MarkedSlide, PlacedMark, SlideMarks, Snapshot};
use crate::typeset::{Area, TextLayer};

/// How many slides of a variant have their pages in an update. The others are fetched when they are looked at.
const SLIDES_INLINE: usize = 4;
/// How many pages an update carries at most: a slide may have many steps.
const PAGES_INLINE: usize = 12;
/// The largest page that is sent before anyone asks, in bytes of its SVG.
const PAGE_INLINE: usize = 1 << 20;

#[derive(Serialize)]
struct DecksMessage<'a> {
    decks: Vec<ListedMessage<'a>>,
}

#[derive(Serialize)]
struct ListedMessage<'a> {
    deck: &'a str,
    title: &'a str,
    slides: Option<usize>,
    errors: usize,
    warnings: usize,
    problem: Option<&'a str>,
}

#[derive(Serialize)]
struct DeckMessage<'a> {
    version: u64,
    deck: &'a str,
    decks: usize,
    variants: Vec<VariantMessage<'a>>,
    findings: Vec<FindingMessage<'a>>,
    elapsed: f64,
    problem: Option<&'a str>,
}

#[derive(Serialize)]
struct VariantMessage<'a> {
    name: &'a str,
    title: &'a str,
    lang: &'a str,
    width: f64,
    height: f64,
    slides: Vec<SlideMessage<'a>>,
}

#[derive(Serialize)]
struct SlideMessage<'a> {
    id: &'a str,
    number: u32,
    title: &'a str,
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    line: usize,
    column: usize,
    state: &'static str,
    pages: Vec<String>,
}

#[derive(Serialize)]
struct FindingMessage<'a> {
    severity: &'static str,
    code: &'a str,
    message: &'a str,
    help: &'a [String],
    file: &'a str,
    line: usize,
    column: usize,
    slides: Vec<&'a str>,
}

#[derive(Serialize)]
struct UpdateMessage<'a> {
    from: u64,
    to: u64,
    variants: Vec<VariantUpdate<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<FindingMessage<'a>>>,
    /// Outer: is it said? Inner: is there one?
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Option<&'a str>>,
    pages: BTreeMap<String, PageMessage<'a>>,
    elapsed: f64,
}

#[derive(Serialize)]
struct VariantUpdate<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<Vec<&'a str>>,
    slides: Vec<SlideMessage<'a>>,
}

#[derive(Serialize)]
struct PageMessage<'a> {
    svg: &'a str,
    text: &'a TextLayer,
}

#[derive(Serialize)]
struct MarksMessage {
    relation: &'static str,
    sides: [SideMessage; 2],
    differences: Vec<DifferenceMessage>,
}

#[derive(Serialize)]
struct SideMessage {
    id: Option<String>,
    pages: Vec<Vec<MarkMessage>>,
}

#[derive(Serialize)]
struct MarkMessage {
    difference: usize,
    block: bool,
    areas: Vec<[f64; 4]>,
}

#[derive(Serialize)]
struct DifferenceMessage {
    kind: &'static str,
    place: String,
    words: [Option<String>; 2],
}

#[derive(Serialize)]
struct VersionMessage {
    version: u64,
}

/// The name of a page in addresses and messages.
pub fn key(page: &LivePage) -> String {
    format!("{:032x}", page.key)
}

/// What a list says of decks.
pub fn decks(decks: &[(Arc<Channel>, Option<About>, Option<String>)]) -> String {
    let listed = decks.iter().map(|(channel, about, problem)| ListedMessage {
        deck: channel.name.as_str(),
        title: about.as_ref().map_or("", |about| &about.title),
        slides: about.as_ref().map(|about| about.slides),
        errors: about.as_ref().map_or(0, |about| about.errors),
        warnings: about.as_ref().map_or(0, |about| about.warnings),
        problem: problem.as_deref(),
    });
    json(&DecksMessage { decks: listed.collect() })
}

/// A whole deck, one of so many.
pub fn deck(version: u64, decks: usize, snapshot: &Snapshot, problem: Option<&str>) -> String {
    json(&DeckMessage {
        version,
        deck: snapshot.deck.as_str(),
        decks,
        variants: snapshot.variants.iter().map(variant).collect(),
        findings: snapshot.findings.iter().map(|found| finding(found)).collect(),
        elapsed: milliseconds(snapshot),
        problem,
    })
}

/// What is different, and the pages that are likely looked at next.
pub fn update(versions: (u64, u64), snapshot: &Snapshot, delta: &Delta, problem: Option<Option<&str>>) -> String {
    let pages = inline_pages(snapshot, delta);
    // Drawing is the long part: all at once.
    pages.par_iter().for_each(|page| {
        page.svg();
        page.text();
    });
    let pages = pages.into_iter().filter(|page| page.svg().len() <= PAGE_INLINE);
    json(&UpdateMessage {
        from: if delta.recast { 0 } else { versions.0 },
        to: versions.1,
        variants: delta.variants.iter().map(|delta| variant_update(snapshot, delta)).collect(),
        findings: delta.findings.then(|| snapshot.findings.iter().map(|found| finding(found)).collect()),
        problem,
        pages: pages.map(|page| (key(page), PageMessage { svg: page.svg(), text: page.text() })).collect(),
        elapsed: milliseconds(snapshot),
    })
}

/// Only that something is wrong with the deck as a whole, or no more.
pub fn problem(versions: (u64, u64), problem: Option<&str>) -> String {
    json(&UpdateMessage {
        from: versions.0,
        to: versions.1,
        variants: Vec::new(),
        findings: None,
        problem: Some(problem),
        pages: BTreeMap::new(),
        elapsed: 0.0,
    })
}

/// Which build is the newest.
pub fn version(version: u64) -> String {
    json(&VersionMessage { version })
}

/// One page.
pub fn page(page: &LivePage) -> String {
    json(&PageMessage { svg: page.svg(), text: page.text() })
}

/// What two variants see differently on a slide.
pub fn marks(marks: &SlideMarks) -> String {
    let side = |side: &MarkedSlide| SideMessage {
        id: side.id.as_ref().map(|id| id.0.clone()),
        pages: side.pages.iter().map(|marks| marks.iter().map(mark).collect()).collect(),
    };
    let difference = |(kind, place, words): &(&'static str, String, [Option<String>; 2])| DifferenceMessage {
        kind,
        place: place.clone(),
        words: words.clone(),
    };
    json(&MarksMessage {
        relation: marks.relation,
        sides: marks.sides.each_ref().map(side),
        differences: marks.differences.iter().map(difference).collect(),
    })
}

fn mark(mark: &PlacedMark) -> MarkMessage {
    let area = |area: &Area| [area.x, area.y, area.width, area.height].map(|points| (points * 100.0).round() / 100.0);
    MarkMessage { difference: mark.difference, block: mark.block, areas: mark.areas.iter().map(area).collect() }
}

/// The first changed slides of each variant, new ones first.
fn inline_pages<'a>(snapshot: &'a Snapshot, delta: &Delta) -> Vec<&'a LivePage> {
    let first = |delta: &VariantDelta| delta.new.iter().chain(&delta.drawn).copied().take(SLIDES_INLINE).collect::<Vec<_>>();
    let slides = delta.variants.iter().flat_map(|delta| {
        let slides = &snapshot.variants[delta.variant].slides;
        first(delta).into_iter().map(|index| &slides[index])
    });
    slides.flat_map(|slide| slide.pages.iter().map(AsRef::as_ref)).take(PAGES_INLINE).collect()
}

fn variant_update<'a>(snapshot: &'a Snapshot, delta: &VariantDelta) -> VariantUpdate<'a> {
    let variant = &snapshot.variants[delta.variant];
    VariantUpdate {
        name: &variant.name,
        order: delta.order.then(|| variant.slides.iter().map(|slide| slide.id.0.as_str()).collect()),
        slides: delta.slides.iter().map(|&index| slide(&variant.slides[index])).collect(),
    }
}

fn variant(variant: &LiveVariant) -> VariantMessage<'_> {
    VariantMessage {
        name: &variant.name,
        title: &variant.title,
        lang: &variant.lang,
        width: variant.width,
        height: variant.height,
        slides: variant.slides.iter().map(|shown| slide(shown)).collect(),
    }
}

fn slide(slide: &LiveSlide) -> SlideMessage<'_> {
    SlideMessage {
        id: &slide.id.0,
        number: slide.number,
        title: &slide.title,
        section: slide.section.as_deref(),
        file: slide.file.as_deref().map(Utf8Path::as_str),
        line: slide.line,
        column: slide.column,
        state: slide.state.as_str(),
        pages: slide.pages.iter().map(|page| key(page)).collect(),
    }
}

fn finding(finding: &LiveFinding) -> FindingMessage<'_> {
    FindingMessage {
        severity: finding.severity.as_str(),
        code: finding.code.as_str(),
        message: &finding.message,
        help: &finding.help,
        file: finding.path.as_str(),
        line: finding.line,
        column: finding.column,
        slides: finding.slides.iter().map(|id| id.0.as_str()).collect(),
    }
}

fn milliseconds(snapshot: &Snapshot) -> f64 {
    (snapshot.elapsed.as_secs_f64() * 1e5).round() / 100.0
}

fn json(message: &impl Serialize) -> String {
    serde_json::to_string(message).expect("plain data has a JSON form")
}
