//! One pass over the lines before comrak: divs, braces, formulas, and comments that nobody closed.
//!
//! comrak closes nested divs in the wrong order and knows no places inside braces. This pass knows enough of the block structure
//! (quotations, lists, code fences, indented code, HTML) to match `:::` by Pandoc's rule, to find the braces that hold settings, and
//! to protect formulas between lines of `$$`. It writes a text for comrak that has the same lines, and the same columns on every line
//! but those of fences.

mod blocks;
mod braces;
mod comments;
mod cursor;
mod formulas;
mod html_divs;
mod masks;

pub use blocks::heading_level;
pub use braces::bad_braces;
pub use cursor::lines;
pub use masks::{Braces, FILL, MaskKind, Masks, START, original};

use std::ops::Range;

use blocks::{Fence, Html};
use cursor::Cursor;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Dialect;
use crate::source::{FileId, SourceFile, Span};

/// Divs within each other deeper than this are flattened.
pub const MAX_DIVS: usize = 24;
/// comrak closes a div by the length of its fence; the deeper, the shorter, so that only the right one matches.
const OUTER_FENCE: usize = 100;
/// Lines of colons that could be taken for such a fence are masked.
const LONG_FENCE: usize = OUTER_FENCE - MAX_DIVS;
/// How far in the text of a footnote's definition goes on.
const FOOTNOTE_INDENT: usize = 4;
/// The fence of a formula, longer than any in a text.
const MATH_FENCE: usize = 60;

/// A text for comrak, and what was taken out of it.
#[derive(Debug, Default)]
pub struct Prepared {
    /// The text for comrak.
    pub text: String,
    /// What is hidden in it.
    pub masks: Masks,
    /// The openers of divs, by the number comrak is given.
    pub divs: Vec<DivOpener>,
    /// Where the lines start that open a formula, in order.
    pub formulas: Vec<usize>,
}

/// A line that opens a div.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DivOpener {
    /// The line from its first colon on.
    pub fence: Range<usize>,
    /// What stands behind the colons, empty never; the whole tag of a `<div>`.
    pub info: Range<usize>,
    /// Is it a `<div>`?
    pub html: bool,
    /// Where comrak sees the heading that stands for a `<div>` around the text of one line.
    pub line: Option<usize>,
}

/// Reads the lines of a part of a file. Nothing beyond the part's end is looked at. Marp knows neither divs nor braces.
pub fn prepare(source: &SourceFile, part: Range<usize>, dialect: Dialect, findings: &mut Diagnostics) -> Prepared {
    let start = part.start;
    let mut scan = Scan { dialect, ..Scan::new(&source.text[..part.end], source.id, findings) };
    for line in lines_from(scan.text, start) {
        scan.line(line);
    }
    scan.close_containers(0);
    scan.finish(start)
}

/// Goes through the lines from `from` on and tells the starts of those that begin a slide: headings up to a level, and rules, which
/// stand in nothing else. Between two of them nothing is open, whatever stands before and after. `found` says whether to go on.
pub fn outline(text: &str, from: usize, level: u8, mut found: impl FnMut(usize) -> bool) {
    let mut findings = Diagnostics::new();
    let mut scan = Scan { outline: Some(level), ..Scan::new(text, FileId(0), &mut findings) };
    for line in lines_from(text, from) {
        let start = line.start;
        scan.classify(line);
        if std::mem::take(&mut scan.begins) && start >= scan.depends_until && !found(start) {
            return;
        }
    }
}

fn lines_from(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    lines(text.get(from..).unwrap_or("")).map(move |line| from + line.start..from + line.end)
}

/// A line that comrak sees otherwise.
struct Edit {
    range: Range<usize>,
    replacement: String,
}

enum Container {
    Quote,
    /// A list item whose content starts so many columns in.
    Item(usize),
    /// A div, with its opener among the edits.
    Div(usize),
    /// A `<div>`, with its opener among the edits, and how many are open in it that were not read.
    HtmlDiv {
        edit: usize,
        unread: usize,
    },
    /// Divs right within each other that are nested too deeply to be shown, with their openers.
    DeepDivs(Vec<usize>),
}

#[derive(Clone, Copy)]
enum Leaf {
    None,
    Code(Fence),
    Html(Html),
    /// A comment that was forgotten to be closed.
    OpenComment,
    /// A formula, and the edit of its first line.
    Math(usize),
}

