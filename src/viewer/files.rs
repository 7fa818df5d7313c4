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

static FILES: [File; 2] = [
    File { name: "app.js", kind: "text/javascript; charset=utf-8", text: include_str!("page/app.js") },
    File { name: "app.css", kind: "text/css; charset=utf-8", text: include_str!("page/app.css") },
];

/// The page of a deck.
pub fn page() -> &'static File {
    &PAGE
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
