//! Examples: facts, and what must come out.

use crate::context::{Asked, Asker, Context};
use crate::entries::ranking_in;
use crate::expected::of_one_sort;
use crate::names::Kind;
use crate::scope::Scope;
use crate::statements::At;
use quyche_base::Span;
use quyche_ir::model::{Example, ExampleTarget, Expected};
use quyche_ir::{EntryId, ExampleId, ReadingId, RecordId, TitleId, UnitId};
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
        let subject = Some(aim.subject).filter(|subject| *subject != RecordId::NOBODY);
        let mut scope = Scope::new(self, aim.unit, subject);
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
        let mut expected: Option<Vec<Expected>> = expected.into_iter().collect();
        of_one_sort(expected.iter_mut().flatten());
        Some(Example {
            id,
            text: node.text.text.clone(),
            target: aim.target,
            title,
            subject: aim.subject,
            people: given.people,
            context: given.context,
            signed: given.signed,
            done: given.done,
            as_of: node.as_of,
            readings: readings.into_iter().collect::<Option<_>>()?,
            expected: expected?,
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
        let subjects = |dossier: bool| -> Vec<RecordId> {
            let here = self.criteria.iter().filter(|criterion| within(Some(criterion.unit)));
            here.filter(|criterion| criterion.dossier == dossier)
                .filter_map(|criterion| criterion.subject)
                .collect()
        };
        let mut criteria = subjects(false);
        if criteria.is_empty() {
            criteria = subjects(true);
        }
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
        match self.bound_unit(unit) {
            Some(subject) => Some((plain, subject)),
            None => {
                self.no_criteria(unit, at);
                None
            }
        }
    }

    /// The record that the deadlines and norms in a unit speak of; nobody's, where their conditions are about the
    /// circumstances alone. `None` where there are none.
    fn bound_unit(&self, unit: UnitId) -> Option<RecordId> {
        let within = |other: UnitId| self.units.is_within(other, unit);
        let deadlines = self.document.deadlines.iter().filter(|deadline| within(deadline.unit));
        let norms = self.document.norms.iter();
        let norms = norms.filter(|norm| within(norm.unit) || norm.acts.iter().any(|act| within(act.unit)));
        let subjects: Vec<Option<RecordId>> = deadlines
            .map(|deadline| deadline.subject)
            .chain(norms.map(|norm| norm.subject))
            .collect();
        let known = subjects.iter().copied().flatten().next();
        known.or_else(|| (!subjects.is_empty()).then_some(RecordId::NOBODY))
    }
}
