//! What an entry point asks for, as tables of columns: one table for the people, one for the circumstances, one for each
//! list that a column can be joined to. Reading, templates and guides all follow this one plan, so that what a template
//! writes is what a reader accepts.
//!
//! Fields of a nested record are columns of the table it stands in (`Tổ chức: Có đơn vị trực thuộc`). A list inside a row
//! of a list is joined by the keys of both; where the outer row's record has no `mã` it can be given in JSON only.

use crate::columns::tables;
use crate::text::{header_key, title_case};
use crate::used::used;
use quyche_ir::expr::Type;
use quyche_ir::model::{Entry, Field, Record};
use quyche_ir::{Document, FieldId, JudgementId, RecordId};
use std::collections::BTreeSet;

/// The tables, the people's first, then the circumstances', then lists, outer before inner.
#[derive(Debug)]
pub(crate) struct Plan {
    pub tables: Vec<Table>,
    /// The documents of dossiers that the entry point can ask for.
    pub documents: BTreeSet<u32>,
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
    let mut plan = Plan {
        tables: tables(doc, entry),
        documents: used(doc, entry).documents,
    };
    plan.name_tables(doc);
    for table in &mut plan.tables {
        table.settle_labels();
    }
    plan
}

impl Plan {
    /// Whether a table is that of the circumstances, or of a list in them.
    pub fn is_of_context(&self, table: &Table) -> bool {
        let mut at = Some(table);
        while let Some(table) = at {
            at = match &table.place {
                Place::People => return false,
                Place::Context => return true,
                Place::Rows { parent, .. } => self.tables.get(*parent),
            };
        }
        false
    }

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
