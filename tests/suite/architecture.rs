//! The house, kept as `src/lib.rs` draws it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules from the bottom up. A module may name only modules of a lower layer.
const LAYERS: &[(&str, u32)] = &[
    ("source", 0),
    ("diagnostic", 1),
    ("math", 2),
    ("model", 2),
    ("settings", 3),
    ("parse", 4),
    ("theme", 4),
    ("fonts", 5),
    ("project", 5),
    ("timing", 6),
    ("assets", 6),
    ("compare", 7),
    ("typeset", 7),
    ("check", 8),
    ("export", 8),
    ("build", 9),
    ("guide", 9),
    ("viewer", 10),
    ("watch", 11),
    ("cli", 12),
];

/// What only some modules may name.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("comrak::", &["parse", "guide"]),
    ("serde_saphyr::", &["parse"]),
    ("toml::", &["settings", "theme"]),
    ("typst::", &["fonts", "typeset", "export"]),
    ("typst_layout::", &["typeset", "export"]),
    ("typst_pdf::", &["export"]),
    ("typst_svg::", &["export"]),
    ("typst_render::", &["export"]),
    ("image::", &["assets"]),
    ("usvg::", &["assets"]),
    ("annotate_snippets::", &["diagnostic"]),
    // What holds the words of two audiences is for the author.
    ("crate::compare", &["build", "cli"]),
    ("clap::", &["cli"]),
    ("similar::", &["cli"]),
    ("anyhow::", &["cli"]),
    ("println!", &["cli"]),
    ("std::fs", &["source", "build"]),
    ("File::open", &["source", "build"]),
    ("process::exit", &[]),
    ("axum::", &["viewer"]),
    ("hyper::", &["viewer"]),
    ("tokio::", &["viewer"]),
    ("TcpListener", &["viewer"]),
    ("TcpStream", &["viewer"]),
    ("TcpStream::connect", &[]),
    ("UdpSocket", &[]),
    ("notify::", &["watch"]),
    ("open::", &["cli"]),
    ("Command::new", &[]),
];

/// No question about the audience is asked after projection.
const AFTER_PROJECTION: &[&str] = &["timing", "assets", "typeset", "export"];
const AUDIENCE_WORDS: &[&str] = &["Audience", ".audience", "admits(", "is_plain("];

const MAX_LINES: usize = 600;

struct File {
    path: PathBuf,
    /// The module of the crate's root it belongs to; empty for `lib.rs` and `main.rs`.
    module: String,
    text: String,
}

impl File {
    /// The code without comments and without the tests at the end.
    fn code(&self) -> String {
        let end = self.text.find("#[cfg(test)]\nmod tests {").unwrap_or(self.text.len());
        self.text[..end].lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
    }

    fn is_test(&self) -> bool {
        let is_test = |name: &str| name == "tests" || name.ends_with("_tests") || name == "testing";
        let parts = self.path.with_extension("");
        parts.iter().any(|part| is_test(&part.to_string_lossy()))
    }
}

fn sources() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &src, &mut files);
    assert!(files.len() > 30, "the sources were found");
    files
}

fn collect(root: &Path, folder: &Path, out: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let inside = path.strip_prefix(root).unwrap();
            let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
            let module = if inside.components().count() > 1 { first } else { String::new() };
            out.push(File { text: fs::read_to_string(&path).unwrap(), module, path });
        }
    }
}

fn layer(module: &str) -> Option<u32> {
    LAYERS.iter().find(|(name, _)| *name == module).map(|(_, layer)| *layer)
}

/// The modules that a piece of code names by `crate::…`.
fn named(code: &str) -> BTreeSet<String> {
    let names = code
        .split("crate::")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>());
    names.filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase())).collect()
}

#[test]
fn every_module_has_a_layer_and_names_only_lower_ones() {
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|f| !f.is_test() && !f.module.is_empty()) {
        let own = layer(&file.module).unwrap_or_else(|| panic!("{} has no layer: add it to LAYERS and src/lib.rs", file.module));
        for name in named(&file.code()) {
            match layer(&name) {
                Some(other) if other < own || name == file.module => {}
                _ => wrong.push(format!("{} ({}) names crate::{name}", file.path.display(), file.module)),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|f| !f.is_test()) {
        let code = file.code();
        for (word, rooms) in ONLY_IN {
            let uses = code
                .match_indices(word)
                .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
            if uses && !rooms.contains(&file.module.as_str()) {
                wrong.push(format!("{} names {word}, which belongs to {rooms:?}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_question_about_the_audience_after_projection() {
    let files = sources();
    let late = files.iter().filter(|f| AFTER_PROJECTION.contains(&f.module.as_str()) && !f.is_test());
    for file in late {
        let code = file.code();
        for word in AUDIENCE_WORDS {
            assert!(!code.contains(word), "{} asks about the audience ({word})", file.path.display());
        }
    }
}

/// What `project` records about other audiences is for the author's commands.
#[test]
fn no_output_reads_what_is_otherwise_for_an_audience() {
    let words = ["ChangeKind", "project::Change", "projection.changes", "Projection { changes"];
    let outputs = ["timing", "assets", "typeset", "export", "viewer"];
    for file in sources().iter().filter(|f| outputs.contains(&f.module.as_str()) && !f.is_test()) {
        let code = file.code();
        for word in words {
            assert!(!code.contains(word), "{} reads the record of changes ({word})", file.path.display());
        }
    }
}

#[test]
fn modules_say_what_they_are_and_stay_small() {
    for file in sources() {
        assert!(file.text.starts_with("//!"), "{} does not open with //!", file.path.display());
        let lines = file.text.lines().count();
        assert!(lines <= MAX_LINES, "{} has {lines} lines", file.path.display());
    }
}

#[test]
fn the_picture_in_lib_rs_names_every_module() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for (module, _) in LAYERS {
        assert!(lib.contains(&format!("pub mod {module};")), "{module} is not in lib.rs");
        assert!(
            lib.contains(&format!("`{module}`")) || lib.contains(&format!("[`{module}`]")),
            "{module} is not in the crate's documentation"
        );
    }
}

#[test]
fn the_scan_finds_what_it_looks_for() {
    assert_eq!(named("use crate::cli::Args; crate::model::Deck"), BTreeSet::from(["cli".to_owned(), "model".to_owned()]));
    let file = File { path: "x.rs".into(), module: "model".into(), text: "//! x\nuse crate::cli; // crate::build\n".into() };
    assert_eq!(named(&file.code()), BTreeSet::from(["cli".to_owned()]));
    assert!(layer("cli") > layer("model"));
}
