//! The findings of all variants together.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Findings that exist in some variants by their nature, or whose message names the variant.
const SAY_IT_THEMSELVES: &[Code] =
    &[Code::DroppedWithoutReplacement, Code::EmptyInVariant, Code::EmptyVariant, Code::LinkToHiddenSlide, Code::ShownToNobody];

/// Puts the findings of a deck's variants together: `variants` holds each variant's name and what was found in it. A finding that
/// every variant has is kept once, as it is. One that only some have names them at its end: `… (non-technical variant)`. The result
/// is in the order of the source. With a single variant nothing needs a name.
pub fn fold(variants: Vec<(&str, Diagnostics)>) -> Diagnostics {
    let mut seen: HashMap<Seen<'_>, Vec<usize>> = HashMap::with_capacity(variants.iter().map(|(_, found)| found.len()).sum());
    let mut firsts = Vec::new();
    for (index, (_, findings)) in variants.iter().enumerate() {
        for finding in findings {
            let found_in = seen.entry(Seen(finding)).or_default();
            firsts.push(found_in.is_empty());
            if found_in.last() != Some(&index) {
                found_in.push(index);
            }
        }
    }
    let all = variants.iter().flat_map(|(_, findings)| findings).zip(firsts);
    let found_in: Vec<Option<Vec<usize>>> =
        all.map(|(finding, first)| if first { seen.remove(&Seen(finding)) } else { None }).collect();
    drop(seen);
    let names: Vec<&str> = variants.iter().map(|(name, _)| *name).collect();
    let mut folded = Diagnostics::new();
    for (finding, found_in) in variants.into_iter().flat_map(|(_, findings)| findings).zip(found_in) {
        let Some(found_in) = found_in else { continue };
        let everywhere = found_in.len() == names.len() || SAY_IT_THEMSELVES.contains(&finding.code);
        folded.push(if everywhere {
            finding
        } else {
            named(finding, &found_in.iter().map(|index| names[*index]).collect::<Vec<_>>())
        });
    }
    folded.sort_and_dedup();
    folded
}

/// A finding that is looked up by what tells it apart as a rule, since there may be many.
#[derive(PartialEq, Eq)]
struct Seen<'a>(&'a Diagnostic);

impl Hash for Seen<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0.code, self.0.span(), &self.0.message).hash(state);
    }
}

fn named(finding: Diagnostic, names: &[&str]) -> Diagnostic {
    let which = match names {
        [one] => format!("{one} variant"),
        [first @ .., last] => format!("{} and {last} variants", first.join(", ")),
        [] => return finding,
    };
    Diagnostic { message: format!("{} ({which})", finding.message), ..finding }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::testing::at;

    fn findings(list: &[(Code, usize, &str)]) -> Diagnostics {
        list.iter().map(|(code, place, message)| Diagnostic::new(*code, at(*place), *message)).collect()
    }

    fn messages(variants: &[(&str, &Diagnostics)]) -> Vec<String> {
        fold(variants.iter().map(|(name, found)| (*name, (*found).clone())).collect())
            .into_iter()
            .map(|finding| finding.message)
            .collect()
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
