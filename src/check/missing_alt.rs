//! `missing-alt`: a picture on a slide has no alternative text.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, BlockKind, Inline, InlineKind, Picture, texts, walk_blocks, walk_inlines};
use crate::project::ProjectedSlide;
use crate::source::Span;

pub(super) fn lint(slide: &ProjectedSlide) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> = in_text(&slide.title).collect();
    for block in walk_blocks(&slide.content) {
        findings.extend(alone(block));
        findings.extend(texts(block).into_iter().flat_map(in_text));
    }
    findings
}

fn alone(block: &Block) -> Option<Diagnostic> {
    let BlockKind::Picture(picture) = &block.kind else { return None };
    missing(picture, block.span)
}

fn in_text(text: &[Inline]) -> impl Iterator<Item = Diagnostic> {
    walk_inlines(text).filter_map(|inline| match &inline.kind {
        InlineKind::Picture(picture) => missing(picture, inline.span),
        _ => None,
    })
}

fn missing(picture: &Picture, span: Span) -> Option<Diagnostic> {
    let help = "say in the square brackets what it shows: `![Latency falls to 0.2 s](…)`";
    let blank = picture.alt.trim().is_empty();
    blank.then(|| Diagnostic::new(Code::MissingAlt, span, "this picture has no alternative text").help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::found_in;
    use crate::model::{Deck, Slide};
    use crate::project::testing::*;

    fn with(content: Vec<Block>) -> Deck {
        deck(vec![Slide { content, ..slide("a") }])
    }

    #[test]
    fn every_picture_that_is_shown_needs_words() {
        let BlockKind::Picture(bare) = picture("b.png", " ").kind else { unreachable!() };
        let cells = vec![vec![vec![inline(InlineKind::Picture(bare))]]];
        let deck = with(vec![
            picture("a.png", "words"),
            list(vec![vec![picture("c.png", "")]]),
            block(BlockKind::Table(table(cells))),
            group("technical", vec![picture("d.png", "")]),
        ]);
        assert_eq!(found_in("technical", &deck, Code::MissingAlt).len(), 3);
        assert_eq!(found_in("non-technical", &deck, Code::MissingAlt).len(), 2, "what isn't shown needs none");
    }

    #[test]
    fn the_finding_is_the_same_in_every_variant() {
        let deck = with(vec![picture("c.png", "")]);
        let of = |name| found_in(name, &deck, Code::MissingAlt);
        assert_eq!(of("technical"), of("non-technical"));
        assert_eq!(of("technical").len(), 1);
    }
}
