//! One row of a table into one record, by the plan that the header gave.

use crate::cell::{Origin, Spot};
use crate::errors::{BAD_PERIOD, BAD_TRUTH, COMPLETENESS, Findings, Wrong};
use crate::loader::Loader;
use crate::plan::{Slot, Table};
use crate::record::{fact_at, record_at};
use crate::scalar;
use crate::text::key;
use crate::value::{Cell, Special, quote, special};
use quyche_base::Text;
use quyche_ir::expr::Type;
use quyche_ir::facts::{PeriodEnd, PeriodFact};
use quyche_ir::model::Record;
use quyche_ir::{Fact, FieldId, ListFact, RecordFact};
use std::collections::BTreeMap;

/// How many different texts of a column of categories are remembered.
const REMEMBERED: usize = 4096;

/// The columns of a file, bound to what they mean.
pub(crate) struct RowReader {
    bound: Vec<Bound>,
    periods: Vec<PeriodColumns>,
    owners: Vec<Option<(usize, String)>>,
    running: Option<usize>,
    all_people: Option<(usize, String)>,
}

/// One column of the file.
struct Bound {
    column: usize,
    label: String,
    slot: Slot,
    /// What a text meant, for columns in which few texts recur.
    seen: BTreeMap<String, Fact>,
}

/// The two columns of a period.
struct PeriodColumns {
    path: Vec<FieldId>,
    start: Option<(usize, String)>,
    end: Option<(usize, String)>,
}

impl RowReader {
    /// `taken[i]` is the column of the file that means column i of the table.
    pub fn new(table: &Table, taken: &[Option<usize>]) -> Self {
        let mut reader = Self {
            bound: Vec::new(),
            periods: Vec::new(),
            owners: Vec::new(),
            running: None,
            all_people: None,
        };
        for (meant, place) in table.columns.iter().zip(taken) {
            let here = place.map(|column| (column, meant.label.clone()));
            match &meant.slot {
                Slot::Owner(level) => {
                    reader.owners.resize(reader.owners.len().max(level + 1), None);
                    if let Some(owner) = reader.owners.get_mut(*level) {
                        *owner = here;
                    }
                }
                Slot::Running => reader.running = *place,
                Slot::AllPeople => reader.all_people = here,
                Slot::Start { path } => reader.bind_period(path, here, None),
                Slot::End { path } => reader.bind_period(path, None, here),
                Slot::Value { .. } | Slot::Complete { .. } | Slot::Judged { .. } => {
                    if let Some((column, label)) = here {
                        reader.bound.push(Bound {
                            column,
                            label,
                            slot: meant.slot.clone(),
                            seen: BTreeMap::new(),
                        });
                    }
                }
            }
        }
        reader
            .periods
            .retain(|period| period.start.is_some() || period.end.is_some());
        reader
    }

    fn bind_period(&mut self, path: &[FieldId], start: Option<(usize, String)>, end: Option<(usize, String)>) {
        match self.periods.iter_mut().find(|period| period.path == path) {
            Some(period) => {
                period.start = period.start.take().or(start);
                period.end = period.end.take().or(end);
            }
            None => self.periods.push(PeriodColumns {
                path: path.to_vec(),
                start,
                end,
            }),
        }
    }

    /// The column of the file in which the fact at `path` stands, with its label.
    pub fn place_of(&self, path: &[FieldId]) -> Option<(usize, &str)> {
        let is_here = |slot: &Slot| matches!(slot, Slot::Value { path: own, .. } if own == path);
        let bound = self.bound.iter().find(|bound| is_here(&bound.slot));
        let bound = bound.map(|bound| (bound.column, bound.label.as_str()));
        bound.or_else(|| {
            let period = self.periods.iter().find(|period| period.path == path)?;
            let (column, label) = period.start.as_ref().or(period.end.as_ref())?;
            Some((*column, label.as_str()))
        })
    }

    /// The column that names the owner at `level`, with its label.
    pub fn owner_column(&self, level: usize) -> Option<(usize, &str)> {
        let (column, label) = self.owners.get(level)?.as_ref()?;
        Some((*column, label))
    }

