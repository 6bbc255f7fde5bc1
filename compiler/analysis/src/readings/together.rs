//! A whole review under all readings: everybody on their own first, then the ranking of all under each combination that
//! gives it something else to rank.

use super::tree::{Explored, Terms, explore};
use super::{MOST, PersonReadings, Place, Verdict};
use quyche_eval::errors::EvalError;
use quyche_eval::result::Options;
use quyche_eval::{Assessed, Prepared};
use quyche_ir::facts::{Case, Cases};
use quyche_ir::{Document, EntryId, ReadingId};
use std::collections::{BTreeMap, BTreeSet};

/// A review under all readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// One a case, in the order given.
    pub people: Vec<PersonReadings>,
    /// The readings anything was found to hang on, in order.
    pub met: Vec<ReadingId>,
    /// How many combinations of them there are.
    pub combinations: usize,
    /// Whether there were too many, and each reading was changed alone.
    pub one_at_a_time: bool,
    /// How many times a person was evaluated.
    pub evaluations: usize,
    /// How many times everybody was ranked.
    pub rankings: usize,
}

/// Reviews everybody under all combinations of the readings for which the options choose no answer.
///
/// # Errors
/// Facts that contradict each other, or a document that does not keep its invariants.
pub fn review(doc: &Document, entry: EntryId, cases: &Cases, options: &Options) -> Result<Together, EvalError> {
    let mut prepared = Prepared::of_review(doc, entry, cases, options)?;
    let terms = terms(doc, &prepared, options);
    let mut explored = Vec::with_capacity(cases.people.len());
    for person in &cases.people {
        prepared.check(person)?;
        explored.push(one(&mut prepared, &terms, person)?);
    }
    let ranks = doc
        .entries
        .get(entry.index())
        .is_some_and(|entry| entry.ranking.is_some());
    if ranks {
        let mut ranked = Ranked::new(&mut prepared, &terms, entry, cases, &explored)?;
        ranked.all()?;
        Ok(ranked.together(cases))
    } else {
        Ok(apart(&terms, cases, &explored))
    }
}

fn terms(doc: &Document, prepared: &Prepared<'_>, options: &Options) -> Terms {
    let chosen = |id: ReadingId| options.readings.iter().any(|(reading, _)| *reading == id);
    let size = |reading: &quyche_ir::model::Reading| {
        if chosen(reading.id) {
            1
        } else {
            u32::try_from(reading.answers.len()).unwrap_or(u32::MAX)
        }
    };
    Terms {
        base: prepared.answers().to_vec(),
        answers: doc.readings.iter().map(size).collect(),
    }
}

fn one(prepared: &mut Prepared<'_>, terms: &Terms, person: &Case) -> Result<Explored<Assessed>, EvalError> {
    explore(terms, |answers| {
        prepared.read_as(answers.to_vec())?;
        let bare = prepared.bare(person)?;
        Ok((bare.assessed, bare.met))
    })
}

/// Everybody on their own, where nothing is ranked.
fn apart(terms: &Terms, cases: &Cases, explored: &[Explored<Assessed>]) -> Together {
    let people: Vec<PersonReadings> = cases
        .people
        .iter()
        .zip(explored)
        .map(|(case, explored)| {
            let verdict = |answers: &[u32]| {
                let class = explored.result(answers)?.outcome().class();
                Some(Verdict { class, place: None })
            };
            person(case, terms, explored, &explored.met, explored.one_at_a_time, verdict)
        })
        .collect();
    let met: BTreeSet<ReadingId> = explored.iter().flat_map(|one| one.met.iter().copied()).collect();
    Together {
        combinations: terms.combinations(&met),
        met: met.into_iter().collect(),
        one_at_a_time: explored.iter().any(|one| one.one_at_a_time),
        evaluations: explored.iter().map(|one| one.evaluations).sum(),
        rankings: 0,
        people,
    }
}

fn person(
    case: &Case,
    terms: &Terms,
    explored: &Explored<Assessed>,
    met: &BTreeSet<ReadingId>,
    one_at_a_time: bool,
    verdict: impl Fn(&[u32]) -> Option<Verdict>,
) -> PersonReadings {
    let nothing = Verdict {
        class: quyche_ir::outcome::Class::Open,
        place: None,
    };
    PersonReadings {
        key: case.key.clone(),
        verdict: verdict(&terms.base).unwrap_or(nothing),
        met: met.iter().copied().collect(),
        turns: terms.turns(met, one_at_a_time, verdict),
        combinations: terms.combinations(met),
        one_at_a_time,
        evaluations: explored.evaluations,
    }
}

/// The rankings under every combination, each distinct one made once.
struct Ranked<'r, 'e> {
    prepared: &'r mut Prepared<'e>,
    terms: &'r Terms,
    entry: EntryId,
    cases: &'r Cases,
    explored: &'r [Explored<Assessed>],
    /// By person: the place of each result among those that a ranking sees as different.
    distinct: Vec<Vec<usize>>,
    /// What the trigger and the quota hang on.
    of_terms: BTreeSet<ReadingId>,
    met: BTreeSet<ReadingId>,
    one_at_a_time: bool,
    /// By combination: everybody's verdict, by place in `made`.
    by_answers: BTreeMap<Vec<u32>, usize>,
    made: Vec<Vec<Verdict>>,
    /// What was ranked already: the distinct results and the answers on which trigger and quota hang.
    known: BTreeMap<(Vec<usize>, Vec<u32>), usize>,
}

