//! Pauses of which a text allows so many.

use super::tests::{any_day, any_length, due, rules, span, stop};
use super::*;
use crate::Unit;
use crate::test_calendar::{calendar, day};
use proptest::prelude::*;

fn pair(from: (u32, u32), until: (u32, u32)) -> Stop {
    stop(day(2026, from.0, from.1), day(2026, until.0, until.1))
}

#[test]
fn the_first_pause_counts_and_the_second_does_not() {
    let event = day(2026, 6, 1);
    let (first, second) = (pair((6, 5), (6, 7)), pair((6, 10), (6, 12)));
    let once = allowed(&[second, first], event, 1);
    assert_eq!(
        (once.counted.as_slice(), once.refused.as_slice()),
        ([first].as_slice(), [second].as_slice())
    );
    assert_eq!(
        due(rules(false), event, span(15, Unit::Day), &once.counted).due,
        day(2026, 6, 19)
    );
    let twice = allowed(&[second, first], event, 2);
    assert_eq!(twice.refused, []);
    assert_eq!(
        due(rules(false), event, span(15, Unit::Day), &twice.counted).due,
        day(2026, 6, 22)
    );
    assert_eq!(allowed(&[first], event, 0).refused, [first]);
}

#[test]
fn rows_that_touch_are_one_pause_and_one_before_the_event_is_none() {
    let event = day(2026, 6, 1);
    let (one, next) = (pair((6, 5), (6, 7)), pair((6, 8), (6, 9)));
    assert_eq!(allowed(&[one, next], event, 1).counted, [one, next]);
    let before = pair((5, 20), (6, 1));
    assert_eq!(allowed(&[before, one], event, 1).counted, [one]);
    let running = pair((5, 20), (6, 2));
    assert_eq!(allowed(&[running, one], event, 1).refused, [one]);
}

#[test]
fn an_open_pause_takes_its_place() {
    let event = day(2026, 6, 1);
    let open = Stop::open(day(2026, 6, 5), Some(day(2026, 6, 8)));
    let second = pair((6, 11), (6, 12));
    assert_eq!(allowed(&[second, open], event, 1).refused, [second]);
    let late = Stop::open(day(2026, 6, 11), None);
    let first = pair((6, 5), (6, 7));
    let found = allowed(&[first, late], event, 1);
    assert_eq!(found.refused, [late]);
    assert_eq!(
        due(rules(false), event, span(15, Unit::Day), &found.counted).pending,
        None
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn so_many_pauses_agree_with_the_naive_model(
        event in any_day(), length in any_length(), at_most in 0_u32..3,
        stops in prop::collection::vec((-10_i64..60, 0_i64..12), 0..5),
    ) {
        let shift = |days| event + chrono::Duration::days(days);
        let stops: Vec<Stop> = stops.into_iter().map(|(from, days)| stop(shift(from), shift(from + days))).collect();
        let found = allowed(&stops, event, at_most);
        let days = naive::paused(event, &stops, at_most);
        let single: Vec<Stop> = days.iter().map(|day| stop(*day, *day)).collect();
        let last_day = naive::last_day(calendar(), event, length, &single);
        prop_assert_eq!(due(rules(false), event, length, &found.counted).last_day, last_day);
        // A pause more never makes a limit end earlier.
        let more = allowed(&stops, event, at_most + 1);
        prop_assert!(last_day <= due(rules(false), event, length, &more.counted).last_day);
        prop_assert!(found.counted.len() <= more.counted.len());
    }
}
