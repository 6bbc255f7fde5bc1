//! A small document with every type of field.

use chrono::NaiveDate;
use quyche_base::{Level, Span, Step};
use quyche_ir::expr::{Comparison, Expr, ExprKind, List, ListSource, Literal, Place, Root, Target, Type};
use quyche_ir::model::{
    About, Assessor, Category, Effect, Entry, Field, Judgement, Measure, Named, Reading, Record, Title, Unit,
};
use quyche_ir::norm::{Body, Criterion, First, Gate, Key, Party, Ranking};
use quyche_ir::{
    CriterionId, Document, EntryId, FieldId, JudgementId, RankingId, ReadingId, RecordId, SetId, TitleId, UnitId,
};
use quyche_time::{BrokenRuns, Policy};

pub const PERSON: RecordId = RecordId(0);
pub const ROUND: RecordId = RecordId(1);
pub const RUN: RecordId = RecordId(2);
pub const AWARD: RecordId = RecordId(3);
pub const BODY: RecordId = RecordId(4);
pub const SIGNING: RecordId = RecordId(5);
pub const DEGREE: SetId = SetId(0);
pub const AWARD_KIND: SetId = SetId(1);

fn named(name: &str, label: Option<&str>) -> Named {
    Named {
        name: name.into(),
        label: label.map(str::to_owned),
    }
}

fn field(name: &str, label: Option<&str>, ty: Type) -> Field {
    Field {
        name: name.into(),
        label: label.map(str::to_owned),
        ty,
        required: false,
    }
}

fn required(name: &str, label: Option<&str>, ty: Type) -> Field {
    Field {
        required: true,
        ..field(name, label, ty)
    }
}

fn record(id: RecordId, name: &str, label: Option<&str>, key: Option<u32>, fields: Vec<Field>) -> Record {
    Record {
        id,
        name: name.into(),
        label: label.map(str::to_owned),
        fields,
        key: key.map(FieldId),
        at: Span::default(),
    }
}

fn set(id: SetId, name: &str, label: &str, values: &[(&str, Option<&str>)], ordered: bool) -> Category {
    Category {
        id,
        name: name.into(),
        label: Some(label.into()),
        values: values.iter().map(|(name, label)| named(name, *label)).collect(),
        ordered,
        open: !ordered,
        at: Span::default(),
    }
}

fn title(id: u32, name: &str, label: &str, code: &str) -> Title {
    Title {
        id: TitleId(id),
        unit: None,
        named: named(name, Some(label)),
        code: Some(code.into()),
        grade: None,
        body: None,
        above: None,
        at: Span::default(),
    }
}

fn unit(id: u32, address: &str) -> Unit {
    Unit {
        id: UnitId(id),
        parent: None,
        step: Step::new(Level::Article, id.to_string()),
        title: None,
        address: address.into(),
        at: Span::default(),
        origin: None,
    }
}

fn judgement(id: u32, unit: u32, key: &str, text: &str, of: RecordId) -> Judgement {
    Judgement {
        id: JudgementId(id),
        unit: UnitId(unit),
        key: key.into(),
        text: text.into(),
        of,
        by: if id == 0 {
            Assessor::Named("đơn vị sử dụng".into())
        } else {
            Assessor::NotNamed
        },
        at: Span::default(),
    }
}

fn people() -> Record {
    record(
        PERSON,
        "viên_chức",
        Some("Viên chức"),
        Some(0),
        vec![
            field("mã", Some("Mã viên chức"), Type::Text),
            field("họ_tên", None, Type::Text),
            required("ngày_sinh", Some("Ngày sinh"), Type::Date),
            field("chức_danh_hiện_giữ", None, Type::Title),
            field("trình_độ", Some("Trình độ"), Type::Member(DEGREE)),
            field("đảng_viên", None, Type::Bool),
            field("hệ_số", Some("Hệ số lương"), Type::Number),
            field("năm_vào_ngành", None, Type::Year),
            field("tổ_chức", Some("Tổ chức"), Type::Record(BODY)),
            field("quá_trình", Some("Quá trình công tác"), Type::List(RUN)),
            field("khen_thưởng", None, Type::List(AWARD)),
            field("thân_nhân", Some("Thân nhân"), Type::Texts),
            field("biệt_phái", Some("Biệt phái"), Type::Period),
            field("nhận_lúc", Some("Nhận hồ sơ lúc"), Type::Moment),
        ],
    )
}

