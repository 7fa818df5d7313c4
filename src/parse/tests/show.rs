//! Decks in a short form that tests can state.

use crate::model::{
    Audiences, Background, Block, BlockKind, Footnote, FootnoteText, Inline, InlineKind, Length, LinkTarget, Slide,
};

/// A slide on one line: `id origin "title" [content] notes`.
pub fn slide(slide: &Slide) -> String {
    let mut parts = vec![format!("#{} {:?}", slide.id.0, slide.origin)];
    if let Some(heading) = &slide.heading {
        parts.push(format!("\"{}\"", inlines(&heading.content)));
        parts.extend(heading.plain.as_ref().map(|plain| format!("plain=\"{}\"", plain.value)));
    }
    parts.extend(slide.time.map(|time| format!("{:?}", time.value)));
    parts.extend(slide.audience.as_ref().map(|a| audiences(&a.value)));
    parts.extend(slide.layout.map(|layout| layout.value.as_str().to_owned()));
    parts.extend(slide.skip.then(|| "skip".to_owned()));
    parts.extend(slide.section.map(|section| format!("section {section}")));
    if !slide.content.is_empty() {
        parts.push(format!("[{}]", blocks(&slide.content)));
    }
    parts.extend(slide.replaces.as_ref().map(|replaces| format!("replaces {}", replaces.value)));
    for Background { picture, side, share, fit, audience } in &slide.backgrounds {
        let audience = audience.as_ref().map_or(String::new(), audiences);
        let side = side.map_or(String::new(), |side| format!(" {side:?}"));
        let share = share.map_or(String::new(), |share| format!(" {share}%"));
        parts.push(format!("bg({audience}{}: {}{side}{share} {fit:?})", picture.path.value, picture.alt));
    }
    for notes in &slide.notes {
        let audience = notes.audience.as_ref().map_or(String::new(), |a| format!("{} ", audiences(a)));
        parts.push(format!("notes({audience}{})", blocks(&notes.content)));
    }
    parts.join(" ")
}

/// ` [^name: content]`
pub fn footnote(footnote: &Footnote) -> String {
    let audience = footnote.audience.as_ref().map_or(String::new(), audiences);
    format!(" {audience}[^{}: {}]", footnote.name, blocks(&footnote.content))
}

