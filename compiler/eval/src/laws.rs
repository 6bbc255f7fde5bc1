//! Laws over random rules and facts: narrowing, agreement of the traced and the plain walk, causes.

use crate::build::*;
use crate::check::check_unit;
use crate::result::{Assessment, Options};
use chrono::NaiveDate;
use proptest::prelude::*;
use quyche_ir::expr::{Arm, Comparison, Expr, ExprKind, Type};
use quyche_ir::facts::{Case, PeriodEnd};
use quyche_ir::model::Effect;
use quyche_ir::norm::{Body, Gate};
use quyche_ir::outcome::{Class, PathStep};
use quyche_ir::{Cause, Document, Fact, FactPath, FieldId, ListFact, PeriodFact, RecordFact, UnitId};
use quyche_time::{Duration, Unit};

const BOOLS: [FieldId; 4] = [A, B, C, D];

fn months(count: u32) -> Duration {
    let unit = Unit::Month;
    Duration { count, unit }
}

/// Tests of every kind over the person of [`crate::build`].
fn leaf() -> impl Strategy<Value = Expr> {
    prop_oneof![
        4 => (0usize..4).prop_map(|at| fact(BOOLS[at])),
        1 => (1u32..3, 0u32..3).prop_map(|(count, level)| {
            exists(list(AWARDS, AWARD, vec![at_least_level(AWARD, level)]), Some(count), None)
        }),
        1 => (0u32..2).prop_map(|most| exists(list(AWARDS, AWARD, Vec::new()), None, Some(most))),
        1 => (0u32..3).prop_map(|level| bool_expr(ExprKind::Every {
            list: list(AWARDS, AWARD, Vec::new()),
            body: Box::new(at_least_level(AWARD, level)),
        })),
        1 => (1i64..4).prop_map(|count| {
            let counted = expr(Type::Number, ExprKind::Count(list(AWARDS, AWARD, vec![at_least_level(AWARD, 1)])));
            compare(Comparison::AtLeast, counted, number(count))
        }),
        2 => (any::<bool>(), any::<bool>(), 1u32..40).prop_map(|(cumulative, continuous, count)| {
            serves(service(cumulative), months(count), continuous && !cumulative)
        }),
        1 => (0u32..60).prop_map(|month| bool_expr(ExprKind::Within {
            date: Box::new(date(day(15, 1 + month % 12, 2020 + (month / 12) as i32))),
            period: Box::new(service(false)),
        })),
        1 => (1u32..4, 0u32..3).prop_map(|(count, level)| years(count, level)),
    ]
}

fn condition() -> impl Strategy<Value = Expr> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(not),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|all| bool_expr(ExprKind::And(all))),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|all| bool_expr(ExprKind::Or(all))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| bool_expr(ExprKind::Implies(Box::new(a), Box::new(b)))),
            (
                proptest::collection::vec((inner.clone(), inner.clone()), 1..3),
                proptest::option::of(inner)
            )
                .prop_map(|(arms, otherwise)| bool_expr(ExprKind::Branch {
                    arms: arms.into_iter().map(|(when, value)| Arm { when, value }).collect(),
                    otherwise: otherwise.map(Box::new),
                    unit: UnitId(0),
                })),
        ]
    })
}

fn gate() -> impl Strategy<Value = Gate> {
    (
        proptest::option::weighted(0.3, condition()),
        proptest::option::weighted(0.3, condition()),
    )
        .prop_map(|(when, unless)| Gate {
            when,
            unless,
            ..Gate::default()
        })
}

/// A scope: dates and conditions.
fn scope_gate() -> impl Strategy<Value = Gate> {
    let date = || proptest::option::weighted(0.3, (0i64..2000).prop_map(base_day));
    (gate(), date(), date()).prop_map(|(gate, from, until)| Gate { from, until, ..gate })
}

fn effect() -> impl Strategy<Value = Effect> {
    prop_oneof![
        2 => Just(Effect::NotSaid),
        2 => (0i64..2000).prop_map(|offset| Effect::From(base_day(offset))),
        1 => Just(Effect::FromSigning),
    ]
}

