//! Live decks on a disk.

mod layouts;

use super::*;
use crate::diagnostic::Code;

const DECK: &str = "\
---
title: Reviews
---

## One

First words.

## Two

$\\frac{1}{2}$

## Three

Last words.
";

/// A live deck, `talk.md`, in a folder of its own.
struct Fixture {
    _guard: tempfile::TempDir,
    base: Utf8PathBuf,
    live: Live,
}

impl Fixture {
    fn new(deck: &str) -> Self {
        let guard = tempfile::tempdir().unwrap();
        let base = Utf8PathBuf::from_path_buf(guard.path().canonicalize().unwrap()).unwrap();
        std::fs::write(base.join("talk.md"), deck).unwrap();
        let request =
            LiveRequest { deck: base.join("talk.md"), audiences: Wanted::All, strict: false, trust: false, system_fonts: false };
        Self { _guard: guard, live: Live::open(request), base }
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.base.join(name), content).unwrap();
    }

    fn edit(&mut self, from: &str, to: &str) -> Arc<Snapshot> {
        let text = std::fs::read_to_string(self.base.join("talk.md")).unwrap();
        assert!(text.contains(from), "{from} is in the deck");
        self.put("talk.md", text.replace(from, to));
        self.live.rebuild()
    }
}

fn codes(snapshot: &Snapshot) -> Vec<Code> {
    snapshot.findings.iter().map(|finding| finding.code).collect()
}

/// The first variant's slides: id and state.
fn states(snapshot: &Snapshot) -> Vec<(&str, LiveState)> {
    snapshot.variants[0].slides.iter().map(|slide| (slide.id.0.as_str(), slide.state)).collect()
}

#[test]
fn unchanged_pages_are_the_same_pages() {
    let mut deck = Fixture::new(DECK);
    let before = deck.live.rebuild();
    assert_eq!(before.variants.len(), 2);
    let after = deck.edit("First", "Other");
    let pages = |snapshot: &Snapshot| -> Vec<u128> {
        snapshot.variants[0].slides.iter().flat_map(|slide| slide.pages.iter().map(|page| page.key)).collect()
    };
    let same: Vec<bool> = pages(&before).iter().zip(pages(&after)).map(|(a, b)| *a == b).collect();
    assert_eq!(same, [true, false, true, true]);
    let page = |snapshot: &Snapshot| snapshot.variants[0].slides[3].pages[0].clone();
    assert!(Arc::ptr_eq(&page(&before), &page(&after)));
    assert!(page(&after).svg().starts_with("<svg"));
    assert_eq!(after.variants[0].slides[2].line, 9);
}

/// What an author types lasts a moment: the deck stands as it was, and comes back as it was.
#[test]
fn a_front_matter_that_cannot_be_read_leaves_the_deck_as_it_was() {
    for include in [false, true] {
        let more = if include { "\n<!-- include: more.md -->\n" } else { "" };
        let mut deck = Fixture::new("");
        deck.put("more.md", "## More\n\nOf another file.\n");
        deck.put("talk.md", format!("{DECK}{more}"));
        let before = deck.live.rebuild();
        let ids: Vec<String> = states(&before).into_iter().map(|(id, _)| id.to_owned()).collect();
        for (from, to) in
            [("title: Reviews\n", "title: [Reviews\n"), ("title: Reviews\n", "title: Reviews\ndur\n"), ("\n---\n", "\n--\n")]
        {
            let broken = deck.edit(from, to);
            assert_eq!(codes(&broken), [Code::FrontMatter], "{to}");
            let shown: Vec<&str> = states(&broken).into_iter().map(|(id, _)| id).collect();
            assert_eq!(shown, ids, "{to}: {include}");
            assert!(states(&broken).iter().all(|(_, state)| *state == LiveState::Stale), "{to}");
            let mended = deck.edit(to, from);
            assert_eq!((codes(&mended), states(&mended)), (vec![], states(&before)), "{to}: {include}");
            assert_eq!(mended.laid_out, if include { mended.laid_out } else { 0 }, "nothing is set anew");
        }
    }
}

