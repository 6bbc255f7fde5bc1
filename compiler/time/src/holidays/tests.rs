//! The calendar of the public sector, against the decisions it cites and against an independent list.

use super::*;
use crate::test_calendar::{calendar, day};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn words(calendar: &WorkCalendar, date: NaiveDate) -> String {
    calendar.day(date).unwrap().words()
}

#[test]
fn swaps_of_2025_and_2026() {
    let calendar = calendar();
    assert_eq!(words(calendar, day(2025, 5, 2)), "Nghỉ hoán đổi (làm bù 26/04/2025)");
    assert_eq!(words(calendar, day(2025, 4, 26)), "làm bù cho ngày 02/05/2025");
    assert_eq!(words(calendar, day(2026, 1, 2)), "Nghỉ hoán đổi (làm bù 10/01/2026)");
    assert_eq!(words(calendar, day(2026, 1, 10)), "làm bù cho ngày 02/01/2026");
    assert!(calendar.is_working(day(2026, 1, 10)).unwrap());
    assert!(!calendar.is_working(day(2026, 1, 3)).unwrap());
    assert_eq!(words(calendar, day(2018, 12, 31)), "Nghỉ hoán đổi (làm bù 05/01/2019)");
    assert!(calendar.is_working(day(2014, 12, 27)).unwrap());
}

#[test]
fn holidays_by_their_names() {
    let calendar = calendar();
    assert_eq!(words(calendar, day(2026, 2, 16)), "Tết Âm lịch (29 tháng Chạp)");
    assert_eq!(words(calendar, day(2026, 2, 20)), "Tết Âm lịch (mùng 4)");
    assert_eq!(words(calendar, day(2026, 4, 26)), "Giỗ Tổ Hùng Vương");
    assert_eq!(
        words(calendar, day(2026, 4, 27)),
        "Nghỉ bù Giỗ Tổ Hùng Vương (26/04/2026)"
    );
    assert_eq!(words(calendar, day(2026, 9, 1)), "Quốc khánh (ngày liền kề)");
    assert_eq!(words(calendar, day(2026, 11, 24)), "Ngày Văn hóa Việt Nam");
    assert_eq!(words(calendar, day(2026, 3, 14)), "thứ bảy");
    assert_eq!(words(calendar, day(2026, 3, 16)), "ngày làm việc");
}

#[test]
fn laws_hold_from_their_day() {
    let calendar = calendar();
    let works = |date| calendar.is_working(date).unwrap();
    assert!(works(day(2006, 4, 7)), "Giỗ Tổ 2006, before Luật 84/2007/QH11");
    assert!(!works(day(2007, 4, 26)), "Giỗ Tổ 2007");
    assert!(works(day(2020, 9, 3)), "one day of Quốc khánh before 2021");
    assert!(!works(day(2021, 9, 3)));
    assert!(works(day(2025, 11, 24)), "24/11 before Nghị quyết 28/2026/QH16");
    assert!(works(day(1999, 9, 25)), "a Saturday before 02/10/1999");
    assert!(!works(day(1999, 10, 2)));
    assert!(
        works(day(1988, 5, 2)),
        "01/5/1988 was a Sunday, and nothing is known of making up for it"
    );
    assert!(
        !works(day(1995, 5, 2)) && !works(day(1995, 5, 1)),
        "30/4/1995 was a Sunday"
    );
}

#[test]
fn every_stretch_of_free_days_that_a_decision_gives() {
    let calendar = calendar();
    assert_eq!(calendar.contradictions(), []);
    let text = crate::test_calendar::TEXT.replace("\"beside\": \"2025-09-01\"", "\"beside\": \"2025-09-03\"");
    assert_eq!(WorkCalendar::read(&text).unwrap().contradictions(), [day(2025, 9, 1)]);
    let mut stretches = 0;
    for decision in &calendar.data.decisions {
        for stretch in &decision.stretches {
            for date in [stretch.from.pred_opt().unwrap(), stretch.until.succ_opt().unwrap()] {
                let rest = calendar.data.is_weekly_rest(date);
                assert!(
                    rest || calendar.is_working(date).unwrap(),
                    "{date} is outside a stretch"
                );
            }
            stretches += 1;
        }
    }
    assert!(stretches >= 30, "{stretches} stretches");
}

/// Weekdays on which the calendar and the PyPI package `holidays` differ, and why the calendar keeps to its own.
const DISAGREEMENTS: &[(&str, &str)] = &[
    (
        "2013-02-15",
        "the package gives Tết five days from 2013; the law that did so took effect on 01/5/2013",
    ),
    (
        "2026-01-02",
        "decided on 25/12/2025 (12729/VPCP-KGVX); the package has not taken it in",
    ),
    (
        "2029-11-26",
        "24/11/2029 is a Saturday; Nghị quyết 28/2026/QH16 does not speak of making up for it",
    ),
    ("2030-11-25", "24/11/2030 is a Sunday; the same"),
];

