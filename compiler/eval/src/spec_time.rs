//! The vectors of R7, R8 and R13: time served, how it is counted, and the text in force.

use crate::build::*;
use crate::check::check_unit;
use crate::data::DataFault;
use crate::errors::EvalError;
use crate::result::{Assessment, Options};
use crate::spec::{ask_unit, causes, found, missing, no, on, plain, test, yes};
use chrono::NaiveDate;
use quyche_ir::expr::{Expr, ExprKind, Type};
use quyche_ir::facts::PeriodEnd;
use quyche_ir::model::Effect;
use quyche_ir::norm::{Body, Gate};
use quyche_ir::*;
use quyche_time::{BrokenRuns, Duration, Unit as TimeUnit};

const MET: Outcome = Outcome::MET;
const NOT_MET: Outcome = Outcome::NOT_MET;
const K: Outcome = Outcome::NOT_APPLICABLE;

const TODAY: (u32, u32, i32) = (30, 6, 2026);

fn today() -> NaiveDate {
    day(TODAY.0, TODAY.1, TODAY.2)
}

fn duration(count: u32, unit: TimeUnit) -> Duration {
    Duration { count, unit }
}

fn years_of(count: u32) -> Duration {
    duration(count, TimeUnit::Year)
}

fn months_of(count: u32) -> Duration {
    duration(count, TimeUnit::Month)
}

fn served(period: Expr, wanted: Duration, continuous: bool, runs: Vec<RecordFact>) -> Assessment {
    let body = Body::Test(serves(period, wanted, continuous));
    found(body, &[(SERVICE, rows(runs, true))], &on(today()))
}

fn running(start: Option<NaiveDate>) -> RecordFact {
    row(&[period(start, PeriodEnd::Running), Fact::Bool(true)])
}

#[test]
fn r7_sure_and_possible_days() {
    let unknown_end = || row(&[period(Some(day(1, 1, 2020)), PeriodEnd::Unknown), Fact::Bool(true)]);
    let ask = |runs: Vec<RecordFact>, asked: NaiveDate| {
        let within = bool_expr(ExprKind::Within {
            date: Box::new(date(asked)),
            period: Box::new(service(false)),
        });
        found(Body::Test(within), &[(SERVICE, rows(runs, true))], &on(today())).outcome
    };
    // Of an open end, the one known day is sure; the rest up to the reckoning day is possible.
    assert_eq!(ask(vec![unknown_end()], day(1, 1, 2020)), MET);
    assert_eq!(ask(vec![unknown_end()], day(2, 1, 2020)), Outcome::OPEN);
    assert_eq!(ask(vec![unknown_end()], day(31, 12, 2019)), NOT_MET);
    assert_eq!(ask(vec![unknown_end()], day(1, 7, 2026)), NOT_MET);
    // A running run counts up to and including the reckoning day; without a start it is sure of nothing.
    assert_eq!(ask(vec![running(Some(day(1, 1, 2020)))], today()), MET);
    assert_eq!(ask(vec![running(None)], today()), Outcome::OPEN);
    // A start after the reckoning day is no error and no service.
    assert_eq!(ask(vec![running(Some(day(1, 7, 2026)))], day(2, 7, 2026)), NOT_MET);
}

#[test]
fn r7_the_end_of_a_year_and_the_start_of_the_next_adjoin() {
    let runs = || {
        vec![
            run(day(1, 1, 2025), day(31, 12, 2025)),
            run(day(1, 1, 2024), day(31, 12, 2024)),
        ]
    };
    assert_eq!(served(service(false), years_of(2), true, runs()).outcome, MET);
    let gap = vec![
        run(day(2, 1, 2025), day(31, 12, 2025)),
        run(day(1, 1, 2024), day(31, 12, 2024)),
    ];
    assert_eq!(served(service(false), years_of(2), true, gap).outcome, NOT_MET);
}

#[test]
fn r7_without_adding_up_broken_runs_are_open_and_turn_on_the_count() {
    let runs = || {
        vec![
            run(day(1, 1, 2020), day(31, 12, 2020)),
            run(day(1, 1, 2022), day(31, 12, 2022)),
        ]
    };
    let open = served(service(false), months_of(18), false, runs());
    assert_eq!(causes(&open), [Cause::Count(CriterionId(0))]);
    assert_eq!(served(service(false), months_of(18), true, runs()).outcome, NOT_MET);
    assert_eq!(served(service(true), months_of(18), false, runs()).outcome, MET);
    assert_eq!(served(service(false), months_of(12), false, runs()).outcome, MET);
    assert_eq!(served(service(false), months_of(30), false, runs()).outcome, NOT_MET);
}

