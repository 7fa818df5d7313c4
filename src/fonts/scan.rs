//! What a font file says of itself: families, styles, characters. Only the tables that tell it are read, since a font of Chinese takes
//! twenty megabytes and most fonts that are looked at are not used.

use std::io::{Read, Seek, SeekFrom};

use typst::text::FontInfo;

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

/// The tables that tell what a font is.
const TELLING: &[&[u8; 4]] = &[b"head", b"hhea", b"maxp", b"name", b"OS/2", b"cmap", b"post", b"fvar", b"MATH"];
/// The tables one of which has the drawings.
const DRAWINGS: &[&[u8; 4]] = &[b"glyf", b"CFF ", b"CFF2", b"CBDT", b"sbix", b"SVG "];
/// No table that tells something is larger than this, in bytes.
const LARGEST: u32 = 8 << 20;
/// Neither a collection nor a font has more parts than this.
const MOST: u32 = 128;

/// The faces of a file, each with its place in it.
pub fn scan(file: &mut (impl Read + Seek), length: u64) -> Result<Vec<(u32, FontInfo)>, Broken> {
    let head = at(file, 0, 12).map_err(|_| Broken::NotAFont)?;
    match &head[..4] {
        b"wOFF" | b"wOF2" => Err(Broken::Web),
        b"ttcf" => {
            let count = number(&head, 8).min(MOST);
            let offsets = at(file, 12, count as usize * 4)?;
            let faces = (0..count).map(|index| Ok((index, face(file, number(&offsets, index as usize * 4), length)?)));
            faces.collect()
        }
        [0, 1, 0, 0] | b"OTTO" | b"true" => Ok(vec![(0, face(file, 0, length)?)]),
        _ => Err(Broken::NotAFont),
    }
}

fn face(file: &mut (impl Read + Seek), offset: u32, length: u64) -> Result<FontInfo, Broken> {
    let head = at(file, offset.into(), 12)?;
    let count = u32::from(u16::from_be_bytes([head[4], head[5]])).min(MOST);
    let records = at(file, u64::from(offset) + 12, count as usize * 16)?;
    let (mut tables, mut drawn) = (Vec::new(), false);
    for record in records.chunks_exact(16) {
        let (start, size) = (number(record, 8), number(record, 12));
        if u64::from(start) + u64::from(size) > length {
            return Err(Broken::CutShort);
        }
        let tag = [record[0], record[1], record[2], record[3]];
        drawn |= DRAWINGS.contains(&&tag) && size > 0;
        if TELLING.contains(&&tag) && size <= LARGEST {
            // Of the rules of formulas only their presence counts.
            let size = if &tag == b"MATH" { size.min(64) } else { size };
            tables.push((tag, at(file, start.into(), size as usize)?));
        }
    }
    let info = FontInfo::new(&assembled(&head[..4], &tables), 0).filter(|info| drawn && !info.is_last_resort());
    info.ok_or(Broken::Unusable)
}

fn at(file: &mut (impl Read + Seek), offset: u64, length: usize) -> Result<Vec<u8>, Broken> {
    let mut bytes = vec![0; length];
    file.seek(SeekFrom::Start(offset)).map_err(|_| Broken::CutShort)?;
    file.read_exact(&mut bytes).map_err(|_| Broken::CutShort)?;
    Ok(bytes)
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
}

/// A font of some tables alone.
fn assembled(kind: &[u8], tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut out = kind.to_vec();
    out.extend((tables.len() as u16).to_be_bytes());
    out.extend([0; 6]);
    let mut start = 12 + 16 * tables.len();
    for (tag, bytes) in tables {
        out.extend(tag);
        out.extend([0; 4]);
        out.extend((start as u32).to_be_bytes());
        out.extend((bytes.len() as u32).to_be_bytes());
        start += bytes.len().next_multiple_of(4);
    }
    for (_, bytes) in tables {
        out.extend(bytes);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}
