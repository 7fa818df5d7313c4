//! One deck through every stage.
//!
//! A deck is written as a whole or not at all: all variants are typeset and all findings known before the first file is made.

use std::collections::HashSet;
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};

use super::discover::{DeckFile, decode_anyway, seen_from};
use super::error::DeckFailure;
use super::output::{self, Target};
use super::own_output;
use super::publish::{self, Ready};
use super::report::{DeckReport, LayoutReport, Outcome, Step, VariantReport};
use super::request::{Format, Request, StepPages, Wanted};
use super::{fonts, glossary, themes};
use crate::check::MissingGlyphs;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::export::pdf::Obstacle;
use crate::fonts::{Fonts, Shelf};
use crate::model::{Deck, Variant};
use crate::project::{ProjectedSlide, Projection};
use crate::settings::Project;
use crate::source::{FileId, ProjectRoot, ReadError, Sources, Span, TextError, decode};
use crate::theme::Theme;
use crate::typeset::Highlights;
use crate::typeset::paper::{self, Sheets, Talk};
use crate::{assets, check, parse, project, settings, timing, typeset};

/// What all stages of one deck need.
pub struct Job<'a> {
    /// The deck.
    pub deck: &'a DeckFile,
    /// Where its files go.
    pub target: &'a Target,
    /// What is asked.
    pub request: &'a Request,
    /// The current folder, absolute.
    pub current: &'a Utf8Path,
    /// Coloured code from earlier.
    pub highlights: &'a Highlights,
    /// Fonts from earlier.
    pub shelf: &'a Shelf,
    /// Told at each step.
    pub step: &'a (dyn Fn(Step<'_>) + Sync),
}

/// Builds one deck.
pub fn build(job: &Job<'_>) -> DeckReport {
    (job.step)(Step::Reading);
    let mut report = DeckReport::new(&job.deck.path);
    report.outcome = match build_into(job, &mut report) {
        Ok(()) if report.diagnostics.has_errors() => Outcome::Rejected,
        Ok(()) => Outcome::Done,
        Err(failure) => {
            judge(job, &mut report);
            Outcome::Failed(failure)
        }
    };
    report
}

fn build_into(job: &Job<'_>, report: &mut DeckReport) -> Result<(), DeckFailure> {
    let Some((file, mut project)) = read(job.deck, job.current, report)? else { return Ok(()) };
    project.trust |= job.request.trust;
    project.system_fonts |= job.request.system_fonts;
    let deck = parsed(report, file, &project, &job.deck.path);
    let variants = wanted(&deck, &job.request.audiences)?;
    if job.request.write {
        let inputs = inputs(&report.sources, &project.root, job);
        for variant in &variants {
            output::check(job.target, variant.name(), &job.request.formats, &inputs)?;
        }
    }
    let folder = job.deck.path.parent().unwrap_or(Utf8Path::new(""));
    let named = themes::named_fonts(&deck);
    let fonts = fonts::of(job.shelf, &project, file, &report.sources, &named, &mut report.diagnostics);
    let place = themes::Place { project: &project, folder, fonts: &fonts };
    let themes = themes::of(&deck, &variants, &place, &mut report.sources, &mut report.diagnostics);
    let (ready, findings): (Vec<Ready>, Vec<Diagnostics>) = variants
        .iter()
        .zip(&themes)
        .map(|(variant, theme)| prepare(job, &deck, variant, &theme.theme, (&project.root, &fonts)))
        .unzip();
    report.diagnostics.extend(unused_terms(&deck, ready.iter().map(|ready| &ready.projection)));
    report.variants = ready.iter().map(|variant| variant.report.clone()).collect();
    let named = variants.iter().map(Variant::name).zip(findings).collect();
    report.diagnostics.extend(check::fold(named));
    let allowed = check::Allowed::of(&deck);
    report.diagnostics = allowed.filter(std::mem::take(&mut report.diagnostics));
    let missing = ready.iter().flat_map(|ready| &ready.missing);
    report.diagnostics.extend(check::missing_glyphs(missing, &allowed, &report.sources));
    if variants.len() == deck.variants().len() {
        let seen = ready.iter().flat_map(|ready| &ready.projection.slides).map(|slide| &slide.id).collect::<HashSet<_>>();
        let shown: Vec<bool> = deck.slides.iter().map(|slide| seen.contains(&slide.id)).collect();
        let found = check::deck(&deck, &shown).into_iter().collect();
        report.diagnostics.extend(allowed.filter(found));
        report.diagnostics.extend(allowed.unused());
    }
    report.dialect = deck.dialect;
    report.diagnostics = check::told(deck.dialect, &report.sources, std::mem::take(&mut report.diagnostics));
    judge(job, report);
    if job.request.write && !report.diagnostics.has_errors() {
        publish(job, file, ready, report)?;
    }
    Ok(())
}

