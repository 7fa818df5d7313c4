//! Abbreviations that need no explanation, and words that only look like abbreviations.
//!
//! The lists stand in text files with a word about what belongs into them. They are for English and German, with a few words
//! of Russian, Ukrainian and Greek; in other languages most abbreviations of a talk are the same.

use std::collections::HashSet;
use std::sync::OnceLock;

/// Is it an abbreviation that anyone reads without an explanation?
pub fn is_everyday(word: &str) -> bool {
    static LIST: OnceLock<HashSet<&str>> = OnceLock::new();
    LIST.get_or_init(|| words(include_str!("everyday/abbreviations.txt"))).contains(word)
}

/// Is it a common word that someone stressed by capitals?
pub fn is_stressed(word: &str) -> bool {
    static LIST: OnceLock<HashSet<&str>> = OnceLock::new();
    LIST.get_or_init(|| words(include_str!("everyday/capitals.txt"))).contains(word)
}

fn words(list: &'static str) -> HashSet<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_hold_words_and_no_remarks() {
        for known in ["PDF", "CEO", "EU", "GDP", "MwSt", "ÖPNV", "MP3"] {
            assert!(is_everyday(known), "{known}");
        }
        for unknown in ["API", "SLO", "PR", "CD", "What", "#", ""] {
            assert!(!is_everyday(unknown), "{unknown}");
        }
        assert!(is_stressed("NOT") && is_stressed("NICHT") && !is_stressed("REST") && !is_stressed("CPU"));
    }
}
