//! Nothing is said by colour alone (WCAG 2.2, 1.4.1): what differs in meaning still differs where all colours that mean something are the
//! ink's. Two slides that differ in one state are drawn in such a palette and compared in grey.

use deckle::theme;

use crate::support::Project;

/// The colours that mean something.
const MEANING: [&str; 5] = ["accent", "second", "good", "bad", "muted"];
/// How wide the pictures are, in pixels.
const WIDTH: u32 = 640;
/// By how much a pixel has to differ to be seen, of 255: what has 3:1 on paper or more.
const SEEN: u8 = 48;
/// How many such pixels tell two states apart: a stroke of a sign.
const ENOUGH: usize = 12;

/// Two states: what they are, and a slide's content in each.
struct Pair {
    what: &'static str,
    states: [String; 2],
}

fn pair(what: &'static str, one: impl Into<String>, other: impl Into<String>) -> Pair {
    Pair { what, states: [one.into(), other.into()] }
}

fn pairs() -> Vec<Pair> {
    let callout = |kind: &str, title: &str| format!("> [!{kind}] {title}\n> Mind this.\n");
    let code = |marked: &str| format!("```python {{highlight=\"{marked}\"}}\na = 1\nb = 2\nc = 3\n```\n");
    let sides = |name: &str| format!("{{layout={name}}}\n\n### One\n\nWords.\n\n### Two\n\nMore.\n");
    let mut pairs = vec![
        pair("a link", "Words [here](https://example.org).\n", "Words here.\n"),
        pair(
            "a link in a title",
            "[link](https://example.org)\n\n### A [head](https://example.org)\n",
            "[link](https://example.org)\n\n### A head\n",
        ),
        pair("stress", "Words *here*.\n", "Words here.\n"),
        pair("weight", "Words **here**.\n", "Words here.\n"),
        pair("what is gone", "Words ~~here~~.\n", "Words here.\n"),
        pair("code in a text", "Words `here`.\n", "Words here.\n"),
        pair("a task that is done", "- [x] Task\n", "- [ ] Task\n"),
        pair("a task and an item", "- [ ] Task\n", "- Task\n"),
        pair("the marked line", code("1"), code("3")),
        pair("a marked line and none", code("2"), code("all")),
        pair("added and removed lines", "```diff\n+ line\n```\n", "```diff\n- line\n```\n"),
        pair("before, after, and neither", sides("before-after"), sides("comparison")),
        pair("the head of a table", "| a | b |\n|---|---|\n| a | b |\n", "|   |   |\n|---|---|\n| a | b |\n"),
    ];
    let kinds = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
    for (index, kind) in kinds.iter().enumerate() {
        for other in &kinds[index + 1..] {
            pairs.push(pair("callouts", callout(kind, ""), callout(other, "")));
        }
    }
    for (one, other) in [
        ("TIP", "CAUTION"),
        ("TIP", "WARNING"),
        ("NOTE", "TIP"),
        ("NOTE", "WARNING"),
        ("WARNING", "CAUTION"),
        ("NOTE", "IMPORTANT"),
    ] {
        pairs.push(pair("callouts with titles of their own", callout(one, "A title"), callout(other, "A title")));
    }
    pairs
}

/// A slide for each state, without what tells slides apart by their number; behind them an agenda in each of two sections.
fn deck(theme: &str, palette: &str, pairs: &[Pair]) -> String {
    let mut deck = format!("---\ntitle: A talk\ntheme: {theme}\npalette: {{{palette}}}\npaginate: false\n---\n");
    for state in pairs.iter().flat_map(|pair| &pair.states) {
        let (settings, content) = match state.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            Some((settings, content)) => (format!(" {{{settings}}}"), content),
            None => (String::new(), state.as_str()),
        };
        deck.push_str(&format!("\n## Title{settings}\n\n{content}"));
    }
    deck.push_str("\n# One\n\n## Agenda {layout=agenda}\n\n# Two\n\n## Agenda {layout=agenda}\n");
    deck
}

/// How many pixels tell two pictures apart.
fn apart(one: &[u8], other: &[u8]) -> usize {
    let grey = |png: &[u8]| image::load_from_memory(png).unwrap().to_luma8();
    let (one, other) = (grey(one), grey(other));
    assert_eq!(one.dimensions(), other.dimensions());
    let differs = |(a, b): (&u8, &u8)| a.abs_diff(*b) >= SEEN;
    one.as_raw().iter().zip(other.as_raw()).filter(|pair| differs(*pair)).count()
}

/// The states that can't be told apart in a theme of a project, and by how many pixels they differ.
fn alike(project: &Project, theme: &str, ink: &str) -> Vec<String> {
    let palette: Vec<String> = MEANING.iter().map(|name| format!("{name}: \"{ink}\"")).collect();
    let mut pairs = pairs();
    project.write("talk.md", deck(theme, &palette.join(", "), &pairs));
    let width = WIDTH.to_string();
    let args = ["build", "talk.md", "--audience", "technical", "--to", "png", "--png-width", &width, "--steps", "last"];
    let run = project.run(&args);
    assert_eq!(run.code, Some(0), "{run:?}");
    pairs.push(pair("the current section of an agenda", "", ""));
    let picture = |number: usize| project.read(&format!("out/talk/technical/{number:03}.png"));
    let agenda = 2 * pairs.len();
    let places = |index: usize| if index + 1 == pairs.len() { (agenda + 1, agenda + 3) } else { (2 * index + 2, 2 * index + 3) };
    let compared = pairs.iter().enumerate().map(|(index, pair)| {
        let (one, other) = places(index);
        (pair, apart(&picture(one), &picture(other)))
    });
    compared
        .filter(|(_, pixels)| *pixels < ENOUGH)
        .map(|(pair, pixels)| format!("{}: {pixels} ({})", pair.what, pair.states[0].trim()))
        .collect()
}

#[test]
fn what_differs_in_meaning_differs_without_colours() {
    for name in theme::names() {
        let ink = theme::find(name).unwrap().design.colour("ink").to_string();
        let alike = alike(&Project::new(), name, &ink);
        assert!(alike.is_empty(), "{name}: {alike:#?}");
    }
}

#[test]
fn a_theme_that_marks_by_colours_alone_is_caught() {
    let project = Project::new();
    project.write("deckle.toml", "");
    project.write("themes/planted/theme.toml", "name = \"planted\"\ndescription = \"Colours alone.\"\nextends = \"lecture\"\n");
    project.write(
        "themes/planted/theme.typ",
        "#import \"/parent.typ\": *\n\
         #let callout(kind: \"note\", title: none, body) = {\n  \
           let c = (tip: good, caution: bad, warning: second).at(kind, default: accent)\n  \
           block(fill: panel, inset: 14pt, width: 100%, { text(fill: c, if title == none { \"Mind\" } else { title }); parbreak(); body; parbreak() })\n}\n\
         #let checkbox(done) = place(dx: -1em, rect(width: 0.66em, height: 0.66em, fill: if done { good } else { bad }))\n",
    );
    let ink = theme::find("lecture").unwrap().design.colour("ink").to_string();
    let found = alike(&project, "planted", &ink);
    let caught = |what: &str| found.iter().filter(|told| told.starts_with(&format!("{what}: 0 "))).count();
    assert_eq!((caught("callouts"), caught("callouts with titles of their own")), (10, 6), "{found:#?}");
    assert_eq!((caught("a task that is done"), found.len()), (1, 17), "and nothing else: {found:#?}");
}
