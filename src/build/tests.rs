//! Whole builds of small decks, through every stage, on a disk.

use std::collections::BTreeMap;

use super::*;

const GOOD: &str = "\
---
title: Reviews
duration: 5m
---

## Changes wait two days

Nobody knows whose turn it is.

::: notes
Ask who has waited longer than a day.
:::

## One person a week takes the queue

They answer within an hour.

::: notes
The rota starts on Monday.
:::
";

/// A folder with decks, built into `out` of it.
struct Fixture {
    _guard: tempfile::TempDir,
    base: Utf8PathBuf,
}

impl Fixture {
    fn new(decks: &[(&str, &str)]) -> Self {
        let guard = tempfile::tempdir().unwrap();
        let base = Utf8PathBuf::from_path_buf(guard.path().canonicalize().unwrap()).unwrap();
        let fixture = Self { _guard: guard, base };
        decks.iter().for_each(|(name, text)| fixture.put(name, text));
        fixture
    }

    fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.base.join(name), text).unwrap();
    }

    fn request(&self, names: &[&str]) -> Request {
        Request { inputs: names.iter().map(|name| self.base.join(name)).collect(), timestamp: Some(0), ..Request::default() }
    }

    fn build(&self, names: &[&str]) -> Report {
        run(&self.request(names), &()).unwrap()
    }

    /// Every written file with its bytes, the cache aside.
    fn output(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.base.join("out")];
        while let Some(folder) = folders.pop() {
            for entry in folder.read_dir_utf8().into_iter().flatten().flatten() {
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path().to_owned());
                } else if !entry.path().as_str().contains("/.deckle/") {
                    let name = entry.path().strip_prefix(&self.base).unwrap().to_string();
                    files.insert(name, std::fs::read(entry.path()).unwrap());
                }
            }
        }
        files
    }
}

fn messages(report: &DeckReport) -> Vec<String> {
    report.diagnostics.iter().map(|finding| crate::diagnostic::render::concise(finding, &report.sources)).collect()
}

fn pages(files: &BTreeMap<String, Vec<u8>>, variant: &str) -> usize {
    files.keys().filter(|name| name.starts_with(&format!("out/talk/{variant}/")) && name.ends_with(".svg")).count()
}

#[test]
fn a_good_deck_is_written_and_building_again_changes_nothing() {
    let fixture = Fixture::new(&[("talk.md", GOOD)]);
    let first = fixture.build(&["talk.md"]);
    assert_eq!(first.status(), Status::Done, "{:?}", messages(&first.decks[0]));
    let files = fixture.output();
    for name in ["out/talk/talk.technical.pdf", "out/talk/talk.non-technical.pdf", "out/talk/technical/001.svg"] {
        assert!(files.contains_key(name), "{name} is not among {:?}", files.keys());
    }
    assert!(first.decks[0].variants.iter().all(|variant| variant.slides >= 2 && variant.changed > variant.slides));
    let second = fixture.build(&["talk.md"]);
    assert!(second.decks[0].variants.iter().all(|variant| variant.changed == 0), "{:?}", second.decks[0].variants);
    assert_eq!(fixture.output(), files);
}

#[test]
fn a_broken_deck_keeps_its_old_files_and_the_others_are_built() {
    let fixture = Fixture::new(&[("talk.md", GOOD), ("latin.md", GOOD)]);
    fixture.build(&["talk.md"]);
    let before = fixture.output();
    fixture.put("talk.md", GOOD.replace("title: Reviews", "title: Changed\ntheme: lectuer"));
    fixture.put("latin.md", [b"# Caf\xE9\n", GOOD.as_bytes()].concat());
    fixture.put("good.md", GOOD);
    let report = fixture.build(&["talk.md", "missing.md", "latin.md", "good.md"]);
    let statuses: Vec<Status> = report.decks.iter().map(DeckReport::status).collect();
    assert_eq!(statuses, [Status::Errors, Status::Failure, Status::Errors, Status::Done]);
    assert_eq!(report.status(), Status::Failure);
    let theme = messages(&report.decks[0]).join("\n");
    assert!(theme.contains("talk.md:3:8: error[unknown-theme]: there is no theme `lectuer`; did you mean `lecture`?"), "{theme}");
    let latin = messages(&report.decks[2]).join("\n");
    assert!(latin.contains("latin.md:1:6: error[not-utf8]: byte 5 is not UTF-8"), "{latin}");
    let mut after = fixture.output();
    after.retain(|name, _| name.starts_with("out/talk/"));
    assert_eq!(after, before);
    assert!(fixture.output().contains_key("out/good/good.technical.pdf"));
    assert!(!fixture.base.join("out/latin").exists());
}

