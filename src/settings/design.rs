//! The keys about how slides look: `palette`, `fonts`, `sizes`, `logo`. The front matter, `deckle.toml` and `theme.toml` have them.

use super::value::{Map, Value, ValueKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{DesignChange, DesignChanges};
use crate::source::Spanned;

/// The keys that [`read_design`] reads.
pub const DESIGN_KEYS: &[&str] = &["palette", "fonts", "sizes", "logo"];

/// Reads one of [`DESIGN_KEYS`] and lays it over what is there. Whether there is such a colour or size is not asked here.
pub fn read_design(name: &str, value: &Value, design: &mut DesignChanges, findings: &mut Diagnostics) {
    let mut read = DesignChanges::default();
    match name {
        "palette" => read.palette = colours(value, findings),
        "fonts" => read.fonts = families(value, findings),
        "sizes" => read.sizes = numbers(name, value, findings),
        _ => read.logo = value.text(name, findings),
    }
    design.overlay(&read);
}

fn colours(value: &Value, findings: &mut Diagnostics) -> Vec<DesignChange> {
    let Some(map) = map_of("palette", value, "a map from names to colours such as `accent: \"#0B5CAD\"`", findings) else {
        return Vec::new();
    };
    let mut read = |name: &Spanned<String>, value: &Value| {
        if value.kind == ValueKind::Nothing {
            let message = format!("`{}` has no colour", name.value);
            let finding = Diagnostic::new(Code::BadValue, name.span, message);
            findings.push(finding.help("put the colour in quotes: `\"#0B5CAD\"`; without them `#` starts a comment in YAML"));
        }
        value.text(&name.value, findings)
    };
    map.iter().filter_map(|(name, value)| Some(DesignChange { name: name.clone(), value: read(name, value)? })).collect()
}

fn families(value: &Value, findings: &mut Diagnostics) -> Vec<DesignChange> {
    let Some(map) = map_of("fonts", value, "a map such as `text: Inter`", findings) else { return Vec::new() };
    let mut read = |name: &Spanned<String>, value: &Value| value.text(&name.value, findings);
    map.iter().filter_map(|(name, value)| Some(DesignChange { name: name.clone(), value: read(name, value)? })).collect()
}

/// A map from names to numbers.
pub fn numbers(key: &str, value: &Value, findings: &mut Diagnostics) -> Vec<DesignChange> {
    let Some(map) = map_of(key, value, "a map from names to numbers", findings) else { return Vec::new() };
    let mut read = |name: &Spanned<String>, value: &Value| match &value.kind {
        ValueKind::Number(number) => Some(Spanned::new(number.clone(), value.span)),
        ValueKind::Nothing => None,
        _ => {
            findings.push(value.wrong_type(&name.value, "a number, in points where it is a size"));
            None
        }
    };
    map.iter().filter_map(|(name, value)| Some(DesignChange { name: name.clone(), value: read(name, value)? })).collect()
}

fn map_of<'a>(key: &str, value: &'a Value, expected: &str, findings: &mut Diagnostics) -> Option<&'a Map> {
    match &value.kind {
        ValueKind::Map(map) => Some(map),
        ValueKind::Nothing => None,
        _ => {
            findings.push(value.wrong_type(key, expected));
            None
        }
    }
}
