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

    // Themes.
    UnknownTheme = "unknown-theme", Error, "There is no theme of this name.",
        "The front matter names a theme that Deckle does not have:\n\n\
         ```yaml\ntheme: lectures\n```\n\n\
         Write the name of one it has, or leave the line out to get the default:\n\n\
         ```yaml\ntheme: lecture\n```";

    // Typesetting and layout.
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
