//! Dossiers: what each asks for, and the check of it.
//!
//! Every dossier also becomes a criterion: `tất cả` over its items, each with its tails; `gồm` is `tất cả` over the parts,
//! `một trong` one of them; a document without parts is a test of what was handed in (see `papers`). Everything that runs
//! criteria runs dossiers so. Such a criterion is asked for only where no other stands (see `targets`).

use crate::context::{Asker, Context};
use crate::declare::text;
use crate::errors;
use crate::papers::words;
use crate::scope::Scope;
use quyche_base::Diagnostic;
use quyche_ir::expr::{Expr, ExprKind, Paper, Type};
use quyche_ir::norm::{Body, Copies, Criterion, Dossier, DossierItem, Item, Limit};
use quyche_ir::{CriterionId, DossierId, UnitId};
use quyche_syntax::ast;

/// What stands above an item: how often it is wanted, and by when it must be dated.
#[derive(Clone, Default)]
struct Above {
    copies: Vec<Expr>,
    limit: Option<Limit>,
}

/// Lowers every dossier, and its criterion after all others.
pub(crate) fn dossiers(ctx: &mut Context<'_>) {
    for (index, at) in ctx.statements.dossiers.clone().into_iter().enumerate() {
        let Some(unit) = at.unit else { continue };
        let submitter = ctx.papers.as_ref().and_then(|papers| papers.submitter);
        let Some(subject) = ctx.subject_at(at.unit).or(submitter) else {
            continue;
        };
        let id = CriterionId::at(ctx.document.criteria.len());
        let mut scope = Scope::new(ctx, at.unit, Some(subject));
        scope.asker = Asker::Criterion(id);
        let copies = ctx.copies(&mut scope, at.node.copies.as_ref());
        let gate = ctx.gate(&mut scope, &at.node.tails, at.span);
        let above = Above {
            copies: copies.iter().flatten().map(|copies| copies.count.clone()).collect(),
            limit: None,
        };
        let items = ctx.documents(&mut scope, &at.node.items, &above);
        let (Some(copies), Some(items), true) = (copies, items, gate.whole) else {
            continue;
        };
        let (items, checks): (Vec<DossierItem>, Vec<Item>) = items.into_iter().unzip();
        let name = at.node.name.as_ref().map(|name| name.name.shown.clone());
        let dossier = DossierId::at(index);
        ctx.document.criteria.push(Criterion {
            id,
            unit,
            name: name.clone(),
            label: None,
            titles: Vec::new(),
            subject,
            gate: gate.gate.clone(),
            body: Body::All(checks),
            dossier: Some(dossier),
            at: at.span,
        });
        ctx.document.dossiers.push(Dossier {
            id: dossier,
            unit,
            name,
            subject: Some(subject),
            copies,
            gate: gate.gate,
            items,
            at: at.span,
        });
    }
}

impl<'a> Context<'a> {
    fn copies(&mut self, scope: &mut Scope<'a>, copies: Option<&'a ast::Copies>) -> Option<Option<Copies>> {
        let Some(copies) = copies else { return Some(None) };
        let count = self.expr(scope, &copies.count, crate::expr::Want::Any)?;
        if count.ty != Type::Number {
            let (vi, en) = self.type_words(count.ty);
            self.report(
                Diagnostic::error(
                    errors::COPIES,
                    copies.count.span,
                    format!("Số bản phải là một số, mà đây là {vi}."),
                    format!("The number of copies must be a number, but this is {en}."),
                )
                .help(
                    "Viết \"2 bản\", hoặc một nhánh cho ra số.",
                    "Write \"2 bản\", or a branch of numbers.",
                ),
            );
            return None;
        }
        Some(Some(Copies {
            count,
            unit: copies.unit.clone(),
        }))
    }

    fn documents(
        &mut self,
        scope: &mut Scope<'a>,
        items: &'a [ast::DossierItem],
        above: &Above,
    ) -> Option<Vec<(DossierItem, Item)>> {
        let made: Vec<Option<(DossierItem, Item)>> = items
            .iter()
            .map(|item| self.document_item(scope, item, above))
            .collect();
        made.into_iter().collect()
    }

    /// An item as the text has it, and the check of it.
    fn document_item(
        &mut self,
        scope: &mut Scope<'a>,
        item: &'a ast::DossierItem,
        above: &Above,
    ) -> Option<(DossierItem, Item)> {
        let outer = scope.unit;
        let unit = self.units.item(&item.marker).or(outer);
        scope.unit = unit;
        let gate = self.gate(scope, &item.tails, item.marker.span);
        let copies = self.copies(scope, item.copies.as_ref());
        let under = match &item.under {
            None => Some(None),
            Some(address) => self.unit(address, outer).map(Some),
        };
        let limit = match &item.limit {
            None => Some(None),
            Some(limit) => self.limit(scope, limit).map(Some),
        };
        let mut inside = above.clone();
        inside
            .copies
            .extend(copies.iter().flatten().map(|copies| copies.count.clone()));
        inside.limit = limit.clone().flatten().or(inside.limit);
        let parts = self.documents(scope, &item.parts, &inside);
        scope.unit = outer;
        let (unit, copies, under, limit, parts) = (unit?, copies?, under?, limit?, parts?);
        let (parts, checks): (Vec<DossierItem>, Vec<Item>) = parts.into_iter().unzip();
        let body = match (checks.is_empty(), item.any) {
            (true, _) => Body::Test(self.submitted(scope, item, unit, inside)?),
            (false, false) => Body::All(checks),
            (false, true) => Body::Any(checks),
        };
        let made = DossierItem {
            unit,
            name: item.name.as_ref().map(|name| name.name.shown.clone()),
            label: text(item.label.as_ref()),
            copies,
            under,
            limit,
            gate: gate.gate.clone(),
            parts,
            any: item.any,
        };
        let check = Item {
            unit,
            gate: gate.gate,
            body,
            at: item.marker.span,
        };
        gate.whole.then_some((made, check))
    }

    /// That the document was handed in.
    fn submitted(&self, scope: &Scope<'a>, item: &'a ast::DossierItem, unit: UnitId, inside: Above) -> Option<Expr> {
        let papers = self.papers.as_ref()?;
        let subject = scope.subject?;
        let paper = Paper {
            list: papers.list(subject)?,
            document: papers.document_of(unit)?,
            words: words(item).1,
            copies: inside.copies,
            limit: inside.limit,
        };
        Some(crate::expr::make(
            item.marker.span,
            Type::Bool,
            ExprKind::Submitted(Box::new(paper)),
        ))
    }
}
