//! The vectors of the rules R1 to R6 and R15, one by one.

use crate::build::*;
use crate::check::{assess, check_unit};
use crate::data::{DataFault, repeated_rows};
use crate::errors::EvalError;
use crate::result::{Assessment, Options};
use chrono::NaiveDate;
use quyche_ir::expr::{Arm, Comparison, ExprKind, List, ListSource, Literal, Place, Root, Type};
use quyche_ir::facts::Case;
use quyche_ir::model::Entry;
use quyche_ir::norm::{Body, Gate, Redirect};
use quyche_ir::outcome::{Class, PathStep};
use quyche_ir::*;

const MET: Outcome = Outcome::MET;
const NOT_MET: Outcome = Outcome::NOT_MET;
const EXEMPT: Outcome = Outcome::EXEMPT;
const K: Outcome = Outcome::NOT_APPLICABLE;

pub fn yes() -> Fact {
    Fact::Bool(true)
}

pub fn no() -> Fact {
    Fact::Bool(false)
}

pub fn plain() -> Gate {
    Gate::default()
}

pub fn test(field: FieldId) -> Body {
    Body::Test(fact(field))
}

pub fn on(date: NaiveDate) -> Options {
    Options {
        as_of: Some(date),
        ..Options::default()
    }
}

pub fn ask_unit(doc: &Document, unit: u32, case: &Case, options: &Options) -> Assessment {
    check_unit(doc, UnitId(unit), None, case, &RecordFact::default(), options).unwrap()
}

/// What comes of one body, at Điều 1, for these facts.
fn outcome(body: Body, facts: &[(FieldId, Fact)]) -> Outcome {
    found(body, facts, &Options::default()).outcome
}

pub fn found(body: Body, facts: &[(FieldId, Fact)], options: &Options) -> Assessment {
    let mut doc = doc();
    criterion(&mut doc, 0, plain(), body);
    ask_unit(&doc, 0, &person(facts), options)
}

pub fn missing(field: FieldId) -> Cause {
    let path = vec![PathStep::Field(field)];
    Cause::Missing(FactPath::Field { record: PERSON, path })
}

pub fn causes(assessment: &Assessment) -> Vec<Cause> {
    assessment.open.iter().map(|leaf| leaf.cause.clone()).collect()
}

#[test]
fn r1_an_alternative_of_which_nothing_applies_is_a_gap_except_inside_another() {
    let inner = || Body::Any(vec![item(2, when(fact(A)), test(B))]);
    let alone = found(inner(), &[(A, no())], &Options::default());
    assert_eq!(alone.outcome, Outcome::OPEN);
    assert_eq!(causes(&alone), [Cause::Gap(UnitId(0))]);
    let nested = Body::Any(vec![item(1, plain(), inner()), item(3, plain(), test(C))]);
    assert_eq!(outcome(nested, &[(A, no()), (C, no())]), NOT_MET);
    let in_all = Body::All(vec![item(1, plain(), inner()), item(3, plain(), test(C))]);
    assert_eq!(outcome(in_all.clone(), &[(A, no()), (C, yes())]), Outcome::OPEN);
    assert_eq!(outcome(in_all, &[(A, no()), (C, no())]), NOT_MET);
}

#[test]
fn r1_classes_print_exemption_alone_and_open_only_between_classes() {
    let exempt = Body::All(vec![item(1, unless(fact(A)), test(B))]);
    assert_eq!(outcome(exempt.clone(), &[(A, yes())]).class(), Class::Exempt);
    let either = outcome(exempt, &[(B, yes())]);
    assert_eq!((either, either.class()), (MET.or(EXEMPT), Class::Met));
}

#[test]
fn r2_when_unknown_with_a_failing_body() {
    let guarded = || item(1, when(fact(A)), test(B));
    let facts = [(B, no()), (C, no())];
    assert_eq!(outcome(Body::All(vec![guarded()]), &facts).class(), Class::Open);
    let beside = Body::Any(vec![guarded(), item(2, plain(), test(C))]);
    assert_eq!(outcome(beside, &facts).class(), Class::NotMet);
}

