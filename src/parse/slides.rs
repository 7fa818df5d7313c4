//! From blocks to slides and sections.

use std::collections::{HashMap, HashSet};

use comrak::nodes::{Node, NodeHeading, NodeValue};

use super::context::Context;
use super::known::{self, HeadingKind, HeadingSettings};
use super::{blocks, divs, heading, ids, inlines, replaces, steps};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::{
    Audiences, Deck, Fit, Heading, Inline, InlineKind, Layout, LinkTarget, Meta, Origin, Section, Slide, SlideId,
};
use crate::model::{texts, walk_blocks, walk_inlines};
use crate::settings::shortened;
use crate::source::{Span, Spanned};

/// More slides than any talk has; each costs time and memory.
const MAX_SLIDES: usize = 10_000;
/// What is kept of a deck with more, so that the rest of the run is quick.
const KEPT_SLIDES: usize = 100;

/// Reads the slides of a part.
pub fn read(cx: &mut Context<'_>, document: Node<'_>) -> Vec<Draft> {
    let mut splitter = Splitter { cx, drafts: Vec::new(), current: None, referred: 0 };
    splitter.speak(None);
    for node in document.children() {
        if !splitter.cx.is_before(node) {
            splitter.node(node);
        }
    }
    splitter.finish_slide();
    splitter.drafts
}

/// Makes a deck of the slides of all parts. Slides get their ids and sections; what refers to slides is looked up.
pub fn finish(cx: &mut Context<'_>, drafts: Vec<Draft>, deck: &mut Deck) -> Vec<About> {
    finish_apart(cx, drafts.into_iter().map(|draft| (draft.slide, draft.about)).unzip(), deck)
}

/// [`finish`] for slides that stand apart from what is said about them.
pub fn finish_apart(cx: &mut Context<'_>, (mut slides, mut abouts): (Vec<Slide>, Vec<About>), deck: &mut Deck) -> Vec<About> {
    let written = slides.len();
    if written > MAX_SLIDES {
        report_too_many(cx, &slides);
        slides.truncate(KEPT_SLIDES);
        abouts.truncate(KEPT_SLIDES);
        // What they name may be among the slides that are gone.
        cx.references.clear();
        slides.iter_mut().for_each(|slide| slide.replaces = None);
    }
    let needs_title = !deck.dialect.is_foreign() && abouts.first().is_some_and(|about| !about.is_title());
    if let Some(title) = title_slide(&deck.meta).filter(|_| needs_title) {
        slides.insert(0, title.slide);
        abouts.insert(0, title.about);
    }
    deck.sections = assign_sections(&mut slides, &abouts, deck.meta.agenda && !deck.dialect.is_foreign());
    assign_ids(cx, &mut slides, &mut abouts, &deck.sections);
    check_references(cx, &slides);
    if written == 0 {
        report_no_slides(cx);
    }
    deck.slides = slides;
    abouts
}

/// A slide whose name and section aren't known yet.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What is known.
    pub slide: Slide,
    /// What else its author said.
    pub about: About,
}

/// What an author says about a slide that only means something among the others.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// The id that is asked for.
    pub id: Option<Spanned<String>>,
    /// The id made from the title, where none is asked for. It gets a number where it is taken. Empty until it is needed.
    name: String,
    /// The section that the slide starts.
    pub section: Option<Section>,
    /// The layout that the section gives to its slides.
    for_slides: Option<Spanned<Layout>>,
    /// The layout that the slide asks for.
    pub layout: Option<Spanned<Layout>>,
    /// The ids of the slides that it refers to.
    pub links: Vec<String>,
}

impl About {
    fn is_title(&self) -> bool {
        self.layout.is_some_and(|layout| layout.value == Layout::Title)
    }
}

impl Draft {
    /// An empty slide.
    pub fn new(origin: Origin, span: Span) -> Self {
        let slide = Slide {
            id: SlideId(String::new()),
            wanted: None,
            origin,
            heading: None,
            time: None,
            own_times: Vec::new(),
            own_layouts: Vec::new(),
            audience: None,
            layout: None,
            fit: Fit::default(),
            skip: false,
            section: None,
            content: Vec::new(),
            notes: Vec::new(),
            backgrounds: Vec::new(),
            replaces: None,
            role: None,
            names: Vec::new(),
            key: None,
            allow: Vec::new(),
            lang: None,
            furniture: None,
            span,
        };
        Self { slide, about: About::default() }
    }

