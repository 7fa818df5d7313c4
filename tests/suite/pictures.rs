//! Every theme in every layout, as pictures, compared with those under `tests/pictures`.
//!
//! The decks are the samples that `deckle themes --out` writes, in both aspect ratios. `UPDATE=1` writes the references anew; look at
//! them before they are committed. `target/pictures/index.html` shows reference, picture and difference side by side, the worst first.

use std::fmt::Write;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{Rgb, RgbImage};
use serde_json::Value;

use crate::support::Project;

/// A channel of a pixel that is off by more than this (of 255) counts as different.
const CHANNEL: u8 = 40;
/// How many pixels of a picture may differ, of a thousand: edges of letters on other machines.
const PER_MILLE: usize = 3;

/// The aspect ratios, and how wide pictures of them are, in pixels.
const RATIOS: [(&str, &str, &str); 2] = [("16x9", "16:9", "240"), ("4x3", "4:3", "140")];

/// A picture that is compared with its reference.
struct Compared {
    /// Its path below the folder of references.
    name: PathBuf,
    now: RgbImage,
    reference: Option<RgbImage>,
    /// How many pixels differ; all where there is no reference of its size.
    different: usize,
}

impl Compared {
    fn new(name: PathBuf, now: RgbImage, reference: Option<RgbImage>) -> Self {
        let reference = reference.filter(|reference| reference.dimensions() == now.dimensions());
        let all = (now.width() * now.height()) as usize;
        let different = reference
            .as_ref()
            .map_or(all, |reference| reference.pixels().zip(now.pixels()).filter(|(a, b)| differ(a, b)).count());
        Self { name, now, reference, different }
    }

    fn is_same(&self) -> bool {
        self.different * 1000 <= PER_MILLE * (self.now.width() * self.now.height()) as usize
    }

    /// What differs in red, on a pale picture of the reference.
    fn difference(&self) -> Option<RgbImage> {
        let reference = self.reference.as_ref()?;
        let mut out = RgbImage::new(self.now.width(), self.now.height());
        for ((pixel, a), b) in out.pixels_mut().zip(reference.pixels()).zip(self.now.pixels()) {
            *pixel = if differ(a, b) { Rgb([220, 0, 0]) } else { Rgb(a.0.map(|channel| 200 + channel / 5)) };
        }
        Some(out)
    }
}

fn differ(a: &Rgb<u8>, b: &Rgb<u8>) -> bool {
    a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > CHANNEL)
}

fn references() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures")
}

/// The sample of every theme, drawn: for each slide its name and its picture.
fn pictures() -> Vec<(PathBuf, RgbImage)> {
    let project = Project::new();
    assert_eq!(project.run(&["themes", "--out", "shown"]).code, Some(0));
    let decks: Vec<String> = project.files("shown/decks").into_iter().filter(|file| file.ends_with(".md")).collect();
    let mut pictures = Vec::new();
    for (folder, ratio, width) in RATIOS {
        for deck in &decks {
            let path = format!("shown/decks/{deck}");
            let text = String::from_utf8(project.read(&path)).unwrap();
            let text = text.lines().filter(|line| !line.starts_with("aspect-ratio:")).collect::<Vec<_>>().join("\n");
            project.write(&path, text.replacen("---\n", &format!("---\naspect-ratio: \"{ratio}\"\n"), 1));
            let options =
                ["--to", "png,json", "--steps", "last", "--audience", "technical", "--png-width", width, "--out", folder];
            let run = project.run(&[&["build", path.as_str()], options.as_slice()].concat());
            assert_eq!(run.code, Some(0), "{run:?}");
            let theme = deck.trim_end_matches(".md");
            let manifest: Value =
                serde_json::from_slice(&project.read(&format!("{folder}/{theme}/{theme}.technical.json"))).unwrap();
            for slide in manifest["slides"].as_array().unwrap() {
                let (number, id) = (slide["number"].as_u64().unwrap(), slide["id"].as_str().unwrap());
                let png = project.read(&format!("{folder}/{theme}/technical/{number:03}.png"));
                let picture = image::load_from_memory(&png).unwrap().to_rgb8();
                pictures.push((Path::new(theme).join(folder).join(format!("{number:02}-{id}.png")), picture));
            }
        }
    }
    pictures
}

