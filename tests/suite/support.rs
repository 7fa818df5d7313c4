//! A project in a folder of its own, and the program run on it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder that is deleted at the end of the test.
pub struct Project {
    dir: tempfile::TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub struct Run {
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Project {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder") }
    }

    /// With one deck, `talk.md`.
    pub fn with_deck(text: &str) -> Self {
        let project = Self::new();
        project.write("talk.md", text);
        project
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder above")).expect("folders can be made");
        std::fs::write(path, content).expect("files can be written");
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn exists(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// The files below a folder, relative to it, sorted. Hidden ones are left out.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        collect(&self.path(folder), &self.path(folder), &mut found);
        found.sort();
        found
    }

    /// Runs the program in the folder.
    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, &[])
    }

    /// What a terminal would show: both streams in the order they were written.
    pub fn run_as_seen(&self, args: &[&str]) -> String {
        let (mut reader, writer) = std::io::pipe().expect("a pipe");
        let mut command = Command::new(env!("CARGO_BIN_EXE_deckle"));
        command.args(args).current_dir(self.dir.path()).env("NO_COLOR", "1");
        command.stdout(writer.try_clone().expect("a second end")).stderr(writer);
        let mut child = command.spawn().expect("the program starts");
        drop(command);
        let mut text = String::new();
        std::io::Read::read_to_string(&mut reader, &mut text).expect("the program prints UTF-8");
        child.wait().expect("the program ends");
        text
    }

