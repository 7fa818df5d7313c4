//! What is asked of a build.

use std::fmt;

use camino::Utf8PathBuf;

pub use crate::export::png::WIDTHS as PNG_WIDTHS;
pub use crate::typeset::paper::{PaperSettings, PaperSize, PerPage};

/// A kind of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// One PDF a variant.
    Pdf,
    /// One SVG a page.
    Svg,
    /// One PNG a page.
    Png,
    /// All slides of a variant small on one PNG.
    ContactSheet,
    /// The notes of each variant on paper: slide, clock, text.
    Notes,
    /// Slides of each variant on paper, with lines to write on.
    Handout,
    /// The notes of each variant as Markdown, with times.
    Script,
    /// The notes beside the PDF, for presenter consoles.
    Pdfpc,
    /// The manifest: slides, plan, pages.
    Json,
    /// The generated Typst source.
    Typst,
}

impl Format {
    /// Every format, in the order it is printed in.
    pub const ALL: [Format; 10] = [
        Format::Pdf,
        Format::Svg,
        Format::Png,
        Format::ContactSheet,
        Format::Notes,
        Format::Handout,
        Format::Script,
        Format::Pdfpc,
        Format::Json,
        Format::Typst,
    ];
    /// What is written when nothing is said.
    pub const DEFAULT: [Format; 2] = [Format::Pdf, Format::Svg];

    /// Is it a file for each page?
    pub fn is_of_pages(self) -> bool {
        matches!(self, Format::Svg | Format::Png)
    }

    /// The name `--to` knows it by.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Svg => "svg",
            Format::Png => "png",
            Format::ContactSheet => "contact-sheet",
            Format::Notes => "notes",
            Format::Handout => "handout",
            Format::Script => "script",
            Format::Pdfpc => "pdfpc",
            Format::Json => "json",
            Format::Typst => "typst",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which variants of a deck are made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Wanted {
    /// Every variant a deck has.
    #[default]
    All,
    /// The variants of these audiences.
    Named(Vec<String>),
}

/// Which states of a slide with steps become pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StepPages {
    /// Each step is a page.
    #[default]
    All,
    /// A slide is one page, as it looks at the end.
    Last,
}

/// How wide PNG pages are where nothing is said, in pixels: a slide fills a common projector.
pub const PNG_WIDTH: u32 = 1920;

/// A build: which decks, which variants, what to write and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Decks, or folders that are searched for decks. None: the project found upwards from the current folder.
    pub inputs: Vec<Utf8PathBuf>,
    /// What is written.
    pub formats: Vec<Format>,
    /// For whom.
    pub audiences: Wanted,
    /// What becomes of slides with steps.
    pub steps: StepPages,
    /// The folder everything is written below; `out` beside each deck where nothing is said.
    pub out: Option<Utf8PathBuf>,
    /// The sheets of notes and handouts.
    pub paper: PaperSettings,
    /// How wide PNG pages are, in pixels.
    pub png_width: u32,
    /// Warnings count as errors.
    pub strict: bool,
    /// Run raw content for the typesetter.
    pub trust: bool,
    /// Set decks in the fonts of the machine where others lack a character.
    pub system_fonts: bool,
    /// Tell which fonts are used.
    pub tell_fonts: bool,
    /// Count how hard the words are to read.
    pub tell_readability: bool,
    /// Export and write. Without it a deck is only read, planned, typeset and judged.
    pub write: bool,
    /// The time the files carry, in seconds since 1970 (`SOURCE_DATE_EPOCH`); none where it is not given.
    pub timestamp: Option<i64>,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            inputs: Vec::new(),
            formats: Format::DEFAULT.to_vec(),
            audiences: Wanted::All,
            steps: StepPages::All,
            out: None,
            paper: PaperSettings::default(),
            png_width: PNG_WIDTH,
            strict: false,
            trust: false,
            system_fonts: false,
            tell_fonts: false,
            tell_readability: false,
            write: true,
            timestamp: None,
        }
    }
}
