//! Expressions: conditions as three-valued truth, and the values conditions compare.

use crate::errors::EvalError;
use crate::found::Found;
use crate::ground::Effective;
use crate::run::{KnownValue, Run};
use crate::trace::{Op, What};
use crate::truth::Truth;
use crate::value::{Value, Values, compare};
use crate::years::YearsTest;
use quyche_ir::expr::{Arm, Comparison, Expr, ExprKind, Literal, Place};
use quyche_ir::{Cause, DefinitionId, Fact, FactPath, ReadingId, UnitId};

impl<'e> Run<'e> {
    /// Whether a condition holds.
    pub fn test(&mut self, expr: &'e Expr) -> Truth {
        if !self.descend() {
            self.ascend();
            return Truth::Unknown;
        }
        let node = self.enter(op(&expr.kind), What::Test(expr));
        let truth = self.test_kind(expr, node);
        self.leave(node, truth.outcome());
        self.ascend();
        truth
    }

    fn test_kind(&mut self, expr: &'e Expr, node: usize) -> Truth {
        match &expr.kind {
            ExprKind::Literal(Literal::Bool(value)) => Truth::of(*value),
            ExprKind::Literal(_)
            | ExprKind::ReckoningDay
            | ExprKind::EffectDay
            | ExprKind::Count(_)
            | ExprKind::Period { .. } => self.malformed(),
            ExprKind::Fact(place) => self.fact_truth(place, node),
            ExprKind::Not(inner) => self.test(inner).not(),
            ExprKind::And(parts) => self.fold(parts, Truth::True, Truth::min),
            ExprKind::Or(parts) => self.fold(parts, Truth::False, Truth::max),
            ExprKind::Implies(when, then) => self.implies(when, then),
            ExprKind::Compare { op, left, right } => self.compare(*op, left, right, node),
            ExprKind::OneOf { value, among } => self.one_of(value, among, node),
            ExprKind::InTexts { value, list } => self.in_texts(value, list),
            ExprKind::Within { date, period } => self.within(date, period, node),
            ExprKind::Serves {
                period,
                at_least,
                continuous,
            } => self.serves(period, at_least, *continuous, node),
            ExprKind::Exists {
                list,
                at_least,
                at_most,
            } => self.exists(list, *at_least, *at_most, node),
            ExprKind::Every { list, body } => self.every(list, body, node),
            ExprKind::Years {
                count,
                before,
                list,
                year,
            } => {
                let (count, year) = (*count, *year);
                self.years(&YearsTest { count, list, year }, before, node)
            }
            ExprKind::Judged(id) => self.judged(*id),
            ExprKind::Submitted(paper) => self.submitted(paper, node),
            ExprKind::Meets(targets) => Truth::from_outcome(self.meets(targets)),
            ExprKind::ReadingIs { reading, answer } => Truth::of(self.answer(*reading) == Some(*answer)),
            ExprKind::Branch { arms, otherwise, unit } => self.branch_truth(arms, otherwise.as_deref(), *unit),
            ExprKind::Definition(id) => self.definition_truth(*id),
            ExprKind::Expanded { body, .. } => self.test(body),
            ExprKind::AsOf { day, body } => self.on_day(Some(day), |run| run.test(body)),
        }
    }

    fn malformed(&mut self) -> Truth {
        self.fail(EvalError::Malformed);
        Truth::Unknown
    }

    fn fold(&mut self, parts: &'e [Expr], neutral: Truth, table: fn(Truth, Truth) -> Truth) -> Truth {
        let absorbing = neutral.not();
        let mut truth = neutral;
        for part in parts {
            truth = table(truth, self.test(part));
            if truth == absorbing && !self.tracing() {
                break;
            }
        }
        truth
    }

    fn implies(&mut self, when: &'e Expr, then: &'e Expr) -> Truth {
        let when = self.test(when).not();
        if when == Truth::True && !self.tracing() {
            return when;
        }
        when.max(self.test(then))
    }

    fn fact_truth(&mut self, place: &'e Place, node: usize) -> Truth {
        let value = self.fact_value(place);
        self.note(node, || Found::Value(value));
        match value {
            Value::Bool(value) => Truth::of(value),
            Value::None => Truth::False,
            Value::Unknown => Truth::Unknown,
            Value::Number(_)
            | Value::Count(..)
            | Value::Text(_)
            | Value::Date(_)
            | Value::Year(_)
            | Value::Member(_)
            | Value::Title(_)
            | Value::OtherTitle
            | Value::Duration(_) => self.malformed(),
        }
    }

