//! Two audiences side by side: the one output that may hold the words of both, for the author alone.

use crate::support::{Pdf, Project};

const DECK: &str = "---
title: Tfront
audiences:
  non-technical:
    title: Nfront
---

## Both see this {#both}

[Tspan]{plain=\"Nspan\"} and `code`.

```python
Tcode = 1
```

::: non-technical
Ninstead
:::

::: {.notes audience=technical}
Tnotes
:::

## Tslide {#only audience=technical}

Text.

## Alike {#alike}

Text.
";

fn written(args: &[&str]) -> (Project, Vec<String>) {
    let project = Project::with_deck(DECK);
    let run = project.run(&[&["compare", "talk.md"], args].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let files = project.files(".").into_iter().filter(|file| file != "talk.md").collect();
    (project, files)
}

fn words(project: &Project, name: &str) -> String {
    let pdf = Pdf::open(&project.read(name));
    format!("{} {}", pdf.text().replace(' ', ""), pdf.strings().join(" "))
}

#[test]
fn the_text_form_writes_nothing() {
    let (_, files) = written(&[]);
    assert_eq!(files, Vec::<String>::new());
}

#[test]
fn the_pdf_has_both_and_says_for_whom_it_is() {
    let (project, files) = written(&["--to", "pdf"]);
    assert_eq!(files, ["out/talk/talk.compare.pdf"]);
    let pdf = Pdf::open(&project.read(&files[0]));
    for key in ["StructTreeRoot", "MarkInfo", "PageLabels", "Outlines", "Metadata"] {
        assert!(pdf.catalog(key).is_some(), "it lacks {key}");
    }
    assert!(pdf.strings().iter().any(|text| text.contains("pdfuaid")), "it states PDF/UA");
    assert_eq!(pdf.pages(), 5, "the first sheet, the title, two that differ, one alike");
    let mut outline = pdf.outline();
    outline.sort();
    assert_eq!(outline, ["#both", "#only", "#title", "Alike: #alike", "Two audiences, side by side"]);
    let words = words(&project, &files[0]);
    assert!(words.contains("Fortheauthoronly.Eachsheet"), "{words}");
    assert!(words.contains("for the author only"), "its title says so");
    for mark in ["Tfront", "Nfront", "Tspan", "Nspan", "Tcode", "Ninstead", "Tnotes", "Tslide"] {
        assert!(words.contains(mark), "{mark} is not in it: {words}");
    }
    assert!(words.contains("droppedonpurpose:notfornon-technical"), "an empty frame says why: {words}");
}

/// Slides that only one audience sees are told whole: what is said with them, and their footnotes, too.
#[test]
fn whole_slides_are_told_with_their_notes() {
    let notes = |words: &str| format!("::: notes\n{words}\n:::\n\n");
    let deck = format!(
        "## How {{#how audience=technical}}\n\nBy hand.[^n]\n\n[^n]: Tfootnote\n\n{}## So {{replaces=how audience=non-technical}}\n\nFive.\n\n{}\
         ## Yes {{audience=non-technical}}\n\nSay yes.\n\n{}## No {{audience=technical}}\n\nNo.\n\n{}",
        notes("Tsaid"),
        notes("Nsaid"),
        notes("Nalone"),
        notes("Talone"),
    );
    let project = Project::with_deck(&deck);
    let run = project.run(&["compare", "talk.md"]);
    for told in [
        "    - Tfootnote\n    + So\n    + Five.\n  in the notes\n    - Tsaid\n    + Nsaid\n",
        "    + Say yes.\n  in the notes\n    + Nalone\n",
        "    - No.\n  in the notes\n    - Talone\n",
    ] {
        assert!(run.stdout.contains(told), "{told} is not in {}", run.stdout);
    }
    assert_eq!(project.run(&["compare", "talk.md", "--to", "pdf"]).code, Some(0));
    let words = words(&project, "out/talk/talk.compare.pdf");
    for told in ["Tsaid", "Nsaid", "Nalone", "Talone"] {
        assert!(words.contains(told), "{told} is not in {words}");
    }
}

#[test]
fn the_same_deck_gives_the_same_bytes() {
    let bytes = || {
        let (project, files) = written(&["--to", "pdf", "--out", "there"]);
        project.read(&files[0])
    };
    assert_eq!(bytes(), bytes());
}

#[test]
fn beside_a_comparison_every_other_file_has_one_audience_alone() {
    let (project, _) = written(&["--to", "pdf"]);
    let run = project.run(&["build", "talk.md", "--to", "pdf,svg,notes,handout,script,pdfpc,json,typst"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut looked_at = 0;
    for file in project.files("out").iter().filter(|file| !file.contains("compare") && !file.ends_with(".svg")) {
        let name = format!("out/{file}");
        let text = match file.ends_with(".pdf") {
            true => words(&project, &name),
            false => String::from_utf8(project.read(&name)).unwrap(),
        };
        let marks: &[&str] = match file.contains("non-technical") {
            true => &["Tfront", "Tspan", "Tcode", "Tnotes", "Tslide"],
            false => &["Nfront", "Nspan", "Ninstead"],
        };
        assert!(marks.iter().all(|mark| !text.contains(mark)), "{file}: {text}");
        looked_at += 1;
    }
    assert_eq!(looked_at, 14);
    // The same look finds them in the comparison.
    let both = words(&project, "out/talk/talk.compare.pdf");
    assert!(["Tspan", "Nspan"].iter().all(|mark| both.contains(mark)));
}

#[test]
fn what_it_cannot_do_is_said() {
    let project = Project::with_deck(DECK);
    let said = |args: &[&str]| {
        let run = project.run(args);
        assert_eq!(run.code, Some(2), "{run:?}");
        run.stderr
    };
    assert!(said(&["compare", "talk.md", "--to", "svg"]).contains("written with `--to pdf`"));
    assert!(
        said(&["compare", "talk.md", "--to", "pdf", "--audience", "tecnical,non-technical"])
            .contains("did you mean `technical`?")
    );
    // The file would have the name of that audience's own PDF.
    project.write("taken.md", "---\naudiences:\n  compare:\n    extends: technical\n---\n\n## A\n\nText.\n");
    let run = project.run(&["compare", "taken.md", "--to", "pdf"]);
    assert!(run.code == Some(1) && run.stderr.contains("`compare` can't be the name of an audience"), "{run:?}");
    assert_eq!(project.files("."), ["taken.md", "talk.md"]);
}

#[test]
fn raw_content_runs_in_trusted_projects_only() {
    let project = Project::with_deck("## A\n\n```{=typst}\n#text(\"Ran\")\n```\n\n[x]{plain=\"y\"}\n");
    let run = project.run(&["compare", "talk.md", "--to", "pdf", "--format", "concise"]);
    assert_eq!((run.code, project.files("out").len()), (Some(1), 0), "{run:?}");
    let run = project.run(&["compare", "talk.md", "--to", "pdf", "--trust"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(words(&project, "out/talk/talk.compare.pdf").contains("Ran"));
}

/// A slide that goes on has a sheet for each of its pages, with the marks on them.
#[test]
fn every_page_of_a_slide_that_goes_on_is_marked() {
    let item = |n: usize| {
        format!(
            "- Point {n} takes [Tlong{n}]{{plain=\"Nlong{n}\"}} in the slowest case, and that is long enough to be two lines\n"
        )
    };
    let deck =
        format!("## Costs {{#costs fit=split}}\n\n{}\n## Next {{#next}}\n\nText.\n", (1..=14).map(item).collect::<String>());
    let project = Project::with_deck(&deck);
    assert_eq!(project.run(&["compare", "talk.md", "--to", "pdf"]).code, Some(0));
    let pdf = Pdf::open(&project.read("out/talk/talk.compare.pdf"));
    let sheets: Vec<String> = (1..=u32::try_from(pdf.pages()).unwrap()).map(|page| pdf.text_of(page)).collect();
    let parted: Vec<&String> = sheets.iter().filter(|sheet| sheet.replace(' ', "").contains(",page")).collect();
    assert!(parted.len() > 2, "{sheets:?}");
    for n in 1..=14 {
        for word in [format!("Tlong{n}"), format!("Nlong{n}")] {
            assert!(parted.iter().any(|sheet| sheet.replace(' ', "").contains(&format!("takes{word}"))), "{word} is on no page");
        }
    }
    assert_eq!(pdf.outline().iter().filter(|entry| *entry == "#costs").count(), 1, "{:?}", pdf.outline());
}

/// What goes to others names no folder of this machine.
#[test]
fn an_absolute_path_is_told_from_the_project_on() {
    let project = Project::with_deck(DECK);
    project.write("deckle.toml", "");
    project.write("talks/one.md", DECK);
    let path = project.path("talks/one.md");
    let path = path.to_str().unwrap();
    let folder = project.path("");
    let folder = folder.to_str().unwrap().trim_end_matches('/').replace(' ', "");
    let run = project.run(&["compare", path]);
    assert!(run.stdout.starts_with("talks/one.md\n") && !run.stdout.contains(&folder), "{run:?}");
    assert_eq!(project.run(&["compare", path, "--to", "pdf"]).code, Some(0));
    let words = words(&project, "talks/out/one/one.compare.pdf");
    assert!(words.contains("talks/one.md") && !words.contains(&folder), "{words}");
}
