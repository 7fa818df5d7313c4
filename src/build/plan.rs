//! The time plans of decks and courses, without a page of them laid out.
//!
//! A deck is read, projected, planned and judged by the lints about time. Of the other findings only those are kept that stop a build,
//! or that may be why a plan is not what its author expects (a misspelt `duration`).

use std::collections::HashMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::discover::{self, DeckFile, Found, seen_from};
use super::error::{BuildError, DeckFailure};
use super::guard::guarded;
use super::output::Target;
use super::report::{DeckReport, Outcome};
use super::request::Request;
use super::session;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{Course, Deck, Variant};
use crate::project::Projection;
use crate::settings::{self, Project};
use crate::source::{FileId, ProjectRoot, Sources};
use crate::timing::course::CoursePlan;
use crate::timing::{self, Schedule};
use crate::{check, project};

/// What was asked for, planned.
#[derive(Debug, Default)]
pub struct Plans {
    /// One for each deck, in the order they were asked for.
    pub decks: Vec<DeckPlan>,
    /// The courses whose folder was asked for.
    pub courses: Vec<CourseReport>,
}

/// The plan of one deck.
#[derive(Debug)]
pub struct DeckPlan {
    /// Its findings and how reading it ended. `variants` is empty: nothing was typeset.
    pub report: DeckReport,
    /// The deck; `None` where it could not be read.
    pub read: Option<ReadDeck>,
    /// One for each variant that was asked for.
    pub variants: Vec<VariantPlan>,
    /// Where its files go.
    pub target: Target,
}

/// A deck with what belongs to it.
#[derive(Debug)]
pub struct ReadDeck {
    /// Its slides.
    pub deck: Deck,
    /// Its file among the sources of the report.
    pub file: FileId,
    /// The project it lies in.
    pub project: Project,
}

/// The plan of one variant.
#[derive(Debug)]
pub struct VariantPlan {
    /// What its audience sees.
    pub projection: Projection,
    /// When.
    pub schedule: Schedule,
}

/// A course and how its decks fill its hours.
#[derive(Debug)]
pub struct CourseReport {
    /// `deckle.toml`, as findings print it.
    pub path: Utf8PathBuf,
    /// The course.
    pub course: Course,
    /// Its lectures and labs with their decks.
    pub plan: CoursePlan,
    /// The text the findings point into.
    pub sources: Sources,
    /// Lectures whose decks take more or less than their hours.
    pub diagnostics: Diagnostics,
    /// The decks that belong to it, as indexes into [`Plans::decks`].
    pub decks: Vec<usize>,
}

/// Findings of the earlier stages that may be why a plan is not what was expected.
const ABOUT_SETTINGS: &[Code] =
    &[Code::BadTime, Code::UnknownKey, Code::UnknownAttribute, Code::DuplicateKey, Code::WrongType, Code::UnquotedHash];

/// Plans what is asked for. Nothing is written.
///
/// # Errors
/// [`BuildError`] where nothing could be begun.
pub fn plan(request: &Request) -> Result<Plans, BuildError> {
    let current = std::env::current_dir().and_then(camino::absolute_utf8).map_err(BuildError::CurrentFolder)?;
    let mut decks = Vec::new();
    for found in discover::discover(&request.inputs, request.out.as_deref(), &current)? {
        decks.push(match found {
            Found::Deck(file) => {
                guarded(|| plan_deck(&file, request, &current)).unwrap_or_else(|panic| broken(&file, request, &panic))
            }
            Found::Failed(path, failure) => failed(path, failure),
        });
    }
    let courses = courses(request, &current, &decks);
    Ok(Plans { decks, courses })
}

fn failed(path: Utf8PathBuf, failure: DeckFailure) -> DeckPlan {
    let target = Target { base: Utf8PathBuf::new(), folder: Utf8PathBuf::new(), stem: String::new() };
    DeckPlan { report: DeckReport::failed(path, failure), read: None, variants: Vec::new(), target }
}

fn broken(file: &DeckFile, request: &Request, panic: &str) -> DeckPlan {
    let target = Target::of(file, request.out.as_deref());
    DeckPlan { report: super::broken(&file.path, panic), read: None, variants: Vec::new(), target }
}

fn plan_deck(file: &DeckFile, request: &Request, current: &Utf8Path) -> DeckPlan {
    let target = Target::of(file, request.out.as_deref());
    let mut plan = DeckPlan { report: DeckReport::new(&file.path), read: None, variants: Vec::new(), target };
    let outcome = plan_into(file, request, current, &mut plan);
    let report = &mut plan.report;
    if request.strict {
        report.diagnostics.deny_warnings();
    }
    report.diagnostics.sort_and_dedup();
    report.outcome = match outcome {
        Ok(()) if report.diagnostics.has_errors() => Outcome::Rejected,
        Ok(()) => Outcome::Done,
        Err(failure) => Outcome::Failed(failure),
    };
    plan
}

