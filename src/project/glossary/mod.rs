//! Terms of the glossary: found, exchanged where the author wants that, and explained where they are used first.
//!
//! Only people outside the field get any of it. A term keeps its word and is explained at the foot of the slide; `[SLO]{.term}` and entries
//! with `replace` put the plain words in its place. Not looked at: code, formulas, addresses, quotations, and titles but for `{.term}`.
//! Between quotation marks within a text nothing is exchanged: what somebody said stays what they said. A picture's words are exchanged,
//! but not explained at the foot, since alternative texts are not seen.

mod closing;
mod edit;
mod matcher;
mod rare;
mod shape;
mod slide_words;
mod spelled;
mod unexplained;

use std::sync::Arc;

use super::changes::{ChangeKind, Record};
use super::{ProjectedFootnote, ProjectedSlide};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::{
    Block, BlockKind, GlossAt, Glossary, Inline, InlineKind, Picture, Term, for_each_inline_mut, plain_text, words::capitalised,
};
use crate::source::Span;
pub(super) use closing::closing_slides;
use edit::{Change, Edit};
use matcher::{Found, Matcher};
pub use shape::CandidateKind;
pub use slide_words::{Mention, MentionPlace, PictureWords, SlideWords, slide_words, words_with_rare};
pub use unexplained::{Elsewhere, Unexplained, Use, unexplained};

/// The class that asks for the plain words in the place of a term.
pub const TERM: &str = "term";

/// A place where a term is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermUse {
    /// Which.
    pub term: Arc<Term>,
    /// Where it was written.
    pub span: Span,
    /// Do its plain words stand in its place?
    pub exchanged: bool,
}

/// A glossary made ready for one audience.
pub(super) struct Explainer<'d> {
    glossary: &'d Glossary,
    matcher: Matcher,
}

impl<'d> Explainer<'d> {
    pub fn new(glossary: &'d Glossary) -> Self {
        Self { glossary, matcher: Matcher::new(glossary) }
    }

    /// What the audience reads on a slide. Gives where terms are used, in reading order.
    pub fn slide(
        &self,
        (title, content): (&mut [Inline], &mut [Block]),
        footnotes: &mut [ProjectedFootnote],
        notes: &mut [Block],
        record: &mut Record,
    ) -> Vec<TermUse> {
        let findings = &mut record.findings;
        let mut pass = Pass { explainer: self, uses: Vec::new(), marked: Vec::new(), marks: true, findings };
        pass.wanted(title);
        pass.blocks(content);
        pass.marks = false;
        for footnote in footnotes {
            pass.blocks(&mut footnote.content);
        }
        let uses = std::mem::take(&mut pass.uses);
        pass.blocks(notes);
        let spoken = pass.uses;
        for TermUse { term, span, .. } in uses.iter().chain(&spoken).filter(|used| used.exchanged) {
            record.note(*span, ChangeKind::Exchanged { term: term.clone() });
        }
        uses
    }

    /// The title of a section, or of a slide that is only mentioned.
    pub fn title(&self, title: &mut [Inline]) {
        let mut ignored = Vec::new();
        Pass { explainer: self, uses: Vec::new(), marked: Vec::new(), marks: false, findings: &mut ignored }.wanted(title);
    }

    /// The alternative text of a picture behind a slide.
    pub fn picture(&self, picture: &mut Picture) {
        picture.alt = self.words(&picture.alt);
        picture.caption = picture.caption.as_deref().map(|caption| self.words(caption));
    }

    /// Words that hold no marks, with what is to be exchanged in them.
    fn words(&self, words: &str) -> String {
        let mut out = words.to_owned();
        for found in self.matcher.find(words).iter().rev().filter(|found| self.is_exchanged(words, found)) {
            out.replace_range(found.range.clone(), &self.plain(found));
        }
        out
    }

    fn is_exchanged(&self, text: &str, found: &Found) -> bool {
        self.glossary.terms[found.term].replace && !matcher::is_quoted(text, &found.range)
    }

