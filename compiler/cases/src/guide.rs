//! What a template tells of each of its columns, in words.

use crate::plan::{Column, Place, Plan, Slot, Table};
use crate::used::Used;
use quyche_ir::expr::Type;
use quyche_ir::{Document, FieldId, JudgementId, RecordId, words};
use std::collections::BTreeSet;

/// One row of the guide: sheet, column, name in the rules, meaning, type, what may be written, required, used where.
pub(crate) type Line = [String; 8];

/// The headings of the guide's columns.
pub(crate) const HEADINGS: [&str; 8] = [
    "Trang",
    "Cột",
    "Tên trong văn bản",
    "Ý nghĩa",
    "Kiểu",
    "Giá trị nhận",
    "Bắt buộc",
    "Dùng ở",
];

/// What holds of every sheet.
pub(crate) const GENERAL: &[&str] = &[
    "Mỗi ô có ba trạng thái: một giá trị; \"không có\" (biết chắc là không có); để trống (chưa biết).",
    "Cột có dấu * phải điền ở mọi dòng. Ngày viết ngày/tháng/năm, đủ cả ngày; số thập phân viết dấu phẩy: 4,98.",
    "Các trang danh sách nối với người bằng cột mã. Đã khai dòng nào là coi như khai đủ; chưa đủ thì ghi \"không\" ở cột \"Đã khai đủ\".",
    "Người không có dòng nào trong một trang là chưa khai; nếu thật sự không có thì ghi \"không có\" ở cột \"Đã khai đủ\".",
    "Được thêm dòng tiêu đề phía trên và cột ghi chú (tên bắt đầu bằng \"Ghi chú\"); không đổi tên các cột.",
];

/// The guide's row of a column.
pub(crate) fn line(doc: &Document, plan: &Plan, table: &Table, column: &Column, used: &Used) -> Line {
    let (name, meaning, kind, values) = match &column.slot {
        Slot::Owner(level) => owner(plan, table, *level),
        Slot::Running => text4(
            "",
            "Số thứ tự; là mã của người trong kết quả",
            "chữ",
            "số hoặc chữ, không trùng nhau",
        ),
        Slot::AllPeople => text4(
            "",
            "Danh sách người được xét đã đủ chưa; chưa đủ thì không ai chắc chắn trúng tuyển",
            "có hay không",
            "có (hoặc để trống): đã đủ; không: còn người chưa khai",
        ),
        Slot::Complete { path } => {
            let list = path_name(doc, table.record, path);
            text4(
                &list,
                "Các dòng đã khai có phải là tất cả không",
                "có hay không",
                "để trống: có dòng là đủ, không dòng nào là chưa khai; có: đủ; không: chưa đủ; không có: không có dòng nào",
            )
        }
        Slot::Start { path } => period(doc, table, path, "Ngày đầu, tính cả ngày này", "ngày"),
        Slot::End { path } => period(
            doc,
            table,
            path,
            "Ngày cuối, tính cả ngày này",
            "ngày, hoặc \"nay\" nếu chưa kết thúc",
        ),
        Slot::Value { path, ty } => {
            let (kind, values) = type_words(doc, *ty, used);
            (path_name(doc, table.record, path), String::new(), kind, values)
        }
        Slot::Judged { id, .. } => judged(doc, *id),
    };
    [
        table.title.clone(),
        column.label.clone(),
        name,
        meaning,
        kind,
        values,
        if column.required {
            "có".to_owned()
        } else {
            String::new()
        },
        places(doc, table, column, used),
    ]
}

type Four = (String, String, String, String);

fn text4(name: &str, meaning: &str, kind: &str, values: &str) -> Four {
    (name.to_owned(), meaning.to_owned(), kind.to_owned(), values.to_owned())
}

fn judged(doc: &Document, id: JudgementId) -> Four {
    let text = doc
        .judgements
        .get(id.index())
        .map_or("", |judgement| judgement.text.as_str());
    let meaning = format!("{text} (người đánh giá: {})", words::assessor(doc, id));
    text4("", &meaning, "đánh giá", "đạt; không đạt; để trống: chưa đánh giá")
}

fn owner(plan: &Plan, table: &Table, level: usize) -> Four {
    let mut outer = Vec::new();
    let mut at = &table.place;
    while let Place::Rows { parent, .. } = at {
        let Some(table) = plan.tables.get(*parent) else { break };
        outer.push(table.title.clone());
        at = &table.place;
    }
    outer.reverse();
    let title = outer.get(level).cloned().unwrap_or_default();
    text4(
        "",
        &format!("Dòng này của ai: mã ghi ở trang \"{title}\""),
        "chữ",
        "đúng từng ký tự như ở trang đó",
    )
}

