//! The Typst source that `--to typst` writes, typeset by Typst alone: one file that needs no other.

use deckle::fonts::Fonts;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;

use crate::support::Project;

/// A file and nothing else.
struct Alone {
    library: LazyHash<Library>,
    fonts: Fonts,
    main: Source,
}

impl World for Alone {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// How many pages it has; or what is wrong with it.
fn pages(text: String) -> Result<usize, String> {
    let id = RootedPath::new(VirtualRoot::Project, VirtualPath::new("/main.typ").unwrap()).intern();
    let main = Source::new(id, text);
    let world = Alone { library: LazyHash::new(Library::default()), fonts: Fonts::default(), main };
    let done = typst::compile::<PagedDocument>(&world).output;
    done.map(|document| document.pages().len()).map_err(|errors| format!("{errors:?}"))
}

const DECK: &str = "---\ntitle: A talk\ntheme: THEME\n---\n\n# Part\n\n## One\n\n- Item\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n\
                    ## Two\n\n```rust {highlight=\"1\"}\nlet x = 1;\n```\n\n## Three\n\n$$ \\hat{x} $$\n";

fn source_of(project: &Project, theme: &str) -> String {
    project.write("talk.md", DECK.replace("THEME", theme));
    let run = project.run(&["build", "talk.md", "--to", "typst", "--audience", "technical"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{theme}: {run:?}");
    String::from_utf8(project.read("out/talk/talk.technical.typ")).unwrap()
}

#[test]
fn the_source_of_a_deck_is_typeset_without_deckle() {
    let project = Project::new();
    for theme in ["lecture", "executive", "technical", "chalk", "plain"] {
        assert_eq!(pages(source_of(&project, theme)), Ok(5), "{theme}");
    }
}

#[test]
fn so_is_that_of_a_theme_that_imports_its_own_files_under_other_names() {
    let project = Project::new();
    project.write("themes/mine/theme.toml", "name = \"mine\"\ndescription = \"Mine.\"\nextends = \"lecture\"\n");
    project.write(
        "themes/mine/theme.typ",
        "#import \"/parent.typ\": *\n#import \"zebra.typ\": (\n  stripe as bar,\n)\n#import \"zebra.typ\" as zebra\n\
         #let look = change(look, fields: (\n  content: (size, titled) => { import \"zebra.typ\": dot as point; point(bar(size)) },\n  \
         statement: (size, titled) => zebra.stripe(size),\n))\n",
    );
    project.write(
        "themes/mine/zebra.typ",
        "#let stripe(size) = place(rect(width: size.at(0), height: 9pt))\n#let dot(it) = { it; place(circle(radius: 3pt)) }\n",
    );
    let source = source_of(&project, "mine");
    assert!(!source.contains("zebra"), "one file has no modules");
    assert_eq!(pages(source), Ok(5));
}