/// A formula or a comment that is being typed costs its own slide.
#[test]
fn what_is_not_closed_yet_leaves_the_other_slides() {
    let mut deck = Fixture::new(&format!("{DECK}\n<!-- a comment -->\n\n$$\nx\n$$\n\n## Four\n"));
    let before = deck.live.rebuild();
    for typed in ["$$\n", "<!-- a", "$$\nx\n"] {
        let open = deck.edit("First words.\n", &format!("First words.\n\n{typed}\n"));
        assert_eq!(states(&open).len(), states(&before).len(), "{typed}");
        let (finding, rest) = (&open.findings[0], &codes(&open)[1..]);
        assert_eq!((finding.code, finding.line, rest), (Code::UnclosedBlock, 9, &codes(&before)[..]), "{typed}");
        let mended = deck.edit(&format!("First words.\n\n{typed}\n"), "First words.\n");
        assert_eq!((codes(&mended), states(&mended)), (codes(&before), states(&before)), "{typed}");
    }
}

/// A picture whose end is missing: its header is sound, so only the typesetter sees that it is broken.
fn half_a_picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(64, 64).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let mut bytes = bytes.into_inner();
    bytes.truncate(bytes.len() / 2);
    bytes
}

#[test]
fn a_broken_slide_keeps_its_last_good_pages() {
    let mut deck = Fixture::new(DECK);
    let good = deck.live.rebuild();
    deck.put("half.png", half_a_picture());
    let broken = deck.edit("$\\frac{1}{2}$", "![Half](half.png)");
    assert_eq!(
        states(&broken),
        [("title", LiveState::Good), ("one", LiveState::Good), ("two", LiveState::Stale), ("three", LiveState::Good)]
    );
    assert!(Arc::ptr_eq(&broken.variants[0].slides[2].pages[0], &good.variants[0].slides[2].pages[0]));
    let finding =
        broken.findings.iter().find(|finding| finding.code == Code::UnreadablePicture).expect("the picture is reported");
    assert_eq!((finding.line, finding.slides.len(), finding.slides[0].0.as_str()), (11, 1, "two"));
    let mended = deck.edit("![Half](half.png)", "$\\frac{1}{3}$");
    assert!(states(&mended).iter().all(|(_, state)| *state == LiveState::Good));
    assert!(!codes(&mended).contains(&Code::UnreadablePicture));
}

#[test]
fn a_deck_that_goes_is_shown_until_it_is_back() {
    let mut deck = Fixture::new(DECK);
    deck.live.rebuild();
    std::fs::remove_file(deck.base.join("talk.md")).unwrap();
    let gone = deck.live.rebuild();
    assert_eq!(codes(&gone), [Code::UnreadableDeck]);
    assert!(gone.findings[0].help[0].starts_with("what was shown before stays"));
    assert!(states(&gone).iter().all(|(_, state)| *state == LiveState::Stale));
    assert!(gone.inputs.contains(&deck.base.join("talk.md")));
    deck.put("talk.md", "");
    let empty = deck.live.rebuild();
    assert_eq!(codes(&empty), [Code::NoSlides]);
    assert_eq!(states(&empty).len(), 4, "an empty file is not the end of the deck");
    deck.put("talk.md", DECK);
    let back = deck.live.rebuild();
    assert!(states(&back).iter().all(|(_, state)| *state == LiveState::Good) && states(&back).len() == 4);
}

#[test]
fn a_missing_picture_is_a_placeholder_until_it_is_there() {
    let mut deck = Fixture::new("## A\n\n![What it shows](load.svg)\n");
    let missing = deck.live.rebuild();
    assert_eq!(codes(&missing)[0], Code::MissingFile);
    assert_eq!(states(&missing), [("a", LiveState::Good)]);
    assert!(missing.inputs.contains(&deck.base.join("load.svg")));
    deck.put("load.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><rect width=\"4\" height=\"3\"/></svg>");
    let there = deck.live.rebuild();
    assert!(!codes(&there).contains(&Code::MissingFile));
    assert_ne!(there.variants[0].slides[0].pages[0].key, missing.variants[0].slides[0].pages[0].key);
}

