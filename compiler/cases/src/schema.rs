//! The JSON Schema (2020-12) of the facts an entry point asks for. What it admits, the reader of JSON admits; the reader
//! is more forgiving (labels for property names, any case, other date forms).

use crate::plan::{field_label, record_label};
use crate::used::used;
use quyche_ir::expr::Type;
use quyche_ir::model::{Field, Record};
use quyche_ir::{Document, EntryId, RecordId};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Remarks of one's own, in every object.
const REMARKS: &str = "^(ghi chú|\\$)";
/// `1.000`, `4,98`.
const NUMBER: &str = "^-?([0-9]+|[0-9]{1,3}(\\.[0-9]{3})+)(,[0-9]+)?$";
/// `01/7/2026`.
const DATE: &str = "^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$";
/// `01/7/2026 16:30`, `2026-07-01T16:30`.
const MOMENT: &str =
    "^([0-9]{1,2}/[0-9]{1,2}/[0-9]{4} (lúc )?[0-9]{1,2}[:h][0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})$";
/// Something besides blanks.
const SOMETHING: &str = "\\S";

/// The schema; of an id that the document does not have, one that admits nothing.
pub(crate) fn schema(doc: &Document, entry: EntryId) -> Value {
    let Some(entry) = doc.entries.get(entry.index()) else {
        return Value::Bool(false);
    };
    let used = used(doc, entry);
    let mut builder = Builder {
        doc,
        documents: used.documents,
        done: BTreeSet::new(),
        waiting: Vec::new(),
    };
    let people = builder.reference(entry.subject);
    let mut properties = Map::new();
    properties.insert(
        "danh sách".to_owned(),
        json!({ "title": "Danh sách người được xét", "type": "array", "minItems": 1, "items": people }),
    );
    properties.insert(
        "đủ".to_owned(),
        json!({ "title": "Danh sách đã đủ", "type": "boolean", "default": true }),
    );
    let mut required = vec!["danh sách"];
    if let Some(context) = entry.context {
        let reference = builder.reference(context);
        properties.insert("bối cảnh".to_owned(), reference);
        let record = doc.records.get(context.index());
        let filled = record.is_some_and(|record| record.fields.iter().any(|field| field.required));
        if used.circumstances && filled {
            required.push("bối cảnh");
        }
    }
    let mut definitions = Map::new();
    while let Some(id) = builder.waiting.pop() {
        if let Some(record) = doc.records.get(id.index()) {
            let schema = builder.record(record, id == entry.subject);
            definitions.insert(name(id), schema);
        }
    }
    definitions.insert("date".to_owned(), date());
    if doc
        .records
        .iter()
        .flat_map(|record| &record.fields)
        .any(|field| field.ty == Type::Moment)
    {
        definitions.insert("moment".to_owned(), moment());
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": entry.label.clone().unwrap_or_else(|| crate::text::title_case(&entry.name)),
        "description": format!("{} {}, sha256 {}", doc.about.kind, doc.about.number, doc.hash),
        "type": "object",
        "properties": properties,
        "patternProperties": { REMARKS: true },
        "required": required,
        "additionalProperties": false,
        "$defs": definitions,
    })
}

fn name(id: RecordId) -> String {
    format!("record_{}", id.0)
}

fn date() -> Value {
    json!({
        "title": "Ngày",
        "anyOf": [{ "type": "string", "format": "date" }, { "type": "string", "pattern": DATE }],
    })
}

/// A day, with its time of day where it is known.
fn moment() -> Value {
    json!({
        "title": "Ngày giờ",
        "anyOf": [{ "$ref": "#/$defs/date" }, { "type": "string", "format": "date-time" }, { "type": "string", "pattern": MOMENT }],
    })
}

struct Builder<'d> {
    doc: &'d Document,
    /// The documents of dossiers that can be asked for.
    documents: BTreeSet<u32>,
    done: BTreeSet<RecordId>,
    waiting: Vec<RecordId>,
}

