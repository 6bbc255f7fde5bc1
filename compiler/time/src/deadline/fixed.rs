//! Days that a text names: a date, a day of every year, a day of each quarter's last month.

use crate::recurrence::{Cycle, window};
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A day that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FixedDay {
    /// One date.
    Date(NaiveDate),
    /// Each year.
    Yearly {
        /// Day of the month.
        day: u32,
        /// Month.
        month: u32,
    },
    /// In the last month of each quarter.
    LastMonthOfQuarter {
        /// Day of the month.
        day: u32,
    },
}

/// The days named from `from` to `until`, both included, in order. A day that a year or a month does not have (29/02, the
/// 31st of June) is not named in it: the text leaves that year open, and a caller who needs a day there finds none.
pub fn named_days(named: FixedDay, from: NaiveDate, until: NaiveDate) -> Vec<NaiveDate> {
    let years = from.year()..=until.year();
    let all: Vec<NaiveDate> = match named {
        FixedDay::Date(day) => vec![day],
        FixedDay::Yearly { day, month } => years
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
            .collect(),
        FixedDay::LastMonthOfQuarter { day } => years
            .flat_map(|year| {
                [3, 6, 9, 12]
                    .into_iter()
                    .filter_map(move |month| NaiveDate::from_ymd_opt(year, month, day))
            })
            .collect(),
    };
    all.into_iter().filter(|day| (from..=until).contains(day)).collect()
}

/// The period a day belongs to, first and last day, where the text names a day of every quarter or year: what is done in it
/// is done for the day named in it, and for no other. A year is the calendar year, but from July to June round a day of its
/// first half: what falls due in January is prepared the autumn before. `None` for a single date.
pub fn period(named: FixedDay, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let whole = |cycle: Cycle, day: NaiveDate| window(cycle, day).map(|window| (window.start, window.end));
    match named {
        FixedDay::Date(_) => None,
        FixedDay::LastMonthOfQuarter { .. } => whole(Cycle::Quarter, day),
        FixedDay::Yearly { month: 7.., .. } => whole(Cycle::Year, day),
        FixedDay::Yearly { .. } => {
            let half = Months::new(6);
            let (start, end) = whole(Cycle::Year, day.checked_add_months(half)?)?;
            let first = start.checked_sub_months(half)?;
            Some((first, end.succ_opt()?.checked_sub_months(half)?.pred_opt()?))
        }
    }
}

/// The last day in time of `trước ngày d`: the day before it, whatever day that is. `None` at the end of time.
pub fn last_before(day: NaiveDate) -> Option<NaiveDate> {
    day.pred_opt()
}
