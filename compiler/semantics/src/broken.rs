//! What the parser could not read. A name or an address that may have been declared there is not reported again: one
//! mistake gives one finding.

use quyche_base::{FileId, SourceMap, Span, name};
use quyche_syntax::ast::{Body, Entry, ExprKind, File, Header, Statement, StatementKind};
use std::collections::BTreeSet;

/// Whether a statement stands for one that could not be read: a criterion that says nothing.
pub(crate) fn is_poisoned(statement: &Statement) -> bool {
    let StatementKind::Criterion(criterion) = &statement.kind else {
        return false;
    };
    match &criterion.body {
        Body::Test(body) => matches!(body.kind, ExprKind::Poison) && body.span == statement.span,
        Body::All(_) | Body::Any(_) => false,
    }
}

/// The text that no part of the tree covers.
#[derive(Debug, Default)]
pub(crate) struct Broken {
    words: BTreeSet<String>,
    after: BTreeSet<(FileId, u32)>,
    any: bool,
}

impl Broken {
    /// Whether something was not read at all.
    pub(crate) fn any(&self) -> bool {
        self.any
    }

    /// Whether a name or a number stands in text that was not read.
    pub(crate) fn mentions(&self, key: &str) -> bool {
        self.words.contains(key)
    }

    /// Whether text that was not read follows the end of `span`.
    pub(crate) fn follows(&self, span: Span) -> bool {
        self.after.contains(&(span.file, span.end))
    }

    /// Looks through one file.
    pub(crate) fn add(&mut self, file: &File, sources: &SourceMap) {
        let Some(source) = sources.get(file.id) else { return };
        let mut covered = spans(file);
        covered.sort();
        let mut at = 0u32;
        for span in &covered {
            if span.start > at {
                self.gap(
                    file.id,
                    at,
                    source.text.get(at as usize..span.start as usize).unwrap_or(""),
                );
            }
            at = at.max(span.end);
        }
        self.gap(file.id, at, source.text.get(at as usize..).unwrap_or(""));
    }

    fn gap(&mut self, file: FileId, start: u32, text: &str) {
        let mut found = false;
        for line in text.lines() {
            let line = line.split("//").next().unwrap_or("");
            // `(lần 2)` after a number belongs to the marker, whose span ends before it.
            let line = if is_occurrence(line) { "" } else { line };
            for word in line.split(|letter: char| !letter.is_alphanumeric() && letter != '_') {
                if !word.is_empty() {
                    found |= word.chars().any(char::is_alphabetic);
                    self.words.insert(name::fold(word));
                }
            }
        }
        if found {
            self.any = true;
            self.after.insert((file, start));
        }
    }
}

/// Whether a line is no more than `(lần 2)` and signs.
fn is_occurrence(line: &str) -> bool {
    let words = line.split(|letter: char| !letter.is_alphanumeric());
    let mut words = words.filter(|word| !word.is_empty());
    words.next().is_some_and(|word| name::fold(word) == "lần")
        && words
            .next()
            .is_some_and(|word| word.chars().all(|digit| digit.is_ascii_digit()))
        && words.next().is_none()
}

/// Every span the tree covers.
fn spans(file: &File) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    match &file.header {
        Some(Header::Document(header)) => spans.push(header.span),
        Some(Header::Continuation(header)) => spans.push(header.span),
        Some(Header::Module(header)) => spans.push(header.span),
        None => {}
    }
    for island in &file.islands {
        if let Some(heading) = &island.heading {
            spans.push(heading.span);
            spans.extend(heading.title.as_ref().map(|title| title.span));
        }
        for entry in &island.entries {
            match entry {
                Entry::Marker(marker) => {
                    spans.push(marker.marker.span);
                    spans.extend(marker.title.as_ref().map(|title| title.span));
                }
                Entry::Statement(statement) if is_poisoned(statement) => {}
                Entry::Statement(statement) => spans.push(statement.span),
                Entry::Directive(directive) => spans.push(directive.span),
            }
        }
    }
    spans
}
