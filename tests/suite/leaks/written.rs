//! From places to a project: a deck with all of them, each with a mark for each audience.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::places::{At, Markup, Place, Text};
use crate::support::Project;

/// An audience of the deck.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Audience {
    pub name: &'static str,
    /// The letter in its marks.
    letter: char,
    /// Whom it extends.
    extends: Option<&'static str>,
}

pub const AUDIENCES: [Audience; 4] = [
    Audience { name: "technical", letter: 't', extends: None },
    Audience { name: "non-technical", letter: 'n', extends: None },
    Audience { name: "executive", letter: 'e', extends: Some("non-technical") },
    Audience { name: "operations", letter: 'o', extends: Some("technical") },
];

impl Audience {
    /// Does it see what is written for another?
    pub fn sees(self, other: Audience) -> bool {
        self == other || self.extends == Some(other.name)
    }
}

/// How a deck is written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Writing {
    /// The audience whose texts are other ones.
    pub changed: Option<Audience>,
    /// Is every text for everyone?
    pub open: bool,
    /// Are all texts other ones?
    pub all_changed: bool,
}

impl Writing {
    fn is_changed(self, audience: Audience) -> bool {
        self.all_changed || self.changed == Some(audience)
    }

    /// The mark of an audience in a place.
    pub fn word(self, audience: Audience, place: usize) -> String {
        format!("q{}{place:02}{}", audience.letter, if self.is_changed(audience) { 'b' } else { 'a' })
    }

    /// The mark among other words. When it is changed they are longer, of other scripts, and with marks of their own.
    fn words(self, audience: Audience, place: usize) -> String {
        let word = self.word(audience, place);
        if self.is_changed(audience) { format!("{word} – “Größe” 日本, *much* longer 'than' before...") } else { word }
    }
}

/// The id of a slide for an audience's text in a place.
pub fn id(audience: Audience, place: usize) -> String {
    format!("s{}{place:02}", audience.letter)
}

/// The id of the slide that everyone sees for a place.
pub fn shared_id(place: usize) -> String {
    format!("p{place:02}")
}

/// How a place's text for an audience is written; `None` where the place has none for it.
pub fn text_for(place: &Place, audience: Audience) -> Option<Text> {
    match place.markup {
        Markup::Any(markup) => Some(Text { closed: markup, open: markup }),
        Markup::Written(text) => Some(text),
        Markup::Sides(technical, plain) => match audience.name {
            "technical" => technical,
            "non-technical" => plain,
            _ => None,
        },
    }
}

/// A project with a deck of these places.
pub fn project(places: &[Place], writing: Writing) -> Project {
    let project = Project::new();
    let mut deck = Deck { writing, ..Deck::default() };
    for (index, place) in places.iter().enumerate() {
        deck.place(index, place);
    }
    project.write("shared.svg", svg("Shared"));
    project.write("deckle.toml", "trust = true\n");
    for (path, content) in &deck.files {
        project.write(path, content);
    }
    project.write("talk.md", deck.text());
    project
}

#[derive(Default)]
struct Deck {
    writing: Writing,
    settings: BTreeMap<&'static str, String>,
    slides: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl Deck {
    fn place(&mut self, index: usize, place: &Place) {
        if place.at == At::OnSlide {
            let _ = write!(self.slides, "## Place {index} {{#{}}}\n\nShared \"words\" that aren't 'long'.\n\n", shared_id(index));
        }
        for audience in AUDIENCES {
            // One setting reaches everyone where the others have none of their own.
            if place.at == At::Settings && self.writing.open && audience.name != "technical" {
                continue;
            }
            let Some(text) = text_for(place, audience) else { continue };
            let markup = if self.writing.open { text.open } else { text.closed };
            let filled = self.filled(markup, audience, index);
            match place.at {
                At::OnSlide | At::Slides => self.slides.extend([&filled, "\n\n"]),
                At::Settings => self.settings.entry(audience.name).or_default().extend([&filled, "\n"]),
            }
            for (path, content) in place.files {
                self.file(&self.filled(path, audience, index), &self.filled(content, audience, index));
            }
        }
    }

    fn filled(&self, markup: &str, audience: Audience, index: usize) -> String {
        let (name, div) = if self.writing.open {
            ("all", "::: {audience=all}".to_owned())
        } else {
            (audience.name, format!("::: {}", audience.name))
        };
        markup
            .replace("{div}", &div)
            .replace("{for}", name)
            .replace("{id}", &id(audience, index))
            .replace("{colour}", if self.writing.is_changed(audience) { "F4E9D0" } else { "FAF6F0" })
            .replace("{lang}", if self.writing.is_changed(audience) { "fr" } else { "de" })
            .replace("{same}", if self.writing.is_changed(audience) { "Prices" } else { "Costs" })
            .replace("{number}", if self.writing.is_changed(audience) { "44" } else { "41" })
            .replace("{words}", &self.writing.words(audience, index))
            .replace("{word}", &self.writing.word(audience, index))
    }

    /// A glossary grows; pictures show their path.
    fn file(&mut self, path: &str, content: &str) {
        let content = match path.rsplit('.').next() {
            Some("svg") => svg(path).into_bytes(),
            Some("png") => png(path),
            _ => content.as_bytes().to_vec(),
        };
        self.files.entry(path.to_owned()).or_default().extend(content);
    }

    /// What is said for the technical audience stands for the whole deck: the others have their own.
    fn text(&self) -> String {
        let mut out = "---\nduration: 3h\n".to_owned();
        out.push_str(self.settings.get("technical").map_or("", String::as_str));
        out.push_str("audiences:\n");
        for audience in AUDIENCES.iter().filter(|audience| audience.name != "technical") {
            let _ = writeln!(out, "  {}:\n    duration: 2h", audience.name);
            if let Some(parent) = audience.extends {
                let _ = writeln!(out, "    extends: {parent}");
            }
            for line in self.settings.get(audience.name).map_or("", String::as_str).lines() {
                let _ = writeln!(out, "    {line}");
            }
        }
        format!("{out}---\n\n## What is to come {{#agenda layout=agenda}}\n\n{}", self.slides)
    }
}

/// A picture that shows its path in words, and has it where pictures keep words for programs.
fn svg(path: &str) -> String {
    let word = path.trim_start_matches("img/").trim_end_matches(".svg");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 60\"><title>{word}</title><metadata>{word}</metadata><!-- {word} -->\
         <text id=\"{word}\" x=\"4\" y=\"40\" font-family=\"Inter\" font-size=\"20\">{word}</text></svg>"
    )
}

/// A picture in a colour that depends on its path.
fn png(path: &str) -> Vec<u8> {
    let shade = path.bytes().fold(7_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte));
    let pixels = image::RgbImage::from_pixel(40, 20, image::Rgb([shade, shade.wrapping_mul(3), 90]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture in memory");
    bytes.into_inner()
}
