//! R14 against facts: windows of a counted duty, and a plain count of days beside them.

use crate::build::*;
use crate::check::check_unit;
use crate::errors::EvalError;
use crate::result::Options;
use crate::windows::{WindowResult, check_windows};
use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use quyche_base::Span;
use quyche_ir::expr::{Literal, Type};
use quyche_ir::norm::{Act, Cycle, Gate, Norm, NormKind, Occasions, Recurrence};
use quyche_ir::*;

/// Awards stand in for meetings: each has a day; one of the middle level or above counts.
fn duty(times: u32, cycle: Cycle, gate: Gate, cut: Option<Expr>) -> Document {
    let mut doc = doc();
    doc.norms.push(Norm {
        id: NormId(0),
        kind: NormKind::Duty,
        unit: UnitId(0),
        name: None,
        label: None,
        bearer: None,
        towards: Vec::new(),
        subject: Some(PERSON),
        gate,
        acts: vec![Act {
            unit: UnitId(0),
            text: "Họp".into(),
            gate: Gate::default(),
        }],
        recurrence: Some(Recurrence {
            times,
            periods: vec![cycle],
            occasions: Some(Occasions {
                list: list(AWARDS, AWARD, vec![at_least_level(AWARD, 1)]),
                day: WHEN,
            }),
            cut,
        }),
        limit: None,
        at: Span::default(),
    });
    doc
}

fn meeting(day: NaiveDate, level: u32) -> RecordFact {
    row(&[Fact::Date(day), Fact::Member(level)])
}

fn met(meetings: Vec<RecordFact>) -> Fact {
    rows(meetings, true)
}

fn ask(
    doc: &Document,
    meetings: Fact,
    today: NaiveDate,
    between: Option<(NaiveDate, NaiveDate)>,
) -> Result<Vec<WindowResult>, EvalError> {
    let options = Options {
        as_of: Some(today),
        ..Options::default()
    };
    let case = person(&[(AWARDS, meetings)]);
    check_windows(doc, None, PERSON, &case, &RecordFact::default(), &options, between)
}

fn whole(doc: &Document, meetings: Fact, today: NaiveDate) -> Outcome {
    let options = Options {
        as_of: Some(today),
        ..Options::default()
    };
    let case = person(&[(AWARDS, meetings)]);
    check_unit(doc, UnitId(0), None, &case, &RecordFact::default(), &options)
        .unwrap()
        .outcome
}

#[test]
fn the_count_and_what_is_still_missing_are_told() {
    let from = Gate {
        from: Some(day(21, 4, 2026)),
        ..Gate::default()
    };
    let doc = duty(2, Cycle::Year, from, None);
    let meetings = met(vec![
        meeting(day(20, 4, 2026), 1),
        meeting(day(21, 4, 2026), 1),
        meeting(day(1, 6, 2026), 0),
        meeting(day(31, 12, 2026), 2),
    ]);
    let told = |today| ask(&doc, meetings.clone(), today, None).unwrap();
    let [early] = told(day(30, 12, 2026)).try_into().unwrap();
    assert_eq!(
        (early.from, early.due, early.cut),
        (day(21, 4, 2026), day(31, 12, 2026), true)
    );
    assert_eq!((early.sure, early.possible, early.complete), (1, 0, true));
    assert_eq!(
        early.words,
        "Họp, năm 2026 (kỳ không trọn, từ 21/04/2026 đến 31/12/2026): cần 2 lần, có 1; còn thiếu 1, chưa đến hạn 31/12/2026"
    );
    let causes: Vec<&Cause> = early.open.iter().map(|leaf| &leaf.cause).collect();
    assert_eq!(causes, [&Cause::NotDue(day(31, 12, 2026)), &Cause::Gap(UnitId(0))]);
    let [late] = told(day(31, 12, 2026)).try_into().unwrap();
    assert_eq!(
        (late.outcome, late.count.as_str()),
        (Outcome::MET, "cần 2 lần, có 2; đủ")
    );
    // The window before that of the day asked about is told with it, and none that is older.
    let next = told(day(1, 3, 2028));
    let years: Vec<i32> = next.iter().map(|window| window.from.year()).collect();
    assert_eq!(years, [2027, 2028]);
    assert_eq!(next[0].outcome, Outcome::NOT_MET);
    assert_eq!(next[0].count, "cần 2 lần, có 0; thiếu 2, hạn 31/12/2027 đã qua");
    let all = ask(
        &doc,
        meetings,
        day(1, 3, 2028),
        Some((day(1, 1, 2026), day(31, 12, 2027))),
    );
    assert_eq!(all.unwrap().len(), 2);
}

#[test]
fn before_the_first_day_of_effect_no_window_asks_anything() {
    let from = Gate {
        from: Some(day(21, 4, 2026)),
        ..Gate::default()
    };
    let doc = duty(2, Cycle::Year, from, None);
    assert_eq!(whole(&doc, met(Vec::new()), day(20, 4, 2026)), Outcome::NOT_APPLICABLE);
    assert!(ask(&doc, met(Vec::new()), day(20, 4, 2026), None).unwrap().is_empty());
    assert_eq!(ask(&doc, met(Vec::new()), day(21, 4, 2026), None).unwrap().len(), 1);
}

