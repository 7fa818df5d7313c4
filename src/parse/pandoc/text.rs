//! Running text of Pandoc's and Quarto's decks that CommonMark doesn't know.

use std::ops::Range;

use comrak::nodes::Node;

use crate::model::{Block, BlockKind, CodeBlock, Dialect, Inline, InlineKind, LinkTarget};
use crate::parse::context::Context;
use crate::parse::{blocks, inlines};
use crate::settings::shortened;
use crate::source::Span;

/// LaTeX that only moves or sizes things.
const LAYOUT_COMMANDS: &[&str] = &[
    "newpage",
    "clearpage",
    "pagebreak",
    "vspace",
    "hspace",
    "vfill",
    "hfill",
    "bigskip",
    "medskip",
    "smallskip",
    "centering",
    "tiny",
    "scriptsize",
    "footnotesize",
    "small",
    "normalsize",
    "large",
    "Large",
    "LARGE",
    "huge",
    "Huge",
    "noindent",
    "maketitle",
    "tableofcontents",
    "begingroup",
    "endgroup",
    "columnbreak",
    "framebreak",
    "par",
    "setlength",
    "vskip",
    "hskip",
    "columnsbegin",
    "columnsend",
    "appendix",
    "printbibliography",
    "setcounter",
    "addtocounter",
    "frametitle",
];

const FRAME_SUBTITLE: &str = "\\framesubtitle{";

/// Environments that are formulas.
const FORMULAS: &[&str] = &["equation", "align", "gather", "multline", "eqnarray", "displaymath", "alignat", "flalign", "math"];

/// A paragraph that is more than one to Pandoc: a pause or a formula in LaTeX, a table drawn with signs, lines that are kept. Gives
/// `false` where it is an ordinary one.
pub fn paragraph(cx: &mut Context<'_>, node: Node<'_>, range: Range<usize>, out: &mut Vec<Block>) -> bool {
    let written = cx.slice(range.clone());
    let span = cx.span(range);
    if written.starts_with('\\') {
        return frame_subtitle(cx, node, written.trim(), span, out) || latex(cx, written.trim(), span, out);
    }
    if is_drawn_table(written) {
        cx.approximated(span, "grid, simple and multiline tables are shown as they are written");
        let lines: Vec<&str> = written.lines().map(str::trim_end).collect();
        let code = CodeBlock { language: String::new(), text: lines.join("\n"), highlight: Vec::new(), plain: None, file: None };
        out.push(Block { kind: BlockKind::Code(code), span, audience: None });
        return true;
    }
    if written.lines().all(|line| line.trim_start() == "|" || line.trim_start().starts_with("| ")) {
        let content = line_block(inlines::children(cx, node, 0));
        out.push(Block { kind: BlockKind::Paragraph(content), span, audience: None });
        return true;
    }
    if let Some(caption) = written.strip_prefix(": ").or_else(|| written.strip_prefix("Table: "))
        && matches!(out.last().map(|block| &block.kind), Some(BlockKind::Table(_)))
        && !caption.trim().is_empty()
    {
        let mut content = inlines::children(cx, node, 0);
        if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.first_mut() {
            *text = text.trim_start_matches("Table").trim_start_matches(':').trim_start().to_owned();
        }
        blocks::trim_edges(&mut content);
        out.push(Block { kind: BlockKind::Paragraph(content), span, audience: None });
        return true;
    }
    false
}

/// `+---+---+`, or columns under lines of hyphens.
fn is_drawn_table(written: &str) -> bool {
    let mut lines = written.lines().map(str::trim);
    let first = lines.next().unwrap_or_default();
    let is_border = |line: &str| line.starts_with("+-") || line.starts_with("+=");
    is_border(first) && written.lines().count() > 2 && lines.all(|line| line.starts_with('|') || is_border(line))
}

/// Is a line of hyphens the rule of a table: several groups of them?
pub fn is_table_rule(line: &str) -> bool {
    let groups: Vec<&str> = line.split_whitespace().collect();
    groups.len() > 1 && groups.iter().all(|group| group.len() > 2 && group.bytes().all(|b| b == b'-'))
}

