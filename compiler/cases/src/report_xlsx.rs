//! The review as a workbook: a sheet of verdicts for people to read and sign under, a sheet of reasons, and, where results
//! rest on noted faults of the text, a sheet that tells those.

use crate::outlook::Outlooks;
use crate::report::{self, failure_lines, grouped, open_lines, standing_lines, verdict};
use crate::template::{blank_workbook, not_written};
use quyche_base::Diagnostics;
use quyche_eval::result::{OpenLeaf, PersonResult, Reason, Review};
use quyche_ir::{Document, words};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// The last row the reasons may use, from 0; one row is kept to say that there are more.
const LAST_ROW: u32 = 1_048_574;

const HEADINGS: [&str; 9] = [
    "Mã",
    "Kết luận",
    "Xếp",
    "Thứ tự ưu tiên",
    "Điểm chưa đạt",
    "Còn thiếu",
    "Ai giải quyết",
    "Sớm nhất đạt, hoặc cần gì",
    "Dựa trên nghi vấn số",
];
const WIDTHS: [u32; 9] = [14, 18, 8, 44, 60, 60, 44, 60, 14];

/// The column of what lies ahead.
const OUTLOOK: u16 = 7;
/// The column of the doubts a verdict rests on, by their numbers on their own sheet.
const DOUBTS: u16 = 8;

/// Builds the workbook.
pub(crate) fn workbook(doc: &Document, review: &Review, ahead: Option<&Outlooks>) -> Result<Vec<u8>, Diagnostics> {
    build(doc, review, ahead).map_err(|error| not_written(&error).alone())
}

fn build(doc: &Document, review: &Review, ahead: Option<&Outlooks>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = blank_workbook()?;
    // Rows go to disk as they are written: a large review is never held as cells.
    verdicts(workbook.add_worksheet_with_constant_memory(), doc, review, ahead)?;
    reasons(workbook.add_worksheet_with_constant_memory(), doc, review)?;
    let counts = report::doubt_counts(review);
    if !counts.is_empty() {
        doubts(workbook.add_worksheet_with_constant_memory(), doc, &counts)?;
    }
    workbook.save_to_buffer()
}

fn header() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0x00D9_E2F3))
}

/// What was reviewed, under which text, on which day, how.
fn heading(doc: &Document, review: &Review, ahead: Option<&Outlooks>) -> Vec<String> {
    let mut lines = vec![report::entry_label(doc, review), words::about(&doc.about)];
    let counts: Vec<String> = report::counts(review)
        .into_iter()
        .map(|(verdict, count)| format!("{} {}", verdict.words(), grouped(count)))
        .collect();
    let day = review.as_of.map_or_else(|| "chưa cho biết".to_owned(), words::date);
    lines.push(format!(
        "tính đến {day} · {} hồ sơ{} · {}",
        grouped(review.people.len()),
        review
            .quota
            .map_or_else(String::new, |quota| format!(", chỉ tiêu {quota}")),
        counts.join(" · ")
    ));
    let measure = doc.about.measure.as_ref();
    lines.extend(measure.map(|measure| format!("cách tính thời gian: {}", words::policy(measure))));
    lines.extend(ahead.map(Outlooks::note).filter(|note| !note.is_empty()));
    lines.extend(review.calendar().map(|calendar| calendar.words()));
    lines.push(format!("sha256 của văn bản đã biên dịch: {}", doc.hash));
    lines
}

