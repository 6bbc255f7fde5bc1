//! What the tests of this crate share: the calendar of the public sector, read once, and a short way to write a date.

use crate::holidays::WorkCalendar;
use chrono::NaiveDate;
use std::sync::OnceLock;

/// The file.
pub const TEXT: &str = include_str!("../../../stdlib/calendars/vn-khu-vuc-nha-nuoc.json");

/// The calendar.
pub fn calendar() -> &'static WorkCalendar {
    static CALENDAR: OnceLock<WorkCalendar> = OnceLock::new();
    CALENDAR.get_or_init(|| WorkCalendar::read(TEXT).unwrap())
}

/// A date.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}
