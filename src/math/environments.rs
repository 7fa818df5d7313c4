//! What commands and environments mean.

use std::ops::Range;

use super::reader::{Atom, Reader, character, join, or_nothing, quoted};
use super::symbols::{self, find};
use super::tokens::Token;
use crate::diagnostic::nearest;

/// Lines with columns, in the form that can only stand by itself.
pub(super) fn lines(rows: Vec<Vec<String>>) -> String {
    let rows: Vec<String> = rows.into_iter().map(|cells| cells.join("& ")).collect();
    rows.join("\\\n")
}

/// What negation makes of a relation.
const NEGATED: &[(char, char)] = &[
    ('=', '≠'),
    ('<', '≮'),
    ('>', '≯'),
    ('∈', '∉'),
    ('∋', '∌'),
    ('≡', '≢'),
    ('∼', '≁'),
    ('≈', '≉'),
    ('≅', '≇'),
    ('⊂', '⊄'),
    ('⊃', '⊅'),
    ('⊆', '⊈'),
    ('⊇', '⊉'),
    ('∣', '∤'),
    ('∥', '∦'),
    ('∃', '∄'),
    ('≤', '≰'),
    ('≥', '≱'),
    ('→', '↛'),
    ('⇒', '⇏'),
];

impl<'a> Reader<'a> {
    /// One command with its arguments.
    pub(super) fn command(&mut self, name: &'a str, place: Range<usize>) -> Option<Atom> {
        if let Some(c) = find(symbols::SYMBOLS, name) {
            return Some(Atom::one(character(c)));
        }
        if let Some((_, text, limits)) = symbols::FUNCTIONS.iter().find(|(known, ..)| *known == name) {
            return Some(Atom::one(function(text, *limits)));
        }
        if let Some((_, bar, class)) = symbols::BARS.iter().find(|(known, ..)| *known == name) {
            return Some(Atom::one(format!("class(\"{class}\",\\{bar})")));
        }
        if let Some(accent) = find(symbols::ACCENTS, name) {
            let argument = self.filled(&place, name);
            return Some(Atom::one(format!("accent({argument},\"{accent}\")")));
        }
        if let Some(form) = find(symbols::WRAPPERS, name) {
            let argument = self.filled(&place, name);
            let text = form.replace("{}", &argument);
            return Some(if form.starts_with('#') || form.starts_with("quad") { Atom::group(text) } else { Atom::one(text) });
        }
        if symbols::BRACES.contains(&name) {
            let argument = self.filled(&place, name);
            return Some(Atom::one(format!("{name}({argument})")));
        }
        if let Some(arrow) = find(symbols::LONG_ARROWS, name) {
            return Some(self.long_arrow(arrow, &place, name));
        }
        if let Some(space) = find(symbols::SPACES, name) {
            return Some(Atom::group(space));
        }
        if let Some(font) = find(symbols::TEXTS, name) {
            let range = self.raw(&place, name);
            let text = self.text(range);
            return Some(if font.is_empty() { Atom::group(text) } else { Atom::one(format!("{font}({text})")) });
        }
        if symbols::SIZED.contains(&name) {
            return self.sized(name, &place);
        }
        if symbols::SILENT.contains(&name) {
            return None;
        }
        self.structure(name, place)
    }

    fn structure(&mut self, name: &'a str, place: Range<usize>) -> Option<Atom> {
        let text = match name {
            "frac" | "dfrac" | "tfrac" | "cfrac" | "binom" | "dbinom" | "tbinom" => self.fraction(name, &place),
            "sqrt" => {
                let index = self.option(&place).filter(|index| !index.is_empty());
                let argument = self.filled(&place, name);
                index.map_or_else(|| format!("sqrt({argument})"), |index| format!("root({index},{argument})"))
            }
            "mathrm" => match self.letters() {
                Some(word) => quoted(&word),
                None => format!("upright({})", self.filled(&place, name)),
            },
            "operatorname" | "operatorname*" => {
                let word = match self.letters() {
                    Some(word) => quoted(&word),
                    None => format!("upright({})", self.filled(&place, name)),
                };
                let limits = if name.ends_with('*') { ",limits: #true" } else { "" };
                format!("op({word}{limits})")
            }
            "overset" | "stackrel" => {
                let above = self.filled(&place, name);
                let base = self.filled(&place, name);
                format!("limits({base})^({above})")
            }
            "underset" => {
                let below = self.filled(&place, name);
                let base = self.filled(&place, name);
                format!("limits({base})_({below})")
            }
            "left" => self.fenced(&place)?,
            "middle" => format!("mid({})", self.delimiter(&place, name)?),
            "begin" => return self.environment(&place),
            "substack" => return self.substack(&place),
            "not" => self.negated(&place)?,
            "bmod" => "class(\"binary\",op(\"mod\"))".to_owned(),
            "colon" => "class(\"punctuation\",\\:)".to_owned(),
            "tag" => {
                let range = self.raw(&place, name);
                let text = self.text(range);
                return Some(Atom::group(format!("quad\\({text}\\)")));
            }
            "hspace" => return self.space(&place),
            _ => {
                self.unknown(place, name);
                return None;
            }
        };
        // A script belongs to the whole of what has scripts of its own.
        Some(if text.starts_with("limits(") { Atom::group(text) } else { Atom::one(text) })
    }

