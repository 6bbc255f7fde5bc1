//! New text of an amended unit beside the old: what stands in a unit that is there joins it, so that each address stays one
//! unit, with the old text up to the day before and the new text from the day.

use super::editor::Editor;
use super::flat::Flat;
use super::gather::{Change, ChangeKind, New};
use super::outline::{Place, own_end};
use crate::levels::rank;
use crate::units::is_counted;
use quyche_base::{Address, Anchor, Level, Step};
use quyche_ir::UnitId;
use quyche_syntax::ast::{HeadingKind, Label};
use std::collections::BTreeMap;

impl Editor<'_> {
    /// Brings the new text of a unit whose old text has been ended.
    pub(super) fn bring_dated(&mut self, unit: UnitId, change: Change) {
        let New::Row(new) = change.new else { return };
        let mut rest = new.into_iter().peekable();
        let own = statements(&mut rest);
        self.join(unit, own, &change.at);
        let mut open: Vec<Step> = Vec::new();
        let mut counted: BTreeMap<(Vec<String>, Level), u32> = BTreeMap::new();
        while let Some(piece) = rest.next() {
            let Some((mut step, title)) = opened(&piece) else {
                continue;
            };
            while open.last().is_some_and(|above| rank(above.level) >= rank(step.level)) {
                open.pop();
            }
            if is_counted(step.level) {
                let above = open.iter().map(Step::words).collect();
                let count = counted.entry((above, step.level)).or_insert(0);
                *count += 1;
                step.number = count.to_string();
            }
            open.push(step.clone());
            let steps = open.iter().rev().cloned().map(Anchor::Step);
            let at = Address {
                parts: steps.chain(change.at.parts.iter().cloned()).collect(),
                span: piece.span(),
            };
            if let Ok(known) = self.outline.resolve(&at) {
                let own = statements(&mut rest);
                self.join(known, own, &at);
                continue;
            }
            let mut whole = statements(&mut rest);
            while let Some(below) = rest.next_if(|next| next.level().is_none_or(|own| rank(own) > rank(step.level))) {
                whole.push(below);
            }
            self.add_new(Change {
                kind: ChangeKind::Add,
                at,
                title,
                new: New::Row(whole),
                span: change.span,
            });
        }
    }

    /// New statements of a unit that is there.
    fn join(&mut self, unit: UnitId, new: Vec<Flat>, at: &Address) {
        if new.is_empty() {
            return;
        }
        if let Some(Place::Piece { row, at: place }) = self.outline.place(unit) {
            let end = own_end(self.row(row), place);
            self.bring(row, end, new, at.span);
        }
    }
}

/// The statements that come next.
fn statements(rest: &mut std::iter::Peekable<std::vec::IntoIter<Flat>>) -> Vec<Flat> {
    std::iter::from_fn(|| rest.next_if(|piece| matches!(piece, Flat::Statement(_)))).collect()
}

/// The step and the title of the unit a piece opens.
fn opened(piece: &Flat) -> Option<(Step, Option<Label>)> {
    match piece {
        Flat::Heading(heading) => match &heading.kind {
            HeadingKind::Unit {
                level,
                number,
                occurrence,
            } => {
                let step = Step {
                    level: *level,
                    number: number.clone(),
                    occurrence: *occurrence,
                };
                Some((step, heading.title.clone()))
            }
            HeadingKind::Outside => None,
        },
        Flat::Marker(marker) => {
            let step = Step {
                level: marker.marker.level,
                number: marker.marker.number.clone(),
                occurrence: marker.marker.occurrence,
            };
            Some((step, marker.title.clone()))
        }
        Flat::Statement(_) | Flat::Directive(_) => None,
    }
}
