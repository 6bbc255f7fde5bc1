//! Criteria: R2 (scope, `khi`, `trừ khi`, body), R4 (reference), R15 (redirect).
//!
//! Scopes and dates of effect are decided once, outermost first, at the unit asked about; one declared below it, for all
//! it governs together; `đáp ứng` does not decide again a scope it shares with whoever asks.

use crate::errors::EvalError;
use crate::run::Run;
use crate::tables::{all, any, gap};
use crate::trace::{Op, What};
use crate::truth::Truth;
use quyche_ir::expr::{Expr, Target};
use quyche_ir::norm::{Body, Criterion, Gate, Item, Scope};
use quyche_ir::{Cause, CriterionId, Outcome, ScopeId, TitleId, UnitId};

const K: Outcome = Outcome::NOT_APPLICABLE;

/// Some criteria of one question, and the title their `cho` is matched against.
#[derive(Clone, Debug)]
pub struct Asked {
    pub title: Option<TitleId>,
    pub criteria: Vec<CriterionId>,
}

impl<'e> Run<'e> {
    /// The question itself: everything asked, under the document's own date of effect.
    pub fn ask(&mut self, asked: &[Asked]) -> Outcome {
        let node = self.enter(Op::All, What::Nothing);
        let mut outcome = K;
        for one in asked {
            self.title = one.title;
            outcome = all(outcome, self.in_effect(&one.criteria));
        }
        self.leave(node, outcome);
        outcome
    }

    /// `tất cả` over criteria in the order of the text, those under one undecided scope together.
    pub fn criteria(&mut self, criteria: &[CriterionId]) -> Outcome {
        let node = self.enter(Op::All, What::Nothing);
        let mut outcome = K;
        let mut rest = criteria;
        while let Some(first) = rest.first() {
            let scope = self.undecided(*first);
            let one = match scope {
                None => {
                    rest = rest.get(1..).unwrap_or_default();
                    self.criterion(*first)
                }
                Some(scope) => {
                    let same = rest.iter().take_while(|id| self.undecided(**id) == Some(scope)).count();
                    let (under, others) = rest.split_at_checked(same).unwrap_or((rest, &[]));
                    rest = others;
                    self.under_scope(scope, under)
                }
            };
            outcome = all(outcome, one);
            if outcome == Outcome::NOT_MET && !self.tracing() {
                break;
            }
        }
        self.leave(node, outcome);
        outcome
    }

    /// The outermost scope above a criterion that nobody has decided yet.
    fn undecided(&self, id: CriterionId) -> Option<ScopeId> {
        let criterion = self.ground.doc.criteria.get(id.index())?;
        let mut chain = self.ground.scopes_of(criterion.unit).iter();
        chain.find(|scope| !self.decided.contains(scope)).copied()
    }

    fn under_scope(&mut self, id: ScopeId, criteria: &[CriterionId]) -> Outcome {
        let Some(scope) = self.ground.doc.scopes.get(id.index()) else {
            self.fail(EvalError::Malformed);
            return Outcome::OPEN;
        };
        if !self.descend() {
            self.ascend();
            return Outcome::OPEN;
        }
        self.decided.push(id);
        let outer = std::mem::replace(&mut self.unit, scope.unit);
        let window = self.effect_of(&scope.gate);
        let outcome = self.on_day(scope.gate.as_of.as_ref(), |run| {
            run.windowed(window, criteria, &mut |run, criteria| run.scope(scope, criteria))
        });
        self.unit = outer;
        self.decided.pop();
        self.ascend();
        outcome
    }

    /// A redirect that holds leaves this unit and follows the pointer; then the scope's own conditions (R15).
    fn scope(&mut self, scope: &'e Scope, criteria: &[CriterionId]) -> Outcome {
        self.redirected(scope, 0, criteria)
    }

    fn redirected(&mut self, scope: &'e Scope, at: usize, criteria: &[CriterionId]) -> Outcome {
        let Some(redirect) = scope.redirects.get(at) else {
            return self.scope_gate(scope, criteria);
        };
        if !self.descend() {
            self.ascend();
            return Outcome::OPEN;
        }
        let node = self.enter(Op::Choice, What::Nothing);
        let when = self.enter(Op::When, What::Scope(scope));
        let holds = self.test(&redirect.when);
        self.leave(when, holds.outcome());
        let mut outcome = None;
        if holds != Truth::False {
            outcome = Some(self.meets(std::slice::from_ref(&redirect.target)));
        }
        if holds != Truth::True {
            let here = self.redirected(scope, at + 1, criteria);
            outcome = Some(outcome.map_or(here, |there| there.or(here)));
        }
        let outcome = outcome.unwrap_or(K);
        self.leave(node, outcome);
        self.ascend();
        outcome
    }