    /// An argument; where it is empty, something that takes no room.
    fn filled(&mut self, place: &Range<usize>, name: &str) -> String {
        or_nothing(self.argument(place, name))
    }

    fn fraction(&mut self, name: &str, place: &Range<usize>) -> String {
        let (above, below) = (self.filled(place, name), self.filled(place, name));
        let function = if name.ends_with("binom") { "binom" } else { "frac" };
        let fraction = format!("{function}({above},{below})");
        match name.chars().next() {
            Some('d' | 'c') => format!("display({fraction})"),
            Some('t') => format!("inline({fraction})"),
            _ => fraction,
        }
    }

    fn long_arrow(&mut self, arrow: char, place: &Range<usize>, name: &str) -> Atom {
        let below = self.option(place).filter(|below| !below.is_empty());
        let above = self.filled(place, name);
        let below = below.map_or_else(String::new, |below| format!("_( thin {below} thin)"));
        Atom::group(format!("stretch({})^( thin {above} thin){below}", character(arrow)))
    }

    /// A delimiter; nothing for `.`, which stands for none.
    fn delimiter(&mut self, of: &Range<usize>, name: &str) -> Option<String> {
        let found = match self.peek() {
            Some(Token::Char('.')) => Some(String::new()),
            Some(Token::Char('<')) => Some(character('⟨')),
            Some(Token::Char('>')) => Some(character('⟩')),
            Some(Token::Char(c)) if "()[]|/".contains(c) => Some(character(c)),
            Some(Token::Command(name)) => {
                let bar = symbols::BARS.iter().find(|(known, ..)| *known == name).map(|(_, bar, _)| *bar);
                let fences = "{}[]⟨⟩⌊⌋⌈⌉|‖\\↑↓↕⇑⇓⇕⌜⌝⌞⌟⟮⟯";
                bar.or(find(symbols::SYMBOLS, name)).filter(|c| fences.contains(*c)).map(character)
            }
            _ => None,
        };
        if found.is_some() {
            self.next();
        } else {
            self.problem(of.clone(), format!("a delimiter is missing behind `\\{name}`"));
            self.help("such as `(`, `[`, `\\{`, `|`, or `.` for none");
        }
        found
    }

    /// `\left( … \right)`
    fn fenced(&mut self, place: &Range<usize>) -> Option<String> {
        let open = self.delimiter(place, "left")?;
        let mut parts = vec![open];
        loop {
            parts.push(self.row(false));
            let here = self.place();
            match self.next() {
                Some(Token::Command("right")) => {
                    parts.push(self.delimiter(&here, "right").unwrap_or_default());
                    return Some(format!("lr({})", or_nothing(join(parts))));
                }
                Some(Token::Align | Token::Command("\\")) => {
                    self.problem(here, "a column or line can't end between `\\left` and `\\right`");
                    self.help("close with `\\right.` before it and open with `\\left.` after it");
                }
                Some(Token::Close | Token::Command("end")) | None => {
                    self.problem(place.clone(), "this `\\left` has no `\\right`");
                    self.help("write `\\right.` where nothing is to be drawn");
                    return None;
                }
                Some(_) => {}
            }
        }
    }

    /// `\big(` and its like.
    fn sized(&mut self, name: &str, place: &Range<usize>) -> Option<Atom> {
        let delimiter = self.delimiter(place, name)?;
        if delimiter.is_empty() {
            return None;
        }
        let (size, class) = match name.as_bytes().last() {
            Some(b'l') => (&name[..name.len() - 1], "opening"),
            Some(b'r') => (&name[..name.len() - 1], "closing"),
            Some(b'm') => (&name[..name.len() - 1], "relation"),
            _ => (name, ""),
        };
        let height = find(symbols::SIZES, size).unwrap_or("1.2em");
        let drawn = format!("lr(size: #{height},{delimiter})");
        Some(Atom::one(if class.is_empty() { drawn } else { format!("class(\"{class}\",{drawn})") }))
    }

