//! The one place where an author's text becomes Typst source: as a string literal, never as markup.

use std::fmt::Write;

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::{is_emoji_sequence, is_invisible};

/// The most marks on one letter that are drawn. No script has more than a handful, and nobody can tell sixty from more.
const MARKS: usize = 64;
/// The most invisible characters in a row that are kept.
const INVISIBLE: usize = 16;

/// Appends `text` as a Typst string literal. Only the quote, the backslash and control characters have to be escaped in one; nothing
/// inside it can become code.
///
/// Thousands of marks on one letter and thousands of invisible characters in a row are cut short: the time and the memory of layout
/// grow with their square, and the PDF writer (krilla 0.8) fails on a line of more than 65,535 bytes.
pub fn push_literal(out: &mut String, text: &str) {
    out.push('"');
    let (mut marks, mut invisible) = (0, 0);
    for c in text.chars() {
        if !c.is_ascii() {
            marks = if c.general_category_group() == GeneralCategoryGroup::Mark { marks + 1 } else { 0 };
            invisible = if is_invisible(c) { invisible + 1 } else { 0 };
            if marks > MARKS || invisible > INVISIBLE {
                continue;
            }
        } else {
            (marks, invisible) = (0, 0);
        }
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{{{:x}}}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Text in pieces: those shown as pictures in colour, such as 🙂 or ❤️, and what is between them. Most text is one piece.
pub fn pieces(text: &str) -> Vec<(&str, bool)> {
    // The first picture in Unicode that may stand alone; digits and © become one only with a mark behind them.
    const FIRST: char = '\u{203C}';
    if !text.contains(|c: char| c >= FIRST) {
        return vec![(text, false)];
    }
    let mut pieces: Vec<(usize, usize, bool)> = Vec::new();
    for (start, grapheme) in text.grapheme_indices(true) {
        let emoji = is_emoji_sequence(grapheme);
        match pieces.last_mut().filter(|(.., same)| *same == emoji) {
            Some((_, end, _)) => *end = start + grapheme.len(),
            None => pieces.push((start, start + grapheme.len(), emoji)),
        }
    }
    pieces.into_iter().map(|(start, end, emoji)| (&text[start..end], emoji)).collect()
}

/// `text` as a Typst string literal.
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_literal(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use typst::syntax::{SyntaxKind, parse_code};

    #[test]
    fn pictures_in_colour_stand_apart() {
        assert_eq!(pieces("plain – text…"), [("plain – text…", false)]);
        assert_eq!(pieces("a 🙂🇩🇪 b"), [("a ", false), ("🙂🇩🇪", true), (" b", false)]);
        for one in ["👩‍🔬", "👍🏽", "1️⃣", "❤️", "🏳️‍🌈", "⌚", "🇺🇳"] {
            assert_eq!(pieces(one), [(one, true)]);
        }
        for one in ["❤", "❤\u{FE0E}", "™", "→", "✓", "⌚\u{FE0E}", "你好", "#", "12"] {
            assert_eq!(pieces(one), [(one, false)]);
        }
    }

    #[test]
    fn marks_and_invisible_characters_without_end_are_cut_short() {
        let marked = format!("e{}x", "\u{301}".repeat(100_000));
        assert_eq!(literal(&marked), format!("\"e{}x\"", "\u{301}".repeat(MARKS)));
        let invisible = format!("a{}b", "\u{200B}".repeat(100_000));
        assert_eq!(literal(&invisible), format!("\"a{}b\"", "\u{200B}".repeat(INVISIBLE)));
        let usual = "e\u{301}\u{323}👩‍🔬 क्षि ﷽ ถู้";
        assert_eq!(literal(usual), format!("\"{usual}\""));
    }

    #[test]
    fn whatever_is_written_stays_one_string() {
        let hostile = [
            "\"",
            "\\",
            "\\\"",
            "#read(\"/etc/passwd\")",
            "]; #import \"x\"",
            "$x$",
            "`raw`",
            "// no comment",
            "/* none */",
            "a\nb\r\n\tc",
            "\u{0}\u{1b}[31m\u{7f}\u{85}\u{9f}",
            "\u{2028}\u{202e}",
            "{}()",
            "@ref <label>",
            "🙂é\u{301}",
        ];
        for text in hostile {
            let source = literal(text);
            let parsed = parse_code(&source);
            assert!(parsed.errors_and_warnings().0.is_empty(), "{text:?}");
            let children: Vec<_> = parsed.children().collect();
            assert_eq!(children.len(), 1, "{text:?}");
            assert_eq!(children[0].kind(), SyntaxKind::Str, "{text:?}");
            let value = children[0].cast::<typst::syntax::ast::Str>().unwrap().get();
            assert_eq!(value, text);
        }
    }
}
