//! Numbers and their units stay on one line: `900 €`, `5 ms`, `10 %`.
//!
//! The space between them becomes one where no line ends (U+00A0), as ISO 80000-1 and typographers of every language ask for. Only running
//! text comes here: not code, formulas, addresses and alternative texts.

use std::borrow::Cow;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Where no line ends.
const NO_BREAK: char = '\u{A0}';

/// Units behind a number. Left out are those that are words or articles too: `in`, `a`, `d`, `A`.
const UNITS: &[&str] = &[
    "%", "‰", "°", "°C", "°F", "nm", "µm", "μm", "mm", "cm", "dm", "m", "km", "m²", "m³", "km²", "g", "mg", "kg", "t", "l", "ml",
    "ns", "µs", "μs", "ms", "s", "sec", "min", "h", "Std.", "Uhr", "Hz", "kHz", "MHz", "GHz", "W", "kW", "MW", "GW", "TW", "Wh",
    "kWh", "MWh", "GWh", "TWh", "kJ", "MJ", "V", "kV", "mV", "mA", "mAh", "Ω", "dB", "bit", "Bit", "kbit", "Mbit", "Gbit", "B",
    "kB", "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "px", "pt", "rpm", "ppm", "Mio.", "Mrd.", "Tsd.", "млн",
    "млрд", "тыс.", "руб.", "EUR", "USD", "GBP", "CHF", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK", "k€", "M€", "AM", "PM", "am",
    "pm", "a.m.", "p.m.",
];
/// What stands before a number as a currency's sign does.
const BEFORE: &[&str] = &["EUR", "USD", "GBP", "CHF", "JPY"];

/// The text in which every number stays with its unit. `before` is the last character of what stands before it.
pub(super) fn kept_together(text: &str, before: Option<char>) -> Cow<'_, str> {
    let number_before = before.is_some_and(|c| c.is_ascii_digit()) && text.starts_with(' ');
    if !number_before && !text.bytes().any(|b| b.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    let tied: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).filter(|at| is_tied(text, *at, before)).collect();
    if tied.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + tied.len());
    let mut from = 0;
    for at in tied {
        out.push_str(&text[from..at]);
        out.push(NO_BREAK);
        from = at + 1;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Does the space at a place stand between a number and its unit, or between a currency and its number?
fn is_tied(text: &str, at: usize, before: Option<char>) -> bool {
    let (left, right) = (&text[..at], &text[at + 1..]);
    let last = left.chars().next_back().or(if left.is_empty() { before } else { None });
    if last.is_some_and(|c| c.is_ascii_digit()) {
        return begins_with_unit(right);
    }
    right.starts_with(|c: char| c.is_ascii_digit()) && ends_with_currency(left)
}

fn begins_with_unit(text: &str) -> bool {
    let word =
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '!' | '?' | ')' | ']' | '/' | '–' | '—' | '-'));
    let word = word.into_iter().next().unwrap_or_default();
    let is_unit = |word: &str| UNITS.contains(&word) || is_currency(word);
    is_unit(word) || word.strip_suffix('.').is_some_and(is_unit)
}

fn ends_with_currency(text: &str) -> bool {
    let word = text.rsplit([' ', '(', '~', '–']).next().unwrap_or_default();
    BEFORE.contains(&word) || is_currency(word)
}

/// A sign such as `€`, alone or with letters before it (`US$`).
fn is_currency(word: &str) -> bool {
    let mut chars = word.chars().rev();
    chars.next().is_some_and(|c| c.general_category() == GeneralCategory::CurrencySymbol)
        && chars.by_ref().count() <= 2
        && word.chars().rev().skip(1).all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With `~` where no line ends.
    fn seen(text: &str) -> String {
        kept_together(text, None).replace(NO_BREAK, "~")
    }

    #[test]
    fn numbers_stay_with_their_units() {
        for (text, expected) in [
            ("900 € a month", "900~€ a month"),
            ("Costs 1,200.50 €.", "Costs 1,200.50~€."),
            ("from 5 ms to 10 %, or 3 h", "from 5~ms to 10~%, or 3~h"),
            ("(20 GB/s) 5 km/h 21 °C", "(20~GB/s) 5~km/h 21~°C"),
            ("12 Mio. € und 9 Uhr", "12~Mio. € und 9~Uhr"),
            ("at 3 PM, 20 kW", "at 3~PM, 20~kW"),
            ("US$ 5, EUR 900, € 7", "US$~5, EUR~900, €~7"),
            ("5 млн руб.", "5~млн руб."),
        ] {
            assert_eq!(seen(text), expected);
        }
        assert_eq!(kept_together(" € a month", Some('0')), "\u{A0}€ a month", "behind a number in bold");
    }

    #[test]
    fn other_spaces_stay() {
        for text in [
            "5 machines",
            "2 months",
            "10 in a row",
            "4 a day",
            "Plan 5 A is next",
            "in 3 d",
            "v2 MBA",
            "the 3 months",
            "5 mistakes",
            "10 hours",
            "100% of",
            "900€",
            "5  ms",
            "at € a month",
            "EUR now",
            "p99 of 51 h2o",
            "Team A 5",
            "",
            " € a month",
        ] {
            assert!(matches!(kept_together(text, None), Cow::Borrowed(_)), "{text}: {}", seen(text));
        }
    }
}
