//! Whole slides through the typesetter, from hand-made projections.

use super::*;
use crate::model::{Alignment, Audience, CalloutKind, Column, Table, TableRow};
use crate::model::{Block, BlockKind, CodeBlock, Fit, Inline, InlineKind, Layout, LinkTarget, List, ListItem, Variant};
use crate::project::{Chosen, ProjectedFootnote, ProjectedSlide};
use crate::source::{FileId, Span};

fn span() -> Span {
    Span::new(FileId(0), 0, 1)
}

fn inline(kind: InlineKind) -> Inline {
    Inline { kind, span: span() }
}

fn words(text: &str) -> Vec<Inline> {
    vec![inline(InlineKind::Text(text.to_owned()))]
}

pub(super) fn block(kind: BlockKind) -> Block {
    Block { kind, span: span(), audience: None }
}

pub(super) fn paragraph(text: &str) -> Block {
    block(BlockKind::Paragraph(words(text)))
}

pub(super) fn bullets(items: &[&str]) -> Block {
    let item = |text: &&str| ListItem { content: vec![paragraph(text)], checked: None, span: span() };
    block(BlockKind::List(List { start: None, tight: true, incremental: false, items: items.iter().map(item).collect() }))
}

pub(super) fn slide(number: u32, layout: Layout, title: &str, content: Vec<Block>) -> ProjectedSlide {
    ProjectedSlide {
        id: SlideId(format!("s{number}")),
        wanted: None,
        number,
        layout,
        chosen: Chosen::Slide,
        agenda: Vec::new(),
        fit: Fit::default(),
        title: if title.is_empty() { Vec::new() } else { words(title) },
        content,
        notes: Vec::new(),
        backgrounds: Vec::new(),
        footnotes: Vec::new(),
        terms: Vec::new(),
        glosses: Vec::new(),
        role: None,
        time: None,
        lang: "en".into(),
        section: None,
        appendix: false,
        furniture: None,
        span: span(),
    }
}

pub(super) fn deck(slides: Vec<ProjectedSlide>) -> Projection {
    let meta = ProjectedMeta {
        titles_are_pages: true,
        title: "A deck".into(),
        subtitle: None,
        authors: vec!["Someone".into()],
        date: None,
        lang: "en".into(),
        aspect_ratio: (16, 9),
        footer_span: None,
        footer: "A deck".into(),
        paginate: true,
        duration: None,
        buffer: None,
        qa: None,
        pace: 130,
        profile: None,
        has_own_profile: false,
        notes: Default::default(),
        glossary: Default::default(),
    };
    Projection { variant: Variant::of(Audience::technical()), meta, sections: Vec::new(), slides, changes: Vec::new() }
}

pub(super) fn run(projection: &Projection) -> (Typeset, Diagnostics) {
    let theme = crate::theme::find(crate::theme::DEFAULT).expect("the default theme exists");
    typeset(projection, &theme, &Assets::default(), &Highlights::new())
}

/// What every layout is tried with.
fn samples() -> Vec<Vec<Block>> {
    let code = CodeBlock {
        language: "python".into(),
        text: "def f(x):\n\n    return x  # why".into(),
        highlight: vec![vec![3]],
        plain: None,
        file: None,
    };
    let row = |cells: [&str; 2]| TableRow { cells: cells.iter().map(|c| words(c)).collect(), span: span() };
    let table = Table { alignments: vec![Alignment::Auto; 2], head: row(["Item", "Cost"]), rows: vec![row(["Server", "$40K"])] };
    let column = |text: &str| Column { width: None, content: vec![paragraph(text)], span: span() };
    let callout = BlockKind::Callout { kind: CalloutKind::Warning, title: None, content: vec![paragraph("Careful.")] };
    vec![
        Vec::new(),
        vec![paragraph("One sentence alone.")],
        vec![bullets(&["one", "two"]), paragraph("Source: somewhere, 2026.")],
        vec![block(BlockKind::Code(code))],
        vec![block(BlockKind::Table(table))],
        vec![block(BlockKind::Columns(vec![column("left"), column("right")]))],
        vec![block(BlockKind::Quote(vec![paragraph("So it is."), paragraph("— a colleague")])), block(callout)],
        vec![block(BlockKind::Math(r"\frac{a}{b} = \sqrt{x}".into()))],
        parts(2),
        parts(4),
    ]
}

