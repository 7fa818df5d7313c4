//! Who looks: the questions about audiences that the other files of this stage ask.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::model::{Audience, Audiences, Slide, Variant};

/// One variant, with what must be known beside it.
pub(super) struct View<'a> {
    /// Whose deck is made.
    pub variant: &'a Variant,
    /// The deck's technical variant: what it doesn't see may stand in for something.
    pub technical: &'a Variant,
    /// The slides this variant shows.
    pub shown: Ids<'a>,
    /// The slides that another stands for, by id, with the id of that one.
    pub replaced: HashMap<&'a str, &'a str>,
    /// All slides of the deck.
    pub known: Ids<'a>,
}

/// Slides that links may lead to. They are put in the order of their ids when the first link asks.
pub(super) struct Ids<'a> {
    slides: Vec<&'a Slide>,
    by_id: OnceLock<Vec<usize>>,
}

impl<'a> Ids<'a> {
    /// Those of these slides.
    pub fn of(slides: impl Iterator<Item = &'a Slide>) -> Self {
        Self { slides: slides.collect(), by_id: OnceLock::new() }
    }

    /// Has one of them this id?
    pub fn contain(&self, id: &str) -> bool {
        let id_of = |index: usize| self.slides[index].id.0.as_str();
        let by_id = self.by_id.get_or_init(|| {
            let mut by_id: Vec<usize> = (0..self.slides.len()).collect();
            by_id.sort_unstable_by_key(|index| id_of(*index));
            by_id
        });
        by_id.binary_search_by_key(&id, |index| id_of(*index)).is_ok()
    }
}

impl View<'_> {
    /// Is something written for this audience? What says nothing is for everyone.
    pub fn admits(&self, audience: Option<&Audiences>) -> bool {
        audience.is_none_or(|a| a.admits(self.variant))
    }

    /// Was it written for this audience on purpose: `audience=all`, or one that names it? Such code and formulas are shown to
    /// people outside the field too. An audience also sees what names the plain audience it extends.
    pub fn keeps(&self, audience: Option<&Audiences>) -> bool {
        match audience {
            None => false,
            Some(Audiences::All) => true,
            Some(Audiences::Only(names)) => self.plain_lineage().any(|own| names.contains(own)),
        }
    }

    /// Does it stand in the place of what comes before it: written for this plain audience, and not for the technical one?
    pub fn stands_in(&self, audience: Option<&Audiences>) -> bool {
        self.variant.is_plain() && audience.is_some_and(|a| a.admits(self.variant) && !a.admits(self.technical))
    }

    /// Does it stand in for another plain audience only?
    pub fn stands_in_elsewhere(&self, audience: Option<&Audiences>) -> bool {
        audience.is_some_and(|a| !a.admits(self.variant) && !a.admits(self.technical))
    }

    /// The slide that a link to `id` leads to: the one that is shown, be it another that stands for it.
    pub fn target<'i>(&'i self, id: &'i str) -> Option<&'i str> {
        let mut at = id;
        for _ in 0..=self.replaced.len() {
            match self.replaced.get(at) {
                Some(&next) => at = next,
                None => return self.shown.contain(at).then_some(at),
            }
        }
        None
    }

    /// The audience and those it extends, up to `non-technical`.
    fn plain_lineage(&self) -> impl Iterator<Item = &Audience> {
        let lineage = &self.variant.lineage;
        let end = lineage.iter().position(|a| a.0 == Audience::NON_TECHNICAL).map_or(0, |last| last + 1);
        lineage.iter().take(end)
    }
}

/// Where in the deck the projection stands.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// Who looks.
    pub view: &'a View<'a>,
    /// Does something around keep code and formulas ([`View::keeps`])?
    pub kept: bool,
}

impl<'a> Scope<'a> {
    /// The outermost scope.
    pub fn new(view: &'a View<'a>) -> Self {
        Self { view, kept: false }
    }

    /// The scope inside something with this audience.
    pub fn within(self, audience: Option<&Audiences>) -> Self {
        Self { kept: self.kept || self.view.keeps(audience), ..self }
    }
}