    fn scope_gate(&mut self, scope: &'e Scope, criteria: &[CriterionId]) -> Outcome {
        let node = self.enter(Op::Gate, What::Scope(scope));
        let mut when = Truth::True;
        for filter in scope.filter.iter().chain(&scope.gate.when) {
            when = when.min(self.condition(Op::When, filter));
            if when == Truth::False {
                break;
            }
        }
        let outcome = self.gate_rest(when, scope.gate.unless.as_ref(), |run| run.criteria(criteria));
        self.leave(node, outcome);
        outcome
    }

    /// R2 after `khi` is known: false K, else `trừ khi`, then the body, and K besides where `khi` is open.
    pub fn gate_rest(
        &mut self,
        when: Truth,
        unless: Option<&'e Expr>,
        body: impl FnOnce(&mut Self) -> Outcome,
    ) -> Outcome {
        if when == Truth::False {
            return K;
        }
        let unless = unless.map_or(Truth::False, |unless| self.condition(Op::Unless, unless));
        let mut outcome = match unless {
            Truth::True => Outcome::EXEMPT,
            Truth::Unknown => body(self).or(Outcome::EXEMPT),
            Truth::False => body(self),
        };
        if when == Truth::Unknown {
            outcome = outcome.or(K);
        }
        outcome
    }

    /// A tail's condition, as what kind of tail.
    pub fn condition(&mut self, op: Op, expr: &'e Expr) -> Truth {
        let node = self.enter(op, What::Nothing);
        let truth = self.test(expr);
        self.leave(node, truth.outcome());
        truth
    }

    /// One criterion: bound by its titles, then its tails, then what it asks.
    fn criterion(&mut self, id: CriterionId) -> Outcome {
        let Some(criterion) = self.ground.doc.criteria.get(id.index()) else {
            self.fail(EvalError::Malformed);
            return Outcome::OPEN;
        };
        match self.only.take() {
            Some((only, unit)) if only == id => {
                let outcome = self.in_criterion(criterion, |run| run.body_only(&criterion.body, unit));
                self.only = Some((only, unit));
                outcome
            }
            other => {
                self.only = other;
                self.in_criterion(criterion, |run| run.body(&criterion.body, false))
            }
        }
    }

