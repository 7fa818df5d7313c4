//! The built-in themes, and themes in folders.

use camino::{Utf8Path, Utf8PathBuf};

use super::*;
use crate::source::{ProjectRoot, Sources};

#[test]
fn built_in_themes_are_complete_and_named_as_their_folder() {
    assert!(find(DEFAULT).is_some());
    for (folder, settings, _) in BUILT_IN {
        let mut findings = Diagnostics::new();
        let read = file::read(settings, FileId(0), &mut findings);
        wishes(&read.changes, &mut findings);
        let theme = find(folder).expect("the name in theme.toml is the folder's");
        findings.extend(below_the_floor(&read.changes, folder, &theme.design));
        assert!(findings.is_empty(), "{folder}: {findings:?}");
        assert!(!theme.description.is_empty() && read.changes.sizes.iter().any(|size| size.name.value == "body"));
        for colour in COLOURS.iter().filter(|colour| colour.from.is_empty()) {
            assert!(read.changes.palette.iter().any(|said| said.name.value == colour.name), "{folder} has no {}", colour.name);
        }
        for said in &read.changes.palette {
            assert_eq!(
                Some(theme.design.colour(&said.name.value)),
                Colour::parse(&said.value.value),
                "{folder}: {}",
                said.name.value
            );
        }
    }
}

/// A project with a theme in `themes/mine`; reads it.
fn read(files: &[(&str, &str)]) -> (Result<Theme, crate::source::ReadError>, Vec<String>) {
    let dir = tempfile::tempdir().unwrap();
    let base = Utf8PathBuf::from_path_buf(dir.path().to_owned()).unwrap();
    for (path, text) in files {
        let path = base.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let root = ProjectRoot::new(&base).unwrap();
    let (mut sources, mut findings) = (Sources::new(), Diagnostics::new());
    let folder = Folder { root: &root, path: "themes/mine".into(), shown: Utf8Path::new("themes/mine").into() };
    let theme = load(&folder, &mut sources, &mut findings);
    let told = findings.iter().map(|finding| {
        let span = finding.span().unwrap();
        let file = sources.get(span.file);
        let at = file.line_col(span.range().start);
        format!("{}:{}:{}: {}[{}]", file.path, at.line, at.column, finding.message, finding.code.as_str())
    });
    let told = told.collect();
    (theme, told)
}

#[test]
fn what_a_theme_leaves_out_comes_from_the_one_it_extends() {
    let (theme, told) = read(&[
        (
            "themes/mine/theme.toml",
            "name = \"mine\"\nextends = \"lecture\"\nprogress = false\n[palette]\naccent = \"#7A1F5C\"\n[grid]\nside = 72\n",
        ),
        ("themes/mine/theme.typ", "#import \"/base.typ\": *\n"),
        ("themes/mine/img/mark.svg", "<svg/>"),
        ("themes/mine/README.md", "Words."),
        ("themes/mine/.hidden.typ", "#panic()"),
    ]);
    assert_eq!(told, Vec::<String>::new());
    let theme = theme.unwrap();
    let lecture = find("lecture").unwrap();
    assert_eq!(theme.design.colour("accent").to_string(), "#7A1F5C");
    assert_eq!(theme.design.colour("ink"), lecture.design.colour("ink"));
    assert_ne!(theme.design.colour("accent-deep"), lecture.design.colour("accent-deep"), "it follows from the accent");
    assert_eq!((theme.design.number("grid", "side"), theme.design.progress, theme.design.size("body")), (72.0, false, 26.0));
    let files: Vec<&str> = theme.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(files, ["img/mark.svg", "theme.typ"]);
    assert!(theme.drawing().is_some() && theme.without_drawing().drawing().is_none());
    assert_ne!(theme.key, theme.without_drawing().key);
}

#[test]
fn mistakes_are_told_at_their_place_in_the_theme() {
    let toml = "nmae = \"mine\"\nextends = \"lectur\"\nmarks = [\"•\"]\n[palette]\naccent = \"blue\"\n[sizes]\nbody = \"large\"\ntitle = 900\n[weights]\ntitle = 20\n";
    let (theme, told) = read(&[("themes/mine/theme.toml", toml)]);
    assert_eq!(
        told,
        [
            "themes/mine/theme.toml:1:1: `nmae` is no key of a theme[unknown-key]",
            "themes/mine/theme.toml:3:9: `marks` are two texts of one to 3 characters, for lists and for lists in lists[bad-value]",
            "themes/mine/theme.toml:7:8: `body` is the text `large`, expected a number, in points where it is a size[wrong-type]",
            "themes/mine/theme.toml:10:9: `title` is 20, expected a number from 100 to 900[bad-value]",
            "themes/mine/theme.toml:2:11: there is no built-in theme `lectur` to extend[unknown-theme]",
            "themes/mine/theme.toml:5:10: `accent` is `blue`, expected a colour such as `#0B5CAD`[bad-value]",
            "themes/mine/theme.toml:8:9: `title` is 900, expected a number from 8 to 300 points; a slide is 540 points high[bad-value]",
        ]
    );
    assert_eq!(theme.unwrap().name, "mine", "the folder's name");
    assert!(matches!(read(&[("themes/mine/theme.typ", "")]).0, Err(crate::source::ReadError::Missing { .. })));
}

#[test]
fn text_on_a_light_accent_is_dark() {
    let lecture = find("lecture").unwrap();
    assert_eq!(lecture.design.colour("on-accent"), lecture.design.colour("paper"));
    for accent in ["#FFC400", "#00E5FF", "#0B5CAD", "#7A7A7A", "#000000", "#FFFFFF"] {
        let wishes = Wishes { palette: [("accent".to_owned(), Colour::parse(accent).unwrap())].into(), ..Wishes::default() };
        let design = lecture.design.changed(&wishes);
        for text in ["on-accent", "accent-quiet"] {
            let contrast = design.colour(text).contrast(design.colour("accent"));
            assert!(contrast >= 3.9, "{text} on {accent}: {contrast}");
        }
    }
}

#[test]
fn what_follows_from_a_changed_size_keeps_its_proportion() {
    let changed = |theme: &str, name: &str, size: f64| {
        let wishes = Wishes { sizes: [(name.to_owned(), size)].into(), ..Wishes::default() };
        find(theme).unwrap().design.changed(&wishes)
    };
    let lecture = changed("lecture", "body", 30.0);
    let sizes = ["body", "aside", "lead", "table", "title", "cover", "smallest", "caption"].map(|name| lecture.size(name));
    assert_eq!(sizes, [30.0, 28.0, 39.0, 28.0, 38.0, 64.0, 24.0, 15.0]);
    let executive = changed("executive", "title", 44.0);
    let old = find("executive").unwrap();
    assert_eq!((executive.size("title"), executive.size("cover"), executive.size("body")), (44.0, 63.0, old.design.size("body")));
    assert_eq!(
        old.design.changed(&Wishes::default()),
        old.design.changed(&Wishes { sizes: [("body".to_owned(), 32.0)].into(), ..Wishes::default() })
    );
}
