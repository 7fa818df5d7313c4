//! The lines a build prints about decks and variants, and the sums below the findings.

use std::fmt::Write;

use camino::Utf8PathBuf;

use super::args::Purpose;
use crate::build::{DeckReport, Outcome, Report, VariantReport};
use crate::diagnostic::Severity;
use crate::diagnostic::render::visible;

/// What decks are called and how wide the columns are, so that the lines of all decks stand below each other.
#[derive(Debug, Default)]
pub struct Columns {
    names: Vec<String>,
    width: usize,
    purpose: Purpose,
}

/// The width of an audience's name; declared ones may be longer.
const AUDIENCE: usize = "non-technical".len();

impl Columns {
    /// A deck is called by its file's name, or by its path where two have the same.
    pub fn new(decks: &[Utf8PathBuf], purpose: Purpose) -> Self {
        let stems: Vec<&str> = decks.iter().map(|path| path.file_stem().unwrap_or(path.as_str())).collect();
        let name = |path: &Utf8PathBuf| {
            let stem = path.file_stem().unwrap_or(path.as_str());
            let unique = stems.iter().filter(|other| **other == stem).count() == 1;
            visible(if unique { stem.to_owned() } else { path.with_extension("").into_string() }.as_str()).into_owned()
        };
        let names: Vec<String> = decks.iter().map(name).collect();
        let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        Self { names, width, purpose }
    }

    /// What a deck is called.
    pub fn name(&self, deck: usize) -> &str {
        self.names.get(deck).map_or("", String::as_str)
    }

    /// The lines of a deck: one a variant, or one that says why it was not written. Nothing for a deck that could not be read: the
    /// error says it.
    pub fn lines(&self, deck: usize, report: &DeckReport) -> String {
        let mut lines = String::new();
        let mut line = |name: &str, rest: &str| {
            let _ = writeln!(lines, "{name:width$}  {}", rest.trim_end(), width = self.width);
        };
        match report.outcome {
            Outcome::Done => {
                for (i, variant) in report.variants.iter().enumerate() {
                    let rules = if i == 0 { rules(report) } else { String::new() };
                    line(if i == 0 { self.name(deck) } else { "" }, &(columns(variant) + &rules));
                }
            }
            Outcome::Rejected => {
                let findings = tally(|severity| report.count(severity)).join(", ");
                let written = if self.purpose == Purpose::Build { "not written: " } else { "" };
                line(self.name(deck), &format!("{written}{findings}"));
            }
            Outcome::Failed(_) => {}
        }
        lines
    }
}

/// `  by Marp's rules`, where a deck is another tool's.
fn rules(report: &DeckReport) -> String {
    if report.dialect.is_foreign() { format!("  by {}'s rules", report.dialect.name()) } else { String::new() }
}

/// `technical      6 slides   8:16 of 9:36   pdf svg   0.14 s`
fn columns(variant: &VariantReport) -> String {
    let slides = if variant.slides == 1 { "slide " } else { "slides" };
    let time = match variant.plannable {
        Some(plannable) => format!("{:>5} of {plannable:<5}", variant.planned),
        None => format!("{:>5}", format!("~{}", variant.planned)),
    };
    let formats: Vec<&str> = variant.formats.iter().map(|format| format.as_str()).collect();
    let formats = if formats.is_empty() { String::new() } else { format!("  {} ", formats.join(" ")) };
    let seconds = variant.elapsed.as_secs_f64();
    format!("{:AUDIENCE$} {:>2} {slides}  {time:14}{formats}  {seconds:.2} s", visible(&variant.name), variant.slides)
}

/// `2 errors`, `1 warning`: how many findings there are of each severity that has some.
pub fn tally(of: impl Fn(Severity) -> usize) -> Vec<String> {
    let severities = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    severities
        .into_iter()
        .map(|(severity, word)| (of(severity), word))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| count(n, word))
        .collect()
}

