//! Dossiers: what was handed in against every way the unknown may turn out.

use crate::build::*;
use crate::check::check_dossier;
use crate::question::question_of_unit;
use crate::result::Options;
use crate::{EvalError, check_unit};
use proptest::prelude::{Just, Strategy, prop_assert_eq, prop_oneof, proptest};
use quyche_base::Span;
use quyche_ir::expr::{ExprKind, Paper, Place, Root, Type};
use quyche_ir::facts::Case;
use quyche_ir::model::{Category, Field, PaperFields, Record};
use quyche_ir::norm::{Body, Criterion, FixedDay, Gate, Limit, LimitKind};
use quyche_ir::outcome::Class;
use quyche_ir::*;

const DOCUMENT: FieldId = FieldId(0);
const COPIES: FieldId = FieldId(1);
const DATE: FieldId = FieldId(2);

/// A document with a dossier at `Điều 1` that asks for `copies` of the first of two papers, dated by 15/06/2026.
fn dossier(copies: i64) -> (Document, FieldId) {
    let mut doc = doc();
    let (record, documents) = (RecordId::at(doc.records.len()), SetId::at(doc.sets.len()));
    let list = FieldId::at(doc.records[PERSON.index()].fields.len());
    let field = |name: &str, ty: Type| Field {
        name: name.to_owned(),
        label: None,
        ty,
        required: false,
    };
    doc.records[PERSON.index()]
        .fields
        .push(field("hồ_sơ", Type::List(record)));
    doc.sets.push(Category {
        id: documents,
        name: "tài_liệu".to_owned(),
        label: None,
        values: vec![named("đơn"), named("ảnh")],
        ordered: false,
        open: false,
        at: Span::default(),
    });
    doc.records.push(Record {
        id: record,
        name: "tài_liệu_nộp".to_owned(),
        label: None,
        fields: vec![
            field("tài_liệu", Type::Member(documents)),
            field("số_bản", Type::Number),
            field("ngày", Type::Date),
        ],
        key: None,
        at: Span::default(),
    });
    doc.papers = Some(PaperFields {
        record,
        documents,
        document: DOCUMENT,
        copies: COPIES,
        date: DATE,
    });
    let paper = Paper {
        list: Place {
            root: Root::Subject(PERSON),
            path: vec![list],
        },
        document: 0,
        words: "Đơn".to_owned(),
        copies: vec![number(copies)],
        limit: Some(Limit {
            kind: LimitKind::FixedDay {
                day: FixedDay::Date(day(15, 6, 2026)),
                inclusive: true,
            },
            excluding: Vec::new(),
            consequence: None,
            lapse: None,
            rolled: None,
            at: Span::default(),
        }),
    };
    doc.criteria.push(Criterion {
        id: CriterionId(0),
        unit: UnitId(0),
        name: None,
        label: None,
        titles: Vec::new(),
        subject: PERSON,
        gate: Gate::default(),
        body: Body::All(vec![item(
            1,
            Gate::default(),
            Body::Test(bool_expr(ExprKind::Submitted(Box::new(paper)))),
        )]),
        dossier: Some(DossierId(0)),
        at: Span::default(),
    });
    (doc, list)
}

/// A row as far as it is known: which paper, how many, whether it is in time.
type Row = (Option<u32>, Option<u32>, Option<bool>);

fn row_fact((document, copies, in_time): Row) -> RecordFact {
    let date = |in_time: bool| if in_time { day(15, 6, 2026) } else { day(16, 6, 2026) };
    row(&[
        document.map_or(Fact::Unknown, Fact::Member),
        copies.map_or(Fact::Unknown, |copies| Fact::Number(copies.into())),
        in_time.map_or(Fact::Unknown, |in_time| Fact::Date(date(in_time))),
    ])
}

/// Whether enough was handed in, over every completion: can it be, can it fail to be.
fn completions(rows: &[Row], complete: bool, wanted: u32) -> (bool, bool) {
    let mut sums = vec![0u32];
    for (document, copies, in_time) in rows {
        let mut counts = vec![];
        for document in document.map_or(vec![0, 1], |document| vec![document]) {
            for in_time in in_time.map_or(vec![false, true], |in_time| vec![in_time]) {
                // Unknown copies are at least one; ten stands for any number more.
                for copies in copies.map_or(vec![1, 10], |copies| vec![copies]) {
                    counts.push(if document == 0 && in_time { copies } else { 0 });
                }
            }
        }
        sums = sums
            .iter()
            .flat_map(|sum| counts.iter().map(move |count| sum + count))
            .collect();
        sums.sort_unstable();
        sums.dedup();
    }
    let more = !complete;
    let can = more || sums.iter().any(|sum| *sum >= wanted);
    let may_fail = sums.iter().any(|sum| *sum < wanted);
    (can, may_fail)
}

