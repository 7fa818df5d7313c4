//! A theme of a project, tried before slides are set in it: every layout with what may stand on it, and what is laid over slides.
//!
//! Its Typst code is somebody's program. Typst gives up on calls nested more than 80 deep and on a `while` that goes round more than
//! 10,000 times, but loops in loops may still go on for ever. So the trial runs apart, and is left alone when it doesn't end.

use std::collections::HashMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use camino::Utf8PathBuf;
use typst_layout::PagedDocument;

use super::world::{Shared, SlideWorld};
use crate::assets::Assets;
use crate::model::Layout;
use crate::theme::{DRAWING, Theme};

/// What is wrong with the Typst code of a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeProblem {
    /// The file, from the theme's folder.
    pub file: Utf8PathBuf,
    /// The bytes it is about.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What may help.
    pub help: Vec<String>,
}

/// A trial takes about a twentieth of a second.
const PATIENCE: Duration = Duration::from_secs(10);
const STACK: usize = 16 << 20;
/// Trials that were given up go on until the program ends. No more than so many may.
const MOST_GIVEN_UP: usize = 2;
static GIVEN_UP: AtomicUsize = AtomicUsize::new(0);

/// How many pages each layout takes in the trial: seven slides, and one with what is laid over them.
const PAGES: usize = 9;
/// What every layout is tried with.
const SAMPLES: &str = include_str!("theme_trial.typ");

/// What came of trials, by the keys of themes: decks of one theme, and its rebuilds, are spared another.
static TRIED: LazyLock<Mutex<HashMap<u64, Outcome>>> = LazyLock::new(Mutex::default);
/// Filled by the first that asks.
type Outcome = Arc<OnceLock<Vec<ThemeProblem>>>;
/// So many are kept.
const MOST_KEPT: usize = 64;

/// Sets every layout in a theme, and gives what is wrong with its own code.
pub fn try_theme(theme: &Arc<Theme>) -> Vec<ThemeProblem> {
    let slot = {
        let mut tried = TRIED.lock().unwrap_or_else(PoisonError::into_inner);
        if tried.len() > MOST_KEPT {
            tried.clear();
        }
        tried.entry(theme.key).or_default().clone()
    };
    slot.get_or_init(|| tried(theme)).clone()
}

fn tried(theme: &Arc<Theme>) -> Vec<ThemeProblem> {
    if GIVEN_UP.load(Ordering::Relaxed) >= MOST_GIVEN_UP {
        let mut problem = whole("themes that were given up are still running, so this one is not tried");
        problem.help.push("end Deckle and start it again".to_owned());
        return vec![problem];
    }
    let (sender, receiver) = channel();
    let copy = theme.clone();
    let thread = std::thread::Builder::new().name("theme".into()).stack_size(STACK).spawn(move || {
        let found = catch_unwind(AssertUnwindSafe(|| problems(&copy)));
        let _ = sender.send(found.unwrap_or_else(|_| vec![whole("the typesetter breaks down on this theme")]));
    });
    if thread.is_err() {
        return vec![whole("the machine has no room to try the theme")];
    }
    match receiver.recv_timeout(PATIENCE) {
        Ok(found) => found,
        Err(RecvTimeoutError::Timeout) => {
            GIVEN_UP.fetch_add(1, Ordering::Relaxed);
            let mut problem = whole("the theme does not come to an end: it was given up after ten seconds");
            problem.help.push("look for loops in loops and for functions that call themselves more than once".to_owned());
            vec![problem]
        }
        Err(RecvTimeoutError::Disconnected) => vec![whole("the typesetter breaks down on this theme")],
    }
}

/// A problem of the drawing as a whole.
fn whole(message: &str) -> ThemeProblem {
    ThemeProblem { file: DRAWING.into(), range: 0..0, message: message.to_owned(), help: Vec::new() }
}

