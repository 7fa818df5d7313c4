//! The `audiences` of a front matter: what differs for each, and which further ones there are.

use super::design::{DESIGN_KEYS, read_design};
use super::meta::{read_duration, read_time};
use super::value::{Map, Value, ValueKind, shortened, unknown_key};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::{Audience, AudienceSettings, DesignChanges};
use crate::source::Spanned;

const KEYS: &[&str] = &["title", "subtitle", "duration", "buffer", "qa", "extends", "theme", "palette", "fonts", "sizes", "logo"];

/// Names that mean something else where an audience may be named.
const RESERVED: &[&str] = &["all", "notes", "columns", "column", "incremental", "nonincremental"];

/// Reads the map from names to settings. What it returns is sound: every name is known, nothing extends itself.
pub fn read_audiences(value: &Value, findings: &mut Diagnostics) -> Vec<AudienceSettings> {
    let map = match &value.kind {
        ValueKind::Map(map) => map,
        ValueKind::Nothing => return Vec::new(),
        _ => {
            findings.push(
                value
                    .wrong_type("audiences", "a map from names to settings")
                    .help("write `audiences:`, then `  non-technical:`, then `    title: …`"),
            );
            return Vec::new();
        }
    };
    let mut read: Vec<AudienceSettings> =
        map.iter().filter_map(|(name, settings)| read_audience(name, settings, findings)).collect();
    drop_unknown_parents(&mut read, findings);
    drop_orphans(&mut read, findings);
    break_cycles(&mut read, findings);
    read
}

fn read_audience(name: &Spanned<String>, value: &Value, findings: &mut Diagnostics) -> Option<AudienceSettings> {
    if !is_name(&name.value) {
        findings.push(
            Diagnostic::new(Code::BadValue, name.span, format!("`{}` can't be the name of an audience", shortened(&name.value)))
                .help("use lower-case letters, digits and hyphens, beginning with a letter; it becomes part of file names"),
        );
        return None;
    }
    let empty = Map::default();
    let map = match &value.kind {
        ValueKind::Map(map) => map,
        ValueKind::Nothing => &empty,
        _ => {
            findings.push(value.wrong_type(&name.value, "a map with `title`, `duration` and the like"));
            &empty
        }
    };
    let mut settings = AudienceSettings {
        audience: name.clone().map(Audience),
        extends: None,
        title: None,
        subtitle: None,
        duration: None,
        buffer: None,
        qa: None,
        theme: None,
        design: DesignChanges::default(),
    };
    for (key, value) in map.iter() {
        read_setting(key, value, &mut settings, findings);
    }
    Some(settings)
}

fn read_setting(key: &Spanned<String>, value: &Value, settings: &mut AudienceSettings, findings: &mut Diagnostics) {
    match key.value.as_str() {
        name @ "title" => settings.title = value.text(name, findings),
        name @ "subtitle" => settings.subtitle = value.text(name, findings),
        name @ "duration" => settings.duration = read_duration(name, value, findings),
        name @ "buffer" => settings.buffer = read_time(name, value, findings),
        name @ "qa" => settings.qa = read_time(name, value, findings),
        name @ "theme" => settings.theme = value.text(name, findings),
        name if DESIGN_KEYS.contains(&name) => read_design(name, value, &mut settings.design, findings),
        name @ "extends" => settings.extends = value.text(name, findings).map(|text| text.map(Audience)),
        _ => findings.push(unknown_key(key, KEYS, "an audience")),
    }
}

fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && name.len() <= 40
        && !RESERVED.contains(&name)
}

fn is_built_in(name: &str) -> bool {
    name == Audience::TECHNICAL || name == Audience::NON_TECHNICAL
}

fn drop_unknown_parents(read: &mut [AudienceSettings], findings: &mut Diagnostics) {
    let mut known = vec![Audience::TECHNICAL.to_owned(), Audience::NON_TECHNICAL.to_owned()];
    known.extend(read.iter().map(|a| a.audience.value.0.clone()));
    for settings in read {
        let Some(parent) = &settings.extends else { continue };
        if known.contains(&parent.value.0) {
            continue;
        }
        findings.push(unknown_audience(parent, known.iter().map(String::as_str)));
        // The finding is an error, so this choice never reaches an output; it only avoids findings that follow from it.
        settings.extends = Some(Spanned::new(Audience::technical(), parent.span));
    }
}

/// The finding for an audience nobody declared.
pub fn unknown_audience<'a>(name: &Spanned<Audience>, known: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let written = shortened(&name.value.0);
    let finding = Diagnostic::new(Code::UnknownAudience, name.span, format!("there is no audience `{written}`"));
    match nearest(&name.value.0, known.clone()) {
        Some(near) => finding.help(format!("the nearest known audience is `{near}`")),
        None => {
            let names: Vec<&str> = known.collect();
            finding.help(format!("known: {}; declare others under `audiences` in the front matter", names.join(", ")))
        }
    }
}

fn drop_orphans(read: &mut Vec<AudienceSettings>, findings: &mut Diagnostics) {
    for settings in read {
        let name = &settings.audience;
        if is_built_in(&name.value.0) {
            if let Some(parent) = settings.extends.take() {
                findings.push(Diagnostic::new(
                    Code::BadValue,
                    parent.span,
                    format!("`{}` is built in and extends nothing", name.value),
                ));
            }
        } else if settings.extends.is_none() {
            findings.push(
                Diagnostic::new(Code::BadValue, name.span, format!("the audience `{}` doesn't say what it extends", name.value))
                    .help("add `extends: technical` or `extends: non-technical`"),
            );
            settings.extends = Some(Spanned::new(Audience::technical(), name.span));
        }
    }
}

/// Following `extends` from any audience must lead to a built-in one.
fn break_cycles(read: &mut [AudienceSettings], findings: &mut Diagnostics) {
    for i in 0..read.len() {
        if !leads_to_itself(read, i) {
            continue;
        }
        let span = read[i].extends.as_ref().map_or(read[i].audience.span, |parent| parent.span);
        let message = format!("the audience `{}` extends itself", read[i].audience.value);
        findings
            .push(Diagnostic::new(Code::BadValue, span, message).help("let one of them extend `technical` or `non-technical`"));
        read[i].extends = Some(Spanned::new(Audience::technical(), span));
    }
}

fn leads_to_itself(read: &[AudienceSettings], start: usize) -> bool {
    let own = &read[start].audience.value;
    let mut at = start;
    for _ in 0..read.len() {
        let Some(parent) = &read[at].extends else { return false };
        if parent.value == *own {
            return true;
        }
        let Some(next) = read.iter().position(|a| a.audience.value == parent.value) else { return false };
        at = next;
    }
    false
}
