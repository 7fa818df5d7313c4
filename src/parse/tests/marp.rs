//! Marp decks, read by Marp's rules.

use super::*;
use crate::model::{BackgroundFit, Side, plain_text};

/// A deck with `marp: true` and these further settings before the text.
fn marp(settings: &str, text: &str) -> Parsed {
    parsed(&format!("---\nmarp: true\n{settings}---\n{text}"))
}

/// Each slide in short form.
fn slides(parsed: &Parsed) -> Vec<String> {
    parsed.deck.slides.iter().map(show::slide).collect()
}

fn notes(parsed: &Parsed) -> Vec<String> {
    let text = |slide: &crate::model::Slide| {
        slide.notes.iter().map(|notes| show::blocks(&notes.content)).collect::<Vec<_>>().join(" + ")
    };
    parsed.deck.slides.iter().map(text).collect()
}

#[test]
fn only_rules_start_slides() {
    let text = "# A\n\n## B\n\n---\n\ntext\n\n***\n\n___\n\n* * *\n\n> ---\n\nSetext\n---\n\n- a\n\n  ---\n\n```\n---\n```\n";
    let parsed = marp("", text);
    assert_eq!(
        slides(&parsed)[..4],
        ["#a Heading \"A\" [h2(B)]", "#slide Break [p(text)]", "#slide-2 Break", "#slide-3 Break"].map(str::to_owned)
    );
    assert_eq!(parsed.deck.slides.len(), 5);
    assert!(slides(&parsed)[4].contains("h2(Setext)"), "{:?}", slides(&parsed));
    assert!(parsed.deck.sections.is_empty());
}

#[test]
fn empty_slides_count_and_no_title_slide_is_made() {
    let parsed = marp("title: T\nauthor: Me\n", "\n---\n\n# A\n\n---\n");
    assert_eq!(slides(&parsed), ["#slide Break", "#a Heading \"A\"", "#slide-2 Break"]);
    assert_eq!(parsed.deck.meta.title.as_ref().unwrap().value, "T");
    assert_eq!(parsed.findings, [] as [&str; 0]);
}

#[test]
fn headings_divide_where_the_deck_says_so() {
    for (settings, titles) in [
        ("", vec!["A"]),
        ("headingDivider: 1\n", vec!["A", "C"]),
        ("headingDivider: 2\n", vec!["A", "B", "C"]),
        ("headingDivider: [2]\n", vec!["A", "B"]),
        ("headingDivider:\n  - 2\n  - 3\n", vec!["A", "B", "D"]),
    ] {
        let parsed = marp(settings, "<!-- note -->\n# A\n\n## B\n\n# C\n\n### D\n");
        let found: Vec<String> = parsed.deck.slides.iter().map(|s| plain_text(&s.heading.as_ref().unwrap().content)).collect();
        assert_eq!(found, titles, "{settings}");
    }
    let in_comment = marp("", "# A\n\n# B\n\n<!-- headingDivider: 1 -->\n");
    assert_eq!(in_comment.deck.slides.len(), 2, "a directive for the deck holds wherever it stands");
    assert_eq!(
        marp("headingDivider: 1\n", "# A\n\n---\n\n# B\n").deck.slides.len(),
        3,
        "a rule and a heading start a slide each"
    );
}

#[test]
fn comments_are_directives_or_notes() {
    let text = "# A\n\n<!-- Say hello.\nSmile. -->\n<!-- paginate: true -->\n\n---\n<!--\n_class: lead\n-->\n## B <!-- in a line -->\n\n\
                - a\n<!-- between -->\n- b <!-- TODO: c -->\n\nText\n<!-- in a paragraph -->\nmore\n\n---\n\n<!-- one --><!-- two -->\n";
    let parsed = marp("", text);
    assert_eq!(notes(&parsed), ["p(Say hello.⏎Smile.)", "p(in a line) + p(between) + p(in a paragraph)", "p(one) + p(two)"]);
    assert_eq!(slides(&parsed)[1].split(" notes").next().unwrap(), "#b Heading \"B\" [ul(p(a) | p(b)) p(Text⏎⏎more)]");
    assert_eq!(parsed.findings, [] as [&str; 0]);
}

#[test]
fn a_misspelt_directive_is_a_finding_and_a_note() {
    let parsed = marp("pagniate: true\n", "# A\n\n<!-- _clas: lead -->\n");
    assert_eq!(
        parsed.findings,
        [
            "3:1: warning[unknown-key]: `pagniate` is no directive of Marp",
            "7:6: warning[unknown-key]: `_clas` is no directive of Marp, so this comment is a note",
        ]
    );
    assert_eq!(notes(&parsed), ["p(_clas: lead)"]);
}

#[test]
fn headers_footers_and_numbers_hold_until_changed() {
    let text = "# A\n\n---\n<!-- _paginate: false -->\n---\n<!-- paginate: hold\nfooter: '' -->\n---\n<!-- _paginate: skip\nheader: H **2** -->\n---\n";
    let parsed = marp("paginate: true\nheader: H\nfooter: F # 1: 2\n", text);
    let edges: Vec<String> = parsed
        .deck
        .slides
        .iter()
        .filter_map(|slide| slide.furniture.as_ref())
        .map(|f| format!("{}|{}|{:?}", f.header, f.footer, f.number))
        .collect();
    assert_eq!(edges, ["H|F # 1: 2|Some(1)", "H|F # 1: 2|None", "H||Some(2)", "H 2||None", "H 2||Some(2)"]);
}

