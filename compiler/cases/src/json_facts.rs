//! The records of JSON: properties to fields, arrays to lists. Lists mean what they mean in tables; see
//! [`sheet`](crate::sheet).

use crate::errors::{DOUBLE_COLUMN, Findings, JSON_SHAPE, UNKNOWN_COLUMN, Wrong};
use crate::json_tree::{Json, Way};
use crate::loader::{double_key, double_row, is_repeated, missing_value, no_key};
use crate::plan::field_label;
use crate::record::{blank_record, missing, missing_lists};
use crate::row::{Side, read_period};
use crate::scalar;
use crate::text::{header_key, key, nearest};
use crate::value::{self, Cell, Special, Vocabulary, quote, special};
use quyche_ir::expr::Type;
use quyche_ir::facts::{Case, Cases};
use quyche_ir::model::{Field, Record};
use quyche_ir::{Document, Fact, FieldId, ListFact, RecordFact, RecordId};
use std::collections::{BTreeMap, BTreeSet};

/// Records of facts out of JSON objects.
pub(crate) struct Reader<'r, 'd> {
    pub doc: &'d Document,
    words: Vocabulary<'d>,
    pub findings: &'r mut Findings,
    pub cases: Cases,
    /// What the property names met so far mean, by record.
    names: Vec<BTreeMap<String, Option<FieldId>>>,
    keys: BTreeMap<String, usize>,
}

impl<'r, 'd> Reader<'r, 'd> {
    pub fn new(doc: &'d Document, documents: &BTreeSet<u32>, findings: &'r mut Findings) -> Self {
        Self {
            doc,
            words: Vocabulary::new(doc, documents),
            findings,
            cases: Cases {
                complete: true,
                ..Cases::default()
            },
            names: vec![BTreeMap::new(); doc.records.len()],
            keys: BTreeMap::new(),
        }
    }

    /// Adds a person, the `number`-th of the list.
    pub fn person(&mut self, subject: RecordId, json: Json, number: usize) {
        let top = Way::top("danh sách");
        let way = top.row(number);
        let Some(record) = self.doc.records.get(subject.index()) else {
            return;
        };
        let running = match (&json, record.key) {
            (Json::Object(fields), None) => {
                let own = fields.iter().find(|(name, _)| key(name) == "stt");
                let own = own.and_then(|(_, json)| scalar::case_key(&json.cell()?));
                Some(own.unwrap_or_else(|| (number + 1).to_string()))
            }
            _ => None,
        };
        let Some(fact) = self.record(record, json, &way) else {
            return;
        };
        let found = match (running, record.key.map(|field| fact.get(field))) {
            (Some(running), _) => running,
            (None, Some(Fact::Text(text))) => text.clone(),
            (None, _) => {
                let said = record
                    .key
                    .and_then(|key| record.fields.get(key.index()))
                    .is_some_and(|field| field.required);
                if !said {
                    self.findings.error(|| way.place(), no_key());
                }
                return;
            }
        };
        if let Some(first) = self.keys.get(&found) {
            let at = format!("danh sách[{first}]");
            self.findings.error(|| way.place(), double_key(&found, &at, &at));
            return;
        }
        self.keys.insert(found.clone(), number);
        self.cases.people.push(Case {
            key: found,
            subject: fact,
        });
    }

    /// Takes the circumstances.
    pub fn context(&mut self, record: Option<RecordId>, json: Json) {
        let Some(record) = record.and_then(|id| self.doc.records.get(id.index())) else {
            return;
        };
        let json = if matches!(json, Json::Null) {
            Json::Object(Vec::new())
        } else {
            json
        };
        if let Some(fact) = self.record(record, json, &Way::top("bối cảnh")) {
            self.cases.context = fact;
        }
    }

    /// Takes it that no circumstances are given; what must be given is missed where they are asked for.
    pub fn no_context(&mut self, record: Option<RecordId>, asked: bool) {
        if asked {
            self.context(record, Json::Null);
        } else if let Some(record) = record.and_then(|id| self.doc.records.get(id.index())) {
            self.cases.context = blank_record(record);
        }
    }

