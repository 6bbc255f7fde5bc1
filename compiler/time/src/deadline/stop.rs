//! Time that does not count (`không tính`): stops, the days they add to a limit, and how many of them a text allows.

use crate::day_set::{DaySet, Run};
use chrono::NaiveDate;

/// A stretch in which time stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
        Run::new(self.from, self.last_sure())
    }

    /// The last day it surely covers.
    fn last_sure(self) -> NaiveDate {
        let open_end = self.at_least_until.unwrap_or(self.from).max(self.from);
        self.until.unwrap_or(open_end)
    }

    /// Whether it has, or may have, a day after a day.
    fn reaches_past(self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| day < until)
    }
}

/// Stops of which a text allows so many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// Those in which time stands still.
    pub counted: Vec<Stop>,
    /// Those beyond the number allowed, in order: time runs on in them.
    pub refused: Vec<Stop>,
}

/// The first `at_most` pauses of a limit that counts from an event, and those beyond. Stops that overlap or follow each
/// other without a day between are one pause; one that is over on the day of the event is none of this limit.
pub fn allowed(stops: &[Stop], event: NaiveDate, at_most: u32) -> Allowed {
    let mut stops: Vec<Stop> = stops.iter().filter(|stop| stop.reaches_past(event)).copied().collect();
    stops.sort_unstable();
    let mut allowed = Allowed::default();
    let mut pauses = 0;
    let mut reached: Option<NaiveDate> = None;
    for stop in stops {
        let joins = reached.is_some_and(|last| last.succ_opt().is_none_or(|next| stop.from <= next));
        if !joins {
            pauses += 1;
        }
        reached = reached.max(Some(stop.last_sure()));
        if pauses <= at_most {
            allowed.counted.push(stop);
        } else {
            allowed.refused.push(stop);
        }
    }
    allowed
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
