//! What one case comes to under every combination, as a tree of the readings met.

use super::{MOST, Turn, Verdict};
use quyche_eval::errors::EvalError;
use quyche_ir::ReadingId;
use std::collections::BTreeSet;

/// Readings, their answers, and which of them may be branched on.
#[derive(Debug)]
pub struct Terms {
    /// By reading: the answer in force.
    pub base: Vec<u32>,
    /// By reading: how many answers; 1 where somebody chose one.
    pub answers: Vec<u32>,
}

impl Terms {
    /// How many combinations of these readings there are; `usize::MAX` where they are past counting.
    pub fn combinations(&self, met: &BTreeSet<ReadingId>) -> usize {
        let sizes = met.iter().map(|reading| self.size(*reading) as usize);
        sizes.fold(1, usize::saturating_mul)
    }

    pub fn size(&self, reading: ReadingId) -> u32 {
        self.answers.get(reading.index()).copied().unwrap_or(1)
    }

    pub fn base_of(&self, reading: ReadingId) -> u32 {
        self.base.get(reading.index()).copied().unwrap_or(0)
    }

    /// The combinations of these readings, the others as in force: the one in force first, then those with fewest changes.
    pub fn all(&self, met: &BTreeSet<ReadingId>) -> Vec<Vec<u32>> {
        let mut all = vec![self.base.clone()];
        for reading in met {
            let base = self.base_of(*reading);
            let others: Vec<u32> = (0..self.size(*reading)).filter(|answer| *answer != base).collect();
            let mut more = Vec::new();
            for combination in &all {
                more.extend(others.iter().map(|answer| changed(combination, *reading, *answer)));
            }
            all.extend(more);
        }
        all.sort_by_key(|combination| self.changes(combination));
        all
    }

    /// How many answers are not the one in force.
    fn changes(&self, combination: &[u32]) -> usize {
        combination
            .iter()
            .zip(&self.base)
            .filter(|(one, base)| one != base)
            .count()
    }

    /// The readings of a combination that are not at the answer in force.
    pub fn given(&self, combination: &[u32]) -> Vec<(ReadingId, u32)> {
        let both = combination.iter().zip(&self.base).enumerate();
        both.filter(|(_, (one, base))| one != base)
            .map(|(at, (one, _))| (ReadingId::at(at), *one))
            .collect()
    }

    /// On which of these readings a verdict turns.
    pub fn turns(
        &self,
        met: &BTreeSet<ReadingId>,
        one_at_a_time: bool,
        verdict: impl Fn(&[u32]) -> Option<Verdict>,
    ) -> Vec<Turn> {
        let combinations = if one_at_a_time {
            vec![self.base.clone()]
        } else {
            self.all(met)
        };
        let mut turns = Vec::new();
        for reading in met.iter().copied().filter(|reading| self.size(*reading) > 1) {
            let base = self.base_of(reading);
            let others = combinations
                .iter()
                .filter(|combination| combination.get(reading.index()) == Some(&base));
            for combination in others {
                let answers: Vec<(u32, Verdict)> = (0..self.size(reading))
                    .filter_map(|answer| Some((answer, verdict(&changed(combination, reading, answer))?)))
                    .collect();
                let first = answers.first().map(|(_, verdict)| *verdict);
                if answers.iter().any(|(_, verdict)| Some(*verdict) != first) {
                    turns.push(Turn {
                        reading,
                        given: self.given(combination),
                        answers,
                    });
                    break;
                }
            }
        }
        turns
    }
}

/// A combination with another answer to one reading.
pub fn changed(combination: &[u32], reading: ReadingId, answer: u32) -> Vec<u32> {
    let mut combination = combination.to_vec();
    if let Some(place) = combination.get_mut(reading.index()) {
        *place = answer;
    }
    combination
}

enum Tree {
    Leaf(usize),
    Branch { reading: ReadingId, children: Vec<Tree> },
}

/// Every result of one case.
pub struct Explored<T> {
    tree: Tree,
    /// Where each reading was changed alone: which, to what, and the place of the result.
    alone: Vec<(ReadingId, u32, usize)>,
    base: Vec<u32>,
    /// The results, the one under the answers in force first.
    pub results: Vec<T>,
    /// The readings met.
    pub met: BTreeSet<ReadingId>,
    /// Whether there were too many combinations.
    pub one_at_a_time: bool,
    pub evaluations: usize,
}

