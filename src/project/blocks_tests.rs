//! Tests of the rules for blocks. Shown content is compared as a short sketch: `p(words)`, `code(text)`, `list[…]`.

use std::collections::HashMap;

use super::*;
use crate::model::{Audience, Variant, plain_text};
use crate::project::testing::{
    block, code, column, for_audience, group, list as list_of, marked, paragraph as p, picture, table as table_of, text, written,
};
use crate::project::view::{Ids, View};

fn seen_by(lineage: &[&str], source: &[Block]) -> (String, Vec<Code>) {
    let technical = Variant::of(Audience::technical());
    let variant = Variant { lineage: lineage.iter().map(|name| Audience((*name).to_owned())).collect() };
    let view = View {
        variant: &variant,
        technical: &technical,
        shown: Ids::of(std::iter::empty()),
        replaced: HashMap::new(),
        known: Ids::of(std::iter::empty()),
    };
    let mut record = Record::default();
    let seen = blocks(Scope::new(&view), source, &mut record);
    (sketch(&seen), record.findings.iter().map(|f| f.code).collect())
}

fn technical(source: &[Block]) -> String {
    let (sketch, findings) = seen_by(&["technical"], source);
    assert!(findings.is_empty(), "{findings:?}");
    sketch
}

/// What the plain variant shows, with a `!` for each thing that was dropped.
fn plain(source: &[Block]) -> String {
    let (sketch, findings) = seen_by(&["non-technical"], source);
    assert!(findings.iter().all(|code| *code == Code::DroppedWithoutReplacement));
    sketch + &"!".repeat(findings.len())
}

