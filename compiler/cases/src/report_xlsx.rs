//! The review as a workbook: a sheet of verdicts for people to read and sign under, and a sheet of reasons.

use crate::outlook::Outlooks;
use crate::report::{self, failure_lines, grouped, open_lines, standing_lines, verdict};
use crate::template::{blank_workbook, not_written};
use quyche_base::Diagnostics;
use quyche_eval::result::{OpenLeaf, PersonResult, Reason, Review};
use quyche_ir::{Document, words};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// The last row the reasons may use, from 0; one row is kept to say that there are more.
const LAST_ROW: u32 = 1_048_574;

const HEADINGS: [&str; 8] = [
    "Mã",
    "Kết luận",
    "Xếp",
    "Thứ tự ưu tiên",
    "Điểm chưa đạt",
    "Còn thiếu",
    "Ai giải quyết",
    "Sớm nhất đạt, hoặc cần gì",
];
const WIDTHS: [u32; 8] = [14, 18, 8, 44, 60, 60, 44, 60];

/// The column of what lies ahead.
const OUTLOOK: u16 = 7;

/// Builds the workbook.
pub(crate) fn workbook(doc: &Document, review: &Review, ahead: Option<&Outlooks>) -> Result<Vec<u8>, Diagnostics> {
    build(doc, review, ahead).map_err(|error| not_written(&error).alone())
}

fn build(doc: &Document, review: &Review, ahead: Option<&Outlooks>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = blank_workbook()?;
    // Rows go to disk as they are written: a large review is never held as cells.
    verdicts(workbook.add_worksheet_with_constant_memory(), doc, review, ahead)?;
    reasons(workbook.add_worksheet_with_constant_memory(), doc, review)?;
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
    }
    let last = top + u32::try_from(review.people.len()).unwrap_or(u32::MAX);
    sheet.autofilter(top, 0, last, OUTLOOK)?;
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
