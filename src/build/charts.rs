//! The charts of plans, written beside a deck's other files.

use camino::{Utf8Path, Utf8PathBuf};

use super::output::{self, OutputError, Written};
use super::plan::DeckPlan;
use super::themes;
use crate::diagnostic::Diagnostics;
use crate::export;
use crate::fonts::Shelf;
use crate::source::Sources;
use crate::typeset::time_chart;

/// Draws the plan of each variant and writes it as SVG and PNG into the deck's output folder. Gives the files, and whether they are
/// new or different. A variant without any time has no chart.
///
/// # Errors
/// Where a file can't be written.
pub fn charts(plan: &DeckPlan) -> Result<Vec<(Utf8PathBuf, bool)>, OutputError> {
    let Some(read) = &plan.read else { return Ok(Vec::new()) };
    let folder = plan.report.path.parent().unwrap_or(Utf8Path::new(""));
    let fonts = Shelf::default().of_project(&read.project.root).0;
    let place = themes::Place { project: &read.project, folder, fonts: &fonts };
    let variants: Vec<_> = plan.variants.iter().map(|variant| variant.projection.variant.clone()).collect();
    // What is wrong with a theme is a finding of `check`; the chart is drawn with what is right of it.
    let (mut sources, mut findings) = (Sources::new(), Diagnostics::new());
    let themes = themes::of(&read.deck, &variants, &place, &mut sources, &mut findings);
    let target = &plan.target;
    let mut written = Vec::new();
    for (variant, theme) in plan.variants.iter().zip(&themes) {
        let Some(chart) = time_chart(&target.stem, &variant.projection, &variant.schedule, &theme.theme) else { continue };
        for artifact in [export::time_chart::svg(&chart, &target.stem), export::time_chart::png(&chart, &target.stem)] {
            let path = target.folder.join(&artifact.name);
            output::check_path(target, &path)?;
            let changed = output::write(&path, &artifact.bytes)? == Written::Changed;
            written.push((path, changed));
        }
    }
    Ok(written)
}
