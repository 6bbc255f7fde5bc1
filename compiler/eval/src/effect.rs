//! R13: the text in force. Dates of effect are decided at the day of reckoning in force, or at a criterion's own `tính
//! đến`; where the day of signing is unknown, "does not apply" stays possible once, for everything asked.

use crate::ground::Effective;
use crate::run::Run;
use crate::tables::all;
use crate::trace::{Op, What};
use crate::truth::Truth;
use crate::value::Value;
use chrono::NaiveDate;
use quyche_ir::expr::Expr;
use quyche_ir::norm::{Criterion, Gate};
use quyche_ir::{Cause, CriterionId, FactPath, Outcome, UnitId};
use std::collections::BTreeMap;
use std::rc::Rc;

const K: Outcome = Outcome::NOT_APPLICABLE;

/// First and last day on which something has effect.
#[derive(Clone, Copy, Default)]
pub struct Window {
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

impl Window {
    pub fn is_open(self) -> bool {
        self.from.is_none() && self.until.is_none()
    }

    fn holds(self, day: Option<NaiveDate>) -> Truth {
        if self.is_open() {
            return Truth::True;
        }
        let Some(day) = day else { return Truth::Unknown };
        Truth::of(self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until))
    }
}

impl<'e> Run<'e> {
    /// Criteria under the document's own date of effect.
    pub fn in_effect(&mut self, criteria: &[CriterionId]) -> Outcome {
        match self.ground.effective {
            Effective::Always | Effective::Made(_) => self.criteria(criteria),
            Effective::From(day) => {
                self.unit = self.effect_unit(criteria);
                let window = Window {
                    from: Some(day),
                    until: None,
                };
                self.windowed(window, criteria, &mut |run, criteria| run.criteria(criteria))
            }
            Effective::Unsigned => self.unsigned(criteria),
        }
    }

    /// The day of signing is unknown, so how many of the days asked about lie before it is too: of criteria asked at
    /// several days (R13), those of the later days are in force wherever those of an earlier one are. For criteria of
    /// one day this adds K once.
    fn unsigned(&mut self, criteria: &[CriterionId]) -> Outcome {
        self.unit = self.effect_unit(criteria);
        if criteria.iter().all(|id| self.own_day(*id).is_none()) {
            return self.unsigned_days(&[criteria.to_vec()]);
        }
        let mut known: BTreeMap<NaiveDate, Vec<CriterionId>> = BTreeMap::new();
        let mut unknown: Vec<Vec<CriterionId>> = Vec::new();
        for id in criteria {
            let day = self.own_day(*id);
            let (day, _) = self.apart(|run| run.on_day(day, |run| run.day));
            match day {
                Some(day) => known.entry(day).or_default().push(*id),
                None => unknown.push(vec![*id]),
            }
        }
        let latest_first: Vec<Vec<CriterionId>> = known.into_values().rev().collect();
        let mut outcome = self.unsigned_days(&latest_first);
        for alone in unknown {
            outcome = all(outcome, self.unsigned_days(&[alone]));
        }
        outcome
    }

    fn unsigned_days(&mut self, latest_first: &[Vec<CriterionId>]) -> Outcome {
        let Some((latest, earlier)) = latest_first.split_first() else {
            return K;
        };
        if !self.descend() {
            self.ascend();
            return Outcome::OPEN;
        }
        let node = self.enter(Op::Gate, What::Nothing);
        let when = self.enter(Op::When, What::Nothing);
        self.open_leaf(|_| Cause::Missing(FactPath::SigningDay));
        self.leave(when, Outcome::OPEN);
        let both = self.enter(Op::All, What::Nothing);
        let mut outcome = self.criteria(latest);
        if !earlier.is_empty() {
            outcome = all(outcome, self.unsigned_days(earlier));
        }
        self.leave(both, outcome);
        let outcome = outcome.or(K);
        self.leave(node, outcome);
        self.ascend();
        outcome
    }

