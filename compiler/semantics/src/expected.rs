//! What an example expects.

use crate::context::Context;
use crate::errors;
use crate::examples_facts::{Given, moment};
use crate::scope::Scope;
use quyche_base::Diagnostic;
use quyche_ir::expr::{Root, Type};
use quyche_ir::model::{Expected, ExpectedKind, Modality};
use quyche_ir::outcome::Class;
use quyche_ir::{FieldId, RecordId};
use quyche_syntax::ast;

impl<'a> Context<'a> {
    /// One expectation.
    pub(crate) fn expected(
        &mut self,
        scope: &Scope<'a>,
        given: &Given,
        expected: &'a ast::Expected,
    ) -> Option<Expected> {
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
        Some(Expected {
            who,
            kind: self.expected_kind(scope, expected)?,
            at: expected.span,
        })
    }

    fn expected_kind(&mut self, scope: &Scope<'a>, expected: &'a ast::Expected) -> Option<ExpectedKind> {
        let class = |class: Class| ExpectedKind::Class(class, None);
        Some(match &expected.kind {
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
            ast::ExpectedKind::Due(end) => ExpectedKind::Due(moment(*end)),
            ast::ExpectedKind::InTime => ExpectedKind::InTime,
            ast::ExpectedKind::Late(days) => ExpectedKind::Late(*days),
            ast::ExpectedKind::Remaining(days) => ExpectedKind::Remaining(*days),
            ast::ExpectedKind::Overdue(days) => ExpectedKind::Overdue(*days),
            ast::ExpectedKind::Selected => ExpectedKind::Selected,
            ast::ExpectedKind::NotSelected => ExpectedKind::NotSelected,
            ast::ExpectedKind::Rank(rank) => ExpectedKind::Rank(*rank),
            ast::ExpectedKind::Tied => ExpectedKind::Tied,
            ast::ExpectedKind::Norm(sort) => ExpectedKind::Binds(modality(*sort)),
            ast::ExpectedKind::Free(sort) => ExpectedKind::Free(modality(*sort)),
            ast::ExpectedKind::By(names) => ExpectedKind::By(self.parties(names)?, None),
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

pub(crate) fn modality(sort: ast::Modality) -> Modality {
    match sort {
        ast::Modality::Must => Modality::Must,
        ast::Modality::May => Modality::May,
        ast::Modality::MustNot => Modality::MustNot,
    }
}

/// `do A` beside one `phải làm`, `được làm` or `cấm` of the same person is about norms of that sort.
pub(crate) fn of_one_sort<'e>(expected: impl Iterator<Item = &'e mut Expected>) {
    let mut all: Vec<&mut Expected> = expected.collect();
    let sorts: Vec<(String, Modality)> = all
        .iter()
        .filter_map(|one| {
            if let ExpectedKind::Binds(modality) = one.kind {
                Some((one.who.clone(), modality))
            } else {
                None
            }
        })
        .collect();
    for one in &mut all {
        let who = one.who.clone();
        if let ExpectedKind::By(_, sort) = &mut one.kind {
            let mut mine = sorts
                .iter()
                .filter(|(other, _)| *other == who)
                .map(|(_, modality)| *modality);
            *sort = mine.next().filter(|_| mine.next().is_none());
        }
    }
}