#[test]
fn a_window_that_effect_cuts_binds_as_the_rule_says_or_leaves_a_gap() {
    let gate = || Gate {
        from: Some(day(21, 4, 2026)),
        until: Some(day(30, 6, 2027)),
        ..Gate::default()
    };
    let bound = |value| Some(expr(Type::Bool, ExprKind::Literal(Literal::Bool(value))));
    let after = day(1, 1, 2028);
    let nothing = || met(Vec::new());
    assert_eq!(
        whole(&duty(1, Cycle::Year, gate(), bound(true)), nothing(), after),
        Outcome::NOT_MET
    );
    assert_eq!(
        whole(&duty(1, Cycle::Year, gate(), bound(false)), nothing(), after),
        Outcome::NOT_APPLICABLE
    );
    let silent = duty(1, Cycle::Year, gate(), None);
    let open = whole(&silent, nothing(), after);
    assert_eq!(open, Outcome::NOT_MET.or(Outcome::NOT_APPLICABLE));
    let last = met(vec![meeting(day(21, 4, 2026), 1), meeting(day(30, 6, 2027), 1)]);
    assert_eq!(whole(&silent, last, after), Outcome::MET);
    let outside = met(vec![meeting(day(21, 4, 2026), 1), meeting(day(1, 7, 2027), 1)]);
    // K beside Đ is Đ.
    assert_eq!(whole(&silent, outside, after), Outcome::OPEN);
}

#[test]
fn what_is_not_known_leaves_a_window_that_is_over_open() {
    let doc = duty(1, Cycle::Quarter, Gate::default(), None);
    let today = day(1, 4, 2026);
    let of = |fact: Fact| {
        let [before, now] = ask(&doc, fact, today, None).unwrap().try_into().unwrap();
        assert_eq!(now.outcome, Outcome::OPEN, "{}", now.words);
        before
    };
    let someday = row(&[Fact::Unknown, Fact::Member(2)]);
    let maybe = row(&[Fact::Date(day(31, 3, 2026)), Fact::Unknown]);
    let never = row(&[Fact::None, Fact::Member(2)]);
    assert_eq!(of(met(vec![never])).outcome, Outcome::NOT_MET);
    for fact in [
        met(vec![someday]),
        met(vec![maybe]),
        rows(Vec::new(), false),
        Fact::Unknown,
    ] {
        let before = of(fact.clone());
        assert_eq!(before.outcome, Outcome::OPEN, "{fact:?}");
        assert!(matches!(before.open[0].cause, Cause::Missing(_)), "{fact:?}");
    }
}

#[test]
fn a_duty_that_does_not_bind_counts_nothing() {
    let when = Gate {
        when: Some(fact(A)),
        ..Gate::default()
    };
    let doc = duty(1, Cycle::Year, when, None);
    let options = Options {
        as_of: Some(day(1, 1, 2027)),
        ..Options::default()
    };
    let ask = |facts: &[(FieldId, Fact)]| {
        let found = check_unit(&doc, UnitId(0), None, &person(facts), &RecordFact::default(), &options);
        found.unwrap().outcome
    };
    let none = (AWARDS, met(Vec::new()));
    assert_eq!(ask(&[(A, Fact::Bool(false)), none.clone()]), Outcome::NOT_APPLICABLE);
    assert_eq!(ask(&[(A, Fact::Bool(true)), none.clone()]), Outcome::NOT_MET);
    let open = ask(&[none]);
    assert!(
        open.contains(Outcome::NOT_APPLICABLE) && open.contains(Outcome::NOT_MET),
        "{open:?}"
    );
}

proptest! {
    /// Day by day: each day of the window that effect leaves and that has come, with its meetings.
    #[test]
    fn windows_count_as_day_by_day(
        days in prop::collection::vec((0u64..900, 0u32..3), 0..12),
        begins in 0u64..500,
        lasts in 0u64..700,
        today in 0u64..1000,
        times in 1u32..4,
        which in 0usize..5,
    ) {
        let cycle = [Cycle::Week, Cycle::Month, Cycle::Quarter, Cycle::HalfYear, Cycle::Year][which];
        let on = |offset: u64| day(1, 1, 2025) + Days::new(offset);
        let (from, until, today) = (on(begins), on(begins + lasts), on(today));
        let gate = Gate { from: Some(from), until: Some(until), ..Gate::default() };
        let yes = expr(Type::Bool, ExprKind::Literal(Literal::Bool(true)));
        let doc = duty(times, cycle, gate, Some(yes));
        let meetings: Vec<(NaiveDate, u32)> = days.iter().map(|(offset, level)| (on(*offset), *level)).collect();
        let facts = met(meetings.iter().map(|(day, level)| meeting(*day, *level)).collect());
        let windows = ask(&doc, facts, today, Some((on(0), on(1500)))).unwrap();
        // Every day of effect lies in exactly one window.
        let covered: i64 = windows.iter().map(|window| (window.due - window.from).num_days() + 1).sum();
        prop_assert_eq!(covered, (until - from).num_days() + 1);
        for window in windows {
            prop_assert!(from <= window.from && window.due <= until);
            let mut count = 0u32;
            let mut at = window.from;
            while at <= window.due && at <= today {
                let here = meetings.iter().filter(|(day, level)| *day == at && *level >= 1);
                count += u32::try_from(here.count()).unwrap();
                at = at + Days::new(1);
            }
            prop_assert_eq!((window.sure, window.possible, window.complete), (count, 0, true));
            let wanted = match (count >= times, today <= window.due) {
                (true, _) => Outcome::MET,
                (false, true) => Outcome::OPEN,
                (false, false) => Outcome::NOT_MET,
            };
            prop_assert_eq!(window.outcome, wanted, "{}", window.words);
        }
    }
}
