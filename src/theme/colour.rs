//! Colours, and how well one can be read on another.

use std::fmt;
use std::sync::LazyLock;

/// An opaque colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Colour(pub [u8; 3]);

/// How much light each value of a channel gives. Text is compared with its ground at many places of a page.
static LINEAR: LazyLock<[f64; 256]> = LazyLock::new(|| {
    std::array::from_fn(|channel| {
        let c = channel as f64 / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    })
});

impl Colour {
    /// Reads `#RRGGBB` or `#RGB`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let nibbles: Vec<u8> =
            digits.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
        match nibbles[..] {
            [r, g, b] => Some(Self([r * 17, g * 17, b * 17])),
            [r, s, g, h, b, c] => Some(Self([r * 16 + s, g * 16 + h, b * 16 + c])),
            _ => None,
        }
    }

    /// The colour between this one and another: 0 is this one, 1 the other.
    #[must_use]
    pub fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |at: usize| (f64::from(self.0[at]) * (1.0 - share) + f64::from(other.0[at]) * share).round() as u8;
        Self([mix(0), mix(1), mix(2)])
    }

    /// The relative luminance of WCAG 2.2: 0 is black, 1 is white.
    pub fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|channel| LINEAR[usize::from(channel)]);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The contrast of WCAG 2.2 between two colours, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour nearest to `quiet` on the way there from this one that has at least `contrast` on `ground`; this one where none has.
    #[must_use]
    pub fn towards(self, quiet: Self, ground: Self, contrast: f64) -> Self {
        (0..=100)
            .rev()
            .map(|percent| self.mixed(quiet, f64::from(percent) / 100.0))
            .find(|c| c.contrast(ground) >= contrast)
            .unwrap_or(self)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02X}{g:02X}{b:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(colour("#0b5cad").to_string(), "#0B5CAD");
        assert_eq!(colour("#fa0"), colour("#FFAA00"));
        for wrong in ["", "#", "0B5CAD", "#0B5CA", "#0B5CADFF", "#GGGGGG", "red", "#12345é"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((colour("#000000").contrast(colour("#FFFFFF")) - 21.0).abs() < 0.001);
        assert!((colour("#777777").contrast(colour("#FFFFFF")) - 4.478).abs() < 0.01);
    }

    #[test]
    fn colours_mix() {
        assert_eq!(colour("#000000").mixed(colour("#FFFFFF"), 0.5), colour("#808080"));
        assert_eq!(colour("#0B5CAD").mixed(colour("#FBFAF7"), 0.0), colour("#0B5CAD"));
    }

    #[test]
    fn quiet_colours_can_still_be_read() {
        let (ink, panel) = (colour("#1B1F24"), colour("#F1EFE9"));
        let faded = ink.towards(panel, panel, 4.5);
        assert!(faded.contrast(panel) >= 4.5 && faded.contrast(panel) < 4.8, "{faded}");
        assert_eq!(panel.towards(panel, panel, 4.5), panel);
    }
}
