//! What a deck takes from other files: code, and slides of other decks.

use crate::support::{Pdf, Project};

const CODE: &str = "fn main() {\n    let a = 1;\n    secret();\n    let b = 2;\n}\n";

/// Both variants' words as they stand in the PDF, without white space.
fn words(project: &Project, variant: &str) -> String {
    Pdf::open(&project.read(&format!("out/talk/talk.{variant}.pdf"))).text().split_whitespace().collect()
}

#[test]
fn code_comes_from_its_file() {
    let project = Project::with_deck(
        "## One\n\n```{file=\"src/main.rs\" lines=\"2,4\" highlight=\"3\"}\n```\n\n::: non-technical\nTwo numbers.\n:::\n\n\
         ## Two\n\n``` {file=src/main.rs audience=technical}\n```\n\nWords.\n",
    );
    project.write("src/main.rs", CODE);
    let run = project.run(&["build", "talk.md", "--to", "pdf,json,typst"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    let technical = words(&project, "technical");
    assert!(technical.contains("leta=1;…letb=2;") && technical.contains("secret();"), "{technical}");
    let plain = words(&project, "non-technical");
    assert!(plain.contains("Twonumbers.") && !plain.contains("leta") && !plain.contains("secret"), "{plain}");
    let source = String::from_utf8(project.read("out/talk/talk.technical.typ")).unwrap();
    assert!(source.contains("lang: \"rust\""), "the ending names the language");
    let leaked = String::from_utf8(project.read("out/talk/talk.non-technical.typ")).unwrap();
    assert!(!leaked.contains("main.rs") && !leaked.contains("secret"));
}

#[test]
fn code_that_cannot_be_shown_is_an_error_at_its_place() {
    let outer = Project::new();
    outer.write("secret.rs", "outside();");
    outer.write("deck/src/a.rs", "one();\ntwo();\n");
    for (braces, expected) in [
        (
            "{file=\"src/b.rs\"}",
            "3:11: error[missing-file]: there is no file `src/b.rs`; a file with a similar name stands there: `a.rs`",
        ),
        ("{file=\"src/a.rs\" lines=\"2-3\"}", "3:28: error[bad-value]: `lines` has `2-3`, but `src/a.rs` has lines 1 to 2"),
        (
            "{file=\"src/a.rs\" highlight=\"3\"}",
            "3:32: error[bad-value]: `highlight` has `3`, but this code has the lines 1 to 2",
        ),
        ("{file=\"../secret.rs\"}", "3:11: error[outside-project]: `../secret.rs`: the file lies outside the project root"),
        ("{file=\"/etc/hostname\"}", "3:11: error[outside-project]: `/etc/hostname`: the path is absolute"),
        ("{file=\"https://x.org/a.rs\"}", "3:11: error[outside-project]: `https://x.org/a.rs`: addresses are not fetched"),
    ] {
        outer.write("deck/talk.md", format!("## One\n\n```{braces}\n```\n\nWords.\n"));
        let run = outer.run(&["check", "deck/talk.md", "--format", "concise", "--audience", "technical"]);
        assert_eq!(run.code, Some(1), "{braces}: {run:?}");
        assert!(run.stderr.contains(&format!("talk.md:{expected}")), "{braces}: {}", run.stderr);
        assert!(!run.stderr.contains("outside();"));
    }
}

/// The ids of a variant's slides with their sections, from the manifest.
fn slides(project: &Project, variant: &str) -> Vec<String> {
    let manifest = project.read(&format!("out/talk/talk.{variant}.json"));
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let one = |slide: &serde_json::Value| match slide["section"].as_str() {
        Some(section) => format!("{section}/{}", slide["id"].as_str().unwrap()),
        None => slide["id"].as_str().unwrap().to_owned(),
    };
    manifest["slides"].as_array().unwrap().iter().map(one).collect()
}

const OTHER: &str = "---\ntitle: Another talk\naudiences:\n  executive:\n    extends: technical\n---\n\n## Words {#words}\n\n\
    See [the numbers](#numbers).[^n]\n\n[^n]: A footnote of the other file.\n\n# More\n\n## Numbers {#numbers}\n\n![A chart](img/a.svg)\n\n\
    # Secret {audience=technical}\n\n## Hidden {#hidden}\n\nTsecret\n\n## Last\n\n```{file=\"code.rs\"}\n```\n";
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 30\"><rect width=\"40\" height=\"30\"/></svg>";

fn with_other(deck: &str) -> Project {
    let project = Project::with_deck(deck);
    project.write("shared/other.md", OTHER);
    project.write("shared/img/a.svg", SVG);
    project.write("shared/code.rs", "fn tsecret() {}\n");
    project
}

#[test]
fn all_slides_of_another_file_stand_where_they_are_included() {
    let project = with_other(
        "---\ntitle: Talk\n---\n\n# One\n\n## First\n\nSee [these](#hidden).\n\n<!-- include: shared/other.md -->\n\n## Last\n\nWords[^n].\n\n\
         [^n]: A footnote of this file.\n",
    );
    let run = project.run(&["build", "talk.md", "--to", "pdf,json", "--format", "concise"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        slides(&project, "technical"),
        [
            "title",
            "One/one",
            "One/first",
            "One/words",
            "More/more",
            "More/numbers",
            "Secret/secret",
            "Secret/hidden",
            "Secret/last-2",
            "One/last"
        ],
    );
    assert_eq!(
        slides(&project, "non-technical"),
        ["title", "One/one", "One/first", "One/words", "More/more", "More/numbers", "One/last"]
    );
    let plain = words(&project, "non-technical");
    assert!(plain.contains("Afootnoteoftheotherfile.") && plain.contains("Afootnoteofthisfile."), "{plain}");
    assert!(!plain.to_lowercase().contains("tsecret"), "{plain}");
    assert!(words(&project, "technical").contains("fntsecret(){}"));
    assert!(run.stderr.contains("link-to-hidden-slide") && !run.stderr.contains("unknown-slide"), "{}", run.stderr);
}

#[test]
fn slides_are_included_by_id_and_keep_their_sections_audience() {
    let project = with_other(
        "# One\n\n## First\n\nWords.\n\n<!-- include: shared/other.md#hidden, words -->\n\n<!-- include: shared/other.md#more -->\n",
    );
    let run = project.run(&["build", "talk.md", "--to", "pdf,json", "--format", "concise"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    assert_eq!(slides(&project, "technical"), ["One/one", "One/first", "One/hidden", "One/words", "More/more", "More/numbers"]);
    assert_eq!(slides(&project, "non-technical"), ["One/one", "One/first", "One/words", "More/more", "More/numbers"]);
    assert!(!words(&project, "non-technical").contains("Tsecret"));
}

#[test]
fn what_is_wrong_with_an_include_is_told_in_the_right_file() {
    let project = with_other("");
    project.write("a.md", "## A\n\n<!-- include: shared/b.md -->\n");
    project.write("shared/b.md", "## B\n\nx {audience=technical}\n\n<!-- include: ../a.md -->\n");
    project.write("marp.md", "---\nmarp: true\n---\n\n# A\n");
    project.write("deep0.md", "## End\n\nWords.\n");
    for n in 1..12 {
        project.write(&format!("deep{n}.md"), format!("<!-- include: deep{}.md -->\n", n - 1));
    }
    for (text, expected) in [
        (
            "<!-- include: shared/othr.md -->",
            "talk.md:1:15: error[missing-file]: there is no file `shared/othr.md`; a file with a similar name stands there: `other.md`",
        ),
        (
            "<!-- include: shared/other.md#word -->",
            "talk.md:1:31: error[bad-include]: no slide of `shared/other.md` has the id `word`; the nearest known id is `words`",
        ),
        (
            "<!-- include: ../other.md -->",
            "talk.md:1:15: error[outside-project]: `../other.md`: the file lies outside the project root",
        ),
        ("<!-- include: talk.md -->", "talk.md:1:1: error[bad-include]: `talk.md` is included by itself"),
        ("<!-- include: a.md -->", "shared/b.md:5:1: error[bad-include]: `../a.md` is included by itself"),
        ("<!-- include: a.md -->", "shared/b.md:3:3: error[stray-attributes]: these braces belong to nothing"),
        ("<!-- include: marp.md -->", "talk.md:1:15: error[bad-include]: `marp.md` is a deck of another tool"),
        ("<!-- include: deep11.md -->", "deep4.md:1:1: error[bad-include]: includes are nested more than 8 deep"),
        ("<!-- include: -->", "talk.md:1:1: error[bad-include]: this include names no file"),
        (
            "- a\n\n  <!-- include: a.md -->",
            "talk.md:3:3: error[bad-include]: an include stands between slides, not inside of a block or a text",
        ),
        (
            "<!-- include: shared/other.md#numbers -->\n\n[to](#nowhere)",
            "talk.md:3:1: warning[unknown-slide]: no slide has the id `nowhere`",
        ),
        (
            "## A {#numbers}\n\n<!-- include: shared/other.md#numbers -->",
            "shared/other.md:16:1: error[duplicate-id]: the id `numbers` is taken in the deck that includes this slide",
        ),
    ] {
        project.write("talk.md", format!("{text}\n"));
        let run = project.run(&["check", "talk.md", "--format", "concise"]);
        assert_eq!(run.code, Some(i32::from(expected.contains("error["))), "{text}: {run:?}");
        assert!(run.stderr.contains(expected), "{text}: {}", run.stderr);
    }
}

#[test]
fn very_many_includes_end() {
    let project = Project::with_deck(&"<!-- include: a.md -->\n\n".repeat(30));
    project.write("a.md", "<!-- include: b.md -->\n\n".repeat(30));
    project.write("b.md", "## B\n\nWords.\n");
    let run = project.run(&["check", "talk.md", "--format", "concise"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("this deck has more than 500 includes"), "{}", run.stderr);
}
