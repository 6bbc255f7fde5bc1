//! Where rows go: people into the list, rows of lists to their owners, all of it into the normal form at the end.

use crate::cell::{Origin, Spot};
use crate::errors::{DOUBLE_KEY, DOUBLE_ROW, Findings, MISSING_VALUE, NO_KEY, UNKNOWN_KEY, Wrong};
use crate::plan::{CONTEXT, Place, Plan, record_label};
use crate::record::{blank_record, fact_at, missing, missing_lists, normalise, path_words};
use crate::row::{RowReader, contradiction};
use crate::text::nearest;
use crate::value::{Cell, Special, Vocabulary, quote, same_without_tones, special};
use quyche_base::Text;
use quyche_ir::facts::{Case, Cases};
use quyche_ir::model::Record;
use quyche_ir::{Document, Fact, FieldId, ListFact, RecordFact, RecordId};
use std::collections::BTreeMap;

/// How many people a key is compared with when the one it should be is looked for.
const COMPARED: usize = 5000;

/// How many of the last rows of a list a new one is compared with.
const REPEATED_WITHIN: usize = 64;

/// What has been read so far.
pub(crate) struct Loader<'d> {
    pub doc: &'d Document,
    pub plan: &'d Plan,
    pub words: Vocabulary<'d>,
    pub findings: Findings,
    pub cases: Cases,
    /// Where each person stands in `cases.people`, and in which row of the file.
    index: BTreeMap<String, (usize, u32)>,
    /// Whether circumstances were given.
    context_given: bool,
    /// The person the last row belonged to: rows of one person mostly stand together.
    last: Option<usize>,
}

/// A row that has been read, and where it stands.
pub(crate) struct RowAt<'r> {
    pub rows: &'r RowReader,
    pub cells: &'r [Cell<'r>],
    pub origin: &'r Origin,
    pub number: u32,
    /// Nothing in it was wrong.
    pub sound: bool,
}

impl RowAt<'_> {
    /// The place of a column, where it is known.
    fn place(&self, column: Option<(usize, &str)>) -> Text {
        let (column, label) = column.unwrap_or((0, ""));
        self.origin.cell(Spot::new(self.number, column, label))
    }

    fn owner(&self, level: usize) -> Option<String> {
        self.rows.owner(self.cells, level)
    }

    fn owner_place(&self, level: usize) -> Text {
        self.place(self.rows.owner_column(level))
    }
}

/// Whether a cell, or its absence, says nothing.
pub(crate) fn is_unsaid(cell: Option<&Cell<'_>>) -> bool {
    matches!(cell.map(special), None | Some(Some(Special::Unknown)))
}

impl<'d> Loader<'d> {
    pub fn new(doc: &'d Document, plan: &'d Plan) -> Self {
        let context = plan
            .tables
            .get(CONTEXT)
            .and_then(|table| doc.records.get(table.record?.index()));
        Self {
            doc,
            plan,
            words: Vocabulary::new(doc, &plan.documents),
            findings: Findings::default(),
            cases: Cases {
                complete: true,
                context: context.map_or_else(RecordFact::default, blank_record),
                people: Vec::new(),
            },
            index: BTreeMap::new(),
            context_given: false,
            last: None,
        }
    }

