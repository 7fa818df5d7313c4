//! PDF: tagged, with outline, page labels, links and metadata; PDF/UA-1 where the deck allows it.
//!
//! PDF/UA-1 (ISO 14289-1) asks for alternative texts, a title and headings that skip no level. A deck that misses one of these still
//! becomes a tagged PDF, and [`Made::obstacles`] says what it misses.

use camino::Utf8PathBuf;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::syntax::FileId;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::{Artifact, ExportError, name};
use crate::typeset::Typeset;
use crate::typeset::paper::Sheets;

/// Makes `<stem>.<variant>.pdf`. Without a `timestamp` (seconds since 1970, UTC) the file states no date, so that the same deck gives the
/// same bytes.
pub fn export(typeset: &Typeset, stem: &str, timestamp: Option<i64>) -> Result<Made, ExportError> {
    let mut made = file(&typeset.document(), name(stem, &typeset.variant, "pdf"), timestamp)?;
    for (obstacle, file) in &mut made.obstacles {
        obstacle.place = file.and_then(|file| typeset.slide_of(file));
    }
    let obstacles = made.obstacles.into_iter().map(|(obstacle, _)| obstacle).collect();
    Ok(Made { artifact: made.artifact, obstacles })
}

/// Makes the PDF of sheets: `<stem>.<variant>.<ending>`.
pub fn sheets(sheets: &Sheets, stem: &str, variant: &str, ending: &str, timestamp: Option<i64>) -> Result<Artifact, ExportError> {
    Ok(file(&sheets.document(), name(stem, variant, ending), timestamp)?.artifact)
}

/// Makes the PDF of two audiences side by side: `<stem>.compare.pdf`.
pub fn comparison(sheets: &Sheets, stem: &str, timestamp: Option<i64>) -> Result<Artifact, ExportError> {
    Ok(file(&sheets.document(), name(stem, COMPARISON, "pdf"), timestamp)?.artifact)
}

/// What stands in the place of an audience's name where a file is about two of them.
pub const COMPARISON: &str = "compare";

/// A PDF, and what keeps it from being PDF/UA-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The file.
    pub artifact: Artifact,
    /// Empty where it is PDF/UA-1.
    pub obstacles: Vec<Obstacle>,
}

/// Something that PDF/UA-1 asks for and the deck lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// What, in words.
    pub message: String,
    /// Where it was written.
    pub place: Option<crate::source::Span>,
}

/// What is missing, told from the start of the message (Typst 0.15.1).
const KNOWN: &[(&str, &str)] = &[
    ("PDF/UA-1 error: missing alt text", "a picture has no alternative text"),
    ("PDF/UA-1 error: missing document title", "the deck has no title"),
    ("PDF/UA-1 error: skipped from heading", "a heading skips a level"),
    ("PDF/UA-1 error: the first heading", "the first heading is not of the highest level"),
    ("PDF/UA-1 error: the text `", "a character has no font"),
];

fn file(document: &PagedDocument, name: Utf8PathBuf, timestamp: Option<i64>) -> Result<Written, ExportError> {
    let attempt = match PdfStandards::new(&[PdfStandard::Ua_1]) {
        Ok(standards) => write(document, options(&name, timestamp, standards)),
        Err(_) => Err(Vec::new()),
    };
    let (bytes, obstacles) = match attempt {
        Ok(bytes) => (bytes, Vec::new()),
        Err(errors) => {
            let plain = write(document, options(&name, timestamp, PdfStandards::default()));
            let first =
                |errors: Vec<SourceDiagnostic>| errors.first().map_or_else(String::new, |error| error.message.to_string());
            (plain.map_err(|errors| ExportError::Pdf(first(errors)))?, errors.iter().map(obstacle).collect())
        }
    };
    Ok(Written { artifact: Artifact { name, bytes }, obstacles })
}

/// The same with the file of the typesetter that each obstacle is in.
struct Written {
    artifact: Artifact,
    obstacles: Vec<(Obstacle, Option<FileId>)>,
}

fn obstacle(error: &SourceDiagnostic) -> (Obstacle, Option<FileId>) {
    let known = KNOWN.iter().find(|(start, _)| error.message.starts_with(start));
    let message =
        known.map_or_else(|| error.message.trim_start_matches("PDF/UA-1 error: ").to_owned(), |(_, text)| (*text).to_owned());
    (Obstacle { message, place: None }, error.span.id())
}

fn write(document: &PagedDocument, options: PdfOptions) -> Result<Vec<u8>, Vec<SourceDiagnostic>> {
    typst_pdf::pdf(document, &options).map_err(|errors| errors.into_iter().collect())
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
