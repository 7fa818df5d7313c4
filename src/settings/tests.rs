//! `deckle.toml`, read and misread.

use super::*;
use crate::model::{Seconds, TimeSpec};

/// A project folder with this settings file, loaded.
fn loaded(toml: &str) -> (Project, Vec<String>, Sources) {
    let dir = tempfile::tempdir().unwrap();
    let folder = Utf8Path::from_path(dir.path()).unwrap();
    std::fs::write(folder.join(FILE_NAME), toml).unwrap();
    let mut sources = Sources::new();
    let (project, findings) = load(ProjectRoot::new(folder).unwrap(), &mut sources, Utf8Path::new(FILE_NAME));
    let lines = findings
        .iter()
        .map(|f| {
            let at = sources.get(f.span().unwrap().file).line_col(f.span().unwrap().range().start);
            format!("{}:{}: {}[{}]: {}", at.line, at.column, f.severity.as_str(), f.code, f.message)
        })
        .collect();
    (project, lines, sources)
}

#[test]
fn defaults_and_course_are_read() {
    let (project, findings, sources) = loaded(
        "trust = true\n[deck]\ntheme = \"lecture\"\nauthor = [\"A\", \"B\"]\nbuffer = \"5%\"\npaginate = false\nslide-level = 3\n\
         [course]\nname = \"Course\"\nweeks = [\"one\", \"two\"]\n\
         [[course.lecture]]\nnumber = 1\ntitle = \"First\"\nweek = 2\npage-hours = 2.5\ntaught = \"3h15m\"\ndecks = [\"a.md\", \"b.md\"]\n\
         [[course.lab]]\nnumber = 3\ntitle = \"Lab\"\nweek = 1\ndecks = [\"lab.md\"]\n",
    );
    assert_eq!(findings, Vec::<String>::new());
    assert!(project.trust && project.config.is_some());
    let deck = &project.defaults;
    assert_eq!(deck.authors.iter().map(|a| a.value.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(deck.buffer.unwrap().value, TimeSpec::Share(5_000));
    assert_eq!((deck.paginate, deck.slide_level), (false, 3));
    assert_eq!(sources.slice(deck.theme.as_ref().unwrap().span), "\"lecture\"");
    let course = project.course.unwrap();
    let lecture = &course.lectures[0];
    assert_eq!((lecture.number.value, lecture.week.unwrap().value), (1, 2));
    assert_eq!(lecture.page_time.unwrap().value, Seconds(9000));
    assert_eq!(lecture.taught.unwrap().value, Seconds(11_700));
    assert_eq!(lecture.decks[1].value, "b.md");
    assert_eq!(sources.slice(course.labs[0].decks[0].span), "\"lab.md\"");
}

#[test]
fn every_mistake_is_a_finding_at_its_place_and_the_rest_holds() {
    let (project, findings, _) = loaded(
        "trus = true\n[deck]\nthem = \"x\"\ntitle = \"T\"\npace = \"fast\"\nqa = 5\nlang = \"de\"\n\
         [course]\nname = \"C\"\nweeks = [\"one\"]\n\
         [[course.lecture]]\nnumber = 1\ntitle = \"A\"\nweek = 2\nhours = 3\n\
         [[course.lecture]]\nnumber = 1\ntitle = \"B\"\n[[course.lecture]]\nnumber = 2\n",
    );
    assert_eq!(
        findings,
        [
            "1:1: warning[unknown-key]: `trus` is no key of `deckle.toml`",
            "3:1: warning[unknown-key]: `them` is no key of `[deck]`",
            "4:1: warning[unknown-key]: `title` can't be set for all decks at once",
            "5:8: error[wrong-type]: `pace` is the text `fast`, expected a whole number from 30 to 600",
            "6:6: error[bad-time]: `qa`: `5` has no unit",
            "15:1: warning[unknown-key]: `hours` is no key of a lecture",
            "14:8: error[bad-value]: `week` is 2, expected a whole number from 1 to 1",
            "19:1: error[missing-key]: the lecture has no `title`",
            "17:10: error[bad-value]: there are two lectures with the number 1",
        ]
    );
    assert_eq!(project.defaults.lang.unwrap().value, "de");
    assert_eq!(project.course.unwrap().lectures.len(), 2);
}

#[test]
fn bad_toml_is_a_finding() {
    let (project, findings, _) = loaded("[deck]\ntheme = lecture\nlang = \"de\"\n");
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("2:9: error[settings-file]: this is no TOML:"), "{findings:?}");
    assert_eq!(project.defaults.lang.unwrap().value, "de", "the rest holds");
}

/// The findings of settings have fixtures too; they hold a `toml` block in place of a deck.
#[test]
fn fixtures_of_settings_hold() {
    let folder = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    for name in ["settings-file", "missing-key"] {
        let text = std::fs::read_to_string(folder.join(name).with_extension("md")).unwrap();
        let block = |open: &str, close: &str| text.split_once(open).unwrap().1.split_once(close).unwrap().0.to_owned();
        let (_, findings, _) = loaded(&block("````toml\n", "````"));
        assert_eq!(findings.join("\n"), block("```findings\n", "\n```"), "{name}");
    }
}

#[test]
fn hostile_nesting_ends() {
    for text in [format!("a = {}", "[".repeat(100_000)), format!("{}a = 1", "a.".repeat(50_000))] {
        let (_, findings, _) = loaded(&text);
        assert!(!findings.is_empty());
    }
}

#[test]
fn no_file_is_no_project_and_no_finding() {
    let dir = tempfile::tempdir().unwrap();
    let folder = Utf8Path::from_path(dir.path()).unwrap();
    let mut sources = Sources::new();
    let (project, findings) = load(ProjectRoot::new(folder).unwrap(), &mut sources, Utf8Path::new(FILE_NAME));
    assert!(findings.is_empty() && project.config.is_none() && sources.iter().count() == 0);
    assert_eq!((project.defaults.slide_level, project.defaults.paginate), (2, true));
}

#[test]
fn other_encodings_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let folder = Utf8Path::from_path(dir.path()).unwrap();
    std::fs::write(folder.join(FILE_NAME), b"\xFF\xFEa\0").unwrap();
    let (_, findings) = load(ProjectRoot::new(folder).unwrap(), &mut Sources::new(), Utf8Path::new(FILE_NAME));
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::NotUtf8]);
}

