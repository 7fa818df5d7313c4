//! Findings for people at a terminal, with the source line, in the manner of rustc.
//!
//! Only the lines with a label are shown, and of long lines only a window around it, so a finding in a line of a megabyte is a few
//! rows like any other. The drawing library counts columns in what it is given, which is why it gets a mark in place of the path and
//! the true `path:line:column` is put in afterwards.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{place, shown_as, visible};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{LineCol, SourceFile, Sources};

/// How many characters of a source line are shown.
const WINDOW: usize = 110;
/// How many of them stand before the label where the line is cut.
const BEFORE: usize = 40;
/// Labels at most this many lines apart are shown in one excerpt.
const NEAR: usize = 8;
/// Stands for an excerpt's path until the true place is put in. [`visible`] lets it through nowhere.
const MARK: char = '\u{f0000}';
/// Wide enough that the drawing library cuts nothing by itself.
const WIDTH: usize = 1000;

/// Renders a finding over several lines, the last one ended. The text holds ANSI styles; strip them where the terminal has none.
pub fn human(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let excerpts = excerpts(&diagnostic.labels, sources);
    let message = visible(&diagnostic.message);
    let title = level.primary_title(message.as_ref()).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    for (i, excerpt) in excerpts.iter().enumerate() {
        group = excerpt.add_to(group, i);
    }
    group = group.elements(diagnostic.help.iter().map(|help| Level::HELP.message(visible(help).into_owned())));
    let drawn = Renderer::styled().term_width(WIDTH).render(&[group]);
    put_in_places(&drawn, &excerpts)
}

/// A failure that is no finding, as one line with its end: `error: …`.
pub fn failure(message: &str) -> String {
    let group = Group::with_title(Level::ERROR.primary_title(visible(message).into_owned()));
    Renderer::styled().term_width(WIDTH).render(&[group]) + "\n"
}

/// Something to know that is no finding, as one line with its end: `warning: …`.
pub fn remark(message: &str) -> String {
    let group = Group::with_title(Level::WARNING.primary_title(visible(message).into_owned()));
    Renderer::styled().term_width(WIDTH).render(&[group]) + "\n"
}

/// Some lines of one file with the labels on them.
struct Excerpt {
    place: String,
    first_line: usize,
    text: String,
    marks: Vec<(Range<usize>, String, bool)>,
}

impl Excerpt {
    fn add_to<'a>(&'a self, group: Group<'a>, index: usize) -> Group<'a> {
        let path = format!("{MARK}{index}");
        if self.text.trim().is_empty() && self.marks.iter().all(|(_, label, _)| label.is_empty()) {
            return group.element(Origin::path(path));
        }
        let marks = self.marks.iter().map(|(range, label, primary)| {
            let kind = if *primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation: Annotation<'_> = kind.span(range.clone());
            if label.is_empty() { annotation } else { annotation.label(label.as_str()) }
        });
        group.element(Snippet::source(self.text.as_str()).path(path).line_start(self.first_line).annotations(marks))
    }
}

/// Puts the true places where the marks stand.
fn put_in_places(drawn: &str, excerpts: &[Excerpt]) -> String {
    let mut out = String::with_capacity(drawn.len() + 64);
    for line in drawn.lines() {
        match line.split_once(MARK) {
            Some((arrow, rest)) => {
                let index = rest.split(|c: char| !c.is_ascii_digit()).next().and_then(|n| n.parse::<usize>().ok());
                out.push_str(arrow);
                out.push_str(index.and_then(|i| excerpts.get(i)).map_or("", |excerpt| excerpt.place.as_str()));
            }
            None => out.push_str(line.trim_end()),
        }
        out.push('\n');
    }
    out
}

/// A label on the line it starts on. Only that line is shown: boxes around whole slides hide more than they tell.
struct OnLine<'a> {
    file: &'a SourceFile,
    start: LineCol,
    /// The byte range in the file, cut at the line's end.
    range: Range<usize>,
    label: &'a Label,
    primary: bool,
}

