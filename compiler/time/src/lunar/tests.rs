//! The lunar calendar against the independent list in `tests/data/lunar-1976-2100.csv` (its origin is in its head).

use super::*;
use proptest::prelude::*;

struct Row {
    year: i32,
    tet: NaiveDate,
    hung_kings: NaiveDate,
    leap: u32,
    lengths: String,
    china: NaiveDate,
}

fn rows() -> Vec<Row> {
    let lines = include_str!("../../tests/data/lunar-1976-2100.csv").lines();
    lines
        .filter(|line| line.starts_with(|first: char| first.is_ascii_digit()))
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            Row {
                year: cells[0].parse().unwrap(),
                tet: cells[1].parse().unwrap(),
                hung_kings: cells[2].parse().unwrap(),
                leap: cells[3].parse().unwrap(),
                lengths: cells[4].to_owned(),
                china: cells[5].parse().unwrap(),
            }
        })
        .collect()
}

#[test]
fn every_tet_and_every_hung_kings_day_from_1976_to_2100() {
    let rows = rows();
    assert_eq!((rows[0].year, rows[rows.len() - 1].year, rows.len()), (1976, 2100, 125));
    for row in rows {
        assert_eq!(new_year(row.year), Some(row.tet), "Tết {}", row.year);
        assert_eq!(hung_kings(row.year), Some(row.hung_kings), "Giỗ Tổ {}", row.year);
    }
}

#[test]
fn every_month_and_every_leap_month_from_1976_to_2100() {
    for row in rows() {
        let months = months(row.year, Zone::Vietnam);
        let lengths: String = months
            .iter()
            .map(|month| if month.days == 30 { '+' } else { '-' })
            .collect();
        assert_eq!(lengths, row.lengths, "{}", row.year);
        let leap = months.iter().find(|month| month.leap).map_or(0, |month| month.number);
        assert_eq!(leap, row.leap, "tháng nhuận {}", row.year);
    }
}

#[test]
fn the_years_in_which_vietnam_and_china_keep_the_new_year_apart() {
    let first = LunarDate {
        year: 0,
        month: 1,
        leap: false,
        day: 1,
    };
    let mut apart = Vec::new();
    for row in rows() {
        let china = to_solar(
            LunarDate {
                year: row.year,
                ..first
            },
            Zone::China,
        );
        assert_eq!(china, Some(row.china), "{}", row.year);
        if china != Some(row.tet) {
            apart.push(row.year);
        }
    }
    assert_eq!(apart, [1985, 2007, 2030, 2053]);
}

#[test]
fn leap_months_apart_from_those_of_china() {
    let leap = |year, zone| {
        months(year, zone)
            .iter()
            .find(|month| month.leap)
            .map(|month| month.number)
    };
    assert_eq!((leap(1984, Zone::Vietnam), leap(1984, Zone::China)), (None, Some(10)));
    assert_eq!((leap(1985, Zone::Vietnam), leap(1985, Zone::China)), (Some(2), None));
    assert_eq!((leap(1987, Zone::Vietnam), leap(1987, Zone::China)), (Some(7), Some(6)));
    assert_eq!(
        (leap(2033, Zone::Vietnam), leap(2033, Zone::China)),
        (Some(11), Some(11))
    );
}

#[test]
fn dates_that_no_calendar_has() {
    let date = LunarDate {
        year: 2026,
        month: 12,
        leap: false,
        day: 30,
    };
    assert_eq!(to_solar(date, Zone::Vietnam), None, "tháng Chạp 2026 has 29 days");
    assert_eq!(
        to_solar(
            LunarDate {
                leap: true,
                day: 1,
                ..date
            },
            Zone::Vietnam
        ),
        None
    );
    assert_eq!(to_solar(LunarDate { day: 0, ..date }, Zone::Vietnam), None);
    assert_eq!(
        to_lunar(NaiveDate::from_ymd_opt(2300, 1, 1).unwrap(), Zone::Vietnam),
        None
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn there_and_back(offset in 0_i64..45_000) {
        let day = NaiveDate::from_ymd_opt(1976, 1, 31).unwrap() + chrono::Duration::days(offset);
        let lunar = to_lunar(day, Zone::Vietnam).unwrap();
        prop_assert_eq!(to_solar(lunar, Zone::Vietnam), Some(day));
        let next = to_lunar(day.succ_opt().unwrap(), Zone::Vietnam).unwrap();
        prop_assert!(next > lunar || next.month == lunar.month, "{lunar:?} then {next:?}");
        prop_assert!(next.day == lunar.day + 1 || next.day == 1);
    }
}
