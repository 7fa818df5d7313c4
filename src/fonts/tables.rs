//! The tables of a font file that tell what it is. Known to the build script too, which keeps those of the bundled fonts apart from the
//! rest of them; so nothing here needs the typesetter.

use std::io::{Read, Seek, SeekFrom};

/// The tables that tell what a font is.
const TELLING: &[&[u8; 4]] = &[b"head", b"hhea", b"maxp", b"name", b"OS/2", b"cmap", b"post", b"fvar", b"MATH"];
/// The tables one of which has the drawings.
const DRAWINGS: &[&[u8; 4]] = &[b"glyf", b"CFF ", b"CFF2", b"CBDT", b"sbix", b"SVG "];
/// No table that tells something is larger than this, in bytes.
const LARGEST: u32 = 8 << 20;
/// Neither a collection nor a font has more parts than this.
pub const MOST: u32 = 128;

/// What a font tells of itself.
pub struct Telling {
    /// A font of the telling tables alone.
    pub bytes: Vec<u8>,
    /// Has the whole font drawings?
    pub drawn: bool,
}

/// What the font at a place of a file tells of itself. `None`: the file ends before its contents do.
pub fn telling(file: &mut (impl Read + Seek), offset: u32, length: u64) -> Option<Telling> {
    let head = at(file, offset.into(), 12)?;
    let count = u32::from(u16::from_be_bytes([head[4], head[5]])).min(MOST);
    let records = at(file, u64::from(offset) + 12, count as usize * 16)?;
    let (mut tables, mut drawn) = (Vec::new(), false);
    for record in records.chunks_exact(16) {
        let (start, size) = (number(record, 8), number(record, 12));
        if u64::from(start) + u64::from(size) > length {
            return None;
        }
        let tag = [record[0], record[1], record[2], record[3]];
        drawn |= DRAWINGS.contains(&&tag) && size > 0;
        if TELLING.contains(&&tag) && size <= LARGEST {
            // Of the rules of formulas only their presence counts.
            let size = if &tag == b"MATH" { size.min(64) } else { size };
            tables.push((tag, at(file, start.into(), size as usize)?));
        }
    }
    Some(Telling { bytes: assembled(&head[..4], &tables), drawn })
}

/// Bytes of a file. `None`: it has no such place.
pub fn at(file: &mut (impl Read + Seek), offset: u64, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    file.seek(SeekFrom::Start(offset)).ok()?;
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

/// The number at a place, 0 where there is none.
pub fn number(bytes: &[u8], at: usize) -> u32 {
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
