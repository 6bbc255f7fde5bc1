//! Domains: whether the arms of a branch cover every case, whether two can hold together, whether a condition can be
//! both true and false. What a condition asks about is known by how it is written; every category, truth, reading and
//! threshold is tried with concrete values, so that the message can name one.

use crate::context::Context;
use crate::errors;
use crate::expr::literal;
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
    let mut variables = Variables::new();
    for (when, _) in cases {
        collect(ctx, when, &mut variables);
    }
    let samples = samples(ctx, &variables);
    let mut overlap: Option<(Span, Span, String)> = None;
    let mut gap: Option<String> = None;
    each(&samples, &mut |case| {
        let mut holding = cases.iter().filter(|(when, _)| holds(ctx, when, case));
        let Some((first, leads_to)) = holding.next() else {
            gap = gap.take().or_else(|| Some(describe(ctx, &variables, case)));
            return;
        };
        if let Some((second, _)) = holding.find(|(_, other)| other != leads_to) {
            overlap = overlap
                .take()
                .or_else(|| Some((first.at, second.at, describe(ctx, &variables, case))));
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
    let mut variables = Variables::new();
    collect(ctx, condition, &mut variables);
    // A condition with one unknown truth is never constant, and that is most of them.
    let plain = variables
        .values()
        .all(|variable| variable.ty == Type::Bool && variable.reading.is_none());
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

/// A condition as far as domains are concerned.
enum Shape<'e> {
    Not(&'e Expr),
    And(&'e [Expr]),
    Or(&'e [Expr]),
    Implies(&'e Expr, &'e Expr),
    /// A comparison with a constant.
    Compare(Comparison, &'e Expr, Value),
    /// One of several constants.
    OneOf(&'e Expr, Vec<Value>),
    Reading(ReadingId, u32),
    Constant(bool),
    /// A truth of its own, known by how it is written.
    Truth,
}

fn shape(expr: &Expr) -> Shape<'_> {
    match &expr.kind {
        ExprKind::Not(inner) => Shape::Not(inner),
        ExprKind::And(parts) => Shape::And(parts),
        ExprKind::Or(parts) => Shape::Or(parts),
        ExprKind::Implies(when, then) => Shape::Implies(when, then),
        ExprKind::Compare { op, left, right } => match literal(right).and_then(of_literal) {
            Some(mark) => Shape::Compare(*op, left, mark),
            None => Shape::Truth,
        },
        ExprKind::OneOf { value, among } => Shape::OneOf(value, among.iter().filter_map(of_literal).collect()),
        ExprKind::ReadingIs { reading, answer } => Shape::Reading(*reading, *answer),
        ExprKind::Literal(literal) => Shape::Constant(*literal == Literal::Bool(true)),
        ExprKind::Fact(_)
        | ExprKind::ReckoningDay
        | ExprKind::EffectDay
        | ExprKind::InTexts { .. }
        | ExprKind::Within { .. }
        | ExprKind::Serves { .. }
        | ExprKind::Exists { .. }
        | ExprKind::Every { .. }
        | ExprKind::Count(_)
        | ExprKind::Period { .. }
        | ExprKind::Years { .. }
        | ExprKind::Judged(_)
        | ExprKind::Meets(_)
        | ExprKind::Branch { .. }
        | ExprKind::Definition(_)
        | ExprKind::Expanded { .. }
        | ExprKind::AsOf { .. } => Shape::Truth,
    }
}

/// Gathers what a condition asks about.
fn collect(ctx: &Context<'_>, expr: &Expr, into: &mut Variables) {
    match shape(expr) {
        Shape::Not(inner) => collect(ctx, inner, into),
        Shape::And(parts) | Shape::Or(parts) => {
            for part in parts {
                collect(ctx, part, into);
            }
        }
        Shape::Implies(when, then) => {
            collect(ctx, when, into);
            collect(ctx, then, into);
        }
        Shape::Compare(_, left, mark) => add(ctx, left, vec![mark], into),
        Shape::OneOf(value, among) => add(ctx, value, among, into),
        Shape::Reading(reading, _) => {
            let name = ctx
                .document
                .readings
                .get(reading.index())
                .map_or("", |reading| reading.name.as_str());
            into.entry(reading_key(reading)).or_insert_with(|| Variable {
                shown: format!("cách hiểu {name}"),
                ty: Type::Bool,
                reading: Some(reading),
                marks: Vec::new(),
            });
        }
        Shape::Constant(_) => {}
        Shape::Truth => add(ctx, expr, Vec::new(), into),
    }
}

fn reading_key(reading: ReadingId) -> String {
    format!("cách hiểu {}", reading.0)
}

fn add(ctx: &Context<'_>, expr: &Expr, marks: Vec<Value>, into: &mut Variables) {
    let variable = into.entry(ctx.source(expr)).or_insert_with(|| Variable {
        shown: ctx
            .sources
            .text(expr.at)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        ty: expr.ty,
        reading: None,
        marks: Vec::new(),
    });
    variable.marks.extend(marks);
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
    variables
        .iter()
        .map(|(key, variable)| (key.clone(), domain(ctx, variable)))
        .collect()
}

fn domain(ctx: &Context<'_>, variable: &Variable) -> Vec<Value> {
    if let Some(reading) = variable.reading {
        let answers = ctx
            .document
            .readings
            .get(reading.index())
            .map_or(0, |reading| reading.answers.len());
        return (0u32..).take(answers).map(Value::Answer).collect();
    }
    let mut marks = variable.marks.clone();
    marks.sort();
    marks.dedup();
    match variable.ty {
        Type::Member(set) => {
            let Some(set) = ctx.document.sets.get(set.index()) else {
                return Vec::new();
            };
            let mut values: Vec<Value> = (0u32..)
                .take(set.values.len())
                .map(|position| Value::Member(Some(position)))
                .collect();
            if set.open {
                values.push(Value::Member(None));
            }
            values
        }
        Type::Number => numbers(&marks),
        Type::Date => around(&marks, |value| {
            let Value::Date(day) = value else { return [None, None] };
            [day.checked_sub_days(Days::new(1)), day.checked_add_days(Days::new(1))].map(|day| day.map(Value::Date))
        }),
        Type::Year => around(&marks, |value| {
            let Value::Year(year) = value else { return [None, None] };
            [year.checked_sub(1), year.checked_add(1)].map(|year| year.map(Value::Year))
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
        Type::Bool | Type::Duration | Type::Period | Type::Days | Type::Record(_) | Type::List(_) | Type::Texts => {
            vec![Value::Bool(true), Value::Bool(false)]
        }
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
        .filter_map(|mark| {
            if let Value::Number(number) = mark {
                Some(*number)
            } else {
                None
            }
        })
        .collect();
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else {
        return Vec::new();
    };
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
            let Some(value) = values.get(rest % values.len().max(1)) else {
                return;
            };
            rest /= values.len().max(1);
            case.insert(key.as_str(), value);
        }
        then(&case);
    }
}

/// Whether a condition holds in a case.
fn holds(ctx: &Context<'_>, expr: &Expr, case: &Assignment<'_>) -> bool {
    let value = |expr: &Expr| case.get(ctx.source(expr).as_str()).copied();
    match shape(expr) {
        Shape::Not(inner) => !holds(ctx, inner, case),
        Shape::And(parts) => parts.iter().all(|part| holds(ctx, part, case)),
        Shape::Or(parts) => parts.iter().any(|part| holds(ctx, part, case)),
        Shape::Implies(when, then) => !holds(ctx, when, case) || holds(ctx, then, case),
        Shape::Compare(op, left, mark) => value(left).is_some_and(|value| compared(op, value, &mark)),
        Shape::OneOf(left, among) => value(left).is_some_and(|value| among.contains(value)),
        Shape::Reading(reading, answer) => case
            .get(reading_key(reading).as_str())
            .is_some_and(|value| **value == Value::Answer(answer)),
        Shape::Constant(truth) => truth,
        Shape::Truth => value(expr) == Some(&Value::Bool(true)),
    }
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
