//! The figures and the laws of R9.

use super::*;
use crate::test_calendar::{calendar, day};
use crate::{Duration, Moment, Unit};
use chrono::Datelike;
use proptest::prelude::*;

pub fn rules(rolls: bool) -> Rules<'static> {
    Rules {
        calendar: Some(calendar()),
        hours: None,
        rolling: if rolls { Rolling::NextWorkingDay } else { Rolling::Never },
        presumed: Presumed::Mark,
    }
}

pub fn strict() -> Rules<'static> {
    Rules {
        presumed: Presumed::Refuse,
        ..rules(true)
    }
}

pub fn span(count: u32, unit: Unit) -> Duration {
    Duration { count, unit }
}

pub fn due(rules: Rules<'_>, event: NaiveDate, length: Duration, stops: &[Stop]) -> Due {
    after(&rules, Moment::on(event), length, stops).unwrap()
}

fn back(event: NaiveDate, length: Duration) -> Due {
    before(&rules(true), Moment::on(event), length).unwrap()
}

fn skipped(due: &Due) -> Vec<String> {
    due.skipped
        .iter()
        .map(|skipped| format!("{} {}", skipped.day, skipped.why.words()))
        .collect()
}

pub fn stop(from: NaiveDate, until: NaiveDate) -> Stop {
    Stop::closed(from, until).unwrap()
}

#[test]
fn strictly_before_the_14th_of_a_quarters_last_month_in_2026() {
    let named = named_days(
        FixedDay::LastMonthOfQuarter { day: 14 },
        day(2026, 1, 1),
        day(2026, 12, 31),
    );
    let last: Vec<String> = named
        .into_iter()
        .map(|day| last_before(day).unwrap().format("%a %d/%m").to_string())
        .collect();
    assert_eq!(last, ["Fri 13/03", "Sat 13/06", "Sun 13/09", "Sun 13/12"]);
}

#[test]
fn named_days_that_a_year_does_not_have() {
    let leap_day = FixedDay::Yearly { day: 29, month: 2 };
    assert_eq!(
        named_days(leap_day, day(2025, 1, 1), day(2028, 12, 31)),
        [day(2028, 2, 29)]
    );
    let last = FixedDay::LastMonthOfQuarter { day: 31 };
    assert_eq!(
        named_days(last, day(2026, 1, 1), day(2026, 12, 31)),
        [day(2026, 3, 31), day(2026, 12, 31)]
    );
    let once = FixedDay::Date(day(2028, 12, 31));
    assert_eq!(
        named_days(once, day(2028, 1, 1), day(2028, 12, 31)),
        [day(2028, 12, 31)]
    );
    assert_eq!(named_days(once, day(2029, 1, 1), day(2029, 12, 31)), []);
}

#[test]
fn calendar_units_do_not_count_the_first_day_and_roll_last() {
    let fifteen = due(strict(), day(2026, 4, 10), span(15, Unit::Day), &[]);
    assert_eq!((fifteen.last_day, fifteen.due), (day(2026, 4, 25), day(2026, 4, 28)));
    assert_eq!(
        skipped(&fifteen),
        [
            "2026-04-25 thứ bảy",
            "2026-04-26 Giỗ Tổ Hùng Vương",
            "2026-04-27 Nghỉ bù Giỗ Tổ Hùng Vương (26/04/2026)"
        ]
    );
    let kept = due(rules(false), day(2026, 4, 10), span(15, Unit::Day), &[]);
    assert_eq!(
        (kept.due, kept.skipped, kept.consulted),
        (day(2026, 4, 25), vec![], vec![])
    );

    assert_eq!(
        due(rules(false), day(2026, 1, 31), span(1, Unit::Month), &[]).due,
        day(2026, 2, 28)
    );
    assert_eq!(
        due(rules(false), day(2024, 2, 29), span(1, Unit::Year), &[]).due,
        day(2025, 2, 28)
    );
    assert_eq!(
        due(rules(false), day(2026, 3, 2), span(2, Unit::Week), &[]).due,
        day(2026, 3, 16)
    );
}

#[test]
fn working_days_pass_over_holidays_and_swaps() {
    let five = due(strict(), day(2026, 4, 24), span(5, Unit::WorkingDay), &[]);
    assert_eq!(five.due, day(2026, 5, 6), "27/4, 30/4 and 01/5 are off");
    assert_eq!(five.skipped.len(), 7);
    let swap = due(strict(), day(2025, 4, 25), span(1, Unit::WorkingDay), &[]);
    assert_eq!(swap.due, day(2025, 4, 26), "a Saturday worked for 02/5/2025");
    let from_rest = due(strict(), day(2026, 6, 6), span(1, Unit::WorkingDay), &[]);
    assert_eq!(from_rest.due, day(2026, 6, 8), "an event on a Saturday");
}

