//! Declared audiences through the whole program: each has its own files, times and words, and none of another's.

use crate::support::{Pdf, Project};

const DECK: &str = "\
---
title: WtechTitle
author: WtechAuthor
date: WtechDate
footer: WtechFooter
duration: 10m
audiences:
  non-technical:
    title: WplainTitle
    author: WplainAuthor
    date: WplainDate
    footer: WplainFooter
  executive:
    extends: non-technical
    title: WexecTitle
    subtitle: WexecSubtitle
    author: [WexecAuthor, WexecSecond]
    date: WexecDate
    footer: WexecFooter
    duration: 5m
    qa: 1m
    pace: 60
    theme: executive
    notes: own
  board:
    extends: executive
    title: WboardTitle
    duration: 4m
  mixed:
    extends: technical
    title: WmixedTitle
    glossary: true
glossary:
  - term: SLO
    plain: the promise
---

## Reviews wait {opening}

The SLO is a day.

::: board
WboardBlock
:::

::: mixed
WmixedBlock
:::

::: notes
WsharedNotes
:::

::: {.notes audience=executive}
WexecNotes
:::

## How it works {#how}

Work goes to the idle owner.

## In other words {replaces=how}

WplainSlide

## In their words {replaces=how audience=executive}

WexecSlide

## Two owners {ask}

WsharedAsk

## Approve it {ask audience=board}

WboardAsk
";

/// Words of the deck that begin with a capital W, as they stand in a file.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric());
    let mut words: Vec<String> = parts.filter(|part| part.starts_with('W') && part.len() > 4).map(str::to_owned).collect();
    words.sort();
    words.dedup();
    words.retain(|word| word != "Work" && word.chars().all(char::is_alphabetic));
    words
}

fn own(project: &Project, name: &str) -> (Vec<String>, Vec<String>) {
    let pdf = Pdf::open(&project.read(&format!("out/talk/talk.{name}.pdf")));
    let script = String::from_utf8(project.read(&format!("out/talk/talk.{name}.script.md"))).unwrap();
    let json = String::from_utf8(project.read(&format!("out/talk/talk.{name}.json"))).unwrap();
    (words(&(pdf.text() + " " + &pdf.strings().join(" "))), words(&(script + &json)))
}

#[test]
fn each_audience_gets_its_own_and_nothing_of_the_others() {
    let project = Project::with_deck(DECK);
    let run = project.run(&["build", "talk.md", "--to", "pdf,script,json,svg"]);
    assert_eq!((run.code, run.stderr.contains("error")), (Some(0), false), "{run:?}");
    let plain = ["WplainAuthor", "WplainDate", "WplainFooter", "WplainSlide", "WplainTitle", "WsharedAsk"];
    let exec = ["WexecAuthor", "WexecDate", "WexecFooter", "WexecSecond", "WexecSlide", "WexecSubtitle"];
    for (name, shown, spoken) in [
        ("technical", vec!["WsharedAsk", "WtechAuthor", "WtechDate", "WtechFooter", "WtechTitle"], "WsharedNotes"),
        ("non-technical", plain.to_vec(), "WsharedNotes"),
        ("executive", [&exec[..], &["WexecTitle", "WsharedAsk"]].concat(), "WexecNotes"),
        ("board", [&exec[..], &["WboardAsk", "WboardBlock", "WboardTitle"]].concat(), "WexecNotes"),
        ("mixed", vec!["WmixedBlock", "WmixedTitle", "WsharedAsk", "WtechAuthor", "WtechDate", "WtechFooter"], "WsharedNotes"),
    ] {
        let mut shown = shown;
        shown.sort_unstable();
        let (on_pages, in_files) = own(&project, name);
        assert_eq!(on_pages, shown, "{name}");
        assert!(in_files.iter().any(|word| word == spoken), "{name}: {in_files:?}");
        let others: Vec<_> = in_files.iter().filter(|word| !shown.contains(&word.as_str()) && *word != spoken).collect();
        assert!(others.is_empty(), "{name}: {others:?}");
        assert!(project.exists(&format!("out/talk/{name}/001.svg")), "{name}");
    }
}

/// The test above would see a leak: words that an audience has too much are in what it compares.
#[test]
fn a_planted_leak_is_seen() {
    let project = Project::with_deck(&DECK.replace("::: board\nWboardBlock", "::: executive\nWboardBlock"));
    assert_eq!(project.run(&["build", "talk.md", "--to", "pdf,script,json", "--audience", "executive"]).code, Some(0));
    assert!(own(&project, "executive").0.contains(&"WboardBlock".to_owned()));
    assert!(!project.exists("out/talk/talk.board.pdf"), "only what is asked for");
}

