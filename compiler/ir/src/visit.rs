//! A walk over every expression below one, and over every expression of a statement: for checks and counts that do not
//! care how an expression is built.

use crate::expr::{Expr, ExprKind, List, Paper, Target};
use crate::norm::{Body, Gate, Item, LimitKind};

/// Calls `see` with the expression and everything below it, outermost first.
pub fn expr<'a>(at: &'a Expr, see: &mut dyn FnMut(&'a Expr)) {
    see(at);
    match &at.kind {
        ExprKind::Literal(_)
        | ExprKind::Fact(_)
        | ExprKind::ReckoningDay
        | ExprKind::EffectDay
        | ExprKind::Judged(_)
        | ExprKind::Meets(_)
        | ExprKind::ReadingIs { .. }
        | ExprKind::Definition(_) => {}
        ExprKind::Submitted(of) => paper(of, see),
        ExprKind::Not(inner) | ExprKind::Expanded { body: inner, .. } => expr(inner, see),
        ExprKind::InTexts { value, .. } | ExprKind::OneOf { value, .. } => expr(value, see),
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().for_each(|part| expr(part, see)),
        ExprKind::Implies(first, second)
        | ExprKind::Compare {
            left: first,
            right: second,
            ..
        }
        | ExprKind::Within {
            date: first,
            period: second,
        }
        | ExprKind::Serves {
            period: first,
            at_least: second,
            ..
        }
        | ExprKind::AsOf {
            day: first,
            body: second,
        } => {
            expr(first, see);
            expr(second, see);
        }
        ExprKind::Exists { list: of, .. } | ExprKind::Count(of) | ExprKind::Period { list: of, .. } => list(of, see),
        ExprKind::Every { list: of, body }
        | ExprKind::Years {
            list: of, before: body, ..
        } => {
            list(of, see);
            expr(body, see);
        }
        ExprKind::Branch { arms, otherwise, .. } => {
            for arm in arms {
                expr(&arm.when, see);
                expr(&arm.value, see);
            }
            if let Some(otherwise) = otherwise {
                expr(otherwise, see);
            }
        }
    }
}

fn list<'a>(of: &'a List, see: &mut dyn FnMut(&'a Expr)) {
    of.filters.iter().for_each(|filter| expr(filter, see));
}

/// The expressions of a document: its copies, and the duration of the limit on its date.
fn paper<'a>(of: &'a Paper, see: &mut dyn FnMut(&'a Expr)) {
    of.copies.iter().for_each(|count| expr(count, see));
    match of.limit.as_ref().map(|limit| &limit.kind) {
        Some(LimitKind::After { duration, .. } | LimitKind::Before { duration, .. }) => expr(duration, see),
        Some(LimitKind::NotSet | LimitKind::FixedDay { .. }) | None => {}
    }
}

/// The expressions of the tails.
pub fn gate<'a>(gate: &'a Gate, see: &mut dyn FnMut(&'a Expr)) {
    for part in gate.when.iter().chain(&gate.unless).chain(&gate.as_of) {
        expr(part, see);
    }
}

/// The expressions of a body, tails of its items included, and what `đáp ứng` standing alone asks for.
pub fn body<'a>(body: &'a Body, see: &mut dyn FnMut(&'a Expr), meets: &mut dyn FnMut(&'a Target)) {
    match body {
        Body::All(all) | Body::Any(all) => items(all, see, meets),
        Body::Test(test) => expr(test, see),
        Body::Meets(targets) => targets.iter().for_each(meets),
    }
}

/// The same for items.
pub fn items<'a>(all: &'a [Item], see: &mut dyn FnMut(&'a Expr), meets: &mut dyn FnMut(&'a Target)) {
    for item in all {
        gate(&item.gate, see);
        body(&item.body, see, meets);
    }
}
