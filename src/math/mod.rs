//! Formulas: LaTeX, read and written in the typesetter's notation.
//!
//! Only what stands in the tables of [`symbols`] has a meaning; any other command is a [`Problem`] with its place and the nearest known
//! name. What is written consists of the functions named there, of characters that are escaped unless they are letters or digits, and
//! of quoted words, so a formula can do nothing but be one.
//!
//! Differences to LaTeX: an accent is as wide as what it stands on, and a matrix has the same space between all columns.

mod environments;
mod reader;
pub(crate) mod symbols;
#[cfg(test)]
mod tests;
mod tokens;

use std::ops::Range;

/// The longest formula, in bytes.
pub const MAX_BYTES: usize = 8_000;
/// How deep groups, fractions and environments may stand in each other.
pub const MAX_DEPTH: usize = 32;

/// What is wrong with a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes of the formula.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// The formula in the typesetter's notation.
///
/// # Errors
/// Everything that is wrong with it, in order; at least one thing.
pub fn read(latex: &str) -> Result<String, Vec<Problem>> {
    if latex.len() > MAX_BYTES {
        let message = format!("this formula is longer than {MAX_BYTES} bytes");
        return Err(vec![Problem { range: 0..latex.len(), message, help: Some("make several of it".to_owned()) }]);
    }
    let (typst, problems) = reader::whole(latex);
    if problems.is_empty() { Ok(typst) } else { Err(problems) }
}
