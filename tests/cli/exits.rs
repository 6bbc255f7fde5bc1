//! Exit codes: 0 held, 1 findings or failed examples, 2 bad input or usage.

use quyche_tests::process::{Ran, run};
use std::fs;
use std::path::Path;

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

/// A small regulation with one entry point and two examples.
pub const SMALL: &str = "\
Quy định 1/QĐ-THỬ về \"thử\" của \"Ban Thử nghiệm\" hiệu lực từ ngày 01/01/2025 đối với người.

Điều 1. Tiêu chuẩn
1. tiêu chuẩn: trình_độ từ đại_học trở lên.

Ngoài văn bản.

danh mục trình_độ_đào_tạo: trung_cấp < đại_học < thạc_sĩ.

dữ kiện người: mã: chữ bắt buộc; trình_độ: trình_độ_đào_tạo.

xét bổ_nhiệm \"bổ nhiệm\": đối với người, theo Điều 1.

ví dụ \"đủ trình độ\" kiểm Điều 1: cho trình_độ là thạc_sĩ; tính đến 30/06/2026; kết quả đạt.

ví dụ \"thiếu trình độ\" kiểm Điều 1: cho trình_độ là trung_cấp; tính đến 30/06/2026; kết quả không đạt.
";

/// A folder with the small regulation in `q/`.
pub fn small() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("q")).unwrap();
    fs::write(folder.path().join("q/q.quyche"), SMALL).unwrap();
    folder
}

fn quyche(folder: &Path, line: &str) -> Ran {
    run(QUYCHE, folder, &line.split(' ').collect::<Vec<_>>())
}

fn ends(folder: &Path, line: &str, code: i32, says: &str) {
    let ran = quyche(folder, line);
    assert_eq!(ran.code, code, "{line}\n{}{}", ran.out, ran.err);
    assert!(
        ran.out.contains(says) || ran.err.contains(says),
        "{line}\n{}{}",
        ran.out,
        ran.err
    );
}

#[test]
fn what_holds_ends_with_0() {
    let folder = small();
    ends(folder.path(), "check q", 0, "0 lỗi");
    ends(folder.path(), "check q/q.quyche --lang en", 0, "errors: 0");
    ends(folder.path(), "test q", 0, "2/2 ví dụ đúng");
    ends(folder.path(), "--help", 0, "Cách dùng");
    ends(folder.path(), "run --help --lang en", 0, "Usage");
    ends(folder.path(), "--version", 0, env!("CARGO_PKG_VERSION"));
    ends(folder.path(), "explain Q0613", 0, "ngày tính đến");
    ends(folder.path(), "explain q0613 --lang en", 0, "day of reckoning");
    ends(folder.path(), "completions bash", 0, "quyche");
}

#[test]
fn mistakes_in_rules_and_failed_examples_end_with_1() {
    let folder = small();
    let wrong = SMALL.replace("kết quả không đạt.", "kết quả đạt.");
    fs::write(folder.path().join("q/q.quyche"), wrong).unwrap();
    ends(folder.path(), "test q", 1, "Q0408");
    fs::write(
        folder.path().join("q/q.quyche"),
        SMALL.replace("trình_độ từ đại_học", "trinh_dộ từ đại_học"),
    )
    .unwrap();
    ends(folder.path(), "check q", 1, "Lỗi Q");
    ends(folder.path(), "test q", 1, "Lỗi Q");
}

#[test]
fn a_regulation_without_examples_says_so() {
    let folder = small();
    let bare = SMALL.split("ví dụ").next().unwrap();
    fs::write(folder.path().join("q/q.quyche"), bare).unwrap();
    ends(folder.path(), "test q", 0, "chưa có ví dụ nào");
}

#[test]
fn bad_input_and_usage_end_with_2() {
    let folder = small();
    for (line, says) in [
        ("check nowhere", "Q0601"),
        ("check", "thiếu"),
        ("chek q", "có phải \"check\"?"),
        ("check q --jsn", "có phải \"--json\"?"),
        ("explain Q9999", "Q0619"),
        ("explain q", "--person"),
        ("check q --color blue", "Q0620"),
        ("build q --target html", "Q0620"),
        ("template q --out a.docx", "Q0621"),
        ("run q bo_nhim --cases a.json", "Q0610"),
        ("run q --cases nowhere.json --as-of 30/06/2026", "Q05"),
        ("run q --cases q --as-of 31/06/2026", "Q0614"),
        ("run q --cases q --reading a=b", "Q0615"),
        ("run q --cases q --out a.docx", "Q0621"),
    ] {
        ends(folder.path(), line, 2, says);
    }
    fs::create_dir(folder.path().join("empty")).unwrap();
    ends(folder.path(), "check empty", 2, "Q0605");
    assert_eq!(run(QUYCHE, folder.path(), &[]).code, 2);
}

#[test]
fn several_paths_are_all_checked_and_the_worst_decides() {
    let folder = small();
    fs::create_dir(folder.path().join("r")).unwrap();
    fs::write(folder.path().join("r/r.quyche"), "Quy định 2 nêu.").unwrap();
    let ran = quyche(folder.path(), "check . nowhere --json");
    assert_eq!(ran.code, 2);
    let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(value["regulations"].as_array().unwrap().len(), 2);
    assert!(value["errors"].as_u64().unwrap() >= 1);
    assert_eq!(quyche(folder.path(), "check .").code, 1);
}

#[test]
fn entry_points_are_chosen_by_name_or_because_there_is_only_one() {
    let folder = small();
    let path = folder.path().join("q/q.quyche");
    let second = SMALL.replace("ví dụ \"đủ", "xét điều_động: đối với người, theo Điều 1.\n\nví dụ \"đủ");
    fs::write(&path, second).unwrap();
    ends(folder.path(), "build q --target schema", 2, "Q0611");
    ends(
        folder.path(),
        "build q --target schema --entry điều_động",
        0,
        "trình_độ",
    );
    ends(
        folder.path(),
        "build q --target schema --entry điều_đọng",
        2,
        "có phải \"điều_động\"?",
    );
    let none: String = SMALL
        .lines()
        .filter(|line| !line.starts_with("xét "))
        .map(|line| format!("{line}\n"))
        .collect();
    fs::write(&path, none).unwrap();
    ends(folder.path(), "build q --target schema", 2, "Q0612");
}

#[test]
fn a_compiled_document_changed_by_hand_is_refused() {
    let folder = small();
    ends(folder.path(), "build q --target json --out q.json", 0, "đã ghi");
    let path = folder.path().join("q.json");
    let text = fs::read_to_string(&path).unwrap();
    let changed = text.replacen("bổ nhiệm", "bổ nhiẹm", 1);
    assert_ne!(text, changed);
    fs::write(&path, changed).unwrap();
    ends(folder.path(), "check q.json", 2, "Q0609");
}

#[test]
fn a_folder_of_too_many_files_is_refused() {
    let folder = small();
    for number in 0..=2_000 {
        fs::write(folder.path().join(format!("q/{number}.quyche")), "").unwrap();
    }
    ends(folder.path(), "check q", 2, "Q0623");
}