impl Builder<'_> {
    fn reference(&mut self, record: RecordId) -> Value {
        if self.done.insert(record) {
            self.waiting.push(record);
        }
        json!({ "$ref": format!("#/$defs/{}", name(record)) })
    }

    fn record(&mut self, record: &Record, is_subject: bool) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (position, field) in record.fields.iter().enumerate() {
            let key = is_subject && record.key.is_some_and(|key| key.index() == position);
            if field.required || key {
                required.push(field.name.clone());
            }
            let mut schema = self.field(field, key);
            if let Some(schema) = schema.as_object_mut() {
                schema.insert("title".to_owned(), Value::String(field_label(field)));
            }
            properties.insert(field.name.clone(), schema);
        }
        if is_subject && record.key.is_none() {
            properties.insert(
                "STT".to_owned(),
                json!({ "title": "STT", "type": "string", "pattern": SOMETHING }),
            );
        }
        let judgements: Map<String, Value> = self
            .doc
            .judgements
            .iter()
            .filter(|judgement| judgement.of == record.id)
            .map(|judgement| {
                let schema = json!({ "title": judgement.text, "enum": ["đạt", "không đạt", null] });
                (judgement.key.clone(), schema)
            })
            .collect();
        if !judgements.is_empty() {
            let schema = json!({
                "title": "Đánh giá",
                "type": "object",
                "properties": judgements,
                "patternProperties": { REMARKS: true },
                "additionalProperties": false,
            });
            properties.insert("đánh giá".to_owned(), schema);
        }
        json!({
            "title": record_label(record),
            "type": "object",
            "properties": properties,
            "patternProperties": { REMARKS: true },
            "required": required,
            "additionalProperties": false,
        })
    }

    /// A value, `không có`, and, where it need not be given, nothing.
    fn field(&mut self, field: &Field, key: bool) -> Value {
        let mut forms = self.forms(field.ty);
        if key {
            return json!({ "anyOf": forms });
        }
        forms.push(json!({ "const": "không có" }));
        if !field.required {
            forms.push(json!({ "type": "null" }));
        }
        json!({ "anyOf": forms })
    }

    fn forms(&mut self, ty: Type) -> Vec<Value> {
        match ty {
            Type::Bool => vec![json!({ "type": "boolean" }), json!({ "enum": ["có", "không"] })],
            Type::Number => vec![
                json!({ "type": "number" }),
                json!({ "type": "string", "pattern": NUMBER }),
            ],
            Type::Text => vec![json!({ "type": "string", "pattern": SOMETHING })],
            Type::Date => vec![json!({ "$ref": "#/$defs/date" })],
            Type::Moment => vec![json!({ "$ref": "#/$defs/moment" })],
            Type::Year => vec![json!({ "type": "integer", "minimum": 1900, "maximum": 2199 })],
            Type::Period => vec![period()],
            Type::Title => vec![self.titles()],
            Type::Member(set) => self.members(set.index()),
            Type::Texts => several(&json!({ "type": "string", "pattern": SOMETHING })),
            Type::List(of) => several(&self.reference(of)),
            Type::Record(of) => vec![self.reference(of)],
            Type::Duration | Type::Days => Vec::new(),
        }
    }

    fn titles(&self) -> Value {
        let names = self.doc.titles.iter().map(|title| title.named.name.clone());
        let codes = self.doc.titles.iter().filter_map(|title| title.code.clone());
        let mut values: Vec<String> = Vec::new();
        for value in names.chain(codes).chain(["khác".to_owned()]) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        json!({ "enum": values })
    }

    fn members(&self, set: usize) -> Vec<Value> {
        let Some(set) = self.doc.sets.get(set) else {
            return Vec::new();
        };
        let mut values: Vec<String> = Vec::new();
        let papers = self.doc.papers.is_some_and(|papers| papers.documents == set.id);
        let some = papers && !self.documents.is_empty();
        let all = (0u32..).zip(&set.values);
        let asked: Vec<&quyche_ir::model::Named> = all
            .filter(|(at, _)| !some || self.documents.contains(at))
            .map(|(_, value)| value)
            .collect();
        let labels = asked.iter().filter_map(|value| value.label.clone());
        for value in asked.iter().map(|value| value.name.clone()).chain(labels) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let mut forms = vec![json!({ "enum": values })];
        if set.open {
            forms.push(json!({ "type": "string", "pattern": SOMETHING }));
        }
        forms
    }
}

fn period() -> Value {
    let end = json!({ "anyOf": [{ "$ref": "#/$defs/date" }, { "const": "nay" }, { "type": "null" }] });
    let start = json!({ "anyOf": [{ "$ref": "#/$defs/date" }, { "type": "null" }] });
    json!({
        "type": "object",
        "properties": { "từ": start, "đến": end },
        "additionalProperties": false,
    })
}

/// A list that is complete, and one that is not.
fn several(items: &Value) -> Vec<Value> {
    let list = json!({ "type": "array", "items": items });
    let open = json!({
        "type": "object",
        "properties": { "chưa đủ": list },
        "required": ["chưa đủ"],
        "additionalProperties": false,
    });
    vec![list, open]
}
