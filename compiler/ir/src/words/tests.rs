//! Sentences a personnel officer would write, from data.

use super::*;
use crate::expr::{Arm, Comparison, Expr, ExprKind, List, ListSource, Literal, Place, Root, Type};
use crate::ids::*;
use crate::model::*;
use crate::norm::{Body, Criterion, Gate, Item, Party};
use crate::outcome::{Cause, FactPath, PathStep};
use chrono::NaiveDate;
use quyche_base::{Level, Span, Step};
use quyche_time::{Duration, Unit as TimeUnit};

const PERSON: RecordId = RecordId(0);
const RUN: RecordId = RecordId(1);
const WORK: RecordId = RecordId(2);

fn named(name: &str, label: &str) -> Named {
    Named {
        name: name.into(),
        label: (!label.is_empty()).then(|| label.into()),
    }
}

fn fields(all: &[(&str, &str, Type)]) -> Vec<Field> {
    all.iter()
        .map(|(name, label, ty)| Field {
            name: (*name).into(),
            label: (!label.is_empty()).then(|| (*label).into()),
            ty: *ty,
            required: false,
        })
        .collect()
}

fn record_of(id: RecordId, name: &str, fields: Vec<Field>) -> Record {
    Record {
        id,
        name: name.into(),
        label: None,
        fields,
        key: None,
        at: Span::default(),
    }
}

fn set(id: u32, name: &str, values: &[&str]) -> Category {
    Category {
        id: SetId(id),
        name: name.into(),
        label: None,
        values: values.iter().map(|value| named(value, "")).collect(),
        ordered: true,
        open: false,
        at: Span::default(),
    }
}

pub(crate) fn document() -> Document {
    let unit = |id: u32, parent: Option<u32>, level, number: &str, address: &str| Unit {
        id: UnitId(id),
        parent: parent.map(UnitId),
        step: Step::new(level, number),
        title: None,
        address: address.into(),
        at: Span::default(),
        origin: None,
    };
    let title = |id: u32, name: &str, label: &str| Title {
        id: TitleId(id),
        unit: None,
        named: named(name, label),
        code: None,
        grade: None,
        body: None,
        above: None,
        at: Span::default(),
    };
    Document {
        about: About {
            kind: "Quyết định".into(),
            number: "1/QĐ".into(),
            title: None,
            issuer: None,
            issued: None,
            effect: Effect::NotSaid,
            measure: None,
            calendar: None,
            rolling: None,
            office_hours: None,
            replaces: Vec::new(),
        },
        units: vec![
            unit(0, None, Level::Article, "4", "Điều 4"),
            unit(1, Some(0), Level::Point, "a", "điểm a Điều 4"),
            unit(2, Some(0), Level::Point, "b", "điểm b Điều 4"),
        ],
        records: vec![
            record_of(
                PERSON,
                "viên_chức",
                fields(&[
                    ("trình_độ", "Trình độ chuyên môn", Type::Member(SetId(0))),
                    ("quá_trình", "Quá trình công tác", Type::List(RUN)),
                    ("công_trình", "", Type::List(WORK)),
                    ("ngày_nghỉ_hưu", "", Type::Date),
                    ("được_cử", "Được cử dự xét", Type::Bool),
                    ("loại", "", Type::Member(SetId(1))),
                ]),
            ),
            record_of(
                RUN,
                "quãng",
                fields(&[
                    ("chức_danh", "", Type::Title),
                    ("tương_đương", "", Type::Bool),
                    ("tập_sự", "", Type::Bool),
                    ("thời_gian", "", Type::Period),
                ]),
            ),
            record_of(
                WORK,
                "mục_công_trình",
                fields(&[
                    ("loại", "", Type::Member(SetId(1))),
                    ("ngày", "", Type::Date),
                    ("đã_nghiệm_thu", "", Type::Bool),
                ]),
            ),
        ],
        sets: vec![
            set(0, "thang_trình_độ", &["trung_cấp", "đại_học"]),
            set(1, "loại_công_trình", &["đề_tài", "đề_án", "dự_án"]),
        ],
        titles: vec![title(0, "cntt_hạng_2", "CNTT hạng II"), title(1, "trưởng_phòng", "")],
        judgements: vec![Judgement {
            id: JudgementId(0),
            unit: UnitId(2),
            key: "điểm b Điều 4".into(),
            text: "Đủ sức khỏe".into(),
            of: PERSON,
            by: Assessor::Named("đơn_vị_sử_dụng".into()),
            at: Span::default(),
        }],
        ..Document::default()
    }
}

fn of(ty: Type, kind: ExprKind) -> Expr {
    Expr {
        at: Span::default(),
        ty,
        kind,
    }
}

fn boolean(kind: ExprKind) -> Expr {
    of(Type::Bool, kind)
}

fn own(ty: Type, field: u32) -> Expr {
    let root = Root::Subject(PERSON);
    let path = vec![FieldId(field)];
    of(ty, ExprKind::Fact(Place { root, path }))
}

fn element(record: RecordId, ty: Type, field: u32) -> Expr {
    let root = Root::Element { depth: 0, record };
    let path = vec![FieldId(field)];
    of(ty, ExprKind::Fact(Place { root, path }))
}