#[test]
fn settings_that_appear_are_inputs_and_hold() {
    let mut deck = Fixture::new("## A\n\nWords.\n");
    let before = deck.live.rebuild();
    assert!(before.inputs.contains(&deck.base.join("deckle.toml")));
    deck.put("deckle.toml", "[deck]\nlang = \"de\"\n");
    let after = deck.live.rebuild();
    assert_eq!((before.variants[0].lang.as_str(), after.variants[0].lang.as_str()), ("en", "de"));
}

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><rect width=\"4\" height=\"3\"/></svg>";

/// Everything a snapshot shows and says, but for what an earlier state lends it.
fn described(snapshot: &Snapshot) -> String {
    let mut out = String::new();
    for variant in &snapshot.variants {
        out.push_str(&format!("{} {} {} {}x{}\n", variant.name, variant.title, variant.lang, variant.width, variant.height));
        for slide in &variant.slides {
            out.push_str(&format!(
                "{:?} {} {:?} {:?} {}:{} {:?}\n",
                slide.id, slide.number, slide.title, slide.section, slide.line, slide.column, slide.state
            ));
            for page in &slide.pages {
                out.push_str(&format!("{:?}\n{}\n", page.text(), page.svg()));
            }
        }
    }
    out.push_str(&format!("{:#?}", snapshot.findings));
    out.push_str(&format!("{:?}", snapshot.inputs));
    out
}

impl Fixture {
    /// What a rebuild gives is what a deck shows that is opened now.
    #[track_caller]
    fn same_as_anew(&mut self, what: &str) -> Arc<Snapshot> {
        let after = self.live.rebuild();
        let request = LiveRequest {
            deck: self.base.join("talk.md"),
            audiences: Wanted::All,
            strict: false,
            trust: false,
            system_fonts: false,
        };
        let (after_text, anew) = (described(&after), described(&Live::open(request).rebuild()));
        let differs = after_text.lines().zip(anew.lines()).find(|(a, b)| a != b);
        assert!(after_text == anew, "{what}: {differs:?}");
        after
    }
}

