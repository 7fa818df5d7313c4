//! Footnotes: numbered per slide in the order of their marks, each with the text this audience reads.
//!
//! A definition for others, and one with nothing left in it, takes its mark with it. A mark whose name nobody defined is shown as it is
//! written; it is the parser's finding. A footnote has no footnotes of its own, so following names ends.

use std::collections::HashMap;

use super::ProjectedFootnote;
use super::blocks::blocks;
use super::changes::Record;
use super::inlines::{inlines, is_blank};
use super::view::Scope;
use crate::model::{Block, BlockKind, Deck, Footnote, FootnoteText, Inline, InlineKind, for_each_text_mut};
use crate::source::{FileId, Span};

/// The definitions of a deck by file and name.
pub(super) struct Definitions<'d>(HashMap<(FileId, &'d str), Vec<&'d Footnote>>);

impl<'d> Definitions<'d> {
    pub fn of(deck: &'d Deck) -> Self {
        let mut by_name: HashMap<_, Vec<_>> = HashMap::new();
        for footnote in &deck.footnotes {
            by_name.entry((footnote.span.file.whole(), footnote.name.as_str())).or_default().push(footnote);
        }
        Self(by_name)
    }
}

/// The footnotes of one slide, or of its notes.
pub(super) struct Footnotes<'a, 'd> {
    scope: Scope<'a>,
    definitions: &'a Definitions<'d>,
    /// What a mark becomes, by its name or its place.
    known: HashMap<Key, Option<InlineKind>>,
    found: Vec<ProjectedFootnote>,
    record: &'a mut Record,
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Name(FileId, String),
    Place(Span),
}

impl<'a, 'd> Footnotes<'a, 'd> {
    pub fn new(scope: Scope<'a>, definitions: &'a Definitions<'d>, record: &'a mut Record) -> Self {
        Self { scope, definitions, known: HashMap::new(), found: Vec::new(), record }
    }

    /// Numbers the marks in a running text.
    pub fn number_text(&mut self, text: &mut Vec<Inline>) {
        let marks = std::mem::take(text);
        text.extend(marks.into_iter().filter_map(|mut inline| {
            if let InlineKind::Footnote(written) = &inline.kind {
                let kind = self.mark(written, inline.span)?;
                return Some(Inline { kind, span: inline.span });
            }
            if let Some(content) = inline.content_mut() {
                self.number_text(content);
            }
            Some(inline)
        }));
    }

    /// Numbers the marks in blocks.
    pub fn number(&mut self, blocks: &mut [Block]) {
        for_each_text_mut(blocks, &mut |text| self.number_text(text));
    }

    /// The texts, in the order of their numbers.
    pub fn finish(self) -> Vec<ProjectedFootnote> {
        self.found
    }

    fn mark(&mut self, written: &FootnoteText, span: Span) -> Option<InlineKind> {
        let key = match written {
            FootnoteText::Named(name) => Key::Name(span.file.whole(), name.clone()),
            FootnoteText::Here(_) => Key::Place(span),
        };
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let kind = self.first_mark(written, span);
        self.known.insert(key, kind.clone());
        kind
    }

    fn first_mark(&mut self, written: &FootnoteText, span: Span) -> Option<InlineKind> {
        let (mut content, span) = match written {
            FootnoteText::Here(text) => {
                let text = inlines(self.scope.view, text, self.record);
                if is_blank(&text) {
                    return None;
                }
                (vec![Block { kind: BlockKind::Paragraph(text), span, audience: None }], span)
            }
            FootnoteText::Named(name) => {
                let Some(all) = self.definitions.0.get(&(span.file.whole(), name.as_str())) else {
                    return Some(InlineKind::Text(format!("[^{name}]")));
                };
                let own = all.iter().find(|footnote| self.scope.view.admits(footnote.audience.as_ref()))?;
                (blocks(self.scope.within(own.audience.as_ref()), &own.content, self.record), own.span)
            }
        };
        for_each_text_mut(&mut content, &mut without_marks);
        if content.is_empty() {
            return None;
        }
        let number = u32::try_from(self.found.len() + 1).unwrap_or(u32::MAX);
        self.found.push(ProjectedFootnote { number, content, span });
        Some(InlineKind::FootnoteMark(number))
    }
}

/// Notes are spoken or read apart from the slide, so their footnotes follow as paragraphs, and their marks are text.
pub(super) fn in_notes(mut notes: Footnotes, blocks: &mut Vec<Block>) {
    notes.number(blocks);
    for_each_text_mut(blocks, &mut |text| {
        for inline in text.iter_mut() {
            marks_as_text(inline);
        }
    });
    for footnote in notes.finish() {
        let mut content = footnote.content;
        let number = Inline { kind: InlineKind::Text(format!("[{}] ", footnote.number)), span: footnote.span };
        match content.first_mut().map(|block| &mut block.kind) {
            Some(BlockKind::Paragraph(text)) => text.insert(0, number),
            _ => content.insert(0, Block { kind: BlockKind::Paragraph(vec![number]), span: footnote.span, audience: None }),
        }
        blocks.append(&mut content);
    }
}

