//! Whether days serve a duration (R8).
//!
//! An unbroken run `[s, e]` serves D by the anniversary: `s ⊕ D <= e + 1`, or `<= e` where the last day does not count,
//! whenever asked. Broken runs, where they add up, serve D once their total reaches the most days D can take; from the
//! fewest up to there the answer turns on how one counts, unless the policy settles for the fewest. It turns on it too
//! where the count of personnel practice reaches D: whole months of each run, left-over days added, 30 to a month (six
//! months and six months are 12 tháng, be they only 364 days). That count can lose by serving more, so it is never a
//! policy, only a reading; [`Policy::may_serve`] bounds it from above for days that are not all known.
//!
//! One refinement keeps "serving more never hurts": where even the run from the first day to the last, with every gap
//! filled, does not serve D, the broken runs inside it do not either. Without it 28 days in March with a gap would stand
//! open for "1 tháng", while 29 days of the same March without a gap surely fall short.

use crate::{BrokenRuns, DaySet, Duration, Length, Policy, Run, Unit, add, longest, shortest, words::number_words};
use chrono::{Datelike, Days, NaiveDate};

/// Whether days serve a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They do not.
    No,
    /// It turns on how broken service is counted.
    Count,
    /// They do.
    Yes,
}

impl Policy {
    /// Whether one unbroken run serves the duration.
    pub fn run_serves(&self, run: Run, duration: Duration) -> bool {
        add(run.start, duration).is_some_and(|day| day <= self.limit(run.end))
    }

    /// Whether some unbroken run of the set serves the duration.
    pub fn some_run_serves(&self, set: &DaySet, duration: Duration) -> bool {
        set.runs().iter().any(|run| self.run_serves(*run, duration))
    }

    /// Whether the set serves the duration with all its runs added up.
    pub fn total_serves(&self, set: &DaySet, duration: Duration) -> Verdict {
        if self.some_run_serves(set, duration) {
            return Verdict::Yes;
        }
        let (Some(least), Some(most)) = (shortest(duration), longest(duration)) else {
            return Verdict::No;
        };
        if !self.fills(set, duration) {
            return Verdict::No;
        }
        let total = self.counted(set);
        let settled = match self.broken {
            BrokenRuns::Longest => total >= most,
            BrokenRuns::Shortest => total >= least,
            BrokenRuns::ThirtyDayMonths => false,
        };
        if settled {
            Verdict::Yes
        } else if total >= least || self.practice_serves(set, duration) {
            Verdict::Count
        } else {
            Verdict::No
        }
    }

    /// Whether the set serves the duration with all its runs added up, by this policy and no other: what remains of
    /// [`Policy::total_serves`] once somebody has settled how broken service is counted.
    pub fn alone_serves(&self, set: &DaySet, duration: Duration) -> bool {
        if self.some_run_serves(set, duration) {
            return true;
        }
        let enough = match self.broken {
            BrokenRuns::Longest => longest(duration).is_some_and(|most| self.counted(set) >= most),
            BrokenRuns::Shortest => shortest(duration).is_some_and(|least| self.counted(set) >= least),
            BrokenRuns::ThirtyDayMonths => self.practice_serves(set, duration),
        };
        enough && self.fills(set, duration)
    }

    /// Whether some of these days might serve the duration, under the policy or under another count. Serving more never
    /// takes it back, and where it is false [`Policy::total_serves`] says `No` of every part of the set.
    pub fn may_serve(&self, set: &DaySet, duration: Duration) -> bool {
        if self.some_run_serves(set, duration) {
            return true;
        }
        let enough = shortest(duration).is_some_and(|least| self.counted(set) >= least);
        // A month of practice has 30 days or more but for one a year, which February makes at most two days shorter.
        let practice = whole_months(duration).is_some_and(|months| set.total() + 2 * februaries(set) >= 30 * months);
        self.fills(set, duration) && (enough || practice)
    }

    /// Whether the run from the first day to the last, with every gap filled, serves the duration.
    fn fills(&self, set: &DaySet, duration: Duration) -> bool {
        set.hull().is_some_and(|hull| self.run_serves(hull, duration))
    }