struct Scan<'a> {
    text: &'a str,
    file: FileId,
    dialect: Dialect,
    findings: &'a mut Diagnostics,
    containers: Vec<Container>,
    leaf: Leaf,
    /// The last line of an open paragraph.
    paragraph: Option<Range<usize>>,
    edits: Vec<Edit>,
    masks: Masks,
    divs: Vec<DivOpener>,
    formulas: Vec<usize>,
    /// Where braces over several lines end.
    masked_until: usize,
    /// No comment of a paragraph ends before this place.
    no_comment_until: usize,
    /// No shortcode ends before this place.
    no_shortcode_until: usize,
    /// Only the lines that begin slides are looked for, down to this level.
    outline: Option<u8>,
    /// Did the last line begin a slide?
    begins: bool,
    /// What was found so far depends on the text up to here, so no part begins before.
    depends_until: usize,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, file: FileId, findings: &'a mut Diagnostics) -> Self {
        Self {
            text,
            file,
            dialect: Dialect::Native,
            findings,
            containers: Vec::new(),
            leaf: Leaf::None,
            paragraph: None,
            edits: Vec::new(),
            masks: Masks::default(),
            divs: Vec::new(),
            formulas: Vec::new(),
            masked_until: 0,
            no_comment_until: 0,
            no_shortcode_until: 0,
            outline: None,
            begins: false,
            depends_until: 0,
        }
    }

    fn line(&mut self, line: Range<usize>) {
        let edits = self.edits.len();
        let from = line.start.max(self.masked_until);
        if self.masked_until > line.start {
            // Inside braces that began on an earlier line: more of the same paragraph.
            self.text_line(from.min(line.end)..line.end);
        } else {
            self.classify(line.clone());
        }
        if self.edits.len() == edits {
            self.mask_controls(from..line.end);
        }
    }

    fn classify(&mut self, line: Range<usize>) {
        let mut cursor = Cursor::new(self.text, line.clone());
        let matched = self.match_containers(&mut cursor);
        if matched < self.containers.len() {
            let comment = self.inner_comment(&cursor, self.paragraph.is_some());
            let lazy = self.paragraph.is_some() && matches!(self.leaf, Leaf::None);
            let inner_heading = self.is_inner_heading(&cursor, lazy);
            if lazy && (comment.is_some() || inner_heading || !blocks::starts_block(&cursor)) {
                self.hide_comment(comment);
                self.hide_heading_mark(&cursor, inner_heading);
                return self.text_line(cursor.first()..line.end);
            }
            self.close_containers(matched);
        }
        if !self.continue_leaf(line.clone(), &cursor) {
            self.start_blocks(line, cursor);
        }
    }

    /// How many of the open containers this line belongs to. The cursor ends up behind their marks.
    fn match_containers(&self, cursor: &mut Cursor<'a>) -> usize {
        for (i, container) in self.containers.iter().enumerate() {
            match container {
                Container::Div(_) | Container::HtmlDiv { .. } | Container::DeepDivs(_) => {}
                Container::Quote => {
                    if !skip_quote_mark(cursor) {
                        return i;
                    }
                }
                Container::Item(indent) => {
                    if cursor.indent() >= *indent {
                        cursor.skip_columns(*indent);
                    } else if !cursor.is_blank() {
                        return i;
                    }
                }
            }
        }
        self.containers.len()
    }

    /// Closes all containers from an index on. A div among them has not been closed by its author.
    fn close_containers(&mut self, from: usize) {
        if let Leaf::Math(edit) = self.leaf {
            self.unclosed_formula(edit);
        }
        self.leaf = Leaf::None;
        self.paragraph = None;
        while self.containers.len() > from {
            match self.containers.pop() {
                Some(Container::Div(edit)) => self.unclosed_div(edit),
                Some(Container::HtmlDiv { edit, .. }) => self.unclosed_html_div(edit),
                Some(Container::DeepDivs(edits)) => edits.into_iter().for_each(|edit| self.unclosed_div(edit)),
                _ => {}
            }
        }
    }

    fn unclosed_div(&mut self, edit: usize) {
        let Some(edit) = self.edits.get_mut(edit) else { return };
        let written = self.text.get(edit.range.clone()).unwrap_or("");
        let start = edit.range.start + written.find(':').unwrap_or(0);
        edit.replacement.truncate(start - edit.range.start);
        let span = Span::new(self.file, start, edit.range.start + written.trim_end().len());
        self.findings
            .push(Diagnostic::new(Code::UnclosedDiv, span, "this block is never closed").help("add a line `:::` where it ends"));
    }

    /// Is the line part of open code, HTML or a formula?
    fn continue_leaf(&mut self, line: Range<usize>, cursor: &Cursor<'a>) -> bool {
        match self.leaf {
            Leaf::None => false,
            Leaf::Code(fence) => {
                if fence.closed_by(cursor) {
                    self.leaf = Leaf::None;
                }
                true
            }
            Leaf::Html(html) => {
                if !self.html_ends_with_div(line, cursor, html) && html.ends_with(cursor.rest()) {
                    self.leaf = Leaf::None;
                }
                true
            }
            Leaf::OpenComment if is_heading(cursor) => {
                self.leaf = Leaf::None;
                false
            }
            Leaf::OpenComment => {
                self.leave_out(cursor);
                true
            }
            Leaf::Math(edit) => {
                self.formula_line(edit, cursor, line.end);
                true
            }
        }
    }

    fn start_blocks(&mut self, line: Range<usize>, mut cursor: Cursor<'a>) {
        loop {
            let text = cursor.trimmed();
            if text.is_empty() {
                self.paragraph = None;
                return;
            }
            if cursor.indent() > 3 && self.is_html_in_div(text) {
                return self.leaf_line(line, &cursor, text);
            }
            if cursor.indent() > 3 {
                if self.paragraph.is_some() {
                    self.text_line(cursor.first()..line.end);
                }
                return;
            }
            let in_paragraph = self.paragraph.is_some();
            if skip_quote_mark(&mut cursor) {
                self.containers.push(Container::Quote);
                self.paragraph = None;
                continue;
            }
            if let Some(width) = blocks::list_marker(text, in_paragraph).filter(|_| !(in_paragraph && blocks::is_underline(text)))
            {
                self.containers.push(Container::Item(enter_item(&mut cursor, width)));
                self.paragraph = None;
                continue;
            }
            if let Some(width) = blocks::footnote_definition(text) {
                cursor.skip_indent();
                cursor.skip_bytes(width);
                self.containers.push(Container::Item(FOOTNOTE_INDENT));
                self.paragraph = None;
                continue;
            }
            if let Some(width) = blocks::description(text) {
                let before = cursor.indent();
                cursor.skip_indent();
                cursor.skip_bytes(width);
                self.containers.push(Container::Item(before + width));
                self.paragraph = None;
                continue;
            }
            return self.leaf_line(line, &cursor, text);
        }
    }

    /// A line that starts or continues a block without blocks in it.
    fn leaf_line(&mut self, line: Range<usize>, cursor: &Cursor<'a>, text: &'a str) {
        let paragraph = self.paragraph.take();
        if let Some(fence) = Fence::opens(cursor) {
            self.leaf = Leaf::Code(fence);
        } else if text.starts_with(":::") && !self.is_marp() {
            self.div_line(line, cursor, text);
        } else if text == "$$" && self.is_open_formula(cursor) {
            self.open_formula(cursor.first());
            self.text_line(cursor.first()..line.end);
        } else if text == "$$" {
            self.leaf = Leaf::Math(self.edits.len());
            self.formulas.push(line.start);
            self.replace_fence(cursor, "~".repeat(MATH_FENCE));
        } else if self.is_inner_heading(cursor, paragraph.is_some()) {
            self.hide_heading_mark(cursor, true);
            self.text_line(cursor.first()..line.end);
        } else if let Some(level) = blocks::heading_level(text) {
            self.begins = self.containers.is_empty() && self.outline.is_some_and(|last| level <= usize::from(last));
            self.heading_line(cursor.first() + level..line.end);
        } else if let Some(above) = paragraph.clone().filter(|_| blocks::is_underline(text)) {
            self.heading_braces(above);
        } else if blocks::is_rule(text) {
            self.begins = self.containers.is_empty();
        } else if let Some(comment) = self.inner_comment(cursor, paragraph.is_some()) {
            self.hide_comment(Some(comment));
            self.text_line(cursor.first()..line.end);
        } else if !self.is_marp() && self.html_div_line(line.clone(), cursor, text) {
        } else if let Some(html) = Html::opens(text, paragraph.is_some()) {
            match self.open_comment(cursor, text).filter(|_| !html.ends_with(text)) {
                Some((finding, depends_until)) => {
                    self.findings.push(finding);
                    self.depends_until = depends_until;
                    self.leave_out(cursor);
                    self.leaf = Leaf::OpenComment;
                }
                None => {
                    self.pull_out(cursor);
                    self.unread_html(cursor);
                    if !html.ends_with(text) {
                        self.leaf = Leaf::Html(html);
                    }
                }
            }
        } else {
            self.text_line(cursor.first()..line.end);
        }
    }

    fn is_marp(&self) -> bool {
        self.dialect == Dialect::Marp
    }

    /// Leaves a line out.
    fn leave_out(&mut self, cursor: &Cursor<'a>) {
        let start = self.text[..cursor.end].rfind(['\n', '\r']).map_or(0, |n| n + 1);
        self.replace_from(start..cursor.end, cursor.at, "");
    }

    /// In Pandoc's decks a heading has a blank line above it; else it is text of the paragraph.
    fn is_inner_heading(&self, cursor: &Cursor<'_>, in_paragraph: bool) -> bool {
        in_paragraph && self.dialect.is_pandoc() && is_heading(cursor)
    }

    fn hide_heading_mark(&mut self, cursor: &Cursor<'_>, hidden: bool) {
        if hidden {
            let at = cursor.first();
            self.masks.hide_literal(at..at + 1, MaskKind::Literal);
        }
    }

    /// Replaces a fence by one that comrak understands rightly. What stands before it on its line stays.
    fn replace_fence(&mut self, cursor: &Cursor<'a>, fence: String) {
        let start = self.text[..cursor.end].rfind(['\n', '\r']).map_or(0, |n| n + 1);
        self.replace_from(start..cursor.end, cursor.first(), &fence);
    }

    fn replace_from(&mut self, line: Range<usize>, at: usize, fence: &str) {
        let prefix = &self.text[line.start..at.clamp(line.start, line.end)];
        self.edits.push(Edit { range: line, replacement: format!("{prefix}{fence}") });
    }

    fn div_line(&mut self, line: Range<usize>, cursor: &Cursor<'a>, text: &'a str) {
        let first = cursor.first();
        let colons = blocks::run(text, b':');
        let info = text[colons..].trim_end_matches([':', ' ', '\t']).trim_start();
        if info.is_empty() {
            return self.close_div(line, first, text.len());
        }
        let start = first + text.len() - text[colons..].trim_start().len();
        let depth = self.shown_divs();
        let shown = depth < MAX_DIVS;
        let fence = if shown { format!("{} d{}", ":".repeat(OUTER_FENCE - depth), self.divs.len()) } else { String::new() };
        if shown {
            self.divs.push(DivOpener {
                fence: first..first + text.len(),
                info: start..start + info.len(),
                html: false,
                line: None,
            });
        } else {
            let span = Span::new(self.file, first, first + text.len());
            let message = format!("this block is nested more than {MAX_DIVS} deep; its content stands in the block around it");
            self.findings.push(Diagnostic::new(Code::TooDeep, span, message));
        }
        let edit = self.edits.len();
        match self.containers.last_mut() {
            _ if shown => self.containers.push(Container::Div(edit)),
            Some(Container::DeepDivs(edits)) => edits.push(edit),
            _ => self.containers.push(Container::DeepDivs(vec![edit])),
        }
        self.replace_from(line, first, &fence);
    }

    /// Closes the innermost div. List items around the fence end with it, quotations do not.
    fn close_div(&mut self, line: Range<usize>, first: usize, length: usize) {
        let items = self.containers.iter().rev().take_while(|c| matches!(c, Container::Item(_))).count();
        let around = self.containers.len() - items;
        if !matches!(self.containers[..around].last(), Some(Container::Div(_) | Container::DeepDivs(_))) {
            let span = Span::new(self.file, first, first + length);
            self.findings.push(
                Diagnostic::new(Code::StrayDiv, span, "this `:::` closes nothing")
                    .help("remove it, or look for a block above that is closed twice"),
            );
            return self.replace_from(line, first, "");
        }
        self.containers.truncate(around);
        let shown = match self.containers.pop() {
            Some(Container::DeepDivs(mut edits)) => {
                edits.pop();
                if !edits.is_empty() {
                    self.containers.push(Container::DeepDivs(edits));
                }
                false
            }
            _ => true,
        };
        let mut cursor = Cursor::new(self.text, line.clone());
        self.match_containers(&mut cursor);
        let fence = if shown { ":".repeat(OUTER_FENCE - self.shown_divs()) } else { String::new() };
        self.replace_from(line, cursor.at, &fence);
    }

    fn shown_divs(&self) -> usize {
        self.containers.iter().filter(|container| matches!(container, Container::Div(_) | Container::HtmlDiv { .. })).count()
    }

    /// Characters that would be taken for masks, the NUL that comrak would lengthen, colons that could close a div, and the mark of
    /// `^[text]`, which would raise text.
    fn mask_controls(&mut self, line: Range<usize>) {
        let Some(text) = self.text.get(line.clone()) else { return };
        let colons = text.trim_start_matches([' ', '\t', '>']);
        let long = blocks::run(colons, b':') >= LONG_FENCE;
        let control = |b: &u8| matches!(b, 0..=2);
        if !long && !text.contains("^[") && !text.as_bytes().iter().any(control) {
            return;
        }
        let first_colon = line.start + text.len() - colons.len();
        let bytes = self.text.as_bytes();
        let ahead = self.masks.first_from(line.start);
        let mut literals = Vec::new();
        let mut hidden = self.masks.masks[ahead..].iter().map(|mask| mask.range.clone()).peekable();
        for at in line {
            while hidden.peek().is_some_and(|range| range.end <= at) {
                hidden.next();
            }
            let free = hidden.peek().is_none_or(|range| at < range.start);
            if !free {
                continue;
            }
            if control(&bytes[at]) || (long && at == first_colon) {
                literals.push((at, MaskKind::Literal));
            } else if bytes[at..].starts_with(b"^[") && !self.is_marp() && !braces::is_escaped(bytes, at) {
                literals.push((at, MaskKind::FootnoteMark));
            }
        }
        for (at, kind) in literals {
            self.masks.hide_literal(at..at + 1, kind);
        }
        self.masks.masks[ahead..].sort_by_key(|mask| mask.range.start);
    }

    fn finish(self, start: usize) -> Prepared {
        let mut changes: Vec<(Range<usize>, String)> =
            self.edits.into_iter().map(|edit| (edit.range, edit.replacement)).collect();
        changes.extend(self.masks.masks.iter().map(|mask| (mask.range.clone(), hidden(mask.range.len()))));
        changes.sort_by_key(|(range, _)| range.start);
        let mut text = String::with_capacity(self.text.len() - start);
        let mut at = start;
        for (range, replacement) in changes {
            text.push_str(self.text.get(at..range.start).unwrap_or(""));
            // Between CR and LF an empty line would vanish: the two would be one line end.
            let vanishes = replacement.is_empty() && text.ends_with('\r');
            text.push_str(if vanishes { " " } else { &replacement });
            at = range.end;
        }
        text.push_str(self.text.get(at..).unwrap_or(""));
        Prepared { text, masks: self.masks, divs: self.divs, formulas: self.formulas }
    }
}