#[test]
fn limits_before_an_event_are_clipped_and_never_rolled() {
    assert_eq!(
        back(day(2026, 3, 31), span(1, Unit::Month)).due,
        day(2026, 2, 28),
        "a Saturday, and it stays"
    );
    assert_eq!(
        back(day(2026, 5, 4), span(3, Unit::Day)).due,
        day(2026, 5, 1),
        "a holiday, and it stays"
    );
    let working = back(day(2026, 5, 4), span(3, Unit::WorkingDay));
    assert_eq!(
        working.due,
        day(2026, 4, 24),
        "29/4, 28/4, 24/4: the event itself is not counted"
    );
    assert_eq!(working.skipped.len(), 7);
}

#[test]
fn stops_make_a_limit_longer_in_its_own_unit() {
    let stops = [
        stop(day(2026, 6, 4), day(2026, 6, 8)),
        stop(day(2026, 6, 7), day(2026, 6, 9)),
    ];
    let days = due(rules(false), day(2026, 6, 1), span(5, Unit::Day), &stops);
    assert_eq!(
        (days.due, days.extension),
        (day(2026, 6, 12), 6),
        "04/6 to 09/6, each day once"
    );
    let working = due(rules(false), day(2026, 6, 1), span(5, Unit::WorkingDay), &stops);
    assert_eq!(
        (working.due, working.extension),
        (day(2026, 6, 12), 4),
        "04, 05, 08 and 09/6"
    );
    assert_eq!(
        working.skipped.len(),
        6,
        "four stopped, a weekend of which every day is named once"
    );

    let chained = [
        stop(day(2026, 6, 6), day(2026, 6, 7)),
        stop(day(2026, 6, 8), day(2026, 6, 8)),
    ];
    let least = due(rules(false), day(2026, 6, 1), span(5, Unit::Day), &chained);
    assert_eq!(
        (least.due, least.extension),
        (day(2026, 6, 9), 3),
        "the first stop makes the limit reach the second"
    );
    let outside = [
        stop(day(2026, 5, 20), day(2026, 6, 1)),
        stop(day(2026, 6, 7), day(2026, 6, 9)),
    ];
    assert_eq!(
        due(rules(false), day(2026, 6, 1), span(5, Unit::Day), &outside).due,
        day(2026, 6, 6)
    );
}

#[test]
fn a_stop_without_an_end_leaves_the_day_open() {
    let event = day(2026, 6, 1);
    let five = span(5, Unit::Day);
    let open = due(
        rules(true),
        event,
        five,
        &[Stop::open(day(2026, 6, 5), Some(day(2026, 6, 10)))],
    );
    assert_eq!(open.last_day, day(2026, 6, 6));
    assert_eq!(
        open.pending,
        Some(Pending {
            since: day(2026, 6, 5),
            earliest: day(2026, 6, 12)
        })
    );
    let on_the_last_day = due(rules(true), event, five, &[Stop::open(day(2026, 6, 6), None)]);
    assert!(on_the_last_day.pending.is_some());
    let after_it = due(rules(true), event, five, &[Stop::open(day(2026, 6, 7), None)]);
    assert_eq!(
        (after_it.pending, after_it.due),
        (None, day(2026, 6, 8)),
        "while the limit is only being rolled"
    );
    let before_the_event = due(rules(true), event, five, &[Stop::open(day(2026, 5, 1), None)]);
    assert_eq!(
        before_the_event.pending.map(|pending| pending.earliest),
        Some(day(2026, 6, 8))
    );
}

#[test]
fn presumed_years_are_refused_or_marked() {
    let event = Moment::on(day(2026, 12, 28));
    let length = span(10, Unit::WorkingDay);
    assert_eq!(after(&strict(), event, length, &[]), Err(Problem::Presumed(2027)));
    let marked = due(rules(true), event.day, length, &[]);
    let years: Vec<(i32, bool)> = marked.consulted.iter().map(|year| (year.year, year.official)).collect();
    assert_eq!(years, [(2026, true), (2027, false)]);
    let kept = after(&strict(), Moment::on(day(2026, 12, 28)), span(3, Unit::Day), &[]);
    assert!(kept.is_ok(), "31/12/2026 is a working day: 2027 is not consulted");
    assert_eq!(
        after(&strict(), Moment::on(day(2026, 11, 20)), span(2, Unit::WorkingDay), &[]),
        Err(Problem::Presumed(2026))
    );
}

#[test]
fn what_has_no_answer() {
    let none = Rules {
        calendar: None,
        hours: None,
        rolling: Rolling::Never,
        presumed: Presumed::Refuse,
    };
    let event = Moment::on(day(2026, 6, 1));
    assert_eq!(
        after(&none, event, span(3, Unit::WorkingDay), &[]),
        Err(Problem::NoCalendar)
    );
    assert!(
        after(&none, event, span(3, Unit::Day), &[]).is_ok(),
        "calendar days that do not roll need no calendar"
    );
    assert_eq!(
        after(&rules(true), event, span(0, Unit::WorkingDay), &[]),
        Err(Problem::NoLength)
    );
    assert_eq!(
        before(&rules(true), event, span(0, Unit::WorkingDay)),
        Err(Problem::NoLength)
    );
    assert!(matches!(
        after(&rules(true), event, span(90, Unit::Year), &[]),
        Err(Problem::NotCovered(_))
    ));
    assert_eq!(
        after(&rules(true), event, span(u32::MAX, Unit::Year), &[]),
        Err(Problem::OutOfRange)
    );
}

