//! The comparison as text, for a person and for `diff`: `-` is what the first audience sees, `+` what the second sees.
//!
//! On a terminal long lines are broken at its width; elsewhere every text is one line, so that a change of a word changes one line.

use camino::Utf8Path;
use unicode_width::UnicodeWidthStr;

use super::Compared;
use crate::cli::text::{Style, count, left, right};
use crate::compare::{Counts, Difference, Pair, Part, Relation, Tally, times, words_on, words_said};
use crate::diagnostic::render::visible;
use crate::source::Span;

/// The column of kinds.
const KIND: usize = "dropped on purpose".len();

/// The deck: titles and times, its slides, the sums.
pub fn text(deck: &Compared<'_>, columns: Option<usize>) -> String {
    let page = Page { deck, columns };
    let mut parts = vec![page.head()];
    if deck.comparison.pairs.iter().all(Pair::is_alike) {
        parts.push("Both audiences see the same slides: nothing in the deck is marked for one of them.\n".to_owned());
    } else {
        parts.extend(page.slides());
        parts.push(page.sums());
    }
    parts.join("\n")
}

struct Page<'a> {
    deck: &'a Compared<'a>,
    columns: Option<usize>,
}

impl Page<'_> {
    fn head(&self) -> String {
        let names = self.deck.variants.map(|variant| variant.projection.variant.name());
        let width = names.iter().map(|name| name.width()).max().unwrap_or(0);
        let path = self.path(&self.deck.plan.report.path);
        let mut text = format!("{}\n", Style::Bold.paint(&path));
        for ((sign, variant), name) in ["-", "+"].into_iter().zip(self.deck.variants).zip(names) {
            let title = visible(&variant.projection.meta.title).into_owned();
            text += &format!("{}\n", self.marked(sign, &format!("{}  {title}", left(name, width))));
            text += &format!("  {}  {}\n", " ".repeat(width), Style::Dim.paint(&times(&variant.schedule)));
        }
        text
    }

    /// Slides that are alike are one line for all that follow each other.
    fn slides(&self) -> Vec<String> {
        let mut parts = Vec::new();
        let mut alike: Vec<&Pair> = Vec::new();
        for pair in &self.deck.comparison.pairs {
            if pair.is_alike() {
                alike.push(pair);
                continue;
            }
            parts.extend(self.alike(&std::mem::take(&mut alike)));
            parts.push(self.pair(pair));
        }
        parts.extend(self.alike(&alike));
        parts
    }

    fn alike(&self, pairs: &[&Pair]) -> Option<String> {
        let ids: Vec<String> = pairs.iter().map(|pair| format!("#{}", visible(&pair.id.0))).collect();
        let text = format!("{} alike: {}", count(pairs.len(), "slide"), ids.join(" "));
        (!pairs.is_empty()).then(|| self.broken(&text, 2).lines().map(|line| Style::Dim.paint(line) + "\n").collect())
    }

    fn pair(&self, pair: &Pair) -> String {
        let mut text = format!("{}  {}\n", Style::Bold.paint(&format!("#{}", visible(&pair.id.0))), self.beside(pair));
        match &pair.relation {
            Relation::Same => {
                let place = |difference: &Difference| self.place(difference.span).width();
                let places = pair.differences.iter().map(place).max().unwrap_or(0);
                text += &pair.differences.iter().map(|difference| self.difference(difference, places)).collect::<String>();
            }
            Relation::Replaced { by, span } => {
                let told = format!("replaced by #{}", visible(&by.0));
                text += &format!("  {told}  {}\n", Style::Dim.paint(&self.full_place(*span)));
                text += &self.whole(pair);
            }
            Relation::OnlyFirst => text += &format!("  dropped on purpose\n{}", self.whole(pair)),
            Relation::OnlySecond => text += &format!("  only here\n{}", self.whole(pair)),
        }
        text
    }

    /// Where a slide was written, and its times.
    fn beside(&self, pair: &Pair) -> String {
        let place = if self.is_written(pair) { self.full_place(pair.span) } else { "(a slide that Deckle adds)".to_owned() };
        let time = |side: usize| match pair.slides[side] {
            Some(index) => self.deck.variants[side].schedule.slides[index].time().to_string(),
            None => "–".to_owned(),
        };
        Style::Dim.paint(&format!("{place}  {} | {}", time(0), time(1)))
    }

    fn is_written(&self, pair: &Pair) -> bool {
        self.deck.read.deck.slides.iter().any(|slide| slide.id == pair.id)
    }

    /// All that stands on slides of which each is seen by one of the audiences alone, and what is said with them.
    fn whole(&self, pair: &Pair) -> String {
        let slide = |side: usize| Some(&self.deck.variants[side].projection.slides[pair.slides[side]?]);
        let sides = || ["-", "+"].into_iter().zip([slide(0), slide(1)]);
        let on: String = sides()
            .flat_map(|(sign, slide)| slide.map(words_on).unwrap_or_default().into_iter().map(move |words| (sign, words)))
            .map(|(sign, words)| self.words(sign, &words))
            .collect();
        let said: String = sides().filter_map(|(sign, slide)| Some(self.words(sign, &words_said(slide?)?))).collect();
        if said.is_empty() { on } else { format!("{on}  {}\n{said}", Style::Dim.paint("in the notes")) }
    }

    fn difference(&self, difference: &Difference, places: usize) -> String {
        let kind = left(difference.kind.as_str(), KIND);
        let place = left(&self.place(difference.span), places);
        let part = if difference.part == Part::Notes { "  in the notes" } else { "" };
        let mut text = format!("  {kind}  {}\n", Style::Dim.paint(format!("{place}{part}").trim_end()));
        for (sign, seen) in ["-", "+"].into_iter().zip(self.deck.words.seen(difference)) {
            text += &seen.map_or_else(String::new, |words| self.words(sign, &words));
        }
        text
    }

    fn words(&self, sign: &str, words: &str) -> String {
        let text = self.broken(&visible(words), 6);
        let lines = text.lines().enumerate().map(|(index, line)| {
            let sign = if index == 0 { sign } else { " " };
            format!("    {}\n", self.marked(sign, line))
        });
        lines.collect()
    }

    fn marked(&self, sign: &str, line: &str) -> String {
        let style = match sign {
            "-" => Style::First,
            "+" => Style::Second,
            _ => Style::Plain,
        };
        format!("{} {line}", style.paint(sign))
    }

    fn full_place(&self, span: Span) -> String {
        let source = self.deck.plan.report.sources.get(span.file);
        format!("{}:{}", self.path(&source.path), source.line_col(span.range().start).line)
    }

    /// A path without the folders of this machine: the text goes to others.
    fn path(&self, path: &Utf8Path) -> String {
        visible(self.deck.read.project.root.told(path).as_str()).into_owned()
    }

    /// The line alone in the deck's own file, which stands above.
    fn place(&self, span: Span) -> String {
        let source = self.deck.plan.report.sources.get(span.file);
        match span.file == self.deck.read.file {
            true => format!(":{}", source.line_col(span.range().start).line),
            false => self.full_place(span),
        }
    }

    /// The text in lines that fit, each after an indent of so many columns that stands outside of it.
    fn broken(&self, text: &str, indent: usize) -> String {
        let Some(columns) = self.columns.map(|columns| columns.saturating_sub(indent).max(20)) else { return text.to_owned() };
        let mut lines: Vec<String> = vec![String::new()];
        for word in text.split(' ') {
            let line = lines.last_mut().expect("there is one");
            if line.is_empty() {
                line.push_str(word);
            } else if line.width() + 1 + word.width() <= columns {
                *line += &format!(" {word}");
            } else {
                lines.push(word.to_owned());
            }
        }
        lines.join("\n")
    }

    fn sums(&self) -> String {
        let tallies = [0, 1].map(|side| self.deck.tally(side));
        let names = self.deck.variants.map(|variant| variant.projection.variant.name());
        table(names, &tallies)
    }
}