impl<'r, 'e> Ranked<'r, 'e> {
    fn new(
        prepared: &'r mut Prepared<'e>,
        terms: &'r Terms,
        entry: EntryId,
        cases: &'r Cases,
        explored: &'r [Explored<Assessed>],
    ) -> Result<Self, EvalError> {
        let asked = explore(terms, |answers| {
            prepared.read_as(answers.to_vec())?;
            Ok(((), prepared.terms_met()?))
        })?;
        let mut met: BTreeSet<ReadingId> = explored.iter().flat_map(|one| one.met.iter().copied()).collect();
        met.extend(&asked.met);
        let too_many = explored.iter().any(|one| one.one_at_a_time) || asked.one_at_a_time;
        Ok(Ranked {
            one_at_a_time: too_many || terms.combinations(&met) > MOST,
            prepared,
            terms,
            entry,
            cases,
            distinct: explored.iter().map(distinct).collect(),
            explored,
            of_terms: asked.met,
            met,
            by_answers: BTreeMap::new(),
            made: Vec::new(),
            known: BTreeMap::new(),
        })
    }

    fn all(&mut self) -> Result<(), EvalError> {
        let combinations = if self.one_at_a_time {
            self.each_alone()
        } else {
            self.terms.all(&self.met)
        };
        for answers in combinations {
            let place = self.rank(&answers)?;
            self.by_answers.insert(answers, place);
        }
        Ok(())
    }

    fn each_alone(&self) -> Vec<Vec<u32>> {
        let mut all = vec![self.terms.base.clone()];
        for reading in &self.met {
            let base = self.terms.base_of(*reading);
            let others = (0..self.terms.size(*reading)).filter(|answer| *answer != base);
            all.extend(others.map(|answer| super::tree::changed(&self.terms.base, *reading, answer)));
        }
        all
    }

    fn rank(&mut self, answers: &[u32]) -> Result<usize, EvalError> {
        let places: Vec<usize> = self.explored.iter().map(|one| one.place(answers)).collect();
        let seen = places.iter().zip(&self.distinct);
        let seen: Vec<usize> = seen
            .map(|(place, distinct)| distinct.get(*place).copied().unwrap_or(0))
            .collect();
        let own = self.of_terms.iter();
        let own: Vec<u32> = own
            .map(|reading| answers.get(reading.index()).copied().unwrap_or(0))
            .collect();
        if let Some(place) = self.known.get(&(seen.clone(), own.clone())) {
            return Ok(*place);
        }
        self.prepared.read_as(answers.to_vec())?;
        let assessed = self.explored.iter().zip(&places);
        let assessed = assessed
            .map(|(one, place)| one.results.get(*place).cloned().ok_or(EvalError::Malformed))
            .collect();
        let review = self.prepared.finish(self.entry, self.cases, assessed)?;
        let verdicts = review.people.iter().map(|person| Verdict {
            class: person.assessment.outcome.class(),
            place: person.standing.as_ref().map(Place::of),
        });
        self.made.push(verdicts.collect());
        let place = self.made.len() - 1;
        self.known.insert((seen, own), place);
        Ok(place)
    }

    fn together(self, cases: &Cases) -> Together {
        let verdict = |at: usize, answers: &[u32]| {
            let place = self.by_answers.get(answers)?;
            self.made.get(*place)?.get(at).copied()
        };
        // Whom nothing sets apart under any combination is not looked at combination by combination.
        let first = self.made.first();
        let steady = |at: usize| {
            let mine = first.and_then(|made| made.get(at));
            self.made.iter().all(|made| made.get(at) == mine)
        };
        let nobody = BTreeSet::new();
        let people = cases.people.iter().zip(self.explored).enumerate();
        let people = people
            .map(|(at, (case, explored))| {
                let looked_at = if steady(at) { &nobody } else { &self.met };
                let mut one = person(case, self.terms, explored, looked_at, self.one_at_a_time, |answers| {
                    verdict(at, answers)
                });
                one.met = explored.met.iter().copied().collect();
                one.combinations = self.terms.combinations(&explored.met);
                one
            })
            .collect();
        Together {
            people,
            combinations: self.terms.combinations(&self.met),
            met: self.met.iter().copied().collect(),
            one_at_a_time: self.one_at_a_time,
            evaluations: self.explored.iter().map(|one| one.evaluations).sum(),
            rankings: self.made.len(),
        }
    }
}

/// By result: the first result that a ranking sees as the same.
fn distinct(explored: &Explored<Assessed>) -> Vec<usize> {
    let results = &explored.results;
    let first = |one: &Assessed| results.iter().position(|other| other.ranks_as(one)).unwrap_or(0);
    results.iter().map(first).collect()
}
