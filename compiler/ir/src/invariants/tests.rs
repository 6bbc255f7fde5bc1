//! A good document passes; a broken one is told, and nothing panics on the way.

use super::check;
use crate::errors::{CIRCLE, OUT_OF_ORDER, POINTS_NOWHERE, WRONG_TYPE};
use crate::expr::{Expr, ExprKind, Paper, Place, Root, Type};
use crate::ids::{CriterionId, DefinitionId, DossierId, FieldId, RecordId, SetId, TitleId, UnitId};
use crate::json;
use crate::model::{Definition, Document, PaperFields};
use crate::norm::{Body, Criterion, Gate, Item};
use crate::words::tests::{document, not, served, works};
use proptest::prelude::*;
use quyche_base::{Code, Span};

fn criterion(body: Body) -> Criterion {
    Criterion {
        id: CriterionId(0),
        unit: UnitId(0),
        name: None,
        label: None,
        titles: vec![TitleId(0)],
        subject: RecordId(0),
        gate: Gate::default(),
        body,
        dossier: None,
        at: Span::default(),
    }
}

fn sample() -> Document {
    let item = |unit: u32, body: Body| Item {
        unit: UnitId(unit),
        gate: Gate::default(),
        body,
        at: Span::default(),
    };
    let mut doc = document();
    doc.criteria = vec![criterion(Body::All(vec![
        item(1, Body::Test(served())),
        item(2, Body::Test(not(works()))),
    ]))];
    json::seal(doc).unwrap()
}

fn codes(doc: &Document) -> Vec<Code> {
    check(doc).0.into_iter().map(|finding| finding.code).collect()
}

#[test]
fn a_good_document_passes_and_survives_json() {
    let doc = sample();
    assert_eq!(check(&doc).0, []);
    let text = json::write(&doc).unwrap();
    let back = json::read(&text).unwrap();
    assert_eq!(back, doc);
    assert_eq!(json::write(&back).unwrap(), text);
}

#[test]
fn each_kind_of_fault_has_its_code() {
    let mut doc = sample();
    doc.criteria[0].unit = UnitId(99);
    assert_eq!(codes(&doc), [POINTS_NOWHERE]);

    let mut doc = sample();
    doc.units[1].parent = Some(UnitId(2));
    assert_eq!(codes(&doc), [OUT_OF_ORDER]);

    let mut doc = sample();
    doc.criteria[0].body = Body::Test(Expr {
        at: Span::default(),
        ty: Type::Date,
        kind: ExprKind::ReckoningDay,
    });
    assert_eq!(codes(&doc), [WRONG_TYPE]);

    let mut doc = sample();
    doc.definitions.push(Definition {
        id: DefinitionId(0),
        unit: None,
        name: "a".into(),
        label: None,
        body: Expr {
            at: Span::default(),
            ty: Type::Bool,
            kind: ExprKind::Definition(DefinitionId(0)),
        },
        at: Span::default(),
    });
    assert!(codes(&doc).contains(&CIRCLE));
}

#[test]
fn a_changed_document_is_refused_and_so_is_bottomless_nesting() {
    let text = json::write(&sample()).unwrap();
    assert_eq!(json::read(&text.replace("1/QĐ", "2/QĐ")), Err(json::ReadError::Hash));
    let other = text.replacen("\"format\":1", "\"format\":2", 1);
    assert_eq!(json::read(&other), Err(json::ReadError::Format(2)));
    let deep = "[".repeat(1_000_000);
    assert!(matches!(json::read(&deep), Err(json::ReadError::Shape(_))));
}

#[test]
fn deep_expressions_come_back_from_json() {
    let mut expr = works();
    for _ in 0..150 {
        expr = not(expr);
    }
    let mut doc = document();
    doc.criteria = vec![criterion(Body::Test(expr))];
    let doc = json::seal(doc).unwrap();
    let text = json::write(&doc).unwrap();
    assert_eq!(json::read(&text).unwrap(), doc);
}

/// The positions of whole numbers in a JSON text, outside strings.
fn numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    let mut in_string = false;
    for (index, byte) in text.bytes().enumerate() {
        in_string ^= byte == b'"';
        if in_string || !byte.is_ascii_digit() {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == index => last.end += 1,
            _ => found.push(index..index + 1),
        }
    }
    found
}

proptest! {
    /// Whatever number somebody changes by hand, the document is checked, spoken and walked without a panic; and where the
    /// check finds nothing, every id still points at something.
    #[test]
    fn no_changed_number_panics(which in any::<prop::sample::Index>(), value in prop_oneof![0u32..4, Just(77), any::<u32>()]) {
        let text = json::write(&sample()).unwrap();
        let places = numbers(&text);
        let place = places[which.index(places.len())].clone();
        let mut changed = text;
        changed.replace_range(place, &value.to_string());
        if let Ok(doc) = serde_json::from_str::<Document>(&changed) {
            let fine = check(&doc).0.is_empty();
            let words: Vec<String> = doc.criteria.iter().flat_map(|one| crate::words::criterion_lines(&doc, one)).collect();
            prop_assert!(!words.is_empty());
            prop_assert!(!fine || !words.iter().any(|line| line.contains(crate::words::UNKNOWN)));
        }
    }
}

#[test]
fn a_dossier_needs_the_record_of_what_was_handed_in() {
    let asks = || {
        let paper = Paper {
            list: Place {
                root: Root::Subject(RecordId(0)),
                path: vec![FieldId(2)],
            },
            document: 0,
            words: "Đơn".into(),
            copies: Vec::new(),
            limit: None,
        };
        criterion(Body::Test(Expr {
            at: Span::default(),
            ty: Type::Bool,
            kind: ExprKind::Submitted(Box::new(paper)),
        }))
    };
    // Of a work only its kind, its date and a truth are known: nothing says how many copies.
    let fields = PaperFields {
        record: RecordId(2),
        documents: SetId(1),
        document: FieldId(0),
        copies: FieldId(2),
        date: FieldId(1),
    };
    let mut doc = sample();
    doc.criteria[0] = asks();
    assert_eq!(codes(&doc), [POINTS_NOWHERE]);
    doc.papers = Some(fields);
    assert_eq!(codes(&doc), [WRONG_TYPE]);
    doc.records[2].fields[2].ty = Type::Number;
    assert_eq!(codes(&doc), []);
    let words = crate::words::body(&doc, &doc.criteria[0].body);
    assert_eq!(words, "nộp “Đơn”");
    doc.criteria[0].dossier = Some(DossierId(0));
    assert_eq!(codes(&doc), [POINTS_NOWHERE]);
    doc.papers = Some(PaperFields {
        record: RecordId(9),
        ..fields
    });
    assert!(codes(&doc).contains(&POINTS_NOWHERE));
}
