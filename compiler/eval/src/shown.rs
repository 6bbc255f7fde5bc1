//! Which units of the text an example puts to the test: those its answer was read off.

use crate::errors::EvalError;
use crate::example::review_of;
use crate::result::{Assessment, Options, Reason};
use quyche_ir::model::ExampleTarget;
use quyche_ir::{Document, ExampleId, UnitId};
use std::collections::BTreeSet;

/// The units that had a part in what came out of an example: the nodes of its tree of reasons, its limits and norms, and for
/// a ranking its keys.
///
/// # Errors
/// As [`crate::run_example_under`].
pub fn example_units(doc: &Document, id: ExampleId, options: &Options) -> Result<BTreeSet<UnitId>, EvalError> {
    let example = doc.examples.get(id.index()).ok_or(EvalError::Malformed)?;
    let review = review_of(doc, example, options, true)?;
    let mut units = BTreeSet::new();
    for person in &review.people {
        assessment(&person.assessment, &mut units);
        let decided = person.standing.as_ref();
        units.extend(decided.and_then(|standing| standing.tie_breaker).map(|(unit, _)| unit));
    }
    let ranking = match example.target {
        ExampleTarget::Ranking(ranking) => Some(ranking),
        ExampleTarget::Entry(entry) => doc.entries.get(entry.index()).and_then(|entry| entry.ranking),
        ExampleTarget::Unit(_) | ExampleTarget::Opening(_) | ExampleTarget::Norm(_) | ExampleTarget::Deadline(_) => {
            None
        }
    };
    if let Some(ranking) = ranking.and_then(|ranking| doc.rankings.get(ranking.index())) {
        units.insert(ranking.unit);
        units.extend(ranking.keys.iter().map(|key| key.unit));
    }
    Ok(units)
}

fn assessment(one: &Assessment, units: &mut BTreeSet<UnitId>) {
    if let Some(reason) = &one.reason {
        reasons(reason, units);
    }
    units.extend(one.limits.iter().map(|limit| limit.unit));
    units.extend(one.norms.iter().map(|norm| norm.unit));
    units.extend(
        one.norms
            .iter()
            .filter_map(|norm| norm.limit.as_ref())
            .map(|limit| limit.unit),
    );
}

fn reasons(reason: &Reason, units: &mut BTreeSet<UnitId>) {
    units.extend(reason.unit);
    for child in &reason.children {
        reasons(child, units);
    }
}
