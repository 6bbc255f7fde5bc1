//! Which facts and judgements an entry point can come to ask for, and in which units: for the guide of a template.
//!
//! A walk over the rules from the entry point's criteria, through what they refer to, the scopes above them, the ranking
//! and the council. It follows every branch, so it names at least what a run may need.

use quyche_ir::expr::{Expr, ExprKind, List, ListSource, Paper, Place, Root, Target, Type};
use quyche_ir::model::Entry;
use quyche_ir::norm::{Body, CouncilRuleKind, Deadline, Event, Gate, Item, Limit, LimitKind, Norm};
use quyche_ir::{CriterionId, DeadlineId, Document, FieldId, JudgementId, RecordId, UnitId, visit};
use std::collections::{BTreeMap, BTreeSet};

/// What is used, where.
#[derive(Debug, Default)]
pub(crate) struct Used {
    pub fields: BTreeMap<(RecordId, FieldId), BTreeSet<UnitId>>,
    pub judgements: BTreeSet<JudgementId>,
    /// Documents of dossiers, by position in their category.
    pub documents: BTreeSet<u32>,
    /// Whether anything of the circumstances is asked for.
    pub circumstances: bool,
    /// Whether it matters if the list of people is complete.
    pub people: bool,
}

impl Used {
    /// Whether a dossier is asked for.
    pub fn asks_papers(&self) -> bool {
        !self.documents.is_empty()
    }
}

/// What the entry point uses.
pub(crate) fn used(doc: &Document, entry: &Entry) -> Used {
    let mut walk = Walk {
        doc,
        used: Used::default(),
        waiting: Vec::new(),
        seen: BTreeSet::new(),
        deadlines: BTreeSet::new(),
    };
    for target in &entry.under {
        walk.target(target);
        if let (Some(unit), true) = (target.unit, target.criteria.is_empty()) {
            walk.kept(unit, entry.subject);
        }
    }
    walk.ranking(entry);
    walk.council(entry);
    while let Some(id) = walk.waiting.pop() {
        walk.criterion(id);
    }
    let mut used = walk.used;
    used.circumstances = entry
        .context
        .is_some_and(|context| used.fields.keys().any(|(record, _)| *record == context));
    used.people |= entry.ranking.is_some();
    used
}

struct Walk<'d> {
    doc: &'d Document,
    used: Used,
    waiting: Vec<CriterionId>,
    seen: BTreeSet<CriterionId>,
    deadlines: BTreeSet<DeadlineId>,
}

impl<'d> Walk<'d> {
    fn target(&mut self, target: &Target) {
        for criterion in &target.criteria {
            if self.seen.insert(*criterion) {
                self.waiting.push(*criterion);
            }
        }
    }

    fn criterion(&mut self, id: CriterionId) {
        let doc = self.doc;
        let Some(criterion) = doc.criteria.get(id.index()) else {
            return;
        };
        self.scopes(criterion.unit);
        self.gate(&criterion.gate, criterion.unit);
        self.body(&criterion.body, criterion.unit);
    }

    fn scopes(&mut self, unit: UnitId) {
        let doc = self.doc;
        for scope in doc.scopes.iter().filter(|scope| doc.is_within(unit, scope.unit)) {
            scope.filter.iter().for_each(|filter| self.expr(filter, scope.unit));
            self.gate(&scope.gate, scope.unit);
            for redirect in &scope.redirects {
                self.expr(&redirect.when, scope.unit);
                self.target(&redirect.target);
            }
        }
    }

    /// The limits and counted duties of a unit, for cases of a record.
    fn kept(&mut self, unit: UnitId, subject: RecordId) {
        let doc = self.doc;
        let about = |of: Option<RecordId>| of.is_none_or(|of| of == subject);
        for deadline in &doc.deadlines {
            if doc.is_within(deadline.unit, unit) && about(deadline.subject) {
                self.deadline(deadline);
            }
        }
        for norm in doc.norms.iter().filter(|norm| about(norm.subject)) {
            if doc.is_within(norm.unit, unit) && (norm.limit.is_some() || norm.recurrence.is_some()) {
                self.norm(norm);
            }
        }
    }

