//! What a live deck shows at one moment.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use camino::Utf8PathBuf;

use super::Spent;
use crate::build::report::{DeckReport, Outcome};
use crate::diagnostic::{Code, Severity};
use crate::export::svg_screen::{self, Glyphs};
use crate::model::SlideId;
use crate::parse::Positions;
use crate::typeset::{Furniture, Lines, Page, TextLayer};

/// A deck as it is on disk, laid out as far as it can be. It never changes; the next state is another snapshot, which shares with this
/// one every page that is the same.
#[derive(Debug)]
pub struct Snapshot {
    /// The deck's path as it was given.
    pub deck: Utf8PathBuf,
    /// The variants that are shown, in the deck's order.
    pub variants: Vec<LiveVariant>,
    /// Everything there is to say, in the order of the source; the same ones as in the state before where they are as they were.
    pub findings: Vec<Arc<LiveFinding>>,
    /// Every file the deck was read from, and every file that was looked for in vain: absolute paths, sorted, each once. When one of
    /// them changes, appears or goes, the deck is to be rebuilt.
    pub inputs: Vec<Utf8PathBuf>,
    /// How many parts of the deck were read for it.
    pub read: usize,
    /// How many slides were projected and checked for it, over all variants.
    pub projected: usize,
    /// How many slides were laid out for it; slides of two variants with the same content are one.
    pub laid_out: usize,
    /// How many layouts that took: more than one for a slide that is set in several sizes until all of it has room.
    pub layouts: usize,
    /// How long the rebuild took.
    pub elapsed: Duration,
    /// What took that time.
    pub spent: Spent,
    /// The findings as data. Their places count from the starts of the parts of the text.
    pub(super) found: DeckReport,
    pub(super) positions: Arc<Positions>,
    pub(super) report: OnceLock<DeckReport>,
}

impl Snapshot {
    /// The findings as data, with the texts they point into. Made when it is first asked for.
    pub fn report(&self) -> &DeckReport {
        self.report.get_or_init(|| {
            let DeckReport { path, dialect, sources, diagnostics, .. } = &self.found;
            let diagnostics = diagnostics.shared().iter().map(|finding| self.positions.in_file(finding)).collect();
            let outcome = if self.has_errors() { Outcome::Rejected } else { Outcome::Done };
            DeckReport { dialect: *dialect, sources: sources.clone(), diagnostics, outcome, ..DeckReport::new(path) }
        })
    }

    /// Is there an error among the findings?
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// One audience's deck.
#[derive(Debug, Clone)]
pub struct LiveVariant {
    /// The audience's name.
    pub name: String,
    /// The talk's title for it.
    pub title: String,
    /// Its language, a BCP 47 tag.
    pub lang: String,
    /// The width of its pages in points.
    pub width: f64,
    /// Their height in points.
    pub height: f64,
    /// Its slides in order; the same ones as in the state before where nothing about them is new.
    pub slides: Vec<Arc<LiveSlide>>,
}

/// A slide of a live deck.
#[derive(Debug, Clone)]
pub struct LiveSlide {
    /// Its name; the same in every variant.
    pub id: SlideId,
    /// Its number in this variant, from 1.
    pub number: u32,
    /// Its title as text; empty where it has none.
    pub title: String,
    /// The title of its section.
    pub section: Option<String>,
    /// The file it was written in, where that is another than the deck's.
    pub file: Option<Utf8PathBuf>,
    /// The line of its file it was written on, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// Is what is shown what is written?
    pub state: LiveState,
    /// Its pages, one a step; none where it never could be laid out.
    pub pages: Vec<Arc<LivePage>>,
}

/// Is what a slide shows what is written?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LiveState {
    /// It is.
    Good,
    /// What is written can't be laid out or read; an earlier state is shown.
    Stale,
    /// What is written can't be laid out, and there is no earlier state.
    Failed,
}

impl LiveState {
    /// The name that programs know it by.
    pub fn as_str(self) -> &'static str {
        match self {
            LiveState::Good => "good",
            LiveState::Stale => "stale",
            LiveState::Failed => "failed",
        }
    }
}

/// One page. Its drawing and its text are made when they are first asked for, and kept as long as the page is.
pub struct LivePage {
    /// A hash of everything it shows: pages with the same key look the same and have the same text.
    pub key: u128,
    page: Page,
    furniture: Furniture,
    lines: Arc<Lines>,
    glyphs: Arc<Glyphs>,
    svg: OnceLock<String>,
    text: OnceLock<TextLayer>,
}

impl LivePage {
    /// A page that was laid out; links to slides lead to `#/` and the slide's id. `glyphs` are kept from page to page.
    pub(super) fn new(key: u128, page: Page, (furniture, lines): (Furniture, Arc<Lines>), glyphs: Arc<Glyphs>) -> Self {
        Self { key, page, furniture, lines, glyphs, svg: OnceLock::new(), text: OnceLock::new() }
    }

    /// The page as SVG, all text as outlines. Links to slides lead to `#/` and the slide's id.
    pub fn svg(&self) -> &str {
        self.svg.get_or_init(|| svg_screen::page(&self.furniture.laid_over(&self.page), &self.glyphs))
    }

    /// The page's text, to lie over the SVG. Its lines count from the line its slide was written on, which is 0, so that a page stays the
    /// same when text above its slide changes: add [`LiveSlide::line`].
    pub fn text(&self) -> &TextLayer {
        self.text.get_or_init(|| TextLayer::of(&self.page.frame, &self.lines))
    }
}

impl std::fmt::Debug for LivePage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LivePage").field("key", &format_args!("{:032x}", self.key)).finish_non_exhaustive()
    }
}

/// A finding with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveFinding {
    /// How much it weighs.
    pub severity: Severity,
    /// Its stable name.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do, a sentence each.
    pub help: Vec<String>,
    /// The file, as findings print it.
    pub path: Utf8PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// The slides it is about; none where it is about the whole deck or another file.
    pub slides: Vec<SlideId>,
}