#[test]
fn any_change_of_the_deck_shows_what_opening_it_anew_shows() {
    const A: &str = "## A {time=1m}\n\n[link][l] and text[^1] to [B](#b)\n\n::: notes\nTwo words.\n:::\n\n";
    const B: &str = "## B {audience=technical}\n\n$\\frac{1}{2}$\n\n. . .\n\n```python\nx = 1\n```\n\n";
    const C: &str = "# Section {layout=two-columns}\n\n## C `d` [e]{plain=\"f\"}\n\n![What it shows](load.svg)\n\n";
    const D: &str = "## A\n\n[l]: https://x.org\n[^1]: The note.\n\n";
    const E: &str =
        "## Ask {ask}\n\nThe SLO.\n\n::: notes\nSaid.\n:::\n\n::: {.notes audience=executive}\nMuch more is said here.\n:::\n\n";
    const F: &str = "## Own ask {ask audience=executive}\n\n[Money](#ask), by [SLO]{.term}.\n\n";
    let front = |more: &str| format!("---\ntitle: Talk\nduration: 5m\n{more}---\n\n");
    let own = |of_executive: &str, of_technical: &str| {
        let executive = format!("executive: {{extends: non-technical{of_executive}}}");
        front(&format!(
            "audiences:\n  {executive}\n  technical: {{{of_technical}}}\nglossary:\n  - {{term: SLO, plain: the promise}}\n"
        ))
    };
    let mut deck = Fixture::new("");
    deck.put("load.svg", SVG);
    for (what, text) in [
        ("first", [&front(""), A, B, C, D].concat()),
        ("a word", [&front(""), &A.replace("text", "word"), B, C, D].concat()),
        ("a longer word", [&front(""), &A.replace("text", "much longer"), B, C, D].concat()),
        ("inserted", [&front(""), A, "## New\n\n- x\n\n", B, C, D].concat()),
        ("removed", [&front(""), A, C, D].concat()),
        ("back", [&front(""), A, B, C, D].concat()),
        ("moved", [&front(""), C, D, A, B].concat()),
        ("moved again", [&front(""), D, A, B, C].concat()),
        ("the title", [&front("").replace("Talk", "Other"), D, A, B, C].concat()),
        ("the language and the numbers", [&front("lang: de\npaginate: false\n"), D, A, B, C].concat()),
        ("the shape", [&front("aspect-ratio: \"4:3\"\nfooter: at the foot\n"), D, A, B, C].concat()),
        ("the level", [&front("slide-level: 1\n"), D, A, B, C].concat()),
        ("an audience", [&front("audiences:\n  executive:\n    extends: non-technical\n"), D, A, B, C].concat()),
        ("an ask", [&own("", ""), A, E, B].concat()),
        ("one of its own", [&own("", ""), A, E, F, B].concat()),
        ("notes of its own", [&own(", notes: own, pace: 60", ""), A, E, F, B].concat()),
        ("nothing explained", [&own(", glossary: false", ""), A, E, F, B].concat()),
        ("explained to engineers", [&own("", "glossary: {gloss: slide}"), A, E, F, B].concat()),
        ("without a list", [&own("", "glossary: {closing-slide: false}"), A, E, F, B].concat()),
        ("what nobody sees", [&own("", ""), A, E, &B.replace("text", ""), "::: non-technical\n\nLost.\n\n:::\n"].concat()),
        ("nothing for it", [&own("", ""), A, B].concat()),
        ("an unknown theme", [&front("theme: nothing-like-it\n"), D, A, B, C].concat()),
        ("the address elsewhere", [&front(""), A, B, C, &D.replace("x.org", "y.org")].concat()),
        ("the footnote elsewhere", [&front(""), A, B, C, &D.replace("The note", "Another note")].concat()),
        ("neither defined", [&front(""), A, B, C, "## A\n"].concat()),
        ("an id taken", [&front(""), A, B, C, "## Z {#a}\n", D].concat()),
        ("an id free again", [&front(""), A, B, C, "## Z\n", D].concat()),
        ("the target gone", [&front(""), A, C, D].concat()),
        ("the target hidden", [&front(""), A, &B.replace("technical", "non-technical"), C, D].concat()),
        ("the section's audience", [&front(""), A, &C.replace("layout=two-columns", "audience=technical"), D, B].concat()),
        ("the section's language", [&front(""), A, &C.replace("layout=two-columns", "lang=he"), D, B].concat()),
        ("another one", [&front(""), A, &C.replace("layout=two-columns", "lang=de"), "## \"Q\"\n\n", D, B].concat()),
        ("the slide's own", [&front(""), A, "## \"Q\" {lang=fr}\n\n", C, D, B].concat()),
        ("a block opened", [&front(""), A, "::: notes\n", B, C, D].concat()),
        ("code opened", [&front(""), "```\n", A, B, C, D].concat()),
        ("stands for", [&front(""), A, B, C, "## In other words {replaces=b}\n\nPlain.\n\n", D].concat()),
        ("line ends", [&front(""), A, B, C, D].concat().replace('\n', "\r\n")),
        ("without front matter", [A, B, C, D].concat()),
        ("Marp's rules", "---\nmarp: true\n---\n\n# A\n\n- x\n\n---\n\n# B\n".to_owned()),
        ("native again", [&front(""), A, B, C, D].concat()),
    ] {
        deck.put("talk.md", text);
        deck.same_as_anew(what);
    }
}

/// Numbers that are the same on every machine (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }

    fn one<'s>(&mut self, of: &[&'s str]) -> &'s str {
        of[self.below(of.len())]
    }
}