/// `2 errors, 1 warning in 1 of 3 decks`, or nothing where all is well or the line of a single deck has said it.
pub fn summary(report: &Report) -> Option<String> {
    if let [DeckReport { outcome: Outcome::Rejected, .. }] = report.decks.as_slice() {
        return None;
    }
    let failed = report.decks.iter().filter(|deck| matches!(deck.outcome, Outcome::Failed(_))).count();
    let mut parts = tally(|severity| report.decks.iter().map(|deck| deck.count(severity)).sum());
    // A single deck's failure has been told just above.
    if failed > 0 && report.decks.len() > 1 {
        parts.push(format!("{} not built", count(failed, "deck")));
    }
    if parts.is_empty() {
        return None;
    }
    let concerned = report.decks.iter().filter(|deck| !deck.diagnostics.is_empty()).count();
    let place = match (report.decks.len(), concerned) {
        (1, _) | (_, 0) => String::new(),
        (all, some) => format!(" in {some} of {all} decks"),
    };
    Some(format!("{}{place}", parts.join(", ")))
}

/// `1 deck`, `3 decks`
pub fn count(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{DeckFailure, Format};
    use crate::diagnostic::{Code, Diagnostic};
    use crate::model::{Dialect, Seconds};
    use crate::source::Span;
    use std::time::Duration;

    fn variant(name: &str, planned: u32, plannable: Option<u32>) -> VariantReport {
        VariantReport {
            readability: None,
            fonts: Vec::new(),
            missing: Vec::new(),
            name: name.into(),
            slides: 6,
            layouts: Vec::new(),
            planned: Seconds(planned),
            plannable: plannable.map(Seconds),
            formats: vec![Format::Pdf, Format::Svg],
            changed: 7,
            elapsed: Duration::from_millis(136),
        }
    }

    fn deck(path: &str, findings: &[Code], outcome: Outcome) -> DeckReport {
        let mut report = DeckReport::new(path);
        let file = report.sources.add(path, "");
        findings.iter().for_each(|code| report.diagnostics.push(Diagnostic::new(*code, Span::new(file, 0, 0), "x")));
        report.outcome = outcome;
        report
    }

    #[test]
    fn variants_stand_below_each_other() {
        let columns = Columns::new(&["decks/executive-pitch.md".into(), "a.md".into()], Purpose::Build);
        let mut first = deck("decks/executive-pitch.md", &[], Outcome::Done);
        first.variants = vec![variant("technical", 496, Some(576)), variant("non-technical", 485, Some(576))];
        let mut second = deck("a.md", &[], Outcome::Done);
        second.variants = vec![variant("technical", 496, None), variant("non-technical", 4360, Some(10_800))];
        second.variants[0].formats.clear();
        second.variants[1].slides = 100;
        second.dialect = Dialect::Marp;
        assert_eq!(
            columns.lines(0, &first) + &columns.lines(1, &second),
            "\
executive-pitch  technical      6 slides   8:16 of 9:36   pdf svg   0.14 s
                 non-technical  6 slides   8:05 of 9:36   pdf svg   0.14 s
a                technical      6 slides  ~8:16           0.14 s  by Marp's rules
                 non-technical 100 slides  1:12:40 of 3:00:00  pdf svg   0.14 s
"
        );
    }

    #[test]
    fn decks_of_the_same_name_are_told_apart() {
        let columns = Columns::new(&["1/intro.md".into(), "2/intro.md".into(), "2/end.md".into()], Purpose::Build);
        assert_eq!([columns.name(0), columns.name(1), columns.name(2)], ["1/intro", "2/intro", "end"]);
        assert_eq!(columns.lines(2, &deck("2/end.md", &[Code::Bug], Outcome::Rejected)), "end      not written: 1 error\n");
        let columns = Columns::new(&["end.md".into()], Purpose::Check);
        assert_eq!(columns.lines(0, &deck("end.md", &[Code::Bug], Outcome::Rejected)), "end  1 error\n");
    }

    #[test]
    fn the_sums_say_how_many_in_how_many() {
        let warning = || deck("a.md", &[Code::Overflow], Outcome::Done);
        let errors = || deck("b.md", &[Code::Bug, Code::Bug], Outcome::Rejected);
        let fine = || deck("c.md", &[], Outcome::Done);
        let failed = || deck("d.md", &[], Outcome::Failed(DeckFailure::NoDecks { titled: Vec::new() }));
        for (decks, expected) in [
            (vec![fine()], None),
            (vec![warning()], Some("1 warning")),
            (vec![warning(), errors(), fine()], Some("2 errors, 1 warning in 2 of 3 decks")),
            (vec![failed()], None),
            (vec![failed(), fine()], Some("1 deck not built")),
            (vec![failed(), warning()], Some("1 warning, 1 deck not built in 1 of 2 decks")),
        ] {
            assert_eq!(summary(&Report { decks }).as_deref(), expected);
        }
    }
}