fn body() -> impl Strategy<Value = Body> {
    condition().prop_map(Body::Test).prop_recursive(3, 16, 4, |inner| {
        let items = proptest::collection::vec((gate(), inner), 1..4);
        (any::<bool>(), items).prop_map(|(any, items)| {
            let items = items
                .into_iter()
                .enumerate()
                .map(|(at, (gate, body))| item(at as u32 + 1, gate, body))
                .collect();
            if any { Body::Any(items) } else { Body::All(items) }
        })
    })
}

/// A value, and whether it is forgotten in the wider facts.
type Maybe<T> = (T, bool);

fn base_day(offset: i64) -> NaiveDate {
    day(1, 1, 2020) + chrono::Duration::days(offset)
}

#[derive(Clone, Debug)]
struct Facts {
    bools: Vec<Maybe<bool>>,
    /// Which of them, and of the lists of awards and of runs, are known to be none.
    none: Vec<bool>,
    awards: Vec<Maybe<u32>>,
    awards_open: bool,
    awards_hidden: usize,
    runs: Vec<(Maybe<i64>, Maybe<i64>, Maybe<bool>)>,
    runs_open: bool,
    ratings: Vec<(i32, Maybe<u32>, bool)>,
    ratings_open: bool,
    year: Maybe<i32>,
    as_of: Maybe<i64>,
    own_day: Maybe<i64>,
    signed: Maybe<i64>,
}

fn rarely() -> impl Strategy<Value = bool> {
    prop_oneof![4 => Just(false), 1 => Just(true)]
}

fn facts() -> impl Strategy<Value = Facts> {
    let maybe_bool = || (any::<bool>(), any::<bool>());
    (
        (
            proptest::collection::vec(maybe_bool(), 4),
            proptest::collection::vec(rarely(), 6),
        ),
        proptest::collection::vec((0u32..3, any::<bool>()), 0..4),
        (any::<bool>(), 0usize..3),
        proptest::collection::vec(
            ((0i64..1500, any::<bool>()), (0i64..700, any::<bool>()), maybe_bool()),
            0..4,
        ),
        any::<bool>(),
        proptest::collection::btree_map(2020i32..2026, ((0u32..3, any::<bool>()), any::<bool>()), 0..6),
        any::<bool>(),
        (2021i32..2026, any::<bool>()),
        (
            (0i64..2200, rarely()),
            (0i64..2200, rarely()),
            (0i64..2200, any::<bool>()),
        ),
    )
        .prop_map(
            |((bools, none), awards, awards_open, runs, runs_open, ratings, ratings_open, year, days)| Facts {
                bools,
                none,
                awards,
                awards_open: awards_open.0,
                awards_hidden: awards_open.1,
                runs,
                runs_open,
                ratings: ratings
                    .into_iter()
                    .map(|(year, (level, hidden))| (year, level, hidden))
                    .collect(),
                ratings_open,
                year,
                as_of: days.0,
                own_day: days.1,
                signed: days.2,
            },
        )
}

impl Facts {
    /// The facts as they are, or as they are known (`wide`).
    fn case(&self, wide: bool) -> Case {
        let hide = |hidden: bool, fact: Fact| if wide && hidden { Fact::Unknown } else { fact };
        let mut facts: Vec<(FieldId, Fact)> = BOOLS
            .iter()
            .zip(self.bools.iter().zip(&self.none))
            .map(|(field, ((value, hidden), none))| {
                let fact = if *none { Fact::None } else { Fact::Bool(*value) };
                (*field, hide(*hidden, fact))
            })
            .collect();
        let award = |(level, hidden): &Maybe<u32>| row(&[Fact::Unknown, hide(*hidden, Fact::Member(*level))]);
        let shown = if wide && self.awards_open {
            self.awards.len().saturating_sub(self.awards_hidden)
        } else {
            self.awards.len()
        };
        facts.push((
            AWARDS,
            rows(
                self.awards.iter().take(shown).map(award).collect(),
                !(wide && self.awards_open),
            ),
        ));
        let run = |((start, start_hidden), (length, end_hidden), (kind, kind_hidden)): &(
            Maybe<i64>,
            Maybe<i64>,
            Maybe<bool>,
        )| {
            let first = (!(wide && *start_hidden)).then(|| base_day(*start));
            let end = if wide && *end_hidden {
                PeriodEnd::Unknown
            } else {
                PeriodEnd::On(base_day(start + length))
            };
            row(&[
                Fact::Period(PeriodFact { start: first, end }),
                hide(*kind_hidden, Fact::Bool(*kind)),
            ])
        };
        facts.push((
            SERVICE,
            rows(self.runs.iter().map(run).collect(), !(wide && self.runs_open)),
        ));
        facts.push((RATINGS, self.rated(wide)));
        for (field, none) in [AWARDS, SERVICE].into_iter().zip(self.none.iter().skip(BOOLS.len())) {
            if *none {
                facts.push((field, if wide { Fact::Unknown } else { Fact::None }));
            }
        }
        facts.push((BORN, hide(self.own_day.1, Fact::Date(base_day(self.own_day.0)))));
        facts.push((YEAR, hide(self.year.1, Fact::Year(self.year.0))));
        person(&facts)
    }

