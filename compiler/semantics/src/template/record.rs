//! What was done, for the document and for messages.

use super::editor::{Done, Record};
use super::fill::Filling;
use crate::assemble::Program;
use crate::items;
use crate::units::{Units, is_counted};
use chrono::NaiveDate;
use quyche_base::{Address, Diagnostics, Span};
use quyche_ir::model::{self, Change, Document, Edited, Named};
use quyche_ir::{AmendmentId, InstanceId, TemplateId, UnitId};
use quyche_syntax::ast::{
    self, Entry, File, How, Ident, Label, Marker, NameRole, Origin, Rewrite, Statement, StatementKind,
    rewrite_statement,
};
use std::collections::{BTreeMap, BTreeSet};

/// A template, as the document tells of it.
#[derive(Debug)]
pub(crate) struct Told {
    pub(super) head: ast::Template,
    pub(super) at: Span,
}

/// A template put in place.
#[derive(Debug)]
pub(crate) struct Applied {
    pub(super) template: usize,
    pub(super) arguments: Vec<String>,
    pub(super) at: Span,
    pub(super) suffix: String,
    pub(super) locals: BTreeSet<String>,
    pub(super) criteria: BTreeSet<String>,
    pub(super) records: Vec<Record>,
}

impl Applied {
    /// What gives the names it declares their number, and does nothing else.
    pub(super) fn names(&self) -> Filling {
        Filling {
            locals: self.locals.clone(),
            criteria: self.criteria.clone(),
            suffix: self.suffix.clone(),
            ..Filling::default()
        }
    }
}

/// An amendment carried out.
#[derive(Debug)]
pub(crate) struct Amended {
    pub(super) number: String,
    pub(super) from: NaiveDate,
    pub(super) at: Span,
    pub(super) records: Vec<Record>,
}

/// The files after templates and amendments, and what was done.
#[derive(Debug, Default)]
pub(crate) struct Expanded {
    /// For each file of the program; `None` where it stays as it is.
    pub(super) files: Vec<Option<File>>,
    /// The text of every template.
    pub(super) extents: Vec<Span>,
    pub(super) templates: Vec<Told>,
    pub(super) applied: Vec<Applied>,
    pub(super) amendments: Vec<Amended>,
}

impl Expanded {
    /// The program with the files as they are now.
    pub(crate) fn program<'a>(&'a self, program: &Program<'a>) -> Program<'a> {
        let files = program.files.iter().enumerate().map(|(index, (file, header))| {
            let now = self.files.get(index).and_then(Option::as_ref);
            (now.unwrap_or(file), *header)
        });
        Program {
            header: program.header,
            files: files.collect(),
            modules: program.modules.clone(),
        }
    }

    /// The names that instances declare, by the name the template gives them.
    pub(crate) fn numbered_names(&self) -> BTreeMap<String, Vec<String>> {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for applied in &self.applied {
            for key in applied.locals.union(&applied.criteria) {
                let numbered = super::apply::numbered(key, &applied.suffix);
                names.entry(key.clone()).or_default().push(numbered);
            }
        }
        names
    }

    /// Tells the document what was done. `units` know in which unit each instance stands.
    pub(crate) fn tell(&self, document: &mut Document, units: &Units) {
        let used: BTreeSet<usize> = self.applied.iter().map(|applied| applied.template).collect();
        let mut ids: BTreeMap<usize, TemplateId> = BTreeMap::new();
        for (index, template) in self
            .templates
            .iter()
            .enumerate()
            .filter(|(index, _)| used.contains(index))
        {
            let id = TemplateId::at(document.templates.len());
            ids.insert(index, id);
            document.templates.push(model::Template {
                id,
                named: Named {
                    name: template.head.name.name.shown.clone(),
                    label: template.head.label.as_ref().map(|label| label.text.clone()),
                },
                parameters: template
                    .head
                    .parameters
                    .iter()
                    .map(|name| name.name.shown.clone())
                    .collect(),
                at: template.at,
            });
        }
        for (index, applied) in self.applied.iter().enumerate() {
            let id = InstanceId::at(index);
            let unit = units.host(id).unwrap_or(UnitId(0));
            let Some(template) = ids.get(&applied.template).copied() else {
                continue;
            };
            document.instances.push(model::Instance {
                id,
                template,
                unit,
                arguments: applied.arguments.clone(),
                changes: applied.records.iter().map(|record| change(record, units)).collect(),
                at: applied.at,
            });
        }
        for (index, amended) in self.amendments.iter().enumerate() {
            document.amendments.push(model::Amendment {
                id: AmendmentId::at(index),
                number: amended.number.clone(),
                from: amended.from,
                changes: amended.records.iter().map(|record| change(record, units)).collect(),
                at: amended.at,
            });
        }
    }
}

fn change(record: &Record, units: &Units) -> Change {
    Change {
        how: match record.how {
            Done::Removed => Edited::Removed,
            Done::Replaced => Edited::Replaced,
            Done::Changed => Edited::Changed,
            Done::Added => Edited::Added,
        },
        address: record.address.clone(),
        title: record.title.clone(),
        unit: record.key.and_then(|key| units.keys.get(&key).copied()),
        at: record.at,
    }
}