#[test]
fn a_second_opinion_on_every_weekday_of_2000_to_2030() {
    let calendar = calendar();
    let mut apart = BTreeSet::new();
    for line in include_str!("../../tests/data/weekdays-off-2000-2030.csv")
        .lines()
        .filter(|line| line.starts_with('2'))
    {
        let (year, rest) = line.split_once(',').unwrap();
        let year: i32 = year.parse().unwrap();
        let theirs: BTreeSet<String> = rest.split(' ').map(|date| format!("{year}-{date}")).collect();
        let all = calendar.days_off(day(year, 1, 1), day(year, 12, 31)).unwrap();
        let ours: BTreeSet<String> = all
            .iter()
            .filter(|(date, _)| date.weekday().number_from_monday() < 6)
            .map(|(date, _)| date.to_string())
            .collect();
        apart.extend(ours.symmetric_difference(&theirs).cloned());
    }
    assert_eq!(
        apart.into_iter().collect::<Vec<_>>(),
        DISAGREEMENTS.iter().map(|(date, _)| *date).collect::<Vec<_>>()
    );
}

#[test]
fn what_is_presumed() {
    let calendar = calendar();
    for year in 2015..=2026 {
        assert!(calendar.is_official(day(year, 6, 15)).unwrap(), "{year}");
    }
    for year in [1976, 2014, 2027, 2100] {
        assert!(!calendar.is_official(day(year, 6, 15)).unwrap(), "{year}");
    }
    assert!(
        !calendar.is_official(day(2026, 11, 23)).unwrap(),
        "a swap about 24/11/2026 was proposed"
    );
    let consulted = calendar.consult(day(2026, 12, 20), day(2027, 1, 4)).unwrap();
    assert_eq!(
        consulted,
        [
            Consulted {
                year: 2026,
                official: true
            },
            Consulted {
                year: 2027,
                official: false
            }
        ]
    );
    assert_eq!(
        calendar.consult(day(2026, 11, 1), day(2026, 11, 14)).unwrap(),
        [Consulted {
            year: 2026,
            official: false
        }]
    );
}

#[test]
fn years_it_does_not_cover() {
    let calendar = calendar();
    let missing = NotCovered {
        year: 2101,
        first: 1976,
        last: 2100,
    };
    assert_eq!(calendar.day(day(2101, 1, 1)), Err(missing));
    assert_eq!(calendar.working_day_after(day(2100, 12, 1), 60), Err(missing));
    assert_eq!(
        calendar.working_day_before(day(1976, 1, 10), 60),
        Err(NotCovered { year: 1975, ..missing })
    );
    assert_eq!(
        calendar.roll(day(1975, 1, 1)),
        Err(NotCovered { year: 1975, ..missing })
    );
}

#[test]
fn version_and_hash() {
    let calendar = calendar();
    assert_eq!((calendar.name(), calendar.version()), ("vn_khu_vực_nhà_nước", "2026.1"));
    assert_eq!(calendar.hash().len(), 64);
    let other = WorkCalendar::read(&crate::test_calendar::TEXT.replace("2026.1", "2026.2")).unwrap();
    assert_ne!(calendar.hash(), other.hash());
}

#[test]
fn files_that_are_no_calendar() {
    let text = crate::test_calendar::TEXT;
    assert!(matches!(WorkCalendar::read("{}"), Err(CalendarError::Form(_))));
    let format = WorkCalendar::read(&text.replace("\"format\": 1", "\"format\": 9"));
    assert_eq!(format.unwrap_err(), CalendarError::Format(9));
    let source = WorkCalendar::read(&text.replace("\"id\": \"nq-28-2026\"", "\"id\": \"khác\""));
    assert_eq!(
        source.unwrap_err(),
        CalendarError::UnknownSource("nq-28-2026".to_owned())
    );
    let years = WorkCalendar::read(&text.replace("\"last_year\": 2100", "\"last_year\": 1900"));
    assert_eq!(years.unwrap_err(), CalendarError::Years(1976, 1900));
}

proptest! {
    #[test]
    fn counting_by_years_is_counting_by_days(offset in 0_i64..44_700, length in 0_i64..900) {
        let calendar = calendar();
        let after = day(1976, 1, 1) + chrono::Duration::days(offset);
        let until = after + chrono::Duration::days(length);
        let naive = after.iter_days().skip(1).take_while(|date| *date <= until);
        let naive = naive.filter(|date| calendar.is_working(*date).unwrap()).count();
        prop_assert_eq!(calendar.working_days(after, until).unwrap() as usize, naive);
    }

    #[test]
    fn finding_by_years_is_finding_by_days(offset in 1_000_i64..44_000, count in 1_u32..600) {
        let calendar = calendar();
        let start = day(1976, 1, 1) + chrono::Duration::days(offset);
        let mut ahead = start.iter_days().skip(1).filter(|date| calendar.is_working(*date).unwrap());
        prop_assert_eq!(calendar.working_day_after(start, count).ok(), ahead.nth(count as usize - 1));
        let mut back = std::iter::successors(start.pred_opt(), |date| date.pred_opt())
            .filter(|date| calendar.is_working(*date).unwrap());
        prop_assert_eq!(calendar.working_day_before(start, count).ok(), back.nth(count as usize - 1));
    }
}
