//! A deck kept in memory and rebuilt when its files change: for the preview. Nothing is written.
//!
//! [`Live::rebuild`] reads the files again and gives a [`Snapshot`]. What can't be laid out, or read, shows its last good state, with a
//! finding about why.

mod findings;
mod snapshot;
#[cfg(test)]
mod tests;

pub use snapshot::{LiveFinding, LivePage, LiveSlide, LiveState, LiveVariant, Snapshot};

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};

use super::discover::DeckFile;
use super::guard::guarded;
use super::report::{DeckReport, Outcome};
use super::request::Wanted;
use super::{broken, session};
use crate::diagnostic::Diagnostics;
use crate::model::{Deck, Variant, plain_text};
use crate::project::{Projection, project};
use crate::settings::{self, Project};
use crate::source::{ProjectRoot, ReadError, ReadLog, Sources, Span};
use crate::theme::Theme;
use crate::typeset::{self, Highlights, Lines, Typeset, TypesetSlide};
use crate::{assets, check, timing};

/// What is asked of a live deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveRequest {
    /// The deck's file. It need not be there yet.
    pub deck: Utf8PathBuf,
    /// Which variants are shown.
    pub audiences: Wanted,
    /// Warnings count as errors.
    pub strict: bool,
}

/// A deck kept in memory.
pub struct Live {
    request: LiveRequest,
    /// The current folder at the start, from which the deck's path is written.
    current: Utf8PathBuf,
    highlights: Highlights,
    last: Option<Arc<Snapshot>>,
}

impl Live {
    /// Takes a deck. Nothing is read before the first [`Live::rebuild`].
    pub fn open(request: LiveRequest) -> Self {
        let current = std::env::current_dir().ok().and_then(|folder| Utf8PathBuf::from_path_buf(folder).ok());
        let current = current.unwrap_or_else(|| Utf8PathBuf::from("/"));
        Self { request, current, highlights: Highlights::new(), last: None }
    }

    /// The last state, if there is one.
    pub fn snapshot(&self) -> Option<Arc<Snapshot>> {
        self.last.clone()
    }

    /// Reads the files again and rebuilds what changed.
    pub fn rebuild(&mut self) -> Arc<Snapshot> {
        let started = Instant::now();
        let log = ReadLog::new();
        let deck = DeckFile::new(self.request.deck.clone(), Utf8PathBuf::new(), &self.current);
        note_settings(&deck, &log);
        let mut report = DeckReport::new(&deck.path);
        let built = guarded(|| self.build(&deck, &log, &mut report));
        let (variants, findings) = match built {
            Ok(Some((source, variants))) => (variants, self.judged(&mut report, Some(&source))),
            Ok(None) => (self.last_variants(), self.judged(&mut report, None)),
            Err(panic) => {
                report = broken(&deck.path, &panic);
                (self.last_variants(), self.judged(&mut report, None))
            }
        };
        let deck = self.request.deck.clone();
        let snapshot = Arc::new(Snapshot { deck, variants, findings, report, inputs: log.paths(), elapsed: started.elapsed() });
        self.last = Some(snapshot.clone());
        snapshot
    }

    fn judged(&self, report: &mut DeckReport, deck: Option<&Deck>) -> Vec<LiveFinding> {
        if self.request.strict {
            report.diagnostics.deny_warnings();
        }
        report.diagnostics.sort_and_dedup();
        report.outcome = if report.diagnostics.has_errors() { Outcome::Rejected } else { Outcome::Done };
        findings::all(&report.diagnostics, &report.sources, deck)
    }

    /// What was shown before, none of it up to date.
    fn last_variants(&self) -> Vec<LiveVariant> {
        let mut variants = self.last.as_ref().map_or_else(Vec::new, |last| last.variants.clone());
        for slide in variants.iter_mut().flat_map(|variant| &mut variant.slides) {
            slide.state = if slide.pages.is_empty() { LiveState::Failed } else { LiveState::Stale };
        }
        variants
    }

    /// The deck and its variants; `None` where it can't be read, which is in the findings.
    fn build(&self, file: &DeckFile, log: &ReadLog, report: &mut DeckReport) -> Option<(Deck, Vec<LiveVariant>)> {
        log.add(&file.path);
        let read = ProjectRoot::new(&file.root)
            .map_err(|error| ReadError::from(error).into())
            .and_then(|root| session::read_through(root.noting(log), file, &self.current, report));
        let (id, project) = match read {
            Ok(read) => read?,
            Err(failure) => {
                report.diagnostics.push(findings::unreadable(&mut report.sources, &file.path, &failure));
                return None;
            }
        };
        let deck = session::parsed(report, id, &project, &file.path);
        if deck.slides.is_empty() {
            return None;
        }
        let variants = match session::wanted(&deck, &self.request.audiences) {
            Ok(variants) => variants,
            Err(failure) => {
                report.diagnostics.push(findings::unreadable(&mut report.sources, &file.path, &failure));
                return None;
            }
        };
        let theme = session::theme_of(&deck, &mut report.diagnostics);
        let (shown, found): (Vec<LiveVariant>, Vec<Diagnostics>) =
            variants.iter().map(|variant| self.variant(&deck, variant, theme, file, &project, &report.sources)).unzip();
        let named: Vec<(&str, &Diagnostics)> = variants.iter().map(Variant::name).zip(&found).collect();
        report.diagnostics.extend(check::fold(&named));
        report.dialect = deck.dialect;
        if deck.dialect.is_foreign() {
            report.diagnostics = check::lenient(&report.sources, std::mem::take(&mut report.diagnostics));
        }
        Some((deck, shown))
    }

