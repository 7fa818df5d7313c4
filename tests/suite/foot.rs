//! The air between what a slide says and what stands at its foot, measured in pictures of slides that are full.

use std::fmt::Write;

use image::RgbImage;

use crate::support::Project;

/// The least air, in points: tails of letters above it, capitals and hairlines below.
const AIR: u32 = 9;
/// By how much a channel of a pixel differs where there is ink, of 255. Panels and traces of letters' edges are paler.
const INK: u8 = 60;

const SENTENCE: &str = "Nobody jumps the queue by agreeing on anything, say people who go by the rule.";
const PICTURE: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 80 60\"><rect width=\"80\" height=\"60\" fill=\"#777777\"/></svg>";

/// Slides whose text fills its room at many sizes, is set smaller, and is drawn smaller; and layouts that go down to the foot.
fn deck(theme: &str, shape: &str, foot: bool) -> String {
    let at_foot = if foot { "footer: At the foot" } else { "footer: \"\"\npaginate: false" };
    let mut deck = format!("---\ntitle: Full slides\ntheme: {theme}\naspect-ratio: \"{shape}\"\n{at_foot}\n---\n");
    let items = |count: usize| format!("- {SENTENCE}\n").repeat(count);
    for count in 4..=7 {
        let _ = write!(deck, "\n## {count} items\n\n{}", items(count));
    }
    for count in [3, 7] {
        let _ = write!(deck, "\n## {count} paragraphs\n\n{}Source: a book\n", format!("{SENTENCE}\n\n").repeat(count));
        let _ = write!(
            deck,
            "\n## {count} items and a footnote\n\n{}\nA last word.[^{count}]\n\n[^{count}]: {SENTENCE}\n",
            items(count)
        );
        let part = |name: &str| format!("### {name}\n\n{}\n", items(count));
        for layout in ["two-columns", "comparison"] {
            let _ = write!(deck, "\n## {count} in {layout} {{layout={layout}}}\n\n{}{}", part("One"), part("Other"));
        }
        let events: String = (1..=count).map(|day| format!("- **Day {day}**: {SENTENCE}\n")).collect();
        let _ = write!(deck, "\n## {count} events {{layout=timeline}}\n\n{events}");
        let rows = "| gypsum | jumpy query |\n".repeat(2 * count);
        let _ = write!(deck, "\n## {count} rows\n\n| What | Why |\n|---|---|\n{rows}\nA last word, by the way.\n");
        let _ = write!(deck, "\n## {count} beside a picture\n\n![Grey](p.svg)\n\n{}", items(count));
        let _ = write!(deck, "\n## {count} to do {{layout=call-to-action}}\n\n{}", items(count));
    }
    deck
}

/// The pages of a deck, a pixel for each point.
fn pages(project: &Project, name: &str, width: &str) -> Vec<RgbImage> {
    let run = project.run(&["build", "--to", "png", "--png-width", width, "--audience", "technical", &format!("{name}.md")]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let folder = format!("out/{name}/technical");
    let open = |file: &String| image::load_from_memory(&project.read(&format!("{folder}/{file}"))).unwrap().to_rgb8();
    project.files(&folder).iter().map(open).collect()
}

/// Where a picture's lower part begins: what ends above it is far from the foot.
const LOW: u32 = 420;

/// The lower rows of pixels between the margins in which there is ink: where a picture differs from what is behind.
fn inked(picture: &RgbImage, behind: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u32> {
    let (width, height) = picture.dimensions();
    let differs = |x: u32, y: u32| picture[(x, y)].0.iter().zip(behind(x, y)).any(|(a, b)| a.abs_diff(b) > INK);
    (LOW..height).filter(|y| (72..width - 72).any(|x| differs(x, *y))).collect()
}

#[test]
fn text_stays_clear_of_the_foot_however_full_a_slide_is() {
    let project = Project::new();
    project.write("deckle.toml", "");
    project.write("p.svg", PICTURE);
    for theme in deckle::theme::names() {
        for (shape, width) in [("16:9", "960"), ("4:3", "720")] {
            project.write("with.md", deck(theme, shape, true));
            project.write("without.md", deck(theme, shape, false));
            let without = pages(&project, "without", width);
            // The title slide has nothing at its foot.
            for (number, (with, without)) in (1..).zip(pages(&project, "with", width).iter().zip(&without)).skip(1) {
                let foot = inked(with, |x, y| without[(x, y)].0);
                // Fields reach down to the edge.
                let text = inked(without, |x, _| without[(x, 539)].0);
                let (first, last) = (*foot.first().expect("a foot"), text.last().copied().unwrap_or(LOW));
                assert!(last + AIR < first, "{theme} {shape}, slide {number}: text down to {last}, the foot from {first}");
            }
        }
    }
}
