//! Marp's directives: which there are, how long they hold, and what Deckle does with them.

use std::collections::BTreeMap;

use super::styles::Styles;
use crate::diagnostic::nearest;
use crate::source::Spanned;

/// A key and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// As written.
    pub key: Spanned<String>,
    /// As written.
    pub value: Spanned<Written>,
}

/// What a key says: Marp knows texts and lists of texts, nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// A text; numbers and `true` are texts too.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
}

impl Written {
    /// As one text, the items of a list with spaces between them.
    pub fn joined(&self) -> String {
        match self {
            Written::Text(text) => text.clone(),
            Written::List(items) => items.join(" "),
        }
    }
}

/// Directives for the whole deck; the last one written holds.
const GLOBAL: &[&str] = &[
    "headingDivider",
    "style",
    "theme",
    "lang",
    "size",
    "math",
    "title",
    "description",
    "author",
    "image",
    "url",
    "keywords",
    "marp",
];

/// Directives for a slide and those after it; with `_` before the name, for the one slide.
const LOCAL: &[&str] = &[
    "backgroundColor",
    "backgroundImage",
    "backgroundPosition",
    "backgroundRepeat",
    "backgroundSize",
    "class",
    "color",
    "footer",
    "header",
    "paginate",
    "transition",
];

/// Is this a directive for the whole deck?
pub fn is_global(key: &str) -> bool {
    GLOBAL.contains(&key)
}

/// The directive for slides of this name, `_` left out.
fn local(key: &str) -> Option<&'static str> {
    let name = key.strip_prefix('_').unwrap_or(key);
    LOCAL.iter().copied().find(|known| *known == name)
}

/// Is this a directive?
pub fn is_known(key: &str) -> bool {
    is_global(key) || local(key).is_some()
}

/// The directive that is meant by a word that is none. Short names must be nearer than long ones: notes are full of short words.
pub fn near_miss(key: &str) -> Option<String> {
    let (mark, name) = key.strip_prefix('_').map_or(("", key), |name| ("_", name));
    if is_known(key) || name.chars().count() < 4 {
        return None;
    }
    // In another spelling it is no word of a note but the key: `HeadingDivider`, `background-color`.
    let folded = |text: &str| text.replace(['-', '_', ' '], "").to_lowercase();
    let all = || GLOBAL.iter().chain(LOCAL).copied();
    let exact = all().find(|known| folded(known) == folded(name));
    if mark.is_empty() && GLOBAL.contains(&name.to_lowercase().as_str()) {
        // `Title:` and `Image:` are how notes begin, too.
        return None;
    }
    let near =
        exact.or_else(|| nearest(name, all()).filter(|near| strsim::damerau_levenshtein(near, name) <= 1 + near.len() / 9));
    near.map(|near| format!("{mark}{near}"))
}

/// What holds for slides: by the directive's name.
pub type Local = BTreeMap<&'static str, Spanned<String>>;

/// What holds for the deck: by the directive's name.
pub type Global = BTreeMap<String, Spanned<Written>>;

/// What holds where the reading of a deck stands.
#[derive(Debug, Default)]
pub struct State {
    /// What holds from here on.
    lasting: Local,
    /// What holds for this slide alone.
    spot: Local,
    /// What the deck's styles say of classes.
    pub styles: Styles,
}

impl State {
    /// Takes what a comment or the front matter says. Was there a directive among it?
    pub fn apply(&mut self, settings: &[Setting]) -> bool {
        let mut any = false;
        for Setting { key, value } in settings {
            if is_global(&key.value) {
                any = true;
                continue;
            }
            let Some(name) = local(&key.value) else { continue };
            any = true;
            let value = Spanned::new(value.value.joined(), value.span);
            let place = if key.value.starts_with('_') { &mut self.spot } else { &mut self.lasting };
            place.insert(name, value);
        }
        any
    }

    /// What holds for the slide that ends here.
    pub fn finish_slide(&mut self) -> Local {
        let mut holding = self.lasting.clone();
        holding.append(&mut self.spot);
        holding
    }
}

