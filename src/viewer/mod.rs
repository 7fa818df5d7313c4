//! Showing decks in a browser, while they are written.
//!
//! [`Hub`] holds the newest build of each deck and tells those who look what is different. [`Server`] serves it on this machine. The
//! page itself (`page/`) is inside the program.
//!
//! # Addresses
//!
//! All below `/<token>/`, where the token is 128 random bits, new with each start. Everything else is refused (`access`).
//!
//! | address | what |
//! |---|---|
//! | `/<token>/` | the page with the list of decks; with a single one, on to `/<token>/0/` |
//! | `/<token>/decks.json` | what the list says of each |
//! | `/<token>/app.css`, `app.js` … | the page's files (`files`) |
//! | `/<token>/<n>/` | the page of deck `n`, from 0 |
//! | `/<token>/<n>/deck.json` | the deck as it is now |
//! | `/<token>/<n>/page/<key>.json` | one page: `{svg, text}`. A key names what is shown, so a page never changes |
//! | `/<token>/<n>/marks/<a>-<b>/<key>.json` | what the variants `a` and `b` (their numbers, from 0, the lower one first) see differently on the slide of that page |
//! | `/<token>/<n>/events` | what happens from now on, as server-sent events; of several decks with `<n>-<m>/events` |
//!
//! `decks.json` is `{decks}`, each `{deck, title, slides, errors, warnings, problem}`, in the order of their numbers; `slides` is `null` until a
//! deck has been built, which being listed makes it be. `deck.json` is `{version, deck, decks, variants, findings, elapsed, problem}`:
//! - `decks`: how many decks are served;
//! - `variants`: `{name, title, lang, width, height, slides}`, sizes in points;
//! - `slides`: `{id, number, title, section, file?, line, column, state, pages}`; `file` is there where it is not the deck's; `state` is
//!   `good`, `stale` (an earlier good picture is shown) or `failed`; `pages` are the keys of the slide's steps, the last one is the whole slide;
//! - `findings`: `{severity, code, message, help, file, line, column, slides}`;
//! - `elapsed`: what the build took, in milliseconds;
//! - `problem`: what is wrong with the deck as a whole, such as that its file is missing; else `null`. The last good slides stay.
//!
//! Marks are `{relation, sides, differences}`: `relation` is `same`, `replaced`, `only-first` or `only-second`; `sides` has for each variant
//! `{id, pages}` with the marks on each page, or one list where the pages are the slide's steps; a mark is `{difference, block, areas}`, an area
//! `[x, y, width, height]` in points; `differences` are `{kind, place, words}` with the words of each variant. They are made when they are
//! asked for, and of the deck as it is on disk then.
//!
//! `deck.json` waits for the first build of a deck, which begins when the deck is first asked for.
//!
//! The `id` of an event is the number of its deck. The events are, first, `hello` with `{version}`: whoever has another one fetches `deck.json`. `ping` comes where nothing else does for
//! 15 seconds: a line without it is dead. For each build that differs comes
//! `update` with `{from, to, variants, findings?, problem?, pages, elapsed}`. `variants` lists only those with a difference:
//! `{name, order?, slides}`, where `slides` are the changed ones, whole, and `order` all ids, where slides came, went or moved.
//! `findings` and `problem` are there when they changed. `pages` has, by key, the pages most likely looked at next; the others are
//! fetched. Whoever has not the version `from` fetches `deck.json`; an update whose `to` is not newer is ignored; `from: 0` says that
//! the variants themselves changed.
//!
//! All pages of a browser share one line (`page/worker.js`), since a browser opens six connections to a host and each line keeps one.
//!
//! There are no notes in any of it but in differences, which tell what differs in them.

mod access;
mod delta;
mod files;
mod heads;
mod hub;
mod message;
mod routes;
mod serve;

pub use delta::{Delta, VariantDelta};
pub use hub::{Channel, Hub};
pub use serve::{Listen, ServeError, Server};

#[cfg(test)]
mod tests;
