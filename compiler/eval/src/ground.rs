//! What stands firm while cases are assessed: the document with the chains of scopes above each unit, the circumstances,
//! the day of reckoning, the readings chosen.

use crate::due::LimitOf;
use crate::errors::EvalError;
use crate::faults::Touching;
use crate::result::Options;
use chrono::NaiveDate;
use quyche_base::name::fold;
use quyche_ir::expr::{Expr, ExprKind};
use quyche_ir::facts::Cases;
use quyche_ir::model::{Effect, Rolling};
use quyche_ir::norm::CouncilRuleKind;
use quyche_ir::{Document, FieldId, ReadingId, RecordFact, RecordId, ScopeId, UnitId, visit};
use quyche_time::holidays::WorkCalendar;
use quyche_time::{BrokenRuns, Moment};
use std::sync::Arc;

/// From when the document has effect (R13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effective {
    /// The file says nothing of it, and not when the document was made.
    Always,
    /// The file says nothing of it; the document was made on this day. Nothing falls due before; what is asked of a case is
    /// asked of any day, since no day is known from which it has effect.
    Made(NaiveDate),
    /// From this day.
    From(NaiveDate),
    /// From the day of signing, which nobody told.
    Unsigned,
}

/// What follows from a document alone, for questions that ask about the same one many times; see [`derive()`].
#[derive(Debug)]
pub struct Derived {
    /// By unit: the scopes of the units from the root down to it, outermost first.
    scopes: Vec<Vec<ScopeId>>,
    /// Which doubts touch which unit.
    doubts: Touching,
    /// Records declared one a year (R6), with the field of the year.
    yearly: Vec<(RecordId, FieldId)>,
}

/// What every question about this document needs, made once.
///
/// # Errors
/// A document that does not keep its invariants.
pub fn derive(doc: &Document) -> Result<Arc<Derived>, EvalError> {
    Ok(Arc::new(Derived {
        scopes: scope_chains(doc)?,
        doubts: Touching::of(doc),
        yearly: yearly_records(doc),
    }))
}

/// The ground of one run.
pub struct Ground<'e> {
    pub doc: &'e Document,
    /// What follows from the document alone.
    derived: Arc<Derived>,
    pub subject: RecordId,
    pub context: &'e RecordFact,
    pub context_record: Option<RecordId>,
    /// Everybody under review, where a review is what is run.
    pub people: Option<&'e Cases>,
    /// By reading: the answer in force.
    pub readings: Vec<u32>,
    pub as_of: Option<NaiveDate>,
    pub effective: Effective,
    /// The work calendar limits are counted with, and what to do about its presumed days (R16).
    pub calendar: Option<Arc<WorkCalendar>>,
    pub allow_presumed: bool,
    pub rolling: Rolling,
    /// How broken service is counted, where whoever asks settles that.
    pub count: Option<BrokenRuns>,
    /// By unit of a limit: when it was done, or that it was not.
    pub done: Vec<(UnitId, Option<Moment>)>,
    pub done_of: Vec<(LimitOf, Option<Moment>)>,
}

impl<'e> Ground<'e> {
    /// The ground for cases of this record.
    pub fn new(
        doc: &'e Document,
        subject: RecordId,
        context: &'e RecordFact,
        options: &Options,
    ) -> Result<Self, EvalError> {
        let known = options
            .derived
            .as_ref()
            .filter(|derived| derived.scopes.len() == doc.units.len());
        let derived = known.map_or_else(|| derive(doc), |derived| Ok(derived.clone()))?;
        let effective = match doc.about.effect {
            Effect::From(day) => Effective::From(day),
            Effect::FromSigning => {
                let signed = options.signed.or(doc.about.issued);
                signed.map_or(Effective::Unsigned, Effective::From)
            }
            Effect::NotSaid => doc
                .about
                .issued
                .or(options.signed)
                .map_or(Effective::Always, Effective::Made),
        };
        if let (Some(wanted), Some(given)) = (&doc.about.calendar, &options.calendar)
            && fold(&wanted.name) != fold(given.name())
        {
            return Err(EvalError::OtherCalendar {
                wanted: wanted.name.clone(),
                given: given.name().to_owned(),
            });
        }
        Ok(Ground {
            doc,
            derived,
            subject,
            context,
            context_record: None,
            people: None,
            readings: readings(doc, &options.readings)?,
            as_of: options.as_of,
            effective,
            calendar: options.calendar.clone(),
            allow_presumed: options.allow_presumed,
            rolling: doc.about.rolling.unwrap_or_default(),
            count: options.count,
            done: options.done.clone(),
            done_of: options.done_of.clone(),
        })
    }

