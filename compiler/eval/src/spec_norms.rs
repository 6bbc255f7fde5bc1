//! Norms: whether they bind, whom, and which doubts answers rest on.

use crate::build::*;
use crate::check::{check_norms, check_unit};
use crate::norms::{Binding, NormResult};
use crate::result::Options;
use proptest::prelude::{Just, Strategy, prop_assert_eq, prop_oneof, proptest};
use quyche_base::Span;
use quyche_ir::model::Doubt;
use quyche_ir::norm::{Act, Bearer, Body, Gate, Norm, NormKind, Party};
use quyche_ir::outcome::Class;
use quyche_ir::*;
use std::collections::BTreeSet;

const FIRST: Party = Party::Member(SCALE, 0);
const SECOND: Party = Party::Member(SCALE, 1);
const THIRD: Party = Party::Member(SCALE, 2);

fn norm(doc: &mut Document, kind: NormKind, gate: Gate, bearer: Option<Bearer>) {
    doc.norms.push(Norm {
        id: NormId::at(doc.norms.len()),
        kind,
        unit: UnitId(0),
        name: None,
        label: None,
        bearer,
        towards: Vec::new(),
        subject: Some(PERSON),
        gate,
        acts: vec![Act {
            unit: UnitId(0),
            text: "làm".to_owned(),
            gate: Gate::default(),
        }],
        recurrence: None,
        limit: None,
        at: Span::default(),
    });
}

fn result(doc: &Document, facts: &[(FieldId, Fact)]) -> NormResult {
    let case = person(facts);
    let found = check_norms(doc, None, PERSON, &[&case], &RecordFact::default(), &Options::default());
    found.unwrap().remove(0).remove(0)
}

fn truth(fact: Option<bool>) -> Fact {
    fact.map_or(Fact::Unknown, Fact::Bool)
}

#[test]
fn a_norm_binds_where_its_tails_let_it() {
    let mut doc = doc();
    let gate = Gate {
        unless: Some(fact(B)),
        ..when(fact(A))
    };
    norm(&mut doc, NormKind::Duty, gate, Some(Bearer::Named(vec![FIRST])));
    let cases = [
        (Some(true), Some(false), Binding::Binds, "phải làm"),
        (Some(true), Some(true), Binding::Lifted, "miễn"),
        (Some(false), None, Binding::NotApplicable, "không áp dụng"),
        (None, Some(true), Binding::NotApplicable, "không áp dụng"),
        (None, Some(false), Binding::Open, "chưa rõ có phải làm không"),
        (Some(true), None, Binding::Open, "chưa rõ có phải làm không"),
    ];
    for (a, b, binding, words) in cases {
        let found = result(&doc, &[(A, truth(a)), (B, truth(b))]);
        assert_eq!(found.binding(), binding, "{a:?} {b:?}");
        assert_eq!(found.verdict(), words);
        assert_eq!(found.is_open(), binding == Binding::Open);
        assert_eq!(found.open.is_empty(), binding != Binding::Open, "{:?}", found.open);
    }
}

#[test]
fn every_kind_has_its_verdict() {
    for (kind, words) in [
        (NormKind::Duty, "phải làm"),
        (NormKind::Power, "được làm"),
        (NormKind::Authority, "được làm"),
        (NormKind::Prohibition, "cấm"),
    ] {
        let mut doc = doc();
        norm(&mut doc, kind, Gate::default(), None);
        let found = result(&doc, &[]);
        assert_eq!(found.verdict(), words);
        assert!(found.who.unnamed && !found.is_open());
        assert_eq!(found.words(&doc), format!("{words}: văn bản không nêu ai"));
    }
}

fn truths() -> impl Strategy<Value = Option<bool>> {
    prop_oneof![Just(None), Just(Some(true)), Just(Some(false))]
}

