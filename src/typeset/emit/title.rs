//! How wide a title is, so that a theme can choose its size and break it without measuring.
//!
//! Measuring in Typst would be exact, but a heading that is measured makes it lay out the whole slide twice. Adding up letter widths
//! in Typst's own language took a tenth of the time of a deck, and every slide has a title.

use crate::model::{Inline, InlineKind, plain_text};

/// Widths in semibold Inter, in em; too wide rather than too narrow.
const ADVANCES: &[(f64, &str)] = &[
    (0.21, "'’"),
    (0.25, " ijl‘"),
    (0.29, "!,.:;I·"),
    (0.38, "()/[\\]frt{}|“”\""),
    (0.47, "-_"),
    (0.49, "1^`–•"),
    (0.55, "*?JLksxz"),
    (0.60, "27EFaceghnopquvy"),
    (0.66, "#$&+0345689<=>BPRSTZbd~×−"),
    (0.71, "ADKVXY"),
    (0.74, "CGHNU"),
    (0.79, "OQ…"),
    (0.84, "%w"),
    (0.90, "Mm"),
    (1.00, "@W—"),
];
const SPACE: f64 = 0.25;
/// The first of the characters that fill a square.
const WIDE: char = '\u{2e80}';
/// Nobody sets a title on more lines than this.
const MOST_LINES: usize = 6;
/// How exact the widths are, in em: a hundredth of a point or so.
const PRECISION: f64 = 0.001;

/// The narrowest widths, in em, at which a title takes one line, two lines and so on, as far as more lines make it narrower.
pub(super) fn widths(title: &[Inline]) -> Vec<f64> {
    let mut text = String::new();
    push_text(title, &mut text);
    widths_of(&text)
}

/// The width of a text on one line, in em.
pub(super) fn width(text: &[Inline]) -> f64 {
    let mut read = String::new();
    push_text(text, &mut read);
    read.chars().map(advance).sum()
}

/// The width of its longest word, in em.
pub(super) fn longest_word(text: &[Inline]) -> f64 {
    let mut read = String::new();
    push_text(text, &mut read);
    // Chinese and its like break anywhere.
    let words = read.split(|c: char| c == ' ' || c == '\u{200B}' || c >= WIDE);
    words.map(|word| word.chars().map(advance).sum()).fold(0.0, f64::max)
}

/// What is read in a title. Code counts as so many letters "n".
fn push_text(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Code { text, .. } => out.extend(text.chars().map(|_| 'n')),
            _ if !inline.content().is_empty() => push_text(inline.content(), out),
            _ => out.push_str(&plain_text(std::slice::from_ref(inline))),
        }
    }
}

fn widths_of(text: &str) -> Vec<f64> {
    let words: Vec<f64> = text.split(' ').map(|word| word.chars().map(advance).sum()).collect();
    let mut found: Vec<f64> = Vec::new();
    for lines in 1..=MOST_LINES.min(words.len()) {
        let width = narrowest(&words, lines);
        if found.last().is_some_and(|last| width > last - PRECISION) {
            break;
        }
        found.push(width);
    }
    found
}

/// The least width at which the words take no more than `lines` lines, found by halving.
fn narrowest(words: &[f64], lines: usize) -> f64 {
    let all = words.iter().sum::<f64>() + SPACE * (words.len() - 1) as f64;
    if lines == 1 {
        return all;
    }
    let (mut too_narrow, mut wide) = (0.0, all);
    while wide - too_narrow > PRECISION {
        let middle = f64::midpoint(too_narrow, wide);
        if lines_at(words, middle) <= lines { wide = middle } else { too_narrow = middle }
    }
    wide
}

/// How many lines the words take when each line is filled before the next is begun.
fn lines_at(words: &[f64], width: f64) -> usize {
    let (mut lines, mut used) = (1, 0.0);
    for (index, word) in words.iter().enumerate() {
        if *word > width {
            return usize::MAX;
        }
        if index == 0 {
            used = *word;
        } else if used + SPACE + word <= width {
            used += SPACE + word;
        } else {
            lines += 1;
            used = *word;
        }
    }
    lines
}

fn advance(c: char) -> f64 {
    let known = ADVANCES.iter().find(|(_, letters)| letters.contains(c)).map(|(width, _)| *width);
    // Letters of other scripts: Latin and its like are about as wide as an "n", Chinese and its like fill a square.
    known.unwrap_or(if c < WIDE { 0.64 } else { 1.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_lines_are_narrower_and_lines_are_even() {
        let found = widths_of("one two three four");
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found.windows(2).all(|pair| pair[1] < pair[0]), "{found:?}");
        let two = widths_of("aaaa aaaa aaaa aaaa");
        assert!((two[1] - (8.0 * 0.60 + SPACE)).abs() < 0.01, "{two:?}");
    }

    #[test]
    fn odd_texts_have_a_width() {
        for text in ["", " ", "  a  ", "a", "Zusammengesetzteswort", "標題"] {
            let found = widths_of(text);
            assert!(!found.is_empty() && found.iter().all(|width| width.is_finite() && *width >= 0.0), "{text:?}: {found:?}");
        }
    }

    #[test]
    fn long_titles_are_quick() {
        let words = "word ".repeat(60);
        assert!(widths_of(&words).len() <= MOST_LINES);
    }
}
