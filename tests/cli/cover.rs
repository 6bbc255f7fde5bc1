//! From a source text to rules that cover it: `outline`, `new`, `cover`.

use quyche_tests::process::{Ran, run};
use serde_json::Value;
use std::fs;
use std::path::Path;

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

const TEXT: &str = "QUY ĐỊNH
Về việc mượn sách
- Căn cứ Luật Thư viện,
Giám đốc quy định việc mượn sách như sau:
Điều 1. Người mượn
1. Người mượn phải đủ 18 tuổi trở lên:
a) Có thẻ;
b) Có căn cước.
2. Thủ thư giữ sổ mượn.
Điều 2. Quy định này có hiệu lực từ ngày ký.
Nơi nhận:
- Như Điều 1.
";

const RULES: &str = "\
Quy định thử hiệu lực từ ngày 01/01/2025 đối với người.
Đoạn 1. nêu (căn_cứ) \"Luật Thư viện\".
Đoạn 2. nêu (ban_hành) \"Giám đốc ban hành\".
Điều 1. Người mượn
1. tiêu chuẩn: tất cả
   a) có_thẻ;
   b) tuổi từ 18 trở lên.
2. nêu (trách_nhiệm) \"Sổ mượn ở Thủ thư\".
Điều 2. Hiệu lực
nêu (hiệu_lực) \"Từ ngày ký\".

Ngoài văn bản.
dữ kiện người \"Người\": có_thẻ \"Thẻ\": có hay không; tuổi \"Tuổi\": số.
xét mượn \"Mượn\": đối với người, theo Điều 1.
ví dụ \"vừa đủ\" kiểm khoản 1 Điều 1: cho có_thẻ; tuổi là 18; kết quả đạt.
";

fn quyche(folder: &Path, line: &str) -> Ran {
    run(QUYCHE, folder, &line.split(' ').collect::<Vec<_>>())
}

fn ends(folder: &Path, line: &str, code: i32, says: &str) {
    let ran = quyche(folder, line);
    assert_eq!(ran.code, code, "{line}\n{}{}", ran.out, ran.err);
    assert!(
        ran.out.contains(says) || ran.err.contains(says),
        "{line}: no {says:?}\n{}{}",
        ran.out,
        ran.err
    );
}

/// A folder with the text, the rules and the outline.
fn covered(rules: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    fs::create_dir(folder.path().join("q")).unwrap();
    fs::write(folder.path().join("q/q.quyche"), rules).unwrap();
    ends(folder.path(), "outline a.txt --out q/ban-goc.json", 0, "8 đơn vị");
    folder
}

#[test]
fn a_text_is_outlined_to_the_screen_to_json_and_to_a_file_without_a_sentence_of_it() {
    let folder = covered(RULES);
    let here = folder.path();
    ends(here, "outline a.txt", 0, "điểm b khoản 1 Điều 1");
    ends(here, "outline a.txt", 0, "nơi nhận, chữ ký");
    let json: Value = serde_json::from_str(&quyche(here, "outline a.txt --json").out).unwrap();
    assert_eq!(json["units"].as_array().unwrap().len(), 8);
    let written = fs::read_to_string(here.join("q/ban-goc.json")).unwrap();
    assert!(
        !written.contains("giữ sổ mượn") && written.contains("Người mượn"),
        "{written}"
    );
    ends(here, "outline a.txt --out q/ban-goc.json", 2, "Q0616");
    fs::write(here.join("thu.txt"), "Thưa bạn,\nmột lá thư.\n").unwrap();
    ends(here, "outline thu.txt", 2, "Q0801");
    ends(here, "outline khong-co.txt", 2, "Q0601");
}

#[test]
fn a_new_regulation_checks_and_has_every_unit_and_nothing_done() {
    let folder = covered(RULES);
    let here = folder.path();
    ends(here, "new --from a.txt --out moi", 0, "8 đơn vị");
    ends(here, "check moi", 0, "Q0290");
    ends(here, "fmt --check moi", 0, "");
    ends(here, "cover moi", 1, "0/8 đơn vị của bản gốc");
    ends(here, "cover moi", 1, "chưa mã hóa");
    ends(here, "cover moi --threshold 0", 0, "0,0 %");
    ends(here, "new --from a.txt --out moi", 2, "Q0616");
    ends(here, "new --from a.txt --out moi --force", 0, "8 đơn vị");
    let rules = fs::read_to_string(here.join("moi/quy-dinh.quyche")).unwrap();
    assert!(
        !rules.contains("giữ sổ mượn") && rules.contains("\"dòng 9\""),
        "{rules}"
    );
}

