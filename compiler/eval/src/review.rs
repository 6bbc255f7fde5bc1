//! The questions a regulation is asked: an entry point for one person or for everybody, a unit for one case.

use crate::causes::open_leaves;
use crate::data::{DataError, DataFault, contradictions};
use crate::due::CalendarUsed;
use crate::errors::EvalError;
use crate::failing::failures;
use crate::faults::rests_on;
use crate::ground::Ground;
use crate::keys::Candidate;
use crate::limits::{met_readings, results};
use crate::norms::norm_results;
use crate::question::{Part, Question, question_of_entry, question_of_part, question_of_unit};
use crate::rank::{Terms, rank};
use crate::reason::tree;
use crate::result::{Assessment, Basis, OpenLeaf, Options, PersonResult, RankingState, Review};
use crate::run::Run;
use crate::truth::Truth;
use crate::value::{Value, interval};
use crate::watch::{Clock, Watch};
use quyche_ir::facts::{Case, Cases};
use quyche_ir::norm::Ranking;
use quyche_ir::outcome::Class;
use quyche_ir::{
    CriterionId, Document, EntryId, Expr, Outcome, RankingId, RecordFact, RecordId, TitleId, UnitId, words,
};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A question made ready for many cases. It is shared between threads; each case is assessed on its own.
pub struct Prepared<'e> {
    pub(crate) ground: Ground<'e>,
    pub(crate) question: Question<'e>,
    pub(crate) trace: bool,
}

/// A case assessed, ready to be ranked.
#[derive(Clone, Debug)]
pub struct Assessed {
    pub(crate) assessment: Assessment,
    pub(crate) candidate: Candidate,
}

/// Assesses everybody and ranks them where the text ranks.
///
/// # Errors
/// Every contradiction in the facts of anybody, or a document that does not keep its invariants.
pub fn review(doc: &Document, entry: EntryId, cases: &Cases, options: &Options) -> Result<Review, EvalError> {
    let prepared = Prepared::of_review(doc, entry, cases, options)?;
    let assessed = prepared.assess_all(&cases.people);
    prepared.finish(entry, cases, assessed)
}

impl<'e> Prepared<'e> {
    /// An entry point for a review of these cases: assess each with [`assess`](Self::assess), in any order and on any thread,
    /// then [`finish`](Self::finish) with all of them in the order of the cases.
    ///
    /// # Errors
    /// A document that does not keep its invariants, or ids that are not of it.
    pub fn of_review(
        doc: &'e Document,
        entry: EntryId,
        cases: &'e Cases,
        options: &Options,
    ) -> Result<Self, EvalError> {
        let mut prepared = Self::of_entry(doc, entry, &cases.context, options)?;
        prepared.ground.people = Some(cases);
        Ok(prepared)
    }

    pub(crate) fn of_entry(
        doc: &'e Document,
        entry: EntryId,
        context: &'e RecordFact,
        options: &Options,
    ) -> Result<Self, EvalError> {
        let entry = doc.entries.get(entry.index()).ok_or(EvalError::Malformed)?;
        let mut ground = Ground::new(doc, entry.subject, context, options)?;
        ground.context_record = entry.context;
        let question = question_of_entry(doc, entry)?;
        let trace = options.trace;
        Ok(Prepared {
            ground,
            question,
            trace,
        })
    }

    /// One part of an entry point, asked of these cases under the circumstances of the whole.
    ///
    /// # Errors
    /// As [`of_review`](Self::of_review); also a part that says nothing that could be checked of such cases.
    pub fn of_part(
        doc: &'e Document,
        entry: EntryId,
        part: Part,
        cases: &'e Cases,
        options: &Options,
    ) -> Result<Self, EvalError> {
        let mut prepared = Self::of_review(doc, entry, cases, options)?;
        let entry = doc.entries.get(entry.index()).ok_or(EvalError::Malformed)?;
        prepared.question = question_of_part(doc, entry, part)?;
        Ok(prepared)
    }

