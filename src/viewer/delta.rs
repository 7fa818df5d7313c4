//! What is different between two builds of a deck.

use std::collections::HashMap;
use std::sync::Arc;

use crate::build::{LiveSlide, LiveVariant, Snapshot};

/// The difference between two builds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delta {
    /// The variants themselves are others: their number, names, titles, languages or sizes.
    pub recast: bool,
    /// One for each variant in which a slide is different, in their order.
    pub variants: Vec<VariantDelta>,
    /// The findings are others.
    pub findings: bool,
}

/// What is different in one variant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VariantDelta {
    /// Which one.
    pub variant: usize,
    /// There are other slides, or they stand in another order.
    pub order: bool,
    /// The slides of which anything is different: pages, number, title, line.
    pub slides: Vec<usize>,
    /// Those that were not there before.
    pub new: Vec<usize>,
    /// Those whose picture is different, the new ones aside.
    pub drawn: Vec<usize>,
    /// How many are gone.
    pub gone: usize,
}

impl Delta {
    /// Is everything as it was?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two builds of a deck.
pub fn between(before: &Snapshot, after: &Snapshot) -> Delta {
    let same = before.variants.len() == after.variants.len() && before.variants.iter().zip(&after.variants).all(same_cast);
    let findings = before.findings != after.findings;
    if !same {
        return Delta { recast: true, variants: Vec::new(), findings };
    }
    let pairs = before.variants.iter().zip(&after.variants).enumerate();
    let variants = pairs.map(|(index, (before, after))| variant(index, before, after));
    Delta { recast: false, variants: variants.filter(|v| v.order || !v.slides.is_empty()).collect(), findings }
}

fn same_cast((a, b): (&LiveVariant, &LiveVariant)) -> bool {
    let size = |variant: &LiveVariant| (variant.width.to_bits(), variant.height.to_bits());
    (&a.name, &a.title, &a.lang, size(a)) == (&b.name, &b.title, &b.lang, size(b))
}

fn variant(variant: usize, before: &LiveVariant, after: &LiveVariant) -> VariantDelta {
    let (earlier, order) = earlier(before, after);
    let mut delta = VariantDelta { variant, order, ..VariantDelta::default() };
    let mut kept = 0;
    for (index, (slide, old)) in after.slides.iter().zip(earlier).enumerate() {
        let Some(old) = old else {
            delta.new.push(index);
            delta.slides.push(index);
            continue;
        };
        kept += 1;
        if Arc::ptr_eq(old, slide) {
            continue;
        }
        let redrawn = !same_pages(old, slide);
        if redrawn {
            delta.drawn.push(index);
        }
        if redrawn || !same_words(old, slide) {
            delta.slides.push(index);
        }
    }
    delta.gone = before.slides.len().saturating_sub(kept);
    delta
}

/// What each slide was before, and whether other slides are there now or they stand in another order. An edit rarely does that, and
/// then nothing is looked up.
fn earlier<'b>(before: &'b LiveVariant, after: &LiveVariant) -> (Vec<Option<&'b Arc<LiveSlide>>>, bool) {
    let same = |(a, b): (&Arc<LiveSlide>, &Arc<LiveSlide>)| Arc::ptr_eq(a, b) || a.id == b.id;
    if before.slides.len() == after.slides.len() && before.slides.iter().zip(&after.slides).all(same) {
        return (before.slides.iter().map(Some).collect(), false);
    }
    let known: HashMap<&str, &Arc<LiveSlide>> = before.slides.iter().map(|slide| (slide.id.0.as_str(), slide)).collect();
    (after.slides.iter().map(|slide| known.get(slide.id.0.as_str()).copied()).collect(), true)
}

fn same_pages(a: &LiveSlide, b: &LiveSlide) -> bool {
    a.state == b.state && a.pages.len() == b.pages.len() && a.pages.iter().zip(&b.pages).all(|(a, b)| a.key == b.key)
}

fn same_words(a: &LiveSlide, b: &LiveSlide) -> bool {
    (a.number, &a.title, &a.section, &a.file, a.line, a.column) == (b.number, &b.title, &b.section, &b.file, b.line, b.column)
}
