//! The text of a page with its places: laid over a picture of the page, it can be selected, copied, searched and read aloud, and tells
//! on which line of the deck it was written.
//!
//! Typst's SVG holds outlines only, so the text is read off the frames. It comes in their order, which is the reading order. What is
//! tagged as an artifact is left out: page numbers, footers, what themes draw on the ground of a page. Formulas and pictures
//! stand there with their alternative texts.

use serde::Serialize;
use typst::foundations::{Content, NativeElement};
use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Em, Frame, FrameItem, Point, Rect, Size, Transform};
use typst::math::EquationElem;
use typst::model::{Destination, EmphElem, LinkElem, LinkMarker, StrongElem};
use typst::pdf::ArtifactElem;
use typst::syntax::Span;
use typst::text::{FontFlags, Glyph, HighlightElem, RawElem, StrikeElem, SubElem, SuperElem, TextItem, UnderlineElem};
use typst::visualize::ImageElem;

use super::lines::{Finder, Lines};

/// The text of one page, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct TextLayer {
    /// Its pieces.
    pub runs: Vec<TextRun>,
}

/// A piece of text on one line. Lengths are in points, to a hundredth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TextRun {
    /// The left edge, from the page's.
    pub x: f64,
    /// The baseline, from the page's top. For a picture or a formula, the lower edge.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The size of the letters; for a picture or a formula, the height.
    pub size: f64,
    /// The text, and what follows it when it is copied: a line end, a tab, a space or nothing.
    pub text: String,
    /// The line it was written on, counted from its slide's first line, which is 0; `None` for what a theme writes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<i64>,
    /// The address it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The language it is in, where it is another one than the deck's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// What it is.
    #[serde(skip_serializing_if = "Role::is_words")]
    pub role: Role,
}

/// What a piece of text is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Words as they are seen.
    #[default]
    Words,
    /// Letters of one width.
    Code,
    /// The alternative text of a formula.
    Formula,
    /// The alternative text of a picture.
    Picture,
}

impl Role {
    fn is_words(&self) -> bool {
        *self == Role::Words
    }
}

impl TextLayer {
    /// Reads the text of a page. `lines` are those of its slide.
    pub fn of(frame: &Frame, lines: &Lines) -> Self {
        let mut reader = Reader::new(lines);
        reader.frame(frame, Transform::identity());
        reader.flush();
        let Reader { mut runs, links, .. } = reader;
        for run in &mut runs {
            let middle = Point::new(Abs::pt(run.x + run.width / 2.0), Abs::pt(run.y - run.size * 0.3));
            let link = links.iter().find(|(area, _)| within(area, middle));
            run.link = link.map(|(_, address)| address.clone());
        }
        keep_foreign(&mut runs, lines.language());
        Self { runs }
    }
}

/// Leaves the language with those runs alone that are in another one than the deck. Code is in none.
fn keep_foreign(runs: &mut [TextRun], language: &str) {
    for run in runs {
        run.lang = run.lang.take().filter(|lang| run.role != Role::Code && lang != language);
    }
}

/// The language of a text, with its region.
fn tag(item: &TextItem) -> String {
    let lang = item.lang.as_str();
    item.region.map_or_else(|| lang.to_owned(), |region| format!("{lang}-{}", region.as_str()))
}

fn within(area: &Rect, point: Point) -> bool {
    area.min.x <= point.x && point.x <= area.max.x && area.min.y <= point.y && point.y <= area.max.y
}

/// Something that is shown with an alternative text.
struct Figure {
    location: Location,
    text: String,
    role: Role,
    area: Option<Rect>,
    line: Option<i64>,
}

/// Where a run begins or ends in the generated source.
struct Place {
    /// The literal.
    span: Span,
    /// In bytes of the generated source, as far as no character before it is escaped.
    at: usize,
}

