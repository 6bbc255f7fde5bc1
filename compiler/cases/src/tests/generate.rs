//! Random cases in normal form, and each of the three forms written from them by the plan.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a field that is no list needs one line, whatever its type"
)]

use super::ENTRY;
use super::document::{AWARD, AWARD_KIND, BODY, PERSON, ROUND, RUN, SIGNING};
use crate::plan::{Place, Plan, Slot, Table, plan};
use crate::value::vietnamese;
use chrono::{Days, NaiveDate, NaiveTime};
use proptest::prelude::*;
use quyche_ir::expr::Type;
use quyche_ir::facts::{Case, Cases, Fact, PeriodEnd, PeriodFact};
use quyche_ir::{Document, FieldId, JudgementId, ListFact, RecordFact, RecordId, TitleId};
use quyche_time::Moment;
use rust_decimal::Decimal;
use rust_xlsxwriter::Workbook;
use serde_json::{Map, Value, json};

fn day() -> impl Strategy<Value = NaiveDate> {
    (0u64..100_000).prop_map(|days| NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + Days::new(days))
}

/// A day, mostly with a time of day.
fn moment() -> impl Strategy<Value = Moment> {
    (day(), proptest::option::weighted(0.8, 1u32..1440)).prop_map(|(day, minute)| Moment {
        day,
        time: minute.and_then(|minute| NaiveTime::from_hms_opt(minute / 60, minute % 60, 0)),
    })
}

fn period() -> impl Strategy<Value = Fact> {
    (proptest::option::of(day()), 0u64..3000, 0u8..3).prop_map(|(start, length, end)| {
        let end = match end {
            0 => PeriodEnd::Running,
            1 => PeriodEnd::Unknown,
            _ => PeriodEnd::On(start.unwrap_or_default() + Days::new(length)),
        };
        if start.is_none() && end == PeriodEnd::Unknown {
            return Fact::Unknown;
        }
        let end = match end {
            PeriodEnd::On(last) if last.format("%Y").to_string().as_str() > "2199" => PeriodEnd::Running,
            other => other,
        };
        Fact::Period(PeriodFact { start, end })
    })
}

fn words() -> impl Strategy<Value = String> {
    "T[a-zđưăâêôơáàảãạ0-9\"',./-]{0,6}( [A-ZĐ0-9]{1,4})?"
}

/// A value, without the states that every field shares.
fn value(ty: Type) -> BoxedStrategy<Fact> {
    match ty {
        Type::Bool => any::<bool>().prop_map(Fact::Bool).boxed(),
        Type::Number => (any::<i32>(), 0u32..5)
            .prop_map(|(mantissa, scale)| Fact::Number(Decimal::new(mantissa.into(), scale).normalize()))
            .boxed(),
        Type::Text => words().prop_map(Fact::Text).boxed(),
        Type::Date => day().prop_map(Fact::Date).boxed(),
        Type::Moment => moment().prop_map(Fact::Moment).boxed(),
        Type::Year => (1900i32..2200).prop_map(Fact::Year).boxed(),
        Type::Title => (0u32..3)
            .prop_map(|title| Fact::Title((title < 2).then_some(TitleId(title))))
            .boxed(),
        Type::Member(AWARD_KIND) => prop_oneof![
            (0u32..2).prop_map(Fact::Member),
            words().prop_map(|words| Fact::Outside(format!("{words} khác hẳn với mọi loại")))
        ]
        .boxed(),
        Type::Member(_) => (0u32..3).prop_map(Fact::Member).boxed(),
        Type::Period => period().boxed(),
        Type::Texts => (proptest::collection::vec(words(), 0..3), any::<bool>())
            .prop_map(|(items, complete)| {
                let complete = complete || items.is_empty();
                Fact::Texts { items, complete }
            })
            .boxed(),
        other => unreachable!("{other:?}"),
    }
}

