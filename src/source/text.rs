//! From bytes to text. One rule everywhere: Deckle reads UTF-8, with or without a byte order mark, and refuses anything else.

use thiserror::Error;

/// Why bytes are not a text Deckle reads.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TextError {
    /// The file starts with the byte order mark of UTF-16.
    #[error("this file is UTF-16")]
    Utf16,
    /// A byte that no UTF-8 text has.
    #[error("byte {offset} (line {line}) is not UTF-8")]
    InvalidUtf8 {
        /// Offset of the first bad byte, from 0.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
}

/// Decodes UTF-8 and drops a byte order mark at the start.
pub fn decode(bytes: Vec<u8>) -> Result<String, TextError> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(TextError::Utf16);
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..offset].iter().filter(|&&b| b == b'\n').count() + 1;
        TextError::InvalidUtf8 { offset, line }
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_with_and_without_mark() {
        assert_eq!(decode(b"\xEF\xBB\xBFa\r\n".to_vec()).unwrap(), "a\r\n");
        assert_eq!(decode("ä".into()).unwrap(), "ä");
    }

    #[test]
    fn other_encodings_are_refused_with_their_place() {
        assert_eq!(decode(vec![0xFF, 0xFE, b'a', 0]), Err(TextError::Utf16));
        assert_eq!(decode(b"ab\ncd\xE9f".to_vec()), Err(TextError::InvalidUtf8 { offset: 5, line: 2 }));
    }
}
