//! R10 by its vectors, and against every completion for small reviews.

use crate::build::*;
use crate::keys::{KeyRange, Place, relation};
use crate::result::{Options, RankingState, Review, Selection, Standing};
use crate::review::review;
use crate::value::Relation;
use proptest::prelude::*;
use quyche_ir::expr::{Comparison, Expr, ExprKind, List, ListSource, Place as FactPlace, Root, Type};
use quyche_ir::facts::{Case, Cases};
use quyche_ir::model::Entry;
use quyche_ir::norm::{Body, First, Gate, Key, Party, Ranking};
use quyche_ir::*;
use rust_decimal::Decimal;

fn key(unit: u32, ty: Type, field: FieldId, first: First) -> Key {
    Key {
        unit: UnitId(unit),
        value: expr(ty, ExprKind::Fact(place(field))),
        first,
        at: quyche_base::Span::default(),
    }
}

fn context_quota() -> Expr {
    let place = FactPlace {
        root: Root::Context(CONTEXT),
        path: vec![QUOTA],
    };
    expr(Type::Number, ExprKind::Fact(place))
}

/// Grade first, then truth B, then the earlier birth; eligible where A holds.
fn ranked() -> Document {
    let mut doc = doc();
    let passes = criterion(&mut doc, 0, Gate::default(), Body::Test(fact(A)));
    doc.rankings.push(Ranking {
        id: RankingId(0),
        unit: UnitId(1),
        name: "trúng_tuyển".to_owned(),
        label: None,
        subject: PERSON,
        quota: Some(context_quota()),
        when: None,
        keys: vec![
            key(2, Type::Member(SCALE), GRADE, First::Greatest),
            key(3, Type::Bool, B, First::True),
            key(4, Type::Date, BORN, First::Least),
        ],
        tie_breaker: Some((UnitId(5), Party::Record(PERSON))),
        passing_suffices: None,
        at: quyche_base::Span::default(),
    });
    doc.entries.push(Entry {
        id: EntryId(0),
        name: "xét".to_owned(),
        label: None,
        subject: PERSON,
        context: Some(CONTEXT),
        title: None,
        under: vec![target(&[passes])],
        ranking: Some(RankingId(0)),
        council: None,
        at: quyche_base::Span::default(),
    });
    doc
}

type Row = (Option<bool>, Option<u32>, Option<bool>, Option<u32>);

fn known<T: Copy>(value: Option<T>, fact: impl Fn(T) -> Fact) -> Fact {
    value.map_or(Fact::Unknown, fact)
}

fn case(index: usize, row: Row) -> Case {
    let (eligible, grade, truth, born) = row;
    let mut case = person(&[
        (A, known(eligible, Fact::Bool)),
        (GRADE, known(grade, Fact::Member)),
        (B, known(truth, Fact::Bool)),
        (BORN, known(born, |born| Fact::Date(day(1 + born, 1, 1980)))),
    ]);
    case.key = format!("VC-{index:02}");
    case
}

fn cases(rows: &[Row], quota: Option<i64>, complete: bool) -> Cases {
    let mut context = RecordFact::default();
    if let Some(quota) = quota {
        context.set(QUOTA, Fact::Number(Decimal::from(quota)));
    }
    Cases {
        people: rows.iter().enumerate().map(|(index, row)| case(index, *row)).collect(),
        complete,
        context,
    }
}

fn run(doc: &Document, cases: &Cases) -> Review {
    review(doc, EntryId(0), cases, &Options::default()).unwrap()
}

fn standing(review: &Review, at: usize) -> &Standing {
    review.people[at].standing.as_ref().unwrap()
}

fn selections(review: &Review) -> Vec<Option<Selection>> {
    review
        .people
        .iter()
        .map(|person| person.standing.as_ref().map(|standing| standing.selection))
        .collect()
}

/// Eligible, with these keys.
fn sure(grade: u32, truth: bool, born: u32) -> Row {
    (Some(true), Some(grade), Some(truth), Some(born))
}

use Selection::{NotSelected, Open, PassedOnly, Selected, Tied};

