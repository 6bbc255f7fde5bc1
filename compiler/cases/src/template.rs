//! The blank form of an entry point: an .xlsx with a sheet a table, drop-downs, date formats and a guide. Written from the
//! same plan that reads it back. The same document always gives the same bytes.

use crate::errors::{NOT_WRITTEN, Wrong};
use crate::guide::{self, GENERAL, HEADINGS};
use crate::plan::{Column, Plan, Slot, Table, plan};
use crate::read::find;
use crate::used::{Used, used};
use crate::value::{Cell, Vocabulary};
use quyche_base::Diagnostics;
use quyche_ir::expr::Type;
use quyche_ir::{Document, EntryId, Fact, SetId};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Workbook, Worksheet, XlsxError,
};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The last row of a sheet, from 0.
const LAST_ROW: u32 = 1_048_575;

/// The lists behind the drop-downs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Truth,
    Judgement,
    Complete,
    AllPeople,
    Title,
    Member(SetId),
}

/// Builds the template.
pub(crate) fn template(doc: &Document, entry: EntryId) -> Result<Vec<u8>, Diagnostics> {
    let entry = find(doc, entry).map_err(Wrong::alone)?;
    let plan = plan(doc, entry);
    let used = used(doc, entry);
    build(doc, &plan, &used).map_err(|error| not_written(&error).alone())
}

/// What to say when the writer of workbooks refuses.
pub(crate) fn not_written(error: &XlsxError) -> Wrong {
    Wrong::new(
        NOT_WRITTEN,
        "không lập được sổ tính",
        format!("the workbook could not be built: {error}"),
    )
    .help(
        "một trang Excel chứa tối đa 1.048.576 dòng; kết quả lớn hơn thì ghi ra JSON",
        "a sheet holds at most 1,048,576 rows; write larger results as JSON",
    )
}

/// A workbook whose bytes depend on its content alone.
pub(crate) fn blank_workbook() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    Ok(workbook)
}

fn build(doc: &Document, plan: &Plan, used: &Used) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = blank_workbook()?;
    let mut choices = Choices {
        doc,
        words: Vocabulary::new(doc, &plan.documents),
        documents: &plan.documents,
        lists: Vec::new(),
    };
    let asked = |table: &&Table| {
        let papers = used.asks_papers() || doc.papers.is_none_or(|papers| table.record != Some(papers.record));
        papers && (used.circumstances || used.people || !plan.is_of_context(table))
    };
    let wanted = |table: &Table, column: &Column| {
        wanted(column, used) && (used.asks_papers() || !papers_list(doc, table, column))
    };
    for table in plan.tables.iter().filter(asked) {
        let columns: Vec<&Column> = table.columns.iter().filter(|column| wanted(table, column)).collect();
        sheet(workbook.add_worksheet(), table, &columns, &mut choices)?;
    }
    let mut lines = Vec::new();
    for table in plan.tables.iter().filter(asked) {
        for column in table.columns.iter().filter(|column| wanted(table, column)) {
            lines.push(guide::line(doc, plan, table, column, used));
        }
    }
    guide_sheet(workbook.add_worksheet(), &lines)?;
    choice_sheet(workbook.add_worksheet(), &choices)?;
    workbook.save_to_buffer()
}

/// Whether a column says of the list of what was handed in that it is complete.
fn papers_list(doc: &Document, table: &Table, column: &Column) -> bool {
    let (Slot::Complete { path }, Some(papers)) = (&column.slot, doc.papers) else {
        return false;
    };
    let [field] = path.as_slice() else { return false };
    let record = table.record.and_then(|id| doc.records.get(id.index()));
    let field = record.and_then(|record| record.fields.get(field.index()));
    field.is_some_and(|field| field.ty == Type::List(papers.record))
}

