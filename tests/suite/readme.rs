//! The README's tour, followed word by word in an empty folder.
//!
//! A fence of four backticks after a line that says "Save … `NAME`" is that file; after "Add … `NAME`" it is appended to it. Every
//! `$ deckle …` line of a `console` fence is run, and what follows it has to be what is printed (the seconds a build took aside).

use std::path::Path;

use crate::support::Project;
use crate::transcript::{commands, normal};

#[derive(Debug)]
enum Step {
    Save(String, String),
    Add(String, String),
    Run(Vec<String>, String),
}

fn steps(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut lines = text.lines();
    let mut before = "";
    while let Some(line) = lines.next() {
        if line.starts_with("````") {
            let content: String = lines.by_ref().take_while(|l| !l.starts_with("````")).flat_map(|l| [l, "\n"]).collect();
            let name = before.split('`').nth(1).unwrap_or_default().to_owned();
            match before {
                text if text.starts_with("Save") => steps.push(Step::Save(name, content)),
                text if text.starts_with("Add") => steps.push(Step::Add(name, content)),
                _ => {}
            }
        } else if line == "```console" {
            let block: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
            steps.extend(commands(&block).into_iter().map(|(words, expected)| Step::Run(words, expected)));
        } else if !line.is_empty() {
            before = line;
        }
    }
    steps
}

#[test]
fn the_tour_can_be_followed_word_by_word() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let start = readme.find("## A tour").expect("the README has a tour");
    let end = start + readme[start..].find("\n## What a deck is made of").expect("the next part follows the tour");
    let project = Project::new();
    let mut run = 0;
    for step in steps(&readme[start..end]) {
        match step {
            Step::Save(name, content) => project.write(&name, content),
            Step::Add(name, content) => {
                let mut text = String::from_utf8(project.read(&name)).unwrap();
                text.push_str(&content);
                project.write(&name, text);
            }
            Step::Run(words, expected) if words[0] == "deckle" => {
                run += 1;
                let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
                let printed = normal(&project.run_as_seen(&args));
                assert_eq!(printed, normal(&expected), "{words:?} printed something else:\n{printed}");
            }
            Step::Run(..) => {}
        }
    }
    assert!(run >= 3, "the tour runs the program");
}

#[test]
fn the_first_two_commands_of_the_readme_are_the_ones_ci_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let commands: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("$ ")).take(2).collect();
    assert_eq!(commands, ["cargo run --release -- build decks", "cargo test --release"]);
    let ci = std::fs::read_to_string(root.join(".ci/run")).unwrap();
    assert!(ci.contains("cargo test --release"));
}
