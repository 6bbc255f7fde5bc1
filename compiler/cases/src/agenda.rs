//! What falls due between two days, in words, as JSON and as an iCalendar file.

use chrono::{NaiveDate, NaiveTime};
use icalendar::{Calendar, Component, Event, EventLike};
use quyche_eval::agenda::{Agenda, AgendaItem};
use quyche_eval::due::LimitOf;
use quyche_eval::windows::WindowResult;
use quyche_ir::outcome::Class;
use quyche_ir::{Document, words};
use serde::Serialize;

/// The version of the JSON form; raised when a reader of the old one would go wrong.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Whole<'d> {
    format: u32,
    document: About<'d>,
    from: String,
    until: String,
    /// The first day of effect is unknown: everything listed may not yet be in force.
    unsigned: bool,
    /// Where the text does not say from when it has effect: the day it was made, before which nothing is listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<String>,
    items: Vec<Item<'d>>,
}

#[derive(Serialize)]
struct About<'d> {
    number: &'d str,
    hash: &'d str,
}

#[derive(Serialize)]
struct Item<'d> {
    due: String,
    window_from: Option<String>,
    cut: bool,
    cut_open: bool,
    period: Option<&'static str>,
    times: Option<u32>,
    address: &'d str,
    who: &'d str,
    towards: &'d str,
    what: &'d str,
    condition: &'d str,
    consequence: Option<&'d str>,
    words: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cases: Vec<Counted<'d>>,
}

/// How often one case did it in the window.
#[derive(Serialize)]
struct Counted<'d> {
    key: &'d str,
    verdict: Class,
    sure: u32,
    possible: u32,
    complete: bool,
    words: &'d str,
    causes: Vec<String>,
}

/// The windows of the counted duties of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseWindows {
    /// The key of the case.
    pub key: String,
    /// Its windows.
    pub windows: Vec<WindowResult>,
}

/// Of each case, what it did in the window of an item.
pub fn counted<'c>(
    item: &'c AgendaItem,
    cases: &'c [CaseWindows],
) -> impl Iterator<Item = (&'c str, &'c WindowResult)> {
    let same = |window: &&WindowResult| {
        let cycle = item.recurs.map(|(cycle, _)| cycle);
        item.of == LimitOf::Norm(window.norm) && cycle == Some(window.cycle) && item.due == window.due
    };
    cases
        .iter()
        .filter_map(move |case| Some((case.key.as_str(), case.windows.iter().find(same)?)))
}

/// The agenda as JSON text, with what each case did where cases were given.
pub fn agenda_json(doc: &Document, agenda: &Agenda, cases: &[CaseWindows]) -> String {
    let items = agenda.items.iter().map(|item| Item {
        due: item.due.to_string(),
        window_from: item.window_from.map(|day| day.to_string()),
        cut: item.cut,
        cut_open: item.cut_open,
        period: item.recurs.map(|(cycle, _)| words::cycle(cycle)),
        times: item.recurs.map(|(_, times)| times),
        address: doc.address(item.unit),
        who: &item.who,
        towards: &item.towards,
        what: &item.what,
        condition: &item.condition,
        consequence: item.consequence.as_deref(),
        words: agenda_words(item),
        cases: counted(item, cases)
            .map(|(key, window)| Counted {
                key,
                verdict: window.outcome.class(),
                sure: window.sure,
                possible: window.possible,
                complete: window.complete,
                words: &window.count,
                causes: window.open.iter().map(|leaf| words::cause(doc, &leaf.cause)).collect(),
            })
            .collect(),
    });
    let whole = Whole {
        format: FORMAT,
        document: About {
            number: &doc.about.number,
            hash: &doc.hash,
        },
        from: agenda.from.to_string(),
        until: agenda.until.to_string(),
        unsigned: agenda.unsigned,
        made: agenda.made.map(|day| day.to_string()),
        items: items.collect(),
    };
    // Words and dates always have a JSON form.
    serde_json::to_string_pretty(&whole).map_or_else(|_| String::new(), |text| text + "\n")
}

