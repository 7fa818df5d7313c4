//! Going about: keys, clicks, addresses, dialogs.

use super::opened::{Opened, deck, slides};
use crate::support::Project;

/// A deck whose slide `steps` has three pages.
fn stepped() -> String {
    let mut text = slides(3);
    text.insert(1, "## In steps {#steps}\n\none\n\n. . .\n\ntwo\n\n. . .\n\nthree\n\n".to_owned());
    deck(&text)
}

#[test]
fn keys_of_keyboards_and_clickers() {
    let Some(mut page) = Opened::at(&stepped(), "") else { return };
    assert_eq!(page.counter(), "1 / 5");
    for (key, counter) in [
        ("ArrowRight", "2 / 5"),
        (" ", "3 / 5 · 1/3"),
        ("PageDown", "3 / 5 · 2/3"),
        ("ArrowDown", "3 / 5 · 3/3"),
        ("n", "4 / 5"),
        ("PageUp", "3 / 5 · 3/3"),
        ("ArrowUp", "3 / 5 · 2/3"),
        ("ArrowLeft", "3 / 5 · 1/3"),
        ("End", "5 / 5"),
        ("ArrowRight", "5 / 5"),
        ("Home", "1 / 5"),
        ("ArrowLeft", "1 / 5"),
    ] {
        page.browser.key(key);
        assert_eq!(page.counter(), counter, "after {key}");
    }
    page.browser.key("PageDown");
    page.until_shown("Word1");
    page.browser.key_with("s", 2);
    page.browser.key(".");
    assert!(page.sees("#blank"));
    page.browser.key("ArrowRight");
    assert!(!page.sees("#blank"), "any key brings the slide back");
    assert_eq!(page.counter(), "2 / 5", "and does nothing else");
    page.has_no_problems();
}

#[test]
fn steps_show_what_is_there_so_far() {
    let Some(mut page) = Opened::at(&stepped(), "#/steps/2") else { return };
    page.until_shown("two");
    assert!(!page.shown().contains("three"), "{}", page.shown());
    page.browser.key("ArrowRight");
    page.until_shown("three");
    assert_eq!(page.place(), "#/steps/3");
    page.go("#/steps");
    page.until_shown("three");
    page.has_no_problems();
}

#[test]
fn addresses_lead_to_places_and_back() {
    let Some(mut page) = Opened::at(&stepped(), "#/s3?audience=non-technical") else { return };
    assert_eq!(page.counter(), "5 / 5");
    assert_eq!(page.browser.text("document.querySelector('#variants [aria-pressed=true]').textContent"), "non-technical");
    page.go("#/gone");
    assert_eq!(page.counter(), "1 / 5", "an address of a slide that is no more");
    page.go("#/%00/%zz?audience=%00");
    assert_eq!(page.counter(), "1 / 5");
    page.browser.key("ArrowRight");
    page.browser.key("g");
    page.browser.write("slide 3");
    page.browser.key("Enter");
    page.until_counter("5 / 5");
    page.browser.value("history.back()");
    page.until_counter("2 / 5");
    page.browser.value("history.forward()");
    page.until_counter("5 / 5");
    page.has_no_problems();
}

#[test]
fn a_slide_is_found_by_number_and_by_words() {
    let mut text = slides(14);
    text[7] = "## Über die Größe {#gross}\n\nText.\n\n".to_owned();
    let Some(mut page) = Opened::at(&deck(&text), "") else { return };
    for (typed, place) in [("12", "#/s11"), ("uber gro", "#/gross"), ("slide 14", "#/s14")] {
        page.browser.key("g");
        assert!(page.sees("#goto"));
        page.browser.write(typed);
        page.browser.key("Enter");
        page.browser.until(&format!("location.hash === '{place}'"));
        assert!(!page.sees("#goto"));
    }
    page.browser.until("!document.activeElement.matches('input')");
    page.browser.key("g");
    page.browser.until("document.querySelector('#goto').checkVisibility()");
    page.browser.write("nothing like it");
    page.browser.until("document.querySelector('#goto-none').checkVisibility()");
    page.browser.key("Enter");
    page.browser.key("Escape");
    assert!(!page.sees("#goto"));
    assert_eq!(page.place(), "#/s14");
    page.has_no_problems();
}

