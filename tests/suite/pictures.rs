//! Every theme in every layout, as pictures, compared with those under `tests/pictures`.
//!
//! The decks are the samples that `deckle themes --out` writes, in both aspect ratios. `UPDATE=1` writes the references anew; look at
//! them before they are committed. `target/pictures/index.html` shows reference, picture and difference side by side, the worst first.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{Rgb, RgbImage};
use serde_json::Value;

use crate::support::Project;

/// What is compared at a time: a square of so many pixels, so that a small change counts where it is, not as a part of the whole picture.
const TILE: u32 = 12;
/// By how much a channel of a pixel may be off (of 255) before it counts: the last digits of another machine's arithmetic.
const NOISE: u8 = 8;
/// How much the channels of a tile may be off beyond that, added up. The edge of one letter that moves by a quarter of a pixel is more.
const MOST: u32 = 120;

/// The aspect ratios, and how wide pictures of them are, in pixels.
const RATIOS: [(&str, &str, &str); 2] = [("16x9", "16:9", "240"), ("4x3", "4:3", "140")];

/// What is drawn otherwise where a script runs from right to left. The words are Latin, so that no font is missing; what stands where
/// follows from the deck's language.
const RIGHT_TO_LEFT: &str = r#"---
title: From right to left
author: Module 210
lang: he
theme: lecture
---

# First part

## Agenda {layout=agenda}

## Before and after {layout=before-after}

### Before

Everyone may look.

### After

Two owners look.

## What it says {layout=code-result}

```python
print(1 + 1)
```

```text
2
```

## From an idea to a rule {layout=timeline}

- **March**: an idea
- **May**: a trial
- **June**: a rule

## Five steps {layout=timeline}

- **March**: an idea
- **May**: a trial
- **June**: a rule
- **July**: a habit
- **August**: nobody asks

## A list, a table, tasks

- One
  - Two

> [!NOTE]
> Three

| Item | Cost |
|---|---|
| Server | 40 |

- [x] Done

# Second part

## Quotation {layout=quote}

> What everybody may review, nobody reviews.
>
> — from a retrospective
"#;

/// A picture that is compared with its reference.
struct Compared {
    /// Its path below the folder of references.
    name: PathBuf,
    now: RgbImage,
    reference: Option<RgbImage>,
    /// How much the tile is off that is off most, and where it begins. `None` where there is no reference of its size.
    worst: Option<(u32, (u32, u32))>,
}

impl Compared {
    fn new(name: PathBuf, now: RgbImage, reference: Option<RgbImage>) -> Self {
        let reference = reference.filter(|reference| reference.dimensions() == now.dimensions());
        let worst = reference.as_ref().map(|reference| worst_tile(reference, &now));
        Self { name, now, reference, worst }
    }

    fn is_same(&self) -> bool {
        self.worst.is_some_and(|(off, _)| off <= MOST)
    }

    /// What differs in words.
    fn verdict(&self) -> String {
        match self.worst {
            Some((off, (x, y))) => format!("off by {off} of {MOST} at {x}, {y}"),
            None => "no reference of this size".to_owned(),
        }
    }

    /// What differs in red, on a pale picture of the reference.
    fn difference(&self) -> Option<RgbImage> {
        let reference = self.reference.as_ref()?;
        let mut out = RgbImage::new(self.now.width(), self.now.height());
        for ((pixel, a), b) in out.pixels_mut().zip(reference.pixels()).zip(self.now.pixels()) {
            *pixel = if off(a, b) > 0 { Rgb([220, 0, 0]) } else { Rgb(a.0.map(|channel| 200 + channel / 5)) };
        }
        Some(out)
    }
}

/// How much two pixels differ, beyond noise.
fn off(a: &Rgb<u8>, b: &Rgb<u8>) -> u32 {
    a.0.iter().zip(b.0).map(|(a, b)| u32::from(a.abs_diff(b).saturating_sub(NOISE))).sum()
}

fn worst_tile(a: &RgbImage, b: &RgbImage) -> (u32, (u32, u32)) {
    let mut tiles: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for ((x, y, a), b) in a.enumerate_pixels().zip(b.pixels()) {
        *tiles.entry((y / TILE, x / TILE)).or_default() += off(a, b);
    }
    let worst = tiles.into_iter().max_by_key(|(_, off)| *off);
    worst.map_or((0, (0, 0)), |((row, column), off)| (off, (column * TILE, row * TILE)))
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
            let theme = deck.trim_end_matches(".md");
            let drawn = drawn(&project, &path, folder, width);
            pictures.extend(drawn.into_iter().map(|(name, picture)| (Path::new(theme).join(folder).join(name), picture)));
        }
    }
    project.write("right-to-left.md", RIGHT_TO_LEFT);
    let (folder, _, width) = RATIOS[0];
    let drawn = drawn(&project, "right-to-left.md", folder, width);
    pictures.extend(drawn.into_iter().map(|(name, picture)| (Path::new("right-to-left").join(folder).join(name), picture)));
    pictures
}

