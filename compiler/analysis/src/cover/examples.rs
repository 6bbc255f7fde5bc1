//! What the examples of a document put to the test.

use quyche_eval::example_units;
use quyche_eval::result::Options;
use quyche_ir::model::Document;
use quyche_ir::{ExampleId, UnitId};
use std::collections::BTreeSet;

/// The units that some example's answer was read off, and the examples that could not be run.
pub(crate) fn shown(doc: &Document, options: &Options) -> (BTreeSet<UnitId>, Vec<ExampleId>) {
    let mut shown = BTreeSet::new();
    let mut broken = Vec::new();
    for example in &doc.examples {
        match example_units(doc, example.id, options) {
            Ok(units) => shown.extend(units),
            Err(_) => broken.push(example.id),
        }
    }
    (shown, broken)
}
