//! The whole program as its users start it: time and peak memory of fresh processes, paired with plain Typst on the same deck.
//!
//! `cargo bench --bench whole` measures 30, 100 and 1,000 slides. Typst's own command line is paired when it is found as `typst`, or
//! where `TYPST` says. Runs alternate, and ratios are medians of pairs, so they hold on a noisy machine where seconds don't.

mod support;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const ROUNDS: usize = 7;

/// What one run took.
#[derive(Clone, Copy)]
struct Cost {
    seconds: f64,
    mebibytes: f64,
}

fn run(command: &mut Command) -> Option<Cost> {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    let mebibytes = peak(&mut child)?;
    Some(Cost { seconds: start.elapsed().as_secs_f64(), mebibytes })
}

/// Waits for a process and gives its peak memory in MiB.
#[cfg(unix)]
fn peak(child: &mut std::process::Child) -> Option<f64> {
    let mut status = 0;
    // SAFETY: an all-zero `rusage` is a valid value, and both pointers live through the call.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        (libc::wait4(child.id().cast_signed(), &raw mut status, 0, &raw mut usage) > 0).then_some(usage)
    }?;
    let success = libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 0;
    // Linux counts in KiB, macOS in bytes.
    let unit = if cfg!(target_os = "macos") { 1024.0 * 1024.0 } else { 1024.0 };
    success.then_some(usage.ru_maxrss as f64 / unit)
}

#[cfg(not(unix))]
fn peak(child: &mut std::process::Child) -> Option<f64> {
    child.wait().ok()?.success().then_some(f64::NAN)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The ways of building that are measured: a name, the deck, the arguments, and whether nothing is kept from earlier.
const WAYS: &[(&str, &str, &[&str], bool)] = &[
    ("one variant, pdf, truly cold", "talk.md", &["--audience", "technical", "--to", "pdf"], true),
    ("one variant, pdf, code unchanged", "talk.md", &["--audience", "technical", "--to", "pdf"], false),
    ("both variants, pdf and svg", "talk.md", &["--to", "pdf,svg"], false),
    ("one variant, pdf, in five steps", "steps.md", &["--audience", "technical", "--to", "pdf"], false),
];

fn deckle(folder: &Path, deck: &str, args: &[&str], cold: bool) -> Option<Cost> {
    let out = folder.join("out");
    if cold {
        let _ = std::fs::remove_dir_all(&out);
    } else if let Ok(entries) = std::fs::read_dir(&out) {
        // Only the decks go; what is kept about code stays.
        entries
            .flatten()
            .filter(|e| !e.file_name().to_string_lossy().starts_with('.'))
            .for_each(|e| drop(std::fs::remove_dir_all(e.path())));
    }
    run(Command::new(env!("CARGO_BIN_EXE_deckle")).args(["build", deck]).args(args).current_dir(folder))
}

fn main() {
    let typst = std::env::var("TYPST").unwrap_or_else(|_| "typst".to_owned());
    let paired = Command::new(&typst).arg("--version").output().is_ok_and(|out| out.status.success());
    if !paired {
        println!("no `typst` found: nothing to pair with (set TYPST to its path)");
    }
    println!(
        "{:<34} {:>6} {:>9} {:>10} {:>9} {:>9} {:>11}",
        "way", "slides", "median s", "ms a slide", "MiB", "of typst", "MiB of typst"
    );
    let mut grown: Vec<(&str, usize, f64, f64)> = Vec::new();
    for slides in [30, 100, 1000] {
        let dir = tempfile::tempdir().expect("a temporary folder");
        support::write_picture(&dir.path().join("img.png"));
        std::fs::write(dir.path().join("talk.md"), support::markdown(slides)).expect("the deck can be written");
        std::fs::write(dir.path().join("steps.md"), support::markdown_in_steps(slides)).expect("the deck can be written");
        std::fs::write(dir.path().join("plain.typ"), support::typst(slides)).expect("the deck can be written");
        let mut one_variant = f64::NAN;
        for (way, deck, args, cold) in WAYS {
            deckle(dir.path(), deck, args, *cold).expect("the deck builds");
            let mut pairs = Vec::new();
            for _ in 0..ROUNDS {
                let ours = deckle(dir.path(), deck, args, *cold).expect("the deck builds");
                let theirs =
                    paired.then(|| run(Command::new(&typst).args(["compile", "plain.typ"]).current_dir(dir.path()))).flatten();
                pairs.push((ours, theirs));
            }
            let seconds = median(pairs.iter().map(|(ours, _)| ours.seconds));
            let memory = median(pairs.iter().map(|(ours, _)| ours.mebibytes));
            let ratio = |of: fn(&Cost) -> f64| median(pairs.iter().filter_map(|(a, b)| Some(of(a) / of(b.as_ref()?))));
            let (time_ratio, memory_ratio) = (ratio(|c| c.seconds), ratio(|c| c.mebibytes));
            let per_slide = seconds * 1000.0 / slides as f64;
            println!(
                "{way:<34} {slides:>6} {seconds:>9.3} {per_slide:>10.2} {memory:>9.0} {time_ratio:>9.2} {memory_ratio:>11.2}"
            );
            if way.starts_with("both") || *deck == "steps.md" {
                println!("{:<34} {slides:>6} {:>9.2} times one variant's PDF", "", seconds / one_variant);
            } else if !cold {
                one_variant = seconds;
            }
            grown.push((way, slides, seconds, memory));
        }
    }
    println!("\ngrowth from 100 to 1,000 slides, as the exponent of the number of slides (1 is linear)");
    for (way, ..) in WAYS {
        let at = |n: usize| grown.iter().find(|(w, slides, ..)| w == way && *slides == n);
        if let (Some((_, _, s1, m1)), Some((_, _, s2, m2))) = (at(100), at(1000)) {
            println!("{way:<34} time {:.2}  memory {:.2}", (s2 / s1).log10(), (m2 / m1).log10());
        }
    }
}