    /// Whether the count of personnel practice reaches the duration.
    fn practice_serves(&self, set: &DaySet, duration: Duration) -> bool {
        whole_months(duration).is_some_and(|months| self.practice_days(set) >= 30 * months)
    }

    /// The days of the set as personnel practice counts them: 30 for each whole month of a run, and the left-over days.
    fn practice_days(&self, set: &DaySet) -> i64 {
        let credit = |run: &Run| {
            let length = Length::between(run.start, self.limit(run.end));
            360 * i64::from(length.years) + 30 * i64::from(length.months) + i64::from(length.days)
        };
        set.runs().iter().map(credit).sum()
    }

    /// The days of the set as the policy counts them: without each run's last day where that does not count.
    pub fn counted(&self, set: &DaySet) -> i64 {
        let uncounted = if self.last_day_counts { 0 } else { set.runs().len() };
        set.total() - i64::try_from(uncounted).unwrap_or(0)
    }

    /// The earliest day on which a run that began on `start` and goes on serves the duration.
    pub fn earliest(&self, start: NaiveDate, duration: Duration) -> Option<NaiveDate> {
        let day = add(start, duration)?;
        if self.last_day_counts {
            day.pred_opt().map(|last| last.max(start))
        } else {
            Some(day)
        }
    }

    /// The earliest day on which the set surely serves the duration with its runs added up, if its last run goes on
    /// beyond its last day. The duration is not served yet. Of a policy that breaks a law, the day by the unbroken run alone.
    pub fn earliest_total(&self, set: &DaySet, duration: Duration) -> Option<NaiveDate> {
        let last = *set.runs().last()?;
        let unbroken = self.earliest(last.start, duration);
        let goal = self.broken_goal(duration)?;
        let short = u64::try_from(goal - self.counted(set)).unwrap_or(0);
        let summed = last
            .end
            .checked_add_days(Days::new(short))
            .and_then(|day| match self.broken {
                BrokenRuns::Longest => Some(day),
                BrokenRuns::Shortest => Some(day.max(self.earliest(set.hull()?.start, duration)?)),
                BrokenRuns::ThirtyDayMonths => None,
            });
        match (unbroken, summed) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }

    /// How many days broken runs must reach together to serve the duration for sure. `None` for working days and hours.
    pub fn broken_goal(&self, duration: Duration) -> Option<i64> {
        match self.broken {
            BrokenRuns::Longest => longest(duration),
            BrokenRuns::Shortest => shortest(duration),
            BrokenRuns::ThirtyDayMonths => None,
        }
    }

    /// What the set comes to by the count of personnel practice: years, months of 30 days, days.
    pub fn practice_length(&self, set: &DaySet) -> Length {
        let days = self.practice_days(set);
        let part = |days: i64| u32::try_from(days).unwrap_or(0);
        Length {
            years: part(days / 360),
            months: part(days % 360 / 30),
            days: part(days % 30),
        }
    }

    /// How long a run is: `5 năm 11 tháng 2 ngày`.
    pub fn length_words(&self, run: Run) -> String {
        Length::between(run.start, self.limit(run.end)).words()
    }

    /// How long the set is: a length for one run, a number of days for several.
    pub fn total_words(&self, set: &DaySet) -> String {
        match set.runs() {
            [] => "0 ngày".to_owned(),
            [run] => self.length_words(*run),
            _ => format!("cộng dồn {} ngày", number_words(self.counted(set))),
        }
    }

    /// The day up to which a run that ends on `end` counts, itself not counted.
    fn limit(&self, end: NaiveDate) -> NaiveDate {
        if self.last_day_counts {
            end.succ_opt().unwrap_or(end)
        } else {
            end
        }
    }
}

/// A duration in whole months; `None` where it is not one.
fn whole_months(duration: Duration) -> Option<i64> {
    match duration.unit {
        Unit::Year => Some(12 * i64::from(duration.count)),
        Unit::Month => Some(i64::from(duration.count)),
        Unit::Week | Unit::Day | Unit::WorkingDay | Unit::Hour | Unit::WorkingDayHour | Unit::WorkingHour => None,
    }
}