/// So many headings with a word below each, between two paragraphs.
fn parts(count: usize) -> Vec<Block> {
    let heading = || block(BlockKind::Heading { level: 3, content: words("Part"), plain: None });
    let parts = (0..count).flat_map(|_| [heading(), paragraph("Word.")]);
    std::iter::once(paragraph("Before them.")).chain(parts).chain([paragraph("After them.")]).collect()
}

#[test]
fn every_layout_takes_any_content_on_one_page() {
    for (layout, name) in Layout::ALL {
        for title in ["", "A title that says something"] {
            let slides = samples().into_iter().zip(1..).map(|(content, n)| slide(n, *layout, title, content)).collect();
            let (done, findings) = run(&deck(slides));
            assert!(findings.is_empty(), "{name}: {findings:?}");
            for (number, slide) in done.slides.iter().enumerate() {
                assert_eq!(slide.pages.len(), 1, "{name}, sample {number}");
                let small = number < 2;
                assert!(!small || slide.fitting.overflow.is_none(), "{name}, sample {number}: {:?}", slide.fitting.overflow);
                // Such as four parts in the small room of a title slide.
                assert!(
                    slide.fitting.overflow.is_none_or(|o| o.scale > 0.19),
                    "{name}, sample {number}: {:?}",
                    slide.fitting.overflow
                );
                assert!(slide.missing.is_empty(), "{name}, sample {number}: {:?}", slide.missing);
            }
        }
    }
}

#[test]
fn text_of_the_author_is_text_everywhere() {
    let hostile = "#read(\"/etc/passwd\") #import \"x\": y ]] } \" \\ $x$ `r` *b* _e_ @l <t> // c";
    let code = CodeBlock { language: hostile.into(), text: hostile.into(), highlight: vec![], plain: None, file: None };
    let link =
        inline(InlineKind::Link { target: LinkTarget::Url(format!("https://example.org/{hostile}")), content: words("link") });
    let content = vec![
        paragraph(hostile),
        bullets(&[hostile]),
        block(BlockKind::Code(code)),
        block(BlockKind::Paragraph(vec![link])),
        block(BlockKind::Callout { kind: CalloutKind::Note, title: Some(hostile.into()), content: vec![paragraph("x")] }),
    ];
    let mut projection = deck(vec![slide(1, Layout::Content, hostile, content)]);
    projection.meta.footer = hostile.into();
    let (done, findings) = run(&projection);
    assert!(findings.is_empty(), "{findings:?}");
    let shown: String = done.visible_text().split_whitespace().collect();
    let wanted: String = hostile.split_whitespace().collect();
    let times = shown.matches(&wanted).count();
    assert!(
        times >= 6,
        "title, paragraph, bullet, code, callout, link and footer show it as written, found {times}:\n{}",
        done.visible_text()
    );
}

#[test]
fn what_is_too_large_is_measured_and_stays_on_the_page() {
    let lines: Vec<String> = (0..40).map(|n| format!("line {n}")).collect();
    let many: Vec<&str> = lines.iter().map(String::as_str).collect();
    let (done, findings) = run(&deck(vec![slide(1, Layout::Content, "Too much", vec![bullets(&many)])]));
    assert!(findings.is_empty());
    let overflow = done.slides[0].fitting.overflow.expect("forty bullets do not fit");
    assert!(overflow.height > 500.0 && overflow.scale < 0.6, "{overflow:?}");
    assert_eq!(done.page_count(), 1);
    assert!(done.visible_text().contains("line 39"));
}

/// Bullets that take more room than a slide has in the full size, by what `fit` asks for.
fn many_bullets(fit: Fit, count: usize) -> Fitting {
    let long = "a line that is longer than a slide is wide, so that it takes two of them";
    let many = [vec![long; 3], vec!["a short line"; count - 3]].concat();
    let slide = ProjectedSlide { fit, ..slide(1, Layout::Content, "Much", vec![bullets(&many)]) };
    run(&deck(vec![slide])).0.slides[0].fitting
}

/// How many layouts a slide with some content takes, and how much of its size is left.
fn layouts(content: Vec<Block>) -> (usize, f64) {
    let done = run(&deck(vec![slide(1, Layout::Content, "Title", content)])).0;
    let slide = &done.slides[0];
    (slide.layouts, slide.fitting.overflow.map_or(1.0, |overflow| overflow.scale))
}

