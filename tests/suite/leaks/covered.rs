//! Are all constructs among the places?

use std::collections::BTreeSet;

use deckle::model::{Block, BlockKind, Deck, FootnoteText, Inline, InlineKind, Meta, texts, walk_blocks, walk_inlines};
use deckle::settings::{AUDIENCE_KEYS, FRONT_MATTER_KEYS};
use deckle::source::Sources;

use super::places::{At, Markup, PLACES};
use super::written::{Writing, project};

/// The names of an enum's variants, and the name of a value's. One that is added has to be added here, and so needs a place.
macro_rules! names {
    ($all:ident, $name:ident, $kind:ident: $($variant:ident)*) => {
        const $all: &[&str] = &[$(stringify!($variant)),*];

        fn $name(kind: &$kind) -> &'static str {
            match kind {
                $($kind::$variant { .. } => stringify!($variant),)*
            }
        }
    };
}

names!(BLOCKS, block_name, BlockKind: Paragraph Heading List Code Math Typst Table Picture Descriptions Quote Columns Callout Group Pause);
names!(INLINES, inline_name, InlineKind: Text Emph Strong Strike Subscript Superscript Code Math Link Picture Marked Footnote FootnoteMark SoftBreak LineBreak);

/// What holds no text: it only parts what does. The number of a footnote is made after the choice for an audience.
const WITHOUT_TEXT: &[&str] = &["Pause", "FootnoteMark", "SoftBreak", "LineBreak"];

/// Keys of the front matter with no words that a file would show: names of settings, numbers, switches.
const WITHOUT_WORDS: &[&str] = &[
    "fonts",
    "aspect-ratio",
    "duration",
    "profile",
    "slide-level",
    "incremental",
    "smart",
    "paginate",
    "agenda",
    "extends",
    "notes",
];

/// Keys that hold others: the audiences' settings are places themselves, and so are the terms.
const OF_OTHERS: &[&str] = &["audiences", "glossary"];

/// Keys that are known and have no effect yet. One that gets an effect becomes a place.
const WITHOUT_EFFECT: &[&str] = &["header", "math", "bibliography"];

/// Is there a mark of an audience in something?
fn has_mark(thing: &impl std::fmt::Debug) -> bool {
    let text = format!("{thing:?}");
    let bytes = text.as_bytes();
    bytes
        .windows(5)
        .any(|w| w[0] == b'q' && b"tneo".contains(&w[1]) && w[2].is_ascii_digit() && w[3].is_ascii_digit() && w[4] == b'a')
}

fn deck() -> Deck {
    let project = project(PLACES, Writing::default());
    let mut sources = Sources::new();
    let file = sources.add("talk.md", String::from_utf8(project.read("talk.md")).unwrap());
    deckle::parse::parse(&sources, file, &Meta::default()).0
}

fn note_inlines(text: &[Inline], seen: &mut BTreeSet<&'static str>) {
    for inline in walk_inlines(text).filter(|inline| has_mark(&inline.kind)) {
        seen.insert(inline_name(&inline.kind));
        if let InlineKind::Footnote(FootnoteText::Here(content)) = &inline.kind {
            note_inlines(content, seen);
        }
    }
}

fn note_blocks(blocks: &[Block], (seen, inside): (&mut BTreeSet<&'static str>, &mut BTreeSet<&'static str>)) {
    for block in walk_blocks(blocks).filter(|block| has_mark(&block.kind)) {
        seen.insert(block_name(&block.kind));
        texts(block).into_iter().for_each(|text| note_inlines(text, inside));
    }
}

#[test]
fn every_block_and_every_piece_of_text_has_a_place() {
    let deck = deck();
    let (mut blocks, mut inlines) = (BTreeSet::new(), BTreeSet::new());
    for slide in &deck.slides {
        note_blocks(&slide.content, (&mut blocks, &mut inlines));
        slide.notes.iter().for_each(|notes| note_blocks(&notes.content, (&mut blocks, &mut inlines)));
    }
    for (all, seen) in [(BLOCKS, blocks), (INLINES, inlines)] {
        let missing: Vec<_> = all.iter().filter(|name| !seen.contains(*name) && !WITHOUT_TEXT.contains(name)).collect();
        assert!(missing.is_empty(), "no place has a mark in {missing:?}");
    }
}

#[test]
fn every_key_of_the_front_matter_has_a_place() {
    let settings = PLACES.iter().filter(|place| place.at == At::Settings);
    let placed: Vec<&str> = settings
        .filter_map(|place| match place.markup {
            Markup::Any(markup) => markup.split(':').next(),
            Markup::Written(_) | Markup::Sides(..) => None,
        })
        .collect();
    for key in FRONT_MATTER_KEYS.iter().chain(AUDIENCE_KEYS) {
        let explained = [WITHOUT_WORDS, OF_OTHERS, WITHOUT_EFFECT].iter().any(|keys| keys.contains(key));
        assert!(placed.contains(key) != explained, "`{key}` is no place, or is one and is said to be none");
    }
}
