//! The same list from a workbook, from CSV and from JSON gives the same bytes, and the order of rows changes nothing but the
//! order of results.

use quyche_driver::load;
use quyche_ir::Document;
use quyche_ir::model::Entry;
use quyche_tests::process::run;
use quyche_tests::{lists, regulations, root};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

/// How many entry points each list is reviewed for: reading is what is tried here, and many entry points read a list alike.
const ENTRIES: usize = 1;

/// The regulations with their sample list and the entry points that can read it.
fn samples() -> Vec<(PathBuf, PathBuf, Document, Vec<Entry>)> {
    let mut found = Vec::new();
    for regulation in regulations() {
        let document = load(&regulation).document.unwrap();
        for folder in fs::read_dir(&regulation).unwrap().map(|entry| entry.unwrap().path()) {
            if !folder.is_dir() || lists::tables(&folder).is_empty() {
                continue;
            }
            let entries: Vec<Entry> = document
                .entries
                .iter()
                .filter(|entry| quyche_cases::read(&document, entry.id, &folder).is_ok())
                .take(ENTRIES)
                .cloned()
                .collect();
            assert!(!entries.is_empty(), "{} is read by no entry point", folder.display());
            found.push((regulation.clone(), folder, document.clone(), entries));
        }
    }
    assert!(!found.is_empty());
    found
}

fn review(regulation: &Path, entry: &Entry, list: &Path) -> String {
    let words = [
        &regulation.to_string_lossy(),
        entry.name.as_str(),
        "--cases",
        &list.to_string_lossy(),
    ]
    .map(str::to_owned);
    let mut arguments = vec!["run"];
    arguments.extend(words.iter().map(String::as_str));
    arguments.extend(["--as-of", "30/06/2026", "--signed", "01/01/2025", "--json"]);
    let ran = run(QUYCHE, &root(), &arguments);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

#[test]
fn workbook_csv_and_json_give_the_same_bytes() {
    for (regulation, list, _, entries) in samples() {
        for entry in &entries {
            let csv = review(&regulation, entry, &list);
            assert!(csv.len() > 200, "{csv}");
            assert_eq!(
                csv,
                review(&regulation, entry, &list.with_extension("xlsx")),
                "{}",
                list.display()
            );
            assert_eq!(
                csv,
                review(&regulation, entry, &list.with_extension("json")),
                "{}",
                list.display()
            );
        }
    }
}

#[test]
fn the_written_forms_of_the_samples_are_those_of_the_csv() {
    for (_, list, document, entries) in samples() {
        let cases = quyche_cases::read(&document, entries[0].id, &list).unwrap();
        let expected = lists::facts(&document, &entries[0], &cases);
        let written: Value = serde_json::from_str(&fs::read_to_string(list.with_extension("json")).unwrap()).unwrap();
        assert_eq!(written, expected, "run the program \"samples\" again");
        let again = quyche_cases::read(&document, entries[0].id, &list.with_extension("xlsx")).unwrap();
        assert_eq!(again, cases, "run the program \"samples\" again");
    }
}

#[test]
fn shuffled_rows_change_only_the_order() {
    for (regulation, list, document, entries) in samples() {
        let folder = tempfile::tempdir().unwrap();
        let cases = quyche_cases::read(&document, entries[0].id, &list).unwrap();
        let keys: Vec<&str> = cases.people.iter().map(|case| case.key.as_str()).collect();
        for path in lists::tables(&list) {
            let mut rows = lists::rows(&path);
            let head = rows.remove(0);
            // The rows of one person keep their order among themselves: reasons name them by it.
            if rows.iter().all(|row| keys.contains(&row[0].as_str())) {
                rows.sort_by_key(|row| {
                    keys.iter()
                        .position(|key| *key == row[0])
                        .map(|at| (at % 3, keys.len() - at))
                });
            }
            let mut writer = csv::Writer::from_path(folder.path().join(path.file_name().unwrap())).unwrap();
            writer.write_record(&head).unwrap();
            for row in rows {
                writer.write_record(&row).unwrap();
            }
            writer.flush().unwrap();
        }
        for entry in &entries {
            let straight: Value = serde_json::from_str(&review(&regulation, entry, &list)).unwrap();
            let shuffled: Value = serde_json::from_str(&review(&regulation, entry, folder.path())).unwrap();
            assert_ne!(straight, shuffled, "the rows were not shuffled");
            assert_eq!(sorted(straight), sorted(shuffled), "{}", list.display());
        }
    }
}

/// Every list of a report in the order of its elements' text, so that only content is compared.
fn sorted(value: Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.into_iter().map(sorted).collect();
            items.sort_by_key(Value::to_string);
            Value::Array(items)
        }
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(name, field)| (name, sorted(field))).collect()),
        other => other,
    }
}