/// Judgements that this entry point cannot come to ask for are left out; they are read all the same.
fn wanted(column: &Column, used: &Used) -> bool {
    match &column.slot {
        Slot::Judged { id, .. } => used.judgements.contains(id),
        Slot::Value {
            ty: Type::Record(_), ..
        } => false,
        Slot::Value { .. }
        | Slot::Owner(_)
        | Slot::Running
        | Slot::Start { .. }
        | Slot::End { .. }
        | Slot::Complete { .. }
        | Slot::AllPeople => true,
    }
}

fn header_format(required: bool) -> Format {
    let colour = if required { 0x00F8_CBAD } else { 0x00D9_E2F3 };
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(colour))
}

fn sheet(
    sheet: &mut Worksheet,
    table: &Table,
    columns: &[&Column],
    choices: &mut Choices<'_>,
) -> Result<(), XlsxError> {
    sheet.set_name(&table.title)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 45)?;
    for (at, column) in (0u16..).zip(columns) {
        let mark = if column.required { " *" } else { "" };
        let header = format!("{}{mark}", column.label);
        sheet.write_string_with_format(0, at, &header, &header_format(column.required))?;
        let letters = u32::try_from(header.chars().count()).unwrap_or(u32::MAX);
        sheet.set_column_width(at, letters.clamp(12, 32))?;
        if let Some(format) = column_format(&column.slot) {
            sheet.set_column_format(at, &format)?;
        }
        if let Some(choice) = choice(&column.slot) {
            let (number, length) = choices.number(choice);
            sheet.add_data_validation(1, at, LAST_ROW, at, &drop_down(number, length))?;
        }
    }
    Ok(())
}

/// Dates as dates; codes and texts as text, so that `0012` keeps its zeros.
fn column_format(slot: &Slot) -> Option<Format> {
    match slot {
        Slot::Start { .. } | Slot::End { .. } | Slot::Value { ty: Type::Date, .. } => {
            Some(Format::new().set_num_format("dd/mm/yyyy"))
        }
        Slot::Value { ty: Type::Moment, .. } => Some(Format::new().set_num_format("dd/mm/yyyy hh:mm")),
        Slot::Owner(_)
        | Slot::Running
        | Slot::Value {
            ty: Type::Text | Type::Texts,
            ..
        } => Some(Format::new().set_num_format("@")),
        Slot::Value { .. } | Slot::Complete { .. } | Slot::AllPeople | Slot::Judged { .. } => None,
    }
}

fn choice(slot: &Slot) -> Option<Choice> {
    match slot {
        Slot::Value { ty: Type::Bool, .. } => Some(Choice::Truth),
        Slot::Value { ty: Type::Title, .. } => Some(Choice::Title),
        Slot::Value {
            ty: Type::Member(set), ..
        } => Some(Choice::Member(*set)),
        Slot::Complete { .. } => Some(Choice::Complete),
        Slot::AllPeople => Some(Choice::AllPeople),
        Slot::Judged { .. } => Some(Choice::Judgement),
        Slot::Value { .. } | Slot::Owner(_) | Slot::Running | Slot::Start { .. } | Slot::End { .. } => None,
    }
}

/// The list stands in a column of its own on the last sheet, so that its length does not matter. A value outside it is
/// only warned of: reading tells a wrong one better, and an open category takes any.
fn drop_down(number: usize, length: usize) -> DataValidation {
    let column = crate::cell::letters(number);
    DataValidation::new()
        .allow_list_formula(Formula::new(format!(
            "'{CHOICES}'!${column}$2:${column}${}",
            length + 1
        )))
        .set_error_style(DataValidationErrorStyle::Warning)
}

const CHOICES: &str = "Danh mục";
const GUIDE: &str = "Hướng dẫn";

/// The lists a template needs, in the order in which its columns need them.
struct Choices<'d> {
    doc: &'d Document,
    words: Vocabulary<'d>,
    documents: &'d BTreeSet<u32>,
    lists: Vec<(Choice, String, Vec<String>)>,
}

