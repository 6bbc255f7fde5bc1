//! What a document says of itself: its head.

use chrono::NaiveDate;
use quyche_base::Span;
use quyche_time::deadline::Rolling;
use quyche_time::{Policy, WorkingTime};
use serde::{Deserialize, Serialize};

/// What the document is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// `Quy định`, `Quyết định` …
    pub kind: String,
    /// Number, or the author's name for it.
    pub number: String,
    /// `về`.
    pub title: Option<String>,
    /// `của`.
    pub issuer: Option<String>,
    /// The day it was signed.
    pub issued: Option<NaiveDate>,
    /// When it has effect (R13).
    pub effect: Effect,
    /// How time served is counted.
    pub measure: Option<Measure>,
    /// `lịch`: the work calendar its limits are counted with; `None` leaves the choice to whoever asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarName>,
    /// `ngày nghỉ thì chuyển`, `ngày nghỉ thì không chuyển`: what becomes of a limit that ends on a day off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rolling: Option<Rolling>,
    /// `giờ làm việc`: the hours of a working day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office_hours: Option<OfficeHours>,
    /// What it replaces.
    pub replaces: Vec<String>,
}

/// When the document has effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// From this day.
    From(NaiveDate),
    /// From the day it was signed, which the source does not tell: a fact to be supplied.
    FromSigning,
    /// The file says nothing.
    #[default]
    NotSaid,
}

/// The declared counting policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// Its rules.
    pub policy: Policy,
    /// Its source or reason.
    pub because: String,
}

/// The work calendar that the regulation names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarName {
    /// Its name as written.
    pub name: String,
    /// Where it is named.
    pub at: Span,
}

/// The hours of a working day that the regulation declares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeHours {
    /// The hours.
    pub time: WorkingTime,
    /// The source or the reason.
    pub because: String,
    /// The statement.
    pub at: Span,
}
