//! Diagnostics drawn for people, and written for programs.
//!
//! The head (`Lỗi Q0312: …`) and the advice (`gợi ý: …`) are this project's own; the picture of the place between them is
//! miette's.

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, SourceSpan, SpanContents};
use quyche_base::{Diagnostic, Diagnostics, FileId, Severity, SourceFile, SourceMap, Span, Text};
use serde_json::{Value, json};
use std::fmt;

/// The language people are spoken to in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The half of a text in this language.
    pub fn of(self, text: &Text) -> &str {
        self.pick(&text.vi, &text.en)
    }

    /// The first for Vietnamese, the second for English.
    pub fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}

/// The most findings drawn; the rest are counted, so that a broken file does not scroll for minutes.
pub const MAX_DRAWN: usize = 200;

/// How many lines of a marked place are drawn.
const MAX_LINES: usize = 4;

/// How many bytes of a long line are drawn on each side of a marked place.
const NEIGHBOURHOOD: usize = 240;

/// How many bytes of a marked place are drawn.
const MAX_MARKED: usize = 800;

/// Every finding drawn, each with its place; empty when there are none. `colour` adds terminal colours.
pub fn render(diagnostics: &Diagnostics, sources: &SourceMap, lang: Lang, colour: bool) -> String {
    let mut out = String::new();
    for (index, diagnostic) in diagnostics.0.iter().take(MAX_DRAWN).enumerate() {
        if index > 0 {
            out.push('\n');
        }
        one(&mut out, diagnostic, sources, lang, colour);
    }
    let rest = diagnostics.0.len().saturating_sub(MAX_DRAWN);
    if rest > 0 {
        out.push_str(&match lang {
            Lang::Vi => format!("\n… và {rest} thông báo nữa; --json ghi đủ.\n"),
            Lang::En => format!("\n… and {rest} more; --json lists them all.\n"),
        });
    }
    out
}

fn one(out: &mut String, diagnostic: &Diagnostic, sources: &SourceMap, lang: Lang, colour: bool) {
    let (word, paint) = match diagnostic.severity {
        Severity::Error => (lang.pick("Lỗi", "Error"), "\u{1b}[1;31m"),
        Severity::Warning => (lang.pick("Lưu ý", "Warning"), "\u{1b}[1;33m"),
    };
    let (start, end) = if colour { (paint, "\u{1b}[0m") } else { ("", "") };
    let head = format!("{word} {}", diagnostic.code.id);
    out.push_str(&format!("{start}{head}{end}: {}\n", lang.of(&diagnostic.message)));
    let drawn = diagnostic.span.is_some() && pictures(out, diagnostic, sources, lang, colour);
    if !drawn {
        if let Some(span) = diagnostic.span {
            out.push_str(&format!("  {}\n", place(sources, span)));
        }
        if let Some(note) = &diagnostic.note {
            out.push_str(&format!("  {}\n", lang.of(note)));
        }
    }
    if let Some(help) = &diagnostic.help {
        let (start, end) = if colour { ("\u{1b}[36m", "\u{1b}[0m") } else { ("", "") };
        let word = lang.pick("gợi ý", "help");
        out.push_str(&format!(
            "  {start}{word}:{end} {}\n",
            lang.of(help).replace('\n', "\n    ")
        ));
    }
}

/// `path:line:column`, or the path alone where the text is not at hand.
fn place(sources: &SourceMap, span: Span) -> String {
    match sources.get(span.file) {
        Some(file) if !file.text.is_empty() => {
            let (line, column) = sources.line_column(span);
            format!("{}:{line}:{column}", file.path)
        }
        Some(file) => file.path.clone(),
        None => String::new(),
    }
}

