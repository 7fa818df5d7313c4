//! `deckle fonts [PATH]…`

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use super::args::{Decks, Purpose, Shared, request};
use super::progress::{error, failure};
use super::terminal::Terminal;
use crate::build::{self, Request, Status, VariantReport};
use crate::fonts::{Face, Fonts, Origin, Script, script_of};

/// A script counts as covered from so many characters on.
const COVERED: usize = 20;
/// No more scripts are named than this.
const NAMED: usize = 6;

/// Lists the fonts that slides may be set in, or those that decks use.
pub fn fonts(shared: &Shared, decks: &Decks, terminal: &Terminal) -> Status {
    if decks.paths.is_empty() {
        return match build::known_fonts(shared.system_fonts) {
            Ok((fonts, problems)) => {
                terminal.out(&list(&fonts));
                problems.iter().for_each(|problem| terminal.err(&format!("warning: {problem}\n")));
                Status::Done
            }
            Err(why) => failed(&why.to_string(), shared, terminal),
        };
    }
    let asked = match request(shared, decks, Purpose::Check, None) {
        Ok(asked) => Request { tell_fonts: true, ..asked },
        Err(message) => return failed(&message, shared, terminal),
    };
    let report = match build::run(&asked, &()) {
        Ok(report) => report,
        Err(why) => return failed(&why.to_string(), shared, terminal),
    };
    for deck in &report.decks {
        terminal.err(&failure(deck, shared.format));
        terminal.out(&format!("{}\n", deck.path));
        deck.variants.iter().for_each(|variant| terminal.out(&used(variant)));
    }
    report.status()
}

fn failed(message: &str, shared: &Shared, terminal: &Terminal) -> Status {
    terminal.err(&error(message, shared.format));
    Status::Failure
}

/// What one audience's slides are set in.
fn used(variant: &VariantReport) -> String {
    let width = variant.fonts.iter().map(|(family, _)| family.width()).max().unwrap_or(0);
    let mut out = format!("  {}\n", variant.name);
    for (family, count) in &variant.fonts {
        out.push_str(&format!("    {family:width$}  {count} {}\n", if *count == 1 { "character" } else { "characters" }));
    }
    if !variant.missing.is_empty() {
        let missing: Vec<String> = variant.missing.iter().map(|c| format!("U+{:04X} {c}", u32::from(*c))).collect();
        out.push_str(&format!("    in no font: {}\n", missing.join(", ")));
    }
    out
}

/// All families, by where they come from.
fn list(fonts: &Fonts) -> String {
    let families = fonts.families();
    let width = families.iter().map(|family| family.width()).max().unwrap_or(0);
    let mut out = String::new();
    for (origin, title) in [
        (Origin::Project, "In the project's `fonts`"),
        (Origin::Bundled, "In Deckle"),
        (Origin::System, "On this machine, for what no other font has"),
    ] {
        let of_place = |family: &&String| fonts.faces().any(|face| face.origin == origin && face.family() == **family);
        let lines: Vec<String> = families.iter().filter(of_place).map(|family| line(fonts, family, width)).collect();
        if !lines.is_empty() {
            out.push_str(&format!("{title}\n{}", lines.concat()));
        }
    }
    out.push_str("\n`deckle fonts DECK` shows what a deck uses. Where the theme's font lacks a character, the first of these that has it is taken.\n");
    out
}

fn line(fonts: &Fonts, family: &str, width: usize) -> String {
    let faces: Vec<&Face> = fonts.faces().filter(|face| face.family().eq_ignore_ascii_case(family)).collect();
    let styles: Vec<String> = faces.iter().map(|face| face.style()).collect();
    let room = width - family.width();
    format!("  {family}{:room$}  {}  [{}]\n", "", scripts(&faces), styles.join(", "))
}

/// The scripts that a family has letters of, those with the most first.
fn scripts(faces: &[&Face]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for c in faces.iter().take(1).flat_map(|face| face.characters()) {
        let name = match script_of(c) {
            Script::Common | Script::Inherited | Script::Unknown if ('\u{1F300}'..'\u{1FB00}').contains(&c) => "emoji",
            Script::Common | Script::Inherited | Script::Unknown => "signs",
            script => script.full_name(),
        };
        *counts.entry(name).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().filter(|(_, count)| *count >= COVERED).collect();
    counts.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let more = if counts.len() > NAMED { format!(" and {} more", counts.len() - NAMED) } else { String::new() };
    let names: Vec<String> = counts.iter().take(NAMED).map(|(name, _)| name.replace('_', " ")).collect();
    format!("{}{more}", names.join(", "))
}
