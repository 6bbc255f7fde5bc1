//! From when it holds: the day in the head against what the text itself says of its effect.

use super::texts::Text;
use super::{Found, errors};
use chrono::NaiveDate;
use quyche_ir::model::{Document, Effect};
use regex_lite::Regex;

const KINDS: &[&str] = &["ngày_tháng", "mâu_thuẫn"];
const DAY: &str = r"hiệu lực[^.;]*?(\d{1,2})/(\d{1,2})/(\d{4})";

pub(super) fn check(doc: &Document, texts: &[Text]) -> Vec<Found> {
    let Effect::From(head) = doc.about.effect else {
        return Vec::new();
    };
    let Ok(pattern) = Regex::new(DAY) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for text in texts.iter().filter(|text| text.class == "hiệu_lực") {
        for found in pattern.captures_iter(&text.words) {
            let number = |index: usize| found.get(index).and_then(|part| part.as_str().parse::<u32>().ok());
            let year = number(3).and_then(|year| i32::try_from(year).ok());
            let day = year.zip(number(2)).zip(number(1));
            let day = day.and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year, month, day));
            if let Some(day) = day.filter(|day| *day != head) {
                out.push(Found {
                    diagnostic: errors::two_effects(text.at, day, head),
                    places: text.unit.into_iter().collect(),
                    kinds: KINDS,
                    named: None,
                });
            }
        }
    }
    out
}
