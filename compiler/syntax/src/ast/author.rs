//! Statements about the text and the author's own matter: `nêu`, `nghi vấn`, `xét`, `ví dụ`.

use super::*;
use chrono::{NaiveDate, NaiveTime};
use quyche_base::{Address, Span};
use rust_decimal::Decimal;
use serde::Serialize;

/// `nêu (LỚP) "…".`
#[derive(Clone, Debug, Serialize)]
pub struct Stated {
    /// Why there is nothing to compute.
    pub class: Option<Ident>,
    /// The author's words; one, or one a marker.
    pub texts: Vec<(Option<Marker>, Label)>,
    /// The first day on which the text says so; only amendments write it.
    pub from: Option<NaiveDate>,
    /// The last day; only amendments write it.
    pub until: Option<NaiveDate>,
}

/// `nghi vấn (LOẠI): "…", ảnh hưởng ADDR, ADDR.`
#[derive(Clone, Debug, Serialize)]
pub struct Doubt {
    /// What kind of fault.
    pub kind: Ident,
    /// What is wrong.
    pub text: Label,
    /// What rests on it, besides the unit it stands in.
    pub affects: Vec<Address>,
}

/// `xét N "nhãn": đối với R trong C, cho T, theo ADDR, ADDR, xếp theo ADDR, hội đồng N.`
#[derive(Clone, Debug, Serialize)]
pub struct EntryPoint {
    /// Name.
    pub name: Ident,
    /// Label.
    pub label: Option<Label>,
    /// `đối với`.
    pub subject: Ident,
    /// `trong`.
    pub context: Option<Ident>,
    /// `cho`: the title under consideration.
    pub title: Option<Ident>,
    /// `theo`.
    pub under: Vec<Address>,
    /// `xếp theo`.
    pub ranked_by: Option<Address>,
    /// `hội đồng`.
    pub council: Option<Ident>,
}

/// `ví dụ "…" kiểm ADDR cho T: cho FACTS; tính đến D; cách hiểu N là a; kết quả EXPECTED.`
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// What it shows.
    pub text: Label,
    /// `kiểm ADDR`, `kiểm đoạn mở đầu ADDR`, `kiểm nghĩa vụ N` or `kiểm xét N`.
    pub target: ExampleTarget,
    /// `cho T` before the colon: the title under consideration.
    pub title: Option<Ident>,
    /// `cho`.
    pub facts: Vec<FactLine>,
    /// `tính đến`.
    pub as_of: Option<NaiveDate>,
    /// `cách hiểu N là a`.
    pub readings: Vec<(Ident, Ident)>,
    /// `kết quả`.
    pub expected: Vec<Expected>,
}

/// What an example checks.
#[derive(Clone, Debug, Serialize)]
pub enum ExampleTarget {
    /// A unit, with all that stands below it.
    Unit(Address),
    /// `đoạn mở đầu ADDR`: the statements of the unit itself alone.
    Opening(Address),
    /// `nghĩa vụ N`, `quyền N` …
    Norm(NormKind, Ident),
    /// `thời hạn N`.
    Deadline(Ident),
    /// An entry point.
    Entry(Ident),
}

/// One fact of an example.
#[derive(Clone, Debug, Serialize)]
pub struct FactLine {
    /// What is given.
    pub kind: FactKind,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// The forms of a fact.
#[derive(Clone, Debug, Serialize)]
pub enum FactKind {
    /// `PATH là VALUE`.
    Is(Path, FactValue),
    /// `PATH gồm (…), (…)`, with `chưa đủ` before `gồm` where more may exist.
    Rows {
        /// Which list.
        path: Path,
        /// Whether the list is complete.
        complete: bool,
        /// The rows; empty for `PATH chưa đủ`.
        rows: Vec<Vec<Cell>>,
    },
    /// `PATH không có`.
    None(Path),
    /// `ADDR đạt` / `ADDR không đạt`: every judgement of that unit.
    Judged(Address, bool),
    /// `mọi đánh giá đạt` / `mọi đánh giá không đạt`.
    AllJudged(bool),
    /// `ADDR làm xong ngày D` / `ADDR chưa làm xong`.
    Done(Address, Option<Moment>),
}

/// A day, with its time of day where it is written: `01/6/2026 lúc 16:30`.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Moment {
    /// The day.
    pub day: NaiveDate,
    /// `lúc`.
    pub time: Option<NaiveTime>,
}

