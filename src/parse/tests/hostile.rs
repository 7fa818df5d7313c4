//! Texts made to hurt: nothing panics, overflows the stack or takes long, and places stay inside the file.

use super::spans::Places;
use super::*;

/// What makes a text a deck of another tool.
const FOREIGN: &[&str] = &["---\nmarp: true\nheadingDivider: 2\n---\n", "---\nformat: revealjs\ntitle: T\n---\n"];

/// Reads a text and checks what must hold for every text.
fn survives(text: &str) -> Parsed {
    let parsed = parsed(text);
    for (what, span) in Places::of(&parsed.deck).0 {
        assert!(text.get(span.range()).is_some(), "{what} at {span:?} is no part of the text");
    }
    for label in parsed.raw.iter().flat_map(|finding| &finding.labels) {
        assert!(text.get(label.span.range()).is_some(), "{label:?} is no part of the text");
    }
    parsed
}

#[test]
fn deep_nesting_is_flattened_and_reported() {
    for (name, text, inside) in [
        ("quotes", format!("{}deep", "> ".repeat(50_000)), true),
        ("lists", format!("{}deep", "- ".repeat(1_000)), true),
        ("indented lists", (0..300).map(|n| format!("{}- x{n}\n", "  ".repeat(n))).collect(), true),
        ("divs", format!("{}deep\n{}", "::: x\n".repeat(5_000), ":::\n".repeat(5_000)), true),
        ("emphasis", format!("{}deep{}", "*a **b ".repeat(5_000), "** c*".repeat(5_000)), true),
        ("links in emphasis", format!("{}deep{}", "*[".repeat(500), "](u)*".repeat(500)), false),
    ] {
        let parsed = survives(&text);
        let reported = parsed.findings.iter().any(|finding| finding.contains("too-deep"));
        assert!(reported || !inside, "{name}: {:?}", parsed.findings.iter().take(3).collect::<Vec<_>>());
        let shown: String = parsed.deck.slides.iter().map(show::slide).collect();
        assert!(shown.contains("deep") || name == "indented lists" && shown.contains("x150"), "{name}: the text is lost");
    }
}

#[test]
fn below_the_cap_nothing_is_flattened() {
    let quotes = format!("{}deep", "> ".repeat(MAX_BLOCKS));
    assert_eq!(parsed(&quotes).findings, Vec::<String>::new());
    let one_more = format!("{}deep", "> ".repeat(MAX_BLOCKS + 1));
    assert_eq!(parsed(&one_more).findings.len(), 1);
    let divs = format!("{}deep\n{}", "::: x\n".repeat(prepare::MAX_DIVS), ":::\n".repeat(prepare::MAX_DIVS));
    assert_eq!(parsed(&divs).findings, Vec::<String>::new());
}

/// What a parser could take quadratic time or endless memory over. No clock: a run that takes too long is seen by whoever waits for it.
#[test]
fn long_monotonous_texts_are_survived() {
    let seeds: &[fn(usize) -> String] = &[
        |n| "[".repeat(n),
        |n| "]{".repeat(n),
        |n| "[a]{b=".repeat(n),
        |n| "[a]{.b} ".repeat(n),
        |n| "[a]{x=\"".repeat(n),
        |n| format!("## {}", "{a ".repeat(n)),
        |n| format!("## {}}}", "{a ".repeat(n)),
        |n| format!("## {}", "{a=1} ".repeat(n)),
        |n| "`a`{".repeat(n),
        |n| "a {audience=x ".repeat(n),
        |n| "a {time=1m} ".repeat(n),
        |n| "::: x\n".repeat(n),
        |n| ":::\n".repeat(n),
        |n| "::: x\n:::\n".repeat(n),
        |n| "$$\n".repeat(n),
        |n| "$$\na$$\n".repeat(n),
        |n| "## A\n\n".repeat(n),
        |n| "---\n\n".repeat(n),
        |n| "\u{1}\u{2}\0".repeat(n),
        |n| "[a](#b) ".repeat(n),
        |n| "<sub>".repeat(n),
        |n| "<!-- ".repeat(n),
        |n| "![a](b){width=1%}\n\n".repeat(n),
        |n| format!("---\n{}---\n\n## A\n", (0..n).map(|i| format!("k{i}: 1\n")).collect::<String>()),
        |n| format!("|{}\n|{}\n", "a|".repeat(n), "-|".repeat(n)),
        |n| "> a\n".repeat(n),
        |n| "- a\n\n".repeat(n),
        |n| "a\\\n".repeat(n),
        |n| "*a ".repeat(n),
    ];
    for seed in seeds {
        survives(&seed(16_000));
    }
    let foreign: &[fn(usize) -> String] = &[
        |n| "<!-- a -->".repeat(n),
        |n| "<!-- a: b -->\n\n".repeat(n),
        |n| format!("a\n{}", "<!-- b\n".repeat(n)),
        |n| "{{< a ".repeat(n),
        |n| "`a`{=".repeat(n),
        |n| "@a \\b ".repeat(n),
        |n| "::: x\n".repeat(n),
        |n| "---\n\n".repeat(n),
        |n| "+--+\n".repeat(n),
        |n| "| a\n".repeat(n),
        |n| "![bg a](b)".repeat(n),
        |n| (0..n).map(|i| format!("<x{i}>")).collect(),
    ];
    for seed in foreign {
        for head in FOREIGN {
            survives(&format!("{head}{}", seed(8_000)));
        }
    }
}

