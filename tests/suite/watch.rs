//! `deckle watch`: what editors do to a file, and what becomes of it.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::support::Project;
use crate::watching::{Watching, titles};

/// A deck of three slides; the second one's title is given.
fn deck(title: &str) -> String {
    format!(
        "---\ntitle: Talk\nduration: 5m\n---\n\n## First {{#first}}\n\nOne.\n\n## {title} {{#second}}\n\nTwo.\n\n\
         ::: notes\nSay it.\n:::\n"
    )
}

fn started(args: &[&str]) -> (Project, Watching) {
    let project = Project::with_deck(&deck("Second"));
    let watching = Watching::start(&project, args);
    assert_eq!(titles(&watching.deck()), ["Talk", "First", "Second"]);
    (project, watching)
}

/// Runs a line of shell in the project's folder.
fn shell(project: &Project, line: &str) {
    let status = Command::new("sh").args(["-ec", line]).current_dir(project.path("")).status().expect("a shell");
    assert!(status.success(), "{line}");
}

/// The ways in which programs save. Each gets the new text in `new` and has to bring it into `talk.md`.
const SAVES: &[(&str, &str)] = &[
    ("vim, backupcopy=no", "touch 4913; rm 4913; mv talk.md talk.md~; cat new > talk.md; rm talk.md~"),
    ("vim, backupcopy=yes", "cp talk.md talk.md~; : > talk.md; cat new > talk.md; rm talk.md~"),
    ("VS Code: truncated and written", ": > talk.md; sleep 0.05; cat new > talk.md"),
    (
        "JetBrains, safe write",
        "cat new > talk.md___jb_tmp___; mv talk.md talk.md___jb_old___; mv talk.md___jb_tmp___ talk.md; \
      rm talk.md___jb_old___",
    ),
    (
        "Emacs",
        "ln -s user@host.1:1 .#talk.md; cat new > '#talk.md#'; cp -p talk.md talk.md~; cat new > talk.md; rm '#talk.md#' .#talk.md",
    ),
    ("gedit", "cat new > .goutputstream-X1; mv .goutputstream-X1 talk.md"),
    (
        "sed -i",
        "title=$(sed -n 's/^## \\(.*\\) {#second}/\\1/p' new); sed -i \"s/^## .* {#second}/## $title {#second}/\" talk.md",
    ),
    ("cp", "cp new talk.md"),
    (
        "git checkout",
        "git init -q; git update-index --add --cacheinfo 100644,$(git hash-object -w new),talk.md; git checkout -q -- talk.md",
    ),
    ("the clock turned back", "cp new talk.md; touch -d 2001-01-01 talk.md"),
    ("the time kept", "touch -r talk.md time; cat new > talk.md; touch -r time talk.md"),
    ("deleted and written 50 ms later", "rm talk.md; sleep 0.05; cp new talk.md"),
    ("deleted and written 500 ms later", "rm talk.md; sleep 0.5; cp new talk.md"),
    ("in two pieces", "head -c 60 new > talk.md; sleep 0.1; tail -c +61 new >> talk.md"),
    ("a link put in its place", "cp new other.md; ln -s other.md l; mv -f l talk.md"),
    ("a file put in the link's place", "cp new x; mv -f x talk.md"),
];

fn save_in_every_way(watching: &Watching, project: &Project) {
    for (number, (how, line)) in SAVES.iter().enumerate() {
        let title = format!("Saved {number:02}");
        project.write("new", deck(&title));
        shell(project, line);
        let deck = watching.until_title(&title);
        assert_eq!(titles(&deck), ["Talk", "First", &title], "{how}");
        assert_eq!(deck["problem"], serde_json::Value::Null, "{how}");
    }
}

#[test]
fn every_way_to_save_is_seen() {
    let (project, watching) = started(&["talk.md"]);
    save_in_every_way(&watching, &project);
}

#[test]
fn every_way_to_save_is_seen_without_events_too() {
    let (project, watching) = started(&["talk.md", "--poll"]);
    save_in_every_way(&watching, &project);
}

#[test]
fn a_save_is_one_build_and_other_files_are_none() {
    let (project, mut watching) = started(&["talk.md"]);
    watching.line("talk  ");
    project.write("new", deck("Changed"));
    shell(&project, SAVES[4].1);
    watching.line("\"Changed\"");
    // Again the same text, and everything an editor leaves around.
    shell(&project, "cat new > talk.md; touch talk.md; : > .#talk.md; : > '#talk.md#'; : > talk.md~; : > other.md; mkdir img");
    watching.is_quiet_for(Duration::from_secs(2));
}

