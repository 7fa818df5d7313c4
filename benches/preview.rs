//! The preview as an author sees it: from saving a file to the new word in the page of an open Chromium, with 30, 100 and 1,000 slides.
//!
//! `cargo bench --bench preview`. Chromium is looked for as the tests do. Each edit changes one word of a bullet on the middle slide, by
//! a plain write in this process; the page notes the moment at which its text holds the word, by the clock that both share.

#[allow(dead_code)] // The tests use more of it.
#[path = "../tests/browser/chromium.rs"]
mod chromium;
mod support;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chromium::Chromium;

const EDITS: usize = 60;
/// The first edits meet cold caches and a browser that still compiles its scripts.
const WARMING: usize = 10;

/// `deckle watch`, ended with the measurement.
struct Watch(Child);

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn watch(folder: &Path) -> (Watch, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deckle"));
    command.args(["watch", "talk.md", "--no-open", "--port", "0", "--audience", "technical"]).current_dir(folder);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
    let output = BufReader::new(child.stdout.take().expect("its output"));
    let mut lines = output.lines().map_while(Result::ok);
    let address = lines.find(|line| line.starts_with("http://")).expect("an address");
    // Read on, so that it never waits for us.
    std::thread::spawn(move || lines.for_each(drop));
    (Watch(child), address)
}

fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970").as_secs_f64() * 1000.0
}

/// Milliseconds from before each save to the word in the page, sorted.
fn measure(slides: usize) -> Option<Vec<f64>> {
    let mut browser = Chromium::start(1280, 720)?;
    let dir = tempfile::tempdir().expect("a temporary folder");
    support::write_picture(&dir.path().join("img.png"));
    let text = support::markdown(slides);
    let middle = text.match_indices("\n## ").nth(slides / 2).expect("a slide in the middle").0;
    let bullet = middle + text[middle..].find("\n- ").expect("bullets") + 3;
    let with = |word: &str| format!("{}{word} {}", &text[..bullet], &text[bullet..]);
    let file = dir.path().join("talk.md");
    std::fs::write(&file, with("Editword0000")).expect("a file");
    let (_watch, address) = watch(dir.path());
    browser.go(&format!("{}0/", address.trim_end_matches('0')));
    browser.until("document.getElementById('main')?.dataset.version");
    let mut took = Vec::new();
    for edit in 1..=EDITS {
        let word = format!("Editword{edit:04}");
        browser.value(&format!(
            "new MutationObserver((_, watcher) => {{ if (document.querySelector('.text').textContent.includes('{word}')) {{ watcher.disconnect(); window.seen = performance.timeOrigin + performance.now(); }} }}).observe(document.querySelector('.text'), {{ childList: true }}), window.seen = 0"
        ));
        let text = with(&word);
        let before = now();
        std::fs::write(&file, text).expect("a file");
        browser.until("window.seen > 0");
        took.push(browser.value("window.seen").as_f64().expect("a time") - before);
        std::thread::sleep(Duration::from_millis(120));
    }
    let mut took = took.split_off(WARMING);
    took.sort_by(f64::total_cmp);
    Some(took)
}

fn main() {
    println!("{:>6}  {:>7}  {:>7}  {:>7}   ms from save to page, {} edits", "slides", "median", "p95", "most", EDITS - WARMING);
    for slides in [30, 100, 1000] {
        let Some(took) = measure(slides) else { return };
        let at = |share: f64| took[((took.len() - 1) as f64 * share).round() as usize];
        println!("{slides:>6}  {:>7.1}  {:>7.1}  {:>7.1}", at(0.5), at(0.95), at(1.0));
    }
}