#[test]
fn r2_unless_unknown_leaves_a_passing_body_passing_and_a_failing_one_open() {
    let guarded = || Body::All(vec![item(1, unless(fact(A)), test(B))]);
    assert_eq!(outcome(guarded(), &[(B, yes())]).class(), Class::Met);
    let open = found(guarded(), &[(B, no())], &Options::default());
    assert_eq!(open.outcome.class(), Class::Open);
    assert_eq!(causes(&open), [missing(A)]);
}

#[test]
fn r2_a_false_condition_reads_no_more_facts() {
    let guarded = Body::All(vec![item(1, when(fact(A)), test(B)), item(2, plain(), test(C))]);
    let found = found(guarded, &[(A, no()), (C, yes())], &Options::default());
    assert_eq!((found.outcome, found.open.len()), (MET, 0));
}

#[test]
fn r2_a_scope_is_decided_once_for_all_below_it() {
    let mut doc = doc();
    scope(&mut doc, 0, when(fact(A)));
    doc.units[1] = article(2, Some(UnitId(0)));
    doc.units[2] = article(3, Some(UnitId(0)));
    criterion(&mut doc, 1, plain(), test(B));
    criterion(&mut doc, 2, plain(), test(C));
    let facts = [(B, yes()), (C, no())];
    // One pass and one failure under one unknown scope: never met, whatever the scope turns out to be.
    assert_eq!(
        ask_unit(&doc, 0, &person(&facts), &Options::default()).outcome,
        NOT_MET.or(K)
    );
    assert_eq!(
        ask_unit(&doc, 1, &person(&facts), &Options::default()).outcome,
        MET.or(K)
    );
    let outside = [(A, no()), (B, yes()), (C, no())];
    assert_eq!(ask_unit(&doc, 0, &person(&outside), &Options::default()).outcome, K);
}

#[test]
fn r2_a_reference_does_not_decide_again_a_scope_it_shares() {
    let mut doc = doc();
    scope(&mut doc, 0, unless(fact(A)));
    scope(&mut doc, 3, when(fact(D)));
    doc.units[1] = article(2, Some(UnitId(0)));
    doc.units[2] = article(3, Some(UnitId(0)));
    let inner = criterion(&mut doc, 2, plain(), test(B));
    let other = criterion(&mut doc, 3, plain(), test(C));
    criterion(&mut doc, 1, plain(), Body::Meets(vec![target(&[inner])]));
    criterion(&mut doc, 4, plain(), Body::Meets(vec![target(&[other])]));
    // Exempt once, at the unit asked about; inside, the reference fails.
    assert_eq!(
        ask_unit(&doc, 1, &person(&[(B, no())]), &Options::default()).outcome,
        NOT_MET.or(EXEMPT)
    );
    assert_eq!(
        ask_unit(&doc, 1, &person(&[(A, yes()), (B, no())]), &Options::default()).outcome,
        EXEMPT
    );
    // A scope the asker does not share is decided where it stands.
    assert_eq!(
        ask_unit(&doc, 4, &person(&[(C, no()), (D, no())]), &Options::default()).outcome,
        K
    );
}

#[test]
fn r3_only_what_can_still_change_the_answer_is_named() {
    let body = Body::All(vec![
        item(
            1,
            plain(),
            Body::Any(vec![item(3, plain(), test(A)), item(4, plain(), test(B))]),
        ),
        item(2, plain(), test(C)),
    ]);
    let found = found(body, &[(A, yes())], &Options::default());
    assert_eq!(causes(&found), [missing(C)]);
    assert_eq!(found.open[0].unit, UnitId(2));
}