impl<T> Explored<T> {
    /// The place of the result under a combination.
    pub fn place(&self, combination: &[u32]) -> usize {
        if self.one_at_a_time {
            let changed = self
                .alone
                .iter()
                .find(|(reading, answer, _)| combination.get(reading.index()) == Some(answer));
            return changed.map_or(0, |(_, _, place)| *place);
        }
        let mut at = &self.tree;
        loop {
            match at {
                Tree::Leaf(place) => return *place,
                Tree::Branch { reading, children } => {
                    let answer = combination.get(reading.index()).copied().unwrap_or(0);
                    match children.get(answer as usize) {
                        Some(child) => at = child,
                        None => return 0,
                    }
                }
            }
        }
    }

    /// The result under a combination.
    pub fn result(&self, combination: &[u32]) -> Option<&T> {
        self.results.get(self.place(combination))
    }
}

/// Asks under every combination of what is met; `ask` is told the answers and gives the result and the readings met.
pub fn explore<T>(
    terms: &Terms,
    mut ask: impl FnMut(&[u32]) -> Result<(T, Vec<ReadingId>), EvalError>,
) -> Result<Explored<T>, EvalError> {
    let mut explored = Explored {
        tree: Tree::Leaf(0),
        alone: Vec::new(),
        base: terms.base.clone(),
        results: Vec::new(),
        met: BTreeSet::new(),
        one_at_a_time: false,
        evaluations: 0,
    };
    let base = terms.base.clone();
    let first = explored.ask(&base, &mut ask)?;
    let grown = explored.grow(terms, &base, &mut Vec::new(), first.clone(), &mut ask)?;
    match grown.filter(|_| terms.combinations(&explored.met) <= MOST) {
        Some(tree) => explored.tree = tree,
        None => explored.one_by_one(terms, &first.1, &mut ask)?,
    }
    Ok(explored)
}

/// A result by its place, and the readings met on the way to it.
type Met = (usize, Vec<ReadingId>);

impl<T> Explored<T> {
    fn ask(
        &mut self,
        answers: &[u32],
        ask: &mut impl FnMut(&[u32]) -> Result<(T, Vec<ReadingId>), EvalError>,
    ) -> Result<Met, EvalError> {
        let (result, met) = ask(answers)?;
        self.evaluations += 1;
        self.results.push(result);
        Ok((self.results.len() - 1, met))
    }

    /// The tree below `fixed`, whose result with everything else as in force is `known`; `None` where it grows too large.
    fn grow(
        &mut self,
        terms: &Terms,
        answers: &[u32],
        fixed: &mut Vec<ReadingId>,
        known: Met,
        ask: &mut impl FnMut(&[u32]) -> Result<(T, Vec<ReadingId>), EvalError>,
    ) -> Result<Option<Tree>, EvalError> {
        let free = known
            .1
            .iter()
            .find(|reading| terms.size(**reading) > 1 && !fixed.contains(reading));
        let Some(reading) = free.copied() else {
            return Ok(Some(Tree::Leaf(known.0)));
        };
        self.met.insert(reading);
        let base = terms.base_of(reading);
        let mut children = Vec::new();
        fixed.push(reading);
        for answer in 0..terms.size(reading) {
            if self.evaluations > MOST {
                return Ok(None);
            }
            let below = if answer == base {
                known.clone()
            } else {
                let there = changed(answers, reading, answer);
                self.ask(&there, ask)?
            };
            let there = changed(answers, reading, answer);
            match self.grow(terms, &there, fixed, below, ask)? {
                Some(child) => children.push(child),
                None => return Ok(None),
            }
        }
        fixed.pop();
        Ok(Some(Tree::Branch { reading, children }))
    }

    /// Each reading met with the answers in force changed alone.
    fn one_by_one(
        &mut self,
        terms: &Terms,
        met: &[ReadingId],
        ask: &mut impl FnMut(&[u32]) -> Result<(T, Vec<ReadingId>), EvalError>,
    ) -> Result<(), EvalError> {
        self.one_at_a_time = true;
        self.results.truncate(1);
        self.met = met.iter().copied().filter(|reading| terms.size(*reading) > 1).collect();
        for reading in self.met.clone() {
            for answer in (0..terms.size(reading)).filter(|answer| *answer != terms.base_of(reading)) {
                let there = changed(&self.base, reading, answer);
                let (place, _) = self.ask(&there, ask)?;
                self.alone.push((reading, answer, place));
            }
        }
        Ok(())
    }
}
