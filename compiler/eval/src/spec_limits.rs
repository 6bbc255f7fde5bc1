//! The vectors of R9, R13, R14 and R16 that examples in rule files cannot say: what was done and when, the calendar in the
//! result, presumed years, and windows.

use crate::agenda::agenda;
use crate::build::*;
use crate::check::check_unit;
use crate::due::{LimitEnd, LimitStanding};
use crate::errors::EvalError;
use crate::result::{Assessment, Options};
use chrono::NaiveDate;
use quyche_base::Span;
use quyche_ir::expr::{Expr, ExprKind, Literal, Type};
use quyche_ir::model::{CalendarName, Doubt, Field, Rolling};
use quyche_ir::norm::{Cycle, Deadline, Event, FixedDay, Gate, Limit, LimitKind, Norm, NormKind, Recurrence};
use quyche_ir::*;
use quyche_time::deadline::Problem;
use quyche_time::holidays::WorkCalendar;
use quyche_time::{Duration, Moment, Unit as TimeUnit};
use std::sync::{Arc, OnceLock};

fn calendar() -> Arc<WorkCalendar> {
    static CALENDAR: OnceLock<Arc<WorkCalendar>> = OnceLock::new();
    let text = include_str!("../../../stdlib/calendars/vn-khu-vuc-nha-nuoc.json");
    Arc::clone(CALENDAR.get_or_init(|| Arc::new(WorkCalendar::read(text).unwrap())))
}

fn on(date: NaiveDate) -> Options {
    Options {
        as_of: Some(date),
        calendar: Some(calendar()),
        ..Options::default()
    }
}

/// A document with one deadline at Điều 1: so long after the day of receipt.
fn timed(count: u32, unit: TimeUnit) -> (Document, FieldId) {
    let mut doc = doc();
    let field = FieldId::at(doc.records[0].fields.len());
    doc.records[0].fields.push(Field {
        name: "ngày_nhận".into(),
        label: None,
        ty: Type::Date,
        required: false,
    });
    let duration = Expr {
        at: Span::default(),
        ty: Type::Duration,
        kind: ExprKind::Literal(Literal::Duration(Duration { count, unit })),
    };
    let limit = limit(LimitKind::After {
        duration,
        event: Event::Fact(place(field)),
    });
    doc.deadlines.push(Deadline {
        id: DeadlineId(0),
        unit: UnitId(0),
        name: None,
        label: None,
        bearer: None,
        towards: Vec::new(),
        subject: Some(RecordId(0)),
        gate: Gate::default(),
        limit,
        at: Span::default(),
    });
    (doc, field)
}

fn limit(kind: LimitKind) -> Limit {
    Limit {
        lapse: None,
        rolled: None,
        kind,
        excluding: Vec::new(),
        consequence: Some("báo cáo cấp trên".into()),
        at: Span::default(),
    }
}

fn ask(count: u32, unit: TimeUnit, received: NaiveDate, options: &Options) -> Result<Assessment, EvalError> {
    let (doc, field) = timed(count, unit);
    let case = person(&[(field, Fact::Date(received))]);
    check_unit(&doc, UnitId(0), None, &case, &RecordFact::default(), options)
}

fn due(assessment: &Assessment) -> NaiveDate {
    let LimitEnd::Day(day) = &assessment.limits[0].end else {
        panic!("{assessment:?}")
    };
    day.due
}

#[test]
fn a_limit_rests_on_the_doubts_of_its_unit_unless_it_does_not_run() {
    let (mut doc, field) = timed(15, TimeUnit::Day);
    for (kind, unit, affects) in [
        ("mâu_thuẫn", 0, 0),
        ("đánh_số", 0, 1),
        ("lỗ_hổng", 1, 0),
        ("lỗ_hổng", 1, 1),
    ] {
        doc.doubts.push(Doubt {
            unit: Some(UnitId(unit)),
            kind: kind.to_owned(),
            text: "ngờ".to_owned(),
            affects: vec![UnitId(affects)],
            at: Span::default(),
        });
    }
    let doubts = |received: Fact| {
        let case = person(&[(field, received)]);
        let found = check_unit(
            &doc,
            UnitId(0),
            None,
            &case,
            &RecordFact::default(),
            &on(day(1, 6, 2026)),
        );
        found.unwrap().limits.remove(0).doubts
    };
    assert_eq!(doubts(Fact::Date(day(29, 5, 2026))), [0, 2]);
    assert_eq!(doubts(Fact::Unknown), [0, 2]);
    assert_eq!(doubts(Fact::None), [0_u32; 0]);
}

