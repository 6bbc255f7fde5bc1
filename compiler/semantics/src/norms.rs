//! Duties, powers, authorities, prohibitions; dossiers; what is only stated; doubts of the source.

use crate::context::Context;
use crate::declare::text;
use crate::errors;
use crate::names::Kind;
use crate::near;
use crate::scope::Scope;
use quyche_base::{Code, Diagnostic};
use quyche_ir::expr::Type;
use quyche_ir::model::{DOUBT_KINDS, Doubt, STATED_CLASSES, Stated};
use quyche_ir::norm::{Act, Bearer, Copies, Cycle, Dossier, DossierItem, Norm, NormKind, Party, Recurrence};
use quyche_ir::{DossierId, NormId, RecordId, UnitId};
use quyche_syntax::ast::{self, Ident};

impl<'a> Context<'a> {
    /// The scope of a norm's conditions: the record it binds, else the one it is done to, else that of its unit.
    pub(crate) fn norm_scope(
        &mut self,
        unit: Option<UnitId>,
        bearer: Option<&ast::Bearer>,
        towards: &[Ident],
    ) -> Scope<'a> {
        let named: &[Ident] = match bearer {
            Some(ast::Bearer::Named(names)) => names,
            Some(ast::Bearer::ByCase(_)) | None => &[],
        };
        let own = named.iter().chain(towards).find_map(|name| self.record_of(name));
        let subject = own.or_else(|| self.subject_at(unit));
        Scope::new(self, unit, subject)
    }

    /// The record a name stands for, directly or as a council.
    fn record_of(&self, name: &Ident) -> Option<RecordId> {
        let record = self.names.get(Kind::Record, &name.name).map(RecordId::at);
        record.or_else(|| {
            let council = self.names.get(Kind::Council, &name.name)?;
            self.council_records.get(council).copied().flatten()
        })
    }

    /// Several parties; all are looked at.
    pub(crate) fn parties(&mut self, names: &[Ident]) -> Option<Vec<Party>> {
        let parties: Vec<Option<Party>> = names.iter().map(|name| self.party(name)).collect();
        parties.into_iter().collect()
    }

    /// `của`. The outer `None` is a mistake, the inner one nobody.
    pub(crate) fn bearer(&mut self, scope: &mut Scope<'a>, bearer: Option<&'a ast::Bearer>) -> Option<Option<Bearer>> {
        match bearer {
            None => Some(None),
            Some(ast::Bearer::Named(names)) => self.parties(names).map(|parties| Some(Bearer::Named(parties))),
            Some(ast::Bearer::ByCase(expr)) => self.by_case(scope, expr).map(Some),
        }
    }

    fn by_case(&mut self, scope: &mut Scope<'a>, expr: &'a ast::Expr) -> Option<Bearer> {
        let ast::ExprKind::Branch { arms, otherwise } = &expr.kind else {
            return None;
        };
        let mut made = Vec::new();
        for (when, who) in arms {
            made.push(self.condition(scope, when).zip(self.named_party(who)));
        }
        let otherwise = match otherwise {
            Some(who) => Some(self.named_party(who)?),
            None => None,
        };
        Some(Bearer::ByCase {
            arms: made.into_iter().collect::<Option<_>>()?,
            otherwise,
        })
    }

    /// A party as the value of a branch.
    fn named_party(&mut self, expr: &ast::Expr) -> Option<Party> {
        if let ast::ExprKind::Path(path) = &expr.kind
            && let [name] = path.parts.as_slice()
        {
            return self.party(name);
        }
        if !matches!(expr.kind, ast::ExprKind::Poison) {
            self.report(
                Diagnostic::error(
                    errors::WRONG_KIND,
                    expr.span,
                    "Ở đây cần tên một chức danh, cơ quan hay hội đồng.",
                    "The name of a title, a body or a council is needed here.",
                )
                .help("Viết một tên đã khai.", "Write a declared name."),
            );
        }
        None
    }

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

    fn documents(&mut self, scope: &mut Scope<'a>, items: &'a [ast::DossierItem]) -> Option<Vec<DossierItem>> {
        let made: Vec<Option<DossierItem>> = items.iter().map(|item| self.document_item(scope, item)).collect();
        made.into_iter().collect()
    }

    fn document_item(&mut self, scope: &mut Scope<'a>, item: &'a ast::DossierItem) -> Option<DossierItem> {
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
        let parts = self.documents(scope, &item.parts);
        scope.unit = outer;
        let item = DossierItem {
            unit: unit?,
            name: item.name.as_ref().map(|name| name.name.shown.clone()),
            label: text(item.label.as_ref()),
            copies: copies?,
            under: under?,
            limit: limit?,
            gate: gate.gate,
            parts: parts?,
        };
        gate.whole.then_some(item)
    }

    fn act(&mut self, scope: &mut Scope<'a>, act: &'a ast::Act, unit: UnitId) -> Option<Act> {
        let outer = scope.unit;
        let own = act
            .marker
            .as_ref()
            .and_then(|marker| self.units.item(marker))
            .unwrap_or(unit);
        scope.unit = Some(own);
        let gate = self.gate(scope, &act.tails, act.text.span);
        scope.unit = outer;
        gate.whole.then(|| Act {
            unit: own,
            text: act.text.text.clone(),
            gate: gate.gate,
        })
    }

    /// A name out of a fixed list.
    fn listed(&mut self, ident: &Ident, list: &[&str], code: Code, vi: &str, en: &str) {
        if list
            .iter()
            .any(|known| quyche_base::name::fold(known) == ident.name.key)
        {
            return;
        }
        let shown = &ident.name.shown;
        let found = Diagnostic::error(
            code,
            ident.span,
            format!("Không có {vi} \"{shown}\"."),
            format!("There is no {en} \"{shown}\"."),
        );
        let found = match near::nearest(shown, list.iter().copied()) {
            Some(near) => found.help(format!("Có phải \"{near}\"?"), format!("Did you mean \"{near}\"?")),
            None => found.help(
                format!("Có: {}.", list.join(", ")),
                format!("There are: {}.", list.join(", ")),
            ),
        };
        self.report(found);
    }
}

