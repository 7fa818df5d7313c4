//! Every layout in every theme, with much, with little and with nothing; and what is said about them.

use deckle::guide::CHAPTERS;
use deckle::model::Layout;

use crate::support::{Pdf, Project};

const PICTURE: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 80 60\"><rect width=\"80\" height=\"60\" fill=\"#123457\"/></svg>";

/// What fills the regions of a layout: little, and far too much.
fn content(layout: Layout, much: bool) -> String {
    let words = if much {
        "Far more words than anyone would put there, again and again, until there is no room. ".repeat(8)
    } else {
        "Words.".into()
    };
    let parts = |count: usize| (1..=count).map(|n| format!("### Part {n}\n\n{words}\n\n")).collect::<String>();
    let n = if much { 9 } else { 2 };
    match layout {
        Layout::TwoColumns | Layout::Comparison | Layout::BeforeAfter => parts(2),
        Layout::Matrix => parts(4),
        Layout::Timeline => (1..=n).map(|n| format!("- **Day {n}**: {words}\n")).collect(),
        Layout::Image | Layout::ImageLeft | Layout::ImageRight | Layout::ImageFull => {
            format!("![a](p.svg \"Caption\")\n\n{words}")
        }
        Layout::ImageGrid => (1..=n).map(|n| format!("![a](p.svg \"Picture {n}\")\n\n")).collect(),
        Layout::Quote => format!("> {words}\n>\n> — someone"),
        Layout::Person => format!("![a](p.svg)\n\nWhat they do\n\n{words}"),
        Layout::BigNumber => format!("**51 h** of it\n\n{words}"),
        Layout::Code => format!("```rust\n{}```", "let x = 1;\n".repeat(n)),
        Layout::CodeResult => format!("```rust\n{}```\n\n```text\n{}```", "let x = 1;\n".repeat(n), "1\n".repeat(n)),
        Layout::Checklist => (1..=n).map(|n| format!("- [x] Task {n}: {words}\n")).collect(),
        _ => words,
    }
}

/// A deck with every layout: as it should be, without a title, empty, too full, and with a title of three lines.
fn deck(theme: &str, shape: &str) -> String {
    let mut deck = format!(
        "---\ntitle: All of them\ntheme: {theme}\naspect-ratio: \"{shape}\"\nagenda: true\n---\n\n# First\n\n# Second\n\n"
    );
    let long = "A title so long that it takes more lines than anyone would like to read on a slide of a talk about reviews";
    for (layout, name) in Layout::ALL {
        let time = if layout.must_state_time() { " time=1m" } else { "" };
        deck.push_str(&format!("## Little {{layout={name}{time}}}\n\n{}\n\n", content(*layout, false)));
        deck.push_str(&format!("## {{layout={name}{time}}}\n\n{}\n\n", content(*layout, false)));
        deck.push_str(&format!("## Empty {{layout={name}{time}}}\n\n"));
        deck.push_str(&format!(
            "## {long} {{layout={name}{time}}}\n\nBefore.\n\n{}\n\nSource: somewhere\n\n",
            content(*layout, true)
        ));
    }
    deck
}

#[test]
fn every_theme_draws_every_layout_whatever_it_holds() {
    let project = Project::new();
    project.write("deckle.toml", "");
    project.write("p.svg", PICTURE);
    for theme in deckle::theme::names() {
        for shape in ["16:9", "4:3"] {
            let name = format!("{theme}-{}.md", shape.replace(':', "-"));
            project.write(&name, deck(theme, shape));
            let run = project.run(&["build", "--to", "pdf", "--audience", "technical", "--format", "concise", &name]);
            assert_eq!(run.code, Some(0), "{name}: {run:?}");
            let known = ["overflow", "set-smaller", "layout-content", "no-notes", "over-budget", "duplicate"];
            let others: Vec<&str> = run
                .stderr
                .lines()
                .filter(|line| line.contains(".md:") && !known.iter().any(|code| line.contains(&format!("[{code}"))))
                .collect();
            assert!(others.is_empty(), "{name}: {}", others.join("\n"));
            // What has little in it fits.
            let cramped = run.stderr.lines().filter(|line| line.contains("[overflow]")).filter(|line| {
                let number: usize = line.split(':').nth(1).and_then(|n| n.parse().ok()).unwrap_or(0);
                let text = deck(theme, shape);
                let heading = text.lines().take(number).filter(|line| line.starts_with("## ")).last().unwrap_or("").to_owned();
                !heading.starts_with("## A title so long")
            });
            let cramped: Vec<&str> = cramped.collect();
            assert!(cramped.is_empty(), "{name}: {}", cramped.join("\n"));
        }
    }
}