#[test]
fn each_layout_of_a_slide_is_one_that_may_gain_something() {
    let code = |lines: usize| {
        let text = "let x = f(y);\n".repeat(lines).trim_end().to_owned();
        block(BlockKind::Code(CodeBlock { language: "rust".into(), text, highlight: vec![], plain: None, file: None }))
    };
    let short = || bullets(&["a short one"; 4]);
    assert_eq!(layouts(vec![short()]), (1, 1.0), "all has room");
    let (count, scale) = layouts(vec![short(), code(14)]);
    assert!(count == 1 && scale < 0.85, "no line breaks anew: it is drawn smaller as it is, {count} at {scale}");
    let (count, scale) = layouts(vec![bullets(&["a bullet on one line"; 9])]);
    assert!(count <= 3 && scale == 1.0, "one of the theme's sizes is enough: {count} at {scale}");
    let prose = || paragraph(&"Text that goes on over several lines takes fewer of them where it is set smaller. ".repeat(14));
    let (count, scale) = layouts(vec![prose()]);
    assert!(
        count == 2 && scale > 0.6,
        "the smallest sizes are passed over for one in which it fills the room: {count} at {scale}"
    );
    let (count, scale) = layouts(vec![prose(), code(20)]);
    assert!(count <= 2 && scale < 0.6, "{count} at {scale}");
}

#[test]
fn text_is_set_smaller_down_to_the_smallest_size_before_anything_is_scaled() {
    assert_eq!(many_bullets(Fit::Shrink, 6), Fitting::default());
    let smaller = many_bullets(Fit::Shrink, 7);
    assert!(smaller.overflow.is_none() && smaller.size.is_some_and(|size| (24.0..26.0).contains(&size)), "{smaller:?}");
    let far = many_bullets(Fit::Shrink, 20);
    assert!(far.overflow.is_some_and(|overflow| overflow.scale < 0.6 && overflow.start.is_some()), "{far:?}");
    let kept = many_bullets(Fit::No, 7);
    assert!(kept.size.is_none() && kept.overflow.is_some(), "{kept:?}");
}

#[test]
fn a_slide_goes_on_where_it_is_to_be_split() {
    let numbered: Vec<String> = (1..=20).map(|n| format!("point {n}")).collect();
    let mut list = bullets(&numbered.iter().map(String::as_str).collect::<Vec<_>>());
    if let BlockKind::List(list) = &mut list.kind {
        list.start = Some(1);
    }
    let split = |content| ProjectedSlide { fit: Fit::Split, ..slide(1, Layout::Content, "Much", content) };
    let (mut done, findings) = run(&deck(vec![split(vec![list]), split(vec![paragraph("Little.")])]));
    assert!(findings.is_empty(), "{findings:?}");
    done.keep_last_states();
    let pages: Vec<String> = done.slides[0].pages.iter().map(|page| text::of(&page.frame)).collect();
    assert!(pages.len() >= 3 && done.slides[0].fitting.overflow.is_none(), "{pages:?}");
    for (number, point) in numbered.iter().enumerate() {
        let with = |page: &&String| page.lines().any(|line| line.trim() == point);
        assert_eq!(pages.iter().filter(with).count(), 1, "{point} stands on one page: {pages:?}");
        let page = pages.iter().find(with).unwrap();
        assert!(page.lines().any(|line| line.trim() == format!("{}.", number + 1)), "the numbers go on: {page}");
    }
    assert!(pages.iter().enumerate().all(|(n, page)| page.contains(&format!("{}/{}", n + 1, pages.len()))), "{pages:?}");
    assert_eq!(done.slides[1].pages.len(), 1, "what has room is not parted");
    assert_eq!(done.shown().len(), pages.len() + 1);
}

#[test]
fn equal_slides_stand_side_by_side_in_one_document() {
    let content = || vec![bullets(&["same"]), paragraph("same"), block(BlockKind::Math("x^2".into()))];
    let slides = (1..=3).map(|n| slide(n, Layout::Content, "Same", content())).collect();
    let (done, _) = run(&deck(slides));
    let pdf = crate::export::pdf::export(&done, "talk", None).expect("the PDF is written").artifact;
    let text = String::from_utf8_lossy(&pdf.bytes);
    assert!(text.contains("pdfuaid"), "it is PDF/UA");
}