#[test]
fn r9_done_in_time_late_remaining_overdue() {
    let received = day(29, 5, 2026);
    let stands = |today: NaiveDate, done: Option<Option<NaiveDate>>| {
        let mut options = on(today);
        options.done.extend(done.map(|done| (UnitId(0), done.map(Moment::on))));
        let found = ask(15, TimeUnit::Day, received, &options).unwrap();
        assert_eq!(due(&found), day(15, 6, 2026));
        (found.outcome, found.limits[0].standing)
    };
    let (met, missed, open) = (Outcome::MET, Outcome::NOT_MET, Outcome::OPEN);
    let done = |date| Some(Some(date));
    let today = day(20, 6, 2026);
    assert_eq!(
        stands(today, done(day(15, 6, 2026))),
        (met, Some(LimitStanding::InTime(0)))
    );
    assert_eq!(
        stands(today, done(day(12, 6, 2026))),
        (met, Some(LimitStanding::InTime(3)))
    );
    assert_eq!(
        stands(today, done(day(16, 6, 2026))),
        (missed, Some(LimitStanding::Late(1)))
    );
    assert_eq!(stands(today, Some(None)), (missed, Some(LimitStanding::Overdue(5))));
    assert_eq!(stands(today, None), (open, Some(LimitStanding::Unknown(5))));
    // Not done is never a failure before the limit is over.
    assert_eq!(
        stands(day(15, 6, 2026), Some(None)),
        (open, Some(LimitStanding::Remaining(0)))
    );
    assert_eq!(
        stands(day(10, 6, 2026), None),
        (open, Some(LimitStanding::Remaining(5)))
    );
}

#[test]
fn r9_a_missed_limit_names_what_follows_and_not_due_comes_first() {
    let mut options = on(day(20, 6, 2026));
    options.done.push((UnitId(0), None));
    let found = ask(15, TimeUnit::Day, day(29, 5, 2026), &options).unwrap();
    let words = &found.limits[0].words;
    assert!(
        words.contains("quá hạn 5 ngày") && words.ends_with("quá hạn thì báo cáo cấp trên"),
        "{words}"
    );
    assert!(words.contains("13/06/2026 (thứ bảy), 14/06/2026 (chủ nhật)"), "{words}");
    assert!(words.contains("khoản 5 Điều 148 Bộ luật Dân sự 2015"), "{words}");
    assert_eq!(found.failures.len(), 1);
    let early = ask(15, TimeUnit::Day, day(29, 5, 2026), &on(day(1, 6, 2026))).unwrap();
    assert_eq!(early.open[0].cause, Cause::NotDue(day(15, 6, 2026)));
}

#[test]
fn r9_rolling_is_a_policy() {
    let (mut doc, field) = timed(15, TimeUnit::Day);
    doc.about.rolling = Some(Rolling::Never);
    let case = person(&[(field, Fact::Date(day(29, 5, 2026)))]);
    let options = on(day(1, 6, 2026));
    let found = check_unit(&doc, UnitId(0), None, &case, &RecordFact::default(), &options).unwrap();
    assert_eq!(due(&found), day(13, 6, 2026));
    assert!(found.limits[0].words.contains("không chuyển khi gặp ngày nghỉ"));
    assert_eq!(found.limits[0].calendar, None);
}

#[test]
fn r16_the_calendar_stands_in_the_result() {
    let found = ask(5, TimeUnit::WorkingDay, day(3, 6, 2026), &on(day(3, 6, 2026))).unwrap();
    let used = found.limits[0].calendar.as_ref().unwrap();
    assert_eq!((used.name.as_str(), used.hash.len()), ("vn_khu_vực_nhà_nước", 64));
    assert_eq!(used.version, calendar().version());
    assert_eq!(found.calendar.as_ref(), Some(used), "the whole result says so too");
    assert_eq!(
        (used.years.as_slice(), used.presumed.as_slice()),
        ([2026].as_slice(), [].as_slice())
    );
}

#[test]
fn r16_a_presumed_year_is_refused_or_marked() {
    let received = day(6, 9, 2032);
    let mut options = on(received);
    let refused = ask(10, TimeUnit::WorkingDay, received, &options).unwrap_err();
    let problem = Problem::Presumed(2032);
    assert_eq!(
        refused,
        EvalError::Time {
            address: "Điều 1".into(),
            problem
        }
    );
    options.allow_presumed = true;
    let found = ask(10, TimeUnit::WorkingDay, received, &options).unwrap();
    assert_eq!(due(&found), day(20, 9, 2032));
    assert_eq!(found.limits[0].calendar.as_ref().unwrap().presumed, [2032]);
    assert!(
        found.limits[0].words.ends_with("lịch nghỉ năm 2032 là dự kiến"),
        "{}",
        found.limits[0].words
    );
}

