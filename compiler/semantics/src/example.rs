//! Examples: facts, and what must come out.

use crate::context::{Asked, Asker, Context};
use crate::entries::ranking_in;
use crate::errors;
use crate::examples_facts::Given;
use crate::names::Kind;
use crate::scope::Scope;
use crate::statements::At;
use quyche_base::{Diagnostic, Span};
use quyche_ir::expr::{Root, Type};
use quyche_ir::model::{Example, ExampleTarget, Expected, ExpectedKind};
use quyche_ir::norm::DossierItem;
use quyche_ir::outcome::Class;
use quyche_ir::{EntryId, ExampleId, FieldId, ReadingId, RecordId, TitleId, UnitId};
use quyche_syntax::ast;

/// Lowers every example.
pub(crate) fn examples(ctx: &mut Context<'_>) {
    for (index, at) in ctx.statements.examples.clone().into_iter().enumerate() {
        if let Some(example) = ctx.example(ExampleId::at(index), &at) {
            ctx.document.examples.push(example);
        }
    }
}

/// What an example checks: target, record, context.
struct Aim {
    target: ExampleTarget,
    subject: RecordId,
    context: Option<RecordId>,
    unit: Option<UnitId>,
}

impl<'a> Context<'a> {
    fn example(&mut self, id: ExampleId, at: &At<'a, ast::Example>) -> Option<Example> {
        let node = at.node;
        let title = match &node.title {
            Some(name) => Some(self.title(name)?),
            None => None,
        };
        let aim = self.aim(&node.target, title)?;
        let mut scope = Scope::new(self, aim.unit, Some(aim.subject));
        scope.circumstances = aim.context;
        let given = self.given(&scope, aim.subject, node);
        let readings: Vec<Option<(ReadingId, u32)>> = node
            .readings
            .iter()
            .map(|(reading, answer)| self.chosen(reading, answer))
            .collect();
        let given = given?;
        let expected: Vec<Option<Expected>> = node
            .expected
            .iter()
            .map(|expected| self.expected(&scope, &given, expected))
            .collect();
        Some(Example {
            id,
            text: node.text.text.clone(),
            target: aim.target,
            title,
            subject: aim.subject,
            people: given.people,
            context: given.context,
            signed: given.signed,
            as_of: node.as_of,
            readings: readings.into_iter().collect::<Option<_>>()?,
            expected: expected.into_iter().collect::<Option<_>>()?,
            at: at.span,
        })
    }

    fn chosen(&mut self, reading: &ast::Ident, answer: &ast::Ident) -> Option<(ReadingId, u32)> {
        let index = self.find(Kind::Reading, reading)?;
        self.answer(index, answer).map(|answer| (ReadingId::at(index), answer))
    }

    fn aim(&mut self, target: &ast::ExampleTarget, title: Option<TitleId>) -> Option<Aim> {
        match target {
            ast::ExampleTarget::Entry(name) => {
                let index = self.find(Kind::Entry, name)?;
                // An entry point with a mistake has been reported and is not in the document.
                let id = EntryId::at(index);
                let entry = self.document.entries.iter().find(|entry| entry.id == id)?;
                let (subject, context) = (entry.subject, entry.context);
                Some(Aim {
                    target: ExampleTarget::Entry(id),
                    subject,
                    context,
                    unit: None,
                })
            }
            ast::ExampleTarget::Unit(address) => {
                let unit = self.unit(address, None)?;
                let (target, subject) = self.checked_unit(unit, title, address.span)?;
                Some(Aim {
                    target,
                    subject,
                    context: self.circumstances,
                    unit: Some(unit),
                })
            }
        }
    }

    /// What can be checked in a unit, and of which record.
    fn checked_unit(&mut self, unit: UnitId, title: Option<TitleId>, at: Span) -> Option<(ExampleTarget, RecordId)> {
        let plain = ExampleTarget::Unit(unit);
        let within = |other: Option<UnitId>| other.is_some_and(|other| self.units.is_within(other, unit));
        let criteria: Vec<RecordId> = self
            .criteria
            .iter()
            .filter(|criterion| within(Some(criterion.unit)))
            .filter_map(|criterion| criterion.subject)
            .collect();
        let about = criteria.iter().copied().find(|subject| Some(*subject) == self.subject);
        if let Some(subject) = about.or(criteria.first().copied()) {
            let titles: Vec<TitleId> = title.into_iter().collect();
            let target = self.target(unit, Some(subject), &titles, at)?;
            for criterion in &target.criteria {
                self.edges.push((Asker::Outside, Asked::Criterion(*criterion), at));
            }
            return Some((plain, subject));
        }
        if let Some(owner) = self.item_owners.get(&unit).copied() {
            self.edges.push((Asker::Outside, Asked::Criterion(owner), at));
            let subject = self
                .criteria
                .get(owner.index())
                .and_then(|criterion| criterion.subject)?;
            return Some((plain, subject));
        }
        if let Some((ranking, subject)) = ranking_in(self, unit) {
            return Some((ExampleTarget::Ranking(ranking), subject));
        }
        let council = self.statements.councils.iter().find(|council| within(council.unit));
        if let Some(name) = council.map(|council| council.node.name.name.clone()) {
            let index = self.names.get(Kind::Council, &name)?;
            let record = self.council_records.get(index).copied().flatten()?;
            return Some((plain, record));
        }
        match self.limited_unit(unit) {
            Some(subject) => Some((plain, subject)),
            None => {
                self.no_criteria(unit, at);
                None
            }
        }
    }

