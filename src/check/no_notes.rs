//! `no-notes`: slides of a Lab 3 deck without notes. Only there, where the notes are handed in; elsewhere they are the author's affair.

use super::{Subject, count};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Layout;
use crate::project::ProjectedSlide;

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    let silent = subject.projection.slides.iter().filter(|slide| is_spoken_to(slide) && slide.notes.is_empty());
    let places: Vec<_> = silent.map(|slide| slide.span).collect();
    let (Some(_), Some((&first, others))) = (subject.profile, places.split_first()) else { return Vec::new() };
    let has = if places.len() == 1 { "has" } else { "have" };
    let message = format!("{} {has} no notes", count(places.len(), "slide"));
    let finding = Diagnostic::new(Code::NoNotes, first, message);
    let finding = others.iter().fold(finding, |finding, &place| finding.also(place, ""));
    vec![finding.help("write what you say in a `::: notes` block; it is handed in and gives the slide its time")]
}

/// Does the speaker have something to say here, as a rule?
fn is_spoken_to(slide: &ProjectedSlide) -> bool {
    let silent = matches!(
        slide.layout,
        Layout::Title | Layout::Section | Layout::Questions | Layout::Break | Layout::Exercise | Layout::Closing
    );
    !silent && !slide.appendix
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{found, messages};
    use crate::diagnostic::Severity;
    use crate::model::Slide;
    use crate::project::testing::*;

    #[test]
    fn lab_3_decks_are_told_of_slides_without_notes() {
        let spoken = Slide { notes: words(3), ..slide("b") };
        let pause = Slide { layout: layout(Layout::Break), ..slide("p") };
        let mut deck = deck(vec![slide("a"), spoken, slide("c"), pause]);
        assert!(messages(&deck, Code::NoNotes).is_empty());
        deck.meta.profile = written("lab-3/kickoff");
        assert_eq!(messages(&deck, Code::NoNotes), ["2 slides have no notes"]);
        assert_eq!(found(&deck, Code::NoNotes)[0].severity, Severity::Note);
    }
}
