//! Slides written, and laid out where their source is new.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Body, Context, Job, Kept, LiveState, Pictures, Round, Slot, Touched, Wording, Written, hashed};
use crate::check;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::project::ProjectedSlide;
use crate::source::{FileId, LineIndex, SourceFile, Span};
use crate::theme::Theme;
use crate::typeset::{self, Highlights, SlideSource, Stage};

impl Kept {
    /// Writes the slides that are not as before. Gives those whose source is new.
    pub fn write(&mut self, variant: usize, round: &Round<'_>, pictures: &Pictures, highlights: &Highlights) -> Vec<Job> {
        let look = hashed((&round.themes[variant].key, pictures.assets.fonts.key()));
        let context = hashed((typeset::context(&self.projection), look));
        let written_for = Some(Context { meta: context, pictures: pictures.version, look });
        if std::mem::replace(&mut self.written_for, written_for) != written_for {
            self.touched = Touched::All;
        }
        let mut jobs = Vec::new();
        for index in self.touched.list(self.slots.len()) {
            let slot = &self.slots[index];
            let from = Wording { version: slot.version, context, pictures: pictures_of(slot, pictures), look };
            if slot.written.as_ref().is_some_and(|written| written.from == from) {
                continue;
            }
            let written = typeset::write(&self.projection, index, &pictures.assets, highlights);
            jobs.extend(self.take_source(variant, index, from, written, round));
        }
        jobs
    }

    fn take_source(
        &mut self,
        variant: usize,
        index: usize,
        from: Wording,
        written: Result<SlideSource, Box<Diagnostic>>,
        round: &Round<'_>,
    ) -> Option<Job> {
        let (slot, slide) = (&mut self.slots[index], &self.projection.slides[index]);
        let source = match written {
            Ok(source) => source,
            Err(finding) => {
                slot.fail(from, Diagnostics::from_iter([*finding]));
                return None;
            }
        };
        let key = typeset::source_key(&source, u128::from(hashed((from.pictures, from.look))));
        let places = SlideLines::of(slide.span, round);
        let lines = Arc::new(source.lines(|span| places.of_span(span)));
        let same = slot.written.as_ref().is_some_and(|written| written.key == key);
        let lines_hash = hashed(&lines);
        slot.written = Some(Written { from, key, lines, lines_hash });
        slot.set_findings = source.problems.clone();
        if let Some(body) = slot.body.as_ref().filter(|_| same) {
            slot.set_findings.extend(check::pages(slide, &round.themes[variant], &body.fitting, &body.missing));
            slot.set_findings.extend(check::legibility(slide, &round.themes[variant], &body.contrast));
            slot.state = LiveState::Good;
            return None;
        }
        Some(Job { variant, slide: index, key, source })
    }
}

/// Changes when a picture of the slide does.
fn pictures_of(slot: &Slot, pictures: &Pictures) -> u64 {
    let versions = slot.pictures.iter().map(|picture| pictures.version_of(&picture.value));
    if slot.pictures.is_empty() { 0 } else { hashed(versions.collect::<Vec<_>>()) }
}

impl Slot {
    fn fail(&mut self, from: Wording, findings: Diagnostics) {
        self.written = Some(Written { from, key: 0, lines: Arc::default(), lines_hash: 0 });
        self.set_findings = findings;
        self.body = None;
        self.state = if self.pages.is_empty() { LiveState::Failed } else { LiveState::Stale };
    }
}

/// What was laid out in a round.
#[derive(Debug, Clone, Copy, Default)]
pub struct LaidOut {
    /// How many sources.
    pub slides: usize,
    /// How many times, over all of them.
    pub layouts: usize,
}

