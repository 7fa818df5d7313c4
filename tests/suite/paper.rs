//! What a speaker takes to the room: scripts and notes for presenter consoles.

use crate::support::{Pdf, Project};

/// A talk whose clock was worked out by hand. D = 600 s, Q = 120, B = 60, so N = 420. `A` 90, `B` 120 and the closed section 120 leave
/// 90 for the title slide; in the section `C` leaves 40 for the section's slide; the questions have Q.
const TIMED: &str = r#"---
title: The talk & its *clock*
duration: 10m
qa: 2m
buffer: 10%
---

## A {#a time=90s}

Text.

::: notes
Say **this** first, then [go back](#a) or [look it up](https://example.org/x_y).

1. One
2. Two
   - inside

| Year | Cost |
|------|-----:|
| 2025 | $220K |

```python
if x < 1:  # --> ]]
    pass
```

> Quoted words.
:::

## B {time=2m}

Text.

::: notes
]] --> #panic("no") *not stress\* `#let x = 1`
:::

# Part two {time=2m}

## C {time=80s}

Text.

## {layout=questions}

Ask.

# More {appendix}

## Extra

Text.

::: notes
Only if asked.
:::
"#;

/// The clock of [`TIMED`], a line for each slide: title, clock.
const CLOCK: &[(&str, &str)] = &[
    ("1. The talk & its \\*clock\\*", "*1:30 · from 0:00 to 1:30*"),
    ("2. A", "*1:30 · from 1:30 to 3:00*"),
    ("3. B", "*2:00 · from 3:00 to 5:00*"),
    ("4. Part two", "*0:40 · from 5:00 to 5:40*"),
    ("5. C", "*1:20 · from 5:40 to 7:00*"),
    ("6. (questions)", "*2:00 · from 7:00 to 9:00*"),
    ("7. More", "*appendix, no time*"),
    ("8. Extra", "*appendix, no time*"),
];

fn built(deck: &str, formats: &str) -> Project {
    let project = Project::with_deck(deck);
    let run = project.run(&["build", "talk.md", "--audience", "technical", "--to", formats]);
    assert_eq!(run.code, Some(0), "{run:?}");
    project
}

fn text(project: &Project, name: &str) -> String {
    String::from_utf8(project.read(&format!("out/talk/{name}"))).expect("UTF-8")
}

#[test]
fn the_script_has_titles_times_and_notes_in_order() {
    let project = built(TIMED, "script");
    assert_eq!(project.files("out"), ["talk/talk.technical.script.md"], "nothing else is written");
    let script = text(&project, "talk.technical.script.md");
    let summary = "# The talk & its \\*clock\\*\n\ntechnical · 10:00 in all · 7:00 planned · 2:00 for questions\n";
    assert!(script.starts_with(summary), "{script}");
    let mut rest = script.as_str();
    for (title, clock) in CLOCK {
        let start = format!("## {title}\n\n{clock}\n");
        let at = rest.find(&start).unwrap_or_else(|| panic!("{start} is not in\n{rest}"));
        rest = &rest[at + start.len()..];
    }
    for piece in [
        "Say **this** first, then [go back](#2-a) or [look it up](https://example.org/x_y).",
        "1. One\n2. Two\n   - inside",
        "| Year | Cost |\n| --- | --: |\n| 2025 | $220K |",
        "```python\nif x < 1:  # --> ]]\n    pass\n```",
        "> Quoted words.",
        "\\]\\] –> #panic(“no”) \\*not stress\\* `#let x = 1`",
        "Only if asked.",
    ] {
        assert!(script.contains(piece), "{piece}\nis not in\n{script}");
    }
}

#[test]
fn the_pdfpc_file_has_a_page_for_each_page_of_the_pdf() {
    let project = built(TIMED, "pdfpc");
    let file: serde_json::Value = serde_json::from_str(&text(&project, "talk.technical.pdfpc")).unwrap();
    assert_eq!((&file["pdfpcFormat"], &file["duration"], &file["endSlide"]), (&2.into(), &10.into(), &5.into()));
    let pages = file["pages"].as_array().unwrap();
    assert_eq!(pages.len(), CLOCK.len());
    for (index, (page, (_, clock))) in pages.iter().zip(CLOCK).enumerate() {
        assert_eq!((&page["idx"], &page["overlay"]), (&index.into(), &0.into()));
        assert_eq!(page["label"], (index + 1).to_string(), "the label of the PDF's page");
        let timed = page["note"].as_str().is_some_and(|note| note.starts_with(&format!("*{clock}*")));
        assert_eq!(timed, !clock.contains("appendix"), "{page}");
    }
    assert!(
        pages[1]["note"].as_str().unwrap().contains("Say **this** first, then go back or [look it up](https://example.org/x_y).")
    );
    assert_eq!(pages[7]["note"], "Only if asked.");
    assert!(pages[6].get("note").is_none(), "nothing to say, no time");
}

#[test]
fn steps_share_a_label_in_the_pdfpc_file_and_stand_once_on_paper() {
    let deck = "## A\n\n- one\n\n. . .\n\n- two\n\n::: notes\nSay it.\n:::\n\n## B\n\nText.\n";
    let project = built(deck, "pdf,pdfpc,handout,notes");
    let file: serde_json::Value = serde_json::from_str(&text(&project, "talk.technical.pdfpc")).unwrap();
    let page = |page: &serde_json::Value| (page["idx"].as_u64(), page["label"].clone(), page["overlay"].as_u64());
    let pages: Vec<_> = file["pages"].as_array().unwrap().iter().map(page).collect();
    let expected = [(0, "1", 0), (1, "1", 1), (2, "2", 0)].map(|(idx, label, overlay)| (Some(idx), label.into(), Some(overlay)));
    assert_eq!(pages, expected);
    assert!(file["pages"].as_array().unwrap()[..2].iter().all(|page| page["note"].as_str().unwrap().contains("Say it.")));
    assert_eq!(Pdf::open(&project.read("out/talk/talk.technical.pdf")).pages(), 3, "as many as the file lists");
    for ending in ["handout.pdf", "notes.pdf"] {
        let pdf = Pdf::open(&project.read(&format!("out/talk/talk.technical.{ending}")));
        assert_eq!(pdf.text().matches("one").count(), 1, "{ending}");
        assert_eq!(pdf.text().matches("two").count(), 1, "{ending}");
        let mut outline = pdf.outline();
        outline.sort();
        assert_eq!(outline, ["A", "B"], "{ending}");
    }
}

