//! Whole slides through the typesetter, from hand-made projections.

use super::*;
use crate::model::{Alignment, Audience, CalloutKind, Column, Table, TableRow};
use crate::model::{Block, BlockKind, CodeBlock, Inline, InlineKind, Layout, LinkTarget, List, ListItem, Variant};
use crate::project::ProjectedSlide;
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

fn block(kind: BlockKind) -> Block {
    Block { kind, span: span(), audience: None }
}

fn paragraph(text: &str) -> Block {
    block(BlockKind::Paragraph(words(text)))
}

fn bullets(items: &[&str]) -> Block {
    let item = |text: &&str| ListItem { content: vec![paragraph(text)], checked: None, span: span() };
    block(BlockKind::List(List { start: None, tight: true, incremental: false, items: items.iter().map(item).collect() }))
}

fn slide(number: u32, layout: Layout, title: &str, content: Vec<Block>) -> ProjectedSlide {
    ProjectedSlide {
        id: SlideId(format!("s{number}")),
        number,
        layout,
        title: if title.is_empty() { Vec::new() } else { words(title) },
        content,
        notes: Vec::new(),
        backgrounds: Vec::new(),
        footnotes: Vec::new(),
        time: None,
        section: None,
        appendix: false,
        furniture: None,
        span: span(),
    }
}

fn deck(slides: Vec<ProjectedSlide>) -> Projection {
    let meta = ProjectedMeta {
        title: "A deck".into(),
        subtitle: None,
        authors: vec!["Someone".into()],
        date: None,
        lang: "en".into(),
        aspect_ratio: (16, 9),
        footer: "A deck".into(),
        paginate: true,
        duration: None,
        buffer: None,
        qa: None,
        pace: 130,
        profile: None,
    };
    Projection { variant: Variant::of(Audience::technical()), meta, sections: Vec::new(), slides }
}

fn run(projection: &Projection) -> (Typeset, Diagnostics) {
    let theme = crate::theme::find(crate::theme::DEFAULT).expect("the default theme exists");
    typeset(projection, theme, &Assets::default(), &Highlights::new())
}

/// What every layout is tried with.
fn samples() -> Vec<Vec<Block>> {
    let code = CodeBlock {
        language: "python".into(),
        text: "def f(x):\n\n    return x  # why".into(),
        highlight: vec![vec![3]],
        plain: None,
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
    ]
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
                assert!(!small || slide.overflow.is_none(), "{name}, sample {number}: {:?}", slide.overflow);
                assert!(slide.overflow.is_none_or(|o| o.scale > 0.4), "{name}, sample {number}: {:?}", slide.overflow);
                assert!(slide.missing.is_empty(), "{name}, sample {number}: {:?}", slide.missing);
            }
        }
    }
}

#[test]
fn text_of_the_author_is_text_everywhere() {
    let hostile = "#read(\"/etc/passwd\") #import \"x\": y ]] } \" \\ $x$ `r` *b* _e_ @l <t> // c";
    let code = CodeBlock { language: hostile.into(), text: hostile.into(), highlight: vec![], plain: None };
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
    let overflow = done.slides[0].overflow.expect("forty bullets do not fit");
    assert!(overflow.height > 500.0 && overflow.scale < 0.6, "{overflow:?}");
    assert_eq!(done.page_count(), 1);
    assert!(done.visible_text().contains("line 39"));
}

#[test]
fn equal_slides_stand_side_by_side_in_one_document() {
    let content = || vec![bullets(&["same"]), paragraph("same"), block(BlockKind::Math("x^2".into()))];
    let slides = (1..=3).map(|n| slide(n, Layout::Content, "Same", content())).collect();
    let (done, _) = run(&deck(slides));
    let pdf = crate::export::pdf::export(&done, "talk", None).expect("the PDF is written");
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
fn a_slide_that_fails_hides_no_other() {
    let broken = slide(1, Layout::Content, "Broken", vec![block(BlockKind::Math(r"\nosuchcommand{x}".into()))]);
    let (done, findings) = run(&deck(vec![broken, slide(2, Layout::Content, "Whole", vec![paragraph("still here")])]));
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings.iter().all(|f| f.code == crate::diagnostic::Code::Math));
    assert!(done.visible_text().contains("still here"));
}