    /// The record that the limits in a unit speak of: deadlines, then duties, then dossiers.
    fn limited_unit(&self, unit: UnitId) -> Option<RecordId> {
        let within = |other: Option<UnitId>| other.is_some_and(|other| self.units.is_within(other, unit));
        self.document
            .deadlines
            .iter()
            .find(|deadline| within(Some(deadline.unit)))
            .map(|deadline| deadline.subject)
            .or_else(|| {
                self.document
                    .norms
                    .iter()
                    .find(|norm| within(Some(norm.unit)))
                    .map(|norm| norm.subject)
            })
            .or_else(|| {
                let mut dossiers = self.document.dossiers.iter();
                let found = dossiers.find(|dossier| limited(&dossier.items, &|unit| within(Some(unit))));
                found.map(|dossier| dossier.subject)
            })
            .flatten()
    }

    fn expected(&mut self, scope: &Scope<'a>, given: &Given, expected: &'a ast::Expected) -> Option<Expected> {
        let who = expected.who.as_ref().map(|who| who.text.clone()).unwrap_or_default();
        if !given.people.iter().any(|person| person.key == who) {
            let (vi, en) = if who.is_empty() {
                (
                    "Ví dụ có nhiều người: kết quả của ai?".to_owned(),
                    "The example has several people: whose result?".to_owned(),
                )
            } else {
                (
                    format!("Ví dụ không có ai mã \"{who}\"."),
                    format!("Nobody in the example has the key \"{who}\"."),
                )
            };
            self.report(Diagnostic::error(errors::EXAMPLE_WHO, expected.span, vi, en).help(
                "Viết mã của người ấy trong ngoặc kép trước kết quả.",
                "Write the key in quotes first.",
            ));
            return None;
        }
        let class = |class: Class| ExpectedKind::Class(class, None);
        let kind = match &expected.kind {
            ast::ExpectedKind::Met => class(Class::Met),
            ast::ExpectedKind::NotMet(None) => class(Class::NotMet),
            ast::ExpectedKind::NotMet(Some(address)) => {
                ExpectedKind::Class(Class::NotMet, Some(self.unit(address, scope.unit)?))
            }
            ast::ExpectedKind::Open(None) => class(Class::Open),
            ast::ExpectedKind::Open(Some(ast::OpenCause::At(address))) => {
                ExpectedKind::Class(Class::Open, Some(self.unit(address, scope.unit)?))
            }
            ast::ExpectedKind::Open(Some(ast::OpenCause::Missing(path))) => {
                if crate::examples_facts::is_signing_day(path) {
                    class(Class::Open)
                } else {
                    let (record, field) = self.missing(scope, path)?;
                    ExpectedKind::Missing(record, field)
                }
            }
            ast::ExpectedKind::Exempt => class(Class::Exempt),
            ast::ExpectedKind::NotApplicable => class(Class::NotApplicable),
            ast::ExpectedKind::Due(day) => ExpectedKind::Due(*day),
            ast::ExpectedKind::Selected => ExpectedKind::Selected,
            ast::ExpectedKind::NotSelected => ExpectedKind::NotSelected,
            ast::ExpectedKind::Rank(rank) => ExpectedKind::Rank(*rank),
            ast::ExpectedKind::Tied => ExpectedKind::Tied,
        };
        Some(Expected {
            who,
            kind,
            at: expected.span,
        })
    }

    /// The field whose fact is missing: of the subject, the context, or a row of one of their lists.
    fn missing(&mut self, scope: &Scope<'a>, path: &'a ast::Path) -> Option<(RecordId, FieldId)> {
        let first = path.parts.first()?;
        if let [_, owner] = path.parts.as_slice() {
            let list = self.candidates(scope, &owner.name).into_iter().find_map(|(_, thing)| {
                if let Some(Type::List(record)) = thing.fact_type() {
                    Some(record)
                } else {
                    None
                }
            });
            let found = list.and_then(|record| self.names.field(record, &first.name.key).map(|field| (record, field)));
            if found.is_some() {
                return found;
            }
        } else if self.candidates(scope, &first.name).is_empty() {
            let mut records = self.names.records_with(&first.name.key);
            if let (Some(record), None) = (records.next(), records.next()) {
                return self.names.field(record, &first.name.key).map(|field| (record, field));
            }
        }
        let (place, _) = crate::criteria::place(self, scope, path, &|_| true)?;
        let (Root::Subject(root) | Root::Context(root) | Root::Element { record: root, .. }) = place.root;
        let (last, before) = place.path.split_last()?;
        let mut record = root;
        for field in before {
            if let Some(Type::Record(inner)) = self.field_type(record, *field) {
                record = inner;
            }
        }
        Some((record, *last))
    }
}

/// Whether one of these documents has a limit and stands in a unit asked about.
fn limited(items: &[DossierItem], within: &dyn Fn(UnitId) -> bool) -> bool {
    items
        .iter()
        .any(|item| (item.limit.is_some() && within(item.unit)) || limited(&item.parts, within))
}
