//! What an entry point asks for, as tables of columns: one table for the people, one for the circumstances, one for each
//! list that a column can be joined to. Reading, templates and guides all follow this one plan, so that what a template
//! writes is what a reader accepts.
//!
//! Fields of a nested record are columns of the table it stands in (`Tổ chức: Có đơn vị trực thuộc`). A list inside a row
//! of a list is joined by the keys of both; where the outer row's record has no `mã` it can be given in JSON only.

use crate::text::{header_key, title_case};
use quyche_ir::expr::Type;
use quyche_ir::model::{Entry, Field, Record};
use quyche_ir::{Document, FieldId, JudgementId, RecordId};

/// How deep lists may stand in lists in a workbook.
const DEPTH: usize = 3;

/// The tables, the people's first, then the circumstances', then lists, outer before inner.
#[derive(Debug)]
pub(crate) struct Plan {
    pub tables: Vec<Table>,
}

/// The position of the people's table.
pub(crate) const PEOPLE: usize = 0;
/// The position of the table of circumstances.
pub(crate) const CONTEXT: usize = 1;

#[derive(Debug)]
pub(crate) struct Table {
    pub place: Place,
    /// Whose fields the columns are; none for circumstances that no record describes.
    pub record: Option<RecordId>,
    /// The name of the sheet in a template.
    pub title: String,
    /// Keys of the names under which a sheet or file is taken for this table, best first.
    pub names: Vec<String>,
    pub columns: Vec<Column>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    People,
    Context,
    /// Rows of the list at `path` of the records of table `parent`.
    Rows {
        parent: usize,
        path: Vec<FieldId>,
    },
}

#[derive(Debug)]
pub(crate) struct Column {
    /// The header in a template, without the mark of what is required.
    pub label: String,
    /// Header keys that mean this column and no other.
    pub strong: Vec<String>,
    /// Header keys that mean it where no other column claims them.
    pub weak: Vec<String>,
    pub slot: Slot,
    /// Must be there, and filled in every row.
    pub required: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The key of the person (0) or of the row of the n-th list outwards that this row belongs to.
    Owner(usize),
    /// `STT`: the key of cases whose record has no `mã`.
    Running,
    Value {
        path: Vec<FieldId>,
        ty: Type,
    },
    Start {
        path: Vec<FieldId>,
    },
    End {
        path: Vec<FieldId>,
    },
    /// `Đã khai đủ …`, of the list at the path.
    Complete {
        path: Vec<FieldId>,
    },
    /// Whether nobody is left out of the list of people.
    AllPeople,
    Judged {
        path: Vec<FieldId>,
        id: JudgementId,
    },
}

/// The label of a field, or its name for people.
pub(crate) fn field_label(field: &Field) -> String {
    field.label.clone().unwrap_or_else(|| title_case(&field.name))
}

/// The label of a record, or its name for people.
pub(crate) fn record_label(record: &Record) -> String {
    record.label.clone().unwrap_or_else(|| title_case(&record.name))
}

