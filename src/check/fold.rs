//! The findings of all variants together.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Findings that exist in some variants by their nature, or whose message names the variant.
const SAY_IT_THEMSELVES: &[Code] =
    &[Code::DroppedWithoutReplacement, Code::EmptyInVariant, Code::EmptyVariant, Code::LinkToHiddenSlide, Code::ShownToNobody];

/// Findings that got the names of their variants, kept for the next time the same are put together.
#[derive(Default)]
pub struct Named {
    variants: Vec<String>,
    /// By the finding's address and the variants that have it.
    known: HashMap<(usize, Vec<bool>), Pair>,
}

/// A finding as it was found, so that its address stays its own, and with the names.
type Pair = (Arc<Diagnostic>, Arc<Diagnostic>);

/// Puts the findings of a deck's variants together: `variants` holds each variant's name and what was found in it. A finding that
/// every variant has is kept once, as it is. One that only some have names them at its end: `… (non-technical variant)`. The result
/// is in the order of the source. With a single variant nothing needs a name.
pub fn fold(variants: Vec<(&str, Diagnostics)>) -> Diagnostics {
    let mut folded = fold_again(variants, &mut Named::default());
    folded.sort_and_dedup();
    folded
}

/// [`fold`] for findings most of which are as the last time. The result is in the order in which they were found.
pub fn fold_again(variants: Vec<(&str, Diagnostics)>, named: &mut Named) -> Diagnostics {
    let (firsts, found_in) = firsts(&variants);
    let names: Vec<&str> = variants.iter().map(|(name, _)| *name).collect();
    if named.variants != names {
        *named = Named { variants: names.iter().map(|name| (*name).to_owned()).collect(), known: HashMap::new() };
    }
    let mut known = std::mem::take(&mut named.known);
    let told = firsts.into_iter().zip(found_in.chunks(names.len().max(1))).map(|(finding, found_in)| {
        if found_in.iter().all(|found| *found) || SAY_IT_THEMSELVES.contains(&finding.code) {
            return finding.clone();
        }
        let key = (Arc::as_ptr(finding) as usize, found_in.to_vec());
        let pair = known.remove(&key).unwrap_or_else(|| {
            let which: Vec<&str> = names.iter().zip(found_in).filter(|(_, found)| **found).map(|(name, _)| *name).collect();
            (finding.clone(), with_names(finding, &which).into())
        });
        named.known.entry(key).or_insert(pair).1.clone()
    });
    told.collect()
}

/// Every finding once, in order, and for each of them one after the other in which variants it was found.
fn firsts<'f>(variants: &'f [(&str, Diagnostics)]) -> (Vec<&'f Arc<Diagnostic>>, Vec<bool>) {
    let mut places: FxHashMap<Seen<'f>, usize> = FxHashMap::default();
    places.reserve(variants.iter().map(|(_, found)| found.len()).sum());
    let (mut firsts, mut found_in) = (Vec::new(), Vec::new());
    for (index, (_, findings)) in variants.iter().enumerate() {
        for finding in findings.shared() {
            let place = *places.entry(Seen(finding)).or_insert_with(|| {
                firsts.push(finding);
                found_in.resize(firsts.len() * variants.len(), false);
                firsts.len() - 1
            });
            found_in[place * variants.len() + index] = true;
        }
    }
    (firsts, found_in)
}

/// A finding that is looked up by what tells it apart as a rule, since there may be many. Most are the same thing and not only equal,
/// which is seen at a glance.
#[derive(PartialEq, Eq)]
struct Seen<'a>(&'a Arc<Diagnostic>);

impl Hash for Seen<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0.code, self.0.span(), self.0.message.len()).hash(state);
    }
}

fn with_names(finding: &Diagnostic, names: &[&str]) -> Diagnostic {
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
        fold(variants.iter().map(|(name, found)| (*name, (*found).clone())).collect())
            .iter()
            .map(|finding| finding.message.clone())
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
