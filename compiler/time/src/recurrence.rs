//! Recurring duties (R14): the calendar windows in which something is to be done so many times.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A recurring calendar period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// Monday to Sunday.
    Week,
    /// Calendar month.
    Month,
    /// Quarter.
    Quarter,
    /// Half-year.
    HalfYear,
    /// Calendar year.
    Year,
}

/// A window: one week, month, quarter, half-year or year, as far as the rule has effect in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First day of the whole period.
    pub start: NaiveDate,
    /// Last day of the whole period.
    pub end: NaiveDate,
    /// First day of the period on which the rule has effect.
    pub first: NaiveDate,
    /// Last day of the period on which the rule has effect.
    pub last: NaiveDate,
}

/// The dated events of a window: how many surely lie in it, how many more may, and whether all are known (R5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Surely in the window.
    pub sure: u32,
    /// Possibly in it.
    pub possible: u32,
    /// Whether the list of events is complete.
    pub complete: bool,
}

/// Where `ít nhất n lần` stands in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recurring {
    /// Done.
    Enough,
    /// The window is still open and short by so many (*chưa đến hạn*).
    Open {
        /// How many are surely missing so far, counting those that may be there.
        missing: u32,
    },
    /// The window is over and was short.
    Short {
        /// How many were missing.
        missing: u32,
    },
    /// It depends on what is not known.
    Unknown,
}

impl Window {
    /// Whether the effect of the rule cut it: whether a cut window binds is for a reading.
    pub fn is_cut(&self) -> bool {
        (self.first, self.last) != (self.start, self.end)
    }

    /// Where a duty to do something at least so many times in the window stands on a day.
    pub fn standing(&self, times: u32, tally: Tally, today: NaiveDate) -> Recurring {
        let most = tally.sure.saturating_add(tally.possible);
        if tally.sure >= times {
            Recurring::Enough
        } else if today <= self.last {
            Recurring::Open {
                missing: times.saturating_sub(most),
            }
        } else if tally.complete && most < times {
            Recurring::Short { missing: times - most }
        } else {
            Recurring::Unknown
        }
    }
}

/// The windows of a cycle that have a day from `from` to `until`, in order, each cut to those days. `None` where the
/// calendar ends.
pub fn windows(cycle: Cycle, from: NaiveDate, until: NaiveDate) -> Option<Vec<Window>> {
    let mut windows = Vec::new();
    let mut start = start_of(cycle, from)?;
    while start <= until && from <= until {
        let next = next_start(cycle, start)?;
        let end = next.pred_opt()?;
        windows.push(Window {
            start,
            end,
            first: start.max(from),
            last: end.min(until),
        });
        start = next;
    }
    Some(windows)
}

/// The window of a cycle that holds a day, whole.
pub fn window(cycle: Cycle, day: NaiveDate) -> Option<Window> {
    let start = start_of(cycle, day)?;
    let end = next_start(cycle, start)?.pred_opt()?;
    Some(Window {
        start,
        end,
        first: start,
        last: end,
    })
}

fn start_of(cycle: Cycle, day: NaiveDate) -> Option<NaiveDate> {
    let month = match cycle {
        Cycle::Week => {
            return day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()));
        }
        Cycle::Month => day.month0(),
        Cycle::Quarter => day.month0() / 3 * 3,
        Cycle::HalfYear => day.month0() / 6 * 6,
        Cycle::Year => 0,
    };
    NaiveDate::from_ymd_opt(day.year(), month + 1, 1)
}

fn next_start(cycle: Cycle, start: NaiveDate) -> Option<NaiveDate> {
    match cycle {
        Cycle::Week => start.checked_add_days(Days::new(7)),
        Cycle::Month => start.checked_add_months(Months::new(1)),
        Cycle::Quarter => start.checked_add_months(Months::new(3)),
        Cycle::HalfYear => start.checked_add_months(Months::new(6)),
        Cycle::Year => start.checked_add_months(Months::new(12)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_calendar::day;
    use proptest::prelude::*;

    #[test]
    fn windows_are_the_calendars_and_cut_by_effect() {
        let quarters = windows(Cycle::Quarter, day(2026, 2, 10), day(2026, 9, 30)).unwrap();
        let firsts: Vec<NaiveDate> = quarters.iter().map(|window| window.first).collect();
        assert_eq!(firsts, [day(2026, 2, 10), day(2026, 4, 1), day(2026, 7, 1)]);
        let cut: Vec<bool> = quarters.iter().map(Window::is_cut).collect();
        assert_eq!(cut, [true, false, false]);
        assert_eq!(quarters[0].start, day(2026, 1, 1));
        assert_eq!(quarters[0].end, day(2026, 3, 31));

        let week = window(Cycle::Week, day(2026, 1, 1)).unwrap();
        assert_eq!(
            (week.start, week.end),
            (day(2025, 12, 29), day(2026, 1, 4)),
            "Monday to Sunday, across the year"
        );
        let half = window(Cycle::HalfYear, day(2026, 7, 1)).unwrap();
        assert_eq!((half.start, half.end), (day(2026, 7, 1), day(2026, 12, 31)));
        assert_eq!(windows(Cycle::Year, day(2026, 1, 2), day(2026, 1, 1)).unwrap(), []);
    }

    #[test]
    fn at_least_n_times_in_a_window() {
        let window = window(Cycle::Month, day(2026, 6, 15)).unwrap();
        let tally = |sure, possible, complete| Tally {
            sure,
            possible,
            complete,
        };
        let open = day(2026, 6, 30);
        let over = day(2026, 7, 1);
        assert_eq!(window.standing(2, tally(2, 0, true), open), Recurring::Enough);
        assert_eq!(
            window.standing(2, tally(1, 0, true), open),
            Recurring::Open { missing: 1 }
        );
        assert_eq!(
            window.standing(2, tally(1, 0, true), over),
            Recurring::Short { missing: 1 }
        );
        assert_eq!(window.standing(2, tally(1, 1, true), over), Recurring::Unknown);
        assert_eq!(window.standing(2, tally(1, 0, false), over), Recurring::Unknown);
        assert_eq!(window.standing(0, tally(0, 0, true), over), Recurring::Enough);
    }

    proptest! {
        #[test]
        fn windows_cover_every_day_once(offset in 0_i64..40_000, length in 0_i64..1_500, which in 0_usize..5) {
            let cycle = [Cycle::Week, Cycle::Month, Cycle::Quarter, Cycle::HalfYear, Cycle::Year][which];
            let from = day(1980, 1, 1) + chrono::Duration::days(offset);
            let until = from + chrono::Duration::days(length);
            let windows = windows(cycle, from, until).unwrap();
            prop_assert_eq!((windows[0].first, windows[windows.len() - 1].last), (from, until));
            for pair in windows.windows(2) {
                prop_assert_eq!(pair[0].last.succ_opt(), Some(pair[1].first));
                prop_assert!(pair[0].end == pair[0].last && pair[1].start == pair[1].first);
            }
            for found in &windows {
                let whole = window(cycle, found.first).unwrap();
                prop_assert_eq!((whole.start, whole.end), (found.start, found.end));
            }
        }
    }
}
