//! Near-identical articles or procedures side by side, so that what differs is seen at a glance.
//!
//! ```text
//! unit ── what it says, by aspect (masked) ──> Told
//! Told of all units ── same aspect, same words ──> Variant { words, units } ──> Row ──> Comparison
//! ```
//!
//! An aspect is what a person asks of each: a criterion by its name, the council, who decides, the limits, who must, may and
//! must not do what in each step, the dossier, the order of priority, the codes of titles, and what each section states.
//! Names that tell the units apart are masked ([`mask`]): titles by their grade, the unit's own number in addresses and
//! names; otherwise no two would ever agree.

mod mask;

use mask::Mask;
use quyche_base::Level;
use quyche_ir::model::{Document, Unit};
use quyche_ir::norm::NormKind;
use quyche_ir::{TitleId, UnitId, words};
use serde::Serialize;
use std::collections::BTreeMap;

/// Units side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// What is compared, in the order given.
    pub units: Vec<UnitId>,
    /// What is said about them.
    pub rows: Vec<Row>,
}

/// One aspect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its name, in words.
    pub aspect: String,
    /// What is said, each with the units that say it; the most frequent first. Units that say nothing of it are in none.
    pub variants: Vec<Variant>,
}

/// One way of saying it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// The words, masked.
    pub words: Vec<String>,
    /// Who says so.
    pub units: Vec<UnitId>,
}

impl Row {
    /// Whether all units say the same.
    pub fn is_equal(&self, comparison: &Comparison) -> bool {
        matches!(self.variants.as_slice(), [only] if only.units.len() == comparison.units.len())
    }

    /// The position of the variant of a unit.
    pub fn of(&self, unit: UnitId) -> Option<usize> {
        self.variants.iter().position(|variant| variant.units.contains(&unit))
    }
}

/// How a variant is told in a table: A, B, … Z, A1, B1 …
pub fn letter(position: usize) -> String {
    let first = u8::try_from(position % 26).map_or('?', |place| char::from(b'A' + place));
    match position / 26 {
        0 => first.to_string(),
        round => format!("{first}{round}"),
    }
}

/// The order in which aspects stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Aspect {
    Codes,
    Criterion(String),
    Ranking,
    Council,
    Authority,
    Limits,
    /// Duties, powers and prohibitions of a step, or of a part without steps.
    Norms(String),
    Dossier,
    /// Its place among its siblings, and its title.
    Section(usize, String),
}

impl Aspect {
    fn words(&self) -> String {
        match self {
            Aspect::Codes => "mã số chức danh".to_owned(),
            Aspect::Criterion(name) => format!("tiêu chuẩn {}", words::spaced(name)),
            Aspect::Ranking => "thứ tự ưu tiên".to_owned(),
            Aspect::Council => "hội đồng".to_owned(),
            Aspect::Authority => "thẩm quyền".to_owned(),
            Aspect::Limits => "thời hạn".to_owned(),
            Aspect::Norms(step) => format!("nghĩa vụ, quyền, điều cấm {step}"),
            Aspect::Dossier => "thành phần hồ sơ".to_owned(),
            Aspect::Section(_, title) => title.clone(),
        }
    }
}

/// Compares these units.
pub fn compare(doc: &Document, units: &[UnitId]) -> Comparison {
    let mut by_aspect: BTreeMap<Aspect, Vec<Variant>> = BTreeMap::new();
    for unit in units {
        for (aspect, said) in told(doc, *unit) {
            let variants = by_aspect.entry(aspect).or_default();
            match variants.iter_mut().find(|variant| variant.words == said) {
                Some(known) => known.units.push(*unit),
                None => variants.push(Variant {
                    words: said,
                    units: vec![*unit],
                }),
            }
        }
    }
    let rows = by_aspect.into_iter().map(|(aspect, mut variants)| {
        variants.sort_by_key(|variant| std::cmp::Reverse(variant.units.len()));
        Row {
            aspect: aspect.words(),
            variants,
        }
    });
    Comparison {
        rows: rows.collect(),
        units: units.to_vec(),
    }
}

