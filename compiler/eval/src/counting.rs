//! By which policy time served is counted (R8, R12).
//!
//! A regulation names one policy. Where broken service turns on how one counts, the answer is left open under it, unless
//! somebody settles the question: whoever asks, by naming a way to count, or a reading of the regulation whose answers
//! stand for policies. Such a reading is met only where its policies disagree.

use crate::run::Run;
use crate::served::Served;
use crate::truth::Truth;
use quyche_ir::model::{Measure, Reading};
use quyche_ir::words;
use quyche_time::{BrokenRuns, Duration, Policy};

/// Who settled how broken service is counted.
#[derive(Clone, Copy, Debug)]
pub enum SettledBy<'e> {
    /// A reading, by the policy of its answer in force.
    Reading(&'e Measure),
    /// Whoever asks.
    Asker(BrokenRuns),
}

impl SettledBy<'_> {
    /// Which policy counted, in words.
    pub fn words(self) -> String {
        match self {
            SettledBy::Reading(measure) => measure.label.clone().unwrap_or_else(|| words::spaced(&measure.name)),
            SettledBy::Asker(broken) => words::broken_runs(broken).to_owned(),
        }
    }
}

/// What a duration comes to under the policy in force.
pub struct Verdict<'e> {
    pub truth: Truth,
    /// Whether it turns on how broken service is counted.
    pub turns_on_count: bool,
    /// The policy it was counted by.
    pub policy: Policy,
    /// Who settled the count, where that mattered.
    pub settled: Option<SettledBy<'e>>,
}

impl<'e> Run<'e> {
    /// Whether days serve a duration.
    pub fn counted_by(
        &mut self,
        measure: &'e Measure,
        served: &Served,
        wanted: Duration,
        continuous: bool,
    ) -> Verdict<'e> {
        let open = |policy: Policy, (truth, turns_on_count)| Verdict {
            truth,
            turns_on_count,
            policy,
            settled: None,
        };
        if let Some(reading) = self.ground.doc.count_reading() {
            return self.counted_by_reading(reading, served, wanted, continuous);
        }
        self.mark_serving(measure.policy, served, wanted);
        let undecided = served.serves(measure.policy, wanted, continuous);
        match self.ground.count {
            Some(broken) if undecided.1 => {
                let policy = Policy {
                    broken,
                    ..measure.policy
                };
                self.mark_serving(policy, served, wanted);
                let (truth, turns_on_count) = served.serves_alone(policy, wanted);
                Verdict {
                    truth,
                    turns_on_count,
                    policy,
                    settled: Some(SettledBy::Asker(broken)),
                }
            }
            Some(_) | None => open(measure.policy, undecided),
        }
    }

    /// Under the answer in force of the reading that decides it; the reading is met where its policies disagree.
    fn counted_by_reading(
        &mut self,
        reading: &'e Reading,
        served: &Served,
        wanted: Duration,
        continuous: bool,
    ) -> Verdict<'e> {
        let each = |measure: &Measure| {
            if continuous {
                served.serves(measure.policy, wanted, true)
            } else {
                served.serves_alone(measure.policy, wanted)
            }
        };
        for measure in &reading.measures {
            self.mark_serving(measure.policy, served, wanted);
        }
        let answers: Vec<(Truth, bool)> = reading.measures.iter().map(each).collect();
        let agreed = answers
            .iter()
            .zip(answers.iter().skip(1))
            .all(|(one, next)| one == next);
        let place = if agreed {
            self.ground.readings.get(reading.id.index()).copied()
        } else {
            self.answer(reading.id)
        };
        let place = place.unwrap_or(reading.default) as usize;
        let found = reading.measures.get(place).zip(answers.get(place));
        let Some((measure, (truth, turns_on_count))) = found else {
            self.fail(crate::errors::EvalError::Malformed);
            return Verdict {
                truth: Truth::Unknown,
                turns_on_count: false,
                policy: Policy {
                    last_day_counts: true,
                    broken: BrokenRuns::Longest,
                },
                settled: None,
            };
        };
        Verdict {
            truth: *truth,
            turns_on_count: *turns_on_count,
            policy: measure.policy,
            settled: (!agreed).then_some(SettledBy::Reading(measure)),
        }
    }
}
