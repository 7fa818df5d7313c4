//! A deck kept in memory and rebuilt when its files change: for the preview. Nothing is written.
//!
//! [`Live::rebuild`] reads the files again and gives a [`Snapshot`]. What can't be laid out, or read, shows its last good state, with a
//! finding about why.
//!
//! # What keeps an edit cheap
//!
//! An edit is read, projected, checked, written, laid out and drawn slide by slide, and only where something is new: [`Snapshot::read`],
//! [`Snapshot::projected`] and [`Snapshot::laid_out`] count it, and a test holds the numbers. The rest goes over all slides and findings
//! at each edit, so nothing in it may cost much for one of them: no text is made, copied or hashed for a slide that is as it was.
//! - Most edits change what stands on a slide, and leave the frame: the front matter, the sections, and the place of each slide among
//!   the others. The parser tells ([`Memory::frame`]). In the same frame the slides whose keys are new are projected and put in their
//!   places, and these alone are written, drawn and shown anew (`variant::Touched`); in another frame each slide is asked.
//! - Spans count from the start of their part (`parse::again`): text above a slide changes nothing in it. Places in the file are made
//!   once, for what is shown, and without going through the text.
//! - A check that looks at one slide belongs into `check::slide`, where its findings are kept with the slide. What stands in
//!   `check::whole` is asked again at each edit.
//! - What a projection depends on besides its slide has to be in `around` (`variant`), as small as it can be: where that changes for
//!   all slides, all are made again.
//! - What is equal stays the same thing: slides, pages and findings of a snapshot are those of the one before. Comparing two snapshots
//!   is comparing addresses then, and so is putting the findings of the variants together (`check::Folded`). Findings are handed on as they are; their places in the file are written into them when someone asks
//!   ([`Snapshot::report`]).
//! - The outlines of glyphs are kept from page to page (`export::svg_screen`).
//! - All of it runs in one thread of the pool: each step that is given to others from outside would wait for them to wake up.
//!
//! [`Snapshot::spent`] says what each stage took; `cargo bench --bench live -- speed` prints it.

mod findings;
mod pictures;
mod snapshot;
mod spent;
#[cfg(test)]
mod tests;
mod variant;

pub use snapshot::{LiveFinding, LivePage, LiveSlide, LiveState, LiveVariant, Snapshot};
pub use spent::Spent;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};

use super::discover::DeckFile;
use super::guard::guarded;
use super::report::DeckReport;
use super::request::Wanted;
use super::themes::{self, Resolved};
use super::{broken, fonts, glossary, session};
use crate::check::{self, Allowed};
use crate::diagnostic::Diagnostics;
use crate::export::svg_screen::Glyphs;
use crate::fonts::Shelf;
use crate::model::{Deck, Variant};
use crate::parse::{self, Memory};
use crate::settings;
use crate::source::{ProjectRoot, ReadError, ReadLog};
use crate::theme::Theme;
use crate::timing;
use crate::typeset::{self, Highlights, Stage};
use findings::{Places, Told};
use pictures::Pictures;
use spent::Clock;
use variant::{Kept, LaidOut, Made, Origins, Round};

/// What is asked of a live deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveRequest {
    /// The deck's file. It need not be there yet.
    pub deck: Utf8PathBuf,
    /// Which variants are shown.
    pub audiences: Wanted,
    /// Warnings count as errors.
    pub strict: bool,
    /// Run raw content for the typesetter.
    pub trust: bool,
    /// Set the deck in the fonts of the machine where others lack a character.
    pub system_fonts: bool,
}

impl LiveRequest {
    /// A deck for all its audiences, without any of the options.
    pub fn new(deck: Utf8PathBuf) -> Self {
        Self { deck, audiences: Wanted::All, strict: false, trust: false, system_fonts: false }
    }
}

/// A deck kept in memory.
pub struct Live {
    request: LiveRequest,
    /// The current folder at the start, from which the deck's path is written.
    current: Utf8PathBuf,
    highlights: Highlights,
    glyphs: Arc<Glyphs>,
    state: State,
    last: Option<Arc<Snapshot>>,
}

/// What was made in earlier rounds and may be used again.
#[derive(Default)]
struct State {
    memory: Memory,
    shelf: Shelf,
    pictures: Pictures,
    /// One for each variant.
    stages: Vec<(u64, Stage)>,
    /// The last theme of each variant that had no errors.
    themes: Vec<(Variant, Arc<Theme>)>,
    kept: Vec<Kept>,
    folded: check::Folded,
    /// Of the footnotes, in which frame of the deck.
    footnotes: (u64, u64),
    told: Told,
    /// Counts the slides that were projected.
    count: u64,
}

