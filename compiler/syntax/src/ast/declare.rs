//! What an author declares: categories, records, titles, definitions, readings, measures.

use super::*;
use chrono::NaiveDate;
use serde::Serialize;

/// `danh mục N "nhãn": a < b < c.` or `a | b | mở.`
#[derive(Clone, Debug, Serialize)]
pub struct Category {
    /// Name.
    pub name: Ident,
    /// Label.
    pub label: Option<Label>,
    /// Values, lowest first where ordered.
    pub values: Vec<CategoryValue>,
    /// `<` rather than `|`.
    pub ordered: bool,
    /// Ends in `| mở`: another value needs judgement.
    pub open: bool,
}

/// A value of a category.
#[derive(Clone, Debug, Serialize)]
pub struct CategoryValue {
    /// Name.
    pub name: Ident,
    /// Label.
    pub label: Option<Label>,
}

/// `dữ kiện N "nhãn": f "nhãn": TYPE bắt buộc?; ….`
#[derive(Clone, Debug, Serialize)]
pub struct Record {
    /// Name.
    pub name: Ident,
    /// Label.
    pub label: Option<Label>,
    /// Fields in order.
    pub fields: Vec<Field>,
}

/// A field of a record.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Name.
    pub name: Ident,
    /// Label.
    pub label: Option<Label>,
    /// Type as written.
    pub ty: FieldType,
    /// `bắt buộc`.
    pub required: bool,
}

/// The type of a field as written.
#[derive(Clone, Debug, Serialize)]
pub enum FieldType {
    /// `chữ`.
    Text,
    /// `số`.
    Number,
    /// `ngày`.
    Date,
    /// `ngày giờ`: a day, with its time of day where that is known.
    Moment,
    /// `năm`.
    Year,
    /// `khoảng`: a period with a start and an end.
    Period,
    /// `có hay không`.
    Bool,
    /// `chức danh`: one of the declared titles, or another (`khác`).
    Title,
    /// `nhiều chữ`.
    TextList,
    /// `nhiều R`.
    List(Ident),
    /// A category or a record by name.
    Named(Ident),
}

/// `chức danh N "nhãn": mã "…", hạng II, thuộc U, liền trên N2.`
#[derive(Clone, Debug, Serialize)]
pub struct Title {
    /// Name.
    pub name: Ident,
    /// Label.
    pub label: Option<Label>,
    /// `mã`.
    pub code: Option<Label>,
    /// `hạng`, as written.
    pub grade: Option<Label>,
    /// `thuộc`: the body it belongs to.
    pub body: Option<Ident>,
    /// `liền trên`: the title directly below it.
    pub above: Option<Ident>,
}

/// `định nghĩa N (a, b) "nhãn": E.`
#[derive(Clone, Debug, Serialize)]
pub struct Definition {
    /// Name.
    pub name: Ident,
    /// Parameters.
    pub parameters: Vec<Ident>,
    /// Label.
    pub label: Option<Label>,
    /// Meaning.
    pub body: Expr,
}

/// `dẫn chiếu N "tên": số "…", ngày d/m/yyyy, sửa đổi bởi "…", sửa đổi bởi "…".`
#[derive(Clone, Debug, Serialize)]
pub struct External {
    /// Name.
    pub name: Ident,
    /// The document's name in words.
    pub label: Option<Label>,
    /// `số`.
    pub number: Option<Label>,
    /// `ngày`.
    pub date: Option<NaiveDate>,
    /// `sửa đổi bởi`, each.
    pub amended_by: Vec<Label>,
}

/// `cách hiểu N "câu hỏi": a "nhãn" | b, mặc định a, vì "…".`
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    /// Name.
    pub name: Ident,
    /// The question the text leaves open.
    pub question: Option<Label>,
    /// The answers.
    pub answers: Vec<CategoryValue>,
    /// By answer: `theo cách tính N`.
    pub measures: Vec<Option<Ident>>,
    /// `mặc định`.
    pub default: Option<Ident>,
    /// `vì`.
    pub because: Option<Label>,
}

/// `cách tính N "nhãn": tính cả ngày cuối; cộng dồn theo số ngày dài nhất; vì "…".`
#[derive(Clone, Debug, Serialize)]
pub struct Measure {
    /// Name.
    pub name: Ident,
    /// Label.
    pub label: Option<Label>,
    /// `tính cả ngày cuối` (true) or `không tính ngày cuối` (false).
    pub last_day_counts: bool,
    /// How broken runs add up.
    pub broken: BrokenRuns,
    /// `vì`: the source or the reason.
    pub because: Option<Label>,
}

/// How broken runs add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum BrokenRuns {
    /// `cộng dồn theo số ngày dài nhất`.
    Longest,
    /// `cộng dồn theo số ngày ngắn nhất`.
    Shortest,
    /// `cộng dồn theo tháng ba mươi ngày`.
    ThirtyDayMonths,
}
