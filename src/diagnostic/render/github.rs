//! Workflow commands that GitHub shows beside the changed lines: `::error file=…,line=…,col=…,title=…::message`.

use super::{place, visible};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

/// Renders a finding as one workflow command, without a line end.
pub fn github(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(span) = diagnostic.span() {
        let place = place(sources, span);
        properties.push(format!("file={}", property(place.path.as_str())));
        properties.push(format!("line={}", place.start.line));
        properties.push(format!("col={}", place.start.column));
        // GitHub refuses columns over several lines.
        if place.end.line == place.start.line {
            properties.push(format!("endColumn={}", place.end.column));
        } else {
            properties.push(format!("endLine={}", place.end.line));
        }
    }
    properties.push(format!("title={}", property(diagnostic.code.as_str())));
    let lines: Vec<_> = std::iter::once(&diagnostic.message).chain(&diagnostic.help).map(|text| data(text)).collect();
    format!("::{command} {}::{}", properties.join(","), lines.join("%0A"))
}

/// A failure that has no place, as a command without a line end.
pub fn github_failure(message: &str) -> String {
    format!("::error::{}", data(message))
}

/// A message: only percent signs and line ends mean something there.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25")
}

/// A property's value: colons and commas end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::tests::finding;
    use super::*;
    use crate::source::Span;

    #[test]
    fn a_command_with_its_place() {
        let (sources, diagnostic) = finding("# One\n\n## Two", "Two");
        assert_eq!(
            github(&diagnostic, &sources),
            "::warning file=decks/talk.md,line=3,col=4,endColumn=7,title=overflow::too high%0Ashorten it"
        );
    }

    #[test]
    fn no_text_breaks_out_of_the_command() {
        let mut sources = Sources::new();
        let file = sources.add("a,b:c%.md", "one\ntwo");
        let mut diagnostic = Diagnostic::new(crate::diagnostic::Code::Bug, Span::new(file, 0, 7), "50%\n::error::injected");
        assert_eq!(
            github(&diagnostic, &sources),
            "::error file=a%2Cb%3Ac%25.md,line=1,col=1,endLine=2,title=bug::50%25 ::error::injected"
        );
        diagnostic.labels.clear();
        diagnostic.severity = Severity::Note;
        assert!(github(&diagnostic, &sources).starts_with("::notice title=bug::"));
    }
}
