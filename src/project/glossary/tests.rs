//! Terms found, exchanged and explained, over decks made of pieces.

use super::*;
use crate::model::{Deck, LinkTarget, SlideId, Variant};
use crate::project::testing::*;
use crate::project::{ProjectedSlide, project};
use crate::source::Spanned;

fn term(word: &str, aliases: &[&str], plain: &str, replace: bool) -> Arc<Term> {
    let spanned = |text: &str| Spanned::new(text.to_owned(), at(0));
    let aliases = aliases.iter().map(|alias| spanned(alias)).collect();
    Arc::new(Term { term: spanned(word), aliases, plain: spanned(plain), analogy: None, expand: None, replace, own: true })
}

fn glossary() -> Arc<Glossary> {
    Arc::new(Glossary {
        terms: vec![
            term("SLO", &["SLOs"], "promise", false),
            term("budget", &[], "sum", false),
            term("error budget", &[], "failures allowed", false),
            term("latency", &["latencies"], "waiting time", true),
            term("延迟", &[], "等待", true),
        ],
        ..Glossary::default()
    })
}

fn of(name: &str, content: Vec<Vec<Block>>) -> Vec<ProjectedSlide> {
    let slides = content.into_iter().enumerate().map(|(i, content)| crate::model::Slide { content, ..slide(&format!("s{i}")) });
    let deck = Deck { glossary: glossary(), ..deck(slides.collect()) };
    let variant: Variant = deck.variants().into_iter().find(|variant| variant.name() == name).unwrap();
    project(&deck, &variant, "talk").0.slides
}

/// What a paragraph reads like, and the terms that were found in it.
fn read(text: Vec<Inline>) -> (String, Vec<String>) {
    let slides = of("non-technical", vec![vec![block(BlockKind::Paragraph(text))]]);
    let words = crate::model::walk_blocks(&slides[0].content).flat_map(crate::model::texts).map(plain_text).collect();
    (words, slides[0].terms.iter().map(|used| used.term.term.value.clone()).collect())
}

#[test]
fn terms_are_found_across_marks_and_nowhere_they_have_no_place() {
    let strong = |words: &str| inline(InlineKind::Strong(vec![text(words)]));
    let code = |words: &str| inline(InlineKind::Code { text: words.into(), plain: None });
    let link =
        |words: &str, url: &str| inline(InlineKind::Link { target: LinkTarget::Url(url.into()), content: vec![text(words)] });
    for (source, words, terms) in [
        (vec![text("the SLO")], "the SLO", vec!["SLO"]),
        (vec![strong("SLO"), text("s and")], "SLOs and", vec!["SLO"]),
        (vec![text("x"), strong("SLO")], "xSLO", vec![]),
        (vec![text("the error budget")], "the error budget", vec!["error budget"]),
        (vec![text("the error"), inline(InlineKind::SoftBreak), text("budget")], "the error budget", vec!["error budget"]),
        (vec![text("Latency, "), strong("lat"), text("encies")], "Waiting time, waiting time", vec!["latency", "latency"]),
        (vec![text("“latency” and latency")], "“latency” and waiting time", vec!["latency", "latency"]),
        (vec![code("latency SLO")], "latency SLO", vec![]),
        (vec![link("latency.org", "https://latency.org/")], "latency.org", vec![]),
        (vec![link("our latency", "https://latency.org")], "our waiting time", vec!["latency"]),
        (vec![text("这里的延迟很高")], "这里的等待很高", vec!["延迟"]),
    ] {
        assert_eq!(read(source.clone()), (words.to_owned(), terms.into_iter().map(str::to_owned).collect()), "{source:?}");
    }
}

