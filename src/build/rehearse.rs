//! Rehearsals of a deck: found beside it or named, compared with its plan, and their proposals written into its text.

use camino::{Utf8Path, Utf8PathBuf};
use thiserror::Error;

use super::output::{self, OutputError};
use super::plan::{DeckPlan, VariantPlan, plan_variants};
use super::report::DeckReport;
use super::session;
use crate::diagnostic::Diagnostics;
use crate::model::{Deck, Own, Seconds, Slide, Variant};
use crate::parse::edit::{can_state_time, edited, time_edit};
use crate::source::{ProjectRoot, ReadError, Sources, decode};
use crate::timing::rehearsal::{self, Comparison, ENDING, Run};

/// The mark of UTF-8 that some editors put in front of a text.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Everything that was rehearsed of a deck.
#[derive(Debug, Default)]
pub struct Rehearsals {
    /// The files, in order of their names.
    pub files: Vec<RehearsalFile>,
    /// The runs of all variants, the earliest first.
    pub runs: Vec<Run>,
}

/// A file of rehearsals.
#[derive(Debug)]
pub struct RehearsalFile {
    /// As it is printed.
    pub path: Utf8PathBuf,
    /// The lines that could not be read, from 1.
    pub unread: Vec<usize>,
}

/// Why rehearsals could not be read or their proposals not be written.
#[derive(Debug, Error)]
pub enum RehearsalError {
    /// A file of rehearsals could not be read.
    #[error("{0}: {1}")]
    Unreadable(Utf8PathBuf, ReadError),
    /// The deck was changed after it was read.
    #[error("{0}: the file was changed meanwhile, so nothing is written; run the command again")]
    Changed(Utf8PathBuf),
    /// The text with the new times doesn't read back as that.
    #[error("{path}: the time of `{slide}` can't be written there without changing more than that; write it by hand")]
    NotAsMeant {
        /// The deck.
        path: Utf8PathBuf,
        /// The slide's id.
        slide: String,
    },
    /// It could not be written.
    #[error("{0}")]
    Output(#[from] OutputError),
}

/// Reads the rehearsals of a deck: the files that are named, or where none is, those beside the deck.
///
/// # Errors
/// Where a file that is there can't be read.
pub fn rehearsals(deck: &Utf8Path, named: &[Utf8PathBuf]) -> Result<Rehearsals, RehearsalError> {
    let paths = if named.is_empty() { beside(deck) } else { named.to_vec() };
    let mut rehearsals = Rehearsals::default();
    let mut shown = Vec::new();
    for path in paths {
        let bytes = read(&path).map_err(|error| RehearsalError::Unreadable(path.clone(), error))?;
        let lines = rehearsal::read(&bytes);
        shown.extend(lines.shown);
        rehearsals.files.push(RehearsalFile { path, unread: lines.unread });
    }
    rehearsals.runs = rehearsal::runs(shown);
    Ok(rehearsals)
}

fn read(path: &Utf8Path) -> Result<Vec<u8>, ReadError> {
    let folder = path.parent().unwrap_or(Utf8Path::new(""));
    match ProjectRoot::new(folder) {
        Ok(root) => root.read(path),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(ReadError::Missing { nearest: None }),
        Err(error) => Err(error.into()),
    }
}

/// `talk.rehearsal.jsonl` and `talk.NAME.rehearsal.jsonl` beside `talk.md`, sorted. Those of a deck `talk.NAME.md` are that one's.
fn beside(deck: &Utf8Path) -> Vec<Utf8PathBuf> {
    let folder = deck.parent().unwrap_or(Utf8Path::new(""));
    let opened = if folder.as_str().is_empty() { Utf8Path::new(".") } else { folder };
    let Some(stem) = deck.file_stem() else { return Vec::new() };
    let names = opened.read_dir_utf8().into_iter().flatten().flatten().map(|entry| entry.file_name().to_owned());
    let is_own = |name: &String| {
        let Some(middle) = name.strip_prefix(stem).and_then(|rest| rest.strip_suffix(ENDING)) else { return false };
        middle.is_empty() || (middle.starts_with('.') && !folder.join(format!("{stem}{middle}.md")).is_file())
    };
    let mut paths: Vec<Utf8PathBuf> = names.filter(is_own).map(|name| folder.join(name)).collect();
    paths.sort();
    paths
}

/// The rehearsals of one variant beside its plan.
pub fn compare(plan: &VariantPlan, rehearsals: &Rehearsals) -> Option<Comparison> {
    let name = plan.projection.variant.name();
    let runs: Vec<&Run> = rehearsals.runs.iter().filter(|run| run.variant == name).collect();
    (!runs.is_empty()).then(|| rehearsal::compare(&plan.projection, &plan.schedule, &runs))
}

/// The budget that each slide of a variant should get; `None` where it keeps its own.
pub fn proposals(deck: &DeckPlan, plan: &VariantPlan, comparison: &Comparison) -> Vec<Option<Seconds>> {
    let Some(read) = &deck.read else { return vec![None; plan.projection.slides.len()] };
    let states = |id| read.deck.slides.iter().any(|slide| slide.id == id && can_state_time(&read.deck, slide));
    let can_state: Vec<bool> = plan.projection.slides.iter().map(|slide| states(slide.id.clone())).collect();
    rehearsal::propose(&plan.projection, &plan.schedule, comparison, &can_state)
}

/// A deck's text with other times, not yet written.
#[derive(Debug)]
pub struct NewTimes {
    path: Utf8PathBuf,
    root: ProjectRoot,
    /// The file as it was read.
    before: Vec<u8>,
    /// The old text.
    pub old: String,
    /// The new text.
    pub new: String,
    /// How many times are changed or added.
    pub count: usize,
    /// The plans of all variants with the new times.
    pub plans: Vec<VariantPlan>,
    /// What the lints about times say of them.
    pub findings: Diagnostics,
    /// The text that the findings point into.
    pub sources: Sources,
}

/// The deck's text with these budgets for the slides of a variant. Nothing is written. `None` where nothing would change.
///
/// # Errors
/// Where the file can't be read again or is not what was planned, or where the new text doesn't read back with exactly these times.
pub fn new_times(deck: &DeckPlan, plan: &VariantPlan, budgets: &[Option<Seconds>]) -> Result<Option<NewTimes>, RehearsalError> {
    let (path, Some(read_deck)) = (&deck.report.path, &deck.read) else { return Ok(None) };
    let before = read_deck.project.root.read(path).map_err(|error| RehearsalError::Unreadable(path.clone(), error))?;
    let old = deck.report.sources.get(read_deck.file).text.to_string();
    if decode(before.clone()).ok().as_ref() != Some(&old) {
        return Err(RehearsalError::Changed(path.clone()));
    }
    let mut wanted: Vec<Option<Seconds>> = vec![None; read_deck.deck.slides.len()];
    let mut edits = Vec::new();
    for (slide, budget) in plan.projection.slides.iter().zip(budgets) {
        let Some(budget) = *budget else { continue };
        let Some(index) = read_deck.deck.slides.iter().position(|written| written.id == slide.id) else { continue };
        let written = (&read_deck.deck.slides[index], slide.time);
        let edit = time_edit(&old, &read_deck.deck, written, budget, plan.schedule.plannable);
        edits.push(edit.ok_or_else(|| RehearsalError::NotAsMeant { path: path.clone(), slide: slide.id.0.clone() })?);
        wanted[index] = Some(budget);
    }
    if edits.is_empty() {
        return Ok(None);
    }
    let new = edited(&old, &edits);
    let mut report = DeckReport::new(path);
    let file = report.sources.add(path, new.as_str());
    let again = session::parsed(&mut report, file, &read_deck.project, path);
    let sources = report.sources;
    if let Some(index) = first_difference((&read_deck.deck, &again), &plan.projection.variant, &wanted, plan.schedule.plannable) {
        let slide = read_deck.deck.slides.get(index).map(|slide| slide.id.0.clone()).unwrap_or_default();
        return Err(RehearsalError::NotAsMeant { path: path.clone(), slide });
    }
    let (plans, mut findings) = plan_variants(&again, &again.variants(), &deck.target.stem);
    findings.sort_and_dedup();
    let count = edits.len();
    let root = read_deck.project.root.clone();
    Ok(Some(NewTimes { path: path.clone(), root, before, old, new, count, plans, findings, sources }))
}

/// The first slide that is not as it was with the time it should have.
fn first_difference(
    (old, new): (&Deck, &Deck),
    variant: &Variant,
    wanted: &[Option<Seconds>],
    plannable: Option<Seconds>,
) -> Option<usize> {
    let time_of = |slide: &Slide| Own::of(variant, &slide.own_times, slide.time);
    let differs = |index: &usize| {
        let (Some(old), Some(new)) = (old.slides.get(*index), new.slides.get(*index)) else { return true };
        let time = match (wanted[*index], time_of(new)) {
            (Some(budget), Some(time)) => time.value.of(plannable.unwrap_or_default()) == budget,
            (Some(_), None) => false,
            (None, time) => time.map(|time| time.value) == time_of(old).map(|time| time.value),
        };
        !time || old.id != new.id || old.layout.map(|l| l.value) != new.layout.map(|l| l.value) || old.skip != new.skip
    };
    (0..old.slides.len().max(new.slides.len())).find(differs)
}

impl NewTimes {
    /// Puts the text in place of the old one, whole or not at all. A byte order mark stays; a link is followed.
    ///
    /// # Errors
    /// Where the file is no longer what it was, or can't be written.
    pub fn write(&self) -> Result<(), RehearsalError> {
        let now = self.root.read(&self.path).map_err(|error| RehearsalError::Unreadable(self.path.clone(), error))?;
        if now != self.before {
            return Err(RehearsalError::Changed(self.path.clone()));
        }
        let mark = if self.before.starts_with(MARK) { MARK } else { b"" };
        let real = self.path.canonicalize_utf8().unwrap_or_else(|_| self.path.clone());
        output::write(&real, &[mark, self.new.as_bytes()].concat())?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{Request, plan};

    const DECK: &str = "---\nduration: 5m\n---\n\n## A {time=60s}\n\nx\n\n## B\n\nx\n";

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let guard = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(guard.path().canonicalize().unwrap()).unwrap();
        (guard, path)
    }

