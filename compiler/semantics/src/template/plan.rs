//! What edits do to a row: which pieces go, which come, which change. Places are those of the row before any edit, so no
//! edit moves what another one means.

use super::flat::Flat;
use super::lists::{self, Came, Dated, Op};
use super::outline::Outline;
use quyche_base::Span;
use quyche_syntax::ast::{EditBody, How, Label};
use std::collections::{BTreeMap, BTreeSet};

/// An edit inside a statement.
#[derive(Clone, Debug)]
pub(super) enum Inside {
    /// Of the item whose marker stands there.
    Item(Span, Op),
    /// Of the one body of the statement.
    Body(Box<EditBody>),
}

/// The edits of one row.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Pieces that go.
    pub(super) gone: BTreeSet<usize>,
    /// Pieces that come before a place.
    pub(super) come: BTreeMap<usize, Vec<Flat>>,
    /// New titles of headings and markers, and what is done to their units.
    pub(super) heads: BTreeMap<usize, (Option<Label>, How)>,
    /// Statements that an amendment ends, each with the address that was written.
    pub(super) ends: BTreeMap<usize, Span>,
    /// Edits inside statements, each with the address it was written with.
    pub(super) inside: BTreeMap<usize, Vec<(Inside, Span)>>,
}

impl Plan {
    /// The row after the edits. What could not be done is told to `refuse` with the place of the address.
    pub(super) fn carry_out(
        mut self,
        row: Vec<Flat>,
        dated: Option<Dated>,
        refuse: &mut dyn FnMut(Span, Came),
    ) -> Vec<Flat> {
        let mut out = Vec::with_capacity(row.len());
        let length = row.len();
        for (at, mut piece) in row.into_iter().enumerate() {
            out.extend(self.come.remove(&at).into_iter().flatten());
            if self.gone.contains(&at) {
                continue;
            }
            if let Some((title, how)) = self.heads.remove(&at) {
                piece.origin_mut().how = how;
                retitle(&mut piece, title);
            }
            if let (Some(address), Some(dated), Flat::Statement(statement)) = (self.ends.remove(&at), dated, &mut piece)
            {
                let came = super::single::end(statement, dated);
                if came != Came::Done {
                    refuse(address, came);
                }
            }
            let mut more = Vec::new();
            for (inside, address) in in_order(self.inside.remove(&at).unwrap_or_default()) {
                let Flat::Statement(statement) = &mut piece else {
                    continue;
                };
                let came = match inside {
                    Inside::Item(marker, op) => lists::edit(statement, marker, &op, dated),
                    Inside::Body(body) => super::single::replace(statement, &body, dated, &mut more),
                };
                if came != Came::Done {
                    refuse(address, came);
                }
            }
            out.push(piece);
            out.extend(more.into_iter().map(Flat::Statement));
        }
        out.extend(self.come.remove(&length).into_iter().flatten());
        out
    }

    /// Adds pieces before a place, after those already there.
    pub(super) fn add(&mut self, at: usize, pieces: Vec<Flat>) {
        self.come.entry(at).or_default().extend(pieces);
    }

    /// Ends statements under an amendment.
    pub(super) fn end(&mut self, statements: Vec<usize>, address: Span) {
        self.ends.extend(statements.into_iter().map(|at| (at, address)));
    }

    /// Adds an edit inside a statement.
    pub(super) fn edit(&mut self, at: usize, inside: Inside, address: Span) {
        self.inside.entry(at).or_default().push((inside, address));
    }
}

/// New items first, while the items beside them still have their markers; of several after one item, the last first.
fn in_order(edits: Vec<(Inside, Span)>) -> Vec<(Inside, Span)> {
    let class = |inside: &Inside| match inside {
        Inside::Item(_, Op::After(..)) => 0,
        Inside::Item(_, Op::Before(..)) => 1,
        Inside::Item(_, Op::Replace(..) | Op::Remove) | Inside::Body(_) => 2,
    };
    let mut after: Vec<(Inside, Span)> = Vec::new();
    let mut others: Vec<(Inside, Span)> = Vec::new();
    for edit in edits {
        if class(&edit.0) == 0 {
            after.insert(0, edit);
        } else {
            others.push(edit);
        }
    }
    others.sort_by_key(|(inside, _)| class(inside));
    after.extend(others);
    after
}

fn retitle(piece: &mut Flat, title: Option<Label>) {
    let Some(title) = title else { return };
    match piece {
        Flat::Heading(heading) => heading.title = Some(title),
        Flat::Marker(marker) => marker.title = Some(title),
        Flat::Statement(_) | Flat::Directive(_) => {}
    }
}

/// The statements among the own ones of a unit whose one body `body` can replace.
pub(super) fn fitting(row: &[Flat], at: usize, body: &EditBody) -> Vec<usize> {
    let end = super::outline::own_end(row, at);
    let own = row.iter().enumerate().take(end).skip(at + 1);
    own.filter(|(_, piece)| matches!(piece, Flat::Statement(statement) if super::single::fits(statement, body)))
        .map(|(index, _)| index)
        .collect()
}

/// The statements below a unit, as places of the row.
pub(super) fn statements(
    outline: &Outline,
    unit: quyche_ir::UnitId,
    pieces: &[Flat],
    (row, at): (usize, usize),
) -> Vec<usize> {
    let end = outline.end(unit, row, at);
    (at..end)
        .filter(|index| matches!(pieces.get(*index), Some(Flat::Statement(_))))
        .collect()
}
