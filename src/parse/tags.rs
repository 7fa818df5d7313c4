//! HTML tags that mean the same as Markdown: `<div class="notes">` is `::: notes`, `<span class="x">` is `[…]{.x}`.

use std::ops::Range;

use super::attributes::{Attribute, AttributeKind, Attributes};

/// Is this an opening tag of this name, and nothing else?
pub fn opens(text: &str, name: &str) -> bool {
    let Some(after) = inside(text).and_then(|inside| strip_name(inside, name)) else { return false };
    (after.is_empty() || after.starts_with([' ', '\t', '\n'])) && !after.ends_with('/')
}

/// Is this the closing tag of this name, and nothing else?
pub fn closes(text: &str, name: &str) -> bool {
    let after = inside(text).and_then(|inside| strip_name(inside.strip_prefix('/')?, name));
    after.is_some_and(|after| after.trim().is_empty())
}

/// The place of what stands between an opening tag of this name and its closing one, where a text is only that and nothing of the name is
/// in between.
pub fn around(text: &str, name: &str) -> Option<Range<usize>> {
    let start = text.find('>')? + 1;
    let end = text.rfind('<').filter(|end| *end >= start)?;
    let alone = count(&text[start..end], name) == (0, 0);
    (alone && opens(&text[..start], name) && closes(&text[end..], name)).then_some(start..end)
}

/// How many tags of this name open and close in a text.
pub fn count(text: &str, name: &str) -> (usize, usize) {
    let (mut opened, mut closed) = (0, 0);
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        let (count, rest) = match rest.strip_prefix('/') {
            Some(rest) => (&mut closed, rest),
            None => (&mut opened, rest),
        };
        let after = strip_name(rest, name);
        *count += usize::from(after.is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t', '>', '/'])));
    }
    (opened, closed)
}

/// What stands between `<` and `>`, where there is no other of them.
fn inside(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('<')?.strip_suffix('>')?;
    (!inside.contains(['<', '>'])).then_some(inside)
}

fn strip_name<'t>(inside: &'t str, name: &str) -> Option<&'t str> {
    let written = inside.get(..name.len())?;
    written.eq_ignore_ascii_case(name).then(|| &inside[name.len()..])
}

/// The attributes of an opening tag at a place, in the form that braces have: `class` gives classes, `id` an id.
pub fn attributes(text: &str, range: Range<usize>) -> Attributes {
    let mut items = Vec::new();
    let end = range.end.saturating_sub(1);
    let white = |at: usize| text.as_bytes()[at].is_ascii_whitespace();
    let mut at = range.start + text.get(range.start..end).unwrap_or("").find(char::is_whitespace).unwrap_or(end - range.start);
    while at < end {
        if white(at) {
            at += 1;
            continue;
        }
        let rest = &text[at..end];
        let length = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len()).max(1);
        let start = at;
        let key = text.get(at..at + length).unwrap_or("").to_ascii_lowercase();
        at += length;
        let value = value(text, at, end);
        at = value.as_ref().map_or(at, |(_, behind)| *behind);
        push(text, &mut items, key, start..at, value.map(|(value, _)| value));
    }
    Attributes { items, range }
}

/// The place of a value behind a name, and what stands behind it.
fn value(text: &str, at: usize, end: usize) -> Option<(Range<usize>, usize)> {
    let rest = &text[at..end];
    let after = rest.trim_start().strip_prefix('=')?.trim_start();
    let start = end - after.len();
    match after.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let length = after[1..].find(quote).unwrap_or(after.len() - 1);
            Some((start + 1..start + 1 + length, (start + 2 + length).min(end)))
        }
        _ => {
            let length = after.find(char::is_whitespace).unwrap_or(after.len());
            Some((start..start + length, start + length))
        }
    }
}

fn push(text: &str, items: &mut Vec<Attribute>, key: String, range: Range<usize>, value: Option<Range<usize>>) {
    let Some(value_range) = value else {
        return items.push(Attribute { kind: AttributeKind::Word(key), range });
    };
    let value = &text[value_range.clone()];
    match key.as_str() {
        "class" => {
            for class in value.split_ascii_whitespace() {
                let start = class.as_ptr().addr() - text.as_ptr().addr();
                items.push(Attribute { kind: AttributeKind::Class(class.to_owned()), range: start..start + class.len() });
            }
        }
        "id" => items.push(Attribute { kind: AttributeKind::Id(value.to_owned()), range }),
        _ => items.push(Attribute { kind: AttributeKind::Pair { key, value: value.to_owned(), value_range }, range }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_stand_alone() {
        for (text, open, close) in [
            ("<div>", true, false),
            ("<DIV class=\"a\">", true, false),
            ("</div >", false, true),
            ("<div/>", false, false),
            ("<divide>", false, false),
            ("<div>a</div>", false, false),
            ("<div", false, false),
            ("<é>", false, false),
        ] {
            assert_eq!((opens(text, "div"), closes(text, "div")), (open, close), "{text}");
        }
    }

    #[test]
    fn tags_around_the_text_of_a_line() {
        for (text, inside) in [
            ("<div>a</div>", Some("a")),
            ("<DIV class=\"a b\"> a <b>c</b> </div >", Some(" a <b>c</b> ")),
            ("<div></div>", Some("")),
            ("<div><div>a</div></div>", None),
            ("<div>a</div> b", None),
            ("<div>a</div><div>b</div>", None),
            ("<div>a", None),
            ("<span>a</div>", None),
            ("<div>", None),
        ] {
            assert_eq!(around(text, "div").map(|range| &text[range]), inside, "{text}");
        }
        assert_eq!(count("<div a> <div> </DIV> <divide> </div> < div", "div"), (2, 2));
    }

    #[test]
    fn attributes_have_their_places() {
        let text = "x <div class=\"a  b\" id=c data-x hidden style = 'd e'>";
        let read = attributes(text, 2..text.len());
        let shown: Vec<String> = read
            .items
            .iter()
            .map(|item| {
                let kind = match &item.kind {
                    AttributeKind::Class(class) => format!(".{class}"),
                    AttributeKind::Id(id) => format!("#{id}"),
                    AttributeKind::Word(word) => word.clone(),
                    AttributeKind::Pair { key, value, .. } => format!("{key}: {value}"),
                };
                format!("{kind} at {}", &text[item.range.clone()])
            })
            .collect();
        assert_eq!(
            shown,
            [".a at a", ".b at b", "#c at id=c", "data-x at data-x", "hidden at hidden", "style: d e at style = 'd e'"]
        );
        for text in ["<div class=>", "<div =>", "<div class=\">", "<div class='é ü>", "<div ='>"] {
            attributes(text, 0..text.len());
        }
    }
}