impl State {
    /// How many parts of the deck were ever read and slides projected.
    fn work(&self) -> (u32, u64) {
        (self.memory.read_so_far(), self.count)
    }
}

impl Live {
    /// Takes a deck. Nothing is read before the first [`Live::rebuild`].
    pub fn open(request: LiveRequest) -> Self {
        let current = std::env::current_dir().ok().and_then(|folder| Utf8PathBuf::from_path_buf(folder).ok());
        let current = current.unwrap_or_else(|| Utf8PathBuf::from("/"));
        let (highlights, glyphs) = (Highlights::new(), Arc::default());
        Self { request, current, highlights, glyphs, state: State::default(), last: None }
    }

    /// The last state, if there is one.
    pub fn snapshot(&self) -> Option<Arc<Snapshot>> {
        self.last.clone()
    }

    /// Reads the files again and rebuilds what changed.
    pub fn rebuild(&mut self) -> Arc<Snapshot> {
        let (started, mut spent) = (Instant::now(), Spent::default());
        let log = ReadLog::new();
        let deck = DeckFile::new(self.request.deck.clone(), Utf8PathBuf::new(), &self.current);
        note_settings(&deck, &log);
        let mut report = DeckReport::new(&deck.path);
        // What was being changed when something broke is not used again.
        let mut state = std::mem::take(&mut self.state);
        let so_far = state.work();
        let built = in_pool(|| guarded(|| (self.build(&deck, &log, &mut report, (&mut state, &mut spent)), state)));
        let built = match built {
            Ok((built, state)) => {
                self.state = state;
                built
            }
            Err(panic) => {
                report = broken(&deck.path, &panic);
                None
            }
        };
        let mut clock = Clock::start();
        let findings = self.judged(&mut report, built.is_some());
        let (variants, LaidOut { slides: laid_out, layouts }) =
            built.unwrap_or_else(|| (self.last_variants(), LaidOut::default()));
        spent.showing += clock.lap();
        let deck = self.request.deck.clone();
        let (inputs, elapsed) = (log.paths(), started.elapsed());
        let (read, projected) = self.state.work();
        let (read, projected) = (read.wrapping_sub(so_far.0) as usize, projected.wrapping_sub(so_far.1) as usize);
        let (found, positions, report) = (report, self.state.memory.positions().clone(), OnceLock::new());
        let snapshot = Snapshot {
            deck,
            variants,
            findings,
            inputs,
            read,
            projected,
            laid_out,
            layouts,
            elapsed,
            spent,
            found,
            positions,
            report,
        };
        let snapshot = Arc::new(snapshot);
        give_back_memory(self.last.is_none());
        self.last = Some(snapshot.clone());
        snapshot
    }

    /// Weighs the findings and puts them in order. `readable`: the deck could be read.
    fn judged(&mut self, report: &mut DeckReport, readable: bool) -> Vec<Arc<LiveFinding>> {
        if self.request.strict {
            report.diagnostics.deny_warnings();
        }
        let State { memory, told, .. } = &mut self.state;
        report.diagnostics.sort_and_dedup_by(|span| memory.positions().absolute(span));
        told.tell(&report.diagnostics, &Places::new(memory, &report.sources, readable))
    }

    /// Is there anything that was shown before?
    fn shows_slides(&self) -> bool {
        self.last.iter().flat_map(|last| &last.variants).any(|variant| !variant.slides.is_empty())
    }

    /// What was shown before, none of it up to date.
    fn last_variants(&self) -> Vec<LiveVariant> {
        let mut variants = self.last.as_ref().map_or_else(Vec::new, |last| last.variants.clone());
        for slide in variants.iter_mut().flat_map(|variant| &mut variant.slides) {
            let slide = Arc::make_mut(slide);
            slide.state = if slide.pages.is_empty() { LiveState::Failed } else { LiveState::Stale };
        }
        variants
    }

