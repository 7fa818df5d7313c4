//! Times as authors write them: `90s`, `1m30s`, `1:30`, `1h5m`, `10%`.

use thiserror::Error;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Seconds, TimeSpec};
use crate::source::Span;

/// The longest time that is read: a day.
pub const LONGEST: Seconds = Seconds(24 * 60 * 60);

/// Why a text is no time.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TimeError {
    /// A number without a unit.
    #[error("`{0}` has no unit")]
    BareNumber(String),
    /// Below zero.
    #[error("a time can't be negative")]
    Negative,
    /// More than [`LONGEST`] or more than 100%.
    #[error("{0}")]
    TooLong(&'static str),
    /// Anything else.
    #[error("`{0}` is no time")]
    NotATime(String),
}

/// Reads a time.
///
/// # Errors
/// See [`TimeError`].
pub fn parse_time(written: &str) -> Result<TimeSpec, TimeError> {
    let text = written.trim();
    if text.starts_with(['-', '−']) {
        return Err(TimeError::Negative);
    }
    if !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return Err(TimeError::BareNumber(super::shortened(text)));
    }
    let not_a_time = || TimeError::NotATime(super::shortened(text));
    if let Some(percent) = text.strip_suffix('%') {
        return thousandths(percent.trim_end()).ok_or_else(not_a_time).and_then(|share| match share {
            0..=100_000 => Ok(TimeSpec::Share(share as u32)),
            _ => Err(TimeError::TooLong("more than 100% can't be planned")),
        });
    }
    let seconds = if text.contains(':') { clock(text) } else { with_units(text) };
    match seconds.ok_or_else(not_a_time)? {
        seconds if seconds <= u64::from(LONGEST.0) => Ok(TimeSpec::Fixed(Seconds(seconds as u32))),
        _ => Err(TimeError::TooLong("more than 24 hours can't be planned")),
    }
}

/// `12.5` as 12,500. At most three digits after the point, so that the value is exact.
fn thousandths(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 {
        return None;
    }
    let fraction = if fraction.is_empty() { 0 } else { digits(fraction)? * 10u64.pow(3 - fraction.len() as u32) };
    Some(digits(whole)?.saturating_mul(1000).saturating_add(fraction))
}

/// `1:30` is minutes and seconds, `1:05:00` hours, minutes and seconds.
fn clock(text: &str) -> Option<u64> {
    let parts: Vec<&str> = text.split(':').collect();
    let (hours, minutes, seconds) = match parts.as_slice() {
        [m, s] => (0, digits(m)?, sixtieths(s)?),
        [h, m, s] => (digits(h)?, sixtieths(m)?, sixtieths(s)?),
        _ => return None,
    };
    Some(hours.saturating_mul(3600).saturating_add(minutes.saturating_mul(60)).saturating_add(seconds))
}

fn sixtieths(text: &str) -> Option<u64> {
    digits(text).filter(|&n| text.len() == 2 && n < 60)
}

/// `1h5m30s`: each unit at most once, the larger first.
fn with_units(text: &str) -> Option<u64> {
    let mut units = [('h', 3600), ('m', 60), ('s', 1)].into_iter();
    let mut rest = text;
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let unit = rest[end..].chars().next()?;
        let (_, factor) = units.find(|(name, _)| *name == unit)?;
        total = total.saturating_add(digits(&rest[..end])?.saturating_mul(factor));
        rest = &rest[end + 1..];
    }
    (!text.is_empty()).then_some(total)
}

/// A whole number; one too large for the type is the largest there is, which is too long for a time.
fn digits(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

/// The finding for a text that is no time.
pub fn time_finding(key: &str, error: &TimeError, span: Span) -> Diagnostic {
    let finding = Diagnostic::new(Code::BadTime, span, format!("`{key}`: {error}"));
    match error {
        TimeError::BareNumber(number) => finding.help(format!("say what it counts: `{number}s`, `{number}m` or `{number}%`")),
        _ => finding.help("write a time as `90s`, `1m30s`, `1:30`, `1h5m` or `10%`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read() {
        for (text, expected) in [
            ("90s", TimeSpec::Fixed(Seconds(90))),
            ("1m30s", TimeSpec::Fixed(Seconds(90))),
            ("1:30", TimeSpec::Fixed(Seconds(90))),
            ("90:05", TimeSpec::Fixed(Seconds(5405))),
            ("1:05:00", TimeSpec::Fixed(Seconds(3900))),
            ("1h5m", TimeSpec::Fixed(Seconds(3900))),
            ("1h90s", TimeSpec::Fixed(Seconds(3690))),
            ("12m", TimeSpec::Fixed(Seconds(720))),
            ("0s", TimeSpec::Fixed(Seconds(0))),
            ("24h", TimeSpec::Fixed(LONGEST)),
            ("10%", TimeSpec::Share(10_000)),
            ("2.5%", TimeSpec::Share(2_500)),
            ("33.333%", TimeSpec::Share(33_333)),
            ("100%", TimeSpec::Share(100_000)),
        ] {
            assert_eq!(parse_time(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn everything_else_is_an_error_of_its_kind() {
        use TimeError::*;
        let not = |text: &str| NotATime(text.to_owned());
        for (text, expected) in [
            ("5", BareNumber("5".into())),
            ("1.5", BareNumber("1.5".into())),
            ("-5m", Negative),
            ("25h", TooLong("more than 24 hours can't be planned")),
            ("101%", TooLong("more than 100% can't be planned")),
            ("99999999999999999999s", TooLong("more than 24 hours can't be planned")),
            ("99999999999999999999:00", TooLong("more than 24 hours can't be planned")),
            ("99999999999999999999%", TooLong("more than 100% can't be planned")),
            ("1:5", not("1:5")),
            ("1:60", not("1:60")),
            ("1:2:3:4", not("1:2:3:4")),
            ("1s1m", not("1s1m")),
            ("1m1m", not("1m1m")),
            ("m", not("m")),
            ("1.5m", not("1.5m")),
            ("1m5", not("1m5")),
            ("2 min", not("2 min")),
            ("NaN", not("NaN")),
            ("٣s", not("٣s")),
            ("%", not("%")),
            ("1.2345%", not("1.2345%")),
            ("", not("")),
        ] {
            let found = parse_time(text);
            // `%` and `m` alone: no digits are no number.
            assert_eq!(found, Err(expected), "{text}");
        }
    }

    #[test]
    fn a_bare_number_is_told_the_units() {
        let span = Span::new(crate::source::FileId(0), 0, 1);
        let finding = time_finding("time", &parse_time("90").unwrap_err(), span);
        assert_eq!(finding.message, "`time`: `90` has no unit");
        assert_eq!(finding.help, ["say what it counts: `90s`, `90m` or `90%`"]);
    }
}
