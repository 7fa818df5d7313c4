//! Writing a time into a deck's text, and touching nothing else.

use std::ops::Range;

use super::attributes;
use crate::model::{Deck, Origin, Seconds, Slide, TimeSpec};
use crate::source::Spanned;

/// A replacement in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where something is put in.
    pub range: Range<usize>,
    /// The new text.
    pub text: String,
}

/// Can a time be written for this slide in the deck's file? Not for the title slide made from the front matter, for a section's own
/// slide (its heading states the section's time), for one without a heading, for one that stands in another file, or in a deck by
/// another tool's rules, which know no times.
pub fn can_state_time(deck: &Deck, slide: &Slide) -> bool {
    slide.origin == Origin::Heading && slide.span.file == deck.file && !deck.dialect.is_foreign()
}

/// The edit that gives a slide this time, in the place of the `stated` one where there is one. A time that is there keeps its form: a percentage stays one, of `plannable`, as does `1:30` or
/// `1m30s`. `None` where no time can be written, see [`can_state_time`].
pub fn time_edit(
    text: &str,
    deck: &Deck,
    (slide, stated): (&Slide, Option<Spanned<TimeSpec>>),
    time: Seconds,
    plannable: Option<Seconds>,
) -> Option<Edit> {
    if !can_state_time(deck, slide) {
        return None;
    }
    if let Some(own) = stated {
        let range = value_range(text, own.span.range())?;
        let old = text.get(range.clone())?;
        return Some(Edit { text: in_the_form_of(old, time, plannable)?, range });
    }
    let range = slide.span.range();
    let heading = text.get(range.clone())?;
    // The heading's own text ends where its braces begin.
    let behind = slide.heading.as_ref().map_or(range.start, |heading| heading.span.range().end);
    let open = text.get(behind..range.end)?.find('{').map(|at| behind + at);
    if let Some(braces) = open.and_then(|open| attributes::parse(text, open, range.end).ok()) {
        let at = braces.range.end - 1;
        let space = if text[..at].ends_with([' ', '\t']) { "" } else { " " };
        return Some(Edit { range: at..at, text: format!("{space}time={}s", time.0) });
    }
    let end = range.start + title_end(heading);
    Some(Edit { range: end..end, text: format!(" {{time={}s}}", time.0) })
}

/// Where the value of `time=…` or `time-NAME=…` stands, without quotes.
fn value_range(text: &str, attribute: Range<usize>) -> Option<Range<usize>> {
    let written = text.get(attribute.clone())?;
    let (_, value) = written.split_once('=').filter(|(key, _)| key.starts_with("time"))?;
    let start = attribute.end - value.len();
    match value.chars().next()? {
        '"' | '\'' => Some(start + 1..attribute.end - 1),
        _ => Some(start..attribute.end),
    }
}

/// Where the text of a heading ends: before the `#` that may close it, before the line under it.
fn title_end(heading: &str) -> usize {
    if heading.trim_start().starts_with('#') {
        let line = heading.trim_end();
        let open = line.trim_end_matches('#');
        let closes = open.len() < line.len() && open.ends_with([' ', '\t']);
        return if closes { open.trim_end().len() } else { line.len() };
    }
    let underline = heading.trim_end().rfind(['\n', '\r']).unwrap_or(heading.len());
    heading[..underline].trim_end().len()
}

/// A time as the author writes times.
fn in_the_form_of(old: &str, time: Seconds, plannable: Option<Seconds>) -> Option<String> {
    let (minutes, seconds) = (time.0 / 60, time.0 % 60);
    Some(match old.trim() {
        old if old.ends_with('%') => percentage(time, plannable?)?,
        old if old.contains(':') => time.to_string(),
        old if old.contains(['m', 'h']) && minutes > 0 => {
            let rest = if seconds > 0 { format!("{seconds}s") } else { String::new() };
            format!("{minutes}m{rest}")
        }
        _ => format!("{}s", time.0),
    })
}

/// The shortest percentage of a whole that is this time to the second; at most three digits after the point are read.
fn percentage(time: Seconds, whole: Seconds) -> Option<String> {
    let exact = u64::from(time.0) * 100_000 / u64::from(whole.0.max(1));
    [1000_u64, 100, 10, 1].into_iter().find_map(|unit| {
        let near = [exact / unit * unit, (exact / unit + 1) * unit];
        let milli = near.into_iter().filter_map(|milli| u32::try_from(milli).ok());
        let fits = milli.filter(|milli| *milli <= 100_000).find(|milli| TimeSpec::Share(*milli).of(whole) == time)?;
        let text = format!("{}.{:03}", fits / 1000, fits % 1000);
        Some(format!("{}%", text.trim_end_matches('0').trim_end_matches('.')))
    })
}

