//! What every document keeps, whoever wrote it: ids that point at something, units in order, types that agree, nothing
//! that rests on itself. A document read from JSON is checked before anything evaluates it.
//!
//! Invariant: for a document that passes, every id in it is a position of its vector, every expression has the type it
//! says, and no chain of definitions, criteria, titles or nested records comes back to where it began.

mod circles;
mod exprs;
mod facts;
mod norms;
mod origins;

use crate::errors::{OUT_OF_ORDER, POINTS_NOWHERE, WRONG_TYPE};
use crate::expr::{Target, Type};
use crate::ids::{RecordId, SetId, TitleId, UnitId};
use crate::model::{Assessor, Document, ExampleTarget, ExpectedKind};
use crate::norm::Party;
use quyche_base::{Code, Diagnostic, Diagnostics};
use std::collections::BTreeSet;

/// More findings than this say nothing new about a broken document.
const ENOUGH: usize = 50;

/// Everything in the document that is not as it must be; empty for every compiled document.
pub fn check(doc: &Document) -> Diagnostics {
    let mut checker = Checker {
        doc,
        found: Diagnostics::default(),
        place: String::new(),
    };
    checker.order();
    checker.units();
    checker.origins();
    checker.vocabulary();
    checker.statements();
    checker.norms();
    checker.entries();
    checker.examples();
    if checker.found.0.is_empty() {
        checker.circles();
    }
    checker.found
}

/// Walks a document; `place` says in words where it is.
struct Checker<'a> {
    doc: &'a Document,
    found: Diagnostics,
    place: String,
}