impl Choices<'_> {
    /// The position of a list, put there when it is not there yet, and its length.
    fn number(&mut self, choice: Choice) -> (usize, usize) {
        if let Some(at) = self.lists.iter().position(|(known, ..)| *known == choice) {
            return (at, self.lists.get(at).map_or(0, |(.., values)| values.len()));
        }
        let (heading, values) = values(self, choice);
        let length = values.len();
        self.lists.push((choice, heading, values));
        (self.lists.len() - 1, length)
    }
}

fn choice_sheet(sheet: &mut Worksheet, choices: &Choices<'_>) -> Result<(), XlsxError> {
    sheet.set_name(CHOICES)?;
    sheet.set_freeze_panes(1, 0)?;
    for (at, (_, heading, values)) in (0u16..).zip(&choices.lists) {
        sheet.write_string_with_format(0, at, heading, &header_format(false))?;
        sheet.set_column_width(at, 28)?;
        for (row, value) in (1u32..).zip(values) {
            sheet.write_string(row, at, value)?;
        }
    }
    Ok(())
}

/// A list's heading and values, each a text that is read back as what it stands for.
fn values(choices: &Choices<'_>, choice: Choice) -> (String, Vec<String>) {
    let (doc, words) = (choices.doc, &choices.words);
    let some = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    match choice {
        Choice::Truth => ("Có hay không".to_owned(), some(&["có", "không"])),
        Choice::Judgement => ("Đánh giá".to_owned(), some(&["đạt", "không đạt"])),
        Choice::Complete => ("Đã khai đủ".to_owned(), some(&["có", "không", "không có"])),
        Choice::AllPeople => ("Danh sách đã đủ".to_owned(), some(&["có", "không"])),
        Choice::Title => {
            let mut values: Vec<String> = Vec::new();
            for title in &doc.titles {
                let forms = [
                    Some(title.named.words()),
                    title.code.clone(),
                    Some(title.named.name.clone()),
                ];
                values.extend(read_back(words, Type::Title, &forms, &Fact::Title(Some(title.id))));
            }
            values.extend(["khác".to_owned(), "không có".to_owned()]);
            ("Chức danh".to_owned(), values)
        }
        Choice::Member(id) => {
            let Some(set) = doc.sets.get(id.index()) else {
                return Default::default();
            };
            let mut values: Vec<String> = Vec::new();
            let papers = doc.papers.is_some_and(|papers| papers.documents == id);
            let all = (0u32..).zip(&set.values);
            for (position, value) in all.filter(|(at, _)| !papers || choices.documents.contains(at)) {
                let forms = [Some(value.words()), Some(value.name.clone())];
                values.extend(read_back(words, Type::Member(id), &forms, &Fact::Member(position)));
            }
            values.push("không có".to_owned());
            (
                set.label.clone().unwrap_or_else(|| crate::text::title_case(&set.name)),
                values,
            )
        }
    }
}

/// The first form that is read as the fact it stands for.
fn read_back(words: &Vocabulary<'_>, ty: Type, forms: &[Option<String>], fact: &Fact) -> Option<String> {
    let same = |form: &&String| {
        let cell = Cell::Text(Cow::Borrowed(form.as_str()));
        words.read(&cell, ty).is_ok_and(|(found, _)| found == *fact)
    };
    forms.iter().flatten().find(same).cloned()
}

fn guide_sheet(sheet: &mut Worksheet, lines: &[guide::Line]) -> Result<(), XlsxError> {
    sheet.set_name(GUIDE)?;
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (row, line) in (0u32..).zip(GENERAL) {
        sheet.write_string(row, 0, *line)?;
    }
    let first = u32::try_from(GENERAL.len()).unwrap_or(0) + 1;
    for (column, heading) in (0u16..).zip(HEADINGS) {
        sheet.write_string_with_format(first, column, heading, &header_format(false))?;
    }
    for (column, width) in (0u16..).zip([18u32, 28, 24, 44, 14, 48, 10, 40]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(first + 1, 0)?;
    for (row, line) in (first + 1..).zip(lines) {
        for (column, text) in (0u16..).zip(line) {
            sheet.write_string_with_format(row, column, text, &wrap)?;
        }
    }
    Ok(())
}
