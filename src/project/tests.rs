//! Tests of whole projections: which slides and sections, findings about slides, and that nothing leaks.

use super::testing::*;
use super::*;
use crate::model::{
    AudienceSettings, BlockKind, CalloutKind, CodeBlock, Heading, InlineKind, LinkTarget, Notes, Picture, Section, Slide,
    plain_text,
};

fn variant(name: &str) -> Variant {
    Variant::of(Audience(name.to_owned()))
}

fn ids(deck: &Deck, name: &str) -> Vec<String> {
    project(deck, &variant(name), "talk").0.slides.iter().map(|slide| slide.id.0.clone()).collect()
}

fn codes(deck: &Deck, name: &str) -> Vec<Code> {
    project(deck, &variant(name), "talk").1.iter().map(|finding| finding.code).collect()
}

fn slide_for(id: &str, names: &str) -> Slide {
    Slide { audience: audience(names).map(|a| Spanned::new(a, at(0))), ..slide(id) }
}

#[test]
fn slides_are_selected_and_numbered() {
    let title = Slide { origin: Origin::FrontMatter, heading: None, ..slide("title") };
    let skipped = Slide { skip: true, ..slide("skipped") };
    let mut deck = deck(vec![title, slide("a"), slide_for("t", "technical"), skipped, slide("b")]);
    deck.meta.title = written("Talk");
    let (seen, findings) = project(&deck, &variant("non-technical"), "file");
    let slides: Vec<_> = seen.slides.iter().map(|s| (s.number, s.id.0.as_str(), s.layout, plain_text(&s.title))).collect();
    assert_eq!(
        slides,
        [
            (1, "title", Layout::Title, "Talk".to_owned()),
            (2, "a", Layout::Content, "a".to_owned()),
            (3, "b", Layout::Content, "b".to_owned())
        ]
    );
    assert!(findings.is_empty());
    assert_eq!(ids(&deck, "technical"), ["title", "a", "t", "b"]);
}

#[test]
fn the_authors_layout_wins() {
    let deck = deck(vec![Slide { layout: layout(Layout::Statement), content: vec![code("x")], ..slide("a") }, slide("b")]);
    let (seen, _) = project(&deck, &variant("technical"), "file");
    assert_eq!(seen.slides[0].layout, Layout::Statement);
}

#[test]
fn sections_follow_their_slides() {
    let mut deck = deck(vec![slide("first")]);
    let for_technical = Section { audience: audience("technical"), ..section() };
    add_section(&mut deck, for_technical, slide("s0"), vec![slide("s0a"), slide_for("s0n", "non-technical")]);
    add_section(&mut deck, section(), slide("s1"), vec![slide_for("s1t", "technical"), slide("s1a")]);
    let (seen, _) = project(&deck, &variant("non-technical"), "file");
    let slides: Vec<_> = seen.slides.iter().map(|s| (s.id.0.as_str(), s.section)).collect();
    assert_eq!(slides, [("first", None), ("s1", Some(0)), ("s1a", Some(0))], "a section's audience holds for its slides");
    assert_eq!(seen.sections.iter().map(|s| plain_text(&s.title)).collect::<Vec<_>>(), ["s1"]);
    assert_eq!(ids(&deck, "technical"), ["first", "s0", "s0a", "s1", "s1t", "s1a"]);
}

#[test]
fn a_section_slide_that_announces_nothing_goes() {
    let only_technical = || vec![slide_for("t", "technical")];
    for (section, own, others, kept) in [
        (section(), slide("s"), only_technical(), false),
        (section(), slide("s"), vec![], true),
        (Section { audience: audience("all"), ..section() }, slide("s"), only_technical(), true),
        (section(), slide_for("s", "non-technical"), only_technical(), true),
        (section(), Slide { content: vec![paragraph("hello")], ..slide("s") }, only_technical(), true),
        (section(), Slide { content: vec![group("technical", vec![paragraph("x")])], ..slide("s") }, only_technical(), false),
    ] {
        let mut deck = deck(vec![slide("first")]);
        add_section(&mut deck, section.clone(), own.clone(), others.clone());
        let seen = project(&deck, &variant("non-technical"), "file").0;
        assert_eq!((seen.slides.len(), seen.sections.len()), (1 + usize::from(kept), usize::from(kept)), "{section:?} {own:?}");
    }
}

