//! The norms: scopes, criteria, duties, deadlines, dossiers, rankings, councils.

use super::*;
use chrono::NaiveDate;
use quyche_base::{Address, Span};
use serde::Serialize;

/// What narrows a statement or an item.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tails {
    /// `khi E`.
    pub when: Option<Expr>,
    /// `trừ khi E`.
    pub unless: Option<Expr>,
    /// `tính đến E`.
    pub as_of: Option<Expr>,
    /// `từ ngày D`: the first day.
    pub from: Option<NaiveDate>,
    /// `theo cách hiểu N là a` after it: the reading under which that is the first day.
    pub from_reading: Option<Box<(Ident, Ident)>>,
    /// `đến hết ngày D`: the last day.
    pub until: Option<NaiveDate>,
}

/// `phạm vi: đối với R (E, …), khi E, trừ khi E, từ ngày D, đến hết ngày D; theo ADDR khi E; ….`
#[derive(Clone, Debug, Serialize)]
pub struct Scope {
    /// `đối với R (…)`: the subject record, and what must hold of it.
    pub subject: Option<ListRef>,
    /// The tails.
    pub tails: Tails,
    /// `theo ADDR khi E`.
    pub redirects: Vec<Redirect>,
}

/// `theo ADDR khi E`.
#[derive(Clone, Debug, Serialize)]
pub struct Redirect {
    /// Where the rule is.
    pub to: Address,
    /// When.
    pub when: Expr,
}

/// `tiêu chuẩn N "nhãn" cho T, …, TAILS: BODY.`
#[derive(Clone, Debug, Serialize)]
pub struct Criterion {
    /// Name, in a namespace of its own.
    pub name: Option<Ident>,
    /// Label.
    pub label: Option<Label>,
    /// `cho`: titles, or one record.
    pub of: Vec<Ident>,
    /// Tails before the colon.
    pub tails: Tails,
    /// The body.
    pub body: Body,
}

/// The body of a criterion or of an item.
#[derive(Clone, Debug, Serialize)]
pub enum Body {
    /// `tất cả` and its items.
    All(Vec<Item>),
    /// `một trong` and its items.
    Any(Vec<Item>),
    /// One expression.
    Test(Expr),
}

/// An item of a criterion.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Its marker.
    pub marker: Marker,
    /// What it asks.
    pub body: Body,
    /// Tails after it. On `tất cả`/`một trong` they stand between the word and its items: `a) một trong, khi E`.
    pub tails: Tails,
    /// Marker to last word.
    #[serde(skip)]
    pub span: Span,
}

/// The four kinds of a norm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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

/// `nghĩa vụ N "nhãn" của A đối với B, TAILS: "việc" mỗi quý, LIMIT, TAILS.`
#[derive(Clone, Debug, Serialize)]
pub struct Norm {
    /// Which.
    pub kind: NormKind,
    /// Name.
    pub name: Option<Ident>,
    /// Label.
    pub label: Option<Label>,
    /// `của`: who.
    pub bearer: Option<Bearer>,
    /// `đối với`: to whom.
    pub towards: Vec<Ident>,
    /// Tails, before the colon or after the body.
    pub tails: Tails,
    /// What: one act, or several marked ones.
    pub acts: Vec<Act>,
    /// `ít nhất n lần mỗi P, Q`.
    pub recurrence: Option<Recurrence>,
    /// The limit after the acts.
    pub limit: Option<Limit>,
}

/// Who bears a norm.
#[derive(Clone, Debug, Serialize)]
pub enum Bearer {
    /// One or more, each.
    Named(Vec<Ident>),
    /// `(trường hợp E thì A; …; còn lại B)`: the branches' values are names.
    ByCase(Expr),
}

/// One act of a norm.
#[derive(Clone, Debug, Serialize)]
pub struct Act {
    /// Its marker, where there are several.
    pub marker: Option<Marker>,
    /// The act in the author's words.
    pub text: Label,
    /// Tails of this act.
    pub tails: Tails,
}

/// `ít nhất 2 lần mỗi năm, tính theo các_cuộc_họp (E), kỳ không trọn khi E`.
#[derive(Clone, Debug, Serialize)]
pub struct Recurrence {
    /// How many times in each period; 1 where not said.
    pub times: u32,
    /// `tuần`, `tháng`, `quý`, `6 tháng`, `năm`.
    pub periods: Vec<Cycle>,
    /// `tính theo`: the dated events of a case that are counted.
    pub occasions: Option<ListRef>,
    /// `kỳ không trọn khi`: on what condition a period that effect cuts binds.
    pub cut: Option<Expr>,
}

