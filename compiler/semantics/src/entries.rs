//! Entry points (xét).

use crate::context::{Asked, Asker, Context};
use crate::declare::text;
use crate::errors;
use crate::names::Kind;
use quyche_base::{Address, Diagnostic, Span};
use quyche_ir::expr::Target;
use quyche_ir::model::Entry;
use quyche_ir::{CouncilId, EntryId, RankingId, RecordId, TitleId, UnitId};
use quyche_syntax::ast;

/// Lowers every entry point.
pub(crate) fn entries(ctx: &mut Context<'_>) {
    for (index, at) in ctx.statements.entries.clone().into_iter().enumerate() {
        if let Some(entry) = entry(ctx, EntryId::at(index), at.node, at.span) {
            ctx.document.entries.push(entry);
        }
    }
}

fn entry(ctx: &mut Context<'_>, id: EntryId, node: &ast::EntryPoint, at: Span) -> Option<Entry> {
    let subject = ctx.record(&node.subject);
    let context = match &node.context {
        Some(name) => Some(ctx.record(name)?),
        None => ctx.circumstances,
    };
    let title = match &node.title {
        Some(name) => Some(ctx.title(name)?),
        None => None,
    };
    if node.under.is_empty() && node.ranked_by.is_none() && node.council.is_none() {
        empty(ctx, &node.name);
    }
    let subject = subject?;
    let titles: Vec<TitleId> = title.into_iter().collect();
    let under: Vec<Option<Target>> = node
        .under
        .iter()
        .map(|address| asked(ctx, address, subject, &titles))
        .collect();
    let ranking = match &node.ranked_by {
        Some(address) => Some(ranking(ctx, address, subject)?),
        None => None,
    };
    let council = match &node.council {
        Some(name) => Some(CouncilId::at(ctx.find(Kind::Council, name)?)),
        None => None,
    };
    Some(Entry {
        id,
        name: node.name.name.shown.clone(),
        label: text(node.label.as_ref()),
        subject,
        context,
        title,
        under: under.into_iter().collect::<Option<_>>()?,
        ranking,
        council,
        at,
    })
}

fn empty(ctx: &mut Context<'_>, name: &ast::Ident) {
    let shown = &name.name.shown;
    ctx.report(
        Diagnostic::error(
            errors::EMPTY_ENTRY,
            name.span,
            format!("\"{shown}\" không xét gì."),
            format!("\"{shown}\" reviews nothing."),
        )
        .help(
            "Thêm \"theo ĐỊA CHỈ\", \"xếp theo ĐỊA CHỈ\" hoặc \"hội đồng TÊN\".",
            "Add \"theo ADDRESS\", \"xếp theo ADDRESS\" or \"hội đồng NAME\".",
        ),
    );
}

/// What an entry point asks of a unit: its criteria; where it has none, what it limits in time and counts.
fn asked(ctx: &mut Context<'_>, address: &Address, subject: RecordId, titles: &[TitleId]) -> Option<Target> {
    let unit = ctx.unit(address, None)?;
    if !ctx.has_criteria(unit, subject) {
        return ctx.kept(unit, subject, address.span);
    }
    let target = ctx.target(unit, Some(subject), titles, address.span)?;
    for criterion in &target.criteria {
        ctx.edges
            .push((Asker::Outside, Asked::Criterion(*criterion), address.span));
    }
    Some(target)
}

/// The ranking whose keys stand in a unit.
pub(crate) fn ranking_in(ctx: &Context<'_>, unit: UnitId) -> Option<(RankingId, RecordId)> {
    let found = ctx
        .document
        .rankings
        .iter()
        .find(|ranking| ctx.units.is_within(ranking.unit, unit));
    found.map(|ranking| (ranking.id, ranking.subject))
}

fn ranking(ctx: &mut Context<'_>, address: &Address, subject: RecordId) -> Option<RankingId> {
    let unit = ctx.unit(address, None)?;
    let found = ranking_in(ctx, unit);
    if let Some((id, _)) = found.filter(|(_, over)| *over == subject) {
        return Some(id);
    }
    // A ranking with a mistake of its own has been reported and is not in the document.
    let has_mistake = ctx.statements.rankings.iter().any(|at| {
        at.unit.is_some_and(|own| ctx.units.is_within(own, unit))
            && !ctx
                .document
                .rankings
                .iter()
                .any(|ranking| ranking.name == at.node.name.name.shown)
    });
    if has_mistake || ctx.units.is_broken(unit) {
        return None;
    }
    let words = ctx.units.address(unit).to_owned();
    let (vi, en) = match found {
        Some(_) => (
            format!("Thứ tự ưu tiên ở \"{words}\" không xếp dữ kiện mà câu này xét."),
            format!("The ranking in \"{words}\" is not about the record reviewed here."),
        ),
        None => (
            format!("Ở \"{words}\" không có tiêu chí nào của thứ tự ưu tiên."),
            format!("No keys of a ranking stand in \"{words}\"."),
        ),
    };
    ctx.report(Diagnostic::error(errors::NO_RANKING, address.span, vi, en).help(
        "Trỏ tới đơn vị liệt kê các tiêu chí a), b) … của thứ tự ưu tiên.",
        "Point to the unit that lists the keys.",
    ));
    None
}