/// Adds the directives for the whole deck among these.
pub fn add_global(global: &mut Global, settings: &[Setting]) {
    for Setting { key, value } in settings.iter().filter(|setting| is_global(&setting.key.value)) {
        global.insert(key.value.clone(), value.clone());
    }
}

/// Does a heading of this level start a slide? A single number stands for itself and all levels above it, a list for its levels alone.
pub fn divides(value: Option<&Spanned<Written>>, level: u8) -> bool {
    let number = |text: &String| text.trim().parse::<u8>().ok().filter(|level| (1..=6).contains(level));
    match value.map(|value| &value.value) {
        None => false,
        Some(Written::Text(text)) => number(text).is_some_and(|deepest| level <= deepest),
        Some(Written::List(items)) => items.iter().filter_map(number).any(|known| known == level),
    }
}

/// How the number of a slide is counted and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pagination {
    /// Does the slide count?
    pub counts: bool,
    /// Is its number shown?
    pub shown: bool,
}

/// `true`, `false`, `hold` (shown, not counted) or `skip` (neither).
pub fn pagination(local: &Local) -> Pagination {
    let written = local.get("paginate").map(|value| value.value.trim().to_lowercase());
    match written.as_deref() {
        Some("true") => Pagination { counts: true, shown: true },
        Some("hold") => Pagination { counts: false, shown: true },
        Some("skip") => Pagination { counts: false, shown: false },
        _ => Pagination { counts: true, shown: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::parse::marp::loose;
    use crate::source::FileId;

    fn settings(text: &str) -> Vec<Setting> {
        loose::read(text, 0, FileId(0), &mut Diagnostics::new()).unwrap_or_default()
    }

    #[test]
    fn local_directives_last_and_spot_ones_do_not() {
        let mut state = State::default();
        let class = |local: &Local| local.get("class").map(|class| class.value.clone());
        assert!(state.apply(&settings("class: a\n_class: b")));
        assert_eq!(class(&state.finish_slide()).as_deref(), Some("b"));
        assert_eq!(class(&state.finish_slide()).as_deref(), Some("a"));
        assert!(state.apply(&settings("class: [c, d]")));
        assert_eq!(class(&state.finish_slide()).as_deref(), Some("c d"));
        assert!(!state.apply(&settings("clas: x")));
    }

    #[test]
    fn a_number_divides_at_all_levels_above_and_a_list_at_its_own() {
        for (text, divides_at) in [
            ("headingDivider: 2", vec![1, 2]),
            ("headingDivider: [2]", vec![2]),
            ("headingDivider: [1, 3]", vec![1, 3]),
            ("headingDivider:\n  - 3", vec![3]),
            ("headingDivider: false", vec![]),
            ("headingDivider: 7", vec![]),
        ] {
            let mut global = Global::default();
            add_global(&mut global, &settings(text));
            let found: Vec<u8> = (1..=6).filter(|level| divides(global.get("headingDivider"), *level)).collect();
            assert_eq!(found, divides_at, "{text}");
        }
    }

    #[test]
    fn pages_are_held_and_skipped() {
        for (text, counts, shown) in [
            ("paginate: true", true, true),
            ("paginate: false", true, false),
            ("paginate: hold", false, true),
            ("paginate: Skip", false, false),
            ("class: x", true, false),
        ] {
            let mut state = State::default();
            state.apply(&settings(text));
            assert_eq!(pagination(&state.finish_slide()), Pagination { counts, shown }, "{text}");
        }
    }

    #[test]
    fn near_misses_are_no_words_of_notes() {
        for (key, near) in [
            ("pagniate", Some("paginate")),
            ("_clas", Some("_class")),
            ("backgroundcolor", Some("backgroundColor")),
            ("background-color", Some("backgroundColor")),
            ("Heading Divider", Some("headingDivider")),
            ("foter", Some("footer")),
            ("class", None),
            ("note", None),
            ("Time", None),
            ("Say", None),
            ("Remember", None),
            ("Example", None),
            ("Question", None),
            ("Title", None),
        ] {
            assert_eq!(near_miss(key).as_deref(), near, "{key}");
        }
    }
}
