//! Text read back from finished frames.

use std::collections::BTreeMap;

use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem};
use typst::model::Destination;

/// The text of a frame, a line for each piece, with the alternative texts of pictures and formulas and the addresses of links.
pub(super) fn of(frame: &Frame) -> String {
    let mut out = String::new();
    push(frame, &mut out);
    out
}

fn push(frame: &Frame, out: &mut String) {
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    for (_, item) in frame.items() {
        match item {
            FrameItem::Text(text) => line(&text.text),
            FrameItem::Link(Destination::Url(url), _) => line(url.as_str()),
            FrameItem::Tag(Tag::Start(content, _)) => {
                if let Ok(alt) = content.field_by_name("alt")
                    && let Ok(alt) = alt.cast::<typst::ecow::EcoString>()
                {
                    line(&alt);
                }
            }
            FrameItem::Group(group) => {
                let inner = of(&group.frame);
                line(inner.trim_end());
            }
            FrameItem::Link(..) | FrameItem::Tag(_) | FrameItem::Shape(..) | FrameItem::Image(..) => {}
        }
    }
}

/// Adds the characters that the font has no drawing for, and control characters, which have none by nature.
pub(super) fn missing_glyphs(frame: &Frame, out: &mut Vec<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => missing_glyphs(&group.frame, out),
            FrameItem::Text(text) => {
                let controls = text.text.chars().filter(|c| c.is_control());
                controls.for_each(|c| {
                    if !out.contains(&c) {
                        out.push(c)
                    }
                });
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    let missing = text.text.get(glyph.range()).and_then(|piece| piece.chars().next());
                    if let Some(c) = missing.filter(|c| !out.contains(c)) {
                        out.push(c);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Counts the characters that are set in each family. What no font has is in none.
pub(super) fn count_families(frame: &Frame, counts: &mut BTreeMap<String, usize>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => count_families(&group.frame, counts),
            FrameItem::Text(text) => {
                let family = &text.font.font().info().family;
                let shown = text.glyphs.iter().filter(|glyph| glyph.id != 0).count();
                if shown > 0 {
                    *counts.entry(family.clone()).or_default() += shown;
                }
            }
            _ => {}
        }
    }
}