proptest! {
    #[test]
    fn whom_a_norm_binds_is_what_every_completion_says(a in truths(), b in truths(), rest: bool, alike: bool) {
        let mut doc = doc();
        let second = if alike { FIRST } else { SECOND };
        let otherwise = rest.then_some(THIRD);
        let bearer = Bearer::ByCase {
            arms: vec![(fact(A), FIRST), (fact(B), second)],
            otherwise,
        };
        norm(&mut doc, NormKind::Authority, Gate::default(), Some(bearer));
        let found = result(&doc, &[(A, truth(a)), (B, truth(b))]);
        let mut all: BTreeSet<Option<Party>> = BTreeSet::new();
        let ways = |fact: Option<bool>| fact.map_or(vec![false, true], |fact| vec![fact]);
        for a in ways(a) {
            for b in ways(b) {
                let first = a.then_some(FIRST);
                all.insert(first.or(b.then_some(second)).or(otherwise));
            }
        }
        let parties: Vec<Party> = all.iter().copied().flatten().collect();
        prop_assert_eq!(found.who.gap, all.contains(&None));
        let sure = all.len() == 1 && !found.who.gap;
        prop_assert_eq!(&found.who.sure, &if sure { parties.clone() } else { Vec::new() });
        prop_assert_eq!(&found.who.possible, &if sure { Vec::new() } else { parties });
        prop_assert_eq!(found.who.open.is_empty(), sure);
    }
}

fn doubt(doc: &mut Document, kind: &str, unit: Option<u32>, affects: &[u32]) {
    doc.doubts.push(Doubt {
        unit: unit.map(UnitId),
        kind: kind.to_owned(),
        text: "ngờ".to_owned(),
        affects: affects.iter().copied().map(UnitId).collect(),
        at: Span::default(),
    });
}

#[test]
fn an_answer_names_the_doubts_it_rests_on() {
    let mut doc = doc();
    doc.units[3].parent = Some(UnitId(2));
    let items = vec![
        item(1, Gate::default(), Body::Test(fact(A))),
        item(3, Gate::default(), Body::Test(fact(B))),
    ];
    criterion(&mut doc, 0, Gate::default(), Body::All(items));
    doubt(&mut doc, "mâu_thuẫn", Some(1), &[]);
    doubt(&mut doc, "lỗ_hổng", Some(9), &[2]);
    doubt(&mut doc, "sao_chép", Some(1), &[]);
    doubt(&mut doc, "tên_gọi", Some(9), &[3]);
    doubt(&mut doc, "ranh_giới", None, &[]);
    let of = |a: Option<bool>, b: Option<bool>| {
        let case = person(&[(A, truth(a)), (B, truth(b))]);
        let found = check_unit(
            &doc,
            UnitId(0),
            None,
            &case,
            &RecordFact::default(),
            &Options::default(),
        )
        .unwrap();
        (found.outcome.class(), found.doubts)
    };
    // Met: all that had a part; a formal fault only where it is named.
    assert_eq!(of(Some(true), Some(true)), (Class::Met, vec![0, 1, 3]));
    // Not met: the failing point alone.
    assert_eq!(of(Some(false), Some(true)), (Class::NotMet, vec![0]));
    assert_eq!(of(Some(true), Some(false)), (Class::NotMet, vec![1, 3]));
    // Open: the open point alone.
    assert_eq!(of(None, Some(true)), (Class::Open, vec![0]));
}

#[test]
fn a_norm_of_another_record_is_asked_where_it_reads_nothing_of_it() {
    let mut doc = doc();
    norm(
        &mut doc,
        NormKind::Duty,
        Gate::default(),
        Some(Bearer::Named(vec![FIRST])),
    );
    norm(
        &mut doc,
        NormKind::Duty,
        when(fact(A)),
        Some(Bearer::Named(vec![SECOND])),
    );
    let asked = |subject: RecordId, within: Option<UnitId>| -> usize {
        let case = person(&[]);
        let found = check_norms(
            &doc,
            within,
            subject,
            &[&case],
            &RecordFact::default(),
            &Options::default(),
        );
        found.unwrap().remove(0).len()
    };
    assert_eq!(asked(PERSON, Some(UnitId(0))), 2);
    // In the unit itself the duty without conditions is the same for everybody; in a list of all it is left to its own.
    assert_eq!(asked(CONTEXT, Some(UnitId(0))), 1);
    assert_eq!(asked(CONTEXT, None), 0);
}