#[test]
fn the_overview_is_a_grid_of_all_slides() {
    let Some(mut page) = Opened::at(&deck(&slides(30)), "#/s2") else { return };
    page.browser.key("o");
    page.browser.until("document.querySelectorAll('.tile').length === 31");
    page.browser.until("document.querySelectorAll('.tile img').length > 5");
    assert_eq!(page.browser.text("document.activeElement.dataset.id"), "s2");
    assert_eq!(page.browser.text("document.querySelector('.tile[aria-current]').dataset.id"), "s2");
    let pictures: usize = page.browser.text("document.querySelectorAll('.tile img').length").parse().unwrap();
    assert!(pictures < 31, "only what is in sight is drawn: {pictures}");
    page.browser.key("ArrowRight");
    assert_eq!(page.browser.text("document.activeElement.dataset.id"), "s3");
    page.browser.key("ArrowDown");
    page.browser.key("ArrowUp");
    assert_eq!(page.browser.text("document.activeElement.dataset.id"), "s3");
    page.browser.key("End");
    page.browser.until("document.querySelector('.tile[data-id=s30] img')");
    page.browser.key("Enter");
    page.until_counter("31 / 31");
    assert!(!page.sees("#overview"));
    assert_eq!(page.browser.text("document.querySelectorAll('.tile').length"), "0", "nothing of it is kept");
    page.has_no_problems();
}

#[test]
fn audiences_one_after_the_other_and_side_by_side() {
    let text = "---\ntitle: A talk\n---\n\n## Both {#both plain=\"Said plainly\"}\n\nText.\n\n## Engineers {#engineers audience=technical}\n\nOnly theirs.\n\n## Last {#last}\n\nEnd.\n";
    let Some(mut page) = Opened::at(text, "#/both") else { return };
    page.until_shown("Both");
    page.browser.key("v");
    page.until_shown("Said plainly");
    assert_eq!(page.place(), "#/both?audience=non-technical");
    page.browser.key("v");
    page.browser.key("ArrowRight");
    page.browser.key("s");
    page.until_shown("Only theirs");
    page.browser.until("document.querySelectorAll('.slide').length === 2");
    page.browser
        .until("document.querySelector('.pane:nth-child(2) .card').innerText.includes('Not in the non-technical variant')");
    page.browser.key("ArrowLeft");
    page.until_shown("Said plainly");
    assert!(page.shown().contains("Both"), "both are there: {}", page.shown());
    page.browser.key("s");
    page.browser.until("document.querySelectorAll('.slide').length === 1");
    page.browser.key("ArrowRight");
    page.browser.key("v");
    page.browser.until("location.hash === '#/both?audience=non-technical'");
    page.has_no_problems();
}

#[test]
fn every_declared_audience_can_be_chosen() {
    let text = "---\ntitle: A talk\naudiences:\n  executive: {extends: non-technical, title: For them}\n  board: {extends: executive}\n  mixed: {extends: technical}\n---\n\n\
                ## All {#all ask}\n\n## Their own {#own ask audience=executive}\n\n## The board's {#board ask audience=board}\n";
    let Some(mut page) = Opened::at(text, "#/all") else { return };
    page.until_shown("All");
    let names = "[...document.querySelectorAll('#variants button')].map((button) => button.textContent).join()";
    assert_eq!(page.browser.text(names), "technical,non-technical,executive,board,mixed");
    page.browser.key("v");
    page.browser.until("location.hash === '#/all?audience=non-technical'");
    for (nth, name, words) in [(3, "executive", "Their own"), (4, "board", "The board"), (5, "mixed", "All")] {
        page.browser.click(&format!("#variants button:nth-child({nth})"));
        page.browser.until(&format!("location.hash.endsWith('audience={name}')"));
        page.browser.key("End");
        page.until_shown(words);
    }
    page.has_no_problems();
}

#[test]
fn a_click_turns_the_page_or_tells_where_a_text_was_written() {
    let text = "---\ntitle: A talk\n---\n\n## One {#one}\n\nFirst words\n\n- item [two](#two) and <https://example.org/>\n\n## Two {#two}\n\nEnd.\n";
    let Some(mut page) = Opened::at(text, "#/one") else { return };
    let run =
        |words: &str| format!("[...document.querySelectorAll('.text span')].find((run) => run.textContent.includes('{words}'))");
    page.browser.until(&run("First words"));
    // A click that only brings the window to the front means no slide.
    std::thread::sleep(std::time::Duration::from_millis(400));
    for (words, place) in [("First words", "talk.md:7"), ("item", "talk.md:9"), ("One", "talk.md:5")] {
        let (x, y) = page.browser.middle(&run(words));
        page.browser.click_at(x, y);
        page.browser.until(&format!("document.getElementById('toast-text').textContent === '{place}'"));
        assert!(page.sees("#toast"));
    }
    page.browser.click_at(1000.0, 560.0);
    page.until_counter("3 / 3");
    page.browser.click_at(200.0, 560.0);
    page.until_counter("2 / 3");
    let outside = page
        .browser
        .text("[...document.querySelectorAll('.text a')].map((a) => a.getAttribute('href') + ' ' + a.target).join(', ')");
    assert_eq!(outside, "#/two , https://example.org/ _blank");
    page.browser.click(".text a");
    page.until_counter("3 / 3");
    page.has_no_problems();
}