#[test]
fn a_skipped_section_slide_leaves_the_section_its_title() {
    let mut deck = deck(vec![]);
    add_section(&mut deck, section(), Slide { skip: true, ..slide("s") }, vec![slide("a")]);
    add_section(&mut deck, section(), slide_for("hidden", "technical"), vec![slide("b")]);
    let seen = project(&deck, &variant("non-technical"), "file").0;
    assert_eq!(seen.sections.iter().map(|s| plain_text(&s.title)).collect::<Vec<_>>(), ["s", ""]);
    assert_eq!(seen.slides.iter().map(|s| s.section).collect::<Vec<_>>(), [Some(0), Some(1)]);
}

#[test]
fn a_section_slide_without_a_title_for_its_audience_goes_and_its_slides_stay() {
    let untitled = |id: &str| {
        let heading = slide(id).heading.map(|heading| Heading { plain: written(""), ..heading });
        Slide { heading, ..slide(id) }
    };
    let with_text = Slide { content: vec![paragraph("x")], ..untitled("t") };
    let mut deck = deck(vec![]);
    add_section(&mut deck, section(), untitled("s"), vec![slide("a")]);
    add_section(&mut deck, section(), with_text, vec![slide("b")]);
    assert_eq!(ids(&deck, "non-technical"), ["a", "t", "b"]);
    assert_eq!(ids(&deck, "technical"), ["s", "a", "t", "b"]);
    let seen = project(&deck, &variant("non-technical"), "file").0;
    assert_eq!(seen.slides.iter().map(|s| s.section).collect::<Vec<_>>(), [Some(0), Some(1), Some(1)]);
}

#[test]
fn a_slide_left_empty_is_reported_once() {
    let content = |blocks| deck(vec![slide("first"), Slide { content: blocks, ..slide("a") }]);
    let emptied = content(vec![group("technical", vec![paragraph("x")])]);
    assert_eq!(codes(&emptied, "non-technical"), [Code::EmptyInVariant]);
    assert_eq!(codes(&emptied, "technical"), []);
    assert_eq!(codes(&content(vec![code("x")]), "non-technical"), [Code::DroppedWithoutReplacement], "one cause, one finding");
    assert_eq!(codes(&content(vec![]), "non-technical"), [], "the author left it empty");
    let (_, findings) = project(&emptied, &variant("non-technical"), "talk");
    assert!(findings.iter().all(|f| f.message.contains("non-technical variant")));
}

#[test]
fn a_variant_without_slides_is_an_error() {
    let title = Slide { origin: Origin::FrontMatter, heading: None, ..slide("title") };
    let technical_only = deck(vec![title.clone(), slide_for("a", "technical"), Slide { skip: true, ..slide("b") }]);
    assert_eq!(codes(&technical_only, "non-technical"), [Code::EmptyVariant]);
    assert_eq!(codes(&technical_only, "technical"), []);
    assert_eq!(codes(&deck(vec![title]), "technical"), [], "a deck without slides is the parser's finding");
    assert_eq!(codes(&deck(vec![]), "technical"), []);
}

#[test]
fn a_slides_audience_keeps_its_code() {
    let with_code = |names| deck(vec![Slide { content: vec![code("x")], ..slide_for("a", names) }]);
    for names in ["all", "non-technical", "technical,non-technical"] {
        assert_eq!(codes(&with_code(names), "non-technical"), [], "{names}");
    }
    let mut by_section = deck(vec![]);
    let own = Slide { content: vec![code("x")], ..slide("a") };
    add_section(&mut by_section, Section { audience: audience("all"), ..section() }, slide("s"), vec![own]);
    assert_eq!(codes(&by_section, "non-technical"), []);
}

#[test]
fn a_slide_stands_for_another_where_it_is_shown() {
    let replacing = |id: &str, other: &str, names: &str| Slide { replaces: written(other), ..slide_for(id, names) };
    let link = inline(InlineKind::Link { target: LinkTarget::Slide("a".into()), content: vec![text("see")] });
    let first = Slide { content: vec![block(BlockKind::Paragraph(vec![link]))], ..slide("first") };
    let mut deck = deck(vec![
        first,
        slide("a"),
        replacing("b", "a", "non-technical"),
        replacing("c", "b", "executive"),
        Slide { skip: true, ..replacing("d", "first", "all") },
    ]);
    let extends = Some(crate::source::Spanned::new(crate::model::Audience::non_technical(), at(0)));
    deck.meta.audiences = vec![AudienceSettings { extends, ..audience_settings("executive") }];
    for (name, expected) in [("technical", ["first", "a"]), ("non-technical", ["first", "b"]), ("executive", ["first", "c"])] {
        let variant = deck.variants().into_iter().find(|variant| variant.name() == name).unwrap();
        let (seen, findings) = project(&deck, &variant, "f");
        assert_eq!(seen.slides.iter().map(|s| s.id.0.as_str()).collect::<Vec<_>>(), expected, "{name}");
        let shown = format!("{:?}", seen.slides[0].content);
        assert!(shown.contains(&format!("Slide(\"{}\")", expected[1])), "the link follows: {shown}");
        assert_eq!(findings.iter().count(), 0, "{name}");
    }
}

