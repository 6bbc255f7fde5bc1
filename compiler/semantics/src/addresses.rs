//! Where an address leads, and how a unit's address is written.
//!
//! The largest step of an address is searched from where it stands outwards, each following step among the descendants
//! of the one before. Levels may be left out as the law leaves them out (`khoản 2 Điều 4` skips the chapter), as long as
//! one place only is meant; a direct child goes before deeper descendants. `Kèm theo` is a number space of its own: it is
//! searched from outside only when nothing outside it fits.

use quyche_base::{Address, Anchor, Level, Name, Step};
use std::collections::BTreeMap;

/// The tree of units, as far as addresses need it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    entries: Vec<Entry>,
    /// One past the last unit below each, where known.
    ends: Vec<usize>,
    index: BTreeMap<(Level, String), Vec<usize>>,
}

#[derive(Clone, Debug)]
struct Entry {
    parent: Option<usize>,
    step: Step,
}

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Resolved {
    /// A unit of this regulation.
    Unit(usize),
    /// A place in an outside document: its name, and the rest of the address in words.
    External(Name, String),
}

/// Why an address leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Nothing fits this step; what there is instead, in words.
    Unknown {
        /// The step in words.
        step: String,
        /// It, where it has a number.
        sought: Option<Step>,
        /// The unit searched, `None` for the whole text.
        within: Option<usize>,
    },
    /// Several units fit.
    Ambiguous {
        /// The step in words.
        step: String,
        /// They.
        units: Vec<usize>,
    },
}

/// Both kinds of section are written `mục`.
fn class(level: Level) -> Level {
    if level == Level::ProcedureSection {
        Level::Section
    } else {
        level
    }
}

fn key(step: &Step) -> (Level, String) {
    (class(step.level), step.number.to_lowercase())
}

impl Places {
    /// Adds a unit below its parent.
    pub(crate) fn add(&mut self, parent: Option<usize>, step: Step) -> usize {
        let id = self.entries.len();
        self.index.entry(key(&step)).or_default().push(id);
        self.entries.push(Entry { parent, step });
        id
    }

    /// The unit a unit stands in.
    pub(crate) fn parent(&self, id: usize) -> Option<usize> {
        self.entries.get(id).and_then(|entry| entry.parent)
    }

    /// A unit's own step.
    pub(crate) fn step(&self, id: usize) -> Option<&Step> {
        self.entries.get(id).map(|entry| &entry.step)
    }

    /// Whether `id` is `ancestor` or below it; everything is within the whole text.
    pub(crate) fn is_within(&self, id: usize, ancestor: Option<usize>) -> bool {
        let Some(ancestor) = ancestor else { return true };
        self.chain(id).any(|at| at == ancestor)
    }

