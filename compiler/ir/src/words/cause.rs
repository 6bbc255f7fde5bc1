//! Why an outcome is open (R3), and who or what settles it.

use super::UNKNOWN;
use super::expr::nested;
use super::names::{assessor, broken_runs, external, field, record};
use super::text::{date, joined, quoted};
use crate::expr::Type;
use crate::ids::{FieldId, JudgementId, RecordId, UnitId};
use crate::model::{Assessor, Document};
use crate::outcome::{Cause, FactPath, PathStep};
use quyche_time::BrokenRuns;

/// A cause in words, without the address of the open leaf: `thiếu “ngày nghỉ hưu”`.
pub fn cause(doc: &Document, cause: &Cause) -> String {
    match cause {
        Cause::NotDue(day) => format!("chưa đến hạn {}", date(*day)),
        Cause::Suspended(since) => format!("thời hạn đang tạm dừng từ ngày {}", date(*since)),
        Cause::Missing(path) => missing(doc, path),
        Cause::NotAssessed { judgement, row } => not_assessed(doc, *judgement, row),
        Cause::Gap(unit) => format!("lỗ hổng: {} không nói đến trường hợp này", address(doc.address(*unit))),
        Cause::Count(_) => "còn tùy cách cộng các quãng thời gian đứt đoạn".to_owned(),
        Cause::Reading(id) => {
            let question = doc.readings.get(id.index()).map_or(UNKNOWN, |r| r.question.as_str());
            format!("còn tùy cách hiểu {}", quoted(question))
        }
    }
}

/// Who or what settles a cause; only somebody the text or the rule file names.
pub fn settled_by(doc: &Document, cause: &Cause) -> String {
    match cause {
        Cause::NotDue(day) => format!("chờ đến ngày {}", date(*day)),
        Cause::Suspended(_) => "cho biết ngày cuối của đợt tạm dừng".to_owned(),
        Cause::Missing(FactPath::SigningDay) => "cho biết ngày ký văn bản".to_owned(),
        Cause::Missing(FactPath::ReckoningDay) => "cho biết ngày tính đến".to_owned(),
        Cause::Missing(FactPath::People) => "khai đủ danh sách người được xét".to_owned(),
        Cause::Missing(FactPath::DoneDay(_)) => "cho biết đã làm hay chưa, làm ngày nào".to_owned(),
        Cause::Missing(FactPath::DoneTime(_)) => "cho biết làm xong lúc mấy giờ".to_owned(),
        Cause::Missing(FactPath::EventTime(_)) => "cho biết giờ xảy ra của sự kiện".to_owned(),
        Cause::Missing(FactPath::Field { .. }) => "bổ sung dữ kiện vào hồ sơ".to_owned(),
        Cause::NotAssessed { judgement, .. } => match doc.judgements.get(judgement.index()).map(|j| &j.by) {
            Some(Assessor::External { external: id, .. }) => {
                format!("người có thẩm quyền theo {} đánh giá", external(doc, *id))
            }
            Some(Assessor::NotNamed) => "người đánh giá: văn bản không nêu".to_owned(),
            Some(Assessor::Named(_)) | None => format!("người đánh giá: {}", assessor(doc, *judgement)),
        },
        Cause::Gap(_) => "người có thẩm quyền ban hành, giải thích văn bản".to_owned(),
        Cause::Count(_) => {
            let ways = BrokenRuns::ALL.map(broken_runs).join(", ");
            format!("thống nhất cách cộng thời gian: {ways}")
        }
        Cause::Reading(_) => "chọn một cách hiểu".to_owned(),
    }
}

/// Where a missing fact belongs: `chức vụ của tổ trưởng`, `thời gian (dòng 2 của quá trình công tác)`.
pub fn fact_path(doc: &Document, path: &FactPath) -> String {
    match path {
        FactPath::Field { record, path } => field_path(doc, *record, path),
        FactPath::SigningDay => "ngày ký văn bản".to_owned(),
        FactPath::ReckoningDay => "ngày tính đến".to_owned(),
        FactPath::People => "danh sách người được xét".to_owned(),
        FactPath::DoneDay(unit) => format!("ngày làm xong việc tại {}", address(doc.address(*unit))),
        FactPath::DoneTime(unit) => format!("giờ làm xong việc tại {}", address(doc.address(*unit))),
        FactPath::EventTime(unit) => format!("giờ bắt đầu tính thời hạn tại {}", address(doc.address(*unit))),
    }
}

