//! One year of a work calendar, laid out by days.

use super::data::{Data, Decision, Holiday, HolidayDay, TetDays};
use super::{DayOff, OffKind};
use crate::lunar;
use chrono::{Datelike, Days, NaiveDate};
use std::collections::BTreeMap;

/// One year: what is off, what is worked on a rest day, and how many working days there are up to each day.
#[derive(Clone, Debug)]
pub(super) struct Year {
    /// Whether a decision settles the year.
    pub settled: bool,
    /// The days off that are no weekly rest.
    pub off: BTreeMap<NaiveDate, DayOff>,
    /// The rest days worked, each with the day free instead.
    pub worked: BTreeMap<NaiveDate, NaiveDate>,
    /// At place n: the working days among the first n days of the year.
    ///
    /// Invariant: never falling, never rising by more than one; one longer than the year.
    before: Vec<u32>,
}

impl Year {
    /// Lays out a year. `None` where the lunar calendar has no answer.
    pub(super) fn new(data: &Data, year: i32) -> Option<Year> {
        let mut off = holidays(data, year)?;
        let mut worked = BTreeMap::new();
        let mut swapped = Vec::new();
        for decision in &data.decisions {
            let source = decision.sources.first().and_then(|id| data.source(id));
            for swap in &decision.swaps {
                if swap.worked.year() == year {
                    worked.insert(swap.worked, swap.off);
                }
                if swap.off.year() == year {
                    swapped.push((swap.off, swap.worked, source));
                }
            }
        }
        substitute(data, &mut off);
        for (day, worked, source) in swapped {
            let name = "Nghỉ hoán đổi".to_owned();
            off.entry(day).or_insert(DayOff {
                name,
                kind: OffKind::Swapped { worked },
                source: source.unwrap_or(0),
            });
        }
        let before = counts(data, year, &off, &worked)?;
        let settled = data.decisions(year).any(|decision| decision.settles);
        Some(Year {
            settled,
            off,
            worked,
            before,
        })
    }

    /// The working days up to and including a day of the year.
    pub(super) fn through(&self, day: NaiveDate) -> u32 {
        self.before
            .get(usize::try_from(day.ordinal()).unwrap_or(0))
            .copied()
            .unwrap_or(0)
    }

    /// All working days of the year.
    pub(super) fn total(&self) -> u32 {
        self.before.last().copied().unwrap_or(0)
    }

    /// The day of the year that is its `count`-th working day, as an ordinal from 1.
    pub(super) fn ordinal(&self, count: u32) -> Option<u32> {
        let place = self.before.partition_point(|before| *before < count);
        if count == 0 || place >= self.before.len() {
            None
        } else {
            u32::try_from(place).ok()
        }
    }
}

/// The holidays of the law that fall in a year, with what was decided for it.
fn holidays(data: &Data, year: i32) -> Option<BTreeMap<NaiveDate, DayOff>> {
    let mut off = BTreeMap::new();
    for holiday in &data.holidays {
        let decision = data
            .decisions(year)
            .find(|decision| decision.tet.is_some() || decision.beside.is_some());
        for (day, name) in days(holiday, decision, year)? {
            let kind = OffKind::Holiday {
                substituted: holiday.substituted,
            };
            let source = data.source(&holiday.source).unwrap_or(0);
            off.entry(day).or_insert(DayOff { name, kind, source });
        }
    }
    Some(off)
}

/// On which days of a year a holiday falls, with its name on each; none while its law is not in force. `None` where the
/// lunar calendar has no answer.
fn days(holiday: &Holiday, decision: Option<&Decision>, year: i32) -> Option<Vec<(NaiveDate, String)>> {
    let anchor = match &holiday.day {
        HolidayDay::Solar { month, day } | HolidayDay::Beside { month, day, .. } => {
            NaiveDate::from_ymd_opt(year, *month, *day)?
        }
        HolidayDay::Lunar { month, day } => lunar::to_solar(
            lunar::LunarDate {
                year,
                month: *month,
                leap: false,
                day: *day,
            },
            lunar::Zone::Vietnam,
        )?,
        HolidayDay::Tet { .. } => lunar::new_year(year)?,
    };
    if anchor < holiday.from || holiday.until.is_some_and(|until| until < anchor) {
        return Some(Vec::new());
    }
    match &holiday.day {
        HolidayDay::Solar { .. } | HolidayDay::Lunar { .. } => Some(vec![(anchor, holiday.name.clone())]),
        HolidayDay::Beside { before_on, .. } => {
            let chosen = decision.and_then(|decision| decision.beside);
            let before = before_on.contains(&anchor.weekday());
            let presumed = if before { anchor.pred_opt() } else { anchor.succ_opt() };
            Some(vec![(chosen.or(presumed)?, holiday.name.clone())])
        }
        HolidayDay::Tet {
            before,
            after,
            one_before_on,
        } => {
            let moved = u32::from(one_before_on.contains(&anchor.weekday()));
            let presumed = TetDays {
                before: before.saturating_sub(moved),
                after: after + moved,
            };
            tet(
                &holiday.name,
                anchor,
                decision.and_then(|decision| decision.tet).unwrap_or(presumed),
            )
        }
    }
}

/// The days of Tết, each by its lunar name.
fn tet(name: &str, first: NaiveDate, length: TetDays) -> Option<Vec<(NaiveDate, String)>> {
    let mut days = Vec::new();
    for back in 1..=length.before {
        let day = first.checked_sub_days(Days::new(back.into()))?;
        let lunar = lunar::to_lunar(day, lunar::Zone::Vietnam)?;
        days.push((day, format!("{name} ({} tháng Chạp)", lunar.day)));
    }
    for place in 0..length.after {
        let day = first.checked_add_days(Days::new(place.into()))?;
        days.push((day, format!("{name} (mùng {})", place + 1)));
    }
    Some(days)
}

/// Makes up for each holiday on a weekly rest day on the next day that is neither rest nor off, in the order of the days.
fn substitute(data: &Data, off: &mut BTreeMap<NaiveDate, DayOff>) {
    let fallen: Vec<(NaiveDate, String)> = off
        .iter()
        .filter(|(day, holiday)| holiday.kind == OffKind::Holiday { substituted: true } && data.is_weekly_rest(**day))
        .map(|(day, holiday)| (*day, holiday.name.clone()))
        .collect();
    for (holiday, name) in fallen {
        let Some(rule) = data.substitution.iter().rev().find(|rule| rule.from <= holiday) else {
            continue;
        };
        let source = data.source(&rule.source).unwrap_or(0);
        let next = holiday
            .iter_days()
            .skip(1)
            .find(|day| !data.is_weekly_rest(*day) && !off.contains_key(day));
        if let Some(day) = next {
            let name = format!("Nghỉ bù {name}");
            off.insert(
                day,
                DayOff {
                    name,
                    kind: OffKind::Substitute { holiday },
                    source,
                },
            );
        }
    }
}

fn counts(
    data: &Data,
    year: i32,
    off: &BTreeMap<NaiveDate, DayOff>,
    worked: &BTreeMap<NaiveDate, NaiveDate>,
) -> Option<Vec<u32>> {
    let mut before = vec![0];
    let mut count = 0;
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    for day in first.iter_days().take_while(|day| day.year() == year) {
        let works = worked.contains_key(&day) || !(data.is_weekly_rest(day) || off.contains_key(&day));
        count += u32::from(works);
        before.push(count);
    }
    Some(before)
}
