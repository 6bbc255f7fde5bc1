//! How a mistake is told: a stable code, where, what is wrong, what to do, in Vietnamese and English.
//!
//! Each pass keeps its codes and messages in its own `errors.rs` and makes plain [`Diagnostic`]s; how they are drawn is
//! the driver's business.

use crate::Span;
use serde::Serialize;

/// A stable code: `Q0312`, and its kebab name (`nhanh-chua-phu-het`). Never reused for another mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Code {
    /// `Q` and four digits; the first two name the room that raises it.
    pub id: &'static str,
    /// A short name without tone marks, for links and file names.
    pub name: &'static str,
}

/// One sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Vietnamese, the default.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The pair.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            vi: vi.into(),
            en: en.into(),
        }
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but something in it needs a look.
    Warning,
}

/// A second place that matters, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub text: Text,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// How grave.
    pub severity: Severity,
    /// Where; `None` where no place in a rule file is meant.
    pub span: Option<Span>,
    /// What is wrong, in one sentence.
    pub message: Text,
    /// What to see at the span itself, under the mark.
    pub note: Option<Text>,
    /// Other places.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<Text>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, span: Span, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            span: Some(span),
            message: Text::new(vi, en),
            note: None,
            labels: Vec::new(),
            help: None,
        }
    }

    /// A warning at a place.
    pub fn warning(code: Code, span: Span, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, span, vi, en)
        }
    }

    /// An error that no place in a rule file shows (a workbook, a flag, a folder).
    pub fn general(code: Code, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            span: None,
            ..Self::error(code, Span::default(), vi, en)
        }
    }

    /// Adds what to see at the span.
    #[must_use]
    pub fn note(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.note = Some(Text::new(vi, en));
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, span: Span, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: Text::new(vi, en),
        });
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Text::new(vi, en));
        self
    }
}

/// What a pass found, in the order it found it; [`sort`](Diagnostics::sort) puts it in the order of the files.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// By file and place, then code; the same finding twice is kept once.
    pub fn sort(&mut self) {
        self.0
            .sort_by(|a, b| (a.span, a.code.id, &a.message.vi).cmp(&(b.span, b.code.id, &b.message.vi)));
        self.0.dedup();
    }
}
