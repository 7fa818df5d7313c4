//! Whatever an author writes stands somewhere, and the usual ways of writing fall into their regions.

use super::*;
use crate::model::{Audience, CodeBlock, List, Slide, Variant, texts, walk_blocks};
use crate::project::project;
use crate::project::testing::*;

fn strong(words: &str) -> Inline {
    inline(InlineKind::Strong(vec![text(words)]))
}

/// `**head** rest`
fn named(head: &str, rest: &str) -> Block {
    block(BlockKind::Paragraph(vec![strong(head), text(rest)]))
}

fn tasks(checked: &[bool]) -> Block {
    let item = |done: &bool| ListItem { content: vec![paragraph("task")], checked: Some(*done), span: at(0) };
    block(BlockKind::List(List { start: None, tight: true, incremental: false, items: checked.iter().map(item).collect() }))
}

fn terms(names: &[&str]) -> Block {
    let one = |name: &&str| Description {
        term: vec![text(name)],
        details: vec![vec![paragraph(&format!("about {name}"))]],
        span: at(0),
    };
    block(BlockKind::Descriptions(names.iter().map(one).collect()))
}

fn cells(rows: &[&[&str]]) -> Block {
    let cell = |words: &&str| if words.is_empty() { Vec::new() } else { vec![text(words)] };
    block(BlockKind::Table(table(rows.iter().map(|row| row.iter().map(cell).collect()).collect())))
}

fn output(text: &str) -> Block {
    let code = CodeBlock { language: "text".into(), text: text.into(), highlight: Vec::new(), plain: None, file: None };
    block(BlockKind::Code(code))
}

fn columns_of(sides: Vec<Vec<Block>>) -> Block {
    block(BlockKind::Columns(sides.into_iter().map(column).collect()))
}

/// Two pictures in one paragraph, one below the other in the source.
fn pictures_together() -> Block {
    let one = |path: &str| {
        let BlockKind::Picture(shown) = picture(path, path).kind else { unreachable!() };
        inline(InlineKind::Picture(shown))
    };
    block(BlockKind::Paragraph(vec![one("a.png"), inline(InlineKind::SoftBreak), one("b.png")]))
}

fn shown(layout_asked: Layout, content: Vec<Block>) -> ProjectedSlide {
    let deck = deck(vec![Slide { layout: layout(layout_asked), content, ..slide("a") }]);
    let (mut seen, _) = project(&deck, &Variant::of(Audience::technical()), "talk");
    seen.slides.remove(0)
}

/// What the cells are called and say.
fn told(content: Vec<Block>, asked: Layout) -> Vec<(String, String)> {
    let slide = shown(asked, content);
    let cells = arrange(&slide).cells.into_iter().map(|cell| {
        let head = match &cell.head {
            None => String::new(),
            Some(Head::Words(words)) => plain_text(words),
            Some(Head::Heading(block) | Head::Bold(block)) => words_of([*block]).join(" "),
        };
        (head, cell.content.iter().flat_map(words_of_piece).collect::<Vec<_>>().join(" "))
    });
    cells.collect()
}

fn words_of_piece(piece: &Piece<'_>) -> Vec<String> {
    match piece {
        Piece::Block(block) => words_of([*block]),
        Piece::Picture(picture) => vec![picture.path.value.clone()],
        Piece::Words(words) => split(&plain_text(words)),
    }
}

fn split(text: &str) -> Vec<String> {
    text.split_whitespace().map(|word| word.trim_matches([':', '—']).to_owned()).filter(|word| !word.is_empty()).collect()
}

fn words_of<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks {
        for block in walk_blocks(std::slice::from_ref(block)) {
            match &block.kind {
                BlockKind::Picture(picture) => out.push(picture.path.value.clone()),
                BlockKind::Code(code) => out.extend(split(&code.text)),
                _ => {}
            }
            for text in texts(block) {
                for inline in crate::model::walk_inlines(text) {
                    match &inline.kind {
                        InlineKind::Text(text) => out.extend(split(text)),
                        InlineKind::Picture(picture) => out.push(picture.path.value.clone()),
                        _ => {}
                    }
                }
            }
        }
    }
    out
}

fn samples() -> Vec<Vec<Block>> {
    vec![
        vec![],
        vec![paragraph("only this")],
        vec![paragraph("51 h"), paragraph("what it means"), paragraph("more"), paragraph("and more"), paragraph("Source: x")],
        vec![named("51 h", " from start"), paragraph("what it means")],
        vec![paragraph(
            "a line that is far too long to be a number, and too long for the role of someone as well, it goes on and on",
        )],
        vec![paragraph("lead"), heading("One"), paragraph("first"), heading("Two"), code("let x"), paragraph("second")],
        vec![heading("One"), paragraph("first")],
        vec![heading("a"), heading("b"), heading("c"), heading("d"), heading("e"), heading("f"), paragraph("g")],
        vec![
            columns_of(vec![vec![heading("L"), paragraph("left")], vec![named("R", ""), paragraph("right")]]),
            paragraph("below"),
        ],
        vec![cells(&[&["Buy", "Build"], &["now", "later"], &["", "ours"]])],
        vec![cells(&[&["", "low", "high"], &["up", "one", "two"], &["down", "three", "four"]]), paragraph("below")],
        vec![list(vec![vec![named("May", ": it began")], vec![named("June:", "it ended"), paragraph("more")]])],
        vec![list(vec![vec![paragraph("no name")], vec![named("June", "it ended")]])],
        vec![terms(&["May", "June", "July"]), paragraph("after")],
        vec![tasks(&[true, false]), paragraph("after")],
        vec![picture("a.png", "a"), picture("b.png", "b"), paragraph("words")],
        vec![pictures_together()],
        vec![picture("a.png", "a"), paragraph("role"), block(BlockKind::Quote(vec![paragraph("said")]))],
        vec![paragraph("lead"), code("let y"), output("y")],
        vec![block(BlockKind::Pause), paragraph("x"), block(BlockKind::Pause), picture("a.png", "a")],
    ]
}

