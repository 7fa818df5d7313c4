//! The one place where an author's text becomes Typst source: as a string literal, never as markup.

use std::fmt::Write;

use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::is_emoji_sequence;

/// Appends `text` as a Typst string literal. Only the quote, the backslash and control characters have to be escaped in one; nothing
/// inside it can become code.
pub fn push_literal(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
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
