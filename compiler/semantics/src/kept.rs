//! What an entry point asks of a unit without criteria: whether its limits in time are kept, and whether what its duties
//! count was done often enough (R9, R14). A duty or a power with neither has no answer that somebody passes or fails.

use crate::context::Context;
use crate::errors;
use quyche_base::{Diagnostic, Span};
use quyche_ir::expr::Target;
use quyche_ir::norm::{Limit, LimitKind, Norm, NormKind};
use quyche_ir::{RecordId, UnitId};

impl Context<'_> {
    /// The limits and counted duties of a unit as the answer of an entry point about a record.
    pub(crate) fn kept(&mut self, unit: UnitId, subject: RecordId, at: Span) -> Option<Target> {
        let own = self.kept_units(unit, Some(subject));
        if own.is_empty() {
            let lowered = self.document.norms.len() + self.document.deadlines.len();
            let whole = lowered == self.statements.norms.len() + self.statements.deadlines.len();
            // One with a mistake of its own has been reported and is not in the document.
            if whole && !self.units.is_broken(unit) {
                self.nothing_kept(unit, subject, at);
            }
            return None;
        }
        let mut not_counted = self.other_statements(unit);
        not_counted.retain(|other| !own.contains(other));
        Some(Target {
            unit: Some(unit),
            criteria: Vec::new(),
            title: None,
            not_counted,
        })
    }

    /// The units below one in which a limit or a counted duty stands that binds cases of a record, or of any.
    fn kept_units(&self, unit: UnitId, subject: Option<RecordId>) -> Vec<UnitId> {
        let about = |of: Option<RecordId>| of.is_none() || subject.is_none() || of == subject;
        let deadlines = self.document.deadlines.iter();
        let deadlines = deadlines.filter(|deadline| about(deadline.subject) && sets(&deadline.limit));
        let norms = self.document.norms.iter();
        let norms = norms.filter(|norm| about(norm.subject) && (norm.limit.as_ref().is_some_and(sets) || counts(norm)));
        let all = deadlines
            .map(|deadline| deadline.unit)
            .chain(norms.map(|norm| norm.unit));
        all.filter(|other| self.units.is_within(*other, unit)).collect()
    }

    fn nothing_kept(&mut self, unit: UnitId, subject: RecordId, at: Span) {
        let address = self.units.address(unit).to_owned();
        let record = self.document.records.get(subject.index());
        let name = record.map_or_else(String::new, |record| record.name.clone());
        let own = |of: Option<RecordId>| of.is_none() || of == Some(subject);
        let norms = self.document.norms.iter().filter(|norm| own(norm.subject));
        let bound = norms.clone().any(|norm| self.units.is_within(norm.unit, unit));
        let others = self.criteria_speak_below(unit) || !self.kept_units(unit, None).is_empty();
        let found = Diagnostic::error(
            errors::NO_CRITERIA,
            at,
            format!(
                "Ở \"{address}\" không có gì để xét \"{name}\": không tiêu chuẩn, hồ sơ, thời hạn hay việc đếm theo kỳ nào."
            ),
            format!(
                "Nothing in \"{address}\" can be reviewed for \"{name}\": no criterion, dossier, limit or counted duty."
            ),
        );
        let found = if bound {
            found.help(
                "Nghĩa vụ, quyền không có hạn và không đếm thì không có đạt hay không đạt; ai phải làm gì thì hỏi \"quyche duties\".",
                "A duty or power with no limit and no count is neither met nor missed; ask \"quyche duties\" who has to do what.",
            )
        } else if others {
            found.help(
                "Ở đó nói về dữ kiện khác; sửa tên sau \"đối với\", hoặc địa chỉ.",
                "What stands there is about another record; mend the name after \"đối với\", or the address.",
            )
        } else {
            found.help("Kiểm tra lại địa chỉ.", "Check the address.")
        };
        self.report(found);
    }
}

fn sets(limit: &Limit) -> bool {
    match limit.kind {
        LimitKind::NotSet => false,
        LimitKind::FixedDay { .. } | LimitKind::After { .. } | LimitKind::Before { .. } => true,
    }
}

fn counts(norm: &Norm) -> bool {
    let counted = norm
        .recurrence
        .as_ref()
        .and_then(|recurrence| recurrence.occasions.as_ref());
    norm.kind == NormKind::Duty && counted.is_some()
}