    /// Is its place among the others that of a slide of the deck, so that nothing which [`finish`] does would come out otherwise? Only
    /// asked of slides that neither begin a section nor stand for others; what they refer to is asked apart.
    pub fn stands_as(&self, slide: &Slide, about: &About) -> bool {
        let audience = |slide: &Slide| slide.audience.as_ref().map(|audience| audience.value.clone());
        let plain = |slide: &Slide, about: &About| about.section.is_none() && slide.replaces.is_none();
        let said = |slide: &Slide, about: &About| {
            let (id, layout) = (about.id.as_ref().map(|id| id.value.clone()), about.layout.map(|layout| layout.value));
            (slide.origin, slide.role, slide.skip, audience(slide), id, layout)
        };
        plain(slide, about)
            && plain(&self.slide, &self.about)
            && said(slide, about) == said(&self.slide, &self.about)
            && about.name == name_of(&self.slide)
    }

    /// Gives it the place of a slide of the deck.
    pub fn in_place_of(self, slide: &Slide, about: &About) -> (Slide, About) {
        let Self { slide: mut new, about: mut said } = self;
        new.id.clone_from(&slide.id);
        new.wanted.clone_from(&slide.wanted);
        new.section = slide.section;
        new.layout = said.layout.or(slide.layout);
        said.name.clone_from(&about.name);
        (new, said)
    }

    /// A `---` with nothing behind it starts no slide.
    fn is_empty_break(&self) -> bool {
        let slide = &self.slide;
        slide.origin == Origin::Break && slide.content.is_empty() && slide.notes.is_empty() && slide.backgrounds.is_empty()
    }
}

/// The slide with the talk's title. Its name stays the same when the title changes.
pub fn title_slide(meta: &Meta) -> Option<Draft> {
    let title = meta.title.as_ref()?;
    let mut draft = Draft::new(Origin::FrontMatter, title.span);
    let content = vec![Inline { kind: InlineKind::Text(title.value.clone()), span: title.span }];
    draft.slide.heading = Some(Heading { content, plain: None, span: title.span });
    draft.about.layout = Some(Spanned::new(Layout::Title, title.span));
    "title".clone_into(&mut draft.about.name);
    Some(draft)
}

struct Splitter<'c, 'a> {
    cx: &'c mut Context<'a>,
    drafts: Vec<Draft>,
    current: Option<Draft>,
    /// How many references the slides before have.
    referred: usize,
}

impl Splitter<'_, '_> {
    fn node(&mut self, node: Node<'_>) {
        let value = &node.data().value;
        match value {
            NodeValue::Heading(_) if divs::line(self.cx, node).is_some() => self.content(node),
            NodeValue::Heading(heading) if heading.level <= self.cx.slide_level => self.heading(node, *heading),
            NodeValue::ThematicBreak => {
                self.finish_slide();
                self.speak(None);
                let span = self.cx.node_span(node);
                self.current = Some(Draft::new(Origin::Break, span));
            }
            NodeValue::Heading(heading) => {
                heading::report_setext(self.cx, node, *heading);
                self.content(node);
            }
            _ => self.content(node),
        }
    }

    fn content(&mut self, node: Node<'_>) {
        let mut content = Vec::new();
        blocks::block(self.cx, node, 0, &mut content);
        if self.current.is_none() {
            // A comment before the first slide makes none.
            if content.is_empty() && self.cx.notes.is_empty() && self.cx.backgrounds.found.is_empty() {
                return;
            }
            let span = self.cx.node_span(node);
            self.current = Some(Draft::new(Origin::Break, span));
        }
        if let Some(draft) = &mut self.current {
            draft.slide.content.append(&mut content);
            draft.slide.notes.append(&mut self.cx.notes);
            draft.slide.backgrounds.append(&mut self.cx.backgrounds.found);
        }
    }

    fn finish_slide(&mut self) {
        let referred = std::mem::replace(&mut self.referred, self.cx.references.len());
        if let Some(mut draft) = self.current.take().filter(|draft| !draft.is_empty_break()) {
            steps::report_idle(self.cx, &draft.slide);
            draft.slide.names = std::mem::take(&mut self.cx.named);
            draft.about.links = self.cx.references[referred..].iter().map(|reference| reference.value.clone()).collect();
            self.drafts.push(draft);
        }
    }

    /// What follows is in a language, else in the section's, else in the deck's.
    fn speak(&mut self, lang: Option<&str>) {
        let lang = lang.or(self.cx.lang.as_deref());
        self.cx.smart.speak(lang);
    }

