//! Selection in tables. Rows and columns of which nothing is left disappear; those the author left empty stay.

use super::changes::Record;
use super::inlines::{inlines, is_blank};
use super::view::View;
use crate::model::{Inline, Table, TableRow};

/// The table as this audience sees it; `None` when no cell is left.
pub(super) fn table(view: &View, source: &Table, record: &mut Record) -> Option<Table> {
    let mut head = row(view, &source.head, record);
    let mut rows = Vec::with_capacity(source.rows.len());
    for written in &source.rows {
        let seen = row(view, written, record);
        if !emptied(&written.cells, &seen.cells) {
            rows.push(seen);
        }
    }
    let mut alignments = source.alignments.clone();
    drop_emptied_columns(source, &mut alignments, &mut head, &mut rows);
    let blank = head.cells.iter().chain(rows.iter().flat_map(|row| &row.cells)).all(|cell| is_blank(cell));
    (!blank).then_some(Table { alignments, head, rows })
}

fn row(view: &View, source: &TableRow, record: &mut Record) -> TableRow {
    TableRow { cells: source.cells.iter().map(|cell| inlines(view, cell, record)).collect(), span: source.span }
}

/// Did these cells have something, of which nothing is left?
fn emptied<'a>(written: impl IntoIterator<Item = &'a Vec<Inline>>, seen: impl IntoIterator<Item = &'a Vec<Inline>>) -> bool {
    seen.into_iter().all(|cell| is_blank(cell)) && !written.into_iter().all(|cell| is_blank(cell))
}

fn drop_emptied_columns<A>(source: &Table, alignments: &mut Vec<A>, head: &mut TableRow, rows: &mut [TableRow]) {
    let written: Vec<&TableRow> = std::iter::once(&source.head).chain(&source.rows).collect();
    for column in (0..source.head.cells.len()).rev() {
        let seen = std::iter::once(&*head).chain(rows.iter()).filter_map(|row| row.cells.get(column));
        if emptied(written.iter().filter_map(|row| row.cells.get(column)), seen) {
            if column < alignments.len() {
                alignments.remove(column);
            }
            for row in std::iter::once(&mut *head).chain(rows.iter_mut()) {
                if column < row.cells.len() {
                    row.cells.remove(column);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, Variant, plain_text};
    use crate::project::testing::{marked, table as written, text};
    use crate::project::view::Ids;
    use std::collections::HashMap;

    fn read(variant: &str, source: &Table) -> Option<Vec<Vec<String>>> {
        let (technical, variant) = (Variant::of(Audience::technical()), Variant::of(Audience(variant.into())));
        let view = View {
            variant: &variant,
            technical: &technical,
            shown: Ids::of(std::iter::empty()),
            replaced: HashMap::new(),
            known: Ids::of(std::iter::empty()),
        };
        let seen = table(&view, source, &mut Record::default())?;
        assert_eq!(seen.alignments.len(), seen.head.cells.len());
        let rows = std::iter::once(&seen.head).chain(&seen.rows);
        Some(rows.map(|row| row.cells.iter().map(|cell| plain_text(cell)).collect()).collect())
    }

    fn technical(words: &str) -> Vec<Inline> {
        vec![marked(words, None, Some("technical"))]
    }

    fn all(words: &str) -> Vec<Inline> {
        vec![text(words)]
    }

    #[test]
    fn rows_and_columns_left_empty_disappear() {
        let source = written(vec![
            vec![all("What"), technical("p99"), all("Cost")],
            vec![all("now"), technical("51 h"), all("")],
            vec![technical("then"), technical("6 h"), all("")],
        ]);
        assert_eq!(read("non-technical", &source).unwrap(), [["What", "Cost"], ["now", ""]]);
        assert_eq!(read("technical", &source).unwrap().len(), 3);
    }

    #[test]
    fn what_the_author_left_empty_stays() {
        let source = written(vec![vec![all(""), all("a")], vec![all(""), all("")]]);
        assert_eq!(read("non-technical", &source).unwrap(), [["", "a"], ["", ""]]);
    }

    #[test]
    fn a_table_without_cells_is_none() {
        let source = written(vec![vec![technical("a")], vec![technical("b")]]);
        assert_eq!(read("non-technical", &source), None);
    }
}
