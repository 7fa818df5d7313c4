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