#[test]
fn without_a_duration_times_are_called_estimates() {
    let deck = "## A\n\nText.\n\n::: notes\nOne word.\n:::\n\n## B\n\nText.\n";
    let project = built(deck, "script,pdfpc");
    let script = text(&project, "talk.technical.script.md");
    assert!(script.contains("technical · about 0:20\n"), "{script}");
    assert!(script.contains("## 2. B\n\n*about 0:10 · from about 0:10 to 0:20*\n"), "{script}");
    let file: serde_json::Value = serde_json::from_str(&text(&project, "talk.technical.pdfpc")).unwrap();
    assert!(file.get("duration").is_none() && file.get("endSlide").is_none(), "{file}");
}

#[test]
fn pictures_in_a_script_are_found_from_where_it_stands() {
    let deck = "## A\n\nText.\n\n::: notes\n![A square](img/a.svg)\n:::\n";
    let project = Project::with_deck(deck);
    project.write(
        "img/a.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><rect width=\"9\" height=\"9\"/></svg>",
    );
    for (args, folder) in [(&[][..], "out/talk"), (&["--out", "deep/er"], "deep/er/talk")] {
        let run = project.run(&[&["build", "talk.md", "--audience", "technical", "--to", "script"], args].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        let script = String::from_utf8(project.read(&format!("{folder}/talk.technical.script.md"))).unwrap();
        let way = script.split("![A square](").nth(1).and_then(|rest| rest.split(')').next()).expect("a picture");
        assert!(project.exists(&format!("{folder}/{way}")), "{way} from {folder}");
    }
}

fn sheets(deck: &str, ending: &str, args: &[&str]) -> Pdf {
    let project = Project::with_deck(deck);
    let format = ending.trim_end_matches(".pdf");
    let run = project.run(&[&["build", "talk.md", "--audience", "technical", "--to", format], args].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(project.files("out"), [format!("talk/talk.technical.{ending}")], "nothing else is written");
    Pdf::open(&project.read(&format!("out/talk/talk.technical.{ending}")))
}

#[test]
fn notes_have_every_slide_with_its_clock_and_nothing_is_code() {
    let pdf = sheets(TIMED, "notes.pdf", &[]);
    let text = pdf.text().replace(' ', "");
    let mut rest = text.as_str();
    for (_, clock) in CLOCK.iter().filter(|(_, clock)| clock.contains("from")) {
        // `*1:30 · from 0:00 to 1:30*` stands as "until 1:30", "from 0:00 · 1:30".
        let words: Vec<&str> = clock.trim_matches('*').split(' ').collect();
        let (length, from, to) = (words[0], words[3], words[5]);
        let until = format!("until{to}from{from}·{length}");
        let at = rest.find(&until).unwrap_or_else(|| panic!("{until} is not in\n{rest}"));
        rest = &rest[at + until.len()..];
    }
    assert_eq!(rest.matches("Appendix,notime").count(), 2);
    for piece in ["Saythisfirst", "2025", "$220K", "#-->]]", "Quotedwords.", "]]–>#panic(“no”)", "#letx=1", "Onlyifasked."]
    {
        assert!(text.contains(piece), "{piece} is not in\n{text}");
    }
    assert!(pdf.addresses().contains(&"https://example.org/x_y".to_owned()) && pdf.inner_links() == 1, "links lead somewhere");
}

#[test]
fn sheets_are_tagged_titled_and_numbered() {
    for (ending, kind) in [("notes.pdf", "notes"), ("handout.pdf", "handout")] {
        let pdf = sheets(TIMED, ending, &["--paper", "letter"]);
        for key in ["StructTreeRoot", "MarkInfo", "PageLabels", "Outlines", "Metadata"] {
            assert!(pdf.catalog(key).is_some(), "{ending} lacks {key}");
        }
        assert!(pdf.strings().iter().any(|s| s.contains("pdfuaid")), "{ending} states PDF/UA");
        assert!(pdf.strings().iter().any(|s| *s == format!("The talk & its *clock*: {kind}")), "{ending} has a title");
        let mut outline = pdf.outline();
        outline.sort();
        assert_eq!(outline, ["A", "B", "C", "Extra", "More", "Part two", "The talk & its *clock*"], "{ending}");
    }
}

#[test]
fn a_picture_that_only_the_notes_show_has_to_be_there() {
    let project = Project::with_deck("## A\n\nText.\n\n::: notes\n![A square](nowhere.png)\n:::\n");
    let run = project.run(&["check", "talk.md", "--format", "concise"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("talk.md:6:13: error[missing-file]"), "{}", run.stderr);
}

#[test]
fn a_formula_in_the_notes_that_cannot_be_set_is_found_where_it_stands() {
    let project = Project::with_deck("## A\n\nText.\n\n::: notes\nSee $\\nosuch{x}$.\n:::\n");
    let run = project.run(&["build", "talk.md", "--to", "notes", "--format", "concise"]);
    assert!(run.stderr.contains("talk.md:6:6: ") && run.stderr.contains("\\nosuch"), "{}", run.stderr);
}