fn compare(op: Comparison, left: Expr, right: Literal) -> Expr {
    let right = of(left.ty, ExprKind::Literal(right));
    boolean(ExprKind::Compare {
        op,
        left: Box::new(left),
        right: Box::new(right),
    })
}

pub(crate) fn not(inner: Expr) -> Expr {
    boolean(ExprKind::Not(Box::new(inner)))
}

fn rows(record: RecordId, field: u32, filters: Vec<Expr>) -> List {
    List {
        source: ListSource::Fact(Place {
            root: Root::Subject(PERSON),
            path: vec![FieldId(field)],
        }),
        record,
        filters,
    }
}

/// `thời gian cộng dồn quá_trình (chức_danh là cntt_hạng_2 hoặc tương_đương, không tập_sự)`.
fn held() -> Expr {
    let title = compare(
        Comparison::Equal,
        element(RUN, Type::Title, 0),
        Literal::Title(Some(TitleId(0))),
    );
    let filters = vec![
        boolean(ExprKind::Or(vec![title, element(RUN, Type::Bool, 1)])),
        not(element(RUN, Type::Bool, 2)),
    ];
    of(
        Type::Days,
        ExprKind::Period {
            list: rows(RUN, 1, filters),
            field: FieldId(3),
            cumulative: true,
        },
    )
}

fn years(count: u32) -> Expr {
    let unit = TimeUnit::Year;
    of(
        Type::Duration,
        ExprKind::Literal(Literal::Duration(Duration { count, unit })),
    )
}

pub(crate) fn served() -> Expr {
    boolean(ExprKind::Serves {
        period: Box::new(held()),
        at_least: Box::new(years(6)),
        continuous: false,
    })
}

pub(crate) fn works() -> Expr {
    let kinds = vec![Literal::Member(SetId(1), 0), Literal::Member(SetId(1), 1)];
    let filters = vec![
        boolean(ExprKind::OneOf {
            value: Box::new(element(WORK, Type::Member(SetId(1)), 0)),
            among: kinds,
        }),
        boolean(ExprKind::Within {
            date: Box::new(element(WORK, Type::Date, 1)),
            period: Box::new(held()),
        }),
        not(element(WORK, Type::Bool, 2)),
    ];
    boolean(ExprKind::Exists {
        list: rows(WORK, 2, filters),
        at_least: Some(2),
        at_most: None,
    })
}

fn retires() -> Expr {
    let day = NaiveDate::from_ymd_opt(2028, 12, 31).unwrap();
    compare(Comparison::Less, own(Type::Date, 3), Literal::Date(day))
}

#[test]
fn conditions_read_as_sentences() {
    let doc = document();
    let degree = || own(Type::Member(SetId(0)), 0);
    let university = Literal::Member(SetId(0), 1);
    let sent = || own(Type::Bool, 4);
    let cases = [
        (
            served(),
            "thời gian giữ chức danh CNTT hạng II hoặc tương đương, không tập sự: cộng dồn ít nhất đủ 6 năm",
        ),
        (
            works(),
            "có ít nhất 2 công trình (loại là đề tài hoặc đề án; trong thời gian giữ chức danh CNTT hạng II hoặc tương đương, \
             không tập sự; chưa nghiệm thu)",
        ),
        (
            compare(Comparison::AtLeast, degree(), university.clone()),
            "trình độ chuyên môn từ đại học trở lên",
        ),
        (retires(), "ngày nghỉ hưu trước ngày 31/12/2028"),
        (not(sent()), "không được cử dự xét"),
        (
            not(compare(Comparison::Equal, degree(), university)),
            "trình độ chuyên môn không phải là đại học",
        ),
        (
            boolean(ExprKind::Judged(JudgementId(0))),
            "“Đủ sức khỏe” (do đơn vị sử dụng đánh giá)",
        ),
        (
            boolean(ExprKind::And(vec![
                sent(),
                boolean(ExprKind::Or(vec![retires(), sent()])),
            ])),
            "được cử dự xét và (ngày nghỉ hưu trước ngày 31/12/2028 hoặc được cử dự xét)",
        ),
    ];
    for (one, words) in cases {
        assert_eq!(expr(&doc, &one), words);
    }
}

#[test]
fn negations_turn_the_test_round() {
    let doc = document();
    let cases = [
        (not(retires()), "ngày nghỉ hưu từ ngày 31/12/2028 trở đi"),
        (not(works_at_least(2)), "không có đủ 2 công trình (chưa nghiệm thu)"),
        (not(works_at_least(1)), "không có công trình (chưa nghiệm thu)"),
        (not(not(own(Type::Bool, 4))), "được cử dự xét"),
        (
            not(served()),
            "thời gian giữ chức danh CNTT hạng II hoặc tương đương, không tập sự chưa đủ 6 năm",
        ),
    ];
    for (one, words) in cases {
        assert_eq!(expr(&doc, &one), words);
    }
}

