//! Fonts: those of a project, emoji, and characters that no font has.

use crate::support::{Pdf, Project};

const HEBREW: &[u8] = include_bytes!("../fonts/NotoSansHebrew.ttf");

const TALK: &str = "---\ntitle: שלום\nlang: he\n---\n\n## סקירת קוד\n\n- זמן: 51\n\n::: notes\nלומר שלום\n:::\n";

#[test]
fn a_script_of_the_project_is_drawn_everywhere_and_told_where_it_is_missing() {
    let project = Project::with_deck(TALK);
    let args = ["build", "talk.md", "--audience", "technical", "--to", "pdf,svg,notes,handout", "--format", "concise"];
    let run = project.run(&args);
    assert_eq!(run.code, Some(0), "{run:?}");
    let told: Vec<&str> = run.stderr.lines().filter(|line| line.contains("missing-glyph")).collect();
    let [only] = told.as_slice() else { panic!("one cure, one finding: {told:?}") };
    assert!(only.starts_with("talk.md:2:8:") && only.contains("`ש`") && only.contains("`Noto Sans Hebrew`"), "{only}");
    assert!(only.contains("in lines 6 and 11"), "the notes have their own place: {only}");
    // Bytes in the same folder, read anew.
    project.write("fonts/NotoSansHebrew.ttf", HEBREW);
    let run = project.run(&args);
    assert_eq!((run.code, run.stderr.contains("warning")), (Some(0), false), "{run:?}");
    for file in ["talk/talk.technical.pdf", "talk/talk.technical.notes.pdf"] {
        let pdf = Pdf::open(&project.read(&format!("out/{file}")));
        assert!(pdf.text().contains("קוד") || pdf.text().contains("דוק"), "{file}: {}", pdf.text());
    }
}

#[test]
fn characters_without_a_font_are_told_once_and_where_nobody_allows_them() {
    let project =
        Project::with_deck("## One 延\n\n## Two 迟 {allow=missing-glyph}\n\n::: non-technical\n很\n:::\n\n## Three 高\n\n延，\n");
    let run = project.run(&["check", "talk.md"]);
    assert_eq!(run.stderr.matches("warning[missing-glyph]").count(), 1, "{run:?}");
    assert!(run.stderr.contains("no font has U+5EF6 `延`, U+9AD8 `高`, U+FF0C `，`\n --> talk.md:1:1"), "{run:?}");
    assert!(run.stderr.contains("the same at 1 more place, in line 9\n"), "{run:?}");
    assert_eq!(run.stderr.matches("Noto Sans SC").count(), 1, "signs come with their script: {run:?}");
    assert!(!run.stderr.contains("unused-allow"), "{run:?}");
}

#[test]
fn what_is_no_font_is_told_and_nothing_is_lost() {
    let project = Project::with_deck(TALK);
    project.write("fonts/a.woff2", "wOF2");
    project.write("fonts/b.ttf", &HEBREW[..1000]);
    project.write("fonts/c.ttf", HEBREW);
    let run = project.run(&["build", "talk.md", "--format", "concise"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr.contains("talk.md:1:1: warning[font-file]: `fonts/a.woff2` is a font for web pages and is not used"),
        "{run:?}"
    );
    assert!(run.stderr.contains("`fonts/b.ttf` is cut short"), "{run:?}");
    assert!(!run.stderr.contains("missing-glyph"), "{run:?}");
    project.write("deckle.toml", "");
    let run = project.run(&["check", "talk.md", "--format", "concise"]);
    assert!(run.stderr.contains("deckle.toml:1:1: warning[font-file]"), "once for all decks, in the settings: {run:?}");
}

#[test]
fn emoji_are_pictures_in_pdf_and_svg() {
    let project = Project::with_deck(
        "---\ntitle: A talk\n---\n\n## Done 🎉\n\n- 🇩🇪 👍🏽 👩‍🔬 ❤️ 1️⃣\n\n| 🙂 | b |\n|---|---|\n| ✅ | c |\n\n```py\nx = \"🚀\"\n```\n",
    );
    let run = project.run(&["build", "talk.md", "--audience", "technical", "--to", "pdf,svg", "--format", "concise"]);
    assert_eq!((run.code, run.stderr.contains("warning")), (Some(0), false), "{run:?}");
    let bytes = project.read("out/talk/talk.technical.pdf");
    assert!(String::from_utf8_lossy(&bytes).contains("<pdfuaid:part>1</pdfuaid:part>"), "the PDF is PDF/UA-1");
    let svg = String::from_utf8(project.read("out/talk/technical/002.svg")).unwrap();
    // The red of the heart, in a drawing of its own.
    assert!(svg.contains("data:image/svg+xml"), "pictures of glyphs are in the page");
}

#[test]
fn foreign_words_are_tagged_and_a_wrong_tag_is_told() {
    let project =
        Project::with_deck("---\ntitle: A talk\n---\n\n## Words\n\nIt is [gemütlich]{lang=de-AT} and [so]{lang=\"no tag\"}.\n");
    let run = project.run(&["build", "talk.md", "--audience", "technical", "--to", "pdf,typst", "--format", "concise"]);
    assert!(run.stderr.contains("error[bad-value]: `no tag` is no language tag"), "{run:?}");
    project.write("talk.md", "---\ntitle: A talk\n---\n\n## Words\n\nIt is [gemütlich]{lang=de-AT}.\n");
    let run = project.run(&["build", "talk.md", "--audience", "technical", "--to", "pdf", "--format", "concise"]);
    assert_eq!((run.code, run.stderr.contains("warning")), (Some(0), false), "{run:?}");
    let pdf = Pdf::open(&project.read("out/talk/talk.technical.pdf"));
    assert!(pdf.drawing().contains("/Lang(de-AT)"), "the words are tagged: {}", pdf.drawing());
}

#[test]
fn fonts_are_listed_with_what_they_have_and_where_a_deck_uses_them() {
    let project = Project::with_deck("---\ntitle: A talk\n---\n\n## שלום 🙂\n\n`code` 你\n");
    project.write("fonts/NotoSansHebrew.ttf", HEBREW);
    let run = project.run(&["fonts"]);
    for piece in [
        "In the project's `fonts`\n  Noto Sans Hebrew",
        "Hebrew  [400]",
        "In Deckle\n  Inter",
        "Latin, signs, Cyrillic, Greek  [100–900, 100–900 italic]",
    ] {
        assert!(run.stdout.contains(piece), "{piece} is not in {run:?}");
    }
    let run = project.run(&["fonts", "talk.md", "--audience", "technical"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for piece in [
        "talk.md\n  technical\n    Inter",
        "Noto Sans Hebrew  4 characters",
        "Twemoji Mozilla   1 character",
        "in no font: U+4F60 你",
    ] {
        assert!(run.stdout.contains(piece), "{piece} is not in {run:?}");
    }
    assert!(!project.exists("out"), "nothing is written");
}
