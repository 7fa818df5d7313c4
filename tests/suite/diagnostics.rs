//! Findings as documents: under `tests/diagnostics/` stands a file for every code, with a bad deck and the findings it must give.
//!
//! A fixture is Markdown: a fence of four backticks opened by `deck` holds the deck (or by `toml`, a `deckle.toml` beside a deck without
//! faults), a fence opened by `findings` the expected findings, `line:column: severity[code]: message` each, in the order of places. It may
//! hold several pairs. A picture, `queue.svg`, stands beside each deck. `UPDATE=1 cargo test` writes what was found into the fixtures.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use deckle::diagnostic::Code;

use crate::support::Project;

/// Codes no deck alone can show, with the test that shows them instead.
const ELSEWHERE: &[(Code, &str)] = &[
    (Code::NotUtf8, "hostile::other_encodings_are_refused"),
    (Code::UnreadableDeck, "build::live::tests::a_deck_that_goes_is_shown_until_it_is_back"),
    (Code::TooManySlides, "hostile::too_many_slides_are_refused_quickly"),
    (Code::PictureInOutput, "hostile::a_picture_in_the_output_folder_is_refused"),
    (Code::LectureTime, "time::a_course_is_set_against_its_hours"),
    (Code::FontFile, "fonts::what_is_no_font_is_told_and_nothing_is_lost"),
    (Code::NotAccessible, "contrast::what_keeps_a_pdf_from_being_accessible_is_told"),
    (Code::ThemeCode, "themes::mistakes_in_a_theme_stand_in_its_own_files_and_other_decks_are_built"),
    (Code::Typesetting, "a fault of Deckle: no deck is known that gives it"),
    (Code::Bug, "a fault of Deckle: no deck is known that gives it"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

fn fixtures() -> Vec<PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "md"));
    paths.sort();
    paths
}

/// A faulty file and what is expected of it.
struct Case {
    /// `talk.md` or `deckle.toml`.
    name: &'static str,
    text: String,
    /// The byte range of the findings' fence.
    expected: std::ops::Range<usize>,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut rest = 0;
    let kinds = [("talk.md", "````deck\n"), ("deckle.toml", "````toml\n")];
    while let Some((name, open)) =
        kinds.into_iter().filter(|(_, open)| text[rest..].contains(open)).min_by_key(|(_, open)| text[rest..].find(open))
    {
        let (faulty, end) = fence(text, rest, open, "````").expect("the fence is closed");
        let (expected, after) = fence(text, end, "```findings\n", "```").expect("findings follow");
        cases.push(Case { name, text: text[faulty].to_owned(), expected });
        rest = after;
    }
    cases
}

fn fence(text: &str, from: usize, open: &str, close: &str) -> Option<(std::ops::Range<usize>, usize)> {
    let start = from + text[from..].find(open)? + open.len();
    let end = start + text[start..].find(close)?;
    Some((start..end, end + close.len()))
}

fn found(case: &Case) -> String {
    let project = Project::with_deck("## Title\n\nText.\n");
    project.write(case.name, &case.text);
    project.write(
        "queue.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 30\"><rect width=\"40\" height=\"30\"/></svg>",
    );
    let run = project.run(&["check", "talk.md", "--format", "concise"]);
    assert!(matches!(run.code, Some(0 | 1)), "{}\n{run:?}", case.text);
    // The concise form adds what to do after the message; the fixtures leave it out.
    let place = format!("{}:", case.name);
    let lines = run.stderr.lines().filter_map(|line| line.strip_prefix(&place));
    let bare = lines.map(|line| line.split("; ").next().unwrap_or(line));
    bare.map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_fixture_gives_exactly_its_findings() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in fixtures() {
        let mut text = std::fs::read_to_string(&path).unwrap();
        let cases = cases(&text);
        assert!(!cases.is_empty(), "{} holds no deck", path.display());
        for case in cases.iter().rev() {
            let found = found(case);
            if found != text[case.expected.clone()] {
                wrong.push(format!("{}\n--- expected\n{}--- found\n{found}", path.display(), &text[case.expected.clone()]));
                text.replace_range(case.expected.clone(), &found);
            }
        }
        if update {
            std::fs::write(&path, text).unwrap();
        }
    }
    assert!(update || wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A front matter's first lines, and what advice must not name in such a deck: what it reads as text, or has no effect there.
const OTHERS: &[(&str, &[&str])] = &[
    ("marp: true\n", &[":::", "{#", "{.", "`{", "]{", ")]{", "fit=", "plain=", "time="]),
    (
        "format: revealjs\n",
        &["::: non-technical", "::: technical", "{.term}", "fit=", "plain=", "audience=", "layout=", "allow="],
    ),
];

#[test]
fn advice_in_another_tools_deck_is_in_its_words() {
    let (mut told, mut wrong) = (BTreeSet::new(), Vec::new());
    for case in fixtures().iter().flat_map(|path| {
        let text = std::fs::read_to_string(path).unwrap();
        cases(&text).into_iter().filter(|case| case.name == "talk.md").map(|case| case.text).collect::<Vec<_>>()
    }) {
        for (front, never) in OTHERS {
            let text = match case.strip_prefix("---\n") {
                Some(rest) => format!("---\n{front}{rest}"),
                None => format!("---\n{front}---\n\n{case}"),
            };
            let run = Project::with_deck(&text).run(&["check", "talk.md", "--format", "json"]);
            let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{text}\n{run:?}"));
            for finding in json["decks"][0]["findings"].as_array().into_iter().flatten() {
                let code = finding["code"].as_str().unwrap().to_owned();
                // Braces belong to formulas; what would reach the wrong audience names what it is about.
                let exempt = ["math", "stray-attributes"].contains(&code.as_str());
                for help in finding["help"].as_array().into_iter().flatten().filter_map(|help| help.as_str()) {
                    if !exempt && never.iter().any(|own| help.contains(own)) {
                        wrong.push(format!("{front}{code}: {help}"));
                    }
                }
                told.insert(code);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for code in ["unexplained-term", "set-smaller", "unknown-slide", "dropped-without-replacement"] {
        assert!(told.contains(code), "no fixture shows {code} in another tool's deck: {told:?}");
    }
}

#[test]
fn every_code_has_a_fixture_that_shows_it() {
    let mut shown = BTreeSet::new();
    for path in fixtures() {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let code = Code::from_name(&name).unwrap_or_else(|| panic!("{} is named after no code", path.display()));
        let shows = cases(&text).iter().any(|case| text[case.expected.clone()].contains(&format!("[{name}]")));
        assert!(shows, "{} does not expect its own code", path.display());
        shown.insert(code);
    }
    let missing = Code::ALL.iter().filter(|code| !shown.contains(code) && !ELSEWHERE.iter().any(|(c, _)| c == *code));
    let missing: Vec<_> = missing.map(|code| code.as_str()).collect();
    assert!(missing.is_empty(), "no fixture for {missing:?}");
}

#[test]
fn every_code_is_explained() {
    for code in Code::ALL {
        assert!(code.explanation().len() > 60, "{code} is not explained");
        assert!(code.summary().ends_with('.'), "{code}: {}", code.summary());
        assert!(!code.explanation().contains("Typst") && !code.summary().contains("Typst"), "{code} names the typesetter");
        assert_eq!(Code::from_name(code.as_str()), Some(*code));
    }
}
