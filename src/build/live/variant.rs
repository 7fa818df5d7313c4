//! One audience's slides of a live deck, each kept with everything that was made of it.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::pictures::Pictures;
use super::{LivePage, LiveSlide, LiveState, LiveVariant};
use crate::assets;
use crate::check::{self, StandIns};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::export::svg_screen::Glyphs;
use crate::model::{Deck, Layout, Variant, plain_text};
use crate::parse::{Memory, SlideKey};
use crate::project::{self, Outline, ProjectedSlide, Projection, SlideWords};
use crate::source::{FileId, LineCol, LineIndex, SourceFile, Sources, Span, Spanned};
use crate::theme::Theme;
use crate::timing::{self, Load};
use crate::typeset::{self, Fitting, Furniture, Highlights, Lines, LowContrast, Page, SlideSource, Stage};

/// One audience's deck as it was built last.
pub struct Kept {
    pub projection: Projection,
    slots: Vec<Slot>,
    /// The place of each slide among those of the deck; the slides behind them list the terms used.
    indexes: Vec<usize>,
}

/// A slide and what was made of it.
struct Slot {
    key: SlideKey,
    /// What else of the deck the projection of the slide depends on.
    around: u64,
    /// Counts projections: a slot with the same number shows the same slide.
    version: u64,
    /// What there is to say about the slide as it is written.
    found: Diagnostics,
    /// Its words that look like terms; none where nobody needs an explanation.
    words: SlideWords,
    load: Load,
    pictures: Vec<Spanned<String>>,
    written: Option<Written>,
    /// What there is to say about its pages.
    set_findings: Diagnostics,
    body: Option<Arc<Body>>,
    furniture: Option<(Edges, Furniture)>,
    pages: Vec<Arc<LivePage>>,
    /// What the pages were made from.
    drawn: Option<(Wording, Edges)>,
    /// The title as text.
    title: String,
    state: LiveState,
    /// As it was shown last, in which version.
    shown: Option<(u64, Arc<LiveSlide>)>,
}

/// What a source is written from; equal wordings, equal sources.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Wording {
    /// Of the slot; never 0.
    version: u64,
    /// What holds for the whole variant.
    context: u64,
    /// Of the pictures.
    pictures: u64,
    /// Of the theme and the fonts.
    look: u64,
}

/// What the furniture of a slide is made from.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Edges {
    version: u64,
    number: u32,
    section: Option<usize>,
    /// What holds for the whole variant.
    context: u64,
}

/// The source of a slide.
struct Written {
    from: Wording,
    /// Of the source.
    key: u128,
    lines: Arc<Lines>,
    /// Of the lines.
    lines_hash: u64,
}

/// The pages of a slide without what belongs at their edges.
pub struct Body {
    pages: Vec<Page>,
    fitting: Fitting,
    missing: Vec<char>,
    contrast: Vec<LowContrast>,
}

/// A slide that is to be laid out.
pub struct Job {
    variant: usize,
    slide: usize,
    key: u128,
    source: SlideSource,
}

/// Pages that were made in this round, by their keys, with the outlines that all are drawn of.
pub struct Made {
    pub pages: HashMap<u128, Arc<LivePage>>,
    pub glyphs: Arc<Glyphs>,
}

/// What the steps of a rebuild share.
pub struct Round<'a> {
    pub memory: &'a Memory,
    pub deck: &'a Deck,
    /// The name of the talk where the front matter gives none.
    pub stem: &'a str,
    /// Changes with the footnotes and the slides that links may lead to, where a deck has footnotes.
    pub footnotes: u64,
    /// Changes with the terms of the glossary.
    pub glossary: u64,
    /// One for each variant.
    pub themes: &'a [Arc<Theme>],
    pub sources: &'a Sources,
}