fn problems(theme: &Theme) -> Vec<ThemeProblem> {
    let shared = Shared::new(theme, &Assets::default());
    let samples = samples();
    let world = SlideWorld::trial(&shared, samples.clone());
    let errors = match typst::compile::<PagedDocument>(&world).output {
        Ok(document) => return wrong_count(theme, document.pages().len()).into_iter().collect(),
        Err(errors) => errors,
    };
    let mut found: Vec<ThemeProblem> = Vec::new();
    for error in errors {
        let problem = match world.place_in_theme(&error) {
            Some((file, range)) => ThemeProblem { file, range, message: error.message.to_string(), help: Vec::new() },
            None => unusable(theme, &samples, &world.places_in_source(&error), &error.message),
        };
        let help = error.hints.iter().map(|hint| hint.v.to_string()).collect::<Vec<_>>();
        let mut problem = ThemeProblem { help, ..problem };
        if problem.message.contains("access denied") {
            problem.help.push("a theme reads the files of its own folder alone".to_owned());
        }
        if !found.contains(&problem) {
            found.push(problem);
        }
    }
    found
}

/// A slide is one page, and what is laid over slides is none.
fn wrong_count(theme: &Theme, pages: usize) -> Option<ThemeProblem> {
    let wanted = Layout::ALL.len() * PAGES;
    let message = format!("a slide takes exactly one page; this theme makes {pages} where {wanted} are wanted");
    (pages != wanted).then(|| at_definition(theme, "look", whole(&message)))
}

/// A problem where the theme defines a name; at its start where it doesn't.
fn at_definition(theme: &Theme, name: &str, problem: ThemeProblem) -> ThemeProblem {
    let text = theme.drawing().map(|file| String::from_utf8_lossy(&file.bytes)).unwrap_or_default();
    let definition = format!("let {name}");
    let range = text.find(&definition).map_or(0..0, |start| start..start + definition.len());
    ThemeProblem { range, ..problem }
}

/// What the theme defines is called as the contract says, and fails: told where it is defined, with the layout it fails in.
fn unusable(theme: &Theme, samples: &str, places: &[Range<usize>], message: &str) -> ThemeProblem {
    let called = places.first().and_then(|place| called(samples, place));
    let layout = places.iter().find_map(|place| samples.get(place.clone())?.strip_prefix("try-layout(\"")?.strip_suffix("\")"));
    let (what, name) = match called {
        None | Some("slide" | "furniture" | "look") => ("what this theme says in `look`".to_owned(), "look"),
        Some(name) => (format!("`{name}` of this theme"), name),
    };
    let place = layout.map(|layout| format!(" in the layout `{layout}`")).unwrap_or_default();
    at_definition(theme, name, whole(&format!("{what} can't be used{place}: {message}")))
}

/// The function of the contract in whose call a place of the samples lies.
fn called<'s>(samples: &'s str, place: &Range<usize>) -> Option<&'s str> {
    let names = super::emit::IMPORT.split_once(": ").map_or("", |(_, names)| names).trim();
    let before = samples.get(..place.end)?;
    let call = |name: &str| Some((before.rfind(&format!("{name}("))?, name.len()));
    let (start, length) = names.split(", ").chain(["furniture"]).filter_map(call).max()?;
    samples.get(start..start + length)
}

