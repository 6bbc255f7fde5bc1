//! What a person asks for, resolved against the regulation: which entry point, which day, which readings, which person.

use crate::calendar::calendar;
use crate::errors;
use crate::suggest::nearest;
use chrono::NaiveDate;
use quyche_base::name::fold;
use quyche_base::{Diagnostic, Diagnostics};
use quyche_eval::Part;
use quyche_eval::result::{Options, Review};
use quyche_ir::facts::{Case, Cases};
use quyche_ir::model::{Entry, Reading};
use quyche_ir::norm::Criterion;
use quyche_ir::{Cause, Document, FactPath, ReadingId};
use quyche_time::moment::read_time;
use quyche_time::{BrokenRuns, Moment};

/// The words of the flags, as a person typed them.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// `--as-of`.
    pub as_of: Option<String>,
    /// `--signed`.
    pub signed: Option<String>,
    /// `--reading N=a`, each.
    pub readings: Vec<String>,
    /// `--allow-projected`: whether days that nobody decided officially may be used (R16).
    pub allow_projected: bool,
    /// Whether the reasons of everybody are wanted.
    pub trace: bool,
}

/// The entry point of that name or label; without a name, the only one there is.
pub fn entry<'a>(document: &'a Document, name: Option<&str>) -> Result<&'a Entry, Diagnostic> {
    let names = || document.entries.iter().map(|entry| entry.name.as_str());
    let line = |entry: &Entry| match &entry.label {
        Some(label) => format!("\n    {}  {label}", entry.name),
        None => format!("\n    {}", entry.name),
    };
    let all = || document.entries.iter().map(line).collect::<String>();
    let Some(name) = name else {
        return match document.entries.as_slice() {
            [] => Err(errors::no_entry()),
            [only] => Ok(only),
            [_, _, ..] => Err(errors::which_entry(&all())),
        };
    };
    if document.entries.is_empty() {
        return Err(errors::no_entry());
    }
    let wanted = fold(name.trim());
    let labelled = |entry: &&Entry| entry.label.as_deref().is_some_and(|label| fold(label) == wanted);
    let found = document.entries.iter().find(|entry| fold(&entry.name) == wanted);
    let found = found.or_else(|| document.entries.iter().find(labelled));
    found.ok_or_else(|| errors::no_such_entry(name, nearest(name, names()), &all()))
}

/// The part of an entry point of that address, or the criterion of that name.
pub fn part(document: &Document, entry: &Entry, text: &str) -> Result<Part, Diagnostic> {
    let wanted = fold(text.trim());
    if let Some(unit) = document.units.iter().find(|unit| fold(&unit.address) == wanted) {
        return Ok(Part::Unit(unit.id));
    }
    let asked = entry.under.iter().flat_map(|target| &target.criteria);
    let criteria: Vec<&Criterion> = asked.filter_map(|id| document.criteria.get(id.index())).collect();
    let named = |criterion: &&&Criterion| criterion.name.as_ref().is_some_and(|name| fold(name) == wanted);
    if let Some(criterion) = criteria.iter().find(named) {
        return Ok(Part::Criterion(criterion.id));
    }
    let mut known: Vec<&str> = Vec::new();
    for criterion in criteria {
        for text in [Some(document.address(criterion.unit)), criterion.name.as_deref()] {
            known.extend(text.filter(|text| !known.contains(text)));
        }
    }
    let near = nearest(text, known.iter().copied());
    Err(errors::no_such_criterion(text, near, &known.join(", ")))
}

/// The options of a run; every wrong flag is reported.
pub fn options(document: &Document, asked: &Asked) -> Result<Options, Diagnostics> {
    let mut wrong = Diagnostics::default();
    let mut day = |flag: &str, text: &Option<String>| {
        let text = text.as_deref()?;
        let date = parse_date(text);
        if date.is_none() {
            wrong.push(errors::bad_date(flag, text));
        }
        date
    };
    let as_of = day("--tinh-den", &asked.as_of);
    let signed = day("--ngay-ky", &asked.signed);
    let mut readings = Vec::new();
    let mut count = None;
    for text in &asked.readings {
        match (way_to_count(document, text), reading(document, text)) {
            (Some(way), _) => count = Some(way),
            (None, Ok(choice)) => readings.push(choice),
            (None, Err(diagnostic)) => wrong.push(diagnostic),
        }
    }
    let calendar = match calendar(document) {
        Ok(calendar) => Some(calendar),
        Err(diagnostic) => {
            wrong.push(diagnostic);
            None
        }
    };
    if wrong.has_errors() {
        return Err(wrong);
    }
    Ok(Options {
        count,
        calendar,
        allow_presumed: asked.allow_projected,
        as_of,
        signed,
        readings,
        trace: asked.trace,
        // A document that does not keep its invariants is told where it is asked.
        derived: quyche_eval::derive(document).ok(),
        ..Options::default()
    })
}

/// A day as [`parse_date`] reads it, and perhaps a time of day after a blank, a `T` or `lúc`: `30/06/2026 16:30`,
/// `2026-06-30T16:30`.
pub fn parse_moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    let (day, time) = match text.split_once([' ', 'T']) {
        Some((day, time)) => (day, Some(time.trim().trim_start_matches("lúc").trim())),
        None => (text, None),
    };
    let day = parse_date(day)?;
    match time {
        Some(time) => read_time(time).map(|time| Moment { day, time: Some(time) }),
        None => Some(Moment::on(day)),
    }
}

