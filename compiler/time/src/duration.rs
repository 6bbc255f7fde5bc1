//! Durations as the law writes them: a count of one unit. Kinds do not mix silently; months and years are the calendar's.

use serde::{Deserialize, Serialize};

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// `năm`: twelve calendar months.
    Year,
    /// `tháng`: calendar months.
    Month,
    /// `tuần`: seven days.
    Week,
    /// `ngày`: calendar days.
    Day,
    /// `ngày làm việc`.
    WorkingDay,
    /// `giờ`: hours on the clock.
    Hour,
    /// `giờ ngày làm việc`: hours on the clock, those of working days alone.
    WorkingDayHour,
    /// `giờ làm việc`: hours of the office.
    WorkingHour,
}

/// `9 năm`, `24 tháng`, `5 ngày làm việc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}
