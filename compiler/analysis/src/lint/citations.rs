//! Documents that the text cites: the number against the date.
//!
//! A number such as `02/2023/NĐ-CP` carries its year, and numbers of one series are given in the order of the days. So the
//! year of the number and of the date agree, no document is cited with two dates, none is younger than the text that cites
//! it, and a decree's number fits its time of year: the Government issues some eighty to two hundred decrees a year, so one
//! of the first ten in December, or one beyond the hundredth in January, deserves a look.

use super::texts::Text;
use super::{Found, errors};
use chrono::{Datelike, NaiveDate};
use quyche_base::Span;
use quyche_ir::UnitId;
use quyche_ir::model::Document;
use regex_lite::{Captures, Regex};
use std::collections::BTreeMap;

/// A document as one place cites it.
#[derive(Clone)]
struct Citation {
    unit: Option<UnitId>,
    at: Span,
    /// `02/2023/NĐ-CP`.
    number: String,
    count: u32,
    year: Option<i32>,
    series: String,
    date: Option<NaiveDate>,
}

const PATTERN: &str =
    r"(\d+)(?:/(\d{4}))?[-/]([A-ZĐ][A-ZĐ0-9]*(?:[-/][A-ZĐ0-9]+)*)(?:,?\s+ngày\s+(\d{1,2})/(\d{1,2})/(\d{4}))?";
const KINDS: &[&str] = &["ngày_tháng", "dẫn_chiếu_sai"];

pub(super) fn check(doc: &Document, texts: &[Text]) -> Vec<Found> {
    let Ok(pattern) = Regex::new(PATTERN) else {
        return Vec::new();
    };
    let cited: Vec<Citation> = texts
        .iter()
        .flat_map(|text| {
            pattern
                .captures_iter(&text.words)
                .filter_map(|found| citation(text, &found))
        })
        .collect();
    let mut out = Vec::new();
    for one in &cited {
        out.extend(alone(doc, one).map(|diagnostic| Found {
            diagnostic,
            places: one.unit.into_iter().collect(),
            kinds: KINDS,
            named: Some(one.number.clone()),
        }));
    }
    out.extend(two_dates(&cited));
    out
}

fn citation(text: &Text, found: &Captures<'_>) -> Option<Citation> {
    let part = |index: usize| found.get(index).map(|part| part.as_str());
    let number = |index: usize| part(index).and_then(|digits| digits.parse::<u32>().ok());
    let date = number(4)
        .zip(number(5))
        .zip(part(6).and_then(|digits| digits.parse::<i32>().ok()));
    let day = date.and_then(|((day, month), year)| NaiveDate::from_ymd_opt(year, month, day));
    let whole = part(0)?;
    Some(Citation {
        unit: text.unit,
        at: text.at,
        number: whole.split([',', ' ']).next().unwrap_or(whole).to_owned(),
        count: number(1)?,
        year: part(2).and_then(|digits| digits.parse().ok()),
        series: part(3)?.to_owned(),
        date: day,
    })
}

/// What is wrong with a citation by itself.
fn alone(doc: &Document, one: &Citation) -> Option<quyche_base::Diagnostic> {
    if one.year.is_none() && matches!(one.series.as_str(), "NĐ-CP" | "TT-BNV" | "TT-BTTTT") {
        return Some(errors::number_without_year(one.at, &one.number));
    }
    let date = one.date?;
    if one.year.is_some_and(|year| year != date.year()) {
        return Some(errors::number_against_date(one.at, &one.number, date));
    }
    if doc.about.issued.is_some_and(|issued| date > issued) {
        return Some(errors::cited_before_made(one.at, &one.number, date));
    }
    let early = one.count <= 10 && date.month() == 12;
    let late = one.count > 100 && date.month() == 1;
    (one.series == "NĐ-CP" && (early || late)).then(|| errors::number_against_pace(one.at, &one.number, date))
}

/// One document, two dates.
fn two_dates(cited: &[Citation]) -> Vec<Found> {
    let mut by_number: BTreeMap<&str, Vec<&Citation>> = BTreeMap::new();
    for one in cited.iter().filter(|one| one.date.is_some()) {
        by_number.entry(&one.number).or_default().push(one);
    }
    let mut out = Vec::new();
    for (number, all) in by_number {
        let Some((first, rest)) = all.split_first() else {
            continue;
        };
        for other in rest.iter().filter(|other| other.date != first.date) {
            if let (Some(one), Some(two)) = (first.date, other.date) {
                out.push(Found {
                    diagnostic: errors::two_dates(other.at, number, two, first.at, one),
                    places: other.unit.into_iter().chain(first.unit).collect(),
                    kinds: KINDS,
                    named: Some(number.to_owned()),
                });
            }
        }
    }
    out
}