    /// The doubts that touch a unit, by position, in order.
    pub fn doubts_of(&self, unit: UnitId) -> &[u32] {
        self.derived.doubts.unit(unit)
    }

    /// Records declared one a year (R6), with the field of the year.
    pub fn yearly(&self) -> &[(RecordId, FieldId)] {
        &self.derived.yearly
    }

    /// The scopes that govern a unit, outermost first.
    pub fn scopes_of(&self, unit: UnitId) -> &[ScopeId] {
        self.derived.scopes.get(unit.index()).map_or(&[], Vec::as_slice)
    }
}

fn scope_chains(doc: &Document) -> Result<Vec<Vec<ScopeId>>, EvalError> {
    let mut own: Vec<Vec<ScopeId>> = vec![Vec::new(); doc.units.len()];
    for (index, scope) in doc.scopes.iter().enumerate() {
        let place = own.get_mut(scope.unit.index()).ok_or(EvalError::Malformed)?;
        place.push(ScopeId::at(index));
    }
    let mut chains: Vec<Vec<ScopeId>> = Vec::with_capacity(own.len());
    for (index, (unit, mut scopes)) in doc.units.iter().zip(own).enumerate() {
        if let Some(parent) = unit.parent {
            // Invariant: parents stand before children.
            let above = chains.get(parent.index()).ok_or(EvalError::Malformed)?;
            scopes.splice(0..0, above.iter().copied());
        }
        debug_assert_eq!(chains.len(), index);
        chains.push(scopes);
    }
    Ok(chains)
}

fn readings(doc: &Document, chosen: &[(ReadingId, u32)]) -> Result<Vec<u32>, EvalError> {
    let mut answers: Vec<u32> = doc.readings.iter().map(|reading| reading.default).collect();
    for (reading, answer) in chosen {
        let known = doc
            .readings
            .get(reading.index())
            .map_or(0, |reading| reading.answers.len());
        let place = answers.get_mut(reading.index()).ok_or(EvalError::Malformed)?;
        if (*answer as usize) >= known {
            return Err(EvalError::Malformed);
        }
        *place = *answer;
    }
    Ok(answers)
}

/// The records that some `N năm liền kề` counts, by looking through every expression of the document.
fn yearly_records(doc: &Document) -> Vec<(RecordId, FieldId)> {
    let mut found = Vec::new();
    let see = &mut |expr: &Expr| {
        if let ExprKind::Years { list, year, .. } = &expr.kind
            && !found.contains(&(list.record, *year))
        {
            found.push((list.record, *year));
        }
    };
    for definition in &doc.definitions {
        visit::expr(&definition.body, see);
    }
    for scope in &doc.scopes {
        visit::gate(&scope.gate, see);
        scope.filter.iter().for_each(|filter| visit::expr(filter, see));
        scope
            .redirects
            .iter()
            .for_each(|redirect| visit::expr(&redirect.when, see));
    }
    for criterion in &doc.criteria {
        visit::gate(&criterion.gate, see);
        visit::body(&criterion.body, see, &mut |_| {});
    }
    for ranking in &doc.rankings {
        let parts = ranking.quota.iter().chain(&ranking.when);
        parts
            .chain(ranking.keys.iter().map(|key| &key.value))
            .for_each(|expr| visit::expr(expr, see));
    }
    for rule in doc.councils.iter().flat_map(|council| &council.rules) {
        match &rule.kind {
            CouncilRuleKind::Seat { conditions, .. } => conditions.iter().for_each(|expr| visit::expr(expr, see)),
            CouncilRuleKind::Barred(items) => visit::items(items, see, &mut |_| {}),
            CouncilRuleKind::Size(_) | CouncilRuleKind::Quorum { .. } | CouncilRuleKind::Vote { .. } => {}
        }
    }
    found
}
