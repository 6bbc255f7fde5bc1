//! Counting forward from an event, and back.

use super::stop::{self, Stop};
use super::{Due, Pending, Presumed, Problem, Rolling, Rules, Skipped, Why, hours};
use crate::day_set::DaySet;
use crate::holidays::{Consulted, WorkCalendar};
use crate::{Duration, Moment, Unit, calendar};
use chrono::{Days, Months, NaiveDate, NaiveDateTime};

/// The end of a limit `length` after an event. Its first day is not counted; the n-th working day after it ends a limit of
/// n working days. Stops make it longer by their days between the event and its end, each once, in its own unit, as
/// long as that reaches further stops. Rolling comes last. A limit in hours counts from the event's time of day, and is
/// neither rolled nor stopped.
pub fn after(rules: &Rules<'_>, event: Moment, length: Duration, stops: &[Stop]) -> Result<Due, Problem> {
    if hours::is_hours(length.unit) {
        return hours::moment(rules, event, length, false);
    }
    let count = Count::new(rules, event.day, length)?;
    let (last_day, extension) = count.end(&stop::closed(stops))?;
    let mut due = count.due(rules, last_day, extension, &stop::closed(stops))?;
    if let Some(since) = stop::first_open(stops, last_day) {
        let (last_day, extension) = count.end(&stop::sure(stops))?;
        let earliest = count.due(rules, last_day, extension, &stop::sure(stops))?;
        due.pending = Some(Pending {
            since,
            earliest: earliest.due,
        });
        merge(&mut due.consulted, &earliest.consulted);
    }
    Ok(due)
}

/// The last permitted day of a limit that ends `length` before an event: months clipped, working days counted back
/// without the event's own day; never rolled, never stopped. No days before it is until the event itself.
pub fn before(rules: &Rules<'_>, event: Moment, length: Duration) -> Result<Due, Problem> {
    let count = length.count;
    let last_day = match length.unit {
        Unit::Hour | Unit::WorkingDayHour | Unit::WorkingHour => return hours::moment(rules, event, length, true),
        Unit::Year => event.day.checked_sub_months(Months::new(count.saturating_mul(12))),
        Unit::Month => event.day.checked_sub_months(Months::new(count)),
        Unit::Week => event.day.checked_sub_days(Days::new(u64::from(count) * 7)),
        // No days before the event is until the event itself.
        Unit::Day if count == 0 => {
            return Ok(Due {
                time: event.time,
                ..Due::plain(event.day)
            });
        }
        Unit::Day => event.day.checked_sub_days(Days::new(count.into())),
        Unit::WorkingDay => return working_days_before(rules, event.day, count),
    };
    Ok(Due::plain(last_day.ok_or(Problem::OutOfRange)?))
}

fn working_days_before(rules: &Rules<'_>, event: NaiveDate, count: u32) -> Result<Due, Problem> {
    let calendar = rules.calendar()?;
    let count = at_least_one(count)?;
    let last_day = calendar.working_day_before(event, count)?;
    let between = calendar.days_off(last_day, event.pred_opt().ok_or(Problem::OutOfRange)?)?;
    let skipped = between
        .into_iter()
        .map(|(day, kind)| Skipped {
            day,
            why: Why::DayOff(kind),
        })
        .collect();
    let consulted = rules.consult(calendar, last_day, event.pred_opt().ok_or(Problem::OutOfRange)?)?;
    Ok(Due {
        skipped,
        consulted,
        ..Due::plain(last_day)
    })
}

fn at_least_one(count: u32) -> Result<u32, Problem> {
    if count == 0 { Err(Problem::NoLength) } else { Ok(count) }
}

/// A forward count from a day.
enum Count<'c> {
    /// Of calendar units: the day it would end on without stops.
    Calendar { start: NaiveDate, end: NaiveDate },
    /// Of working days.
    Working {
        start: NaiveDate,
        days: u32,
        calendar: &'c WorkCalendar,
    },
}

