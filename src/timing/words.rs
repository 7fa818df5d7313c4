//! Counting what is spoken.
//!
//! A word is a word of Unicode (UAX 29) with a letter or digit in it. Scripts written without spaces have no such words:
//!
//! - Han, kana and Hangul are counted by letter, since a letter is about a syllable; see [`LETTERS_A_MINUTE`].
//! - In Thai, Lao, Khmer and Burmese, five letters count as a word; marks above and below don't count.

use unicode_segmentation::UnicodeSegmentation;

/// Letters of Han, kana and Hangul spoken in a minute at a pace of [`WORDS_A_MINUTE`]. Another pace scales it.
pub const LETTERS_A_MINUTE: u32 = 250;
/// Words spoken in a minute where the deck says nothing (time rule 8).
pub const WORDS_A_MINUTE: u32 = crate::project::DEFAULT_PACE;
/// Letters that count as a word in scripts that don't part their words.
const LETTERS_A_WORD: usize = 5;

/// What is spoken in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spoken {
    /// Words, and fifths of a word's letters where the script doesn't part words.
    pub words: usize,
    /// Letters of Han, kana and Hangul.
    pub letters: usize,
}

impl Spoken {
    /// Adds what is spoken in a text. Texts are counted apart: a word does not run from one into the next.
    pub fn add(&mut self, text: &str) {
        let mut unparted = 0_usize;
        for word in text.unicode_words() {
            let mut has_word = false;
            for c in word.chars().filter(|c| c.is_alphanumeric()) {
                match script(c) {
                    Script::Syllables => self.letters += 1,
                    Script::Unparted => unparted += usize::from(!is_dependent(c)),
                    Script::Parted => has_word = true,
                }
            }
            self.words += usize::from(has_word);
        }
        self.words += unparted.div_ceil(LETTERS_A_WORD);
    }
}

enum Script {
    /// A letter is about a syllable.
    Syllables,
    /// An alphabet without spaces between words.
    Unparted,
    /// An alphabet with spaces between words.
    Parted,
}

fn script(c: char) -> Script {
    match u32::from(c) {
        // Hangul jamo (only the leading one of a syllable is counted as a letter), iteration mark and zero, kana, bopomofo,
        // compatibility jamo, Han and its extensions, Yi, Hangul syllables, halfwidth kana and jamo.
        0x1100..=0x115F
        | 0x3005..=0x3007
        | 0x3041..=0x318E
        | 0x31A0..=0x31BF
        | 0x31F0..=0x31FF
        | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF
        | 0xA000..=0xA48C
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFF66..=0xFFDC
        | 0x20000..=0x3FFFD => Script::Syllables,
        // Thai and Lao, Burmese, Khmer.
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF => Script::Unparted,
        _ => Script::Parted,
    }
}

/// Vowel signs above, below and around a letter, which Rust counts as alphabetic.
fn is_dependent(c: char) -> bool {
    matches!(u32::from(c),
        0x0E31 | 0x0E34..=0x0E3A | 0x0E47..=0x0E4E | 0x0EB1 | 0x0EB4..=0x0EBC | 0x0EC8..=0x0ECE
        | 0x102B..=0x103E | 0x1056..=0x1059 | 0x105E..=0x1060 | 0x1062..=0x1064 | 0x1067..=0x106D | 0x1071..=0x1074
        | 0x1082..=0x108D | 0x17B4..=0x17D3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_letters_are_counted_by_script() {
        for (text, words, letters) in [
            ("", 0, 0),
            (" — … ! 🙂", 0, 0),
            ("Two owners per service, from Monday.", 6, 0),
            ("Don't re-read p99: 1.5 million", 6, 0),
            ("Größe über alles", 3, 0),
            ("Три слова тут", 3, 0),
            ("審查要等兩天", 0, 6),
            ("レビューは二日かかる。", 0, 10),
            ("검토에 이틀이 걸린다", 0, 9),
            ("API는 빠르다", 1, 4),
            ("p99 は 51 時間", 2, 3),
            ("การทดสอบ", 2, 0),
            ("ทดสอบ", 1, 0),
            ("मैं ठीक हूँ", 3, 0),
        ] {
            let mut spoken = Spoken::default();
            spoken.add(text);
            assert_eq!((spoken.words, spoken.letters), (words, letters), "{text}");
        }
    }

    #[test]
    fn texts_are_counted_apart() {
        let mut spoken = Spoken::default();
        spoken.add("half");
        spoken.add("way");
        assert_eq!(spoken.words, 2);
    }
}
