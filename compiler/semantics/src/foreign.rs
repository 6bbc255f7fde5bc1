//! A criterion about one record (`cho R`) below a scope that asks facts of another.
//!
//! Outside a scope everything below it does not apply (R2). Whether a case lies in a scope that asks facts of another record
//! nobody can say: the case does not hold them. To ask nothing would drop what the text demands, so it is a mistake. Days of
//! effect, readings and circumstances are the same for every record.

use crate::context::Context;
use crate::errors;
use quyche_base::Diagnostic;
use quyche_ir::expr::{Expr, ExprKind, List, ListSource, Place, Root};
use quyche_ir::norm::{Criterion, Scope};
use quyche_ir::{Document, RecordId, visit};

/// Reports each such criterion once, at the outermost scope.
pub(crate) fn foreign(ctx: &mut Context<'_>) {
    let doc = &ctx.document;
    let mut found = Vec::new();
    for criterion in &doc.criteria {
        let mut above = doc.scopes.iter();
        let asks = above
            .find(|scope| ctx.units.is_within(criterion.unit, scope.unit) && asks_other(doc, scope, criterion.subject));
        if let Some(scope) = asks {
            found.push(told(ctx, criterion, scope));
        }
    }
    for one in found {
        ctx.report(one);
    }
}

fn told(ctx: &Context<'_>, criterion: &Criterion, scope: &Scope) -> Diagnostic {
    let record = ctx.document.records.get(criterion.subject.index());
    let name = record.map_or("", |record| record.name.as_str());
    let place = ctx.units.address(scope.unit);
    Diagnostic::error(
        errors::FOREIGN_SCOPE,
        criterion.at,
        format!("Tiêu chuẩn nói về \"{name}\", mà phạm vi của \"{place}\" hỏi dữ kiện khác."),
        format!("The criterion is about \"{name}\", and the scope of \"{place}\" asks facts of another record."),
    )
    .label(scope.at, "phạm vi này", "this scope")
    .help(
        "Bỏ điều kiện khỏi \"phạm vi\" và ghi vào \"khi\" của từng câu nói về dữ kiện ấy, hoặc dời tiêu chuẩn này ra ngoài phạm vi.",
        "Move the condition from the scope into the \"khi\" of the statements about that record, or move this criterion out of the scope.",
    )
}

/// Whether a scope asks facts of another record than this one.
fn asks_other(doc: &Document, scope: &Scope, subject: RecordId) -> bool {
    let gate = &scope.gate;
    let conditions = scope
        .filter
        .iter()
        .chain(&gate.when)
        .chain(&gate.unless)
        .chain(&gate.as_of);
    let mut conditions = conditions.chain(scope.redirects.iter().map(|redirect| &redirect.when));
    let mut targets = scope.redirects.iter().flat_map(|redirect| &redirect.target.criteria);
    conditions.any(|expr| reads_other(doc, expr, subject))
        || targets.any(|id| {
            doc.criteria
                .get(id.index())
                .is_some_and(|there| there.subject != subject)
        })
}

fn reads_other(doc: &Document, expr: &Expr, subject: RecordId) -> bool {
    let mut reads = false;
    let of = |place: &Place| matches!(place.root, Root::Subject(record) if record != subject);
    let of_list = |list: &List| matches!(&list.source, ListSource::Fact(place) if of(place));
    visit::expr(expr, &mut |part| {
        reads |= match &part.kind {
            ExprKind::Fact(place) | ExprKind::InTexts { list: place, .. } => of(place),
            ExprKind::Exists { list, .. }
            | ExprKind::Every { list, .. }
            | ExprKind::Count(list)
            | ExprKind::Period { list, .. }
            | ExprKind::Years { list, .. } => of_list(list),
            ExprKind::Submitted(paper) => of(&paper.list),
            ExprKind::Judged(id) => {
                let judgement = doc.judgements.get(id.index());
                let is_subject = |record: RecordId| doc.criteria.iter().any(|criterion| criterion.subject == record);
                judgement.is_some_and(|judgement| judgement.of != subject && is_subject(judgement.of))
            }
            ExprKind::Meets(targets) => {
                let mut criteria = targets.iter().flat_map(|target| &target.criteria);
                criteria.any(|id| {
                    doc.criteria
                        .get(id.index())
                        .is_some_and(|there| there.subject != subject)
                })
            }
            ExprKind::Definition(id) => {
                let definition = doc.definitions.get(id.index());
                definition.is_some_and(|definition| reads_other(doc, &definition.body, subject))
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
            | ExprKind::AsOf { .. } => false,
        };
    });
    reads
}