/// Pieces of the language in every order: a small deterministic generator, so that a failure can be repeated.
#[test]
fn random_pieces_never_break_it() {
    const PIECES: &[&str] = &[
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "    ",
        "\t",
        "- ",
        "1. ",
        "> ",
        "# ",
        "## ",
        "### ",
        "---",
        "***",
        "===",
        "```",
        "~~~",
        ":::",
        "::: ",
        "::: notes\n",
        "::: columns\n",
        "::: {.column width=4%}\n",
        "{",
        "}",
        "{#a}",
        "{time=1m}",
        "{plain=\"x\"}",
        "{.c}",
        "[",
        "]",
        "](u)",
        "![",
        "](p.png)",
        "`",
        "``",
        "$",
        "$$",
        "*",
        "**",
        "_",
        "~",
        "~~",
        "^",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "<div class=x>a</div>",
        "<b>",
        "<br>",
        "<sub>",
        "</sub>",
        "|",
        "|---|",
        "[^1]",
        "[^1]: ",
        "[a]: u",
        ": ",
        "\\",
        "&amp;",
        "\"",
        "'",
        "--",
        "...",
        "é",
        "漢字",
        "👩‍🚀",
        "\u{0}",
        "\u{1}",
        "\u{2}",
        "a",
        "word ",
        "audience=technical",
        "https://x.org",
        "- [x] ",
        "[!NOTE]",
        ". . .",
        "\"two\nlines\"",
        "<!-- _class: lead -->",
        "<!-- say -->",
        "![bg left:30%](p)",
        "{{< x >}}",
        "`a`{=html}",
        "```{python}\n#| echo: false\n",
        "| ",
        "+--+",
        "\\begin{align}",
        "\\pause",
        "::: {.content-visible when-profile=\"technical\"}\n",
        "::: {.callout-tip title=a}\n",
    ];
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let rounds = std::env::var("ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    for _ in 0..rounds {
        let length = 1 + next(30);
        let head = if next(2) == 0 { "" } else { FOREIGN[next(FOREIGN.len())] };
        let text: String = std::iter::once(head).chain((0..length).map(|_| PIECES[next(PIECES.len())])).collect();
        if let Err(panic) = std::panic::catch_unwind(|| survives(&text)) {
            eprintln!("fails: {text:?}");
            std::panic::resume_unwind(panic);
        }
    }
}

/// A text of printable characters, from a number; the same for the same number.
fn printable(seed: u64) -> String {
    const OTHERS: [char; 12] = ['ä', 'ß', 'é', 'Ж', 'λ', '—', '“', '…', '中', '🙂', 'א', '\u{301}'];
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let length = 1 + next() % 40;
    (0..length)
        .map(|_| match next() % 8 {
            0 => OTHERS[(next() % OTHERS.len() as u64) as usize],
            _ => char::from(b' ' + (next() % 95) as u8),
        })
        .collect()
}

#[test]
fn escaped_text_is_shown_as_it_is() {
    // `PRINTABLE=100000` tries more of them.
    let count = std::env::var("PRINTABLE").ok().and_then(|count| count.parse().ok()).unwrap_or(3_000);
    for seed in 1..=count {
        let text = printable(seed);
        let wanted = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let escaped: String =
            wanted.chars().flat_map(|c| [c.is_ascii_punctuation().then_some('\\'), Some(c)]).flatten().collect();
        if wanted.is_empty() {
            continue;
        }
        let parsed = parsed(&format!("## A\n\n{escaped}\n"));
        let shown =
            parsed.deck.slides[0].content.iter().flat_map(crate::model::texts).map(crate::model::plain_text).collect::<String>();
        assert_eq!(shown, wanted, "seed {seed}");
        assert_eq!(parsed.findings, Vec::<String>::new(), "seed {seed}: {wanted}");
    }
}
