//! The tests that need the whole program: one binary, so that Typst is linked once.
//!
//! - `architecture`: the layers and rules that `src/lib.rs` describes, read off the sources.
//! - `diagnostics`: every code has an explanation and a fixture under `tests/diagnostics/` whose findings are exactly the expected ones.
//! - `colour_alone`: nothing is said by colour alone.
//! - `contrast`: text can be read on what it stands on.
//! - `decks`: the decks in `decks/`, both variants: no findings, right PDFs, nothing of one audience in the other's files.
//! - `fonts`: fonts of a project, emoji, characters that no font has.
//! - `foot`: the air between what a slide says and what stands at its foot.
//! - `glossary`: terms explained to people outside the field.
//! - `generated`: the Typst source of a deck, typeset by Typst alone.
//! - `guide`: every example of the guide builds without a finding, its commands print what it says, and it names all there is to name.
//! - `outputs`: what is written, when it is not, and that the same deck gives the same bytes.
//! - `paper`: notes, handouts, scripts: what stands on them, in which order, with which times.
//! - `pictures`: every theme in every layout, compared with pictures.
//! - `steps`: slides shown in steps: their pages, labels, outline and tags.
//! - `structure`: PDFs as a screen reader reads them: headings, order, languages.
//! - `includes`: code and slides from other files.
//! - `leaks`: what is for one audience is in no other's files: every place of text in every output, with planted leaks.
//! - `hostile`: input that means no good.
//! - `browser`: the preview in a real Chromium, driven by `chromium`; skipped, with a line that says so, where there is none.
//! - `commands`: transcripts of the command line under `tests/cmd/`.
//! - `server`: who gets an answer from the preview, over bare sockets.
//! - `watch`: every way to save a file, and a page that follows. `watching` runs the program for it.
//! - `raw`: raw content for the typesetter, trusted and not.
//! - `readme`: the README's tour, followed word by word.
//! - `rehearsals`: planned beside actual, and times written into decks.
//! - `time`: plans, courses and charts by `deckle time`.
//! - `transcript`: what a document of the project says that a command prints.

mod architecture;
mod audiences;
#[path = "../browser/mod.rs"]
mod browser;
#[path = "../browser/chromium.rs"]
mod chromium;
mod colour_alone;
mod commands;
mod compare;
mod contrast;
mod decks;
mod diagnostics;
mod fonts;
mod foot;
mod foreign;
mod generated;
mod glossary;
mod guide;
mod hostile;
mod includes;
mod layouts;
mod leaks;
mod outputs;
mod paper;
mod photographs;
mod pictures;
mod raw;
mod readme;
mod rehearsals;
mod server;
mod steps;
mod structure;
mod support;
mod themes;
mod time;
mod transcript;
mod watch;
mod watching;
