//! Norms: their units, parties, conditions and limits.

use super::Checker;
use crate::errors::WRONG_TYPE;
use crate::expr::{Place, Type};
use crate::ids::{ReadingId, RecordId};
use crate::norm::{
    Bearer, Body, Copies, Council, CouncilRuleKind, DossierItem, Event, First, Gate, Item, Limit, LimitKind, Party,
    Ranking, Recurrence, VoteBase,
};

impl Checker<'_> {
    pub(super) fn norms(&mut self) {
        let doc = self.doc;
        for (index, scope) in doc.scopes.iter().enumerate() {
            self.at("scopes", index);
            self.unit(scope.unit);
            if let Some(subject) = scope.subject {
                self.record(subject);
            }
            for filter in &scope.filter {
                self.expr(filter, Some(Type::Bool), &[]);
            }
            self.gate(&scope.gate, &[]);
            for redirect in &scope.redirects {
                self.unit(redirect.to);
                self.target(&redirect.target);
                self.expr(&redirect.when, Some(Type::Bool), &[]);
            }
        }
        for (index, criterion) in doc.criteria.iter().enumerate() {
            self.at("criteria", index);
            self.unit(criterion.unit);
            self.record(criterion.subject);
            for title in &criterion.titles {
                self.title(*title);
            }
            self.gate(&criterion.gate, &[]);
            self.body(&criterion.body, &[]);
            if let Some(dossier) = criterion.dossier {
                self.points("dossiers", dossier.index(), doc.dossiers.len());
            }
        }
        self.duties();
        self.dossiers();
        for (index, ranking) in doc.rankings.iter().enumerate() {
            self.at("rankings", index);
            self.ranking(ranking);
        }
        for (index, council) in doc.councils.iter().enumerate() {
            self.at("councils", index);
            self.council(council);
        }
    }

    fn duties(&mut self) {
        let doc = self.doc;
        for (index, norm) in doc.norms.iter().enumerate() {
            self.at("norms", index);
            self.unit(norm.unit);
            self.people(norm.bearer.as_ref(), &norm.towards, norm.subject);
            self.gate(&norm.gate, &[]);
            for act in &norm.acts {
                self.unit(act.unit);
                self.gate(&act.gate, &[]);
            }
            if let Some(limit) = &norm.limit {
                self.limit(limit);
            }
            if let Some(recurrence) = &norm.recurrence {
                self.recurrence(recurrence);
            }
        }
        for (index, deadline) in doc.deadlines.iter().enumerate() {
            self.at("deadlines", index);
            self.unit(deadline.unit);
            self.people(deadline.bearer.as_ref(), &deadline.towards, deadline.subject);
            self.gate(&deadline.gate, &[]);
            self.limit(&deadline.limit);
        }
    }

    fn recurrence(&mut self, recurrence: &Recurrence) {
        if let Some(cut) = &recurrence.cut {
            self.expr(cut, Some(Type::Bool), &[]);
        }
        if let Some(occasions) = &recurrence.occasions {
            self.list(&occasions.list, &[]);
            self.field_of(occasions.list.record, occasions.day, Type::Date);
        }
    }

    fn dossiers(&mut self) {
        let doc = self.doc;
        if let Some(papers) = doc.papers {
            self.at("papers", 0);
            let documents = Type::Member(papers.documents);
            if self.record(papers.record) && self.ty(documents) {
                self.field_of(papers.record, papers.document, documents);
                self.field_of(papers.record, papers.copies, Type::Number);
                self.field_of(papers.record, papers.date, Type::Date);
            }
        }
        for (index, dossier) in doc.dossiers.iter().enumerate() {
            self.at("dossiers", index);
            self.unit(dossier.unit);
            self.people(None, &[], dossier.subject);
            self.copies(dossier.copies.as_ref());
            self.gate(&dossier.gate, &[]);
            for item in &dossier.items {
                self.document(item);
            }
        }
    }

    fn people(&mut self, bearer: Option<&Bearer>, towards: &[Party], subject: Option<RecordId>) {
        match bearer {
            Some(Bearer::Named(parties)) => {
                for party in parties {
                    self.party(*party);
                }
            }
            Some(Bearer::ByCase { arms, otherwise }) => {
                for (when, party) in arms {
                    self.expr(when, Some(Type::Bool), &[]);
                    self.party(*party);
                }
                if let Some(party) = otherwise {
                    self.party(*party);
                }
            }
            None => {}
        }
        for party in towards {
            self.party(*party);
        }
        if let Some(subject) = subject {
            self.record(subject);
        }
    }

    fn gate(&mut self, gate: &Gate, inside: &[RecordId]) {
        self.answered(gate.from_reading);
        for condition in gate.when.iter().chain(&gate.unless) {
            self.expr(condition, Some(Type::Bool), inside);
        }
        if let Some(day) = &gate.as_of {
            self.expr(day, Some(Type::Date), inside);
        }
    }

    fn answered(&mut self, under: Option<(ReadingId, u32)>) {
        if let Some((reading, answer)) = under {
            let answers = self
                .doc
                .readings
                .get(reading.index())
                .map_or(0, |one| one.answers.len());
            self.points("answers", answer as usize, answers);
        }
    }

    fn body(&mut self, body: &Body, inside: &[RecordId]) {
        match body {
            Body::All(items) | Body::Any(items) => self.items(items, inside),
            Body::Test(test) => self.expr(test, Some(Type::Bool), inside),
            Body::Meets(targets) => {
                for target in targets {
                    self.target(target);
                }
            }
        }
    }

    fn items(&mut self, items: &[Item], inside: &[RecordId]) {
        for item in items {
            self.unit(item.unit);
            self.gate(&item.gate, inside);
            self.body(&item.body, inside);
        }
    }

    pub(super) fn limit(&mut self, limit: &Limit) {
        match &limit.kind {
            LimitKind::NotSet | LimitKind::FixedDay { .. } => {}
            LimitKind::After { duration, event } | LimitKind::Before { duration, event } => {
                self.expr(duration, Some(Type::Duration), &[]);
                match event {
                    Event::Fact(place) => {
                        self.dated(place);
                    }
                    Event::Deadline(id) => {
                        self.points("deadlines", id.index(), self.doc.deadlines.len());
                    }
                }
            }
        }
        self.answered(limit.rolled.and_then(|rolled| rolled.under));
        if let Some(lapse) = &limit.lapse {
            self.expr(lapse, Some(Type::Bool), &[]);
        }
        for excluded in &limit.excluding {
            if let Some(Type::List(record)) = self.place(&excluded.list, &[]) {
                self.field_of(record, excluded.period, Type::Period);
            }
        }
    }

    /// What a limit counts from: a day, or a day with a time of day.
    fn dated(&mut self, place: &Place) {
        if let Some(found) = self.place(place, &[])
            && !matches!(found, Type::Date | Type::Moment)
        {
            self.disagree("dữ kiện", found, Type::Date);
        }
    }

    fn copies(&mut self, copies: Option<&Copies>) {
        if let Some(copies) = copies {
            self.expr(&copies.count, Some(Type::Number), &[]);
        }
    }

    fn document(&mut self, item: &DossierItem) {
        self.unit(item.unit);
        self.copies(item.copies.as_ref());
        if let Some(under) = item.under {
            self.unit(under);
        }
        if let Some(limit) = &item.limit {
            self.limit(limit);
        }
        self.gate(&item.gate, &[]);
        for part in &item.parts {
            self.document(part);
        }
    }

    fn ranking(&mut self, ranking: &Ranking) {
        self.unit(ranking.unit);
        self.record(ranking.subject);
        if let Some(quota) = &ranking.quota {
            self.expr(quota, Some(Type::Number), &[]);
        }
        if let Some(when) = &ranking.when {
            self.expr(when, Some(Type::Bool), &[]);
        }
        for key in &ranking.keys {
            self.unit(key.unit);
            let wanted = match key.first {
                First::True => Some(Type::Bool),
                First::Greatest | First::Least => None,
            };
            self.expr(&key.value, wanted, &[]);
        }
        if let Some((unit, party)) = ranking.tie_breaker {
            self.unit(unit);
            self.party(party);
        }
        if let Some(unit) = ranking.passing_suffices {
            self.unit(unit);
        }
    }

    fn council(&mut self, council: &Council) {
        self.unit(council.unit);
        let members = &council.members;
        let seats = Type::Member(members.seats);
        self.ty(seats);
        self.field_of(council.record, members.list, Type::List(members.record));
        self.field_of(members.record, members.person, Type::Text);
        self.field_of(members.record, members.seat, seats);
        if let Some(also) = members.also {
            self.field_of(members.record, also, seats);
        }
        if let Some(vote) = members.vote {
            match self.field(members.record, vote.field) {
                Some(Type::Member(set)) => {
                    for position in [vote.for_, vote.against, vote.blank, vote.absent] {
                        self.member(set, position);
                    }
                }
                Some(other) => self.report(
                    WRONG_TYPE,
                    &format!("trường lá phiếu có kiểu {}", super::type_words(other)),
                    &format!("the field of the vote has type {}", super::type_words(other)),
                ),
                None => {}
            }
        }
        for rule in &council.rules {
            self.unit(rule.unit);
            match &rule.kind {
                CouncilRuleKind::Size(_) | CouncilRuleKind::Quorum { .. } => {}
                CouncilRuleKind::Seat {
                    seat,
                    conditions,
                    concurrent,
                    ..
                } => {
                    self.member(members.seats, *seat);
                    for condition in conditions {
                        self.expr(condition, Some(Type::Bool), &[members.record]);
                    }
                    if let Some((_, also)) = concurrent {
                        self.member(members.seats, *also);
                    }
                }
                CouncilRuleKind::Barred(items) => self.items(items, &[members.record]),
                CouncilRuleKind::Vote { base, tie_seat } => {
                    if let VoteBase::Reading { reading, .. } = base {
                        self.points("readings", reading.index(), self.doc.readings.len());
                    }
                    if let Some(seat) = tie_seat {
                        self.member(members.seats, *seat);
                    }
                }
            }
        }
    }
}
