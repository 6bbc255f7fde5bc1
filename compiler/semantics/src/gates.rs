//! Tails: what narrows a statement or an item, in the order of R2.

use crate::context::Context;
use crate::domains;
use crate::errors;
use crate::scope::Scope;
use quyche_base::{Diagnostic, Span};
use quyche_ir::expr::{Expr, ExprKind, Type};
use quyche_ir::norm::{Body, Gate};
use quyche_syntax::ast::{self, Tails};

/// A gate, and whether it is whole.
pub(crate) struct Gated {
    /// The gate.
    pub(crate) gate: Gate,
    /// False after a mistake.
    pub(crate) whole: bool,
}

impl<'a> Context<'a> {
    /// The tails of a statement or an item that stands at `at`.
    pub(crate) fn gate(&mut self, scope: &mut Scope<'a>, tails: &'a Tails, at: Span) -> Gated {
        let mut whole = true;
        let mut made = |made: Option<Expr>, written: bool| {
            whole &= made.is_some() || !written;
            made
        };
        let when = tails.when.as_ref().and_then(|when| self.checked(scope, when));
        let when = made(when, tails.when.is_some());
        let unless = tails.unless.as_ref().and_then(|unless| self.checked(scope, unless));
        let unless = made(unless, tails.unless.is_some());
        let as_of = tails.as_of.as_ref().and_then(|day| self.typed(scope, day, Type::Date));
        let as_of = made(as_of, tails.as_of.is_some());
        let from_reading = tails
            .from_reading
            .as_deref()
            .and_then(|(name, answer)| self.answered(name, answer));
        whole &= from_reading.is_some() || tails.from_reading.is_none();
        if let (Some(from), Some(until)) = (tails.from, tails.until)
            && from > until
        {
            whole = false;
            self.report(
                Diagnostic::error(
                    errors::IMPOSSIBLE_RANGE,
                    at,
                    "Ngày bắt đầu áp dụng đứng sau ngày cuối cùng áp dụng.",
                    "The first day of effect comes after the last.",
                )
                .help("Đổi chỗ hai ngày, hoặc sửa năm.", "Swap the two, or mend the year."),
            );
        }
        Gated {
            gate: Gate {
                from: tails.from,
                from_reading,
                until: tails.until,
                when,
                unless,
                as_of,
            },
            whole,
        }
    }

    /// A condition that is also looked at for being constant.
    pub(crate) fn checked(&mut self, scope: &mut Scope<'a>, expr: &'a ast::Expr) -> Option<Expr> {
        let made = self.condition(scope, expr)?;
        domains::constant(self, &made);
        Some(made)
    }

    /// The expression of a criterion or an item. `nếu A thì B` as a whole is B, when A (R2); `đáp ứng` alone keeps its
    /// outcome (R4).
    pub(crate) fn asked(&mut self, scope: &mut Scope<'a>, expr: &'a ast::Expr, gate: &mut Gated) -> Option<Body> {
        if let ast::ExprKind::If(when, then) = &expr.kind {
            match self.checked(scope, when) {
                Some(when) => and(&mut gate.gate.when, when),
                None => gate.whole = false,
            }
            return self.asked(scope, then, gate);
        }
        if let ast::ExprKind::Meets(targets) = &expr.kind {
            let asking = self.asking(scope, expr.span, targets)?;
            if asking.outside.is_empty() {
                return Some(Body::Meets(asking.targets));
            }
        }
        self.checked(scope, expr).map(Body::Test)
    }
}

/// Adds a condition to what was there.
fn and(to: &mut Option<Expr>, more: Expr) {
    *to = Some(match to.take() {
        None => more,
        Some(first) => Expr {
            at: first.at.to(more.at),
            ty: Type::Bool,
            kind: ExprKind::And(vec![first, more]),
        },
    });
}
