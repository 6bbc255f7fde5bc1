//! The text pinned for an article: rule, meaning, boundary cases.

use crate::coverage::{Status, statuses};
use crate::statements::{Statement, Statements};
use crate::wrap::{block, wrap};
use quyche_base::{Level, Span};
use quyche_ir::model::{Document, Example, ExampleTarget};
use quyche_ir::{UnitId, words};
use std::collections::{BTreeMap, BTreeSet};

/// A part of a regulation for one reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The unit it is about.
    pub unit: UnitId,
    /// Whether the units below have pages of their own.
    pub divided: bool,
    /// The text, with a line feed at the end.
    pub text: String,
}

/// The whole of one article, procedure or other unit: address and status; then for each unit below that says something the
/// rule as written, its meaning, readings and doubts; then the examples that check one of these units, run, with verdict
/// and reason. `source_text` gives the text of a statement where the rule files are at hand.
pub fn article(doc: &Document, unit: UnitId, source_text: &dyn Fn(Span) -> Option<String>) -> String {
    Writer::new(doc, source_text).page(unit, &|_| true)
}

/// The same cut into pages of at most `most` lines where the numbering allows it: a unit too long for one page gives one for
/// what stands in the unit itself and pages for each unit right below it.
pub fn pages(doc: &Document, unit: UnitId, source_text: &dyn Fn(Span) -> Option<String>, most: usize) -> Vec<Page> {
    let writer = Writer::new(doc, source_text);
    let mut out = Vec::new();
    let mut open = vec![unit];
    while let Some(unit) = open.pop() {
        let text = writer.page(unit, &|_| true);
        let children = writer.children.get(&unit).map_or(&[][..], Vec::as_slice);
        let own_items = children.iter().all(|child| writer.statements.is_spelled_out(*child));
        if text.lines().count() <= most || own_items {
            out.push(Page {
                unit,
                divided: false,
                text,
            });
            continue;
        }
        out.push(Page {
            unit,
            divided: true,
            text: writer.page(unit, &|below| below == unit),
        });
        open.extend(children.iter().rev());
    }
    out
}

struct Writer<'a> {
    doc: &'a Document,
    source_text: &'a dyn Fn(Span) -> Option<String>,
    statements: Statements<'a>,
    statuses: BTreeMap<UnitId, Status>,
    children: BTreeMap<UnitId, Vec<UnitId>>,
}

impl<'a> Writer<'a> {
    fn new(doc: &'a Document, source_text: &'a dyn Fn(Span) -> Option<String>) -> Self {
        let statements = Statements::of(doc);
        let mut children: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
        for unit in &doc.units {
            if let Some(parent) = unit.parent {
                children.entry(parent).or_default().push(unit.id);
            }
        }
        Self {
            doc,
            source_text,
            statuses: statuses(doc, &statements),
            statements,
            children,
        }
    }

    /// The page of `unit`, of the units below it that are wanted.
    fn page(&self, unit: UnitId, wanted: &dyn Fn(UnitId) -> bool) -> String {
        let units: Vec<UnitId> = self.doc.units.iter().map(|unit| unit.id).collect();
        let here: Vec<UnitId> = units
            .into_iter()
            .filter(|id| wanted(*id) && self.doc.is_within(*id, unit))
            .collect();
        let mut lines = vec![self.heading(unit), format!("Trạng thái: {}", self.summary(&here))];
        for id in &here {
            self.unit(*id, *id == unit, &mut lines);
        }
        self.examples(&here, &mut lines);
        lines.join("\n") + "\n"
    }

    fn heading(&self, id: UnitId) -> String {
        let title = self.doc.unit(id).and_then(|unit| unit.title.clone());
        let address = words::capital(self.doc.address(id));
        title.map_or_else(|| address.clone(), |title| format!("{address}: {title}"))
    }

    /// How many units are encoded, stated …; one line.
    fn summary(&self, units: &[UnitId]) -> String {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for unit in units {
            if let Some(status) = self.statuses.get(unit) {
                *counts.entry(status.words()).or_default() += 1;
            }
        }
        let words: Vec<String> = counts
            .into_iter()
            .map(|(status, count)| format!("{status} {count}"))
            .collect();
        format!("{} đơn vị: {}", units.len(), words.join(", "))
    }

