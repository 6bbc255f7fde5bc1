//! What a test found, kept as data while the walk goes on, and put into Vietnamese words only where somebody reads it.

use crate::counting::SettledBy;
use crate::ground::Ground;
use crate::lists::Counted;
use crate::served::Served;
use crate::truth::Truth;
use crate::value::Value;
use quyche_ir::expr::{Expr, ExprKind, Type};
use quyche_ir::model::Document;
use quyche_ir::words;
use quyche_time::words::number_words;
use quyche_time::{BrokenRuns, DaySet, Duration, Policy, date_words};
use std::rc::Rc;

/// What a test found.
#[derive(Clone, Debug)]
pub enum Found<'e> {
    /// Nothing to tell.
    Nothing,
    /// A value.
    Value(Value<'e>),
    /// How many elements are in.
    Counted(Counted),
    /// The rows (from 0) for which a universal condition fails, and whether the list is empty.
    Every { failing: Vec<usize>, empty: bool },
    /// Time served, and the duration asked for.
    Served {
        served: Rc<Served>,
        wanted: Value<'e>,
        continuous: bool,
        /// The policy it was counted by.
        policy: Policy,
        /// Who settled the count, where that mattered.
        settled: Option<SettledBy<'e>>,
        /// Whether it turns on the count.
        open: bool,
    },
    /// By year: whether its rating passes; `None` where there is no rating.
    Years(Vec<(i32, Option<Truth>)>),
    /// In words already.
    Words(String),
}

impl Found<'_> {
    /// The words of a rule that says itself what it found; empty for every other.
    pub fn own_words(&self) -> &str {
        if let Found::Words(words) = self { words } else { "" }
    }

    /// What was found, as it stands after `có` in a sentence; empty where there is nothing to tell.
    pub fn words(&self, ground: &Ground<'_>, expr: &Expr) -> String {
        let doc = ground.doc;
        match self {
            Found::Nothing => String::new(),
            Found::Value(value) => value_words(doc, tested(expr).ty, *value),
            Found::Counted(counted) => counted_words(*counted),
            Found::Every { failing, empty } => every_words(failing, *empty),
            Found::Served {
                served,
                wanted,
                continuous,
                policy,
                settled,
                open,
            } => {
                let wanted = if let Value::Duration(duration) = wanted {
                    Some(*duration)
                } else {
                    None
                };
                let mut words = served_words(served, *policy, wanted, *continuous);
                if let Some(settled) = settled {
                    words.push_str(&format!("; tính theo cách “{}”", settled.words()));
                } else if let Some(wanted) = wanted.filter(|_| *open) {
                    words.push_str(&every_count_words(served, *policy, wanted));
                }
                words
            }
            Found::Years(years) => years_words(years),
            Found::Words(words) => words.clone(),
        }
    }
}

/// The expression whose value a test shows: the left side of a comparison.
fn tested(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Compare { left, .. } => left,
        ExprKind::OneOf { value, .. } => value,
        ExprKind::Within { date, .. } => date,
        ExprKind::Literal(_)
        | ExprKind::Fact(_)
        | ExprKind::ReckoningDay
        | ExprKind::EffectDay
        | ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::Implies(..)
        | ExprKind::InTexts { .. }
        | ExprKind::Serves { .. }
        | ExprKind::Exists { .. }
        | ExprKind::Every { .. }
        | ExprKind::Count(_)
        | ExprKind::Period { .. }
        | ExprKind::Years { .. }
        | ExprKind::Judged(_)
        | ExprKind::Submitted(_)
        | ExprKind::Meets(_)
        | ExprKind::ReadingIs { .. }
        | ExprKind::Branch { .. }
        | ExprKind::Definition(_)
        | ExprKind::Expanded { .. }
        | ExprKind::AsOf { .. } => expr,
    }
}

/// A value as a person reads it.
pub fn value_words(doc: &Document, ty: Type, value: Value<'_>) -> String {
    match value {
        Value::Unknown => "chưa rõ".to_owned(),
        Value::None => "không có".to_owned(),
        Value::Bool(true) => "có".to_owned(),
        Value::Bool(false) => "không".to_owned(),
        Value::Number(number) => words::number(number),
        Value::Count(least, most) => interval_words(least, most),
        Value::Text(text) => words::quoted(text),
        Value::Date(date) => date_words(date),
        Value::Year(year) => year.to_string(),
        Value::Member(position) => {
            if let Type::Member(set) = ty {
                words::member(doc, set, position)
            } else {
                position.to_string()
            }
        }
        Value::Title(title) => words::title(doc, title),
        Value::OtherTitle => words::title(doc, None),
        Value::Duration(duration) => duration.words(),
    }
}

