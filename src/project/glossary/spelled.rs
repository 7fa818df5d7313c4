//! Words that are explained where they stand: `service level objective (SLO)`, `SLO (service level objective)`, `SLO: the promise how …`.
//!
//! That a phrase is the long form of an abbreviation is found in the manner of Schwartz and Hearst (*A Simple Algorithm for Identifying
//! Abbreviation Definitions in Biomedical Text*, 2003): its letters stand in the phrase in their order, the first one at the start of a
//! word. Stricter than there, the others begin words too, but for long ones, so that German compounds are found and `slow` is no `SLO`.

use std::ops::Range;

/// What stands between a term and its explanation.
const MEANS: &[&str] = &[
    "stands for",
    "short for",
    "is short for",
    "means",
    "that is",
    "i.e.",
    "steht für",
    "kurz für",
    "bedeutet",
    "heißt",
    "das heißt",
    "d. h.",
    "d.h.",
];
/// What stands between a phrase and its abbreviation.
const OR: &[&str] = &["or", "short", "called", "as", "oder", "kurz", "genannt", "abgekürzt"];
/// How an explanation in other words begins.
const BEGINS: &[&str] = &[
    "a", "an", "the", "how", "what", "when", "who", "where", "our", "your", "its", "one", "that", "short", "i.e.", "ein", "eine",
    "einen", "der", "die", "das", "den", "wie", "was", "wer", "wann", "wo", "unser", "unsere", "kurz", "also", "d.h.",
];
/// Words that an abbreviation mostly passes over.
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "per", "auf", "aus", "das",
    "dem", "den", "der", "des", "die", "für", "im", "in", "mit", "nach", "und", "von", "vom", "zu", "zum", "zur", "в", "на", "и",
    "по", "для", "с", "о", "από", "για", "και", "σε", "της", "του", "των",
];
/// In words of so many letters an abbreviation may have several.
const COMPOUND: usize = 7;
/// So many words explain something in other words.
const FREE: usize = 3;

/// Is the word at a place of a text explained by what stands around it? `footnote` is the text of a footnote at the word.
pub(super) fn is_spelled_out(word: &str, text: &str, range: &Range<usize>, footnote: Option<&str>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    explained_after(word, before, after)
        || explained_before(word, before, after)
        || footnote.is_some_and(|note| is_explanation(word, note) || is_explanation(word, after_word(word, note)))
}

/// `SLO (…)`, `SLO: …`, `SLO stands for …`, `An SLO is a …`.
fn explained_after(word: &str, before: &str, after: &str) -> bool {
    let rest = after.trim_start_matches(is_mark).trim_start();
    if let Some(inside) = rest.strip_prefix(['(', '[']) {
        return is_explanation(word, inside.split([')', ']']).next().unwrap_or(inside));
    }
    if let Some(said) = rest.strip_prefix([':', '=', '–', '—', ',']).or_else(|| rest.strip_prefix("- ")) {
        let opens = before.trim_matches(is_mark).trim().is_empty() && !rest.starts_with(',');
        return begins_with_long_form(word, said) || opens && is_explanation(word, said);
    }
    let means = MEANS.iter().find_map(|means| rest.strip_prefix(means)).is_some_and(|said| count(said) >= 2);
    let is = ["is a ", "is an ", "is the ", "ist ein", "ist der ", "ist die ", "ist das "].iter().any(|is| rest.starts_with(is));
    means || is && defines(before)
}

/// `A`, `An`, `Ein`, `Eine` at the start of a sentence.
fn defines(before: &str) -> bool {
    let sentence = before.rsplit(['.', '!', '?']).next().unwrap_or(before).trim_matches(is_mark).trim();
    matches!(sentence, "A" | "An" | "Ein" | "Eine")
}

/// `service level objective (SLO)`, `… or SLO`; in parentheses alone, other words before it explain it too.
fn explained_before(word: &str, before: &str, after: &str) -> bool {
    let alone = before.ends_with(['(', '[']) && after.starts_with([')', ']']);
    let mut phrase = before;
    loop {
        let shorter = phrase.trim_end().trim_end_matches(is_mark).trim_end_matches(['(', '[', ',', ':', '–', '—']).trim_end();
        let or = OR.iter().find_map(|or| shorter.strip_suffix(or)).filter(|rest| rest.is_empty() || rest.ends_with([' ', '(']));
        let next = or.unwrap_or(shorter);
        if next.len() == phrase.len() {
            break;
        }
        phrase = next;
    }
    let peeled = before[phrase.len()..].trim();
    let phrase = phrase.rsplit(['.', '!', '?', ';']).next().unwrap_or(phrase);
    !peeled.trim_matches(is_mark).is_empty() && (ends_with_long_form(word, phrase) || alone && count(phrase) >= FREE)
}

/// What follows the word in a footnote that begins with it.
fn after_word<'n>(word: &str, note: &'n str) -> &'n str {
    let rest = note.trim_start().strip_prefix(word).unwrap_or("");
    rest.trim_start_matches([':', '=', '–', '—', ' ', ','])
}

/// Does a phrase explain the word, by its long form or in other words?
fn is_explanation(word: &str, phrase: &str) -> bool {
    let first = phrase.split_whitespace().next().unwrap_or("").to_lowercase();
    begins_with_long_form(word, phrase) || BEGINS.contains(&first.as_str()) && count(phrase) >= FREE
}

fn count(phrase: &str) -> usize {
    let sentence = phrase.split(['.', '!', '?', ';']).next().unwrap_or(phrase);
    sentence.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count()
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '\'' | '‘' | '’' | '*' | '«' | '»')
}

