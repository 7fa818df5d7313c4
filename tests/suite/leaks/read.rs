//! Readers of what is built: one for each format, which finds marks in its files.

use std::collections::BTreeMap;

use deckle::build::Format;

use super::written::{AUDIENCES, Audience};
use crate::support::{Pdf, Project};

/// The files of each variant, by their path.
pub type Built = BTreeMap<&'static str, BTreeMap<String, Vec<u8>>>;

/// Builds everything there is, for every audience.
pub fn build(project: &Project, deck: &str) -> Built {
    let all = Format::ALL.map(Format::as_str).join(",");
    let run = project.run(&["build", deck, "--to", &all, "--png-width", "240", "--format", "concise"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let mut built = Built::new();
    for file in project.files("out") {
        let of = |audience: &&Audience| {
            file.starts_with(&format!("talk/{}/", audience.name)) || file.starts_with(&format!("talk/talk.{}.", audience.name))
        };
        let audience = AUDIENCES.iter().find(of).unwrap_or_else(|| panic!("{file} names no audience"));
        let bytes = project.read(&format!("out/{file}"));
        built.entry(audience.name).or_default().insert(file, bytes);
    }
    built
}

/// The format of a file.
pub fn format_of(file: &str) -> Format {
    let ending = |format: Format| match format {
        Format::Pdf => "pdf",
        Format::Svg => "svg",
        Format::Png => "png",
        Format::ContactSheet => "contact-sheet.png",
        Format::Notes => "notes.pdf",
        Format::Handout => "handout.pdf",
        Format::Script => "script.md",
        Format::Pdfpc => "pdfpc",
        Format::Json => "json",
        Format::Typst => "typ",
    };
    let formats = Format::ALL.into_iter().filter(|format| file.ends_with(&format!(".{}", ending(*format))));
    formats.max_by_key(|format| ending(*format).len()).unwrap_or_else(|| panic!("no format has files like {file}"))
}

/// Everything that can be read in the files of a format, in lower case. Words in a PDF may be in pieces, so spaces don't count there.
/// Pixels can't be read: that they are the same is shown by comparing them.
pub fn read(files: &BTreeMap<String, Vec<u8>>, format: Format) -> String {
    let of = |(file, bytes): (&String, &Vec<u8>)| match format {
        _ if format_of(file) != format => String::new(),
        Format::Pdf | Format::Notes | Format::Handout => everything_in(&Pdf::open(bytes)),
        Format::Png | Format::ContactSheet => String::new(),
        Format::Svg | Format::Script | Format::Pdfpc | Format::Json | Format::Typst => {
            String::from_utf8(bytes.clone()).expect("text files are UTF-8")
        }
    };
    files.iter().map(of).collect::<String>().to_lowercase()
}

fn everything_in(pdf: &Pdf) -> String {
    format!("{}\n{}\n{}", pdf.text().replace(' ', ""), pdf.strings().join("\n"), pdf.streams())
}

/// The pages of a slide in a format, by the slide's number.
pub fn pages(files: &BTreeMap<String, Vec<u8>>, variant: &str, number: u64, format: Format) -> Vec<Vec<u8>> {
    let start = format!("talk/{variant}/{number:03}.");
    files
        .iter()
        .filter(|(file, _)| file.starts_with(&start) && format_of(file) == format)
        .map(|(_, bytes)| bytes.clone())
        .collect()
}

/// The numbers of a variant's slides by their ids.
pub fn numbers(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, u64> {
    of_slides(files, "number")
}

/// How long a variant's slides may take, by their ids.
pub fn times(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, u64> {
    of_slides(files, "budget")
}

/// A number of each slide, by its id.
fn of_slides(files: &BTreeMap<String, Vec<u8>>, key: &str) -> BTreeMap<String, u64> {
    let manifest = files.iter().find(|(file, _)| format_of(file) == Format::Json).expect("a manifest").1;
    let manifest: serde_json::Value = serde_json::from_slice(manifest).expect("JSON");
    let slides = manifest["slides"].as_array().expect("slides").iter();
    slides.map(|slide| (slide["id"].as_str().expect("an id").to_owned(), slide[key].as_u64().expect("a number"))).collect()
}