#[test]
fn any_edits_in_a_row_show_what_opening_the_deck_anew_shows() {
    const FRONTS: &[&str] = &[
        "",
        "---\ntitle: Talk\nduration: 5m\n---\n\n",
        "---\ntitle: Talk\nduration: 1m\nlang: de\nglossary:\n  - {term: SLO, plain: the promise}\n---\n\n",
        "---\ntitle: Other\naudiences:\n  executive: {extends: non-technical}\n---\n\n",
    ];
    const SLIDES: &[&str] = &[
        "## A\n\n- The SLO\n- word\n\n",
        "## A {time=1m}\n\n[link][l] and text[^1] to [B](#b), word\n\n::: notes\nTwo words, word.\n:::\n\n",
        "## B {audience=technical}\n\n$\\frac{1}{2}$ word\n\n```python\nx = 1\n```\n\n",
        "## C {allow=\"missing-alt\"}\n\n![](load.svg)\n\nword\n\n",
        "## D\n\n![](load.svg)\n\n![](gone.svg)\n\n::: non-technical\nOther word\n:::\n\n",
        "# Section {audience=technical}\n\n",
        "# Part {lang=de layout=two-columns}\n\nword\n\n",
        "## In other words {replaces=b}\n\nThe SLA, word.\n\n",
        "## Ask {ask}\n\nThe service level objective (SLO), a word.\n\n",
        "## E\n\n::: technical\nOnly one word[^1] for some.\n:::\n\n[gone](#nowhere)\n\n",
        "Title\n---\n\nword\n\n",
        "[l]: https://x.org/word\n[^1]: The note, a word about the API.\n\n",
        "## Raw\n\n```{=typst}\n#strong[word]\n```\n\nword, and what we include: nothing\n\n",
        "---\n\n{.skip}\n\n| a | b |\n|---|---|\n| word | 1 |\n\n",
    ];
    const TERMS: &[&str] = &["", "known-terms = [\"SLA\"]\n", "[[term]]\nterm = \"API\"\nplain = \"the door\"\n"];
    for seed in [0x2545_F491_4F6C_DD1D, 0x9E37_79B9_7F4A_7C15] {
        let mut random = Random(seed);
        let mut deck = Fixture::new("");
        deck.put("load.svg", SVG);
        let mut slides: Vec<String> = (0..6).map(|_| random.one(SLIDES).to_owned()).collect();
        let mut front = FRONTS[1];
        for step in 0..30 {
            let at = random.below(slides.len());
            match random.below(12) {
                0 => slides.insert(at, random.one(SLIDES).to_owned()),
                1 if slides.len() > 3 => drop(slides.remove(at)),
                2 => {
                    let other = random.below(slides.len());
                    slides.swap(at, other);
                }
                3 => slides[at] = random.one(SLIDES).to_owned(),
                4 => front = random.one(FRONTS),
                5 => deck.put("glossary.toml", random.one(TERMS)),
                6 => slides[at] = slides[at].replacen("word", "word\n\nand the API on a line", 1),
                7 => slides[at] = slides[at].replacen("[^1]", "", 1),
                _ => slides[at] = slides[at].replacen("word", &format!("word{step} word"), 1),
            }
            let text = format!("{front}{}", slides.concat());
            deck.put("talk.md", &text);
            deck.same_as_anew(&format!("{step} of {seed:x}: {text}"));
        }
    }
}

