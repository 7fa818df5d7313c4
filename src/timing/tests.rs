//! The ten time rules, worked by hand, and what holds for every deck.
//!
//! Slides get their estimates from notes: at 130 words a minute, `13 * n` words take `6 * n` seconds.

use super::*;
use crate::model::{Audience, Deck, Layout, Section, Slide, Variant};
use crate::project::project;
use crate::project::testing::*;

fn plan(deck: &Deck) -> (Projection, Schedule) {
    let projection = project(deck, &Variant::of(Audience::technical()), "talk").0;
    let schedule = schedule(&projection);
    (projection, schedule)
}

/// `id budget source` of each slide.
fn budgets(deck: &Deck) -> Vec<String> {
    let (projection, schedule) = plan(deck);
    let line = |(slide, time): (&ProjectedSlide, &SlideTime)| {
        let budget = time.budget.map_or("-".to_owned(), |b| b.0.to_string());
        format!("{} {budget} {:?}", slide.id.0, time.source).to_lowercase()
    };
    projection.slides.iter().zip(&schedule.slides).map(line).collect()
}

/// A slide that needs so many seconds, a multiple of six.
fn needs(id: &str, seconds: usize) -> Slide {
    assert!(seconds.is_multiple_of(6) && seconds >= 12);
    Slide { notes: words(seconds / 6 * 13), ..slide(id) }
}

fn timed(id: &str, seconds: u32) -> Slide {
    Slide { time: fixed(seconds), ..slide(id) }
}

fn minutes(minutes: u32, slides: Vec<Slide>) -> Deck {
    let mut deck = deck(slides);
    deck.meta.duration = fixed(minutes * 60);
    deck
}

#[test]
fn rule_2_without_a_duration_only_estimates_are_known() {
    let deck = deck(vec![needs("a", 60), timed("b", 300), slide("c")]);
    assert_eq!(budgets(&deck), ["a - unplanned", "b 300 own", "c - unplanned"]);
    let (_, schedule) = plan(&deck);
    assert_eq!((schedule.duration, schedule.plannable, schedule.planned), (None, None, Seconds(60 + 300 + 10)));
    assert_eq!(schedule.slides.iter().map(|s| s.starts_at.0).collect::<Vec<_>>(), [0, 60, 360]);
}

#[test]
fn rule_2_and_3_frame_the_plan() {
    let mut deck = minutes(12, vec![slide("a")]);
    (deck.meta.buffer, deck.meta.qa) = (percent(20), fixed(120));
    let (_, schedule) = plan(&deck);
    assert_eq!((schedule.duration, schedule.buffer, schedule.qa), (Some(Seconds(720)), Seconds(144), Seconds(120)));
    assert_eq!((schedule.plannable, schedule.planned), (Some(Seconds(456)), Seconds(456)));
}

#[test]
fn rule_3_percentages_are_of_what_can_be_planned() {
    let mut deck = minutes(10, vec![Slide { time: percent(10), ..slide("a") }, slide("b")]);
    deck.meta.buffer = fixed(100);
    add_section(&mut deck, Section { time: percent(20), ..section() }, slide("s"), vec![]);
    assert_eq!(budgets(&deck), ["a 50 own", "b 350 deck", "s 100 section"]);
}

#[test]
fn rule_4_questions_use_their_own_time() {
    let questions = |id: &str| Slide { layout: layout(Layout::Questions), ..slide(id) };
    let mut deck = minutes(10, vec![slide("a"), questions("q")]);
    deck.meta.qa = fixed(120);
    assert_eq!(budgets(&deck), ["a 480 deck", "q 120 questions"]);
    assert_eq!(plan(&deck).1.planned, Seconds(480), "questions are not planned");

    deck.slides.push(Slide { notes: words(65), ..questions("r") });
    assert_eq!(budgets(&deck), ["a 480 deck", "q 30 questions", "r 90 questions"], "several share it, here 10 to 30");
    deck.slides.push(Slide { time: fixed(40), ..questions("t") });
    assert_eq!(budgets(&deck)[1..], ["q 20 questions", "r 60 questions", "t 40 questions"], "an own time comes first");

    deck.meta.qa = None;
    assert_eq!(budgets(&deck), ["a 600 deck", "q 0 questions", "r 0 questions", "t 40 questions"], "never from the plan");
}