#[test]
fn r7_a_run_that_ends_before_it_begins_is_a_data_error() {
    let mut doc = doc();
    criterion(
        &mut doc,
        0,
        plain(),
        Body::Test(serves(service(false), years_of(1), false)),
    );
    let case = person(&[(SERVICE, rows(vec![run(day(2, 1, 2024), day(1, 1, 2024))], true))]);
    let error = check_unit(
        &doc,
        UnitId(0),
        None,
        &case,
        &RecordFact::default(),
        &Options::default(),
    );
    let Err(EvalError::Data(errors)) = error else {
        panic!("no error")
    };
    assert_eq!(errors[0].fault, DataFault::EndsBeforeStart);
    assert_eq!(errors[0].place, "quá trình, dòng 1, thời gian");
}

/// Two runs far apart with this many days together.
fn broken(total: i64) -> Vec<RecordFact> {
    let first = day(1, 1, 2001);
    let second = day(1, 3, 2015);
    let days = chrono::Duration::days;
    vec![run(first, first + days(99)), run(second, second + days(total - 101))]
}

#[test]
fn r8_whoever_asks_may_settle_the_count_and_the_answer_names_the_way() {
    let halves = || {
        vec![
            run(day(1, 1, 2019), day(30, 6, 2019)),
            run(day(1, 1, 2021), day(30, 6, 2021)),
        ]
    };
    let ask = |count, runs| {
        let options = Options { count, ..on(today()) };
        let body = Body::Test(serves(service(true), months_of(12), false));
        found(body, &[(SERVICE, rows(runs, true))], &options)
    };
    // 362 days: six months and six months by personnel practice alone.
    let open = ask(None, halves());
    assert_eq!(causes(&open), [Cause::Count(CriterionId(0))]);
    assert_eq!(ask(Some(BrokenRuns::Longest), halves()).outcome, NOT_MET);
    assert_eq!(ask(Some(BrokenRuns::Shortest), halves()).outcome, NOT_MET);
    assert_eq!(ask(Some(BrokenRuns::ThirtyDayMonths), halves()).outcome, MET);
    let words = &ask(Some(BrokenRuns::Shortest), halves()).failures[0].words;
    assert!(words.contains("tính theo cách “số ngày ngắn nhất”"), "{words}");
    // 365 days.
    let least = || broken(365);
    assert_eq!(ask(Some(BrokenRuns::Longest), least()).outcome, NOT_MET);
    assert_eq!(ask(Some(BrokenRuns::Shortest), least()).outcome, MET);
    // What no way to count can change is not settled by anybody.
    let short = ask(Some(BrokenRuns::Shortest), broken(300));
    assert_eq!(short.outcome, NOT_MET);
    assert!(
        !short.failures[0].words.contains("tính theo cách"),
        "{}",
        short.failures[0].words
    );
}

#[test]
fn r8_broken_totals_serve_at_the_most_days_and_are_open_from_the_fewest() {
    for (wanted, least, most) in [
        (months_of(12), 365, 366),
        (months_of(24), 730, 731),
        (years_of(9), 3287, 3288),
    ] {
        let ask = |total| served(service(true), wanted, false, broken(total));
        assert_eq!(ask(most).outcome, MET, "{wanted:?}");
        assert_eq!(causes(&ask(most - 1)), [Cause::Count(CriterionId(0))]);
        assert_eq!(causes(&ask(least)), [Cause::Count(CriterionId(0))]);
        assert_eq!(ask(least - 1).outcome, NOT_MET);
    }
}

#[test]
fn r8_what_is_missing_and_when_it_will_be_enough() {
    let found = served(
        service(false),
        years_of(6),
        false,
        vec![running(Some(day(29, 7, 2020)))],
    );
    assert_eq!(
        found.failures[0].words,
        "cần 6 năm, có 5 năm 11 tháng 2 ngày; sớm nhất đủ: 28/07/2026"
    );
    let closed = served(
        service(false),
        years_of(6),
        false,
        vec![run(day(29, 7, 2020), day(30, 6, 2026))],
    );
    assert_eq!(closed.failures[0].words, "cần 6 năm, có 5 năm 11 tháng 2 ngày");
}

