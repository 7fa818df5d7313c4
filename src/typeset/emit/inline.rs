//! Running text as Typst code.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use super::code::show_direction_marks;
use super::units::kept_together;
use super::{Emitter, SlideSource, language, text};
use crate::model::{Inline, InlineKind, LinkTarget, Picture, plain_text};
use crate::project::TERM;
use crate::typeset::links;

/// The longest stretch without a space that is set as it is, in characters. A line of running text holds about 60.
const LONG: usize = 40;
/// How often a longer one may break where nothing in it parts it.
const PIECE: usize = 10;

/// Gives a stretch that no line can hold invisible places to break at (U+200B): behind what parts an address, else after so many
/// letters. Without them it would stick out of the slide. It would be one run of glyphs besides, which takes the PDF writer (krilla
/// 0.8) over a limit of its own, and layout quadratic time where it is one letter with thousands of accents.
fn breakable(text: &str) -> Cow<'_, str> {
    if text.len() <= LONG || text.split(breaks_by_itself).all(|word| word.chars().count() <= LONG) {
        return Cow::Borrowed(text);
    }
    let words: Vec<Cow<str>> = text.split(' ').map(in_pieces).collect();
    words.join(" ").into()
}

/// Is it a space, or of a script that is written without spaces, where the typesetter knows where lines may end? Chinese, Japanese, Thai,
/// Lao, Burmese, Khmer.
fn breaks_by_itself(c: char) -> bool {
    matches!(c, ' ' | '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

fn in_pieces(word: &str) -> Cow<'_, str> {
    if word.split(breaks_by_itself).all(|part| part.chars().count() <= LONG) {
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len() * 2);
    let mut since = 0;
    for grapheme in word.graphemes(true) {
        out.push_str(grapheme);
        since = if grapheme.starts_with(breaks_by_itself) { 0 } else { since + grapheme.chars().count() };
        if since >= PIECE || (since > 3 && "/.-_?&=,;:)".contains(grapheme)) {
            out.push('\u{200B}');
            since = 0;
        }
    }
    out.into()
}

impl Emitter<'_> {
    /// A content block whose value is the running text. Typst notes for each glyph where in the source its text stands only for what is
    /// shown in a content block, not for strings that join in a code block; the text layer needs to know.
    pub(super) fn inlines(&self, out: &mut SlideSource, inlines: &[Inline]) {
        out.push("[");
        let mut before = None;
        for inline in inlines {
            out.push("#");
            out.mapped(inline.span, |out| self.inline(out, &inline.kind, before));
            out.push(";");
            before = Some(inline);
        }
        out.push("]");
    }

    /// A piece of running text, with what stands before it.
    fn inline(&self, out: &mut SlideSource, kind: &InlineKind, before: Option<&Inline>) {
        match kind {
            InlineKind::Text(text) => {
                out.length += text.chars().count();
                // A number may be in bold, and its unit not.
                let before = before.filter(|_| text.starts_with(' ')).map(std::slice::from_ref);
                let last = before.and_then(|before| plain_text(before).chars().next_back());
                self.words(out, &breakable(&kept_together(text, last)));
            }
            InlineKind::SoftBreak => {
                out.length += 1;
                out.push("\" \"");
            }
            InlineKind::LineBreak => out.push("linebreak()"),
            InlineKind::FootnoteMark(number) => {
                let _ = write!(out.text, "footnote-mark({number})");
            }
            // Projection has made marks of them.
            InlineKind::Footnote(_) => out.push("none"),
            InlineKind::Emph(content) if !has_italics(content) => {
                out.push("strong(");
                self.wrapped(out, "emph", content);
                out.push(")");
            }
            InlineKind::Emph(content) => self.wrapped(out, "emph", content),
            InlineKind::Strong(content) => self.wrapped(out, "strong", content),
            InlineKind::Strike(content) => self.wrapped(out, "strike", content),
            InlineKind::Subscript(content) => self.wrapped(out, "sub", content),
            InlineKind::Superscript(content) => self.wrapped(out, "super", content),
            InlineKind::Marked { content, classes, .. } if self.is_explained(content, classes) => {
                self.wrapped(out, "term", content)
            }
            InlineKind::Marked { content, lang: Some(lang), .. } => self.foreign(out, lang, content),
            InlineKind::Marked { content, .. } => self.inlines(out, content),
            InlineKind::Code { text, .. } => {
                out.holds.insert("code");
                out.length += text.chars().count();
                out.push("raw(");
                out.push_literal(&show_direction_marks(text));
                out.push(")");
            }
            InlineKind::Math(latex) => self.formula(out, latex, false),
            InlineKind::Link { target, content } => self.link(out, target, content),
            InlineKind::Picture(picture) => self.inline_picture(out, picture),
        }
    }

    /// Text, in which what is shown as a picture takes a font in colour even where the font of the text has a drawing for it.
    pub(super) fn words(&self, out: &mut SlideSource, words: &str) {
        let pieces = text::pieces(words);
        if let [(_, false)] | [] = pieces.as_slice() {
            return out.push_literal(words);
        }
        let emoji: Vec<String> = self.assets.fonts.emoji().iter().map(|family| text::literal(family)).collect();
        out.push("[");
        for (piece, shown) in pieces {
            out.push("#");
            if shown {
                // The pictures stand straight and have one weight.
                let _ = write!(out.text, "text(font: ({},), style: \"normal\", weight: 400, ", emoji.join(", "));
                out.push_literal(piece);
                out.push(")");
            } else {
                out.push_literal(piece);
            }
            out.push(";");
        }
        out.push("]");
    }

    /// Text in another language than the deck's: it is tagged with it, and broken by its rules.
    fn foreign(&self, out: &mut SlideSource, tag: &str, content: &[Inline]) {
        out.push("text(");
        language_arguments(out, tag);
        out.push(", ");
        self.inlines(out, content);
        out.push(")");
    }

    /// Is it a term that the foot of the slide explains?
    fn is_explained(&self, content: &[Inline], classes: &[String]) -> bool {
        !self.glosses.is_empty() && classes.iter().any(|class| class == TERM) && {
            let word = plain_text(content);
            self.glosses.iter().any(|term| term.is(&word))
        }
    }

    fn wrapped(&self, out: &mut SlideSource, function: &str, content: &[Inline]) {
        out.push(function);
        out.push("(");
        self.inlines(out, content);
        out.push(")");
    }

    /// A link to another slide is written under a name that the merge looks up; it is also what a screen reader hears.
    fn link(&self, out: &mut SlideSource, target: &LinkTarget, content: &[Inline]) {
        let address = match target {
            LinkTarget::Url(url) => url.clone(),
            LinkTarget::Slide(id) => links::marker(id),
        };
        if address.is_empty() || address.len() > links::MAX_ADDRESS || plain_text(content).is_empty() {
            return self.inlines(out, content);
        }
        out.holds.insert("link");
        out.push("link(");
        out.push_literal(&address);
        out.push(", ");
        self.inlines(out, content);
        out.push(")");
    }

    /// A picture within a line is as high as the line.
    fn inline_picture(&self, out: &mut SlideSource, picture: &Picture) {
        let Some(path) = self.picture_path(picture) else {
            return out.push_literal(&picture.alt);
        };
        if let Some(lang) = &picture.lang {
            out.push("text(");
            language_arguments(out, lang);
            out.push(", ");
        }
        out.push("box(height: 1em, image(");
        out.push_literal(&path);
        if !picture.alt.is_empty() {
            out.push(", alt: ");
            out.push_literal(&picture.alt);
        }
        out.push(if picture.lang.is_some() { ", height: 100%)))" } else { ", height: 100%))" });
    }
}

