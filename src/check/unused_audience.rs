//! `unused-audience`: an audience of which nothing is said and for which nothing is written, so that its deck is another's.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Audience, AudienceSettings, Audiences, Deck};

/// Those that the project declares for all decks are left alone: other decks use them.
pub(super) fn lint(deck: &Deck) -> Vec<Diagnostic> {
    let own = deck.meta.audiences.iter().filter(|settings| settings.audience.span.file == deck.file);
    let idle = own.filter(|settings| settings.says_nothing() && !is_named(deck, &settings.audience.value));
    idle.filter_map(finding).collect()
}

fn is_named(deck: &Deck, audience: &Audience) -> bool {
    let footnotes = deck.footnotes.iter().filter_map(|footnote| footnote.audience.as_ref());
    let names = |audiences: &Audiences| matches!(audiences, Audiences::Only(names) if names.contains(audience));
    deck.slides.iter().any(|slide| slide.names.contains(audience)) || footnotes.into_iter().any(names)
}

fn finding(settings: &AudienceSettings) -> Option<Diagnostic> {
    let (name, parent) = (&settings.audience.value, &settings.extends.as_ref()?.value);
    let message = format!("nothing is written for `{name}`: its deck is that of `{parent}`");
    let finding = Diagnostic::new(Code::UnusedAudience, settings.audience.span, message);
    Some(
        finding.help(format!(
            "write something for it, such as `::: {name}`, say below its name what it has of its own, or take it out"
        )),
    )
}
