//! The file of a work calendar, as it is written: what is off by law and since when, and what was decided for a year.

use crate::WorkingTime;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;

/// A work calendar.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Data {
    pub format: u32,
    pub name: String,
    pub version: String,
    pub title: String,
    pub applies_to: String,
    pub first_year: i32,
    pub last_year: i32,
    pub sources: Vec<Source>,
    pub weekly_rest: Vec<WeeklyRest>,
    pub substitution: Vec<Substitution>,
    /// The hours of a working day, by the day from which each table holds; none where no source gives them.
    #[serde(default)]
    pub working_time: Vec<WorkingHours>,
    pub holidays: Vec<Holiday>,
    pub decisions: Vec<Decision>,
}

/// Where something in a calendar comes from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// How the rest of the file names it.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its number, where it has one and the number is known.
    #[serde(default)]
    pub number: Option<String>,
    /// The day it was signed.
    #[serde(default)]
    pub date: Option<NaiveDate>,
    /// How well it is known.
    pub evidence: Evidence,
    /// Where it was read.
    #[serde(default)]
    pub url: Option<String>,
    /// What to know about it.
    #[serde(default)]
    pub note: Option<String>,
}

/// How well a source is known to those who wrote the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Its text was read.
    Text,
    /// The words relied on were read where another publication gives them.
    Quoted,
    /// The press reports it.
    Press,
    /// Another collection of data gives it.
    Secondary,
    /// Nothing was found; the entry is an assumption.
    Presumed,
}

/// Which days of every week are free, from a day on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WeeklyRest {
    pub from: NaiveDate,
    pub days: Vec<Weekday>,
    pub source: String,
}

/// From a day on, a holiday that falls on a weekly rest day is made up for on the next working day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Substitution {
    pub from: NaiveDate,
    pub source: String,
}

/// The hours of a working day, from a day on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WorkingHours {
    pub from: NaiveDate,
    pub shifts: WorkingTime,
    pub source: String,
}

/// A holiday of the law.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Holiday {
    pub name: String,
    pub day: HolidayDay,
    pub from: NaiveDate,
    #[serde(default)]
    pub until: Option<NaiveDate>,
    #[serde(default = "yes")]
    pub substituted: bool,
    pub source: String,
}

fn yes() -> bool {
    true
}

/// On which days a holiday falls.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum HolidayDay {
    /// A day of the common calendar.
    Solar { month: u32, day: u32 },
    /// A day of the lunar calendar.
    Lunar { month: u32, day: u32 },
    /// The last days of the lunar year and the first of the next, which a decision may choose; one of them moves behind
    /// the new year where that is presumed to fall on one of the weekdays named.
    Tet {
        before: u32,
        after: u32,
        #[serde(default)]
        one_before_on: Vec<Weekday>,
    },
    /// The day beside a day of the common calendar, which a decision chooses: presumed to be the day before it where it
    /// falls on one of the weekdays named, else the day after.
    Beside {
        month: u32,
        day: u32,
        before_on: Vec<Weekday>,
    },
}

/// What was decided for a year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decision {
    pub year: i32,
    /// Whether the days of the year are then official.
    pub settles: bool,
    pub sources: Vec<String>,
    #[serde(default)]
    pub tet: Option<TetDays>,
    #[serde(default)]
    pub beside: Option<NaiveDate>,
    #[serde(default)]
    pub swaps: Vec<Swap>,
    /// Stretches of free days that the decision or its report gives: they make nothing, and the calendar is held against
    /// them.
    #[serde(default)]
    pub stretches: Vec<Stretch>,
    /// Days of the year that may still change.
    #[serde(default)]
    pub undecided: Vec<Undecided>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TetDays {
    pub before: u32,
    pub after: u32,
}

/// A working day free, and a rest day worked for it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Swap {
    pub off: NaiveDate,
    pub worked: NaiveDate,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stretch {
    pub from: NaiveDate,
    pub until: NaiveDate,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Undecided {
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub source: String,
}

impl Data {
    /// Whether a day is a weekly rest day by the rule in force then.
    pub(super) fn is_weekly_rest(&self, day: NaiveDate) -> bool {
        let rule = self.weekly_rest.iter().rev().find(|rule| rule.from <= day);
        rule.is_some_and(|rule| rule.days.contains(&day.weekday()))
    }

    /// The place of a source in the list.
    pub(super) fn source(&self, id: &str) -> Option<usize> {
        self.sources.iter().position(|source| source.id == id)
    }

    /// The decisions for a year.
    pub(super) fn decisions(&self, year: i32) -> impl Iterator<Item = &Decision> {
        self.decisions.iter().filter(move |decision| decision.year == year)
    }

    /// The first source id that the list does not have.
    pub(super) fn unknown_source(&self) -> Option<&str> {
        let weekly = self.weekly_rest.iter().map(|rule| &rule.source);
        let substitution = self.substitution.iter().map(|rule| &rule.source);
        let hours = self.working_time.iter().map(|hours| &hours.source);
        let holidays = self.holidays.iter().map(|holiday| &holiday.source);
        let decisions = self.decisions.iter().flat_map(|decision| &decision.sources);
        let undecided = self
            .decisions
            .iter()
            .flat_map(|decision| decision.undecided.iter().map(|open| &open.source));
        let mut all = weekly
            .chain(substitution)
            .chain(hours)
            .chain(holidays)
            .chain(decisions)
            .chain(undecided);
        all.find(|id| self.source(id).is_none()).map(String::as_str)
    }
}
