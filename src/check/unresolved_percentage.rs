//! `unresolved-percentage`: a percentage of a duration that the deck doesn't state. One finding for the deck, at the first of them; a
//! duration that is a percentage itself is the cause of all others.

use super::{Subject, count};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::TimeSpec;
use crate::source::{Span, Spanned};

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    if subject.schedule.duration.is_some() {
        return Vec::new();
    }
    let projection = subject.projection;
    if let Some(place) = percentage(projection.meta.duration) {
        let message = "a duration can't be a percentage: there is nothing it could be of";
        return vec![Diagnostic::new(Code::UnresolvedPercentage, place, message).help("write it as `20m` or `1h30m`")];
    }
    let sections = projection.sections.iter().filter(|section| !section.appendix).map(|section| section.time);
    let slides = projection.slides.iter().filter(|slide| !slide.appendix).map(|slide| slide.time);
    let mut places: Vec<Span> = sections.chain(slides).filter_map(percentage).collect();
    places.sort_by_key(|span| (span.file, span.start));
    let Some((&first, others)) = places.split_first() else { return Vec::new() };
    let message = match others.len() {
        0 => "this percentage is of the deck's duration, and the deck states none".to_owned(),
        more => format!("{} are percentages of the deck's duration, and the deck states none", count(more + 1, "time")),
    };
    let finding = Diagnostic::new(Code::UnresolvedPercentage, first, message);
    let finding = others.iter().fold(finding, |finding, &place| finding.also(place, ""));
    vec![finding.help("write `duration: 20m` in the front matter, or a time such as `2m` here")]
}

fn percentage(time: Option<Spanned<TimeSpec>>) -> Option<Span> {
    time.filter(|time| matches!(time.value, TimeSpec::Share(_))).map(|time| time.span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{found, messages};
    use crate::model::{Section, Slide};
    use crate::project::testing::*;

    #[test]
    fn percentages_need_a_duration() {
        let share = || Slide { time: percent(10), ..slide("a") };
        let mut deck = deck(vec![share(), Slide { time: fixed(10), ..slide("b") }]);
        let one = "this percentage is of the deck's duration, and the deck states none";
        assert_eq!(messages(&deck, Code::UnresolvedPercentage), [one]);
        add_section(&mut deck, Section { time: percent(20), ..section() }, slide("s"), vec![share()]);
        let findings = found(&deck, Code::UnresolvedPercentage);
        assert_eq!(findings[0].message, "3 times are percentages of the deck's duration, and the deck states none");
        assert_eq!((findings.len(), findings[0].labels.len()), (1, 3));
        deck.meta.duration = percent(50);
        let cause = "a duration can't be a percentage: there is nothing it could be of";
        assert_eq!(messages(&deck, Code::UnresolvedPercentage), [cause]);
        deck.meta.duration = fixed(600);
        assert!(messages(&deck, Code::UnresolvedPercentage).is_empty());
    }
}
