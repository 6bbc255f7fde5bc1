//! The addresses of an outline's units in words, as the compiled rules write them: smallest step first, without what is
//! clear anyway (the parent of `khoản 2.1`, chapters above articles, the section above a stage).

use crate::model::Outline;
use crate::nesting::extends;
use quyche_base::{Level, Step};
use std::collections::BTreeMap;

/// The addresses of all units, in their order.
pub(crate) fn addresses(outline: &Outline) -> Vec<String> {
    let mut places: BTreeMap<&Step, Vec<usize>> = BTreeMap::new();
    for (at, unit) in outline.units.iter().enumerate() {
        places.entry(&unit.step).or_default().push(at);
    }
    let find = Find { outline, places };
    (0..outline.units.len()).map(|at| find.words(at)).collect()
}

struct Find<'a> {
    outline: &'a Outline,
    places: BTreeMap<&'a Step, Vec<usize>>,
}

impl Find<'_> {
    fn words(&self, at: usize) -> String {
        let mut words = Vec::new();
        let mut last: Option<&Step> = None;
        for here in self.chain(at) {
            let Some(step) = self.outline.units.get(here).map(|unit| &unit.step) else {
                continue;
            };
            if last.is_none_or(|last| !self.can_leave_out(here, step, last)) {
                words.push(step.words());
                last = Some(step);
            }
        }
        words.join(" ")
    }

    /// A unit and those it stands in, innermost first.
    fn chain(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(at), |here| self.outline.units.get(*here)?.parent)
    }

    fn can_leave_out(&self, upper_at: usize, upper: &Step, lower: &Step) -> bool {
        if upper.level == lower.level && extends(&lower.number, &upper.number) {
            return true;
        }
        match upper.level {
            Level::Attached | Level::Annex => lower.level <= Level::Stage && self.is_unique(lower, None),
            Level::Part | Level::Chapter | Level::Section => {
                let space = self.above(upper_at, &[Level::Attached, Level::Annex]);
                lower.level <= Level::Stage && self.is_unique(lower, Some(space))
            }
            Level::ProcedureSection => {
                let procedure = self.above(upper_at, &[Level::Procedure]);
                lower.level == Level::Stage && self.is_unique(lower, Some(procedure))
            }
            Level::Article | Level::Procedure | Level::Stage | Level::Clause | Level::Paragraph => false,
            Level::Point | Level::Dash | Level::Plus | Level::Star => false,
        }
    }

    /// The nearest unit of one of these levels above a unit.
    fn above(&self, at: usize, levels: &[Level]) -> Option<usize> {
        self.chain(at).find(|here| {
            self.outline
                .units
                .get(*here)
                .is_some_and(|unit| levels.contains(&unit.step.level))
        })
    }

    /// Whether a step stands once, in the whole text or in the space of one unit.
    fn is_unique(&self, step: &Step, space: Option<Option<usize>>) -> bool {
        let same = self.places.get(step).into_iter().flatten();
        let inside = same.filter(|at| match space {
            None => true,
            Some(Some(space)) => self.chain(**at).any(|here| here == space),
            Some(None) => self.above(**at, &[Level::Attached, Level::Annex]).is_none(),
        });
        inside.count() < 2
    }
}