    /// A criterion's own `tính đến`.
    fn own_day(&self, id: CriterionId) -> Option<&'e Expr> {
        let criterion: Option<&'e Criterion> = self.ground.doc.criteria.get(id.index());
        criterion.and_then(|criterion| criterion.gate.as_of.as_ref())
    }

    /// The unit that says when the document has effect; where none says it, the unit of the first criterion.
    fn effect_unit(&self, criteria: &[CriterionId]) -> UnitId {
        let stated = &self.ground.doc.stated;
        if let Some(stated) = stated.iter().find(|stated| stated.class == "hiệu_lực") {
            return stated.unit;
        }
        let first = criteria.first().and_then(|id| self.ground.doc.criteria.get(id.index()));
        first.map_or(self.unit, |criterion| criterion.unit)
    }

    /// Decides a date of effect for criteria: at the criterion's own `tính đến` where it has one (R13), else together
    /// at the day of reckoning in force.
    pub fn windowed(
        &mut self,
        window: Window,
        criteria: &[CriterionId],
        inner: &mut dyn FnMut(&mut Self, &[CriterionId]) -> Outcome,
    ) -> Outcome {
        if window.is_open() {
            return inner(self, criteria);
        }
        self.mark_window(window.from, window.until);
        if criteria.iter().all(|id| self.own_day(*id).is_none()) {
            return self.window_gate(window, None, criteria, inner);
        }
        let mut sure: Vec<CriterionId> = Vec::new();
        let mut plain: Vec<CriterionId> = Vec::new();
        let mut outcome = K;
        for id in criteria {
            match self.own_day(*id) {
                None => plain.push(*id),
                Some(day) => {
                    let ((), _) = self.apart(|run| {
                        if run.on_day(Some(day), |run| window.holds(run.day)) == Truth::True {
                            sure.push(*id);
                        }
                    });
                    if sure.last() != Some(id) {
                        outcome = all(
                            outcome,
                            self.window_gate(window, Some(day), std::slice::from_ref(id), inner),
                        );
                    }
                }
            }
        }
        if window.holds(self.day) == Truth::True {
            sure.append(&mut plain);
            sure.sort_unstable();
        }
        if !sure.is_empty() {
            outcome = all(outcome, inner(self, &sure));
        }
        if !plain.is_empty() {
            outcome = all(outcome, self.window_gate(window, None, &plain, inner));
        }
        outcome
    }

    fn window_gate(
        &mut self,
        window: Window,
        day: Option<&'e Expr>,
        criteria: &[CriterionId],
        inner: &mut dyn FnMut(&mut Self, &[CriterionId]) -> Outcome,
    ) -> Outcome {
        let node = self.enter(Op::Gate, What::Nothing);
        let holds = self.window(window, day);
        let outcome = self.gate_rest(holds, None, |run| inner(run, criteria));
        self.leave(node, outcome);
        outcome
    }

    /// When a gate lets through: its first day may hold under one answer of a reading only.
    pub fn effect_of(&mut self, gate: &Gate) -> Window {
        let from = match gate.from_reading {
            Some((reading, answer)) => gate.from.filter(|_| self.answer(reading) == Some(answer)),
            None => gate.from,
        };
        Window {
            from,
            until: gate.until,
        }
    }

    /// Whether the day of reckoning (`day`, or else the one in force) lies in the window.
    pub fn window(&mut self, window: Window, day: Option<&'e Expr>) -> Truth {
        self.mark_window(window.from, window.until);
        let node = self.enter(Op::When, What::Nothing);
        let holds = self.on_day(day, |run| {
            if !window.is_open() {
                run.reckoning_day();
            }
            window.holds(run.day)
        });
        self.leave(node, holds.outcome());
        holds
    }

    /// Does something with another day of reckoning, where one is given.
    pub fn on_day<T>(&mut self, day: Option<&'e Expr>, inner: impl FnOnce(&mut Self) -> T) -> T {
        let Some(day) = day else { return inner(self) };
        let (value, causes) = self.apart(|run| run.value(day).single());
        let date = if let Value::Date(date) = value {
            Some(date)
        } else {
            None
        };
        let outer_day = std::mem::replace(&mut self.day, date);
        let outer_causes = std::mem::replace(&mut self.day_causes, Rc::from(causes));
        let value = inner(self);
        self.day = outer_day;
        self.day_causes = outer_causes;
        value
    }
}
