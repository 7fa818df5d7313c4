//! Reading again after any edit gives what reading anew would give.

use super::parts::BLOCKS;
use super::spans::Places;
use super::*;

/// A deck that is read again and again.
#[derive(Default)]
struct Reread {
    memory: Memory,
}

impl Reread {
    /// Reads a text after another and checks that nothing differs from reading it alone.
    #[track_caller]
    fn same(&mut self, text: &str) {
        let mut sources = Sources::new();
        let file = sources.add("talk.md", text);
        let (read, found) = parse_again(&mut self.memory, &sources, file, (&Meta::default(), true));
        let (deck, findings) = parse(&sources, file, &Meta::default());
        let in_order = |findings: Diagnostics| {
            let mut findings = findings;
            findings.sort_and_dedup();
            format!("{findings:#?}")
        };
        if !read {
            return assert_eq!(in_order(found), in_order(findings), "{text}");
        }
        let found = found.shared().iter().map(|finding| self.memory.positions().in_file(finding)).collect();
        assert_eq!(in_order(found), in_order(findings), "{text}");
        let again = self.memory.deck().expect("a deck was read");
        assert_eq!(without_places(again), without_places(&deck), "{text}");
        let absolute: Vec<_> =
            Places::of(again).0.into_iter().map(|(what, span)| (what, self.memory.positions().absolute(span))).collect();
        assert_eq!(format!("{absolute:?}"), format!("{:?}", Places::of(&deck).0), "{text}");
        let places = self.memory.places(&sources);
        let lines = deck.slides.iter().map(|slide| sources.get(file).line_col(slide.span.range().start));
        assert_eq!(places, lines.collect::<Vec<_>>(), "{text}");
        assert_eq!(self.memory.keys().len(), deck.slides.len());
    }

    fn keys(&self) -> Vec<SlideKey> {
        self.memory.keys().to_vec()
    }
}

/// Everything but spans.
fn without_places(deck: &Deck) -> String {
    let lines = format!("{deck:#?}");
    let is_place = |line: &&str| {
        let line = line.trim();
        line.starts_with("start: ") || line.starts_with("end: ") || line.trim_end_matches(',').parse::<u32>().is_ok()
    };
    lines.lines().filter(|line| !is_place(line)).map(|line| format!("{line}\n")).collect()
}

const DECK: &str =
    "---\ntitle: T\n---\n\n# Section {layout=quote}\n\n## A\n\n[to](#b) text\n\n## B\n\n- b\n\n## A\n\n```\n## code\n```\n";

#[test]
fn an_edit_costs_the_slides_it_touches() {
    let mut deck = Reread::default();
    deck.same(DECK);
    let before = deck.keys();
    assert_eq!(before.len(), 5);
    let edited = DECK.replace("- b", "- longer");
    deck.same(&edited);
    let after = deck.keys();
    let same = |before: &[SlideKey], after: &[SlideKey]| before.iter().zip(after).map(|(a, b)| a == b).collect::<Vec<_>>();
    assert_eq!(same(&before, &after), [true, true, true, false, true], "only the edited one is new");
    deck.same(&edited.replace("## A\n\n[to]", "## New\n\n## A\n\n[to]"));
    let inserted = deck.keys();
    assert_eq!((inserted[2], inserted[3], inserted[4], inserted[5]).3, after[4]);
    assert_eq!((inserted[1], inserted[3], inserted[4]), (after[1], after[2], after[3]));
    deck.same(&edited.replace("title: T", "title: Another title\nduration: 5m"));
    assert_eq!(deck.keys()[1..], after[1..], "the front matter's title changes no other slide");
    assert_ne!(deck.keys()[0], after[0]);
    deck.same(&edited.replace("title: T", "title: T\nslide-level: 1"));
    assert_ne!(deck.keys()[1..], after[1..]);
}

#[test]
fn only_what_decides_how_text_is_read_has_it_read_again() {
    let mut deck = Reread::default();
    let mut keys = |front: &str| {
        deck.same(&DECK.replace("title: T\n", front));
        deck.keys()[1..].to_vec()
    };
    let first = keys("title: T\nlang: de\naudiences:\n  executive: {extends: non-technical}\n");
    let moved = "title: Longer\nlang: de\naudiences:\n  executive: {extends: non-technical, pace: 90}\n";
    assert_eq!(keys(moved), first, "what moved, and what a slide is not read by");
    assert_ne!(keys(&moved.replace("de", "fr")), first, "other quotation marks");
    assert_ne!(keys(&moved.replace("executive", "board")), first, "other names");
}

