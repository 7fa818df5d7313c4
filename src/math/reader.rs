//! From tokens to the typesetter's notation, by recursive descent.

use std::ops::Range;

use super::symbols::{self, find};
use super::tokens::{self, Token};
use super::{MAX_DEPTH, Problem};
use crate::diagnostic::nearest;

/// Reads a whole formula.
pub(super) fn whole(latex: &str) -> (String, Vec<Problem>) {
    let mut reader = Reader { latex, tokens: tokens::read(latex), at: 0, depth: 0, problems: Vec::new() };
    if reader.tokens.is_empty() {
        reader.problem(0..latex.len(), "this formula is empty");
    }
    let typst = reader.top();
    let mut problems = reader.problems;
    problems.sort_by_key(|problem| problem.range.start);
    (typst, problems)
}

/// One thing in a row, with its scripts.
#[derive(Debug, Default)]
pub(super) struct Atom {
    /// Its own notation.
    pub text: String,
    /// Is it more than one thing, so that scripts have to be attached to the whole?
    pub group: bool,
    /// The lines of an environment that may stand by itself.
    pub lines: Option<String>,
    primes: usize,
    sub: Option<String>,
    sup: Option<String>,
}

impl Atom {
    pub(super) fn one(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(super) fn group(text: impl Into<String>) -> Self {
        Self { text: text.into(), group: true, ..Self::default() }
    }

    fn is_bare(&self) -> bool {
        self.primes == 0 && self.sub.is_none() && self.sup.is_none()
    }

    fn write(mut self) -> String {
        // The label of a brace is part of it.
        if let Some(name) = symbols::BRACES.iter().find(|name| self.text.starts_with(&format!("{name}("))) {
            let label = if name.starts_with("over") { self.sup.take() } else { self.sub.take() };
            if let (Some(label), Some(open)) = (label, self.text.strip_suffix(')')) {
                self.text = format!("{open},{label})");
            }
        }
        if self.is_bare() {
            return self.text;
        }
        let base = if self.text.is_empty() { "\"\"" } else { &self.text };
        if self.group {
            let primes = "′".repeat(self.primes);
            let sup = match self.sup {
                Some(sup) => Some(join([primes, sup])),
                None => (self.primes > 0).then_some(primes),
            };
            let argument =
                |key: &str, script: Option<String>| script.map_or_else(String::new, |script| format!(",{key}: {script}"));
            return format!("attach({base}{}{})", argument("b", self.sub), argument("t", sup));
        }
        let script = |mark: char, script: Option<String>| script.map_or_else(String::new, |script| format!("{mark}({script})"));
        format!("{base}{}{}{}", "'".repeat(self.primes), script('_', self.sub), script('^', self.sup))
    }
}

/// Puts parts beside each other, with a space where they would become one name or number.
pub(super) fn join(parts: impl IntoIterator<Item = String>) -> String {
    let mut out = String::new();
    let mut after_code = false;
    for part in parts {
        let word = |c: char| c.is_alphanumeric() || c == '.';
        let sticks = out.ends_with(word) && part.starts_with(word);
        if !part.is_empty() && (sticks || after_code) {
            out.push(' ');
        }
        after_code = part.starts_with('#') || (after_code && part.is_empty());
        out.push_str(&part);
    }
    out
}

/// An argument may not be empty: where it is, something that takes no room.
pub(super) fn or_nothing(argument: String) -> String {
    if argument.is_empty() { "\"\"".to_owned() } else { argument }
}

/// A character that stands for itself.
pub(super) fn character(c: char) -> String {
    match c {
        '-' => "−".to_owned(),
        '*' => "∗".to_owned(),
        '`' => "‘".to_owned(),
        c if c.is_alphanumeric() => c.to_string(),
        c if c.is_ascii() || !c.is_whitespace() => format!("\\{c}"),
        _ => String::new(),
    }
}

/// Words in quotes. Spaces at their ends would be lost, so they become spaces that don't break.
pub(super) fn quoted(words: &str) -> String {
    let blank = |c: char| c.is_ascii_whitespace();
    let inner = words.trim_matches(blank);
    let ends = |present: bool| if present { "\u{A0}" } else { "" };
    let before = ends(words.starts_with(blank));
    let after = ends(words.ends_with(blank) && !inner.is_empty());
    let mut out = format!("\"{before}");
    for c in inner.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if blank(c) => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out + after + "\""
}

pub(super) struct Reader<'a> {
    pub(super) latex: &'a str,
    tokens: Vec<(Token<'a>, Range<usize>)>,
    at: usize,
    depth: usize,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.at).map(|(token, _)| *token)
    }

    /// The place of the next token; the end of the formula behind the last.
    pub(super) fn place(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.latex.len()..self.latex.len(), |(_, range)| range.clone())
    }

    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    pub(super) fn takes(&mut self, token: Token<'_>) -> bool {
        let found = self.peek() == Some(token);
        self.at += usize::from(found);
        found
    }

    pub(super) fn problem(&mut self, range: Range<usize>, message: impl Into<String>) {
        self.problems.push(Problem { range, message: message.into(), help: None });
    }

    pub(super) fn help(&mut self, help: impl Into<String>) {
        if let Some(last) = self.problems.last_mut() {
            last.help = Some(help.into());
        }
    }

    /// The whole formula: lines with columns, or an environment of lines by itself.
    fn top(&mut self) -> String {
        let mut rows = vec![vec![]];
        loop {
            let atoms = self.atoms(false);
            if let (1, [atom]) = (rows.len(), atoms.as_slice())
                && self.peek().is_none()
                && let (true, Some(lines)) = (atom.is_bare(), &atom.lines)
            {
                return lines.clone();
            }
            let cell = join(atoms.into_iter().map(Atom::write));
            rows.last_mut().expect("a row is open").push(cell);
            let place = self.place();
            match self.next() {
                None => break,
                Some(Token::Align) => {}
                Some(Token::Command("\\")) => rows.push(vec![]),
                Some(Token::Close) => {
                    self.problem(place, "this `}` closes nothing");
                    self.help("write `\\}` for the character");
                }
                Some(Token::Command(name)) => self.problem(place, format!("`\\{name}` closes nothing")),
                Some(_) => {}
            }
        }
        super::environments::lines(rows)
    }

    /// A row up to what ends it: `}`, `&`, `\\`, `\right`, `\end`, or `]` within brackets.
    pub(super) fn row(&mut self, bracket: bool) -> String {
        let atoms = self.atoms(bracket);
        join(atoms.into_iter().map(Atom::write))
    }

    fn atoms(&mut self, bracket: bool) -> Vec<Atom> {
        let mut atoms = Vec::new();
        while let Some(token) = self.peek() {
            let place = self.place();
            match token {
                Token::Close | Token::Align | Token::Command("\\" | "right" | "end") => break,
                Token::Char(']') if bracket => break,
                Token::Sub | Token::Sup => {
                    self.at += 1;
                    self.script(&mut atoms, token, place);
                }
                Token::Char('\'') => {
                    self.at += 1;
                    let base = base(&mut atoms);
                    base.primes += 1;
                }
                Token::Command(name @ ("limits" | "nolimits")) => {
                    self.at += 1;
                    let function = if name == "limits" { "limits" } else { "scripts" };
                    match atoms.last_mut() {
                        Some(last) => last.text = format!("{function}({})", or_nothing(std::mem::take(&mut last.text))),
                        None => self.problem(place, format!("`\\{name}` stands behind nothing")),
                    }
                }
                Token::Command(name @ ("over" | "choose" | "atop")) => {
                    self.at += 1;
                    let above = or_nothing(join(atoms.drain(..).map(Atom::write)));
                    let below = or_nothing(self.deeper(&place, |reader| reader.row(bracket)));
                    atoms.push(Atom::one(match name {
                        "over" => format!("frac({above},{below})"),
                        "choose" => format!("binom({above},{below})"),
                        _ => format!("mat(delim: #none,{above};{below})"),
                    }));
                }
                Token::Command(name) if find(symbols::STYLES, name).is_some() => {
                    self.at += 1;
                    let rest = self.deeper(&place, |reader| reader.row(bracket));
                    let function = find(symbols::STYLES, name).unwrap_or_default();
                    atoms.push(Atom::group(if rest.is_empty() { rest } else { format!("{function}({rest})") }));
                }
                _ => atoms.extend(self.atom()),
            }
        }
        atoms
    }

    fn script(&mut self, atoms: &mut Vec<Atom>, mark: Token<'_>, place: Range<usize>) {
        let mark = if mark == Token::Sub { "_" } else { "^" };
        let script = self.argument(&place, mark);
        let base = base(atoms);
        let slot = if mark == "_" { &mut base.sub } else { &mut base.sup };
        if slot.is_some() {
            self.problem(place, format!("there are two `{mark}` at the same place"));
            self.help(format!("put braces around the inner one: `{{x{mark}a}}{mark}b`"));
        } else {
            *slot = Some(or_nothing(script));
        }
    }

    /// Runs `read` one level deeper; beyond the bound, nothing more of the formula is read.
    pub(super) fn deeper<T: Default>(&mut self, place: &Range<usize>, read: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth >= MAX_DEPTH {
            self.problem(place.clone(), format!("this formula is nested more than {MAX_DEPTH} deep"));
            self.at = self.tokens.len();
            return T::default();
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }

    /// One thing, without its scripts.
    fn atom(&mut self) -> Option<Atom> {
        let place = self.place();
        match self.next()? {
            Token::Char(c) if c.is_ascii_digit() => Some(Atom::one(self.number(c))),
            Token::Char(c) => Some(Atom::one(character(c))),
            Token::Open => Some(self.group_after_open(place)),
            Token::Tie => Some(Atom::one("space.nobreak")),
            Token::Command(name) => self.deeper(&place, |reader| reader.command(name, place.clone())),
            Token::Close | Token::Sub | Token::Sup | Token::Align => None,
        }
    }

    fn number(&mut self, first: char) -> String {
        let mut number = first.to_string();
        while let Some(Token::Char(c)) = self.peek() {
            let after = self.tokens.get(self.at + 1).map(|(token, _)| *token);
            let point = c == '.' && matches!(after, Some(Token::Char(d)) if d.is_ascii_digit()) && !number.contains('.');
            if !c.is_ascii_digit() && !point {
                break;
            }
            number.push(c);
            self.at += 1;
        }
        number
    }

    fn group_after_open(&mut self, open: Range<usize>) -> Atom {
        let content = self.deeper(&open, |reader| reader.content(&open));
        // A comma in braces of its own is no punctuation: `1{,}000`.
        let plain = matches!(content.as_str(), "\\," | "\\;" | "\\:" | "\\=" | "\\<" | "\\>");
        Atom::group(if plain { format!("class(\"normal\",{content})") } else { content })
    }

    /// What stands up to the brace that closes the one at `open`.
    fn content(&mut self, open: &Range<usize>) -> String {
        let mut parts = Vec::new();
        loop {
            parts.push(self.row(false));
            let place = self.place();
            match self.next() {
                Some(Token::Close) => break,
                None => {
                    self.problem(open.clone(), "this `{` is never closed");
                    break;
                }
                Some(Token::Align) => {
                    self.problem(place, "`&` has a meaning only between the columns of an environment");
                    self.help("write `\\&` for the character");
                }
                Some(Token::Command("\\")) => {
                    self.problem(place, "a line can't end within braces");
                    self.help("lines stand in an environment such as `\\begin{aligned} … \\end{aligned}`, or in `\\substack{…}`");
                }
                Some(Token::Command(name)) => self.problem(place, format!("`\\{name}` closes nothing within these braces")),
                Some(_) => {}
            }
        }
        join(parts)
    }

    /// An argument: what stands in braces, or the next thing.
    pub(super) fn argument(&mut self, of: &Range<usize>, name: &str) -> String {
        let place = self.place();
        match self.peek() {
            Some(Token::Open) => {
                self.at += 1;
                self.deeper(&place, |reader| reader.content(&place))
            }
            Some(Token::Char(c)) => {
                self.at += 1;
                character(c)
            }
            Some(Token::Command(name)) if !matches!(name, "\\" | "right" | "end" | "") => {
                self.atom().map_or_else(String::new, Atom::write)
            }
            _ => {
                let shown = if matches!(name, "_" | "^") { name.to_owned() } else { format!("\\{name}") };
                self.problem(of.clone(), format!("something is missing behind `{shown}`"));
                self.help(format!("write what belongs to it in braces: `{shown}{{…}}`"));
                String::new()
            }
        }
    }

    /// What stands in brackets, if brackets come next.
    pub(super) fn option(&mut self, of: &Range<usize>) -> Option<String> {
        if !self.takes(Token::Char('[')) {
            return None;
        }
        let content = self.deeper(of, |reader| reader.row(true));
        if !self.takes(Token::Char(']')) {
            self.problem(of.clone(), "the `[` behind this is never closed");
        }
        Some(content)
    }

    /// What was written in the braces that come next, as it stands, and where.
    pub(super) fn raw(&mut self, of: &Range<usize>, name: &str) -> Range<usize> {
        if self.peek() != Some(Token::Open) {
            self.problem(of.clone(), format!("something in braces is missing behind `\\{name}`"));
            return of.end..of.end;
        }
        let start = self.place().end;
        let mut depth = 0;
        while let Some((token, range)) = self.tokens.get(self.at) {
            self.at += 1;
            match token {
                Token::Open => depth += 1,
                Token::Close => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return start..range.start;
            }
        }
        self.problem(start - 1..start, "this `{` is never closed");
        start..self.latex.len()
    }

    /// The letters in the braces that come next, where nothing but letters, digits and spaces stands in them.
    pub(super) fn letters(&mut self) -> Option<String> {
        if self.peek() != Some(Token::Open) {
            return None;
        }
        let mut word = String::new();
        for (ahead, (token, _)) in self.tokens[self.at + 1..].iter().enumerate() {
            match token {
                Token::Char(c) if c.is_alphanumeric() || "-./".contains(*c) => word.push(*c),
                Token::Command("," | ";" | ":" | " ") => word.push('\u{2009}'),
                Token::Tie => word.push('\u{A0}'),
                Token::Close if !word.is_empty() => {
                    self.at += ahead + 2;
                    return Some(word);
                }
                _ => return None,
            }
        }
        None
    }

    /// Words with formulas between dollar signs in them.
    pub(super) fn text(&mut self, range: Range<usize>) -> String {
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut at = range.start;
        while let Some(c) = self.latex.get(at..range.end).and_then(|rest| rest.chars().next()) {
            let rest = &self.latex[at + c.len_utf8()..range.end];
            at += c.len_utf8();
            match c {
                '\\' => {
                    let next = rest.chars().next().unwrap_or('\\');
                    if !"%$&#_{} \\".contains(next) {
                        let name: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
                        self.problem(at - 1..at + name.len(), format!("`\\{name}` can't stand in words"));
                        self.help("close the words, or put `$` around it");
                    }
                    words.push(if next == '\\' { ' ' } else { next });
                    at += next.len_utf8();
                }
                '$' => {
                    let end = rest.find('$').unwrap_or(rest.len());
                    let (inner, problems) = self.deeper(&range, |_| whole(&rest[..end]));
                    self.problems.extend(problems.into_iter().map(|mut problem| {
                        problem.range = problem.range.start + at..problem.range.end + at;
                        problem
                    }));
                    if !words.is_empty() {
                        parts.push(quoted(&std::mem::take(&mut words)));
                    }
                    parts.push(inner);
                    at += end + 1;
                }
                '{' | '}' => {}
                '~' => words.push('\u{A0}'),
                c => words.push(c),
            }
        }
        if !words.is_empty() {
            parts.push(quoted(&words));
        }
        join(parts)
    }

    pub(super) fn unknown(&mut self, place: Range<usize>, name: &str) {
        if name.is_empty() {
            return self.problem(place, "this `\\` has no command behind it");
        }
        if let Some(why) = find(symbols::REFUSED, name) {
            return self.problem(place, format!("`\\{name}` {why}, which has no place in a formula here"));
        }
        self.problem(place, format!("`\\{name}` is no command that formulas know"));
        if let Some(near) = nearest(name, symbols::commands()) {
            self.help(format!("the nearest known command is `\\{near}`"));
        }
    }
}

/// The thing that a script belongs to.
fn base(atoms: &mut Vec<Atom>) -> &mut Atom {
    if atoms.is_empty() {
        atoms.push(Atom::one(""));
    }
    atoms.last_mut().expect("there is one")
}
