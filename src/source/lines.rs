//! From byte offsets to lines and columns.

/// A place for people: line and column, both counted from 1. The column counts characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineCol {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The offsets at which the lines of a text start. A line ends with LF, CRLF or a lone CR, as in CommonMark 2.1.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the line starts of a text.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        starts.reserve(text.len() / 24);
        if !bytes.contains(&b'\r') {
            starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
            return Self { starts };
        }
        for (i, byte) in bytes.iter().enumerate() {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.get(i + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                starts.push(i + 1);
            }
        }
        Self { starts }
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The offset at which a line (from 1) starts.
    pub fn line_start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.checked_sub(1)?).copied()
    }

    /// The line of an offset, from 1.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// Line and column of an offset; offsets past the end give the end.
    pub fn line_col(&self, text: &str, offset: usize) -> LineCol {
        let offset = text.floor_char_boundary(offset);
        let line = self.line_of(offset);
        let start = self.starts[line - 1];
        LineCol { line, column: text[start..offset].chars().count() + 1 }
    }
}

/// Line and column of an offset of a text whose lines nobody needs otherwise: what stands before it is gone through.
pub fn line_col(text: &str, offset: usize) -> LineCol {
    let offset = text.floor_char_boundary(offset);
    // A line break that the offset stands in is no end of a line yet.
    let inside = offset > 0 && text.as_bytes()[offset - 1] == b'\r' && text.as_bytes().get(offset) == Some(&b'\n');
    let before = &text[..offset - usize::from(inside)];
    let index = LineIndex::new(before);
    let at = index.line_col(before, before.len());
    LineCol { column: at.column + usize::from(inside), ..at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_ending_counts_once() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        let line = |needle: &str| index.line_col(text, text.find(needle).unwrap()).line;
        assert_eq!([line("a"), line("b"), line("c"), line("d")], [1, 2, 3, 4]);
    }

    #[test]
    fn one_place_is_found_without_an_index() {
        let text = "a\nbö\r\nc\rd\r\r\n\né";
        let index = LineIndex::new(text);
        for offset in 0..=text.len() + 1 {
            assert_eq!(line_col(text, offset), index.line_col(text, offset), "{offset}");
        }
    }

    #[test]
    fn columns_count_characters() {
        let text = "x\näöü = 1";
        let index = LineIndex::new(text);
        assert_eq!(index.line_col(text, text.find('=').unwrap()), LineCol { line: 2, column: 5 });
        assert_eq!(index.line_col(text, 3), LineCol { line: 2, column: 1 }, "inside a character counts as its start");
        assert_eq!(index.line_col(text, 999).line, 2);
    }
}