/// `30/06/2026`, `30-6-2026` or `2026-06-30`.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).collect();
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    let (year, day) = if first.len() == 4 {
        (first, third)
    } else {
        (third, first)
    };
    let whole = parts
        .iter()
        .all(|part| part.chars().all(|letter| letter.is_ascii_digit()));
    (whole && year.len() == 4)
        .then(|| NaiveDate::from_ymd_opt(year.parse().ok()?, second.parse().ok()?, day.parse().ok()?))
        .flatten()
}

/// The name of the choice how broken service is counted (R8), which stands beside the readings of a regulation that has
/// none of its own for it, and its answers.
const COUNT: &str = "cộng_dồn";
const WAYS_TO_COUNT: [(&str, BrokenRuns); 3] = [
    ("dài_nhất", BrokenRuns::Longest),
    ("ngắn_nhất", BrokenRuns::Shortest),
    ("tháng_ba_mươi_ngày", BrokenRuns::ThirtyDayMonths),
];

/// Whether a regulation leaves the count to whoever asks: it measures time served, and has no reading that decides it.
fn leaves_count(document: &Document) -> bool {
    let own = |reading: &Reading| fold(&reading.name) == COUNT || !reading.measures.is_empty();
    document.about.measure.is_some() && !document.readings.iter().any(own)
}

/// `cộng_dồn=ngắn_nhất`.
fn way_to_count(document: &Document, text: &str) -> Option<BrokenRuns> {
    let (_, answer) = text.split_once('=').filter(|(name, _)| fold(name) == COUNT)?;
    let found = WAYS_TO_COUNT.iter().find(|(known, _)| *known == fold(answer));
    found.filter(|_| leaves_count(document)).map(|(_, way)| *way)
}

fn reading(document: &Document, text: &str) -> Result<(ReadingId, u32), Diagnostic> {
    let mut choices: Vec<String> = document
        .readings
        .iter()
        .flat_map(|reading| {
            reading
                .answers
                .iter()
                .map(move |answer| format!("{}={}", reading.name, answer.name))
        })
        .collect();
    if leaves_count(document) {
        choices.extend(WAYS_TO_COUNT.iter().map(|(answer, _)| format!("{COUNT}={answer}")));
    }
    let (name, answer) = text.split_once('=').unwrap_or((text, ""));
    let found = document.readings.iter().find_map(|reading| {
        let position = reading
            .answers
            .iter()
            .position(|known| fold(&known.name) == fold(answer))?;
        (fold(&reading.name) == fold(name)).then_some((reading.id, u32::try_from(position).ok()?))
    });
    found.ok_or_else(|| {
        let near = nearest(text, choices.iter().map(String::as_str));
        let list = match choices.is_empty() {
            true => "(không có)".to_owned(),
            false => choices.join(", "),
        };
        errors::bad_reading(text, near, &list)
    })
}

/// The case of that key.
pub fn person<'a>(cases: &'a Cases, key: &str) -> Result<&'a Case, Diagnostic> {
    let found = cases.people.iter().find(|case| fold(&case.key) == fold(key));
    found.ok_or_else(|| {
        let near = nearest(key, cases.people.iter().map(|case| case.key.as_str()));
        errors::no_such_person(key, near, cases.people.len())
    })
}

/// Whether a result hangs on the day of reckoning that nobody gave.
pub fn needs_day(review: &Review) -> bool {
    review.people.iter().any(|person| {
        let standing = person.standing.iter().flat_map(|standing| &standing.open);
        person
            .assessment
            .open
            .iter()
            .chain(standing)
            .any(|leaf| leaf.cause == Cause::Missing(FactPath::ReckoningDay))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 6, 30);
        for text in ["30/06/2026", "30/6/2026", "2026-06-30", "30-06-2026", " 30.6.2026 "] {
            assert_eq!(parse_date(text), day, "{text}");
        }
        for text in [
            "31/06/2026",
            "30/06/26",
            "6/2026",
            "",
            "30/06/2026/1",
            "+30/6/2026",
            "hôm nay",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_of_day_may_follow_a_date() {
        let day = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
        for text in [
            "30/06/2026 16:30",
            "2026-06-30T16:30",
            "30/6/2026 lúc 16:30",
            "30-6-2026 16h30",
        ] {
            let moment = Moment::at(day.and_hms_opt(16, 30, 0).unwrap());
            assert_eq!(parse_moment(text), Some(moment), "{text}");
        }
        assert_eq!(parse_moment("30/06/2026"), Some(Moment::on(day)));
        for text in ["30/06/2026 24:00", "16:30", "30/06/2026 sáng", ""] {
            assert_eq!(parse_moment(text), None, "{text}");
        }
    }

    #[test]
    fn a_person_is_found_by_folded_key_or_a_near_one_is_offered() {
        let cases = Cases {
            people: vec![Case {
                key: "VC-01".into(),
                ..Case::default()
            }],
            ..Cases::default()
        };
        assert_eq!(person(&cases, "vc-01").unwrap().key, "VC-01");
        let error = person(&cases, "VC01").unwrap_err();
        assert!(error.help.unwrap().vi.contains("VC-01"));
    }
}
