//! Settings as they were written, before anyone asks what they mean.
//!
//! The front matter (YAML) and `deckle.toml` have the same keys. Both become a [`Value`] tree with places, so that each key is read,
//! and each mistake reported, by one piece of code.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::source::{Span, Spanned};

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What was written.
    pub kind: ValueKind,
    /// Where.
    pub span: Span,
}

/// The kinds of values.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueKind {
    /// A key without a value.
    Nothing,
    /// Text, and dates.
    Text(String),
    /// A number as it was written.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// A list.
    List(Vec<Value>),
    /// Keys and values.
    Map(Map),
}

/// Keys and values in the order they were written. No key stands in it twice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Map {
    entries: Vec<(Spanned<String>, Value)>,
}

impl Map {
    /// Adds a key. One that is there already is a finding, and the first stays.
    pub fn insert(&mut self, key: Spanned<String>, value: Value, findings: &mut Diagnostics) {
        match self.entries.iter().find(|(known, _)| known.value == key.value) {
            Some((first, _)) => findings.push(
                Diagnostic::new(Code::DuplicateKey, key.span, format!("`{}` is written twice", key.value))
                    .also(first.span, "first written here")
                    .help("keep one of the two"),
            ),
            None => self.entries.push((key, value)),
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entry(key).map(|(_, value)| value)
    }

    /// The key as written, and its value.
    pub fn entry(&self, key: &str) -> Option<&(Spanned<String>, Value)> {
        self.entries.iter().find(|(known, _)| known.value == key)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Spanned<String>, &Value)> {
        self.entries.iter().map(|(key, value)| (key, value))
    }
}

impl Value {
    /// What it is, for a sentence: ``the number `42` ``, `a list`.
    pub fn describe(&self) -> String {
        match &self.kind {
            ValueKind::Nothing => "nothing".to_owned(),
            ValueKind::Text(text) => format!("the text `{}`", shortened(text)),
            ValueKind::Number(number) => format!("the number `{}`", shortened(number)),
            ValueKind::Bool(value) => format!("`{value}`"),
            ValueKind::List(_) => "a list".to_owned(),
            ValueKind::Map(_) => "a map".to_owned(),
        }
    }

    /// Text, or a finding. Nothing at all counts as not given.
    pub fn text(&self, key: &str, findings: &mut Diagnostics) -> Option<Spanned<String>> {
        match &self.kind {
            ValueKind::Text(text) => {
                if says_for_whom(text) {
                    findings.push(shown_to_everyone(self.span));
                }
                Some(Spanned::new(text.clone(), self.span))
            }
            ValueKind::Nothing => None,
            ValueKind::Number(written) => {
                findings.push(self.wrong_type(key, "text").fix(self.span, format!("\"{written}\"")));
                None
            }
            ValueKind::Bool(_) | ValueKind::List(_) | ValueKind::Map(_) => {
                findings.push(self.wrong_type(key, "text"));
                None
            }
        }
    }

    /// `true` or `false`, or a finding.
    pub fn boolean(&self, key: &str, findings: &mut Diagnostics) -> Option<bool> {
        match &self.kind {
            ValueKind::Bool(value) => Some(*value),
            ValueKind::Nothing => None,
            _ => {
                findings.push(self.wrong_type(key, "`true` or `false`"));
                None
            }
        }
    }

    /// A whole number within a range, or a finding.
    pub fn whole_number(
        &self,
        key: &str,
        range: std::ops::RangeInclusive<u32>,
        findings: &mut Diagnostics,
    ) -> Option<Spanned<u32>> {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        match &self.kind {
            ValueKind::Nothing => None,
            ValueKind::Number(written) => match written.parse::<u32>().ok().filter(|n| range.contains(n)) {
                Some(number) => Some(Spanned::new(number, self.span)),
                None => {
                    let message = format!("`{key}` is {}, expected {expected}", shortened(written));
                    findings.push(Diagnostic::new(Code::BadValue, self.span, message));
                    None
                }
            },
            _ => {
                findings.push(self.wrong_type(key, &expected));
                None
            }
        }
    }