fn begins_with_long_form(word: &str, phrase: &str) -> bool {
    let (letters, words) = (letters(word), words(phrase));
    let articles = words.iter().take_while(|word| SMALL.contains(&word.as_str())).count();
    letters.len() > 1
        && (0..=articles)
            .any(|first| starts(&letters, &words, first).is_some_and(|start| follows(&letters[1..], &words, start).is_some()))
}

fn ends_with_long_form(word: &str, phrase: &str) -> bool {
    let (letters, words) = (letters(word), words(phrase));
    let window = letters.len() * 2 + 1;
    let first = words.len().saturating_sub(window);
    let whole = |from: usize| {
        let start = starts(&letters, &words, from)?;
        follows(&letters[1..], &words, start).filter(|last| *last + 1 == words.len())
    };
    letters.len() > 1 && (first..words.len()).any(|from| whole(from).is_some())
}

fn letters(word: &str) -> Vec<char> {
    word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// The words of a phrase in lower case; parts of words with hyphens are words.
fn words(phrase: &str) -> Vec<String> {
    let words = phrase.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(64).map(str::to_lowercase).collect()
}

/// Where the first letter stands: a word, and how many of its letters were passed.
fn starts(letters: &[char], words: &[String], at: usize) -> Option<(usize, usize)> {
    let word = words.get(at)?;
    let (first, start) = (letters.first()?, word.chars().next()?);
    // `extensible` is the X of XML.
    let silent = *first == 'x' && word.starts_with("ex");
    (start == *first || silent).then_some((at, 1 + usize::from(silent)))
}

/// Finds the letters one after the other. Gives the word in which the last one stands.
fn follows(letters: &[char], words: &[String], (at, passed): (usize, usize)) -> Option<usize> {
    let Some(letter) = letters.first() else { return Some(at) };
    let next = |word: usize| {
        let start = starts(letters, words, word)?;
        follows(&letters[1..], words, start)
    };
    let is_small = words.get(at + 1).is_some_and(|word| SMALL.contains(&word.as_str()));
    if let Some(last) = next(at + 1).or_else(|| if is_small { next(at + 2) } else { None }) {
        return Some(last);
    }
    let word = words.get(at)?;
    let inside = word.chars().enumerate().skip(passed).filter(|(_, c)| c == letter).take(4);
    let mut inside = inside.filter(|_| word.chars().count() >= COMPOUND);
    inside.find_map(|(index, _)| follows(&letters[1..], words, (at, index + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str, word: &str) -> bool {
        let start = text.find(word).unwrap();
        is_spelled_out(word, text, &(start..start + word.len()), None)
    }

    #[test]
    fn explanations_at_the_place_are_found() {
        for (text, word) in [
            ("the service level objective (SLO) of search", "SLO"),
            ("the service-level objective (“SLO”)", "SLO"),
            ("SLO (service level objective)", "SLO"),
            ("“SLO” (service level objective)", "SLO"),
            ("the quality of service, or QOS, counts", "QOS"),
            ("Return on time and effort (ROTE)", "ROTE"),
            ("Datenschutz-Grundverordnung (DSGVO)", "DSGVO"),
            ("die Datenbank, kurz DB, steht", "DB"),
            ("SLO steht für Dienstgüteziel im Betrieb", "SLO"),
            ("SLO: the promise how quickly we answer", "SLO"),
            ("SLO – wie schnell wir antworten", "SLO"),
            ("An SLO is a promise to those who wait", "SLO"),
            ("GPU (a chip for many small sums)", "GPU"),
            ("the slowest one in a hundred (p99)", "p99"),
            ("p99 (the slowest one in a hundred)", "p99"),
            ("XML, extensible markup language, is old", "XML"),
            ("CI means that every change is tried at once", "CI"),
            ("Every change is tried at once (CI)", "CI"),
            ("Simple Storage Service (S3) holds them", "S3"),
            ("Коэффициент полезного действия (КПД) вырос", "КПД"),
            ("КПД — коэффициент полезного действия", "КПД"),
            ("электронно-вычислительная машина (ЭВМ)", "ЭВМ"),
        ] {
            assert!(spelled(text, word), "{text}");
        }
    }

    #[test]
    fn other_words_nearby_explain_nothing() {
        for (text, word) in [
            ("Our SLO is the worst of all", "SLO"),
            ("SLO (slow requests)", "SLO"),
            ("SLO (99.9%)", "SLO"),
            ("SLO (see slide 4)", "SLO"),
            ("Faster servers (GPU)", "GPU"),
            ("The GPU is a bottleneck", "GPU"),
            ("GPU: 4 times faster", "GPU"),
            ("we met the SLO: the team was glad", "SLO"),
            ("latency (p99)", "p99"),
            ("SLO or SLA", "SLA"),
            ("SLO", "SLO"),
            ("We see lots of trouble. SLO", "SLO"),
            ("So let others talk about SLO", "SLO"),
        ] {
            assert!(!spelled(text, word), "{text}");
        }
    }

    #[test]
    fn a_footnote_at_the_word_explains_it() {
        let note = |note: &str| is_spelled_out("SLO", "Two SLO missed", &(4..7), Some(note));
        assert!(note("Service level objective: what we promise."));
        assert!(note("SLO: what we promise to everyone who waits."));
        assert!(note("The promise how quickly we answer"));
        assert!(!note("Request logs, May 2026"));
    }
}
