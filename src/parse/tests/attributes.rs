//! Mistakes in braces.

use super::*;

#[test]
fn braces_behind_headings_are_read_or_an_error() {
    for (text, expected) in [
        ("## A {time=1:30 layout=code skip}", vec![]),
        ("## A {time=}", vec!["1:6: error[bad-attributes]: these braces can't be read: a value is missing after `=`"]),
        ("## A {plain=\"x}", vec!["1:6: error[bad-attributes]: these braces can't be read: the closing quote is missing"]),
        (
            "## The set {1, 2}",
            vec!["1:12: error[bad-attributes]: these braces can't be read: expected `#id`, `.class`, `key=value` or a word"],
        ),
        ("## A {}", vec!["1:6: error[bad-attributes]: these braces can't be read: there is nothing between the braces"]),
        ("## A {time=90}", vec!["1:7: error[bad-time]: `time`: `90` has no unit"]),
        ("## A {layout=two-collumns}", vec!["1:7: error[bad-value]: there is no layout `two-collumns`"]),
        ("## A {audience=tecnical}", vec!["1:7: error[unknown-audience]: there is no audience `tecnical`"]),
        ("## A {audience=\"technical, bosses\"}", vec!["1:7: error[unknown-audience]: there is no audience `bosses`"]),
        ("## A {tiem=1m}", vec!["1:7: warning[unknown-attribute]: the setting `tiem` has no meaning for a slide"]),
        ("## A {appendix}", vec!["1:7: warning[unknown-attribute]: the setting `appendix` has no meaning for a slide"]),
        ("## A {.unnumbered}", vec!["1:7: warning[unknown-attribute]: the class `unnumbered` has no meaning for a slide"]),
        ("## A {skip=true}", vec!["1:7: error[bad-attributes]: `skip` stands alone, without a value"]),
        ("## A {time=1m time=2m}", vec!["1:15: error[duplicate-key]: `time` is written twice"]),
        ("## A {#a.b}", vec!["1:7: error[bad-value]: `#a.b` can't be an id"]),
        ("### a {time=1m}", vec!["1:8: warning[unknown-attribute]: the setting `time` has no meaning for a heading on a slide"]),
        (
            "> ## A {time=}",
            vec![
                "1:3: warning[nested-heading]: this heading stands inside a block and starts no slide",
                "1:8: error[bad-attributes]: these braces can't be read: a value is missing after `=`",
            ],
        ),
        ("## A {time=1m", vec!["1:6: error[bad-attributes]: these braces can't be read: the closing `}` is missing"]),
        (
            "## A {time=1m} b",
            vec!["1:6: error[bad-attributes]: these braces can't be read: settings stand at the end of a heading"],
        ),
        // No settings at all.
        ("## A { in C", vec![]),
        ("## A {b} c", vec![]),
        ("## A \\{b\\}", vec![]),
        ("## A{b}", vec![]),
        ("## `a {b}`", vec![]),
        ("## $\\frac{a}{b}$", vec![]),
        ("## [a](https://x.org){.b}", vec![]),
    ] {
        assert_eq!(parsed(text).findings, expected, "{text}");
    }
}

#[test]
fn braces_that_are_settings_are_never_text() {
    for text in ["## A {time=1m}", "## A {time=}", "## A  {#x} ##", "# A {skip}", "A {#x}\n---"] {
        assert_eq!(show::inlines(&parsed(text).deck.slides[0].heading.as_ref().unwrap().content), "A", "{text}");
    }
    assert_eq!(show::inlines(&parsed("## A \\{b\\}").deck.slides[0].heading.as_ref().unwrap().content), "A {b}");
}

#[test]
fn mistakes_on_pictures() {
    for (text, expected) in [
        ("![a](b.png){width=300px}", vec![]),
        ("![a](b.png){width=3ft}", vec!["1:13: error[bad-value]: `width` is `3ft`, expected a percentage or a length"]),
        ("![a](b.png){width=0%}", vec!["1:13: error[bad-value]: `width` is `0%`, expected 1% to 100%"]),
        ("![a](b.png){widht=30%}", vec!["1:13: warning[unknown-attribute]: the setting `widht` has no meaning for a picture"]),
        ("![a](b.png){width=}", vec!["1:12: error[bad-attributes]: these braces can't be read: a value is missing after `=`"]),
        ("![a](b.png){wide}", vec!["1:13: error[bad-attributes]: a word alone sets nothing on a picture"]),
        ("a ![a]()", vec!["1:3: error[bad-value]: this picture has no path"]),
        ("a ![](<>)", vec!["1:3: error[bad-value]: this picture has no path"]),
        ("![a](b.png){#fig}", vec!["1:13: warning[not-supported-yet]: an id on a picture has no effect in this version"]),
    ] {
        assert_eq!(parsed(text).findings, expected, "{text}");
    }
}

