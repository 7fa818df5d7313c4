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
    UnreadableDeck = "unreadable-deck", Error, "A deck that is being watched can't be read or shown.",
        "The deck's file is missing, can't be opened, or has no slides for the audiences that are asked for. The preview goes on showing\n\
         what it showed before, and reads the deck again when the file changes.";

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
    BadInclude = "bad-include", Error, "Slides of another file can't be included.",
        "A comment on a line of its own puts slides of another file behind the slide it stands on:\n\n\
         ```markdown\n<!-- include: shared/about-us.md -->              all of its slides\n\n\
         <!-- include: shared/about-us.md#team,contact -->   these, by their ids\n```\n\n\
         The file is a deck of Deckle's own kind; its front matter counts only for `slide-level`, `lang`, `smart` and `incremental`, and paths in it start at its own\n\
         folder. Files may include files up to 8 deep, but none may include itself.";
    RawContent = "raw-content", Error, "Raw content for the typesetter that isn't run, or can't be.",
        "A block ```` ```{=typst} ```` goes to the typesetter as it stands. That is code, so it is run only where somebody said that the\n\
         project is trusted: with `--trust`, or with `trust = true` in `deckle.toml`. Even then it reads nothing outside the project, fetches no\n\
         packages and knows no date. What is wrong in it is told at its line.";
    UnreadableFile = "unreadable-file", Error, "A file that the deck names can't be read as text.",
        "Code and included decks are UTF-8 text of at most 64 MiB, in ordinary files. Save the file as UTF-8, or look at who may read it.";
    PictureInOutput = "picture-in-output", Error, "A picture lies in the folder that the deck is written to.",
        "Building the deck would overwrite its own picture, and the next build would show another deck. Copy the picture to a folder\n\
         that Deckle doesn't write, such as `img/` beside the deck.";

    // Audiences and variants.
    DroppedWithoutReplacement = "dropped-without-replacement", Warning,
        "Code or a formula is left out of the non-technical variant and nothing stands in its place.",
        "People outside the field don't read code and formulas, so these are left out of non-technical variants. Here nothing says\n\
         what they would have shown:\n\n\
         ````markdown\n\
         ```python\n\
         return min(idle, key=load)\n\
         ```\n\
         ````\n\n\
         Give it words of its own, for a phrase, or a block right after it, for more:\n\n\
         ````markdown\n\
         ```python {plain=\"Work goes to whoever is least busy\"}\n\
         return min(idle, key=load)\n\
         ```\n\n\
         ```python\n\
         return min(idle, key=load)\n\
         ```\n\n\
         ::: non-technical\n\
         Work goes to whoever is least busy, and nobody is given more than they can hold.\n\
         :::\n\
         ````\n\n\
         `{audience=all}` shows it to everyone. `{audience=technical}` says that it is for engineers alone and nobody misses it.";
    EmptyInVariant = "empty-in-variant", Warning, "A slide has content, but none of it is for this audience.",
        "Everything below the slide's title was written for another audience, so this audience sees a bare title:\n\n\
         ```markdown\n\
         ## What it costs\n\n\
         ::: technical\n\
         Six servers at $40K.\n\
         :::\n\
         ```\n\n\
         Write something for them, or make the whole slide for the others:\n\n\
         ```markdown\n\
         ## What it costs {audience=technical}\n\n\
         Six servers at $40K.\n\
         ```";
    EmptyVariant = "empty-variant", Error, "A variant has no slides.",
        "Every deck has a technical and a non-technical variant. Here every slide is for another audience or skipped, so nothing is\n\
         left of one of them:\n\n\
         ```markdown\n\
         ## The only slide {audience=technical}\n\
         ```\n\n\
         Take the audience off the slides that are for everyone, or build the other variant alone with `--audience technical`.";
    LinkToHiddenSlide = "link-to-hidden-slide", Warning, "A link leads to a slide that this audience doesn't see.",
        "The link's text is kept without the link, since its slide is not in this variant:\n\n\
         ```markdown\n\
         See [the measurements](#measured).\n\n\
         ## The measurements {#measured audience=technical}\n\
         ```\n\n\
         Leave the text out too, or give it other words for this audience:\n\n\
         ```markdown\n\
         [See [the measurements](#measured).]{audience=technical}\n\
         ```";
    MissingAlt = "missing-alt", Warning, "A picture has no alternative text.",
        "People who can't see the picture, and programs that read the deck aloud, get these words instead:\n\n\
         ```markdown\n\
         ![](latency.svg)\n\
         ```\n\n\
         Say what the picture shows, not that it is one:\n\n\
         ```markdown\n\
         ![Latency falls from 1.9 s to 0.2 s after the change](latency.svg)\n\
         ```";

    // Time.
    OverBudget = "over-budget", Warning, "Slides need more time than they have.",
        "A slide needs the time its notes take to speak, at the deck's `pace` (130 words a minute unless it says otherwise), plus 2 s\n\
         for each line of code and 3 s for each table row on it; at least 10 s. That is more than it has:\n\n\
         ```markdown\n\
         ## What it costs {time=30s}\n\n\
         ::: notes\n\
         Two hundred words that take a minute and a half …\n\
         :::\n\
         ```\n\n\
         Cut the notes, or give the slide more: `{time=90s}`. Slides without a time of their own share what the others leave, in\n\
         proportion to what they need, so these are over together or not at all and are reported together.";
    OverDuration = "over-duration", Warning, "The stated times add up to more than the deck has.",
        "The times of slides and sections are never shortened. They add up to more than the duration without the buffer and the time\n\
         for questions:\n\n\
         ```markdown\n\
         ---\n\
         duration: 10m\n\
         qa: 2m\n\
         ---\n\n\
         ## First {time=5m}\n\n\
         ## Second {time=4m}\n\
         ```\n\n\
         Nine minutes are stated, eight can be planned. Shorten a slide, the buffer or the questions, or lengthen the talk.";
    SectionOverBudget = "section-over-budget", Warning, "The slides of a section state more time than the section has.",
        "A section with a time is closed: its slides share that time. Those that state their own add up to more:\n\n\
         ```markdown\n\
         # Where we are {time=2m}\n\n\
         ## The queue {time=90s}\n\n\
         ## The cost {time=90s}\n\
         ```\n\n\
         Give the section more time, or its slides less.";
    QuestionsOverQa = "questions-over-qa", Warning, "Questions slides state more time than the deck keeps for questions.",
        "A slide with `layout=questions` uses the time of `qa`, never the plan's. Here it states more than that:\n\n\
         ```markdown\n\
         ---\n\
         duration: 20m\n\
         qa: 2m\n\
         ---\n\n\
         ## Your questions {layout=questions time=5m}\n\
         ```\n\n\
         Write `qa: 5m`, or take the slide's own time away: it then gets what `qa` says.";
    NoTimeLeft = "no-time-left", Warning, "Nothing is left for the slides that state no time of their own.",
        "Slides without a time share what the others leave. The others leave nothing, so these get 0 s:\n\n\
         ```markdown\n\
         ---\n\
         duration: 5m\n\
         ---\n\n\
         ## First {time=5m}\n\n\
         ## Second\n\
         ```\n\n\
         Shorten a stated time, or lengthen the talk or the section.";
    UnderDuration = "under-duration", Warning, "The talk is much shorter than its slot.",
        "What the slides state and what the others need leaves more than a third of the time that can be planned:\n\n\
         ```markdown\n\
         ---\n\
         duration: 20m\n\
         ---\n\n\
         ## First {time=4m}\n\n\
         ## Second {time=5m}\n\
         ```\n\n\
         Nine minutes of twenty. Say more, give slides more time, or write the `duration` the talk will take. Slides without a time and\n\
         without notes are taken as unwritten, and a deck that has some is not judged.";
    TooFast = "too-fast", Note, "There is more than one slide a minute.",
        "A slide wants about a minute to be read, heard and understood. Title, section and questions slides and the appendix don't count,\n\
         nor do the minutes kept for questions:\n\n\
         ```markdown\n\
         ---\n\
         duration: 5m      # and eight slides\n\
         ---\n\
         ```\n\n\
         Leave slides out with `{skip}`, or move what only some will ask for behind `# Backup {appendix}`. Under a profile of Lab 3 this\n\
         is a warning.";
    LectureTime = "lecture-time", Warning, "A lecture's decks take more or less time than it is taught.",
        "`deckle.toml` states how long a lecture is taught; its decks' durations add up to more, or, where `sessions` says that all decks\n\
         are there, to less:\n\n\
         ```toml\n\
         [[course.lecture]]\n\
         number = 3\n\
         title = \"Code review\"\n\
         taught = \"2h30m\"\n\
         sessions = 2\n\
         decks = [\"03/1.md\", \"03/2.md\"]   # 80 minutes each\n\
         ```\n\n\
         Change the `duration` of its decks, or the hours. `deckle time` in the folder of `deckle.toml` shows all lectures.";
    MissingTime = "missing-time", Warning, "A slide that must state its time doesn't.",
        "How long an exercise or a break takes can't be read off its notes, so it must say so:\n\n\
         ```markdown\n\
         ## Try it yourselves {layout=exercise}\n\
         ```\n\n\
         Write `{layout=exercise time=10m}`. A slide with `layout=questions` uses the deck's `qa`; where a deck has a duration and such\n\
         a slide but no `qa`, nothing is kept for questions.";
    UnusedTime = "unused-time", Warning, "A time is stated that is not used.",
        "An appendix is shown when somebody asks. It has no time and isn't counted, so a time stated in it changes nothing:\n\n\
         ```markdown\n\
         # Backup {appendix}\n\n\
         ## Raw figures {time=2m}\n\
         ```\n\n\
         Take the time away, or the `appendix`.";
    UnresolvedPercentage = "unresolved-percentage", Warning, "A time is a percentage of a duration that the deck doesn't state.",
        "Percentages of slides and sections are of the time that can be planned, and that follows from the deck's duration:\n\n\
         ```markdown\n\
         ---\n\
         title: No duration\n\
         ---\n\n\
         ## First {time=10%}\n\
         ```\n\n\
         Add `duration: 20m` to the front matter, or write a time such as `{time=2m}`. The duration itself can't be a percentage.";
    NoNotes = "no-notes", Note, "Slides of a Lab 3 deck have no notes.",
        "The notes are part of what is handed in, and the time of a slide is estimated from them; a slide without any counts 10 s:\n\n\
         ```markdown\n\
         ## What it costs\n\n\
         ::: notes\n\
         What you say while the slide is shown.\n\
         :::\n\
         ```";

    MissingKeyMessage = "missing-key-message", Warning, "A key message of the technical deck is on no slide of a plain variant.",
        "A slide says with `key` which message it carries. A message that only the technical deck carries is lost on everybody else:\n\n\
         ```markdown\n\
         ## Retries cost 40 GPU hours a day {audience=technical key=\"cost\"}\n\
         ```\n\n\
         Let a slide for the others carry it too, in their words:\n\n\
         ```markdown\n\
         ## Every failed run is paid twice: 900 € a day {audience=non-technical key=\"cost\"}\n\
         ```\n\n\
         A slide that everybody sees carries its message for everybody. If the message is meant for engineers alone, say\n\
         `{audience=technical key=\"cost\" allow=\"missing-key-message\"}`.";
    LateDecision = "late-decision", Note, "A talk for executives may come late to what it is about.",
        "Who decides listens for four things: what is to be decided, what it costs, what may go wrong, and by when. For the audience\n\
         `executive` Deckle looks for words of them on the first third of the slides and in their notes, in English and German decks.\n\
         Here there is none:\n\n\
         ```markdown\n\
         ## How our queue works\n\
         ```\n\n\
         Begin with them:\n\n\
         ```markdown\n\
         ## Approve two more machines by 1 June\n\n\
         They cost 900 € a month. Without them one release in four is late; the risk of buying is small, they can be given back.\n\
         ```\n\n\
         Words can be missed. `{allow=\"late-decision\"}` on the first slide says that it is meant as it is.";
    UnusedAllow = "unused-allow", Note, "A slide allows a finding that it doesn't have.",
        "`allow` keeps a finding from being told about one slide, or about the slides of a section. Here nothing is kept back:\n\n\
         ```markdown\n\
         ## The queue {allow=\"missing-alt\"}\n\n\
         ![Three people wait](queue.svg)\n\
         ```\n\n\
         Take it away, so that the finding is told when it is true:\n\n\
         ```markdown\n\
         ## The queue\n\
         ```\n\n\
         Errors can't be allowed, nor can `unsafe-link`.";

    // Profiles.
    UnknownProfile = "unknown-profile", Error, "The front matter names a profile that doesn't exist.",
        "A profile is a set of rules a deck is checked against:\n\n\
         ```yaml\n\
         profile: lab-3/executive-pich\n\
         ```\n\n\
         The profiles are `lab-3/executive-pitch`, `lab-3/technical-deep-dive`, `lab-3/kickoff`, `lab-3/lightning-talk` and\n\
         `lab-3/executive-briefing`.";
    ProfileSlides = "profile-slides", Warning, "The deck has more or fewer slides than its profile asks for.",
        "Lab 3 asks for 5 to 7 slides in an executive pitch, 10 to 12 in a technical deep dive, 6 to 8 in a kickoff, 3 to 5 in a\n\
         lightning talk and 1 in an executive briefing. The title slide, the appendix and questions don't count. Merge or split slides,\n\
         or move what only some will ask for behind `# Backup {appendix}`.";
    ProfileDuration = "profile-duration", Warning, "The deck's duration is not what its profile asks for.",
        "Lab 3 asks for 10 to 15 minutes for an executive pitch, 20 to 25 for a technical deep dive, 15 to 20 for a kickoff and 5 for a\n\
         lightning talk:\n\n\
         ```yaml\n\
         profile: lab-3/kickoff\n\
         duration: 12m\n\
         ```\n\n\
         Write a duration in that range.";
    // Themes.
    UnknownTheme = "unknown-theme", Error, "There is no theme of this name.",
        "The front matter names a theme that Deckle does not have:\n\n\
         ```yaml\ntheme: lectures\n```\n\n\
         Write the name of one it has, or leave the line out to get the default:\n\n\
         ```yaml\ntheme: lecture\n```";
    ThemeCode = "theme-code", Error, "A theme's own drawing fails, or a file of the theme can't be read.",
        "A theme of a project may draw with code of its own, in `theme.typ`. It is tried on every layout before the slides are set.\n\
         The finding stands at its line, in the words of that language. It may use the fonts and the files of its own folder; it fetches no packages and\n\
         sees no other files. Code that does not come to an end in ten seconds is given up.\n\n\
         ```typst\n#let look = change(look, fields: (section: (size, titled) => rect(fill: acent)))    (wrong)\n\
         #let look = change(look, fields: (section: (size, titled) => rect(fill: accent)))   (right)\n```";
    UnknownFont = "unknown-font", Error, "There is no font of this name.",
        "The front matter, `deckle.toml` or a theme asks for a family that is not there. A PDF would be set in another one:\n\n\
         ```yaml\nfonts:\n  text: Intre\n```\n\n\
         Write the name of a family that is there; the finding lists the nearest.";
    FontFile = "font-file", Warning, "A file in the project's `fonts` can't be used as a font.",
        "Fonts in the folder `fonts` of the project, beside `deckle.toml` or beside a deck that stands alone, are read with every build.\n\
         TTF, OTF, TTC and OTC files of up to 64 MiB are fonts. WOFF and WOFF2 are the packed form for web pages: take the same font\n\
         as TTF or OTF. A file that is cut short or broken has to be copied again. The other fonts are used all the same.";
    SmallText = "small-text", Warning, "Running text is set smaller than the theme allows.",
        "Every theme has a size below which the last row can't read it. Here a size of running text is smaller:\n\n\
         ```yaml\nsizes:\n  body: 16\n```\n\n\
         Say less on a slide, or take a larger size. For a small room set the floor as well:\n\n\
         ```yaml\nsizes:\n  body: 20\n  smallest: 18\n```";
    // Settings and front matter.
    FrontMatter = "front-matter", Error, "The front matter can't be read.",
        "The front matter stands at the very top of the file, between two lines of three hyphens, and is YAML:\n\n\
         ```markdown\n---\ntitle: \"Reviews: why they wait\"\nduration: 12m\n---\n```\n\n\
         The usual reasons are a missing second line of hyphens, a colon inside a text that isn't in quotes, and tabs in place of\n\
         spaces. Anchors, aliases and tags of YAML are not read: write the value where it is needed.";
    UnknownKey = "unknown-key", Warning, "A setting that Deckle doesn't know.",
        "The key has no effect. Most often it is misspelt; the finding names the nearest known key.\n\n\
         ```yaml\ntilte: My talk   # wrong\ntitle: My talk   # right\n```";
    DuplicateKey = "duplicate-key", Error, "A setting is written twice.",
        "Only one of the two can hold, and it isn't clear which one is meant, so Deckle doesn't choose. This counts for the keys of a\n\
         front matter and of `deckle.toml`, and for settings in braces:\n\n\
         ```markdown\n## Costs {time=90s time=2m}   (wrong)\n## Costs {time=2m}            (right)\n```";
    MissingKey = "missing-key", Error, "A setting that must be there is not.",
        "A lecture or lab in `deckle.toml` needs its `number` and `title`, a course its `name`:\n\n\
         ```toml\n[[course.lecture]]\nnumber = 1\ntitle = \"Technical leadership\"\n```";
    WrongType = "wrong-type", Error, "A setting is of the wrong type.",
        "The finding says what was found and what is expected. A title that is a number or `true` must stand in quotes, since YAML\n\
         reads it as a number or a truth value otherwise:\n\n\
         ```yaml\ntitle: 2026     # wrong\ntitle: \"2026\"   # right\n```";
    BadValue = "bad-value", Error, "A setting has a value it can't have.",
        "The finding says which values are possible. For a layout, for instance, the value is one of the layouts' names:\n\n\
         ```markdown\n## Costs {layout=two-collumns}   (wrong)\n## Costs {layout=two-columns}    (right)\n```";
    BadTime = "bad-time", Error, "A time can't be read.",
        "A time has a unit: `90s`, `1m30s`, `1:30` (minutes and seconds), `1h5m`, or `10%`. A bare number is refused, because it could\n\
         be seconds as well as minutes.\n\n\
         ```markdown\n## Costs {time=90}    (wrong)\n## Costs {time=90s}   (right)\n```\n\n\
         A percentage is of the time that can be planned. A `duration` must be a time of its own.";
    UnknownAudience = "unknown-audience", Error, "An audience that nobody declared.",
        "The audiences `technical` and `non-technical` are built in. Others are declared in the front matter, each extending one:\n\n\
         ```yaml\naudiences:\n  executive:\n    extends: non-technical\n```\n\n\
         A misspelt audience would hide a slide from everyone, so it is an error.";
    UnquotedHash = "unquoted-hash", Warning, "A `#` without quotes starts a comment in YAML.",
        "Everything from ` #` to the end of the line is a comment, so the value is empty or shorter than it looks:\n\n\
         ```yaml\nfooter: Team #1     # wrong: the footer is `Team`\nfooter: \"Team #1\"   # right\n```";
    SettingsFile = "settings-file", Error, "`deckle.toml` can't be read.",
        "The file is not TOML, or the machine refused to read it. In TOML, text stands in quotes:\n\n\
         ```toml\ntheme = lecture     # wrong\ntheme = \"lecture\"   # right\n```";
    NotYet = "not-supported-yet", Warning, "Known to Deckle, but without an effect in this version.",
        "What you wrote belongs to the language of decks, and a later version will do it. This version accepts it, shows the content\n\
         without it where there is content, and says so here.";
    ForeignDeck = "foreign-deck", Note, "This deck is written for another tool and read by that tool's rules.",
        "`marp: true` marks a Marp deck; `format: revealjs`, `beamer` or `pptx` and files ending in `.qmd` mark decks of Pandoc and\n\
         Quarto. Their own rules say where slides begin, what a note is and what settings mean; Deckle's own marks are text there.\n\
         The finding sums up what was read. A finding follows for each kind of thing that is shown in another way\n\
         (`foreign-approximated`) or left out (`foreign-dropped`). To write for two audiences and with times, make it a Deckle deck:\n\
         remove that key; slides then start at `#` and `##` headings and at `---`.";
    ForeignApproximated = "foreign-approximated", Note, "Something of another tool's deck is shown in another way.",
        "Nothing is lost, but it looks otherwise than in the tool the deck was written for. It is told once for each kind; the place is\n\
         the first one:\n\n\
         ```markdown\n---\nmarp: true\ntheme: gaia            (Deckle's own theme is used)\n---\n```";
    ForeignDropped = "foreign-dropped", Warning, "Something of another tool's deck is left out.",
        "Deckle has nothing that does the same: styles, scripts, filters on pictures, transitions. It is told once for each kind; the\n\
         place is the first one:\n\n\
         ```markdown\n<style scoped>\nh1 { color: red; }      (left out)\n</style>\n```";

    // Steps.
    IdleStep = "idle-step", Warning, "A pause or another mark of a step that changes nothing.",
        "A pause is a paragraph of three dots with spaces between them. What follows it on the slide appears at the next step:\n\n\
         ```markdown\n\
         ## What it costs\n\n\
         Six servers.\n\n\
         . . .\n\n\
         Nobody uses two of them.\n\
         ```\n\n\
         It has no effect where nothing comes after it or nothing is shown before it, before another pause or an incremental list, in\n\
         notes, and without blank lines around it. `::: incremental` makes the items of lists appear one by one; it has no effect on\n\
         other blocks.";

    TooManySteps = "too-many-steps", Error, "A slide has more than 100 steps.",
        "Each step is a page of its own. A list of 200 items in `::: incremental` would make 201 of one slide:\n\n\
         ```markdown\n\
         ::: incremental\n\
         - first\n\
         - …\n\
         - two hundredth\n\
         :::\n\
         ```\n\n\
         Make several slides of it, or let the list appear at once: `::: nonincremental`.";

    // Slides.
    NoSlides = "no-slides", Error, "The deck has no slides.",
        "A slide starts at a heading of level 1 or 2 (see `slide-level`), at a line `---`, or with any text:\n\n\
         ```markdown\n---\ntitle: My talk\n---\n\n## The first slide\n```\n\n\
         The title slide made from the front matter doesn't count.";
    TooManySlides = "too-many-slides", Error, "The deck has more than 10,000 slides.",
        "Every slide is typeset and written for each audience, so a deck that large would take all of the machine. Make several decks of\n\
         it. The finding points at the first slide that is too many; the other findings are about the first 100 slides.";
    SetextHeading = "setext-heading", Warning, "A line of hyphens or equals signs right under text makes a heading.",
        "In Markdown a line `---` directly under text turns the text into a heading of level 2, and `===` into one of level 1. Often a new\n\
         slide was meant. Leave a blank line above `---` for a slide, or write the heading with `##`:\n\n\
         ```markdown\nThe last words of a slide.\n---            (wrong: makes a heading of the line above)\n\n\
         The last words of a slide.\n\n---            (right: starts a slide)\n```";
    NestedHeading = "nested-heading", Warning, "A heading inside a block doesn't start a slide.",
        "Only headings at the top level of the file start slides. Inside `:::` blocks, quotations and lists a heading is text on\n\
         the slide. To give several slides an audience, write it at their section: `# Details {audience=technical}`. If no slide was\n\
         meant, use a lower level, such as `###`.";
    DuplicateId = "duplicate-id", Error, "Two slides have the same `#id`.",
        "An id names one slide, for links and for tools. Ids made from titles get a number when they repeat; those you write must differ.";
    UnknownSlide = "unknown-slide", Warning, "A reference to a slide that isn't there.",
        "`[see the costs](#costs)` leads to the slide whose heading has `{#costs}`, or whose title makes that id: `## Costs`. No slide has\n\
         this id. The finding names the nearest one.";

    // Attributes in braces.
    BadAttributes = "bad-attributes", Error, "Settings in braces can't be read.",
        "After a heading, a code fence, a picture or `:::`, braces hold settings: `#id`, `.class`, `key=value`, `key=\"two words\"`, and\n\
         single words such as `skip`. Braces that can't be read are never shown as text and never ignored.\n\n\
         ```markdown\n## Costs {time=1m plain=\"What it costs}   (wrong: no closing quote)\n\
         ## Costs {time=1m plain=\"What it costs\"}  (right)\n```\n\n\
         To show braces as text, write `\\{` and `\\}`.";
    UnknownAttribute = "unknown-attribute", Warning, "A setting in braces that has no meaning here.",
        "It has no effect. Most often it is misspelt, or belongs to another kind of element: `time` to a slide, `width` to a picture.\n\
         The finding names the nearest setting that is known here.";
    StrayAttributes = "stray-attributes", Error, "Settings that belong to nothing.",
        "These braces read like settings, but there is no picture, link, code or `[text]` right before them. Paragraphs and list items\n\
         take none: they would be shown to everyone, with the braces. Settings follow without a space, or stand around the text:\n\n\
         ```markdown\n- The bug is in the lock {audience=technical}      (wrong)\n\
         - [The bug is in the lock]{audience=technical}    (right)\n\n\
         ::: technical\n- The bug is in the lock                       (right)\n:::\n```\n\n\
         To show braces as text, write `\\{`.";

    // Blocks.
    UnclosedDiv = "unclosed-div", Error, "A `:::` block is never closed.",
        "A block that starts with `:::` and a name ends with a line of `:::` alone. Blocks within blocks are closed from the inside out,\n\
         each with its own line:\n\n\
         ```markdown\n::: columns\n::: column\nLeft\n:::\n::: column\nRight\n:::\n:::\n```";
    StrayDiv = "stray-div", Error, "A `:::` that closes nothing.",
        "A line of colons alone closes the innermost open block. Here none is open. Remove the line, or look for one `:::` too many above.";
    UnknownDiv = "unknown-div", Warning, "The name of a `:::` block is close to a known one.",
        "Any name is allowed, for themes to style; but this one differs by a letter or two from one that Deckle knows, such as `notes`,\n\
         `columns` or an audience. If it was meant as a name of your own, choose one further away.";
    LooseInColumns = "loose-in-columns", Warning, "Content of `::: columns` that is in no column.",
        "Directly inside `::: columns` only `::: column` blocks have a place. Other content becomes a column of its own, in order. And\n\
         `::: column` outside `::: columns` is an ordinary block.";
    UnclosedBlock = "unclosed-block", Warning, "A code block, comment or formula is never closed.",
        "Everything to the end of the block around it, often to the end of the file, is taken for code, comment or formula. Close a code\n\
         block with the same number of backticks, a comment with `-->`, a formula with `$$`.";
    TooDeep = "too-deep", Error, "Blocks within blocks, deeper than can be shown.",
        "Lists, quotations and `:::` blocks within each other are shown up to 24 deep, emphasis and links up to 32. What is deeper is\n\
         flattened: its text stays, its nesting goes, and with it what would be shown to one audience only. So nothing is written.";
    UnknownFootnote = "unknown-footnote", Warning, "A footnote's mark whose text is nowhere.",
        "`[^name]` refers to a line `[^name]: …` somewhere in the same file. Here there is none of this name, so the mark is shown as it\n\
         is written:\n\n\
         ```markdown\nWaiting costs two days.[^metrics]      (wrong: there is no `metrics`)\n\n\
         [^metric]: Review dashboard, May 2026.\n```\n\n\
         Write the same name in both places, or give the text right here: `^[Review dashboard, May 2026.]`.";
    UnusedFootnote = "unused-footnote", Warning, "A footnote that nothing refers to.",
        "The text of a footnote is shown on the slides where its mark stands. No mark has this name, so it is shown nowhere. Write\n\
         `[^name]` where it belongs, or remove the line `[^name]: …`.";
    NestedFootnote = "nested-footnote", Warning, "Something in a footnote that has no place there.",
        "A footnote is a line or two at the foot of its slide. It has no footnotes of its own and holds no speaker notes; say the same in\n\
         its text, or on the slide.";
    RawHtml = "raw-html", Warning, "HTML that isn't shown as such.",
        "Decks are typeset, not shown in a browser. `<br>`, `<sub>`, `<sup>`, `<kbd>`, `<span class=…>` and `<div class=…>` (on lines of\n\
         their own; it is the same as a `:::` block) are understood and comments are dropped; any other tag is left out and the text inside it kept. Scripts, styles and frames are left out whole.";
    Unsupported = "unsupported", Warning, "Markdown that this version can't show.",
        "The finding names the construct. Where it holds text, the text is kept as ordinary text.";
    UnsafeLink = "unsafe-link", Warning, "A link that could run something or open a local file.",
        "Links lead to `https:`, `http:`, `mailto:`, `tel:`, a path that starts at the deck's own place, or `#id` for a slide of this deck.\n\
         Others, such as `javascript:`, `file:`, `//host` and `/etc`, are dropped; their text stays.";

    // The glossary.
    DoubleTerm = "double-term", Warning, "Two entries of a glossary claim the same word.",
        "A word has one explanation. Here a term, or one of its `aliases`, stands in two entries of the same glossary; the first counts.\n\n\
         ```toml\n[[term]]\nterm = \"SLO\"\naliases = [\"target\"]\nplain = \"the share of requests answered in time\"\n\n\
         [[term]]\nterm = \"target\"          # wrong: it is a form of SLO already\nplain = \"the number we aim at\"\n```\n\n\
         Leave the form out of one of the two. An entry of the deck's own glossary replaces the course's without a finding.";
    UnclearExplanation = "unclear-explanation", Warning, "An explanation in a glossary needs one itself.",
        "Someone who doesn't know a term is helped by words of every day, not by the term itself or by another abbreviation:\n\n\
         ```toml\nplain = \"an SLO says how good the SLI must be\"                      # wrong, for SLO\n\
         plain = \"the share of requests that must be answered in time\"      # right\n```\n\n\
         It stands at the foot of a slide that is read in seconds, so more than 160 characters are a finding too.";
    UnknownTerm = "unknown-term", Warning, "A word marked as a term that is in no glossary.",
        "`[SLO]{.term}` asks for the plain words of a term in its place. No entry lists this form, so the word is shown as it is:\n\n\
         ```markdown\nTwo [SLOs]{.term} were missed.\n```\n\n```toml\n[[term]]\nterm = \"SLO\"\naliases = [\"SLOs\"]     # was missing\n\
         plain = \"targets for answers in time\"\n```\n\n\
         `deckle glossary --entries` prints entries for the words that nothing explains.";
    UnusedTerm = "unused-term", Note, "A term of the deck's own glossary that it never uses.",
        "The deck's own glossary has an entry, and no slide for people outside the field uses one of its forms. Perhaps a form is missing:\n\n\
         ```toml\nterm = \"SLO\"\naliases = [\"SLOs\"]     # the slides say \"SLOs\"\n```\n\n\
         Entries of a course's glossary are for many decks and are not asked for in each.";

    // Typesetting and layout.
    Math = "math", Error, "A formula can't be read.",
        "Formulas are written in LaTeX: `$\\frac{a}{b}$` in running text, between lines of `$$` by themselves. The finding points at a command\n\
         that Deckle doesn't know, at one that misses an argument, or at a brace or environment that isn't closed:\n\n\
         ```markdown\n$\\frc{a}{b}$   (wrong)\n$\\frac{a}{b}$  (right)\n```\n\n\
         Commands that read files, make links, define commands or set colours are no part of formulas here.";
    MissingGlyph = "missing-glyph", Warning, "No font has a drawing for a character.",
        "The bundled fonts cover Latin, Greek and Cyrillic, mathematics, code and emoji. Other scripts need a font: put one into the\n\
         folder `fonts` beside `deckle.toml`, or beside a deck that stands alone. The finding names one that has the characters.\n\n\
         ```text\ntalks/\n  deckle.toml\n  talk.md\n  fonts/\n    NotoSansHebrew-Regular.ttf\n```\n\n\
         `system-fonts = true` in `deckle.toml`, or `--system-fonts`, takes the fonts of the machine for what no other font has. The deck\n\
         then looks as the fonts there do. A character without any font is drawn as an empty box.";
    NotAccessible = "not-accessible", Note, "Something keeps the PDF from being PDF/UA-1.",
        "PDF/UA-1 (ISO 14289-1) is what screen readers count on: a title, headings that skip no level, an alternative text for every\n\
         picture, a font for every character. Deckle writes it where the deck has all of that, else a tagged PDF, and this note:\n\n\
         ```markdown\n![](queue.svg)                          (wrong)\n![A queue of six changes](queue.svg)    (right)\n```";
    LowContrast = "low-contrast", Warning, "Text is hard to read on what it stands on.",
        "The colours of text and of what is painted below it were measured on the finished page (WCAG 2.2, 1.4.3): shapes, and pictures\n\
         by their pixels. Text needs a contrast of 4.5:1, large text 3:1. Large is 36 pt, or 28 pt in semibold, twice what it is on a page\n\
         at hand, since the last row sees a slide about half as large. The finding stands at the entry of the palette that causes it:\n\n\
         ```yaml\npalette:\n  accent: \"#B5C9E0\"     (wrong: 1.6:1 on light paper)\n  accent: \"#0B5CAD\"     (right)\n```\n\n\
         Pictures behind text are darkened until text on them can be read; a picture beside other text is not.";
    Overflow = "overflow", Warning, "The content of a slide is larger than the room it has.",
        "The layout engine measured the slide's content and found it higher or wider than the room below the title, even with text in\n\
         the smallest size of the theme. So that nothing is lost, the content is drawn smaller as a whole; the finding says by how many\n\
         points it is too large, where the part begins that has no room, and how small the text has become. Shorten the slide, or make\n\
         two slides of it. Where a slide has `fit=no`, nothing is made smaller, and what is too large sticks out.";
    LayoutContent = "layout-content", Warning, "A slide's content is not what its layout takes.",
        "Each layout has regions, and each region takes something: a picture, a block of code, two to three parts with a heading each.\n\
         The finding says what is missing or too much. Nothing is left out: what has no region stands below the rest, and a slide that\n\
         lacks what its layout shows is laid out as `content`.\n\n\
         ```markdown\n## Where reviews wait {layout=comparison}\n\nBefore, everyone could look.              (wrong: no two sides)\n\n\
         ## Where reviews wait {layout=comparison}\n\n### Before\n\nEveryone may look.\n\n### Now\n\nTwo owners look.      (right)\n```\n\n\
         `deckle explain layout:comparison` says what a layout takes, `deckle explain layouts` lists them all.";
    SetSmaller = "set-smaller", Note, "The text of a slide is set smaller than the theme sets it, so that it fits.",
        "Where a slide holds too much, its running text is set a point smaller at a time, down to the smallest size of the theme\n\
         (`smallest` in its `theme.toml`). Titles and code keep their sizes. The slide can be read, but it is fuller than the others:\n\n\
         ```markdown\n## Six findings\n\n- …six long points…            (set in 24 pt)\n```\n\n\
         Shorten it to have the full size. `## Six findings {fit=no}` keeps the size, whatever happens.";
    Typesetting = "typesetting", Error, "A slide could not be typeset.",
        "The typesetter refused something on this slide; the message says what. Other slides are not affected and their findings\n\
         are shown too.";
    Bug = "bug", Error, "Deckle or a library inside it failed on this slide.",
        "This is a fault of Deckle, not of your deck. Please report it with the slide named in the finding. Removing or changing what\n\
         stands on that slide is a way around it.";
}