    pub fn record(&self, id: Option<RecordId>) -> Option<&'d Record> {
        self.doc.records.get(id?.index())
    }

    /// Adds a person under the key the row gives.
    pub fn add_person(&mut self, record: &Record, fact: RecordFact, row: &RowAt<'_>) {
        let key = match record.key {
            Some(field) => text_of(fact.get(field)),
            None => Some(
                row.rows
                    .running(row.cells)
                    .unwrap_or_else(|| (self.cases.people.len() + 1).to_string()),
            ),
        };
        let column = record.key.and_then(|key| row.rows.place_of(&[key]));
        let Some(key) = key else {
            // A blank cell of a required field has been reported already.
            let field = record.key.and_then(|key| record.fields.get(key.index()));
            let blank = is_unsaid(column.and_then(|(column, _)| row.cells.get(column)));
            if !(blank && field.is_some_and(|field| field.required)) {
                self.findings.error(|| row.place(column), no_key());
            }
            return;
        };
        if let Some((_, first)) = self.index.get(&key) {
            let wrong = double_key(&key, &format!("dòng {first}"), &format!("row {first}"));
            self.findings.error(|| row.place(column), wrong);
            return;
        }
        self.index.insert(key.clone(), (self.cases.people.len(), row.number));
        self.cases.people.push(Case { key, subject: fact });
    }

    /// Takes the circumstances; `complete` says whether the list of people is, where something says so.
    pub fn add_context(&mut self, fact: RecordFact, complete: Option<bool>, row: &RowAt<'_>) {
        if std::mem::replace(&mut self.context_given, true) {
            let wrong = Wrong::new(
                DOUBLE_KEY,
                "trang này chỉ nhận một dòng thông tin",
                "this sheet takes one row only",
            )
            .help("xóa dòng thừa", "delete the other row");
            self.findings.error(|| row.place(None), wrong);
            return;
        }
        self.cases.context = fact;
        self.cases.complete = complete.unwrap_or(true);
    }

    /// Puts a row of table `at` into the list it belongs to.
    pub fn add_row(&mut self, at: usize, fact: RecordFact, row: &RowAt<'_>) {
        let chain = self.chain(at);
        let root = chain.first().copied().unwrap_or(CONTEXT);
        let person = if root == CONTEXT { None } else { Some(self.owner(row)) };
        let mut target = match person {
            None => &mut self.cases.context,
            Some(None) => return,
            Some(Some(person)) => match self.cases.people.get_mut(person) {
                Some(case) => &mut case.subject,
                None => return,
            },
        };
        let mut record = self.plan.tables.get(root).and_then(|table| table.record);
        for (level, step) in chain.iter().enumerate().skip(1) {
            let Some(table) = self.plan.tables.get(*step) else {
                return;
            };
            let Place::Rows { path, .. } = &table.place else { return };
            let Some(list) = fact_at(self.doc, target, record, path) else {
                return;
            };
            if *step == at {
                push(&mut self.findings, list, fact, row, level - 1);
                return;
            }
            let key = row.owner(level);
            let key_field = table.record.and_then(|id| self.doc.records.get(id.index())?.key);
            let Some(found) = find_row(list, key_field, key.as_deref()) else {
                let wrong = unknown_row(&key.unwrap_or_default(), &table.title);
                self.findings.error(|| row.owner_place(level), wrong);
                return;
            };
            target = found;
            record = table.record;
        }
    }

    /// The tables a row of table `at` stands in, outermost first, itself last.
    fn chain(&self, at: usize) -> Vec<usize> {
        let mut chain = vec![at];
        let mut table = self.plan.tables.get(at);
        while let Some(Place::Rows { parent, .. }) = table.map(|table| &table.place) {
            chain.push(*parent);
            table = self.plan.tables.get(*parent);
        }
        chain.reverse();
        chain
    }

    /// The person a row belongs to; where nobody is named, the only one.
    fn owner(&mut self, row: &RowAt<'_>) -> Option<usize> {
        let key = row.owner(0);
        let found = match &key {
            Some(key) => self.find_person(key),
            None => (row.rows.owner_column(0).is_none() && self.cases.people.len() == 1).then_some(0),
        };
        if found.is_none() {
            let wrong = match key {
                Some(key) => self.unknown_key(&key),
                None => no_key(),
            };
            self.findings.error(|| row.owner_place(0), wrong);
        }
        self.last = found.or(self.last);
        found
    }

    fn find_person(&self, key: &str) -> Option<usize> {
        let same = |person: &usize| self.cases.people.get(*person).is_some_and(|case| case.key == key);
        self.last
            .filter(same)
            .or_else(|| self.index.get(key).map(|(person, _)| *person))
    }

    fn unknown_key(&self, key: &str) -> Wrong {
        let wrong = Wrong::new(
            UNKNOWN_KEY,
            format!("mã {} không có trong danh sách", quote(key)),
            format!("the key {} is not on the list of people", quote(key)),
        );
        // Comparing with everybody is only worth it while somebody will read the answer.
        let near = if self.findings.listening() && self.cases.people.len() <= COMPARED {
            let keys = || self.cases.people.iter().map(|case| case.key.as_str());
            keys()
                .find(|other| same_without_tones(other, key))
                .or_else(|| nearest(key, keys()))
        } else {
            None
        };
        match near {
            Some(near) => wrong.help(format!("có phải là \"{near}\"?"), format!("did you mean \"{near}\"?")),
            None => wrong.help(
                "thêm người này vào danh sách, hoặc sửa mã cho khớp từng ký tự",
                "add the person to the list, or mend the key; keys must agree letter by letter",
            ),
        }
    }

    /// Puts everything read into its normal form and asks for what must be given, of the circumstances only where they are
    /// asked for or given; the cases are only fit for use when
    /// nothing was wrong.
    pub fn finish(mut self, subject: RecordId, context: Option<RecordId>, asked: bool) -> (Cases, Findings) {
        if let Some(record) = self.record(context).filter(|_| asked || self.context_given) {
            let label = record_label(record);
            let place = || Text::new(format!("bối cảnh \"{label}\""), format!("circumstances \"{label}\""));
            if !self.context_given {
                for path in missing(self.doc, record, &self.cases.context) {
                    self.findings
                        .error(place, missing_value(&path_words(self.doc, record, &path)));
                }
            }
            normalise(self.doc, record, &mut self.cases.context);
            for field in missing_lists(record, &self.cases.context) {
                self.findings
                    .error(place, missing_value(&path_words(self.doc, record, &[field])));
            }
        }
        if let Some(record) = self.record(Some(subject)) {
            for case in &mut self.cases.people {
                normalise(self.doc, record, &mut case.subject);
                for field in missing_lists(record, &case.subject) {
                    let key = quote(&case.key);
                    let place = || Text::new(format!("mã {key}"), format!("key {key}"));
                    self.findings
                        .error(place, missing_value(&path_words(self.doc, record, &[field])));
                }
            }
        }
        (self.cases, self.findings)
    }
}