    fn rated(&self, wide: bool) -> Fact {
        let hide = |hidden: bool, fact: Fact| if wide && hidden { Fact::Unknown } else { fact };
        let rating = |(year, level, year_hidden): &(i32, Maybe<u32>, bool)| {
            let year = hide(*year_hidden, Fact::Year(*year));
            row(&[year, hide(level.1, Fact::Member(level.0))])
        };
        rows(self.ratings.iter().map(rating).collect(), !(wide && self.ratings_open))
    }

    fn options(&self, wide: bool, trace: bool) -> Options {
        Options {
            as_of: (!(wide && self.as_of.1)).then(|| base_day(self.as_of.0)),
            signed: (!(wide && self.signed.1)).then(|| base_day(self.signed.0)),
            trace,
            ..Options::default()
        }
    }
}

fn assess(doc: &Document, case: &Case, options: &Options) -> Assessment {
    check_unit(doc, UnitId(0), None, case, &RecordFact::default(), options).unwrap()
}

/// Rules in which every truth of the person is tested once, and which leave no gap (a gap is a leaf of its own).
fn read_once() -> impl Strategy<Value = Body> {
    let shapes = (0u32..6, 0u32..6, Just(BOOLS).prop_shuffle(), any::<[bool; 4]>());
    shapes.prop_map(|(outer, inner, fields, denied)| {
        let test = |at: usize| {
            if denied[at] {
                not(fact(fields[at]))
            } else {
                fact(fields[at])
            }
        };
        let pair = |shape: u32, first: Expr, second: Expr, unit: u32| match shape {
            0 => Body::All(vec![
                item(unit, Gate::default(), Body::Test(first)),
                item(unit + 1, Gate::default(), Body::Test(second)),
            ]),
            1 => Body::Any(vec![
                item(unit, Gate::default(), Body::Test(first)),
                item(unit + 1, Gate::default(), Body::Test(second)),
            ]),
            2 if outer % 2 == 0 => Body::All(vec![item(unit, when(first), Body::Test(second))]),
            3 => Body::Any(vec![item(unit, unless(first), Body::Test(second))]),
            2 | 4 => Body::All(vec![item(unit, unless(first), Body::Test(second))]),
            _ => Body::Test(bool_expr(ExprKind::Implies(Box::new(first), Box::new(second)))),
        };
        let left = pair(inner, test(0), test(1), 3);
        let right = pair((inner + outer) % 6, test(2), test(3), 5);
        let items = vec![item(1, Gate::default(), left), item(2, Gate::default(), right)];
        if outer % 2 == 0 {
            Body::All(items)
        } else {
            Body::Any(items)
        }
    })
}

