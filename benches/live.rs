//! A deck kept in memory, as the preview has it: what an edit costs, from the saved file to the drawing of the changed slide, in process.
//!
//! `cargo bench --bench live` measures 30, 100 and 1,000 slides in both variants. Every figure stands beside its ratio to a full rebuild
//! in the same run, which holds on a noisy machine where milliseconds don't. Below the word that is edited stand the quickest of the
//! edits, the time of the processor that one takes in all threads (Linux only), and what each stage takes of it, at the quickest too. Then
//! come decks that are read in other ways, and the last part makes 1,000 edits and looks at the memory (Linux only). `-- speed`,
//! `-- others` and `-- memory` run one part alone.

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use camino::Utf8PathBuf;
use deckle::build::{Live, LiveRequest, Snapshot, Spent, Wanted};
use rayon::prelude::*;

const ROUNDS: usize = 31;
const EDITS: usize = 1_000;

/// A deck in a folder of its own.
struct Deck {
    folder: tempfile::TempDir,
    text: String,
    slides: usize,
}

impl Deck {
    fn new(slides: usize) -> Self {
        Self::of(slides, support::markdown(slides))
    }

    fn of(slides: usize, text: String) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        support::write_picture(&folder.path().join("img.png"));
        let deck = Self { folder, text, slides };
        deck.save(&deck.text);
        deck
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("talk.md")
    }

    fn save(&self, text: &str) {
        std::fs::write(self.path(), text).expect("the deck can be written");
    }

    fn open(&self) -> Live {
        let deck = Utf8PathBuf::from_path_buf(self.path()).expect("UTF-8");
        Live::open(LiveRequest { deck, audiences: Wanted::All, strict: false, trust: false, system_fonts: false })
    }

    /// The text with a word more on a slide in the middle; another one each time.
    fn edited(&self, n: usize) -> String {
        let slide = self.slides / 2;
        let heading = format!("## Slide {slide}: ");
        let bullet =
            self.text.find(&heading).and_then(|at| Some(at + self.text[at..].find("- ")? + 2)).expect("the slide is there");
        format!("{}word{n} {}", &self.text[..bullet], &self.text[bullet..])
    }

    /// The text with a slide more before one in the middle.
    fn inserted(&self, n: usize) -> String {
        let heading = format!("## Slide {}: ", self.slides / 2);
        let at = self.text.find(&heading).expect("the slide is there");
        format!("{}## New slide {n}\n\n- one\n- two\n\n{}", &self.text[..at], &self.text[at..])
    }
}

/// What an edit took from the saved file on.
struct Cost {
    whole: Duration,
    spent: Spent,
    drawing: Duration,
}

/// Saves, rebuilds, and draws the slides that changed, in all variants.
fn rebuild(deck: &Deck, live: &mut Live, text: &str) -> Cost {
    deck.save(text);
    let before = live.snapshot();
    let start = Instant::now();
    let after = live.rebuild();
    let rebuilt = start.elapsed();
    let drawn = draw_new(before.as_deref(), &after);
    let whole = start.elapsed();
    assert!(drawn > 0, "something has changed");
    Cost { whole, spent: after.spent, drawing: whole - rebuilt }
}