#[test]
fn the_second_edit_is_told_as_one_slide() {
    let (project, mut watching) = started(&["talk.md"]);
    watching.line("talk  technical 3 slides, non-technical 3 slides");
    let mut events = watching.events();
    let version = watching.deck()["version"].as_u64();
    project.write("talk.md", deck("Changed"));
    let update = events.update();
    assert_eq!(update["from"].as_u64(), version);
    let [variant, _] = &update["variants"].as_array().unwrap()[..] else { panic!("both variants: {update:#}") };
    assert_eq!(variant["slides"].as_array().unwrap().len(), 1, "{variant:#}");
    assert_eq!(variant["slides"][0]["id"], "second");
    assert_eq!(variant["order"], serde_json::Value::Null);
    let key = variant["slides"][0]["pages"][0].as_str().unwrap();
    let inline = &update["pages"][key];
    assert!(inline["svg"].as_str().unwrap().starts_with("<svg"), "{inline:#}");
    assert_eq!(watching.get(&format!("/0/page/{key}.json")).json(), *inline, "what is sent is what is fetched");
    watching.line("talk  slide 3 \"Changed\"  ");
}

#[test]
fn slides_come_go_and_move() {
    let (project, mut watching) = started(&["talk.md"]);
    let mut events = watching.events();
    let text = deck("Second");
    let (head, rest) = text.split_at(text.find("## First").unwrap());
    project.write("talk.md", format!("{head}## New {{#new}}\n\nZero.\n\n{rest}"));
    let update = events.update();
    assert_eq!(update["variants"][0]["order"], serde_json::json!(["title", "new", "first", "second"]));
    watching.line("talk  slide 2 \"New\" added");
    project.write("talk.md", &text);
    assert_eq!(events.update()["variants"][0]["order"], serde_json::json!(["title", "first", "second"]));
    watching.line("1 slide removed");
    let (first, second) = rest.split_at(rest.find("## Second").unwrap());
    project.write("talk.md", format!("{head}{second}\n{first}"));
    assert_eq!(events.update()["variants"][0]["order"], serde_json::json!(["title", "second", "first"]));
    watching.line("slides moved");
    project.write("talk.md", text.replace("title: Talk", "title: Talk\naspect-ratio: \"4:3\""));
    assert_eq!(events.update()["from"], 0, "everything is another size");
}

#[test]
fn a_missing_deck_is_waited_for() {
    let (project, mut watching) = started(&["talk.md"]);
    let mut events = watching.events();
    fs::remove_file(project.path("talk.md")).unwrap();
    watching.line("warning: talk.md is missing; waiting for it");
    assert_eq!(events.update()["problem"], "talk.md is missing; waiting for it");
    let deck_now = watching.deck();
    assert_eq!(titles(&deck_now), ["Talk", "First", "Second"], "the last good slides stay");
    project.write("talk.md", "");
    project.write("talk.md", deck("Back"));
    watching.line("talk  is back  slide 3 \"Back\"");
    let deck_now = watching.until_title("Back");
    assert_eq!(deck_now["problem"], serde_json::Value::Null);
}

#[test]
fn a_renamed_folder_is_missed_and_found_again() {
    let project = Project::new();
    project.write("a/b/talk.md", deck("Second"));
    let mut watching = Watching::start(&project, &["a/b/talk.md"]);
    watching.line("talk  ");
    for (from, to) in [("a/b", "a/c"), ("a", "d")] {
        fs::rename(project.path(from), project.path(to)).unwrap();
        watching.line("is missing; waiting for it");
        fs::rename(project.path(to), project.path(from)).unwrap();
        watching.line("is back");
        let title = format!("After {to}");
        project.write("a/b/talk.md", deck(&title));
        watching.until_title(&title);
    }
    shell(&project, "rm -r a; mkdir -p a/b");
    project.write("a/b/talk.md", deck("A new folder"));
    watching.until_title("A new folder");
}

#[test]
fn a_broken_deck_keeps_its_slides_and_mending_clears_the_findings() {
    let (project, mut watching) = started(&["talk.md"]);
    watching.line("talk  technical");
    project
        .write("talk.md", deck("Second").replace("duration: 5m", "duration: 5m\ntheme: lectuer").replace("Two.", "$$\\frac{1$$"));
    watching.line("error[unknown-theme]: there is no theme `lectuer`; did you mean `lecture`?");
    let deck_now = watching.until("the findings", |deck| !deck["findings"].as_array().unwrap().is_empty());
    let finding = &deck_now["findings"][0];
    assert_eq!((&finding["file"], &finding["line"], &finding["severity"]), (&"talk.md".into(), &4.into(), &"error".into()));
    assert_eq!(titles(&deck_now), ["Talk", "First", "Second"]);
    project.write("talk.md", deck("Second"));
    watching.line("no findings left");
    assert_eq!(watching.deck()["findings"], serde_json::json!([]));
}

