//! `over-budget`: slides need more time than they have.
//!
//! A slide with a time of its own is judged alone. Slides that share what the others leave get it in proportion to what they need:
//! they are over together or not at all, so several of them make one finding, at the time they share. Where nothing is left for
//! them, `no-time-left` says so.

use super::{Subject, count};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Seconds;
use crate::project::ProjectedSlide;
use crate::source::Span;
use crate::timing::{Account, BudgetSource, Cut, LEAST, Load, SlideTime, load};

/// How many of the longest slides a finding about several points at.
const SHOWN: usize = 3;

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (slide, time) in subject.slides().filter(|(_, time)| time.source == BudgetSource::Own) {
        findings.extend(one_slide(subject, slide, time));
    }
    let Some(accounts) = &subject.accounts else { return findings };
    findings.extend(sharers(subject, &accounts.deck, "", subject.duration_span()));
    for (section, account) in subject.projection.sections.iter().zip(&accounts.sections) {
        if let (Some(account), Some(time)) = (account, section.time) {
            findings.extend(sharers(subject, account, " of this section", time.span));
        }
    }
    findings
}

/// The slides that share the rest of an account.
fn sharers(subject: &Subject, account: &Account, of: &str, place: Span) -> Option<Diagnostic> {
    let rest = account.rest();
    let mut slides: Vec<_> = account.sharers.iter().filter_map(|&index| subject.slide(index)).collect();
    let need: Seconds = slides.iter().map(|(_, time)| time.estimate).sum();
    if rest == Seconds::ZERO || need <= rest {
        return None;
    }
    if let [(slide, time)] = slides.as_slice() {
        return one_slide(subject, slide, time);
    }
    let message = format!(
        "the {} slides{of} without a time of their own need about {}, there are {} for them",
        slides.len(),
        need.in_words(),
        rest.in_words()
    );
    let mut finding = subject.overrun(Code::OverBudget, place, message);
    slides.sort_by_key(|(_, time)| std::cmp::Reverse(time.estimate));
    for (slide, time) in slides.iter().take(SHOWN) {
        finding = finding.also(slide.span, format!("about {}", time.estimate.in_words()));
    }
    let over = need.minus(rest).in_words();
    Some(finding.help(format!("shorten them by {over}, give them more time, or leave one out with `{{skip}}`")))
}

/// A slide that is judged alone.
fn one_slide(subject: &Subject, slide: &ProjectedSlide, time: &SlideTime) -> Option<Diagnostic> {
    let budget = time.budget?;
    if time.estimate <= budget {
        return None;
    }
    let load = load(slide);
    let message = format!("{}, the slide has {}", needs(load, time.estimate), budget.in_words());
    let place = slide.time.map_or(slide.span, |own| own.span);
    let mut finding = subject.overrun(Code::OverBudget, place, message).label(load.in_words(subject.projection.meta.pace));
    for help in advice(subject, slide, time, load, budget) {
        finding = finding.help(help);
    }
    Some(finding)
}

fn needs(load: Load, estimate: Seconds) -> String {
    let what = match (has_notes(load), is_loaded(load)) {
        _ if estimate.0 <= LEAST => "a slide needs at least",
        (_, false) => "these notes need about",
        (true, true) => "these notes and what is shown need about",
        (false, true) => "what is shown needs about",
    };
    format!("{what} {}", estimate.in_words())
}

fn has_notes(load: Load) -> bool {
    load.spoken.words + load.spoken.letters > 0
}

fn is_loaded(load: Load) -> bool {
    load.code_lines + load.table_rows > 0
}

/// The setting that gives the slide its time here: `time`, or that of one audience.
fn key_of_time(subject: &Subject, slide: &ProjectedSlide) -> String {
    let written = subject.deck.slides.iter().find(|written| written.id == slide.id);
    let own = written.and_then(|written| written.own_times.iter().find(|own| Some(own.value) == slide.time));
    own.map_or_else(|| "time".to_owned(), |own| format!("time-{}", own.audience))
}

