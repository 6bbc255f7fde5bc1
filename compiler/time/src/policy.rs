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
}

/// A counting policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Whether the last day of a run counts: `[s, e]` serves D iff `s ⊕ D <= e + 1` (true) or `<= e` (false).
    pub last_day_counts: bool,
    /// How broken runs add up where the text adds them up.
    pub broken: BrokenRuns,
}
