//! Units that the text speaks of and that do not exist.
//!
//! Only a sentence that names no other document is about this one; an article of a decree has its decree beside it.

use super::texts::Text;
use super::{Found, errors};
use quyche_base::Level;
use quyche_ir::model::Document;
use regex_lite::Regex;
use std::collections::BTreeSet;

const KINDS: &[&str] = &["dẫn_chiếu_sai", "đánh_số"];
const PATTERN: &str = r"(Điều|Thủ tục|thủ tục|Chương)\s+(\d+|[IVX]+)\b";
/// Words after which an article may be somebody else's.
const OTHERS: &[&str] = &[
    "Nghị định",
    "Luật",
    "Thông tư",
    "Quy định",
    "Quyết định",
    "Điều lệ",
    "Hướng dẫn",
    "Nghị quyết",
    "Quy chế",
    "Bộ luật",
    "Pháp lệnh",
    "văn bản",
];

pub(super) fn check(doc: &Document, texts: &[Text]) -> Vec<Found> {
    let Ok(pattern) = Regex::new(PATTERN) else {
        return Vec::new();
    };
    let known: BTreeSet<(Level, &str)> = doc
        .units
        .iter()
        .map(|unit| (unit.step.level, unit.step.number.as_str()))
        .collect();
    let mut out = Vec::new();
    for text in texts
        .iter()
        .filter(|text| !OTHERS.iter().any(|word| text.words.contains(word)))
    {
        for found in pattern.captures_iter(&text.words) {
            let (Some(word), Some(number)) = (found.get(1), found.get(2)) else {
                continue;
            };
            let level = match word.as_str() {
                "Điều" => Level::Article,
                "Chương" => Level::Chapter,
                _ => Level::Procedure,
            };
            if !known.contains(&(level, number.as_str())) {
                let named = format!("{} {}", word.as_str(), number.as_str());
                out.push(Found {
                    diagnostic: errors::no_such_unit(text.at, &named),
                    places: text.unit.into_iter().collect(),
                    kinds: KINDS,
                    named: None,
                });
            }
        }
    }
    out
}
