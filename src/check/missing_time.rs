//! `missing-time`: exercises and breaks must state their time (time rule 5); a questions slide needs the deck's `qa` (rule 4).

use super::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Layout, Seconds};
use crate::project::ProjectedSlide;

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    let counted = subject.projection.slides.iter().filter(|slide| !slide.appendix && slide.time.is_none());
    counted.filter_map(|slide| missing(subject, slide)).collect()
}

fn missing(subject: &Subject, slide: &ProjectedSlide) -> Option<Diagnostic> {
    if slide.layout.must_state_time() {
        let article = if slide.layout == Layout::Exercise { "an" } else { "a" };
        let message = format!("{article} {} must state its time", slide.layout.as_str());
        return Some(Diagnostic::new(Code::MissingTime, slide.span, message).help("write `time=10m` in its braces"));
    }
    let unpaid = slide.layout == Layout::Questions
        && subject.schedule.duration.is_some()
        && subject.projection.meta.qa.is_none()
        && subject.schedule.qa == Seconds::ZERO;
    let message = "this slide is for questions, but the deck keeps no time for them";
    unpaid.then(|| Diagnostic::new(Code::MissingTime, slide.span, message).help("write `qa: 5m` in the front matter"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::messages;
    use crate::model::{Section, Slide};
    use crate::project::testing::*;

    fn with(asked: Layout) -> Slide {
        Slide { layout: layout(asked), ..slide("a") }
    }

    #[test]
    fn exercises_and_breaks_state_their_time() {
        let both = deck(vec![with(Layout::Exercise), with(Layout::Break), with(Layout::Statement)]);
        assert_eq!(messages(&both, Code::MissingTime), ["an exercise must state its time", "a break must state its time"]);
        assert!(messages(&deck(vec![Slide { time: fixed(60), ..with(Layout::Break) }]), Code::MissingTime).is_empty());
        let mut appendix = deck(vec![slide("x")]);
        add_section(&mut appendix, Section { appendix: true, ..section() }, slide("s"), vec![with(Layout::Exercise)]);
        assert!(messages(&appendix, Code::MissingTime).is_empty(), "an appendix has no time");
    }

    #[test]
    fn questions_need_time_in_a_deck_that_has_a_duration() {
        let mut asked = deck(vec![with(Layout::Questions)]);
        assert!(messages(&asked, Code::MissingTime).is_empty());
        asked.meta.duration = fixed(600);
        let message = "this slide is for questions, but the deck keeps no time for them";
        assert_eq!(messages(&asked, Code::MissingTime), [message]);
        asked.meta.qa = fixed(60);
        assert!(messages(&asked, Code::MissingTime).is_empty());
        asked.meta.qa = fixed(0);
        assert!(messages(&asked, Code::MissingTime).is_empty(), "`qa: 0s` is meant");
    }
}