/// A recurring period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Cycle {
    /// `tuần`.
    Week,
    /// `tháng`.
    Month,
    /// `quý`.
    Quarter,
    /// `6 tháng`.
    HalfYear,
    /// `năm`.
    Year,
}

/// `thời hạn N "nhãn" của A đối với B, TAILS: LIMIT, không tính S, quá hạn thì X.`
#[derive(Clone, Debug, Serialize)]
pub struct Deadline {
    /// Name.
    pub name: Option<Ident>,
    /// Label.
    pub label: Option<Label>,
    /// `của`.
    pub bearer: Option<Bearer>,
    /// `đối với`.
    pub towards: Vec<Ident>,
    /// Tails.
    pub tails: Tails,
    /// The limit.
    pub limit: Limit,
}

/// A limit in time.
#[derive(Clone, Debug, Serialize)]
pub struct Limit {
    /// Which.
    pub kind: LimitKind,
    /// `không tính SPANS`: lists of periods left out.
    pub excluding: Vec<Excluded>,
    /// `gián đoạn thì thôi khi E`: on what condition such a period ends the limit instead.
    pub lapse: Option<Expr>,
    /// `quá hạn thì X`.
    pub consequence: Option<Label>,
    /// `ngày nghỉ thì chuyển`, `ngày nghỉ thì không chuyển`, perhaps under an answer to a reading.
    pub rolled: Option<Rolled>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// What becomes of one limit that ends on a day off, whatever the head of the regulation says.
#[derive(Clone, Debug, Serialize)]
pub struct Rolled {
    /// Whether it moves to the next working day.
    pub rolls: bool,
    /// Under which answer to which reading only.
    pub under: Option<Box<(Ident, Ident)>>,
}

/// A list of periods that a limit leaves out.
#[derive(Clone, Debug, Serialize)]
pub struct Excluded {
    /// The list.
    pub path: Path,
    /// `không quá N lần`: how many pauses are allowed.
    pub at_most: Option<u32>,
}

/// The forms of a limit.
#[derive(Clone, Debug, Serialize)]
pub enum LimitKind {
    /// `không quy định`.
    NotSet,
    /// `trước ngày D` (strict) or `chậm nhất ngày D` (inclusive).
    FixedDay {
        /// The day.
        day: FixedDay,
        /// `chậm nhất`.
        inclusive: bool,
    },
    /// `trong D kể từ E`, `chậm nhất D sau E`.
    After {
        /// A duration, or a branch over durations.
        duration: Expr,
        /// From what.
        event: Event,
    },
    /// `chậm nhất D trước E`; `trước khi E` is no days before it.
    Before {
        /// A duration, or a branch over durations.
        duration: Expr,
        /// Before what.
        event: Event,
    },
}

/// A day in the calendar.
#[derive(Clone, Debug, Serialize)]
pub enum FixedDay {
    /// `31/12/2028`.
    Date(NaiveDate),
    /// `14/12`: each year.
    Yearly {
        /// Day of the month.
        day: u32,
        /// Month.
        month: u32,
    },
    /// `14 tháng cuối quý`.
    LastMonthOfQuarter {
        /// Day of the month.
        day: u32,
    },
}

/// What a limit counts from.
#[derive(Clone, Debug, Serialize)]
pub enum Event {
    /// A dated fact.
    Fact(Path),
    /// Another `thời hạn` by name.
    Deadline(Ident),
}

/// `thành phần hồ sơ N, 1 bộ, TAILS: items.`
#[derive(Clone, Debug, Serialize)]
pub struct Dossier {
    /// Name.
    pub name: Option<Ident>,
    /// `n bộ` / `n bản`: how many of the whole.
    pub copies: Option<Copies>,
    /// Tails.
    pub tails: Tails,
    /// The documents.
    pub items: Vec<DossierItem>,
}

/// `2 bản`, or a branch over numbers.
#[derive(Clone, Debug, Serialize)]
pub struct Copies {
    /// How many.
    pub count: Expr,
    /// `bản` or `bộ`.
    pub unit: String,
}

/// A document of a dossier.
#[derive(Clone, Debug, Serialize)]
pub struct DossierItem {
    /// Marker.
    pub marker: Marker,
    /// Name.
    pub name: Option<Ident>,
    /// Words.
    pub label: Option<Label>,
    /// Copies.
    pub copies: Option<Copies>,
    /// `theo ADDR`: the form or the rule it follows.
    pub under: Option<Address>,
    /// A limit on its date.
    pub limit: Option<Limit>,
    /// Tails.
    pub tails: Tails,
    /// What it consists of.
    pub parts: Vec<DossierItem>,
    /// `một trong`: one of the parts is enough.
    pub any: bool,
}

/// `thứ tự ưu tiên N "nhãn" đối với L, chọn Q, khi E: keys.`
#[derive(Clone, Debug, Serialize)]
pub struct Ranking {
    /// Name; statements of one name make one ranking.
    pub name: Ident,
    /// Label.
    pub label: Option<Label>,
    /// `đối với`: the record ranked.
    pub over: Option<Ident>,
    /// `chọn`: the quota.
    pub quota: Option<Expr>,
    /// `khi`: when it is used at all.
    pub tails: Tails,
    /// What this statement adds.
    pub rule: RankingRule,
}

/// What a ranking statement adds.
#[derive(Clone, Debug, Serialize)]
pub enum RankingRule {
    /// Keys, first decides.
    Keys(Vec<Key>),
    /// `không phân định thì do X quyết định`.
    TieBreaker(Ident),
    /// `đạt thì trúng tuyển`: where no ranking is needed, passing suffices.
    PassingSuffices,
}

/// A key of a ranking.
#[derive(Clone, Debug, Serialize)]
pub struct Key {
    /// Marker.
    pub marker: Marker,
    /// What is compared; a truth puts those for whom it holds first.
    pub value: Expr,
    /// Which value goes first; `None` for a truth.
    pub first: Option<Order>,
    /// Whole key.
    #[serde(skip)]
    pub span: Span,
}

/// Which value of a key goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Order {
    /// `cao hơn`.
    Higher,
    /// `thấp hơn`.
    Lower,
    /// `nhiều hơn`.
    More,
    /// `ít hơn`.
    Less,
    /// `sớm hơn`.
    Earlier,
    /// `muộn hơn`.
    Later,
}

