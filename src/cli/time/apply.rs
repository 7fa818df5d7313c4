//! `--apply`: the proposals written into the deck, shown as a difference first.

use similar::{ChangeTag, TextDiff};

use super::rehearsals::Rehearsed;
use crate::build::{DeckPlan, NewTimes, new_times};
use crate::cli::args::FindingsFormat;
use crate::cli::progress::list;
use crate::cli::terminal::Terminal;
use crate::cli::text::{Style, count};
use crate::diagnostic::render::visible;

/// Shows the new times of a deck, asks, and writes them. `Ok(false)`: nothing was written, and why has been said.
///
/// # Errors
/// A sentence that says what is in the way.
pub fn apply(
    deck: &DeckPlan,
    rehearsed: &[Rehearsed<'_>],
    yes: bool,
    format: FindingsFormat,
    terminal: &Terminal,
) -> Result<bool, String> {
    let path = &deck.report.path;
    if let Some(read) = deck.read.as_ref().filter(|read| read.deck.dialect.is_foreign()) {
        let tool = read.deck.dialect.name();
        return Err(format!("{path}: this deck is by the rules of {tool}, which know no times for slides; nothing is written"));
    }
    let one = match rehearsed {
        [] => return Err(format!("{path}: there are no rehearsals of it to take times from")),
        [one] => one,
        several => {
            let names: Vec<&str> = several.iter().map(|one| one.plan.projection.variant.name()).collect();
            return Err(format!(
                "{path}: there are rehearsals of {}; say with `--audience` whose times to take",
                names.join(" and ")
            ));
        }
    };
    let Some(new) = new_times(deck, one.plan, &one.proposals).map_err(|error| error.to_string())? else {
        terminal.out(&format!("{path}: its times are what the rehearsals ask for; nothing to write\n"));
        return Ok(true);
    };
    terminal.out(&difference(path.as_str(), &new));
    for plan in &new.plans {
        let of = plan.schedule.plannable.map_or_else(String::new, |whole| format!(" of {whole}"));
        terminal.out(&format!("{} would plan {}{of}\n", plan.projection.variant.name(), plan.schedule.planned));
    }
    let told = list(&new.findings, &new.sources, format);
    terminal.err(&if told.is_empty() { told } else { format!("\n{told}\n") });
    let question = format!("Write {} into {path}? [y/N] ", count(new.count, "time"));
    if !yes {
        match terminal.confirm(&question) {
            Some(true) => {}
            Some(false) => {
                terminal.out("nothing written\n");
                return Ok(false);
            }
            None => return Err("nothing written: there is no terminal to ask on; `--yes` writes without asking".to_owned()),
        }
    }
    new.write().map_err(|error| error.to_string())?;
    terminal.out(&format!("{path}: {} written\n", count(new.count, "time")));
    Ok(true)
}

/// The difference as `diff -u` shows it.
fn difference(path: &str, new: &NewTimes) -> String {
    let diff = TextDiff::from_lines(&new.old, &new.new);
    let mut text = format!("--- {path}\n+++ {path}\n");
    for hunk in diff.unified_diff().context_radius(0).iter_hunks() {
        text += &format!("{}\n", Style::Dim.paint(hunk.header().to_string().trim_end()));
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', Style::Dim),
                ChangeTag::Insert => ('+', Style::Bold),
                ChangeTag::Equal => (' ', Style::Plain),
            };
            text += &format!("{}\n", style.paint(&format!("{sign}{}", visible(change.value()).trim_end())));
        }
    }
    text
}
