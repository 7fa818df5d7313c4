//! Every place is exact: what a span covers is what was written.

use super::*;
use crate::model::{Block, BlockKind, Inline, InlineKind, Picture};
use crate::source::Span;

/// Collects every place of a deck with a word for what stands there.
#[derive(Default)]
pub struct Places(pub Vec<(String, Span)>);

impl Places {
    pub fn of(deck: &Deck) -> Self {
        let mut places = Places::default();
        for slide in &deck.slides {
            places.add("slide", slide.span);
            if let Some(heading) = &slide.heading {
                places.add("heading", heading.span);
                places.inlines(&heading.content);
                places.spanned("plain", &heading.plain);
            }
            if let Some(time) = slide.time {
                places.add("time", time.span);
            }
            if let Some(audience) = &slide.audience {
                places.add("audience", audience.span);
            }
            if let Some(layout) = slide.layout {
                places.add("layout", layout.span);
            }
            places.blocks(&slide.content);
            for notes in &slide.notes {
                places.add("notes", notes.span);
                places.blocks(&notes.content);
            }
        }
        for section in &deck.sections {
            places.add("section", section.span);
        }
        places
    }

    fn add(&mut self, what: &str, span: Span) {
        self.0.push((what.to_owned(), span));
    }

    fn spanned(&mut self, what: &str, value: &Option<crate::source::Spanned<String>>) {
        if let Some(value) = value {
            self.add(&format!("{what} {}", value.value), value.span);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Pause => self.add("pause", block.span),
                BlockKind::Typst(_) => self.add("typst", block.span),
                BlockKind::Paragraph(content) => {
                    self.add("paragraph", block.span);
                    self.inlines(content);
                }
                BlockKind::Heading { content, plain, .. } => {
                    self.add("subheading", block.span);
                    self.inlines(content);
                    self.spanned("plain", plain);
                }
                BlockKind::List(list) => {
                    self.add("list", block.span);
                    for item in &list.items {
                        self.add("item", item.span);
                        self.blocks(&item.content);
                    }
                }
                BlockKind::Code(code) => {
                    self.add("code", block.span);
                    self.spanned("plain", &code.plain);
                }
                BlockKind::Math(_) => self.add("math", block.span),
                BlockKind::Table(table) => {
                    self.add("table", block.span);
                    for row in std::iter::once(&table.head).chain(&table.rows) {
                        self.add("row", row.span);
                        row.cells.iter().for_each(|cell| self.inlines(cell));
                    }
                }
                BlockKind::Descriptions(items) => {
                    self.add("descriptions", block.span);
                    for item in items {
                        self.add("term", item.span);
                        self.inlines(&item.term);
                        item.details.iter().for_each(|details| self.blocks(details));
                    }
                }
                BlockKind::Picture(picture) => {
                    self.add("picture", block.span);
                    self.picture(picture);
                }
                BlockKind::Quote(content) => {
                    self.add("quote", block.span);
                    self.blocks(content);
                }
                BlockKind::Columns(columns) => {
                    self.add("columns", block.span);
                    for column in columns {
                        self.add("column", column.span);
                        self.blocks(&column.content);
                    }
                }
                BlockKind::Callout { content, .. } => {
                    self.add("callout", block.span);
                    self.blocks(content);
                }
                BlockKind::Group { content, .. } => {
                    self.add("group", block.span);
                    self.blocks(content);
                }
            }
        }
    }

    fn picture(&mut self, picture: &Picture) {
        self.add(&format!("path {}", picture.path.value), picture.path.span);
        self.spanned("plain", &picture.plain);
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            let what = match &inline.kind {
                InlineKind::Text(text) => format!("text {text}"),
                InlineKind::Emph(_) => "emph".to_owned(),
                InlineKind::Strong(_) => "strong".to_owned(),
                InlineKind::Strike(_) => "strike".to_owned(),
                InlineKind::Subscript(_) => "sub".to_owned(),
                InlineKind::Superscript(_) => "sup".to_owned(),
                InlineKind::Code { .. } => "code".to_owned(),
                InlineKind::Math(_) => "math".to_owned(),
                InlineKind::Link { .. } => "link".to_owned(),
                InlineKind::Picture(_) => "picture".to_owned(),
                InlineKind::Marked { .. } => "span".to_owned(),
                InlineKind::Footnote(_) | InlineKind::FootnoteMark(_) => "footnote".to_owned(),
                InlineKind::SoftBreak | InlineKind::LineBreak => continue,
            };
            self.add(&what, inline.span);
            match &inline.kind {
                InlineKind::Emph(content)
                | InlineKind::Strong(content)
                | InlineKind::Strike(content)
                | InlineKind::Subscript(content)
                | InlineKind::Superscript(content)
                | InlineKind::Link { content, .. } => self.inlines(content),
                InlineKind::Marked { content, plain, .. } => {
                    self.inlines(content);
                    self.spanned("plain", plain);
                }
                InlineKind::Code { plain, .. } => self.spanned("plain", plain),
                InlineKind::Picture(picture) => self.picture(picture),
                _ => {}
            }
        }
    }
}

const DECK: &str = "---
title: Über alles
---

