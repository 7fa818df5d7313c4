//! YAML to [`Value`], with the exact place of everything.
//!
//! The events of the YAML crate are read without expanding anything: aliases, anchors and tags are refused, and a front matter has a
//! stated size, so that no text can make it grow (a "billion laughs").

use std::ops::Range;

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as YamlSpan};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::settings::{Map, Value, ValueKind};
use crate::source::{FileId, Span, Spanned};

/// More values than any front matter needs.
const MAX_VALUES: usize = 5_000;
/// Deeper than any front matter needs.
const MAX_DEPTH: usize = 16;

/// Reads the YAML that stands in `range` of `text`. `None` after a syntax error; an empty document is an empty map.
pub fn parse(text: &str, range: Range<usize>, file: FileId, findings: &mut Diagnostics) -> Option<Value> {
    parse_at(text.get(range.clone())?, range.start, file, findings)
}

/// Reads a YAML text that stands at `base` in its file.
pub fn parse_at(yaml: &str, base: usize, file: FileId, findings: &mut Diagnostics) -> Option<Value> {
    let mut reader = Reader { yaml, base, file, findings, open: Vec::new(), values: 0, root: None, failed: false };
    for event in Parser::new_from_str(yaml) {
        match event {
            Ok((event, span)) => reader.event(event, span),
            Err(error) => reader.syntax_error(&error),
        }
        if reader.failed {
            return None;
        }
    }
    let whole = Span::new(file, base, base + yaml.len());
    Some(reader.root.unwrap_or(Value { kind: ValueKind::Map(Map::default()), span: whole }))
}

/// A list or map whose end has not come yet.
enum Open {
    List { items: Vec<Value>, start: usize },
    Map { map: Map, key: Option<Spanned<String>>, start: usize },
}

struct Reader<'a> {
    yaml: &'a str,
    /// Where the YAML starts in the file.
    base: usize,
    file: FileId,
    findings: &'a mut Diagnostics,
    open: Vec<Open>,
    values: usize,
    root: Option<Value>,
    failed: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, span: YamlSpan) {
        let range = self.bytes(span);
        match event {
            Event::Scalar(text, style, _, _) => {
                let kind = scalar(&text, style);
                self.value(kind, &text, range);
            }
            Event::SequenceStart(..) => self.open(Open::List { items: Vec::new(), start: range.start }, range),
            Event::MappingStart(..) => self.open(Open::Map { map: Map::default(), key: None, start: range.start }, range),
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let finding = self.finding(range, "aliases (`*name`) are not read".to_owned());
                self.fail(finding.help("write the value where it is needed"));
            }
            _ => {}
        }
    }

    fn bytes(&self, span: YamlSpan) -> Range<usize> {
        span.byte_range().unwrap_or(0..0)
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start, self.base + range.end)
    }

    fn finding(&self, range: Range<usize>, message: String) -> Diagnostic {
        Diagnostic::new(Code::FrontMatter, self.span(range), message)
    }

    fn fail(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
        self.failed = true;
    }

    fn syntax_error(&mut self, error: &ScanError) {
        let at = error.marker().byte_offset().unwrap_or(self.yaml.len()).min(self.yaml.len());
        let finding = self.finding(at..at, format!("the front matter is no YAML: {}", error.info()));
        self.fail(finding.help(if error.info().contains("tab") {
            "YAML takes no tabs at the start of a line: put spaces in their place"
        } else if self.is_toml_before(at) {
            "`key = value` and `[[term]]` are TOML, as in `deckle.toml` and `glossary.toml`; here write `key: value`, and a list with `- ` before each entry"
        } else {
            "a text with `: ` or ` #` in it, or one that starts with a special character, needs quotes"
        }));
    }

    /// Is the line with a place, or the one before it, written as in the project's TOML files?
    fn is_toml_before(&self, at: usize) -> bool {
        let end = self.yaml[at..].find('\n').map_or(self.yaml.len(), |line| at + line);
        self.yaml[..end].lines().rev().take(2).map(str::trim).any(|line| {
            let key = line.split('=').next().unwrap_or_default().trim_end();
            let assigns = key.len() < line.len() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
            line.starts_with("[[") || assigns && !key.is_empty()
        })
    }

    fn open(&mut self, open: Open, range: Range<usize>) {
        self.open.push(open);
        if self.open.len() > MAX_DEPTH {
            let finding = self.finding(range, format!("the front matter is nested more than {MAX_DEPTH} deep"));
            self.fail(finding);
        }
    }

    fn close(&mut self, range: Range<usize>) {
        let (kind, start) = match self.open.pop() {
            Some(Open::List { items, start }) => (ValueKind::List(items), start),
            Some(Open::Map { map, start, .. }) => (ValueKind::Map(map), start),
            None => return,
        };
        // The end of a block is found where the next thing starts; what lies between is white space.
        let end = range.end.max(start);
        let end = start + self.yaml.get(start..end).map_or(0, |text| text.trim_end().len());
        self.value(kind, "", start..end);
    }

    fn value(&mut self, kind: ValueKind, written: &str, range: Range<usize>) {
        self.values += 1;
        if self.values > MAX_VALUES {
            let finding = self.finding(range, format!("the front matter has more than {MAX_VALUES} values"));
            return self.fail(finding);
        }
        let span = self.span(range);
        let value = Value { kind, span };
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some(Open::List { items, .. }) => items.push(value),
            Some(Open::Map { map, key, .. }) => match key.take() {
                Some(name) => map.insert(name, value, self.findings),
                None if matches!(value.kind, ValueKind::List(_) | ValueKind::Map(_)) => {
                    self.findings.push(value.wrong_type("a key", "text"));
                    *key = Some(Spanned::new(String::new(), span));
                }
                None => *key = Some(Spanned::new(written.to_owned(), span)),
            },
        }
    }
}