fn cycle(cycle: ast::Cycle) -> Cycle {
    match cycle {
        ast::Cycle::Week => Cycle::Week,
        ast::Cycle::Month => Cycle::Month,
        ast::Cycle::Quarter => Cycle::Quarter,
        ast::Cycle::HalfYear => Cycle::HalfYear,
        ast::Cycle::Year => Cycle::Year,
    }
}

/// Lowers every duty, power, authority and prohibition.
pub(crate) fn norms(ctx: &mut Context<'_>) {
    for (index, at) in ctx.statements.norms.clone().into_iter().enumerate() {
        let Some(unit) = at.unit else { continue };
        let node = at.node;
        let mut scope = ctx.norm_scope(at.unit, node.bearer.as_ref(), &node.towards);
        let bearer = ctx.bearer(&mut scope, node.bearer.as_ref());
        let towards = ctx.parties(&node.towards);
        let gate = ctx.gate(&mut scope, &node.tails, at.span);
        let acts: Vec<Option<Act>> = node.acts.iter().map(|act| ctx.act(&mut scope, act, unit)).collect();
        let acts: Option<Vec<Act>> = acts.into_iter().collect();
        let limit = match &node.limit {
            None => Some(None),
            Some(limit) => ctx.limit(&mut scope, limit).map(Some),
        };
        let (Some(bearer), Some(towards), Some(acts), Some(limit), true) = (bearer, towards, acts, limit, gate.whole)
        else {
            continue;
        };
        ctx.document.norms.push(Norm {
            id: NormId::at(index),
            kind: match node.kind {
                ast::NormKind::Duty => NormKind::Duty,
                ast::NormKind::Power => NormKind::Power,
                ast::NormKind::Authority => NormKind::Authority,
                ast::NormKind::Prohibition => NormKind::Prohibition,
            },
            unit,
            name: node.name.as_ref().map(|name| name.name.shown.clone()),
            label: text(node.label.as_ref()),
            bearer,
            towards,
            subject: scope.subject,
            gate: gate.gate,
            acts,
            recurrence: node.recurrence.as_ref().map(|recurrence| Recurrence {
                times: recurrence.times,
                periods: recurrence.periods.iter().copied().map(cycle).collect(),
            }),
            limit,
            at: at.span,
        });
    }
}

/// Lowers every dossier.
pub(crate) fn dossiers(ctx: &mut Context<'_>) {
    for (index, at) in ctx.statements.dossiers.clone().into_iter().enumerate() {
        let Some(unit) = at.unit else { continue };
        let subject = ctx.subject_at(at.unit);
        let mut scope = Scope::new(ctx, at.unit, subject);
        let copies = ctx.copies(&mut scope, at.node.copies.as_ref());
        let gate = ctx.gate(&mut scope, &at.node.tails, at.span);
        let items = ctx.documents(&mut scope, &at.node.items);
        if let (Some(copies), Some(items), true) = (copies, items, gate.whole) {
            ctx.document.dossiers.push(Dossier {
                id: DossierId::at(index),
                unit,
                name: at.node.name.as_ref().map(|name| name.name.shown.clone()),
                subject,
                copies,
                gate: gate.gate,
                items,
                at: at.span,
            });
        }
    }
}

/// What is only stated, and what is doubted.
pub(crate) fn stated(ctx: &mut Context<'_>) {
    for at in ctx.statements.stated.clone() {
        let Some(unit) = at.unit else { continue };
        if let Some(class) = &at.node.class {
            ctx.listed(class, STATED_CLASSES, errors::UNKNOWN_CLASS, "lớp", "class");
        }
        let texts = at.node.texts.iter().map(|(marker, label)| {
            let own = marker
                .as_ref()
                .and_then(|marker| ctx.units.item(marker))
                .unwrap_or(unit);
            (own, label.text.clone())
        });
        let texts = texts.collect();
        let class = at
            .node
            .class
            .as_ref()
            .map(|class| class.name.key.clone())
            .unwrap_or_default();
        ctx.document.stated.push(Stated {
            unit,
            class,
            texts,
            at: at.span,
        });
    }
    for at in ctx.statements.doubts.clone() {
        ctx.listed(
            &at.node.kind,
            DOUBT_KINDS,
            errors::UNKNOWN_DOUBT,
            "loại nghi vấn",
            "kind of doubt",
        );
        let affects: Vec<UnitId> = at
            .node
            .affects
            .iter()
            .filter_map(|address| ctx.unit(address, at.unit))
            .collect();
        ctx.document.doubts.push(Doubt {
            unit: at.unit,
            kind: at.node.kind.name.key.clone(),
            text: at.node.text.text.clone(),
            affects,
            at: at.span,
        });
    }
}