# Teil eins {time=4m audience=technical}

## Größe wächst *schnell* {#g time=90s plain=\"Wörter\" layout=code audience=technical}

Äh [p99]{plain=\"die läng\u{ad}sten\"} und **fett `x`{plain=\"ein X\"}** bis [Ziel *da*](https://x.org \"t\"){.a} ~~weg~~ H~2~O x^2^ $ä^2$ Ende.

- eins [zwei]{.t}
  - drei ![Bild](img/ö.png){width=20%} vier
- \tfünf

> Zitat über
> zwei Zeilen `c`

| Kopf | ä [b]{plain=\"c\"} |
|------|----|
| eins | zwei |

```py {plain=\"Kode\"}
x = 1
```

$$
a + b
$$

### Unter {plain=\"u\"}

::: columns
::: column
links
:::
:::

::: {.notes audience=technical}
Notiz *hier*
:::

> [!NOTE] Titel
> Text

![Bild](img/a.png \"Unter\"){plain=\"Ein Bild\"}

text $$x$$ mehr
";

#[test]
fn spans_cover_what_was_written() {
    for ending in ["\n", "\r\n", "\r"] {
        let text = DECK.replace('\n', ending);
        let parsed = parsed(&text);
        assert_eq!(parsed.findings, Vec::<String>::new());
        let normal = |slice: &str| slice.replace(ending, "\n");
        let found: Vec<(String, String)> =
            Places::of(&parsed.deck).0.into_iter().map(|(what, span)| (what, normal(parsed.sources.slice(span)))).collect();
        for (what, slice) in &found {
            if let Some(text) = what.strip_prefix("text ").or(what.strip_prefix("plain ")).or(what.strip_prefix("path ")) {
                assert_eq!(slice, text, "{ending:?}");
            }
        }
        for (what, slice) in [
            ("section", "# Teil eins {time=4m audience=technical}"),
            ("slide", "## Größe wächst *schnell* {#g time=90s plain=\"Wörter\" layout=code audience=technical}"),
            ("heading", "## Größe wächst *schnell*"),
            ("emph", "*schnell*"),
            ("time", "time=90s"),
            ("layout", "layout=code"),
            ("audience", "audience=technical"),
            ("span", "[p99]{plain=\"die läng\u{ad}sten\"}"),
            ("strong", "**fett `x`{plain=\"ein X\"}**"),
            ("code", "`x`{plain=\"ein X\"}"),
            ("link", "[Ziel *da*](https://x.org \"t\"){.a}"),
            ("strike", "~~weg~~"),
            ("sub", "~2~"),
            ("sup", "^2^"),
            ("math", "$ä^2$"),
            ("list", "- eins [zwei]{.t}\n  - drei ![Bild](img/ö.png){width=20%} vier\n- \tfünf"),
            ("item", "- eins [zwei]{.t}\n  - drei ![Bild](img/ö.png){width=20%} vier"),
            ("item", "- drei ![Bild](img/ö.png){width=20%} vier"),
            ("picture", "![Bild](img/ö.png){width=20%}"),
            ("quote", "> Zitat über\n> zwei Zeilen `c`"),
            ("paragraph", "Zitat über\n> zwei Zeilen `c`"),
            ("row", "| Kopf | ä [b]{plain=\"c\"} |"),
            ("row", "| eins | zwei |"),
            ("table", "| Kopf | ä [b]{plain=\"c\"} |\n|------|----|\n| eins | zwei |"),
            ("code", "```py {plain=\"Kode\"}\nx = 1\n```"),
            ("math", "$$\na + b\n$$"),
            ("subheading", "### Unter"),
            ("columns", "::: columns\n::: column\nlinks\n:::\n:::"),
            ("column", "::: column\nlinks\n:::"),
            ("notes", "::: {.notes audience=technical}\nNotiz *hier*\n:::"),
            ("callout", "> [!NOTE] Titel\n> Text"),
            ("picture", "![Bild](img/a.png \"Unter\"){plain=\"Ein Bild\"}"),
            ("paragraph", "text"),
            ("math", "$$x$$"),
            ("paragraph", "mehr"),
        ] {
            assert!(
                found.iter().any(|(kind, written)| kind == what && written == slice),
                "{ending:?}: no {what} {slice:?} in {:#?}",
                found.iter().filter(|(kind, _)| kind == what).collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn control_characters_move_nothing() {
    let parsed = parsed("## A\0b *c*\n\n\u{1}\u{2} [x]{plain=\"\u{1}\"} **y** `\u{2}`\n");
    assert_eq!(
        show::slide(&parsed.deck.slides[0]),
        "#ab-c Heading \"A\u{FFFD}b em<c>\" [p(\u{1}\u{2} span<x plain=\"\\u{1}\"> b<y> code<\u{2}>)]"
    );
    let found = Places::of(&parsed.deck).0;
    for (what, slice) in [("emph", "*c*"), ("strong", "**y**"), ("span", "[x]{plain=\"\u{1}\"}"), ("code", "`\u{2}`")] {
        assert!(found.iter().any(|(kind, span)| kind == what && parsed.sources.slice(*span) == slice), "{what}");
    }
}
