//! The front matter for one audience.

use super::ProjectedMeta;
use crate::model::{Audience, AudienceSettings, DesignChanges, GlossAt, Glossary, Meta, Variant};
use crate::source::{Span, Spanned};

/// The language of a deck that names none.
const LANGUAGE: &str = "en";
/// The shape of a deck that names none.
const ASPECT_RATIO: (u32, u32) = (16, 9);
/// Words a minute where nothing is said (time rule 8).
pub const DEFAULT_PACE: u32 = 130;

/// What the front matter says to this variant. What the variant's own settings don't say, those of the audiences it extends say,
/// nearest first; then the deck.
pub(super) fn meta_for(meta: &Meta, glossary: &Glossary, variant: &Variant, fallback_title: &str) -> ProjectedMeta {
    let settings = settings_of(meta, variant);
    let own_profile = settings.iter().find_map(|s| s.profile.as_ref());
    let profile = match own_profile {
        Some(own) => own.value.clone().map(|name| Spanned::new(name, own.span)),
        None => meta.profile.clone(),
    };
    let title = own(&settings, |s| s.title.as_ref(), meta.title.as_ref())
        .map(|title| title.value.clone())
        .filter(|title| !title.trim().is_empty());
    let lang = written(own(&settings, |s| s.lang.as_ref(), meta.lang.as_ref())).unwrap_or_else(|| LANGUAGE.to_owned());
    let footer = own(&settings, |s| s.footer.as_ref(), meta.footer.as_ref());
    ProjectedMeta {
        subtitle: own(&settings, |s| s.subtitle.as_ref(), meta.subtitle.as_ref()).map(|s| s.value.clone()),
        titles_are_pages: true,
        authors: own(&settings, |s| s.authors.as_ref(), Some(&meta.authors))
            .into_iter()
            .flatten()
            .map(|a| a.value.clone())
            .collect(),
        date: written(own(&settings, |s| s.date.as_ref(), meta.date.as_ref())),
        lang,
        aspect_ratio: meta.aspect_ratio.as_ref().map_or(ASPECT_RATIO, |ratio| ratio.value),
        // A file's name says nothing to an audience.
        footer: footer.map(|footer| footer.value.clone()).or_else(|| title.clone()).unwrap_or_default(),
        footer_span: footer.map(|footer| footer.span),
        paginate: meta.paginate,
        duration: own(&settings, |s| s.duration.as_ref(), meta.duration.as_ref()).copied(),
        buffer: own(&settings, |s| s.buffer.as_ref(), meta.buffer.as_ref()).copied(),
        qa: own(&settings, |s| s.qa.as_ref(), meta.qa.as_ref()).copied(),
        pace: own(&settings, |s| s.pace.as_ref(), meta.pace.as_ref()).map_or(DEFAULT_PACE, |pace| pace.value),
        profile,
        has_own_profile: own_profile.is_some(),
        notes: settings.iter().find_map(|s| s.notes).unwrap_or_default(),
        glossary: glossary_for(&settings, meta, glossary, variant),
        title: title.unwrap_or_else(|| fallback_title.to_owned()),
    }
}

/// What is explained to this audience. Where nothing is said for it, terms are explained to people outside the field.
fn glossary_for(settings: &[&AudienceSettings], meta: &Meta, glossary: &Glossary, variant: &Variant) -> ProjectedGlossary {
    let own = settings.iter().map(|s| s.glossary);
    ProjectedGlossary {
        explained: own.clone().find_map(|own| own.explained).unwrap_or(variant.is_plain() && !meta.glossary.off),
        gloss: own.clone().find_map(|own| own.gloss).unwrap_or(glossary.gloss),
        closing: own.clone().find_map(|own| own.closing).unwrap_or(glossary.closing),
    }
}

/// What one audience reads of the glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ProjectedGlossary {
    /// Are terms explained at all?
    pub explained: bool,
    /// Where.
    pub gloss: GlossAt,
    /// Does a slide at the end list the terms used?
    pub closing: bool,
}

