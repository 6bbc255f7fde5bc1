//! One snapshot for each article of each regulation written so far: the rule, its meaning in words, its boundary cases with
//! verdict and reason. Procedures are cut by section and step, so that each snapshot can be read in one go.

use quyche_analysis::{Page, Status, coverage, pages};
use quyche_base::{Level, Step};
use quyche_driver::{Project, load};
use quyche_ir::UnitId;
use quyche_ir::model::{Document, Unit};
use std::collections::BTreeSet;
use std::path::Path;

/// The regulations.
const FOLDERS: [&str; 5] = [
    "hung-yen-an-ninh-mang",
    "hung-yen-co-yeu",
    "thanh-hoa-4063",
    "tuyen-quang-chuyen-doi-so",
    "vptw-quy-che-lam-viec",
];

/// The longest snapshot, in lines.
const LONGEST: usize = 150;

fn regulation(folder: &str) -> Project {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../regulations")
        .join(folder);
    let project = load(&path);
    let told: Vec<&str> = project
        .diagnostics
        .0
        .iter()
        .map(|one| one.message.vi.as_str())
        .collect();
    assert!(project.document.is_some(), "{folder}: {told:#?}");
    project
}

/// `dieu_04`, `thu_tuc_16__muc_01__muc_1_3__buoc_05`, `thu_tuc_16__muc_02__den__muc_09`: the steps from `top` down to the
/// first unit, then the last one where it is another; whole numbers with two digits.
fn name(document: &Document, top: UnitId, page: &Page) -> String {
    let mut parts = Vec::new();
    let mut at = Some(page.from);
    while let Some(unit) = at.and_then(|id| document.unit(id)) {
        parts.push(step(&unit.step));
        at = if unit.id == top { None } else { unit.parent };
    }
    // What opens a number space of its own is named, so that two articles of one number stand apart.
    let attached = |unit: &&Unit| unit.step.level == Level::Attached && unit.id != top;
    let above = document
        .units
        .iter()
        .filter(attached)
        .find(|unit| document.is_within(top, unit.id));
    parts.extend(above.map(|unit| step(&unit.step)));
    parts.reverse();
    if page.to != page.from {
        parts.push("den".to_owned());
        parts.extend(document.unit(page.to).map(|unit| step(&unit.step)));
    }
    if page.part > 1 {
        parts.push(format!("phan_{}", page.part));
    }
    parts.join("__")
}

fn step(step: &Step) -> String {
    let number = match step.number.parse::<u32>() {
        Ok(number) => format!("{number:02}"),
        Err(_) => step.number.replace('.', "_").replace('đ', "dd"),
    };
    let again = match step.occurrence {
        1 => String::new(),
        n => format!("_lan_{n}"),
    };
    format!("{}_{number}{again}", word(step.level))
}

/// The level for file names.
fn word(level: Level) -> &'static str {
    match level {
        Level::Attached => "kem_theo",
        Level::Annex => "phu_luc",
        Level::Part => "phan",
        Level::Chapter => "chuong",
        Level::Section | Level::ProcedureSection => "muc",
        Level::Article => "dieu",
        Level::Procedure => "thu_tuc",
        Level::Stage => "buoc",
        Level::Clause => "khoan",
        Level::Point => "diem",
        Level::Dash => "gach",
        Level::Plus => "cong",
        Level::Star => "sao",
        Level::Paragraph => "doan",
    }
}

/// What is pinned of a regulation: every article and procedure, and what stands outside them.
fn tops(document: &Document) -> Vec<UnitId> {
    let has_page = |unit: &Unit| matches!(unit.step.level, Level::Article | Level::Procedure);
    let holds = |id: UnitId| {
        document
            .units
            .iter()
            .any(|unit| has_page(unit) && document.is_within(unit.id, id))
    };
    let below_one = |unit: &Unit| {
        let mut at = unit.parent;
        while let Some(above) = at.and_then(|id| document.unit(id)) {
            if has_page(above) || !holds(above.id) {
                return true;
            }
            at = above.parent;
        }
        false
    };
    let units = document.units.iter();
    units
        .filter(|unit| !below_one(unit) && (has_page(unit) || !holds(unit.id)))
        .map(|unit| unit.id)
        .collect()
}

