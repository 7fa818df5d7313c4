//! Words that may need an explanation, told by their shape alone.
//!
//! Abbreviations (`SLO`, `SLOs`, `IoT`), and names as programs have them (`snake_case`, `camelCase`, `a::b`, `run()`, `k8s`, `p99`), in any
//! language with Latin letters. Left out: what anyone reads ([`crate::model::everyday`]), words stressed by capitals, texts in capitals
//! throughout, Roman numerals, numbers with units, addresses, tags, part numbers. Rare words of ordinary shape (*idempotent*) are not
//! looked for: that takes a list of common words for each language.

use std::ops::Range;

use crate::model::everyday::{is_everyday, is_stressed};
use crate::model::words::{is_acronym, is_unspaced};

/// Why a word was picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CandidateKind {
    /// `SLO`
    Abbreviation,
    /// `snake_case`, `camelCase`, `a::b`, `k8s`
    Identifier,
}

/// A word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shaped {
    /// Without the ending of a plural or possessive.
    pub word: String,
    pub kind: CandidateKind,
    /// Where it stands as it is written, in bytes.
    pub range: Range<usize>,
}

/// What only is a time of day or a year beside a number; alone it may be a product manager or a directory.
const BESIDE_NUMBERS: &[&str] = &["AM", "PM", "AD", "BC"];
/// Percentiles, as those who measure call them.
const PERCENTILES: &[&str] = &["p50", "p75", "p80", "p90", "p95", "p98", "p99", "p999"];

/// The words of a text that look like terms, in order.
pub(super) fn shaped(text: &str) -> Vec<Shaped> {
    if !text.bytes().any(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'_' | b':' | b'(')) || is_shouted(text)
    {
        return Vec::new();
    }
    let stretches = stretches(text);
    let mut found = Vec::new();
    for (index, stretch) in stretches.iter().enumerate() {
        if is_address(&text[stretch.clone()]) || is_in_shouted_run(text, &stretches, index) {
            continue;
        }
        of_stretch(text, stretch.clone(), &mut found);
    }
    found
}

/// The stretches between spaces, and between marks that join no word.
fn stretches(text: &str) -> Vec<Range<usize>> {
    let parts = |c: char| c.is_whitespace() || matches!(c, ',' | '“' | '”' | '„' | '"' | '…' | '–' | '—' | '|' | '\u{FFFC}');
    let pieces = text.split(parts).filter(|piece| !piece.is_empty());
    pieces.map(|piece| place(text, piece)).collect()
}

/// Where a piece of a text stands in it.
fn place(text: &str, piece: &str) -> Range<usize> {
    let start = piece.as_ptr() as usize - text.as_ptr() as usize;
    start..start + piece.len()
}

fn is_address(stretch: &str) -> bool {
    stretch.contains("://") || stretch.contains('@') || stretch.starts_with("www.") || stretch.starts_with('#')
}

/// A text in capitals throughout has no abbreviations that could be told from its words. A list of abbreviations is none.
fn is_shouted(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).collect();
    let joined = words.iter().rev().skip(1).all(|word| !word.ends_with([',', '/', ';', ':', '+', '&', '|']));
    words.len() > 1 && joined && words.iter().all(|word| is_loud(word))
}

