//! Who asks for whom: circles among criteria and definitions, criteria nobody runs.

use crate::context::{Asked, Asker, Context};
use crate::errors;
use quyche_base::{Diagnostic, Span};
use quyche_ir::CriterionId;
use std::collections::{BTreeMap, BTreeSet};

/// The circles of a relation in which each thing points to at most one other; each circle once, from its least member.
pub(crate) fn circles(next: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    // By which walk a thing was first met; 0 for not yet.
    let mut walks: Vec<usize> = vec![0; next.len()];
    for start in 0..next.len() {
        let walk = start + 1;
        let mut at = Some(start);
        while let Some(here) = at {
            match walks.get_mut(here) {
                Some(place) if *place == 0 => *place = walk,
                Some(place) if *place == walk => {
                    found.push(circle(next, here));
                    break;
                }
                Some(_) | None => break,
            }
            at = next.get(here).copied().flatten();
        }
    }
    found
}

/// The circle that a thing on it belongs to.
fn circle(next: &[Option<usize>], from: usize) -> Vec<usize> {
    let follow = |at: &usize| next.get(*at).copied().flatten().filter(|at| *at != from);
    let mut circle: Vec<usize> = std::iter::successors(Some(from), follow).collect();
    let least = circle
        .iter()
        .enumerate()
        .min_by_key(|(_, member)| **member)
        .map_or(0, |(index, _)| index);
    circle.rotate_left(least);
    circle
}

/// Reports criteria that, through `đáp ứng`, ask for themselves.
pub(crate) fn cycles(ctx: &mut Context<'_>) {
    let mut asks: BTreeMap<Asker, Vec<(Asked, Span)>> = BTreeMap::new();
    for (asker, asked, at) in &ctx.edges {
        asks.entry(*asker).or_default().push((*asked, *at));
    }
    let own_scope: Vec<Span> = ctx
        .edges
        .iter()
        .filter_map(|edge| asked_by_own_scope(ctx, edge))
        .collect();
    let mut found: Vec<(Span, String)> = Vec::new();
    let mut done: BTreeSet<Asker> = BTreeSet::new();
    for index in 0..ctx.criteria.len() {
        walk(
            ctx,
            &asks,
            Asker::Criterion(CriterionId::at(index)),
            &mut done,
            &mut found,
        );
    }
    for (at, words) in found {
        ctx.report(cycle(at, &words));
    }
    for at in own_scope {
        ctx.report(cycle(at, "phạm vi của chính nó"));
    }
}

fn cycle(at: Span, words: &str) -> Diagnostic {
    Diagnostic::error(
        errors::REFERENCE_CYCLE,
        at,
        format!("\"đáp ứng\" đi vòng: {words}."),
        format!("\"đáp ứng\" runs in a circle: {words}."),
    )
    .help(
        "Trỏ tới đúng khoản, điểm cần đáp ứng; một đơn vị không thể đòi đáp ứng chính nó.",
        "Point to the very clause that must be met; a unit cannot ask for itself.",
    )
}

/// A scope whose own condition asks for a criterion it governs; redirects have a check of their own.
fn asked_by_own_scope(ctx: &Context<'_>, (asker, asked, at): &(Asker, Asked, Span)) -> Option<Span> {
    let (Asker::Scope(scope), Asked::Criterion(criterion)) = (asker, asked) else {
        return None;
    };
    let scope = ctx.statements.scopes.get(scope.index())?.unit?;
    let criterion = ctx.criteria.get(criterion.index())?.unit;
    ctx.units.is_within(criterion, scope).then_some(*at)
}

