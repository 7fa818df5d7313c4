//! Slides, sections, ids, and the front matter.

use super::*;
use crate::model::{Audiences, SlideId, TimeSpec};

fn slides(text: &str) -> Vec<String> {
    parsed(text).deck.slides.iter().map(show::slide).collect()
}

#[test]
fn headings_and_rules_start_slides() {
    for (text, expected) in [
        ("## A\n\na\n\n## B", vec!["#a Heading \"A\" [p(a)]", "#b Heading \"B\""]),
        ("# S\n\n## A", vec!["#s Section \"S\" section 0", "#a Heading \"A\" section 0"]),
        (
            "a\n\n---\n\nb\n\n---\n\n## C\n\n***\n\nd",
            vec!["#slide Break [p(a)]", "#slide-2 Break [p(b)]", "#c Heading \"C\"", "#slide-3 Break [p(d)]"],
        ),
        ("---\nslide-level: 1\n---\n\n# A\n\n## b", vec!["#a Heading \"A\" [h2(b)]"]),
        (
            "---\nslide-level: 3\n---\n\n# A\n\n## B\n\n### C",
            vec!["#a Section \"A\" section 0", "#b Section \"B\" section 1", "#c Heading \"C\" section 1"],
        ),
        ("## A\n\n---\n\n---\n\n## B\n\n---\n", vec!["#a Heading \"A\"", "#b Heading \"B\""]),
        ("<!-- c -->\n\n## A", vec!["#a Heading \"A\""]),
        ("## {layout=quote}\n\n> a", vec!["#slide Heading quote [quote(p(a))]"]),
        ("## A ## \n\n## B {#x} ##", vec!["#a Heading \"A\"", "#x Heading \"B\""]),
    ] {
        assert_eq!(slides(text), expected, "{text:?}");
    }
}

#[test]
fn what_looks_like_a_rule_elsewhere_splits_nothing() {
    for text in [
        "## A\n\n```\n---\n```",
        "## A\n\n    ---",
        "## A\n\n<!--\n---\n-->",
        "## A\n\n> a\n>\n> ---",
        "## A\n\n- a\n\n  ---",
        "## A\n\n::: x\na\n\n---\n:::",
    ] {
        assert_eq!(slides(text).len(), 1, "{text:?}");
    }
}

#[test]
fn a_title_slide_is_made_unless_there_is_one() {
    assert_eq!(slides("---\ntitle: T\n---\n\n# S"), ["#title FrontMatter \"T\" title", "#s Section \"S\" section 0"]);
    assert_eq!(parsed("---\ntitle: T\n---\n\n# S").deck.sections[0].slide, 1);
    assert_eq!(slides("---\ntitle: T\n---\n\n# S {layout=title}"), ["#s Section \"S\" title section 0"]);
    assert_eq!(parsed("---\ntitle: T\n---\n\n# S {layout=title}").deck.sections[0].slide, 0);
    assert_eq!(slides("a"), ["#slide Break [p(a)]"]);
}

#[test]
fn sections_keep_time_and_audience_and_give_layouts() {
    let deck = parsed(
        "# S {time=4m audience=technical layout=image}\n\n## A\n\n## B {layout=code}\n\n---\n\nc\n\n# T {layout=break time=5m appendix}\n\n## D",
    )
    .deck;
    let layouts: Vec<_> = deck.slides.iter().map(|slide| slide.layout.map(|layout| layout.value.as_str())).collect();
    assert_eq!(layouts, [None, Some("image"), Some("code"), Some("image"), Some("break"), None]);
    assert!(deck.slides.iter().all(|slide| slide.time.is_none() && slide.audience.is_none()));
    let [s, t] = deck.sections.as_slice() else { panic!() };
    assert_eq!((s.slide, s.appendix, s.time.unwrap().value), (0, false, TimeSpec::Fixed(crate::model::Seconds(240))));
    assert_eq!(s.audience, Some(Audiences::Only(vec![crate::model::Audience::technical()])));
    assert_eq!((t.slide, t.appendix), (4, true));
    assert_eq!(deck.slides.iter().map(|s| s.section).collect::<Vec<_>>(), [Some(0), Some(0), Some(0), Some(0), Some(1), Some(1)]);
}

#[test]
fn ids_are_unique_and_written_ones_win() {
    let ids = |text: &str| parsed(text).deck.slides.into_iter().map(|slide| slide.id).collect::<Vec<SlideId>>();
    let id = |text: &str| SlideId(text.to_owned());
    assert_eq!(ids("## A\n\n## A\n\n## B {#a}\n\n## A {#a-2}"), [id("a-3"), id("a-4"), id("a"), id("a-2")]);
    // A name is in every variant's files: it is made only of words that every audience reads.
    assert_eq!(ids("## The [p99]{plain=\"worst case\"} of `x`\n\n## SLO {plain=\"Our promise\"}"), [id("the-of-x"), id("slide")]);
    // Nor does a number in it tell of a title that is not for everyone.
    let text = "## A {audience=technical}\n\n## A\n\n# A {audience=non-technical}\n\n## A\n";
    assert_eq!(ids(text), [id("a-2"), id("a"), id("a-3"), id("a-4")]);
    let twice = parsed("## A {#x}\n\n## B {#x}\n");
    assert_eq!(twice.findings, ["3:7: error[duplicate-id]: the id `x` is taken"]);
    let second = twice.raw.iter().next().unwrap().labels[1].span;
    assert_eq!(twice.sources.slice(second), "#x");
    assert_eq!(twice.deck.slides[1].id, id("b"));
}