fn any_unit() -> impl Strategy<Value = Unit> {
    prop_oneof![
        Just(Unit::Year),
        Just(Unit::Month),
        Just(Unit::Week),
        Just(Unit::Day),
        Just(Unit::WorkingDay)
    ]
}

pub fn any_length() -> impl Strategy<Value = Duration> {
    (any_unit(), 1_u32..60).prop_map(|(unit, count)| match unit {
        Unit::Year => span(count % 3 + 1, unit),
        Unit::Month => span(count % 18 + 1, unit),
        Unit::Week => span(count % 12 + 1, unit),
        Unit::Day | Unit::WorkingDay | Unit::Hour | Unit::WorkingDayHour | Unit::WorkingHour => span(count, unit),
    })
}

/// Events from 1977 to 2095.
pub fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_i64..43_000).prop_map(|offset| day(1977, 1, 1) + chrono::Duration::days(offset))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_path_agrees_with_the_naive_model(
        event in any_day(), length in any_length(), rolls in any::<bool>(),
        stops in prop::collection::vec((-10_i64..80, 0_i64..25), 0..4),
    ) {
        let stops: Vec<Stop> = stops
            .into_iter()
            .map(|(from, days)| stop(event + chrono::Duration::days(from), event + chrono::Duration::days(from + days)))
            .collect();
        let found = due(rules(rolls), event, length, &stops);
        let last_day = naive::last_day(calendar(), event, length, &stops);
        prop_assert_eq!(found.last_day, last_day);
        let rolled = rolls && length.unit != Unit::WorkingDay;
        prop_assert_eq!(found.due, if rolled { naive::rolled(calendar(), last_day) } else { last_day });
        if rolls || length.unit == Unit::WorkingDay {
            prop_assert!(calendar().is_working(found.due).unwrap(), "a deadline is a working day");
            prop_assert!(found.consulted.iter().any(|year| year.year == found.due.year()));
        }
        prop_assert!(found.skipped.windows(2).all(|pair| pair[0].day < pair[1].day) , "{:?}", found.skipped);
        prop_assert_eq!(found.pending, None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn working_days_back_agree_with_the_naive_model(event in any_day(), count in 1_u32..80) {
        prop_assert_eq!(back(event, span(count, Unit::WorkingDay)).due, naive::before(calendar(), event, count));
    }

    #[test]
    fn a_later_event_is_never_due_earlier(event in any_day(), length in any_length(), rolls in any::<bool>()) {
        let today = due(rules(rolls), event, length, &[]).due;
        let tomorrow = due(rules(rolls), event.succ_opt().unwrap(), length, &[]).due;
        prop_assert!(today <= tomorrow);
        let longer = span(length.count + 1, length.unit);
        prop_assert!(today <= due(rules(rolls), event, longer, &[]).due);
    }

    #[test]
    fn months_at_once_and_one_by_one(event in any_day(), count in 1_u32..36) {
        let at_once = due(rules(false), event, span(count, Unit::Month), &[]).due;
        let mut one_by_one = event;
        for _ in 0..count {
            one_by_one = due(rules(false), one_by_one, span(1, Unit::Month), &[]).due;
        }
        let later = (at_once - one_by_one).num_days();
        prop_assert!((0..=3).contains(&later), "{at_once} {one_by_one}");
    }

    #[test]
    fn a_stop_that_is_closed_later_never_makes_a_limit_end_before_the_earliest(
        event in any_day(), length in any_length(), from in -5_i64..40, known in 0_i64..20, further in 0_i64..20,
    ) {
        let from = event + chrono::Duration::days(from);
        let known = from + chrono::Duration::days(known);
        let open = due(rules(true), event, length, &[Stop::open(from, Some(known))]);
        let closed = due(rules(true), event, length, &[stop(from, known + chrono::Duration::days(further))]);
        match open.pending {
            Some(pending) => prop_assert!(pending.earliest <= closed.due),
            None => prop_assert_eq!(open.due, closed.due),
        }
    }

    #[test]
    fn the_extension_is_what_was_stopped(event in any_day(), count in 1_u32..60, from in 1_i64..60, days in 0_i64..20) {
        let from = event + chrono::Duration::days(from);
        let stops = [stop(from, from + chrono::Duration::days(days))];
        let found = due(rules(false), event, span(count, Unit::WorkingDay), &stops);
        let stopped = found.skipped.iter().filter(|skipped| skipped.why == Why::Stopped).count();
        prop_assert_eq!(found.extension as usize, stopped);
    }
}