#[test]
fn any_change_of_other_files_shows_what_opening_it_anew_shows() {
    let text = "---\nduration: 5m\n---\n\n## A\n\n![Words](load.svg)\n\n## B\n\n```python {file=\"code.py\" lines=\"1\"}\n```\n\n## C\n\ntext\n";
    let mut deck = Fixture::new(text);
    deck.same_as_anew("nothing there");
    deck.put("code.py", "x = 1\ny = 2\n");
    deck.same_as_anew("code there");
    deck.put("code.py", "x = 7\ny = 2\n");
    let seven = deck.same_as_anew("code changed");
    deck.put("code.py", "x = 8\ny = 2\n");
    let eight = deck.same_as_anew("code changed to the same length");
    let keys =
        |snapshot: &Snapshot| -> Vec<u128> { snapshot.variants[0].slides.iter().map(|slide| slide.pages[0].key).collect() };
    assert_eq!(keys(&seven).iter().zip(keys(&eight)).map(|(a, b)| *a == b).collect::<Vec<_>>(), [true, false, true]);
    deck.put("load.svg", SVG);
    deck.same_as_anew("picture there");
    deck.put("load.svg", SVG.replace("width=\"4\"", "width=\"3\""));
    deck.same_as_anew("picture changed to the same length");
    std::fs::remove_file(deck.base.join("load.svg")).unwrap();
    deck.same_as_anew("picture gone");
    deck.put("deckle.toml", "[deck]\nlang = \"de\"\n");
    deck.same_as_anew("settings there");
    deck.put("deckle.toml", "[deck\n");
    deck.same_as_anew("settings broken");
    std::fs::remove_file(deck.base.join("deckle.toml")).unwrap();
    deck.same_as_anew("settings gone");
    deck.put("talk.md", format!("{text}\n<!-- include: other.md -->\n"));
    deck.same_as_anew("an include without its file");
    deck.put("other.md", "## Other\n\nwords\n");
    deck.same_as_anew("the included file there");
    deck.put("other.md", "## Other\n\nother words\n\n## More\n");
    let included = deck.same_as_anew("the included file changed");
    assert!(included.inputs.contains(&deck.base.join("other.md")));
}

#[test]
fn a_picture_changed_within_a_tick_is_seen() {
    let mut deck = Fixture::new("## A\n\n![Words](load.svg)\n");
    let mut last = 0;
    for width in 1..9 {
        deck.put("load.svg", SVG.replace("width=\"4\"", &format!("width=\"{width}\"")));
        let key = deck.live.rebuild().variants[0].slides[0].pages[0].key;
        assert_ne!(key, last, "{width}");
        last = key;
    }
}

#[test]
fn a_slide_that_fails_under_another_title_keeps_what_stood_in_its_place() {
    let mut deck = Fixture::new(DECK);
    let good = deck.live.rebuild();
    deck.edit("## Two", "## Twice");
    deck.put("half.png", half_a_picture());
    let broken = deck.edit("## Twice\n\n$\\frac{1}{2}$", "## Thrice\n\n![Half](half.png)");
    let slide = &broken.variants[0].slides[2];
    assert_eq!((slide.id.0.as_str(), slide.state), ("thrice", LiveState::Stale));
    assert_eq!(slide.pages.len(), good.variants[0].slides[2].pages.len());
    let again = deck.edit("First", "Other");
    assert_eq!(again.variants[0].slides[2].state, LiveState::Stale);
    assert!(codes(&again).contains(&Code::UnreadablePicture), "the finding stays while the slide is broken");
    let moved = deck.edit("## One", "## Zero\n\n## One");
    let finding = moved.findings.iter().find(|finding| finding.code == Code::UnreadablePicture).unwrap();
    assert_eq!((finding.line, finding.slides[0].0.as_str()), (13, "thrice"));
}

