//! `deckle time --rehearsals` and `--apply`, with rehearsals made by hand.

use std::fmt::Write;

use crate::support::Project;

/// A deck in which times stand in every form, with a byte order mark and the line ends of Windows.
const DECK: &str = "\u{feff}---\r\ntitle: Talk\r\nduration: 10m\r\nqa: 1m\r\n---\r\n\r\n\
    ## First {#first time=90s layout=content}\r\n\r\nx  \r\n\r\n\
    ## Second ##\r\n\r\nx\r\n\r\n\
    ## Third {#third time=\"25%\" plain=\"3 } rd\"}\r\n\r\nx\r\n\r\n\
    ---\r\n\r\nNo heading.\r\n\r\n\
    # Part {#part time=3m}\r\n\r\n\
    ## Fourth {#fourth time=1m30s}\r\n\r\nx\r\n\r\n\
    ## Try {#try layout=exercise time=60s}\r\n\r\nx\r\n\r\n\
    ## Ask {#ask layout=questions}\r\n";

/// Lines of runs in which each slide was on for so many seconds.
fn lines(runs: &[&[(&str, u32)]], variant: &str) -> String {
    let mut text = String::new();
    for (number, slides) in runs.iter().enumerate() {
        let mut at = 1_795_512_600_000 + number as u64 * 86_400_000;
        let mut line = |at: u64, slide: &str, step: u32| {
            let (run, slide) = (number + 1, if slide.is_empty() { "null".to_owned() } else { format!("\"{slide}\"") });
            writeln!(
                text,
                "{{\"format\":1,\"run\":\"run-{run}\",\"variant\":\"{variant}\",\"at\":{at},\"slide\":{slide},\"step\":{step},\"x\":[]}}"
            )
            .unwrap();
        };
        for (slide, seconds) in *slides {
            line(at, slide, 0);
            line(at + 500, slide, 1);
            at += u64::from(*seconds) * 1000;
        }
        line(at, "", 0);
    }
    text
}

const RUNS: &[&[(&str, u32)]] = &[
    &[
        ("title", 8),
        ("first", 60),
        ("second", 120),
        ("third", 30),
        ("slide", 20),
        ("part", 15),
        ("fourth", 75),
        ("try", 90),
        ("ask", 30),
    ],
    &[
        ("title", 10),
        ("first", 80),
        ("second", 110),
        ("third", 40),
        ("slide", 22),
        ("part", 12),
        ("fourth", 95),
        ("try", 80),
        ("old", 9),
    ],
    &[
        ("title", 9),
        ("first", 70),
        ("second", 100),
        ("third", 35),
        ("slide", 21),
        ("part", 13),
        ("fourth", 85),
        ("try", 70),
        ("old", 9),
    ],
];

fn rehearsed() -> Project {
    let project = Project::with_deck(DECK);
    project.write("talk.rehearsal.jsonl", lines(RUNS, "technical") + "{\"format\":1,\"run\":\"run-4\",\"vari");
    project
}