    /// Takes whether the list of people is complete.
    pub fn complete(&mut self, json: Json) {
        match json {
            Json::Bool(truth) => self.cases.complete = truth,
            Json::Null => {}
            Json::Number(_) | Json::Fault(_) | Json::Text(_) | Json::List(_) | Json::Object(_) => {
                self.findings
                    .error(|| Way::top("đủ").place(), shape("true hoặc false", "true or false"));
            }
        }
    }

    fn record(&mut self, record: &'d Record, json: Json, way: &Way<'_>) -> Option<RecordFact> {
        let Json::Object(fields) = json else {
            self.findings
                .error(|| way.place(), shape("một đối tượng {…}", "an object {…}"));
            return None;
        };
        let mut fact = blank_record(record);
        let mut given = vec![false; record.fields.len()];
        let mut said: Vec<FieldId> = Vec::new();
        for (name, json) in fields {
            let way = way.name(&name);
            if matches!(json, Json::Object(_)) && key(&name) == "đánh giá" {
                self.judgements(record, json, &mut fact, &way);
                continue;
            }
            let Some(id) = self.field(record, &name) else {
                if !(record.key.is_none() && key(&name) == "stt") {
                    let names = record.fields.iter().map(|field| field.name.as_str());
                    self.unknown(&way, &name, names);
                }
                continue;
            };
            let (Some(field), Some(given)) = (record.fields.get(id.index()), given.get_mut(id.index())) else {
                continue;
            };
            if std::mem::replace(given, true) {
                self.findings.error(|| way.place(), repeated(&name));
                continue;
            }
            // What is given and wrong is reported as that, not as missing.
            said.extend((!json.cell().as_ref().is_some_and(Cell::is_blank)).then_some(id));
            let found = self.fact(field.ty, json, &way);
            fact.set(id, found);
        }
        fact.judgements.sort_unstable();
        for path in missing(self.doc, record, &fact) {
            if let [id] = path.as_slice()
                && let Some(field) = record.fields.get(id.index())
                && !said.contains(id)
            {
                self.findings.error(|| way.place(), missing_value(&field_label(field)));
            }
        }
        for id in missing_lists(record, &fact) {
            if let Some(field) = record.fields.get(id.index()) {
                self.findings.error(|| way.place(), missing_value(&field_label(field)));
            }
        }
        Some(fact)
    }

    /// The field a property names: its name as declared, or its label.
    fn field(&mut self, record: &Record, name: &str) -> Option<FieldId> {
        let known = self.names.get_mut(record.id.index())?;
        if let Some(found) = known.get(name) {
            return *found;
        }
        let wanted = key(name);
        let by_name = record.fields.iter().position(|field| key(&field.name) == wanted);
        let by_label = || {
            let label = |field: &Field| field.label.as_ref().is_some_and(|label| key(label) == wanted);
            record.fields.iter().position(label)
        };
        let found = by_name.or_else(by_label).map(FieldId::at);
        known.insert(name.to_owned(), found);
        found
    }

