//! When an entry point, or one part of it, comes to hold for a person, if the facts go on as they stand: open periods keep running and the day
//! of reckoning moves.
//!
//! What moves with the day, unless told otherwise, is every date of the circumstances that the criteria use as their own
//! `tính đến`, and every year before which they count a row of years: the useful question about a review whose text reckons
//! on the last day for handing in is "if the last day were that day". Everything else stays as given.
//!
//! Days are not tried one by one. A look at one day says from which later day on anything it met may come out otherwise
//! (see [`quyche_eval::Clock`]); the next look is at that day.

mod moves;
mod words;

pub use moves::{moving_fields, moving_fields_of};
pub use words::{leaves, lines, moved};

use chrono::NaiveDate;
use quyche_eval::due::CalendarUsed;
use quyche_eval::errors::EvalError;
use quyche_eval::result::Assessment;
use quyche_eval::{Clock, Prepared};
use quyche_ir::facts::Case;
use quyche_ir::outcome::Class;
use quyche_ir::{FieldId, Outcome, UnitId};

/// More looks than this at one person are refused; facts a person could hand in never need them.
const MOST_LOOKS: u32 = 100_000;

/// When an entry point holds for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// The day from which it was asked.
    pub from: NaiveDate,
    /// The first day from then on, itself counted, on which it holds.
    pub first: Option<NaiveDate>,
    /// What stands in the way on the day before the first day, where that lies after the day asked about; where it never
    /// holds by waiting, what stands in the way for good (see [`when`]).
    pub in_the_way: Option<Assessment>,
    /// Where it never surely holds: the first later day on which nothing fails any more, and what is still open then.
    pub undecided: Option<(NaiveDate, Assessment)>,
    /// The first day after it on which it holds no longer, and what came to fail or to be open.
    pub fails: Option<(NaiveDate, Assessment)>,
    /// How many days were looked at.
    pub looks: u32,
    /// The work calendar that the answer rests on, where it rests on one.
    pub calendar: Option<CalendarUsed>,
}

/// When the question holds for this person, from a day on.
///
/// # Errors
/// Facts that contradict each other, or a document that does not keep its invariants.
pub fn when(prepared: &Prepared<'_>, person: &Case, from: NaiveDate, moved: &[FieldId]) -> Result<When, EvalError> {
    prepared.check(person)?;
    let mut search = Search {
        prepared,
        person,
        moved,
        looks: 0,
        calendar: None,
        undecided: None,
    };
    let (first, last) = search.until(from, true)?;
    let mut answer = When {
        from,
        first,
        in_the_way: None,
        undecided: None,
        fails: None,
        looks: 0,
        calendar: None,
    };
    match first {
        None => {
            answer.in_the_way = Some(search.for_good(from, last)?);
            if let Some(day) = search.undecided.filter(|day| *day > from) {
                answer.undecided = Some((day, search.reasons(day)?));
            }
        }
        Some(first) => {
            if let Some(before) = first.pred_opt().filter(|before| *before >= from) {
                answer.in_the_way = Some(search.reasons(before)?);
            }
            if let Some(fails) = search.until(first, false)?.0 {
                answer.fails = Some((fails, search.reasons(fails)?));
            }
        }
    }
    answer.looks = search.looks;
    answer.calendar = search.calendar;
    Ok(answer)
}

/// Whether an outcome is one that lets a person through.
pub fn holds(outcome: Outcome) -> bool {
    matches!(outcome.class(), Class::Met | Class::Exempt)
}

struct Search<'s, 'e> {
    prepared: &'s Prepared<'e>,
    person: &'s Case,
    moved: &'s [FieldId],
    looks: u32,
    calendar: Option<CalendarUsed>,
    /// The first day looked at from which on nothing failed any more, though it did not surely hold.
    undecided: Option<NaiveDate>,
}

impl Search<'_, '_> {
    /// The first day from `day` on on which it holds (or does not), if there is one; and the last day looked at, after
    /// which nothing changes.
    fn until(&mut self, mut day: NaiveDate, wanted: bool) -> Result<(Option<NaiveDate>, NaiveDate), EvalError> {
        loop {
            self.looks += 1;
            if self.looks > MOST_LOOKS {
                return Err(EvalError::TooDeep);
            }
            let moved = self.moved;
            let glance = self.prepared.glance(self.person, Clock { day, moved })?;
            CalendarUsed::add(&mut self.calendar, glance.calendar.as_ref());
            if glance.outcome.class() == Class::Open {
                self.undecided.get_or_insert(day);
            } else {
                // What fails again later was not left to an assessment alone.
                self.undecided = None;
            }
            if holds(glance.outcome) == wanted {
                return Ok((Some(day), day));
            }
            match glance.next {
                Some(next) => day = next,
                None => return Ok((None, day)),
            }
        }
    }

    /// What stands in the way at last; of that, where there is any, what does so from the first day on.
    fn for_good(&self, from: NaiveDate, last: NaiveDate) -> Result<Assessment, EvalError> {
        let mut at_last = self.reasons(last)?;
        let at_first = self.reasons(from)?;
        let units = |assessment: &Assessment| -> Vec<UnitId> {
            let failing = assessment.failures.iter().map(|failure| failure.unit);
            failing.chain(assessment.open.iter().map(|leaf| leaf.unit)).collect()
        };
        let first = units(&at_first);
        if units(&at_last).iter().any(|unit| first.contains(unit)) {
            at_last.failures.retain(|failure| first.contains(&failure.unit));
            at_last.open.retain(|leaf| first.contains(&leaf.unit));
        }
        Ok(at_last)
    }

    fn reasons(&self, day: NaiveDate) -> Result<Assessment, EvalError> {
        let moved = self.moved;
        self.prepared.assess_on(self.person, Clock { day, moved })
    }
}