/// The theme that a variant is set in, and what is changed of its design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedTheme {
    /// Its name or the path of its folder; `None`: nothing is said.
    pub name: Option<Spanned<String>>,
    /// What is changed: the deck's changes, over them those of the audiences it extends, over them its own.
    pub changes: DesignChanges,
}

/// The theme of a variant.
pub fn wanted_theme(meta: &Meta, variant: &Variant) -> WantedTheme {
    let settings = settings_of(meta, variant);
    let mut changes = meta.design.clone();
    for own in settings.iter().rev() {
        changes.overlay(&own.design);
    }
    WantedTheme { name: own(&settings, |s| s.theme.as_ref(), meta.theme.as_ref()).cloned(), changes }
}

/// The deck's title and subtitle where an audience has its own: the places of both.
pub(super) fn own_titles(meta: &Meta, variant: &Variant) -> impl Iterator<Item = (Span, Span)> {
    let settings = settings_of(meta, variant);
    let title = own(&settings, |s| s.title.as_ref(), None);
    let subtitle = own(&settings, |s| s.subtitle.as_ref(), None);
    let both = [(meta.title.as_ref(), title), (meta.subtitle.as_ref(), subtitle)];
    both.into_iter()
        .filter_map(|(deck, own)| Some((deck?, own?)))
        .filter(|(deck, own)| deck.value != own.value)
        .map(|(deck, own)| (deck.span, own.span))
}

/// What is said about a variant's audience and those it extends, nearest first.
fn settings_of<'a>(meta: &'a Meta, variant: &Variant) -> Vec<&'a AudienceSettings> {
    let of = |audience: &Audience| meta.audiences.iter().find(|settings| settings.audience.value == *audience);
    variant.lineage.iter().filter_map(of).collect()
}

/// The first audience's value that is set, else the deck's.
fn own<'a, T>(
    settings: &[&'a AudienceSettings],
    field: impl Fn(&'a AudienceSettings) -> Option<&'a T>,
    deck: Option<&'a T>,
) -> Option<&'a T> {
    settings.iter().find_map(|s| field(s)).or(deck)
}

fn written(value: Option<&Spanned<String>>) -> Option<String> {
    value.map(|v| v.value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, Seconds};
    use crate::project::testing::{audience_settings, fixed, written};

    fn executive() -> Variant {
        Variant { lineage: vec![Audience("executive".into()), Audience::non_technical()] }
    }

    #[test]
    fn settings_are_looked_up_along_the_lineage() {
        let mut meta = Meta { title: written("Deck"), subtitle: written("For all"), duration: fixed(600), ..Meta::default() };
        meta.audiences = vec![
            AudienceSettings { title: written("Plain"), duration: fixed(300), ..audience_settings("non-technical") },
            AudienceSettings { title: written("Short"), qa: fixed(60), ..audience_settings("executive") },
        ];
        let seen = meta_for(&meta, &Glossary::default(), &executive(), "file");
        assert_eq!((seen.title.as_str(), seen.footer.as_str(), seen.subtitle.as_deref()), ("Short", "Short", Some("For all")));
        let seconds = |spec: Option<Spanned<crate::model::TimeSpec>>| spec.map(|s| s.value.of(Seconds(0)).0);
        assert_eq!((seconds(seen.duration), seconds(seen.qa)), (Some(300), Some(60)));
        let technical = meta_for(&meta, &Glossary::default(), &Variant::of(Audience::technical()), "file");
        assert_eq!((technical.title.as_str(), seconds(technical.duration), technical.qa), ("Deck", Some(600), None));
    }

    #[test]
    fn what_nobody_wrote_has_a_default() {
        let seen = meta_for(&Meta::default(), &Glossary::default(), &executive(), "talk");
        assert_eq!((seen.title.as_str(), seen.footer.as_str(), seen.lang.as_str()), ("talk", "", "en"));
        assert_eq!((seen.aspect_ratio, seen.pace, seen.duration), ((16, 9), 130, None));
        let blank = Meta { title: written("  "), footer: written("Foot"), ..Meta::default() };
        let seen = meta_for(&blank, &Glossary::default(), &executive(), "talk");
        assert_eq!((seen.title.as_str(), seen.footer.as_str()), ("talk", "Foot"), "a blank title is none");
    }
}
