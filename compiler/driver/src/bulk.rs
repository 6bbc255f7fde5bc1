//! A review of many people: each assessed on its own, in parallel, then ranked together; and the evaluator's other
//! questions, with its refusals as diagnostics.

use crate::calendar::calendar;
use quyche_base::{Diagnostic, Diagnostics};
use quyche_eval::Prepared;
use quyche_eval::result::{Assessment, ExampleResult, Options, Review};
use quyche_ir::facts::{Case, Cases};
use quyche_ir::model::Example;
use quyche_ir::{Document, EntryId, RecordFact};
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Room for the recursion that deeply nested rules take; untouched pages cost nothing.
const STACK_BYTES: usize = 64 << 20;

/// Reviews everybody; `done` counts the people assessed so far, for whoever shows progress. The result does not depend on
/// how many threads there are.
pub fn review(
    document: &Document,
    entry: EntryId,
    cases: &Cases,
    options: &Options,
    done: &AtomicUsize,
) -> Result<Review, Diagnostics> {
    let prepared = Prepared::of_review(document, entry, cases, options).map_err(Diagnostics::from)?;
    let assessed = each(&cases.people, done, |person| prepared.assess(person));
    prepared.finish(entry, cases, assessed).map_err(Diagnostics::from)
}

/// Asks something of every item, over the cores, and gives the answers in the order of the items; `done` counts them.
pub fn each<T: Sync, R: Send>(items: &[T], done: &AtomicUsize, ask: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let one = |item: &T| {
        let answer = ask(item);
        done.fetch_add(1, Ordering::Relaxed);
        answer
    };
    match rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES).build() {
        Ok(pool) => pool.install(|| items.par_iter().map(one).collect()),
        // A system that grants no threads.
        Err(_) => items.iter().map(one).collect(),
    }
}

/// One person, with the tree of reasons where the options ask for it.
pub fn assess(
    document: &Document,
    entry: EntryId,
    person: &Case,
    context: &RecordFact,
    options: &Options,
) -> Result<Assessment, Diagnostics> {
    quyche_eval::assess(document, entry, person, context, options).map_err(Diagnostics::from)
}

/// Runs an example: what came, and what is to be told of it where it did not hold or could not be run.
pub fn run_example(document: &Document, example: &Example) -> (Option<ExampleResult>, Diagnostics) {
    let options = match calendar(document) {
        Ok(calendar) => Options {
            calendar: Some(calendar),
            ..Options::default()
        },
        Err(diagnostic) => return (None, Diagnostics(vec![diagnostic])),
    };
    match quyche_eval::run_example_under(document, example.id, &options) {
        Ok(result) => {
            let told: Option<Diagnostic> = quyche_eval::example_diagnostic(document, example.id, &result);
            (Some(result), Diagnostics(told.into_iter().collect()))
        }
        Err(error) => {
            let mut told = Diagnostics::from(error);
            for diagnostic in &mut told.0 {
                diagnostic.span = diagnostic.span.or(Some(example.at));
            }
            (None, told)
        }
    }
}
