//! Audiences and variants.
//!
//! An [`Audience`] is a name an author may write. A [`Variant`] is one audience's deck; it sees what is written for that audience or
//! for an audience it extends.

use std::fmt;

use crate::source::Spanned;

/// The name of an audience. Two are built in; a deck may declare more, each extending another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Audience(pub String);

impl Audience {
    /// People who share the speaker's vocabulary.
    pub const TECHNICAL: &str = "technical";
    /// People who don't.
    pub const NON_TECHNICAL: &str = "non-technical";

    /// The built-in audience `technical`.
    pub fn technical() -> Self {
        Self(Self::TECHNICAL.to_owned())
    }

    /// The built-in audience `non-technical`.
    pub fn non_technical() -> Self {
        Self(Self::NON_TECHNICAL.to_owned())
    }

    /// Is it one of the two?
    pub fn is_built_in(&self) -> bool {
        self.0 == Self::TECHNICAL || self.0 == Self::NON_TECHNICAL
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// For whom something was written: the value of `audience=`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Audiences {
    /// `audience=all`: for everyone, even where a rule would leave it out.
    All,
    /// For these, and for audiences that extend one of them.
    Only(Vec<Audience>),
}

impl Audiences {
    /// Does this variant see it?
    pub fn admits(&self, variant: &Variant) -> bool {
        match self {
            Audiences::All => true,
            Audiences::Only(names) => variant.lineage.iter().any(|a| names.contains(a)),
        }
    }
}

/// One audience's version of a deck.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Variant {
    /// The audience itself, first, then those it extends, nearest first. Never empty.
    pub lineage: Vec<Audience>,
}

impl Variant {
    /// The variant of a built-in audience.
    pub fn of(audience: Audience) -> Self {
        Self { lineage: vec![audience] }
    }

    /// The audience's name; it stands in every output file's name.
    pub fn name(&self) -> &str {
        &self.lineage[0].0
    }

    /// How near is what is written for these audiences? 0 where it names this one, 1 for the one it extends, and so on; what is for
    /// everyone comes last. `None`: it is not for this one.
    pub fn nearness(&self, audiences: Option<&Audiences>) -> Option<usize> {
        match audiences {
            None | Some(Audiences::All) => Some(self.lineage.len()),
            Some(Audiences::Only(names)) => self.lineage.iter().position(|own| names.contains(own)),
        }
    }

    /// Do the rules for people outside the field hold (code and formulas left out, plain wording)?
    pub fn is_plain(&self) -> bool {
        self.lineage.iter().any(|a| a.0 == Audience::NON_TECHNICAL)
    }
}

/// A setting for one audience: `time-executive=30s`, `layout-executive=statement`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own<T> {
    /// Whose.
    pub audience: Audience,
    /// What holds for it, and for those that extend it.
    pub value: Spanned<T>,
}

impl<T: Copy> Own<T> {
    /// What holds for a variant: the setting of its audience, or of the nearest it extends that has one; else the one for all.
    pub fn of(variant: &Variant, own: &[Self], shared: Option<Spanned<T>>) -> Option<Spanned<T>> {
        let of = |audience: &Audience| own.iter().find(|own| own.audience == *audience).map(|own| own.value);
        variant.lineage.iter().find_map(of).or(shared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audience_sees_what_its_parents_see() {
        let executive = Variant { lineage: vec![Audience("executive".into()), Audience::non_technical()] };
        assert!(executive.is_plain());
        assert!(Audiences::Only(vec![Audience::non_technical()]).admits(&executive));
        assert!(!Audiences::Only(vec![Audience::technical()]).admits(&executive));
        assert!(!Audiences::Only(vec![Audience("executive".into())]).admits(&Variant::of(Audience::non_technical())));
        assert!(Audiences::All.admits(&executive));
    }

    #[test]
    fn what_names_an_audience_is_nearer_than_what_names_its_parent() {
        let executive = Variant { lineage: vec![Audience("executive".into()), Audience::non_technical()] };
        let near = |names: &[&str]| {
            let only = Audiences::Only(names.iter().map(|name| Audience((*name).into())).collect());
            executive.nearness(Some(&only))
        };
        assert_eq!((near(&["executive"]), near(&["non-technical"]), near(&["technical"])), (Some(0), Some(1), None));
        assert_eq!(near(&["technical", "non-technical", "executive"]), Some(0));
        assert_eq!((executive.nearness(None), executive.nearness(Some(&Audiences::All))), (Some(2), Some(2)));
    }
}
