//! The lines that `watch` prints.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use serde_json::json;

use crate::build::{LiveSlide, Snapshot};
use crate::cli::lines::{count, tally};
use crate::diagnostic::render::visible;
use crate::viewer::Delta;
use crate::watch::News;

/// How many slides are named by number.
const NAMED: usize = 6;
/// The longest title that is printed whole, in characters.
const TITLE: usize = 50;

/// `talk  slide 3 "Two owners per service"  1 warning  4 ms`
pub fn built(name: &str, snapshot: &Snapshot, news: &News) -> String {
    let mut parts = vec![name.to_owned()];
    if news.back {
        parts.push("is back".to_owned());
    }
    parts.push(if news.first { size(snapshot) } else { changes(snapshot, &news.delta) });
    let findings = tally(|severity| snapshot.findings.iter().filter(|finding| finding.severity == severity).count());
    if !findings.is_empty() {
        parts.push(findings.join(", "));
    } else if news.delta.findings && !news.first {
        parts.push("no findings left".to_owned());
    }
    parts.push(time(snapshot));
    parts.retain(|part| !part.is_empty());
    parts.join("  ")
}

/// `talk  7 files written`
pub fn written(name: &str, changed: usize) -> String {
    format!("{name}  {} written", count(changed, "file"))
}

/// `technical 12 slides, non-technical 11 slides`
fn size(snapshot: &Snapshot) -> String {
    let one =
        |variant: &crate::build::LiveVariant| format!("{} {}", visible(&variant.name), count(variant.slides.len(), "slide"));
    snapshot.variants.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Which slides are different, over all variants.
fn changes(snapshot: &Snapshot, delta: &Delta) -> String {
    if delta.recast {
        return size(snapshot);
    }
    let mut slides: BTreeMap<u32, &LiveSlide> = BTreeMap::new();
    let (mut new, mut gone, mut moved) = (0, 0, false);
    for delta in &delta.variants {
        let all = &snapshot.variants[delta.variant].slides;
        // Slides that only got another number are many and say nothing.
        let told = if delta.new.is_empty() && delta.gone == 0 { &delta.drawn } else { &delta.new };
        slides.extend(told.iter().map(|&index| (all[index].number, &all[index])));
        (new, gone) = (new.max(delta.new.len()), gone.max(delta.gone));
        moved |= delta.order && delta.new.is_empty() && delta.gone == 0;
    }
    let mut parts = Vec::new();
    if moved {
        parts.push("slides moved".to_owned());
    } else if !slides.is_empty() {
        parts.push(named(&slides) + if new > 0 { " added" } else { "" });
    }
    if gone > 0 {
        parts.push(format!("{} removed", count(gone, "slide")));
    }
    parts.join(", ")
}

/// `slide 3 "Two owners"`, `slides 3, 4, 9`, `41 slides`
fn named(slides: &BTreeMap<u32, &LiveSlide>) -> String {
    let numbers: Vec<String> = slides.keys().map(u32::to_string).collect();
    match slides.first_key_value() {
        Some((number, slide)) if slides.len() == 1 => {
            let title = shortened(&slide.title);
            if title.is_empty() { format!("slide {number}") } else { format!("slide {number} \"{title}\"") }
        }
        _ if slides.len() <= NAMED => format!("slides {}", numbers.join(", ")),
        _ => count(slides.len(), "slide"),
    }
}

fn shortened(title: &str) -> String {
    let title = visible(title);
    match title.char_indices().nth(TITLE) {
        Some((cut, _)) => format!("{}…", title[..cut].trim_end()),
        None => title.into_owned(),
    }
}

fn time(snapshot: &Snapshot) -> String {
    let elapsed = snapshot.elapsed;
    if elapsed.as_millis() < 1000 {
        format!("{} ms", elapsed.as_millis().max(1))
    } else {
        format!("{:.2} s", elapsed.as_secs_f64())
    }
}

/// The first line of `--format json`.
pub fn serving(decks: &[Utf8PathBuf], address: &str) -> String {
    let decks: Vec<&str> = decks.iter().map(|deck| deck.as_str()).collect();
    format!("{}\n", json!({ "address": address, "decks": decks }))
}

/// A line of `--format json`: the deck is missing or cannot be read.
pub fn problem(sentence: &str) -> String {
    format!("{}\n", json!({ "problem": sentence }))
}