#[test]
fn r3_a_branch_is_a_gap_only_where_every_arm_is_surely_false() {
    let arm = |when: FieldId, value: FieldId| Arm {
        when: fact(when),
        value: fact(value),
    };
    let branch = || {
        Body::Test(bool_expr(ExprKind::Branch {
            arms: vec![arm(A, C), arm(B, D)],
            otherwise: None,
            unit: UnitId(7),
        }))
    };
    let gap = found(branch(), &[(A, no()), (B, no())], &Options::default());
    assert_eq!(causes(&gap), [Cause::Gap(UnitId(7))]);
    let unknown = found(branch(), &[(A, no()), (D, yes())], &Options::default());
    assert_eq!(causes(&unknown), [missing(B)]);
    assert_eq!(outcome(branch(), &[(A, yes()), (C, yes())]), MET);
}

#[test]
fn r3_a_judgement_not_made_names_itself() {
    let mut doc = doc();
    let judged = judgement(&mut doc, PERSON);
    criterion(&mut doc, 0, plain(), Body::Test(bool_expr(ExprKind::Judged(judged))));
    let mut case = person(&[]);
    let open = ask_unit(&doc, 0, &case, &Options::default());
    assert_eq!(
        causes(&open),
        [Cause::NotAssessed {
            judgement: judged,
            row: Vec::new()
        }]
    );
    case.subject.judgements.push((judged, false));
    let failed = ask_unit(&doc, 0, &case, &Options::default());
    assert_eq!(failed.failures[0].words, "“phẩm chất tốt” được đánh giá không đạt");
}

#[test]
fn r4_inside_an_expression_whatever_does_not_fail_is_true() {
    let mut doc = doc();
    let bound = criterion(&mut doc, 1, when(fact(A)), test(B));
    let meets = bool_expr(ExprKind::Meets(vec![target(&[bound])]));
    criterion(&mut doc, 0, plain(), Body::Test(not(meets)));
    let ask = |facts: &[(FieldId, Fact)]| ask_unit(&doc, 0, &person(facts), &Options::default()).outcome;
    assert_eq!(ask(&[(A, no())]), NOT_MET);
    assert_eq!(ask(&[(A, yes()), (B, no())]), MET);
}

#[test]
fn r4_a_reference_rebinds_the_title() {
    let mut doc = doc();
    let bound = criterion(&mut doc, 1, plain(), test(A));
    doc.criteria[0].titles = vec![TitleId(1)];
    let mut other = target(&[bound]);
    other.title = Some(TitleId(1));
    criterion(&mut doc, 0, plain(), Body::Meets(vec![other]));
    criterion(&mut doc, 2, plain(), Body::Meets(vec![target(&[bound])]));
    let case = person(&[(A, no())]);
    let ask = |unit| {
        let title = Some(TitleId(0));
        check_unit(
            &doc,
            UnitId(unit),
            title,
            &case,
            &RecordFact::default(),
            &Options::default(),
        )
        .unwrap()
        .outcome
    };
    assert_eq!(ask(0), NOT_MET);
    assert_eq!(ask(2), K);
}

#[test]
fn r5_counts_of_incomplete_lists_are_intervals() {
    let awards = |complete| {
        let level = |fact| row(&[Fact::Unknown, fact]);
        rows(vec![level(Fact::Member(2)), level(Fact::Unknown)], complete)
    };
    let high = || list(AWARDS, AWARD, vec![at_least_level(AWARD, 2)]);
    let ask = |least, most, complete| outcome(Body::Test(exists(high(), least, most)), &[(AWARDS, awards(complete))]);
    assert_eq!(ask(Some(1), None, false), MET);
    assert_eq!(ask(Some(3), None, true), NOT_MET);
    assert_eq!(ask(Some(2), None, true), Outcome::OPEN);
    assert_eq!(ask(None, Some(0), false), NOT_MET);
    assert_eq!(ask(None, Some(2), true), MET);
    assert_eq!(ask(None, Some(2), false), Outcome::OPEN);
    let absent = Body::Test(exists(high(), Some(1), None));
    let found = found(absent, &[], &Options::default());
    assert_eq!(causes(&found), [missing(AWARDS)]);
}

