//! What says that a deck is Pandoc's or Quarto's.

use crate::model::Dialect;
use crate::settings::{Map, Value, ValueKind};
use crate::source::Span;

/// The formats that are decks.
const FORMATS: &[&str] = &["revealjs", "beamer", "pptx"];

/// Settings that only Pandoc's writers of slides have (Pandoc's manual, "Variables"), and the format they are for.
const OWN: &[(&str, &str)] = &[
    ("title-slide-attributes", "revealjs"),
    ("revealjs-url", "revealjs"),
    ("slidy-url", "revealjs"),
    ("colortheme", "beamer"),
    ("fonttheme", "beamer"),
    ("innertheme", "beamer"),
    ("outertheme", "beamer"),
    ("themeoptions", "beamer"),
    ("beameroption", "beamer"),
    ("section-titles", "beamer"),
    ("titlegraphic", "beamer"),
    ("header-includes", "beamer"),
];

/// Settings of Pandoc's that an author of another deck may have tried, too: two of them say that it is a deck for Beamer.
const SHARED: &[&str] =
    &["institute", "fontsize", "aspectratio", "classoption", "mainfont", "documentclass", "toc", "date-format"];

/// Beamer's own themes (beameruserguide, "Themes"). Deckle's have small letters.
const THEMES: &[&str] = &[
    "AnnArbor",
    "Antibes",
    "Bergen",
    "Berkeley",
    "Berlin",
    "Boadilla",
    "CambridgeUS",
    "Copenhagen",
    "Darmstadt",
    "Dresden",
    "EastLansing",
    "Frankfurt",
    "Goettingen",
    "Hannover",
    "Ilmenau",
    "JuanLesPins",
    "Luebeck",
    "Madrid",
    "Malmoe",
    "Marburg",
    "Montpellier",
    "PaloAlto",
    "Pittsburgh",
    "Rochester",
    "Singapore",
    "Szeged",
    "Warsaw",
];

/// The values of Beamer's `aspectratio`. Deckle's has colons, and a hyphen in its key.
const RATIOS: &[&str] = &["2013", "1610", "169", "149", "141", "54", "43", "32"];

/// R Markdown's names in `output:`, and the formats of Pandoc's behind them.
const OUTPUTS: &[(&str, &str)] = &[
    ("beamer_presentation", "beamer"),
    ("ioslides_presentation", "revealjs"),
    ("slidy_presentation", "revealjs"),
    ("revealjs_presentation", "revealjs"),
    ("powerpoint_presentation", "pptx"),
];

/// Settings that only decks of Deckle's own have.
const NATIVE: &[&str] = &["duration", "audiences", "profile"];

/// The setting that names the tool.
#[derive(Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands.
    pub span: Span,
    /// `revealjs`, `beamer`, `pptx`.
    pub format: String,
    /// Whose rules it means. `format:` is Quarto's; Pandoc takes its format from the command line.
    pub dialect: Dialect,
}

/// Looks for the setting that says that a deck is for Quarto or Pandoc. `text` is the whole file: a deck that names audiences by
/// Deckle's own rules stays one of Deckle's unless it says `format:`, since other rules would show their text to everyone.
pub fn mark(map: &Map, text: &str) -> Option<Mark> {
    if let Some((span, format)) = quarto(map) {
        return Some(Mark { span, format, dialect: Dialect::Quarto });
    }
    if NATIVE.iter().any(|key| map.get(key).is_some()) || names_audiences(text) {
        return None;
    }
    let (span, format) = r_markdown(map).or_else(|| own(map)).or_else(|| valued(map)).or_else(|| shared(map))?;
    Some(Mark { span, format: format.to_owned(), dialect: Dialect::Pandoc })
}

/// `format: revealjs`, a list or map of formats.
fn quarto(map: &Map) -> Option<(Span, String)> {
    let (key, value) = map.entry("format")?;
    let named = |name: &str| FORMATS.iter().find(|format| is_format(name, format)).map(|format| (*format).to_owned());
    match &value.kind {
        ValueKind::Text(name) => Some((key.span.join(value.span), named(name)?)),
        ValueKind::Map(formats) => formats.iter().find_map(|(name, _)| Some((name.span, named(&name.value)?))),
        ValueKind::List(formats) => formats.iter().find_map(|value| match &value.kind {
            ValueKind::Text(name) => Some((value.span, named(name)?)),
            _ => None,
        }),
        _ => None,
    }
}

/// `revealjs`, with extensions (`revealjs+smart`), or a format of someone's own (`clean-revealjs`).
fn is_format(name: &str, format: &str) -> bool {
    let base = name.split('+').next().unwrap_or(name);
    base == format || base.strip_suffix(format).is_some_and(|own| own.ends_with('-')) || base.split('-').next() == Some(format)
}

/// `output: beamer_presentation`, a list or map of outputs, the package before the name or not.
fn r_markdown(map: &Map) -> Option<(Span, &'static str)> {
    let (key, value) = map.entry("output")?;
    let text = |value: &Value| if let ValueKind::Text(name) = &value.kind { output(name) } else { None };
    match &value.kind {
        ValueKind::Map(outputs) => outputs.iter().find_map(|(name, _)| Some((name.span, output(&name.value)?))),
        ValueKind::List(outputs) => outputs.iter().find_map(|value| Some((value.span, text(value)?))),
        _ => Some((key.span.join(value.span), text(value)?)),
    }
}

