//! What a screen reader gets to read: the structure of PDFs, element by element, with the text that each holds.

use std::collections::HashMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::support::{Pdf, Project};

/// An element of the structure, in reading order.
#[derive(Debug, Default)]
struct Element {
    tag: String,
    /// The language it states or that states what is around it; empty where only the document does.
    lang: String,
    /// The text right inside it.
    text: String,
    /// Its alternative text.
    alt: Option<String>,
}

/// What stands within a line.
const INLINE: &[&str] = &["Span", "Link", "Code", "Em", "Strong"];

struct Reader<'a> {
    document: &'a Document,
    /// The text of each marked piece of each page, with the language it states.
    marked: HashMap<ObjectId, HashMap<i64, (String, String)>>,
    elements: Vec<Element>,
}

/// All elements of the structure, parents before what is in them. What stands within a line is part of what is around it.
fn structure(pdf: &Pdf) -> Vec<Element> {
    let document = &pdf.document;
    let marked = document.get_pages().into_values().map(|page| (page, marked(document, page))).collect();
    let mut reader = Reader { document, marked, elements: vec![Element::default()] };
    let root = pdf.catalog("StructTreeRoot").and_then(|root| root.as_dict().ok()).expect("a tagged PDF");
    if let Ok(kids) = root.get(b"K") {
        reader.kids(kids, &At { page: None, lang: String::new(), element: 0 });
    }
    reader.elements
}

/// Where the reader stands.
#[derive(Clone)]
struct At {
    page: Option<ObjectId>,
    lang: String,
    /// The element around, an index.
    element: usize,
}

impl Reader<'_> {
    fn kids(&mut self, kids: &Object, at: &At) {
        match self.document.dereference(kids).expect("a child").1 {
            Object::Array(list) => list.iter().for_each(|kid| self.kids(kid, at)),
            Object::Integer(id) => self.text(*id, at),
            Object::Dictionary(dict) => match dict.get(b"MCID") {
                Ok(id) => self.text(id.as_i64().expect("a number"), &At { page: page_of(dict).or(at.page), ..at.clone() }),
                Err(_) if dict.has(b"S") => self.element(dict, at.clone()),
                Err(_) => {}
            },
            _ => {}
        }
    }

    fn element(&mut self, dict: &Dictionary, mut at: At) {
        let text = |key: &[u8]| lopdf::decode_text_string(self.document.dereference(dict.get(key).ok()?).ok()?.1).ok();
        let tag = String::from_utf8_lossy(dict.get(b"S").and_then(Object::as_name).expect("a tag")).into_owned();
        at.lang = text(b"Lang").unwrap_or(at.lang);
        at.page = page_of(dict).or(at.page);
        if !INLINE.contains(&tag.as_str()) {
            self.elements.push(Element { tag, lang: at.lang.clone(), text: String::new(), alt: text(b"Alt") });
            at.element = self.elements.len() - 1;
        }
        if let Ok(kids) = dict.get(b"K") {
            self.kids(kids, &at);
        }
    }

    fn text(&mut self, id: i64, at: &At) {
        let (text, stated) = at.page.and_then(|page| self.marked.get_mut(&page)?.remove(&id)).unwrap_or_default();
        let element = &mut self.elements[at.element];
        element.text.push_str(&text);
        if !stated.is_empty() && stated != at.lang {
            element.lang = stated;
        }
    }
}

fn page_of(dict: &Dictionary) -> Option<ObjectId> {
    dict.get(b"Pg").and_then(Object::as_reference).ok()
}

/// The text of each marked piece of a page, with its language.
fn marked(document: &Document, page: ObjectId) -> HashMap<i64, (String, String)> {
    let content = Content::decode(&document.get_page_content(page)).expect("the drawing can be read");
    let fonts = document.get_page_fonts(page).expect("the fonts");
    let encodings: HashMap<Vec<u8>, _> =
        fonts.into_iter().filter_map(|(name, font)| Some((name, font.get_font_encoding(document).ok()?))).collect();
    let (mut found, mut open, mut font) = (HashMap::new(), Vec::new(), Vec::new());
    for operation in content.operations {
        match (operation.operator.as_str(), operation.operands.as_slice()) {
            ("BDC", [_, Object::Dictionary(properties)]) => {
                let id = properties.get(b"MCID").and_then(Object::as_i64).ok();
                let lang = properties.get(b"Lang").ok().and_then(|lang| lopdf::decode_text_string(lang).ok());
                open.push(id.inspect(|id| drop(found.insert(*id, (String::new(), lang.unwrap_or_default())))));
            }
            ("BDC" | "BMC", _) => open.push(None),
            ("EMC", _) => drop(open.pop()),
            ("Tf", [Object::Name(name), ..]) => font.clone_from(name),
            ("Tj" | "TJ", operands) => {
                let Some(text) = open.iter().rev().find_map(|id: &Option<i64>| *id).and_then(|id| found.get_mut(&id)) else {
                    continue;
                };
                let Some(encoding) = encodings.get(&font) else { continue };
                shown(operands, &mut |bytes| text.0.push_str(&Document::decode_text(encoding, bytes).unwrap_or_default()));
            }
            _ => {}
        }
    }
    found
}

