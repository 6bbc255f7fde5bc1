//! A file: its head, islands, headings, markers, and the kinds of a statement.

use super::*;
use chrono::{NaiveDate, NaiveTime};
use quyche_base::{Address, FileId, Level, Name, Span};
use serde::Serialize;

/// One rule file.
#[derive(Clone, Debug, Serialize)]
pub struct File {
    /// Which file.
    #[serde(skip)]
    pub id: FileId,
    /// What the file says it is; `None` after a diagnostic.
    pub header: Option<Header>,
    /// The text before the first heading, then one island a heading.
    pub islands: Vec<Island>,
}

/// The first statement of a file.
#[derive(Clone, Debug, Serialize)]
#[expect(
    clippy::large_enum_variant,
    reason = "a file has one head; a box would only be in the way"
)]
pub enum Header {
    /// `Quy định … .`: the main file of a regulation.
    Document(DocumentHeader),
    /// `Tiếp theo SỐ, ADDRESS.`: more of it. Units of this file stand below the address, where one is given.
    Continuation(ContinuationHeader),
    /// `Thư viện TÊN dùng ….`: a module for others to use.
    Module(ModuleHeader),
}

/// The head of a regulation.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentHeader {
    /// `Quy định`, `Quyết định`, `Quy chế`, `Hướng dẫn`.
    pub kind: String,
    /// The number of the document, or the author's name for it: `4063/QĐ-UBND`, `co-yeu-hung-yen`.
    pub number: String,
    /// `về "…"`.
    pub title: Option<Label>,
    /// `của "…"`.
    pub issuer: Option<Label>,
    /// `ngày d/m/yyyy`: the day it was signed.
    pub issued: Option<(NaiveDate, SpanOnly)>,
    /// `hiệu lực từ …`.
    pub effect: Option<Effect>,
    /// `cách tính N`: how time served is counted.
    pub measure: Option<Ident>,
    /// `đối với R`: the record that criteria speak of, unless a `phạm vi` or a `cho` says another.
    pub subject: Option<Ident>,
    /// `trong C`: the record of the review or the circumstances.
    pub context: Option<Ident>,
    /// `dùng a, b`.
    pub uses: Vec<Ident>,
    /// `thay thế "…"`.
    pub replaces: Vec<Label>,
    /// `lịch N`: the work calendar.
    pub calendar: Option<Ident>,
    /// `ngày nghỉ thì chuyển` (true), `ngày nghỉ thì không chuyển` (false).
    pub rolls: Option<bool>,
    /// `giờ làm việc từ 7:30 đến 11:30, từ 13:30 đến 17:00 vì "…"`.
    pub office_hours: Option<OfficeHours>,
    /// The whole header.
    #[serde(skip)]
    pub span: Span,
}

/// The hours of a working day.
#[derive(Clone, Debug, Serialize)]
pub struct OfficeHours {
    /// From when to when, in the order written.
    pub shifts: Vec<(NaiveTime, NaiveTime)>,
    /// `vì`.
    pub because: Option<Label>,
    /// The whole of it.
    #[serde(skip)]
    pub span: Span,
}

/// A span that takes no part in comparison: it serialises as nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct SpanOnly(pub Span);

