//! Expressions, typed. Conditions are plain three-valued truth (R1); lists follow R5, time served R7 and R8.

use crate::ids::{CriterionId, DefinitionId, FieldId, JudgementId, ReadingId, RecordId, SetId, TitleId, UnitId};
use crate::norm::Limit;
use chrono::NaiveDate;
use quyche_base::Span;
use quyche_time::Duration;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The type of a fact or an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// `có hay không`; every condition.
    Bool,
    /// `số`.
    Number,
    /// `chữ`.
    Text,
    /// `ngày`.
    Date,
    /// `ngày giờ`: a fact only. An expression that reads it has its day; a limit in hours counts from its time of day.
    Moment,
    /// `năm`.
    Year,
    /// `9 năm`.
    Duration,
    /// `khoảng`: a fact only.
    Period,
    /// Time served: a set of days (R7).
    Days,
    /// `chức danh`.
    Title,
    /// A value of a category.
    Member(SetId),
    /// A nested record.
    Record(RecordId),
    /// `nhiều R`.
    List(RecordId),
    /// `nhiều chữ`.
    Texts,
}

/// A typed expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expr {
    /// Where it stands.
    pub at: Span,
    /// Its type.
    pub ty: Type,
    /// What it is.
    pub kind: ExprKind,
}

/// Where a fact is looked up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The record to start from.
    pub root: Root,
    /// Through which fields; all but the last are nested records. Empty only where the root itself is meant.
    pub path: Vec<FieldId>,
}

/// The records an expression can start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Root {
    /// The person, council, dossier … under consideration.
    Subject(RecordId),
    /// The circumstances.
    Context(RecordId),
    /// The element of the n-th enclosing list, counted from the innermost, 0.
    Element {
        /// How many lists out.
        depth: u32,
        /// Its record.
        record: RecordId,
    },
}

/// A list and what must hold of its elements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Where the elements come from.
    pub source: ListSource,
    /// The record of each element.
    pub record: RecordId,
    /// All must hold; inside, `Element { depth: 0 }` is the element.
    pub filters: Vec<Expr>,
}

/// Where the elements of a list come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListSource {
    /// A list fact.
    Fact(Place),
    /// Everybody under review.
    People,
}

/// Order comparisons; on categories by rank, on dates earlier is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// `là`.
    Equal,
    /// `không là`.
    NotEqual,
    /// `dưới`, `trước`.
    Less,
    /// `không quá`, `trở xuống`, `chậm nhất`.
    AtMost,
    /// `trên`, `sau`.
    Greater,
    /// `từ … trở lên`, `ít nhất`.
    AtLeast,
}

/// A constant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Literal {
    /// A truth.
    Bool(bool),
    /// A number.
    Number(Decimal),
    /// Text.
    Text(String),
    /// A date.
    Date(NaiveDate),
    /// A year.
    Year(i32),
    /// A duration.
    Duration(Duration),
    /// A value of a category, by position.
    Member(SetId, u32),
    /// A title; `None` is `khác`.
    Title(Option<TitleId>),
}

/// One alternative of a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arm {
    /// When.
    pub when: Expr,
    /// Then.
    pub value: Expr,
}

/// What `đáp ứng` asks for (R4), resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The unit named, where it was a unit.
    pub unit: Option<UnitId>,
    /// The criteria in its subtree (or the one named), in the order of the text. Empty at an entry point only: there the
    /// limits in time of the unit and its duties that are counted are asked.
    pub criteria: Vec<CriterionId>,
    /// The title their `cho` is matched against; `None` keeps the title under consideration.
    pub title: Option<TitleId>,
    /// Units below it that say other things: listed as not counted.
    pub not_counted: Vec<UnitId>,
}

/// A document that a dossier asks for. What was handed in is a list of rows, described by [`crate::model::PaperFields`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The list of what was handed in.
    pub list: Place,
    /// Which document: its position in the category of documents.
    pub document: u32,
    /// What this dossier calls it.
    pub words: String,
    /// How many copies: all of these multiplied (copies in a set, sets of the dossier); one where there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<Expr>,
    /// By when it has to be dated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
}