fn is_loud(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// One of three words or more in capitals with nothing but spaces between them.
fn is_in_shouted_run(text: &str, stretches: &[Range<usize>], index: usize) -> bool {
    let next_to =
        |a: usize, b: usize| stretches.get(a).zip(stretches.get(b)).is_some_and(|(a, b)| text[a.end..b.start].trim().is_empty());
    let loud = |at: &usize| {
        stretches.get(*at).is_some_and(|range| {
            text[range.clone()].chars().filter(|c| c.is_uppercase()).count() > 1 && is_loud(&text[range.clone()])
        })
    };
    let before = (0..index).rev().take_while(|at| loud(at) && next_to(*at, at + 1)).count();
    let after = (index + 1..stretches.len()).take_while(|at| loud(at) && next_to(at - 1, *at)).count();
    loud(&index) && before + after >= 2
}

/// What a stretch without spaces holds.
fn of_stretch(text: &str, stretch: Range<usize>, found: &mut Vec<Shaped>) {
    // `TL;DR`, `AM/FM`
    if is_everyday(text[stretch.clone()].trim_matches(|c: char| !c.is_alphanumeric())) {
        return;
    }
    for part in text[stretch].split(['/', '+', '→', '=']) {
        let call = called(part);
        let bare = call.unwrap_or_else(|| part.trim_matches(|c: char| !c.is_alphanumeric() && c != '_'));
        if call.is_some() || is_identifier(bare) {
            found.push(Shaped { word: bare.to_owned(), kind: CandidateKind::Identifier, range: place(text, bare) });
            continue;
        }
        let words = part.split(|c: char| !(c.is_alphanumeric() || c == '_')).flat_map(|word| word.split(is_unspaced));
        for word in words.filter(|word| !word.is_empty()) {
            let range = place(text, word);
            let base = base_of(word);
            if is_numeronym(base) {
                found.push(Shaped { word: base.to_owned(), kind: CandidateKind::Identifier, range });
            } else if is_asked_for(base, text, &range) {
                let start = place(text, base).start;
                found.push(Shaped { word: base.to_owned(), kind: CandidateKind::Abbreviation, range: start..range.end });
            }
        }
    }
}

/// `run()` in a stretch, with its parentheses.
fn called(part: &str) -> Option<&str> {
    let end = part.find("()")?;
    let start = part[..end]
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':')))
        .map_or(0, |at| at + part[at..].chars().next().map_or(1, char::len_utf8));
    part[start..end].starts_with(|c: char| c.is_ascii_alphabetic() || c == '_').then(|| &part[start..end + 2])
}

/// Without digits before it (`24GPUs`) and without the ending of a plural.
pub(super) fn base_of(word: &str) -> &str {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &word[digits..];
    let word = if digits > 0 && rest.chars().count() > 2 { rest } else { word };
    word.strip_suffix('s').filter(|base| is_abbreviation(base)).unwrap_or(word)
}

fn is_abbreviation(word: &str) -> bool {
    is_acronym(word) || is_mixed(word)
}

/// `SaaS`, `IoT`, `NoSQL`: a capital letter, one or two small ones, capitals.
fn is_mixed(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let small = letters.iter().skip(1).take_while(|c| c.is_ascii_lowercase()).count();
    letters.len() <= 6
        && letters.first().is_some_and(char::is_ascii_uppercase)
        && (1..=2).contains(&small)
        && letters.len() > small + 1
        && letters[small + 1..].iter().all(char::is_ascii_uppercase)
}

fn is_asked_for(word: &str, text: &str, range: &Range<usize>) -> bool {
    is_abbreviation(word)
        && word.chars().all(|c| c.is_ascii_digit() || is_latin(c))
        && !is_everyday(word)
        && !is_stressed(word)
        && !is_roman(word)
        && !is_number_like(word)
        && !is_part_number(word, &text[range.end..])
        && !(BESIDE_NUMBERS.contains(&word) && is_beside_number(text, range))
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || ('\u{C0}'..='\u{24F}').contains(&c)
}

/// A number such as `XIV`.
fn is_roman(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// `3GB`, `AB1234`, `RTX4090`, `XC90`: a number with its unit, or the number of a part.
fn is_number_like(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    unit.len() < word.len() && (is_everyday(unit) || BESIDE_NUMBERS.contains(&unit)) || digits >= 2
}

/// `KX-200`: one or two letters tied to a number.
fn is_part_number(word: &str, after: &str) -> bool {
    let tied = after.strip_prefix(['-', '\u{2011}']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    tied && word.chars().count() <= 2
}

fn is_beside_number(text: &str, range: &Range<usize>) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    text[..range.start].trim_end().ends_with(digit) || text[range.end..].trim_start().starts_with(digit)
}

/// `k8s`, `i18n`; `p99`.
fn is_numeronym(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    if PERCENTILES.contains(&lower.as_str()) {
        return true;
    }
    let middle = word.trim_matches(|c: char| c.is_ascii_alphabetic());
    let ends = word.len() - middle.len();
    let digits = !middle.is_empty() && middle.len() <= 2 && middle.bytes().all(|b| b.is_ascii_digit());
    let around = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase());
    digits
        && ends == 2
        && around(word.chars().next())
        && around(word.chars().next_back())
        && !matches!(word, "b2b" | "b2c" | "h2o" | "x2x")
}