    fn plain(&self, found: &Found) -> String {
        let plain = &self.glossary.terms[found.term].plain.value;
        if found.capitalised { capitalised(plain).unwrap_or_else(|| plain.clone()) } else { plain.clone() }
    }
}

/// One slide on its way.
struct Pass<'p, 'd> {
    explainer: &'p Explainer<'d>,
    uses: Vec<TermUse>,
    /// The terms whose first use on the slide has its mark.
    marked: Vec<usize>,
    /// Are first uses marked here?
    marks: bool,
    findings: &'p mut Vec<Diagnostic>,
}

impl Pass<'_, '_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match &mut block.kind {
                BlockKind::Paragraph(text) => self.text(text),
                BlockKind::Heading { content, .. } => self.wanted(content),
                BlockKind::Table(table) => {
                    let rows = std::iter::once(&mut table.head).chain(&mut table.rows);
                    rows.flat_map(|row| &mut row.cells).for_each(|cell| self.text(cell));
                }
                BlockKind::Descriptions(items) => {
                    for item in items {
                        self.text(&mut item.term);
                        item.details.iter_mut().for_each(|details| self.blocks(details));
                    }
                }
                BlockKind::List(list) => list.items.iter_mut().for_each(|item| self.blocks(&mut item.content)),
                BlockKind::Columns(columns) => columns.iter_mut().for_each(|column| self.blocks(&mut column.content)),
                BlockKind::Callout { title, content, .. } => {
                    *title = title.take().map(|title| self.explainer.words(&title));
                    self.blocks(content);
                }
                BlockKind::Group { content, .. } => self.blocks(content),
                BlockKind::Picture(picture) => self.picture(picture, block.span),
                BlockKind::Quote(content) => self.quotation(content),
                BlockKind::Code(_) | BlockKind::Math(_) | BlockKind::Typst(_) | BlockKind::Pause => {}
            }
        }
    }

    /// The caption is read on the slide, the alternative text is not.
    fn picture(&mut self, picture: &mut Picture, span: Span) {
        for found in picture.caption.iter().flat_map(|caption| self.explainer.matcher.find(caption)) {
            let term = &self.explainer.glossary.terms[found.term];
            self.uses.push(TermUse { term: term.clone(), span, exchanged: term.replace });
        }
        self.explainer.picture(picture);
    }

    /// A quotation keeps its words, but for those the author marked in it.
    fn quotation(&mut self, blocks: &mut [Block]) {
        crate::model::for_each_text_mut(blocks, &mut |text| self.wanted(text));
    }

    /// Running text.
    fn text(&mut self, text: &mut Vec<Inline>) {
        self.wanted(text);
        if self.explainer.glossary.terms.is_empty() {
            return;
        }
        for_each_inline_mut(text, &mut |inline| {
            if let InlineKind::Picture(picture) = &mut inline.kind {
                self.explainer.picture(picture);
            }
        });
        let flat = edit::flat(text);
        let mut edits = Vec::new();
        for found in self.explainer.matcher.find(&flat) {
            let term = &self.explainer.glossary.terms[found.term];
            let exchanged = self.explainer.is_exchanged(&flat, &found);
            let change = if exchanged {
                Change::Words(self.explainer.plain(&found))
            } else if self.marks && !self.marked.contains(&found.term) {
                self.marked.push(found.term);
                Change::Mark
            } else {
                Change::Nothing
            };
            edits.push((Edit { range: found.range, change }, term.clone(), exchanged));
        }
        if edits.is_empty() {
            return;
        }
        let (edits, terms): (Vec<_>, Vec<_>) = edits.into_iter().map(|(edit, term, exchanged)| (edit, (term, exchanged))).unzip();
        let spans = edit::apply(text, &edits);
        let used = terms.into_iter().zip(spans).map(|((term, exchanged), span)| TermUse { term, span, exchanged });
        self.uses.extend(used);
    }

    /// Puts the plain words in the place of what the author marked as a term.
    fn wanted(&mut self, text: &mut [Inline]) {
        for inline in text {
            let span = inline.span;
            if let InlineKind::Marked { content, classes, .. } = &mut inline.kind
                && classes.iter().any(|class| class == TERM)
            {
                classes.retain(|class| class != TERM);
                let word = plain_text(content);
                match self.explainer.glossary.position(&word) {
                    Some(index) => {
                        let term = &self.explainer.glossary.terms[index];
                        let exact = term.forms().any(|form| form.value == word);
                        let found = Found { range: 0..0, term: index, capitalised: !exact };
                        *content = vec![Inline { kind: InlineKind::Text(self.explainer.plain(&found)), span }];
                        self.uses.push(TermUse { term: term.clone(), span, exchanged: true });
                        // What stands there now is not searched for terms.
                        classes.push(EXCHANGED.to_owned());
                    }
                    None => self.findings.push(self.unknown(&word, span)),
                }
            } else if let Some(content) = inline.content_mut() {
                self.wanted(content);
            }
        }
    }

    fn unknown(&self, word: &str, span: Span) -> Diagnostic {
        unknown_term(self.explainer.glossary, word, span)
    }
}