/// What is to be done, how often, on what condition, and what follows from missing it.
pub fn agenda_words(item: &AgendaItem) -> String {
    let mut out = item.what.clone();
    if let Some((cycle, times)) = item.recurs {
        out.push_str(&format!(" (ít nhất {times} lần mỗi {}", words::cycle(cycle)));
        if let Some(from) = item.window_from {
            out.push_str(&format!(", kỳ từ {}", words::date(from)));
        }
        if item.cut_open {
            out.push_str("; kỳ không trọn, có bắt buộc hay không văn bản không nói");
        } else if item.cut {
            out.push_str("; kỳ không trọn");
        }
        out.push(')');
    }
    if !item.condition.is_empty() {
        out.push_str(&format!("; {}", item.condition));
    }
    if let Some(consequence) = &item.consequence {
        out.push_str(&format!("; quá hạn thì {consequence}"));
    }
    out
}

/// `văn bản không nói ngày có hiệu lực; chỉ kể từ ngày ký 06/02/2017`.
pub fn made_words(day: NaiveDate) -> String {
    format!(
        "văn bản không nói ngày có hiệu lực; chỉ kể từ ngày ký {}",
        words::date(day)
    )
}

/// The agenda as an iCalendar file (RFC 5545): one event of a whole day for each day something falls due. The same
/// agenda always gives the same bytes: events are stamped with the first day asked about, not with a clock.
pub fn agenda_ics(doc: &Document, agenda: &Agenda, cases: &[CaseWindows]) -> String {
    let stamp = agenda.from.and_time(NaiveTime::MIN).and_utc();
    let mut calendar = Calendar::new();
    calendar.name(&doc.about.number);
    for item in &agenda.items {
        let address = doc.address(item.unit);
        let who = if item.who.is_empty() {
            String::new()
        } else {
            format!("{}: ", item.who)
        };
        let mut lines = vec![format!("{}, {address}", doc.about.number), agenda_words(item)];
        if !item.towards.is_empty() {
            lines.push(format!("đối với {}", item.towards));
        }
        if agenda.unsigned {
            lines.push("chưa rõ văn bản có hiệu lực từ ngày nào: thiếu ngày ký".to_owned());
        }
        lines.extend(agenda.made.map(made_words));
        lines.extend(counted(item, cases).map(|(key, window)| format!("{key}: {}", window.count)));
        let mut event = Event::new();
        // RFC 5545: the end of an event of whole days is the day after its last.
        if let Some(next) = item.due.succ_opt() {
            event.ends(next);
        }
        let event = event
            .starts(item.due)
            .uid(&uid(doc, item))
            .timestamp(stamp)
            .summary(&format!("{who}{}", item.what))
            .description(&lines.join("\n"))
            .done();
        calendar.push(event);
    }
    calendar.done().to_string()
}

/// The same for the same duty and day of the same text, so that importing a file again does not double its events.
fn uid(doc: &Document, item: &AgendaItem) -> String {
    let hash: String = doc.hash.chars().take(16).collect();
    let of = match item.of {
        LimitOf::Deadline(id) => format!("d{}", id.0),
        LimitOf::Norm(id) => format!("n{}", id.0),
        LimitOf::Document(id, unit) => format!("h{}-{}", id.0, unit.0),
    };
    let cycle = item
        .recurs
        .map_or(String::new(), |(cycle, _)| format!("-{}", cycle_code(cycle)));
    format!("{hash}-{of}{cycle}-{}@quyche", item.due.format("%Y%m%d"))
}

