//! Places of hand-made slides, found on their pages.

use super::*;
use crate::assets::Assets;
use crate::model::{Audience, Meta, Variant};
use crate::project;
use crate::source::Sources;
use crate::theme;
use crate::typeset::{Highlights, TypesetSlide, typeset};

/// The first slide of a deck, and where words were written in it.
struct Laid {
    slide: TypesetSlide,
    text: String,
    file: crate::source::FileId,
}

fn laid(markdown: &str) -> Laid {
    let mut sources = Sources::new();
    let file = sources.add("talk.md", markdown);
    let (deck, found) = crate::parse::parse(&sources, file, &Meta::default());
    assert!(!found.has_errors(), "{found:?}");
    let (projection, _) = project::project(&deck, &Variant::of(Audience::technical()), "talk");
    let theme = theme::find(theme::DEFAULT).unwrap();
    let (mut typeset, found) = typeset(&projection, &theme, &Assets::default(), &Highlights::new());
    assert!(!found.has_errors(), "{found:?}");
    Laid { slide: typeset.slides.remove(0), text: markdown.to_owned(), file }
}

impl Laid {
    /// The areas of what was written as `words`.
    fn find(&self, words: &str, block: bool) -> Vec<Area> {
        let start = self.text.find(words).unwrap();
        let span = Span::new(self.file, start, start + words.len());
        let wanted = [Wanted { span, pictures: Vec::new(), block }];
        areas(self.slide.to_show().unwrap(), &self.slide.source, &wanted).remove(0)
    }

    fn one(&self, words: &str, block: bool) -> Area {
        let found = self.find(words, block);
        assert_eq!(found.len(), 1, "{words}: {found:?}");
        found[0]
    }
}

fn right(area: Area) -> f64 {
    area.x + area.width
}

#[test]
fn words_are_found_within_a_text() {
    let laid = laid("## Title\n\nAlpha beta gamma, [delta]{plain=\"x\"} end.\n");
    let (alpha, beta, delta) = (laid.one("Alpha", false), laid.one("beta", false), laid.one("[delta]{plain=\"x\"}", false));
    assert_eq!(alpha.y, beta.y);
    assert!(right(alpha) < beta.x && right(beta) < delta.x, "{alpha:?} {beta:?} {delta:?}");
    let all = laid.one("Alpha beta gamma, [delta]{plain=\"x\"} end.", true);
    assert!(all.x <= alpha.x && right(all) > right(delta));
    let title = laid.one("Title", true);
    assert!(title.y + title.height <= all.y, "{title:?} stands above {all:?}");
}

#[test]
fn a_text_on_several_lines_has_an_area_for_each_and_a_block_one() {
    let words = "many words in a row ".repeat(12);
    let laid = laid(&format!("## Title\n\n[{words}end]{{lang=de}} and so on.\n"));
    let written = format!("[{words}end]{{lang=de}}");
    let lines = laid.find(&written, false);
    assert!(lines.len() > 1, "{lines:?}");
    assert!(lines.windows(2).all(|pair| pair[0].y < pair[1].y));
    let block = laid.one(&written, true);
    assert!((block.y - lines[0].y).abs() < 0.01 && block.height > lines[0].height * 1.5);
}

#[test]
fn items_have_their_bullets_and_code_its_faded_lines() {
    let list = "- first\n- second\n";
    let deck = laid(&format!("## Title\n\n{list}\nText.\n"));
    assert!(deck.one(list.trim_end(), true).x < deck.one("first", false).x, "the bullet is in it");
    let plain = "```python\na = 1\nb = 2\nc = 3\n```";
    let marked = plain.replace("```python", "```python {highlight=\"2\"}");
    let heights = [plain, &marked].map(|code| laid(&format!("## Title\n\n{code}\n")).one(code, true).height);
    assert!((heights[0] - heights[1]).abs() < 1.0, "{heights:?}");
}

#[test]
fn what_is_elsewhere_has_no_area() {
    let laid = laid("## Title\n\nText.\n\n::: notes\nSpoken.\n:::\n");
    assert!(laid.find("Spoken.", true).is_empty());
    assert!(!laid.find("Text.", true).is_empty());
}
