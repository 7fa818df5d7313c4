//! The little of a deck's CSS that says how slides are arranged: which classes put their content side by side.

use std::collections::HashMap;

/// What classes do, by their names.
#[derive(Debug, Default)]
pub struct Styles(HashMap<String, Look>);

/// How a box arranges itself and what is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// Its content stands side by side.
    pub row: Option<Row>,
    /// Its width in percent.
    pub width: Option<u32>,
    /// It stands at one side of what follows.
    pub floats: bool,
    /// It has a place of its own on the slide, wherever it stands in the text.
    pub placed: bool,
}

/// A row of columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The widths of the columns in percent, where they differ. Without any, all that is in the box is one row.
    pub tracks: Vec<Option<u32>>,
}

/// Names that stand for columns in every deck that has them, with the number of columns.
const ROWS: &[(&str, usize)] = &[
    ("columns", 0),
    ("cols", 0),
    ("row", 0),
    ("split", 0),
    ("flex", 0),
    ("grid", 0),
    ("multicolumn", 0),
    ("multi-column", 0),
    ("multicolumns", 0),
    ("side-by-side", 0),
    ("twocols", 2),
    ("two-cols", 2),
    ("twocolumns", 2),
    ("two-column", 2),
    ("two-columns", 2),
    ("columns-2", 2),
    ("columns2", 2),
    ("cols-2", 2),
    ("grid-2", 2),
    ("grid-cols-2", 2),
    ("three-columns", 3),
    ("columns-3", 3),
    ("columns3", 3),
    ("cols-3", 3),
    ("grid-3", 3),
    ("grid-cols-3", 3),
    ("columns-4", 4),
    ("columns4", 4),
    ("cols-4", 4),
];

/// Names of boxes that stand beside their neighbours.
const CELLS: &[&str] = &[
    "col",
    "column",
    "left",
    "right",
    "ldiv",
    "mdiv",
    "rdiv",
    "limg",
    "mimg",
    "rimg",
    "lcol",
    "rcol",
    "leftcol",
    "rightcol",
    "left-column",
    "right-column",
    "column-left",
    "column-right",
    "col-left",
    "col-right",
    "left-col",
    "right-col",
];

impl Styles {
    /// Reads a style sheet.
    pub fn add(&mut self, css: &str) {
        let css = without_comments(css);
        let mut start = 0;
        while let Some(open) = css[start..].find('{').map(|at| start + at) {
            let inside = &css[open + 1..];
            let Some(length) = inside.find(['}', '{']) else { return };
            if inside[length..].starts_with('{') {
                // A rule around rules.
                start = open + 1;
                continue;
            }
            let selectors = css[start..open].rsplit('}').next().unwrap_or("");
            self.rule(selectors, &inside[..length]);
            start = open + 1 + length + 1;
        }
    }

    fn rule(&mut self, selectors: &str, declarations: &str) {
        let look = look(declarations);
        if look == Look::default() {
            return;
        }
        for selector in selectors.split(',') {
            // What stands before the last word says only where; `section.x` is a slide.
            let Some(last) = selector.split([' ', '>', '\n', '\t', '+', '~']).rfind(|part| !part.is_empty()) else { continue };
            let (element, classes) = last.split_once('.').unwrap_or((last, ""));
            let class = classes.split(['.', ':', '[', '#']).next().unwrap_or("");
            if !class.is_empty() && element != "section" && !last.contains(':') {
                self.0.entry(class.to_owned()).or_default().merge(look.clone());
            }
        }
    }

    /// How a box with these classes and this `style` is arranged.
    pub fn of<'c>(&self, classes: impl Iterator<Item = &'c str> + Clone, style: &str) -> Look {
        let mut found = Look::default();
        for class in classes.clone() {
            found.merge(self.0.get(class).cloned().unwrap_or_default());
        }
        found.merge(look(style));
        for class in classes {
            if let Some((_, count)) = ROWS.iter().find(|(name, _)| *name == class)
                && found.row.as_ref().is_none_or(|row| row.tracks.is_empty())
            {
                found.row = Some(Row { tracks: vec![None; *count] });
            }
            found.floats |= CELLS.contains(&class);
        }
        found
    }
}

impl Look {
    fn merge(&mut self, other: Look) {
        self.row = other.row.or(self.row.take());
        self.width = other.width.or(self.width);
        self.floats |= other.floats;
        self.placed |= other.placed;
    }
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, behind)| behind);
    }
    out + rest
}

