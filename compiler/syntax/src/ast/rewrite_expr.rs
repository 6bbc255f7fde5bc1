//! The walk of [`rewrite`](super::rewrite) through expressions, entry points and examples.

use super::rewrite::{Rewrite, Walk};
use super::*;

impl<R: Rewrite> Walk<'_, R> {
    pub(super) fn entry(&mut self, one: &mut EntryPoint) {
        self.declared(&mut one.name);
        self.label(&mut one.label);
        self.other(&mut one.subject);
        for name in one.context.iter_mut().chain(&mut one.title) {
            self.other(name);
        }
        for address in one.under.iter_mut().chain(&mut one.ranked_by) {
            self.to.address(address);
        }
        one.council.iter_mut().for_each(|name| self.declared(name));
    }

    pub(super) fn example(&mut self, one: &mut Example) {
        self.to.text(&mut one.text);
        match &mut one.target {
            ExampleTarget::Unit(address) | ExampleTarget::Opening(address) => self.to.address(address),
            ExampleTarget::Entry(name) | ExampleTarget::Norm(_, name) | ExampleTarget::Deadline(name) => {
                self.declared(name)
            }
        }
        one.title.iter_mut().for_each(|name| self.other(name));
        for fact in &mut one.facts {
            self.fact(&mut fact.kind);
        }
        for (reading, answer) in &mut one.readings {
            self.declared(reading);
            self.other(answer);
        }
        for expected in &mut one.expected {
            match &mut expected.kind {
                ExpectedKind::NotMet(Some(address)) | ExpectedKind::Open(Some(OpenCause::At(address))) => {
                    self.to.address(address);
                }
                ExpectedKind::Open(Some(OpenCause::Missing(path))) => self.path(path),
                ExpectedKind::By(names) => names.iter_mut().for_each(|name| self.declared(name)),
                ExpectedKind::NotMet(None)
                | ExpectedKind::Open(None)
                | ExpectedKind::Met
                | ExpectedKind::Exempt
                | ExpectedKind::NotApplicable
                | ExpectedKind::Due(_)
                | ExpectedKind::InTime
                | ExpectedKind::Late(_)
                | ExpectedKind::Remaining(_)
                | ExpectedKind::Overdue(_)
                | ExpectedKind::Selected
                | ExpectedKind::NotSelected
                | ExpectedKind::Rank(_)
                | ExpectedKind::Tied
                | ExpectedKind::Norm(_)
                | ExpectedKind::Free(_) => {}
            }
        }
    }

    fn fact(&mut self, fact: &mut FactKind) {
        match fact {
            FactKind::Is(path, value) => {
                self.path(path);
                self.value(value);
            }
            FactKind::Rows { path, rows, .. } => {
                self.path(path);
                for cell in rows.iter_mut().flatten() {
                    match cell {
                        Cell::Field(name, value) => {
                            self.other(name);
                            self.value(value);
                        }
                        Cell::Document(label) => self.to.text(label),
                        Cell::Period { .. } | Cell::Copies(..) => {}
                    }
                }
            }
            FactKind::None(path) => self.path(path),
            FactKind::Judged(address, _) | FactKind::Done(address, _) => self.to.address(address),
            FactKind::AllJudged(_) => {}
        }
    }

    fn value(&mut self, value: &mut FactValue) {
        match value {
            FactValue::Name(name) => self.other(name),
            FactValue::Text(text) => self.to.text(text),
            FactValue::Texts(texts) => texts.iter_mut().for_each(|text| self.to.text(text)),
            FactValue::Number(..)
            | FactValue::Date(..)
            | FactValue::Bool(_)
            | FactValue::None
            | FactValue::Period { .. } => {}
        }
    }

    /// `f của X`: the last part is the thing it starts from, the others are fields.
    pub(super) fn path(&mut self, path: &mut Path) {
        if let Some((start, fields)) = path.parts.split_last_mut() {
            fields.iter_mut().for_each(|field| self.other(field));
            self.declared(start);
        }
    }

    pub(super) fn list(&mut self, list: &mut ListRef) {
        self.path(&mut list.path);
        list.filters.iter_mut().for_each(|filter| self.expr(filter));
    }

    pub(super) fn expr(&mut self, expr: &mut Expr) {
        match &mut expr.kind {
            ExprKind::If(when, then) => {
                self.expr(when);
                self.expr(then);
            }
            ExprKind::Or(parts) | ExprKind::And(parts) => parts.iter_mut().for_each(|part| self.expr(part)),
            ExprKind::Not(inner) => self.expr(inner),
            ExprKind::Test { left, test, as_of, .. } => {
                self.expr(left);
                self.test(test);
                as_of.iter_mut().for_each(|day| self.expr(day));
            }
            ExprKind::Branch { arms, otherwise } => {
                for (when, then) in arms {
                    self.expr(when);
                    self.expr(then);
                }
                otherwise.iter_mut().for_each(|rest| self.expr(rest));
            }
            ExprKind::Exists { list, .. } | ExprKind::Count(list) | ExprKind::Period { list, .. } => self.list(list),
            ExprKind::Every { list, body } => {
                self.list(list);
                self.expr(body);
            }
            ExprKind::Years { before, list, .. } => {
                self.path(before);
                self.list(list);
            }
            ExprKind::Judged { text, by } => {
                self.to.text(text);
                by.iter_mut().for_each(|by| self.path(by));
            }
            ExprKind::Meets(targets) => {
                for target in targets {
                    match target {
                        MeetsTarget::Unit(address) => self.to.address(address),
                        MeetsTarget::Named(name) => self.criterion_name(name),
                    }
                }
            }
            ExprKind::ReadingIs(reading, answer) => {
                self.declared(reading);
                self.other(answer);
            }
            ExprKind::Call(name, arguments) => {
                self.declared(name);
                arguments.iter_mut().for_each(|argument| self.expr(argument));
            }
            ExprKind::Path(path) => self.path(path),
            ExprKind::Text(text) => self.to.text(text),
            ExprKind::Duration(_) | ExprKind::Date(_) | ExprKind::Number(_) | ExprKind::Poison => {}
        }
    }

    fn test(&mut self, test: &mut Test) {
        match test {
            Test::Is { value: one, .. }
            | Test::AtLeast(one)
            | Test::NotEnough(one)
            | Test::AtMost(one)
            | Test::Above(one)
            | Test::Below(one)
            | Test::Before(one)
            | Test::After(one)
            | Test::NotAfter(one)
            | Test::Within { period: one, .. } => self.expr(one),
            Test::In { values, .. } => values.iter_mut().for_each(|value| self.expr(value)),
            Test::InList { list, .. } => self.path(list),
            Test::Between(from, to) => {
                self.expr(from);
                self.expr(to);
            }
        }
    }
}
