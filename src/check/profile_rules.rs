//! `profile-slides` and `profile-duration`: what a profile asks of the deck as a whole, for those whom such a talk is for. The other
//! variants may be longer or shorter: they are for whoever asks afterwards.

use std::fmt::Display;
use std::ops::RangeInclusive;

use super::{Subject, count};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Layout, Seconds};
use crate::source::Spanned;
use crate::timing::profile::{Main, Profile};

/// The profile, where it holds for this variant: it is for those whom the talk is mainly for, or it was given to them by name.
fn asked<'a>(subject: &Subject<'a>) -> Option<(&'static Profile, &'a Spanned<String>)> {
    let (profile, meta) = (subject.profile?, &subject.projection.meta);
    let is_main = match profile.main {
        Main::Inside => !subject.projection.variant.is_plain(),
        Main::Outside => subject.projection.variant.is_plain(),
        Main::Anyone => true,
    };
    meta.profile.as_ref().filter(|_| is_main || meta.has_own_profile).map(|written| (profile, written))
}

/// The number of slides. The title slide, the appendix and questions don't count.
pub(super) fn slides(subject: &Subject) -> Vec<Diagnostic> {
    let Some((profile, written)) = asked(subject) else { return Vec::new() };
    let counts = |layout| !matches!(layout, Layout::Title | Layout::Questions);
    let shown = subject.projection.slides.iter().filter(|slide| !slide.appendix && counts(slide.layout)).count();
    if profile.slides.contains(&shown) {
        return Vec::new();
    }
    let asked = range(&profile.slides, if *profile.slides.end() == 1 { "slide" } else { "slides" });
    let message = format!("{} has {asked}, this deck has {shown}", profile.title);
    let over = shown.saturating_sub(*profile.slides.end());
    let help = if over > 0 {
        format!("leave out {}, or move {} behind `# Backup {{appendix}}`", count(over, "slide"), them(over))
    } else {
        format!("{} more", count(profile.slides.start().saturating_sub(shown), "slide"))
    };
    let help = [help.as_str(), "the title slide, the appendix and questions don't count"].map(str::to_owned);
    vec![help.into_iter().fold(Diagnostic::new(Code::ProfileSlides, written.span, message), Diagnostic::help)]
}

/// The duration.
pub(super) fn duration(subject: &Subject) -> Vec<Diagnostic> {
    let Some((profile, written)) = asked(subject) else { return Vec::new() };
    let Some(minutes) = &profile.minutes else { return Vec::new() };
    let asked = range(minutes, "min");
    let (place, message) = match subject.schedule.duration {
        None => (written.span, format!("{} takes {asked}, this deck states no duration", profile.title)),
        Some(duration) if in_minutes(minutes, duration) => return Vec::new(),
        Some(duration) => (subject.duration_span(), format!("{} takes {asked}, this one {}", profile.title, duration.in_words())),
    };
    vec![Diagnostic::new(Code::ProfileDuration, place, message).help(format!("write `duration: {}m`", minutes.start()))]
}

fn in_minutes(minutes: &RangeInclusive<u32>, duration: Seconds) -> bool {
    (minutes.start() * 60..=minutes.end() * 60).contains(&duration.0)
}

/// `5 to 7 slides`, `5 min`.
fn range<T: Display + PartialEq>(range: &RangeInclusive<T>, unit: &str) -> String {
    let (start, end) = (range.start(), range.end());
    if start == end { format!("{start} {unit}") } else { format!("{start} to {end} {unit}") }
}

fn them(n: usize) -> &'static str {
    if n == 1 { "it" } else { "them" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::found_in;
    use crate::model::{AudienceSettings, Deck, Origin, Section, Slide};
    use crate::project::testing::*;

    fn pitch(slides: usize, minutes: u32) -> Deck {
        let title = Slide { origin: Origin::FrontMatter, heading: None, ..slide("title") };
        let questions = Slide { layout: layout(Layout::Questions), ..slide("q") };
        let talk = (0..slides).map(|i| slide(&format!("s{i}")));
        let mut deck = deck([title].into_iter().chain(talk).chain([questions]).collect());
        add_section(&mut deck, Section { appendix: true, ..section() }, slide("backup"), vec![slide("x")]);
        deck.meta.profile = written("lab-3/executive-pitch");
        deck.meta.duration = fixed(minutes * 60);
        deck
    }

    fn messages(deck: &Deck, code: Code) -> Vec<String> {
        found_in("non-technical", deck, code).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn slides_are_counted_as_lab_3_counts_them() {
        for (slides, message) in [
            (4, Some("an executive pitch has 5 to 7 slides, this deck has 4")),
            (5, None),
            (7, None),
            (9, Some("an executive pitch has 5 to 7 slides, this deck has 9")),
        ] {
            assert_eq!(messages(&pitch(slides, 12), Code::ProfileSlides), Vec::from_iter(message), "{slides}");
        }
        let help = &found_in("non-technical", &pitch(9, 12), Code::ProfileSlides)[0].help;
        assert_eq!(help[0], "leave out 2 slides, or move them behind `# Backup {appendix}`");
    }

    #[test]
    fn the_duration_lies_in_the_profiles_range() {
        for (minutes, message) in [
            (9, Some("an executive pitch takes 10 to 15 min, this one 9 min")),
            (10, None),
            (15, None),
            (16, Some("an executive pitch takes 10 to 15 min, this one 16 min")),
        ] {
            assert_eq!(messages(&pitch(6, minutes), Code::ProfileDuration), Vec::from_iter(message), "{minutes}");
        }
        let mut without = pitch(6, 12);
        without.meta.duration = None;
        let message = "an executive pitch takes 10 to 15 min, this deck states no duration";
        assert_eq!(messages(&without, Code::ProfileDuration), [message]);
        without.meta.profile = written("lab-3/executive-briefing");
        assert!(messages(&without, Code::ProfileDuration).is_empty(), "a briefing has no set time");
    }

    #[test]
    fn only_those_whom_the_talk_is_for_are_counted_for_unless_they_ask_for_it() {
        let told = |profile: &str, own: Option<&str>| {
            let mut deck = pitch(3, 12);
            deck.meta.profile = written(profile);
            let own = own.map(|name| Spanned::new(Some(name.to_owned()), at(0)));
            deck.meta.audiences = vec![AudienceSettings { profile: own, ..audience_settings("technical") }];
            ["technical", "non-technical"].map(|name| found_in(name, &deck, Code::ProfileSlides).len())
        };
        assert_eq!(told("lab-3/executive-pitch", None), [0, 1]);
        assert_eq!(told("lab-3/technical-deep-dive", None), [1, 0]);
        assert_eq!(told("lab-3/kickoff", None), [1, 1]);
        assert_eq!(told("lab-3/executive-pitch", Some("lab-3/executive-pitch")), [1, 1]);
    }
}
