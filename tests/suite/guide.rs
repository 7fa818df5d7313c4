//! The guide is true: every example builds without a finding, commands print what it says, and everything that has a name is in it.

use deckle::diagnostic::Code;
use deckle::guide::{CHAPTERS, Chapter, FILES, Part, STARTERS, Shows, find};
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

/// Each chapter is followed with its own examples: one that begins with front matter is `talk.md` from there on.
#[test]
fn commands_print_what_the_guide_says() {
    let project = examples();
    let mut run = 0;
    for part in CHAPTERS.iter().flat_map(Chapter::parts) {
        match part {
            Part::Example(example) if example.source.starts_with("---") => project.write("talk.md", example.source),
            Part::Example(_) => {}
            Part::Text(text) => run += follow(&project, text),
        }
    }
    assert!(run >= 6, "the guide runs the program");
}

/// Runs the commands of a text; how many there are.
fn follow(project: &Project, text: &str) -> usize {
    let mut run = 0;
    for block in text.split("```console\n").skip(1) {
        let block: Vec<&str> = block.lines().take_while(|line| *line != "```").collect();
        for (words, expected) in commands(&block) {
            let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
            let printed = project.run_as_seen(&args);
            assert!(is_printed(&expected, &printed), "{words:?} printed something else:\n{printed}");
            run += 1;
        }
    }
    run
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
fn every_deck_to_begin_with_has_no_finding() {
    let project = Project::new();
    for starter in STARTERS {
        let file = format!("talks/{}", starter.name);
        let run = project.run(&["new", &file, "--template", starter.name]);
        let path = format!("{file}.md");
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
        assert!(run.stdout.starts_with(&format!("{path}\n")), "{run:?}");
        let run = project.run(&["check", "--strict", &path]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
        let profile = starter.text.lines().find_map(|line| line.strip_prefix("profile: "));
        assert_eq!(profile.is_some(), starter.name.starts_with("lab-3/"));
        assert!(profile.is_none_or(|profile| profile == starter.name), "{profile:?}");
    }
    for profile in deckle::timing::profile::PROFILES {
        assert!(STARTERS.iter().any(|starter| starter.name == profile.name), "there is no deck to begin {} with", profile.title);
    }
}

#[test]
fn a_new_deck_is_named_after_its_file_and_takes_the_place_of_none() {
    let project = Project::new();
    let run = project.run(&["new", "review-latency"]);
    assert_eq!(run.stdout, "review-latency.md\n`deckle watch review-latency.md` shows it while you write\n");
    let deck = String::from_utf8(project.read("review-latency.md")).unwrap();
    assert!(deck.starts_with("---\ntitle: \"Review latency\"\nauthor: Your name\n"), "{deck}");
    project.write("talk.md", "mine");
    project.write("talks/x.md", "mine");
    for (args, expected) in [
        (&["new", "talk"][..], "talk.md is there already and was not touched"),
        (&["new", "talk.md"], "talk.md is there already and was not touched"),
        (&["new", "talks"], "talks is a folder; name the deck's file, such as talks/talk.md"),
        (&["new", "more/"], "more/ is a folder; name the deck's file, such as more/talk.md"),
        (&["new", "talk.txt"], "talk.txt: the name of a deck ends in `.md`"),
        (&["new", "other", "--template", "lab-3/kickof"], "a similar value exists: 'lab-3/kickoff'"),
    ] {
        let run = project.run(args);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains(expected), "{run:?}");
    }
    assert_eq!(project.read("talk.md"), b"mine");
    assert!(!project.exists("other.md") && !project.exists("more"));
}

#[test]
fn everything_that_has_a_name_is_in_the_guide() {
    let all: String = CHAPTERS.iter().map(|chapter| chapter.text).collect();
    let layouts = Layout::ALL.iter().map(|(_, name)| *name);
    let commands = ["build", "check", "compare", "docs", "explain", "fonts", "glossary", "new", "themes", "time", "watch"];
    for name in layouts.map(|name| format!("`{name}`")).chain(commands.map(|name| format!("deckle {name}"))) {
        assert!(all.contains(&name), "the guide does not name {name}");
    }
    for key in deckle::settings::FRONT_MATTER_KEYS {
        assert!(all.contains(&format!("`{key}`")), "the guide does not name the front matter's `{key}`");
    }
}

#[test]
fn the_tables_of_findings_name_codes_that_there_are() {
    let mut named = 0;
    for line in ["findings", "plain"].iter().filter_map(|name| find(name)).flat_map(|chapter| chapter.text.lines()) {
        let cells: Vec<&str> = line.split('|').collect();
        let cell = cells.iter().find(|cell| cell.trim_start().starts_with('`')).filter(|_| line.starts_with('|'));
        let words = cell.into_iter().flat_map(|cell| cell.split('`').skip(1).step_by(2));
        for code in words.filter(|word| word.contains('-') && !word.contains(' ')) {
            assert!(Code::from_name(code).is_some(), "there is no code `{code}`");
            named += 1;
        }
    }
    assert!(named > 20, "{named}");
}