/// What a unit and those below it say, by aspect.
fn told(doc: &Document, top: UnitId) -> BTreeMap<Aspect, Vec<String>> {
    let mask = Mask::new(doc, top);
    let within = |unit: UnitId| doc.is_within(unit, top);
    let mut out: BTreeMap<Aspect, Vec<String>> = BTreeMap::new();
    let mut add = |aspect: Aspect, lines: Vec<String>| {
        let lines = lines.iter().map(|line| mask.apply(line));
        out.entry(aspect).or_default().extend(lines);
    };
    for one in doc.criteria.iter().filter(|one| within(one.unit)) {
        let name = one.name.as_deref().map(|name| mask.bare(name).to_owned());
        let name = name.unwrap_or_else(|| mask.apply(doc.address(one.unit)));
        add(Aspect::Criterion(name), words::criterion_lines(doc, one));
    }
    for one in doc.rankings.iter().filter(|one| within(one.unit)) {
        add(Aspect::Ranking, words::ranking_lines(doc, one));
    }
    for one in doc.councils.iter().filter(|one| within(one.unit)) {
        add(Aspect::Council, words::council_lines(doc, one));
    }
    for one in doc.norms.iter().filter(|one| within(one.unit)) {
        let lines = words::norm_lines(doc, one);
        if one.limit.is_some() {
            add(Aspect::Limits, lines.clone());
        }
        match one.kind {
            NormKind::Authority => add(Aspect::Authority, lines),
            NormKind::Duty | NormKind::Power | NormKind::Prohibition => {
                let step = step(doc, one.unit, top).map_or_else(String::new, |unit| unit.step.words());
                add(Aspect::Norms(step), lines);
            }
        }
    }
    for one in doc.deadlines.iter().filter(|one| within(one.unit)) {
        add(Aspect::Limits, words::deadline_lines(doc, one));
    }
    for one in doc.dossiers.iter().filter(|one| within(one.unit)) {
        add(Aspect::Dossier, words::dossier_lines(doc, one));
    }
    for one in doc.stated.iter().filter(|one| within(one.unit)) {
        if let Some((place, title)) = section(doc, one.unit, top) {
            add(
                Aspect::Section(place, title),
                one.texts.iter().map(|(_, text)| text.clone()).collect(),
            );
        }
    }
    let codes = codes(doc, top);
    if !codes.is_empty() {
        add(Aspect::Codes, codes);
    }
    out
}

/// The step of `top` that a unit stands in, else its largest part that holds the unit.
fn step(doc: &Document, unit: UnitId, top: UnitId) -> Option<&Unit> {
    let mut at = doc.unit(unit)?;
    while at.step.level != Level::Stage && at.parent != Some(top) {
        at = doc.unit(at.parent?)?;
    }
    Some(at)
}

/// The largest part of `top` that holds a unit: its place and its title.
fn section(doc: &Document, unit: UnitId, top: UnitId) -> Option<(usize, String)> {
    let mut at = doc.unit(unit)?;
    while let Some(parent) = at.parent {
        if parent == top {
            let title = at.title.clone().unwrap_or_default();
            let siblings = doc.units.iter().filter(|one| one.parent == Some(top));
            let place = siblings.take_while(|one| one.id != at.id).count();
            return Some((place, format!("{} {title}", at.step.words()).trim().to_owned()));
        }
        at = doc.unit(parent)?;
    }
    None
}

/// The codes of the titles that criteria here are for, and of those right below them.
fn codes(doc: &Document, top: UnitId) -> Vec<String> {
    let mut titles: Vec<TitleId> = Vec::new();
    for one in doc.criteria.iter().filter(|one| doc.is_within(one.unit, top)) {
        for id in &one.titles {
            let below = doc.titles.get(id.index()).and_then(|title| title.above);
            titles.extend(below.into_iter().chain([*id]));
        }
    }
    titles.sort_unstable();
    titles.dedup();
    let titles = titles.into_iter().filter_map(|id| doc.titles.get(id.index()));
    titles
        .filter_map(|title| Some(format!("hạng {}: {}", title.grade.as_deref()?, title.code.as_deref()?)))
        .collect()
}
