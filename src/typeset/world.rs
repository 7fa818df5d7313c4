//! What the typesetter may see: one slide's source, the theme, the pictures of the deck, its fonts. Nothing else exists for it: no
//! files, no packages, no date.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use camino::Utf8PathBuf;
use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Binding, Bytes, Datetime, Duration, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::emit::{self, RawFile};
use super::fit::CODE_STEPS;
use crate::assets::{self, Asset, Assets};
use crate::fonts::Fonts;
use crate::source::{self, ProjectRoot, ReadError};
use crate::theme::{self, Theme};

/// Typst's library without the name `std`, through which a formula could reach what is no part of formulas.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let mut library = Library::default();
    library.std = Binding::detached(Value::None);
    LazyHash::new(library)
});

/// The name under which slides import their theme.
pub const THEME_PATH: &str = "/theme.typ";
/// The name under which themes import what is said in numbers and names.
pub const DESIGN_PATH: &str = "/design.typ";

/// What all themes stand on. It is read once, however many decks there are.
static BASE: LazyLock<Vec<Source>> =
    LazyLock::new(|| theme::BASE.iter().map(|(path, text)| module(path, (*text).to_owned())).collect());

/// The name under which a theme of a project imports what draws the theme it extends.
const PARENT_PATH: &str = "/parent.typ";
/// The folder of a theme of a project. No folder of a project is called so.
const THEME_FOLDER: &str = "/@theme/";
/// Such a theme need not define what it draws as the one it extends does.
const OWN_THEME: &str = "#import \"/parent.typ\": *\n#import \"/@theme/theme.typ\": *\n";

/// What all slides of a deck share.
pub struct Shared {
    /// The theme, with what it stands on.
    modules: Vec<Source>,
    /// Where the Typst files of a theme of a project stand among the sources.
    own: Vec<(FileId, source::FileId)>,
    files: HashMap<FileId, Bytes>,
    /// The pictures that could be read, as the author names them.
    pictures: HashSet<String>,
    /// The design with smaller running text, by its size in points, the largest first.
    smaller: Vec<(f64, Source)>,
    /// The theme, where it has sizes.
    theme: Option<Theme>,
    /// The same below its smallest size: for slides that hold far too much, so made when the first such slide comes.
    tiny: OnceLock<Vec<(f64, Source)>>,
    /// The theme's own size of running text, in points.
    body: f64,
    /// The smallest size of code, in points.
    smallest_code: f64,
    /// What raw content of a trusted project may read.
    root: Option<ProjectRoot>,
    fonts: Fonts,
}

impl Shared {
    /// Takes the theme and the pictures. Pictures whose path the typesetter can't name are left out; using them is then an error.
    pub fn new(theme: &Theme, assets: &Assets) -> Self {
        let root = assets.project().map(|project| project.root.clone());
        let mut shared = Self::with(modules_of(theme), assets.iter());
        shared.body = theme.design.size("body");
        shared.smaller = designs(theme, theme.design.smaller_sizes());
        shared.theme = Some(theme.clone());
        shared.smallest_code = theme.design.size("code") - CODE_STEPS;
        let path = |file: &theme::File| file_id(&format!("{THEME_FOLDER}{}", file.path));
        let (code, rest): (Vec<_>, Vec<_>) = theme.files.iter().partition(|file| file.path.extension() == Some("typ"));
        shared.own = code.iter().filter_map(|file| Some((path(file)?, file.source?))).collect();
        shared.files.extend(rest.iter().filter_map(|file| Some((path(file)?, Bytes::new(assets::safe(file.bytes.to_vec()))))));
        if let Some(logo) = &theme.logo {
            shared.files.extend(file_id(&emit::logo_path(logo)).map(|id| (id, Bytes::new(logo.bytes.to_vec()))));
        }
        let pictures = assets.references().map(str::to_owned).collect();
        Self { root, pictures, fonts: assets.fonts.with_theme(theme), ..shared }
    }

    /// Could a picture be read? `reference` is what the author wrote.
    pub fn knows(&self, reference: &str) -> bool {
        self.pictures.contains(reference)
    }

