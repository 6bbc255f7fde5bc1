//! The cases a condition can be tried in: what it asks about, the values worth trying, and whether it holds.

use crate::context::Context;
use crate::expr::literal;
use chrono::{Days, NaiveDate};
use quyche_ir::expr::{Comparison, Expr, ExprKind, Literal, Type};
use quyche_ir::{ReadingId, TitleId};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A value to try.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    Bool(bool),
    /// A value of a category; `None` is one from outside an open category.
    Member(Option<u32>),
    Number(Decimal),
    Date(NaiveDate),
    Year(i32),
    Answer(u32),
    Title(Option<TitleId>),
    Text(Option<String>),
}

/// Something a condition asks about.
#[derive(Clone, Debug)]
pub(crate) struct Variable {
    /// As written, for the message.
    pub(crate) shown: String,
    /// Its type; for a reading `Bool` stands for nothing.
    pub(crate) ty: Type,
    /// The reading it is, if it is one.
    pub(crate) reading: Option<ReadingId>,
    /// The values it is compared with.
    marks: Vec<Value>,
}

/// Everything some conditions ask about, in the order in which it is first asked.
#[derive(Debug, Default)]
pub(crate) struct Variables {
    numbers: BTreeMap<String, usize>,
    list: Vec<Variable>,
}

/// A value for each variable.
pub(crate) type Case<'v> = [&'v Value];

/// A condition, with its variables by number.
#[derive(Debug)]
pub(crate) enum Tree {
    Not(Box<Tree>),
    And(Vec<Tree>),
    Or(Vec<Tree>),
    Implies(Box<Tree>, Box<Tree>),
    Compare(Comparison, usize, Value),
    OneOf(usize, Vec<Value>),
    Constant(bool),
}

impl Variables {
    /// The variables, in order.
    pub(crate) fn list(&self) -> &[Variable] {
        &self.list
    }

    /// A condition as a tree over variables, which it adds.
    pub(crate) fn tree(&mut self, ctx: &Context<'_>, expr: &Expr) -> Tree {
        match &expr.kind {
            ExprKind::Not(inner) => Tree::Not(Box::new(self.tree(ctx, inner))),
            ExprKind::And(parts) => Tree::And(parts.iter().map(|part| self.tree(ctx, part)).collect()),
            ExprKind::Or(parts) => Tree::Or(parts.iter().map(|part| self.tree(ctx, part)).collect()),
            ExprKind::Implies(when, then) => {
                Tree::Implies(Box::new(self.tree(ctx, when)), Box::new(self.tree(ctx, then)))
            }
            ExprKind::Compare { op, left, right } => match literal(right).and_then(of_literal) {
                Some(mark) => Tree::Compare(*op, self.add(ctx, left, std::slice::from_ref(&mark)), mark),
                None => self.truth(ctx, expr),
            },
            ExprKind::OneOf { value, among } => {
                let marks: Vec<Value> = among.iter().filter_map(of_literal).collect();
                Tree::OneOf(self.add(ctx, value, &marks), marks)
            }
            ExprKind::ReadingIs { reading, answer } => {
                Tree::Compare(Comparison::Equal, self.reading(ctx, *reading), Value::Answer(*answer))
            }
            ExprKind::Literal(literal) => Tree::Constant(*literal == Literal::Bool(true)),
            ExprKind::Fact(_)
            | ExprKind::ReckoningDay
            | ExprKind::EffectDay
            | ExprKind::InTexts { .. }
            | ExprKind::Within { .. }
            | ExprKind::Serves { .. }
            | ExprKind::Exists { .. }
            | ExprKind::Every { .. }
            | ExprKind::Count(_)
            | ExprKind::Period { .. }
            | ExprKind::Years { .. }
            | ExprKind::Judged(_)
            | ExprKind::Submitted(_)
            | ExprKind::Meets(_)
            | ExprKind::Branch { .. }
            | ExprKind::Definition(_)
            | ExprKind::Expanded { .. }
            | ExprKind::AsOf { .. } => self.truth(ctx, expr),
        }
    }

    /// A truth of its own, known by how it is written.
    fn truth(&mut self, ctx: &Context<'_>, expr: &Expr) -> Tree {
        Tree::Compare(Comparison::Equal, self.add(ctx, expr, &[]), Value::Bool(true))
    }

    fn reading(&mut self, ctx: &Context<'_>, reading: ReadingId) -> usize {
        let name = ctx
            .document
            .readings
            .get(reading.index())
            .map_or("", |reading| reading.name.as_str());
        let shown = format!("cách hiểu {name}");
        let variable = Variable {
            shown: shown.clone(),
            ty: Type::Bool,
            reading: Some(reading),
            marks: Vec::new(),
        };
        self.number(shown, || variable)
    }

    fn add(&mut self, ctx: &Context<'_>, expr: &Expr, marks: &[Value]) -> usize {
        let number = self.number(ctx.source(expr), || {
            let words: Vec<&str> = ctx.sources.text(expr.at).split_whitespace().collect();
            Variable {
                shown: words.join(" "),
                ty: expr.ty,
                reading: None,
                marks: Vec::new(),
            }
        });
        if let Some(variable) = self.list.get_mut(number) {
            variable.marks.extend_from_slice(marks);
        }
        number
    }

    fn number(&mut self, key: String, make: impl FnOnce() -> Variable) -> usize {
        let next = self.list.len();
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.list.push(make());
        }
        number
    }

    /// The values to try for each variable.
    pub(crate) fn samples(&self, ctx: &Context<'_>) -> Vec<Vec<Value>> {
        self.list.iter().map(|variable| domain(ctx, variable)).collect()
    }
}

