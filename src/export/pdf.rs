//! PDF: tagged, with outline, page labels, links and metadata; PDF/UA-1 where the deck allows it.
//!
//! PDF/UA-1 (ISO 14289-1) asks for alternative texts, a title and headings that skip no level. A deck that misses one of these still
//! becomes a tagged PDF; the missing alternative text is a finding of its own.

use camino::Utf8PathBuf;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::{Artifact, ExportError, name};
use crate::typeset::Typeset;
use crate::typeset::paper::Sheets;

/// Makes `<stem>.<variant>.pdf`. Without a `timestamp` (seconds since 1970, UTC) the file states no date, so that the same deck gives the
/// same bytes.
pub fn export(typeset: &Typeset, stem: &str, timestamp: Option<i64>) -> Result<Artifact, ExportError> {
    file(&typeset.document(), name(stem, &typeset.variant, "pdf"), timestamp)
}

/// Makes the PDF of sheets: `<stem>.<variant>.<ending>`.
pub fn sheets(sheets: &Sheets, stem: &str, variant: &str, ending: &str, timestamp: Option<i64>) -> Result<Artifact, ExportError> {
    file(&sheets.document(), name(stem, variant, ending), timestamp)
}

fn file(document: &PagedDocument, name: Utf8PathBuf, timestamp: Option<i64>) -> Result<Artifact, ExportError> {
    let accessible = PdfStandards::new(&[PdfStandard::Ua_1]).ok();
    let attempt = accessible.and_then(|standards| write(document, options(&name, timestamp, standards)).ok());
    let bytes = match attempt {
        Some(bytes) => bytes,
        None => write(document, options(&name, timestamp, PdfStandards::default())).map_err(ExportError::Pdf)?,
    };
    Ok(Artifact { name, bytes })
}

fn write(document: &PagedDocument, options: PdfOptions) -> Result<Vec<u8>, String> {
    let first = |errors: typst::ecow::EcoVec<typst::diag::SourceDiagnostic>| {
        errors.first().map_or_else(String::new, |error| error.message.to_string())
    };
    typst_pdf::pdf(document, &options).map_err(first)
}

fn options(name: &camino::Utf8Path, timestamp: Option<i64>, standards: PdfStandards) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(name.to_string()),
        creator: Smart::Custom(Some(concat!("Deckle ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: timestamp.and_then(datetime).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    }
}

/// The date of a Unix time; `None` beyond the years a PDF can state.
fn datetime(unix: i64) -> Option<Datetime> {
    let at = time::OffsetDateTime::from_unix_timestamp(unix).ok()?;
    Datetime::from_ymd_hms(at.year(), at.month().into(), at.day(), at.hour(), at.minute(), at.second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unix_times_become_dates() {
        for (unix, expected) in [
            (0, (1970, 1, 1, 0, 0, 0)),
            (951_782_399, (2000, 2, 28, 23, 59, 59)),
            (951_782_400, (2000, 2, 29, 0, 0, 0)),
            (1_795_000_000, (2026, 11, 18, 11, 6, 40)),
            (-1, (1969, 12, 31, 23, 59, 59)),
        ] {
            let (y, mo, d, h, mi, s) = expected;
            assert_eq!(datetime(unix), Datetime::from_ymd_hms(y, mo, d, h, mi, s), "{unix}");
        }
        assert_eq!(datetime(i64::MAX / 2), None);
    }
}
