//! Criteria and scopes.

use crate::context::{Asked, Asker, Context, CriterionInfo};
use crate::domains;
use crate::errors;
use crate::gates::Gated;
use crate::names::Kind;
use crate::scope::Scope;
use chrono::NaiveDate;
use quyche_base::{Diagnostic, Severity, Span};
use quyche_ir::expr::{Expr, Place};
use quyche_ir::model::Effect;
use quyche_ir::norm::{Body, Criterion, Item, Redirect};
use quyche_ir::{CriterionId, RecordId, ScopeId, TitleId, UnitId, norm};
use quyche_syntax::ast;
use quyche_time::date_words;

/// What is known of criteria and scopes before any expression is: subject, titles, names.
pub(crate) fn survey(ctx: &mut Context<'_>) {
    for at in ctx.statements.scopes.clone() {
        let Some(subject) = &at.node.subject else { continue };
        let Some(name) = subject.path.parts.first() else {
            continue;
        };
        if subject.path.parts.len() > 1 {
            ctx.unknown(name, Kind::Record, &[]);
            continue;
        }
        if let (Some(record), Some(unit)) = (ctx.record(name), at.unit) {
            ctx.scope_subjects.insert(unit, record);
        }
    }
    for (index, at) in ctx.statements.criteria.clone().into_iter().enumerate() {
        let Some(unit) = at.unit else { continue };
        let id = CriterionId::at(index);
        let (titles, subject) = whom(ctx, &at.node.of);
        let subject = subject.or_else(|| ctx.subject_at(at.unit));
        if subject.is_none() {
            ctx.no_subject(at.span);
        }
        for (_, marker) in crate::items::markers_of_criterion(at.node) {
            if let Some(item) = ctx.units.item(marker) {
                ctx.item_owners.insert(item, id);
            }
        }
        let days = (at.node.tails.from, at.node.tails.until);
        if let Some(name) = &at.node.name {
            same_key(ctx, name, &titles, subject, days);
            ctx.names.add_criterion(&name.name, id);
        }
        ctx.criteria.push(CriterionInfo {
            unit,
            titles,
            days,
            subject,
            dossier: false,
            at: at.span,
        });
    }
}

/// `cho`: titles, or one record.
fn whom(ctx: &mut Context<'_>, of: &[ast::Ident]) -> (Vec<TitleId>, Option<RecordId>) {
    let (mut titles, mut subject) = (Vec::new(), None);
    for name in of {
        let title = ctx.names.get(Kind::Title, &name.name).map(TitleId::at);
        let record = ctx.names.get(Kind::Record, &name.name).map(RecordId::at);
        match (title, record) {
            (Some(_), Some(_)) => ctx.ambiguous(name, Kind::Title, Kind::Record),
            (Some(title), None) => titles.push(title),
            (None, Some(record)) => {
                ctx.used.records.insert(record.index());
                subject = Some(record);
            }
            (None, None) => {
                let near: Vec<String> = ctx
                    .names
                    .all(Kind::Title)
                    .chain(ctx.names.all(Kind::Record))
                    .map(str::to_owned)
                    .collect();
                ctx.unknown_as(name, ("chức danh hoặc dữ kiện", "a title or a record"), &near);
            }
        }
    }
    (titles, subject)
}

/// The first and the last day of something; `None` is open.
type Days = (Option<NaiveDate>, Option<NaiveDate>);

/// Two criteria of one name bind different titles, speak of different records, or hold on different days.
fn same_key(ctx: &mut Context<'_>, name: &ast::Ident, titles: &[TitleId], subject: Option<RecordId>, days: Days) {
    let before = |one: Days, other: Days| one.1.zip(other.0).is_some_and(|(until, from)| until < from);
    let first = ctx.names.criteria(&name.name).iter().find_map(|id| {
        let other = ctx.criteria.get(id.index())?;
        let same_titles =
            titles.is_empty() && other.titles.is_empty() || titles.iter().any(|title| other.titles.contains(title));
        let apart = before(days, other.days) || before(other.days, days);
        (same_titles && other.subject == subject && !apart).then_some(other.at)
    });
    if let Some(first) = first {
        ctx.report(crate::declare::duplicate(Kind::Criterion, name, first));
    }
}

