//! `quyche due`: the limits that bind each case, when they end, and where things stand; and how often what recurs was done.

use super::run::{asked, read_cases};
use super::{calendar_line, document, faults};
use crate::args::Due;
use crate::screen::{Exit, Screen};
use quyche_base::name::fold;
use quyche_base::{Diagnostics, Level};
use quyche_driver::{ask, errors, lookup};
use quyche_eval::due::{CalendarUsed, LimitEnd, LimitOf, LimitResult, limits_binding};
use quyche_eval::result::Options;
use quyche_eval::windows::{WindowResult, counted_duties};
use quyche_eval::{EvalError, check_limits, check_windows, limit_label};
use quyche_ir::facts::Case;
use quyche_ir::model::Entry;
use quyche_ir::{Cause, Document, RecordFact, RecordId, UnitId, words};
use serde_json::{Value, json};

/// Prints the limits of each case.
pub fn run(arguments: &Due, screen: &Screen) -> Exit {
    match due(arguments, screen) {
        Ok(()) => Exit::Held,
        Err(exit) => exit,
    }
}

fn due(arguments: &Due, screen: &Screen) -> Result<(), Exit> {
    let (document, _) = document(&arguments.path, screen)?;
    let entry = ask::entry(&document, arguments.entry.as_deref()).map_err(|error| screen.refuse_one(error))?;
    let flags = ask::Asked {
        allow_projected: arguments.allow_projected,
        ..asked(&arguments.facts)
    };
    let mut options = ask::options(&document, &flags).map_err(|wrong| screen.refuse(&wrong))?;
    let subject = entry.subject;
    let at = arguments.at.as_deref().map(|address| unit(&document, subject, address));
    let at = at.transpose().map_err(|error| screen.refuse_one(error))?;
    let within: Vec<Option<UnitId>> = if at.is_some() || arguments.all || arguments.entry.is_none() {
        vec![at]
    } else {
        places(&document, entry).into_iter().map(Some).collect()
    };
    for text in &arguments.done {
        let (address, day) = text.rsplit_once('=').unwrap_or((text, ""));
        tell(&document, subject, (address, Some(day)), &mut options, screen)?;
    }
    for address in &arguments.not_done {
        tell(&document, subject, (address, None), &mut options, screen)?;
    }
    let cases = read_cases(&document, entry.id, arguments.facts.cases.as_deref(), screen)?;
    let found = |case| found(&document, &within, subject, case, &cases.context, &options);
    let all: Result<Vec<Found<'_>>, EvalError> = cases.people.iter().map(found).collect();
    let all = all.map_err(|error| screen.refuse(&Diagnostics::from(error)))?;
    if arguments.json {
        let people: Vec<Value> = all.iter().map(|found| person_json(&document, found)).collect();
        let calendar = calendar(&all);
        let as_of = options.as_of.map(|day| day.to_string());
        let whole = json!({ "document": { "number": document.about.number, "hash": document.hash },
            "as_of": as_of, "calendar": calendar, "people": people });
        screen.out(&format!("{whole:#}\n"));
    } else {
        screen.out(&told(&document, &all, screen));
        if at.is_none() {
            elsewhere(&document, subject, &within, screen);
        }
    }
    Ok(())
}

/// Notes when something was done, or that it was not: of the limit of that name, or of those that stand at that address.
fn tell(
    document: &Document,
    subject: RecordId,
    (what, day): (&str, Option<&str>),
    options: &mut Options,
    screen: &Screen,
) -> Result<(), Exit> {
    let wrong = |day: &str| screen.refuse_one(errors::bad_date("--xong", &format!("{what}={day}")));
    let done = day.map(|day| ask::parse_moment(day).ok_or_else(|| wrong(day)));
    let done = done.transpose()?;
    if let (Some(done), Some(today)) = (done, options.as_of)
        && today < done.day
    {
        screen.note(
            &format!("\"{what}\": ngày làm xong đứng sau ngày tính đến\n"),
            &format!("\"{what}\" was done after the day of reckoning\n"),
        );
    }
    let limits = limits_binding(document, subject);
    let wanted = fold(what.trim());
    let named = |of: LimitOf| limit_name(document, of).is_some_and(|name| fold(name) == wanted);
    if let Some((of, _)) = limits.iter().find(|(of, _)| named(*of)) {
        options.done_of.push((*of, done));
        return Ok(());
    }
    let place = lookup::unit(document, what).ok();
    let there: Vec<LimitOf> = limits
        .iter()
        .filter(|(_, unit)| Some(*unit) == place)
        .map(|(of, _)| *of)
        .collect();
    let Some(unit) = place.filter(|_| !there.is_empty()) else {
        let near = |unit: UnitId| place.is_none_or(|place| document.is_within(unit, place));
        let some_near = limits.iter().any(|(_, unit)| near(*unit));
        let mut known: Vec<&str> = limits
            .iter()
            .filter(|(_, unit)| !some_near || near(*unit))
            .map(|(_, unit)| document.address(*unit))
            .collect();
        known.dedup();
        return Err(screen.refuse_one(errors::no_such_limit(what, &known.join("; "))));
    };
    let names: Vec<&str> = there.iter().filter_map(|of| limit_name(document, *of)).collect();
    if there.len() > 1 && !names.is_empty() {
        let (count, names) = (there.len(), names.join(", "));
        screen.note(
            &format!("\"{what}\" có {count} thời hạn, ngày ấy tính cho cả; tính riêng thì ghi tên thay cho địa chỉ: {names}\n"),
            &format!("\"{what}\" has {count} limits and the day counts for all; for one alone give its name: {names}\n"),
        );
    }
    options.done.push((unit, done));
    Ok(())
}

