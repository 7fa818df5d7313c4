//! Two audiences of a deck side by side as a PDF, for the author alone.

mod slide;
mod told;

use camino::{Utf8Path, Utf8PathBuf};

pub use slide::{MarkedSlide, PlacedMark, SlideMarks, slide_marks};
use told::Telling;

use super::discover::{self, DeckFile, Found};
use super::error::{BuildError, DeckFailure};
use super::guard::guarded;
use super::output::{self, Target, Written};
use super::report::{DeckReport, Outcome};
use super::request::{Request, Wanted};
use super::{broken, current_folder, fonts, session, themes};
use crate::compare::{Comparison, Kind, Pair, Relation, Tally, compare, times};
use crate::diagnostic::{Code, Diagnostic};
use crate::export::{self, pdf};
use crate::fonts::Shelf;
use crate::model::{Deck, Variant, plain_text};
use crate::project::{self, Projection};
use crate::source::{ProjectRoot, Sources, Span};
use crate::timing::{self, Schedule};
use crate::typeset::paper::{self, PaperSize, Row, SideBySide};
use crate::typeset::{self, Highlights, Typeset};
use crate::{assets, check};

/// What became of a deck.
#[derive(Debug)]
pub struct ComparedDeck {
    /// What keeps it from being typeset, and how it ended.
    pub report: DeckReport,
    /// The file that was written, and whether it is new or different.
    pub file: Option<(Utf8PathBuf, bool)>,
}

/// Writes `<deck>.compare.pdf` into the output folder of each deck that is asked for, with two of its audiences.
///
/// # Errors
/// [`BuildError`] where nothing could be begun.
pub fn write_comparisons(request: &Request, names: &[String; 2]) -> Result<Vec<ComparedDeck>, BuildError> {
    let current = current_folder()?;
    let shelf = Shelf::default();
    let found = discover::discover(&request.inputs, request.out.as_deref(), &current)?;
    let of = |found| match found {
        Found::Deck(file) => guarded(|| one(&file, request, names, (&current, &shelf)))
            .unwrap_or_else(|panic| ComparedDeck { report: broken(&file.path, &panic), file: None }),
        Found::Failed(path, failure) => ComparedDeck { report: DeckReport::failed(path, failure), file: None },
    };
    Ok(found.into_iter().map(of).collect())
}

fn one(file: &DeckFile, request: &Request, names: &[String; 2], around: (&Utf8Path, &Shelf)) -> ComparedDeck {
    let mut report = DeckReport::new(&file.path);
    let written = write(file, request, names, around, &mut report);
    report.diagnostics.sort_and_dedup();
    let (outcome, file) = match written {
        Ok(None) if report.diagnostics.has_errors() => (Outcome::Rejected, None),
        Ok(file) => (Outcome::Done, file),
        Err(failure) => (Outcome::Failed(failure), None),
    };
    report.outcome = outcome;
    ComparedDeck { report, file }
}

/// One of the two audiences.
struct Side {
    projection: Projection,
    schedule: Schedule,
    typeset: Typeset,
}

/// The two audiences of a deck, laid out.
struct LaidOut {
    deck: Deck,
    sides: [Side; 2],
    root: ProjectRoot,
}

fn write(
    file: &DeckFile,
    request: &Request,
    names: &[String; 2],
    around: (&Utf8Path, &Shelf),
    report: &mut DeckReport,
) -> Result<Option<(Utf8PathBuf, bool)>, DeckFailure> {
    let target = Target::of(file, request.out.as_deref());
    let path = target.folder.join(format!("{}.{}.pdf", target.stem, pdf::COMPARISON));
    output::check_path(&target, &path)?;
    let Some(LaidOut { deck, sides, root }) = lay_out(file, (request, &target.stem), names, around, report)? else {
        return Ok(None);
    };
    let (sheets, findings) = paper::side_by_side(&side_by_side(&deck, &sides, (&report.sources, &root)), PaperSize::A4);
    let failed = findings.has_errors();
    report.diagnostics.extend(findings);
    if failed {
        return Ok(None);
    }
    match export::pdf::comparison(&sheets, &target.stem, request.timestamp) {
        Ok(artifact) => {
            let changed = output::write(&path, &artifact.bytes)? == Written::Changed;
            Ok(Some((path, changed)))
        }
        Err(error) => {
            let message = format!("the PDF could not be made: {error}");
            report.diagnostics.push(Diagnostic::new(Code::Typesetting, Span::new(deck.file, 0, 0), message));
            Ok(None)
        }
    }
}

