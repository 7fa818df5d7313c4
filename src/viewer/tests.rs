//! What those who look are told, from real builds of small decks.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use camino::Utf8PathBuf;
use serde_json::Value;

use super::*;
use crate::build::{Live, LiveRequest, Snapshot};

struct Fixture {
    _guard: tempfile::TempDir,
    path: Utf8PathBuf,
    live: Live,
    hub: Hub,
}

impl Fixture {
    fn new() -> Self {
        let guard = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(guard.path().join("talk.md")).unwrap();
        let live = Live::open(LiveRequest::new(path.clone()));
        let hub = Hub::new(|_| {});
        hub.add(LiveRequest::new("talk.md".into()));
        Self { _guard: guard, path, live, hub }
    }

    fn built(&mut self, slides: &[&str]) -> Arc<Snapshot> {
        let slides: String = slides.iter().map(|slide| format!("## {slide}\n\nText.\n\n")).collect();
        std::fs::write(&self.path, format!("---\ntitle: Talk\n---\n\n{slides}")).unwrap();
        self.live.rebuild()
    }

    fn publish(&mut self, slides: &[&str]) -> Delta {
        let snapshot = self.built(slides);
        self.channel().publish(&snapshot, None)
    }

    fn channel(&self) -> Arc<Channel> {
        self.hub.deck(0).unwrap()
    }
}

fn next(updates: &mut tokio::sync::broadcast::Receiver<Arc<str>>) -> Option<Value> {
    updates.try_recv().ok().map(|text| serde_json::from_str(&text).unwrap())
}

#[test]
fn an_edit_is_the_changed_slide_and_a_same_build_is_nothing() {
    let mut fixture = Fixture::new();
    assert!(fixture.publish(&["One {#a}", "Two {#b}"]).recast, "the first build is all new");
    let (version, mut updates) = fixture.channel().subscribe();
    assert_eq!(version, 1);
    assert!(fixture.publish(&["One {#a}", "Two {#b}"]).is_empty());
    assert_eq!(next(&mut updates), None);
    let delta = fixture.publish(&["One {#a}", "Three {#b}"]);
    let expected = VariantDelta { slides: vec![2], drawn: vec![2], ..VariantDelta::default() };
    assert_eq!(delta.variants, [expected.clone(), VariantDelta { variant: 1, ..expected }]);
    let update = next(&mut updates).unwrap();
    assert_eq!((&update["from"], &update["to"]), (&1.into(), &2.into()));
    assert_eq!(update["variants"][1]["slides"][0]["title"], "Three");
    assert_eq!(update["pages"].as_object().unwrap().len(), 1, "both variants show the same page");
    assert!(update.get("problem").is_none() && update.get("findings").is_none() && update["variants"][0].get("order").is_none());
}

#[test]
fn slides_that_come_go_or_move_are_told_by_their_order() {
    let mut fixture = Fixture::new();
    fixture.publish(&["One {#a}", "Two {#b}"]);
    let delta = &fixture.publish(&["New {#n}", "One {#a}", "Two {#b}"]).variants[0];
    assert_eq!((delta.order, delta.new.as_slice(), delta.gone), (true, &[1][..], 0));
    assert!(delta.slides.contains(&2) && delta.slides.contains(&3), "their numbers and lines are others");
    let delta = &fixture.publish(&["Two {#b}", "New {#n}"]).variants[0];
    assert_eq!((delta.order, delta.new.as_slice(), delta.gone), (true, &[][..], 1));
}

#[test]
fn a_problem_is_told_and_over_with_the_next_build() {
    let mut fixture = Fixture::new();
    let channel = fixture.channel();
    channel.say(Some("early".into()));
    assert_eq!(channel.subscribe().0, 0, "before the first build nothing has a version");
    fixture.publish(&["One {#a}"]);
    let (_, mut updates) = channel.subscribe();
    channel.say(Some("talk.md is missing; waiting for it".into()));
    channel.say(Some("talk.md is missing; waiting for it".into()));
    assert_eq!(next(&mut updates).unwrap()["problem"], "talk.md is missing; waiting for it");
    assert_eq!(next(&mut updates), None, "once");
    assert!(fixture.publish(&["One {#a}"]).is_empty());
    let update = next(&mut updates).unwrap();
    assert_eq!((&update["problem"], &update["to"]), (&Value::Null, &3.into()));
}

#[test]
fn pages_of_this_build_and_the_one_before_are_there() {
    let mut fixture = Fixture::new();
    let channel = fixture.channel();
    let mut keys = Vec::new();
    for title in ["One {#a}", "Two {#a}", "Three {#a}"] {
        let snapshot = fixture.built(&[title]);
        channel.publish(&snapshot, None);
        keys.push(snapshot.variants[0].slides[1].pages[0].key);
    }
    let there: Vec<bool> = keys.iter().map(|&key| channel.shown().page(key).is_some()).collect();
    assert_eq!(there, [false, true, true]);
    channel.forget();
    assert!(channel.shown().page(keys[2]).is_none() && channel.shown().snapshot.is_none());
}

#[test]
fn a_slow_viewer_misses_updates_and_sees_the_gap() {
    let mut fixture = Fixture::new();
    fixture.publish(&["One {#a}"]);
    let (_, mut updates) = fixture.channel().subscribe();
    for number in 0..20 {
        fixture.publish(&[&format!("Number {number} {{#a}}")]);
    }
    let mut last = Value::Null;
    let mut seen = 0;
    loop {
        match updates.try_recv() {
            Ok(text) => (last, seen) = (serde_json::from_str(&text).unwrap(), seen + 1),
            Err(tokio::sync::broadcast::error::TryRecvError::Lagged(_)) => {}
            Err(_) => break,
        }
    }
    assert!(seen < 20, "what is kept is bounded");
    assert_eq!(last["to"], 21, "the last one is kept");
}

#[test]
fn a_visit_asks_for_the_deck() {
    static ASKED: AtomicUsize = AtomicUsize::new(99);
    let hub = Hub::new(|number| ASKED.store(number, Ordering::Relaxed));
    hub.add(LiveRequest::new("a.md".into()));
    hub.add(LiveRequest::new("b.md".into()));
    assert!(hub.visit(2).is_none() && ASKED.load(Ordering::Relaxed) == 99);
    assert_eq!(hub.visit(1).unwrap().name, "b.md");
    assert_eq!(ASKED.load(Ordering::Relaxed), 1);
}
