//! What a dossier asks for, document by document, as a list.

use quyche_ir::norm::{Copies, Dossier, DossierItem, Gate};
use quyche_ir::{Document, UnitId, words};
use serde::Serialize;

/// One document of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Required {
    /// How deep it stands, 0 for the outermost.
    pub level: usize,
    /// Its unit.
    pub unit: UnitId,
    /// The address of that unit.
    pub address: String,
    /// What it is called.
    pub words: String,
    /// How many, as the text says; empty where it does not.
    pub copies: String,
    /// When it is asked for; empty where always.
    pub condition: String,
    /// By when it has to be dated; empty where the text does not say.
    pub limit: String,
    /// Where its form or rule stands; empty where the text does not say.
    pub under: String,
    /// Whether it stands for its parts: all of them, or (`one`) one of them.
    pub parts: bool,
    /// Whether one of its parts is enough.
    pub one: bool,
}

/// The documents of a dossier, parts after what they are parts of.
pub fn required(doc: &Document, dossier: &Dossier) -> Vec<Required> {
    let mut out = Vec::new();
    items(doc, &dossier.items, 0, &mut out);
    out
}

fn items(doc: &Document, all: &[DossierItem], level: usize, out: &mut Vec<Required>) {
    for item in all {
        let name = || item.name.as_deref().map(words::spaced);
        out.push(Required {
            level,
            unit: item.unit,
            address: doc.address(item.unit).to_owned(),
            words: item.label.clone().or_else(name).unwrap_or_default(),
            copies: copies(doc, item.copies.as_ref()),
            condition: condition(doc, &item.gate),
            limit: item
                .limit
                .as_ref()
                .map_or_else(String::new, |limit| words::limit(doc, limit)),
            under: item.under.map_or_else(String::new, |unit| doc.address(unit).to_owned()),
            parts: !item.parts.is_empty(),
            one: item.any,
        });
        items(doc, &item.parts, level + 1, out);
    }
}

/// `2 bộ`; empty where the text does not say.
pub fn copies(doc: &Document, copies: Option<&Copies>) -> String {
    copies.map_or_else(String::new, |copies| {
        format!("{} {}", words::expr(doc, &copies.count), copies.unit)
    })
}

/// The conditions of a gate in words.
pub fn condition(doc: &Document, gate: &Gate) -> String {
    words::gate(doc, gate)
}

/// The dossiers in a unit, or everywhere.
pub fn dossiers(doc: &Document, within: Option<UnitId>) -> Vec<&Dossier> {
    let here = |dossier: &&Dossier| {
        within.is_none_or(|unit| doc.is_within(dossier.unit, unit) || doc.is_within(unit, dossier.unit))
    };
    doc.dossiers.iter().filter(here).collect()
}
