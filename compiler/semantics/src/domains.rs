//! Domains: whether the arms of a branch cover every case, whether two can hold together, whether a condition can be
//! both true and false. What a condition asks about is known by how it is written; every category, truth, reading and
//! threshold is tried with concrete values, so that the message can name one.

use crate::context::Context;
use crate::errors;
use chrono::{Days, NaiveDate};
use quyche_base::{Diagnostic, Span};
use quyche_ir::expr::{Arm, Comparison, Expr, ExprKind, Literal, Type};
use quyche_ir::{ReadingId, TitleId, UnitId};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// More combinations than this are not tried.
const MOST: usize = 4096;

/// A value to try.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Bool(bool),
    /// A value of a category; `None` is one from outside an open category.
    Member(Option<u32>),
    Number(Decimal),
    Date(NaiveDate),
    Year(i32),
    Answer(u32),
    Title(Option<TitleId>),
    Text(Option<String>),
}

/// Something a condition asks about.
#[derive(Clone, Debug)]
struct Variable {
    /// As written, for the message.
    shown: String,
    /// Its type; for a reading `Bool` stands for nothing.
    ty: Type,
    /// The reading it is, if it is one.
    reading: Option<ReadingId>,
    /// The values it is compared with.
    marks: Vec<Value>,
}

type Variables = BTreeMap<String, Variable>;
type Assignment<'v> = BTreeMap<&'v str, &'v Value>;

/// Checks a branch: overlap is an error, a case left out a warning, unless the gap is on record as a doubt of the source.
pub(crate) fn branch(ctx: &mut Context<'_>, unit: Option<UnitId>, at: Span, arms: &[Arm], has_otherwise: bool) {
    let mut variables = Variables::new();
    for arm in arms {
        collect(ctx, &arm.when, &mut variables);
    }
    let samples = samples(ctx, &variables);
    let mut overlap: Option<(usize, usize, String)> = None;
    let mut gap: Option<String> = None;
    let values: Vec<String> = arms.iter().map(|arm| ctx.source(&arm.value)).collect();
    each(&samples, &mut |case| {
        let mut holding = arms.iter().enumerate().filter(|(_, arm)| holds(ctx, &arm.when, case)).map(|(index, _)| index);
        match holding.next() {
            None => gap = gap.take().or_else(|| Some(describe(ctx, &variables, case))),
            Some(first) => {
                if let Some(second) = holding.find(|other| values.get(*other) != values.get(first)) {
                    overlap = overlap.take().or_else(|| Some((first, second, describe(ctx, &variables, case))));
                }
            }
        }
    });
    if let Some((first, second, case)) = overlap {
        report_overlap(ctx, at, arms, (first, second), &case);
    }
    if let (Some(case), false) = (gap, has_otherwise) {
        if !gap_on_record(ctx, unit) {
            report_gap(ctx, at, &case);
        }
    }
}

