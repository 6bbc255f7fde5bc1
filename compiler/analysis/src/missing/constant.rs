//! What an expression comes to where the facts at hand settle it without the evaluator.

use super::solve::Solver;
use chrono::NaiveDate;
use quyche_ir::expr::{Comparison, Expr, ExprKind, Literal, Type};
use quyche_ir::{Document, Fact};
use quyche_time::{BrokenRuns, Duration, Policy, Run};
use std::cmp::Ordering;

impl<'d> Solver<'d> {
    /// The value, where it is known.
    pub fn constant(&self, expr: &'d Expr) -> Option<Fact> {
        if let ExprKind::Literal(literal) = &expr.kind {
            return literal_fact(literal);
        }
        if let ExprKind::Fact(place) = &expr.kind {
            let fact = self.fact(place)?;
            // A day with a time of day is read as its day.
            if let Fact::Moment(moment) = fact {
                return Some(Fact::Date(moment.day));
            }
            return Some(fact.clone()).filter(|fact| !matches!(fact, Fact::Unknown));
        }
        if let ExprKind::ReckoningDay = &expr.kind {
            return self.day.map(Fact::Date);
        }
        self.chosen(expr).and_then(|expr| self.constant(expr))
    }

    /// The duration, where it is known.
    pub fn duration(&self, expr: &'d Expr) -> Option<Duration> {
        if let ExprKind::Literal(Literal::Duration(duration)) = &expr.kind {
            return Some(*duration);
        }
        self.chosen(expr).and_then(|expr| self.duration(expr))
    }