    /// A heading that starts a slide. One right behind `---` doesn't start a second.
    fn heading(&mut self, node: Node<'_>, value: NodeHeading) {
        self.finish_slide();
        heading::report_setext(self.cx, node, value);
        let is_section = value.level < self.cx.slide_level;
        let attributes = heading::attributes(self.cx, node);
        let kind = if is_section { HeadingKind::Section } else { HeadingKind::Slide };
        let settings = known::heading(self.cx, &attributes, kind);
        if is_section {
            self.cx.lang.clone_from(&settings.lang);
        }
        self.speak(settings.lang.as_deref());
        let content = inlines::children(self.cx, node, 0);
        let range = self.cx.range(node);
        let span = self.cx.span(range.clone());
        let own = self.cx.span(heading::without_braces(self.cx, range, &attributes));
        let mut draft = if is_section { section_slide(&settings, span) } else { plain_slide(&settings, span) };
        draft.slide.heading = (!content.is_empty()).then_some(Heading { content, plain: settings.plain, span: own });
        draft.slide.own_layouts = settings.own_layouts;
        draft.slide.skip = settings.skip;
        draft.slide.fit = settings.fit.unwrap_or_default();
        draft.slide.key = settings.key;
        draft.slide.role = settings.role.map(|role| role.value);
        if let Some(replaces) = settings.replaces.as_ref().filter(|_| settings.audience.is_none()) {
            draft.slide.audience = Some(replaces::audience(replaces.span));
        }
        draft.slide.backgrounds.extend(settings.background);
        draft.about.id = settings.id;
        draft.slide.replaces = settings.replaces;
        self.current = Some(draft);
    }
}

fn plain_slide(settings: &HeadingSettings, span: Span) -> Draft {
    let mut draft = Draft::new(Origin::Heading, span);
    draft.slide.time = settings.time;
    draft.slide.own_times.clone_from(&settings.own_times);
    draft.slide.audience.clone_from(&settings.audience);
    draft.slide.allow.clone_from(&settings.allow);
    draft.slide.lang.clone_from(&settings.lang);
    draft.about.layout = settings.layout;
    draft
}

/// Time, audience and language are the section's. A layout that arranges content goes to its slides; one that gives a slide its role, such as
/// `title` or `break`, stays with the section's own slide.
fn section_slide(settings: &HeadingSettings, span: Span) -> Draft {
    let mut draft = Draft::new(Origin::Section, span);
    match settings.layout {
        Some(layout) if layout.value.arranges_content() => draft.about.for_slides = Some(layout),
        layout => draft.about.layout = layout,
    }
    draft.about.section = Some(Section {
        slide: 0,
        time: settings.time,
        own_times: settings.own_times.clone(),
        audience: settings.audience.as_ref().map(|audience| audience.value.clone()),
        appendix: settings.appendix,
        allow: settings.allow.clone(),
        lang: settings.lang.clone(),
        span,
    });
    draft
}

/// Gives each slide its section, and the section's layout where it has none. `agenda`: sections begin with an agenda.
fn assign_sections(slides: &mut [Slide], abouts: &[About], agenda: bool) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut inherited = None;
    for (index, (slide, about)) in slides.iter_mut().zip(abouts).enumerate() {
        slide.layout = about.layout;
        if let Some(section) = &about.section {
            sections.push(Section { slide: index, ..section.clone() });
            inherited = about.for_slides;
            if agenda && !section.appendix {
                slide.layout = slide.layout.or(Some(Spanned::new(Layout::Agenda, section.span)));
            }
        } else if slide.layout.is_none() {
            slide.layout = inherited;
        }
        slide.section = sections.len().checked_sub(1);
    }
    sections
}

fn report_too_many(cx: &mut Context<'_>, slides: &[Slide]) {
    let Some(first) = slides.get(MAX_SLIDES) else { return };
    let message = format!("this deck has {} slides; at most {MAX_SLIDES} are possible", slides.len());
    cx.report(Diagnostic::new(Code::TooManySlides, first.span, message).help("make several decks of it"));
}

fn report_no_slides(cx: &mut Context<'_>) {
    let end = cx.text().trim_end().len();
    let finding = Diagnostic::new(Code::NoSlides, cx.span(end..end), "this deck has no slides");
    cx.report(finding.help("a slide starts with a heading such as `## My first slide`, or with any text"));
}

