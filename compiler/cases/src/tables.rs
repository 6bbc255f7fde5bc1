//! Which sheet or file is which table.

use crate::errors::{DOUBLE_SHEET, Findings, NO_SHEET, OTHER_RECORD, UNKNOWN_SHEET, Wrong, nowhere};
use crate::plan::{PEOPLE, Plan, record_label};
use crate::text::{header_key, nearest, toneless};
use quyche_ir::Document;
use quyche_ir::model::Record;

/// How the parts of an input are called.
pub(crate) struct Parts {
    vi: &'static str,
    en: &'static str,
}

/// The parts of a folder.
pub(crate) const FILES: Parts = Parts {
    vi: "tệp", en: "file"
};
/// The parts of a workbook.
pub(crate) const SHEETS: Parts = Parts {
    vi: "trang",
    en: "sheet",
};

/// For each table the sheet or file it is read from. What matches no table is a warning; a folder or workbook with one
/// part is the list of people whatever that part is called, unless it is called like another record.
pub(crate) fn choose(
    doc: &Document,
    plan: &Plan,
    names: &[String],
    findings: &mut Findings,
    parts: &Parts,
) -> Vec<Option<usize>> {
    let keys: Vec<String> = names.iter().map(|name| header_key(name)).collect();
    let mut used: Vec<usize> = Vec::new();
    let mut chosen: Vec<Option<usize>> = Vec::new();
    for table in &plan.tables {
        let named = |key: &String| table.names.contains(key);
        let bare = |key: &String| key.is_ascii() && table.names.iter().any(|name| toneless(name) == *key);
        let find = |test: &dyn Fn(&String) -> bool| -> Vec<usize> {
            let all = keys.iter().enumerate();
            all.filter(|(at, key)| !used.contains(at) && test(key))
                .map(|(at, _)| at)
                .collect()
        };
        let mut found = find(&named);
        if found.is_empty() {
            found = find(&bare);
        }
        if let [first, second, ..] = found.as_slice() {
            let shown = |at: &usize| names.get(*at).cloned().unwrap_or_default();
            findings.error(nowhere, double(&shown(first), &shown(second), &table.title, parts));
        }
        used.extend(&found);
        chosen.push(found.first().copied());
    }
    let ignored = |at: &usize| keys.get(*at).is_some_and(|key| is_ours(key));
    let left: Vec<usize> = (0..names.len())
        .filter(|at| !used.contains(at) && !ignored(at))
        .collect();
    if let ([only], Some(people @ None)) = (left.as_slice(), chosen.get_mut(PEOPLE))
        && used.is_empty()
    {
        if let Some(other) = keys.get(*only).and_then(|key| record_called(doc, key)) {
            let name = names.get(*only).map_or("", String::as_str);
            findings.error(nowhere, other_record(plan, &format!("{} \"{name}\"", parts.vi), other));
        }
        *people = Some(*only);
        return chosen;
    }
    if chosen.get(PEOPLE).is_none_or(Option::is_none) {
        findings.error(nowhere, no_people(plan, names, parts));
    }
    for at in left {
        let name = names.get(at).cloned().unwrap_or_default();
        findings.warn(nowhere, || unknown(plan, &name, parts));
    }
    chosen
}

/// The record that a sheet or file is called by.
fn record_called<'d>(doc: &'d Document, key: &str) -> Option<&'d Record> {
    let called = |record: &&Record| {
        let own = [header_key(&record.name), header_key(&record_label(record))];
        own.iter()
            .any(|name| name == key || key.is_ascii() && toneless(name) == key)
    };
    doc.records.iter().find(called)
}

/// A list that is of another record than the one reviewed.
pub(crate) fn other_record(plan: &Plan, which: &str, other: &Record) -> Wrong {
    let title = plan.tables.first().map_or("", |table| table.title.as_str());
    let label = record_label(other);
    Wrong::new(
        OTHER_RECORD,
        format!("{which} là danh sách \"{label}\", mục xét này cần danh sách \"{title}\""),
        format!("this is a list of \"{label}\"; the entry point needs one of \"{title}\""),
    )
    .help(
        "chọn mục xét đối với dữ kiện ấy, hoặc đổi tên tệp và các cột cho đúng danh sách cần",
        "choose an entry point about that record, or mend the name and the columns of the list",
    )
}

/// The sheets a template adds for people to read.
fn is_ours(key: &str) -> bool {
    matches!(key, "hướng dẫn" | "danh mục" | "ghi chú")
}

fn double(first: &str, second: &str, title: &str, parts: &Parts) -> Wrong {
    let Parts { vi, en } = parts;
    Wrong::new(
        DOUBLE_SHEET,
        format!("{vi} \"{first}\" và {vi} \"{second}\" cùng là \"{title}\""),
        format!("{en} \"{first}\" and {en} \"{second}\" both are \"{title}\""),
    )
    .help("gộp làm một, hoặc đổi tên một bên", "merge them, or rename one")
}

fn no_people(plan: &Plan, names: &[String], parts: &Parts) -> Wrong {
    let Parts { vi, en } = parts;
    let title = plan.tables.first().map_or("", |table| table.title.as_str());
    let there: Vec<String> = names.iter().take(8).map(|name| format!("\"{name}\"")).collect();
    let there = if there.is_empty() {
        "không có".to_owned()
    } else {
        there.join(", ")
    };
    Wrong::new(
        NO_SHEET,
        format!("không có {vi} \"{title}\" (danh sách người được xét); đang có: {there}"),
        format!("there is no {en} \"{title}\" (the list of people); there is: {there}"),
    )
    .help(
        format!("đặt tên {vi} danh sách là \"{title}\"; `quyche template` lập sẵn bảng mẫu"),
        format!("name the list \"{title}\"; `quyche template` writes a blank form"),
    )
}

/// An input without anybody in it.
pub(crate) fn nobody(title: &str) -> Wrong {
    Wrong::new(
        NO_SHEET,
        format!("danh sách \"{title}\" chưa có ai"),
        format!("the list \"{title}\" is empty"),
    )
    .help(
        "điền ít nhất một dòng dưới dòng tiêu đề",
        "fill in at least one row below the header",
    )
}

fn unknown(plan: &Plan, name: &str, parts: &Parts) -> Wrong {
    let Parts { vi, en } = parts;
    let wrong = Wrong::new(
        UNKNOWN_SHEET,
        format!("{vi} \"{name}\" không dùng đến"),
        format!("{en} \"{name}\" is not used"),
    );
    let titles = plan.tables.iter().map(|table| table.title.as_str());
    let list: Vec<String> = titles.clone().map(|title| format!("\"{title}\"")).collect();
    match nearest(name, titles) {
        Some(near) => wrong.help(format!("có phải là \"{near}\"?"), format!("did you mean \"{near}\"?")),
        None => wrong.help(
            format!("các {vi} được đọc: {}", list.join(", ")),
            format!("what is read: {}", list.join(", ")),
        ),
    }
}