/// The plan of an entry point.
pub(crate) fn plan(doc: &Document, entry: &Entry) -> Plan {
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
    let mut plan = Plan { tables: builder.tables };
    plan.name_tables(doc);
    for table in &mut plan.tables {
        table.settle_labels();
    }
    plan
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

impl Plan {
    /// A list's sheet is named by its record where only one list has that record, otherwise by its field; whatever the
    /// title, the names of both are accepted as long as no two tables claim them.
    fn name_tables(&mut self, doc: &Document) {
        let titles: Vec<String> = self.tables.iter().map(|table| header_key(&table.title)).collect();
        let records: Vec<Option<RecordId>> = self.tables.iter().map(|table| table.record).collect();
        for (at, table) in self.tables.iter_mut().enumerate() {
            let alone = records.iter().filter(|record| **record == table.record).count() == 1;
            let record = table.record.and_then(|id| doc.records.get(id.index()));
            if let Some(record) = record
                && matches!(table.place, Place::Rows { .. })
            {
                if alone {
                    table.title = record_label(record);
                } else {
                    let own = [header_key(&record.name), header_key(&record_label(record))];
                    let field = titles.get(at).cloned().unwrap_or_default();
                    table.names.retain(|name| !own.contains(name) || *name == field);
                }
            }
        }
        let mut used: Vec<String> = vec!["hướng dẫn".to_owned(), "danh mục".to_owned()];
        for table in &mut self.tables {
            table.title = sheet_title(&table.title, &used);
            let key = header_key(&table.title);
            used.push(key.clone());
            table.names.insert(0, key);
        }
    }
}

/// A name Excel takes: at most 31 characters, none of its forbidden ones, not used twice.
fn sheet_title(title: &str, used: &[String]) -> String {
    let plain: String = title
        .chars()
        .map(|letter| if "[]:*?/\\'".contains(letter) { ' ' } else { letter })
        .collect();
    let cut = |length: usize| -> String { plain.chars().take(length).collect::<String>().trim().to_owned() };
    let first = cut(31);
    if !first.is_empty() && !used.contains(&header_key(&first)) {
        return first;
    }
    (2..)
        .map(|number| format!("{} {number}", cut(27)))
        .find(|name| !used.contains(&header_key(name)))
        .unwrap_or(first)
}

impl Table {
    /// Labels that two columns share are told apart by the name; keys that two columns claim belong to neither.
    fn settle_labels(&mut self) {
        let labels: Vec<String> = self.columns.iter().map(|column| header_key(&column.label)).collect();
        let shared = |key: &String| labels.iter().filter(|other| *other == key).count() > 1;
        let own: Vec<String> = self
            .columns
            .iter()
            .filter(|column| !matches!(column.slot, Slot::Owner(_)))
            .flat_map(|column| column.strong.clone())
            .collect();
        for (column, key) in self.columns.iter_mut().zip(&labels) {
            match column.slot {
                Slot::Owner(_) => {
                    // The plain key of the person is the join unless the rows have a field of that name themselves.
                    if shared(key) || own.contains(key) {
                        let strong = column.strong.first().cloned().unwrap_or_default();
                        column.label = title_case(&strong);
                    }
                    column.weak.retain(|weak| !own.contains(weak));
                }
                Slot::Value { .. } | Slot::Start { .. } | Slot::End { .. } | Slot::Complete { .. } if shared(key) => {
                    if let Some(name) = column.strong.get(1) {
                        column.label = format!("{} ({name})", column.label);
                        column.strong.push(header_key(&column.label));
                    }
                }
                Slot::Value { .. }
                | Slot::Start { .. }
                | Slot::End { .. }
                | Slot::Complete { .. }
                | Slot::Running
                | Slot::AllPeople
                | Slot::Judged { .. } => {}
            }
        }
    }

    /// The column a header means, trying each reading of it in turn: keys of one column only, then keys that one column
    /// alone would take, then the same without tone marks where the header was typed without any.
    pub fn column_for(&self, readings: &[String]) -> Option<usize> {
        let only = |test: &dyn Fn(&Column) -> bool| -> Option<usize> {
            let mut found = self.columns.iter().enumerate().filter(|(_, column)| test(column));
            let first = found.next()?;
            found.next().is_none().then_some(first.0)
        };
        for key in readings {
            if let Some(column) = only(&|column| column.strong.contains(key)) {
                return Some(column);
            }
        }
        for key in readings {
            if let Some(column) = only(&|column| column.weak.contains(key)) {
                return Some(column);
            }
        }
        for key in readings.iter().filter(|key| key.is_ascii()) {
            let bare = |keys: &[String]| keys.iter().any(|other| crate::text::toneless(other) == *key);
            if let Some(column) = only(&|column| bare(&column.strong)).or_else(|| only(&|column| bare(&column.weak))) {
                return Some(column);
            }
        }
        None
    }
}
