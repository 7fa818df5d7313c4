//! What a font file says of itself: families, styles, characters. Only the tables that tell it are read, since a font of Chinese takes
//! twenty megabytes and most fonts that are looked at are not used.

use std::io::{Read, Seek};

use typst::text::FontInfo;

use super::tables::{MOST, at, number, telling};

/// Why a file can't be used as a font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// WOFF or WOFF2, the packed form for web pages.
    Web,
    /// Something else.
    NotAFont,
    /// It ends before its contents do.
    CutShort,
    /// A table is missing or makes no sense.
    Unusable,
}

/// The faces of a file, each with its place in it.
pub fn scan(file: &mut (impl Read + Seek), length: u64) -> Result<Vec<(u32, FontInfo)>, Broken> {
    let head = at(file, 0, 12).ok_or(Broken::NotAFont)?;
    match &head[..4] {
        b"wOFF" | b"wOF2" => Err(Broken::Web),
        b"ttcf" => {
            let count = number(&head, 8).min(MOST);
            let offsets = at(file, 12, count as usize * 4).ok_or(Broken::CutShort)?;
            let faces = (0..count).map(|index| Ok((index, face(file, number(&offsets, index as usize * 4), length)?)));
            faces.collect()
        }
        [0, 1, 0, 0] | b"OTTO" | b"true" => Ok(vec![(0, face(file, 0, length)?)]),
        _ => Err(Broken::NotAFont),
    }
}

fn face(file: &mut (impl Read + Seek), offset: u32, length: u64) -> Result<FontInfo, Broken> {
    let told = telling(file, offset, length).ok_or(Broken::CutShort)?;
    let info = FontInfo::new(&told.bytes, 0).filter(|info| told.drawn && !info.is_last_resort());
    info.ok_or(Broken::Unusable)
}