/// Has any of its letters an italic? Only these scripts do; in others, stress that is not seen is set in bold.
fn has_italics(content: &[Inline]) -> bool {
    let text = plain_text(content);
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_none() || letters.any(|c| matches!(c.script(), Script::Latin | Script::Greek | Script::Cyrillic))
}

/// The arguments of `text` for a language.
pub(super) fn language_arguments(out: &mut SlideSource, tag: &str) {
    out.push("lang: ");
    out.push_literal(&language(tag).to_lowercase());
    let is_region = |part: &&str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic());
    out.push(", region: ");
    match tag.split(['-', '_']).skip(1).find(is_region) {
        Some(region) => out.push_literal(&region.to_uppercase()),
        None => out.push("none"),
    }
}

/// The longest text that surely stands on one line, in characters.
const SHORT: usize = 34;

/// Notes text that may take more than one line: a long one, or one with anything but words in it.
pub(super) fn note_length(out: &mut SlideSource, content: &[Inline]) {
    let words = |inline: &Inline| matches!(inline.kind, InlineKind::Text(_) | InlineKind::SoftBreak);
    let content = match content {
        [Inline { kind: InlineKind::Marked { content, .. }, .. }] => content,
        _ => content,
    };
    if !content.iter().all(words) || plain_text(content).chars().count() > SHORT {
        out.holds.insert("long-text");
    }
}

/// Is it words, links and stress, and nothing else?
pub(super) fn is_running_text(content: &[Inline]) -> bool {
    content.iter().all(|inline| match &inline.kind {
        InlineKind::Text(_) | InlineKind::SoftBreak | InlineKind::LineBreak | InlineKind::FootnoteMark(_) => true,
        InlineKind::Emph(content)
        | InlineKind::Strong(content)
        | InlineKind::Link { content, .. }
        | InlineKind::Marked { content, .. } => is_running_text(content),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stress_is_seen_in_every_script() {
        let span = crate::source::Span::new(crate::source::FileId(0), 0, 1);
        let italics = |text: &str| has_italics(&[Inline { kind: InlineKind::Text(text.to_owned()), span }]);
        assert!(italics("word") && italics("слово") && italics("1 + 2") && italics("漢字 and words"));
        assert!(!italics("強調") && !italics("חשוב") && !italics("مهم 1"));
    }

    #[test]
    fn only_what_no_line_can_hold_gets_places_to_break() {
        let sentence = "word ".repeat(500);
        assert_eq!(breakable(&sentence), sentence);
        for long in ["x".repeat(1000), "e\u{301}".repeat(500), format!("https://example.org/{}", "path/to?page=1&".repeat(60))] {
            let broken = breakable(&long);
            assert_eq!(broken.replace('\u{200B}', ""), long);
            assert!(broken.split('\u{200B}').all(|piece| piece.chars().count() <= PIECE + 1));
        }
        for natural in ["การทบทวนโค้ด".repeat(9), "漢字かな".repeat(30)] {
            assert_eq!(breakable(&natural), natural, "lines end where its readers end them");
        }
        let address = breakable("see https://example.org/a/long/path/to/the/page?of=this now").replace('\u{200B}', "|");
        assert_eq!(address, "see https:|//example.|org/|a/long/|path/|to/the/|page?|of=this now");
    }
}
