//! What is wrong with formulas, at its own place.

use std::ops::Range;

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::math;

/// Reports the problems of a formula that was written at `range`.
pub fn report(cx: &mut Context<'_>, latex: &str, range: Range<usize>) {
    let Err(problems) = math::read(latex) else { return };
    for problem in problems {
        let span = cx.span(
            place(cx.slice(range.clone()), latex, &problem.range)
                .map_or(range.clone(), |found| range.start + found.start..range.start + found.end),
        );
        let finding = Diagnostic::new(Code::Math, span, problem.message);
        cx.report(match problem.help {
            Some(help) => finding.help(help),
            None => finding,
        });
    }
}

/// Where a part of a formula stands in what was written. The formula lacks the marks around it, and those of quotations and lists at
/// the start of its lines; otherwise the two are equal.
fn place(written: &str, latex: &str, part: &Range<usize>) -> Option<Range<usize>> {
    if let Some(start) = written.find(latex) {
        return Some(start + part.start..start + part.end);
    }
    let words = latex.get(part.clone()).filter(|words| !words.is_empty())?;
    let before = latex[..part.start].matches(words).count();
    let (start, _) = written.match_indices(words).nth(before)?;
    Some(start..start + words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_where_it_was_written() {
        assert_eq!(place("$$ \\a + \\a $$", "\\a + \\a", &(5..7)), Some(8..10));
        assert_eq!(place("$$\n> \\a\n> \\a\n> $$", "\\a\n\\a", &(3..5)), Some(10..12));
        assert_eq!(place("$x$", "y", &(0..1)), None);
    }
}