fn fact(ty: Type, required: bool) -> BoxedStrategy<Fact> {
    let none = match ty {
        Type::Bool => Fact::Bool(false),
        Type::Texts => Fact::Texts {
            items: Vec::new(),
            complete: true,
        },
        _ => Fact::None,
    };
    if required {
        value(ty)
            .prop_map(|fact| if fact == Fact::Unknown { Fact::None } else { fact })
            .boxed()
    } else {
        prop_oneof![3 => value(ty), 1 => Just(none), 1 => Just(Fact::Unknown)].boxed()
    }
}

fn list(rows: impl Strategy<Value = Vec<RecordFact>> + 'static) -> BoxedStrategy<Fact> {
    (rows, any::<bool>(), any::<bool>())
        .prop_map(|(rows, complete, given)| match (rows.is_empty(), given) {
            (true, false) => Fact::Unknown,
            (true, true) => Fact::List(ListFact { rows, complete: true }),
            (false, _) => Fact::List(ListFact { rows, complete }),
        })
        .boxed()
}

fn plain(fields: Vec<BoxedStrategy<Fact>>) -> BoxedStrategy<RecordFact> {
    fields
        .prop_map(|fields| RecordFact {
            fields,
            judgements: Vec::new(),
        })
        .boxed()
}

fn signings() -> BoxedStrategy<Vec<RecordFact>> {
    proptest::collection::vec(plain(vec![value(Type::Date)]), 0..3).boxed()
}

fn award() -> BoxedStrategy<RecordFact> {
    let fields = vec![
        value(Type::Text),
        fact(Type::Date, false),
        fact(Type::Member(AWARD_KIND), false),
        list(signings()),
    ];
    plain(fields)
}

fn run() -> BoxedStrategy<RecordFact> {
    let fields = vec![
        fact(Type::Period, true),
        fact(Type::Title, false),
        fact(Type::Bool, false),
    ];
    (plain(fields), judgement(1)).prop_map(judged).boxed()
}

fn judged((mut record, judgements): (RecordFact, Vec<(JudgementId, bool)>)) -> RecordFact {
    record.judgements = judgements;
    record
}

fn judgement(id: u32) -> impl Strategy<Value = Vec<(JudgementId, bool)>> {
    proptest::option::of(any::<bool>()).prop_map(move |met| met.into_iter().map(|met| (JudgementId(id), met)).collect())
}

fn body() -> BoxedStrategy<Fact> {
    plain(vec![fact(Type::Text, false), fact(Type::Bool, false)])
        .prop_map(|body| {
            if body.fields.iter().all(|fact| *fact == Fact::Unknown) {
                Fact::Unknown
            } else {
                Fact::Record(Box::new(body))
            }
        })
        .boxed()
}

fn person(doc: &Document) -> BoxedStrategy<RecordFact> {
    let fields = doc.records[PERSON.index()].fields.iter().map(|field| match field.ty {
        Type::List(RUN) => list(proptest::collection::vec(run(), 0..3)),
        Type::List(AWARD) => list(proptest::collection::vec(award(), 0..3).prop_map(|mut rows| {
            for (number, row) in rows.iter_mut().enumerate() {
                row.fields[0] = Fact::Text(format!("QĐ-{number}"));
            }
            rows
        })),
        Type::Record(BODY) => body(),
        ty => fact(ty, field.required),
    });
    (plain(fields.collect()), judgement(0)).prop_map(judged).boxed()
}

/// Some people and their circumstances.
pub fn cases(doc: &Document) -> impl Strategy<Value = Cases> {
    let context = plain(vec![
        fact(Type::Number, false),
        fact(Type::Date, false),
        list(signings()),
    ]);
    let people = proptest::collection::vec(person(doc), 1..4);
    (people, context, any::<bool>()).prop_map(|(people, context, complete)| Cases {
        people: people
            .into_iter()
            .enumerate()
            .map(|(number, mut subject)| {
                let key = format!("VC-{number}");
                subject.fields[0] = Fact::Text(key.clone());
                Case { key, subject }
            })
            .collect(),
        complete,
        context,
    })
}