/// The format behind a name of R Markdown's, with its package before it or not.
fn output(name: &str) -> Option<&'static str> {
    let name = name.rsplit("::").next().unwrap_or(name);
    OUTPUTS.iter().find(|(output, _)| *output == name).map(|(_, format)| *format)
}

/// The settings below the format of a deck: `format: revealjs:` in Quarto, `output: beamer_presentation:` in R Markdown.
pub fn below_format<'m>(map: &'m Map, format: &str) -> Option<&'m Map> {
    let below = |key: &str, names: &dyn Fn(&str) -> bool| {
        let ValueKind::Map(formats) = &map.get(key)?.kind else { return None };
        let (_, value) = formats.iter().find(|(name, _)| names(&name.value))?;
        if let ValueKind::Map(settings) = &value.kind { Some(settings) } else { None }
    };
    below("format", &|name| is_format(name, format)).or_else(|| below("output", &|name| output(name) == Some(format)))
}

fn own(map: &Map) -> Option<(Span, &'static str)> {
    map.iter().find_map(|(key, _)| {
        let (_, format) = OWN.iter().find(|(name, _)| *name == key.value)?;
        Some((key.span, *format))
    })
}

/// Settings that say by their values that they are Beamer's.
fn valued(map: &Map) -> Option<(Span, &'static str)> {
    map.iter().find_map(|(key, value)| {
        let (ValueKind::Text(written) | ValueKind::Number(written)) = &value.kind else { return None };
        let known = match key.value.as_str() {
            "theme" => THEMES,
            "aspectratio" => RATIOS,
            _ => return None,
        };
        known.contains(&written.as_str()).then_some((key.span.join(value.span), "beamer"))
    })
}

fn shared(map: &Map) -> Option<(Span, &'static str)> {
    let mut found = map.iter().filter(|(key, _)| SHARED.contains(&key.value.as_str()));
    let first = found.next()?;
    found.next().map(|_| (first.0.span, "beamer"))
}

/// Does the text say for whom a part of it is, as Deckle's own decks do?
fn names_audiences(text: &str) -> bool {
    let names = |line: &str| line.trim_start().starts_with(":::") && line.contains("technical") && !line.contains("profile=");
    text.contains("audience=") || text.lines().any(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::parse::yaml;
    use crate::source::FileId;

    fn marked(settings: &str, text: &str) -> Option<(Dialect, String)> {
        let value = yaml::parse_at(settings, 0, FileId(0), &mut Diagnostics::new()).unwrap();
        let ValueKind::Map(map) = &value.kind else { panic!("no map: {settings}") };
        mark(map, text).map(|mark| (mark.dialect, mark.format))
    }

    #[test]
    fn settings_of_other_tools_name_them() {
        for (settings, expected) in [
            ("format: revealjs", Some((Dialect::Quarto, "revealjs"))),
            ("format:\n  clean-revealjs: default", Some((Dialect::Quarto, "revealjs"))),
            ("format: [html, beamer]", Some((Dialect::Quarto, "beamer"))),
            ("format: html", None),
            ("output: ioslides_presentation", Some((Dialect::Pandoc, "revealjs"))),
            ("output:\n  revealjs::revealjs_presentation:\n    theme: sky", Some((Dialect::Pandoc, "revealjs"))),
            ("output: html_document", None),
            ("theme: metropolis\nheader-includes:\n - x", Some((Dialect::Pandoc, "beamer"))),
            ("title-slide-attributes:\n  data-background-color: red", Some((Dialect::Pandoc, "revealjs"))),
            ("institute: X\nfontsize: 8pt", Some((Dialect::Pandoc, "beamer"))),
            ("institute: X", None),
            ("theme: Madrid", Some((Dialect::Pandoc, "beamer"))),
            ("title: A\naspectratio: 169", Some((Dialect::Pandoc, "beamer"))),
            ("aspectratio: \"16:9\"", None),
            ("theme: madrid", None),
            ("theme: Madrid\nduration: 5m", None),
            ("duration: 5m\ncolortheme: orchid", None),
            ("title: A\ntheme: lecture", None),
        ] {
            let expected = expected.map(|(dialect, format)| (dialect, format.to_owned()));
            assert_eq!(marked(settings, ""), expected, "{settings}");
        }
    }

    #[test]
    fn decks_that_name_audiences_stay_native() {
        for text in ["::: technical\nx\n:::", "::: {.non-technical}\nx\n:::", "# A {audience=technical}"] {
            assert_eq!(marked("header-includes: x", text), None, "{text}");
        }
        let quarto = "::: {.content-visible when-profile=\"technical\"}\nx\n:::";
        assert!(marked("header-includes: x", quarto).is_some());
        assert!(marked("header-includes: x", "Technical words\n\n::: notes\nx\n:::").is_some());
    }
}