#[test]
fn what_moves_is_not_read_again() {
    let (a, b, c) = ("## A\n\na\n\n", "## B\n\nb\n\n", "## C\n\nc\n\n");
    let mut deck = Reread::default();
    deck.same(&[a, b, c].concat());
    let before = deck.keys();
    deck.same(&[c, a, b].concat());
    assert_eq!(deck.keys(), [before[2], before[0], before[1]]);
    deck.same(&[c, b].concat());
    deck.same(&[c, b, a, a].concat());
    deck.same("");
    deck.same(&[a, b, c].concat());
}

#[test]
fn definitions_elsewhere_are_followed() {
    let mut deck = Reread::default();
    let text = |definition: &str| format!("## A\n\n[x] [^1]\n\n## B\n\nb\n\n## C\n\n{definition}\n");
    for definition in ["[x]: /1", "[x]: /2", "[y]: /2", "[x]: /3\n\n[^1]: note", "[^1]: other", "[^1]: other\n\n[^1]: again", ""]
    {
        deck.same(&text(definition));
    }
    deck.same("## A\n\n[x]\n\n[x]: /own\n\n## B\n\n[x]: /later\n");
    deck.same("[x]: /first\n\n## A\n\n[x]\n\n[x]: /own\n\n## B\n\n[x]: /later\n");
    deck.same("## A\n\n[to](#b)\n\n## B\n");
    deck.same("## A\n\n[to](#b)\n\n## C\n");
}

#[test]
fn what_opens_and_closes_changes_what_follows() {
    let mut deck = Reread::default();
    for text in [
        "## A\n\na\n\n## B\n\nb\n\n## C\n",
        "## A\n\n```\na\n\n## B\n\nb\n\n## C\n",
        "## A\n\n```\na\n\n## B\n\n```\nb\n\n## C\n",
        "## A\n\n$$\na\n\n## B\n\nb\n\n## C\n",
        "## A\n\n<!-- a\n\n## B\n\n<!-- b -->\n\nb\n\n## C\n",
        "## A\n\n<!-- a\n\n## B\n\n-->\n<!-- b -->\n\nb\n\n## C\n",
        "## A\n\n<!-- a\n\n## B\n\nb\n\n## C\n",
        "## A\n\na\n\n::: notes\n\n## B\n\nb\n\n## C\n",
        "## A\n\na\n\n## B\n\nb\n\n## C\n",
        "## A\n\na\n---\n## B\n\nb\n\n## C\n",
        "## A\n\na\n\n---\n## B\n\nb\n\n## C\n",
        "---\ntitle: never closed\n\n## A\n\n## C\n",
        "## A\n\n## C\n",
        "---\nmarp: true\n---\n\n# A\n\n---\n\n# B\n",
        "## A\r\n\r\nä\r\n## B\r",
        "## A\r\n\r\nö\r\n## B\r",
        "## A\r\n\r\nö\r\n## B\r\n",
    ] {
        deck.same(text);
    }
}

#[test]
fn any_edits_are_read_the_same() {
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random >> 33).unwrap() % below.max(1)
    };
    for round in 0..60 {
        let mut deck = Reread::default();
        let mut blocks: Vec<&str> = if round % 2 == 0 { vec!["---\ntitle: T\n---\n"] } else { vec![] };
        blocks.extend((0..12).map(|_| BLOCKS[next(BLOCKS.len())]));
        for _ in 0..25 {
            deck.same(&blocks.concat());
            let at = next(blocks.len());
            match next(4) {
                0 => blocks.insert(at, BLOCKS[next(BLOCKS.len())]),
                1 if blocks.len() > 1 => drop(blocks.remove(at)),
                2 => {
                    let other = next(blocks.len());
                    blocks.swap(at, other);
                }
                _ => blocks[at] = BLOCKS[next(BLOCKS.len())],
            }
        }
    }
}