#[test]
fn planned_stands_beside_actual() {
    let project = rehearsed();
    let run = project.run(&["time", "talk.md", "--rehearsals"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "a torn last line is no matter");
    let has = |text: &str| assert!(run.stdout.contains(text), "{text:?} is not in\n{}", run.stdout);
    has("talk, technical: 3 rehearsals of 7:28, 7:38 and 6:52; 9:00 are planned");
    // N is 540 - the section's 180 = 360; third is a quarter of 540.
    let row = |title: &str| {
        let line = run.stdout.lines().find(|line| line.contains(title)).expect("a row");
        line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(row("First"), "First 1:30 1:10 −0:20 1:00 – 1:20 +5 s 1:45");
    assert!(row("Third").starts_with("Third 2:15 0:35 −1:40 0:30 – 0:40"));
    assert!(row("Try").starts_with("Try 1:00 1:20 +0:20 1:10 – 1:30 −10 s"));
    has("over their budget: slides 3 and 8");
    has("no heading to write a time at: slide 5, left as planned");
    has("`old` took 0:09 and is not in this variant");
    assert!(!project.exists("out"));
}

#[test]
fn applied_times_add_up_and_nothing_else_changes() {
    let project = rehearsed();
    let before = project.read("talk.md");
    let asked = project.run(&["time", "talk.md", "--rehearsals", "--apply"]);
    assert_eq!(asked.code, Some(2), "nobody can be asked: {asked:?}");
    assert!(asked.stderr.contains("`--yes` writes without asking"), "{}", asked.stderr);
    assert_eq!(project.read("talk.md"), before, "only shown");
    assert!(asked.stdout.contains("-## Second ##\n+## Second {time="), "{}", asked.stdout);

    let run = project.run(&["time", "talk.md", "--rehearsals", "--apply", "--yes"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("talk.md: 4 times written"), "{}", run.stdout);
    let after = String::from_utf8(project.read("talk.md")).unwrap();
    // Without its times the text is the same, byte for byte.
    let bare = |text: &str| {
        let mut text = text.to_owned();
        while let Some(at) = text.find("time=") {
            let quoted = text[at + 5..].starts_with('"');
            let end = text[at + 6..].find(['"', '}', ' ']).map_or(text.len(), |n| at + 6 + n);
            text.replace_range(at..end + usize::from(quoted), "");
        }
        text
    };
    assert_eq!(bare(&after), bare(DECK).replace("## Second ##", "## Second {} ##"));
    assert!(
        after.starts_with('\u{feff}') && after.contains("time=\"") && after.contains("%\""),
        "a percentage stays one: {after}"
    );

    // The plan adds up, and check has nothing to say about it.
    let json: serde_json::Value = serde_json::from_str(&project.run(&["time", "talk.md", "--json"]).stdout).unwrap();
    let technical = &json["decks"][0]["variants"][0];
    assert_eq!((&technical["planned"], &technical["left"]), (&540.into(), &0.into()));
    let budget = |id: &str| {
        let slides = technical["slides"].as_array().unwrap();
        slides.iter().find(|slide| slide["id"] == id).unwrap_or_else(|| panic!("{id}"))["budget"].as_u64().unwrap()
    };
    // 360 is 72 steps of 5 s. By 70, 110, 35 and 30 (the title and the slide without a heading) of 245 these are 20.57, 32.33, 10.29
    // and 8.82: 21, 32, 10, and 9 are left to share.
    assert_eq!([budget("first"), budget("second"), budget("third"), budget("title") + budget("slide")], [105, 160, 50, 45]);
    // The section: 180 - 60 (the exercise) = 120 is 24 steps: by 85 and 13 of 98: 20.82 and 3.18.
    assert_eq!([budget("fourth"), budget("part"), budget("try")], [105, 15, 60]);
    let check = project.run(&["check", "talk.md"]);
    assert_eq!((check.code, check.stderr.as_str()), (Some(0), ""));
    let again = project.run(&["time", "talk.md", "--rehearsals", "--apply", "--yes"]);
    assert!(again.stdout.contains("nothing to write"), "{}", again.stdout);
}

#[test]
fn rehearsals_of_another_deck_or_variant_are_told_apart() {
    let project = rehearsed();
    project.write("talk.evening.md", DECK);
    project.write("talk.evening.rehearsal.jsonl", lines(&RUNS[..1], "technical"));
    project.write("talk.two.rehearsal.jsonl", lines(&RUNS[..1], "non-technical").replace("run-1", "other") + "nonsense\n{}\n");
    let run = project.run(&["time", "talk.md", "--rehearsals"]);
    assert!(
        run.stdout.contains("technical: 3 rehearsals") && run.stdout.contains("non-technical: 1 rehearsal of 7:28"),
        "{}",
        run.stdout
    );
    assert!(run.stderr.contains("talk.two.rehearsal.jsonl: lines 20, 21 can't be read"), "{}", run.stderr);
    let both = project.run(&["time", "talk.md", "--rehearsals", "--apply", "--yes"]);
    assert_eq!(both.code, Some(2));
    assert!(
        both.stderr.contains("there are rehearsals of technical and non-technical; say with `--audience`"),
        "{}",
        both.stderr
    );
    let one = project.run(&["time", "talk.md", "--rehearsals", "--apply", "--yes", "--audience", "technical"]);
    assert!(one.stdout.contains("times written"), "{one:?}");

    let named = project.run(&["time", "talk.md", "talk.evening.rehearsal.jsonl", "--rehearsals"]);
    assert!(named.stdout.contains("technical: 1 rehearsal of"), "{}", named.stdout);
    assert_eq!(project.run(&["time", "talk.md", "gone.jsonl", "--rehearsals"]).code, Some(2));
    assert_eq!(project.run(&["time", "talk.rehearsal.jsonl", "--rehearsals"]).code, Some(2), "a deck has to be named");
    project.write("alone.md", "---\nduration: 5m\n---\n\n## One\n\nx\n");
    assert!(
        project.run(&["time", "alone.md", "--rehearsals"]).stdout.contains("no rehearsals beside it (alone.rehearsal.jsonl)")
    );
}

#[test]
fn decks_of_other_tools_are_compared_and_left_as_they_are() {
    let project = Project::new();
    for (name, text) in [
        ("m.md", "---\nmarp: true\n---\n\n# A\n\nx\n\n---\n\n## B\n"),
        ("q.qmd", "---\nformat: revealjs\n---\n\n## A\n\nx\n\n## B\n"),
    ] {
        project.write(name, text);
        let stem = name.split('.').next().unwrap();
        project.write(&format!("{stem}.rehearsal.jsonl"), lines(&[&[("a", 30), ("b", 40)]], "technical"));
        let run = project.run(&["time", name, "--rehearsals", "--apply", "--yes"]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stdout.contains("1 rehearsal of 1:10; 0:20 by estimate"), "{}", run.stdout);
        assert!(run.stderr.contains("which know no times for slides; nothing is written"), "{}", run.stderr);
        assert_eq!(project.read(name), text.as_bytes());
    }
}

#[test]
fn json_holds_the_rehearsals() {
    let project = rehearsed();
    let run = project.run(&["time", "talk.md", "--rehearsals", "--json", "--audience", "technical"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let rehearsals = &json["decks"][0]["variants"][0]["rehearsals"];
    assert_eq!(rehearsals["totals"], serde_json::json!([448, 458, 412]));
    assert_eq!(
        rehearsals["slides"][1],
        serde_json::json!({"id": "first", "runs": 3, "median": 70, "shortest": 60, "longest": 80, "trend": 5, "proposed": 105})
    );
    assert_eq!(rehearsals["strays"], serde_json::json!([{"id": "old", "median": 9}]));
}
