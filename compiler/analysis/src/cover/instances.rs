//! Units that procedures take from one template, held against what the source of each procedure says.
//!
//! A template says once what the source says many times. Where the source of one procedure says something else than that of
//! the others, and the rules do not name the difference as an edit, the rules say of that procedure what its text does not.
//! Compared are the texts of the unedited units of one template at one place, with names masked: what sets the titles of
//! the procedures apart, and the arguments of the template.

use super::places::Places;
use quyche_base::{Level, Step};
use quyche_ir::model::{Document, Instance, Unit};
use quyche_ir::{InstanceId, UnitId};
use quyche_source::{Reading, masked};
use std::collections::BTreeMap;

/// A unit whose text differs from what the same unit of the template's other instances says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlike {
    /// The unit of the rules.
    pub unit: UnitId,
    /// The unit it is compared with: that of the first instance among those of one voice.
    pub model: UnitId,
    /// How many instances say what the model says, itself included.
    pub alike: usize,
    /// The words at which the two part, of each: a few, from the first that differ.
    pub parted: (String, String),
}

/// A unit and what the source says there, with names masked.
type Said = (UnitId, String);

/// How many words from the first difference on are shown.
const SHOWN: usize = 8;

/// The units of templates whose own text differs; `reading` is the text at hand.
pub fn unlike(doc: &Document, reading: &Reading) -> Vec<Unlike> {
    let places = Places::of(doc, &reading.outline);
    let names: Vec<Vec<String>> = doc
        .instances
        .iter()
        .map(|one| names(doc, one, &places, reading))
        .collect();
    let mut groups: BTreeMap<(usize, Vec<Step>), Vec<Said>> = BTreeMap::new();
    for unit in &doc.units {
        let Some(instance) = own_instance(doc, unit) else {
            continue;
        };
        let source = places
            .source(unit.id)
            .filter(|at| places.rules(*at).first() == Some(&unit.id));
        let Some(text) = source.and_then(|at| reading.texts.get(at)) else {
            continue;
        };
        let Some(holder) = doc.unit(instance.unit) else {
            continue;
        };
        let names = names.get(instance.id.index()).map_or(&[][..], Vec::as_slice);
        let path = path_below(doc, unit, holder.id);
        groups
            .entry((instance.template.index(), path))
            .or_default()
            .push((unit.id, masked(text, names)));
    }
    let mut out: Vec<Unlike> = groups.values().flat_map(|group| outliers(group)).collect();
    out.sort_by_key(|one| one.unit);
    out
}

/// The instance whose template text a unit is, unedited.
fn own_instance<'a>(doc: &'a Document, unit: &Unit) -> Option<&'a Instance> {
    let origin = unit
        .origin
        .filter(|origin| origin.edited.is_none() && origin.amendment.is_none())?;
    let instance: InstanceId = origin.instance?;
    doc.instances.get(instance.index())
}

/// What names an instance: the arguments of the template, and the title of its procedure in the source.
fn names(doc: &Document, instance: &Instance, places: &Places, reading: &Reading) -> Vec<String> {
    let mut names = instance.arguments.clone();
    let mut here = Some(instance.unit);
    while let Some(unit) = here.and_then(|here| doc.unit(here)) {
        if unit.step.level == Level::Procedure {
            let source = places.source(unit.id);
            names.extend(source.map(|at| reading.own_names(at)).unwrap_or_default());
        }
        here = unit.parent;
    }
    names
}

/// The steps from the unit where the template is applied down to a unit.
fn path_below(doc: &Document, unit: &Unit, above: UnitId) -> Vec<Step> {
    let mut path = Vec::new();
    let mut here = Some(unit.id).filter(|id| *id != above);
    while let Some(unit) = here.and_then(|here| doc.unit(here)) {
        path.push(unit.step.clone());
        here = unit.parent.filter(|parent| *parent != above);
    }
    path.reverse();
    path
}

/// Those of a group that say something else than most of it.
fn outliers(group: &[Said]) -> Vec<Unlike> {
    let mut voices: BTreeMap<&str, (usize, UnitId)> = BTreeMap::new();
    for (unit, text) in group {
        voices.entry(text).or_insert((0, *unit)).0 += 1;
    }
    // Most heard first; of equals the one met first in the text.
    let model = voices
        .iter()
        .max_by_key(|(_, (count, unit))| (*count, std::cmp::Reverse(*unit)));
    let Some((voice, (alike, first))) = model else {
        return Vec::new();
    };
    group
        .iter()
        .filter(|(_, text)| text != voice)
        .map(|(unit, text)| Unlike {
            unit: *unit,
            model: *first,
            alike: *alike,
            parted: parted(text, voice),
        })
        .collect()
}

/// Where two texts part.
fn parted(one: &str, other: &str) -> (String, String) {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let tail = |words: &[&str]| {
        words
            .iter()
            .skip(same)
            .take(SHOWN)
            .copied()
            .collect::<Vec<_>>()
            .join(" ")
    };
    (tail(&one), tail(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_that_differs_is_told_with_the_words_that_differ() {
        let unit = |at: usize| UnitId::at(at);
        let group = [
            (unit(1), "nộp trước 30 ngày".to_owned()),
            (unit(2), "nộp trước 15 ngày".to_owned()),
            (unit(3), "nộp trước 30 ngày".to_owned()),
        ];
        let found = outliers(&group);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].unit, found[0].model, found[0].alike), (unit(2), unit(1), 2));
        assert_eq!(found[0].parted, ("15 ngày".to_owned(), "30 ngày".to_owned()));
    }
}