/// The words that nothing explains to the variant's audience.
fn terms(deck: &Deck, projection: &Projection, assets: &assets::Assets) -> Vec<Diagnostic> {
    let words: Vec<_> = projection.slides.iter().map(project::slide_words).collect();
    check::terms(deck, projection, &words.iter().collect::<Vec<_>>(), &|path| Some(&assets.get(path)?.words))
}

/// The entries of the deck's own glossary that no variant uses; none are told where no variant is made that reads explanations.
pub fn unused_terms<'p>(deck: &'p Deck, projections: impl Iterator<Item = &'p Projection>) -> Vec<Diagnostic> {
    let mut readers = projections.filter(|projection| projection.meta.glossary.explained).peekable();
    if readers.peek().is_none() {
        return Vec::new();
    }
    let uses = readers.flat_map(|projection| &projection.slides).flat_map(|slide| &slide.terms);
    glossary::unused(&deck.glossary, &uses.map(|used| used.term.term.value.as_str()).collect())
}

/// Reads the deck and the project's settings. `None`: the deck is no text, and that is in the findings.
pub fn read(deck: &DeckFile, current: &Utf8Path, report: &mut DeckReport) -> Result<Option<(FileId, Project)>, DeckFailure> {
    let root = ProjectRoot::new(&deck.root).map_err(ReadError::from)?;
    read_through(root, deck, current, report)
}

/// [`read`] with the project's root at hand.
pub fn read_through(
    root: ProjectRoot,
    deck: &DeckFile,
    current: &Utf8Path,
    report: &mut DeckReport,
) -> Result<Option<(FileId, Project)>, DeckFailure> {
    let path = &deck.path;
    let bytes = root.read(path)?;
    let mark = usize::from(bytes.starts_with(b"\xEF\xBB\xBF")) * 3;
    let shown = decode_anyway_if_needed(&bytes);
    let file = match decode(bytes) {
        Ok(text) => report.sources.add(path, text),
        Err(error) => {
            let file = report.sources.add(path, shown.unwrap_or_default());
            report.diagnostics.push(not_utf8(file, &error, mark));
            return Ok(None);
        }
    };
    let display = seen_from(current, &deck.root).join(settings::FILE_NAME);
    let display = display.strip_prefix(".").map(Utf8Path::to_owned).unwrap_or(display);
    let (project, findings) = settings::load(root, &mut report.sources, &display);
    report.diagnostics.extend(findings);
    Ok(Some((file, project)))
}

/// Parses a deck, with the files that it names.
pub fn parsed(report: &mut DeckReport, file: FileId, project: &Project, path: &Utf8Path) -> Deck {
    let (mut deck, findings) = parse::parse(&report.sources, file, &project.defaults);
    let folder = path.parent().unwrap_or(Utf8Path::new(""));
    let findings = parse::include(&mut report.sources, &mut deck, findings, &project.root, folder);
    report.diagnostics.extend(findings);
    let findings = parse::fill_in_code(&report.sources, &mut deck, &project.root, folder);
    report.diagnostics.extend(findings);
    if !project.trust {
        let findings = parse::refuse_raw(&mut deck);
        report.diagnostics.extend(findings);
    }
    deck.glossary = glossary::of(&deck.meta, project, folder, &mut report.sources, &mut report.diagnostics);
    deck
}

