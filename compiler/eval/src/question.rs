//! What an entry point or a unit asks of each case: criteria, one item of a criterion, rules of councils.

use crate::criteria::{Asked, holds_unit};
use crate::errors::EvalError;
use crate::limits::{Source, sources};
use crate::run::Run;
use crate::tables::all;
use crate::trace::{Op, What};
use crate::value::{Value, interval};
use quyche_ir::model::Entry;
use quyche_ir::norm::{Body, Council, Ranking};
use quyche_ir::{CriterionId, Document, Expr, Outcome, RecordId, TitleId, UnitId};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// What is asked of each case.
#[derive(Debug, Default)]
pub struct Question<'e> {
    pub asked: Vec<Asked>,
    /// A criterion of which only one unit is asked.
    pub only: Option<(CriterionId, UnitId)>,
    /// Councils, and the unit their rules are asked of.
    pub councils: Vec<(&'e Council, Option<UnitId>)>,
    /// The limits in time of a unit; the question itself where there is nothing else to ask there.
    pub limits: Vec<Source<'e>>,
    pub ranking: Option<&'e Ranking>,
    pub words: String,
}

impl<'e> Run<'e> {
    /// Everything a question asks, as one `tất cả`.
    pub fn question(&mut self, question: &Question<'e>) -> Outcome {
        let node = self.enter(Op::All, What::Nothing);
        self.only = question.only;
        let mut outcome = self.ask(&question.asked);
        for (council, within) in &question.councils {
            outcome = all(outcome, self.council(council, *within));
        }
        if question.asked.is_empty() && question.councils.is_empty() {
            // Nothing is asked of anybody: everybody passes.
            outcome = if question.limits.iter().all(|source| source.limit.is_none()) {
                Outcome::MET
            } else {
                Outcome::NOT_APPLICABLE
            };
            for source in question.limits.iter().filter(|source| source.limit.is_some()) {
                outcome = all(outcome, self.limit(source).outcome);
            }
        }
        self.leave(node, outcome);
        outcome
    }

    /// A quota: at least, and at most where there is an end. `không có` chooses nobody.
    pub fn quota(&mut self, quota: &'e Expr) -> (u64, Option<u64>) {
        let whole = |number: Decimal| number.floor().to_u64().unwrap_or(0);
        let values = self.value(quota);
        let mut range: Option<(u64, Option<u64>)> = None;
        for value in values.as_slice() {
            let one = match (value, interval(*value)) {
                (Value::None, _) => (0, Some(0)),
                (_, Some((least, most))) => (whole(least), most.map(whole)),
                (Value::Unknown, None) => (0, None),
                (_, None) => {
                    self.fail(EvalError::Malformed);
                    (0, None)
                }
            };
            range = Some(range.map_or(one, |(least, most)| {
                (least.min(one.0), most.zip(one.1).map(|(one, other)| one.max(other)))
            }));
        }
        range.unwrap_or((0, None))
    }
}

/// What an entry point asks: everything under one title together.
pub fn question_of_entry<'e>(doc: &'e Document, entry: &'e Entry) -> Result<Question<'e>, EvalError> {
    let mut asked: Vec<Asked> = Vec::new();
    for target in &entry.under {
        let title = target.title.or(entry.title);
        match asked.last_mut().filter(|last| last.title == title) {
            Some(last) => last.criteria.extend(&target.criteria),
            None => asked.push(Asked {
                title,
                criteria: target.criteria.clone(),
            }),
        }
    }
    let ranking = entry
        .ranking
        .map(|id| doc.rankings.get(id.index()).ok_or(EvalError::Malformed))
        .transpose()?;
    let council = entry
        .council
        .map(|id| doc.councils.get(id.index()).ok_or(EvalError::Malformed))
        .transpose()?;
    Ok(Question {
        asked,
        only: None,
        councils: council.into_iter().map(|council| (council, None)).collect(),
        limits: Vec::new(),
        ranking,
        words: entry
            .label
            .clone()
            .unwrap_or_else(|| quyche_ir::words::spaced(&entry.name)),
    })
}

/// The record a unit's criteria, or its council rules, speak of.
pub fn subject_of(doc: &Document, unit: UnitId) -> Option<RecordId> {
    let whole = doc
        .criteria
        .iter()
        .find(|criterion| doc.is_within(criterion.unit, unit));
    let part = || {
        doc.criteria
            .iter()
            .find(|criterion| has_item(doc, &criterion.body, unit))
    };
    let council = || {
        doc.councils
            .iter()
            .find(|council| council.rules.iter().any(|rule| doc.is_within(rule.unit, unit)))
    };
    whole
        .or_else(part)
        .map(|criterion| criterion.subject)
        .or_else(|| council().map(|council| council.record))
        .or_else(|| {
            let mut limits = sources(doc).into_iter().filter(|source| source.limit.is_some());
            limits
                .find(|limit| doc.is_within(limit.unit, unit))
                .map(|limit| limit.subject.unwrap_or(NOBODY))
        })
}

/// The record of limits that speak of no record: their conditions are about the circumstances alone.
pub const NOBODY: RecordId = RecordId(u32::MAX);

fn has_item(doc: &Document, body: &Body, unit: UnitId) -> bool {
    match body {
        Body::All(items) | Body::Any(items) => items.iter().any(|item| holds_unit(doc, item, unit)),
        Body::Test(_) | Body::Meets(_) => false,
    }
}

/// What a unit asks of cases of a record.
pub fn question_of_unit(
    doc: &Document,
    unit: UnitId,
    title: Option<TitleId>,
    subject: RecordId,
) -> Result<Question<'_>, EvalError> {
    let of_subject = || doc.criteria.iter().filter(|criterion| criterion.subject == subject);
    let mut criteria: Vec<CriterionId> = of_subject()
        .filter(|criterion| doc.is_within(criterion.unit, unit))
        .map(|criterion| criterion.id)
        .collect();
    let mut only = None;
    if criteria.is_empty()
        && let Some(whole) = of_subject().find(|criterion| has_item(doc, &criterion.body, unit))
    {
        criteria.push(whole.id);
        only = Some((whole.id, unit));
    }
    let councils: Vec<(&Council, Option<UnitId>)> = doc
        .councils
        .iter()
        .filter(|council| council.record == subject)
        .filter(|council| council.rules.iter().any(|rule| doc.is_within(rule.unit, unit)))
        .map(|council| (council, Some(unit)))
        .collect();
    let limits = limits_of(doc, Some(unit), subject);
    if criteria.is_empty() && councils.is_empty() && limits.iter().all(|source| source.limit.is_none()) {
        return Err(EvalError::NothingToCheck(doc.address(unit).to_owned()));
    }
    let asked = if criteria.is_empty() {
        Vec::new()
    } else {
        vec![Asked { title, criteria }]
    };
    Ok(Question {
        asked,
        only,
        councils,
        limits,
        ranking: None,
        words: doc.address(unit).to_owned(),
    })
}

/// The limits within a unit, or everywhere, that can bind cases of a record.
pub fn limits_of(doc: &Document, within: Option<UnitId>, subject: RecordId) -> Vec<Source<'_>> {
    let limits = sources(doc).into_iter();
    let here = limits.filter(|limit| within.is_none_or(|unit| doc.is_within(limit.unit, unit)));
    here.filter(|limit| limit.subject.is_none_or(|of| of == subject))
        .collect()
}
