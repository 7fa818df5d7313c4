//! The guide as one web page: each example beside its slides.

use std::fmt::Write;

use comrak::{Options, markdown_to_html};

use super::{CHAPTERS, Chapter, Example, Part, Shows};
use crate::source::escaped;

const STYLE: &str = include_str!("page.css");

/// What stands beside an example.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// One for each variant that is shown: its name and its slides in order.
    pub variants: Vec<(String, Vec<Slide>)>,
}

/// A picture of a slide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slide {
    /// The picture's file, relative to the page.
    pub path: String,
    /// The slide's title.
    pub title: String,
}

/// The whole guide. `shown` is asked for the slides of an example by its name.
pub fn page(shown: impl Fn(&str) -> Shown) -> String {
    let mut body = String::new();
    for chapter in CHAPTERS {
        write_chapter(&mut body, chapter, &shown);
    }
    let contents: String =
        CHAPTERS.iter().map(|c| format!("<li><a href=\"#{}\">{}</a></li>\n", c.name, escaped(c.title()))).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>The guide of Deckle</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<nav aria-label=\"Chapters\">\n<p>Deckle</p>\n<ol>\n{contents}</ol>\n\
         </nav>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

fn write_chapter(out: &mut String, chapter: &Chapter, shown: &impl Fn(&str) -> Shown) {
    let _ = writeln!(out, "<section id=\"{}\">", chapter.name);
    let mut names = chapter.examples();
    for part in chapter.parts() {
        match part {
            Part::Text(text) => out.push_str(&html(text)),
            Part::Example(example) => {
                let name = names.next().map(|(name, _)| name).unwrap_or_default();
                write_example(out, &name, example, &shown(&name));
            }
        }
    }
    out.push_str("</section>\n");
}

fn write_example(out: &mut String, name: &str, example: Example, shown: &Shown) {
    let class = arrangement(shown);
    let _ = writeln!(
        out,
        "<figure id=\"{name}\" class=\"{class}\">\n<pre tabindex=\"0\"><code>{}</code></pre>\n<div>",
        escaped(example.source)
    );
    for (variant, slides) in &shown.variants {
        out.push_str("<div>\n");
        if example.shows != Shows::Technical {
            let _ = writeln!(out, "<p>{}</p>", escaped(variant));
        }
        for slide in slides {
            let _ = writeln!(out, "<img src=\"{}\" alt=\"{}\" loading=\"lazy\">", escaped(&slide.path), escaped(&slide.title));
        }
        out.push_str("</div>\n");
    }
    out.push_str("</div>\n</figure>\n");
}

/// How slides stand where the page is wide: variants beside each other, many slides of one variant in rows, and few beside their source.
fn arrangement(shown: &Shown) -> &'static str {
    match shown.variants.as_slice() {
        [_, _, ..] => "variants",
        [(_, slides)] if slides.len() > 3 => "rows",
        _ => "beside",
    }
}

fn html(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.table = true;
    options.parse.smart = true;
    markdown_to_html(markdown, &options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chapter_and_every_slide_is_on_the_page() {
        let slide = |name: &str| Slide { path: format!("{name}.svg"), title: "A \"title\"".into() };
        let text = page(|name| Shown { variants: vec![("technical".into(), vec![slide(name)])] });
        for chapter in CHAPTERS {
            assert!(text.contains(&format!("<section id=\"{}\">", chapter.name)));
            for (name, _) in chapter.examples() {
                assert!(text.contains(&format!("<img src=\"{name}.svg\" alt=\"A &quot;title&quot;\"")), "{name}");
            }
        }
    }

    #[test]
    fn variants_stand_beside_each_other_and_many_slides_in_rows() {
        let slides =
            |count: usize| (0..count).map(|n| Slide { path: format!("{n}.svg"), title: String::new() }).collect::<Vec<_>>();
        let shown = |counts: &[usize]| Shown { variants: counts.iter().map(|count| ("x".into(), slides(*count))).collect() };
        assert_eq!(
            [arrangement(&shown(&[1])), arrangement(&shown(&[8])), arrangement(&shown(&[1, 1]))],
            ["beside", "rows", "variants"]
        );
    }

    #[test]
    fn sources_are_shown_as_they_are() {
        let mut out = String::new();
        write_example(&mut out, "x-1", Example { source: "a <b> & \"c\"\n", shows: Shows::Technical }, &Shown::default());
        assert!(out.contains("<code>a &lt;b&gt; &amp; &quot;c&quot;\n</code>"), "{out}");
    }
}
