//! Themes of a project, and what decks change of a theme.

use crate::support::Project;

const DECK: &str = "---\ntitle: Reviews\nsubtitle: In a day\ntheme: mine\nduration: 9m\n---\n\n# Where we are\n\n## Two days {#two}\n\n- Nobody knows whose turn it is\n";
const THEME: &str = "name = \"mine\"\ndescription = \"Ours.\"\nextends = \"lecture\"\nlogo = \"img/logo.svg\"\n\n[palette]\naccent = \"#7A1F5C\"\n";
const LOGO: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 80 20\"><rect width=\"80\" height=\"20\" fill=\"#123457\"/></svg>";

/// A project with a deck in `talks` and the theme `mine`.
fn project() -> Project {
    let project = Project::new();
    project.write("deckle.toml", "");
    project.write("talks/talk.md", DECK);
    project.write("themes/mine/theme.toml", THEME);
    project.write("themes/mine/img/logo.svg", LOGO);
    project
}

/// The first page as SVG, in lower case.
fn first_page(project: &Project, variant: &str) -> String {
    let page = project.files("talks/out/talk").into_iter().find(|file| file.starts_with(variant) && file.ends_with("001.svg"));
    let page = page.unwrap_or_else(|| panic!("{:?}", project.files("talks/out/talk")));
    String::from_utf8(project.read(&format!("talks/out/talk/{page}"))).unwrap().to_lowercase()
}

