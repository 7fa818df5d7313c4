//! The text layer of whole slides, from Markdown.

use super::text_layer::{Role, TextLayer, TextRun};
use super::{Highlights, typeset};
use crate::assets::Assets;
use crate::model::{Audience, Meta, Variant};
use crate::project::project;
use crate::source::{FileId, Sources, Span};
use crate::{parse, theme};

/// The layers of all pages for an audience.
fn layers(markdown: &str, audience: Audience) -> Vec<TextLayer> {
    let mut sources = Sources::new();
    let file = sources.add("talk.md", format!("---\ntitle: A talk\nfooter: At the foot\n---\n{markdown}"));
    let (deck, findings) = parse::parse(&sources, file, &Meta::default());
    assert!(!findings.has_errors(), "{findings:?}");
    let (projection, _) = project(&deck, &Variant::of(audience), "talk");
    let theme = theme::find(theme::DEFAULT).unwrap();
    let (typeset, findings) = typeset(&projection, &theme, &Assets::default(), &Highlights::new());
    assert!(!findings.has_errors(), "{findings:?}");
    let line = |file: FileId, offset: u32| sources.get(file).line_col(offset as usize).line as i64;
    let slides = projection.slides.iter().zip(&typeset.slides);
    let layers = slides.flat_map(|(slide, pages)| {
        let first = line(slide.span.file, slide.span.start);
        let place = |span: Span| Some((line(span.file, span.start) - first, line(span.file, span.end - 1) - first));
        let lines = pages.lines(place);
        pages.pages.iter().map(move |page| TextLayer::of(&page.frame, &lines)).collect::<Vec<_>>()
    });
    layers.collect()
}

/// The layer of the one slide after the title slide.
fn layer(markdown: &str) -> TextLayer {
    let mut layers = layers(markdown, Audience::technical());
    assert_eq!(layers.len(), 2, "a title slide and one more");
    layers.remove(1)
}

fn copied(layer: &TextLayer) -> String {
    layer.runs.iter().map(|run| run.text.as_str()).collect()
}

fn run<'a>(layer: &'a TextLayer, text: &str) -> &'a TextRun {
    layer.runs.iter().find(|run| run.text.contains(text)).unwrap_or_else(|| panic!("{text} is in {:?}", copied(layer)))
}

#[test]
fn a_copy_reads_as_it_was_meant() {
    let cases = [
        ("## A *title* here\n\nSome **strong** words.", "A title here\nSome strong words."),
        ("## A\n\n- one\n- two\n\n1. first\n2. second", "A\n• one\n• two\n1. first\n2. second"),
        ("## A\n\n| a | b |\n|---|--:|\n| one two | 2 |\n| three | 40 |", "A\na\tb\none two\t2\nthree\t40"),
        ("## A\n\nended\\\nhere, and\nnot here", "A\nended\nhere, and not here"),
        ("## A\n\nUse `x+1` in $a^2$ now", "A\nUse x+1 in a^2 now"),
        ("## A\n\nfirst\n\nsecond", "A\nfirst\nsecond"),
    ];
    for (markdown, expected) in cases {
        assert_eq!(copied(&layer(markdown)), expected, "{markdown}");
    }
}

#[test]
fn a_line_that_wraps_stays_one_line() {
    let words = "alpha beta *gamma* delta epsilon ".repeat(9);
    let long = layer(&format!("## A\n\n{words}"));
    assert!(long.runs.iter().map(|run| run.y).collect::<Vec<_>>().windows(2).any(|pair| pair[0] < pair[1]), "it wraps");
    assert_eq!(copied(&long), format!("A\n{}", words.replace('*', "").trim_end()));
    let word = "supercalifragilistic".repeat(30);
    assert_eq!(copied(&layer(&format!("## A\n\n{word}"))), format!("A\n{word}"), "one word that no line can hold");
}

#[test]
fn code_keeps_its_indentation_and_its_empty_lines() {
    let code = "if x:  # why\n    return 1\n\n\nfor y in x:\n        pass";
    let shown = layer(&format!("## A\n\n```python\n{code}\n```"));
    assert_eq!(copied(&shown), format!("A\n{code}"));
    assert!(shown.runs.iter().skip(1).all(|run| run.role == Role::Code));
    assert_eq!(shown.runs.len(), 5, "the colours of a line are one run: {shown:?}");
}

#[test]
fn each_run_knows_its_line() {
    let shown =
        layer("## Title\n\nwords\nmore\n\n- one\n- two *three*\n\n> said\n\n```c\nint a;\n\nint b;\n```\n\n    indented\n");
    let lines = [
        ("Title", 0),
        ("words", 2),
        ("more", 3),
        ("one", 5),
        ("three", 6),
        ("said", 8),
        ("a;", 11),
        ("b;", 13),
        ("indented", 16),
    ];
    for (text, line) in lines {
        assert_eq!(run(&shown, text).line, Some(line), "{text}: {shown:?}");
    }
    assert_eq!(run(&shown, "•").line, Some(5), "a bullet belongs to its item");
}

