//! The text pinned for an article: rule, meaning, boundary cases.

use crate::coverage::{Status, statuses};
use crate::origin::{origin_lines, origin_mark};
use crate::statements::{Statement, Statements};
use crate::wrap::{block, wrap};
use quyche_base::{Level, Span};
use quyche_eval::result::Options;
use quyche_ir::model::{Document, Example, ExampleTarget};
use quyche_ir::{ReadingId, UnitId, words};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// A part of a regulation for one reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The unit asked about that it is a page of.
    pub of: UnitId,
    /// The first unit it is about.
    pub from: UnitId,
    /// The last one: itself, one of its children, or one of its later siblings.
    pub to: UnitId,
    /// Which part it is, from 1: the examples of one unit may be too many for one page.
    pub part: usize,
    /// The text, with a line feed at the end.
    pub text: String,
}

/// The whole of one article, procedure or other unit: address and status; then for each unit below that says something the
/// rule as written, its meaning, readings and doubts; then the examples that check one of these units, run, with verdict
/// and reason. `source_text` gives the text of a statement where the rule files are at hand; `options` hold the calendar
/// that limits are counted with.
pub fn article(
    doc: &Document,
    unit: UnitId,
    source_text: &dyn Fn(Span) -> Option<String>,
    options: &Options,
) -> String {
    let writer = Writer::new(doc, source_text, options);
    writer.page(&[(unit, true)])
}

/// The same for several units, cut into pages of at most `most` lines where the numbering allows it: a unit too long for one
/// page is divided into what stands in the unit itself and the units right below it, as many of them on one page as fit.
pub fn pages(
    doc: &Document,
    units: &[UnitId],
    source_text: &dyn Fn(Span) -> Option<String>,
    options: &Options,
    most: usize,
) -> Vec<Page> {
    let writer = Writer::new(doc, source_text, options);
    let mut out = Vec::new();
    for unit in units {
        writer.divide(*unit, *unit, most, &mut out);
    }
    out
}

struct Writer<'a> {
    doc: &'a Document,
    source_text: &'a dyn Fn(Span) -> Option<String>,
    options: &'a Options,
    statements: Statements<'a>,
    statuses: BTreeMap<UnitId, Status>,
    children: BTreeMap<UnitId, Vec<UnitId>>,
    /// What came of each example, once it was run: a page is tried several times before it is cut.
    ran: Vec<OnceCell<String>>,
}