fn records() -> Vec<Record> {
    vec![
        people(),
        record(
            ROUND,
            "kỳ_xét",
            Some("Kỳ xét"),
            None,
            vec![
                field("chỉ_tiêu", Some("Chỉ tiêu"), Type::Number),
                field("hạn_nộp", Some("Hạn nộp hồ sơ"), Type::Date),
                field("nghỉ", Some("Ngày nghỉ"), Type::List(SIGNING)),
            ],
        ),
        record(
            RUN,
            "quãng",
            Some("Quãng công tác"),
            None,
            vec![
                required("thời_gian", Some("Thời gian"), Type::Period),
                field("chức_danh", None, Type::Title),
                field("tập_sự", None, Type::Bool),
            ],
        ),
        record(
            AWARD,
            "khen",
            None,
            Some(0),
            vec![
                field("mã", Some("Số quyết định"), Type::Text),
                field("ngày", Some("Ngày ký"), Type::Date),
                field("loại", None, Type::Member(AWARD_KIND)),
                field("ký", Some("Người ký"), Type::List(SIGNING)),
            ],
        ),
        record(
            BODY,
            "cơ_quan",
            None,
            None,
            vec![
                field("tên", None, Type::Text),
                field("có_đơn_vị_trực_thuộc", None, Type::Bool),
            ],
        ),
        record(
            SIGNING,
            "lượt_ký",
            None,
            None,
            vec![field("ngày", Some("Ngày"), Type::Date)],
        ),
    ]
}

fn expr(ty: Type, kind: ExprKind) -> Expr {
    Expr {
        at: Span::default(),
        ty,
        kind,
    }
}

fn fact(field: u32, ty: Type) -> Expr {
    let place = Place {
        root: Root::Subject(PERSON),
        path: vec![FieldId(field)],
    };
    expr(ty, ExprKind::Fact(place))
}

fn has(field: u32, record: RecordId, filters: Vec<Expr>) -> Expr {
    let place = Place {
        root: Root::Subject(PERSON),
        path: vec![FieldId(field)],
    };
    let list = List {
        source: ListSource::Fact(place),
        record,
        filters,
    };
    expr(
        Type::Bool,
        ExprKind::Exists {
            list,
            at_least: Some(1),
            at_most: None,
        },
    )
}

/// A degree and an award and a judgement, so that a guide has something to say.
fn criterion() -> Criterion {
    let degree = expr(
        Type::Bool,
        ExprKind::Compare {
            op: Comparison::AtLeast,
            left: Box::new(fact(4, Type::Member(DEGREE))),
            right: Box::new(expr(
                Type::Member(DEGREE),
                ExprKind::Literal(Literal::Member(DEGREE, 1)),
            )),
        },
    );
    let award = has(10, AWARD, Vec::new());
    let run = has(9, RUN, vec![expr(Type::Bool, ExprKind::Judged(JudgementId(1)))]);
    let judged = expr(Type::Bool, ExprKind::Judged(JudgementId(0)));
    Criterion {
        id: CriterionId(0),
        unit: UnitId(0),
        name: None,
        label: None,
        titles: Vec::new(),
        subject: PERSON,
        gate: Gate::default(),
        body: Body::Test(expr(Type::Bool, ExprKind::And(vec![degree, award, run, judged]))),
        dossier: None,
        at: Span::default(),
    }
}

