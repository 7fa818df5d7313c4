//! The one place where an author's text becomes Typst source: as a string literal, never as markup.

use std::fmt::Write;

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
