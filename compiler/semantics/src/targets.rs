//! What `đáp ứng` asks for (R4): the criteria in the subtree of a unit, with the title under consideration rebound.

use crate::addresses::Resolved;
use crate::context::{Asked, Context};
use crate::errors;
use crate::expr::make;
use crate::names::Kind;
use crate::scope::Scope;
use quyche_base::{Address, Diagnostic, Span};
use quyche_ir::expr::{Expr, ExprKind, Target, Type};
use quyche_ir::model::Assessor;
use quyche_ir::{CriterionId, ExternalId, RecordId, TitleId, UnitId};
use quyche_syntax::ast::MeetsTarget;
use std::collections::BTreeSet;

/// What a `đáp ứng` is made of.
#[derive(Default)]
pub(crate) struct Asking {
    /// Criteria of this regulation.
    pub(crate) targets: Vec<Target>,
    /// Rules of outside documents, as judgements.
    pub(crate) outside: Vec<Expr>,
}

impl<'a> Context<'a> {
    /// `đáp ứng …` inside an expression.
    pub(crate) fn meets(&mut self, scope: &mut Scope<'a>, at: Span, targets: &'a [MeetsTarget]) -> Option<Expr> {
        let Asking { targets, mut outside } = self.asking(scope, at, targets)?;
        if !targets.is_empty() {
            outside.insert(0, make(at, Type::Bool, ExprKind::Meets(targets)));
        }
        if outside.len() == 1 {
            return outside.pop();
        }
        Some(make(at, Type::Bool, ExprKind::And(outside)))
    }

    /// Resolves every target.
    pub(crate) fn asking(&mut self, scope: &mut Scope<'a>, at: Span, targets: &'a [MeetsTarget]) -> Option<Asking> {
        let mut asking = Asking::default();
        let mut whole = true;
        for target in targets {
            let done = match target {
                MeetsTarget::Unit(address) => self.ask_unit(scope, address, &mut asking),
                MeetsTarget::Named(name) => self.ask_named(scope, at, name, &mut asking),
            };
            whole &= done.is_some();
        }
        whole.then_some(asking)
    }

    fn ask_unit(&mut self, scope: &mut Scope<'a>, address: &'a Address, asking: &mut Asking) -> Option<()> {
        if let Ok(Resolved::External(name, words)) = self.units.resolve(address, scope.unit) {
            let ident = quyche_syntax::ast::Ident {
                name,
                span: address.span,
            };
            let external = ExternalId::at(self.find(Kind::External, &ident)?);
            let document = self.document.externals.get(external.index());
            let document = document.map(|external| external.named.words()).unwrap_or_default();
            let text = [words.as_str(), document.as_str()].join(" ").trim().to_owned();
            let by = Assessor::External {
                external,
                address: words,
            };
            let judgement = self.judgement(scope, address.span, text, by)?;
            asking
                .outside
                .push(make(address.span, Type::Bool, ExprKind::Judged(judgement)));
            return Some(());
        }
        let unit = self.unit(address, scope.unit)?;
        let target = self.target(unit, scope.subject, &scope.titles.clone(), address.span)?;
        self.note(scope, &target, address.span);
        asking.targets.push(target);
        Some(())
    }

    fn ask_named(
        &mut self,
        scope: &mut Scope<'a>,
        at: Span,
        name: &'a quyche_syntax::ast::Ident,
        asking: &mut Asking,
    ) -> Option<()> {
        let criteria = self.names.criteria(&name.name).to_vec();
        if criteria.is_empty() {
            let near: Vec<String> = self.names.criterion_names().map(str::to_owned).collect();
            self.unknown(name, Kind::Criterion, &near);
            return None;
        }
        let title = self.rebound(&criteria, &scope.titles.clone(), at).ok()?;
        let target = Target {
            unit: None,
            criteria,
            title,
            not_counted: Vec::new(),
        };
        self.note(scope, &target, at);
        asking.targets.push(target);
        Some(())
    }

    fn note(&mut self, scope: &Scope<'a>, target: &Target, at: Span) {
        for criterion in &target.criteria {
            self.edges.push((scope.asker, Asked::Criterion(*criterion), at));
        }
    }

    /// The criteria of a unit as `đáp ứng` means them. An item of a criterion's list cannot be asked for alone.
    pub(crate) fn target(
        &mut self,
        unit: UnitId,
        subject: Option<RecordId>,
        titles: &[TitleId],
        at: Span,
    ) -> Option<Target> {
        let below = self.criteria_below(unit);
        let (mine, about_others): (Vec<usize>, Vec<usize>) =
            below.iter().partition(|index| self.speaks_of(**index, subject));
        let dossiers = if mine.is_empty() {
            self.dossiers_below(unit, subject)
        } else {
            Vec::new()
        };
        let criteria: Vec<CriterionId> = mine.iter().chain(&dossiers).copied().map(CriterionId::at).collect();
        if criteria.is_empty() {
            self.no_criteria(unit, at);
            return None;
        }
        let title = self.rebound(&criteria, titles, at).ok()?;
        let mut not_counted = self.other_statements(unit);
        not_counted.extend(
            about_others
                .iter()
                .filter_map(|index| self.criteria.get(*index))
                .map(|criterion| criterion.unit),
        );
        not_counted.sort();
        not_counted.dedup();
        let counted = dossiers.iter().filter_map(|index| self.criteria.get(*index));
        let counted: Vec<UnitId> = counted.map(|dossier| dossier.unit).collect();
        not_counted.retain(|unit| !counted.contains(unit));
        Some(Target {
            unit: Some(unit),
            criteria,
            title,
            not_counted,
        })
    }

