//! Where links lead.

use std::ops::Range;

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::LinkTarget;
use crate::source::Spanned;

/// Schemes whose links would run something or open a local file.
const UNSAFE: &[&str] = &["javascript", "vbscript", "data", "file"];

/// Reads an address. `None` where the link is dropped; that is reported, and the caller keeps the text.
pub fn target(cx: &mut Context<'_>, url: &str, range: Range<usize>) -> Option<LinkTarget> {
    let span = cx.span(range);
    let finding = match url.strip_prefix('#') {
        Some("") => "this link leads nowhere".to_owned(),
        Some(id) => {
            let id = decoded(id);
            cx.references.push(Spanned::new(id.clone(), span));
            return Some(LinkTarget::Slide(id));
        }
        None if url.trim().is_empty() => "this link leads nowhere".to_owned(),
        None => match scheme(url).filter(|scheme| UNSAFE.contains(&scheme.as_str())) {
            Some(scheme) => format!("links with `{scheme}:` are dropped; the text stays"),
            None => return Some(LinkTarget::Url(url.to_owned())),
        },
    };
    cx.report(Diagnostic::new(Code::UnsafeLink, span, finding));
    None
}

/// The scheme in lower case. Programs that open links skip control characters and white space, so these don't count.
fn scheme(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    let scheme: String = scheme.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect::<String>().to_lowercase();
    let well_formed = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    well_formed.then_some(scheme)
}

/// Percent escapes of an id, where they make text.
fn decoded(id: &str) -> String {
    let bytes = id.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(&byte) = bytes.get(i) {
        let hex = if byte == b'%' { id.get(i + 1..i + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok()) } else { None };
        out.push(hex.unwrap_or(byte));
        i += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_seen_through_disguise() {
        for (url, expected) in [
            ("https://x.org", Some("https")),
            ("JaVaScRiPt:alert(1)", Some("javascript")),
            (" java\nscript:x", Some("javascript")),
            ("java\u{1}script:x", Some("javascript")),
            ("a/b:c", None),
            ("notes.md", None),
            ("//host/x", None),
        ] {
            assert_eq!(scheme(url).as_deref(), expected, "{url:?}");
        }
    }

    #[test]
    fn ids_are_decoded_once() {
        assert_eq!(decoded("gr%C3%B6%C3%9Fe"), "größe");
        assert_eq!(decoded("a%2541"), "a%41");
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%ff"), "%ff");
    }
}
