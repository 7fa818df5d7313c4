//! The keys that decks share: the front matter's, and those of `[deck]` in `deckle.toml`.

use super::audiences::read_audiences;
use super::design::{DESIGN_KEYS, read_design};
use super::glossary::FRONT_MATTER_KEYS as GLOSSARY_KEYS;
use super::languages::{is_language_tag, no_language};
use super::time::{parse_time, time_finding};
use super::value::{Map, Value, ValueKind, shortened, unknown_key};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Meta, Seconds, TimeSpec};
use crate::source::Spanned;

/// Every key of the front matter.
pub const FRONT_MATTER_KEYS: &[&str] = &[
    "title",
    "subtitle",
    "author",
    "date",
    "lang",
    "theme",
    "palette",
    "fonts",
    "sizes",
    "logo",
    "aspect-ratio",
    "duration",
    "buffer",
    "qa",
    "pace",
    "audiences",
    "glossary",
    "profile",
    "slide-level",
    "incremental",
    "smart",
    "header",
    "footer",
    "paginate",
    "agenda",
    "math",
    "bibliography",
];

/// The keys a project may set for all its decks.
pub const PROJECT_KEYS: &[&str] = &[
    "author",
    "lang",
    "theme",
    "palette",
    "fonts",
    "sizes",
    "logo",
    "aspect-ratio",
    "buffer",
    "qa",
    "pace",
    "audiences",
    "slide-level",
    "incremental",
    "smart",
    "footer",
    "paginate",
    "agenda",
];

/// Known, but without an effect in this version.
const NOT_YET: &[&str] = &["header", "math", "bibliography"];

/// The shapes a slide may have.
const ASPECT_RATIOS: &[(&str, (u32, u32))] = &[("16:9", (16, 9)), ("4:3", (4, 3))];

/// Where the keys stand, and so which of them are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A deck's front matter.
    FrontMatter,
    /// `[deck]` of `deckle.toml`.
    Project,
}

/// Reads the keys into `meta`. What isn't given keeps the value it has there.
pub fn read_meta(map: &Map, place: Place, meta: &mut Meta, findings: &mut Diagnostics) {
    for (key, value) in map.iter() {
        let name = key.value.as_str();
        if place == Place::Project && !PROJECT_KEYS.contains(&name) {
            findings.push(not_of_the_project(key));
        } else if NOT_YET.contains(&name) {
            findings.push(not_yet(key, name));
        } else {
            read_key(key, value, place, meta, findings);
        }
    }
}

fn read_key(key: &Spanned<String>, value: &Value, place: Place, meta: &mut Meta, findings: &mut Diagnostics) {
    let name = key.value.as_str();
    match name {
        "title" => set(&mut meta.title, value.text(name, findings)),
        "subtitle" => set(&mut meta.subtitle, value.text(name, findings)),
        "author" => {
            if value.kind != ValueKind::Nothing {
                meta.authors = read_authors(value, findings);
            }
        }
        "date" => set(&mut meta.date, read_date(value, findings)),
        "lang" => set(&mut meta.lang, read_language(value, findings)),
        "theme" => set(&mut meta.theme, value.text(name, findings)),
        name if DESIGN_KEYS.contains(&name) => read_design(name, value, &mut meta.design, findings),
        "aspect-ratio" => set(&mut meta.aspect_ratio, read_aspect_ratio(value, findings)),
        "duration" => set(&mut meta.duration, read_duration(name, value, findings)),
        "buffer" => set(&mut meta.buffer, read_time(name, value, findings)),
        "qa" => set(&mut meta.qa, read_time(name, value, findings)),
        "pace" => set(&mut meta.pace, read_pace(value, findings)),
        "audiences" => meta.audiences = read_audiences(value, place, &meta.audiences, findings),
        "glossary" => meta.glossary = super::read_front_matter_glossary(value, findings),
        "profile" => set(&mut meta.profile, value.text(name, findings)),
        "slide-level" => {
            if let Some(level) = value.whole_number(name, 1..=6, findings) {
                meta.slide_level = u8::try_from(level.value).unwrap_or(2);
            }
        }
        "footer" => set(&mut meta.footer, value.text(name, findings)),
        "smart" => meta.smart = value.boolean(name, findings).unwrap_or(meta.smart),
        "incremental" => meta.incremental = value.boolean(name, findings).unwrap_or(meta.incremental),
        "agenda" => meta.agenda = value.boolean(name, findings).unwrap_or(meta.agenda),
        "paginate" => meta.paginate = value.boolean(name, findings).unwrap_or(meta.paginate),
        _ => findings.push(unknown_here(key)),
    }
}

/// A key that the front matter doesn't have; those of the glossary stand one level below.
fn unknown_here(key: &Spanned<String>) -> Diagnostic {
    let finding = unknown_key(key, FRONT_MATTER_KEYS, "the front matter");
    let name = key.value.as_str();
    if name == "file" || !GLOSSARY_KEYS.contains(&name) {
        return finding;
    }
    let help = format!("it stands under `glossary`, as `{name}` below it; the entries are then listed under `terms`");
    Diagnostic { help: vec![help], fix: None, ..finding }
}

