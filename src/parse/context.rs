//! What every part of the conversion needs: the source, the findings, and where things stand.

use std::borrow::Cow;
use std::ops::Range;

use comrak::nodes::{LineColumn, Node};

use super::background::Backgrounds;
use super::footnotes::Footnotes;
use super::losses::Losses;
use super::parts::Part;
use super::prepare::Prepared;
use super::rules::Rules;
use super::smart::Smart;
use super::{marp, pandoc};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Audience, Audiences, Dialect, Notes};
use crate::settings::{shortened, shown_to_nobody, unknown_audience};
use crate::source::{FileId, SourceFile, Span, Spanned};

/// Blocks within blocks deeper than this are flattened.
pub const MAX_BLOCKS: usize = 24;
/// Emphasis and links within each other deeper than this are flattened.
pub const MAX_INLINES: usize = 32;

/// The state of one conversion.
pub struct Context<'a> {
    /// The file.
    source: &'a SourceFile,
    /// The part of it that is read.
    part: &'a Part,
    /// Lines that comrak sees before those of the part.
    lines_before: usize,
    /// What the pass before comrak took out.
    pub prepared: &'a Prepared,
    /// Every audience that may be named, with those it extends.
    pub lineages: Vec<Vec<Audience>>,
    /// The headings of this level and above start slides.
    pub slide_level: u8,
    /// What was found.
    pub findings: Diagnostics,
    /// References to slides, checked when all are known.
    pub references: Vec<Spanned<String>>,
    /// The declared audiences that were named since the last slide.
    pub named: Vec<Audience>,
    /// The notes of the slide that is being read.
    pub notes: Vec<Notes>,
    /// For whom the divs around are.
    pub around: Option<Audiences>,
    /// The innermost of them that says it.
    pub around_span: Option<Span>,
    /// Inside of notes, or of a footnote?
    pub in_notes: bool,
    /// Do the items of lists appear one by one?
    pub incremental: bool,
    /// The language of the section that the part is in.
    pub lang: Option<String>,
    /// Turns quotes and dashes.
    pub smart: Smart,
    /// The background pictures of the slide that is being read.
    pub backgrounds: Backgrounds,
    /// The footnotes of the file.
    pub footnotes: Footnotes,
    /// Whose rules are followed.
    pub dialect: Dialect,
    /// What of another tool's deck is not shown as it would be there.
    pub losses: Losses,
    /// Where the reading of a Marp deck stands.
    pub marp: marp::State,
    /// What a deck of Pandoc's or Quarto's says of itself.
    pub pandoc: pandoc::State,
}

impl<'a> Context<'a> {
    /// The state at the beginning.
    pub fn new(source: &'a SourceFile, part: &'a Part, prepared: &'a Prepared, rules: &Rules) -> Self {
        let Rules { dialect, lineages, slide_level, incremental, smart, .. } = rules.clone();
        Self {
            source,
            part,
            lines_before: 0,
            prepared,
            lineages,
            slide_level,
            findings: Diagnostics::new(),
            references: Vec::new(),
            named: Vec::new(),
            notes: Vec::new(),
            around: None,
            around_span: None,
            in_notes: false,
            incremental,
            lang: part.lang.clone(),
            smart,
            backgrounds: Backgrounds::default(),
            footnotes: Footnotes::default(),
            dialect,
            losses: Losses::default(),
            marp: marp::State::default(),
            pandoc: pandoc::State::default(),
        }
    }

    /// The same, where comrak was given some lines more before the part's own.
    pub fn below(self, lines: usize) -> Self {
        Self { lines_before: lines, ..self }
    }