    /// The variants, and what was laid out; `None` where the deck can't be read, which is in the findings.
    fn build(
        &self,
        file: &DeckFile,
        log: &ReadLog,
        report: &mut DeckReport,
        (state, spent): (&mut State, &mut Spent),
    ) -> Option<(Vec<LiveVariant>, LaidOut)> {
        let mut clock = Clock::start();
        log.add(&file.path);
        let read = ProjectRoot::new(&file.root)
            .map_err(|error| ReadError::from(error).into())
            .and_then(|root| session::read_through(root.noting(log), file, &self.current, report));
        let (id, mut project) = match read {
            Ok(read) => read?,
            Err(failure) => {
                report.diagnostics.push(findings::unreadable(&mut report.sources, &file.path, &failure, self.shows_slides()));
                return None;
            }
        };
        let folder = file.path.parent().unwrap_or(Utf8Path::new(""));
        project.trust |= self.request.trust;
        project.system_fonts |= self.request.system_fonts;
        let text = &report.sources.get(id).text;
        let includes = parse::may_include(text);
        let raw = memchr::memmem::find(text.as_bytes(), parse::RAW.as_bytes()).is_some();
        state.pictures.trusted = project.trust && (includes || raw);
        let mut parsed = Diagnostics::new();
        if includes {
            if let Some(found) = parse::unreadable(report.sources.get(id)).filter(|_| state.memory.deck().is_some()) {
                report.diagnostics.extend(found);
                return None;
            }
            // Slides of other files are read anew; what is made of them is kept by what it shows.
            let deck = session::parsed(report, id, &project, &file.path);
            state.memory.adopt(deck);
        } else {
            let (readable, found) =
                parse::parse_again(&mut state.memory, &report.sources, id, (&project.defaults, project.trust));
            parsed = found;
            if !readable {
                report.diagnostics.extend(parsed);
                return None;
            }
            report.diagnostics.extend(state.memory.fill_in_code(&report.sources, &project.root, folder));
        }
        if let Some(deck) = state.memory.deck().filter(|_| !includes) {
            let mut found = Diagnostics::new();
            let glossary = glossary::of(&deck.meta, &project, folder, &mut report.sources, &mut found);
            report.diagnostics.extend(found);
            state.memory.explain_by(glossary);
        }
        let allowed = state.memory.deck().map(Allowed::of).unwrap_or_default();
        parsed.extend(std::mem::take(&mut report.diagnostics));
        report.diagnostics.extend(allowed.filter(parsed));
        let deck = state.memory.deck().filter(|deck| !deck.slides.is_empty())?;
        let variants = match session::wanted(deck, &self.request.audiences) {
            Ok(variants) => variants,
            Err(failure) => {
                report.diagnostics.push(findings::unreadable(&mut report.sources, &file.path, &failure, self.shows_slides()));
                return None;
            }
        };
        report.dialect = deck.dialect;
        let mut found = Diagnostics::new();
        let named = themes::named_fonts(deck);
        let fonts = fonts::of(&state.shelf, &project, id, &report.sources, &named, &mut found);
        let place = themes::Place { project: &project, folder, fonts: &fonts };
        let resolved = themes::of(deck, &variants, &place, &mut report.sources, &mut found);
        report.diagnostics.extend(found);
        let themes = last_good(&variants, resolved, &mut state.themes);
        state.pictures.take_fonts(&fonts);
        let stem = file.path.file_stem().unwrap_or("deck");
        if state.footnotes.0 != state.memory.frame() {
            state.footnotes = (state.memory.frame(), footnotes(deck));
        }
        let round = Round {
            memory: &state.memory,
            deck,
            stem,
            frame: state.memory.frame(),
            footnotes: state.footnotes.1,
            glossary: variant::hashed(&deck.glossary.terms),
            themes: &themes,
            sources: &report.sources,
        };
        let place = Place { root: &project.root, folder, log };
        let State { pictures, stages, kept, count, folded, .. } = state;
        let parts = Parts { pictures, stages, kept, count, folded, spent };
        parts.spent.reading = clock.lap();
        let (shown, found, laid_out) = self.set(&round, &variants, &place, parts);
        let mut found = allowed.filter(found);
        if variants.len() == deck.variants().len() {
            found.extend(allowed.unused());
        }
        report.diagnostics.extend(found);
        let found = std::mem::take(&mut report.diagnostics);
        report.diagnostics = check::told(deck.dialect, &Places::new(&state.memory, &report.sources, true), found);
        Some((shown, laid_out))
    }

