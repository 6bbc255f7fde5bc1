//! Whether a norm can be asked about cases of a record: whether anything it depends on is read from another one.

use quyche_ir::expr::{Expr, ExprKind, List, ListSource, Place, Root};
use quyche_ir::norm::{Bearer, Event, Gate, Limit, LimitKind, Norm};
use quyche_ir::{DefinitionId, Document, RecordId, visit};
use std::collections::BTreeSet;

/// Whether a norm, its acts, its limit and the scopes that narrow it read no subject but this one.
pub fn reads_only(doc: &Document, norm: &Norm, subject: RecordId) -> bool {
    let mut reader = Reader {
        doc,
        subject,
        definitions: BTreeSet::new(),
        only: true,
    };
    let mut about = None;
    for scope in doc.scopes.iter().filter(|scope| doc.is_within(norm.unit, scope.unit)) {
        about = scope.subject.or(about);
        if about.is_some() && about != norm.subject {
            continue;
        }
        scope.filter.iter().for_each(|filter| reader.expr(filter));
        reader.gate(&scope.gate);
        scope.redirects.iter().for_each(|redirect| reader.expr(&redirect.when));
    }
    reader.gate(&norm.gate);
    norm.acts.iter().for_each(|act| reader.gate(&act.gate));
    if let Some(Bearer::ByCase { arms, .. }) = &norm.bearer {
        arms.iter().for_each(|(when, _)| reader.expr(when));
    }
    norm.limit.iter().for_each(|limit| reader.limit(limit));
    // What is counted is counted in the lists of its own subject.
    let counts = norm
        .recurrence
        .as_ref()
        .is_some_and(|recurrence| recurrence.occasions.is_some());
    reader.only && !counts
}

struct Reader<'d> {
    doc: &'d Document,
    subject: RecordId,
    definitions: BTreeSet<DefinitionId>,
    only: bool,
}

impl<'d> Reader<'d> {
    fn gate(&mut self, gate: &'d Gate) {
        let parts = gate.when.iter().chain(&gate.unless).chain(&gate.as_of);
        parts.for_each(|part| self.expr(part));
    }

    fn limit(&mut self, limit: &'d Limit) {
        // A limit from another deadline, or with stops, has its facts elsewhere: it is left to its own record.
        self.only &= limit.excluding.is_empty();
        match &limit.kind {
            LimitKind::NotSet | LimitKind::FixedDay { .. } => {}
            LimitKind::After { duration, event } | LimitKind::Before { duration, event } => {
                self.expr(duration);
                match event {
                    Event::Fact(place) => self.place(place),
                    Event::Deadline(_) => self.only = false,
                }
            }
        }
    }

    fn expr(&mut self, expr: &'d Expr) {
        let mut all = Vec::new();
        visit::expr(expr, &mut |part| all.push(part));
        all.into_iter().for_each(|part| self.one(part));
    }

    fn one(&mut self, expr: &'d Expr) {
        match &expr.kind {
            ExprKind::Fact(place) | ExprKind::InTexts { list: place, .. } => self.place(place),
            ExprKind::Submitted(paper) => self.place(&paper.list),
            ExprKind::Exists { list, .. }
            | ExprKind::Every { list, .. }
            | ExprKind::Count(list)
            | ExprKind::Period { list, .. }
            | ExprKind::Years { list, .. } => self.list(list),
            // A judgement and what `đáp ứng` asks for belong to a record of their own.
            ExprKind::Judged(_) | ExprKind::Meets(_) => self.only = false,
            ExprKind::Definition(id) => {
                if self.definitions.insert(*id)
                    && let Some(definition) = self.doc.definitions.get(id.index())
                {
                    self.expr(&definition.body);
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

    fn list(&mut self, list: &'d List) {
        match &list.source {
            ListSource::Fact(place) => self.place(place),
            ListSource::People => self.only = false,
        }
    }

    fn place(&mut self, place: &Place) {
        match place.root {
            Root::Subject(record) => self.only &= record == self.subject,
            Root::Context(_) | Root::Element { .. } => {}
        }
    }
}