/// What a mask of so many bytes looks like.
fn hidden(length: usize) -> String {
    let mut mask = String::with_capacity(length);
    mask.push(START);
    mask.extend(std::iter::repeat_n(FILL, length.saturating_sub(1)));
    mask
}

fn skip_quote_mark(cursor: &mut Cursor<'_>) -> bool {
    if cursor.indent() > 3 || !cursor.trimmed().starts_with('>') {
        return false;
    }
    cursor.skip_indent();
    cursor.skip_bytes(1);
    cursor.skip_columns(1.min(cursor.indent()));
    true
}

/// Goes behind a list marker and says how far in the item's content stands.
fn enter_item(cursor: &mut Cursor<'_>, width: usize) -> usize {
    let before = cursor.indent();
    cursor.skip_indent();
    cursor.skip_bytes(width);
    let after = cursor.indent();
    // Five and more spaces are one space and indented code; an item may also start with nothing.
    let padding = if cursor.is_blank() || after > 4 { 1 } else { after };
    cursor.skip_columns(padding.min(after));
    before + width + padding
}

/// Is it a line with a heading, in what stands around it?
fn is_heading(cursor: &Cursor<'_>) -> bool {
    cursor.indent() <= 3 && blocks::heading_level(cursor.trimmed()).is_some()
}
