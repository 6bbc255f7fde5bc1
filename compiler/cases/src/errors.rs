//! What can be wrong with a list of cases, and how it is told: the place (sheet, cell, column label; file, line, column;
//! path in JSON), what is wrong, what to write. All wrong cells are gathered before anything is said.

use quyche_base::{Code, Diagnostic, Diagnostics, Severity, Text};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal $kebab:literal;)*) => {
        $($(#[$doc])* pub const $name: Code = Code { id: $id, name: $kebab };)*

        /// Every code of this room.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    /// The path is not there, cannot be read, or is of no kind that is read.
    UNREADABLE = "Q0501" "khong-mo-duoc-tep";
    /// The file is not an .xlsx workbook, or a damaged one.
    NOT_A_WORKBOOK = "Q0502" "khong-phai-so-tinh";
    /// The workbook is protected with a password.
    ENCRYPTED = "Q0503" "so-tinh-co-mat-khau";
    /// The file is larger, or would unpack to more, than is read.
    TOO_LARGE = "Q0504" "tep-qua-lon";
    /// The text is not UTF-8.
    ENCODING = "Q0505" "sai-bang-ma";
    /// The text is not JSON.
    JSON_SYNTAX = "Q0506" "json-hong";
    /// No sheet or file for the people, or nothing in it.
    NO_SHEET = "Q0507" "thieu-trang";
    /// No row that looks like a header.
    NO_HEADER = "Q0508" "khong-thay-dong-tieu-de";
    /// A column that must be there is not.
    MISSING_COLUMN = "Q0509" "thieu-cot";
    /// A column or property that means nothing here (a warning).
    UNKNOWN_COLUMN = "Q0510" "cot-la";
    /// Two columns or properties for one fact.
    DOUBLE_COLUMN = "Q0511" "cot-trung";
    /// A fact that must be given is not.
    MISSING_VALUE = "Q0512" "thieu-gia-tri";
    /// Not a date.
    BAD_DATE = "Q0513" "ngay-sai";
    /// Not a number, or not a year.
    BAD_NUMBER = "Q0514" "so-sai";
    /// Neither yes nor no; neither met nor not met.
    BAD_TRUTH = "Q0515" "co-khong-sai";
    /// Not a value of the category, not a title.
    NOT_IN_SET = "Q0516" "gia-tri-ngoai-danh-muc";
    /// Outside an open category, but very like one of its values (a warning).
    ALMOST_IN_SET = "Q0517" "gia-tri-gan-giong";
    /// A period that ends before it starts, or of which only one half is "none".
    BAD_PERIOD = "Q0518" "khoang-thoi-gian-sai";
    /// Two cases or rows under one key.
    DOUBLE_KEY = "Q0519" "trung-ma";
    /// A row of a list for somebody who is not on the list of people.
    UNKNOWN_KEY = "Q0520" "ma-khong-co-trong-danh-sach";
    /// A row without a key.
    NO_KEY = "Q0521" "thieu-ma";
    /// "All declared" against rows or against "none".
    COMPLETENESS = "Q0522" "khai-du-mau-thuan";
    /// Two identical rows in one list (a warning).
    DOUBLE_ROW = "Q0523" "dong-trung";
    /// More is wrong than is printed.
    AND_MORE = "Q0524" "con-loi-nua";
    /// A sheet or file that means nothing here (a warning).
    UNKNOWN_SHEET = "Q0525" "trang-la";
    /// Two sheets or files for one list.
    DOUBLE_SHEET = "Q0526" "trang-trung";
    /// JSON of another shape than the schema's.
    JSON_SHAPE = "Q0527" "json-sai-dang";
    /// A cell that says nothing readable: an Excel error, a lone dash.
    UNREADABLE_CELL = "Q0528" "o-khong-doc-duoc";
    /// A result or template that could not be built.
    NOT_WRITTEN = "Q0529" "khong-lap-duoc-tep";
    /// An entry point that the document does not have.
    NO_ENTRY = "Q0530" "khong-co-luot-xet";
    /// A list of another record than the one reviewed.
    OTHER_RECORD = "Q0531" "danh-sach-cua-du-kien-khac";
}

/// How many wrong cells are printed; the rest are counted.
pub(crate) const PRINTED: usize = 50;

/// After so many wrong cells reading stops: the input is not the list that was meant.
const GIVEN_UP: usize = 20_000;

/// What is wrong at some place, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub code: Code,
    pub what: Box<Text>,
    pub help: Option<Box<Text>>,
}

impl Wrong {
    pub fn new(code: Code, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            code,
            what: Box::new(Text::new(vi, en)),
            help: None,
        }
    }

    #[must_use]
    pub fn help(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Box::new(Text::new(vi, en)));
        self
    }

    /// The finding, said of a place; an empty place is left out.
    pub fn at(self, place: &Text) -> Diagnostic {
        let join = |place: &str, what: &str| {
            if place.is_empty() {
                what.to_owned()
            } else {
                format!("{place}: {what}")
            }
        };
        let mut diagnostic = Diagnostic::general(
            self.code,
            join(&place.vi, &self.what.vi),
            join(&place.en, &self.what.en),
        );
        diagnostic.help = self.help.map(|help| *help);
        diagnostic
    }

    /// The only finding.
    pub fn alone(self) -> Diagnostics {
        Diagnostics(vec![self.at(&nowhere())])
    }
}

