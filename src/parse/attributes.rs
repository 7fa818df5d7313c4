//! Settings in braces: `{#id .class key=value key="two words" word}`.
//!
//! One reader for headings, code fences, pictures, spans and divs. comrak's own attributes are off: they leave what they can't read
//! as text, refuse `/` in values and know no places.

use std::ops::Range;

/// No braces are longer; a bound keeps the search for them linear.
const MAX_BYTES: usize = 4096;

/// What stands between a pair of braces, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attributes {
    /// The settings; never empty when read from a text.
    pub items: Vec<Attribute>,
    /// The whole, braces included.
    pub range: Range<usize>,
}

/// One setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// What it sets.
    pub kind: AttributeKind,
    /// All of it, such as `time=90s`.
    pub range: Range<usize>,
}

/// The forms of settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttributeKind {
    /// `#name`
    Id(String),
    /// `.name`
    Class(String),
    /// A word alone.
    Word(String),
    /// `key=value`
    Pair {
        /// The key.
        key: String,
        /// The value, quotes and escapes resolved.
        value: String,
        /// Where the value stands, without its quotes.
        value_range: Range<usize>,
    },
}

/// Why braces can't be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeError {
    /// The offset at which reading stopped.
    pub at: usize,
    /// What is wrong, for a sentence.
    pub problem: &'static str,
}

impl Attributes {
    /// Is there a word without `=` among them?
    pub fn has_words(&self) -> bool {
        self.items.iter().any(|item| matches!(item.kind, AttributeKind::Word(_)))
    }
}

/// Does a text say `audience=` somewhere, whatever stands around it?
pub fn mentions_audience(text: &str) -> bool {
    text.split("audience").skip(1).any(|rest| rest.trim_start().starts_with('='))
}