/// A fact as a cell.
fn cell(doc: &Document, ty: Type, fact: &Fact) -> String {
    match fact {
        Fact::Unknown | Fact::List(_) | Fact::Record(_) | Fact::Period(_) => String::new(),
        Fact::None => "không có".into(),
        Fact::Bool(truth) => if *truth { "có" } else { "không" }.into(),
        Fact::Number(number) => vietnamese(*number),
        Fact::Text(text) | Fact::Outside(text) => text.clone(),
        Fact::Date(day) => day.format("%d/%m/%Y").to_string(),
        Fact::Moment(moment) => match moment.exact() {
            Some(exact) => exact.format("%d/%m/%Y %H:%M").to_string(),
            None => moment.day.format("%d/%m/%Y").to_string(),
        },
        Fact::Year(year) => year.to_string(),
        Fact::Member(position) => {
            let Type::Member(set) = ty else { unreachable!() };
            doc.sets[set.index()].values[*position as usize].words()
        }
        Fact::Title(None) => "khác".into(),
        Fact::Title(Some(title)) => doc.titles[title.index()].named.words(),
        Fact::Texts { items, complete } => match (items.is_empty(), complete) {
            (true, _) => "không có".into(),
            (false, true) => items.join("; "),
            (false, false) => format!("{} (chưa đủ)", items.join("; ")),
        },
    }
}

fn at<'f>(fact: &'f RecordFact, path: &[FieldId]) -> &'f Fact {
    let (first, rest) = path.split_first().unwrap();
    match (fact.get(*first), rest) {
        (found, []) => found,
        (Fact::Record(inner), rest) => at(inner, rest),
        (_, _) => &Fact::Unknown,
    }
}

fn slot(doc: &Document, slot: &Slot, fact: &RecordFact, owners: &[String], complete: bool) -> String {
    match slot {
        Slot::Owner(level) => owners[*level].clone(),
        Slot::Running => String::new(),
        Slot::AllPeople => if complete { "" } else { "không" }.into(),
        Slot::Value { path, ty } => cell(doc, *ty, at(fact, path)),
        Slot::Start { path } => match at(fact, path) {
            Fact::None => "không có".into(),
            Fact::Period(period) => period
                .start
                .map_or(String::new(), |day| day.format("%-d/%-m/%Y").to_string()),
            _ => String::new(),
        },
        Slot::End { path } => match at(fact, path) {
            Fact::Period(period) => match period.end {
                PeriodEnd::On(day) => day.format("%Y-%m-%d").to_string(),
                PeriodEnd::Running => "nay".into(),
                PeriodEnd::Unknown => String::new(),
            },
            _ => String::new(),
        },
        Slot::Complete { path } => match at(fact, path) {
            Fact::List(list) if list.rows.is_empty() => "không có".into(),
            Fact::List(list) if !list.complete => "không".into(),
            _ => String::new(),
        },
        Slot::Judged { id, .. } => match fact.judgement(*id) {
            None => "",
            Some(true) => "đạt",
            Some(false) => "không đạt",
        }
        .into(),
    }
}

/// The records a table has a row for, each with the keys of those it belongs to.
fn rows<'c>(plan: &Plan, cases: &'c Cases, table: &Table) -> Vec<(Vec<String>, &'c RecordFact)> {
    match &table.place {
        Place::People => cases
            .people
            .iter()
            .map(|case| (vec![case.key.clone()], &case.subject))
            .collect(),
        Place::Context => vec![(Vec::new(), &cases.context)],
        Place::Rows { parent, path } => {
            let outer = rows(plan, cases, &plan.tables[*parent]);
            let inner = outer.into_iter().flat_map(|(keys, fact)| match at(fact, path) {
                Fact::List(list) => list.rows.iter().map(|row| (with_key(&keys, row), row)).collect(),
                _ => Vec::new(),
            });
            inner.collect()
        }
    }
}

fn with_key(keys: &[String], row: &RecordFact) -> Vec<String> {
    let mut keys = keys.to_vec();
    if let Fact::Text(key) = row.get(FieldId(0)) {
        keys.push(key.clone());
    }
    keys
}

