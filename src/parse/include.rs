//! Slides from other files: `<!-- include: other.md#id1,id2 -->`.
//!
//! A file is parsed first without what it includes. [`expand`] then looks for the comments, parses the files they name, each by its own
//! front matter's `slide-level` and with the audiences of the deck, and puts their slides behind the slide that the comment stands on. Paths in
//! an included file start at its folder; links and footnotes are its own.

use std::collections::HashMap;
use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, parse_document};

use super::context::Context;
use super::parts::Part;
use super::prepare::Prepared;
use super::rules::Rules;
use super::{code_files, front_matter, ids, options, prepare, read_by_part, slides};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::{Audiences, Deck, Dialect, InlineKind, LinkTarget, Meta, Origin, Section, Slide};
use crate::model::{BlockKind, Inline, for_each_block_mut, for_each_inline_mut, for_each_text_mut};
use crate::settings::shortened;
use crate::source::{FileId, ProjectRoot, SourceFile, Sources, Span, Spanned, decode};

/// A deck includes a file that includes a file, and so on, at most so deep.
const MAX_DEPTH: usize = 8;
/// All includes of a deck together.
const MAX_INCLUDES: usize = 500;
/// What an include begins with, in its comment.
const MARK: &str = "include:";

/// Has a text a comment that asks for slides? One that is code counts here too.
pub fn may_include(text: &str) -> bool {
    let mut marks = memchr::memmem::find_iter(text.as_bytes(), MARK);
    marks.any(|at| text[..at].trim_end().ends_with("<!--"))
}

/// Puts the slides of other files into a deck. `found` are its findings so far, which are handed on as far as they still hold.
pub fn expand(sources: &mut Sources, deck: &mut Deck, found: Diagnostics, root: &ProjectRoot, folder: &Utf8Path) -> Diagnostics {
    let own = sources.get(deck.file);
    if deck.dialect.is_foreign() || !may_include(&own.text) {
        return found;
    }
    let display = own.path.parent().unwrap_or(Utf8Path::new("")).to_owned();
    let start = root.resolve(folder, own.path.file_name().unwrap_or("deck.md")).ok();
    let main = deck.meta.clone();
    let mut includer = Includer {
        sources,
        root,
        folder,
        display,
        main: &main,
        rules: Rules::of(deck),
        stack: start.into_iter().collect(),
        count: 0,
        findings: Diagnostics::new(),
    };
    let before = deck.slides.len();
    let any = includer.put_into(deck, "");
    let more = std::mem::take(&mut includer.findings);
    if !any {
        return found.into_iter().chain(more).collect();
    }
    let grown = deck.slides.len() > before;
    let holds = |finding: &Diagnostic| finding.code != Code::UnknownSlide && !(grown && finding.code == Code::NoSlides);
    let mut findings: Diagnostics = found.into_iter().filter(|finding| holds(finding)).chain(more).collect();
    slides::add_title(deck);
    findings.extend(slides::unknown_targets(deck));
    findings
}

/// A comment that asks for slides.
struct Include {
    path: Spanned<String>,
    /// The slides that are asked for; all where none is named.
    ids: Vec<Spanned<String>>,
    span: Span,
}

struct Includer<'a> {
    sources: &'a mut Sources,
    root: &'a ProjectRoot,
    /// The deck's folder.
    folder: &'a Utf8Path,
    /// The same as findings print it.
    display: Utf8PathBuf,
    /// The front matter of the deck.
    main: &'a Meta,
    /// The rules it is read by.
    rules: Rules,
    /// The files that are being read, by their paths in the project.
    stack: Vec<Utf8PathBuf>,
    count: usize,
    findings: Diagnostics,
}