/// The class of words that stand in the place of a term.
const EXCHANGED: &str = "exchanged";

/// `[word]{.term}` without an entry.
fn unknown_term(glossary: &Glossary, word: &str, span: Span) -> Diagnostic {
    let forms = glossary.terms.iter().flat_map(|term| term.forms().map(|form| form.value.as_str()));
    let finding = Diagnostic::new(Code::UnknownTerm, span, format!("no entry of the glossary has the form `{word}`"));
    match nearest(word, forms) {
        Some(form) => {
            finding.help(format!("the nearest form is `{form}`; add `{word}` to the aliases of its entry if it is the same term"))
        }
        None if glossary.terms.is_empty() => finding
            .help("there is no glossary: list the terms in `glossary.toml` beside the deck or `deckle.toml`, or under `glossary` in the front matter"),
        None => finding.help("add an entry with `term` and `plain` to the glossary"),
    }
}

/// Finds out where terms are explained, which depends on the slides before. `changed` is told the places of slides for which that is
/// other than it was.
pub fn assign_glosses(slides: &mut [ProjectedSlide], gloss: GlossAt, mut changed: impl FnMut(usize)) {
    let mut seen: Vec<Arc<Term>> = Vec::new();
    for (index, slide) in slides.iter_mut().enumerate() {
        let mut glosses: Vec<Arc<Term>> = Vec::new();
        for used in slide.terms.iter().filter(|used| !used.exchanged) {
            let known = |list: &[Arc<Term>]| list.iter().any(|other| other.term.value == used.term.term.value);
            if !known(&glosses) && !known(&seen) {
                glosses.push(used.term.clone());
            }
        }
        if gloss == GlossAt::Deck {
            seen.extend(glosses.iter().cloned());
        }
        if slide.glosses != glosses {
            slide.glosses = glosses;
            changed(index);
        }
    }
}

/// A term with what it stands for, as it begins an explanation: `SLO (service level objective)`.
pub fn headword(term: &Term) -> String {
    match &term.expand {
        Some(expand) => format!("{} ({})", term.term.value, expand.value),
        None => term.term.value.clone(),
    }
}

impl ProjectedSlide {
    /// What the speaker reads: the notes, and what the terms explained on this slide mean.
    pub fn spoken(&self) -> std::borrow::Cow<'_, [Block]> {
        if self.glosses.is_empty() {
            return (&self.notes).into();
        }
        let line = |term: &Arc<Term>| {
            let span = self.span;
            let text = |text: String| Inline { kind: InlineKind::Text(text), span };
            let mut words = format!(": {}", term.plain.value);
            if let Some(analogy) = &term.analogy {
                words += &format!(" – {}", analogy.value);
            }
            let strong = Inline { kind: InlineKind::Strong(vec![text(headword(term))]), span };
            Block { kind: BlockKind::Paragraph(vec![text("Say: ".to_owned()), strong, text(words)]), span, audience: None }
        };
        self.notes.iter().cloned().chain(self.glosses.iter().map(line)).collect::<Vec<_>>().into()
    }
}

#[cfg(test)]
mod tests;
