//! What no longer belongs into an output folder.

use std::collections::HashSet;
use std::time::Duration;

use camino::Utf8Path;

use super::temporary::{PREFIX, SUFFIX};

/// A temporary file this old has no writer any more, whatever its process number says.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// Removes the pages of earlier builds that are of a kind of the new ones and not among them. Returns how many there were. Anything not named like a page
/// stays. A page that cannot be removed stays too: the deck itself is whole.
pub fn remove_stale_pages(folder: &Utf8Path, current: &HashSet<String>) -> usize {
    let entries = folder.read_dir_utf8().into_iter().flatten().flatten();
    let kind = |name: &str| name.rsplit('.').next().map(str::to_owned);
    let kinds: HashSet<_> = current.iter().map(|name| kind(name)).collect();
    let is_stale = |name: &str| is_page(name) && kinds.contains(&kind(name)) && !current.contains(name);
    let stale = entries.filter(|entry| is_stale(entry.file_name()));
    stale.filter(|entry| std::fs::remove_file(entry.path()).is_ok()).count()
}

/// A page's name: at least three digits, a step's number where it is an earlier state, `.svg` or `.png`.
pub(super) fn is_page(name: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(stem) = name.strip_suffix(".svg").or_else(|| name.strip_suffix(".png")) else { return false };
    let (page, step) = stem.split_once('.').map_or((stem, None), |(page, step)| (page, Some(step)));
    page.len() >= 3 && digits(page) && step.is_none_or(digits)
}

/// Removes temporary files that killed builds have left in a folder. Those of a running build stay.
pub fn remove_leftovers(folder: &Utf8Path) {
    for entry in folder.read_dir_utf8().into_iter().flatten().flatten() {
        let Some(rest) = entry.file_name().strip_prefix(PREFIX).filter(|rest| rest.ends_with(SUFFIX)) else { continue };
        let process = rest.split('-').next().and_then(|number| number.parse().ok()).filter(|&process| process > 0);
        let age = entry.metadata().ok().and_then(|meta| meta.modified().ok()).and_then(|time| time.elapsed().ok());
        let abandoned = age.is_some_and(|age| age > ABANDONED);
        if abandoned || process.is_some_and(|process| !is_running(process)) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(unix)]
fn is_running(process: i32) -> bool {
    // SAFETY: signal 0 is not sent; the call only looks whether the process is there.
    let found = unsafe { libc::kill(process, 0) } == 0;
    // A process of someone else may not be signalled, but it is there.
    found || std::io::Error::last_os_error().raw_os_error() == Some(libc::EPERM)
}

#[cfg(not(unix))]
fn is_running(_process: i32) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::output::write::tests::folder;

    #[test]
    fn pages_are_known_by_their_names() {
        for (name, expected) in [
            ("001.svg", true),
            ("1000.svg", true),
            ("012.1.svg", true),
            ("012.10.svg", true),
            ("12.svg", false),
            ("001.svg.bak", false),
            ("001..svg", false),
            ("001.a.svg", false),
            ("001.1.2.svg", false),
            ("cover.svg", false),
            ("001.png", true),
            ("001.jpg", false),
            (".svg", false),
        ] {
            assert_eq!(is_page(name), expected, "{name}");
        }
    }

    #[test]
    fn only_stale_pages_go() {
        let (_guard, base) = folder();
        for name in ["001.svg", "002.svg", "003.svg", "003.1.svg", "logo.svg", "notes.txt"] {
            std::fs::write(base.join(name), "").unwrap();
        }
        let current = ["001.svg", "002.svg"].map(str::to_owned).into();
        assert_eq!(remove_stale_pages(&base, &current), 2);
        let mut left: Vec<_> = base.read_dir_utf8().unwrap().map(|e| e.unwrap().file_name().to_owned()).collect();
        left.sort();
        assert_eq!(left, ["001.svg", "002.svg", "logo.svg", "notes.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn leftovers_of_the_dead_go_those_of_the_living_stay() {
        let (_guard, base) = folder();
        // A process that has ended and been waited for: its number is free.
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let dead = child.id();
        child.wait().unwrap();
        let alive = std::process::id();
        let names = [format!(".deckle-{dead}-a.tmp"), format!(".deckle-{alive}-b.tmp"), ".deckle-x.tmp".into(), "c.tmp".into()];
        for name in &names {
            std::fs::write(base.join(name), "").unwrap();
        }
        remove_leftovers(&base);
        assert_eq!(names.map(|name| base.join(name).exists()), [false, true, true, true]);

        let old = std::time::SystemTime::now() - ABANDONED * 2;
        let file = std::fs::File::options().write(true).open(base.join(".deckle-x.tmp")).unwrap();
        file.set_modified(old).unwrap();
        remove_leftovers(&base);
        assert!(!base.join(".deckle-x.tmp").exists());
    }
}
