//! Rows of a table turned into facts: the part that CSV files and workbooks share.
//!
//! What a row means for lists (R5), the same in every form of input:
//! - a person without rows in a list's table, and with nothing in `Đã khai đủ`, gave no such list: it is unknown;
//! - given rows are all there are, unless `Đã khai đủ` says `không` (`chưa đủ`);
//! - `Đã khai đủ: có` without rows, or `không có`, is the empty, complete list; `không` without rows is unknown.
//!
//! JSON says the same with `[…]`, `{"chưa đủ": […]}`, `[]` or `"không có"`, and an absent property.

use crate::cell::{Origin, Spot};
use crate::errors::{DOUBLE_COLUMN, MISSING_COLUMN, NO_HEADER, UNKNOWN_COLUMN, Wrong};
use crate::header::{self, Header, LOOKED_AT, OwnedRow};
use crate::loader::{Loader, RowAt, is_unsaid, missing_value};
use crate::plan::{CONTEXT, PEOPLE, Place, Slot, Table, field_label};
use crate::record::{blank_record, missing};
use crate::row::RowReader;
use crate::tables::other_record;
use crate::text::nearest;
use crate::value::{Cell, quote};
use quyche_ir::model::Record;

/// A table of circumstances may stand upright and is kept whole until its shape is known.
const CONTEXT_ROWS: usize = 1000;

/// Reads one table, row by row.
pub(crate) struct SheetReader<'l, 'd> {
    loader: &'l mut Loader<'d>,
    at: usize,
    table: &'d Table,
    origin: Origin,
    state: State,
}

enum State {
    /// Rows kept until the header is found.
    Looking(Vec<OwnedRow>),
    Reading {
        rows: RowReader,
        /// Whether a row has been read: a row of column numbers can only stand before the first.
        begun: bool,
    },
    /// No header, or columns missing: said once, the rows are not read.
    Failed,
}

impl<'l, 'd> SheetReader<'l, 'd> {
    pub fn new(loader: &'l mut Loader<'d>, at: usize, origin: Origin) -> Option<Self> {
        let table = loader.plan.tables.get(at)?;
        Some(Self {
            loader,
            at,
            table,
            origin,
            state: State::Looking(Vec::new()),
        })
    }

