//! What an example checks, and of which record.
//!
//! What it expects decides: a class (`đạt`, `chưa rõ` …) is asked of the criteria of a unit, where it has any; what a norm
//! says (`phải làm`, `do …`) of its norms, and where a limit stands (`hạn …`) of its limits, even where a criterion about
//! another record stands beside them.

use crate::context::{Asked, Asker, Context};
use crate::entries::ranking_in;
use crate::errors;
use crate::expected::modality;
use crate::names::Kind;
use quyche_base::{Address, Diagnostic, Span};
use quyche_ir::model::{ExampleTarget, Modality};
use quyche_ir::norm::{Norm, NormKind};
use quyche_ir::{CriterionId, EntryId, RecordId, TitleId, UnitId};
use quyche_syntax::ast;

/// What an example checks: target, record, context.
pub(crate) struct Aim {
    pub(crate) target: ExampleTarget,
    pub(crate) subject: RecordId,
    pub(crate) context: Option<RecordId>,
    pub(crate) unit: Option<UnitId>,
}

/// What kinds of answer an example expects.
#[derive(Default)]
struct Wants {
    class: bool,
    norms: bool,
    limits: bool,
    /// Of which sorts of norms; empty for any.
    sorts: Vec<Modality>,
}

impl Wants {
    fn of(expected: &[ast::Expected]) -> Wants {
        let mut wants = Wants::default();
        for one in expected {
            match one.kind {
                ast::ExpectedKind::Met
                | ast::ExpectedKind::NotMet(_)
                | ast::ExpectedKind::Open(_)
                | ast::ExpectedKind::Exempt
                | ast::ExpectedKind::NotApplicable
                | ast::ExpectedKind::Selected
                | ast::ExpectedKind::NotSelected
                | ast::ExpectedKind::Rank(_)
                | ast::ExpectedKind::Tied => wants.class = true,
                ast::ExpectedKind::Due(_)
                | ast::ExpectedKind::InTime
                | ast::ExpectedKind::Late(_)
                | ast::ExpectedKind::Remaining(_)
                | ast::ExpectedKind::Overdue(_) => wants.limits = true,
                ast::ExpectedKind::Norm(sort) | ast::ExpectedKind::Free(sort) => {
                    wants.norms = true;
                    wants.sorts.push(modality(sort));
                }
                ast::ExpectedKind::By(_) => wants.norms = true,
            }
        }
        wants
    }
}

/// A unit as the target of an example: with all below it, or its own statements alone.
#[derive(Clone, Copy)]
struct Place {
    unit: UnitId,
    own: bool,
}

impl Place {
    fn holds(self, ctx: &Context<'_>, other: UnitId) -> bool {
        if self.own {
            other == self.unit
        } else {
            ctx.units.is_within(other, self.unit)
        }
    }

    fn holds_norm(self, ctx: &Context<'_>, norm: &Norm) -> bool {
        self.holds(ctx, norm.unit) || norm.acts.iter().any(|act| self.holds(ctx, act.unit))
    }

    fn target(self) -> ExampleTarget {
        if self.own {
            ExampleTarget::Opening(self.unit)
        } else {
            ExampleTarget::Unit(self.unit)
        }
    }
}

impl<'a> Context<'a> {
    /// What an example checks; what it expects of norms must be there.
    pub(crate) fn aim(&mut self, node: &ast::Example, title: Option<TitleId>) -> Option<Aim> {
        let wants = Wants::of(&node.expected);
        match &node.target {
            ast::ExampleTarget::Entry(name) => self.entry_aim(name),
            ast::ExampleTarget::Unit(address) => self.place_aim(address, false, &wants, node, title),
            ast::ExampleTarget::Opening(address) => self.place_aim(address, true, &wants, node, title),
            ast::ExampleTarget::Norm(kind, name) => self.norm_aim(*kind, name),
            ast::ExampleTarget::Deadline(name) => {
                let id = self.deadline(None, name)?;
                // A deadline with a mistake has been reported and is not in the document.
                let deadline = self.document.deadlines.iter().find(|deadline| deadline.id == id)?;
                Some(self.bound_aim(ExampleTarget::Deadline(id), deadline.subject, deadline.unit))
            }
        }
    }

    fn entry_aim(&mut self, name: &ast::Ident) -> Option<Aim> {
        let index = self.find(Kind::Entry, name)?;
        // An entry point with a mistake has been reported and is not in the document.
        let id = EntryId::at(index);
        let entry = self.document.entries.iter().find(|entry| entry.id == id)?;
        Some(Aim {
            target: ExampleTarget::Entry(id),
            subject: entry.subject,
            context: entry.context,
            unit: None,
        })
    }

    fn bound_aim(&self, target: ExampleTarget, subject: Option<RecordId>, unit: UnitId) -> Aim {
        Aim {
            target,
            subject: subject.unwrap_or(RecordId::NOBODY),
            context: self.circumstances,
            unit: Some(unit),
        }
    }

