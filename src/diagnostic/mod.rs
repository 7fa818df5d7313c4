//! Findings about what an author wrote.
//!
//! A [`Diagnostic`] is data: a stable [`Code`], a severity, one sentence that says what is wrong, places in the source, and what to
//! do. It knows no renderer. The renderers stand in [`render`], the table of codes with their long explanations in `codes`.
//! Failures of the machine (a full disk, a folder that can't be read) are not findings; they are the error enums of the stages.

mod codes;
pub mod render;

pub use codes::Code;

use std::sync::Arc;

use crate::source::Span;

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
}

/// The findings of a stage or of a whole deck, in the order they were made. Each is shared by those who keep it: to hand one on copies
/// nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Arc<Diagnostic>>);

impl Diagnostics {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: impl Into<Arc<Diagnostic>>) {
        self.0.push(diagnostic.into());
    }

    /// Adds those of another stage.
    pub fn extend<D: Into<Arc<Diagnostic>>>(&mut self, other: impl IntoIterator<Item = D>) {
        self.0.extend(other.into_iter().map(Into::into));
    }

    /// Is there an error among them?
    pub fn has_errors(&self) -> bool {
        self.iter().any(|d| d.severity == Severity::Error)
    }

    /// Makes every warning an error (`--strict`).
    pub fn deny_warnings(&mut self) {
        for diagnostic in self.0.iter_mut().filter(|d| d.severity == Severity::Warning) {
            Arc::make_mut(diagnostic).severity = Severity::Error;
        }
    }

    /// Orders by place in the source and drops repetitions: both variants often find the same.
    pub fn sort_and_dedup(&mut self) {
        self.sort_and_dedup_by(|span| span);
    }

    /// The same where spans count from somewhere else than the start of their file; `place` tells their places in it. Equal spans have
    /// to have equal places.
    pub fn sort_and_dedup_by(&mut self, place: impl Fn(Span) -> Span) {
        let key = |diagnostic: &Diagnostic| diagnostic.span().map(&place).map(|span| (span.file, span.start, span.end));
        let mut placed: Vec<_> = self.0.drain(..).map(|diagnostic| (key(&diagnostic), diagnostic)).collect();
        placed.sort_by_key(|(place, _)| *place);
        let mut seen = std::collections::HashSet::new();
        // Findings that are the same have the same place, so they stand together now.
        for together in placed.chunk_by(|(a, _), (b, _)| a == b) {
            match together {
                [(_, one)] => self.0.push(one.clone()),
                several => {
                    seen.clear();
                    self.0.extend(several.iter().filter(|(_, one)| seen.insert(&**one)).map(|(_, one)| one.clone()));
                }
            }
        }
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
    pub fn iter(&self) -> Iter<'_> {
        self.0.iter().map(Arc::as_ref)
    }

    /// All of them, in order, to be kept.
    pub fn shared(&self) -> &[Arc<Diagnostic>] {
        &self.0
    }
}

/// Looks at findings in order.
pub type Iter<'a> = std::iter::Map<std::slice::Iter<'a, Arc<Diagnostic>>, fn(&'a Arc<Diagnostic>) -> &'a Diagnostic>;

impl IntoIterator for Diagnostics {
    type Item = Arc<Diagnostic>;
    type IntoIter = std::vec::IntoIter<Arc<Diagnostic>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<D: Into<Arc<Diagnostic>>> FromIterator<D> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = D>>(iter: I) -> Self {
        Self(iter.into_iter().map(Into::into).collect())
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