#[test]
fn a_hundred_saves_end_with_the_last_one() {
    let (project, watching) = started(&["talk.md"]);
    for number in 0..100 {
        project.write("talk.md", deck(&format!("Number {number}")));
        std::thread::sleep(Duration::from_millis(5));
    }
    watching.until_title("Number 99");
}

const PICTURE: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\"><rect width=\"20\" height=\"10\"/></svg>";

#[test]
fn pictures_and_settings_belong_to_the_decks_that_use_them() {
    let project = Project::new();
    project.write("deckle.toml", "");
    project.write("one/a.md", deck("Second").replace("Two.", "![A box](img/box.svg)"));
    project.write("two/b.md", deck("Second"));
    let mut watching = Watching::start(&project, &["."]);
    watching.line("b  technical");
    let missing = watching.deck();
    assert_eq!(missing["findings"][0]["code"], "missing-file", "{missing:#}");
    project.write("one/img/box.svg", PICTURE);
    watching.line("no findings left");
    project.write("one/img/box.svg", PICTURE.replace("rect ", "rect fill=\"red\" "));
    let line = watching.line("slide 3");
    assert!(line.starts_with("a  "), "{line}");
    // Only the deck that uses it.
    watching.is_quiet_for(Duration::from_secs(1));
    project.write("deckle.toml", "[deck]\nlang = \"de\"\n");
    watching.line("a  technical");
    watching.line("b  technical");
}

#[test]
fn a_new_deck_in_a_watched_folder_is_found() {
    let project = Project::new();
    project.write("lectures/one.md", deck("Second"));
    let mut watching = Watching::start(&project, &["."]);
    watching.line("one  ");
    project.write("lectures/notes.md", "# No deck\n");
    project.write("lectures/two.md", deck("Second"));
    watching.line("lectures/two.md is new");
    assert_eq!(watching.get("/decks.json").json()["decks"][1]["deck"], "lectures/two.md");
    let answer = watching.get("/1/deck.json");
    assert_eq!(titles(&answer.json()), ["Talk", "First", "Second"]);
    watching.line("two  ");
    fs::create_dir(project.path("labs")).unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    project.write("labs/three.md", deck("Second"));
    watching.line("labs/three.md is new");
}