impl<'c> Count<'c> {
    fn new(rules: &Rules<'c>, start: NaiveDate, length: Duration) -> Result<Count<'c>, Problem> {
        if length.unit == Unit::WorkingDay {
            let days = at_least_one(length.count)?;
            return Ok(Count::Working {
                start,
                days,
                calendar: rules.calendar()?,
            });
        }
        let end = calendar::add(start, length).ok_or(Problem::OutOfRange)?;
        Ok(Count::Calendar { start, end })
    }

    /// The last day, and by how much the stops made the limit longer.
    ///
    /// One pass over the runs, in order, is the least fixpoint: a run that begins by the day reached moves the end past
    /// itself, as every one of its days that the end passes moves it by one more.
    fn end(&self, stops: &DaySet) -> Result<(NaiveDate, u32), Problem> {
        let mut extension = 0;
        let mut end = self.without(extension)?;
        let first = self.next_day()?;
        for run in stops.runs().iter().filter(|run| first <= run.end) {
            if end < run.start {
                break;
            }
            extension += self.units(run.start.max(first), run.end)?;
            end = self.without(extension)?;
        }
        Ok((end, extension))
    }

    /// The end if the limit were so many units longer.
    fn without(&self, extension: u32) -> Result<NaiveDate, Problem> {
        match self {
            Count::Calendar { end, .. } => end
                .checked_add_days(Days::new(extension.into()))
                .ok_or(Problem::OutOfRange),
            Count::Working { start, days, calendar } => {
                let days = days.checked_add(extension).ok_or(Problem::OutOfRange)?;
                Ok(calendar.working_day_after(*start, days)?)
            }
        }
    }

    /// How many units a stretch of days has.
    fn units(&self, from: NaiveDate, until: NaiveDate) -> Result<u32, Problem> {
        match self {
            Count::Calendar { .. } => Ok(u32::try_from((until - from).num_days() + 1).unwrap_or(0)),
            Count::Working { calendar, .. } => {
                let before = from.pred_opt().ok_or(Problem::OutOfRange)?;
                Ok(calendar.working_days(before, until)?)
            }
        }
    }

    fn start(&self) -> NaiveDate {
        match self {
            Count::Calendar { start, .. } | Count::Working { start, .. } => *start,
        }
    }

    fn next_day(&self) -> Result<NaiveDate, Problem> {
        self.start().succ_opt().ok_or(Problem::OutOfRange)
    }

    /// The answer for a last day: rolled where the rules say so, with what was skipped and which years were consulted.
    fn due(&self, rules: &Rules<'c>, last_day: NaiveDate, extension: u32, stops: &DaySet) -> Result<Due, Problem> {
        let mut due = Due {
            extension,
            ..Due::plain(last_day)
        };
        let mut skipped: Vec<Skipped> = self.stopped(last_day, stops)?;
        match self {
            Count::Working { calendar, .. } => {
                let off = calendar.days_off(self.next_day()?, last_day)?;
                skipped.retain(|skipped| off.binary_search_by_key(&skipped.day, |(day, _)| *day).is_err());
                skipped.extend(off.into_iter().map(|(day, kind)| Skipped {
                    day,
                    why: Why::DayOff(kind),
                }));
                skipped.sort_by_key(|skipped| skipped.day);
                due.consulted = rules.consult(calendar, self.next_day()?, last_day)?;
            }
            Count::Calendar { .. } if rules.rolling == Rolling::NextWorkingDay => {
                let calendar = rules.calendar()?;
                due.due = calendar.roll(last_day)?;
                if let Some(before) = due.due.pred_opt() {
                    let off = calendar.days_off(last_day, before)?;
                    skipped.extend(off.into_iter().map(|(day, kind)| Skipped {
                        day,
                        why: Why::Rolled(kind),
                    }));
                }
                due.consulted = rules.consult(calendar, last_day, due.due)?;
            }
            Count::Calendar { .. } => {}
        }
        due.skipped = skipped;
        Ok(due)
    }

    /// The days after the start and up to the last day that stops cover.
    fn stopped(&self, last_day: NaiveDate, stops: &DaySet) -> Result<Vec<Skipped>, Problem> {
        let first = self.next_day()?;
        let runs = stops
            .runs()
            .iter()
            .filter(|run| run.start <= last_day && first <= run.end);
        let days = runs.flat_map(|run| {
            let (from, until) = (run.start.max(first), run.end.min(last_day));
            from.iter_days().take_while(move |day| *day <= until)
        });
        Ok(days.map(|day| Skipped { day, why: Why::Stopped }).collect())
    }
}

impl Due {
    /// A day that nothing moved.
    pub(super) fn plain(last_day: NaiveDate) -> Due {
        Due {
            last_day,
            due: last_day,
            time: None,
            extension: 0,
            skipped: Vec::new(),
            pending: None,
            consulted: Vec::new(),
        }
    }

    /// A moment.
    pub(super) fn at(end: NaiveDateTime) -> Due {
        Due {
            time: Some(end.time()),
            ..Due::plain(end.date())
        }
    }
}

impl<'c> Rules<'c> {
    pub(super) fn calendar(&self) -> Result<&'c WorkCalendar, Problem> {
        self.calendar.ok_or(Problem::NoCalendar)
    }

    /// The years of a stretch, refused where one is presumed and the rules say so.
    pub(super) fn consult(
        &self,
        calendar: &WorkCalendar,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Vec<Consulted>, Problem> {
        let consulted = calendar.consult(from, until)?;
        let presumed = consulted.iter().find(|year| !year.official);
        match (self.presumed, presumed) {
            (Presumed::Refuse, Some(year)) => Err(Problem::Presumed(year.year)),
            (Presumed::Refuse, None) | (Presumed::Mark, _) => Ok(consulted),
        }
    }
}

fn merge(into: &mut Vec<Consulted>, from: &[Consulted]) {
    for year in from {
        match into.iter_mut().find(|known| known.year == year.year) {
            Some(known) => known.official &= year.official,
            None => into.push(*year),
        }
    }
    into.sort_unstable();
}
