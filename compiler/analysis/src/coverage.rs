//! What is said about each unit of the text, and how many units of each kind there are.

use crate::statements::{Statement, Statements};
use quyche_ir::UnitId;
use quyche_ir::model::Document;
use std::collections::{BTreeMap, BTreeSet};

/// What is said about a unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// A rule stands there, or the unit is an item of one.
    Encoded,
    /// Nothing to compute, for the reason given (a class of `nêu`, empty where none; `nghi_vấn` where only a doubt stands).
    Stated(String),
    /// Only a heading over other units.
    Frame,
    /// Nothing is said: a hole.
    Silent,
}

impl Status {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Status::Encoded => "đã mã hóa".to_owned(),
            Status::Stated(class) if class.is_empty() => "nêu".to_owned(),
            Status::Stated(class) => format!("nêu ({})", quyche_ir::words::spaced(class)),
            Status::Frame => "khung".to_owned(),
            Status::Silent => "chưa nói gì".to_owned(),
        }
    }
}

/// How a unit is called about which only a doubt is recorded.
pub(crate) const DOUBT: &str = "nghi_vấn";

/// How many units have which status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Units in all.
    pub units: usize,
    /// By status.
    pub by_status: BTreeMap<Status, usize>,
}

/// Counts the units of a document by status.
pub fn coverage(doc: &Document) -> Coverage {
    let statements = Statements::of(doc);
    let mut out = Coverage::default();
    for (unit, status) in statuses(doc, &statements) {
        if doc.unit(unit).is_some() {
            out.units += 1;
            *out.by_status.entry(status).or_default() += 1;
        }
    }
    out
}

/// The status of every unit, in the order of the text.
pub(crate) fn statuses(doc: &Document, statements: &Statements<'_>) -> BTreeMap<UnitId, Status> {
    let parents: BTreeSet<UnitId> = doc.units.iter().filter_map(|unit| unit.parent).collect();
    doc.units
        .iter()
        .map(|unit| (unit.id, status_of(statements, &parents, unit.id)))
        .collect()
}

/// What is said about one unit.
pub fn status(doc: &Document, unit: UnitId) -> Status {
    let parents: BTreeSet<UnitId> = doc.units.iter().filter_map(|unit| unit.parent).collect();
    status_of(&Statements::of(doc), &parents, unit)
}

fn status_of(statements: &Statements<'_>, parents: &BTreeSet<UnitId>, unit: UnitId) -> Status {
    let mut stated = statements.stated_item(unit).map(str::to_owned);
    let mut doubted = false;
    for statement in statements.at(unit) {
        match statement {
            Statement::Stated(one) => stated = Some(one.class.clone()),
            Statement::Doubt(_) => doubted = true,
            Statement::Title(_)
            | Statement::Definition(_)
            | Statement::Scope(_)
            | Statement::Criterion(_)
            | Statement::Norm(_)
            | Statement::Deadline(_)
            | Statement::Dossier(_)
            | Statement::Ranking(_)
            | Statement::TieBreaker(_)
            | Statement::PassingSuffices(_)
            | Statement::Council(..)
            | Statement::Reading(_) => return Status::Encoded,
        }
    }
    if statements.is_spelled_out(unit) {
        return Status::Encoded;
    }
    match stated {
        Some(class) => Status::Stated(class),
        None if doubted => Status::Stated(DOUBT.to_owned()),
        None if parents.contains(&unit) => Status::Frame,
        None => Status::Silent,
    }
}