    /// The criteria in the subtree of a unit, dossiers left aside. They stand in the order of their units, so they lie
    /// together.
    fn criteria_below(&self, unit: UnitId) -> Vec<usize> {
        let dossiers = self.criteria.partition_point(|criterion| !criterion.dossier);
        let criteria = self.criteria.get(..dossiers).unwrap_or_default();
        let from = criteria.partition_point(|criterion| criterion.unit < unit);
        let below = criteria.iter().skip(from);
        let count = below
            .take_while(|criterion| self.units.is_within(criterion.unit, unit))
            .count();
        (from..from + count).collect()
    }

    /// Whether any criterion or dossier stands in the subtree of a unit.
    pub(crate) fn criteria_speak_below(&self, unit: UnitId) -> bool {
        !self.criteria_below(unit).is_empty() || !self.dossiers_below(unit, None).is_empty()
    }

    /// The dossiers in the subtree of a unit that somebody like the subject hands in.
    pub(crate) fn dossiers_below(&self, unit: UnitId, subject: Option<RecordId>) -> Vec<usize> {
        let all = self
            .criteria
            .iter()
            .enumerate()
            .filter(|(_, criterion)| criterion.dossier);
        all.filter(|(index, criterion)| self.units.is_within(criterion.unit, unit) && self.speaks_of(*index, subject))
            .map(|(index, _)| index)
            .collect()
    }

    fn speaks_of(&self, index: usize, subject: Option<RecordId>) -> bool {
        let own = self.criteria.get(index).and_then(|criterion| criterion.subject);
        subject.is_none() || own.is_none() || own == subject
    }

    /// Reports a unit asked for criteria that has none.
    pub(crate) fn no_criteria(&mut self, unit: UnitId, at: Span) {
        if self.units.is_broken(unit) {
            return;
        }
        let address = self.units.address(unit).to_owned();
        if self.item_owners.contains_key(&unit) {
            self.item_asked(&address, at);
            return;
        }
        let place = self.units.units.get(unit.index()).map_or(at, |unit| unit.at);
        self.report(
            Diagnostic::error(
                errors::NO_CRITERIA,
                at,
                format!("\"{address}\" không có tiêu chuẩn nào để đáp ứng."),
                format!("\"{address}\" has no criterion that could be met."),
            )
            .label(place, "đơn vị này", "this unit")
            .help(
                "Chỉ \"tiêu chuẩn\" mới đáp ứng được; kiểm tra lại địa chỉ.",
                "Only a \"tiêu chuẩn\" can be met; check the address.",
            ),
        );
    }

    /// A mark of a criterion's list, which is no criterion of its own.
    fn item_asked(&mut self, address: &str, at: Span) {
        self.report(
            Diagnostic::error(
                errors::NO_CRITERIA,
                at,
                format!(
                    "\"{address}\" chỉ là một mục trong danh sách của tiêu chuẩn, không phải một tiêu chuẩn riêng."
                ),
                format!("\"{address}\" is an item of a criterion's list, not a criterion of its own."),
            )
            .help(
                "Viết mục ấy thành một đơn vị có tiêu chuẩn riêng (\"a) tiêu chuẩn: …\"), rồi trỏ tới nó.",
                "Make it a unit with a criterion of its own (\"a) tiêu chuẩn: …\"), then point to it.",
            ),
        );
    }

    /// The title the criteria are matched against: the asker's own where one of them is keyed by it, else the one they
    /// share.
    fn rebound(&mut self, criteria: &[CriterionId], titles: &[TitleId], at: Span) -> Result<Option<TitleId>, ()> {
        let keyed: BTreeSet<TitleId> = criteria
            .iter()
            .filter_map(|id| self.criteria.get(id.index()))
            .flat_map(|criterion| criterion.titles.iter().copied())
            .collect();
        if keyed.is_empty() || titles.iter().any(|title| keyed.contains(title)) {
            return Ok(None);
        }
        if keyed.len() == 1 {
            return Ok(keyed.first().copied());
        }
        if titles.is_empty() {
            return Ok(None);
        }
        let names: Vec<&str> = keyed
            .iter()
            .filter_map(|title| self.document.titles.get(title.index()))
            .map(|title| title.named.name.as_str())
            .collect();
        let names = names.join(", ");
        self.report(
            Diagnostic::error(
                errors::UNCLEAR_TITLE,
                at,
                format!("Không rõ đáp ứng tiêu chuẩn của chức danh nào: ở đó có {names}."),
                format!("It is not clear for which title: there are {names}."),
            )
            .help(
                "Trỏ tới đơn vị nhỏ hơn, nơi chỉ có một chức danh.",
                "Point to a smaller unit that has one title only.",
            ),
        );
        Err(())
    }

    /// Whether a unit has criteria or dossiers that speak of a record, or is an item of a criterion.
    pub(crate) fn has_criteria(&self, unit: UnitId, subject: RecordId) -> bool {
        let subject = Some(subject);
        self.item_owners.contains_key(&unit)
            || self
                .criteria_below(unit)
                .iter()
                .any(|index| self.speaks_of(*index, subject))
            || !self.dossiers_below(unit, subject).is_empty()
    }

    /// Units of a subtree whose statements are no criteria.
    pub(crate) fn other_statements(&self, unit: UnitId) -> Vec<UnitId> {
        let from = self.other_units.partition_point(|other| *other < unit);
        let below = self.other_units.iter().copied().skip(from);
        below.take_while(|other| self.units.is_within(*other, unit)).collect()
    }
}
