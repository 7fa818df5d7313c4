//! [`Highlights`] as bytes, for keeping between builds. The file is a cache: what can't be read is worked out anew.

use std::collections::HashMap;

use super::{Class, Entries, Entry, Highlights, Run};

/// Changes when the format or the classes change.
const MARK: &[u8] = b"deckle highlights 1\n";
/// Beyond this many entries, those that were not used by the last build are let go.
const KEPT: usize = 20_000;

impl Highlights {
    /// Reads what [`Highlights::to_bytes`] wrote; anything else gives as much as could be read, perhaps nothing.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut known = HashMap::new();
        if let Some(mut rest) = bytes.strip_prefix(MARK) {
            while let Some((key, entry, after)) = read_entry(rest) {
                known.insert(key, entry);
                rest = after;
            }
        }
        Self { entries: Entries { known, changed: false }.into() }
    }

    /// Everything known, in a fixed order; `None` when nothing has been added since it was read.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let entries = self.lock();
        if !entries.changed {
            return None;
        }
        let full = entries.known.len() > KEPT;
        let mut kept: Vec<_> = entries.known.iter().filter(|(_, entry)| entry.used || !full).collect();
        kept.sort_by_key(|(key, _)| **key);
        let mut out = MARK.to_vec();
        for (key, entry) in kept {
            out.extend(key.to_le_bytes());
            out.extend(u32::try_from(entry.runs.len()).unwrap_or(0).to_le_bytes());
            for run in entry.runs.iter() {
                out.push(run.class as u8);
                out.extend(run.length.to_le_bytes());
            }
        }
        Some(out)
    }
}

fn read_entry(bytes: &[u8]) -> Option<(u128, Entry, &[u8])> {
    let (key, rest) = bytes.split_first_chunk::<16>()?;
    let (count, mut rest) = rest.split_first_chunk::<4>()?;
    let count = u32::from_le_bytes(*count) as usize;
    if count > rest.len() / 5 {
        return None;
    }
    let mut runs = Vec::with_capacity(count);
    for _ in 0..count {
        let (class, after) = rest.split_first()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        runs.push(Run { class: *Class::ALL.get(*class as usize)?, length: u32::from_le_bytes(*length) });
        rest = after;
    }
    Some((u128::from_le_bytes(*key), Entry { runs: runs.into(), used: false }, rest))
}