fn interval_words(least: u64, most: Option<u64>) -> String {
    let number = |count: u64| number_words(i64::try_from(count).unwrap_or(i64::MAX));
    match most {
        Some(most) if most == least => number(least),
        Some(most) => format!("từ {} đến {}", number(least), number(most)),
        None => format!("ít nhất {}", number(least)),
    }
}

fn counted_words(counted: Counted) -> String {
    if counted.empty {
        return "0 (danh sách rỗng)".to_owned();
    }
    interval_words(counted.sure, counted.most())
}

fn every_words(failing: &[usize], empty: bool) -> String {
    if empty {
        return "danh sách rỗng".to_owned();
    }
    let rows: Vec<String> = failing.iter().map(|row| format!("dòng {}", row + 1)).collect();
    if rows.is_empty() {
        String::new()
    } else {
        format!("không đúng với {}", rows.join(", "))
    }
}

fn years_words(years: &[(i32, Option<Truth>)]) -> String {
    let list = |wanted: Option<Truth>| -> Vec<String> {
        let some = years.iter().filter(|(_, truth)| *truth == wanted);
        some.map(|(year, _)| year.to_string()).collect()
    };
    let mut parts = Vec::new();
    for (wanted, word) in [
        (Some(Truth::True), "đạt năm"),
        (Some(Truth::False), "không đạt năm"),
        (Some(Truth::Unknown), "chưa rõ năm"),
        (None, "không có năm"),
    ] {
        let found = list(wanted);
        if !found.is_empty() {
            parts.push(format!("{word} {}", found.join(", ")));
        }
    }
    parts.join("; ")
}

/// `5 năm 11 tháng 2 ngày; sớm nhất đủ: 28/07/2026`.
fn served_words(served: &Served, policy: Policy, wanted: Option<Duration>, continuous: bool) -> String {
    let longest = |set: &DaySet| {
        set.longest()
            .map(|run| DaySet::from_runs(vec![run]))
            .unwrap_or_default()
    };
    let shown = if served.cumulative && !continuous {
        policy.total_words(&served.sure)
    } else {
        policy.total_words(&longest(&served.sure))
    };
    let mut words = if served.possible.is_some() {
        format!("chắc chắn {shown}")
    } else {
        shown
    };
    let total_may_matter = !continuous && !served.cumulative && served.sure.runs().len() > 1;
    if total_may_matter && served.possible.is_none() {
        words.push_str(&format!(" liên tục, {}", policy.total_words(&served.sure)));
    }
    let several = served.cumulative && !continuous && served.sure.runs().len() > 1;
    if let Some(goal) = wanted.filter(|_| several).and_then(|wanted| policy.broken_goal(wanted)) {
        words.push_str(&format!(" (chắc chắn đủ từ {} ngày)", number_words(goal)));
    }
    if served.possible.is_none()
        && served.running
        && let Some(earliest) = wanted.and_then(|wanted| earliest(served, policy, wanted, continuous))
    {
        // Of a broken total the day on which it is enough under every way to count it.
        let surely = if several {
            "sớm nhất chắc chắn đủ"
        } else {
            "sớm nhất đủ"
        };
        words.push_str(&format!("; {surely}: {}", date_words(earliest)));
    }
    words
}

/// What each way to count makes of a broken total that turns on the count.
fn every_count_words(served: &Served, policy: Policy, wanted: Duration) -> String {
    let each = |broken: BrokenRuns| {
        let by = Policy { broken, ..policy };
        let enough = if by.alone_serves(&served.sure, wanted) {
            "đủ"
        } else {
            "chưa đủ"
        };
        let detail = match by.broken_goal(wanted) {
            Some(goal) => format!("cần {} ngày", number_words(goal)),
            None => format!("được {}", by.practice_length(&served.sure).words()),
        };
        format!("{} ({detail}): {enough}", words::broken_runs(broken))
    };
    let all: Vec<String> = BrokenRuns::ALL.into_iter().map(each).collect();
    format!("; cộng theo {}", all.join("; theo "))
}

/// The earliest day on which service that still goes on serves the duration.
fn earliest(served: &Served, policy: Policy, wanted: Duration, continuous: bool) -> Option<chrono::NaiveDate> {
    if served.cumulative && !continuous {
        policy.earliest_total(&served.sure, wanted)
    } else {
        policy.earliest(served.sure.runs().last()?.start, wanted)
    }
}