fn works_at_least(count: u32) -> Expr {
    boolean(ExprKind::Exists {
        list: rows(WORK, 2, vec![not(element(WORK, Type::Bool, 2))]),
        at_least: Some(count),
        at_most: None,
    })
}

#[test]
fn a_range_and_a_branch_read_as_written() {
    let doc = document();
    let number = |value: u32| of(Type::Number, ExprKind::Literal(Literal::Number(value.into())));
    let count = || of(Type::Number, ExprKind::Count(rows(WORK, 2, Vec::new())));
    let bound = |op, value| {
        boolean(ExprKind::Compare {
            op,
            left: Box::new(count()),
            right: Box::new(number(value)),
        })
    };
    let range = boolean(ExprKind::And(vec![
        bound(Comparison::AtLeast, 2),
        bound(Comparison::AtMost, 1000),
    ]));
    assert_eq!(expr(&doc, &range), "số công trình từ 2 đến 1.000");
    let branch = of(
        Type::Duration,
        ExprKind::Branch {
            arms: vec![Arm {
                when: retires(),
                value: years(2),
            }],
            otherwise: Some(Box::new(years(3))),
            unit: UnitId(0),
        },
    );
    assert_eq!(
        expr(&doc, &branch),
        "(2 năm nếu ngày nghỉ hưu trước ngày 31/12/2028; còn lại 3 năm)"
    );
}

#[test]
fn a_field_of_the_person_is_told_apart_from_a_field_of_the_row() {
    let doc = document();
    let same = boolean(ExprKind::Compare {
        op: Comparison::Equal,
        left: Box::new(element(WORK, Type::Member(SetId(1)), 0)),
        right: Box::new(own(Type::Member(SetId(1)), 5)),
    });
    let exists = boolean(ExprKind::Exists {
        list: rows(WORK, 2, vec![same]),
        at_least: Some(1),
        at_most: None,
    });
    assert_eq!(
        expr(&doc, &exists),
        "có ít nhất 1 công trình (loại là loại của viên chức)"
    );
}

#[test]
fn a_criterion_takes_one_line_a_condition() {
    let doc = document();
    let item = |unit: u32, test: Expr, when: Option<Expr>| Item {
        unit: UnitId(unit),
        gate: Gate {
            when,
            ..Gate::default()
        },
        body: Body::Test(test),
        at: Span::default(),
    };
    let criterion = Criterion {
        id: CriterionId(0),
        unit: UnitId(0),
        name: Some("kinh_nghiệm".into()),
        label: None,
        titles: vec![TitleId(0)],
        subject: PERSON,
        gate: Gate::default(),
        body: Body::All(vec![
            item(1, served(), None),
            item(2, boolean(ExprKind::Judged(JudgementId(0))), Some(retires())),
        ]),
        dossier: None,
        at: Span::default(),
    };
    assert_eq!(
        criterion_lines(&doc, &criterion),
        [
            "Tiêu chuẩn kinh nghiệm cho CNTT hạng II: đạt tất cả các điều kiện sau:",
            "  điểm a: thời gian giữ chức danh CNTT hạng II hoặc tương đương, không tập sự: cộng dồn ít nhất đủ 6 năm",
            "  điểm b: “Đủ sức khỏe” (do đơn vị sử dụng đánh giá) [khi ngày nghỉ hưu trước ngày 31/12/2028]",
        ]
    );
}

#[test]
fn causes_name_what_is_missing_and_who_settles_it() {
    let doc = document();
    let path = |steps: &[PathStep]| FactPath::Field {
        record: PERSON,
        path: steps.to_vec(),
    };
    let field = |id| PathStep::Field(FieldId(id));
    let cases = [
        (Cause::Missing(path(&[field(3)])), "thiếu “ngày nghỉ hưu”"),
        (
            Cause::Missing(path(&[field(1)])),
            "thiếu “quá trình công tác” (chưa khai hoặc chưa khai đủ)",
        ),
        (
            Cause::Missing(path(&[field(1), PathStep::Row(1), field(3)])),
            "thiếu “thời gian (dòng 2 của quá trình công tác)”",
        ),
        (
            Cause::NotAssessed {
                judgement: JudgementId(0),
                row: Vec::new(),
            },
            "chưa đánh giá “Đủ sức khỏe”",
        ),
        (
            Cause::Gap(UnitId(1)),
            "lỗ hổng: điểm a Điều 4 không nói đến trường hợp này",
        ),
    ];
    for (one, words) in cases {
        assert_eq!(cause(&doc, &one), words);
    }
    let judged = Cause::NotAssessed {
        judgement: JudgementId(0),
        row: Vec::new(),
    };
    assert_eq!(settled_by(&doc, &judged), "người đánh giá: đơn vị sử dụng");
}

#[test]
fn an_id_of_another_document_gives_dots() {
    let doc = document();
    assert_eq!(title(&doc, Some(TitleId(9))), "…");
    assert_eq!(party(&doc, Party::Member(SetId(7), 0)), "…");
    assert_eq!(
        place(
            &doc,
            &Place {
                root: Root::Subject(RecordId(9)),
                path: vec![FieldId(0)]
            }
        ),
        "…"
    );
}
