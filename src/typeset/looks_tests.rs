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

#[test]
fn titles_on_two_lines_are_parted_by_their_sense() {
    let parted = "Approve one shared database by 11 December";
    let comma = "If the one server fails, all twelve customers stand still";
    let long =
        "If the one server fails, all twelve of our customers stand still until somebody has set up another one for them by hand";
    let slides = [(parted, 1), (comma, 2), (long, 3)].map(|(title, number)| {
        let layout = if number == 3 { Layout::Statement } else { Layout::Content };
        slide(number, layout, title, vec![bullets(&["A"])])
    });
    let (done, findings) = run(&deck(slides.to_vec()));
    assert!(findings.is_empty(), "{findings:?}");
    let starts = |index: usize, lines_wanted: &[&str]| {
        let found = lines(&done.slides[index]);
        assert!(lines_wanted.iter().all(|line| found.iter().any(|found| found == line)), "{found:?}");
    };
    starts(0, &["Approve one shared database", "by 11 December"]);
    starts(1, &["If the one server fails,", "all twelve customers stand still"]);
    assert!(done.slides[2].fitting.overflow.is_none());
}

#[test]
fn a_title_on_more_lines_is_broken_as_if_nothing_had_parted_it() {
    let mut one =
        slide(1, Layout::Content, "If a server fails, all of the twelve customers stand still", vec![paragraph("Words.")]);
    let BlockKind::Picture(picture) = crate::project::testing::picture("a.png", "").kind else { unreachable!() };
    let side = Some(crate::model::Side::Right);
    one.backgrounds = vec![crate::model::Background { side, ..crate::model::Background::new(*picture) }];
    let (done, _) = run(&deck(vec![one]));
    assert!(done.slides[0].source().contains("title-cut: "), "on two lines it would be parted");
    let found = lines(&done.slides[0]);
    assert!(found.iter().any(|line| line.contains("fails, all")), "{found:?}");
}

#[test]
fn a_sentence_alone_is_the_largest_thing_on_its_slide() {
    let (done, _) =
        run(&deck(vec![slide(1, Layout::Content, "What we ask for", vec![paragraph("Half of the money this year.")])]));
    let sizes = sizes(&done.slides[0].pages[0].frame);
    let of = |start: &str| sizes.iter().find(|(text, _)| text.starts_with(start)).map(|(_, size)| *size).expect("it is there");
    assert!(of("Half") > of("What"), "{sizes:?}");
}

/// The pieces of text in a frame with their sizes.
fn sizes(frame: &Frame) -> Vec<(String, f64)> {
    let one = |(_, item): &(Point, typst::layout::FrameItem)| match item {
        typst::layout::FrameItem::Text(text) => vec![(text.text.to_string(), text.size.to_pt())],
        typst::layout::FrameItem::Group(group) => sizes(&group.frame),
        _ => Vec::new(),
    };
    frame.items().flat_map(one).collect()
}
