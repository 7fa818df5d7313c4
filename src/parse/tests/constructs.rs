//! Every construct of the language, and every kind of node comrak can give.

use comrak::{Arena, parse_document};

use super::*;

/// A sample, its content in short form, and its findings.
type Case = (&'static str, &'static str, &'static [&'static str]);

fn check(cases: &[Case]) {
    for (text, expected, findings) in cases {
        assert_eq!(
            content_and_findings(text),
            ((*expected).to_owned(), findings.iter().map(|f| (*f).to_owned()).collect()),
            "{text:?}"
        );
    }
}

#[test]
fn running_text() {
    check(&[
        ("a *b* **c** ~~d~~ H~2~O x^2^", "p(a em<b> b<c> s<d> Hsub<2>O xsup<2>)", &[]),
        ("2^10 and 3^4, about ~5 to ~6", "p(2^10 and 3^4, about ~5 to ~6)", &[]),
        ("one\ntwo  \nthree", "p(one␣two⏎three)", &[]),
        ("cost $5 and $6, but $x^2$", "p(cost $5 and $6, but math<x^2>)", &[]),
        ("\"it's\" -- so...", "p(“it’s” – so…)", &[]),
        ("---\nlang: de\n---\n\n\"it's\" -- so...", "p(„it’s“ – so…)", &[]),
        ("::: {lang=de}\n\"a\"\n:::\n\n\"b\"", "div@de(p(„a“)) p(“b”)", &[]),
        ("::: {.columns lang=he}\n::: {.column lang=fr}\na\n:::\n:::", "div@he(columns(div@fr(p(a))))", &[]),
        ("::: {lang=germn}\na\n:::", "div(p(a))", &["1:6: error[bad-value]: `germn` is no language tag"]),
        ("a `b  c` d", "p(a code<b  c> d)", &[]),
        ("https://x.org and <m@x.org>", "p(a<https://x.org→https://x.org> and a<m@x.org→mailto:m@x.org>)", &[]),
        ("a&amp;b \\*c\\*", "p(a&b *c*)", &[]),
    ]);
}

#[test]
fn spans_and_inline_settings() {
    check(&[
        ("[p99]{plain=\"the slowest\"}: 51 h", "p(span<p99 plain=\"the slowest\">: 51 h)", &[]),
        ("[a *b* c]{.term audience=technical}", "p(span<a em<b> c @technical .term>)", &[]),
        ("[x [y] z]{.t}", "p(span<x [y] z .t>)", &[]),
        ("[x [y]{.a} z]{.b}", "p(span<x span<y .a> z .b>)", &[]),
        ("`p99`{plain=\"slow\"} and `b`{audience=technical}", "p(code<p99 plain=\"slow\"> and span<code<b> @technical>)", &[]),
        ("[t](u){plain=\"w\"}", "p(span<a<t→u> plain=\"w\">)", &[]),
        ("![a](p.png){width=30%} and", "p(img<p.png: a w30> and)", &[]),
        // Quotes, stars and addresses in braces are not Markdown.
        ("[a]{plain=\"*b* -- 'c' https://x.org $d$ `e`\"}", "p(span<a plain=\"*b* – ‘c’ https://x.org $d$ `e`\">)", &[]),
        (
            "https://x.org/a--b [c--d](e--f) `g--h` $i--j$",
            "p(a<https://x.org/a--b→https://x.org/a--b> a<c–d→e--f> code<g--h> math<i--j>)",
            &[],
        ),
        ("\"*a*\" \\\"b\\\" '`c`'s", "p(“em<a>” \"b\" ‘code<c>’s)", &[]),
        ("[a]{plain=\"one\n  two\"\n.c} b", "p(span<a plain=\"one two\" .c> b)", &[]),
        ("> [a]{plain=\"one\n> two\"} b", "quote(p(span<a plain=\"one > two\"> b))", &[]),
        // A link stays a link; what can't be read stays text.
        ("[a]{.c}\n\n[a]: u", "p(span<a<a→u> .c>)", &[]),
        ("f[0]{1, 2} and [a]{x}", "p(f[0]{1, 2} and [a]{x})", &[]),
        ("\\[a\\]{.x}", "p([a]{.x})", &["1:6: error[stray-attributes]: these braces belong to nothing"]),
        ("\\[a\\]\\{.x}", "p([a]{.x})", &[]),
        // In code and formulas nothing is hidden.
        ("`f(x){a=1}` $f(x){a=1}$", "p(code<f(x){a=1}> math<f(x){a=1}>)", &[]),
        ("    f(x){a=1}", "code(: \"f(x){a=1}\")", &[]),
        ("f(x){a=1}", "p(f(x){a=1})", &[]),
        ("*a [b* c]{.d}", "p(em<a [b> c]{.d})", &["1:10: error[stray-attributes]: these braces belong to nothing"]),
    ]);
}