/// Lowers every criterion.
pub(crate) fn criteria(ctx: &mut Context<'_>) {
    for (index, at) in ctx.statements.criteria.clone().into_iter().enumerate() {
        let id = CriterionId::at(index);
        let Some(info) = ctx.criteria.get(index).cloned() else {
            continue;
        };
        let mut scope = Scope::new(ctx, at.unit, info.subject);
        scope.titles.clone_from(&info.titles);
        scope.asker = Asker::Criterion(id);
        let mut gate = ctx.gate(&mut scope, &at.node.tails, at.span);
        let body = ctx.body(&mut scope, &at.node.body, &mut gate);
        if let (Some(body), Some(subject), true) = (body, info.subject, gate.whole) {
            ctx.document.criteria.push(Criterion {
                id,
                unit: info.unit,
                name: at.node.name.as_ref().map(|name| name.name.shown.clone()),
                label: crate::declare::text(at.node.label.as_ref()),
                titles: info.titles,
                subject,
                gate: gate.gate,
                body,
                dossier: None,
                at: at.span,
            });
        }
    }
}

impl<'a> Context<'a> {
    /// The body of a criterion or an item.
    pub(crate) fn body(&mut self, scope: &mut Scope<'a>, body: &'a ast::Body, gate: &mut Gated) -> Option<Body> {
        match body {
            ast::Body::All(items) => self.criterion_items(scope, items).map(Body::All),
            ast::Body::Any(items) => self.criterion_items(scope, items).map(Body::Any),
            ast::Body::Test(expr) => self.asked(scope, expr, gate),
        }
    }

    /// Marked items; all are looked at even when one has a mistake.
    pub(crate) fn criterion_items(&mut self, scope: &mut Scope<'a>, items: &'a [ast::Item]) -> Option<Vec<Item>> {
        let outer = scope.unit;
        let mut out: Vec<Option<Item>> = Vec::new();
        for item in items {
            let unit = self.units.item(&item.marker).or(outer);
            scope.unit = unit;
            let mut gate = self.gate(scope, &item.tails, item.span);
            let body = self.body(scope, &item.body, &mut gate);
            scope.unit = outer;
            let made = body.zip(unit).filter(|_| gate.whole);
            out.push(made.map(|(body, unit)| Item {
                unit,
                gate: gate.gate,
                body,
                at: item.span,
            }));
        }
        out.into_iter().collect()
    }
}

/// Lowers every scope.
pub(crate) fn scopes(ctx: &mut Context<'_>) {
    for (index, at) in ctx.statements.scopes.clone().into_iter().enumerate() {
        let id = ScopeId::at(index);
        let Some(unit) = at.unit else { continue };
        let subject = ctx.subject_at(at.unit);
        let mut scope = Scope::new(ctx, at.unit, subject);
        scope.asker = Asker::Scope(id);
        let filter = at
            .node
            .subject
            .as_ref()
            .map(|list| ctx.conditions(&mut scope, &list.filters));
        if !at.amended {
            own_first_day(ctx, at.span, &at.node.tails);
        }
        let gate = ctx.gate(&mut scope, &at.node.tails, at.span);
        let redirects: Vec<Option<Redirect>> = at
            .node
            .redirects
            .iter()
            .map(|redirect| redirected(ctx, &mut scope, redirect))
            .collect();
        let own = at.node.subject.as_ref().and(ctx.scope_subjects.get(&unit).copied());
        let whole = gate.whole && filter.as_ref().is_none_or(Option::is_some);
        let redirects: Option<Vec<Redirect>> = redirects.into_iter().collect();
        if let (Some(redirects), true) = (redirects, whole) {
            covered(ctx, unit, at.span, gate.gate.when.as_ref(), &redirects);
            ctx.document.scopes.push(norm::Scope {
                id,
                unit,
                subject: own,
                filter: filter.flatten().unwrap_or_default(),
                gate: gate.gate,
                redirects,
                at: at.span,
            });
        }
    }
}

