//! Code that stands in a file: ```` ```rust {file="src/a.rs" lines="10-20,30"} ````.
//!
//! Blocks are read without it, since that needs no disk; [`fill`] puts the code into them when the deck is complete.

use std::collections::HashMap;

use camino::Utf8Path;

use super::context::Context;
use super::parts::Part;
use super::prepare::Prepared;
use super::rules::Rules;
use super::steps;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Block, BlockKind, CodeBlock, CodeFile, Deck, for_each_block_mut};
use crate::settings::shortened;
use crate::source::{ProjectRoot, ReadError, Sources, Spanned, TextError, decode};

/// Nobody reads more lines of code on a slide.
const MOST_LINES: usize = 1_000;
/// What stands between two ranges that don't touch.
const GAP: &str = "…";
/// Endings of files that are no name of a language.
const LANGUAGES: &[(&str, &str)] = &[
    ("bash", "bash"),
    ("cc", "cpp"),
    ("cs", "csharp"),
    ("cxx", "cpp"),
    ("ex", "elixir"),
    ("h", "c"),
    ("hpp", "cpp"),
    ("hs", "haskell"),
    ("js", "javascript"),
    ("kt", "kotlin"),
    ("md", "markdown"),
    ("mjs", "javascript"),
    ("py", "python"),
    ("rb", "ruby"),
    ("rs", "rust"),
    ("sh", "bash"),
    ("tex", "latex"),
    ("ts", "typescript"),
    ("yml", "yaml"),
];

/// Reads the files that code blocks name, from the deck's `folder` and through the wall of the project.
pub fn fill(sources: &Sources, deck: &mut Deck, root: &ProjectRoot, folder: &Utf8Path) -> Diagnostics {
    let rules = Rules::of(deck);
    let mut files = Files { root, folder, sources, rules, read: HashMap::new(), findings: Diagnostics::new() };
    for slide in &mut deck.slides {
        files.fill(&mut slide.content);
        slide.notes.iter_mut().for_each(|notes| files.fill(&mut notes.content));
    }
    deck.footnotes.iter_mut().for_each(|footnote| files.fill(&mut footnote.content));
    files.findings
}

struct Files<'a> {
    root: &'a ProjectRoot,
    folder: &'a Utf8Path,
    sources: &'a Sources,
    /// The rules that the deck is read by.
    rules: Rules,
    read: HashMap<String, Result<String, Failure>>,
    findings: Diagnostics,
}

/// Why a file can't be used.
pub enum Failure {
    /// It can't be read.
    Read(ReadError),
    /// It is no text.
    Text(TextError),
}

impl Files<'_> {
    fn fill(&mut self, blocks: &mut [Block]) {
        for_each_block_mut(blocks, &mut |block| {
            if let BlockKind::Code(code) = &mut block.kind
                && let Some(file) = code.file.take()
            {
                self.fill_one(code, &file);
            }
        });
    }

    fn fill_one(&mut self, code: &mut CodeBlock, file: &CodeFile) {
        if code.language.is_empty() {
            code.language = language(&file.path.value);
        }
        let path = &file.path.value;
        let read = self.read.entry(path.clone()).or_insert_with(|| read(self.root, self.folder, path));
        let excerpt = match read {
            Ok(text) => excerpt(text, file),
            Err(failure) => Err(unreadable(&file.path, failure)),
        };
        match excerpt {
            Ok(text) => code.text = text,
            Err(problem) => return self.findings.push(*problem),
        }
        if let Some(written) = &file.highlight {
            let nothing = Prepared::default();
            let source = self.sources.get(written.span.file);
            let whole = Part::whole(source, 0);
            let mut cx = Context::new(source, &whole, &nothing, &self.rules);
            code.highlight = steps::highlighted(&mut cx, written, code.text.lines().count());
            self.findings.extend(cx.findings);
        }
    }
}

