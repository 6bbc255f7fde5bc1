//! `quyche run`: a list of cases against an entry point.

use super::{calendar_line, document, faults, outlook, readings};
use crate::args::{Facts, Run};
use crate::progress;
use crate::screen::{Exit, Screen};
use crate::table;
use quyche_analysis::readings::Together;
use quyche_base::SourceMap;
use quyche_cases::Outlooks;
use quyche_driver::{Lang, ask, bulk, errors, files};
use quyche_eval::result::Review;
use quyche_ir::facts::Cases;
use quyche_ir::{Document, EntryId, words};
use std::path::Path;

/// How many rows a terminal is shown in full; longer results are grouped.
const FULL: usize = 100;

/// The column of a row that holds the verdict.
const VERDICT: usize = 1;

/// How many reasons of a person a terminal is shown.
const REASONS: usize = 4;

/// How many rows of each group a terminal is shown.
const OF_EACH: usize = 10;

/// Reviews and prints, or writes the result to a file.
pub fn run(arguments: &Run, screen: &Screen) -> Exit {
    match review(arguments, screen) {
        Ok(()) => Exit::Held,
        Err(exit) => exit,
    }
}

fn review(arguments: &Run, screen: &Screen) -> Result<(), Exit> {
    let kind = arguments.out.as_deref().map(output_kind).transpose();
    let kind = kind.map_err(|error| screen.refuse_one(error))?;
    if let Some(out) = arguments.out.as_deref().filter(|out| !arguments.force && out.exists()) {
        // Said before the work, not after it.
        return Err(screen.refuse_one(errors::exists(out)));
    }
    let (document, _) = document(&arguments.path, screen)?;
    let entry = ask::entry(&document, arguments.entry.as_deref()).map_err(|error| screen.refuse_one(error))?;
    let asked = asked(&arguments.facts);
    let options = ask::options(&document, &asked).map_err(|wrong| screen.refuse(&wrong))?;
    let cases = read_cases(&document, entry.id, arguments.facts.cases.as_deref(), screen)?;
    let review = progress::watched(cases.people.len(), screen.lang, |done| {
        bulk::review(&document, entry.id, &cases, &options, done)
    });
    let review = review.map_err(|wrong| screen.refuse(&wrong))?;
    if options.as_of.is_none() && ask::needs_day(&review) {
        return Err(screen.refuse_one(errors::no_day()));
    }
    let together = arguments
        .all_readings
        .then(|| readings::together(&document, entry.id, &cases, &options, screen))
        .transpose()?;
    let ahead = outlook::ahead(&document, entry, &cases, &options, &review, arguments.outlook, screen)?;
    let ahead = ahead.as_ref();
    if let (Some(out), Some(kind)) = (arguments.out.as_deref(), kind) {
        let written = match kind {
            Kind::Json => files::write_with(out, arguments.force, |file| {
                quyche_cases::write_report_json(&document, &review, ahead, file)
            }),
            Kind::Workbook => {
                let bytes = quyche_cases::report_xlsx(&document, &review, ahead);
                files::write(out, &bytes.map_err(|wrong| screen.refuse(&wrong))?, arguments.force)
            }
        };
        written.map_err(|error| screen.refuse_one(error))?;
    }
    let found = Reviewed {
        document: &document,
        review: &review,
        cases: &cases,
        together: together.as_ref(),
        ahead,
    };
    if let (true, Some(together)) = (arguments.json, &together) {
        screen.out(&format!(
            "{:#}\n",
            readings::report(&document, &review, ahead, together)
        ));
    } else if arguments.json {
        screen.stream(|out| quyche_cases::write_report_json(&document, &review, ahead, out));
    } else {
        screen.out(&shown(&found, arguments.out.is_some(), screen));
    }
    if let Some(out) = arguments.out.as_deref() {
        let name = files::shown(out);
        screen.note(&format!("đã ghi {name}\n"), &format!("wrote {name}\n"));
    }
    Ok(())
}

/// The flags as typed.
pub fn asked(facts: &Facts) -> ask::Asked {
    ask::Asked {
        as_of: facts.as_of.clone(),
        signed: facts.under.signed.clone(),
        readings: facts.under.reading.clone(),
        allow_projected: false,
        trace: false,
    }
}

/// The cases; what is doubtful in them is told, what is wrong ends the command.
pub fn read_cases(document: &Document, entry: EntryId, source: Option<&Path>, screen: &Screen) -> Result<Cases, Exit> {
    let source = source.ok_or(Exit::BadInput)?;
    let (cases, doubtful) =
        quyche_cases::read_noting(document, entry, source).map_err(|wrong| screen.refuse(&wrong))?;
    screen.findings(&doubtful, &SourceMap::default());
    Ok(cases)
}

#[derive(Clone, Copy)]
enum Kind {
    Json,
    Workbook,
}

fn output_kind(out: &Path) -> Result<Kind, quyche_base::Diagnostic> {
    match out.extension().and_then(|extension| extension.to_str()) {
        Some("json") => Ok(Kind::Json),
        Some("xlsx") => Ok(Kind::Workbook),
        Some(_) | None => Err(errors::bad_output(out, ".xlsx, .json")),
    }
}

