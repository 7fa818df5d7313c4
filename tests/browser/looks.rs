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
            if keys != "s" {
                let edges = page.browser.value(
                    "(() => { const [slide, drawn] = [document.querySelector('.slide'), document.querySelector('.picture').shadowRoot.querySelector('svg')].map((node) => node.getBoundingClientRect()); return [slide.x, slide.y, slide.width, slide.height, slide.width - drawn.width, slide.height - drawn.height].map((length) => length % 1); })()",
                );
                // On half a pixel the paper below would shine through at the edge.
                assert_eq!(edges, json!([0, 0, 0, 0, 0, 0]), "{width}x{height}");
            }
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
fn what_is_wrong_is_told_beside_the_slide_and_not_on_it() {
    let text = "---\ntitle: One title\n---\n\n# One title {#sec}\n\n## Words {#words layot=one}\n\nText.\n\n## Missing {#missing}\n\n- one\n- two\n\n![A chart](none.png)\n\n## In steps {#steps}\n\none\n\n. . .\n\ntwo\n";
    let Some(mut page) = Opened::at(text, "#/missing") else { return };
    page.until_shown("two");
    for (width, height) in [(1280, 720), (390, 844), (844, 390)] {
        page.browser.resize(width, height);
        let free = page.browser.value(
            "(() => { const [slide, flag, bar] = ['.slide', '.flag', '.bar'].map((name) => document.querySelector(name).getBoundingClientRect()); return flag.height > 12 && flag.top >= slide.bottom && flag.bottom <= bar.top + 1; })()",
        );
        assert_eq!(free, true, "{width}x{height}: below the slide and above the bar");
    }
    page.browser.resize(1280, 720);
    page.browser.key("p");
    let severities = "[...document.querySelectorAll('#findings-list .head span:first-child')].map((kind) => kind.textContent)";
    let told: Vec<String> = serde_json::from_value(page.browser.value(severities)).unwrap();
    assert_eq!(told, ["error", "warning"], "the warning is on an earlier line");
    let listed = page.browser.text("document.getElementById('findings-list').innerText");
    assert!(listed.contains("none.png") && !listed.contains('`'), "{listed}");
    assert!(page.sees("#findings-list code"));
    page.browser.key("o");
    page.browser.until("document.querySelector('.tile[data-id=missing] img')");
    let mark = |id: &str| format!("document.querySelector('.tile[data-id={id}] .tile-mark').innerText");
    assert_eq!((page.browser.text(&mark("missing")), page.browser.text(&mark("steps"))), ("error".into(), "2 steps".into()));
    let over = "[...document.querySelectorAll('.tile')].some((tile) => tile.querySelector('.tile-face').contains(tile.querySelector('.tile-mark')))";
    assert_eq!(page.browser.value(over), false, "no mark covers a slide");
    page.browser.key("Escape");
    page.go("#/sec");
    assert_eq!(page.browser.text("document.title"), "One title");
    page.has_no_problems();
}

#[test]
fn the_list_of_several_decks_tells_of_each_as_it_is_and_leads_to_it() {
    let project = crate::support::Project::new();
    project.write("one.md", deck(&slides(1)).replace("A talk", "<b>First</b> & last"));
    project.write("two.md", deck(&slides(2)).replace("Word1", "![None](none.png)"));
    project.write("three.md", deck(&slides(3)));
    let Some(mut browser) = crate::chromium::Chromium::start(800, 600) else { return };
    let watching = crate::watching::Watching::start(&project, &["."]);
    browser.go(&format!("http://{}/{}/", watching.at, watching.token));
    let row = |file: &str| {
        format!(
            "[...document.querySelectorAll('.decks a')].find((row) => row.innerText.includes('{file}'))?.innerText.replaceAll('\\n', ' ')"
        )
    };
    browser.until(&format!("{} === '<b>First</b> & last one.md 2 slides'", row("one.md")));
    browser.until(&format!("{} === 'A talk two.md 3 slides 1 error 1 warning'", row("two.md")));
    // Edits, new decks and deleted ones are seen without a reload.
    project.write("two.md", deck(&slides(2)));
    browser.until(&format!("{} === 'A talk two.md 3 slides'", row("two.md")));
    project.write("four.md", deck(&slides(4)).replace("A talk", "New"));
    browser.until(&format!("{} === 'New four.md 5 slides'", row("four.md")));
    std::fs::remove_file(project.path("three.md")).unwrap();
    browser.until(&format!("{}?.includes('three.md is missing; waiting for it')", row("three.md")));
    if let Some(folder) = std::env::var_os("DECKLE_PICTURES") {
        browser.picture(&std::path::Path::new(&folder).join("list.png"));
    }
    browser.value(&format!("{}.click()", row("two.md").split("?.innerText").next().unwrap()));
    browser.until("document.getElementById('counter')?.textContent === '1 / 3'");
    browser.click("#decks");
    browser.until("document.querySelectorAll('.decks a').length === 4");
    assert_eq!(browser.problems(), Vec::<String>::new());
}

#[test]
fn a_deck_that_was_deleted_before_it_was_opened_says_so() {
    let project = crate::support::Project::new();
    project.write("one.md", deck(&slides(1)));
    project.write("two.md", deck(&slides(2)));
    let Some(mut browser) = crate::chromium::Chromium::start(800, 600) else { return };
    // Only the first few are built before anyone looks.
    (0..6).for_each(|number| project.write(&format!("more/deck{number}.md"), deck(&slides(1))));
    let mut watching = crate::watching::Watching::start(&project, &["."]);
    watching.line("deck3");
    std::fs::remove_file(project.path("two.md")).unwrap();
    browser.go(&format!("http://{}/{}/7/", watching.at, watching.token));
    browser.until("document.getElementById('main')?.dataset.version && document.getElementById('lost').checkVisibility()");
    let shown = browser.text("document.querySelector('.card').innerText");
    assert!(shown.contains("nothing to show yet") && shown.contains("two.md is missing"), "{shown}");
    project.write("two.md", deck(&slides(2)));
    browser.until("document.getElementById('counter').textContent === '1 / 3'");
    browser.until("!document.getElementById('lost').checkVisibility()");
    assert_eq!(browser.problems(), Vec::<String>::new());
}
