//! What lies ahead of those who fail, for `quyche run`: asked of everybody on a short list, of a long one where told to.

use crate::progress;
use crate::screen::{Exit, Screen};
use quyche_analysis::missing::Edit;
use quyche_analysis::outlook::{Ahead, Outlook as Found};
use quyche_analysis::when;
use quyche_base::Diagnostics;
use quyche_cases::{Change, Outlook, Outlooks};
use quyche_driver::bulk;
use quyche_eval::result::{Options, Review};
use quyche_ir::Document;
use quyche_ir::facts::{Case, Cases};
use quyche_ir::model::Entry;
use quyche_ir::outcome::Class;

/// Up to so many people who fail are asked about without being told to: a fraction of a second.
const MOST: usize = 200;

/// What lies ahead of everybody who fails; `None` without a day of reckoning.
pub fn ahead(
    document: &Document,
    entry: &Entry,
    cases: &Cases,
    options: &Options,
    review: &Review,
    everybody: bool,
    screen: &Screen,
) -> Result<Option<Outlooks>, Exit> {
    let refuse = |error: quyche_eval::EvalError| screen.refuse(&Diagnostics::from(error));
    let Some(ahead) = Ahead::new(document, entry.id, cases, options).map_err(refuse)? else {
        return Ok(None);
    };
    let people = review.people.iter().zip(&cases.people).enumerate();
    let failing: Vec<(usize, &Case)> = people
        .filter(|(_, (result, _))| result.assessment.outcome.class() == Class::NotMet)
        .map(|(at, (_, case))| (at, case))
        .collect();
    let mut outlooks = Outlooks {
        from: ahead.from,
        moves: when::moved(document, entry, &ahead.moved),
        people: [].into(),
        left_out: failing.len(),
    };
    if failing.is_empty() || failing.len() > MOST && !everybody {
        return Ok(Some(outlooks));
    }
    let found = progress::watched(failing.len(), screen.lang, |done| {
        bulk::each(&failing, done, |(at, person)| Some((*at, ahead.of(person).ok()?)))
    });
    let found = found.into_iter().flatten();
    outlooks.people = found.map(|(at, found)| (at, told(document, entry, found))).collect();
    // Whoever needs more looks than a search is allowed stays among those left out.
    outlooks.left_out -= outlooks.people.len();
    Ok(Some(outlooks))
}

fn told(document: &Document, entry: &Entry, found: Found) -> Outlook {
    let change = |edit: &Edit| Change {
        address: document.address(edit.unit).to_owned(),
        words: edit.change.words(document, entry.subject, entry.context),
    };
    let sets = found.to_pass.iter();
    Outlook {
        first: found.when.first,
        fails: found.when.fails.map(|(day, why)| (day, why.outcome.class())),
        undecided: found
            .when
            .undecided
            .map(|(day, why)| (day, when::leaves(document, &why))),
        changes: sets.map(|set| set.iter().map(change).collect()).collect(),
    }
}

/// Adds what lies ahead to the rows of the table, as the last reason.
pub fn mark(outlooks: &Outlooks, rows: &mut [Vec<String>]) {
    for (at, row) in rows.iter_mut().enumerate() {
        if let (Some(line), Some(reasons)) = (outlooks.line(at), row.last_mut()) {
            if !reasons.is_empty() {
                reasons.push('\n');
            }
            reasons.push_str(&line);
        }
    }
}

/// What stands below the table.
pub fn note(outlooks: &Outlooks, screen: &Screen) -> String {
    let mut note = outlooks.note();
    if note.is_empty() {
        return note;
    }
    if outlooks.left_out > 0 {
        note.push_str(screen.lang.pick(" (--outlook thì tìm)", " (--outlook asks)"));
    }
    note.push('\n');
    note
}