#[test]
fn a_known_order_fills_the_quota_and_says_which_key_decided() {
    let review = run(
        &ranked(),
        &cases(&[sure(1, false, 3), sure(2, false, 1), sure(1, true, 2)], Some(2), true),
    );
    assert_eq!(selections(&review), [Some(NotSelected), Some(Selected), Some(Selected)]);
    assert_eq!(review.ranking, RankingState::Ranked);
    let ranks: Vec<Option<u32>> = (0..3).map(|at| standing(&review, at).rank).collect();
    assert_eq!(ranks, [Some(3), Some(1), Some(2)]);
    let decided: Vec<Option<UnitId>> = (0..3).map(|at| standing(&review, at).decided_by).collect();
    assert_eq!(decided, [Some(UnitId(3)), Some(UnitId(2)), Some(UnitId(3))]);
}

#[test]
fn a_true_tie_at_the_edge_is_left_to_whom_the_text_names() {
    let review = run(
        &ranked(),
        &cases(&[sure(2, true, 1), sure(1, true, 1), sure(1, true, 1)], Some(2), true),
    );
    assert_eq!(selections(&review), [Some(Selected), Some(Tied), Some(Tied)]);
    assert_eq!(
        standing(&review, 1).tie_breaker,
        Some((UnitId(5), Party::Record(PERSON)))
    );
    assert_eq!(standing(&review, 1).level_with, ["VC-02"]);
    assert_eq!(standing(&review, 1).rank, Some(2));
}

#[test]
fn a_known_first_value_is_never_behind_an_unknown_one() {
    let unknown = (Some(true), None, Some(true), Some(1));
    let review = run(&ranked(), &cases(&[sure(2, true, 1), unknown], Some(1), true));
    // Level on the open key is possible, and then on the others too.
    assert_eq!(selections(&review), [Some(Open), Some(Open)]);
    let behind = (Some(true), None, Some(false), Some(1));
    let review = run(&ranked(), &cases(&[sure(2, true, 1), behind], Some(1), true));
    assert_eq!(selections(&review), [Some(Selected), Some(NotSelected)]);
    let last = run(&ranked(), &cases(&[sure(0, true, 1), unknown], Some(1), true));
    assert_eq!(selections(&last), [Some(Open), Some(Open)]);
    assert_eq!(standing(&last, 0).waits_for, ["VC-01"]);
    assert_eq!(standing(&last, 1).open.len(), 1);
}

#[test]
fn a_pair_key_by_key() {
    let at = |number: i64| Some(Place::At(Decimal::from(number)));
    let point = |number| KeyRange {
        low: at(number),
        high: at(number),
        first: false,
    };
    let unknown = KeyRange {
        low: at(0),
        high: at(2),
        first: false,
    };
    let anywhere = KeyRange {
        low: None,
        high: None,
        first: false,
    };
    assert_eq!(relation(&[point(2)], &[unknown]), Relation::LESS.or(Relation::EQUAL));
    assert_eq!(relation(&[point(0)], &[unknown]), Relation::GREATER.or(Relation::EQUAL));
    assert_eq!(relation(&[unknown], &[point(2)]), Relation::GREATER.or(Relation::EQUAL));
    assert_eq!(relation(&[point(2)], &[anywhere]), Relation::ANY);
    assert_eq!(relation(&[point(1), unknown], &[point(0), unknown]), Relation::LESS);
    assert_eq!(
        relation(&[point(2), point(0)], &[unknown, point(1)]),
        Relation::LESS.or(Relation::GREATER)
    );
    assert_eq!(relation(&[], &[]), Relation::EQUAL);
}

#[test]
fn people_of_unknown_eligibility_are_possible_never_sure() {
    let maybe = (None, Some(2), Some(true), Some(1));
    let review = run(&ranked(), &cases(&[maybe, sure(1, true, 1)], Some(1), true));
    assert_eq!(selections(&review), [Some(Selected), Some(Open)]);
    assert!(standing(&review, 0).if_eligible && !standing(&review, 1).if_eligible);
    assert_eq!(standing(&review, 1).waits_for, ["VC-00"]);
    let out = (Some(false), Some(2), Some(true), Some(1));
    let review = run(&ranked(), &cases(&[out, sure(1, true, 1)], Some(1), true));
    assert_eq!(selections(&review), [None, Some(Selected)]);
}