#[test]
fn r8_without_a_declared_policy_nothing_is_measured() {
    let mut doc = doc();
    doc.about.measure = None;
    criterion(
        &mut doc,
        0,
        plain(),
        Body::Test(serves(service(false), years_of(1), false)),
    );
    let result = check_unit(
        &doc,
        UnitId(0),
        None,
        &person(&[]),
        &RecordFact::default(),
        &Options::default(),
    );
    assert_eq!(result, Err(EvalError::NoMeasure));
}

#[test]
fn r13_an_undated_document_adds_the_possibility_of_not_applying_once() {
    let mut doc = doc();
    doc.about.effect = Effect::FromSigning;
    doc.units[1] = article(2, Some(UnitId(0)));
    criterion(&mut doc, 0, plain(), test(A));
    criterion(&mut doc, 1, plain(), test(B));
    let case = person(&[(A, yes()), (B, no())]);
    let open = ask_unit(&doc, 0, &case, &on(today()));
    assert_eq!(open.outcome, NOT_MET.or(K));
    assert_eq!(causes(&open), [Cause::Missing(FactPath::SigningDay)]);
    let signed = |date| Options {
        signed: Some(date),
        ..on(today())
    };
    assert_eq!(ask_unit(&doc, 0, &case, &signed(day(1, 1, 2020))).outcome, NOT_MET);
    assert_eq!(ask_unit(&doc, 0, &case, &signed(day(1, 1, 2027))).outcome, K);
}

#[test]
fn r13_a_criterion_uses_the_text_in_force_on_its_own_day() {
    let mut doc = doc();
    doc.about.effect = Effect::From(day(7, 11, 2024));
    doc.units[1] = article(2, Some(UnitId(0)));
    let own_day = Gate {
        as_of: Some(expr(Type::Date, ExprKind::Fact(place(BORN)))),
        ..Gate::default()
    };
    criterion(&mut doc, 0, own_day, test(A));
    criterion(&mut doc, 1, plain(), test(B));
    let ask = |deadline: Fact, options: &Options| {
        ask_unit(&doc, 0, &person(&[(A, no()), (B, yes()), (BORN, deadline)]), options)
    };
    assert_eq!(ask(Fact::Date(day(6, 11, 2024)), &on(today())).outcome, MET);
    assert_eq!(ask(Fact::Date(day(7, 11, 2024)), &on(today())).outcome, NOT_MET);
    let unknown = ask(Fact::Unknown, &on(today()));
    assert_eq!(
        (unknown.outcome, causes(&unknown)),
        (NOT_MET.or(MET), vec![missing(BORN)])
    );
    assert_eq!(ask(Fact::Date(day(6, 11, 2024)), &on(day(1, 1, 2024))).outcome, K);
    let nobody_said = ask(Fact::Date(day(6, 11, 2024)), &Options::default());
    assert_eq!(causes(&nobody_said), [Cause::Missing(FactPath::ReckoningDay)]);
}

#[test]
fn r13_a_scope_has_effect_from_its_first_to_its_last_day() {
    let mut doc = doc();
    let gate = Gate {
        from: Some(day(1, 7, 2024)),
        until: Some(day(30, 6, 2026)),
        ..Gate::default()
    };
    scope(&mut doc, 0, gate);
    criterion(&mut doc, 0, plain(), test(A));
    let ask = |date| ask_unit(&doc, 0, &person(&[(A, yes())]), &on(date)).outcome;
    assert_eq!(ask(day(30, 6, 2024)), K);
    assert_eq!(ask(day(1, 7, 2024)), MET);
    assert_eq!(ask(day(30, 6, 2026)), MET);
    assert_eq!(ask(day(1, 7, 2026)), K);
}

#[test]
fn r13_of_criteria_asked_at_several_days_the_later_are_in_force_first() {
    let mut doc = doc();
    doc.about.effect = Effect::FromSigning;
    doc.units[1] = article(2, Some(UnitId(0)));
    let own_day = Gate {
        as_of: Some(date(day(1, 1, 2020))),
        ..Gate::default()
    };
    criterion(&mut doc, 0, plain(), test(A));
    criterion(&mut doc, 1, own_day, test(B));
    let ask = |a, b| {
        ask_unit(
            &doc,
            0,
            &person(&[(A, Fact::Bool(a)), (B, Fact::Bool(b))]),
            &on(today()),
        )
        .outcome
    };
    // Signed between the two days, only the first is asked; never only the second.
    assert_eq!(ask(true, false), MET.or(NOT_MET).or(K));
    assert_eq!(ask(false, true), NOT_MET.or(K));
}