    /// The unit and those it stands in, innermost first.
    pub(crate) fn chain(&self, id: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(id), |at| self.parent(*at))
    }

    /// Where `address` leads when it stands in `from`.
    pub(crate) fn resolve(&self, address: &Address, from: Option<usize>) -> Result<Resolved, Failure> {
        let mut parts: Vec<&Anchor> = address.parts.iter().collect();
        if let Some(Anchor::External(name)) = parts.last() {
            parts.pop();
            let words: Vec<String> = parts.iter().map(|part| anchor_words(part)).collect();
            return Ok(Resolved::External((*name).clone(), words.join(" ")));
        }
        let mut at: Option<usize> = None;
        for part in parts.iter().rev() {
            let next = match (part, at) {
                (Anchor::Step(step), None) => self.outwards(step, from)?,
                (Anchor::Step(step), Some(within)) => self.below(step, Some(within))?,
                (Anchor::This(level), _) => self.this(*level, from)?,
                (Anchor::External(name), _) => {
                    let step = name.shown.clone();
                    return Err(Failure::Unknown {
                        step,
                        sought: None,
                        within: at,
                    });
                }
            };
            at = Some(next);
        }
        let nothing = Failure::Unknown {
            step: String::new(),
            sought: None,
            within: None,
        };
        at.map(Resolved::Unit).ok_or(nothing)
    }

    /// `Điều này`.
    fn this(&self, level: Level, from: Option<usize>) -> Result<usize, Failure> {
        let holder = from.and_then(|from| {
            self.chain(from)
                .find(|id| self.step(*id).is_some_and(|step| class(step.level) == class(level)))
        });
        holder.ok_or_else(|| Failure::Unknown {
            step: format!("{} này", level.word()),
            sought: None,
            within: from,
        })
    }

    /// Searches the scopes around `from`, innermost first.
    fn outwards(&self, step: &Step, from: Option<usize>) -> Result<usize, Failure> {
        let mut scope = from;
        loop {
            match self.below(step, scope) {
                Err(Failure::Unknown { .. }) if scope.is_some() => {}
                other => return other,
            }
            let Some(at) = scope else {
                return self.below(step, None);
            };
            if self
                .step(at)
                .is_some_and(|own| key(own) == key(step) && own.occurrence == step.occurrence)
            {
                return Ok(at);
            }
            scope = self.parent(at);
        }
    }

    /// The one unit below `within` that the step can mean.
    fn below(&self, step: &Step, within: Option<usize>) -> Result<usize, Failure> {
        let all: Vec<usize> = self
            .candidates(step, within)
            .iter()
            .copied()
            .filter(|id| Some(*id) != within && self.is_within(*id, within))
            .filter(|id| self.step(*id).is_some_and(|own| own.occurrence == step.occurrence))
            .collect();
        let mut direct = all.iter().copied().filter(|id| self.parent(*id) == within);
        if let (Some(child), None) = (direct.next(), direct.next()) {
            return Ok(child);
        }
        let near_side: Vec<usize> = all
            .iter()
            .copied()
            .filter(|id| !self.crosses_attached(*id, within))
            .collect();
        let fitting = if near_side.is_empty() { all } else { near_side };
        match fitting.as_slice() {
            [one] => Ok(*one),
            [] => Err(Failure::Unknown {
                step: step.words(),
                sought: Some(step.clone()),
                within,
            }),
            [_, ..] => Err(Failure::Ambiguous {
                step: step.words(),
                units: fitting,
            }),
        }
    }

    /// The units with this level and number, narrowed to the scope where the extents of units are known.
    fn candidates(&self, step: &Step, within: Option<usize>) -> &[usize] {
        let all = self.index.get(&key(step)).map_or(&[][..], Vec::as_slice);
        let Some((first, end)) = within.and_then(|within| self.ends.get(within).map(|end| (within, *end))) else {
            return all;
        };
        let from = all.partition_point(|id| *id < first);
        let to = all.partition_point(|id| *id < end);
        all.get(from..to).unwrap_or(&[])
    }

    /// Tells the extent of every unit, once units are numbered in the order of the text: one past the last below each.
    pub(crate) fn set_ends(&mut self, ends: Vec<usize>) {
        self.ends = ends;
    }

    /// Whether `Kèm theo` stands between a unit and the scope.
    fn crosses_attached(&self, id: usize, within: Option<usize>) -> bool {
        self.chain(id)
            .take_while(|at| Some(*at) != within)
            .any(|at| at != id && self.step(at).is_some_and(|step| step.level == Level::Attached))
    }

    /// A few units of the same level in the scope.
    pub(crate) fn near(&self, step: &Step, within: Option<usize>) -> Vec<String> {
        (0..self.entries.len())
            .filter(|id| {
                Some(*id) != within
                    && self.is_within(*id, within)
                    && self.step(*id).is_some_and(|own| class(own.level) == class(step.level))
            })
            .take(4)
            .map(|id| self.words(id))
            .collect()
    }

    /// A unit's address as people write it, smallest step first. Levels that numbering does not need are left out.
    pub(crate) fn words(&self, id: usize) -> String {
        let Some(own) = self.step(id) else { return String::new() };
        let mut words = vec![own.words()];
        let mut last = id;
        for ancestor in self.chain(id).skip(1) {
            if !self.can_leave_out(ancestor, last) {
                words.extend(self.step(ancestor).map(Step::words));
                last = ancestor;
            }
        }
        words.join(" ")
    }

    /// Whether `ancestor` may be left out above `child` without making the address unclear.
    fn can_leave_out(&self, ancestor: usize, child: usize) -> bool {
        let (Some(upper), Some(lower)) = (self.step(ancestor), self.step(child)) else {
            return true;
        };
        if class(upper.level) == class(lower.level) && extends(&lower.number, &upper.number) {
            return true;
        }
        match upper.level {
            Level::Attached | Level::Annex => lower.level <= Level::Stage && self.unique_in(lower, None),
            Level::Part | Level::Chapter | Level::Section => {
                lower.level <= Level::Stage && self.unique_in(lower, self.space(ancestor))
            }
            Level::ProcedureSection => lower.level == Level::Stage && self.unique_in(lower, self.procedure(ancestor)),
            Level::Article
            | Level::Procedure
            | Level::Stage
            | Level::Clause
            | Level::Point
            | Level::Dash
            | Level::Plus
            | Level::Star
            | Level::Paragraph => false,
        }
    }

    fn unique_in(&self, step: &Step, within: Option<usize>) -> bool {
        let same = self.index.get(&key(step)).into_iter().flatten();
        same.filter(|id| {
            self.is_within(**id, within) && self.step(**id).is_some_and(|own| own.occurrence == step.occurrence)
        })
        .nth(1)
        .is_none()
    }

    /// The number space a unit belongs to.
    fn space(&self, id: usize) -> Option<usize> {
        self.chain(id).find(|at| {
            self.step(*at)
                .is_some_and(|step| matches!(step.level, Level::Attached | Level::Annex))
        })
    }

    fn procedure(&self, id: usize) -> Option<usize> {
        self.chain(id)
            .find(|at| self.step(*at).is_some_and(|step| step.level == Level::Procedure))
    }
}

