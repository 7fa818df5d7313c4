//! `theme.toml`, as it was written.

use super::design::Wishes;
use super::wishes::numbers;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::DesignChanges;
use crate::settings::{self, DESIGN_KEYS, Map, Value, ValueKind, read_design, unknown_key};
use crate::source::{FileId, Spanned};

const KEYS: &[&str] =
    &["name", "description", "extends", "palette", "fonts", "sizes", "logo", "weights", "grid", "marks", "progress"];

/// A mark of a list takes no more characters.
const LONGEST_MARK: usize = 3;

/// What the file says.
#[derive(Debug, Default)]
pub struct ThemeFile {
    /// The name.
    pub name: Option<Spanned<String>>,
    /// What it is for.
    pub description: Option<Spanned<String>>,
    /// The theme that says what this one doesn't.
    pub extends: Option<Spanned<String>>,
    /// Colours, fonts, sizes and the logo.
    pub changes: DesignChanges,
    /// Weights, the grid, marks, progress.
    pub rest: Wishes,
}

/// Reads the text. What is wrong in it is left out, with findings.
pub fn read(text: &str, file: FileId, findings: &mut Diagnostics) -> ThemeFile {
    let map: Map = settings::parse_toml(text, file, findings);
    let mut read = ThemeFile::default();
    for (key, value) in map.iter() {
        match key.value.as_str() {
            name @ "name" => read.name = value.text(name, findings),
            name @ "description" => read.description = value.text(name, findings),
            name @ "extends" => read.extends = value.text(name, findings),
            "weights" => numbers("weights", &settings::numbers("weights", value, findings), &mut read.rest, findings),
            "grid" => numbers("grid", &settings::numbers("grid", value, findings), &mut read.rest, findings),
            "marks" => read.rest.marks = marks(value, findings),
            name @ "progress" => read.rest.progress = value.boolean(name, findings),
            name if DESIGN_KEYS.contains(&name) => read_design(name, value, &mut read.changes, findings),
            _ => findings.push(unknown_key(key, KEYS, "a theme")),
        }
    }
    read
}

/// One mark for each level of lists: two of them.
fn marks(value: &Value, findings: &mut Diagnostics) -> Option<Vec<String>> {
    let ValueKind::List(items) = &value.kind else {
        findings.push(value.wrong_type("marks", "two texts such as `[\"•\", \"–\"]`"));
        return None;
    };
    let marks: Vec<Spanned<String>> = items.iter().filter_map(|item| item.text("marks", findings)).collect();
    if marks.len() != 2 || marks.iter().any(|mark| mark.value.is_empty() || mark.value.chars().count() > LONGEST_MARK) {
        let message = format!("`marks` are two texts of one to {LONGEST_MARK} characters, for lists and for lists in lists");
        findings.push(Diagnostic::new(Code::BadValue, value.span, message));
        return None;
    }
    Some(marks.into_iter().map(|mark| mark.value).collect())
}
