//! The lines that `watch` prints.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
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
        slides.extend(told.iter().map(|&index| (all[index].number, &*all[index])));
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

/// A line of `--format json`: a deck was written into a folder that is watched.
pub fn added(deck: &Utf8Path) -> String {
    format!("{}\n", json!({ "added": deck.as_str() }))
}

/// A line of `--format json`: the deck is missing or cannot be read.
pub fn problem(sentence: &str) -> String {
    format!("{}\n", json!({ "problem": sentence }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{Live, LiveRequest, Wanted};
    use crate::viewer::Hub;

    /// The lines of successive builds of a deck with these slides, without the times.
    fn lines(builds: &[&[&str]]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().join("talk.md")).unwrap();
        let mut live = Live::open(LiveRequest {
            deck: path.clone(),
            audiences: Wanted::Named(vec!["technical".into()]),
            strict: false,
            trust: false,
            system_fonts: false,
        });
        let hub = Hub::new(|_| {});
        hub.add(LiveRequest::new("talk.md".into()));
        let line = |(number, slides): (usize, &&[&str])| {
            let slides: String = slides.iter().map(|slide| format!("## {slide}\n\nText.\n\n")).collect();
            std::fs::write(&path, format!("---\ntitle: Talk\n---\n\n{slides}")).unwrap();
            let snapshot = live.rebuild();
            let news = News { delta: hub.deck(0).unwrap().publish(&snapshot, None), first: number == 0, back: false };
            let line = built("talk", &snapshot, &news);
            line.rsplit_once("  ").unwrap().0.to_owned()
        };
        builds.iter().enumerate().map(line).collect()
    }

    #[test]
    fn a_line_says_which_slide() {
        let long = "A title that is longer than anyone wants to read in a line of a terminal {#a}";
        assert_eq!(
            lines(&[
                &["One {#a}", "Two {#b}"],
                &["One {#a}", "Three {#b}"],
                &[long, "Three {#b}"],
                &["New {#n}", "One {#a}", "Three {#b}"],
                &["Three {#b}", "One {#a}", "New {#n}"],
                &["Three {#b}"],
                &["Three {#b colour=red}"],
                &["Three {#b}"],
            ]),
            [
                "talk  technical 3 slides",
                "talk  slide 3 \"Three\"",
                "talk  slide 2 \"A title that is longer than anyone wants to read i…\"",
                "talk  slide 2 \"New\" added",
                "talk  slides moved",
                "talk  2 slides removed",
                "talk  1 warning",
                "talk  no findings left",
            ]
        );
    }

    #[test]
    fn many_slides_are_counted() {
        let ids: Vec<String> = (0..8).map(|n| format!("{{#s{n}}}")).collect();
        let build = |title: &str, changed: usize| -> Vec<String> {
            ids.iter().enumerate().map(|(n, id)| format!("{} {id}", if n < changed { title } else { "Same" })).collect()
        };
        let decks: Vec<Vec<String>> = vec![build("A", 0), build("B", 3), build("C", 8)];
        let decks: Vec<Vec<&str>> = decks.iter().map(|deck| deck.iter().map(String::as_str).collect()).collect();
        let decks: Vec<&[&str]> = decks.iter().map(Vec::as_slice).collect();
        assert_eq!(lines(&decks)[1..], ["talk  slides 2, 3, 4", "talk  8 slides"]);
    }

    #[test]
    fn documents_for_programs_are_lines() {
        assert_eq!(serving(&["a.md".into()], "http://x/"), "{\"address\":\"http://x/\",\"decks\":[\"a.md\"]}\n");
        assert_eq!(problem("a.md is \"gone\"\n"), "{\"problem\":\"a.md is \\\"gone\\\"\\n\"}\n");
        assert_eq!(added(Utf8Path::new("b.md")), "{\"added\":\"b.md\"}\n");
    }
}