/// The core schema of YAML 1.2: what a plain scalar is. In quotes everything is text.
fn scalar(text: &str, style: ScalarStyle) -> ValueKind {
    if style != ScalarStyle::Plain {
        return ValueKind::Text(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => ValueKind::Nothing,
        "true" | "True" | "TRUE" => ValueKind::Bool(true),
        "false" | "False" | "FALSE" => ValueKind::Bool(false),
        _ if is_number(text) => ValueKind::Number(text.to_owned()),
        _ => ValueKind::Text(text.to_owned()),
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.contains(|c: char| c.is_ascii_digit())
        && (digits.parse::<f64>().is_ok() || digits.strip_prefix("0x").is_some_and(|hex| u128::from_str_radix(hex, 16).is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str) -> (Option<Value>, Diagnostics) {
        let mut findings = Diagnostics::new();
        let value = parse(yaml, 0..yaml.len(), FileId(0), &mut findings);
        (value, findings)
    }

    fn map(value: Option<Value>) -> Map {
        match value.map(|v| v.kind) {
            Some(ValueKind::Map(map)) => map,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn scalars_have_types_and_exact_places() {
        let yaml = "a: 42\nb: \"4 2\"\nc: true\nd:\ne: 16:9\nf: 2026-11-17\ng: 'it''s'\nh: -1.5\ni: 0x1F\nj: 12m\nä: é x\n";
        let (value, findings) = read(yaml);
        assert!(findings.is_empty());
        let map = map(value);
        let kind = |key: &str| map.get(key).unwrap().kind.clone();
        let text = |t: &str| ValueKind::Text(t.to_owned());
        assert_eq!(kind("a"), ValueKind::Number("42".into()));
        assert_eq!(kind("b"), text("4 2"));
        assert_eq!(kind("c"), ValueKind::Bool(true));
        assert_eq!(kind("d"), ValueKind::Nothing);
        assert_eq!(kind("e"), text("16:9"));
        assert_eq!(kind("f"), text("2026-11-17"));
        assert_eq!(kind("g"), text("it's"));
        assert_eq!(kind("h"), ValueKind::Number("-1.5".into()));
        assert_eq!(kind("i"), ValueKind::Number("0x1F".into()));
        assert_eq!(kind("j"), text("12m"));
        let slices: Vec<&str> = map.iter().map(|(_, v)| &yaml[v.span.range()]).collect();
        assert_eq!(slices, ["42", "\"4 2\"", "true", "", "16:9", "2026-11-17", "'it''s'", "-1.5", "0x1F", "12m", "é x"]);
        assert_eq!(&yaml[map.entry("ä").unwrap().0.span.range()], "ä");
    }

    #[test]
    fn toml_is_told_apart() {
        for (yaml, toml) in [
            ("title: A\nglossary:\n[[term]]\nterm = \"DB\"\n", true),
            ("title: A\nglossary:\n  - term = \"DB\": x: y\n", false),
            ("title: A\nkey = 1\nother: 2\n", true),
            ("title: Reviews: why a = b\n", false),
        ] {
            let (value, findings) = read(yaml);
            assert!(value.is_none(), "{yaml}");
            assert_eq!(findings.iter().any(|finding| finding.help[0].contains("are TOML")), toml, "{yaml}: {findings:?}");
        }
    }

    #[test]
    fn lists_and_maps_nest() {
        let yaml = "author: [A, B]\naudiences:\n  executive:\n    extends: technical\nlast: 1\n";
        let map = map(read(yaml).0);
        let slice = |key: &str| &yaml[map.get(key).unwrap().span.range()];
        assert_eq!(slice("author"), "[A, B]");
        assert_eq!(slice("audiences"), "executive:\n    extends: technical");
        assert!(matches!(&map.get("author").unwrap().kind, ValueKind::List(items) if items.len() == 2));
    }

    #[test]
    fn errors_stand_where_they_are() {
        for (yaml, at) in [("a: b: c\n", 4), ("ok: 1\na: \"x\n", 13), ("a: *x\n", 3), ("a: &x 1\nb: *x\n", 11)] {
            let (value, findings) = read(yaml);
            assert_eq!(value, None, "{yaml}");
            let finding = findings.iter().next().unwrap();
            assert_eq!((finding.code, findings.len()), (Code::FrontMatter, 1), "{yaml}");
            let start = finding.span().unwrap().start as usize;
            assert!(start.abs_diff(at) <= 3, "{yaml:?}: {start} should be near {at}");
        }
    }

    #[test]
    fn nothing_grows() {
        let laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned()
            + &(b'b'..b'i').map(|c| format!("{0}: &{0} [*{1},*{1},*{1}]\n", c as char, (c - 1) as char)).collect::<String>();
        let deep = "[".repeat(100_000);
        let long = "- 1\n".repeat(100_000);
        for yaml in [laughs, deep, long] {
            assert_eq!(read(&yaml).0, None);
        }
    }

    #[test]
    fn an_empty_front_matter_is_an_empty_map() {
        for yaml in ["", "\n\n", "# only a comment\n"] {
            assert_eq!(map(read(yaml).0), Map::default(), "{yaml:?}");
        }
    }
}
