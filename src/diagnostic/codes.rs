//! The one table of codes. A code is stable: tools and authors refer to it, and `deckle explain CODE` prints its explanation.
//!
//! To add one: a line here with its severity and a summary, its explanation as `explanations/CODE.md`, which shows the wrong and the
//! right source, and a fixture under `tests/diagnostics/` (a test fails until there is one).

use super::Severity;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $severity:ident, $summary:literal;)*) => {
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
                match self { $(Code::$name => include_str!(concat!("explanations/", $text, ".md")).trim_ascii_end()),* }
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
    NotUtf8 = "not-utf8", Error, "The file is not UTF-8 text.";
    UnreadableDeck = "unreadable-deck", Error, "A deck that is being watched can't be read or shown.";

    // Pictures and other files a deck names.
    MissingFile = "missing-file", Error, "A file that the deck names does not exist.";
    OutsideProject = "outside-project", Error, "A path leads out of the project.";
    RemotePicture = "remote-picture", Error, "A picture is an address of the net.";
    UnreadablePicture = "unreadable-picture", Error, "A picture can't be read or is of an unknown kind.";
    BadInclude = "bad-include", Error, "Slides of another file can't be included.";
    RawContent = "raw-content", Error, "Raw content for the typesetter that isn't run, or can't be.";
    UnreadableFile = "unreadable-file", Error, "A file that the deck names can't be read as text.";
    PictureInOutput = "picture-in-output", Error, "A picture lies in the folder that the deck is written to.";

    // Audiences and variants.
    DroppedWithoutReplacement = "dropped-without-replacement", Warning,
        "Code or a formula is left out of the non-technical variant and nothing stands in its place.";
    EmptyInVariant = "empty-in-variant", Warning, "A slide has content, but none of it is for this audience.";
    EmptyVariant = "empty-variant", Error, "A variant has no slides.";
    ShownToNobody = "shown-to-nobody", Warning, "Something is marked so that no audience sees it.";
    UnusedAudience = "unused-audience", Note, "An audience is declared, and nothing is written for it.";
    LinkToHiddenSlide = "link-to-hidden-slide", Warning, "A link leads to a slide that this audience doesn't see.";
    MissingAlt = "missing-alt", Warning, "A picture has no alternative text.";

    // Time.
    OverBudget = "over-budget", Warning, "Slides need more time than they have.";
    OverDuration = "over-duration", Warning, "The stated times add up to more than the deck has.";
    SectionOverBudget = "section-over-budget", Warning, "The slides of a section state more time than the section has.";
    QuestionsOverQa = "questions-over-qa", Warning, "Questions slides state more time than the deck keeps for questions.";
    NoTimeLeft = "no-time-left", Warning, "Nothing is left for the slides that state no time of their own.";
    UnderDuration = "under-duration", Warning, "The talk is much shorter than its slot.";
    TooFast = "too-fast", Note, "There is more than one slide a minute.";
    LectureTime = "lecture-time", Warning, "A lecture's decks take more or less time than it is taught.";
    MissingTime = "missing-time", Warning, "A slide that must state its time doesn't.";
    UnusedTime = "unused-time", Warning, "A time is stated that is not used.";
    UnresolvedPercentage = "unresolved-percentage", Warning, "A time is a percentage of a duration that the deck doesn't state.";
    NoNotes = "no-notes", Note, "Slides of a Lab 3 deck have no notes.";

    MissingKeyMessage = "missing-key-message", Warning, "A key message of the technical deck is on no slide of a plain variant.";
    OpeningAndAsk = "opening-and-ask", Note, "An audience has no opening or ask, or one in the middle of the talk.";
    NoSoWhat = "no-so-what", Note, "What stands in the place of something technical may not say why it matters.";
    LateDecision = "late-decision", Note, "A talk for executives may come late to what it is about.";
    UnusedAllow = "unused-allow", Note, "A slide allows a finding that it doesn't have.";

    // Profiles.
    UnknownProfile = "unknown-profile", Error, "The front matter names a profile that doesn't exist.";
    ProfileSlides = "profile-slides", Warning, "The deck has more or fewer slides than its profile asks for.";
    ProfileDuration = "profile-duration", Warning, "The deck's duration is not what its profile asks for.";

    // Themes.
    UnknownTheme = "unknown-theme", Error, "There is no theme of this name.";
    ThemeCode = "theme-code", Error, "A theme's own drawing fails, or a file of the theme can't be read.";
    UnknownFont = "unknown-font", Error, "There is no font of this name.";
    FontFile = "font-file", Warning, "A file in the project's `fonts` can't be used as a font.";
    SmallText = "small-text", Warning, "Running text is set smaller than the theme allows.";

    // Settings and front matter.
    FrontMatter = "front-matter", Error, "The front matter can't be read.";
    UnknownKey = "unknown-key", Warning, "A setting that Deckle doesn't know.";
    DuplicateKey = "duplicate-key", Error, "A setting is written twice.";
    MissingKey = "missing-key", Error, "A setting that must be there is not.";
    WrongType = "wrong-type", Error, "A setting is of the wrong type.";
    BadValue = "bad-value", Error, "A setting has a value it can't have.";
    BadTime = "bad-time", Error, "A time can't be read.";
    UnknownAudience = "unknown-audience", Error, "An audience that nobody declared.";
    SimilarAudience = "similar-audience", Warning, "The names of two audiences are easily taken for each other.";
    UnquotedHash = "unquoted-hash", Warning, "A `#` without quotes starts a comment in YAML.";
    SettingsFile = "settings-file", Error, "`deckle.toml` can't be read.";
    NotYet = "not-supported-yet", Warning, "Known to Deckle, but without an effect in this version.";
    ForeignDeck = "foreign-deck", Note, "This deck is written for another tool and read by that tool's rules.";
    ForeignApproximated = "foreign-approximated", Note, "Something of another tool's deck is shown in another way.";
    ForeignDropped = "foreign-dropped", Warning, "Something of another tool's deck is left out.";

    // Steps.
    IdleStep = "idle-step", Warning, "A pause or another mark of a step that changes nothing.";

    TooManySteps = "too-many-steps", Error, "A slide has more than 100 steps.";

    // Slides.
    NoSlides = "no-slides", Error, "The deck has no slides.";
    TooManySlides = "too-many-slides", Error, "The deck has more than 10,000 slides.";
    SetextHeading = "setext-heading", Warning, "A line of hyphens or equals signs right under text makes a heading.";
    NestedHeading = "nested-heading", Warning, "A heading inside a block doesn't start a slide.";
    DuplicateId = "duplicate-id", Error, "Two slides have the same `#id`.";
    UnknownSlide = "unknown-slide", Warning, "A reference to a slide that isn't there.";

    // Attributes in braces.
    BadAttributes = "bad-attributes", Error, "Settings in braces can't be read.";
    UnknownAttribute = "unknown-attribute", Warning, "A setting in braces that has no meaning here.";
    StrayAttributes = "stray-attributes", Error, "Settings that belong to nothing.";

    // Blocks.
    SharedDefinition = "shared-definition", Error, "The definition of a link in a block that is not for everyone.";
    UnclosedDiv = "unclosed-div", Error, "A `:::` block is never closed.";
    StrayDiv = "stray-div", Error, "A `:::` that closes nothing.";
    UnknownDiv = "unknown-div", Warning, "The name of a `:::` block is close to a known one.";
    LooseInColumns = "loose-in-columns", Warning, "Content of `::: columns` that is in no column.";
    UnclosedBlock = "unclosed-block", Warning, "A code block, comment or formula is never closed.";
    TooDeep = "too-deep", Error, "Blocks within blocks, deeper than can be shown.";
    UnknownFootnote = "unknown-footnote", Warning, "A footnote's mark whose text is nowhere.";
    UnusedFootnote = "unused-footnote", Warning, "A footnote that nothing refers to.";
    NestedFootnote = "nested-footnote", Warning, "Something in a footnote that has no place there.";
    RawHtml = "raw-html", Warning, "HTML that isn't shown as such.";
    Unsupported = "unsupported", Warning, "Markdown that this version can't show.";
    UnsafeLink = "unsafe-link", Warning, "A link that could run something or open a local file.";

    // The glossary.
    DoubleTerm = "double-term", Warning, "Two entries of a glossary claim the same word.";
    UnclearExplanation = "unclear-explanation", Warning, "An explanation in a glossary needs one itself.";
    UnknownTerm = "unknown-term", Warning, "A word marked as a term that is in no glossary.";
    UnexplainedTerm = "unexplained-term", Warning, "People outside the field meet a word that nothing explains.";
    UnusedTerm = "unused-term", Note, "A term of the deck's own glossary that it never uses.";

    // Typesetting and layout.
    Math = "math", Error, "A formula can't be read.";
    MissingGlyph = "missing-glyph", Warning, "No font has a drawing for a character.";
    NotAccessible = "not-accessible", Note, "Something keeps the PDF from being PDF/UA-1.";
    LowContrast = "low-contrast", Warning, "Text is hard to read on what it stands on.";
    Overflow = "overflow", Warning, "The content of a slide is larger than the room it has.";
    LayoutContent = "layout-content", Warning, "A slide's content is not what its layout takes.";
    SetSmaller = "set-smaller", Note, "The text of a slide is set smaller than the theme sets it, so that it fits.";
    Typesetting = "typesetting", Error, "A slide could not be typeset.";
    Bug = "bug", Error, "Deckle or a library inside it failed on this slide.";
}
