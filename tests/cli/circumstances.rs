//! Circumstances are asked for where something an entry point asks reaches them, and nowhere else.

use quyche_tests::process::{Ran, run};
use serde_json::Value;
use std::fs;

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

const RULES: &str = "Quy định thử-hoàn-cảnh đối với người trong đợt_xét.

Điều 1. Tuổi
tiêu chuẩn: tuổi từ 18 trở lên.
Điều 2. Hạn
tiêu chuẩn: ngày_nộp chậm nhất ngày hạn_nộp.
Điều 3. Chọn
thứ tự ưu tiên ưu_tiên đối với người, chọn chỉ_tiêu:
a) tuổi cao hơn;

Ngoài văn bản.
dữ kiện người \"Người\": mã \"Mã\": chữ bắt buộc; tuổi \"Tuổi\": số; ngày_nộp \"Ngày nộp\": ngày.
dữ kiện đợt_xét \"Đợt xét\": hạn_nộp \"Hạn nộp\": ngày bắt buộc; chỉ_tiêu \"Chỉ tiêu\": số.
xét tuổi_thôi: đối với người, theo Điều 1.
xét cả_hạn: đối với người, theo Điều 1, Điều 2.
";

fn quyche(line: &str) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("q")).unwrap();
    fs::create_dir_all(folder.path().join("l")).unwrap();
    // The ranking has no entry point here; it stands for rules that others use.
    fs::write(
        folder.path().join("q/q.quyche"),
        RULES.replace("a) tuổi cao hơn;\n", "a) tuổi cao hơn.\n"),
    )
    .unwrap();
    fs::write(
        folder.path().join("l/nguoi.csv"),
        "Mã,Tuổi,Ngày nộp\nA,20,01/6/2026\nB,17,\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("a.json"),
        "{\"danh sách\": [{\"mã\": \"A\", \"tuổi\": 20}]}",
    )
    .unwrap();
    run(QUYCHE, folder.path(), &line.split_whitespace().collect::<Vec<_>>())
}

#[test]
fn lists_without_circumstances_are_read_where_nothing_asks_for_them() {
    for list in ["l", "a.json"] {
        let plain = quyche(&format!("run q tuổi_thôi --cases {list}"));
        assert_eq!(plain.code, 0, "{}", plain.err);
        assert!(plain.out.contains("A  đạt"), "{}", plain.out);
        let asked = quyche(&format!("run q cả_hạn --cases {list}"));
        assert_eq!(asked.code, 2, "{}", asked.out);
        assert!(asked.err.contains("Hạn nộp"), "{}", asked.err);
    }
}

#[test]
fn the_schema_demands_them_where_they_are_asked_for() {
    let required = |entry: &str| {
        let ran = quyche(&format!("build q --target schema --entry {entry}"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let schema: Value = serde_json::from_str(&ran.out).unwrap();
        schema["required"].clone()
    };
    assert_eq!(required("tuổi_thôi"), serde_json::json!(["danh sách"]));
    assert_eq!(required("cả_hạn"), serde_json::json!(["danh sách", "bối cảnh"]));
}
