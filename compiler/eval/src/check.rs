//! The questions a regulation is asked about single cases: an entry point, a unit, its limits, its norms, a dossier.

use crate::criteria::Asked;
use crate::data::contradictions;
use crate::due::LimitResult;
use crate::errors::EvalError;
use crate::ground::{Effective, Ground};
use crate::limits::results;
use crate::norms::{NormResult, norm_results, norms_of};
use crate::question::{Question, limits_of, subject_of};
use crate::result::{Assessment, Options};
use crate::review::Prepared;
use quyche_ir::facts::Case;
use quyche_ir::{Document, DossierId, EntryId, RecordFact, RecordId, TitleId, UnitId};

/// Assesses one person at an entry point, without ranking.
///
/// # Errors
/// Facts that contradict each other, or a document that does not keep its invariants.
pub fn assess(
    doc: &Document,
    entry: EntryId,
    person: &Case,
    context: &RecordFact,
    options: &Options,
) -> Result<Assessment, EvalError> {
    let prepared = Prepared::of_entry(doc, entry, context, options)?;
    prepared.check_context()?;
    prepared.assess(person).map(|assessed| assessed.assessment)
}

/// Asks a unit about one case: its criteria, one item of a criterion, or the rules of a council there.
///
/// # Errors
/// As [`assess`]; also a unit that says nothing that could be checked.
pub fn check_unit(
    doc: &Document,
    unit: UnitId,
    title: Option<TitleId>,
    case: &Case,
    context: &RecordFact,
    options: &Options,
) -> Result<Assessment, EvalError> {
    let subject = subject_of(doc, unit).ok_or_else(|| EvalError::NothingToCheck(doc.address(unit).to_owned()))?;
    let prepared = Prepared::of_unit(doc, unit, title, subject, context, options)?;
    prepared.check_context()?;
    prepared.assess(case).map(|assessed| assessed.assessment)
}

/// The limits in time that can bind one case: those within a unit, or all of the document.
///
/// # Errors
/// As [`assess`]; also a limit that the calendar given cannot count.
pub fn check_limits(
    doc: &Document,
    within: Option<UnitId>,
    subject: RecordId,
    case: &Case,
    context: &RecordFact,
    options: &Options,
) -> Result<Vec<LimitResult>, EvalError> {
    let ground = Ground::new(doc, subject, context, options)?;
    let mut errors = Vec::new();
    contradictions(&ground, &case.key, subject, &case.subject, &mut errors);
    if !errors.is_empty() {
        return Err(EvalError::Data(errors));
    }
    results(&ground, &limits_of(doc, within, subject), &case.subject)
}

/// The norms that can bind each case: those within a unit, or all of the document; none on a day before the document was
/// made.
///
/// # Errors
/// As [`check_limits`].
pub fn check_norms(
    doc: &Document,
    within: Option<UnitId>,
    subject: RecordId,
    cases: &[&Case],
    context: &RecordFact,
    options: &Options,
) -> Result<Vec<Vec<NormResult>>, EvalError> {
    let ground = Ground::new(doc, subject, context, options)?;
    if let (Effective::Made(made), Some(day)) = (ground.effective, options.as_of)
        && day < made
    {
        return Ok(vec![Vec::new(); cases.len()]);
    }
    let norms = norms_of(doc, within, subject);
    let mut all = Vec::with_capacity(cases.len());
    for case in cases {
        let mut errors = Vec::new();
        contradictions(&ground, &case.key, subject, &case.subject, &mut errors);
        if !errors.is_empty() {
            return Err(EvalError::Data(errors));
        }
        all.push(norm_results(&ground, &norms, within, &case.subject)?);
    }
    Ok(all)
}

/// Whether one dossier is complete for each case: the outcome, with what is missing among the failing points and what is
/// not known among the open ones.
///
/// # Errors
/// As [`assess`].
pub fn check_dossier(
    doc: &Document,
    dossier: DossierId,
    cases: &[&Case],
    context: &RecordFact,
    options: &Options,
) -> Result<Vec<Assessment>, EvalError> {
    let check = doc.criteria.iter().find(|criterion| criterion.dossier == Some(dossier));
    let check = check.ok_or(EvalError::Malformed)?;
    let question = Question {
        asked: vec![Asked {
            title: None,
            criteria: vec![check.id],
        }],
        words: doc.address(check.unit).to_owned(),
        ..Question::default()
    };
    let prepared = Prepared {
        ground: Ground::new(doc, check.subject, context, options)?,
        question,
        trace: options.trace,
    };
    let assessed = cases.iter().map(|case| prepared.assess(case));
    assessed.map(|one| one.map(|one| one.assessment)).collect()
}
