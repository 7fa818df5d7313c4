//! Generated decks: blocks, spans, notes and slides for audiences within others that may contradict them, in lists, quotations, columns and
//! callouts.
//!
//! Who sees a text follows from all that stands around it; nobody may see what one of them excludes. The same seeds give the same decks. A
//! deck that fails is made smaller as long as it fails, and shown.

use std::collections::BTreeMap;

use super::written::AUDIENCES;
use crate::support::{Pdf, Project};

/// What a node of a deck is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Section,
    Slide,
    Block,
    Columns,
    List,
    Steps,
    Quote,
    Callout,
    Notes,
    /// A text, by its number.
    Text(Text, usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Text {
    Words,
    Span,
    Heading,
    Code,
    CodeInLine,
    Formula,
    Link,
    Cell,
    Alt,
    Caption,
    Footnote,
    Defined,
    Comment,
}

const TEXTS: [Text; 13] = [
    Text::Words,
    Text::Span,
    Text::Heading,
    Text::Code,
    Text::CodeInLine,
    Text::Formula,
    Text::Link,
    Text::Cell,
    Text::Alt,
    Text::Caption,
    Text::Footnote,
    Text::Defined,
    Text::Comment,
];

/// A part of a deck, and whom it says it is for.
#[derive(Debug, Clone)]
struct Node {
    what: What,
    who: Vec<&'static str>,
    inside: Vec<Node>,
}

/// Whose way to say for whom something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Native,
    Quarto,
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.below(sides) == 0
    }
}

/// Makes the parts of a deck.
struct Maker {
    dice: Dice,
    dialect: Dialect,
    texts: usize,
}

impl Maker {
    fn deck(seed: u64, dialect: Dialect) -> Vec<Node> {
        let mut maker = Maker { dice: Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1), dialect, texts: 0 };
        (0..3).map(|_| maker.section()).collect()
    }

    fn section(&mut self) -> Node {
        let slides = 1 + self.dice.below(3);
        let inside = (0..slides).map(|_| self.slide()).collect();
        Node { what: What::Section, who: self.who(3), inside }
    }

    fn slide(&mut self) -> Node {
        let blocks = 1 + self.dice.below(3);
        let inside = (0..blocks).map(|_| self.node(4, false)).collect();
        Node { what: What::Slide, who: self.who(3), inside }
    }

    /// Whom something is for: nothing said in one of two cases or so.
    fn who(&mut self, said_one_in: usize) -> Vec<&'static str> {
        if !self.dice.one_in(said_one_in) {
            return Vec::new();
        }
        if self.dialect == Dialect::Quarto {
            return vec![AUDIENCES[self.dice.below(2)].name];
        }
        if self.dice.one_in(8) {
            return vec!["all"];
        }
        let first = AUDIENCES[self.dice.below(4)].name;
        if self.dice.one_in(3) { vec![first, AUDIENCES[self.dice.below(4)].name] } else { vec![first] }
    }

    fn node(&mut self, depth: usize, in_notes: bool) -> Node {
        let all = [What::Block, What::Block, What::Columns, What::List, What::Steps, What::Quote, What::Callout, What::Notes];
        if depth == 0 || self.dice.one_in(3) {
            return self.text();
        }
        let what = all[self.dice.below(all.len() - usize::from(in_notes))];
        let who = match what {
            What::Block | What::Notes => self.who(1),
            _ => Vec::new(),
        };
        let parts = 1 + self.dice.below(3);
        let inside = (0..parts).map(|_| self.node(depth - 1, in_notes || what == What::Notes)).collect();
        Node { what, who, inside }
    }

    fn text(&mut self) -> Node {
        self.texts += 1;
        let text = TEXTS[self.dice.below(TEXTS.len())];
        let who = match text {
            Text::Words | Text::Formula | Text::Footnote | Text::Defined | Text::Comment => Vec::new(),
            _ => self.who(2),
        };
        Node { what: What::Text(text, self.texts), who, inside: Vec::new() }
    }
}

/// How a deck is written down.
struct Writer<'w> {
    dialect: Dialect,
    /// The texts that are other ones, by their number.
    changed: &'w dyn Fn(usize) -> bool,
}

