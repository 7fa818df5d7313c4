//! Finding terms in a text: the longest form first, each a word of its own.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::model::Glossary;
use crate::model::words::{capitalised, spellings, stands_alone};

/// A form of a term in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// The entry.
    pub term: usize,
    /// Does it begin with a capital letter that the form hasn't?
    pub capitalised: bool,
}

/// All forms of a glossary.
pub(super) struct Matcher {
    /// `None` where there are none, or more than can be searched for.
    automaton: Option<AhoCorasick>,
    forms: Vec<(usize, bool)>,
}

impl Matcher {
    pub fn new(glossary: &Glossary) -> Self {
        let (mut patterns, mut forms) = (Vec::new(), Vec::new());
        for (index, term) in glossary.terms.iter().enumerate() {
            for form in term.forms().flat_map(|form| spellings(&form.value)) {
                if let Some(capitalised) = capitalised(&form) {
                    patterns.push(capitalised);
                    forms.push((index, true));
                }
                patterns.push(form);
                forms.push((index, false));
            }
        }
        // The one that is made in no time: a glossary is small, and it is made again after each edit.
        let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::NoncontiguousNFA)).build(patterns).ok();
        Self { automaton, forms }
    }

    /// What is found, in order, none within another. Of forms that begin at the same place the longest is taken.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut all: Vec<_> = automaton
            .find_overlapping_iter(text)
            .filter(|found| !found.is_empty() && stands_alone(text, found.start(), found.end()))
            .map(|found| (found.range(), self.forms[found.pattern().as_usize()]))
            .collect();
        all.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut end = 0;
        let mut kept = Vec::new();
        for (range, (term, capitalised)) in all {
            if range.start >= end {
                end = range.end;
                kept.push(Found { range, term, capitalised });
            }
        }
        kept
    }
}

/// The quotation marks in use, each with what closes it.
const MARKS: &[(char, char)] =
    &[('“', '”'), ('„', '“'), ('„', '”'), ('«', '»'), ('»', '«'), ('「', '」'), ('『', '』'), ('"', '"'), ('‹', '›')];

/// Does a range stand between quotation marks?
pub(super) fn is_quoted(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    MARKS.iter().any(|(open, close)| {
        if open == close {
            return before.matches(*open).count() % 2 == 1 && after.contains(*close);
        }
        let opened = before.rfind(*open);
        opened.is_some_and(|at| !before[at + open.len_utf8()..].contains(*close)) && after.contains(*close)
    })
}