impl Includer<'_> {
    /// Puts what a file includes into its slides. `prefix` is the file's folder as seen from the deck's. Gives whether there was anything.
    fn put_into(&mut self, deck: &mut Deck, prefix: &str) -> bool {
        let source = self.sources.shared(deck.file);
        let includes = find(&source, &mut self.findings);
        let any = !includes.is_empty();
        for include in includes.into_iter().rev() {
            if let Some(other) = self.other(&include, prefix) {
                self.splice(deck, other, &include);
            }
        }
        any
    }

    /// The deck of a file that is included, with everything it includes itself.
    fn other(&mut self, include: &Include, prefix: &str) -> Option<Deck> {
        self.count += 1;
        let refuse = |message: String| Diagnostic::new(Code::BadInclude, include.span, message);
        let path = format!("{prefix}{}", include.path.value);
        let name = shortened(&include.path.value);
        if self.count > MAX_INCLUDES || self.stack.len() > MAX_DEPTH {
            let message = if self.count > MAX_INCLUDES {
                format!("this deck has more than {MAX_INCLUDES} includes")
            } else {
                format!("includes are nested more than {MAX_DEPTH} deep")
            };
            self.findings.push(refuse(message).help("write the slides into one of the files"));
            return None;
        }
        let place = self.root.resolve(self.folder, &path).ok();
        if place.as_ref().is_some_and(|place| self.stack.contains(place)) {
            let finding = refuse(format!("`{name}` is included by itself"));
            self.findings.push(finding.help("take one of the includes away, or name the slides that are meant in a third file"));
            return None;
        }
        let text = match self.root.read_reference(self.folder, &path).map_err(code_files::Failure::Read) {
            Ok(bytes) => decode(bytes).map_err(code_files::Failure::Text),
            Err(failure) => Err(failure),
        };
        let text = match text {
            Ok(text) => text,
            Err(failure) => {
                self.findings.push(*code_files::unreadable(&include.path, &failure));
                return None;
            }
        };
        let file = self.sources.add(tidied(&self.display.join(&path)), text);
        let mut deck = self.parsed(file, include)?;
        let folder = path.rfind('/').map_or("", |at| &path[..=at]).to_owned();
        self.stack.extend(place);
        let depth = self.stack.len();
        from_folder(&mut deck, &folder);
        self.put_into(&mut deck, &folder);
        self.stack.truncate(depth - 1);
        Some(deck)
    }

    /// What is wrong with the front matter of an included file is told when it is built itself.
    fn parsed(&mut self, file: FileId, include: &Include) -> Option<Deck> {
        let source = self.sources.get(file);
        let mut ignored = Diagnostics::new();
        let front = front_matter::read(source, &Meta::default(), &mut ignored);
        if front.dialect != Dialect::Native {
            let name = shortened(&include.path.value);
            let finding = Diagnostic::new(Code::BadInclude, include.path.span, format!("`{name}` is a deck of another tool"));
            self.findings.push(finding.help("only decks of Deckle's own kind can be included"));
            return None;
        }
        if front.stop {
            self.findings.extend(ignored);
            return None;
        }
        let own = front.meta;
        let other = own.lang.as_ref().filter(|lang| self.main.lang.as_ref().map(|main| &main.value) != Some(&lang.value));
        let other = other.map(|lang| lang.value.clone());
        let lang = own.lang.or(self.main.lang.clone());
        let (slide_level, smart, incremental) = (own.slide_level, own.smart, own.incremental);
        let mut meta = Meta { lang, slide_level, smart, incremental, title: None, ..self.main.clone() };
        if other.is_some() {
            // It stays in its language, whoever hears it.
            meta.audiences.iter_mut().for_each(|audience| audience.lang = None);
        }
        let mut deck = Deck {
            file,
            dialect: Dialect::Native,
            meta,
            sections: Vec::new(),
            slides: Vec::new(),
            footnotes: Vec::new(),
            glossary: Default::default(),
        };
        let findings = read_by_part(source, front.end, &mut deck);
        for slide in &mut deck.slides {
            let section = slide.section.and_then(|section| deck.sections[section].lang.as_ref());
            slide.lang = slide.lang.take().or(section.or(other.as_ref()).cloned());
        }
        let shown = shown_ranges(&deck, &include.ids, source.text.len());
        let told = |finding: &Diagnostic| {
            let start = finding.span().map(|span| span.range().start);
            finding.code != Code::UnknownSlide && start.is_none_or(|start| shown.iter().any(|range| range.contains(&start)))
        };
        self.findings.extend(findings.into_iter().filter(|finding| told(finding)));
        Some(deck)
    }

    /// Puts the slides of `other` that are asked for behind the slide that the include stands on.
    fn splice(&mut self, deck: &mut Deck, other: Deck, include: &Include) {
        let own = |slide: &Slide| slide.span.file == deck.file && slide.span.start < include.span.start;
        let at =
            deck.slides.iter().rposition(|slide| own(slide) || slide.origin == Origin::FrontMatter).map_or(0, |last| last + 1);
        let around = at.checked_sub(1).and_then(|before| deck.slides[before].section);
        let picked = self.pick(&other, &include.ids);
        let mut sections: HashMap<usize, usize> = HashMap::new();
        let mut added: Vec<Slide> = Vec::new();
        for Picked { mut slide, with_section } in picked {
            let section = slide.section.filter(|_| with_section);
            slide.section = match section.and_then(|section| Some((section, other.sections.get(section)?))) {
                Some((index, section)) => Some(*sections.entry(index).or_insert_with(|| {
                    deck.sections.push(section.clone());
                    deck.sections.len() - 1
                })),
                None => {
                    self.keep_audience(&mut slide, &other.sections);
                    around
                }
            };
            added.push(slide);
        }
        self.make_ids_unique(deck, &mut added);
        deck.slides.splice(at..at, added);
        deck.footnotes.extend(other.footnotes);
        put_sections_in_order(deck);
    }

    /// The slides that are asked for, in that order. A section's slide brings the slides of its section.
    fn pick(&mut self, other: &Deck, ids: &[Spanned<String>]) -> Vec<Picked> {
        let shown = other.slides.iter().filter(|slide| slide.origin != Origin::FrontMatter);
        if ids.is_empty() {
            return shown.cloned().map(|slide| Picked { slide, with_section: true }).collect();
        }
        let mut picked = Vec::new();
        for id in ids {
            let Some(slide) = other.slides.iter().find(|slide| slide.id.0 == id.value) else {
                let known = other.slides.iter().map(|slide| slide.id.0.as_str());
                let file = &self.sources.get(other.file).path;
                let finding = Diagnostic::new(
                    Code::BadInclude,
                    id.span,
                    format!("no slide of `{file}` has the id `{}`", shortened(&id.value)),
                );
                self.findings.push(match nearest(&id.value, known) {
                    Some(near) => finding.help(format!("the nearest known id is `{near}`")),
                    None => finding.help("give the slide that is meant an id: `{#name}`"),
                });
                continue;
            };
            let whole = slide.origin == Origin::Section;
            let belongs = |other: &&Slide| if whole { other.section == slide.section } else { other.id == slide.id };
            picked.extend(other.slides.iter().filter(belongs).cloned().map(|slide| Picked { slide, with_section: whole }));
        }
        picked
    }

    /// A slide taken out of its section is still only for those whom the section was for.
    fn keep_audience(&self, slide: &mut Slide, sections: &[Section]) {
        let Some(section) = slide.section.and_then(|section| sections.get(section)) else { return };
        let Some(audience) = &section.audience else { return };
        let source = self.sources.get(slide.span.file);
        let (whole, nothing) = (Part::whole(source, 0), Prepared::default());
        let both = |own: Option<Audiences>| Context::new(source, &whole, &nothing, &self.rules).both(Some(audience), own);
        let span = slide.audience.as_ref().map_or(section.span, |own| own.span);
        slide.audience = both(slide.audience.take().map(|own| own.value)).map(|audience| Spanned::new(audience, span));
    }

    /// An id that the deck has already gets a number; one that the author chose is an error. Links between the new slides follow.
    fn make_ids_unique(&mut self, deck: &Deck, added: &mut [Slide]) {
        let mut taken = ids::Taken::of(deck.slides.iter().map(|slide| slide.id.0.as_str()));
        let asked: Vec<String> = added.iter().map(|slide| slide.id.0.clone()).collect();
        let mut renamed: HashMap<String, String> = HashMap::new();
        for (slide, id) in added.iter_mut().zip(&asked) {
            let chosen = self.sources.slice(slide.span).contains(&format!("#{id}"));
            if chosen && taken.has(id) {
                let finding = Diagnostic::new(
                    Code::DuplicateId,
                    slide.span,
                    format!("the id `{id}` is taken in the deck that includes this slide"),
                );
                let first = deck.slides.iter().find(|slide| slide.id.0 == *id).map(|slide| slide.span);
                let finding = first.into_iter().fold(finding, |finding, first| finding.also(first, "first used here"));
                self.findings.push(finding.help("give one of the slides another id, or include it once"));
            }
            slide.id.0 = taken.free(id).into_owned();
            if slide.id.0 != *id {
                slide.wanted.get_or_insert_with(|| id.clone());
                renamed.insert(id.clone(), slide.id.0.clone());
            }
        }
        if !renamed.is_empty() {
            added.iter_mut().for_each(|slide| rename_links(slide, &renamed));
        }
    }
}

