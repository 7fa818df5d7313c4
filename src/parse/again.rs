//! Reading a deck again and again, for the preview: an edit costs the parts of the text that it touches.
//!
//! A [`Memory`] keeps what each part gave. The spans of a part count from the part's own start and name the part
//! ([`FileId::part`]), so that they stay as they are when text before it changes; [`Memory::positions`] gives their places in the file.
//! What comes out is what reading everything anew would give.
//!
//! Most edits change what stands on a slide and nothing about its place among the others. Such slides are put in the place of those they
//! were (`in_place`), and nothing else of the deck is looked at; [`Memory::frame`] stays the same. After any other edit the deck is put
//! together anew of what the parts gave.

mod in_place;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use camino::Utf8Path;
use rayon::prelude::*;

use super::definitions::{Definitions, Own};
use super::parts::{Part, body, languages};
use super::pieces::{self, Needs, Piece, Prelude, Rest};
use super::positions::{Position, Positions};
use super::prepare::outline;
use super::rules::Rules;
use super::slides::{About, Draft};
use super::{empty_deck, front_matter};
use crate::diagnostic::Diagnostics;
use crate::model::{BlockKind, Deck, Dialect, Glossary, Meta, Slide, walk_blocks};
use crate::source::{FileId, LineCol, LineIndex, ProjectRoot, SourceFile, Sources, Span};

/// Names a slide as long as it is read only once: equal keys, equal slides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct SlideKey(u64);

impl SlideKey {
    /// Of a slide of a part, by its number there.
    fn of(part: FileId, slide: usize) -> Self {
        Self(u64::from(part.0) << 32 | slide as u64)
    }
}

/// What was read before.
#[derive(Default)]
pub struct Memory {
    deck: Option<Deck>,
    /// The slides, while there is no deck.
    slides: Vec<Slide>,
    /// What each slide of the deck said about its place among the others.
    abouts: Vec<About>,
    keys: Vec<SlideKey>,
    text: Arc<str>,
    /// Where the parts begin in the text.
    body: usize,
    parts: Vec<Kept>,
    definitions: Definitions,
    /// Where each part is now.
    positions: Arc<Positions>,
    /// The slide with the talk's title, with its key, while there is no deck.
    title: Option<(Slide, SlideKey)>,
    /// What was found when the deck was put together of its parts.
    finished: Diagnostics,
    /// Counts the decks that were put together.
    frame: u64,
    /// How many parts were ever read.
    count: u32,
    /// The rules that the parts were read by.
    rules: Option<Rules>,
}

/// A part and what it gave.
struct Kept {
    range: Range<usize>,
    /// The number of its first line, from 1.
    line: usize,
    /// `None` until it is read.
    id: Option<FileId>,
    /// The language of the section it is in.
    lang: Option<String>,
    own: Own,
    needs: Needs,
    rest: Rest,
    /// Its slides, while they are in no deck and not among the others.
    drafts: Option<Vec<Draft>>,
    /// How many of its slides, as they were, stand among the others.
    placed: usize,
    slides: usize,
    /// How many lines end in it.
    lines: usize,
    /// Where its slides begin in it: lines from 0.
    places: Vec<LineCol>,
    /// Has it code that stands in a file? Then it is read every time, and its spans are places in the deck's file.
    names_files: bool,
}

/// Reads the deck in `file`; `trust`: raw content may stay. `false`: its front matter can't be read, and the memory stays as it was. Without
/// it sections would be slides, and the theme and the title another one, at each letter that is typed there. A deck that was never read
/// is read without it.
pub fn parse_again(
    memory: &mut Memory,
    sources: &Sources,
    file: FileId,
    (defaults, trust): (&Meta, bool),
) -> (bool, Diagnostics) {
    let source = sources.get(file);
    let mut findings = Diagnostics::new();
    let mut front = front_matter::read(source, defaults, &mut findings);
    if front.stop || front.broken && memory.deck.is_some() {
        return (false, findings);
    }
    let mut deck = empty_deck(file, &mut front);
    if deck.dialect != Dialect::Native || file != FileId(0) {
        let (mut deck, mut findings) = super::parse(sources, file, defaults);
        if !trust {
            findings.extend(super::refuse_raw(&mut deck));
        }
        memory.adopt(deck);
        return (true, findings);
    }
    memory.follow(Rules { trust, ..Rules::of(&deck) });
    let mut cut = memory.cut(&source.text, body(&source.text, front.end), deck.meta.slide_level);
    if !memory.put_in_place(source, &deck, &mut cut) {
        memory.take_back(&deck);
        memory.parts.iter_mut().filter(|part| part.names_files).for_each(Kept::forget);
        memory.put_together(cut);
        memory.read(source);
        memory.finish(source, &mut deck);
        memory.note_positions(deck.slides.len());
        memory.deck = Some(deck);
    }
    let found = memory.parts.iter().flat_map(|part| part.rest.findings.shared()).chain(memory.finished.shared());
    findings.extend(found.cloned());
    (true, findings)
}

