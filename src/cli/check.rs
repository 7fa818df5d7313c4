//! `deckle check [PATH]…`

use super::args::{CheckArgs, FindingsFormat, Purpose, Shared};
use super::decks;
use super::terminal::Terminal;
use crate::build::{LayoutReport, Report, Request, Status};
use crate::check::{Readability, TextFigures};

/// Does everything a build does, except exporting and writing.
pub fn check(shared: &Shared, args: &CheckArgs, terminal: &Terminal) -> Status {
    let asked = |request| Request { tell_readability: args.readability, ..request };
    let report = decks::report(shared, &args.decks, asked, Purpose::Check, terminal);
    // Programs read the layouts in the manifest, `build --to json`.
    if let Some(report) = report.as_ref().filter(|_| args.layouts && shared.format != FindingsFormat::Json) {
        terminal.out(&layouts(report));
    }
    if let Some(report) = report.as_ref().filter(|_| args.readability && shared.format != FindingsFormat::Json) {
        terminal.out(&readability(report));
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

/// So many of the hardest slides are named.
const HARDEST: usize = 5;
/// What the figures are, below them.
const LIX: &str = "\nLIX: words per sentence, and the percentage of words of more than six letters (Björnsson 1968). Below 30 very easy, 40 medium, \
                   50 difficult,\nfrom 60 very difficult; German and others that write compounds in one word have more.\n";

/// How hard the words of each variant are to read.
fn readability(report: &Report) -> String {
    let mut out = String::new();
    for deck in &report.decks {
        for variant in &deck.variants {
            let Some(figures) = &variant.readability else { continue };
            out.push_str(&format!("\n{}, {}\n", deck.path, variant.name));
            out.push_str(&figures_of(figures));
        }
    }
    if out.is_empty() { out } else { out + LIX }
}

fn figures_of(all: &Readability) -> String {
    if all.shown.with(all.said).words == 0 {
        return "  no words that stand apart, so no figures\n".to_owned();
    }
    let mut out = format!("  {:7}  {:>6}  {:>12}  {:>4}  {:>3}\n", "", "words", "per sentence", "long", "LIX");
    for (name, figures) in [("shown", all.shown), ("said", all.said)] {
        out.push_str(&row(name, figures, ""));
    }
    if all.slides.len() > 1 {
        out.push_str("  the hardest slides, shown and said\n");
    }
    for slide in all.slides.iter().take(HARDEST).filter(|_| all.slides.len() > 1) {
        out.push_str(&row(&format!("{:>5}", slide.number), slide.figures, &slide.title));
    }
    out
}

fn row(name: &str, figures: TextFigures, title: &str) -> String {
    let number = |value: Option<f64>, digits: usize| value.map_or("–".to_owned(), |value| format!("{value:.digits$}"));
    let share = figures.long_share().map_or("–".to_owned(), |share| format!("{share:.0}%"));
    let (per_sentence, lix) = (number(figures.per_sentence(), 1), number(figures.lix(), 0));
    let line = format!("  {name:7}  {:>6}  {per_sentence:>12}  {share:>4}  {lix:>3}  {title}", figures.words);
    line.trim_end().to_owned() + "\n"
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
