//! How broad the letters of a family are, so that titles in it are fitted as those in Inter are.

use typst::layout::Abs;
use typst::text::{FontInstance, FontStyle, FontVariant, FontVariations, FontWeight};

use super::{Fonts, scripts};

/// The family whose widths titles are measured in (`typeset::emit::title`).
const MEASURED: &str = "Inter";
/// What is measured: letters about as often as they stand in titles.
const SAMPLE: &str =
    "Every change has an owner, and nobody waits longer than a day for what twelve reviewers could decide in minutes";
/// In a typewriter's font a narrow letter is as broad as any, so that a title with many of them is broader than the average says.
const TYPEWRITER: f64 = 1.05;

impl Fonts {
    /// How broad text of a family and a weight is, Inter of the same weight being 1. A family that is not there is as broad.
    pub fn breadth(&self, family: &str, weight: f64) -> f64 {
        if family.eq_ignore_ascii_case(MEASURED) {
            return 1.0;
        }
        let measured = self.instance(MEASURED, weight).and_then(|font| width(&font));
        let own = self.instance(family, weight);
        let typewriter = self.faces().any(|face| face.family().eq_ignore_ascii_case(family) && face.is_monospaced());
        let Some((own, measured)) = own.and_then(|font| width(&font)).zip(measured) else { return 1.0 };
        own / measured * if typewriter { TYPEWRITER } else { 1.0 }
    }

    fn instance(&self, family: &str, weight: f64) -> Option<FontInstance> {
        let variant = FontVariant {
            style: FontStyle::Normal,
            weight: FontWeight::from_number(weight.round() as u16),
            ..FontVariant::default()
        };
        let index = self.book().select(&family.to_lowercase(), variant)?;
        Some(self.font(index)?.instantiate(variant, Abs::pt(38.0), &FontVariations::default()))
    }
}

/// The width of the sample in em; `None` where the font lacks letters of it.
fn width(font: &FontInstance) -> Option<f64> {
    let letter = |c: char| Some(font.x_advance(font.ttf().glyph_index(c)?.0)?.get());
    SAMPLE.chars().filter(|c| !scripts::is_invisible(*c)).map(letter).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typewriter_is_broader() {
        let fonts = Fonts::default();
        assert!((fonts.breadth("Inter", 600.0) - 1.0).abs() < 1e-9);
        assert!((fonts.breadth("No such family", 600.0) - 1.0).abs() < 1e-9);
        let typewriter = fonts.breadth("JetBrains Mono", 600.0);
        assert!((1.1..1.35).contains(&typewriter), "{typewriter}");
    }
}
