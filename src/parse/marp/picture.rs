//! The words in a picture's alternative text that are Marp's: sizes, filters, and what makes it a background.

use std::ops::Range;

use crate::model::{Background, BackgroundFit, Length, Picture, Side};
use crate::parse::context::Context;

/// A slide of Marp's is 720 pixels high, one of Deckle's 540 points.
const POINTS: f64 = 540.0 / 720.0;

/// A picture as its words describe it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// The words that are none of Marp's: what the picture shows.
    pub alt: String,
    /// `bg`
    pub background: bool,
    /// `left`, `right`
    pub side: Option<Side>,
    /// `left:30%`
    pub share: Option<u32>,
    /// `cover`, `contain`, `fit`, `auto`, `50%`
    pub fit: Option<BackgroundFit>,
    /// `vertical`: several backgrounds stand above each other.
    pub vertical: bool,
    /// `w:50%`
    pub width: Option<Length>,
    /// `h:200px`
    pub height: Option<Length>,
    /// A filter, such as `blur`, by its name.
    pub filter: Option<&'static str>,
}

/// Names of filters; a value may follow behind `:`.
const FILTERS: &[&str] =
    &["blur", "brightness", "contrast", "drop-shadow", "grayscale", "hue-rotate", "invert", "opacity", "saturate", "sepia"];

/// Reads an alternative text.
pub fn words(alt: &str) -> Words {
    let background = alt.split_whitespace().any(|word| word == "bg");
    let mut words = Words { background, ..Words::default() };
    let mut left = Vec::new();
    for word in alt.split_whitespace() {
        let taken =
            take_size(&mut words, word) || take_filter(&mut words, word) || (background && take_background(&mut words, word));
        if !taken {
            left.push(word);
        }
    }
    words.alt = left.join(" ");
    words
}

/// `w:200px`, `height:30%`. Of a background also `50%` alone.
fn take_size(words: &mut Words, word: &str) -> bool {
    if let Some(percent) = percent(word) {
        if words.background {
            words.fit = Some(BackgroundFit::Percent(percent));
        }
        return true;
    }
    let Some((key, value)) = word.split_once(':') else { return false };
    let place = match key {
        "w" | "width" => &mut words.width,
        "h" | "height" => &mut words.height,
        _ => return false,
    };
    if value == "auto" {
        return true;
    }
    let Some(length) = length(value) else { return false };
    *place = Some(length);
    true
}

/// A length as CSS has it, on a slide 720 pixels high.
pub fn length(value: &str) -> Option<Length> {
    let points = |pixels: f64| Length::Points((pixels * POINTS).round().clamp(1.0, 10_000.0) as u32);
    let part = percent(value).map(|percent| Length::Percent(percent.clamp(1, 100)));
    part.or_else(|| pixels(value).map(points))
}

fn number(text: &str) -> Option<f64> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && !text.ends_with('.');
    text.parse().ok().filter(|_| plain)
}

fn percent(text: &str) -> Option<u32> {
    text.strip_suffix('%').and_then(number).map(|n| n.round().clamp(0.0, 10_000.0) as u32)
}

/// A length of CSS in pixels. A letter's width is that of Marp's text.
fn pixels(text: &str) -> Option<f64> {
    const UNITS: &[(&str, f64)] = &[
        ("px", 1.0),
        ("cm", 96.0 / 2.54),
        ("mm", 96.0 / 25.4),
        ("in", 96.0),
        ("pt", 4.0 / 3.0),
        ("pc", 16.0),
        ("em", 29.0),
        ("ex", 15.0),
        ("ch", 16.0),
    ];
    number(text).or_else(|| UNITS.iter().find_map(|(unit, size)| number(text.strip_suffix(unit)?).map(|n| n * size)))
}

fn take_filter(words: &mut Words, word: &str) -> bool {
    let name = word.split_once(':').map_or(word, |(name, _)| name);
    match FILTERS.iter().find(|known| **known == name && !word.ends_with(':')) {
        Some(known) => {
            words.filter = words.filter.or(Some(known));
            true
        }
        None => false,
    }
}