/// The origin of a unit, as the document keeps it.
pub(crate) fn origin(origin: Origin) -> Option<model::Origin> {
    if origin == Origin::default() {
        return None;
    }
    let index = |number: u32| number.checked_sub(1).and_then(|index| usize::try_from(index).ok());
    Some(model::Origin {
        instance: index(origin.instance).map(InstanceId::at),
        edited: match origin.how {
            How::Kept => None,
            How::Changed => Some(Edited::Changed),
            How::Replaced => Some(Edited::Replaced),
            How::Added => Some(Edited::Added),
        },
        amendment: index(origin.amendment).map(AmendmentId::at),
    })
}

/// The keys of the records of a regulation and its modules.
pub(super) fn records(program: &Program<'_>) -> BTreeSet<String> {
    let modules = program.modules.iter().map(|(file, _)| *file);
    let files = program.files.iter().map(|(file, _)| *file).chain(modules);
    let entries = files.flat_map(|file| &file.islands).flat_map(|island| &island.entries);
    let key = |entry: &Entry| {
        let Entry::Statement(statement) = entry else {
            return None;
        };
        let StatementKind::Record(record) = &statement.kind else {
            return None;
        };
        Some(record.name.name.key.clone())
    };
    entries.filter_map(key).collect()
}

/// The labels of everything a parameter may stand for.
pub(super) fn labels(program: &Program<'_>) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    let mut add = |name: &Ident, label: &Option<Label>| {
        if let Some(label) = label {
            labels
                .entry(name.name.key.clone())
                .or_insert_with(|| label.text.clone());
        }
    };
    let modules = program.modules.iter().map(|(file, _)| *file);
    for file in program.files.iter().map(|(file, _)| *file).chain(modules) {
        for entry in file.islands.iter().flat_map(|island| &island.entries) {
            let Entry::Statement(statement) = entry else { continue };
            match &statement.kind {
                StatementKind::Title(one) => add(&one.name, &one.label),
                StatementKind::Category(one) => {
                    add(&one.name, &one.label);
                    one.values.iter().for_each(|value| add(&value.name, &value.label));
                }
                StatementKind::Record(one) => {
                    add(&one.name, &one.label);
                    one.fields.iter().for_each(|field| add(&field.name, &field.label));
                }
                StatementKind::Definition(one) => add(&one.name, &one.label),
                StatementKind::External(one) => add(&one.name, &one.label),
                StatementKind::Council(one) => add(&one.name, &one.label),
                StatementKind::Reading(_)
                | StatementKind::Measure(_)
                | StatementKind::Scope(_)
                | StatementKind::Criterion(_)
                | StatementKind::Norm(_)
                | StatementKind::Deadline(_)
                | StatementKind::Dossier(_)
                | StatementKind::Ranking(_)
                | StatementKind::Stated(_)
                | StatementKind::Doubt(_)
                | StatementKind::Entry(_)
                | StatementKind::Example(_) => {}
            }
        }
    }
    labels
}

/// Marks the items of new text.
pub(super) struct Marking {
    pub(super) how: How,
}

/// Marks the items of a statement as an amendment's, and counts those without a number, so that each joins the unit of its
/// address.
pub(super) fn join_items(statement: &mut Statement, amendment: u32) {
    let mut numbers: BTreeMap<Span, String> = BTreeMap::new();
    let mut counts: Vec<u32> = Vec::new();
    for (depth, marker) in items::markers(statement) {
        counts.truncate(depth + 1);
        counts.resize(depth + 1, 0);
        if let Some(count) = counts.get_mut(depth) {
            *count += 1;
            if is_counted(marker.level) {
                numbers.insert(marker.span, count.to_string());
            }
        }
    }
    rewrite_statement(statement, &mut Joining { amendment, numbers });
}

struct Joining {
    amendment: u32,
    numbers: BTreeMap<Span, String>,
}

impl Rewrite for Joining {
    fn name(&mut self, _: &mut Ident, _: NameRole) {}

    fn text(&mut self, _: &mut Label) {}

    fn marker(&mut self, marker: &mut Marker) {
        marker.origin.amendment = self.amendment;
        if let Some(number) = self.numbers.get(&marker.span) {
            number.clone_into(&mut marker.number);
        }
    }

    fn address(&mut self, _: &mut Address) {}
}

impl Rewrite for Marking {
    fn name(&mut self, _: &mut Ident, _: NameRole) {}

    fn text(&mut self, _: &mut Label) {}

    fn marker(&mut self, marker: &mut Marker) {
        marker.origin.how = self.how;
    }

    fn address(&mut self, _: &mut Address) {}
}

/// A mistake in the text of a template is one mistake, however often the template is applied: of the findings at one
/// place of a template with one code the first is kept, and a place is labelled once.
pub(crate) fn once(expanded: &Expanded, found: &mut Diagnostics) {
    if expanded.extents.is_empty() {
        return;
    }
    let inside = |span: Span| {
        let holds = |extent: &Span| extent.file == span.file && extent.start <= span.start && span.end <= extent.end;
        expanded.extents.iter().any(holds)
    };
    let mut told: BTreeSet<(&'static str, Span)> = BTreeSet::new();
    found.0.retain(|one| {
        one.span
            .is_none_or(|span| !inside(span) || told.insert((one.code.id, span)))
    });
    for one in &mut found.0 {
        let own = one.span;
        let mut seen: BTreeSet<Span> = BTreeSet::new();
        one.labels
            .retain(|label| !inside(label.span) || Some(label.span) != own && seen.insert(label.span));
    }
}
