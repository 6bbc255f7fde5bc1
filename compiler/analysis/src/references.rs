//! Which unit refers to which: what a unit rests on, and what rests on it.

use quyche_ir::expr::{Expr, ExprKind, Target};
use quyche_ir::norm::{Bearer, CouncilRuleKind, DossierItem, Event, Gate, Limit, LimitKind};
use quyche_ir::{CriterionId, Document, UnitId, visit};
use serde::Serialize;
use std::collections::BTreeSet;

/// How one unit refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// `đáp ứng`.
    Meets,
    /// `theo … khi`: the rule stands there.
    Redirect,
    /// A definition that stands there.
    Definition,
    /// A reading that stands there.
    Reading,
    /// A limit that counts from a deadline there.
    Deadline,
    /// A document that follows a form or a rule there.
    Form,
    /// Who decides what a ranking leaves, or that passing suffices, stands there.
    Ranking,
    /// A doubt recorded there touches this unit.
    Doubt,
}

impl Manner {
    /// In words, as they stand before the address.
    pub fn words(self) -> &'static str {
        match self {
            Manner::Meets => "đáp ứng",
            Manner::Redirect => "chuyển theo",
            Manner::Definition => "định nghĩa tại",
            Manner::Reading => "cách hiểu tại",
            Manner::Deadline => "thời hạn tại",
            Manner::Form => "mẫu hoặc quy định tại",
            Manner::Ranking => "thứ tự ưu tiên tại",
            Manner::Doubt => "nghi vấn tại",
        }
    }
}

/// That one unit refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Reference {
    /// The unit that refers.
    pub from: UnitId,
    /// The unit it refers to.
    pub to: UnitId,
    /// How.
    pub manner: Manner,
}

/// Every reference of a document, by the unit that refers, then the one referred to; each once.
pub fn references(doc: &Document) -> Vec<Reference> {
    let mut finder = Finder {
        doc,
        at: UnitId(0),
        found: BTreeSet::new(),
    };
    finder.rules();
    finder.norms();
    finder.choices();
    for doubt in &doc.doubts {
        for unit in &doubt.affects {
            if let Some(at) = doubt.unit {
                finder.at = *unit;
                finder.add(at, Manner::Doubt);
            }
        }
    }
    finder.found.into_iter().collect()
}

struct Finder<'d> {
    doc: &'d Document,
    at: UnitId,
    found: BTreeSet<Reference>,
}

impl<'d> Finder<'d> {
    fn add(&mut self, to: UnitId, manner: Manner) {
        if to != self.at {
            self.found.insert(Reference {
                from: self.at,
                to,
                manner,
            });
        }
    }

    fn rules(&mut self) {
        let doc = self.doc;
        for scope in &doc.scopes {
            self.at = scope.unit;
            self.gate(&scope.gate);
            scope.filter.iter().for_each(|filter| self.expr(filter));
            for redirect in &scope.redirects {
                self.expr(&redirect.when);
                self.add(redirect.to, Manner::Redirect);
            }
        }
        for criterion in &doc.criteria {
            self.at = criterion.unit;
            self.gate(&criterion.gate);
            let (mut exprs, mut targets) = (Vec::new(), Vec::new());
            visit::body(&criterion.body, &mut |expr| exprs.push(expr), &mut |target| {
                targets.push(target)
            });
            exprs.into_iter().for_each(|expr| self.one(expr));
            targets.into_iter().for_each(|target| self.target(target));
        }
        for definition in &doc.definitions {
            if let Some(unit) = definition.unit {
                self.at = unit;
                self.expr(&definition.body);
            }
        }
    }

    fn norms(&mut self) {
        let doc = self.doc;
        for norm in &doc.norms {
            self.at = norm.unit;
            self.gate(&norm.gate);
            norm.acts.iter().for_each(|act| self.gate(&act.gate));
            self.bearer(norm.bearer.as_ref());
            norm.limit.iter().for_each(|limit| self.limit(limit));
        }
        for deadline in &doc.deadlines {
            self.at = deadline.unit;
            self.gate(&deadline.gate);
            self.bearer(deadline.bearer.as_ref());
            self.limit(&deadline.limit);
        }
        for dossier in &doc.dossiers {
            self.at = dossier.unit;
            self.gate(&dossier.gate);
            dossier.items.iter().for_each(|item| self.document(item));
        }
    }

