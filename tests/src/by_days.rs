//! `when` beside the plain way to it: every day of fifteen years tried in turn, and the found days put to the evaluator
//! afresh, with the circumstances written anew for the day.

use crate::people::{context, document, from, person};
use chrono::{Days, NaiveDate};
use quyche_analysis::when::{When, holds, moving_fields, moving_fields_of, when};
use quyche_eval::errors::EvalError;
use quyche_eval::result::Options;
use quyche_eval::{Clock, Part, Prepared};
use quyche_ir::facts::{Case, Cases};
use quyche_ir::model::Entry;
use quyche_ir::{Document, FieldId, RecordFact};
use std::ops::Range;
use std::thread;
use std::time::{Duration, Instant};

/// How many days a person is tried on: fifteen years.
const DAYS: u64 = 5479;

/// More looks than this at one person are a fault: then days are as good as tried one by one.
const MOST_LOOKS: u32 = 200;

/// What a comparison found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many people were compared.
    pub people: u64,
    /// How many questions were put about them: each an entry point, and one criterion of it.
    pub questions: u64,
    /// For how many of the people the entry point ever holds.
    pub hold: u64,
    /// How many of those it holds for from a later day on than the first.
    pub wait: u64,
    /// How many of those it fails again for.
    pub fail_again: u64,
    /// How many days were tried one by one.
    pub days: u64,
    /// How many days `when` looked at.
    pub looks: u64,
    /// The most it looked at for one question.
    pub most_looks: u32,
    /// How long `when` took in all.
    pub time: Duration,
    /// The longest it took for one question.
    pub slowest: Duration,
    /// Each disagreement, in words.
    pub faults: Vec<String>,
}

impl Found {
    fn add(&mut self, other: Found) {
        self.people += other.people;
        self.questions += other.questions;
        self.hold += other.hold;
        self.wait += other.wait;
        self.fail_again += other.fail_again;
        self.days += other.days;
        self.looks += other.looks;
        self.most_looks = self.most_looks.max(other.most_looks);
        self.time += other.time;
        self.slowest = self.slowest.max(other.slowest);
        self.faults.extend(other.faults);
    }
}

/// Compares some of the random people, spread over the cores.
///
/// # Errors
/// What the evaluator refuses.
pub fn compare(people: Range<u64>) -> Result<Found, EvalError> {
    let doc = &document();
    let cores = thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let share = (people.end - people.start).div_ceil(cores).max(1);
    let parts = thread::scope(|scope| {
        let starts = (people.start..people.end).step_by(usize::try_from(share).unwrap_or(1));
        let parts: Vec<_> = starts
            .map(|start| {
                let part = start..people.end.min(start + share);
                scope.spawn(move || some(doc, part))
            })
            .collect();
        parts
            .into_iter()
            .map(|part| part.join().unwrap_or(Err(EvalError::Malformed)))
            .collect::<Vec<_>>()
    });
    let mut found = Found::default();
    for part in parts {
        found.add(part?);
    }
    Ok(found)
}

fn some(doc: &Document, people: Range<u64>) -> Result<Found, EvalError> {
    let none = &Cases {
        context: RecordFact::default(),
        complete: true,
        people: Vec::new(),
    };
    let options = options(from());
    let mut found = Found::default();
    for number in people {
        let at = usize::try_from(number).unwrap_or(0);
        let Some(entry) = doc.entries.get(at % doc.entries.len()) else {
            continue;
        };
        let person = &person(doc, number);
        let whole = Prepared::of_review(doc, entry.id, none, &options)?;
        let answer = question(&whole, person, &moving_fields(doc, entry), &entry.name, &mut found)?;
        found.people += 1;
        found.hold += u64::from(answer.first.is_some());
        found.wait += u64::from(answer.first.is_some_and(|first| first > from()));
        found.fail_again += u64::from(answer.fails.is_some());
        afresh(doc, entry, person, &answer, &mut found)?;
        let criteria = whole.criteria();
        if let Some(id) = criteria.get(at / doc.entries.len() % criteria.len().max(1)) {
            let part = Prepared::of_part(doc, entry.id, Part::Criterion(*id), none, &options)?;
            let moved = moving_fields_of(doc, entry, part.criteria());
            let name = format!("{}, criterion {}", entry.name, id.index());
            question(&part, person, &moved, &name, &mut found)?;
        }
    }
    Ok(found)
}

fn options(day: NaiveDate) -> Options {
    Options {
        as_of: Some(day),
        ..Options::default()
    }
}

/// One question both ways.
fn question(
    prepared: &Prepared<'_>,
    person: &Case,
    moved: &[FieldId],
    name: &str,
    found: &mut Found,
) -> Result<When, EvalError> {
    let start = Instant::now();
    let answer = when(prepared, person, from(), moved)?;
    let took = start.elapsed();
    let (first, fails) = by_days(prepared, person, moved, &mut found.days)?;
    let last = from() + Days::new(DAYS - 1);
    let within = |day: Option<NaiveDate>| day.filter(|day| *day <= last);
    let told = (within(answer.first), within(answer.fails.as_ref().map(|(day, _)| *day)));
    if told != (first, fails) {
        found.faults.push(format!(
            "{} at {name}: told {told:?}, by days {:?}",
            person.key,
            (first, fails)
        ));
    }
    if answer.looks >= MOST_LOOKS {
        found
            .faults
            .push(format!("{} at {name}: {} looks", person.key, answer.looks));
    }
    found.questions += 1;
    found.looks += u64::from(answer.looks);
    found.most_looks = found.most_looks.max(answer.looks);
    found.time += took;
    found.slowest = found.slowest.max(took);
    Ok(answer)
}

/// Every day in turn: the first on which it holds, then the first on which it does not.
fn by_days(
    prepared: &Prepared<'_>,
    person: &Case,
    moved: &[FieldId],
    tried: &mut u64,
) -> Result<(Option<NaiveDate>, Option<NaiveDate>), EvalError> {
    let mut first = None;
    for offset in 0..DAYS {
        let day = from() + Days::new(offset);
        *tried += 1;
        let holds = holds(prepared.glance(person, Clock { day, moved })?.outcome);
        match first {
            None if holds => first = Some(day),
            Some(_) if !holds => return Ok((first, Some(day))),
            None | Some(_) => {}
        }
    }
    Ok((first, None))
}

/// The found days and the days before them, put as questions of their own.
fn afresh(doc: &Document, entry: &Entry, person: &Case, answer: &When, found: &mut Found) -> Result<(), EvalError> {
    let mut ask = |day: NaiveDate, wanted: bool| -> Result<(), EvalError> {
        let assessment = quyche_eval::assess(doc, entry.id, person, &context(doc, day), &options(day))?;
        if holds(assessment.outcome) != wanted {
            found
                .faults
                .push(format!("{} at {}: on {day} afresh", person.key, entry.name));
        }
        Ok(())
    };
    let fails = answer.fails.as_ref().map(|(day, _)| *day);
    for (day, wanted) in [(answer.first, true), (fails, false)] {
        let Some(day) = day else { continue };
        ask(day, wanted)?;
        if let Some(before) = day.pred_opt().filter(|before| *before >= from()) {
            ask(before, !wanted)?;
        }
    }
    Ok(())
}
