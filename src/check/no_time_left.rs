//! `no-time-left`: slides that share what the others leave get nothing (time rule 10). One finding for the deck.
//!
//! Where the stated times are more than there is, `over-duration` or `section-over-budget` says it all.

use super::{Subject, stating_none};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Seconds;
use crate::timing::Account;

/// How many slides the finding points at.
const SHOWN: usize = 5;

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    let Some(accounts) = &subject.accounts else { return Vec::new() };
    let used_up = |account: &&Account| account.rest() == Seconds::ZERO && account.overrun() == Seconds::ZERO;
    let spent = accounts.sections.iter().flatten().chain([&accounts.deck]).filter(used_up);
    let mut indexes: Vec<usize> = spent.flat_map(|account| &account.sharers).copied().collect();
    indexes.sort_unstable();
    if indexes.is_empty() {
        return Vec::new();
    }
    let message = format!("no time is left for {}", stating_none(indexes.len()));
    let mut finding = Diagnostic::new(Code::NoTimeLeft, subject.duration_span(), message);
    for (slide, time) in indexes.iter().filter_map(|&index| subject.slide(index)).take(SHOWN) {
        finding = finding.also(slide.span, format!("needs about {}", time.estimate.in_words()));
    }
    let help = if accounts.deck.whole == Seconds::ZERO {
        "the buffer and the time for questions take all of it: shorten them, or give the deck more time"
    } else {
        "shorten what the other slides state, or give the deck or the section more time"
    };
    vec![finding.help(help)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{found, messages};
    use crate::model::{Section, Slide};
    use crate::project::testing::*;

    #[test]
    fn the_deck_gets_one_finding() {
        let mut deck = deck(vec![Slide { time: fixed(60), ..slide("a") }, slide("b"), slide("c")]);
        deck.meta.duration = fixed(180);
        let timed = Slide { time: fixed(120), ..slide("t") };
        add_section(&mut deck, Section { time: fixed(120), ..section() }, slide("s"), vec![timed]);
        assert_eq!(messages(&deck, Code::NoTimeLeft), ["no time is left for 3 slides that state none"]);
        assert_eq!(found(&deck, Code::NoTimeLeft)[0].labels.len(), 4);
        assert!(messages(&deck, Code::OverBudget).is_empty(), "said once");
        deck.meta.duration = fixed(240);
        assert_eq!(messages(&deck, Code::NoTimeLeft), ["no time is left for 1 slide that states none"]);
    }

    #[test]
    fn a_buffer_that_takes_everything_is_named() {
        let mut deck = deck(vec![slide("a"), slide("b")]);
        (deck.meta.duration, deck.meta.buffer) = (fixed(60), percent(100));
        assert!(found(&deck, Code::NoTimeLeft)[0].help[0].starts_with("the buffer and the time for questions"));
    }
}