/// How a text differs from the one that was read before.
struct Cut {
    text: Arc<str>,
    /// Where the parts begin in the text.
    body: usize,
    /// The parts that are not as before, but for their places.
    stretch: Range<usize>,
    /// Where the parts stand that come in their place.
    ranges: Vec<Range<usize>>,
    /// Those of them that were read already.
    read: Vec<Kept>,
}

impl Memory {
    /// The deck that was read last. Its spans count as those of the parts.
    pub fn deck(&self) -> Option<&Deck> {
        self.deck.as_ref()
    }

    /// Gives the deck the terms it explains.
    pub fn explain_by(&mut self, glossary: Arc<Glossary>) {
        if let Some(deck) = &mut self.deck {
            deck.glossary = glossary;
        }
    }

    /// A key for each slide of the deck.
    pub fn keys(&self) -> &[SlideKey] {
        &self.keys
    }

    /// Where this is the same number as before, so are the front matter, the sections, the footnotes and the places of all slides among
    /// the others: their number, ids, audiences and roles. What stands on a slide is the same where its key is.
    pub fn frame(&self) -> u64 {
        self.frame
    }

    /// The ids that a slide refers to.
    pub fn links(&self, slide: usize) -> &[String] {
        self.abouts.get(slide).map_or(&[], |about| &about.links)
    }

    /// Where the parts are that spans count in.
    pub fn positions(&self) -> &Arc<Positions> {
        &self.positions
    }

    /// The text that the spans of a part count in.
    pub fn text_of(&self, part: FileId) -> Option<&str> {
        self.text.get(self.positions.part(part)?.range.clone())
    }

    /// Puts the code into the blocks that name a file.
    pub fn fill_in_code(&mut self, sources: &Sources, root: &ProjectRoot, folder: &Utf8Path) -> Diagnostics {
        let none = !self.parts.is_empty() && self.parts.iter().all(|part| !part.names_files);
        match &mut self.deck {
            Some(deck) if !none => super::fill_in_code(sources, deck, root, folder),
            _ => Diagnostics::new(),
        }
    }

    /// How many parts, or slides where it was read in another way, were ever read.
    pub fn read_so_far(&self) -> u32 {
        self.count
    }

    /// Takes a deck that was read in another way. Nothing is known of it the next time.
    pub fn adopt(&mut self, deck: Deck) {
        *self = Self { count: self.count, frame: self.frame + 1, ..Self::default() };
        self.keys = deck.slides.iter().map(|_| self.next_key()).collect();
        self.deck = Some(deck);
    }

    /// Where each slide of the deck begins.
    pub fn places(&self, sources: &Sources) -> Vec<LineCol> {
        let Some(deck) = &self.deck else { return Vec::new() };
        let places = self
            .parts
            .iter()
            .flat_map(|part| part.places.iter().map(|place| LineCol { line: part.line + place.line, column: place.column }));
        let places: Vec<LineCol> = places.collect();
        let before = deck.slides.len().saturating_sub(places.len());
        let place = |span: Span| sources.get(span.file).line_col(span.range().start);
        let first = deck.slides.iter().take(before).map(|slide| place(self.positions.absolute(slide.span)));
        first.chain(places).collect()
    }

    fn next_key(&mut self) -> SlideKey {
        self.count = self.count.wrapping_add(1);
        SlideKey(u64::from(self.count) << 32)
    }

    fn next_id(&mut self) -> FileId {
        self.count = self.count.wrapping_add(1);
        FileId::part(self.count)
    }