/// Is it a name as programs have them, with nothing around it?
fn is_identifier(word: &str) -> bool {
    if !word.is_ascii() || word.contains('@') || !word.bytes().any(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    let simple = word.bytes().all(|b| b.is_ascii_alphanumeric());
    // `getUser`, but neither `iPhone` nor `kWh`.
    let head = word.bytes().take_while(u8::is_ascii_lowercase).count();
    let mut tail = word.bytes().skip(head);
    let hump = tail.next().is_some_and(|b| b.is_ascii_uppercase()) && tail.next().is_some_and(|b| b.is_ascii_lowercase());
    let camel = simple && head >= 2 && hump;
    let path = word.split("::").count() > 1 && word.split("::").all(|name| !name.is_empty());
    // Several in a row are a line to be filled in.
    let snake = word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && word.trim_matches('_').contains('_')
        && !word.contains("___");
    camel || path || snake
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        shaped(text).into_iter().map(|shaped| shaped.word).collect()
    }

    #[test]
    fn words_are_picked_by_their_shape() {
        for (text, expected) in [
            ("Our SLO holds", &["SLO"][..]),
            ("two SLOs, the SLO’s end, SLO-driven", &["SLO", "SLO", "SLO"]),
            ("CI/CD for the API", &["CI", "CD", "API"]),
            ("TLS-Verbindung und GPU-Stunden", &["TLS", "GPU"]),
            ("a snake_case, getUser and std::fs.", &["snake_case", "getUser", "std::fs"]),
            ("call run() or a.run(); run(x)", &["run()", "a.run()"]),
            ("k8s at p99, P95 and p99.9", &["k8s", "p99", "P95", "p99"]),
            ("SaaS, IoT and NoSQL", &["SaaS", "IoT", "NoSQL"]),
            ("24GPUs", &["GPU"]),
            ("我们的SLO很高", &["SLO"]),
            ("(TLS-1.3)", &["TLS"]),
            ("SLO, SLA; RTT", &["SLO", "SLA", "RTT"]),
            ("the PM decides at 3 PM", &["PM"]),
            ("EC2, IPV6", &["EC2", "IPV6"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_term_is_left_alone() {
        for text in [
            "GitHub KundInnen GmbH iPhone macOS eBay kWh mRNA PhD LinkedIn YouTube McDonald",
            "XIV II IV Teil VI",
            "USA PDFs CEOs, the EU’s GDP",
            "1st 2nd 3D 4K 5G 12V 3GB 100MB 5PM 9 AM, 44 BC",
            "ms kHz MHz kB GiB dB Mbit/s km/h",
            "AB1234 RTX4090 XC90 KX-200 A380 F-16 v2 v1.2.3 Q3",
            "READ THIS NOW",
            "do NOT touch, ALL of it, JETZT und NICHT morgen",
            "It is A VERY LOUD CLAIM HERE, is it",
            "mail a@B_c.org, https://example.org/API, #API, www.API.org",
            "Name: ______ and a___b",
            "TL;DR: AM/FM, a CD-ROM",
            "США и РФ, ΕΕ",
            "S3 x1 t0 m2 co2 word A I",
            "",
        ] {
            assert_eq!(words(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_words() {
        let text = "Über SLOs, „getUser“ und 24GPUs";
        let written: Vec<&str> = shaped(text).into_iter().map(|shaped| &text[shaped.range]).collect();
        assert_eq!(written, ["SLOs", "getUser", "GPUs"]);
    }
}
