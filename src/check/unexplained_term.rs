//! `unexplained-term`: people outside the field meet a word that looks like a term, and nothing explained it by then.
//!
//! A finding for each word, at its first place. Slides that allow it don't count, and what they keep back is told at each of them, so that
//! the allowance is seen to be needed.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Deck, Dialect};
use crate::project::{
    CandidateKind, Elsewhere, MentionPlace, PictureWords, Projection, SlideWords, Unexplained, Use, unexplained,
};

/// Looks for the words. `words` are those of the projection's slides, `picture` knows those of pictures by the paths that were written.
pub fn terms<'w>(
    deck: &Deck,
    projection: &'w Projection,
    words: &[&'w SlideWords],
    picture: &dyn Fn(&str) -> Option<&'w PictureWords>,
) -> Vec<Diagnostic> {
    if !projection.variant.is_plain() {
        return Vec::new();
    }
    let found = unexplained(projection, words, picture, &deck.glossary);
    if found.is_empty() {
        return Vec::new();
    }
    let lenient = super::allowed::slides(deck, Code::UnexplainedTerm);
    let allows = |used: &Use| projection.slides.get(used.slide).is_some_and(|slide| lenient.contains(slide.id.0.as_str()));
    let of_word = |word: &Unexplained| {
        let mut findings = findings(word, deck.dialect, &allows);
        if matches!(word.elsewhere, Elsewhere::Entry(_)) && !projection.meta.glossary.explained {
            findings.iter_mut().for_each(|finding| finding.help = vec![OFF.to_owned()]);
        }
        findings
    };
    found.iter().flat_map(of_word).collect()
}

/// Why no entry of the glossary helps an audience.
const OFF: &str = "this audience reads no explanations: take `glossary: false` away, or list in `known-terms` what it knows";

fn findings(word: &Unexplained, dialect: Dialect, allows: &dyn Fn(&Use) -> bool) -> Vec<Diagnostic> {
    let (kept_back, told): (Vec<&Use>, Vec<&Use>) = word.uses.iter().partition(|used| allows(used));
    let mut slides = HashSet::new();
    let silent = kept_back.iter().filter(|used| slides.insert(used.slide));
    let mut findings: Vec<Diagnostic> = silent.map(|used| finding(word, used, dialect, 1)).collect();
    findings.extend(told.first().map(|first| finding(word, first, dialect, told.len())));
    findings
}

fn finding(word: &Unexplained, first: &Use, dialect: Dialect, count: usize) -> Diagnostic {
    let name = &word.word;
    let message = match &word.elsewhere {
        Elsewhere::Nothing => format!("nothing explains `{name}` to people outside the field"),
        Elsewhere::Slide(number) => format!("`{name}` is explained on slide {number}, after people outside the field met it"),
        Elsewhere::Entry(_) => format!("`{name}` is in the glossary, but isn't explained where people outside the field meet it"),
    };
    let finding = Diagnostic::new(Code::UnexplainedTerm, first.span, message).label(label(first, count));
    // Other words for one audience are written in decks of Deckle's own alone.
    let own = dialect == Dialect::Native;
    match &word.elsewhere {
        Elsewhere::Nothing => unknown(finding, word, first, own),
        Elsewhere::Slide(_) if !own => finding.help("explain it here"),
        Elsewhere::Slide(_) => finding.help(format!("explain it here, or say it in other words: {}", other_words(first, name))),
        Elsewhere::Entry(entry) => finding.help(missed(first, entry, own)),
    }
}

/// Where the word stands, if that can't be seen, and how often it is met.
fn label(first: &Use, count: usize) -> String {
    let place = match first.place {
        MentionPlace::Alt => "in the alternative text",
        MentionPlace::Picture => "drawn in the picture",
        MentionPlace::Foot => "at the foot of the slides",
        MentionPlace::DeckTitle | MentionPlace::Title | MentionPlace::Text => "",
    };
    match (place, count) {
        (place, 1) => place.to_owned(),
        ("", count) => format!("the first of {count} uses"),
        (place, count) => format!("{place}, the first of {count} uses"),
    }
}

fn unknown(finding: Diagnostic, word: &Unexplained, first: &Use, own: bool) -> Diagnostic {
    let name = &word.word;
    let entry = format!("`[[term]]`, `term = \"{name}\"`, `plain = \"…\"`");
    let spelled =
        if word.kind == CandidateKind::Abbreviation { format!("`… ({name})`") } else { format!("`{name} (the …)`") };
    let place = if first.place == MentionPlace::Foot { "the first slide" } else { "this slide" };
    let here = format!("use it in the text of {place}, spelled out as {spelled} or explained in `glossary.toml`: {entry}");
    let other = other_words(first, name);
    let mut ways = match first.place {
        MentionPlace::Text => vec![
            format!("spell it out here: {spelled}; or explain it in `glossary.toml`, in three lines: {entry}"),
            format!("say it in other words: {other}"),
        ],
        MentionPlace::Title | MentionPlace::DeckTitle | MentionPlace::Foot => {
            vec![format!("say it in other words: {other}"), here]
        }
        MentionPlace::Alt | MentionPlace::Picture => vec![here, format!("show them {other}")],
    };
    if !own {
        ways.retain(|way| !way.ends_with(&other));
    }
    let way = |(index, way): (usize, String)| if index == 0 { way } else { format!("or {way}") };
    let finding = ways.into_iter().enumerate().map(way).fold(finding, Diagnostic::help);
    finding.help(format!("if all who listen know it, list it at the top of `glossary.toml`: `known-terms = [\"{name}\"]`"))
}

