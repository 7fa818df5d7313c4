//! Findings about another tool's deck.
//!
//! What the other tool accepts doesn't stop the build: a picture that is missing is a hole in the slide there, too. And what such a
//! deck has on every slide, since its author never had Deckle in mind, is told once with the lines of the other places.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::repeated::the_same_at;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::Dialect;
use crate::source::{SourceFile, Sources};

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
pub fn lenient(dialect: Dialect, sources: &Sources, findings: Diagnostics) -> Diagnostics {
    let accepted = |finding| accepted(dialect, Arc::unwrap_or_clone(finding));
    let mut findings: Diagnostics = findings.into_iter().map(accepted).collect();
    findings.sort_and_dedup();
    let mut kept: Vec<Arc<Diagnostic>> = Vec::new();
    let mut firsts: HashMap<(Code, Severity), usize> = HashMap::new();
    let mut others: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for finding in findings {
        let line = |finding: &Diagnostic| finding.span().map(|span| line(sources.get(span.file), span.start as usize));
        let once = TOLD_ONCE.contains(&finding.code);
        let key = (finding.code, finding.severity);
        match (firsts.get(&key).filter(|_| once), line(&finding)) {
            (Some(index), Some(line)) => others.entry(*index).or_default().push(line),
            _ => {
                firsts.entry(key).or_insert(kept.len());
                kept.push(finding);
            }
        }
    }
    for (index, lines) in others {
        Arc::make_mut(&mut kept[index]).help.push(the_same_at(lines));
    }
    kept.into_iter().collect()
}

fn accepted(dialect: Dialect, finding: Diagnostic) -> Diagnostic {
    if finding.code == Code::DroppedWithoutReplacement {
        return Diagnostic { help: in_place(dialect), ..finding };
    }
    if finding.severity == Severity::Error && ACCEPTED.contains(&finding.code) {
        return finding.severity(Severity::Warning);
    }
    finding
}

/// What an author can do about code that is left out. What helps in a deck of Deckle's own is text or without effect here.
fn in_place(dialect: Dialect) -> Vec<String> {
    const OWN: &str = "a deck of Deckle's own can say what it means for them; `deckle docs foreign` has the way there";
    const QUARTO: &str = "say what it means for them in `::: {.content-visible when-profile=\"non-technical\"}` right after it";
    let quarto = (dialect != Dialect::Marp).then_some(QUARTO);
    quarto.into_iter().chain([OWN]).map(str::to_owned).collect()
}

fn line(source: &SourceFile, offset: usize) -> usize {
    source.line_col(offset).line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

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
                "warning there is no picture `b` the same at 2 more places, in lines 4 and 5",
                "warning too high ",
                "error for whom? ",
            ]
        );
    }

    #[test]
    fn help_is_in_the_words_of_the_tool() {
        let mut sources = Sources::new();
        let file = sources.add("talk.md", "x\n");
        let helps = |dialect| {
            let finding = Diagnostic::new(Code::DroppedWithoutReplacement, Span::new(file, 0, 1), "code").help("`plain=\"…\"`");
            lenient(dialect, &sources, [finding].into_iter().collect())
                .into_iter()
                .flat_map(|f| f.help.clone())
                .collect::<Vec<_>>()
        };
        let names = |helps: &[String]| helps.iter().map(|help| help.contains("content-visible")).collect::<Vec<_>>();
        assert_eq!((names(&helps(Dialect::Marp)), names(&helps(Dialect::Quarto))), (vec![false], vec![true, false]));
    }
}