#[test]
fn lists_quotes_tables_pictures() {
    check(&[
        ("- a\n- b\n  1. c\n  2. d", "ul(p(a) | p(b) ol1(p(c) | p(d)))", &[]),
        ("3) a\n\n4) b", "ol3-loose(p(a) | p(b))", &[]),
        ("- [ ] a\n- [x] b", "ul([ ] p(a) | [x] p(b))", &[]),
        ("> a\n> > b", "quote(p(a) quote(p(b)))", &[]),
        ("> [!WARNING] Mind\n> the *gap*", "warning(Mind: p(the em<gap>))", &[]),
        ("| a | b |\n|:-:|--:|\n| `c` | |", "table([Center, Right]: a | b / code<c> | )", &[]),
        ("![a *b*](p.png \"cap\"){width=50% height=20% plain=\"w\"}", "img<p.png: a b caption=\"cap\" w50 h20 plain=\"w\">", &[]),
        ("![](p.png){audience=technical}", "@technicalimg<p.png: >", &[]),
        ("![a](p.png) ![b](q.png)", "p(img<p.png: a> img<q.png: b>)", &[]),
        ("### Sub {plain=\"w\"}\n\ntext", "h3(Sub plain=\"w\") p(text)", &[]),
    ]);
}

#[test]
fn code_and_formulas() {
    check(&[
        ("```rust\nfn a() {}\n\n```", "code(rust: \"fn a() {}\\n\")", &[]),
        (
            "~~~ py {highlight=\"1,3-4\" plain=\"w\" audience=technical}\na\nb\nc\nd\n~~~",
            "@technicalcode(py [1, 3, 4]: \"a\\nb\\nc\\nd\" plain=\"w\")",
            &[],
        ),
        ("```{.python highlight=1}\na\n```", "code(python [1]: \"a\")", &[]),
        ("- a\n\n  ```\n  b\n    c\n  ```", "ul-loose(p(a) code(: \"b\\n  c\"))", &[]),
        ("$$\na\n- b\n\n+ c\n$$", "math(a\n- b\n\n+ c)", &[]),
        ("a $$x$$ b", "p(a) math(x) p(b)", &[]),
        ("$$ x $$", "math(x)", &[]),
        (
            "```py {highlight=\"0,9|1\"}\na\n```",
            "code(py [1]: \"a\")",
            &[
                "1:19: error[bad-value]: `highlight` has `0`, but this code has the line 1 alone",
                "1:19: error[bad-value]: `highlight` has `9`, but this code has the line 1 alone",
            ],
        ),
        (
            "```py {1,3}\na\n```",
            "code(py: \"a\")",
            &["1:7: error[bad-attributes]: these braces can't be read: expected `#id`, `.class`, `key=value` or a word"],
        ),
        (
            "```py title=\"x\"\na\n```",
            "code(py: \"a\")",
            &["1:7: warning[unknown-attribute]: `title=\"x\"` behind the language has no effect"],
        ),
        (
            "```mermaid\na\n```",
            "code(mermaid: \"a\")",
            &["1:4: warning[not-supported-yet]: drawing `mermaid` has no effect in this version"],
        ),
        ("```py\na", "code(py: \"a\")", &["1:1: warning[unclosed-block]: this code block is never closed"]),
        (
            "~~~py\na\n ~~~rs\n~~~",
            "code(py: \"a\\n ~~~rs\")",
            &["1:1: warning[unclosed-block]: this code block goes on until another one ends"],
        ),
        ("````md\n```py\na\n```\n````", "code(md: \"```py\\na\\n```\")", &[]),
        ("```md\n~~~py\n~~~\n```", "code(md: \"~~~py\\n~~~\")", &[]),
        ("a\n\n$$\nb", "p(a) p($$␣b)", &["3:1: warning[unclosed-block]: this formula is never closed"]),
    ]);
}