/// Slides with `replaces` and roles, and what each audience sees of them and where the link on the first leads.
#[test]
fn the_nearest_of_several_slides_stands_in_one_place() {
    let link = |id: &str| inline(InlineKind::Link { target: LinkTarget::Slide(id.into()), content: vec![text("see")] });
    let of = |slides: Vec<Slide>, to: &str, name: &str| {
        let first = Slide { content: vec![block(BlockKind::Paragraph(vec![link(to)]))], ..slide("first") };
        let mut deck = deck([first].into_iter().chain(slides).collect());
        let extending = |name: &str, parent: &str| AudienceSettings {
            extends: Some(Spanned::new(Audience(parent.into()), at(0))),
            ..audience_settings(name)
        };
        deck.meta.audiences = vec![extending("executive", "non-technical"), extending("board", "executive")];
        let variant = deck.variants().into_iter().find(|variant| variant.name() == name).unwrap();
        let (seen, _) = project(&deck, &variant, "f");
        let ids: Vec<String> = seen.slides.iter().skip(1).map(|slide| slide.id.0.clone()).collect();
        let shown = format!("{:?}", seen.slides[0].content);
        let target = shown.split("Slide(\"").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        (ids.join(" "), target.unwrap_or_default())
    };
    let replacing = |id: &str, names: &str| Slide { replaces: written("a"), ..slide_for(id, names) };
    let candidates =
        vec![slide("a"), replacing("e", "executive"), replacing("n", "non-technical"), replacing("n2", "non-technical")];
    for (name, ids, target) in
        [("technical", "a", "a"), ("non-technical", "n n2", "n"), ("executive", "e", "e"), ("board", "e", "e")]
    {
        assert_eq!(of(candidates.clone(), "a", name), (ids.to_owned(), target.to_owned()), "{name}");
    }
    assert_eq!(of(candidates, "n2", "board").1, "e", "a link to one that stands back leads to the one in its place");
    let asking =
        |id: &str, names: Option<&str>| Slide { role: Some(Role::Ask), ..names.map_or(slide(id), |names| slide_for(id, names)) };
    let asks =
        vec![asking("all", None), asking("b", Some("board")), asking("n", Some("non-technical")), asking("t", Some("technical"))];
    for (name, id) in [("technical", "t"), ("non-technical", "n"), ("executive", "n"), ("board", "b")] {
        assert_eq!(of(asks.clone(), "all", name), (id.to_owned(), id.to_owned()), "{name}");
    }
}

#[test]
fn notes_of_its_own_stand_alone_where_that_is_asked() {
    let said = |names: Option<&str>, words: &str| Notes { audience: names.and_then(audience), ..notes(vec![paragraph(words)]) };
    let three = vec![said(None, "all"), said(Some("non-technical"), "plain"), said(Some("executive"), "own")];
    let mut deck = deck(vec![Slide { notes: three.clone(), ..slide("a") }, Slide { notes: three[..1].to_vec(), ..slide("b") }]);
    let extends = Some(Spanned::new(Audience::non_technical(), at(0)));
    let mut spoken = |taken, name: &str| {
        let settings = AudienceSettings { extends: extends.clone(), notes: taken, ..audience_settings("executive") };
        deck.meta.audiences = vec![settings, AudienceSettings { notes: taken, ..audience_settings("non-technical") }];
        let variant = deck.variants().into_iter().find(|variant| variant.name() == name).unwrap();
        let words = |slide: &ProjectedSlide| {
            crate::model::walk_blocks(&slide.notes).flat_map(crate::model::texts).map(plain_text).collect::<Vec<_>>().join(" ")
        };
        project(&deck, &variant, "f").0.slides.iter().map(words).collect::<Vec<_>>()
    };
    let own = Some(crate::model::NotesTaken::Own);
    assert_eq!(spoken(None, "executive"), ["all plain own", "all"]);
    assert_eq!(spoken(own, "executive"), ["own", "all"]);
    assert_eq!(spoken(own, "non-technical"), ["plain", "all"], "the nearest there are");
    assert_eq!(spoken(own, "technical"), ["all", "all"]);
}