#[test]
fn links_between_slides_lead_there_and_dead_ones_are_dropped() {
    let to = |id: &str| {
        block(BlockKind::Paragraph(vec![inline(InlineKind::Link {
            target: LinkTarget::Slide(id.into()),
            content: words("there"),
        })]))
    };
    let (done, _) = run(&deck(vec![
        slide(1, Layout::Content, "From", vec![to("s2"), to("nowhere")]),
        slide(2, Layout::Content, "To", vec![]),
    ]));
    let svg = crate::export::svg::export_page(&done, 0).expect("there is a first page");
    let svg = String::from_utf8(svg.bytes).unwrap();
    assert!(svg.contains("\"002.svg\""));
    assert!(!svg.contains("Slide: "));
    assert!(crate::export::svg::export_page(&done, 2).is_none());
}

#[test]
fn a_formula_that_cannot_be_read_is_shown_as_it_was_written() {
    let broken = slide(1, Layout::Content, "Broken", vec![block(BlockKind::Math(r"\nosuchcommand{x}".into()))]);
    let (done, findings) = run(&deck(vec![broken, slide(2, Layout::Content, "Whole", vec![paragraph("still here")])]));
    assert!(findings.is_empty(), "the parser reports it: {findings:?}");
    assert!(done.visible_text().contains(r"\nosuchcommand{x}") && done.visible_text().contains("still here"));
}

fn pause() -> Block {
    block(BlockKind::Pause)
}

fn incremental(items: &[&str]) -> Block {
    let mut list = bullets(items);
    if let BlockKind::List(list) = &mut list.kind {
        list.incremental = true;
    }
    list
}

/// What each page shows, without its furniture.
fn states(done: &Typeset) -> Vec<String> {
    let of = |page: &Page| {
        let lines = text::of(&page.frame);
        lines.lines().filter(|line| !matches!(*line, "" | "A deck")).collect::<Vec<_>>().join(" ")
    };
    done.slides[0].pages.iter().map(of).collect()
}

/// Every glyph, shape and picture of a frame, with its place on the page.
fn places(frame: &Frame) -> Vec<String> {
    fn add(frame: &Frame, by: typst::layout::Transform, out: &mut Vec<String>) {
        for (at, item) in frame.items() {
            let by = by.pre_concat(typst::layout::Transform::translate(at.x, at.y));
            let mut push = |what: String| {
                let place = Point::zero().transform(by);
                out.push(format!("{what} {:.3} {:.3} {:.3}", place.x.to_pt(), place.y.to_pt(), by.sx.get()));
            };
            match item {
                typst::layout::FrameItem::Group(group) => add(&group.frame, by.pre_concat(group.transform), out),
                typst::layout::FrameItem::Text(text) => push(format!("{:?} {:.2}", text.text, text.size.to_pt())),
                typst::layout::FrameItem::Shape(shape, _) => {
                    let bounds = shape.geometry.bbox(None);
                    let size = bounds.max - bounds.min;
                    push(format!("shape {:.1}x{:.1}", size.x.to_pt(), size.y.to_pt()));
                }
                typst::layout::FrameItem::Image(_, size, _) => push(format!("{size:?}")),
                typst::layout::FrameItem::Link(..) | typst::layout::FrameItem::Tag(_) => {}
            }
        }
    }
    let mut out = Vec::new();
    add(frame, typst::layout::Transform::identity(), &mut out);
    out
}

#[test]
fn each_step_is_a_page_and_the_last_one_has_everything() {
    let quote = BlockKind::Quote(vec![paragraph("said"), pause(), paragraph("— by her")]);
    let content = vec![incremental(&["one", "two"]), paragraph("after"), pause(), block(quote)];
    let (done, findings) = run(&deck(vec![slide(1, Layout::Content, "Title", content)]));
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(
        states(&done),
        [
            "Title after 1",
            "Title • one after 1",
            "Title • one • two after 1",
            "Title • one • two after said 1",
            "Title • one • two after said — by her 1",
        ]
    );
}

