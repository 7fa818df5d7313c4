//! What edits do to the page.

use super::opened::{Opened, deck, slides};
use crate::support::Project;

#[test]
fn an_edit_appears_and_the_page_follows_it_if_asked() {
    let mut text = slides(12);
    let Some(mut page) = Opened::at(&deck(&text), "#/s5") else { return };
    assert!(page.shown().contains("Word5"), "{}", page.shown());
    text[4] = text[4].replace("Word5", "Changed5");
    page.save(&deck(&text));
    page.until_shown("Changed5");
    text[7] = text[7].replace("Word8", "Followed8");
    page.save(&deck(&text));
    page.until_shown("Followed8");
    assert_eq!((page.place().as_str(), page.counter().as_str()), ("#/s8", "9 / 13"));

    page.browser.key("e");
    assert_eq!(page.browser.text("document.getElementById('follow').getAttribute('aria-pressed')"), "false");
    text[2] = text[2].replace("Word3", "Elsewhere3");
    page.save(&deck(&text));
    page.watching.until("the edit", |deck| deck["version"].as_u64() >= Some(4));
    page.browser.until("Number(document.getElementById('main').dataset.version) >= 4");
    assert_eq!(page.place(), "#/s8", "it stays where it was");
    page.go("#/s3");
    page.until_shown("Elsewhere3");
    assert_eq!(page.browser.text("document.getElementById('follow').getAttribute('aria-pressed')"), "false", "it is remembered");
    page.has_no_problems();
}

#[test]
fn slides_come_go_and_move_and_the_place_is_kept() {
    let text = slides(6);
    let Some(mut page) = Opened::at(&deck(&text), "#/s4") else { return };
    page.browser.key("e");
    let with = |order: &[usize]| deck(&order.iter().map(|number| text[number - 1].clone()).collect::<Vec<_>>());
    assert_eq!(page.counter(), "5 / 7");
    page.save(&with(&[1, 2, 4, 5, 6]));
    page.until_counter("4 / 6");
    assert_eq!(page.place(), "#/s4", "one before it is gone");
    page.save(&with(&[4, 1, 2, 5, 6]));
    page.until_counter("2 / 6");
    assert!(page.shown().contains("Word4"), "it moved to the front");
    page.save(&with(&[1, 2, 3, 4, 5, 6]));
    page.until_counter("5 / 7");
    page.save(&with(&[1, 2, 3, 5, 6]));
    page.until_shown("Word5");
    assert_eq!((page.place().as_str(), page.counter().as_str()), ("#/s5", "5 / 6"), "it is gone: what stands at its number");
    page.browser.key("e");
    let new = "## New {#new}\n\nInserted here.\n\n".to_owned();
    page.save(&deck(&[text[0].clone(), new, text[1].clone(), text[2].clone(), text[4].clone(), text[5].clone()]));
    page.until_shown("Inserted here");
    assert_eq!(page.place(), "#/new", "a new slide is where the edit is");
    page.has_no_problems();
}

#[test]
fn a_slide_that_goes_leaves_its_neighbour_and_is_returned_to() {
    let text = slides(6);
    let whole = deck(&text);
    let without = |number: usize| whole.replace(&text[number - 1], "");
    let Some(mut page) = Opened::at(&whole, "#/s4?audience=non-technical&side") else { return };
    page.save(&without(4));
    page.browser.until("location.hash === '#/s5?audience=non-technical&side'");
    // Edits are followed meanwhile; the reader did not go on.
    page.save(&without(4).replace("Word2", "Changed2"));
    page.until_shown("Changed2");
    page.save(&whole);
    page.browser.until("location.hash === '#/s4?audience=non-technical&side'");
    page.until_shown("Word4");

    page.save(&without(4));
    page.until_counter("5 / 6");
    page.browser.key("Home");
    page.save(&whole.replace("Word6", "Changed6"));
    page.until_counter("5 / 7");
    assert!(page.place().starts_with("#/s4"), "a new slide is where the edit is: {}", page.place());
    page.browser.key("e");
    page.save(&without(4));
    page.until_counter("5 / 6");
    page.browser.key("Home");
    page.save(&whole);
    page.until_counter("1 / 7");
    page.has_no_problems();
}

#[test]
fn a_slide_of_another_file_is_returned_to() {
    let text = format!("{}\n<!-- include: shared.md -->\n\n## Last {{#last}}\n\nEnd.\n", deck(&slides(2)));
    let shared: String = (1..=5).map(|number| format!("## Part {number} {{#inc{number}}}\n\nIncluded{number}\n\n")).collect();
    let project = Project::with_deck(&text);
    project.write("shared.md", &shared);
    let Some(mut page) = Opened::of(project, "#/inc4") else { return };
    page.until_shown("Included4");
    for _ in 0..2 {
        std::fs::remove_file(page.project.path("shared.md")).unwrap();
        page.browser.until("!location.hash.includes('inc')");
        page.project.write("shared.md", &shared);
        page.until_shown("Included4");
        assert_eq!(page.place(), "#/inc4");
    }
    page.has_no_problems();
}

