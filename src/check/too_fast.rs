//! `too-fast`: more than one slide a minute.
//!
//! Title, section and questions slides and the appendix don't count. The minutes are the deck's without those for questions: a
//! speaker who is late uses the buffer too.

use super::Subject;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Layout, Seconds};

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    let Some(duration) = subject.schedule.duration else { return Vec::new() };
    let counts = |layout| !matches!(layout, Layout::Title | Layout::Section | Layout::Questions);
    let slides = subject.projection.slides.iter().filter(|slide| !slide.appendix && counts(slide.layout)).count();
    let time = duration.minus(subject.schedule.qa);
    if slides as u64 * 60 <= u64::from(time.0) || time == Seconds::ZERO {
        return Vec::new();
    }
    let each = u64::from(time.0) / slides as u64;
    let message = format!("{slides} slides in {} are more than one a minute", time.in_words());
    // Lab 3 asks for it; elsewhere a fast talk may be meant.
    let severity = if subject.profile.is_some() { Severity::Warning } else { Code::TooFast.severity() };
    let finding = Diagnostic::new(Code::TooFast, subject.duration_span(), message).severity(severity);
    vec![
        finding
            .label(format!("{each} s a slide"))
            .help("leave slides out with `{skip}`, or move them behind `# Backup {appendix}`"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{found, messages};
    use crate::model::{Deck, Origin, Section, Slide};
    use crate::project::testing::*;

    /// A deck of so many slides, and some that don't count.
    fn with(slides: usize, seconds: u32) -> Deck {
        let title = Slide { origin: Origin::FrontMatter, heading: None, ..slide("title") };
        let questions = Slide { layout: layout(Layout::Questions), ..slide("q") };
        let mut deck = deck([title, questions].into_iter().chain((0..slides).map(|i| slide(&format!("s{i}")))).collect());
        deck.meta.duration = fixed(seconds);
        add_section(&mut deck, section(), slide("part"), vec![]);
        add_section(&mut deck, Section { appendix: true, ..section() }, slide("backup"), vec![slide("x")]);
        deck
    }

    #[test]
    fn a_slide_a_minute_is_enough() {
        assert!(messages(&with(5, 300), Code::TooFast).is_empty());
        assert_eq!(messages(&with(6, 300), Code::TooFast), ["6 slides in 5 min are more than one a minute"]);
        let mut asked = with(5, 300);
        asked.meta.qa = fixed(60);
        assert_eq!(messages(&asked, Code::TooFast), ["5 slides in 4 min are more than one a minute"]);
        asked.meta.duration = None;
        assert!(messages(&asked, Code::TooFast).is_empty());
    }

    #[test]
    fn it_weighs_more_in_lab_3() {
        let mut deck = with(6, 300);
        assert_eq!(found(&deck, Code::TooFast)[0].severity, Severity::Note);
        deck.meta.profile = written("lab-3/lightning-talk");
        assert_eq!(found(&deck, Code::TooFast)[0].severity, Severity::Warning);
    }
}
