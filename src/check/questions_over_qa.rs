//! `questions-over-qa`: questions slides state more time than the deck keeps for questions (time rule 4).

use super::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Seconds;
use crate::timing::BudgetSource;

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    let Some(account) = subject.accounts.as_ref().map(|accounts| &accounts.questions) else { return Vec::new() };
    if account.overrun() == Seconds::ZERO {
        return Vec::new();
    }
    let mut times = subject.slides().filter(|(_, time)| time.source == BudgetSource::Questions).filter_map(|(s, _)| s.time);
    let place = times.next().map_or(subject.duration_span(), |time| time.span);
    let message =
        format!("questions are given {}, but the deck keeps {} for them", account.stated.in_words(), account.whole.in_words());
    let finding = subject.overrun(Code::QuestionsOverQa, place, message);
    let finding = times.fold(finding, |finding, time| finding.also(time.span, ""));
    vec![finding.help(format!("write `qa: {}s` in the front matter, or take the time off the slide", account.stated.0))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{found, messages};
    use crate::model::{Layout, Slide};
    use crate::project::testing::*;

    #[test]
    fn questions_are_compared_with_what_is_kept_for_them() {
        let questions = |id: &str| Slide { layout: layout(Layout::Questions), time: fixed(150), ..slide(id) };
        let mut deck = deck(vec![slide("a"), questions("q"), questions("r")]);
        (deck.meta.duration, deck.meta.qa) = (fixed(600), fixed(120));
        let findings = found(&deck, Code::QuestionsOverQa);
        assert_eq!(findings[0].message, "questions are given 5 min, but the deck keeps 2 min for them");
        assert_eq!((findings.len(), findings[0].labels.len()), (1, 2));
        deck.meta.qa = fixed(300);
        assert!(messages(&deck, Code::QuestionsOverQa).is_empty());
    }
}
