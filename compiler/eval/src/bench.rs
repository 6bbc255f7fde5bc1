use crate::build::*;
use crate::result::Options;
use crate::review::{Prepared, review};
use quyche_ir::expr::*;
use quyche_ir::facts::*;
use quyche_ir::model::Entry;
use quyche_ir::norm::*;
use quyche_ir::*;
use quyche_time::{Duration, Unit};
use std::time::Instant;

#[test]
fn bench() {
    let mut doc = doc();
    doc.about.effect = model::Effect::From(day(1, 1, 2020));
    let def = DefinitionId(0);
    doc.definitions.push(model::Definition { id: def, unit: None, name: "x".into(), label: None, body: service(true), at: Default::default() });
    let period = || expr(Type::Days, ExprKind::Definition(def));
    let years_of = |count| Duration { count, unit: Unit::Year };
    let within = || bool_expr(ExprKind::Within {
        date: Box::new(expr(Type::Date, ExprKind::Fact(element(AWARD, WHEN)))),
        period: Box::new(period()),
    });
    let mut ids = vec![];
    for unit in 0..4 {
        ids.push(criterion(&mut doc, unit, Gate::default(), Body::All(vec![
            item(1, Gate::default(), Body::Test(fact(A))),
            item(2, when(fact(B)), Body::Test(serves(period(), years_of(6), false))),
            item(3, Gate::default(), Body::Test(exists(list(AWARDS, AWARD, vec![within(), at_least_level(AWARD, 1)]), Some(1), None))),
            item(4, Gate::default(), Body::Test(years(3, 1))),
            item(5, Gate::default(), Body::Any(vec![item(6, Gate::default(), Body::Test(fact(D))), item(7, Gate::default(), Body::Test(fact(C)))])),
        ])));
    }
    let key = |unit, ty, field, first| Key { unit: UnitId(unit), value: expr(ty, ExprKind::Fact(place(field))), first, at: Default::default() };
    doc.rankings.push(Ranking {
        id: RankingId(0), unit: UnitId(1), name: "x".into(), label: None, subject: PERSON, quota: Some(number(1000)), when: None,
        keys: vec![key(2, Type::Member(SCALE), GRADE, First::Greatest), key(3, Type::Bool, B, First::True), key(4, Type::Date, BORN, First::Least)],
        tie_breaker: None, passing_suffices: None, at: Default::default(),
    });
    doc.entries.push(Entry { id: EntryId(0), name: "xét".into(), label: None, subject: PERSON, context: Some(CONTEXT), title: None,
        under: vec![target(&ids)], ranking: Some(RankingId(0)), council: None, at: Default::default() });
    let people: Vec<Case> = (0..100_000usize).map(|i| {
        let runs = (0..4).map(|r| run(day(1, 1, 2010 + 4 * r), day(30, 6, 2013 + 4 * r))).collect();
        let awards = (0..3).map(|r| row(&[Fact::Date(day(1, 2, 2011 + r)), Fact::Member((i % 3) as u32)])).collect();
        let ratings = (2020..2026).map(|y| row(&[Fact::Year(y), Fact::Member(if i % 10 == 3 { 0 } else { 2 })])).collect();
        let mut c = person(&[
            (A, if i % 20 == 7 { Fact::Unknown } else { Fact::Bool(true) }), (B, Fact::Bool(i % 2 == 0)), (C, Fact::Bool(true)), (D, Fact::Bool(false)),
            (GRADE, if i % 50 == 9 { Fact::Unknown } else { Fact::Member((i % 3) as u32) }), (BORN, Fact::Date(base(i))), (SERVICE, rows(runs, true)), (AWARDS, rows(awards, true)), (RATINGS, rows(ratings, true)), (YEAR, Fact::Year(2025)),
        ]);
        c.key = format!("VC-{i:06}");
        c
    }).collect();
    let cases = Cases { people, complete: true, context: RecordFact::default() };
    let options = Options { as_of: Some(day(30, 6, 2026)), ..Options::default() };
    let start = Instant::now();
    let prepared = Prepared::of_review(&doc, EntryId(0), &cases, &options).unwrap();
    let assessed = prepared.assess_slice(&cases.people);
    eprintln!("assess {:?}", start.elapsed());
    let t = Instant::now();
    let r = prepared.finish(EntryId(0), &cases, assessed).unwrap();
    eprintln!("rank {:?}", t.elapsed());
    let n = |class| r.people.iter().filter(|p| p.assessment.outcome.class() == class).count();
    eprintln!("met {} not {} open {}", n(outcome::Class::Met), n(outcome::Class::NotMet), n(outcome::Class::Open));
    eprintln!("{:?}", r.people.iter().find(|p| !p.assessment.failures.is_empty()).map(|p| &p.assessment.failures));
    let passing: Vec<Case> = cases.people.iter().filter(|c| matches!(c.subject.get(A), Fact::Bool(true)) && r.people.iter().take(0).next().is_none()).take(20000).cloned().collect();
    let all: Vec<Case> = passing.into_iter().filter(|c| c.subject.get(GRADE) == &Fact::Member(2) ).collect();
    let t = Instant::now();
    let out = prepared.assess_slice(&all);
    eprintln!("mostly passing: {:?} each", t.elapsed() / out.len() as u32);
    let _ = review;
}
fn base(i: usize) -> chrono::NaiveDate { day(1, 1, 1960) + chrono::Duration::days((i * 7919 % 12000) as i64) }
