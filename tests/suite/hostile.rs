//! Input that means no good, or was made by accident. Nothing here may end in a panic, a hang, or a half-written file.

use crate::support::{Pdf, Project};

/// Builds a deck; the exit code has to be 0 or 1.
fn tried(text: &[u8]) -> (Project, crate::support::Run) {
    let project = Project::new();
    project.write("talk.md", text);
    let run = project.run(&["build", "talk.md", "--to", "pdf", "--format", "concise"]);
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    (project, run)
}

#[test]
fn other_encodings_are_refused() {
    let (_, run) = tried(b"## Title\n\ncaf\xE9\n");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("talk.md:3:4: error[not-utf8]"), "{}", run.stderr);
    let (project, run) = tried(b"\xFF\xFE#\0#\0 \0A\0");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("UTF-8"), "{}", run.stderr);
    assert!(!project.exists("out"));
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    let deck = "---\ntitle: Ends\n---\n\n## One\n\nText.\n\n---\n\n## Two\n\n- a\n- b";
    let text = |source: String| {
        let (project, run) = tried(source.as_bytes());
        assert_eq!(run.code, Some(0), "{run:?}");
        let pdf = Pdf::open(&project.read("out/talk/talk.technical.pdf"));
        (pdf.pages(), pdf.text())
    };
    let plain = text(deck.to_owned());
    assert_eq!(plain.0, 3);
    assert_eq!(text(deck.replace('\n', "\r\n")), plain);
    assert_eq!(text(deck.replace('\n', "\r")), plain);
    assert_eq!(text(format!("\u{feff}{deck}")), plain);
}

#[test]
fn typst_in_text_is_text() {
    let hostile = r#"#read("x") #import "y": z ]] \] $a$ "q" \\ #{panic()}"#;
    let deck = format!("---\ntitle: '{hostile}'\n---\n\n## {hostile}\n\n{hostile}\n\n- {hostile}\n\n```{{=x}}\n{hostile}\n```\n");
    let (_, run) = tried(deck.as_bytes());
    assert!(!run.stderr.contains("typesetting") && !run.stderr.contains("error[bug]"), "{}", run.stderr);
    let deck = format!("---\ntitle: '{hostile}'\n---\n\n## `{hostile}`\n\n```\n{hostile}\n```\n");
    let (project, run) = tried(deck.as_bytes());
    assert_eq!(run.code, Some(0), "{run:?}");
    let shown: String = Pdf::open(&project.read("out/talk/talk.technical.pdf")).text().split_whitespace().collect();
    // A title has the quotation marks of its language.
    let shown = shown.replace(['“', '”'], "\"");
    let wanted: String = hostile.split_whitespace().collect();
    assert!(shown.matches(&wanted).count() >= 3, "title page, heading and code show it as written: {shown}");
}

/// Layout took gigabytes for the marks, and the PDF writer failed on a line of more than 65,535 bytes.
#[test]
fn marks_and_invisible_characters_without_end_are_built() {
    for endless in ["\u{301}", "\u{200B}", "\u{200D}", "\u{FE0F}"] {
        let z = format!("x{}", endless.repeat(100_000));
        let deck = format!(
            "---\ntitle: {z}\n---\n\n## {z}\n\n{z} text\n\n- `{z}`\n\n| {z} | b |\n|-|-|\n| c | {z} |\n\n```\n{z}\n```\n"
        );
        let (project, run) = tried(deck.as_bytes());
        assert_eq!(run.code, Some(0), "{:.2000}", run.stderr);
        assert_eq!(Pdf::open(&project.read("out/talk/talk.technical.pdf")).pages(), 2);
    }
}

/// `tried` asks for an exit code of 0 or 1 and no word of a panic; quotations and lists also have to say where it became too deep.
#[test]
fn deep_nesting_is_built_or_refused() {
    for seed in ["> ", "- ", "* a\n", "[", "![", "**", "::: a\n", "`", "<div>", "\\", "&#", "|", "$$"] {
        for times in [200, 5_000] {
            tried(format!("## Deep\n\n{}x\n", seed.repeat(times)).as_bytes());
        }
    }
    for seed in ["> ", "- "] {
        let (_, run) = tried(format!("## Deep\n\n{}x\n", seed.repeat(200)).as_bytes());
        assert!(run.stderr.contains("[too-deep]"), "{seed}: {}", run.stderr);
    }
}