    /// Takes the rules that the text is read by. Parts that were read by others are forgotten.
    fn follow(&mut self, rules: Rules) {
        let written: usize = self.parts.iter().map(|part| part.slides).sum();
        // Of a deck with too many slides not all are there.
        let all = self.deck.as_ref().is_none_or(|deck| deck.slides.len() >= written);
        let before = self.rules.replace(rules);
        if before != self.rules || !all {
            self.parts.clear();
        }
    }

    /// Takes the slides of the last deck back.
    fn take_back(&mut self, new: &Deck) {
        let Some(old) = self.deck.as_mut().filter(|_| !self.parts.is_empty()) else {
            (self.title, self.abouts) = (None, Vec::new());
            return;
        };
        self.slides = std::mem::take(&mut old.slides);
        let written: usize = self.parts.iter().map(|part| part.slides).sum();
        let titles = self.slides.len() - written;
        let title = self.slides.drain(..titles).next().zip(self.keys.first().copied());
        self.title = title.filter(|_| old.meta == new.meta && titles == 1);
        self.abouts.drain(..titles);
    }

    /// Cuts a text into parts. Those whose text is the same, and those that only moved, are not among what is given.
    fn cut(&self, text: &Arc<str>, from: usize, level: u8) -> Cut {
        let (old, old_text) = (&self.parts, &self.text);
        let same_start = same_start(old_text, text);
        let same_end = same_end(&old_text.as_bytes()[same_start..], &text.as_bytes()[same_start..]);
        // The line behind a part decides that it ends there, so that has to be the same too.
        let kept = old.partition_point(|part| part.range.end <= same_start).saturating_sub(1);
        let kept = if from == self.body { kept } else { 0 };
        let restart = if kept == 0 { from } else { old[kept - 1].range.end };
        let moved = |start: usize| (start + old_text.len()).checked_sub(text.len());
        let (mut starts, mut tail, mut end) = (vec![restart], old.len(), text.len());
        outline(text, restart, level, |start| {
            let same = moved(start).filter(|start| start + same_end >= old_text.len());
            let found = same.and_then(|same| old[kept..].binary_search_by_key(&same, |part| part.range.start).ok());
            match found {
                _ if start == restart => {}
                Some(index) => (tail, end) = (kept + index, start),
                None => starts.push(start),
            }
            end == text.len() || start == restart
        });
        let ends = starts.iter().skip(1).copied().chain([end]);
        let ranges = starts.iter().zip(ends).map(|(&start, end)| start..end).collect();
        Cut { text: text.clone(), body: from, stretch: kept..tail, ranges, read: Vec::new() }
    }

    /// Takes a text. The parts before and behind the stretch stay; in it, those with a text that stood there before are found by it.
    fn put_together(&mut self, Cut { text, body, stretch, ranges, read }: Cut) {
        let mut old = std::mem::take(&mut self.parts);
        let old_text = std::mem::replace(&mut self.text, text.clone());
        self.body = body;
        let mut behind = old.split_off(stretch.end);
        let middle = old.split_off(stretch.start);
        self.parts = old;
        let first: usize = self.parts.iter().map(|part| part.placed).sum();
        let placed = first..first + middle.iter().map(|part| part.placed).sum::<usize>();
        let mut drafts = drafts(self.slides.drain(placed.clone()), self.abouts.drain(placed));
        let mut known: HashMap<&str, Vec<Kept>> = HashMap::new();
        for mut part in middle {
            part.drafts = Some(drafts.by_ref().take(part.placed).collect());
            part.placed = 0;
            known.entry(&old_text[part.range.clone()]).or_default().push(part);
        }
        for part in read {
            known.entry(&text[part.range.clone()]).or_default().push(part);
        }
        for range in ranges {
            let found = known.get_mut(&text[range.clone()]).and_then(|parts| (!parts.is_empty()).then(|| parts.remove(0)));
            let mut part = found.unwrap_or_else(Kept::unread);
            part.range = range;
            self.parts.push(part);
        }
        let moved = |at: usize| at + text.len() - old_text.len();
        behind.iter_mut().for_each(|part| part.range = moved(part.range.start)..moved(part.range.end));
        self.parts.append(&mut behind);
    }

