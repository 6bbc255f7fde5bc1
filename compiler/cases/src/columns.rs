//! The columns of each table, from the records of the document: which there are, and under which headers each is known.

use crate::plan::{Column, Place, Slot, Table, field_label, record_label};
use crate::text::header_key;
use quyche_ir::expr::Type;
use quyche_ir::model::{Entry, Field, Record};
use quyche_ir::{Document, FieldId, RecordId};

/// How deep lists may stand in lists in a workbook.
const DEPTH: usize = 3;

/// The tables, not yet named apart: the people's first, then the circumstances', then lists, outer before inner.
pub(crate) fn tables(doc: &Document, entry: &Entry) -> Vec<Table> {
    let mut builder = Builder {
        doc,
        tables: Vec::new(),
    };
    let subject = doc.records.get(entry.subject.index());
    let context = entry.context.and_then(|id| doc.records.get(id.index()));
    builder.table(Place::People, subject, "Danh sách", &["danh sách"]);
    builder.table(Place::Context, context, "Bối cảnh", &["bối cảnh", "thông tin chung"]);
    let mut at = 0;
    while at < builder.tables.len() {
        builder.lists_of(at);
        at += 1;
    }
    builder.tables
}

struct Builder<'d> {
    doc: &'d Document,
    tables: Vec<Table>,
}

/// The words a field or a chain of fields goes by: the label way and the name way.
#[derive(Clone, Default)]
struct Words {
    label: String,
    name: String,
}

impl<'d> Builder<'d> {
    fn table(&mut self, place: Place, record: Option<&'d Record>, title: &str, names: &[&str]) {
        let mut table = Table {
            title: match (&place, record) {
                (Place::Rows { .. }, _) | (_, None) => title.to_owned(),
                (Place::People | Place::Context, Some(record)) => record_label(record),
            },
            names: Vec::new(),
            record: record.map(|record| record.id),
            columns: Vec::new(),
            place,
        };
        if let Some(record) = record {
            table.names.push(header_key(&record.name));
            table.names.push(header_key(&record_label(record)));
        }
        table.names.extend(names.iter().map(|name| (*name).to_owned()));
        self.owner_columns(&mut table);
        if table.place == Place::People && record.is_some_and(|record| record.key.is_none()) {
            table
                .columns
                .push(column("STT", &["số thứ tự", "tt"], Slot::Running, false));
        }
        if let Some(record) = record {
            self.columns(&mut table, record, &[], &Words::default(), &mut vec![record.id]);
        }
        if table.place == Place::Context {
            let keys = ["danh sách đã đủ", "danh sách đủ", "đã khai đủ danh sách"];
            table
                .columns
                .push(column("Danh sách đã đủ", &keys, Slot::AllPeople, false));
        }
        self.tables.push(table);
    }

    /// The chain of tables a row stands in, outermost first, itself left out.
    fn chain(&self, place: &Place) -> Vec<usize> {
        let mut chain = Vec::new();
        let mut at = place;
        while let Place::Rows { parent, .. } = at {
            chain.push(*parent);
            match self.tables.get(*parent) {
                Some(table) => at = &table.place,
                None => break,
            }
        }
        chain.reverse();
        chain
    }

    /// Columns that say to whom, and to which row of an outer list, a row belongs.
    fn owner_columns(&self, table: &mut Table) {
        for (level, ancestor) in self.chain(&table.place).into_iter().enumerate() {
            let Some(outer) = self.tables.get(ancestor) else {
                continue;
            };
            if outer.place == Place::Context {
                continue;
            }
            let record = outer.record.and_then(|id| self.doc.records.get(id.index()));
            let key = record.and_then(|record| record.key.and_then(|key| record.fields.get(key.index())));
            let (label, mut weak) = match key {
                Some(key) => (
                    field_label(key),
                    vec![header_key(&field_label(key)), header_key(&key.name)],
                ),
                None => ("STT".to_owned(), vec!["stt".to_owned(), "số thứ tự".to_owned()]),
            };
            let mut strong = Vec::new();
            if let Some(record) = record {
                for words in [record_label(record), record.name.clone()] {
                    strong.push(header_key(&format!("{label} {words}")));
                    strong.push(header_key(&format!("mã {words}")));
                    weak.push(header_key(&words));
                }
            }
            table.columns.push(Column {
                label: match record {
                    Some(record) if key.is_none() || level > 0 => format!("{label} ({})", record_label(record)),
                    Some(_) | None => label,
                },
                strong,
                weak,
                slot: Slot::Owner(level),
                required: true,
            });
        }
    }

    fn columns(
        &self,
        table: &mut Table,
        record: &'d Record,
        path: &[FieldId],
        outer: &Words,
        open: &mut Vec<RecordId>,
    ) {
        for (position, field) in record.fields.iter().enumerate() {
            let mut path = path.to_vec();
            path.push(FieldId::at(position));
            let words = Words {
                label: joined(&outer.label, &field_label(field), ": "),
                name: joined(&outer.name, &field.name, " "),
            };
            let names = Names::of(field, &words, outer);
            match field.ty {
                Type::Period => {
                    let required = field.required && path.len() == 1;
                    table
                        .columns
                        .push(names.period(Slot::Start { path: path.clone() }, "từ", required));
                    table.columns.push(names.period(Slot::End { path }, "đến", false));
                }
                Type::List(_) => table.columns.push(names.complete(path)),
                Type::Record(inner) => {
                    let inner = self.doc.records.get(inner.index());
                    let Some(inner) = inner.filter(|inner| !open.contains(&inner.id)) else {
                        continue;
                    };
                    open.push(inner.id);
                    self.columns(table, inner, &path, &words, open);
                    open.pop();
                    table.columns.push(names.value(path, field.ty, false));
                }
                Type::Bool
                | Type::Number
                | Type::Text
                | Type::Date
                | Type::Moment
                | Type::Year
                | Type::Title
                | Type::Member(_)
                | Type::Texts => {
                    let key = path.len() == 1 && record.key == path.first().copied();
                    let required = path.len() == 1 && (field.required || (key && table.place == Place::People));
                    table.columns.push(names.value(path, field.ty, required));
                }
                Type::Duration | Type::Days => {}
            }
        }
        self.judgement_columns(table, record, path);
    }