    /// The owner a row names at `level`.
    pub fn owner(&self, cells: &[Cell<'_>], level: usize) -> Option<String> {
        let (column, _) = self.owner_column(level)?;
        scalar::case_key(cells.get(column)?)
    }

    /// The running number a row of people gives itself.
    pub fn running(&self, cells: &[Cell<'_>]) -> Option<String> {
        scalar::case_key(cells.get(self.running?)?)
    }

    /// Whether a row says that the list of people is complete; blank says nothing.
    pub fn all_people(&self, cells: &[Cell<'_>], origin: &Origin, row: u32, findings: &mut Findings) -> Option<bool> {
        let (column, label) = self.all_people.as_ref()?;
        match completeness(cells.get(*column).unwrap_or(&Cell::Blank)) {
            Ok(Complete::Said(complete)) => Some(complete),
            Ok(Complete::Blank) => None,
            Ok(Complete::None) => Some(false),
            Err(wrong) => {
                findings.error(|| origin.cell(Spot::new(row, *column, label)), wrong);
                None
            }
        }
    }

    /// Fills the record from a row; every wrong cell is reported and left unknown.
    pub fn fill(
        &mut self,
        loader: &mut Loader<'_>,
        record: &Record,
        fact: &mut RecordFact,
        cells: &[Cell<'_>],
        origin: &Origin,
        row: u32,
    ) {
        for bound in &mut self.bound {
            let cell = cells.get(bound.column).unwrap_or(&Cell::Blank);
            if cell.is_blank() {
                continue;
            }
            if let Err(wrong) = bound.fill(loader, record, fact, cell, origin, row) {
                let Bound { column, label, .. } = bound;
                loader
                    .findings
                    .error(|| origin.cell(Spot::new(row, *column, label)), wrong);
            }
        }
        for period in &self.periods {
            let at = |side: &Option<(usize, String)>| side.as_ref().and_then(|(column, _)| cells.get(*column));
            let (start, end) = (at(&period.start), at(&period.end));
            let (start, end) = (start.unwrap_or(&Cell::Blank), end.unwrap_or(&Cell::Blank));
            match read_period(start, end) {
                Ok(Fact::Unknown) => {}
                Ok(found) => {
                    if let Some(place) = fact_at(loader.doc, fact, Some(record.id), &period.path) {
                        *place = found;
                    }
                }
                Err(wrongs) => {
                    for (side, wrong) in wrongs {
                        let side = if side == Side::Start {
                            &period.start
                        } else {
                            &period.end
                        };
                        let (column, label) = side.as_ref().map_or((0, ""), |(column, label)| (*column, label));
                        loader
                            .findings
                            .error(|| origin.cell(Spot::new(row, column, label)), wrong);
                    }
                }
            }
        }
    }
}

impl Bound {
    fn fill(
        &mut self,
        loader: &mut Loader<'_>,
        record: &Record,
        fact: &mut RecordFact,
        cell: &Cell<'_>,
        origin: &Origin,
        row: u32,
    ) -> Result<(), Wrong> {
        let Bound {
            column,
            label,
            slot,
            seen,
        } = self;
        match &*slot {
            Slot::Value { path, ty } => {
                let place = || origin.cell(Spot::new(row, *column, label));
                let found = meaning(seen, loader, cell, *ty, place)?;
                if matches!(found, Fact::Unknown) {
                    return Ok(());
                }
                let Some(place) = fact_at(loader.doc, fact, Some(record.id), path) else {
                    return Ok(());
                };
                if matches!(place, Fact::Record(_)) {
                    return Err(contradiction());
                }
                *place = found;
            }
            Slot::Complete { path } => {
                let found = match completeness(cell)? {
                    Complete::Blank => return Ok(()),
                    Complete::None => Fact::None,
                    Complete::Said(complete) => Fact::List(ListFact {
                        rows: Vec::new(),
                        complete,
                    }),
                };
                if let Some(place) = fact_at(loader.doc, fact, Some(record.id), path) {
                    *place = found;
                }
            }
            Slot::Judged { path, id } => {
                if let Some(met) = scalar::judgement(cell)?
                    && let Some(inner) = record_at(loader.doc, fact, Some(record.id), path)
                {
                    inner.judgements.push((*id, met));
                }
            }
            Slot::Owner(_) | Slot::Running | Slot::AllPeople | Slot::Start { .. } | Slot::End { .. } => {}
        }
        Ok(())
    }
}

/// What a cell means; a text seen before in a column of few texts means what it meant then.
fn meaning(
    seen: &mut BTreeMap<String, Fact>,
    loader: &mut Loader<'_>,
    cell: &Cell<'_>,
    ty: Type,
    place: impl FnOnce() -> Text,
) -> Result<Fact, Wrong> {
    let text = if let Cell::Text(text) = cell { text.as_ref() } else { "" };
    if let Some(known) = seen.get(text) {
        return Ok(known.clone());
    }
    let (found, doubt) = loader.words.read(cell, ty)?;
    if let Some(doubt) = doubt {
        loader.findings.warn(place, || doubt);
    } else if matches!(ty, Type::Bool | Type::Title | Type::Member(_)) && !text.is_empty() && seen.len() < REMEMBERED {
        seen.insert(text.to_owned(), found.clone());
    }
    Ok(found)
}

/// What `Đã khai đủ` says.
pub(crate) enum Complete {
    Blank,
    /// `không có`: there are none at all.
    None,
    Said(bool),
}

pub(crate) fn completeness(cell: &Cell<'_>) -> Result<Complete, Wrong> {
    match special(cell) {
        Some(Special::None) => return Ok(Complete::None),
        Some(Special::Unknown) => return Ok(Complete::Blank),
        None => {}
    }
    let found = match cell {
        Cell::Bool(truth) => Some(*truth),
        Cell::Text(text) => match key(text).as_str() {
            "có" | "x" | "đủ" | "đã đủ" | "đã khai đủ" | "true" | "1" => Some(true),
            "không" | "chưa" | "chưa đủ" | "chưa khai đủ" | "false" | "0" => Some(false),
            _ => None,
        },
        Cell::Number(number) if number.is_zero() => Some(false),
        Cell::Number(number) if *number == rust_decimal::Decimal::ONE => Some(true),
        Cell::Blank | Cell::Number(_) | Cell::Date(_) | Cell::Moment(_) | Cell::Fault(_) => None,
    };
    found.map(Complete::Said).ok_or_else(|| {
        let shown = quote(&cell.shown());
        Wrong::new(
            BAD_TRUTH,
            format!("{shown} không cho biết đã khai đủ hay chưa"),
            format!("{shown} does not say whether everything was declared"),
        )
        .help(
            "ghi có (đã khai đủ), không (chưa đủ), không có (không có dòng nào), hoặc để trống",
            "write có (complete), không (not complete), không có (none at all), or leave it blank",
        )
    })
}

pub(crate) fn contradiction() -> Wrong {
    Wrong::new(
        COMPLETENESS,
        "đã ghi \"không có\" mà vẫn có dòng khai",
        "declared as none, yet something is given",
    )
    .help(
        "bỏ \"không có\", hoặc xóa các dòng khai",
        "take \"không có\" out, or delete what is given",
    )
}

/// The two ends of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Start,
    End,
}

/// A period from its two cells; what is wrong with either.
pub(crate) fn read_period(start: &Cell<'_>, end: &Cell<'_>) -> Result<Fact, Vec<(Side, Wrong)>> {
    if start.is_blank() && end.is_blank() {
        return Ok(Fact::Unknown);
    }
    let none = |cell: &Cell<'_>| matches!(special(cell), Some(Special::None));
    let empty = |cell: &Cell<'_>| matches!(special(cell), Some(Special::Unknown));
    match (none(start), none(end)) {
        (true, true) => return Ok(Fact::None),
        (true, false) if empty(end) => return Ok(Fact::None),
        (true, false) => return Err(vec![(Side::Start, half_none())]),
        (false, true) => return Err(vec![(Side::End, half_none())]),
        (false, false) => {}
    }
    match (scalar::start(start), scalar::end(end)) {
        (Ok(None), Ok(PeriodEnd::Unknown)) => Ok(Fact::Unknown),
        (Ok(Some(first)), Ok(PeriodEnd::On(last))) if first > last => Err(vec![(
            Side::End,
            Wrong::new(
                BAD_PERIOD,
                format!(
                    "đến ngày {} lại trước từ ngày {}",
                    last.format("%d/%m/%Y"),
                    first.format("%d/%m/%Y")
                ),
                format!("ends on {last}, before it starts on {first}"),
            )
            .help(
                "đổi lại hai ngày; thời gian chưa kết thúc thì ghi \"nay\"",
                "mend the dates; write \"nay\" where it is still running",
            ),
        )]),
        (Ok(start), Ok(end)) => Ok(Fact::Period(PeriodFact { start, end })),
        (start, end) => {
            let start = start.err().map(|wrong| (Side::Start, wrong));
            let end = end.err().map(|wrong| (Side::End, wrong));
            Err(start.into_iter().chain(end).collect())
        }
    }
}

fn half_none() -> Wrong {
    Wrong::new(
        BAD_PERIOD,
        "chỉ một đầu của khoảng thời gian ghi \"không có\"",
        "only one end of the period says \"không có\"",
    )
    .help(
        "ghi \"không có\" ở cả hai cột; đầu chưa biết thì để trống, chưa kết thúc thì ghi \"nay\"",
        "say it in both columns; leave an unknown end blank; write \"nay\" where it is still running",
    )
}
