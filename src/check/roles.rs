//! `opening-and-ask`: an audience without an opening or an ask where others have one, and one that stands in the middle of the talk.

use super::{Subject, count};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Layout, Role};
use crate::project::ProjectedSlide;

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    if subject.deck.slides.iter().all(|slide| slide.role.is_none()) {
        return Vec::new();
    }
    Role::ALL.into_iter().filter_map(|role| missing(subject, role).or_else(|| misplaced(subject, role))).collect()
}

/// Nothing of this role is for this audience, and something is for another.
fn missing(subject: &Subject, role: Role) -> Option<Diagnostic> {
    if subject.projection.slides.iter().any(|slide| slide.role == Some(role)) {
        return None;
    }
    let other = subject.deck.slides.iter().find(|slide| slide.role == Some(role) && !slide.skip)?;
    let message = match role {
        Role::Opening => "no slide opens the talk, as this one does for others",
        Role::Ask => "no slide asks for anything, as this one does of others",
    };
    let word = role.as_str();
    let finding = Diagnostic::new(Code::OpeningAndAsk, other.span, message);
    Some(finding.help(format!("mark the slide that does with `{{{word}}}`, or write one for them: `{{{word} audience=…}}`")))
}

/// Slides stand before the opening or behind the ask.
fn misplaced(subject: &Subject, role: Role) -> Option<Diagnostic> {
    let told: Vec<&ProjectedSlide> = subject.projection.slides.iter().filter(|slide| tells(slide)).collect();
    let (at, others) = match role {
        Role::Opening => told.iter().position(|slide| slide.role == Some(role)).map(|at| (at, at))?,
        Role::Ask => told.iter().rposition(|slide| slide.role == Some(role)).map(|at| (at, told.len() - at - 1))?,
    };
    if others == 0 {
        return None;
    }
    let come = if others == 1 { "comes" } else { "come" };
    let (message, help) = match role {
        Role::Opening => (format!("{} {come} before the opening", count(others, "slide")), "let the talk begin with it"),
        Role::Ask => (
            format!("{} {come} after the ask", count(others, "slide")),
            "end with it, be it once more; what backs it up can go into an appendix",
        ),
    };
    Some(Diagnostic::new(Code::OpeningAndAsk, told[at].span, message).help(help))
}

/// Is something told on it?
fn tells(slide: &ProjectedSlide) -> bool {
    let frame = matches!(
        slide.layout,
        Layout::Title | Layout::Section | Layout::Agenda | Layout::Questions | Layout::Break | Layout::Closing
    );
    !slide.appendix && (!frame || slide.role.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::found_in;
    use crate::model::{Deck, Section, Slide};
    use crate::project::testing::*;
    use crate::source::Spanned;

    fn with(id: &str, role: Role, names: Option<&str>) -> Slide {
        let audience = names.and_then(audience).map(|audience| Spanned::new(audience, at(0)));
        Slide { role: Some(role), audience, ..slide(id) }
    }

    fn messages(name: &str, deck: &Deck) -> Vec<String> {
        found_in(name, deck, Code::OpeningAndAsk).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn an_opening_comes_first_and_an_ask_last() {
        let good =
            deck(vec![with("a", Role::Opening, None), with("b", Role::Opening, None), slide("c"), with("d", Role::Ask, None)]);
        assert!(messages("technical", &good).is_empty());
        let bad = deck(vec![slide("c"), with("d", Role::Ask, None), with("a", Role::Opening, None), slide("e")]);
        assert_eq!(messages("technical", &bad), ["2 slides come before the opening", "2 slides come after the ask"]);
        let twice = deck(vec![with("d", Role::Ask, None), slide("e"), with("f", Role::Ask, None)]);
        assert!(messages("technical", &twice).is_empty(), "asked first and once more at the end");
    }

    #[test]
    fn frames_and_the_appendix_do_not_count() {
        let title = Slide { layout: layout(Layout::Title), ..slide("title") };
        let questions = Slide { layout: layout(Layout::Questions), ..slide("questions") };
        let mut deck = deck(vec![title, with("a", Role::Opening, None), with("d", Role::Ask, None), questions]);
        add_section(&mut deck, Section { appendix: true, ..section() }, slide("backup"), vec![slide("x")]);
        assert!(messages("technical", &deck).is_empty());
    }

    #[test]
    fn what_others_have_is_missed() {
        let deck = deck(vec![slide("a"), with("b", Role::Ask, Some("non-technical"))]);
        assert_eq!(messages("technical", &deck), ["no slide asks for anything, as this one does of others"]);
        assert!(messages("non-technical", &deck).is_empty());
    }
}
