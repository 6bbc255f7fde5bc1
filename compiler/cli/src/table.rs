//! Rows of words in columns, aligned by how wide they are drawn.

use unicode_width::UnicodeWidthStr;

/// The columns' gap.
const GAP: &str = "  ";

/// The widest a column but the last may get before its cells push the rest to the right.
const WIDEST: usize = 40;

/// Lays out rows: all columns but the last padded to their widest cell, each row after an indent of two blanks. With `width`, the last column wraps
/// at it, under itself.
pub fn lay_out(rows: &[Vec<String>], width: Option<usize>) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0).min(WIDEST)
        })
        .collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::from(GAP);
        for (cell, wide) in row.iter().zip(&widths).take(row.len().saturating_sub(1)) {
            line.push_str(cell);
            line.push_str(&" ".repeat(wide.saturating_sub(cell.width())));
            line.push_str(GAP);
        }
        let indent = line.width();
        let room = width.map_or(usize::MAX, |width| width.saturating_sub(indent).max(20));
        let last = row.last().map_or("", String::as_str);
        for (index, part) in wrap(last, room).iter().enumerate() {
            if index == 0 {
                line.push_str(part);
            } else {
                line = format!("{}{part}", " ".repeat(indent));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

/// Cuts a text into lines of at most `room` columns, at blanks where it can; its own line ends are kept.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let together = line.width() + 1 + word.width();
            if line.is_empty() {
                line.push_str(word);
            } else if together <= room {
                line.push(' ');
                line.push_str(word);
            } else {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            }
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn columns_align_by_drawn_width() {
        let decomposed = "d\u{323}a\u{323}t";
        let rows = [
            row(&["VC-01", decomposed, "xếp 1"]),
            row(&["VC-2", "không đạt", "thiếu"]),
        ];
        let text = lay_out(&rows, None);
        let starts: Vec<usize> = text
            .lines()
            .zip(["xếp", "thiếu"])
            .map(|(line, word)| line.split(word).next().unwrap().width())
            .collect();
        assert_eq!(starts, [20, 20]);
    }

    #[test]
    fn the_last_column_wraps_under_itself() {
        let text = lay_out(&[row(&["A", "một hai ba bốn năm sáu bảy tám chín"])], Some(25));
        assert_eq!(text, "  A  một hai ba bốn năm\n     sáu bảy tám chín\n");
    }
}
