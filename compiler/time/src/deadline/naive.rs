//! The rules of R9 said again, day by day and as plainly as can be, to hold the fast path against.

use super::Stop;
use crate::holidays::WorkCalendar;
use crate::{Duration, Unit, calendar};
use chrono::NaiveDate;

/// The last day before rolling of a forward limit whose stops all have an end.
pub fn last_day(calendar: &WorkCalendar, event: NaiveDate, length: Duration, stops: &[Stop]) -> NaiveDate {
    match length.unit {
        Unit::WorkingDay => nth(event, length.count, |day| works(calendar, day) && !stopped(stops, day)),
        Unit::Day => nth(event, length.count, |day| !stopped(stops, day)),
        Unit::Week => nth(event, length.count * 7, |day| !stopped(stops, day)),
        Unit::Month | Unit::Year => fixpoint(event, calendar::add(event, length).unwrap(), stops),
        Unit::Hour => panic!("hours have no last day"),
    }
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
