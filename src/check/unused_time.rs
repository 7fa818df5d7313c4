//! `unused-time`: a time in an appendix, which has none (time rule 8).

use super::Subject;
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    let projection = subject.projection;
    let sections = projection.sections.iter().filter(|section| section.appendix).filter_map(|section| section.time);
    let slides = projection.slides.iter().filter(|slide| slide.appendix).filter_map(|slide| slide.time);
    let finding = |span| {
        Diagnostic::new(Code::UnusedTime, span, "an appendix has no time, so this is not used")
            .help("take the time away, or the `appendix`")
    };
    sections.chain(slides).map(|time| finding(time.span)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::messages;
    use crate::model::{Section, Slide};
    use crate::project::testing::*;

    #[test]
    fn every_time_in_an_appendix_is_reported() {
        let timed = || Slide { time: fixed(60), ..slide("a") };
        let mut deck = deck(vec![timed()]);
        add_section(&mut deck, Section { appendix: true, time: fixed(60), ..section() }, slide("s"), vec![timed(), slide("b")]);
        assert_eq!(messages(&deck, Code::UnusedTime).len(), 2);
    }
}