#[test]
fn pauses_and_incremental_lists() {
    check(&[
        ("a\n\n. . .\n\nb", "p(a) pause p(b)", &[]),
        ("a\n\n. .  .   \n\nb", "p(a) pause p(b)", &[]),
        ("## A\n\n. . .\n\nb", "pause p(b)", &[]),
        ("a\n\n...\n\nb . . .", "p(a) p(…) p(b . . .)", &[]),
        ("- a\n\n  . . .\n\n  b", "ul-loose(p(a) pause p(b))", &[]),
        ("::: columns\n::: column\na\n:::\n::: column\n. . .\n\nb\n:::\n:::", "columns(p(a) | pause p(b))", &[]),
        ("> a\n>\n> . . .\n>\n> b", "quote(p(a) pause p(b))", &[]),
        (
            ". . .\n\na",
            "pause p(a)",
            &["1:1: warning[idle-step]: this pause has no effect: nothing on this slide is shown before it"],
        ),
        (
            "a\n\n. . .\n\n---\n\nb",
            "p(a) pause // p(b)",
            &["3:1: warning[idle-step]: this pause has no effect: nothing on this slide comes after it"],
        ),
        (
            "a\n\n. . .\n\n. . .\n\nb",
            "p(a) pause pause p(b)",
            &["3:1: warning[idle-step]: this pause has no effect: what follows makes a step of its own"],
        ),
        (
            "a\n\n. . .\n\n::: incremental\n- b\n:::",
            "p(a) pause div.incremental(+ul(p(b)))",
            &["3:1: warning[idle-step]: this pause has no effect: what follows makes a step of its own"],
        ),
        ("a\n. . .\nb", "p(a␣. . .␣b)", &["2:1: warning[idle-step]: this pause is part of a paragraph, so it is shown as text"]),
        ("## A\n\n::: notes\na\n\n. . .\n\nb\n:::", "", &["6:1: warning[idle-step]: a pause in notes has no effect"]),
        ("::: incremental\n- a\n  - b\n- c\n:::\n\n- d", "div.incremental(+ul(p(a) +ul(p(b)) | p(c))) ul(p(d))", &[]),
        (
            "::: incremental\n- a\n\n::: nonincremental\n- b\n:::\n\n1. c\n:::",
            "div.incremental(+ul(p(a)) div.nonincremental(ul(p(b))) +ol1(p(c)))",
            &[],
        ),
        ("---\nincremental: true\n---\n\n- a\n\n::: nonincremental\n- b\n:::", "+ul(p(a)) div.nonincremental(ul(p(b)))", &[]),
        ("::: {.columns .incremental}\n::: column\n- a\n:::\n:::", "columns(+ul(p(a)))", &[]),
        (
            "::: incremental\na\n:::",
            "div.incremental(p(a))",
            &["1:5: warning[idle-step]: `incremental` has no effect: there is no list in it"],
        ),
        (
            "::: incremantal\n- a\n:::",
            "div.incremantal(ul(p(a)))",
            &["1:5: warning[unknown-div]: `incremantal` is no name that Deckle knows; is `incremental` meant?"],
        ),
    ]);
}

#[test]
fn lines_marked_step_by_step() {
    let code = |highlight: &str| {
        let (blocks, findings) = content_and_findings(&format!("```py {{highlight=\"{highlight}\"}}\na\nb\nc\n```"));
        (blocks.replace(": \"a\\nb\\nc\"", ""), findings)
    };
    for (highlight, expected) in [
        ("2-3|1|all", "code(py [2, 3]|[1]|[])"),
        (" 1 , 3 | 2 ", "code(py [1, 3]|[2])"),
        ("all", "code(py [])"),
        ("3,1-2,2", "code(py [1, 2, 3])"),
    ] {
        assert_eq!(code(highlight), (expected.to_owned(), Vec::new()), "{highlight}");
    }
    for (highlight, expected, finding) in [
        ("1|4", "code(py [1])", "1:21: error[bad-value]: `highlight` has `4`, but this code has the lines 1 to 3"),
        ("1|2-4", "code(py [1])", "1:21: error[bad-value]: `highlight` has `2-4`, but this code has the lines 1 to 3"),
        ("3-2", "code(py)", "1:19: error[bad-value]: `highlight` has `3-2`, which runs backwards"),
        ("1||2", "code(py [1]|[2])", "1:19: error[bad-value]: `highlight` has a step without lines"),
        ("1;2", "code(py)", "1:19: error[bad-value]: `highlight` has `1;2`, expected numbers of lines"),
        ("1 | al", "code(py [1])", "1:23: error[bad-value]: `highlight` has `al`, expected numbers of lines"),
        (
            "99999999999999999999999",
            "code(py)",
            "1:19: error[bad-value]: `highlight` has `99999999999999999999999`, expected numbers of lines",
        ),
    ] {
        assert_eq!(code(highlight), (expected.to_owned(), vec![finding.to_owned()]), "{highlight}");
    }
}

