//! Looking at a prepared question again and again, on other days or under other readings, for whoever asks when it comes
//! out otherwise: outcomes without reasons, and what they hung on.

use crate::data::contradictions;
use crate::due::CalendarUsed;
use crate::errors::EvalError;
use crate::keys::Candidate;
use crate::result::{Assessment, Basis};
use crate::review::{Assessed, Prepared};
use crate::run::Run;
use crate::truth::Truth;
use crate::watch::{Clock, Watch};
use chrono::NaiveDate;
use quyche_ir::expr::Paper;
use quyche_ir::facts::Case;
use quyche_ir::outcome::Class;
use quyche_ir::{Expr, Outcome, ReadingId, RecordFact, TitleId, UnitId};

/// What a case comes to on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// The outcome.
    pub outcome: Outcome,
    /// The work calendar that it rests on, where it rests on one.
    pub calendar: Option<CalendarUsed>,
    /// The first later day on which it can be another; `None` where it never can while the facts go on as they stand.
    pub next: Option<NaiveDate>,
}

/// What a case comes to under the readings in force, without reasons.
#[derive(Clone, Debug)]
pub struct Bare {
    /// The outcome, and the place on each key of the ranking.
    pub assessed: Assessed,
    /// The readings met on the way, in order.
    pub met: Vec<ReadingId>,
}

impl Assessed {
    /// The outcome.
    pub fn outcome(&self) -> Outcome {
        self.assessment.outcome
    }

    /// Whether a ranking sees the same in both.
    pub fn ranks_as(&self, other: &Assessed) -> bool {
        self.outcome() == other.outcome()
            && self.candidate.sure == other.candidate.sure
            && self.candidate.possible == other.candidate.possible
            && self.candidate.keys == other.candidate.keys
    }
}

impl<'e> Prepared<'e> {
    /// The contradictions in a case and in the circumstances.
    ///
    /// # Errors
    /// Any there is.
    pub fn check(&self, case: &Case) -> Result<(), EvalError> {
        self.check_context()?;
        let mut errors = Vec::new();
        contradictions(&self.ground, &case.key, self.ground.subject, &case.subject, &mut errors);
        if errors.is_empty() {
            Ok(())
        } else {
            Err(EvalError::Data(errors))
        }
    }

    /// The outcome of a case on a day, and the next day on which it can change. Contradictions are the business of
    /// [`check`](Prepared::check).
    ///
    /// # Errors
    /// A document that does not keep its invariants.
    pub fn glance(&self, case: &Case, clock: Clock<'_>) -> Result<Glance, EvalError> {
        let mut run = Run::new(&self.ground, &case.subject, None, false);
        run.day = Some(clock.day);
        run.watch = Some(Watch::new(clock));
        let outcome = run.question(&self.question);
        match run.error {
            Some(error) => Err(error),
            None => Ok(Glance {
                outcome,
                calendar: run.calendar,
                next: run.watch.and_then(|watch| watch.next),
            }),
        }
    }

    /// What a case comes to on a day, with reasons where it does not hold.
    ///
    /// # Errors
    /// A document that does not keep its invariants.
    pub fn assess_on(&self, case: &Case, clock: Clock<'_>) -> Result<Assessment, EvalError> {
        self.assessment(&case.subject, Some(clock))
    }

