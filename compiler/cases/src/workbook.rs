//! An .xlsx workbook, one sheet a table. Sheets are read cell by cell (never as a rectangle, which one far-off cell could
//! make as large as memory), and only after the whole archive has been measured: a small file can unpack to anything.

use crate::cell::Origin;
use crate::csv_in::general;
use crate::errors::{ENCRYPTED, NOT_A_WORKBOOK, TOO_LARGE, UNREADABLE, Wrong};
use crate::loader::Loader;
use crate::plan::PEOPLE;
use crate::sheet::SheetReader;
use crate::tables;
use crate::value::Cell;
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use chrono::{NaiveDate, NaiveDateTime};
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// The largest file read, in bytes.
const LARGEST: u64 = 256 << 20;
/// The most that all parts may unpack to, in bytes.
const LARGEST_INSIDE: u64 = 512 << 20;
/// A part larger than this many bytes may not be packed tighter than [`TIGHTEST`] times.
const LARGE_PART: u64 = 32 << 20;
const TIGHTEST: u64 = 200;
/// The most parts an archive may have.
const MOST_PARTS: usize = 10_000;
/// Columns beyond this one do not exist in Excel.
const LAST_COLUMN: u32 = 16_383;

/// Reads a workbook into the loader.
pub(crate) fn read(loader: &mut Loader<'_>, path: &Path) -> Result<(), Wrong> {
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut file = File::open(path).map_err(|_| {
        Wrong::new(
            UNREADABLE,
            format!("không đọc được tệp {name}"),
            format!("the file {name} cannot be read"),
        )
        .help(
            "kiểm tra đường dẫn và quyền đọc; đóng tệp nếu đang mở trong Excel",
            "check the path and the permissions; close the file in Excel",
        )
    })?;
    refuse_other_kinds(&mut file, &name)?;
    measure(&file, &name)?;
    let file = file.try_clone().map_err(|_| damaged(&name))?;
    // The library checks the positions of shared strings by panicking; a damaged workbook must not end the program.
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| sheets(loader, file, &name)));
    outcome.unwrap_or_else(|_| Err(damaged(&name)))
}

/// Files that people take for workbooks, each told apart by its first bytes.
fn refuse_other_kinds(file: &mut File, name: &str) -> Result<(), Wrong> {
    let mut start = [0u8; 8];
    let length = file.read(&mut start).map_err(|_| damaged(name))?;
    let start = start.get(..length).unwrap_or_default();
    if start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let mut text = Vec::new();
        file.take(1 << 20).read_to_end(&mut text).map_err(|_| damaged(name))?;
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Err(if text.windows(encrypted.len()).any(|window| window == encrypted) {
            locked(name)
        } else {
            Wrong::new(
                NOT_A_WORKBOOK,
                format!("{name} là tệp Excel kiểu cũ (.xls)"),
                format!("{name} is a workbook of the old kind (.xls)"),
            )
            .help(
                "mở bằng Excel rồi Lưu thành kiểu .xlsx",
                "open it in Excel and save it as .xlsx",
            )
        });
    }
    if !start.starts_with(b"PK") {
        return Err(no_workbook(name));
    }
    Ok(())
}

fn locked(name: &str) -> Wrong {
    Wrong::new(
        ENCRYPTED,
        format!("{name} đặt mật khẩu, không đọc được"),
        format!("{name} is protected with a password"),
    )
    .help(
        "mở tệp, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ), rồi lưu lại",
        "open it, take the password off, and save it again",
    )
}

fn no_workbook(name: &str) -> Wrong {
    Wrong::new(
        NOT_A_WORKBOOK,
        format!("{name} không phải là sổ tính .xlsx"),
        format!("{name} is not an .xlsx workbook"),
    )
    .help(
        "mở tệp bằng Excel hoặc LibreOffice rồi Lưu thành kiểu .xlsx; đổi đuôi tên tệp không đổi được nội dung",
        "save it as .xlsx from Excel or LibreOffice; renaming a file does not change what it is",
    )
}

fn damaged(name: &str) -> Wrong {
    Wrong::new(
        NOT_A_WORKBOOK,
        format!("sổ tính {name} bị hỏng, không đọc được"),
        format!("the workbook {name} is damaged"),
    )
    .help(
        "mở bằng Excel, chọn sửa tệp, rồi lưu lại",
        "open it in Excel, let it repair the file, and save it",
    )
}

fn too_large(name: &str, vi: &str, en: &str) -> Wrong {
    Wrong::new(
        TOO_LARGE,
        format!("sổ tính {name} {vi}"),
        format!("the workbook {name} {en}"),
    )
    .help(
        "kiểm tra nguồn tệp; danh sách thật thì sao sang sổ tính mới và xóa các vùng định dạng thừa",
        "check where it comes from; copy a real list into a new workbook without stray formatting",
    )
}