fn excerpts(labels: &[Label], sources: &Sources) -> Vec<Excerpt> {
    let mut groups: Vec<Vec<OnLine<'_>>> = Vec::new();
    for (i, label) in labels.iter().enumerate() {
        let file = sources.get(label.span.file);
        let start = place(sources, label.span).start;
        let range = label.span.range();
        let line_end = line_range(file, start.line).end;
        let from = range.start.min(line_end);
        let on_line = OnLine { file, start, range: from..range.end.clamp(from, line_end), label, primary: i == 0 };
        let near = groups.iter_mut().find(|group| {
            group[0].file.id == file.id && group.iter().all(|other| other.start.line.abs_diff(on_line.start.line) <= NEAR)
        });
        match near {
            Some(group) => group.push(on_line),
            None => groups.push(vec![on_line]),
        }
    }
    groups.iter().map(|group| excerpt(group)).collect()
}

/// Makes the excerpt of labels that stand near each other in one file. `group` is not empty.
fn excerpt(group: &[OnLine<'_>]) -> Excerpt {
    let file = group[0].file;
    let lines = group.iter().map(|on| on.start.line);
    let (first, last) = (lines.clone().min().unwrap_or(1), lines.max().unwrap_or(1));
    let mut text = String::new();
    let mut marks = Vec::new();
    for line in first..=last {
        let here: Vec<&OnLine<'_>> = group.iter().filter(|on| on.start.line == line).collect();
        let range = line_range(file, line);
        let source = file.text.get(range.clone()).unwrap_or("");
        let ranges: Vec<Range<usize>> =
            here.iter().map(|on| on.range.start.saturating_sub(range.start)..on.range.end.saturating_sub(range.start)).collect();
        let (shown, ranges) = show_line(source, &ranges);
        for (on, range) in here.iter().zip(ranges) {
            let range = text.len() + range.start..text.len() + range.end;
            marks.push((range, visible(&on.label.text).into_owned(), on.primary));
        }
        text.push_str(&shown);
        if line < last {
            text.push('\n');
        }
    }
    let start = group[0].start;
    let place = format!("{}:{}:{}", visible(file.path.as_str()), start.line, start.column);
    Excerpt { place, first_line: first, text, marks }
}

/// The bytes of a line without its end.
fn line_range(file: &SourceFile, line: usize) -> Range<usize> {
    let start = file.line_start(line);
    let next = file.line_start(line + 1);
    let text = file.text.get(start..next).unwrap_or("");
    start..start + text.trim_end_matches(['\n', '\r']).len()
}

/// A line as it is shown, and where the given byte ranges of it have gone.
fn show_line(line: &str, ranges: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
    let window = window(line, ranges.first().map_or(0, |range| range.start));
    let mut shown = String::new();
    if window.start > 0 {
        shown.push('…');
    }
    let mut moved = vec![shown.len()..shown.len(); ranges.len()];
    for (at, c) in line.char_indices().skip_while(|(at, _)| *at < window.start).take_while(|(at, _)| *at < window.end) {
        let before = shown.len();
        shown.push(shown_as(c));
        for (range, moved) in ranges.iter().zip(&mut moved) {
            if at < range.start {
                *moved = shown.len()..shown.len();
            } else if at < range.end {
                moved.start = moved.start.min(before);
                moved.end = shown.len();
            }
        }
    }
    if window.end < line.len() {
        shown.push('…');
    }
    (shown, moved)
}

/// The bytes of a line that are shown: all of it, or [`WINDOW`] characters around `focus`.
fn window(line: &str, focus: usize) -> Range<usize> {
    if line.chars().nth(WINDOW).is_none() {
        return 0..line.len();
    }
    let head = line.get(..focus).unwrap_or(line);
    // A label near the end still gets a full window.
    let tail = line.get(focus..).unwrap_or("").chars().take(WINDOW).count();
    let before = BEFORE.max(WINDOW.saturating_sub(tail));
    let start = head.char_indices().rev().nth(before - 1).map_or(0, |(at, _)| at);
    let end = line.get(start..).unwrap_or("").char_indices().nth(WINDOW).map_or(line.len(), |(at, _)| start + at);
    start..end
}

#[cfg(test)]
mod tests {
    use super::super::tests::finding;
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    fn plain(diagnostic: &Diagnostic, sources: &Sources) -> String {
        anstream::adapter::strip_str(&human(diagnostic, sources)).to_string()
    }

    #[test]
    fn the_place_the_line_and_what_to_do() {
        let (sources, diagnostic) = finding("---\n---\n\n## What it costs {time=90s}\n", "time=90s");
        let expected = "\
warning[overflow]: too high
 --> decks/talk.md:4:19
  |
4 | ## What it costs {time=90s}
  |                   ^^^^^^^^ by 12 pt
  |
  = help: shorten it
";
        assert_eq!(plain(&diagnostic.label("by 12 pt"), &sources), expected);
    }

    #[test]
    fn a_far_label_has_its_own_excerpt() {
        let text = format!("duration: 3m\n{}## Costs\nx\n## Next\n", "\n".repeat(30));
        let (sources, diagnostic) = finding(&text, "## Costs");
        let file = diagnostic.span().unwrap().file;
        let next = text.find("## Next").unwrap();
        let diagnostic = diagnostic.also(Span::new(file, 0, 8), "of this").also(Span::new(file, next, next + 7), "until here");
        let expected = "\
warning[overflow]: too high
  --> decks/talk.md:32:1
   |
32 | ## Costs
   | ^^^^^^^^
33 | x
34 | ## Next
   | ------- until here
   |
  ::: decks/talk.md:1:1
   |
 1 | duration: 3m
   | -------- of this
   |
   = help: shorten it
";
        assert_eq!(plain(&diagnostic, &sources), expected);
    }

    #[test]
    fn a_long_line_is_shown_around_its_label() {
        let text = format!("{}here{}", "ä".repeat(500_000), "b".repeat(500_000));
        let (sources, diagnostic) = finding(&text, "here");
        let shown = plain(&diagnostic, &sources);
        assert!(shown.contains("--> decks/talk.md:1:500001\n"), "{shown}");
        assert!(shown.contains(&format!("1 | …{}here{}…\n", "ä".repeat(40), "b".repeat(66))), "{shown}");
        assert!(shown.contains(&format!("  | {}^^^^\n", " ".repeat(41))), "{shown}");
    }

    #[test]
    fn a_label_at_the_end_of_a_long_line_keeps_its_window() {
        let text = format!("{}here", "a".repeat(300));
        let (sources, diagnostic) = finding(&text, "here");
        let shown = plain(&diagnostic, &sources);
        assert!(shown.contains(&format!("1 | …{}here\n", "a".repeat(106))), "{shown}");
    }

    #[test]
    fn the_source_cannot_steer_the_terminal() {
        let (sources, diagnostic) = finding("a \x1b]0;title\x07 \u{202e}b \u{f0000}0 c", "b \u{f0000}0");
        let mut diagnostic = diagnostic.label("\x1b[2J");
        diagnostic.message = "no \x1b[31m file".into();
        diagnostic.help.push("try \x1b[0m\u{9b}1m".into());
        let shown = plain(&diagnostic, &sources);
        assert!(shown.contains("1 | a ␛]0;title␇ \u{fffd}b \u{fffd}0 c\n"), "{shown}");
        assert!(
            shown.contains("^^^^ ␛[2J") && shown.contains("no ␛[31m file") && shown.contains("try ␛[0m\u{fffd}1m"),
            "{shown}"
        );
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control()));
    }

    #[test]
    fn only_the_first_line_of_a_long_span_is_marked() {
        let (sources, diagnostic) = finding("```rust\r\nlet a = 1;\r\n```\r\n", "rust\r\nlet");
        let shown = plain(&diagnostic, &sources);
        assert!(shown.contains("1 | ```rust\n  |    ^^^^\n"), "{shown}");
    }

    #[test]
    fn no_span_is_too_odd() {
        let mut sources = Sources::new();
        let file = sources.add("empty.md", "");
        for (start, end) in [(0, 0), (5, 9)] {
            let diagnostic = Diagnostic::new(Code::NotUtf8, Span::new(file, start, end), "odd");
            assert_eq!(plain(&diagnostic, &sources), "error[not-utf8]: odd\n--> empty.md:1:1\n");
        }
        let file = sources.add("a.md", "ä\n\nb");
        for start in 0..7 {
            for end in start..9 {
                let diagnostic = Diagnostic::new(Code::Bug, Span::new(file, start, end), "odd").label("x");
                assert!(plain(&diagnostic, &sources).contains("--> a.md:"), "{start}..{end}");
            }
        }
        let mut diagnostic = Diagnostic::new(Code::Bug, Span::new(file, 0, 0), "odd");
        diagnostic.labels.clear();
        assert_eq!(plain(&diagnostic, &sources), "error[bug]: odd\n");
    }
}
