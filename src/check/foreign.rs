//! Findings about another tool's deck.
//!
//! What the other tool accepts doesn't stop the build: a picture that is missing is a hole in the slide there, too. And what such a
//! deck has on every slide, since its author never had Deckle in mind, is told once with the lines of the other places.

mod advice;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::Written;
use super::repeated::{the_same_at, the_same_for};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::Dialect;

/// Errors that are warnings in another tool's deck. What stays one: text that might reach the wrong audience, and everything that
/// makes a build impossible.
const ACCEPTED: &[Code] = &[
    Code::MissingFile,
    Code::OutsideProject,
    Code::RemotePicture,
    Code::UnreadablePicture,
    Code::FrontMatter,
    Code::DuplicateKey,
    Code::WrongType,
    Code::BadValue,
    Code::DuplicateId,
    Code::UnclosedDiv,
    Code::StrayDiv,
    Code::Math,
];

/// Kinds of findings that are told once.
const TOLD_ONCE: &[Code] = &[
    Code::MissingFile,
    Code::OutsideProject,
    Code::RemotePicture,
    Code::UnreadablePicture,
    Code::DroppedWithoutReplacement,
    Code::EmptyInVariant,
    Code::LinkToHiddenSlide,
    Code::MissingAlt,
    Code::UnknownSlide,
    Code::UnsafeLink,
    Code::UnexplainedTerm,
    Code::Math,
];

/// The findings of another tool's deck: warnings where that tool goes on, each kind that is everywhere told once.
pub fn lenient(dialect: Dialect, written: &dyn Written, findings: Diagnostics) -> Diagnostics {
    let accepted = |finding| accepted(dialect, Arc::unwrap_or_clone(finding));
    let mut findings: Diagnostics = findings.into_iter().map(accepted).collect();
    findings.sort_and_dedup();
    let mut kept: Vec<Arc<Diagnostic>> = Vec::new();
    let mut firsts: HashMap<(Code, Severity, String), usize> = HashMap::new();
    let mut others: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    for finding in findings {
        let once = TOLD_ONCE.contains(&finding.code);
        let key = (finding.code, finding.severity, cause(&finding));
        match (firsts.get(&key).filter(|_| once), finding.span()) {
            (Some(index), Some(span)) => {
                let line = written.line(span);
                others.entry(*index).or_default().push(Place { line, message: finding.message.clone() });
            }
            _ => {
                firsts.entry(key).or_insert(kept.len());
                kept.push(finding);
            }
        }
    }
    for (index, places) in others {
        let first = Arc::make_mut(&mut kept[index]);
        first.help.extend(at_other_places(&first.message, places));
    }
    kept.into_iter().collect()
}

/// A further place of a finding.
struct Place {
    line: usize,
    message: String,
}

/// What tells findings of one kind apart that are not told together.
fn cause(finding: &Diagnostic) -> String {
    let names = finding.code == Code::UnexplainedTerm;
    if names { finding.message.split('`').step_by(2).collect() } else { String::new() }
}

/// The places where it is the same, and those where the same is said of something else, which is named.
fn at_other_places(first: &str, places: Vec<Place>) -> Vec<String> {
    let mut same: Vec<usize> = Vec::new();
    let mut named: Vec<(String, Vec<usize>)> = Vec::new();
    for Place { line, message } in places {
        let name = message.split('`').nth(1).filter(|_| message != first);
        let Some(name) = name else {
            same.push(line);
            continue;
        };
        match named.iter_mut().find(|(known, _)| known == name) {
            Some((_, lines)) => lines.push(line),
            None => named.push((name.to_owned(), vec![line])),
        }
    }
    let same = (!same.is_empty()).then(|| the_same_at(same));
    same.into_iter().chain((!named.is_empty()).then(|| the_same_for(&named))).collect()
}

fn accepted(dialect: Dialect, finding: Diagnostic) -> Diagnostic {
    let finding = advice::in_words_of(dialect, finding);
    if finding.severity == Severity::Error && ACCEPTED.contains(&finding.code) {
        return finding.severity(Severity::Warning);
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};

    #[test]
    fn what_repeats_is_told_once_and_never_stops_the_build() {
        let mut sources = Sources::new();
        let file = sources.add("talk.md", "a\nb\nc\nd\ne\n");
        let at = |line: usize| Span::new(file, (line - 1) * 2, (line - 1) * 2 + 1);
        let findings = [
            Diagnostic::new(Code::MissingFile, at(4), "there is no picture `d`"),
            Diagnostic::new(Code::MissingFile, at(2), "there is no picture `b`"),
            Diagnostic::new(Code::MissingFile, at(5), "there is no picture `e`"),
            Diagnostic::new(Code::Overflow, at(1), "too high"),
            Diagnostic::new(Code::Overflow, at(3), "too high"),
            Diagnostic::new(Code::StrayAttributes, at(3), "for whom?"),
        ];
        let told: Vec<String> = lenient(Dialect::Marp, &sources, findings.into_iter().collect())
            .into_iter()
            .map(|f| format!("{} {} {}", f.severity.as_str(), f.message, f.help.join("; ")))
            .collect();
        assert_eq!(
            told,
            [
                "warning too high ",
                "warning there is no picture `b` the same for `d` in line 4 and `e` in line 5",
                "warning too high ",
                "error for whom? ",
            ]
        );
    }

    #[test]
    fn what_is_told_together_is_named() {
        let place = |line, name: &str| Place { line, message: format!("nothing explains `{name}`") };
        let told = |places| at_other_places("nothing explains `DB`", places);
        assert_eq!(told(vec![place(7, "DB")]), ["the same at 1 more place, in line 7"]);
        assert_eq!(
            told(vec![place(3, "WAL"), place(4, "DB"), place(5, "PK"), place(9, "WAL")]),
            ["the same at 1 more place, in line 4", "the same for `WAL` in lines 3 and 9 and `PK` in line 5"]
        );
        let many = told((1..=15).map(|n| place(n, &format!("T{n}"))).collect());
        assert!(many[0].ends_with("`T12` in line 12 and 3 more"), "{many:?}");
    }
}
