//! Pictures: sizes, and those behind a slide.

use super::*;

/// The slides of a text in short form, and the findings.
fn slides(text: &str) -> (Vec<String>, Vec<String>) {
    let parsed = parsed(text);
    (parsed.deck.slides.iter().map(show::slide).collect(), parsed.findings)
}

#[test]
fn backgrounds_belong_to_their_slide() {
    for (text, expected) in [
        ("## A\n\n![x](a.png){.background}\n\nb", "#a Heading \"A\" [p(b)] bg(a.png: x Cover)"),
        ("## A\n\n![](a.png){.background side=left width=40%}", "#a Heading \"A\" bg(a.png:  Left 40% Cover)"),
        ("## A\n\n![](a.png){.background side=right fit=contain}", "#a Heading \"A\" bg(a.png:  Right Contain)"),
        ("## A\n\n![](a.png){.background width=60%}", "#a Heading \"A\" bg(a.png:  Percent(60))"),
        (
            "## A\n\n![](a.png){.background} b ![](b.png){.background}",
            "#a Heading \"A\" [p(b)] bg(a.png:  Cover) bg(b.png:  Cover)",
        ),
        ("---\n\n![](a.png){.background}", "#slide Break bg(a.png:  Cover)"),
        ("## A\n\n![](a.png){.background audience=technical}", "#a Heading \"A\" bg(@technicala.png:  Cover)"),
        ("## A\n\n[![](a.png){.background}]{audience=technical}", "#a Heading \"A\" bg(@technicala.png:  Cover)"),
        (
            "## A\n\n::: technical\n![](a.png){.background}\n\n[![](b.png){.background}]{audience=all}\n:::",
            "#a Heading \"A\" [@technicaldiv()] bg(@technicala.png:  Cover) bg(@technicalb.png:  Cover)",
        ),
        ("## A {background-image=\"img/a.png\"}", "#a Heading \"A\" bg(img/a.png:  Cover)"),
        ("## A {background-image=img/a.png background-size=40%}", "#a Heading \"A\" bg(img/a.png:  Percent(40))"),
        ("# A {background-image=\"a.png\"}", "#a Section \"A\" section 0 bg(a.png:  Cover)"),
    ] {
        assert_eq!(slides(text), (vec![expected.to_owned()], vec![]), "{text:?}");
    }
}

#[test]
fn what_is_wrong_with_a_background_is_found() {
    for (text, expected) in [
        ("![a](b.png){.background side=lef}", "1:25: error[bad-value]: `side` is `lef`, expected `left` or `right`"),
        (
            "![a](b.png){.background fit=cove}",
            "1:25: error[bad-value]: `fit` is `cove`, expected `cover`, `contain`, `auto` or a percentage",
        ),
        ("![a](b.png){.background width=3cm}", "1:1: error[bad-value]: the width of a background picture is a percentage"),
        (
            "![a](b.png){.background height=30%}",
            "1:1: warning[unknown-attribute]: `height` has no meaning for a background picture",
        ),
        ("![a](b.png){side=left}", "1:13: warning[unknown-attribute]: this is for background pictures only"),
        (
            "*![a](b.png){.background}*",
            "1:2: error[bad-attributes]: a background picture stands directly in a paragraph of its slide, not inside other text",
        ),
        (
            "a\n\n::: notes\n![a](b.png){.background}\n:::",
            "4:1: error[bad-attributes]: a background picture stands directly in a paragraph of its slide, not inside other text",
        ),
        ("## A {background-size=cover}", "1:7: warning[unknown-attribute]: there is no picture of this size"),
        (
            "## A {background-imag=\"a.png\"}",
            "1:7: warning[unknown-attribute]: the setting `background-imag` has no meaning for a slide",
        ),
    ] {
        assert_eq!(slides(text).1, [expected], "{text:?}");
    }
}

#[test]
fn sizes_are_parts_of_the_room_or_lengths() {
    for (text, expected) in [
        ("![a](p.png){width=50%}", "img<p.png: a w50>"),
        ("![a](p.png){width=300px height=4cm}", "img<p.png: a w225pt h113pt>"),
        ("![a](p.png){width=3in}", "img<p.png: a w216pt>"),
        ("![a](p.png){width=400}", "img<p.png: a w300pt>"),
    ] {
        assert_eq!(content_and_findings(text), (expected.to_owned(), vec![]), "{text:?}");
    }
}

#[test]
fn terms_and_what_they_mean() {
    for (text, expected) in [
        ("SLO\n: a promise\n\nBudget\n: what may fail\n: more", "dl(SLO: p(a promise) | Budget: p(what may fail); p(more))"),
        ("*T* {x}\n\n:   one\n\n    two\n\n    - three", "dl(em<T> {x}: p(one) p(two) ul(p(three)))"),
        ("T\n: [a]{audience=technical}", "dl(T: p(span<a @technical>))"),
        ("T\n:   a\n\n    ::: technical\n    b\n    :::\n\nc", "dl(T: p(a) @technicaldiv(p(b))) p(c)"),
    ] {
        assert_eq!(content_and_findings(text), (expected.to_owned(), vec![]), "{text:?}");
    }
}
