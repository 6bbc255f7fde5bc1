//! A folder of CSV files, one a table, or one such file for the people alone. UTF-8, with or without a mark at its
//! start; the separator (`,` `;` or a tab) is the one under which the header is best understood.

use crate::cell::Origin;
use crate::errors::{ENCODING, Findings, NO_HEADER, NO_SHEET, TOO_LARGE, UNREADABLE, UNREADABLE_CELL, Wrong, nowhere};
use crate::header::{self, LOOKED_AT, OwnedRow};
use crate::loader::Loader;
use crate::plan::{PEOPLE, Plan, Table};
use crate::sheet::SheetReader;
use crate::tables;
use crate::value::Cell;
use csv::{ByteRecord, ReaderBuilder};
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

/// The largest file read, in bytes.
const LARGEST: u64 = 512 << 20;
/// How much of a file is looked at to find its separator, in bytes.
const SAMPLE: usize = 64 << 10;
/// The longest cell: what Excel allows; more is a quotation mark that was never closed.
const LONGEST_CELL: usize = 128 << 10;

/// Reads the files of a folder (or one file) into the loader.
pub(crate) fn read(loader: &mut Loader<'_>, source: &Path) -> Result<(), Wrong> {
    let files = files(source)?;
    if files.is_empty() {
        return Err(Wrong::new(
            NO_SHEET,
            format!("thư mục {} không có tệp .csv nào", source.display()),
            format!("the folder {} holds no .csv file", source.display()),
        )
        .help(
            format!("đặt vào đó tệp danh sách, ví dụ {}", example(loader.plan)),
            format!("put the list of people there, for example {}", example(loader.plan)),
        ));
    }
    let stems: Vec<String> = files
        .iter()
        .map(|file| {
            file.file_stem()
                .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
        })
        .collect();
    let chosen = tables::choose(loader.doc, loader.plan, &stems, &mut loader.findings, &tables::FILES);
    for (at, file) in chosen.iter().enumerate() {
        let Some(file) = file.and_then(|file| files.get(file)) else {
            if at == PEOPLE {
                break;
            }
            continue;
        };
        if !one_file(loader, at, file)? && at == PEOPLE {
            break;
        }
    }
    Ok(())
}

fn example(plan: &Plan) -> String {
    let name = plan
        .tables
        .first()
        .and_then(|table| table.names.first())
        .cloned()
        .unwrap_or_default();
    format!("{}.csv", name.replace(' ', "_"))
}

