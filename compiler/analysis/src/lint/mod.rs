//! Faults of the source that can be found mechanically.
//!
//! ```text
//! Document ── checks, a file each ──> Finding { diagnostic, kinds, places }
//!          ── nghi vấn at one of the places, of one of the kinds ──> noted
//! ```
//!
//! A finding says what looks wrong in the text that the rules were made from: the number of a cited document against its date, codes of
//! titles that do not look alike, numbers that repeat or skip, two limits for one thing, a section that says "not regulated"
//! beside rules, dates of effect that disagree, a unit that is spoken of and does not exist. None of them is a mistake of the
//! rule file: its author answers with a `nghi vấn` where the fault stands, and the finding is then *noted*. What is neither
//! mended nor noted stays open.
//!
//! Checks look at what the author wrote about the text (`nêu`, acts, headings, `dẫn chiếu`, limits), never at `nghi vấn` and
//! `cách hiểu`, which speak of faults themselves.

mod citations;
mod codes;
mod effect;
pub mod errors;
mod limits;
mod numbering;
mod references;
mod texts;

use quyche_base::{Diagnostic, Level};
use quyche_ir::UnitId;
use quyche_ir::model::Document;
use std::collections::BTreeSet;

/// Something that looks wrong in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What, where, and what to do; a warning.
    pub diagnostic: Diagnostic,
    /// The unit it is about; `None` for the document as a whole.
    pub unit: Option<UnitId>,
    /// The positions in `Document::doubts` of what the author already says about it.
    pub noted: Vec<usize>,
}

/// What a check found, before anybody asks whether it is noted.
pub(crate) struct Found {
    diagnostic: Diagnostic,
    /// Where a `nghi vấn` may stand: the units concerned; empty for the document's head.
    places: Vec<UnitId>,
    /// Which kinds of `nghi vấn` speak of it.
    kinds: &'static [&'static str],
    /// The number or code it is about, where there is one: a `nghi vấn` that quotes it speaks of it wherever it stands.
    named: Option<String>,
}

/// Every finding, in the order of the text.
pub fn lint(doc: &Document) -> Vec<Finding> {
    let texts = texts::texts(doc);
    let mut found = citations::check(doc, &texts);
    found.extend(codes::check(doc));
    found.extend(effect::check(doc, &texts));
    found.extend(limits::check(doc));
    found.extend(numbering::check(doc));
    found.extend(references::check(doc, &texts));
    let mut out: Vec<Finding> = found.into_iter().map(|one| weigh(doc, one)).collect();
    out.sort_by_key(|one| (one.diagnostic.span, one.diagnostic.code));
    out
}

/// Looks for what the author says about a finding. What stands before the first heading speaks of the document as a whole. What stands before the first heading speaks of the document as a whole.
fn weigh(doc: &Document, found: Found) -> Finding {
    let noted = doc
        .doubts
        .iter()
        .enumerate()
        .filter(|(_, doubt)| found.kinds.contains(&doubt.kind.as_str()))
        .filter(|(_, doubt)| {
            let stands: BTreeSet<UnitId> = doubt.unit.iter().chain(&doubt.affects).copied().collect();
            let places = &found.places;
            let of_the_whole = places.iter().all(|place| container(doc, *place).is_none());
            found
                .named
                .as_ref()
                .is_some_and(|named| doubt.text.contains(named.as_str()))
                || doubt.unit.is_none() && of_the_whole
                || places
                    .iter()
                    .any(|place| stands.iter().any(|unit| near(doc, *unit, *place)))
        })
        .map(|(position, _)| position)
        .collect();
    Finding {
        unit: found.places.first().copied(),
        diagnostic: found.diagnostic,
        noted,
    }
}

/// Whether a `nghi vấn` at `unit` speaks of `place`: in it, right above it, or below it.
fn near(doc: &Document, unit: UnitId, place: UnitId) -> bool {
    let above = doc.unit(place).and_then(|one| one.parent);
    doc.is_within(unit, place) || above == Some(unit)
}

/// The article or procedure that holds a unit.
pub(crate) fn container(doc: &Document, unit: UnitId) -> Option<UnitId> {
    let mut at = doc.unit(unit);
    while let Some(one) = at {
        if matches!(one.step.level, Level::Article | Level::Procedure) {
            return Some(one.id);
        }
        at = one.parent.and_then(|parent| doc.unit(parent));
    }
    None
}