#[test]
fn places_are_those_of_the_picture() {
    let shown = layer("## Title\n\nwords\n\nmore");
    let (title, words) = (run(&shown, "Title"), run(&shown, "words"));
    assert!(title.y < words.y && title.x == words.x, "{shown:?}");
    assert!(title.size > words.size && title.width > title.size && title.width < 960.0, "{shown:?}");
}

#[test]
fn what_a_theme_draws_on_every_page_is_no_text() {
    let all = layers("## Is this it? {layout=questions}\n\n## A quotation {layout=quote}\n\n> Words.\n", Audience::technical());
    let text: Vec<String> = all.iter().map(copied).collect();
    assert!(text[1..].iter().all(|text| !text.contains("At the foot") && !text.ends_with(['2', '3'])), "{text:?}");
    assert_eq!(text[1], "Is this it?", "the large mark on the ground is an ornament");
}

#[test]
fn links_lead_where_they_lead() {
    let shown = layer("## A\n\nSee [the *docs*](https://example.org/a?b=c) here");
    let links: Vec<_> = shown.runs.iter().filter(|run| run.link.is_some()).map(|run| run.text.as_str()).collect();
    assert_eq!(links, ["the ", "docs"]);
    assert_eq!(run(&shown, "docs").link.as_deref(), Some("https://example.org/a?b=c"));
}

#[test]
fn nothing_of_another_audience() {
    let deck = "## A\n\nshown\n\n::: technical\nplanted *secret*\n:::\n\n[plain]{audience=technical} \n";
    let text = |audience| layers(deck, audience).iter().map(copied).collect::<String>();
    assert!(text(Audience::technical()).contains("secret"), "the planted text would be found");
    assert!(!text(Audience::non_technical()).contains("secret"));
}

#[test]
fn as_json_it_holds_only_what_there_is() {
    let json = serde_json::to_value(layer("## Title")).unwrap();
    let fields: Vec<_> = json[0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields, ["line", "size", "text", "width", "x", "y"]);
}

#[test]
fn foreign_words_tell_their_language() {
    let shown = layer("## A\n\nAll is [gemütlich]{lang=de-AT} here, `code` and [more]{plain=\"x\"}\n");
    assert_eq!(run(&shown, "gemütlich").lang.as_deref(), Some("de-AT"));
    assert!(shown.runs.iter().all(|run| run.lang.is_none() || run.text == "gemütlich"), "{shown:?}");
    // Other wording is in the deck's language.
    let plain = layers("## A\n\nIt is [gemütlich]{lang=de plain=\"cosy\"}\n", Audience::non_technical());
    assert_eq!(run(&plain[1], "cosy").lang, None);
}

#[test]
fn emoji_are_copied_whole() {
    let shown = copied(&layer("## Done 🎉\n\n- a 🇩🇪 👍🏽 👩‍🔬 ❤️ 1️⃣ b\n"));
    assert!(shown.contains("Done 🎉") && shown.contains("a 🇩🇪 👍🏽 👩‍🔬 ❤️ 1️⃣ b"), "{shown}");
}

#[test]
fn a_line_from_right_to_left_is_copied_as_it_is_read() {
    let shown = layer(
        "## A\n\n::: {lang=he}\nשלום **עולם** Git *push* [link](https://example.org) סוף\n\n- אחת\n\n| א | ב |\n|---|---|\n| ג | ד |\n:::\n",
    );
    assert_eq!(copied(&shown), "A\nשלום עולם Git push link סוף\n• אחת\nא\tב\nג\tד");
    assert!(shown.runs.iter().skip(1).all(|run| run.lang.as_deref() == Some("he")), "{shown:?}");
}

#[test]
fn a_slide_in_another_language_tells_it_with_all_its_text() {
    let shown = layer("## Alles auf \"Deutsch\" {lang=de}\n\nDer Text\n\n::: {lang=en}\nThe text\n:::\n");
    let langs: Vec<_> = shown.runs.iter().map(|run| (run.text.trim(), run.lang.as_deref())).collect();
    assert_eq!(langs, [("Alles auf „Deutsch“", Some("de")), ("Der Text", Some("de")), ("The text", None)]);
}

#[test]
fn a_block_runs_the_way_its_language_does() {
    let at = |around: &str, inside: &str| {
        let shown = layer(&format!("## A {{lang={around}}}\n\nWords here.\n\n::: {{lang={inside}}}\nWords there.\n:::\n"));
        (run(&shown, "Words here").x < 100.0, run(&shown, "Words there").x < 100.0)
    };
    assert_eq!(at("en", "de"), (true, true));
    assert_eq!(at("en", "ar"), (true, false));
    assert_eq!(at("fa", "en"), (false, true));
    assert_eq!(at("he", "ur"), (false, false));
}
