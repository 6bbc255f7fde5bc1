//! How failing points are told: alternatives as alternatives, rows that are out with the reason.

use crate::build::*;
use crate::result::{Options, by_cause, leads};
use crate::spec::found;
use quyche_ir::expr::{Comparison, Literal, Type};
use quyche_ir::norm::{Body, Gate};
use quyche_ir::*;

fn plain() -> Gate {
    Gate::default()
}

fn told(body: Body, facts: &[(FieldId, Fact)]) -> Vec<String> {
    let found = found(body, facts, &Options::default());
    let all = found.failures.iter().zip(leads(&found.failures));
    all.map(|(failure, lead)| format!("{lead}{}: {}", failure.unit.0, failure.words))
        .collect()
}

#[test]
fn the_parts_of_one_disjunction_are_one_sentence() {
    let either = bool_expr(ExprKind::Or(vec![
        fact(A),
        bool_expr(ExprKind::And(vec![fact(B), fact(C)])),
    ]));
    let facts = [(A, Fact::Bool(false)), (B, Fact::Bool(false)), (C, Fact::Bool(false))];
    let lines = told(Body::Test(either.clone()), &facts);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].contains("một trong: cần a; hồ sơ ghi: không; hoặc cần b; hồ sơ ghi: không và cần c;"),
        "{lines:?}"
    );
    // Where one of the two is all that fails, nothing else is told.
    let both = bool_expr(ExprKind::And(vec![either, fact(D)]));
    let lines = told(Body::Test(both), &[(A, Fact::Bool(true)), (D, Fact::Bool(false))]);
    assert_eq!(lines, ["0: cần d; hồ sơ ghi: không"]);
}

#[test]
fn alternatives_of_a_list_stay_points_of_their_own_and_say_how_they_are_joined() {
    let no = Fact::Bool(false);
    let second = Body::All(vec![
        item(3, plain(), Body::Test(fact(B))),
        item(4, plain(), Body::Test(fact(C))),
    ]);
    let body = Body::All(vec![
        item(
            1,
            plain(),
            Body::Any(vec![item(2, plain(), Body::Test(fact(A))), item(5, plain(), second)]),
        ),
        item(6, plain(), Body::Test(fact(D))),
    ]);
    let lines = told(body, &[(A, no.clone()), (B, no.clone()), (C, no.clone()), (D, no)]);
    let starts: Vec<&str> = lines.iter().map(|line| line.split(": cần").next().unwrap()).collect();
    assert_eq!(starts, ["một trong: 2", "hoặc 3", "và 4", "6"]);
}

#[test]
fn a_list_that_falls_short_says_of_each_row_why_it_is_out() {
    let counts = bool_expr(ExprKind::Exists {
        list: list(AWARDS, AWARD, vec![at_least_level(AWARD, 1)]),
        at_least: Some(2),
        at_most: None,
    });
    let award = |level| row(&[Fact::Date(day(1, 1, 2026)), Fact::Member(level)]);
    let given = rows(vec![award(0), award(2), award(0)], true);
    let lines = told(Body::Test(counts), &[(AWARDS, given)]);
    assert!(lines[0].contains("có 1; dòng 1, 3: cần "), "{lines:?}");
    let few = bool_expr(ExprKind::Exists {
        list: list(AWARDS, AWARD, vec![at_least_level(AWARD, 1)]),
        at_least: None,
        at_most: Some(1),
    });
    let given = rows(vec![award(1), award(0), award(2)], true);
    let lines = told(Body::Test(few), &[(AWARDS, given)]);
    assert!(lines[0].ends_with("có 2; dòng 1, 3"), "{lines:?}");
    let every = bool_expr(ExprKind::Every {
        list: list(AWARDS, AWARD, Vec::new()),
        body: Box::new(at_least_level(AWARD, 1)),
    });
    let given = rows((0..7).map(|at| award(u32::from(at == 3))).collect(), true);
    let lines = told(Body::Test(every), &[(AWARDS, given)]);
    assert!(
        lines[0].contains("; dòng 1, 2, 3, 5, 6, 7: cần ") && lines[0].ends_with("có thấp"),
        "{lines:?}"
    );
    let number = expr(
        Type::Number,
        ExprKind::Count(list(AWARDS, AWARD, vec![at_least_level(AWARD, 2)])),
    );
    let literal = expr(Type::Number, ExprKind::Literal(Literal::Number(2.into())));
    let many = compare(Comparison::AtLeast, number, literal);
    let lines = told(Body::Test(many), &[(AWARDS, rows(vec![award(1)], true))]);
    assert!(lines[0].contains("; dòng 1: cần "), "{lines:?}");
}

#[test]
fn one_missing_fact_is_one_cause_with_every_unit() {
    let body = Body::All(vec![
        item(1, plain(), Body::Test(fact(A))),
        item(2, plain(), Body::Test(fact(B))),
        item(3, plain(), Body::Test(fact(A))),
    ]);
    let found = found(body, &[], &Options::default());
    let causes: Vec<Vec<UnitId>> = by_cause(&found.open).into_iter().map(|(_, units)| units).collect();
    assert_eq!(causes, [vec![UnitId(1), UnitId(3)], vec![UnitId(2)]]);
}
