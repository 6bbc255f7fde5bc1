//! Whose list it is that a file holds.

use quyche_tests::process::{Ran, run};
use quyche_tests::root;
use serde_json::Value;
use std::fs;

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

const RULES: &str = "Quy định thử-hai-danh-sách.

Điều 1. Người
tiêu chuẩn cho người: tuổi từ 18 trở lên.
Điều 2. Phòng
tiêu chuẩn cho phòng: đã_lập.

Ngoài văn bản.
dữ kiện người \"Người\": mã \"Mã\": chữ bắt buộc; tuổi \"Tuổi\": số.
dữ kiện phòng \"Phòng ban\": mã \"Mã\": chữ bắt buộc; đã_lập \"Đã lập\": có hay không.
xét người_lớn: đối với người, theo Điều 1.
xét phòng_đã_lập: đối với phòng, theo Điều 2.
";

/// A run over a folder with one file of that name and content.
fn review(entry: &str, name: &str, text: &str) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("q")).unwrap();
    fs::create_dir_all(folder.path().join("l")).unwrap();
    fs::write(folder.path().join("q/q.quyche"), RULES).unwrap();
    fs::write(folder.path().join("l").join(name), text).unwrap();
    let line = format!("run q {entry} --cases l");
    run(QUYCHE, folder.path(), &line.split_whitespace().collect::<Vec<_>>())
}

const ROOMS: &str = "Mã,Đã lập\nP1,có\n";

#[test]
fn a_list_called_like_another_record_is_refused() {
    for name in ["phong.csv", "phòng ban.csv", "phong_ban.csv"] {
        let ran = review("người_lớn", name, "Mã\nP1\n");
        assert_eq!(ran.code, 2, "{name}: {}", ran.out);
        assert!(
            ran.err.contains("Q0531") && ran.err.contains("\"Phòng ban\""),
            "{name}: {}",
            ran.err
        );
    }
}

#[test]
fn a_list_with_the_columns_of_another_record_is_refused_whatever_its_name() {
    let ran = review("người_lớn", "thang_6.csv", ROOMS);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("Q0531"), "{}", ran.err);
    let named = review("người_lớn", "nguoi.csv", ROOMS);
    assert!(named.err.contains("Q0531"), "{}", named.err);
}

#[test]
fn the_right_list_and_one_with_remarks_of_its_own_are_read() {
    let rooms = review("phòng_đã_lập", "thang_6.csv", ROOMS);
    assert!(
        rooms.code == 0 && rooms.out.contains("P1  đạt"),
        "{}{}",
        rooms.out,
        rooms.err
    );
    let people = review("người_lớn", "thang_6.csv", "Mã,Tuổi,Đã lập\nA,20,có\n");
    assert!(
        people.code == 0 && people.out.contains("A  đạt"),
        "{}{}",
        people.out,
        people.err
    );
    let keys = review("người_lớn", "nguoi.csv", "Mã,Điện thoại\nA,1\n");
    assert!(
        keys.code == 0 && keys.out.contains("A  chưa rõ"),
        "{}{}",
        keys.out,
        keys.err
    );
}

/// A review of a sample list of the large regulation after a change.
fn changed(entry: &str, list: &str, change: impl FnOnce(&mut Value)) -> Ran {
    let regulation = root().join("regulations/thanh-hoa-4063");
    let text = fs::read_to_string(regulation.join(list)).unwrap();
    let mut cases: Value = serde_json::from_str(&text).unwrap();
    change(&mut cases);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.json"), cases.to_string()).unwrap();
    let regulation = regulation.to_string_lossy().into_owned();
    let line = ["run", &regulation, entry, "--cases", "a.json", "--as-of", "15/07/2026"];
    run(QUYCHE, folder.path(), &line)
}

#[test]
fn a_member_on_two_rows_of_a_council_is_refused_and_would_have_voted_twice() {
    let key = |cases: &mut Value, row: usize| -> Value { cases["danh sách"][0]["thành_viên"][row]["mã"].take() };
    let ran = changed("hội_đồng_hạng_1", "hoi-dong-mau.json", |cases| {
        let first = key(cases, 0);
        cases["danh sách"][0]["thành_viên"][0]["mã"] = first.clone();
        cases["danh sách"][0]["thành_viên"][2]["mã"] = first;
    });
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("Q0417") && ran.err.contains("dòng 3"), "{}", ran.err);
}

#[test]
fn a_quota_that_counts_nobody_is_refused() {
    for wrong in ["-3", "2.5"] {
        let ran = changed("thăng_hạng_cntt_1", "danh-sach-mau.json", |cases| {
            cases["bối cảnh"]["chỉ_tiêu"] = serde_json::from_str(wrong).unwrap();
        });
        assert_eq!(ran.code, 2, "{wrong}: {}", ran.out);
        assert!(ran.err.contains("Q0418"), "{wrong}: {}", ran.err);
    }
}

const TWO_PROCEDURES: &str = "Quy định hai-thủ-tục, đối với dự_án.

Thủ tục 1. Nhỏ
phạm vi: khi nhóm là nhỏ.
thành phần hồ sơ:
  - tờ_trình.
Thủ tục 2. Lớn
phạm vi: khi nhóm là lớn.
thành phần hồ sơ:
  - tờ_trình.

Ngoài văn bản.
danh mục nhóm_dự_án: nhỏ | lớn.
dữ kiện dự_án \"Dự án\": mã \"Mã\": chữ bắt buộc; nhóm \"Nhóm\": nhóm_dự_án.
xét hồ_sơ_dự_án: đối với dự_án, theo Thủ tục 1, Thủ tục 2.
";

#[test]
fn what_is_missing_is_asked_for_by_the_procedure_that_applies() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("q")).unwrap();
    fs::create_dir_all(folder.path().join("l")).unwrap();
    fs::write(folder.path().join("q/q.quyche"), TWO_PROCEDURES).unwrap();
    fs::write(folder.path().join("l/du_an.csv"), "Mã,Nhóm\nA,nhỏ\nB,lớn\n").unwrap();
    fs::write(folder.path().join("l/ho_so.csv"), "Mã,Tài liệu\n").unwrap();
    for (person, procedure, other) in [("A", "Thủ tục 1", "Thủ tục 2"), ("B", "Thủ tục 2", "Thủ tục 1")]
    {
        let line = format!("missing q hồ_sơ_dự_án --cases l --as-of 30/06/2026 --person {person}");
        let ran = run(QUYCHE, folder.path(), &line.split_whitespace().collect::<Vec<_>>());
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.contains(procedure) && !ran.out.contains(other), "{}", ran.out);
    }
}

#[test]
fn the_list_in_the_page_about_lists_is_read() {
    let page = fs::read_to_string(root().join("docs/danh-sach.md")).unwrap();
    let json = page.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.json"), json).unwrap();
    let regulation = root().join("regulations/thanh-hoa-4063").to_string_lossy().into_owned();
    let line = [
        "run",
        &regulation,
        "thăng_hạng_cntt_1",
        "--cases",
        "a.json",
        "--as-of",
        "15/07/2026",
    ];
    let ran = run(QUYCHE, folder.path(), &line);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.err, "");
    assert!(ran.out.contains("VC-01"), "{}", ran.out);
}
