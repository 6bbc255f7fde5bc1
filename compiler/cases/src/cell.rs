//! Where a cell stands, in the words a person finds it by: sheet, cell and column label of a workbook; file, line and
//! column of a CSV file.

use quyche_base::Text;

/// The sheet or file a table is read from.
#[derive(Clone, Debug)]
pub(crate) enum Origin {
    Sheet(String),
    File(String),
}

/// A cell: row from 1, column from 0, and the label of the column where it is known.
#[derive(Clone, Debug)]
pub(crate) struct Spot<'l> {
    row: u32,
    column: usize,
    label: &'l str,
}

impl<'l> Spot<'l> {
    pub fn new(row: u32, column: usize, label: &'l str) -> Self {
        Self { row, column, label }
    }
}

impl Origin {
    /// The sheet or file as a whole.
    pub fn whole(&self) -> Text {
        match self {
            Origin::Sheet(name) => Text::new(format!("trang \"{name}\""), format!("sheet \"{name}\"")),
            Origin::File(name) => Text::new(format!("tệp {name}"), format!("file {name}")),
        }
    }

    /// One cell of it.
    pub fn cell(&self, spot: Spot<'_>) -> Text {
        let Text { vi, en } = self.whole();
        let Spot { row, column, label } = spot;
        let (label_vi, label_en) = match (self, label.is_empty()) {
            (_, true) => (String::new(), String::new()),
            (Origin::Sheet(_), false) => (format!(", cột \"{label}\""), format!(", column \"{label}\"")),
            (Origin::File(_), false) => (format!(" \"{label}\""), format!(" \"{label}\"")),
        };
        match self {
            Origin::Sheet(_) => {
                let cell = format!("{}{row}", letters(column));
                Text::new(
                    format!("{vi}, ô {cell}{label_vi}"),
                    format!("{en}, cell {cell}{label_en}"),
                )
            }
            Origin::File(_) => {
                let column = column + 1;
                Text::new(
                    format!("{vi}, dòng {row}, cột {column}{label_vi}"),
                    format!("{en}, line {row}, column {column}{label_en}"),
                )
            }
        }
    }
}

/// The letters of a column: 0 is A, 26 is AA.
pub(crate) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_excel_gives_them() {
        for (column, name) in [
            (0, "A"),
            (2, "C"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16383, "XFD"),
        ] {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn a_cell_is_named_as_people_find_it() {
        let sheet = Origin::Sheet("Viên chức".into());
        assert_eq!(
            sheet.cell(Spot::new(7, 2, "Ngày sinh")).vi,
            "trang \"Viên chức\", ô C7, cột \"Ngày sinh\""
        );
        let file = Origin::File("viên_chức.csv".into());
        assert_eq!(
            file.cell(Spot::new(7, 2, "Ngày sinh")).vi,
            "tệp viên_chức.csv, dòng 7, cột 3 \"Ngày sinh\""
        );
    }
}