#[test]
fn rule_4_questions_in_a_closed_section_take_nothing_from_it() {
    let mut deck = minutes(10, vec![slide("a")]);
    deck.meta.qa = fixed(60);
    let questions = Slide { layout: layout(Layout::Questions), ..slide("q") };
    add_section(&mut deck, Section { time: fixed(100), ..section() }, slide("s"), vec![questions]);
    assert_eq!(budgets(&deck), ["a 440 deck", "s 100 section", "q 60 questions"]);
}

#[test]
fn rule_5_an_own_time_wins() {
    let exercise = Slide { layout: layout(Layout::Exercise), ..slide("e") };
    let mut deck = minutes(10, vec![timed("a", 90), exercise.clone(), slide("b")]);
    assert_eq!(budgets(&deck), ["a 90 own", "e 255 deck", "b 255 deck"], "an exercise without a time shares like any slide");
    deck.slides[1].time = fixed(300);
    assert_eq!(budgets(&deck), ["a 90 own", "e 300 own", "b 210 deck"]);
    deck.slides[0].time = fixed(9000);
    assert_eq!(budgets(&deck), ["a 9000 own", "e 300 own", "b 0 deck"], "stated times never shrink");
}

#[test]
fn rule_6_a_section_with_a_time_is_closed() {
    let mut deck = minutes(10, vec![needs("a", 30)]);
    let closed = Section { time: fixed(240), ..section() };
    add_section(&mut deck, closed, slide("s"), vec![timed("s1", 90), needs("s2", 30), slide("s3")]);
    add_section(&mut deck, section(), slide("o"), vec![needs("o1", 60)]);
    // Closed: 240 - 90 = 150 by 10, 30, 10. Deck: 600 - 240 = 360 by 30, 10, 60.
    assert_eq!(
        budgets(&deck),
        ["a 108 deck", "s 30 section", "s1 90 own", "s2 90 section", "s3 30 section", "o 36 deck", "o1 216 deck"]
    );
}

#[test]
fn rule_6_a_section_that_states_more_than_it_has_takes_more() {
    let mut deck = minutes(10, vec![slide("a")]);
    add_section(&mut deck, Section { time: fixed(100), ..section() }, slide("s"), vec![timed("s1", 90), timed("s2", 60)]);
    assert_eq!(budgets(&deck), ["a 450 deck", "s 0 section", "s1 90 own", "s2 60 own"]);
}

#[test]
fn rule_6_what_nobody_in_a_section_shares_stays_there() {
    let mut deck = minutes(10, vec![slide("a")]);
    let own = Slide { time: fixed(10), ..slide("s") };
    add_section(&mut deck, Section { time: fixed(100), ..section() }, own, vec![timed("s1", 50)]);
    assert_eq!(budgets(&deck), ["a 500 deck", "s 10 own", "s1 50 own"]);
    assert_eq!(plan(&deck).1.planned, Seconds(560));
}

#[test]
fn rule_7_the_rest_is_shared_by_estimates() {
    let title = Slide { origin: crate::model::Origin::FrontMatter, heading: None, ..slide("title") };
    let deck = minutes(5, vec![title, needs("a", 60), timed("b", 100), needs("c", 30)]);
    assert_eq!(budgets(&deck), ["title 20 deck", "a 120 deck", "b 100 own", "c 60 deck"]);
    let starts: Vec<u32> = plan(&deck).1.slides.iter().map(|s| s.starts_at.0).collect();
    assert_eq!(starts, [0, 20, 140, 240]);
}

