//! Duties, powers, authorities, prohibitions; what is only stated; doubts of the source.

use crate::context::Context;
use crate::declare::text;
use crate::errors;
use crate::names::Kind;
use crate::near;
use crate::scope::Scope;
use quyche_base::{Code, Diagnostic};
use quyche_ir::model::{DOUBT_KINDS, Doubt, NOT_ENCODED, STATED_CLASSES, Stated};
use quyche_ir::norm::{Act, Bearer, Cycle, Norm, NormKind, Party, Recurrence};
use quyche_ir::{NormId, RecordId, UnitId};
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

    /// `ít nhất n lần mỗi P`, what it counts and when a period that effect cuts binds.
    fn recurrence(&mut self, scope: &mut Scope<'a>, node: &'a ast::Recurrence) -> Option<Recurrence> {
        let occasions = match &node.occasions {
            None => Some(None),
            Some(list) => self.occasions(scope, list).map(Some),
        };
        let cut = match &node.cut {
            None => Some(None),
            Some(cut) => self.condition(scope, cut).map(Some),
        };
        Some(Recurrence {
            times: node.times,
            periods: node.periods.iter().copied().map(cycle).collect(),
            occasions: occasions?,
            cut: cut?,
        })
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
        let recurrence = match &node.recurrence {
            None => Some(None),
            Some(recurrence) => ctx.recurrence(&mut scope, recurrence).map(Some),
        };
        let (Some(bearer), Some(towards), Some(acts), Some(limit), Some(recurrence), true) =
            (bearer, towards, acts, limit, recurrence, gate.whole)
        else {
            continue;
        };
        if let Some(name) = &node.name {
            let place = ctx.document.norms.len();
            ctx.norm_names.entry(name.name.key.clone()).or_default().push(place);
        }
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
            recurrence,
            limit,
            at: at.span,
        });
    }
}

/// Units that are only named so far: one warning, at the first.
fn not_encoded(ctx: &mut Context<'_>) {
    let class = quyche_base::name::fold(NOT_ENCODED);
    let open: Vec<_> = ctx
        .document
        .stated
        .iter()
        .filter(|stated| stated.class == class)
        .collect();
    let Some(first) = open.first() else { return };
    let count: usize = open.iter().map(|stated| stated.texts.len()).sum();
    let warning = Diagnostic::warning(
        errors::NOT_ENCODED,
        first.at,
        format!("{count} đơn vị chưa mã hóa; đơn vị đầu tiên ở đây."),
        format!("{count} units are not encoded yet; the first is here."),
    )
    .help(
        "Thay \"nêu (chưa_mã_hóa)\" bằng quy phạm của đơn vị, hoặc bằng \"nêu\" với lớp nói vì sao không có gì để tính.",
        "Replace it by the unit's rule, or state why there is nothing to compute.",
    );
    ctx.found.push(warning);
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
            from: at.node.from,
            until: at.node.until,
            at: at.span,
        });
    }
    not_encoded(ctx);
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
