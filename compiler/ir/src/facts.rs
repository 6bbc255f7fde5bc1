//! What a regulation is asked about. Three states everywhere: a value, `không có` (known to be none), unknown.

use crate::ids::{JudgementId, TitleId};
use chrono::NaiveDate;
use quyche_time::Moment;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The value of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// Nobody said.
    #[default]
    Unknown,
    /// `không có`: known to be none. A test of it is false; an empty, complete list.
    None,
    /// `có hay không`.
    Bool(bool),
    /// `số`.
    Number(Decimal),
    /// `chữ`.
    Text(String),
    /// `ngày`.
    Date(NaiveDate),
    /// `ngày giờ`: a day, whose time of day may be unknown.
    Moment(Moment),
    /// `năm`.
    Year(i32),
    /// A value of the field's category, by position.
    Member(u32),
    /// A value outside an open category: what it counts as needs judgement.
    Outside(String),
    /// A declared title, or `None` for another (`khác`).
    Title(Option<TitleId>),
    /// `khoảng`.
    Period(PeriodFact),
    /// `nhiều chữ`.
    Texts {
        /// The texts.
        items: Vec<String>,
        /// Whether there are no others.
        complete: bool,
    },
    /// `nhiều R`.
    List(ListFact),
    /// A nested record.
    Record(Box<RecordFact>),
}

/// A period: closed days `[start, end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodFact {
    /// First day; `None` unknown.
    pub start: Option<NaiveDate>,
    /// End.
    pub end: PeriodEnd,
}

/// The end of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodEnd {
    /// Last day, counted.
    On(NaiveDate),
    /// `đến nay`: still running.
    Running,
    /// Unknown.
    Unknown,
}

/// A list (R5): its elements, and whether there are no others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFact {
    /// The rows as given.
    pub rows: Vec<RecordFact>,
    /// Whether there are no others. A list nobody gave has no rows and is not complete.
    pub complete: bool,
}

/// The facts of one record: `fields[i]` is the fact of field i; missing at the end is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordFact {
    /// By field id.
    pub fields: Vec<Fact>,
    /// Judgements made of this record, sorted by id: đạt (true) or không đạt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judgements: Vec<(JudgementId, bool)>,
}

impl RecordFact {
    /// The fact of a field; unknown when not given.
    pub fn get(&self, field: crate::FieldId) -> &Fact {
        const UNKNOWN: &Fact = &Fact::Unknown;
        self.fields.get(field.index()).unwrap_or(UNKNOWN)
    }

    /// Sets a field, growing the record with unknowns.
    pub fn set(&mut self, field: crate::FieldId, fact: Fact) {
        if self.fields.len() <= field.index() {
            self.fields.resize(field.index() + 1, Fact::Unknown);
        }
        if let Some(place) = self.fields.get_mut(field.index()) {
            *place = fact;
        }
    }

    /// The judgement made, if any.
    pub fn judgement(&self, id: JudgementId) -> Option<bool> {
        self.judgements
            .iter()
            .find(|(judgement, _)| *judgement == id)
            .map(|(_, met)| *met)
    }
}

/// One case: a person, a council, a dossier … under a key that names it in results.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The key: the value of the subject record's `mã`, or a running number.
    pub key: String,
    /// The facts.
    pub subject: RecordFact,
}

/// All that a run is asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cases {
    /// The people, in the order given.
    pub people: Vec<Case>,
    /// Whether there are no others (`chưa đủ` makes it false): matters to rankings.
    pub complete: bool,
    /// The circumstances they share.
    pub context: RecordFact,
}
