//! A new theme: the files of one that is there, to be changed.

use std::fmt::Write;

use super::design::Design;
use super::names::{COLOURS, NUMBERS, SIZES};
use super::{DRAWING, SETTINGS, Theme};

/// The file that says what can be changed.
const README: &str = "README.md";

/// The sizes that a theme most often has of its own.
const OFTEN: &[&str] = &["body", "smallest", "title", "code"];

/// The files of a theme called `name` that looks like `parent`, which is built in.
pub fn template(name: &str, parent: &Theme) -> Vec<(&'static str, String)> {
    vec![(SETTINGS, settings(name, parent)), (DRAWING, drawing(name, parent)), (README, readme(name, parent))]
}

fn settings(name: &str, parent: &Theme) -> String {
    let Design { fonts, marks, progress, .. } = &parent.design;
    let mut out = format!(
        "name = \"{name}\"\ndescription = \"Say what this theme is for.\"\n\n# What is not said here comes from this theme.\nextends = \"{}\"\n\n\
         # A picture in this folder, for title and closing slides.\n# logo = \"logo.svg\"\n\n\
         # The marks of lists, and of lists in lists.\n# marks = [\"{}\", \"{}\"]\n# Is there a line of progress at the foot?\n# progress = {progress}\n",
        parent.name,
        marks.first().map_or("•", String::as_str),
        marks.get(1).map_or("–", String::as_str),
    );
    out.push_str("\n[palette]\n");
    for colour in COLOURS.iter().filter(|colour| colour.from.is_empty()) {
        let _ = writeln!(out, "{} = \"{}\"", colour.name, parent.design.colour(colour.name));
    }
    out.push_str("# These follow from the colours above, unless they are said.\n");
    for colour in COLOURS.iter().filter(|colour| !colour.from.is_empty()) {
        let _ = writeln!(out, "# {} = \"{}\"", colour.name, parent.design.colour(colour.name));
    }
    let families = [("text", &fonts.text), ("heading", &fonts.heading), ("code", &fonts.code), ("math", &fonts.math)];
    out.push_str("\n[fonts]\n");
    for (what, family) in families {
        let _ = writeln!(out, "{what} = \"{family}\"");
    }
    out.push_str(
        "\n# In points, on a slide 540 points high. Those behind `#` follow from the others, unless they are said.\n[sizes]\n",
    );
    for size in SIZES {
        let mark = if OFTEN.contains(&size.name) { "" } else { "# " };
        let _ = writeln!(out, "{mark}{} = {}", size.name, parent.design.size(size.name));
    }
    for table in ["weights", "grid"] {
        let _ = writeln!(out, "\n[{table}]");
        for number in NUMBERS.iter().filter(|number| number.table == table) {
            let _ = writeln!(out, "{} = {}", number.name, parent.design.number(number.table, number.name));
        }
    }
    out
}

/// The parent's drawing, without what it says of itself.
fn drawing(name: &str, parent: &Theme) -> String {
    let code = parent.source.split_once("\n#import").map_or(parent.source.as_str(), |(_, code)| code);
    format!(
        "// The theme `{name}`, begun as `{}`. Whatever you take out is drawn as in the base of all themes.\n\
         // Without this file, everything is drawn as in `{}`.\n\n#import{code}",
        parent.name, parent.name
    )
}

fn readme(name: &str, parent: &Theme) -> String {
    format!(
        "# The theme `{name}`\n\n\
         Write `theme: {name}` in a deck's front matter, or `theme = \"{name}\"` below `[deck]` in `deckle.toml`. `deckle watch` shows every change as you save.\n\n\
         **theme.toml** says what it looks like without drawing: colours, fonts, sizes, weights, margins, the marks of lists, a logo. Whatever you\n\
         take out comes from `{parent}`. When you change a colour or a size, what follows from it changes too.\n\n\
         **theme.typ** draws, in Typst. `look` says for each layout what it stands on (`grounds`), what shapes stand behind it (`fields`), how far text stays away from\n\
         the edges (`insets`) and where its content goes (`layouts`). A function called `code`, `callout`, `data-table` or as another block\n\
         replaces that block. Take the file away and everything is drawn as in `{parent}`.\n\n\
         - The layouts: {layouts}.\n\
         - From `theme.toml` come constants: colours by their names, sizes as `body-size`, weights as `title-weight`, the grid as `margin-side`.\n\
         - Pictures and Typst files in this folder may be used: `image(\"mark.svg\")`, `#import \"parts.typ\": *`. Nothing outside it is seen, and no packages are fetched.\n\
         - Font files in this folder are there for this theme.\n\n\
         What is wrong in either file is told at its line, and the preview keeps the last version that worked. The whole contract is `themes/README.md` in Deckle's sources.\n",
        parent = parent.name,
        layouts = crate::model::Layout::ALL.iter().map(|(_, name)| format!("`{name}`")).collect::<Vec<_>>().join(", "),
    )
}
