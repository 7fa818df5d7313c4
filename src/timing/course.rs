//! How the decks of a course fill the hours it is taught.
//!
//! A session is measured by its deck's duration, buffer and questions included: that is the time in the room.

use crate::model::{Course, Seconds};

/// A deck that the course names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionPlan {
    /// Its path as the course file writes it.
    pub path: String,
    /// What is known of it.
    pub time: SessionTime,
}

/// What is known of a session's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionTime {
    /// Its deck's duration.
    Planned(Seconds),
    /// Its deck is there but states no duration, or can't be read.
    Unknown,
    /// There is no such file.
    Missing,
}

/// A lecture or a lab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitPlan {
    /// Its decks, in order.
    pub sessions: Vec<SessionPlan>,
    /// The sum of what is known.
    pub planned: Seconds,
    /// The hours it is taught; none for a lab.
    pub taught: Option<Seconds>,
    /// How many sessions it has, where the course file says so.
    pub expected: Option<usize>,
}

impl UnitPlan {
    /// Is every session's time known?
    pub fn is_whole(&self) -> bool {
        self.sessions.iter().all(|session| matches!(session.time, SessionTime::Planned(_)))
    }

    /// Is it known that no deck is still to come? Only where the course file states the number of sessions.
    pub fn is_complete(&self) -> bool {
        self.is_whole() && self.expected.is_some_and(|expected| self.sessions.len() >= expected)
    }

    /// How many decks are known to be unwritten.
    pub fn unwritten(&self) -> usize {
        self.expected.unwrap_or(0).saturating_sub(self.sessions.len())
    }
}

/// A course with its decks' times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoursePlan {
    /// One for each lecture of the course.
    pub lectures: Vec<UnitPlan>,
    /// One for each lab.
    pub labs: Vec<UnitPlan>,
    /// The sum of all lectures' decks.
    pub planned: Seconds,
    /// The sum of the taught hours that are stated.
    pub taught: Seconds,
}

/// Sets the decks beside the hours. `exists` says whether there is a file of a path as the course writes it, `duration` how long that
/// deck takes.
pub fn plan(course: &Course, exists: impl Fn(&str) -> bool, duration: impl Fn(&str) -> Option<Seconds>) -> CoursePlan {
    let session = |path: &str| {
        let time = match duration(path) {
            Some(time) => SessionTime::Planned(time),
            None if exists(path) => SessionTime::Unknown,
            None => SessionTime::Missing,
        };
        SessionPlan { path: path.to_owned(), time }
    };
    let unit = |paths: &[crate::source::Spanned<String>], taught, expected| {
        let sessions: Vec<SessionPlan> = paths.iter().map(|path| session(&path.value)).collect();
        let known = sessions.iter().filter_map(|session| match session.time {
            SessionTime::Planned(time) => Some(time),
            SessionTime::Unknown | SessionTime::Missing => None,
        });
        UnitPlan { planned: known.sum(), sessions, taught, expected }
    };
    let lectures: Vec<UnitPlan> = course
        .lectures
        .iter()
        .map(|lecture| {
            let expected = lecture.sessions.and_then(|sessions| usize::try_from(sessions.value).ok());
            unit(&lecture.decks, lecture.taught.map(|taught| taught.value), expected)
        })
        .collect();
    let labs = course.labs.iter().map(|lab| unit(&lab.decks, None, None)).collect();
    let planned = lectures.iter().map(|lecture| lecture.planned).sum();
    let taught = lectures.iter().filter_map(|lecture| lecture.taught).sum();
    CoursePlan { lectures, labs, planned, taught }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::Lecture;
    use crate::project::testing::at;
    use crate::source::Spanned;

    /// A course of lectures: taught seconds, number of sessions, decks.
    pub(crate) fn course(lectures: &[(u32, Option<u32>, &[&str])]) -> Course {
        let spanned = |text: &str| Spanned::new(text.to_owned(), at(0));
        let lecture = |(number, (taught, sessions, decks)): (u32, &(u32, Option<u32>, &[&str]))| Lecture {
            number: Spanned::new(number, at(0)),
            title: spanned("A lecture"),
            week: None,
            page_time: None,
            taught: Some(Spanned::new(Seconds(*taught), at(number as usize))),
            sessions: sessions.map(|n| Spanned::new(n, at(0))),
            decks: decks.iter().map(|deck| spanned(deck)).collect(),
            span: at(number as usize),
        };
        Course { name: spanned("C"), weeks: vec![], lectures: (1..).zip(lectures).map(lecture).collect(), labs: vec![] }
    }

    /// Decks called by their minutes; `?` is there without a duration, everything else is missing.
    pub(crate) fn planned(course: &Course) -> CoursePlan {
        plan(course, |path| path == "?", |path| Some(Seconds(path.parse::<u32>().ok()? * 60)))
    }

    #[test]
    fn sessions_add_up_to_lectures_and_lectures_to_the_course() {
        // 65 + 70 min of 3 h; one deck there without a time and one missing; nothing yet.
        let plan = planned(&course(&[(10_800, Some(3), &["65", "70"]), (3600, None, &["?", "gone", "30"]), (9000, None, &[])]));
        let sums: Vec<u32> = plan.lectures.iter().map(|lecture| lecture.planned.0).collect();
        assert_eq!(sums, [65 * 60 + 70 * 60, 30 * 60, 0]);
        assert_eq!((plan.planned, plan.taught), (Seconds(165 * 60), Seconds(23_400)));
        let times: Vec<SessionTime> = plan.lectures[1].sessions.iter().map(|session| session.time).collect();
        assert_eq!(times, [SessionTime::Unknown, SessionTime::Missing, SessionTime::Planned(Seconds(1800))]);
        assert_eq!(
            (plan.lectures[0].unwritten(), plan.lectures[0].is_complete(), plan.lectures[1].is_whole()),
            (1, false, false)
        );
    }
}