#[test]
fn an_incomplete_list_makes_nobody_surely_selected() {
    let rows = [sure(2, true, 1), sure(1, true, 1)];
    let review = run(&ranked(), &cases(&rows, Some(1), false));
    assert_eq!(selections(&review), [Some(Open), Some(NotSelected)]);
    assert_eq!(standing(&review, 0).rank, None);
    let mut doc = ranked();
    doc.rankings[0].keys.truncate(2);
    let both = run(&doc, &cases(&[sure(2, true, 1), sure(2, true, 1)], Some(1), false));
    // First on every key: nobody unknown can stand before, so tie and rank stand.
    assert_eq!(selections(&both), [Some(Tied), Some(Tied)]);
    assert_eq!(standing(&both, 0).rank, Some(1));
}

#[test]
fn trigger_and_quota_unknown_leave_only_what_every_case_gives() {
    let mut doc = ranked();
    let count = List {
        source: ListSource::People,
        record: PERSON,
        filters: Vec::new(),
    };
    let more = compare(
        Comparison::Greater,
        expr(Type::Number, ExprKind::Count(count)),
        context_quota(),
    );
    doc.rankings[0].when = Some(more);
    let rows = [sure(2, true, 1), sure(1, true, 1)];
    let not_needed = run(&doc, &cases(&rows, Some(2), true));
    assert_eq!(not_needed.ranking, RankingState::NotNeeded);
    assert_eq!(selections(&not_needed), [Some(PassedOnly), Some(PassedOnly)]);
    assert_eq!(run(&doc, &cases(&rows, Some(1), true)).ranking, RankingState::Ranked);
    doc.rankings[0].passing_suffices = Some(UnitId(6));
    assert_eq!(
        selections(&run(&doc, &cases(&rows, Some(2), true))),
        [Some(Selected), Some(Selected)]
    );
    let unknown = run(&doc, &cases(&rows, None, true));
    assert_eq!(unknown.ranking, RankingState::Unknown);
    assert_eq!(selections(&unknown), [Some(Open), Some(Open)]);
    assert!(!standing(&unknown, 0).open.is_empty());
}

#[test]
fn without_an_order_nobody_is_ranked() {
    let mut doc = ranked();
    doc.entries[0].ranking = None;
    let review = run(&doc, &cases(&[sure(2, true, 1)], Some(1), true));
    assert_eq!((review.ranking, selections(&review)), (RankingState::None, vec![None]));
}

#[test]
fn having_nothing_comes_after_having_something() {
    let mut doc = ranked();
    doc.rankings[0].keys = vec![key(2, Type::Number, NUMBER, First::Greatest)];
    let mut both = cases(&[sure(0, true, 1), sure(0, true, 1)], Some(1), true);
    both.people[0].subject.set(NUMBER, Fact::None);
    both.people[1].subject.set(NUMBER, Fact::Number(Decimal::from(-5)));
    assert_eq!(selections(&run(&doc, &both)), [Some(NotSelected), Some(Selected)]);
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let hidden = |weight: f64| proptest::option::weighted(weight, Just(()));
    let row = (
        any::<bool>(),
        0u32..3,
        any::<bool>(),
        0u32..3,
        hidden(0.85),
        hidden(0.75),
        hidden(0.75),
        hidden(0.75),
    );
    proptest::collection::vec(
        row.prop_map(|(eligible, grade, truth, born, a, b, c, d)| {
            (
                a.map(|()| eligible),
                b.map(|()| grade),
                c.map(|()| truth),
                d.map(|()| born),
            )
        }),
        1..5,
    )
}

