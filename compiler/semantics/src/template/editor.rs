//! From edits to plans: what each edit means for the rows it is about, and whether it may.

use super::flat::{Flat, same};
use super::gather::{Change, ChangeKind, New};
use super::lists::{self, Came, Dated, Op, fresh};
use super::messages::{self, Whole};
use super::outline::{Outline, Place, own_end};
use super::place::{self, Spot};
use super::plan::{Inside, Plan, fitting, statements};
use super::single;
use crate::addresses::Failure;
use crate::levels::rank;
use crate::units::is_counted;
use quyche_base::{Diagnostics, Level, Span};
use quyche_ir::UnitId;
use quyche_syntax::ast::{EditBody, How, Label, Origin, UnitMarker};
use std::collections::BTreeMap;

/// What an edit did, for the record.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// What.
    pub(super) how: Done,
    /// The unit in words, as it was addressed.
    pub(super) address: String,
    /// Its title before.
    pub(super) title: Option<String>,
    /// Under which key it is known afterwards.
    pub(super) key: Option<(u32, Span)>,
    /// The edit.
    pub(super) at: Span,
}

/// The kinds of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// It is gone.
    Removed,
    /// Its text is another.
    Replaced,
    /// Some of its own text is another, or it says more.
    Changed,
    /// It is new.
    Added,
}

/// Edits some rows.
pub(super) struct Editor<'e> {
    pub(super) outline: &'e Outline,
    pub(super) rows: &'e [Vec<Flat>],
    pub(super) plans: BTreeMap<usize, Plan>,
    pub(super) records: Vec<Record>,
    pub(super) found: &'e mut Diagnostics,
    /// What is edited, for the messages.
    pub(super) whole: Whole<'e>,
    /// Set for an amendment.
    pub(super) dated: Option<Dated>,
    /// The units edited; notes on a unit are told apart from what changes its text.
    touched: BTreeMap<(UnitId, bool), (ChangeKind, Span)>,
    added: BTreeMap<String, Span>,
}

impl<'e> Editor<'e> {
    /// An editor that has done nothing yet.
    pub(super) fn new(
        outline: &'e Outline,
        rows: &'e [Vec<Flat>],
        found: &'e mut Diagnostics,
        whole: Whole<'e>,
        dated: Option<Dated>,
    ) -> Self {
        Self {
            outline,
            rows,
            plans: BTreeMap::new(),
            records: Vec::new(),
            found,
            whole,
            dated,
            touched: BTreeMap::new(),
            added: BTreeMap::new(),
        }
    }

    /// Takes an edit up.
    pub(super) fn change(&mut self, change: Change) {
        let unit = match self.outline.resolve(&change.at) {
            Ok(unit) => unit,
            Err(Failure::Unknown { .. }) if change.kind == ChangeKind::Add => return self.add_new(change),
            Err(failure) => {
                let found = messages::no_such_address(&self.outline.units, &change.at, failure, &self.whole);
                return self.found.push(found);
            }
        };
        let Some(place) = self.outline.place(unit) else { return };
        if !self.touch(unit, &change) {
            return;
        }
        let how = match change.kind {
            ChangeKind::Remove => Done::Removed,
            ChangeKind::Replace => Done::Replaced,
            ChangeKind::ReplaceOpening | ChangeKind::Rename | ChangeKind::Add => Done::Changed,
            ChangeKind::AddAfter => Done::Added,
        };
        self.record(how, unit, &change);
        match change.kind {
            ChangeKind::Remove => self.remove(unit, place, &change),
            ChangeKind::Replace => self.replace(unit, place, change),
            ChangeKind::ReplaceOpening => self.replace_opening(place, change),
            ChangeKind::Rename => self.rename(place, change),
            ChangeKind::Add if change.is_note() => self.add_notes(unit, place, change),
            ChangeKind::Add => self.add_to(place, change),
            ChangeKind::AddAfter => self.add_after(unit, place, change),
        }
    }

