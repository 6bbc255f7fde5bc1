//! Durations on the calendar: `s ⊕ D`, the most and the fewest days D can take, and lengths in years, months and days.
//!
//! Months and years are the calendar's (Điều 147, Điều 148 of the Civil Code count a term to the same day of the last
//! month, or to that month's last day where it has no such day).

use crate::{Duration, Unit};
use chrono::{Days, Months, NaiveDate};

/// `date ⊕ duration`: years and months together, clipped to the last day of the month, then days. `None` for units
/// that are no span of calendar days (working days, hours) and where the calendar ends.
pub fn add(date: NaiveDate, duration: Duration) -> Option<NaiveDate> {
    match split(duration)? {
        Span::Months(months) => add_months(date, months),
        Span::Days(days) => date.checked_add_days(Days::new(u64::try_from(days).ok()?)),
    }
}

/// The most days the duration can ever take: 12 tháng 366, 24 tháng 731, 9 năm 3.288. `None` for working days and hours.
///
/// Computed over every place of the duration in the four-year cycle of leap years (the calendar from 1901 to 2099).
pub fn longest(duration: Duration) -> Option<i64> {
    match split(duration)? {
        Span::Days(days) => Some(days),
        Span::Months(months) => (0..48).map(|start| month_days(start, months)).max(),
    }
}

/// The fewest days the duration can ever take: 12 tháng 365, 24 tháng 730, 9 năm 3.287. `None` as in [`longest`].
pub fn shortest(duration: Duration) -> Option<i64> {
    match split(duration)? {
        Span::Days(days) => Some(days),
        Span::Months(months) => (0..48).map(|start| month_days(start, months)).min(),
    }
}

/// How long from one day to another: the largest years and months that fit, the rest in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// Whole years.
    pub years: u32,
    /// Whole months beyond them, 0 to 11.
    pub months: u32,
    /// Days beyond those.
    pub days: u32,
}

impl Length {
    /// From `start` to `end`, the latter not counted; nothing where `end` is not after `start`.
    pub fn between(start: NaiveDate, end: NaiveDate) -> Length {
        let mut months = u32::try_from(month_number(end) - month_number(start)).unwrap_or(0);
        while months > 0 && add_months(start, months.into()).is_none_or(|day| day > end) {
            months -= 1;
        }
        let rest = add_months(start, months.into()).map_or(0, |day| (end - day).num_days());
        Length {
            years: months / 12,
            months: months % 12,
            days: u32::try_from(rest).unwrap_or(0),
        }
    }
}

/// A duration as whole months or as days.
enum Span {
    Months(i64),
    Days(i64),
}

fn split(duration: Duration) -> Option<Span> {
    let count = i64::from(duration.count);
    match duration.unit {
        Unit::Year => Some(Span::Months(count * 12)),
        Unit::Month => Some(Span::Months(count)),
        Unit::Week => Some(Span::Days(count * 7)),
        Unit::Day => Some(Span::Days(count)),
        Unit::WorkingDay | Unit::Hour | Unit::WorkingDayHour | Unit::WorkingHour => None,
    }
}

fn add_months(date: NaiveDate, months: i64) -> Option<NaiveDate> {
    date.checked_add_months(Months::new(u32::try_from(months).ok()?))
}

fn month_number(date: NaiveDate) -> i64 {
    use chrono::Datelike;
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

const CYCLE_MONTHS: i64 = 48;
const CYCLE_DAYS: i64 = 1461;

/// Days of `count` months from the `start`-th month of a four-year cycle whose last year is a leap year.
fn month_days(start: usize, count: i64) -> i64 {
    let rest = usize::try_from(count % CYCLE_MONTHS).unwrap_or(0);
    let before = |months: usize| DAYS_BEFORE.get(months).copied().unwrap_or(0);
    count / CYCLE_MONTHS * CYCLE_DAYS + before(start + rest) - before(start)
}

/// By month of two cycles: the days before it.
const DAYS_BEFORE: [i64; 97] = days_before();

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated by the compiler, which refuses an index out of range"
)]
const fn days_before() -> [i64; 97] {
    let mut days = [0; 97];
    let mut month = 1;
    while month < days.len() {
        days[month] = days[month - 1] + month_length(month - 1);
        month += 1;
    }
    days
}