struct Reader<'a> {
    lines: &'a Lines,
    finder: Finder<'a>,
    runs: Vec<TextRun>,
    links: Vec<(Rect, String)>,
    /// The artifact we are in.
    skipped: Option<Location>,
    figure: Option<Figure>,
    /// Elements that stand within a line.
    inline: Vec<Location>,
    /// Did a block end or begin since the last run?
    apart: bool,
    last: Option<Place>,
}

impl<'a> Reader<'a> {
    fn new(lines: &'a Lines) -> Self {
        Self {
            lines,
            finder: Finder::new(lines),
            runs: Vec::new(),
            links: Vec::new(),
            skipped: None,
            figure: None,
            inline: Vec::new(),
            apart: false,
            last: None,
        }
    }

    fn frame(&mut self, frame: &Frame, around: Transform) {
        for (at, item) in frame.items() {
            let here = around.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Tag(Tag::Start(content, _)) => self.start(content),
                FrameItem::Tag(Tag::End(location, ..)) => self.end(*location),
                FrameItem::Group(group) => self.frame(&group.frame, here.pre_concat(group.transform)),
                _ if self.skipped.is_some() => {}
                FrameItem::Link(Destination::Url(url), size) => {
                    self.links.push((area(here, Point::zero(), *size), url.as_str().to_owned()));
                }
                FrameItem::Text(text) if self.figure.is_some() => {
                    let up = Point::with_y(-text.size * 0.8);
                    self.cover(area(here, up, Size::new(text.width(), text.size)), text);
                }
                FrameItem::Text(text) => self.text(text, here),
                FrameItem::Image(_, size, _) => {
                    if let Some(figure) = &mut self.figure {
                        join(&mut figure.area, area(here, Point::zero(), *size));
                    }
                }
                FrameItem::Shape(..) | FrameItem::Link(..) => {}
            }
        }
    }

    fn start(&mut self, content: &Content) {
        let Some(location) = content.location() else { return };
        if self.skipped.is_some() || self.figure.is_some() {
            return;
        }
        if content.is::<ArtifactElem>() {
            self.skipped = Some(location);
        } else if let Some((text, role)) = alternative(content) {
            self.apart |= role == Role::Picture;
            self.figure = Some(Figure { location, text, role, area: None, line: None });
        } else if is_inline(content) {
            self.inline.push(location);
        } else {
            self.apart = true;
        }
    }

    fn end(&mut self, location: Location) {
        if self.skipped == Some(location) {
            self.skipped = None;
        } else if self.figure.as_ref().is_some_and(|figure| figure.location == location) {
            self.flush();
        } else if let Some(at) = self.inline.iter().rposition(|open| *open == location) {
            self.inline.truncate(at);
        } else if self.skipped.is_none() && self.figure.is_none() {
            self.apart = true;
        }
    }

    /// Makes the figure that was open a run.
    fn flush(&mut self) {
        let Some(Figure { text, role, area, line, .. }) = self.figure.take() else { return };
        let Some(area) = area.filter(|_| !text.is_empty()) else { return };
        let size = area.max - area.min;
        let run = TextRun {
            x: rounded(area.min.x),
            y: rounded(area.max.y),
            width: rounded(size.x),
            size: rounded(size.y),
            text,
            line,
            link: None,
            lang: None,
            role,
        };
        self.push(run, None, None);
        self.apart |= role == Role::Picture;
    }

    fn cover(&mut self, area: Rect, text: &TextItem) {
        let line =
            text.glyphs.first().and_then(|glyph| self.finder.range(glyph.span.0)).and_then(|range| self.lines.line(&range));
        if let Some(figure) = &mut self.figure {
            join(&mut figure.area, area);
            figure.line = figure.line.or(line);
        }
    }

    /// A text item is a run for each line of the deck that it holds text of.
    fn text(&mut self, item: &TextItem, here: Transform) {
        let lines: Vec<Option<i64>> = self.lines_of(&item.glyphs);
        let leftward = item.glyphs.windows(2).any(|pair| pair[1].range.start < pair[0].range.start);
        let mut start = 0;
        let mut offset = Abs::zero();
        while start < item.glyphs.len() {
            let same = |other: &Option<i64>| *other == lines[start] || leftward;
            let count = lines[start..].iter().take_while(|line| same(line)).count();
            let glyphs = &item.glyphs[start..start + count];
            let width = glyphs.iter().map(|glyph| glyph.x_advance).sum::<Em>().at(item.size);
            let place = Point::with_x(offset).transform(here);
            self.piece(item, glyphs, lines[start], (place, width * here.sx.get(), item.size * here.sy.get()));
            offset += width;
            start += count;
        }
    }

    fn lines_of(&mut self, glyphs: &[Glyph]) -> Vec<Option<i64>> {
        let mut last: Option<(Span, Option<i64>)> = None;
        let mut line = |span: Span| match last {
            Some((known, line)) if known == span => line,
            _ => {
                let line = self.finder.range(span).and_then(|range| self.lines.line(&range));
                last = Some((span, line));
                line
            }
        };
        glyphs.iter().map(|glyph| line(glyph.span.0)).collect()
    }

    fn piece(&mut self, item: &TextItem, glyphs: &[Glyph], line: Option<i64>, (start, width, size): (Point, Abs, Abs)) {
        let from = glyphs.iter().map(|glyph| glyph.range().start).min().unwrap_or(0);
        let to = glyphs.iter().map(|glyph| glyph.range().end).max().unwrap_or(0);
        // Invisible places to break at and to hyphenate are no text.
        let text: String = item.text[from..to].chars().filter(|c| !matches!(c, '\u{200B}' | '\u{AD}')).collect();
        if text.is_empty() {
            return;
        }
        let monospaced = item.font.info().flags.contains(FontFlags::MONOSPACE);
        let run = TextRun {
            x: rounded(start.x),
            y: rounded(start.y),
            width: rounded(width),
            size: rounded(size),
            text,
            line,
            link: None,
            lang: Some(tag(item)),
            role: if monospaced { Role::Code } else { Role::Words },
        };
        let begin = glyphs.first().and_then(|glyph| self.place(glyph, 0));
        let end = glyphs.last().and_then(|glyph| self.place(glyph, glyph.range().len()));
        self.push(run, begin, end);
    }

    fn place(&mut self, glyph: &Glyph, behind: usize) -> Option<Place> {
        let (span, offset) = glyph.span;
        // The literal begins with a quotation mark.
        let at = self.finder.range(span)?.start + 1 + usize::from(offset) + behind;
        Some(Place { span, at })
    }

    /// Appends a run. What the one before it is followed by is known only now.
    fn push(&mut self, mut run: TextRun, begin: Option<Place>, end: Option<Place>) {
        if let Some(before) = self.runs.last_mut() {
            let empty_lines = if self.apart { 0 } else { empty_lines(before, &run) };
            let gap = gap(before, &run, self.apart, self.last.as_ref().zip(begin.as_ref()), self.lines);
            if !gap.is_empty() && !(gap == " " && (before.text.ends_with(' ') || run.text.starts_with(' '))) {
                before.text.truncate(before.text.trim_end_matches(' ').len());
                before.text.push_str(gap);
                before.text.extend(std::iter::repeat_n('\n', empty_lines));
            }
            // What has no place of its own, such as a bullet, belongs to what follows on its line.
            if before.line.is_none() && gap != "\n" {
                before.line = run.line;
            }
            run.line = run.line.or(before.line.filter(|_| gap != "\n"));
            if joins(before, &run) {
                before.width = hundredth(run.x + run.width - before.x);
                before.text.push_str(&run.text);
                (self.apart, self.last) = (false, end);
                return;
            }
        }
        self.runs.push(run);
        (self.apart, self.last) = (false, end);
    }
}

