//! From a path to cases: by what the path is.

use crate::errors::{Findings, NO_ENTRY, NOT_A_WORKBOOK, UNREADABLE, Wrong, nowhere};
use crate::loader::Loader;
use crate::plan::plan;
use crate::tables::nobody;
use crate::used::used;
use crate::{csv_in, json_in, workbook};
use quyche_base::{Diagnostics, Span};
use quyche_ir::expr::Target;
use quyche_ir::facts::Cases;
use quyche_ir::model::Entry;
use quyche_ir::{CriterionId, Document, EntryId, RecordId};
use std::io::Read;
use std::path::Path;

enum Kind {
    Json,
    Csv,
    Workbook,
}

/// The cases, with what was found doubtful but did not stop the reading; or everything that is wrong.
pub(crate) fn read(doc: &Document, entry: EntryId, source: &Path) -> Result<(Cases, Diagnostics), Diagnostics> {
    read_for(doc, find(doc, entry).map_err(Wrong::alone)?, source)
}

/// The cases of a record that no entry point need be about; circumstances as an entry point about it has them.
pub(crate) fn read_about(
    doc: &Document,
    subject: RecordId,
    asked: &[CriterionId],
    source: &Path,
) -> Result<(Cases, Diagnostics), Diagnostics> {
    let like = doc.entries.iter().find(|entry| entry.subject == subject);
    let context = like.or(doc.entries.first()).and_then(|entry| entry.context);
    let about = Entry {
        id: EntryId(u32::MAX),
        name: String::new(),
        label: None,
        subject,
        context,
        title: None,
        under: vec![Target {
            unit: None,
            criteria: asked.to_vec(),
            title: None,
            not_counted: Vec::new(),
        }],
        ranking: None,
        council: None,
        at: Span::default(),
    };
    read_for(doc, &about, source)
}

fn read_for(doc: &Document, entry: &Entry, source: &Path) -> Result<(Cases, Diagnostics), Diagnostics> {
    let (cases, findings) = match kind(source).map_err(Wrong::alone)? {
        Kind::Json => {
            let mut findings = Findings::default();
            let cases = json_in::read(doc, entry, source, &mut findings).map_err(Wrong::alone)?;
            (cases, findings)
        }
        Kind::Csv => tables(doc, entry, |loader| csv_in::read(loader, source))?,
        Kind::Workbook => tables(doc, entry, |loader| workbook::read(loader, source))?,
    };
    settle(doc, entry, cases, findings)
}

/// Cases from tables: the plan, whatever fills it, the normal form.
fn tables(
    doc: &Document,
    entry: &Entry,
    fill: impl FnOnce(&mut Loader<'_>) -> Result<(), Wrong>,
) -> Result<(Cases, Findings), Diagnostics> {
    let plan = plan(doc, entry);
    let mut loader = Loader::new(doc, &plan);
    fill(&mut loader).map_err(Wrong::alone)?;
    Ok(loader.finish(entry.subject, entry.context, used(doc, entry).circumstances))
}

/// As [`read`], from JSON text.
#[cfg(test)]
pub(crate) fn read_json(doc: &Document, entry: EntryId, text: &[u8]) -> Result<(Cases, Diagnostics), Diagnostics> {
    let entry = find(doc, entry).map_err(Wrong::alone)?;
    let mut findings = Findings::default();
    let cases = json_in::text(doc, entry, text, &mut findings).map_err(Wrong::alone)?;
    settle(doc, entry, cases, findings)
}

/// Cases are handed on only when nothing was wrong and somebody is on the list.
fn settle(
    doc: &Document,
    entry: &Entry,
    cases: Cases,
    mut findings: Findings,
) -> Result<(Cases, Diagnostics), Diagnostics> {
    if cases.people.is_empty() && findings.errors() == 0 {
        let record = doc.records.get(entry.subject.index());
        let title = record.map_or_else(String::new, crate::plan::record_label);
        findings.error(nowhere, nobody(&title));
    }
    let failed = findings.errors() > 0;
    let diagnostics = findings.into_diagnostics();
    if failed {
        Err(diagnostics)
    } else {
        Ok((cases, diagnostics))
    }
}

/// The entry point of that id.
pub(crate) fn find(doc: &Document, entry: EntryId) -> Result<&Entry, Wrong> {
    doc.entries.get(entry.index()).ok_or_else(|| {
        Wrong::new(
            NO_ENTRY,
            format!("văn bản không có lượt xét số {}", entry.0),
            format!("the document has no entry point {}", entry.0),
        )
        .help(
            "dùng tên một `xét` có trong văn bản",
            "use the name of one of its `xét`",
        )
    })
}

fn kind(source: &Path) -> Result<Kind, Wrong> {
    let shown = source.display();
    if source.is_dir() {
        return Ok(Kind::Csv);
    }
    let extension = source
        .extension()
        .map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("json") => return Ok(Kind::Json),
        Some("csv") => return Ok(Kind::Csv),
        Some("xlsx" | "xlsm") => return Ok(Kind::Workbook),
        Some("xls" | "xlsb" | "ods") => {
            return Err(Wrong::new(
                NOT_A_WORKBOOK,
                format!("{shown} là sổ tính kiểu khác, chỉ đọc .xlsx"),
                format!("{shown} is a workbook of another kind; only .xlsx is read"),
            )
            .help("mở tệp rồi Lưu thành kiểu .xlsx", "open it and save it as .xlsx"));
        }
        Some(_) | None => {}
    }
    let mut start = [0u8; 2];
    let length = std::fs::File::open(source)
        .and_then(|mut file| file.read(&mut start))
        .map_err(|_| {
            Wrong::new(
                UNREADABLE,
                format!("không thấy hoặc không đọc được {shown}"),
                format!("{shown} cannot be read"),
            )
            .help("kiểm tra đường dẫn và quyền đọc", "check the path and the permissions")
        })?;
    match start.get(..length) {
        Some(b"PK") => Ok(Kind::Workbook),
        Some([b'{', ..]) => Ok(Kind::Json),
        Some(_) | None => Err(Wrong::new(
            UNREADABLE,
            format!("không biết {shown} là loại tệp gì"),
            format!("{shown} is of no kind that is read"),
        )
        .help(
            "danh sách đọc được: sổ tính .xlsx, thư mục chứa các tệp .csv, hoặc tệp .json",
            "what is read: an .xlsx workbook, a folder of .csv files, or a .json file",
        )),
    }
}
