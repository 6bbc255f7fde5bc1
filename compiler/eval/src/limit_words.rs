//! A limit's result in Vietnamese: when it ends, why then, where things stand.

use crate::due::{CalendarUsed, LastDay, LimitEnd, LimitOf, LimitStanding, Rolling};
use crate::limits::{Ended, Source};
use quyche_ir::norm::LimitKind;
use quyche_ir::outcome::Class;
use quyche_ir::{Document, words};
use quyche_time::date_words;

/// What lets a limit go on from a day off.
const CIVIL_CODE: &str = "khoản 5 Điều 148 Bộ luật Dân sự 2015";

/// How many skipped days are named; the data holds them all.
const NAMED_DAYS: usize = 12;

/// The result in one sentence.
pub fn words(doc: &Document, source: &Source<'_>, ended: &Ended, rolling: Rolling) -> String {
    let asked = match source.limit {
        Some(limit) => words::limit_kind(doc, &limit.kind),
        None => duty_words(doc, source),
    };
    let mut out = match &ended.end {
        LimitEnd::NotRunning if ended.outcome.class() == Class::Exempt => return format!("miễn: {asked}"),
        LimitEnd::NotRunning => return format!("không áp dụng: {asked}"),
        LimitEnd::NotSet => return asked,
        LimitEnd::NoLimit => return format!("áp dụng, văn bản không đặt hạn: {asked}"),
        LimitEnd::Unknown => return format!("chưa tính được hạn: {asked}"),
        LimitEnd::Day(day) => day_words(source, ended, day, rolling, &asked),
    };
    if let Some(standing) = ended.standing {
        let at_least = matches!(&ended.end, LimitEnd::Day(day) if day.open_end);
        out.push_str("; ");
        out.push_str(&standing_words(standing, at_least));
    }
    if matches!(ended.standing, Some(LimitStanding::Late(_) | LimitStanding::Overdue(_)))
        && let Some(consequence) = source.limit.and_then(|limit| limit.consequence.as_ref())
    {
        out.push_str(&format!("; quá hạn thì {}", words::spaced(consequence)));
    }
    if let Some(calendar) = &ended.calendar {
        out.push_str(&presumed_words(calendar));
    }
    out
}

/// What a duty without a limit asks for, in the author's words.
fn duty_words(doc: &Document, source: &Source<'_>) -> String {
    let LimitOf::Norm(id) = source.of else {
        return words::UNKNOWN.to_owned();
    };
    let norm = doc.norms.iter().find(|norm| norm.id == id);
    let acts = norm.iter().flat_map(|norm| &norm.acts).map(|act| act.text.clone());
    acts.collect::<Vec<String>>().join("; ")
}

fn day_words(source: &Source<'_>, ended: &Ended, day: &LastDay, rolling: Rolling, asked: &str) -> String {
    let not_before = if day.open_end { "không sớm hơn " } else { "" };
    let mut out = format!("hạn {not_before}{} ({asked}", date_words(day.due));
    if let Some(event) = ended.event {
        out.push_str(&format!(", là ngày {}", date_words(event)));
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
    } else if rolling == Rolling::Never
        && source
            .limit
            .is_some_and(|limit| matches!(limit.kind, LimitKind::After { .. }))
    {
        out.push_str("; không chuyển khi gặp ngày nghỉ");
    }
    out.push(')');
    out
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

/// `at_least`: the end may still turn out later.
fn standing_words(standing: LimitStanding, at_least: bool) -> String {
    match standing {
        LimitStanding::InTime(0) => "đúng hạn, vào ngày cuối".to_owned(),
        LimitStanding::InTime(days) => format!("đúng hạn, sớm {days} ngày"),
        LimitStanding::Late(days) => format!("trễ {days} ngày"),
        LimitStanding::Remaining(days) if at_least => format!("còn ít nhất {days} ngày"),
        LimitStanding::Remaining(0) => "hôm nay là ngày cuối".to_owned(),
        LimitStanding::Remaining(days) => format!("còn {days} ngày"),
        LimitStanding::Overdue(days) => format!("quá hạn {days} ngày, chưa làm"),
        LimitStanding::Unknown(days) => format!("hạn đã qua {days} ngày, chưa biết đã làm hay chưa"),
    }
}

fn presumed_words(calendar: &CalendarUsed) -> String {
    if calendar.presumed.is_empty() {
        return String::new();
    }
    let years: Vec<String> = calendar.presumed.iter().map(ToString::to_string).collect();
    format!("; lịch nghỉ năm {} là dự kiến", years.join(", "))
}
