//! What a chart is drawn with: a page in points, rectangles and words on it, and texts that fit their room.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::theme::{Colour, Design};
use crate::typeset::emit::text::literal;

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 540.0;
/// The width of a character, in ems: measured on Inter, 0.46 on average in a title, with room to spare.
pub const EM: f64 = 0.5;

/// A page that is drawn on.
pub struct Canvas<'a> {
    /// The Typst source so far.
    pub source: String,
    /// The theme's colours, fonts and sizes.
    pub design: &'a Design,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub struct Type {
    /// In points.
    pub size: f64,
    /// Its colour.
    pub colour: Colour,
    /// Semibold?
    pub strong: bool,
}

/// Where a text stands in its room.
#[derive(Clone, Copy)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

impl<'a> Canvas<'a> {
    /// An empty page.
    pub fn new(design: &'a Design, lang: &str) -> Self {
        let language = lang.split(['-', '_']).next().filter(|lang| (2..=3).contains(&lang.len())).unwrap_or("en");
        let mut out = format!(
            "#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt, fill: rgb({}))\n",
            literal(&design.colour("paper").to_string())
        );
        let _ = writeln!(
            out,
            "#set text(font: {}, lang: {}, number-type: \"lining\", hyphenate: false, top-edge: \"cap-height\", bottom-edge: \"baseline\")",
            literal(&design.fonts.text),
            literal(language)
        );
        Self { source: out, design }
    }

    /// A filled rectangle; none where it has no size.
    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, colour: Colour) {
        if width > 0.0 && height > 0.0 {
            let fill = literal(&colour.to_string());
            let _ = writeln!(
                self.source,
                "#place(top + left, dx: {x:.2}pt, dy: {y:.2}pt, rect(width: {width:.2}pt, height: {height:.2}pt, fill: rgb({fill})))"
            );
        }
    }

    /// A text whose capitals begin at `y`.
    pub fn text(&mut self, x: f64, y: f64, width: f64, align: Align, style: Type, text: &str) {
        let align = match align {
            Align::Left => "left",
            Align::Center => "center",
            Align::Right => "right",
        };
        let Type { size, colour, strong } = style;
        let weight = if strong { 600 } else { 400 };
        let _ = writeln!(
            self.source,
            "#place(top + left, dx: {x:.2}pt, dy: {y:.2}pt, box(width: {width:.2}pt, align({align}, text(size: {size}pt, weight: {weight}, fill: rgb({}), {}))))",
            literal(&colour.to_string()),
            literal(text)
        );
    }
}

/// The text in at most so many lines that fit a width, the last one ended by `…` where there is more.
pub fn wrapped(text: &str, width: f64, size: f64, most: usize) -> Vec<String> {
    let columns = (width / (size * EM)).floor() as usize;
    if columns < 3 {
        return Vec::new();
    }
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace().flat_map(|word| pieces(word, columns)) {
        let last = lines.last_mut().expect("there is a line");
        if last.is_empty() {
            *last = word;
        } else if last.width() + 1 + word.width() <= columns {
            *last = format!("{last} {word}");
        } else {
            lines.push(word);
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            if last.width() + 1 > columns {
                // Whole words where there are several, else what fits.
                match last.rfind(' ') {
                    Some(space) => last.truncate(space),
                    None => _ = last.pop(),
                }
            }
            last.push('…');
        }
    }
    lines
}

/// The text on one line.
pub fn cut(text: &str, width: f64, size: f64) -> String {
    wrapped(text, width, size, 1).pop().unwrap_or_default()
}

/// A word in pieces that fit a line; scripts without spaces are one long word.
fn pieces(word: &str, columns: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in word.chars() {
        let last = pieces.last_mut().expect("there is a piece");
        if last.width() + c.to_string().width() > columns && !last.is_empty() {
            pieces.push(c.to_string());
        } else {
            last.push(c);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_broken_and_cut() {
        assert_eq!(wrapped("What it costs us", 50.0, 10.0, 3), ["What it", "costs us"]);
        assert_eq!(wrapped("What it costs us this year", 50.0, 10.0, 2), ["What it", "costs us…"]);
        assert_eq!(wrapped("They follow instead of leading", 85.0, 10.0, 1), ["They follow…"]);
        assert_eq!(wrapped("審査は二日待つ", 50.0, 10.0, 2), ["審査は二日", "待つ"]);
        assert_eq!(wrapped("anything", 10.0, 10.0, 2), Vec::<String>::new());
    }
}
