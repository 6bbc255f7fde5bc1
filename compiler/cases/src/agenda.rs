//! What falls due between two days, in words, as JSON and as an iCalendar file.

use chrono::NaiveTime;
use icalendar::{Calendar, Component, Event, EventLike};
use quyche_eval::agenda::{Agenda, AgendaItem};
use quyche_eval::due::LimitOf;
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
    period: Option<&'static str>,
    times: Option<u32>,
    address: &'d str,
    who: &'d str,
    towards: &'d str,
    what: &'d str,
    condition: &'d str,
    consequence: Option<&'d str>,
    words: String,
}

/// The agenda as JSON text.
pub fn agenda_json(doc: &Document, agenda: &Agenda) -> String {
    let items = agenda.items.iter().map(|item| Item {
        due: item.due.to_string(),
        window_from: item.window_from.map(|day| day.to_string()),
        cut: item.cut,
        period: item.recurs.map(|(cycle, _)| words::cycle(cycle)),
        times: item.recurs.map(|(_, times)| times),
        address: doc.address(item.unit),
        who: &item.who,
        towards: &item.towards,
        what: &item.what,
        condition: &item.condition,
        consequence: item.consequence.as_deref(),
        words: agenda_words(item),
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
        if item.cut {
            out.push_str("; kỳ không trọn, có bắt buộc hay không văn bản không nói");
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

/// The agenda as an iCalendar file (RFC 5545): one event of a whole day for each day something falls due. The same
/// agenda always gives the same bytes: events are stamped with the first day asked about, not with a clock.
pub fn agenda_ics(doc: &Document, agenda: &Agenda) -> String {
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
        let event = Event::new()
            .uid(&uid(doc, item))
            .timestamp(stamp)
            .summary(&format!("{who}{}", item.what))
            .description(&lines.join("\n"))
            .all_day(item.due)
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
    let cycle = item.recurs.map_or(String::new(), |(cycle, _)| format!("-{}", cycle_code(cycle)));
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
