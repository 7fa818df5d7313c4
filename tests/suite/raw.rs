//! Raw content for the typesetter: run only where it is trusted, and then still inside the project.

use crate::support::{Pdf, Project};

fn with(raw: &str) -> Project {
    let outer = Project::new();
    outer.write("secret.txt", "Outside");
    outer.write("p/data.txt", "Inside");
    outer.write("p/talk.md", format!("## One\n\nWords.\n\n```{{=typst}}\n{raw}\n```\n\n## Two\n\nMore.\n"));
    outer
}

#[test]
fn it_is_run_only_where_it_is_trusted() {
    let project = with("#rect[Drawn #read(\"data.txt\")]");
    let run = project.run(&["build", "p/talk.md", "--format", "concise"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("talk.md:5:1: error[raw-content]") && !project.exists("p/out"), "{}", run.stderr);
    let run = project.run(&["build", "p/talk.md", "--trust", "--to", "pdf"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    for variant in ["technical", "non-technical"] {
        let text = Pdf::open(&project.read(&format!("p/out/talk/talk.{variant}.pdf"))).text();
        assert!(text.contains("Drawn Inside") && text.contains("Words."), "{text}");
    }
    project.write("p/deckle.toml", "trust = true\n");
    assert_eq!(project.run(&["check", "p/talk.md"]).code, Some(0));
}

#[test]
fn what_it_may_not_do_is_an_error_at_its_line() {
    for (raw, place) in [
        ("Fine.\n#read(\"../secret.txt\")", "7:"),
        ("#read(\"/../secret.txt\")", "6:"),
        ("#import \"@preview/cetz:0.3.0\"", "6:"),
        ("#datetime.today()", "6:"),
        ("#unknown", "6:2"),
        ("Fine.\n\n#rect(fill: 3)", "8:"),
        ("#[", "6:2"),
        ("]", "6:1"),
        ("#include \"data.md\"", "6:"),
        ("#while true {}", "6:"),
    ] {
        let project = with(raw);
        let run = project.run(&["build", "p/talk.md", "--trust", "--format", "concise"]);
        assert_eq!(run.code, Some(1), "{raw}: {run:?}");
        let place = format!("p/talk.md:{place}");
        assert!(
            run.stderr.lines().any(|line| line.starts_with(&place) && line.contains("error[raw-content]")),
            "{raw}: {}",
            run.stderr
        );
        assert!(!run.stderr.contains("Outside") && !run.stderr.contains("deckle-raw"), "{raw}: {}", run.stderr);
    }
}
