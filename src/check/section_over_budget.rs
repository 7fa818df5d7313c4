//! `section-over-budget`: the slides of a closed section state more time than it has.

use super::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Seconds;

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    let Some(accounts) = &subject.accounts else { return Vec::new() };
    let mut findings = Vec::new();
    for (section, account) in subject.projection.sections.iter().zip(&accounts.sections) {
        let (Some(account), Some(time)) = (account, section.time) else { continue };
        if account.overrun() == Seconds::ZERO {
            continue;
        }
        let (stated, has) = (account.stated.in_words(), account.whole.in_words());
        let message = format!("the slides of this section state {stated}, the section has {has}");
        findings.push(subject.overrun(Code::SectionOverBudget, time.span, message).help(format!(
            "take {} from them, or give it `time={}s`",
            account.overrun().in_words(),
            account.stated.0
        )));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{found, messages};
    use crate::model::{Section, Slide};
    use crate::project::testing::*;

    #[test]
    fn the_slides_are_compared_with_the_section() {
        let timed = |id: &str, seconds| Slide { time: fixed(seconds), ..slide(id) };
        let with = |seconds| {
            let mut deck = deck(vec![]);
            deck.meta.duration = fixed(600);
            let closed = Section { time: fixed(120), ..section() };
            add_section(&mut deck, closed, slide("s"), vec![timed("a", 90), timed("b", seconds)]);
            deck
        };
        let message = "the slides of this section state 3 min, the section has 2 min";
        assert_eq!(messages(&with(90), Code::SectionOverBudget), [message]);
        assert_eq!(found(&with(90), Code::SectionOverBudget)[0].help, ["take 1 min from them, or give it `time=180s`"]);
        assert!(messages(&with(90), Code::NoTimeLeft).is_empty(), "one cause, one finding");
        assert!(messages(&with(30), Code::SectionOverBudget).is_empty());
    }
}
