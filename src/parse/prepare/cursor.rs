//! A place on a line, in bytes and in columns. A tab goes on to the next multiple of four (CommonMark 2.2).

use std::ops::Range;

/// What is left of a line.
#[derive(Clone)]
pub struct Cursor<'a> {
    text: &'a str,
    /// The next byte, an offset into the file.
    pub at: usize,
    /// The end of the line, without its line end.
    pub end: usize,
    column: usize,
    /// Columns left of a tab that was used in part.
    spare: usize,
}

impl<'a> Cursor<'a> {
    /// At the start of a line.
    pub fn new(text: &'a str, line: Range<usize>) -> Self {
        Self { text, at: line.start, end: line.end, column: 0, spare: 0 }
    }

    /// What is left, white space in front included.
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..self.end).unwrap_or("")
    }

    /// What is left, without white space around it.
    pub fn trimmed(&self) -> &'a str {
        self.rest().trim_matches([' ', '\t'])
    }

    /// Where the first character that is no white space stands.
    pub fn first(&self) -> usize {
        self.at + self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len()
    }

    /// Is nothing but white space left?
    pub fn is_blank(&self) -> bool {
        self.first() == self.end
    }

    /// How many columns of white space come next.
    pub fn indent(&self) -> usize {
        let mut column = self.column;
        for byte in self.rest().bytes() {
            match byte {
                b' ' => column += 1,
                b'\t' => column += 4 - column % 4,
                _ => break,
            }
        }
        column - self.column + self.spare
    }

    /// Goes over so many columns of white space.
    pub fn skip_columns(&mut self, columns: usize) {
        let from_spare = columns.min(self.spare);
        self.spare -= from_spare;
        let mut left = columns - from_spare;
        while left > 0 {
            let width = match self.text.as_bytes().get(self.at).filter(|_| self.at < self.end) {
                Some(b' ') => 1,
                Some(b'\t') => 4 - self.column % 4,
                _ => return,
            };
            self.at += 1;
            self.column += width;
            self.spare = width.saturating_sub(left);
            left -= width.min(left);
        }
    }

    /// Goes over so many bytes that are no white space.
    pub fn skip_bytes(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.end);
        self.column += bytes;
        self.spare = 0;
    }

    /// Goes over white space.
    pub fn skip_indent(&mut self) {
        self.skip_columns(self.indent());
    }
}

/// The lines of a text, each without its line end, and where the next one starts.
pub fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= bytes.len() {
            return None;
        }
        let end = bytes[start..].iter().position(|b| matches!(b, b'\n' | b'\r')).map_or(bytes.len(), |n| start + n);
        let line = start..end;
        start = end + if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 };
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_go_to_multiples_of_four_and_may_be_used_in_part() {
        let text = "\t  \tx";
        let mut cursor = Cursor::new(text, 0..text.len());
        assert_eq!(cursor.indent(), 8);
        cursor.skip_columns(2);
        assert_eq!((cursor.indent(), cursor.at), (6, 1));
        cursor.skip_columns(3);
        assert_eq!((cursor.indent(), cursor.at), (3, 2));
        cursor.skip_indent();
        assert_eq!(cursor.rest(), "x");
    }

    #[test]
    fn lines_end_three_ways() {
        let text = "a\r\nb\rc\n\nd";
        let found: Vec<&str> = lines(text).map(|line| &text[line]).collect();
        assert_eq!(found, ["a", "b", "c", "", "d"]);
    }
}
