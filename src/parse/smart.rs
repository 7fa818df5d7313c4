//! Typographic quotes, dashes and dots: `"a" -- b...` becomes “a” – b…, with the quotes of the deck's language. Those of a deck
//! whose audiences have several wait for the language (`model::quotes`).
//!
//! Straight quotes are turned by what stands around them, dashes and dots by their number, as Pandoc and cmark do it. Code, formulas,
//! addresses and what is escaped never come here. `smart: false` in the front matter switches it off.

use std::borrow::Cow;

use crate::model::quotes::{APOSTROPHE, Quotes, WAITING, WAITING_APOSTROPHE, quotes_of, quotes_wait};
use crate::model::{Dialect, Meta};

/// What text is turned by, and where in it the reader stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smart {
    /// Is anything turned?
    on: bool,
    /// The quotes of the language; straight ones stay where they are not known.
    quotes: Quotes,
    /// Those of the deck's language; where audiences have several, those that wait for it.
    of_deck: Quotes,
    /// The character before the next one; `None` at the start of a block.
    before: Option<char>,
    /// Is a double quote, a single quote open?
    open: (bool, bool),
}

impl Smart {
    /// For a deck. Marp turns nothing.
    pub fn of(meta: &Meta, dialect: Dialect) -> Self {
        let of_deck = || quotes_of(meta.lang.as_ref().map_or("en", |lang| lang.value.as_str()));
        let quotes = if quotes_wait(meta) { Some(WAITING) } else { of_deck() };
        Self { on: meta.smart && dialect != Dialect::Marp, quotes, of_deck: quotes, before: None, open: (false, false) }
    }

    /// Takes the quotes of a language, or the deck's; gives those that held before.
    pub fn speak(&mut self, tag: Option<&str>) -> Quotes {
        let new = tag.map_or(self.of_deck, quotes_of);
        std::mem::replace(&mut self.quotes, new)
    }

    /// Takes the quotes of a language where one is named; gives those that held before, for [`Smart::go_back`].
    pub fn speak_within(&mut self, tag: Option<&str>) -> Quotes {
        if tag.is_some() { self.speak(tag) } else { self.quotes }
    }

    /// Takes these quotes.
    pub fn go_back(&mut self, quotes: Quotes) {
        self.quotes = quotes;
    }

    /// Words that stand alone, such as a title.
    pub fn words(&self, words: &str) -> String {
        let mut alone = self.clone();
        alone.begin();
        alone.text(words, false).into_owned()
    }

    /// Leaves text as it is until [`Smart::resume`]; gives what held before.
    pub fn suspend(&mut self) -> bool {
        std::mem::replace(&mut self.on, false)
    }

    /// Ends what [`Smart::suspend`] began.
    pub fn resume(&mut self, before: bool) {
        self.on = before;
    }

    /// A new block begins, in which no quote is open.
    pub fn begin(&mut self) {
        self.before = None;
        self.open = (false, false);
    }

    /// Something that is no text has been read: code, a formula, an escaped character.
    pub fn pass(&mut self, last: char) {
        self.before = Some(last);
    }

    /// Turns a piece of text. `follows`: does more of the same block stand right behind it?
    pub fn text<'t>(&mut self, text: &'t str, follows: bool) -> Cow<'t, str> {
        if !self.on || !text.contains(['"', '\'', '-', '.']) {
            self.before = text.chars().next_back().or(self.before);
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len() + 8);
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let length = match c {
                '"' | '\'' => {
                    let after = rest[1..].chars().next().or(follows.then_some('x'));
                    self.quote(c, after, &rest[1..], &mut out);
                    1
                }
                '-' => dashes(rest, &mut out),
                '.' if rest.starts_with("...") => {
                    out.push('…');
                    3
                }
                _ => {
                    out.push(c);
                    c.len_utf8()
                }
            };
            rest = &rest[length..];
            self.before = out.chars().next_back();
        }
        Cow::Owned(out)
    }

    /// A quote opens where white space or an opening mark stands before it and a word behind it; else it closes, or is an apostrophe.
    fn quote(&mut self, quote: char, after: Option<char>, rest: &str, out: &mut String) {
        let Some(quotes) = self.quotes else { return out.push(quote) };
        let parted = self.before.is_none_or(|c| c.is_whitespace() || "([{<-–—/„“‚‘«‹¡¿\u{A0}\u{202F}".contains(c));
        let opens = parted && after.is_some_and(|c| !c.is_whitespace() && !")]}>,.;:!?".contains(c));
        let double = quote == '"';
        let apostrophe = if quotes == WAITING { WAITING_APOSTROPHE } else { APOSTROPHE };
        let open = if double { &mut self.open.0 } else { &mut self.open.1 };
        // The years '90 and feet and inches, 6' 2".
        let year = !double && opens && is_year(rest);
        let measure = !opens && !*open && self.before.is_some_and(|c| c.is_ascii_digit());
        match (double, opens) {
            (_, _) if measure => out.push(quote),
            (false, true) if year => out.push(apostrophe),
            (_, true) => {
                *open = true;
                out.push_str(quotes[if double { 0 } else { 2 }]);
            }
            (true, false) => {
                *open = false;
                out.push_str(quotes[1]);
            }
            // Between letters it is an apostrophe even inside quotes.
            (false, false) if !*open || after.is_some_and(char::is_alphanumeric) => out.push(apostrophe),
            (false, false) => {
                *open = false;
                out.push_str(quotes[3]);
            }
        }
    }
}