/// What a run found.
struct Reviewed<'r> {
    document: &'r Document,
    review: &'r Review,
    cases: &'r Cases,
    together: Option<&'r Together>,
    ahead: Option<&'r Outlooks>,
}

/// The result for a terminal: a heading, a row a person, and how many of each verdict.
fn shown(found: &Reviewed<'_>, written: bool, screen: &Screen) -> String {
    let (document, review) = (found.document, found.review);
    let verdicts = quyche_cases::verdict_counts(review);
    let mut out = heading(document, review, found.cases, screen);
    // Where everything stands in a file, only how many of each is shown.
    if !written {
        let rows = rows(found, screen);
        let width = screen.width();
        if width.is_some() && rows.len() > FULL {
            out.push_str(&grouped(&rows, &verdicts, screen, width));
        } else {
            out.push_str(&table::lay_out(&rows, width));
            out.push('\n');
        }
    }
    if let Some(ahead) = found.ahead {
        out.push_str(&outlook::note(ahead, screen));
    }
    out.push_str(&tally(&verdicts));
    let doubts = review.people.iter().map(|person| person.assessment.doubts.as_slice());
    out.push_str(&faults::footer(document, doubts, screen));
    if let Some(together) = found.together {
        out.push_str(&readings::summary(together, screen));
    }
    out.push_str(&calendar_line(review.calendar().as_ref(), screen));
    out
}

/// A row a person: key, verdict, reasons.
fn rows(found: &Reviewed<'_>, screen: &Screen) -> Vec<Vec<String>> {
    let mut rows = quyche_cases::report_table(found.document, found.review).rows;
    if let Some(together) = found.together {
        readings::mark(found.document, together, &mut rows);
    }
    if screen.width().is_some() {
        rows.iter_mut().filter_map(|row| row.last_mut()).for_each(shorten);
    }
    if let Some(ahead) = found.ahead {
        outlook::mark(ahead, &mut rows);
    }
    rows
}

/// Keeps the first reasons of many; the rest is what `explain` is for.
fn shorten(reasons: &mut String) {
    let more = reasons.lines().count().saturating_sub(REASONS);
    if more > 0 {
        let kept: Vec<&str> = reasons.lines().take(REASONS).collect();
        *reasons = format!("{}\n… +{more}", kept.join("\n"));
    }
}

/// What was reviewed, under what, when, and how many.
fn heading(document: &Document, review: &Review, cases: &Cases, screen: &Screen) -> String {
    let entry = document.entries.get(review.entry.index());
    let label = entry.map_or_else(String::new, |entry| {
        entry.label.clone().unwrap_or_else(|| entry.name.replace('_', " "))
    });
    let places = entry.into_iter().flat_map(|entry| &entry.under);
    let addresses = places
        .filter_map(|target| target.unit)
        .map(|unit| document.address(unit));
    let source: Vec<&str> = std::iter::once(document.about.number.as_str())
        .chain(addresses)
        .collect();
    let mut parts = vec![label, source.join(", ")];
    if let Some(day) = review.as_of {
        parts.push(format!(
            "{} {}",
            screen.lang.pick("tính đến", "as of"),
            words::date(day)
        ));
    }
    let count = cases.people.len();
    let quota = review.quota.map_or_else(String::new, |quota| {
        format!(", {} {quota}", screen.lang.pick("chỉ tiêu", "quota"))
    });
    parts.push(format!("{count} {}{quota}", screen.lang.pick("hồ sơ", "cases")));
    if !cases.complete {
        parts.push(
            screen
                .lang
                .pick("danh sách chưa đủ", "the list is not complete")
                .to_owned(),
        );
    }
    format!("{}\n\n", parts.join(" · "))
}

/// A long result on a terminal: the first rows of each verdict, and how many more.
fn grouped(rows: &[Vec<String>], verdicts: &[(&str, usize)], screen: &Screen, width: Option<usize>) -> String {
    let mut out = String::new();
    for (verdict, count) in verdicts {
        let of_this: Vec<Vec<String>> = rows
            .iter()
            .filter(|row| row.get(VERDICT).is_some_and(|cell| cell == verdict))
            .take(OF_EACH)
            .cloned()
            .collect();
        out.push_str(&format!("{verdict} ({count})\n"));
        out.push_str(&table::lay_out(&of_this, width));
        let more = count - of_this.len();
        if more > 0 {
            out.push_str(&match screen.lang {
                Lang::Vi => format!("  … và {more} hồ sơ nữa; --out ghi đủ\n"),
                Lang::En => format!("  … and {more} more; --out writes them all\n"),
            });
        }
        out.push('\n');
    }
    out
}

/// `trúng tuyển 2 · không đạt 10`.
fn tally(verdicts: &[(&str, usize)]) -> String {
    let parts: Vec<String> = verdicts
        .iter()
        .map(|(verdict, count)| format!("{verdict} {count}"))
        .collect();
    format!("{}\n", parts.join(" · "))
}