/// The author's ids first, then those made from titles, numbered where they repeat. Slides for everyone come before the others, so that
/// no number in a name tells everyone of a title that isn't for them.
fn assign_ids(cx: &mut Context<'_>, slides: &mut [Slide], abouts: &mut [About], sections: &[Section]) {
    for (slide, about) in slides.iter().zip(abouts.iter_mut()).filter(|(_, about)| about.name.is_empty()) {
        about.name = name_of(slide);
    }
    let abouts = &*abouts;
    let mut taken = ids::Taken::default();
    let mut places: HashMap<&str, Span> = HashMap::new();
    for (slide, about) in slides.iter_mut().zip(abouts) {
        slide.id.0.clear();
        slide.wanted = None;
        let Some(id) = &about.id else { continue };
        if let Some(first) = places.get(id.value.as_str()) {
            let message = format!("the id `{}` is taken", id.value);
            cx.report(
                Diagnostic::new(Code::DuplicateId, id.span, message)
                    .also(*first, "first used here")
                    .help("give this slide another id"),
            );
        } else {
            places.insert(&id.value, id.span);
            taken.take(&id.value);
            slide.id.0.push_str(&id.value);
        }
    }
    let unnamed = slides.iter_mut().zip(abouts).filter(|(slide, _)| slide.id.0.is_empty());
    let (open, restricted): (Vec<_>, Vec<_>) = unnamed.partition(|(slide, _)| is_for_everyone(slide, sections));
    for (slide, about) in open.into_iter().chain(restricted) {
        slide.id.0.push_str(&taken.free(&about.name));
        slide.wanted = (slide.id.0 != about.name).then(|| about.name.clone());
    }
}

fn name_of(slide: &Slide) -> String {
    slide.heading.as_ref().map_or_else(|| "slide".to_owned(), ids::from_heading)
}

fn is_for_everyone(slide: &Slide, sections: &[Section]) -> bool {
    let section = slide.section.and_then(|section| sections[section].audience.as_ref());
    let own = slide.audience.as_ref().map(|audience| &audience.value);
    !section.into_iter().chain(own).any(|audience| matches!(audience, Audiences::Only(_)))
}

/// Links and `replaces` must name slides that are there.
fn check_references(cx: &mut Context<'_>, slides: &[Slide]) {
    if cx.references.is_empty() && slides.iter().all(|slide| slide.replaces.is_none()) {
        return;
    }
    let slides: Vec<&Slide> = slides.iter().collect();
    let references = std::mem::take(&mut cx.references);
    cx.findings.extend(unknown(&slides, references.iter()));
    cx.findings.extend(replaces::check(&slides));
}

/// Findings about references to slides that are not there.
fn unknown<'r>(slides: &[&Slide], references: impl Iterator<Item = &'r Spanned<String>>) -> Vec<Diagnostic> {
    let known: HashSet<&str> = slides.iter().map(|slide| slide.id.0.as_str()).collect();
    references.filter(|reference| !known.contains(reference.value.as_str())).map(|it| unknown_slide(it, slides)).collect()
}

/// The finding about a reference to a slide that is not there.
pub fn unknown_slide(reference: &Spanned<String>, slides: &[&Slide]) -> Diagnostic {
    let written = shortened(&reference.value);
    let finding = Diagnostic::new(Code::UnknownSlide, reference.span, format!("no slide has the id `{written}`"));
    match nearest(&reference.value, slides.iter().map(|slide| slide.id.0.as_str())) {
        Some(near) => finding.help(format!("the nearest known id is `{near}`")),
        None => finding.help(format!("give the slide that is meant the id: `{{#{written}}}`")),
    }
}

/// The references of a complete deck that lead to no slide.
pub fn unknown_targets(deck: &Deck) -> Vec<Diagnostic> {
    let slides: Vec<&Slide> = deck.slides.iter().collect();
    let target = |inline: &Inline| match &inline.kind {
        InlineKind::Link { target: LinkTarget::Slide(id), .. } => Some(Spanned::new(id.clone(), inline.span)),
        _ => None,
    };
    let mut references = Vec::new();
    for slide in &deck.slides {
        references.extend(slide.heading.iter().flat_map(|heading| walk_inlines(&heading.content)).filter_map(target));
        for content in std::iter::once(&slide.content).chain(slide.notes.iter().map(|notes| &notes.content)) {
            references.extend(walk_blocks(content).flat_map(texts).flat_map(walk_inlines).filter_map(target));
        }
    }
    let mut findings = unknown(&slides, references.iter());
    findings.extend(replaces::check(&slides).into_iter().filter(|finding| finding.code == Code::UnknownSlide));
    findings
}

/// Gives a deck the slide with the talk's title, where it has none and needs one.
pub fn add_title(deck: &mut Deck) {
    let has_title = deck.slides.first().is_none_or(|first| {
        first.origin == Origin::FrontMatter || first.layout.is_some_and(|layout| layout.value == Layout::Title)
    });
    let Some(Draft { mut slide, about }) = title_slide(&deck.meta).filter(|_| !has_title) else { return };
    slide.layout = about.layout;
    let mut taken = ids::Taken::of(deck.slides.iter().map(|slide| slide.id.0.as_str()));
    slide.id = SlideId(taken.free(&about.name).into_owned());
    slide.wanted = (slide.id.0 != about.name).then_some(about.name);
    deck.slides.insert(0, slide);
    deck.sections.iter_mut().for_each(|section| section.slide += 1);
}
