//! A formula as a row of tokens.

use std::ops::Range;

/// A token of LaTeX.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// `\name`, or `\` and one other character; without the backslash.
    Command(&'a str),
    /// A character that stands for itself.
    Char(char),
    /// `{`
    Open,
    /// `}`
    Close,
    /// `_`
    Sub,
    /// `^`
    Sup,
    /// `&`
    Align,
    /// `~`
    Tie,
}

/// The tokens with their places. White space and comments are none.
pub fn read(latex: &str) -> Vec<(Token<'_>, Range<usize>)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = latex[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        let token = match c {
            '\\' => {
                let rest = &latex[at..];
                let letters = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
                let one = rest.chars().next().map_or(0, char::len_utf8);
                let length = if letters > 0 { letters } else { one };
                let star = usize::from(&rest[..length] == "operatorname" && rest[length..].starts_with('*'));
                at += length + star;
                Token::Command(if rest[..length].starts_with(['\n', '\t']) { " " } else { &rest[..length + star] })
            }
            '%' => {
                at = latex[at..].find('\n').map_or(latex.len(), |end| at + end);
                continue;
            }
            '{' => Token::Open,
            '}' => Token::Close,
            '_' => Token::Sub,
            '^' => Token::Sup,
            '&' => Token::Align,
            '~' => Token::Tie,
            c if c.is_whitespace() || c.is_control() => continue,
            c => Token::Char(c),
        };
        tokens.push((token, start..at));
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_know_their_places() {
        let text = "\\frac ab_1 % x\n\\{é\\\\";
        let found: Vec<(Token, &str)> = read(text).into_iter().map(|(token, range)| (token, &text[range])).collect();
        assert_eq!(
            found,
            [
                (Token::Command("frac"), "\\frac"),
                (Token::Char('a'), "a"),
                (Token::Char('b'), "b"),
                (Token::Sub, "_"),
                (Token::Char('1'), "1"),
                (Token::Command("{"), "\\{"),
                (Token::Char('é'), "é"),
                (Token::Command("\\"), "\\\\"),
            ]
        );
        assert_eq!(read("\\"), [(Token::Command(""), 0..1)]);
    }
}
