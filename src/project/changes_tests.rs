//! What is recorded for each kind of change, told by the words at the places.

use super::ChangeKind;
use crate::model::{Deck, Meta, Variant};
use crate::project::project;
use crate::source::{Sources, Span};

fn parsed(text: &str) -> (Sources, Deck) {
    let mut sources = Sources::default();
    let file = sources.add("talk.md", text);
    let (deck, _) = crate::parse::parse(&sources, file, &Meta::default());
    (sources, deck)
}

/// The changes of a variant: slide, kind, first line of what was there, and of what stands there.
fn changes(text: &str, variant: usize) -> Vec<String> {
    let (sources, deck) = parsed(text);
    let variant: Variant = deck.variants()[variant].clone();
    let line = |span: Span| sources.slice(span).lines().next().unwrap_or_default().to_owned();
    let told = project(&deck, &variant, "talk").0.changes.into_iter().map(|change| {
        let was = line(change.span);
        match change.kind {
            ChangeKind::Dropped => format!("{}: dropped {was}", change.slide.0),
            ChangeKind::DroppedOnPurpose => format!("{}: on purpose {was}", change.slide.0),
            ChangeKind::Replaced { by } => format!("{}: {was} -> {}", change.slide.0, line(by)),
            other => format!("{other:?}"),
        }
    });
    told.collect()
}

#[test]
fn blocks_words_and_slides() {
    let deck = "## One\n\nA [p99]{plain=\"slowest\"} and [gone]{plain=\"\"} [mine]{audience=technical}.\n\n$$x$$\n\n\
        $$y$$\n\n::: non-technical\nIn words\n:::\n\n::: notes\nfor all\n:::\n\n::: {.notes audience=technical}\nspoken\n:::\n\n\
        ## Two {audience=technical}\n\nx\n\n## Old\n\nx\n\n## New {replaces=old audience=non-technical}\n\ny\n\n## Never {skip}\n\nz\n";
    let told = changes(deck, 1);
    let starts = [
        "one: [p99]",
        "one: on purpose [gone]",
        "one: on purpose [mine]",
        "one: dropped $$x$$",
        "one: $$y$$ -> ",
        "one: on purpose ",
        "two: on purpose ## Two",
        "old: ## Old",
    ];
    assert_eq!(told.len(), starts.len(), "{told:#?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told} is not {start}");
    }
    assert!(told[0].contains("-> ") && told[7].contains("-> ## New"), "{told:#?}");
    assert_eq!(changes(deck, 0).len(), 2, "the stand-in and the slide that replaces another");
}

#[test]
fn what_is_replaced_as_a_whole_is_one_change() {
    let deck = "## One\n\n| a | b |\n|---|---|\n| [p99]{plain=\"slowest\"} | 1 |\n\n\
        ::: non-technical\nIn words\n:::\n";
    let told = changes(deck, 1);
    assert_eq!(told.len(), 1, "the words inside the table are no change of their own: {told:#?}");
    assert!(told[0].starts_with("one: | a | b |"), "{told:#?}");
}

#[test]
fn a_deck_for_everyone_has_none() {
    assert!(changes("## One\n\nwords and `code`\n", 0).is_empty());
    assert!(changes("## One\n\nwords and `code`\n", 1).is_empty());
}
