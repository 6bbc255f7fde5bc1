//! Facts that contradict each other: two different ratings for one year (R6), a period that ends before it begins (R7), one
//! key on two rows of a list: a member of a council who holds two seats would vote twice (R11).
//! They are looked for before anything is evaluated, so that no order of evaluation decides what is reported.

use crate::ground::Ground;
use quyche_ir::expr::Type;
use quyche_ir::facts::{Case, PeriodEnd};
use quyche_ir::{Document, Fact, FieldId, ListFact, RecordFact, RecordId, words};
use std::collections::{BTreeMap, BTreeSet};

/// Facts nested deeper than this are not looked into; no declared record goes so deep.
const MAX_DEPTH: usize = 32;

/// What is wrong with a fact, whose, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
    /// The key of the case; empty for the circumstances.
    pub key: String,
    /// Which list, row and field, in words.
    pub place: String,
    /// What is wrong.
    pub fault: DataFault,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFault {
    /// Two different ratings for this year.
    TwoInOneYear(i32),
    /// The last day comes before the first.
    EndsBeforeStart,
    /// A row above it has the same key.
    KeyTwice,
    /// A number of people to choose that is negative or no whole number.
    NoCount,
    /// The row is the same as one above it: a note, no error.
    Repeated,
}

/// The contradictions in one record of facts.
pub fn contradictions(ground: &Ground<'_>, key: &str, record: RecordId, fact: &RecordFact, into: &mut Vec<DataError>) {
    let mut search = Search {
        doc: ground.doc,
        key,
        way: Vec::new(),
        into,
    };
    search.record(record, fact, &mut |search, list, record| {
        for (yearly, year) in ground.yearly() {
            if *yearly == record {
                search.two_in_one_year(list, *year);
            }
        }
        search.key_twice(list, record);
    });
}

/// Rows that were given twice (R5: they count as given, and are reported).
pub fn repeated_rows(doc: &Document, subject: RecordId, people: &[Case]) -> Vec<DataError> {
    let mut found = Vec::new();
    for case in people {
        let mut into = Vec::new();
        let mut search = Search {
            doc,
            key: &case.key,
            way: Vec::new(),
            into: &mut into,
        };
        search.record(subject, &case.subject, &mut |search, list, _| search.repeated(list));
        found.extend(into.into_iter().filter(|error| error.fault == DataFault::Repeated));
    }
    found
}

/// A step of the way to a fact.
#[derive(Clone, Copy)]
enum Way {
    Field(RecordId, FieldId),
    Row(usize),
}

struct Search<'s> {
    doc: &'s Document,
    key: &'s str,
    way: Vec<Way>,
    into: &'s mut Vec<DataError>,
}

type SeeList<'l> = &'l mut dyn FnMut(&mut Search<'_>, &ListFact, RecordId);

impl Search<'_> {
    fn record(&mut self, record: RecordId, fact: &RecordFact, see: SeeList<'_>) {
        let doc = self.doc;
        let Some(declared) = doc.records.get(record.index()).filter(|_| self.way.len() < MAX_DEPTH) else {
            return;
        };
        for (index, (field, fact)) in declared.fields.iter().zip(&fact.fields).enumerate() {
            self.way.push(Way::Field(record, FieldId::at(index)));
            match (field.ty, fact) {
                (_, Fact::Period(period)) => {
                    if let (Some(start), PeriodEnd::On(end)) = (period.start, period.end)
                        && end < start
                    {
                        self.report(DataFault::EndsBeforeStart);
                    }
                }
                (Type::Record(inner), Fact::Record(fact)) => self.record(inner, fact, see),
                (Type::List(inner), Fact::List(list)) => {
                    see(self, list, inner);
                    for (row, fact) in list.rows.iter().enumerate() {
                        self.way.push(Way::Row(row));
                        self.record(inner, fact, see);
                        self.way.pop();
                    }
                }
                _ => {}
            }
            self.way.pop();
        }
    }

    fn two_in_one_year(&mut self, list: &ListFact, field: FieldId) {
        let mut first: BTreeMap<i32, &RecordFact> = BTreeMap::new();
        for (row, fact) in list.rows.iter().enumerate() {
            let Fact::Year(year) = fact.get(field) else { continue };
            match first.get(year) {
                None => {
                    first.insert(*year, fact);
                }
                Some(known) if contradict(known, fact) => {
                    self.way.push(Way::Row(row));
                    self.report(DataFault::TwoInOneYear(*year));
                    self.way.pop();
                }
                Some(_) => {}
            }
        }
    }

    fn key_twice(&mut self, list: &ListFact, record: RecordId) {
        let Some(key) = self.doc.records.get(record.index()).and_then(|record| record.key) else {
            return;
        };
        let mut seen = BTreeSet::new();
        for (row, fact) in list.rows.iter().enumerate() {
            if let Fact::Text(text) = fact.get(key)
                && !seen.insert(text)
            {
                self.way.push(Way::Row(row));
                self.report(DataFault::KeyTwice);
                self.way.pop();
            }
        }
    }

    fn repeated(&mut self, list: &ListFact) {
        let mut seen = BTreeSet::new();
        for (row, fact) in list.rows.iter().enumerate() {
            if !seen.insert(format!("{fact:?}")) {
                self.way.push(Way::Row(row));
                self.report(DataFault::Repeated);
                self.way.pop();
            }
        }
    }

    fn report(&mut self, fault: DataFault) {
        let mut place = String::new();
        for step in &self.way {
            if !place.is_empty() {
                place.push_str(", ");
            }
            match step {
                Way::Field(record, field) => place.push_str(&words::field(self.doc, *record, *field)),
                Way::Row(row) => place.push_str(&format!("dòng {}", row + 1)),
            }
        }
        self.into.push(DataError {
            key: self.key.to_owned(),
            place,
            fault,
        });
    }
}

/// Whether two rows of one year say different things; a fact one of them leaves unknown is no contradiction.
fn contradict(one: &RecordFact, other: &RecordFact) -> bool {
    let count = one.fields.len().max(other.fields.len());
    let facts = (0..count).map(FieldId::at).any(|field| {
        let (one, other) = (one.get(field), other.get(field));
        one != other && *one != Fact::Unknown && *other != Fact::Unknown
    });
    let judged = |(id, met): &(quyche_ir::JudgementId, bool)| other.judgement(*id).is_some_and(|other| other != *met);
    facts || one.judgements.iter().any(judged)
}
