//! HTML in Marp decks.

use super::*;

fn marp(settings: &str, text: &str) -> Parsed {
    parsed(&format!("---\nmarp: true\n{settings}---\n{text}"))
}

fn slides(parsed: &Parsed) -> Vec<String> {
    parsed.deck.slides.iter().map(show::slide).collect()
}

/// The content of the first slide, which has the title `A`.
fn content(text: &str) -> String {
    let parsed = marp("", &format!("# A\n\n{text}\n"));
    slides(&parsed)[0].replacen("#a Heading \"A\"", "", 1).trim().to_owned()
}

#[test]
fn boxes_side_by_side_are_columns() {
    let two = |open: &str, inner: &str| {
        content(&format!("{open}\n<div{inner}>\n\n- a\n\n</div>\n<div>\n\n![w:100 P](p.png)\n\n</div>\n</div>\n\nbelow"))
    };
    let columns = two("<div class=\"columns\">", "");
    assert!(columns.starts_with("[columns(") && columns.ends_with("p(below)]"), "{columns}");
    for open in [
        "<div style=\"display: grid; grid-template-columns: 1fr 1fr\">",
        "<div style='display:flex'>",
        "<div class=\"grid grid-cols-2\">",
        "<style>\n.mine { display: flex; gap: 1em }\n</style>\n\n<div class=\"x mine\">",
    ] {
        assert_eq!(two(open, ""), columns, "{open}");
    }
    for open in ["<div>", "<div class=\"other\">", "<div style=\"display: flex; flex-direction: column\">"] {
        assert_eq!(two(open, ""), "[ul(p(a)) img<p.png: P w75pt> p(below)]", "{open}");
    }
    let wide = two("<div class=\"columns\">", " style=\"width: 70%\"");
    assert!(wide.contains("70%"), "{wide}");
    assert_eq!(
        content("<div class=\"ldiv\">\n\nl\n\n</div>\n<div class=\"rdiv\">\n\nr\n\n</div>").replace("ldiv", ""),
        content("<div style=\"float: left\">\n\nl\n\n</div>\n\n<div style=\"float:right\">\n\nr\n\n</div>")
    );
}

#[test]
fn a_grid_has_as_many_rows_as_it_needs() {
    let cells = |n: usize| (1..=n).map(|n| format!("<div>{n}</div>\n")).collect::<String>();
    let grid =
        |n: usize| content(&format!("<div style=\"display:grid;grid-template-columns:repeat(2, 1fr)\">\n{}</div>", cells(n)));
    assert_eq!(grid(4).matches("columns(").count(), 2, "{}", grid(4));
    assert!(grid(3).ends_with(" p(3)]"), "{}", grid(3));
    assert_eq!(content(&format!("<div style=\"display:flex\">\n{}</div>", cells(5))), "[p(1) p(2) p(3) p(4) p(5)]");
}

#[test]
fn html_is_what_markdown_would_be() {
    for (text, expected) in [
        (
            "<div class=\"box\">\n<strong>Goal</strong><br>\nHelp  <i>many</i> &amp; all.\n</div>",
            "[p(b<Goal>⏎Help em<many> & all.)]",
        ),
        ("<center>\n  <img src=\"p.png\" width=\"400\" alt=\"P\">\n</center>", "[img<p.png: P w300pt>]"),
        ("<img src=\"p.png\" style=\"width: 50%\" />", "[img<p.png:  w50>]"),
        ("<ul>\n<li>a</li>\n<li>b <b>c</b>\n</ul>", "[ul(p(a) | p(b b<c>))]"),
        ("<h2>Sub</h2>\n<p>one<p>two", "[h2(Sub) p(one) p(two)]"),
        ("<blockquote>q</blockquote>", "[quote(p(q))]"),
        (
            "a <b>b</b> <a href=\"https://x.org/?a&amp;b\">c</a> <u>d</u> <s>e</s>",
            "[p(a b<b> a<c→https://x.org/?a&b> span<d> s<e>)]",
        ),
        ("<i class=\"fa fa-x\"></i> word <img src=\"p.png\"> x", "[p(word img<p.png: > x)]"),
        ("<br>\n\nx", "[p(x)]"),
        ("<iframe src=\"x\"></iframe>\n\nx < y", "[p(x < y)]"),
        ("- a\n\n  <div>\n  b\n  </div>", "[ul-loose(p(a) p(b))]"),
    ] {
        assert_eq!(content(text), expected, "{text}");
    }
    let table = content("<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td>1</td></tr>\n</table>");
    assert!(table.contains("table") && table.contains('a') && table.contains('1'), "{table}");
    assert!(content("<pre>\na &lt; b\n  c\n</pre>").contains(r"a < b\n  c"));
}