fn shown(class: Class) -> Class {
    if class == Class::Exempt { Class::Met } else { class }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    // R1: replacing an input by a subset never enlarges the output; and tracing changes nothing.
    #[test]
    fn narrowing_never_widens(
        gate in gate(),
        body in body(),
        second in body(),
        scopes in proptest::collection::vec((0u32..2, scope_gate()), 0..3),
        effect in effect(),
        own_day in any::<bool>(),
        facts in facts(),
    ) {
        let mut doc = doc();
        doc.units[1] = article(2, Some(UnitId(0)));
        doc.about.effect = effect;
        for (unit, gate) in scopes {
            scope(&mut doc, unit, gate);
        }
        criterion(&mut doc, 0, gate, body);
        let day = own_day.then(|| expr(Type::Date, ExprKind::Fact(place(BORN))));
        criterion(&mut doc, 1, Gate { as_of: day, ..Gate::default() }, second);
        let wide = assess(&doc, &facts.case(true), &facts.options(true, false));
        let narrow = assess(&doc, &facts.case(false), &facts.options(false, false));
        prop_assert!(wide.outcome.contains(narrow.outcome), "{:?} then {:?}", wide.outcome, narrow.outcome);
        let traced = assess(&doc, &facts.case(true), &facts.options(true, true));
        let reason = traced.reason.unwrap();
        prop_assert_eq!(traced.outcome, wide.outcome);
        prop_assert_eq!(reason.outcome, wide.outcome);
        // An open class always has a cause, a closed one never; a failing one always has a failing point.
        prop_assert_eq!(wide.open.is_empty(), wide.outcome.class() != Class::Open);
        prop_assert_eq!(wide.failures.is_empty(), wide.outcome.class() != Class::NotMet);
        for failure in &wide.failures {
            prop_assert!(!failure.words.is_empty());
        }
    }

    // R3: where every fact is tested once, exactly those facts are named that can still change what people see.
    #[test]
    fn causes_are_named_iff_they_can_change_the_class(body in read_once(), known in any::<[Option<bool>; 4]>()) {
        let mut doc = doc();
        criterion(&mut doc, 0, Gate::default(), body);
        let options = Options::default();
        let case = |values: &[Option<bool>]| {
            let facts: Vec<(FieldId, Fact)> = BOOLS
                .iter()
                .zip(values)
                .map(|(field, value)| (*field, value.map_or(Fact::Unknown, Fact::Bool)))
                .collect();
            person(&facts)
        };
        let found = assess(&doc, &case(&known), &options);
        let mut expected = Vec::new();
        for at in (0..4).filter(|at| known[*at].is_none()) {
            let mut changes = false;
            for bits in 0..8u8 {
                let mut others = bits;
                let mut values = known.to_vec();
                for (other, value) in values.iter_mut().enumerate() {
                    if other != at {
                        value.get_or_insert(others & 1 == 1);
                        others >>= 1;
                    }
                }
                let mut class = |value| {
                    values[at] = Some(value);
                    shown(assess(&doc, &case(&values), &options).outcome.class())
                };
                changes |= class(true) != class(false);
            }
            if changes {
                expected.push(BOOLS[at]);
            }
        }
        if found.outcome.class() != Class::Open {
            expected.clear();
        }
        let mut named: Vec<FieldId> = found
            .open
            .iter()
            .filter_map(|leaf| {
                let Cause::Missing(FactPath::Field { path, .. }) = &leaf.cause else { return None };
                if let [PathStep::Field(field)] = path.as_slice() { Some(*field) } else { None }
            })
            .collect();
        named.sort();
        prop_assert_eq!(named, expected);
    }

    // R8: serving more never hurts, through every form of the question.
    #[test]
    fn serving_more_never_hurts(
        runs in proptest::collection::vec((0i64..1500, 0i64..700), 0..4),
        more in (0i64..1500, 0i64..700),
        count in 1u32..40,
        form in 0u32..3,
    ) {
        let mut doc = doc();
        let test = serves(service(form == 0), months(count), form == 1);
        criterion(&mut doc, 0, Gate::default(), Body::Test(test));
        let options = Options { as_of: Some(base_day(2000)), ..Options::default() };
        let rank = |runs: &[(i64, i64)]| {
            let runs: Vec<RecordFact> = runs.iter().map(|(start, length)| run(base_day(*start), base_day(start + length))).collect();
            match assess(&doc, &person(&[(SERVICE, rows(runs, true))]), &options).outcome.class() {
                Class::NotMet => 0,
                Class::Open => 1,
                Class::Met | Class::Exempt | Class::NotApplicable => 2,
            }
        };
        let before = rank(&runs);
        let mut larger = runs.clone();
        larger.push(more);
        prop_assert!(before <= rank(&larger));
    }

    // R5 and R6: a list is its completions: what holds in some and fails in others is open, and nothing else is. An
    // incomplete list may grow; by two rows is enough for the counts asked here.
    #[test]
    fn lists_agree_with_their_completions(
        levels in proptest::collection::vec(proptest::option::of(0u32..3), 0..4),
        complete in any::<bool>(),
        form in 0u32..4,
        count in 1u32..3,
    ) {
        let of = || list(AWARDS, AWARD, vec![at_least_level(AWARD, 1)]);
        let test = match form {
            0 => exists(of(), Some(count), None),
            1 => exists(of(), None, Some(count)),
            2 => bool_expr(ExprKind::Every { list: list(AWARDS, AWARD, Vec::new()), body: Box::new(at_least_level(AWARD, 1)) }),
            _ => compare(Comparison::Equal, expr(Type::Number, ExprKind::Count(of())), number(i64::from(count))),
        };
        let mut doc = doc();
        criterion(&mut doc, 0, Gate::default(), Body::Test(test));
        let ask = |levels: &[Option<u32>], complete| {
            let awards = levels.iter().map(|level| row(&[Fact::Unknown, level.map_or(Fact::Unknown, Fact::Member)]));
            assess(&doc, &person(&[(AWARDS, rows(awards.collect(), complete))]), &Options::default()).outcome
        };
        let mut union = None;
        let mut completions: Vec<Vec<Option<u32>>> = vec![Vec::new()];
        for level in &levels {
            let choices: Vec<Option<u32>> = level.map_or_else(|| (0..3).map(Some).collect(), |level| vec![Some(level)]);
            completions = completions
                .into_iter()
                .flat_map(|prefix| choices.iter().map(move |choice| [prefix.clone(), vec![*choice]].concat()))
                .collect();
        }
        if !complete {
            for extra in [vec![Some(0)], vec![Some(2)], vec![Some(2), Some(2)], vec![Some(2), Some(2), Some(2)]] {
                completions.extend(completions.clone().into_iter().map(|levels| [levels, extra.clone()].concat()));
            }
        }
        for completion in completions {
            let outcome = ask(&completion, true);
            union = Some(union.map_or(outcome, |union: quyche_ir::Outcome| union.or(outcome)));
        }
        prop_assert_eq!(Some(ask(&levels, complete)), union);
    }

    // R1: a list nested directly in a list of its own kind says the same as the flat one.
    #[test]
    fn nested_and_flat_alternatives_agree(items in proptest::collection::vec((gate(), condition()), 1..5), cut in 0usize..5, facts in facts()) {
        let items: Vec<_> =
            items.into_iter().enumerate().map(|(at, (gate, test))| item(at as u32 + 1, gate, Body::Test(test))).collect();
        let cut = cut.min(items.len());
        let (head, tail) = items.split_at(cut);
        let mut nested = head.to_vec();
        if !tail.is_empty() {
            nested.push(item(6, Gate::default(), Body::Any(tail.to_vec())));
        }
        let outcome = |body| {
            let mut doc = doc();
            criterion(&mut doc, 0, Gate::default(), body);
            assess(&doc, &facts.case(true), &facts.options(true, false)).outcome
        };
        prop_assert_eq!(outcome(Body::Any(items.clone())), outcome(Body::Any(nested)));
    }
}

#[test]
fn empty_lists_make_every_true_and_say_so() {
    let mut doc = doc();
    let every = bool_expr(ExprKind::Every {
        list: list(AWARDS, AWARD, Vec::new()),
        body: Box::new(at_least_level(AWARD, 2)),
    });
    criterion(&mut doc, 0, Gate::default(), Body::Test(every));
    let case = person(&[(
        AWARDS,
        Fact::List(ListFact {
            rows: Vec::new(),
            complete: true,
        }),
    )]);
    let options = Options {
        trace: true,
        ..Options::default()
    };
    let found = assess(&doc, &case, &options);
    assert_eq!(found.outcome.class(), Class::Met);
    assert!(format!("{:?}", found.reason).contains("danh sách rỗng"));
}
