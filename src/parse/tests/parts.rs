//! Reading part by part gives what reading the whole at once would give.

use super::*;
use crate::parse::parts::{Part, parts};

/// A deck read as one part.
fn read_whole(text: &str) -> (Deck, Diagnostics) {
    let mut sources = Sources::new();
    let file = sources.add("talk.md", text);
    let source = sources.get(file);
    let mut findings = Diagnostics::new();
    let mut front = front_matter::read(source, &Meta::default(), &mut findings);
    let mut deck = empty_deck(file, &mut front);
    let part = Part::whole(source, front.end);
    let rules = Rules::of(&deck);
    let prelude = Prelude::read(source, &part, &rules);
    let definitions = Definitions::new([&prelude.definitions]);
    let piece = pieces::read(source, &part, prelude, &rules, &definitions);
    let drafts = piece.drafts.into_iter().map(|draft| (draft.slide, draft.about)).unzip();
    findings.extend(piece.rest.findings.shared().iter().cloned());
    findings.extend(pieces::finish(source, drafts, [&piece.rest].into_iter(), &mut deck).1);
    findings.sort_and_dedup();
    (deck, findings)
}

#[track_caller]
fn same(text: &str) {
    let parsed = parsed(text);
    let (deck, findings) = read_whole(text);
    for (by_part, whole) in
        [(without_ends(&parsed.deck), without_ends(&deck)), (format!("{:#?}", parsed.raw), format!("{findings:#?}"))]
    {
        let differs = by_part.lines().zip(whole.lines()).position(|(a, b)| a != b);
        let around =
            |text: &str| text.lines().skip(differs.unwrap_or(0).saturating_sub(8)).take(16).collect::<Vec<_>>().join("\n");
        assert!(by_part == whole, "{text}\n--- by part\n{}\n--- whole\n{}", around(&by_part), around(&whole));
    }
}

/// Where a list ends comrak tells differently at the end of a text and before a heading, by the blank lines between.
fn without_ends(deck: &Deck) -> String {
    let lines = format!("{deck:#?}");
    lines.lines().filter(|line| !line.trim_start().starts_with("end: ")).map(|line| format!("{line}\n")).collect()
}

fn starts(text: &str, level: u8) -> Vec<&str> {
    let mut sources = Sources::new();
    let file = sources.add("talk.md", text);
    let parts = parts(sources.get(file), 0, level);
    parts.iter().map(|part| text[part.range.clone()].split(['\n', '\r']).next().unwrap_or("")).collect()
}

#[test]
fn a_part_begins_where_a_slide_does() {
    for (text, expected) in [
        ("", vec![""]),
        ("a\n## B\nc\n# D\n### E\n", vec!["a", "## B", "# D"]),
        ("a\n\n---\n\nb\n***\nc\n- - -\n", vec!["a", "---", "***", "- - -"]),
        ("a\n---\nb\n", vec!["a"]),
        ("- a\n---\nb\n", vec!["- a", "---"]),
        ("```\n## A\n```\n## B\n", vec!["```", "## B"]),
        ("```\n## A\n", vec!["```"]),
        ("<!--\n## A\n-->\n## B\n", vec!["<!--", "## B"]),
        ("<section>\n## A\n\n## B\n", vec!["<section>", "## B"]),
        ("::: notes\n## A\n:::\n## B\n", vec!["::: notes", "## B"]),
        ("- a\n  ## A\n\n  ---\n## B\n", vec!["- a", "## B"]),
        ("> ## A\n## B\n", vec!["> ## A", "## B"]),
        ("    ## A\n   ## B\n", vec!["    ## A", "   ## B"]),
        ("$$\n## A\n$$\n## B\n", vec!["$$", "## A", "## B"]),
        ("<!-- a\n## A\n<!-- b -->\n## B\n", vec!["<!-- a", "## B"]),
        ("<!-- a\n## A\n## B\n", vec!["<!-- a"]),
        ("## A\r\n\r\n## B\r## C", vec!["## A", "## B", "## C"]),
        ("[a]{plain=\"b\n## C\"}\n", vec!["[a]{plain=\"b", "## C\"}"]),
    ] {
        assert_eq!(starts(text, 2), expected, "{text:?}");
    }
    assert_eq!(starts("# A\n## B\n# C\n", 1), ["# A", "# C"]);
}

