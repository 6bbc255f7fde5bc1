//! A walk over a tree that may change its names, quoted texts and markers: what putting a template in place needs.

use super::*;
use quyche_base::Address;

/// What a name does where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameRole {
    /// It declares, or may mean, something a statement declares: a definition, a reading, a deadline, a council …
    Declared,
    /// It is the name of a criterion, where that is declared or asked for.
    Criterion,
    /// It is a field, a value, an answer or a record.
    Other,
}

/// What is done on the walk. Every name, quoted text, marker and address is visited once, in no promised order.
pub trait Rewrite {
    /// A name.
    fn name(&mut self, ident: &mut Ident, role: NameRole);
    /// A quoted text, or the words of a heading.
    fn text(&mut self, label: &mut Label);
    /// The marker of a unit or an item.
    fn marker(&mut self, marker: &mut Marker);
    /// An address.
    fn address(&mut self, address: &mut Address);
}

/// Walks a statement.
pub fn rewrite_statement(statement: &mut Statement, to: &mut impl Rewrite) {
    Walk { to }.statement(&mut statement.kind);
}

/// Walks the body of an edit.
pub fn rewrite_body(body: &mut EditBody, to: &mut impl Rewrite) {
    let mut walk = Walk { to };
    match body {
        EditBody::Item { body, tails, .. } => {
            walk.body(body);
            walk.tails(tails);
        }
        EditBody::Document(item) => walk.document(item),
        EditBody::Seat(seat) => walk.seat(seat),
    }
}

/// The walk.
pub(super) struct Walk<'r, R> {
    pub(super) to: &'r mut R,
}