/// Reads a deck and lays out two of its audiences. `None` where it has errors, which are in the report.
fn lay_out(
    file: &DeckFile,
    (request, stem): (&Request, &str),
    names: &[String; 2],
    (current, shelf): (&Utf8Path, &Shelf),
    report: &mut DeckReport,
) -> Result<Option<LaidOut>, DeckFailure> {
    let Some((id, mut project)) = session::read(file, current, report)? else { return Ok(None) };
    project.trust |= request.trust;
    project.system_fonts |= request.system_fonts;
    let deck = session::parsed(report, id, &project, &file.path);
    let variants = two(&deck, names)?;
    let named = themes::named_fonts(&deck);
    let fonts = fonts::of(shelf, &project, id, &report.sources, &named, &mut report.diagnostics);
    let folder = file.path.parent().unwrap_or(Utf8Path::new(""));
    let place = themes::Place { project: &project, folder, fonts: &fonts };
    let themes = themes::of(&deck, &variants, &place, &mut report.sources, &mut report.diagnostics);
    let mut side = |index: usize| {
        let (projection, findings) = project::project(&deck, &variants[index], stem);
        let (mut assets, found) = assets::load(&projection, &project.root, folder);
        assets.fonts = fonts.clone();
        let (typeset, more) = typeset::typeset(&projection, &themes[index].theme, &assets, &Highlights::new());
        report.diagnostics.extend(findings.into_iter().chain(found).chain(more));
        Side { schedule: timing::schedule(&projection), projection, typeset }
    };
    let sides = [side(0), side(1)];
    report.dialect = deck.dialect;
    report.diagnostics = check::told(deck.dialect, &report.sources, std::mem::take(&mut report.diagnostics));
    Ok((!report.diagnostics.has_errors()).then_some(LaidOut { deck, sides, root: project.root }))
}

/// The two variants, in the order in which they are named.
fn two(deck: &Deck, names: &[String; 2]) -> Result<[Variant; 2], DeckFailure> {
    let mut known = session::wanted(deck, &Wanted::Named(names.to_vec()))?;
    if known[0].name() != names[0] {
        known.reverse();
    }
    let [first, second] = <[Variant; 2]>::try_from(known).expect("two names are asked for, and both are known");
    Ok([first, second])
}

/// The deck as the sheets tell it.
fn side_by_side<'a>(deck: &Deck, sides: &'a [Side; 2], (sources, root): (&Sources, &ProjectRoot)) -> SideBySide<'a> {
    let comparison = compare(deck, sides.each_ref().map(|side| &side.projection));
    let telling = Pairs { deck, sides, told: Telling::of(deck, sources, root) };
    SideBySide {
        deck: root.told(&sources.get(deck.file).path).to_string(),
        place: Span::new(deck.file, 0, 0),
        slide: typeset::size(&sides[0].projection),
        sides: sides.each_ref().map(|side| paper::Side {
            name: side.projection.variant.name().to_owned(),
            title: side.projection.meta.title.clone(),
            time: times(&side.schedule),
            lang: side.projection.meta.lang.clone(),
            typeset: &side.typeset,
        }),
        pairs: comparison.pairs.iter().map(|pair| telling.pair(pair)).collect(),
        counts: counts(deck, sides, &comparison),
    }
}

/// The head and the number for each audience of everything that is counted.
fn counts(deck: &Deck, sides: &[Side; 2], comparison: &Comparison) -> Vec<(String, [usize; 2])> {
    let [first, second] = [0, 1].map(|side| Tally::of(deck, comparison, &sides[side].projection, side));
    let slides = [
        ("slides kept", first.kept, second.kept),
        ("slides replaced", first.replaced, second.replaced),
        ("slides only here", first.only_here, second.only_here),
        ("slides left out", first.left_out, second.left_out),
    ];
    let slides = slides.map(|(head, first, second)| (head.to_owned(), [first, second]));
    let places = first.places.by_kind().into_iter().zip(second.places.by_kind());
    let places = places.map(|((kind, first), (_, second))| (kind.as_str().to_owned(), [first, second]));
    slides.into_iter().chain(places).collect()
}

/// What is needed to put pairs into words.
struct Pairs<'a> {
    deck: &'a Deck,
    sides: &'a [Side; 2],
    told: Telling<'a>,
}

impl Pairs<'_> {
    fn pair(&self, pair: &Pair) -> paper::Pair {
        let written = self.deck.slides.iter().any(|slide| slide.id == pair.id);
        let place = if written { self.told.place(pair.span, true) } else { "a slide that Deckle adds".to_owned() };
        let place = match &pair.relation {
            Relation::Replaced { by, span } => format!("{place}, replaced by #{} {}", by.0, self.told.place(*span, true)),
            _ => place,
        };
        let second = self.sides[1].projection.variant.name();
        let slide = |side: usize| {
            pair.slides[side].ok_or_else(|| match side {
                0 => format!("only for {second}"),
                _ => format!("dropped on purpose: not for {second}"),
            })
        };
        paper::Pair {
            id: pair.id.0.clone(),
            place,
            slides: [slide(0), slide(1)],
            captions: [self.caption(pair, 0), self.caption(pair, 1)],
            rows: self.rows(pair),
        }
    }

    /// `slide 3 · 1:30`
    fn caption(&self, pair: &Pair, side: usize) -> String {
        let Side { projection, schedule, .. } = &self.sides[side];
        let told = |index: usize| format!("slide {} · {}", projection.slides[index].number, schedule.slides[index].time());
        pair.slides[side].map_or_else(|| "no slide".to_owned(), told)
    }

    fn rows(&self, pair: &Pair) -> Vec<Row> {
        let slides = [0, 1].map(|side| Some(&self.sides[side].projection.slides[pair.slides[side]?]));
        let mut rows = self.told.rows(pair, slides);
        if let Relation::Replaced { .. } = pair.relation {
            let words = slides.map(|slide| Some(plain_text(&slide?.title)));
            let whole = Row { kind: Kind::Replaced.as_str(), place: "the whole slide".to_owned(), words, marks: [None, None] };
            rows.insert(0, whole);
        }
        rows
    }
}