/// The name a limit was given.
fn limit_name(document: &Document, of: LimitOf) -> Option<&str> {
    match of {
        LimitOf::Deadline(id) => document.deadlines.get(id.index())?.name.as_deref(),
        LimitOf::Norm(id) => document.norms.get(id.index())?.name.as_deref(),
        LimitOf::Document(..) => None,
    }
}

/// The limits of a case, and the windows of what recurs.
struct Found<'c> {
    key: &'c str,
    limits: Vec<LimitResult>,
    windows: Vec<WindowResult>,
}

/// The limits of a case within these units, and what recurs there.
fn found<'c>(
    document: &Document,
    within: &[Option<UnitId>],
    subject: RecordId,
    case: &'c Case,
    context: &RecordFact,
    options: &Options,
) -> Result<Found<'c>, EvalError> {
    let (mut limits, mut windows) = (Vec::new(), Vec::new());
    for unit in within {
        limits.extend(check_limits(document, *unit, subject, case, context, options)?);
        windows.extend(check_windows(document, *unit, subject, case, context, options, None)?);
    }
    Ok(Found {
        key: &case.key,
        limits,
        windows,
    })
}

/// The articles and procedures that the addresses of an entry point lead to, in order, each once.
fn places(document: &Document, entry: &Entry) -> Vec<UnitId> {
    let criteria = entry.under.iter().flat_map(|target| &target.criteria);
    let criteria = criteria.filter_map(|id| document.criteria.get(id.index()));
    let ranking = entry.ranking.and_then(|id| document.rankings.get(id.index()));
    let council = entry.council.and_then(|id| document.councils.get(id.index()));
    let rules = council.into_iter().flat_map(|council| &council.rules);
    let mut units: Vec<UnitId> = entry
        .under
        .iter()
        .filter_map(|target| target.unit)
        .chain(criteria.map(|criterion| criterion.unit))
        .chain(ranking.map(|ranking| ranking.unit))
        .chain(rules.map(|rule| rule.unit))
        .map(|unit| host(document, unit))
        .collect();
    units.sort_unstable();
    units.dedup();
    let whole = units.clone();
    units.retain(|unit| {
        !whole
            .iter()
            .any(|above| above != unit && document.is_within(*unit, *above))
    });
    units
}

/// The article or procedure a unit stands in; itself where it stands in none.
fn host(document: &Document, unit: UnitId) -> UnitId {
    let mut at = Some(unit);
    while let Some(own) = at.and_then(|id| document.unit(id)) {
        if matches!(own.step.level, Level::Article | Level::Procedure) {
            return own.id;
        }
        at = own.parent;
    }
    unit
}

/// Says how many places with limits were left aside.
fn elsewhere(document: &Document, subject: RecordId, within: &[Option<UnitId>], screen: &Screen) {
    let asked = |unit: UnitId| {
        let holds = |place: &Option<UnitId>| place.is_none_or(|place| document.is_within(unit, place));
        within.iter().any(holds)
    };
    let mut others: Vec<UnitId> = units_of(document, subject);
    others.retain(|unit| !asked(*unit));
    let mut hosts: Vec<UnitId> = others.into_iter().map(|unit| host(document, unit)).collect();
    hosts.dedup();
    if !hosts.is_empty() {
        let places = hosts.len();
        screen.note(
            &format!("còn thời hạn ở {places} nơi mà mục xét không nói tới; xem bằng --all hoặc --at ĐỊA_CHỈ\n"),
            &format!("{places} other places have limits that the entry point does not name; see --all or --at ADDR\n"),
        );
    }
}

