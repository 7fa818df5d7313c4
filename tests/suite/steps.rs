//! Slides shown in steps: pages, labels, outline, tags and names of files.

use crate::support::{Pdf, Project};

/// Steps of every kind, some for one audience alone.
const STEPS: &str = r#"---
title: In steps
---

## First {#first}

Shown at once, with [a link](#last) and [another](https://example.org/a).

::: incremental
- one
- two
:::

. . .

::: technical
Engineers only.
:::

. . .

::: technical
And this.
:::

Source: our own figures.

## Code {#last audience=technical}

```python {highlight="1|2|all"}
a = 1
b = 2
```
"#;

#[test]
fn a_step_is_a_page_of_its_slide() {
    let project = Project::with_deck(STEPS);
    let run = project.run(&["build", "talk.md", "--to", "pdf,svg,json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let bytes = project.read("out/talk/talk.technical.pdf");
    let pdf = Pdf::open(&bytes);
    // The title slide, five steps, three.
    assert_eq!(pdf.pages(), 1 + 5 + 3);
    assert_eq!(pdf.labels(), [1, 2, 2, 2, 2, 2, 3, 3, 3]);
    let outline = pdf.outline_pages();
    assert_eq!(outline, [("In steps".to_owned(), 1), ("First".to_owned(), 2), ("Code".to_owned(), 7)]);
    assert!(pdf.strings().iter().any(|s| s.contains("pdfuaid")), "it states PDF/UA");
    // Only the last state has links and is read aloud: each heading and item once.
    assert_eq!(pdf.addresses(), ["https://example.org/a"]);
    assert_eq!(pdf.inner_links(), 1);
    assert_eq!(pdf.tags("H1") + pdf.tags("H2"), 3);
    assert_eq!(pdf.tags("LI"), 2);
    let json = String::from_utf8(project.read("out/talk/talk.technical.json")).unwrap();
    let slides: serde_json::Value = serde_json::from_str(&json).unwrap();
    let steps: Vec<_> = slides["slides"].as_array().unwrap().iter().map(|slide| slide["steps"].to_string()).collect();
    assert_eq!(steps, ["[1]", "[2,3,4,5,6]", "[7,8,9]"]);
}

#[test]
fn steps_are_those_of_the_audience() {
    let project = Project::with_deck(STEPS);
    assert_eq!(project.run(&["build", "talk.md"]).code, Some(0));
    let pages = |variant: &str| {
        let of = format!("talk/{variant}/");
        let files = project.files("out").into_iter();
        files.filter_map(|file| file.strip_prefix(&of).map(str::to_owned)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(pages("technical"), "001.svg 002.1.svg 002.2.svg 002.3.svg 002.4.svg 002.svg 003.1.svg 003.2.svg 003.svg");
    assert_eq!(pages("non-technical"), "001.svg 002.1.svg 002.2.svg 002.3.svg 002.svg", "no step without anything new");
    assert_eq!(Pdf::open(&project.read("out/talk/talk.non-technical.pdf")).pages(), 5);

    let last = ["build", "talk.md", "--steps", "last"];
    assert_eq!(project.run(&last).code, Some(0));
    assert_eq!(pages("technical"), "001.svg 002.svg 003.svg", "the states of the earlier build are gone");
    let pdf = Pdf::open(&project.read("out/talk/talk.technical.pdf"));
    assert_eq!((pdf.pages(), pdf.labels()), (3, vec![1, 2, 3]));
    assert_eq!(pdf.outline().len(), 3);
    assert!(pdf.text().contains("And this."));
}

#[test]
fn a_step_hides_what_comes_later_from_its_file() {
    let project = Project::with_deck(STEPS);
    assert_eq!(project.run(&["build", "talk.md"]).code, Some(0));
    let pdf = Pdf::open(&project.read("out/talk/talk.technical.pdf"));
    let shows = |page, words: &str| pdf.text_of(page).contains(words);
    let seen: Vec<[bool; 5]> = (2..=6)
        .map(|page| ["Shown at once", "one", "two", "Engineers only", "our own figures"].map(|words| shows(page, words)))
        .collect();
    assert_eq!(
        seen,
        [
            [true, false, false, false, false],
            [true, true, false, false, false],
            [true, true, true, false, false],
            [true, true, true, true, false],
            [true, true, true, true, true],
        ]
    );
}
