//! `quyche calendar`: what falls due between two days, as a table, JSON or iCalendar.

use super::document;
use super::run::read_cases;
use crate::args::Calendar;
use crate::screen::{Exit, Screen};
use crate::table;
use chrono::NaiveDate;
use quyche_base::Diagnostics;
use quyche_base::name::fold;
use quyche_cases::CaseWindows;
use quyche_driver::{ask, errors, files};
use quyche_eval::agenda::{Agenda, agenda};
use quyche_eval::check_windows;
use quyche_eval::result::Options;
use quyche_ir::{Document, words};
use std::path::Path;

/// Lists what falls due.
pub fn run(arguments: &Calendar, screen: &Screen) -> Exit {
    match list(arguments, screen) {
        Ok(()) => Exit::Held,
        Err(exit) => exit,
    }
}

fn list(arguments: &Calendar, screen: &Screen) -> Result<(), Exit> {
    let day =
        |flag: &str, text: &str| ask::parse_date(text).ok_or_else(|| screen.refuse_one(errors::bad_date(flag, text)));
    let from = day("--from", &arguments.from)?;
    let until = day("--to", &arguments.to)?;
    if until < from {
        return Err(screen.refuse_one(errors::backward_range(&arguments.from, &arguments.to)));
    }
    let (document, _) = document(&arguments.path, screen)?;
    let asked = ask::Asked {
        as_of: arguments.as_of.clone(),
        signed: arguments.under.signed.clone(),
        readings: arguments.under.reading.clone(),
        ..ask::Asked::default()
    };
    let options = ask::options(&document, &asked).map_err(|wrong| screen.refuse(&wrong))?;
    let agenda = agenda(&document, from, until, &options);
    let mut agenda = agenda.map_err(|error| screen.refuse(&Diagnostics::from(error)))?;
    if let Some(actor) = &arguments.actor {
        agenda.items.retain(|item| fold(&item.who).contains(&fold(actor)));
    }
    let counts = match arguments.cases.as_deref() {
        Some(source) => counts(
            &document,
            arguments.entry.as_deref(),
            source,
            &options,
            (from, until),
            screen,
        )?,
        None => Vec::new(),
    };
    if let Some(out) = &arguments.ics {
        let text = quyche_cases::agenda_ics(&document, &agenda, &counts);
        files::write(out, text.as_bytes(), arguments.force).map_err(|error| screen.refuse_one(error))?;
        let name = files::shown(out);
        screen.say(&format!("đã ghi {name}\n"), &format!("wrote {name}\n"));
    } else if arguments.json {
        screen.out(&quyche_cases::agenda_json(&document, &agenda, &counts));
    } else {
        screen.out(&told(&document, &agenda, &counts, screen));
    }
    Ok(())
}

/// How often each case did what recurs and is counted, in the windows that fall due between two days.
fn counts(
    document: &Document,
    entry: Option<&str>,
    source: &Path,
    options: &Options,
    between: (NaiveDate, NaiveDate),
    screen: &Screen,
) -> Result<Vec<CaseWindows>, Exit> {
    let entry = ask::entry(document, entry).map_err(|error| screen.refuse_one(error))?;
    let cases = read_cases(document, entry.id, Some(source), screen)?;
    let mut counts = Vec::with_capacity(cases.people.len());
    for case in &cases.people {
        let (subject, context) = (entry.subject, &cases.context);
        let windows = check_windows(document, None, subject, case, context, options, Some(between));
        counts.push(CaseWindows {
            key: case.key.clone(),
            windows: windows.map_err(|error| screen.refuse(&Diagnostics::from(error)))?,
        });
    }
    Ok(counts)
}

fn told(document: &Document, agenda: &Agenda, counts: &[CaseWindows], screen: &Screen) -> String {
    let (from, until) = (words::date(agenda.from), words::date(agenda.until));
    let mut out = match screen.lang {
        quyche_driver::Lang::Vi => format!("Việc đến hạn từ {from} đến {until} · {}\n\n", document.about.number),
        quyche_driver::Lang::En => format!("Due from {from} to {until} · {}\n\n", document.about.number),
    };
    if agenda.items.is_empty() {
        out.push_str(screen.lang.pick("không có việc nào\n", "nothing\n"));
    } else {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for item in &agenda.items {
            let who = if item.towards.is_empty() {
                item.who.clone()
            } else {
                format!("{} → {}", item.who, item.towards)
            };
            let what = quyche_cases::agenda_words(item);
            rows.push(vec![
                words::date(item.due),
                who,
                what,
                document.address(item.unit).to_owned(),
            ]);
            let counted = quyche_cases::counted(item, counts);
            rows.extend(counted.map(|(key, window)| vec![String::new(), key.to_owned(), window.count.clone()]));
        }
        out.push_str(&table::lay_out(&rows, screen.width()));
        out.push('\n');
    }
    if let Some(day) = agenda.made {
        out.push_str(&match screen.lang {
            quyche_driver::Lang::Vi => format!("\n{}\n", quyche_cases::made_words(day)),
            quyche_driver::Lang::En => {
                format!(
                    "\nthe text states no date of effect; listed from its signature on {}\n",
                    words::date(day)
                )
            }
        });
    }
    if agenda.unsigned {
        out.push_str(screen.lang.pick(
            "\nchưa rõ văn bản có hiệu lực từ ngày nào: thiếu ngày ký (--ngay-ky)\n",
            "\nthe first day of effect is unknown: the day of signature is missing (--signed)\n",
        ));
    }
    out
}