#[test]
fn rule_8_the_estimate_counts_notes_code_and_rows() {
    let row = || vec![vec![text("a")]];
    let rows = block(crate::model::BlockKind::Table(table(vec![row(), row(), row()])));
    let inside = block(crate::model::BlockKind::Quote(vec![code("a\n\nb\nc")]));
    let full = Slide { notes: words(130), content: vec![inside, rows], ..slide("full") };
    let mut deck = deck(vec![full, slide("empty")]);
    let estimates = |deck: &Deck| plan(deck).1.slides.iter().map(|s| (s.words, s.estimate.0)).collect::<Vec<_>>();
    assert_eq!(estimates(&deck), [(130, 60 + 3 * 2 + 2 * 3), (0, 10)]);
    deck.meta.pace = Some(crate::source::Spanned::new(65, at(0)));
    assert_eq!(estimates(&deck), [(130, 120 + 12), (0, 10)]);
}

#[test]
fn rule_8_an_appendix_has_no_time() {
    let mut deck = minutes(5, vec![needs("a", 60)]);
    let appendix = Section { appendix: true, time: fixed(60), ..section() };
    add_section(&mut deck, appendix, slide("backup"), vec![needs("x", 60), timed("y", 30)]);
    assert_eq!(budgets(&deck), ["a 300 deck", "backup 0 appendix", "x 0 appendix", "y 0 appendix"]);
    let (_, schedule) = plan(&deck);
    assert!(schedule.slides[1..].iter().all(|s| s.estimate == Seconds::ZERO && s.starts_at == Seconds(300)));
}

#[test]
fn rule_9_shares_are_rounded_so_that_the_sum_is_exact() {
    let deck = minutes(1, vec![slide("a"), slide("b"), slide("c"), slide("d"), slide("e"), slide("f"), slide("g")]);
    let (_, schedule) = plan(&deck);
    let shares: Vec<u32> = schedule.slides.iter().filter_map(|s| s.budget).map(|b| b.0).collect();
    assert_eq!(shares, [9, 9, 9, 9, 8, 8, 8], "60 by 7 is 8.57: four seconds more, in deck order");
}

#[test]
fn rule_10_nothing_left_is_nothing() {
    let deck = minutes(1, vec![timed("a", 60), needs("b", 60), slide("c")]);
    assert_eq!(budgets(&deck), ["a 60 own", "b 0 deck", "c 0 deck"]);
    let mut all_buffer = minutes(1, vec![slide("a")]);
    all_buffer.meta.buffer = percent(100);
    assert_eq!(budgets(&all_buffer), ["a 0 deck"]);
}

#[test]
fn rule_10_the_time_of_a_hidden_slide_returns() {
    let hidden =
        || Slide { audience: audience("non-technical").map(|a| crate::source::Spanned::new(a, at(0))), ..timed("hidden", 120) };
    let mut deck = minutes(10, vec![slide("a"), hidden()]);
    assert_eq!(budgets(&deck), ["a 600 deck"]);
    let closed = || Section { time: fixed(200), ..section() };
    add_section(&mut deck, closed(), slide("gone"), vec![hidden()]);
    assert_eq!(budgets(&deck), ["a 600 deck"], "so does that of a section of which nothing is shown");
    add_section(&mut deck, closed(), slide("s"), vec![hidden(), slide("b")]);
    assert_eq!(budgets(&deck), ["a 400 deck", "s 100 section", "b 100 section"], "within a closed section it stays there");
}

#[test]
fn time_01_sums_saturate() {
    let deck = minutes(1, vec![timed("a", u32::MAX), timed("b", u32::MAX), slide("c")]);
    let (_, schedule) = plan(&deck);
    assert_eq!(schedule.planned, Seconds(u32::MAX));
    assert_eq!(schedule.slides[2].starts_at, Seconds(u32::MAX));
    let percentages = minutes(1, vec![Slide { time: percent(4_000_000), ..slide("a") }, slide("b")]);
    assert_eq!(budgets(&percentages), ["a 2400000 own", "b 0 deck"]);
}

#[test]
fn time_07_characters_are_counted_where_words_are_not_parted() {
    let speech = "レビューは二日かかる。".repeat(25);
    let deck = deck(vec![Slide { notes: vec![notes(vec![paragraph(&speech)])], ..slide("a") }]);
    let (_, schedule) = plan(&deck);
    assert_eq!((schedule.slides[0].letters, schedule.slides[0].estimate), (250, Seconds(60)));
}

