//! The syntax tree: owned, plain, a span on everything; it says what the author wrote, not what it means.
//!
//! Synonyms (`từ đủ 3 năm trở lên`, `ít nhất đủ 3 năm`, `đủ 3 năm`) fall together here where they mean the same; the
//! formatter works on the text and keeps the author's choice. Serialising leaves the spans out, so two trees that
//! serialise alike say the same: that is how the formatter checks itself.
//!
//! Invariants: marked lists are already nested by marker class (a stack: a new class opens only after `tất cả`,
//! `một trong` or `gồm`); units are still flat, in the order of the file: building the tree of units is the business of
//! the next room.

use chrono::NaiveDate;
use quyche_base::{Address, FileId, Level, Name, Span};
use rust_decimal::Decimal;
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
    /// The whole header.
    #[serde(skip)]
    pub span: Span,
}

/// A span that takes no part in comparison.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct SpanOnly(#[serde(skip)] pub Span);

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

/// A marker line or a statement.
#[derive(Clone, Debug, Serialize)]
pub enum Entry {
    /// `1.` `a)` `-` `+` `*` `Đoạn 2.` before statements, with an optional heading in the author's words.
    Marker(UnitMarker),
    /// A statement of the unit that is open.
    Statement(Statement),
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
}

/// One statement up to its full stop.
#[derive(Clone, Debug, Serialize)]
pub struct Statement {
    /// Keyword to full stop.
    #[serde(skip)]
    pub span: Span,
    /// What it states.
    pub kind: StatementKind,
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
    Norm(Norm),
    /// `thời hạn`.
    Deadline(Deadline),
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
    /// `cộng dồn theo số ngày dài nhất` (true) or `cộng dồn theo số ngày ngắn nhất` (false).
    pub longest: bool,
    /// `vì`: the source or the reason.
    pub because: Option<Label>,
}

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

/// `ít nhất 2 lần mỗi năm`.
#[derive(Clone, Debug, Serialize)]
pub struct Recurrence {
    /// How many times in each period; 1 where not said.
    pub times: u32,
    /// `tuần`, `tháng`, `quý`, `6 tháng`, `năm`.
    pub periods: Vec<Cycle>,
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
    pub excluding: Vec<Path>,
    /// `quá hạn thì X`.
    pub consequence: Option<Label>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
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
    /// `chậm nhất D trước E`.
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

/// `nêu (LỚP) "…".`
#[derive(Clone, Debug, Serialize)]
pub struct Stated {
    /// Why there is nothing to compute.
    pub class: Option<Ident>,
    /// The author's words; one, or one a marker.
    pub texts: Vec<(Option<Marker>, Label)>,
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
    /// `kiểm ADDR` or `kiểm xét N`.
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
    /// A unit.
    Unit(Address),
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
    /// A date.
    Date(NaiveDate, SpanOnly),
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
    Due(NaiveDate),
    /// `trúng tuyển`.
    Selected,
    /// `không trúng tuyển`.
    NotSelected,
    /// `xếp N`.
    Rank(u32),
    /// `chưa phân định`.
    Tied,
}

/// Why a result is open.
#[derive(Clone, Debug, Serialize)]
pub enum OpenCause {
    /// `thiếu PATH`.
    Missing(Path),
    /// An address: a judgement, a gap, an outside document.
    At(Address),
}

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