fn find_row<'f>(list: &'f mut Fact, key_field: Option<FieldId>, key: Option<&str>) -> Option<&'f mut RecordFact> {
    let (Fact::List(list), Some(field), Some(key)) = (list, key_field, key) else {
        return None;
    };
    list.rows
        .iter_mut()
        .find(|row| matches!(row.get(field), Fact::Text(text) if text == key))
}

/// Adds a row to a list; rows make a list complete unless something else was declared.
fn push(findings: &mut Findings, list: &mut Fact, fact: RecordFact, row: &RowAt<'_>, level: usize) {
    if let Fact::List(list) = list {
        if row.sound && is_repeated(list, &fact) {
            findings.warn(|| row.owner_place(level), double_row);
        }
        list.rows.push(fact);
    } else if matches!(list, Fact::None) {
        findings.error(|| row.owner_place(level), contradiction());
    } else {
        *list = Fact::List(ListFact {
            rows: vec![fact],
            complete: true,
        });
    }
}

/// The text of a fact that is one.
pub(crate) fn text_of(fact: &Fact) -> Option<String> {
    if let Fact::Text(text) = fact {
        Some(text.clone())
    } else {
        None
    }
}

/// Whether the list holds such a row already; of a long list only the last rows are compared.
pub(crate) fn is_repeated(list: &ListFact, row: &RecordFact) -> bool {
    list.rows.iter().rev().take(REPEATED_WITHIN).any(|other| other == row)
}

pub(crate) fn double_row() -> Wrong {
    Wrong::new(
        DOUBLE_ROW,
        "dòng này giống hệt một dòng trước của cùng người; cả hai đều được tính",
        "this row repeats an earlier one of the same list; both count",
    )
    .help(
        "nếu là khai trùng thì xóa một dòng",
        "delete one if it was entered twice",
    )
}

pub(crate) fn missing_value(label: &str) -> Wrong {
    Wrong::new(
        MISSING_VALUE,
        format!("thiếu \"{label}\", mục bắt buộc khai"),
        format!("\"{label}\" must be given"),
    )
    .help(
        "ghi giá trị; nếu biết chắc là không có thì ghi \"không có\"",
        "give it; write \"không có\" if it is known to be none",
    )
}

pub(crate) fn no_key() -> Wrong {
    Wrong::new(NO_KEY, "dòng không có mã", "the row has no key").help(
        "ghi mã của người này; dòng ghi chú hoặc dòng ký tên thì xóa khỏi bảng",
        "give the key; delete rows that are remarks or signatures",
    )
}

pub(crate) fn double_key(key: &str, vi: &str, en: &str) -> Wrong {
    Wrong::new(
        DOUBLE_KEY,
        format!("mã {} đã có ở {vi}", quote(key)),
        format!("the key {} stands at {en} already", quote(key)),
    )
    .help(
        "mỗi người một mã riêng; xóa dòng thừa hoặc sửa mã",
        "each person needs a key of his own",
    )
}

fn unknown_row(key: &str, title: &str) -> Wrong {
    Wrong::new(
        UNKNOWN_KEY,
        format!("mã {} không có ở trang \"{title}\" của người này", quote(key)),
        format!("the key {} is not on sheet \"{title}\" for this person", quote(key)),
    )
    .help(
        "khai dòng có mã này trước, hoặc sửa mã",
        "give the row of this key, or mend the key",
    )
}
