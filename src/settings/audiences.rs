//! `audiences`: what differs for each, and which further ones there are. The front matter and `[deck]` of `deckle.toml` have it.

use super::design::{DESIGN_KEYS, read_design};
use super::glossary::read_gloss;
use super::lineages;
use super::meta::{Place, not_for_all, read_authors, read_date, read_duration, read_language, read_pace, read_time};
use super::value::{Value, ValueKind, shortened, unknown_key};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Audience, AudienceGlossary, AudienceSettings, NotesTaken};
use crate::source::Spanned;

/// What can be set for an audience.
pub const AUDIENCE_KEYS: &[&str] = &[
    "extends", "title", "subtitle", "author", "date", "lang", "footer", "duration", "buffer", "qa", "pace", "profile", "theme",
    "palette", "fonts", "sizes", "logo", "notes", "glossary",
];

/// What is a single deck's affair and can't be set for an audience of all decks.
const OF_A_DECK: &[&str] = &["title", "subtitle", "date", "duration", "profile"];

const GLOSSARY_KEYS: &[&str] = &["gloss", "closing-slide"];

/// Names that mean something else where an audience may be named, or in the names of output files.
const RESERVED: &[&str] = &[
    "all",
    "notes",
    "columns",
    "column",
    "incremental",
    "nonincremental",
    "content-visible",
    "content-hidden",
    "background",
    "term",
    "compare",
];

/// Reads the map from names to settings. `project`: the audiences that the project has for all decks; a deck's settings lie over
/// theirs. What it returns is sound: every name is known, nothing extends itself.
pub fn read_audiences(
    value: &Value,
    place: Place,
    project: &[AudienceSettings],
    findings: &mut Diagnostics,
) -> Vec<AudienceSettings> {
    let mut all = project.to_vec();
    let map = match &value.kind {
        ValueKind::Map(map) => map,
        ValueKind::Nothing => return all,
        _ => {
            findings.push(
                value
                    .wrong_type("audiences", "a map from names to settings")
                    .help("write `audiences:`, then `  non-technical:`, then `    title: …`"),
            );
            return all;
        }
    };
    for (name, value) in map.iter() {
        if value.kind == ValueKind::Bool(false) {
            leave_out(name, &mut all, findings);
        } else if is_name(name, findings) {
            let before = findings.len();
            let mut own = read_audience(name, value, place, findings);
            own.misread = findings.len() > before;
            match all.iter().position(|known| known.audience.value == own.audience.value) {
                Some(index) => all[index] = all[index].clone().below(own),
                None => all.push(own),
            }
        }
    }
    lineages::make_sound(&mut all, findings);
    all
}

/// `executive: false`: an audience of the project's that this deck is not for.
fn leave_out(name: &Spanned<String>, all: &mut Vec<AudienceSettings>, findings: &mut Diagnostics) {
    let is = |audience: &Audience| audience.0 == name.value;
    let refused = if !all.iter().any(|known| is(&known.audience.value)) || Audience(name.value.clone()).is_built_in() {
        "only an audience that `deckle.toml` declares can be left out of a deck".to_owned()
    } else if let Some(child) = all.iter().find(|other| other.extends.as_ref().is_some_and(|parent| is(&parent.value))) {
        format!("`{}` extends `{}`, which so can't be left out", child.audience.value, name.value)
    } else {
        return all.retain(|known| !is(&known.audience.value));
    };
    let help = "`--audience NAME` builds some of the audiences alone";
    findings.push(Diagnostic::new(Code::BadValue, name.span, refused).help(help));
}

fn read_audience(name: &Spanned<String>, value: &Value, place: Place, findings: &mut Diagnostics) -> AudienceSettings {
    let mut settings = AudienceSettings::new(name.clone().map(Audience));
    match &value.kind {
        ValueKind::Map(map) => {
            for (key, value) in map.iter() {
                if place == Place::Project && OF_A_DECK.contains(&key.value.as_str()) {
                    findings.push(not_for_all(key));
                } else {
                    read_setting(key, value, &mut settings, findings);
                }
            }
        }
        ValueKind::Nothing => {}
        _ => {
            let finding = value.wrong_type(&name.value, "a map with `title`, `duration` and the like");
            findings.push(match &value.kind {
                ValueKind::Text(parent) => finding.help(format!("to extend an audience write `extends: {}`", shortened(parent))),
                _ => finding,
            });
            // What it was meant to extend is not known, and nothing more is said about that.
            settings.extends =
                Some(Spanned::new(Audience::technical(), value.span)).filter(|_| !settings.audience.value.is_built_in());
        }
    }
    settings
}

