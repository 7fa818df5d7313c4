//! Tables as Typst code.

use std::fmt::Write;

use super::{Emitter, SlideSource, texts, title};
use crate::model::{Alignment, Inline, Table, TableRow, plain_text};

/// Emits a call of the theme's `data-table`. `room` is the part of its region's height that it may take, in percent, and how wide the
/// text beside it is.
pub(super) fn emit(emitter: &Emitter<'_>, out: &mut SlideSource, table: &Table, (room, beside): (u32, Vec<f64>)) {
    let columns = table.alignments.len();
    let _ = write!(out.text, "data-table(columns: {columns}, align: (");
    for column in 0..columns {
        out.push(alignment(table, column));
        out.push(",");
    }
    let cells = |column: usize| std::iter::once(&table.head).chain(&table.rows).filter_map(move |row| row.cells.get(column));
    out.push("), lengths: (");
    for column in 0..columns {
        let longest = cells(column).map(|cell| plain_text(cell).chars().count()).max().unwrap_or(0);
        let _ = write!(out.text, "{longest},");
    }
    out.push("), widths: (");
    for column in 0..columns {
        let widest = cells(column).map(|cell| width(cell)).fold(0.0, f64::max);
        let _ = write!(out.text, "{widest:.2},");
    }
    out.push("), words: (");
    for column in 0..columns {
        let longest = cells(column).map(|cell| title::longest_word(cell)).fold(0.0, f64::max);
        let _ = write!(out.text, "{longest:.2},");
    }
    let _ = write!(out.text, "), room: {room}%, beside: ");
    texts::write(out, Some(beside));
    out.push(", header: ");
    row(emitter, out, &table.head);
    out.push(", rows: (");
    for line in &table.rows {
        row(emitter, out, line);
        out.push(",");
    }
    out.push("))");
}

/// The width of a cell in em. Its figures are all as wide as the widest.
fn width(cell: &[Inline]) -> f64 {
    const ONE: f64 = 0.17;
    title::width(cell) + ONE * plain_text(cell).matches('1').count() as f64
}

fn row(emitter: &Emitter<'_>, out: &mut SlideSource, row: &TableRow) {
    out.mapped(row.span, |out| {
        out.push("(");
        for cell in &row.cells {
            emitter.inlines(out, cell);
            out.push(",");
        }
        out.push(")");
    });
}

/// Where the author says nothing, columns of figures stand at the end of their room, all others at its start.
fn alignment(table: &Table, column: usize) -> &'static str {
    match table.alignments[column] {
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
        Alignment::Auto => {
            let mut cells = table.rows.iter().filter_map(|row| row.cells.get(column)).filter(|cell| !cell.is_empty()).peekable();
            let figures = cells.peek().is_some() && cells.all(|cell| is_figure(cell));
            if figures { "end" } else { "start" }
        }
    }
}

/// A number with its sign, currency and unit: mostly digits, at most one short word. A dash stands for "none".
fn is_figure(cell: &[Inline]) -> bool {
    let text = plain_text(cell);
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let starts = text.trim_start_matches(['-', '+', '−', '±', '~', '<', '>', '≤', '≥', '$', '€', '£', '≈', ' ']);
    matches!(text, "–" | "—" | "-") || (starts.starts_with(|c: char| c.is_ascii_digit()) && digits > 0 && letters <= 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::InlineKind;
    use crate::source::{FileId, Span};

    #[test]
    fn figures_are_known_by_their_look() {
        let cell = |text: &str| vec![Inline { kind: InlineKind::Text(text.into()), span: Span::new(FileId(0), 0, 0) }];
        for figure in ["12", "−3.5 %", "$300K", "51 h", "1,200 ms", "~6", "–"] {
            assert!(is_figure(&cell(figure)), "{figure}");
        }
        for words in ["", "May 2026", "2 owners each", "p99", "Phase 1"] {
            assert!(!is_figure(&cell(words)), "{words}");
        }
    }
}
