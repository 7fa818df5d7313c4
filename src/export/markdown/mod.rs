//! Blocks as Markdown: CommonMark with GFM's tables, tasks and alerts, and formulas between dollar signs.
//!
//! What comes out reads as the same words in any renderer: whatever could be taken for a mark is escaped (`escape`), and stress that
//! CommonMark's rules would not see is written as HTML (`inline`). Columns and groups become one block after the other.

mod escape;
mod inline;

use crate::model::{Alignment, Block, BlockKind, CodeBlock, Description, Inline, List, ListItem, Picture, Table, TableRow};

/// What differs from place to place.
#[derive(Clone, Copy)]
pub struct Style<'a> {
    /// The address of a slide within the document, if it can be led to.
    pub slide: &'a dyn Fn(&str) -> Option<String>,
    /// Where pictures are looked for: the way to the deck's folder, empty for the same folder. `None`: no pictures can be shown, their
    /// alternative text stands for them.
    pub pictures: Option<&'a str>,
    /// The smallest level a heading may have; others keep their distance.
    pub first_heading: u8,
}

/// The blocks, one after the other, without a line end at the end.
pub fn blocks(blocks: &[Block], style: &Style<'_>) -> String {
    let highest = crate::model::walk_blocks(blocks).filter_map(heading_level).min().unwrap_or(1);
    Writer { style, deeper: style.first_heading.saturating_sub(highest) }.blocks(blocks, "\n\n")
}

/// Running text on a single line.
pub fn line(content: &[Inline], style: &Style<'_>) -> String {
    inline::on_one_line(content, style)
}

/// A text without marks, such as a title from the front matter, on a single line.
pub fn words(text: &str) -> String {
    escape::words(text)
}

fn heading_level(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading { level, .. } => Some(level),
        _ => None,
    }
}

struct Writer<'a> {
    style: &'a Style<'a>,
    /// How many levels headings go down.
    deeper: u8,
}

impl Writer<'_> {
    fn blocks(&self, blocks: &[Block], between: &str) -> String {
        let mut out = String::new();
        let mut before: Option<&BlockKind> = None;
        for block in blocks {
            let text = self.block(block, before);
            if text.is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push_str(between);
            }
            out.push_str(&text);
            before = Some(&block.kind);
        }
        out
    }

    fn block(&self, block: &Block, before: Option<&BlockKind>) -> String {
        match &block.kind {
            BlockKind::Paragraph(content) => inline::paragraph(content, self.style),
            BlockKind::Heading { level, content, .. } => {
                let level = level.saturating_add(self.deeper).clamp(1, 6);
                format!("{} {}", "#".repeat(level.into()), inline::on_one_line(content, self.style))
            }
            BlockKind::List(list) => {
                let follows = matches!(before, Some(BlockKind::List(other)) if other.start.is_some() == list.start.is_some());
                self.list(list, follows)
            }
            BlockKind::Code(code) => fenced(code),
            BlockKind::Math(latex) => format!("$$\n{}\n$$", without_blank_lines(latex)),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Picture(picture) => self.picture(picture),
            BlockKind::Descriptions(items) => items.iter().map(|item| self.description(item)).collect::<Vec<_>>().join("\n\n"),
            BlockKind::Quote(content) => quoted(&self.blocks(content, "\n\n")),
            BlockKind::Columns(columns) => {
                let columns: Vec<String> = columns.iter().map(|column| self.blocks(&column.content, "\n\n")).collect();
                columns.join("\n\n")
            }
            BlockKind::Callout { kind, title, content } => {
                let title = title.as_deref().map(|title| format!(" {}", escape::words(title))).unwrap_or_default();
                let head = format!("[!{}]{title}", kind.as_str().to_uppercase());
                quoted(&format!("{head}\n{}", self.blocks(content, "\n\n")))
            }
            BlockKind::Group { content, .. } => self.blocks(content, "\n\n"),
            // Steps are the slide's, not the speaker's.
            BlockKind::Pause | BlockKind::Typst(_) => String::new(),
        }
    }

    /// A term in bold and what it means below it, which every reader of Markdown shows.
    fn description(&self, item: &Description) -> String {
        let term = inline::on_one_line(&item.term, self.style);
        let details = item.details.iter().map(|details| self.blocks(details, "\n\n")).collect::<Vec<_>>().join("\n\n");
        if term.is_empty() { details } else { format!("**{term}**\n\n{details}") }
    }

    /// `follows`: a list of the same kind stands right before. Another mark keeps the two apart.
    fn list(&self, list: &List, follows: bool) -> String {
        let between = if list.tight { "\n" } else { "\n\n" };
        let item = |(index, item): (usize, &ListItem)| {
            let mark = match list.start {
                Some(first) => format!("{}{}", first.saturating_add(index as u64), if follows { ')' } else { '.' }),
                None => if follows { "*" } else { "-" }.to_owned(),
            };
            let task = match item.checked {
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
                None => "",
            };
            let content = self.blocks(&item.content, between);
            indented(&format!("{task}{content}"), &format!("{mark} "))
        };
        list.items.iter().enumerate().map(item).collect::<Vec<_>>().join(between)
    }

    fn table(&self, table: &Table) -> String {
        let row = |row: &TableRow| {
            let cell = |cell: &Vec<Inline>| inline::on_one_line(cell, self.style).replace('|', "\\|");
            format!("| {} |", row.cells.iter().map(cell).collect::<Vec<_>>().join(" | "))
        };
        let rule = |alignment: &Alignment| match alignment {
            Alignment::Auto => "---",
            Alignment::Left => ":--",
            Alignment::Center => ":-:",
            Alignment::Right => "--:",
        };
        let rules = table.alignments.iter().map(rule).collect::<Vec<_>>().join(" | ");
        let head = [row(&table.head), format!("| {rules} |")];
        head.into_iter().chain(table.rows.iter().map(row)).collect::<Vec<_>>().join("\n")
    }

    fn picture(&self, picture: &Picture) -> String {
        let shown = inline::picture(picture, self.style);
        match (&picture.caption, self.style.pictures) {
            (Some(caption), None) => format!("{shown}\n\n{}", escape::words(caption)),
            _ => shown,
        }
    }
}

/// A fence longer than any in the code.
fn fenced(code: &CodeBlock) -> String {
    let fence = "`".repeat(inline::longest_run(&code.text, '`').max(2) + 1);
    let language: String = code.language.chars().filter(|c| !c.is_control() && *c != '`').collect();
    let text = if code.text.is_empty() { String::new() } else { format!("{}\n", code.text) };
    format!("{fence}{language}\n{text}{fence}")
}

fn without_blank_lines(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn quoted(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// The first line after `mark`, the others as far in as it is long.
fn indented(text: &str, mark: &str) -> String {
    let inset = " ".repeat(mark.len());
    let line = |(index, line): (usize, &str)| match (index, line) {
        (0, line) => format!("{mark}{line}").trim_end().to_owned(),
        (_, "") => String::new(),
        (_, line) => format!("{inset}{line}"),
    };
    text.split('\n').enumerate().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests;