    fn variant(
        &self,
        deck: &Deck,
        variant: &Variant,
        theme: &Theme,
        file: &DeckFile,
        project_settings: &Project,
        sources: &Sources,
    ) -> (LiveVariant, Diagnostics) {
        let stem = file.path.file_stem().unwrap_or("deck");
        let (projection, mut findings) = project(deck, variant, stem);
        let schedule = timing::schedule(&projection);
        findings.extend(check::plan(deck, &projection, &schedule));
        let folder = file.path.parent().unwrap_or(Utf8Path::new(""));
        let (mut assets, more) = assets::load(&projection, &project_settings.root, folder);
        assets.fill_in(&projection);
        findings.extend(more);
        let (typeset, more) = typeset::typeset(&projection, theme, &assets, &self.highlights);
        findings.extend(more);
        findings.extend(check::layout(&projection, theme, &typeset));
        (self.shown(&projection, &typeset, sources), findings)
    }

    fn shown(&self, projection: &Projection, typeset: &Typeset, sources: &Sources) -> LiveVariant {
        let name = projection.variant.name();
        let before = self.last.iter().flat_map(|last| &last.variants).find(|variant| variant.name == name);
        let before: HashMap<&str, &LiveSlide> =
            before.iter().flat_map(|variant| &variant.slides).map(|slide| (slide.id.0.as_str(), slide)).collect();
        let ids: HashSet<&str> = projection.slides.iter().map(|slide| slide.id.0.as_str()).collect();
        let slides = projection.slides.iter().zip(&typeset.slides).map(|(slide, pages)| {
            let earlier = before.get(slide.id.0.as_str()).map_or_else(Vec::new, |earlier| earlier.pages.clone());
            let section = slide.section.and_then(|section| projection.sections.get(section));
            let at = sources.get(slide.span.file).line_col(slide.span.range().start);
            let lines = Arc::new(pages.lines(|span| lines_from(slide.span, span, sources)));
            let (state, pages) = state(pages, earlier, &lines, &ids);
            LiveSlide {
                id: slide.id.clone(),
                number: slide.number,
                title: plain_text(&slide.title),
                section: section.map(|section| plain_text(&section.title)),
                line: at.line,
                column: at.column,
                state,
                pages,
            }
        });
        let (width, height) = typeset::size(projection);
        let (title, lang) = (projection.meta.title.clone(), projection.meta.lang.clone());
        LiveVariant { name: name.to_owned(), title, lang, width, height, slides: slides.collect() }
    }
}

/// The pages to show: the new ones, sharing those that are as before; the earlier ones where the slide failed.
fn state(
    new: &TypesetSlide,
    earlier: Vec<Arc<LivePage>>,
    lines: &Arc<Lines>,
    ids: &HashSet<&str>,
) -> (LiveState, Vec<Arc<LivePage>>) {
    match (new.pages.is_empty(), earlier.is_empty()) {
        (true, true) => (LiveState::Failed, earlier),
        (true, false) => (LiveState::Stale, earlier),
        (false, _) => {
            let page = |page: &typeset::Page| {
                let page = typeset::with_links(page, &|id| ids.contains(id).then(|| format!("#/{id}")));
                let key = typeset::key(&page, lines);
                let same = earlier.iter().find(|earlier| earlier.key == key).cloned();
                same.unwrap_or_else(|| Arc::new(LivePage::new(key, page, lines.clone())))
            };
            (LiveState::Good, new.pages.iter().map(page).collect())
        }
    }
}

/// The first and the last line of a span, counted from the line its slide begins on; `None` in another file.
fn lines_from(slide: Span, span: Span, sources: &Sources) -> Option<(i64, i64)> {
    let file = sources.get(slide.file);
    let line = |offset: u32| i64::try_from(file.line_col(offset as usize).line).unwrap_or(i64::MAX);
    let first = line(slide.start);
    let last = span.end.saturating_sub(1).max(span.start);
    (span.file == slide.file).then(|| (line(span.start) - first, line(last) - first))
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