    fn negated(&mut self, place: &Range<usize>) -> Option<String> {
        let relation = match self.peek() {
            Some(Token::Char(c)) => Some(c),
            Some(Token::Command(name)) => find(symbols::SYMBOLS, name),
            _ => None,
        };
        let Some(negated) = relation.and_then(|c| NEGATED.iter().find(|(plain, _)| *plain == c)) else {
            self.problem(place.clone(), "`\\not` stands before something it can't negate");
            self.help("it negates relations such as `=`, `\\in`, `\\subset`");
            return None;
        };
        self.next();
        Some(character(negated.1))
    }

    fn space(&mut self, place: &Range<usize>) -> Option<Atom> {
        let range = self.raw(place, "hspace");
        let written = self.latex[range.clone()].trim();
        let length = written.len() - written.trim_start_matches(|c: char| c.is_ascii_digit() || "+-.".contains(c)).len();
        let number = written[..length].parse::<f64>().ok().filter(|number| number.abs() <= 100.0);
        let em = |unit: &str| match unit.trim() {
            "em" => Some(1.0),
            "ex" => Some(0.43),
            "mu" => Some(1.0 / 18.0),
            "pt" => Some(0.1),
            "mm" => Some(0.285),
            "cm" => Some(2.85),
            _ => None,
        };
        match (number, em(&written[length..])) {
            (Some(number), Some(unit)) => Some(Atom::group(format!("#h({:.3}em)", number * unit))),
            _ => {
                self.problem(range, "this is no width");
                self.help("write a number and a unit, such as `1em` or `18mu`");
                None
            }
        }
    }

    fn substack(&mut self, place: &Range<usize>) -> Option<Atom> {
        if !self.takes(Token::Open) {
            self.problem(place.clone(), "something in braces is missing behind `\\substack`");
            return None;
        }
        let mut rows = Vec::new();
        loop {
            rows.push(or_nothing(self.row(false)));
            let here = self.place();
            match self.next() {
                Some(Token::Close) => return Some(Atom::one(format!("mat(delim: #none,row-gap: #0.1em,{})", rows.join(";")))),
                Some(Token::Command("\\")) => {}
                None => {
                    self.problem(place.clone(), "the braces of this `\\substack` are never closed");
                    return None;
                }
                Some(_) => self.problem(here, "this has no meaning within `\\substack`"),
            }
        }
    }

    fn environment(&mut self, place: &Range<usize>) -> Option<Atom> {
        let name_range = self.raw(place, "begin");
        let name = self.latex[name_range.clone()].trim();
        if !symbols::environments().any(|known| known == name) {
            self.problem(name_range.clone(), format!("`{name}` is no environment that formulas know"));
            if let Some(near) = nearest(name, symbols::environments()) {
                self.help(format!("the nearest known one is `{near}`"));
            }
        }
        let columns = match name {
            "array" | "alignat" | "alignat*" | "alignedat" => {
                let _ = self.option(place);
                let range = self.raw(place, name);
                self.latex[range].to_owned()
            }
            _ => String::new(),
        };
        let (rows, rules) = self.rows(place, name);
        let delimiters = find(symbols::MATRICES, name);
        Some(match (name, delimiters) {
            ("smallmatrix", _) => Atom::one(format!("inline(script(mat(delim: #none,{})))", cells(rows, &[]))),
            (_, Some(delimiters)) => Atom::one(format!("mat(delim: {delimiters},{})", cells(rows, &[]))),
            ("array", _) => Atom::one(array(rows, &columns, &rules)),
            ("cases" | "dcases" | "rcases", _) => Atom::one(cases(rows, name)),
            ("eqnarray" | "eqnarray*", _) => aligned(rows.into_iter().map(two_columns).collect()),
            _ => aligned(rows),
        })
    }

