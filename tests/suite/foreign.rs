//! Decks of other tools through the whole program.

use crate::support::{Pdf, Project};

const MARP: &str = "---\nmarp: true\ntheme: gaia\npaginate: true\nfooter: Foot\nauthor: Planted author\nclass: lead\n---\n\n# Halving review latency\n\nJane Doe\n\n<!-- Say hello. -->\n\n---\n\n\
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
    assert!(!text.contains("Planted author"), "nothing is made from the front matter: {text}");
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

const QUARTO: &str = "---\ntitle: Halving review latency\nauthor:\n  - name: Jane Doe\n    affiliations: University of X\nformat:\n  revealjs:\n    theme: dark\n---\n\n\
                      ## Where the time goes\n\n- Waiting\n\n. . .\n\n- Reading\n\n::: {.content-visible when-profile=\"technical\"}\nPlanted-technical words.\n:::\n\n\
                      ::: {.content-visible when-profile=\"non-technical\"}\nPlanted-plain words.\n:::\n\n::: {.content-visible when-format=\"pptx\"}\nPlanted-hidden words.\n:::\n\n\
                      ::: {.notes}\nSay hello.\n:::\n\n## Hidden {visibility=\"hidden\"}\n\nPlanted-hidden too.\n";

#[test]
fn a_quarto_deck_builds_by_quarto_s_rules_and_leaks_nothing() {
    let project = Project::new();
    project.write("talk.qmd", QUARTO);
    let run = project.run(&["build", "talk.qmd", "--to", "pdf,json,typst,svg"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("by Quarto's rules") || run.stdout.contains("by Quarto's rules"), "{run:?}");
    for (variant, seen, unseen) in
        [("technical", "Planted-technical", "Planted-plain"), ("non-technical", "Planted-plain", "Planted-technical")]
    {
        let pdf = Pdf::open(&project.read(&format!("out/talk/talk.{variant}.pdf")));
        let text = pdf.text();
        assert!(text.contains(seen) && text.contains("University of X") && text.contains("Reading"), "{variant}: {text}");
        for name in ["pdf", "json", "typ"] {
            let bytes = project.read(&format!("out/talk/talk.{variant}.{name}"));
            let file = String::from_utf8_lossy(&bytes);
            assert!(!file.contains(unseen) && !file.contains("Planted-hidden"), "{variant} {name}");
        }
        assert!(!text.contains(unseen) && !text.contains("Planted-hidden") && !text.contains("Say hello"), "{variant}: {text}");
        let json: serde_json::Value = serde_json::from_slice(&project.read(&format!("out/talk/talk.{variant}.json"))).unwrap();
        assert_eq!((json["slides"].as_array().unwrap().len(), &json["slides"][1]["notes"]), (2, &"Say hello.".into()));
    }
}

#[test]
fn a_deck_of_pandocs_is_known_by_its_settings_and_keeps_its_order() {
    let project = Project::with_deck(
        "---\ntitle: A talk\ntheme: metropolis\ncolortheme: orchid\ntitle-slide-attributes:\n  data-background-image: gone.png\n---\n\n\
         # Code\n\n```sh\nmake deps\n```\n\nbelow it\n\n# Parts\n\n::: one\nFirst\n:::\n\n::: two\nSecond\n:::\n\nThird\n",
    );
    let run = project.run(&["build", "talk.md", "--to", "pdf,typst"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("read by Pandoc's rules: 3 slides"), "{run:?}");
    let pdf = Pdf::open(&project.read("out/talk/talk.technical.pdf"));
    let text = pdf.text();
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    assert!(place("make deps") < place("below it"), "{text}");
    let source = String::from_utf8(project.read("out/talk/talk.technical.typ")).unwrap();
    for (from, to) in [("First", "Second"), ("Second", "Third")] {
        let between = source.split_once(&format!("\"{from}\"")).and_then(|(_, rest)| rest.split_once(&format!("\"{to}\"")));
        assert!(between.is_some_and(|(between, _)| between.contains("parbreak()")), "paragraphs of groups are apart: {source}");
    }
    assert!(source.contains("over: false") && !source.contains("over: true"), "no light text where the picture is missing");
}