/// How many calendar years, and so how many Februaries at most, have a day in the set.
fn februaries(set: &DaySet) -> i64 {
    let mut count = 0;
    let mut seen = i64::MIN;
    for run in set.runs() {
        let first = i64::from(run.start.year()).max(seen.saturating_add(1));
        let last = i64::from(run.end.year());
        count += (last - first + 1).max(0);
        seen = last;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Law;
    use proptest::prelude::*;

    const COUNTED: Policy = Policy {
        last_day_counts: true,
        broken: BrokenRuns::Longest,
    };
    /// Every policy there is.
    fn policies() -> Vec<Policy> {
        let each = |broken| {
            [true, false].map(|last_day_counts| Policy {
                last_day_counts,
                broken,
            })
        };
        BrokenRuns::ALL.into_iter().flat_map(each).collect()
    }

    /// One of the policies that keep every law.
    fn lawful() -> impl Strategy<Value = Policy> {
        proptest::sample::select(policies()).prop_filter("breaks a law", |policy| policy.broken.breaks().is_none())
    }

    const SHORTEST: Policy = Policy {
        last_day_counts: true,
        broken: BrokenRuns::Shortest,
    };
    const WITHOUT_LAST: Policy = Policy {
        last_day_counts: false,
        broken: BrokenRuns::Longest,
    };
    const PRACTICE: Policy = Policy {
        last_day_counts: true,
        broken: BrokenRuns::ThirtyDayMonths,
    };

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn months(count: u32) -> Duration {
        Duration {
            count,
            unit: Unit::Month,
        }
    }

    fn years(count: u32) -> Duration {
        Duration {
            count,
            unit: Unit::Year,
        }
    }

    fn run(start: NaiveDate, end: NaiveDate) -> Run {
        Run::new(start, end).unwrap()
    }

    /// Two runs with a long gap and this many days together.
    fn broken(total: i64) -> DaySet {
        let first = day(2001, 1, 1);
        let second = day(2015, 3, 1);
        DaySet::from_runs(vec![
            run(first, first + chrono::Duration::days(99)),
            run(second, second + chrono::Duration::days(total - 101)),
        ])
    }

    #[test]
    fn the_anniversary_with_and_without_the_last_day() {
        let whole = run(day(2022, 7, 1), day(2024, 6, 30));
        assert!(COUNTED.run_serves(whole, months(24)));
        assert!(!WITHOUT_LAST.run_serves(whole, months(24)));
        assert!(WITHOUT_LAST.run_serves(run(day(2022, 7, 1), day(2024, 7, 1)), months(24)));
        assert!(COUNTED.run_serves(run(day(2024, 2, 29), day(2025, 2, 27)), years(1)));
    }

    #[test]
    fn six_years_short_by_less_than_a_month() {
        let served = run(day(2020, 7, 29), day(2026, 6, 30));
        assert!(!COUNTED.run_serves(served, years(6)));
        assert_eq!(COUNTED.length_words(served), "5 năm 11 tháng 2 ngày");
        assert_eq!(COUNTED.earliest(served.start, years(6)), Some(day(2026, 7, 28)));
    }

    #[test]
    fn broken_totals_serve_at_the_most_days_and_are_open_from_the_fewest() {
        for (duration, least, most) in [(months(12), 365, 366), (months(24), 730, 731), (years(9), 3287, 3288)] {
            assert_eq!(COUNTED.total_serves(&broken(most), duration), Verdict::Yes);
            assert_eq!(COUNTED.total_serves(&broken(most - 1), duration), Verdict::Count);
            assert_eq!(COUNTED.total_serves(&broken(least), duration), Verdict::Count);
            assert_eq!(COUNTED.total_serves(&broken(least - 1), duration), Verdict::No);
            assert_eq!(SHORTEST.total_serves(&broken(least), duration), Verdict::Yes);
        }
    }

    #[test]
    fn broken_days_inside_a_run_too_short_do_not_serve() {
        let march = DaySet::from_runs(vec![
            run(day(2025, 3, 1), day(2025, 3, 10)),
            run(day(2025, 3, 12), day(2025, 3, 29)),
        ]);
        assert_eq!(march.total(), 28);
        assert_eq!(COUNTED.total_serves(&march, months(1)), Verdict::No);
    }

    #[test]
    fn dates_at_the_ends_of_the_calendar_give_answers() {
        let all = DaySet::until(NaiveDate::MAX);
        assert_eq!(COUNTED.total_serves(&all, years(9)), Verdict::Yes);
        assert_eq!(COUNTED.total_serves(&all, years(u32::MAX)), Verdict::No);
        assert_eq!(COUNTED.earliest(NaiveDate::MAX, years(1)), None);
        assert_eq!(
            COUNTED.total_serves(
                &all,
                Duration {
                    count: 1,
                    unit: Unit::Hour
                }
            ),
            Verdict::No
        );
    }

    fn sets() -> impl Strategy<Value = DaySet> {
        proptest::collection::vec((0i64..1400, 0i64..500), 0..5).prop_map(|runs| {
            let base = day(2019, 1, 1);
            DaySet::from_runs(
                runs.iter()
                    .map(|(start, length)| {
                        let first = base + chrono::Duration::days(*start);
                        run(first, first + chrono::Duration::days(*length))
                    })
                    .collect(),
            )
        })
    }

    /// What a set may serve, a larger one may; what it surely serves, a larger one surely serves.
    fn kept(policy: Policy, set: &DaySet, larger: &DaySet, duration: Duration) -> Result<(), TestCaseError> {
        let (before, after) = (
            policy.total_serves(set, duration),
            policy.total_serves(larger, duration),
        );
        prop_assert!(before != Verdict::Yes || after == Verdict::Yes);
        prop_assert!(before == Verdict::No || policy.may_serve(larger, duration));
        prop_assert!(!policy.may_serve(set, duration) || policy.may_serve(larger, duration));
        Ok(())
    }

    #[test]
    fn thirty_days_to_a_month_can_lose_by_serving_more() {
        let runs = |second_end, third_start| {
            DaySet::from_runs(vec![
                run(day(2021, 1, 11), day(2021, 1, 25)),
                run(day(2021, 1, 27), second_end),
                run(third_start, day(2021, 3, 11)),
            ])
        };
        // 15 days, 12 days, one month and 3 days: 60, two months. With 08/02/2021 served too: 15 days, one month and 13.
        let less = runs(day(2021, 2, 7), day(2021, 2, 9));
        let more = less.union(&DaySet::from_runs(vec![run(day(2021, 2, 8), day(2021, 2, 8))]));
        assert_eq!(PRACTICE.practice_length(&less).words(), "2 tháng");
        assert_eq!(PRACTICE.practice_length(&more).words(), "1 tháng 28 ngày");
        assert!(PRACTICE.alone_serves(&less, months(2)));
        assert!(!PRACTICE.alone_serves(&more, months(2)));
        assert_eq!(BrokenRuns::ThirtyDayMonths.breaks(), Some(Law::MoreNeverHurts));
    }

    #[test]
    fn each_count_alone_settles_six_months_and_six_months() {
        let halves = DaySet::from_runs(vec![
            run(day(2019, 1, 1), day(2019, 6, 30)),
            run(day(2021, 1, 1), day(2021, 6, 30)),
        ]);
        let settled = [COUNTED, SHORTEST, PRACTICE].map(|policy| policy.alone_serves(&halves, months(12)));
        assert_eq!(settled, [false, false, true]);
    }

    #[test]
    fn six_months_and_six_months_turn_on_the_count() {
        let halves = DaySet::from_runs(vec![
            run(day(2019, 1, 1), day(2019, 6, 30)),
            run(day(2021, 1, 1), day(2021, 6, 30)),
        ]);
        assert_eq!(halves.total(), 362);
        assert_eq!(COUNTED.total_serves(&halves, months(12)), Verdict::Count);
        let short = DaySet::from_runs(vec![
            run(day(2019, 1, 1), day(2019, 6, 30)),
            run(day(2021, 1, 2), day(2021, 6, 29)),
        ]);
        assert_eq!(COUNTED.total_serves(&short, months(12)), Verdict::No);
        assert!(COUNTED.may_serve(&short, months(12)));
    }

    proptest! {
        // (i) On one run that ends on the reckoning day the rule is the anniversary.
        #[test]
        fn one_run_is_the_anniversary(start in 0i64..3000, length in 0i64..2000, count in 1u32..60, policy in proptest::sample::select(policies())) {
            let first = day(2000, 1, 1) + chrono::Duration::days(start);
            let last = first + chrono::Duration::days(length);
            let reach = last + chrono::Duration::days(i64::from(policy.last_day_counts));
            let expected = add(first, months(count)).unwrap() <= reach;
            let set = DaySet::from_runs(vec![run(first, last)]);
            prop_assert_eq!(policy.total_serves(&set, months(count)) == Verdict::Yes, expected);
            prop_assert_ne!(policy.total_serves(&set, months(count)), Verdict::Count);
            prop_assert_eq!(policy.alone_serves(&set, months(count)), expected);
        }

        // (ii) 12k tháng and k năm are the same.
        #[test]
        fn twelve_months_are_a_year(set in sets(), count in 0u32..6, policy in proptest::sample::select(policies())) {
            prop_assert_eq!(policy.total_serves(&set, months(12 * count)), policy.total_serves(&set, years(count)));
            prop_assert_eq!(policy.alone_serves(&set, months(12 * count)), policy.alone_serves(&set, years(count)));
        }

        // (iii) Serving more never hurts.
        #[test]
        fn serving_more_never_hurts(set in sets(), more in sets(), count in 1u32..50, policy in lawful()) {
            let larger = set.union(&more);
            kept(policy, &set, &larger, months(count))?;
            prop_assert!(policy.some_run_serves(&set, months(count)) <= policy.some_run_serves(&larger, months(count)));
            prop_assert!(policy.counted(&set) <= policy.counted(&larger));
            prop_assert!(policy.alone_serves(&set, months(count)) <= policy.alone_serves(&larger, months(count)));
        }

        // (iv) What has been reached is kept: cut at a later day, the answer is no worse.
        #[test]
        fn no_later_day_takes_it_back(set in sets(), cut in 0i64..2200, later in 0i64..300, count in 1u32..50, policy in proptest::sample::select(policies())) {
            let first = day(2019, 1, 1) + chrono::Duration::days(cut);
            let early = set.intersection(&DaySet::until(first));
            let late = set.intersection(&DaySet::until(first + chrono::Duration::days(later)));
            if policy.broken.breaks().is_none() {
                kept(policy, &early, &late, months(count))?;
            }
            prop_assert!(policy.alone_serves(&early, months(count)) <= policy.alone_serves(&late, months(count)));
        }

        // Open is what some policy grants and another denies; what the named policy grants alone, it grants.
        #[test]
        fn the_verdict_is_open_where_the_policies_differ(set in sets(), count in 1u32..50, last_day_counts in any::<bool>()) {
            let duration = months(count);
            let by = |broken| Policy { last_day_counts, broken }.alone_serves(&set, duration);
            let verdict = Policy { last_day_counts, broken: BrokenRuns::Longest }.total_serves(&set, duration);
            let any = BrokenRuns::ALL.into_iter().any(by);
            prop_assert_eq!(verdict == Verdict::Yes, by(BrokenRuns::Longest));
            prop_assert_eq!(verdict != Verdict::No, any);
        }

        // The day named as the earliest is the first on which the verdict is sure.
        #[test]
        fn the_earliest_day_is_the_first_that_serves(set in sets(), count in 1u32..50, policy in lawful()) {
            let Some(last) = set.runs().last().copied() else { return Ok(()) };
            prop_assume!(policy.total_serves(&set, months(count)) != Verdict::Yes);
            let earliest = policy.earliest_total(&set, months(count)).unwrap();
            prop_assert!(earliest > last.end);
            let grown = |end| set.union(&DaySet::from_runs(vec![run(last.start, end)]));
            prop_assert_eq!(policy.total_serves(&grown(earliest), months(count)), Verdict::Yes);
            prop_assert_ne!(policy.total_serves(&grown(earliest.pred_opt().unwrap()), months(count)), Verdict::Yes);
        }
    }
}
