//! What must be accepted, and what must make no difference.

#![cfg(test)]

use quyche_base::FileId;
use quyche_syntax::parse;
use std::path::{Path, PathBuf};

const ALL_KINDS: &str = include_str!("programs/all-kinds.quyche");

fn tree(text: &str) -> serde_json::Value {
    let (file, found) = parse(FileId(0), text);
    assert!(found.0.is_empty(), "{:?}\n{text}", found.0);
    serde_json::to_value(&file).expect("a tree serialises")
}

/// One statement below a head and a heading.
fn statement(text: &str) -> serde_json::Value {
    tree(&format!("Quy định thu.\nĐiều 1. Thử\n{text}\n"))["islands"][1]["entries"][0]["Statement"]["kind"].clone()
}

#[test]
fn one_program_with_every_kind_of_statement() {
    let tree = tree(ALL_KINDS);
    let text = tree.to_string();
    let kinds = [
        "Category",
        "Record",
        "Title",
        "Definition",
        "External",
        "Reading",
        "Measure",
        "Scope",
        "Criterion",
        "Norm",
        "Deadline",
        "Dossier",
        "Ranking",
        "Council",
        "Stated",
        "Doubt",
        "Entry",
        "Example",
    ];
    for kind in kinds {
        assert!(text.contains(&format!("{{\"{kind}\":")), "{kind}");
    }
    assert!(!text.contains("Poison"));
}

#[test]
fn what_editors_do_to_text_makes_no_difference() {
    use unicode_normalization::UnicodeNormalization;
    let plain = tree(ALL_KINDS);
    let decomposed: String = ALL_KINDS.nfd().collect();
    assert_eq!(tree(&decomposed), plain);
    assert_eq!(tree(&ALL_KINDS.replace('\n', "\r\n")), plain);
    assert_eq!(tree(&format!("\u{FEFF}{ALL_KINDS}")), plain);
    assert_eq!(tree(&ALL_KINDS.replace(" khi ", "\u{A0}khi\u{A0}")), plain);
    assert_eq!(tree(&ALL_KINDS.replace("- ", "– ")), plain);
    assert_eq!(tree(&ALL_KINDS.replace("- ", "\u{2022} ")), plain);
    let mut opening = false;
    let curly = ALL_KINDS.chars().map(|letter| match letter {
        '"' => {
            opening = !opening;
            if opening { '“' } else { '”' }
        }
        other => other,
    });
    assert_eq!(tree(&curly.collect::<String>()), plain);
}

#[test]
fn keywords_may_be_capital_and_broken_over_lines() {
    assert_eq!(
        statement("Tiêu chuẩn Cho ai: Không đủ_tuổi Và xong."),
        statement("tiêu chuẩn cho ai: không đủ_tuổi và xong.")
    );
    assert_eq!(
        statement("thành   phần\n  hồ sơ: - \"đơn\"."),
        statement("thành phần hồ sơ: - \"đơn\".")
    );
    assert_eq!(
        statement("tiêu chuẩn cho_vay: số_bản_in trên 3."),
        statement("tiêu chuẩn cho_vay:   số_bản_in\ntrên 3.")
    );
}

#[test]
fn synonyms_fall_together() {
    let at_least = statement("tiêu chuẩn: thâm_niên đủ 3 năm.");
    for words in [
        "ít nhất 3 năm",
        "ít nhất đủ 3 năm",
        "từ 3 năm trở lên",
        "từ đủ 3 năm trở lên",
    ] {
        assert_eq!(
            statement(&format!("tiêu chuẩn: thâm_niên {words}.")),
            at_least,
            "{words}"
        );
    }
    assert_eq!(
        statement("tiêu chuẩn: tuổi không đủ 3."),
        statement("tiêu chuẩn: tuổi chưa đủ 3.")
    );
    assert_eq!(
        statement("tiêu chuẩn: xong, khi được_cử, khi rồi_việc."),
        statement("tiêu chuẩn: xong khi được_cử và rồi_việc.")
    );
}

#[test]
fn an_address_borrows_the_larger_steps_of_the_next() {
    let full = statement("tiêu chuẩn: đáp ứng khoản 2 Điều 4 nđ_115, khoản 3 Điều 4 nđ_115.");
    assert_eq!(statement("tiêu chuẩn: đáp ứng khoản 2 và khoản 3 Điều 4 nđ_115."), full);
    assert_ne!(
        statement("tiêu chuẩn: đáp ứng khoản 2, Điều 4."),
        statement("tiêu chuẩn: đáp ứng khoản 2 Điều 4, Điều 4.")
    );
}

#[test]
fn lists_nest_by_marker_class_and_not_by_semicolons() {
    let nested = statement("tiêu chuẩn: tất cả\na) một trong\n- xong;\n- rồi;\nb) hết.");
    assert_eq!(nested["Criterion"]["body"]["All"].as_array().map(Vec::len), Some(2));
    let inner = &nested["Criterion"]["body"]["All"][0]["body"]["Any"];
    assert_eq!(inner.as_array().map(Vec::len), Some(2));
}

#[test]
fn precedence_is_or_and_not_test() {
    let grouped = statement("tiêu chuẩn: (không một_việc và hai_việc) hoặc ba_việc.");
    assert_eq!(
        statement("tiêu chuẩn: không một_việc và hai_việc hoặc ba_việc."),
        grouped
    );
    assert_ne!(
        statement("tiêu chuẩn: không (một_việc và hai_việc) hoặc ba_việc."),
        grouped
    );
}

#[test]
fn spans_lead_to_the_bytes_as_saved() {
    let text = "\u{FEFF}Quy định thu.\r\nĐiều 1. Thử\r\nnêu\u{A0}“a – b”.\r\nlàm gì.\r\n";
    let (_, found) = parse(FileId(0), text);
    let span = found.0[0].span.expect("a span");
    assert_eq!(text.get(span.start as usize..span.end as usize), Some("làm"));
}

/// The rule files of the repository, where they are at hand.
fn rule_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        if path.is_dir() {
            rule_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "quyche") {
            found.push(path);
        }
    }
}

#[test]
fn the_regulations_and_the_library_parse() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for folder in ["regulations", "stdlib"] {
        rule_files(&root.join(folder), &mut files);
    }
    assert!(files.len() >= 5, "rule files are missing");
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a rule file can be read");
        let (_, found) = parse(FileId(0), &text);
        assert!(found.0.is_empty(), "{}: {:?}", path.display(), found.0);
    }
}
