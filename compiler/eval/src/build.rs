//! Documents built by hand for the tests of this crate.

use chrono::NaiveDate;
use quyche_base::{Level, Span, Step};
use quyche_ir::expr::{Comparison, Expr, ExprKind, List, ListSource, Literal, Place, Root, Target, Type};
use quyche_ir::facts::{Case, PeriodEnd};
use quyche_ir::model::{
    About, Assessor, Category, Effect, Field, Judgement, Measure, Named, Reading, Record, Title, Unit,
};
use quyche_ir::norm::{Body, Criterion, Gate, Item, Scope};
use quyche_ir::*;
use quyche_time::{BrokenRuns, Duration, Policy};
use rust_decimal::Decimal;

pub const PERSON: RecordId = RecordId(0);
pub const RUN: RecordId = RecordId(1);
pub const RATING: RecordId = RecordId(2);
pub const AWARD: RecordId = RecordId(3);
pub const CONTEXT: RecordId = RecordId(4);
pub const SCALE: SetId = SetId(0);

pub const KEY: FieldId = FieldId(0);
pub const A: FieldId = FieldId(1);
pub const B: FieldId = FieldId(2);
pub const C: FieldId = FieldId(3);
pub const D: FieldId = FieldId(4);
pub const GRADE: FieldId = FieldId(5);
pub const NUMBER: FieldId = FieldId(6);
pub const BORN: FieldId = FieldId(7);
pub const SERVICE: FieldId = FieldId(8);
pub const RATINGS: FieldId = FieldId(9);
pub const AWARDS: FieldId = FieldId(10);
pub const YEAR: FieldId = FieldId(11);

/// Of a run: its period, and whether it is of the right kind.
pub const SPAN: FieldId = FieldId(0);
pub const KIND: FieldId = FieldId(1);
/// Of a rating: its year and its grade. Of an award: its date and its grade.
pub const WHEN: FieldId = FieldId(0);
pub const LEVEL: FieldId = FieldId(1);
/// Of the circumstances.
pub const QUOTA: FieldId = FieldId(0);

