//! What happens to content that is larger than its slide.

/// What an author asks for where a slide holds too much: `fit=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Fit {
    /// It is set smaller, down to the smallest size of the theme, and below that drawn smaller as a whole.
    #[default]
    Shrink,
    /// It stays as large as the theme sets it, and sticks out.
    No,
    /// It goes on on further pages of the same slide.
    Split,
}

impl Fit {
    /// What an author can write.
    pub const ALL: &[(Fit, &str)] = &[(Fit::Shrink, "shrink"), (Fit::No, "no"), (Fit::Split, "split")];

    /// The meaning of a word.
    pub fn from_name(name: &str) -> Option<Fit> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(fit, _)| *fit)
    }
}
