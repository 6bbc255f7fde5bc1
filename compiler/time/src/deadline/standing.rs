//! Where a duty stands on the day of reckoning.

use super::Due;
use chrono::NaiveDate;

/// Whether a duty was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// On a day.
    On(NaiveDate),
    /// Not yet.
    No,
    /// It is not known.
    Unknown,
}

/// Where a duty stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Done in time, with so many days to spare.
    InTime {
        /// Days from the day it was done to the last day, 0 on the last day.
        spare: i64,
    },
    /// Done too late.
    Late {
        /// Days after the last day, at least 1.
        by: i64,
    },
    /// Not done, or not known to be done, and not yet due (*chưa đến hạn*).
    Open {
        /// Days left, 0 on the last day.
        remaining: i64,
    },
    /// Not done, and overdue.
    Overdue {
        /// Days after the last day, at least 1.
        by: i64,
    },
    /// Due, and not known to be done.
    Unknown,
    /// Time stands still: there is no last day yet (*đang tạm dừng*).
    Stopped {
        /// Since when.
        since: NaiveDate,
    },
}

impl Due {
    /// Where the duty stands on a day. A duty done by the earliest possible end of a stopped limit was in time whatever
    /// that end will be.
    pub fn standing(&self, done: Done, today: NaiveDate) -> Standing {
        let last = self.pending.map_or(self.due, |pending| pending.earliest);
        let left = |day: NaiveDate| (last - day).num_days();
        match (done, self.pending) {
            (Done::On(day), _) if day <= last => Standing::InTime { spare: left(day) },
            (Done::On(_) | Done::No | Done::Unknown, Some(pending)) => Standing::Stopped { since: pending.since },
            (Done::On(day), None) => Standing::Late { by: -left(day) },
            (Done::No | Done::Unknown, None) if today <= last => Standing::Open { remaining: left(today) },
            (Done::No, None) => Standing::Overdue { by: -left(today) },
            (Done::Unknown, None) => Standing::Unknown,
        }
    }
}
