//! The module `/design.typ`: what a theme says in numbers and names, as constants.

use std::fmt::Write;
use std::ops::Range;

use super::text::literal;
use crate::theme::{Logo, NUMBERS, NumberName, Theme};

/// Writes the module. It has no functions, and texts stand in it as string literals alone.
pub fn design(theme: &Theme) -> String {
    let design = &theme.design;
    let mut out = String::from("// Made by Deckle from theme.toml and what the deck changes.\n");
    for (name, colour) in design.colours() {
        // Text over pictures stands on a veil, through which they can be seen: text on it has 7:1 over any picture.
        let veil = if name == "scrim" { ".transparentize(26%)" } else { "" };
        let _ = writeln!(out, "#let {name} = rgb(\"{colour}\"){veil}");
    }
    for (name, size) in design.all_sizes() {
        let _ = writeln!(out, "#let {name}-size = {size}pt");
    }
    let body = design.size("body");
    for (name, share) in [("body-leading", 0.385), ("body-spacing", 0.692), ("item-spacing", 0.692), ("list-below", 1.077)] {
        let _ = writeln!(out, "#let {name} = {}pt", (body * share).round());
    }
    for NumberName { table, name, .. } in NUMBERS {
        let value = design.number(table, name);
        let _ = match (*table, *name) {
            ("weights", _) => writeln!(out, "#let {name}-weight = {value}"),
            (_, "gutter") => writeln!(out, "#let gutter = {value}pt"),
            _ => writeln!(out, "#let margin-{name} = {value}pt"),
        };
    }
    let fonts = &design.fonts;
    let families =
        [("font", &fonts.text), ("heading-font", &fonts.heading), ("code-font", &fonts.code), ("math-font", &fonts.math)];
    for (name, family) in families {
        let _ = writeln!(out, "#let {name} = {}", literal(family));
    }
    let _ = writeln!(out, "#let title-breadth = {:.3}", design.breadth);
    let marks: Vec<String> = design.marks.iter().map(|mark| literal(mark)).collect();
    let _ = writeln!(out, "#let marks = ({},)", marks.join(", "));
    let _ = writeln!(out, "#let progress = {}", design.progress);
    let dark = design.colour("paper").luminance() < design.colour("ink").luminance();
    let _ = writeln!(out, "#let dark = {dark}");
    let _ = match &theme.logo {
        Some(logo) => writeln!(out, "#let logo = {}\n#let logo-ratio = {:.4}", literal(&logo_path(logo)), logo.ratio),
        None => writeln!(out, "#let logo = none\n#let logo-ratio = 1"),
    };
    out.push_str(&part(0..ALL_PIECES, None));
    out
}

/// More pieces than any slide has.
const ALL_PIECES: usize = 1_000_000;

/// The constants that say which pieces of a slide's content show, and which page of how many that makes.
pub fn part(pieces: Range<usize>, page: Option<(usize, usize)>) -> String {
    let Range { start, end } = pieces;
    // What `context` makes is not in a heading's text, and so not in the outline.
    let mark = page.map_or_else(
        || "none".to_owned(),
        |(page, of)| format!("context {{ h(0.5em); text(size: 0.6em, weight: text-weight, fill: muted, \"{page}/{of}\") }}"),
    );
    format!("#let first-piece = {start}\n#let last-piece = {end}\n#let part-mark = {mark}\n")
}

/// The path under which the logo is known to the typesetter. No file of a project is called so.
pub fn logo_path(logo: &Logo) -> String {
    format!("/@logo.{}", logo.extension)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{self, Design, Wishes};

    #[test]
    fn values_become_constants() {
        let text = design(&theme::find("lecture").unwrap());
        for line in [
            "#let paper = rgb(\"#FBFAF7\")",
            "#let scrim = rgb(\"#1B1F24\").transparentize(26%)",
            "#let body-size = 26pt",
            "#let title-size = 38pt",
            "#let cover-size = 64pt",
            "#let body-leading = 10pt",
            "#let title-weight = 600",
            "#let margin-side = 60pt",
            "#let gutter = 16pt",
            "#let heading-font = \"Inter\"",
            "#let marks = (\"•\", \"–\",)",
            "#let progress = true",
        ] {
            assert!(text.lines().any(|l| l == line), "{line} is not in\n{text}");
        }
    }

    #[test]
    fn hostile_names_are_text() {
        let mut wishes = Wishes { marks: Some(vec!["\")\n#panic(\"".to_owned()]), ..Wishes::default() };
        wishes.fonts.insert("text".to_owned(), "\"; #panic()".to_owned());
        let text = design(&theme::find("lecture").unwrap().with(Design::new(wishes), None));
        assert!(
            !text.contains("\n#panic") && text.lines().all(|line| line.starts_with("#let ") || line.starts_with("//")),
            "{text}"
        );
    }
}