    /// The same for sheets of paper, which look alike whatever the theme, with the pictures they show themselves.
    pub fn paper<'a>(fonts: &Fonts, pictures: impl IntoIterator<Item = &'a Asset>) -> Self {
        let shared = Self::with(vec![module(THEME_PATH, theme::PAPER.to_owned())], pictures);
        Self { fonts: fonts.clone(), ..shared }
    }

    /// The same for sheets with two audiences side by side.
    pub fn comparison(fonts: &Fonts) -> Self {
        let shared = Self::with(vec![module(THEME_PATH, theme::COMPARISON.to_owned())], []);
        Self { fonts: fonts.clone(), ..shared }
    }

    /// The fonts that text is set in.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    fn with<'a>(modules: Vec<Source>, pictures: impl IntoIterator<Item = &'a Asset>) -> Self {
        let files = pictures.into_iter().flat_map(files_of);
        Self {
            modules,
            own: Vec::new(),
            files: files.collect(),
            pictures: HashSet::new(),
            smaller: Vec::new(),
            theme: None,
            tiny: OnceLock::new(),
            body: 0.0,
            smallest_code: 0.0,
            root: None,
            fonts: Fonts::default(),
        }
    }
}

/// What is tried below a theme's smallest size, as parts of it.
const TINY: [f64; 8] = [0.9, 0.8, 0.72, 0.65, 0.58, 0.52, 0.46, 0.4];

/// The design of a theme with running text of other sizes, by size.
fn designs(theme: &Theme, sizes: impl IntoIterator<Item = f64>) -> Vec<(f64, Source)> {
    let text = |size| emit::design(&theme.with(theme.design.with_body(size), theme.logo.clone()));
    sizes.into_iter().map(|size| (size, module(DESIGN_PATH, text(size)))).collect()
}

/// The path under which a picture is known to the typesetter: that of the drawing that stands for it, where it stays packed.
pub fn picture_path(asset: &Asset) -> String {
    format!("/{}{}", asset.typed_path(), if asset.is_packed() { assets::PACKED_ENDING } else { "" })
}

/// A picture, and the drawing that stands for it.
fn files_of(asset: &Asset) -> impl Iterator<Item = (FileId, Bytes)> + use<> {
    let drawing = asset.stand_in().map(|text| (picture_path(asset), Bytes::from_string(text)));
    let own = (format!("/{}", asset.typed_path()), Bytes::new(asset.bytes.clone()));
    std::iter::once(own).chain(drawing).filter_map(|(path, bytes)| Some((file_id(&path)?, bytes)))
}

/// The Typst modules that draw a theme's slides, by path, each after those it imports.
pub fn modules(theme: &Theme) -> Vec<(String, String)> {
    let design = (DESIGN_PATH.to_owned(), emit::design(theme));
    let base = theme::BASE.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    std::iter::once(design).chain(base).chain(drawing(theme)).collect()
}

/// The theme, what it stands on, and its design.
fn modules_of(theme: &Theme) -> Vec<Source> {
    let own = drawing(theme).into_iter().chain([(DESIGN_PATH.to_owned(), emit::design(theme))]);
    own.map(|(path, text)| module(&path, text)).chain(BASE.iter().cloned()).collect()
}

/// What draws a theme, each module after those it imports.
fn drawing(theme: &Theme) -> Vec<(String, String)> {
    if theme.drawing().is_none() {
        return vec![(THEME_PATH.to_owned(), theme.source.clone())];
    }
    let code = theme.files.iter().filter(|file| file.path.extension() == Some("typ"));
    let text = |file: &theme::File| String::from_utf8_lossy(&file.bytes).into_owned();
    let own = code.map(|file| (format!("{THEME_FOLDER}{}", file.path), text(file)));
    let parent = (PARENT_PATH.to_owned(), theme.source.clone());
    std::iter::once(parent).chain(own).chain([(THEME_PATH.to_owned(), OWN_THEME.to_owned())]).collect()
}

fn module(path: &str, text: String) -> Source {
    Source::new(file_id(path).expect("a constant or numbered path is valid"), text)
}

/// The source of the slide at a place in its deck, by which it is named.
pub fn main(index: usize, text: String) -> Source {
    // Beyond this many slides names repeat. They only have to differ among documents that are compared, and none are.
    module(&format!("/slides/{}.typ", index % 50_000), text)
}