/// All samples of the other tests, parted by pauses, in every layout: the last state is the slide as it is without pauses, and each
/// state before it shows the same things at the same places, only fewer.
#[test]
fn nothing_moves_from_step_to_step() {
    let mut contents: Vec<Vec<Block>> = samples().into_iter().filter(|content| content.len() > 1).collect();
    contents.push(samples().into_iter().flatten().collect());
    let many: Vec<String> = (0..30).map(|n| format!("line {n}")).collect();
    contents.push(many.iter().map(|line| paragraph(line)).collect());
    for (layout, name) in Layout::ALL {
        for content in &contents {
            let parted: Vec<Block> = content.iter().flat_map(|block| [block.clone(), pause()]).collect();
            let (whole, _) = run(&deck(vec![slide(1, *layout, "Title", content.clone())]));
            let (done, findings) = run(&deck(vec![slide(1, *layout, "Title", parted)]));
            assert!(findings.is_empty(), "{name}: {findings:?}");
            let pages: Vec<Vec<String>> = done.slides[0].pages.iter().map(|page| places(&page.frame)).collect();
            assert_eq!(pages.len(), content.len(), "{name}");
            assert_eq!(pages.last(), Some(&places(&whole.slides[0].pages[0].frame)), "{name}: the last state");
            assert_eq!(done.slides[0].fitting.overflow, whole.slides[0].fitting.overflow, "{name}");
            for pair in pages.windows(2) {
                assert!(pair[0].len() < pair[1].len(), "{name}: a step shows something new");
                let mut later = pair[1].iter();
                assert!(pair[0].iter().all(|here| later.any(|there| there == here)), "{name}: {:?}\n{:?}", pair[0], pair[1]);
            }
        }
    }
}

#[test]
fn marked_lines_change_and_stay_in_their_place() {
    let highlight = vec![vec![1], vec![2, 3], vec![]];
    let code = CodeBlock {
        language: "python".into(),
        text: "def f(x):\n    y = x\n    return y".into(),
        highlight,
        plain: None,
        file: None,
    };
    let content = vec![paragraph("before"), pause(), block(BlockKind::Code(code)), pause(), paragraph("after")];
    let (done, findings) = run(&deck(vec![slide(1, Layout::Content, "Title", content)]));
    assert!(findings.is_empty(), "{findings:?}");
    let shown = states(&done);
    assert_eq!(shown.len(), 5, "{shown:?}");
    let letters = |state: &String| state.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    assert_eq!(letters(&shown[0]), "Titlebefore1");
    for state in &shown[1..4] {
        assert_eq!(letters(state), "Titlebeforedeff(x):y=xreturny1");
    }
    assert_eq!(letters(&shown[4]), "Titlebeforedeff(x):y=xreturnyafter1");
    let bars = |page: usize| {
        let places = places(&done.slides[0].pages[page].frame);
        places.into_iter().filter(|place| place.starts_with("shape 5.0x")).count()
    };
    assert_eq!([1, 2, 3, 4].map(bars), [1, 2, 0, 0]);
}

#[test]
fn lists_written_from_right_to_left_appear_with_their_bullets() {
    let mut projection = deck(vec![slide(1, Layout::Content, "כותרת", vec![incremental(&["אחת", "שתיים"])])]);
    projection.meta.lang = "he".into();
    let (done, _) = run(&projection);
    let bullets: Vec<usize> = states(&done).iter().map(|state| state.matches('•').count()).collect();
    assert_eq!(bullets, [0, 1, 2]);
}

#[test]
fn the_last_states_can_be_kept_alone() {
    let content = vec![paragraph("a"), pause(), paragraph("b")];
    let (mut done, _) = run(&deck(vec![slide(1, Layout::Content, "One", content), slide(2, Layout::Content, "Two", vec![])]));
    assert_eq!(crate::export::svg::file_names(&done), ["001.1.svg", "001.svg", "002.svg"]);
    done.keep_last_states();
    assert_eq!(crate::export::svg::file_names(&done), ["001.svg", "002.svg"]);
    assert_eq!(states(&done), ["One a b 1"]);
}

#[test]
fn footnotes_appear_with_their_marks() {
    let marked = |text: &str, number| {
        let mut content = words(text);
        content.push(inline(InlineKind::FootnoteMark(number)));
        block(BlockKind::Paragraph(content))
    };
    let note = |number, text: &str| ProjectedFootnote { number, content: vec![paragraph(text)], span: span() };
    let content = vec![paragraph("a"), pause(), marked("b", 1), pause(), marked("c", 2)];
    let mut one = slide(1, Layout::Content, "", content);
    one.footnotes = vec![note(1, "first note"), note(2, "second note")];
    let (done, findings) = run(&deck(vec![one]));
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(states(&done), ["a 1", "a b 1 1 first note 1", "a b 1 c 2 1 first note 2 second note 1"]);
    let shapes = |page: usize| places(&done.slides[0].pages[page].frame).iter().filter(|p| p.starts_with("shape 96.0")).count();
    assert_eq!([0, 1, 2].map(shapes), [0, 1, 1], "the line above the footnotes");
}