#[test]
fn every_layout_has_an_example_in_the_guide_and_a_line_about_what_it_takes() {
    let chapter = CHAPTERS.iter().find(|chapter| chapter.name == "layouts").unwrap();
    let examples: String = chapter.examples().map(|(_, example)| example.source).collect();
    let mut table = String::from("| layout | for | takes |\n|---|---|---|\n");
    for (layout, name) in Layout::ALL {
        assert!(*name == "title" || examples.contains(&format!("layout={name}")), "no example of {name}");
        let info = layout.info();
        let takes: Vec<String> = info.regions.iter().map(|region| region.words()).collect();
        table.push_str(&format!("| `{name}` | {} | {} |\n", info.purpose, takes.join("; ")));
    }
    assert!(chapter.text.contains(&table), "the guide's table of layouts is not that of the program:\n\n{table}");
}

#[test]
fn a_layout_says_what_it_takes() {
    let project = Project::new();
    let run = project.run(&["explain", "layout:comparison"]);
    assert!(run.stdout.starts_with("layout=comparison: things set against each other\n  sides: 2 to 3 parts"), "{run:?}");
    let run = project.run(&["explain", "layout:comparsion"]);
    assert_eq!(
        (run.code, run.stderr.trim()),
        (Some(2), "error: there is no layout `comparsion`; did you mean `layout:comparison`?")
    );
}

#[test]
fn check_says_who_chose_each_layout() {
    let project = Project::with_deck(
        "## A\n\n> So it is.\n\n## B {layout=statement}\n\n# C {layout=comparison}\n\n## D\n\n### E\n\ne\n\n### F\n\nf\n",
    );
    let run = project.run(&["check", "--layouts", "talk.md"]);
    for line in [
        "quote       deckle   a quotation and nothing else",
        "statement   slide    the slide asks for it",
        "comparison  section  its section",
    ] {
        assert!(run.stdout.contains(line), "{line}: {run:?}");
    }
}

#[test]
fn an_agenda_shows_no_section_of_another_audience() {
    let project = Project::with_deck(
        "---\nagenda: true\n---\n\n# For all\n\n# Zebraverkehr {audience=technical}\n\n## In it\n\n# Last {plain=\"The end\"}\n\n## Sections {layout=agenda}\n",
    );
    assert_eq!(project.run(&["build", "--to", "pdf", "talk.md"]).code, Some(0));
    let text = |variant: &str| Pdf::open(&project.read(&format!("out/talk/talk.{variant}.pdf"))).text();
    let (technical, plain) = (text("technical"), text("non-technical"));
    assert!(technical.contains("Zebraverkehr") && plain.contains("For all") && plain.contains("The end"), "{technical}\n{plain}");
    assert!(!plain.contains("Zebra"), "{plain}");
}

#[test]
fn a_comparison_that_loses_a_side_is_told_and_shown() {
    let project = Project::with_deck("## Two {layout=comparison}\n\n::: technical\n### One\n\nfirst\n:::\n\n### Two\n\nsecond\n");
    let run = project.run(&["build", "--to", "pdf", "--format", "concise", "talk.md"]);
    assert!(run.stderr.contains("warning[layout-content]") && run.stderr.contains("non-technical"), "{run:?}");
    assert!(Pdf::open(&project.read("out/talk/talk.non-technical.pdf")).text().contains("second"));
}

/// The one finding of a slide in `lecture`, as it is printed.
fn finding(body: &str) -> String {
    let project = Project::with_deck(&format!("---\ntitle: A talk\ntheme: lecture\n---\n\n## One\n\n{body}\n"));
    let run = project.run(&["check", "talk.md", "--audience", "technical"]);
    assert!(run.stderr.contains("1 warning\n") && run.stderr.contains("warning[overflow]"), "{run:?}");
    run.stderr
}

#[test]
fn far_too_much_text_fills_its_room() {
    let told = finding(&"A sentence of the usual length that says the same again. ".repeat(36));
    let size =
        told.split("its text is ").nth(1).and_then(|rest| rest.split(' ').next()).and_then(|size| size.parse::<f64>().ok());
    // Drawn smaller with its lines as they are it would be about 11 pt.
    assert!(size.is_some_and(|size| (14.0..20.0).contains(&size)), "{told}");
}

#[test]
fn a_table_that_is_too_wide_and_code_that_columns_make_small_are_told() {
    let cells = |cell: &str| format!("| {} |\n", [cell; 9].join(" | "));
    let told = finding(&format!("{}{}{}", cells("Considerable"), cells("---"), cells("unquestionable")));
    assert!(told.contains("pt too wide for this slide"), "{told}");
    let line = "call(argument_one, argument_two, argument_three, argument_four)";
    let columns =
        format!("Words.\n\n::: columns\n::: column\n```python\n{line}\n```\n:::\n::: column\nMore.\n:::\n:::\n\nWords.");
    let told = finding(&columns);
    assert!(told.contains("fit here in 16 pt: break the line"), "{told}");
}
