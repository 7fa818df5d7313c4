//! The front matter of Pandoc's and Quarto's decks.

use super::State;
use super::attributes;
use super::mark;
use crate::model::{Background, DesignChanges, Dialect, Meta};
use crate::parse::front_matter::OWN_KEYS;
use crate::parse::losses::{Fate, Losses};
use crate::parse::plain;
use crate::settings::{Map, Value, ValueKind, shortened};
use crate::source::{Span, Spanned};

/// Settings that are read here, or that no reader of a slide could miss.
const KNOWN: &[&str] = &[
    "title",
    "pagetitle",
    "subtitle",
    "author",
    "authors",
    "institute",
    "institution",
    "date",
    "date-format",
    "lang",
    "format",
    "output",
    "slide-level",
    "incremental",
    "footer",
    "slide-number",
    "aspectratio",
    "execute",
    "description",
    "keywords",
    "editor",
    "editor_options",
    "jupyter",
    "engine",
    "knitr",
    "self-contained",
    "embed-resources",
    "standalone",
    "draft",
    "categories",
    "image",
    "abstract",
    "width",
    "height",
    "toc",
    "preview-links",
    "chalkboard",
    "code-fold",
    "code-line-numbers",
    "from",
    "html-math-method",
    "number-sections",
    "output-file",
    "title-prefix",
    "auto-stretch",
    "navigation-mode",
    "controls",
    "progress",
    "history",
    "hash",
    "hash-type",
    "filters",
    "include-in-header",
    "fig-align",
];

/// What a front matter gives.
pub struct Read {
    /// The deck's settings.
    pub meta: Meta,
    /// Those of its text.
    pub state: State,
    /// What is not followed.
    pub losses: Losses,
}

/// Reads the front matter. A format's own settings come before the deck's.
pub fn read_front_matter(map: &Map, dialect: Dialect, defaults: &Meta) -> Read {
    let format =
        mark::mark(map, "").filter(|mark| mark.dialect == dialect).map_or_else(|| State::default().format, |mark| mark.format);
    let settings = Settings { own: mark::below_format(map, &format), deck: map };
    let mut losses = Losses::default();
    let blank = Spanned::new(
        String::new(),
        Span::new(map.iter().next().map_or(crate::source::FileId(0), |(key, _)| key.span.file), 0, 0),
    );
    let meta = Meta {
        title: settings.words("title", &mut losses),
        subtitle: settings.words("subtitle", &mut losses),
        authors: settings.authors(&mut losses),
        date: settings.date(&mut losses),
        lang: settings.text("lang").filter(|lang| lang.value.len() <= 12),
        theme: None,
        design: DesignChanges::default(),
        aspect_ratio: settings.aspect_ratio(),
        paginate: settings.is_set("slide-number"),
        footer: Some(settings.words("footer", &mut losses).unwrap_or(blank)),
        incremental: settings.is_set("incremental"),
        ..defaults.clone()
    };
    let level = settings.text("slide-level").or_else(|| settings.own?.get("slide_level").and_then(text));
    let level = level.and_then(|level| level.value.parse().ok()).filter(|level| (1..=6).contains(level));
    let quarto = dialect == Dialect::Quarto && format == "revealjs";
    let state = State {
        slide_level: level.or(quarto.then_some(2)),
        echo: settings.echoes(),
        institutes: settings.institutes(&mut losses),
        title_background: settings.title_background(),
        format,
    };
    settings.note_others(&mut losses);
    Read { meta, state, losses }
}

/// The settings of the format, and those of the deck.
struct Settings<'a> {
    own: Option<&'a Map>,
    deck: &'a Map,
}