    /// The criteria asked, in order.
    pub fn criteria(&self) -> Vec<CriterionId> {
        let asked = self.question.asked.iter();
        asked.flat_map(|asked| asked.criteria.iter().copied()).collect()
    }

    /// A unit asked about cases of a record.
    pub(crate) fn of_unit(
        doc: &'e Document,
        unit: UnitId,
        title: Option<TitleId>,
        subject: RecordId,
        context: &'e RecordFact,
        options: &Options,
    ) -> Result<Self, EvalError> {
        let question = question_of_unit(doc, unit, title, subject)?;
        Self::of_question(doc, question, subject, context, options)
    }

    /// A question about cases of a record.
    pub(crate) fn of_question(
        doc: &'e Document,
        question: Question<'e>,
        subject: RecordId,
        context: &'e RecordFact,
        options: &Options,
    ) -> Result<Self, EvalError> {
        let ground = Ground::new(doc, subject, context, options)?;
        let trace = options.trace;
        Ok(Prepared {
            ground,
            question,
            trace,
        })
    }

    /// A ranking asked of people who are all taken to be eligible.
    pub(crate) fn of_ranking(
        doc: &'e Document,
        ranking: RankingId,
        cases: &'e Cases,
        options: &Options,
    ) -> Result<Self, EvalError> {
        let ranking = doc.rankings.get(ranking.index()).ok_or(EvalError::Malformed)?;
        let mut ground = Ground::new(doc, ranking.subject, &cases.context, options)?;
        ground.people = Some(cases);
        let question = Question {
            ranking: Some(ranking),
            words: ranking.label.clone().unwrap_or_else(|| ranking.name.clone()),
            ..Question::default()
        };
        let trace = options.trace;
        Ok(Prepared {
            ground,
            question,
            trace,
        })
    }

    /// The contradictions in the circumstances.
    pub(crate) fn check_context(&self) -> Result<(), EvalError> {
        let mut errors = Vec::new();
        if let Some(record) = self.ground.context_record {
            contradictions(&self.ground, "", record, self.ground.context, &mut errors);
        }
        if errors.is_empty() {
            Ok(())
        } else {
            Err(EvalError::Data(errors))
        }
    }

    /// Assesses all the cases, one after the other.
    pub(crate) fn assess_all(&self, people: &[Case]) -> Vec<Result<Assessed, EvalError>> {
        people.iter().map(|person| self.assess(person)).collect()
    }

    /// Assesses one case.
    ///
    /// # Errors
    /// Facts that contradict each other, or a document that does not keep its invariants.
    pub fn assess(&self, case: &Case) -> Result<Assessed, EvalError> {
        let mut errors = Vec::new();
        contradictions(&self.ground, &case.key, self.ground.subject, &case.subject, &mut errors);
        if !errors.is_empty() {
            return Err(EvalError::Data(errors));
        }
        let assessment = self.assessment(&case.subject, None)?;
        let candidate = self.candidate(case, &assessment)?;
        Ok(Assessed { assessment, candidate })
    }

