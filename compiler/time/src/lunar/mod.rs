//! The lunar calendar of Vietnam, computed at UTC+7: Tết, Hùng Kings' day, and any day of any month.
//!
//! The figures are exact integers (fixed point), the same on every machine. From 1976, the first year of one calendar for
//! the whole country, to 2100 they are checked against an independent list. At UTC+8 the same code gives the calendar
//! of China, which differs in some years. Three months of later years begin so near to midnight (2054-05, 2077-11,
//! 2085-10) that a change in the earth's turning could still move them by a day; no holiday of the law depends on them.

mod fixed;
mod months;
mod sky;

pub use months::LunarMonth;

use chrono::{Datelike, NaiveDate};
use fixed::Fixed;

/// The years this calendar answers for.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Whose midnight begins a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// UTC+7.
    Vietnam,
    /// UTC+8.
    China,
}

impl Zone {
    /// In days.
    fn offset(self) -> Fixed {
        match self {
            Zone::Vietnam => Fixed::whole(7).over(24),
            Zone::China => Fixed::whole(8).over(24),
        }
    }
}

/// A date of the lunar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LunarDate {
    /// The year, named by the year of the common calendar in which it begins.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// Whether the month is the leap month (`nhuận`) after the one of the same number.
    pub leap: bool,
    /// 1 to 30.
    pub day: u32,
}

/// The lunar date of a day; `None` outside [`YEARS`].
pub fn to_lunar(day: NaiveDate, zone: Zone) -> Option<LunarDate> {
    (day.year()..=day.year() + 1).find_map(|year| around(year, zone)?.iter().find_map(|month| month.date(day)))
}

/// The day of a lunar date; `None` where the calendar has no such date, and outside [`YEARS`].
pub fn to_solar(date: LunarDate, zone: Zone) -> Option<NaiveDate> {
    (date.year..=date.year + 1).find_map(|year| {
        let months = around(year, zone)?;
        let same = |month: &&LunarMonth| (month.year, month.number, month.leap) == (date.year, date.month, date.leap);
        months.iter().find(same)?.day(date.day)
    })
}

/// The months of the lunar year `year`, twelve or thirteen; empty outside [`YEARS`].
pub fn months(year: i32, zone: Zone) -> Vec<LunarMonth> {
    let all = (year..=year + 1).filter_map(|year| around(year, zone)).flatten();
    all.filter(|month| month.year == year).collect()
}

/// The first day of the lunar year in Vietnam (mồng một Tết).
pub fn new_year(year: i32) -> Option<NaiveDate> {
    to_solar(
        LunarDate {
            year,
            month: 1,
            leap: false,
            day: 1,
        },
        Zone::Vietnam,
    )
}

/// The tenth of the third month in Vietnam (Giỗ Tổ Hùng Vương).
pub fn hung_kings(year: i32) -> Option<NaiveDate> {
    to_solar(
        LunarDate {
            year,
            month: 3,
            leap: false,
            day: 10,
        },
        Zone::Vietnam,
    )
}

fn around(year: i32, zone: Zone) -> Option<Vec<LunarMonth>> {
    if YEARS.contains(&year) {
        months::from_solstice(year, zone)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