/// What to cut, what to give, and whether there is that much to give.
fn advice(subject: &Subject, slide: &ProjectedSlide, time: &SlideTime, load: Load, budget: Seconds) -> Vec<String> {
    let cut = match load.excess(subject.projection.meta.pace, budget) {
        Some(Cut::Words(0) | Cut::Letters(0)) | None if is_loaded(load) => "show less of it, or ".to_owned(),
        Some(Cut::Words(0) | Cut::Letters(0)) | None => String::new(),
        Some(Cut::Words(words)) => format!("cut {}, or ", count(words, "word")),
        Some(Cut::Letters(letters)) => format!("cut {}, or ", count(letters, "character")),
    };
    let give = format!("{cut}give it `{}={}s`", key_of_time(subject, slide), time.estimate.0);
    let Some((whose, spare)) = spare(subject, slide) else { return vec![give] };
    let missing = time.estimate.minus(budget);
    if spare >= missing {
        return vec![format!("{give}; {whose} has {} s to spare", spare.0)];
    }
    let others = missing.minus(spare).in_words();
    match spare {
        Seconds::ZERO => vec![format!("{give} and take {others} from other slides; {whose} has nothing to spare")],
        Seconds(some) => vec![format!("{give} and take {others} from other slides; {whose} has {some} s to spare")],
    }
}

