//! `deckle check [PATH]…`

use super::args::{CheckArgs, FindingsFormat, Purpose, Shared};
use super::decks;
use super::terminal::Terminal;
use crate::build::{LayoutReport, Report, Status};

/// Does everything a build does, except exporting and writing.
pub fn check(shared: &Shared, args: &CheckArgs, terminal: &Terminal) -> Status {
    let report = decks::report(shared, &args.decks, |request| request, Purpose::Check, terminal);
    // Programs read the layouts in the manifest, `build --to json`.
    if let Some(report) = report.as_ref().filter(|_| args.layouts && shared.format != FindingsFormat::Json) {
        terminal.out(&layouts(report));
    }
    report.map_or(Status::Failure, |report| report.status())
}

/// The layout of every slide, who chose it and why. A variant whose slides have the same layouts as the first is not printed again.
fn layouts(report: &Report) -> String {
    let mut out = String::new();
    for deck in &report.decks {
        for (index, variant) in deck.variants.iter().enumerate() {
            if index > 0 && variant.layouts == deck.variants[0].layouts {
                continue;
            }
            out.push_str(&format!("\n{}, {}\n", deck.path, variant.name));
            out.push_str(&table(&variant.layouts));
        }
    }
    out
}

fn table(slides: &[LayoutReport]) -> String {
    let width = |of: fn(&LayoutReport) -> usize| slides.iter().map(of).max().unwrap_or(0);
    let (ids, names) = (width(|slide| slide.id.chars().count()), width(|slide| slide.layout.as_str().len()));
    let line = |slide: &LayoutReport| {
        let LayoutReport { number, id, layout, chosen } = slide;
        format!("{number:>4}  {id:ids$}  {:names$}  {:7}  {chosen}\n", layout.as_str(), chosen.by())
    };
    slides.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Layout;
    use crate::project::Chosen;

    #[test]
    fn a_line_says_who_chose_and_why() {
        let slide = |number, id: &str, layout, chosen| LayoutReport { number, id: id.into(), layout, chosen };
        let text = table(&[
            slide(1, "a", Layout::Comparison, Chosen::Slide),
            slide(12, "long", Layout::Image, Chosen::Content("a picture and nothing else")),
        ]);
        assert_eq!(
            text,
            "   1  a     comparison  slide    the slide asks for it\n  12  long  image       deckle   a picture and nothing else\n"
        );
    }
}