/// A slide that is put into a deck, with its section or without.
struct Picked {
    slide: Slide,
    with_section: bool,
}

/// Sections stand in the order of their slides, and know them.
fn put_sections_in_order(deck: &mut Deck) {
    for (index, slide) in deck.slides.iter().enumerate() {
        if let Some(section) = slide.section.filter(|_| slide.origin == Origin::Section) {
            deck.sections[section].slide = index;
        }
    }
    let mut order: Vec<usize> = (0..deck.sections.len()).collect();
    order.sort_by_key(|&section| deck.sections[section].slide);
    let mut places = vec![0; order.len()];
    for (place, &section) in order.iter().enumerate() {
        places[section] = place;
    }
    deck.sections = order.iter().map(|&section| deck.sections[section].clone()).collect();
    for slide in &mut deck.slides {
        slide.section = slide.section.map(|section| places[section]);
    }
}

/// Where in an included file the slides stand that are asked for.
fn shown_ranges(deck: &Deck, ids: &[Spanned<String>], end: usize) -> Vec<Range<usize>> {
    let starts: Vec<usize> = deck.slides.iter().map(|slide| slide.span.range().start).collect();
    let sections: Vec<usize> = deck
        .slides
        .iter()
        .filter(|slide| slide.origin == Origin::Section && ids.iter().any(|id| id.value == slide.id.0))
        .filter_map(|slide| slide.section)
        .collect();
    let is_shown = |slide: &Slide| {
        let named = ids.iter().any(|id| id.value == slide.id.0);
        ids.is_empty() || named || slide.section.is_some_and(|section| sections.contains(&section))
    };
    let ranges = deck.slides.iter().enumerate().filter(|(_, slide)| is_shown(slide));
    let mut ranges: Vec<_> = ranges.map(|(i, _)| starts[i]..starts.get(i + 1).copied().unwrap_or(end + 1)).collect();
    if ids.is_empty() {
        ranges.push(0..end + 1);
    }
    ranges
}