impl Writer<'_> {
    fn deck(&self, sections: &[Node]) -> String {
        let mut lines: Vec<String> = sections.iter().flat_map(|section| self.lines(section)).collect();
        let front = match self.dialect {
            Dialect::Native => {
                "---\ntitle: Nests\naudiences:\n  executive: {extends: non-technical}\n  operations: {extends: technical}\n---\n\n## First\n\nShared.\n"
            }
            Dialect::Quarto => "---\ntitle: Nests\nformat: revealjs\n---\n\n# Begin\n\n## First\n\nShared.\n",
        };
        lines.insert(0, front.to_owned());
        lines.join("\n") + "\n"
    }

    fn mark(&self, number: usize) -> String {
        format!("q{number:03}{}", if (self.changed)(number) { "bLonger" } else { "a" })
    }

    /// Braces that say for whom something is, with classes before it.
    fn braces(&self, class: &str, who: &[&str]) -> String {
        let says = match (self.dialect, who) {
            (_, []) => String::new(),
            (Dialect::Native, who) => format!("audience=\"{}\"", who.join(",")),
            (Dialect::Quarto, who) => format!(".content-visible when-profile=\"{}\"", who[0]),
        };
        let parts: Vec<&str> = [class, &says].into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { String::new() } else { format!("{{{}}}", parts.join(" ")) }
    }

    fn lines(&self, node: &Node) -> Vec<String> {
        let inside = || self.paragraphs(&node.inside);
        let fenced =
            |opener: String, inside: Vec<String>| [vec![format!("::: {opener}")], inside, vec![":::".to_owned()]].concat();
        let before = |mark: &str, lines: Vec<String>| lines.iter().map(|line| format!("{mark}{line}")).collect::<Vec<_>>();
        match node.what {
            What::Section | What::Slide => {
                let hashes = if node.what == What::Section { "#" } else { "##" };
                let heading = format!("{hashes} Shared {}", self.braces("", &node.who));
                [vec![heading, String::new()], inside(), vec![String::new()]].concat()
            }
            What::Block => fenced(self.braces(".box", &node.who), inside()),
            What::Notes => fenced(self.braces(".notes", &node.who), inside()),
            What::Columns => {
                let column = |part: &Node| fenced("{.column}".to_owned(), self.paragraphs(std::slice::from_ref(part)));
                fenced("{.columns}".to_owned(), node.inside.iter().flat_map(column).collect())
            }
            What::Steps => fenced("{.incremental}".to_owned(), self.items(&node.inside)),
            What::List => self.items(&node.inside),
            What::Quote => before("> ", inside()),
            What::Callout => before("> ", [vec!["[!NOTE]".to_owned(), String::new()], inside()].concat()),
            What::Text(text, number) => self.text(text, &self.mark(number), &node.who).lines().map(str::to_owned).collect(),
        }
    }

    fn paragraphs(&self, nodes: &[Node]) -> Vec<String> {
        let mut lines = Vec::new();
        for node in nodes {
            lines.extend(self.lines(node));
            lines.push(String::new());
        }
        lines
    }

    fn items(&self, nodes: &[Node]) -> Vec<String> {
        let item = |node: &Node| {
            let lines = [vec!["Shared".to_owned(), String::new()], self.lines(node)].concat();
            lines
                .into_iter()
                .enumerate()
                .map(|(at, line)| format!("{}{line}", if at == 0 { "- " } else { "  " }))
                .collect::<Vec<_>>()
        };
        nodes.iter().flat_map(item).collect()
    }

    fn text(&self, text: Text, mark: &str, who: &[&str]) -> String {
        let braces = |class: &str| self.braces(class, who);
        let span = |text: String| if who.is_empty() { text } else { format!("[{text}]{}", braces("")) };
        match text {
            Text::Words => format!("Words {mark}."),
            Text::Span => format!("Words {} here.", span(format!("**{mark}**"))),
            Text::Heading => format!("### {mark} {}", braces("")),
            Text::Code => format!("``` {}\n{mark}\n```", braces(".text")),
            Text::CodeInLine => format!("See {}.", span(format!("`{mark}`"))),
            Text::Formula => format!("See $\\text{{{mark}}}$."),
            Text::Link => format!("See {}.", span(format!("[it](https://example.org/{mark})"))),
            Text::Cell => format!("| a | {} |\n|---|---|\n| 1 | 2 |", span(mark.to_owned())),
            Text::Alt => format!("![{mark}](shared.svg){}", braces("")),
            Text::Caption => format!("![shared](shared.svg \"{mark}\"){}", braces("")),
            Text::Footnote => format!("Text^[{mark}]."),
            Text::Defined => format!("Text[^{mark}].\n\n[^{mark}]: Defined {mark}."),
            Text::Comment => format!("<!-- {mark} -->"),
        }
    }
}

