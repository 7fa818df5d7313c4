//! Packs the fonts in `fonts/` for the binary: for each `NAME` the tables that tell what it is as `NAME.head`, which are read at every
//! start, and all of it as `NAME.packed`, which is unpacked when a deck uses the font. Packs the lists of words in `LISTS` too, and
//! asks the linker to keep equal functions once.

#[path = "src/model/vocabulary/packing.rs"]
mod packing;
#[path = "src/fonts/tables.rs"]
mod tables;

use std::error::Error;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use flate2::Compression;
use flate2::write::ZlibEncoder;

const ENDINGS: &[&str] = &["ttf", "otf"];
const LISTS: &str = "src/model/vocabulary/lists";

fn main() -> Result<(), Box<dyn Error>> {
    for input in ["build.rs", "src/fonts/tables.rs", "fonts", "src/model/vocabulary/packing.rs", LISTS] {
        println!("cargo::rerun-if-changed={input}");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for entry in fs::read_dir("fonts")? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known)) {
            pack(&path, &out).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    for language in ["english", "german"] {
        pack_words(&["newspapers", "known"], language, "common", &out)?;
        pack_words(&["trade"], language, "trade", &out)?;
    }
    if folds_functions() {
        println!("cargo::rustc-link-arg-bins=-Wl,--icf=all");
    }
    Ok(())
}

/// Is the program linked by the LLD that comes with Rust, as it is by default on this platform? Then functions with the same code are kept
/// once, which makes the program 1.5 MB smaller. The language promises no
/// function an address of its own.
fn folds_functions() -> bool {
    let is = |key: &str, value: &str| env::var(key).is_ok_and(|found| found == value);
    let platform = is("TARGET", "x86_64-unknown-linux-gnu") && is("HOST", "x86_64-unknown-linux-gnu");
    let chosen =
        env::var_os("RUSTC_LINKER").is_some() || env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("link"));
    platform && !chosen && lld().is_some_and(|lld| lld.exists())
}

/// Where the LLD of this Rust is, if it has one.
fn lld() -> Option<PathBuf> {
    let rustc = env::var_os("RUSTC")?;
    let sysroot = Command::new(rustc).args(["--print", "sysroot"]).output().ok()?;
    let sysroot = String::from_utf8(sysroot.stdout).ok()?;
    Some(Path::new(sysroot.trim()).join("lib/rustlib/x86_64-unknown-linux-gnu/bin/gcc-ld/ld.lld"))
}

/// Packs lists of a language as one; a line that begins with `#` is a remark.
fn pack_words(lists: &[&str], language: &str, name: &str, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut all = String::new();
    for list in lists {
        all += &fs::read_to_string(format!("{LISTS}/{language}-{list}.txt"))?;
    }
    let words = all.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    fs::write(out.join(format!("{language}-{name}.words")), packing::pack(words)?)?;
    Ok(())
}

fn pack(path: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let font = fs::read(path)?;
    let name = path.file_name().ok_or("it has no name")?.to_string_lossy();
    let told = tables::telling(&mut Cursor::new(&font), 0, font.len() as u64).filter(|told| told.drawn);
    let told = told.ok_or("it is cut short or has no drawings")?;
    fs::write(out.join(format!("{name}.head")), told.bytes)?;
    // Its length in front, so that it is unpacked into memory of the right size.
    let mut packed = ZlibEncoder::new(u32::try_from(font.len())?.to_le_bytes().to_vec(), Compression::best());
    packed.write_all(&font)?;
    fs::write(out.join(format!("{name}.packed")), packed.finish()?)?;
    Ok(())
}
