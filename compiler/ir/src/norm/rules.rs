//! Criteria, scopes, duties and powers, deadlines, dossiers.

use crate::expr::{Expr, List, Target};
use crate::ids::{
    CriterionId, DeadlineId, DossierId, FieldId, NormId, ReadingId, RecordId, ScopeId, SetId, TitleId, UnitId,
};
use chrono::NaiveDate;
use quyche_base::Span;
pub use quyche_time::deadline::FixedDay;
use quyche_time::deadline::Rolling;
pub use quyche_time::recurrence::Cycle;
use serde::{Deserialize, Serialize};

/// What narrows a statement or an item, in the order in which R2 asks it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// First day on which it has effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The reading, and the position of its answer, under which that first day holds; under every other answer there is
    /// none (R13). `None` where it holds under all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_reading: Option<(ReadingId, u32)>,
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
    /// The dossier this is the check of. Such a criterion is asked for only where no other stands (R4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossier: Option<DossierId>,
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
    /// The dated events of a case that are counted; `None` where the text is not asked about cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occasions: Option<Occasions>,
    /// On what condition a period that effect cuts binds; `None` where the text leaves it open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Expr>,
}

/// Dated events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occasions {
    /// The list, with what makes an element count.
    pub list: List,
    /// The field that holds the day.
    pub day: FieldId,
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
    /// `không tính`.
    pub excluding: Vec<Excluded>,
    /// On what condition such a period, begun while the limit runs, ends it: nothing is due any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapse: Option<Expr>,
    /// `quá hạn thì`.
    pub consequence: Option<String>,
    /// What becomes of it when it ends on a day off, where it says so itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rolled: Option<Rolled>,
    /// Where.
    pub at: Span,
}

/// `ngày nghỉ thì chuyển`, `ngày nghỉ thì không chuyển` of one limit: it goes before what the head of the document says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rolled {
    /// Whether it moves.
    pub rolling: Rolling,
    /// Under which answer to a reading only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<(ReadingId, u32)>,
}

/// `không tính L`: periods in which time stands still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excluded {
    /// The list of periods.
    pub list: crate::expr::Place,
    /// The field of its rows that holds the period.
    pub period: FieldId,
    /// `không quá N lần`: how many pauses the text allows; `None` where it sets no number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
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
    /// Whether one of the parts is enough (`một trong`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub any: bool,
}