pub fn day(day: u32, month: u32, year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn record(id: RecordId, name: &str, fields: &[(&str, Type)], key: Option<FieldId>) -> Record {
    let field = |(name, ty): &(&str, Type)| Field {
        name: (*name).to_owned(),
        label: None,
        ty: *ty,
        required: false,
    };
    Record {
        id,
        name: name.to_owned(),
        label: None,
        fields: fields.iter().map(field).collect(),
        key,
        at: Span::default(),
    }
}

pub fn named(name: &str) -> Named {
    Named {
        name: name.to_owned(),
        label: None,
    }
}

fn records() -> Vec<Record> {
    vec![
        record(
            PERSON,
            "viên_chức",
            &[
                ("mã", Type::Text),
                ("a", Type::Bool),
                ("b", Type::Bool),
                ("c", Type::Bool),
                ("d", Type::Bool),
                ("trình_độ", Type::Member(SCALE)),
                ("điểm", Type::Number),
                ("ngày_sinh", Type::Date),
                ("quá_trình", Type::List(RUN)),
                ("xếp_loại_năm", Type::List(RATING)),
                ("khen_thưởng", Type::List(AWARD)),
                ("năm_xét", Type::Year),
                ("thân_nhân", Type::Texts),
                ("chức_danh", Type::Title),
            ],
            Some(KEY),
        ),
        record(
            RUN,
            "quãng",
            &[("thời_gian", Type::Period), ("đúng_loại", Type::Bool)],
            None,
        ),
        record(
            RATING,
            "xếp_loại",
            &[("năm", Type::Year), ("mức", Type::Member(SCALE))],
            None,
        ),
        record(
            AWARD,
            "khen",
            &[("ngày", Type::Date), ("mức", Type::Member(SCALE))],
            None,
        ),
        record(CONTEXT, "kỳ_xét", &[("chỉ_tiêu", Type::Number)], None),
    ]
}

/// A document with vocabulary and twelve articles, `Điều 1` (unit 0) to `Điều 12`, and nothing else.
pub fn doc() -> Document {
    Document {
        about: about(),
        units: (1..=12).map(|number| article(number, None)).collect(),
        records: records(),
        sets: vec![Category {
            id: SCALE,
            name: "thang".to_owned(),
            label: None,
            values: ["thấp", "vừa", "cao"].into_iter().map(named).collect(),
            ordered: true,
            open: false,
            at: Span::default(),
        }],
        titles: (0..2).map(title).collect(),
        ..Document::default()
    }
}

fn about() -> About {
    About {
        kind: "Quy định".to_owned(),
        number: "1".to_owned(),
        title: None,
        issuer: None,
        issued: None,
        effect: Effect::NotSaid,
        measure: Some(Measure {
            name: "dương_lịch".to_owned(),
            label: None,
            policy: Policy {
                last_day_counts: true,
                broken: BrokenRuns::Longest,
            },
            because: "Bộ luật Dân sự".to_owned(),
        }),
        calendar: None,
        rolling: None,
        office_hours: None,
        replaces: Vec::new(),
    }
}

fn title(index: u32) -> Title {
    Title {
        id: TitleId(index),
        unit: None,
        named: named(&format!("hạng_{index}")),
        code: None,
        grade: None,
        body: None,
        above: None,
        at: Span::default(),
    }
}

pub fn article(number: usize, parent: Option<UnitId>) -> Unit {
    Unit {
        id: UnitId::at(number - 1),
        parent,
        step: Step::new(Level::Article, number.to_string()),
        title: None,
        address: format!("Điều {number}"),
        at: Span::default(),
        origin: None,
    }
}

pub fn reading(doc: &mut Document, answers: &[&str]) -> ReadingId {
    let id = ReadingId::at(doc.readings.len());
    doc.readings.push(Reading {
        id,
        unit: None,
        name: "câu_hỏi".to_owned(),
        question: "hiểu thế nào?".to_owned(),
        answers: answers.iter().map(|answer| named(answer)).collect(),
        default: 0,
        because: "lý do".to_owned(),
        measures: Vec::new(),
        at: Span::default(),
    });
    id
}

pub fn judgement(doc: &mut Document, of: RecordId) -> JudgementId {
    let id = JudgementId::at(doc.judgements.len());
    doc.judgements.push(Judgement {
        id,
        unit: UnitId(0),
        key: format!("Điều 1 ({})", id.0),
        text: "phẩm chất tốt".to_owned(),
        of,
        by: Assessor::NotNamed,
        at: Span::default(),
    });
    id
}

/// Adds a criterion at a unit, and gives its id.
pub fn criterion(doc: &mut Document, unit: u32, gate: Gate, body: Body) -> CriterionId {
    let id = CriterionId::at(doc.criteria.len());
    doc.criteria.push(Criterion {
        id,
        unit: UnitId(unit),
        name: None,
        label: None,
        titles: Vec::new(),
        subject: PERSON,
        gate,
        body,
        dossier: None,
        at: Span::default(),
    });
    id
}

pub fn scope(doc: &mut Document, unit: u32, gate: Gate) {
    doc.scopes.push(Scope {
        id: ScopeId::at(doc.scopes.len()),
        unit: UnitId(unit),
        subject: None,
        filter: Vec::new(),
        gate,
        redirects: Vec::new(),
        at: Span::default(),
    });
}

pub fn item(unit: u32, gate: Gate, body: Body) -> Item {
    Item {
        unit: UnitId(unit),
        gate,
        body,
        at: Span::default(),
    }
}

pub fn when(expr: Expr) -> Gate {
    Gate {
        when: Some(expr),
        ..Gate::default()
    }
}

pub fn unless(expr: Expr) -> Gate {
    Gate {
        unless: Some(expr),
        ..Gate::default()
    }
}

pub fn target(criteria: &[CriterionId]) -> Target {
    Target {
        unit: None,
        criteria: criteria.to_vec(),
        title: None,
        not_counted: Vec::new(),
    }
}

pub fn expr(ty: Type, kind: ExprKind) -> Expr {
    Expr {
        at: Span::default(),
        ty,
        kind,
    }
}

pub fn bool_expr(kind: ExprKind) -> Expr {
    expr(Type::Bool, kind)
}

pub fn place(field: FieldId) -> Place {
    Place {
        root: Root::Subject(PERSON),
        path: vec![field],
    }
}

pub fn element(record: RecordId, field: FieldId) -> Place {
    Place {
        root: Root::Element { depth: 0, record },
        path: vec![field],
    }
}

/// A truth of the person.
pub fn fact(field: FieldId) -> Expr {
    bool_expr(ExprKind::Fact(place(field)))
}

pub fn not(inner: Expr) -> Expr {
    bool_expr(ExprKind::Not(Box::new(inner)))
}

pub fn date(date: NaiveDate) -> Expr {
    expr(Type::Date, ExprKind::Literal(Literal::Date(date)))
}

pub fn number(number: i64) -> Expr {
    expr(Type::Number, ExprKind::Literal(Literal::Number(Decimal::from(number))))
}

pub fn compare(op: Comparison, left: Expr, right: Expr) -> Expr {
    bool_expr(ExprKind::Compare {
        op,
        left: Box::new(left),
        right: Box::new(right),
    })
}

pub fn at_least_level(record: RecordId, level: u32) -> Expr {
    let left = expr(Type::Member(SCALE), ExprKind::Fact(element(record, LEVEL)));
    let right = expr(Type::Member(SCALE), ExprKind::Literal(Literal::Member(SCALE, level)));
    compare(Comparison::AtLeast, left, right)
}

pub fn list(field: FieldId, record: RecordId, filters: Vec<Expr>) -> List {
    List {
        source: ListSource::Fact(place(field)),
        record,
        filters,
    }
}

pub fn exists(list: List, at_least: Option<u32>, at_most: Option<u32>) -> Expr {
    bool_expr(ExprKind::Exists {
        list,
        at_least,
        at_most,
    })
}

/// Time served in runs of the right kind.
pub fn service(cumulative: bool) -> Expr {
    let kind = bool_expr(ExprKind::Fact(element(RUN, KIND)));
    let list = list(SERVICE, RUN, vec![kind]);
    expr(
        Type::Days,
        ExprKind::Period {
            list,
            field: SPAN,
            cumulative,
        },
    )
}

pub fn serves(period: Expr, duration: Duration, continuous: bool) -> Expr {
    let wanted = expr(Type::Duration, ExprKind::Literal(Literal::Duration(duration)));
    bool_expr(ExprKind::Serves {
        period: Box::new(period),
        at_least: Box::new(wanted),
        continuous,
    })
}

/// `count năm liền kề trước năm_xét` with a grade of at least `level`.
pub fn years(count: u32, level: u32) -> Expr {
    let before = expr(Type::Year, ExprKind::Fact(place(YEAR)));
    bool_expr(ExprKind::Years {
        count,
        before: Box::new(before),
        list: list(RATINGS, RATING, vec![at_least_level(RATING, level)]),
        year: WHEN,
    })
}

pub fn row(facts: &[Fact]) -> RecordFact {
    RecordFact {
        fields: facts.to_vec(),
        judgements: Vec::new(),
    }
}

pub fn rows(rows: Vec<RecordFact>, complete: bool) -> Fact {
    Fact::List(ListFact { rows, complete })
}

pub fn period(start: Option<NaiveDate>, end: PeriodEnd) -> Fact {
    Fact::Period(PeriodFact { start, end })
}

/// A run of the right kind.
pub fn run(start: NaiveDate, end: NaiveDate) -> RecordFact {
    row(&[period(Some(start), PeriodEnd::On(end)), Fact::Bool(true)])
}

pub fn person(facts: &[(FieldId, Fact)]) -> Case {
    let mut case = Case::default();
    for (field, fact) in facts {
        case.subject.set(*field, fact.clone());
    }
    case
}