#[test]
fn links_follow_the_slides_of_the_variant() {
    let link = inline(InlineKind::Link { target: LinkTarget::Slide("t".into()), content: vec![text("see")] });
    let with_link = Slide { content: vec![block(BlockKind::Paragraph(vec![link]))], ..slide("a") };
    let deck = deck(vec![with_link, slide_for("t", "technical")]);
    assert_eq!(codes(&deck, "technical"), []);
    assert_eq!(codes(&deck, "non-technical"), [Code::LinkToHiddenSlide]);
    assert!(!format!("{:?}", shown(&deck, "non-technical")).contains("\"t\""));
}

#[test]
fn unknown_indexes_do_no_harm() {
    let mut deck = deck(vec![Slide { section: Some(7), ..slide("a") }]);
    deck.sections.push(Section { slide: 9, ..section() });
    let seen = project(&deck, &variant("technical"), "f").0;
    assert_eq!((seen.slides[0].section, seen.sections.len()), (None, 0));
}

/// Markers `T…` are written for the technical audience, `N…` for the other, `S…` for both; one in every place that can hold text.
fn marked_deck() -> Deck {
    let both = |place: &str| {
        vec![
            marked(&format!("T-{place}-span"), None, Some("technical")),
            marked(&format!("N-{place}-span"), None, Some("non-technical")),
            marked(&format!("T-{place}-word"), Some(&format!("N-{place}-word")), None),
            text(&format!("S-{place}")),
        ]
    };
    let running = |place: &str| block(BlockKind::Paragraph(both(place)));
    let wrap = |place: &str, kind: fn(Vec<crate::model::Inline>) -> InlineKind| inline(kind(both(place)));
    let inline_picture = |mark: &str| {
        let BlockKind::Picture(picture) = picture(&format!("{mark}.png"), &format!("{mark}-alt")).kind else { unreachable!() };
        let plain = written("N-inline-picture").filter(|_| mark.starts_with('T'));
        inline(InlineKind::Picture(Box::new(Picture { caption: Some(format!("{mark}-caption")), plain, ..*picture })))
    };
    let phrases = block(BlockKind::Paragraph(vec![
        wrap("emph", InlineKind::Emph),
        wrap("strong", InlineKind::Strong),
        wrap("strike", InlineKind::Strike),
        wrap("sub", InlineKind::Subscript),
        wrap("super", InlineKind::Superscript),
        inline(InlineKind::Link { target: LinkTarget::Url("S-url".into()), content: both("link") }),
        inline(InlineKind::Link { target: LinkTarget::Slide("T-slide".into()), content: vec![text("S-link-to-hidden")] }),
        inline(InlineKind::Code { text: "T-inline-code".into(), plain: written("N-inline-code") }),
        inline_picture("T-inline-picture"),
    ]));
    let side = |mark: &str, names: &str| {
        let BlockKind::Picture(shown) = picture(&format!("{mark}.svg"), &format!("{mark}-alt")).kind else { unreachable!() };
        let shown = Picture { caption: Some(format!("{mark}-caption")), ..*shown };
        let callout =
            BlockKind::Callout { kind: CalloutKind::Note, title: Some(format!("{mark}-callout")), content: vec![paragraph("S")] };
        let group_of = vec![
            code(&format!("{mark}-code")),
            block(BlockKind::Math(format!("{mark}-math"))),
            block(BlockKind::Picture(Box::new(shown))),
            block(callout),
            block(BlockKind::Table(table(vec![vec![vec![text(&format!("{mark}-cell"))]]]))),
            block(BlockKind::Group { classes: vec![format!("{mark}-class")], lang: None, content: vec![paragraph("S")] }),
        ];
        group(names, group_of)
    };
    let BlockKind::Code(plain_code) = code("T-code-with-plain").kind else { unreachable!() };
    let plain_code = block(BlockKind::Code(CodeBlock { plain: written("N-code-plain"), ..plain_code }));
    let heading = BlockKind::Heading { level: 3, content: vec![text("T-heading")], plain: written("N-heading") };
    let main = Slide {
        heading: Some(Heading { content: both("title"), plain: None, span: at(0) }),
        content: vec![
            phrases,
            block(heading),
            list(vec![vec![running("item")], vec![group("technical", vec![paragraph("T-item")])]]),
            block(BlockKind::Quote(vec![running("quote")])),
            block(BlockKind::Columns(vec![column(vec![running("column")]), column(vec![running("column-b")])])),
            block(BlockKind::Table(table(vec![vec![both("head")], vec![both("cell")]]))),
            side("T-side", "technical"),
            side("N-side", "non-technical"),
            plain_code,
            code("T-replaced-code"),
            group("non-technical", vec![paragraph("N-stand-in")]),
            code("T-lost-code"),
        ],
        notes: vec![
            Notes { audience: audience("technical"), ..notes(vec![paragraph("T-notes")]) },
            Notes { audience: audience("non-technical"), ..notes(vec![paragraph("N-notes")]) },
            notes(vec![running("notes"), code("T-notes-code"), group("non-technical", vec![paragraph("N-notes-stand-in")])]),
        ],
        ..slide("main")
    };
    let plain_title = Heading { content: vec![text("T-plain-title")], plain: written("N-plain-title"), span: at(0) };
    let mut deck = deck(vec![
        Slide { origin: Origin::FrontMatter, heading: None, ..slide("title") },
        main,
        Slide { heading: Some(plain_title), ..slide("replaced") },
        slide_for("T-slide", "technical"),
        slide_for("N-slide", "non-technical"),
    ]);
    let own = |mark: &str| slide(&format!("{mark}-section"));
    add_section(&mut deck, Section { audience: audience("technical"), ..section() }, own("T"), vec![slide("T-in-section")]);
    add_section(&mut deck, Section { audience: audience("non-technical"), ..section() }, own("N"), vec![slide("N-in-section")]);
    add_section(&mut deck, section(), slide_for("T-own-slide", "technical"), vec![slide("S-after")]);
    deck.meta.audiences = vec![
        AudienceSettings {
            title: written("T-deck-title"),
            subtitle: written("T-deck-subtitle"),
            ..audience_settings("technical")
        },
        AudienceSettings {
            title: written("N-deck-title"),
            subtitle: written("N-deck-subtitle"),
            ..audience_settings("non-technical")
        },
    ];
    deck
}