    /// A property that means nothing here; remarks of one's own are not mentioned.
    pub fn unknown<'n>(&mut self, way: &Way<'_>, name: &str, names: impl Iterator<Item = &'n str>) {
        let lowered = key(name);
        if lowered.starts_with("ghi chú") || name.starts_with(['$', '#']) {
            return;
        }
        let wrong = || {
            let wrong = Wrong::new(
                UNKNOWN_COLUMN,
                format!("thuộc tính {} không dùng đến", quote(name)),
                format!("the property {} is not used", quote(name)),
            );
            match nearest(name, names) {
                Some(near) => wrong.help(format!("có phải là \"{near}\"?"), format!("did you mean \"{near}\"?")),
                None => wrong.help(
                    "ghi chú riêng thì đặt tên thuộc tính bắt đầu bằng \"ghi chú\"",
                    "start the name of a remark of your own with \"ghi chú\"",
                ),
            }
        };
        self.findings.warn(|| way.place(), wrong);
    }

    fn judgements(&mut self, record: &Record, json: Json, fact: &mut RecordFact, way: &Way<'_>) {
        let Json::Object(fields) = json else { return };
        let own = || self.doc.judgements.iter().filter(|judgement| judgement.of == record.id);
        for (name, json) in fields {
            let way = way.name(&name);
            let wanted = header_key(&name);
            let Some(judgement) = own().find(|judgement| header_key(&judgement.key) == wanted) else {
                let own = self.doc.judgements.iter().filter(|judgement| judgement.of == record.id);
                self.unknown(&way, &name, own.map(|judgement| judgement.key.as_str()));
                continue;
            };
            let read = match json.cell() {
                Some(cell) => scalar::judgement(&cell),
                None => Err(shape(
                    "\"đạt\", \"không đạt\" hoặc null",
                    "\"đạt\", \"không đạt\" or null",
                )),
            };
            match read {
                Ok(Some(met)) => fact.judgements.push((judgement.id, met)),
                Ok(None) => {}
                Err(wrong) => self.findings.error(|| way.place(), wrong),
            }
        }
    }

    fn fact(&mut self, ty: Type, json: Json, way: &Way<'_>) -> Fact {
        match ty {
            Type::Period => self.period(json, way),
            Type::List(of) => self.list(of, json, way),
            Type::Texts => self.texts(json, way),
            Type::Record(of) => self.nested(of, json, way),
            Type::Bool
            | Type::Number
            | Type::Text
            | Type::Date
            | Type::Moment
            | Type::Year
            | Type::Duration
            | Type::Days
            | Type::Title
            | Type::Member(_) => self.scalar(ty, &json, way),
        }
    }

    fn scalar(&mut self, ty: Type, json: &Json, way: &Way<'_>) -> Fact {
        let Some(cell) = json.cell() else {
            self.findings
                .error(|| way.place(), shape("một giá trị đơn", "a single value"));
            return Fact::Unknown;
        };
        match self.words.read(&cell, ty) {
            Ok((fact, doubt)) => {
                if let Some(doubt) = doubt {
                    self.findings.warn(|| way.place(), || doubt);
                }
                fact
            }
            Err(wrong) => {
                self.findings.error(|| way.place(), wrong);
                Fact::Unknown
            }
        }
    }

    fn period(&mut self, json: Json, way: &Way<'_>) -> Fact {
        let Json::Object(fields) = json else {
            return match json.cell().as_ref().map(special) {
                Some(Some(Special::None)) => Fact::None,
                Some(Some(Special::Unknown)) => Fact::Unknown,
                Some(None) | None => {
                    let wanted = "{\"từ\": …, \"đến\": …}, \"không có\" hoặc null";
                    self.findings.error(
                        || way.place(),
                        shape(wanted, "{\"từ\": …, \"đến\": …}, \"không có\" or null"),
                    );
                    Fact::Unknown
                }
            };
        };
        let mut ends = [Cell::Blank, Cell::Blank];
        for (name, json) in fields {
            let way = way.name(&name);
            let wanted = key(&name);
            let [start, end] = &mut ends;
            let end = match wanted.as_str() {
                "từ" | "từ ngày" => start,
                "đến" | "đến ngày" => end,
                _ => {
                    self.unknown(&way, &name, ["từ", "đến"].into_iter());
                    continue;
                }
            };
            match json.cell() {
                Some(cell) => *end = cell.into_owned(),
                None => self.findings.error(|| way.place(), shape("một ngày", "a date")),
            }
        }
        let [start, end] = &ends;
        match read_period(start, end) {
            Ok(fact) => fact,
            Err(wrongs) => {
                for (side, wrong) in wrongs {
                    let side = if side == Side::Start { "từ" } else { "đến" };
                    self.findings.error(|| way.name(side).place(), wrong);
                }
                Fact::Unknown
            }
        }
    }

    /// `[…]` is complete, `{"chưa đủ": […]}` is not; the rows, or what is said instead of them.
    fn rows(&mut self, json: Json, way: &Way<'_>) -> Result<(Vec<Json>, bool), Option<Special>> {
        match json {
            Json::List(rows) => return Ok((rows, true)),
            Json::Object(fields) => {
                let mut fields = fields.into_iter();
                if let (Some((name, Json::List(rows))), None) = (fields.next(), fields.next())
                    && key(&name) == "chưa đủ"
                {
                    return Ok((rows, false));
                }
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Fault(_) | Json::Text(_) => {
                if let Some(found) = json.cell().as_ref().and_then(special) {
                    return Err(Some(found));
                }
            }
        }
        let wanted = shape(
            "[…], {\"chưa đủ\": […]}, \"không có\" hoặc null",
            "[…], {\"chưa đủ\": […]}, \"không có\" or null",
        );
        self.findings.error(|| way.place(), wanted);
        Err(None)
    }

    fn list(&mut self, of: RecordId, json: Json, way: &Way<'_>) -> Fact {
        let (rows, complete) = match self.rows(json, way) {
            Ok(found) => found,
            Err(Some(Special::None)) => return value::none_of(Type::List(of)),
            Err(Some(Special::Unknown) | None) => return Fact::Unknown,
        };
        if rows.is_empty() && !complete {
            return Fact::Unknown;
        }
        let Some(record) = self.doc.records.get(of.index()) else {
            return Fact::Unknown;
        };
        let mut list = ListFact {
            rows: Vec::with_capacity(rows.len()),
            complete,
        };
        for (number, json) in rows.into_iter().enumerate() {
            let way = way.row(number);
            let errors = self.findings.errors();
            if let Some(row) = self.record(record, json, &way) {
                // What was refused of a row is not known to be the same.
                if self.findings.errors() == errors && is_repeated(&list, &row) {
                    self.findings.warn(|| way.place(), double_row);
                }
                list.rows.push(row);
            }
        }
        Fact::List(list)
    }

    fn texts(&mut self, json: Json, way: &Way<'_>) -> Fact {
        if let Json::Text(_) = json {
            return self.scalar(Type::Texts, &json, way);
        }
        let (rows, complete) = match self.rows(json, way) {
            Ok(found) => found,
            Err(Some(Special::None)) => return value::none_of(Type::Texts),
            Err(Some(Special::Unknown) | None) => return Fact::Unknown,
        };
        let mut items = Vec::with_capacity(rows.len());
        for (number, json) in rows.iter().enumerate() {
            match json.cell().as_ref().and_then(scalar::case_key) {
                Some(text) => items.push(text),
                None => self
                    .findings
                    .error(|| way.row(number).place(), shape("một chuỗi chữ", "a text")),
            }
        }
        scalar::texts_fact(items, complete)
    }

    fn nested(&mut self, of: RecordId, json: Json, way: &Way<'_>) -> Fact {
        if let Some(found) = json.cell().as_ref().and_then(special) {
            return match found {
                Special::None => Fact::None,
                Special::Unknown => Fact::Unknown,
            };
        }
        let Some(record) = self.doc.records.get(of.index()) else {
            return Fact::Unknown;
        };
        let Some(fact) = self.record(record, json, way) else {
            return Fact::Unknown;
        };
        let blank = fact.judgements.is_empty() && fact.fields.iter().all(|fact| matches!(fact, Fact::Unknown));
        if blank {
            Fact::Unknown
        } else {
            Fact::Record(Box::new(fact))
        }
    }
}

fn shape(vi: &str, en: &str) -> Wrong {
    Wrong::new(
        JSON_SHAPE,
        format!("chỗ này phải là {vi}"),
        format!("this must be {en}"),
    )
    .help(
        "xem lược đồ: `quyche build --target schema`",
        "see the schema: `quyche build --target schema`",
    )
}

pub(crate) fn repeated(name: &str) -> Wrong {
    Wrong::new(
        DOUBLE_COLUMN,
        format!("thuộc tính {} lặp lại", quote(name)),
        format!("the property {} is repeated", quote(name)),
    )
    .help("giữ lại một, xóa các chỗ còn lại", "keep one of them")
}