/// A message that is about the whole.
pub(crate) fn nowhere() -> Text {
    Text::new("", "")
}

/// What reading found so far. Errors and warnings are capped apart, so that warnings never hide an error.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    kept: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
}

impl Findings {
    pub fn error(&mut self, place: impl FnOnce() -> Text, wrong: Wrong) {
        self.errors += 1;
        if self.errors <= PRINTED {
            self.kept.push(wrong.at(&place()));
        }
    }

    /// The warning is only put into words where it will be printed.
    pub fn warn(&mut self, place: impl FnOnce() -> Text, wrong: impl FnOnce() -> Wrong) {
        self.warnings += 1;
        if self.warnings <= PRINTED {
            let mut diagnostic = wrong().at(&place());
            diagnostic.severity = Severity::Warning;
            self.kept.push(diagnostic);
        }
    }

    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Whether the next error would still be printed: a search for a like name is not worth its time otherwise.
    pub fn listening(&self) -> bool {
        self.errors < PRINTED
    }

    /// Whether so much is wrong that reading on is of no use.
    pub fn given_up(&self) -> bool {
        self.errors >= GIVEN_UP
    }

    /// All findings, and how many more there are.
    pub fn into_diagnostics(mut self) -> Diagnostics {
        let more = self.errors.saturating_sub(PRINTED);
        if more > 0 {
            let (stopped_vi, stopped_en) = if self.errors >= GIVEN_UP {
                ("; đã dừng đọc ở đây", "; reading stopped there")
            } else {
                ("", "")
            };
            let wrong = Wrong::new(
                AND_MORE,
                format!("còn {more} ô sai nữa không in ra (đã in {PRINTED}){stopped_vi}"),
                format!("{more} more wrong cells are not printed ({PRINTED} are){stopped_en}"),
            )
            .help(
                "sửa các ô đã nêu rồi chạy lại; các lỗi cùng cột thường có một nguyên nhân",
                "mend those printed and run again; errors in one column often have one cause",
            );
            self.kept.push(wrong.at(&nowhere()));
        }
        let more = self.warnings.saturating_sub(PRINTED);
        if more > 0 {
            let wrong = Wrong::new(
                AND_MORE,
                format!("còn {more} điều cần xem lại nữa không in ra"),
                format!("{more} more warnings are not printed"),
            );
            let mut diagnostic = wrong.at(&nowhere());
            diagnostic.severity = Severity::Warning;
            self.kept.push(diagnostic);
        }
        Diagnostics(self.kept)
    }
}
