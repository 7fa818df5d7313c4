//! Colours for code.
//!
//! Highlighting is about half the work of a deck with code, nearly all of it in compiling a language's regular expressions once a
//! process. So it is done here and not by Typst, in parallel with the slides, and its results are kept: [`Highlights`] can be stored
//! and read back, and code that has not changed is never looked at again.

mod classes;
mod store;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use syntect::parsing::{ParseState, ScopeStack, SyntaxSet};

pub use classes::Class;

/// The longest code that is coloured, in bytes. Longer code stands plain.
const MAX_BYTES: usize = 200_000;
/// The longest line that is coloured, in bytes: a grammar can take quadratic time over one line.
const MAX_LINE: usize = 4_000;

/// A stretch of code of one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// What it is.
    pub class: Class,
    /// Its length in bytes.
    pub length: u32,
}

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// The colours of all code seen so far. Cheap to share between threads.
#[derive(Default)]
pub struct Highlights {
    entries: Mutex<Entries>,
}

#[derive(Default)]
struct Entries {
    known: HashMap<u128, Entry>,
    changed: bool,
}

struct Entry {
    runs: Arc<[Run]>,
    used: bool,
}

impl Highlights {
    /// With nothing known.
    pub fn new() -> Self {
        Self::default()
    }

    /// The runs of some code; their lengths add up to the code's.
    pub fn of(&self, language: &str, code: &str) -> Arc<[Run]> {
        let key = typst::utils::hash128(&(language, code));
        if let Some(entry) = self.lock().known.get_mut(&key)
            && fits(&entry.runs, code)
        {
            entry.used = true;
            return entry.runs.clone();
        }
        // Worked out without the lock: two threads may do the same work once, none waits for another's grammar.
        let runs: Arc<[Run]> = highlight(language, code).into();
        let mut entries = self.lock();
        entries.known.insert(key, Entry { runs: runs.clone(), used: true });
        entries.changed = true;
        runs
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Do the runs cover exactly this code, ending between characters? A stored entry that doesn't is worked out anew.
fn fits(runs: &[Run], code: &str) -> bool {
    let mut end = 0usize;
    runs.iter().all(|run| {
        end += run.length as usize;
        code.is_char_boundary(end)
    }) && end == code.len()
}

fn highlight(language: &str, code: &str) -> Vec<Run> {
    let plain = || vec![Run { class: Class::Plain, length: u32::try_from(code.len()).unwrap_or(u32::MAX) }];
    let long_line = || code.lines().any(|line| line.len() > MAX_LINE);
    if language.is_empty() || code.is_empty() || code.len() > MAX_BYTES || long_line() {
        return plain();
    }
    let Some(syntax) = SYNTAXES.find_syntax_by_token(language).filter(|found| found.name != "Plain Text") else { return plain() };
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut runs = Vec::new();
    for line in code.split_inclusive('\n') {
        // A grammar that fails leaves the code plain rather than half coloured.
        let Ok(operations) = state.parse_line(line, &SYNTAXES) else { return plain() };
        let mut at = 0;
        for (offset, operation) in operations {
            push(&mut runs, &stack, offset - at);
            at = offset;
            if stack.apply(&operation).is_err() {
                return plain();
            }
        }
        push(&mut runs, &stack, line.len() - at);
    }
    runs
}

fn push(runs: &mut Vec<Run>, stack: &ScopeStack, length: usize) {
    if length == 0 {
        return;
    }
    let class = classes::of(stack.as_slice());
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    match runs.last_mut() {
        Some(last) if last.class == class => last.length += length,
        _ => runs.push(Run { class, length }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes_of(language: &str, code: &str) -> Vec<(String, Class)> {
        let mut rest = code;
        let runs = highlight(language, code);
        assert!(fits(&runs, code));
        let cut = |run: &Run| {
            let (piece, after) = rest.split_at(run.length as usize);
            rest = after;
            (piece.trim().to_owned(), run.class)
        };
        runs.iter().map(cut).filter(|(piece, _)| !piece.is_empty()).collect()
    }

    #[test]
    fn python_is_told_apart() {
        let found = classes_of("python", "def rate(x):\n    return \"a\" + str(1)  # why\n");
        for (text, class) in [
            ("def", Class::Keyword),
            ("rate", Class::Function),
            ("\"a\"", Class::String),
            ("1", Class::Number),
            ("# why", Class::Comment),
        ] {
            assert!(found.iter().any(|(piece, c)| piece.contains(text) && *c == class), "{text}: {found:?}");
        }
    }

    #[test]
    fn unknown_languages_and_odd_code_stay_plain_and_whole() {
        for (language, code) in [("nosuchlanguage", "x = 1"), ("", "x"), ("python", ""), ("python", "\u{0}\u{1b}ä🙂")] {
            assert!(fits(&highlight(language, code), code), "{language}");
        }
        let long = "x".repeat(MAX_LINE + 1);
        assert_eq!(highlight("python", &long).len(), 1);
    }

    #[test]
    fn what_was_stored_is_found_again() {
        let first = Highlights::new();
        let runs = first.of("rust", "fn main() {}");
        let second = Highlights::from_bytes(&first.to_bytes().expect("there is something new"));
        assert_eq!(second.of("rust", "fn main() {}"), runs);
        assert!(second.to_bytes().is_none(), "nothing new since loading");
    }

    #[test]
    fn damaged_stores_do_no_harm() {
        let first = Highlights::new();
        first.of("rust", "fn main() {}");
        let bytes = first.to_bytes().unwrap();
        for end in 0..bytes.len() {
            Highlights::from_bytes(&bytes[..end]).of("rust", "fn main() {}");
        }
        let mut flipped = bytes.clone();
        for i in 0..bytes.len() {
            flipped[i] ^= 0xff;
            assert!(fits(&Highlights::from_bytes(&flipped).of("rust", "fn main() {}"), "fn main() {}"));
            flipped[i] ^= 0xff;
        }
    }
}
