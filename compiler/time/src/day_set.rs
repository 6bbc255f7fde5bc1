//! Sets of days: sorted closed runs that neither touch nor overlap. 31/12 and 01/01 adjoin; a day in two runs counts once.

use chrono::NaiveDate;

/// A closed run of days, first and last counted.
///
/// Invariant: `start <= end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: NaiveDate,
}

impl Run {
    /// The days from `start` to `end`, both counted; `None` where the end comes first.
    pub fn new(start: NaiveDate, end: NaiveDate) -> Option<Run> {
        (start <= end).then_some(Run { start, end })
    }

    /// How many days, both ends counted.
    pub fn days(self) -> i64 {
        (self.end - self.start).num_days() + 1
    }
}

/// A set of days.
///
/// Invariant: the runs are sorted, and between two of them lies at least one day that is in neither.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaySet {
    runs: Vec<Run>,
}

impl DaySet {
    /// Nothing.
    pub fn empty() -> DaySet {
        DaySet::default()
    }

    /// The union of the runs, in any order, overlapping or not.
    pub fn from_runs(mut runs: Vec<Run>) -> DaySet {
        if runs.len() > 1 {
            runs.sort_unstable();
            runs.dedup_by(|next, kept| {
                let joins = kept.end.succ_opt().is_none_or(|day| next.start <= day);
                if joins {
                    kept.end = kept.end.max(next.end);
                }
                joins
            });
        }
        DaySet { runs }
    }

    /// Every day up to and including `last`.
    pub fn until(last: NaiveDate) -> DaySet {
        DaySet {
            runs: vec![Run {
                start: NaiveDate::MIN,
                end: last,
            }],
        }
    }

    /// The runs, in order.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Whether it holds no day.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Whether it holds this day.
    pub fn contains(&self, day: NaiveDate) -> bool {
        let after = self.runs.partition_point(|run| run.start <= day);
        after
            .checked_sub(1)
            .and_then(|at| self.runs.get(at))
            .is_some_and(|run| day <= run.end)
    }

    /// Days in one or the other.
    #[must_use]
    pub fn union(&self, other: &DaySet) -> DaySet {
        DaySet::from_runs(self.runs.iter().chain(&other.runs).copied().collect())
    }

    /// Days in both.
    #[must_use]
    pub fn intersection(&self, other: &DaySet) -> DaySet {
        let (mut left, mut right) = (self.runs.iter().peekable(), other.runs.iter().peekable());
        let mut runs = Vec::new();
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            runs.extend(Run::new(a.start.max(b.start), a.end.min(b.end)));
            if a.end < b.end {
                left.next();
            } else {
                right.next();
            }
        }
        DaySet { runs }
    }

    /// Whether every day of it is in `other`.
    pub fn is_within(&self, other: &DaySet) -> bool {
        self.runs.iter().all(|run| {
            other
                .runs
                .iter()
                .any(|outer| outer.start <= run.start && run.end <= outer.end)
        })
    }

    /// How many days.
    pub fn total(&self) -> i64 {
        self.runs.iter().map(|run| run.days()).sum()
    }

    /// The run with the most days; the earliest of several.
    pub fn longest(&self) -> Option<Run> {
        self.runs.iter().copied().rev().max_by_key(|run| run.days())
    }

    /// The one run from the first day to the last.
    pub fn hull(&self) -> Option<Run> {
        Some(Run {
            start: self.runs.first()?.start,
            end: self.runs.last()?.end,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn day(offset: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, 12, 1).unwrap() + chrono::Duration::days(offset)
    }

    fn set(runs: &[(i64, i64)]) -> DaySet {
        DaySet::from_runs(runs.iter().filter_map(|(a, b)| Run::new(day(*a), day(*b))).collect())
    }

    fn naive(runs: &[(i64, i64)]) -> BTreeSet<NaiveDate> {
        runs.iter().flat_map(|(a, b)| (*a..=*b).map(day)).collect()
    }

    fn days(set: &DaySet) -> BTreeSet<NaiveDate> {
        set.runs()
            .iter()
            .flat_map(|run| run.start.iter_days().take_while(|d| *d <= run.end))
            .collect()
    }

    #[test]
    fn the_last_day_of_a_year_and_the_first_of_the_next_adjoin() {
        let joined = set(&[(31, 40), (0, 30)]);
        assert_eq!(joined.runs().len(), 1);
        assert_eq!(joined.total(), 41);
        assert_eq!(set(&[(0, 5), (7, 9)]).runs().len(), 2);
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_overflow() {
        let all = DaySet::from_runs(vec![
            Run::new(NaiveDate::MIN, NaiveDate::MAX).unwrap(),
            Run::new(NaiveDate::MAX, NaiveDate::MAX).unwrap(),
        ]);
        assert_eq!(all.runs().len(), 1);
        assert!(all.total() > 0 && all.contains(NaiveDate::MAX));
    }

    fn runs() -> impl Strategy<Value = Vec<(i64, i64)>> {
        proptest::collection::vec(
            (0i64..60, 0i64..12).prop_map(|(start, length)| (start, start + length)),
            0..6,
        )
    }

    proptest! {
        #[test]
        fn sets_agree_with_days_one_by_one(a in runs(), b in runs(), probe in -2i64..80) {
            let (left, right) = (set(&a), set(&b));
            let (naive_left, naive_right) = (naive(&a), naive(&b));
            prop_assert_eq!(days(&left), naive_left.clone());
            prop_assert_eq!(left.total(), naive_left.len() as i64);
            prop_assert_eq!(days(&left.union(&right)), naive_left.union(&naive_right).copied().collect::<BTreeSet<_>>());
            prop_assert_eq!(
                days(&left.intersection(&right)),
                naive_left.intersection(&naive_right).copied().collect::<BTreeSet<_>>()
            );
            prop_assert_eq!(left.contains(day(probe)), naive_left.contains(&day(probe)));
            prop_assert_eq!(left.is_within(&right), naive_left.is_subset(&naive_right));
            let mut best = 0;
            let mut run = 0;
            for offset in 0..90 {
                run = if naive_left.contains(&day(offset)) { run + 1 } else { 0 };
                best = best.max(run);
            }
            prop_assert_eq!(left.longest().map_or(0, |run| run.days()), best);
            let union = left.union(&right);
            for pair in union.runs().windows(2) {
                prop_assert!(pair[0].end.succ_opt().unwrap() < pair[1].start);
            }
        }
    }
}