impl<'a> Writer<'a> {
    fn new(doc: &'a Document, source_text: &'a dyn Fn(Span) -> Option<String>, options: &'a Options) -> Self {
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
            options,
            statuses: statuses(doc, &statements),
            statements,
            children,
            ran: vec![OnceCell::new(); doc.examples.len()],
        }
    }

    /// Pages for a unit, after those already there.
    fn divide(&self, of: UnitId, unit: UnitId, most: usize, out: &mut Vec<Page>) {
        let whole = self.page(&[(unit, true)]);
        let children = self.children.get(&unit).map_or(&[][..], Vec::as_slice);
        if whole.lines().count() <= most || children.iter().all(|child| self.statements.is_spelled_out(*child)) {
            for (place, text) in parts(&whole, most).into_iter().enumerate() {
                out.push(Page {
                    of,
                    from: unit,
                    to: unit,
                    part: place + 1,
                    text,
                });
            }
            return;
        }
        let mut group = vec![(unit, false)];
        for child in children {
            let alone = self.page(&[(*child, true)]);
            if alone.lines().count() > most {
                self.close(of, &mut group, out);
                self.divide(of, *child, most, out);
                continue;
            }
            group.push((*child, true));
            if self.page(&group).lines().count() > most {
                group.pop();
                self.close(of, &mut group, out);
                group.push((*child, true));
            }
        }
        self.close(of, &mut group, out);
    }

    /// Makes a page of what has been gathered, if anything.
    fn close(&self, of: UnitId, group: &mut Vec<(UnitId, bool)>, out: &mut Vec<Page>) {
        if let (Some((from, _)), Some((to, _))) = (group.first(), group.last()) {
            out.push(Page {
                of,
                from: *from,
                to: *to,
                part: 1,
                text: self.page(group),
            });
        }
        group.clear();
    }

    /// The page of some units, each with all below it or alone.
    fn page(&self, parts: &[(UnitId, bool)]) -> String {
        let here: Vec<UnitId> = self
            .doc
            .units
            .iter()
            .map(|unit| unit.id)
            .filter(|id| {
                parts
                    .iter()
                    .any(|(part, below)| id == part || *below && self.doc.is_within(*id, *part))
            })
            .collect();
        let Some(first) = here.first().copied() else {
            return String::new();
        };
        let mut lines = vec![self.heading(first), format!("Trạng thái: {}", self.summary(&here))];
        lines.extend(origin_lines(self.doc, &here).iter().flat_map(|line| wrap(line)));
        for id in &here {
            self.unit(*id, *id == first, &mut lines);
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
            lines.push(format!("── {}{}", self.heading(id), origin_mark(self.doc, id)));
        }
        if is_page {
            lines.push(String::new());
        }
        if self.statuses.get(&id) == Some(&Status::Silent) {
            lines.push("  (chưa nói gì)".to_owned());
        }
        let mut shown: BTreeSet<Span> = BTreeSet::new();
        let of_template = self.doc.unit(id).is_some_and(|unit| unit.origin.is_some());
        for statement in statements {
            if of_template {
                // The written text is that of many units, with parameters in it: only its meaning is this unit's own.
                lines.extend(
                    statement
                        .lines(self.doc)
                        .iter()
                        .flat_map(|line| wrap(&format!("  {line}"))),
                );
            } else {
                self.statement(statement, &mut shown, lines);
            }
        }
    }

    fn statement(&self, statement: &Statement<'_>, shown: &mut BTreeSet<Span>, lines: &mut Vec<String>) {
        let mut written = false;
        if let Some(at) = statement.at()
            && let Some(text) = (self.source_text)(at)
        {
            written = true;
            if shown.insert(at) {
                lines.extend(block(&text).into_iter().map(|line| format!("  │ {line}")));
            }
        }
        if written && statement.is_plain() {
            return;
        }
        for line in statement.lines(self.doc) {
            lines.extend(wrap(&format!("  {line}")));
        }
    }

    /// The examples that check one of these units, those of one address and day together.
    fn examples(&self, units: &[UnitId], lines: &mut Vec<String>) {
        let mut head = String::new();
        for example in &self.doc.examples {
            if !checked_unit(self.doc, example).is_some_and(|unit| units.contains(&unit)) {
                continue;
            }
            if head.is_empty() {
                lines.push(String::new());
                lines.push(EXAMPLES.to_owned());
            }
            let target = self.target(example);
            let day = example
                .as_of
                .map_or_else(String::new, |day| format!(", tính đến {}", words::date(day)));
            let now = format!("  {target}{day}:");
            if now != head {
                lines.push(now.clone());
                head = now;
            }
            lines.extend(wrap(&format!("    {}", self.ran(example, &target))));
        }
    }

    /// What an example checks, in words.
    fn target(&self, example: &Example) -> String {
        match example.target {
            ExampleTarget::Unit(unit) => self.doc.address(unit).to_owned(),
            ExampleTarget::Opening(unit) => format!("đoạn mở đầu {}", self.doc.address(unit)),
            ExampleTarget::Norm(id) => {
                let norm = self.doc.norms.get(id.index());
                norm.map_or_else(String::new, |norm| {
                    let name = norm
                        .label
                        .clone()
                        .or(norm.name.as_ref().map(|name| words::spaced(name)));
                    format!("{}: {}", self.doc.address(norm.unit), name.unwrap_or_default())
                })
            }
            ExampleTarget::Deadline(id) => {
                let deadline = self.doc.deadlines.get(id.index());
                deadline.map_or_else(String::new, |deadline| {
                    let name = deadline
                        .label
                        .clone()
                        .or(deadline.name.as_ref().map(|name| words::spaced(name)));
                    format!("{}: {}", self.doc.address(deadline.unit), name.unwrap_or_default())
                })
            }
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
        }
    }

    fn ran(&self, example: &Example, target: &str) -> String {
        let run = || self.example(example, target);
        self.ran
            .get(example.id.index())
            .map_or_else(run, |known| known.get_or_init(run).clone())
    }

    /// An example in one line: whether it held, what it shows, what came of it. The address it checks stands above it.
    fn example(&self, example: &Example, target: &str) -> String {
        let (mark, found) = match quyche_eval::run_example_under(self.doc, example.id, self.options) {
            Ok(result) if result.held => ("✓", result.words),
            Ok(result) => ("✗", format!("{} [{}]", result.words, result.differences.join("; "))),
            Err(error) => {
                let told = quyche_base::Diagnostics::from(error);
                let words: Vec<String> = told.0.into_iter().map(|one| one.message.vi).collect();
                ("✗", words.join("; "))
            }
        };
        let readings: Vec<String> = example
            .readings
            .iter()
            .map(|(id, answer)| self.reading(*id, *answer))
            .collect();
        let under = if readings.is_empty() {
            String::new()
        } else {
            format!(", hiểu {}", readings.join(", "))
        };
        let found = found
            .replace(&format!("({target}: "), "(")
            .replace(&format!("; {target}: "), "; ");
        format!("{mark} {}{under}: {found}", words::quoted(&example.text))
    }

    fn reading(&self, id: ReadingId, answer: u32) -> String {
        let Some(reading) = self.doc.readings.get(id.index()) else {
            return words::UNKNOWN.to_owned();
        };
        let answer = reading
            .answers
            .get(answer as usize)
            .map_or("", |answer| answer.name.as_str());
        format!("{} là {}", words::spaced(&reading.name), words::spaced(answer))
    }
}

