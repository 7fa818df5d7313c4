//! Findings about what an author wrote.
//!
//! A [`Diagnostic`] is data: a stable [`Code`], a severity, one sentence that says what is wrong, places in the source, and what to
//! do. It knows no renderer. The renderers stand in [`render`], the table of codes with their long explanations in `codes`.
//! Failures of the machine (a full disk, a folder that can't be read) are not findings; they are the error enums of the stages.

mod codes;
pub mod render;

pub use codes::Code;

use crate::source::{FileId, Span};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; changes nothing.
    Note,
    /// The output is written, but something is likely not as the author wants it. `--strict` makes it an error.
    Warning,
    /// The deck is not written.
    Error,
}

impl Severity {
    /// The word that is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A place in the source with a word about it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What stands there, may be empty.
    pub text: String,
}

/// A replacement that mends the finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    /// What is replaced.
    pub span: Span,
    /// The new text.
    pub replacement: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Its stable name, the key of `deckle explain`.
    pub code: Code,
    /// How much it weighs. Starts as the code's own severity.
    pub severity: Severity,
    /// One sentence without a full stop: what is wrong, with the numbers.
    pub message: String,
    /// The first label is the place that is printed; the others are shown with it.
    pub labels: Vec<Label>,
    /// What to do, a sentence each.
    pub help: Vec<String>,
    /// A replacement, where one is certain.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding at a place, with the severity of its code.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            labels: vec![Label { span, text: String::new() }],
            help: Vec::new(),
            fix: None,
        }
    }

    /// Writes a word under the first place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text.into();
        }
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a sentence that says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds a replacement that mends the finding.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// Gives another severity than the code's own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The main place.
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }

    /// What findings are ordered by.
    fn place(&self) -> Option<(FileId, u32, u32)> {
        self.span().map(|span| (span.file, span.start, span.end))
    }
}

/// The findings of a stage or of a whole deck, in the order they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds those of another stage.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(other);
    }

    /// Is there an error among them?
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// Makes every warning an error (`--strict`).
    pub fn deny_warnings(&mut self) {
        for diagnostic in self.0.iter_mut().filter(|d| d.severity == Severity::Warning) {
            diagnostic.severity = Severity::Error;
        }
    }

    /// Orders by place in the source and drops repetitions: both variants often find the same.
    pub fn sort_and_dedup(&mut self) {
        self.0.sort_by_key(Diagnostic::place);
        let mut seen = std::collections::HashSet::new();
        let mut firsts = Vec::with_capacity(self.0.len());
        // Findings that are the same have the same place, so they stand together now.
        for together in self.0.chunk_by(|a, b| a.place() == b.place()) {
            match together {
                [_] => firsts.push(true),
                several => {
                    seen.clear();
                    firsts.extend(several.iter().map(|finding| seen.insert(finding)));
                }
            }
        }
        drop(seen);
        let mut firsts = firsts.into_iter();
        self.0.retain(|_| firsts.next().unwrap_or(true));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}

/// The known name nearest to a misspelt one, where one is near enough to be meant.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&wanted, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= 1 + name.chars().count() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