/// The comments of a file that ask for slides, in order. Those inside of a block are findings.
fn find(source: &SourceFile, findings: &mut Diagnostics) -> Vec<Include> {
    if !may_include(&source.text) {
        return Vec::new();
    }
    let end = match front_matter::find(&source.text) {
        front_matter::Found::FrontMatter { end, .. } => end,
        _ => 0,
    };
    let part = Part::whole(source, end);
    let prepared = prepare::prepare(source, part.range.clone(), Dialect::Native, &mut Diagnostics::new());
    let arena = Arena::new();
    let document = parse_document(&arena, &prepared.text, &options(Dialect::Native));
    let mut includes = Vec::new();
    for node in document.descendants() {
        let Some(range) = comment(source, &part, node) else { continue };
        let Some(include) = read(source, range) else { continue };
        if include.path.value.is_empty() {
            let finding = Diagnostic::new(Code::BadInclude, include.span, "this include names no file");
            findings.push(
                finding.help("write `<!-- include: other.md -->`, or `<!-- include: other.md#id1,id2 -->` for some slides"),
            );
        } else if node.parent().is_some_and(|parent| !matches!(parent.data().value, NodeValue::Document)) {
            let finding = Diagnostic::new(
                Code::BadInclude,
                include.span,
                "an include stands between slides, not inside of a block or a text",
            );
            findings.push(finding.help("write it on a line of its own, at the left edge, with blank lines around it"));
        } else {
            includes.push(include);
        }
    }
    includes
}

/// Where a node stands that is an HTML comment.
fn comment(source: &SourceFile, part: &Part, node: Node<'_>) -> Option<Range<usize>> {
    let data = node.data();
    let literal = match &data.value {
        NodeValue::HtmlBlock(block) => &block.literal,
        NodeValue::HtmlInline(tag) => tag,
        _ => return None,
    };
    let length = literal.find("-->").filter(|_| literal.trim_start().starts_with("<!--"))? + 3;
    let at = data.sourcepos.start;
    let start = source.line_start(at.line + part.line - 1) + at.column - 1;
    let end = (start + length).min(source.text.len());
    source.text.get(start..end).map(|_| start..end)
}