    /// Takes a row; false when no further row is wanted.
    pub fn row(&mut self, number: u32, cells: &[Cell<'_>]) -> bool {
        let full = match &mut self.state {
            State::Failed => return false,
            State::Reading { .. } => {
                self.read(number, cells);
                return !self.loader.findings.given_up();
            }
            State::Looking(rows) => {
                if cells.iter().any(|cell| !cell.is_blank()) {
                    rows.push((number, cells.iter().cloned().map(Cell::into_owned).collect()));
                }
                rows.len()
                    > if self.at == CONTEXT {
                        CONTEXT_ROWS
                    } else {
                        LOOKED_AT + 1
                    }
            }
        };
        if full {
            self.decide();
        }
        !matches!(self.state, State::Failed)
    }

    /// All rows have come; false when the table could not be read at all.
    pub fn finish(mut self) -> bool {
        if matches!(self.state, State::Looking(_)) {
            self.decide();
        }
        !matches!(self.state, State::Failed)
    }

    /// The table could not be read on; said of the whole sheet or file.
    pub fn fail(&mut self, wrong: Wrong) {
        let place = self.origin.whole();
        self.loader.findings.error(|| place, wrong);
    }

    /// The table could not be read on from a cell.
    pub fn fail_at(&mut self, row: u32, column: usize, wrong: Wrong) {
        let place = self.origin.cell(Spot::new(row, column, ""));
        self.loader.findings.error(|| place, wrong);
    }

    fn decide(&mut self) {
        let State::Looking(rows) = std::mem::replace(&mut self.state, State::Failed) else {
            return;
        };
        let rows = match self.upright(&rows) {
            Some(turned) => turned,
            None => rows,
        };
        let Some(header) = header::find(self.table, &rows) else {
            if !(rows.is_empty() && self.at != crate::plan::PEOPLE) {
                self.no_header();
            }
            return;
        };
        let Some(reader) = self.columns(&header, &rows) else {
            return;
        };
        self.state = State::Reading {
            rows: reader,
            begun: false,
        };
        for (number, cells) in rows.iter().skip(header.at + header.lines) {
            self.read(*number, cells);
        }
    }

    /// A table of circumstances with names on the left and values on the right, turned to lie: one header row, one row.
    /// The lying form wins where it understands as many columns and has a row of values.
    fn upright(&self, rows: &[OwnedRow]) -> Option<Vec<OwnedRow>> {
        if self.at != CONTEXT {
            return None;
        }
        let filled = |row: &OwnedRow| row.1.iter().filter(|cell| !cell.is_blank()).count();
        let mut names = Vec::new();
        let mut values = Vec::new();
        let mut matched = 0;
        for (_, cells) in rows {
            let mut filled_cells = cells.iter().filter(|cell| !cell.is_blank());
            let Some(Cell::Text(name)) = filled_cells.next() else {
                continue;
            };
            let keys = [crate::text::header_key(name)];
            matched += usize::from(self.table.column_for(&keys).is_some());
            names.push(Cell::Text(name.clone()));
            values.push(filled_cells.next().cloned().unwrap_or(Cell::Blank));
        }
        let lying = header::find(self.table, rows);
        let lies = lying.as_ref().is_some_and(|header| {
            let values = rows.iter().skip(header.at + header.lines).any(|row| filled(row) > 0);
            header.matched > matched || (header.matched == matched && values)
        });
        let first = rows.first().map_or(1, |row| row.0);
        (matched > 0 && !lies).then(|| vec![(first, names), (first, values)])
    }

    fn no_header(&mut self) {
        let wanted: Vec<String> = self
            .table
            .columns
            .iter()
            .take(6)
            .map(|column| format!("\"{}\"", column.label))
            .collect();
        let wanted = wanted.join(", ");
        let place = self.origin.whole();
        self.loader.findings.error(
            || place,
            Wrong::new(
                NO_HEADER,
                format!("không thấy dòng tiêu đề trong {LOOKED_AT} dòng đầu"),
                format!("no header row among the first {LOOKED_AT} rows"),
            )
            .help(
                format!("dòng tiêu đề ghi tên các cột, ví dụ: {wanted}; lập bảng mẫu bằng `quyche template`"),
                format!("the header names the columns, for example: {wanted}; `quyche template` writes a blank form"),
            ),
        );
    }

    /// The plan of reading: what each column of the file means, from the header once and for all.
    fn columns(&mut self, header: &Header, rows: &[OwnedRow]) -> Option<RowReader> {
        let number = rows.get(header.at + header.lines - 1).map_or(0, |row| row.0);
        let mut taken: Vec<Option<usize>> = vec![None; self.table.columns.len()];
        for (column, meant) in header.columns.iter().enumerate() {
            let written = header.written.get(column).map_or("", String::as_str);
            let spot = || self.origin.cell(Spot::new(number, column, ""));
            match meant.and_then(|meant| taken.get_mut(meant)) {
                Some(place @ None) => *place = Some(column),
                Some(Some(_)) => self.loader.findings.error(
                    spot,
                    Wrong::new(
                        DOUBLE_COLUMN,
                        format!("cột {} trùng với một cột trước", quote(written)),
                        format!("column {} repeats an earlier one", quote(written)),
                    )
                    .help("xóa hoặc đổi tên một trong hai cột", "delete or rename one of the two"),
                ),
                None if header::is_comment(written) => {}
                None => self.loader.findings.warn(spot, || unknown_column(self.table, written)),
            }
        }
        if self.at == PEOPLE && self.is_of_another(&taken, header) {
            return None;
        }
        self.require(&taken).then(|| RowReader::new(self.table, &taken))
    }

    /// Whether of the people's columns none but the key was found, while another record has the others: it is told, for
    /// the rows would be read as people of whom nothing is known.
    fn is_of_another(&mut self, taken: &[Option<usize>], header: &Header) -> bool {
        let key = self.loader.record(self.table.record).and_then(|record| record.key);
        let is_key = |slot: &Slot| matches!(slot, Slot::Value { path, .. } if path.first().copied() == key);
        let mut found = self
            .table
            .columns
            .iter()
            .zip(taken)
            .filter(|(_, place)| place.is_some());
        if found.any(|(column, _)| !is_key(&column.slot) && !matches!(column.slot, Slot::Running)) {
            return false;
        }
        let columns = header.columns.iter().zip(&header.written);
        let unknown: Vec<String> = columns
            .filter(|(meant, written)| meant.is_none() && !written.is_empty() && !header::is_comment(written))
            .map(|(_, written)| crate::text::header_key(written))
            .collect();
        let doc = self.loader.doc;
        let has = |record: &Record, written: &String| {
            let mut fields = record.fields.iter();
            fields.any(|field| {
                [&field.name, &field_label(field)]
                    .into_iter()
                    .any(|own| crate::text::header_key(own) == *written)
            })
        };
        let mut others = doc.records.iter().filter(|record| Some(record.id) != self.table.record);
        let other = others.find(|record| !unknown.is_empty() && unknown.iter().all(|written| has(record, written)));
        if let Some(other) = other {
            let wrong = other_record(self.loader.plan, "đây", other);
            self.fail(wrong);
        }
        other.is_some()
    }

    /// Asks for the columns that must be there; false when without one of them rows belong to nobody.
    fn require(&mut self, taken: &[Option<usize>]) -> bool {
        let key = self.loader.record(self.table.record).and_then(|record| record.key);
        let mut joined = true;
        for (column, place) in self.table.columns.iter().zip(taken) {
            let alone = matches!(column.slot, Slot::Owner(0)) && self.loader.cases.people.len() == 1;
            if !column.required || place.is_some() || alone {
                continue;
            }
            joined &= match &column.slot {
                Slot::Owner(_) => false,
                Slot::Value { path, .. } => self.table.place != Place::People || path.first().copied() != key,
                Slot::Running
                | Slot::Start { .. }
                | Slot::End { .. }
                | Slot::Complete { .. }
                | Slot::AllPeople
                | Slot::Judged { .. } => true,
            };
            let place = self.origin.whole();
            self.loader.findings.error(
                || place,
                Wrong::new(
                    MISSING_COLUMN,
                    format!("thiếu cột \"{}\"", column.label),
                    format!("the column \"{}\" is missing", column.label),
                )
                .help(
                    format!("thêm cột có tiêu đề \"{}\"", column.label),
                    format!("add a column headed \"{}\"", column.label),
                ),
            );
        }
        joined
    }

    fn read(&mut self, number: u32, cells: &[Cell<'_>]) {
        let State::Reading { rows, begun } = &mut self.state else {
            return;
        };
        if cells.iter().all(Cell::is_blank) {
            return;
        }
        if !*begun && header::is_numbering(cells) {
            return;
        }
        *begun = true;
        let Some(record) = self.loader.record(self.table.record) else {
            // Circumstances that no record describes hold only whether the list of people is complete.
            let complete = rows.all_people(cells, &self.origin, number, &mut self.loader.findings);
            self.loader.cases.complete = complete.unwrap_or(self.loader.cases.complete);
            return;
        };
        let mut fact = blank_record(record);
        let errors = self.loader.findings.errors();
        rows.fill(self.loader, record, &mut fact, cells, &self.origin, number);
        for path in missing(self.loader.doc, record, &fact) {
            // A column that is not there was asked for once, at the header.
            let Some((column, label)) = rows.place_of(&path) else {
                continue;
            };
            // A cell that could not be read has been reported as such.
            if !is_unsaid(cells.get(column)) {
                continue;
            }
            let origin = &self.origin;
            self.loader
                .findings
                .error(|| origin.cell(Spot::new(number, column, label)), missing_value(label));
        }
        let row = RowAt {
            rows,
            cells,
            origin: &self.origin,
            number,
            sound: self.loader.findings.errors() == errors,
        };
        match &self.table.place {
            Place::People => self.loader.add_person(record, fact, &row),
            Place::Context => {
                let complete = rows.all_people(cells, &self.origin, number, &mut self.loader.findings);
                self.loader.add_context(fact, complete, &row);
            }
            Place::Rows { .. } => self.loader.add_row(self.at, fact, &row),
        }
    }
}

fn unknown_column(table: &Table, written: &str) -> Wrong {
    let labels = table.columns.iter().map(|column| column.label.as_str());
    let wrong = Wrong::new(
        UNKNOWN_COLUMN,
        format!("cột {} không dùng đến", quote(written)),
        format!("column {} is not used", quote(written)),
    );
    match nearest(written, labels) {
        Some(near) => wrong.help(format!("có phải là \"{near}\"?"), format!("did you mean \"{near}\"?")),
        None => wrong.help(
            "nếu là ghi chú riêng thì bỏ qua được; mở đầu tiêu đề bằng \"Ghi chú\" để không nhắc nữa",
            "a remark of your own may stay; start its header with \"Ghi chú\" to silence this",
        ),
    }
}
