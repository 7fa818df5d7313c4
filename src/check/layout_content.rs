//! `layout-content`: a slide's content is not what its layout takes.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{LINE_LENGTH, Layout, NUMBER_LENGTH, Takes};
use crate::project::{Chosen, Misfit, ProjectedSlide, arrange};

/// Only a layout that the author asked for can be the wrong one.
pub(super) fn lint(slide: &ProjectedSlide) -> Vec<Diagnostic> {
    if !matches!(slide.chosen, Chosen::Slide | Chosen::Section) {
        return Vec::new();
    }
    arrange(slide).misfits.iter().map(|misfit| finding(slide, misfit)).collect()
}

fn finding(slide: &ProjectedSlide, misfit: &Misfit) -> Diagnostic {
    let name = slide.layout.as_str();
    let finding = |span, message| Diagnostic::new(Code::LayoutContent, span, message);
    let finding = match misfit {
        Misfit::Missing(region) if region.takes == Takes::Sections => {
            finding(slide.span, format!("this `{name}` has nothing to list: the talk has no sections with a title"))
                .help("a section starts with a `#` heading")
        }
        Misfit::Missing(region) => {
            finding(slide.span, format!("the layout `{name}` shows {}, and this slide has none", what(region.takes)))
                .help("it is laid out as `content` until then")
        }
        Misfit::Count(region, count, span) => {
            finding(*span, format!("the layout `{name}` shows {}, and this slide has {count}", what(region.takes)))
        }
        Misfit::Long(_, length, span) => {
            let (what, most) = if slide.layout == Layout::Person { ("role", LINE_LENGTH) } else { ("number", NUMBER_LENGTH) };
            finding(*span, format!("the {what} of the layout `{name}` has {length} characters; there is room for {most}"))
                .help("make it a paragraph of its own, before what explains it")
        }
        Misfit::Loose(1, span) => finding(*span, format!("the layout `{name}` has no room for this block"))
            .help("it is shown beside the rest; take it out, or put it on a slide of its own"),
        Misfit::Loose(count, span) => finding(*span, format!("the layout `{name}` has no room for {count} blocks, from here on"))
            .help("they are shown beside the rest; take them out, or put them on a slide of their own"),
    };
    let written = slide.layout.info().written;
    let finding = if written.is_empty() { finding } else { finding.help(lower_first(written)) };
    finding.help(format!("`deckle explain layout:{name}` says what it takes"))
}

/// What a region shows, in the middle of a sentence.
fn what(takes: Takes) -> String {
    match takes {
        Takes::Parts(least, most) if least == most => format!("{least} parts"),
        Takes::Parts(least, most) => format!("{least} to {most} parts"),
        Takes::Events(least, most) => format!("{least} to {most} events"),
        Takes::Tasks(least, most) => format!("{least} to {most} tasks"),
        Takes::Pictures(least, most) => format!("{least} to {most} pictures"),
        Takes::Picture => "a picture".to_owned(),
        Takes::Code => "a block of code".to_owned(),
        Takes::Result => "what code gives".to_owned(),
        Takes::Quote => "a quotation".to_owned(),
        Takes::Number => "a number".to_owned(),
        Takes::Line => "a line that says who it is".to_owned(),
        Takes::Anything | Takes::Blocks(_) | Takes::Sections => takes.words(),
    }
}

/// A help is a clause, not a sentence.
fn lower_first(sentence: &str) -> String {
    let mut chars = sentence.trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
