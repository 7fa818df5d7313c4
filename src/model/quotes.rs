//! Quotation marks of languages, and those that wait for one.
//!
//! Where audiences hear a talk in several languages, a straight quote of the deck's is turned when it is known for whom: the parser writes
//! a character of Unicode that no text has (U+FDD0 to U+FDD4 are kept for such uses), and the projection exchanges it.

use super::Meta;

/// The quotes of a language, outer and inner; `None` where they are not known.
pub type Quotes = Option<[&'static str; 4]>;

/// What stands for quotes that wait for a language.
pub const WAITING: [&str; 4] = ["\u{FDD0}", "\u{FDD1}", "\u{FDD2}", "\u{FDD3}"];
/// What stands for an apostrophe that does.
pub const WAITING_APOSTROPHE: char = '\u{FDD4}';
/// The apostrophe of every language whose quotes are known.
pub const APOSTROPHE: char = '’';

/// Opening and closing quotes, outer ones first, by language (Unicode CLDR, `delimiters`; where a country has its own, the tag has it
/// too). Guillemets of French have their spaces.
const QUOTES: &[(&str, [&str; 4])] = &[
    ("af", ["“", "”", "‘", "’"]),
    ("bg", ["„", "“", "‘", "’"]),
    ("ca", ["«", "»", "“", "”"]),
    ("cs", ["„", "“", "‚", "‘"]),
    ("da", ["”", "”", "’", "’"]),
    ("de", ["„", "“", "‚", "‘"]),
    ("de-ch", ["«", "»", "‹", "›"]),
    ("de-li", ["«", "»", "‹", "›"]),
    ("el", ["«", "»", "“", "”"]),
    ("en", ["“", "”", "‘", "’"]),
    ("es", ["«", "»", "“", "”"]),
    ("es-mx", ["“", "”", "‘", "’"]),
    ("es-us", ["“", "”", "‘", "’"]),
    ("et", ["„", "“", "‚", "‘"]),
    ("eu", ["«", "»", "“", "”"]),
    ("fi", ["”", "”", "’", "’"]),
    ("fr", ["«\u{A0}", "\u{A0}»", "“", "”"]),
    ("fr-ch", ["«\u{202F}", "\u{202F}»", "‹\u{202F}", "\u{202F}›"]),
    ("gl", ["«", "»", "“", "”"]),
    ("hr", ["„", "“", "‚", "‘"]),
    ("hu", ["„", "”", "»", "«"]),
    ("is", ["„", "“", "‚", "‘"]),
    ("it", ["«", "»", "“", "”"]),
    ("ja", ["「", "」", "『", "』"]),
    ("lt", ["„", "“", "‚", "‘"]),
    ("lv", ["“", "”", "‘", "’"]),
    ("nb", ["«", "»", "‘", "’"]),
    ("nl", ["“", "”", "‘", "’"]),
    ("nn", ["«", "»", "‘", "’"]),
    ("no", ["«", "»", "‘", "’"]),
    ("pl", ["„", "”", "«", "»"]),
    ("pt", ["“", "”", "‘", "’"]),
    ("pt-pt", ["«", "»", "“", "”"]),
    ("ro", ["„", "”", "«", "»"]),
    ("ru", ["«", "»", "„", "“"]),
    ("sk", ["„", "“", "‚", "‘"]),
    ("sl", ["„", "“", "‚", "‘"]),
    ("sq", ["«", "»", "“", "”"]),
    ("sr", ["„", "”", "’", "’"]),
    ("sv", ["”", "”", "’", "’"]),
    ("tr", ["“", "”", "‘", "’"]),
    ("uk", ["«", "»", "„", "“"]),
    ("zh", ["“", "”", "‘", "’"]),
];

/// The quotes of a language tag; none for a language that is not in the table.
pub fn quotes_of(tag: &str) -> Quotes {
    let tag = tag.to_ascii_lowercase();
    let language = tag.split('-').next().unwrap_or(&tag);
    let find = |wanted: &str| QUOTES.iter().find(|(known, _)| *known == wanted).map(|(_, quotes)| *quotes);
    find(&tag).or_else(|| find(language))
}

/// Do the quotes of a deck wait? They do where an audience has a language with other ones.
pub fn quotes_wait(meta: &Meta) -> bool {
    let of_deck = quotes_of(meta.lang.as_ref().map_or("en", |lang| lang.value.as_str()));
    let own = meta.audiences.iter().filter_map(|own| own.lang.as_ref());
    own.map(|lang| quotes_of(&lang.value)).any(|own| own != of_deck)
}

/// Puts the quotes of a language where they are waited for.
pub fn settle_quotes(text: &mut String, quotes: Quotes) {
    let waiting = |c: char| ('\u{FDD0}'..=WAITING_APOSTROPHE).contains(&c);
    if text.is_ascii() || !text.contains(waiting) {
        return;
    }
    let straight = ["\"", "\"", "'", "'"];
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            WAITING_APOSTROPHE => out.push(if quotes.is_some() { APOSTROPHE } else { '\'' }),
            c if waiting(c) => out.push_str(quotes.unwrap_or(straight)[c as usize - 0xFDD0]),
            c => out.push(c),
        }
    }
    *text = out;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_that_wait_become_those_of_a_language() {
        let waiting = "\u{FDD0}it\u{FDD4}s \u{FDD2}so\u{FDD3}\u{FDD1} “typed”";
        for (tag, expected) in [
            ("en", "“it’s ‘so’” “typed”"),
            ("de-AT", "„it’s ‚so‘“ “typed”"),
            ("fr", "«\u{A0}it’s “so”\u{A0}» “typed”"),
            ("sw", "\"it's 'so'\" “typed”"),
        ] {
            let mut text = waiting.to_owned();
            settle_quotes(&mut text, quotes_of(tag));
            assert_eq!(text, expected, "{tag}");
        }
    }
}
