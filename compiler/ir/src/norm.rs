//! The norms: criteria, scopes, duties, deadlines, dossiers, rankings, councils.

use crate::expr::{Expr, Target};
use crate::ids::{
    CouncilId, CriterionId, DeadlineId, DossierId, FieldId, NormId, RankingId, ReadingId, RecordId, ScopeId, SetId,
    TitleId, UnitId,
};
use chrono::NaiveDate;
use quyche_base::Span;
use serde::{Deserialize, Serialize};

/// What narrows a statement or an item, in the order in which R2 asks it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// First day on which it has effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day on which it has effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// `khi`: false gives K.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
    /// `trừ khi`: true gives M.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless: Option<Expr>,
    /// `tính đến`: the day of reckoning inside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Expr>,
}

/// A criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Its id.
    pub id: CriterionId,
    /// Where it stands.
    pub unit: UnitId,
    /// Its name.
    pub name: Option<String>,
    /// Its label.
    pub label: Option<String>,
    /// `cho`: it binds whoever is considered for one of these; empty binds all.
    pub titles: Vec<TitleId>,
    /// The record it speaks of.
    pub subject: RecordId,
    /// Tails.
    pub gate: Gate,
    /// What it asks.
    pub body: Body,
    /// The statement.
    pub at: Span,
}

/// What a criterion or an item asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// `tất cả`.
    All(Vec<Item>),
    /// `một trong`.
    Any(Vec<Item>),
    /// A condition.
    Test(Expr),
    /// `đáp ứng` alone: keeps the outcome of what it names (R4); several are `tất cả`.
    Meets(Vec<Target>),
}

/// An item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its unit.
    pub unit: UnitId,
    /// Tails; `nếu A thì B` has become `when`.
    pub gate: Gate,
    /// What it asks.
    pub body: Body,
    /// Where.
    pub at: Span,
}

/// A scope: of its unit and all below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Its id.
    pub id: ScopeId,
    /// The unit it governs.
    pub unit: UnitId,
    /// `đối với R`: the subject record below; `None` keeps the one above.
    pub subject: Option<RecordId>,
    /// `đối với R (E, …)`: what must hold of the subject; false is outside the scope.
    pub filter: Vec<Expr>,
    /// Tails.
    pub gate: Gate,
    /// `theo ADDR khi E`.
    pub redirects: Vec<Redirect>,
    /// The statement.
    pub at: Span,
}

/// A redirect (R15).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redirect {
    /// Where the rule is.
    pub to: UnitId,
    /// The criteria there, as `đáp ứng` would resolve them.
    pub target: Target,
    /// When.
    pub when: Expr,
}

/// Somebody a norm speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// A title.
    Title(TitleId),
    /// A value of a category (bodies, offices, roles).
    Member(SetId, u32),
    /// Whoever a record describes.
    Record(RecordId),
}

/// Who bears a norm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearer {
    /// Each of these.
    Named(Vec<Party>),
    /// By case; no arm and no `còn lại` is a gap.
    ByCase {
        /// Arms.
        arms: Vec<(Expr, Party)>,
        /// `còn lại`.
        otherwise: Option<Party>,
    },
}

/// The four kinds of a norm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NormKind {
    /// `nghĩa vụ`.
    Duty,
    /// `quyền`.
    Power,
    /// `thẩm quyền`.
    Authority,
    /// `cấm`.
    Prohibition,
}

/// A norm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Norm {
    /// Its id.
    pub id: NormId,
    /// Which kind.
    pub kind: NormKind,
    /// Where it stands.
    pub unit: UnitId,
    /// Its name.
    pub name: Option<String>,
    /// Its label.
    pub label: Option<String>,
    /// Who; `None` where the text names nobody.
    pub bearer: Option<Bearer>,
    /// To whom.
    pub towards: Vec<Party>,
    /// The record its conditions speak of.
    pub subject: Option<RecordId>,
    /// Tails.
    pub gate: Gate,
    /// What.
    pub acts: Vec<Act>,
    /// How often.
    pub recurrence: Option<Recurrence>,
    /// By when.
    pub limit: Option<Limit>,
    /// The statement.
    pub at: Span,
}