fn read(root: &ProjectRoot, folder: &Utf8Path, path: &str) -> Result<String, Failure> {
    let bytes = root.read_reference(folder, path).map_err(Failure::Read)?;
    let text = decode(bytes).map_err(Failure::Text)?;
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The lines that are asked for, moved to the left as far as all of them allow; all lines where nothing is said.
fn excerpt(text: &str, file: &CodeFile) -> Result<String, Box<Diagnostic>> {
    let lines: Vec<&str> = text.lines().collect();
    let Some(wanted) = &file.lines else {
        return match lines.len() {
            0..=MOST_LINES => Ok(text.strip_suffix('\n').unwrap_or(text).to_owned()),
            many => Err(too_many(&file.path, many)),
        };
    };
    let mut shown: Vec<&str> = Vec::new();
    let mut end = None;
    for part in wanted.value.split(',').map(str::trim) {
        let (from, to) = range(part, lines.len()).ok_or_else(|| bad_lines(file, wanted, part, lines.len()))?;
        if end.is_some_and(|end| end + 1 != from) {
            shown.push(GAP);
        }
        shown.extend(&lines[from - 1..to]);
        end = Some(to);
        if shown.len() > MOST_LINES {
            return Err(too_many(&file.path, shown.len()));
        }
    }
    Ok(dedented(&shown))
}

/// `10-20` or `7`, from 1 on.
fn range(part: &str, lines: usize) -> Option<(usize, usize)> {
    let (from, to) = part.split_once('-').unwrap_or((part, part));
    let (from, to) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
    (1 <= from && from <= to && to <= lines).then_some((from, to))
}

fn dedented(lines: &[&str]) -> String {
    let white = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let written = || lines.iter().filter(|line| !line.trim().is_empty() && **line != GAP);
    let first = written().next().map_or("", |line| &line[..white(line)]);
    // Tabs and spaces are moved only where they are the same on every line.
    let shared = written().map(|line| first.bytes().zip(line.bytes()).take_while(|(a, b)| a == b).count()).min().unwrap_or(0);
    let cut = |line: &&str| if *line == GAP || line.trim().is_empty() { line.trim() } else { &line[shared..] }.to_owned();
    lines.iter().map(cut).collect::<Vec<_>>().join("\n")
}

/// The language of a file, by its ending or its name.
fn language(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let ending = name.rsplit('.').next().unwrap_or(&name);
    LANGUAGES.iter().find(|(known, _)| *known == ending).map_or(ending, |(_, language)| language).to_owned()
}

fn too_many(path: &Spanned<String>, lines: usize) -> Box<Diagnostic> {
    let message = format!("`{}` has {lines} lines to show; at most {MOST_LINES} are possible", shortened(&path.value));
    Box::new(Diagnostic::new(Code::BadValue, path.span, message).help("name the lines that matter: `lines=\"10-20\"`"))
}

fn bad_lines(file: &CodeFile, wanted: &Spanned<String>, part: &str, lines: usize) -> Box<Diagnostic> {
    let (part, path) = (shortened(part), shortened(&file.path.value));
    let finding =
        Diagnostic::new(Code::BadValue, wanted.span, format!("`lines` has `{part}`, but `{path}` has lines 1 to {lines}"));
    Box::new(finding.help("write lines and ranges with commas between them, such as `10-20,30`"))
}

/// The finding about it.
pub fn unreadable(path: &Spanned<String>, failure: &Failure) -> Box<Diagnostic> {
    let name = shortened(&path.value);
    let at = |code, message: String| Diagnostic::new(code, path.span, message);
    let error = match failure {
        Failure::Text(error) => {
            return Box::new(at(Code::UnreadableFile, format!("`{name}` is no text: {error}")).help("save it as UTF-8"));
        }
        Failure::Read(error) => error,
    };
    Box::new(match error {
        ReadError::Remote | ReadError::Outside | ReadError::Absolute | ReadError::NotAPath => {
            at(Code::OutsideProject, format!("`{name}`: {error}"))
                .help("copy the file into the project and give its path from the deck")
        }
        ReadError::Missing { nearest } => {
            let finding = at(Code::MissingFile, format!("there is no file `{name}`"));
            match nearest {
                Some(nearest) => finding.help(format!("a file with a similar name stands there: `{nearest}`")),
                None => finding.help("the path starts at the folder of the file it is written in"),
            }
        }
        ReadError::NotRegular | ReadError::TooLarge | ReadError::TooMany | ReadError::Io(_) => {
            at(Code::UnreadableFile, format!("`{name}` can't be read: {error}"))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    const FILE: &str = "fn a() {\n    if x {\n        b();\n\n        c();\n    }\n}\n";

    fn shown(lines: Option<&str>) -> Result<String, String> {
        let span = Span::new(FileId(0), 0, 0);
        let spanned = |text: &str| Spanned::new(text.to_owned(), span);
        let file = CodeFile { path: spanned("a.rs"), lines: lines.map(spanned), highlight: None };
        excerpt(FILE, &file).map_err(|finding| finding.message)
    }

    #[test]
    fn lines_are_taken_and_moved_to_the_left() {
        assert_eq!(shown(None).unwrap(), FILE.trim_end());
        assert_eq!(shown(Some("2-3")).unwrap(), "if x {\n    b();");
        assert_eq!(shown(Some("3-5")).unwrap(), "b();\n\nc();");
        assert_eq!(shown(Some("1, 3-4, 5, 7")).unwrap(), "fn a() {\n…\n        b();\n\n        c();\n…\n}");
    }

    #[test]
    fn lines_outside_are_told() {
        for part in ["0", "8", "3-9", "5-3", "x", "", "1-2-3"] {
            let message = format!("`lines` has `{part}`, but `a.rs` has lines 1 to 7");
            assert_eq!(shown(Some(part)), Err(message));
        }
    }

    #[test]
    fn mixed_white_space_stays() {
        assert_eq!(dedented(&["\ta", "    b"]), "\ta\n    b");
        assert_eq!(dedented(&["\ta", "\t\tb", ""]), "a\n\tb\n");
    }

    #[test]
    fn languages_follow_from_endings() {
        for (path, expected) in [("src/a.rs", "rust"), ("A.PY", "python"), ("x/Dockerfile", "dockerfile"), ("a.toml", "toml")] {
            assert_eq!(language(path), expected);
        }
    }
}
