//! Expressions.

use super::*;
use chrono::NaiveDate;
use quyche_base::{Address, Span};
use rust_decimal::Decimal;
use serde::Serialize;

/// `f của X`: written field first. `parts[0]` is the field, the last part the thing it starts from.
#[derive(Clone, Debug, Serialize)]
pub struct Path {
    /// As written.
    pub parts: Vec<Ident>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// `L (E, …)`: a list and its filters (a comma is `và`).
#[derive(Clone, Debug, Serialize)]
pub struct ListRef {
    /// The list.
    pub path: Path,
    /// The filters.
    pub filters: Vec<Expr>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// An expression.
#[derive(Clone, Debug, Serialize)]
pub struct Expr {
    /// Where.
    #[serde(skip)]
    pub span: Span,
    /// What.
    pub kind: ExprKind,
}

/// A duration as written: `9 năm`, `24 tháng`, `15 ngày`, `5 ngày làm việc`, `24 giờ`, `2 tuần`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: TimeUnit,
}

/// Units of time; they do not mix silently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum TimeUnit {
    /// `năm`.
    Year,
    /// `tháng`.
    Month,
    /// `tuần`.
    Week,
    /// `ngày`.
    Day,
    /// `ngày làm việc`.
    WorkingDay,
    /// `giờ`.
    Hour,
    /// `giờ ngày làm việc`.
    WorkingDayHour,
    /// `giờ làm việc`.
    WorkingHour,
}

/// The forms of an expression.
#[derive(Clone, Debug, Serialize)]
pub enum ExprKind {
    /// `nếu A thì B`.
    If(Box<Expr>, Box<Expr>),
    /// `A hoặc B`.
    Or(Vec<Expr>),
    /// `A và B`.
    And(Vec<Expr>),
    /// `không A`.
    Not(Box<Expr>),
    /// `X TEST`, `X (liên tục) TEST (tính đến E)`.
    Test {
        /// What is tested.
        left: Box<Expr>,
        /// `liên tục`.
        continuous: bool,
        /// How.
        test: Test,
        /// `tính đến E` right after the test.
        as_of: Option<Box<Expr>>,
    },
    /// `(trường hợp E thì X; …; còn lại X)`.
    Branch {
        /// The arms.
        arms: Vec<(Expr, Expr)>,
        /// `còn lại`.
        otherwise: Option<Box<Expr>>,
    },
    /// `có L (…)`, `có ít nhất n L`, `có không quá n L`. A plain fact after `có` parses as a list with no filter; what it
    /// is, the types say.
    Exists {
        /// `ít nhất n`.
        at_least: Option<u32>,
        /// `không quá n`.
        at_most: Option<u32>,
        /// The list.
        list: ListRef,
    },
    /// `mọi L (…) đều (E)`.
    Every {
        /// The list.
        list: ListRef,
        /// What holds of each.
        body: Box<Expr>,
    },
    /// `số L (…)`.
    Count(ListRef),
    /// `thời gian (cộng dồn) L (…)`.
    Period {
        /// `cộng dồn`.
        cumulative: bool,
        /// The list.
        list: ListRef,
    },
    /// `3 năm liền kề trước Y đều có L (…)`.
    Years {
        /// How many.
        count: u32,
        /// `Y`.
        before: Path,
        /// The list.
        list: ListRef,
    },
    /// `"…" do A đánh giá`, `"…" cần đánh giá`.
    Judged {
        /// What is judged.
        text: Label,
        /// By whom.
        by: Option<Path>,
    },
    /// `đáp ứng ADDR, ADDR`, or the name of a criterion.
    Meets(Vec<MeetsTarget>),
    /// `cách hiểu N là a`.
    ReadingIs(Ident, Ident),
    /// `n(x, y)`.
    Call(Ident, Vec<Expr>),
    /// `n`, `f của X`.
    Path(Path),
    /// `9 năm`.
    Duration(Duration),
    /// `01/7/2026`.
    Date(NaiveDate),
    /// `1.000`, `4,98`.
    Number(Decimal),
    /// `"…"`.
    Text(Label),
    /// What could not be read; a diagnostic has been given, later passes say nothing more of it.
    Poison,
}

/// What `đáp ứng` asks for.
#[derive(Clone, Debug, Serialize)]
pub enum MeetsTarget {
    /// A unit, or a unit of an outside document.
    Unit(Address),
    /// A criterion by name.
    Named(Ident),
}

/// A test. `left` stands in [`ExprKind::Test`].
#[derive(Clone, Debug, Serialize)]
pub enum Test {
    /// `là X` / `không là X`.
    Is {
        /// `không`.
        negated: bool,
        /// X.
        value: Box<Expr>,
    },
    /// `thuộc {a, b}` / `không thuộc {a, b}`.
    In {
        /// `không`.
        negated: bool,
        /// The values.
        values: Vec<Expr>,
    },
    /// `thuộc L`: membership of a list fact.
    InList {
        /// `không`.
        negated: bool,
        /// The list.
        list: Path,
    },
    /// `từ X trở lên`, `ít nhất X`, `đủ X`, `từ đủ X trở lên`, `ít nhất đủ X`.
    AtLeast(Box<Expr>),
    /// `không đủ X`, `chưa đủ X`.
    NotEnough(Box<Expr>),
    /// `từ X trở xuống`, `không quá X`.
    AtMost(Box<Expr>),
    /// `từ X đến Y`, both ends in.
    Between(Box<Expr>, Box<Expr>),
    /// `trên X`.
    Above(Box<Expr>),
    /// `dưới X`.
    Below(Box<Expr>),
    /// `trước (ngày) X`: strict.
    Before(Box<Expr>),
    /// `sau (ngày) X`: strict.
    After(Box<Expr>),
    /// `chậm nhất (ngày) X`: X or earlier.
    NotAfter(Box<Expr>),
    /// `trong P` / `không trong P`: a date in a time served.
    Within {
        /// `không`.
        negated: bool,
        /// The period.
        period: Box<Expr>,
    },
}
