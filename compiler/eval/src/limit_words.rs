//! A limit's result in Vietnamese: when it ends, why then, where things stand.

use crate::due::{CalendarUsed, LastDay, LimitEnd, LimitOf, LimitStanding, RefusedPause};
use crate::limits::{Ended, Source};
use quyche_ir::expr::{Expr, ExprKind, Literal};
use quyche_ir::model::Rolling;
use quyche_ir::norm::{DossierItem, LimitKind};
use quyche_ir::outcome::Class;
use quyche_ir::{Document, Outcome, UnitId, words};
use quyche_time::{Duration, date_words};
use std::borrow::Cow;

/// What lets a limit go on from a day off.
const CIVIL_CODE: &str = "khoản 5 Điều 148 Bộ luật Dân sự 2015";

/// How many skipped days are named; the data holds them all.
const NAMED_DAYS: usize = 12;

/// The result in one sentence.
pub fn words(doc: &Document, source: &Source<'_>, ended: &Ended<'_>) -> String {
    let asked = match source.limit {
        Some(limit) => words::limit_kind(doc, &taken(&limit.kind, ended.length)),
        None => duty_words(doc, source.of),
    };
    let mut out = match &ended.end {
        LimitEnd::NotRunning => {
            let verdict = if ended.outcome.class() == Class::Exempt {
                "miễn"
            } else {
                "không áp dụng"
            };
            return format!("{verdict}: {}", named(doc, source, &asked));
        }
        LimitEnd::NotSet => return asked,
        LimitEnd::NoLimit => {
            let outcome = ended.outcome;
            let open = outcome.contains(Outcome::NOT_APPLICABLE) || outcome.contains(Outcome::EXEMPT);
            let verdict = if open {
                "chưa rõ có áp dụng không"
            } else {
                "áp dụng"
            };
            return format!("{verdict}, văn bản không đặt hạn: {asked}");
        }
        LimitEnd::Unknown => return format!("chưa tính được hạn: {asked}"),
        LimitEnd::Day(day) => day_words(doc, source, ended, day, &asked),
    };
    if let (Some(standing), LimitEnd::Day(day)) = (ended.standing, &ended.end) {
        out.push_str("; ");
        out.push_str(&standing_words(standing, day));
    }
    if matches!(ended.standing, Some(LimitStanding::Late(_) | LimitStanding::Overdue(_)))
        && let Some(consequence) = source.limit.and_then(|limit| limit.consequence.as_ref())
    {
        out.push_str(&format!("; quá hạn thì {}", words::spaced(consequence)));
    }
    if let LimitEnd::Day(day) = &ended.end {
        for pause in &day.refused {
            out.push_str("; ");
            out.push_str(&refused_words(pause));
        }
    }
    if let Some(calendar) = &ended.calendar {
        out.push_str(&presumed_words(calendar));
    }
    out
}

/// The limit with only the case that gave its length, where the text sets it by cases and one alone gives this one: what
/// the other cases would have given is no part of the answer, on what this one rests is.
fn taken(kind: &LimitKind, length: Option<Duration>) -> Cow<'_, LimitKind> {
    let (duration, event) = match kind {
        LimitKind::After { duration, event } | LimitKind::Before { duration, event } => (duration, event),
        LimitKind::NotSet | LimitKind::FixedDay { .. } => return Cow::Borrowed(kind),
    };
    let (Some(length), ExprKind::Branch { arms, otherwise, unit }) = (length, &duration.kind) else {
        return Cow::Borrowed(kind);
    };
    let gives = |value: &Expr| value.kind == ExprKind::Literal(Literal::Duration(length));
    let otherwise = otherwise.as_deref().filter(|value| gives(value));
    let mut given = arms.iter().filter(|arm| gives(&arm.value));
    let taken = match (given.next(), given.next(), otherwise) {
        (Some(arm), None, None) => ExprKind::Branch {
            arms: vec![arm.clone()],
            otherwise: None,
            unit: *unit,
        },
        (None, None, Some(value)) => value.kind.clone(),
        _ => return Cow::Borrowed(kind),
    };
    let duration = Expr {
        kind: taken,
        ..duration.clone()
    };
    let event = event.clone();
    Cow::Owned(match kind {
        LimitKind::Before { .. } => LimitKind::Before { duration, event },
        LimitKind::After { .. } | LimitKind::NotSet | LimitKind::FixedDay { .. } => {
            LimitKind::After { duration, event }
        }
    })
}

/// What is not asked, by its own name where it has one, and the limit it would have.
fn named(doc: &Document, source: &Source<'_>, asked: &str) -> String {
    match name(doc, source.of).filter(|name| name != asked) {
        Some(name) => format!("{name} ({asked})"),
        None => asked.to_owned(),
    }
}

/// The name of what is limited: the acts of a duty, the label of a limit that stands alone, the document.
pub fn name(doc: &Document, of: LimitOf) -> Option<String> {
    match of {
        LimitOf::Norm(_) => Some(duty_words(doc, of)),
        LimitOf::Deadline(id) => {
            let deadline = doc.deadlines.iter().find(|deadline| deadline.id == id);
            let name = |name: &String| words::spaced(name);
            deadline.and_then(|deadline| deadline.label.clone().or(deadline.name.as_ref().map(name)))
        }
        LimitOf::Document(id, unit) => {
            let dossier = doc.dossiers.iter().find(|dossier| dossier.id == id);
            dossier.and_then(|dossier| document_name(&dossier.items, unit))
        }
    }
}