#[test]
fn r5_identical_rows_count_and_are_reported() {
    let award = || row(&[Fact::Date(day(1, 2, 2024)), Fact::Member(1)]);
    let mut case = person(&[(AWARDS, rows(vec![award(), award()], true))]);
    case.key = "VC-01".to_owned();
    let two = exists(list(AWARDS, AWARD, Vec::new()), Some(2), None);
    let mut doc = doc();
    criterion(&mut doc, 0, plain(), Body::Test(two));
    assert_eq!(ask_unit(&doc, 0, &case, &Options::default()).outcome, MET);
    let notes = repeated_rows(&doc, PERSON, &[case]);
    assert_eq!(
        (notes.len(), notes[0].fault, notes[0].key.as_str()),
        (1, DataFault::Repeated, "VC-01")
    );
    assert_eq!(notes[0].place, "khen thưởng, dòng 2");
}

fn rated(year: i32, level: u32) -> RecordFact {
    row(&[Fact::Year(year), Fact::Member(level)])
}

#[test]
fn r6_every_year_needs_its_rating() {
    let ask = |ratings: Vec<RecordFact>, complete| {
        let facts = [(RATINGS, rows(ratings, complete)), (YEAR, Fact::Year(2024))];
        outcome(Body::Test(years(3, 1)), &facts)
    };
    assert_eq!(ask(vec![rated(2021, 1), rated(2022, 2), rated(2023, 1)], false), MET);
    // A known rating outside the filter decides, complete or not.
    assert_eq!(ask(vec![rated(2022, 0)], false), NOT_MET);
    assert_eq!(ask(vec![rated(2021, 1), rated(2023, 1)], true), NOT_MET);
    assert_eq!(ask(vec![rated(2021, 1), rated(2023, 1)], false), Outcome::OPEN);
    // A row of unknown year may stand for a year without a row, one row for one year.
    let wild = || row(&[Fact::Unknown, Fact::Member(2)]);
    assert_eq!(ask(vec![rated(2021, 1), rated(2023, 1), wild()], true), Outcome::OPEN);
    assert_eq!(ask(vec![rated(2023, 1), wild()], true), NOT_MET);
}

#[test]
fn r6_two_different_ratings_for_one_year_are_a_data_error() {
    let mut doc = doc();
    criterion(&mut doc, 0, plain(), Body::Test(years(1, 1)));
    let ask = |ratings: Vec<RecordFact>| {
        let mut case = person(&[(RATINGS, rows(ratings, true)), (YEAR, Fact::Year(2024))]);
        case.key = "VC-07".to_owned();
        check_unit(
            &doc,
            UnitId(0),
            None,
            &case,
            &RecordFact::default(),
            &Options::default(),
        )
    };
    assert!(ask(vec![rated(2023, 1), rated(2023, 1)]).is_ok());
    let Err(EvalError::Data(errors)) = ask(vec![rated(2023, 1), rated(2023, 2)]) else {
        panic!("no error")
    };
    assert_eq!(errors[0].fault, DataFault::TwoInOneYear(2023));
    assert_eq!(
        (errors[0].key.as_str(), errors[0].place.as_str()),
        ("VC-07", "xếp loại năm, dòng 2")
    );
}

#[test]
fn r15_a_redirect_leaves_this_unit_and_follows_the_pointer() {
    let mut doc = doc();
    scope(&mut doc, 0, when(not(fact(A))));
    let there = criterion(&mut doc, 1, plain(), test(B));
    criterion(&mut doc, 0, plain(), test(C));
    doc.scopes[0].redirects.push(Redirect {
        to: UnitId(1),
        target: target(&[there]),
        when: fact(A),
    });
    let ask = |facts: &[(FieldId, Fact)]| ask_unit(&doc, 0, &person(facts), &Options::default());
    assert_eq!(ask(&[(A, yes()), (B, yes()), (C, no())]).outcome, MET);
    assert_eq!(ask(&[(A, no()), (B, no()), (C, yes())]).outcome, MET);
    let open = ask(&[(B, yes()), (C, no())]);
    assert_eq!((open.outcome, causes(&open)), (MET.or(NOT_MET).or(K), vec![missing(A)]));
}

