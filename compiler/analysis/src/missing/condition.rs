//! What a condition asks for: what makes it true, or false.

use super::constant::{compare, denied, literal_fact, mirrored, nearest};
use super::sets::{Sets, all, any, given};
use super::solve::{MOST_DEEP, MOST_STEPS, Solver};
use chrono::NaiveDate;
use quyche_ir::Fact;
use quyche_ir::expr::{Comparison, Expr, ExprKind, List, Literal, Type};

/// A list of texts without any.
const NO_TEXTS: Fact = Fact::Texts {
    items: Vec::new(),
    complete: true,
};

impl<'d> Solver<'d> {
    /// What makes a condition true, or false.
    pub fn test(&self, expr: &'d Expr, want: bool) -> Sets {
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() > MOST_STEPS {
            return Vec::new();
        }
        match self.settled(expr) {
            Some(truth) if truth == want => return given(),
            // What is surely otherwise, facts nobody gave do not change.
            Some(_) if self.only_unknown => return Vec::new(),
            Some(_) | None => {}
        }
        match (&expr.kind, want) {
            (ExprKind::Not(inner), _) => self.test(inner, !want),
            (ExprKind::And(parts), true) | (ExprKind::Or(parts), false) => {
                all(parts.iter().map(|part| self.test(part, want)))
            }
            (ExprKind::And(parts), false) | (ExprKind::Or(parts), true) => {
                any(parts.iter().map(|part| self.test(part, want)))
            }
            (ExprKind::Implies(when, then), true) => any([self.test(then, true), self.test(when, false)]),
            (ExprKind::Implies(when, then), false) => all([self.test(when, true), self.test(then, false)]),
            (ExprKind::Meets(targets), true) => all(targets.iter().map(|target| self.target(target, true))),
            (ExprKind::Meets(targets), false) => any(targets.iter().map(|target| self.target(target, false))),
            (
                ExprKind::AsOf { .. } | ExprKind::Branch { .. } | ExprKind::Definition(_) | ExprKind::Expanded { .. },
                _,
            ) => self.within_another(expr, want),
            (
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
                | ExprKind::Every { .. }
                | ExprKind::Count(_)
                | ExprKind::Period { .. }
                | ExprKind::Years { .. }
                | ExprKind::Judged(_)
                | ExprKind::Submitted(_)
                | ExprKind::ReadingIs { .. },
                _,
            ) => self.plain(expr, want),
        }
    }

    /// The same for a condition without parts.
    fn plain(&self, expr: &'d Expr, want: bool) -> Sets {
        match (&expr.kind, want) {
            (ExprKind::Fact(place), _) => self.set(place, expr.ty, Fact::Bool(want)),
            (ExprKind::Compare { op, left, right }, true) => self.either_side(*op, left, right),
            (ExprKind::Compare { op, left, right }, false) => self.either_side(denied(*op), left, right),
            (ExprKind::OneOf { value, among }, _) => self.one_of(value, among, want),
            (ExprKind::InTexts { list, .. }, false) => self.set(list, Type::Texts, NO_TEXTS),
            (
                ExprKind::Exists {
                    list,
                    at_least,
                    at_most,
                },
                _,
            ) => self.exists(list, *at_least, *at_most, want),
            (ExprKind::Every { list, body }, _) => self.every(list, body, want),
            (
                ExprKind::Years {
                    count,
                    before,
                    list,
                    year,
                },
                _,
            ) => self.years(*count, before, list, *year, want),
            (ExprKind::Serves { period, at_least, .. }, _) => self.serves(period, at_least, want),
            (ExprKind::Within { date, period }, true) => self.within(date, period),
            (ExprKind::Within { date, period }, false) => self.outside(date, period),
            (ExprKind::Judged(id), _) => self.judge(*id, want),
            (ExprKind::Submitted(paper), _) => self.submitted(paper, want),
            (
                ExprKind::Literal(_)
                | ExprKind::ReckoningDay
                | ExprKind::EffectDay
                | ExprKind::InTexts { .. }
                | ExprKind::Count(_)
                | ExprKind::Period { .. }
                | ExprKind::ReadingIs { .. }
                | ExprKind::Meets(_)
                | ExprKind::Not(_)
                | ExprKind::And(_)
                | ExprKind::Or(_)
                | ExprKind::Implies(..)
                | ExprKind::Branch { .. }
                | ExprKind::Definition(_)
                | ExprKind::Expanded { .. }
                | ExprKind::AsOf { .. },
                _,
            ) => Vec::new(),
        }
    }

