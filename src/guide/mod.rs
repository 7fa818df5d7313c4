//! The guide: what an author can write, a chapter for each subject, inside the program.
//!
//! A chapter is a Markdown file under `chapters/`. A fence of four backticks opened by `deck` holds an example, a whole deck; a word behind
//! `deck` says whose slides are shown, see [`Shows`]. The files examples use stand under `files/`. A test builds every example; each has to
//! give no finding. The decks that `deckle new` writes stand under `starters/`.

mod starters;
mod web;

pub use starters::{STARTERS, Starter};
pub use web::{Shown, Slide, page};

/// A chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chapter {
    /// What `deckle docs` knows it by.
    pub name: &'static str,
    /// Its Markdown.
    pub text: &'static str,
}

/// An example of a chapter: a whole deck.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Its source.
    pub source: &'static str,
    /// Whose slides are shown beside it.
    pub shows: Shows,
}

/// Whose slides an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// `deck`: those of the technical variant.
    Technical,
    /// `deck draft`: those of the technical variant; there is no deck for others yet.
    Draft,
    /// `deck plain`: those of all other variants.
    Plain,
    /// `deck both`: those of all variants.
    Both,
}

/// A part of a chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Markdown without examples.
    Text(&'static str),
    /// An example.
    Example(Example),
}

macro_rules! chapters {
    ($($name:literal)*) => { &[$(Chapter { name: $name, text: include_str!(concat!("chapters/", $name, ".md")) }),*] };
}

/// The chapters in reading order.
pub const CHAPTERS: &[Chapter] = chapters! {
    "start" "slides" "text" "pictures" "code" "math" "layouts" "themes" "fonts" "steps" "audiences" "plain" "glossary" "time" "notes" "includes" "foreign" "watch" "findings" "settings"
};

/// The files that examples use, with their paths beside the examples.
pub const FILES: &[(&str, &[u8])] = &[
    ("img/queue.svg", include_bytes!("files/img/queue.svg")),
    ("img/priya.svg", include_bytes!("files/img/priya.svg")),
    ("img/switch.svg", include_bytes!("files/img/switch.svg")),
    ("img/room.svg", include_bytes!("files/img/room.svg")),
    ("src/assign.py", include_bytes!("files/src/assign.py")),
    ("shared.md", include_bytes!("files/shared.md")),
];

/// The chapter of a name.
pub fn find(name: &str) -> Option<&'static Chapter> {
    CHAPTERS.iter().find(|chapter| chapter.name == name)
}

/// The first chapter that has a heading with this word.
pub fn about(word: &str) -> Option<&'static Chapter> {
    let word = word.to_lowercase();
    let names_it = |heading: &str| heading.split_whitespace().any(|other| other.to_lowercase().trim_matches(',') == word);
    CHAPTERS.iter().find(|chapter| chapter.headings().any(names_it))
}

impl Chapter {
    /// Its headings, those of its examples left out.
    fn headings(&self) -> impl Iterator<Item = &'static str> {
        let texts = self.parts().into_iter().filter_map(|part| match part {
            Part::Text(text) => Some(text),
            Part::Example(_) => None,
        });
        texts.flat_map(str::lines).filter_map(|line| line.strip_prefix("# ").or_else(|| line.strip_prefix("## ")))
    }

    /// Its heading.
    pub fn title(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("# ")
    }

    /// The sentence below its heading.
    pub fn summary(&self) -> &'static str {
        self.text.lines().nth(2).unwrap_or_default()
    }

    /// Its text and its examples in order.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut rest = self.text;
        while let Some((before, example, after)) = next_example(rest) {
            parts.push(Part::Text(before));
            parts.push(Part::Example(example));
            rest = after;
        }
        parts.push(Part::Text(rest));
        parts
    }

    /// Its examples in order, each with its name: the chapter's and a number.
    pub fn examples(&self) -> impl Iterator<Item = (String, Example)> {
        let examples = self.parts().into_iter().filter_map(|part| match part {
            Part::Example(example) => Some(example),
            Part::Text(_) => None,
        });
        examples.enumerate().map(|(index, example)| (format!("{}-{}", self.name, index + 1), example))
    }
}

/// The text before the next example, the example, and the text after it.
fn next_example(text: &'static str) -> Option<(&'static str, Example, &'static str)> {
    const FENCE: &str = "````";
    let (before, rest) = text.split_once("````deck")?;
    let (info, rest) = rest.split_once('\n')?;
    let end = rest.find(FENCE)?;
    let example = Example { source: &rest[..end], shows: shows(info.trim()) };
    Some((before, example, &rest[end + FENCE.len()..]))
}

fn shows(word: &str) -> Shows {
    match word {
        "draft" => Shows::Draft,
        "plain" => Shows::Plain,
        "both" => Shows::Both,
        _ => Shows::Technical,
    }
}

impl Shows {
    /// Does it show the variant at this place, the technical one being the first?
    pub fn variant(self, index: usize) -> bool {
        match self {
            Self::Technical | Self::Draft => index == 0,
            Self::Plain => index > 0,
            Self::Both => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chapter_has_a_title_and_a_summary() {
        for chapter in CHAPTERS {
            assert!(chapter.text.starts_with("# "), "{}", chapter.name);
            assert!(chapter.summary().ends_with('.') && chapter.summary().len() <= 90, "{}: {}", chapter.name, chapter.summary());
            assert_eq!(find(chapter.name), Some(chapter));
        }
    }

    #[test]
    fn every_example_is_found_and_whole() {
        for chapter in CHAPTERS {
            assert_eq!(chapter.examples().count(), chapter.text.matches("````deck").count(), "{}", chapter.name);
            for (name, example) in chapter.examples() {
                assert!(!example.source.contains("````") && example.source.ends_with('\n'), "{name}");
            }
        }
    }

    #[test]
    fn files_are_used() {
        let all: String = CHAPTERS.iter().map(|chapter| chapter.text).collect();
        for (path, _) in FILES {
            assert!(all.contains(path), "no example uses {path}");
        }
    }
}
