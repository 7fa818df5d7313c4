//! What is told of an audience's deck beside its files: plans in the terminal and as data, charts, the preview. And the one output that has
//! two audiences: it changes no other.

use std::collections::BTreeMap;

use deckle::build::{Live, LiveRequest, LiveVariant, Wanted};

use super::places::{Markup, PLACES, Place};
use super::written::{AUDIENCES, Audience, Writing, project};
use crate::support::Project;

/// The commands that tell of one audience's deck. `check`, `glossary` and `compare` are the author's and tell of all of it.
const COMMANDS: &[&[&str]] = &[&["time", "--json"], &["time"], &["time", "--why", "3"]];

/// What the commands print for an audience, and the charts they draw.
fn told(project: &Project, audience: Audience) -> Vec<(String, Vec<u8>)> {
    let run = |command: &[&str]| project.run(&[command, &["talk.md", "--audience", audience.name]].concat());
    let mut told: Vec<(String, Vec<u8>)> =
        COMMANDS.iter().map(|command| (command.join(" "), run(command).stdout.into_bytes())).collect();
    let chart = run(&["time", "--chart"]);
    assert_eq!(chart.code, Some(0), "{}", chart.stderr);
    for ending in ["svg", "png"] {
        let name = format!("out/talk/talk.{}.time.{ending}", audience.name);
        told.push((name.clone(), project.read(&name)));
    }
    told
}

/// The places. Commands and the preview are for the author, and call slides by the names that the deck has for all audiences; where
/// several have one title, the number in a name tells of the others. In an audience's files it doesn't.
fn places() -> Vec<Place> {
    PLACES.iter().copied().filter(|place| !matches!(place.markup, Markup::Any(markup) if markup.contains("{same}"))).collect()
}

#[test]
fn what_commands_tell_of_one_audience_does_not_change_with_others_texts() {
    let before = project(&places(), Writing::default());
    let before: BTreeMap<_, _> = AUDIENCES.into_iter().map(|audience| (audience, told(&before, audience))).collect();
    for changed in [AUDIENCES[0], AUDIENCES[1]] {
        let after = project(&places(), Writing { changed: Some(changed), ..Writing::default() });
        for audience in AUDIENCES {
            let after = told(&after, audience);
            for ((what, before), (_, after)) in before[&audience].iter().zip(&after) {
                if !audience.sees(changed) {
                    assert!(before == after, "`{what}` for {} tells of what is for {}", audience.name, changed.name);
                } else if audience == changed && what.starts_with("time --json") {
                    assert!(before != after, "`{what}` would not be seen to tell what is for {}", changed.name);
                }
            }
        }
    }
}

/// What the preview is sent for a variant.
fn shown(variant: &LiveVariant) -> Vec<String> {
    let mut all = vec![format!("{} {} {} {}", variant.title, variant.lang, variant.width, variant.height)];
    for slide in &variant.slides {
        all.push(format!("{} {} {} {:?} {}", slide.id.0, slide.number, slide.title, slide.section, slide.line));
        let page = |page: &deckle::build::LivePage| format!("{} {}", page.svg(), serde_json::to_string(page.text()).unwrap());
        all.extend(slide.pages.iter().map(|shown| page(shown)));
    }
    all
}

fn preview(writing: Writing) -> BTreeMap<String, Vec<String>> {
    let project = project(&places(), writing);
    let deck = project.path("talk.md").try_into().expect("a path of text");
    let request = LiveRequest { deck, audiences: Wanted::All, strict: false, trust: true, system_fonts: false };
    let snapshot = Live::open(request).rebuild();
    assert!(!snapshot.has_errors(), "{:?}", snapshot.findings);
    snapshot.variants.iter().map(|variant| (variant.name.clone(), shown(variant))).collect()
}

#[test]
fn the_preview_of_one_audience_does_not_change_with_others_texts() {
    let before = preview(Writing::default());
    for changed in [AUDIENCES[0], AUDIENCES[2]] {
        let after = preview(Writing { changed: Some(changed), ..Writing::default() });
        for audience in AUDIENCES {
            let (before, after) = (&before[audience.name], &after[audience.name]);
            let differ = before.iter().zip(after).filter(|(before, after)| before != after).count();
            if audience == changed {
                assert!(differ > places().len() / 2, "the preview of {} shows its own text", audience.name);
            } else if !audience.sees(changed) {
                let first = before.iter().zip(after).find(|(before, after)| before != after);
                let start = first.map(|(before, _)| before.chars().take(300).collect::<String>());
                assert!(
                    differ == 0 && before.len() == after.len(),
                    "{differ} parts tell of what is for {}: {start:?}",
                    changed.name
                );
            }
        }
    }
}

#[test]
fn the_output_that_has_two_audiences_says_so_and_changes_no_other() {
    let project = project(&PLACES[..8], Writing::default());
    let all = deckle::build::Format::ALL.map(deckle::build::Format::as_str).join(",");
    let build = || assert_eq!(project.run(&["build", "talk.md", "--to", &all, "--png-width", "64"]).code, Some(0));
    let files = || -> BTreeMap<String, Vec<u8>> {
        project.files("out").into_iter().map(|file| (file.clone(), project.read(&format!("out/{file}")))).collect()
    };
    build();
    let before = files();
    assert_eq!(project.run(&["compare", "talk.md", "--to", "pdf"]).code, Some(0));
    let mut after = files();
    assert!(after.remove("talk/talk.compare.pdf").is_some(), "{:?}", after.keys());
    assert!(before == after, "comparing changes no other file");
    build();
    assert!(project.exists("out/talk/talk.compare.pdf"), "a build leaves it to its author");
    // No audience has this name, so nobody takes the file for theirs.
    let named = Project::with_deck("---\naudiences: {compare: {extends: technical}}\n---\n\n## One\n\nText.\n");
    assert_eq!(named.run(&["check", "talk.md"]).code, Some(1));
}
