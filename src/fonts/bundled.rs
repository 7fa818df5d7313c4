//! The fonts inside the binary. Their files are in `fonts/` with their licences; `build.rs` packs them.

use std::io::Read;
use std::sync::Arc;

use flate2::read::ZlibDecoder;
use typst::foundations::Bytes;
use typst::text::{FontFlags, FontInfo};
use unicode_script::{Script, UnicodeScript};

use super::{Data, Face, Origin};

/// A font as `build.rs` packs it.
struct Packed {
    file: &'static str,
    /// The tables that tell what it is, as a font of their own.
    head: &'static [u8],
    /// All of it: its length, four bytes with the lowest first, and the file by zlib.
    packed: &'static [u8],
}

macro_rules! packed {
    ($($file:literal)*) => { &[$(Packed {
        file: $file,
        head: include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".head")),
        packed: include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".packed")),
    }),*] };
}

/// In the order in which they are asked for a character that the theme's font lacks.
const FILES: &[Packed] = packed!(
    "Inter-roman.ttf"
    "Inter-italic.ttf"
    "NewCMMath-Regular.otf"
    "JetBrainsMono-Regular.ttf"
    "JetBrainsMono-Bold.ttf"
    "JetBrainsMono-Italic.ttf"
    "Twemoji.ttf"
);

pub fn faces() -> Vec<Arc<Face>> {
    let face = |font: &Packed| {
        let info = FontInfo::new(font.head, 0).expect("a bundled font can be read");
        Arc::new(Face::new(Origin::Bundled, font.file.into(), (0, info), Arc::new(Data::packed(font.file, font.packed))))
    };
    FILES.iter().map(face).collect()
}

/// A font as it was before it was packed.
pub fn unpacked(packed: &[u8]) -> Option<Bytes> {
    let (length, packed) = packed.split_first_chunk()?;
    let mut font = Vec::with_capacity(u32::from_le_bytes(*length) as usize);
    ZlibDecoder::new(packed).read_to_end(&mut font).ok()?;
    Some(Bytes::new(font))
}

/// The letters that the font of formulas has of scripts that it can't set: for transliteration, without the rules to join and order
/// them, or a single one that stands for something in mathematics (`の`). Words with them would be wrong, or of two fonts, which is worse
/// than being told.
pub fn is_no_text(face: &Face, c: u32) -> bool {
    let is_set = |script| matches!(script, Script::Common | Script::Inherited | Script::Latin | Script::Greek | Script::Cyrillic);
    face.origin == Origin::Bundled
        && face.info.flags.contains(FontFlags::MATH)
        && char::from_u32(c).is_some_and(|c| !is_set(c.script()))
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::*;

    #[test]
    fn every_font_comes_out_as_it_went_in() {
        for font in FILES {
            let file = std::fs::read(Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(font.file)).unwrap();
            assert!(unpacked(font.packed).unwrap().as_slice() == file, "{}", font.file);
            assert!(font.packed.len() < file.len() * 3 / 4, "{} is not packed", font.file);
            assert_eq!(FontInfo::new(font.head, 0), FontInfo::new(&file, 0), "{}", font.file);
        }
    }

    #[test]
    fn no_font_is_unpacked_before_it_is_used() {
        let faces = faces();
        assert!(faces.iter().all(|face| face.data.bytes.get().is_none()));
        assert!(faces[0].font().is_some());
        assert!(faces[0].data.bytes.get().is_some() && faces[1].data.bytes.get().is_none());
    }
}
