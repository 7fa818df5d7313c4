//! The front matter of a Marp deck, and what directives say of the deck as a whole.

use std::ops::Range;

use super::directives::{self, Global, Setting};
use super::loose;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{DesignChanges, Meta};
use crate::parse::context::Context;
use crate::parse::front_matter::{FrontMatter, OWN_KEYS};
use crate::parse::prepare::lines;
use crate::settings::shortened;
use crate::source::{SourceFile, Span, Spanned};

/// Where a front matter says `marp: true`.
pub fn mark(yaml: &str) -> Option<Range<usize>> {
    lines(yaml).find_map(|line| {
        let (key, value) = yaml[line.clone()].split_once(':')?;
        let value = value.split(" #").next().unwrap_or(value).trim().trim_matches(['"', '\'']);
        let says = key.trim_end().trim_matches(['"', '\'']) == "marp" && value.eq_ignore_ascii_case("true");
        says.then(|| line.start..line.start + yaml[line].trim_end().len())
    })
}

/// Marp takes a front matter that begins with a blank line. `from` is where that line starts.
pub fn has_spaced_front_matter(text: &str, from: usize) -> bool {
    let rest = &text[from..];
    let end = lines(rest).find(|line| rest[line.clone()].trim_end() == "---").map(|line| line.start);
    end.is_some_and(|end| mark(&rest[..end]).is_some())
}

/// Reads the front matter. YAML that can't be read sets nothing, as in Marp.
pub fn front_matter(source: &SourceFile, yaml: Range<usize>, front: &mut FrontMatter, findings: &mut Diagnostics) {
    let mut problems = Diagnostics::new();
    let settings = loose::read(&source.text[yaml.clone()], yaml.start, source.id, &mut problems);
    findings.extend(problems.iter().map(|problem| problem.clone().severity(Severity::Warning)));
    front.foreign.marp = settings.unwrap_or_default();
    front.meta = Meta {
        slide_level: 0,
        paginate: false,
        theme: None,
        design: DesignChanges::default(),
        aspect_ratio: None,
        ..front.meta.clone()
    };
}

/// Puts the directives for the whole deck where Deckle has them.
pub fn apply(cx: &mut Context<'_>, global: &Global, meta: &mut Meta) {
    for (key, value) in global {
        let text = value.value.joined();
        let written = (!text.trim().is_empty()).then(|| Spanned::new(text.trim().to_owned(), value.span));
        match (key.as_str(), written) {
            ("title", Some(title)) => meta.title = Some(title),
            ("author", Some(author)) => meta.authors = vec![author],
            ("lang", Some(lang)) => meta.lang = Some(lang),
            ("size", Some(size)) => match size.value.as_str() {
                "4:3" => meta.aspect_ratio = Some(Spanned::new((4, 3), size.span)),
                "16:9" => meta.aspect_ratio = Some(Spanned::new((16, 9), size.span)),
                other => {
                    let what = format!("slides of the size `{}` have the shape 16:9", shortened(other));
                    cx.approximated(size.span, &what);
                }
            },
            ("theme", Some(theme)) if theme.value != "default" => {
                let what = format!("Marp's theme `{}` is replaced by one of Deckle's", shortened(&theme.value));
                cx.approximated(theme.span, &what);
            }
            ("style", Some(style)) => cx.dropped(style.span, STYLES),
            _ => {}
        }
    }
}

/// Said of styles wherever they stand.
const STYLES: &str = "styles are left out: the theme decides how slides look";

/// Reports the keys of a front matter that are no directives.
pub fn report_unknown(cx: &mut Context<'_>, settings: &[Setting]) {
    let unknown: Vec<&Setting> = settings.iter().filter(|setting| !directives::is_known(&setting.key.value)).collect();
    let (misspelt, others): (Vec<_>, Vec<_>) =
        unknown.into_iter().partition(|setting| directives::near_miss(&setting.key.value).is_some());
    for setting in misspelt {
        let near = directives::near_miss(&setting.key.value).unwrap_or_default();
        report_near(cx, setting, &near, setting.key.span);
    }
    if let Some(first) = others.first() {
        let names = others.iter().map(|setting| format!("`{}`", shortened(&setting.key.value))).collect::<Vec<_>>().join(", ");
        let what = format!("these settings are none of Marp's: {names}");
        if others.iter().any(|setting| OWN_KEYS.contains(&setting.key.value.as_str())) {
            cx.dropped_own(first.key.span, &what);
        } else {
            cx.dropped(first.key.span, &what);
        }
    }
}

/// Reports misspelt keys beside right ones in a comment.
pub fn report_misspelt(cx: &mut Context<'_>, settings: &[Setting], span: Span) {
    for setting in settings {
        if let Some(near) = directives::near_miss(&setting.key.value) {
            report_near(cx, setting, &near, span);
        }
    }
}

fn report_near(cx: &mut Context<'_>, setting: &Setting, near: &str, span: Span) {
    let message = format!("`{}` is no directive of Marp", shortened(&setting.key.value));
    cx.report(Diagnostic::new(Code::UnknownKey, span, message).help(format!("the nearest known directive is `{near}`")));
}
