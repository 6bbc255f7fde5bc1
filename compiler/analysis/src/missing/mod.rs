//! What is missing: the smallest sets of facts, or of changes of facts, that would settle an open verdict or turn a failing
//! one.
//!
//! Sets are read off the rules (`solve`): what each point asks for, every point of `tất cả`, any of `một trong`. Each is
//! then tried with the evaluator itself, shrunk until nothing of it can be left out, and kept only if it does what it says.
//! An open verdict is settled by facts nobody gave; known ones are changed only to turn a failing verdict.

mod change;
mod condition;
mod constant;
mod lists;
mod papers;
mod sets;
mod solve;

pub use change::{Base, Change, Edit, Spot};

use change::Facts;
use quyche_eval::Prepared;
use quyche_eval::errors::EvalError;
use quyche_eval::result::{Assessment, Options};
use quyche_ir::facts::{Case, Cases};
use quyche_ir::outcome::Class;
use quyche_ir::{Document, EntryId, RecordFact};
use sets::Sets;
use solve::{At, Solver};
use std::cell::Cell;

/// How many sets are told.
const TOLD: usize = 6;

/// Up to this size every smaller part of a set is tried; above it, leaving out one change at a time.
const TRIED_WHOLE: usize = 8;

/// What would settle or turn a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The verdict as it is, with what stands in its way.
    pub assessment: Assessment,
    /// Sets of changes, the smallest first, any of which makes it `đạt`.
    pub to_pass: Vec<Vec<Edit>>,
    /// For an open verdict, sets any of which makes it `không đạt`.
    pub to_fail: Vec<Vec<Edit>>,
}

/// What is missing for this person at an entry point.
///
/// # Errors
/// Facts that contradict each other, or a document that does not keep its invariants.
pub fn missing(
    doc: &Document,
    entry: EntryId,
    person: &Case,
    context: &RecordFact,
    options: &Options,
) -> Result<Missing, EvalError> {
    let assessment = quyche_eval::assess(doc, entry, person, context, options)?;
    let class = assessment.outcome.class();
    let trial = Trial {
        doc,
        entry,
        key: &person.key,
        facts: Facts {
            subject: person.subject.clone(),
            context: context.clone(),
            signed: options.signed,
        },
        options,
    };
    let mut answer = Missing {
        assessment,
        to_pass: Vec::new(),
        to_fail: Vec::new(),
    };
    let sought = match class {
        Class::Met | Class::Exempt | Class::NotApplicable => return Ok(answer),
        Class::NotMet => [Some((true, false)), None],
        Class::Open => [Some((true, true)), Some((false, true))],
    };
    let alone = Cases {
        people: vec![person.clone()],
        complete: false,
        context: context.clone(),
    };
    let prepared = Prepared::of_review(doc, entry, &alone, options)?;
    for (pass, only_unknown) in sought.into_iter().flatten() {
        let steps = Cell::new(0);
        let at = At {
            prepared: &prepared,
            case: person,
            steps: &steps,
        };
        let solver = Solver::new(doc, entry, &trial.facts, options, only_unknown, at);
        let sets = trial.kept(solver.entry(pass), pass)?;
        if pass {
            answer.to_pass = sets;
        } else {
            answer.to_fail = sets;
        }
    }
    Ok(answer)
}

/// The facts as changed by a set: the person's, and the circumstances.
pub fn applied(
    set: &[Edit],
    person: &RecordFact,
    context: &RecordFact,
    options: &Options,
) -> (RecordFact, RecordFact, Options) {
    let mut facts = Facts {
        subject: person.clone(),
        context: context.clone(),
        signed: options.signed,
    };
    set.iter().for_each(|edit| edit.change.apply(&mut facts));
    let mut options = options.clone();
    options.signed = facts.signed;
    (facts.subject, facts.context, options)
}

struct Trial<'t> {
    doc: &'t Document,
    entry: EntryId,
    key: &'t str,
    facts: Facts,
    options: &'t Options,
}

impl Trial<'_> {
    /// Whether the set makes the verdict what is sought. Facts that come to contradict each other do not.
    fn works(&self, set: &[Edit], pass: bool) -> Result<bool, EvalError> {
        let (subject, context, options) = applied(set, &self.facts.subject, &self.facts.context, self.options);
        let case = Case {
            key: self.key.to_owned(),
            subject,
        };
        match quyche_eval::assess(self.doc, self.entry, &case, &context, &options) {
            Ok(assessment) => {
                let class = assessment.outcome.class();
                Ok(if pass {
                    matches!(class, Class::Met | Class::Exempt)
                } else {
                    class == Class::NotMet
                })
            }
            Err(EvalError::Data(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The sets that work, each shrunk, the smallest first.
    fn kept(&self, sets: Sets, pass: bool) -> Result<Vec<Vec<Edit>>, EvalError> {
        let mut kept: Vec<Vec<Edit>> = Vec::new();
        for set in sets {
            if !self.works(&set, pass)? {
                continue;
            }
            let set = self.shrunk(set, pass)?;
            let changes = |set: &[Edit]| set.iter().map(|edit| edit.change.clone()).collect::<Vec<_>>();
            if !kept.iter().any(|known| changes(known) == changes(&set)) {
                kept.push(set);
            }
        }
        kept.sort_by_key(Vec::len);
        kept.truncate(TOLD);
        Ok(kept)
    }

    /// The set without what can be left out.
    fn shrunk(&self, mut set: Vec<Edit>, pass: bool) -> Result<Vec<Edit>, EvalError> {
        let mut at = 0;
        while at < set.len() {
            let mut smaller = set.clone();
            smaller.remove(at);
            if self.works(&smaller, pass)? {
                set = smaller;
                at = 0;
            } else {
                at += 1;
            }
        }
        if set.len() > TRIED_WHOLE {
            return Ok(set);
        }
        let mut parts: Vec<u32> = (1..1 << set.len()).collect();
        parts.sort_by_key(|part| part.count_ones());
        for part in parts {
            let smaller: Vec<Edit> = set
                .iter()
                .enumerate()
                .filter(|(at, _)| part & (1 << at) != 0)
                .map(|(_, edit)| edit.clone())
                .collect();
            if smaller.len() < set.len() && self.works(&smaller, pass)? {
                return Ok(smaller);
            }
        }
        Ok(set)
    }
}