    /// One unit: its own heading unless it is the page's, then its statements.
    fn unit(&self, id: UnitId, is_page: bool, lines: &mut Vec<String>) {
        let statements = self.statements.at(id);
        let silent = statements.is_empty() && !self.statements.is_spelled_out(id);
        let heading_only = silent && self.doc.unit(id).is_some_and(|unit| is_heading(unit.step.level));
        if is_page && statements.is_empty() {
            return;
        }
        if !is_page && (heading_only || !statements.is_empty() || self.statuses.get(&id) == Some(&Status::Silent)) {
            lines.push(String::new());
            lines.push(format!("── {}", self.heading(id)));
        }
        if is_page {
            lines.push(String::new());
        }
        if self.statuses.get(&id) == Some(&Status::Silent) {
            lines.push("  (chưa nói gì)".to_owned());
        }
        let mut shown: BTreeSet<Span> = BTreeSet::new();
        for statement in statements {
            self.statement(statement, &mut shown, lines);
        }
    }

    fn statement(&self, statement: &Statement<'_>, shown: &mut BTreeSet<Span>, lines: &mut Vec<String>) {
        if let Some(at) = statement.at()
            && shown.insert(at)
            && let Some(text) = (self.source_text)(at)
        {
            lines.extend(block(&text).into_iter().map(|line| format!("  │ {line}")));
        }
        for line in statement.lines(self.doc) {
            lines.extend(wrap(&format!("  {line}")));
        }
    }

    fn examples(&self, units: &[UnitId], lines: &mut Vec<String>) {
        let here: Vec<&Example> = self
            .doc
            .examples
            .iter()
            .filter(|example| self.checked_unit(example).is_some_and(|unit| units.contains(&unit)))
            .collect();
        if here.is_empty() {
            return;
        }
        lines.push(String::new());
        lines.push("── Ví dụ".to_owned());
        for example in here {
            lines.extend(wrap(&format!("  {}", self.example(example))));
        }
    }

    /// The unit on whose page an example belongs.
    fn checked_unit(&self, example: &Example) -> Option<UnitId> {
        match example.target {
            ExampleTarget::Unit(unit) => Some(unit),
            ExampleTarget::Ranking(id) => self.doc.rankings.get(id.index()).map(|ranking| ranking.unit),
            ExampleTarget::Entry(id) => {
                let entry = self.doc.entries.get(id.index())?;
                let ranking = entry.ranking.and_then(|id| self.doc.rankings.get(id.index()));
                let under = entry.under.iter().find_map(|target| target.unit);
                under.or_else(|| ranking.map(|ranking| ranking.unit))
            }
        }
    }

    /// An example in one line: whether it held, what it shows, what it checks, what came of it.
    fn example(&self, example: &Example) -> String {
        let target = match example.target {
            ExampleTarget::Unit(unit) => self.doc.address(unit).to_owned(),
            ExampleTarget::Ranking(id) => self
                .doc
                .rankings
                .get(id.index())
                .map_or_else(String::new, |ranking| self.doc.address(ranking.unit).to_owned()),
            ExampleTarget::Entry(id) => self
                .doc
                .entries
                .get(id.index())
                .map_or_else(String::new, |entry| format!("xét {}", words::spaced(&entry.name))),
        };
        let day = example
            .as_of
            .map_or_else(String::new, |day| format!(", tính đến {}", words::date(day)));
        let (mark, found) = match quyche_eval::run_example(self.doc, example.id) {
            Ok(result) if result.held => ("✓", result.words),
            Ok(result) => ("✗", format!("{} [{}]", result.words, result.differences.join("; "))),
            Err(error) => {
                let told = quyche_base::Diagnostics::from(error);
                let words: Vec<String> = told.0.into_iter().map(|one| one.message.vi).collect();
                ("✗", words.join("; "))
            }
        };
        format!("{mark} {} ({target}{day}): {found}", words::quoted(&example.text))
    }
}

/// Levels that have a heading of their own, shown even where nothing but other units stands under it.
fn is_heading(level: Level) -> bool {
    match level {
        Level::Attached
        | Level::Annex
        | Level::Part
        | Level::Chapter
        | Level::Section
        | Level::Article
        | Level::Procedure
        | Level::ProcedureSection
        | Level::Stage => true,
        Level::Clause | Level::Point | Level::Dash | Level::Plus | Level::Star | Level::Paragraph => false,
    }
}
