//! The one table of codes. A code is stable: tools and authors refer to it, and `deckle explain CODE` prints its explanation.
//!
//! To add one: a line here with its severity, a summary and an explanation that shows the wrong and the right source, and a fixture
//! under `tests/diagnostics/` (a test fails until there is one).

use super::Severity;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $severity:ident, $summary:literal, $explanation:literal;)*) => {
        /// The name of a kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $( #[doc = $summary] $name, )* }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// The name as it is printed, such as `over-budget`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text),* }
            }

            /// The severity it has unless something changes it.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),* }
            }

            /// What the finding is, in a sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Code::$name => $summary),* }
            }

            /// Why it is one and how to mend it, as Markdown.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$name => $explanation),* }
            }
        }
    };
}

impl Code {
    /// The code of a printed name.
    pub fn from_name(name: &str) -> Option<Code> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

codes! {
    // Files and text.
    NotUtf8 = "not-utf8", Error, "The file is not UTF-8 text.",
        "Deckle reads UTF-8, with or without a byte order mark. A file saved as UTF-16 or in an older encoding would show wrong\n\
         letters, so it is refused. Open it in your editor and save it as UTF-8.";

    // Pictures and other files a deck names.
    MissingFile = "missing-file", Error, "A file that the deck names does not exist.",
        "A path in a deck starts at the deck's own folder. Upper and lower case letters differ:\n\
         `![Load](img/Load.png)` does not find `img/load.png`.";
    OutsideProject = "outside-project", Error, "A path leads out of the project.",
        "Nothing outside the project root is read, by name or through a link. The root is the folder of `deckle.toml`, or the deck's own\n\
         folder where there is none. Copy the file into the project, or put `deckle.toml` into the folder that holds everything.";
    RemotePicture = "remote-picture", Error, "A picture is an address of the net.",
        "Deckle opens no connection, so that a deck looks the same on every machine and on the day. Save the picture in the project and\n\
         name the file: `![Load](img/load.png)`.";
    UnreadablePicture = "unreadable-picture", Error, "A picture can't be read or is of an unknown kind.",
        "PNG, JPEG, GIF (its first frame), WebP and SVG are shown, up to 64 MiB and 64 million pixels. Save the picture in one of these\n\
         kinds.";

    // Typesetting and layout.
    Math = "math", Error, "A formula can't be typeset.",
        "Formulas are written in LaTeX: `$\\frac{a}{b}$`. The finding points at a formula with a command Deckle does not know, or with a\n\
         brace that is not closed.";
    MissingGlyph = "missing-glyph", Warning, "No font has a drawing for a character.",
        "The bundled fonts cover Latin, Greek and Cyrillic, mathematics and code. A character they lack would show as an empty box.\n\
         Replace it, or leave it out.";
    TooDeep = "too-deep", Error, "Something is nested too deeply.",
        "Lists, quotations and divs inside each other have a limit, since no slide can show them. Write fewer levels.";
    Overflow = "overflow", Warning, "The content of a slide is larger than the room it has.",
        "The layout engine measured the slide's content and found it higher or wider than the room below the title. So that nothing\n\
         is lost, the content is drawn smaller as a whole; the finding says by how many points it was too large and how small the text\n\
         has become. Shorten the slide, or make two slides of it.";
    Typesetting = "typesetting", Error, "A slide could not be typeset.",
        "The typesetter refused something on this slide; the message says what. Other slides are not affected and their findings\n\
         are shown too.";
    Bug = "bug", Error, "Deckle or a library inside it failed on this slide.",
        "This is a fault of Deckle, not of your deck. Please report it with the slide named in the finding. Removing or changing what\n\
         stands on that slide is a way around it.";
}
