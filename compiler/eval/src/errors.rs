//! Why nothing could be evaluated: facts that contradict each other, or a document or a question that does not fit.

use crate::data::{DataError, DataFault};
use crate::result::ExampleResult;
use quyche_base::{Code, Diagnostic, Diagnostics};
use quyche_ir::model::Example;
use quyche_time::deadline::Problem;

/// Two different ratings for one year (R6).
pub const TWO_IN_ONE_YEAR: Code = Code {
    id: "Q0401",
    name: "hai-ket-qua-mot-nam",
};
/// A period that ends before it begins (R7).
pub const ENDS_BEFORE_START: Code = Code {
    id: "Q0402",
    name: "ket-thuc-truoc-bat-dau",
};
/// Two identical rows (R5); a note.
pub const REPEATED_ROW: Code = Code {
    id: "Q0403",
    name: "hai-dong-giong-nhau",
};
/// A unit without anything that could be checked.
pub const NOTHING_TO_CHECK: Code = Code {
    id: "Q0404",
    name: "khong-co-gi-de-kiem",
};
/// A document that does not keep its own invariants, or an id that is not of the document.
pub const MALFORMED: Code = Code {
    id: "Q0405",
    name: "van-ban-khong-khop",
};
/// Rules nested too deeply, or a check that takes too long.
pub const TOO_DEEP: Code = Code {
    id: "Q0406",
    name: "qua-sau",
};
/// Time served is measured, but the regulation declares no policy (R8).
pub const NO_MEASURE: Code = Code {
    id: "Q0407",
    name: "thieu-cach-tinh",
};
/// An example did not come out as written.
pub const EXAMPLE_FAILED: Code = Code {
    id: "Q0408",
    name: "vi-du-khong-dung",
};

/// A limit rests on days that nobody decided officially (R16).
pub const PRESUMED_DAYS: Code = Code {
    id: "Q0410",
    name: "lich-moi-la-du-kien",
};
/// A limit rests on a year that the work calendar does not cover (R16).
pub const YEAR_NOT_COVERED: Code = Code {
    id: "Q0411",
    name: "ngoai-lich-lam-viec",
};
/// A limit needs a work calendar, and none was given.
pub const NO_CALENDAR: Code = Code {
    id: "Q0412",
    name: "thieu-lich-lam-viec",
};
/// A limit of no working days, or no hours, at all.
pub const NO_LENGTH: Code = Code {
    id: "Q0413",
    name: "thoi-han-khong-co-do-dai",
};
/// A limit ends beyond every calendar.
pub const DAY_OUT_OF_RANGE: Code = Code {
    id: "Q0414",
    name: "ngay-ngoai-pham-vi",
};

/// A limit in working hours, and nobody gave the hours of a working day.
pub const NO_WORKING_TIME: Code = Code {
    id: "Q0415",
    name: "thieu-gio-lam-viec",
};
/// The calendar given is not the one that the regulation names.
pub const OTHER_CALENDAR: Code = Code {
    id: "Q0416",
    name: "khac-lich",
};

/// Two rows of one list have the same key.
pub const KEY_TWICE: Code = Code {
    id: "Q0417",
    name: "hai-dong-mot-ma",
};
/// The number of people to choose is negative or no whole number.
pub const NO_COUNT: Code = Code {
    id: "Q0418",
    name: "chi-tieu-khong-phai-so-dem",
};

/// Every code of this crate.
pub const ALL: &[Code] = &[
    TWO_IN_ONE_YEAR,
    ENDS_BEFORE_START,
    REPEATED_ROW,
    NOTHING_TO_CHECK,
    MALFORMED,
    TOO_DEEP,
    NO_MEASURE,
    EXAMPLE_FAILED,
    PRESUMED_DAYS,
    YEAR_NOT_COVERED,
    NO_CALENDAR,
    NO_LENGTH,
    DAY_OUT_OF_RANGE,
    NO_WORKING_TIME,
    OTHER_CALENDAR,
    KEY_TWICE,
    NO_COUNT,
];

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvalError {
    /// Facts that contradict each other, all that were found.
    Data(Vec<DataError>),
    /// The unit (its address) says nothing that could be checked of this kind of case.
    NothingToCheck(String),
    /// The document does not keep its invariants, or the question names something that is not in it.
    Malformed,
    /// Rules nested too deeply, or too many steps.
    TooDeep,
    /// Time served is measured without a declared policy.
    NoMeasure,
    /// The regulation names one work calendar and another was given.
    OtherCalendar {
        /// The one it names.
        wanted: String,
        /// The one given.
        given: String,
    },
    /// A limit in the unit of this address cannot be counted.
    Time {
        /// The address.
        address: String,
        /// Why.
        problem: Problem,
    },
}

