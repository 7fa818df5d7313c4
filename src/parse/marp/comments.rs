//! What an HTML comment in a Marp deck is: directives, a note of the speaker, or nothing to anyone but the author.

use super::directives::{self, Setting};
use super::loose;
use crate::diagnostic::Diagnostics;
use crate::source::FileId;

/// What a comment is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// It sets something.
    Directives(Vec<Setting>),
    /// What the speaker says. Where the comment looks like a misspelt directive: the key as written, and what is near.
    Note(Option<(String, String)>),
    /// `fit`: the heading around it fills the slide's width.
    Fit,
    /// For a program or for the author: it is neither shown nor said.
    Remark,
}

/// How comments begin that are for programs, in lower case.
const PROGRAMS: &[&str] = &[
    "prettier-ignore",
    "markdownlint-",
    "lint disable",
    "lint enable",
    "lint ignore",
    "eslint",
    "stylelint",
    "vale ",
    "cspell:",
    "spell-checker:",
    "textlint",
    "remark-",
    "markdown-link-check",
    "doctoc",
    "vim:",
    "vscode-",
    "language-tool",
    "ltex:",
];

/// How comments begin that are for the author alone.
const REMARKS: &[&str] = &["TODO", "FIXME", "XXX", "HACK", "WIP"];

/// The words that stand alone in comments for programs.
const WORDS: &[&str] = &["toc", "tocstop", "region", "endregion", "#region", "#endregion"];

/// The text of a comment, without what opens and closes it.
pub fn inside(comment: &str) -> &str {
    let text = comment.trim_start().strip_prefix("<!--").unwrap_or(comment);
    let text = text.split_once("-->").map_or(text, |(before, _)| before);
    text.trim_start_matches('-').trim_end_matches('-').trim()
}

/// What a comment is. `base` is where its text stands in the file.
pub fn kind(text: &str, base: usize, file: FileId) -> Kind {
    if text == "fit" {
        return Kind::Fit;
    }
    // A comment that is no YAML is a note, and no mistake.
    if let Some(settings) = loose::read(text, base, file, &mut Diagnostics::new())
        && settings.iter().any(|setting| directives::is_known(setting.key.value.as_str()))
    {
        return Kind::Directives(settings);
    }
    if text.is_empty() || is_remark(text) {
        return Kind::Remark;
    }
    Kind::Note(misspelt(text))
}

fn is_remark(text: &str) -> bool {
    let lower = text.to_lowercase();
    if PROGRAMS.iter().any(|start| lower.starts_with(start)) || WORDS.contains(&lower.as_str()) {
        return true;
    }
    REMARKS.iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ' ', '(', '\n', '\r', ',', '-']))
    })
}

/// Every line reads `key: value`, and one key is nearly a directive's.
fn misspelt(text: &str) -> Option<(String, String)> {
    let mut found = None;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (key, _) = line.split_once(':')?;
        if key.split_whitespace().count() > 2 {
            return None;
        }
        let key = key.trim();
        if let Some(near) = directives::near_miss(key) {
            found = found.or(Some((key.to_owned(), near)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_directives_notes_or_remarks() {
        let note = || Kind::Note(None);
        for (text, expected) in [
            ("Say this slowly.", note()),
            ("Remember: ask who waited.", note()),
            ("First point: a\nSecond point: b", note()),
            ("fit", Kind::Fit),
            ("TODO: a picture", Kind::Remark),
            ("TODO", Kind::Remark),
            ("FIXME later", Kind::Remark),
            ("Todo lists are what we talk about", note()),
            ("prettier-ignore-start", Kind::Remark),
            ("markdownlint-disable MD033", Kind::Remark),
            ("eslint-disable", Kind::Remark),
            ("toc", Kind::Remark),
            ("toc is short for table of contents", note()),
            ("pandoc is the other tool", note()),
            ("", Kind::Remark),
            ("pagniate: true", Kind::Note(Some(("pagniate".into(), "paginate".into())))),
            ("_clas: lead", Kind::Note(Some(("_clas".into(), "_class".into())))),
            ("Speak up here.\n_clas: lead", note()),
        ] {
            assert_eq!(kind(text, 0, FileId(0)), expected, "{text}");
        }
        for text in ["_class: lead", "paginate: false\nheader: ''", "backgroundColor: #fff", "other: 1\ncolor: red"] {
            assert!(matches!(kind(text, 0, FileId(0)), Kind::Directives(_)), "{text}");
        }
    }

    #[test]
    fn what_opens_and_closes_a_comment_is_no_part_of_it() {
        assert_eq!(inside("<!-- a -->"), "a");
        assert_eq!(inside("<!--- a\nb --->\n"), "a\nb");
        assert_eq!(inside("<!-- never closed"), "never closed");
    }
}
