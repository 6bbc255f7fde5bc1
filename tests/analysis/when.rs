//! `when` against trying every day.

use crate::people::{context, document, field, from, person};
use chrono::{Days, NaiveDate};
use quyche_analysis::when::{When, holds, moving_fields, when};
use quyche_eval::result::Options;
use quyche_eval::{Clock, Prepared};
use quyche_ir::facts::{Case, Cases};
use quyche_ir::model::Entry;
use quyche_ir::{Document, FieldId, RecordFact};
use std::thread;

/// How many days a person is tried on: fifteen years.
const DAYS: u64 = 5479;

fn options(day: NaiveDate) -> Options {
    Options {
        as_of: Some(day),
        ..Options::default()
    }
}

/// Every day in turn: the first on which it holds, then the first on which it does not.
fn by_days(prepared: &Prepared<'_>, person: &Case, moved: &[FieldId]) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let holds_on = |day| holds(prepared.glance(person, Clock { day, moved }).unwrap().outcome);
    let mut days = (0..DAYS).map(|offset| from() + Days::new(offset));
    let first = days.find(|day| holds_on(*day));
    let fails = first.and_then(|_| days.find(|day| !holds_on(*day)));
    (first, fails)
}

/// The same question put afresh: the circumstances written anew for the day.
fn afresh(doc: &Document, entry: &Entry, person: &Case, day: NaiveDate) -> bool {
    let assessment = quyche_eval::assess(doc, entry.id, person, &context(doc, day), &options(day)).unwrap();
    holds(assessment.outcome)
}

/// Compares, and tells whether it ever holds.
fn compare(doc: &Document, entry: &Entry, person: &Case, none: &Cases) -> bool {
    let prepared = Prepared::of_review(doc, entry.id, none, &options(from())).unwrap();
    let moved = moving_fields(doc, entry);
    let answer: When = when(&prepared, person, from(), &moved).unwrap();
    let (first, fails) = by_days(&prepared, person, &moved);
    let last = from() + Days::new(DAYS - 1);
    let within = |day: Option<NaiveDate>| day.filter(|day| *day <= last);
    let told = (within(answer.first), within(answer.fails.as_ref().map(|(day, _)| *day)));
    assert_eq!(told, (first, fails), "{} at {}: {person:?}", person.key, entry.name);
    assert!(
        answer.looks < 200,
        "{} looks at {} for {}",
        answer.looks,
        person.key,
        entry.name
    );
    for (day, wanted) in [(answer.first, true), (answer.fails.map(|(day, _)| day), false)] {
        let Some(day) = day else { continue };
        assert_eq!(afresh(doc, entry, person, day), wanted, "{} {day}", person.key);
        if day > from() {
            assert_eq!(
                afresh(doc, entry, person, day.pred_opt().unwrap()),
                !wanted,
                "{} {day}",
                person.key
            );
        }
    }
    first.is_some()
}

/// Compares everybody; how many it ever holds for.
fn compare_all(people: std::ops::Range<u64>) -> usize {
    let doc = &document();
    let none = &Cases {
        context: RecordFact::default(),
        complete: true,
        people: Vec::new(),
    };
    let half = people.start + (people.end - people.start) / 2;
    thread::scope(|scope| {
        let parts = [people.start..half, half..people.end].map(|part| {
            scope.spawn(move || {
                part.filter(|number| {
                    let at = usize::try_from(*number).unwrap() % doc.entries.len();
                    compare(doc, &doc.entries[at], &person(doc, *number), none)
                })
                .count()
            })
        });
        parts.into_iter().map(|part| part.join().unwrap()).sum()
    })
}

#[test]
fn two_thousand_people_over_fifteen_years_as_day_by_day() {
    let hold = compare_all(0..2000);
    assert!((500..1900).contains(&hold), "{hold}");
}

#[test]
#[ignore = "takes minutes; the same with more people"]
fn ten_thousand_people_over_fifteen_years_as_day_by_day() {
    let hold = compare_all(2000..12_000);
    assert!((2500..9500).contains(&hold), "{hold}");
}

#[test]
fn what_criteria_reckon_on_moves_and_nothing_else() {
    let doc = document();
    let moves = |name: &str| {
        let entry = doc.entries.iter().find(|entry| entry.name == name).unwrap();
        moving_fields(&doc, entry)
    };
    assert_eq!(moves("xếp_loại"), [field(&doc, "kỳ", "năm_xét").1]);
    assert_eq!(moves("khen_thưởng"), [field(&doc, "kỳ", "hạn_nộp").1]);
    assert_eq!(moves("cộng_dồn"), []);
    assert_eq!(moves("tất_cả_cùng").len(), 2);
}
