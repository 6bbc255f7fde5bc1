//! Two limits for one thing; "not regulated" beside rules.
//!
//! Within one article or procedure: a section on the time allowed that sets none, or another one than a step does; two limits of one
//! bearer from one event that differ; a section that says that nothing is regulated while criteria stand elsewhere.

use super::{Found, container, errors};
use quyche_base::Span;
use quyche_ir::model::Document;
use quyche_ir::norm::{Limit, LimitKind};
use quyche_ir::{Expr, ExprKind, UnitId, words};
use std::collections::BTreeMap;

const KINDS: &[&str] = &["mâu_thuẫn", "ranh_giới"];

/// A limit and where it stands.
struct Set<'d> {
    unit: UnitId,
    at: Span,
    limit: &'d Limit,
    /// Who, in words; empty where nobody is named.
    who: String,
}

pub(super) fn check(doc: &Document) -> Vec<Found> {
    let mut by_container: BTreeMap<UnitId, Vec<Set<'_>>> = BTreeMap::new();
    for set in limits(doc) {
        if let Some(container) = container(doc, set.unit) {
            by_container.entry(container).or_default().push(set);
        }
    }
    let mut out = Vec::new();
    for sets in by_container.values() {
        out.extend(none_beside_some(doc, sets));
        out.extend(two_of_one(doc, sets));
    }
    out.extend(not_regulated(doc));
    out
}

fn limits(doc: &Document) -> Vec<Set<'_>> {
    let who = |bearer: &Option<_>| bearer.as_ref().map(|one| words::bearer(doc, one)).unwrap_or_default();
    let alone = doc.deadlines.iter().map(|one| Set {
        unit: one.unit,
        at: one.at,
        limit: &one.limit,
        who: who(&one.bearer),
    });
    let of_norms = doc.norms.iter().filter_map(|one| {
        Some(Set {
            unit: one.unit,
            at: one.at,
            limit: one.limit.as_ref()?,
            who: who(&one.bearer),
        })
    });
    alone.chain(of_norms).collect()
}

/// `không quy định` in one place, a limit in another.
fn none_beside_some(doc: &Document, sets: &[Set<'_>]) -> Vec<Found> {
    let is_none = |set: &&Set<'_>| matches!(set.limit.kind, LimitKind::NotSet);
    let mut out = Vec::new();
    for none in sets.iter().filter(is_none) {
        if let Some(some) = sets
            .iter()
            .find(|set| matches!(set.limit.kind, LimitKind::After { .. }))
        {
            out.push(Found {
                diagnostic: errors::limit_beside_none(none.at, doc.address(none.unit), some.at, doc.address(some.unit)),
                places: vec![none.unit, some.unit],
                kinds: KINDS,
                named: None,
            });
        }
    }
    out
}

/// One bearer, one event, two lengths without a case that tells them apart.
fn two_of_one(doc: &Document, sets: &[Set<'_>]) -> Vec<Found> {
    let mut out = Vec::new();
    for (position, first) in sets.iter().enumerate() {
        for second in sets.iter().skip(position + 1).filter(|second| second.who == first.who) {
            let (
                LimitKind::After {
                    duration: one,
                    event: from,
                },
                LimitKind::After {
                    duration: two,
                    event: since,
                },
            ) = (&first.limit.kind, &second.limit.kind)
            else {
                continue;
            };
            if from == since && is_constant(one) && is_constant(two) && words::expr(doc, one) != words::expr(doc, two) {
                let (one, two) = (words::limit(doc, first.limit), words::limit(doc, second.limit));
                out.push(Found {
                    diagnostic: errors::two_limits(second.at, &two, first.at, &one),
                    places: vec![second.unit, first.unit],
                    kinds: KINDS,
                    named: None,
                });
            }
        }
    }
    out
}

fn is_constant(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(_))
}

/// `nêu (không_quy_định)` on requirements, and criteria in the same procedure.
fn not_regulated(doc: &Document) -> Vec<Found> {
    let mut out = Vec::new();
    for stated in doc.stated.iter().filter(|stated| stated.class == "không_quy_định") {
        let title = doc
            .unit(stated.unit)
            .and_then(|unit| unit.title.as_deref())
            .unwrap_or_default();
        if !title.to_lowercase().contains("điều kiện") {
            continue;
        }
        let inside = container(doc, stated.unit);
        let criterion = doc
            .criteria
            .iter()
            .find(|one| inside.is_some() && container(doc, one.unit) == inside && one.unit != stated.unit);
        if let Some(criterion) = criterion {
            out.push(Found {
                diagnostic: errors::criteria_beside_none(
                    stated.at,
                    doc.address(stated.unit),
                    criterion.at,
                    doc.address(criterion.unit),
                ),
                places: vec![stated.unit, criterion.unit],
                kinds: KINDS,
                named: None,
            });
        }
    }
    out
}
