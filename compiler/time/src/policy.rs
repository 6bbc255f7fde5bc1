//! How days become "9 năm" (R8): a named, cited policy that a regulation declares.

use serde::{Deserialize, Serialize};

/// How many days a broken total must reach to serve a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BrokenRuns {
    /// The most days the duration can ever take (12 tháng: 366); from the fewest (365) up to there the answer turns on
    /// how one counts, and is left open.
    Longest,
    /// The fewest days the duration can ever take.
    Shortest,
    /// As personnel files count: the whole months of each run, left-over days added, 30 to a month. It breaks a law
    /// ([`BrokenRuns::breaks`]): never the policy of a regulation, only an answer to how its text may be read.
    ThirtyDayMonths,
}

/// The laws that a policy must keep (R8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Law {
    /// On one run that ends on the reckoning day it is the anniversary rule.
    Anniversary,
    /// `12k tháng` and `k năm` are the same.
    TwelveMonths,
    /// Serving more never hurts.
    MoreNeverHurts,
    /// What has been reached is kept: no later day fails by the mere passing of time.
    Kept,
}

impl BrokenRuns {
    /// All of them.
    pub const ALL: [BrokenRuns; 3] = [BrokenRuns::Longest, BrokenRuns::Shortest, BrokenRuns::ThirtyDayMonths];

    /// The law that this way of adding up breaks, where it breaks one. Tests hold every policy to every law, and show the
    /// days that break this one.
    pub fn breaks(self) -> Option<Law> {
        match self {
            BrokenRuns::Longest | BrokenRuns::Shortest => None,
            BrokenRuns::ThirtyDayMonths => Some(Law::MoreNeverHurts),
        }
    }
}

/// A counting policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Whether the last day of a run counts: `[s, e]` serves D iff `s ⊕ D <= e + 1` (true) or `<= e` (false).
    pub last_day_counts: bool,
    /// How broken runs add up where the text adds them up.
    pub broken: BrokenRuns,
}
