//! Sheets from hand-made projections.

use super::*;
use crate::assets::Assets;
use crate::model::{Audience, Meta, Variant};
use crate::project::{self, Projection};
use crate::source::Sources;
use crate::theme;
use crate::timing::{self, Schedule};
use crate::typeset::{Highlights, text, typeset};

/// A deck with its slides laid out.
struct Laid {
    projection: Projection,
    schedule: Schedule,
    typeset: Typeset,
}

fn talk(markdown: &str) -> Laid {
    let mut sources = Sources::new();
    let file = sources.add("talk.md", markdown);
    let (deck, found) = crate::parse::parse(&sources, file, &Meta::default());
    assert!(!found.has_errors(), "{found:?}");
    let (projection, _) = project::project(&deck, &Variant::of(Audience::technical()), "talk");
    let theme = theme::find(theme::DEFAULT).unwrap();
    let (typeset, found) = typeset(&projection, &theme, &Assets::default(), &Highlights::new());
    assert!(!found.has_errors(), "{found:?}");
    Laid { schedule: timing::schedule(&projection), projection, typeset }
}

fn notes_of(talk: &Laid, size: PaperSize) -> Notes {
    let Laid { projection, schedule, typeset } = talk;
    let (assets, highlights) = (&Assets::default(), &Highlights::new());
    let (notes, found) = notes(&Talk { projection, schedule, typeset, assets, highlights }, size);
    assert!(!found.has_errors(), "{found:?}");
    notes
}

fn handout_of(talk: &Laid, per_page: PerPage) -> Sheets {
    let (sheets, found) = handout(&talk.projection, &talk.typeset, PaperSettings { per_page, ..PaperSettings::default() });
    assert!(!found.has_errors(), "{found:?}");
    sheets
}

/// The text of each sheet.
fn texts(sheets: &Sheets) -> Vec<String> {
    sheets.pages.iter().map(|page| text::of(&page.frame).replace('\n', " ")).collect()
}

/// What is drawn in a frame lies between these corners.
fn within(frame: &Frame, width: f64, height: f64) -> bool {
    let right = crate::typeset::fit::right_edge(frame).map_or(0.0, |edge| edge.to_pt());
    right <= width && frame.height().to_pt() <= height
}

#[test]
fn sheets_have_the_size_that_is_asked_for() {
    let talk = talk("## One\n\nText.\n\n::: notes\nSay it.\n:::\n");
    for (size, width, height) in [(PaperSize::A4, 595.276, 841.89), (PaperSize::Letter, 612.0, 792.0)] {
        let notes = notes_of(&talk, size);
        let frame = &notes.sheets.pages[0].frame;
        assert!((frame.width().to_pt() - width).abs() < 0.01 && (frame.height().to_pt() - height).abs() < 0.01);
    }
}

#[test]
fn short_slides_share_a_sheet_and_long_notes_go_on() {
    let words = "A sentence of seven words stands here. ".repeat(250);
    let markdown = format!(
        "## One\n\nText.\n\n## Two\n\nText.\n\n::: notes\n{words}Theend.\n:::\n\n## Three\n\nText.\n\n::: notes\nShort.\n:::\n"
    );
    let sheets = texts(&notes_of(&talk(&markdown), PaperSize::A4).sheets);
    assert!(sheets.len() >= 3, "{} sheets", sheets.len());
    assert!(sheets[0].contains("One") && !sheets[0].contains("sentence"), "what doesn't fit whole begins a sheet: {}", sheets[0]);
    let continued: Vec<bool> = sheets.iter().map(|sheet| sheet.contains("(continued)")).collect();
    let last_of_two = sheets.iter().position(|sheet| sheet.contains("Theend.")).expect("nothing is lost");
    assert_eq!(continued, (0..sheets.len()).map(|n| n > 1 && n <= last_of_two).collect::<Vec<_>>(), "{sheets:?}");
    assert_eq!(sheets.iter().map(|sheet| sheet.matches("sentence of seven").count()).sum::<usize>(), 250);
    for (n, sheet) in sheets.iter().enumerate() {
        assert!(sheet.contains(&format!("{} of {}", n + 1, sheets.len())), "{sheet}");
    }
}