/// `<!-- include: path#id1,id2 -->`
fn read(source: &SourceFile, range: Range<usize>) -> Option<Include> {
    let written = source.text.get(range.clone())?;
    let open = written.find("<!--")? + 4;
    let inside = &written[open..written.find("-->")?];
    let asked = inside.trim_start().strip_prefix(MARK)?;
    let start = range.start + open + inside.len() - asked.len();
    let span = |from: usize, text: &str| Span::new(source.id, from, from + text.len());
    let white = asked.len() - asked.trim_start().len();
    let asked = asked.trim();
    let (path, names) = asked.split_once('#').unwrap_or((asked, ""));
    let from = start + white;
    let path = Spanned::new(path.trim_end().to_owned(), span(from, path.trim_end()));
    let mut at = from + asked.len() - names.len();
    let mut ids = Vec::new();
    for name in names.split(',') {
        let trimmed = name.trim();
        if !trimmed.is_empty() {
            let place = at + name.len() - name.trim_start().len();
            ids.push(Spanned::new(trimmed.trim_start_matches('#').to_owned(), span(place, trimmed)));
        }
        at += name.len() + 1;
    }
    Some(Include { path, ids, span: Span::new(source.id, range.start, range.end) })
}

/// A path without `.` and without `..` behind a folder.
fn tidied(path: &Utf8Path) -> Utf8PathBuf {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.iter() {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| *last != ".." && *last != "/") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.iter().collect()
}

/// The paths of an included deck, as seen from the deck that includes it. What can't be a relative path stays, for whoever reads it to
/// refuse.
fn from_folder(deck: &mut Deck, folder: &str) {
    if folder.is_empty() {
        return;
    }
    let put = |path: &mut Spanned<String>| {
        let absolute = path.value.starts_with(['/', '\\']) || path.value.contains(':');
        if !absolute && !path.value.is_empty() {
            path.value.insert_str(0, folder);
        }
    };
    let in_text = |inline: &mut Inline| {
        if let InlineKind::Picture(picture) = &mut inline.kind {
            put(&mut picture.path);
        }
    };
    for slide in &mut deck.slides {
        slide.backgrounds.iter_mut().for_each(|background| put(&mut background.picture.path));
        for_each_inline_of(slide, &mut |inline| in_text(inline));
    }
    let notes = deck
        .slides
        .iter_mut()
        .flat_map(|slide| std::iter::once(&mut slide.content).chain(slide.notes.iter_mut().map(|notes| &mut notes.content)));
    for content in notes.chain(deck.footnotes.iter_mut().map(|footnote| &mut footnote.content)) {
        for_each_block_mut(content, &mut |block| match &mut block.kind {
            BlockKind::Picture(picture) => put(&mut picture.path),
            BlockKind::Code(code) => {
                if let Some(file) = &mut code.file {
                    put(&mut file.path);
                }
            }
            _ => {}
        });
    }
    for footnote in &mut deck.footnotes {
        for_each_text_mut(&mut footnote.content, &mut |text| for_each_inline_mut(text, &mut |inline| in_text(inline)));
    }
}

fn rename_links(slide: &mut Slide, renamed: &HashMap<String, String>) {
    if let Some(replaces) = &mut slide.replaces
        && let Some(new) = renamed.get(&replaces.value)
    {
        replaces.value.clone_from(new);
    }
    for_each_inline_of(slide, &mut |inline| {
        if let InlineKind::Link { target: LinkTarget::Slide(id), .. } = &mut inline.kind
            && let Some(new) = renamed.get(id)
        {
            id.clone_from(new);
        }
    });
}

/// Every piece of running text of a slide: its title, its content, its notes.
fn for_each_inline_of(slide: &mut Slide, visit: &mut dyn FnMut(&mut Inline)) {
    if let Some(heading) = &mut slide.heading {
        for_each_inline_mut(&mut heading.content, visit);
    }
    let notes = slide.notes.iter_mut().map(|notes| &mut notes.content);
    for content in std::iter::once(&mut slide.content).chain(notes) {
        for_each_text_mut(content, &mut |text| for_each_inline_mut(text, visit));
    }
}
