//! What the checks say. Every finding is a warning: the rule file may be right, and the source wrong.

use chrono::NaiveDate;
use quyche_base::{Code, Diagnostic, Span};
use quyche_ir::words::date as told;

/// The year in a document's number is not that of its date.
pub const NUMBER_AGAINST_DATE: Code = Code {
    id: "Q0901",
    name: "so-khong-khop-ngay",
};
/// A number that must carry a year has none.
pub const NUMBER_WITHOUT_YEAR: Code = Code {
    id: "Q0902",
    name: "so-thieu-nam",
};
/// A number too low or too high for its time of year.
pub const NUMBER_AGAINST_PACE: Code = Code {
    id: "Q0903",
    name: "so-khong-hop-thoi-diem",
};
/// One document cited with two dates.
pub const TWO_DATES: Code = Code {
    id: "Q0904",
    name: "mot-van-ban-hai-ngay",
};
/// A document younger than the text that cites it.
pub const CITED_BEFORE_MADE: Code = Code {
    id: "Q0905",
    name: "vien-dan-van-ban-chua-co",
};
/// A code unlike the others.
pub const ODD_CODE: Code = Code {
    id: "Q0906",
    name: "ma-khac-dang",
};
/// A number that repeats under one parent.
pub const NUMBER_AGAIN: Code = Code {
    id: "Q0907",
    name: "danh-so-lap",
};
/// A number left out.
pub const NUMBER_SKIPPED: Code = Code {
    id: "Q0908",
    name: "danh-so-nhay",
};
/// "Not regulated" and a limit.
pub const LIMIT_BESIDE_NONE: Code = Code {
    id: "Q0909",
    name: "khong-quy-dinh-ma-co-thoi-han",
};
/// Two limits for one thing.
pub const TWO_LIMITS: Code = Code {
    id: "Q0910",
    name: "hai-thoi-han-mot-viec",
};
/// "Not regulated" and criteria.
pub const CRITERIA_BESIDE_NONE: Code = Code {
    id: "Q0911",
    name: "khong-quy-dinh-ma-co-tieu-chuan",
};
/// Days of effect that disagree.
pub const TWO_EFFECTS: Code = Code {
    id: "Q0912",
    name: "hai-ngay-hieu-luc",
};
/// A unit that does not exist.
pub const NO_SUCH_UNIT: Code = Code {
    id: "Q0913",
    name: "dan-chieu-don-vi-khong-co",
};

/// Every code of this room.
pub const ALL: &[Code] = &[
    NUMBER_AGAINST_DATE,
    NUMBER_WITHOUT_YEAR,
    NUMBER_AGAINST_PACE,
    TWO_DATES,
    CITED_BEFORE_MADE,
    ODD_CODE,
    NUMBER_AGAIN,
    NUMBER_SKIPPED,
    LIMIT_BESIDE_NONE,
    TWO_LIMITS,
    CRITERIA_BESIDE_NONE,
    TWO_EFFECTS,
    NO_SUCH_UNIT,
];

/// The help that every finding ends with.
fn source(diagnostic: Diagnostic, kind: &str) -> Diagnostic {
    diagnostic.help(
        format!(
            "đối chiếu bản gốc: quy tắc chép sai thì sửa; bản gốc ghi vậy thì thêm \"nghi vấn ({kind})\" tại chỗ này"
        ),
        format!("compare the source: mend the rule file, or where the source says so add \"nghi vấn ({kind})\" here"),
    )
}

pub(super) fn number_against_date(at: Span, number: &str, date: NaiveDate) -> Diagnostic {
    let day = told(date);
    let found = Diagnostic::warning(
        NUMBER_AGAINST_DATE,
        at,
        format!("Văn bản số \"{number}\" ghi ngày {day}: năm trong số và năm trong ngày không khớp."),
        format!("Document \"{number}\" is dated {day}: the year in its number is another one."),
    );
    source(found, "ngày_tháng")
}

pub(super) fn number_without_year(at: Span, number: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        NUMBER_WITHOUT_YEAR,
        at,
        format!("Số \"{number}\" thiếu năm: loại văn bản này ghi số kèm năm ban hành."),
        format!("Number \"{number}\" lacks the year that documents of this kind carry."),
    );
    source(found, "dẫn_chiếu_sai")
}