#[test]
fn pictures_outside_the_project_are_never_read() {
    let project = Project::new();
    project.write("secret.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text>TOPSECRET</text></svg>");
    for path in [
        "../secret.svg",
        "%2e%2e/secret.svg",
        "/etc/hostname",
        "file:///etc/hostname",
        "https://example.org/a.png",
        "img/../../secret.svg",
    ] {
        project.write("proj/talk.md", format!("## A\n\n![x]({path})\n"));
        let run = project.run(&["build", "proj/talk.md"]);
        assert_eq!(run.code, Some(1), "{path}: {run:?}");
        assert!(run.stderr.contains("talk.md:3:"), "{path}: {}", run.stderr);
        assert!(!project.exists("proj/out"), "{path}");
    }
}

#[test]
fn a_picture_in_the_output_folder_is_refused() {
    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><rect width=\"5\" height=\"5\"/></svg>";
    let project = Project::with_deck("## A\n\nSee ![x](out/talk/technical/001.svg)\n\n![x](img/y.svg)\n");
    project.write("out/talk/technical/001.svg", SVG);
    project.write("img/y.svg", SVG);
    for command in ["check", "build"] {
        let run = project.run(&[command, "talk.md", "--format", "concise"]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.stderr.contains("talk.md:3:10: error[picture-in-output]"), "{}", run.stderr);
        assert_eq!(run.stderr.matches("picture-in-output").count(), 1, "{}", run.stderr);
    }
    assert_eq!(project.files("out"), ["talk/technical/001.svg"]);
    assert_eq!(project.read("out/talk/technical/001.svg"), SVG.as_bytes());
    let elsewhere = project.run(&["build", "talk.md", "--out", "o"]);
    assert_eq!(elsewhere.code, Some(0), "{elsewhere:?}");
}

#[test]
fn too_many_slides_are_refused_quickly() {
    let slides = |n: usize| "# A [b](#a-9999)\n\n".repeat(n);
    let started = std::time::Instant::now();
    let (project, run) = tried(slides(10_001).as_bytes());
    assert_eq!(run.code, Some(1), "{run:?}");
    let found: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("talk.md:")).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("talk.md:20001:1: error[too-many-slides]: this deck has 10001 slides"), "{found:?}");
    assert!(!project.exists("out"));
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn an_svg_reaches_nothing_outside_itself() {
    let project = Project::with_deck("## A\n\n![x](a.svg)\n");
    project.write("secret.txt", "TOPSECRET");
    for svg in [
        "<!DOCTYPE svg [<!ENTITY x SYSTEM \"secret.txt\">]><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text>&x;</text></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\"><image width=\"9\" height=\"9\" xlink:href=\"/etc/hostname\"/></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><script>alert(1)</script><rect width=\"5\" height=\"5\" onclick=\"x()\"/></svg>",
    ] {
        project.write("a.svg", svg);
        let run = project.run(&["build", "talk.md", "--to", "pdf,svg"]);
        assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
        for file in project.files("out") {
            let bytes = project.read(&format!("out/{file}"));
            assert!(!String::from_utf8_lossy(&bytes).contains("TOPSECRET"), "{file}");
        }
    }
}

#[test]
fn an_empty_deck_is_an_error_and_writes_nothing() {
    for text in ["", "   \n\n", "---\ntitle: x\n---\n", "<!-- only a comment -->\n"] {
        let (project, run) = tried(text.as_bytes());
        let has_title_slide = text.contains("title");
        assert_eq!(run.code, Some(1), "{text:?}: {run:?} {has_title_slide}");
        assert!(run.stderr.contains("no-slides"), "{text:?}: {}", run.stderr);
        assert!(!project.exists("out"), "{text:?}");
    }
}

#[test]
fn random_text_keeps_its_words() {
    // A small generator of its own (xorshift), so that a failure can be repeated from its number.
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let alphabet: Vec<char> = ('a'..='z').chain("ABCäöüßéñçαβγжщ 0123456789#$@~^&*()-_=+[]{}|;:'\",.<>/?\\`!%".chars()).collect();
    let mut deck = String::new();
    let mut wanted = Vec::new();
    for number in 0..400 {
        let word: String = (0..12).map(|_| alphabet[(next() % alphabet.len() as u64) as usize]).collect();
        deck.push_str(&format!("## Slide {number}\n\n```\n{}\n```\n\n", word.replace("```", "'''")));
        wanted.push(word.replace("```", "'''").split_whitespace().collect::<String>());
    }
    let (project, run) = tried(deck.as_bytes());
    assert_eq!(run.code, Some(0), "{}", &run.stderr[..run.stderr.len().min(2000)]);
    let shown: String = Pdf::open(&project.read("out/talk/talk.technical.pdf")).text().split_whitespace().collect();
    for word in wanted {
        assert!(shown.contains(&word), "{word:?} is lost");
    }
}