/// Lines that are kept as they are, without the bars before them.
fn line_block(content: Vec<Inline>) -> Vec<Inline> {
    let mut at_start = true;
    let mut lines = Vec::with_capacity(content.len());
    for mut inline in content {
        match &mut inline.kind {
            InlineKind::SoftBreak | InlineKind::LineBreak => {
                inline.kind = InlineKind::LineBreak;
                at_start = true;
                lines.push(inline);
                continue;
            }
            InlineKind::Text(text) if at_start => *text = text.trim_start().trim_start_matches('|').trim_start().to_owned(),
            _ => {}
        }
        at_start = false;
        lines.push(inline);
    }
    lines
}

/// `\\framesubtitle{…}` is the first paragraph of its slide.
fn frame_subtitle(cx: &mut Context<'_>, node: Node<'_>, written: &str, span: Span, out: &mut Vec<Block>) -> bool {
    let Some(inside) = written.strip_prefix(FRAME_SUBTITLE).and_then(|rest| rest.strip_suffix('}')) else { return false };
    if inside.contains(['{', '}', '\\', '\n']) {
        return false;
    }
    let mut content = inlines::children(cx, node, 0);
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.first_mut() {
        *text = text.strip_prefix(FRAME_SUBTITLE).unwrap_or(text).to_owned();
    }
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.last_mut() {
        *text = text.strip_suffix('}').unwrap_or(text).to_owned();
    }
    out.push(Block { kind: BlockKind::Paragraph(content), span, audience: None });
    true
}

/// A paragraph that begins with a command of LaTeX.
fn latex(cx: &mut Context<'_>, written: &str, span: Span, out: &mut Vec<Block>) -> bool {
    if written == "\\pause" {
        if !cx.in_notes {
            out.push(Block { kind: BlockKind::Pause, span, audience: None });
        }
        return true;
    }
    if let Some(formula) = formula(written) {
        out.push(Block { kind: BlockKind::Math(formula), span, audience: None });
        return true;
    }
    if only_moves(written) {
        cx.dropped(span, "LaTeX that only moves or sizes things, such as `\\vspace`, is left out");
        return true;
    }
    false
}

/// Nothing but commands that move or size things, with their arguments.
fn only_moves(written: &str) -> bool {
    let mut rest = written.trim();
    while !rest.is_empty() {
        let Some(command) = rest.strip_prefix('\\') else { return false };
        let length = command.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(command.len());
        if !LAYOUT_COMMANDS.contains(&&command[..length]) {
            return false;
        }
        rest = command[length..].trim_start_matches('*');
        while let Some(inside) = rest.strip_prefix('{').or_else(|| rest.strip_prefix('[')) {
            let Some(close) = inside.find(['}', ']']) else { return false };
            rest = &inside[close + 1..];
        }
        rest = rest.trim_start();
    }
    true
}

/// The formula of an environment such as `align`, or between `\[` and `\]`.
pub fn formula(written: &str) -> Option<String> {
    let written = written.trim();
    if let Some(inside) = written.strip_prefix("\\[").and_then(|rest| rest.strip_suffix("\\]")) {
        return Some(inside.trim().to_owned());
    }
    let rest = written.strip_prefix("\\begin{")?;
    let (name, body) = rest.split_once('}')?;
    let base = name.trim_end_matches('*');
    if !FORMULAS.contains(&base) {
        return None;
    }
    let body = body.strip_suffix(&format!("\\end{{{name}}}"))?.trim();
    Some(match base {
        "equation" | "displaymath" | "math" => body.to_owned(),
        _ => format!("\\begin{{aligned}}\n{body}\n\\end{{aligned}}"),
    })
}

