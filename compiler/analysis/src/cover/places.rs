//! Which unit of the rules is which unit of the source.

use quyche_base::{Level, Step};
use quyche_ir::UnitId;
use quyche_ir::model::Document;
use quyche_source::Outline;
use std::collections::BTreeMap;

/// Units of the source and of the rules, matched by their paths of steps.
#[derive(Clone, Debug)]
pub struct Places {
    /// By unit of the source: its unit of the rules, then finer ones that are part of it.
    rules: Vec<Vec<UnitId>>,
    /// By unit of the rules: the unit of the source it is or is part of.
    sources: Vec<Option<usize>>,
    extra: Vec<UnitId>,
}

/// What a unit of the rules is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// This unit of the source.
    Is(usize),
    /// A finer part of this one.
    PartOf(usize),
    /// Something the source does not have.
    Extra,
}

impl Places {
    /// Matches a document with an outline.
    pub fn of(doc: &Document, outline: &Outline) -> Self {
        let mut children: BTreeMap<(Option<usize>, Key), usize> = BTreeMap::new();
        for (at, unit) in outline.units.iter().enumerate() {
            children.entry((unit.parent, key(&unit.step))).or_insert(at);
        }
        let has = |parent: usize, level: Level| {
            let below = outline
                .units
                .iter()
                .skip(parent)
                .filter(|unit| unit.parent == Some(parent));
            below.into_iter().any(|unit| unit.step.level == level)
        };
        let mut found: Vec<Place> = Vec::with_capacity(doc.units.len());
        let mut out = Self {
            rules: vec![Vec::new(); outline.units.len()],
            sources: Vec::with_capacity(doc.units.len()),
            extra: Vec::new(),
        };
        for unit in &doc.units {
            let above = unit
                .parent
                .map(|parent| found.get(parent.index()).copied().unwrap_or(Place::Extra));
            let place = match above {
                None => children
                    .get(&(None, key(&unit.step)))
                    .map_or(Place::Extra, |at| Place::Is(*at)),
                Some(Place::Is(parent)) => match children.get(&(Some(parent), key(&unit.step))) {
                    Some(at) => Place::Is(*at),
                    None if is_finer(&unit.step, |level| has(parent, level)) => Place::PartOf(parent),
                    None => Place::Extra,
                },
                Some(Place::PartOf(parent)) => Place::PartOf(parent),
                Some(Place::Extra) => Place::Extra,
            };
            out.keep(unit.id, place, above);
            found.push(place);
        }
        out
    }

    fn keep(&mut self, unit: UnitId, place: Place, above: Option<Place>) {
        let source = match place {
            Place::Is(at) => {
                if let Some(list) = self.rules.get_mut(at) {
                    list.insert(0, unit);
                }
                Some(at)
            }
            Place::PartOf(at) => {
                if let Some(list) = self.rules.get_mut(at) {
                    list.push(unit);
                }
                Some(at)
            }
            Place::Extra => {
                if above != Some(Place::Extra) {
                    self.extra.push(unit);
                }
                None
            }
        };
        self.sources.push(source);
    }

    /// The units of the rules for a unit of the source: its own, then finer ones that are part of it.
    pub fn rules(&self, source: usize) -> &[UnitId] {
        self.rules.get(source).map_or(&[], Vec::as_slice)
    }

    /// The unit of the source that a unit of the rules is, or is part of.
    pub fn source(&self, unit: UnitId) -> Option<usize> {
        self.sources.get(unit.index()).copied().flatten()
    }

    /// Units of the rules that the source does not have; of those below each other only the topmost.
    pub fn extra(&self) -> &[UnitId] {
        &self.extra
    }
}

type Key = (Level, String, u32);

fn key(step: &Step) -> Key {
    (step.level, step.number.to_lowercase(), step.occurrence)
}

/// Whether a unit may split one of the source finer: an item of a list where the source `has` none of its level, or the
/// first paragraph for a unit's own text.
fn is_finer(step: &Step, has: impl Fn(Level) -> bool) -> bool {
    match step.level {
        Level::Point | Level::Dash | Level::Plus | Level::Star => !has(step.level),
        Level::Paragraph => step.number == "1",
        Level::Attached | Level::Annex | Level::Part | Level::Chapter | Level::Section | Level::Article => false,
        Level::Procedure | Level::ProcedureSection | Level::Stage | Level::Clause => false,
    }
}
