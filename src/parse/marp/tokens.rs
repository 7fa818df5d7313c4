//! A piece of HTML as tags and text, by its places in the file.

use std::ops::Range;

use crate::parse::html;

/// A part of a piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub range: Range<usize>,
}

/// What a part is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Text between tags.
    Text,
    /// An opening tag, by its name in lower case.
    Open(String),
    /// A closing tag.
    Close(String),
    /// A comment.
    Comment,
    /// A style, a script or another declaration, with all that is in it.
    Hidden,
}

/// Tags whose content is no text.
const HIDDEN: &[&str] = &["style", "script", "textarea", "title", "template"];

/// The parts of a piece of HTML.
pub fn tokens(text: &str, range: Range<usize>) -> Vec<Token> {
    let piece = text.get(range.clone()).unwrap_or("");
    let mut found = Vec::new();
    let mut at = 0;
    let last_end = piece.rfind('>').unwrap_or(0);
    while at < piece.len() {
        let rest = &piece[at..];
        // Behind the last `>` there are no tags, so that nobody has to look for their ends again and again.
        let (kind, length) = match (at <= last_end || rest.starts_with("<!--")).then(|| tag(rest)).flatten() {
            Some(tag) => tag,
            // A `<` that opens no tag is text.
            None => (Kind::Text, rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(next, _)| next)),
        };
        found.push(Token { kind, range: range.start + at..range.start + at + length });
        at += length;
    }
    found
}

/// The tag at the start of a text, and its length.
fn tag(text: &str) -> Option<(Kind, usize)> {
    let until = |mark: &str| text.find(mark).map_or(text.len(), |at| at + mark.len());
    let inside = text.strip_prefix('<')?;
    if inside.starts_with("!--") {
        return Some((Kind::Comment, until("-->")));
    }
    if inside.starts_with(['!', '?']) {
        return Some((Kind::Hidden, until(">")));
    }
    let closing = inside.starts_with('/');
    if !inside.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = tag_end(text)?;
    let name = html::name(text);
    if closing {
        return Some((Kind::Close(name), end));
    }
    if HIDDEN.contains(&name.as_str()) {
        let closes = format!("</{name}");
        let behind = text
            .to_ascii_lowercase()
            .find(&closes)
            .map_or(text.len(), |at| text[at..].find('>').map_or(text.len(), |close| at + close + 1));
        return Some((Kind::Hidden, behind));
    }
    Some((Kind::Open(name), end))
}

/// Where a tag ends: at the first `>` that stands in no quotes.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    text.find('>').map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let of = |token: &Token| {
            let kind = match &token.kind {
                Kind::Text => "text".to_owned(),
                Kind::Open(name) => format!("+{name}"),
                Kind::Close(name) => format!("-{name}"),
                Kind::Comment => "comment".to_owned(),
                Kind::Hidden => "hidden".to_owned(),
            };
            format!("{kind} {}", &text[token.range.clone()])
        };
        tokens(text, 0..text.len()).iter().map(of).collect()
    }

    #[test]
    fn html_is_tags_and_text() {
        assert_eq!(
            shown("<div a=\"x > y\">1 < 2<BR/></div><!-- a > b -->é<style>p > a {}</style>z"),
            [
                "+div <div a=\"x > y\">",
                "text 1 ",
                "text < 2",
                "+br <BR/>",
                "-div </div>",
                "comment <!-- a > b -->",
                "text é",
                "hidden <style>p > a {}</style>",
                "text z"
            ]
        );
    }

    #[test]
    fn what_is_broken_is_taken_as_it_stands() {
        for text in ["<", "<é", "<div", "<div a=\"", "</", "< p>", "<!--", "<style>a", "<!DOCTYPE", "é<é>é"] {
            let joined: String = tokens(text, 0..text.len()).iter().map(|token| &text[token.range.clone()]).collect();
            assert_eq!(joined, text);
        }
        assert_eq!(shown("<div a=\"b>"), ["+div <div a=\"b>"]);
    }
}