#[test]
fn nothing_is_cut_off() {
    let row = "| a | b | c |\n".repeat(120);
    let code: String = (0..120).map(|n| format!("let number_{n} = {};\n", "x".repeat(n))).collect();
    let wide = (1..60).map(|n| format!("a_{{{n}}}")).collect::<Vec<_>>().join("+");
    let long = "w".repeat(900);
    let markdown = format!(
        "## One\n\nText.\n\n::: notes\n| h | i | j |\n|---|---|---|\n{row}\n```rust\n{code}```\n\n$${wide}$$\n\n{long}\n\n`{long}`\n\nTheend.\n:::\n"
    );
    let sheets = notes_of(&talk(&markdown), PaperSize::A4).sheets;
    let text = texts(&sheets).join(" ");
    assert_eq!(text.split_whitespace().collect::<Vec<_>>().windows(3).filter(|words| *words == ["a", "b", "c"]).count(), 120);
    assert!(text.contains("number_119") && text.contains("Theend."));
    assert!(text.matches(" h i j ").count() >= 3, "the head of a table stands on each sheet");
    for page in &sheets.pages {
        assert!(within(&page.frame, 595.276 - SIDE + 2.0, 842.0), "something sticks out of the margins");
    }
}

#[test]
fn handouts_have_so_many_slides_a_sheet_and_no_notes() {
    let markdown: String = (1..=9).map(|n| format!("## Title{n}\n\nText.\n\n::: notes\nSecret{n}\n:::\n\n")).collect();
    let talk = talk(&markdown);
    for (per_page, counts) in [(PerPage::Two, &[2, 2, 2, 2, 1][..]), (PerPage::Four, &[4, 4, 1]), (PerPage::Six, &[6, 3])] {
        let texts = texts(&handout_of(&talk, per_page));
        let titles = |text: &String| (1..=9).filter(|n| text.contains(&format!("Title{n} "))).collect::<Vec<_>>();
        let found: Vec<Vec<i32>> = texts.iter().map(titles).collect();
        assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), counts);
        assert_eq!(found.concat(), (1..=9).collect::<Vec<_>>(), "in order");
        assert!(texts.iter().all(|text| !text.contains("Secret")), "notes are the speaker's");
    }
}

#[test]
fn only_the_last_state_of_a_slide_is_shown() {
    let talk = talk("## One\n\nFirst.\n\n. . .\n\nLater.\n");
    assert_eq!(talk.typeset.slides[0].pages.len(), 2);
    for text in texts(&handout_of(&talk, PerPage::Two)).into_iter().chain(texts(&notes_of(&talk, PaperSize::A4).sheets)) {
        assert!(text.matches("First.").count() == 1 && text.contains("Later."), "{text}");
    }
}

#[test]
fn characters_without_a_drawing_are_named() {
    let notes = notes_of(&talk("## One\n\nText.\n\n::: notes\n要 x\n:::\n"), PaperSize::A4);
    assert_eq!(notes.missing, [vec!['要']]);
}

#[test]
fn every_kind_of_block_can_stand_in_notes() {
    let markdown = "## One\n\nText.\n\n::: notes\n### Sub\n\n- a\n- [ ] b\n- [x] c\n\n3. d\n   - e\n\n| t | u |\n|--:|:-:|\n| 1 | v |\n\n\
        ```rust\nfn f() {}\n```\n\n> quoted\n>\n> — Who\n\n> [!TIP] Titled\n> called\n\n$$x^2$$\n\n::: columns\n::: column\nleft\n:::\n::: column\nright\n:::\n:::\n\n\
        ![No such picture](x.png)\n\nTerm\n\n: Meaning\n\nSource: somewhere[^1]\n:::\n\n[^1]: Footnote text\n";
    let text = texts(&notes_of(&talk(markdown), PaperSize::A4).sheets).join(" ");
    for word in [
        "Sub",
        "a",
        "b",
        "c",
        "3.",
        "e",
        "t",
        "v",
        "fn",
        "quoted",
        "Who",
        "Titled",
        "called",
        "left",
        "right",
        "No such picture",
        "Term",
        "Meaning",
        "Source: somewhere[1]",
        "Footnote text",
    ] {
        assert!(text.contains(word), "{word} is not in {text}");
    }
}
