//! Facts in and results out: JSON, a folder of CSV files, .xlsx workbooks; blank forms and the JSON Schema of the facts.
//!
//! An entry point asks for a record of facts about each person, for lists of further records, and for circumstances that
//! all share. One plan, made from the document alone, says which tables and columns that is; templates are written
//! from it and workbooks and CSV files are read by it, so what a template writes is what reading accepts. JSON has the
//! same content without the tables. The three forms of one list give identical [`Cases`].
//!
//! How cells are read: `value` (three states: a value, `không có`, blank); how rows become lists, and when a list is
//! complete (R5): `sheet`; how a header is found: `header`. Everything wrong is reported at once, each cell by the place
//! where a person finds it. Inputs are bounded before they are read: size, unpacked size, nesting.
//!
//! Results are words made once (`report`) and shown thrice: JSON, workbook, rows for a terminal.

mod agenda;
mod cell;
mod columns;
mod csv_in;
mod date;
pub mod errors;
mod guide;
mod header;
mod json_facts;
mod json_in;
mod json_tree;
mod loader;
mod outlook;
mod plan;
mod read;
mod record;
mod report;
mod report_json;
mod report_xlsx;
mod row;
mod scalar;
mod schema;
mod sheet;
mod tables;
mod template;
mod text;
mod used;
mod value;
mod workbook;

#[cfg(test)]
mod tests;

pub use agenda::{CaseWindows, agenda_ics, agenda_json, agenda_words, counted, made_words};
pub use outlook::{Change, Outlook, Outlooks};
pub use report::ReportTable;

use quyche_base::Diagnostics;
use quyche_eval::result::{PersonResult, Review};
use quyche_ir::facts::Cases;
use quyche_ir::{CriterionId, Document, EntryId, RecordId};
use std::io::{self, Write};
use std::path::Path;

/// Reads the cases of an entry point: a folder of .csv files (or one of them), a .json file, or an .xlsx workbook.
///
/// # Errors
/// Everything that is wrong with the input, each by its place; nothing is read by halves.
pub fn read(doc: &Document, entry: EntryId, source: &Path) -> Result<Cases, Diagnostics> {
    read_noting(doc, entry, source).map(|(cases, _)| cases)
}

/// As [`read`], with what looks doubtful but does not stop the reading: columns and sheets not used, values almost in an
/// open category, rows entered twice.
///
/// # Errors
/// As [`read`]; the warnings are among the findings.
pub fn read_noting(doc: &Document, entry: EntryId, source: &Path) -> Result<(Cases, Diagnostics), Diagnostics> {
    read::read(doc, entry, source)
}

/// Reads cases of a record, for questions that no entry point asks: who has to do what, which dossier is complete (then
/// `asked` are the checks of those dossiers, and documents are understood as theirs first). The circumstances are those of
/// an entry point about such cases, where there is one.
///
/// # Errors
/// As [`read_noting`].
pub fn read_about(
    doc: &Document,
    subject: RecordId,
    asked: &[CriterionId],
    source: &Path,
) -> Result<(Cases, Diagnostics), Diagnostics> {
    read::read_about(doc, subject, asked, source)
}

/// The blank form of an entry point, an .xlsx file. The same document always gives the same bytes.
///
/// # Errors
/// An entry point that the document does not have, or more columns than a sheet can hold.
pub fn template(doc: &Document, entry: EntryId) -> Result<Vec<u8>, Diagnostics> {
    template::template(doc, entry)
}

/// The JSON Schema (2020-12) of the facts of an entry point; `false` for one that the document does not have.
pub fn schema(doc: &Document, entry: EntryId) -> serde_json::Value {
    schema::schema(doc, entry)
}

/// The review as JSON text, with what lies ahead of those who fail where that was asked.
pub fn report_json(doc: &Document, review: &Review, ahead: Option<&Outlooks>) -> String {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let written = report_json::write(doc, review, ahead, &mut bytes).is_ok();
    String::from_utf8(bytes).ok().filter(|_| written).unwrap_or_default()
}

/// As [`report_json`], person by person, for reviews too large to hold as text.
///
/// # Errors
/// What the writer refuses.
pub fn write_report_json(
    doc: &Document,
    review: &Review,
    ahead: Option<&Outlooks>,
    out: &mut dyn Write,
) -> io::Result<()> {
    report_json::write(doc, review, ahead, out)
}

/// The review as an .xlsx workbook: verdicts, and reasons.
///
/// # Errors
/// More people than a sheet can hold.
pub fn report_xlsx(doc: &Document, review: &Review, ahead: Option<&Outlooks>) -> Result<Vec<u8>, Diagnostics> {
    report_xlsx::workbook(doc, review, ahead)
}

/// How many people have each verdict, in the words and the order in which a report counts them; verdicts nobody has are left
/// out.
pub fn verdict_counts(review: &Review) -> Vec<(&'static str, usize)> {
    let counts = report::counts(review).into_iter();
    counts.map(|(verdict, count)| (verdict.words(), count)).collect()
}

/// The review as rows of words: key, verdict, reasons.
pub fn report_table(doc: &Document, review: &Review) -> ReportTable {
    report::table(doc, review)
}

/// The reasons for one person's verdict, a line each.
pub fn report_lines(doc: &Document, review: &Review, person: &PersonResult) -> Vec<String> {
    report::lines(doc, review, person)
}