    pub(crate) fn assessment(&self, subject: &RecordFact, clock: Option<Clock<'_>>) -> Result<Assessment, EvalError> {
        let walk = |tracing| {
            let mut run = Run::new(&self.ground, subject, None, tracing);
            if let Some(clock) = clock {
                run.day = Some(clock.day);
                run.watch = Some(Watch::new(clock));
            }
            run
        };
        let mut plain = walk(false);
        let outcome = plain.question(&self.question);
        if let Some(error) = plain.error {
            return Err(error);
        }
        let mut assessment = Assessment {
            outcome,
            open: Vec::new(),
            failures: Vec::new(),
            readings: met_readings(&plain.met, &self.ground.readings),
            reason: None,
            limits: results(&self.ground, &self.question.limits, subject)?,
            norms: norm_results(&self.ground, &self.question.norms, self.question.norms_within, subject)?,
            basis: Basis::default(),
            calendar: plain.calendar,
            doubts: Vec::new(),
        };
        assessment.basis = self.question.basis(&assessment.limits, &assessment.norms);
        for limit in &assessment.limits {
            CalendarUsed::add(&mut assessment.calendar, limit.calendar.as_ref());
        }
        let class = outcome.class();
        if self.trace || class == Class::Open || class == Class::NotMet {
            let mut traced = walk(true);
            traced.question(&self.question);
            if let Some(error) = traced.error {
                return Err(error);
            }
            CalendarUsed::add(&mut assessment.calendar, traced.calendar.as_ref());
            let trace = traced.trace.unwrap_or_default();
            assessment.open = open_leaves(&trace);
            if class == Class::NotMet {
                assessment.failures = failures(&trace, &self.ground);
            }
            if self.trace {
                assessment.reason = tree(&trace, &self.ground, self.question.words.clone());
            }
        }
        assessment.doubts = rests_on(&self.ground, &assessment, plain.touched);
        Ok(assessment)
    }

    fn candidate(&self, case: &Case, assessment: &Assessment) -> Result<Candidate, EvalError> {
        let outcome = assessment.outcome;
        let possible = outcome.contains(Outcome::MET) || outcome.contains(Outcome::EXEMPT);
        let mut candidate = Candidate {
            key: case.key.clone(),
            sure: matches!(outcome.class(), Class::Met | Class::Exempt),
            possible,
            keys: Vec::new(),
            open: Vec::new(),
            eligibility: Vec::new(),
        };
        let Some(ranking) = self.question.ranking.filter(|_| possible) else {
            return Ok(candidate);
        };
        candidate.eligibility = assessment.open.clone();
        let mut run = Run::new(&self.ground, &case.subject, None, false);
        candidate.keys = ranking.keys.iter().map(|key| run.key(key)).collect();
        if candidate.keys.iter().any(|key| !key.is_known()) {
            let mut traced = Run::new(&self.ground, &case.subject, None, true);
            for (key, range) in ranking.keys.iter().zip(&candidate.keys) {
                let (_, causes) = traced.apart(|run| run.key(key));
                if !range.is_known() {
                    let unit = key.unit;
                    candidate
                        .open
                        .extend(causes.into_iter().map(|cause| OpenLeaf { unit, cause }));
                }
            }
        }
        match run.error {
            Some(error) => Err(error),
            None => Ok(candidate),
        }
    }

    /// Puts together the results of every case, in the order of the cases, and ranks.
    ///
    /// # Errors
    /// Every contradiction found in anybody's facts, else the first other error.
    pub fn finish(
        &self,
        entry: EntryId,
        cases: &Cases,
        assessed: Vec<Result<Assessed, EvalError>>,
    ) -> Result<Review, EvalError> {
        let mut assessed = self.all_sound(assessed)?;
        // Of a large list nothing is copied that can be taken.
        let taken = assessed.iter_mut().map(|one| std::mem::take(&mut one.candidate));
        let candidates: Vec<Candidate> = taken.collect();
        let (ranking, quota, standings) = match self.question.ranking {
            None => (RankingState::None, None, vec![None; candidates.len()]),
            Some(ranking) => {
                let terms = self.terms(ranking, cases.complete)?;
                (state(&terms), known(terms.quota), rank(&terms, &candidates))
            }
        };
        let people = assessed.into_iter().zip(standings).zip(candidates);
        Ok(Review {
            entry,
            as_of: self.ground.as_of,
            ranking,
            quota,
            people: people
                .map(|((one, standing), candidate)| {
                    let mut assessment = one.assessment;
                    if let (Some(ranking), Some(_)) = (self.question.ranking, &standing) {
                        assessment.doubts.extend(self.ground.doubts_of(ranking.unit));
                        assessment.doubts.sort_unstable();
                        assessment.doubts.dedup();
                    }
                    PersonResult {
                        key: candidate.key,
                        assessment,
                        standing,
                    }
                })
                .collect(),
        })
    }