fn verdicts(sheet: &mut Worksheet, doc: &Document, review: &Review, ahead: Option<&Outlooks>) -> Result<(), XlsxError> {
    sheet.set_name("Kết quả")?;
    let bold = Format::new().set_bold();
    let heading = heading(doc, review, ahead);
    for (row, line) in (0u32..).zip(&heading) {
        if row == 0 {
            sheet.write_string_with_format(row, 0, line, &bold)?;
        } else {
            sheet.write_string(row, 0, line)?;
        }
    }
    let numbers: Vec<u32> = report::doubt_counts(review).into_keys().collect();
    let top = u32::try_from(heading.len()).unwrap_or(0) + 1;
    for (column, text) in (0u16..).zip(HEADINGS) {
        sheet.write_string_with_format(top, column, text, &header())?;
    }
    for (column, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(top + 1, 1)?;
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for ((at, person), row) in review.people.iter().enumerate().zip(top + 1..) {
        one_person(sheet, doc, review, person, row, &wrap)?;
        if let Some(outlook) = ahead.and_then(|ahead| ahead.people.get(&at)) {
            let text = outlook.lines().join("\n");
            sheet.write_string_with_format(row, OUTLOOK, cell_text(&text), &wrap)?;
        }
        let doubts = doubt_numbers(&numbers, &person.assessment.doubts);
        if !doubts.is_empty() {
            sheet.write_string_with_format(row, DOUBTS, cell_text(&doubts), &wrap)?;
        }
    }
    let last = top + u32::try_from(review.people.len()).unwrap_or(u32::MAX);
    sheet.autofilter(top, 0, last, DOUBTS)?;
    Ok(())
}

/// `1, 3`: where the doubts stand among those of the review, from 1.
fn doubt_numbers(all: &[u32], own: &[u32]) -> String {
    let numbers = own.iter().filter_map(|doubt| all.binary_search(doubt).ok());
    let numbers: Vec<String> = numbers.map(|at| (at + 1).to_string()).collect();
    numbers.join(", ")
}

/// Each noted fault of the text that a verdict rests on, and how many rest on it.
fn doubts(sheet: &mut Worksheet, doc: &Document, counts: &BTreeMap<u32, usize>) -> Result<(), XlsxError> {
    sheet.set_name("Nghi vấn")?;
    for (column, (text, width)) in (0u16..).zip([("Số", 8u32), ("Chỗ văn bản còn nghi vấn", 120), ("Số hồ sơ", 12)])
    {
        sheet.write_string_with_format(0, column, text, &header())?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (row, (doubt, people)) in (1u32..).zip(counts) {
        sheet.write_number_with_format(row, 0, row, &wrap)?;
        sheet.write_string_with_format(row, 1, cell_text(&words::doubt(doc, *doubt)), &wrap)?;
        sheet.write_string_with_format(row, 2, grouped(*people), &wrap)?;
    }
    Ok(())
}

fn one_person(
    sheet: &mut Worksheet,
    doc: &Document,
    review: &Review,
    person: &PersonResult,
    row: u32,
    wrap: &Format,
) -> Result<(), XlsxError> {
    let standing = person.standing.as_ref();
    let mut open: Vec<OpenLeaf> = person.assessment.open.clone();
    for leaf in standing.into_iter().flat_map(|standing| &standing.open) {
        if !open.contains(leaf) {
            open.push(leaf.clone());
        }
    }
    let mut who: Vec<String> = Vec::new();
    for leaf in &open {
        let words = words::settled_by(doc, &leaf.cause);
        if !who.contains(&words) {
            who.push(words);
        }
    }
    let placed: Vec<String> = standing
        .map(|standing| standing_lines(doc, review, standing))
        .unwrap_or_default();
    sheet.write_string_with_format(row, 0, &person.key, wrap)?;
    sheet.write_string_with_format(row, 1, verdict(person).words(), wrap)?;
    if let Some(rank) = standing.and_then(|standing| standing.rank) {
        sheet.write_number_with_format(row, 2, rank, wrap)?;
    }
    let texts = [
        placed,
        failure_lines(doc, &person.assessment),
        open_lines(doc, &open),
        who,
    ];
    for (column, lines) in (3u16..).zip(texts) {
        if !lines.is_empty() {
            sheet.write_string_with_format(row, column, cell_text(&lines.join("\n")), wrap)?;
        }
    }
    Ok(())
}

/// A cell holds at most 32,767 characters.
fn cell_text(text: &str) -> String {
    const MOST: usize = 32_767;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    const MORE: &str = "\n… (còn nữa, xem kết quả JSON)";
    let room = MOST - MORE.chars().count();
    let mut cut: String = text.chars().take(room).collect();
    cut.push_str(MORE);
    cut
}

/// One row a node of the tree of reasons; without trees, one a failing point or open leaf.
fn reasons(sheet: &mut Worksheet, doc: &Document, review: &Review) -> Result<(), XlsxError> {
    sheet.set_name("Lý do")?;
    let mut writer = Rows { sheet, row: 0, left: 0 };
    for (column, text) in (0u16..).zip(["Mã", "Địa chỉ", "Yêu cầu, lý do", "Thực tế, ai bổ sung", "Kết quả"])
    {
        writer.sheet.write_string_with_format(0, column, text, &header())?;
    }
    for (column, width) in (0u16..).zip([14u32, 28, 70, 60, 16]) {
        writer.sheet.set_column_width(column, width)?;
    }
    writer.sheet.set_freeze_panes(1, 1)?;
    for person in &review.people {
        match &person.assessment.reason {
            Some(reason) => tree(&mut writer, doc, &person.key, reason, 0)?,
            None => leaves(&mut writer, doc, person)?,
        }
    }
    let Rows { sheet, row, left } = writer;
    if left > 0 {
        let note = format!(
            "còn {} dòng không ghi hết vào trang này; xem kết quả JSON",
            grouped(left)
        );
        sheet.write_string(row + 1, 0, note)?;
    }
    Ok(())
}

struct Rows<'s> {
    sheet: &'s mut Worksheet,
    row: u32,
    left: usize,
}

impl Rows<'_> {
    fn write(&mut self, cells: [&str; 5]) -> Result<(), XlsxError> {
        if self.row >= LAST_ROW {
            self.left += 1;
            return Ok(());
        }
        self.row += 1;
        for (column, text) in (0u16..).zip(cells) {
            if !text.is_empty() {
                self.sheet.write_string(self.row, column, cell_text(text))?;
            }
        }
        Ok(())
    }
}

fn tree(rows: &mut Rows<'_>, doc: &Document, key: &str, reason: &Reason, depth: usize) -> Result<(), XlsxError> {
    let address = reason.unit.map_or("", |unit| doc.address(unit));
    let asked = format!("{}{}", "    ".repeat(depth.min(20)), reason.asked);
    let mut found = reason.found.clone();
    for cause in &reason.open {
        if !found.is_empty() {
            found.push_str("; ");
        }
        found.push_str(&words::cause(doc, cause));
    }
    rows.write([key, address, &asked, &found, reason.verdict()])?;
    for child in &reason.children {
        tree(rows, doc, key, child, depth + 1)?;
    }
    Ok(())
}

fn leaves(rows: &mut Rows<'_>, doc: &Document, person: &PersonResult) -> Result<(), XlsxError> {
    for failure in &person.assessment.failures {
        rows.write([&person.key, doc.address(failure.unit), &failure.words, "", "không đạt"])?;
    }
    for leaf in &person.assessment.open {
        let found = words::cause(doc, &leaf.cause);
        let who = words::settled_by(doc, &leaf.cause);
        rows.write([&person.key, doc.address(leaf.unit), &found, &who, "chưa rõ"])?;
    }
    Ok(())
}