#[test]
fn references_to_slides_must_be_known() {
    assert_eq!(
        parsed("## Costs\n\n[a](#costs) [b](#cost) [c](#nothing-like-it)").findings,
        [
            "3:13: warning[unknown-slide]: no slide has the id `cost`",
            "3:24: warning[unknown-slide]: no slide has the id `nothing-like-it`"
        ]
    );
    assert_eq!(parsed("## A {#a audience=technical}\n\n## B {audience=non-technical replaces=a}").findings, Vec::<String>::new());
    assert_eq!(
        parsed("## A {#abc}\n\n## B {replaces=abd}\n\n## C {#c replaces=d}\n\n## D {#d replaces=c}\n\n## E {#e replaces=e}")
            .findings,
        [
            "3:7: warning[unknown-slide]: no slide has the id `abd`",
            "5:10: error[bad-value]: this slide stands for itself, by way of `replaces`",
            "7:10: error[bad-value]: this slide stands for itself, by way of `replaces`",
            "9:10: error[bad-value]: this slide stands for itself, by way of `replaces`",
        ]
    );
}

#[test]
fn underlined_headings_are_found_and_kept() {
    let parsed = parsed("Last words\n---\n\nPart {#p}\n====\n");
    assert_eq!(
        parsed.deck.slides.iter().map(show::slide).collect::<Vec<_>>(),
        ["#last-words Heading \"Last words\"", "#p Section \"Part\" section 0"]
    );
    assert_eq!(
        parsed.findings,
        [
            "2:1: warning[setext-heading]: this line makes a heading of the text above it",
            "5:1: warning[setext-heading]: this line makes a heading of the text above it",
        ]
    );
}

#[test]
fn headings_in_blocks_start_no_slide() {
    let (_, findings) = content_and_findings("## A\n\n::: technical\n## B\n\n### c\n:::\n\n::: notes\n## D\n:::");
    assert_eq!(findings, ["4:1: warning[nested-heading]: this heading stands inside a block and starts no slide"]);
}

#[test]
fn without_slides_there_is_an_error() {
    for text in ["", "\n \n", "---\ntitle: T\n---\n", "---\n\n---\n\n---\n", "<!-- a -->", "[a]: b"] {
        let findings = parsed(text).findings;
        assert!(matches!(findings.as_slice(), [one] if one.contains("error[no-slides]")), "{text:?}: {findings:?}");
    }
}

#[test]
fn the_front_matter_is_read() {
    let parsed = parsed(
        "---\ntitle: \"A: b\"\nsubtitle: S\nauthor: [X, Y]\ndate: 2026-11-17\nlang: en-GB\ntheme: lecture\naspect-ratio: 4:3\nduration: 1h\n\
         buffer: 20%\nqa: 2m\npace: 120\nprofile: lab-3/kickoff\npaginate: false\nfooter: F\naudiences:\n  non-technical:\n    \
         title: P\n    duration: 8m\n  executive:\n    extends: non-technical\n---\n\n## A\n",
    );
    assert_eq!(parsed.findings, Vec::<String>::new());
    let meta = &parsed.deck.meta;
    assert_eq!(meta.title.as_ref().unwrap().value, "A: b");
    assert_eq!(parsed.sources.slice(meta.title.as_ref().unwrap().span), "\"A: b\"");
    assert_eq!(meta.authors.iter().map(|author| author.value.as_str()).collect::<Vec<_>>(), ["X", "Y"]);
    assert_eq!(meta.aspect_ratio.unwrap().value, (4, 3));
    assert_eq!(meta.buffer.unwrap().value, TimeSpec::Share(20_000));
    assert_eq!((meta.pace.unwrap().value, meta.paginate), (120, false));
    assert_eq!(meta.audiences[0].duration.unwrap().value, TimeSpec::Fixed(crate::model::Seconds(480)));
    assert_eq!(parsed.deck.variants().len(), 3);
}

#[test]
fn defaults_hold_where_the_deck_says_nothing() {
    let mut sources = Sources::new();
    let file = sources.add("talk.md", "---\nlang: de\n---\n\n## A\n");
    let theme = crate::source::Spanned::new("lecture".to_owned(), crate::source::Span::new(file, 0, 0));
    let defaults = Meta { theme: Some(theme.clone()), lang: Some(theme), slide_level: 1, ..Meta::default() };
    let (deck, _) = parse(&sources, file, &defaults);
    assert_eq!(deck.meta.theme.unwrap().value, "lecture");
    assert_eq!(deck.meta.lang.unwrap().value, "de");
    assert_eq!(deck.meta.slide_level, 1);
}

