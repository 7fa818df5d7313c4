//! What counts as a word when a text is searched for a term.
//!
//! A form of a term is found where it stands alone: no letter, digit or underscore touches it, no hyphen or apostrophe ties it to another
//! word, no dot inside an identifier. Scripts that write without spaces have no such borders; there, a form is found anywhere. Letters count
//! as they are written, but for the first one: `latency` is also found as `Latency`, at the start of a sentence. Abbreviations have a
//! second capital letter and are found exactly.

/// Is `word` written as `form` is, as far as case and the shape of apostrophes go?
pub fn same_word(form: &str, word: &str) -> bool {
    form == word || spellings(form).any(|form| form == word || capitalised(&form).is_some_and(|capitalised| capitalised == word))
}

/// A form as it is written, and with the other apostrophe where it has one: `SLO's` stands as `SLO’s` on a slide.
pub fn spellings(form: &str) -> impl Iterator<Item = String> {
    let curly = form.replace('\'', "’");
    let straight = form.replace('’', "'");
    let others = [curly, straight].into_iter().filter(|other| other != form).collect::<Vec<_>>();
    std::iter::once(form.to_owned()).chain(others)
}

/// The form as it stands at the start of a sentence, where it is another one.
pub fn capitalised(form: &str) -> Option<String> {
    let mut rest = form.chars();
    let first = rest.next().filter(|first| first.is_lowercase())?;
    if form.chars().any(char::is_uppercase) {
        return None;
    }
    Some(first.to_uppercase().chain(rest).collect())
}

/// Does the text contain the form as a word of its own?
pub fn contains_word(text: &str, form: &str) -> bool {
    let found = |wanted: &str| text.match_indices(wanted).any(|(at, _)| stands_alone(text, at, at + wanted.len()));
    !form.is_empty() && (found(form) || capitalised(form).is_some_and(|capitalised| found(&capitalised)))
}

/// Is `start..end` of the text a word of its own?
pub fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let inside = &text[start..end];
    let (Some(first), Some(last)) = (inside.chars().next(), inside.chars().next_back()) else { return false };
    let mut before = text[..start].chars().rev();
    let mut after = text[end..].chars();
    !tied(first, before.next(), before.next()) && !tied(last, after.next(), after.next())
}

/// Is the edge of a word tied to its neighbour, behind which stands another character?
fn tied(edge: char, next: Option<char>, beyond: Option<char>) -> bool {
    let Some(next) = next else { return false };
    if is_mark(next) {
        return true;
    }
    if !is_wordy(edge) || is_unspaced(edge) || is_unspaced(next) {
        return false;
    }
    let joins = matches!(next, '-' | '\u{2010}' | '\u{2011}' | '\'' | '\u{2019}' | '.' | '=');
    is_wordy(next) || matches!(next, '@' | '\\') || joins && beyond.is_some_and(|c| is_wordy(c) && !is_unspaced(c))
}

fn is_wordy(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A sign that belongs to the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// Does its script write without spaces between words? Chinese, Japanese, Thai, Lao, Khmer, Burmese.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Is it an abbreviation: two capital letters or more, digits, nothing small?
pub fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=6).contains(&word.chars().count()) && capitals >= 2 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// The abbreviations in a text.
pub fn acronyms(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_wordy(c)).filter(|word| is_acronym(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_found_where_it_stands_alone() {
        for (text, form, expected) in [
            ("Our SLO is high", "SLO", true),
            ("SLO", "SLO", true),
            ("the SLO.", "SLO", true),
            ("(SLO)", "SLO", true),
            ("SLO/SLA", "SLO", true),
            ("two SLOs", "SLO", false),
            ("the SLO's", "SLO", false),
            ("the SLO’s", "SLO", false),
            ("the SLO’s", "SLO’s", true),
            ("SLO-driven", "SLO", false),
            ("SLO- und SLA-Werte", "SLO", true),
            ("an slo", "SLO", false),
            ("config.SLO", "SLO", false),
            ("MY_SLO", "SLO", false),
            ("Latency is high", "latency", true),
            ("LATENCY", "latency", false),
            ("Slowest", "slow", false),
            ("error budget", "error budget", true),
            ("これはSLOです", "SLO", true),
            ("我们的延迟很高", "延迟", true),
            ("cafe\u{301}", "cafe", false),
            ("Größe", "Grö", false),
            ("C++ is old", "C++", true),
        ] {
            assert_eq!(contains_word(text, form), expected, "{form} in {text}");
        }
    }

    #[test]
    fn abbreviations_are_capitals() {
        assert_eq!(
            acronyms("The SLO of our API at p99, in the USA's EC2 (a TLS-1.3 thing), IDEALISM").collect::<Vec<_>>(),
            ["SLO", "API", "USA", "EC2", "TLS"]
        );
    }

    /// Random texts of these pieces, the same each time.
    fn texts(pieces: &[&str], count: usize) -> Vec<String> {
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        (0..count).map(|_| (0..next(9)).map(|_| pieces[next(pieces.len())]).collect()).collect()
    }

    #[test]
    fn what_is_found_is_there_and_stands_alone() {
        let pieces = [
            "SLO", "SLOs", "slo", "latency", "Latency", " ", "-", "’s", ".", "é", "e\u{301}", "延迟", "_", "x", "(", "\u{FFFC}",
            "7",
        ];
        let mut found = 0;
        for text in texts(&pieces, 20_000) {
            for form in ["SLO", "latency", "延迟", "SLOs"] {
                if contains_word(&text, form) {
                    found += 1;
                    assert!(text.contains(form) || text.contains(&capitalised(form).unwrap()), "{form} in {text}");
                    assert!(contains_word(&format!("({text})"), form), "{form} in ({text})");
                }
                assert!(contains_word(&format!("{text} {form} {text}"), form), "{form} between {text}");
            }
        }
        assert!(found > 5_000, "{found}");
    }
}
