//! Transcripts in the project's own documents: commands and what they print.

/// The commands of a `console` fence, `$ ` before each, and what stands below each.
pub fn commands(block: &[&str]) -> Vec<(Vec<String>, String)> {
    let mut found: Vec<(Vec<String>, String)> = Vec::new();
    for line in block {
        match line.strip_prefix("$ ") {
            Some(command) => found.push((command.split_whitespace().map(str::to_owned).collect(), String::new())),
            None => {
                if let Some((_, expected)) = found.last_mut() {
                    expected.push_str(line);
                    expected.push('\n');
                }
            }
        }
    }
    found
}

/// Seconds differ from run to run: `0.14 s` becomes `# s`. Trailing spaces don't count.
pub fn normal(text: &str) -> String {
    let line = |line: &str| {
        let words: Vec<&str> = line.trim_end().split(' ').collect();
        let is_seconds = |i: usize| words.get(i + 1) == Some(&"s") && words[i].contains('.') && words[i].parse::<f64>().is_ok();
        (0..words.len()).map(|i| if is_seconds(i) { "#" } else { words[i] }).collect::<Vec<_>>().join(" ")
    };
    text.trim_end().lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Is this what was printed? A line of `…` stands for any lines.
pub fn is_printed(expected: &str, printed: &str) -> bool {
    let (expected, printed) = (normal(expected), normal(printed));
    let expected: Vec<&str> = expected.lines().collect();
    let parts: Vec<&[&str]> = expected.split(|line| *line == "…").collect();
    let mut rest = Some(printed.lines().collect::<Vec<_>>());
    for (index, part) in parts.iter().enumerate() {
        let (first, last) = (index == 0, index + 1 == parts.len());
        rest = rest.and_then(|lines| after(&lines, part, first, last));
    }
    rest.is_some()
}

/// The lines behind a part, which has to stand at the beginning or at the end where it is the first or the last.
fn after<'a>(lines: &[&'a str], part: &[&str], first: bool, last: bool) -> Option<Vec<&'a str>> {
    if part.is_empty() && !(first && last) {
        return Some(lines.to_vec());
    }
    let fits = |start: usize| {
        let end = start + part.len();
        lines.get(start..end) == Some(part) && (!first || start == 0) && (!last || end == lines.len())
    };
    (0..=lines.len()).find(|start| fits(*start)).map(|start| lines[start + part.len()..].to_vec())
}

#[test]
fn an_ellipsis_stands_for_any_lines_and_nothing_else_does() {
    assert!(is_printed("a\n…\nd\n", "a\nb\nc\nd"));
    assert!(is_printed("…\nc\n…", "a\nb\nc\nd"));
    assert!(is_printed("a 0.1 s\nb", "a 0.2 s\nb\n"));
    assert!(is_printed("", ""));
    assert!(!is_printed("", "a"));
    assert!(!is_printed("a\nb", "a\nb\nc"));
    assert!(!is_printed("b\n…", "a\nb"));
    assert!(!is_printed("…\nb\nd\n…", "a\nb\nc\nd"));
}
