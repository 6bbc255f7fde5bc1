//! Finding the header of a table. Official forms put titles above it, spread it over two lines with merged cells, and
//! number the columns below it; a table of circumstances may also stand upright, names left and values right.

use crate::plan::Table;
use crate::text::header_key;
use crate::value::Cell;

/// How many rows may stand above the header.
pub(crate) const LOOKED_AT: usize = 30;

/// A row with its number in the file, from 1.
pub(crate) type OwnedRow = (u32, Vec<Cell<'static>>);

/// A header that was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// Its first row, as an index into the rows looked at.
    pub at: usize,
    /// One line, or two.
    pub lines: usize,
    /// For each column of the file the column of the table it means.
    pub columns: Vec<Option<usize>>,
    /// How many were understood.
    pub matched: usize,
    /// For each column of the file its header as written.
    pub written: Vec<String>,
}

/// The best header among the first rows: most columns understood, the first of equals.
pub(crate) fn find(table: &Table, rows: &[OwnedRow]) -> Option<Header> {
    let mut best: Option<Header> = None;
    for at in 0..rows.len().min(LOOKED_AT) {
        for lines in 1..=2 {
            if let Some(header) = try_at(table, rows, at, lines)
                && header.matched > best.as_ref().map_or(0, |best| best.matched)
            {
                best = Some(header);
            }
        }
    }
    best
}

fn try_at(table: &Table, rows: &[OwnedRow], at: usize, lines: usize) -> Option<Header> {
    let (_, top) = rows.get(at)?;
    let below = match lines {
        1 => None,
        _ => Some(&rows.get(at + 1)?.1),
    };
    let width = top.len().max(below.map_or(0, Vec::len));
    let mut columns = Vec::with_capacity(width);
    let mut written = Vec::with_capacity(width);
    let mut carried = String::new();
    for column in 0..width {
        let upper = words(top, column);
        let lower = below.map_or("", |row| words(row, column));
        if !upper.is_empty() {
            upper.clone_into(&mut carried);
        } else if lower.is_empty() {
            carried.clear();
        }
        let (readings, shown) = readings(upper, lower, &carried);
        columns.push(table.column_for(&readings));
        written.push(shown);
    }
    let mut seen: Vec<usize> = columns.iter().flatten().copied().collect();
    seen.sort_unstable();
    seen.dedup();
    Some(Header {
        at,
        lines,
        columns,
        matched: seen.len(),
        written,
    })
}

fn words<'r>(row: &'r [Cell<'static>], column: usize) -> &'r str {
    match row.get(column) {
        Some(Cell::Text(text)) => text,
        Some(Cell::Blank | Cell::Number(_) | Cell::Date(_) | Cell::Moment(_) | Cell::Bool(_) | Cell::Fault(_))
        | None => "",
    }
}

/// How a header may be read, the fullest reading first, and how it is shown. A blank cell above a filled one belongs to
/// the merged cell to its left.
fn readings(upper: &str, lower: &str, carried: &str) -> (Vec<String>, String) {
    let texts: Vec<String> = if lower.is_empty() {
        vec![upper.to_owned()]
    } else if carried.is_empty() {
        vec![lower.to_owned()]
    } else {
        vec![format!("{carried} {lower}"), lower.to_owned()]
    };
    let mut keys = Vec::with_capacity(texts.len() + 1);
    for text in &texts {
        let key = header_key(text);
        // The mark of a required column may be a word.
        if let Some(bare) = key.strip_suffix(" bắt buộc") {
            keys.push(bare.to_owned());
        }
        if !key.is_empty() {
            keys.push(key);
        }
    }
    (keys, texts.into_iter().next().unwrap_or_default())
}

/// The row of column numbers that official forms put below the header: `(1) (2) (3)`, `1 2 3`, `A B 1 2`.
pub(crate) fn is_numbering(row: &[Cell<'_>]) -> bool {
    let mut numbers = Vec::new();
    let mut bracketed = true;
    let mut count = 0usize;
    for cell in row.iter().filter(|cell| !cell.is_blank()) {
        count += 1;
        let shown = cell.shown();
        let text = shown.trim();
        let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        bracketed &= inner.is_some();
        let inner = inner.unwrap_or(text);
        if let Ok(number) = inner.parse::<u32>() {
            numbers.push(number);
        } else if !(inner.chars().count() == 1 && inner.chars().all(char::is_alphabetic) && numbers.is_empty()) {
            return false;
        }
    }
    let consecutive = numbers.iter().zip(1u32..).all(|(number, wanted)| *number == wanted);
    consecutive && !numbers.is_empty() && (count >= 3 || (bracketed && count >= 1))
}

/// Headers that are plainly no facts: running numbers and remarks.
pub(crate) fn is_comment(header: &str) -> bool {
    let key = header_key(header);
    key.is_empty()
        || matches!(
            key.as_str(),
            "stt" | "tt" | "số tt" | "số thứ tự" | "no" | "no." | "note" | "notes"
        )
        || key.starts_with("ghi chú")
        || key.starts_with("chú thích")
        || header.trim_start().starts_with('#')
}
