//! Time rule 8: what a slide needs.
//!
//! The larger of 10 s and the time its notes take to speak, plus 2 s for each line of code and 3 s for each table row shown on the
//! slide. All text of the notes counts: lists, tables, quotations, code. Blank lines of code and the head of a table are no lines or
//! rows. Begun seconds don't count. Steps add nothing. Appendix is 0.

use super::words::{LETTERS_A_MINUTE, Spoken, WORDS_A_MINUTE};
use crate::model::{Block, BlockKind, Seconds, plain_text, texts, walk_blocks};
use crate::project::ProjectedSlide;

/// The least a slide needs, in seconds.
pub const LEAST: u32 = 10;
/// Seconds for a line of code that is shown.
const CODE_LINE: u64 = 2;
/// Seconds for a table row that is shown.
const TABLE_ROW: u64 = 3;

// Words and letters on one scale: a word is worth 25, a letter 13, because 130 words take as long as 250 letters. A scale of
// whole numbers keeps the estimate exact.
const WORD: u64 = (LETTERS_A_MINUTE / 10) as u64;
const LETTER: u64 = (WORDS_A_MINUTE / 10) as u64;

/// What takes time on a slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Load {
    /// What its notes say.
    pub spoken: Spoken,
    /// Lines of code shown.
    pub code_lines: usize,
    /// Table rows shown.
    pub table_rows: usize,
}

/// What takes time on this slide.
pub fn load(slide: &ProjectedSlide) -> Load {
    let mut load = Load { spoken: spoken(&slide.notes), ..Load::default() };
    for block in walk_blocks(&slide.content) {
        match &block.kind {
            BlockKind::Code(code) => load.code_lines += code.text.lines().filter(|line| !line.trim().is_empty()).count(),
            BlockKind::Table(table) => load.table_rows += table.rows.len(),
            _ => {}
        }
    }
    load
}

impl Load {
    /// The time it needs at a pace in words a minute. A pace of 0 counts as 1.
    pub fn estimate(self, pace: u32) -> Seconds {
        let seconds = self.shown().saturating_add(self.speech(pace).max(u64::from(LEAST)));
        Seconds(u32::try_from(seconds).unwrap_or(u32::MAX))
    }

    /// How much of the notes must go, for the slide to need no more than `budget`: in letters where there are more letters than
    /// words, else in words. `None` where no cut is enough.
    pub fn excess(self, pace: u32, budget: Seconds) -> Option<Cut> {
        let seconds = u64::from(budget.0).checked_sub(self.shown()).filter(|s| *s >= u64::from(LEAST))?;
        // The most that is spoken in less than one second more: 60 × weight < WORD × pace × (seconds + 1).
        let next = u128::from(WORD * u64::from(pace.max(1))) * u128::from(seconds + 1);
        let allowed = u64::try_from(next.div_ceil(60) - 1).unwrap_or(u64::MAX);
        let excess = self.weight().saturating_sub(allowed);
        let amount = |weight: u64| usize::try_from(excess.div_ceil(weight)).unwrap_or(usize::MAX);
        let by_letters = self.spoken.letters > self.spoken.words;
        Some(if by_letters { Cut::Letters(amount(LETTER)) } else { Cut::Words(amount(WORD)) })
    }

    /// What the estimate is made of: `347 words at 130 a minute, 12 lines of code`. Empty where nothing counts.
    pub fn in_words(self, pace: u32) -> String {
        let count = |n: usize, noun: &str| if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") };
        let mut parts = Vec::new();
        if self.spoken.words > 0 {
            parts.push(format!("{} at {pace} a minute", count(self.spoken.words, "word")));
        }
        if self.spoken.letters > 0 {
            let letters = u64::from(pace) * u64::from(LETTERS_A_MINUTE) / u64::from(WORDS_A_MINUTE);
            parts.push(format!("{} at {letters} a minute", count(self.spoken.letters, "character")));
        }
        if self.code_lines > 0 {
            parts.push(format!("{} of code", count(self.code_lines, "line")));
        }
        if self.table_rows > 0 {
            parts.push(count(self.table_rows, "table row"));
        }
        parts.join(", ")
    }

    /// Seconds to speak the notes, begun seconds left out: 60 × words / pace.
    fn speech(self, pace: u32) -> u64 {
        let seconds = u128::from(self.weight()) * 60 / u128::from(WORD * u64::from(pace.max(1)));
        u64::try_from(seconds).unwrap_or(u64::MAX)
    }

    /// Seconds for what is shown.
    fn shown(self) -> u64 {
        let seconds = |count: usize, each: u64| (count as u64).saturating_mul(each);
        seconds(self.code_lines, CODE_LINE).saturating_add(seconds(self.table_rows, TABLE_ROW))
    }

    fn weight(self) -> u64 {
        let words = (self.spoken.words as u64).saturating_mul(WORD);
        words.saturating_add((self.spoken.letters as u64).saturating_mul(LETTER))
    }
}