#[test]
fn divs() {
    check(&[
        ("::: columns\n::: column\na\n:::\n::: {.column width=40%}\nb\n:::\n:::", "columns(p(a) | 40% p(b))", &[]),
        (":::: columns\n::::: column\na\n:::::\n::::", "columns(p(a))", &[]),
        (
            "::: technical\na\n:::\n\n::: {audience=non-technical .x}\nb\n:::",
            "@technicaldiv(p(a)) @non-technicaldiv.x(p(b))",
            &[],
        ),
        (
            "::: {.box key=\"a:b\"} :::\na\n:::",
            "div.box(p(a))",
            &["1:11: warning[unknown-attribute]: the setting `key` has no meaning for a `:::` block"],
        ),
        ("- a\n  ::: box\n  - b\n  :::\n- c", "ul(p(a) div.box(ul(p(b))) | p(c))", &[]),
        ("> ::: box\n> a\n> :::\n\nb", "quote(div.box(p(a))) p(b)", &[]),
        ("::: box\n```\n:::\n```\n    :::\n\n<!--\n:::\n-->\n:::\na", "div.box(code(: \":::\") code(: \":::\")) p(a)", &[]),
        ("a\n::: box\nb\n:::\nc", "p(a) div.box(p(b)) p(c)", &[]),
        (
            "::: box\n```\n::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::\n```\n:::",
            "div.box(code(: \"::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::\"))",
            &[],
        ),
        ("a\n\n:::", "p(a)", &["3:1: error[stray-div]: this `:::` closes nothing"]),
        ("::: box\na", "p(a)", &["1:1: error[unclosed-div]: this block is never closed"]),
        ("- ::: box\n  a\n\nb", "ul(p(a)) p(b)", &["1:3: error[unclosed-div]: this block is never closed"]),
        (
            "> ::: box\n> a\n\n:::",
            "quote(p(a))",
            &["1:3: error[unclosed-div]: this block is never closed", "4:1: error[stray-div]: this `:::` closes nothing"],
        ),
        (
            "::: note\na\n:::",
            "div.note(p(a))",
            &["1:5: warning[unknown-div]: `note` is no name that Deckle knows; is `notes` meant?"],
        ),
        ("::: a b\nx\n:::", "div.a(p(x))", &["1:7: error[bad-attributes]: `b` can't stand behind the name of a block"]),
        (
            "::: {.a b=}\nx\n:::",
            "div(p(x))",
            &["1:5: error[bad-attributes]: these braces can't be read: a value is missing after `=`"],
        ),
        (
            "::: columns\na\n\n::: column\nb\n:::\n:::",
            "columns(p(a) | p(b))",
            &["2:1: warning[loose-in-columns]: this stands inside of `::: columns`, but in no column"],
        ),
        (
            "::: column\na\n:::",
            "div.column(p(a))",
            &["1:1: warning[loose-in-columns]: this column stands outside of `::: columns`"],
        ),
        (
            "::: {.technical audience=non-technical}\na\n:::",
            "@technicaldiv(p(a))",
            &["1:1: error[duplicate-key]: this block says twice for whom it is"],
        ),
    ]);
}