#[test]
fn each_audience_has_its_own_plan() {
    let project = Project::with_deck(DECK);
    let run = project.run(&["time", "talk.md", "--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let table = project.run(&["time", "talk.md"]).stdout;
    for (title, duration) in [
        ("talk, technical: WtechTitle", "10:00"),
        ("talk, non-technical: WplainTitle", "10:00"),
        ("talk, executive: WexecTitle", "5:00"),
        ("talk, board: WboardTitle", "4:00"),
        ("talk, mixed: WmixedTitle", "10:00"),
    ] {
        let part = table.split(title).nth(1).unwrap_or_else(|| panic!("{title} is in {table}"));
        let line = part.lines().find(|line| line.trim_start().starts_with("duration")).unwrap();
        assert!(line.ends_with(duration), "{title}: {line}");
    }
    let one = project.run(&["time", "talk.md", "--audience", "board"]).stdout;
    assert!(one.contains("board") && !one.contains("WexecTitle"), "{one}");
}

/// `time-NAME=`: for that audience and those that extend it, on slides and on sections.
#[test]
fn slides_have_times_for_one_audience() {
    let text = "---\ntitle: One\nduration: 10m\naudiences:\n  executive: {extends: non-technical, duration: 5m}\n  board: {extends: executive}\n---\n\n\
                # Part {time=6m time-executive=3m #part}\n\n## A {#a time=90s time-non-technical=1m time-board=10%}\n\n## B {#b}\n\n# End\n\n## C {time-exec=5s}\n";
    let project = Project::with_deck(text);
    let run = project.run(&["check", "talk.md", "--format", "concise"]);
    assert!(run.stderr.contains("17:12: error[unknown-audience]: there is no audience `exec`"), "{run:?}");
    project.write("talk.md", text.replace("time-exec=", "time-executive="));
    for (name, of_a, of_part) in [
        ("technical", "1:30", "6:00"),
        ("non-technical", "1:00", "6:00"),
        ("executive", "1:00", "3:00"),
        ("board", "0:30", "3:00"),
    ] {
        let run = project.run(&["time", "talk.md", "--audience", name]);
        let budget = |title: &str| {
            let row = run.stdout.lines().find(|line| line.split_whitespace().any(|word| word == title) && line.contains(':'));
            row.unwrap_or_else(|| panic!("{title} is in {run:?}")).to_owned()
        };
        assert!(budget("A").contains(of_a), "{name}: {}", budget("A"));
        assert!(budget("Part").contains(of_part), "{name}: {}", budget("Part"));
        assert_eq!(
            run.stderr.contains("give it `time-executive=10s`"),
            name == "executive" || name == "board",
            "{name}: {run:?}"
        );
    }
}

/// `layout-NAME=`: a slide's layout for that audience and those that extend it.
#[test]
fn slides_have_layouts_for_one_audience() {
    let text = "---\ntitle: One\naudiences:\n  executive: {extends: non-technical}\n---\n\n\
                ## A {#a layout-non-technical=statement}\n\nOne sentence.\n\n\
                ## B {#b layout=closing layout-executive=statement}\n\nAnother.\n";
    let project = Project::with_deck(text);
    for (name, a, b) in
        [("technical", "content", "closing"), ("non-technical", "statement", "closing"), ("executive", "statement", "statement")]
    {
        let run = project.run(&["check", "talk.md", "--layouts", "--audience", name]);
        let of = |id: &str| run.stdout.lines().find(|line| line.contains(&format!(" {id} "))).unwrap_or_default().to_owned();
        assert!(of("a").contains(a) && of("b").contains(b), "{name}: {run:?}");
    }
    project.write("talk.md", "# Part {layout-technical=quote}\n\n## A {layout-exec=quote}\n\n## B {layout-technical=quot}\n");
    let run = project.run(&["check", "talk.md", "--format", "concise"]);
    for told in [
        "1:9: warning[unknown-attribute]: the setting `layout-technical` has no meaning for a section",
        "3:14: error[unknown-audience]: there is no audience `exec`",
        "5:7: error[bad-value]: there is no layout `quot`; the nearest known layout is `quote`",
    ] {
        assert!(run.stderr.contains(told), "{told}: {run:?}");
    }
}

#[test]
fn commands_know_the_same_audiences() {
    let project = Project::with_deck(DECK);
    for command in ["build", "check", "time", "fonts", "glossary"] {
        assert_eq!(project.run(&[command, "talk.md", "--audience", "board"]).code, Some(0), "{command}");
        let run = project.run(&[command, "talk.md", "--audience", "bord"]);
        assert_eq!(run.code, Some(2), "{command}: {run:?}");
        assert!((run.stderr.clone() + &run.stdout).contains("did you mean `board`"), "{command}: {run:?}");
    }
}

#[test]
fn a_project_declares_audiences_for_all_its_decks() {
    let project = Project::with_deck(
        "---\ntitle: One\nduration: 5m\n---\n\n## A\n\n[Costs]{audience=executive} 900 € by June, at no risk.\n",
    );
    project.write(
        "deckle.toml",
        "[deck.audiences.executive]\nextends = \"non-technical\"\nfooter = \"For the board\"\nqa = \"1m\"\n",
    );
    project.write("two.md", "---\ntitle: Two\nduration: 5m\naudiences: {executive: false}\n---\n\n## A\n\nText.\n");
    let run = project.run(&["build", ".", "--to", "pdf", "--strict"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let pdf = Pdf::open(&project.read("out/talk/talk.executive.pdf"));
    assert!(pdf.text().contains("For the board") && pdf.text().contains("Costs 900"), "{}", pdf.text());
    assert!(project.exists("out/two/two.technical.pdf") && !project.exists("out/two/two.executive.pdf"));
}

/// An audience's language decides quotes, the tag of its files, and the words that Deckle adds; what names a language of its own keeps it.
#[test]
fn an_audience_has_its_own_language() {
    let deck = "---\ntitle: The \"queue\"\nfooter: It's 'so'\nduration: 5m\nglossary: [{term: SLO, plain: the promise}]\naudiences:\n  \
                executive: {title: Die \"Schlange\"}\n  board: {extends: executive, lang: fr}\n---\n\n\
                # \"Part\"\n\n## What \"waits\" {plain=\"Was 'wartet'\"}\n\nThe \"SLO\" isn't 'met'^[a \"note\"].\n\n\
                ![A \"queue\"](q.svg \"By 'us'\")\n\n> [!NOTE] The \"head\"\n> Text\n\n::: notes\nSay \"it\".\n:::\n\n\
                ## Agenda {layout=agenda}\n\n## English {lang=en}\n\nStays \"here\".\n\n<!-- include: more.md -->\n";
    let project = Project::with_deck(deck);
    project.write("deckle.toml", "[deck.audiences.executive]\nextends = \"non-technical\"\nlang = \"de\"\n");
    project.write("more.md", "---\nlang: es\n---\n\n## Incluido\n\nEs \"todo\".\n");
    project
        .write("q.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"><rect width=\"4\" height=\"4\"/></svg>");
    let run = project.run(&["build", "talk.md", "--to", "pdf,script,json,svg,pdfpc,typst,notes,handout", "--format", "concise"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for (name, lang, quotes, closing) in [
        ("technical", "en", ["“", "”", "‘", "’"], None),
        ("non-technical", "en", ["“", "”", "‘", "’"], Some("Terms in this talk")),
        ("executive", "de", ["„", "“", "‚", "‘"], Some("Begriffe in diesem Vortrag")),
        ("board", "fr", ["«\u{a0}", "\u{a0}»", "“", "”"], Some("Termes employés")),
    ] {
        let file = |ending: &str| project.read(&format!("out/talk/talk.{name}.{ending}"));
        let pdf = Pdf::open(&file("pdf"));
        assert_eq!(pdf.catalog("Lang").and_then(|lang| lang.as_str().ok()), Some(lang.as_bytes()), "{name}");
        let script = String::from_utf8(file("script.md")).unwrap();
        let [open, close, open_in, close_in] = quotes;
        let typ = String::from_utf8(file("typ")).unwrap();
        let title = if lang == "en" { format!("The {open}queue{close}") } else { format!("Die {open}Schlange{close}") };
        assert!(script.contains(&title) && script.contains(&format!("Say {open}it{close}")), "{name}: {script}");
        let on_slides = [
            format!("It’s {open_in}so{close_in}"),
            format!("{close} isn’t {open_in}met{close_in}"),
            format!("a {open}note{close}"),
            format!("A {open}queue{close}"),
            format!("By {open_in}us{close_in}"),
            format!("The {open}head{close}"),
            format!("{open}Part{close}"),
            "Stays “here”".to_owned(),
            "Es «todo»".to_owned(),
        ];
        let text = typ + &pdf.text();
        let missing: Vec<_> = on_slides.iter().filter(|words| !text.contains(*words)).collect();
        assert!(missing.is_empty(), "{name}: {missing:?} in {text}");
        for other in ["Terms in this talk", "Begriffe in diesem Vortrag", "Termes employés"] {
            assert_eq!(text.contains(other), closing == Some(other), "{name}: {other}");
        }
    }
    for file in project.files("out") {
        let text = String::from_utf8_lossy(&project.read(&format!("out/{file}"))).into_owned();
        assert!(!text.contains(|c: char| ('\u{FDD0}'..='\u{FDEF}').contains(&c)), "{file} has a quote that waits");
    }
    let compared = project.run(&["compare", "talk.md"]).stdout;
    assert!(compared.contains("‘wartet’") && !compared.contains('\u{FDD2}'), "{compared}");
}