#[test]
fn headings_in_boxes_are_titles_only_where_nothing_is_beside_them() {
    let titles = |text: &str| {
        let parsed = marp("", text);
        parsed.deck.slides.iter().map(|slide| slide.heading.is_some()).collect::<Vec<_>>()
    };
    assert_eq!(titles("<div class=\"x\">\n\n# A\n\n</div>\n"), [true]);
    assert_eq!(titles("<h1>A</h1>\n"), [true]);
    assert_eq!(titles("![logo](l.png)\n\n# A\n"), [true], "a logo may stand above it");
    assert_eq!(titles("<div class=\"columns\">\n<div>\n\n# A\n\n</div>\n<div>\n\n# B\n\n</div>\n</div>\n"), [false]);
    assert_eq!(titles("words\n\n# A\n"), [false]);
}

#[test]
fn boxes_end_with_their_slide_and_lose_nothing() {
    let parsed = marp("headingDivider: 1\n", "# A\n\n<div class=\"columns\">\n<div>\n\na\n\n# B\n\nb\n\n</div>\n</div>\n</p>\n");
    assert_eq!(slides(&parsed), ["#a Heading \"A\" [p(a)]", "#b Heading \"B\" [p(b)]"]);
    let deep = format!("{}\n\nx\n\n{}\n", "<div>\n".repeat(80), "</div>\n".repeat(80));
    assert_eq!(content(&deep), "[p(x)]");
    assert_eq!(content("<div>\n<!-- a note -->\nx\n</div>"), "[p(x)] notes(p(a note))");
    assert_eq!(content("<td>x</td>\n<li>y</li>\n</ul>"), "[p(x) p(y)]");
}

#[test]
fn what_html_loses_is_told_once_a_kind() {
    let parsed = marp(
        "",
        "# A\n\n<div class=\"note-box\">\n\nx <u>y</u> <small>z</small>\n\n</div>\n<div class=\"tip\">\nx\n</div>\n\n<video src=\"v\"></video>\n\n<i class=\"fa fa-x\"></i> x\n",
    );
    let told: Vec<&str> =
        parsed.findings.iter().skip(1).filter_map(|finding| finding.split_once("]: ").map(|(_, what)| what)).collect();
    assert_eq!(
        told,
        [
            "boxes that a style sheet draws, such as `note-box`, are plain text",
            "what HTML does to the look of words, such as `<u>`, has no effect",
            "the HTML tag `<video>` is left out, the text inside it stays",
            "icons that a style sheet draws, such as `fa-x`, are left out",
        ]
    );
}

#[test]
fn tags_within_tags_have_an_end() {
    for tag in ["b", "sub", "a"] {
        let nested = format!("x {}y{}\n", format!("<{tag}>").repeat(5000), format!("</{tag}>").repeat(5000));
        for text in [format!("# A\n\n{nested}"), format!("# A\n\n<p>{nested}")] {
            assert_eq!(marp("", &text).deck.slides.len(), 1, "{tag}");
        }
        assert_eq!(parsed(&format!("## A\n\n{nested}")).deck.slides.len(), 1, "{tag}");
    }
}

#[test]
fn a_heading_below_a_bar_with_a_place_of_its_own_is_the_title() {
    let style = "<style>\n.bar { position: fixed; top: 0; display: flex }\n.note { color: red }\n</style>\n";
    let bar = "<div class=\"bar\">\n  <div>One</div>\n  <div><b>Two</b></div>\n</div>\n\n";
    let of = |slide: &str| {
        let parsed = marp("", &format!("{style}{slide}"));
        let header = parsed.deck.slides[0].furniture.as_ref().unwrap().header.clone();
        (slides(&parsed)[0].clone(), header)
    };
    for heading in ["## T", "<h2>T</h2>"] {
        let slide = of(&format!("{bar}{heading}\n\nText\n"));
        assert_eq!(slide, ("#t Heading \"T\" [p(Text)]".to_owned(), "One · Two".to_owned()), "{heading}");
    }
    let (slide, header) = of(&format!("{bar}Text\n"));
    assert_eq!((slide.contains("One"), header.as_str()), (false, "One · Two"), "without a title too: {slide}");
    let (slide, header) = of(&format!("<!-- header: H -->\n{bar}## T\n"));
    assert_eq!((slide.contains("Heading \"T\"") && slide.contains("One"), header.as_str()), (true, "H"), "{slide}");
    for content in ["<div class=\"note\">Read me</div>\n\n", "Read me\n\n"] {
        let (slide, header) = of(&format!("{content}## T\n"));
        assert!(slide.contains("Read me") && !slide.contains("Heading \"T\"") && header.is_empty(), "{slide}");
    }
    let long = "<div style=\"position: absolute\">\n".to_owned() + &"word ".repeat(40) + "\n</div>\n\n";
    let (slide, header) = of(&format!("{long}## T\n"));
    assert!(slide.contains("word word") && slide.contains("Heading \"T\"") && header.is_empty(), "{slide}");
}
