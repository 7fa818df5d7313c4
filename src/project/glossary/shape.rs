//! Words that may need an explanation, told by their shape alone.
//!
//! Abbreviations (`SLO`, `SLOs`, `IoT`, `КПД`) in Latin, Greek and Cyrillic letters, and names as programs have them (`snake_case`, `camelCase`,
//! `a::b`, `run()`, `k8s`, `p99`, `SHA256`). Left out: what anyone reads ([`crate::model::everyday`]), words stressed by capitals, texts in
//! capitals throughout, Roman numerals, numbers with units, addresses, tags, part numbers. A letter with a digit (`Q3`, `A4`, `H1`) says what
//! it means by what stands around it, so of these only names that are known are asked for. Rare words of ordinary shape (*idempotent*) are
//! found by [`super::rare`].

use std::ops::Range;

use crate::model::everyday::{is_everyday, is_stressed};
use crate::model::words::{is_acronym, is_unspaced};

/// Why a word was picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CandidateKind {
    /// `SLO`
    Abbreviation,
    /// `snake_case`, `camelCase`, `a::b`, `k8s`, `SHA256`
    Identifier,
    /// `idempotent`
    RareWord,
}

/// A word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shaped {
    /// Without the ending of a plural or possessive; of a rare word, its stem.
    pub word: String,
    pub kind: CandidateKind,
    /// Where it stands as it is written, in bytes.
    pub range: Range<usize>,
}

/// What only is a time of day or a year beside a number; alone it may be a product manager or a directory.
const BESIDE_NUMBERS: &[&str] = &["AM", "PM", "AD", "BC"];
/// Percentiles, as those who measure call them.
const PERCENTILES: &[&str] = &["p50", "p75", "p80", "p90", "p95", "p98", "p99", "p999"];
/// What a number belongs to as a part of the name: `SHA256`, `UTF8`. Other letters with a number are the number of a part, a ticket, a flight.
const NUMBERED: &[&str] =
    &["SHA", "AES", "RSA", "CRC", "BASE", "UTF", "UCS", "INT", "UINT", "FP", "BF", "HTTP", "RFC", "ARM", "AMD", "GPT"];
/// Names of another shape that people outside the field are told, and don't know.
const NAMES: &[&str] = &["S3", "x86", "x64", "IPv4", "IPv6", "OAuth", "OAuth2"];

/// The words of a text that look like terms, in order.
pub(super) fn shaped(text: &str) -> Vec<Shaped> {
    let tells = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'_' | b':' | b'(');
    let other_capitals = || !text.is_ascii() && text.chars().any(char::is_uppercase);
    if !(text.bytes().any(tells) || other_capitals()) || is_shouted(text) {
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
pub(super) fn stretches(text: &str) -> Vec<Range<usize>> {
    let parts = |c: char| c.is_whitespace() || matches!(c, ',' | '“' | '”' | '„' | '"' | '…' | '–' | '—' | '|' | '\u{FFFC}');
    let pieces = text.split(parts).filter(|piece| !piece.is_empty());
    pieces.map(|piece| place(text, piece)).collect()
}

/// Where a piece of a text stands in it.
pub(super) fn place(text: &str, piece: &str) -> Range<usize> {
    let start = piece.as_ptr() as usize - text.as_ptr() as usize;
    start..start + piece.len()
}

pub(super) fn is_address(stretch: &str) -> bool {
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
            if is_numeronym(base) || is_numbered(word) || is_name(word, text) {
                let base = if is_numeronym(base) { base } else { word };
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
        && is_of_one_script(word)
        && !is_everyday(word)
        && !is_stressed(word)
        && !is_roman(word)
        && !is_number_like(word)
        && !is_part_number(word, &text[range.end..])
        && !(BESIDE_NUMBERS.contains(&word) && is_beside_number(text, range))
}

/// Latin, Greek or Cyrillic letters, and digits. What mixes them is a symbol, such as `ΔT`.
fn is_of_one_script(word: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic() || ('\u{C0}'..='\u{24F}').contains(&c);
    let greek = |c: char| ('\u{370}'..='\u{3FF}').contains(&c);
    let cyrillic = |c: char| ('\u{400}'..='\u{52F}').contains(&c);
    let all = |script: &dyn Fn(char) -> bool| word.chars().all(|c| c.is_ascii_digit() || script(c));
    all(&latin) || all(&greek) || all(&cyrillic)
}

/// A number such as `XIV`, in letters of another script that look the same too.
fn is_roman(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'І' | 'Х' | 'Ι' | 'Χ'))
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
    let small = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase());
    // At the start of a sentence, `K8s` and `I18n`; `A4s` are sheets of paper, and `Q3b` is a question.
    let large =
        word.starts_with(|c: char| c.is_ascii_uppercase()) && (word == "K8s" || middle.len() == 2 && !word.ends_with('s'));
    let first = large || small(word.chars().next());
    digits && ends == 2 && first && small(word.chars().next_back()) && !matches!(word, "b2b" | "b2c" | "h2o" | "x2x")
}

/// `SHA256`, `utf8`
fn is_numbered(word: &str) -> bool {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = word.len() - letters.len();
    (1..=5).contains(&digits)
        && !word[letters.len()..].starts_with('0')
        && NUMBERED.iter().any(|name| name.eq_ignore_ascii_case(letters))
}

/// `S3`, unless it is one of several, `S1` to `S4`, or a line of the S-Bahn.
fn is_name(word: &str, text: &str) -> bool {
    let one_of_several = || {
        let letter = &word[..1];
        let parts = text.split(|c: char| !c.is_alphanumeric());
        parts.filter(|part| *part != word).any(|part| {
            let rest = part.strip_prefix(letter).unwrap_or_default();
            rest == "Bahn" || !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit())
        }) || text.contains("S-Bahn")
    };
    NAMES.contains(&word) && (word != "S3" || !one_of_several())
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
            ("K8s, I18n and A11y", &["K8s", "I18n", "A11y"]),
            ("SHA256, sha1, AES128 and RSA2048", &["SHA256", "sha1", "AES128", "RSA2048"]),
            ("Base64 in UTF8, GPT4 and GPT-4", &["Base64", "UTF8", "GPT4", "GPT"]),
            ("Files lie in S3, on x86 behind IPv6", &["S3", "x86", "IPv6"]),
            ("КПД двигателя и ЭВМ", &["КПД", "ЭВМ"]),
            ("Η ΚΜΕ και το ΛΣ", &["ΚΜΕ", "ΛΣ"]),
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
            "x1 t0 m2 co2 word A I",
            "Q3 A4 H1 2x B2B CO2 4K G7 V8 F1 M2 P1, A4s and Q3b, an R2 of 0.9",
            "S1 S2 S3, with the S-Bahn S3",
            "LH454 BA249 LOT123 ABC2024 F16s MD01 30pt 10th 67mh",
            "США и РФ, НДС в ЕС. НЕ трогать! ХХ век, Ч. ІІ",
            "ΗΠΑ, ΕΕ και ΦΠΑ. ΟΧΙ",
            "ΔT and ΔE, Σ, Ω",
            "ЭТО ОЧЕНЬ ВАЖНО",
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
