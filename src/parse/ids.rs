//! Names of slides, made from their titles.

use std::collections::{HashMap, HashSet};

use crate::model::{Heading, Inline, InlineKind};

/// A name from a heading: its letters and digits in lower case, with hyphens between the words. Where the heading has a wording for
/// people outside the field, that wording is used: a name appears in every variant's files, and must not carry into one what was
/// written for the other.
pub fn from_heading(heading: &Heading) -> String {
    let text = match &heading.plain {
        Some(plain) => plain.value.clone(),
        None => {
            let mut text = String::new();
            push_plain(&heading.content, &mut text);
            text
        }
    };
    let name = slug(&text);
    if name.is_empty() { "slide".to_owned() } else { name }
}

/// The text in plain words, without what is for some audiences only.
fn push_plain(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Marked { plain: Some(plain), .. } | InlineKind::Code { plain: Some(plain), .. } => {
                out.push_str(&plain.value)
            }
            InlineKind::Marked { audience: Some(_), .. } => {}
            InlineKind::Text(text) | InlineKind::Code { text, .. } | InlineKind::Math(text) => out.push_str(text),
            InlineKind::Emph(content)
            | InlineKind::Strong(content)
            | InlineKind::Strike(content)
            | InlineKind::Subscript(content)
            | InlineKind::Superscript(content)
            | InlineKind::Link { content, .. }
            | InlineKind::Marked { content, .. } => push_plain(content, out),
            InlineKind::Picture(_) | InlineKind::SoftBreak | InlineKind::LineBreak => out.push(' '),
        }
    }
}

fn slug(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().take(200).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            name.push(c);
        } else if (c.is_whitespace() || "-_/–—".contains(c)) && !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.truncate(name.trim_end_matches('-').len());
    name
}

/// The name itself, or with the first free number behind it.
pub fn free(base: String, used: &mut HashSet<String>, counts: &mut HashMap<String, usize>) -> String {
    let mut name = base.clone();
    let count = counts.entry(base.clone()).or_insert(1);
    while !used.insert(name.clone()) {
        *count += 1;
        name = format!("{base}-{count}");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_letters_digits_and_hyphens() {
        for (text, expected) in [
            ("Reviews wait two days at p99", "reviews-wait-two-days-at-p99"),
            ("  What's next?  ", "whats-next"),
            ("Größe / Höhe — 100%", "größe-höhe-100"),
            ("???", ""),
            ("读取", "读取"),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn repeated_names_are_numbered_around_those_taken() {
        let mut used: HashSet<String> = ["a-2".to_owned()].into();
        let mut counts = HashMap::new();
        let names: Vec<String> = (0..3).map(|_| free("a".to_owned(), &mut used, &mut counts)).collect();
        assert_eq!(names, ["a", "a-3", "a-4"]);
    }
}