    fn judgement_columns(&self, table: &mut Table, record: &Record, path: &[FieldId]) {
        for judgement in self.doc.judgements.iter().filter(|judgement| judgement.of == record.id) {
            let plain = header_key(&judgement.key);
            table.columns.push(Column {
                label: format!("Đánh giá: {}", judgement.key),
                strong: vec![format!("đánh giá {plain}"), plain],
                weak: Vec::new(),
                slot: Slot::Judged {
                    path: path.to_vec(),
                    id: judgement.id,
                },
                required: false,
            });
        }
    }

    /// The tables of the lists in the records of table `at`.
    fn lists_of(&mut self, at: usize) {
        let Some(table) = self.tables.get(at) else { return };
        let chain = self.chain(&table.place);
        let Some(record) = table.record.and_then(|id| self.doc.records.get(id.index())) else {
            return;
        };
        let inner_of_row = matches!(table.place, Place::Rows { .. });
        if chain.len() >= DEPTH || (inner_of_row && record.key.is_none()) {
            return;
        }
        let mut open: Vec<RecordId> = chain
            .iter()
            .filter_map(|outer| self.tables.get(*outer)?.record)
            .collect();
        open.push(record.id);
        let mut found = Vec::new();
        self.list_fields(record, &[], &mut open, &mut found);
        for (path, field, element) in found {
            let title = field_label(field);
            let names = [header_key(&field.name), header_key(&title)];
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            self.table(Place::Rows { parent: at, path }, Some(element), &title, &names);
        }
    }

    fn list_fields(
        &self,
        record: &'d Record,
        path: &[FieldId],
        open: &mut Vec<RecordId>,
        found: &mut Vec<(Vec<FieldId>, &'d Field, &'d Record)>,
    ) {
        for (position, field) in record.fields.iter().enumerate() {
            let mut path = path.to_vec();
            path.push(FieldId::at(position));
            let (Type::List(inner) | Type::Record(inner)) = field.ty else {
                continue;
            };
            let Some(inner) = self
                .doc
                .records
                .get(inner.index())
                .filter(|inner| !open.contains(&inner.id))
            else {
                continue;
            };
            if matches!(field.ty, Type::List(_)) {
                found.push((path, field, inner));
            } else {
                open.push(inner.id);
                self.list_fields(inner, &path, open, found);
                open.pop();
            }
        }
    }
}

fn joined(outer: &str, inner: &str, between: &str) -> String {
    if outer.is_empty() {
        inner.to_owned()
    } else {
        format!("{outer}{between}{inner}")
    }
}

fn column(label: &str, keys: &[&str], slot: Slot, required: bool) -> Column {
    let mut strong = vec![header_key(label)];
    strong.extend(keys.iter().map(|key| (*key).to_owned()));
    Column {
        label: label.to_owned(),
        strong,
        weak: Vec::new(),
        slot,
        required,
    }
}

/// The header keys of one field.
struct Names {
    label: String,
    strong: Vec<String>,
    weak: Vec<String>,
}

impl Names {
    fn of(field: &Field, words: &Words, outer: &Words) -> Self {
        let label = field_label(field);
        let mut strong = vec![header_key(&words.label), header_key(&words.name)];
        let mut weak = Vec::new();
        if !outer.label.is_empty() {
            for inner in [label.as_str(), field.name.as_str()] {
                for outer in [outer.label.as_str(), outer.name.as_str()] {
                    strong.push(header_key(&format!("{inner} của {outer}")));
                }
                weak.push(header_key(inner));
            }
        }
        strong.push(header_key(&format!("{} ({})", words.label, words.name)));
        Self {
            label: words.label.clone(),
            strong,
            weak,
        }
    }

    fn value(self, path: Vec<FieldId>, ty: Type, required: bool) -> Column {
        Column {
            label: self.label,
            strong: self.strong,
            weak: self.weak,
            slot: Slot::Value { path, ty },
            required,
        }
    }

    fn period(&self, slot: Slot, side: &str, required: bool) -> Column {
        let ends = |keys: &[String]| -> Vec<String> {
            keys.iter()
                .flat_map(|key| [format!("{key} {side}"), format!("{key} {side} ngày")])
                .collect()
        };
        let mut weak = ends(&self.weak);
        let plain = match side {
            "từ" => ["từ", "từ ngày", "ngày bắt đầu", "bắt đầu"],
            _ => ["đến", "đến ngày", "ngày kết thúc", "kết thúc"],
        };
        weak.extend(plain.map(str::to_owned));
        Column {
            label: format!("{} ({side})", self.label),
            strong: ends(&self.strong),
            weak,
            slot,
            required,
        }
    }

    fn complete(self, path: Vec<FieldId>) -> Column {
        let marked =
            |keys: &[String]| -> Vec<String> { keys.iter().map(|key| format!("đã khai đủ {key}")).collect() };
        Column {
            label: format!("Đã khai đủ: {}", self.label),
            strong: marked(&self.strong),
            weak: marked(&self.weak),
            slot: Slot::Complete { path },
            required: false,
        }
    }
}