fn plan_into(file: &DeckFile, request: &Request, current: &Utf8Path, plan: &mut DeckPlan) -> Result<(), DeckFailure> {
    let Some((id, mut project)) = session::read(file, current, &mut plan.report)? else { return Ok(()) };
    // A plan runs nothing, so raw content needs no trust.
    project.trust = true;
    let deck = session::parsed(&mut plan.report, id, &project, &file.path);
    let variants = session::wanted(&deck, &request.audiences)?;
    let (planned, findings) = plan_variants(&deck, &variants, &plan.target.stem);
    plan.variants = planned;
    plan.report.dialect = deck.dialect;
    let earlier = std::mem::take(&mut plan.report.diagnostics);
    plan.report.diagnostics.extend(earlier.into_iter().filter(|finding| matters_here(finding)));
    plan.report.diagnostics.extend(findings);
    plan.report.diagnostics = check::Allowed::of(&deck).filter(std::mem::take(&mut plan.report.diagnostics));
    plan.report.diagnostics = check::told(deck.dialect, &plan.report.sources, std::mem::take(&mut plan.report.diagnostics));
    plan.read = Some(ReadDeck { deck, file: id, project });
    Ok(())
}

fn matters_here(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error || ABOUT_SETTINGS.contains(&finding.code)
}

/// Plans variants of a deck and judges their times.
pub fn plan_variants(deck: &Deck, variants: &[Variant], stem: &str) -> (Vec<VariantPlan>, Diagnostics) {
    let mut plans = Vec::new();
    let mut found = Vec::new();
    for variant in variants {
        let (projection, findings) = project::project(deck, variant, stem);
        let schedule = timing::schedule(&projection);
        let mut findings: Diagnostics = findings.into_iter().filter(|finding| matters_here(finding)).collect();
        findings.extend(check::times(deck, &projection, &schedule));
        plans.push(VariantPlan { projection, schedule });
        found.push(findings);
    }
    let named = variants.iter().map(Variant::name).zip(found).collect();
    (plans, check::fold(named))
}

/// The courses whose whole folder was asked for.
fn courses(request: &Request, current: &Utf8Path, decks: &[DeckPlan]) -> Vec<CourseReport> {
    let around = [settings::find_root(current)];
    let folders = if request.inputs.is_empty() { &around[..] } else { &request.inputs };
    let mut reports: Vec<CourseReport> = Vec::new();
    for folder in folders {
        let report = course(folder, current, decks, request.strict);
        reports.extend(report.filter(|new| !reports.iter().any(|old| old.path == new.path)));
    }
    reports
}

fn course(folder: &Utf8Path, current: &Utf8Path, decks: &[DeckPlan], strict: bool) -> Option<CourseReport> {
    let root = ProjectRoot::new(folder).ok()?;
    let path = seen_from(current, root.path()).join(settings::FILE_NAME);
    let path = path.strip_prefix(".").map(Utf8Path::to_owned).unwrap_or(path);
    let mut sources = Sources::new();
    let (project, mut diagnostics) = settings::load(root, &mut sources, &path);
    let course = project.course?;
    let places: HashMap<Utf8PathBuf, usize> =
        decks.iter().enumerate().filter_map(|(i, plan)| Some((real_path(plan)?, i))).collect();
    let real = |name: &str| {
        let relative = project.root.resolve(project.root.path(), name).ok()?;
        project.root.path().join(relative).canonicalize_utf8().ok()
    };
    let index = |name: &str| places.get(&real(name)?).copied();
    let duration = |name: &str| decks[index(name)?].variants.first()?.schedule.duration;
    let plan = timing::course::plan(&course, |name| real(name).is_some(), duration);
    let names = course.lectures.iter().flat_map(|lecture| &lecture.decks).chain(course.labs.iter().flat_map(|lab| &lab.decks));
    let belonging = names.filter_map(|name| index(&name.value)).collect();
    diagnostics.extend(check::course(&course, &plan));
    if strict {
        diagnostics.deny_warnings();
    }
    diagnostics.sort_and_dedup();
    Some(CourseReport { path, course, plan, sources, diagnostics, decks: belonging })
}

/// The real path of a deck that was read.
fn real_path(plan: &DeckPlan) -> Option<Utf8PathBuf> {
    plan.report.path.canonicalize_utf8().ok()
}
