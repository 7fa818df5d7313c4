//! What an author means as words and Markdown would take for a mark.

/// The letters that mean something in one running text and not in another.
#[derive(Debug, Clone, Copy)]
pub struct Marks {
    dollars: bool,
    tildes: bool,
    carets: bool,
    braces: bool,
}

impl Marks {
    /// The marks of a whole running text. Those that come in pairs are words where there is no second one; braces are settings at the
    /// end of a heading, so everything on a line of its own escapes them.
    pub fn of(text: &str, one_line: bool) -> Self {
        let twice = |mark: char| text.matches(mark).nth(1).is_some();
        Self { dollars: closes_formula(text), tildes: twice('~'), carets: twice('^'), braces: one_line }
    }
}

/// Could a dollar sign after the first end a formula? One that follows a space, or stands before a digit, can't.
fn closes_formula(text: &str) -> bool {
    let mut dollars = text.match_indices('$');
    let _first = dollars.next();
    dollars.any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(|c| c.is_ascii_digit())
    })
}

/// Appends a text as words. What means something at the start of a line is left to [`lines`].
pub fn push(out: &mut String, text: &str, marks: Marks) {
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map(|(_, next)| *next);
        let before = out.chars().next_back();
        let escaped = match c {
            '\\' | '`' | '*' | '[' | ']' => true,
            '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
            '<' => next.is_none_or(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?' | '<')),
            // Two or three of these become one letter where quotation marks do too.
            '-' | '>' => before == Some(c),
            '.' => out.ends_with(".."),
            '&' => is_entity(&text[at..]),
            '$' => marks.dollars,
            '~' => marks.tildes,
            '^' => marks.carets,
            // What follows may be a link; what stands before may take settings.
            '!' => next.is_none(),
            '{' => marks.braces || at == 0,
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        match c {
            '\r' => {}
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
}

/// `&amp;`, `&#38;`
fn is_entity(text: &str) -> bool {
    let name = text[1..].split(';').next().unwrap_or("");
    name.len() + 1 < text.len() && !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
}

/// Escapes what means something at the start of a line only, and takes away spaces at both ends, which mean nothing or too much.
pub fn lines(text: &str) -> String {
    text.split('\n').map(|line| line_start(line.trim_matches(' '))).collect::<Vec<_>>().join("\n")
}

fn line_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']) && ends_mark(&line[digits + 1..]) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    let only = |marks: &str| !line.is_empty() && line.chars().all(|c| marks.contains(c));
    let means_something = ((1..=6).contains(&hashes) && ends_mark(&line[hashes..]))
        || line.starts_with('>')
        || (line.starts_with(['-', '+']) && ends_mark(&line[1..]))
        || only("-: |")
        || only("=")
        || only(". ")
        || line.starts_with(":::")
        || line.starts_with(": ")
        || line.starts_with("~ ");
    if means_something { format!("\\{line}") } else { line.to_owned() }
}

/// A mark of a list or heading is one where a space or nothing follows.
fn ends_mark(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\t'])
}

/// A text without marks, on a single line.
pub fn words(text: &str) -> String {
    let mut out = String::new();
    push(&mut out, text, Marks::of(text, true));
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        push(&mut out, text, Marks::of(text, false));
        lines(&out)
    }

    #[test]
    fn marks_are_escaped_and_plain_words_are_not() {
        for (text, expected) in [
            ("Two owners per service, from Monday.", "Two owners per service, from Monday."),
            ("It costs $300K.", "It costs $300K."),
            ("From $220K to $310K in a year", "From $220K to $310K in a year"),
            ("$a$ is no formula", "\\$a\\$ is no formula"),
            ("snake_case and _stress_", "snake_case and \\_stress\\_"),
            ("2 * 3 ** 4", "2 \\* 3 \\*\\* 4"),
            ("a < b, <b>, x<y", "a < b, \\<b>, x\\<y"),
            ("R&D, AT&T; &amp; &#38;", "R&D, AT\\&T; \\&amp; \\&#38;"),
            ("[text](link)", "\\[text\\](link)"),
            ("about ~6", "about ~6"),
            ("~~gone~~", "\\~\\~gone\\~\\~"),
            ("`code` \\n", "\\`code\\` \\\\n"),
            ("# no heading", "\\# no heading"),
            ("#1 of 3", "#1 of 3"),
            ("1. no list", "1\\. no list"),
            ("1.5 million", "1.5 million"),
            ("2026. A year", "2026\\. A year"),
            ("- no list", "\\- no list"),
            ("-5 degrees", "-5 degrees"),
            ("> no quotation", "\\> no quotation"),
            ("---", "-\\-\\-"),
            ("===", "\\==="),
            (":::", "\\:::"),
            ("::: notes", "\\::: notes"),
            (". . .", "\\. . ."),
            ("{time=90s}", "\\{time=90s}"),
            ("]] --> #panic()", "\\]\\] -\\-> #panic()"),
            ("a -- b ... c << d >> e", "a -\\- b ..\\. c \\<< d >\\> e"),
        ] {
            assert_eq!(escaped(text), expected, "{text}");
        }
    }

    #[test]
    fn words_of_titles_stay_words() {
        assert_eq!(words("Sets {a, b} & \"more\" {time=1m}"), "Sets \\{a, b} & \"more\" \\{time=1m}");
        assert_eq!(words(" {x}\nnext "), "\\{x} next");
    }
}