#[test]
fn nothing_is_lost_whatever_the_layout() {
    for (asked, name) in Layout::ALL {
        for content in samples() {
            let slide = shown(*asked, content);
            let out = arrange(&slide);
            let mut found = words_of(out.before.iter().chain(&out.body).chain(&out.media).chain(&out.source).copied());
            found.extend(words_of(out.columns.iter().flat_map(|(_, column)| column.iter().copied())));
            found.extend(out.axes.0.iter().chain(&out.axes.1).flat_map(|words| split(&plain_text(words))));
            for cell in &out.cells {
                found.extend(cell.content.iter().flat_map(words_of_piece));
                match &cell.head {
                    Some(Head::Words(words)) => found.extend(split(&plain_text(words))),
                    Some(Head::Heading(block) | Head::Bold(block)) => found.extend(words_of([*block])),
                    None => {}
                }
            }
            let mut written = words_of(&slide.content);
            found.sort();
            written.sort();
            assert_eq!(found, written, "{name}: {:?}", slide.content);
        }
    }
}

#[test]
fn the_natural_ways_of_writing_fall_into_parts() {
    let two = [("One".to_owned(), "first".to_owned()), ("Two".to_owned(), "second".to_owned())];
    for (content, asked) in [
        (vec![heading("One"), paragraph("first"), heading("Two"), paragraph("second")], Layout::Comparison),
        (vec![heading("One"), paragraph("first"), heading("Two"), paragraph("second")], Layout::BeforeAfter),
        (vec![heading("One"), paragraph("first"), heading("Two"), paragraph("second")], Layout::Timeline),
        (vec![cells(&[&["One", "Two"], &["first", "second"]])], Layout::Comparison),
        (vec![cells(&[&["", ""], &["One", "first"], &["Two", "second"]])], Layout::Timeline),
        (vec![list(vec![vec![named("One", ": first")], vec![named("Two:", " second")]])], Layout::Timeline),
        (
            vec![columns_of(vec![
                vec![heading("One"), paragraph("first")],
                vec![block(BlockKind::Paragraph(vec![strong("Two")])), paragraph("second")],
            ])],
            Layout::Comparison,
        ),
    ] {
        assert_eq!(told(content.clone(), asked), two, "{asked:?} {content:?}");
    }
    let grid = vec![cells(&[&["", "low", "high"], &["up", "one", "two"], &["down", "three", "four"]])];
    let slide = shown(Layout::Matrix, grid);
    let out = arrange(&slide);
    assert_eq!((out.cells.len(), out.axes.0.len(), out.axes.1.len()), (4, 2, 2));
    assert_eq!(
        told(vec![pictures_together()], Layout::ImageGrid),
        [(String::new(), "a.png".into()), (String::new(), "b.png".into())]
    );
    let number = told(vec![named("51 h", " from start")], Layout::BigNumber);
    assert_eq!(number, [("51 h".to_owned(), "from start".to_owned())]);
}

#[test]
fn groups_are_looked_into() {
    let events = list(vec![vec![named("May", ": first")], vec![named("June", ": second")]]);
    let grouped =
        vec![block(BlockKind::Group { classes: vec!["incremental".into()], lang: None, content: vec![events.clone()] })];
    assert_eq!(told(grouped, Layout::Timeline), told(vec![events], Layout::Timeline));
}

#[test]
fn what_does_not_fit_is_told() {
    let misfits = |asked, content| arrange(&shown(asked, content)).misfits;
    let needed = |layout: Layout| *layout.info().regions.iter().find(|region| region.needed).unwrap();
    for (asked, _) in Layout::ALL.iter().filter(|(layout, _)| layout.info().regions.iter().any(|region| region.needed)) {
        assert_eq!(misfits(*asked, vec![]), [Misfit::Missing(needed(*asked))], "{asked:?}");
    }
    let sides = |count: usize| (0..count).flat_map(|_| [heading("A"), paragraph("b")]).collect::<Vec<_>>();
    assert_eq!(misfits(Layout::Comparison, sides(2)), []);
    assert_eq!(misfits(Layout::Comparison, sides(1)), [Misfit::Count(needed(Layout::Comparison), 1, at(0))]);
    assert_eq!(misfits(Layout::Comparison, sides(4)), [Misfit::Count(needed(Layout::Comparison), 4, at(0))]);
    assert_eq!(misfits(Layout::Matrix, sides(3)), [Misfit::Count(needed(Layout::Matrix), 3, at(0))]);
    let long = "a number of many words that nobody reads";
    let length = long.chars().count();
    assert_eq!(misfits(Layout::BigNumber, vec![paragraph(long)]), [Misfit::Long(needed(Layout::BigNumber), length, at(0))]);
    let many = || (0..4).map(|n| paragraph(&n.to_string())).collect::<Vec<_>>();
    assert_eq!(misfits(Layout::Statement, many()), [Misfit::Loose(2, at(0))]);
    assert_eq!(misfits(Layout::Content, many()), []);
}