#[test]
fn r16_a_year_outside_the_calendar_and_no_calendar_are_refused() {
    let mut options = on(day(1, 1, 2026));
    options.allow_presumed = true;
    let outside = ask(5, TimeUnit::WorkingDay, day(1, 6, 1926), &options).unwrap_err();
    assert!(
        matches!(
            outside,
            EvalError::Time {
                problem: Problem::NotCovered(_),
                ..
            }
        ),
        "{outside:?}"
    );
    let none = ask(5, TimeUnit::WorkingDay, day(1, 6, 2026), &Options::default()).unwrap_err();
    assert!(
        matches!(
            none,
            EvalError::Time {
                problem: Problem::NoCalendar,
                ..
            }
        ),
        "{none:?}"
    );
}

#[test]
fn r9_hours_without_a_time_of_day_are_a_data_gap() {
    let found = ask(24, TimeUnit::Hour, day(1, 6, 2026), &on(day(1, 6, 2026))).unwrap();
    assert_eq!(found.outcome, Outcome::OPEN);
    assert_eq!(found.open[0].cause, Cause::Missing(FactPath::EventTime(UnitId(0))));
}

#[test]
fn r16_another_calendar_than_the_regulation_names_is_refused() {
    let (mut doc, field) = timed(5, TimeUnit::WorkingDay);
    let case = person(&[(field, Fact::Date(day(3, 6, 2026)))]);
    let named = |name: &str| {
        let at = Span::default();
        Some(CalendarName { name: name.into(), at })
    };
    let ask = |doc: &Document| {
        let options = on(day(3, 6, 2026));
        check_unit(doc, UnitId(0), None, &case, &RecordFact::default(), &options).map(|_| ())
    };
    doc.about.calendar = named("vn_khu_vực_nhà_nước");
    assert_eq!(ask(&doc), Ok(()));
    doc.about.calendar = named("lịch_khác");
    let refused = ask(&doc).unwrap_err();
    assert!(matches!(refused, EvalError::OtherCalendar { .. }), "{refused:?}");
}

#[test]
fn r9_done_on_the_last_day_of_a_limit_in_hours() {
    let (mut doc, field) = timed(24, TimeUnit::Hour);
    doc.records[0].fields[field.index()].ty = Type::Moment;
    let at = |on: u32, hour, minute| Moment::at(day(on, 6, 2026).and_hms_opt(hour, minute, 0).unwrap());
    let case = person(&[(field, Fact::Moment(at(1, 16, 30)))]);
    let stands = |done| {
        let mut options = on(day(5, 6, 2026));
        options.done.push((UnitId(0), Some(done)));
        let found = check_unit(&doc, UnitId(0), None, &case, &RecordFact::default(), &options).unwrap();
        (
            found.outcome,
            found.limits[0].standing,
            found.open.first().map(|leaf| leaf.cause.clone()),
        )
    };
    let in_time = |days| (Outcome::MET, Some(LimitStanding::InTime(days)), None);
    assert_eq!(stands(at(2, 16, 30)), in_time(0));
    assert_eq!(stands(Moment::on(day(1, 6, 2026))), in_time(1));
    assert_eq!(
        stands(at(2, 16, 31)),
        (Outcome::NOT_MET, Some(LimitStanding::Late(0)), None)
    );
    assert_eq!(
        stands(Moment::on(day(3, 6, 2026))),
        (Outcome::NOT_MET, Some(LimitStanding::Late(1)), None)
    );
    let unknown = Cause::Missing(FactPath::DoneTime(UnitId(0)));
    assert_eq!(
        stands(Moment::on(day(2, 6, 2026))),
        (Outcome::OPEN, None, Some(unknown))
    );
}

fn duty(recurrence: Option<Recurrence>, kind: Option<LimitKind>, gate: Gate) -> Document {
    let mut doc = doc();
    doc.norms.push(Norm {
        id: NormId(0),
        kind: NormKind::Duty,
        unit: UnitId(0),
        name: None,
        label: None,
        bearer: None,
        towards: Vec::new(),
        subject: None,
        gate,
        acts: Vec::new(),
        recurrence,
        limit: kind.map(limit),
        at: Span::default(),
    });
    doc
}

