//! `deckle time`: plans worked out by hand, courses.

use serde_json::Value;

use crate::support::{Project, Run};

/// The document of `deckle time --json`.
fn document(project: &Project, args: &[&str]) -> Value {
    let run = project.run(&[&["time", "--json"], args].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

/// `id budget source startsAt` of each slide of a variant.
fn plan(document: &Value, variant: &str) -> Vec<String> {
    let variants = document["decks"][0]["variants"].as_array().expect("variants");
    let variant = variants.iter().find(|v| v["name"] == variant).unwrap_or_else(|| panic!("no {variant} in {variants:?}"));
    let line = |slide: &Value| {
        let text = |key: &str| slide[key].as_str().unwrap_or_default().to_owned();
        format!("{} {} {} {}", text("id"), slide["budget"], text("source"), slide["startsAt"])
    };
    variant["slides"].as_array().expect("slides").iter().map(line).collect()
}

fn numbers(document: &Value, variant: usize, keys: &[&str]) -> Vec<Value> {
    keys.iter().map(|key| document["decks"][0]["variants"][variant][*key].clone()).collect()
}

fn words(count: usize) -> String {
    vec!["word"; count].join(" ")
}

/// All rules in one deck, read from Markdown and worked out by hand, for three audiences.
#[test]
fn the_ten_rules_together() {
    let deck = format!(
        "---\ntitle: T\nduration: 20m\nqa: 2m\nbuffer: 10%\naudiences:\n  non-technical:\n    duration: 10m\n    qa: 10%\n  \
         executive:\n    extends: non-technical\n    buffer: 0s\n---\n\n\
         ## Hook {{#hook time=10%}}\n\n\
         # Part {{#part time=6m}}\n\n\
         ## Code {{#code audience=technical}}\n\n```python {{plain=\"words\"}}\na = 1\n\nb = 2\nc = 3\n```\n\n::: notes\n{}\n:::\n\n\
         ## Table {{#table}}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n\
         ## Try it {{#try layout=exercise time=2m}}\n\n\
         # Open {{#open}}\n\n\
         ## Talk {{#talk}}\n\n::: notes\n{}\n:::\n\n\
         ## Gone {{#gone skip time=9m}}\n\n\
         ## Ask {{#ask layout=questions}}\n\n\
         # Backup {{#backup appendix}}\n\n## Raw {{#raw}}\n\n::: notes\n{}\n:::\n",
        words(65),
        words(130),
        words(130)
    );
    let project = Project::with_deck(&deck);
    let document = document(&project, &["talk.md"]);
    // technical: D 1200, Q 120, B 120, N 960. hook 10 % of N = 96. Part is closed: 360 - 120 (try) = 240 by its section slide 10, code
    // 30 + 3 lines * 2 = 36, table 10 + 2 rows * 3 = 16; 240/62: 38.71, 139.35, 61.94 -> 39, 139, 62.
    // Deck: 960 - 96 - 360 = 504 by title 10, open 10, talk 60: 63, 63, 378.
    assert_eq!(
        plan(&document, "technical"),
        [
            "title 63 deck 0",
            "hook 96 own 63",
            "part 39 section 159",
            "code 139 section 198",
            "table 62 section 337",
            "try 120 own 399",
            "open 63 deck 519",
            "talk 378 deck 582",
            "ask 120 questions 960",
            "backup 0 appendix 1080",
            "raw 0 appendix 1080"
        ]
    );
    let keys = ["duration", "questions", "buffer", "plannable", "planned", "left"];
    assert_eq!(numbers(&document, 0, &keys), [1200, 120, 120, 960, 960, 0]);
    // non-technical: D 600, Q 60, B 60, N 480. hook 48. Part: 240 by 10 and 16: 92.3, 147.7 -> 92, 148. The hidden slide's time stays
    // in the section. Deck: 480 - 48 - 360 = 72 by 10, 10, 60: 9, 9, 54.
    assert_eq!(
        plan(&document, "non-technical"),
        [
            "title 9 deck 0",
            "hook 48 own 9",
            "part 92 section 57",
            "table 148 section 149",
            "try 120 own 297",
            "open 9 deck 417",
            "talk 54 deck 426",
            "ask 60 questions 480",
            "backup 0 appendix 540",
            "raw 0 appendix 540"
        ]
    );
    // executive: the plain audience's 600 and 10 % questions, no buffer: N 540. hook 54; deck 540 - 54 - 360 = 126: 15.75, 15.75, 94.5:
    // a second each to the two largest remainders.
    assert_eq!(numbers(&document, 2, &keys), [600, 60, 0, 540, 540, 0]);
    let executive = plan(&document, "executive");
    assert_eq!([&executive[0], &executive[1], &executive[6]], ["title 16 deck 0", "hook 54 own 16", "talk 94 deck 446"]);
}

#[test]
fn the_table_adds_up_and_nothing_is_laid_out() {
    let project =
        Project::with_deck("---\ntitle: T\nduration: 10m\nqa: 1m\n---\n\n## A {time=7m}\n\n![no such picture](x.png)\n");
    let run = project.run(&["time", "talk.md", "--audience", "technical"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "pictures aren't looked at");
    let time = |name: &str| {
        let line =
            run.stdout.lines().find(|line| line.trim_start().starts_with(name)).unwrap_or_else(|| panic!("{}", run.stdout));
        let clock = line.split_whitespace().nth(1).expect("a time");
        let (minutes, seconds) = clock.split_once(':').expect("a clock");
        minutes.parse::<u32>().unwrap() * 60 + seconds.parse::<u32>().unwrap()
    };
    let sum: u32 = ["planned", "left", "buffer", "questions"].into_iter().map(time).sum();
    assert_eq!((sum, time("duration")), (600, 600));
    assert!(!project.exists("out"));
}

#[test]
fn wide_characters_keep_the_columns() {
    let project = Project::with_deck(
        "---\ntitle: 審査\nduration: 10m\n---\n\n## 九十九パーセント点で審査は二日待つので誰もがその間に別の仕事を始める\n\n二日\n",
    );
    for columns in ["80", "120"] {
        let run = project.run_with(&["time", "talk.md", "--audience", "technical"], &[("COLUMNS", columns)]);
        let width = |line: &str| line.chars().map(|c| if c > '\u{2e80}' { 2 } else { 1 }).sum::<usize>();
        let rows: Vec<usize> = run.stdout.lines().filter(|line| line.contains(':')).skip(1).map(width).collect();
        assert!(rows.iter().all(|row| *row <= columns.parse().unwrap()), "{}", run.stdout);
        let ends: Vec<usize> = run.stdout.lines().filter(|l| l.contains("deck") || l.contains("0:")).map(width).collect();
        assert!(!ends.is_empty() && !run.stdout.contains('\u{1b}'), "no colours under NO_COLOR");
    }
}

#[test]
fn values_that_are_no_times_are_told_one_by_one() {
    let project = Project::with_deck(
        "---\ntitle: T\nduration: -5m\nqa: .nan\nbuffer: 200%\npace: 0\n---\n\n## A {time=99999999999999999999s}\n\nx\n\n\
         ## B {time=soon}\n\nx\n\n## C {time=1e9s}\n\nx\n\n## D {time=25h}\n\nx\n\n## E {time=0.5m}\n\nx\n",
    );
    let run = project.run(&["time", "talk.md", "--format", "concise"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let places: Vec<&str> = run.stderr.lines().filter_map(|line| line.split(": ").next()).collect();
    let expected = ["3:11", "4:5", "5:9", "6:7", "9:7", "13:7", "17:7", "21:7", "25:7"].map(|place| format!("talk.md:{place}"));
    assert_eq!(places, expected, "{}", run.stderr);
    assert!(run.stdout.contains("states no `duration`"), "{}", run.stdout);
}

/// What a slide allows is told by `time` as little as by `check`; an error is told by both.
#[test]
fn what_is_meant_is_not_told() {
    let deck = |allow: &str, profile: &str| {
        format!(
            "---\ntitle: T\nduration: 10m\n{profile}---\n\n## A {{time=30s{allow}}}\n\n::: notes\n{}\n:::\n\n## B\n\n::: notes\nWord.\n:::\n",
            words(200)
        )
    };
    for (allow, profile, expected) in
        [("", "", true), (" allow=\"over-budget\"", "", false), (" allow=\"over-budget\"", "profile: lab-3/kickoff\n", true)]
    {
        let run = Project::with_deck(&deck(allow, profile)).run(&["time", "talk.md", "--audience", "technical"]);
        assert_eq!(run.stderr.contains("[over-budget]"), expected, "{allow} {profile} {run:?}");
    }
}

#[test]
fn one_slide_is_explained() {
    let project = Project::with_deck(
        "---\ntitle: T\nduration: 10m\nbuffer: 10%\n---\n\n## A {#first time=90s}\n\n## B {#second}\n\nx\n\n## C {#third}\n\nx\n",
    );
    let why = |slide: &str| -> Run { project.run(&["time", "talk.md", "--why", slide, "--audience", "technical"]) };
    let own = why("#first").stdout;
    assert!(own.contains("technical, slide 2, #first: A") && own.contains("1:30, its own time (rule 5)"), "{own}");
    // 540 can be planned, 90 are stated, 450 by 10, 10, 10: 150 each.
    let shared = why("3").stdout;
    assert!(shared.contains("duration 10:00 less buffer 1:00 is 9:00"), "{shared}");
    assert!(shared.contains("3 slides share it by what they need, 0:30 in all: 150.00 s, exact (rule 9)"), "{shared}");
    let unknown = why("secnd");
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("did you mean `second`?"), "{unknown:?}");
}

#[test]
fn strict_and_errors_have_their_exit_codes() {
    let project = Project::with_deck("---\ntitle: T\nduration: 2m\n---\n\n## A {time=90s}\n\nx\n\n## B {time=70s}\n\nx\n");
    assert_eq!(project.run(&["time", "talk.md"]).code, Some(0));
    let strict = project.run(&["time", "talk.md", "--strict"]);
    assert_eq!(strict.code, Some(1));
    assert!(strict.stderr.contains("error[over-duration]: the stated times add up to 2 min 40 s, but 2 min can be planned"));
    assert_eq!(project.run(&["time", "gone.md"]).code, Some(2));
}

const COURSE: &str = "[course]\nname = \"A course\"\n\
    [[course.lecture]]\nnumber = 1\ntitle = \"First\"\ntaught = \"1h\"\nsessions = 2\ndecks = [\"a.md\", \"b.md\"]\n\
    [[course.lecture]]\nnumber = 2\ntitle = \"Second\"\ntaught = \"2h\"\ndecks = [\"c.md\"]\n\
    [[course.lecture]]\nnumber = 3\ntitle = \"Third\"\ntaught = \"30m\"\ndecks = []\n";

#[test]
fn a_course_is_set_against_its_hours() {
    let project = Project::new();
    project.write("deckle.toml", COURSE);
    for (name, duration) in [("a.md", "40m"), ("b.md", "25m"), ("c.md", "50m"), ("other.md", "10m")] {
        project.write(name, format!("---\ntitle: {name}\nduration: {duration}\n---\n\n## One {{time=100%}}\n\nx\n"));
    }
    let run = project.run(&["time", "--format", "concise"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    // The first takes 1:05 of 1:00; the second may get more decks; the third has none yet.
    let lines: Vec<&str> = run.stdout.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let ends = |start: &str, end: &str| lines.iter().any(|line| line.starts_with(start) && line.ends_with(end));
    assert!(ends("1  First", "1:05:00    1:00:00      +5:00"), "{}", run.stdout);
    assert!(ends("2  Second", "50:00    2:00:00   −1:10:00"), "{}", run.stdout);
    assert!(ends("3  Third", "–      30:00     −30:00"), "{}", run.stdout);
    assert!(ends("in all", "1:55:00    3:30:00   −1:35:00"), "{}", run.stdout);
    assert!(run.stdout.contains("1 lecture has no deck yet, 1 lecture has hours that no deck covers yet: 1 h 35 min to go"));
    assert!(run.stdout.contains("other, technical"), "a deck that the course doesn't name gets its own table");
    let message = "warning[lecture-time]: the 2 decks of lecture 1 take 1 h 5 min, the lecture is taught 1 h";
    assert!(run.stderr.contains(&format!("deckle.toml:6:10: {message}")), "{}", run.stderr);

    project.write("deckle.toml", COURSE.replace("c.md", "gone.md"));
    let run = project.run(&["time"]);
    assert_eq!(run.code, Some(2), "a deck that is named and isn't there");
    assert!(run.stdout.contains("gone.md: no such file"), "{}", run.stdout);
    let json = document(&project, &[]);
    assert_eq!(json["courses"][0]["lectures"][1]["sessions"][0]["state"], "missing");
    assert_eq!(json["courses"][0]["lectures"][0]["difference"], 300);
}

#[test]
fn charts_are_written_whole_and_the_same_twice() {
    let project =
        Project::with_deck("---\ntitle: T\nduration: 4m\n---\n\n## A {time=90s}\n\nx\n\n## B\n\n::: notes\nSay it.\n:::\n");
    let run = project.run(&["time", "talk.md", "--chart"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let names = ["non-technical.time.png", "non-technical.time.svg", "technical.time.png", "technical.time.svg"];
    let names: Vec<String> = names.iter().map(|name| format!("talk/talk.{name}")).collect();
    assert_eq!(project.files("out"), names);
    assert!(names.iter().all(|name| run.stdout.contains(&format!("out/{name}\n"))), "{}", run.stdout);
    let png = project.read("out/talk/talk.technical.time.png");
    let size = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((&png[1..4], size(16), size(20)), (&b"PNG"[..], 1920, 1080));
    assert!(project.read("out/talk/talk.technical.time.svg").starts_with(b"<svg"));
    project.run(&["time", "talk.md", "--chart", "--out", "other"]);
    assert_eq!(project.read("other/talk/talk.technical.time.png"), png, "the same plan gives the same bytes");
}

/// The documents under `tests/decks/time/`: a deck, the arithmetic in words, and the plan that follows from it, for one or more variants.
/// `UPDATE=1` writes what was planned into them.
#[test]
fn plans_worked_out_by_hand() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decks/time");
    let mut wrong = Vec::new();
    let mut checked = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mut text = std::fs::read_to_string(&path).unwrap();
        let start = text.find("````deck\n").expect("a deck") + 9;
        let end = start + text[start..].find("````").expect("the fence is closed");
        let document = document(&Project::with_deck(&text[start..end]), &["talk.md"]);
        let mut from = end;
        while let Some(open) = text[from..].find("```plan ").map(|at| from + at + 8) {
            let line = open + text[open..].find('\n').expect("a line") + 1;
            let close = line + text[line..].find("```").expect("the fence is closed");
            let found = whole_plan(&document, &text[open..line - 1]);
            if found != text[line..close] {
                wrong.push(format!("{} {}\n{found}", path.display(), &text[open..line - 1]));
            }
            text.replace_range(line..close, &found);
            from = line + found.len() + 3;
            checked += 1;
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, text).unwrap();
        }
    }
    assert!(checked >= 20, "{checked} plans");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The slides of a variant, a line each, and its sums.
fn whole_plan(document: &Value, variant: &str) -> String {
    let variants = document["decks"][0]["variants"].as_array().expect("variants");
    let index = variants.iter().position(|v| v["name"] == variant).unwrap_or_else(|| panic!("no {variant}: {document}"));
    let mut lines: Vec<String> = plan(document, variant).iter().map(|line| line.replace(" null ", " - ")).collect();
    let planned = &variants[index]["planned"];
    lines.push(match numbers(document, index, &["left", "buffer", "questions"]).as_slice() {
        [Value::Null, ..] => format!("planned {planned}"),
        [left, buffer, questions] => format!("planned {planned}, left {left}, buffer {buffer}, questions {questions}"),
        other => panic!("{other:?}"),
    });
    lines.iter().map(|line| format!("{line}\n")).collect()
}
