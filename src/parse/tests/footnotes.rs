//! Footnotes: marks, definitions, and what doesn't fit together.

use super::*;

fn check(cases: &[(&str, &str, &[&str])]) {
    for (text, expected, findings) in cases {
        let (content, found) = content_and_findings(text);
        assert_eq!(
            (content.as_str(), found.iter().map(String::as_str).collect::<Vec<_>>().as_slice()),
            (*expected, *findings),
            "{text:?}"
        );
    }
}

#[test]
fn marks_and_definitions() {
    check(&[
        ("a[^x] b\n\n[^x]: the *text*", "p(afn<x> b) [^x: p(the em<text>)]", &[]),
        ("a[^X]\n\n[^x]: t", "p(afn<x>) [^x: p(t)]", &[]),
        ("[^x]: first\n\n## S\n\n- a[^x]", "ul(p(afn<x>)) [^x: p(first)]", &[]),
        ("a[^x]\n\n[^x]: one\n\n    two\n\n    - three", "p(afn<x>) [^x: p(one) p(two) ul(p(three))]", &[]),
        ("a^[the *text* [l](u)] b", "p(afn<:the em<text> a<l→u>> b)", &[]),
        ("a^[x]b^[y] c^2^", "p(afn<:x>bfn<:y> csup<2>)", &[]),
        ("- *a^[x]*\n- b^[y]", "ul(p(em<afn<:x>>) | p(bfn<:y>))", &[]),
        ("| a^[x] |\n|---|\n| b[^n] |\n\n[^n]: t", "table([Auto]: afn<:x> / bfn<n>) [^n: p(t)]", &[]),
        ("[a^[x] b]{audience=technical}", "p(span<afn<:x> b @technical>)", &[]),
        ("a^[[p99]{plain=\"slow\"} b]", "p(afn<:span<p99 plain=\"slow\"> b>)", &[]),
        // Not footnotes.
        ("a\\^[x] and `^[x]` and $^[x]$ \\[^x]", "p(a^[x] and code<^[x]> and math<^[x]> [^x])", &[]),
        ("a^[x and b^[] c", "p(a^[x and b^[] c)", &[]),
        ("```\n^[x] [^y]\n```", "code(: \"^[x] [^y]\")", &[]),
        // Divs and settings in a definition.
        (
            "a[^x]\n\n[^x]: [p99]{plain=\"slow\"}\n\n    ::: technical\n    b\n    :::\n\nc",
            "p(afn<x>) p(c) [^x: p(span<p99 plain=\"slow\">) @technicaldiv(p(b))]",
            &[],
        ),
        ("a[^x]\n\n::: technical\n[^x]: t\n:::", "p(afn<x>) @technicaldiv() @technical[^x: p(t)]", &[]),
    ]);
}

#[test]
fn what_does_not_fit_together_is_found() {
    check(&[
        ("a[^x]", "p(afn<x>)", &["1:2: warning[unknown-footnote]: no footnote has the name `x`"]),
        (
            "a[^metrics] b[^metrics]\n\n[^metric]: t",
            "p(afn<metrics> bfn<metrics>) [^metric: p(t)]",
            &[
                "1:2: warning[unknown-footnote]: no footnote has the name `metrics`",
                "3:1: warning[unused-footnote]: nothing refers to the footnote `metric`; it is not shown",
            ],
        ),
        (
            "a[^x]\n\n[^x]: t\n\n[^x]: u",
            "p(afn<x>) [^x: p(t)] [^x: p(u)]",
            &["5:1: error[duplicate-key]: the footnote `x` is defined already"],
        ),
        (
            "a[^x]\n\n[^x]: t[^x] ^[u]",
            "p(afn<x>) [^x: p(t u)]",
            &[
                "3:8: warning[nested-footnote]: a footnote can't have footnotes",
                "3:13: warning[nested-footnote]: a footnote can't have footnotes",
            ],
        ),
    ]);
    let both = "a[^x]\n\n::: technical\n[^x]: t\n:::\n\n::: non-technical\n[^x]: u\n:::";
    assert_eq!(parsed(both).findings, Vec::<String>::new(), "one for each audience");
}

#[test]
fn near_names_are_told() {
    let found = parsed("a[^metrics]\n\n[^metric]: t").raw;
    assert_eq!(found.iter().next().unwrap().help, ["the nearest known name is `metric`"]);
}

#[test]
fn very_many_marks_and_names_end() {
    let marks = "a[^x] ".repeat(20_000) + "\n\n[^x]: t[^x]";
    assert_eq!(parsed(&marks).raw.iter().count(), 1);
    let names: String = (0..20_000).map(|n| format!("a[^n{n}] ")).collect();
    let parsed = parsed(&names);
    assert_eq!(parsed.findings.len(), 20_000);
}