#[test]
fn divs_in_html_are_divs() {
    check(&[
        ("<div class=\"box\">\n\n- a\n\n</div>\n\nb", "div.box(ul(p(a))) p(b)", &[]),
        (
            "<div class=\"columns\">\n<div class=\"column\">\na\n</div>\n<div class='column'>\nb\n</div>\n</div>",
            "columns(p(a) | p(b))",
            &[],
        ),
        ("<div class=\"technical\">\na\n</div>", "@technicaldiv(p(a))", &[]),
        ("::: box\n<div>\na\n</div>\n:::\nb", "div.box(div(p(a))) p(b)", &[]),
        ("::: box\n- a\n\n  ### B {audience=technical}\n:::", "div.box(ul-loose(p(a) @technicalh3(B)))", &[]),
        ("> <div>\n> a\n> </div>\n\nb", "quote(div(p(a))) p(b)", &[]),
        ("- <div>\n  a\n  </div>\n- b", "ul(div(p(a)) | p(b))", &[]),
        ("```\n<div>\n```", "code(: \"<div>\")", &[]),
        ("<div>\n\n:::\n\n</div>", "div()", &["3:1: error[stray-div]: this `:::` closes nothing"]),
        ("<div>\na", "p(a)", &["1:1: error[unclosed-div]: this `<div>` is never closed"]),
        ("a\n\n</div>", "p(a)", &["3:1: warning[raw-html]: the HTML tag `</div>` isn't shown, the text inside it stays"]),
        (
            "<div audience=\"technical\">\na\n</div>",
            "@technicaldiv(p(a))",
            &["1:1: error[stray-attributes]: HTML can't be for one audience"],
        ),
        (
            "a <span class=\"technical\">b</span>",
            "p(a span<b>)",
            &["1:16: error[bad-attributes]: the class `technical` has no meaning for a span"],
        ),
        (
            "<div style=\"color: red\">\na\n</div>",
            "div(p(a))",
            &["1:6: warning[unknown-attribute]: the `style` of a tag isn't shown: the theme decides how slides look"],
        ),
    ]);
}

#[test]
fn divs_around_the_text_of_a_line_are_divs() {
    check(&[
        (
            "<div class=\"bar\">\n  <div class=\"on\">*A* b</div>\n      <div>c</div>\n</div>\nd",
            "div.bar(div.on(p(em<A> b)) div(p(c))) p(d)",
            &[],
        ),
        ("a\n<div class=x> b </div>\nc", "p(a) div.x(p(b)) p(c)", &[]),
        ("<div class=\"x\"></div>", "div.x()", &[]),
        ("<div>\ta [b]{plain=\"c\"} ## </div>\n---", "div(p(a span<b plain=\"c\"> ##))", &[]),
        ("- <div>![P](p.png)</div>\n> <div>a</div>", "ul(div(img<p.png: P>)) quote(div(p(a)))", &[]),
        (
            "<div class=\"columns\">\n<div class=\"column\">a</div>\n<div class='column'>b</div>\n</div>",
            "columns(p(a) | p(b))",
            &[],
        ),
        ("<div class=\"technical\">a</div>", "@technicaldiv(p(a))", &[]),
        (
            "<div audience=\"technical\">a</div>",
            "@technicaldiv(p(a))",
            &["1:1: error[stray-attributes]: HTML can't be for one audience"],
        ),
        ("<div>a</div> b", "p(a b)", &["1:1: warning[raw-html]: the HTML tag `<div>` isn't shown, the text inside it stays"]),
        (
            "<div><div>a</div></div>",
            "p(a)",
            &["1:1: warning[raw-html]: the HTML tag `<div>` isn't shown, the text inside it stays"],
        ),
        ("```\n<div>a</div>\n```\n\n    <div>b</div>", "code(: \"<div>a</div>\") code(: \"<div>b</div>\")", &[]),
        (
            "\u{2}<div>\u{2}\u{1}a</div>",
            "p(\u{2}\u{2}\u{1}a)",
            &[
                "1:2: warning[raw-html]: the HTML tag `<div>` isn't shown, the text inside it stays",
                "1:10: warning[raw-html]: the HTML tag `</div>` isn't shown, the text inside it stays",
            ],
        ),
        ("<div>\u{2}\u{1}a</div>", "div(p(\u{2}\u{1}a))", &[]),
    ]);
}