    /// [`Project::run`] with environment variables.
    pub fn run_with(&self, args: &[&str], env: &[(&str, &str)]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_deckle"))
            .args(args)
            .current_dir(self.dir.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .env("NO_COLOR", "1")
            .envs(env.iter().copied())
            .output()
            .expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
        Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

fn collect(root: &Path, folder: &Path, out: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|e| e.path()) {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden {
            collect(root, &path, out);
        } else if !hidden {
            out.push(path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned());
        }
    }
}

/// A PDF, opened by a reader that shares no code with the writer.
pub struct Pdf {
    pub document: lopdf::Document,
}

impl Pdf {
    pub fn open(bytes: &[u8]) -> Self {
        Self { document: lopdf::Document::load_mem(bytes).expect("a PDF that can be read") }
    }

    pub fn pages(&self) -> usize {
        self.document.get_pages().len()
    }

    /// The text of all pages, white space folded.
    pub fn text(&self) -> String {
        let pages: Vec<u32> = self.document.get_pages().into_keys().collect();
        let text = self.document.extract_text(&pages).expect("the text layer can be read");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// How the pages are drawn and tagged.
    pub fn drawing(&self) -> String {
        let pages = self.document.get_pages().into_values();
        let drawn = |page| self.document.get_page_content(page);
        pages.map(|page| String::from_utf8_lossy(&drawn(page)).into_owned()).collect()
    }

    /// What stands in all streams, pictures and fonts too, as far as it is text.
    pub fn streams(&self) -> String {
        let streams = self.document.objects.values().filter_map(|object| object.as_stream().ok());
        let content = |stream: &lopdf::Stream| stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        streams.map(|stream| String::from_utf8_lossy(&content(stream)).into_owned()).collect()
    }

    /// Every string in the file outside the pages' drawing: titles, outline, alternative texts, addresses, metadata.
    pub fn strings(&self) -> Vec<String> {
        let mut out = Vec::new();
        self.document.objects.values().for_each(|object| strings(object, &mut out));
        self.document.trailer.iter().for_each(|(_, object)| strings(object, &mut out));
        out
    }

    /// An entry of the document catalog, links followed.
    pub fn catalog(&self, key: &str) -> Option<&lopdf::Object> {
        let value = self.document.catalog().ok()?.get(key.as_bytes()).ok()?;
        Some(self.document.dereference(value).ok()?.1)
    }

    /// The titles in the outline, in no particular order.
    pub fn outline(&self) -> Vec<String> {
        let items = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        let titles = items.filter(|dict| dict.has(b"Parent") && dict.has(b"Title"));
        titles.filter_map(|dict| lopdf::decode_text_string(dict.get(b"Title").ok()?).ok()).collect()
    }

    /// The outline's titles with the pages they lead to, from 1, in the order of the pages.
    pub fn outline_pages(&self) -> Vec<(String, u32)> {
        let pages: BTreeMap<_, _> = self.document.get_pages().into_iter().map(|(number, id)| (id, number)).collect();
        let items = self.document.objects.values().filter_map(|object| object.as_dict().ok()).filter(|dict| dict.has(b"Parent"));
        let mut found: Vec<(String, u32)> = items
            .filter_map(|dict| {
                let title = lopdf::decode_text_string(dict.get(b"Title").ok()?).ok()?;
                let place = self.document.dereference(dict.get(b"Dest").ok()?).ok()?.1.as_array().ok()?;
                Some((title, *pages.get(&place.first()?.as_reference().ok()?)?))
            })
            .collect();
        found.sort_by_key(|(_, page)| *page);
        found
    }

    /// The number that a reader shows for each page.
    pub fn labels(&self) -> Vec<i64> {
        let labels = self.catalog("PageLabels").and_then(|labels| labels.as_dict().ok()).expect("page labels");
        let numbers = labels.get(b"Nums").and_then(lopdf::Object::as_array).expect("a flat tree");
        let ranges: Vec<(i64, i64)> = numbers
            .chunks(2)
            .map(|pair| {
                let label = self.document.dereference(&pair[1]).expect("a label").1.as_dict().expect("a dictionary");
                (pair[0].as_i64().expect("an index"), label.get(b"St").and_then(lopdf::Object::as_i64).unwrap_or(1))
            })
            .collect();
        let label = |page: i64| ranges.iter().rev().find(|(first, _)| *first <= page).map(|(first, start)| start + page - first);
        (0..self.pages() as i64).map(|page| label(page).expect("a label for each page")).collect()
    }

    /// How many elements of the structure have this tag, such as `H1`.
    pub fn tags(&self, name: &str) -> usize {
        let dicts = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        let tag =
            |dict: &lopdf::Dictionary| dict.get(b"S").and_then(lopdf::Object::as_name).is_ok_and(|tag| tag == name.as_bytes());
        dicts.filter(|dict| dict.has(b"P") && tag(dict)).count()
    }

    /// The text of one page, counted from 1.
    pub fn text_of(&self, page: u32) -> String {
        let text = self.document.extract_text(&[page]).expect("the text layer can be read");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// How many links lead to a place in the document.
    pub fn inner_links(&self) -> usize {
        self.annotations().filter(|dict| dict.has(b"Dest")).count()
    }

    /// The addresses that links lead to.
    pub fn addresses(&self) -> Vec<String> {
        let actions =
            self.annotations().filter_map(|dict| self.document.dereference(dict.get(b"A").ok()?).ok()?.1.as_dict().ok());
        actions.filter_map(|action| lopdf::decode_text_string(action.get(b"URI").ok()?).ok()).collect()
    }

    fn annotations(&self) -> impl Iterator<Item = &lopdf::Dictionary> {
        let dicts = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        dicts.filter(|dict| dict.get(b"Subtype").and_then(lopdf::Object::as_name).is_ok_and(|name| name == b"Link"))
    }
}

fn strings(object: &lopdf::Object, out: &mut Vec<String>) {
    match object {
        lopdf::Object::String(..) => out.extend(lopdf::decode_text_string(object).ok()),
        lopdf::Object::Array(items) => items.iter().for_each(|item| strings(item, out)),
        lopdf::Object::Dictionary(dict) => dict.iter().for_each(|(_, item)| strings(item, out)),
        lopdf::Object::Stream(stream) => {
            stream.dict.iter().for_each(|(_, item)| strings(item, out));
            let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            if content.starts_with(b"<?xpacket") || content.windows(10).any(|w| w == b"xmpmeta xm") {
                out.push(String::from_utf8_lossy(&content).into_owned());
            }
        }
        _ => {}
    }
}