/// A unit that names another first day of effect than the document (R13): which of the two holds is for a reading, and an
/// earlier one never widens the document's.
fn own_first_day(ctx: &mut Context<'_>, at: Span, tails: &ast::Tails) {
    let (Some(own), Effect::From(whole)) = (tails.from, ctx.document.about.effect) else {
        return;
    };
    if own == whole || tails.from_reading.is_some() || tails.until.is_some() {
        return;
    }
    let (own_words, whole_words) = (date_words(own), date_words(whole));
    let mut found = Diagnostic::error(
        errors::OTHER_FIRST_DAY,
        at,
        format!("Đơn vị này có hiệu lực từ ngày {own_words}, mà văn bản có hiệu lực từ ngày {whole_words}."),
        format!("This unit has effect from {own}, but the document from {whole}."),
    );
    found.severity = Severity::Warning;
    let found = if own < whole {
        found.help(
            "Ngày của đơn vị không sớm hơn ngày của văn bản được, nên dòng này không đổi gì: bỏ nó, hoặc sửa ngày.",
            "A unit never has effect before its document, so that this line changes nothing: drop it, or mend the day.",
        )
    } else {
        found.help(
            "Nếu văn bản không nói rõ ngày nào mới đúng, khai một \"cách hiểu\" và viết \"từ ngày … theo cách hiểu N là a\".",
            "Where the text does not say which day holds, state a reading and write \"từ ngày … theo cách hiểu N là a\".",
        )
    };
    ctx.report(found);
}

/// The lines of a `phạm vi` that redirects cover every case between them (R15): its own `khi`, and each `theo … khi`.
fn covered(ctx: &mut Context<'_>, unit: UnitId, at: Span, when: Option<&Expr>, redirects: &[Redirect]) {
    if redirects.is_empty() {
        return;
    }
    let here = ctx.units.address(unit).to_owned();
    let mut cases: Vec<(&Expr, String)> = Vec::new();
    for redirect in redirects {
        cases.push((&redirect.when, ctx.units.address(redirect.to).to_owned()));
    }
    cases.extend(when.map(|when| (when, here)));
    domains::cover(ctx, Some(unit), at, &cases, when.is_none());
}

/// `theo ADDR khi E`.
fn redirected<'a>(ctx: &mut Context<'a>, scope: &mut Scope<'a>, redirect: &'a ast::Redirect) -> Option<Redirect> {
    let when = ctx.checked(scope, &redirect.when);
    let to = ctx.unit(&redirect.to, scope.unit)?;
    let target = ctx.target(to, scope.subject, &[], redirect.to.span)?;
    for criterion in &target.criteria {
        ctx.edges
            .push((Asker::Outside, Asked::Criterion(*criterion), redirect.to.span));
    }
    ctx.redirects.push((scope.unit?, to, redirect.to.span));
    Some(Redirect {
        to,
        target,
        when: when?,
    })
}

/// A redirect that comes back to where it started (R15).
pub(crate) fn redirect_cycles(ctx: &mut Context<'_>) {
    let redirects = ctx.redirects.clone();
    for (start, (from, to, at)) in redirects.iter().enumerate() {
        let mut open: Vec<UnitId> = vec![*to];
        let mut seen: Vec<usize> = vec![start];
        let mut back = ctx.units.is_within(*to, *from);
        while let Some(unit) = open.pop() {
            for (index, (other, next, _)) in redirects.iter().enumerate() {
                let governs = ctx.units.is_within(unit, *other) || ctx.units.is_within(*other, unit);
                let shared = ctx.units.is_within(*from, *other) && other != from;
                if index != start && governs && !shared && !seen.contains(&index) {
                    seen.push(index);
                    back |= ctx.units.is_within(*next, *from) || ctx.units.is_within(*from, *next);
                    open.push(*next);
                }
            }
        }
        if back {
            ctx.report(
                Diagnostic::error(
                    errors::REDIRECT_CYCLE,
                    *at,
                    "Chuyển dẫn \"theo …\" đi vòng về chính nơi xuất phát.",
                    "The redirect leads back to where it started.",
                )
                .help(
                    "Trỏ tới nơi không chuyển dẫn trở lại.",
                    "Point to a place that does not lead back.",
                ),
            );
            return;
        }
    }
}

/// A dated or other fact by its path.
pub(crate) fn place<'a>(
    ctx: &mut Context<'a>,
    scope: &Scope<'a>,
    path: &'a ast::Path,
    fits: &dyn Fn(quyche_ir::expr::Type) -> bool,
) -> Option<(Place, quyche_ir::expr::Type)> {
    use crate::scope::Thing;
    let wanted = |thing: &Thing<'a>| matches!(thing, Thing::Fact(_, ty) if fits(*ty));
    match ctx.path(scope, path, &wanted)? {
        Thing::Fact(place, ty) => Some((place, ty)),
        Thing::ReckoningDay
        | Thing::EffectDay
        | Thing::Member(..)
        | Thing::Title(_)
        | Thing::Definition(_)
        | Thing::Parameter(_)
        | Thing::People(_) => {
            let first = path.parts.first()?;
            ctx.unknown(first, Kind::Field, &[]);
            None
        }
    }
}