fn set<T>(place: &mut Option<T>, value: Option<T>) {
    if value.is_some() {
        *place = value;
    }
}

fn not_of_the_project(key: &Spanned<String>) -> Diagnostic {
    let name = key.value.as_str();
    if FRONT_MATTER_KEYS.contains(&name) { not_for_all(key) } else { unknown_key(key, PROJECT_KEYS, "`[deck]`") }
}

/// A key that each deck has for itself.
pub(super) fn not_for_all(key: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(Code::UnknownKey, key.span, format!("`{}` can't be set for all decks at once", key.value))
        .help("write it in the front matter of the decks it is for")
}

/// Words a minute.
pub(super) fn read_pace(value: &Value, findings: &mut Diagnostics) -> Option<Spanned<u32>> {
    value.whole_number("pace", 30..=600, findings)
}

fn not_yet(key: &Spanned<String>, name: &str) -> Diagnostic {
    Diagnostic::new(Code::NotYet, key.span, format!("`{name}` has no effect in this version"))
}

/// A name or a list of names.
pub(super) fn read_authors(value: &Value, findings: &mut Diagnostics) -> Vec<Spanned<String>> {
    match &value.kind {
        ValueKind::List(items) => items.iter().filter_map(|item| item.text("author", findings)).collect(),
        ValueKind::Map(_) => {
            findings.push(value.wrong_type("author", "a name or a list of names"));
            Vec::new()
        }
        _ => value.text("author", findings).into_iter().collect(),
    }
}

/// A date is shown as written, so `2026` is one too.
pub(super) fn read_date(value: &Value, findings: &mut Diagnostics) -> Option<Spanned<String>> {
    match &value.kind {
        ValueKind::Number(written) => Some(Spanned::new(written.clone(), value.span)),
        _ => value.text("date", findings),
    }
}

pub(super) fn read_language(value: &Value, findings: &mut Diagnostics) -> Option<Spanned<String>> {
    let lang = value.text("lang", findings)?;
    if is_language_tag(&lang.value) {
        return Some(lang);
    }
    findings.push(no_language(&lang.value, lang.span));
    None
}

fn read_aspect_ratio(value: &Value, findings: &mut Diagnostics) -> Option<Spanned<(u32, u32)>> {
    let text = value.text("aspect-ratio", findings)?;
    let known = ASPECT_RATIOS.iter().find(|(name, _)| *name == text.value);
    if known.is_none() {
        let message = format!("`aspect-ratio` is `{}`, expected `16:9` or `4:3`", shortened(&text.value));
        findings.push(Diagnostic::new(Code::BadValue, text.span, message));
    }
    known.map(|(_, ratio)| Spanned::new(*ratio, text.span))
}

/// A time or a percentage, or a finding.
pub fn read_time(key: &str, value: &Value, findings: &mut Diagnostics) -> Option<Spanned<TimeSpec>> {
    let written = match &value.kind {
        ValueKind::Text(text) | ValueKind::Number(text) => text,
        ValueKind::Nothing => return None,
        _ => {
            findings.push(value.wrong_type(key, "a time such as `12m`"));
            return None;
        }
    };
    match parse_time(written) {
        Ok(time) => Some(Spanned::new(time, value.span)),
        Err(error) => {
            findings.push(time_finding(key, &error, value.span));
            None
        }
    }
}

/// A time that others are measured by: a percentage of it would be of nothing, and zero leaves nothing to plan.
pub fn read_duration(key: &str, value: &Value, findings: &mut Diagnostics) -> Option<Spanned<TimeSpec>> {
    let time = read_time(key, value, findings)?;
    let problem = match time.value {
        TimeSpec::Fixed(Seconds(0)) => "must be longer than nothing",
        TimeSpec::Fixed(_) => return Some(time),
        TimeSpec::Share(_) => "can't be a percentage; percentages are counted from it",
    };
    findings.push(
        Diagnostic::new(Code::BadTime, time.span, format!("`{key}` {problem}")).help("write it as `12m`, `1h30m` or `1:30:00`"),
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_key_is_read_or_said_to_have_no_effect() {
        for key in FRONT_MATTER_KEYS {
            let span = crate::source::Span::new(crate::source::FileId(0), 0, 1);
            let value = Value { kind: ValueKind::Nothing, span };
            let mut map = Map::default();
            let mut findings = Diagnostics::new();
            map.insert(Spanned::new((*key).to_owned(), span), value, &mut findings);
            read_meta(&map, Place::FrontMatter, &mut Meta::default(), &mut findings);
            let codes: Vec<Code> = findings.iter().map(|f| f.code).collect();
            let expected = if NOT_YET.contains(key) { vec![Code::NotYet] } else { vec![] };
            assert_eq!(codes, expected, "{key}");
        }
    }

    #[test]
    fn keys_of_the_glossary_are_sent_there() {
        for key in GLOSSARY_KEYS {
            let span = crate::source::Span::new(crate::source::FileId(0), 0, 1);
            let finding = unknown_here(&Spanned::new((*key).to_owned(), span));
            assert_eq!(finding.help[0].contains("it stands under `glossary`"), *key != "file", "{key}: {finding:?}");
        }
    }
}
