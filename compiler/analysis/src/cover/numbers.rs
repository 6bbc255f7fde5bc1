//! Units with a number in them: a span, a count, a day, a deadline, a recurrence. Each has a boundary, and both sides of it
//! ask for an example.

use quyche_ir::expr::{ExprKind, Literal};
use quyche_ir::model::Document;
use quyche_ir::norm::{Body, CouncilRuleKind, DossierItem, Gate, Item, Limit, LimitKind};
use quyche_ir::{Expr, UnitId, visit};
use std::collections::BTreeSet;

/// The encoded units with a number in them, in the order of the text.
pub(crate) fn numbered(doc: &Document) -> Vec<UnitId> {
    let mut units: BTreeSet<UnitId> = BTreeSet::new();
    // The check of a dossier is made from its documents, which are looked at below.
    for one in doc.criteria.iter().filter(|one| one.dossier.is_none()) {
        if in_gate(&one.gate) {
            units.insert(one.unit);
        }
        body(&one.body, one.unit, &mut units);
    }
    for one in &doc.norms {
        if one.limit.as_ref().is_some_and(is_set) || one.recurrence.is_some() || in_gate(&one.gate) {
            units.insert(one.unit);
        }
    }
    for one in doc.deadlines.iter().filter(|one| is_set(&one.limit)) {
        units.insert(one.unit);
    }
    for one in &doc.dossiers {
        documents(&one.items, &mut units);
    }
    for rule in doc.councils.iter().flat_map(|council| &council.rules) {
        if in_council(&rule.kind) {
            units.insert(rule.unit);
        }
    }
    units.into_iter().collect()
}

fn body(body: &Body, unit: UnitId, units: &mut BTreeSet<UnitId>) {
    match body {
        Body::All(all) | Body::Any(all) => items(all, units),
        Body::Test(test) => {
            if has_number(test) {
                units.insert(unit);
            }
        }
        Body::Meets(_) => {}
    }
}

fn items(all: &[Item], units: &mut BTreeSet<UnitId>) {
    for item in all {
        if in_gate(&item.gate) {
            units.insert(item.unit);
        }
        body(&item.body, item.unit, units);
    }
}

fn documents(all: &[DossierItem], units: &mut BTreeSet<UnitId>) {
    for item in all {
        if item.limit.as_ref().is_some_and(is_set) || in_gate(&item.gate) {
            units.insert(item.unit);
        }
        documents(&item.parts, units);
    }
}

fn in_gate(gate: &Gate) -> bool {
    gate.when.iter().chain(&gate.unless).any(has_number)
}

fn is_set(limit: &Limit) -> bool {
    match limit.kind {
        LimitKind::NotSet => false,
        LimitKind::FixedDay { .. } | LimitKind::After { .. } | LimitKind::Before { .. } => true,
    }
}

fn in_council(kind: &CouncilRuleKind) -> bool {
    match kind {
        CouncilRuleKind::Size(_) | CouncilRuleKind::Quorum { .. } => true,
        CouncilRuleKind::Seat { conditions, .. } => conditions.iter().any(has_number),
        CouncilRuleKind::Barred(_) | CouncilRuleKind::Vote { .. } => false,
    }
}

/// Whether an expression holds a constant that can be passed or missed by one.
fn has_number(test: &Expr) -> bool {
    let mut found = false;
    visit::expr(test, &mut |part| {
        found |= match &part.kind {
            ExprKind::Literal(literal) => is_number(literal),
            ExprKind::Exists { at_least, at_most, .. } => at_least.is_some_and(|least| least > 1) || at_most.is_some(),
            ExprKind::Years { .. } => true,
            ExprKind::Fact(_) | ExprKind::ReckoningDay | ExprKind::EffectDay | ExprKind::Not(_) | ExprKind::And(_) => {
                false
            }
            ExprKind::Or(_) | ExprKind::Implies(..) | ExprKind::Compare { .. } | ExprKind::OneOf { .. } => false,
            ExprKind::InTexts { .. } | ExprKind::Within { .. } | ExprKind::Serves { .. } | ExprKind::Every { .. } => {
                false
            }
            ExprKind::Count(_) | ExprKind::Period { .. } | ExprKind::Judged(_) | ExprKind::Submitted(_) => false,
            ExprKind::Meets(_) | ExprKind::ReadingIs { .. } | ExprKind::Branch { .. } | ExprKind::Definition(_) => {
                false
            }
            ExprKind::Expanded { .. } | ExprKind::AsOf { .. } => false,
        };
    });
    found
}

fn is_number(literal: &Literal) -> bool {
    match literal {
        Literal::Number(_) | Literal::Date(_) | Literal::Year(_) | Literal::Duration(_) => true,
        Literal::Bool(_) | Literal::Text(_) | Literal::Member(..) | Literal::Title(_) => false,
    }
}