/// Lays out slides, each source once, and gives the pages to everyone that waits for them.
pub fn lay_out(jobs: Vec<Job>, kept: &mut [Kept], stages: &[Stage], pictures: &Pictures, themes: &[Arc<Theme>]) -> LaidOut {
    use rayon::prelude::*;
    let (first, waiting) = sources(jobs, kept);
    let mut out = LaidOut { slides: first.len(), layouts: 0 };
    for chunk in chunks(first) {
        let set = |job: Job| {
            let slide = &kept[job.variant].projection.slides[job.slide];
            let (set, findings) = typeset::set(&stages[job.variant], slide, job.slide, job.source, &pictures.assets);
            let pages = set.pages.iter().map(|page| typeset::with_links(page, &|id| Some(format!("#/{id}")))).collect();
            let body = Body { pages, fitting: set.fitting, missing: set.missing, contrast: set.contrast };
            (job.key, (job.variant, job.slide), (Arc::new(body), set.layouts), findings)
        };
        let done: Vec<_> = chunk.into_par_iter().map(set).collect();
        for (key, own, (body, layouts), findings) in done {
            out.layouts += layouts;
            for &(variant, slide) in waiting.get(&key).into_iter().flatten() {
                let Kept { projection, slots, .. } = &mut kept[variant];
                let found = if (variant, slide) == own { findings.shared() } else { &[] };
                slots[slide].take(&body, found, &projection.slides[slide], &themes[variant]);
            }
        }
        if out.slides > FEW {
            typeset::forget(1);
        }
    }
    out
}

/// The slides with each source, by its key.
type Waiting = HashMap<u128, Vec<(usize, usize)>>;

/// One job for each source, and for each that there is something to say about, and who waits for it. Slides that several variants show
/// stand one behind the other: what is alike in them is laid out once as long as it is remembered.
fn sources(mut jobs: Vec<Job>, kept: &[Kept]) -> (Vec<Job>, Waiting) {
    jobs.sort_by_key(|job| kept[job.variant].indexes.get(job.slide).copied().unwrap_or(usize::MAX));
    let (mut first, mut waiting) = (Vec::new(), Waiting::new());
    for job in jobs {
        let others = waiting.entry(job.key).or_default();
        others.push((job.variant, job.slide));
        if others.len() == 1 || !job.source.problems.is_empty() {
            first.push(job);
        }
    }
    (first, waiting)
}

/// More slides than an edit touches: memory is given back between chunks of them.
const FEW: usize = 8;

fn chunks(jobs: Vec<Job>) -> Vec<Vec<Job>> {
    let mut jobs = jobs.into_iter().peekable();
    let mut chunks = Vec::new();
    while jobs.peek().is_some() {
        chunks.push(jobs.by_ref().take(typeset::CHUNK).collect());
    }
    chunks
}

impl Slot {
    /// Takes pages that were laid out. Those of a slide that failed are none.
    fn take(&mut self, body: &Arc<Body>, findings: &[Arc<Diagnostic>], slide: &ProjectedSlide, theme: &Theme) {
        let known: HashSet<Arc<Diagnostic>> = self.set_findings.shared().iter().cloned().collect();
        self.set_findings.extend(findings.iter().filter(|finding| !known.contains(*finding)).cloned());
        if body.pages.is_empty() {
            // It is written again the next time, since the finding has a place in this text.
            self.body = None;
            self.state = if self.pages.is_empty() { LiveState::Failed } else { LiveState::Stale };
            return;
        }
        self.set_findings.extend(check::pages(slide, theme, &body.fitting, &body.missing));
        self.set_findings.extend(check::legibility(slide, theme, &body.contrast));
        self.body = Some(body.clone());
        self.drawn = None;
        self.state = LiveState::Good;
    }
}

/// The lines of the text that a slide's spans count in.
struct SlideLines<'a> {
    file: FileId,
    /// Of the slide's part; of the whole file where the slide's spans are places in that.
    part: Option<LineIndex>,
    source: Option<&'a SourceFile>,
    first: i64,
}

impl<'a> SlideLines<'a> {
    fn of(slide: Span, round: &Round<'a>) -> Self {
        let part = round.memory.text_of(slide.file).map(LineIndex::new);
        let source = part.is_none().then(|| round.sources.get(slide.file));
        let mut lines = Self { file: slide.file, part, source, first: 0 };
        lines.first = lines.line(slide.start);
        lines
    }

    fn line(&self, offset: u32) -> i64 {
        let offset = offset as usize;
        let in_part = self.part.as_ref().map(|part| part.line_of(offset));
        let line = in_part.or_else(|| Some(self.source?.line_col(offset).line)).unwrap_or(1);
        i64::try_from(line).unwrap_or(i64::MAX)
    }

    /// The first and the last line of a span, counted from the line its slide begins on; `None` in another file.
    fn of_span(&self, span: Span) -> Option<(i64, i64)> {
        let last = span.end.saturating_sub(1).max(span.start);
        (span.file == self.file).then(|| (self.line(span.start) - self.first, self.line(last) - self.first))
    }
}