fn cycle_code(cycle: quyche_ir::norm::Cycle) -> char {
    use quyche_ir::norm::Cycle;
    match cycle {
        Cycle::Week => 'w',
        Cycle::Month => 'm',
        Cycle::Quarter => 'q',
        Cycle::HalfYear => 'h',
        Cycle::Year => 'y',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use icalendar::{CalendarComponent, DatePerhapsTime};
    use quyche_ir::norm::Cycle;
    use quyche_ir::{NormId, UnitId};

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn agenda() -> Agenda {
        let weekly = AgendaItem {
            due: day(2026, 6, 7),
            window_from: Some(day(2026, 6, 3)),
            cut: true,
            cut_open: true,
            recurs: Some((Cycle::Week, 1)),
            of: LimitOf::Norm(NormId(3)),
            unit: UnitId(0),
            at: quyche_base::Span::default(),
            who: "văn phòng".into(),
            towards: "các phòng".into(),
            what: "Họp giao ban; ghi biên bản, gửi các phòng".into(),
            condition: String::new(),
            consequence: Some("báo cáo cấp trên".into()),
        };
        let monthly = AgendaItem {
            due: day(2026, 12, 31),
            recurs: Some((Cycle::Month, 2)),
            ..weekly.clone()
        };
        Agenda {
            from: day(2026, 6, 1),
            until: day(2026, 12, 31),
            items: vec![weekly, monthly],
            unsigned: true,
            made: None,
        }
    }

    #[test]
    fn a_calendar_file_reads_back_and_does_not_depend_on_a_clock() {
        let doc = crate::tests::document::document();
        let agenda = agenda();
        let cases = [CaseWindows {
            key: "VP-01".into(),
            windows: vec![WindowResult {
                norm: NormId(3),
                unit: UnitId(0),
                at: quyche_base::Span::default(),
                cycle: Cycle::Month,
                from: day(2026, 12, 1),
                due: day(2026, 12, 31),
                cut: false,
                times: 2,
                sure: 1,
                possible: 0,
                complete: true,
                outcome: quyche_ir::Outcome::OPEN,
                open: Vec::new(),
                readings: Vec::new(),
                count: "cần 2 lần, có 1".into(),
                words: "Họp: cần 2 lần, có 1".into(),
            }],
        }];
        let read: serde_json::Value = serde_json::from_str(&agenda_json(&doc, &agenda, &cases)).unwrap();
        assert_eq!(read["items"][0]["cases"], serde_json::Value::Null);
        assert_eq!(read["items"][1]["cases"][0]["words"], "cần 2 lần, có 1");
        let text = agenda_ics(&doc, &agenda, &cases);
        assert_eq!(text, agenda_ics(&doc, &agenda, &cases));
        let read: Calendar = text.parse().unwrap();
        assert_eq!(read.components.len(), agenda.items.len());
        let mut uids = Vec::new();
        for (component, item) in read.components.iter().zip(&agenda.items) {
            let CalendarComponent::Event(event) = component else {
                panic!("{component:?}")
            };
            assert_eq!(event.get_start(), Some(DatePerhapsTime::Date(item.due)));
            assert_eq!(
                event.get_end(),
                Some(DatePerhapsTime::Date(item.due.succ_opt().unwrap()))
            );
            assert_eq!(
                event.get_summary(),
                Some("văn phòng: Họp giao ban; ghi biên bản, gửi các phòng")
            );
            assert!(event.get_description().unwrap().contains("thiếu ngày ký"));
            let monthly = item.recurs == Some((Cycle::Month, 2));
            assert_eq!(
                event.get_description().unwrap().contains("VP-01: cần 2 lần, có 1"),
                monthly
            );
            uids.push(event.get_uid().unwrap().to_owned());
        }
        uids.dedup();
        assert_eq!(uids.len(), 2);
    }

    #[test]
    fn words_tell_the_period_and_that_it_is_cut() {
        let words = agenda_words(&agenda().items[0]);
        assert_eq!(
            words,
            "Họp giao ban; ghi biên bản, gửi các phòng (ít nhất 1 lần mỗi tuần, kỳ từ 03/06/2026; kỳ không trọn, có bắt \
             buộc hay không văn bản không nói); quá hạn thì báo cáo cấp trên"
        );
    }
}