const fn month_length(month: usize) -> i64 {
    match month % 48 {
        37 => 29,
        other => match other % 12 {
            1 => 28,
            3 | 5 | 8 | 10 => 30,
            _ => 31,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn span(count: u32, unit: Unit) -> Duration {
        Duration { count, unit }
    }

    #[test]
    fn adding_clips_to_the_end_of_the_month() {
        assert_eq!(add(day(2024, 2, 29), span(1, Unit::Year)), Some(day(2025, 2, 28)));
        assert_eq!(add(day(2025, 1, 31), span(1, Unit::Month)), Some(day(2025, 2, 28)));
        assert_eq!(add(day(2025, 1, 31), span(13, Unit::Month)), Some(day(2026, 2, 28)));
        assert_eq!(add(day(2025, 12, 25), span(2, Unit::Week)), Some(day(2026, 1, 8)));
        assert_eq!(add(day(2025, 1, 1), span(3, Unit::WorkingDay)), None);
        assert_eq!(add(NaiveDate::MAX, span(1, Unit::Day)), None);
        assert_eq!(add(day(2025, 1, 1), span(u32::MAX, Unit::Year)), None);
    }

    #[test]
    fn most_and_fewest_days() {
        for (count, unit, least, most) in [
            (12, Unit::Month, 365, 366),
            (24, Unit::Month, 730, 731),
            (9, Unit::Year, 3287, 3288),
            (108, Unit::Month, 3287, 3288),
            (1, Unit::Month, 28, 31),
            (2, Unit::Month, 59, 62),
            (4, Unit::Year, 1461, 1461),
            (10, Unit::Day, 10, 10),
            (2, Unit::Week, 14, 14),
        ] {
            assert_eq!(
                (shortest(span(count, unit)), longest(span(count, unit))),
                (Some(least), Some(most))
            );
        }
        assert_eq!(longest(span(1, Unit::Hour)), None);
    }

    #[test]
    fn lengths_are_years_and_months_that_fit_and_the_rest_in_days() {
        let length = Length::between(day(2020, 7, 29), day(2026, 7, 1));
        assert_eq!((length.years, length.months, length.days), (5, 11, 2));
        let none = Length::between(day(2026, 7, 2), day(2026, 7, 1));
        assert_eq!((none.years, none.months, none.days), (0, 0, 0));
    }

    proptest! {
        #[test]
        fn every_place_of_a_duration_lies_between_fewest_and_most(
            offset in 0i64..72_000, count in 0u32..400, years in any::<bool>()
        ) {
            let start = day(1901, 1, 1) + chrono::Duration::days(offset);
            let duration = span(if years { count / 12 } else { count }, if years { Unit::Year } else { Unit::Month });
            let end = add(start, duration).unwrap();
            prop_assume!(end < day(2100, 1, 1));
            let days = (end - start).num_days();
            prop_assert!(shortest(duration).unwrap() <= days && days <= longest(duration).unwrap());
        }

        #[test]
        fn adding_is_monotone_in_the_start(offset in 0i64..60_000, count in 0u32..300) {
            let start = day(1901, 1, 1) + chrono::Duration::days(offset);
            let months = span(count, Unit::Month);
            prop_assert!(add(start, months) <= add(start + chrono::Duration::days(1), months));
        }

        #[test]
        fn a_length_added_again_gives_the_end(offset in 0i64..40_000, days in 0i64..9_000) {
            let start = day(1950, 1, 1) + chrono::Duration::days(offset);
            let end = start + chrono::Duration::days(days);
            let length = Length::between(start, end);
            let months = span(length.years * 12 + length.months, Unit::Month);
            let again = add(add(start, months).unwrap(), span(length.days, Unit::Day));
            prop_assert_eq!(again, Some(end));
            let more = add(start, span(length.years * 12 + length.months + 1, Unit::Month)).unwrap();
            prop_assert!(more > end);
        }
    }
}
