//! Where links lead.

use std::ops::Range;

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::LinkTarget;
use crate::source::Spanned;

/// The schemes that links may have. Others run something, open a local file, or reach a machine nobody expects.
const ALLOWED: &[&str] = &["http", "https", "mailto", "tel"];

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
        None if is_allowed(url) => return Some(LinkTarget::Url(url.to_owned())),
        None => match scheme(url) {
            Some(scheme) => format!("links with `{scheme}:` are dropped; the text stays"),
            None => "this address is dropped; the text stays".to_owned(),
        },
    };
    let finding = Diagnostic::new(Code::UnsafeLink, span, finding);
    cx.report(finding.help("links lead to `https:`, `http:`, `mailto:`, `tel:`, a relative path, or `#id` in this deck"));
    None
}

/// Is this an address with an allowed scheme, or a path that starts at the deck's place? Programs that open links decode them, skip
/// control characters and take `\` for `/`, so a path must be harmless after that too.
fn is_allowed(url: &str) -> bool {
    if url.contains(char::is_control) {
        return false;
    }
    if let Some((scheme, _)) = url.split_once(':')
        && ALLOWED.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
    {
        return true;
    }
    let path = String::from_utf8_lossy(&decoded_bytes(url)).into_owned();
    let first = path.split(['/', '?', '#']).next().unwrap_or("");
    !path.contains(|c: char| c.is_control() || c == '\\') && !path.trim_start().starts_with('/') && !first.contains(':')
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
    String::from_utf8(decoded_bytes(id)).unwrap_or_else(|_| id.to_owned())
}

fn decoded_bytes(id: &str) -> Vec<u8> {
    let bytes = id.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(&byte) = bytes.get(i) {
        let hex = if byte == b'%' { id.get(i + 1..i + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok()) } else { None };
        out.push(hex.unwrap_or(byte));
        i += if hex.is_some() { 3 } else { 1 };
    }
    out
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
    fn only_known_schemes_and_relative_paths_are_kept() {
        for url in [
            "https://x.org/a%5Cb?c=d:e",
            "HTTP://x.org",
            "mailto:a@b.org",
            "tel:+4930",
            "notes.md",
            "../b/c.pdf#p:3",
            "a/b:c",
            "a%20b.pdf",
            "?q=a:b",
            "größe.md",
        ] {
            assert!(is_allowed(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java%0ascript:x",
            "javascript%3Ax",
            "java\nscript:x",
            "\u{1}https://x.org",
            " javascript:x",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "smb://host/x",
            "ms-word:ofe|u|https://x.org",
            "blob:https://x.org/1",
            "view-source:https://x.org",
            "\\\\host\\x",
            "%5c%5chost%5cx",
            "//host/x",
            "%2f%2fhost/x",
            "/etc/passwd",
            "C:\\x",
            ":x",
        ] {
            assert!(!is_allowed(url), "{url}");
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