/// Every way the unknown facts may turn out, those of the third key drawn wider than any known value.
fn completions(rows: &[Row]) -> Vec<Vec<Row>> {
    let mut all: Vec<Vec<Row>> = vec![Vec::new()];
    for (eligible, grade, truth, born) in rows {
        let bools = |value: &Option<bool>| value.map_or(vec![false, true], |value| vec![value]);
        let grades = grade.map_or(vec![0, 1, 2], |grade| vec![grade]);
        let births = born.map_or(vec![0, 1, 2, 3, 4], |born| vec![born]);
        let mut next = Vec::new();
        for prefix in &all {
            for eligible in bools(eligible) {
                for grade in &grades {
                    for truth in bools(truth) {
                        for born in &births {
                            let row = (Some(eligible), Some(*grade), Some(truth), Some(*born));
                            next.push([prefix.clone(), vec![row]].concat());
                        }
                    }
                }
            }
        }
        all = next;
    }
    all
}

/// The definite answer for somebody among people who are all known.
fn definite(rows: &[Row], at: usize, quota: usize) -> (Selection, u32) {
    let score = |row: &Row| (row.1.unwrap(), row.2.unwrap(), std::cmp::Reverse(row.3.unwrap()));
    let own = score(&rows[at]);
    let others = rows
        .iter()
        .enumerate()
        .filter(|(other, row)| *other != at && row.0 == Some(true));
    let (mut before, mut level) = (0, 0);
    for (_, row) in others {
        before += usize::from(score(row) > own);
        level += usize::from(score(row) == own);
    }
    let selection = if before + level < quota {
        Selected
    } else if before >= quota {
        NotSelected
    } else {
        Tied
    };
    (selection, before as u32 + 1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    // Whatever is said holds in every completion; whatever is definite pair by pair is said.
    #[test]
    fn r10_agrees_with_every_completion(rows in rows(), quota in 0usize..4) {
        let unknown: usize = rows.iter().map(|row| {
            let open = |known: bool| usize::from(!known);
            open(row.0.is_some()) + open(row.1.is_some()) + open(row.2.is_some()) + open(row.3.is_some())
        }).sum();
        prop_assume!(unknown <= 5);
        let review = run(&ranked(), &cases(&rows, Some(quota as i64), true));
        let all = completions(&rows);
        for (at, row) in rows.iter().enumerate() {
            let Some(standing) = &review.people[at].standing else {
                prop_assert_eq!(row.0, Some(false));
                continue;
            };
            let answers: Vec<(Selection, u32)> = all
                .iter()
                .filter(|rows| rows[at].0 == Some(true))
                .map(|rows| definite(rows, at, quota))
                .collect();
            let first = answers[0];
            if standing.selection == Open {
                prop_assert!(!standing.open.is_empty() || !standing.waits_for.is_empty());
                // One unknown at most: then open means that completions differ.
                if unknown <= 1 {
                    prop_assert!(answers.iter().any(|(selection, _)| *selection != first.0));
                }
            } else {
                for (selection, _) in &answers {
                    prop_assert_eq!(*selection, standing.selection);
                }
            }
            if let Some(rank) = standing.rank {
                prop_assert!(answers.iter().all(|(_, found)| *found == rank));
            }
        }
    }

    // The order of the rows changes nothing but the order of the results.
    #[test]
    fn r10_is_invariant_under_permutation_and_splits_no_tie(rows in rows(), quota in 0i64..4, complete in any::<bool>(), turn in 0usize..5) {
        let doc = ranked();
        let straight = cases(&rows, Some(quota), complete);
        let mut turned = straight.clone();
        turned.people.reverse();
        let len = turned.people.len();
        turned.people.rotate_left(turn % len);
        let (one, other) = (run(&doc, &straight), run(&doc, &turned));
        for person in &one.people {
            prop_assert!(other.people.contains(person));
        }
        for (at, left) in rows.iter().enumerate() {
            for (other, right) in rows.iter().enumerate().skip(at + 1) {
                if left == right {
                    let selection = |at: usize| one.people[at].standing.as_ref().map(|standing| (standing.selection, standing.rank));
                    prop_assert_eq!(selection(at), selection(other));
                }
            }
        }
    }
}