/// The place of the slide in its deck that a file is the source of.
pub fn slide_index(file: FileId) -> Option<usize> {
    file.vpath().get_with_slash().strip_prefix("/slides/")?.strip_suffix(".typ")?.parse().ok()
}

/// Is a file one of those that draw, and no slide?
pub fn is_of_theme(id: FileId) -> bool {
    let path = id.vpath().get_with_slash();
    [THEME_PATH, DESIGN_PATH, PARENT_PATH].contains(&path)
        || path.starts_with(THEME_FOLDER)
        || theme::BASE.iter().any(|(base, _)| *base == path)
}

/// File ids are never freed and there are at most 65,535 (Typst 0.15), so names repeat from deck to deck on purpose.
fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

/// One slide as a Typst document of its own.
pub struct SlideWorld<'a> {
    shared: &'a Shared,
    main: Source,
    raws: Vec<Source>,
    /// The design that takes the place of the theme's.
    design: Option<Cow<'a, Source>>,
}

impl Shared {
    /// The theme's own size of running text, in points.
    pub fn body_size(&self) -> f64 {
        self.body
    }

    /// The smallest size of code where it has its own room, in points.
    pub fn smallest_code(&self) -> f64 {
        self.smallest_code
    }

    /// The smaller sizes that running text can be set in, in points, the largest first.
    pub fn smaller_sizes(&self) -> impl Iterator<Item = f64> + '_ {
        self.smaller.iter().map(|(size, _)| *size)
    }

    /// The sizes below them that slides are drawn in which hold far too much, in points, the largest first.
    pub fn tiny_sizes(&self) -> impl Iterator<Item = f64> + '_ {
        self.tiny().iter().map(|(size, _)| *size)
    }

    fn tiny(&self) -> &[(f64, Source)] {
        let make = |theme: &Theme| designs(theme, TINY.map(|part| (theme.design.size("smallest") * part).round()));
        self.tiny.get_or_init(|| self.theme.as_ref().map(make).unwrap_or_default())
    }
}

impl<'a> SlideWorld<'a> {
    /// The document of a slide, from its source.
    pub fn of(shared: &'a Shared, main: Source) -> Self {
        Self { shared, main, raws: Vec::new(), design: None }
    }

    /// The document of a slide's notes.
    pub fn notes(shared: &'a Shared, index: usize, source: String) -> Self {
        Self::named(shared, &format!("/notes/{}.typ", index % 10_000), source)
    }

    /// The document of what is laid over a chunk of slides.
    pub fn furniture(shared: &'a Shared, chunk: usize, source: String) -> Self {
        Self::named(shared, &format!("/furniture/{}.typ", chunk % 1_000), source)
    }

    /// The document that a theme is tried with.
    pub fn trial(shared: &'a Shared, source: String) -> Self {
        Self::named(shared, "/trial.typ", source)
    }

    fn named(shared: &'a Shared, path: &str, source: String) -> Self {
        Self::of(shared, module(path, source))
    }

    /// The document with the raw content that it includes.
    pub fn with_raws(mut self, raws: &[RawFile]) -> Self {
        self.raws = raws.iter().filter_map(|raw| Some(Source::new(file_id(&raw.path)?, raw.text.clone()))).collect();
        self
    }

    /// The document with running text of one of the smaller sizes.
    pub fn with_size(mut self, size: Option<f64>) -> Self {
        let of = |known: &'a [(f64, Source)]| known.iter().find(|(known, _)| Some(*known) == size).map(|(_, design)| design);
        let shared: &'a Shared = self.shared;
        self.design = size.and_then(|_| of(&shared.smaller).or_else(|| of(shared.tiny()))).map(Cow::Borrowed);
        self
    }

    /// The document with some pieces of its content, which makes `page` of so many.
    pub fn with_pieces(mut self, pieces: Range<usize>, page: Option<(usize, usize)>) -> Self {
        let design = self.shared.modules.iter().find(|module| Some(module.id()) == file_id(DESIGN_PATH));
        let text = design.map(|design| format!("{}{}", design.text(), emit::part(pieces, page)));
        self.design = text.map(|text| Cow::Owned(module(DESIGN_PATH, text)));
        self
    }

