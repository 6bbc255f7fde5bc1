//! `quyche when`: the first day on which an entry point holds for a person, if the facts go on as they stand.

use super::run::read_cases;
use super::{calendar_line, document};
use crate::args::When;
use crate::screen::{Exit, Screen};
use quyche_analysis::when::{self, When as Answer};
use quyche_base::name::fold;
use quyche_base::{Diagnostic, Diagnostics};
use quyche_driver::{ask, errors};
use quyche_eval::due::CalendarUsed;
use quyche_eval::result::Assessment;
use quyche_eval::{Part, Prepared};
use quyche_ir::expr::Type;
use quyche_ir::facts::Case;
use quyche_ir::model::Entry;
use quyche_ir::{Document, FieldId, words};
use serde_json::{Value, json};

/// Looks for the day and prints it.
pub fn run(arguments: &When, screen: &Screen) -> Exit {
    match search(arguments, screen) {
        Ok(()) => Exit::Held,
        Err(exit) => exit,
    }
}

fn search(arguments: &When, screen: &Screen) -> Result<(), Exit> {
    let (document, _) = document(&arguments.path, screen)?;
    let entry = ask::entry(&document, arguments.entry.as_deref()).map_err(|error| screen.refuse_one(error))?;
    let asked = ask::Asked {
        as_of: arguments.from.clone(),
        signed: arguments.under.signed.clone(),
        readings: arguments.under.reading.clone(),
        ..ask::Asked::default()
    };
    let options = ask::options(&document, &asked).map_err(|wrong| screen.refuse(&wrong))?;
    let Some(from) = options.as_of else {
        return Err(screen.refuse_one(errors::no_day()));
    };
    let part = arguments.unit.as_deref().map(|text| ask::part(&document, entry, text));
    let part = part.transpose().map_err(|error| screen.refuse_one(error))?;
    let cases = read_cases(&document, entry.id, arguments.cases.as_deref(), screen)?;
    let people: Vec<&Case> = match &arguments.person {
        Some(key) => vec![ask::person(&cases, key).map_err(|error| screen.refuse_one(error))?],
        None => cases.people.iter().collect(),
    };
    let refuse = |error: quyche_eval::errors::EvalError| screen.refuse(&Diagnostics::from(error));
    let prepared = match part {
        Some(part) => Prepared::of_part(&document, entry.id, part, &cases, &options),
        None => Prepared::of_review(&document, entry.id, &cases, &options),
    };
    let prepared = prepared.map_err(refuse)?;
    let moved = moved(&document, entry, &prepared, arguments).map_err(|error| screen.refuse_one(error))?;
    let mut answers = Vec::with_capacity(people.len());
    for person in people {
        answers.push((person, when::when(&prepared, person, from, &moved).map_err(refuse)?));
    }
    let mut calendar = None;
    for (_, answer) in &answers {
        CalendarUsed::add(&mut calendar, answer.calendar.as_ref());
    }
    if arguments.json {
        let people: Vec<Value> = answers
            .iter()
            .map(|(person, answer)| person_json(&document, person, answer))
            .collect();
        let names: Vec<&str> = moved.iter().map(|field| field_name(&document, entry, *field)).collect();
        let asked = part.map(|part| part_words(&document, part));
        let value = json!({ "entry": entry.name, "unit": asked, "from": from, "moves": names,
            "calendar": calendar, "people": people });
        screen.out(&format!("{value}\n"));
    } else {
        screen.out(&heading(&document, entry, part, &moved, from, screen));
        for (person, answer) in &answers {
            screen.out(&format!("  {}\n", person.key));
            for line in when::lines(&document, answer) {
                screen.out(&format!("    {line}\n"));
            }
        }
        screen.out(&calendar_line(calendar.as_ref(), screen));
    }
    Ok(())
}