    /// Puts the slides of the parts that were read among the others.
    fn line_up(&mut self) {
        let read = |part: &Kept| part.drafts.is_some();
        let Some(first) = self.parts.iter().position(read) else { return };
        let last = self.parts.iter().rposition(read).unwrap_or(first);
        let start: usize = self.parts[..first].iter().map(|part| part.placed).sum();
        let stretch = &mut self.parts[first..=last];
        let placed = start..start + stretch.iter().map(|part| part.placed).sum::<usize>();
        let mut old = drafts(self.slides.drain(placed.clone()), self.abouts.drain(placed)).collect::<Vec<_>>().into_iter();
        let (mut slides, mut abouts) = (Vec::new(), Vec::new());
        for part in stretch {
            let before = old.by_ref().take(std::mem::replace(&mut part.placed, part.slides));
            for draft in match part.drafts.take() {
                Some(new) => {
                    before.for_each(drop);
                    new
                }
                None => before.collect(),
            } {
                slides.push(draft.slide);
                abouts.push(draft.about);
            }
        }
        self.slides.splice(start..start, slides);
        self.abouts.splice(start..start, abouts);
    }

    /// Reads the parts that were not read yet, and those for which a definition elsewhere has changed.
    fn read(&mut self, source: &SourceFile) {
        let (text, Some(rules)) = (&self.text, &self.rules) else { return };
        let prelude = |part: &Kept, id: FileId| {
            let file = SourceFile::new(id, source.path.clone(), &text[part.range.clone()]);
            let prelude = Prelude::read(&file, &Part::whole(&file, 0), rules);
            (file, prelude)
        };
        let langs = languages(text, self.parts.iter().map(|part| part.range.clone()), rules.slide_level);
        let moved: Vec<bool> = self.parts.iter_mut().zip(langs).map(|(part, lang)| part.speak(lang)).collect();
        let numbered = |count: &mut u32| {
            *count = count.wrapping_add(1);
            FileId::part(*count)
        };
        let mut jobs: Vec<(usize, FileId)> = Vec::new();
        for (index, _) in self.parts.iter().enumerate().filter(|(_, part)| part.id.is_none()) {
            jobs.push((index, numbered(&mut self.count)));
        }
        let parts = &self.parts;
        let mut ready: Vec<_> = jobs.par_iter().map(|&(index, id)| (index, prelude(&parts[index], id))).collect();
        for (index, (_, prelude)) in &ready {
            self.parts[*index].own = prelude.definitions.clone();
        }
        let definitions = Definitions::new(self.parts.iter().map(|part| &part.own));
        let defined = definitions != self.definitions;
        for (index, part) in self.parts.iter().enumerate().filter(|(_, part)| part.id.is_some()) {
            let depends = || defined && part.depends(&text[part.range.clone()], &self.definitions, &definitions);
            if moved[index] || depends() {
                ready.push((index, prelude(part, numbered(&mut self.count))));
            }
        }
        let parts = &self.parts;
        let read = |(index, (file, prelude)): (usize, (SourceFile, Prelude))| {
            let at = Part::whole(&file, 0).within(parts[index].lang.clone());
            let piece = pieces::read(&file, &at, prelude, rules, &definitions);
            (index, file, piece)
        };
        for (index, file, piece) in ready.into_par_iter().map(read).collect::<Vec<_>>() {
            let part = &mut self.parts[index];
            part.take(&file, 1, piece);
            if part.drafts.iter().flatten().any(|draft| names_files(&draft.slide)) || part.rest.name_files() {
                let range = part.range.clone();
                let at = Part { line: source.line_col(range.start).line, range, lang: part.lang.clone() };
                let piece = pieces::read(source, &at, Prelude::read(source, &at, rules), rules, &definitions);
                part.take_places(source, at.line, &piece);
                part.names_files = true;
                (part.drafts, part.rest) = (Some(piece.drafts), piece.rest);
            }
        }
        self.definitions = definitions;
    }

    /// Numbers the lines and the slides of the parts.
    fn note_positions(&mut self, slides: usize) {
        let mut line = LineIndex::new(&self.text[..self.body]).count();
        let written: usize = self.parts.iter().map(|part| part.slides).sum();
        let mut first = slides.saturating_sub(written);
        for part in &mut self.parts {
            part.line = line;
            line += part.lines;
        }
        let position = |part: &Kept| {
            let slides = first..first + part.slides;
            first = slides.end;
            (part.id, Position { range: part.range.clone(), line: part.line, slides })
        };
        self.positions = Arc::new(Positions::new(self.parts.iter().map(position)));
    }