#[test]
fn every_theme_looks_in_every_layout_as_it_did() {
    let folder = references();
    let pictures = pictures();
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&folder);
        for (name, picture) in &pictures {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let encoder = PngEncoder::new_with_quality(File::create(path).unwrap(), CompressionType::Best, FilterType::Adaptive);
            picture.write_with_encoder(encoder).unwrap();
        }
    }
    let mut compared: Vec<Compared> = pictures
        .into_iter()
        .map(|(name, now)| {
            let reference = image::open(folder.join(&name)).ok().map(|reference| reference.to_rgb8());
            Compared::new(name, now, reference)
        })
        .collect();
    compared.sort_by_key(|picture| std::cmp::Reverse(picture.different));
    let page = write_page(&compared);
    let changed: Vec<String> = compared
        .iter()
        .filter(|picture| !picture.is_same())
        .map(|picture| format!("{}: {} pixels", picture.name.display(), picture.different))
        .collect();
    assert!(
        changed.is_empty(),
        "{} of {} pictures differ; look at {} and, if they are right, run this test with UPDATE=1:\n{}",
        changed.len(),
        compared.len(),
        page.display(),
        changed.join("\n")
    );
}

/// Writes the page that shows what is compared, the worst first.
fn write_page(compared: &[Compared]) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Pictures of themes and layouts</title>\n\
         <style>body{font:15px/1.5 sans-serif;margin:2rem;background:#d9d7d1}table{border-spacing:1rem .5rem}\
         th{text-align:left}td{vertical-align:top}img{display:block}</style>\n\
         <h1>Pictures of themes and layouts</h1>\n<table>\n<tr><th>picture<th>reference<th>now<th>difference\n",
    );
    for picture in compared {
        let mut cells = String::new();
        for (kind, image) in
            [("reference", picture.reference.clone()), ("now", Some(picture.now.clone())), ("difference", picture.difference())]
        {
            let Some(image) = image else {
                cells.push_str("<td>none");
                continue;
            };
            let path = Path::new(kind).join(&picture.name);
            let file = folder.join(&path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            image.save(&file).unwrap();
            let _ = write!(cells, "<td><img src=\"{}\" alt=\"{kind}\">", path.display());
        }
        let _ = writeln!(page, "<tr><td>{}<br>{} pixels differ{cells}", picture.name.display(), picture.different);
    }
    page.push_str("</table>\n</html>\n");
    let path = folder.join("index.html");
    fs::write(&path, page).unwrap();
    path
}

#[test]
fn a_changed_colour_and_a_moved_slide_are_seen() {
    let name = PathBuf::from("lecture/16x9");
    let first = fs::read_dir(references().join(&name)).unwrap().map(|entry| entry.unwrap().path()).min().unwrap();
    let reference = image::open(first).unwrap().to_rgb8();
    let same = Compared::new(name.clone(), reference.clone(), Some(reference.clone()));
    assert!(same.is_same() && same.different == 0);
    let mut moved = reference.clone();
    for (x, y, pixel) in moved.enumerate_pixels_mut() {
        *pixel = *reference.get_pixel(x.saturating_sub(1), y);
    }
    let moved = Compared::new(name.clone(), moved, Some(reference.clone()));
    assert!(!moved.is_same(), "4 points to the right: {} pixels", moved.different);
    let mut coloured = reference.clone();
    coloured.pixels_mut().filter(|pixel| pixel.0[2] > 150 && pixel.0[0] < 60).for_each(|pixel| pixel.0[0] = 120);
    assert!(!Compared::new(name.clone(), coloured, Some(reference.clone())).is_same(), "another accent");
    assert!(!Compared::new(name, RgbImage::new(9, 9), Some(reference)).is_same(), "another size");
}
