//! Raw content for the typesetter, which only trusted projects may have.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Block, BlockKind, CodeBlock, Deck, Footnote, Slide, for_each_block_mut};

/// What opens raw content, behind its fence.
pub const MARK: &str = "{=typst}";

/// Makes code blocks of the raw content of a deck that is not trusted, so that nothing runs it. Each is an error.
pub fn refuse_raw(deck: &mut Deck) -> Diagnostics {
    refuse(deck.slides.iter_mut(), &mut deck.footnotes)
}

/// The same for the slides and footnotes of a part of a deck.
pub(super) fn refuse<'s>(slides: impl Iterator<Item = &'s mut Slide>, footnotes: &mut [Footnote]) -> Diagnostics {
    let mut findings = Diagnostics::new();
    let mut refuse = |block: &mut Block| {
        let BlockKind::Typst(raw) = &mut block.kind else { return };
        let finding =
            Diagnostic::new(Code::RawContent, block.span, "raw content for the typesetter is run in trusted projects only");
        findings.push(finding.help("if you trust whoever wrote it: `--trust`, or `trust = true` in `deckle.toml`"));
        let text = std::mem::take(&mut raw.text);
        let code = CodeBlock { language: "typst".into(), text, highlight: Vec::new(), plain: None, file: None };
        block.kind = BlockKind::Code(code);
    };
    for slide in slides {
        for_each_block_mut(&mut slide.content, &mut refuse);
    }
    for footnote in footnotes {
        for_each_block_mut(&mut footnote.content, &mut refuse);
    }
    findings
}
