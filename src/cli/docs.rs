//! `deckle docs [CHAPTER]`

use std::collections::HashMap;

use camino::Utf8Path;

use super::args::Shared;
use super::progress::error;
use super::terminal::Terminal;
use crate::build::{self, Live, LiveRequest, LiveVariant, OutputError, Status, Wanted};
use crate::diagnostic::{nearest, render::visible};
use crate::guide::{self, CHAPTERS, Chapter, Example, FILES, Shown, Slide};
use crate::settings;

/// The folder of the examples' sources in the written guide.
const EXAMPLES: &str = "examples";
/// The folder of their slides.
const SLIDES: &str = "slides";

/// Prints a chapter, or the list of them; with `--out`, writes all as a web page.
pub fn docs(chapter: Option<&str>, shared: &Shared, terminal: &Terminal) -> Status {
    if let Some(folder) = &shared.out {
        return match write(folder) {
            Ok(()) => {
                terminal.out(&format!("{}\n", folder.join("index.html")));
                Status::Done
            }
            Err(failure) => {
                terminal.err(&error(&failure.to_string(), shared.format));
                Status::Failure
            }
        };
    }
    let Some(name) = chapter else {
        terminal.out(&contents());
        return Status::Done;
    };
    match guide::find(&name.to_lowercase()) {
        Some(chapter) => {
            terminal.out(&printed(chapter));
            Status::Done
        }
        None => {
            terminal.err(&format!("error: {}\n", unknown(name)));
            Status::Failure
        }
    }
}

fn contents() -> String {
    let width = CHAPTERS.iter().map(|chapter| chapter.name.len()).max().unwrap_or(0);
    let line = |chapter: &Chapter| format!("{:width$}  {}\n", chapter.name, chapter.summary());
    let lines: String = CHAPTERS.iter().map(line).collect();
    format!(
        "{lines}\n`deckle docs CHAPTER` prints one; `deckle docs --out DIR` writes all as a web page, with the slides of every example.\n"
    )
}

/// The Markdown itself, headings in bold.
fn printed(chapter: &Chapter) -> String {
    let mut out = String::new();
    let mut fence = None;
    for line in chapter.text.lines() {
        let marks = line.len() - line.trim_start_matches('`').len();
        match fence {
            None if marks >= 3 => fence = Some(marks),
            Some(open) if marks >= open && line.len() == marks => fence = None,
            _ => {}
        }
        if fence.is_none() && line.starts_with('#') {
            out.push_str(&format!("\x1b[1m{line}\x1b[0m\n"));
        } else {
            // The word behind the fence is the guide's own.
            let line = if line.starts_with("````deck") { "````markdown" } else { line };
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Writes the guide: the page, the examples as decks one can go on from, and their slides.
fn write(folder: &Utf8Path) -> Result<(), OutputError> {
    let examples = folder.join(EXAMPLES);
    // Without a project of its own, a `deckle.toml` further up would change how the examples look.
    build::write(&examples.join(settings::FILE_NAME), b"")?;
    for (path, bytes) in FILES {
        build::write(&examples.join(path), bytes)?;
    }
    let mut shown = HashMap::new();
    for (name, example) in CHAPTERS.iter().flat_map(Chapter::examples) {
        let slides = write_example(folder, &name, example)?;
        shown.insert(name, slides);
    }
    let page = guide::page(|name| shown.get(name).cloned().unwrap_or_default());
    build::write(&folder.join("index.html"), page.as_bytes())?;
    Ok(())
}

/// Writes an example and the slides of the variants it shows.
fn write_example(folder: &Utf8Path, name: &str, example: Example) -> Result<Shown, OutputError> {
    let deck = folder.join(EXAMPLES).join(format!("{name}.md"));
    build::write(&deck, example.source.as_bytes())?;
    let snapshot =
        Live::open(LiveRequest { deck, audiences: Wanted::All, strict: false, trust: false, system_fonts: false }).rebuild();
    let variants = snapshot.variants.iter().enumerate().filter(|(index, _)| example.shows.variant(*index));
    let variants =
        variants.map(|(_, variant)| variant).map(|variant| Ok((variant.name.clone(), write_slides(folder, name, variant)?)));
    Ok(Shown { variants: variants.collect::<Result<_, OutputError>>()? })
}

fn write_slides(folder: &Utf8Path, name: &str, variant: &LiveVariant) -> Result<Vec<Slide>, OutputError> {
    let mut written = Vec::new();
    for slide in &variant.slides {
        for (step, page) in slide.pages.iter().enumerate() {
            let path = format!("{SLIDES}/{name}.{}.{}.{}.svg", variant.name, slide.number, step + 1);
            build::write(&folder.join(&path), page.svg().as_bytes())?;
            written.push(Slide { path, title: slide.title.clone() });
        }
    }
    Ok(written)
}

fn unknown(name: &str) -> String {
    let name = visible(name);
    let about = guide::about(&name).map(|chapter| format!("`deckle docs {}` has a heading on it", chapter.name));
    let near = || nearest(&name, CHAPTERS.iter().map(|chapter| chapter.name)).map(|known| format!("did you mean `{known}`?"));
    let help = about.or_else(near).unwrap_or_else(|| "`deckle docs` lists them all".into());
    format!("the guide has no chapter `{name}`; {help}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_every_chapter() {
        let text = contents();
        assert!(CHAPTERS.iter().all(|chapter| text.contains(chapter.name) && text.contains(chapter.summary())));
    }

    #[test]
    fn a_chapter_is_printed_as_it_is_with_bold_headings() {
        let chapter = guide::find("slides").unwrap();
        let text = printed(chapter);
        assert!(text.starts_with("\x1b[1m# Slides\x1b[0m\n"), "{text}");
        assert!(text.contains("\n# Where we are\n"), "headings in an example are not the guide's");
        assert_eq!(text.lines().count(), chapter.text.lines().count());
    }

    #[test]
    fn a_wrong_name_gets_the_nearest() {
        assert_eq!(unknown("step"), "the guide has no chapter `step`; did you mean `steps`?");
        assert_eq!(unknown("Rehearsals"), "the guide has no chapter `Rehearsals`; `deckle docs time` has a heading on it");
        assert_eq!(unknown("qqqq"), "the guide has no chapter `qqqq`; `deckle docs` lists them all");
    }
}