/// The units in which limits stand that can bind this kind of case, and what recurs; in order, each once.
fn units_of(document: &Document, subject: RecordId) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = limits_binding(document, subject)
        .into_iter()
        .map(|(_, unit)| unit)
        .collect();
    units.extend(counted_duties(document, None, subject).iter().map(|norm| norm.unit));
    units.sort_unstable();
    units.dedup();
    units
}

/// The unit of that address, where a limit that can bind this kind of case stands in it.
fn unit(document: &Document, subject: RecordId, address: &str) -> Result<UnitId, quyche_base::Diagnostic> {
    let limits = units_of(document, subject);
    let named = lookup::unit(document, address).ok();
    let found = named.filter(|unit| limits.iter().any(|limit| document.is_within(*limit, *unit)));
    found.ok_or_else(|| {
        let known: Vec<&str> = limits.iter().map(|unit| document.address(*unit)).collect();
        errors::no_such_limit(address, &known.join("; "))
    })
}

/// The calendar that the answers rest on, with every year consulted.
fn calendar(all: &[Found<'_>]) -> Option<CalendarUsed> {
    let mut whole: Option<CalendarUsed> = None;
    for used in all
        .iter()
        .flat_map(|found| &found.limits)
        .filter_map(|limit| limit.calendar.as_ref())
    {
        match &mut whole {
            Some(whole) => whole.merge(used),
            None => whole = Some(used.clone()),
        }
    }
    whole
}

fn person_json(document: &Document, found: &Found<'_>) -> Value {
    let limits: Vec<Value> = found
        .limits
        .iter()
        .map(|limit| {
            let causes: Vec<String> = limit
                .open
                .iter()
                .map(|leaf| words::cause(document, &leaf.cause))
                .collect();
            let doubts: Vec<String> = limit.doubts.iter().map(|at| words::doubt(document, *at)).collect();
            json!({ "address": document.address(limit.unit), "result": limit, "causes": causes, "doubts": doubts,
                "verdict": limit.outcome.class().words() })
        })
        .collect();
    let windows: Vec<Value> = found
        .windows
        .iter()
        .map(|window| {
            let causes: Vec<String> = window
                .open
                .iter()
                .map(|leaf| words::cause(document, &leaf.cause))
                .collect();
            json!({ "address": document.address(window.unit), "result": window, "causes": causes,
                "verdict": window.outcome.class().words() })
        })
        .collect();
    json!({ "key": found.key, "limits": limits, "windows": windows })
}

fn told(document: &Document, all: &[Found<'_>], screen: &Screen) -> String {
    let mut out = String::new();
    for found in all {
        out.push_str(&format!("{}\n", found.key));
        for limit in &found.limits {
            let beside = found.limits.iter().filter(|other| other.unit == limit.unit).count() > 1;
            let runs = !matches!(limit.end, LimitEnd::NotRunning);
            // What does not run names itself.
            let name = limit_label(document, limit.of).filter(|_| beside && runs);
            let name = name.map_or_else(String::new, |name| format!(" ({name})"));
            out.push_str(&format!("  {}{name}: {}\n", document.address(limit.unit), limit.words));
            let unsaid = limit
                .open
                .iter()
                .filter(|_| !matches!(limit.end, LimitEnd::NotRunning | LimitEnd::NotSet));
            for leaf in unsaid {
                out.push_str(&format!("    {}\n", words::cause(document, &leaf.cause)));
            }
        }
        for window in &found.windows {
            out.push_str(&format!("  {}: {}\n", document.address(window.unit), window.words));
            // That it is not yet due stands in the words.
            let unsaid = window
                .open
                .iter()
                .filter(|leaf| !matches!(leaf.cause, Cause::NotDue(_)));
            for leaf in unsaid {
                out.push_str(&format!("    {}\n", words::cause(document, &leaf.cause)));
            }
        }
        if found.limits.is_empty() && found.windows.is_empty() {
            out.push_str(screen.lang.pick("  không có thời hạn nào\n", "  no limits\n"));
        }
    }
    let doubts = |found: &Found<'_>| faults::each_once(found.limits.iter().flat_map(|limit| &limit.doubts));
    let doubts: Vec<Vec<u32>> = all.iter().map(doubts).collect();
    out.push_str(&faults::footer(document, doubts.iter().map(Vec::as_slice), screen));
    out.push_str(&calendar_line(calendar(all).as_ref(), screen));
    out
}