#[test]
fn html_that_is_not_read_ends_with_the_div_around_it() {
    check(&[
        (
            "<div>\n<ul>\n<li><div>a</div></li>\n<div>\nb\n</div>\n</ul>\n</div>\nc",
            "div(p(a b)) p(c)",
            &["2:1: warning[raw-html]: the HTML tag `<ul>` isn't shown, the text inside it stays"],
        ),
        (
            "<div>\n      <ul>\n      <li>a</li>\n      </ul>\n    </div>\nc",
            "div(p(a)) p(c)",
            &["2:7: warning[raw-html]: the HTML tag `<ul>` isn't shown, the text inside it stays"],
        ),
        (
            "<div>\n<p>\n<div>\na\n\nb\n</div>\nc\n</div>\nd",
            "div(p(a) p(b) p(c)) p(d)",
            &[
                "2:1: warning[raw-html]: the HTML tag `<p>` isn't shown, the text inside it stays",
                "7:1: warning[raw-html]: the HTML tag `</div>` isn't shown, the text inside it stays",
            ],
        ),
        (
            "<div>\n<pre>\n</div>\n</pre>\n</div>\na",
            "div() p(a)",
            &["2:1: warning[raw-html]: the HTML tag `<pre>` isn't shown, the text inside it stays"],
        ),
        (
            "<div>\na</div>",
            "p(a)",
            &[
                "1:1: error[unclosed-div]: this `<div>` is never closed",
                "2:2: warning[raw-html]: the HTML tag `</div>` isn't shown, the text inside it stays",
            ],
        ),
    ]);
}

#[test]
fn notes_are_the_slides_for_those_around_them() {
    let notes = |text: &str| show::slide(&parsed(text).deck.slides[0]);
    assert_eq!(notes("## A\n\n::: notes\n*b*\n:::\n\nc"), "#a Heading \"A\" [p(c)] notes(p(em<b>))");
    assert_eq!(notes("## A\n\n::: {.notes audience=technical}\nb\n:::"), "#a Heading \"A\" notes(@technical p(b))");
    assert_eq!(
        notes("## A\n\n::: technical\nx\n\n::: notes\nb\n:::\n:::"),
        "#a Heading \"A\" [@technicaldiv(p(x))] notes(@technical p(b))"
    );
    assert_eq!(
        notes(
            "## A\n\n::: columns\n::: {.column audience=technical}\nx\n\n::: {.notes audience=non-technical}\nb\n:::\n:::\n:::"
        ),
        "#a Heading \"A\" [columns(@technicaldiv(p(x)))] notes( p(b))",
        "for nobody: the two have no audience in common"
    );
    let declared = "---\naudiences:\n  executive:\n    extends: non-technical\n---\n\n## A\n\n::: non-technical\n::: {.notes audience=executive}\nb\n:::\n:::";
    assert_eq!(notes(declared), "#a Heading \"A\" [@non-technicaldiv()] notes(@executive p(b))");
}

#[test]
fn links_and_html() {
    check(&[
        (
            "[a](javascript:x) [b](FILE:///etc) [c](u)",
            "p(a b a<c→u>)",
            &[
                "1:1: warning[unsafe-link]: links with `javascript:` are dropped; the text stays",
                "1:19: warning[unsafe-link]: links with `file:` are dropped; the text stays",
            ],
        ),
        (
            "[a](smb://h/x) [b](//h/x) [c](/etc/x) [d](<\\\\\\\\h\\x>) <blob:x>",
            "p(a b c d blob:x)",
            &[
                "1:1: warning[unsafe-link]: links with `smb:` are dropped; the text stays",
                "1:16: warning[unsafe-link]: this address is dropped; the text stays",
                "1:27: warning[unsafe-link]: this address is dropped; the text stays",
                "1:39: warning[unsafe-link]: this address is dropped; the text stays",
                "1:54: warning[unsafe-link]: links with `blob:` are dropped; the text stays",
            ],
        ),
        (
            "[a]() and [b](#)",
            "p(a and b)",
            &["1:1: warning[unsafe-link]: this link leads nowhere", "1:11: warning[unsafe-link]: this link leads nowhere"],
        ),
        ("a<br>b H<sub>2</sub>O <kbd>*x* y</kbd>", "p(a⏎b Hsub<2>O code<x y>)", &[]),
        ("a <!-- b --> c\n\n<!-- d -->\n\ne", "p(a  c) p(e)", &[]),
        ("<div>\n*a* b\n</div>", "div(p(em<a> b))", &[]),
        ("<p>\n*a* b\n</p>", "p(*a* b)", &["1:1: warning[raw-html]: the HTML tag `<p>` isn't shown, the text inside it stays"]),
        ("a <span class=\"x y\">*b*</span> c", "p(a span<em<b> .x .y> c)", &[]),
        (
            "a <b>c</b>",
            "p(a c)",
            &[
                "1:3: warning[raw-html]: the HTML tag `<b>` isn't shown, the text inside it stays",
                "1:7: warning[raw-html]: the HTML tag `<b>` isn't shown, the text inside it stays",
            ],
        ),
        ("a <sub>b", "p(a b)", &["1:3: warning[raw-html]: the HTML tag `<sub>` isn't shown, the text inside it stays"]),
        ("a\n\n<!-- b\n\nc", "p(a)", &["3:1: warning[unclosed-block]: this comment is never closed"]),
        ("<script>alert(1)</script>\n\na", "p(a)", &["1:1: warning[raw-html]: scripts aren't run"]),
    ]);
}

