//! Words that tell near-identical units apart without any difference in what they ask.

use quyche_ir::model::Document;
use quyche_ir::{UnitId, words};

/// What is replaced by what, longest first.
pub(super) struct Mask {
    pairs: Vec<(String, String)>,
    /// What names declared in the unit end with.
    suffix: String,
}

impl Mask {
    /// For the text of one unit.
    pub(super) fn new(doc: &Document, top: UnitId) -> Self {
        let mut pairs = Vec::new();
        let suffix = doc
            .unit(top)
            .map_or_else(String::new, |unit| format!("_{}", unit.step.number));
        for title in &doc.titles {
            if let Some(grade) = &title.grade {
                let named = title.named.words();
                pairs.push((words::uncapital(&named), format!("hạng {grade}")));
                pairs.push((named, format!("hạng {grade}")));
            }
        }
        if let Some(unit) = doc.unit(top) {
            pairs.push((format!(" {}", unit.address), String::new()));
            for name in names(doc, top) {
                if let Some(bare) = name.strip_suffix(suffix.as_str()) {
                    pairs.push((words::spaced(&name), words::spaced(bare)));
                }
            }
        }
        pairs.retain(|(from, _)| !from.is_empty());
        pairs.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then_with(|| one.cmp(other)));
        pairs.dedup();
        Self { pairs, suffix }
    }

    /// A declared name without the unit's number.
    pub(super) fn bare<'n>(&self, name: &'n str) -> &'n str {
        name.strip_suffix(&self.suffix)
            .filter(|_| !self.suffix.is_empty())
            .unwrap_or(name)
    }

    /// The words, masked.
    pub(super) fn apply(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for (from, to) in &self.pairs {
            if out.contains(from.as_str()) {
                out = out.replace(from.as_str(), to);
            }
        }
        out
    }
}

/// The names declared in a unit and below it.
fn names(doc: &Document, top: UnitId) -> Vec<String> {
    let within = |unit: UnitId| doc.is_within(unit, top);
    let inside = |unit: Option<UnitId>| unit.is_some_and(within);
    let readings = doc
        .readings
        .iter()
        .filter(|one| inside(one.unit))
        .map(|one| Some(&one.name));
    let definitions = doc
        .definitions
        .iter()
        .filter(|one| inside(one.unit))
        .map(|one| Some(&one.name));
    let deadlines = doc
        .deadlines
        .iter()
        .filter(|one| within(one.unit))
        .map(|one| one.name.as_ref());
    let norms = doc
        .norms
        .iter()
        .filter(|one| within(one.unit))
        .map(|one| one.name.as_ref());
    let dossiers = doc
        .dossiers
        .iter()
        .filter(|one| within(one.unit))
        .map(|one| one.name.as_ref());
    let councils = doc
        .councils
        .iter()
        .filter(|one| within(one.unit))
        .map(|one| Some(&one.name));
    let rankings = doc
        .rankings
        .iter()
        .filter(|one| within(one.unit))
        .map(|one| Some(&one.name));
    readings
        .chain(definitions)
        .chain(deadlines)
        .chain(norms)
        .chain(dossiers)
        .chain(councils)
        .chain(rankings)
        .flatten()
        .cloned()
        .collect()
}
