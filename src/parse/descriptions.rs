//! Description lists: a term, and below it what it means, each on a line that starts with `:`.

use comrak::nodes::{Node, NodeValue};

use super::blocks;
use super::context::Context;
use super::inlines;
use crate::model::{Block, Description, Inline};

/// Reads the terms of a list.
pub fn read(cx: &mut Context<'_>, node: Node<'_>, depth: usize) -> Vec<Description> {
    let mut read: Vec<Description> = Vec::new();
    for item in node.children() {
        let span = cx.node_span(item);
        let mut description = Description { term: Vec::new(), details: Vec::new(), span };
        for part in item.children() {
            match &part.data().value {
                NodeValue::DescriptionTerm => description.term = term(cx, part),
                _ => description.details.push(details(cx, part, depth)),
            }
        }
        match read.last_mut() {
            // A further `:` comes as an item without a term.
            Some(last) if description.term.is_empty() => last.details.append(&mut description.details),
            _ => read.push(description),
        }
    }
    read
}

/// comrak gives the term as a paragraph.
fn term(cx: &mut Context<'_>, node: Node<'_>) -> Vec<Inline> {
    let paragraph = node.first_child().filter(|child| child.data().value.block());
    inlines::children(cx, paragraph.unwrap_or(node), 0)
}

fn details(cx: &mut Context<'_>, node: Node<'_>, depth: usize) -> Vec<Block> {
    blocks::children(cx, node, depth + 1)
}
