//! Columns of text on a terminal: widths as they are drawn, styles around them.

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::render::visible;
use crate::model::Seconds;

/// How a text stands out. Said by words or signs too, since a terminal may have no colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    Plain,
    /// A heading, a sum.
    Bold,
    /// Less important.
    Dim,
    /// Too much.
    Over,
    /// What the first of two audiences sees.
    First,
    /// What the second sees.
    Second,
}

impl Style {
    /// The text in this style. Styles are stripped where the terminal has none.
    pub fn paint(self, text: &str) -> String {
        let code = match self {
            _ if text.trim().is_empty() => return text.to_owned(),
            Style::Plain => return text.to_owned(),
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Over => "1;31",
            Style::First => "31",
            Style::Second => "32",
        };
        // The spaces that fill a column stay outside, so that they can be taken off at the end of a line.
        let (words, spaces) = text.split_at(text.trim_end().len());
        format!("\x1b[{code}m{words}\x1b[0m{spaces}")
    }
}

/// How many columns a text takes: two for wide characters, none for marks.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text in exactly so many columns: cut with `…`, or filled with spaces on the right.
pub fn left(text: &str, columns: usize) -> String {
    let mut shown = cut(&visible(text), columns);
    shown.push_str(&" ".repeat(columns.saturating_sub(width(&shown))));
    shown
}

/// The text at the right of so many columns.
pub fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut shown = String::new();
    for c in text.chars() {
        shown.push(c);
        if width(&shown) + 1 > columns {
            shown.pop();
            break;
        }
    }
    format!("{}…", shown.trim_end())
}

/// `+0:40`, `−1:10`; nothing where there is no difference.
pub fn difference(more: Seconds, than: Seconds) -> String {
    match more.0.cmp(&than.0) {
        std::cmp::Ordering::Equal => String::new(),
        std::cmp::Ordering::Greater => format!("+{}", more.minus(than)),
        std::cmp::Ordering::Less => format!("−{}", than.minus(more)),
    }
}

/// `1 slide`, `2 slides`.
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_as_they_are_drawn() {
        for (text, columns, shown) in [
            ("Costs", 8, "Costs   "),
            ("Costs", 5, "Costs"),
            ("What it costs", 8, "What it…"),
            ("What it costs", 6, "What…"),
            ("審査は二日", 10, "審査は二日"),
            ("審査は二日待つ", 10, "審査は二…"),
            ("審査は二日待つ", 9, "審査は二…"),
            ("e\u{301}a", 3, "e\u{301}a "),
            ("\x1b[31mred", 12, "␛[31mred    "),
        ] {
            let cut = left(text, columns);
            assert!(cut.starts_with(shown.trim_end()), "{cut:?} for {text}");
            assert_eq!(width(&cut), columns, "{text}");
        }
        assert_eq!(right("0:40", 7), "   0:40");
    }

    #[test]
    fn differences_have_their_sign() {
        assert_eq!(difference(Seconds(100), Seconds(60)), "+0:40");
        assert_eq!(difference(Seconds(60), Seconds(130)), "−1:10");
        assert_eq!(difference(Seconds(60), Seconds(60)), "");
    }
}