impl Tree {
    /// Whether it holds in a case.
    pub(crate) fn holds(&self, case: &Case<'_>) -> bool {
        match self {
            Tree::Not(inner) => !inner.holds(case),
            Tree::And(parts) => parts.iter().all(|part| part.holds(case)),
            Tree::Or(parts) => parts.iter().any(|part| part.holds(case)),
            Tree::Implies(when, then) => !when.holds(case) || then.holds(case),
            Tree::Compare(op, number, mark) => case.get(*number).is_some_and(|value| compared(*op, value, mark)),
            Tree::OneOf(number, among) => case.get(*number).is_some_and(|value| among.contains(value)),
            Tree::Constant(truth) => *truth,
        }
    }
}

/// Calls `then` with every combination; with none at all when there are more than `most`.
pub(crate) fn each<'v>(samples: &'v [Vec<Value>], most: usize, then: &mut impl FnMut(&Case<'v>)) {
    let count = samples.iter().try_fold(1usize, |count, values| {
        count.checked_mul(values.len()).filter(|count| *count <= most)
    });
    for number in 0..count.unwrap_or(0) {
        let mut rest = number;
        let mut case: Vec<&Value> = Vec::with_capacity(samples.len());
        for values in samples {
            case.extend(values.get(rest % values.len().max(1)));
            rest /= values.len().max(1);
        }
        then(&case);
    }
}

fn compared(op: Comparison, value: &Value, mark: &Value) -> bool {
    match op {
        Comparison::Equal => value == mark,
        Comparison::NotEqual => value != mark,
        Comparison::Less => value < mark,
        Comparison::AtMost => value <= mark,
        Comparison::Greater => value > mark,
        Comparison::AtLeast => value >= mark,
    }
}

fn of_literal(literal: &Literal) -> Option<Value> {
    Some(match literal {
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Number(value) => Value::Number(*value),
        Literal::Text(value) => Value::Text(Some(value.clone())),
        Literal::Date(value) => Value::Date(*value),
        Literal::Year(value) => Value::Year(*value),
        Literal::Member(_, position) => Value::Member(Some(*position)),
        Literal::Title(title) => Value::Title(*title),
        Literal::Duration(_) => return None,
    })
}

fn domain(ctx: &Context<'_>, variable: &Variable) -> Vec<Value> {
    if let Some(reading) = variable.reading {
        let answers = ctx
            .document
            .readings
            .get(reading.index())
            .map_or(0, |reading| reading.answers.len());
        return (0u32..).take(answers).map(Value::Answer).collect();
    }
    let mut marks = variable.marks.clone();
    marks.sort();
    marks.dedup();
    match variable.ty {
        Type::Member(set) => {
            let Some(set) = ctx.document.sets.get(set.index()) else {
                return Vec::new();
            };
            let mut values: Vec<Value> = (0u32..)
                .take(set.values.len())
                .map(|position| Value::Member(Some(position)))
                .collect();
            if set.open {
                values.push(Value::Member(None));
            }
            values
        }
        Type::Number => numbers(&marks),
        Type::Date => around(&marks, |value| {
            let Value::Date(day) = value else { return [None, None] };
            [day.checked_sub_days(Days::new(1)), day.checked_add_days(Days::new(1))].map(|day| day.map(Value::Date))
        }),
        Type::Year => around(&marks, |value| {
            let Value::Year(year) = value else { return [None, None] };
            [year.checked_sub(1), year.checked_add(1)].map(|year| year.map(Value::Year))
        }),
        Type::Title => {
            marks.push(Value::Title(None));
            marks.dedup();
            marks
        }
        Type::Text => {
            marks.push(Value::Text(None));
            marks
        }
        Type::Bool
        | Type::Moment
        | Type::Duration
        | Type::Period
        | Type::Days
        | Type::Record(_)
        | Type::List(_)
        | Type::Texts => {
            vec![Value::Bool(true), Value::Bool(false)]
        }
    }
}

/// Each mark with the values right beside it.
fn around(marks: &[Value], beside: impl Fn(&Value) -> [Option<Value>; 2]) -> Vec<Value> {
    let mut values: Vec<Value> = marks.to_vec();
    values.extend(marks.iter().flat_map(beside).flatten());
    values.sort();
    values.dedup();
    values
}

/// Each mark, one value below the first and above the last, one between two. Where all marks are whole numbers the values
/// counted are whole too, so nothing lies between 300 and 301; counts are not negative.
fn numbers(marks: &[Value]) -> Vec<Value> {
    let marks: Vec<Decimal> = marks
        .iter()
        .filter_map(|mark| {
            if let Value::Number(number) = mark {
                Some(*number)
            } else {
                None
            }
        })
        .collect();
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else {
        return Vec::new();
    };
    let whole = marks.iter().all(Decimal::is_integer);
    let mut values = marks.clone();
    let below = first.checked_sub(Decimal::ONE).unwrap_or(*first);
    if !below.is_sign_negative() || first.is_sign_negative() {
        values.push(below);
    } else if *first > Decimal::ZERO {
        values.push(Decimal::ZERO);
    }
    values.extend(last.checked_add(Decimal::ONE));
    for (left, right) in marks.iter().zip(marks.iter().skip(1)) {
        let middle = left.checked_add(*right).and_then(|sum| sum.checked_div(Decimal::TWO));
        let Some(middle) = middle else { continue };
        let middle = if whole { middle.floor() } else { middle };
        if middle > *left {
            values.push(middle);
        }
    }
    values.sort();
    values.dedup();
    values.into_iter().map(Value::Number).collect()
}
