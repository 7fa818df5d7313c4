//! Every place where text for one audience can stand: a line each.
//!
//! In the markup `{div}` opens a block for the audience, `{for}` is its name, `{word}` is its mark in this place and `{words}` the mark in a
//! longer text, `{colour}`, `{number}`, `{lang}` and `{same}` change with them; `{id}` is free for a slide's name.

use deckle::build::Format;

/// A place.
#[derive(Clone, Copy)]
pub struct Place {
    /// What failures call it.
    pub name: &'static str,
    /// Where its markup stands.
    pub at: At,
    /// How it is written.
    pub markup: Markup,
    /// Files that belong to it, path and content; the content of pictures is drawn from their path.
    pub files: &'static [(&'static str, &'static str)],
    /// Where those whom it is for find it.
    pub seen: Seen,
}

/// Where a place's markup stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// On a slide that everyone sees, once for each audience.
    OnSlide,
    /// Between slides.
    Slides,
    /// Among what the front matter says for the audience.
    Settings,
}

/// How text for one audience is written in a place.
#[derive(Clone, Copy)]
pub enum Markup {
    /// For any audience.
    Any(&'static str),
    /// For any audience, and how everyone would see it.
    Written(Text),
    /// In a place where only the two sides differ: what the technical variant sees alone, and what people outside the field see alone.
    Sides(Option<Text>, Option<Text>),
}

/// A text as it is for an audience, and as it would be for everyone: the leak that is planted.
#[derive(Clone, Copy)]
pub struct Text {
    pub closed: &'static str,
    pub open: &'static str,
}

/// Where a place is found in its own audience's files.
#[derive(Clone, Copy)]
pub struct Seen {
    /// The formats in whose files it can be read.
    pub read: &'static [Format],
    /// Does it change the picture of its slide?
    pub drawn: bool,
    /// Does it change how long its slide may take?
    pub planned: bool,
}

const fn seen(read: &'static [Format], drawn: bool) -> Seen {
    Seen { read, drawn, planned: false }
}

use Format::{Handout, Json, Notes, Pdf, Pdfpc, Script, Svg, Typst};

/// Words on a slide.
const TEXT: Seen = seen(&[Pdf, Notes, Handout, Typst], true);
/// What is read to people who don't see a slide.
const ALT: Seen = seen(&[Pdf, Notes, Handout, Typst], false);
/// Where a link leads.
const ADDRESS: Seen = seen(&[Pdf, Svg, Notes, Handout, Typst], false);
/// Names of slides.
const NAME: Seen = seen(&[Pdf, Notes, Handout, Json, Typst], false);
/// Titles of slides.
const TITLE: Seen = seen(&[Pdf, Notes, Handout, Script, Json, Typst], true);
/// What the speaker says.
const SPOKEN: Seen = seen(&[Notes, Script, Pdfpc, Json], false);
/// What a term means: at the foot of the slide, and for the speaker.
const EXPLAINED: Seen = seen(&[Pdf, Notes, Handout, Script, Pdfpc, Json, Typst], true);
/// What no file shows.
const NOWHERE: Seen = seen(&[], false);
/// Times, which are numbers among others.
const PLANNED: Seen = Seen { planned: true, ..NOWHERE };

const fn on_slide(name: &'static str, markup: &'static str, seen: Seen) -> Place {
    Place { name, at: At::OnSlide, markup: Markup::Any(markup), files: &[], seen }
}

const fn slides(name: &'static str, markup: &'static str, seen: Seen) -> Place {
    Place { at: At::Slides, ..on_slide(name, markup, seen) }
}

const fn setting(name: &'static str, markup: &'static str, seen: Seen) -> Place {
    Place { at: At::Settings, ..on_slide(name, markup, seen) }
}

const fn text(closed: &'static str, open: &'static str) -> Text {
    Text { closed, open }
}

impl Place {
    const fn with(self, files: &'static [(&'static str, &'static str)]) -> Self {
        Self { files, ..self }
    }

