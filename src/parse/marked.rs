//! Running text with what the braces behind it say.

use super::known::ElementSettings;
use crate::model::{Inline, InlineKind};
use crate::source::Span;

/// The inline with its settings. What the model has no place for on it goes around it.
pub fn with_settings(mut inline: Inline, mut settings: ElementSettings, braces: Span) -> Inline {
    let span = inline.span.join(braces);
    match &mut inline.kind {
        InlineKind::Picture(picture) => {
            picture.plain = settings.plain.take();
            if let Some(alt) = settings.alt.take() {
                let words = std::mem::replace(&mut picture.alt, alt.value);
                picture.caption = picture.caption.take().or(Some(words)).filter(|words| !words.is_empty());
            }
            picture.lang = settings.lang.take();
            picture.width = settings.width;
            picture.height = settings.height;
        }
        InlineKind::Code { plain, .. } => *plain = settings.plain.take(),
        _ => {}
    }
    inline.span = span;
    if settings.plain.is_none() && settings.audience.is_none() && settings.lang.is_none() && settings.classes.is_empty() {
        return inline;
    }
    Inline { kind: marked(vec![inline], settings), span }
}

/// A text with its settings.
pub fn marked(content: Vec<Inline>, settings: ElementSettings) -> InlineKind {
    let classes = settings.classes.into_iter().map(|class| class.value).collect();
    InlineKind::Marked { content, plain: settings.plain, audience: settings.audience, classes, lang: settings.lang }
}

/// Text in a language of its own.
pub fn in_language(content: Vec<Inline>, lang: Option<String>) -> Vec<Inline> {
    let (Some(_), [first, .., last] | [first @ last]) = (&lang, content.as_slice()) else { return content };
    let span = first.span.join(last.span);
    vec![Inline { kind: marked(content, ElementSettings { lang, ..ElementSettings::default() }), span }]
}
