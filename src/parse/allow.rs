//! `allow="code,code"`: the findings that an author means to have on a slide.

use std::ops::Range;

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::settings::shortened;
use crate::source::Spanned;

/// Warnings that keep harm from the audience; like errors, they are always told.
const PROTECT: &[Code] = &[Code::UnsafeLink];

/// Reads a list of codes. `range` is the value's place. What is no code, or may not be allowed, is reported and left out.
pub fn read(cx: &mut Context<'_>, value: &str, range: Range<usize>) -> Vec<Spanned<String>> {
    let mut codes = Vec::new();
    let mut from = 0;
    for written in value.split(',') {
        let name = written.trim();
        let start = from + written.len() - written.trim_start().len();
        from += written.len() + 1;
        // A value with escapes is shorter than what is written; no code has any.
        let place = (range.start + start).min(range.end)..(range.start + start + name.len()).min(range.end);
        let name = Spanned::new(name.to_owned(), cx.span(place));
        match faulty(&name) {
            Some(finding) => cx.report(finding),
            None => codes.push(name),
        }
    }
    codes
}

fn faulty(name: &Spanned<String>) -> Option<Diagnostic> {
    let written = shortened(&name.value);
    match Code::from_name(&name.value) {
        Some(code) if !may_be_allowed(code) => {
            let finding = Diagnostic::new(Code::BadValue, name.span, format!("`{written}` can't be allowed"));
            Some(finding.help("mend what it tells; notes can be allowed, and warnings that protect nobody"))
        }
        Some(_) => None,
        None => {
            let finding = Diagnostic::new(Code::BadValue, name.span, format!("there is no finding `{written}`"));
            let known = Code::ALL.iter().filter(|code| may_be_allowed(**code)).map(|code| code.as_str());
            Some(match nearest(&name.value, known) {
                Some(near) => finding.help(format!("the nearest known code is `{near}`")),
                None => finding.help("write the code that stands in brackets in the finding, such as `missing-alt`"),
            })
        }
    }
}

fn may_be_allowed(code: Code) -> bool {
    code.severity() != Severity::Error && !PROTECT.contains(&code)
}