fn missing(doc: &Document, path: &FactPath) -> String {
    let words = fact_path(doc, path);
    match path {
        FactPath::Field { record, path } if is_list(doc, *record, path) => {
            format!("thiếu {} (chưa khai hoặc chưa khai đủ)", quoted(&words))
        }
        FactPath::People => format!("{words} chưa đủ"),
        FactPath::Field { .. }
        | FactPath::SigningDay
        | FactPath::ReckoningDay
        | FactPath::DoneDay(_)
        | FactPath::DoneTime(_)
        | FactPath::EventTime(_) => format!("thiếu {}", quoted(&words)),
    }
}

fn not_assessed(doc: &Document, id: JudgementId, row: &[PathStep]) -> String {
    let Some(judgement) = doc.judgements.get(id.index()) else {
        return format!("chưa đánh giá {UNKNOWN}");
    };
    let of = if row.is_empty() {
        String::new()
    } else {
        format!(" (dòng {})", rows(row))
    };
    match &judgement.by {
        Assessor::External { external: id, address } => {
            format!("chưa đánh giá {address} {}{of}: văn bản ngoài", external(doc, *id))
        }
        Assessor::Named(_) | Assessor::NotNamed => format!("chưa đánh giá {}{of}", quoted(&judgement.text)),
    }
}

/// The numbers of the rows on the way, from 1.
fn rows(path: &[PathStep]) -> String {
    let numbers: Vec<String> = path
        .iter()
        .filter_map(|step| {
            if let PathStep::Row(row) = step {
                Some((u64::from(*row) + 1).to_string())
            } else {
                None
            }
        })
        .collect();
    numbers.join(".")
}

fn field_path(doc: &Document, start: RecordId, path: &[PathStep]) -> String {
    let mut at = Some(start);
    let mut words = String::new();
    let mut pending = String::new();
    for step in path {
        match step {
            PathStep::Field(id) => {
                let name = at.map_or_else(|| UNKNOWN.to_owned(), |here| field(doc, here, *id));
                words = match (words.is_empty(), pending.is_empty()) {
                    (true, _) => name,
                    (false, true) => format!("{name} của {words}"),
                    (false, false) => format!("{name} ({pending} của {words})"),
                };
                pending.clear();
                at = at.and_then(|here| nested(doc, here, *id));
            }
            PathStep::Row(row) => pending = format!("dòng {}", u64::from(*row) + 1),
        }
    }
    match (words.is_empty(), pending.is_empty()) {
        (true, _) => record(doc, start),
        (false, true) => words,
        (false, false) => format!("{pending} của {words}"),
    }
}

fn is_list(doc: &Document, start: RecordId, path: &[PathStep]) -> bool {
    let mut at = Some(start);
    let mut last = None;
    for step in path {
        match step {
            PathStep::Field(id) => {
                last = at.and_then(|here| field_type(doc, here, *id));
                at = at.and_then(|here| nested(doc, here, *id));
            }
            PathStep::Row(_) => last = None,
        }
    }
    matches!(last, Some(Type::List(_) | Type::Texts))
}

fn field_type(doc: &Document, record: RecordId, field: FieldId) -> Option<Type> {
    Some(doc.records.get(record.index())?.fields.get(field.index())?.ty)
}

/// Several units in one phrase, what their addresses share said once: `điểm b và gạch 3 điểm c mục 10 Thủ tục 16`.
pub fn addresses(doc: &Document, units: &[UnitId]) -> String {
    let mut shared = units.first().and_then(|first| doc.unit(*first)?.parent);
    while let Some(above) = shared.filter(|above| !units.iter().all(|unit| doc.is_within(*unit, *above))) {
        shared = doc.unit(above).and_then(|unit| unit.parent);
    }
    let shared = shared.map_or_else(String::new, |above| format!(" {}", doc.address(above)));
    let short: Option<Vec<String>> = units
        .iter()
        .map(|unit| doc.address(*unit).strip_suffix(&shared).map(str::to_owned))
        .collect();
    match short.filter(|short| short.len() > 1 && short.iter().all(|step| !step.is_empty())) {
        Some(short) => format!("{}{shared}", joined(&short, "và")),
        None => {
            let whole: Vec<String> = units.iter().map(|unit| doc.address(*unit).to_owned()).collect();
            joined(&whole, "và")
        }
    }
}

/// An address inside a sentence.
fn address(text: &str) -> String {
    if text.is_empty() {
        UNKNOWN.to_owned()
    } else {
        text.to_owned()
    }
}