#[test]
fn link_definitions_hold_everywhere() {
    for text in [
        "## A\n\n[one] and [two][ONE  x] and [one][]\n\n## B\n\n[one]: /first \"Title \\\" & more\"\n[One x]: <a b\\>>\n",
        "[a]: /first\n\n## A\n\n[a]\n\n[a]: /second\n\n## B\n\n[a]: /third 'x'\n\n[a]\n",
        "[a]: /first 'one\ntwo'\n\n## A\n\n[a]\n\n[a]: /second\n",
        "## A\n\n[b] [ẞ]\n\n## B\n\n> [b]: /in-a-quotation\n\n- [SS]: /in-a-list\n",
        "## A\n\n![Picture][p]\n\n## B\n\n```\n[p]: /code.png\n```\n\n## C\n\n[p]: real.png\n",
        "## A\n\n[x]\n\n## B\n\ntext\n[x]: /no-definition\n",
        "## A\n\n[x\\]y] [x\ny]\n\n## B\n\n[x\\]y]: /escaped\n\n[X y]: /lines\n",
        "## A {#a}\n\n[see][t]\n\n## B\n\n[t]: #a\n",
        "## A\n\n[t]{.term} [u]\n\n## B\n\n[u]: /x(y){width=3}\n[t]: /never-used\n",
    ] {
        same(text);
    }
    let many = format!("## A\n\n{}\n\n## B\n\n[a]: /{}\n", "[a] ".repeat(100), "x".repeat(10_000));
    let links = show::slide(&parsed(&many).deck.slides[0]).matches("xxx").count();
    assert!(links < 100 * 10_000 / 3, "a long address is not repeated without end");
}

#[test]
fn what_crosses_slides_is_the_same() {
    for text in [
        "---\ntitle: T\n---\nText\n\n# S {layout=two-columns audience=technical}\n\n## A\n\n---\n\n## B {layout=quote}\n\n# T\n## C\n",
        "## A {#x}\n\n## B {#x}\n\n## x\n\n## X\n\n[to](#x-2) [to](#nothing)\n\n## C {replaces=y}\n",
        "Title\n=====\n\ntext\n\nOther\n---\n\nmore\n\n## A\n",
        "## A\n\n::: notes\nnever closed\n\n## B\n\n# C\n",
        "## A\n\n```\nnever closed\n\n## B\n",
        "## A {time=\n\n## B\n\n:::\n\n## C {\n",
        "---\n---\n\n---\n\n---\n",
        "\u{feff}## A\r\n\r\n[x]{time=1m} {.y}\r\n## B\r\n",
    ] {
        same(text);
    }
}

/// Blocks to make decks of.
pub const BLOCKS: &[&str] = &[
    "# Section {time=3m}\n",
    "# Section\n\n",
    "# \"Section\" {lang=de}\n\n",
    "## \"Slide\" {lang=fr plain=\"'x'\"}\n\n",
    "::: {lang=pl}\n\"text\"\n",
    "'text' \"text\"\n\n",
    "## Slide {#id}\n",
    "## Slide\n\n",
    "## A `b` [c]{plain=\"d\"} {audience=technical}\n",
    "---\n\n",
    "***\n",
    "text\n",
    "text with [ref] and [other][ref2]\n\n",
    "[ref]: https://x.org\n\n",
    "[ref2]: <b c> 'title'\n",
    "- item\n- item\n  more\n\n",
    "1. a\n\n   b\n\n",
    "    indented\n\n",
    "> quoted\nlazy\n\n",
    "```python {highlight=\"1\"}\n# code\n## code\n```\n",
    "~~~\n",
    "::: notes\n",
    "::: {.columns}\n",
    ":::\n",
    "<!-- comment -->\n",
    "<!-- open\n",
    "-->\n",
    "<div>\n",
    "\n",
    "\n\n",
    "$$\nx\n$$\n",
    "$$\n",
    "| a | b |\n|---|---|\n| c | d |\n\n",
    "![alt](x.png){width=50%}\n",
    "Setext\n---\n",
    "Setext\n===\n\n",
    "[span]{plain=\"two\nlines\"} text\n",
    ". . .\n\n",
    "term\n: details\n\n",
    "text[^1]\n\n[^1]: A footnote.\n\n    ## in it\n\n",
    "mark[^2] *[^3]* ^[here]\n\n",
    "[^2]: Elsewhere with [ref].\n\n",
    "[^3]: More.\n",
    "## Slide {time=\n",
    "\t## not a slide\n",
    "[link](#id) *a **b***\n",
];

#[test]
fn any_order_of_blocks_is_read_the_same() {
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for round in 0..1_000 {
        let mut text = if round % 3 == 0 { "---\ntitle: T\nduration: 5m\n---\n".to_owned() } else { String::new() };
        for _ in 0..3 + round % 12 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            text.push_str(BLOCKS[usize::try_from(random >> 33).unwrap() % BLOCKS.len()]);
        }
        same(&text);
    }
}
