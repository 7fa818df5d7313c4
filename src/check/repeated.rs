//! Findings that have one cure are told once, with all their places.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};

use super::Written;

/// More lines than anyone reads.
const MAX_LINES: usize = 12;

/// Kinds of findings whose message names the cause, so that the same message has the same cure everywhere.
const SAME_CURE: &[Code] = &[Code::RawHtml, Code::UnknownAttribute, Code::UnknownDiv, Code::Unsupported];

/// The findings of a deck of Deckle's own: what repeats and has one cure is told at its first place. The rest is left as it is, and in
/// its order.
pub fn once(written: &dyn Written, findings: Diagnostics) -> Diagnostics {
    if findings.iter().filter(|finding| repeats(finding)).nth(1).is_none() {
        return findings;
    }
    let candidates = findings.shared().iter().enumerate().filter(|(_, finding)| repeats(finding));
    let mut places: HashMap<(Code, &str), Vec<usize>> = HashMap::new();
    for (index, finding) in candidates {
        places.entry((finding.code, &finding.message)).or_default().push(index);
    }
    let mut told: Vec<Option<Arc<Diagnostic>>> = findings.shared().iter().cloned().map(Some).collect();
    for mut same in places.into_values().filter(|same| same.len() > 1) {
        same.sort_by_key(|index| {
            findings.shared()[*index].span().map(|span| written.in_file(span)).map(|span| (span.file, span.start))
        });
        let lines = lines(written, same.iter().map(|index| &findings.shared()[*index]));
        same[1..].iter().for_each(|index| told[*index] = None);
        if let (Some(first), true) = (&mut told[same[0]], lines.len() > 1) {
            Arc::make_mut(first).help.push(the_same_at(lines[1..].to_vec()));
        }
    }
    told.into_iter().flatten().collect()
}

/// A finding that can be mended by itself is told by itself.
fn repeats(finding: &Diagnostic) -> bool {
    SAME_CURE.contains(&finding.code) && finding.fix.is_none() && finding.span().is_some()
}

/// The lines of findings, each once: the two tags of an element are one place.
fn lines<'f>(written: &dyn Written, findings: impl Iterator<Item = &'f Arc<Diagnostic>>) -> Vec<usize> {
    let span = findings.filter_map(|finding| finding.span());
    let mut lines: Vec<usize> = span.map(|span| written.line(span)).collect();
    lines.dedup();
    lines
}

/// `the same at 3 more places, in lines 4, 9 and 12`
pub(super) fn the_same_at(mut lines: Vec<usize>) -> String {
    let count = lines.len();
    lines.dedup();
    let more = lines.len().saturating_sub(MAX_LINES);
    lines.truncate(MAX_LINES);
    let mut names: Vec<String> = lines.iter().map(usize::to_string).collect();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    let places = if count == 1 { "1 more place".to_owned() } else { format!("{count} more places") };
    match names.split_last() {
        Some((only, [])) => format!("the same at {places}, in line {only}"),
        Some((last, before)) => format!("the same at {places}, in lines {} and {last}", before.join(", ")),
        None => String::new(),
    }
}

/// `the same for `b` in line 4 and `c` in lines 5 and 9`
pub(super) fn the_same_for(named: &[(String, Vec<usize>)]) -> String {
    let place = |(name, lines): &(String, Vec<usize>)| match lines.as_slice() {
        [] => format!("`{name}`"),
        [line] => format!("`{name}` in line {line}"),
        [lines @ .., last] => {
            let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
            format!("`{name}` in lines {} and {last}", lines.join(", "))
        }
    };
    let mut places: Vec<String> = named.iter().take(MAX_LINES).map(place).collect();
    if named.len() > MAX_LINES {
        places.push(format!("{} more", named.len() - MAX_LINES));
    }
    let last = places.pop().unwrap_or_default();
    if places.is_empty() { format!("the same for {last}") } else { format!("the same for {} and {last}", places.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};

    #[test]
    fn one_cure_is_told_once() {
        let mut sources = Sources::new();
        let file = sources.add("talk.md", "a\nb\nc\nd\ne\n");
        let at = |line: usize| Span::new(file, (line - 1) * 2, (line - 1) * 2 + 1);
        let findings = [
            Diagnostic::new(Code::RawHtml, at(3), "the tag `<a>`"),
            Diagnostic::new(Code::RawHtml, at(3), "the tag `<a>`"),
            Diagnostic::new(Code::RawHtml, at(1), "the tag `<a>`").help("write a link"),
            Diagnostic::new(Code::RawHtml, at(2), "the tag `<b>`"),
            Diagnostic::new(Code::RawHtml, at(2), "the tag `<b>`"),
            Diagnostic::new(Code::UnknownDiv, at(4), "is it `notes`?").fix(at(4), "notes"),
            Diagnostic::new(Code::UnknownDiv, at(5), "is it `notes`?").fix(at(5), "notes"),
            Diagnostic::new(Code::Overflow, at(4), "too high"),
            Diagnostic::new(Code::Overflow, at(5), "too high"),
        ];
        let told: Vec<String> = once(&sources, findings.into_iter().collect())
            .into_iter()
            .map(|f| format!("{} {} {}", f.span().map_or(0, |span| span.start / 2 + 1), f.message, f.help.join("; ")))
            .collect();
        assert_eq!(
            told,
            [
                "1 the tag `<a>` write a link; the same at 1 more place, in line 3",
                "2 the tag `<b>` ",
                "4 is it `notes`? ",
                "5 is it `notes`? ",
                "4 too high ",
                "5 too high ",
            ]
        );
    }

    #[test]
    fn many_lines_are_counted() {
        assert_eq!(the_same_at(vec![7]), "the same at 1 more place, in line 7");
        assert!(the_same_at((1..=20).collect()).ends_with("11, 12 and 8 more"));
    }
}
