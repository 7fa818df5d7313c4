//! `over-duration`: the stated times of slides and closed sections add up to more than can be planned.

use super::{Subject, stating_none};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Seconds;

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    let (Some(accounts), schedule) = (&subject.accounts, subject.schedule) else { return Vec::new() };
    let over = accounts.deck.overrun();
    let (Some(duration), false) = (schedule.duration, over == Seconds::ZERO) else { return Vec::new() };
    let message = format!(
        "the stated times add up to {}, but {} can be planned",
        accounts.deck.stated.in_words(),
        accounts.deck.whole.in_words()
    );
    let mut label = duration.in_words();
    for (kept, what) in [(schedule.buffer, "buffer"), (schedule.qa, "for questions")] {
        if kept > Seconds::ZERO {
            label += &format!(", {} {what}", kept.in_words());
        }
    }
    let mut finding = subject
        .overrun(Code::OverDuration, subject.duration_span(), message)
        .label(label)
        .help(format!("take {} from the slides, or give the deck more time", over.in_words()));
    let left = accounts.deck.sharers.len();
    if left > 0 {
        finding = finding.help(format!("nothing is left for {}", stating_none(left)));
    }
    vec![finding]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{found, messages};
    use crate::diagnostic::Severity;
    use crate::model::{Section, Slide};
    use crate::project::testing::*;

    #[test]
    fn both_numbers_are_named() {
        let timed = |id: &str, seconds| Slide { time: fixed(seconds), ..slide(id) };
        let mut deck = deck(vec![timed("a", 300), timed("b", 240), slide("c")]);
        (deck.meta.duration, deck.meta.qa) = (fixed(600), fixed(120));
        let findings = found(&deck, Code::OverDuration);
        assert_eq!(findings[0].message, "the stated times add up to 9 min, but 8 min can be planned");
        assert_eq!(findings[0].labels[0].text, "10 min, 2 min for questions");
        let help = ["take 1 min from the slides, or give the deck more time", "nothing is left for 1 slide that states none"];
        assert_eq!(findings[0].help, help);
        assert!(messages(&deck, Code::NoTimeLeft).is_empty(), "one cause, one finding");

        deck.meta.profile = written("lab-3/kickoff");
        let lab = found(&deck, Code::OverDuration);
        assert_eq!(
            (lab[0].severity, lab[0].labels[0].text.as_str()),
            (Severity::Error, "10 min, 2 min buffer, 2 min for questions")
        );
    }

    #[test]
    fn closed_sections_count_with_their_time() {
        let mut deck = deck(vec![]);
        deck.meta.duration = fixed(60);
        add_section(&mut deck, Section { time: fixed(60), ..section() }, slide("s"), vec![]);
        assert!(messages(&deck, Code::OverDuration).is_empty());
        add_section(&mut deck, Section { time: fixed(30), ..section() }, slide("t"), vec![]);
        assert_eq!(messages(&deck, Code::OverDuration), ["the stated times add up to 1 min 30 s, but 1 min can be planned"]);
    }
}
