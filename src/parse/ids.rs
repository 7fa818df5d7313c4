//! Names of slides, made from their titles.

use std::borrow::Cow;
use std::collections::HashMap;

use rustc_hash::FxHashSet;

use crate::model::{Heading, Inline, InlineKind};

/// A name from a heading: its letters and digits in lower case, with hyphens between the words. A name appears in every variant's
/// files, so it is made only of words that every audience reads: a heading with a wording of its own for people outside the field gives
/// none, and an author who wants to link to such a slide names it.
pub fn from_heading(heading: &Heading) -> String {
    let mut text = String::new();
    if heading.plain.is_none() {
        push_shared(&heading.content, &mut text);
    }
    let name = slug(&text);
    if name.is_empty() { "slide".to_owned() } else { name }
}

/// The text that is the same for all audiences.
fn push_shared(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Marked { plain: Some(_), .. }
            | InlineKind::Marked { audience: Some(_), .. }
            | InlineKind::Code { plain: Some(_), .. } => {}
            InlineKind::Text(text) | InlineKind::Code { text, .. } | InlineKind::Math(text) => out.push_str(text),
            InlineKind::Picture(_) | InlineKind::SoftBreak | InlineKind::LineBreak => out.push(' '),
            _ => push_shared(inline.content(), out),
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

/// The names that are taken, and for each that was asked for again the last number behind it.
#[derive(Default)]
pub struct Taken<'n> {
    names: FxHashSet<Cow<'n, str>>,
    counts: HashMap<&'n str, usize>,
}

impl<'n> Taken<'n> {
    /// Takes these.
    pub fn of(names: impl Iterator<Item = &'n str>) -> Self {
        Self { names: names.map(Cow::from).collect(), counts: HashMap::new() }
    }

    /// Has somebody this name?
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Takes a name. Gives `false` where somebody has it.
    pub fn take(&mut self, name: &'n str) -> bool {
        self.names.insert(name.into())
    }

    /// Takes the name itself, or with the first free number behind it.
    pub fn free(&mut self, base: &'n str) -> Cow<'n, str> {
        if self.take(base) {
            return base.into();
        }
        let count = self.counts.entry(base).or_insert(1);
        loop {
            *count += 1;
            let name: Cow<'n, str> = format!("{base}-{count}").into();
            if self.names.insert(name.clone()) {
                return name;
            }
        }
    }
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
    fn words_for_one_audience_are_in_no_name() {
        use crate::source::{FileId, Span, Spanned};
        let span = Span::new(FileId(0), 0, 0);
        let inline = |kind| Inline { kind, span };
        let text = |text: &str| inline(InlineKind::Text(text.to_owned()));
        let plain = |words: &str| Some(Spanned::new(words.to_owned(), span));
        let marked = InlineKind::Marked {
            content: vec![text("p99")],
            plain: plain("the slowest"),
            audience: None,
            classes: vec![],
            lang: None,
        };
        let content = vec![text("Reviews at "), inline(marked)];
        let heading = |plain| Heading { content: content.clone(), plain, span };
        assert_eq!(from_heading(&heading(None)), "reviews-at");
        assert_eq!(from_heading(&heading(plain("Changes wait"))), "slide");
    }

    #[test]
    fn repeated_names_are_numbered_around_those_taken() {
        let mut taken = Taken::default();
        assert!(taken.take("a-2") && !taken.take("a-2"));
        let names: Vec<_> = (0..3).map(|_| taken.free("a")).collect();
        assert_eq!(names, ["a", "a-3", "a-4"]);
    }
}
