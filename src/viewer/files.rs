//! The page's own files, inside the program.

use std::hash::{DefaultHasher, Hash, Hasher};

/// The type of a page.
pub const HTML: &str = "text/html; charset=utf-8";

/// A file of the page.
#[derive(Debug, Hash)]
pub struct File {
    name: &'static str,
    /// Its type.
    pub kind: &'static str,
    /// Its content.
    pub text: &'static str,
}

static PAGE: File = File { name: "index.html", kind: HTML, text: include_str!("page/index.html") };

static LIST: File = File { name: "list.html", kind: HTML, text: include_str!("page/list.html") };

static FILES: [File; 17] = [
    File { name: "app.css", kind: "text/css; charset=utf-8", text: include_str!("page/app.css") },
    script("app.js", include_str!("page/app.js")),
    script("deck.js", include_str!("page/deck.js")),
    script("dialogs.js", include_str!("page/dialogs.js")),
    script("findings.js", include_str!("page/findings.js")),
    script("grid.js", include_str!("page/grid.js")),
    script("keys.js", include_str!("page/keys.js")),
    script("list.js", include_str!("page/list.js")),
    script("line.js", include_str!("page/line.js")),
    script("link.js", include_str!("page/link.js")),
    script("marks.js", include_str!("page/marks.js")),
    script("pages.js", include_str!("page/pages.js")),
    script("route.js", include_str!("page/route.js")),
    script("stage.js", include_str!("page/stage.js")),
    script("text.js", include_str!("page/text.js")),
    script("toast.js", include_str!("page/toast.js")),
    script("worker.js", include_str!("page/worker.js")),
];

const fn script(name: &'static str, text: &'static str) -> File {
    File { name, kind: "text/javascript; charset=utf-8", text }
}

/// The page of a deck.
pub fn page() -> &'static File {
    &PAGE
}

/// The page of several decks.
pub fn list() -> &'static File {
    &LIST
}

/// A file that pages name.
pub fn find(name: &str) -> Option<&'static File> {
    FILES.iter().find(|file| file.name == name)
}

impl File {
    /// A name for this content.
    pub fn tag(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_the_page_names_is_there() {
        let named = |text: &str, before: &str| -> Vec<String> {
            let rest = text.split(before).skip(1);
            rest.filter_map(|rest| rest.split('"').next()).map(|name| name.trim_start_matches("../").to_owned()).collect()
        };
        let mut wanted = named(PAGE.text, "\"../");
        wanted.retain(|name| !name.is_empty());
        let of_list = ["stylesheet\" href=\"", " src=\""].map(|before| named(LIST.text, before));
        assert!(of_list.iter().all(|names| !names.is_empty()), "{of_list:?}");
        wanted.extend(of_list.into_iter().flatten());
        let scripts = FILES.iter().filter(|file| file.name.ends_with(".js"));
        wanted.extend(scripts.flat_map(|file| named(file.text, " from \"./")));
        assert!(wanted.len() > 12, "{wanted:?}");
        let missing: Vec<_> = wanted.iter().filter(|name| find(name).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
