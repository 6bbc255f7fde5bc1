//! The law's time: days as sets, durations on the calendar, and the policies by which days become "9 năm" (R7, R8).
//!
//! Everything is checked: a date the calendar does not hold is `None`, never a panic. There is no clock here; the day
//! of reckoning is always an argument.

pub mod calendar;
pub mod day_set;
pub mod deadline;
pub mod duration;
pub mod holidays;
pub mod lunar;
pub mod moment;
pub mod policy;
pub mod recurrence;
pub mod serve;
pub mod words;
pub mod working_time;

#[cfg(test)]
mod test_calendar;

pub use calendar::{Length, add, longest, shortest};
pub use day_set::{DaySet, Run};
pub use duration::{Duration, Unit};
pub use moment::Moment;
pub use policy::{BrokenRuns, Law, Policy};
pub use serve::Verdict;
pub use words::date_words;
pub use working_time::WorkingTime;