/// A document with a page for each layout, with and without a title.
fn samples() -> String {
    let mut out = format!("{}{SAMPLES}", super::emit::IMPORT.replace(": look,", ": furniture, look,"));
    for (_, layout) in Layout::ALL {
        out.push_str(&format!("#try-layout(\"{layout}\")\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{File, find};

    fn theme(drawing: &str) -> Arc<Theme> {
        let mut theme = (*find("lecture").unwrap()).clone();
        let file = |path: &str, text: &str| File { path: path.into(), bytes: Arc::new(text.as_bytes().to_vec()), source: None };
        theme.files = vec![file("other.typ", "#let x = 1"), file(DRAWING, drawing)];
        let design = theme.design.clone();
        Arc::new(theme.with(design, None))
    }

    fn told(drawing: &str) -> Vec<String> {
        let text = |problem: &ThemeProblem| format!("{}: {}", &drawing[problem.range.clone()], problem.message);
        try_theme(&theme(drawing)).iter().map(text).collect()
    }

    #[test]
    fn what_works_is_no_problem() {
        for drawing in [
            "",
            "#import \"/base.typ\": *\n#let look = change(look, rules: it => { show heading: h => h + h; it })",
            "#import \"/parent.typ\": *\n#import \"other.typ\": x\n#let look = change(look, grounds: (title: (fill: panel)))",
            "#import \"/base.typ\": *\n#let callout(kind: \"note\", title: none, body) = body",
        ] {
            assert_eq!(told(drawing), Vec::<String>::new(), "{drawing}");
        }
    }

    #[test]
    fn built_in_themes_work() {
        for name in crate::theme::names() {
            assert_eq!(try_theme(&find(name).unwrap()), [], "{name}");
        }
    }

    #[test]
    fn examples_of_the_contract_work() {
        let text = include_str!("../../themes/README.md");
        let examples: Vec<&str> = text.split("```typst\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert!(!examples.is_empty());
        for example in examples {
            assert_eq!(told(example), Vec::<String>::new(), "{example}");
        }
    }

    #[test]
    fn mistakes_are_told_at_their_place() {
        let base = "#import \"/base.typ\": *\n";
        let unusable = "let look: what this theme says in `look` can't be used";
        for (drawing, expected) in [
            ("#let x = acent", "acent: unknown variable: acent"),
            ("#let x = ", ": expected expression"),
            ("#let look = change(look, feilds: (:))", "change(look, feilds: (:)): assertion failed: a look has no `feilds`"),
            (
                "#let look = change(look, fields: (sectoin: none))",
                "change(look, fields: (sectoin: none)): assertion failed: there is no layout `sectoin`",
            ),
            (
                "#let look = change(look, fields: (section: red))",
                "change(look, fields: (section: red)): assertion failed: `fields` has a function for each layout, not color",
            ),
            (
                "#let look = change(look, fields: (section: (size, titled) => size.nothing))",
                "nothing: cannot access fields on type array",
            ),
            (
                "#let look = change(look, fields: (section: size => none))",
                &format!("{unusable} in the layout `section`: unexpected argument"),
            ),
            ("#let look = 5", &format!("{unusable} in the layout `title`: cannot access fields on type integer")),
            ("#let slide(look: none, ..x) = page([A]) + page([B])", ": a slide takes exactly one page; this theme makes"),
            (
                "#let look = change(look, layouts: (content: s => { s.body; pagebreak(); s.body }))",
                "let look: a slide takes exactly one page; this theme makes",
            ),
            ("#let furniture(look: none, ..x) = pagebreak()", ": a slide takes exactly one page; this theme makes"),
            ("#let callout(body) = body", "let callout: `callout` of this theme can't be used: unexpected argument: kind"),
            ("#import \"@preview/cetz:0.3.0\": *", "\"@preview/cetz:0.3.0\": failed to load package (packages are not fetched)"),
            ("#let x = read(\"/etc/passwd\")", "\"/etc/passwd\": failed to load file (access denied)"),
            ("#let x = read(\"../../deckle.toml\")", "\"../../deckle.toml\": path `\"../../deckle.toml\"` would escape"),
            ("#let x = image(\"gone.png\")", "\"gone.png\": file not found"),
            ("#let x = { while true {} }", "true: condition is always true"),
            ("#let x = { let n = 1; while n > 0 { n += 1 } }", "while n > 0 { n += 1 }: loop seems to be infinite"),
            ("#let f(x) = f(x + 1)\n#let y = f(0)", "f(x + 1): maximum function call depth exceeded"),
        ] {
            let found = told(&format!("{base}{drawing}"));
            assert!(found.iter().any(|told| told.starts_with(expected)), "{drawing}: {found:?}");
        }
    }
}