fn ranking() -> Ranking {
    Ranking {
        id: RankingId(0),
        unit: UnitId(1),
        name: "trúng_tuyển".into(),
        label: None,
        subject: PERSON,
        quota: None,
        when: None,
        keys: vec![
            Key {
                unit: UnitId(2),
                value: fact(4, Type::Member(DEGREE)),
                first: First::Greatest,
                at: Span::default(),
            },
            Key {
                unit: UnitId(3),
                value: fact(2, Type::Date),
                first: First::Least,
                at: Span::default(),
            },
        ],
        tie_breaker: Some((UnitId(1), Party::Title(TitleId(1)))),
        passing_suffices: None,
        at: Span::default(),
    }
}

fn about() -> About {
    About {
        kind: "Quyết định".into(),
        number: "12/QĐ-THỬ".into(),
        title: Some("xét thăng hạng".into()),
        issuer: None,
        issued: None,
        effect: Effect::From(NaiveDate::from_ymd_opt(2024, 7, 1).unwrap()),
        measure: Some(Measure {
            name: "trọn_ngày".into(),
            label: None,
            policy: Policy {
                last_day_counts: true,
                broken: BrokenRuns::Longest,
            },
            because: "thông lệ".into(),
        }),
        calendar: None,
        rolling: None,
        office_hours: None,
        replaces: Vec::new(),
    }
}

/// The document.
pub fn document() -> Document {
    Document {
        hash: "0123".into(),
        about: about(),
        units: vec![
            unit(0, "điểm a khoản 1 Điều 2"),
            unit(1, "khoản 2 Bước 5"),
            unit(2, "điểm a khoản 2 Bước 5"),
            unit(3, "điểm b khoản 2 Bước 5"),
        ],
        records: records(),
        sets: vec![
            set(
                DEGREE,
                "bậc_trình_độ",
                "Bậc trình độ",
                &[
                    ("trung_cấp", None),
                    ("đại_học", Some("Đại học")),
                    ("thạc_sĩ", Some("Thạc sĩ")),
                ],
                true,
            ),
            set(
                AWARD_KIND,
                "loại_khen",
                "Loại khen thưởng",
                &[("bằng_khen", Some("Bằng khen")), ("giấy_khen", None)],
                false,
            ),
        ],
        titles: vec![
            title(0, "cntt_hạng_3", "Công nghệ thông tin hạng III", "V.11.06.14"),
            title(1, "cntt_hạng_2", "Công nghệ thông tin hạng II", "V.11.06.13"),
        ],
        readings: vec![Reading {
            id: ReadingId(0),
            unit: None,
            name: "số_phiếu".into(),
            question: "Đa số tính trên số nào?".into(),
            answers: vec![named("tổng_số", None), named("có_mặt", None)],
            default: 0,
            because: "số lớn hơn thì chắc hơn".into(),
            measures: Vec::new(),
            at: Span::default(),
        }],
        judgements: vec![
            judgement(0, 0, "điểm a khoản 1 Điều 2", "có phẩm chất tốt", PERSON),
            judgement(1, 0, "điểm a khoản 1 Điều 2 (2)", "đúng chuyên môn", RUN),
            judgement(2, 3, "khoản 9 Điều 9", "việc khác", PERSON),
        ],
        criteria: vec![criterion()],
        rankings: vec![ranking()],
        entries: vec![Entry {
            id: EntryId(0),
            name: "thăng_hạng".into(),
            label: Some("Xét thăng hạng CNTT hạng II".into()),
            subject: PERSON,
            context: Some(ROUND),
            title: None,
            under: vec![Target {
                unit: Some(UnitId(0)),
                criteria: vec![CriterionId(0)],
                title: None,
                not_counted: Vec::new(),
            }],
            ranking: Some(RankingId(0)),
            council: None,
            at: Span::default(),
        }],
        ..Document::default()
    }
}