#[test]
fn mistakes_in_the_front_matter() {
    for (front, expected) in [
        ("tilte: A", vec!["2:1: warning[unknown-key]: `tilte` is no key of the front matter"]),
        ("theme: 42", vec!["2:8: error[wrong-type]: `theme` is the number `42`, expected text"]),
        ("duration: -5m", vec!["2:11: error[bad-time]: `duration`: a time can't be negative"]),
        ("duration: 12", vec!["2:11: error[bad-time]: `duration`: `12` has no unit"]),
        ("duration: 10%", vec!["2:11: error[bad-time]: `duration` can't be a percentage; percentages are counted from it"]),
        ("qa: [1m]", vec!["2:5: error[wrong-type]: `qa` is a list, expected a time such as `12m`"]),
        ("lang: english", vec!["2:7: error[bad-value]: `english` is no language tag"]),
        ("aspect-ratio: 16:10", vec!["2:15: error[bad-value]: `aspect-ratio` is `16:10`, expected `16:9` or `4:3`"]),
        ("title: A\ntitle: B", vec!["3:1: error[duplicate-key]: `title` is written twice"]),
        ("footer: #fff", vec!["2:9: warning[unquoted-hash]: `#fff` is a comment in YAML, not part of `footer`"]),
        ("footer: Team #1", vec!["2:14: warning[unquoted-hash]: `#1` is a comment in YAML, not part of `footer`"]),
        ("footer: Team # a comment", vec![]),
        ("glossary: x\nmath: y", vec!["3:1: warning[not-supported-yet]: `math` has no effect in this version"]),
        ("- a\n- b", vec!["2:1: error[front-matter]: the front matter is a list, expected settings such as `title: My talk`"]),
        ("audiences: [a]", vec!["2:12: error[wrong-type]: `audiences` is a list, expected a map from names to settings"]),
        (
            "audiences:\n  Bosses:\n    extends: technical",
            vec!["3:3: error[bad-value]: `Bosses` can't be the name of an audience"],
        ),
        ("audiences:\n  a:\n    title: T", vec!["3:3: error[bad-value]: the audience `a` doesn't say what it extends"]),
        ("audiences:\n  a:\n    extends: tecnical", vec!["4:14: error[unknown-audience]: there is no audience `tecnical`"]),
        (
            "audiences:\n  a:\n    extends: b\n  b:\n    extends: a",
            vec!["4:14: error[bad-value]: the audience `a` extends itself, by way of `b`"],
        ),
    ] {
        assert_eq!(parsed(&format!("---\n{front}\n---\n\n## A\n")).findings, expected, "{front}");
    }
}

#[test]
fn a_front_matter_that_never_ends_is_one_error() {
    assert_eq!(parsed("---\ntitle: A\n\n## B\n").findings, ["1:1: error[front-matter]: the front matter is never closed"]);
}

#[test]
fn yaml_errors_have_their_place_and_the_slides_are_still_read() {
    let parsed = parsed("---\nok: 1\ntitle: a: b\n---\n\n## A {time=x}\n");
    assert!(
        parsed.findings[1].starts_with("3:9: error[front-matter]: the front matter is no YAML:")
            || parsed.findings[0].starts_with("3:"),
        "{:?}",
        parsed.findings
    );
    assert!(parsed.findings.iter().any(|f| f.starts_with("6:7: error[bad-time]")), "{:?}", parsed.findings);
}

#[test]
fn decks_of_other_tools_say_so() {
    for (path, text, dialect) in [
        ("a.md", "---\nformat: revealjs\n---\n# A", Dialect::Quarto),
        ("a.md", "---\nformat: [html, beamer]\n---\n# A", Dialect::Quarto),
        ("a.md", "---\ntitle: x\nformat:\n  clean-revealjs:\n    theme: y\n---\n# A", Dialect::Quarto),
        ("a.md", "---\noutput: beamer_presentation\n---\n# A", Dialect::Pandoc),
        ("a.md", "---\ntheme: x\ncolortheme: y\n---\n# A", Dialect::Pandoc),
        ("a.md", "---\nduration: 5m\ncolortheme: y\n---\n# A", Dialect::Native),
        ("a.qmd", "# A", Dialect::Quarto),
        ("a.qmd", "---\nmarp: true\n---\n# A", Dialect::Quarto),
        ("a.md", "---\nmarp: true\n---\n# A", Dialect::Marp),
        ("a.md", "---\nformat: html\n---\n# A", Dialect::Native),
        ("a.md", "# A", Dialect::Native),
    ] {
        assert_eq!(parsed_as(path, text).deck.dialect, dialect, "{path} {text}");
    }
    assert_eq!(
        parsed("---\nmarp: false\n---\n\n## A").findings,
        ["2:1: warning[unknown-key]: `marp` is no key of the front matter"]
    );
}
