//! Blocks to Markdown and back.

use super::*;
use crate::model::{Deck, Meta, walk_blocks};
use crate::source::{FileId, Sources, Span};

fn parsed(markdown: &str) -> Deck {
    let mut sources = Sources::new();
    let file = sources.add("talk.md", markdown);
    let (deck, findings) = crate::parse::parse(&sources, file, &Meta::default());
    assert!(!findings.has_errors(), "{markdown}\n{findings:?}");
    deck
}

/// The blocks of a slide's notes.
fn notes(markdown: &str) -> Vec<Block> {
    let deck = parsed(&format!("## Slide\n\nText.\n\n:::::::: notes\n{markdown}\n::::::::\n"));
    deck.slides[0].notes.iter().flat_map(|notes| notes.content.clone()).collect()
}

const PLAIN: Style<'static> = Style { slide: &|id| Some(format!("#{id}")), pictures: Some(""), first_heading: 1 };

/// What blocks say, without their places.
fn shape(blocks: &[Block]) -> String {
    let text = format!("{blocks:#?}");
    let mut inside = 0;
    let mut kept = String::new();
    for line in text.lines() {
        // A span is printed over several lines: `span: Span {` to its closing brace.
        if inside == 0 && line.trim_start().starts_with("span: Span {") {
            inside = line.len() - line.trim_start().len() + 1;
        }
        if inside == 0 {
            kept.push_str(line);
            kept.push('\n');
        } else if line.trim_start() == "}," && line.len() - line.trim_start().len() + 1 == inside {
            inside = 0;
        }
    }
    kept
}

#[test]
fn what_is_written_reads_as_the_same_blocks() {
    for markdown in [
        "A paragraph\nof *two* **lines** and `code`.\n\nAnother, ~~gone~~, with x<sup>2</sup> and H<sub>2</sub>O.",
        "- one\n- two\n  - inner\n  - more\n- three",
        "1. one\n2. two\n\n   with a second paragraph\n3. three",
        "7. seven\n8. eight",
        "- [ ] open\n- [x] done",
        "- a\n- b\n\n* another list\n* of its own",
        "| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | *x* | `p\\|q` | a \\| b |\n| 2 |  | z | $x$ |",
        "```rust\nfn main() {\n\n    println!(\"```\");\n}\n```",
        "````\n```\ninner\n```\n````",
        "~~~text\n    indented\n~~~",
        "> A quotation\n>\n> > within another\n>\n> — Someone",
        "> [!WARNING]\n> Careful.\n>\n> - a list",
        "[a link](https://example.org/a_b?x=1&y=2), <https://example.org/>, [odd](<https://example.org/a(b>).",
        "[another slide](#slide)",
        "![What it shows](img/a.svg \"A caption\")",
        "Text with ![a picture](img/b.png) in it.",
        "$$\n\\frac{a}{b}\n$$",
        "Inline $x_1^2$ and $a * b$.",
        "### Heading with *stress* and `code`\n\n#### Deeper",
        "**Bold**, *it*, ***both***, **a *b* c**, *a **b** c*, x**y**z",
        "A line\\\nbroken",
        "Stars \\* and \\_ and \\` and \\[x\\](y) and \\<b> and \\# and 1\\. and \\\\ \\$a\\$ \\~b\\~ &amp;amp;",
        "\\# no heading\n\n\\- no item\n\n1\\. no number\n\n\\> no quotation\n\n\\::: no div\n\n\\---",
        "snake_case_word, 5 < 6 > 4, R&D, $300K and $5",
        "]] --> #panic(\"x\") \\#let x = 1",
        "`` a ` b `` and `#[x]` and ` `` `",
    ] {
        let first = notes(markdown);
        assert!(!first.is_empty(), "{markdown}");
        let written = blocks(&first, &PLAIN);
        let second = notes(&written);
        assert_eq!(shape(&first), shape(&second), "{markdown}\nwas written as\n{written}");
        assert_eq!(written, blocks(&second, &PLAIN), "written again it is the same");
    }
}

#[test]
fn words_that_look_like_marks_stay_words() {
    let letters = [
        "*", "_", "`", "[", "]", "(", ")", "#", "-", "+", "1.", ">", "<", "|", "~", "$", "^", "{", "}", "!", ":", "&", "\\", "a",
        " ", "é", "= ", "x;",
    ];
    // A small generator with a fixed seed: the same texts every time.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    for _ in 0..3000 {
        let length = 1 + next(9);
        let text: String = (0..length).map(|_| letters[next(letters.len())]).collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            continue;
        }
        let span = Span::new(FileId(0), 0, 0);
        let inline = Inline { kind: crate::model::InlineKind::Text(text.clone()), span };
        let block = Block { kind: BlockKind::Paragraph(vec![inline]), span, audience: None };
        let written = blocks(std::slice::from_ref(&block), &PLAIN);
        let again = notes(&written);
        let words: Vec<String> = walk_blocks(&again).flat_map(crate::model::texts).map(crate::model::plain_text).collect();
        let only_words = matches!(again.as_slice(), [Block { kind: BlockKind::Paragraph(content), .. }] if content.iter().all(|piece| matches!(piece.kind, crate::model::InlineKind::Text(_))));
        assert!(only_words && words == [text.as_str()], "{text:?} was written as {written:?} and read as {again:?}");
    }
}

#[test]
fn stress_that_marks_cannot_show_becomes_html() {
    let span = Span::new(FileId(0), 0, 0);
    let text = |text: &str| Inline { kind: crate::model::InlineKind::Text(text.into()), span };
    let strong = |words: &str| Inline { kind: crate::model::InlineKind::Strong(vec![text(words)]), span };
    let line = |content: &[Inline]| line(content, &PLAIN);
    assert_eq!(line(&[text("値は"), strong("「高い」"), text("です")]), "値は<strong>「高い」</strong>です");
    assert_eq!(line(&[strong("a"), strong("b")]), "**a**<strong>b</strong>");
    assert_eq!(line(&[text("x "), strong(" spaced "), text(" y")]), "x <strong> spaced </strong> y");
    assert_eq!(line(&[text("plain "), strong("word"), text(".")]), "plain **word**.");
}

#[test]
fn places_without_pictures_show_their_words() {
    let style = Style { slide: &|_| None, pictures: None, first_heading: 3 };
    let given = notes("# Deep\n\n## Deeper\n\nSee [the other](#slide).\n\n![Alt *text*](x.png \"Caption\")");
    assert_eq!(blocks(&given, &style), "### Deep\n\n#### Deeper\n\nSee the other.\n\nAlt text\n\nCaption");
}