fn sketch(blocks: &[Block]) -> String {
    let one = |block: &Block| {
        assert_eq!(block.audience, None);
        match &block.kind {
            BlockKind::Paragraph(content) => format!("p({})", plain_text(content)),
            BlockKind::Heading { content, .. } => format!("h({})", plain_text(content)),
            BlockKind::Code(code) => format!("code({})", code.text),
            BlockKind::Math(latex) => format!("math({latex})"),
            BlockKind::Table(table) => format!("table({})", table.rows.len()),
            BlockKind::Picture(picture) => format!("pic({})", picture.alt),
            BlockKind::Descriptions(items) => {
                let details = |item: &Description| item.details.iter().map(|d| sketch(d)).collect::<Vec<_>>().join("; ");
                items.iter().map(|item| format!("dl[{}: {}]", plain_text(&item.term), details(item))).collect()
            }
            BlockKind::List(list) => list.items.iter().map(|i| format!("li[{}]", sketch(&i.content))).collect(),
            BlockKind::Quote(content) => format!("quote[{}]", sketch(content)),
            BlockKind::Columns(columns) => columns.iter().map(|c| format!("col[{}]", sketch(&c.content))).collect(),
            BlockKind::Callout { content, .. } => format!("callout[{}]", sketch(content)),
            BlockKind::Pause => "pause".to_owned(),
            BlockKind::Typst(raw) => format!("typst({})", raw.text),
            BlockKind::Group { classes, content, .. } => format!("{}[{}]", classes.join("."), sketch(content)),
        }
    };
    blocks.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn math(latex: &str) -> Block {
    block(BlockKind::Math(latex.into()))
}

fn stand_in(words: &str) -> Block {
    group("non-technical", vec![p(words)])
}

fn classed(content: Vec<Block>) -> Block {
    block(BlockKind::Group { classes: vec!["small".into()], lang: None, content })
}

fn with_plain(source: Block, words: &str) -> Block {
    let kind = match source.kind {
        BlockKind::Code(code) => BlockKind::Code(CodeBlock { plain: written(words), ..code }),
        BlockKind::Picture(picture) => BlockKind::Picture(Box::new(Picture { plain: written(words), ..*picture })),
        BlockKind::Heading { level, content, .. } => BlockKind::Heading { level, content, plain: written(words) },
        other => other,
    };
    Block { kind, ..source }
}

#[test]
fn audiences_nest_by_intersection() {
    let source = [
        p("all"),
        group("technical", vec![p("t"), group("non-technical", vec![p("never")])]),
        group("non-technical", vec![p("n"), for_audience("technical", p("never"))]),
    ];
    assert_eq!((technical(&source), plain(&source)), ("p(all) p(t)".into(), "p(all) p(n)".into()));
}

#[test]
fn plain_words_replace_code_pictures_and_headings() {
    let heading = block(BlockKind::Heading { level: 3, content: vec![text("p99")], plain: None });
    for (source, shown, replaced) in [
        (with_plain(code("x"), "a program"), "code(x)", "p(a program)"),
        (with_plain(code("x"), ""), "code(x)", ""),
        (with_plain(picture("a.svg", "latency"), "it got faster"), "pic(latency)", "p(it got faster)"),
        (with_plain(heading, "The slowest"), "h(p99)", "h(The slowest)"),
        (for_audience("all", with_plain(code("x"), "a program")), "code(x)", "p(a program)"),
    ] {
        let source = [source];
        assert_eq!((technical(&source).as_str(), plain(&source).as_str()), (shown, replaced), "{source:?}");
    }
}

#[test]
fn code_and_formulas_are_left_out_and_reported() {
    assert_eq!(plain(&[p("a"), code("x"), math("y"), p("b")]), "p(a) p(b)!!");
    assert_eq!(plain(&[list_of(vec![vec![p("a"), code("x")], vec![math("y")]])]), "li[p(a)]!!");
    assert_eq!(technical(&[p("a"), code("x"), math("y")]), "p(a) code(x) math(y)");
}

#[test]
fn code_for_this_audience_is_shown() {
    assert_eq!(plain(&[for_audience("all", code("x"))]), "code(x)");
    assert_eq!(plain(&[for_audience("technical,non-technical", math("y"))]), "math(y)");
    assert_eq!(plain(&[group("all", vec![list_of(vec![vec![code("x")]])])]), "li[code(x)]", "an enclosing audience counts");
    assert_eq!(plain(&[group("non-technical", vec![code("x")])]), "code(x)");
    assert_eq!(plain(&[for_audience("technical", code("x"))]), "", "what is for others is no loss");
}

#[test]
fn an_extending_audience_sees_what_its_parent_is_given() {
    let source = [group("non-technical", vec![code("x")]), group("technical", vec![p("t")])];
    assert_eq!(seen_by(&["executive", "non-technical"], &source), ("code(x)".into(), vec![]));
    let (sketch, findings) = seen_by(&["ops", "technical"], &[code("y"), stand_in("n")]);
    assert_eq!((sketch.as_str(), findings.len()), ("code(y)", 0), "an audience that extends technical is not plain");
}

#[test]
fn a_plain_block_right_after_stands_in_its_place() {
    let table = || block(BlockKind::Table(table_of(vec![vec![vec![text("a")]], vec![vec![text("1")]]])));
    for (first, shown) in
        [(code("x"), "code(x)"), (math("y"), "math(y)"), (table(), "table(1)"), (picture("a.svg", "latency"), "pic(latency)")]
    {
        let source = [p("a"), first.clone(), stand_in("words"), p("b")];
        assert_eq!(technical(&source), format!("p(a) {shown} p(b)"));
        assert_eq!(plain(&source), "p(a) p(words) p(b)");
        assert_eq!(plain(&[classed(vec![first]), stand_in("words")]), "p(words)", "a group counts as the one block it holds");
    }
    let on_block = [picture("a.svg", "latency"), for_audience("non-technical", picture("b.svg", "empty"))];
    assert_eq!(plain(&on_block), "pic(empty)", "an audience on the block itself does the same");
}

#[test]
fn only_the_block_right_before_is_replaced() {
    assert_eq!(plain(&[picture("a", "one"), picture("b", "two"), stand_in("w")]), "pic(one) p(w)");
    assert_eq!(plain(&[picture("a", "one"), p("between"), stand_in("w")]), "pic(one) p(between) p(w)");
    assert_eq!(plain(&[code("x"), p("between"), stand_in("w")]), "p(between) p(w)!");
    assert_eq!(plain(&[p("a"), stand_in("w")]), "p(a) p(w)", "running text is not replaced");
    assert_eq!(plain(&[picture("a", "one"), stand_in("w"), stand_in("v")]), "p(w) p(v)", "a stand-in is not replaced itself");
    let other_list = [list_of(vec![vec![picture("a", "one")], vec![stand_in("w")]])];
    assert_eq!(plain(&other_list), "li[pic(one)]li[p(w)]", "only within the same list of blocks");
    let pair = [picture("a", "one"), group("technical", vec![p("t")]), stand_in("w")];
    assert_eq!(plain(&pair), "pic(one) p(w)", "the pair is the two groups, not the picture");
}

#[test]
fn what_is_meant_for_everyone_withstands_a_stand_in() {
    assert_eq!(plain(&[for_audience("all", code("x")), stand_in("w")]), "code(x) p(w)");
    assert_eq!(plain(&[group("all", vec![code("x"), stand_in("w")])]), "p(w)", "said further out, it does not");
}

#[test]
fn stand_ins_for_several_plain_audiences() {
    let source = [code("x"), group("executive", vec![p("money")]), stand_in("words")];
    assert_eq!(plain(&source), "p(words)");
    assert_eq!(seen_by(&["executive", "non-technical"], &source), ("p(money) p(words)".into(), vec![]));
}

#[test]
fn an_empty_stand_in_replaces_nothing() {
    let empty = || group("non-technical", vec![group("technical", vec![p("t")])]);
    assert_eq!(plain(&[code("x"), empty()]), "!");
    assert_eq!(plain(&[picture("a", "one"), empty(), stand_in("w")]), "p(w)");
}

#[test]
fn findings_inside_a_stand_in_are_kept() {
    let inside = for_audience("non-technical", p("w"));
    let source = [code("x"), inside, code("y")];
    assert_eq!(plain(&source), "p(w)!", "the first is replaced, the second is lost");
}

#[test]
fn what_selection_empties_disappears() {
    let t = || group("technical", vec![p("t")]);
    let quote = block(BlockKind::Quote(vec![t()]));
    let callout = block(BlockKind::Callout { kind: crate::model::CalloutKind::Tip, title: Some("T".into()), content: vec![t()] });
    let span = block(BlockKind::Paragraph(vec![marked("t", None, Some("technical")), text(" ")]));
    for emptied in [quote, callout, span, t(), classed(vec![t()]), list_of(vec![vec![t()]])] {
        assert_eq!(plain(std::slice::from_ref(&emptied)), "", "{emptied:?}");
    }
    assert_eq!(plain(&[list_of(vec![vec![t()], vec![p("a")], vec![]])]), "li[p(a)]li[]", "an item written empty stays");
    assert_eq!(plain(&[classed(vec![t(), p("a")])]), "small[p(a)]", "classes keep a group");
}

#[test]
fn columns_left_empty_disappear() {
    let columns = |parts: Vec<Vec<Block>>| block(BlockKind::Columns(parts.into_iter().map(column).collect()));
    let t = || vec![group("technical", vec![p("t")])];
    assert_eq!(plain(&[columns(vec![vec![p("a")], t(), vec![p("b")]])]), "col[p(a)]col[p(b)]");
    assert_eq!(plain(&[columns(vec![vec![p("a"), p("b")], t()])]), "p(a) p(b)", "one of several is no column");
    assert_eq!(plain(&[columns(vec![vec![p("a")]])]), "col[p(a)]", "unless the author wrote one");
    assert_eq!(plain(&[columns(vec![t(), t()])]), "");
}
