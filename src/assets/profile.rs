//! The colour profile of a PNG: packed, so that a small file can ask for any amount of memory.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// The largest profile that is read, in bytes. Those of cameras and printers have up to four million.
const MAX_BYTES: u64 = 8 * 1024 * 1024;
const SIGNATURE: usize = 8;

/// Does a PNG have a colour profile of more than eight million bytes, unpacked? Nothing is kept of it, and no more than that is unpacked.
pub fn is_too_large(png: &[u8]) -> bool {
    let Some(packed) = profile(png) else { return false };
    let mut unpacked = ZlibDecoder::new(packed).take(MAX_BYTES + 1);
    std::io::copy(&mut unpacked, &mut std::io::sink()).is_ok_and(|bytes| bytes > MAX_BYTES)
}

/// The packed profile: behind its name, a zero, and the number of the packing, which is always the same. It stands before the pixels.
fn profile(png: &[u8]) -> Option<&[u8]> {
    let mut rest = png.get(SIGNATURE..)?;
    while let Some((head, behind)) = rest.split_at_checked(8) {
        let length = u32::from_be_bytes(head[..4].try_into().ok()?) as usize;
        match &head[4..] {
            b"iCCP" => {
                let data = behind.get(..length)?;
                let name = data.iter().position(|byte| *byte == 0)?;
                return data.get(name + 2..);
            }
            b"IDAT" | b"IEND" => return None,
            // The chunk's checksum has four bytes.
            _ => rest = behind.get(length.checked_add(4)?..)?,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::ZlibEncoder};

    use super::*;

    fn png(profile: usize) -> Vec<u8> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&vec![7; profile]).unwrap();
        let data = [b"name\0\0", packed.finish().unwrap().as_slice()].concat();
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        for (kind, data) in [(b"gAMA", &[0; 4][..]), (b"iCCP", &data), (b"IDAT", &[])] {
            png.extend((data.len() as u32).to_be_bytes());
            png.extend(kind);
            png.extend(data);
            png.extend([0; 4]);
        }
        png
    }

    #[test]
    fn only_an_enormous_profile_is_refused() {
        assert!(!is_too_large(&png(3_000_000)));
        assert!(is_too_large(&png(20_000_000)));
    }

    #[test]
    fn a_torn_file_has_no_profile() {
        let whole = png(20_000_000);
        for end in [0, 7, 8, 12, 20, 40, 60] {
            assert!(!is_too_large(&whole[..end]), "{end}");
        }
        assert!(!is_too_large(&[&whole[..8], &[0xff; 30]].concat()));
    }
}