fn report_overlap(ctx: &mut Context<'_>, at: Span, arms: &[Arm], which: (usize, usize), case: &str) {
    let span = |index: usize| arms.get(index).map_or(at, |arm| arm.when.at);
    ctx.report(
        Diagnostic::error(
            errors::BRANCH_OVERLAP,
            span(which.1),
            format!("Hai nhánh cùng đúng mà cho hai kết quả khác nhau: {case}."),
            format!("Two arms hold together and give different results: {case}."),
        )
        .label(span(which.0), "nhánh này cũng đúng", "this arm holds too")
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
    let doubts = ctx.statements.doubts.iter().filter(|at| at.node.kind.name.key == "lỗ_hổng");
    let mut places = doubts.filter_map(|at| at.unit);
    places.any(|place| ctx.units.is_within(unit, place))
}

/// Warns of a condition that always holds, or never.
pub(crate) fn constant(ctx: &mut Context<'_>, condition: &Expr) {
    let mut variables = Variables::new();
    collect(ctx, condition, &mut variables);
    // A condition with one unknown truth is never constant, and that is most of them.
    let plain = variables.values().all(|variable| variable.ty == Type::Bool && variable.reading.is_none());
    if variables.len() <= 1 && plain {
        return;
    }
    let samples = samples(ctx, &variables);
    let (mut some_true, mut some_false, mut tried) = (false, false, false);
    each(&samples, &mut |case| {
        tried = true;
        if holds(ctx, condition, case) {
            some_true = true;
        } else {
            some_false = true;
        }
    });
    if !tried || some_true && some_false {
        return;
    }
    let (vi, en) = if some_true { ("luôn đúng", "always holds") } else { ("không bao giờ đúng", "never holds") };
    ctx.report(
        Diagnostic::warning(
            errors::CONSTANT_CONDITION,
            condition.at,
            format!("Điều kiện này {vi}."),
            format!("This condition {en}."),
        )
        .help("Kiểm tra lại mức và các giá trị.", "Check the threshold and the values."),
    );
}

/// Gathers what a condition asks about.
fn collect(ctx: &Context<'_>, expr: &Expr, into: &mut Variables) {
    match &expr.kind {
        ExprKind::Not(inner) => collect(ctx, inner, into),
        ExprKind::And(parts) | ExprKind::Or(parts) => {
            for part in parts {
                collect(ctx, part, into);
            }
        }
        ExprKind::Implies(when, then) => {
            collect(ctx, when, into);
            collect(ctx, then, into);
        }
        ExprKind::Compare { left, right, .. } => match mark(&right.kind) {
            Some(value) => add(ctx, left, vec![value], into),
            None => add(ctx, expr, Vec::new(), into),
        },
        ExprKind::OneOf { value, among } => add(ctx, value, among.iter().filter_map(of_literal).collect(), into),
        ExprKind::ReadingIs { reading, .. } => {
            let name = ctx.document.readings.get(reading.index()).map_or("", |reading| reading.name.as_str());
            into.entry(reading_key(*reading)).or_insert_with(|| Variable {
                shown: format!("cách hiểu {name}"),
                ty: Type::Bool,
                reading: Some(*reading),
                marks: Vec::new(),
            });
        }
        ExprKind::Literal(_) => {}
        _ => add(ctx, expr, Vec::new(), into),
    }
}

fn reading_key(reading: ReadingId) -> String {
    format!("cách hiểu {}", reading.0)
}

fn add(ctx: &Context<'_>, expr: &Expr, marks: Vec<Value>, into: &mut Variables) {
    let variable = into.entry(ctx.source(expr)).or_insert_with(|| Variable {
        shown: ctx.sources.text(expr.at).split_whitespace().collect::<Vec<_>>().join(" "),
        ty: expr.ty,
        reading: None,
        marks: Vec::new(),
    });
    variable.marks.extend(marks);
}

fn mark(kind: &ExprKind) -> Option<Value> {
    match kind {
        ExprKind::Literal(literal) => of_literal(literal),
        _ => None,
    }
}

fn of_literal(literal: &Literal) -> Option<Value> {
    Some(match literal {
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Number(value) => Value::Number(*value),
        Literal::Text(value) => Value::Text(Some(value.clone())),
        Literal::Date(value) => Value::Date(*value),
        Literal::Year(value) => Value::Year(*value),
        Literal::Member(_, position) => Value::Member(Some(*position)),
        Literal::Title(title) => Value::Title(*title),
        Literal::Duration(_) => return None,
    })
}

/// The values to try for each variable.
fn samples(ctx: &Context<'_>, variables: &Variables) -> Vec<(String, Vec<Value>)> {
    variables.iter().map(|(key, variable)| (key.clone(), domain(ctx, variable))).collect()
}

fn domain(ctx: &Context<'_>, variable: &Variable) -> Vec<Value> {
    if let Some(reading) = variable.reading {
        let answers = ctx.document.readings.get(reading.index()).map_or(0, |reading| reading.answers.len());
        return (0u32..).take(answers).map(Value::Answer).collect();
    }
    let mut marks = variable.marks.clone();
    marks.sort();
    marks.dedup();
    match variable.ty {
        Type::Member(set) => {
            let Some(set) = ctx.document.sets.get(set.index()) else { return Vec::new() };
            let mut values: Vec<Value> =
                (0u32..).take(set.values.len()).map(|position| Value::Member(Some(position))).collect();
            if set.open {
                values.push(Value::Member(None));
            }
            values
        }
        Type::Number => numbers(&marks),
        Type::Date => around(&marks, |value| match value {
            Value::Date(day) => {
                [day.checked_sub_days(Days::new(1)), day.checked_add_days(Days::new(1))].map(|day| day.map(Value::Date))
            }
            _ => [None, None],
        }),
        Type::Year => around(&marks, |value| match value {
            Value::Year(year) => [year.checked_sub(1), year.checked_add(1)].map(|year| year.map(Value::Year)),
            _ => [None, None],
        }),
        Type::Title => {
            marks.push(Value::Title(None));
            marks.dedup();
            marks
        }
        Type::Text => {
            marks.push(Value::Text(None));
            marks
        }
        Type::Bool
        | Type::Duration
        | Type::Period
        | Type::Days
        | Type::Record(_)
        | Type::List(_)
        | Type::Texts => vec![Value::Bool(true), Value::Bool(false)],
    }
}

/// Each mark with the values right beside it.
fn around(marks: &[Value], beside: impl Fn(&Value) -> [Option<Value>; 2]) -> Vec<Value> {
    let mut values: Vec<Value> = marks.to_vec();
    values.extend(marks.iter().flat_map(beside).flatten());
    values.sort();
    values.dedup();
    values
}

/// Each mark, one value below the first and above the last, one between two. Where all marks are whole numbers the values
/// counted are whole too, so nothing lies between 300 and 301; counts are not negative.
fn numbers(marks: &[Value]) -> Vec<Value> {
    let marks: Vec<Decimal> = marks
        .iter()
        .filter_map(|mark| match mark {
            Value::Number(number) => Some(*number),
            _ => None,
        })
        .collect();
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else { return Vec::new() };
    let whole = marks.iter().all(Decimal::is_integer);
    let mut values = marks.clone();
    let below = first.checked_sub(Decimal::ONE).unwrap_or(*first);
    if !below.is_sign_negative() || first.is_sign_negative() {
        values.push(below);
    } else if *first > Decimal::ZERO {
        values.push(Decimal::ZERO);
    }
    values.extend(last.checked_add(Decimal::ONE));
    for (left, right) in marks.iter().zip(marks.iter().skip(1)) {
        let middle = left.checked_add(*right).and_then(|sum| sum.checked_div(Decimal::TWO));
        let Some(middle) = middle else { continue };
        let middle = if whole { middle.floor() } else { middle };
        if middle > *left {
            values.push(middle);
        }
    }
    values.sort();
    values.dedup();
    values.into_iter().map(Value::Number).collect()
}

/// Calls `then` with every combination; with none at all when there are too many.
fn each<'v>(samples: &'v [(String, Vec<Value>)], then: &mut impl FnMut(&Assignment<'v>)) {
    let count = samples.iter().try_fold(1usize, |count, (_, values)| {
        count.checked_mul(values.len()).filter(|count| *count <= MOST)
    });
    let Some(count) = count else { return };
    for number in 0..count {
        let mut rest = number;
        let mut case = Assignment::new();
        for (key, values) in samples {
            let Some(value) = values.get(rest % values.len().max(1)) else { return };
            rest /= values.len().max(1);
            case.insert(key.as_str(), value);
        }
        then(&case);
    }
}

/// Whether a condition holds in a case.
fn holds(ctx: &Context<'_>, expr: &Expr, case: &Assignment<'_>) -> bool {
    match &expr.kind {
        ExprKind::Not(inner) => !holds(ctx, inner, case),
        ExprKind::And(parts) => parts.iter().all(|part| holds(ctx, part, case)),
        ExprKind::Or(parts) => parts.iter().any(|part| holds(ctx, part, case)),
        ExprKind::Implies(when, then) => !holds(ctx, when, case) || holds(ctx, then, case),
        ExprKind::Compare { op, left, right } => match mark(&right.kind) {
            Some(mark) => {
                let key = ctx.source(left);
                case.get(key.as_str()).is_some_and(|value| compared(*op, value, &mark))
            }
            None => truth(ctx, expr, case),
        },
        ExprKind::OneOf { value, among } => {
            let key = ctx.source(value);
            let value = case.get(key.as_str());
            among.iter().filter_map(of_literal).any(|literal| value.is_some_and(|value| **value == literal))
        }
        ExprKind::ReadingIs { reading, answer } => {
            case.get(reading_key(*reading).as_str()).is_some_and(|value| **value == Value::Answer(*answer))
        }
        ExprKind::Literal(Literal::Bool(value)) => *value,
        _ => truth(ctx, expr, case),
    }
}

fn truth(ctx: &Context<'_>, expr: &Expr, case: &Assignment<'_>) -> bool {
    case.get(ctx.source(expr).as_str()).is_some_and(|value| **value == Value::Bool(true))
}

fn compared(op: Comparison, value: &Value, mark: &Value) -> bool {
    match op {
        Comparison::Equal => value == mark,
        Comparison::NotEqual => value != mark,
        Comparison::Less => value < mark,
        Comparison::AtMost => value <= mark,
        Comparison::Greater => value > mark,
        Comparison::AtLeast => value >= mark,
    }
}

/// A case in words: `số_bản_in = 300`.
fn describe(ctx: &Context<'_>, variables: &Variables, case: &Assignment<'_>) -> String {
    let parts: Vec<String> = variables
        .iter()
        .filter_map(|(key, variable)| case.get(key.as_str()).map(|value| (variable, value)))
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
            let set = match variable.ty {
                Type::Member(set) => ctx.document.sets.get(set.index()),
                _ => None,
            };
            let named = position.and_then(|position| set.and_then(|set| set.values.get(position as usize)));
            named.map_or("giá trị khác".to_owned(), |value| value.name.clone())
        }
        Value::Number(number) => number.normalize().to_string().replace('.', ","),
        Value::Date(day) => day.format("%d/%m/%Y").to_string(),
        Value::Year(year) => year.to_string(),
        Value::Answer(answer) => {
            let reading = variable.reading.and_then(|reading| ctx.document.readings.get(reading.index()));
            let answer = reading.and_then(|reading| reading.answers.get(*answer as usize));
            answer.map_or(String::new(), |answer| answer.name.clone())
        }
        Value::Title(title) => {
            let title = title.and_then(|title| ctx.document.titles.get(title.index()));
            title.map_or("khác".to_owned(), |title| title.named.name.clone())
        }
        Value::Text(text) => text.as_ref().map_or("chữ khác".to_owned(), |text| format!("\"{text}\"")),
    };
    format!("{shown} = {value}")
}