    fn planned(path: &Utf8Path) -> DeckPlan {
        let request = Request { inputs: vec![path.to_owned()], write: false, ..Request::default() };
        plan(&request).unwrap().decks.remove(0)
    }

    #[test]
    fn a_deck_that_changes_meanwhile_is_left_alone() {
        let (_guard, base) = folder();
        let path = base.join("talk.md");
        std::fs::write(&path, DECK).unwrap();
        let deck = planned(&path);
        let budgets = [Some(Seconds(95)), Some(Seconds(205))];
        let times = new_times(&deck, &deck.variants[0], &budgets).unwrap().unwrap();
        assert_eq!(times.new, DECK.replace("60s", "95s").replace("## B", "## B {time=205s}"));

        std::fs::write(&path, DECK.replace("## B", "## C")).unwrap();
        assert!(matches!(times.write(), Err(RehearsalError::Changed(_))), "after the question");
        assert!(matches!(new_times(&deck, &deck.variants[0], &budgets), Err(RehearsalError::Changed(_))), "before it");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), DECK.replace("## B", "## C"));

        std::fs::write(&path, DECK).unwrap();
        times.write().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), times.new);
    }

    #[test]
    fn a_time_for_one_audience_is_changed_where_it_stands() {
        let (_guard, base) = folder();
        let path = base.join("talk.md");
        let text = DECK.replace("time=60s", "time=60s time-non-technical=30s");
        std::fs::write(&path, &text).unwrap();
        let deck = planned(&path);
        for (variant, changed) in [(0, "time=95s time-non-technical=30s"), (1, "time=60s time-non-technical=95s")] {
            let times = new_times(&deck, &deck.variants[variant], &[Some(Seconds(95)), None]).unwrap().unwrap();
            assert_eq!(times.new, text.replace("time=60s time-non-technical=30s", changed));
            assert_eq!(times.plans[variant].schedule.slides[0].budget, Some(Seconds(95)));
        }
    }

    /// A small generator of numbers (xorshift64), so that the decks are the same in every run.
    struct Random(u64);

    impl Random {
        fn below(&mut self, end: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 >> 33) % end
        }

        fn one_of<'a>(&mut self, of: &[&'a str]) -> &'a str {
            of[self.below(of.len() as u64) as usize]
        }

        fn deck(&mut self) -> String {
            let time = [
                " time=90s",
                " time=1m30s",
                " time=1:30",
                " time=10%",
                " time=\"2m\"",
                " time='45s'",
                " time-technical=40s time=20s",
                " time-non-technical=40s",
                "",
                "",
            ];
            let end = self.one_of(&["\n", "\r\n"]);
            let qa = self.one_of(&["", "qa: 5%\n", "qa: 30s\n"]);
            let mut text = format!("---\ntitle: T\nduration: {}m\n{qa}---\n\n", 2 + self.below(30));
            for number in 0..2 + self.below(10) {
                let own = self.one_of(&time);
                text += &match self.below(8) {
                    0 => format!("# Part {number}{}\n\n", self.one_of(&["", " {time=3m}", " {time=20%}"])),
                    1 => format!("---\n\nOnly text {number}.\n\n"),
                    2 => format!("## {{layout=statement{own}}}\n\nx\n\n"),
                    3 => format!("Under {number} {{.x{own}}}\n---\n\nx\n\n"),
                    4 => format!("## Try {{layout=exercise time=50s #try{number}}}\n\nx\n\n"),
                    5 => format!("## [w]{{plain=\"time=9s }}\"}} C# {number} {{#s{number}{own}}} ##\n\nx\n\n"),
                    _ => format!(
                        "## `{{x}}` {number} ##\n\nx\n\n::: notes\n{}\n:::\n\n",
                        "word ".repeat(self.below(150) as usize + 1)
                    ),
                };
            }
            text.replace('\n', end)
        }

        fn run(&mut self, plan: &VariantPlan) -> Run {
            let slides = &plan.projection.slides;
            let times =
                slides.iter().filter(|_| self.below(10) > 0).map(|slide| (slide.id.clone(), slide.number)).collect::<Vec<_>>();
            let times = times.into_iter().map(|(id, _)| (id, 1000 + self.below(180_000))).collect();
            let (name, variant) = (String::new(), plan.projection.variant.name().to_owned());
            Run { name, variant, began: 0, times, open: None }
        }
    }

    /// Whatever the deck and the runs: the proposals are what the new plan has, it takes no more than before or than there is, and a
    /// second look has nothing to change.
    #[test]
    fn proposals_hold_for_every_deck() {
        let (_guard, base) = folder();
        let path = base.join("talk.md");
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        let mut applied = 0;
        for round in 0..150 {
            let text = random.deck();
            std::fs::write(&path, &text).unwrap();
            let deck = planned(&path);
            assert!(!deck.report.diagnostics.has_errors(), "{text}\n{:?}", deck.report.diagnostics);
            let before = &deck.variants[0];
            let run = random.run(before);
            let compared = |plan: &VariantPlan| rehearsal::compare(&plan.projection, &plan.schedule, &[&run]);
            let budgets = proposals(&deck, before, &compared(before));
            let Some(times) = new_times(&deck, before, &budgets).unwrap_or_else(|error| panic!("{error}\n{text}")) else {
                continue;
            };
            applied += 1;
            let after = &times.plans[0];
            for (index, budget) in budgets.iter().enumerate().filter(|(_, budget)| budget.is_some()) {
                assert_eq!(after.schedule.slides[index].budget, *budget, "round {round}, slide {index}\n{}", times.new);
            }
            let plannable = after.schedule.plannable.unwrap();
            assert!(after.schedule.planned <= plannable.max(before.schedule.planned), "round {round}\n{}", times.new);
            times.write().unwrap();
            let again = planned(&path);
            let left = proposals(&again, &again.variants[0], &compared(&again.variants[0]));
            assert!(left.iter().all(Option::is_none), "round {round}: {left:?}\n{}", times.new);
        }
        assert!(applied > 120, "{applied}");
    }

    #[test]
    fn included_slides_stay_as_they_are() {
        let (_guard, base) = folder();
        let path = base.join("talk.md");
        std::fs::write(base.join("other.md"), "## Theirs {#theirs time=30s}\n\ny\n").unwrap();
        std::fs::write(&path, format!("{DECK}\n<!-- include: other.md -->\n")).unwrap();
        let deck = planned(&path);
        let ids: Vec<&str> = deck.variants[0].projection.slides.iter().map(|slide| slide.id.0.as_str()).collect();
        assert_eq!(ids, ["a", "b", "theirs"], "{:?}", deck.report.diagnostics);
        let times = new_times(&deck, &deck.variants[0], &[Some(Seconds(95)), None, None]).unwrap().unwrap();
        times.write().unwrap();
        assert!(std::fs::read_to_string(&path).unwrap().contains("## A {time=95s}"));
        let refused = new_times(&planned(&path), &deck.variants[0], &[None, None, Some(Seconds(40))]);
        assert!(matches!(refused, Err(RehearsalError::NotAsMeant { slide, .. }) if slide == "theirs"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_within_the_project_only() {
        let (_guard, base) = folder();
        for name in ["project/real", "outside"] {
            std::fs::create_dir_all(base.join(name)).unwrap();
            std::fs::write(base.join(name).join("talk.md"), DECK).unwrap();
        }
        std::fs::write(base.join("project/deckle.toml"), "").unwrap();
        let link = base.join("project/talk.md");
        std::os::unix::fs::symlink("real/talk.md", &link).unwrap();
        let deck = planned(&link);
        let times = new_times(&deck, &deck.variants[0], &[Some(Seconds(70)), None]).unwrap().unwrap();
        times.write().unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink(), "the link stays");
        assert!(std::fs::read_to_string(base.join("project/real/talk.md")).unwrap().contains("time=70s"));
        let out = base.join("project/out.md");
        std::os::unix::fs::symlink("../outside/talk.md", &out).unwrap();
        assert!(planned(&out).read.is_none(), "what lies outside is not even read");
    }
}
