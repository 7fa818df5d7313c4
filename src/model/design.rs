//! What a deck, a project or a theme says about how slides look, as it was written.

use crate::source::Spanned;

/// Changes to the design of a theme. What they mean, and whether there is such a colour, font or size, `crate::theme` knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DesignChanges {
    /// Colours by name.
    pub palette: Vec<DesignChange>,
    /// Font families by what they are for.
    pub fonts: Vec<DesignChange>,
    /// Sizes by name, as numbers were written.
    pub sizes: Vec<DesignChange>,
    /// The path of a picture, from the folder of the file it was written in.
    pub logo: Option<Spanned<String>>,
}

/// One value of a design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DesignChange {
    /// Its name.
    pub name: Spanned<String>,
    /// What it shall be.
    pub value: Spanned<String>,
}

impl DesignChanges {
    /// Lays further changes over these. Values of the same name are replaced.
    pub fn overlay(&mut self, over: &DesignChanges) {
        for (under, over) in [(&mut self.palette, &over.palette), (&mut self.fonts, &over.fonts), (&mut self.sizes, &over.sizes)]
        {
            under.retain(|old| !over.iter().any(|new| new.name.value == old.name.value));
            under.extend(over.iter().cloned());
        }
        if over.logo.is_some() {
            self.logo.clone_from(&over.logo);
        }
    }

    /// Is nothing changed?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    fn change(name: &str, value: &str) -> DesignChange {
        let at = Span::new(FileId(0), 0, 1);
        DesignChange { name: Spanned::new(name.into(), at), value: Spanned::new(value.into(), at) }
    }

    #[test]
    fn the_later_change_holds() {
        let mut project = DesignChanges { palette: vec![change("accent", "#111"), change("good", "#222")], ..Default::default() };
        project.overlay(&DesignChanges { palette: vec![change("accent", "#333")], ..Default::default() });
        let values: Vec<_> = project.palette.iter().map(|c| (c.name.value.as_str(), c.value.value.as_str())).collect();
        assert_eq!(values, [("good", "#222"), ("accent", "#333")]);
        assert!(!project.is_empty() && DesignChanges::default().is_empty());
    }
}
