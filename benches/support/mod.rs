//! The deck that is measured, in any number of slides, for Deckle and for plain Typst: every slide has a heading, four bullets of eight
//! words and notes; every third a Python block of twelve lines, every fifth a table, every fifth a formula, every tenth a picture.

use std::fmt::Write;
use std::path::Path;

const WORDS: &[&str] = &[
    "system", "latency", "render", "layout", "cache", "memory", "thread", "parser", "token", "stream", "slide", "theme", "font",
    "margin", "vector", "kernel", "branch", "commit", "review", "deploy", "metric", "signal", "buffer", "socket", "schema",
    "index", "query", "storage", "replica", "quorum", "leader", "journal", "budget", "profile", "sample", "median", "variance",
    "baseline", "careful", "simple", "robust", "rapid", "steady", "gentle", "modern", "public", "static", "dynamic", "partial",
    "stable", "linear", "compact", "reads", "writes", "keeps", "moves", "splits", "joins", "scales", "shows",
];

/// A sequence that is the same on every machine (xorshift).
struct Words(u64);

impl Words {
    fn next(&mut self) -> &'static str {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        WORDS[(self.0 % WORDS.len() as u64) as usize]
    }

    fn line(&mut self, count: usize) -> String {
        (0..count).map(|_| self.next()).collect::<Vec<_>>().join(" ")
    }
}

fn code(number: usize, words: &mut Words) -> String {
    let (a, b, c) = (words.next(), words.next(), words.next());
    format!(
        r#"import math
from collections import Counter

def {a}_{number}(items: list[str], limit: int = {number}) -> dict:
    """Return the {b} of the {c}."""
    seen = Counter(x.lower() for x in items if x)
    total = sum(seen.values()) or 1
    for key, count in seen.most_common(limit):
        if count / total > 0.{}:
            print(f"{{key:>10}} {{math.log(count):.3f}}")  # {c}
    return {{k: v for k, v in seen.items() if v >= {}}}
print({a}_{number}(["{a}", "{b}", "{c}"]))"#,
        number % 90 + 10,
        number % 7
    )
}

struct Slide {
    title: String,
    bullets: Vec<String>,
    note: String,
    code: Option<String>,
    table: Option<Vec<Vec<&'static str>>>,
    formula: bool,
    picture: bool,
}

fn slide(number: usize) -> Slide {
    let mut words = Words(0x9E37_79B9_7F4A_7C15 ^ (number as u64) << 17);
    Slide {
        title: format!("Slide {number}: {}", words.line(3)),
        bullets: (0..4).map(|_| words.line(8)).collect(),
        note: format!("Remember to say: {}.", words.line(12)),
        code: (number.is_multiple_of(3)).then(|| code(number, &mut words)),
        table: (number.is_multiple_of(5)).then(|| (0..4).map(|_| (0..4).map(|_| words.next()).collect()).collect()),
        formula: number % 5 == 2,
        picture: number % 10 == 8,
    }
}

/// The deck as Deckle reads it.
pub fn markdown(slides: usize) -> String {
    let mut out = "---\ntitle: Deck\nduration: 60m\n---\n\n".to_owned();
    for (number, slide) in (1..=slides).map(|n| (n, slide(n))) {
        let _ = writeln!(out, "## {}\n", slide.title);
        slide.bullets.iter().for_each(|bullet| out.push_str(&format!("- {bullet}\n")));
        if let Some(code) = slide.code {
            let _ = write!(out, "\n```python\n{code}\n```\n");
        }
        if let Some(table) = slide.table {
            let row = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
            let _ = write!(out, "\n{}|---|---|---|---|\n", row(&table[0]));
            table[1..].iter().for_each(|cells| out.push_str(&row(cells)));
        }
        if slide.formula {
            let _ = write!(
                out,
                "\n$$\n\\sum_{{k=1}}^{{{number}}} \\frac{{x_k^2 + \\alpha}}{{\\sqrt{{1 + k}}}} = \\int_0^{{{number}}} e^{{-t^2}} \\, dt\n$$\n"
            );
        }
        if slide.picture {
            out.push_str("\n![A gradient](img.png){height=30%}\n");
        }
        let _ = write!(out, "\n::: notes\n{}\n:::\n\n", slide.note);
    }
    out
}

/// The same deck with bullets that appear one by one.
#[allow(dead_code)] // As below.
pub fn markdown_in_steps(slides: usize) -> String {
    markdown(slides).replacen("duration: 60m\n", "duration: 60m\nincremental: true\n", 1)
}

const TYPST_HEAD: &str = r##"#set document(title: "Deck")
#set page(paper: "presentation-16-9", margin: (x: 1.2cm, y: 0.8cm),
  footer: context align(right, text(10pt, counter(page).display())))
#set text(size: 18pt)
#show heading: set text(size: 26pt, fill: rgb("#1b4f8a"))
#show raw.where(block: true): it => block(fill: luma(240), inset: 6pt, radius: 3pt, width: 100%, text(9pt, it))
#show table: set text(13pt)
#set table(inset: 4pt)
#let slide(title, note: none, body) = {
  pagebreak(weak: true)
  heading(level: 1, title)
  body
  if note != none [#metadata(note) <note>]
}
"##;

/// The same deck by hand in Typst, to be paired with.
#[allow(dead_code)] // Each bench is a crate of its own; only one pairs.
pub fn typst(slides: usize) -> String {
    let mut out = TYPST_HEAD.to_owned();
    for (number, slide) in (1..=slides).map(|n| (n, slide(n))) {
        let _ = writeln!(out, "#slide([{}], note: \"{}\")[", slide.title, slide.note);
        slide.bullets.iter().for_each(|bullet| out.push_str(&format!("- {bullet}\n")));
        if let Some(code) = slide.code {
            let _ = write!(out, "\n```python\n{code}\n```\n");
        }
        if let Some(table) = slide.table {
            let cells: Vec<String> = table.iter().flatten().map(|cell| format!("[{cell}]")).collect();
            let _ = write!(out, "\n#table(columns: 4, {})\n", cells.join(", "));
        }
        if slide.formula {
            let _ = write!(out, "\n$ sum_(k=1)^{number} (x_k^2 + alpha) / sqrt(1 + k) = integral_0^{number} e^(-t^2) dif t $\n");
        }
        if slide.picture {
            out.push_str("\n#image(\"img.png\", height: 3.6cm)\n");
        }
        out.push_str("]\n");
    }
    out
}

/// Writes the picture both decks use: 1280 by 720 pixels, about as hard to pack as a photograph.
pub fn write_picture(path: &Path) {
    let mut noise = Words(7);
    let picture = image::RgbImage::from_fn(1280, 720, |x, y| {
        let grain = if (x / 160 + y / 120).is_multiple_of(3) { noise.next().len() as u8 } else { 0 };
        image::Rgb([((x / 5) as u8).wrapping_add(grain), ((y / 3) as u8).wrapping_add(grain), 128 + grain])
    });
    picture.save(path).expect("the picture can be written");
}
