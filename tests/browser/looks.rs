//! What stands on the page: its text, its names for screen readers, its pictures.

use serde_json::json;

use super::opened::{Opened, deck, slides};

#[test]
fn copied_text_is_right() {
    let text = "---\ntitle: A talk\n---\n\n## A *copied* title {#one}\n\n- one item\n- two **strong** items\n\n```python\nif x:\n    y = 1\n\n    z = 2\n```\n\n| a | b |\n|---|---|\n| c d | e |\n";
    let Some(mut page) = Opened::at(text, "#/one") else { return };
    page.until_shown("copied");
    let copied = page.browser.text("getSelection().selectAllChildren(document.querySelector('.text')), String(getSelection())");
    assert_eq!(copied.trim_end(), "A copied title\n• one item\n• two strong items\nif x:\n    y = 1\n\n    z = 2\na\tb\nc d\te");
    page.has_no_problems();
}

#[test]
fn text_lies_where_the_picture_has_it() {
    let text =
        "---\ntitle: A talk\n---\n\n## A title of some length {#one}\n\nWords of a paragraph, **strong** ones and `code`.\n";
    let Some(mut page) = Opened::at(text, "#/one") else { return };
    page.until_shown("paragraph");
    // The extent of the letters drawn below each run, against the run's own.
    let off = page.browser.value(
        r#"(() => {
            const glyphs = [...document.querySelector('.picture').shadowRoot.querySelectorAll('path:not(.typst-shape)')].map((path) => path.getBoundingClientRect());
            const runs = [...document.querySelectorAll('.text span')].filter((run) => run.textContent.trim() === run.textContent).map((run) => run.getBoundingClientRect());
            return runs.map((run) => {
                const inside = glyphs.filter((glyph) => { const x = glyph.x + glyph.width / 2, y = glyph.y + glyph.height / 2; return x > run.left && x < run.right && y > run.top && y < run.bottom; });
                return [Math.min(...inside.map((glyph) => glyph.left)) - run.left, Math.max(...inside.map((glyph) => glyph.right)) - run.right];
            });
        })()"#,
    );
    let off: Vec<[f64; 2]> = serde_json::from_value(off).expect("letters below every run");
    assert!(off.len() >= 2, "{off:?}");
    assert!(off.iter().flatten().all(|edge| edge.abs() < 8.0), "edges in pixels: {off:?}");
}

#[test]
fn screen_readers_are_told() {
    let Some(mut page) = Opened::at(&deck(&slides(3)), "#/s1") else { return };
    page.browser.key("ArrowRight");
    page.browser.until("document.getElementById('said').textContent === 'Slide 3 of 4: Slide 2'");
    assert_eq!(page.browser.text("document.querySelector('.pane').getAttribute('aria-label')"), "3 of 4: Slide 2");
    let tree = page.browser.send("Accessibility.getFullAXTree", json!({}));
    let nodes = tree["nodes"].as_array().unwrap();
    let shown = nodes.iter().filter(|node| node["ignored"] == false);
    let named = |role: &str| -> Vec<String> {
        let of_role = shown.clone().filter(|node| node["role"]["value"] == role);
        of_role.map(|node| node["name"]["value"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert!(named("button").iter().all(|name| !name.is_empty()), "{:?}", named("button"));
    assert!(named("StaticText").iter().any(|text| text == "Word2"), "{:?}", named("StaticText"));
    assert_eq!(named("main"), ["Slides"]);
    assert_eq!(named("navigation"), ["Deck"]);
    page.has_no_problems();
}

#[test]
fn every_button_is_reached_by_the_tab_key_and_shows_it() {
    let Some(mut page) = Opened::at(&deck(&slides(3)), "#/s1") else { return };
    let mut reached = Vec::new();
    for _ in 0..11 {
        page.browser.key("Tab");
        reached.push(page.browser.text("document.activeElement.id || document.activeElement.dataset.name"));
        let outline = page.browser.text("getComputedStyle(document.activeElement).outlineStyle");
        assert_eq!(outline, "solid", "{reached:?}");
    }
    for id in ["previous", "counter", "next", "technical", "side", "marks", "grid", "follow", "full", "help-open"] {
        assert!(reached.iter().any(|name| name == id), "{id}: {reached:?}");
    }
    page.has_no_problems();
}

/// Pictures to look at: `DECKLE_PICTURES=folder`.
#[test]
fn it_fits_every_window() {
    let Some(mut page) = Opened::at(&deck(&slides(5)), "#/s2") else { return };
    for (width, height) in [(1280, 720), (1920, 1080), (390, 844), (844, 390), (640, 900)] {
        page.browser.resize(width, height);
        for keys in ["", "s", "p", "o"] {
            if !keys.is_empty() {
                page.browser.key(keys);
            }
            page.browser.until("!document.querySelector('[aria-busy]')");
            let outside = page.browser.value(
                "[...document.querySelectorAll('.slide, .bar, .bar button, #findings')].filter((node) => node.checkVisibility()).filter((node) => { const box = node.getBoundingClientRect(); return box.left < -0.5 || box.top < -0.5 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5; }).map((node) => node.id || node.className)",
            );
            assert_eq!(outside, json!([]), "{width}x{height} {keys}");
            if let Some(folder) = std::env::var_os("DECKLE_PICTURES") {
                page.browser.picture(&std::path::Path::new(&folder).join(format!("{width}x{height}-{keys}.png")));
            }
            if !keys.is_empty() {
                page.browser.key(if keys == "s" { "s" } else { "Escape" });
            }
        }
        let share = page.browser.value(
            "(() => { const box = document.querySelector('.slide').getBoundingClientRect(), room = document.getElementById('main').getBoundingClientRect(); return Math.max(box.width / room.width, box.height / room.height); })()",
        );
        assert!(share.as_f64().unwrap() > 0.9, "{width}x{height}: as large as fits, {share}");
    }
    page.has_no_problems();
}

#[test]
fn the_list_of_several_decks_leads_to_each() {
    let project = crate::support::Project::new();
    project.write("one.md", deck(&slides(1)));
    project.write("two.md", deck(&slides(2)));
    let Some(mut browser) = crate::chromium::Chromium::start(800, 600) else { return };
    let watching = crate::watching::Watching::start(&project, &["."]);
    browser.go(&format!("http://{}/{}/", watching.at, watching.token));
    browser.until("document.readyState === 'complete' && document.querySelectorAll('.decks a').length === 2");
    browser.click(".decks li:nth-child(2) a");
    browser.until("document.getElementById('counter')?.textContent === '1 / 3'");
    assert_eq!(browser.problems(), Vec::<String>::new());
}