/// `hội đồng N "nhãn" đối với R: RULE; RULE.`
#[derive(Clone, Debug, Serialize)]
pub struct Council {
    /// Name; statements of one name make one council.
    pub name: Ident,
    /// Label.
    pub label: Option<Label>,
    /// `đối với`: the record of facts about it.
    pub record: Option<Ident>,
    /// The rules this statement adds.
    pub rules: Vec<CouncilRule>,
}

/// A rule of a council.
#[derive(Clone, Debug, Serialize)]
pub struct CouncilRule {
    /// Which.
    pub kind: CouncilRuleKind,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// The rules of a council.
#[derive(Clone, Debug, Serialize)]
pub enum CouncilRuleKind {
    /// `thành viên 5 hoặc 7, gồm seats`: sizes allowed, empty when none is said.
    Members {
        /// Sizes.
        sizes: Vec<u32>,
        /// Seats.
        seats: Vec<Seat>,
    },
    /// `không bố trí` and its items: who may not sit.
    Barred(Vec<Item>),
    /// `họp khi có mặt ít nhất 2/3` / `trên 1/2` / `ít nhất 4`.
    Quorum {
        /// `trên` rather than `ít nhất`.
        strict: bool,
        /// Numerator, or the number of members.
        numerator: u32,
        /// Denominator; `None` for a number of members.
        denominator: Option<u32>,
    },
    /// `biểu quyết đa số (tính trên BASE), ngang nhau theo phía SEAT`.
    Vote {
        /// What the majority is of; `None` where the author says nothing (an error later).
        base: Option<VoteBase>,
        /// The seat whose side prevails when votes are level.
        tie_seat: Option<Ident>,
    },
}

/// What a majority is counted of.
#[derive(Clone, Debug, Serialize)]
pub enum VoteBase {
    /// `tổng số thành viên`.
    Members,
    /// `số có mặt`.
    Present,
    /// `số phiếu thuận và chống`.
    ForAndAgainst,
    /// `cách hiểu N`: a reading with answers `tổng_số_thành_viên`, `số_có_mặt`, `số_phiếu_thuận_và_chống`.
    Reading(Ident),
}

/// A seat.
#[derive(Clone, Debug, Serialize)]
pub struct Seat {
    /// Marker.
    pub marker: Marker,
    /// How many; `None` for the rest.
    pub count: Option<u32>,
    /// Its name: a value of the member record's `vai`.
    pub name: Ident,
    /// What must hold of whoever sits there.
    pub conditions: Vec<Expr>,
    /// `1 kiêm thư_ký`: how many of them also hold which seat.
    pub concurrent: Option<(u32, Ident)>,
    /// Whole seat.
    #[serde(skip)]
    pub span: Span,
}