/// The slides of a deck, drawn so many pixels wide: the name of each, and its picture.
fn drawn(project: &Project, deck: &str, folder: &str, width: &str) -> Vec<(String, RgbImage)> {
    let options = ["--to", "png,json", "--steps", "last", "--audience", "technical", "--png-width", width, "--out", folder];
    let run = project.run(&[&["build", deck], options.as_slice()].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let name = Path::new(deck).file_stem().unwrap().to_str().unwrap();
    let manifest: Value = serde_json::from_slice(&project.read(&format!("{folder}/{name}/{name}.technical.json"))).unwrap();
    let slides = manifest["slides"].as_array().unwrap().iter().map(|slide| {
        let (number, id) = (slide["number"].as_u64().unwrap(), slide["id"].as_str().unwrap());
        let png = project.read(&format!("{folder}/{name}/technical/{number:03}.png"));
        (format!("{number:02}-{id}.png"), image::load_from_memory(&png).unwrap().to_rgb8())
    });
    slides.collect()
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
    compared.sort_by_key(|picture| std::cmp::Reverse(picture.worst.map_or(u32::MAX, |(off, _)| off)));
    let page = write_page(&compared);
    let changed: Vec<String> = compared
        .iter()
        .filter(|picture| !picture.is_same())
        .map(|picture| format!("{}: {}", picture.name.display(), picture.verdict()))
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
        let _ = writeln!(page, "<tr><td>{}<br>{}{cells}", picture.name.display(), picture.verdict());
    }
    page.push_str("</table>\n</html>\n");
    let path = folder.join("index.html");
    fs::write(&path, page).unwrap();
    path
}

/// The sample in a theme that is `lecture` but for what `theme` and `settings` change, compared with the pictures of `lecture`.
fn changed(theme: &str, settings: &str) -> Vec<Compared> {
    let project = Project::new();
    assert_eq!(project.run(&["themes", "--out", "shown"]).code, Some(0));
    let text = String::from_utf8(project.read("shown/decks/lecture.md")).unwrap();
    assert!(text.contains("theme: lecture\n"), "{text}");
    project.write("shown/decks/lecture.md", text.replacen("theme: lecture\n", &format!("theme: changed\n{settings}"), 1));
    project.write(
        "shown/decks/themes/changed/theme.toml",
        "extends = \"lecture\"\nname = \"changed\"\ndescription = \"Planted.\"\n",
    );
    project.write("shown/decks/themes/changed/theme.typ", format!("#import \"/parent.typ\": *\n{theme}"));
    let (folder, _, width) = RATIOS[0];
    let compare = |(name, picture)| {
        let name = Path::new("lecture").join(folder).join(name);
        let reference = image::open(references().join(&name)).ok().map(|reference| reference.to_rgb8());
        Compared::new(name, picture, reference)
    };
    drawn(&project, "shown/decks/lecture.md", folder, width).into_iter().map(compare).collect()
}

fn seen(compared: &[Compared]) -> usize {
    compared.iter().filter(|picture| !picture.is_same()).count()
}

#[test]
fn small_changes_of_a_theme_are_seen() {
    assert_eq!(seen(&changed("", "")), 0, "nothing is changed");
    let larger = changed("", "sizes: {title: 39}\n");
    assert!(seen(&larger) >= 15, "titles a point larger: {}", seen(&larger));
    let moved = changed(
        "#let before = look.edges\n\
         #let look = change(look, edges: f => { before(f + (number: none)); place(dx: -1pt, before(f + (footer: \"\"))) })\n",
        "",
    );
    assert!(seen(&moved) * 2 > moved.len(), "numbers a point to the left: {} of {}", seen(&moved), moved.len());
    let coloured = changed("", "palette: {accent: \"#1F66B5\"}\n");
    assert!(seen(&coloured) >= 10, "another blue: {}", seen(&coloured));
}

#[test]
fn noise_is_not_seen() {
    let mut reference = RgbImage::new(48, 36);
    reference.enumerate_pixels_mut().for_each(|(x, y, pixel)| *pixel = Rgb([(x * 5) as u8, (y * 7) as u8, 90]));
    let mut noisy = reference.clone();
    noisy.pixels_mut().step_by(2).for_each(|pixel| pixel.0 = pixel.0.map(|channel| channel.saturating_add(NOISE)));
    assert!(Compared::new(PathBuf::new(), noisy, Some(reference.clone())).is_same());
    assert!(!Compared::new(PathBuf::new(), RgbImage::new(9, 9), Some(reference)).is_same(), "another size");
}
