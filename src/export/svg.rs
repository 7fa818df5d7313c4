//! SVG: a file for each page.

use typst::foundations::Bytes;
use typst::visualize::Image;
use typst_svg::{SvgOptions, WebImage};

use super::Artifact;
use crate::assets::Packed;
use crate::typeset::{Page, Typeset, TypesetSlide, outlined, packed};

/// The name of a slide's page, relative to the variant's folder: `012.svg` for its last state, `012.1.svg` … for the steps before it.
pub fn file_name(typeset: &Typeset, slide: &TypesetSlide, step: usize) -> String {
    let digits = typeset.slides.len().to_string().len().max(3);
    let number = slide.number;
    if step + 1 == slide.pages.len() { format!("{number:0digits$}.svg") } else { format!("{number:0digits$}.{}.svg", step + 1) }
}

/// The names of all pages' files, in order.
pub fn file_names(typeset: &Typeset) -> Vec<String> {
    let steps = |slide: &TypesetSlide| (0..slide.pages.len()).collect::<Vec<_>>();
    typeset.slides.iter().flat_map(|slide| steps(slide).into_iter().map(move |step| file_name(typeset, slide, step))).collect()
}

/// Makes the file of one page, counted from 0 over all slides: `<variant>/012.svg`. Links to slides lead to their files. `None` past
/// the last page.
pub fn export_page(typeset: &Typeset, page: usize) -> Option<Artifact> {
    let mut pages =
        typeset.slides.iter().flat_map(|slide| slide.pages.iter().enumerate().map(move |(step, page)| (slide, step, page)));
    let (slide, step, page) = pages.nth(page)?;
    let last_state = |index: usize| {
        let target = &typeset.slides[index];
        file_name(typeset, target, target.pages.len().saturating_sub(1))
    };
    let page = typeset.page_with_links(page, last_state);
    let svg = page_alone(&page);
    Some(Artifact { name: format!("{}/{}", typeset.variant, file_name(typeset, slide, step)).into(), bytes: svg.into_bytes() })
}

/// A page that stands alone, with the links it has. All its text is outlines, that of its pictures too.
pub fn page_alone(page: &Page) -> String {
    with_packed(typst_svg::svg(&outlined(page), &SvgOptions::default()), page)
}

/// A page that was drawn, with its pictures in the place of the drawings that stand for those that stayed packed.
pub(super) fn with_packed(svg: String, page: &Page) -> String {
    let with = |svg: String, (image, packed): (Image, Packed)| {
        let drawing = WebImage::new(&image);
        let address = drawing.to_base64_url();
        let own = WebImage { data: Bytes::new(packed.bytes.to_vec()), ..drawing.clone() }.to_base64_url();
        svg.replace(address.as_str(), &own.replacen(drawing.format.mime(), packed.mime(), 1))
    };
    packed::on_page(page).into_iter().fold(svg, with)
}
