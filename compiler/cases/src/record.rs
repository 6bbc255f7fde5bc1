//! Records of facts being filled: places in nested records, what is still missing, and the one normal form that makes
//! the three forms of input give identical cases.

use crate::plan::field_label;
use quyche_ir::expr::Type;
use quyche_ir::model::Record;
use quyche_ir::{Document, Fact, FieldId, ListFact, RecordFact, RecordId};

/// A record of which nothing is known, all its fields present.
pub(crate) fn blank_record(record: &Record) -> RecordFact {
    RecordFact {
        fields: vec![Fact::Unknown; record.fields.len()],
        judgements: Vec::new(),
    }
}

/// The record reached through the nested records of `path`, made where it is not there yet.
pub(crate) fn record_at<'f>(
    doc: &Document,
    mut fact: &'f mut RecordFact,
    mut record: Option<RecordId>,
    path: &[FieldId],
) -> Option<&'f mut RecordFact> {
    for field in path {
        let ty = doc.records.get(record?.index())?.fields.get(field.index())?.ty;
        let Type::Record(inner) = ty else { return None };
        let place = fact.fields.get_mut(field.index())?;
        if !matches!(place, Fact::Record(_)) {
            *place = Fact::Record(Box::new(blank_record(doc.records.get(inner.index())?)));
        }
        let Fact::Record(next) = place else { return None };
        fact = next;
        record = Some(inner);
    }
    Some(fact)
}

/// The fact at the end of a path, nested records made on the way.
pub(crate) fn fact_at<'f>(
    doc: &Document,
    fact: &'f mut RecordFact,
    record: Option<RecordId>,
    path: &[FieldId],
) -> Option<&'f mut Fact> {
    let (last, nested) = path.split_last()?;
    if nested.is_empty() {
        return fact.fields.get_mut(last.index());
    }
    record_at(doc, fact, record, nested)?.fields.get_mut(last.index())
}

/// Required fields that nobody gave, lists apart (their rows may come later); inside a nested record only where
/// something of it was given.
pub(crate) fn missing(doc: &Document, record: &Record, fact: &RecordFact) -> Vec<Vec<FieldId>> {
    let mut found = Vec::new();
    for (position, field) in record.fields.iter().enumerate() {
        let id = FieldId::at(position);
        match (fact.get(id), field.ty) {
            (_, Type::List(_)) => {}
            (Fact::Unknown, _) if field.required => found.push(vec![id]),
            (Fact::Record(inner), Type::Record(of)) => {
                if let Some(of) = doc.records.get(of.index()) {
                    found.extend(missing(doc, of, inner).into_iter().map(|mut path| {
                        path.insert(0, id);
                        path
                    }));
                }
            }
            _ => {}
        }
    }
    found
}

/// Required lists that nobody gave.
pub(crate) fn missing_lists(record: &Record, fact: &RecordFact) -> Vec<FieldId> {
    let fields = record.fields.iter().enumerate();
    fields
        .filter(|(_, field)| field.required && matches!(field.ty, Type::List(_)))
        .map(|(position, _)| FieldId::at(position))
        .filter(|id| matches!(fact.get(*id), Fact::Unknown))
        .collect()
}

/// The labels along a path.
pub(crate) fn path_words(doc: &Document, record: &Record, path: &[FieldId]) -> String {
    let mut words = Vec::new();
    let mut at = Some(record);
    for id in path {
        let Some(field) = at.and_then(|record| record.fields.get(id.index())) else {
            break;
        };
        words.push(field_label(field));
        at = match field.ty {
            Type::Record(inner) | Type::List(inner) => doc.records.get(inner.index()),
            Type::Bool
            | Type::Number
            | Type::Text
            | Type::Date
            | Type::Moment
            | Type::Year
            | Type::Duration
            | Type::Period
            | Type::Days
            | Type::Title
            | Type::Member(_)
            | Type::Texts => None,
        };
    }
    words.join(": ")
}

/// The normal form: a list known to be none is empty and complete; a list without rows that may not be complete is
/// unknown; a nested record of which nothing is known is unknown; judgements stand in the order of their ids.
pub(crate) fn normalise(doc: &Document, record: &Record, fact: &mut RecordFact) {
    fact.judgements.sort_unstable();
    for (field, place) in record.fields.iter().zip(&mut fact.fields) {
        match (field.ty, &mut *place) {
            (Type::List(_), Fact::None) => {
                *place = Fact::List(ListFact {
                    rows: Vec::new(),
                    complete: true,
                });
            }
            (Type::List(of), Fact::List(list)) => {
                if let Some(of) = doc.records.get(of.index()).filter(|of| needs_order(doc, of)) {
                    for row in &mut list.rows {
                        normalise(doc, of, row);
                    }
                }
                if list.rows.is_empty() && !list.complete {
                    *place = Fact::Unknown;
                }
            }
            (Type::Record(of), Fact::Record(inner)) => {
                if let Some(of) = doc.records.get(of.index()) {
                    normalise(doc, of, inner);
                }
                if inner.judgements.is_empty() && inner.fields.iter().all(|fact| matches!(fact, Fact::Unknown)) {
                    *place = Fact::Unknown;
                }
            }
            _ => {}
        }
    }
}

/// Whether rows of this record can be out of normal form at all.
fn needs_order(doc: &Document, record: &Record) -> bool {
    let nested = |ty: &Type| matches!(ty, Type::List(_) | Type::Record(_));
    record.fields.iter().any(|field| nested(&field.ty))
        || doc
            .judgements
            .iter()
            .filter(|judgement| judgement.of == record.id)
            .count()
            > 1
}
