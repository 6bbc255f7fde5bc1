//! The rules of R9 said again, day by day and as plainly as can be, to hold the fast path against.

use super::Stop;
use crate::holidays::WorkCalendar;
use crate::{Duration, Unit, WorkingTime, calendar};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use std::collections::BTreeSet;

/// The last day before rolling of a forward limit whose stops all have an end.
pub fn last_day(calendar: &WorkCalendar, event: NaiveDate, length: Duration, stops: &[Stop]) -> NaiveDate {
    match length.unit {
        Unit::WorkingDay => nth(event, length.count, |day| works(calendar, day) && !stopped(stops, day)),
        Unit::Day => nth(event, length.count, |day| !stopped(stops, day)),
        Unit::Week => nth(event, length.count * 7, |day| !stopped(stops, day)),
        Unit::Month | Unit::Year => fixpoint(event, calendar::add(event, length).unwrap(), stops),
        Unit::Hour | Unit::WorkingDayHour | Unit::WorkingHour => panic!("hours have no last day"),
    }
}

/// Half hours.
pub const STEP: TimeDelta = TimeDelta::minutes(30);

/// The end of a limit in hours, half an hour at a time; events and shifts begin and end on half hours.
pub fn hours_after(
    calendar: &WorkCalendar,
    time: &WorkingTime,
    event: NaiveDateTime,
    length: Duration,
) -> NaiveDateTime {
    let (mut now, mut left) = (event, 2 * length.count);
    while left > 0 {
        left -= u32::from(counts(calendar, time, length.unit, now));
        now += STEP;
    }
    now
}

/// The last moment of a limit in hours before an event, half an hour at a time.
pub fn hours_before(
    calendar: &WorkCalendar,
    time: &WorkingTime,
    event: NaiveDateTime,
    length: Duration,
) -> NaiveDateTime {
    let (mut now, mut left) = (event, 2 * length.count);
    while left > 0 {
        now -= STEP;
        left -= u32::from(counts(calendar, time, length.unit, now));
    }
    now
}

/// Whether the half hour that begins now counts.
fn counts(calendar: &WorkCalendar, time: &WorkingTime, unit: Unit, now: NaiveDateTime) -> bool {
    let mut shifts = time.shifts().iter();
    match unit {
        Unit::Hour => true,
        Unit::WorkingDayHour => works(calendar, now.date()),
        Unit::WorkingHour => {
            shifts.any(|shift| shift.from <= now.time() && now.time() < shift.until) && works(calendar, now.date())
        }
        Unit::Year | Unit::Month | Unit::Week | Unit::Day | Unit::WorkingDay => panic!("no hours"),
    }
}

/// The days of the first so many pauses after an event, day by day: a pause is an unbroken stretch of stopped days.
pub fn paused(event: NaiveDate, stops: &[Stop], at_most: u32) -> BTreeSet<NaiveDate> {
    let mut days = BTreeSet::new();
    let (mut pauses, mut before) = (0, false);
    for day in event.iter_days().skip(1).take(400) {
        let here = stopped(stops, day);
        pauses += u32::from(here && !before);
        if here && pauses <= at_most {
            days.insert(day);
        }
        before = here;
    }
    days
}

/// Rolling, one day at a time.
pub fn rolled(calendar: &WorkCalendar, mut day: NaiveDate) -> NaiveDate {
    while !works(calendar, day) {
        day = day.succ_opt().unwrap();
    }
    day
}

/// The last permitted day of so many working days before an event.
pub fn before(calendar: &WorkCalendar, event: NaiveDate, count: u32) -> NaiveDate {
    let mut day = event;
    let mut left = count;
    while left > 0 {
        day = day.pred_opt().unwrap();
        left -= u32::from(works(calendar, day));
    }
    day
}

fn nth(event: NaiveDate, count: u32, counts: impl Fn(NaiveDate) -> bool) -> NaiveDate {
    let mut day = event;
    let mut left = count;
    while left > 0 {
        day = day.succ_opt().unwrap();
        left -= u32::from(counts(day));
    }
    day
}

/// The definition: longer by the days stopped up to its end, until that changes nothing more.
fn fixpoint(event: NaiveDate, base: NaiveDate, stops: &[Stop]) -> NaiveDate {
    let mut end = base;
    loop {
        let days = event.iter_days().skip(1).take_while(|day| *day <= end);
        let stopped = days.filter(|day| stopped(stops, *day)).count();
        let next = base + chrono::Duration::days(stopped as i64);
        if next == end {
            return end;
        }
        end = next;
    }
}

fn stopped(stops: &[Stop], day: NaiveDate) -> bool {
    stops
        .iter()
        .any(|stop| stop.from <= day && stop.until.is_some_and(|until| day <= until))
}

fn works(calendar: &WorkCalendar, day: NaiveDate) -> bool {
    calendar.is_working(day).unwrap()
}
