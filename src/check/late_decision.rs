//! `late-decision`: who decides doesn't hear early what is to be decided, what it costs, what may go wrong and by when.
//!
//! Only for the audience `executive` and those that extend it. Words are looked for, so it asks and never asserts: in English and
//! German decks alone, in what is shown and in what is said, and a word too many is taken for the real thing.

use super::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, BlockKind, Layout, plain_text, texts, walk_blocks};
use crate::project::ProjectedSlide;

/// The audience that decides.
const EXECUTIVE: &str = "executive";
/// Shorter talks have no first third to speak of.
const FEWEST_SLIDES: usize = 3;

/// Something that is to be heard early, and how it is spoken of.
struct Matter {
    name: &'static str,
    /// Beginnings of English words, in lower case.
    english: &'static [&'static str],
    /// Parts of German words, in lower case: most stand in compounds.
    german: &'static [&'static str],
    /// Does a word as it is written speak of it in any language?
    sign: fn(&str) -> bool,
}

const MATTERS: &[Matter] = &[
    Matter {
        name: "the decision",
        english: &[
            "decid",
            "decis",
            "approv",
            "choos",
            "choice",
            "agree",
            "ask",
            "request",
            "recommend",
            "propos",
            "vote",
            "sign",
            "need",
        ],
        german: &[
            "entscheid",
            "genehmig",
            "beschl",
            "zustimm",
            "wähl",
            "freigab",
            "freigeb",
            "empfehl",
            "vorschl",
            "bitte",
            "antrag",
        ],
        sign: |_| false,
    },
    Matter {
        name: "the cost",
        english: &[
            "cost", "budget", "price", "pricing", "spend", "spent", "invest", "sav", "fund", "expens", "paid", "pay", "effort",
        ],
        german: &["kost", "budget", "preis", "ausgab", "invest", "spar", "aufwand", "bezahl", "teuer"],
        sign: is_money,
    },
    Matter {
        name: "the risk",
        english: &[
            "risk",
            "fail",
            "outage",
            "lose",
            "losing",
            "loss",
            "lost",
            "threat",
            "danger",
            "otherwise",
            "depend",
            "worst",
            "wrong",
            "uncertain",
        ],
        german: &[
            "risik", "ausfall", "ausfäll", "ausfiel", "verlier", "verlust", "gefahr", "gefähr", "scheiter", "schief", "sonst",
            "abhäng", "unsicher",
        ],
        sign: |_| false,
    },
    Matter {
        name: "the date",
        english: &[
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "week",
            "month",
            "quarter",
            "year",
            "today",
            "tomorrow",
            "deadline",
            "date",
        ],
        german: &[
            "januar",
            "februar",
            "märz",
            "april",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "dezember",
            "montag",
            "dienstag",
            "mittwoch",
            "donnerstag",
            "freitag",
            "woche",
            "monat",
            "quartal",
            "jahr",
            "heute",
            "morgen",
            "frist",
            "termin",
        ],
        sign: is_date,
    },
];

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    let projection = subject.projection;
    let language = projection.meta.lang.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let german = language == "de";
    if !projection.variant.lineage.iter().any(|audience| audience.0 == EXECUTIVE) || !(german || language == "en") {
        return Vec::new();
    }
    let told: Vec<&ProjectedSlide> = projection.slides.iter().filter(|slide| tells(slide)).collect();
    let early = told.len().div_ceil(3);
    let Some((first, last)) = told.first().zip(told.get(early.saturating_sub(1))).filter(|_| told.len() >= FEWEST_SLIDES) else {
        return Vec::new();
    };
    let mut heard = projection.meta.title.clone() + " " + projection.meta.subtitle.as_deref().unwrap_or_default();
    projection.slides.iter().take_while(|slide| slide.number <= last.number).for_each(|slide| push(slide, &mut heard));
    let missing: Vec<&str> =
        MATTERS.iter().filter(|matter| !speaks_of(&heard, matter, german)).map(|matter| matter.name).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let third = if early == 1 { "the first slide".to_owned() } else { format!("the first {early} slides") };
    let message = format!("are {} heard early? no word for it was found on {third}", listed(&missing));
    let message =
        if missing.len() == 1 { message.replacen("are ", "is ", 1) } else { message.replacen("for it was", "for them was", 1) };
    let help = "say within the first third what is to be decided, what it costs, what may go wrong and by when";
    vec![Diagnostic::new(Code::LateDecision, first.span, message).help(help)]
}

