//! Which script a character belongs to, and which font would have it.

use unicode_properties::{EmojiStatus, UnicodeEmoji};
use unicode_script::UnicodeScript;

pub use unicode_script::Script;

/// Scripts whose fonts are called otherwise than "Noto Sans" and the script.
const SPECIAL: &[(Script, &str, &str)] = &[
    (Script::Han, "Noto Sans SC, TC, JP or KR", "fonts-noto-cjk"),
    (Script::Hiragana, "Noto Sans JP", "fonts-noto-cjk"),
    (Script::Katakana, "Noto Sans JP", "fonts-noto-cjk"),
    (Script::Bopomofo, "Noto Sans TC", "fonts-noto-cjk"),
    (Script::Hangul, "Noto Sans KR", "fonts-noto-cjk"),
    (Script::Latin, "Noto Sans", "fonts-noto-core"),
    (Script::Greek, "Noto Sans", "fonts-noto-core"),
    (Script::Cyrillic, "Noto Sans", "fonts-noto-core"),
    (Script::Tibetan, "Noto Serif Tibetan", "fonts-noto-core"),
];

/// The script of a character.
pub fn script_of(c: char) -> Script {
    c.script()
}

/// Is a character shown as a picture in colour, unless it is asked to be a letter?
pub fn is_emoji(c: char) -> bool {
    matches!(
        c.emoji_status(),
        EmojiStatus::EmojiPresentation
            | EmojiStatus::EmojiPresentationAndModifierBase
            | EmojiStatus::EmojiPresentationAndEmojiComponent
            | EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
    )
}

/// Is what a reader takes for one character a picture in colour? It is one by nature (🙂, 🇩🇪, 👩‍🔬), or because the mark for it
/// follows (❤️, 1️⃣); the mark for a letter (U+FE0E) makes it one.
pub fn is_emoji_sequence(grapheme: &str) -> bool {
    const AS_LETTER: char = '\u{FE0E}';
    const AS_PICTURE: char = '\u{FE0F}';
    let Some(first) = grapheme.chars().next() else { return false };
    if grapheme.contains(AS_LETTER) {
        return false;
    }
    is_emoji(first) || (grapheme.contains(AS_PICTURE) && first.is_emoji_char_or_emoji_component())
}

/// Is it never drawn, such as a joiner or a mark for the direction?
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// What is missing, in words, and a font that has it, for each script among the characters: `Hebrew`, `Noto Sans Hebrew`, the package
/// of Debian.
pub fn help(missing: &[char]) -> Vec<(String, String, &'static str)> {
    let mut found: Vec<(String, String, &'static str)> = Vec::new();
    for &c in missing.iter().filter(|c| !c.is_control()) {
        let one = font_for(c);
        // Signs come with the script they are written with.
        if let Some(one) = one.filter(|one| !found.iter().any(|(_, font, _)| *font == one.1)) {
            found.push(one);
        }
    }
    found
}

fn font_for(c: char) -> Option<(String, String, &'static str)> {
    let script = script_of(c);
    if is_emoji(c) {
        return Some(("emoji".to_owned(), "Noto Color Emoji".to_owned(), "fonts-noto-color-emoji"));
    }
    if let Some((_, font, package)) = SPECIAL.iter().find(|(special, ..)| *special == script) {
        return Some((script.full_name().to_owned(), (*font).to_owned(), package));
    }
    match script {
        // A character nobody has given a meaning has no font.
        Script::Unknown | Script::Inherited => None,
        Script::Common => match c as u32 {
            0x3000..=0x33FF | 0xFF00..=0xFFEF => {
                Some(("CJK signs".to_owned(), "Noto Sans SC, TC, JP or KR".to_owned(), "fonts-noto-cjk"))
            }
            _ => Some(("signs".to_owned(), "Noto Sans Symbols 2".to_owned(), "fonts-noto-core")),
        },
        _ => {
            let name = script.full_name().replace('_', " ");
            Some((name.clone(), format!("Noto Sans {name}"), "fonts-noto-core"))
        }
    }
}