/// A cell of a row.
#[derive(Clone, Debug, Serialize)]
pub enum Cell {
    /// `FIELD VALUE`; `FIELD` alone is true; `không FIELD` is false.
    Field(Ident, FactValue),
    /// `từ D`, `từ D đến D`, `từ D đến nay`, `đến D`.
    Period {
        /// Start, where known.
        start: Option<NaiveDate>,
        /// End.
        end: PeriodEnd,
        /// Where.
        #[serde(skip)]
        span: Span,
    },
    /// `"Đơn đề nghị"`: a document handed in, by its label.
    Document(Label),
    /// `2 bản`: how many copies of it.
    Copies(Decimal, SpanOnly),
}

/// The end of a period.
#[derive(Clone, Copy, Debug, Serialize)]
pub enum PeriodEnd {
    /// `đến D`.
    On(NaiveDate),
    /// `đến nay`.
    Running,
    /// Not said: unknown.
    Unknown,
}

/// A value in a fact.
#[derive(Clone, Debug, Serialize)]
pub enum FactValue {
    /// A name: a value, a title, `khác`.
    Name(Ident),
    /// Quoted text.
    Text(Label),
    /// A number (also a year).
    Number(Decimal, SpanOnly),
    /// A date, with a time of day where one is written.
    Date(Moment, SpanOnly),
    /// `có` / `không`, or a cell that is only a name.
    Bool(bool),
    /// `không có`.
    None,
    /// `("a", "b")`.
    Texts(Vec<Label>),
    /// `từ D đến D` as the value of a period field of the subject itself.
    Period {
        /// Start, where known.
        start: Option<NaiveDate>,
        /// End.
        end: PeriodEnd,
    },
}

/// What an example expects.
#[derive(Clone, Debug, Serialize)]
pub struct Expected {
    /// `"VC-01"`: of whom, where the example has several people.
    pub who: Option<Label>,
    /// What.
    pub kind: ExpectedKind,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// The results an example can name.
#[derive(Clone, Debug, Serialize)]
pub enum ExpectedKind {
    /// `đạt`.
    Met,
    /// `không đạt`, `không đạt vì ADDR`.
    NotMet(Option<Address>),
    /// `chưa rõ`, `chưa rõ vì thiếu PATH`, `chưa rõ vì ADDR`.
    Open(Option<OpenCause>),
    /// `miễn`.
    Exempt,
    /// `không áp dụng`.
    NotApplicable,
    /// `hạn D`.
    Due(Moment),
    /// `đúng hạn`.
    InTime,
    /// `trễ N ngày`.
    Late(u32),
    /// `còn N ngày`.
    Remaining(u32),
    /// `quá hạn N ngày`.
    Overdue(u32),
    /// `trúng tuyển`.
    Selected,
    /// `không trúng tuyển`.
    NotSelected,
    /// `xếp N`.
    Rank(u32),
    /// `chưa phân định`.
    Tied,
    /// `phải làm`, `được làm`, `cấm`: what the norms there come to.
    Norm(Modality),
    /// `không phải làm`, `không cấm`.
    Free(Modality),
    /// `do A và B`: whom the norms there bind.
    By(Vec<Ident>),
}

/// What a norm says of whoever it binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Modality {
    /// `phải làm`.
    Must,
    /// `được làm`.
    May,
    /// `cấm`.
    MustNot,
}

/// Why a result is open.
#[derive(Clone, Debug, Serialize)]
pub enum OpenCause {
    /// `thiếu PATH`.
    Missing(Path),
    /// An address: a judgement, a gap, an outside document.
    At(Address),
}
