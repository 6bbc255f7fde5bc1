//! Limits in time (R9): from an event to the last day, or the moment, that is still in time.
//!
//! Everything here is a pure function of an event, a length, and what the regulation declares: its work calendar, and
//! whether a limit that ends on a day off goes on to the next working day (Điều 148 of the Civil Code of 2015 says so of
//! terms). Forward limits may be stopped and rolled; limits counted back from an event, days that a text names, and
//! limits in hours never are.

mod fixed;
mod forward;
mod hours;
mod problem;
mod stop;

pub use fixed::{FixedDay, last_before, named_days, period};
pub use forward::{after, before};
pub use hours::is_hours;
pub use problem::Problem;
pub use stop::{Allowed, Stop, allowed};

use crate::WorkingTime;
use crate::holidays::{Consulted, DayKind, WorkCalendar};
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// What a regulation declares about its limits.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'c> {
    /// The calendar; without one, limits in working days and rolling are refused.
    pub calendar: Option<&'c WorkCalendar>,
    /// The hours of a working day; without them, limits in working hours are refused.
    pub hours: Option<&'c WorkingTime>,
    /// What becomes of a forward limit in calendar units that ends on a day off.
    pub rolling: Rolling,
    /// What to do about days that nobody decided officially.
    pub presumed: Presumed,
}

/// What becomes of a forward limit in days, weeks, months or years whose last day is a day off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rolling {
    /// It ends with the next working day, as khoản 5 Điều 148 of the Civil Code of 2015 says of terms.
    #[default]
    NextWorkingDay,
    /// It ends on that day all the same.
    Never,
}

/// What to do about calendar days that nobody decided officially (R16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presumed {
    /// Give no answer.
    Refuse,
    /// Answer, and say so in [`Due::consulted`].
    Mark,
}

/// The day on which a limit ends, and how it came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day before rolling: what another limit that starts at the end of this one counts from.
    pub last_day: NaiveDate,
    /// The last day that is in time. Where [`Due::pending`] says that time stands still, no day before that is certain.
    pub due: NaiveDate,
    /// The time of day at which a limit in hours ends; `None` for one that ends with the day.
    pub time: Option<NaiveTime>,
    /// By how many units (working days for a limit in working days, else days) stops made it longer.
    pub extension: u32,
    /// The days that were not counted, in order.
    pub skipped: Vec<Skipped>,
    /// Set while a stop that began in time has no end yet.
    pub pending: Option<Pending>,
    /// The calendar years on which the answer rests, in order.
    pub consulted: Vec<Consulted>,
}

/// A day that was not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The day.
    pub day: NaiveDate,
    /// Why.
    pub why: Why,
}

/// Why a day was not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is no working day.
    DayOff(DayKind),
    /// Time stood still (`không tính`).
    Stopped,
    /// The limit had run out on a day off and went on to the next working day.
    Rolled(DayKind),
}

/// Time stands still and it is not known until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The first day of the earliest stop without an end.
    pub since: NaiveDate,
    /// The earliest day that the limit can turn out to end on.
    pub earliest: NaiveDate,
}

impl Why {
    /// In words: `chủ nhật`, `tạm dừng`.
    pub fn words(&self) -> String {
        match self {
            Why::DayOff(kind) | Why::Rolled(kind) => kind.words(),
            Why::Stopped => "thời gian không tính".to_owned(),
        }
    }
}

#[cfg(test)]
mod naive;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_hours;
#[cfg(test)]
mod tests_pauses;
