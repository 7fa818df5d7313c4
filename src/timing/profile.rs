//! The sets of rules a deck may be checked against: the scenarios of Lab 3.

use std::ops::RangeInclusive;

use crate::model::TimeSpec;
use crate::project::ProjectedMeta;

/// What a profile asks of a deck. Under every profile overruns are errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The name an author writes, such as `lab-3/kickoff`.
    pub name: &'static str,
    /// What people call it, with its article.
    pub title: &'static str,
    /// How many slides; the title slide, the appendix and questions don't count.
    pub slides: RangeInclusive<usize>,
    /// How many minutes; `None` where it doesn't matter.
    pub minutes: Option<RangeInclusive<u32>>,
    /// The buffer where the author gives none (time rule 3).
    pub buffer: TimeSpec,
    /// Whom such a talk is for. How long it is counts for their variants; the others are there for whoever asks.
    pub main: Main,
}

/// Whom a talk is mainly for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Main {
    /// People of the field.
    Inside,
    /// Everybody else.
    Outside,
    /// Both.
    Anyone,
}

const FIFTH: TimeSpec = TimeSpec::Share(20_000);

/// All profiles.
pub const PROFILES: &[Profile] = &[
    Profile {
        name: "lab-3/executive-pitch",
        title: "an executive pitch",
        slides: 5..=7,
        minutes: Some(10..=15),
        buffer: FIFTH,
        main: Main::Outside,
    },
    Profile {
        name: "lab-3/technical-deep-dive",
        title: "a technical deep dive",
        slides: 10..=12,
        minutes: Some(20..=25),
        buffer: FIFTH,
        main: Main::Inside,
    },
    Profile {
        name: "lab-3/kickoff",
        title: "a kickoff",
        slides: 6..=8,
        minutes: Some(15..=20),
        buffer: FIFTH,
        main: Main::Anyone,
    },
    Profile {
        name: "lab-3/lightning-talk",
        title: "a lightning talk",
        slides: 3..=5,
        minutes: Some(5..=5),
        buffer: FIFTH,
        main: Main::Anyone,
    },
    Profile {
        name: "lab-3/executive-briefing",
        title: "an executive briefing",
        slides: 1..=1,
        minutes: None,
        buffer: FIFTH,
        main: Main::Outside,
    },
];

/// The profile of a name.
pub fn from_name(name: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|profile| profile.name == name)
}

/// The profile a deck asks for, if it exists.
pub fn of(meta: &ProjectedMeta) -> Option<&'static Profile> {
    from_name(&meta.profile.as_ref()?.value)
}
