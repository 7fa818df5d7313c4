//! The guide is true: every example builds without a finding, commands print what it says, and everything that has a name is in it.

use deckle::guide::{CHAPTERS, FILES, Part, Shows, find};
use deckle::model::Layout;

use crate::support::Project;
use crate::transcript::{commands, is_printed};

/// A project that holds every example as a deck, and the files they use.
fn examples() -> Project {
    let project = Project::new();
    project.write("deckle.toml", "");
    for (path, bytes) in FILES {
        project.write(path, bytes);
    }
    for (name, example) in CHAPTERS.iter().flat_map(|chapter| chapter.examples()) {
        project.write(&format!("{name}.md"), example.source);
    }
    project
}

#[test]
fn every_example_builds_without_a_finding() {
    let project = examples();
    let examples = || CHAPTERS.iter().flat_map(|chapter| chapter.examples());
    let (drafts, whole): (Vec<_>, Vec<_>) = examples().partition(|(_, example)| example.shows == Shows::Draft);
    for (examples, audience) in [(drafts, "technical"), (whole, "all")] {
        let names: Vec<String> = examples.into_iter().map(|(name, _)| format!("{name}.md")).collect();
        let args = ["build", "--strict", "--to", "svg", "--format", "concise", "--audience", audience];
        let args: Vec<&str> = args.into_iter().chain(names.iter().map(String::as_str)).collect();
        let run = project.run(&args);
        let findings: Vec<&str> = run.stderr.lines().filter(|line| line.contains(".md:")).collect();
        assert!(run.code == Some(0) && findings.is_empty(), "{}\n{}", findings.join("\n"), run.stderr);
        for name in names {
            let stem = name.trim_end_matches(".md");
            let pages = project.files(&format!("out/{stem}/technical"));
            assert!(!pages.is_empty(), "{name} has no slides");
        }
    }
}

/// The chapter on the second deck is followed with its own examples: one that begins with front matter is `talk.md` from there on.
#[test]
fn the_second_deck_is_made_as_its_chapter_says() {
    let project = examples();
    let mut run = 0;
    for part in find("plain").expect("the chapter").parts() {
        match part {
            Part::Example(example) if example.source.starts_with("---") => project.write("talk.md", example.source),
            Part::Example(_) => {}
            Part::Text(text) => {
                for block in text.split("```console\n").skip(1) {
                    let block: Vec<&str> = block.lines().take_while(|line| *line != "```").collect();
                    for (words, expected) in commands(&block) {
                        let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
                        let printed = project.run_as_seen(&args);
                        assert!(is_printed(&expected, &printed), "{words:?} printed something else:\n{printed}");
                        run += 1;
                    }
                }
            }
        }
    }
    assert!(run >= 5, "the chapter runs the program");
}

#[test]
fn the_web_page_shows_every_example_with_its_slides() {
    let project = Project::new();
    let run = project.run(&["docs", "--out", "guide"]);
    assert_eq!((run.code, run.stdout.trim()), (Some(0), "guide/index.html"), "{run:?}");
    let page = String::from_utf8(project.read("guide/index.html")).unwrap();
    for (name, example) in CHAPTERS.iter().flat_map(|chapter| chapter.examples()) {
        assert!(project.exists(&format!("guide/examples/{name}.md")), "{name}");
        for (index, variant) in ["technical", "non-technical"].iter().enumerate() {
            let is_shown = page.contains(&format!("<img src=\"slides/{name}.{variant}.1.1.svg\""));
            assert_eq!(is_shown, example.shows.variant(index), "{name}, {variant}");
        }
    }
    for path in page.split("<img src=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default()) {
        assert!(project.exists(&format!("guide/{path}")), "{path}");
    }
}

#[test]
fn everything_that_has_a_name_is_in_the_guide() {
    let all: String = CHAPTERS.iter().map(|chapter| chapter.text).collect();
    let layouts = Layout::ALL.iter().map(|(_, name)| *name);
    let commands = ["build", "check", "explain", "docs", "time", "watch"];
    for name in layouts.map(|name| format!("`{name}`")).chain(commands.map(|name| format!("deckle {name}"))) {
        assert!(all.contains(&name), "the guide does not name {name}");
    }
    for key in deckle::settings::FRONT_MATTER_KEYS {
        assert!(all.contains(&format!("`{key}`")), "the guide does not name the front matter's `{key}`");
    }
}