/// Where the examples of a page begin.
const EXAMPLES: &str = "── Ví dụ";

/// A page cut between examples, so that no part has more than `most` lines where that can be; each further part begins with
/// the page's heading and with what its first example checks.
fn parts(page: &str, most: usize) -> Vec<String> {
    let lines: Vec<&str> = page.lines().collect();
    let examples = lines.iter().position(|line| *line == EXAMPLES);
    let (Some(examples), true) = (examples, lines.len() > most) else {
        return vec![page.to_owned()];
    };
    let heading = lines.first().copied().unwrap_or_default();
    let (told, tried) = lines.split_at(examples + 1);
    let mut out = Vec::new();
    let mut part: Vec<&str> = told.to_vec();
    let mut checked = "";
    for example in tried.chunk_by(|_, next| !begins(next)) {
        let first = example.first().copied().unwrap_or_default();
        if part.len() + example.len() > most && part.len() > 4 {
            out.push(part.join("\n") + "\n");
            part = vec![heading, "", EXAMPLES];
            part.extend(Some(checked).filter(|checked| !checked.is_empty() && is_tried(first)));
        }
        if !is_tried(first) {
            checked = first;
        }
        part.extend(example);
    }
    out.push(part.join("\n") + "\n");
    out
}

/// Whether a line begins an example, or says what the next ones check; others go on with the line before.
fn begins(line: &&str) -> bool {
    is_tried(line) || line.starts_with("  ") && !line.starts_with("    ")
}

fn is_tried(line: &str) -> bool {
    line.starts_with("    ✓") || line.starts_with("    ✗")
}

/// The unit that an example checks: what it names, or for a ranking or an entry point the unit it rests on.
pub fn checked_unit(doc: &Document, example: &Example) -> Option<UnitId> {
    match example.target {
        ExampleTarget::Unit(unit) | ExampleTarget::Opening(unit) => Some(unit),
        ExampleTarget::Norm(id) => doc.norms.get(id.index()).map(|norm| norm.unit),
        ExampleTarget::Deadline(id) => doc.deadlines.get(id.index()).map(|deadline| deadline.unit),
        ExampleTarget::Ranking(id) => doc.rankings.get(id.index()).map(|ranking| ranking.unit),
        ExampleTarget::Entry(id) => {
            let entry = doc.entries.get(id.index())?;
            let ranking = entry.ranking.and_then(|id| doc.rankings.get(id.index()));
            let under = entry.under.iter().find_map(|target| target.unit);
            under.or_else(|| ranking.map(|ranking| ranking.unit))
        }
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
