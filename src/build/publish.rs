//! From typeset variants to files.
//!
//! The PDFs are made first, for all variants, since that may fail. Pages go to their files one by one, so that a thousand of them are
//! never held together. The manifest is written last and pages of earlier builds are removed after it: whoever finds a manifest
//! finds everything it names.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::discover::seen_from;
use super::output::{self, OutputError, Written};
use super::report::{Step, VariantReport};
use super::request::Format;
use super::session::Job;
use crate::check::MissingGlyphs;
use crate::export::pdf::Obstacle;
use crate::export::{self, Artifact, ExportError};
use crate::project::Projection;
use crate::timing::Schedule;
use crate::typeset::paper::Sheets;
use crate::typeset::{self, Typeset};

/// How many pages' pictures are kept while pages with large ones are drawn.
const PAGES_KEPT: usize = 8;

/// A variant that waits for the others to be good.
pub struct Ready {
    /// What the audience sees.
    pub projection: Projection,
    /// When.
    pub schedule: Schedule,
    /// How it is laid out.
    pub typeset: Typeset,
    /// Its notes on paper, where they are asked for.
    pub notes: Option<Sheets>,
    /// Its handout, where it is asked for.
    pub handout: Option<Sheets>,
    /// Its contact sheet, where it is asked for.
    pub contact_sheet: Option<Sheets>,
    /// The characters in it that no font can draw.
    pub missing: Vec<MissingGlyphs>,
    /// What is known of it so far.
    pub report: VariantReport,
}

/// The single files of a variant, made but not written.
pub struct Exported {
    files: Vec<Artifact>,
    /// What keeps the PDF from being PDF/UA-1.
    pub obstacles: Vec<Obstacle>,
    manifest: Option<Artifact>,
    elapsed: Duration,
}

/// Makes the single files of all variants.
///
/// # Errors
/// The name of the variant whose PDF failed, and why.
pub fn export(ready: &[Ready], job: &Job<'_>) -> Result<Vec<Exported>, (String, ExportError)> {
    ready.iter().map(|variant| export_variant(variant, job).map_err(|error| (variant.report.name.clone(), error))).collect()
}

fn export_variant(ready: &Ready, job: &Job<'_>) -> Result<Exported, ExportError> {
    let started = Instant::now();
    let (stem, wants) = (job.target.stem.as_str(), |format| job.request.formats.contains(&format));
    let (mut files, mut obstacles) = (Vec::new(), Vec::new());
    (job.step)(Step::Writing { variant: &ready.report.name, page: 0, of: ready.typeset.page_count() });
    if wants(Format::Pdf) {
        let made = export::pdf::export(&ready.typeset, stem, job.request.timestamp)?;
        files.push(made.artifact);
        obstacles = made.obstacles;
    }
    for (sheets, ending) in [(&ready.notes, "notes.pdf"), (&ready.handout, "handout.pdf")] {
        if let Some(sheets) = sheets {
            files.push(export::pdf::sheets(sheets, stem, &ready.report.name, ending, job.request.timestamp)?);
        }
    }
    if let Some(sheets) = &ready.contact_sheet {
        files.extend(export::png::contact_sheet(sheets, stem, &ready.report.name));
    }
    if wants(Format::Script) {
        files.push(export::script::export(&ready.projection, &ready.schedule, stem, way_to_deck(job).as_str()));
    }
    if wants(Format::Pdfpc) {
        files.push(export::pdfpc::export(&ready.projection, &ready.schedule, &ready.typeset, stem));
    }
    if wants(Format::Typst) {
        files.push(export::typst_source::export(&ready.typeset, stem));
    }
    let manifest = wants(Format::Json).then(|| export::json::export(&ready.projection, &ready.schedule, &ready.typeset, stem));
    Ok(Exported { files, obstacles, manifest, elapsed: started.elapsed() })
}

/// From the output folder to the deck's own, which pictures' paths start from.
fn way_to_deck(job: &Job<'_>) -> Utf8PathBuf {
    let folder = job.deck.path.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    seen_from(&output::real_path(&job.target.folder), &output::real_path(folder))
}

/// Writes everything and removes what is stale.
pub fn write(ready: &[Ready], exported: Vec<Exported>, job: &Job<'_>) -> Result<Vec<VariantReport>, OutputError> {
    output::remove_leftovers(&job.target.folder);
    ready.iter().zip(exported).map(|(ready, exported)| write_variant(ready, exported, job)).collect()
}

fn write_variant(ready: &Ready, exported: Exported, job: &Job<'_>) -> Result<VariantReport, OutputError> {
    let started = Instant::now();
    let mut changed = 0;
    for file in exported.files {
        changed += put(&file, job)?;
    }
    let mut pages: Option<HashSet<String>> = None;
    for format in job.request.formats.iter().filter(|format| format.is_of_pages()) {
        let written = write_pages(ready, *format, job)?;
        changed += written.changed;
        pages.get_or_insert_default().extend(written.names);
    }
    if let Some(manifest) = exported.manifest {
        changed += put(&manifest, job)?;
    }
    if let Some(pages) = pages {
        output::remove_stale_pages(&job.target.folder.join(&ready.report.name), &pages);
    }
    let mut report = ready.report.clone();
    report.formats = Format::ALL.into_iter().filter(|format| job.request.formats.contains(format)).collect();
    report.changed = changed;
    report.elapsed += exported.elapsed + started.elapsed();
    Ok(report)
}

/// Writes one file. 1 where it is new or different.
fn put(artifact: &Artifact, job: &Job<'_>) -> Result<usize, OutputError> {
    let written = output::write(&job.target.folder.join(&artifact.name), &artifact.bytes)?;
    Ok(usize::from(written == Written::Changed))
}

/// The pages that were written.
struct Pages {
    changed: usize,
    names: HashSet<String>,
}

fn write_pages(ready: &Ready, format: Format, job: &Job<'_>) -> Result<Pages, OutputError> {
    let (variant, of) = (ready.report.name.as_str(), ready.typeset.page_count());
    output::remove_leftovers(&job.target.folder.join(variant));
    let (changed, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let write = |page| {
        let artifact = match format {
            Format::Png => export::png::export_page(&ready.typeset, page, job.request.png_width),
            _ => export::svg::export_page(&ready.typeset, page),
        };
        let artifact = artifact.expect("every page below the count is there");
        changed.fetch_add(put(&artifact, job)?, Ordering::Relaxed);
        if ready.typeset.packed {
            typeset::forget(PAGES_KEPT);
        }
        (job.step)(Step::Writing { variant, page: written.fetch_add(1, Ordering::Relaxed) + 1, of });
        Ok(artifact.name.file_name().unwrap_or_default().to_owned())
    };
    let names = (0..of).into_par_iter().map(write).collect::<Result<_, OutputError>>()?;
    Ok(Pages { changed: changed.into_inner(), names })
}