/// What outputs are made of: the projection without the author's record, which names the slides of others.
fn shown(deck: &Deck, name: &str) -> Projection {
    Projection { changes: Vec::new(), ..project(deck, &variant(name), "talk").0 }
}

/// Every marker with this first letter in a text.
fn markers(text: &str, letter: char) -> std::collections::BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '-'));
    words.filter(|word| word.starts_with(letter) && word[1..].starts_with('-')).map(str::to_owned).collect()
}

#[test]
fn text_for_one_audience_is_nowhere_in_the_others_projection() {
    let deck = marked_deck();
    let written = format!("{deck:?}");
    let seen = |name| format!("{:?}", shown(&deck, name));
    let (technical, plain) = (seen("technical"), seen("non-technical"));

    assert_eq!(markers(&technical, 'N'), std::collections::BTreeSet::new(), "plain text leaked into the technical deck");
    assert_eq!(markers(&plain, 'T'), std::collections::BTreeSet::new(), "technical text leaked into the non-technical deck");
    // The search finds what is there: everything written for an audience arrives in its own deck.
    assert_eq!(markers(&technical, 'T'), markers(&written, 'T'));
    assert_eq!(markers(&plain, 'N'), markers(&written, 'N'));
    assert_eq!(markers(&technical, 'S'), markers(&written, 'S'));
    assert_eq!(markers(&plain, 'S'), markers(&written, 'S'));
    assert!(markers(&written, 'T').len() > 40, "the deck has a marker in every place");
}

#[test]
fn no_question_about_the_audience_is_left() {
    let deck = marked_deck();
    assert!(format!("{deck:?}").contains("audience: Some(") && format!("{deck:?}").contains("plain: Some("));
    for name in ["technical", "non-technical"] {
        let seen = format!("{:?}", project(&deck, &variant(name), "talk").0);
        assert!(!seen.contains("audience: Some("), "{name}");
        assert!(!seen.contains("plain: Some("), "{name}");
        assert!(!seen.contains("Marked"), "a span without classes is no span any more: {name}");
    }
}

#[test]
fn projecting_is_repeatable_and_leaves_the_deck_alone() {
    let deck = marked_deck();
    let before = format!("{deck:?}");
    let (first, second) = (project(&deck, &variant("technical"), "t"), project(&deck, &variant("technical"), "t"));
    assert_eq!((format!("{first:?}"), before), (format!("{second:?}"), format!("{deck:?}")));
}
