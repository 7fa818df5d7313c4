//! `missing-key-message`: a slide of the technical deck carries a key message that no slide of a plain variant carries.

use std::collections::HashSet;

use super::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Slide;
use crate::project::{outline, technical};
use crate::source::Spanned;

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    let (deck, projection) = (subject.deck, subject.projection);
    if !projection.variant.is_plain() || deck.slides.iter().all(|slide| slide.key.is_none()) {
        return Vec::new();
    }
    let seen: HashSet<&str> = projection.slides.iter().map(|slide| slide.id.0.as_str()).collect();
    let mut told: HashSet<&str> = deck.slides.iter().filter(|slide| seen.contains(slide.id.0.as_str())).filter_map(key).collect();
    let technical = technical(deck);
    let shown = outline(deck, (&technical, &technical), "").shown;
    let carriers = deck.slides.iter().zip(shown).filter(|(_, shown)| *shown).map(|(slide, _)| slide);
    // Several slides may carry one message; the first stands for all.
    carriers.filter_map(|slide| key(slide).filter(|name| told.insert(name)).and(slide.key.as_ref())).map(missing).collect()
}

fn key(slide: &Slide) -> Option<&str> {
    slide.key.as_ref().map(|key| key.value.as_str())
}

fn missing(key: &Spanned<String>) -> Diagnostic {
    let name = &key.value;
    Diagnostic::new(Code::MissingKeyMessage, key.span, format!("no slide carries the key message `{name}`"))
        .help(format!("give `key=\"{name}\"` to the slide that says it in plain words, or let this slide be shown there too"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::found_in;
    use crate::model::{Audiences, Deck};
    use crate::project::testing::*;

    fn carrying(id: &str, name: &str, names: Option<&str>) -> Slide {
        let audience: Option<Spanned<Audiences>> = names.and_then(audience).map(|audiences| Spanned::new(audiences, at(0)));
        Slide { key: written(name), audience, ..slide(id) }
    }

    fn missing_in(variant: &str, deck: &Deck) -> usize {
        found_in(variant, deck, Code::MissingKeyMessage).len()
    }

    #[test]
    fn a_message_is_carried_by_the_same_slide_or_by_one_of_the_same_key() {
        let shown = deck(vec![carrying("a", "cost", None)]);
        assert_eq!(missing_in("non-technical", &shown), 0);
        let hidden = deck(vec![carrying("a", "cost", Some("technical")), slide("b")]);
        assert_eq!((missing_in("non-technical", &hidden), missing_in("technical", &hidden)), (1, 0));
        let pair = [carrying("a", "cost", Some("technical")), carrying("b", "cost", Some("non-technical"))];
        assert_eq!(missing_in("non-technical", &deck(pair.to_vec())), 0);
        let other = [carrying("a", "cost", Some("technical")), carrying("b", "risk", Some("non-technical"))];
        assert_eq!(missing_in("non-technical", &deck(other.to_vec())), 1);
    }

    #[test]
    fn a_message_is_asked_for_once_and_only_if_the_technical_deck_has_it() {
        let twice = [carrying("a", "cost", Some("technical")), carrying("b", "cost", Some("technical")), slide("c")];
        assert_eq!(missing_in("non-technical", &deck(twice.to_vec())), 1);
        let skipped = Slide { skip: true, ..carrying("a", "cost", None) };
        assert_eq!(missing_in("non-technical", &deck(vec![skipped, slide("b")])), 0);
    }
}