impl Checker<'_> {
    fn report(&mut self, code: Code, vi: &str, en: &str) {
        if self.found.0.len() < ENOUGH {
            let place = &self.place;
            self.found.push(Diagnostic::general(
                code,
                format!("{place}: {vi}"),
                format!("{place}: {en}"),
            ));
        }
    }

    /// Where the next findings stand: the JSON field and position.
    fn at(&mut self, field: &str, index: usize) {
        self.place = format!("{field}[{index}]");
    }

    fn points(&mut self, what: &str, index: usize, length: usize) -> bool {
        let fine = index < length;
        if !fine {
            self.report(
                POINTS_NOWHERE,
                &format!("{what} số {index} không có (chỉ có {length})"),
                &format!("{what} number {index} does not exist (there are {length})"),
            );
        }
        fine
    }

    fn unit(&mut self, id: UnitId) -> bool {
        self.points("units", id.index(), self.doc.units.len())
    }

    fn record(&mut self, id: RecordId) -> bool {
        self.points("records", id.index(), self.doc.records.len())
    }

    fn title(&mut self, id: TitleId) -> bool {
        self.points("titles", id.index(), self.doc.titles.len())
    }

    fn member(&mut self, set: SetId, position: u32) -> bool {
        let Some(category) = self.doc.sets.get(set.index()) else {
            return self.points("sets", set.index(), self.doc.sets.len());
        };
        self.points("values", position as usize, category.values.len())
    }

    fn party(&mut self, party: Party) -> bool {
        match party {
            Party::Title(id) => self.title(id),
            Party::Member(set, position) => self.member(set, position),
            Party::Record(id) => self.record(id),
        }
    }

    fn ty(&mut self, ty: Type) -> bool {
        match ty {
            Type::Member(set) => self.points("sets", set.index(), self.doc.sets.len()),
            Type::Record(record) | Type::List(record) => self.record(record),
            Type::Bool
            | Type::Number
            | Type::Text
            | Type::Date
            | Type::Moment
            | Type::Year
            | Type::Duration
            | Type::Period
            | Type::Days
            | Type::Title
            | Type::Texts => true,
        }
    }

    fn target(&mut self, target: &Target) {
        for unit in target.unit.iter().chain(&target.not_counted) {
            self.unit(*unit);
        }
        for criterion in &target.criteria {
            self.points("criteria", criterion.index(), self.doc.criteria.len());
        }
        if let Some(title) = target.title {
            self.title(title);
        }
    }

    /// Every id is the position of its bearer.
    fn order(&mut self) {
        let doc = self.doc;
        macro_rules! positions {
            ($($field:ident),*) => {$(
                for (index, one) in doc.$field.iter().enumerate() {
                    if one.id.index() != index {
                        self.at(stringify!($field), index);
                        self.report(
                            OUT_OF_ORDER,
                            &format!("số hiệu {} không phải vị trí của nó", one.id.0),
                            &format!("its id {} is not its position", one.id.0),
                        );
                    }
                }
            )*};
        }
        positions!(
            units,
            records,
            sets,
            titles,
            externals,
            readings,
            judgements,
            definitions,
            scopes,
            criteria,
            norms,
            deadlines,
            dossiers,
            rankings,
            councils,
            entries,
            examples,
            templates,
            instances,
            amendments
        );
    }

    fn units(&mut self) {
        let doc = self.doc;
        let mut seen = BTreeSet::new();
        for (index, unit) in doc.units.iter().enumerate() {
            self.at("units", index);
            if unit.parent.is_some_and(|parent| parent.index() >= index) {
                self.report(
                    OUT_OF_ORDER,
                    "đơn vị cha phải đứng trước đơn vị con",
                    "a parent must stand before its children",
                );
            }
            if !seen.insert((unit.parent, &unit.step)) {
                self.report(
                    OUT_OF_ORDER,
                    "hai đơn vị cùng cha có cùng số và lần",
                    "two units under one parent have the same number and occurrence",
                );
            }
        }
    }

    fn vocabulary(&mut self) {
        let doc = self.doc;
        for (index, record) in doc.records.iter().enumerate() {
            self.at("records", index);
            for field in &record.fields {
                self.ty(field.ty);
            }
            if let Some(key) = record.key {
                self.points("fields", key.index(), record.fields.len());
            }
        }
        for (index, title) in doc.titles.iter().enumerate() {
            self.at("titles", index);
            if let Some(unit) = title.unit {
                self.unit(unit);
            }
            if let Some(above) = title.above {
                self.title(above);
            }
            if let Some(body) = title.body {
                self.party(body);
            }
        }
        for (index, reading) in doc.readings.iter().enumerate() {
            self.at("readings", index);
            if let Some(unit) = reading.unit {
                self.unit(unit);
            }
            self.points("answers", reading.default as usize, reading.answers.len());
            if !reading.measures.is_empty() && reading.measures.len() != reading.answers.len() {
                self.points("measures", reading.measures.len(), reading.answers.len());
            }
        }
        let mut keys = BTreeSet::new();
        for (index, judgement) in doc.judgements.iter().enumerate() {
            self.at("judgements", index);
            self.unit(judgement.unit);
            self.record(judgement.of);
            if let Assessor::External { external, .. } = &judgement.by {
                self.points("externals", external.index(), doc.externals.len());
            }
            if !keys.insert(&judgement.key) {
                self.report(
                    OUT_OF_ORDER,
                    &format!("khóa “{}” đã dùng cho đánh giá khác", judgement.key),
                    &format!("the key “{}” already belongs to another judgement", judgement.key),
                );
            }
        }
        for (index, definition) in doc.definitions.iter().enumerate() {
            self.at("definitions", index);
            if let Some(unit) = definition.unit {
                self.unit(unit);
            }
            self.expr(&definition.body, None, &[]);
        }
    }

    fn statements(&mut self) {
        let doc = self.doc;
        for (index, stated) in doc.stated.iter().enumerate() {
            self.at("stated", index);
            self.unit(stated.unit);
            for (unit, _) in &stated.texts {
                self.unit(*unit);
            }
        }
        for (index, doubt) in doc.doubts.iter().enumerate() {
            self.at("doubts", index);
            for unit in doubt.unit.iter().chain(&doubt.affects) {
                self.unit(*unit);
            }
        }
    }

    fn entries(&mut self) {
        let doc = self.doc;
        for (index, entry) in doc.entries.iter().enumerate() {
            self.at("entries", index);
            self.record(entry.subject);
            if let Some(context) = entry.context {
                self.record(context);
            }
            if let Some(title) = entry.title {
                self.title(title);
            }
            for target in &entry.under {
                self.target(target);
            }
            if let Some(ranking) = entry.ranking {
                self.points("rankings", ranking.index(), doc.rankings.len());
            }
            if let Some(council) = entry.council {
                self.points("councils", council.index(), doc.councils.len());
            }
        }
    }

    fn target_of(&mut self, target: &ExampleTarget) {
        let doc = self.doc;
        match target {
            ExampleTarget::Unit(unit) | ExampleTarget::Opening(unit) => {
                self.unit(*unit);
            }
            ExampleTarget::Norm(norm) => {
                self.points("norms", norm.index(), doc.norms.len());
            }
            ExampleTarget::Deadline(deadline) => {
                self.points("deadlines", deadline.index(), doc.deadlines.len());
            }
            ExampleTarget::Ranking(ranking) => {
                self.points("rankings", ranking.index(), doc.rankings.len());
            }
            ExampleTarget::Entry(entry) => {
                self.points("entries", entry.index(), doc.entries.len());
            }
        }
    }

    fn examples(&mut self) {
        let doc = self.doc;
        for (index, example) in doc.examples.iter().enumerate() {
            self.at("examples", index);
            self.target_of(&example.target);
            if let Some(title) = example.title {
                self.title(title);
            }
            if example.subject != RecordId::NOBODY && self.record(example.subject) {
                for person in &example.people {
                    self.facts(example.subject, &person.subject);
                }
            }
            for (reading, answer) in &example.readings {
                let answers = doc.readings.get(reading.index()).map_or(0, |one| one.answers.len());
                self.points("answers", *answer as usize, answers);
            }
            for (unit, _) in &example.done {
                self.unit(*unit);
            }
            for expected in &example.expected {
                match &expected.kind {
                    ExpectedKind::Class(_, Some(unit)) => {
                        self.unit(*unit);
                    }
                    ExpectedKind::Missing(record, field) => {
                        let fields = doc.records.get(record.index()).map_or(0, |one| one.fields.len());
                        self.points("fields", field.index(), fields);
                    }
                    ExpectedKind::By(parties, _) => parties.iter().for_each(|party| {
                        self.party(*party);
                    }),
                    ExpectedKind::Class(_, None)
                    | ExpectedKind::Due(_)
                    | ExpectedKind::InTime
                    | ExpectedKind::Late(_)
                    | ExpectedKind::Remaining(_)
                    | ExpectedKind::Overdue(_)
                    | ExpectedKind::Selected
                    | ExpectedKind::NotSelected
                    | ExpectedKind::Tied
                    | ExpectedKind::Binds(_)
                    | ExpectedKind::Free(_)
                    | ExpectedKind::Rank(_) => {}
                }
            }
        }
    }

    fn disagree(&mut self, what: &str, found: Type, wanted: Type) {
        self.report(
            WRONG_TYPE,
            &format!(
                "{what} có kiểu {} nhưng phải là {}",
                type_words(found),
                type_words(wanted)
            ),
            &format!(
                "{what} has type {} but must be {}",
                type_words(found),
                type_words(wanted)
            ),
        );
    }
}

/// A type as the language writes it.
fn type_words(ty: Type) -> &'static str {
    match ty {
        Type::Bool => "“có hay không”",
        Type::Number => "“số”",
        Type::Text => "“chữ”",
        Type::Date => "“ngày”",
        Type::Moment => "“ngày giờ”",
        Type::Year => "“năm”",
        Type::Duration => "“thời lượng”",
        Type::Period => "“khoảng”",
        Type::Days => "“thời gian”",
        Type::Title => "“chức danh”",
        Type::Member(_) => "“danh mục”",
        Type::Record(_) => "“dữ kiện”",
        Type::List(_) => "“nhiều dữ kiện”",
        Type::Texts => "“nhiều chữ”",
    }
}

#[cfg(test)]
mod tests;