    /// Makes the deck of its parts.
    fn finish(&mut self, source: &SourceFile, deck: &mut Deck) {
        self.line_up();
        self.frame += 1;
        let drafts = (std::mem::take(&mut self.slides), std::mem::take(&mut self.abouts));
        (self.abouts, self.finished) = pieces::finish(source, drafts, self.parts.iter().map(|part| &part.rest), deck);
        let keys = self.parts.iter().filter_map(|part| Some((part.id?, part.slides)));
        let keys: Vec<SlideKey> = keys.flat_map(|(id, slides)| (0..slides).map(move |n| SlideKey::of(id, n))).collect();
        let titles = deck.slides.len().saturating_sub(keys.len());
        let title = self.title.take().filter(|(title, _)| titles == 1 && deck.slides.first() == Some(title));
        let mut new_key = |_| title.as_ref().map_or_else(|| self.next_key(), |(_, key)| *key);
        let titles: Vec<SlideKey> = (0..titles).map(&mut new_key).collect();
        self.keys = titles.into_iter().chain(keys).take(deck.slides.len()).collect();
    }
}

impl Kept {
    fn unread() -> Self {
        let (own, needs, rest) = (Own::default(), Needs::default(), Rest::default());
        let (drafts, places) = (None, Vec::new());
        Self {
            range: 0..0,
            line: 1,
            id: None,
            lang: None,
            own,
            needs,
            rest,
            drafts,
            placed: 0,
            slides: 0,
            lines: 0,
            places,
            names_files: false,
        }
    }

    /// Would it be read otherwise with other definitions?
    fn depends(&self, text: &str, old: &Definitions, new: &Definitions) -> bool {
        new.before(&self.own, text) != self.needs.before || self.needs.asked.iter().any(|key| !old.agree(new, key))
    }

    /// Takes the language of its section. Is it another one than it was read in?
    fn speak(&mut self, lang: Option<String>) -> bool {
        let changed = self.lang != lang;
        self.lang = lang;
        changed
    }

    /// It is to be read again.
    fn forget(&mut self) {
        *self = Self { range: self.range.clone(), placed: self.placed, ..Self::unread() };
    }

    /// Notes where the slides begin, below the line that the part begins with.
    fn take_places(&mut self, file: &SourceFile, line: usize, piece: &Piece) {
        let place = |draft: &Draft| {
            let at = file.line_col(draft.slide.span.range().start);
            LineCol { line: at.line - line, column: at.column }
        };
        self.places = piece.drafts.iter().map(place).collect();
    }

    fn take(&mut self, file: &SourceFile, line: usize, piece: Piece) {
        self.take_places(file, line, &piece);
        self.id = Some(file.id);
        self.slides = piece.drafts.len();
        self.lines = file.line_count() - 1;
        (self.drafts, self.rest, self.needs) = (Some(piece.drafts), piece.rest, piece.needs);
    }
}

fn drafts(slides: impl Iterator<Item = Slide>, abouts: impl Iterator<Item = About>) -> impl Iterator<Item = Draft> {
    slides.zip(abouts).map(|(slide, about)| Draft { slide, about })
}

/// Has the slide code that stands in a file?
fn names_files(slide: &Slide) -> bool {
    let notes = slide.notes.iter().flat_map(|notes| walk_blocks(&notes.content));
    walk_blocks(&slide.content).chain(notes).any(|block| matches!(&block.kind, BlockKind::Code(code) if code.file.is_some()))
}

const BLOCK: usize = 256;

/// How many bytes two texts begin with alike.
fn same_start(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let blocks = a.chunks_exact(BLOCK).zip(b.chunks_exact(BLOCK)).take_while(|(a, b)| a == b).count() * BLOCK;
    blocks + a[blocks..].iter().zip(&b[blocks..]).take_while(|(a, b)| a == b).count()
}

/// How many bytes two texts end with alike.
fn same_end(a: &[u8], b: &[u8]) -> usize {
    let blocks = a.rchunks_exact(BLOCK).zip(b.rchunks_exact(BLOCK)).take_while(|(a, b)| a == b).count() * BLOCK;
    let (a, b) = (&a[..a.len() - blocks], &b[..b.len() - blocks]);
    blocks + a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count()
}
