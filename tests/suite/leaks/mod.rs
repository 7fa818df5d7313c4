//! What is for one audience is in no other's files.
//!
//! - `places`: every place where text can stand, a line each, with the formats in which those whom it is for find it.
//! - `written`: a deck with all places, in each a mark for each of four audiences.
//! - `read`: a reader for each format.
//! - `beside`: what commands and the preview tell of an audience; comparing two changes no file of either.
//! - `covered`: a construct without a place fails.
//! - `nests`: generated decks, audiences within audiences in all kinds of blocks.
//! - `refused`: text that can't be for one audience where it stands is an error.
//!
//! The proof is that others' files don't change by a byte when a text that isn't for them becomes another one: of another length, in another
//! script. It holds for everything in a file, pictures and pixels too, without anyone reading it. That the proof sees each place is shown
//! on the audience's own files, which have to change, and by a planted leak: the same deck with every text for everyone, in which every
//! reader has to find every mark in everyone's files.

mod beside;
mod covered;
mod nests;
mod places;
mod read;
mod refused;
mod written;

use std::sync::OnceLock;

use deckle::build::Format;

use places::{At, PLACES, Place};
use read::{Built, build, format_of, numbers, pages, read as text, times};
use written::{AUDIENCES, Audience, Writing, id, project, shared_id, text_for};

fn built(writing: Writing) -> Built {
    build(&project(PLACES, writing), "talk.md")
}

/// The deck that the others are compared with.
fn base() -> &'static Built {
    static BASE: OnceLock<Built> = OnceLock::new();
    BASE.get_or_init(|| built(Writing::default()))
}

/// The slides on which an audience's text of a place may stand, in its own variant or where everyone sees it.
fn slides_of(index: usize, place: &Place, audience: Audience, writing: Writing) -> Vec<String> {
    match place.at {
        At::OnSlide => vec![shared_id(index)],
        At::Settings => vec!["title".to_owned()],
        At::Slides => {
            let (id, word) = (id(audience, index), writing.word(audience, index));
            vec![format!("{id}x"), format!("{id}r"), word, id]
        }
    }
}

/// Where a place that is drawn looks the same in two builds; where one that is planned has the same time.
fn unchanged(builds: [(&Built, Writing); 2], variant: &str, (index, place): (usize, &Place), audience: Audience) -> Vec<Format> {
    let drawn = |(built, writing): (&Built, Writing), format| {
        let files = &built[variant];
        let numbers = numbers(files);
        let slides = slides_of(index, place, audience, writing);
        slides.iter().filter_map(|id| numbers.get(id)).map(|number| pages(files, variant, *number, format)).collect::<Vec<_>>()
    };
    let same = |format: &Format| drawn(builds[0], *format) == drawn(builds[1], *format);
    let mut unchanged = Vec::new();
    if place.seen.drawn {
        unchanged.extend([Format::Svg, Format::Png].into_iter().filter(same));
    }
    let time = |(built, _): (&Built, Writing)| times(&built[variant]).get(&id(audience, index)).copied();
    if place.seen.planned && time(builds[0]) == time(builds[1]) {
        unchanged.push(Format::Json);
    }
    unchanged
}

/// Who has a text of their own in which place.
fn texts() -> impl Iterator<Item = (usize, &'static Place, Audience)> {
    let of = |(index, place): (usize, &'static Place)| {
        let those = AUDIENCES.into_iter().filter(move |audience| text_for(place, *audience).is_some());
        those.map(move |audience| (index, place, audience))
    };
    PLACES.iter().enumerate().flat_map(of)
}

fn fail(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn other_text_for_one_audience_changes_no_byte_of_another_s_files() {
    let mut leaks = Vec::new();
    let mut unseen = Vec::new();
    for changed in AUDIENCES {
        let writing = Writing { changed: Some(changed), ..Writing::default() };
        let after = built(writing);
        for variant in AUDIENCES.iter().filter(|variant| !variant.sees(changed)) {
            let (before, after) = (&base()[variant.name], &after[variant.name]);
            let all = before.keys().chain(after.keys()).collect::<std::collections::BTreeSet<_>>();
            let differ = all.into_iter().filter(|file| before.get(*file) != after.get(*file));
            leaks.extend(differ.map(|file| format!("{file} tells of what is for {}", changed.name)));
        }
        // The same comparison finds what belongs there, so the comparison itself works.
        for (index, place, _) in texts().filter(|(.., audience)| *audience == changed) {
            let builds = [(base(), Writing::default()), (&after, writing)];
            let same = unchanged(builds, changed.name, (index, place), changed);
            unseen.extend(same.iter().map(|format| format!("{format}, {}: {}", changed.name, place.name)));
        }
        let sheet = |built: &Built| {
            built[changed.name].iter().find(|(file, _)| format_of(file) == Format::ContactSheet).unwrap().1.clone()
        };
        assert!(sheet(base()) != sheet(&after), "the contact sheet of {} is another one", changed.name);
    }
    fail("files that change with text which is not for their audience", &leaks);
    fail("places that the comparison doesn't see", &unseen);
}

#[test]
fn marks_are_where_their_audience_finds_them_and_nowhere_else() {
    let mut wrong = Vec::new();
    for variant in AUDIENCES {
        for format in Format::ALL {
            let text = text(&base()[variant.name], format);
            for (index, place, audience) in texts() {
                let found = text.contains(&Writing::default().word(audience, index));
                let who = format!("{format} for {}, what is for {}: {}", variant.name, audience.name, place.name);
                if found && !variant.sees(audience) {
                    wrong.push(format!("leaked: {who}"));
                } else if variant == audience && found != place.seen.read.contains(&format) {
                    wrong.push(format!("{}: {who}", if found { "found" } else { "missing" }));
                }
            }
        }
    }
    fail("marks", &wrong);
}

#[test]
fn every_planted_leak_is_seen() {
    let writings = [false, true].map(|all_changed| Writing { open: true, all_changed, ..Writing::default() });
    let [before, after] = writings.map(built);
    let mut missed = Vec::new();
    for variant in AUDIENCES {
        let read = Format::ALL.map(|format| (format, text(&before[variant.name], format)));
        for (index, place, audience) in
            texts().filter(|(_, place, audience)| place.at != At::Settings || audience.name == "technical")
        {
            let word = writings[0].word(audience, index);
            let unread = read.iter().filter(|(format, text)| place.seen.read.contains(format) && !text.contains(&word));
            let unchanged = unchanged([(&before, writings[0]), (&after, writings[1])], variant.name, (index, place), audience);
            let formats = unread.map(|(format, _)| *format).chain(unchanged);
            missed.extend(
                formats.map(|format| format!("{format} for {}, leaked from {}: {}", variant.name, audience.name, place.name)),
            );
        }
    }
    fail("leaks that the tests would miss", &missed);
}