/// The tables of the cases: title, header, rows.
pub fn tables(doc: &Document, cases: &Cases) -> Vec<(String, Vec<Vec<String>>)> {
    let plan = plan(doc, &doc.entries[ENTRY.index()]);
    let mut tables = Vec::new();
    for table in &plan.tables {
        let mut lines = vec![
            table
                .columns
                .iter()
                .map(|column| column.label.clone())
                .collect::<Vec<_>>(),
        ];
        for (keys, fact) in rows(&plan, cases, table) {
            let slots = table.columns.iter();
            lines.push(
                slots
                    .map(|column| slot(doc, &column.slot, fact, &keys, cases.complete))
                    .collect(),
            );
        }
        tables.push((table.title.clone(), lines));
    }
    tables
}

pub fn to_csv(tables: &[(String, Vec<Vec<String>>)], separator: u8) -> Vec<(String, String)> {
    let file = |(title, lines): &(String, Vec<Vec<String>>)| {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        for line in lines {
            writer.write_record(line).unwrap();
        }
        (
            format!("{title}.csv"),
            String::from_utf8(writer.into_inner().unwrap()).unwrap(),
        )
    };
    tables.iter().map(file).collect()
}

pub fn to_xlsx(tables: &[(String, Vec<Vec<String>>)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (title, lines) in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(title).unwrap();
        for (row, line) in (0u32..).zip(lines) {
            for (column, cell) in (0u16..).zip(line).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

pub fn to_json(doc: &Document, cases: &Cases) -> String {
    let people: Vec<Value> = cases
        .people
        .iter()
        .map(|case| record(doc, PERSON, &case.subject))
        .collect();
    let whole = json!({ "bối cảnh": record(doc, ROUND, &cases.context), "danh sách": people, "đủ": cases.complete });
    whole.to_string()
}

fn record(doc: &Document, id: RecordId, fact: &RecordFact) -> Value {
    let mut object = Map::new();
    for (field, fact) in doc.records[id.index()].fields.iter().zip(&fact.fields) {
        let value = match (field.ty, fact) {
            (_, Fact::Unknown) => continue,
            (Type::List(of), Fact::List(list)) => {
                let rows: Vec<Value> = list.rows.iter().map(|row| record(doc, of, row)).collect();
                if list.complete {
                    Value::Array(rows)
                } else {
                    json!({ "chưa đủ": rows })
                }
            }
            (_, Fact::Texts { items, complete }) => {
                if *complete {
                    json!(items)
                } else {
                    json!({ "chưa đủ": items })
                }
            }
            (Type::Record(of), Fact::Record(inner)) => record(doc, of, inner),
            (_, Fact::Period(period)) => {
                let end = match period.end {
                    PeriodEnd::On(day) => json!(day.to_string()),
                    PeriodEnd::Running => json!("nay"),
                    PeriodEnd::Unknown => Value::Null,
                };
                json!({ "từ": period.start.map(|day| day.to_string()), "đến": end })
            }
            (_, Fact::Bool(truth)) => json!(truth),
            (_, Fact::Year(year)) => json!(year),
            (_, Fact::Date(day)) => json!(day.to_string()),
            (_, Fact::Moment(moment)) => match moment.exact() {
                Some(exact) => json!(exact.format("%Y-%m-%dT%H:%M:%S").to_string()),
                None => json!(moment.day.to_string()),
            },
            (Type::Member(set), Fact::Member(position)) => json!(doc.sets[set.index()].values[*position as usize].name),
            (_, Fact::Title(Some(title))) => json!(doc.titles[title.index()].named.name),
            (ty, other) => json!(cell(doc, ty, other)),
        };
        object.insert(field.name.clone(), value);
    }
    if !fact.judgements.is_empty() {
        let judgements = fact.judgements.iter().map(|(id, met)| {
            (
                doc.judgements[id.index()].key.clone(),
                json!(if *met { "đạt" } else { "không đạt" }),
            )
        });
        object.insert("đánh giá".into(), Value::Object(judgements.collect()));
    }
    Value::Object(object)
}

#[test]
fn the_records_here_are_those_of_the_document() {
    let doc = super::document::document();
    for id in [PERSON, ROUND, RUN, AWARD, BODY, SIGNING] {
        assert_eq!(doc.records[id.index()].id, id);
    }
}
