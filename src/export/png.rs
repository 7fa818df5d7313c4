//! PNG: a file for each page, and contact sheets.

use typst_render::RenderOptions;

use super::{Artifact, name, svg};
use crate::typeset::paper::Sheets;
use crate::typeset::{Page, Typeset, packed};

/// How wide a page may be in pixels.
pub const WIDTHS: std::ops::RangeInclusive<u32> = 64..=7680;

/// The most pixels of a contact sheet. A sheet of more is drawn smaller.
const MOST_PIXELS: f64 = 40.0e6;

/// Makes the file of one page, counted from 0 over all slides: `<variant>/012.png`, `width` pixels wide. Named as SVG pages are. `None`
/// past the last page.
pub fn export_page(typeset: &Typeset, page: usize, width: u32) -> Option<Artifact> {
    let (slide, step, page) = typeset
        .slides
        .iter()
        .flat_map(|slide| slide.pages.iter().enumerate().map(move |(n, page)| (slide, n, page)))
        .nth(page)?;
    let file = svg::file_name(typeset, slide, step).replace(".svg", ".png");
    let bytes = drawn(page, f64::from(width) / page.frame.width().to_pt());
    Some(Artifact { name: format!("{}/{file}", typeset.variant).into(), bytes })
}

/// The names of all pages' files, in order.
pub fn file_names(typeset: &Typeset) -> Vec<String> {
    svg::file_names(typeset).into_iter().map(|name| name.replace(".svg", ".png")).collect()
}

/// Makes `<stem>.<variant>.contact-sheet.png`, a pixel for each point of the sheet.
pub fn contact_sheet(sheets: &Sheets, stem: &str, variant: &str) -> Option<Artifact> {
    let page = sheets.first()?;
    let points = page.frame.width().to_pt() * page.frame.height().to_pt();
    let bytes = drawn(page, (MOST_PIXELS / points).sqrt().min(1.0));
    Some(Artifact { name: name(stem, variant, "contact-sheet.png"), bytes })
}

fn drawn(page: &Page, pixels_a_point: f64) -> Vec<u8> {
    let options = RenderOptions { pixel_per_pt: pixels_a_point.into(), ..RenderOptions::default() };
    let page = packed::with_pixels(page, pixels_a_point);
    typst_render::render(&page, &options).encode_png().expect("a picture in memory always becomes a PNG")
}