    /// The raw content that an error is in, by its number, and the range of its bytes: its own place, else the one that led there.
    pub fn raw_range_of(&self, error: &typst::diag::SourceDiagnostic) -> Option<(usize, Range<usize>)> {
        let spans = std::iter::once(error.span).chain(error.trace.iter().map(|point| point.span.into()));
        spans.into_iter().find_map(|span| {
            let number = self.raws.iter().position(|raw| Some(raw.id()) == span.id())?;
            Some((number, typst::WorldExt::range(self, span)?))
        })
    }

    /// The places in the document's own source that led to an error, the nearest first.
    pub fn places_in_source(&self, error: &typst::diag::SourceDiagnostic) -> Vec<Range<usize>> {
        let spans = std::iter::once(error.span).chain(error.trace.iter().map(|point| point.span.into()));
        let own = spans.filter(|span| span.id() == Some(self.main.id()));
        own.filter_map(|span| typst::WorldExt::range(self, span)).collect()
    }

    /// The place in the files of the theme that an error is about: its own, else the call that led there.
    pub fn place_in_theme(&self, error: &typst::diag::SourceDiagnostic) -> Option<(Utf8PathBuf, Range<usize>)> {
        let spans = std::iter::once(error.span).chain(error.trace.iter().map(|point| point.span.into()));
        spans.into_iter().find_map(|span| {
            let path = span.id()?.vpath().get_with_slash().strip_prefix(THEME_FOLDER)?.to_owned();
            Some((path.into(), typst::WorldExt::range(self, span)?))
        })
    }

    /// The same as a place among the sources.
    pub fn span_in_theme(&self, error: &typst::diag::SourceDiagnostic) -> Option<source::Span> {
        let (path, range) = self.place_in_theme(error)?;
        let id = file_id(&format!("{THEME_FOLDER}{path}"))?;
        let (_, file) = self.shared.own.iter().find(|(known, _)| *known == id)?;
        Some(source::Span::new(*file, range.start, range.end))
    }

    /// A file of a trusted project. What can't be read is not there; why is not said.
    fn of_project(&self, id: FileId) -> FileResult<Bytes> {
        if let VirtualRoot::Package(_) = id.root() {
            return Err(FileError::Package(PackageError::Other(Some("packages are not fetched".into()))));
        }
        if let Some(path) = id.vpath().get_with_slash().strip_prefix(THEME_FOLDER) {
            return Err(FileError::NotFound(path.into()));
        }
        let root = self.shared.root.as_ref().filter(|_| *id.root() == VirtualRoot::Project).ok_or(FileError::AccessDenied)?;
        let path = id.vpath().get_with_slash().trim_start_matches('/').to_owned();
        root.read(&root.path().join(&path)).map(Bytes::new).map_err(|error| match error {
            ReadError::Missing { .. } => FileError::NotFound(path.into()),
            ReadError::NotRegular => FileError::IsDirectory,
            _ => FileError::AccessDenied,
        })
    }

    /// The byte range of the slide's source that something on a page comes from.
    pub fn range_in_slide(&self, span: typst::syntax::Span) -> Option<Range<usize>> {
        (span.id() == Some(self.main.id())).then(|| typst::WorldExt::range(self, span)).flatten()
    }

    /// The byte range of the slide's source that an error is about: its own place, else the call on the slide that led there.
    pub fn range_of(&self, error: &typst::diag::SourceDiagnostic) -> Option<Range<usize>> {
        let own = |id: Option<FileId>| id == Some(self.main.id());
        if own(error.span.id()) {
            return typst::WorldExt::range(self, error.span);
        }
        let call = error.trace.iter().find(|point| own(point.span.id()))?;
        typst::WorldExt::range(self, call.span)
    }
}

impl World for SlideWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shared.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            Ok(self.main.clone())
        } else if let Some(design) = self.design.as_deref().filter(|design| design.id() == id) {
            Ok(design.clone())
        } else if let Some(module) = self.shared.modules.iter().find(|module| module.id() == id) {
            Ok(module.clone())
        } else if let Some(raw) = self.raws.iter().find(|raw| raw.id() == id) {
            Ok(raw.clone())
        } else {
            let text = String::from_utf8(self.of_project(id)?.to_vec()).map_err(|_| FileError::NotSource)?;
            Ok(Source::new(id, text))
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.shared.files.get(&id).cloned().map_or_else(|| self.of_project(id), Ok)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