pub fn hashed(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Finds out what the audience sees. Slides that are as before are taken over from `before`.
pub fn project(round: &Round<'_>, variant: &Variant, before: Option<Kept>, count: &mut u64) -> (Kept, Diagnostics) {
    let technical = project::technical(round.deck);
    let outline = project::outline(round.deck, (variant, &technical), round.stem);
    let indexes: Vec<usize> = (0..round.deck.slides.len()).filter(|index| outline.shown[*index]).collect();
    let (mut slides, mut slots, closing): (Vec<ProjectedSlide>, Vec<Slot>, Vec<_>) =
        before.map_or_else(Default::default, Kept::into_parts);
    let stretch = replace_changed((&mut slides, &mut slots), round, &outline, &indexes, count);
    let place = |((slide, slot), (&index, number)): ((&mut ProjectedSlide, &mut Slot), (&usize, u32))| {
        slide.number = number;
        (slide.section, slide.appendix) = outline.section(index);
        let id = &round.deck.slides[index].id;
        if slide.id != *id {
            slide.id.clone_from(id);
            *count += 1;
            slot.version = *count;
        }
    };
    slides.iter_mut().zip(&mut slots).zip(indexes.iter().zip(1..)).for_each(place);
    let Stretch { gone, fresh } = stretch;
    hand_on(gone, &fresh, &slides, &mut slots);
    project::assign_glosses(&mut slides, outline.meta.glossary.gloss, |index| {
        *count += 1;
        slots[index].version = *count;
    });
    append_closing(outline.closing(&slides), closing, (&mut slides, &mut slots), count);
    let mut findings: Diagnostics = slots.iter().flat_map(|slot| slot.found.shared()).cloned().collect();
    findings.extend(project::empty_variant(&outline));
    let Outline { meta, sections, .. } = outline;
    (
        Kept { projection: Projection { variant: variant.clone(), meta, sections, slides, changes: Vec::new() }, slots, indexes },
        findings,
    )
}

/// For each slide of the deck: does a variant show it?
pub fn shown(deck: &Deck, variants: &[Kept]) -> Vec<bool> {
    let mut shown = vec![false; deck.slides.len()];
    variants.iter().flat_map(|kept| &kept.indexes).for_each(|&index| shown[index] = true);
    shown
}

/// Puts the slides behind the others that list the terms used, as they were before where they are the same.
fn append_closing(
    wanted: Vec<ProjectedSlide>,
    mut known: Vec<(ProjectedSlide, Slot)>,
    (slides, slots): (&mut Vec<ProjectedSlide>, &mut Vec<Slot>),
    count: &mut u64,
) {
    for slide in wanted {
        let same = |(old, _): &(ProjectedSlide, Slot)| ProjectedSlide { number: slide.number, ..old.clone() } == slide;
        let slot = match known.iter().position(same) {
            Some(place) => known.swap_remove(place).1,
            None => {
                *count += 1;
                Slot::of(&slide, (Diagnostics::new(), SlideWords::default()), (SlideKey::default(), 0, *count))
            }
        };
        slides.push(slide);
        slots.push(slot);
    }
}

/// What was replaced.
struct Stretch {
    /// The slides that are no more.
    gone: Vec<(ProjectedSlide, Slot)>,
    /// The places of those that are new.
    fresh: Vec<usize>,
}

/// Projects the slides that are not as before. Those before the first and behind the last of them stay where they are.
fn replace_changed(
    (slides, slots): (&mut Vec<ProjectedSlide>, &mut Vec<Slot>),
    round: &Round<'_>,
    outline: &Outline<'_>,
    indexes: &[usize],
    count: &mut u64,
) -> Stretch {
    let glossary = outline.meta.glossary.explained.then_some(round.glossary);
    let everywhere = hashed((round.footnotes, glossary, outline.meta.notes, &outline.meta.lang));
    let around = |index| around(round, outline, index).map_or(everywhere, |around| hashed((around, everywhere)));
    let wanted: Vec<(SlideKey, u64)> = indexes.iter().map(|&index| (round.memory.keys()[index], around(index))).collect();
    let same = |(slot, wanted): &(&Slot, &(SlideKey, u64))| (slot.key, slot.around) == **wanted;
    let front = slots.iter().zip(&wanted).take_while(same).count();
    let back = slots[front..].iter().rev().zip(wanted[front..].iter().rev()).take_while(same).count();
    let old = front..slots.len() - back;
    let mut order = Vec::new();
    let mut known: HashMap<SlideKey, (ProjectedSlide, Slot)> = HashMap::new();
    for (slide, slot) in slides.drain(old.clone()).zip(slots.drain(old)) {
        order.push(slot.key);
        known.insert(slot.key, (slide, slot));
    }
    let mut fresh = Vec::new();
    let project = |place: usize| {
        let (key, around) = wanted[place];
        let found = known.remove(&key).filter(|(_, slot)| slot.around == around);
        found.unwrap_or_else(|| {
            *count += 1;
            fresh.push(place);
            new_slot(round.deck, outline, (indexes[place], number(place)), (key, around, *count))
        })
    };
    let (new_slides, new_slots): (Vec<_>, Vec<_>) = (front..wanted.len() - back).map(project).unzip();
    slides.splice(front..front, new_slides);
    slots.splice(front..front, new_slots);
    Stretch { gone: order.into_iter().filter_map(|key| known.remove(&key)).collect(), fresh }
}

/// The number of the slide at a place among those that are shown.
fn number(place: usize) -> u32 {
    u32::try_from(place + 1).unwrap_or(u32::MAX)
}

/// What the projection of a slide depends on besides the slide and what all depend on; most on nothing.
fn around(round: &Round<'_>, outline: &Outline<'_>, index: usize) -> Option<u64> {
    let slide = &round.deck.slides[index];
    let audience = slide.section.and_then(|section| round.deck.sections.get(section)?.audience.as_ref());
    let (layout, links) = (slide.layout.map(|layout| layout.value), round.memory.links(index));
    if audience.is_none() && layout.is_none() && links.is_empty() {
        return None;
    }
    let targets: Vec<(bool, Option<&str>)> = links.iter().map(|id| outline.target(id)).collect();
    let audience = audience.map(|audience| format!("{audience:?}"));
    // An agenda shows what the sections are called.
    let agenda = (layout == Some(Layout::Agenda)).then(|| format!("{:?} {:?}", outline.section(index), outline.sections));
    Some(hashed((audience, layout, agenda, targets)))
}

fn new_slot(
    deck: &Deck,
    outline: &Outline<'_>,
    (index, number): (usize, u32),
    (key, around, version): (SlideKey, u64, u64),
) -> (ProjectedSlide, Slot) {
    let (slide, mut found, changes) = project::project_slide(outline, index, number);
    found.extend(check::slide(&slide));
    let mut words = SlideWords::default();
    if outline.is_plain() {
        words = project::slide_words(&slide);
        let replaces = deck.slides[index].replaces.is_some();
        found.extend(check::stand_ins(&slide, &StandIns { changes: &changes, replaces }));
    }
    let slot = Slot::of(&slide, (Diagnostics::from_iter(found), words), (key, around, version));
    (slide, slot)
}

impl Slot {
    /// A slide of which nothing is made yet.
    fn of(
        slide: &ProjectedSlide,
        (found, words): (Diagnostics, SlideWords),
        (key, around, version): (SlideKey, u64, u64),
    ) -> Self {
        Self {
            key,
            around,
            version,
            found,
            words,
            load: timing::load(slide),
            pictures: assets::paths(slide).into_iter().cloned().collect(),
            written: None,
            set_findings: Diagnostics::new(),
            body: None,
            furniture: None,
            pages: Vec::new(),
            drawn: None,
            title: plain_text(&slide.title),
            state: LiveState::Failed,
            shown: None,
        }
    }
}

/// Gives the pages of slides that are gone to those that came in their place, to be shown where the new ones fail: by name, else in order
/// where as many came as went.
fn hand_on(gone: Vec<(ProjectedSlide, Slot)>, fresh: &[usize], slides: &[ProjectedSlide], slots: &mut [Slot]) {
    let in_order = gone.len() == fresh.len();
    let mut gone: Vec<Option<(ProjectedSlide, Slot)>> = gone.into_iter().map(Some).collect();
    for (nth, &index) in fresh.iter().enumerate() {
        let named = |old: &Option<(ProjectedSlide, Slot)>| old.as_ref().is_some_and(|(old, _)| old.id == slides[index].id);
        let place = gone.iter().position(named).or(in_order.then_some(nth));
        let Some((_, old)) = place.and_then(|place| gone.get_mut(place)?.take()) else { continue };
        let slot = &mut slots[index];
        (slot.written, slot.body, slot.pages, slot.furniture) = (old.written, old.body, old.pages, old.furniture);
        if let Some(written) = &mut slot.written {
            // It has to be written again: it was read again.
            written.from.version = 0;
        }
    }
}

impl Kept {
    /// The slides of the deck with what was made of them, and apart those that list the terms used.
    fn into_parts(self) -> (Vec<ProjectedSlide>, Vec<Slot>, Vec<(ProjectedSlide, Slot)>) {
        let Kept { projection: Projection { mut slides, .. }, mut slots, indexes } = self;
        let closing = slides.split_off(indexes.len()).into_iter().zip(slots.split_off(indexes.len())).collect();
        (slides, slots, closing)
    }

    /// The pictures of all slides.
    pub fn pictures(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.slots.iter().flat_map(|slot| &slot.pictures)
    }

    /// What there is to say about the pictures.
    pub fn picture_findings(&self, pictures: &Pictures) -> Diagnostics {
        self.slots.iter().flat_map(|slot| pictures.problems(&slot.pictures)).collect()
    }

    /// What there is to say about words that nothing explains.
    pub fn terms(&self, deck: &Deck, pictures: &Pictures) -> Vec<Diagnostic> {
        let words: Vec<&SlideWords> = self.slots.iter().map(|slot| &slot.words).collect();
        check::terms(deck, &self.projection, &words, &|path| Some(&pictures.assets.get(path)?.words))
    }

    /// What takes time on each slide.
    pub fn loads(&self) -> Vec<Load> {
        self.slots.iter().map(|slot| slot.load).collect()
    }

    /// Writes the slides that are not as before. Gives those whose source is new.
    pub fn write(&mut self, variant: usize, round: &Round<'_>, pictures: &Pictures, highlights: &Highlights) -> Vec<Job> {
        let look = hashed((&round.themes[variant].key, pictures.assets.fonts.key()));
        let context = hashed((typeset::context(&self.projection), look));
        let mut jobs = Vec::new();
        for index in 0..self.slots.len() {
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

/// Lays out slides, each source once, and gives the pages to everyone that waits for them. Gives the number of sources.
pub fn lay_out(jobs: Vec<Job>, kept: &mut [Kept], stages: &[Stage], pictures: &Pictures, themes: &[Arc<Theme>]) -> usize {
    use rayon::prelude::*;
    let mut laid_out = 0;
    for chunk in chunks(jobs) {
        let many = chunk.len() > FEW;
        let mut waiting: HashMap<u128, Vec<(usize, usize)>> = HashMap::new();
        let mut first = Vec::new();
        for job in chunk {
            let others = waiting.entry(job.key).or_default();
            others.push((job.variant, job.slide));
            if others.len() == 1 || !job.source.problems.is_empty() {
                first.push(job);
            }
        }
        let set = |job: Job| {
            let slide = &kept[job.variant].projection.slides[job.slide];
            let (set, findings) = typeset::set(&stages[job.variant], slide, job.slide, job.source, &pictures.assets);
            let pages = set.pages.iter().map(|page| typeset::with_links(page, &|id| Some(format!("#/{id}")))).collect();
            let body = Body { pages, fitting: set.fitting, missing: set.missing, contrast: set.contrast };
            (job.key, (job.variant, job.slide), Arc::new(body), findings)
        };
        let done: Vec<_> = first.into_par_iter().map(set).collect();
        laid_out += done.len();
        for (key, own, body, findings) in done {
            for &(variant, slide) in waiting.get(&key).into_iter().flatten() {
                let Kept { projection, slots, .. } = &mut kept[variant];
                let found = if (variant, slide) == own { findings.shared() } else { &[] };
                slots[slide].take(&body, found, &projection.slides[slide], &themes[variant]);
            }
        }
        if many {
            typeset::forget(1);
        }
    }
    laid_out
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

impl Kept {
    /// What there is to say about the pages.
    pub fn set_findings(&self) -> impl Iterator<Item = Arc<Diagnostic>> {
        self.slots.iter().flat_map(|slot| slot.set_findings.shared()).cloned()
    }

    /// Puts together what is shown. `places` are those of all slides of the deck; `made` has the pages that were made for other variants.
    pub fn shown(&mut self, stage: (&Stage, u64), places: &[LineCol], made: &mut Made) -> LiveVariant {
        let context = hashed((typeset::context(&self.projection), stage.1, self.projection.slides.len()));
        for index in 0..self.projection.slides.len() {
            self.draw(index, stage.0, context, made);
        }
        let Projection { meta, sections, slides, variant, .. } = &self.projection;
        let titles: Vec<String> = sections.iter().map(|section| plain_text(&section.title)).collect();
        let indexes = self.indexes.iter().copied().chain(std::iter::repeat(usize::MAX));
        let show = |((slide, slot), index): ((&ProjectedSlide, &mut Slot), usize)| {
            let at = places.get(index).copied().unwrap_or(LineCol { line: 1, column: 1 });
            slot.show(slide, slide.section.and_then(|section| titles.get(section)), at)
        };
        let shown = slides.iter().zip(&mut self.slots).zip(indexes).map(show).collect();
        let (width, height) = typeset::size(&self.projection);
        let (name, title, lang) = (variant.name().to_owned(), meta.title.clone(), meta.lang.clone());
        LiveVariant { name, title, lang, width, height, slides: shown }
    }

    /// Makes the pages of a slide, where its body, its lines or what belongs at its edges is new.
    fn draw(&mut self, index: usize, stage: &Stage, context: u64, made: &mut Made) {
        let slot = &mut self.slots[index];
        let slide = &self.projection.slides[index];
        let (Some(body), Some(written)) = (&slot.body, &slot.written) else { return };
        let edges = Edges { version: slot.version, number: slide.number, section: slide.section, context };
        if slot.furniture.as_ref().is_none_or(|(known, _)| *known != edges) {
            slot.furniture = Some((edges, typeset::furniture(stage, &self.projection, index)));
        }
        let Some((_, furniture)) = &slot.furniture else { return };
        if slot.drawn == Some((written.from, edges)) {
            return;
        }
        slot.drawn = Some((written.from, edges));
        let shows = hashed((written.key, furniture.key, written.lines_hash));
        let key = |step: usize| u128::from(shows) << 64 | u128::from(hashed((step, written.key, furniture.key)));
        let same = slot.pages.len() == body.pages.len() && (0..).zip(&slot.pages).all(|(step, page)| page.key == key(step));
        if !same {
            let Made { pages, glyphs } = made;
            let mut page = |(step, page): (usize, &Page)| {
                let new = || {
                    let (furniture, lines) = (furniture.clone(), written.lines.clone());
                    Arc::new(LivePage::new(key(step), page.clone(), (furniture, lines), glyphs.clone()))
                };
                pages.entry(key(step)).or_insert_with(new).clone()
            };
            slot.pages = body.pages.iter().enumerate().map(&mut page).collect();
        }
    }
}

impl Slot {
    /// The slide as it is shown; where that is as before, the same one.
    fn show(&mut self, slide: &ProjectedSlide, section: Option<&String>, at: LineCol) -> Arc<LiveSlide> {
        // The id and the title are those of the version.
        if let Some((_, shown)) = self.shown.as_ref().filter(|(version, shown)| {
            (*version, shown.number, shown.line, shown.column, shown.state)
                == (self.version, slide.number, at.line, at.column, self.state)
                && shown.section.as_ref() == section
                && shown.pages.len() == self.pages.len()
                && shown.pages.iter().zip(&self.pages).all(|(shown, page)| Arc::ptr_eq(shown, page))
        }) {
            return shown.clone();
        }
        let shown = Arc::new(LiveSlide {
            id: slide.id.clone(),
            number: slide.number,
            title: self.title.clone(),
            section: section.cloned(),
            line: at.line,
            column: at.column,
            state: self.state,
            pages: self.pages.clone(),
        });
        self.shown = Some((self.version, shown.clone()));
        shown
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