/// What moves with the day: what the criteria reckon on, and what `--move` adds, without what `--keep` holds still.
fn moved(
    document: &Document,
    entry: &Entry,
    prepared: &Prepared<'_>,
    arguments: &When,
) -> Result<Vec<FieldId>, Diagnostic> {
    let mut moved = when::moving_fields_of(document, entry, prepared.criteria());
    for name in &arguments.moves {
        let field = field(document, entry, name)?;
        if !moved.contains(&field) {
            moved.push(field);
        }
    }
    for name in &arguments.keep {
        let field = field(document, entry, name)?;
        moved.retain(|other| *other != field);
    }
    Ok(moved)
}

/// A date or a year of the circumstances, by name.
fn field(document: &Document, entry: &Entry, name: &str) -> Result<FieldId, Diagnostic> {
    let record = entry.context.and_then(|id| document.records.get(id.index()));
    let fields = record.map_or(&[][..], |record| record.fields.as_slice());
    let movable = |ty: Type| matches!(ty, Type::Date | Type::Year);
    let found = fields
        .iter()
        .position(|field| movable(field.ty) && fold(&field.name) == fold(name));
    found.map(FieldId::at).ok_or_else(|| {
        let all: Vec<&str> = fields
            .iter()
            .filter(|field| movable(field.ty))
            .map(|field| field.name.as_str())
            .collect();
        let all = if all.is_empty() {
            "(không có)".to_owned()
        } else {
            all.join(", ")
        };
        errors::usage(
            &format!("bối cảnh không có ngày hay năm \"{name}\""),
            &format!("the circumstances have no date or year \"{name}\""),
        )
        .help(format!("có: {all}"), format!("there are: {all}"))
    })
}

fn field_name<'d>(document: &'d Document, entry: &Entry, id: FieldId) -> &'d str {
    let record = entry.context.and_then(|record| document.records.get(record.index()));
    let field = record.and_then(|record| record.fields.get(id.index()));
    field.map_or("", |field| &field.name)
}

/// The part asked about: its address, and the name of a criterion that has one.
fn part_words(document: &Document, part: Part) -> String {
    match part {
        Part::Unit(unit) => document.address(unit).to_owned(),
        Part::Criterion(id) => document.criteria.get(id.index()).map_or_else(String::new, |criterion| {
            let name = criterion.label.clone().or(criterion.name.clone()).unwrap_or_default();
            format!("{} ({})", document.address(criterion.unit), words::spaced(&name))
        }),
    }
}

fn heading(
    document: &Document,
    entry: &Entry,
    part: Option<Part>,
    moved: &[FieldId],
    from: chrono::NaiveDate,
    screen: &Screen,
) -> String {
    let mut label = entry.label.clone().unwrap_or_else(|| entry.name.replace('_', " "));
    if let Some(part) = part {
        label.push_str(&format!(" · {}", part_words(document, part)));
    }
    let day = words::date(from);
    let mut out = format!("{label} · {} {day}", screen.lang.pick("từ ngày", "from"));
    if !moved.is_empty() {
        let names = when::moved(document, entry, moved);
        out.push_str(" · ");
        out.push_str(screen.lang.pick(
            &format!("đi theo ngày: {names}"),
            &format!("moving with the day: {names}"),
        ));
    }
    out.push_str("\n\n");
    out
}

fn person_json(document: &Document, person: &Case, answer: &Answer) -> Value {
    let reasons = |assessment: &Assessment| json!({ "class": assessment.outcome.class(), "leaves": when::leaves(document, assessment) });
    json!({
        "key": person.key,
        "first": answer.first,
        "in_the_way": answer.in_the_way.as_ref().map(reasons),
        "undecided": answer.undecided.as_ref().map(|(day, _)| day),
        "fails": answer.fails.as_ref().map(|(day, _)| day),
        "fails_because": answer.fails.as_ref().map(|(_, why)| reasons(why)),
        "looks": answer.looks,
        "words": when::lines(document, answer),
    })
}
