//! `allow="code,code"`: findings that an author means to have, on one slide or on those of a section.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::Deck;
use crate::source::{FileId, Span, Spanned};

/// What the slides of a deck allow, and what of it was needed.
#[derive(Default)]
pub struct Allowed<'d> {
    /// For each slide the indexes of its own allowances and its section's.
    of_slides: Vec<Vec<usize>>,
    allowances: Vec<Allowance<'d>>,
    /// For each file the starts of the slides in it, in order.
    starts: HashMap<FileId, Vec<(u32, usize)>>,
}

/// The names of the slides on which a finding is meant, by their own word or their section's.
pub(super) fn slides(deck: &Deck, code: Code) -> HashSet<&str> {
    let names = |allow: &[Spanned<String>]| allow.iter().any(|name| name.value == code.as_str());
    let sections: Vec<bool> = deck.sections.iter().map(|section| names(&section.allow)).collect();
    let in_section = |section: Option<usize>| section.and_then(|section| sections.get(section)).copied().unwrap_or(false);
    let allowing = deck.slides.iter().filter(|slide| names(&slide.allow) || in_section(slide.section));
    allowing.map(|slide| slide.id.0.as_str()).collect()
}

struct Allowance<'d> {
    code: &'d str,
    span: Span,
    used: Cell<bool>,
}

impl<'d> Allowed<'d> {
    /// What a deck's slides allow.
    pub fn of(deck: &'d Deck) -> Self {
        let mut allowed = Self { of_slides: Vec::new(), allowances: Vec::new(), starts: HashMap::new() };
        let of_sections: Vec<Vec<usize>> = deck.sections.iter().map(|section| allowed.add(&section.allow)).collect();
        let of_slides: Vec<Vec<usize>> = deck.slides.iter().map(|slide| allowed.add(&slide.allow)).collect();
        if allowed.allowances.is_empty() {
            return allowed;
        }
        for (index, (slide, mut own)) in deck.slides.iter().zip(of_slides).enumerate() {
            own.extend(slide.section.and_then(|section| of_sections.get(section)).into_iter().flatten());
            allowed.of_slides.push(own);
            allowed.starts.entry(slide.span.file).or_default().push((slide.span.start, index));
        }
        allowed.starts.values_mut().for_each(|starts| starts.sort_unstable());
        allowed
    }

    fn add(&mut self, codes: &'d [Spanned<String>]) -> Vec<usize> {
        let first = self.allowances.len();
        let new = codes.iter().map(|code| Allowance { code: &code.value, span: code.span, used: Cell::new(false) });
        self.allowances.extend(new);
        (first..self.allowances.len()).collect()
    }

    /// The findings that are not allowed. An error stays, whatever made it one. One that is about several slides goes when each of
    /// them allows it.
    pub fn filter(&self, findings: Diagnostics) -> Diagnostics {
        if self.allowances.is_empty() {
            return findings;
        }
        findings.into_iter().filter(|finding| !self.allows(finding)).collect()
    }

    /// Is a finding allowed at each of its places?
    pub(super) fn allows(&self, finding: &Diagnostic) -> bool {
        let by: Option<Vec<&Allowance>> = finding.labels.iter().map(|label| self.by(label.span, finding.code)).collect();
        let Some(by) = by.filter(|by| !by.is_empty() && finding.severity != Severity::Error) else { return false };
        by.iter().for_each(|allowance| allowance.used.set(true));
        true
    }

    /// The allowance for a code at a place: that of the slide which starts there or last before it.
    fn by(&self, place: Span, code: Code) -> Option<&Allowance<'d>> {
        let starts = self.starts.get(&place.file)?;
        let last = starts.partition_point(|(start, _)| *start <= place.start).checked_sub(1)?;
        let of_slide = self.of_slides[starts[last].1].iter().map(|index| &self.allowances[*index]);
        of_slide.into_iter().find(|allowance| allowance.code == code.as_str())
    }

    /// A note for each allowance that no finding needed. Only to be asked when every variant was checked.
    pub fn unused(&self) -> Diagnostics {
        let mut told = HashSet::new();
        let idle =
            self.allowances.iter().filter(|allowance| !allowance.used.get() && told.insert((allowance.span, allowance.code)));
        idle.map(|allowance| {
            let message = format!("nothing here gives the finding `{}`", allowance.code);
            Diagnostic::new(Code::UnusedAllow, allowance.span, message).help("take it out of `allow`")
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Section, Slide};
    use crate::project::testing::*;

    fn allow(code: &str, place: usize) -> Vec<Spanned<String>> {
        vec![Spanned::new(code.to_owned(), at(place))]
    }

    fn finding(code: Code, place: usize) -> Diagnostic {
        Diagnostic::new(code, at(place), "message")
    }

    fn starting(id: &str, place: usize) -> Slide {
        Slide { span: at(place), ..slide(id) }
    }

    fn left(deck: &Deck, findings: Vec<Diagnostic>) -> (usize, usize) {
        let allowed = Allowed::of(deck);
        let left = allowed.filter(findings.into_iter().collect()).len();
        (left, allowed.unused().len())
    }

    #[test]
    fn a_slide_allows_its_own_findings_of_that_code_alone() {
        let deck = deck(vec![Slide { allow: allow("missing-alt", 11), ..starting("a", 10) }, starting("b", 20)]);
        assert_eq!(left(&deck, vec![finding(Code::MissingAlt, 15)]), (0, 0));
        assert_eq!(left(&deck, vec![finding(Code::MissingAlt, 25)]), (1, 1), "the next slide's");
        assert_eq!(left(&deck, vec![finding(Code::MissingAlt, 5)]), (1, 1), "before any slide");
        assert_eq!(left(&deck, vec![finding(Code::OverBudget, 15)]), (1, 1), "another code");
    }

    #[test]
    fn a_section_allows_for_its_slides() {
        let mut deck = deck(vec![]);
        let lenient = Section { allow: allow("missing-alt", 11), ..section() };
        add_section(&mut deck, lenient, starting("s", 10), vec![starting("a", 20)]);
        add_section(&mut deck, section(), starting("t", 30), vec![starting("b", 40)]);
        let at_all = [15, 25, 35, 45].map(|place| finding(Code::MissingAlt, place)).to_vec();
        assert_eq!(left(&deck, at_all), (2, 0));
    }

    #[test]
    fn errors_stay_and_several_slides_must_agree() {
        let deck = deck(vec![Slide { allow: allow("over-budget", 11), ..starting("a", 10) }, starting("b", 20)]);
        let error = finding(Code::OverBudget, 15).severity(Severity::Error);
        assert_eq!(left(&deck, vec![error]), (1, 1));
        assert_eq!(left(&deck, vec![finding(Code::OverBudget, 15).also(at(25), "and here")]), (1, 1));
        assert_eq!(left(&deck, vec![finding(Code::OverBudget, 15).also(at(16), "and here")]), (0, 0));
    }
}