#[test]
fn the_root_is_the_nearest_folder_with_settings() {
    let dir = tempfile::tempdir().unwrap();
    let base = Utf8Path::from_path(dir.path()).unwrap().canonicalize_utf8().unwrap();
    std::fs::create_dir_all(base.join("project/a/b")).unwrap();
    assert_eq!(find_root(&base.join("project/a/b")), base.join("project/a/b"), "no settings: the folder itself");
    std::fs::write(base.join("project").join(FILE_NAME), "").unwrap();
    assert_eq!(find_root(&base.join("project/a/b")), base.join("project"));
    std::fs::write(base.join("project/a/talk.md"), "").unwrap();
    assert_eq!(find_root(&base.join("project/a/talk.md")), base.join("project"), "a file counts as its folder");
    std::fs::write(base.join("project/a").join(FILE_NAME), "").unwrap();
    assert_eq!(find_root(&base.join("project/a/b")), base.join("project/a"), "the nearest wins");
}

/// What a deck makes of the audiences of its project.
fn audiences_of(project: &str, front_matter: &str) -> (Vec<crate::model::AudienceSettings>, Vec<String>) {
    let (project, found, _) = loaded(project);
    assert_eq!(found, Vec::<String>::new());
    let mut sources = Sources::new();
    let file = sources.add("talk.toml", front_matter);
    let mut findings = Diagnostics::new();
    let map = parse_toml(front_matter, file, &mut findings);
    let mut meta = project.defaults;
    read_meta(&map, Place::FrontMatter, &mut meta, &mut findings);
    (meta.audiences, findings.iter().map(|finding| finding.message.clone()).collect())
}

const AUDIENCES: &str = "[deck.audiences.executive]\nextends = \"non-technical\"\ntheme = \"executive\"\nqa = \"1m\"\nnotes = \"own\"\n\
                         glossary = {gloss = \"slide\"}\n[deck.audiences.board]\nextends = \"executive\"\n";

#[test]
fn a_decks_audiences_lie_over_the_projects() {
    let own = "[audiences.executive]\ntitle = \"Short\"\nqa = \"2m\"\nprofile = false\nglossary = false\n\
               [audiences.staff]\nextends = \"board\"\nauthor = [\"A\", \"B\"]\npace = 100\n";
    let (audiences, findings) = audiences_of(AUDIENCES, own);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(audiences.iter().map(|a| a.audience.value.0.as_str()).collect::<Vec<_>>(), ["executive", "board", "staff"]);
    let executive = &audiences[0];
    assert_eq!(executive.extends.as_ref().unwrap().value.0, "non-technical", "the project's stays where the deck says nothing");
    assert_eq!(
        (executive.title.as_ref().unwrap().value.as_str(), executive.theme.as_ref().unwrap().value.as_str()),
        ("Short", "executive")
    );
    assert_eq!(executive.qa.unwrap().value, TimeSpec::Fixed(Seconds(120)));
    assert_eq!(executive.profile.as_ref().unwrap().value, None);
    assert_eq!((executive.glossary.explained, executive.glossary.gloss), (Some(false), Some(crate::model::GlossAt::Slide)));
    assert_eq!(executive.notes, Some(crate::model::NotesTaken::Own));
    assert_eq!(audiences[2].authors.as_ref().unwrap().len(), 2);
    assert!(audiences[1].says_nothing() && !audiences[2].says_nothing());
}

#[test]
fn a_deck_leaves_out_an_audience_of_its_project() {
    let (audiences, findings) = audiences_of(AUDIENCES, "[audiences]\nboard = false\n");
    assert_eq!((audiences.len(), findings.len()), (1, 0));
    let (audiences, findings) = audiences_of(AUDIENCES, "[audiences]\nexecutive = false\ntechnical = false\n");
    assert_eq!(audiences.len(), 2, "what others extend stays");
    assert_eq!(
        findings,
        [
            "`board` extends `executive`, which so can't be left out",
            "only an audience that `deckle.toml` declares can be left out of a deck"
        ]
    );
}

#[test]
fn a_cycle_by_way_of_the_project_is_found() {
    let (audiences, findings) = audiences_of(AUDIENCES, "[audiences.executive]\nextends = \"board\"\n");
    assert_eq!(findings, ["the audience `executive` extends itself, by way of `board`"]);
    assert_eq!(audiences[0].extends.as_ref().unwrap().value.0, "technical");
}