fn read_setting(key: &Spanned<String>, value: &Value, settings: &mut AudienceSettings, findings: &mut Diagnostics) {
    match key.value.as_str() {
        name @ "title" => settings.title = value.text(name, findings),
        name @ "subtitle" => settings.subtitle = value.text(name, findings),
        "author" => settings.authors = Some(read_authors(value, findings)).filter(|authors| !authors.is_empty()),
        "date" => settings.date = read_date(value, findings),
        "lang" => settings.lang = read_language(value, findings),
        name @ "footer" => settings.footer = value.text(name, findings),
        name @ "duration" => settings.duration = read_duration(name, value, findings),
        name @ "buffer" => settings.buffer = read_time(name, value, findings),
        name @ "qa" => settings.qa = read_time(name, value, findings),
        "pace" => settings.pace = read_pace(value, findings),
        "profile" => settings.profile = read_profile(value, findings),
        name @ "theme" => settings.theme = value.text(name, findings),
        name if DESIGN_KEYS.contains(&name) => read_design(name, value, &mut settings.design, findings),
        "notes" => settings.notes = read_notes(value, findings),
        "glossary" => settings.glossary = read_glossary(value, findings),
        name @ "extends" => settings.extends = value.text(name, findings).map(|text| text.map(Audience)),
        _ => findings.push(unknown_key(key, AUDIENCE_KEYS, "an audience")),
    }
}

/// The name of a profile, or `false` for none.
fn read_profile(value: &Value, findings: &mut Diagnostics) -> Option<Spanned<Option<String>>> {
    match &value.kind {
        ValueKind::Bool(false) => Some(Spanned::new(None, value.span)),
        ValueKind::Bool(true) => {
            findings.push(value.wrong_type("profile", "the name of a profile, or `false` for none"));
            None
        }
        _ => value.text("profile", findings).map(|name| name.map(Some)),
    }
}

fn read_notes(value: &Value, findings: &mut Diagnostics) -> Option<NotesTaken> {
    let text = value.text("notes", findings)?;
    match text.value.as_str() {
        "all" => Some(NotesTaken::All),
        "own" => Some(NotesTaken::Own),
        other => {
            let message = format!("`notes` is `{}`, expected `all` or `own`", shortened(other));
            let help = "the notes themselves stand on the slides, as `::: {.notes audience=NAME}`";
            findings.push(Diagnostic::new(Code::BadValue, text.span, message).help(help));
            None
        }
    }
}

/// `true`, `false`, or where terms are explained.
fn read_glossary(value: &Value, findings: &mut Diagnostics) -> AudienceGlossary {
    let mut glossary = AudienceGlossary::default();
    match &value.kind {
        ValueKind::Nothing => {}
        ValueKind::Bool(on) => glossary.explained = Some(*on),
        ValueKind::Map(map) => {
            glossary.explained = Some(true);
            for (key, value) in map.iter() {
                match key.value.as_str() {
                    "gloss" => glossary.gloss = read_gloss(value, findings),
                    "closing-slide" => glossary.closing = value.boolean("closing-slide", findings),
                    "file" | "terms" => {
                        let message = format!("`{}` can't be set for one audience", key.value);
                        let help = "all audiences share the entries; write it below the deck's own `glossary`";
                        findings.push(Diagnostic::new(Code::UnknownKey, key.span, message).help(help));
                    }
                    _ => findings.push(unknown_key(key, GLOSSARY_KEYS, "the `glossary` of an audience")),
                }
            }
        }
        _ => findings.push(
            value
                .wrong_type("glossary", "`true`, `false`, or a map with `gloss` and `closing-slide`")
                .help("the entries stand below the deck's own `glossary`; all audiences share them"),
        ),
    }
    glossary
}

/// Can it be the name of an audience? It stands in braces, behind colons and in the names of files.
fn is_name(name: &Spanned<String>, findings: &mut Diagnostics) -> bool {
    let written = name.value.as_str();
    let finding =
        || Diagnostic::new(Code::BadValue, name.span, format!("`{}` can't be the name of an audience", shortened(written)));
    if RESERVED.contains(&written) {
        findings.push(finding().help("it means something else in a deck; choose another name"));
        return false;
    }
    if is_well_formed(written) {
        return true;
    }
    let meant = written.to_lowercase().replace(['_', ' '], "-");
    let finding =
        finding().help("use lower-case letters, digits and hyphens, beginning with a letter; it becomes part of file names");
    findings.push(if is_well_formed(&meant) { finding.fix(name.span, meant) } else { finding });
    false
}

fn is_well_formed(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && name.len() <= 40
}