    fn all_sound(&self, assessed: Vec<Result<Assessed, EvalError>>) -> Result<Vec<Assessed>, EvalError> {
        let mut faults = Vec::new();
        if let Err(EvalError::Data(errors)) = self.check_context() {
            faults.extend(errors);
        }
        for error in assessed.iter().filter_map(|one| one.as_ref().err()) {
            match error {
                EvalError::Data(errors) => faults.extend(errors.iter().cloned()),
                EvalError::NothingToCheck(_)
                | EvalError::Malformed
                | EvalError::TooDeep
                | EvalError::NoMeasure
                | EvalError::OtherCalendar { .. }
                | EvalError::Time { .. } => return Err(error.clone()),
            }
        }
        if faults.is_empty() {
            Ok(assessed.into_iter().flatten().collect())
        } else {
            Err(EvalError::Data(faults))
        }
    }

    /// Trigger and quota, from the circumstances alone.
    fn terms(&self, ranking: &'e Ranking, complete: bool) -> Result<Terms<'e>, EvalError> {
        let nobody = RecordFact::default();
        let ask = |tracing: bool| {
            let mut run = Run::new(&self.ground, &nobody, None, tracing);
            run.unit = ranking.unit;
            let (trigger, why) = run.apart(|run| ranking.when.as_ref().map_or(Truth::True, |when| run.test(when)));
            let (quota, why_quota) = run.apart(|run| ranking.quota.as_ref().map(|quota| run.quota(quota)));
            run.error.map_or(Ok((trigger, quota, why, why_quota)), Err)
        };
        let (trigger, quota, _, _) = ask(false)?;
        let quota_open = quota.is_some_and(|(least, most)| Some(least) != most);
        let mut causes = Vec::new();
        if trigger == Truth::Unknown || quota_open {
            let (_, _, why, why_quota) = ask(true)?;
            causes.extend(why.into_iter().filter(|_| trigger == Truth::Unknown));
            causes.extend(why_quota.into_iter().filter(|_| quota_open));
        }
        let unit = ranking.unit;
        Ok(Terms {
            ranking,
            trigger,
            quota,
            complete,
            open: causes.into_iter().map(|cause| OpenLeaf { unit, cause }).collect(),
        })
    }
}

impl<'e> Run<'e> {
    /// A quota: at least, and at most where there is an end. `không có` chooses nobody; what is no count of people is a fault
    /// of the facts.
    pub(crate) fn quota(&mut self, quota: &'e Expr) -> (u64, Option<u64>) {
        let whole = |number: Decimal| number.to_u64().filter(|_| number.is_integer());
        let values = self.value(quota);
        let mut range: Option<(u64, Option<u64>)> = None;
        for value in values.as_slice() {
            let one = match (value, interval(*value)) {
                (Value::None, _) => (0, Some(0)),
                (_, Some((least, most))) => match (whole(least), most.map_or(Some(None), |most| whole(most).map(Some)))
                {
                    (Some(least), Some(most)) => (least, most),
                    (None, _) | (_, None) => {
                        let place = words::expr(self.ground.doc, quota);
                        let fault = DataFault::NoCount;
                        let key = String::new();
                        self.fail(EvalError::Data(vec![DataError { key, place, fault }]));
                        (0, None)
                    }
                },
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

/// The quota, where least and most agree.
fn known(quota: Option<(u64, Option<u64>)>) -> Option<u64> {
    quota.and_then(|(least, most)| (Some(least) == most).then_some(least))
}

fn state(terms: &Terms<'_>) -> RankingState {
    let quota_known = terms.quota.is_none() || known(terms.quota).is_some();
    match terms.trigger {
        Truth::False => RankingState::NotNeeded,
        Truth::True if quota_known => RankingState::Ranked,
        Truth::True | Truth::Unknown => RankingState::Unknown,
    }
}