/// A text to show for bytes that are not one.
fn decode_anyway_if_needed(bytes: &[u8]) -> Option<String> {
    std::str::from_utf8(bytes).is_err().then(|| decode_anyway(bytes))
}

fn not_utf8(file: FileId, error: &TextError, mark: usize) -> Diagnostic {
    let (start, message) = match error {
        TextError::Utf16 => (0, "this file is UTF-16".to_owned()),
        TextError::InvalidUtf8 { offset, .. } => (offset.saturating_sub(mark), format!("byte {offset} is not UTF-8")),
    };
    // The byte is shown as U+FFFD, three bytes long.
    let end = if matches!(error, TextError::Utf16) { start } else { start + char::REPLACEMENT_CHARACTER.len_utf8() };
    Diagnostic::new(Code::NotUtf8, Span::new(file, start, end), message).help("save the file as UTF-8")
}

/// The variants that are asked for, in the deck's order.
pub fn wanted(deck: &Deck, wanted: &Wanted) -> Result<Vec<Variant>, DeckFailure> {
    let variants = deck.variants();
    let Wanted::Named(names) = wanted else { return Ok(variants) };
    let known: Vec<String> = variants.iter().map(|variant| variant.name().to_owned()).collect();
    match names.iter().find(|name| !known.contains(name)) {
        Some(name) => Err(DeckFailure::NoAudience {
            wanted: name.clone(),
            nearest: nearest(name, known.iter().map(String::as_str)).map(str::to_owned),
            known,
        }),
        None => Ok(variants.into_iter().filter(|variant| names.iter().any(|name| name == variant.name())).collect()),
    }
}

/// The real paths of everything the deck is read from as text.
fn inputs(sources: &Sources, root: &ProjectRoot, job: &Job<'_>) -> Vec<Utf8PathBuf> {
    let candidates = sources.iter().flat_map(|source| [source.path.clone(), root.path().join(&source.path)]);
    candidates
        .chain([job.deck.path.clone(), root.path().join(settings::FILE_NAME)])
        .filter_map(|path| path.canonicalize_utf8().ok())
        .collect()
}

/// Projects, plans, checks and typesets a variant.
fn prepare(
    job: &Job<'_>,
    deck: &Deck,
    variant: &Variant,
    theme: &Theme,
    (root, fonts): (&ProjectRoot, &Fonts),
) -> (Ready, Diagnostics) {
    let started = Instant::now();
    let (projection, mut findings) = project::project(deck, variant, &job.target.stem);
    let schedule = timing::schedule(&projection);
    findings.extend(check::plan(deck, &projection, &schedule));
    (job.step)(Step::Typesetting { variant: variant.name(), slides: projection.slides.len() });
    let folder = job.deck.path.parent().unwrap_or(Utf8Path::new(""));
    let (mut assets, more) = assets::load(&projection, root, folder);
    assets.fonts = fonts.clone();
    findings.extend(more);
    findings.extend(terms(deck, &projection, &assets));
    findings.extend(own_output::findings(&projection, &assets, root, &job.target.folder));
    // What is asked of the deck by the names of its slides has been asked.
    let projection = project::for_files(projection);
    let (mut typeset, more) = typeset::typeset(&projection, theme, &assets, job.highlights);
    if job.request.steps == StepPages::Last {
        typeset.keep_last_states();
    }
    findings.extend(more);
    findings.extend(check::layout(&projection, theme, &typeset));
    let talk =
        Talk { projection: &projection, schedule: &schedule, typeset: &typeset, assets: &assets, highlights: job.highlights };
    let mut missing = check::on_slides(&projection, &typeset);
    let (notes, handout) = sheets(job, &talk, (&mut findings, &mut missing));
    let contact_sheet = job.request.formats.contains(&Format::ContactSheet).then(|| {
        let (sheet, found) = paper::contact_sheet(&projection, &typeset);
        findings.extend(found);
        sheet
    });
    let (fonts, without_font) = if job.request.tell_fonts { typeset.fonts_used() } else { (Vec::new(), Vec::new()) };
    let report = VariantReport {
        readability: job.request.tell_readability.then(|| check::readability(&projection)),
        fonts,
        missing: without_font,
        name: variant.name().to_owned(),
        slides: projection.slides.len(),
        layouts: projection.slides.iter().map(layout_of).collect(),
        planned: schedule.planned,
        plannable: schedule.plannable,
        formats: Vec::new(),
        changed: 0,
        elapsed: started.elapsed(),
    };
    (Ready { projection, schedule, typeset, notes, handout, contact_sheet, missing, report }, findings)
}