/// Turns the titles and the footer of a front matter.
pub fn turn_titles(meta: &mut Meta, dialect: Dialect) {
    let smart = Smart::of(meta, dialect);
    let audiences = meta.audiences.iter_mut().flat_map(|audience| [&mut audience.title, &mut audience.subtitle]);
    for words in [&mut meta.title, &mut meta.subtitle, &mut meta.footer].into_iter().chain(audiences).flatten() {
        words.value = smart.words(&words.value);
    }
}

/// Two digits that no quote follows: `90s`.
fn is_year(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 2 && !text[digits..].starts_with('\'')
}

/// Two hyphens are an en dash, three an em dash; longer runs are made of both, em dashes first (cmark's rule). One stays.
fn dashes(text: &str, out: &mut String) -> usize {
    let count = text.bytes().take_while(|b| *b == b'-').count();
    let (em, en) = match count {
        1 => {
            out.push('-');
            return 1;
        }
        n if n % 3 == 0 => (n / 3, 0),
        n if n % 2 == 0 => (0, n / 2),
        n if n % 3 == 2 => ((n - 2) / 3, 1),
        n => ((n - 4) / 3, 2),
    };
    out.extend(std::iter::repeat_n('—', em));
    out.extend(std::iter::repeat_n('–', en));
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span, Spanned};

    fn turned(lang: &str, text: &str) -> String {
        let lang = Some(Spanned::new(lang.to_owned(), Span::new(FileId(0), 0, 0)));
        Smart::of(&Meta { lang, ..Meta::default() }, Dialect::Native).text(text, false).into_owned()
    }

    #[test]
    fn quotes_follow_the_language() {
        for (lang, expected) in [
            ("en", "“a ‘b’ c”"),
            ("en-GB", "“a ‘b’ c”"),
            ("de", "„a ‚b‘ c“"),
            ("de-AT", "„a ‚b‘ c“"),
            ("de-CH", "«a ‹b› c»"),
            ("fr", "«\u{A0}a “b” c\u{A0}»"),
            ("es", "«a “b” c»"),
            ("it", "«a “b” c»"),
            ("pt", "“a ‘b’ c”"),
            ("pt-PT", "«a “b” c»"),
            ("nl", "“a ‘b’ c”"),
            ("pl", "„a «b» c”"),
            ("cs", "„a ‚b‘ c“"),
            ("sv", "”a ’b’ c”"),
            ("da", "”a ’b’ c”"),
            ("nb", "«a ‘b’ c»"),
            ("fi", "”a ’b’ c”"),
            ("ru", "«a „b“ c»"),
            ("uk", "«a „b“ c»"),
            ("sw", "\"a 'b' c\""),
        ] {
            assert_eq!(turned(lang, "\"a 'b' c\""), expected, "{lang}");
        }
    }

    #[test]
    fn what_stands_around_a_quote_decides() {
        for (text, expected) in [
            ("it's the users' own", "it’s the users’ own"),
            ("(\"a\") -- \"b\"", "(“a”) – “b”"),
            ("the '90s and '89", "the ’90s and ’89"),
            ("6' 2\" tall, \"so\"", "6' 2\" tall, “so”"),
            ("'it's'", "‘it’s’"),
            ("\"it's\"", "“it’s”"),
            ("\" \"", "” ”"),
            ("say \"10\" and \"x\"", "say “10” and “x”"),
        ] {
            assert_eq!(turned("en", text), expected, "{text}");
        }
    }

    #[test]
    fn dashes_and_dots_by_number() {
        for (text, expected) in [
            ("a-b a--b a---b", "a-b a–b a—b"),
            ("---- ----- -------", "–– —– —––"),
            ("wait... what..", "wait… what.."),
            ("....", "…."),
        ] {
            assert_eq!(turned("en", text), expected, "{text}");
        }
    }

    #[test]
    fn pieces_of_one_text_are_turned_as_one() {
        let mut smart = Smart::of(&Meta::default(), Dialect::Native);
        assert_eq!(smart.text("\"", true), "“");
        assert_eq!(smart.text("stress", false), "stress");
        assert_eq!(smart.text("\"", false), "”");
        smart.pass('x');
        assert_eq!(smart.text("'s", false), "’s");
        let mut off = Smart::of(&Meta { smart: false, ..Meta::default() }, Dialect::Native);
        assert_eq!(off.text("\"a\" -- b...", false), "\"a\" -- b...");
    }
}