/// Draws the places of a finding, one picture a file, that of the finding itself first; false when no text is at hand.
fn pictures(out: &mut String, diagnostic: &Diagnostic, sources: &SourceMap, lang: Lang, colour: bool) -> bool {
    let Some(span) = diagnostic.span else { return false };
    let mut marks = vec![(
        span,
        diagnostic.note.as_ref().map(|note| lang.of(note).to_owned()),
        true,
    )];
    marks.extend(
        diagnostic
            .labels
            .iter()
            .map(|label| (label.span, Some(lang.of(&label.text).to_owned()), false)),
    );
    let mut order: Vec<FileId> = Vec::new();
    for (span, _, _) in &marks {
        if !order.contains(&span.file) {
            order.push(span.file);
        }
    }
    let mut drawn = false;
    for file in order {
        let Some(source) = sources.get(file).filter(|source| !source.text.is_empty()) else {
            continue;
        };
        let labels = marks
            .iter()
            .filter(|(span, _, _)| span.file == file)
            .map(|(span, text, primary)| {
                let range = clipped(&source.text, *span);
                if *primary {
                    LabeledSpan::new_primary_with_span(text.clone(), range)
                } else {
                    LabeledSpan::new_with_span(text.clone(), range)
                }
            })
            .collect();
        drawn |= picture(out, source, labels, colour);
    }
    drawn
}

fn picture(out: &mut String, source: &SourceFile, labels: Vec<LabeledSpan>, colour: bool) -> bool {
    let theme = if colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_context_lines(1)
        .with_width(160)
        .without_syntax_highlighting();
    let view = View {
        source: Named(source),
        labels,
    };
    let mut text = String::new();
    if handler.render_report(&mut text, &view).is_err() {
        return false;
    }
    // The first line is the head, which is ours.
    let Some((_, body)) = text.split_once('\n') else {
        return false;
    };
    for line in body.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    true
}

/// The bytes of a span, on character boundaries, and no longer than [`MAX_LINES`] lines.
fn clipped(text: &str, span: Span) -> SourceSpan {
    let start = floor(text, span.start as usize);
    let end = floor(text, (span.end as usize).min(start + MAX_MARKED)).max(start);
    let marked = text.get(start..end).unwrap_or("");
    let many = marked.lines().count() > MAX_LINES;
    let length = if many {
        marked.lines().next().map_or(0, str::len)
    } else {
        marked.trim_end().len()
    };
    SourceSpan::new(start.into(), length)
}

/// The greatest character boundary that is not above `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// One file's marks, as miette asks for them.
#[derive(Debug)]
struct View<'a> {
    source: Named<'a>,
    labels: Vec<LabeledSpan>,
}

/// A text with its name.
#[derive(Debug)]
struct Named<'a>(&'a SourceFile);

impl fmt::Display for View<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for View<'_> {}

impl miette::Diagnostic for View<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

impl SourceCode for Named<'_> {
    /// The marked bytes alone where no context is asked for; else the whole lines they stand on, of a long line only the
    /// neighbourhood. Lines count from 0; the column counts characters, as [`SourceMap::line_column`] does.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, miette::MietteError> {
        let text = self.0.text.as_str();
        let start = floor(text, span.offset());
        let end = floor(text, span.offset().saturating_add(span.len())).max(start);
        let head = text.get(..start).unwrap_or("");
        let line_start = head.rfind('\n').map_or(0, |at| at + 1);
        let line = head.bytes().filter(|byte| *byte == b'\n').count();
        let (from, to, column) = if before + after == 0 {
            (start, end, text.get(line_start..start).unwrap_or("").chars().count())
        } else {
            let rest = text.get(end..).unwrap_or("");
            let line_end = end + rest.find('\n').unwrap_or(rest.len());
            let from = floor(text, line_start.max(start.saturating_sub(NEIGHBOURHOOD)));
            let to = floor(text, line_end.min(end.saturating_add(NEIGHBOURHOOD)));
            (from, to.max(end), 0)
        };
        let shown = text.get(from..to).unwrap_or("");
        Ok(Box::new(miette::MietteSpanContents::new_named(
            self.0.path.clone(),
            shown.as_bytes(),
            SourceSpan::new(from.into(), shown.len()),
            line,
            column,
            shown.lines().count(),
        )))
    }
}