pub(super) fn number_against_pace(at: Span, number: &str, date: NaiveDate) -> Diagnostic {
    let day = told(date);
    let found = Diagnostic::warning(
        NUMBER_AGAINST_PACE,
        at,
        format!("Nghị định số \"{number}\" ghi ngày {day}: số không hợp với lúc ấy trong năm."),
        format!("Decree \"{number}\" is dated {day}: its number does not fit that time of year."),
    );
    source(found, "ngày_tháng")
}

pub(super) fn two_dates(at: Span, number: &str, date: NaiveDate, first: Span, one: NaiveDate) -> Diagnostic {
    let (day, before) = (told(date), told(one));
    let found = Diagnostic::warning(
        TWO_DATES,
        at,
        format!("Văn bản số \"{number}\" ở đây ghi ngày {day}, chỗ khác ghi ngày {before}."),
        format!("Document \"{number}\" is dated {day} here and {before} elsewhere."),
    )
    .label(first, format!("ngày {before}"), format!("dated {before}"));
    source(found, "ngày_tháng")
}

pub(super) fn cited_before_made(at: Span, number: &str, date: NaiveDate) -> Diagnostic {
    let day = told(date);
    let found = Diagnostic::warning(
        CITED_BEFORE_MADE,
        at,
        format!("Viện dẫn \"{number}\" ngày {day}, sau ngày ký của chính văn bản này."),
        format!("\"{number}\" of {day} is cited, which is after this document was signed."),
    );
    source(found, "ngày_tháng")
}

pub(super) fn odd_code(at: Span, code: &str, title: &str, usual: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        ODD_CODE,
        at,
        format!("Mã \"{code}\" của {title} không cùng dạng với các mã khác."),
        format!("Code \"{code}\" of {title} does not look like the other codes."),
    )
    .note(
        format!("các mã khác có dạng {usual}"),
        format!("the others look like {usual}"),
    );
    source(found, "tên_gọi")
}

pub(super) fn number_again(at: Span, address: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        NUMBER_AGAIN,
        at,
        format!("\"{address}\": bản gốc đánh một số hai lần."),
        format!("\"{address}\": the source gives one number twice."),
    );
    source(found, "đánh_số")
}

pub(super) fn number_skipped(at: Span, address: &str, last: Span, before: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        NUMBER_SKIPPED,
        at,
        format!("\"{address}\" đứng ngay sau \"{before}\": số ở giữa bị bỏ."),
        format!("\"{address}\" comes right after \"{before}\": a number is left out."),
    )
    .label(last, "số trước", "the number before");
    source(found, "đánh_số")
}

pub(super) fn limit_beside_none(at: Span, address: &str, other: Span, where_set: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        LIMIT_BESIDE_NONE,
        at,
        format!("\"{address}\" nói không quy định thời hạn, mà \"{where_set}\" có thời hạn."),
        format!("\"{address}\" says that no limit is set, but \"{where_set}\" sets one."),
    )
    .label(other, "thời hạn này", "this limit");
    source(found, "mâu_thuẫn")
}

pub(super) fn two_limits(at: Span, limit: &str, first: Span, other: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        TWO_LIMITS,
        at,
        format!("Hai thời hạn cho cùng một người từ cùng một mốc: ở đây {limit}, chỗ khác {other}."),
        format!("Two limits for one bearer from one event: here {limit}, elsewhere {other}."),
    )
    .label(first, "thời hạn kia", "the other limit");
    source(found, "mâu_thuẫn")
}

pub(super) fn criteria_beside_none(at: Span, address: &str, other: Span, criteria: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        CRITERIA_BESIDE_NONE,
        at,
        format!("\"{address}\" nói không quy định, mà \"{criteria}\" có tiêu chuẩn."),
        format!("\"{address}\" says that nothing is regulated, but \"{criteria}\" sets criteria."),
    )
    .label(other, "tiêu chuẩn này", "this criterion");
    source(found, "mâu_thuẫn")
}

pub(super) fn two_effects(at: Span, day: NaiveDate, head: NaiveDate) -> Diagnostic {
    let (day, head) = (told(day), told(head));
    let found = Diagnostic::warning(
        TWO_EFFECTS,
        at,
        format!("Ở đây hiệu lực từ ngày {day}, cả văn bản hiệu lực từ ngày {head}."),
        format!("Here the effect begins on {day}, that of the whole document on {head}."),
    );
    source(found, "ngày_tháng")
}

pub(super) fn no_such_unit(at: Span, named: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        NO_SUCH_UNIT,
        at,
        format!("Câu này nói đến \"{named}\", mà văn bản không có."),
        format!("This sentence speaks of \"{named}\", which the document does not have."),
    );
    source(found, "dẫn_chiếu_sai")
}