/// The forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExprKind {
    /// A constant.
    Literal(Literal),
    /// A fact.
    Fact(Place),
    /// `ngày_xét`: the day of reckoning in force here.
    ReckoningDay,
    /// `ngày_hiệu_lực`: the first day the document has effect.
    EffectDay,
    /// Negation.
    Not(Box<Expr>),
    /// Conjunction.
    And(Vec<Expr>),
    /// Disjunction.
    Or(Vec<Expr>),
    /// `nếu A thì B` inside an expression: material implication.
    Implies(Box<Expr>, Box<Expr>),
    /// A comparison of two values of one type (numbers, years, dates, one ordered category; equality also of titles,
    /// texts, truths, unordered categories). A count compares as an interval (R5).
    Compare {
        /// How.
        op: Comparison,
        /// Left.
        left: Box<Expr>,
        /// Right.
        right: Box<Expr>,
    },
    /// `X thuộc {…}`.
    OneOf {
        /// X.
        value: Box<Expr>,
        /// The values.
        among: Vec<Literal>,
    },
    /// `X thuộc L`: membership of a `nhiều chữ` fact.
    InTexts {
        /// X, a text.
        value: Box<Expr>,
        /// L.
        list: Place,
    },
    /// `ngày trong P`: R7.
    Within {
        /// A date.
        date: Box<Expr>,
        /// Time served.
        period: Box<Expr>,
    },
    /// `P (liên tục) đủ D`: R7, R8.
    Serves {
        /// Time served.
        period: Box<Expr>,
        /// A duration (a literal or a branch).
        at_least: Box<Expr>,
        /// `liên tục`: the longest unbroken run counts.
        continuous: bool,
    },
    /// `có ít nhất n L`, `có không quá n L`: R5.
    Exists {
        /// The list.
        list: List,
        /// At least; 1 where nothing is said; `None` with only `không quá`.
        at_least: Option<u32>,
        /// At most.
        at_most: Option<u32>,
    },
    /// `mọi L đều P`: R5.
    Every {
        /// The list.
        list: List,
        /// P, with the element as `Element { depth: 0 }`.
        body: Box<Expr>,
    },
    /// `số L`: an interval (R5).
    Count(List),
    /// `thời gian (cộng dồn) L`: R7.
    Period {
        /// The runs.
        list: List,
        /// The field of the element that holds the period.
        field: FieldId,
        /// `cộng dồn`.
        cumulative: bool,
    },
    /// `N năm liền kề trước Y đều có L`: R6.
    Years {
        /// N.
        count: u32,
        /// Y, a year.
        before: Box<Expr>,
        /// The ratings.
        list: List,
        /// The field of the element that holds the year.
        year: FieldId,
    },
    /// A judgement, of the innermost record it is declared for.
    Judged(JudgementId),
    /// A document of a dossier has been handed in: enough copies of it, dated in time.
    Submitted(Box<Paper>),
    /// `đáp ứng U` inside an expression: Đ, M, K are true, S is false.
    Meets(Vec<Target>),
    /// `cách hiểu N là a`.
    ReadingIs {
        /// N.
        reading: ReadingId,
        /// The position of a.
        answer: u32,
    },
    /// `(trường hợp …)`: the value of the first arm that holds; without `còn lại` and with every arm surely false it is a
    /// gap of the unit.
    Branch {
        /// The arms; the compiler has shown that no two can hold together unless their values agree.
        arms: Vec<Arm>,
        /// `còn lại`.
        otherwise: Option<Box<Expr>>,
        /// The unit it stands in.
        unit: UnitId,
    },
    /// A definition without parameters, evaluated for subject and context.
    Definition(DefinitionId),
    /// A definition with parameters, put in place of the call.
    Expanded {
        /// Its name as written.
        name: String,
        /// Its meaning here.
        body: Box<Expr>,
    },
    /// `E tính đến D`: E with another day of reckoning.
    AsOf {
        /// D, a date.
        day: Box<Expr>,
        /// E.
        body: Box<Expr>,
    },
}