fn shown(operands: &[Object], push: &mut dyn FnMut(&[u8])) {
    for operand in operands {
        match operand {
            Object::String(bytes, _) => push(bytes),
            Object::Array(list) => shown(list, push),
            _ => {}
        }
    }
}

fn built(project: &Project, markdown: &str) -> Pdf {
    project.write("talk.md", markdown);
    let run = project.run(&["build", "talk.md", "--audience", "technical", "--to", "pdf", "--format", "concise"]);
    assert_eq!((run.code, run.stderr.contains("warning")), (Some(0), false), "{run:?}");
    let bytes = project.read("out/talk/talk.technical.pdf");
    assert!(String::from_utf8_lossy(&bytes).contains("<pdfuaid:part>1</pdfuaid:part>"), "the PDF is PDF/UA-1");
    Pdf::open(&bytes)
}

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 4'><rect width='8' height='4'/></svg>";

/// The elements with text or with an alternative one: tag and words.
fn read_aloud(elements: &[Element]) -> Vec<String> {
    let told = elements.iter().filter_map(|element| {
        let words = element.alt.as_deref().unwrap_or(&element.text);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then(|| format!("{} {words}", element.tag))
    });
    told.collect()
}

#[test]
fn slides_are_read_in_order_with_the_levels_of_their_headings() {
    let project = Project::with_deck("");
    project.write("x.svg", PICTURE);
    let pdf = built(
        &project,
        "---\ntitle: A talk\n---\n\n## One\n\nFirst with `code` here.\n\n### Deeper\n\n- a\n- b\n\n::: columns\n::: column\nLeft.\n:::\n::: column\nRight.\n:::\n:::\n\n\
         # Part\n\n## Two\n\n![What it shows](x.svg)\n\n> [!WARNING]\n> Mind this.\n\n## Three\n\n| a | b |\n|---|---|\n| c | d |\n",
    );
    let elements = structure(&pdf);
    let told = read_aloud(&elements);
    assert_eq!(
        told,
        [
            "H1 A talk",
            "H2 One",
            "P First with code here.",
            "H3 Deeper",
            "Lbl •",
            "LBody a",
            "Lbl •",
            "LBody b",
            "P Left.",
            "P Right.",
            "H1 Part",
            "H2 Two",
            "Figure What it shows",
            "P Warning",
            "P Mind this.",
            "H2 Three",
            "TH a",
            "TH b",
            "TD c",
            "TD d",
        ]
    );
    let levels: Vec<u8> = elements.iter().filter_map(|element| element.tag.strip_prefix('H')?.parse().ok()).collect();
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "no level is skipped: {levels:?}");
}

#[test]
fn steps_are_read_once() {
    let project = Project::with_deck("");
    let steps = "---\ntitle: A talk\n---\n\n## One\n\nFirst.\n\n. . .\n\nThen.\n\n::: incremental\n- a\n- b\n:::\n";
    let pdf = built(&project, steps);
    assert_eq!(pdf.pages(), 5, "a page for each state");
    let told = read_aloud(&structure(&pdf));
    assert_eq!(told, ["H1 A talk", "H2 One", "P First.", "P Then.", "Lbl •", "LBody a", "Lbl •", "LBody b"]);
}

#[test]
fn other_languages_are_told_where_they_begin() {
    let project = Project::with_deck("");
    project.write("x.svg", PICTURE);
    let pdf = built(
        &project,
        "---\ntitle: A talk\n---\n\n## One\n\nWords [mot]{lang=fr-CA} here.\n\n::: {lang=de}\nWorte\n\n| a | b |\n|---|---|\n| c | d |\n:::\n\n\
         ## Two {lang=fr}\n\nMots.\n\n### Kop {lang=nl}\n\n![Was es zeigt](x.svg){lang=de}\n\n# Part {lang=pl}\n\n## Three\n\n- Item\n\n# Again\n\nEnglish\n",
    );
    let elements = structure(&pdf);
    let told = elements.iter().filter(|element| !element.text.trim().is_empty() || element.alt.is_some());
    let told: Vec<String> = told.map(|element| format!("{}:{}", element.tag, element.lang)).collect();
    assert_eq!(
        told,
        [
            "H1:",
            "H2:",
            "P:fr-CA",
            "P:de",
            "TH:de",
            "TH:de",
            "TD:de",
            "TD:de",
            "H2:fr",
            "P:fr",
            "H3:nl",
            "Figure:de",
            "H1:pl",
            "H2:pl",
            "Lbl:pl",
            "LBody:pl",
            "H1:",
            "P:",
        ]
    );
}