fn other_words(first: &Use, name: &str) -> String {
    match first.place {
        MentionPlace::Text | MentionPlace::Title => format!("`[{name}]{{plain=\"…\"}}`"),
        MentionPlace::DeckTitle => "a `title` or `subtitle` of their own under `audiences` in the front matter".to_owned(),
        MentionPlace::Foot => "a `footer` of their own under `audiences` in the front matter".to_owned(),
        MentionPlace::Alt | MentionPlace::Picture => "another picture, in a `::: non-technical` block right after it".to_owned(),
    }
}

/// Why an entry of the glossary doesn't help at a place.
fn missed(first: &Use, entry: &str, own: bool) -> String {
    match first.place {
        MentionPlace::Title if !own => {
            format!("titles have no explanations: use `{entry}` in the text of this slide too")
        }
        MentionPlace::Title => {
            format!(
                "titles have no explanations: use `{entry}` in the text of this slide too, or write `[{}]{{.term}}`",
                first.written
            )
        }
        MentionPlace::Foot if !own => format!("the foot has no explanations: use `{entry}` in the text of the first slide"),
        MentionPlace::Foot => format!("the foot has no explanations: write {}", other_words(first, entry)),
        MentionPlace::DeckTitle if !own => format!("titles have no explanations: use `{entry}` in the text of a slide"),
        MentionPlace::DeckTitle => format!("titles have no explanations: write {}", other_words(first, entry)),
        MentionPlace::Alt | MentionPlace::Picture => {
            format!("pictures have no explanations: use `{entry}` in the text of this slide too")
        }
        MentionPlace::Text => format!(
            "only the forms listed are explained, each as a word of its own, and none in quotations and code: add this one to the `aliases` of `{entry}`, or use `{entry}` here"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, BlockKind, Inline, InlineKind, Slide, Variant};
    use crate::project::testing::*;
    use crate::project::{project, slide_words};
    use crate::source::{Span, Spanned};

    /// The places and messages in the non-technical variant of slides that begin at 100, 200, …, each with a text and a picture.
    fn told(texts: &[(&str, bool)]) -> Vec<(u32, String)> {
        let slides = texts.iter().enumerate().map(|(index, (text, meant))| {
            let place = (index + 1) * 100;
            let at = Span::new(at(0).file, place, place + text.len());
            let allow = if *meant { vec![Spanned::new("unexplained-term".to_owned(), at)] } else { Vec::new() };
            let words = Inline { kind: InlineKind::Text((*text).to_owned()), span: at };
            let mut drawn = picture("a.svg", "");
            if let BlockKind::Picture(picture) = &mut drawn.kind {
                picture.path.span = at;
            }
            let content = vec![block(BlockKind::Paragraph(vec![words])), drawn];
            Slide { allow, content, span: at, ..slide(&format!("s{index}")) }
        });
        found(&deck(slides.collect()), "non-technical")
    }

    fn found(deck: &Deck, name: &str) -> Vec<(u32, String)> {
        let (projection, _) = project(deck, &Variant::of(Audience(name.to_owned())), "talk");
        let words: Vec<_> = projection.slides.iter().map(slide_words).collect();
        let drawn = PictureWords::of(["TTFB in ms"].into_iter());
        let picture = |path: &str| (path == "a.svg").then_some(&drawn);
        let findings = terms(deck, &projection, &words.iter().collect::<Vec<_>>(), &picture);
        let allowed = super::super::Allowed::of(deck);
        let left = allowed.filter(findings.into_iter().collect());
        assert_eq!(allowed.unused().len(), 0, "no allowance is idle");
        left.iter()
            .map(|finding| (finding.labels[0].span.start, format!("{} ({})", finding.message, finding.labels[0].text)))
            .collect()
    }

    #[test]
    fn a_word_is_told_once_with_its_uses() {
        let all = told(&[("the SLO", false), ("SLOs and SLO’s", false)]);
        let expected = "nothing explains `SLO` to people outside the field (the first of 3 uses)";
        assert_eq!(all[0], (104, expected.to_owned()), "{all:?}");
        assert_eq!(all[1].1, "nothing explains `TTFB` to people outside the field (drawn in the picture, the first of 2 uses)");
        assert_eq!(all.len(), 2);
    }

    #[test]
    fn slides_that_mean_it_do_not_count() {
        let all = told(&[("the SLO", true), ("an SLO", false)]);
        assert_eq!(all.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [203, 200], "{all:?}");
        assert!(all.iter().all(|(_, message)| !message.contains("uses")), "{all:?}");
        assert!(told(&[("the SLO", true), ("none", true)]).is_empty());
    }

    #[test]
    fn people_inside_the_field_are_not_asked_for() {
        let deck = deck(vec![Slide { content: vec![paragraph("the SLO")], ..slide("a") }]);
        assert_eq!((found(&deck, "technical").len(), found(&deck, "non-technical").len()), (0, 1));
    }
}
