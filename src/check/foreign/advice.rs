//! What an author of another tool's deck can do about a finding, in the words of that tool.
//!
//! Braces and `:::` are text in a Marp deck, and Pandoc's and Quarto's mean less than Deckle's: advice to write them would be wrong.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Dialect;

/// The way to what only a deck of Deckle's own can say.
const OWN: &str = "a deck of Deckle's own can say it; `deckle docs foreign` has the way there";
/// Settings of Deckle's own, as advice writes them.
const OWN_SETTINGS: &[&str] = &[
    "{#",
    "{.",
    "`{",
    "]{",
    "{appendix}",
    "{skip}",
    "fit=no",
    "time=",
    "allow=",
    "key=",
    "audience=",
    "plain=",
    "layout=",
    "qa:",
    "`audiences`",
];

/// The finding with advice that holds in such a deck.
pub fn in_words_of(dialect: Dialect, finding: Diagnostic) -> Diagnostic {
    let help = match finding.code {
        // Braces belong to formulas.
        Code::Math | Code::Typesetting => return finding,
        // Said in the tool's words where it is found.
        Code::ForeignDeck | Code::ForeignApproximated | Code::ForeignDropped | Code::StrayAttributes => return finding,
        _ => in_place(dialect, &finding).unwrap_or_else(|| only_possible(dialect, &finding.help)),
    };
    Diagnostic { help, ..finding }
}

/// Advice in place of what helps in a deck of Deckle's own.
fn in_place(dialect: Dialect, finding: &Diagnostic) -> Option<Vec<String>> {
    const LARGE: &str = "shorten it to have it as large as on the other slides";
    const MEANING: &str = "a deck of Deckle's own can say what it means for them; `deckle docs foreign` has the way there";
    const QUARTO: &str = "say what it means for them in `::: {.content-visible when-profile=\"non-technical\"}` right after it";
    const SHORTER: &str = "say less on it, or give the deck more time";
    let marp = dialect == Dialect::Marp;
    let advice = match finding.code {
        Code::SetSmaller => vec![LARGE],
        Code::DroppedWithoutReplacement | Code::EmptyInVariant if marp => vec![MEANING],
        Code::DroppedWithoutReplacement | Code::EmptyInVariant => vec![QUARTO, MEANING],
        Code::UnknownSlide if marp && finding.help.iter().any(|help| help.contains("{#")) => {
            vec!["a link leads to a slide by its title: `#what-it-costs` is the slide `What it costs`"]
        }
        Code::LinkToHiddenSlide => vec!["its text is kept there without the link"],
        Code::TooFast => vec!["leave slides out, or give the deck more time"],
        Code::OverBudget => vec![SHORTER],
        Code::NoNotes if marp => vec!["write what you say in a comment on the slide: `<!-- … -->`"],
        _ => return None,
    };
    Some(advice.into_iter().map(str::to_owned).collect())
}

/// The advice without what such a deck can't do. Where nothing is left, the way to a deck that can.
fn only_possible(dialect: Dialect, help: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = help.iter().filter(|help| is_possible(dialect, help)).cloned().collect();
    if kept.is_empty() && !help.is_empty() {
        kept.push(OWN.to_owned());
    }
    kept
}

/// Does this advice name nothing that only a deck of Deckle's own has? Quarto's conditions, and Pandoc's notes and columns, are theirs.
fn is_possible(dialect: Dialect, help: &str) -> bool {
    if dialect != Dialect::Marp && help.contains(".content-visible") {
        return true;
    }
    let blocks = dialect == Dialect::Marp && help.contains(":::");
    !blocks && !help.contains("::: non-technical") && !OWN_SETTINGS.iter().any(|own| help.contains(own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    fn told(dialect: Dialect, code: Code, help: &[&str]) -> Vec<String> {
        let finding = Diagnostic::new(code, Span::new(FileId(0), 0, 1), "what");
        in_words_of(dialect, help.iter().fold(finding, |finding, help| finding.help(*help))).help
    }

    #[test]
    fn code_that_is_left_out_has_quartos_words_in_quarto() {
        let names = |dialect| {
            let help = told(dialect, Code::DroppedWithoutReplacement, &["write `plain=\"…\"`"]);
            help.iter().map(|help| help.contains("content-visible")).collect::<Vec<_>>()
        };
        assert_eq!((names(Dialect::Marp), names(Dialect::Quarto)), (vec![false], vec![true, false]));
    }

    #[test]
    fn what_can_not_be_done_is_not_advised() {
        let notes = "write what you say in a `::: notes` block";
        assert_eq!(told(Dialect::Marp, Code::ProfileSlides, &["move it behind `# Backup {appendix}`"]), [OWN]);
        assert_eq!(told(Dialect::Quarto, Code::NoNotes, &[notes]), [notes]);
        assert_eq!(told(Dialect::Marp, Code::NoNotes, &[notes]), ["write what you say in a comment on the slide: `<!-- … -->`"]);
        assert_eq!(told(Dialect::Marp, Code::MissingAlt, &["write `![…](…)`", "or `{#a}`"]), ["write `![…](…)`"]);
        assert_eq!(told(Dialect::Marp, Code::Math, &["put braces around it: `{x^a}^b`"]), ["put braces around it: `{x^a}^b`"]);
        assert!(told(Dialect::Marp, Code::Overflow, &[]).is_empty());
    }
}
