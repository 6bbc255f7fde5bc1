//! Which faults and doubts of the source an answer rests on.
//!
//! A doubt touches the units it names (`ảnh hưởng`) and the one it stands in, and all below them. Faults of form alone
//! (copying, numbering, spelling) change no meaning, so they touch only what they name. An answer that holds rests on the
//! doubts of every unit that had a part in it; one that fails, on those of its failing points; an open one, on those of
//! the points that keep it open.

use crate::ground::Ground;
use crate::result::Assessment;
use crate::run::Run;
use quyche_ir::model::Doubt;
use quyche_ir::outcome::Class;
use quyche_ir::{Document, UnitId};
use std::collections::BTreeMap;

/// Kinds of doubts that are about the form of the text alone.
const FORMAL: &[&str] = &["sao_chép", "đánh_số", "tên_gọi"];

/// The units a doubt touches; what stands below them it touches too.
pub fn touched_by(doubt: &Doubt) -> impl Iterator<Item = UnitId> {
    let own = doubt.unit.filter(|_| !FORMAL.contains(&doubt.kind.as_str()));
    own.into_iter().chain(doubt.affects.iter().copied())
}

/// By unit: the positions of the doubts that touch it, in order. Most units share the list of the unit they stand in.
#[derive(Debug)]
pub struct Touching {
    list_of: Vec<u32>,
    lists: Vec<Vec<u32>>,
}

impl Touching {
    /// The lists of a document.
    pub fn of(doc: &Document) -> Touching {
        let mut own: BTreeMap<UnitId, Vec<u32>> = BTreeMap::new();
        for (position, doubt) in (0u32..).zip(&doc.doubts) {
            for unit in touched_by(doubt) {
                own.entry(unit).or_default().push(position);
            }
        }
        let mut touching = Touching {
            list_of: Vec::new(),
            lists: vec![Vec::new()],
        };
        if own.is_empty() {
            return touching;
        }
        for unit in &doc.units {
            // Invariant: parents stand before children.
            let above = unit
                .parent
                .and_then(|parent| touching.list_of.get(parent.index()))
                .copied();
            let list = match own.remove(&unit.id) {
                None => above.unwrap_or(0),
                Some(mut doubts) => {
                    doubts.extend(above.into_iter().flat_map(|above| touching.list(above)));
                    doubts.sort_unstable();
                    doubts.dedup();
                    touching.lists.push(doubts);
                    u32::try_from(touching.lists.len() - 1).unwrap_or(0)
                }
            };
            touching.list_of.push(list);
        }
        touching
    }

    fn list(&self, at: u32) -> &[u32] {
        self.lists.get(at as usize).map_or(&[], Vec::as_slice)
    }

    /// The doubts that touch a unit.
    pub fn unit(&self, unit: UnitId) -> &[u32] {
        self.list_of.get(unit.index()).map_or(&[], |list| self.list(*list))
    }
}

impl Run<'_> {
    /// Notes that a unit has a part in the answer.
    pub fn touch(&mut self, unit: UnitId) {
        for doubt in self.ground.doubts_of(unit) {
            if let Err(at) = self.touched.binary_search(doubt) {
                self.touched.insert(at, *doubt);
            }
        }
    }
}

/// The doubts an answer rests on, by position; `touched` are those of every unit that had a part in it.
pub fn rests_on(ground: &Ground<'_>, assessment: &Assessment, touched: Vec<u32>) -> Vec<u32> {
    let of = |units: &mut dyn Iterator<Item = UnitId>| {
        let mut doubts: Vec<u32> = units.flat_map(|unit| ground.doubts_of(unit)).copied().collect();
        doubts.sort_unstable();
        doubts.dedup();
        doubts
    };
    match assessment.outcome.class() {
        Class::Met | Class::Exempt | Class::NotApplicable => touched,
        Class::NotMet => of(&mut assessment.failures.iter().map(|failure| failure.unit)),
        Class::Open => of(&mut assessment.open.iter().map(|leaf| leaf.unit)),
    }
}