fn take_background(words: &mut Words, word: &str) -> bool {
    let (name, share) = word.split_once(':').map_or((word, None), |(name, share)| (name, Some(share)));
    match (name, share) {
        ("bg" | "horizontal", None) => {}
        ("vertical", None) => words.vertical = true,
        ("cover", None) => words.fit = Some(BackgroundFit::Cover),
        ("contain" | "fit", None) => words.fit = Some(BackgroundFit::Contain),
        ("auto", None) => words.fit = Some(BackgroundFit::Natural),
        ("left", None) => words.side = Some(Side::Left),
        ("right", None) => words.side = Some(Side::Right),
        ("left" | "right", Some(share)) => {
            let Some(percent) = percent(share) else { return false };
            words.side = Some(if name == "left" { Side::Left } else { Side::Right });
            words.share = Some(percent.clamp(1, 99));
        }
        _ => return false,
    }
    true
}

/// Takes Marp's words out of a picture's alternative text. A background goes to the slide and is no picture on it.
pub fn take_words(cx: &mut Context<'_>, mut picture: Picture, range: Range<usize>) -> Option<Picture> {
    let words = words(&picture.alt);
    let span = cx.span(range);
    if words.filter.is_some() {
        cx.dropped(span, "filters on pictures, such as `blur` and `opacity`, are left out");
    }
    picture.alt.clone_from(&words.alt);
    if !words.background {
        picture.width = words.width;
        picture.height = words.height;
        return Some(picture);
    }
    let background = background(picture, &words);
    if words.vertical {
        cx.approximated(span, "several backgrounds of one slide stand side by side, not above each other");
    }
    cx.backgrounds.found.push(background);
    None
}

/// A side holds for all backgrounds of its slide, the last one that is written.
pub fn share_side(backgrounds: &mut [Background]) {
    let Some((side, share)) = backgrounds.iter().rev().find_map(|one| Some((one.side?, one.share))) else { return };
    for background in backgrounds {
        background.side = Some(side);
        background.share = share;
    }
}

/// The background that a picture with these words is.
fn background(picture: Picture, words: &Words) -> Background {
    let scaled = match words.width.or(words.height) {
        Some(Length::Percent(percent)) => BackgroundFit::Percent(percent),
        Some(Length::Points(_)) => BackgroundFit::Natural,
        None => BackgroundFit::Cover,
    };
    Background { side: words.side, share: words.share, fit: words.fit.unwrap_or(scaled), ..Background::new(picture) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_marp_are_no_alternative_text() {
        for (alt, left) in [
            ("A red door", "A red door"),
            ("w:200px A red door", "A red door"),
            ("width:30% height:auto", ""),
            ("bg left:40% A  door fit", "A door"),
            ("a fit left door", "a fit left door"),
            ("blur:5px sepia door", "door"),
            ("bg brightness:0.5 opacity:.3", ""),
            ("50%", ""),
            ("w:wide h: door:1", "w:wide h: door:1"),
            ("background", "background"),
        ] {
            assert_eq!(words(alt).alt, left, "{alt}");
        }
    }

    #[test]
    fn backgrounds_have_a_fit_and_a_side() {
        use BackgroundFit::*;
        for (alt, fit, side, share) in [
            ("bg", None, None, None),
            ("bg cover", Some(Cover), None, None),
            ("bg fit", Some(Contain), None, None),
            ("bg contain right", Some(Contain), Some(Side::Right), None),
            ("bg auto", Some(Natural), None, None),
            ("bg 150%", Some(Percent(150)), None, None),
            ("bg left:33%", None, Some(Side::Left), Some(33)),
            ("left:33%", None, None, None),
        ] {
            let words = words(alt);
            assert_eq!((words.background, words.fit, words.side, words.share), (alt.contains("bg"), fit, side, share), "{alt}");
        }
        assert!(words("bg vertical").vertical);
    }

    #[test]
    fn sizes_are_those_of_a_slide_720_pixels_high() {
        use Length::*;
        for (alt, width, height) in [
            ("w:1280", Some(Points(960)), None),
            ("w:561px", Some(Points(421)), None),
            ("h:200", None, Some(Points(150))),
            ("width:10cm", Some(Points(283)), None),
            ("h:50%", None, Some(Percent(50))),
            ("w:120% h:1px", Some(Percent(100)), Some(Points(1))),
            ("w:2in h:auto", Some(Points(144)), None),
        ] {
            let words = words(alt);
            assert_eq!((words.width, words.height), (width, height), "{alt}");
        }
    }
}