    const fn sides(name: &'static str, at: At, technical: Text, plain: Text, seen: Seen) -> Self {
        Self { name, at, markup: Markup::Sides(Some(technical), Some(plain)), files: &[], seen }
    }
}

const PICTURE: &[(&str, &str)] = &[("img/{word}.svg", "")];
const TERM: &[(&str, &str)] = &[(
    "glossary.toml",
    "[[term]]\nterm = \"{word}\"\nplain = \"{words}\"\nexpand = \"Long {word}\"\nanalogy = \"Like {words}\"\n",
)];
const OTHER: Text = text("[shared]{plain=\"{words}\"}", "{words}");

pub const PLACES: &[Place] = &[
    on_slide("text in a block", "{div}\n{words}\n:::", TEXT),
    on_slide("text in a block with braces", "::: {.box audience={for}}\n{words}\n:::", TEXT),
    on_slide("text between two tags on a line", "<div class=\"{for}\">{words}</div>", TEXT),
    on_slide("text between two tags, in a block", "{div}\n<div>\n    <div class=\"x\">{words}</div>\n</div>\n:::", TEXT),
    on_slide("HTML in a block", "<div class=\"{for}\">\n    <ul>\n    <li>{words}</li>\n    </ul>\n</div>", TEXT),
    on_slide("span", "Shared [{words}]{audience={for}} text.", TEXT),
    on_slide("emphasis and the like", "{div}\n*{word}* **a{word}** ~~b{word}~~ H~c{word}~ x^d{word}^ `e{word}`\n:::", TEXT),
    on_slide("text in another language", "[[{words}]{lang=de}]{audience={for}}", TEXT),
    on_slide("item of a list", "{div}\n- {words}\n- Second\n:::", TEXT),
    on_slide("span in an item", "- Shared\n- [{words}]{audience={for}}", TEXT),
    on_slide("item of a numbered list", "{div}\n3. {words}\n:::", TEXT),
    on_slide("task", "{div}\n- [x] {words}\n:::", TEXT),
    on_slide("item of a list in steps", "{div}\n::: incremental\n- {words}\n- Second\n:::\n:::", TEXT),
    on_slide("after a pause", "Shared.\n\n. . .\n\n{div}\n{words}\n:::", TEXT),
    on_slide("table", "{div}\n| A | {word} |\n|---|---|\n| 1 | {words} |\n:::", TEXT),
    on_slide("cell", "| A | B |\n|---|---|\n| 1 | [{words}]{audience={for}} |", TEXT),
    on_slide("head of a table", "| [{words}]{audience={for}} | B |\n|---|---|\n| 1 | 2 |", TEXT),
    on_slide("callout", "> [!NOTE]\n> [{words}]{audience={for}}", TEXT),
    on_slide("title of a callout", "{div}\n> [!TIP] {words}\n> Text.\n:::", TEXT),
    on_slide("quotation", "{div}\n> {words}\n:::", TEXT),
    on_slide("source of a quotation", "> Shared.\n>\n> — [{words}]{audience={for}}", TEXT),
    on_slide("term and what it means", "[{word}]{audience={for}}\n: [{words}]{audience={for}}\n", TEXT),
    on_slide("column", "::: columns\n::: {.column audience={for}}\n{words}\n:::\n::: column\nShared\n:::\n:::", TEXT),
    on_slide("subheading", "### {words} {audience={for}}", TEXT),
    on_slide("text of a link", "{div}\n[{words}](https://example.org)\n:::", TEXT),
    on_slide("address of a link", "[[there](https://example.org/{word})]{audience={for}}", ADDRESS),
    on_slide("address of a link with braces", "Go [there](https://example.org/{word}){audience={for}}.", ADDRESS),
    on_slide("title of a link", "[there](https://example.org \"{words}\"){audience={for}}", NOWHERE),
    on_slide("address alone", "{div}\nSee <https://example.org/{word}>.\n:::", seen(&[Pdf, Svg, Notes, Handout, Typst], true)),
    on_slide("what a picture shows", "![{words}](shared.svg){audience={for}}", ALT),
    on_slide("caption", "![Shared](shared.svg \"{words}\"){audience={for}}", TEXT),
    on_slide("picture", "![Shared](img/{word}.svg){audience={for}}", TEXT).with(PICTURE),
    on_slide("picture in pixels", "![Shared](img/{word}.png){audience={for}}", seen(&[Typst], true))
        .with(&[("img/{word}.png", "")]),
    on_slide("picture in a line", "Text [![{words}](img/{word}.svg)]{audience={for}} text.", TEXT).with(PICTURE),
    on_slide("picture behind a slide", "![{words}](img/{word}.svg){.background side=right audience={for}}", TEXT).with(PICTURE),
    on_slide("picture behind a slide, in a block", "{div}\n![{words}](img/{word}.svg){.background}\n:::", TEXT).with(PICTURE),
    on_slide("footnote", "[Text^[{words}]]{audience={for}}.", TEXT),
    on_slide("definition of a footnote", "Text[^p{word}].\n\n{div}\n[^p{word}]: {words}\n:::", TEXT),
    on_slide("footnote of a span", "[Text[^m{word}]]{audience={for}}.\n\n[^m{word}]: {words}", TEXT),
    on_slide("code", "{div}\n```python\n{words}\n```\n:::", TEXT),
    on_slide("code with braces", "``` {.python audience={for} highlight=\"1|2\"}\nx = 1\n{words}\n```", TEXT),
    on_slide("code from a file", "``` {file=\"src/{word}.rs\" audience={for}}\n```", TEXT)
        .with(&[("src/{word}.rs", "{words}\n")]),
    on_slide("code in a line", "See `{word}`{audience={for}}.", TEXT),
    on_slide("formula in a line", "See [$\\text{{word}}$]{audience={for}}.", TEXT),
    on_slide("formula", "{div}\n$$\n\\text{{word}} + x^2\n$$\n:::", TEXT),
    on_slide("raw content", "{div}\n```{=typst}\n#text[{word}]\n```\n:::", seen(&[Pdf, Notes, Handout], true)),
    on_slide("comment", "{div}\nShared.\n\n<!-- {words} -->\n:::", NOWHERE),
    on_slide("keys and the like", "{div}\n<kbd>{word}</kbd> H<sub>a{word}</sub> <span class=\"x\">b{word}</span>\n:::", TEXT),
    Place {
        markup: Markup::Written(text("<div class=\"{for}\">\n\n{words}\n\n</div>", "<div class=\"box\">\n\n{words}\n\n</div>")),
        ..on_slide("block of HTML", "", TEXT)
    },
    on_slide("notes", "::: {.notes audience={for}}\n{words}\n:::", SPOKEN),
    on_slide("notes in a block", "{div}\n::: notes\n{words}\n:::\n:::", SPOKEN),
    on_slide("span in notes", "::: notes\nShared [{words}]{audience={for}}.\n:::", SPOKEN),
    on_slide("footnote in notes", "::: {.notes audience={for}}\nSay[^n{word}].\n:::\n\n[^n{word}]: {words}", SPOKEN),
    on_slide(
        "address in notes",
        "::: {.notes audience={for}}\n[Go](https://example.org/{word})\n:::",
        seen(&[Notes, Script, Pdfpc], false),
    ),
    on_slide("picture in notes", "::: {.notes audience={for}}\n![{words}](img/{word}.svg)\n:::", SPOKEN).with(PICTURE),
    on_slide("formula in notes", "::: {.notes audience={for}}\nSay $\\text{{word}}$.\n:::", SPOKEN),
    on_slide("table in notes", "::: {.notes audience={for}}\n| A | B |\n|---|---|\n| 1 | {words} |\n:::", SPOKEN),
    on_slide("subheading in notes", "::: {.notes audience={for}}\n### {words}\n:::", SPOKEN),
    on_slide("code in notes", "::: {.notes audience={for}}\n``` {.text audience=all}\n{word}\n```\n:::", SPOKEN),
    Place {
        markup: Markup::Sides(Some(text("::: technical\nThe {word} is used.\n:::", "The {word} is used.")), None),
        files: TERM,
        ..on_slide("term of the glossary", "", TEXT)
    },
    Place {
        markup: Markup::Sides(
            None,
            Some(text("::: non-technical\nThe {word} is used.\n:::", "{word}\n\n::: notes\n{word}\n:::")),
        ),
        files: TERM,
        ..on_slide("term of the glossary that is explained", "", EXPLAINED)
    },
    Place {
        markup: Markup::Sides(None, Some(text("The zz{id} is used.", "The zz{id} is {words}.\n\n::: notes\n{words}\n:::"))),
        files: &[(
            "glossary.toml",
            "[[term]]\nterm = \"zz{id}\"\nplain = \"{words}\"\nexpand = \"Long {word}\"\nanalogy = \"Like {word}\"\n",
        )],
        ..on_slide("what a term means", "", EXPLAINED)
    },
    Place {
        markup: Markup::Sides(None, Some(text("The xx{id} is used.", "The {words} is used."))),
        files: &[("glossary.toml", "[[term]]\nterm = \"xx{id}\"\nplain = \"{words}\"\nreplace = true\n")],
        ..on_slide("term that is exchanged everywhere", "", TEXT)
    },
    Place {
        markup: Markup::Sides(None, Some(text("The [yy{id}]{.term} is used.", "The {words} is used."))),
        files: &[("glossary.toml", "[[term]]\nterm = \"yy{id}\"\nplain = \"{words}\"\n")],
        ..on_slide("what stands in the place of a term", "", TEXT)
    },
    Place::sides("plain of a span", At::OnSlide, text("[{words}]{plain=\"shared\"}", "{words}"), OTHER, TEXT),
    Place::sides(
        "plain of code in a line",
        At::OnSlide,
        text("See `{word}`{plain=\"shared\"}.", "See `{word}`."),
        text("See `shared`{plain=\"{words}\"}.", "See {words}."),
        TEXT,
    ),
    Place::sides(
        "plain of code",
        At::OnSlide,
        text("``` {.python plain=\"shared\"}\n{words}\n```", "``` {.python audience=all}\n{words}\n```"),
        text("``` {.python plain=\"{words}\"}\nshared\n```", "{words}"),
        TEXT,
    ),
    Place::sides(
        "plain of a picture",
        At::OnSlide,
        text("![{words}](img/{word}.svg \"{words}\"){plain=\"shared\"}", "![{words}](img/{word}.svg \"{words}\")"),
        text("![Shared](shared.svg){plain=\"{words}\"}", "{words}"),
        TEXT,
    )
    .with(PICTURE),
    Place::sides(
        "plain of a picture behind a slide",
        At::OnSlide,
        text("![{words}](img/{word}.svg){.background plain=\"shared\"}", "![{words}](img/{word}.svg){.background}"),
        text("![Shared](shared.svg){.background side=left plain=\"{words}\"}", "{words}"),
        TEXT,
    )
    .with(PICTURE),
    Place::sides(
        "plain of a subheading",
        At::OnSlide,
        text("### {words} {plain=\"Shared\"}", "### {words}"),
        text("### Shared {plain=\"{words}\"}", "### {words}"),
        TEXT,
    ),
    Place::sides(
        "what stands in the place of code",
        At::OnSlide,
        text("```python\n{words}\n```\n\n::: non-technical\nShared.\n:::", "``` {.python audience=all}\n{words}\n```"),
        text("```python\nshared\n```\n\n::: non-technical\n{words}\n:::", "{words}"),
        TEXT,
    ),
    Place::sides(
        "what stands in the place of a table",
        At::OnSlide,
        text("| A | {word} |\n|---|---|\n| 1 | {words} |\n\n::: non-technical\nShared.\n:::", "{words}"),
        text("| A | B |\n|---|---|\n| 1 | 2 |\n\n::: non-technical\n{words}\n:::", "{words}"),
        TEXT,
    ),
    Place::sides(
        "what stands in the place of a formula",
        At::OnSlide,
        text("$$\n\\text{{word}} + x\n$$\n\n::: non-technical\nShared.\n:::", "{word}"),
        text("$$\nx^2\n$$\n\n::: non-technical\n{words}\n:::", "{words}"),
        TEXT,
    ),
    slides("slide", "## {words} {#{id} audience={for}}\n\n{words}\n", TITLE),
    slides("slide named by its title", "## {word} {audience={for}}\n\nText.\n", TITLE),
    slides("slide with a title that others' slides have too", "## {same} {audience={for}}\n\nText.\n", NOWHERE),
    slides("slide without a title", "## {#{id} audience={for}}\n\n{words}\n", TEXT),
    slides("notes of a slide", "## Shared {#{id} audience={for}}\n\nText.\n\n::: notes\n{words}\n:::\n", SPOKEN),
    slides("name of a slide", "## Shared {#n{word} audience={for}}\n\nText.\n", NAME),
    slides("way to a slide", "## From {#{id}}\n\nGo [to it](#w{word}).\n\n## To {#w{word} audience={for}}\n\nText.\n", NAME),
    Place {
        markup: Markup::Written(text(
            "## Shared {#{id} time-{for}={number}s}\n\nText.\n",
            "## Shared {#{id} time={number}s}\n\nText.\n",
        )),
        ..slides("time of a slide", "", PLANNED)
    },
    Place {
        markup: Markup::Written(text(
            "# Shared {#{id} time-{for}={number}0s}\n\nText.\n\n# Shared {#{id}z}\n\nText.\n",
            "# Shared {#{id} time={number}0s}\n\nText.\n\n# Shared {#{id}z}\n\nText.\n",
        )),
        ..slides("time of a section", "", PLANNED)
    },
    slides("key message", "## Shared {#{id} audience={for} key=\"{words}\"}\n\nText.\n", NOWHERE),
    slides("picture of a heading", "## Shared {#{id} background-image=\"img/{word}.svg\" audience={for}}\n\nText.\n", TEXT)
        .with(PICTURE),
    slides("included slide", "<!-- include: parts/{word}.md -->\n", TITLE)
        .with(&[("parts/{word}.md", "## {words} {#{id} audience={for}}\n\nText.\n")]),
    slides("included code", "<!-- include: parts/{word}.md -->\n", TEXT).with(&[
        ("parts/{word}.md", "## Shared {#{id}}\n\nText.\n\n``` {file=\"{word}.rs\" audience={for}}\n```\n"),
        ("parts/{word}.rs", "{words}\n"),
    ]),
    slides("section", "# {words} {#{id} audience={for}}\n\n{word}\n\n# Shared {#{id}z}\n\nText.\n", TITLE),
    slides("slide of a section", "# Shared {#{id} audience={for}}\n\n## {words}\n\nText.\n\n# Shared {#{id}z}\n\nText.\n", TITLE),
    slides("appendix", "# {words} {#{id} appendix audience={for}}\n\n## {words}\n\nText.\n\n# Shared {#{id}z}\n\nText.\n", TITLE),
    Place {
        markup: Markup::Sides(Some(text("## {words} {#{id} skip}\n\n{words}\n", "## {words} {#{id} skip}\n\n{words}\n")), None),
        ..slides("skipped slide", "", NOWHERE)
    },
    Place::sides(
        "plain of a title",
        At::Slides,
        text("## {words} {#{id} plain=\"Shared\"}\n\nText.\n", "## {words} {#{id}}\n\nText.\n"),
        text("## Shared {#{id} plain=\"{words}\"}\n\nText.\n", "## {words} {#{id}}\n\nText.\n"),
        TITLE,
    ),
    Place::sides(
        "plain of a section's title",
        At::Slides,
        text("# {words} {#{id} plain=\"Shared\"}\n\nText.\n", "# {words} {#{id}}\n\nText.\n"),
        text("# Shared {#{id} plain=\"{words}\"}\n\nText.\n", "# {words} {#{id}}\n\nText.\n"),
        TITLE,
    ),
    Place::sides(
        "slide that another stands for",
        At::Slides,
        text("## {words} {#{id}}\n\nText.\n\n## Shared {#{id}r replaces={id}}\n\nText.\n", "## {words} {#{id}}\n\nText.\n"),
        text("## Shared {#{id}}\n\nText.\n\n## {words} {#{id}r replaces={id}}\n\nText.\n", "## {words} {#{id}r}\n\nText.\n"),
        TITLE,
    ),
    Place::sides(
        "opening",
        At::Slides,
        text(
            "## {words} {#{id} opening}\n\nText.\n\n## Shared {#{id}r opening audience=non-technical}\n\nText.\n",
            "## {words} {#{id}}\n\nText.\n",
        ),
        text("## {words} {#{id} opening audience=non-technical}\n\nText.\n", "## {words} {#{id}}\n\nText.\n"),
        TITLE,
    ),
    setting("language", "lang: {lang}", seen(&[], true)),
    setting("title", "title: \"'So' {words}\"", seen(&[Pdf, Notes, Handout, Script, Json, Typst], true)),
    setting("subtitle", "subtitle: \"{words}\"", seen(&[Pdf, Notes, Handout, Json, Typst], true)),
    setting("author", "author: \"{words}\"", seen(&[Pdf, Notes, Handout, Json, Typst], true)),
    setting("date", "date: \"{word}\"", seen(&[Pdf, Notes, Handout, Json, Typst], true)),
    setting("footer", "footer: \"{words}\"", seen(&[Pdf, Notes, Handout], true)),
    setting("logo", "logo: img/{word}.svg", seen(&[Pdf, Notes, Handout], true)).with(PICTURE),
    setting("palette", "palette: {accent: \"#{colour}\", background: \"#{colour}\"}", seen(&[], true)),
    setting("sizes", "sizes: {title: {number}}", seen(&[], true)),
    setting("pace", "pace: 1{number}", NOWHERE),
    setting("buffer", "buffer: {number}m", NOWHERE),
    setting("qa", "qa: {number}s", NOWHERE),
    setting("theme", "theme: look-{word}", seen(&[Typst], false)).with(&[
        ("themes/look-{word}/theme.toml", "name = \"look-{word}\"\ndescription = \"{words}\"\nextends = \"lecture\"\n"),
        ("themes/look-{word}/theme.typ", "#import \"/parent.typ\": *\n// {word}\n"),
    ]),
];