/// How much each audience sees otherwise than it is written.
fn table(names: [&str; 2], tallies: &[Tally; 2]) -> String {
    let width = names.iter().map(|name| name.width()).max().unwrap_or(0);
    let slides = ["kept", "replaced", "only here", "left out"];
    let places = Counts::default().by_kind().map(|(kind, _)| kind.as_str());
    let column = |title: &str| title.width().max(2) + 2;
    let line = |titles: &[&str], cells: &[String]| -> String {
        titles.iter().zip(cells).map(|(title, cell)| right(cell, column(title))).collect()
    };
    let words = |titles: &[&str]| titles.iter().map(|title| (*title).to_owned()).collect::<Vec<_>>();
    let whole: usize = slides.iter().map(|title| column(title)).sum();
    let mut text = String::new();
    let heads = format!("{}{}  │  places on them and in their notes", " ".repeat(width), left("  slides", whole));
    text += &format!("{}\n", Style::Dim.paint(&heads));
    let heads = format!("{}{}  │{}", " ".repeat(width), line(&slides, &words(&slides)), line(&places, &words(&places)));
    text += &format!("{}\n", Style::Dim.paint(&heads));
    for (name, tally) in names.iter().zip(tallies) {
        let of_slides = [tally.kept, tally.replaced, tally.only_here, tally.left_out].map(|count| count.to_string());
        let of_places = tally.places.by_kind().map(|(_, count)| count.to_string());
        text += &format!("{}{}  │{}\n", left(name, width), line(&slides, &of_slides), line(&places, &of_places));
    }
    text
}
