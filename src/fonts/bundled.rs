//! The fonts inside the binary. Their licences stand beside them.

use std::sync::Arc;

use typst::foundations::Bytes;
use typst::text::{FontFlags, FontInfo};

use super::{Data, Face, Origin};

/// In the order in which they are asked for a character that the theme's font lacks.
const FILES: &[(&str, &[u8])] = &[
    ("Inter-roman.ttf", include_bytes!("../../fonts/Inter-roman.ttf")),
    ("Inter-italic.ttf", include_bytes!("../../fonts/Inter-italic.ttf")),
    ("NewCMMath-Regular.otf", include_bytes!("../../fonts/NewCMMath-Regular.otf")),
    ("JetBrainsMono-Regular.ttf", include_bytes!("../../fonts/JetBrainsMono-Regular.ttf")),
    ("JetBrainsMono-Bold.ttf", include_bytes!("../../fonts/JetBrainsMono-Bold.ttf")),
    ("JetBrainsMono-Italic.ttf", include_bytes!("../../fonts/JetBrainsMono-Italic.ttf")),
    ("Twemoji.ttf", include_bytes!("../../fonts/Twemoji.ttf")),
];

pub fn faces() -> Vec<Arc<Face>> {
    let face = |&(file, bytes): &(&str, &'static [u8])| {
        let info = FontInfo::new(bytes, 0).expect("a bundled font can be read");
        Arc::new(Face::new(Origin::Bundled, file.into(), (0, info), Arc::new(Data::known(Bytes::new(bytes)))))
    };
    FILES.iter().map(face).collect()
}

/// The letters that the font of formulas has for transliteration. It lacks the rules to join and order them, so words of them would be
/// wrong, which is worse than being told.
pub fn is_no_text(face: &Face, c: u32) -> bool {
    face.origin == Origin::Bundled && face.info.flags.contains(FontFlags::MATH) && (0x0900..0x0D80).contains(&c)
}