/// A small generator of numbers (xorshift64), so that the decks are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }

    fn time(&mut self) -> Option<crate::source::Spanned<crate::model::TimeSpec>> {
        match self.below(4) {
            0 => fixed(self.below(400)),
            1 => percent(self.below(30)),
            _ => None,
        }
    }

    fn slide(&mut self, id: usize) -> Slide {
        let layouts = [Layout::Questions, Layout::Exercise, Layout::Statement];
        let asked = layouts.get(self.below(12) as usize).copied();
        let lines = "x\n".repeat(self.below(9) as usize);
        Slide {
            time: self.time(),
            notes: words(self.below(300) as usize),
            content: if self.one_in(3) { vec![code(&lines)] } else { vec![] },
            layout: asked.and_then(layout),
            skip: self.one_in(9),
            ..slide(&format!("s{id}"))
        }
    }

    fn deck(&mut self) -> Deck {
        let mut made = minutes(1 + self.below(60), vec![]);
        made.meta.buffer = self.time();
        made.meta.qa = self.time();
        for id in 0..self.below(8) as usize {
            made.slides.push(self.slide(id));
        }
        for _ in 0..self.below(5) {
            let first = made.slides.len();
            let own = self.slide(first);
            let slides = (1..1 + self.below(6) as usize).map(|i| self.slide(first + i)).collect();
            let section = Section { time: self.time(), appendix: self.one_in(6), ..section() };
            add_section(&mut made, section, own, slides);
        }
        made
    }
}

/// What holds for every deck: whoever shares, shares exactly what the stated times leave, by need.
#[test]
fn every_plan_adds_up() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut shared, mut closed, mut overrun) = (0, 0, 0);
    for round in 0..2000 {
        let deck = random.deck();
        let (projection, schedule) = plan(&deck);
        assert_eq!(projection.slides.len(), schedule.slides.len());
        let budget = |test: &dyn Fn(&ProjectedSlide, &SlideTime) -> bool| -> Seconds {
            let pairs = projection.slides.iter().zip(&schedule.slides);
            pairs.filter(|(slide, time)| test(slide, time)).map(|(_, time)| time.budget.expect("planned")).sum()
        };
        let plannable = schedule.plannable.expect("a duration");
        let closed_time = |index: usize| {
            let section = &projection.sections[index];
            section.time.filter(|_| !section.appendix).map(|time| time.value.of(plannable))
        };
        let mut taken = Seconds::ZERO;
        for index in 0..projection.sections.len() {
            let Some(time) = closed_time(index) else { continue };
            let of = |source| budget(&|slide, time| slide.section == Some(index) && time.source == source);
            let own = of(BudgetSource::Own);
            let sharers = schedule.slides.iter().zip(&projection.slides);
            let has_sharers = sharers.filter(|(t, s)| s.section == Some(index) && t.source == BudgetSource::Section).count() > 0;
            let expected = if has_sharers { time.minus(own) } else { Seconds::ZERO };
            assert_eq!(of(BudgetSource::Section), expected, "section {index} of round {round}");
            taken = taken.plus(time.max(own));
            closed += 1;
        }
        let own_outside =
            budget(&|slide, time| time.source == BudgetSource::Own && slide.section.and_then(closed_time).is_none());
        let left = plannable.minus(taken).minus(own_outside);
        if schedule.slides.iter().any(|time| time.source == BudgetSource::Deck) {
            assert_eq!(budget(&|_, time| time.source == BudgetSource::Deck), left, "round {round}");
            shared += 1;
        }
        overrun += usize::from(taken.plus(own_outside) > plannable);
        let talked = budget(&|_, time| time.source != BudgetSource::Questions);
        assert_eq!(schedule.planned, talked, "round {round}");
        let last = schedule.slides.last().map_or(Seconds::ZERO, |time| time.starts_at.plus(time.time()));
        assert_eq!(last, budget(&|_, _| true), "the clock ends where the budgets end, round {round}");
    }
    assert!(shared > 500 && closed > 500 && overrun > 100, "{shared} {closed} {overrun}: the decks cover the rules");
}