    fn in_criterion(&mut self, criterion: &'e Criterion, body: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        if criterion.subject != self.ground.subject {
            self.fail(EvalError::Malformed);
            return Outcome::OPEN;
        }
        if !self.descend() {
            self.ascend();
            return Outcome::OPEN;
        }
        let outer = (self.unit, self.criterion);
        (self.unit, self.criterion) = (criterion.unit, criterion.id);
        let node = self.enter(Op::Same, What::Criterion(criterion));
        let binds = criterion.titles.is_empty() || self.title.is_none_or(|title| criterion.titles.contains(&title));
        let outcome = if binds { self.gated(&criterion.gate, body) } else { K };
        if outcome != K {
            self.touch(criterion.unit);
        }
        self.leave(node, outcome);
        (self.unit, self.criterion) = outer;
        self.ascend();
        outcome
    }

    /// The tails of a statement or an item, in the order of R2.
    pub fn gated(&mut self, gate: &'e Gate, body: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        let window = self.effect_of(gate);
        if window.is_open() && gate.when.is_none() && gate.unless.is_none() {
            return self.on_day(gate.as_of.as_ref(), body);
        }
        self.on_day(gate.as_of.as_ref(), |run| {
            let node = run.enter(Op::Gate, What::Nothing);
            let mut when = if window.is_open() {
                Truth::True
            } else {
                run.window(window, None)
            };
            if when != Truth::False
                && let Some(condition) = &gate.when
            {
                when = when.min(run.condition(Op::When, condition));
            }
            let outcome = run.gate_rest(when, gate.unless.as_ref(), body);
            run.leave(node, outcome);
            outcome
        })
    }

    /// What a criterion or an item asks. Nothing of a `một trong` applying is a gap, unless it stands directly in another.
    fn body(&mut self, body: &'e Body, inside_any: bool) -> Outcome {
        match body {
            Body::All(items) => {
                let node = self.enter(Op::All, What::Nothing);
                let outcome = self.items(items, all, Outcome::NOT_MET, false);
                self.leave(node, outcome);
                outcome
            }
            Body::Any(items) if inside_any => self.alternatives(items),
            Body::Any(items) => {
                let node = self.enter(Op::Gap, What::Nothing);
                let alternatives = self.alternatives(items);
                if alternatives == K {
                    self.open_leaf(|run| Cause::Gap(run.unit));
                }
                let outcome = gap(alternatives);
                self.leave(node, outcome);
                outcome
            }
            Body::Test(test) => self.test(test).outcome(),
            Body::Meets(targets) => self.meets(targets),
        }
    }

    fn alternatives(&mut self, items: &'e [Item]) -> Outcome {
        let node = self.enter(Op::Any, What::Nothing);
        let outcome = self.items(items, any, Outcome::MET, true);
        self.leave(node, outcome);
        outcome
    }

    fn items(
        &mut self,
        items: &'e [Item],
        table: fn(Outcome, Outcome) -> Outcome,
        absorbing: Outcome,
        inside_any: bool,
    ) -> Outcome {
        let mut outcome = K;
        for item in items {
            outcome = table(outcome, self.item(item, inside_any));
            if outcome == absorbing && !self.tracing() {
                break;
            }
        }
        outcome
    }

    /// One item: its tails, then what it asks.
    pub fn item(&mut self, item: &'e Item, inside_any: bool) -> Outcome {
        self.in_item(item, |run| run.body(&item.body, inside_any))
    }

    fn in_item(&mut self, item: &'e Item, body: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        if !self.descend() {
            self.ascend();
            return Outcome::OPEN;
        }
        let outer = std::mem::replace(&mut self.unit, item.unit);
        let node = self.enter(Op::Same, What::Item(item));
        let outcome = self.gated(&item.gate, body);
        if outcome != K {
            self.touch(item.unit);
        }
        self.leave(node, outcome);
        self.unit = outer;
        self.ascend();
        outcome
    }

    /// R4: `tất cả` over the criteria named, with the title under consideration rebound.
    pub fn meets(&mut self, targets: &'e [Target]) -> Outcome {
        if !self.descend() {
            self.ascend();
            return Outcome::OPEN;
        }
        let node = self.enter(Op::All, What::Nothing);
        let outer = self.title;
        let mut outcome = K;
        let mut rest = targets;
        while let Some(first) = rest.first() {
            // Targets of one title are one question, so that a scope they share is decided once.
            let same = rest.iter().take_while(|target| target.title == first.title).count();
            let (together, others) = rest.split_at_checked(same).unwrap_or((rest, &[]));
            rest = others;
            self.title = first.title.or(outer);
            let one = if let [only] = together {
                self.criteria(&only.criteria)
            } else {
                let criteria: Vec<CriterionId> = together.iter().flat_map(|target| &target.criteria).copied().collect();
                self.criteria(&criteria)
            };
            outcome = all(outcome, one);
        }
        self.title = outer;
        self.leave(node, outcome);
        self.ascend();
        outcome
    }

    /// Only the items at or below a unit, with every tail above them.
    fn body_only(&mut self, body: &'e Body, unit: UnitId) -> Outcome {
        let (Body::All(items) | Body::Any(items)) = body else {
            self.fail(EvalError::Malformed);
            return Outcome::OPEN;
        };
        let doc = self.ground.doc;
        let mut outcome = K;
        let node = self.enter(Op::All, What::Nothing);
        for item in items.iter().filter(|item| holds_unit(doc, item, unit)) {
            let one = if doc.is_within(item.unit, unit) {
                self.item(item, false)
            } else {
                self.in_item(item, |run| run.body_only(&item.body, unit))
            };
            outcome = all(outcome, one);
        }
        self.leave(node, outcome);
        outcome
    }
}

/// Whether an item, or one below it, stands at or below a unit.
pub fn holds_unit(doc: &quyche_ir::Document, item: &Item, unit: UnitId) -> bool {
    doc.is_within(item.unit, unit)
        || match &item.body {
            Body::All(items) | Body::Any(items) => items.iter().any(|item| holds_unit(doc, item, unit)),
            Body::Test(_) | Body::Meets(_) => false,
        }
}