pub fn blocks(list: &[Block]) -> String {
    list.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn audiences(audiences: &Audiences) -> String {
    match audiences {
        Audiences::All => "@all".to_owned(),
        Audiences::Only(names) => names.iter().map(|name| format!("@{name}")).collect::<Vec<_>>().join("+"),
    }
}

fn block(block: &Block) -> String {
    let audience = block.audience.as_ref().map_or(String::new(), audiences);
    let body = match &block.kind {
        BlockKind::Paragraph(content) => format!("p({})", inlines(content)),
        BlockKind::Heading { level, content, plain } => format!("h{level}({}{})", inlines(content), attribute("plain", plain)),
        BlockKind::List(list) => {
            let items = list.items.iter().map(|item| {
                let mark = item.checked.map_or("", |checked| if checked { "[x] " } else { "[ ] " });
                format!("{mark}{}", blocks(&item.content))
            });
            let start = list.start.map_or("ul".to_owned(), |start| format!("ol{start}"));
            let start = if list.incremental { format!("+{start}") } else { start };
            format!("{start}{}({})", if list.tight { "" } else { "-loose" }, items.collect::<Vec<_>>().join(" | "))
        }
        BlockKind::Code(code) => {
            let step = |lines: &Vec<usize>| format!("{lines:?}");
            let steps = code.highlight.iter().map(step).collect::<Vec<_>>().join("|");
            let marks = if steps.is_empty() { steps } else { format!(" {steps}") };
            format!("code({}{marks}: {:?}{})", code.language, code.text, attribute("plain", &code.plain))
        }
        BlockKind::Math(tex) => format!("math({tex})"),
        BlockKind::Table(table) => {
            let row = |cells: &[Vec<Inline>]| cells.iter().map(|cell| inlines(cell)).collect::<Vec<_>>().join(" | ");
            let rows = std::iter::once(&table.head).chain(&table.rows).map(|r| row(&r.cells));
            format!("table({:?}: {})", table.alignments, rows.collect::<Vec<_>>().join(" / "))
        }
        BlockKind::Descriptions(items) => {
            let shown = items.iter().map(|item| {
                let details = item.details.iter().map(|details| blocks(details)).collect::<Vec<_>>().join("; ");
                format!("{}: {details}", inlines(&item.term))
            });
            format!("dl({})", shown.collect::<Vec<_>>().join(" | "))
        }
        BlockKind::Picture(_) => inline_kind_of_picture(block),
        BlockKind::Quote(content) => format!("quote({})", blocks(content)),
        BlockKind::Columns(columns) => {
            let shown = columns.iter().map(|column| {
                format!("{}{}", column.width.map_or(String::new(), |width| format!("{width}% ")), blocks(&column.content))
            });
            format!("columns({})", shown.collect::<Vec<_>>().join(" | "))
        }
        BlockKind::Callout { kind, title, content } => {
            format!("{}({}{})", kind.as_str(), title.as_ref().map_or(String::new(), |t| format!("{t}: ")), blocks(content))
        }
        BlockKind::Group { classes, lang, content } => {
            let lang = lang.as_ref().map_or_else(String::new, |lang| format!("@{lang}"));
            format!("div{}{lang}({})", classes.iter().map(|c| format!(".{c}")).collect::<String>(), blocks(content))
        }
        BlockKind::Pause => "pause".to_owned(),
        BlockKind::Typst(raw) => format!("typst({:?})", raw.text),
    };
    format!("{audience}{body}")
}

fn inline_kind_of_picture(block: &Block) -> String {
    match &block.kind {
        BlockKind::Picture(picture) => inline_kind(&InlineKind::Picture(picture.clone())),
        _ => String::new(),
    }
}

fn length(name: &str, length: Option<Length>) -> String {
    match length {
        None => String::new(),
        Some(Length::Percent(percent)) => format!(" {name}{percent}"),
        Some(Length::Points(points)) => format!(" {name}{points}pt"),
    }
}

fn attribute(name: &str, value: &Option<crate::source::Spanned<String>>) -> String {
    value.as_ref().map_or(String::new(), |value| format!(" {name}={:?}", value.value))
}

pub fn inlines(list: &[Inline]) -> String {
    list.iter().map(|inline| inline_kind(&inline.kind)).collect()
}

fn inline_kind(kind: &InlineKind) -> String {
    match kind {
        InlineKind::Text(text) => text.clone(),
        InlineKind::Emph(content) => format!("em<{}>", inlines(content)),
        InlineKind::Strong(content) => format!("b<{}>", inlines(content)),
        InlineKind::Strike(content) => format!("s<{}>", inlines(content)),
        InlineKind::Subscript(content) => format!("sub<{}>", inlines(content)),
        InlineKind::Superscript(content) => format!("sup<{}>", inlines(content)),
        InlineKind::Code { text, plain } => format!("code<{text}{}>", attribute("plain", plain)),
        InlineKind::Math(tex) => format!("math<{tex}>"),
        InlineKind::Link { target: LinkTarget::Url(url), content } => format!("a<{}→{url}>", inlines(content)),
        InlineKind::Link { target: LinkTarget::Slide(id), content } => format!("a<{}→slide {id}>", inlines(content)),
        InlineKind::Picture(picture) => {
            let caption = picture.caption.as_ref().map_or(String::new(), |caption| format!(" caption={caption:?}"));
            let width = length("w", picture.width);
            let height = length("h", picture.height);
            format!("img<{}: {}{caption}{width}{height}{}>", picture.path.value, picture.alt, attribute("plain", &picture.plain))
        }
        InlineKind::Marked { content, plain, audience, classes, .. } => format!(
            "span<{}{}{}{}>",
            inlines(content),
            attribute("plain", plain),
            audience.as_ref().map_or(String::new(), |a| format!(" {}", audiences(a))),
            classes.iter().map(|class| format!(" .{class}")).collect::<String>(),
        ),
        InlineKind::Footnote(FootnoteText::Named(name)) => format!("fn<{name}>"),
        InlineKind::Footnote(FootnoteText::Here(content)) => format!("fn<:{}>", inlines(content)),
        InlineKind::FootnoteMark(number) => format!("fn<{number}>"),
        InlineKind::SoftBreak => "␣".to_owned(),
        InlineKind::LineBreak => "⏎".to_owned(),
    }
}