#[test]
fn pages_of_slides_that_are_gone_are_removed() {
    let fixture = Fixture::new(&[("talk.md", GOOD)]);
    fixture.build(&["talk.md"]);
    let before = fixture.output();
    std::fs::write(fixture.base.join("out/talk/technical/mine.svg"), "").unwrap();
    let end = GOOD.find("## One person").unwrap();
    fixture.put("talk.md", &GOOD[..end]);
    fixture.build(&["talk.md"]);
    let after = fixture.output();
    assert_eq!(pages(&after, "non-technical") + 1, pages(&before, "non-technical"));
    assert_eq!(pages(&after, "technical"), pages(&before, "technical"), "one page less, one file of the author's more");
    assert!(after.contains_key("out/talk/technical/mine.svg"));
}

#[test]
fn only_what_is_asked_for_is_written() {
    let fixture = Fixture::new(&[("talk.md", GOOD)]);
    let check = Request { write: false, ..fixture.request(&["talk.md"]) };
    assert_eq!(run(&check, &()).unwrap().status(), Status::Done);
    assert!(!fixture.base.join("out").exists());

    let named = |name: &str| Wanted::Named(vec![name.to_owned()]);
    let one = Request { formats: vec![Format::Pdf], audiences: named("technical"), ..fixture.request(&["talk.md"]) };
    assert_eq!(run(&one, &()).unwrap().status(), Status::Done);
    assert_eq!(fixture.output().keys().collect::<Vec<_>>(), ["out/talk/talk.technical.pdf"]);

    let unknown = Request { audiences: named("tecnical"), ..fixture.request(&["talk.md"]) };
    let report = run(&unknown, &()).unwrap();
    let Outcome::Failed(failure) = &report.decks[0].outcome else { panic!("{report:?}") };
    assert!(failure.to_string().ends_with("did you mean `technical`?"), "{failure}");
}

#[test]
fn what_cannot_be_written_is_said_before_the_slides_are_laid_out() {
    let fixture = Fixture::new(&[("talk.md", GOOD), ("out", "a file in the way")]);
    let report = fixture.build(&["talk.md"]);
    let [deck] = &report.decks[..] else { panic!() };
    assert!(matches!(&deck.outcome, Outcome::Failed(DeckFailure::Output(OutputError::NotFolder(path))) if path.ends_with("out")));
    assert!(deck.variants.is_empty(), "nothing was typeset");
}

#[test]
fn decks_that_would_share_their_files_are_refused_before_anything_is_written() {
    let fixture = Fixture::new(&[("talk.md", GOOD), ("Talk.markdown", GOOD)]);
    assert!(matches!(run(&fixture.request(&["talk.md", "Talk.markdown"]), &()), Err(BuildError::Collision { .. })));
    assert!(!fixture.base.join("out").exists());
}

#[test]
fn strict_makes_warnings_count() {
    let fixture = Fixture::new(&[("talk.md", &GOOD.replace("title:", "titel: Odd\ntitle:"))]);
    let request = fixture.request(&["talk.md"]);
    let (usual, strict) = (run(&request, &()).unwrap(), run(&Request { strict: true, ..request }, &()).unwrap());
    assert!(usual.decks[0].count(crate::diagnostic::Severity::Warning) > 0, "an unknown key is a warning");
    assert_eq!((usual.status(), strict.status()), (Status::Done, Status::Errors), "{:?}", messages(&usual.decks[0]));
}

#[test]
fn a_finding_in_a_shared_file_is_told_once() {
    let mut told = Told::default();
    let report = |name: &str| {
        let mut report = DeckReport::new(name);
        let (deck, shared) = (report.sources.add(name, "deck"), report.sources.add("deckle.toml", "shared"));
        for file in [deck, shared] {
            report.diagnostics.push(Diagnostic::new(Code::Bug, Span::new(file, 0, 2), "odd"));
        }
        report
    };
    let (mut one, mut two) = (report("1.md"), report("2.md"));
    told.tell_once(&mut one);
    told.tell_once(&mut two);
    assert_eq!((one.diagnostics.len(), two.diagnostics.len()), (2, 1));
}
