//! Many pages in one browser, which opens six connections to a host.

use super::opened::{Opened, deck, slides};
use crate::chromium::Chromium;
use crate::support::Project;
use crate::watching::Watching;

/// Opens seven more pages, each by `open`, and gives what turns to each of the eight.
fn seven_more(page: &mut Opened, open: impl Fn(&mut Opened, usize)) -> Vec<String> {
    let mut pages = Vec::new();
    for number in 1..8 {
        pages.push(page.browser.open_another());
        open(page, number);
    }
    let last = page.browser.turn_to(pages[0].clone());
    pages.push(last);
    pages
}

#[test]
fn eight_pages_of_a_deck_are_all_live() {
    let mut text = slides(40);
    let Some(mut page) = Opened::at(&deck(&text), "#/s1") else { return };
    let pages = seven_more(&mut page, |page, _| page.go("#/s1"));
    text[0] = text[0].replace("Word1", "Changed1");
    page.save(&deck(&text));
    for (number, other) in pages.into_iter().enumerate() {
        page.browser.turn_to(other);
        page.until_shown("Changed1");
        let unseen = 5 + 4 * number;
        page.browser.value(&format!("location.hash = '#/s{unseen}'"));
        page.until_shown(&format!("Word{unseen}"));
        page.has_no_problems();
    }
}

#[test]
fn pages_of_eight_decks_are_all_live() {
    let project = Project::new();
    let name = |number: usize| format!("deck{number}.md");
    (0..8).for_each(|number| project.write(&name(number), deck(&slides(2))));
    let Some(browser) = Chromium::start(1280, 720) else { return };
    let watching = Watching::start(&project, &["."]);
    let mut page = Opened { project, watching, browser };
    page.go_to_deck(0, "#/s1");
    let pages = seven_more(&mut page, |page, number| page.go_to_deck(number, "#/s1"));
    for (number, other) in pages.into_iter().enumerate() {
        page.browser.turn_to(other);
        page.project.write(&name(number), deck(&slides(2)).replace("Word1", &format!("Changed{number}")));
        page.until_shown(&format!("Changed{number}"));
        page.browser.value("location.hash = '#/s2'");
        page.until_shown("Word2");
        page.has_no_problems();
    }
}
