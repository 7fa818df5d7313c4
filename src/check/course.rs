//! `lecture-time`: a lecture's decks take more time than it is taught, or, where all of them are there, less.

use super::count;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Course, Lecture, Seconds};
use crate::timing::course::{CoursePlan, UnitPlan};

/// Findings about the hours of a course, at the hours in its file.
pub fn course(course: &Course, plan: &CoursePlan) -> Diagnostics {
    course.lectures.iter().zip(&plan.lectures).filter_map(|(lecture, plan)| one_lecture(lecture, plan)).collect()
}

fn one_lecture(lecture: &Lecture, plan: &UnitPlan) -> Option<Diagnostic> {
    let taught = lecture.taught?;
    let over = plan.planned.minus(taught.value);
    let under = taught.value.minus(plan.planned);
    // A deck that is still to come explains a gap, and only `sessions` says that none is.
    let wrong = over > Seconds::ZERO || (under > Seconds::ZERO && plan.is_complete());
    if !wrong {
        return None;
    }
    let take = if plan.sessions.len() == 1 { "takes" } else { "take" };
    let message = format!(
        "the {} of lecture {} {take} {}, the lecture is taught {}",
        count(plan.sessions.len(), "deck"),
        lecture.number.value,
        plan.planned.in_words(),
        taught.value.in_words()
    );
    let help = if over > Seconds::ZERO {
        format!("take {} from the `duration` of its decks, or change `taught`", over.in_words())
    } else {
        format!("{} are left: give its decks more time, or change `taught` or `sessions`", under.in_words())
    };
    Some(Diagnostic::new(Code::LectureTime, taught.span, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timing::course::tests::{course as of, planned};

    fn messages(lectures: &[(u32, Option<u32>, &[&str])]) -> Vec<String> {
        let made = of(lectures);
        course(&made, &planned(&made)).iter().map(|finding| finding.message.clone()).collect()
    }

    #[test]
    fn too_much_is_always_a_finding_and_too_little_once_all_is_there() {
        assert_eq!(
            messages(&[(7200, None, &["60", "70"])]),
            ["the 2 decks of lecture 1 take 2 h 10 min, the lecture is taught 2 h"]
        );
        assert_eq!(messages(&[(7200, None, &["60"])]), Vec::<String>::new(), "a second deck may come");
        assert_eq!(messages(&[(7200, Some(2), &["60"])]), Vec::<String>::new(), "a second deck will come");
        assert_eq!(messages(&[(7200, Some(1), &["60"])]), ["the 1 deck of lecture 1 takes 1 h, the lecture is taught 2 h"]);
        assert_eq!(messages(&[(7200, Some(2), &["60", "?"])]), Vec::<String>::new(), "a deck's time isn't known");
        assert_eq!(messages(&[(7200, Some(2), &["60", "60"])]), Vec::<String>::new());
    }
}
