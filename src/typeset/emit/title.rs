//! How wide a title is, so that a theme can choose its size and break it without measuring.
//!
//! Measuring in Typst would be exact, but a heading that is measured makes it lay out the whole slide twice. Adding up letter widths
//! in Typst's own language took a tenth of the time of a deck, and every slide has a title.

use std::sync::LazyLock;

use super::units::kept_together;
use crate::model::{Inline, InlineKind, plain_text};

/// Widths in semibold Inter, in em; too wide rather than too narrow.
const ADVANCES: &[(f64, &str)] = &[
    (0.21, "'’"),
    (0.25, "\u{A0} ijl‘"),
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
    widths_of(&read(title))
}

/// The width of a text on one line, in em.
pub(super) fn width(text: &[Inline]) -> f64 {
    width_of(&read(text))
}

/// The same of a text as it is read.
pub(super) fn width_of(text: &str) -> f64 {
    text.chars().map(advance).sum()
}

/// The width of its longest word, in em.
pub(super) fn longest_word(text: &[Inline]) -> f64 {
    pieces(&read(text)).into_iter().map(|piece| piece.width).fold(0.0, f64::max)
}

/// What is read in a title, as it breaks into lines.
fn read(text: &[Inline]) -> String {
    let mut read = String::new();
    push_text(text, &mut read);
    kept_together(&read, None).into_owned()
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

/// What stays together on a line: a word, or a sign of a script that has no words.
struct Piece {
    width: f64,
    /// The space before it, which is gone at the start of a line.
    gap: f64,
}

/// What may not begin a line of Chinese or Japanese, and what may not end one.
const CLOSING: &str = "、。，．・：；？！ゝゞ々ー”’）〕］｝〉》」』】…,.:;?!)]}ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
const OPENING: &str = "“‘（〔［｛〈《「『【([{";
/// How many letters a word has, about, in scripts without spaces between words: Thai and its like.
const LETTERS: usize = 6;

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for word in text.split(' ') {
        let (mut gap, mut width, mut letters) = (if pieces.is_empty() { 0.0 } else { SPACE }, 0.0, 0);
        let mut before: Option<char> = None;
        for c in word.chars() {
            if before.is_some_and(|before| parts(before, c, letters)) {
                pieces.push(Piece { width, gap });
                (gap, width, letters) = (0.0, 0.0, 0);
            }
            width += advance(c);
            letters += usize::from(!is_above_or_below(c));
            before = Some(c);
        }
        pieces.push(Piece { width, gap });
    }
    pieces
}

/// May a line end between two characters of a word, the last of so many letters?
fn parts(before: char, c: char, letters: usize) -> bool {
    let without_spaces = |c: char| matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}');
    let fills_square = |c: char| c >= WIDE && !CLOSING.contains(c) && !OPENING.contains(c);
    let long = without_spaces(before) && without_spaces(c) && letters >= LETTERS && !is_above_or_below(c);
    let square = (fills_square(before) || fills_square(c)) && !CLOSING.contains(c) && !OPENING.contains(before);
    before == '\u{200B}' || long || square
}

/// Thai and Lao vowels and tones that stand above or below a letter.
fn is_above_or_below(c: char) -> bool {
    matches!(c, '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}' | '\u{EB1}' | '\u{EB4}'..='\u{EBC}' | '\u{EC8}'..='\u{ECE}')
}

/// What [`widths`] gives, of a text as it is read.
pub(super) fn widths_of(text: &str) -> Vec<f64> {
    let pieces = pieces(text);
    let mut found: Vec<f64> = Vec::new();
    for lines in 1..=MOST_LINES.min(pieces.len()) {
        let width = narrowest(&pieces, lines);
        if found.last().is_some_and(|last| width > last - PRECISION) {
            break;
        }
        found.push(width);
    }
    found
}

/// The least width at which the pieces take no more than `lines` lines, found by halving.
fn narrowest(pieces: &[Piece], lines: usize) -> f64 {
    let all = pieces.iter().map(|piece| piece.gap + piece.width).sum::<f64>();
    if lines == 1 {
        return all;
    }
    let (mut too_narrow, mut wide) = (0.0, all);
    while wide - too_narrow > PRECISION {
        let middle = f64::midpoint(too_narrow, wide);
        if lines_at(pieces, middle) <= lines { wide = middle } else { too_narrow = middle }
    }
    wide
}

/// How many lines the pieces take when each line is filled before the next is begun.
fn lines_at(pieces: &[Piece], width: f64) -> usize {
    let (mut lines, mut used) = (1, 0.0);
    for (index, piece) in pieces.iter().enumerate() {
        if piece.width > width {
            return usize::MAX;
        }
        if index == 0 {
            used = piece.width;
        } else if used + piece.gap + piece.width <= width {
            used += piece.gap + piece.width;
        } else {
            lines += 1;
            used = piece.width;
        }
    }
    lines
}

/// The widths of ASCII, each looked up once: nearly all text is of it, and all text on a slide is added up.
static OF_ASCII: LazyLock<[f64; 128]> = LazyLock::new(|| std::array::from_fn(|c| looked_up(char::from(c as u8))));

fn advance(c: char) -> f64 {
    OF_ASCII.get(c as usize).copied().unwrap_or_else(|| looked_up(c))
}

fn looked_up(c: char) -> f64 {
    if is_above_or_below(c) || c == '\u{200B}' {
        return 0.0;
    }
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
    fn scripts_without_spaces_break_too() {
        let chinese = widths_of(&"字".repeat(20));
        assert_eq!(chinese.iter().take(3).map(|width| width.round()).collect::<Vec<_>>(), [20.0, 10.0, 7.0]);
        let together = |text: &str| pieces(text).len();
        assert_eq!((together("漢字。"), together("「漢字」"), together("漢字 Word"), together("Words")), (2, 2, 3, 1));
        let thai = widths_of("การทบทวนโค้ดเสร็จภายในหนึ่งวัน");
        assert!(thai.len() > 2 && thai[1] < thai[0] * 0.7, "{thai:?}");
    }

    #[test]
    fn long_titles_are_quick() {
        let words = "word ".repeat(60);
        assert!(widths_of(&words).len() <= MOST_LINES);
    }
}