fn marks_as_text(inline: &mut Inline) {
    if let InlineKind::FootnoteMark(number) = inline.kind {
        inline.kind = InlineKind::Text(format!("[{number}]"));
    }
    for inner in inline.content_mut().into_iter().flatten() {
        marks_as_text(inner);
    }
}

/// Takes the marks out of a running text.
pub(super) fn without_marks(text: &mut Vec<Inline>) {
    text.retain(|inline| !matches!(inline.kind, InlineKind::Footnote(_) | InlineKind::FootnoteMark(_)));
    for inline in text {
        if let Some(content) = inline.content_mut() {
            without_marks(content);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Slide, plain_text};
    use crate::project::project;
    use crate::project::testing::*;

    fn mark(name: &str) -> Inline {
        inline(InlineKind::Footnote(FootnoteText::Named(name.to_owned())))
    }

    fn definition(name: &str, names: Option<&str>, words: &str) -> Footnote {
        let content = vec![block(BlockKind::Paragraph(vec![text(words), mark("self")]))];
        Footnote { name: name.to_owned(), audience: names.and_then(audience), content, span: at(0) }
    }

    fn shown(name: &str, content: Vec<Block>) -> (String, Vec<String>) {
        let mut deck = deck(vec![Slide { content, ..slide("a") }]);
        deck.footnotes = vec![
            definition("self", None, "again"),
            definition("both", Some("technical"), "T-both"),
            definition("both", Some("non-technical"), "N-both"),
            definition("t", Some("technical"), "T-only"),
            definition("empty", None, ""),
        ];
        let variant = deck.variants().into_iter().find(|v| v.name() == name).unwrap();
        let seen = project(&deck, &variant, "f").0.slides.remove(0);
        let BlockKind::Paragraph(content) = &seen.content[0].kind else { panic!() };
        let marks = content.iter().map(|inline| match &inline.kind {
            InlineKind::FootnoteMark(number) => format!("({number})"),
            _ => plain_text(std::slice::from_ref(inline)),
        });
        let notes = seen.footnotes.iter().map(|note| match &note.content[0].kind {
            BlockKind::Paragraph(content) => format!("{} {}", note.number, plain_text(content)),
            _ => String::new(),
        });
        (marks.collect(), notes.collect())
    }

    #[test]
    fn marks_are_numbered_as_they_come_and_repeat_their_number() {
        let here = inline(InlineKind::Footnote(FootnoteText::Here(vec![text("here")])));
        let content = vec![text("a"), mark("self"), text("b"), here, text("c"), mark("self"), mark("gone")];
        let (text, notes) = shown("technical", vec![block(BlockKind::Paragraph(content))]);
        assert_eq!(text, "a(1)b(2)c(1)[^gone]", "an unknown name stays as it is written");
        assert_eq!(notes, ["1 again", "2 here"], "a footnote that refers to itself ends");
    }

    #[test]
    fn each_audience_reads_its_own_and_no_other() {
        let content = || vec![block(BlockKind::Paragraph(vec![text("a"), mark("both"), text("b"), mark("t")]))];
        assert_eq!(shown("technical", content()), ("a(1)b(2)".into(), vec!["1 T-both".into(), "2 T-only".into()]));
        assert_eq!(shown("non-technical", content()), ("a(1)b".into(), vec!["1 N-both".into()]));
    }

    #[test]
    fn marks_in_what_is_left_out_have_no_text() {
        let hidden = InlineKind::Marked {
            content: vec![text("x"), mark("self")],
            plain: None,
            audience: audience("technical"),
            classes: Vec::new(),
            lang: None,
        };
        let content = vec![text("a"), inline(hidden)];
        assert_eq!(shown("non-technical", vec![block(BlockKind::Paragraph(content))]), ("a".into(), vec![]));
    }

    #[test]
    fn notes_carry_the_text_of_their_footnotes() {
        let content = vec![block(BlockKind::Paragraph(vec![text("say"), mark("both")]))];
        let mut deck = deck(vec![Slide { notes: vec![notes(content)], ..slide("a") }]);
        deck.footnotes = vec![definition("both", None, "the text")];
        let seen = project(&deck, &deck.variants()[0], "f").0;
        let lines: Vec<String> = seen.slides[0].notes.iter().flat_map(crate::model::texts).map(plain_text).collect();
        assert_eq!(lines, ["say[1]", "[1] the text"]);
    }
}
