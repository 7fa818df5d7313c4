//! The findings of all variants together.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Findings that exist in some variants by their nature, or whose message names the variant.
const SAY_IT_THEMSELVES: &[Code] =
    &[Code::DroppedWithoutReplacement, Code::EmptyInVariant, Code::EmptyVariant, Code::LinkToHiddenSlide, Code::ShownToNobody];

/// Puts the findings of a deck's variants together: `variants` holds each variant's name and what was found in it. A finding that
/// every variant has is kept once, as it is. One that only some have names them at its end: `… (non-technical variant)`. The result
/// is in the order of the source. With a single variant nothing needs a name.
pub fn fold(variants: Vec<(&str, Diagnostics)>) -> Diagnostics {
    let mut folded = fold_again(variants, &mut Folded::default());
    folded.sort_and_dedup();
    folded
}

/// The findings that were put together last. One that is handed in again is known by its address, so that its words are looked at once.
#[derive(Default)]
pub struct Folded {
    variants: Vec<String>,
    entries: Vec<Entry>,
    by_address: FxHashMap<usize, usize>,
    by_words: FxHashMap<Words, usize>,
    /// Counts the times that findings were put together.
    round: u64,
}

/// Findings that are equal.
struct Entry {
    /// They are kept, so that no other gets the address of one. The first stands for all.
    same: Vec<Arc<Diagnostic>>,
    /// When they were found last.
    round: u64,
    /// In which variants.
    found_in: Vec<usize>,
    /// The finding with the names of some variants.
    named: Option<(Vec<usize>, Arc<Diagnostic>)>,
}

/// [`fold`] for findings most of which are as the last time. The result is in the order in which they were found.
pub fn fold_again(variants: Vec<(&str, Diagnostics)>, folded: &mut Folded) -> Diagnostics {
    let names: Vec<&str> = variants.iter().map(|(name, _)| *name).collect();
    if folded.variants != names {
        *folded = Folded { variants: names.iter().map(|name| (*name).to_owned()).collect(), ..Folded::default() };
    }
    folded.round += 1;
    let mut order = Vec::new();
    for (variant, (_, findings)) in variants.iter().enumerate() {
        for finding in findings.shared() {
            let index = folded.index(finding);
            let entry = &mut folded.entries[index];
            if entry.round != folded.round {
                (entry.round, entry.found_in) = (folded.round, Vec::with_capacity(names.len()));
                order.push(index);
            }
            if entry.found_in.last() != Some(&variant) {
                entry.found_in.push(variant);
            }
        }
    }
    let told = order.iter().map(|&index| folded.entries[index].told(&names)).collect();
    if folded.by_address.len() > 2 * order.len() + 64 {
        folded.forget();
    }
    told
}

impl Folded {
    /// The entry of a finding.
    fn index(&mut self, finding: &Arc<Diagnostic>) -> usize {
        let address = Arc::as_ptr(finding) as usize;
        if let Some(index) = self.by_address.get(&address) {
            return *index;
        }
        let index = *self.by_words.entry(Words(finding.clone())).or_insert_with(|| {
            self.entries.push(Entry { same: Vec::new(), round: 0, found_in: Vec::new(), named: None });
            self.entries.len() - 1
        });
        self.entries[index].same.push(finding.clone());
        self.by_address.insert(address, index);
        index
    }

    /// Lets go of what was not found in this round.
    fn forget(&mut self) {
        (self.by_address, self.by_words) = (FxHashMap::default(), FxHashMap::default());
        self.entries.retain_mut(|entry| {
            entry.same.truncate(1);
            entry.round == self.round
        });
        for (index, entry) in self.entries.iter().enumerate() {
            self.by_address.insert(Arc::as_ptr(&entry.same[0]) as usize, index);
            self.by_words.insert(Words(entry.same[0].clone()), index);
        }
    }
}

impl Entry {
    fn told(&mut self, names: &[&str]) -> Arc<Diagnostic> {
        let finding = &self.same[0];
        if self.found_in.len() == names.len() || SAY_IT_THEMSELVES.contains(&finding.code) {
            return finding.clone();
        }
        if self.named.as_ref().is_none_or(|(found_in, _)| *found_in != self.found_in) {
            let which: Vec<&str> = self.found_in.iter().map(|variant| names[*variant]).collect();
            self.named = Some((self.found_in.clone(), with_names(finding, &which).into()));
        }
        self.named.as_ref().map_or_else(|| finding.clone(), |(_, named)| named.clone())
    }
}

/// A finding that is looked up by what tells it apart as a rule, since there may be many.
#[derive(PartialEq, Eq)]
struct Words(Arc<Diagnostic>);

impl Hash for Words {
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
