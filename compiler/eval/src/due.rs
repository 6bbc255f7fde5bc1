//! What became of a limit in time for one case (R9): the last day, where things stand on the day of reckoning, the days
//! that were skipped, and the calendar the answer rests on.

use crate::question::limits_of;
use crate::result::OpenLeaf;
use chrono::{NaiveDate, NaiveTime};
use quyche_base::Span;
use quyche_ir::ids::{DeadlineId, DossierId, NormId, ReadingId, RecordId, UnitId};
use quyche_ir::{Document, Outcome};
use quyche_time::Moment;
use serde::Serialize;

/// Which limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitOf {
    /// `thời hạn`.
    Deadline(DeadlineId),
    /// The limit of a duty, power, authority or prohibition.
    Norm(NormId),
    /// The limit on a document of a dossier, which stands in this unit.
    Document(DossierId, UnitId),
}

/// The result for one limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LimitResult {
    /// Which limit.
    pub of: LimitOf,
    /// Where it stands.
    pub unit: UnitId,
    /// Where in the rule files.
    pub at: Span,
    /// Kept, missed, open, or not asked.
    pub outcome: Outcome,
    /// Why it is open, in stable order.
    pub open: Vec<OpenLeaf>,
    /// When it ends.
    pub end: LimitEnd,
    /// Where things stand on the day of reckoning, where that can be told.
    pub standing: Option<LimitStanding>,
    /// `quá hạn thì`.
    pub consequence: Option<String>,
    /// The calendar the answer rests on, where it rests on one.
    pub calendar: Option<CalendarUsed>,
    /// Faults and doubts of the source that the answer rests on: positions in [`quyche_ir::Document::doubts`], in order.
    pub doubts: Vec<u32>,
    /// Readings met on the way, with the answer used.
    pub readings: Vec<(ReadingId, u32)>,
    /// All of it in Vietnamese.
    pub words: String,
}

/// When a limit ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitEnd {
    /// It does not bind this case, or never began to run.
    NotRunning,
    /// The text says that it sets none.
    NotSet,
    /// The duty binds, and the text says nothing of a limit.
    NoLimit,
    /// It is not known: the causes say why.
    Unknown,
    /// A day.
    Day(LastDay),
}

/// The day on which a limit ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LastDay {
    /// The last day that is in time; the earliest it can be where `open_end`.
    pub due: NaiveDate,
    /// The time of day at which a limit in hours ends; `None` for one that ends with the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<NaiveTime>,
    /// The last day before going on from a day off.
    pub before_rolling: NaiveDate,
    /// Whether it can still turn out later: time stands still, or not every stop is known.
    pub open_end: bool,
    /// By how many units stops made it longer.
    pub extension: u32,
    /// The days that were not counted, in order, each with its name.
    pub skipped: Vec<SkippedDay>,
    /// The pauses beyond the number that the text allows, in order: time ran on in them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<RefusedPause>,
}

impl LastDay {
    /// Day and, of a limit in hours, time.
    pub fn moment(&self) -> Moment {
        Moment {
            day: self.due,
            time: self.time,
        }
    }
}

/// A pause that the text does not allow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedPause {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day, where it has one.
    pub until: Option<NaiveDate>,
    /// How many pauses the text allows.
    pub at_most: u32,
}

/// A day that was not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SkippedDay {
    /// The day.
    pub day: NaiveDate,
    /// Its name, or why it was not counted.
    pub why: String,
}

/// Where things stand on the day of reckoning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitStanding {
    /// Done in time, with so many days to spare; 0 on the last day.
    InTime(i64),
    /// Done so many days late; 0 for a limit in hours that ended earlier on the same day.
    Late(i64),
    /// Not done, or not known to be done, and so many days are left; 0 on the last day.
    Remaining(i64),
    /// Not done, so many days ago too late.
    Overdue(i64),
    /// The last day was so many days ago, and nobody said whether it was done.
    Unknown(i64),
}

/// The calendar an answer rests on (R16).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CalendarUsed {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its text, in hexadecimal.
    pub hash: String,
    /// The years consulted.
    pub years: Vec<i32>,
    /// Those of them that nobody decided officially (`dự kiến`).
    pub presumed: Vec<i32>,
}

impl CalendarUsed {
    /// Adds what another answer rests on, if it rests on a calendar.
    pub fn add(into: &mut Option<CalendarUsed>, used: Option<&CalendarUsed>) {
        match (into.as_mut(), used) {
            (Some(known), Some(used)) => known.merge(used),
            (None, used) => *into = used.cloned(),
            (Some(_), None) => {}
        }
    }

    /// In Vietnamese, on one line: `lịch vn_khu_vực_nhà_nước phiên bản 2026.1 (sha256 …), các năm 2026, 2027; 2027 là dự
    /// kiến`. The whole hash stands in the data.
    pub fn words(&self) -> String {
        let years = |years: &[i32]| {
            years
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<String>>()
                .join(", ")
        };
        let hash: String = self.hash.chars().take(12).collect();
        let presumed = if self.presumed.is_empty() {
            String::new()
        } else {
            format!("; {} là dự kiến", years(&self.presumed))
        };
        format!(
            "lịch {} phiên bản {} (sha256 {hash}…), các năm {}{presumed}",
            self.name,
            self.version,
            years(&self.years)
        )
    }

    /// Adds the years of another answer that rests on the same calendar.
    pub fn merge(&mut self, other: &CalendarUsed) {
        self.years.extend(&other.years);
        self.presumed.extend(&other.presumed);
        for years in [&mut self.years, &mut self.presumed] {
            years.sort_unstable();
            years.dedup();
        }
    }
}

/// The limits that can bind cases of a record, in order, each with the unit it stands in.
pub fn limits_binding(doc: &Document, subject: RecordId) -> Vec<(LimitOf, UnitId)> {
    let limits = limits_of(doc, None, subject);
    limits.iter().map(|source| (source.of, source.unit)).collect()
}
