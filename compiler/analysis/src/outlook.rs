//! What lies ahead of somebody who fails: the first day on which waiting is enough, or, where it never is, the smallest sets
//! of changes. The answers are those of
//! [`when`](mod@crate::when) and [`missing`](mod@crate::missing), asked for many people of one review.

use crate::missing::{self, Edit};
use crate::when::{self, When};
use chrono::NaiveDate;
use quyche_eval::Prepared;
use quyche_eval::errors::EvalError;
use quyche_eval::result::Options;
use quyche_ir::facts::{Case, Cases};
use quyche_ir::{Document, EntryId, FieldId};

/// What lies ahead of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// When waiting is enough.
    pub when: When,
    /// Where it never is, not even to leave nothing but open points: sets of changes, the smallest first, any of which is.
    pub to_pass: Vec<Vec<Edit>>,
}

/// An entry point made ready for that question. It is shared between threads.
pub struct Ahead<'d> {
    doc: &'d Document,
    entry: EntryId,
    cases: &'d Cases,
    options: &'d Options,
    prepared: Prepared<'d>,
    /// The day from which it is asked: the day of reckoning.
    pub from: NaiveDate,
    /// The circumstances that move with the day.
    pub moved: Vec<FieldId>,
}

impl<'d> Ahead<'d> {
    /// `None` where no day of reckoning is given: then there is no day to wait from.
    ///
    /// # Errors
    /// A document that does not keep its invariants, or ids that are not of it.
    pub fn new(
        doc: &'d Document,
        entry: EntryId,
        cases: &'d Cases,
        options: &'d Options,
    ) -> Result<Option<Self>, EvalError> {
        let Some(from) = options.as_of else { return Ok(None) };
        let prepared = Prepared::of_review(doc, entry, cases, options)?;
        let moved = doc.entries.get(entry.index()).ok_or(EvalError::Malformed)?;
        let moved = when::moving_fields(doc, moved);
        Ok(Some(Ahead {
            doc,
            entry,
            cases,
            options,
            prepared,
            from,
            moved,
        }))
    }

    /// What lies ahead of a person.
    ///
    /// # Errors
    /// Facts that contradict each other, or a document that does not keep its invariants.
    pub fn of(&self, person: &Case) -> Result<Outlook, EvalError> {
        let when = when::when(&self.prepared, person, self.from, &self.moved)?;
        // Whoever only has to wait and to be assessed is not told to change the past.
        let to_pass = if when.first.is_none() && when.undecided.is_none() {
            missing::missing(self.doc, self.entry, person, &self.cases.context, self.options)?.to_pass
        } else {
            Vec::new()
        };
        Ok(Outlook { when, to_pass })
    }
}
