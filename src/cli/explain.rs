//! `deckle explain [CODE | layout:NAME | layouts]`

use serde_json::{Value, json};

use super::args::FindingsFormat;
use super::terminal::Terminal;
use crate::build::Status;
use crate::diagnostic::{Code, nearest};
use crate::model::Layout;

/// Prints what a code means, or all codes.
pub fn explain(code: Option<&str>, format: FindingsFormat, terminal: &Terminal) -> Status {
    let Some(name) = code else {
        terminal.out(&list(format));
        return Status::Done;
    };
    // A finding is often copied with its brackets.
    let name = name.trim_matches(['[', ']']);
    if let Some(layout) = name.strip_prefix("layout:") {
        return layout_alone(layout, format, terminal);
    }
    match Code::from_name(name) {
        None if name == "layouts" => {
            terminal.out(&layouts(format));
            Status::Done
        }
        Some(code) => {
            terminal.out(&one(code, format));
            Status::Done
        }
        None => {
            terminal.err(&format!("error: {}\n", unknown(name)));
            Status::Failure
        }
    }
}

fn layout_alone(name: &str, format: FindingsFormat, terminal: &Terminal) -> Status {
    let Some(layout) = Layout::from_name(name) else {
        let name = crate::diagnostic::render::visible(name);
        let next = match nearest(&name, Layout::ALL.iter().map(|(_, name)| *name)) {
            Some(known) => format!("did you mean `layout:{known}`?"),
            None => "`deckle explain layouts` lists them all".to_owned(),
        };
        terminal.err(&format!("error: there is no layout `{name}`; {next}\n"));
        return Status::Failure;
    };
    terminal.out(&match format {
        FindingsFormat::Json => format!("{}\n", layout_data(layout)),
        _ => format!("layout={}: {}", layout.as_str(), layout.description()),
    });
    Status::Done
}

fn layouts(format: FindingsFormat) -> String {
    if format == FindingsFormat::Json {
        return format!("{}\n", Value::from_iter(Layout::ALL.iter().map(|(layout, _)| layout_data(*layout))));
    }
    let width = Layout::ALL.iter().map(|(_, name)| name.len()).max().unwrap_or(0);
    Layout::ALL.iter().map(|(layout, name)| format!("{name:width$}  {}\n", layout.info().purpose)).collect()
}

fn layout_data(layout: Layout) -> Value {
    let info = layout.info();
    let regions: Vec<Value> = info
        .regions
        .iter()
        .map(|region| json!({ "name": region.name, "takes": region.takes.words(), "needed": region.needed }))
        .collect();
    json!({ "layout": layout.as_str(), "purpose": info.purpose, "regions": regions, "written": info.written })
}

fn one(code: Code, format: FindingsFormat) -> String {
    if format == FindingsFormat::Json {
        return format!("{}\n", data(code));
    }
    format!("{code} ({})\n{}\n\n{}\n", code.severity().as_str(), code.summary(), code.explanation())
}

fn list(format: FindingsFormat) -> String {
    if format == FindingsFormat::Json {
        return format!("{}\n", Value::from_iter(Code::ALL.iter().map(|code| data(*code))));
    }
    let width = Code::ALL.iter().map(|code| code.as_str().len()).max().unwrap_or(0);
    let line = |code: &Code| format!("{:width$}  {:7}  {}\n", code.as_str(), code.severity().as_str(), code.summary());
    Code::ALL.iter().map(line).collect()
}

fn data(code: Code) -> Value {
    json!({
        "code": code.as_str(),
        "severity": code.severity().as_str(),
        "summary": code.summary(),
        "explanation": code.explanation(),
    })
}

fn unknown(name: &str) -> String {
    let name = crate::diagnostic::render::visible(name);
    let next = match nearest(&name, Code::ALL.iter().map(|code| code.as_str())) {
        Some(known) => format!("did you mean `{known}`?"),
        None => "`deckle explain` lists them all".to_owned(),
    };
    format!("no finding is called `{name}`; {next}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_explained() {
        let text = one(Code::Overflow, FindingsFormat::Human);
        assert!(text.starts_with("overflow (warning)\nThe content of a slide"), "{text}");
        assert!(text.contains(Code::Overflow.explanation()));
        let value: Value = serde_json::from_str(&one(Code::Overflow, FindingsFormat::Json)).unwrap();
        assert_eq!(value["severity"], "warning");
    }

    #[test]
    fn the_list_has_a_line_for_each() {
        let text = list(FindingsFormat::Human);
        assert_eq!(text.lines().count(), Code::ALL.len());
        assert!(
            text.lines().zip(Code::ALL).all(|(line, code)| line.starts_with(code.as_str()) && line.ends_with(code.summary()))
        );
    }

    #[test]
    fn layouts_say_what_they_take() {
        assert_eq!(layouts(FindingsFormat::Human).lines().count(), Layout::ALL.len());
        let value = layout_data(Layout::Matrix);
        assert_eq!(value["regions"][0]["takes"], "4 parts, each with a heading and any content");
        assert_eq!(value["regions"][0]["needed"], true);
    }

    #[test]
    fn a_wrong_name_gets_the_nearest() {
        assert_eq!(unknown("overflwo"), "no finding is called `overflwo`; did you mean `overflow`?");
        assert_eq!(unknown("x\x1b[0m"), "no finding is called `x␛[0m`; `deckle explain` lists them all");
    }
}
