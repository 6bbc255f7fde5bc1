//! Domains: whether the arms of a branch cover every case, whether two can hold together, whether a condition can be
//! both true and false. What a condition asks about is known by how it is written; every category, truth, reading and
//! threshold is tried with concrete values, so that the message can name one.

use crate::cases::{Case, Tree, Value, Variable, Variables, each};
use crate::context::Context;
use crate::errors;
use quyche_base::{Diagnostic, Span};
use quyche_ir::UnitId;
use quyche_ir::expr::{Arm, Expr, Type};

/// More combinations than this are not tried for a branch.
const MOST: usize = 4096;
/// More combinations than this are not tried for a plain condition.
const MOST_FOR_CONSTANT: usize = 512;

/// Checks a branch: overlap is an error, a case left out a warning, unless the gap is on record as a doubt of the source.
pub(crate) fn branch(ctx: &mut Context<'_>, unit: Option<UnitId>, at: Span, arms: &[Arm], has_otherwise: bool) {
    let cases: Vec<(&Expr, String)> = arms.iter().map(|arm| (&arm.when, ctx.source(&arm.value))).collect();
    cover(ctx, unit, at, &cases, has_otherwise);
}

/// Checks conditions each of which leads somewhere: two that can hold together must lead to the same, and where nothing
/// says what happens otherwise every case must be covered.
pub(crate) fn cover(
    ctx: &mut Context<'_>,
    unit: Option<UnitId>,
    at: Span,
    cases: &[(&Expr, String)],
    has_otherwise: bool,
) {
    let mut variables = Variables::default();
    let trees: Vec<(Tree, Span, &str)> = cases
        .iter()
        .map(|(when, to)| (variables.tree(ctx, when), when.at, to.as_str()))
        .collect();
    let samples = variables.samples(ctx);
    let mut overlap: Option<(Span, Span, String)> = None;
    let mut gap: Option<String> = None;
    each(&samples, MOST, &mut |case| {
        let mut holding = trees.iter().filter(|(when, _, _)| when.holds(case));
        let Some((_, first, leads_to)) = holding.next() else {
            gap = gap.take().or_else(|| Some(describe(ctx, &variables, case)));
            return;
        };
        if let Some((_, second, _)) = holding.find(|(_, _, other)| other != leads_to) {
            overlap = overlap
                .take()
                .or_else(|| Some((*first, *second, describe(ctx, &variables, case))));
        }
    });
    if let Some((first, second, case)) = overlap {
        report_overlap(ctx, first, second, &case);
    }
    if let Some(case) = gap
        && !has_otherwise
        && !gap_on_record(ctx, unit)
    {
        report_gap(ctx, at, &case);
    }
}

fn report_overlap(ctx: &mut Context<'_>, first: Span, second: Span, case: &str) {
    ctx.report(
        Diagnostic::error(
            errors::BRANCH_OVERLAP,
            second,
            format!("Hai nhánh cùng đúng mà cho hai kết quả khác nhau: {case}."),
            format!("Two arms hold together and give different results: {case}."),
        )
        .label(first, "nhánh này cũng đúng", "this arm holds too")
        .help(
            "Sửa điều kiện để mỗi trường hợp chỉ thuộc một nhánh.",
            "Mend the conditions so that every case belongs to one arm.",
        ),
    );
}

fn report_gap(ctx: &mut Context<'_>, at: Span, case: &str) {
    ctx.report(
        Diagnostic::warning(
            errors::BRANCH_GAP,
            at,
            "Các nhánh chưa phủ hết mọi trường hợp.",
            "The arms do not cover every case.",
        )
        .note(format!("thiếu: {case}"), format!("missing: {case}"))
        .help(
            "Thêm \"còn lại\", hoặc sửa mức; nếu văn bản thực sự bỏ ngỏ, giữ nguyên và ghi \"nghi vấn (lỗ_hổng)\" ở đơn vị này.",
            "Add \"còn lại\" or mend the threshold; if the text leaves it open, record it with \"nghi vấn (lỗ_hổng)\".",
        ),
    );
}

/// Whether the unit, or one it stands in, records a gap of the source.
pub(crate) fn gap_on_record(ctx: &Context<'_>, unit: Option<UnitId>) -> bool {
    let Some(unit) = unit else { return false };
    let doubts = ctx
        .statements
        .doubts
        .iter()
        .filter(|at| at.node.kind.name.key == "lỗ_hổng");
    let mut places = doubts.filter_map(|at| at.unit);
    places.any(|place| ctx.units.is_within(unit, place))
}

/// Warns of a condition that always holds, or never.
pub(crate) fn constant(ctx: &mut Context<'_>, condition: &Expr) {
    let mut variables = Variables::default();
    let tree = variables.tree(ctx, condition);
    // A condition with one unknown truth is never constant, and that is most of them.
    let plain = variables
        .list()
        .iter()
        .all(|variable| variable.ty == Type::Bool && variable.reading.is_none());
    if variables.list().len() <= 1 && plain {
        return;
    }
    let samples = variables.samples(ctx);
    let (mut some_true, mut some_false, mut tried) = (false, false, false);
    each(&samples, MOST_FOR_CONSTANT, &mut |case| {
        tried = true;
        if tree.holds(case) {
            some_true = true;
        } else {
            some_false = true;
        }
    });
    if !tried || some_true && some_false {
        return;
    }
    let (vi, en) = if some_true {
        ("luôn đúng", "always holds")
    } else {
        ("không bao giờ đúng", "never holds")
    };
    ctx.report(
        Diagnostic::warning(
            errors::CONSTANT_CONDITION,
            condition.at,
            format!("Điều kiện này {vi}."),
            format!("This condition {en}."),
        )
        .help(
            "Kiểm tra lại mức và các giá trị.",
            "Check the threshold and the values.",
        ),
    );
}

/// A case in words: `số_bản_in = 300`.
fn describe(ctx: &Context<'_>, variables: &Variables, case: &Case<'_>) -> String {
    let parts: Vec<String> = variables
        .list()
        .iter()
        .zip(case)
        .map(|(variable, value)| one(ctx, variable, value))
        .collect();
    parts.join(", ")
}

fn one(ctx: &Context<'_>, variable: &Variable, value: &Value) -> String {
    let shown = &variable.shown;
    let value = match value {
        Value::Bool(true) => return shown.clone(),
        Value::Bool(false) => return format!("không ({shown})"),
        Value::Member(position) => {
            let set = if let Type::Member(set) = variable.ty {
                ctx.document.sets.get(set.index())
            } else {
                None
            };
            let named = position.and_then(|position| set.and_then(|set| set.values.get(position as usize)));
            named.map_or("giá trị khác".to_owned(), |value| value.name.clone())
        }
        Value::Number(number) => number.normalize().to_string().replace('.', ","),
        Value::Date(day) => day.format("%d/%m/%Y").to_string(),
        Value::Year(year) => year.to_string(),
        Value::Answer(answer) => {
            let reading = variable
                .reading
                .and_then(|reading| ctx.document.readings.get(reading.index()));
            let answer = reading.and_then(|reading| reading.answers.get(*answer as usize));
            answer.map_or(String::new(), |answer| answer.name.clone())
        }
        Value::Title(title) => {
            let title = title.and_then(|title| ctx.document.titles.get(title.index()));
            title.map_or("khác".to_owned(), |title| title.named.name.clone())
        }
        Value::Text(text) => text
            .as_ref()
            .map_or("chữ khác".to_owned(), |text| format!("\"{text}\"")),
    };
    format!("{shown} = {value}")
}
