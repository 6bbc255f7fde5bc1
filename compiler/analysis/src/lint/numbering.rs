//! Numbers of units under one parent: each once, none left out.

use super::{Found, errors};
use quyche_base::Level;
use quyche_ir::UnitId;
use quyche_ir::model::{Document, Unit};
use std::collections::BTreeMap;

const KINDS: &[&str] = &["đánh_số", "sao_chép"];
/// The letters of points, in the order of the law.
const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

pub(super) fn check(doc: &Document) -> Vec<Found> {
    let mut siblings: BTreeMap<(Option<UnitId>, Level), Vec<&Unit>> = BTreeMap::new();
    let mut out = Vec::new();
    for unit in &doc.units {
        if unit.step.occurrence > 1 {
            out.push(found(unit, errors::number_again(unit.at, &unit.address)));
        } else if counted(unit.step.level) {
            siblings.entry((unit.parent, unit.step.level)).or_default().push(unit);
        }
    }
    for units in siblings.values() {
        let mut last: Option<(u32, &Unit)> = None;
        for unit in units {
            let Some(place) = place(&unit.step.number) else {
                continue;
            };
            // The first of its kind need not be number one: a text may number on across its parts.
            if let Some((before, one)) = last
                && place != before + 1
            {
                out.push(found(
                    unit,
                    errors::number_skipped(unit.at, &unit.address, one.at, &one.address),
                ));
            }
            last = Some((place, unit));
        }
    }
    out
}

fn found(unit: &Unit, diagnostic: quyche_base::Diagnostic) -> Found {
    Found {
        diagnostic,
        places: std::iter::once(unit.id).chain(unit.parent).collect(),
        kinds: KINDS,
        named: None,
    }
}

/// Levels whose numbers the source writes; dashes and paragraphs are counted by us.
fn counted(level: Level) -> bool {
    match level {
        Level::Article | Level::Procedure | Level::ProcedureSection | Level::Stage | Level::Clause | Level::Point => {
            true
        }
        Level::Attached
        | Level::Annex
        | Level::Part
        | Level::Chapter
        | Level::Section
        | Level::Dash
        | Level::Plus
        | Level::Star
        | Level::Paragraph => false,
    }
}

/// The place of a number among its siblings: the last part of `2.1`, the letter of a point.
fn place(number: &str) -> Option<u32> {
    let last = number.rsplit('.').next().unwrap_or(number);
    if let Ok(count) = last.parse() {
        return Some(count);
    }
    let mut letters = last.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    let place = LETTERS.chars().position(|known| known == letter)?;
    u32::try_from(place).ok()
}