/// What could be given to the slide: what its section, if closed, or else the deck has left beyond what those that share it need.
fn spare<'s>(subject: &Subject, slide: &ProjectedSlide) -> Option<(&'s str, Seconds)> {
    let accounts = subject.accounts.as_ref()?;
    let closed = slide.section.and_then(|index| accounts.sections.get(index)?.as_ref());
    let (whose, account) = closed.map_or(("the deck", &accounts.deck), |section| ("the section", section));
    let need = account.sharers.iter().filter_map(|&index| subject.slide(index)).map(|(_, time)| time.estimate).sum();
    Some((whose, account.rest().minus(need)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{found, messages};
    use crate::diagnostic::Severity;
    use crate::model::{Deck, Section, Slide, TimeSpec};
    use crate::project::testing::*;
    use crate::source::Spanned;

    fn timed(id: &str, words_of_notes: usize, seconds: u32) -> Slide {
        Slide { notes: words(words_of_notes), time: fixed(seconds), ..slide(id) }
    }

    fn lasting(seconds: u32, slides: Vec<Slide>) -> Deck {
        let mut deck = deck(slides);
        deck.meta.duration = fixed(seconds);
        deck
    }

    /// The model of the guide: 347 words in 90 s, with 80 s to spare.
    #[test]
    fn the_finding_says_what_to_cut_what_to_give_and_what_is_spare() {
        let mut deck = lasting(576, vec![timed("cost", 347, 90), timed("rest", 0, 406)]);
        deck.slides[0].time = Some(Spanned::new(TimeSpec::Fixed(Seconds(90)), at(17)));
        let findings = found(&deck, Code::OverBudget);
        let [finding] = findings.as_slice() else { panic!("{findings:?}") };
        assert_eq!(finding.message, "these notes need about 2 min 40 s, the slide has 1 min 30 s");
        assert_eq!((finding.labels[0].span, finding.labels[0].text.as_str()), (at(17), "347 words at 130 a minute"));
        assert_eq!(finding.help, ["cut 150 words, or give it `time=160s`; the deck has 80 s to spare"]);
        assert_eq!(finding.severity, Severity::Warning);
        deck.meta.profile = written("lab-3/kickoff");
        assert_eq!(found(&deck, Code::OverBudget)[0].severity, Severity::Error, "an error in Lab 3");
    }

    #[test]
    fn the_advice_fits_the_slide() {
        let help = |deck: &Deck| found(deck, Code::OverBudget)[0].help.join("|");
        let tight = lasting(100, vec![timed("a", 260, 90)]);
        assert_eq!(
            help(&tight),
            "cut 63 words, or give it `time=120s` and take 20 s from other slides; the deck has 10 s to spare"
        );
        let full = lasting(90, vec![timed("a", 260, 90)]);
        assert!(help(&full).ends_with("and take 30 s from other slides; the deck has nothing to spare"));
        let unplanned = deck(vec![timed("a", 260, 90)]);
        assert_eq!(help(&unplanned), "cut 63 words, or give it `time=120s`");
        let long_code = Slide { content: vec![code(&"x\n".repeat(60))], ..timed("a", 26, 100) };
        assert_eq!(help(&deck(vec![long_code])), "show less of it, or give it `time=132s`");
        let japanese = Slide { notes: vec![notes(vec![paragraph(&"字".repeat(500))])], ..timed("a", 0, 60) };
        assert_eq!(help(&deck(vec![japanese])), "cut 246 characters, or give it `time=120s`");
        assert_eq!(help(&deck(vec![timed("a", 0, 5)])), "give it `time=10s`");
    }

    #[test]
    fn the_message_says_what_takes_the_time() {
        let shown = |words_of_notes, lines: usize, seconds| {
            let slide = Slide { content: vec![code(&"x\n".repeat(lines))], ..timed("a", words_of_notes, seconds) };
            let finding = found(&deck(vec![slide]), Code::OverBudget).remove(0);
            format!("{} | {}", finding.message, finding.labels[0].text)
        };
        let message = "these notes and what is shown need about 1 min 20 s, the slide has 1 min | 130 words at 130 a minute, 10 lines of code";
        assert_eq!(shown(130, 10, 60), message);
        assert_eq!(shown(0, 30, 60), "what is shown needs about 1 min 10 s, the slide has 1 min | 30 lines of code");
        assert_eq!(shown(0, 0, 5), "a slide needs at least 10 s, the slide has 5 s | ");
    }

    #[test]
    fn slides_that_share_are_over_together() {
        let share = |id: &str, words_of_notes| Slide { notes: words(words_of_notes), ..slide(id) };
        let over = lasting(120, vec![timed("t", 0, 60), share("a", 130), share("b", 65)]);
        let expected = "the 2 slides without a time of their own need about 1 min 30 s, there are 1 min for them";
        assert_eq!(messages(&over, Code::OverBudget), [expected]);
        assert_eq!(found(&over, Code::OverBudget)[0].labels.len(), 3, "the place and the two slides");
        assert!(messages(&lasting(150, over.slides.clone()), Code::OverBudget).is_empty());
        let alone = lasting(90, vec![timed("t", 0, 60), share("a", 130)]);
        assert_eq!(messages(&alone, Code::OverBudget), ["these notes need about 1 min, the slide has 30 s"]);
    }

    #[test]
    fn a_closed_section_is_judged_by_its_own_time() {
        let mut deck = lasting(600, vec![slide("first")]);
        let inside = vec![Slide { notes: words(130), ..slide("a") }, timed("b", 130, 50)];
        add_section(&mut deck, Section { time: fixed(100), ..section() }, slide("s"), inside);
        let findings = found(&deck, Code::OverBudget);
        let messages: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
        let shared = "the 2 slides of this section without a time of their own need about 1 min 10 s, there are 50 s for them";
        assert_eq!(messages, ["these notes need about 1 min, the slide has 50 s", shared]);
        assert!(findings[0].help[0].ends_with("the section has nothing to spare"), "{:?}", findings[0].help);
    }

    #[test]
    fn enough_time_is_no_finding() {
        assert!(messages(&lasting(60, vec![timed("a", 130, 60)]), Code::OverBudget).is_empty());
        assert!(messages(&deck(vec![Slide { notes: words(900), ..slide("a") }]), Code::OverBudget).is_empty());
    }
}