    /// The file's text up to the end of the part that is read: nothing behind it is looked at.
    pub fn text(&self) -> &'a str {
        &self.source.text[..self.part.range.end]
    }

    /// Did comrak read this node from the lines before the part's own?
    pub fn is_before(&self, node: Node<'_>) -> bool {
        node.data().sourcepos.start.line <= self.lines_before
    }

    /// Where a line of comrak's starts.
    pub fn line_start(&self, line: usize) -> usize {
        self.source.line_start((line + self.part.line).saturating_sub(self.lines_before + 1).max(self.part.line))
    }

    /// The file.
    pub fn file(&self) -> FileId {
        self.source.id
    }

    /// A range of bytes as a span.
    ///
    /// Places that comrak gives are not always right; what lies outside the text or inside a character is moved to the nearest edge.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.floor(range.start);
        Span::new(self.file(), start, self.ceil(range.end).max(start))
    }

    /// What stands at a range.
    pub fn slice(&self, range: Range<usize>) -> &'a str {
        self.text().get(range).unwrap_or("")
    }

    /// Where a block was written, white space at its end left out.
    pub fn range(&self, node: Node<'_>) -> Range<usize> {
        let range = self.inline_range(node);
        range.start..range.start + self.slice(range.clone()).trim_end().len()
    }

    /// Where a piece of running text was written.
    pub fn inline_range(&self, node: Node<'_>) -> Range<usize> {
        let at = node.data().sourcepos;
        let start = self.floor(self.offset(at.start));
        let end = self.offset(LineColumn { line: at.end.line, column: at.end.column + 1 });
        let end = self.ceil(end.min(self.line_start(at.end.line + 1))).max(start);
        start..end
    }

    /// The place of a node as a span.
    pub fn node_span(&self, node: Node<'_>) -> Span {
        self.span(self.range(node))
    }

    fn offset(&self, at: LineColumn) -> usize {
        (self.line_start(at.line.max(1)) + at.column.saturating_sub(1)).min(self.text().len())
    }

    fn floor(&self, at: usize) -> usize {
        let mut at = at.min(self.text().len());
        while !self.text().is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn ceil(&self, at: usize) -> usize {
        let mut at = at.min(self.text().len());
        while !self.text().is_char_boundary(at) {
            at += 1;
        }
        at
    }

    /// What was written where comrak saw masks.
    pub fn restore<'s>(&self, masked: &'s str, range: Range<usize>) -> Cow<'s, str> {
        self.prepared.masks.restore(masked, range, self.text())
    }

    /// Adds a finding.
    pub fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Reports a construct that can't be shown; its text is kept by the caller.
    pub fn unsupported(&mut self, span: Span, what: &str) {
        if self.is_foreign() {
            return self.approximated(span, &format!("{what} can't be shown; its text stays"));
        }
        self.report(Diagnostic::new(Code::Unsupported, span, format!("{what} can't be shown in this version")));
    }

    /// Reports something that has no effect yet.
    pub fn not_yet(&mut self, span: Span, what: &str) {
        if self.is_foreign() {
            return self.dropped(span, &format!("{what} no effect"));
        }
        self.report(Diagnostic::new(Code::NotYet, span, format!("{what} no effect in this version")));
    }

    /// Is this the name of an audience?
    pub fn is_audience(&self, name: &str) -> bool {
        self.lineages.iter().any(|lineage| lineage[0].0 == name)
    }

    /// The value of `audience=`: `all`, or names with commas or spaces between them.
    pub fn read_audiences(&mut self, written: &str, span: Span) -> Option<Audiences> {
        let names: Vec<&str> = written.split([',', ' ', '\t']).filter(|name| !name.is_empty()).collect();
        if names == ["all"] {
            return Some(Audiences::All);
        }
        if names.is_empty() || names.contains(&"all") {
            let message = format!("`audience` is `{}`, expected `all` or names of audiences", shortened(written));
            self.report(Diagnostic::new(Code::BadValue, span, message));
            return None;
        }
        let unknown: Vec<&str> = names.iter().copied().filter(|name| !self.is_audience(name)).collect();
        for name in &unknown {
            let finding = {
                let known = self.lineages.iter().map(|lineage| lineage[0].0.as_str()).chain(["all"]);
                unknown_audience(&Spanned::new(Audience((*name).to_owned()), span), known)
            };
            self.report(finding);
        }
        unknown.is_empty().then(|| self.only(names.into_iter()))
    }

    /// Those of these names, which are known.
    pub fn only<'n>(&mut self, names: impl Iterator<Item = &'n str>) -> Audiences {
        let audiences: Vec<Audience> = names.map(|name| Audience(name.to_owned())).collect();
        for audience in audiences.iter().filter(|audience| !audience.is_built_in()) {
            if !self.named.contains(audience) {
                self.named.push(audience.clone());
            }
        }
        Audiences::Only(audiences)
    }

    /// Those whom something is for that says it itself, inside of the divs around. Reports it where that is nobody: notes and
    /// backgrounds are taken out of the divs, and nobody sees later what was around them.
    pub fn inside(&mut self, own: Option<Audiences>, span: Span) -> Option<Audiences> {
        let both = self.both(self.around.as_ref(), own.clone());
        let nobody = Audiences::Only(Vec::new());
        if let (Some(own), Some(around), Some(place)) = (own, &self.around, self.around_span)
            && both.as_ref() == Some(&nobody)
            && *around != nobody
        {
            let finding = shown_to_nobody("this", (&own, span), (around, place));
            self.report(finding);
        }
        both
    }

    /// Those whom both are for.
    pub fn both(&self, outer: Option<&Audiences>, inner: Option<Audiences>) -> Option<Audiences> {
        match (outer, inner) {
            (None | Some(Audiences::All), inner) => inner,
            (Some(outer), None | Some(Audiences::All)) => Some(outer.clone()),
            (Some(Audiences::Only(outer)), Some(Audiences::Only(inner))) => {
                let sees =
                    |lineage: &[Audience]| lineage.iter().any(|a| outer.contains(a)) && lineage.iter().any(|a| inner.contains(a));
                // Who extends one of them sees it too and need not be named.
                let named = self.lineages.iter().filter(|lineage| sees(lineage) && !sees(&lineage[1..]));
                Some(Audiences::Only(named.map(|lineage| lineage[0].clone()).collect()))
            }
        }
    }
}