#[test]
fn pictures_have_words_for_size_and_place() {
    let parsed = marp("", "# A\n\n![bg right:40% blur](a.png)\n![bg contain](b.png)\n\n![w:561 A door](c.png)\n");
    let slide = &parsed.deck.slides[0];
    let backgrounds: Vec<_> = slide.backgrounds.iter().map(|b| (b.picture.path.value.as_str(), b.side, b.share, b.fit)).collect();
    assert_eq!(
        backgrounds,
        [
            ("a.png", Some(Side::Right), Some(40), BackgroundFit::Cover),
            ("b.png", Some(Side::Right), Some(40), BackgroundFit::Contain)
        ]
    );
    assert_eq!(
        slides(&parsed),
        ["#a Heading \"A\" [img<c.png: A door w421pt>] bg(a.png:  Right 40% Cover) bg(b.png:  Right 40% Contain)"]
    );
    assert_eq!(parsed.findings.len(), 2, "{:?}", parsed.findings);
    assert!(parsed.findings[1].contains("warning[foreign-dropped]: filters"), "{:?}", parsed.findings);
    let directive =
        marp("backgroundImage: url('d.png')\nbackgroundSize: 50%\n", "# A\n\n---\n\n<!-- _backgroundImage: none -->\n");
    let paths = |n: usize| directive.deck.slides[n].backgrounds.iter().map(|b| b.fit).collect::<Vec<_>>();
    assert_eq!((paths(0), paths(1)), (vec![BackgroundFit::Percent(50)], vec![]));
}

#[test]
fn other_tools_marks_are_text() {
    let parsed = marp("", "# A {#x time=90s}\n\n::: notes\ntext [b]{.c}\n:::\n\n- [ ] open\n\nH~2~O \"q\" [^1]\n\n$a$\n");
    assert_eq!(
        slides(&parsed),
        [
            "#a-x-time90s Heading \"A {#x time=90s}\" [p(::: notes⏎text [b]{.c}⏎:::) ul(p([ ] open)) p(H~2~O \"q\" [^1]) p(math<a>)]"
        ]
    );
    assert_eq!(parsed.findings, [] as [&str; 0]);
}

#[test]
fn stars_and_parentheses_make_lists_appear_item_by_item() {
    let parsed = marp("", "* a\n* b\n\n- c\n  * d\n\n1) e\n\n2. f\n");
    assert_eq!(slides(&parsed), ["#slide Break [+ul(p(a) | p(b)) ul(p(c) +ul(p(d))) +ol1(p(e)) ol2(p(f))]"]);
}

#[test]
fn names_of_emoji_stay_and_are_told() {
    let told = |text: &str| marp("", text).findings.iter().any(|finding| finding.contains("names of emoji"));
    assert!(told("# A\n\nfine :smile:, and more\n"));
    assert!(!told("# A\n\nat 10:30:00, a:b:c, `:smile:`, :: and std::fmt::Write\n"));
}

#[test]
fn losses_are_told_once() {
    let text = "# A\n\n<style scoped>a {}</style>\n\n---\n\n<style>b {}</style>\n\n<div class=\"x\">\n\nwords\n\n</div>\n\n---\n\
                <!-- _class: mine\n_color: red -->\n# C\n";
    let parsed = marp("theme: gaia\nstyle: |\n  a {}\n", text);
    assert_eq!(
        parsed.findings,
        [
            "2:1: note[foreign-deck]: read by Marp's rules: 3 slides, 0 with notes (shown in another way: 3 kinds, left out: 2 kinds)",
            "3:8: note[foreign-approximated]: Marp's theme `gaia` is replaced by one of Deckle's",
            "5:3: warning[foreign-dropped]: styles are left out: the theme decides how slides look",
            "15:1: note[foreign-approximated]: boxes that a style sheet draws, such as `x`, are plain text",
            "22:14: note[foreign-approximated]: the class `mine` has no layout here",
            "23:9: warning[foreign-dropped]: colours of single slides are left out: those of the theme stay readable",
        ]
    );
    assert!(slides(&parsed)[1].contains("p(words)"));
}

#[test]
fn a_front_matter_may_begin_with_a_blank_line_or_be_no_yaml() {
    let spaced = parsed("---\n\nmarp: true\n---\n\n# A\n\n---\n\n# B\n");
    assert_eq!((spaced.deck.slides.len(), spaced.deck.dialect), (2, Dialect::Marp));
    let broken = parsed("---\nmarp: true\nother: [\n---\n\n# A\n");
    assert_eq!(broken.deck.slides.len(), 1);
    assert!(broken.findings[0].contains("warning[front-matter]"), "{:?}", broken.findings);
    for native in ["---\nmarp: false\n---\n\n## A\n", "---\n\n# A\n\n---\n\nmarp: true\n"] {
        assert_eq!(parsed(native).deck.dialect, Dialect::Native, "{native}");
    }
}

#[test]
fn sizes_and_languages_are_the_deck_s() {
    let parsed = marp("size: 4:3\nlang: de\nmath: katex\n", "# A\n");
    let meta = &parsed.deck.meta;
    assert_eq!((meta.aspect_ratio.unwrap().value, meta.lang.as_ref().unwrap().value.as_str()), ((4, 3), "de"));
    assert_eq!(parsed.findings, [] as [&str; 0]);
}
