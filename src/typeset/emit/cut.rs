//! Where a title on two lines is parted by its sense.
//!
//! The typesetter fills a line before it begins the next, and a theme can only make lines narrower. So the words of the second line
//! stand in a box that does not end on the first ([`Cut`]); a theme that needs another number of lines takes them out again.

use super::title;
use crate::model::{Inline, InlineKind};

/// A second line this much wider than it had to be (1 being as narrow as can be) is too much for the best of breaks.
const WIDEST: f64 = 1.4;
/// Wider lines don't fit every slide (em).
const MOST: f64 = 17.0;
/// What a break gains, or loses where it is negative, as a part of the least width: behind a mark that ends a clause, ahead of a word
/// that begins a phrase, behind such a word, between a figure and what it counts.
const CLAUSE: f64 = 0.4;
const PHRASE: f64 = 0.2;
const TORN: f64 = -0.2;
/// Words that begin a phrase, in English and German; and those that lead on to the next word besides.
const STARTS: &[&str] = &[
    "and", "or", "but", "so", "because", "that", "which", "who", "when", "once", "while", "where", "if", "than", "as", "by",
    "for", "from", "in", "into", "of", "on", "to", "with", "without", "at", "after", "before", "until", "since", "about", "over",
    "under", "per", "via", "between", "through", "und", "oder", "aber", "weil", "dass", "wenn", "als", "wie", "bis", "für",
    "von", "vom", "mit", "ohne", "im", "am", "an", "auf", "aus", "bei", "beim", "nach", "seit", "zu", "zum", "zur", "über",
    "unter", "vor", "durch", "gegen", "zwischen",
];
const LEADS: &[&str] = &[
    "the", "a", "an", "all", "each", "every", "no", "not", "one", "two", "our", "your", "their", "its", "is", "are", "was",
    "were", "be", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "alle", "kein", "keine",
    "nicht", "ist", "sind",
];

/// A title in two parts.
pub(super) struct Cut {
    /// The first part with the space behind it.
    pub first: Inline,
    /// The rest.
    pub rest: Inline,
    /// The width of the wider of the two lines, in em.
    pub width: f64,
}

/// Parts a title that is nothing but words. `None` where lines of about the same length are as good.
pub(super) fn cut(title: &[Inline]) -> Option<Cut> {
    let [Inline { kind: InlineKind::Text(text), span }] = title else { return None };
    let (at, width) = best(text)?;
    let part = |text: &str, span| Inline { kind: InlineKind::Text(text.to_owned()), span };
    let (mut first, mut rest) = (*span, *span);
    // As it was written: both parts have a place of their own.
    if span.range().len() == text.len() {
        first.end = first.start + u32::try_from(at).ok()?;
        rest.start = first.end;
    }
    Some(Cut { first: part(&text[..at], first), rest: part(&text[at..], rest), width })
}

/// Where the second line best begins, and how wide the wider line is.
fn best(text: &str) -> Option<(usize, f64)> {
    let widths = title::widths_of(text);
    let least = *widths.get(1)?;
    let starts = || text.match_indices(' ').map(|(space, _)| space + 1);
    // What the typesetter would do: the first line takes all that has room in the least width.
    let even = starts().rfind(|at| title::width_of(text[..*at].trim_end()) <= least + 0.01)?;
    let score = |at: usize| {
        let (first, rest) = (text[..at].trim_end(), &text[at..]);
        let width = title::width_of(first).max(title::width_of(rest));
        // A lone word is no line, but where nothing else is left.
        let lone = at != even && (!first.contains(' ') || !rest.contains(' '));
        (!lone && width <= (WIDEST * least).min(MOST)).then(|| (width / least - gain(first, rest), width))
    };
    let (at, (_, width)) = starts().filter_map(|at| Some((at, score(at)?))).min_by(|a, b| a.1.0.total_cmp(&b.1.0))?;
    (at != even).then_some((at, width))
}

/// What a break between two parts gains by their sense.
fn gain(first: &str, rest: &str) -> f64 {
    let (last, next) = (first.rsplit(' ').next().unwrap_or(first), rest.split(' ').next().unwrap_or(rest));
    let is_one_of = |word: &str, words: &[&str]| words.contains(&word.to_lowercase().as_str());
    let torn = is_one_of(last, STARTS)
        || is_one_of(last, LEADS)
        || (last.ends_with(|c: char| c.is_ascii_digit()) && !is_one_of(next, STARTS));
    let clause = last.ends_with([',', ';', ':', '.', '!', '?', '–', '—']);
    match (clause, torn) {
        (true, _) => CLAUSE,
        (_, true) => TORN,
        _ if is_one_of(next, STARTS) => PHRASE,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(text: &str) -> Option<(&str, &str)> {
        best(text).map(|(at, _)| text.split_at(at))
    }

    #[test]
    fn a_title_ends_its_first_line_where_a_thought_ends() {
        for (first, rest) in [
            ("If the one server fails, ", "all twelve customers stand still"),
            ("Approve one shared database ", "by 11 December"),
            ("Alles steht still, ", "wenn der eine Server ausfällt"),
            ("Review latency halved ", "once owners were named by us"),
        ] {
            let title = format!("{first}{rest}");
            assert_eq!(parted(&title), Some((first, rest)));
        }
    }

    #[test]
    fn what_is_even_or_has_no_better_break_is_left_alone() {
        for title in [
            "",
            "Word",
            "Two words",
            "Leading without a title",
            "Wenn der eine Server ausfällt, stehen alle zwölf Kunden still",
            "Donaudampfschifffahrtsgesellschaft Verwaltungsvorschriften",
            "Yes, we ask each of the twelve customers before anything is moved",
            "字字字字字字字字、字字字字字字字字字字字字",
        ] {
            assert_eq!(parted(title), None, "{title}");
        }
    }

    #[test]
    fn the_parts_have_places_of_their_own() {
        let text = "If the one server fails, all twelve customers stand still";
        let span = crate::source::Span::new(crate::source::FileId(0), 10, 10 + text.len());
        let cut = cut(&[Inline { kind: InlineKind::Text(text.to_owned()), span }]).expect("two parts");
        assert_eq!((cut.first.span.range(), cut.rest.span.range()), (10..35, 35..67));
    }
}