#[test]
fn an_audience_that_goes_is_returned_to() {
    let audiences = "audiences:\n  executive: {extends: non-technical}\n";
    let text = |front: &str| format!("---\ntitle: A talk\n{front}---\n\n{}", slides(3).concat());
    let Some(mut page) = Opened::at(&text(audiences), "#/s2?audience=executive") else { return };
    page.save(&text(""));
    page.browser.until("document.querySelectorAll('#variants button').length === 2");
    assert_eq!(page.place(), "#/s2");
    page.save(&text(audiences));
    page.browser.until("location.hash === '#/s2?audience=executive'");
    page.has_no_problems();
}

#[test]
fn a_title_that_is_being_typed_stays_in_sight() {
    let one = |title: &str| format!("---\ntitle: A talk\n---\n\n## First\n\nA.\n\n## {title}\n\nBody.\n\n## Last\n\nB.\n");
    let Some(mut page) = Opened::at(&one("Working"), "#/working") else { return };
    for title in ["Working t", "Working tit", "Working title", "Working title, longer"] {
        page.save(&one(title));
        page.until_shown(title);
        assert_eq!(page.counter(), "3 / 4", "the slide's name comes from its title, its place does not");
    }
    page.has_no_problems();
}

#[test]
fn the_front_matter_is_followed() {
    let text = slides(3).concat();
    let Some(mut page) = Opened::at(&format!("---\ntitle: Before\n---\n\n{text}"), "#/s2") else { return };
    assert_eq!(page.browser.text("document.getElementById('title').textContent"), "Before");
    let ratio = "(() => { const box = document.querySelector('.slide').getBoundingClientRect(); return (box.width / box.height).toFixed(2); })()";
    assert_eq!(page.browser.text(ratio), "1.78");
    page.save(&format!("---\ntitle: After\naspect-ratio: \"4:3\"\n---\n\n{text}"));
    page.browser.until("document.getElementById('title').textContent === 'After'");
    page.browser.until(&format!("{ratio} === '1.33'"));
    assert_eq!(page.place(), "#/s2");
    page.save(&format!("---\ntitle: After\nlang: de\naudiences:\n  executive: {{extends: non-technical}}\n---\n\n{text}"));
    page.browser.until("document.querySelectorAll('#variants button').length === 3");
    page.browser.until("document.querySelector('.text').lang === 'de'");
    page.has_no_problems();
}

