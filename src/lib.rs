//! Deckle turns Markdown into talks: one source becomes a typeset deck as PDF and SVG, its speaker notes, its timing plan, and a second
//! deck of the same talk for people who don't share your vocabulary.
//!
//! # The picture
//!
//! ```text
//!  bytes ─parse▶ Deck ─project(variant)▶ Projection ─typeset(theme)▶ Typeset ─export(format)▶ Artifact{name, bytes}
//!                                           └ timing ▶ Schedule ▶ check ▶ Diagnostics                   │
//!       build: one deck through every stage, for each variant             build::output writes it, whole or not at all
//!         └ kept in memory, built again at every save: watch ◀─ file events;  viewer ─▶ browser
//! ```
//!
//! Nouns at the bottom, verbs in the order of the pipeline, the outside world on top. A stage is a folder with one entry function; it
//! names only what lies below it.
//!
//! | layer | module | what lives there |
//! |---|---|---|
//! | 0 | [`source`] | files as written, spans, lines; the wall of the project root, through which everything is read |
//! | 1 | [`diagnostic`] | findings as data, the one table of codes, their renderers |
//! | 2 | [`math`] | formulas: LaTeX, read and written in the typesetter's notation |
//! | 2 | [`model`] | what a talk is: deck, slide, block, inline, audience, time |
//! | 3 | [`settings`] | `deckle.toml`, and the settings that decks and projects share |
//! | 4 | [`parse`] | Markdown to `Deck`; the only place that names comrak |
//! | 4 | [`theme`] | themes: what they declare, and how they are drawn |
//! | 5 | [`fonts`] | the fonts of the theme, the project, the binary and the machine, and the order in which they are asked |
//! | 5 | [`project`](mod@project) | `Deck` × `Variant` → `Projection`: what one audience sees |
//! | 6 | [`timing`] | `Projection` → `Schedule`, by the ten time rules; courses, rehearsals; `project` lies below |
//! | 6 | [`assets`] | pictures, read and looked at before anything is laid out |
//! | 7 | [`compare`](mod@compare) | two audiences' decks side by side: what differs, slide by slide; for the author only |
//! | 7 | [`typeset`](mod@typeset) | pages: each slide its own Typst document; code, formulas, overflow, links, merging; sheets of paper |
//! | 8 | [`check`] | findings about a projection, its schedule and its pages, a lint a file |
//! | 8 | [`export`] | pages to files, a format a module; pure |
//! | 9 | [`build`] | a request through every stage; output, written atomically; `live`: a deck kept in memory, where an edit costs what it touches |
//! | 9 | [`guide`] | what an author can write, a chapter for each subject, with examples that a test builds |
//! | 10 | [`viewer`] | decks in a browser: the server, its rules, the page; the only place that opens a port |
//! | 11 | [`watch`] | decks built again whenever they are saved; the only place that names `notify` |
//! | 12 | [`cli`] | arguments, one file a command, the terminal |
//!
//! # What always holds
//!
//! - Parsing never fails. Every block, inline, directive and note has a span.
//! - No question about the audience is asked after `project`.
//! - Text of the author reaches Typst only as string literals, through one function (`typeset::emit::text`).
//! - A page number, and anything else that changes when a slide is inserted elsewhere, is typeset apart and laid over.
//! - Exporters touch no disk. The same bytes in give the same bytes out.
//! - All findings of a stage are reported, not the first. An author's mistake is a [`diagnostic::Diagnostic`] with a place and a code; a
//!   failure of the machine is a small error enum.
//! - No connection is opened. Only `viewer` listens, on this machine unless told otherwise, and only `cli` starts a program: the
//!   browser for `watch`, which `--no-open` stops.
//!
//! `tests/suite/architecture.rs` keeps the layers and these rules.
//!
//! # Where do I add…
//!
//! - *a Markdown construct*: a type in `model`, its reader in `parse` (a file a construct), its Typst in `typeset::emit`, what the
//!   other audience gets in `project`, and an example in the guide (`guide/chapters`).
//! - *a front matter key*: `model::Meta`, `parse`'s front matter, and `settings` if a project may set it for all decks.
//! - *a finding*: a line in `diagnostic`'s table of codes and its explanation beside it, the lint in `check` (or where the stage sees
//!   it), and a fixture in `tests/diagnostics/`.
//! - *a layout*: `model::Layout` and its line in the table there, what of the content goes where in `project::arrange`, its drawing in
//!   `themes/base/layouts.typ` or `parts.typ` (themes may draw it otherwise), an example and its line in the guide.
//! - *a theme*: a folder under `themes/` and a line in `theme`; `themes/README.md` says what it may say and draw. What slides import by
//!   name from a theme is listed in `typeset::emit`.
//! - *an output format*: a module in `export` and its name in `build`'s request.
//! - *a word that is common after all, or rare*: `…-known.txt` or `…-trade.txt` in `model/vocabulary/lists`.
//! - *a command*: a file in `cli`.

pub mod assets;
pub mod build;
pub mod check;
pub mod cli;
pub mod compare;
pub mod diagnostic;
pub mod export;
pub mod fonts;
pub mod guide;
pub mod math;
pub mod model;
pub mod parse;
pub mod project;
pub mod settings;
pub mod source;
pub mod theme;
pub mod timing;
pub mod typeset;
pub mod viewer;
pub mod watch;