/// One act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Its unit (the norm's own where it is the only one).
    pub unit: UnitId,
    /// The author's words.
    pub text: String,
    /// Tails.
    pub gate: Gate,
}

/// How often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurrence {
    /// At least so many times.
    pub times: u32,
    /// In each of these.
    pub periods: Vec<Cycle>,
}

/// A recurring calendar period (R14).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// Monday to Sunday.
    Week,
    /// Calendar month.
    Month,
    /// Quarter.
    Quarter,
    /// Half-year.
    HalfYear,
    /// Calendar year.
    Year,
}

/// A deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// Its id.
    pub id: DeadlineId,
    /// Where it stands.
    pub unit: UnitId,
    /// Its name.
    pub name: Option<String>,
    /// Its label.
    pub label: Option<String>,
    /// Who.
    pub bearer: Option<Bearer>,
    /// To whom.
    pub towards: Vec<Party>,
    /// The record its conditions speak of.
    pub subject: Option<RecordId>,
    /// Tails.
    pub gate: Gate,
    /// By when.
    pub limit: Limit,
    /// The statement.
    pub at: Span,
}

/// A limit in time (R9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// Which.
    pub kind: LimitKind,
    /// `không tính`: lists of periods, each with the field that holds the period.
    pub excluding: Vec<(crate::expr::Place, FieldId)>,
    /// `quá hạn thì`.
    pub consequence: Option<String>,
    /// Where.
    pub at: Span,
}

/// The forms of a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// `không quy định`: the text says that it sets none.
    NotSet,
    /// A day of the calendar; `trước ngày` is strict.
    FixedDay {
        /// The day.
        day: FixedDay,
        /// `chậm nhất`: the day itself is still in time.
        inclusive: bool,
    },
    /// Forward from an event.
    After {
        /// A duration.
        duration: Expr,
        /// The event.
        event: Event,
    },
    /// Backward from an event.
    Before {
        /// A duration.
        duration: Expr,
        /// The event.
        event: Event,
    },
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FixedDay {
    /// One date.
    Date(NaiveDate),
    /// Each year.
    Yearly {
        /// Day of the month.
        day: u32,
        /// Month.
        month: u32,
    },
    /// In the last month of each quarter.
    LastMonthOfQuarter {
        /// Day of the month.
        day: u32,
    },
}

/// What a limit counts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A dated fact.
    Fact(crate::expr::Place),
    /// The last day of another deadline.
    Deadline(DeadlineId),
}

/// A dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Its id.
    pub id: DossierId,
    /// Where it stands.
    pub unit: UnitId,
    /// Its name.
    pub name: Option<String>,
    /// The record its conditions speak of.
    pub subject: Option<RecordId>,
    /// How many of the whole.
    pub copies: Option<Copies>,
    /// Tails.
    pub gate: Gate,
    /// The documents.
    pub items: Vec<DossierItem>,
    /// The statement.
    pub at: Span,
}

/// How many, of what (`bộ`, `bản`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copies {
    /// A number.
    pub count: Expr,
    /// `bộ` or `bản`.
    pub unit: String,
}

/// A document of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierItem {
    /// Its unit.
    pub unit: UnitId,
    /// Its name.
    pub name: Option<String>,
    /// Words.
    pub label: Option<String>,
    /// Copies.
    pub copies: Option<Copies>,
    /// The unit whose form or rule it follows.
    pub under: Option<UnitId>,
    /// A limit on its date.
    pub limit: Option<Limit>,
    /// Tails.
    pub gate: Gate,
    /// What it consists of.
    pub parts: Vec<DossierItem>,
}

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