impl From<EvalError> for Diagnostics {
    fn from(error: EvalError) -> Diagnostics {
        match error {
            EvalError::Data(errors) => Diagnostics(errors.into_iter().map(Diagnostic::from).collect()),
            EvalError::NothingToCheck(address) => Diagnostics(vec![nothing_to_check(&address)]),
            EvalError::Malformed => Diagnostics(vec![malformed()]),
            EvalError::TooDeep => Diagnostics(vec![too_deep()]),
            EvalError::NoMeasure => Diagnostics(vec![no_measure()]),
            EvalError::OtherCalendar { wanted, given } => Diagnostics(vec![other_calendar(&wanted, &given)]),
            EvalError::Time { address, problem } => Diagnostics(vec![no_end(&address, problem)]),
        }
    }
}

impl From<DataError> for Diagnostic {
    fn from(error: DataError) -> Diagnostic {
        let DataError { key, place, fault } = error;
        let who = if key.is_empty() {
            place
        } else {
            format!("hồ sơ “{key}”, {place}")
        };
        match fault {
            DataFault::TwoInOneYear(year) => Diagnostic::general(
                TWO_IN_ONE_YEAR,
                format!("{who}: năm {year} có hai kết quả khác nhau"),
                format!("{who}: two different ratings for the year {year}"),
            )
            .help("giữ lại một kết quả cho mỗi năm", "keep one rating for each year"),
            DataFault::EndsBeforeStart => Diagnostic::general(
                ENDS_BEFORE_START,
                format!("{who}: ngày kết thúc đứng trước ngày bắt đầu"),
                format!("{who}: the last day comes before the first"),
            )
            .help("kiểm tra lại hai ngày của quãng này", "check both days of this period"),
            DataFault::KeyTwice => Diagnostic::general(
                KEY_TWICE,
                format!("{who}: trùng mã với một dòng ở trên"),
                format!("{who}: a row above has the same key"),
            )
            .help(
                "mỗi người, mỗi việc một dòng một mã; người kiêm việc thì ghi ở cột kiêm nhiệm, người khác thì ghi mã khác",
                "one row and one key for each; say of one person who holds two offices that he does, and give another person \
                 another key",
            ),
            DataFault::NoCount => Diagnostic::general(
                NO_COUNT,
                format!("{who}: chỉ tiêu phải là số nguyên không âm"),
                format!("{who}: the number to choose must be a whole number, not negative"),
            )
            .help(
                "ghi số người được chọn, như 3; chưa biết thì để trống",
                "give how many are chosen, such as 3; leave it blank where it is not known",
            ),
            DataFault::Repeated => {
                let mut note = Diagnostic::general(
                    REPEATED_ROW,
                    format!("{who}: giống hệt một dòng ở trên"),
                    format!("{who}: the same as a row above"),
                );
                note.severity = quyche_base::Severity::Warning;
                note.help(
                    "nếu là khai trùng thì xóa bớt; các dòng được tính như đã khai",
                    "delete it if it was entered twice; rows count as given",
                )
            }
        }
    }
}

/// The diagnostic of an example that failed.
pub fn example_failed(example: &Example, result: &ExampleResult) -> Diagnostic {
    let text = &example.text;
    Diagnostic::error(
        EXAMPLE_FAILED,
        example.at,
        format!("ví dụ “{text}” không đúng: {}", result.differences.join("; ")),
        format!("the example “{text}” does not hold: {}", result.differences.join("; ")),
    )
    .note(result.words.clone(), result.words.clone())
    .help(
        "sửa quy tắc nếu ví dụ đúng với văn bản, hoặc sửa kết quả mong đợi",
        "mend the rule if the example is true to the text, or else what it expects",
    )
}

fn nothing_to_check(address: &str) -> Diagnostic {
    Diagnostic::general(
        NOTHING_TO_CHECK,
        format!("{address} không có tiêu chuẩn hay quy tắc hội đồng nào để kiểm với loại hồ sơ này"),
        format!("{address} has no criterion or council rule for this kind of case"),
    )
    .help(
        "chọn đơn vị có tiêu chuẩn, hoặc đúng loại hồ sơ",
        "choose a unit with a criterion, or the right kind of case",
    )
}

fn malformed() -> Diagnostic {
    Diagnostic::general(
        MALFORMED,
        "văn bản đã biên dịch không khớp với chính nó hoặc với câu hỏi được đặt ra",
        "the compiled document does not agree with itself, or with what it is asked",
    )
    .help(
        "biên dịch lại từ tệp quy tắc, đừng sửa tay tệp JSON",
        "compile it again from the rule files; do not edit the JSON by hand",
    )
}

