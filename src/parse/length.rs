//! Lengths: `50%`, `300px`, `4cm`, `3in`.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Length;
use crate::settings::shortened;
use crate::source::Span;

/// Pandoc's units in points. A pixel is 1/96 in, so a slide of 16:9 is 1280 by 720 pixels; a number alone is in pixels.
const UNITS: &[(&str, f64)] =
    &[("px", 0.75), ("cm", 72.0 / 2.54), ("mm", 7.2 / 2.54), ("inch", 72.0), ("in", 72.0), ("pt", 1.0), ("pc", 12.0), ("", 0.75)];
/// Longer than any slide is.
const LONGEST: f64 = 10_000.0;

/// Reads a percentage of the room there is, or a length.
pub fn read(cx: &mut Context<'_>, key: &str, value: &str, span: Span) -> Option<Length> {
    if value.ends_with('%') {
        return percent(cx, key, value, span).map(Length::Percent);
    }
    let points = points(value);
    if points.is_none() {
        let message = format!("`{key}` is `{}`, expected a percentage or a length", shortened(value));
        cx.report(
            Diagnostic::new(Code::BadValue, span, message).help("write it as `50%`, `300px`, `4cm`, `30mm`, `3in` or `200pt`"),
        );
    }
    points.map(Length::Points)
}

/// A length in points; none where it is no length.
pub fn points(value: &str) -> Option<u32> {
    let (unit, points) = UNITS.iter().find(|(unit, _)| value.ends_with(unit))?;
    let length = number(&value[..value.len() - unit.len()])? * points;
    (length <= LONGEST).then_some(length.round().max(1.0) as u32).filter(|_| length > 0.0)
}

/// `40%`: a whole number or one with a fraction, which is rounded.
pub fn percent(cx: &mut Context<'_>, key: &str, value: &str, span: Span) -> Option<u32> {
    let percent = value.strip_suffix('%').and_then(number).map(f64::round).filter(|n| (1.0..=100.0).contains(n));
    if percent.is_none() {
        let message = format!("`{key}` is `{}`, expected 1% to 100%", shortened(value));
        cx.report(Diagnostic::new(Code::BadValue, span, message));
    }
    percent.map(|n| n as u32)
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_pandocs() {
        for (text, expected) in [
            ("300px", Some(225)),
            ("300", Some(225)),
            ("2.54cm", Some(72)),
            ("25.4mm", Some(72)),
            ("1in", Some(72)),
            ("1.5inch", Some(108)),
            ("20pt", Some(20)),
            ("2pc", Some(24)),
            ("0.1px", Some(1)),
            ("0px", None),
            ("-3cm", None),
            ("1e9px", None),
            ("99999in", None),
            ("px", None),
            ("", None),
            ("3 cm", None),
            ("3furlong", None),
        ] {
            assert_eq!(points(text), expected, "{text}");
        }
    }
}