#[test]
fn more_decks_than_memory_are_built_when_they_are_looked_at() {
    let project = Project::new();
    for number in 0..7 {
        project.write(&format!("{number}.md"), deck(&format!("In {number}")));
    }
    let mut watching = Watching::start(&project, &["."]);
    (0..4).for_each(|number| drop(watching.line(&format!("{number}  technical"))));
    for number in (0..7).chain(0..7) {
        let deck = watching.get(&format!("/{number}/deck.json")).json();
        assert_eq!(titles(&deck), ["Talk", "First", &format!("In {number}")]);
    }
    project.write("2.md", deck("Saved asleep"));
    // A line about this deck may come from when it was looked at before.
    let deadline = std::time::Instant::now() + crate::watching::BOUND;
    while titles(&watching.get("/2/deck.json").json()) != ["Talk", "First", "Saved asleep"] {
        assert!(std::time::Instant::now() < deadline, "the save is seen");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn output_inside_the_watched_tree_is_no_change() {
    let project = Project::with_deck(&deck("Second"));
    let mut watching = Watching::start(&project, &[".", "--out", "out"]);
    watching.line("files written");
    assert!(project.exists("out/talk/talk.technical.pdf"));
    let pdf = project.read("out/talk/talk.technical.pdf");
    watching.is_quiet_for(Duration::from_secs(2));
    project.write("talk.md", deck("Second").replace("duration: 5m", "duration: 5m\ntheme: lectuer"));
    watching.line("1 error");
    assert_eq!(project.read("out/talk/talk.technical.pdf"), pdf, "a deck with errors is not written");
    project.write("talk.md", deck("Third"));
    watching.line("files written");
    assert_ne!(project.read("out/talk/talk.technical.pdf"), pdf);
}

#[test]
fn nothing_is_written_without_an_output_folder() {
    let (project, mut watching) = started(&["talk.md"]);
    project.write("talk.md", deck("Changed"));
    watching.line("\"Changed\"");
    assert_eq!(project.files(""), ["talk.md"]);
}

#[cfg(unix)]
#[test]
fn a_linked_deck_is_seen_when_its_file_is_saved() {
    let project = Project::new();
    project.write("real/talk.md", deck("Second"));
    std::os::unix::fs::symlink("real/talk.md", project.path("talk.md")).unwrap();
    let watching = Watching::start(&project, &["talk.md"]);
    watching.deck();
    shell(&project, "sed -i s/Second/Changed/ real/talk.md");
    watching.until_title("Changed");
}

#[cfg(target_os = "linux")]
#[test]
fn without_watches_files_are_looked_at() {
    let limits = ["max_inotify_watches", "max_inotify_instances"];
    for limit in limits {
        let mut command = Command::new("unshare");
        let script = format!("echo 0 > /proc/sys/user/{limit} && exec {} \"$@\"", env!("CARGO_BIN_EXE_deckle"));
        command.args(["-Ur", "sh", "-c", &script, "sh"]);
        let allowed = Command::new("unshare").args(["-Ur", "sh", "-c", &format!("echo 0 > /proc/sys/user/{limit}")]).status();
        if !allowed.is_ok_and(|status| status.success()) {
            eprintln!("skipped: no user namespaces here, so the limit of file watches can't be set");
            return;
        }
        let project = Project::with_deck(&deck("Second"));
        let mut watching = Watching::start_by(command, &project, &["talk.md"]);
        let line = watching.line("fs.inotify.max_user_watches");
        assert!(line.ends_with("files are looked at now and then instead"), "{line}");
        project.write("talk.md", deck("Changed"));
        watching.until_title("Changed");
    }
}

#[cfg(unix)]
#[test]
fn few_open_files_are_enough() {
    let project = Project::with_deck(&deck("Second"));
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -n 64 && exec {} \"$@\"", env!("CARGO_BIN_EXE_deckle")), "sh"]);
    let watching = Watching::start_by(command, &project, &["talk.md"]);
    watching.deck();
    // More than it can serve at a time: they wait, and building goes on.
    let visitors: Vec<_> = (0..100).map(|_| watching.connect()).collect();
    project.write("talk.md", deck("Changed"));
    std::thread::sleep(Duration::from_millis(500));
    drop(visitors);
    let deck_now = watching.until_title("Changed");
    assert_eq!(deck_now["findings"], serde_json::json!([]));
}

#[cfg(unix)]
#[test]
fn signals_end_it_and_leave_nothing() {
    for (signal, code) in [(libc::SIGINT, 130), (libc::SIGTERM, 143), (libc::SIGHUP, 129)] {
        let (project, watching) = started(&["talk.md", "--out", "out"]);
        let _events = watching.events();
        project.write("talk.md", deck("During a build"));
        let (ended, _) = watching.end(signal);
        assert_eq!(ended, Some(code));
        let files = walk(&project.path(""));
        assert!(files.iter().all(|name| !name.contains("/.deckle-")), "{files:?}");
    }
}

fn walk(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path.to_string_lossy().into_owned()] }).collect()
}

#[test]
fn programs_get_a_document_a_line() {
    let project = Project::with_deck(&deck("Second"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_deckle"));
    command.args(["watch", "talk.md", "--no-open", "--port", "0", "--format", "json"]).current_dir(project.path(""));
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().expect("it starts");
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().expect("a pipe")));
    let mut next = || serde_json::from_str::<serde_json::Value>(&lines.next().expect("a line").expect("text")).expect("JSON");
    let first = next();
    assert!(
        first["address"].as_str().unwrap().starts_with("http://127.0.0.1:") && first["decks"] == serde_json::json!(["talk.md"])
    );
    assert_eq!(next()["findings"], serde_json::json!([]));
    project.write("talk.md", deck("Second").replace("duration: 5m", "duration: 5m\ntheme: lectuer"));
    let broken = next();
    assert_eq!((&broken["outcome"], &broken["findings"][0]["code"]), (&"rejected".into(), &"unknown-theme".into()));
    fs::remove_file(project.path("talk.md")).unwrap();
    assert_eq!(next()["problem"], "talk.md is missing; waiting for it");
    child.kill().expect("it runs");
    child.wait().expect("it ends");
}

#[test]
fn what_cannot_be_watched_is_said() {
    let project = Project::with_deck(&deck("Second"));
    let run = project.run(&["watch", "takl.md", "--no-open"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("takl.md: no such file; did you mean `talk.md`?"), "{run:?}");
    let run = project.run(&["watch", "--no-open"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("there is no deckle.toml"), "{run:?}");
}
