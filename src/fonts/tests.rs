//! Fonts of projects and their order.

use std::io::Cursor;

use camino::{Utf8Path, Utf8PathBuf};

use super::scan::Broken;
use super::*;

const HEBREW: &[u8] = include_bytes!("../../tests/fonts/NotoSansHebrew.ttf");

/// A project with files in its folder of fonts.
fn project(files: &[(&str, &[u8])]) -> (tempfile::TempDir, ProjectRoot) {
    let dir = tempfile::tempdir().unwrap();
    let base = Utf8PathBuf::from_path_buf(dir.path().to_owned()).unwrap();
    for (name, bytes) in files {
        let path = base.join(FOLDER).join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let root = ProjectRoot::new(&base).unwrap();
    (dir, root)
}

fn scanned(bytes: &[u8]) -> Result<Vec<String>, Broken> {
    let found = scan::scan(&mut Cursor::new(bytes), bytes.len() as u64)?;
    Ok(found.into_iter().map(|(_, info)| info.family).collect())
}

/// A collection of one font.
fn collection() -> Vec<u8> {
    let mut font = HEBREW.to_vec();
    let shift = 16_u32;
    let tables = usize::from(u16::from_be_bytes([font[4], font[5]]));
    for record in font[12..12 + 16 * tables].chunks_exact_mut(16) {
        let start = u32::from_be_bytes([record[8], record[9], record[10], record[11]]) + shift;
        record[8..12].copy_from_slice(&start.to_be_bytes());
    }
    [b"ttcf\0\x01\0\0\0\0\0\x01\0\0\0\x10".as_slice(), &font].concat()
}

#[test]
fn what_a_font_says_of_itself_is_read_without_the_rest() {
    assert_eq!(scanned(HEBREW), Ok(vec!["Noto Sans Hebrew".to_owned()]));
    assert_eq!(scanned(&collection()), Ok(vec!["Noto Sans Hebrew".to_owned()]));
    for face in Fonts::default().faces() {
        let bytes = face.data.bytes().unwrap();
        let whole = FontInfo::new(&bytes, 0).unwrap();
        assert_eq!(scan::scan(&mut Cursor::new(bytes.as_slice()), bytes.len() as u64), Ok(vec![(0, whole)]), "{}", face.file);
    }
}

#[test]
fn what_is_no_font_is_told() {
    let (_dir, root) = project(&[
        ("a.ttf", b"not a font at all"),
        ("b.woff2", b"wOF2"),
        ("c.ttf", b"wOFF\0\0\0\0\0\0\0\0\0"),
        ("d.otf", &HEBREW[..HEBREW.len() / 2]),
        ("e.ttf", b""),
        ("f/good.ttf", HEBREW),
        ("OFL.txt", b"licence"),
    ]);
    let (fonts, problems) = Shelf::default().of_project(&root);
    let told: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "`fonts/a.ttf` is no font and is not used",
            "`fonts/b.woff2` is a font for web pages and is not used",
            "`fonts/c.ttf` is a font for web pages and is not used",
            "`fonts/d.otf` is cut short: there is less in it than it says and is not used",
            "`fonts/e.ttf` is no font and is not used",
        ]
    );
    assert!(fonts.have('ש'), "the good one is used all the same");
}

#[test]
fn random_changes_break_nothing() {
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..3000 {
        let mut bytes = if random(2) == 0 { HEBREW.to_vec() } else { collection() };
        for _ in 0..=random(6) {
            let at = random(bytes.len().min(400));
            bytes[at] = random(256) as u8;
        }
        bytes.truncate(bytes.len() - random(2) * random(bytes.len()));
        let _ = scanned(&bytes);
    }
}

#[test]
fn the_order_of_places_and_files_holds() {
    let (_dir, root) = project(&[("2.ttf", HEBREW), ("1/x.ttf", HEBREW)]);
    let fonts = Shelf::default().of_project(&root).0;
    let files: Vec<(Origin, &str)> = fonts.faces().take(3).map(|face| (face.origin, face.file.as_str())).collect();
    assert_eq!(
        files,
        [(Origin::Project, "fonts/1/x.ttf"), (Origin::Project, "fonts/2.ttf"), (Origin::Bundled, "Inter-roman.ttf")]
    );
    assert_eq!(fonts.families()[..2], ["Noto Sans Hebrew", "Inter"]);
}

#[test]
fn the_typesetter_is_told_of_each_character_once() {
    let fonts = Fonts::default();
    let holders = |c: char| {
        let infos = (0..fonts.faces().count()).map(|index| fonts.book().info(index).unwrap());
        let mut names: Vec<&str> =
            infos.filter(|info| info.coverage.contains(c as u32)).map(|info| info.family.as_str()).collect();
        names.dedup();
        names.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(holders('a'), ["Inter"]);
    assert_eq!(holders('∮'), ["New Computer Modern Math"]);
    assert_eq!(holders('🙂'), ["Twemoji Mozilla"]);
    assert_eq!(holders('अ'), [""; 0], "letters without rules for them are no text");
}

#[test]
fn fonts_are_kept_until_their_files_change() {
    let (_dir, root) = project(&[("a.ttf", HEBREW)]);
    let shelf = Shelf::default();
    let (first, again) = (shelf.of_project(&root).0, shelf.of_project(&root).0);
    assert!(Arc::ptr_eq(&first.0, &again.0));
    std::fs::write(root.path().join("fonts/b.ttf"), b"x").unwrap();
    assert_eq!(shelf.of_project(&root).1.len(), 1);
    std::fs::write(root.path().join("fonts/a.ttf"), collection()).unwrap();
    assert_ne!(shelf.of_project(&root).0.key(), first.key());
    std::fs::remove_dir_all(root.path().join("fonts")).unwrap();
    assert_eq!(shelf.of_project(&root).0.key(), Fonts::default().key());
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_project_is_read() {
    let (_other, outside) = project(&[("h.ttf", HEBREW)]);
    let (_dir, root) = project(&[]);
    std::os::unix::fs::symlink(outside.path().join(FOLDER), root.path().join(FOLDER)).unwrap();
    let (fonts, problems) = Shelf::default().of_project(&root);
    assert!(!fonts.have('ש'));
    assert_eq!(problems[0].message, "`fonts` can't be read: the file lies outside the project root");
}

#[test]
fn what_would_help_is_known() {
    let of = |text: &str| help(&text.chars().collect::<Vec<_>>());
    let names = |text: &str| {
        of(text).into_iter().map(|(script, font, package)| format!("{script}: {font} ({package})")).collect::<Vec<_>>()
    };
    assert_eq!(names("שםש"), ["Hebrew: Noto Sans Hebrew (fonts-noto-core)"]);
    assert_eq!(names("你好"), ["Han: Noto Sans SC, TC, JP or KR (fonts-noto-cjk)"]);
    assert_eq!(names("ไทย한"), ["Thai: Noto Sans Thai (fonts-noto-core)", "Hangul: Noto Sans KR (fonts-noto-cjk)"]);
    assert_eq!(names("\u{1}\u{E000}"), [""; 0]);
    let path = Utf8Path::new("x.TTF");
    assert!(shelf::is_font(path) && !shelf::is_font(Utf8Path::new("ttf")));
}
