//! Where a unit that is not there yet belongs among those that are.

use super::flat::Flat;
use super::outline::{Outline, Place};
use crate::addresses::Failure;
use crate::levels::natural;
use quyche_base::{Address, Anchor, Level, Span, Step};
use quyche_ir::UnitId;
use quyche_syntax::ast::{Heading, HeadingKind, Label, Marker, Origin, UnitMarker};

/// Where a new unit goes.
pub(super) enum Spot {
    /// Into a list of a statement, beside the item whose marker stands at `beside`.
    Item {
        row: usize,
        at: usize,
        beside: Span,
        after: bool,
        step: Step,
    },
    /// Before a piece.
    Piece { row: usize, at: usize, step: Step },
}

/// Finds the place of a new unit: among the units of its level by number, else at the end of the unit it stands in.
pub(super) fn spot(outline: &Outline, rows: &[Vec<Flat>], address: &Address) -> Result<Spot, Failure> {
    let nowhere = || Failure::Unknown {
        step: address.words(),
        sought: None,
        within: None,
    };
    let Some(Anchor::Step(step)) = address.parts.first() else {
        return Err(nowhere());
    };
    let upper = Address {
        parts: address.parts.iter().skip(1).cloned().collect(),
        span: address.span,
    };
    let parent = if upper.parts.is_empty() {
        beside(outline, step.level)
    } else {
        Some(outline.resolve(&upper)?)
    };
    let siblings: Vec<UnitId> = outline
        .children(parent)
        .filter(|id| step_of(outline, *id).is_some_and(|own| alike(own.level, step.level)))
        .collect();
    let before = siblings.iter().rev().find(|id| {
        let own = step_of(outline, **id);
        own.is_some_and(|own| order(own) <= order(step))
    });
    let step = step.clone();
    if let Some((id, after)) = before
        .map(|id| (*id, true))
        .or_else(|| siblings.first().map(|id| (*id, false)))
    {
        return match outline.place(id) {
            Some(Place::Item { row, at, marker }) => Ok(Spot::Item {
                row,
                at,
                beside: marker,
                after,
                step,
            }),
            Some(Place::Piece { row, at }) => {
                let at = if after { outline.end(id, row, at) } else { at };
                Ok(Spot::Piece { row, at, step })
            }
            None => Err(nowhere()),
        };
    }
    match parent.map(|parent| (parent, outline.place(parent))) {
        Some((parent, Some(Place::Piece { row, at }))) => {
            let at = outline.end(parent, row, at);
            Ok(Spot::Piece { row, at, step })
        }
        Some((_, Some(Place::Item { .. }) | None)) => Err(nowhere()),
        None => Ok(Spot::Piece {
            row: 0,
            at: rows.first().map_or(0, Vec::len),
            step,
        }),
    }
}

/// The unit that holds those of this level, where all of them have one parent.
fn beside(outline: &Outline, level: Level) -> Option<UnitId> {
    let mut parents = outline
        .units
        .units
        .iter()
        .filter(|unit| alike(unit.step.level, level))
        .map(|unit| unit.parent);
    let first = parents.next().flatten();
    parents.all(|parent| parent == first).then_some(first).flatten()
}

fn step_of(outline: &Outline, id: UnitId) -> Option<&Step> {
    outline.units.units.get(id.index()).map(|unit| &unit.step)
}

/// Both kinds of section are written `mục`.
fn alike(one: Level, other: Level) -> bool {
    let class = |level: Level| {
        if level == Level::ProcedureSection {
            Level::Section
        } else {
            level
        }
    };
    class(one) == class(other)
}

/// The order of numbers: `1.10` after `1.9`, `đ` after `d`, `4a` after `4`.
fn order(step: &Step) -> (Vec<u32>, Vec<u32>, u32) {
    const LETTERS: &str = "aăâbcdđeêghiklmnoôơpqrstuưvxy";
    let place = |letter: char| LETTERS.chars().position(|known| known == letter);
    let lower = step.number.to_lowercase();
    let digits = lower.trim_end_matches(|letter: char| letter.is_alphabetic());
    let letters = lower.trim_start_matches(digits);
    let letters = letters
        .chars()
        .map(|letter| u32::try_from(place(letter).map_or(0, |place| place + 1)).unwrap_or(0));
    (natural(digits), letters.collect(), step.occurrence)
}

/// The heading or the marker that opens a new unit.
pub(super) fn opening(step: &Step, title: Option<Label>, span: Span, origin: Origin) -> Flat {
    let is_heading = match step.level {
        Level::Attached
        | Level::Annex
        | Level::Part
        | Level::Chapter
        | Level::Section
        | Level::Article
        | Level::Procedure
        | Level::ProcedureSection
        | Level::Stage => true,
        Level::Clause | Level::Point | Level::Dash | Level::Plus | Level::Star | Level::Paragraph => false,
    };
    if is_heading {
        return Flat::Heading(Heading {
            kind: HeadingKind::Unit {
                level: step.level,
                number: step.number.clone(),
                occurrence: step.occurrence,
            },
            title,
            span,
            origin,
        });
    }
    let counted = crate::units::is_counted(step.level);
    Flat::Marker(UnitMarker {
        marker: Marker {
            level: step.level,
            number: if counted { String::new() } else { step.number.clone() },
            occurrence: step.occurrence,
            span,
            origin,
        },
        title,
    })
}