fn outcome(doc: &Document, list: FieldId, rows: &[Row], complete: bool) -> Class {
    let fact = Fact::List(ListFact {
        rows: rows.iter().copied().map(row_fact).collect(),
        complete,
    });
    let case = person(&[(list, fact)]);
    let found = check_unit(doc, UnitId(0), None, &case, &RecordFact::default(), &Options::default()).unwrap();
    found.outcome.class()
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let document = prop_oneof![Just(None), Just(Some(0)), Just(Some(1))];
    let copies = prop_oneof![Just(None), (0u32..4).prop_map(Some)];
    let in_time = prop_oneof![Just(None), Just(Some(true)), Just(Some(false))];
    proptest::collection::vec((document, copies, in_time), 0..4)
}

proptest! {
    #[test]
    fn the_answer_is_that_of_every_completion(rows in rows(), complete: bool, wanted in 1u32..5) {
        let (doc, list) = dossier(wanted.into());
        let expected = match completions(&rows, complete, wanted) {
            (true, false) => Class::Met,
            (false, true) => Class::NotMet,
            (_, _) => Class::Open,
        };
        prop_assert_eq!(outcome(&doc, list, &rows, complete), expected);
    }
}

#[test]
fn the_three_states_of_the_list() {
    let (doc, list) = dossier(1);
    let of = |fact: Fact| {
        let case = person(&[(list, fact)]);
        check_unit(
            &doc,
            UnitId(0),
            None,
            &case,
            &RecordFact::default(),
            &Options::default(),
        )
        .unwrap()
    };
    let none = of(Fact::None);
    assert_eq!(none.outcome.class(), Class::NotMet);
    assert_eq!(none.failures[0].words, "thiếu “Đơn”");
    let unknown = of(Fact::Unknown);
    assert_eq!(unknown.outcome.class(), Class::Open);
    let path = vec![quyche_ir::outcome::PathStep::Field(list)];
    assert_eq!(
        unknown.open[0].cause,
        Cause::Missing(FactPath::Field { record: PERSON, path })
    );
    let late = of(rows_of(&[(Some(0), Some(1), Some(false))]));
    assert_eq!(
        late.failures[0].words,
        "“Đơn”: cần lập chậm nhất 15/06/2026, bản đã nộp lập 16/06/2026"
    );
    let few = {
        let (doc, list) = dossier(3);
        let case = person(&[(list, rows_of(&[(Some(0), Some(2), Some(true))]))]);
        check_unit(
            &doc,
            UnitId(0),
            None,
            &case,
            &RecordFact::default(),
            &Options::default(),
        )
        .unwrap()
    };
    assert_eq!(few.failures[0].words, "“Đơn”: cần 3 bản, có 2 bản");
}

fn rows_of(rows: &[Row]) -> Fact {
    Fact::List(ListFact {
        rows: rows.iter().copied().map(row_fact).collect(),
        complete: true,
    })
}

#[test]
fn criteria_of_a_unit_come_before_its_dossier() {
    let (mut doc, list) = dossier(1);
    let plain = criterion(&mut doc, 0, Gate::default(), Body::Test(fact(A)));
    let question = question_of_unit(&doc, UnitId(0), None, PERSON).unwrap();
    assert_eq!(question.asked[0].criteria, [plain]);
    // The dossier itself is asked by its own name.
    let case = Case {
        subject: person(&[(list, Fact::None)]).subject,
        ..Case::default()
    };
    let context = RecordFact::default();
    let found = check_dossier(&doc, DossierId(0), &[&case], &context, &Options::default()).unwrap();
    assert_eq!(found[0].outcome.class(), Class::NotMet);
    let missing = check_dossier(&doc, DossierId(1), &[&case], &context, &Options::default());
    assert!(matches!(missing, Err(EvalError::Malformed)));
}
