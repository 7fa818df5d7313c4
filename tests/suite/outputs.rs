//! What is written, and what is left alone.

use crate::support::{Pdf, Project};

/// Every format.
const ALL: &str = "pdf,svg,png,contact-sheet,notes,handout,script,pdfpc,json,typst";

/// A deck with much in it. `T…` is for the technical variant, `N…` for the other.
const MARKED: &str = r#"---
title: Tfronttitle
subtitle: Shared subtitle
author: Someone
duration: 10m
audiences:
  non-technical:
    title: Nfronttitle
---

# Tsection {plain="Nsection" time=4m}

## Theading {#one plain="Nheading" time=60s}

- [Tspan]{plain="Nspan"} in a list
- `Tinline`{plain="Ninline"} and [Tonlyspan]{audience=technical}

### Tsubheading {audience=technical}

### Tsubtitle {plain="Nsubtitle"}

### Nsubheading {audience=non-technical}

::: technical
Tblock with [a link](https://example.org/Taddress)
:::

::: non-technical
Nblock with [a link](https://example.org/Naddress)
:::

::: notes
Shared note, see [the other slide](#two).
:::

::: {.notes audience=technical}
Tspoken
:::

::: {.notes audience=non-technical}
Nspoken
:::

## Numbers {#two time=60s}

| Item | [Thead]{plain="Nhead"} |
|---|---|
| [Tcell]{plain="Ncell"} | 3 |

```python
tcode = "Tcode"
```

::: non-technical
Ncodeword
:::

![Talt](t.svg "Tcaption"){audience=technical}

![Nalt](n.svg "Ncaption"){audience=non-technical}

Footnotes[^own] and [here^[Tfoothere]]{audience=technical}, [there^[Nfoothere]]{audience=non-technical}.

::: technical
[^own]: Tdeffoot
:::

::: non-technical
[^own]: Ndeffoot
:::

[Tterm]{plain="Nterm"}
: [Tmeaning]{audience=technical}[Nmeaning]{audience=non-technical}

![Tbackalt](t.svg){.background side=right audience=technical}

![Nbackalt](n.svg){.background side=right audience=non-technical}

## Tslide {audience=technical time=60s}

Tbody

## Nslide {audience=non-technical time=60s}

Nbody
"#;

fn marked() -> Project {
    let project = Project::with_deck(MARKED);
    for (name, word) in [("t.svg", "Tpicture"), ("n.svg", "Npicture")] {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 60\"><text x=\"4\" y=\"40\" font-family=\"Inter\" font-size=\"20\">{word}</text></svg>"
        );
        project.write(name, svg);
    }
    project
}

/// The width and the height of a PNG, from its header.
fn png_size(bytes: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn png_pages_are_as_wide_as_asked_and_old_ones_go() {
    let project = Project::with_deck("## One\n\nText.\n\n## Two\n\n::: incremental\n- a\n- b\n:::\n");
    let build = |args: &[&str]| project.run(&[&["build", "talk.md", "--audience", "technical"], args].concat());
    assert_eq!(build(&["--to", "svg,png,contact-sheet"]).code, Some(0));
    let pages = |kind: &str| project.files("out/talk/technical").into_iter().filter(|f| f.ends_with(kind)).collect::<Vec<_>>();
    assert_eq!(pages(".png"), ["001.png", "002.1.png", "002.2.png", "002.png"]);
    assert_eq!(png_size(&project.read("out/talk/technical/001.png")), (1920, 1080));
    let (wide, high) = png_size(&project.read("out/talk/talk.technical.contact-sheet.png"));
    assert!(wide > high && wide > 900, "two slides side by side: {wide} by {high}");
    project.write("talk.md", "## One\n\nText.\n");
    assert_eq!(build(&["--to", "png", "--png-width", "320"]).code, Some(0));
    assert_eq!(pages(".png"), ["001.png"]);
    assert_eq!(png_size(&project.read("out/talk/technical/001.png")), (320, 180));
    assert_eq!(pages(".svg").len(), 4, "pages of another kind stay as the build that wrote them left them");
    assert_eq!(build(&["--to", "png", "--png-width", "0"]).code, Some(2));
}

#[test]
fn files_have_the_names_the_readme_gives() {
    let project = marked();
    let run = project.run(&["build", "talk.md", "--to", ALL]);
    assert_eq!(run.code, Some(0));
    assert!(
        run.stdout.contains("non-technical  5 slides")
            && run.stdout.contains("pdf svg png contact-sheet notes handout script pdfpc json typst"),
        "{}",
        run.stdout
    );
    let mut expected = Vec::new();
    for variant in ["non-technical", "technical"] {
        expected.extend((1..=5).flat_map(|n| ["svg", "png"].map(|kind| format!("talk/{variant}/{n:03}.{kind}"))));
    }
    for extension in ["contact-sheet.png", "handout.pdf", "json", "notes.pdf", "pdf", "pdfpc", "script.md", "typ"] {
        expected.extend(["non-technical", "technical"].map(|variant| format!("talk/talk.{variant}.{extension}")));
    }
    expected.sort();
    assert_eq!(project.files("out"), expected);
}

#[test]
fn the_pdf_is_tagged_linked_and_labelled() {
    let project = marked();
    assert_eq!(project.run(&["build", "talk.md", "--to", "pdf"]).code, Some(0));
    let pdf = Pdf::open(&project.read("out/talk/talk.technical.pdf"));
    assert_eq!(pdf.pages(), 5);
    let lang = lopdf::decode_text_string(pdf.catalog("Lang").expect("a language")).unwrap();
    assert_eq!(lang, "en");
    for key in ["StructTreeRoot", "MarkInfo", "PageLabels", "Outlines", "Metadata"] {
        assert!(pdf.catalog(key).is_some(), "the catalog lacks {key}");
    }
    let mut outline = pdf.outline();
    outline.sort();
    assert_eq!(outline, ["Numbers", "Tfronttitle", "Theading", "Tsection", "Tslide"]);
    assert_eq!(pdf.addresses(), ["https://example.org/Taddress"]);
    assert!(pdf.strings().iter().any(|s| s.contains("pdfuaid")), "it states PDF/UA");
    assert!(pdf.strings().iter().any(|s| s == "Tfronttitle"), "it has a title");
}

#[test]
fn links_between_slides_are_links_in_both_formats() {
    let deck = "## From {#from}\n\n[over there](#to), see also [back](#from)\n\n## To {#to}\n\nHere.\n";
    let project = Project::with_deck(deck);
    assert_eq!(project.run(&["build", "talk.md", "--audience", "technical"]).code, Some(0));
    assert_eq!(Pdf::open(&project.read("out/talk/talk.technical.pdf")).inner_links(), 2);
    let svg = String::from_utf8(project.read("out/talk/technical/001.svg")).unwrap();
    assert!(svg.contains("002.svg") && svg.contains("001.svg"));
}

#[test]
fn the_same_deck_gives_the_same_bytes_anywhere() {
    let build = |env: &[(&str, &str)]| {
        let project = marked();
        let run = project.run_with(&["build", "talk.md", "--to", ALL], env);
        assert_eq!(run.code, Some(0), "{run:?}");
        let read = |name: String| {
            let bytes = project.read(&format!("out/{name}"));
            (name, bytes)
        };
        project.files("out").into_iter().map(read).collect::<Vec<_>>()
    };
    let here = build(&[]);
    let there = build(&[
        ("TZ", "Asia/Kathmandu"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("HOME", "/nonexistent"),
        ("RAYON_NUM_THREADS", "1"),
    ]);
    assert_eq!(here.len(), there.len());
    for ((name, first), (_, second)) in here.iter().zip(&there) {
        assert!(first == second, "{name} differs");
    }
    let dated = [("SOURCE_DATE_EPOCH", "1700000000")];
    assert!(build(&dated) == build(&dated), "with a stated date too");
}

#[test]
fn only_what_changed_is_written_and_stale_pages_go() {
    let deck = |slides: usize, second: &str| {
        let text = |n| if n == 2 { second.to_owned() } else { format!("Text {n}.") };
        (1..=slides).map(|n| format!("## Slide {n}\n\n{}\n\n", text(n))).collect::<String>()
    };
    let project = Project::with_deck(&deck(3, "Before."));
    let args = ["build", "talk.md", "--audience", "technical"];
    assert_eq!(project.run(&args).code, Some(0));
    let stamps = || {
        ["001", "002", "003"]
            .map(|n| std::fs::metadata(project.path(&format!("out/talk/technical/{n}.svg"))).unwrap().modified().unwrap())
    };
    let before = stamps();
    std::thread::sleep(std::time::Duration::from_millis(20));
    project.write("talk.md", deck(3, "After."));
    assert_eq!(project.run(&args).code, Some(0));
    let after = stamps();
    assert!(before[0] == after[0] && before[2] == after[2], "slides that did not change are not written");
    assert!(before[1] < after[1], "the slide that changed is");
    project.write("out/talk/technical/notes.svg", "mine");
    project.write("talk.md", deck(2, "After."));
    assert_eq!(project.run(&args).code, Some(0));
    assert!(!project.exists("out/talk/technical/003.svg"), "the third page is gone");
    assert!(project.exists("out/talk/technical/notes.svg"), "what Deckle did not write stays");
}

#[test]
fn a_deck_with_an_error_leaves_the_old_output_and_the_other_decks_alone() {
    let project = Project::with_deck("## Good\n\nText.\n");
    project.write("other.md", "## Other\n\nText.\n");
    assert_eq!(project.run(&["build", "talk.md"]).code, Some(0));
    let before: Vec<_> = project.files("out").into_iter().map(|f| project.read(&format!("out/{f}"))).collect();
    project.write("talk.md", "## Bad {time=90}\n\n![x](missing.png)\n");
    let run = project.run(&["build", "talk.md", "other.md"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("talk.md:1:") && run.stderr.contains("talk.md:3:"), "both findings are shown: {}", run.stderr);
    let after: Vec<_> =
        project.files("out").into_iter().filter(|f| f.starts_with("talk/")).map(|f| project.read(&format!("out/{f}"))).collect();
    assert!(before == after, "the old output is untouched");
    assert!(project.exists("out/other/other.technical.pdf"), "the other deck is built");
}

#[test]
fn what_is_too_large_for_a_slide_is_a_warning_and_an_error_when_strict() {
    let items: String = (1..=30).map(|n| format!("- Item number {n}\n")).collect();
    let project = Project::with_deck(&format!("## First\n\nText.\n\n## Too much\n\n{items}"));
    let run = project.run(&["build", "talk.md", "--format", "concise"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr.contains("talk.md:5:1: warning[overflow]: the content is ") && run.stderr.contains(" pt too high"),
        "{}",
        run.stderr
    );
    let pages = Pdf::open(&project.read("out/talk/talk.technical.pdf"));
    assert_eq!(pages.pages(), 2);
    assert!(pages.text().contains("Item number 30"));
    assert_eq!(project.run(&["build", "talk.md", "--strict"]).code, Some(1));
}

#[test]
fn an_output_folder_that_cannot_be_written_is_a_failure_of_the_machine() {
    let project = Project::with_deck("## Good\n\nText.\n");
    project.write("blocked", "a file where the folder should be");
    let run = project.run(&["build", "talk.md", "--out", "blocked"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("blocked"), "{}", run.stderr);
}

#[test]
fn headings_within_blocks_skip_no_level() {
    let deck = "---\ntitle: A title\n---\n\n## Two sides\n\n::: columns\n::: column\n### Left\n\na\n:::\n::: column\n### Right\n\nb\n:::\n:::\n";
    let project = Project::with_deck(deck);
    assert_eq!(project.run(&["build", "talk.md", "--to", "pdf"]).code, Some(0));
    let pdf = Pdf::open(&project.read("out/talk/talk.technical.pdf"));
    assert_eq!(["H1", "H2", "H3", "H4"].map(|tag| pdf.tags(tag)), [1, 1, 2, 0]);
    assert!(pdf.strings().iter().any(|s| s.contains("pdfuaid")), "it states PDF/UA");
}

#[test]
fn text_in_pictures_is_outlines_in_svg() {
    let project =
        Project::with_deck("---\ntitle: Talk\nduration: 5m\n---\n\n## One\n\n![A chart](chart.svg)\n\n::: notes\nSay it.\n:::\n");
    let picture = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60"><text x="4" y="40" font-family="Inter" font-size="20">Zebra</text></svg>"#;
    project.write("chart.svg", picture);
    let run = project.run(&["build", "talk.md", "--audience", "technical", "--to", "svg"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let svg = String::from_utf8(project.read("out/talk/technical/002.svg")).unwrap();
    let data =
        svg.split("data:image/svg+xml;base64,").nth(1).and_then(|rest| rest.split('"').next()).expect("a picture in the slide");
    let inner = String::from_utf8(crate::chromium::base64(data)).unwrap();
    assert!(!inner.contains("<text") && !inner.contains("Zebra") && inner.contains("<path"), "{inner}");
}