#[test]
fn a_folder_beside_the_settings_is_a_theme() {
    let project = project();
    for theme in ["mine", "../themes/mine", "./../themes/mine/"] {
        project.write("talks/talk.md", DECK.replace("theme: mine", &format!("theme: {theme}")));
        let run = project.run(&["build", "--to", "svg"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
        let page = first_page(&project, "technical");
        assert!(page.contains("#7a1f5c") && !page.contains("#0b5cad"), "the accent is its own");
        assert!(page.contains("image"), "the logo is there");
    }
}

#[test]
fn a_theme_draws_what_it_wants_and_leaves_the_rest() {
    let project = project();
    project.write(
        "themes/mine/theme.typ",
        "#import \"/parent.typ\": *\n#import \"parts.typ\": stripe\n#let look = change(look, fields: (title: (size, titled) => stripe(size)))\n",
    );
    project.write(
        "themes/mine/parts.typ",
        "#let stripe(size) = place(rect(width: size.at(0), height: 9pt, fill: rgb(\"#ABCDEF\")))\n",
    );
    let run = project.run(&["build", "--to", "svg,typst,pdf"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    assert!(first_page(&project, "technical").contains("#abcdef"));
}

#[test]
fn mistakes_in_a_theme_stand_in_its_own_files_and_other_decks_are_built() {
    for (file, text, expected) in [
        ("theme.toml", THEME.replace("extends", "extend"), "theme.toml:3:1: warning[unknown-key]: `extend` is no key of a theme"),
        (
            "theme.toml",
            THEME.replace("#7A1F5C", "plum"),
            "theme.toml:7:10: error[bad-value]: `accent` is `plum`, expected a colour",
        ),
        (
            "theme.toml",
            THEME.replace("\"#7A1F5C\"", "7"),
            "theme.toml:7:10: error[wrong-type]: `accent` is the number `7`, expected text",
        ),
        ("theme.toml", THEME.replace("[palette]", "[palette"), "theme.toml:6:"),
        (
            "theme.toml",
            THEME.replace("logo.svg", "lgo.svg"),
            "theme.toml:4:8: error[missing-file]: there is no picture `img/lgo.svg`",
        ),
        ("theme.typ", "#let x = acent\n".to_owned(), "theme.typ:1:10: error[theme-code]: unknown variable: acent"),
        (
            "theme.typ",
            "#let look = 5\n".to_owned(),
            "theme.typ:1:2: error[theme-code]: what this theme says in `look` can't be used in the layout `title`",
        ),
        ("theme.typ", "#let x = { while true {} }\n".to_owned(), "theme.typ:1:18: error[theme-code]: condition is always true"),
        (
            "theme.typ",
            "#let f(x) = f(x + 1)\n#let y = f(0)\n".to_owned(),
            "error[theme-code]: maximum function call depth exceeded",
        ),
        ("theme.typ", "#let x = read(\"/deckle.toml\")\n".to_owned(), "theme.typ:1:15: error[theme-code]: "),
        ("theme.typ", "#let x = read(\"../../deckle.toml\")\n".to_owned(), "theme.typ:1:15: error[theme-code]: "),
        ("theme.typ", "#import \"@preview/cetz:0.3.0\": *\n".to_owned(), "theme.typ:1:9: error[theme-code]: "),
    ] {
        let project = project();
        project.write("talks/other.md", DECK.replace("theme: mine", "theme: lecture"));
        project.write(&format!("themes/mine/{file}"), &text);
        let run = project.run(&["build", "--to", "svg", "--format", "concise"]);
        assert_eq!(run.code, Some(1), "{text}: {run:?}");
        assert!(run.stderr.contains(expected), "{text}:\n{}", run.stderr);
        assert!(run.stderr.lines().all(|line| !line.contains("design.typ") && !line.contains("base/")), "{}", run.stderr);
        assert!(project.exists("talks/out/other") && !project.exists("talks/out/talk"), "{text}");
    }
}

#[test]
fn a_theme_that_only_breaks_on_one_slide_is_told_in_its_own_file() {
    let project = project();
    project.write(
        "themes/mine/theme.typ",
        "#import \"/parent.typ\": *\n#let code(src, lang: \"\", marked: (), lines: ()) = if lines.len() > 3 { 1 + \"a\" } else { src }\n",
    );
    project.write("talks/talk.md", format!("{DECK}\n## Code {{audience=technical}}\n\n```\n1\n2\n3\n4\n5\n```\n"));
    let run = project.run(&["check", "--format", "concise"]);
    assert!(
        run.stderr.contains("themes/mine/theme.typ:2:72: error[theme-code]: cannot add integer and string"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_theme_that_is_not_there_is_named_with_what_is() {
    let project = project();
    project.write("themes/empty/notes.txt", "");
    for (theme, expected) in [
        ("mien", "there is no theme `mien`; did you mean `mine`?"),
        ("lectur", "there is no theme `lectur`; did you mean `lecture`?"),
        ("empty", "there is no theme `empty`; the folder `themes/empty` has no `theme.toml`"),
        ("./looks", "there is no theme `./looks`; there is no folder `talks/looks`"),
        ("../../elsewhere", "error[outside-project]: the theme `../../elsewhere` can't be read"),
        ("/etc", "error[outside-project]: the theme `/etc` can't be read"),
    ] {
        project.write("talks/talk.md", DECK.replace("theme: mine", &format!("theme: {theme}")));
        let run = project.run(&["check", "--format", "concise"]);
        assert_eq!(run.code, Some(1), "{theme}: {run:?}");
        assert!(run.stderr.contains(expected), "{theme}: {}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_a_theme() {
    let project = project();
    let outside = Project::new();
    outside.write("secret.typ", "#let stripe = [Tsecret]\n");
    std::os::unix::fs::symlink(outside.path("secret.typ"), project.path("themes/mine/parts.typ")).unwrap();
    project.write("themes/mine/theme.typ", "#import \"parts.typ\": stripe\n");
    let run = project.run(&["check", "--format", "concise"]);
    let expected =
        "themes/mine/theme.toml:1:1: error[theme-code]: `parts.typ` can't be read: the file lies outside the project root";
    assert!(run.stderr.contains(expected) && !run.stderr.contains("Tsecret"), "{}", run.stderr);
    std::fs::remove_file(project.path("themes/mine/parts.typ")).unwrap();
    project.write("shared/parts.typ", "#let stripe = none\n");
    std::os::unix::fs::symlink("../../shared/parts.typ", project.path("themes/mine/parts.typ")).unwrap();
    let run = project.run(&["check", "--format", "concise"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "a link within the project is followed");
}

#[test]
fn a_deck_changes_its_theme_without_typst() {
    let project = project();
    project.write(
        "deckle.toml",
        "[deck]\ntheme = \"lecture\"\nlogo = \"themes/mine/img/logo.svg\"\npalette = { accent = \"#1F6F43\", second = \"#123456\" }\n",
    );
    project.write(
        "talks/talk.md",
        "---\ntitle: Reviews\nduration: 9m\npalette: {accent: \"#5B3DC4\"}\nsizes: {body: 30}\nfonts: {heading: JetBrains Mono}\naudiences:\n  non-technical:\n    palette: {accent: \"#00707A\"}\n    \
         theme: mine\n---\n\n## Coffee {layout=break time=5m}\n\n## Two days\n\n- Nobody knows\n",
    );
    let run = project.run(&["build", "--to", "svg,typst"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    let (technical, plain) = (first_page(&project, "technical"), first_page(&project, "non-technical"));
    assert!(technical.contains("#5b3dc4") && !technical.contains("#1f6f43"), "the deck's colour wins over the project's");
    assert!(plain.contains("#00707a") && !plain.contains("#5b3dc4"), "the audience's wins over the deck's");
    assert!(technical.contains("image") && plain.contains("image"), "the logo of the project");
    let source = String::from_utf8(project.read("talks/out/talk/talk.technical.typ")).unwrap();
    for line in [
        "#let second = rgb(\"#123456\")",
        "#let body-size = 30pt",
        "#let heading-font = \"JetBrains Mono\"",
        "#let smallest-size = 24pt",
    ] {
        assert!(source.lines().any(|l| l == line), "{line}");
    }
}

#[test]
fn a_new_theme_works_at_once_and_looks_like_the_one_it_began_as() {
    let project = project();
    let run = project.run(&["themes", "new", "ours", "--from", "lecture"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    assert_eq!(project.files("themes/ours"), ["README.md", "theme.toml", "theme.typ"]);
    project.write("talks/talk.md", DECK.replace("theme: mine", "theme: ours"));
    let run = project.run(&["build", "--to", "svg"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    let ours = first_page(&project, "technical");
    project.write("talks/talk.md", DECK.replace("theme: mine", "theme: lecture"));
    project.run(&["build", "--to", "svg"]);
    assert_eq!(ours, first_page(&project, "technical"));
    project.write("themes/ours/theme.toml", "kept");
    let again = project.run(&["themes", "new", "ours"]);
    assert_eq!((again.code, project.read("themes/ours/theme.toml").as_slice()), (Some(2), b"kept".as_slice()));
    assert!(again.stderr.contains("is there already"), "{}", again.stderr);
    for (name, from, expected) in [
        ("lecture", "lecture", "`lecture` is a theme of Deckle"),
        ("../out", "lecture", "`../out` can't be the name of a theme"),
        ("other", "lectur", "there is no theme `lectur` to begin with; did you mean `lecture`?"),
    ] {
        let run = project.run(&["themes", "new", name, "--from", from]);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains(expected), "{}", run.stderr);
    }
    assert_eq!(project.files("themes").iter().filter(|file| file.ends_with("theme.toml")).count(), 2);
}

#[test]
fn titles_in_a_broad_font_are_fitted_by_its_own_widths() {
    let project = Project::new();
    let deck = "---\ntitle: Reviews\nduration: 9m\nfonts: {heading: JetBrains Mono}\n---\n\n## One busy-hour search in twelve comes back empty\n\nWords.\n";
    project.write("talk.md", deck);
    let run = project.run(&["check", "talk.md"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
}

#[test]
fn themes_are_listed_and_shown_with_those_of_the_project() {
    let project = project();
    let listed = project.run(&["themes"]);
    assert!(listed.stdout.contains("\nchalk ") && listed.stdout.contains("Ours. (themes/mine)"), "{listed:?}");
    let run = project.run(&["themes", "--out", "shown"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for theme in ["lecture", "executive", "technical", "chalk", "plain", "mine"] {
        assert!(project.exists(&format!("shown/{theme}/{theme}.technical.contact-sheet.png")), "{theme}: {run:?}");
        assert!(project.exists(&format!("shown/decks/{theme}.md")), "a deck to go on from");
    }
    assert!(!run.stderr.contains("warning") && !run.stderr.contains("error"), "the sample fits every theme: {run:?}");
}

#[test]
fn the_list_tells_which_decks_have_a_theme() {
    let project = project();
    let deck = |theme: &str| DECK.replace("theme: mine\n", theme);
    project.write("talks/path.md", deck("theme: ../themes/mine\n"));
    project.write("talks/none.md", deck(""));
    project.write("talks/both.md", deck("theme: chalk\naudiences:\n  non-technical:\n    theme: mine\n"));
    project.write("talks/typo.md", deck("theme: mien\n"));
    // A folder of the project wins over the built-in theme of its name.
    project.write("themes/plain/theme.toml", THEME.replace("\"mine\"", "\"plain\"").replace("logo", "# logo"));
    project.write("talks/own.md", deck("theme: plain\n"));
    // A project further in has themes of its own.
    project.write("inner/deckle.toml", "");
    project.write("inner/talk.md", deck("theme: chalk\n"));
    let run = project.run(&["themes"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    let lines: Vec<&str> = run.stdout.lines().collect();
    let users = |begin: &str, end: &str| {
        let at =
            lines.iter().position(|line| line.starts_with(begin) && line.ends_with(end)).unwrap_or_else(|| panic!("{lines:?}"));
        lines[at + 1].trim().strip_prefix("used by ").unwrap_or("").to_owned()
    };
    assert_eq!(users("mine ", "(themes/mine)"), "talks/both.md, talks/path.md, talks/talk.md");
    assert_eq!(users("lecture ", ""), "talks/none.md");
    assert_eq!(users("chalk ", ""), "talks/both.md");
    assert_eq!(users("plain ", "(themes/plain)"), "talks/own.md");
    assert_eq!(users("executive ", ""), "");
    assert!(!run.stdout.contains("typo.md") && !run.stdout.contains("inner"), "{}", run.stdout);
    let other = Project::new();
    other.write("talk.md", deck("theme: chalk\n"));
    assert!(!other.run(&["themes"]).stdout.contains("used by"), "without a project there are no decks of it");
}