/// Whether number `longer` stands under number `shorter`: `1.3` under `1`.
pub(crate) fn extends(longer: &str, shorter: &str) -> bool {
    longer.strip_prefix(shorter).is_some_and(|rest| rest.starts_with('.'))
}

fn anchor_words(anchor: &Anchor) -> String {
    match anchor {
        Anchor::Step(step) => step.words(),
        Anchor::This(level) => format!("{} này", level.word()),
        Anchor::External(name) => name.shown.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quyche_base::Span;

    fn address(parts: &[(Level, &str)]) -> Address {
        let parts = parts
            .iter()
            .map(|(level, number)| Anchor::Step(Step::new(*level, *number)))
            .collect();
        Address {
            parts,
            span: Span::default(),
        }
    }

    /// Điều 1; Kèm theo > Chương I > Điều 1 > khoản 2 > điểm a; Điều 2 > khoản 2.
    fn places() -> (Places, Vec<usize>) {
        let mut places = Places::default();
        let first = places.add(None, Step::new(Level::Article, "1"));
        let attached = places.add(None, Step::new(Level::Attached, ""));
        let chapter = places.add(Some(attached), Step::new(Level::Chapter, "I"));
        let article = places.add(Some(chapter), Step::new(Level::Article, "1"));
        let clause = places.add(Some(article), Step::new(Level::Clause, "2"));
        let point = places.add(Some(clause), Step::new(Level::Point, "a"));
        let second = places.add(Some(chapter), Step::new(Level::Article, "2"));
        let other = places.add(Some(second), Step::new(Level::Clause, "2"));
        (
            places,
            vec![first, attached, chapter, article, clause, point, second, other],
        )
    }

    #[test]
    fn the_largest_step_is_searched_outwards_and_levels_may_be_skipped() {
        let (places, ids) = places();
        let clause = address(&[(Level::Clause, "2")]);
        assert_eq!(places.resolve(&clause, Some(ids[5])), Ok(Resolved::Unit(ids[4])));
        assert_eq!(places.resolve(&clause, Some(ids[6])), Ok(Resolved::Unit(ids[7])));
        let full = address(&[
            (Level::Point, "a"),
            (Level::Clause, "2"),
            (Level::Article, "1"),
            (Level::Attached, ""),
        ]);
        assert_eq!(places.resolve(&full, None), Ok(Resolved::Unit(ids[5])));
        assert!(matches!(places.resolve(&clause, None), Err(Failure::Ambiguous { .. })));
    }

    #[test]
    fn the_attached_rules_are_a_number_space_of_their_own() {
        let (places, ids) = places();
        let first = address(&[(Level::Article, "1")]);
        assert_eq!(places.resolve(&first, None), Ok(Resolved::Unit(ids[0])));
        assert_eq!(places.resolve(&first, Some(ids[7])), Ok(Resolved::Unit(ids[3])));
        assert_eq!(places.words(ids[5]), "điểm a khoản 2 Điều 1 Kèm theo");
        assert_eq!(places.words(ids[7]), "khoản 2 Điều 2");
    }

    #[test]
    fn a_section_of_a_procedure_is_left_out_above_its_stages() {
        let mut places = Places::default();
        let procedure = places.add(None, Step::new(Level::Procedure, "16"));
        let section = places.add(Some(procedure), Step::new(Level::ProcedureSection, "1"));
        let inner = places.add(Some(section), Step::new(Level::ProcedureSection, "1.3"));
        let stage = places.add(Some(inner), Step::new(Level::Stage, "5"));
        let clause = places.add(Some(stage), Step::new(Level::Clause, "2"));
        assert_eq!(places.words(clause), "khoản 2 Bước 5 Thủ tục 16");
        assert_eq!(places.words(inner), "mục 1.3 Thủ tục 16");
        let written = address(&[(Level::Section, "1.3"), (Level::Procedure, "16")]);
        assert_eq!(places.resolve(&written, None), Ok(Resolved::Unit(inner)));
    }
}
