//! A deck, watched, and open in a browser.

use crate::chromium::Chromium;
use crate::support::Project;
use crate::watching::Watching;

pub struct Opened {
    pub project: Project,
    pub watching: Watching,
    pub browser: Chromium,
}

/// A deck of `count` slides `s1`, `s2` … below a title slide; the word of a slide is `Word` and its number.
pub fn slides(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("## Slide {number} {{#s{number}}}\n\n- Word{number}\n- More of it\n\n")).collect()
}

/// A whole deck of slides.
pub fn deck(slides: &[String]) -> String {
    format!("---\ntitle: A talk\nduration: 30m\n---\n\n{}", slides.concat())
}

impl Opened {
    /// `None` where there is no browser.
    pub fn at(text: &str, place: &str) -> Option<Self> {
        let project = Project::with_deck(text);
        Self::of(project, place)
    }

    pub fn of(project: Project, place: &str) -> Option<Self> {
        let browser = Chromium::start(1280, 720)?;
        let watching = Watching::start(&project, &["talk.md"]);
        let mut opened = Self { project, watching, browser };
        opened.go(place);
        Some(opened)
    }

    /// Loads the page anew at a place of the deck.
    pub fn go(&mut self, place: &str) {
        self.go_to_deck(0, place);
    }

    /// Loads the page of a deck, of several.
    pub fn go_to_deck(&mut self, number: usize, place: &str) {
        let address = format!("http://{}/{}/{number}/{place}", self.watching.at, self.watching.token);
        self.browser.go("about:blank");
        self.browser.go(&address);
        self.browser.until("document.getElementById('main')?.dataset.version && !document.querySelector('[aria-busy]')");
    }

    pub fn save(&self, text: &str) {
        self.project.write("talk.md", text);
    }

    /// The text of what is shown, as a copy would have it.
    pub fn shown(&mut self) -> String {
        self.browser.text("[...document.querySelectorAll('.text')].map((text) => text.innerText).join('\\n')")
    }

    /// Waits until the text of what is shown has these words.
    pub fn until_shown(&mut self, words: &str) {
        let words = serde_json::json!(words);
        self.browser.until(&format!("[...document.querySelectorAll('.text')].some((text) => text.innerText.includes({words}))"));
    }

    /// The number in the bar: `3 / 12`.
    pub fn counter(&mut self) -> String {
        self.browser.text("document.getElementById('counter').textContent")
    }

    pub fn until_counter(&mut self, counter: &str) {
        self.browser.until(&format!("document.getElementById('counter').textContent === '{counter}'"));
    }

    /// The place in the address.
    pub fn place(&mut self) -> String {
        self.browser.text("location.hash")
    }

    /// Is something visible?
    pub fn sees(&mut self, selector: &str) -> bool {
        let selector = serde_json::json!(selector);
        self.browser.value(&format!("document.querySelector({selector})?.checkVisibility() ?? false")) == true
    }

    /// Nothing was written to the console, nothing was refused.
    pub fn has_no_problems(&mut self) {
        let problems = self.browser.problems();
        assert!(problems.is_empty(), "{problems:#?}");
    }
}