/// How much to cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// So many words.
    Words(usize),
    /// So many letters of Han, kana or Hangul.
    Letters(usize),
}

fn spoken(notes: &[Block]) -> Spoken {
    let mut spoken = Spoken::default();
    for block in walk_blocks(notes) {
        for text in texts(block) {
            spoken.add(&plain_text(text));
        }
        match &block.kind {
            BlockKind::Code(code) => spoken.add(&code.text),
            BlockKind::Math(latex) => spoken.add(latex),
            BlockKind::Picture(picture) => spoken.add(&picture.alt),
            BlockKind::Callout { title: Some(title), .. } => spoken.add(title),
            _ => {}
        }
    }
    spoken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CalloutKind, InlineKind};
    use crate::project::testing::{block, code, column, inline, list, paragraph, picture, table, text};

    fn words(words: usize) -> Load {
        Load { spoken: Spoken { words, letters: 0 }, ..Load::default() }
    }

    #[test]
    fn the_larger_of_ten_seconds_and_the_notes() {
        for (count, pace, seconds) in [
            (0, 130, 10),
            (21, 130, 10), // 9.7 s
            (23, 130, 10), // 10.6 s
            (24, 130, 11), // 11.1 s
            (130, 130, 60),
            (347, 130, 160), // 160.2 s
            (260, 100, 156),
            (5, 0, 300),
        ] {
            assert_eq!(words(count).estimate(pace), Seconds(seconds), "{count} words at {pace}");
        }
    }

    #[test]
    fn letters_have_their_own_pace() {
        let letters = |letters| Load { spoken: Spoken { words: 0, letters }, ..Load::default() };
        assert_eq!(letters(250).estimate(130), Seconds(60));
        assert_eq!(letters(250).estimate(65), Seconds(120));
        let both = Load { spoken: Spoken { words: 130, letters: 125 }, ..Load::default() };
        assert_eq!(both.estimate(130), Seconds(90));
    }

    #[test]
    fn code_lines_and_table_rows_come_on_top() {
        let shown = Load { code_lines: 12, table_rows: 4, ..words(130) };
        assert_eq!(shown.estimate(130), Seconds(60 + 24 + 12));
        assert_eq!(Load { code_lines: 3, ..Load::default() }.estimate(130), Seconds(16), "the ten seconds too");
    }

    #[test]
    fn huge_loads_saturate() {
        let huge = Load { code_lines: usize::MAX, ..words(usize::MAX) };
        assert_eq!(huge.estimate(1), Seconds(u32::MAX));
        assert_eq!(huge.excess(u32::MAX, Seconds(u32::MAX)), None);
    }

    /// The cut is enough, and a word less is not.
    #[test]
    fn the_cut_is_the_smallest_that_is_enough() {
        assert_eq!(words(347).excess(130, Seconds(90)), Some(Cut::Words(150)));
        for (load, pace, budget) in [(words(347), 130, 90), (words(999), 97, 61), (words(31), 130, 10)] {
            let Some(Cut::Words(cut)) = load.excess(pace, Seconds(budget)) else { panic!("{load:?}") };
            assert!(words(load.spoken.words - cut).estimate(pace) <= Seconds(budget), "{load:?}");
            assert!(words(load.spoken.words - cut + 1).estimate(pace) > Seconds(budget), "{load:?}");
        }
        let letters = Load { spoken: Spoken { words: 1, letters: 500 }, ..Load::default() };
        assert_eq!(letters.excess(130, Seconds(119)), Some(Cut::Letters(2)), "500 letters and a word take 120.5 s");
        assert_eq!(words(347).excess(130, Seconds(9)), None, "no slide needs less than ten seconds");
        assert_eq!(Load { code_lines: 50, ..words(347) }.excess(130, Seconds(90)), None, "the code alone is too long");
    }

    #[test]
    fn all_text_of_the_notes_is_spoken() {
        let row = |words: &str| vec![vec![text(words)]];
        let bold = inline(InlineKind::Strong(vec![text("ha")]));
        let notes = [
            paragraph("one two"),
            list(vec![vec![paragraph("three")], vec![list(vec![vec![paragraph("four")]])]]),
            block(BlockKind::Table(table(vec![row("five"), row("six seven")]))),
            block(BlockKind::Quote(vec![paragraph("eight")])),
            code("let nine = 10;"),
            block(BlockKind::Columns(vec![column(vec![paragraph("eleven")])])),
            block(BlockKind::Callout { kind: CalloutKind::Tip, title: Some("twelve".into()), content: vec![paragraph("13")] }),
            block(BlockKind::Group { classes: vec![], lang: None, content: vec![picture("x.png", "fourteen")] }),
            block(BlockKind::Paragraph(vec![bold, text("lf")])),
        ];
        assert_eq!(spoken(&notes), Spoken { words: 15 + 1, letters: 0 }, "`let nine = 10` is three words");
    }
}