    /// Whether a condition of the rules holds of a case on a day, under a title; `None` where nobody knows.
    ///
    /// # Errors
    /// A document that does not keep its invariants.
    pub fn holds<'r>(
        &'r self,
        case: &'r Case,
        condition: &'r Expr,
        day: Option<NaiveDate>,
        title: Option<TitleId>,
    ) -> Result<Option<bool>, EvalError> {
        let mut run = Run::new(&self.ground, &case.subject, title, false);
        run.day = day;
        let truth = run.test(condition);
        match run.error {
            Some(error) => Err(error),
            None => Ok(match truth {
                Truth::True => Some(true),
                Truth::False => Some(false),
                Truth::Unknown => None,
            }),
        }
    }

    /// By when a document that stands in a unit has to be dated, where that is asked for and known.
    pub fn dated_until(&self, case: &Case, paper: &Paper, unit: UnitId) -> Option<NaiveDate> {
        let mut run = Run::new(&self.ground, &case.subject, None, false);
        run.unit = unit;
        run.last_date_of(paper)
    }

    /// How many copies of a document that stands in a unit are asked for, where that is known.
    pub fn copies_asked(&self, case: &Case, paper: &Paper, unit: UnitId) -> Option<u64> {
        let mut run = Run::new(&self.ground, &case.subject, None, false);
        run.unit = unit;
        run.copies_of(paper)
    }

    /// The answers in force, by reading.
    pub fn answers(&self) -> &[u32] {
        &self.ground.readings
    }

    /// Chooses answers, by reading, in place of those in force.
    ///
    /// # Errors
    /// An answer that its reading does not have.
    pub fn read_as(&mut self, answers: Vec<u32>) -> Result<(), EvalError> {
        let readings = &self.ground.doc.readings;
        let fits = |(answer, reading): (&u32, &quyche_ir::model::Reading)| (*answer as usize) < reading.answers.len();
        if answers.len() != readings.len() || !answers.iter().zip(readings).all(fits) {
            return Err(EvalError::Malformed);
        }
        self.ground.readings = answers;
        Ok(())
    }

    /// The outcome of a case and its place on the keys under the readings in force.
    ///
    /// # Errors
    /// A document that does not keep its invariants.
    pub fn bare(&self, case: &Case) -> Result<Bare, EvalError> {
        let mut run = Run::new(&self.ground, &case.subject, None, false);
        let outcome = run.question(&self.question);
        let possible = outcome.contains(Outcome::MET) || outcome.contains(Outcome::EXEMPT);
        let mut keys = Vec::new();
        let mut met = std::mem::take(&mut run.met);
        let mut error = run.error;
        if let Some(ranking) = self.question.ranking.filter(|_| possible) {
            let mut run = Run::new(&self.ground, &case.subject, None, false);
            run.met = met;
            keys = ranking.keys.iter().map(|key| run.key(key)).collect();
            met = run.met;
            error = error.or(run.error);
        }
        if let Some(error) = error {
            return Err(error);
        }
        let assessment = Assessment {
            outcome,
            open: Vec::new(),
            failures: Vec::new(),
            readings: Vec::new(),
            reason: None,
            limits: Vec::new(),
            norms: Vec::new(),
            basis: Basis::default(),
            calendar: run.calendar,
            doubts: Vec::new(),
        };
        let candidate = Candidate {
            key: case.key.clone(),
            sure: matches!(outcome.class(), Class::Met | Class::Exempt),
            possible,
            keys,
            open: Vec::new(),
            eligibility: Vec::new(),
        };
        let met = named(&met);
        Ok(Bare {
            assessed: Assessed { assessment, candidate },
            met,
        })
    }

    /// The readings on which the trigger and the quota of the ranking hang under those in force.
    ///
    /// # Errors
    /// A document that does not keep its invariants.
    pub fn terms_met(&self) -> Result<Vec<ReadingId>, EvalError> {
        let Some(ranking) = self.question.ranking else {
            return Ok(Vec::new());
        };
        let nobody = RecordFact::default();
        let mut run = Run::new(&self.ground, &nobody, None, false);
        run.unit = ranking.unit;
        if let Some(when) = &ranking.when {
            run.test(when);
        }
        if let Some(quota) = &ranking.quota {
            run.quota(quota);
        }
        run.error.map_or_else(|| Ok(named(&run.met)), Err)
    }
}

fn named(met: &[bool]) -> Vec<ReadingId> {
    let all = met.iter().enumerate();
    all.filter(|(_, met)| **met).map(|(at, _)| ReadingId::at(at)).collect()
}
