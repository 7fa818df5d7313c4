//! Stage 5: from pages to files, one format a module.
//!
//! Pure functions: nothing here touches the disk, and the same pages give the same bytes. Every name carries its variant's name.

pub mod json;
mod markdown;
pub mod pdf;
pub mod pdfpc;
pub mod png;
pub mod script;
pub mod svg;
pub mod svg_screen;
pub mod time_chart;
pub mod typst_source;

use camino::Utf8PathBuf;
use thiserror::Error;

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Its path relative to the deck's own output folder.
    pub name: Utf8PathBuf,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Why a format could not be made from pages that were laid out.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The PDF writer refused; the text is its first reason.
    #[error("the PDF could not be written: {0}")]
    Pdf(String),
}

/// `talk.technical.pdf`
fn name(stem: &str, variant: &str, extension: &str) -> Utf8PathBuf {
    format!("{stem}.{variant}.{extension}").into()
}