/// Draws the first slide of each variant that differs, all pages at once as the preview does.
fn draw_new(before: Option<&Snapshot>, after: &Arc<Snapshot>) -> usize {
    let mut pages = Vec::new();
    for (index, variant) in after.variants.iter().enumerate() {
        let earlier = before.and_then(|before| before.variants.get(index));
        let is_new = |at: usize| {
            let page = variant.slides[at].pages.first().map(|page| page.key);
            let before = earlier.and_then(|earlier| earlier.slides.get(at)?.pages.first().map(|page| page.key));
            page != before
        };
        if let Some(at) = (0..variant.slides.len()).find(|at| is_new(*at)) {
            pages.extend(&variant.slides[at].pages);
        }
    }
    pages.par_iter().map(|page| page.svg().len()).sum()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    milliseconds(times[times.len() / 2])
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The time that all threads of this process have worked, in milliseconds.
fn processor() -> Option<f64> {
    let tasks = std::fs::read_dir("/proc/self/task").ok()?.flatten();
    let of_task = |task: std::fs::DirEntry| {
        let line = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        line.split(' ').next()?.parse::<f64>().ok()
    };
    Some(tasks.filter_map(of_task).sum::<f64>() / 1e6)
}

fn row(what: &str, slides: usize, milliseconds: f64, full: f64) {
    println!("{what:<42} {slides:>6} {milliseconds:>10.2} {:>12.4}", milliseconds / full);
}

fn speed(slides: usize) {
    let deck = Deck::new(slides);
    let fresh = || {
        deckle::typeset::forget(0);
        let start = Instant::now();
        let snapshot = deck.open().rebuild();
        assert!(!snapshot.variants.is_empty());
        start.elapsed()
    };
    let full = median((0..if slides > 500 { 3 } else { 7 }).map(|_| fresh()).collect());
    row("full rebuild, both variants", slides, full, full);
    let mut live = deck.open();
    live.rebuild();
    // What the machine does after a first build is no part of an edit.
    std::thread::sleep(Duration::from_millis(300));
    let pause = || std::thread::sleep(Duration::from_millis(30));
    let mut costs = |text: &dyn Fn(usize) -> String| {
        let one = |n| {
            let cost = rebuild(&deck, &mut live, &text(n));
            pause();
            cost
        };
        let busy = processor();
        let costs: Vec<Cost> = (0..ROUNDS).map(one).collect();
        (
            costs.into_iter().skip(3).collect::<Vec<Cost>>(),
            processor().zip(busy).map(|(end, start)| (end - start) / ROUNDS as f64),
        )
    };
    let whole = |costs: &[Cost]| costs.iter().map(|cost| cost.whole).collect::<Vec<_>>();
    let (words, busy) = costs(&|n| deck.edited(n));
    row("one word, to the drawing of both variants", slides, median(whole(&words)), full);
    row("  the quickest", slides, milliseconds(whole(&words).into_iter().min().unwrap_or_default()), full);
    if let Some(busy) = busy {
        row("  of the processor", slides, busy, full);
    }
    type Stage = fn(&Cost) -> Duration;
    let stages: [(&str, Stage); 5] = [
        ("  reading", |cost| cost.spent.reading),
        ("  projecting", |cost| cost.spent.projecting),
        ("  typesetting", |cost| cost.spent.typesetting),
        ("  showing", |cost| cost.spent.showing),
        ("  drawing", |cost| cost.drawing),
    ];
    for (name, stage) in stages {
        let times: Vec<Duration> = words.iter().map(stage).collect();
        let quickest = milliseconds(times.iter().min().copied().unwrap_or_default());
        row(&format!("{name}, {quickest:.2} at the quickest"), slides, median(times), full);
    }
    row("a slide inserted, to its drawing", slides, median(whole(&costs(&|n| deck.inserted(n)).0)), full);
    let unchanged: Vec<Duration> = (0..9).map(|_| live.rebuild().elapsed).collect();
    row("nothing changed", slides, median(unchanged), full);
}

/// The text of a deck after an edit, by the number of the edit.
type Edited<'a> = &'a dyn Fn(&Deck, usize) -> String;

/// One word in a deck that is read in another way, and the title in the front matter of one with audiences and a language.
fn others(slides: usize) {
    let text = support::markdown(slides);
    let included = format!("{text}\n<!-- include: other.md -->\n");
    let notes = text.replace("::: notes\n", "<!--\n").replace("\n:::\n", "\n-->\n").replace("\n## ", "\n---\n\n## ");
    let marp = notes.replacen("title: Deck\nduration: 60m\n", "marp: true\n", 1);
    let raw = format!("{text}\n## Raw\n\n```{{=typst}}\n#strong[raw]\n```\n");
    let settings = "title: Deck\nlang: de\naudiences:\n  executive: {extends: non-technical}\n";
    let front = text.replacen("title: Deck\n", settings, 1);
    let title = |deck: &Deck, n: usize| deck.text.replacen("title: Deck", &format!("title: Deck {n}"), 1);
    let edits: [(&str, String, Edited<'_>); 4] = [
        ("one word, with an include", included, &Deck::edited),
        ("one word, with raw content", raw, &Deck::edited),
        ("one word, by Marp's rules", marp, &Deck::edited),
        ("the title, with audiences and a language", front, &title),
    ];
    for (what, text, edited) in edits {
        let deck = Deck::of(slides, text);
        std::fs::write(deck.folder.path().join("other.md"), "## Other\n\nwords\n").expect("a file can be written");
        let mut live = deck.open();
        let full = milliseconds(live.rebuild().elapsed);
        std::thread::sleep(Duration::from_millis(300));
        let costs = (0..7).map(|n| rebuild(&deck, &mut live, &edited(&deck, n)).whole);
        row(what, slides, median(costs.collect()), full);
    }
}

/// The memory of this process in MiB.
fn memory() -> Option<f64> {
    let pages: f64 = std::fs::read_to_string(Path::new("/proc/self/statm")).ok()?.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096.0 / f64::from(1 << 20))
}

fn growth(slides: usize) {
    let deck = Deck::new(slides);
    let mut live = deck.open();
    live.rebuild();
    let mut early = None;
    for n in 0..EDITS {
        rebuild(&deck, &mut live, &deck.edited(n));
        if n == 49 {
            early = memory();
        }
    }
    if let (Some(early), Some(late)) = (early, memory()) {
        println!("{:<42} {slides:>6} {late:>7.0} MiB {:>12.2}", "memory after 1,000 edits, of that after 50", late / early);
    }
}

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|asked| asked == part);
    println!("{:<42} {:>6} {:>10} {:>12}", "what", "slides", "ms", "of a rebuild");
    for slides in [30, 100, 1000].into_iter().filter(|_| wanted("speed")) {
        speed(slides);
    }
    for slides in [100, 1000].into_iter().filter(|_| wanted("others")) {
        others(slides);
    }
    for slides in [100, 1000].into_iter().filter(|_| wanted("memory")) {
        growth(slides);
    }
}