    fn deadline(&mut self, deadline: &Deadline) {
        if self.deadlines.insert(deadline.id) {
            self.scopes(deadline.unit);
            self.gate(&deadline.gate, deadline.unit);
            self.limit(&deadline.limit, deadline.unit);
        }
    }

    fn norm(&mut self, norm: &Norm) {
        self.scopes(norm.unit);
        self.gate(&norm.gate, norm.unit);
        if let Some(limit) = &norm.limit {
            self.limit(limit, norm.unit);
        }
        let Some(recurrence) = &norm.recurrence else { return };
        if let Some(occasions) = &recurrence.occasions {
            self.list(&occasions.list, norm.unit);
            occasions
                .list
                .filters
                .iter()
                .for_each(|filter| self.expr(filter, norm.unit));
            self.mark(occasions.list.record, occasions.day, norm.unit);
        }
        recurrence.cut.iter().for_each(|cut| self.expr(cut, norm.unit));
    }

    fn limit(&mut self, limit: &Limit, unit: UnitId) {
        match &limit.kind {
            LimitKind::NotSet | LimitKind::FixedDay { .. } => {}
            LimitKind::After { duration, event } | LimitKind::Before { duration, event } => {
                self.expr(duration, unit);
                match event {
                    Event::Fact(place) => {
                        self.place(place, unit);
                    }
                    Event::Deadline(id) => {
                        let doc = self.doc;
                        doc.deadlines
                            .iter()
                            .filter(|deadline| deadline.id == *id)
                            .for_each(|deadline| self.deadline(deadline));
                    }
                }
            }
        }
        for excluded in &limit.excluding {
            let record = self.place(&excluded.list, unit);
            self.mark(record, excluded.period, unit);
        }
        limit.lapse.iter().for_each(|lapse| self.expr(lapse, unit));
    }

    fn ranking(&mut self, entry: &Entry) {
        let Some(ranking) = entry.ranking.and_then(|id| self.doc.rankings.get(id.index())) else {
            return;
        };
        for part in ranking.quota.iter().chain(&ranking.when) {
            self.expr(part, ranking.unit);
        }
        for key in &ranking.keys {
            self.expr(&key.value, key.unit);
        }
    }

    fn council(&mut self, entry: &Entry) {
        let Some(council) = entry.council.and_then(|id| self.doc.councils.get(id.index())) else {
            return;
        };
        let members = &council.members;
        self.mark(council.record, members.list, council.unit);
        let vote = members.vote.map(|vote| vote.field);
        for field in [members.person, members.seat]
            .into_iter()
            .chain(members.also)
            .chain(vote)
        {
            self.mark(members.record, field, council.unit);
        }
        for rule in &council.rules {
            match &rule.kind {
                CouncilRuleKind::Seat { conditions, .. } => {
                    conditions.iter().for_each(|condition| self.expr(condition, rule.unit));
                }
                CouncilRuleKind::Barred(items) => items.iter().for_each(|item| self.item(item)),
                CouncilRuleKind::Size(_) | CouncilRuleKind::Quorum { .. } | CouncilRuleKind::Vote { .. } => {}
            }
        }
    }

    fn item(&mut self, item: &Item) {
        self.gate(&item.gate, item.unit);
        self.body(&item.body, item.unit);
    }

    fn body(&mut self, body: &Body, unit: UnitId) {
        match body {
            Body::All(items) | Body::Any(items) => items.iter().for_each(|item| self.item(item)),
            Body::Test(test) => self.expr(test, unit),
            Body::Meets(targets) => targets.iter().for_each(|target| self.target(target)),
        }
    }

    fn gate(&mut self, gate: &Gate, unit: UnitId) {
        visit::gate(gate, &mut |part| self.one(part, unit));
    }