/// What stands between two runs when they are copied.
fn gap(before: &TextRun, run: &TextRun, apart: bool, places: Option<(&Place, &Place)>, lines: &Lines) -> &'static str {
    let size = before.size.min(run.size);
    let level = (before.y - run.y).abs() < 0.6 * size || run.role == Role::Formula || before.role == Role::Formula;
    let after = run.x - (before.x + before.width);
    // What runs from right to left goes on at the left.
    let leftward = runs_leftward(&before.text) || runs_leftward(&run.text);
    let distance = if leftward { after.max(before.x - (run.x + run.width)) } else { after };
    let level = level && distance > -size;
    match (level, apart) {
        (true, false) if distance < 0.12 * size => "",
        (true, false) => " ",
        // A bullet and its item; the cells of a table.
        (true, true) if distance < 1.2 * size => " ",
        (true, true) => "\t",
        (false, true) => "\n",
        (false, false) => wrapped(places, lines),
    }
}

/// Are there letters of a script that runs from right to left?
fn runs_leftward(text: &str) -> bool {
    let leftward = |c: char| matches!(u32::from(c), 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF);
    text.chars().any(leftward)
}

/// The end of a line within a paragraph or a block of code: did the author end it, or did it only not fit?
fn wrapped(places: Option<(&Place, &Place)>, lines: &Lines) -> &'static str {
    let Some((end, begin)) = places else { return "\n" };
    if end.span == begin.span {
        // One word that had to break: nothing was between its parts.
        return if end.at >= begin.at { "" } else { " " };
    }
    let between = lines.between(end.at, begin.at);
    let ended = between.is_empty() || between.contains("linebreak()") || between.contains("],");
    if ended { "\n" } else { " " }
}