impl Serialize for SpanOnly {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

/// `hiệu lực từ ngày 01/01/2026` or `hiệu lực từ ngày ký (chưa rõ)`.
#[derive(Clone, Debug, Serialize)]
pub enum Effect {
    /// A date.
    On(NaiveDate),
    /// The day it was signed: the header's `ngày`, or a fact to be supplied where the source is undated.
    OnSigning,
}

/// `Tiếp theo 4063/QĐ-UBND, Phụ lục.`
#[derive(Clone, Debug, Serialize)]
pub struct ContinuationHeader {
    /// The number in the head of the main file.
    pub number: String,
    /// The unit its units stand below.
    pub below: Option<Address>,
    /// The whole header.
    #[serde(skip)]
    pub span: Span,
}

/// `Thư viện N dùng a, b.`
#[derive(Clone, Debug, Serialize)]
pub struct ModuleHeader {
    /// Its name, as `dùng` says it.
    pub name: Ident,
    /// What it uses itself.
    pub uses: Vec<Ident>,
    /// The whole header.
    #[serde(skip)]
    pub span: Span,
}

/// A name with its place.
#[derive(Clone, Debug, Serialize)]
pub struct Ident {
    /// The name.
    pub name: Name,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// A quoted text with its place; the quotes are not part of it, white space inside is folded to one blank.
#[derive(Clone, Debug, Serialize)]
pub struct Label {
    /// The text.
    pub text: String,
    /// Where, quotes included.
    #[serde(skip)]
    pub span: Span,
}

/// A heading and what stands below it up to the next.
#[derive(Clone, Debug, Serialize)]
pub struct Island {
    /// `None` for what stands before the first heading.
    pub heading: Option<Heading>,
    /// Markers and statements in order.
    pub entries: Vec<Entry>,
}

/// A heading line.
#[derive(Clone, Debug, Serialize)]
pub struct Heading {
    /// Which.
    pub kind: HeadingKind,
    /// The words after the number.
    pub title: Option<Label>,
    /// The heading word and number.
    #[serde(skip)]
    pub span: Span,
    /// Set by the expansion of templates.
    #[serde(skip)]
    pub origin: Origin,
}

/// What a heading opens.
#[derive(Clone, Debug, Serialize)]
pub enum HeadingKind {
    /// A numbered unit. `Mục` is [`Level::Section`] here, wherever it stands.
    Unit {
        /// Level.
        level: Level,
        /// Number as written.
        number: String,
        /// From `(lần n)`, else 1.
        occurrence: u32,
    },
    /// `Ngoài văn bản.`: the author's own matter; takes no address.
    Outside,
}

/// A marker line, a statement or an instruction.
#[derive(Clone, Debug, Serialize)]
#[expect(
    clippy::large_enum_variant,
    reason = "statements are the rule, bare markers the exception"
)]
pub enum Entry {
    /// `1.` `a)` `-` `+` `*` `Đoạn 2.` before statements, with an optional heading in the author's words.
    Marker(UnitMarker),
    /// A statement of the unit that is open.
    Statement(Statement),
    /// An instruction about the text.
    Directive(Directive),
}

/// A marker that opens a unit.
#[derive(Clone, Debug, Serialize)]
pub struct UnitMarker {
    /// The marker.
    pub marker: Marker,
    /// `3. "Trình độ"`.
    pub title: Option<Label>,
}

/// A list or unit marker: its level and number. Dashes, plusses and stars have an empty number: they are counted later.
#[derive(Clone, Debug, Serialize)]
pub struct Marker {
    /// [`Level::Clause`], [`Level::Point`], [`Level::Dash`], [`Level::Plus`], [`Level::Star`] or [`Level::Paragraph`].
    pub level: Level,
    /// `1`, `2.1`, `a`, `đ`; empty for the uncounted ones.
    pub number: String,
    /// From `(lần n)`, else 1.
    pub occurrence: u32,
    /// Where.
    #[serde(skip)]
    pub span: Span,
    /// Set by the expansion of templates.
    #[serde(skip)]
    pub origin: Origin,
}

/// One statement up to its full stop.
#[derive(Clone, Debug, Serialize)]
pub struct Statement {
    /// Keyword to full stop.
    #[serde(skip)]
    pub span: Span,
    /// What it states.
    pub kind: StatementKind,
    /// Set by the expansion of templates.
    #[serde(skip)]
    pub origin: Origin,
}

/// The kinds.
#[derive(Clone, Debug, Serialize)]
pub enum StatementKind {
    /// `danh mục`.
    Category(Category),
    /// `dữ kiện`.
    Record(Record),
    /// `chức danh`.
    Title(Title),
    /// `định nghĩa`.
    Definition(Definition),
    /// `dẫn chiếu`.
    External(External),
    /// `cách hiểu`.
    Reading(Reading),
    /// `cách tính`.
    Measure(Measure),
    /// `phạm vi`.
    Scope(Scope),
    /// `tiêu chuẩn`.
    Criterion(Criterion),
    /// `nghĩa vụ`, `quyền`, `thẩm quyền`, `cấm`.
    Norm(Box<Norm>),
    /// `thời hạn`.
    Deadline(Box<Deadline>),
    /// `thành phần hồ sơ`.
    Dossier(Dossier),
    /// `thứ tự ưu tiên`.
    Ranking(Ranking),
    /// `hội đồng`.
    Council(Council),
    /// `nêu`.
    Stated(Stated),
    /// `nghi vấn`.
    Doubt(Doubt),
    /// `xét`.
    Entry(EntryPoint),
    /// `ví dụ`.
    Example(Example),
}
