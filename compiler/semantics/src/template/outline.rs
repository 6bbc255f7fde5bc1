//! Where each unit of some rows stands: what edits look their addresses up in.

use super::flat::{Flat, islands, key_of};
use crate::addresses::{Failure, Resolved};
use crate::assemble::Program;
use crate::broken::Broken;
use crate::items;
use crate::tree;
use crate::units::Units;
use quyche_base::{Address, Diagnostics, FileId, Span};
use quyche_ir::UnitId;
use quyche_syntax::ast::File;
use std::collections::BTreeMap;

/// Where a unit stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// A heading or a marker.
    Piece {
        /// Which row.
        row: usize,
        /// Which piece of it.
        at: usize,
    },
    /// An item of a statement.
    Item {
        /// Which row.
        row: usize,
        /// The statement.
        at: usize,
        /// Its marker.
        marker: Span,
    },
}

/// The units of some rows.
pub(super) struct Outline {
    /// The tree of units.
    pub(super) units: Units,
    places: BTreeMap<UnitId, Place>,
    /// The headings and markers of each row and the units they open; none for `Ngoài văn bản.`.
    heads: Vec<BTreeMap<usize, Option<UnitId>>>,
    /// Under which key each unit is known.
    keys: BTreeMap<UnitId, (u32, Span)>,
    /// How many pieces each row has.
    lengths: Vec<usize>,
}

impl Outline {
    /// The outline of a template.
    pub(super) fn of_template(row: &[Flat]) -> Self {
        let file = File {
            id: row.first().map_or(FileId::default(), |piece| piece.span().file),
            header: None,
            islands: islands(row.to_vec()),
        };
        let program = Program {
            header: None,
            files: vec![(&file, None)],
            modules: Vec::new(),
        };
        let (units, _) = tree::build(&program, &Broken::default(), &mut Diagnostics::default());
        Self::new(units, &[row])
    }

    /// The outline of rows whose units are known.
    pub(super) fn new(units: Units, rows: &[&[Flat]]) -> Self {
        let ids: BTreeMap<(u32, Span), UnitId> = units.by_key().collect();
        let mut places = BTreeMap::new();
        let mut heads = Vec::new();
        for (row, pieces) in rows.iter().enumerate() {
            let mut own = BTreeMap::new();
            for (at, piece) in pieces.iter().enumerate() {
                let id = piece.key().and_then(|key| ids.get(&key)).copied();
                if let Some(id) = id {
                    places.insert(id, Place::Piece { row, at });
                }
                if matches!(piece, Flat::Heading(_) | Flat::Marker(_)) {
                    own.insert(at, id);
                }
                let Flat::Statement(statement) = piece else { continue };
                for (_, marker) in items::markers(statement) {
                    if let Some(id) = ids.get(&key_of(marker)) {
                        let marker = marker.span;
                        places.insert(*id, Place::Item { row, at, marker });
                    }
                }
            }
            heads.push(own);
        }
        Self {
            keys: ids.into_iter().map(|(key, id)| (id, key)).collect(),
            units,
            places,
            heads,
            lengths: rows.iter().map(|pieces| pieces.len()).collect(),
        }
    }

    /// The unit an address names.
    pub(super) fn resolve(&self, address: &Address) -> Result<UnitId, Failure> {
        match self.units.resolve(address, None)? {
            Resolved::Unit(id) => Ok(UnitId::at(id)),
            Resolved::External(name, _) => Err(Failure::Unknown {
                step: name.shown,
                sought: None,
                within: None,
            }),
        }
    }

    /// The instance of a template that an address leads into, from 0; for a new unit, that of the unit it will stand in.
    pub(super) fn instance(&self, address: &Address) -> Option<usize> {
        let upper = Address {
            parts: address.parts.iter().skip(1).cloned().collect(),
            span: address.span,
        };
        let unit = self.resolve(address).or_else(|_| self.resolve(&upper)).ok()?;
        usize::try_from(self.units.instance(unit).checked_sub(1)?).ok()
    }

    /// Where a unit stands.
    pub(super) fn place(&self, unit: UnitId) -> Option<Place> {
        self.places.get(&unit).copied()
    }

    /// Under which key a unit is known.
    pub(super) fn key(&self, unit: UnitId) -> Option<(u32, Span)> {
        self.keys.get(&unit).copied()
    }

    /// One past the last piece of a unit that stands at `at`.
    pub(super) fn end(&self, unit: UnitId, row: usize, at: usize) -> usize {
        let mut after = self.heads.get(row).into_iter().flat_map(|heads| heads.range(at + 1..));
        let next = after.find(|(_, id)| id.is_none_or(|id| !self.units.is_within(id, unit)));
        let length = self.lengths.get(row).copied().unwrap_or(0);
        next.map_or(length, |(index, _)| *index)
    }

    /// The units right below one, or at the top, in the order of the text.
    pub(super) fn children(&self, parent: Option<UnitId>) -> impl Iterator<Item = UnitId> {
        let units = self.units.units.iter();
        units.filter(move |unit| unit.parent == parent).map(|unit| unit.id)
    }
}

/// One past the last of a unit's own statements.
pub(super) fn own_end(row: &[Flat], at: usize) -> usize {
    let own = row.iter().skip(at + 1);
    at + 1 + own.take_while(|piece| matches!(piece, Flat::Statement(_))).count()
}
