//! What became of a limit in time for one case (R9): the last day, where things stand on the day of reckoning, the days
//! that were skipped, and the calendar the answer rests on.

use crate::question::limits_of;
use crate::result::OpenLeaf;
use chrono::NaiveDate;
use quyche_base::Span;
use quyche_ir::ids::{DeadlineId, DossierId, NormId, ReadingId, RecordId, UnitId};
use quyche_ir::{Document, Outcome};
use serde::Serialize;

/// What happens to a forward limit in days, months or years whose last day is a day off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rolling {
    /// It ends with the next working day, as khoản 5 Điều 148 of the Civil Code of 2015 says of terms.
    #[default]
    NextWorkingDay,
    /// It ends on that day all the same.
    Never,
}

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
    /// Faults and doubts of the source at this unit, on which the answer rests.
    pub doubts: Vec<String>,
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
    /// The last day before going on from a day off.
    pub before_rolling: NaiveDate,
    /// Whether it can still turn out later: time stands still, or not every stop is known.
    pub open_end: bool,
    /// By how many units stops made it longer.
    pub extension: u32,
    /// The days that were not counted, in order, each with its name.
    pub skipped: Vec<SkippedDay>,
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
    /// Done so many days late.
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

/// The units in which limits stand that can bind cases of a record, in order, each once.
pub fn limit_units(doc: &Document, subject: RecordId) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = limits_of(doc, None, subject).iter().map(|source| source.unit).collect();
    units.sort_unstable();
    units.dedup();
    units
}
