//! Limits in hours: on the clock (`giờ`), in the hours of working days (`giờ ngày làm việc`), in working hours
//! (`giờ làm việc`).
//!
//! A limit in hours begins at the event's own time of day (khoản 1 Điều 147 of the Civil Code of 2015) and ends at the
//! first moment by which so many hours have passed; it is neither rolled nor stopped. The three kinds differ only in which
//! stretches of a day count: all of every day; all of every working day; the shifts of every working day.

use super::{Due, Problem, Rules, Skipped, Why};
use crate::holidays::WorkCalendar;
use crate::moment::Moment;
use crate::{Duration, Unit};
use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

const DAY: i64 = 24 * 3600;

/// Which hours count.
enum Hours<'c> {
    /// All.
    Clock,
    /// Those of working days that lie in these stretches of a day, in seconds.
    Working {
        calendar: &'c WorkCalendar,
        stretches: Vec<(i64, i64)>,
    },
}

/// Whether a unit is hours of some kind.
pub fn is_hours(unit: Unit) -> bool {
    match unit {
        Unit::Hour | Unit::WorkingDayHour | Unit::WorkingHour => true,
        Unit::Year | Unit::Month | Unit::Week | Unit::Day | Unit::WorkingDay => false,
    }
}

/// The moment so many hours after an event, or before it.
pub(super) fn moment(rules: &Rules<'_>, event: Moment, length: Duration, back: bool) -> Result<Due, Problem> {
    if length.count == 0 {
        return Err(Problem::NoLength);
    }
    let start = event.exact().ok_or(Problem::NoTimeOfDay)?;
    let seconds = i64::from(length.count) * 3600;
    match hours(rules, length.unit)? {
        Hours::Clock => {
            let span = TimeDelta::try_seconds(if back { -seconds } else { seconds }).ok_or(Problem::OutOfRange)?;
            let end = start.checked_add_signed(span).ok_or(Problem::OutOfRange)?;
            Ok(Due::at(end))
        }
        Hours::Working { calendar, stretches } => {
            let end = if back {
                backward(calendar, &stretches, start, seconds)?
            } else {
                forward(calendar, &stretches, start, seconds)?
            };
            let (first, last) = (start.date().min(end.date()), start.date().max(end.date()));
            let off = calendar.days_off(first, last)?;
            let skipped = off.into_iter().map(|(day, kind)| Skipped {
                day,
                why: Why::DayOff(kind),
            });
            Ok(Due {
                skipped: skipped.collect(),
                consulted: rules.consult(calendar, first, last)?,
                ..Due::at(end)
            })
        }
    }
}

fn hours<'c>(rules: &Rules<'c>, unit: Unit) -> Result<Hours<'c>, Problem> {
    let stretches = match unit {
        Unit::WorkingHour => rules.hours.ok_or(Problem::NoWorkingTime)?.seconds(),
        Unit::WorkingDayHour => vec![(0, DAY)],
        Unit::Year | Unit::Month | Unit::Week | Unit::Day | Unit::WorkingDay | Unit::Hour => return Ok(Hours::Clock),
    };
    let calendar = rules.calendar()?;
    Ok(Hours::Working { calendar, stretches })
}

/// The first moment by which so many seconds of the stretches have passed since the start.
///
/// The rest of the first day, then whole working days at once, then the last one: within the day `left` lies in
/// `1..=total`, so that a limit that fills a day ends with it and not with the morning of the next.
fn forward(
    calendar: &WorkCalendar,
    stretches: &[(i64, i64)],
    start: NaiveDateTime,
    seconds: i64,
) -> Result<NaiveDateTime, Problem> {
    let total: i64 = stretches.iter().map(|(from, until)| until - from).sum();
    let from = second_of_day(start);
    let mut left = seconds;
    if calendar.is_working(start.date())? {
        let rest: i64 = stretches
            .iter()
            .map(|(begin, end)| (end - from.max(*begin)).max(0))
            .sum();
        if left <= rest {
            return at(start.date(), within(stretches, from, left));
        }
        left -= rest;
    }
    let whole = (left - 1) / total;
    let days = u32::try_from(whole + 1).map_err(|_| Problem::OutOfRange)?;
    let day = calendar.working_day_after(start.date(), days)?;
    at(day, within(stretches, 0, left - whole * total))
}

/// The last moment from which so many seconds of the stretches pass until the end.
fn backward(
    calendar: &WorkCalendar,
    stretches: &[(i64, i64)],
    end: NaiveDateTime,
    seconds: i64,
) -> Result<NaiveDateTime, Problem> {
    let total: i64 = stretches.iter().map(|(from, until)| until - from).sum();
    let until = second_of_day(end);
    let mut left = seconds;
    if calendar.is_working(end.date())? {
        let rest: i64 = stretches
            .iter()
            .map(|(begin, end)| (until.min(*end) - begin).max(0))
            .sum();
        if left <= rest {
            return at(end.date(), within_back(stretches, until, left));
        }
        left -= rest;
    }
    let whole = (left - 1) / total;
    let days = u32::try_from(whole + 1).map_err(|_| Problem::OutOfRange)?;
    let day = calendar.working_day_before(end.date(), days)?;
    at(day, within_back(stretches, DAY, left - whole * total))
}

/// The second of a day by which `left` seconds of the stretches have passed since `from`.
fn within(stretches: &[(i64, i64)], from: i64, mut left: i64) -> i64 {
    let mut reached = from;
    for (begin, end) in stretches {
        let begin = from.max(*begin);
        let here = (end - begin).max(0);
        if here > 0 {
            reached = begin + left.min(here);
            left -= here;
        }
        if left <= 0 {
            break;
        }
    }
    reached
}

/// The second of a day from which `left` seconds of the stretches pass until `until`.
fn within_back(stretches: &[(i64, i64)], until: i64, mut left: i64) -> i64 {
    let mut reached = until;
    for (begin, end) in stretches.iter().rev() {
        let end = until.min(*end);
        let here = (end - begin).max(0);
        if here > 0 {
            reached = end - left.min(here);
            left -= here;
        }
        if left <= 0 {
            break;
        }
    }
    reached
}

fn second_of_day(moment: NaiveDateTime) -> i64 {
    i64::from(moment.time().num_seconds_from_midnight())
}

/// A second of a day; the end of the day is the beginning of the next.
fn at(day: NaiveDate, second: i64) -> Result<NaiveDateTime, Problem> {
    let (days, second) = (second.div_euclid(DAY), second.rem_euclid(DAY));
    let day = day.checked_add_days(Days::new(u64::try_from(days).map_err(|_| Problem::OutOfRange)?));
    let hour = u32::try_from(second / 3600).map_err(|_| Problem::OutOfRange)?;
    let minute = u32::try_from(second % 3600 / 60).map_err(|_| Problem::OutOfRange)?;
    let second = u32::try_from(second % 60).map_err(|_| Problem::OutOfRange)?;
    day.and_then(|day| day.and_hms_opt(hour, minute, second))
        .ok_or(Problem::OutOfRange)
}
