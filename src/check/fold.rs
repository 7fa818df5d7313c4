//! The findings of all variants together.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Findings that exist in some variants by their nature, or whose message names the variant.
const SAY_IT_THEMSELVES: &[Code] =
    &[Code::DroppedWithoutReplacement, Code::EmptyInVariant, Code::EmptyVariant, Code::LinkToHiddenSlide];

/// Puts the findings of a deck's variants together: `variants` holds each variant's name and what was found in it. A finding that
/// every variant has is kept once, as it is. One that only some have names them at its end: `… (non-technical variant)`. The result
/// is in the order of the source. With a single variant nothing needs a name.
pub fn fold(variants: &[(&str, &Diagnostics)]) -> Diagnostics {
    let mut folded = Diagnostics::new();
    let mut seen: std::collections::HashMap<&Diagnostic, Vec<&str>> = std::collections::HashMap::new();
    for (name, findings) in variants {
        for finding in *findings {
            let names = seen.entry(finding).or_default();
            if !names.contains(name) {
                names.push(name);
            }
        }
    }
    for (_, findings) in variants {
        for finding in *findings {
            let Some(names) = seen.remove(finding) else { continue };
            let everywhere = names.len() == variants.len() || SAY_IT_THEMSELVES.contains(&finding.code);
            folded.push(if everywhere { finding.clone() } else { named(finding, &names) });
        }
    }
    folded.sort_and_dedup();
    folded
}

fn named(finding: &Diagnostic, names: &[&str]) -> Diagnostic {
    let which = match names {
        [one] => format!("{one} variant"),
        [first @ .., last] => format!("{} and {last} variants", first.join(", ")),
        [] => return finding.clone(),
    };
    Diagnostic { message: format!("{} ({which})", finding.message), ..finding.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::testing::at;

    fn findings(list: &[(Code, usize, &str)]) -> Diagnostics {
        list.iter().map(|(code, place, message)| Diagnostic::new(*code, at(*place), *message)).collect()
    }

    fn messages(variants: &[(&str, &Diagnostics)]) -> Vec<String> {
        fold(variants).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn only_what_differs_names_its_variant() {
        let everywhere = (Code::MissingAlt, 5, "no alt");
        let technical = findings(&[everywhere, (Code::OverBudget, 1, "two minutes")]);
        let plain = findings(&[(Code::OverBudget, 1, "three minutes"), everywhere, (Code::EmptyInVariant, 9, "empty")]);
        assert_eq!(
            messages(&[("technical", &technical), ("non-technical", &plain)]),
            ["two minutes (technical variant)", "three minutes (non-technical variant)", "no alt", "empty"]
        );
        assert_eq!(messages(&[("technical", &technical)]), ["two minutes", "no alt"], "one variant needs no name");
    }

    #[test]
    fn several_variants_are_named_together() {
        let (some, none) = (findings(&[(Code::OverBudget, 1, "long")]), Diagnostics::new());
        let variants = [("technical", &none), ("non-technical", &some), ("executive", &some)];
        assert_eq!(messages(&variants), ["long (non-technical and executive variants)"]);
        let twice = findings(&[(Code::OverBudget, 1, "long"), (Code::OverBudget, 1, "long")]);
        assert_eq!(messages(&[("technical", &twice), ("executive", &twice)]), ["long"]);
    }
}
