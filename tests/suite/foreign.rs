//! Decks of other tools through the whole program.

use crate::support::{Pdf, Project};

const MARP: &str = "---\nmarp: true\ntheme: gaia\npaginate: true\nfooter: Foot\n---\n\n# Halving review latency\n\nJane Doe\n\n<!-- Say hello. -->\n\n---\n\n\
                    ## Where the time goes\n\n* Waiting\n* Reading\n\n![w:200 A queue](queue.svg) ![gone](no.png) ![far](https://example.org/a.png)\n\n---\n";

#[test]
fn a_marp_deck_builds_by_marp_s_rules() {
    let project = Project::with_deck(MARP);
    project.write(
        "queue.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 30\"><rect width=\"40\" height=\"30\"/></svg>",
    );
    let run = project.run(&["build", "talk.md", "--to", "pdf,json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("by Marp's rules") || run.stdout.contains("by Marp's rules"), "{run:?}");
    assert!(run.stderr.contains("warning[missing-file]") && run.stderr.contains("warning[remote-picture]"), "{run:?}");
    let pdf = Pdf::open(&project.read("out/talk/talk.technical.pdf"));
    assert_eq!(pdf.pages(), 5, "three slides, two items that appear one by one");
    let text = pdf.text();
    for word in ["Halving review latency", "Jane Doe", "Waiting", "Reading", "Foot"] {
        assert!(text.contains(word), "{word}: {text}");
    }
    assert!(!text.contains("Say hello") && !text.contains("w:200"), "{text}");
    let json: serde_json::Value = serde_json::from_slice(&project.read("out/talk/talk.technical.json")).unwrap();
    assert_eq!(json["slides"][0]["notes"], "Say hello.");
}

#[test]
fn findings_name_the_rules_for_programs_too() {
    let project = Project::with_deck(MARP);
    let run = project.run(&["check", "talk.md", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json["decks"][0]["rules"], "marp");
}