/// Plurals, possessives, words with hyphens, terms within terms: in the forms listed, as words of their own, and in no others.
#[test]
fn forms_of_terms() {
    let deck_glossary = Arc::new(Glossary {
        terms: vec![
            term("SLO", &["SLOs", "SLO's", "SLO-driven"], "promise", false),
            term("error budget", &["error budgets"], "failures allowed", false),
            term("budget", &[], "sum", true),
            term("Fehlerbudget", &["Fehlerbudgets"], "was schiefgehen darf", false),
            term("延迟", &["延遲"], "等待", false),
        ],
        ..Glossary::default()
    });
    let read = |words: &str, cell: bool| {
        let content = if cell { block(BlockKind::Table(table(vec![vec![vec![text(words)]]]))) } else { paragraph(words) };
        let own = crate::model::Slide { content: vec![content], ..slide("s") };
        let deck = Deck { glossary: deck_glossary.clone(), ..deck(vec![own]) };
        let slides = project(&deck, &deck.variants()[1], "talk").0.slides;
        let words: String = crate::model::walk_blocks(&slides[0].content).flat_map(crate::model::texts).map(plain_text).collect();
        (words, slides[0].terms.iter().map(|used| used.term.term.value.clone()).collect::<Vec<_>>())
    };
    for (source, words, terms) in [
        ("Two SLOs", "Two SLOs", &["SLO"][..]),
        ("the SLO's end", "the SLO's end", &["SLO"]),
        ("the SLO’s end", "the SLO’s end", &["SLO"]),
        ("SLO-driven work", "SLO-driven work", &["SLO"]),
        ("SLO-based work", "SLO-based work", &[]),
        ("the non-SLO case", "the non-SLO case", &[]),
        ("SLO/SLA, (SLO)", "SLO/SLA, (SLO)", &["SLO", "SLO"]),
        ("Error budgets and a budget", "Error budgets and a sum", &["error budget", "budget"]),
        ("the error budget's end", "the error budget's end", &[]),
        ("budget-friendly", "budget-friendly", &[]),
        ("Budget, then", "Sum, then", &["budget"]),
        ("„Fehlerbudget“ und Fehlerbudgets", "„Fehlerbudget“ und Fehlerbudgets", &["Fehlerbudget", "Fehlerbudget"]),
        ("Fehlerbudgetierung", "Fehlerbudgetierung", &[]),
        ("延迟很高，延遲", "延迟很高，延遲", &["延迟", "延迟"]),
        ("SLO，延迟", "SLO，延迟", &["SLO", "延迟"]),
    ] {
        let expected = (words.to_owned(), terms.iter().map(|term| (*term).to_owned()).collect::<Vec<_>>());
        assert_eq!(read(source, false), expected, "{source}");
        assert_eq!(read(source, true), expected, "{source} in a table");
    }
}

#[test]
fn quotations_keep_their_words() {
    let quote = || block(BlockKind::Quote(vec![paragraph("the latency SLO")]));
    let slides = of("non-technical", vec![vec![quote()]]);
    assert_eq!((&slides[0].content, slides[0].terms.len()), (&vec![quote()], 0));
}

#[test]
fn a_term_is_explained_where_it_is_used_first() {
    let slides =
        of("non-technical", vec![vec![paragraph("SLO and SLOs")], vec![paragraph("SLO, budget")], vec![paragraph("none")]]);
    let glosses: Vec<Vec<&str>> =
        slides.iter().map(|slide| slide.glosses.iter().map(|term| term.term.value.as_str()).collect()).collect();
    assert_eq!(glosses, [vec!["SLO"], vec!["budget"], vec![], vec![]]);
    let closing = &slides[3];
    assert_eq!((closing.id.clone(), closing.appendix), (SlideId("terms".into()), true));
    let mut again = slides.clone();
    let mut changed = Vec::new();
    assign_glosses(&mut again, GlossAt::Deck, |index| changed.push(index));
    assert!(changed.is_empty(), "the same slides, the same explanations");
    assign_glosses(&mut again, GlossAt::Slide, |index| changed.push(index));
    assert_eq!((changed, again[1].glosses.len()), (vec![1], 2));
}

#[test]
fn people_inside_the_field_get_nothing_of_it() {
    let content = || vec![vec![paragraph("the latency SLO")]];
    let slides = of("technical", content());
    assert_eq!(slides.len(), 1);
    assert_eq!(slides[0].content, content()[0]);
    assert!(slides[0].terms.is_empty() && slides[0].glosses.is_empty());
}

#[test]
fn a_marked_term_is_exchanged_even_in_a_title() {
    let mark = |words: &str| {
        let classes = vec![TERM.to_owned()];
        inline(InlineKind::Marked { content: vec![text(words)], plain: None, audience: None, lang: None, classes })
    };
    let mut own = slide("a");
    own.heading = Some(crate::model::Heading { content: vec![text("SLO, "), mark("SLO")], plain: None, span: at(0) });
    own.content = vec![block(BlockKind::Paragraph(vec![mark("SLI")]))];
    let deck = Deck { glossary: glossary(), ..deck(vec![own]) };
    let (seen, findings) = project(&deck, &deck.variants()[1], "talk");
    assert_eq!(plain_text(&seen.slides[0].title), "SLO, promise");
    assert!(findings.iter().any(|finding| finding.code == Code::UnknownTerm && finding.help[0].contains("SLO")));
}

/// Whatever is found: without an exchange every word stays, and each use is one of the forms.
#[test]
fn words_stay_and_uses_are_forms() {
    let mut state = 3_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let pieces = ["SLO", "SLOs", "S", "LO", "budget", "error ", "error", " ", "-", "’s", "é", "x", "."];
    let mut uses = 0;
    for _ in 0..3_000 {
        let source: Vec<Inline> = (0..next(10))
            .map(|_| {
                let words = text(pieces[next(pieces.len())]);
                if next(3) == 0 { inline(InlineKind::Strong(vec![words])) } else { words }
            })
            .collect();
        let before = plain_text(&source);
        if before.trim().is_empty() {
            continue;
        }
        let (after, terms) = read(source);
        assert_eq!(before, after);
        for term in &terms {
            assert!(glossary().terms.iter().any(|known| known.term.value == *term && known.is_in(&before)), "{term} in {before}");
        }
        uses += terms.len();
    }
    assert!(uses > 300, "{uses}");
}
