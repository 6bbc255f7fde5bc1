//! The document before anything stands in it.

use quyche_ir::Document;
use quyche_ir::model::{About, Effect, FORMAT};

/// A document that says nothing yet.
pub(crate) fn document() -> Document {
    Document {
        format: FORMAT,
        hash: String::new(),
        about: About {
            kind: String::new(),
            number: String::new(),
            title: None,
            issuer: None,
            issued: None,
            effect: Effect::NotSaid,
            measure: None,
            calendar: None,
            rolling: None,
            office_hours: None,
            replaces: Vec::new(),
        },
        files: Vec::new(),
        units: Vec::new(),
        records: Vec::new(),
        sets: Vec::new(),
        titles: Vec::new(),
        externals: Vec::new(),
        readings: Vec::new(),
        judgements: Vec::new(),
        definitions: Vec::new(),
        scopes: Vec::new(),
        criteria: Vec::new(),
        norms: Vec::new(),
        deadlines: Vec::new(),
        dossiers: Vec::new(),
        papers: None,
        rankings: Vec::new(),
        councils: Vec::new(),
        stated: Vec::new(),
        doubts: Vec::new(),
        entries: Vec::new(),
        examples: Vec::new(),
        templates: Vec::new(),
        instances: Vec::new(),
        amendments: Vec::new(),
    }
}