fn layout_of(slide: &ProjectedSlide) -> LayoutReport {
    LayoutReport { number: slide.number, id: slide.id.0.clone(), layout: slide.layout, chosen: slide.chosen }
}

/// The notes and the handout of a variant, each where it is asked for.
fn sheets(
    job: &Job<'_>,
    talk: &Talk<'_>,
    (findings, missing): (&mut Diagnostics, &mut Vec<MissingGlyphs>),
) -> (Option<Sheets>, Option<Sheets>) {
    let (wants, settings) = (|format| job.request.formats.contains(&format), job.request.paper);
    let notes = wants(Format::Notes).then(|| {
        let (notes, found) = paper::notes(talk, settings.size);
        findings.extend(found);
        missing.extend(check::in_notes(talk.projection, &notes));
        notes.sheets
    });
    let handout = wants(Format::Handout).then(|| {
        let (handout, found) = paper::handout(talk.projection, talk.typeset, settings);
        findings.extend(found);
        handout
    });
    (notes, handout)
}

/// Puts the findings in order and weighs them.
fn judge(job: &Job<'_>, report: &mut DeckReport) {
    if job.request.strict {
        report.diagnostics.deny_warnings();
    }
    report.diagnostics.sort_and_dedup();
}

/// Something that keeps the PDF from being PDF/UA-1: where it is on a slide, there.
fn not_accessible(deck: FileId, obstacle: &Obstacle) -> Diagnostic {
    let place = obstacle.place.unwrap_or(Span::new(deck, 0, 0));
    let message = format!("the PDF is tagged, but no PDF/UA-1: {}", obstacle.message);
    Diagnostic::new(Code::NotAccessible, place, message)
}

/// Exports and writes. What the deck makes an exporter refuse becomes a finding.
fn publish(job: &Job<'_>, file: FileId, ready: Vec<Ready>, report: &mut DeckReport) -> Result<(), DeckFailure> {
    let prepared = match publish::export(&ready, job) {
        Ok(prepared) => prepared,
        Err((variant, error)) => {
            let message = format!("the PDF of the {variant} variant could not be made: {error}");
            report.diagnostics.push(Diagnostic::new(Code::Typesetting, Span::new(file, 0, 0), message));
            return Ok(());
        }
    };
    let of = |(ready, exported): (&Ready, &publish::Exported)| {
        let findings = exported.obstacles.iter().map(|obstacle| not_accessible(file, obstacle));
        (ready.report.name.clone(), findings.collect::<Diagnostics>())
    };
    let told: Vec<(String, Diagnostics)> = ready.iter().zip(&prepared).map(of).collect();
    let told = told.iter().map(|(name, findings)| (name.as_str(), findings.clone())).collect();
    report.diagnostics.extend(check::fold(told));
    report.diagnostics.sort_and_dedup();
    report.variants = publish::write(&ready, prepared, job)?;
    Ok(())
}