/// The name of the document of a dossier that stands in a unit.
fn document_name(items: &[DossierItem], unit: UnitId) -> Option<String> {
    items.iter().find_map(|item| {
        if item.unit == unit {
            item.label
                .clone()
                .or(item.name.as_ref().map(|name| words::spaced(name)))
        } else {
            document_name(&item.parts, unit)
        }
    })
}

/// What a duty without a limit asks for, in the author's words.
fn duty_words(doc: &Document, of: LimitOf) -> String {
    let LimitOf::Norm(id) = of else {
        return words::UNKNOWN.to_owned();
    };
    let norm = doc.norms.iter().find(|norm| norm.id == id);
    let acts = norm.iter().flat_map(|norm| &norm.acts).map(|act| act.text.clone());
    acts.collect::<Vec<String>>().join("; ")
}

fn day_words(doc: &Document, source: &Source<'_>, ended: &Ended<'_>, day: &LastDay, asked: &str) -> String {
    let not_before = if day.open_end { "không sớm hơn " } else { "" };
    let mut out = format!("hạn {not_before}{} ({asked}", day.moment().words());
    if let Some(event) = ended.event {
        out.push_str(&format!(", là ngày {}", event.words()));
    }
    if !day.skipped.is_empty() {
        out.push_str(&format!("; {}", skipped_words(day)));
    }
    let rolled = day.before_rolling < day.due && !day.open_end;
    if rolled {
        out.push_str(&format!(
            "; ngày cuối {} là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo theo {CIVIL_CODE}",
            date_words(day.before_rolling)
        ));
    } else if source
        .limit
        .is_some_and(|limit| matches!(limit.kind, LimitKind::After { .. }))
    {
        out.push_str(kept_words(doc, day));
    }
    if let Some(hours) = ended.hours {
        let (time, because) = (hours.time.words(), words::spaced(&hours.because));
        out.push_str(&format!("; giờ làm việc {time} ({because})"));
    }
    out.push(')');
    out
}

/// Why a forward limit stays on the day or the moment it ends at, where that is not what the law says of every term.
fn kept_words(doc: &Document, day: &LastDay) -> &'static str {
    if day.time.is_some() {
        "; tính bằng giờ nên không chuyển và không tạm dừng"
    } else if doc.about.rolling == Some(Rolling::Never) {
        "; không chuyển khi gặp ngày nghỉ (văn bản khai)"
    } else {
        ""
    }
}

/// `bỏ qua 14/02/2026 (thứ bảy), …`.
fn skipped_words(day: &LastDay) -> String {
    let mut named: Vec<String> = Vec::new();
    for skipped in day.skipped.iter().take(NAMED_DAYS) {
        named.push(format!("{} ({})", date_words(skipped.day), skipped.why));
    }
    let more = day.skipped.len().saturating_sub(NAMED_DAYS);
    let more = if more > 0 {
        format!(" và {more} ngày nữa")
    } else {
        String::new()
    };
    format!("bỏ qua {}{more}", named.join(", "))
}

/// Where things stand; the end may still turn out later, and a limit in hours ends within its day.
fn standing_words(standing: LimitStanding, end: &LastDay) -> String {
    match standing {
        LimitStanding::InTime(0) if end.time.is_some() => "đúng hạn".to_owned(),
        LimitStanding::Late(0) => "trễ, trong ngày hết hạn".to_owned(),
        LimitStanding::Remaining(0) if end.time.is_some() => "hết hạn trong hôm nay".to_owned(),
        LimitStanding::InTime(0) => "đúng hạn, vào ngày cuối".to_owned(),
        LimitStanding::InTime(days) => format!("đúng hạn, sớm {days} ngày"),
        LimitStanding::Late(days) => format!("trễ {days} ngày"),
        LimitStanding::Remaining(days) if end.open_end => format!("còn ít nhất {days} ngày"),
        LimitStanding::Remaining(0) => "hôm nay là ngày cuối".to_owned(),
        LimitStanding::Remaining(days) => format!("còn {days} ngày"),
        LimitStanding::Overdue(days) => format!("quá hạn {days} ngày, chưa làm"),
        LimitStanding::Unknown(days) => format!("hạn đã qua {days} ngày, chưa biết đã làm hay chưa"),
    }
}

/// `đợt dừng từ 10/06/2026 đến 12/06/2026 không được trừ (văn bản chỉ cho dừng 1 lần)`.
fn refused_words(pause: &RefusedPause) -> String {
    let until = pause
        .until
        .map_or_else(String::new, |until| format!(" đến {}", date_words(until)));
    format!(
        "đợt dừng từ {}{until} không được trừ (văn bản chỉ cho dừng {} lần)",
        date_words(pause.from),
        pause.at_most
    )
}

fn presumed_words(calendar: &CalendarUsed) -> String {
    if calendar.presumed.is_empty() {
        return String::new();
    }
    let years: Vec<String> = calendar.presumed.iter().map(ToString::to_string).collect();
    format!("; lịch nghỉ năm {} là dự kiến", years.join(", "))
}