    /// The value of a fact. A value outside an open category is unknown: what it counts as needs judgement.
    pub fn fact_value(&mut self, place: &'e Place) -> Value<'e> {
        if let Some(value) = self.moved(place) {
            return value;
        }
        let fact: &'e Fact = self.lookup(place);
        match Value::of(fact) {
            Some(Value::Unknown) => {
                self.missing(place);
                Value::Unknown
            }
            Some(value) => {
                self.mark_value(value);
                value
            }
            None => {
                self.fail(EvalError::Malformed);
                Value::Unknown
            }
        }
    }

    /// The values an expression may have.
    pub fn value(&mut self, expr: &'e Expr) -> Values<'e> {
        if !self.descend() {
            self.ascend();
            return Values::One(Value::Unknown);
        }
        let values = self.value_kind(expr);
        self.ascend();
        values
    }

    fn value_kind(&mut self, expr: &'e Expr) -> Values<'e> {
        Values::One(match &expr.kind {
            ExprKind::Literal(literal) => {
                let value = literal_value(literal);
                self.mark_value(value);
                value
            }
            ExprKind::Fact(place) => self.fact_value(place),
            ExprKind::ReckoningDay => self.reckoning_day().map_or(Value::Unknown, Value::Date),
            ExprKind::EffectDay => self.effect_day(),
            ExprKind::Count(list) => {
                let counted = self.count(list);
                Value::Count(counted.sure, counted.most())
            }
            ExprKind::Branch { arms, otherwise, unit } => return self.branch_values(arms, otherwise.as_deref(), *unit),
            ExprKind::Definition(id) => match self.ground.doc.definitions.get(id.index()) {
                Some(definition) => return self.value(&definition.body),
                None => {
                    self.fail(EvalError::Malformed);
                    Value::Unknown
                }
            },
            ExprKind::Expanded { body, .. } => return self.value(body),
            ExprKind::AsOf { day, body } => return self.on_day(Some(day), |run| run.value(body)),
            ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Implies(..)
            | ExprKind::Compare { .. }
            | ExprKind::OneOf { .. }
            | ExprKind::InTexts { .. }
            | ExprKind::Within { .. }
            | ExprKind::Serves { .. }
            | ExprKind::Exists { .. }
            | ExprKind::Every { .. }
            | ExprKind::Years { .. }
            | ExprKind::Judged(_)
            | ExprKind::Submitted(_)
            | ExprKind::Meets(_)
            | ExprKind::ReadingIs { .. } => match self.test(expr) {
                Truth::True => Value::Bool(true),
                Truth::False => Value::Bool(false),
                Truth::Unknown => Value::Unknown,
            },
            ExprKind::Period { .. } => {
                self.fail(EvalError::Malformed);
                Value::Unknown
            }
        })
    }

    fn effect_day(&mut self) -> Value<'e> {
        match self.ground.effective {
            Effective::From(day) => {
                self.mark_value(Value::Date(day));
                Value::Date(day)
            }
            Effective::Always | Effective::Made(_) | Effective::Unsigned => {
                self.open_leaf(|_| Cause::Missing(FactPath::SigningDay));
                Value::Unknown
            }
        }
    }

    fn compare(&mut self, op: Comparison, left: &'e Expr, right: &'e Expr, node: usize) -> Truth {
        let (lefts, rights) = (self.value(left), self.value(right));
        let mut truth = None;
        for left in lefts.as_slice() {
            for right in rights.as_slice() {
                let one = match compare(op, *left, *right) {
                    Some(one) => one,
                    None => self.malformed(),
                };
                truth = Some(truth.map_or(one, |truth: Truth| truth.either(one)));
            }
        }
        self.note(node, || Found::Value(lefts.single()));
        truth.unwrap_or(Truth::Unknown)
    }

    fn one_of(&mut self, value: &'e Expr, among: &'e [Literal], node: usize) -> Truth {
        let values = self.value(value);
        let mut truth = None;
        for value in values.as_slice() {
            let mut one = Truth::False;
            for literal in among {
                self.mark_value(literal_value(literal));
                match compare(Comparison::Equal, *value, literal_value(literal)) {
                    Some(equal) => one = one.max(equal),
                    None => one = self.malformed(),
                }
            }
            truth = Some(truth.map_or(one, |truth: Truth| truth.either(one)));
        }
        self.note(node, || Found::Value(values.single()));
        truth.unwrap_or(Truth::Unknown)
    }

    /// The answer in force to a reading; whoever asks turns on it.
    pub fn answer(&mut self, reading: ReadingId) -> Option<u32> {
        let Some(met) = self.met.get_mut(reading.index()) else {
            self.fail(EvalError::Malformed);
            return None;
        };
        *met = true;
        self.ground.readings.get(reading.index()).copied()
    }

    fn definition_truth(&mut self, id: DefinitionId) -> Truth {
        let Some(definition) = self.ground.doc.definitions.get(id.index()) else {
            return self.malformed();
        };
        if let Some(KnownValue::Truth(truth)) = self.recall(id) {
            return *truth;
        }
        let truth = self.test(&definition.body);
        self.remember(id, KnownValue::Truth(truth));
        truth
    }

    /// The union over every arm that may be the one; a gap only where every arm is surely false (R3).
    fn branch_truth(&mut self, arms: &'e [Arm], otherwise: Option<&'e Expr>, unit: UnitId) -> Truth {
        let mut possible: Option<Truth> = None;
        let mut join = |one: Truth| possible = Some(possible.map_or(one, |truth| truth.either(one)));
        let mut open = false;
        for arm in arms {
            match self.test(&arm.when) {
                Truth::False => {}
                Truth::Unknown => {
                    open = true;
                    join(self.test(&arm.value));
                }
                Truth::True => {
                    join(self.test(&arm.value));
                    return possible.unwrap_or(Truth::Unknown);
                }
            }
        }
        match otherwise {
            Some(value) => join(self.test(value)),
            None => {
                if !open {
                    self.open_leaf(|_| Cause::Gap(unit));
                }
                join(Truth::Unknown);
            }
        }
        possible.unwrap_or(Truth::Unknown)
    }

    fn branch_values(&mut self, arms: &'e [Arm], otherwise: Option<&'e Expr>, unit: UnitId) -> Values<'e> {
        let mut possible: Vec<Value<'e>> = Vec::new();
        let mut open = false;
        for arm in arms {
            let node = self.enter(Op::Same, What::Nothing);
            let when = self.test(&arm.when);
            self.leave(node, when.outcome());
            if when == Truth::False {
                continue;
            }
            let values = self.value(&arm.value);
            if when == Truth::True && !open {
                return values;
            }
            possible.extend_from_slice(values.as_slice());
            if when == Truth::True {
                return Values::Many(possible);
            }
            open = true;
        }
        match otherwise {
            Some(value) => possible.extend_from_slice(self.value(value).as_slice()),
            None => {
                if !open {
                    self.open_leaf(|_| Cause::Gap(unit));
                }
                possible.push(Value::Unknown);
            }
        }
        Values::Many(possible)
    }
}

/// The value of a constant.
fn literal_value(literal: &Literal) -> Value<'_> {
    match literal {
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Number(value) => Value::Number(*value),
        Literal::Text(text) => Value::Text(text),
        Literal::Date(date) => Value::Date(*date),
        Literal::Year(year) => Value::Year(*year),
        Literal::Duration(duration) => Value::Duration(*duration),
        Literal::Member(_, position) => Value::Member(*position),
        Literal::Title(title) => Value::Title(*title),
    }
}

/// How a condition's truth comes from those below it.
fn op(kind: &ExprKind) -> Op {
    match kind {
        ExprKind::Not(_) => Op::Not,
        ExprKind::And(_) | ExprKind::Every { .. } => Op::All,
        ExprKind::Or(_) => Op::Any,
        ExprKind::Implies(..) => Op::Implies,
        ExprKind::Meets(_) => Op::Truth,
        ExprKind::Definition(_) | ExprKind::Expanded { .. } | ExprKind::AsOf { .. } => Op::Same,
        ExprKind::Literal(_)
        | ExprKind::Fact(_)
        | ExprKind::ReckoningDay
        | ExprKind::EffectDay
        | ExprKind::Compare { .. }
        | ExprKind::OneOf { .. }
        | ExprKind::InTexts { .. }
        | ExprKind::Within { .. }
        | ExprKind::Serves { .. }
        | ExprKind::Exists { .. }
        | ExprKind::Count(_)
        | ExprKind::Period { .. }
        | ExprKind::Years { .. }
        | ExprKind::Judged(_)
        | ExprKind::Submitted(_)
        | ExprKind::ReadingIs { .. }
        | ExprKind::Branch { .. } => Op::Atom,
    }
}
