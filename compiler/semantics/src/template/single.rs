//! A unit with one statement whose body an edit replaces: its condition, its one act, its one stated text.

use super::lists::{Came, Dated, is_empty, words};
use quyche_syntax::ast::{EditBody, How, Statement, StatementKind, Tails};

/// Whether a body can take the place of the statement's own.
pub(super) fn fits(statement: &Statement, body: &EditBody) -> bool {
    let quoted = words(body).is_some();
    let condition = matches!(body, EditBody::Item { order: None, .. }) && !quoted;
    match &statement.kind {
        StatementKind::Criterion(_) => condition,
        StatementKind::Definition(_) => false,
        StatementKind::Norm(norm) => quoted && norm.acts.len() == 1,
        StatementKind::Stated(stated) => quoted && stated.texts.len() == 1,
        StatementKind::Category(_)
        | StatementKind::Record(_)
        | StatementKind::Title(_)
        | StatementKind::External(_)
        | StatementKind::Reading(_)
        | StatementKind::Measure(_)
        | StatementKind::Scope(_)
        | StatementKind::Deadline(_)
        | StatementKind::Dossier(_)
        | StatementKind::Ranking(_)
        | StatementKind::Council(_)
        | StatementKind::Doubt(_)
        | StatementKind::Entry(_)
        | StatementKind::Example(_) => false,
    }
}

/// Puts the body in place. Under an amendment the old statement ends the day before, and the new one goes to `more`.
pub(super) fn replace(
    statement: &mut Statement,
    body: &EditBody,
    dated: Option<Dated>,
    more: &mut Vec<Statement>,
) -> Came {
    let mut new = statement.clone();
    new.origin.how = How::Replaced;
    if let Some(dated) = dated {
        new.origin.amendment = dated.amendment;
        // The two stand side by side, so that each needs a place of its own.
        new.span = super::lists::span_of(body);
    }
    let came = put(&mut new, body);
    if let Some(dated) = dated {
        super::record::join_items(&mut new, dated.amendment);
    }
    let Some(dated) = dated.filter(|_| came == Came::Done) else {
        if came == Came::Done {
            *statement = new;
        }
        return came;
    };
    let ended = end(statement, dated);
    if ended == Came::Done {
        begin(&mut new, dated);
        more.push(new);
    }
    ended
}

fn put(statement: &mut Statement, body: &EditBody) -> Came {
    match (&mut statement.kind, body, words(body)) {
        (
            StatementKind::Criterion(criterion),
            EditBody::Item {
                body,
                tails,
                order: None,
                ..
            },
            None,
        ) => {
            criterion.body = body.clone();
            narrow(&mut criterion.tails, tails);
            Came::Done
        }
        (StatementKind::Norm(norm), _, Some((text, tails))) => match norm.acts.as_mut_slice() {
            [act] => {
                act.text = text;
                narrow(&mut act.tails, &tails);
                Came::Done
            }
            [] | [_, ..] => Came::Unfit,
        },
        (StatementKind::Stated(stated), _, Some((text, tails))) if is_empty(&tails) => {
            match stated.texts.as_mut_slice() {
                [(_, own)] => {
                    *own = text;
                    Came::Done
                }
                [] | [_, ..] => Came::Unfit,
            }
        }
        (_, _, _) => Came::Unfit,
    }
}

/// Tails the edit brings take the place of those of the same kind.
fn narrow(own: &mut Tails, new: &Tails) {
    for (own, new) in [
        (&mut own.when, &new.when),
        (&mut own.unless, &new.unless),
        (&mut own.as_of, &new.as_of),
    ] {
        if new.is_some() {
            own.clone_from(new);
        }
    }
    own.from = new.from.or(own.from);
    own.until = new.until.or(own.until);
}

/// The tails of a statement, where it has any that mean the days on which it holds.
fn tails(statement: &mut Statement) -> Option<&mut Tails> {
    match &mut statement.kind {
        StatementKind::Criterion(one) => Some(&mut one.tails),
        StatementKind::Norm(one) => Some(&mut one.tails),
        StatementKind::Deadline(one) => Some(&mut one.tails),
        StatementKind::Dossier(one) => Some(&mut one.tails),
        StatementKind::Category(_)
        | StatementKind::Record(_)
        | StatementKind::Title(_)
        | StatementKind::Definition(_)
        | StatementKind::External(_)
        | StatementKind::Reading(_)
        | StatementKind::Measure(_)
        | StatementKind::Scope(_)
        | StatementKind::Ranking(_)
        | StatementKind::Council(_)
        | StatementKind::Stated(_)
        | StatementKind::Doubt(_)
        | StatementKind::Entry(_)
        | StatementKind::Example(_) => None,
    }
}

/// Whether a statement says nothing that holds on some days and not on others.
fn is_timeless(statement: &Statement) -> bool {
    match statement.kind {
        StatementKind::Definition(_)
        | StatementKind::Reading(_)
        | StatementKind::Stated(_)
        | StatementKind::Doubt(_)
        | StatementKind::Entry(_)
        | StatementKind::Example(_)
        | StatementKind::External(_) => true,
        StatementKind::Category(_)
        | StatementKind::Record(_)
        | StatementKind::Title(_)
        | StatementKind::Measure(_)
        | StatementKind::Criterion(_)
        | StatementKind::Norm(_)
        | StatementKind::Deadline(_)
        | StatementKind::Dossier(_)
        | StatementKind::Scope(_)
        | StatementKind::Ranking(_)
        | StatementKind::Council(_) => false,
    }
}

/// The old statement holds up to the day before.
pub(super) fn end(statement: &mut Statement, dated: Dated) -> Came {
    statement.origin.amendment = dated.amendment;
    if let StatementKind::Stated(stated) = &mut statement.kind {
        stated.until = Some(stated.until.map_or(dated.until, |until| until.min(dated.until)));
    }
    let timeless = is_timeless(statement);
    match tails(statement) {
        Some(tails) => {
            tails.until = Some(tails.until.map_or(dated.until, |until| until.min(dated.until)));
            Came::Done
        }
        None if timeless => Came::Done,
        None => Came::Undated,
    }
}

/// The new statement holds from the first day.
pub(super) fn begin(statement: &mut Statement, dated: Dated) -> Came {
    statement.origin.amendment = dated.amendment;
    if let StatementKind::Stated(stated) = &mut statement.kind {
        stated.from = Some(stated.from.map_or(dated.from, |from| from.max(dated.from)));
    }
    let timeless = is_timeless(statement);
    match tails(statement) {
        Some(tails) => {
            tails.from = Some(tails.from.map_or(dated.from, |from| from.max(dated.from)));
            Came::Done
        }
        None if timeless => Came::Done,
        None => Came::Undated,
    }
}