fn period(doc: &Document, table: &Table, path: &[FieldId], meaning: &str, values: &str) -> Four {
    text4(&path_name(doc, table.record, path), meaning, "khoảng", values)
}

/// The names along a path as the rules write them.
fn path_name(doc: &Document, record: Option<RecordId>, path: &[FieldId]) -> String {
    let mut at = record;
    let mut names = Vec::new();
    for id in path {
        let Some(field) = at
            .and_then(|id| doc.records.get(id.index()))
            .and_then(|record| record.fields.get(id.index()))
        else {
            break;
        };
        names.push(field.name.as_str());
        at = match field.ty {
            Type::Record(inner) | Type::List(inner) => Some(inner),
            Type::Bool
            | Type::Number
            | Type::Text
            | Type::Date
            | Type::Moment
            | Type::Year
            | Type::Duration
            | Type::Period
            | Type::Days
            | Type::Title
            | Type::Member(_)
            | Type::Texts => None,
        };
    }
    names.reverse();
    names.join(" của ")
}

fn type_words(doc: &Document, ty: Type, used: &Used) -> (String, String) {
    let (kind, values) = match ty {
        Type::Bool => ("có hay không", "có (hoặc x); không".to_owned()),
        Type::Number => ("số", "1.000 là một nghìn; 4,98 có phần thập phân".to_owned()),
        Type::Text => ("chữ", String::new()),
        Type::Date => ("ngày", "ngày/tháng/năm, ví dụ 01/07/2026".to_owned()),
        Type::Moment => (
            "ngày giờ",
            "ngày/tháng/năm giờ:phút, ví dụ 01/07/2026 16:30; chưa biết giờ thì chỉ ghi ngày".to_owned(),
        ),
        Type::Year => ("năm", "bốn chữ số, ví dụ 2026".to_owned()),
        Type::Title => ("chức danh", title_words(doc)),
        Type::Member(set) => {
            let Some(set) = doc.sets.get(set.index()) else {
                return Default::default();
            };
            let papers = doc.papers.is_some_and(|papers| papers.documents == set.id);
            let all = (0u32..).zip(&set.values);
            let asked = all.filter(|(at, _)| !papers || used.documents.contains(at));
            let mut values: Vec<String> = asked.map(|(_, value)| value.words()).collect();
            if set.open {
                values.push("(hoặc giá trị khác)".to_owned());
            }
            let order = if set.ordered { "từ thấp đến cao: " } else { "" };
            ("danh mục", format!("{order}{}", values.join("; ")))
        }
        Type::Texts => (
            "nhiều chữ",
            "cách nhau bằng dấu ; – thêm (chưa đủ) ở cuối nếu còn nữa".to_owned(),
        ),
        Type::Record(_) => ("nhóm", "để trống, hoặc \"không có\" cho cả nhóm".to_owned()),
        Type::Duration | Type::Period | Type::Days | Type::List(_) => ("", String::new()),
    };
    (kind.to_owned(), values)
}

fn title_words(doc: &Document) -> String {
    let mut values: Vec<String> = doc.titles.iter().map(|title| title.named.words()).collect();
    values.push("khác".to_owned());
    format!("tên hoặc mã: {}", values.join("; "))
}

/// The units that ask for the column.
fn places(doc: &Document, table: &Table, column: &Column, used: &Used) -> String {
    let path = match &column.slot {
        Slot::Value { path, .. } | Slot::Start { path } | Slot::End { path } | Slot::Complete { path } => path,
        Slot::Judged { id, .. } => {
            return doc
                .judgements
                .get(id.index())
                .map_or("", |judgement| doc.address(judgement.unit))
                .to_owned();
        }
        Slot::Owner(_) | Slot::Running | Slot::AllPeople => return String::new(),
    };
    let mut record = table.record;
    let mut units: Option<&BTreeSet<_>> = None;
    for id in path {
        let Some(here) = record else { break };
        units = used.fields.get(&(here, *id));
        let field = doc
            .records
            .get(here.index())
            .and_then(|record| record.fields.get(id.index()));
        record = match field.map(|field| field.ty) {
            Some(Type::Record(inner)) => Some(inner),
            Some(_) | None => None,
        };
    }
    let all: Vec<&str> = units.into_iter().flatten().map(|unit| doc.address(*unit)).collect();
    match all.len() {
        0 => String::new(),
        1..=6 => all.join("; "),
        more => format!(
            "{}; và {} chỗ nữa",
            all.get(..6).unwrap_or_default().join("; "),
            more - 6
        ),
    }
}
