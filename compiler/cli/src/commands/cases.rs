//! Cases for questions that no entry point asks: of which record they are, and how they are read.

use crate::args::SomeFacts;
use crate::screen::{Exit, Screen};
use quyche_base::SourceMap;
use quyche_driver::ask::{self, Asked};
use quyche_driver::lookup;
use quyche_eval::result::Options;
use quyche_ir::facts::{Case, Cases};
use quyche_ir::{CriterionId, Document, RecordId};

/// The options the flags stand for.
pub fn options(document: &Document, facts: &SomeFacts, screen: &Screen) -> Result<Options, Exit> {
    let asked = Asked {
        as_of: facts.as_of.clone(),
        signed: facts.under.signed.clone(),
        readings: facts.under.reading.clone(),
        allow_projected: false,
        trace: false,
    };
    ask::options(document, &asked).map_err(|wrong| screen.refuse(&wrong))
}

/// The cases, where any were given, and their record: the one named, else the only one of those that can be meant; `asked`
/// are the checks of the dossiers asked for.
pub fn read(
    document: &Document,
    facts: &SomeFacts,
    possible: &[RecordId],
    asked: &[CriterionId],
    screen: &Screen,
) -> Result<Option<(RecordId, Cases)>, Exit> {
    let Some(source) = facts.cases.as_deref() else {
        return Ok(None);
    };
    let subject = match (facts.about.as_deref(), possible) {
        (Some(name), _) => lookup::record(document, name).map_err(|error| screen.refuse_one(error))?,
        (None, [only]) => *only,
        (None, [] | [_, ..]) => {
            let entries: Vec<RecordId> = document.entries.iter().map(|entry| entry.subject).collect();
            let likely: Vec<RecordId> = possible.iter().copied().filter(|id| entries.contains(id)).collect();
            match likely.as_slice() {
                [only] => *only,
                [] | [_, ..] => return Err(screen.refuse_one(lookup::which_record(document, possible))),
            }
        }
    };
    let (cases, doubtful) =
        quyche_cases::read_about(document, subject, asked, source).map_err(|wrong| screen.refuse(&wrong))?;
    screen.findings(&doubtful, &SourceMap::default());
    Ok(Some((subject, cases)))
}

/// Everybody, or the one asked for.
pub fn people<'c>(cases: &'c Cases, facts: &SomeFacts, screen: &Screen) -> Result<Vec<&'c Case>, Exit> {
    match &facts.person {
        None => Ok(cases.people.iter().collect()),
        Some(key) => ask::person(cases, key)
            .map(|case| vec![case])
            .map_err(|error| screen.refuse_one(error)),
    }
}