/// A picture whose end is missing: it is known by its head, and can't be drawn.
fn half_a_picture() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(64, 64, |x, y| image::Rgb([(x * 3) as u8, (y * 3) as u8, (x ^ y) as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
    let mut bytes = bytes.into_inner();
    bytes.truncate(bytes.len() / 2);
    bytes
}

#[test]
fn a_broken_slide_shows_its_finding_over_its_last_good_state() {
    let mut text = slides(4);
    let project = Project::with_deck(&deck(&text));
    project.write("half.png", half_a_picture());
    let Some(mut page) = Opened::of(project, "#/s2") else { return };
    let good = text[1].clone();
    text[1] = format!("{good}![Half](half.png)\n\n");
    page.save(&deck(&text));
    page.browser.until("document.querySelector('.slide.stale .card .message')");
    assert!(page.shown().contains("Word2"), "the last good state is below it");
    let line = 1 + deck(&text).lines().position(|line| line.contains("half.png")).unwrap();
    let card = page.browser.text("document.querySelector('.card').innerText");
    assert!(card.contains(&format!("talk.md:{line}:")) && card.contains("picture"), "{card}");
    let badge = page.browser.text("document.getElementById('findings-open').innerText");
    assert!(badge.contains("1 error"), "{badge}");

    page.browser.key("Home");
    page.browser.key("p");
    page.browser.click("#findings-list .error");
    page.until_counter("3 / 5");
    let listed = page.browser.text("document.getElementById('findings-list').innerText");
    assert!(listed.contains(&format!("talk.md:{line}:")), "{listed}");

    text[1] = good;
    page.save(&deck(&text));
    page.browser.until("!document.querySelector('.slide.stale') && !document.querySelector('.card').checkVisibility()");
    page.browser.until("!document.getElementById('findings-list').innerText.includes('error')");
    page.has_no_problems();
}

#[test]
fn a_slide_that_never_was_right_is_a_card_alone() {
    let text = ["## <b>One</b> {#one}\n\n![Half](half.png)\n\n".to_owned(), slides(1).concat()];
    let project = Project::with_deck(&deck(&text));
    project.write("half.png", half_a_picture());
    let Some(mut page) = Opened::of(project, "#/one") else { return };
    assert!(page.sees(".card .message"));
    assert_eq!(page.browser.text("document.querySelector('.picture').shadowRoot.childElementCount"), "0");
    page.browser.key("ArrowRight");
    page.until_shown("Word1");
    assert!(!page.sees(".card"));
    page.has_no_problems();
}

#[test]
fn an_error_that_breaks_nothing_is_a_line_below_the_slide() {
    let mut text = slides(2);
    let good = text[0].clone();
    text[0] = format!("{good}![A chart](missing.png)\n\n");
    let Some(mut page) = Opened::at(&deck(&text), "#/s1") else { return };
    page.until_shown("Word1");
    assert!(!page.sees(".card"));
    let flag = page.browser.text("document.querySelector('.flag').innerText");
    assert!(flag.contains("missing.png"), "{flag}");
    page.browser.click(".flag");
    assert!(page.sees("#findings"));
    text[0] = good;
    page.save(&deck(&text));
    page.browser.until("!document.querySelector('.flag').checkVisibility()");
    page.has_no_problems();
}

#[test]
fn what_an_author_writes_is_never_markup() {
    let hostile = "<img src=x onerror=document.title='owned'>";
    let text = format!(
        "---\ntitle: \"{hostile}\"\nunknown{hostile}: 1\n---\n\n# {hostile} {{#sec}}\n\n## `{hostile}` {{#one layot=\"{hostile}\"}}\n\n`{hostile}`\n\n![{hostile}](../{hostile}.png)\n"
    );
    let Some(mut page) = Opened::at(&text, "") else { return };
    for key in ["p", "o", "g", "Escape"] {
        page.browser.key(key);
    }
    page.browser.until("document.getElementById('findings-list').childElementCount > 0");
    let found = "[...document.querySelectorAll('img')].filter((image) => !image.src.startsWith('blob:')).length";
    assert_eq!(page.browser.text(found), "0");
    assert!(!page.browser.text("document.title").eq("owned"));
    page.has_no_problems();
}

#[test]
fn a_deck_that_goes_and_comes_back() {
    let text = slides(3);
    let Some(mut page) = Opened::at(&deck(&text), "#/s2") else { return };
    std::fs::remove_file(page.project.path("talk.md")).unwrap();
    page.browser.until("document.getElementById('lost').checkVisibility()");
    assert!(page.shown().contains("Word2"), "what was shown stays");
    page.save(&deck(&text).replace("Word2", "Again2"));
    page.until_shown("Again2");
    page.browser.until("!document.getElementById('lost').checkVisibility()");
    page.has_no_problems();
}

#[test]
fn a_page_of_an_earlier_start_says_where_the_new_address_is() {
    let Some(mut page) = Opened::at(&deck(&slides(2)), "#/s2") else { return };
    let said = "document.getElementById('lost-text').textContent";
    let at = page.watching.at.clone();
    let ended = std::mem::replace(&mut page.watching, crate::watching::Watching::start(&page.project, &["talk.md"]));
    ended.end(libc::SIGTERM);
    page.browser.until(&format!("{said} === 'Disconnected, trying again'"));
    let port = at.rsplit_once(':').unwrap().1;
    let _again = crate::watching::Watching::start(&page.project, &["talk.md", "--port", port]);
    page.browser.until(&format!("{said}.includes('open the one in its terminal')"));
    assert!(page.shown().contains("Word2"), "what was shown stays");
}

#[test]
fn two_hundred_edits_leave_nothing_behind() {
    let mut text = slides(20);
    let Some(mut page) = Opened::at(&deck(&text), "#/s10") else { return };
    page.browser.key("o");
    page.browser.until("document.querySelectorAll('.tile img').length >= 8");
    page.browser.key("Escape");
    let mut edit = |page: &mut Opened, number: usize| {
        text[9] = format!("## Slide 10 {{#s10}}\n\n- Edit{number}x\n- More\n\n```python\nx = {number}\n```\n\n");
        page.save(&deck(&text));
        page.until_shown(&format!("Edit{number}x"));
    };
    (0..30).for_each(|number| edit(&mut page, number));
    let (heap, nodes) = page.browser.memory();
    (30..230).for_each(|number| edit(&mut page, number));
    let (heap_after, nodes_after) = page.browser.memory();
    assert!(nodes_after < nodes * 1.1 + 50.0, "{nodes} nodes, then {nodes_after}");
    assert!(heap_after < heap * 1.15 + 500_000.0, "{heap} bytes, then {heap_after}");
    assert_eq!(page.counter(), "11 / 21");
    page.has_no_problems();
}
