//! What two audiences see differently, marked on the slides and told in a list.

use serde_json::json;

use super::opened::Opened;

const DECK: &str = r#"---
title: A talk
audiences:
  non-technical:
    title: Plain talk
glossary:
  - term: SLO
    plain: the promise
---

## Waiting {#wait}

- [p99]{plain="The slowest"} of the SLO
- all [ours]{audience=technical}

```python
one = 1
```

::: notes
Spoken to all.
:::

::: {.notes audience=technical}
Spoken to us.
:::

## Ours {#ours audience=technical}

Text.

## Old {#old audience=technical}

Text.

## New {#new replaces=old audience=non-technical}

Other text.

## Theirs {#theirs audience=non-technical}

Their text.

## Alike {#alike}

The same.
"#;

impl Opened {
    /// The kinds of the marks on each pane, with their numbers.
    fn marks(&mut self) -> serde_json::Value {
        self.browser.value(
            "[...document.querySelectorAll('.pane')].map((pane) => [...pane.querySelectorAll('.mark')].map((mark) => `${mark.textContent} ${mark.className.replace('mark ', '')}`))",
        )
    }

    fn until_told(&mut self, headline: &str) {
        let told = json!(headline);
        self.browser.until(&format!("document.getElementById('differences-title').textContent === {told}"));
    }

    fn picture(&mut self, name: &str) {
        if let Some(folder) = std::env::var_os("DECKLE_PICTURES") {
            self.browser.picture(&std::path::Path::new(&folder).join(name));
        }
    }
}

#[test]
fn differences_are_marked_on_both_and_listed() {
    let Some(mut page) = Opened::at(DECK, "#/wait?side") else { return };
    page.until_shown("p99");
    assert_eq!(page.marks(), json!([[], []]), "not before someone asks");
    page.browser.key("m");
    page.browser.until("document.querySelectorAll('#differences-list li').length === 5");
    page.until_told("technical → non-technical");
    assert_eq!(page.place(), "#/wait?side&marks");
    let first = json!(["1 replaced", "3 dropped-on-purpose", "4 dropped"]);
    assert_eq!(page.marks(), json!([first, ["1 replaced", "2 glossed"]]));
    let list = page.browser.text("document.getElementById('differences-list').textContent");
    assert!(list.contains("p99 → The slowest") && list.contains("Spoken to us."), "{list}");
    // A mark lies on the words it is about.
    let on_words = page.browser.value(
        "(() => { const mark = document.querySelector('.mark.replaced').getBoundingClientRect(); const run = [...document.querySelectorAll('.text span')].find((run) => run.textContent.includes('p99')).getBoundingClientRect(); return mark.left >= run.left - 30 && mark.right <= run.right && Math.abs(mark.top + mark.height / 2 - run.top - run.height / 2) < run.height / 2; })()",
    );
    assert_eq!(on_words, true);
    for (width, height) in [(1280, 720), (390, 844)] {
        page.browser.resize(width, height);
        page.browser.until("!document.querySelector('[aria-busy]')");
        let outside = page.browser.value(
            "[...document.querySelectorAll('.slide, .bar button, #differences')].filter((node) => node.checkVisibility()).filter((node) => { const box = node.getBoundingClientRect(); return box.left < -0.5 || box.top < -0.5 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5; }).map((node) => node.id || node.className)",
        );
        assert_eq!(outside, json!([]), "{width}x{height}");
        page.picture(&format!("marks-{width}x{height}.png"));
    }
    page.browser.key("m");
    assert!(!page.sees("#differences"));
    assert_eq!(page.marks(), json!([[], []]));
    page.has_no_problems();
}

#[test]
fn slides_of_one_audience_have_a_place_and_stand_ins_stand_beside() {
    let Some(mut page) = Opened::at(DECK, "#/wait?side&marks") else { return };
    page.until_told("technical → non-technical");
    let mut told = Vec::new();
    for headline in [
        "Dropped on purpose: non-technical does not see this slide",
        "non-technical sees #new in place of #old",
        "Only non-technical sees this slide",
        "technical and non-technical see the same here",
    ] {
        page.browser.key("ArrowRight");
        page.until_told(headline);
        page.browser.until("!document.querySelector('[aria-busy]')");
        told.push((page.place(), page.browser.text("[...document.querySelectorAll('.pane')].map((pane) => pane.querySelector('.card:not([hidden]) .message')?.textContent ?? pane.querySelector('.text').textContent).join(' | ')")));
        page.picture(&format!("marks-step-{}.png", told.len()));
    }
    let places: Vec<&str> = told.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["#/ours?side&marks", "#/old?side&marks", "#/theirs?side&marks", "#/alike?side&marks"]);
    assert!(told[0].1.ends_with("| Not in the non-technical variant"), "{told:?}");
    assert!(told[1].1.starts_with("Old") && told[1].1.contains("| New"), "{told:?}");
    assert!(told[2].1.starts_with("Not in the technical variant | Theirs"), "{told:?}");
    page.browser.key("ArrowLeft");
    page.until_told("Only non-technical sees this slide");
    page.browser.key("s");
    page.browser.until("document.querySelectorAll('.pane').length === 1 && location.hash !== '#/theirs?side&marks'");
    page.has_no_problems();
}

#[test]
fn an_edit_moves_the_marks() {
    let Some(mut page) = Opened::at(DECK, "#/wait?side&marks") else { return };
    page.browser.until("document.querySelectorAll('.mark.dropped').length === 1");
    page.save(&DECK.replace("[p99]{plain=\"The slowest\"}", "[p99]{plain=\"The slowest one\"}"));
    page.browser.until("document.getElementById('differences-list').textContent.includes('The slowest one')");
    page.save(&DECK.replace("```python\none = 1\n```\n\n", ""));
    page.browser.until("document.querySelectorAll('.mark.dropped').length === 0");
    page.browser.until("document.querySelectorAll('.mark.replaced').length === 2");
    page.has_no_problems();
}

#[test]
fn marks_have_addresses_of_the_decks_own_pages_only() {
    let Some(mut page) = Opened::at(DECK, "#/wait?side&marks") else { return };
    page.browser.until("document.querySelector('.mark')");
    let status =
        |page: &mut Opened, path: &str| page.browser.value(&format!("fetch('marks/{path}').then((answer) => answer.status)"));
    let key = page.browser.text("performance.getEntriesByType('resource').map(({ name }) => name).find((name) => name.includes('/marks/')).split('/').at(-1)");
    assert_eq!(status(&mut page, &format!("0-1/{key}")), 200);
    for refused in
        [format!("1-0/{key}"), format!("0-7/{key}"), format!("0/{key}"), "0-1/0123456789abcdef0123456789abcdef.json".to_owned()]
    {
        assert_eq!(status(&mut page, &refused), 404, "{refused}");
    }
}
