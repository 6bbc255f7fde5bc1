//! Limits in hours, of the three kinds.

use super::tests::{any_day, rules, span, stop};
use super::*;
use crate::moment::Moment;
use crate::test_calendar::{calendar, day};
use crate::working_time::{Shift, WorkingTime};
use crate::{Duration, Unit};
use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use proptest::prelude::*;
use std::sync::OnceLock;

/// 07:30-11:30, 13:30-17:30: eight hours.
fn office() -> &'static WorkingTime {
    static OFFICE: OnceLock<WorkingTime> = OnceLock::new();
    let time = |hour| NaiveTime::from_hms_opt(hour, 30, 0).unwrap();
    let shift = |from, until| Shift {
        from: time(from),
        until: time(until),
    };
    OFFICE.get_or_init(|| WorkingTime::new(vec![shift(7, 11), shift(13, 17)]).unwrap())
}

fn timed() -> Rules<'static> {
    Rules {
        hours: Some(office()),
        ..rules(true)
    }
}

fn at(year: i32, month: u32, on: u32, hour: u32, minute: u32) -> NaiveDateTime {
    day(year, month, on).and_hms_opt(hour, minute, 0).unwrap()
}

fn ends(event: NaiveDateTime, length: Duration) -> NaiveDateTime {
    let due = after(&timed(), Moment::at(event), length, &[]).unwrap();
    due.due.and_time(due.time.unwrap())
}

fn begins(event: NaiveDateTime, length: Duration) -> NaiveDateTime {
    let due = before(&timed(), Moment::at(event), length).unwrap();
    due.due.and_time(due.time.unwrap())
}

#[test]
fn hours_on_the_clock_are_neither_rolled_nor_stopped() {
    let event = at(2026, 4, 29, 16, 30);
    let stops = [stop(day(2026, 4, 29), day(2026, 5, 9))];
    let due = after(&timed(), Moment::at(event), span(24, Unit::Hour), &stops).unwrap();
    assert_eq!((due.due, due.time), (day(2026, 4, 30), Some(event.time())));
    assert_eq!((due.extension, due.skipped, due.consulted), (0, vec![], vec![]));
    assert_eq!(begins(event, span(48, Unit::Hour)), at(2026, 4, 27, 16, 30));
    let without = after(&timed(), Moment::on(event.date()), span(24, Unit::Hour), &[]);
    assert_eq!(without, Err(Problem::NoTimeOfDay));
    assert_eq!(
        after(&timed(), Moment::at(event), span(0, Unit::Hour), &[]),
        Err(Problem::NoLength)
    );
}

#[test]
fn the_same_24_hours_by_four_counts() {
    // Wednesday 29/4/2026, 16:30; 30/4, 01/5 and the weekend are off.
    let event = at(2026, 4, 29, 16, 30);
    assert_eq!(ends(event, span(24, Unit::Hour)), at(2026, 4, 30, 16, 30));
    assert_eq!(ends(event, span(24, Unit::WorkingDayHour)), at(2026, 5, 4, 16, 30));
    assert_eq!(
        ends(event, span(24, Unit::WorkingHour)),
        at(2026, 5, 6, 16, 30),
        "1 + 8 + 8 + 7 hours"
    );
    let day_after = after(&timed(), Moment::at(event), span(1, Unit::WorkingDay), &[]).unwrap();
    assert_eq!((day_after.due, day_after.time), (day(2026, 5, 4), None));
}