    pub(super) fn row(&self, row: usize) -> &'e [Flat] {
        self.rows.get(row).map_or(&[], Vec::as_slice)
    }

    pub(super) fn plan(&mut self, row: usize) -> &mut Plan {
        self.plans.entry(row).or_default()
    }

    fn record(&mut self, how: Done, unit: UnitId, change: &Change) {
        let title = match self.outline.place(unit) {
            Some(Place::Piece { row, at }) => title_of(self.row(row).get(at)),
            Some(Place::Item { .. }) | None => None,
        };
        self.records.push(Record {
            how,
            address: self.whole.address(self.outline.units.address(unit)),
            title: title.map(str::to_owned),
            key: self.key_after(unit, change),
            at: change.span,
        });
    }

    /// Under which key the unit an edit leaves is known.
    fn key_after(&self, unit: UnitId, change: &Change) -> Option<(u32, Span)> {
        let key = self.outline.key(unit)?;
        if self.dated.is_some() && change.kind != ChangeKind::AddAfter {
            return Some(key);
        }
        let span = match (change.kind, &change.new, self.outline.place(unit)?) {
            (ChangeKind::Remove, _, _) => return None,
            (ChangeKind::AddAfter, _, _) => change.at.span,
            (ChangeKind::Replace, New::Body(body), Place::Item { .. }) => lists::span_of(body),
            (_, _, _) => key.1,
        };
        Some((self.whole.instance().max(key.0), span))
    }

    /// Whether no other edit is about this unit, or holds it.
    fn touch(&mut self, unit: UnitId, change: &Change) -> bool {
        let units = &self.outline.units;
        let is_whole = |kind: ChangeKind| matches!(kind, ChangeKind::Replace | ChangeKind::Remove);
        let note = change.is_note();
        let clash = self.touched.iter().find(|((other, other_note), (kind, _))| {
            let (other, kind) = (*other, *kind);
            if other == unit {
                let kinds = [kind, change.kind];
                let beside = note != *other_note && !kinds.contains(&ChangeKind::Remove);
                return !beside && !kinds.contains(&ChangeKind::AddAfter);
            }
            is_whole(kind) && units.is_within(unit, other) || is_whole(change.kind) && units.is_within(other, unit)
        });
        if let Some((_, (_, first))) = clash {
            self.found.push(messages::twice(&change.at, *first));
            return false;
        }
        let entry = (change.kind, change.span);
        if change.kind == ChangeKind::AddAfter {
            self.touched.entry((unit, note)).or_insert(entry);
        } else {
            self.touched.insert((unit, note), entry);
        }
        true
    }

    fn unfit(&mut self, change: &Change) {
        let found = messages::unfit_body(change.at.span, change.kind);
        self.found.push(found);
    }

    fn remove(&mut self, unit: UnitId, place: Place, change: &Change) {
        match place {
            Place::Item { row, at, marker } => {
                self.plan(row)
                    .edit(at, Inside::Item(marker, Op::Remove), change.at.span);
            }
            Place::Piece { row, at } => {
                let pieces = self.row(row);
                if self.dated.is_some() {
                    let old = statements(self.outline, unit, pieces, (row, at));
                    self.plan(row).end(old, change.at.span);
                } else {
                    let end = self.outline.end(unit, row, at);
                    self.plan(row).gone.extend(at..end);
                }
            }
        }
    }

    fn replace(&mut self, unit: UnitId, place: Place, change: Change) {
        match (place, &change.new) {
            (Place::Item { row, at, marker }, New::Body(body)) if change.title.is_none() => {
                let known = self.outline.units.units.get(unit.index());
                let number = known.map_or(String::new(), |unit| unit.step.number.clone());
                let inside = Inside::Item(marker, Op::Replace(body.clone(), number));
                self.edit_inside(row, at, inside, &change);
            }
            (Place::Piece { row, at }, New::Body(body)) => {
                self.replace_body(row, at, body, &change, How::Replaced);
            }
            (Place::Piece { row, at }, New::Row(new)) if !new.is_empty() => {
                let pieces = self.row(row);
                let end = self.outline.end(unit, row, at);
                let old = pieces.get(at + 1..end).unwrap_or(&[]);
                if change.title.is_none() && same(old, new) {
                    return self.found.push(messages::nothing_new(&change.at, &self.whole));
                }
                let level = pieces.get(at).and_then(Flat::level);
                if !self.stands_below(new, level) {
                    return;
                }
                if self.dated.is_some() {
                    let old = statements(self.outline, unit, pieces, (row, at));
                    self.plan(row).end(old, change.at.span);
                    return self.bring_dated(unit, change);
                }
                let (new, title) = (new.clone(), change.title.clone());
                let plan = self.plan(row);
                plan.gone.extend(at + 1..end);
                plan.add(at + 1, new);
                plan.heads.insert(at, (title, How::Replaced));
            }
            (Place::Item { .. } | Place::Piece { .. }, _) => self.unfit(&change),
        }
    }

    /// The one body of a unit's one fitting statement.
    fn replace_body(&mut self, row: usize, at: usize, body: &EditBody, change: &Change, how: How) {
        match fitting(self.row(row), at, body).as_slice() {
            [only] => {
                self.edit_inside(row, *only, Inside::Body(Box::new(body.clone())), change);
                self.plan(row).heads.insert(at, (change.title.clone(), how));
            }
            [] => self.unfit(change),
            [_, ..] => self.found.push(messages::which_statement(&change.at)),
        }
    }

    /// An edit inside a statement, unless it would change nothing.
    fn edit_inside(&mut self, row: usize, at: usize, inside: Inside, change: &Change) {
        if let Some(Flat::Statement(statement)) = self.row(row).get(at) {
            let mut new = statement.clone();
            let came = match &inside {
                Inside::Item(marker, op) => lists::edit(&mut new, *marker, op, None),
                Inside::Body(body) => single::replace(&mut new, body, None, &mut Vec::new()),
            };
            let (old, new) = (Flat::Statement(statement.clone()), Flat::Statement(new));
            if came == Came::Done && same(&[old], &[new]) {
                return self.found.push(messages::nothing_new(&change.at, &self.whole));
            }
        }
        self.plan(row).edit(at, inside, change.at.span);
    }

    fn replace_opening(&mut self, place: Place, change: Change) {
        let Place::Piece { row, at } = place else {
            return self.unfit(&change);
        };
        match &change.new {
            New::Body(body) => self.replace_body(row, at, body, &change, How::Changed),
            New::Row(new) if !new.is_empty() && new.iter().all(|piece| matches!(piece, Flat::Statement(_))) => {
                let end = own_end(self.row(row), at);
                let old = self.row(row).get(at + 1..end).unwrap_or(&[]);
                if change.title.is_none() && same(old, new) {
                    return self.found.push(messages::nothing_new(&change.at, &self.whole));
                }
                let (new, title, dated) = (new.clone(), change.title.clone(), self.dated);
                if dated.is_some() {
                    self.plan(row).end((at + 1..end).collect(), change.at.span);
                    return self.bring(row, end, new, change.at.span);
                }
                let plan = self.plan(row);
                plan.gone.extend(at + 1..end);
                plan.add(at + 1, new);
                plan.heads.insert(at, (title, How::Changed));
            }
            New::Row(_) | New::Nothing => self.unfit(&change),
        }
    }

    fn rename(&mut self, place: Place, change: Change) {
        let title = match &change.new {
            New::Body(body) => lists::words(body).map(|(title, _)| title),
            New::Row(_) | New::Nothing => None,
        };
        match (place, title) {
            (Place::Piece { .. }, Some(_)) if self.dated.is_some() => {
                self.found.push(messages::undated(change.at.span));
            }
            (Place::Piece { row, at }, Some(title)) => {
                if title_of(self.row(row).get(at)) == Some(title.text.as_str()) {
                    return self.found.push(messages::nothing_new(&change.at, &self.whole));
                }
                self.plan(row).heads.insert(at, (Some(title), How::Changed));
            }
            (Place::Piece { .. } | Place::Item { .. }, _) => self.unfit(&change),
        }
    }

    /// Doubts and readings about a unit that is there. They stand beside whatever else is done to it.
    fn add_notes(&mut self, unit: UnitId, place: Place, change: Change) {
        let New::Row(new) = change.new else { return };
        let new = self.begun(new, change.at.span);
        match place {
            Place::Piece { row, at } => {
                let plan = self.plan(row);
                plan.heads.entry(at).or_insert((change.title, How::Changed));
                plan.notes.entry(at).or_default().extend(new);
            }
            Place::Item { row, at, marker } => {
                let known = self.outline.key(unit).map_or(0, |(instance, _)| instance);
                let instance = self.whole.instance().max(known);
                let notes = new.into_iter().map(|mut note| {
                    note.origin_mut().instance = instance;
                    (marker, note)
                });
                self.plan(row).item_notes.entry(at).or_default().extend(notes);
            }
        }
    }

    /// More statements for a unit that is there.
    fn add_to(&mut self, place: Place, change: Change) {
        match (place, &change.new) {
            (Place::Piece { row, at }, New::Row(new))
                if !new.is_empty() && new.iter().all(|piece| matches!(piece, Flat::Statement(_))) =>
            {
                let end = own_end(self.row(row), at);
                let new = new.clone();
                self.plan(row)
                    .heads
                    .entry(at)
                    .or_insert((change.title.clone(), How::Changed));
                self.bring(row, end, new, change.at.span);
            }
            (_, New::Body(_)) => self.found.push(messages::is_there(&change.at)),
            (Place::Piece { .. } | Place::Item { .. }, New::Row(_) | New::Nothing) => self.unfit(&change),
        }
    }

    fn add_after(&mut self, unit: UnitId, place: Place, change: Change) {
        let level = self.outline.units.units.get(unit.index()).map(|unit| unit.step.level);
        let Some(level) = level.filter(|level| is_counted(*level)) else {
            return self.found.push(messages::not_counted(&change.at));
        };
        let marker = fresh(level, "", 1, change.at.span, self.origin_of_new());
        match (place, &change.new) {
            (Place::Item { row, at, marker: after }, New::Body(body)) => {
                let op = Op::After(marker, body.clone());
                self.plan(row).edit(at, Inside::Item(after, op), change.at.span);
            }
            (Place::Piece { row, at }, New::Row(new)) if !new.is_empty() => {
                if !self.stands_below(new, Some(level)) {
                    return;
                }
                let end = self.outline.end(unit, row, at);
                let head = Flat::Marker(UnitMarker {
                    marker,
                    title: change.title.clone(),
                });
                let new = std::iter::once(head).chain(new.iter().cloned()).collect();
                self.bring(row, end, new, change.at.span);
            }
            (Place::Piece { .. } | Place::Item { .. }, _) => self.unfit(&change),
        }
    }

    /// A unit that is not there yet.
    pub(super) fn add_new(&mut self, change: Change) {
        let words = change.at.words();
        if let Some(first) = self.added.get(&words).copied() {
            return self.found.push(messages::twice(&change.at, first));
        }
        let spot = match place::spot(self.outline, self.rows, &change.at) {
            Ok(spot) => spot,
            Err(failure) => {
                let found = messages::no_such_address(&self.outline.units, &change.at, failure, &self.whole);
                return self.found.push(found);
            }
        };
        self.added.insert(words, change.span);
        self.records.push(Record {
            how: Done::Added,
            address: change.at.words(),
            title: change.title.as_ref().map(|title| title.text.clone()),
            key: Some((self.whole.instance(), change.at.span)),
            at: change.span,
        });
        match (spot, &change.new) {
            (
                Spot::Item {
                    row,
                    at,
                    beside,
                    after,
                    step,
                },
                New::Body(body),
            ) => {
                let marker = fresh(
                    step.level,
                    &step.number,
                    step.occurrence,
                    change.at.span,
                    self.origin_of_new(),
                );
                let op = if after {
                    Op::After(marker, body.clone())
                } else {
                    Op::Before(marker, body.clone())
                };
                self.plan(row).edit(at, Inside::Item(beside, op), change.at.span);
            }
            (Spot::Piece { row, at, step }, New::Row(new)) if !new.is_empty() => {
                if !self.stands_below(new, Some(step.level)) {
                    return;
                }
                let head = place::opening(&step, change.title.clone(), change.at.span, self.origin_of_new());
                let new = std::iter::once(head).chain(new.iter().cloned()).collect();
                self.bring(row, at, new, change.at.span);
            }
            (Spot::Item { .. } | Spot::Piece { .. }, _) => self.unfit(&change),
        }
    }

    fn origin_of_new(&self) -> Origin {
        Origin {
            instance: self.whole.instance(),
            how: How::Added,
            amendment: self.dated.map_or(0, |dated| dated.amendment),
            item: None,
        }
    }

    /// Whether every unit of new text stands below a unit of this level.
    fn stands_below(&mut self, new: &[Flat], level: Option<Level>) -> bool {
        let Some(level) = level else { return true };
        let high = new
            .iter()
            .filter(|piece| matches!(piece, Flat::Marker(_)))
            .find(|piece| piece.level().is_some_and(|own| rank(own) <= rank(level)));
        if let Some(high) = high {
            self.found.push(messages::too_high(high.span()));
        }
        high.is_none()
    }

    /// New pieces before a place.
    pub(super) fn bring(&mut self, row: usize, at: usize, new: Vec<Flat>, address: Span) {
        let new = self.begun(new, address);
        self.plan(row).add(at, new);
    }

    /// New pieces; under an amendment they hold from its first day.
    fn begun(&mut self, mut new: Vec<Flat>, address: Span) -> Vec<Flat> {
        if let Some(dated) = self.dated {
            for piece in &mut new {
                piece.origin_mut().amendment = dated.amendment;
                if let Flat::Statement(statement) = piece {
                    super::record::join_items(statement, dated.amendment);
                    if single::begin(statement, dated) != Came::Done {
                        self.found.push(messages::undated(address));
                    }
                }
            }
        }
        new
    }
}

fn title_of(piece: Option<&Flat>) -> Option<&str> {
    let title: Option<&Label> = match piece? {
        Flat::Heading(heading) => heading.title.as_ref(),
        Flat::Marker(marker) => marker.title.as_ref(),
        Flat::Statement(_) | Flat::Directive(_) => None,
    };
    title.map(|title| title.text.as_str())
}