/// Pins every page of a regulation under `tests/articles/<folder>/`, all of them before it fails.
fn pin(folder: &str) {
    let project = regulation(folder);
    let document = project.document.as_ref().unwrap();
    let source = |span| {
        let text = project.sources.text(span);
        (!text.is_empty()).then(|| text.to_owned())
    };
    let prefix = folder.replace('-', "_");
    let mut failed = Vec::new();
    let mut names = BTreeSet::new();
    let options = quyche_driver::ask::options(document, &quyche_driver::ask::Asked::default()).unwrap();
    for page in pages(document, &tops(document), &source, &options, LONGEST) {
        let name = format!("{prefix}__{}", name(document, page.of, &page));
        if !names.insert(format!("{name}.snap")) {
            failed.push(format!("{name}: hai trang một tên"));
        }
        if page.text.lines().count() > LONGEST {
            failed.push(format!("{name}: {} dòng", page.text.lines().count()));
        }
        if page.text.contains('✗') {
            failed.push(format!("{name}: có ví dụ không đúng"));
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let pinned = settings.bind(|| {
            let check = || insta::assert_snapshot!(name.as_str(), page.text.as_str());
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(check))
        });
        if pinned.is_err() {
            failed.push(format!("{name}: khác bản đã duyệt"));
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!(kept(folder), names, "bản chụp không còn trang nào dùng thì bỏ đi");
}

/// The snapshots on disk.
fn kept(folder: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("articles").join(folder);
    std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".snap"))
        .collect()
}

/// How many articles and procedures a regulation has.
fn counted(folder: &str) -> (usize, usize) {
    let project = regulation(folder);
    let units = &project.document.as_ref().unwrap().units;
    let of = |level| units.iter().filter(|unit| unit.step.level == level).count();
    (of(Level::Article), of(Level::Procedure))
}

#[test]
fn hung_yen_co_yeu() {
    assert_eq!(counted("hung-yen-co-yeu"), (9, 0));
    pin("hung-yen-co-yeu");
}

#[test]
fn tuyen_quang_chuyen_doi_so() {
    assert_eq!(counted("tuyen-quang-chuyen-doi-so"), (6, 0));
    pin("tuyen-quang-chuyen-doi-so");
}

#[test]
fn hung_yen_an_ninh_mang() {
    assert_eq!(counted("hung-yen-an-ninh-mang"), (3 + 13, 0));
    pin("hung-yen-an-ninh-mang");
}

#[test]
fn vptw_quy_che_lam_viec() {
    assert_eq!(counted("vptw-quy-che-lam-viec"), (24, 0));
    pin("vptw-quy-che-lam-viec");
}

#[test]
fn thanh_hoa_4063() {
    assert_eq!(counted("thanh-hoa-4063"), (2, 41));
    pin("thanh-hoa-4063");
}

#[test]
fn no_unit_is_left_silent_and_every_example_holds() {
    for folder in FOLDERS {
        let project = regulation(folder);
        let document = project.document.as_ref().unwrap();
        assert_eq!(coverage(document).by_status.get(&Status::Silent), None, "{folder}");
        assert!(
            document.examples.len() >= 20,
            "{folder}: {} ví dụ",
            document.examples.len()
        );
        for example in &document.examples {
            let (result, told) = quyche_driver::run_example(document, example);
            assert!(
                result.is_some_and(|result| result.held),
                "{folder}: “{}”: {told:?}",
                example.text
            );
        }
    }
}

#[test]
fn each_document_keeps_its_invariants_and_comes_back_from_json() {
    for folder in FOLDERS {
        let project = regulation(folder);
        let document = project.document.as_ref().unwrap();
        assert_eq!(quyche_ir::invariants::check(document).0, [], "{folder}");
        let text = quyche_ir::json::write(document).unwrap();
        let back = quyche_ir::json::read(&text).unwrap();
        assert_eq!(&back, document, "{folder}");
        assert_eq!(quyche_ir::json::write(&back).unwrap(), text, "{folder}");
    }
}

/// The page on the data format names every key that a document uses.
#[test]
fn the_page_on_rules_as_data_names_every_key() {
    let page = include_str!("../../docs/rules-as-data.md");
    let mut missing = Vec::new();
    for folder in FOLDERS {
        let project = regulation(folder);
        let value = serde_json::to_value(project.document.as_ref().unwrap()).unwrap();
        keys(&value, &mut |key| {
            if !page.contains(&format!("`{key}`")) && !page.contains(&format!("\"{key}\"")) {
                missing.push(key.to_owned());
            }
        });
    }
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "{missing:?}");
}

fn keys(value: &serde_json::Value, see: &mut dyn FnMut(&str)) {
    if let Some(object) = value.as_object() {
        for (key, inner) in object {
            see(key);
            keys(inner, see);
        }
    }
    for inner in value.as_array().into_iter().flatten() {
        keys(inner, see);
    }
}