    /// Projects, plans, checks and lays out all variants.
    fn set(
        &self,
        round: &Round<'_>,
        variants: &[Variant],
        place: &Place<'_>,
        Parts { pictures, stages, kept: before, count, folded, spent }: Parts<'_>,
    ) -> (Vec<LiveVariant>, Diagnostics, LaidOut) {
        let (mut clock, mut earlier) = (Clock::start(), std::mem::take(before));
        let mut of = |variant: &Variant| {
            let at = earlier.iter().position(|kept| kept.projection.variant == *variant)?;
            Some(earlier.swap_remove(at))
        };
        let mut found = Vec::new();
        for variant in variants {
            let (kept, mut findings) = variant::project(round, variant, of(variant), count);
            let schedule = timing::schedule_loads(&kept.projection, &kept.loads());
            findings.extend(check::whole(round.deck, &kept.projection, &schedule));
            found.push(findings);
            before.push(kept);
        }
        let mut once = session::unused_terms(round.deck, before.iter().map(|kept| &kept.projection));
        if variants.len() == round.deck.variants().len() {
            once.extend(check::deck(round.deck, &variant::shown(round.deck, before)));
        }
        let once = Diagnostics::from_iter(once);
        found.iter_mut().for_each(|found| found.extend(once.shared().iter().cloned()));
        spent.projecting = clock.lap();
        let references = before.iter().flat_map(Kept::pictures);
        pictures.look(references, place.root, place.folder, place.log);
        renew(stages, round.themes, pictures);
        let of_variants: Vec<Stage> = stages.iter().map(|(_, stage)| stage.clone()).collect();
        let write = |(variant, kept): (usize, &mut Kept)| kept.write(variant, round, pictures, &self.highlights);
        let jobs = before.iter_mut().enumerate().flat_map(write).collect();
        let laid_out = variant::lay_out(jobs, before, &of_variants, pictures, round.themes);
        spent.typesetting = clock.lap();
        for (kept, found) in before.iter().zip(&mut found) {
            found.extend(kept.terms(round.deck, pictures));
            found.extend(kept.set_findings());
            found.extend(kept.picture_findings(pictures));
        }
        let told = check::fold_again(variants.iter().map(Variant::name).zip(found).collect(), folded);
        let places = round.memory.places(round.sources);
        let origins = Origins { places, deck: round.deck.file, sources: round.sources };
        let mut made = Made { pages: HashMap::new(), glyphs: self.glyphs.clone() };
        let shown = before
            .iter_mut()
            .zip(stages.iter())
            .map(|(kept, (version, stage))| kept.shown((stage, *version), &origins, &mut made))
            .collect();
        spent.showing = clock.lap();
        (shown, told, laid_out)
    }
}

/// What is kept from round to round of the slides and pages.
struct Parts<'s> {
    pictures: &'s mut Pictures,
    stages: &'s mut Vec<(u64, Stage)>,
    kept: &'s mut Vec<Kept>,
    count: &'s mut u64,
    folded: &'s mut check::Folded,
    spent: &'s mut Spent,
}

/// Where the files of a deck are read from.
struct Place<'a> {
    root: &'a ProjectRoot,
    folder: &'a Utf8Path,
    log: &'a ReadLog,
}

/// The themes to show variants in: of one with errors, the last one without.
fn last_good(variants: &[Variant], resolved: Vec<Resolved>, known: &mut Vec<(Variant, Arc<Theme>)>) -> Vec<Arc<Theme>> {
    let themes = variants.iter().zip(resolved).map(|(variant, Resolved { theme, sound })| {
        let before = known.iter().find(|(of, _)| of == variant).map(|(_, theme)| theme.clone());
        (variant.clone(), if sound { theme } else { before.unwrap_or(theme) })
    });
    *known = themes.collect();
    known.iter().map(|(_, theme)| theme.clone()).collect()
}

/// Makes a stage for each theme, where it or the pictures are others than before. Variants of one theme share one.
fn renew(stages: &mut Vec<(u64, Stage)>, themes: &[Arc<Theme>], pictures: &Pictures) {
    let before = std::mem::take(stages);
    for theme in themes {
        let version = pictures.version ^ theme.key;
        let known = stages.iter().chain(&before).find(|(known, _)| *known == version).map(|(_, stage)| stage.clone());
        stages.push((version, known.unwrap_or_else(|| Stage::new(theme, &pictures.assets))));
    }
}

/// Changes whenever a footnote may be shown otherwise: with its text, and with the slides that links in it may lead to. 0 without any.
fn footnotes(deck: &Deck) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    if deck.footnotes.is_empty() {
        return 0;
    }
    let mut hasher = DefaultHasher::new();
    format!("{:?}", deck.footnotes).hash(&mut hasher);
    for slide in &deck.slides {
        (&slide.id.0, format!("{:?}{:?}", slide.audience, slide.replaces), slide.skip).hash(&mut hasher);
    }
    hasher.finish()
}

/// Works in one of the threads that share the work. From any other, each step that is shared would wait for them to wake up.
fn in_pool<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    rayon::scope(|_| work())
}

/// Intermediate results of the typesetter are let go while nobody waits. After the first round everything is: the next one is an edit.
fn give_back_memory(first: bool) {
    const AGE: usize = 10;
    rayon::spawn(move || typeset::forget(if first { 0 } else { AGE }));
}

/// The settings file is looked for in every folder upwards; one that appears nearer changes what the project is.
fn note_settings(deck: &DeckFile, log: &ReadLog) {
    let absolute = camino::absolute_utf8(&deck.path).unwrap_or_else(|_| deck.path.clone());
    let folder = absolute.parent().map(Utf8Path::to_owned).unwrap_or_default();
    let folder = folder.canonicalize_utf8().unwrap_or(folder);
    for folder in folder.ancestors() {
        let settings = folder.join(settings::FILE_NAME);
        log.add(&settings);
        if settings.is_file() {
            return;
        }
    }
}
