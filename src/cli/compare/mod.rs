//! `deckle compare [PATH]…`: what one audience sees, and what another sees instead.
//!
//! Without `--audience` the technical variant stands first and the non-technical one second. One audience is compared with the technical
//! one, two with each other, in the order in which they are named.

mod json;
mod text;

use super::args::{self, Decks, FindingsFormat, OutputFormat, Purpose, Shared};
use super::progress::{error, failure, list};
use super::terminal::Terminal;
use super::text::Style;
use crate::build::{self, DeckPlan, DeckReport, ReadDeck, Request, Status, VariantPlan, Wanted};
use crate::compare::{Comparison, Tally, Words};
use crate::diagnostic::render::visible;
use crate::diagnostic::{Diagnostics, Severity};
use crate::model::Audience;

/// A deck with two of its audiences.
struct Compared<'p> {
    plan: &'p DeckPlan,
    read: &'p ReadDeck,
    variants: [&'p VariantPlan; 2],
    comparison: Comparison,
    words: Words<'p>,
}

impl Compared<'_> {
    /// What one of the two audiences sees, in numbers.
    fn tally(&self, side: usize) -> Tally {
        Tally::of(&self.read.deck, &self.comparison, &self.variants[side].projection, side)
    }
}

/// Shows the decks side by side, or writes that as PDFs.
pub fn compare(shared: &Shared, decks: &Decks, terminal: &Terminal) -> Status {
    let done = match shared.to.as_slice() {
        [] => show(shared, decks, terminal),
        [OutputFormat::Pdf] => write(shared, decks, terminal),
        _ => Err("a comparison is printed, or written with `--to pdf`; other formats are for `deckle build`".to_owned()),
    };
    done.unwrap_or_else(|message| {
        match shared.format {
            FindingsFormat::Json => terminal.data(json::failure(&message).as_bytes()),
            format => terminal.err(&error(&message, format)),
        }
        Status::Failure
    })
}

/// Prints the comparisons. Nothing is written.
fn show(shared: &Shared, decks: &Decks, terminal: &Terminal) -> Result<Status, String> {
    let names = names(&shared.audience)?;
    let plans = build::plan(&request(shared, decks, &names)?).map_err(|failure| failure.to_string())?;
    let compared: Vec<Option<Compared<'_>>> = plans.decks.iter().map(|plan| two(plan, &names)).collect();
    if shared.format == FindingsFormat::Json {
        terminal.data(json::document(&plans, &compared).as_bytes());
    } else {
        let columns = terminal.is_read().then(|| terminal.columns());
        terminal.out(&compared.iter().flatten().map(|deck| text::text(deck, columns)).collect::<Vec<_>>().join("\n\n"));
        terminal.err(&plans.decks.iter().map(|plan| errors(&plan.report, shared.format)).collect::<String>());
    }
    Ok(plans.decks.iter().map(|plan| plan.report.status()).max().unwrap_or(Status::Done))
}

/// Writes the comparisons and says where they are.
fn write(shared: &Shared, decks: &Decks, terminal: &Terminal) -> Result<Status, String> {
    let names = names(&shared.audience)?;
    let written = build::write_comparisons(&request(shared, decks, &names)?, &names).map_err(|failure| failure.to_string())?;
    if shared.format == FindingsFormat::Json {
        terminal.data(json::written(&written).as_bytes());
    } else {
        for deck in &written {
            terminal.err(&errors(&deck.report, shared.format));
            if let Some((path, _)) = &deck.file {
                terminal.out(&format!("{}  {}\n", visible(path.as_str()), Style::Dim.paint("for the author only")));
            }
        }
    }
    Ok(written.iter().map(|deck| deck.report.status()).max().unwrap_or(Status::Done))
}

/// The two audiences that are meant.
fn names(asked: &[String]) -> Result<[String; 2], String> {
    let technical = || Audience::TECHNICAL.to_owned();
    match asked {
        [] => Ok([technical(), Audience::NON_TECHNICAL.to_owned()]),
        [one] if one == "all" => names(&[]),
        [one] if one == Audience::TECHNICAL => {
            Err(format!("`{one}` alone can't be compared; name a second audience: `--audience {one},NAME`"))
        }
        [one] => Ok([technical(), one.clone()]),
        [one, other] if one == other => Err(format!("`{one}` is named twice; name two audiences")),
        [one, other] => Ok([one.clone(), other.clone()]),
        more => Err(format!("two audiences are compared, and {} are named", more.len())),
    }
}

fn request(shared: &Shared, decks: &Decks, names: &[String; 2]) -> Result<Request, String> {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    let request = args::request(shared, decks, Purpose::Check, epoch.as_deref())?;
    Ok(Request { audiences: Wanted::Named(names.to_vec()), ..request })
}

/// The two audiences of a deck; `None` where it could not be read.
fn two<'p>(plan: &'p DeckPlan, names: &[String; 2]) -> Option<Compared<'p>> {
    let read = plan.read.as_ref()?;
    let of = |name: &String| plan.variants.iter().find(|variant| variant.projection.variant.name() == name);
    let variants = [of(&names[0])?, of(&names[1])?];
    let comparison = crate::compare::compare(&read.deck, variants.map(|variant| &variant.projection));
    Some(Compared { plan, read, variants, comparison, words: Words::of(&read.deck, &plan.report.sources) })
}

/// What keeps a deck from being built.
fn errors(report: &DeckReport, format: FindingsFormat) -> String {
    let errors: Diagnostics = report.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect();
    list(&errors, &report.sources, format) + &failure(report, format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_audiences_are_meant() {
        let meant = |asked: &[&str]| names(&asked.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        let two = |first: &str, second: &str| Ok([first.to_owned(), second.to_owned()]);
        assert_eq!(meant(&["all"]), two("technical", "non-technical"));
        assert_eq!(meant(&["executive"]), two("technical", "executive"));
        assert_eq!(meant(&["executive", "mixed"]), two("executive", "mixed"));
        for refused in [&["technical"][..], &["mixed", "mixed"], &["a", "b", "c"]] {
            assert!(meant(refused).is_err(), "{refused:?}");
        }
    }
}
