//! Who is chosen, and by whom: rankings (R10) and councils (R11).

use super::{Item, Party};
use crate::expr::Expr;
use crate::ids::{CouncilId, FieldId, RankingId, ReadingId, RecordId, SetId, UnitId};
use quyche_base::Span;
use serde::{Deserialize, Serialize};

/// A ranking (R10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// Its id.
    pub id: RankingId,
    /// Where its keys stand.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// The record ranked.
    pub subject: RecordId,
    /// How many are chosen; `None` where the text sets none.
    pub quota: Option<Expr>,
    /// When it is used at all.
    pub when: Option<Expr>,
    /// First decides.
    pub keys: Vec<Key>,
    /// Who decides a tie that the keys leave, and where that stands.
    pub tie_breaker: Option<(UnitId, Party)>,
    /// Where the text says that passing suffices when there is no ranking.
    pub passing_suffices: Option<UnitId>,
    /// The statement with the keys.
    pub at: Span,
}

/// A key of a ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// Its unit.
    pub unit: UnitId,
    /// What is compared, of `Root::Subject`.
    pub value: Expr,
    /// Which value goes first.
    pub first: First,
    /// Where.
    pub at: Span,
}

/// Which value of a key goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum First {
    /// Those for whom it holds.
    True,
    /// The greatest: higher, more, later.
    Greatest,
    /// The least: lower, less, earlier.
    Least,
}

/// A council (R11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Council {
    /// Its id.
    pub id: CouncilId,
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// The first unit that speaks of it.
    pub unit: UnitId,
    /// The record of facts about it (`Root::Subject` in its rules).
    pub record: RecordId,
    /// Its list of members, and the parts of a member.
    pub members: MemberFields,
    /// The rules, in the order of the text.
    pub rules: Vec<CouncilRule>,
}

/// Which fields say what of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberFields {
    /// The list field of the council's record.
    pub list: FieldId,
    /// The record of a member.
    pub record: RecordId,
    /// `mã`, a text.
    pub person: FieldId,
    /// `vai`, a value of `seats`.
    pub seat: FieldId,
    /// The category of seats.
    pub seats: SetId,
    /// `kiêm_nhiệm`, of the same category.
    pub also: Option<FieldId>,
    /// `phiếu`, and the positions of thuận, chống, trắng, vắng in its category.
    pub vote: Option<VoteField>,
}

/// The field of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteField {
    /// The field.
    pub field: FieldId,
    /// thuận.
    pub for_: u32,
    /// chống.
    pub against: u32,
    /// trắng.
    pub blank: u32,
    /// vắng.
    pub absent: u32,
}

/// A rule of a council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouncilRule {
    /// Where it stands.
    pub unit: UnitId,
    /// Which.
    pub kind: CouncilRuleKind,
    /// Where.
    pub at: Span,
}

/// The rules of a council. In their conditions `Element { depth: 0 }` is the member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CouncilRuleKind {
    /// How many members it may have.
    Size(Vec<u32>),
    /// A seat.
    Seat {
        /// The value of `vai`.
        seat: u32,
        /// How many; `None` for the rest.
        count: Option<u32>,
        /// What must hold of each.
        conditions: Vec<Expr>,
        /// How many of them also hold which seat.
        concurrent: Option<(u32, u32)>,
    },
    /// Who may not sit: whoever one of these holds of.
    Barred(Vec<Item>),
    /// A quorum.
    Quorum {
        /// More than, rather than at least.
        strict: bool,
        /// Numerator, or a number of members.
        numerator: u32,
        /// Denominator.
        denominator: Option<u32>,
    },
    /// A majority.
    Vote {
        /// Of what.
        base: VoteBase,
        /// The seat whose side prevails when votes are level.
        tie_seat: Option<u32>,
    },
}

/// What a majority is counted of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoteBase {
    /// All members who may sit.
    Members,
    /// Those present.
    Present,
    /// Votes for and against.
    ForAndAgainst,
    /// A reading, whose n-th answer means the n-th of these.
    Reading {
        /// Which.
        reading: ReadingId,
        /// What its answers mean, in order; never readings themselves.
        answers: [Option<PlainBase>; 3],
    },
}

/// A base that is no reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlainBase {
    /// All members who may sit.
    Members,
    /// Those present.
    Present,
    /// Votes for and against.
    ForAndAgainst,
}