    /// The finding that says which type was found and which is expected.
    pub fn wrong_type(&self, key: &str, expected: &str) -> Diagnostic {
        Diagnostic::new(Code::WrongType, self.span, format!("`{key}` is {}, expected {expected}", self.describe()))
    }
}

/// Reports a key nobody knows, with the nearest one somebody does.
pub fn unknown_key(key: &Spanned<String>, known: &[&str], place: &str) -> Diagnostic {
    let finding = Diagnostic::new(Code::UnknownKey, key.span, format!("`{}` is no key of {place}", shortened(&key.value)));
    match nearest(&key.value, known.iter().copied()) {
        Some(name) => finding.help(format!("the nearest known key is `{name}`")).fix(key.span, name),
        None => finding.help(format!("known keys: {}", known.join(", "))),
    }
}

/// A text short enough to stand in a sentence, on one line.
pub fn shortened(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match one_line.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &one_line[..end]),
        None => one_line,
    }
}

/// Does a text say in braces for whom a part of it is? Where it is shown as it stands, everyone would read that part.
pub fn says_for_whom(text: &str) -> bool {
    let sets = |braces: &str, key: &str| braces.split(key).skip(1).any(|rest| rest.trim_start().starts_with('='));
    let says = |braces: &str| {
        ["audience", "plain"].iter().any(|key| sets(braces, key))
            || braces.contains(".content-visible")
            || braces.contains(".content-hidden")
    };
    text.split('{').skip(1).any(|rest| says(rest.split('}').next().unwrap_or_default()))
}

/// The finding about such a text.
pub fn shown_to_everyone(span: Span) -> Diagnostic {
    Diagnostic::new(Code::StrayAttributes, span, "this text is shown as it stands, to everyone who sees it at all")
        .help("braces say nothing in it; words that are for one audience stand on the slide, or under its name in `audiences`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn value(kind: ValueKind) -> Value {
        Value { kind, span: Span::new(FileId(0), 3, 5) }
    }

    #[test]
    fn a_wrong_type_says_found_and_expected() {
        let mut findings = Diagnostics::new();
        assert_eq!(value(ValueKind::Number("42".into())).text("theme", &mut findings), None);
        assert_eq!(value(ValueKind::Text("yes".into())).boolean("paginate", &mut findings), None);
        assert_eq!(value(ValueKind::List(vec![])).whole_number("pace", 30..=600, &mut findings), None);
        assert_eq!(value(ValueKind::Number("9".into())).whole_number("pace", 30..=600, &mut findings), None);
        let messages: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "`theme` is the number `42`, expected text",
                "`paginate` is the text `yes`, expected `true` or `false`",
                "`pace` is a list, expected a whole number from 30 to 600",
                "`pace` is 9, expected a whole number from 30 to 600",
            ]
        );
        assert_eq!(findings.iter().next().unwrap().fix.as_ref().unwrap().replacement, "\"42\"");
    }

    #[test]
    fn nothing_is_not_given() {
        let mut findings = Diagnostics::new();
        let nothing = value(ValueKind::Nothing);
        assert_eq!(nothing.text("subtitle", &mut findings), None);
        assert_eq!(nothing.boolean("paginate", &mut findings), None);
        assert!(findings.is_empty());
    }

    #[test]
    fn a_second_key_is_a_finding_and_the_first_stays() {
        let mut findings = Diagnostics::new();
        let mut map = Map::default();
        for (text, at) in [("a", 0), ("b", 9)] {
            let key = Spanned::new("title".to_owned(), Span::new(FileId(0), at, at + 5));
            map.insert(key, value(ValueKind::Text(text.into())), &mut findings);
        }
        assert_eq!(map.get("title").unwrap().kind, ValueKind::Text("a".into()));
        let finding = findings.iter().next().unwrap();
        assert_eq!((finding.code, finding.labels[0].span.start, finding.labels[1].span.start), (Code::DuplicateKey, 9, 0));
    }

    #[test]
    fn an_unknown_key_gets_the_nearest() {
        let key = Spanned::new("tilte".to_owned(), Span::new(FileId(0), 0, 5));
        let finding = unknown_key(&key, &["title", "theme"], "the front matter");
        assert_eq!(finding.fix.unwrap().replacement, "title");
    }
}