/// One sample for every kind of node that the options can give: the kind, the sample, and what must be in the deck or in a finding.
const KINDS: &[(&str, &str, &str)] = &[
    ("paragraph", "some words", "p(some words)"),
    ("text", "some words", "some words"),
    ("heading", "### deep", "h3(deep)"),
    ("block_quote", "> quoted", "quote("),
    ("list", "- one", "ul("),
    ("item", "- one", "p(one)"),
    ("taskitem", "- [x] one", "[x] p(one)"),
    ("description_list", "Term\n\n: meaning", "dl("),
    ("description_item", "Term\n\n: meaning", "dl(Term: p(meaning))"),
    ("description_term", "Term\n\n: meaning", "dl(Term:"),
    ("description_details", "Term\n\n: meaning", "p(meaning)"),
    ("code_block", "```\ncode\n```", "code(: \"code\")"),
    ("html_block", "<p>\nwords\n</p>", "p(words)"),
    ("thematic_break", "> ---", "a rule inside a block can't be shown"),
    ("footnote_definition", "a[^1]\n\n[^1]: meaning", "[^1: p(meaning)]"),
    ("footnote_reference", "a[^1]\n\n[^1]: meaning", "fn<1>"),
    ("table", "| a |\n|---|\n| b |", "table("),
    ("table_row", "| a |\n|---|\n| b |", "a / b"),
    ("table_cell", "| a |\n|---|\n| b |", "a / b"),
    ("softbreak", "a\nb", "a␣b"),
    ("linebreak", "a\\\nb", "a⏎b"),
    ("image", "![alt](p.png)", "img<p.png: alt>"),
    ("link", "[a](u)", "a<a→u>"),
    ("emph", "*a*", "em<a>"),
    ("strong", "**a**", "b<a>"),
    ("code", "`a`", "code<a>"),
    ("html_inline", "a <b>c</b>", "the HTML tag `<b>` isn't shown"),
    ("strikethrough", "~~a~~", "s<a>"),
    ("superscript", "x^2^", "sup<2>"),
    ("subscript", "x~2~", "sub<2>"),
    ("escaped", "\\*a", "p(*a)"),
    ("math", "$x$", "math<x>"),
    ("alert", "> [!TIP]\n> a", "tip("),
    ("block_directive", "::: x\na\n:::", "div.x(p(a))"),
];

/// Kinds that need an option which is off, or are no content.
const OFF: &[&str] = &[
    "document",
    "raw",
    "highlight",
    "insert",
    "multiline_block_quote",
    "wikilink",
    "underline",
    "spoiler",
    "escaped_tag",
    "comment",
    "callout",
    "callout_title",
    "subtext",
    "frontmatter",
    "shortcode",
    "heex_block",
    "heex_inline",
];

#[test]
fn every_kind_of_node_is_shown_or_reported() {
    for (kind, sample, expected) in KINDS {
        let mut sources = Sources::new();
        let file = sources.add("talk.md", *sample);
        let prepared = prepare::prepare(sources.get(file), 0..sample.len(), Dialect::Native, &mut Diagnostics::new());
        let arena = Arena::new();
        let document = parse_document(&arena, &prepared.text, &options(Dialect::Native));
        let found: Vec<&str> = document.descendants().map(|node| node.data().value.xml_node_name()).collect();
        assert!(found.contains(kind), "{sample:?} gives {found:?}, not {kind}");
        let unknown: Vec<_> =
            found.iter().filter(|name| !OFF.contains(name) && !KINDS.iter().any(|(k, ..)| k == *name)).collect();
        assert!(unknown.is_empty(), "kinds without a sample: {unknown:?}");
        let (blocks, findings) = content_and_findings(sample);
        let all = format!("{blocks}\n{}", findings.join("\n"));
        assert!(all.contains(expected), "{kind}: {all}");
    }
}