/// What declarations say of an arrangement.
fn look(declarations: &str) -> Look {
    let lower = declarations.to_ascii_lowercase();
    let get = |wanted: &str| {
        lower.split(';').rev().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            (key.trim() == wanted).then(|| value.replace("!important", "").trim().to_owned())
        })
    };
    let tracks = get("grid-template-columns").map_or_else(Vec::new, |value| tracks(&value));
    let row = match get("display").as_deref() {
        Some("grid" | "inline-grid") => tracks.len() > 1,
        Some("flex" | "inline-flex") => {
            !get("flex-direction").or(get("flex-flow")).is_some_and(|direction| direction.starts_with("column"))
        }
        None => tracks.len() > 1,
        _ => false,
    };
    let basis = || get("flex").and_then(|flex| flex.split_whitespace().last().map(str::to_owned));
    let width = get("width").or(get("flex-basis")).or_else(basis).and_then(|width| percent(&width));
    let floats = get("float").is_some_and(|side| matches!(side.as_str(), "left" | "right"));
    let placed = get("position").is_some_and(|position| matches!(position.as_str(), "fixed" | "absolute"));
    Look { row: row.then_some(Row { tracks }), width: width.filter(|width| (5..100).contains(width)), floats, placed }
}

fn percent(value: &str) -> Option<u32> {
    let number: f64 = value.strip_suffix('%')?.trim().parse().ok()?;
    (0.0..=1000.0).contains(&number).then_some(number.round() as u32)
}

/// `1fr 2fr`, `40% 60%`, `repeat(2, 1fr)`. Columns of the same width have none.
fn tracks(value: &str) -> Vec<Option<u32>> {
    const MOST: usize = 12;
    let words = words(value);
    let mut all = Vec::new();
    for word in &words {
        let repeat = word.strip_prefix("repeat(").and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.split_once(','));
        match repeat {
            Some((times, track)) => {
                let times = times.trim().parse::<usize>().unwrap_or(1).min(MOST);
                all.extend(std::iter::repeat_n(track.trim().to_owned(), times));
            }
            None => all.push(word.clone()),
        }
    }
    all.truncate(MOST);
    let part =
        |track: &String| track.strip_suffix("fr").and_then(|part| part.trim().parse::<f64>().ok()).filter(|part| *part > 0.0);
    let fixed: f64 = all.iter().filter_map(|track| percent(track)).map(f64::from).sum();
    let parts: f64 = all.iter().filter(|track| percent(track).is_none()).map(|track| part(track).unwrap_or(1.0)).sum();
    let width = |track: &String| match percent(track) {
        Some(percent) => f64::from(percent),
        None => (100.0 - fixed).max(0.0) * part(track).unwrap_or(1.0) / parts,
    };
    let widths: Vec<u32> = all.iter().map(|track| width(track).round() as u32).collect();
    let same = widths.iter().all(|width| widths[0].abs_diff(*width) <= 1);
    let possible = widths.iter().sum::<u32>() <= 101 && widths.iter().all(|width| *width > 0);
    widths.into_iter().map(|width| Some(width).filter(|_| !same && possible)).collect()
}

/// The words of a value; what stands in parentheses is part of one.
fn words(value: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut depth = 0_usize;
    for c in value.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match words.last_mut() {
            Some(word) if !c.is_whitespace() || depth > 0 => word.push(c),
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(tracks: &[Option<u32>]) -> Option<Row> {
        Some(Row { tracks: tracks.to_vec() })
    }

    #[test]
    fn declarations_say_how_a_box_is_arranged() {
        for (css, expected) in [
            ("display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem", row(&[None, None])),
            ("display:grid;grid-template-columns:1fr 3fr", row(&[Some(25), Some(75)])),
            ("display: grid; grid-template-columns: 40% 60% !important;", row(&[Some(40), Some(60)])),
            ("display: flex", row(&[])),
            ("display: flex; flex-direction: column", None),
            ("display: flex; flex-flow: column nowrap", None),
            ("display: grid; gap: 1em", None),
            ("color: red", None),
        ] {
            assert_eq!(look(css).row, expected, "{css}");
        }
        assert_eq!(look("float: left; width: 48.6%").width, Some(49));
        assert!(look("float: left").floats && !look("float: none").floats);
    }

    #[test]
    fn classes_are_found_in_style_sheets() {
        let mut styles = Styles::default();
        styles.add("/* .no { display: flex } */ section { display: flex }\nsection.slide { display: flex }\n.a, div.b.c > .d { display: flex; }");
        styles.add("@media print { .e { display: grid; grid-template-columns: 1fr 1fr } }\n.f { width: 30% } .f::after { display: flex } .open { ");
        let is_row = |class: &str| styles.of(std::iter::once(class), "").row.is_some();
        let rows: Vec<&str> =
            ["no", "slide", "a", "b", "c", "d", "e", "f", "open", "columns"].into_iter().filter(|c| is_row(c)).collect();
        assert_eq!(rows, ["a", "d", "e", "columns"]);
        assert_eq!(styles.of(std::iter::once("f"), "").width, Some(30));
        assert_eq!(styles.of(["grid", "grid-cols-3"].into_iter(), "").row.map(|row| row.tracks.len()), Some(3));
    }
}
