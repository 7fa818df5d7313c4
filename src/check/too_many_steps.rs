//! `too-many-steps`: a slide is shown in more steps than there may be.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::MAX_STEPS;
use crate::project::ProjectedSlide;

pub(super) fn lint(slide: &ProjectedSlide) -> Vec<Diagnostic> {
    let steps = slide.steps().count();
    if steps <= MAX_STEPS {
        return Vec::new();
    }
    let message = format!("this slide has {steps} steps; at most {MAX_STEPS} are possible");
    let help = "make several slides of it, or let parts of it appear at once: `::: nonincremental`";
    vec![Diagnostic::new(Code::TooManySteps, slide.span, message).help(help)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::found_in;
    use crate::model::{BlockKind, Slide};
    use crate::project::testing::*;

    #[test]
    fn steps_are_bounded_and_counted_for_each_audience() {
        let pauses =
            |count| (0..count).flat_map(|n| [paragraph(&n.to_string()), block(BlockKind::Pause)]).chain([paragraph("end")]);
        let found = |name, content| found_in(name, &deck(vec![Slide { content, ..slide("a") }]), Code::TooManySteps);
        assert_eq!(found("technical", pauses(MAX_STEPS - 1).collect()), []);
        assert_eq!(found("technical", pauses(MAX_STEPS).collect()).len(), 1);
        let split = || pauses(60).chain([group("technical", pauses(60).collect())]).collect();
        assert_eq!(found("technical", split()).len(), 1);
        assert_eq!(found("non-technical", split()), []);
    }
}