/// Follows who asks for whom with a stack of its own, so that long chains do no harm.
fn walk(
    ctx: &Context<'_>,
    asks: &BTreeMap<Asker, Vec<(Asked, Span)>>,
    start: Asker,
    done: &mut BTreeSet<Asker>,
    found: &mut Vec<(Span, String)>,
) {
    let mut path: Vec<(Asker, usize)> = vec![(start, 0)];
    if done.contains(&start) {
        return;
    }
    while let Some((at, next)) = path.last().copied() {
        let Some((asked, span)) = asks.get(&at).and_then(|asked| asked.get(next)).copied() else {
            done.insert(at);
            path.pop();
            continue;
        };
        if let Some(last) = path.last_mut() {
            last.1 += 1;
        }
        let asked = match asked {
            Asked::Criterion(id) => Asker::Criterion(id),
            Asked::Definition(index) => Asker::Definition(index),
        };
        if let Some(begin) = path.iter().position(|(open, _)| *open == asked) {
            // A circle of definitions alone has been told where they were lowered.
            if path
                .iter()
                .skip(begin)
                .all(|(open, _)| matches!(open, Asker::Definition(_)))
            {
                continue;
            }
            let names: Vec<String> = path.iter().skip(begin).map(|(open, _)| name(ctx, *open)).collect();
            found.push((span, format!("{} → {}", names.join(" → "), name(ctx, asked))));
        } else if !done.contains(&asked) {
            path.push((asked, 0));
        }
    }
}

fn name(ctx: &Context<'_>, of: Asker) -> String {
    match of {
        Asker::Criterion(id) => {
            let unit = ctx.criteria.get(id.index()).map(|criterion| criterion.unit);
            unit.map_or(String::new(), |unit| ctx.units.address(unit).to_owned())
        }
        Asker::Definition(index) => {
            let definition = ctx.statements.definitions.get(index);
            definition.map_or(String::new(), |at| at.node.name.name.shown.clone())
        }
        Asker::Scope(_) | Asker::Outside => String::new(),
    }
}

/// Warns of criteria that no entry point, no example and no `đáp ứng` reaches. Without any entry point nothing is run, and
/// nothing is said.
pub(crate) fn unreached(ctx: &mut Context<'_>) {
    let mut reached: BTreeSet<Asker> = BTreeSet::new();
    let mut open: Vec<Asker> = vec![Asker::Outside];
    let scopes = ctx
        .edges
        .iter()
        .map(|(asker, _, _)| *asker)
        .filter(|asker| matches!(asker, Asker::Scope(_)));
    open.extend(scopes);
    let mut asks: BTreeMap<Asker, Vec<Asked>> = BTreeMap::new();
    for (asker, asked, _) in &ctx.edges {
        asks.entry(*asker).or_default().push(*asked);
    }
    while let Some(at) = open.pop() {
        for asked in asks.get(&at).into_iter().flatten() {
            let asked = match asked {
                Asked::Criterion(id) => Asker::Criterion(*id),
                Asked::Definition(index) => Asker::Definition(*index),
            };
            if reached.insert(asked) {
                open.push(asked);
            }
        }
    }
    let subjects: BTreeSet<_> = ctx.document.entries.iter().map(|entry| entry.subject).collect();
    let mut alone: Vec<(Span, String)> = Vec::new();
    for (index, criterion) in ctx.criteria.iter().enumerate() {
        let id = Asker::Criterion(CriterionId::at(index));
        if !criterion.dossier
            && !reached.contains(&id)
            && criterion.subject.is_some_and(|subject| subjects.contains(&subject))
        {
            alone.push((criterion.at, ctx.units.address(criterion.unit).to_owned()));
        }
    }
    for (at, address) in alone {
        ctx.report(
            Diagnostic::warning(
                errors::UNREACHED_CRITERION,
                at,
                format!("Không \"xét\" hay \"đáp ứng\" nào dùng tiêu chuẩn ở \"{address}\"."),
                format!("No entry point and no reference reaches the criterion in \"{address}\"."),
            )
            .help(
                "Thêm địa chỉ của nó vào một câu \"xét … theo …\".",
                "Add its address to an entry point (\"xét … theo …\").",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn every_circle_is_found_once() {
        let next = [
            Some(1),
            Some(2),
            Some(1),
            Some(3),
            None,
            Some(4),
            Some(7),
            Some(8),
            Some(6),
        ];
        assert_eq!(circles(&next), [vec![1, 2], vec![3], vec![6, 7, 8]]);
    }
}
