//! From what was written about a design to what it means: is there such a colour, is it one, is a size within sense?

use super::colour::Colour;
use super::design::{Design, Wishes};
use super::names::{COLOURS, FONTS, NUMBERS, SIZES};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::{DesignChange, DesignChanges};
use crate::source::Spanned;

/// What is changed about a design, as values. What is no value of a design is left out, with a finding.
pub fn wishes(changes: &DesignChanges, findings: &mut Diagnostics) -> Wishes {
    let mut wishes = Wishes::default();
    let colours: Vec<&str> = COLOURS.iter().map(|colour| colour.name).collect();
    for DesignChange { name, value } in &changes.palette {
        if !is_known("colour", name, &colours, findings) {
            continue;
        }
        match Colour::parse(&value.value) {
            Some(colour) => _ = wishes.palette.insert(name.value.clone(), colour),
            None => findings.push(no_colour(name, value)),
        }
    }
    for DesignChange { name, value } in &changes.fonts {
        if is_known("font", name, FONTS, findings) {
            wishes.fonts.insert(name.value.clone(), value.value.clone());
        }
    }
    let sizes: Vec<&str> = SIZES.iter().map(|size| size.name).collect();
    for DesignChange { name, value } in &changes.sizes {
        if !is_known("size", name, &sizes, findings) {
            continue;
        }
        let most = SIZES.iter().find(|size| size.name == name.value).map_or(0.0, |size| size.most);
        if let Some(size) = number(name, value, LEAST..=most, " points; a slide is 540 points high", findings) {
            wishes.sizes.insert(name.value.clone(), size);
        }
    }
    wishes
}

/// The weights or the measures of the grid that a theme gives.
pub fn numbers(table: &'static str, given: &[DesignChange], wishes: &mut Wishes, findings: &mut Diagnostics) {
    let known: Vec<&str> = NUMBERS.iter().filter(|number| number.table == table).map(|number| number.name).collect();
    for DesignChange { name, value } in given {
        let kind = if table == "weights" { "weight" } else { "measure of the grid" };
        if !is_known(kind, name, &known, findings) {
            continue;
        }
        let range = NUMBERS.iter().find(|number| number.table == table && number.name == name.value).map(|n| n.least..=n.most);
        if let Some(value) = range.and_then(|range| number(name, value, range, "", findings)) {
            wishes.numbers.insert((table.to_owned(), name.value.clone()), value);
        }
    }
}

/// No text is set smaller than this, in points.
const LEAST: f64 = 8.0;

/// Sizes that running text is set in, which the theme gives a floor for.
const RUNNING: &[&str] = &["body", "aside", "large", "step", "lead", "quote", "callout"];

/// Findings about running text that is set smaller than the theme `name` allows. `changes` are those that led to `design`.
pub fn below_the_floor(changes: &DesignChanges, name: &str, design: &Design) -> Diagnostics {
    let floor = design.size("smallest");
    let small = |change: &&DesignChange| {
        RUNNING.contains(&change.name.value.as_str()) && change.value.value.parse::<f64>().is_ok_and(|size| size < floor)
    };
    let finding = |change: &DesignChange| {
        let message = format!(
            "`{}` is {}, and the theme `{name}` sets running text in no less than {floor} points",
            change.name.value, change.value.value
        );
        let finding = Diagnostic::new(Code::SmallText, change.value.span, message);
        finding.help("the last row can't read it; say less on a slide, or set `smallest` too if the room is small")
    };
    changes.sizes.iter().filter(small).map(finding).collect()
}

fn is_known(kind: &str, name: &Spanned<String>, known: &[&str], findings: &mut Diagnostics) -> bool {
    if known.contains(&name.value.as_str()) {
        return true;
    }
    let finding = Diagnostic::new(Code::UnknownKey, name.span, format!("there is no {kind} `{}`", name.value));
    findings.push(match nearest(&name.value, known.iter().copied()) {
        Some(near) => finding.help(format!("the nearest known one is `{near}`")).fix(name.span, near),
        None => finding.help(format!("there are: {}", known.join(", "))),
    });
    false
}

fn no_colour(name: &Spanned<String>, value: &Spanned<String>) -> Diagnostic {
    let message =
        format!("`{}` is `{}`, expected a colour such as `#0B5CAD`", name.value, crate::settings::shortened(&value.value));
    Diagnostic::new(Code::BadValue, value.span, message).help("a colour is `#` with six digits, two each of red, green and blue")
}

fn number(
    name: &Spanned<String>,
    value: &Spanned<String>,
    range: std::ops::RangeInclusive<f64>,
    unit: &str,
    findings: &mut Diagnostics,
) -> Option<f64> {
    let number = value.value.parse::<f64>().ok().filter(|number| range.contains(number));
    if number.is_none() {
        let message =
            format!("`{}` is {}, expected a number from {} to {}{unit}", name.value, value.value, range.start(), range.end());
        findings.push(Diagnostic::new(Code::BadValue, value.span, message));
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    fn change(name: &str, value: &str) -> DesignChange {
        let at = |start| Span::new(FileId(0), start, start + 1);
        DesignChange { name: Spanned::new(name.into(), at(0)), value: Spanned::new(value.into(), at(5)) }
    }

    #[test]
    fn what_is_no_value_is_told_with_the_nearest() {
        let changes = DesignChanges {
            palette: vec![change("accnt", "#000000"), change("accent", "blue"), change("good", "#0a0")],
            fonts: vec![change("titles", "Inter"), change("text", "Foo")],
            sizes: vec![change("body", "400"), change("titel", "30"), change("title", "44")],
            logo: None,
        };
        let mut findings = Diagnostics::new();
        let wishes = wishes(&changes, &mut findings);
        let told: Vec<String> = findings.iter().map(|f| format!("{} {}", f.message, f.help.join(" "))).collect();
        assert_eq!(
            told,
            [
                "there is no colour `accnt` the nearest known one is `accent`",
                "`accent` is `blue`, expected a colour such as `#0B5CAD` a colour is `#` with six digits, two each of red, green and blue",
                "there is no font `titles` there are: text, heading, code, math",
                "`body` is 400, expected a number from 8 to 60 points; a slide is 540 points high ",
                "there is no size `titel` the nearest known one is `title`",
            ]
        );
        assert_eq!(wishes.palette.len() + wishes.fonts.len() + wishes.sizes.len(), 3);
    }

    #[test]
    fn small_text_is_told() {
        let changes = DesignChanges { sizes: vec![change("body", "20"), change("code", "12")], ..Default::default() };
        let design = Design::new(wishes(&changes, &mut Diagnostics::new()));
        assert!(below_the_floor(&changes, "lecture", &design).is_empty(), "the floor follows where no theme gives one");
        let lecture = super::super::find("lecture").unwrap().design.changed(&wishes(&changes, &mut Diagnostics::new()));
        let found = below_the_floor(&changes, "lecture", &lecture);
        assert_eq!(
            found.iter().next().unwrap().message,
            "`body` is 20, and the theme `lecture` sets running text in no less than 24 points"
        );
        assert_eq!(found.len(), 1, "code has a floor of its own");
    }
}