#[test]
fn working_hours_pass_over_nights_breaks_and_days_off() {
    let hours = |count| span(count, Unit::WorkingHour);
    assert_eq!(
        ends(at(2026, 6, 1, 10, 0), hours(2)),
        at(2026, 6, 1, 14, 0),
        "over the break"
    );
    assert_eq!(
        ends(at(2026, 6, 1, 7, 30), hours(8)),
        at(2026, 6, 1, 17, 30),
        "a limit that fills the day ends with it"
    );
    assert_eq!(ends(at(2026, 6, 1, 7, 30), hours(9)), at(2026, 6, 2, 8, 30));
    assert_eq!(
        ends(at(2026, 6, 1, 20, 0), hours(1)),
        at(2026, 6, 2, 8, 30),
        "after hours"
    );
    assert_eq!(
        ends(at(2026, 6, 5, 17, 0), hours(1)),
        at(2026, 6, 8, 8, 0),
        "over a weekend"
    );
    assert_eq!(
        ends(at(2026, 6, 6, 9, 0), hours(1)),
        at(2026, 6, 8, 8, 30),
        "an event on a Saturday"
    );
    assert_eq!(
        ends(at(2025, 4, 25, 17, 0), hours(1)),
        at(2025, 4, 26, 8, 0),
        "a Saturday worked"
    );
    assert_eq!(begins(at(2026, 6, 8, 8, 0), hours(1)), at(2026, 6, 5, 17, 0));
    assert_eq!(begins(at(2026, 6, 2, 17, 30), hours(8)), at(2026, 6, 2, 7, 30));
    let skipped = after(&timed(), Moment::at(at(2026, 6, 5, 17, 0)), hours(1), &[])
        .unwrap()
        .skipped;
    let days: Vec<NaiveDate> = skipped.iter().map(|skipped| skipped.day).collect();
    assert_eq!(days, [day(2026, 6, 6), day(2026, 6, 7)]);
}

#[test]
fn working_hours_that_nobody_gave_are_refused() {
    let event = Moment::at(at(2026, 6, 1, 10, 0));
    let without = after(&rules(true), event, span(8, Unit::WorkingHour), &[]);
    assert_eq!(without, Err(Problem::NoWorkingTime));
    assert!(after(&rules(true), event, span(8, Unit::WorkingDayHour), &[]).is_ok());
    let none = Rules {
        calendar: None,
        ..timed()
    };
    assert_eq!(
        after(&none, event, span(8, Unit::WorkingHour), &[]),
        Err(Problem::NoCalendar)
    );
    assert!(after(&none, event, span(8, Unit::Hour), &[]).is_ok());
    let far = after(&timed(), event, span(u32::MAX, Unit::WorkingHour), &[]);
    assert!(matches!(far, Err(Problem::NotCovered(_))), "{far:?}");
}

fn any_moment() -> impl Strategy<Value = NaiveDateTime> {
    (any_day(), 0_i64..48).prop_map(|(day, halves)| day.and_time(NaiveTime::MIN) + TimeDelta::minutes(30 * halves))
}

fn any_hours() -> impl Strategy<Value = Duration> {
    let unit = prop_oneof![Just(Unit::Hour), Just(Unit::WorkingDayHour), Just(Unit::WorkingHour)];
    (1_u32..40, unit).prop_map(|(count, unit)| span(count, unit))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn hours_agree_with_the_naive_model(event in any_moment(), length in any_hours()) {
        prop_assert_eq!(ends(event, length), naive::hours_after(calendar(), office(), event, length));
        prop_assert_eq!(begins(event, length), naive::hours_before(calendar(), office(), event, length));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn more_hours_and_a_later_event_never_end_earlier(event in any_moment(), length in any_hours(), later in 0_i64..200) {
        let longer = span(length.count + 1, length.unit);
        prop_assert!(ends(event, length) < ends(event, longer));
        prop_assert!(ends(event, length) <= ends(event + TimeDelta::minutes(30 * later), length));
        prop_assert!(begins(event, longer) < begins(event, length));
    }

    #[test]
    fn office_hours_are_never_faster_than_the_clock(event in any_moment(), count in 1_u32..60) {
        let clock = ends(event, span(count, Unit::Hour));
        let days = ends(event, span(count, Unit::WorkingDayHour));
        prop_assert!(clock <= days && days <= ends(event, span(count, Unit::WorkingHour)));
    }
}