    /// What a definition means, or the arm of a branch that surely holds.
    pub fn chosen(&self, expr: &'d Expr) -> Option<&'d Expr> {
        if let ExprKind::Definition(id) = &expr.kind {
            return self.doc.definitions.get(id.index()).map(|definition| &definition.body);
        }
        if let ExprKind::Expanded { body, .. } = &expr.kind {
            return Some(body);
        }
        let ExprKind::Branch { arms, otherwise, .. } = &expr.kind else {
            return None;
        };
        for arm in arms {
            match self.truth(&arm.when) {
                Some(true) => return Some(&arm.value),
                Some(false) => {}
                None => return None,
            }
        }
        otherwise.as_deref()
    }

    /// Whether a condition holds, where plain facts and the readings in force settle it.
    pub fn truth(&self, expr: &'d Expr) -> Option<bool> {
        match &expr.kind {
            ExprKind::Literal(Literal::Bool(value)) => Some(*value),
            ExprKind::ReadingIs { reading, answer } => Some(self.answer(*reading) == *answer),
            ExprKind::Not(inner) => self.truth(inner).map(|truth| !truth),
            ExprKind::And(parts) => self.fold(parts, false),
            ExprKind::Or(parts) => self.fold(parts, true),
            ExprKind::Fact(place) => {
                let fact = self.fact(place)?;
                if let Fact::Bool(value) = fact {
                    Some(*value)
                } else {
                    matches!(fact, Fact::None).then_some(false)
                }
            }
            ExprKind::Compare { op, left, right } => compare(*op, &self.constant(left)?, &self.constant(right)?),
            ExprKind::OneOf { value, among } => {
                let value = self.constant(value)?;
                let equal = |literal: &Literal| compare(Comparison::Equal, &value, &literal_fact(literal)?);
                among.iter().map(equal).try_fold(false, |any, one| Some(any || one?))
            }
            ExprKind::Judged(id) => self.judged(*id),
            ExprKind::Definition(_) | ExprKind::Expanded { .. } | ExprKind::Branch { .. } => {
                self.chosen(expr).and_then(|expr| self.truth(expr))
            }
            ExprKind::Literal(_)
            | ExprKind::ReckoningDay
            | ExprKind::EffectDay
            | ExprKind::Implies(..)
            | ExprKind::InTexts { .. }
            | ExprKind::Within { .. }
            | ExprKind::Serves { .. }
            | ExprKind::Exists { .. }
            | ExprKind::Every { .. }
            | ExprKind::Count(_)
            | ExprKind::Period { .. }
            | ExprKind::Years { .. }
            | ExprKind::Submitted(_)
            | ExprKind::Meets(_)
            | ExprKind::AsOf { .. } => None,
        }
    }

    fn fold(&self, parts: &'d [Expr], absorbing: bool) -> Option<bool> {
        let truths: Vec<Option<bool>> = parts.iter().map(|part| self.truth(part)).collect();
        if truths.contains(&Some(absorbing)) {
            Some(absorbing)
        } else if truths.contains(&None) {
            None
        } else {
            Some(!absorbing)
        }
    }
}

/// A constant as a fact; a duration is none.
pub(crate) fn literal_fact(literal: &Literal) -> Option<Fact> {
    match literal {
        Literal::Bool(value) => Some(Fact::Bool(*value)),
        Literal::Number(value) => Some(Fact::Number(*value)),
        Literal::Text(text) => Some(Fact::Text(text.clone())),
        Literal::Date(day) => Some(Fact::Date(*day)),
        Literal::Year(year) => Some(Fact::Year(*year)),
        Literal::Duration(_) => None,
        Literal::Member(_, position) => Some(Fact::Member(*position)),
        Literal::Title(title) => Some(Fact::Title(*title)),
    }
}

/// Whether two known values stand so; a test of `không có` is false.
pub(crate) fn compare(op: Comparison, left: &Fact, right: &Fact) -> Option<bool> {
    let ordering = match (left, right) {
        (Fact::None, _) | (_, Fact::None) => return Some(op == Comparison::NotEqual),
        (Fact::Number(a), Fact::Number(b)) => a.cmp(b),
        (Fact::Date(a), Fact::Date(b)) => a.cmp(b),
        (Fact::Year(a), Fact::Year(b)) => a.cmp(b),
        (Fact::Member(a), Fact::Member(b)) => a.cmp(b),
        (Fact::Bool(a), Fact::Bool(b)) => a.cmp(b),
        (Fact::Text(a), Fact::Text(b)) => a.cmp(b),
        (Fact::Title(a), Fact::Title(b)) => a.cmp(b),
        _ => return None,
    };
    Some(match op {
        Comparison::Equal => ordering == Ordering::Equal,
        Comparison::NotEqual => ordering != Ordering::Equal,
        Comparison::Less => ordering == Ordering::Less,
        Comparison::AtMost => ordering != Ordering::Greater,
        Comparison::Greater => ordering == Ordering::Greater,
        Comparison::AtLeast => ordering != Ordering::Less,
    })
}

/// The opposite comparison.
pub(crate) fn denied(op: Comparison) -> Comparison {
    match op {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtMost => Comparison::Greater,
        Comparison::Greater => Comparison::AtMost,
        Comparison::AtLeast => Comparison::Less,
    }
}

/// The same comparison seen from the right.
pub(crate) fn mirrored(op: Comparison) -> Comparison {
    match op {
        Comparison::Equal => Comparison::Equal,
        Comparison::NotEqual => Comparison::NotEqual,
        Comparison::Less => Comparison::Greater,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Greater => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
    }
}

/// The value nearest to a constant that stands so to it.
pub(crate) fn nearest(doc: &Document, op: Comparison, ty: Type, constant: &Fact) -> Option<Fact> {
    match op {
        Comparison::Equal | Comparison::AtMost | Comparison::AtLeast => Some(constant.clone()),
        Comparison::Greater => step(doc, ty, constant, 1),
        Comparison::Less => step(doc, ty, constant, -1),
        Comparison::NotEqual => {
            if let Fact::Bool(value) = constant {
                Some(Fact::Bool(!value))
            } else if let Fact::Title(Some(_)) = constant {
                Some(Fact::Title(None))
            } else {
                step(doc, ty, constant, -1).or_else(|| step(doc, ty, constant, 1))
            }
        }
    }
}

fn step(doc: &Document, ty: Type, fact: &Fact, by: i32) -> Option<Fact> {
    if let Fact::Number(value) = fact {
        return Some(Fact::Number(value.checked_add(by.into())?));
    }
    if let Fact::Year(year) = fact {
        return Some(Fact::Year(year.checked_add(by)?));
    }
    if let Fact::Date(day) = fact {
        let day = day.checked_add_signed(chrono::Duration::days(by.into()))?;
        return Some(Fact::Date(day));
    }
    let (Fact::Member(position), Type::Member(set)) = (fact, ty) else {
        return None;
    };
    let next = position.checked_add_signed(by)?;
    let known = doc.sets.get(set.index()).map_or(0, |set| set.values.len());
    ((next as usize) < known).then_some(Fact::Member(next))
}

/// The latest start of a run that goes on and serves the duration on this day.
pub(crate) fn start_of(policy: Policy, day: NaiveDate, duration: Duration) -> Option<NaiveDate> {
    // A run of the longest the duration can take, and a day, serves it.
    let most = quyche_time::longest(duration)?;
    let mut start = day.checked_sub_signed(chrono::Duration::days(most))?;
    while let Some(next) = start.succ_opt() {
        let run = Run::new(next, day);
        if !run.is_some_and(|run| policy.run_serves(run, duration)) {
            break;
        }
        start = next;
    }
    Some(start)
}

/// The policy by which an unbroken run is counted; where answers to a reading count differently, the one that asks most.
pub(crate) fn policy(doc: &Document) -> Policy {
    let asks_most = Policy {
        last_day_counts: false,
        broken: BrokenRuns::Longest,
    };
    let declared = doc.about.measure.as_ref().map(|measure| measure.policy);
    declared.filter(|_| doc.count_reading().is_none()).unwrap_or(asks_most)
}
