//! Time rules 2 and 3: what the whole talk has.

use super::profile;
use crate::model::{Seconds, TimeSpec};
use crate::project::ProjectedMeta;

/// The times of the whole talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    /// D.
    pub duration: Option<Seconds>,
    /// B.
    pub buffer: Seconds,
    /// Q.
    pub qa: Seconds,
    /// N = D − Q − B.
    pub plannable: Option<Seconds>,
}

/// Reads D, B and Q from the front matter of a variant. A profile gives B where the author doesn't. Percentages of `buffer` and `qa`
/// are of D; without D they are 0, and a percentage of `duration` is none.
pub(super) fn frame(meta: &ProjectedMeta) -> Frame {
    let duration = meta.duration.and_then(|written| match written.value {
        TimeSpec::Fixed(seconds) => Some(seconds),
        TimeSpec::Share(_) => None,
    });
    let by_profile = || profile::of(meta).map(|profile| profile.buffer);
    let whole = duration.unwrap_or_default();
    let resolved = |spec: Option<TimeSpec>| spec.map_or(Seconds::ZERO, |spec| spec.of(whole));
    let buffer = resolved(meta.buffer.map(|written| written.value).or_else(by_profile));
    let qa = resolved(meta.qa.map(|written| written.value));
    Frame { duration, buffer, qa, plannable: duration.map(|d| d.minus(qa).minus(buffer)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::testing::{at, fixed, percent};
    use crate::source::Spanned;

    fn numbers(
        duration: Option<Spanned<TimeSpec>>,
        buffer: Option<Spanned<TimeSpec>>,
        qa: Option<Spanned<TimeSpec>>,
        profile: Option<&str>,
    ) -> (Option<u32>, u32, u32, Option<u32>) {
        let mut deck = crate::project::testing::deck(vec![]);
        (deck.meta.duration, deck.meta.buffer, deck.meta.qa) = (duration, buffer, qa);
        deck.meta.profile = profile.map(|name| Spanned::new(name.to_owned(), at(0)));
        let technical = crate::model::Variant::of(crate::model::Audience::technical());
        let frame = frame(&crate::project::project(&deck, &technical, "t").0.meta);
        (frame.duration.map(|s| s.0), frame.buffer.0, frame.qa.0, frame.plannable.map(|s| s.0))
    }

    #[test]
    fn what_can_be_planned_is_the_duration_without_questions_and_buffer() {
        assert_eq!(numbers(fixed(720), percent(20), fixed(120), None), (Some(720), 144, 120, Some(456)));
        assert_eq!(numbers(fixed(600), None, None, None), (Some(600), 0, 0, Some(600)));
        assert_eq!(numbers(fixed(600), fixed(60), percent(10), None), (Some(600), 60, 60, Some(480)));
        assert_eq!(numbers(fixed(60), fixed(50), fixed(50), None), (Some(60), 50, 50, Some(0)), "never less than nothing");
        assert_eq!(numbers(fixed(u32::MAX), percent(300), None, None).3, Some(0));
    }

    #[test]
    fn without_a_duration_nothing_can_be_planned() {
        assert_eq!(numbers(None, percent(20), fixed(60), None), (None, 0, 60, None));
        assert_eq!(numbers(percent(50), None, None, None), (None, 0, 0, None));
    }

    #[test]
    fn lab_3_keeps_a_fifth_unless_the_author_says_otherwise() {
        assert_eq!(numbers(fixed(720), None, None, Some("lab-3/kickoff")), (Some(720), 144, 0, Some(576)));
        assert_eq!(numbers(fixed(720), fixed(0), None, Some("lab-3/kickoff")).1, 0);
        assert_eq!(numbers(fixed(720), None, None, Some("lab-3/other")).1, 0);
    }
}