/// A shortcode of Quarto's is a call of a program. A video on the web is shown as a link.
pub fn shortcode(cx: &mut Context<'_>, written: &str, span: Span) -> Option<InlineKind> {
    let name = written.trim_start_matches(['{', '<', ' ']).split([' ', '>', '\t']).next().unwrap_or_default();
    match name {
        "pagebreak" => {}
        "video" => {
            let mut parts = written.split([' ', '\t', '>', '"']).skip_while(|part| *part != "video").skip(1);
            let address = parts.find(|part| part.starts_with("https://") || part.starts_with("http://"));
            if let Some(address) = address.map(str::to_owned) {
                cx.approximated(span, "videos are shown as their address");
                let content = vec![Inline { kind: InlineKind::Text(address.clone()), span }];
                return Some(InlineKind::Link { target: LinkTarget::Url(address), content });
            }
            cx.dropped(span, "videos are left out");
        }
        "include" => cx.dropped(span, "files that `{{< include >}}` names are not read"),
        _ => cx.dropped(span, &format!("the shortcode `{}` is left out", shortened(name))),
    }
    None
}

/// Code in running text that Quarto would run (`` `r x` ``, `` `{python} x` ``). Is it to be shown?
pub fn inline_code(cx: &mut Context<'_>, code: &str, span: Span) -> bool {
    let Some(run) = ["r ", "{r} ", "{python} ", "{julia} "].iter().find_map(|mark| code.strip_prefix(mark)) else { return true };
    if cx.dialect != Dialect::Quarto {
        return true;
    }
    let is_icon = ["fontawesome::", "icons::", "emo::", "fa("].iter().any(|icon| run.trim_start().starts_with(icon));
    if is_icon {
        cx.dropped(span, "icons that code draws are left out");
    } else {
        cx.approximated(span, "code in running text is shown as written: it is not run");
    }
    !is_icon
}

/// Notes what a text has that Pandoc or LaTeX would replace.
pub fn note_references(cx: &mut Context<'_>, text: &str, span: Span) {
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices('@') {
        let free = at == 0 || !(bytes[at - 1].is_ascii_alphanumeric() || matches!(bytes[at - 1], b'.' | b'_' | b'\\'));
        if free && bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'{') {
            cx.approximated(span, "citations and cross-references (`@name`) are shown as written: there is no bibliography");
            break;
        }
    }
    for (at, _) in text.match_indices('\\') {
        if bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) {
            cx.approximated(span, "commands of LaTeX in the text are shown as written");
            break;
        }
    }
}

/// `> - item` turns around whether the items of a list appear one by one. Does a quotation do that?
pub fn inverse_quote(cx: &Context<'_>, node: Node<'_>) -> bool {
    let mut children = node.children();
    let only_list = matches!(
        (children.next().map(|child| matches!(child.data().value, comrak::nodes::NodeValue::List(_))), children.next()),
        (Some(true), None)
    );
    cx.dialect.is_pandoc() && !cx.in_notes && only_list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_in_environments_are_formulas() {
        for (written, expected) in [
            ("\\begin{equation}\na = b\n\\end{equation}", Some("a = b")),
            ("\\begin{align*}\na &= b\n\\end{align*}", Some("\\begin{aligned}\na &= b\n\\end{aligned}")),
            ("\\[ x \\]", Some("x")),
            ("\\begin{block}{T}\nx\n\\end{block}", None),
            ("\\begin{align}\na\n\\end{equation}", None),
        ] {
            assert_eq!(formula(written).as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn commands_without_words_are_known() {
        for (written, expected) in [
            ("\\vspace{1cm}", true),
            ("\\tiny \\centering", true),
            ("\\vspace*{2em}\n\\newpage", true),
            ("\\textbf{x}", false),
            ("\\tiny text", false),
        ] {
            assert_eq!(only_moves(written), expected, "{written}");
        }
    }

    #[test]
    fn rules_of_tables_start_no_slide() {
        for (line, expected) in [("-----  ------", true), ("- - -", false), ("---", false), ("--- ---", true), ("* * *", false)] {
            assert_eq!(is_table_rule(line), expected, "{line}");
        }
    }
}