/// How many lines without text lie between two lines of one block of code.
fn empty_lines(before: &TextRun, run: &TextRun) -> usize {
    match (before.line, run.line) {
        (Some(above), Some(below)) if before.role == Role::Code && run.role == Role::Code => {
            usize::try_from(below - above - 1).unwrap_or(0)
        }
        _ => 0,
    }
}

/// Pieces of code in several colours are one run.
fn joins(before: &TextRun, run: &TextRun) -> bool {
    let near = (before.x + before.width - run.x).abs() < 0.5 && before.y == run.y;
    near && before.role == Role::Code && run.role == Role::Code && before.size == run.size && before.line == run.line
}

/// The alternative text of a formula or picture.
fn alternative(content: &Content) -> Option<(String, Role)> {
    let role = if content.elem() == EquationElem::ELEM {
        Role::Formula
    } else if content.elem() == ImageElem::ELEM {
        Role::Picture
    } else {
        return None;
    };
    let text = content.field_by_name("alt").ok().and_then(|alt| alt.cast::<typst::ecow::EcoString>().ok());
    Some((text.unwrap_or_default().to_string(), role))
}

fn is_inline(content: &Content) -> bool {
    let inline = [
        StrongElem::ELEM,
        EmphElem::ELEM,
        LinkElem::ELEM,
        LinkMarker::ELEM,
        UnderlineElem::ELEM,
        HighlightElem::ELEM,
        RawElem::ELEM,
        SubElem::ELEM,
        SuperElem::ELEM,
        StrikeElem::ELEM,
    ];
    inline.contains(&content.elem())
}

/// The area of something after a transformation.
fn area(by: Transform, at: Point, size: Size) -> Rect {
    let corners = [at, Point::new(at.x + size.x, at.y + size.y)].map(|corner| corner.transform(by));
    Rect::new(corners[0].min(corners[1]), corners[0].max(corners[1]))
}

fn join(area: &mut Option<Rect>, other: Rect) {
    *area = Some(match area {
        Some(area) => Rect::new(area.min.min(other.min), area.max.max(other.max)),
        None => other,
    });
}

fn rounded(length: Abs) -> f64 {
    hundredth(length.to_pt())
}

fn hundredth(points: f64) -> f64 {
    (points * 100.0).round() / 100.0
}