#[test]
fn rules_are_held_against_the_outline_both_ways() {
    let folder = covered(RULES);
    let here = folder.path();
    ends(here, "cover q", 0, "8/8 đơn vị của bản gốc đã xong: 100,0 %");
    ends(here, "cover q --all", 0, "khoản 2 Điều 1");
    ends(here, "cover q --text a.txt --examples 100", 0, "1/1");
    let rules = |text: &str| fs::write(here.join("q/q.quyche"), text).unwrap();
    rules(&RULES.replace("2. nêu (trách_nhiệm) \"Sổ mượn ở Thủ thư\".\n", ""));
    ends(here, "cover q", 1, "Q0811");
    ends(here, "cover q", 1, "khoản 2 Điều 1 (9): thiếu");
    // Seven of eight are 87.5 %, and that is not 88.
    ends(here, "cover q --threshold 88", 1, "87,5 %");
    ends(here, "cover q --threshold 87", 0, "87,5 %");
    rules(&RULES.replace("Điều 2. Hiệu lực", "3. nêu (nội_dung) \"Thêm\".\nĐiều 2. Hiệu lực"));
    ends(here, "cover q", 1, "Q0812");
    rules(&RULES.replace(
        "ví dụ \"vừa đủ\" kiểm khoản 1 Điều 1: cho có_thẻ; tuổi là 18;",
        "ví dụ \"thẻ\" kiểm điểm a khoản 1 Điều 1: cho có_thẻ;",
    ));
    ends(here, "cover q", 0, "Q0813");
    ends(here, "cover q --examples 100", 1, "điểm b khoản 1 Điều 1");
    // Dashes of a point that the source does not number are part of the point.
    rules(&RULES.replace(
        "   a) có_thẻ;",
        "   a) một trong\n      - có_thẻ;\n      - tuổi từ 60 trở lên;",
    ));
    ends(here, "cover q", 0, "100,0 %");
}

#[test]
fn a_changed_text_is_told_unit_by_unit() {
    let folder = covered(RULES);
    let here = folder.path();
    fs::write(
        here.join("b.txt"),
        TEXT.replace("Có căn\ncước", "Có căn cước")
            .replace("đủ 18 tuổi", "đủ 16 tuổi"),
    )
    .unwrap();
    let ran = quyche(here, "cover q --text b.txt");
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("(Q0814): 1\n    ~ khoản 1 Điều 1\n"), "{}", ran.out);
    fs::write(
        here.join("c.txt"),
        TEXT.replace("b) Có căn cước.\n", "")
            .replace("Điều 2.", "3. Hết.\nĐiều 2."),
    )
    .unwrap();
    let json: Value = serde_json::from_str(&quyche(here, "cover q --text c.txt --json").out).unwrap();
    let changed = &json["regulations"][0]["changed"];
    assert_eq!(
        changed,
        &serde_json::json!(["- điểm b khoản 1 Điều 1", "+ khoản 3 Điều 1"])
    );
}

#[test]
fn what_cannot_be_compared_is_bad_input() {
    let folder = covered(RULES);
    let here = folder.path();
    ends(here, "cover q --threshold 101", 2, "Q0805");
    ends(here, "cover q --examples 200", 2, "Q0805");
    fs::create_dir_all(here.join("ke/b")).unwrap();
    fs::create_dir_all(here.join("ke/c")).unwrap();
    for name in ["ke/b/q.quyche", "ke/c/q.quyche"] {
        fs::write(here.join(name), RULES).unwrap();
    }
    ends(here, "cover ke --text a.txt", 2, "Q0806");
    ends(here, "cover ke", 2, "Q0804");
    let outline = fs::read_to_string(here.join("q/ban-goc.json")).unwrap();
    fs::write(
        here.join("q/ban-goc.json"),
        outline.replace("\"format\": 1", "\"format\": 99"),
    )
    .unwrap();
    ends(here, "cover q", 2, "Q0803");
    fs::write(here.join("q/ban-goc.json"), "{}").unwrap();
    ends(here, "cover q", 2, "Q0802");
}