#[test]
fn the_source_as_one_file_is_typeset_too() {
    let formula = block(BlockKind::Math(r"\hat{x} = 1".into()));
    let deck = deck(vec![slide(1, Layout::Content, "A title", samples().concat()), slide(2, Layout::Quote, "", vec![formula])]);
    for name in crate::theme::names() {
        let theme = crate::theme::find(name).unwrap();
        let (done, _) = typeset(&deck, &theme, &Assets::default(), &Highlights::new());
        let file = crate::export::typst_source::export(&done, "talk");
        let shared = super::world::Shared::new(&theme, &Assets::default());
        let world = super::world::SlideWorld::of(&shared, super::world::main(0, String::from_utf8(file.bytes).unwrap()));
        let pages = typst::compile::<typst_layout::PagedDocument>(&world).output.map(|document| document.pages().len());
        assert_eq!(pages.ok(), Some(2), "{name}");
    }
}

#[test]
fn what_is_too_wide_for_its_column_stays_in_it() {
    let wide = CodeBlock { language: String::new(), text: "x".repeat(90), highlight: vec![], plain: None, file: None };
    let columns = vec![
        Column { width: None, content: vec![block(BlockKind::Code(wide))], span: span() },
        Column { width: None, content: vec![paragraph("beside")], span: span() },
    ];
    let content = vec![block(BlockKind::Columns(columns))];
    let (done, _) = run(&deck(vec![slide(1, Layout::TwoColumns, "A title", content)]));
    let overflow = done.slides[0].fitting.overflow.expect("it is told");
    assert!(overflow.width > 100.0 && overflow.scale < 0.8, "{overflow:?}");
}

#[test]
fn a_long_title_beside_a_picture_can_be_read() {
    let title = "A long title that needs a lot of words to say what it has to say";
    let mut slides = vec![slide(1, Layout::Content, title, vec![paragraph("Words.")])];
    let BlockKind::Picture(picture) = crate::project::testing::picture("a.png", "").kind else { unreachable!() };
    slides[0].backgrounds =
        vec![crate::model::Background { side: Some(crate::model::Side::Right), ..crate::model::Background::new(*picture) }];
    let (done, _) = run(&deck(slides));
    assert!(done.slides[0].fitting.overflow.is_none(), "{:?}", done.slides[0].fitting.overflow);
}

#[test]
fn what_belongs_at_the_edges_is_there_where_a_title_slide_says_so_itself() {
    let mut slides = vec![slide(1, Layout::Title, "A talk", vec![]), slide(2, Layout::Title, "A talk", vec![])];
    slides[1].furniture = Some(crate::model::Furniture { footer: "Own foot".into(), header: String::new(), number: Some(7) });
    let BlockKind::Picture(picture) = crate::project::testing::picture("a.png", "").kind else { unreachable!() };
    slides.push(slide(3, Layout::Content, "Over a picture", vec![paragraph("Words.")]));
    slides[2].backgrounds = vec![crate::model::Background::new(*picture)];
    let deck = deck(slides);
    let of = |index: usize, known: bool| super::emit::furniture(&deck, index..index + 1, &|_| known);
    assert!(!of(0, true).contains("A deck") && !of(0, true).contains("number:"), "{}", of(0, true));
    assert!(of(1, true).contains("Own foot") && of(1, true).contains("number: 7"));
    assert!(
        of(2, true).contains("over: true") && of(2, false).contains("over: false"),
        "light text only where there is a picture"
    );
}

#[test]
fn formulas_are_set_as_the_theme_says_and_larger_alone() {
    let formula = || block(BlockKind::Math("x".into()));
    let beside = vec![formula(), crate::project::testing::code("x")];
    let deck = deck(vec![slide(1, Layout::Content, "", beside), slide(2, Layout::Content, "", vec![formula()])]);
    let (done, _) = run(&deck);
    fn letters(frame: &Frame, at: Point, out: &mut Vec<(f64, f64)>) {
        for (place, item) in frame.items() {
            match item {
                typst::layout::FrameItem::Group(group) => letters(&group.frame, at + *place, out),
                typst::layout::FrameItem::Text(text) => out.push(((at.x + place.x).to_pt(), text.size.to_pt())),
                _ => {}
            }
        }
    }
    for (slide, sizes) in done.slides.iter().zip([33.9..34.1, 40.0..48.0]) {
        let mut found = Vec::new();
        letters(&slide.pages[0].frame, Point::zero(), &mut found);
        let (x, size) = found[0];
        assert!((60.0..70.0).contains(&x) && sizes.contains(&size), "at {x}, {size} pt");
    }
}
