//! TOML to [`Map`].

use std::ops::Range;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::value::{Map, Value, ValueKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Span, Spanned};

/// Tables and lists within each other deeper than this are not read.
const MAX_DEPTH: usize = 16;

/// Reads a TOML text. Every syntax error is a finding; what can be read is returned.
pub fn parse(text: &str, file: FileId, findings: &mut Diagnostics) -> Map {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        findings.push(
            Diagnostic::new(Code::SettingsFile, span(file, range), format!("this is no TOML: {}", error.message()))
                .help("`key = value` stands on a line of its own; text stands in quotes"),
        );
    }
    Converter { file, findings }.table(table.get_ref(), 0)
}

fn span(file: FileId, range: Range<usize>) -> Span {
    Span::new(file, range.start, range.end)
}

struct Converter<'a> {
    file: FileId,
    findings: &'a mut Diagnostics,
}

impl Converter<'_> {
    /// Keys in the order of the file, which the parser doesn't keep.
    fn table(&mut self, table: &DeTable<'_>, depth: usize) -> Map {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut map = Map::default();
        for (key, value) in entries {
            let name = Spanned::new(key.get_ref().to_string(), span(self.file, key.span()));
            let value = self.value(value, depth + 1);
            map.insert(name, value, self.findings);
        }
        map
    }

    fn value(&mut self, value: &TomlSpanned<DeValue<'_>>, depth: usize) -> Value {
        let span = span(self.file, value.span());
        if depth > MAX_DEPTH {
            self.findings.push(Diagnostic::new(Code::SettingsFile, span, format!("nested more than {MAX_DEPTH} deep")));
            return Value { kind: ValueKind::Nothing, span };
        }
        let kind = match value.get_ref() {
            DeValue::String(text) => ValueKind::Text(text.to_string()),
            DeValue::Integer(number) => ValueKind::Number(number.to_string()),
            DeValue::Float(number) => ValueKind::Number(number.to_string()),
            DeValue::Boolean(value) => ValueKind::Bool(*value),
            DeValue::Datetime(date) => ValueKind::Text(date.to_string()),
            DeValue::Array(items) => ValueKind::List(items.iter().map(|item| self.value(item, depth + 1)).collect()),
            DeValue::Table(table) => ValueKind::Map(self.table(table, depth)),
        };
        Value { kind, span }
    }
}