/// Unpacks every part into nothing, counting, so that neither a part nor the whole can be larger than it may be, and no
/// part is larger than it says.
fn measure(file: &File, name: &str) -> Result<(), Wrong> {
    let mut file = file.try_clone().map_err(|_| damaged(name))?;
    let length = file.seek(SeekFrom::End(0)).map_err(|_| damaged(name))?;
    if length > LARGEST {
        return Err(too_large(
            name,
            &format!("lớn hơn {} MB", LARGEST >> 20),
            &format!("is larger than {} MB", LARGEST >> 20),
        ));
    }
    file.rewind().map_err(|_| damaged(name))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|_| no_workbook(name))?;
    if archive.len() > MOST_PARTS {
        return Err(too_large(name, "có quá nhiều thành phần", "has too many parts"));
    }
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    if !names.iter().any(|part| part.eq_ignore_ascii_case("xl/workbook.xml")) {
        return Err(no_workbook(name));
    }
    let mut declared = 0u64;
    for part in 0..archive.len() {
        let part = archive.by_index_raw(part).map_err(|_| damaged(name))?;
        declared = declared.saturating_add(part.size());
        allow(name, declared, part.size(), part.compressed_size())?;
    }
    let mut total = 0u64;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|_| damaged(name))?;
        let (said, packed) = (part.size(), part.compressed_size());
        let mut rest = part.take(LARGEST_INSIDE.saturating_sub(total).saturating_add(1));
        let size = std::io::copy(&mut rest, &mut std::io::sink()).map_err(|_| damaged(name))?;
        total = total.saturating_add(size);
        allow(name, total, size, packed)?;
        if size != said {
            return Err(damaged(name));
        }
    }
    Ok(())
}

fn allow(name: &str, total: u64, size: u64, packed: u64) -> Result<(), Wrong> {
    if total > LARGEST_INSIDE {
        let most = LARGEST_INSIDE >> 20;
        return Err(too_large(
            name,
            &format!("bung ra lớn hơn {most} MB"),
            &format!("unpacks to more than {most} MB"),
        ));
    }
    if size > LARGE_PART && size / packed.max(1) > TIGHTEST {
        return Err(too_large(
            name,
            "nén chặt bất thường, giống tệp phá hoại hơn là danh sách",
            "is packed tighter than any real list",
        ));
    }
    Ok(())
}

fn sheets(loader: &mut Loader<'_>, mut file: File, name: &str) -> Result<(), Wrong> {
    file.rewind().map_err(|_| damaged(name))?;
    let mut workbook = Xlsx::new(BufReader::new(file)).map_err(|error| refused(&error, name))?;
    let names = workbook.sheet_names();
    let chosen = tables::choose(loader.doc, loader.plan, &names, &mut loader.findings, &tables::SHEETS);
    for (at, sheet) in chosen.iter().enumerate() {
        let Some(sheet) = sheet.and_then(|sheet| names.get(sheet)) else {
            if at == PEOPLE {
                break;
            }
            continue;
        };
        if !one_sheet(loader, at, &mut workbook, sheet, name)? && at == PEOPLE {
            break;
        }
    }
    Ok(())
}

fn refused(error: &XlsxError, name: &str) -> Wrong {
    if matches!(error, XlsxError::Password) {
        locked(name)
    } else {
        damaged(name)
    }
}

/// Reads one sheet; false when its rows could not be read.
fn one_sheet(
    loader: &mut Loader<'_>,
    at: usize,
    workbook: &mut Xlsx<BufReader<File>>,
    sheet: &str,
    name: &str,
) -> Result<bool, Wrong> {
    let mut cells = match workbook.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        Err(error) => {
            general(&mut loader.findings, refused(&error, name));
            return Ok(false);
        }
    };
    let Some(mut reader) = SheetReader::new(loader, at, Origin::Sheet(sheet.to_owned())) else {
        return Ok(false);
    };
    let mut row: Vec<Cell<'_>> = Vec::new();
    let mut number = 0;
    loop {
        let cell = cells.next_cell().map_err(|error| refused(&error, name))?;
        let position = cell.as_ref().map(calamine::Cell::get_position);
        if position.is_none_or(|(at, _)| at != number) {
            if !row.is_empty() && !reader.row(number.saturating_add(1), &row) {
                break;
            }
            row.clear();
        }
        let (Some(cell), Some((at, column))) = (cell, position) else {
            break;
        };
        number = at;
        if column > LAST_COLUMN {
            continue;
        }
        let column = column as usize;
        if row.len() <= column {
            row.resize(column + 1, Cell::Blank);
        }
        if let Some(place) = row.get_mut(column) {
            *place = content(cell.get_value());
        }
    }
    Ok(reader.finish())
}

fn content(value: &DataRef<'_>) -> Cell<'static> {
    match value {
        DataRef::Empty => Cell::Blank,
        DataRef::Int(number) => Cell::Number((*number).into()),
        DataRef::Float(number) => Cell::float(*number),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::text(text).into_owned(),
        DataRef::SharedString(text) => Cell::text(text).into_owned(),
        DataRef::Bool(truth) => Cell::Bool(*truth),
        DataRef::DateTimeIso(text) => {
            let moment = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f");
            let day = || NaiveDate::parse_from_str(text.split('T').next().unwrap_or(text), "%Y-%m-%d");
            moment
                .map(Cell::moment)
                .or_else(|_| day().map(Cell::Date))
                .unwrap_or_else(|_| Cell::text(text).into_owned())
        }
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
                .and_then(|day| day.and_hms_opt(hour.into(), minute.into(), second.into()))
                .map_or_else(|| Cell::float(moment.as_f64()), Cell::moment)
        }
        DataRef::DateTime(moment) => Cell::float(moment.as_f64()),
        DataRef::Error(error) => Cell::Fault(Cow::Owned(error.to_string())),
    }
}