/// Does it take part in the counting of thirds?
fn tells(slide: &ProjectedSlide) -> bool {
    !slide.appendix
        && !matches!(slide.layout, Layout::Title | Layout::Section | Layout::Questions | Layout::Break | Layout::Closing)
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Adds what is shown and said with a slide.
fn push(slide: &ProjectedSlide, heard: &mut String) {
    let mut add = |text: &str| {
        heard.push(' ');
        heard.push_str(text);
    };
    add(&plain_text(&slide.title));
    let footnotes = slide.footnotes.iter().map(|footnote| &footnote.content);
    for content in [&slide.content, &slide.notes].into_iter().chain(footnotes) {
        walk_blocks(content).for_each(|block| words_of(block, &mut add));
    }
}

fn words_of(block: &Block, add: &mut impl FnMut(&str)) {
    if let BlockKind::Picture(picture) = &block.kind {
        add(&picture.alt);
    }
    texts(block).into_iter().for_each(|text| add(&plain_text(text)));
}

fn speaks_of(heard: &str, matter: &Matter, german: bool) -> bool {
    heard.split_whitespace().any(|written| {
        if (matter.sign)(written) {
            return true;
        }
        let lower = written.to_lowercase();
        if german {
            return matter.german.iter().any(|part| lower.contains(part));
        }
        let mut words = lower.split(|c: char| !c.is_alphanumeric());
        words.any(|word| matter.english.iter().any(|start| word.starts_with(start)))
    })
}

fn is_money(written: &str) -> bool {
    written.contains(['€', '$', '£', '¥']) || ["EUR", "USD", "CHF", "GBP"].iter().any(|code| written.contains(code))
}

/// `2027`, `Q3`, `1.6.`, `2027-06-01`.
fn is_date(written: &str) -> bool {
    let word = written.trim_matches(|c: char| !c.is_alphanumeric());
    let numbers: Vec<&str> = word.split(['.', '-', '/']).filter(|part| !part.is_empty()).collect();
    let digits = |part: &&str| part.chars().all(|c| c.is_ascii_digit());
    let year = |part: &&str| part.len() == 4 && digits(part) && (part.starts_with("19") || part.starts_with("20"));
    let quarter = word.len() == 2 && word.starts_with(['Q', 'q']) && word.ends_with(['1', '2', '3', '4']);
    quarter || word == "Mai" || (numbers.iter().all(digits) && (numbers.iter().any(year) || numbers.len() == 3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::found_in;
    use crate::diagnostic::Severity;
    use crate::model::{Deck, Slide};
    use crate::project::testing::*;

    fn talk(first: &str, others: usize) -> Deck {
        let mut slides = vec![Slide { content: vec![paragraph(first)], ..slide("first") }];
        slides.extend((1..others + 1).map(|n| slide(&format!("s{n}"))));
        deck(slides)
    }

    fn messages(name: &str, deck: &Deck) -> Vec<String> {
        found_in(name, deck, Code::LateDecision).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn what_is_not_named_early_is_asked_for() {
        let silent = talk("The queue grows.", 5);
        let all =
            "are the decision, the cost, the risk and the date heard early? no word for them was found on the first 2 slides";
        assert_eq!(messages("executive", &silent), [all]);
        assert!(messages("non-technical", &silent).is_empty(), "others are told as the author likes");
        assert_eq!(found_in("executive", &silent, Code::LateDecision)[0].severity, Severity::Note);
        let no_date = talk("We ask you to approve 40 € a day; if it fails we lose nothing.", 2);
        assert_eq!(messages("executive", &no_date), ["is the date heard early? no word for it was found on the first slide"]);
    }

    #[test]
    fn late_words_do_not_count_and_notes_do() {
        let words = "Approve the budget by June; the risk is small.";
        let mut deck = talk("The queue grows.", 5);
        deck.slides[2].content = vec![paragraph(words)];
        assert_eq!(messages("executive", &deck).len(), 1);
        deck.slides[1].notes = vec![notes(vec![paragraph(words)])];
        assert!(messages("executive", &deck).is_empty());
    }

    #[test]
    fn german_compounds_are_found_and_other_languages_are_left_alone() {
        let mut deck = talk("Entscheidungsbedarf: Betriebskosten, Ausfallrisiko, bis zum 1.6.2027", 4);
        deck.meta.lang = written("de-AT");
        assert!(messages("executive", &deck).is_empty());
        deck.slides[0].content = vec![paragraph("Die Warteschlange wächst.")];
        assert_eq!(messages("executive", &deck).len(), 1);
        deck.meta.lang = written("fr");
        assert!(messages("executive", &deck).is_empty());
    }

    #[test]
    fn a_talk_of_two_slides_is_left_alone() {
        assert!(messages("executive", &talk("The queue grows.", 1)).is_empty());
    }

    #[test]
    fn dates_and_money_are_told_from_other_numbers() {
        assert!(["2027", "Q3,", "2027-06-01", "1.6.2027", "(Q1)"].into_iter().all(is_date));
        assert!(!["40", "3.5", "v2", "p99", "10-20", "—", ""].into_iter().any(is_date));
        assert!(is_money("900€") && is_money("EUR") && !is_money("900"));
    }
}