#[test]
fn settings_that_belong_to_nothing_are_never_silently_text() {
    let stray = "error[stray-attributes]: these braces belong to nothing";
    let unread = "error[bad-attributes]: these braces can't be read";
    for (text, expected) in [
        ("- S {audience=technical}", vec![("1:5", stray)]),
        ("S {audience=technical}", vec![("1:3", stray)]),
        ("S {.x audience=\"technical\"}", vec![("1:3", stray)]),
        ("S {.x audience=\"technical\"} more", vec![("1:3", stray)]),
        ("S {skip audience=technical}", vec![("1:3", stray)]),
        ("$$\nS\n$$ {audience=technical}", vec![("3:4", stray)]),
        ("S {audeince=technical}", vec![("1:3", stray)]),
        ("S\n{audience=technical}", vec![("2:1", stray)]),
        ("S {.x\naudience=technical}", vec![("1:3", stray)]),
        ("**S**{audience=technical}", vec![("1:6", stray)]),
        ("$S${audience=technical}", vec![("1:4", stray)]),
        ("> S {time=1m}", vec![("1:5", stray)]),
        ("| a |\n|---|\n| S {audience=technical} |", vec![("3:5", stray)]),
        ("- [ ] S {audience=technical}", vec![("1:9", stray)]),
        ("## S{audience=technical}", vec![("1:5", stray)]),
        ("S {audience=technical}\nb\n===", vec![("1:3", stray), ("3:1", "warning[setext-heading]: this line")]),
        ("![S {audience=technical}](a.png)", vec![("1:5", stray)]),
        ("![S](a.png \"T {audience=technical}\")", vec![("1:15", stray)]),
        ("> [!NOTE] S {audience=technical}\n> a", vec![("1:13", stray)]),
        ("S {#x}", vec![("1:3", stray)]),
        ("S {.x .y}", vec![("1:3", stray)]),
        ("S {audience = technical}", vec![("1:3", unread)]),
        ("S {audience=“technical”}", vec![("1:3", unread)]),
        ("[S]{audience=“technical”}", vec![("1:4", unread)]),
        ("> S {.x\n> audience=technical}", vec![("1:5", unread)]),
        ("S {.x, audience=technical}", vec![("1:3", stray)]),
        ("S {1, audience=technical}", vec![("1:3", unread)]),
        ("![S](a.png){audience=}", vec![("1:12", unread)]),
        ("S {audience=“x”}\n===", vec![("1:3", unread), ("2:1", "warning[setext-heading]: this line")]),
        // Text.
        ("a {a, b} {} f{x} {x=1} f(x){x=1} ${home} {skip} {.5} {#1, #2} {env: x}", vec![]),
        ("a `{audience=technical}` $x_{time=1}$ \\{audience=technical}", vec![]),
        ("```\nS {audience=technical}\n```", vec![]),
        ("$$\nS {audience=technical}\n$$", vec![]),
        ("    S {audience=technical}", vec![]),
    ] {
        let findings = parsed(text).findings;
        let as_expected = findings.iter().zip(&expected).all(|(f, (at, what))| f.starts_with(&format!("{at}: {what}")));
        assert!(as_expected && findings.len() == expected.len(), "{text}: {findings:?}");
    }
}

#[test]
fn what_is_for_one_audience_is_taken_or_an_error() {
    for (text, shown) in [
        ("### S {audience=technical}", "@technicalh3(S)"),
        ("### S {plain=\"p\" audience=technical}", "@technicalh3(S plain=\"p\")"),
        ("> # S {audience=technical}", "quote(@technicalh1(S))"),
        ("[S]{audience=technical foo}", "p(span<S @technical>)"),
        ("[S](u){audience=technical foo}", "p(span<a<S→u> @technical>)"),
        ("![S](u){audience=technical foo}", "@technicalimg<u: S>"),
        ("```rust {audience=technical foo}\n```", "@technicalcode(rust: \"\")"),
    ] {
        let (blocks, findings) = content_and_findings(text);
        assert_eq!(blocks, shown, "{text}: {findings:?}");
        assert!(!findings.iter().any(|finding| finding.contains("error")), "{text}: {findings:?}");
    }
    for text in [
        "## S {audeince=technical}",
        "## S {technical}",
        "## S {.technical}",
        "### S {.technical}",
        "[S]{.technical}",
        "`S`{.technical}",
        "```rust {.technical}\n```",
        "```rust audience=technical\n```",
        "```rust {lines=2} {audience=technical}\n```",
        "```{=html audience=technical}\n```",
        "::: {audeince=technical}\nS\n:::",
        "::: a {audience=technical} b\nS\n:::",
        "a <span audience=technical>S</span>",
        "<p audience=\"technical\">S</p>",
        "<div>\nS {audience=technical}\n</div>",
        "<!-- a --> S {audience=technical}",
    ] {
        let findings = parsed(text).findings;
        assert!(findings.iter().any(|finding| finding.contains("error")), "{text}: {findings:?}");
    }
}
