//! Examples: facts, and what must come out.

use crate::context::Context;
use crate::expected::of_one_sort;
use crate::names::Kind;
use crate::scope::Scope;
use crate::statements::At;
use quyche_ir::model::{Example, Expected};
use quyche_ir::{ExampleId, ReadingId, RecordId};
use quyche_syntax::ast;

/// Lowers every example.
pub(crate) fn examples(ctx: &mut Context<'_>) {
    for (index, at) in ctx.statements.examples.clone().into_iter().enumerate() {
        if let Some(example) = ctx.example(ExampleId::at(index), &at) {
            ctx.document.examples.push(example);
        }
    }
}

impl<'a> Context<'a> {
    fn example(&mut self, id: ExampleId, at: &At<'a, ast::Example>) -> Option<Example> {
        let node = at.node;
        let title = match &node.title {
            Some(name) => Some(self.title(name)?),
            None => None,
        };
        let aim = self.aim(node, title)?;
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
}