fn files(source: &Path) -> Result<Vec<PathBuf>, Wrong> {
    if source.is_file() {
        return Ok(vec![source.to_path_buf()]);
    }
    let unreadable = || {
        Wrong::new(
            UNREADABLE,
            format!("không đọc được thư mục {}", source.display()),
            format!("the folder {} cannot be read", source.display()),
        )
        .help("kiểm tra đường dẫn và quyền đọc", "check the path and the permissions")
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(source).map_err(|_| unreadable())? {
        let path = entry.map_err(|_| unreadable())?.path();
        let csv = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        if csv && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads one file; false when its rows could not be read.
fn one_file(loader: &mut Loader<'_>, at: usize, path: &Path) -> Result<bool, Wrong> {
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let unreadable = |_| {
        Wrong::new(
            UNREADABLE,
            format!("không đọc được tệp {name}"),
            format!("the file {name} cannot be read"),
        )
        .help("kiểm tra đường dẫn và quyền đọc", "check the path and the permissions")
    };
    let mut file = File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.len() > LARGEST {
        return Err(too_large(&name));
    }
    let mut sample = Vec::with_capacity(SAMPLE);
    file.by_ref()
        .take(SAMPLE as u64)
        .read_to_end(&mut sample)
        .map_err(unreadable)?;
    let origin = Origin::File(name.clone());
    let Some(table) = loader.plan.tables.get(at) else {
        return Ok(false);
    };
    let separator = match start(&sample).and_then(|text| separator(table, text)) {
        Ok(separator) => separator,
        Err(wrong) => {
            loader.findings.error(|| origin.whole(), wrong);
            return Ok(false);
        }
    };
    let Some(reader) = SheetReader::new(loader, at, origin) else {
        return Ok(false);
    };
    Ok(rows(reader, Cursor::new(sample).chain(file), separator))
}

pub(crate) fn too_large(name: &str) -> Wrong {
    Wrong::new(
        TOO_LARGE,
        format!("tệp {name} lớn hơn {} MB", LARGEST >> 20),
        format!("the file {name} is larger than {} MB", LARGEST >> 20),
    )
    .help(
        "kiểm tra có đúng tệp danh sách không; danh sách rất lớn thì chia thành nhiều lượt",
        "check that this is the list meant; review a very large list in parts",
    )
}

/// Refuses what is not UTF-8; gives the part of the sample that ends with a line.
fn start(sample: &[u8]) -> Result<&[u8], Wrong> {
    if let Some(wrong) = other_encoding(sample) {
        return Err(wrong);
    }
    if sample.len() < SAMPLE {
        return Ok(sample);
    }
    match sample.iter().rposition(|byte| *byte == b'\n') {
        Some(end) => Ok(sample.get(..end).unwrap_or(sample)),
        None => Err(Wrong::new(
            NO_HEADER,
            "dòng đầu tiên dài bất thường, không phải là bảng",
            "the first line is too long for a table",
        )
        .help("kiểm tra có đúng tệp CSV không", "check that this is a CSV file")),
    }
}

/// What to say of a text in an encoding that is not read.
pub(crate) fn other_encoding(sample: &[u8]) -> Option<Wrong> {
    let wide = sample.starts_with(&[0xff, 0xfe]) || sample.starts_with(&[0xfe, 0xff]) || sample.contains(&0);
    if wide {
        return Some(encoding("UTF-16 hoặc dữ liệu nhị phân", "UTF-16 or binary data"));
    }
    match std::str::from_utf8(sample) {
        Ok(_) => None,
        // The sample may end inside a letter.
        Err(error) if error.error_len().is_none() && sample.len() >= SAMPLE => None,
        Err(_) => Some(encoding("bảng mã cũ (TCVN3, VNI, Windows-1258)", "a legacy encoding")),
    }
}

fn encoding(vi: &str, en: &str) -> Wrong {
    Wrong::new(
        ENCODING,
        format!("tệp không phải UTF-8 mà là {vi}"),
        format!("the file is not UTF-8 but {en}"),
    )
    .help(
        "trong Excel chọn Lưu thành → \"CSV UTF-8 (Comma delimited)\"; văn bản TCVN3/VNI cần chuyển sang Unicode trước",
        "in Excel save as \"CSV UTF-8 (Comma delimited)\"; convert TCVN3 or VNI text to Unicode first",
    )
}

/// The separator under which most columns of the header are understood.
fn separator(table: &Table, sample: &[u8]) -> Result<u8, Wrong> {
    let mut best = (0, b',');
    for separator in *b",;\t" {
        let mut rows: Vec<OwnedRow> = Vec::new();
        let mut reader = builder(separator).from_reader(sample);
        let mut record = ByteRecord::new();
        while rows.len() <= LOOKED_AT && reader.read_byte_record(&mut record).is_ok_and(|more| more) {
            let cells = record.iter().map(|field| match std::str::from_utf8(field) {
                Ok(text) => Cell::text(text).into_owned(),
                Err(_) => Cell::Blank,
            });
            rows.push((0, cells.collect()));
        }
        let matched = header::find(table, &rows).map_or(0, |header| header.matched);
        if matched > best.0 {
            best = (matched, separator);
        }
    }
    if best.0 == 0 {
        // No header: the message about it comes from the rows; columns are told apart by whatever is most frequent.
        let count = |separator: u8| sample.iter().filter(|byte| **byte == separator).count();
        best.1 = if count(b';') > count(b',') { b';' } else { b',' };
    }
    Ok(best.1)
}

fn builder(separator: u8) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .buffer_capacity(256 << 10);
    builder
}

fn rows(mut sheet: SheetReader<'_, '_>, source: impl Read, separator: u8) -> bool {
    let mut reader = builder(separator).from_reader(source);
    let mut record = ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                sheet.fail(Wrong::new(
                    UNREADABLE,
                    "đọc tệp bị dở dang",
                    format!("reading broke off: {error}"),
                ));
                return false;
            }
        }
        let line = record.position().map_or(0, csv::Position::line);
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let mut cells: Vec<Cell<'_>> = Vec::with_capacity(record.len());
        for (column, field) in record.iter().enumerate() {
            match std::str::from_utf8(field) {
                Ok(text) if field.len() <= LONGEST_CELL => cells.push(Cell::text(text)),
                Ok(_) => {
                    sheet.fail_at(line, column, unclosed());
                    return false;
                }
                Err(_) => {
                    sheet.fail_at(
                        line,
                        column,
                        encoding("bảng mã cũ (TCVN3, VNI, Windows-1258)", "a legacy encoding"),
                    );
                    return false;
                }
            }
        }
        if !sheet.row(line, &cells) {
            break;
        }
    }
    sheet.finish()
}

fn unclosed() -> Wrong {
    Wrong::new(
        UNREADABLE_CELL,
        "ô dài bất thường; có dấu ngoặc kép mở ra mà không đóng lại",
        "the cell is too long; a quotation mark was opened and never closed",
    )
    .help(
        "đóng dấu ngoặc kép, hoặc bỏ dấu mở",
        "close the quotation mark, or take it out",
    )
}

/// A finding about no place of the list.
pub(crate) fn general(findings: &mut Findings, wrong: Wrong) {
    findings.error(nowhere, wrong);
}
