//! Typst modules in one file, where nothing can be imported: each stands above those that import it, and what imports did is done by
//! other means.

use std::collections::HashSet;
use std::ops::Range;

use typst::syntax::ast;
use typst::syntax::{LinkedNode, SyntaxKind, parse};

/// The text of modules, given by path, as one.
pub(super) fn flat(modules: &[(String, String)]) -> String {
    let mut done = Done { modules, seen: HashSet::new(), out: String::new() };
    modules.iter().for_each(|(path, _)| done.add(path));
    done.out
}

/// What is written of some modules.
struct Done<'a> {
    modules: &'a [(String, String)],
    seen: HashSet<String>,
    out: String,
}

impl Done<'_> {
    /// Adds a module, and first those that it imports.
    fn add(&mut self, path: &str) {
        let Some((_, text)) = self.modules.iter().find(|(known, _)| known == path) else { return };
        if !self.seen.insert(path.to_owned()) {
            return;
        }
        let root = parse(text);
        let mut imports = Imports::default();
        imports.find(&LinkedNode::new(&root));
        for target in &imports.files {
            self.add(&resolved(path, target));
        }
        imports.find_uses(&LinkedNode::new(&root));
        self.out.push_str(&edited(text, imports.edits));
        self.out.push('\n');
    }
}

/// The imports of a module, and what stands in their place.
#[derive(Default)]
struct Imports {
    /// The files, as they are named.
    files: Vec<String>,
    /// The names that stand for whole modules.
    whole: HashSet<String>,
    edits: Vec<(Range<usize>, String)>,
}

impl Imports {
    fn find(&mut self, node: &LinkedNode<'_>) {
        let file = node.cast::<ast::ModuleImport<'_>>().and_then(|import| match import.source() {
            ast::Expr::Str(path) => Some((import, path.get().to_string())),
            _ => None,
        });
        let Some((import, file)) = file else { return node.children().for_each(|child| self.find(&child)) };
        self.files.push(file);
        if import.imports().is_none() || import.new_name().is_some() {
            let name = import.new_name().map(|name| name.get().to_string());
            self.whole.extend(name.or_else(|| import.bare_name().ok().map(Into::into)));
        }
        let renamed = match import.imports() {
            Some(ast::Imports::Items(items)) => items.iter().filter_map(binding).collect(),
            _ => Vec::new(),
        };
        let in_markup = node.prev_sibling().is_some_and(|before| before.kind() == SyntaxKind::Hash);
        let between = if in_markup { "\n#" } else { "\n" };
        let text = if renamed.is_empty() { "none".to_owned() } else { renamed.join(between) };
        self.edits.push((node.range(), text));
    }

    /// What is called by the name of a whole module is called by its own name.
    fn find_uses(&mut self, node: &LinkedNode<'_>) {
        if let Some(access) = node.cast::<ast::FieldAccess<'_>>()
            && let ast::Expr::Ident(module) = access.target()
            && self.whole.contains(module.get().as_str())
        {
            return self.edits.push((node.range(), access.field().get().to_string()));
        }
        node.children().for_each(|child| self.find_uses(&child));
    }
}

/// What binds an imported name: nothing, where it is bound already under the same.
fn binding(item: ast::ImportItem<'_>) -> Option<String> {
    let (own, new) = match item {
        ast::ImportItem::Simple(_) => return None,
        ast::ImportItem::Renamed(item) => (item.original_name(), item.new_name()),
    };
    (own.get() != new.get()).then(|| format!("let {} = {}", new.get(), own.get()))
}

/// The path of a file that a module names.
fn resolved(module: &str, file: &str) -> String {
    let folder = if file.starts_with('/') { "" } else { module.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(file.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

fn edited(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (range, new) in edits {
        out.push_str(&text[at..range.start]);
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modules(texts: &[(&str, &str)]) -> Vec<(String, String)> {
        texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn imports_of_every_kind_are_replaced() {
        let text = flat(&modules(&[
            ("/base.typ", "#let look = 1\n#let rule = 2\n"),
            (
                "/own/theme.typ",
                "#import \"/base.typ\": (\n  look,\n  rule as line,\n)\n#import \"../own/z.typ\" as z\n#import \"z.typ\"\n#let a = z.b(line)\n#let f() = { import \"z.typ\": b as c; c(1) }\n",
            ),
            ("/own/z.typ", "#let b(x) = x\n"),
        ]));
        assert_eq!(
            text,
            "#let look = 1\n#let rule = 2\n\n#let b(x) = x\n\n#let line = rule\n#none\n#none\n#let a = b(line)\n#let f() = { let c = b; c(1) }\n\n"
        );
    }

    #[test]
    fn modules_of_typst_itself_stay() {
        let text = "#import calc: min\n#let a = calc.max(1, 2)\n";
        assert_eq!(flat(&modules(&[("/a.typ", text)])), format!("{text}\n"));
    }

    #[test]
    fn modules_that_import_each_other_end() {
        let text = flat(&modules(&[("/a.typ", "#import \"b.typ\": *\n"), ("/b.typ", "#import \"a.typ\": *\n")]));
        assert_eq!(text, "#none\n\n#none\n\n");
    }
}
