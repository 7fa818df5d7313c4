//! Pairs and differences, told by the words at the places.

use super::*;
use crate::model::Meta;
use crate::project::project;
use crate::source::Sources;

fn parsed(text: &str) -> (Sources, Deck) {
    let mut sources = Sources::default();
    let file = sources.add("talk.md", text);
    let (deck, _) = crate::parse::parse(&sources, file, &Meta::default());
    (sources, deck)
}

/// The comparison of two audiences: each slide that is not alike, and its differences.
fn told(text: &str, names: [&str; 2]) -> Vec<String> {
    let (sources, deck) = parsed(text);
    let words = Words::of(&deck, &sources);
    let variants = deck.variants();
    let of = |name: &str| variants.iter().find(|variant| variant.name() == name).unwrap();
    let projections = names.map(|name| project(&deck, of(name), "talk").0);
    let comparison = compare(&deck, projections.each_ref());
    let mut told = Vec::new();
    for pair in comparison.pairs.iter().filter(|pair| !pair.is_alike()) {
        if pair.relation != Relation::Same {
            told.push(match &pair.relation {
                Relation::Replaced { by, .. } => format!("#{} -> #{}", pair.id.0, by.0),
                other => format!("#{} {other:?}", pair.id.0),
            });
        }
        for difference in &pair.differences {
            let seen = difference.seen.map(|span| span.map_or_else(|| "-".to_owned(), |span| words.at(span).text));
            let part = if difference.part == Part::Notes { "notes " } else { "" };
            told.push(format!("#{} {part}{}: {} | {}", pair.id.0, difference.kind.as_str(), seen[0], seen[1]));
        }
    }
    told
}

const DECK: &str = "---\ntitle: Deck\naudiences:\n  non-technical:\n    title: Plain\n  executive:\n    extends: non-technical\n---\n\n\
## One {#one plain=\"In words\"}\n\nA [p99]{plain=\"slowest\"} and [gone]{plain=\"\"} [mine]{audience=technical} \
[theirs]{audience=non-technical} [boss]{audience=executive}.\n\n$$x$$\n\n$$y$$\n\n::: non-technical\nIn words\n:::\n\n\
::: {.notes audience=technical}\nspoken\n:::\n\n\
::: {.notes audience=non-technical}\nsaid\n:::\n\n\
## Two {#two audience=technical}\n\nx\n\n## Old {#old audience=technical}\n\nx\n\n## New {#new replaces=old audience=non-technical}\n\ny\n\n\
## Theirs {#theirs audience=non-technical}\n\nz\n\n## Alike {#alike}\n\nz\n\n## Never {#never skip}\n\nz\n";

#[test]
fn technical_beside_non_technical() {
    let expected = [
        "#title replaced: Deck | Plain",
        "#one replaced: One | In words",
        "#one replaced: p99 | slowest",
        "#one dropped on purpose: gone | -",
        "#one dropped on purpose: mine | -",
        "#one only here: - | theirs",
        "#one dropped: x | -",
        "#one replaced: y | In words",
        "#one notes replaced: spoken | said",
        "#two OnlyFirst",
        "#old -> #new",
        "#theirs OnlySecond",
    ];
    assert_eq!(told(DECK, ["technical", "non-technical"]), expected);
}

#[test]
fn the_other_way_round_the_sides_change() {
    let told = told(DECK, ["non-technical", "technical"]);
    assert_eq!(told[1], "#one replaced: In words | One");
    assert_eq!(told[3], "#one only here: - | gone");
    assert_eq!(told[5], "#one dropped on purpose: theirs | -");
    assert_eq!(told[6], "#one only here: - | x");
    assert_eq!(told[7], "#one replaced: In words | y");
    assert_eq!(told[8], "#one notes replaced: said | spoken");
    assert_eq!(told[9], "#two OnlySecond");
    assert_eq!(told[10], "#new -> #old");
    assert_eq!(told.len(), 12);
}

#[test]
fn what_both_see_otherwise_than_written_is_no_difference() {
    assert_eq!(told(DECK, ["non-technical", "executive"]), ["#one only here: - | boss"]);
}

#[test]
fn a_tally_counts_slides_and_places() {
    let (_, deck) = parsed(DECK);
    let projections = [0, 1].map(|index| project(&deck, &deck.variants()[index], "talk").0);
    let comparison = compare(&deck, projections.each_ref());
    let [technical, plain] = [0, 1].map(|side| Tally::of(&deck, &comparison, &projections[side], side));
    let slides = |tally: &Tally| [tally.kept, tally.replaced, tally.only_here, tally.left_out];
    assert_eq!((slides(&technical), slides(&plain)), ([3, 1, 1, 1], [3, 1, 1, 1]));
    let Counts { replaced, glossed, exchanged, dropped, on_purpose } = plain.places;
    assert_eq!((replaced, glossed, exchanged, dropped, on_purpose), (4, 0, 0, 1, 4));
    assert_eq!(technical.places, Counts { on_purpose: 4, ..Counts::default() });
}

#[test]
fn code_is_told_by_its_first_line() {
    let text = "## One\n\n```python\na = 1\nb = 2\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n::: non-technical\nwords\n:::\n";
    assert_eq!(
        told(text, ["technical", "non-technical"]),
        ["#one dropped: a = 1 … (2 lines) | -", "#one replaced: a · b · 1 · 2 | words"]
    );
}