    /// The same for a condition that is another one: on another day, by case, or by name.
    fn within_another(&self, expr: &'d Expr, want: bool) -> Sets {
        let mut inside = self.clone();
        if let ExprKind::AsOf { day, body } = &expr.kind {
            inside.day = self.constant_day(day);
            return inside.test(body, want);
        }
        inside.depth += 1;
        if inside.depth > MOST_DEEP {
            return Vec::new();
        }
        if let Some(value) = self.chosen(expr) {
            return inside.test(value, want);
        }
        let ExprKind::Branch { arms, otherwise, .. } = &expr.kind else {
            return Vec::new();
        };
        let by_arm = arms
            .iter()
            .map(|arm| all([inside.test(&arm.when, true), inside.test(&arm.value, want)]));
        let rest = otherwise.iter().map(|value| {
            let none = arms.iter().map(|arm| inside.test(&arm.when, false));
            all(none.chain([inside.test(value, want)]).collect::<Vec<_>>())
        });
        any(by_arm.chain(rest))
    }

    /// A day of reckoning, where it is known.
    pub fn constant_day(&self, day: &'d Expr) -> Option<NaiveDate> {
        if let Some(Fact::Date(day)) = self.constant(day) {
            Some(day)
        } else {
            None
        }
    }

    /// Whether a condition holds, as the evaluator sees it; inside rows, as plain facts show it.
    pub fn settled(&self, expr: &'d Expr) -> Option<bool> {
        if !self.frames.is_empty() {
            return self.truth(expr);
        }
        self.prepared
            .holds(self.case, expr, self.day, self.title)
            .ok()
            .flatten()
    }

    fn either_side(&self, op: Comparison, left: &'d Expr, right: &'d Expr) -> Sets {
        any([
            self.comparison(op, left, right),
            self.comparison(mirrored(op), right, left),
        ])
    }

    fn comparison(&self, op: Comparison, left: &'d Expr, right: &'d Expr) -> Sets {
        let Some(constant) = self.constant(right) else {
            return Vec::new();
        };
        if let ExprKind::Count(list) = &left.kind {
            return self.count(op, list, &constant);
        }
        if let ExprKind::Fact(place) = &left.kind
            && let Some(value) = nearest(self.doc, op, left.ty, &constant)
        {
            return self.set(place, left.ty, value);
        }
        match self.chosen(left) {
            Some(left) => self.comparison(op, left, right),
            None => Vec::new(),
        }
    }

    fn count(&self, op: Comparison, list: &'d List, constant: &Fact) -> Sets {
        let Fact::Number(number) = constant else {
            return Vec::new();
        };
        let whole = u32::try_from(number.mantissa() / 10_i128.pow(number.scale())).unwrap_or(u32::MAX);
        match op {
            Comparison::AtLeast => self.exists(list, Some(whole), None, true),
            Comparison::Greater => self.exists(list, whole.checked_add(1), None, true),
            Comparison::AtMost => self.exists(list, None, Some(whole), true),
            Comparison::Less => match whole.checked_sub(1) {
                Some(most) => self.exists(list, None, Some(most), true),
                None => Vec::new(),
            },
            Comparison::Equal => self.exists(list, Some(whole), Some(whole), true),
            Comparison::NotEqual => self.exists(list, Some(whole), Some(whole), false),
        }
    }

    fn one_of(&self, value: &'d Expr, among: &'d [Literal], want: bool) -> Sets {
        let ExprKind::Fact(place) = &value.kind else {
            return match self.chosen(value) {
                Some(inner) => self.one_of(inner, among, want),
                None => Vec::new(),
            };
        };
        if want {
            let values = among.iter().filter_map(literal_fact);
            return any(values.map(|fact| self.set(place, value.ty, fact)));
        }
        let free = |fact: &Fact| {
            let equal = |literal: &Literal| compare(Comparison::Equal, fact, &literal_fact(literal)?);
            among.iter().all(|literal| equal(literal) == Some(false))
        };
        let other = if let Type::Member(set) = value.ty {
            let known = self.doc.sets.get(set.index()).map_or(0, |set| set.values.len());
            (0..known)
                .filter_map(|at| u32::try_from(at).ok())
                .map(Fact::Member)
                .find(free)
        } else {
            Some(Fact::Title(None)).filter(|fact| value.ty == Type::Title && free(fact))
        };
        other.map_or_else(Vec::new, |fact| self.set(place, value.ty, fact))
    }
}