#[test]
fn r14_windows_are_cut_by_effect_and_not_by_the_question() {
    let gate = Gate {
        from: Some(day(10, 6, 2026)),
        ..Gate::default()
    };
    let recurrence = Recurrence {
        times: 1,
        periods: vec![Cycle::Week, Cycle::Month],
        occasions: None,
        cut: None,
    };
    let doc = duty(Some(recurrence), None, gate);
    let found = agenda(&doc, day(1, 6, 2026), day(30, 6, 2026), &Options::default()).unwrap();
    let told: Vec<_> = found
        .items
        .iter()
        .map(|item| (item.due, item.window_from, item.cut))
        .collect();
    assert_eq!(
        told,
        [
            (day(14, 6, 2026), Some(day(10, 6, 2026)), true),
            (day(21, 6, 2026), Some(day(15, 6, 2026)), false),
            (day(28, 6, 2026), Some(day(22, 6, 2026)), false),
            (day(30, 6, 2026), Some(day(10, 6, 2026)), true),
        ]
    );
    // A question that begins within a window does not cut it.
    let later = agenda(&doc, day(18, 6, 2026), day(21, 6, 2026), &Options::default()).unwrap();
    assert_eq!(later.items[0].window_from, Some(day(15, 6, 2026)));
}

#[test]
fn r9_named_days_before_the_14th_of_a_quarters_last_month_never_roll() {
    let kind = LimitKind::FixedDay {
        day: FixedDay::LastMonthOfQuarter { day: 14 },
        inclusive: false,
    };
    let doc = duty(None, Some(kind), Gate::default());
    let found = agenda(&doc, day(1, 1, 2026), day(31, 12, 2026), &Options::default()).unwrap();
    let days: Vec<NaiveDate> = found.items.iter().map(|item| item.due).collect();
    assert_eq!(
        days,
        [day(13, 3, 2026), day(13, 6, 2026), day(13, 9, 2026), day(13, 12, 2026)]
    );
}

#[test]
fn r9_a_day_of_each_quarter_or_year_is_that_of_the_period_asked_about() {
    let stands = |named: FixedDay, today: NaiveDate, done: Option<Option<NaiveDate>>| {
        let (mut doc, _) = timed(1, TimeUnit::Day);
        doc.deadlines[0].limit = limit(LimitKind::FixedDay {
            day: named,
            inclusive: false,
        });
        let mut options = on(today);
        options.done.extend(done.map(|done| (UnitId(0), done.map(Moment::on))));
        let found = check_unit(&doc, UnitId(0), None, &person(&[]), &RecordFact::default(), &options).unwrap();
        (due(&found), found.limits[0].standing)
    };
    let quarterly = FixedDay::LastMonthOfQuarter { day: 14 };
    let (third, autumn) = (day(13, 9, 2026), day(20, 9, 2026));
    let done = |date| Some(Some(date));
    use LimitStanding::{InTime, Late, Overdue, Remaining, Unknown};
    // A day late is late, and no report of the next quarter 90 days early.
    assert_eq!(
        stands(quarterly, autumn, done(day(14, 9, 2026))),
        (third, Some(Late(1)))
    );
    assert_eq!(
        stands(quarterly, autumn, done(day(1, 7, 2026))),
        (third, Some(InTime(74)))
    );
    // The report of the quarter before says nothing of this one's.
    assert_eq!(
        stands(quarterly, autumn, done(day(30, 6, 2026))),
        (third, Some(Unknown(7)))
    );
    assert_eq!(stands(quarterly, autumn, Some(None)), (third, Some(Overdue(7))));
    assert_eq!(
        stands(quarterly, day(1, 9, 2026), Some(None)),
        (third, Some(Remaining(12)))
    );
    let next = (day(13, 12, 2026), Some(Remaining(73)));
    assert_eq!(stands(quarterly, day(1, 10, 2026), done(day(14, 9, 2026))), next);
    let december = FixedDay::Yearly { day: 14, month: 12 };
    let late = stands(december, day(25, 12, 2026), done(day(20, 12, 2026)));
    assert_eq!(late, (day(13, 12, 2026), Some(Late(7))));
    // A day of January is prepared the autumn before.
    let january = FixedDay::Yearly { day: 15, month: 1 };
    let early = stands(january, day(20, 12, 2026), done(day(1, 12, 2026)));
    assert_eq!(early, (day(14, 1, 2027), Some(InTime(44))));
    let missed = stands(january, day(20, 1, 2027), Some(None));
    assert_eq!(missed, (day(14, 1, 2027), Some(Overdue(6))));
}