/// For each text: who may see it, and must whoever may?
fn seen(nodes: &[Node], around: &[&'static str], out: &mut BTreeMap<usize, (Vec<&'static str>, bool)>) {
    for node in nodes {
        let admits = |variant: &&'static str| {
            let audience = AUDIENCES.iter().find(|audience| *audience.name == **variant).expect("an audience");
            let names =
                |name: &&str| *name == "all" || AUDIENCES.iter().any(|other| other.name == *name && audience.sees(*other));
            node.who.is_empty() || node.who.iter().any(names)
        };
        let here: Vec<&str> = around.iter().copied().filter(admits).collect();
        if let What::Text(text, number) = node.what {
            let shown = match text {
                Text::Comment => Vec::new(),
                _ => here.clone(),
            };
            // Code is left out of plain variants, and another block may stand in the place of a picture or table.
            let surely = matches!(text, Text::Words | Text::Span | Text::Heading | Text::CodeInLine);
            out.insert(number, (shown, surely));
        }
        seen(&node.inside, &here, out);
    }
}

/// A deck and what is to be found in it.
struct Case {
    nodes: Vec<Node>,
    dialect: Dialect,
    seen: BTreeMap<usize, (Vec<&'static str>, bool)>,
}

impl Case {
    fn new(nodes: Vec<Node>, dialect: Dialect) -> Self {
        let all: Vec<&str> = match dialect {
            Dialect::Native => AUDIENCES.iter().map(|audience| audience.name).collect(),
            Dialect::Quarto => AUDIENCES[..2].iter().map(|audience| audience.name).collect(),
        };
        let mut found = BTreeMap::new();
        seen(&nodes, &all, &mut found);
        Self { nodes, dialect, seen: found }
    }

    fn name(&self, index: usize) -> String {
        format!("d{index}.{}", if self.dialect == Dialect::Native { "md" } else { "qmd" })
    }

    fn variants(&self) -> usize {
        if self.dialect == Dialect::Native { 4 } else { 2 }
    }

    /// The deck as it is; with `unseen_by`, what that variant doesn't see is another text.
    fn text(&self, unseen_by: Option<&str>) -> String {
        let changed = |number: usize| unseen_by.is_some_and(|variant| !self.seen[&number].0.contains(&variant));
        Writer { dialect: self.dialect, changed: &changed }.deck(&self.nodes)
    }
}

/// Builds decks in one project, each in a folder of its own.
fn build(decks: &[(String, String)]) -> Project {
    let project = Project::new();
    project.write(
        "shared.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><rect width=\"4\" height=\"3\"/></svg>",
    );
    decks.iter().for_each(|(name, text)| project.write(name, text));
    let names: Vec<&str> = decks.iter().map(|(name, _)| name.as_str()).collect();
    let run =
        project.run(&[&["build", "--to", "pdf,svg,script,pdfpc,json,typst", "--format", "concise"], names.as_slice()].concat());
    let errors: Vec<&str> = run.stderr.lines().filter(|line| line.contains("error[")).collect();
    let first = errors.first().and_then(|line| decks.iter().find(|(name, _)| line.starts_with(name)));
    assert_eq!(run.code, Some(0), "{}\n{}", errors.join("\n"), first.map_or("", |(_, text)| text));
    project
}

/// The files of a variant of a deck, with what is in them.
fn files(project: &Project, stem: &str, variant: &str) -> BTreeMap<String, Vec<u8>> {
    let of = |file: &String| file.starts_with(&format!("{variant}/")) || file.starts_with(&format!("{stem}.{variant}."));
    let folder = format!("out/{stem}");
    project.files(&folder).into_iter().filter(of).map(|file| (file.clone(), project.read(&format!("{folder}/{file}")))).collect()
}

fn readable(files: &BTreeMap<String, Vec<u8>>) -> String {
    let one = |(name, bytes): (&String, &Vec<u8>)| match name.ends_with(".pdf") {
        true => {
            let pdf = Pdf::open(bytes);
            format!("{}\n{}", pdf.text().replace(' ', ""), pdf.strings().join("\n"))
        }
        false => String::from_utf8_lossy(bytes).into_owned(),
    };
    files.iter().map(one).collect()
}

/// What is wrong with a deck that was built twice, the second time with other texts for those whom `variant` leaves out.
fn wrong(case: &Case, (index, variant): (usize, usize), (first, second): (&Project, &Project)) -> Vec<String> {
    let stem = format!("d{index}");
    let mut wrong = Vec::new();
    for audience in &AUDIENCES[..case.variants()] {
        let text = readable(&files(first, &stem, audience.name));
        for (number, (who, surely)) in &case.seen {
            let (found, may) = (text.contains(&format!("q{number:03}a")), who.contains(&audience.name));
            if found && !may || *surely && may && !found {
                wrong.push(format!("{}: text {number} is {}", audience.name, if found { "there" } else { "lost" }));
            }
        }
    }
    let variant = AUDIENCES[variant].name;
    let (before, after) = (files(first, &stem, variant), files(second, &stem, variant));
    let all = before.keys().chain(after.keys());
    let differ =
        all.filter(|file| before.get(*file) != after.get(*file)).map(|file| format!("{file} tells of what is not for {variant}"));
    wrong.extend(differ);
    wrong
}

/// What is wrong with decks, by their index. The variant that is compared depends on the index.
fn all_wrong(cases: &[Case]) -> Vec<(usize, Vec<String>)> {
    let variant = |index: usize, case: &Case| index % case.variants();
    let decks = |changed: bool| -> Vec<(String, String)> {
        let one = |(index, case): (usize, &Case)| {
            let unseen_by = changed.then(|| AUDIENCES[variant(index, case)].name);
            (case.name(index), case.text(unseen_by))
        };
        cases.iter().enumerate().map(one).collect()
    };
    let (first, second) = (build(&decks(false)), build(&decks(true)));
    let one = |(index, case): (usize, &Case)| (index, wrong(case, (index, variant(index, case)), (&first, &second)));
    cases.iter().enumerate().map(one).filter(|(_, wrong)| !wrong.is_empty()).collect()
}

/// Decks with one part less.
fn smaller(nodes: &[Node]) -> Vec<Vec<Node>> {
    let mut out = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let with = |put: Vec<Node>| [&nodes[..index], &put, &nodes[index + 1..]].concat();
        out.push(with(Vec::new()));
        out.extend(smaller(&node.inside).into_iter().map(|inside| with(vec![Node { inside, ..node.clone() }])));
    }
    out
}

