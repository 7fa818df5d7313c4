//! How slides look by the rules of the base theme: where lines break, and how large what stands there is.

use super::tests::{bullets, deck, paragraph, run, slide};
use super::*;
use crate::model::{Block, BlockKind, Column, Layout};
use crate::source::{FileId, Span};

/// The lines of a slide's text, as they are drawn.
fn lines(slide: &TypesetSlide) -> Vec<String> {
    text::of(&slide.pages[0].frame).lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn columns(contents: Vec<Vec<Block>>) -> Block {
    let span = Span::new(FileId(0), 0, 1);
    let columns = contents.into_iter().map(|content| Column { width: None, content, span });
    super::tests::block(BlockKind::Columns(columns.collect()))
}

#[test]
fn lines_in_narrow_columns_are_filled_from_the_first_on() {
    let long = bullets(&[
        "Easier management for monitoring, upgrade, administer",
        "Shared server instance resources (CPU, Memory, IOPS)",
    ]);
    let short = || bullets(&["#5 Row Level Security", "#6 Partitioned Orders"]);
    let two = slide(1, Layout::TwoColumns, "Two", vec![columns(vec![vec![long], vec![short()]])]);
    let three = slide(2, Layout::TwoColumns, "Three", vec![columns(vec![vec![short()], vec![short()], vec![short()]])]);
    let (done, _) = run(&deck(vec![two, three]));
    let (two, three) = (lines(&done.slides[0]), lines(&done.slides[1]));
    for line in ["Easier management", "Shared server instance", "Memory, IOPS)"] {
        assert!(two.iter().any(|found| found == line), "{line} is no line of {two:?}");
    }
    for line in ["#5 Row Level", "#6 Partitioned"] {
        assert!(three.iter().any(|found| found == line), "{line} is no line of {three:?}");
    }
}

#[test]
fn no_lone_word_ends_a_text_whose_lines_have_room_for_more() {
    let prose = "Most were provisioned wrong. Over-provisioned (over spending), under-provisioned (performance problems). We measured it twice and got the same again.";
    for count in 0..6 {
        let text = format!("{prose}{}", " again".repeat(count));
        let content = vec![paragraph(&text), paragraph(&text)];
        let (done, _) = run(&deck(vec![slide(1, Layout::Content, "Prose", content)]));
        let found = lines(&done.slides[0]);
        let words = |line: &String| line.contains(' ') || ["Prose", "1"].contains(&line.as_str());
        assert!(found.len() > 4 && found.iter().all(words), "{found:?}");
    }
}