    fn place_aim(
        &mut self,
        address: &Address,
        own: bool,
        wants: &Wants,
        node: &ast::Example,
        title: Option<TitleId>,
    ) -> Option<Aim> {
        let unit = self.unit(address, None)?;
        let place = Place { unit, own };
        let (target, subject) = self.checked_unit(place, wants, title, address.span)?;
        for expected in &node.expected {
            self.check_norms_there(place, subject, expected)?;
        }
        Some(Aim {
            target,
            subject,
            context: self.circumstances,
            unit: Some(unit),
        })
    }

    /// The one norm of a kind and a name.
    fn norm_aim(&mut self, kind: ast::NormKind, name: &ast::Ident) -> Option<Aim> {
        let (kind, words) = norm_kind(kind);
        let named = self.norm_names.get(&name.name.key).into_iter().flatten();
        let found: Vec<&Norm> = named
            .filter_map(|index| self.document.norms.get(*index))
            .filter(|norm| norm.kind == kind)
            .collect();
        if let [norm] = found.as_slice() {
            let (id, subject, unit) = (norm.id, norm.subject, norm.unit);
            return Some(self.bound_aim(ExampleTarget::Norm(id), subject, unit));
        }
        if found.is_empty() {
            if self.document.norms.len() == self.statements.norms.len() {
                let near: Vec<String> = self
                    .document
                    .norms
                    .iter()
                    .filter_map(|norm| norm.name.clone())
                    .collect();
                self.unknown_as(name, words, &near);
            }
            return None;
        }
        let places: Vec<&str> = found.iter().map(|norm| self.units.address(norm.unit)).collect();
        let (shown, places) = (&name.name.shown, places.join(", "));
        let told = Diagnostic::error(
            errors::NORM_NAME_TWICE,
            name.span,
            format!("Có {} {} tên \"{shown}\": {places}.", found.len(), words.0),
            format!("\"{shown}\" names {} of them: {places}.", found.len()),
        )
        .help(
            "Trỏ tới địa chỉ của quy phạm, hoặc đặt cho mỗi quy phạm một tên riêng.",
            "Point to the address, or give each a name of its own.",
        );
        self.report(told);
        None
    }

    /// What can be checked in a unit, and of which record.
    fn checked_unit(
        &mut self,
        place: Place,
        wants: &Wants,
        title: Option<TitleId>,
        at: Span,
    ) -> Option<(ExampleTarget, RecordId)> {
        if !wants.class
            && let Some(subject) = self.bound_unit(place, wants)
        {
            self.reach(place, subject);
            return Some((place.target(), subject));
        }
        if let Some(subject) = self.criteria_subject(place) {
            let titles: Vec<TitleId> = title.into_iter().collect();
            if !place.own {
                self.target(place.unit, Some(subject), &titles, at)?;
            }
            self.reach(place, subject);
            return Some((place.target(), subject));
        }
        if let Some(owner) = self.item_owners.get(&place.unit).copied() {
            self.edges.push((Asker::Outside, Asked::Criterion(owner), at));
            let subject = self
                .criteria
                .get(owner.index())
                .and_then(|criterion| criterion.subject)?;
            return Some((ExampleTarget::Unit(place.unit), subject));
        }
        if let Some((ranking, subject)) = ranking_in(self, place.unit) {
            return Some((ExampleTarget::Ranking(ranking), subject));
        }
        let mut councils = self.statements.councils.iter();
        let council = councils.find(|council| council.unit.is_some_and(|unit| place.holds(self, unit)));
        if let Some(name) = council.map(|council| council.node.name.name.clone()) {
            let index = self.names.get(Kind::Council, &name)?;
            let record = self.council_records.get(index).copied().flatten()?;
            return Some((place.target(), record));
        }
        let any = Wants {
            norms: true,
            limits: true,
            ..Wants::default()
        };
        match self.bound_unit(place, &any) {
            Some(subject) => Some((place.target(), subject)),
            None => {
                self.no_criteria(place.unit, at);
                None
            }
        }
    }

    /// The record that the criteria of a unit speak of, or its dossiers where it has no other: the regulation's own record
    /// where one of them does.
    fn criteria_subject(&self, place: Place) -> Option<RecordId> {
        let subjects = |dossier: bool| -> Vec<RecordId> {
            let here = self
                .criteria
                .iter()
                .filter(|criterion| place.holds(self, criterion.unit));
            here.filter(|criterion| criterion.dossier == dossier)
                .filter_map(|criterion| criterion.subject)
                .collect()
        };
        let mut all = subjects(false);
        if all.is_empty() {
            all = subjects(true);
        }
        let about = all.iter().copied().find(|subject| Some(*subject) == self.subject);
        about.or(all.first().copied())
    }