#[test]
fn readings_are_recorded_only_where_they_are_met() {
    let mut doc = doc();
    let question = reading(&mut doc, &["một", "hai"]);
    let is_second = bool_expr(ExprKind::ReadingIs {
        reading: question,
        answer: 1,
    });
    let either = Body::Test(bool_expr(ExprKind::Or(vec![fact(A), is_second])));
    criterion(&mut doc, 0, plain(), either);
    let ask = |facts: &[(FieldId, Fact)], options: &Options| ask_unit(&doc, 0, &person(facts), options);
    let by_default = ask(&[(A, no())], &Options::default());
    assert_eq!(
        (by_default.outcome, by_default.readings),
        (NOT_MET, vec![(question, 0)])
    );
    assert_eq!(ask(&[(A, yes())], &Options::default()).readings, []);
    let chosen = Options {
        readings: vec![(question, 1)],
        ..Options::default()
    };
    assert_eq!(ask(&[(A, no())], &chosen).outcome, MET);
}

#[test]
fn every_alternative_is_reported_with_its_own_failing_point() {
    let body = Body::All(vec![
        item(
            1,
            plain(),
            Body::Any(vec![item(2, plain(), test(A)), item(3, plain(), test(B))]),
        ),
        item(4, plain(), test(C)),
        item(5, plain(), test(D)),
    ]);
    let found = found(body, &[(A, no()), (B, no()), (C, yes())], &Options::default());
    let units: Vec<UnitId> = found.failures.iter().map(|failure| failure.unit).collect();
    assert_eq!(units, [UnitId(2), UnitId(3)]);
    assert_eq!(found.open, []);
}

#[test]
fn one_item_of_a_criterion_is_asked_with_the_tails_above_it() {
    let mut doc = doc();
    doc.units[1] = article(2, Some(UnitId(0)));
    doc.units[2] = article(3, Some(UnitId(0)));
    let body = Body::Any(vec![item(1, plain(), test(B)), item(2, plain(), test(C))]);
    criterion(&mut doc, 0, when(fact(A)), body);
    let ask = |unit, facts: &[(FieldId, Fact)]| ask_unit(&doc, unit, &person(facts), &Options::default()).outcome;
    assert_eq!(ask(1, &[(A, yes()), (B, no()), (C, yes())]), NOT_MET);
    assert_eq!(ask(2, &[(A, yes()), (B, no()), (C, yes())]), MET);
    assert_eq!(ask(1, &[(A, no())]), K);
    let nothing = check_unit(
        &doc,
        UnitId(5),
        None,
        &person(&[]),
        &RecordFact::default(),
        &Options::default(),
    );
    assert_eq!(nothing, Err(EvalError::NothingToCheck("Điều 6".to_owned())));
}

#[test]
fn the_unknown_of_a_row_is_named_with_its_row() {
    let awards = rows(vec![row(&[Fact::Unknown, Fact::Member(0)]), row(&[])], true);
    let body = Body::Test(exists(
        list(AWARDS, AWARD, vec![at_least_level(AWARD, 1)]),
        Some(1),
        None,
    ));
    let found = found(body, &[(AWARDS, awards)], &Options::default());
    let path = vec![PathStep::Field(AWARDS), PathStep::Row(1), PathStep::Field(LEVEL)];
    assert_eq!(
        causes(&found),
        [Cause::Missing(FactPath::Field { record: PERSON, path })]
    );
}

