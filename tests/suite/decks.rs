//! The decks that come with Deckle.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::Pdf;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn build(out: &Path, extra: &[&str]) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deckle"));
    command.args(["build", "decks", "--out"]).arg(out).args(extra).current_dir(root());
    command.output().expect("the program starts")
}

/// The Markdown decks under `decks/`.
fn decks() -> Vec<PathBuf> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_some_and(|n| n != "out" && n != "img") {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "md") {
                out.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join("decks"), &mut found);
    found
}

fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if let Some(found) = find(&path, name) {
                return Some(found);
            }
        } else if path.file_name().is_some_and(|n| n == name) {
            return Some(path);
        }
    }
    None
}

#[test]
fn every_deck_builds_without_a_finding_in_both_variants() {
    let out = tempfile::tempdir().unwrap();
    let run = build(out.path(), &["--strict", "--to", "pdf,notes,handout,json"]);
    let stderr = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(0), "{stderr}");
    assert_eq!(stderr, "");
    let decks = decks();
    assert!(decks.len() >= 2);
    for deck in decks {
        let stem = deck.file_stem().unwrap().to_string_lossy();
        for variant in ["technical", "non-technical"] {
            let pdf = find(out.path(), &format!("{stem}.{variant}.pdf")).unwrap_or_else(|| panic!("{stem} has no {variant} PDF"));
            let json = find(out.path(), &format!("{stem}.{variant}.json")).expect("a manifest beside the PDF");
            let manifest: serde_json::Value = serde_json::from_slice(&std::fs::read(json).unwrap()).unwrap();
            check(&stem, variant, &Pdf::open(&std::fs::read(pdf).unwrap()), &manifest);
            for paper in ["notes", "handout"] {
                let path = find(out.path(), &format!("{stem}.{variant}.{paper}.pdf")).expect("paper beside the PDF");
                check_paper(&format!("{stem} {variant} {paper}"), &Pdf::open(&std::fs::read(path).unwrap()), &manifest);
            }
        }
    }
}

/// Every slide stands on paper once, and the paper is as accessible as the slides.
fn check_paper(name: &str, pdf: &Pdf, manifest: &serde_json::Value) {
    assert!(pdf.strings().iter().any(|s| s.contains("pdfuaid")), "{name} is PDF/UA");
    let slides = manifest["slides"].as_array().unwrap();
    let mut titles: Vec<&str> = slides.iter().filter_map(|s| s["title"].as_str()).filter(|t| !t.is_empty()).collect();
    let mut outline = pdf.outline();
    titles.sort_unstable();
    outline.sort();
    assert_eq!(outline, titles, "{name}: an outline entry for each title");
}

fn check(stem: &str, variant: &str, pdf: &Pdf, manifest: &serde_json::Value) {
    let slides = manifest["slides"].as_array().unwrap();
    assert_eq!(pdf.pages(), slides.len(), "{stem} {variant}");
    assert!(pdf.strings().iter().any(|s| s.contains("pdfuaid")), "{stem} {variant} is PDF/UA");
    let titled: Vec<_> = slides.iter().filter_map(|s| s["title"].as_str()).filter(|t| !t.is_empty()).collect();
    assert_eq!(pdf.outline().len(), titled.len(), "{stem} {variant}: an outline entry for each title");
    let time = &manifest["time"];
    assert!(time["planned"].as_u64().unwrap() <= time["plannable"].as_u64().unwrap(), "{stem} {variant} fits its time");
    for slide in slides {
        let made_from_front_matter = slide["number"] == 1 && slide["layout"] == "title";
        let lists_terms = slide["id"] == "terms";
        assert!(
            made_from_front_matter || lists_terms || !slide["notes"].as_str().unwrap().is_empty(),
            "{stem} {variant} slide {} has no notes",
            slide["number"]
        );
    }
}