/// The findings as data: code, place by bytes and by line and column, both languages.
pub fn render_json(diagnostics: &Diagnostics, sources: &SourceMap) -> Value {
    Value::Array(
        diagnostics
            .0
            .iter()
            .map(|diagnostic| finding(diagnostic, sources))
            .collect(),
    )
}

fn finding(diagnostic: &Diagnostic, sources: &SourceMap) -> Value {
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| json!({ "at": at(sources, label.span), "text": label.text }))
        .collect();
    json!({
        "code": diagnostic.code.id,
        "name": diagnostic.code.name,
        "severity": diagnostic.severity,
        "at": diagnostic.span.map(|span| at(sources, span)),
        "message": diagnostic.message,
        "note": diagnostic.note,
        "labels": labels,
        "help": diagnostic.help,
    })
}

fn at(sources: &SourceMap, span: Span) -> Value {
    let (line, column) = sources.line_column(span);
    json!({
        "file": sources.get(span.file).map(|file| file.path.as_str()),
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use quyche_base::Code;

    const CODE: Code = Code {
        id: "Q0312",
        name: "nhanh-chua-phu-het",
    };

    fn example() -> (SourceMap, Diagnostics) {
        let mut sources = SourceMap::default();
        let text = "Quy định a.\n   trường hợp số_bản_in dưới 300 thì 1\n";
        let file = sources.add("a.quyche", text);
        let start = text.find("số_bản_in").unwrap() as u32;
        let end = text.find(" thì").unwrap() as u32;
        let found = Diagnostic::error(CODE, Span::new(file, start, end), "nhánh chưa phủ hết", "not covered")
            .note("thiếu: số_bản_in = 300", "missing: số_bản_in = 300")
            .help("\"còn lại\", hoặc \"từ 300 trở lên\"", "add \"còn lại\"");
        (sources, Diagnostics(vec![found]))
    }

    #[test]
    fn a_finding_is_drawn_with_place_note_and_advice() {
        let (sources, found) = example();
        let text = render(&found, &sources, Lang::Vi, false);
        let expected = "\
Lỗi Q0312: nhánh chưa phủ hết
   ╭─[a.quyche:2:15]
 2 │    trường hợp số_bản_in dưới 300 thì 1
   ·               ─────────┬────────
   ·                        ╰── thiếu: số_bản_in = 300
   ╰────
  gợi ý: \"còn lại\", hoặc \"từ 300 trở lên\"
";
        assert_eq!(text, expected);
        assert!(render(&found, &sources, Lang::En, false).starts_with("Error Q0312: not covered\n"));
        assert!(render(&found, &sources, Lang::Vi, true).contains("\u{1b}["));
    }

    #[test]
    fn places_outside_the_text_do_no_harm() {
        let (sources, mut found) = example();
        for (start, end) in [(0, 10_000), (10_000, 10_001), (14, 13), (8, 9)] {
            found.0[0].span = Some(Span::new(FileId(0), start, end));
            assert!(render(&found, &sources, Lang::Vi, false).contains("Q0312"));
        }
        found.0[0].span = Some(Span::new(FileId(7), 0, 1));
        assert!(render(&found, &sources, Lang::Vi, false).contains("thiếu"));
        found.0[0].span = None;
        assert!(render(&found, &sources, Lang::Vi, false).contains("gợi ý"));
    }

    #[test]
    fn too_many_findings_are_counted() {
        let (sources, found) = example();
        let many = Diagnostics(vec![found.0[0].clone(); MAX_DRAWN + 3]);
        assert!(render(&many, &sources, Lang::Vi, false).ends_with("… và 3 thông báo nữa; --json ghi đủ.\n"));
        assert_eq!(render_json(&many, &sources).as_array().unwrap().len(), MAX_DRAWN + 3);
    }

    #[test]
    fn data_carries_both_languages_and_the_place() {
        let (sources, found) = example();
        let value = render_json(&found, &sources);
        assert_eq!(value[0]["at"]["line"], 2);
        assert_eq!(value[0]["at"]["column"], 15);
        assert_eq!(value[0]["message"]["en"], "not covered");
    }
}
