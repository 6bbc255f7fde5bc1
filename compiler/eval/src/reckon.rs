//! The last day of a limit that counts from an event, by the calendar and by what becomes of one that ends on a day off.

use crate::due::CalendarUsed;
use crate::limits::Start;
use crate::run::Run;
use chrono::NaiveTime;
use quyche_ir::model::Rolling;
use quyche_ir::norm::Limit;
use quyche_time::deadline::{self, Due, Presumed, Problem, Rules, Stop, is_hours};
use quyche_time::{Duration, Moment};

/// What a limit counts: from where, how much, which way, and when time stands still.
pub struct Term<'s> {
    pub start: Start,
    pub length: Duration,
    pub backward: bool,
    pub stops: &'s [Stop],
}

impl Run<'_> {
    /// The last day. What a limit says of days off itself goes before what the regulation says; a reading it depends on is
    /// met only where it makes a difference (R12).
    pub fn reckon(&mut self, limit: &Limit, from: &Term<'_>) -> Result<Due, Problem> {
        let Some(rolled) = limit.rolled else {
            return self.reckon_by(self.ground.rolling, from);
        };
        let own = self.reckon_by(rolled.rolling, from);
        let Some((reading, answer)) = rolled.under else {
            return own;
        };
        let other = self.reckon_by(self.ground.rolling, from);
        if let (Ok(own), Ok(other)) = (&own, &other)
            && (own.due, own.time, &own.pending) == (other.due, other.time, &other.pending)
        {
            return Ok(own.clone());
        }
        if self.answer(reading) == Some(answer) {
            own
        } else {
            other
        }
    }

    fn reckon_by(&self, rolling: Rolling, from: &Term<'_>) -> Result<Due, Problem> {
        let Term {
            start,
            length,
            backward,
            stops,
        } = *from;
        let event = match start {
            Start::At(event) => event,
            // The last day of a limit ends at midnight (khoản 6 Điều 148 of the Civil Code of 2015).
            Start::EndOf(Moment { day, time: None }) if is_hours(length.unit) => {
                let next = day.succ_opt().ok_or(Problem::OutOfRange)?;
                Moment::at(next.and_time(NaiveTime::MIN))
            }
            Start::EndOf(end) => end,
            Start::Never | Start::Unknown => return Err(Problem::NoTimeOfDay),
        };
        let calendar = self.ground.calendar.as_deref();
        let declared = self.ground.doc.about.office_hours.as_ref().map(|hours| &hours.time);
        let rules = Rules {
            calendar,
            hours: declared.or_else(|| calendar.and_then(|calendar| calendar.working_time(event.day))),
            rolling,
            presumed: if self.ground.allow_presumed {
                Presumed::Mark
            } else {
                Presumed::Refuse
            },
        };
        if backward {
            deadline::before(&rules, event, length)
        } else {
            deadline::after(&rules, event, length, stops)
        }
    }

    /// The calendar and its years on which a last day rests.
    pub fn used(&self, due: &Due) -> Option<CalendarUsed> {
        let calendar = self.ground.calendar.as_ref().filter(|_| !due.consulted.is_empty())?;
        let presumed = due.consulted.iter().filter(|year| !year.official);
        Some(CalendarUsed {
            name: calendar.name().to_owned(),
            version: calendar.version().to_owned(),
            hash: calendar.hash().to_owned(),
            years: due.consulted.iter().map(|year| year.year).collect(),
            presumed: presumed.map(|year| year.year).collect(),
        })
    }
}
