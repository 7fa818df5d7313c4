//! Decks with photographs: as they come from a camera, and so many that they would not fit into memory decoded.

use std::process::{Command, Stdio};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};

use crate::support::{Pdf, Project};

/// How many pictures there are, and how large each is, in pixels. Decoded they take 30 MB each.
const COUNT: usize = 16;
const SIZE: (u32, u32) = (3650, 2740);
/// What the program may take at most, in MiB: less than the pictures do.
const MOST: f64 = 400.0;

/// A deck with pictures of one colour each.
fn album() -> Project {
    let mut deck = "---\ntitle: Album\naudiences:\n  executive:\n    extends: non-technical\n---\n".to_owned();
    let project = Project::new();
    for number in 0..COUNT {
        let pixels = [number as u8 * 12, 90, 160].repeat(SIZE.0 as usize * SIZE.1 as usize);
        let mut bytes = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Sub);
        encoder.write_image(&pixels, SIZE.0, SIZE.1, ExtendedColorType::Rgb8).unwrap();
        project.write(&format!("img/{number} & co.png"), bytes);
        deck.push_str(&format!("\n## Picture {number}\n\n![A field of colour](<img/{number} & co.png>)\n"));
    }
    project.write("talk.md", deck);
    project
}

/// The exit code of the program, and the most memory that it was seen to take, in MiB. Where the machine doesn't tell, that is 0.
fn run(project: &Project, args: &[&str]) -> (Option<i32>, f64) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deckle"));
    command.args(args).current_dir(project.path("")).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the program starts");
    let mut peak = 0.0;
    loop {
        // Not what the machine counts at the end: that has the memory of this process in it.
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        if status.starts_with("Name:\tdeckle\n") {
            peak = kibibytes.map_or(peak, |now| now / 1024.0);
        }
        if let Some(status) = child.try_wait().expect("the program can be waited for") {
            return (status.code(), peak);
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

#[test]
fn more_pictures_than_fit_into_memory_are_shown() {
    let project = album();
    let build = |formats: &str| {
        let (code, peak) = run(&project, &["build", "talk.md", "--to", formats, "--audience", "technical", "--png-width", "320"]);
        assert_eq!(code, Some(0), "{formats}");
        assert!(peak < MOST, "{formats}: {peak:.0} MiB");
    };
    build("pdf");
    let pdf = Pdf::open(&project.read("out/talk/talk.technical.pdf"));
    let is_whole = |object: &lopdf::Object| {
        let number = |dict: &lopdf::Dictionary, key: &[u8]| dict.get(key).and_then(lopdf::Object::as_i64).ok();
        object.as_stream().is_ok_and(|stream| {
            (number(&stream.dict, b"Width"), number(&stream.dict, b"Height")) == (Some(SIZE.0.into()), Some(SIZE.1.into()))
        })
    };
    assert_eq!(pdf.document.objects.values().filter(|object| is_whole(object)).count(), COUNT, "every pixel is there");
    build("svg,png,typst");
    let svg = String::from_utf8(project.read("out/talk/technical/002.svg")).unwrap();
    assert!(svg.contains("data:image/png;base64,") && !svg.contains("data:image/svg"), "the picture itself");
    let png = image::load_from_memory(&project.read("out/talk/technical/005.png")).unwrap().to_rgb8();
    assert_eq!(png.get_pixel(60, 90).0, [3 * 12, 90, 160], "the third picture's colour");
    let source = String::from_utf8(project.read("out/talk/talk.technical.typ")).unwrap();
    assert!(source.contains("\"/img/3 & co.png\""), "what stands for it is not named");
}

#[test]
fn a_torn_picture_among_too_many_is_named() {
    let project = album();
    let whole = project.read("img/7 & co.png");
    project.write("img/7 & co.png", &whole[..whole.len() / 2]);
    let run = project.run(&["build", "talk.md", "--format", "concise"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let said: Vec<&str> = run.stderr.lines().filter(|line| line.contains("error")).collect();
    assert!(said[0].starts_with("talk.md:38:23: error[unreadable-picture]: `img/7 & co.png` is broken"), "{said:?}");
    assert!(!project.exists("out"));
}

#[test]
fn a_photograph_has_the_room_that_it_takes_turned() {
    let exif = [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".as_slice()].concat();
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new(&mut bytes);
    encoder.set_exif_metadata(exif).unwrap();
    encoder.encode_image(&RgbImage::from_pixel(400, 200, Rgb([200, 40, 40]))).unwrap();
    let project = Project::with_deck("---\ntitle: Upright\n---\n\n## Held upright\n\n![Red](red.jpg)\n");
    project.write("red.jpg", bytes);
    let run =
        project.run(&["build", "talk.md", "--to", "png", "--audience", "technical", "--png-width", "960", "--format", "concise"]);
    assert_eq!((run.code, run.stderr.contains("overflow")), (Some(0), false), "{run:?}");
    let png = image::load_from_memory(&project.read("out/talk/technical/002.png")).unwrap().to_rgb8();
    let red = |x: u32, y: u32| png.get_pixel(x, y).0[0] > 150 && png.get_pixel(x, y).0[1] < 100;
    let (width, height) = ((0..960).filter(|x| red(*x, 300)).count(), (0..540).filter(|y| red(100, *y)).count());
    assert!(height > 300 && (width * 2).abs_diff(height) < 6, "{width} by {height}");
}