    fn expr(&mut self, expr: &Expr, unit: UnitId) {
        visit::expr(expr, &mut |part| self.one(part, unit));
    }

    /// What one expression asks for itself; those below it come on their own.
    fn one(&mut self, expr: &Expr, unit: UnitId) {
        match &expr.kind {
            ExprKind::Fact(place) | ExprKind::InTexts { list: place, .. } => {
                self.place(place, unit);
            }
            ExprKind::Exists { list, .. } | ExprKind::Every { list, .. } | ExprKind::Count(list) => {
                self.list(list, unit);
            }
            ExprKind::Period { list, field, .. } | ExprKind::Years { list, year: field, .. } => {
                self.list(list, unit);
                self.mark(list.record, *field, unit);
            }
            ExprKind::Submitted(paper) => self.paper(paper, unit),
            ExprKind::Judged(id) => {
                self.used.judgements.insert(*id);
            }
            ExprKind::Meets(targets) => targets.iter().for_each(|target| self.target(target)),
            ExprKind::Definition(id) => {
                if let Some(definition) = self.doc.definitions.get(id.index()) {
                    self.expr(&definition.body, unit);
                }
            }
            ExprKind::Literal(_)
            | ExprKind::ReckoningDay
            | ExprKind::EffectDay
            | ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Implies(..)
            | ExprKind::Compare { .. }
            | ExprKind::OneOf { .. }
            | ExprKind::Within { .. }
            | ExprKind::Serves { .. }
            | ExprKind::ReadingIs { .. }
            | ExprKind::Branch { .. }
            | ExprKind::Expanded { .. }
            | ExprKind::AsOf { .. } => {}
        }
    }

    /// A document: the list of what was handed in, and what a row says.
    fn paper(&mut self, paper: &Paper, unit: UnitId) {
        self.place(&paper.list, unit);
        self.used.documents.insert(paper.document);
        if let Some(fields) = self.doc.papers {
            self.mark(fields.record, fields.document, unit);
            self.mark(fields.record, fields.copies, unit);
            if paper.limit.is_some() {
                self.mark(fields.record, fields.date, unit);
            }
        }
        match paper.limit.as_ref().map(|limit| &limit.kind) {
            Some(
                LimitKind::After {
                    event: Event::Fact(place),
                    ..
                }
                | LimitKind::Before {
                    event: Event::Fact(place),
                    ..
                },
            ) => {
                self.place(place, unit);
            }
            Some(
                LimitKind::NotSet | LimitKind::FixedDay { .. } | LimitKind::After { .. } | LimitKind::Before { .. },
            )
            | None => {}
        }
    }

    fn list(&mut self, list: &List, unit: UnitId) {
        match &list.source {
            ListSource::Fact(place) => {
                self.place(place, unit);
            }
            ListSource::People => self.used.people = true,
        }
    }

    /// A fact, and every record on the way to it; gives back the record it leads to.
    fn place(&mut self, place: &Place, unit: UnitId) -> RecordId {
        let mut record = match place.root {
            Root::Subject(record) | Root::Context(record) | Root::Element { record, .. } => record,
        };
        for field in &place.path {
            self.mark(record, *field, unit);
            let found = self
                .doc
                .records
                .get(record.index())
                .and_then(|record| record.fields.get(field.index()));
            match found.map(|field| field.ty) {
                Some(Type::Record(inner) | Type::List(inner)) => record = inner,
                Some(
                    Type::Bool
                    | Type::Number
                    | Type::Text
                    | Type::Date
                    | Type::Moment
                    | Type::Year
                    | Type::Duration
                    | Type::Period
                    | Type::Days
                    | Type::Title
                    | Type::Member(_)
                    | Type::Texts,
                )
                | None => return record,
            }
        }
        record
    }

    fn mark(&mut self, record: RecordId, field: FieldId, unit: UnitId) {
        self.used.fields.entry((record, field)).or_default().insert(unit);
    }
}
