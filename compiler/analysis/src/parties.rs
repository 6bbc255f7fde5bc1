//! Bodies, offices, titles and people a regulation speaks of, found by how a person writes them.

use quyche_base::name::fold;
use quyche_ir::Document;
use quyche_ir::norm::{Bearer, Norm, Party};
use std::collections::BTreeSet;

/// Everybody whom some norm or deadline binds, or towards whom one stands.
pub fn parties(doc: &Document) -> Vec<Party> {
    let norms = doc
        .norms
        .iter()
        .flat_map(|norm| bearers(norm.bearer.as_ref()).chain(norm.towards.clone()));
    let deadlines = doc
        .deadlines
        .iter()
        .flat_map(|deadline| bearers(deadline.bearer.as_ref()).chain(deadline.towards.clone()));
    let all: BTreeSet<Party> = norms.chain(deadlines).collect();
    all.into_iter().collect()
}

/// Everybody a norm may bind.
pub fn bearers_of(norm: &Norm) -> impl Iterator<Item = Party> {
    bearers(norm.bearer.as_ref())
}

pub(crate) fn bearers(bearer: Option<&Bearer>) -> impl Iterator<Item = Party> + use<> {
    let all: Vec<Party> = match bearer {
        None => Vec::new(),
        Some(Bearer::Named(parties)) => parties.clone(),
        Some(Bearer::ByCase { arms, otherwise }) => arms.iter().map(|(_, party)| *party).chain(*otherwise).collect(),
    };
    all.into_iter()
}

/// The name of a party as its author wrote it, and its label.
fn names(doc: &Document, party: Party) -> Option<(&str, Option<&str>)> {
    let named = match party {
        Party::Title(id) => &doc.titles.get(id.index())?.named,
        Party::Member(set, position) => doc.sets.get(set.index())?.values.get(position as usize)?,
        Party::Record(id) => {
            let record = doc.records.get(id.index())?;
            return Some((&record.name, record.label.as_deref()));
        }
    };
    Some((&named.name, named.label.as_deref()))
}

/// The parties of that name or label, letters folded, blanks and underscores the same. Where there is none, the words of
/// names that come near: those that hold what was written, else all.
///
/// # Errors
/// No such party: the names to offer.
pub fn find(doc: &Document, words: &str) -> Result<Vec<Party>, Vec<String>> {
    let key = |text: &str| fold(&text.replace('_', " ")).trim().to_owned();
    let wanted = key(words);
    let all = parties(doc);
    let of = |party: &Party| -> Vec<String> {
        let names = names(doc, *party);
        names
            .into_iter()
            .flat_map(|(name, label)| [Some(name), label])
            .flatten()
            .map(key)
            .collect()
    };
    let found: Vec<Party> = all
        .iter()
        .filter(|party| of(party).contains(&wanted))
        .copied()
        .collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let shown = |party: &Party| quyche_ir::words::party(doc, *party);
    let holding = all
        .iter()
        .filter(|party| of(party).iter().any(|name| name.contains(&wanted)));
    let near: Vec<String> = holding.map(shown).collect();
    Err(if near.is_empty() {
        all.iter().map(shown).collect()
    } else {
        near
    })
}