impl<R: Rewrite> Walk<'_, R> {
    pub(super) fn declared(&mut self, ident: &mut Ident) {
        self.to.name(ident, NameRole::Declared);
    }

    pub(super) fn criterion_name(&mut self, ident: &mut Ident) {
        self.to.name(ident, NameRole::Criterion);
    }

    pub(super) fn other(&mut self, ident: &mut Ident) {
        self.to.name(ident, NameRole::Other);
    }

    pub(super) fn label(&mut self, label: &mut Option<Label>) {
        if let Some(label) = label {
            self.to.text(label);
        }
    }

    fn statement(&mut self, kind: &mut StatementKind) {
        match kind {
            StatementKind::Category(one) => {
                self.other(&mut one.name);
                self.label(&mut one.label);
                self.values(&mut one.values);
            }
            StatementKind::Record(one) => self.record(one),
            StatementKind::Title(one) => self.title(one),
            StatementKind::Definition(one) => {
                self.declared(&mut one.name);
                one.parameters.iter_mut().for_each(|name| self.declared(name));
                self.label(&mut one.label);
                self.expr(&mut one.body);
            }
            StatementKind::External(one) => self.external(one),
            StatementKind::Reading(one) => {
                self.declared(&mut one.name);
                self.label(&mut one.question);
                self.values(&mut one.answers);
                one.measures.iter_mut().flatten().for_each(|name| self.declared(name));
                one.default.iter_mut().for_each(|name| self.other(name));
                self.label(&mut one.because);
            }
            StatementKind::Measure(one) => {
                self.declared(&mut one.name);
                self.label(&mut one.label);
                self.label(&mut one.because);
            }
            StatementKind::Scope(one) => self.scope(one),
            StatementKind::Criterion(one) => self.criterion(one),
            StatementKind::Norm(one) => self.norm(one),
            StatementKind::Deadline(one) => self.deadline(one),
            StatementKind::Dossier(one) => self.dossier(one),
            StatementKind::Ranking(one) => self.ranking(one),
            StatementKind::Council(one) => self.council(one),
            StatementKind::Stated(one) => self.stated(one),
            StatementKind::Doubt(one) => {
                self.other(&mut one.kind);
                self.to.text(&mut one.text);
                one.affects.iter_mut().for_each(|address| self.to.address(address));
            }
            StatementKind::Entry(one) => self.entry(one),
            StatementKind::Example(one) => self.example(one),
        }
    }

    fn criterion(&mut self, one: &mut Criterion) {
        one.name.iter_mut().for_each(|name| self.criterion_name(name));
        self.label(&mut one.label);
        one.of.iter_mut().for_each(|name| self.other(name));
        self.tails(&mut one.tails);
        self.body(&mut one.body);
    }

    fn deadline(&mut self, one: &mut Deadline) {
        one.name.iter_mut().for_each(|name| self.declared(name));
        self.label(&mut one.label);
        self.bearer(&mut one.bearer);
        one.towards.iter_mut().for_each(|name| self.declared(name));
        self.tails(&mut one.tails);
        self.limit(&mut one.limit);
    }

    fn dossier(&mut self, one: &mut Dossier) {
        one.name.iter_mut().for_each(|name| self.declared(name));
        self.copies(&mut one.copies);
        self.tails(&mut one.tails);
        one.items.iter_mut().for_each(|item| self.document(item));
    }

    fn stated(&mut self, one: &mut Stated) {
        one.class.iter_mut().for_each(|name| self.other(name));
        for (marker, text) in &mut one.texts {
            marker.iter_mut().for_each(|marker| self.to.marker(marker));
            self.to.text(text);
        }
    }

    fn external(&mut self, one: &mut External) {
        self.declared(&mut one.name);
        self.label(&mut one.label);
        self.label(&mut one.number);
        one.amended_by.iter_mut().for_each(|text| self.to.text(text));
    }

    fn values(&mut self, values: &mut [CategoryValue]) {
        for value in values {
            self.other(&mut value.name);
            self.label(&mut value.label);
        }
    }

    fn record(&mut self, one: &mut Record) {
        self.other(&mut one.name);
        self.label(&mut one.label);
        for field in &mut one.fields {
            self.other(&mut field.name);
            self.label(&mut field.label);
            match &mut field.ty {
                FieldType::List(name) | FieldType::Named(name) => self.other(name),
                FieldType::Text
                | FieldType::Number
                | FieldType::Date
                | FieldType::Moment
                | FieldType::Year
                | FieldType::Period
                | FieldType::Bool
                | FieldType::Title
                | FieldType::TextList => {}
            }
        }
    }

    fn title(&mut self, one: &mut Title) {
        self.other(&mut one.name);
        for label in [&mut one.label, &mut one.code, &mut one.grade] {
            self.label(label);
        }
        for name in one.body.iter_mut().chain(&mut one.above) {
            self.other(name);
        }
    }

    fn scope(&mut self, one: &mut Scope) {
        one.subject.iter_mut().for_each(|list| self.list(list));
        self.tails(&mut one.tails);
        for redirect in &mut one.redirects {
            self.to.address(&mut redirect.to);
            self.expr(&mut redirect.when);
        }
    }

    fn norm(&mut self, one: &mut Norm) {
        one.name.iter_mut().for_each(|name| self.declared(name));
        self.label(&mut one.label);
        self.bearer(&mut one.bearer);
        one.towards.iter_mut().for_each(|name| self.declared(name));
        self.tails(&mut one.tails);
        for act in &mut one.acts {
            act.marker.iter_mut().for_each(|marker| self.to.marker(marker));
            self.to.text(&mut act.text);
            self.tails(&mut act.tails);
        }
        if let Some(recurrence) = &mut one.recurrence {
            recurrence.occasions.iter_mut().for_each(|list| self.list(list));
            recurrence.cut.iter_mut().for_each(|cut| self.expr(cut));
        }
        one.limit.iter_mut().for_each(|limit| self.limit(limit));
    }

    fn bearer(&mut self, bearer: &mut Option<Bearer>) {
        match bearer {
            Some(Bearer::Named(names)) => names.iter_mut().for_each(|name| self.declared(name)),
            Some(Bearer::ByCase(expr)) => self.expr(expr),
            None => {}
        }
    }

    fn limit(&mut self, one: &mut Limit) {
        match &mut one.kind {
            LimitKind::NotSet | LimitKind::FixedDay { .. } => {}
            LimitKind::After { duration, event } | LimitKind::Before { duration, event } => {
                self.expr(duration);
                match event {
                    Event::Fact(path) => self.path(path),
                    Event::Deadline(name) => self.declared(name),
                }
            }
        }
        one.excluding
            .iter_mut()
            .for_each(|excluded| self.path(&mut excluded.path));
        one.lapse.iter_mut().for_each(|lapse| self.expr(lapse));
        if let Some(under) = one.rolled.as_mut().and_then(|rolled| rolled.under.as_mut()) {
            self.declared(&mut under.0);
            self.other(&mut under.1);
        }
        self.label(&mut one.consequence);
    }

    fn copies(&mut self, copies: &mut Option<Copies>) {
        if let Some(copies) = copies {
            self.expr(&mut copies.count);
        }
    }

    fn document(&mut self, one: &mut DossierItem) {
        self.to.marker(&mut one.marker);
        one.name.iter_mut().for_each(|name| self.declared(name));
        self.label(&mut one.label);
        self.copies(&mut one.copies);
        one.under.iter_mut().for_each(|address| self.to.address(address));
        one.limit.iter_mut().for_each(|limit| self.limit(limit));
        self.tails(&mut one.tails);
        one.parts.iter_mut().for_each(|part| self.document(part));
    }

    fn ranking(&mut self, one: &mut Ranking) {
        self.declared(&mut one.name);
        self.label(&mut one.label);
        one.over.iter_mut().for_each(|name| self.other(name));
        one.quota.iter_mut().for_each(|quota| self.expr(quota));
        self.tails(&mut one.tails);
        match &mut one.rule {
            RankingRule::Keys(keys) => {
                for key in keys {
                    self.to.marker(&mut key.marker);
                    self.expr(&mut key.value);
                }
            }
            RankingRule::TieBreaker(name) => self.declared(name),
            RankingRule::PassingSuffices => {}
        }
    }

    fn council(&mut self, one: &mut Council) {
        self.declared(&mut one.name);
        self.label(&mut one.label);
        one.record.iter_mut().for_each(|name| self.other(name));
        for rule in &mut one.rules {
            match &mut rule.kind {
                CouncilRuleKind::Members { seats, .. } => seats.iter_mut().for_each(|seat| self.seat(seat)),
                CouncilRuleKind::Barred(items) => self.items(items),
                CouncilRuleKind::Quorum { .. } => {}
                CouncilRuleKind::Vote { base, tie_seat } => {
                    if let Some(VoteBase::Reading(name)) = base {
                        self.declared(name);
                    }
                    tie_seat.iter_mut().for_each(|name| self.other(name));
                }
            }
        }
    }

    fn seat(&mut self, seat: &mut Seat) {
        self.to.marker(&mut seat.marker);
        self.other(&mut seat.name);
        seat.conditions.iter_mut().for_each(|expr| self.expr(expr));
        seat.concurrent.iter_mut().for_each(|(_, name)| self.other(name));
    }

    pub(super) fn tails(&mut self, tails: &mut Tails) {
        for expr in [&mut tails.when, &mut tails.unless, &mut tails.as_of]
            .into_iter()
            .flatten()
        {
            self.expr(expr);
        }
        if let Some(under) = &mut tails.from_reading {
            self.declared(&mut under.0);
            self.other(&mut under.1);
        }
    }

    fn body(&mut self, body: &mut Body) {
        match body {
            Body::All(items) | Body::Any(items) => self.items(items),
            Body::Test(expr) => self.expr(expr),
        }
    }

    fn items(&mut self, items: &mut [Item]) {
        for item in items {
            self.to.marker(&mut item.marker);
            self.body(&mut item.body);
            self.tails(&mut item.tails);
        }
    }
}
