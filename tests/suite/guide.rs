//! The guide is true: every example builds without a finding, and everything that has a name is in it.

use deckle::guide::{CHAPTERS, FILES};
use deckle::model::Layout;

use crate::support::Project;

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
    let names = CHAPTERS.iter().flat_map(|chapter| chapter.examples()).map(|(name, _)| format!("{name}.md"));
    let names: Vec<String> = names.collect();
    let args: Vec<&str> =
        ["build", "--strict", "--to", "svg", "--format", "concise"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let run = project.run(&args);
    let findings: Vec<&str> = run.stderr.lines().filter(|line| line.contains(".md:")).collect();
    assert!(run.code == Some(0) && findings.is_empty(), "{}\n{}", findings.join("\n"), run.stderr);
    for name in names {
        let stem = name.trim_end_matches(".md");
        let pages = project.files(&format!("out/{stem}/technical"));
        assert!(!pages.is_empty(), "{name} has no slides");
    }
}

#[test]
fn the_web_page_shows_every_example_with_its_slides() {
    let project = Project::new();
    let run = project.run(&["docs", "--out", "guide"]);
    assert_eq!((run.code, run.stdout.trim()), (Some(0), "guide/index.html"), "{run:?}");
    let page = String::from_utf8(project.read("guide/index.html")).unwrap();
    for (name, _) in CHAPTERS.iter().flat_map(|chapter| chapter.examples()) {
        assert!(project.exists(&format!("guide/examples/{name}.md")), "{name}");
        assert!(page.contains(&format!("<img src=\"slides/{name}.technical.1.1.svg\"")), "{name} has no picture");
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
