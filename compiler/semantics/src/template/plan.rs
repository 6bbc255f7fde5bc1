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
    /// Notes on units, by their headings or markers: they come after the unit's own statements, old or new.
    pub(super) notes: BTreeMap<usize, Vec<Flat>>,
    /// Notes on the items of a statement, each with the place of the item's marker.
    pub(super) item_notes: BTreeMap<usize, Vec<(Span, Flat)>>,
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
        let mut notes = Vec::new();
        let length = row.len();
        for (at, mut piece) in row.into_iter().enumerate() {
            for new in self.come.remove(&at).into_iter().flatten() {
                put(&mut out, new, &mut notes);
            }
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
            let more = self.inside_of(at, &mut piece, dated, refuse);
            put(&mut out, piece, &mut notes);
            out.extend(more);
            notes.extend(self.notes.remove(&at).into_iter().flatten());
        }
        for new in self.come.remove(&length).into_iter().flatten() {
            put(&mut out, new, &mut notes);
        }
        out.extend(notes);
        out
    }

    /// Carries out the edits inside a statement, and gives back what comes after it: the text an amendment writes beside
    /// what it ends, and the notes on its items.
    fn inside_of(
        &mut self,
        at: usize,
        piece: &mut Flat,
        dated: Option<Dated>,
        refuse: &mut dyn FnMut(Span, Came),
    ) -> Vec<Flat> {
        let Flat::Statement(statement) = piece else {
            return Vec::new();
        };
        let mut more = Vec::new();
        let mut moved: BTreeMap<Span, Span> = BTreeMap::new();
        for (inside, address) in in_order(self.inside.remove(&at).unwrap_or_default()) {
            // A new item is known by the place of its body; under an amendment the old one stays beside it.
            if let (Inside::Item(marker, Op::Replace(body, _)), None) = (&inside, dated) {
                moved.insert(*marker, lists::span_of(body));
            }
            let came = match inside {
                Inside::Item(marker, op) => lists::edit(statement, marker, &op, dated),
                Inside::Body(body) => super::single::replace(statement, &body, dated, &mut more),
            };
            if came != Came::Done {
                refuse(address, came);
            }
        }
        let mut after: Vec<Flat> = more.into_iter().map(Flat::Statement).collect();
        for (marker, mut note) in self.item_notes.remove(&at).unwrap_or_default() {
            note.origin_mut().item = Some(moved.get(&marker).copied().unwrap_or(marker));
            after.push(note);
        }
        after
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

/// Puts a piece in place. What opens another unit comes after the notes on the one before.
fn put(out: &mut Vec<Flat>, piece: Flat, notes: &mut Vec<Flat>) {
    if !matches!(piece, Flat::Statement(_)) {
        out.append(notes);
    }
    out.push(piece);
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
