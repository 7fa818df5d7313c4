//! One line a finding: `file:line:col: severity[code]: message; help`.

use super::{place, visible};
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// Renders a finding as one line, without a line end.
pub fn concise(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut line = String::new();
    if let Some(span) = diagnostic.span() {
        let place = place(sources, span);
        line = format!("{}:{}:{}: ", visible(place.path.as_str()), place.start.line, place.start.column);
    }
    line += &format!("{}[{}]: {}", diagnostic.severity.as_str(), diagnostic.code, visible(&diagnostic.message));
    for help in &diagnostic.help {
        line.push_str("; ");
        line.push_str(&visible(help));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::tests::finding;
    use super::*;

    #[test]
    fn one_line_whatever_the_message_holds() {
        let (sources, mut diagnostic) = finding("# One\n\n## Two", "Two");
        assert_eq!(concise(&diagnostic, &sources), "decks/talk.md:3:4: warning[overflow]: too high; shorten it");
        diagnostic.message = "a\nb\x1b[0m".into();
        diagnostic.help.push("and so on".into());
        assert_eq!(concise(&diagnostic, &sources), "decks/talk.md:3:4: warning[overflow]: a b␛[0m; shorten it; and so on");
    }

    #[test]
    fn a_finding_without_a_place_is_told_too() {
        let (sources, mut diagnostic) = finding("x", "x");
        diagnostic.labels.clear();
        assert_eq!(concise(&diagnostic, &sources), "warning[overflow]: too high; shorten it");
    }
}