/// The text with all edits made. They must not overlap.
pub fn edited(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    let mut text = text.to_owned();
    for edit in sorted {
        text.replace_range(edit.range.clone(), &edit.text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Meta;
    use crate::source::Sources;

    /// Gives the first slide 95 s; half an hour can be planned.
    fn given(text: &str) -> Option<String> {
        let mut sources = Sources::new();
        let file = sources.add("talk.md", text);
        let (deck, _) = crate::parse::parse(&sources, file, &Meta::default());
        let slide = deck.slides.first()?;
        let edit = time_edit(text, &deck, (slide, slide.time), Seconds(95), Some(Seconds(1800)))?;
        let new = edited(text, &[edit]);
        let mut sources = Sources::new();
        let again = sources.add("talk.md", new.as_str());
        let (read, findings) = crate::parse::parse(&sources, again, &Meta::default());
        assert!(!findings.has_errors(), "{new:?}: {findings:?}");
        let spec = read.slides[0].time.unwrap_or_else(|| panic!("no time in {new:?}")).value;
        assert_eq!((spec.of(Seconds(1800)), &read.slides[0].id), (Seconds(95), &deck.slides[0].id), "{new:?}");
        Some(new)
    }

    #[test]
    fn only_the_time_is_touched() {
        for (old, new) in [
            ("## A\n", "## A {time=95s}\n"),
            ("## A\r\n\r\nText.\r\n", "## A {time=95s}\r\n\r\nText.\r\n"),
            ("## A ##\n", "## A {time=95s} ##\n"),
            ("## C#\n", "## C# {time=95s}\n"),
            ("## A   \nx\n", "## A {time=95s}   \nx\n"),
            ("## A {#a layout=code}\n", "## A {#a layout=code time=95s}\n"),
            ("## A {#a } ##\n", "## A {#a time=95s} ##\n"),
            ("## {layout=quote}\n\n> x\n", "## {layout=quote time=95s}\n\n> x\n"),
            ("## A {time=90s}\n", "## A {time=95s}\n"),
            ("## A {plain=\"a } b\" time=\"90s\" .x}\n", "## A {plain=\"a } b\" time=\"95s\" .x}\n"),
            ("## A {time=1m30s #a}\n", "## A {time=1m35s #a}\n"),
            ("## A {time=1:30}\n", "## A {time=1:35}\n"),
            ("## A {time=10%}\n", "## A {time=5.3%}\n"), // 5.3 % of 1800 is 95.4
            ("A\n---\n", "A {time=95s}\n---\n"),
            ("## [A]{plain=\"B\"}\n", "## [A]{plain=\"B\"} {time=95s}\n"),
            ("## `{x}` and `a`{plain=\"b\"}\n", "## `{x}` and `a`{plain=\"b\"} {time=95s}\n"),
            ("## レビュー {#r}\n", "## レビュー {#r time=95s}\n"),
        ] {
            assert_eq!(given(old).as_deref(), Some(new), "{old:?}");
        }
    }

    #[test]
    fn a_slide_without_a_heading_of_its_own_states_no_time() {
        assert_eq!(given("Text.\n"), None);
        assert_eq!(given("# Section\n\n## A\n"), None);
        assert_eq!(given("---\ntitle: T\n---\n\n## A\n"), None, "the title slide");
    }

    #[test]
    fn percentages_are_as_short_as_they_can_be() {
        for (time, whole, text) in
            [(48, 480, "10%"), (58, 576, "10%"), (57, 576, "9.9%"), (1, 86_400, "0.001%"), (7, 86_399, "0.008%"), (0, 60, "0%")]
        {
            assert_eq!(percentage(Seconds(time), Seconds(whole)).as_deref(), Some(text), "{time} of {whole}");
        }
        assert_eq!(percentage(Seconds(70), Seconds(60)), None, "more than there is");
        for whole in [1, 59, 576, 3120, 86_400] {
            for time in (0..=whole).step_by(7) {
                let text = percentage(Seconds(time), Seconds(whole)).unwrap_or_else(|| panic!("{time} of {whole}"));
                let spec = crate::settings::parse_time(&text).unwrap();
                assert_eq!(spec.of(Seconds(whole)), Seconds(time), "{text} of {whole}");
            }
        }
    }
}
