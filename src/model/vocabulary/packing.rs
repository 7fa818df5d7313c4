//! How a list of words is packed for the binary. `build.rs` uses it too.
//!
//! The words stand in order; each gives up what it shares with the one before: a byte below 32 tells how many bytes those are, plus one, and
//! the rest of the word follows. The whole is packed by zlib.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

/// A word shares at most so many bytes with the one before.
const SHARED: usize = 30;

/// Packs words; they may stand in any order, and several times.
#[allow(dead_code, reason = "used by `build.rs` and the test")]
pub fn pack<'w>(words: impl Iterator<Item = &'w str>) -> std::io::Result<Vec<u8>> {
    let ordered: std::collections::BTreeSet<&str> = words.collect();
    let mut rows = Vec::new();
    let mut before: &str = "";
    for word in ordered {
        let shared = word.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count().min(SHARED);
        rows.push(shared as u8 + 1);
        rows.extend(&word.as_bytes()[shared..]);
        before = word;
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&rows)?;
    packed.finish()
}

/// The words of a packed list, in order.
#[allow(dead_code, reason = "not used by `build.rs`")]
pub fn unpack(packed: &[u8]) -> Vec<Box<str>> {
    let mut rows = Vec::new();
    if ZlibDecoder::new(packed).read_to_end(&mut rows).is_err() {
        return Vec::new();
    }
    let mut words = Vec::new();
    let mut word: Vec<u8> = Vec::new();
    for byte in rows {
        if byte > SHARED as u8 + 1 {
            word.push(byte);
            continue;
        }
        words.extend(std::str::from_utf8(&word).ok().filter(|word| !word.is_empty()).map(Box::from));
        word.truncate(usize::from(byte) - 1);
    }
    words.extend(std::str::from_utf8(&word).ok().filter(|word| !word.is_empty()).map(Box::from));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_out_in_order_and_once() {
        let long = "donaudampfschifffahrtsgesellschaftskapitän";
        let longer = "donaudampfschifffahrtsgesellschaftskapitänin";
        let packed = pack(["über", "überall", "a", long, "über", "ähre", longer].into_iter()).unwrap();
        let words = unpack(&packed);
        assert_eq!(words.iter().map(AsRef::as_ref).collect::<Vec<_>>(), ["a", long, longer, "ähre", "über", "überall"]);
        assert!(unpack(b"broken").is_empty());
    }
}
