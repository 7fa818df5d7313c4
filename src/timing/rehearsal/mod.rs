//! Rehearsals: what was shown when, as lines of JSON, and what follows for the plan.
//!
//! # The format
//!
//! A rehearsal of `talk.md` is recorded in `talk.rehearsal.jsonl` beside it, or `talk.NAME.rehearsal.jsonl`. Each line is a JSON object
//! and is written when a slide, or a step of one, comes on the screen:
//!
//! ```json
//! {"format":1,"run":"2026-11-24T09:30:00Z-7f3a","variant":"technical","at":1795512600123,"slide":"wait","step":0}
//! {"format":1,"run":"2026-11-24T09:30:00Z-7f3a","variant":"technical","at":1795512688400,"slide":"wait","step":1}
//! {"format":1,"run":"2026-11-24T09:30:00Z-7f3a","variant":"technical","at":1795512701950,"slide":null}
//! ```
//!
//! | key | meaning |
//! |---|---|
//! | `format` | the version of the format, 1. Lines of a later one are not read |
//! | `run` | names one rehearsal; any text that no other rehearsal has, such as its start and a random part |
//! | `variant` | the audience's name |
//! | `at` | milliseconds since 1970, UTC |
//! | `slide` | the slide's id, so that times stay with their slide when others are put before it; `null` where nothing is shown: a pause, or the end |
//! | `step` | the step of the slide, from 0, which is also what a missing one means |
//!
//! Lines are only added, so a file may hold many runs, also mixed, and a run may lie in several files; lines that repeat are taken
//! once. Keys that are not known are passed over. The last line may be torn (the machine was switched off): it is passed over
//! silently. Other lines that can't be read are passed over and counted.
//!
//! # What is made of it
//!
//! A slide is on until the next line of its run. What is on for less than a second was only turned past and does not count. How long
//! the last slide of a run was on is not known unless a line with `"slide":null` follows. [`runs`] adds up each run, [`compare`] sets
//! several of them beside the plan, [`propose`] makes budgets of them.

mod compare;
mod propose;
mod runs;

pub use compare::{Actual, Comparison, Stray, compare};
pub use propose::{STEP, propose};
pub use runs::{Run, runs};

use serde_json::Value;

use crate::model::SlideId;

/// The version that is read.
pub const FORMAT: u64 = 1;
/// How the name of every file of rehearsals ends.
pub const ENDING: &str = ".rehearsal.jsonl";

/// Something came on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shown {
    /// The rehearsal.
    pub run: String,
    /// The name of the variant.
    pub variant: String,
    /// Milliseconds since 1970.
    pub at: u64,
    /// The slide; `None`: nothing is shown.
    pub slide: Option<SlideId>,
    /// Its step, from 0.
    pub step: u64,
}

/// The lines of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines {
    /// Those that were read, in order.
    pub shown: Vec<Shown>,
    /// The numbers, from 1, of those that could not be read. A torn last line is none of them.
    pub unread: Vec<usize>,
}

/// Reads a file. Bytes that are no UTF-8 spoil only their line.
pub fn read(bytes: &[u8]) -> Lines {
    let mut lines = Lines::default();
    let whole = bytes.is_empty() || bytes.ends_with(b"\n");
    let count = bytes.split(|byte| *byte == b'\n').count();
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        let text = String::from_utf8_lossy(line);
        let text = text.trim_start_matches('\u{feff}').trim();
        match one(text) {
            Some(shown) => lines.shown.push(shown),
            None if text.is_empty() || (number == count && !whole) => {}
            None => lines.unread.push(number),
        }
    }
    lines
}

fn one(line: &str) -> Option<Shown> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = |key: &str| Some(value.get(key)?.as_str()?.to_owned());
    let slide = match value.get("slide")? {
        Value::Null => None,
        Value::String(id) => Some(SlideId(id.clone())),
        _ => return None,
    };
    let step = value.get("step").map_or(Some(0), Value::as_u64)?;
    // A browser's clock may give fractions.
    let at = value.get("at")?;
    let at = at.as_u64().or_else(|| at.as_f64().filter(|at| (0.0..9e15).contains(at)).map(|at| at as u64))?;
    let is_known = value.get("format")?.as_u64()? == FORMAT;
    is_known.then_some(Shown { run: text("run")?, variant: text("variant")?, at, slide, step })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Lines of a run: `(milliseconds, slide)`.
    pub(crate) fn shown(run: &str, events: &[(u64, &str)]) -> Vec<Shown> {
        let line = |(at, slide): &(u64, &str)| Shown {
            run: run.to_owned(),
            variant: "technical".to_owned(),
            at: *at,
            slide: (*slide != "-").then(|| SlideId((*slide).to_owned())),
            step: 0,
        };
        events.iter().map(line).collect()
    }

    #[test]
    fn lines_are_read_and_what_is_no_line_is_told() {
        let text = "{\"format\":1,\"run\":\"r\",\"variant\":\"technical\",\"at\":5,\"slide\":\"a\",\"step\":2,\"mood\":\"calm\"}\r\n\
                    \n\
                    {\"format\":1,\"run\":\"r\",\"variant\":\"technical\",\"at\":6.75,\"slide\":null}\n\
                    {\"format\":2,\"run\":\"r\",\"variant\":\"technical\",\"at\":7,\"slide\":\"a\"}\n\
                    nonsense\n\
                    {\"format\":1,\"run\":\"r\",\"variant\":\"technical\",\"at\":-1,\"slide\":\"a\"}\n\
                    {\"format\":1,\"run\":\"r\",\"variant\":\"technical\",\"at\":8}\n\
                    {\"format\":1,\"run\":\"r\",\"variant\":\"tech";
        let lines = read(text.as_bytes());
        assert_eq!(
            lines.shown.iter().map(|s| (s.at, s.step, s.slide.is_some())).collect::<Vec<_>>(),
            [(5, 2, true), (6, 0, false)]
        );
        assert_eq!(lines.unread, [4, 5, 6, 7]);
        assert_eq!(read(b"{\"format\":1,\"run\":\"r\xFF\n{}\n").unread, [1, 2], "bytes that are no text");
        assert_eq!(read(b"").unread, Vec::<usize>::new());
    }
}