/// Reads the braces that open at `start`, in `text` up to `limit`. Line ends may stand between settings and inside quotes; a blank
/// line may not.
pub fn parse(text: &str, start: usize, limit: usize) -> Result<Attributes, AttributeError> {
    let limit = limit.min(text.len());
    let mut reader = Reader { text, at: start + 1, limit: limit.min(start.saturating_add(MAX_BYTES)) };
    let mut items = Vec::new();
    loop {
        let separated = reader.skip_white()?;
        match reader.peek() {
            None => return Err(reader.error("the closing `}` is missing")),
            Some('}') if items.is_empty() => return Err(reader.error("there is nothing between the braces")),
            Some('}') => return Ok(Attributes { items, range: start..reader.at + 1 }),
            Some(_) if !separated && !items.is_empty() => return Err(reader.error("a space is missing before the next setting")),
            Some(_) => items.push(reader.attribute()?),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    limit: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        if self.at >= self.limit { None } else { self.text.get(self.at..)?.chars().next() }
    }

    fn error(&self, problem: &'static str) -> AttributeError {
        AttributeError { at: self.at.min(self.text.len()), problem }
    }

    /// Was there any? Two line ends in a row are a blank line.
    fn skip_white(&mut self) -> Result<bool, AttributeError> {
        let before = self.at;
        let mut lines = 0;
        while let Some(c) = self.peek().filter(|c| c.is_ascii_whitespace()) {
            lines += usize::from(c == '\n' || (c == '\r' && !self.text[self.at + 1..].starts_with('\n')));
            self.at += 1;
        }
        if lines > 1 { Err(self.error("the closing `}` is missing")) } else { Ok(self.at > before) }
    }

    fn attribute(&mut self) -> Result<Attribute, AttributeError> {
        let start = self.at;
        let kind = match self.peek() {
            Some('#') => AttributeKind::Id(self.name_after_mark("an id is missing after `#`")?),
            Some('.') => AttributeKind::Class(self.name_after_mark("a class is missing after `.`")?),
            Some(c) if c.is_ascii_alphabetic() => self.word_or_pair()?,
            Some('“' | '”' | '„') => return Err(self.error("typographic quotes are no quotes here; use straight ones")),
            _ => return Err(self.error("expected `#id`, `.class`, `key=value` or a word")),
        };
        Ok(Attribute { kind, range: start..self.at })
    }

    fn name_after_mark(&mut self, missing: &'static str) -> Result<String, AttributeError> {
        self.at += 1;
        let name = self.take_while(|c| !c.is_whitespace() && !"{}\"'=#<>`".contains(c));
        if name.is_empty() { Err(self.error(missing)) } else { Ok(name.to_owned()) }
    }

    fn word_or_pair(&mut self) -> Result<AttributeKind, AttributeError> {
        let key = self.take_while(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_').to_owned();
        if self.peek() != Some('=') {
            return Ok(AttributeKind::Word(key));
        }
        self.at += 1;
        let (value, value_range) = match self.peek() {
            Some(quote @ ('"' | '\'')) => self.quoted(quote)?,
            Some('“' | '”' | '„') => return Err(self.error("typographic quotes are no quotes here; use straight ones")),
            _ => {
                let start = self.at;
                let value = self.take_while(|c| !c.is_whitespace() && !"{}\"`“”".contains(c)).to_owned();
                if value.is_empty() {
                    return Err(self.error("a value is missing after `=`"));
                }
                (value, start..self.at)
            }
        };
        Ok(AttributeKind::Pair { key, value, value_range })
    }

    /// A quoted value. A line end in it is a space, `\"` a quote, `\\` a backslash.
    fn quoted(&mut self, quote: char) -> Result<(String, Range<usize>), AttributeError> {
        let opening = self.at;
        self.at += 1;
        let start = self.at;
        let mut value = String::new();
        loop {
            match self.peek() {
                None => return Err(AttributeError { at: opening, problem: "the closing quote is missing" }),
                Some(c) if c == quote => break,
                Some('\\') => {
                    self.at += 1;
                    match self.peek().filter(|c| *c == quote || *c == '\\') {
                        Some(escaped) => {
                            value.push(escaped);
                            self.at += 1;
                        }
                        None => value.push('\\'),
                    }
                }
                Some('\n' | '\r') => {
                    let missing = AttributeError { at: opening, problem: "the closing quote is missing" };
                    self.skip_white().map_err(|_| missing)?;
                    value.truncate(value.trim_end().len());
                    value.push(' ');
                }
                Some(c) => {
                    value.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
        let range = start..self.at;
        self.at += 1;
        Ok((value, range))
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &str {
        let start = self.at;
        while let Some(c) = self.peek().filter(|c| keep(*c)) {
            self.at += c.len_utf8();
        }
        &self.text[start..self.at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The settings as `#id`, `.class`, `word` and `key: value`, or the offset and the problem.
    fn read(text: &str) -> Result<Vec<String>, (usize, &'static str)> {
        let start = text.find('{').unwrap();
        let attributes = parse(text, start, text.len()).map_err(|e| (e.at, e.problem))?;
        Ok(attributes
            .items
            .iter()
            .map(|item| match &item.kind {
                AttributeKind::Id(id) => format!("#{id}"),
                AttributeKind::Class(class) => format!(".{class}"),
                AttributeKind::Word(word) => word.clone(),
                AttributeKind::Pair { key, value, .. } => format!("{key}: {value}"),
            })
            .collect())
    }

    #[test]
    fn every_form_is_read() {
        for (text, expected) in [
            ("{#costs time=90s .a skip}", vec!["#costs", "time: 90s", ".a", "skip"]),
            ("{time=1:30}", vec!["time: 1:30"]),
            ("{ image=img/a.png }", vec!["image: img/a.png"]),
            ("{plain=\"a \\\"b\\\" } c\"}", vec!["plain: a \"b\" } c"]),
            ("{plain='it is'}", vec!["plain: it is"]),
            ("{plain=\"\"}", vec!["plain: "]),
            ("{plain=\"back\\slash \\\\\"}", vec!["plain: back\\slash \\"]),
            ("{plain=\"two\n   lines\"\n.b}", vec!["plain: two lines", ".b"]),
            ("{width=40%}", vec!["width: 40%"]),
            ("{#größe}", vec!["#größe"]),
        ] {
            assert_eq!(read(text), Ok(expected.into_iter().map(str::to_owned).collect()), "{text}");
        }
    }

    #[test]
    fn errors_say_where_and_what() {
        for (text, at, problem) in [
            ("{}", 1, "there is nothing between the braces"),
            ("{time=}", 6, "a value is missing after `=`"),
            ("{time=90s", 9, "the closing `}` is missing"),
            ("{plain=\"a}", 7, "the closing quote is missing"),
            ("{plain=\"a\n\nb\"}", 7, "the closing quote is missing"),
            ("{a=1\n\n}", 6, "the closing `}` is missing"),
            ("{plain=\"a\"b}", 10, "a space is missing before the next setting"),
            ("{plain=“a”}", 7, "typographic quotes are no quotes here; use straight ones"),
            ("{1, 2}", 1, "expected `#id`, `.class`, `key=value` or a word"),
            ("{# x}", 2, "an id is missing after `#`"),
        ] {
            assert_eq!(read(text), Err((at, problem)), "{text}");
        }
    }

    #[test]
    fn places_are_exact() {
        let text = "## ä {#x plain=\"wörter\" time=90s}";
        let start = text.find('{').unwrap();
        let attributes = parse(text, start, text.len()).unwrap();
        let slices: Vec<&str> = attributes.items.iter().map(|item| &text[item.range.clone()]).collect();
        assert_eq!(slices, ["#x", "plain=\"wörter\"", "time=90s"]);
        assert_eq!(&text[attributes.range.clone()], "{#x plain=\"wörter\" time=90s}");
        let AttributeKind::Pair { value_range, .. } = &attributes.items[1].kind else { panic!() };
        assert_eq!(&text[value_range.clone()], "wörter");
    }
}
