//! One snapshot for each article of each regulation written so far: the rule, its meaning in words, its boundary cases with
//! verdict and reason. Procedures are cut by section and step, so that each snapshot can be read in one go.

use quyche_analysis::{Page, Status, coverage, pages};
use quyche_base::{Level, Step};
use quyche_driver::{Project, load};
use quyche_ir::UnitId;
use quyche_ir::model::Document;
use std::collections::BTreeSet;
use std::path::Path;

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

/// The units of a level with these numbers; all of them where none is given.
fn units(document: &Document, level: Level, numbers: &[&str]) -> Vec<UnitId> {
    document
        .units
        .iter()
        .filter(|unit| unit.step.level == level)
        .filter(|unit| numbers.is_empty() || numbers.contains(&unit.step.number.as_str()))
        .map(|unit| unit.id)
        .collect()
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
    parts.reverse();
    if page.to != page.from {
        parts.push("den".to_owned());
        parts.extend(document.unit(page.to).map(|unit| step(&unit.step)));
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

/// Pins every page of these units under `tests/articles/<folder>/`, all of them before it fails.
fn pin(folder: &str, project: &Project, tops: &[UnitId]) {
    let document = project.document.as_ref().unwrap();
    let source = |span| {
        let text = project.sources.text(span);
        (!text.is_empty()).then(|| text.to_owned())
    };
    let prefix = folder.replace('-', "_");
    let mut failed = Vec::new();
    let mut names = BTreeSet::new();
    let options = quyche_driver::ask::options(document, &quyche_driver::ask::Asked::default()).unwrap();
    for top in tops {
        for page in pages(document, *top, &source, &options, LONGEST) {
            let name = format!("{prefix}__{}", name(document, *top, &page));
            names.insert(format!("{name}.snap"));
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

#[test]
fn hung_yen_co_yeu() {
    let project = regulation("hung-yen-co-yeu");
    let document = project.document.as_ref().unwrap();
    let articles = units(document, Level::Article, &[]);
    assert_eq!(articles.len(), 9);
    pin("hung-yen-co-yeu", &project, &articles);
}

#[test]
fn thanh_hoa_4063() {
    let project = regulation("thanh-hoa-4063");
    let document = project.document.as_ref().unwrap();
    let procedures = units(document, Level::Procedure, &["14", "15", "16"]);
    assert_eq!(procedures.len(), 3);
    pin("thanh-hoa-4063", &project, &procedures);
}

#[test]
fn no_unit_is_left_silent_and_every_example_holds() {
    for folder in ["hung-yen-co-yeu", "thanh-hoa-4063"] {
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
    for folder in ["hung-yen-co-yeu", "thanh-hoa-4063"] {
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
    for folder in ["hung-yen-co-yeu", "thanh-hoa-4063"] {
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
