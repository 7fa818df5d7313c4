//! Live decks on a disk.

use super::*;
use crate::diagnostic::Code;

const DECK: &str = "\
---
title: Reviews
---

## One

First words.

## Two

$\\frac{1}{2}$

## Three

Last words.
";

/// A live deck, `talk.md`, in a folder of its own.
struct Fixture {
    _guard: tempfile::TempDir,
    base: Utf8PathBuf,
    live: Live,
}

impl Fixture {
    fn new(deck: &str) -> Self {
        let guard = tempfile::tempdir().unwrap();
        let base = Utf8PathBuf::from_path_buf(guard.path().canonicalize().unwrap()).unwrap();
        std::fs::write(base.join("talk.md"), deck).unwrap();
        let request = LiveRequest { deck: base.join("talk.md"), audiences: Wanted::All, strict: false };
        Self { _guard: guard, live: Live::open(request), base }
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.base.join(name), content).unwrap();
    }

    fn edit(&mut self, from: &str, to: &str) -> Arc<Snapshot> {
        let text = std::fs::read_to_string(self.base.join("talk.md")).unwrap();
        assert!(text.contains(from), "{from} is in the deck");
        self.put("talk.md", text.replace(from, to));
        self.live.rebuild()
    }
}

fn codes(snapshot: &Snapshot) -> Vec<Code> {
    snapshot.findings.iter().map(|finding| finding.code).collect()
}

/// The first variant's slides: id and state.
fn states(snapshot: &Snapshot) -> Vec<(&str, LiveState)> {
    snapshot.variants[0].slides.iter().map(|slide| (slide.id.0.as_str(), slide.state)).collect()
}

#[test]
fn unchanged_pages_are_the_same_pages() {
    let mut deck = Fixture::new(DECK);
    let before = deck.live.rebuild();
    assert_eq!(before.variants.len(), 2);
    let after = deck.edit("First", "Other");
    let pages = |snapshot: &Snapshot| -> Vec<u128> {
        snapshot.variants[0].slides.iter().flat_map(|slide| slide.pages.iter().map(|page| page.key)).collect()
    };
    let same: Vec<bool> = pages(&before).iter().zip(pages(&after)).map(|(a, b)| *a == b).collect();
    assert_eq!(same, [true, false, true, true]);
    let page = |snapshot: &Snapshot| snapshot.variants[0].slides[3].pages[0].clone();
    assert!(Arc::ptr_eq(&page(&before), &page(&after)));
    assert!(page(&after).svg().starts_with("<svg"));
    assert_eq!(after.variants[0].slides[2].line, 9);
}

#[test]
fn a_broken_slide_keeps_its_last_good_pages() {
    let mut deck = Fixture::new(DECK);
    let good = deck.live.rebuild();
    let broken = deck.edit("\\frac{1}{2}", "\\frac{1}");
    assert_eq!(
        states(&broken),
        [("title", LiveState::Good), ("one", LiveState::Good), ("two", LiveState::Stale), ("three", LiveState::Good)]
    );
    assert!(Arc::ptr_eq(&broken.variants[0].slides[2].pages[0], &good.variants[0].slides[2].pages[0]));
    let finding = broken.findings.iter().find(|finding| finding.code == Code::Math).expect("the formula is reported");
    assert_eq!((finding.line, finding.slides.len(), finding.slides[0].0.as_str()), (11, 1, "two"));
    let mended = deck.edit("\\frac{1}", "\\frac{1}{3}");
    assert!(states(&mended).iter().all(|(_, state)| *state == LiveState::Good));
    assert!(!codes(&mended).contains(&Code::Math));
}

#[test]
fn a_deck_that_goes_is_shown_until_it_is_back() {
    let mut deck = Fixture::new(DECK);
    deck.live.rebuild();
    std::fs::remove_file(deck.base.join("talk.md")).unwrap();
    let gone = deck.live.rebuild();
    assert_eq!(codes(&gone), [Code::UnreadableDeck]);
    assert!(states(&gone).iter().all(|(_, state)| *state == LiveState::Stale));
    assert!(gone.inputs.contains(&deck.base.join("talk.md")));
    deck.put("talk.md", "");
    let empty = deck.live.rebuild();
    assert_eq!(codes(&empty), [Code::NoSlides]);
    assert_eq!(states(&empty).len(), 4, "an empty file is not the end of the deck");
    deck.put("talk.md", DECK);
    let back = deck.live.rebuild();
    assert!(states(&back).iter().all(|(_, state)| *state == LiveState::Good) && states(&back).len() == 4);
}

#[test]
fn a_missing_picture_is_a_placeholder_until_it_is_there() {
    let mut deck = Fixture::new("## A\n\n![What it shows](load.svg)\n");
    let missing = deck.live.rebuild();
    assert_eq!(codes(&missing)[0], Code::MissingFile);
    assert_eq!(states(&missing), [("a", LiveState::Good)]);
    assert!(missing.inputs.contains(&deck.base.join("load.svg")));
    deck.put("load.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><rect width=\"4\" height=\"3\"/></svg>");
    let there = deck.live.rebuild();
    assert!(!codes(&there).contains(&Code::MissingFile));
    assert_ne!(there.variants[0].slides[0].pages[0].key, missing.variants[0].slides[0].pages[0].key);
}

#[test]
fn settings_that_appear_are_inputs_and_hold() {
    let mut deck = Fixture::new("## A\n\nWords.\n");
    let before = deck.live.rebuild();
    assert!(before.inputs.contains(&deck.base.join("deckle.toml")));
    deck.put("deckle.toml", "[deck]\nlang = \"de\"\n");
    let after = deck.live.rebuild();
    assert_eq!((before.variants[0].lang.as_str(), after.variants[0].lang.as_str()), ("en", "de"));
}
