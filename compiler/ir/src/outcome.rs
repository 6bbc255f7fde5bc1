//! R1: the outcome of a unit is a non-empty set of {đạt, không đạt, miễn, không áp dụng}; R3: why it is still open.

use crate::ids::{CriterionId, FieldId, JudgementId, ReadingId, RecordId, UnitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A non-empty subset of the four results, as bits. Narrowing an input never widens it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Outcome(u8);

impl Outcome {
    /// Đ: met.
    pub const MET: Outcome = Outcome(1);
    /// S: not met.
    pub const NOT_MET: Outcome = Outcome(2);
    /// M: exempt.
    pub const EXEMPT: Outcome = Outcome(4);
    /// K: does not apply.
    pub const NOT_APPLICABLE: Outcome = Outcome(8);
    /// Đ or S: what an open test gives.
    pub const OPEN: Outcome = Outcome(3);

    /// The union of both sets.
    #[must_use]
    pub fn or(self, other: Outcome) -> Outcome {
        Outcome(self.0 | other.0)
    }

    /// Whether every result of `other` is one of `self`'s.
    pub fn contains(self, other: Outcome) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether only one result remains.
    pub fn is_single(self) -> bool {
        self.0.is_power_of_two()
    }

    /// The single results in it, in the order Đ S M K.
    pub fn singles(self) -> impl Iterator<Item = Outcome> {
        [1, 2, 4, 8]
            .into_iter()
            .filter(move |bit| self.0 & bit != 0)
            .map(Outcome)
    }

    /// The class people see (R1): đạt = {Đ,M} ({M} alone is miễn), không đạt = {S}, không áp dụng = {K}, else chưa rõ.
    pub fn class(self) -> Class {
        match self.0 {
            4 => Class::Exempt,
            1 | 5 => Class::Met,
            2 => Class::NotMet,
            8 => Class::NotApplicable,
            _ => Class::Open,
        }
    }

    /// The operator `f` lifted to sets, pointwise.
    #[must_use]
    pub fn lift(self, other: Outcome, f: impl Fn(Outcome, Outcome) -> Outcome) -> Outcome {
        let mut bits = 0;
        for left in self.singles() {
            for right in other.singles() {
                bits |= f(left, right).0;
            }
        }
        Outcome(bits)
    }
}

impl std::fmt::Debug for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let letters = [(1, 'Đ'), (2, 'S'), (4, 'M'), (8, 'K')];
        let text: String = letters
            .iter()
            .filter(|(bit, _)| self.0 & bit != 0)
            .map(|(_, letter)| *letter)
            .collect();
        write!(f, "{{{text}}}")
    }
}

/// What people see of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// `đạt`.
    Met,
    /// `không đạt`.
    NotMet,
    /// `miễn`.
    Exempt,
    /// `không áp dụng`.
    NotApplicable,
    /// `chưa rõ`.
    Open,
}

impl Class {
    /// The Vietnamese words.
    pub fn words(self) -> &'static str {
        match self {
            Class::Met => "đạt",
            Class::NotMet => "không đạt",
            Class::Exempt => "miễn",
            Class::NotApplicable => "không áp dụng",
            Class::Open => "chưa rõ",
        }
    }
}

/// Where a fact stands: from which record, through which fields.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FactPath {
    /// A field of a record of the case (the person, or the circumstances), or of a row of one of its lists.
    Field {
        /// The record the path starts from.
        record: RecordId,
        /// Fields and, for rows of a list, their number (from 0).
        path: Vec<PathStep>,
    },
    /// The day the document was signed, where the source is undated.
    SigningDay,
    /// The day of reckoning itself.
    ReckoningDay,
    /// Whether the list of people under review is complete.
    People,
    /// Whether, and on which day, what the limit in this unit asks for was done.
    DoneDay(UnitId),
    /// The time of day at which what the limit in a unit asks for was done.
    DoneTime(UnitId),
    /// The time of day of the event from which the limit in hours in this unit runs.
    EventTime(UnitId),
}

/// A step of a fact path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PathStep {
    /// A field of the record reached so far.
    Field(FieldId),
    /// A row of the list reached so far, from 0.
    Row(u32),
}

/// Why an outcome is open (R3). The order is the order in which causes are printed within one address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// `chưa đến hạn`: not yet due.
    NotDue(NaiveDate),
    /// `đang tạm dừng`: time has stood still since this day, and it is not known until when (R9).
    Suspended(NaiveDate),
    /// `thiếu`: a fact that nobody gave. For a list: more rows may exist.
    Missing(FactPath),
    /// `chưa đánh giá`: a judgement not yet made; who makes it stands with the judgement. Also an outside document's rule.
    NotAssessed {
        /// Which.
        judgement: JudgementId,
        /// Of which row, where the judgement is of a row of a list; empty for the subject itself.
        row: Vec<PathStep>,
    },
    /// `lỗ hổng`: the text says nothing for this case.
    Gap(UnitId),
    /// The answer turns on how broken service is counted (R8) in this criterion.
    Count(CriterionId),
    /// The answer turns on a reading for which no answer was chosen.
    Reading(ReadingId),
}