    /// The rows of an environment, and before which rows rules stand.
    fn rows(&mut self, begin: &Range<usize>, name: &str) -> (Vec<Vec<String>>, Vec<usize>) {
        let (mut rows, mut rules) = (vec![vec![]], Vec::new());
        loop {
            while self.takes(Token::Command("hline")) {
                rules.push(rows.len() - 1);
            }
            let cell = self.row(false);
            rows.last_mut().expect("a row is open").push(cell);
            let here = self.place();
            match self.next() {
                Some(Token::Align) => {}
                Some(Token::Command("\\")) => {
                    // `\\[2pt]`: the distance is the theme's.
                    let _ = self.option(&here);
                    rows.push(vec![]);
                }
                Some(Token::Command("end")) => {
                    let end = self.raw(&here, "end");
                    let found = self.latex[end.clone()].trim();
                    if found != name {
                        self.problem(end, format!("`{found}` ends here, but `{name}` was begun"));
                    }
                    break;
                }
                None => {
                    self.problem(begin.clone(), format!("`{name}` is never ended"));
                    self.help(format!("write `\\end{{{name}}}` behind it"));
                    break;
                }
                Some(Token::Close) => self.problem(here, "this `}` closes nothing"),
                Some(_) => self.problem(here, "this closes nothing"),
            }
        }
        if rows.len() > 1 && rows.last().is_some_and(|row| row.iter().all(String::is_empty)) {
            rows.pop();
        }
        (rows, rules)
    }
}

/// A function's name.
fn function(text: &str, limits: bool) -> String {
    let limits = if limits { ",limits: #true" } else { "" };
    format!("op({}{limits})", quoted(&text.replace(' ', "\u{2009}")))
}

/// The cells of a matrix. `aligns` has `l`, `c` or `r` for each column.
fn cells(rows: Vec<Vec<String>>, aligns: &[char]) -> String {
    let cell = |(column, cell): (usize, String)| match aligns.get(column) {
        _ if cell.is_empty() => "\"\"".to_owned(),
        Some('l') => format!("&{cell}"),
        Some('r') => format!("{cell}&"),
        _ => cell,
    };
    let row = |cells: Vec<String>| cells.into_iter().enumerate().map(cell).collect::<Vec<_>>().join(",");
    rows.into_iter().map(row).collect::<Vec<_>>().join(";")
}

fn array(rows: Vec<Vec<String>>, columns: &str, rules: &[usize]) -> String {
    let aligns: Vec<char> = columns.chars().filter(|c| "lcr".contains(*c)).collect();
    let mut bars = Vec::new();
    let mut seen = 0;
    for c in columns.chars() {
        match c {
            'l' | 'c' | 'r' => seen += 1,
            '|' if 0 < seen && seen < aligns.len() => bars.push(seen),
            _ => {}
        }
    }
    let inner: Vec<usize> = rules.iter().copied().filter(|rule| 0 < *rule && *rule < rows.len()).collect();
    let list = |numbers: &[usize]| numbers.iter().map(|n| format!("{n},")).collect::<String>();
    let augment = match (inner.as_slice(), bars.as_slice()) {
        ([], []) => String::new(),
        (inner, bars) => format!("augment: #(hline: ({}), vline: ({}), stroke: 0.05em),", list(inner), list(bars)),
    };
    format!("mat(delim: #none,{augment}{})", cells(rows, &aligns))
}

/// Both columns of cases are flush left: every other column of the typesetter is.
fn cases(rows: Vec<Vec<String>>, name: &str) -> String {
    let styled = |cell: String| match name {
        "dcases" if !cell.is_empty() => format!("display({cell})"),
        _ => cell,
    };
    let row = |cells: Vec<String>| {
        let mut cells = cells.into_iter().map(styled);
        let first = cells.next().unwrap_or_default();
        let rest: String = cells.map(|cell| format!("&&quad {cell}")).collect();
        format!("&{first}{rest}")
    };
    let reverse = if name == "rcases" { "reverse: #true," } else { "" };
    format!("cases({reverse}{})", rows.into_iter().map(row).collect::<Vec<_>>().join(","))
}

fn aligned(rows: Vec<Vec<String>>) -> Atom {
    let row = |cells: &Vec<String>| format!("display({})", or_nothing(cells.join("& ")));
    let inside: Vec<String> = rows.iter().map(row).collect();
    let text = format!("mat(delim: #none,row-gap: #0.6em,{})", inside.join(";"));
    let mut atom = Atom::one(text);
    atom.lines = Some(lines(rows));
    atom
}

/// `a & = & b` as two columns.
fn two_columns(mut cells: Vec<String>) -> Vec<String> {
    if cells.len() > 2 {
        let rest = join(cells.drain(1..));
        cells.push(rest);
    }
    cells
}
