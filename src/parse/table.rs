//! Tables.

use comrak::nodes::{Node, NodeTable, NodeValue, TableAlignment};

use super::context::Context;
use super::inlines;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Alignment, Table, TableRow};

/// More columns than any slide can show; further ones are reported and left out.
const MAX_COLUMNS: usize = 64;

/// Reads a table.
pub fn read(cx: &mut Context<'_>, node: Node<'_>, table: &NodeTable) -> Table {
    let columns = table.alignments.len().min(MAX_COLUMNS);
    if table.alignments.len() > MAX_COLUMNS {
        let message = format!("this table has {} columns; {MAX_COLUMNS} can be shown", table.alignments.len());
        let finding = Diagnostic::new(Code::Unsupported, cx.node_span(node), message);
        cx.report(finding);
    }
    let mut head = None;
    let mut rows = Vec::new();
    for row in node.children() {
        let is_head = matches!(row.data().value, NodeValue::TableRow(true));
        let row = read_row(cx, row, columns);
        if is_head && head.is_none() {
            head = Some(row);
        } else {
            rows.push(row);
        }
    }
    let empty = || TableRow { cells: vec![Vec::new(); columns], span: cx.node_span(node) };
    let alignments = table.alignments.iter().take(columns).map(|a| alignment(*a)).collect();
    Table { alignments, head: head.unwrap_or_else(empty), rows }
}

fn read_row(cx: &mut Context<'_>, row: Node<'_>, columns: usize) -> TableRow {
    let mut cells: Vec<_> = row.children().take(columns).map(|cell| inlines::children(cx, cell, 0)).collect();
    cells.resize(columns, Vec::new());
    TableRow { cells, span: cx.node_span(row) }
}

fn alignment(alignment: TableAlignment) -> Alignment {
    match alignment {
        TableAlignment::None => Alignment::Auto,
        TableAlignment::Left => Alignment::Left,
        TableAlignment::Center => Alignment::Center,
        TableAlignment::Right => Alignment::Right,
    }
}
