//! The same list of cases in its other forms: from a folder of CSV files to a workbook, from facts to JSON.

use quyche_ir::facts::{Cases, PeriodEnd};
use quyche_ir::model::{Entry, Record};
use quyche_ir::{Document, Fact, PeriodFact, RecordFact, RecordId};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// The CSV files of a folder, in order.
pub fn tables(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect::<Vec<_>>())
        .unwrap_or_default();
    let mut found: Vec<PathBuf> = entries
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
        .collect();
    found.sort();
    found
}

/// The rows of a CSV file, the header first.
pub fn rows(path: &Path) -> Vec<Vec<String>> {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(path);
    let Ok(mut reader) = reader else { return Vec::new() };
    reader
        .records()
        .filter_map(|record| {
            Some(
                record
                    .ok()?
                    .iter()
                    .map(|cell| cell.trim_start_matches('\u{feff}').to_owned())
                    .collect(),
            )
        })
        .collect()
}

/// A workbook with one sheet for each CSV file. Whole numbers become numbers, and dates on even rows true dates, so that
/// both ways of writing a date occur.
pub fn workbook(folder: &Path) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed day, or the same list would not give the same bytes.
    let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let date = Format::new().set_num_format("dd/mm/yyyy");
    for path in tables(folder) {
        let name = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let sheet = workbook.add_worksheet().set_name(name)?;
        for (number, row) in (0u32..).zip(rows(&path)) {
            for (column, cell) in (0u16..).zip(row) {
                if number > 0
                    && number % 2 == 0
                    && let Some(day) = day_of(&cell)
                {
                    sheet.write_datetime_with_format(number, column, &day, &date)?;
                } else if let Some(count) = count_of(&cell) {
                    sheet.write_number(number, column, count)?;
                } else if !cell.is_empty() {
                    sheet.write_string(number, column, cell)?;
                }
            }
        }
    }
    workbook.save_to_buffer()
}

fn day_of(cell: &str) -> Option<ExcelDateTime> {
    let mut parts = cell.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn count_of(cell: &str) -> Option<u32> {
    let whole = !cell.is_empty() && cell.len() < 8 && cell.chars().all(|letter| letter.is_ascii_digit());
    (whole && (cell == "0" || !cell.starts_with('0'))).then(|| cell.parse().ok())?
}

/// The facts of a list as the JSON that `--cases` reads.
pub fn facts(document: &Document, entry: &Entry, cases: &Cases) -> Value {
    let people: Vec<Value> = cases
        .people
        .iter()
        .map(|case| record(document, entry.subject, &case.subject))
        .collect();
    let context = entry
        .context
        .map_or_else(|| json!({}), |context| record(document, context, &cases.context));
    json!({ "bối cảnh": context, "danh sách": people, "đủ": cases.complete })
}

fn record(document: &Document, id: RecordId, facts: &RecordFact) -> Value {
    let mut out = Map::new();
    let Some(declared) = document.records.get(id.index()) else {
        return Value::Object(out);
    };
    for (field, value) in declared.fields.iter().zip(&facts.fields) {
        let position = declared
            .fields
            .iter()
            .position(|other| other.name == field.name)
            .unwrap_or(0);
        let value = fact(document, declared, position, value);
        if !value.is_null() {
            out.insert(field.name.clone(), value);
        }
    }
    let judged: Map<String, Value> = facts
        .judgements
        .iter()
        .filter_map(|(id, met)| {
            let judgement = document.judgements.get(id.index())?;
            let word = if *met { "đạt" } else { "không đạt" };
            Some((judgement.key.clone(), Value::from(word)))
        })
        .collect();
    if !judged.is_empty() {
        out.insert("đánh giá".to_owned(), Value::Object(judged));
    }
    Value::Object(out)
}

fn fact(document: &Document, declared: &Record, position: usize, fact: &Fact) -> Value {
    let ty = declared.fields.get(position).map(|field| field.ty);
    match fact {
        Fact::Unknown => Value::Null,
        Fact::None => Value::from("không có"),
        Fact::Bool(truth) => Value::from(*truth),
        Fact::Number(number) => Value::from(number.to_string()),
        Fact::Text(text) | Fact::Outside(text) => Value::from(text.as_str()),
        Fact::Date(day) => Value::from(day.to_string()),
        Fact::Moment(moment) => Value::from(moment.words()),
        Fact::Year(year) => Value::from(*year),
        Fact::Member(member) => match ty {
            Some(quyche_ir::expr::Type::Member(set)) => document
                .sets
                .get(set.index())
                .and_then(|set| set.values.get(*member as usize))
                .map_or(Value::Null, |value| Value::from(value.name.as_str())),
            _ => Value::Null,
        },
        Fact::Title(None) => Value::from("khác"),
        Fact::Title(Some(title)) => document
            .titles
            .get(title.index())
            .map_or(Value::Null, |title| Value::from(title.named.name.as_str())),
        Fact::Period(period) => self::period(*period),
        Fact::Texts { items, complete } => {
            whole(items.iter().map(|item| Value::from(item.as_str())).collect(), *complete)
        }
        Fact::List(list) => match ty {
            Some(quyche_ir::expr::Type::List(of)) => {
                let rows = list.rows.iter().map(|row| record(document, of, row)).collect();
                whole(rows, list.complete)
            }
            _ => Value::Null,
        },
        Fact::Record(inner) => match ty {
            Some(quyche_ir::expr::Type::Record(of)) => record(document, of, inner),
            _ => Value::Null,
        },
    }
}

/// A complete list is an array; of another only what is known is said.
fn whole(items: Vec<Value>, complete: bool) -> Value {
    match complete {
        true => Value::Array(items),
        false if items.is_empty() => Value::Null,
        false => json!({ "chưa đủ": items }),
    }
}

fn period(period: PeriodFact) -> Value {
    let mut out = Map::new();
    if let Some(start) = period.start {
        out.insert("từ".to_owned(), Value::from(start.to_string()));
    }
    match period.end {
        PeriodEnd::On(end) => {
            out.insert("đến".to_owned(), Value::from(end.to_string()));
        }
        PeriodEnd::Running => {
            out.insert("đến".to_owned(), Value::from("nay"));
        }
        PeriodEnd::Unknown => {}
    }
    Value::Object(out)
}