#[test]
fn ids_of_no_document_and_rules_without_end_are_errors() {
    let mut wrong = doc();
    criterion(&mut wrong, 0, plain(), test(FieldId(99)));
    let ask = |doc: &Document| {
        check_unit(
            doc,
            UnitId(0),
            None,
            &person(&[]),
            &RecordFact::default(),
            &Options::default(),
        )
        .map(|found| found.outcome)
    };
    assert_eq!(ask(&wrong), Err(EvalError::Malformed));
    let mut circle = doc();
    criterion(&mut circle, 0, plain(), Body::Meets(vec![target(&[CriterionId(0)])]));
    assert_eq!(ask(&circle), Err(EvalError::TooDeep));
    let mut deep = doc();
    let nested = (0..5000).fold(fact(A), |inner, _| not(inner));
    criterion(&mut deep, 0, plain(), Body::Test(nested));
    assert_eq!(ask(&deep), Err(EvalError::TooDeep));
    std::mem::forget(deep);
    let mut list_of_nothing = doc();
    let lost = List {
        source: ListSource::Fact(Place {
            root: Root::Element { depth: 3, record: RUN },
            path: vec![SPAN],
        }),
        record: RUN,
        filters: Vec::new(),
    };
    criterion(
        &mut list_of_nothing,
        0,
        plain(),
        Body::Test(exists(lost, Some(1), None)),
    );
    assert_eq!(ask(&list_of_nothing), Err(EvalError::Malformed));
    let entry = assess(
        &doc(),
        EntryId(0),
        &person(&[]),
        &RecordFact::default(),
        &Options::default(),
    );
    assert_eq!(entry, Err(EvalError::Malformed));
}

#[test]
fn definitions_that_double_at_every_step_come_to_an_end() {
    let mut doubling = doc();
    for index in 0..40 {
        let next = || match index {
            39 => fact(A),
            _ => bool_expr(ExprKind::Definition(DefinitionId(index + 1))),
        };
        doubling.definitions.push(quyche_ir::model::Definition {
            id: DefinitionId(index),
            unit: None,
            name: format!("d{index}"),
            label: None,
            body: bool_expr(ExprKind::And(vec![next(), next()])),
            at: quyche_base::Span::default(),
        });
    }
    let first = bool_expr(ExprKind::Definition(DefinitionId(0)));
    criterion(&mut doubling, 0, plain(), Body::Test(first));
    let ask = |facts: &[(FieldId, Fact)]| {
        let case = person(facts);
        check_unit(
            &doubling,
            UnitId(0),
            None,
            &case,
            &RecordFact::default(),
            &Options::default(),
        )
        .map(|found| found.outcome)
    };
    assert_eq!(ask(&[(A, yes())]), Ok(MET));
    assert_eq!(ask(&[]), Err(EvalError::TooDeep));
}

#[test]
fn an_entry_point_asks_its_units_together() {
    let mut doc = doc();
    let first = criterion(&mut doc, 0, plain(), test(A));
    let second = criterion(&mut doc, 1, plain(), test(B));
    doc.entries.push(Entry {
        id: EntryId(0),
        name: "xét".to_owned(),
        label: None,
        subject: PERSON,
        context: Some(CONTEXT),
        title: None,
        under: vec![target(&[first]), target(&[second])],
        ranking: None,
        council: None,
        at: quyche_base::Span::default(),
    });
    let ask = |facts: &[(FieldId, Fact)]| {
        let options = Options {
            trace: true,
            ..Options::default()
        };
        assess(&doc, EntryId(0), &person(facts), &RecordFact::default(), &options).unwrap()
    };
    let failed = ask(&[(A, yes()), (B, no())]);
    assert_eq!((failed.outcome, failed.failures[0].unit), (NOT_MET, UnitId(1)));
    let reason = failed.reason.unwrap();
    assert_eq!(reason.asked, "xét");
    assert_eq!(reason.children.len(), 2);
    assert_eq!(reason.children[1].found, "không");
}

#[test]
fn a_comparison_of_a_value_shows_what_was_found() {
    let high = compare(
        Comparison::AtLeast,
        expr(Type::Member(SCALE), ExprKind::Fact(place(GRADE))),
        expr(Type::Member(SCALE), ExprKind::Literal(Literal::Member(SCALE, 2))),
    );
    let low = found(Body::Test(high), &[(GRADE, Fact::Member(0))], &Options::default());
    let words = &low.failures[0].words;
    assert!(words.starts_with("cần ") && words.ends_with(", có thấp"), "{words}");
}