    fn document(&mut self, item: &'d DossierItem) {
        self.at = item.unit;
        self.gate(&item.gate);
        item.limit.iter().for_each(|limit| self.limit(limit));
        if let Some(under) = item.under {
            self.add(under, Manner::Form);
        }
        item.parts.iter().for_each(|part| self.document(part));
    }

    fn choices(&mut self) {
        let doc = self.doc;
        for ranking in &doc.rankings {
            self.at = ranking.unit;
            let parts = ranking.quota.iter().chain(&ranking.when);
            parts.for_each(|part| self.expr(part));
            ranking.keys.iter().for_each(|key| self.expr(&key.value));
            let elsewhere = ranking.tie_breaker.map(|(unit, _)| unit);
            for unit in elsewhere.into_iter().chain(ranking.passing_suffices) {
                self.add(unit, Manner::Ranking);
            }
        }
        for rule in doc.councils.iter().flat_map(|council| &council.rules) {
            self.at = rule.unit;
            match &rule.kind {
                CouncilRuleKind::Seat { conditions, .. } => conditions.iter().for_each(|expr| self.expr(expr)),
                CouncilRuleKind::Barred(items) => {
                    let mut exprs = Vec::new();
                    visit::items(items, &mut |expr| exprs.push(expr), &mut |_| {});
                    exprs.into_iter().for_each(|expr| self.one(expr));
                }
                CouncilRuleKind::Size(_) | CouncilRuleKind::Quorum { .. } | CouncilRuleKind::Vote { .. } => {}
            }
        }
    }

    fn gate(&mut self, gate: &'d Gate) {
        let mut exprs = Vec::new();
        visit::gate(gate, &mut |expr| exprs.push(expr));
        exprs.into_iter().for_each(|expr| self.one(expr));
    }

    fn bearer(&mut self, bearer: Option<&'d Bearer>) {
        if let Some(Bearer::ByCase { arms, .. }) = bearer {
            arms.iter().for_each(|(when, _)| self.expr(when));
        }
    }

    fn limit(&mut self, limit: &'d Limit) {
        match &limit.kind {
            LimitKind::NotSet | LimitKind::FixedDay { .. } => {}
            LimitKind::After { duration, event } | LimitKind::Before { duration, event } => {
                self.expr(duration);
                if let Event::Deadline(id) = event
                    && let Some(deadline) = self.doc.deadlines.get(id.index())
                {
                    self.add(deadline.unit, Manner::Deadline);
                }
            }
        }
    }

    fn expr(&mut self, expr: &'d Expr) {
        let mut all = Vec::new();
        visit::expr(expr, &mut |part| all.push(part));
        all.into_iter().for_each(|part| self.one(part));
    }

    /// What one expression refers to itself; those below it come on their own.
    fn one(&mut self, expr: &'d Expr) {
        let (to, manner) = if let ExprKind::Meets(targets) = &expr.kind {
            return targets.iter().for_each(|target| self.target(target));
        } else if let ExprKind::Definition(id) = &expr.kind {
            let definition = self.doc.definitions.get(id.index());
            (definition.and_then(|definition| definition.unit), Manner::Definition)
        } else if let ExprKind::ReadingIs { reading, .. } = &expr.kind {
            let reading = self.doc.readings.get(reading.index());
            (reading.and_then(|reading| reading.unit), Manner::Reading)
        } else {
            return;
        };
        to.into_iter().for_each(|to| self.add(to, manner));
    }

    fn target(&mut self, target: &Target) {
        match target.unit {
            Some(unit) => self.add(unit, Manner::Meets),
            None => {
                for unit in target
                    .criteria
                    .iter()
                    .filter_map(|id| self.criterion_unit(*id))
                    .collect::<Vec<_>>()
                {
                    self.add(unit, Manner::Meets);
                }
            }
        }
    }

    fn criterion_unit(&self, id: CriterionId) -> Option<UnitId> {
        self.doc.criteria.get(id.index()).map(|criterion| criterion.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::Manner;

    #[test]
    fn every_manner_has_words_of_its_own() {
        let all = [
            Manner::Meets,
            Manner::Redirect,
            Manner::Definition,
            Manner::Reading,
            Manner::Deadline,
            Manner::Form,
            Manner::Ranking,
            Manner::Doubt,
        ];
        let mut words: Vec<&str> = all.iter().map(|manner| manner.words()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all.len());
    }
}
