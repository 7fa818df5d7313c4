//! The chart of a plan as SVG and as PNG.

use typst_render::RenderOptions;
use typst_svg::SvgOptions;

use super::{Artifact, name};
use crate::typeset::TimeChart;

/// Pixels a point: 1920 × 1080 for a chart.
const PIXELS: f64 = 2.0;

/// Makes `<stem>.<variant>.time.svg`.
pub fn svg(chart: &TimeChart, stem: &str) -> Artifact {
    let svg = typst_svg::svg(&chart.page, &SvgOptions::default());
    Artifact { name: name(stem, &chart.variant, "time.svg"), bytes: svg.into_bytes() }
}

/// Makes `<stem>.<variant>.time.png`.
pub fn png(chart: &TimeChart, stem: &str) -> Artifact {
    let options = RenderOptions { pixel_per_pt: PIXELS.into(), ..RenderOptions::default() };
    let bytes = typst_render::render(&chart.page, &options).encode_png().expect("a picture in memory always becomes a PNG");
    Artifact { name: name(stem, &chart.variant, "time.png"), bytes }
}
