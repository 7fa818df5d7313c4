//! `under-duration`: the talk is much shorter than its slot.
//!
//! What a slide takes is its own time, else what it needs; a closed section takes its time. Where more than a third of the time
//! that can be planned is left this way, the talk ends early. Notes that are still to be written say nothing about that, so a deck
//! is judged only once every slide that shares the rest has some; title and section slides need none.

use super::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Layout, Seconds};
use crate::timing::SlideTime;

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    let Some(accounts) = &subject.accounts else { return Vec::new() };
    let sharers: Vec<_> = accounts.deck.sharers.iter().filter_map(|&index| subject.slide(index)).collect();
    let is_written = |layout, time: &SlideTime| {
        matches!(layout, Layout::Title | Layout::Section | Layout::Closing) || time.words + time.letters > 0
    };
    if !sharers.iter().all(|(slide, time)| is_written(slide.layout, time)) {
        return Vec::new();
    }
    let need: Seconds = sharers.iter().map(|(_, time)| time.estimate).sum();
    let (filled, whole) = (accounts.deck.stated.plus(need), accounts.deck.whole);
    if u64::from(filled.0) * 3 >= u64::from(whole.0) * 2 {
        return Vec::new();
    }
    let message = format!("the slides take about {}, but {} can be planned", filled.in_words(), whole.in_words());
    let gap = whole.minus(filled).in_words();
    let finding = Diagnostic::new(Code::UnderDuration, subject.duration_span(), message).label(format!("{gap} too much"));
    vec![finding.help("say more, give slides more time, or shorten the `duration`")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{found, messages};
    use crate::model::{Deck, Origin, Section, Slide};
    use crate::project::testing::*;

    /// Ten minutes; the title needs 10 s, `a` as many words' time, `b` states 200 s.
    fn with(count: usize) -> Deck {
        let title = Slide { origin: Origin::FrontMatter, heading: None, ..slide("title") };
        let a = Slide { notes: words(count), ..slide("a") };
        let mut deck = deck(vec![title, a, Slide { time: fixed(200), ..slide("b") }]);
        deck.meta.duration = fixed(600);
        deck
    }

    #[test]
    fn two_thirds_are_enough() {
        // 10 + 192 + 200 = 402 is more than 400, two thirds of 600; 13 words, 6 s, less are too few.
        assert!(messages(&with(416), Code::UnderDuration).is_empty());
        assert_eq!(messages(&with(403), Code::UnderDuration), ["the slides take about 6 min 36 s, but 10 min can be planned"]);
        assert_eq!(found(&with(403), Code::UnderDuration)[0].labels[0].text, "3 min 24 s too much");
        assert!(messages(&with(0), Code::UnderDuration).is_empty(), "its notes are still to be written");
    }

    #[test]
    fn a_closed_section_counts_whole() {
        let mut deck = deck(vec![]);
        deck.meta.duration = fixed(600);
        add_section(&mut deck, Section { time: fixed(400), ..section() }, slide("s"), vec![]);
        assert!(messages(&deck, Code::UnderDuration).is_empty());
        deck.sections[0].time = fixed(399);
        assert_eq!(messages(&deck, Code::UnderDuration).len(), 1);
    }
}