    /// Notes that the criteria of a unit about a record are asked.
    fn reach(&mut self, place: Place, subject: RecordId) {
        let asked: Vec<(CriterionId, Span)> = self
            .criteria
            .iter()
            .enumerate()
            .filter(|(_, criterion)| place.holds(self, criterion.unit) && criterion.subject == Some(subject))
            .map(|(index, criterion)| (CriterionId::at(index), criterion.at))
            .collect();
        for (id, at) in asked {
            self.edges.push((Asker::Outside, Asked::Criterion(id), at));
        }
    }

    /// The record that the deadlines and norms in a unit speak of, those that can give what is wanted first; nobody's, where
    /// their conditions are about the circumstances alone. `None` where there are none.
    fn bound_unit(&self, place: Place, wants: &Wants) -> Option<RecordId> {
        let deadlines = self.document.deadlines.iter();
        let deadlines = deadlines.filter(|deadline| wants.limits && place.holds(self, deadline.unit));
        let norms = self.document.norms.iter().filter(|norm| place.holds_norm(self, norm));
        let of_sort = |norm: &Norm| wants.sorts.is_empty() || wants.sorts.contains(&Modality::of(norm.kind));
        let norms = norms.filter(|norm| wants.norms && of_sort(norm) || wants.limits && norm.limit.is_some());
        let subjects: Vec<Option<RecordId>> = deadlines
            .map(|deadline| deadline.subject)
            .chain(norms.map(|norm| norm.subject))
            .collect();
        let known = subjects.iter().copied().flatten();
        let about = known.clone().find(|subject| Some(*subject) == self.subject);
        let found = about.or_else(|| subjects.iter().copied().flatten().next());
        found.or_else(|| (!subjects.is_empty()).then_some(RecordId::NOBODY))
    }

    /// Reports an expectation of norms where no norm of that sort speaks of the record.
    fn check_norms_there(&mut self, place: Place, subject: RecordId, expected: &ast::Expected) -> Option<()> {
        let sort = match expected.kind {
            ast::ExpectedKind::Norm(sort) | ast::ExpectedKind::Free(sort) => Some(modality(sort)),
            ast::ExpectedKind::By(_) => None,
            ast::ExpectedKind::Met
            | ast::ExpectedKind::NotMet(_)
            | ast::ExpectedKind::Open(_)
            | ast::ExpectedKind::Exempt
            | ast::ExpectedKind::NotApplicable
            | ast::ExpectedKind::Selected
            | ast::ExpectedKind::NotSelected
            | ast::ExpectedKind::Rank(_)
            | ast::ExpectedKind::Tied
            | ast::ExpectedKind::Due(_)
            | ast::ExpectedKind::InTime
            | ast::ExpectedKind::Late(_)
            | ast::ExpectedKind::Remaining(_)
            | ast::ExpectedKind::Overdue(_) => return Some(()),
        };
        let mut norms = self.document.norms.iter();
        let there = norms.any(|norm| {
            place.holds_norm(self, norm)
                && norm.subject.is_none_or(|of| of == subject)
                && sort.is_none_or(|sort| Modality::of(norm.kind) == sort)
        });
        // One with a mistake of its own has been reported and is not in the document.
        if there || self.document.norms.len() != self.statements.norms.len() {
            return Some(());
        }
        let address = self.units.address(place.unit).to_owned();
        let record = self.document.records.get(subject.index());
        let about = record.map_or_else(String::new, |record| format!(" nói về \"{}\"", record.name));
        let what = sort.map_or("quy phạm", |sort| match sort {
            Modality::Must => "nghĩa vụ",
            Modality::May => "quyền, thẩm quyền",
            Modality::MustNot => "điều cấm",
        });
        let told = Diagnostic::error(
            errors::EXAMPLE_NO_NORM,
            expected.span,
            format!("Ở \"{address}\" không có {what} nào{about}."),
            format!("No norm of that sort stands in \"{address}\" for the record this example is about."),
        )
        .help(
            "Tách kết quả của tiêu chuẩn và kết quả của quy phạm thành hai ví dụ, hay trỏ thẳng: \"kiểm nghĩa vụ TÊN\".",
            "Put what criteria give and what norms give into two examples, or name the norm: \"kiểm nghĩa vụ NAME\".",
        );
        self.report(told);
        None
    }
}

fn norm_kind(kind: ast::NormKind) -> (NormKind, (&'static str, &'static str)) {
    match kind {
        ast::NormKind::Duty => (NormKind::Duty, ("nghĩa vụ", "a duty")),
        ast::NormKind::Power => (NormKind::Power, ("quyền", "a power")),
        ast::NormKind::Authority => (NormKind::Authority, ("thẩm quyền", "an authority")),
        ast::NormKind::Prohibition => (NormKind::Prohibition, ("cấm", "a prohibition")),
    }
}
