//! Limits in time and recurring periods in words (R9, R14).

use super::UNKNOWN;
use super::expr::{Writer, expr, place};
use super::list::list;
use super::names::field;
use super::text::{date, joined};
use crate::expr::{Expr, ExprKind, Literal};
use crate::model::{Document, Rolling};
use crate::norm::{Cycle, Event, Excluded, FixedDay, Limit, LimitKind, Recurrence};

/// A limit with what it leaves out and what follows from missing it.
pub fn limit(doc: &Document, limit: &Limit) -> String {
    let mut words = limit_kind(doc, &limit.kind);
    if !limit.excluding.is_empty() {
        let spans: Vec<String> = limit.excluding.iter().map(|one| excluded(doc, one)).collect();
        words.push_str(&format!(", không tính {}", joined(&spans, "và")));
    }
    if let Some(lapse) = &limit.lapse {
        words.push_str(&format!(", gián đoạn thì thôi khi {}", expr(doc, lapse)));
    }
    if let Some(rolled) = limit.rolled {
        let not = if rolled.rolling == Rolling::Never {
            "không "
        } else {
            ""
        };
        words.push_str(&format!(", gặp ngày nghỉ thì {not}chuyển"));
        let answer = rolled.under.and_then(|(reading, answer)| {
            let reading = doc.readings.get(reading.index())?;
            Some((reading, reading.answers.get(answer as usize)?))
        });
        if let Some((reading, answer)) = answer {
            words.push_str(&format!(
                " (theo cách hiểu {}: {})",
                super::spaced(&reading.name),
                answer.words()
            ));
        }
    }
    if let Some(consequence) = &limit.consequence {
        words.push_str(&format!("; quá hạn thì {}", super::spaced(consequence)));
    }
    words
}

/// `các đợt bổ sung (không quá 1 lần)`.
fn excluded(doc: &Document, excluded: &Excluded) -> String {
    let list = place(doc, &excluded.list);
    match excluded.at_most {
        Some(count) => format!("{list} (không quá {count} lần)"),
        None => list,
    }
}

/// A limit alone: `trong 15 ngày kể từ nhận danh sách trúng tuyển`.
pub fn limit_kind(doc: &Document, kind: &LimitKind) -> String {
    match kind {
        LimitKind::NotSet => "văn bản không quy định thời hạn".to_owned(),
        LimitKind::FixedDay { day, inclusive } => {
            let word = if *inclusive { "chậm nhất" } else { "trước" };
            format!("{word} {}", fixed_day(*day))
        }
        LimitKind::After { duration, event: from } => {
            format!("trong {} kể từ {}", length(doc, duration), event(doc, from))
        }
        LimitKind::Before { duration, event: to } if is_none(duration) => format!("chậm nhất là {}", event(doc, to)),
        LimitKind::Before { duration, event: to } => {
            format!("chậm nhất {} trước {}", length(doc, duration), event(doc, to))
        }
    }
}

/// Whether it is no time at all: then the limit is the event itself.
fn is_none(duration: &Expr) -> bool {
    matches!(&duration.kind, ExprKind::Literal(Literal::Duration(length)) if length.count == 0)
}

fn length(doc: &Document, duration: &Expr) -> String {
    Writer::new(doc).expr(duration)
}

fn fixed_day(day: FixedDay) -> String {
    match day {
        FixedDay::Date(day) => format!("ngày {}", date(day)),
        FixedDay::Yearly { day, month } => format!("ngày {day:02}/{month:02} hằng năm"),
        FixedDay::LastMonthOfQuarter { day } => format!("ngày {day} tháng cuối mỗi quý"),
    }
}

fn event(doc: &Document, event: &Event) -> String {
    match event {
        Event::Fact(fact) => place(doc, fact),
        Event::Deadline(id) => doc.deadlines.get(id.index()).map_or_else(
            || UNKNOWN.to_owned(),
            |deadline| {
                let name = deadline
                    .label
                    .clone()
                    .or_else(|| deadline.name.as_deref().map(super::spaced));
                match name {
                    Some(name) => format!("ngày cuối của thời hạn {}", super::uncapital(&name)),
                    None => format!("ngày cuối của thời hạn tại {}", doc.address(deadline.unit)),
                }
            },
        ),
    }
}

/// `ít nhất 1 lần mỗi tháng, quý`; what is counted, and when a period that effect cuts binds.
pub fn recurrence(doc: &Document, recurrence: &Recurrence) -> String {
    let periods: Vec<&str> = recurrence.periods.iter().map(|period| cycle(*period)).collect();
    let mut out = format!("ít nhất {} lần mỗi {}", recurrence.times, periods.join(", mỗi "));
    if let Some(occasions) = &recurrence.occasions {
        let day = field(doc, occasions.list.record, occasions.day);
        out.push_str(&format!(", tính theo {day} của {}", list(doc, &occasions.list)));
    }
    if let Some(cut) = &recurrence.cut {
        out.push_str(&format!(", kỳ không trọn khi {}", expr(doc, cut)));
    }
    out
}

/// A recurring calendar period.
pub fn cycle(cycle: Cycle) -> &'static str {
    match cycle {
        Cycle::Week => "tuần",
        Cycle::Month => "tháng",
        Cycle::Quarter => "quý",
        Cycle::HalfYear => "6 tháng",
        Cycle::Year => "năm",
    }
}