#[test]
fn inserting_a_slide_lays_out_no_other() {
    let mut deck = Fixture::new(DECK);
    assert_eq!(deck.live.rebuild().laid_out, 4, "both variants are the same");
    let inserted = deck.edit("## Two", "## New\n\n## Two");
    assert_eq!(inserted.laid_out, 1);
    let numbers: Vec<u32> = inserted.variants[0].slides.iter().map(|slide| slide.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    let page = &inserted.variants[0].slides[4].pages[0];
    assert!(page.svg().len() > 1000);
    assert_eq!(deck.edit("## New\n\n", "").laid_out, 0, "of the others nothing has changed");
    assert_eq!(deck.edit("First", "Other").laid_out, 1);
    assert_eq!(deck.edit("title: Reviews", "title: Reviews\nduration: 5m").laid_out, 0);
    assert_eq!(deck.edit("title: Reviews", "title: Other").laid_out, 1, "the foot of the others is laid over");
}

#[test]
fn words_are_explained_by_what_comes_before_them_after_each_edit() {
    let mut deck = Fixture::new("## A\n\nText.\n\n## B\n\nThe SLO, again SLO.\n\n## C\n\nThe SLO.\n");
    let told = |snapshot: &Snapshot| {
        let terms = snapshot.findings.iter().filter(|finding| finding.code == Code::UnexplainedTerm);
        terms.map(|finding| (finding.line, finding.message.clone())).collect::<Vec<_>>()
    };
    let first = told(&deck.live.rebuild());
    assert_eq!((first.len(), first[0].0), (1, 7), "{first:?}");
    assert_eq!(told(&deck.edit("Text.", "Service level objective (SLO).")), []);
    assert_eq!(told(&deck.edit("Service level objective (SLO).", "One line.\n\nMore."))[0].0, 9, "its line moved");
    assert!(told(&deck.edit("The SLO.", "A service level objective (SLO)."))[0].1.contains("explained on slide 3"));
    assert_eq!(told(&deck.edit("## B", "## B {allow=\"unexplained-term\"}")), []);
}

#[test]
fn what_a_slide_allows_is_not_told_wherever_it_stands() {
    let mut deck = Fixture::new("## A\n\nText.\n\n## B {allow=\"missing-alt\"}\n\n![](p.svg)\n\n## C\n\n![](p.svg)\n");
    deck.put("p.svg", SVG);
    assert_eq!(codes(&deck.edit("Text.", "Text.\n\nMore.")), [Code::MissingAlt], "C's");
    assert_eq!(codes(&deck.edit("## A\n", "## A {audience=technical}\n\nFirst.\n")), [Code::MissingAlt], "places moved");
    assert_eq!(codes(&deck.edit(" {allow=\"missing-alt\"}", "")), [Code::MissingAlt, Code::MissingAlt]);
    assert_eq!(
        codes(&deck.edit("## C", "## C {allow=\"over-budget\"}")),
        [Code::MissingAlt, Code::UnusedAllow, Code::MissingAlt]
    );
}

#[test]
fn strict_makes_warnings_errors_here_too() {
    let deck = Fixture::new("## A\n\n![](load.svg)\n");
    deck.put("load.svg", SVG);
    let request = LiveRequest {
        deck: deck.base.join("talk.md"),
        audiences: Wanted::Named(vec!["technical".into()]),
        strict: true,
        trust: false,
        system_fonts: false,
    };
    let strict = Live::open(request).rebuild();
    assert_eq!(strict.variants.len(), 1);
    let alt = strict.findings.iter().find(|finding| finding.code == Code::MissingAlt).unwrap();
    assert_eq!(alt.severity, crate::diagnostic::Severity::Error);
    let unknown = LiveRequest {
        deck: deck.base.join("talk.md"),
        audiences: Wanted::Named(vec!["nobody".into()]),
        strict: false,
        trust: false,
        system_fonts: false,
    };
    let unknown = Live::open(unknown).rebuild();
    assert_eq!(codes(&unknown), [Code::UnreadableDeck]);
    assert_eq!(unknown.findings[0].help, ["the deck is read again when it changes"], "nothing was shown");
}

#[test]
fn a_theme_of_the_project_is_an_input_and_a_broken_one_changes_nothing() {
    let mut deck = Fixture::new(&DECK.replace("title: Reviews", "title: Reviews\ntheme: mine"));
    std::fs::create_dir_all(deck.base.join("themes/mine")).unwrap();
    let settings = "name = \"mine\"\nextends = \"lecture\"\n[palette]\naccent = \"#7A1F5C\"\n";
    deck.put("themes/mine/theme.toml", settings);
    deck.put("themes/mine/theme.typ", "#import \"/parent.typ\": *\n");
    let good = deck.live.rebuild();
    assert_eq!(codes(&good), []);
    assert!(good.variants[0].slides[0].pages[0].svg().contains("#7a1f5c"));
    for file in ["theme.toml", "theme.typ"] {
        assert!(good.inputs.contains(&deck.base.join("themes/mine").join(file)), "{file}: {:?}", good.inputs);
    }
    let page = |snapshot: &Snapshot| snapshot.variants[0].slides[0].pages[0].clone();
    deck.put("themes/mine/theme.typ", "#import \"/parent.typ\": *\n#let look = chnage(look)\n");
    let broken = deck.live.rebuild();
    assert_eq!(codes(&broken), [Code::ThemeCode]);
    let finding = &broken.findings[0];
    assert_eq!((finding.path.as_str().ends_with("themes/mine/theme.typ"), finding.line, finding.column), (true, 2, 13));
    assert!(Arc::ptr_eq(&page(&good), &page(&broken)), "the last good theme holds");
    deck.put("themes/mine/theme.typ", "#import \"/parent.typ\": *\n");
    deck.put("themes/mine/theme.toml", settings.replace("7A1F5C", "7A1F5"));
    assert_eq!(codes(&deck.live.rebuild()), [Code::BadValue]);
    deck.put("themes/mine/theme.toml", settings.replace("7A1F5C", "1F5C7A"));
    let mended = deck.live.rebuild();
    assert_eq!(codes(&mended), []);
    assert!(page(&mended).svg().contains("#1f5c7a"));
}

/// Slides with links, notes, code and something to say about each.
fn long_deck() -> String {
    let slide = |n: usize| {
        format!("## Slide {n} {{#s{n}}}\n\nWord{n} [next](#s{})\n\n![](load.svg)\n\n::: notes\nWords.\n:::\n\n", n % 60 + 1)
    };
    let slides: String = (1..=60).map(slide).collect();
    format!("---\ntitle: Long\nduration: 30m\n---\n\n# A\n\n{slides}")
}

/// How many slides and findings of a snapshot are others than in the one before, each counted once a variant.
fn new_things(before: &Snapshot, after: &Snapshot) -> (usize, usize) {
    fn new<T>(before: &[Arc<T>], after: &[Arc<T>]) -> usize {
        after.iter().filter(|one| !before.iter().any(|old| Arc::ptr_eq(old, one))).count()
    }
    let variants = before.variants.iter().zip(&after.variants);
    let slides = variants.map(|(before, after)| new(&before.slides, &after.slides)).sum();
    (slides, new(&before.findings, &after.findings))
}

#[test]
fn an_edit_costs_what_it_touches() {
    let mut deck = Fixture::new(&long_deck());
    deck.put("load.svg", SVG);
    let mut before = deck.live.rebuild();
    assert!(before.findings.len() > 60, "there is something to say about each slide");
    let mut step = |after: Arc<Snapshot>, what: &str, most: [usize; 6]| {
        let (slides, findings) = new_things(&before, &after);
        let work = [after.read, after.projected, after.laid_out, after.layouts, slides, findings];
        assert!(work.iter().zip(most).all(|(work, most)| *work <= most), "{what}: {work:?} in place of {most:?}");
        before = after;
    };
    let again = deck.live.rebuild();
    step(again, "nothing", [0; 6]);
    // Both variants show the slide, with the same pages.
    step(deck.edit("Word30 ", "Word30 and another "), "a word", [1, 2, 1, 1, 2, 0]);
    step(deck.edit("Word31 ", "Word31 $x$ "), "a formula", [1, 2, 2, 2, 2, 0]);
    // All show how many there are; findings behind it have other lines.
    step(deck.edit("## Slide 59 ", "## New\n\n- x\n\n## Slide 59 "), "a slide", [1, 2, 1, 1, 126, 4]);
    step(deck.edit("## New\n\n- x\n\n", ""), "a slide gone", [0, 0, 0, 0, 124, 4]);
    step(deck.edit("Word1 ", "Word1\n\n- x\n\n"), "lines above all", [1, 2, 1, 1, 120, 62]);
}
