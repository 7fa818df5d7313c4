//! What a line starts, by the rules of CommonMark 0.31. Only what matters for finding divs and braces.

use super::cursor::Cursor;

/// An open code fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fence {
    character: u8,
    length: usize,
}

impl Fence {
    /// A line that opens a code fence.
    pub fn opens(cursor: &Cursor<'_>) -> Option<Fence> {
        let text = cursor.trimmed();
        let character = *text.as_bytes().first().filter(|c| matches!(c, b'`' | b'~'))?;
        let length = run(text, character);
        let info = &text[length..];
        (length >= 3 && (character == b'~' || !info.contains('`'))).then_some(Fence { character, length })
    }

    /// Does this line close it?
    pub fn closed_by(self, cursor: &Cursor<'_>) -> bool {
        let text = cursor.trimmed();
        let length = run(text, self.character);
        cursor.indent() <= 3 && length >= self.length && length == text.len()
    }
}

/// How often a character stands at the start.
pub fn run(text: &str, character: u8) -> usize {
    text.bytes().take_while(|b| *b == character).count()
}

/// The number of `#` of a heading.
pub fn heading_level(text: &str) -> Option<usize> {
    let level = run(text, b'#');
    let after = text.as_bytes().get(level);
    ((1..=6).contains(&level) && matches!(after, None | Some(b' ' | b'\t'))).then_some(level)
}

/// `***`, `- - -`, `___`.
pub fn is_rule(text: &str) -> bool {
    let Some(character) = text.bytes().next().filter(|c| matches!(c, b'*' | b'-' | b'_')) else { return false };
    text.bytes().all(|b| b == character || b == b' ' || b == b'\t') && text.bytes().filter(|b| *b == character).count() >= 3
}

/// A line of `=` or `-` that makes the text above it a heading.
pub fn is_underline(text: &str) -> bool {
    ['=', '-'].iter().any(|c| !text.is_empty() && text.chars().all(|found| found == *c))
}

/// The width of a list marker. `interrupts`: in the middle of a paragraph, where only `1.` and items with text start a list.
pub fn list_marker(text: &str, interrupts: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let width = match bytes.first()? {
        b'-' | b'+' | b'*' => 1,
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
            let delimited = matches!(bytes.get(digits), Some(b'.' | b')'));
            if digits > 9 || !delimited || (interrupts && text[..digits].parse() != Ok(1u32)) {
                return None;
            }
            digits + 1
        }
        _ => return None,
    };
    let empty = text[width..].trim_matches([' ', '\t']).is_empty();
    let separated = matches!(bytes.get(width), None | Some(b' ' | b'\t'));
    (separated && !(interrupts && empty) && !is_rule(text)).then_some(width)
}

/// The width of the mark that starts a footnote's definition, `[^name]:`, and of the white space behind it.
pub fn footnote_definition(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("[^")?;
    let name = inside.find(']')?;
    let after = inside[name..].strip_prefix("]:")?;
    let fits = name > 0 && !inside[..name].contains([' ', '\t', '\0']);
    fits.then(|| text.len() - after.trim_start_matches([' ', '\t']).len())
}

/// The width of the mark that starts what a term means, `:` and white space. Where no term stands above, the line is text; nothing
/// that is looked for here differs then.
pub fn description(text: &str) -> Option<usize> {
    let after = text.strip_prefix([':', '~'])?;
    let rest = after.trim_start_matches([' ', '\t']);
    (rest.len() < after.len() && !rest.is_empty()).then(|| text.len() - rest.len())
}

/// What ends a block of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Html {
    /// One of these, on the same line or a later one.
    Until(&'static [&'static str]),
    /// A blank line.
    UntilBlank,
}

const BLOCK_TAGS: &[&str] = &[
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];
const RAW_TAGS: &[&str] = &["script", "pre", "style", "textarea"];

impl Html {
    /// A line that opens a block of HTML (CommonMark 4.6).
    pub fn opens(text: &str, in_paragraph: bool) -> Option<Html> {
        let inside = text.strip_prefix('<')?;
        if inside.starts_with("!--") {
            return Some(Html::Until(&["-->"]));
        }
        if inside.starts_with('?') {
            return Some(Html::Until(&["?>"]));
        }
        if inside.starts_with("![CDATA[") {
            return Some(Html::Until(&["]]>"]));
        }
        if inside.strip_prefix('!').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic())) {
            return Some(Html::Until(&[">"]));
        }
        let closing = inside.starts_with('/');
        let name = inside.trim_start_matches('/');
        let length = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        let (name, after) = (name[..length].to_ascii_lowercase(), &name[length..]);
        let ends_name = after.is_empty() || after.starts_with([' ', '\t', '>']) || after.starts_with("/>");
        if RAW_TAGS.contains(&name.as_str()) && !closing && ends_name {
            return Some(Html::Until(&["</script>", "</pre>", "</style>", "</textarea>"]));
        }
        let alone = !name.is_empty() && !in_paragraph && text.trim_end().ends_with('>') && !after.contains('<') && one_tag(after);
        ((BLOCK_TAGS.contains(&name.as_str()) && ends_name) || alone).then_some(Html::UntilBlank)
    }

    /// Is this its last line?
    pub fn ends_with(self, text: &str) -> bool {
        match self {
            Html::UntilBlank => text.trim().is_empty(),
            Html::Until(marks) => {
                let lower = text.to_ascii_lowercase();
                marks.iter().any(|mark| lower.contains(mark))
            }
        }
    }
}

/// The rest of a tag after its name, with nothing behind it.
fn one_tag(after: &str) -> bool {
    after.starts_with([' ', '\t', '>', '/']) && after.trim_end().find('>') == Some(after.trim_end().len() - 1)
}

/// Would this end a paragraph that it doesn't belong to?
pub fn starts_block(cursor: &Cursor<'_>) -> bool {
    let text = cursor.trimmed();
    if text.is_empty() {
        return true;
    }
    cursor.indent() <= 3
        && (text.starts_with('>')
            || text.starts_with(":::")
            || text == "$$"
            || Fence::opens(cursor).is_some()
            || heading_level(text).is_some()
            || is_rule(text)
            || list_marker(text, false).is_some()
            || footnote_definition(text).is_some()
            || description(text).is_some()
            || Html::opens(text, true).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_markers() {
        for (text, interrupts, width) in [
            ("- a", false, Some(1)),
            ("-", false, Some(1)),
            ("-", true, None),
            ("-a", false, None),
            ("- - -", false, None),
            ("12. a", false, Some(3)),
            ("2) a", true, None),
            ("1) a", true, Some(2)),
            ("1234567890. a", false, None),
            ("* * *", false, None),
        ] {
            assert_eq!(list_marker(text, interrupts), width, "{text}");
        }
    }

    #[test]
    fn html_starts() {
        for (text, in_paragraph, expected) in [
            ("<!-- a", true, true),
            ("<div class=x>", true, true),
            ("</div>", true, true),
            ("<divide>", true, false),
            ("<divide>", false, true),
            ("<b>bold</b> text", false, false),
            ("<script>", true, true),
            ("< div", false, false),
            ("<https://x.org>", false, false),
        ] {
            assert_eq!(Html::opens(text, in_paragraph).is_some(), expected, "{text}");
        }
    }
}