/// The smallest deck that still fails as this one does, found by taking out one part after the other.
fn smallest(mut case: Case, position: usize) -> String {
    let fails = |case: &Case| {
        // The compared variant goes by the index.
        let fill = (0..=position % case.variants()).map(|_| Case::new(case.nodes.clone(), case.dialect));
        let cases: Vec<Case> = fill.collect();
        !all_wrong(&cases).is_empty()
    };
    for _ in 0..60 {
        let next = smaller(&case.nodes).into_iter().map(|nodes| Case::new(nodes, case.dialect)).find(|case| fails(case));
        match next {
            Some(next) => case = next,
            None => break,
        }
    }
    case.text(None)
}

fn prove(dialect: Dialect, seeds: std::ops::Range<u64>) {
    let cases: Vec<Case> = seeds.map(|seed| Case::new(Maker::deck(seed, dialect), dialect)).collect();
    let texts: usize = cases.iter().map(|case| case.seen.len()).sum();
    let hidden: usize =
        cases.iter().flat_map(|case| case.seen.values()).filter(|(who, _)| who.len() < cases[0].variants()).count();
    assert!(texts > 8 * cases.len() && hidden > texts / 4, "{hidden} of {texts} texts are for some");
    let wrong = all_wrong(&cases);
    if let Some((index, wrong)) = wrong.first() {
        let case = Case::new(cases[*index].nodes.clone(), dialect);
        panic!("{} decks fail; the first:\n{}\n{}", wrong.len(), wrong.join("\n"), smallest(case, *index));
    }
}

#[test]
fn nobody_sees_what_something_around_it_excludes() {
    prove(Dialect::Native, 1..49);
}

#[test]
fn nobody_sees_in_a_deck_of_quartos_what_something_around_it_excludes() {
    prove(Dialect::Quarto, 100..124);
}

#[test]
fn a_leak_planted_in_a_generated_deck_is_seen() {
    let mut cases: Vec<Case> = (1..9).map(|seed| Case::new(Maker::deck(seed, Dialect::Native), Dialect::Native)).collect();
    fn open(node: &mut Node) {
        node.who.clear();
        node.inside.iter_mut().for_each(open);
    }
    for case in &mut cases {
        // What is looked for is as before; what is written is for everyone.
        case.nodes.iter_mut().for_each(open);
    }
    let wrong = all_wrong(&cases);
    assert_eq!(wrong.len(), cases.len(), "the test would miss leaks");
    for (index, wrong) in wrong {
        for sign in ["is there", "tells of what is not for"] {
            assert!(wrong.iter().any(|line| line.contains(sign)), "deck {index}: nothing {sign}: {wrong:?}");
        }
    }
}