#[test]
fn a_swipe_turns_the_page_and_leaves_the_history_alone() {
    let Some(mut page) = Opened::at(&deck(&slides(3)), "#/s1") else { return };
    page.browser.touched();
    for (width, height) in [(390, 844), (1280, 720)] {
        page.browser.resize(width, height);
        // There is a page to go back to.
        page.go("#/s1");
        page.browser.value("location.hash = '#/s2'");
        page.until_counter("3 / 4");
        let (x, middle) = page.browser.middle("document.querySelector('.slide')");
        for y in [middle, middle + 60.0] {
            page.browser.swipe((x + 120.0, y), (x - 120.0, y + 2.0));
            page.until_counter("4 / 4");
            page.browser.swipe((x - 120.0, y), (x + 120.0, y + 2.0));
            page.until_counter("3 / 4");
        }
        let length = page.browser.text("history.length");
        page.browser.swipe((x - 10.0, middle), (x + 10.0, middle));
        page.browser.swipe((x, middle - 80.0), (x + 30.0, middle + 80.0));
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert_eq!((page.counter().as_str(), page.browser.text("history.length")), ("3 / 4", length), "those were no swipes");
        page.browser.swipe((40.0, f64::from(height) - 20.0), (300.0, f64::from(height) - 20.0));
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert_eq!(page.place(), "#/s2", "on the bar there is nothing to turn");
    }
    page.has_no_problems();
}

#[test]
fn a_link_keeps_what_is_looked_at() {
    let one = |name: &str| format!("## {name} {{#{name} plain=\"{name} plainly\"}}\n\nGo [there](#two) or [back](#one).\n\n");
    let Some(mut page) = Opened::at(&deck(&[one("one"), one("two")]), "#/one?audience=non-technical") else { return };
    page.until_shown("one plainly");
    page.browser.click(".text a");
    page.until_shown("two plainly");
    assert_eq!(page.place(), "#/two?audience=non-technical");
    page.browser.key("s");
    page.browser.until("document.querySelectorAll('.slide .text a').length === 4");
    page.browser.click(".pane:nth-child(2) .text a:last-of-type");
    page.browser.until("location.hash === '#/one?audience=non-technical&side'");
    page.browser.key("m");
    page.browser.until("location.hash.endsWith('&marks')");
    page.browser.click(".text a");
    page.browser.until("location.hash === '#/two?audience=non-technical&side&marks'");
    page.browser.value("history.back()");
    page.browser.until("location.hash === '#/one?audience=non-technical&side&marks'");
    page.go("#/one");
    page.browser.key("v");
    page.until_shown("one plainly");
    assert_eq!(page.browser.text("document.querySelector('.text a').getAttribute('href')"), "#/two?audience=non-technical");
    page.has_no_problems();
}

#[test]
fn every_text_and_picture_tells_where_it_was_written() {
    let text = "---\ntitle: A talk\nauthor: Ada Byron\n---\n\n## Wide {#wide}\n\nWords.\n\n![A red square](a.png \"Below it\")\n\n<!-- include: more/shared.md -->\n";
    let project = Project::with_deck(text);
    let mut picture = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(60, 40, image::Rgb([200, 20, 20])).write_to(&mut picture, image::ImageFormat::Png).unwrap();
    project.write("a.png", picture.into_inner());
    project.write("more/shared.md", "## Shared {#shared}\n\nFirst.\n\nSecond words.\n");
    let Some(mut page) = Opened::of(project, "#/wide") else { return };
    let place = "document.getElementById('toast-text').textContent";
    for (slide, element, expected) in [
        ("wide", "run.role === 'img'", "talk.md:6"),
        ("wide", "run.textContent.includes('Below it')", "talk.md:6"),
        ("shared", "run.textContent.includes('Second words')", "more/shared.md:5"),
        ("shared", "run.textContent.includes('Shared')", "more/shared.md:1"),
        ("title", "run.textContent.includes('Ada Byron')", "talk.md:2"),
    ] {
        page.go(&format!("#/{slide}"));
        let run = format!("[...document.querySelectorAll('.text span')].find((run) => {element})");
        page.browser.until(&run);
        let (x, y) = page.browser.middle(&run);
        page.browser.click_at(x, y);
        page.browser.until(&format!("document.getElementById('toast').checkVisibility() && {place} === '{expected}'"));
        assert_eq!(page.place(), format!("#/{slide}"), "the page is not turned");
    }
    // An edit above it, in its own file.
    page.project.write("more/shared.md", "\n\n## Shared {#shared}\n\nFirst.\n\nSecond words.\n");
    page.go("#/shared");
    page.watching.until("the edit", |deck| deck["version"] == 2);
    page.browser.until("document.getElementById('main').dataset.version === '2'");
    page.browser.click(".text span:last-of-type");
    page.browser.until(&format!("{place}.startsWith('more/shared.md:')"));
    page.has_no_problems();
}