impl<'a> Settings<'a> {
    fn get(&self, key: &str) -> Option<&'a Value> {
        self.own.and_then(|own| own.get(key)).or_else(|| self.deck.get(key))
    }

    fn text(&self, key: &str) -> Option<Spanned<String>> {
        self.get(key).and_then(text)
    }

    /// A text that is Markdown, without its marks.
    fn words(&self, key: &str, losses: &mut Losses) -> Option<Spanned<String>> {
        self.text(key).map(|text| words(text, losses)).filter(|text| !text.value.is_empty())
    }

    /// `true`, and any value that isn't `false`.
    fn is_set(&self, key: &str) -> bool {
        match self.get(key).map(|value| &value.kind) {
            None | Some(ValueKind::Nothing | ValueKind::Bool(false)) => false,
            Some(ValueKind::Text(text)) => text != "false",
            Some(_) => true,
        }
    }

    fn echoes(&self) -> bool {
        let execute =
            self.get("execute").and_then(|value| if let ValueKind::Map(map) = &value.kind { map.get("echo") } else { None });
        execute.is_none_or(|echo| echo.kind != ValueKind::Bool(false))
    }

    /// `author: A`, a list, or maps with `name`.
    fn authors(&self, losses: &mut Losses) -> Vec<Spanned<String>> {
        let Some(value) = self.get("author").or_else(|| self.get("authors")) else { return Vec::new() };
        people(value).into_iter().map(|name| words(name, losses)).filter(|name| !name.value.is_empty()).collect()
    }

    /// The institutes of the deck and those of its authors, each once.
    fn institutes(&self, losses: &mut Losses) -> Vec<Spanned<String>> {
        let mut found = Vec::new();
        for key in ["institute", "institution"] {
            found.extend(self.get(key).map(people).unwrap_or_default());
        }
        if let Some(authors) = self.get("author").or_else(|| self.get("authors")) {
            for author in items(authors) {
                let ValueKind::Map(map) = &author.kind else { continue };
                for key in ["affiliation", "affiliations", "institute"] {
                    found.extend(map.get(key).map(people).unwrap_or_default());
                }
            }
        }
        let mut kept: Vec<Spanned<String>> = Vec::new();
        for institute in found.into_iter().map(|name| words(name, losses)) {
            if !institute.value.is_empty() && !kept.iter().any(|known| known.value == institute.value) {
                kept.push(institute);
            }
        }
        kept
    }

    /// The date as written. What depends on the day a deck is built is left out: the same deck gives the same bytes.
    fn date(&self, losses: &mut Losses) -> Option<Spanned<String>> {
        let date = self.words("date", losses)?;
        if matches!(date.value.as_str(), "today" | "now" | "last-modified")
            || date.value.contains("Sys.")
            || date.value == "\\today"
        {
            losses.note(Fate::Dropped, date.span, "a date that changes with the day of the build is left out; write it");
            return None;
        }
        Some(date)
    }

    fn aspect_ratio(&self) -> Option<Spanned<(u32, u32)>> {
        let number = |key: &str| {
            self.text(key).and_then(|text| text.value.trim_end_matches("px").parse::<f64>().ok().map(|n| (n, text.span)))
        };
        if let Some(ratio) = self.text("aspectratio") {
            let wide = matches!(ratio.value.as_str(), "169" | "1610" | "149" | "32" | "54");
            return Some(Spanned::new(if wide { (16, 9) } else { (4, 3) }, ratio.span));
        }
        let ((width, span), (height, _)) = (number("width")?, number("height")?);
        let ratio = if height > 0.0 && width / height < 1.45 { (4, 3) } else { (16, 9) };
        Some(Spanned::new(ratio, span))
    }

    /// `title-slide-attributes` with `data-background-image`.
    fn title_background(&self) -> Option<Background> {
        let ValueKind::Map(attributes) = &self.get("title-slide-attributes")?.kind else { return None };
        attributes::background(|wanted| {
            let (_, value) = attributes.iter().find(|(key, _)| key.value.trim_start_matches("data-") == wanted)?;
            text(value)
        })
    }

    /// What is written and has no effect, in one finding.
    fn note_others(&self, losses: &mut Losses) {
        if let Some(value) = self.get("toc").filter(|_| self.is_set("toc")) {
            losses.note(Fate::Dropped, value.span, "the table of contents is left out");
        }
        let mut first = None;
        let mut own = false;
        let mut names: Vec<String> = Vec::new();
        for (key, value) in self.own.into_iter().chain([self.deck]).flat_map(Map::iter) {
            let shown = key.value == "title-slide-attributes" && self.title_background().is_some();
            if shown || KNOWN.contains(&key.value.as_str()) || matches!(value.kind, ValueKind::Nothing | ValueKind::Bool(false)) {
                continue;
            }
            first = first.or(Some(key.span));
            own |= OWN_KEYS.contains(&key.value.as_str());
            let name = format!("`{}`", shortened(&key.value));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if let Some(first) = first {
            let what = format!("these settings have no effect here: {}", names.join(", "));
            if own { losses.note_own(first, &what) } else { losses.note(Fate::Dropped, first, &what) }
        }
    }
}

fn text(value: &Value) -> Option<Spanned<String>> {
    match &value.kind {
        ValueKind::Text(text) | ValueKind::Number(text) => Some(Spanned::new(text.trim().to_owned(), value.span)),
        _ => None,
    }
}

fn words(text: Spanned<String>, losses: &mut Losses) -> Spanned<String> {
    let read = plain::text(&text.value);
    if read.pictures {
        losses.note(Fate::Dropped, text.span, "pictures in the front matter are left out");
    }
    Spanned::new(read.text, text.span)
}

/// The value itself, or the items of a list.
fn items(value: &Value) -> Vec<&Value> {
    match &value.kind {
        ValueKind::List(items) => items.iter().collect(),
        _ => vec![value],
    }
}

/// Names: texts, and maps with a name in them.
fn people(value: &Value) -> Vec<Spanned<String>> {
    items(value).into_iter().filter_map(person).collect()
}

fn person(value: &Value) -> Option<Spanned<String>> {
    let ValueKind::Map(map) = &value.kind else { return text(value) };
    let name = map.get("name").or_else(|| map.get("literal"));
    match name {
        Some(Value { kind: ValueKind::Map(_), .. }) => person(name?),
        Some(name) => text(name),
        None => {
            let parts: Vec<Spanned<String>> = ["given", "family"].iter().filter_map(|key| map.get(key).and_then(text)).collect();
            let first = parts.first()?;
            let name = parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join(" ");
            Some(Spanned::new(name, first.span))
        }
    }
}
