//! The names of slides in the files of one audience.
//!
//! A name that several slides want has a number behind it, and which one depends on slides that this audience may not see. In its own files
//! slides are numbered among those that it sees, so that no number tells of another; where all see the same, nothing changes.

use std::collections::{HashMap, HashSet};

use super::{ProjectedSlide, Projection};
use crate::model::{Inline, InlineKind, LinkTarget, for_each_inline_mut, for_each_text_mut};

/// The projection with the names that its audience's files have.
pub fn for_files(mut projection: Projection) -> Projection {
    let names = names(&projection.slides);
    if !names.is_empty() {
        projection.slides.iter_mut().for_each(|slide| rename(slide, &names));
        projection.sections.iter_mut().for_each(|section| rename_links(&mut section.title, &names));
    }
    projection
}

/// The slides whose name is another one, with that.
fn names(slides: &[ProjectedSlide]) -> HashMap<String, String> {
    let mut wanting: Vec<(&str, &str)> =
        slides.iter().filter_map(|slide| Some((slide.id.0.as_str(), slide.wanted.as_deref()?))).collect();
    if wanting.is_empty() {
        return HashMap::new();
    }
    // In the order of the numbers that they have.
    wanting.sort_unstable_by_key(|(id, _)| (id.len(), *id));
    let settled = slides.iter().filter(|slide| slide.wanted.is_none()).map(|slide| slide.id.0.clone());
    let mut taken: HashSet<String> = settled.collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut names = HashMap::new();
    for (id, wanted) in wanting {
        let count = counts.entry(wanted).or_default();
        let name = loop {
            *count += 1;
            let name = if *count == 1 { wanted.to_owned() } else { format!("{wanted}-{count}") };
            if taken.insert(name.clone()) {
                break name;
            }
        };
        if name != id {
            names.insert(id.to_owned(), name);
        }
    }
    names
}

fn rename(slide: &mut ProjectedSlide, names: &HashMap<String, String>) {
    take_name(&mut slide.id.0, names);
    rename_links(&mut slide.title, names);
    for blocks in
        [&mut slide.content, &mut slide.notes].into_iter().chain(slide.footnotes.iter_mut().map(|note| &mut note.content))
    {
        for_each_text_mut(blocks, &mut |text| rename_links(text, names));
    }
    for entry in &mut slide.agenda {
        rename_links(&mut entry.title, names);
        entry.target.iter_mut().for_each(|target| take_name(target, names));
    }
}

fn rename_links(text: &mut [Inline], names: &HashMap<String, String>) {
    for_each_inline_mut(text, &mut |inline| {
        if let InlineKind::Link { target: LinkTarget::Slide(id), .. } = &mut inline.kind {
            take_name(id, names);
        }
    });
}

fn take_name(id: &mut String, names: &HashMap<String, String>) {
    if let Some(name) = names.get(id.as_str()) {
        id.clone_from(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::model::{Deck, Meta};
    use crate::parse;
    use crate::project::project;
    use crate::source::Sources;

    fn deck(text: &str) -> Deck {
        let mut sources = Sources::new();
        let file = sources.add("talk.md", text.to_owned());
        let (deck, findings): (Deck, Diagnostics) = parse::parse(&sources, file, &Meta::default());
        assert!(!findings.has_errors(), "{findings:?}");
        deck
    }

    /// The names in the files of the technical and the non-technical variant.
    fn named(text: &str) -> [Vec<String>; 2] {
        let deck = deck(text);
        [0, 1].map(|index| {
            let projection = project(&deck, &deck.variants()[index], "talk").0;
            for_files(projection).slides.iter().map(|slide| slide.id.0.clone()).collect()
        })
    }

    #[test]
    fn a_number_counts_what_the_audience_sees() {
        let two = "## Costs {audience=technical}\n\nA\n\n## Costs {audience=non-technical}\n\nB\n";
        assert_eq!(named(two), [["costs"], ["costs"]]);
        let three = format!("{two}\n## Costs {{audience=non-technical}}\n\nC\n");
        assert_eq!(named(&three), [vec!["costs"], vec!["costs", "costs-2"]]);
        let shared = format!("{three}\n## Costs\n\nD\n\n## Costs\n\nE\n");
        assert_eq!(named(&shared)[0], ["costs-3", "costs", "costs-2"], "slides for everyone have one name");
        assert_eq!(named(&shared)[1], ["costs-3", "costs-4", "costs", "costs-2"]);
        assert_eq!(named("## Costs {skip}\n\nA\n\n## Costs\n\nB\n"), [["costs"], ["costs"]]);
        assert_eq!(named("## A {#costs audience=technical}\n\nA\n\n## Costs\n\nB\n"), [vec!["costs", "costs-2"], vec!["costs"]]);
    }

    #[test]
    fn links_follow() {
        let text = "## Costs {audience=technical}\n\nA\n\n## Costs {audience=non-technical}\n\nB\n\n## More\n\n[go](#costs-2)\n";
        let deck = deck(text);
        let plain = project(&deck, &deck.variants()[1], "talk").0;
        let debug = format!("{:?}", for_files(plain).slides);
        assert!(debug.contains("Slide(\"costs\")") && !debug.contains("costs-2"), "{debug}");
    }
}
