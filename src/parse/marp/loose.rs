//! Marp's loose YAML: a value behind one of Marp's own keys is text as it stands, whatever characters it has.
//!
//! Marp reads YAML by its failsafe schema, in which every value is text. Before that it puts the values of its own keys in quotes, so
//! that `color: #fff` is no comment and `header: A: B` no map. Here such lines are read first and taken out of the YAML's sight, byte
//! for byte, so that every place stays true.

use super::directives::{self, Setting, Written};
use crate::diagnostic::Diagnostics;
use crate::parse::prepare::lines;
use crate::parse::yaml;
use crate::settings::{Value, ValueKind};
use crate::source::{FileId, Span, Spanned};

/// Values that start with one of these are YAML.
const YAML_STARTS: &[char] = &['[', '"', '\'', '{', '|', '>', '~', '&', '*', '`'];

/// Reads settings. `base` is where the text stands in its file. `None` where it is no map of keys and values.
pub fn read(text: &str, base: usize, file: FileId, findings: &mut Diagnostics) -> Option<Vec<Setting>> {
    let mut settings = Vec::new();
    let mut rest = String::with_capacity(text.len());
    for line in lines(text) {
        rest.push_str(&text[rest.len()..line.start]);
        match loose_line(text, line.clone(), base, file) {
            Some(setting) => {
                settings.push(setting);
                rest.extend(std::iter::repeat_n(' ', line.len()));
            }
            None => rest.push_str(&text[line]),
        }
    }
    if !rest.trim().is_empty() {
        let value = yaml::parse_at(&rest, base, file, findings)?;
        settings.extend(of_map(&value)?);
    }
    settings.sort_by_key(|setting| setting.key.span.start);
    (!settings.is_empty()).then_some(settings)
}

/// `key: value` of one of Marp's keys, at the very start of a line.
fn loose_line(text: &str, line: std::ops::Range<usize>, base: usize, file: FileId) -> Option<Setting> {
    let written = &text[line.clone()];
    let (key, value) = written.split_once(':')?;
    let name = key.trim_end().trim_matches(['"', '\'']);
    if key.starts_with([' ', '\t']) || !directives::is_known(name) {
        return None;
    }
    let trimmed = value.trim();
    if trimmed.is_empty() || trimmed.starts_with(YAML_STARTS) {
        return None;
    }
    let key_start = base + line.start + key.len() - key.trim_start_matches(['"', '\'']).len();
    let value_start = base + line.start + key.len() + 1 + value.len() - value.trim_start().len();
    Some(Setting {
        key: Spanned::new(name.to_owned(), Span::new(file, key_start, key_start + name.len())),
        value: Spanned::new(Written::Text(trimmed.to_owned()), Span::new(file, value_start, value_start + trimmed.len())),
    })
}

fn of_map(value: &Value) -> Option<Vec<Setting>> {
    let ValueKind::Map(map) = &value.kind else { return None };
    let setting =
        |(key, value): (&Spanned<String>, &Value)| Setting { key: key.clone(), value: Spanned::new(written(value), value.span) };
    Some(map.iter().map(setting).collect())
}

fn written(value: &Value) -> Written {
    match &value.kind {
        ValueKind::List(items) => Written::List(items.iter().map(text).collect()),
        _ => Written::Text(text(value)),
    }
}

/// A value as text. What Marp has no text for, a map or a list in a list, is empty.
fn text(value: &Value) -> String {
    match &value.kind {
        ValueKind::Text(text) | ValueKind::Number(text) => text.clone(),
        ValueKind::Bool(value) => value.to_string(),
        ValueKind::Nothing | ValueKind::List(_) | ValueKind::Map(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<Vec<String>> {
        let mut findings = Diagnostics::new();
        let settings = read(text, 0, FileId(0), &mut findings)?;
        assert!(settings.iter().all(|s| text[s.key.span.range()] == s.key.value), "{text}");
        Some(
            settings
                .iter()
                .map(|s| {
                    format!(
                        "{}={}",
                        s.key.value,
                        match &s.value.value {
                            Written::Text(t) => t.clone(),
                            Written::List(l) => l.join("+"),
                        }
                    )
                })
                .collect(),
        )
    }

    #[test]
    fn values_of_known_keys_are_text_as_they_stand() {
        for (text, expected) in [
            ("color: #fff", vec!["color=#fff"]),
            ("header: A: B # c", vec!["header=A: B # c"]),
            ("_class: lead\npaginate:   true  ", vec!["_class=lead", "paginate=true"]),
            ("class: [a, b]", vec!["class=a+b"]),
            ("class:\n  - a\n  - b", vec!["class=a+b"]),
            ("headingDivider: 2", vec!["headingDivider=2"]),
            ("footer: 'a # b'", vec!["footer=a # b"]),
            ("style: |\n  a {}\n  color: red\n", vec!["style=a {}\ncolor: red\n"]),
            ("\"theme\": gaia", vec!["theme=gaia"]),
            ("other: x\nbackgroundColor: #123", vec!["other=x", "backgroundColor=#123"]),
            ("Say: this slowly", vec!["Say=this slowly"]),
            ("paginate:", vec!["paginate="]),
        ] {
            assert_eq!(found(text), Some(expected.into_iter().map(str::to_owned).collect()), "{text}");
        }
    }

    #[test]
    fn what_is_no_map_is_nothing() {
        for text in ["", "Just a note.", "- a\n- b", "A: b: c", "Two words\nand: more: colons", "\"open"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