fn too_deep() -> Diagnostic {
    Diagnostic::general(
        TOO_DEEP,
        "quy tắc lồng nhau quá sâu hoặc dẫn chiếu quá dài để kiểm",
        "the rules are nested too deeply, or refer to each other at too great length, to be checked",
    )
    .help(
        "tách quy tắc thành các tiêu chuẩn ngắn hơn",
        "split the rule into shorter criteria",
    )
}

fn no_measure() -> Diagnostic {
    Diagnostic::general(
        NO_MEASURE,
        "quy định đo thời gian công tác nhưng không khai cách tính",
        "the regulation measures time served but declares no way of counting it",
    )
    .help(
        "thêm “cách tính …” vào dòng đầu tệp",
        "add “cách tính …” to the head of the file",
    )
}

fn other_calendar(wanted: &str, given: &str) -> Diagnostic {
    Diagnostic::general(
        OTHER_CALENDAR,
        format!("quy định tính thời hạn theo lịch “{wanted}”, không theo lịch “{given}”"),
        format!("the regulation counts its limits with the calendar “{wanted}”, not with “{given}”"),
    )
    .help("dùng đúng lịch mà quy định nêu", "use the calendar that it names")
}

fn no_end(address: &str, problem: Problem) -> Diagnostic {
    let (code, vi, en) = match problem {
        Problem::Presumed(_) => (
            PRESUMED_DAYS,
            "chờ quyết định chính thức về lịch nghỉ năm ấy, hoặc thêm --du-kien để nhận ngày dự kiến",
            "wait for the official decision on that year, or pass --allow-projected to take the presumed days",
        ),
        Problem::NotCovered(_) => (
            YEAR_NOT_COVERED,
            "kiểm tra lại ngày của sự kiện, hoặc dùng lịch làm việc có năm ấy",
            "check the day of the event, or use a calendar that covers the year",
        ),
        Problem::NoCalendar => (
            NO_CALENDAR,
            "cho biết lịch làm việc để tính ngày nghỉ",
            "give the work calendar to count with",
        ),
        Problem::NoWorkingTime => (
            NO_WORKING_TIME,
            "ghi ở đầu tệp: giờ làm việc từ 7:30 đến 11:30, từ 13:30 đến 17:00 vì \"…\" (nêu nội quy hay văn bản ấn định)",
            "give them in the head of the file: giờ làm việc từ … đến … vì \"…\" (the rule that sets them)",
        ),
        Problem::NoLength | Problem::NoTimeOfDay => {
            (NO_LENGTH, "ghi độ dài từ 1 trở lên", "write a length of at least 1")
        }
        Problem::OutOfRange => (
            DAY_OUT_OF_RANGE,
            "kiểm tra lại ngày của sự kiện và độ dài thời hạn",
            "check the day of the event and the length of the limit",
        ),
    };
    Diagnostic::general(
        code,
        format!("không tính được thời hạn tại {address}: {}", problem.words()),
        format!("the limit at {address} cannot be counted: {}", problem.english()),
    )
    .help(vi, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(fault: DataFault) -> Diagnostic {
        Diagnostic::from(DataError {
            key: "VC-07".to_owned(),
            place: "xếp loại năm, dòng 2".to_owned(),
            fault,
        })
    }

    #[test]
    fn contradictions_name_the_case_and_the_place() {
        for (fault, code) in [
            (DataFault::TwoInOneYear(2023), TWO_IN_ONE_YEAR),
            (DataFault::EndsBeforeStart, ENDS_BEFORE_START),
            (DataFault::KeyTwice, KEY_TWICE),
            (DataFault::NoCount, NO_COUNT),
            (DataFault::Repeated, REPEATED_ROW),
        ] {
            let diagnostic = told(fault);
            assert_eq!(diagnostic.code, code);
            assert!(
                diagnostic
                    .message
                    .vi
                    .starts_with("hồ sơ “VC-07”, xếp loại năm, dòng 2: ")
            );
            assert!(diagnostic.help.is_some());
        }
        assert_eq!(told(DataFault::Repeated).severity, quyche_base::Severity::Warning);
    }

    #[test]
    fn every_refusal_has_a_code_of_its_own() {
        let refusals = [
            EvalError::NothingToCheck("Điều 1".to_owned()),
            EvalError::Malformed,
            EvalError::TooDeep,
            EvalError::NoMeasure,
        ];
        let codes: Vec<Code> = refusals
            .into_iter()
            .flat_map(|error| Diagnostics::from(error).0)
            .map(|one| one.code)
            .collect();
        assert_eq!(codes, [NOTHING_TO_CHECK, MALFORMED, TOO_DEEP, NO_MEASURE]);
    }
}
