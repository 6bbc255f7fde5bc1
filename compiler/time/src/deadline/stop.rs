//! Time that does not count (`không tính`): stops, and the days they add to a limit.

use crate::day_set::{DaySet, Run};
use chrono::NaiveDate;

/// A stretch in which time stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; `None` while it has no end, or the end is not known.
    pub until: Option<NaiveDate>,
    /// Of a stop without an end: a day on which it is known still to go on (the reckoning day); its first day counts anyway.
    pub at_least_until: Option<NaiveDate>,
}

impl Stop {
    /// A stop with both its ends; `None` where the end comes first.
    pub fn closed(from: NaiveDate, until: NaiveDate) -> Option<Stop> {
        (from <= until).then_some(Stop {
            from,
            until: Some(until),
            at_least_until: None,
        })
    }

    /// A stop without an end, known to go on until a day.
    pub fn open(from: NaiveDate, at_least_until: Option<NaiveDate>) -> Stop {
        Stop {
            from,
            until: None,
            at_least_until,
        }
    }

    /// The days it surely covers.
    fn sure(self) -> Option<Run> {
        let open_end = self.at_least_until.unwrap_or(self.from).max(self.from);
        Run::new(self.from, self.until.unwrap_or(open_end))
    }
}

/// The days of the stops that have an end.
pub(super) fn closed(stops: &[Stop]) -> DaySet {
    let runs = stops
        .iter()
        .filter(|stop| stop.until.is_some())
        .filter_map(|stop| stop.sure());
    DaySet::from_runs(runs.collect())
}

/// The days that all stops surely cover, those without an end too.
pub(super) fn sure(stops: &[Stop]) -> DaySet {
    DaySet::from_runs(stops.iter().filter_map(|stop| stop.sure()).collect())
}

/// The first day of the earliest stop without an end that began by a day.
pub(super) fn first_open(stops: &[Stop], by: NaiveDate) -> Option<NaiveDate> {
    let open = stops.iter().filter(|stop| stop.until.is_none() && stop.from <= by);
    open.map(|stop| stop.from).min()
}
