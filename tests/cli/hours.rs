//! Limits in hours, pauses beyond the number allowed, the way to count, and the calendar in every result that used it.

use quyche_tests::process::{Ran, run};
use serde_json::Value;
use std::fs;
use std::path::Path;

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

fn folder(rules: &str, cases: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("q")).unwrap();
    fs::write(folder.path().join("q/q.quyche"), rules).unwrap();
    fs::write(folder.path().join("a.json"), cases).unwrap();
    folder
}

fn quyche(folder: &Path, arguments: &[&str]) -> Ran {
    let ran = run(QUYCHE, folder, arguments);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

const HOURS: &str = "Quy định thử-giờ hiệu lực từ ngày 01/01/2020 đối với hồ_sơ
  giờ làm việc từ 7:30 đến 11:30, từ 13:30 đến 17:30 vì \"nội quy\" ngày nghỉ thì không chuyển.

Điều 1. Xác nhận
thời hạn: trong 8 giờ làm việc kể từ nhận_lúc, quá hạn thì \"xin lỗi\".
Điều 2. Thẩm định
thời hạn: trong 15 ngày kể từ nhận_lúc, không tính các_đợt không quá 1 lần.
Điều 3. Điều kiện
tiêu chuẩn: nhận_lúc trước ngày 01/01/2030.

Ngoài văn bản.
dữ kiện đợt_dừng \"Đợt\": quãng \"Quãng\": khoảng.
dữ kiện hồ_sơ \"Hồ sơ\": mã \"Mã\": chữ bắt buộc; nhận_lúc \"Nhận lúc\": ngày giờ; các_đợt \"Các đợt\": nhiều đợt_dừng.
xét thử: đối với hồ_sơ, theo Điều 3.
";

const HOURS_CASES: &str = "{\"danh sách\": [
  {\"mã\": \"A\", \"nhận_lúc\": \"05/06/2026 15:00\", \"các_đợt\": [
    {\"quãng\": {\"từ\": \"2026-06-08\", \"đến\": \"2026-06-09\"}}, {\"quãng\": {\"từ\": \"2026-06-11\", \"đến\": \"2026-06-12\"}}]},
  {\"mã\": \"B\", \"nhận_lúc\": \"05/06/2026\", \"các_đợt\": []}], \"đủ\": true}";

#[test]
fn hours_name_their_table_and_a_second_pause_does_not_count() {
    let folder = folder(HOURS, HOURS_CASES);
    let line = [
        "due",
        "q",
        "--cases",
        "a.json",
        "--as-of",
        "10/06/2026",
        "--xong",
        "Điều 1=08/06/2026 16:00",
    ];
    let ran = quyche(folder.path(), &line);
    // Friday 15:00: 2,5 hours left, 5,5 on Monday, 4 of them before noon.
    for words in [
        "Điều 1: hạn 08/06/2026 lúc 15:00",
        "bỏ qua 06/06/2026 (thứ bảy), 07/06/2026 (chủ nhật)",
        "giờ làm việc 07:30-11:30, 13:30-17:30 (nội quy)",
        "trễ, trong ngày hết hạn; quá hạn thì xin lỗi",
        "Điều 2: hạn 22/06/2026",
        "không chuyển khi gặp ngày nghỉ (văn bản khai)",
        "đợt dừng từ 11/06/2026 đến 12/06/2026 không được trừ (văn bản chỉ cho dừng 1 lần)",
        "thiếu “giờ bắt đầu tính thời hạn tại Điều 1”",
    ] {
        assert!(ran.out.contains(words), "{words}\n{}", ran.out);
    }
    let told: Value = serde_json::from_str(&quyche(folder.path(), &[&line[..], &["--json"]].concat()).out).unwrap();
    let first = &told["people"][0]["limits"][0]["result"]["end"]["day"];
    assert_eq!(
        (first["due"].as_str(), first["time"].as_str()),
        (Some("2026-06-08"), Some("15:00:00"))
    );
    let second = &told["people"][0]["limits"][1]["result"]["end"]["day"];
    assert_eq!(second["refused"][0]["from"], "2026-06-11");
    assert_eq!(second["refused"][0]["at_most"], 1);
}

const COUNT: &str = "Quy định thử-cộng cách tính ngày_tròn đối với người dùng cách_tính_ngày.

Điều 1. Giữ
tiêu chuẩn: thời gian cộng dồn quá_trình ít nhất đủ 12 tháng.

Ngoài văn bản.
dữ kiện quãng \"Quãng\": lúc \"Thời gian\": khoảng.
dữ kiện người \"Người\": mã \"Mã\": chữ bắt buộc; quá_trình \"Quá trình\": nhiều quãng.
xét thử: đối với người, theo Điều 1.
";

const COUNT_CASES: &str = "{\"danh sách\": [{\"mã\": \"A\", \"quá_trình\": [
  {\"lúc\": {\"từ\": \"2021-01-01\", \"đến\": \"2021-06-30\"}}, {\"lúc\": {\"từ\": \"2022-01-01\", \"đến\": \"2022-06-30\"}}]}], \"đủ\": true}";

#[test]
fn the_count_is_open_until_somebody_settles_it() {
    let folder = folder(COUNT, COUNT_CASES);
    let line = ["run", "q", "--cases", "a.json", "--as-of", "01/01/2025"];
    let open = quyche(folder.path(), &line);
    assert!(open.out.contains("chưa rõ"), "{}", open.out);
    assert!(
        open.out
            .contains("thống nhất cách cộng thời gian: số ngày dài nhất, số ngày ngắn nhất, tháng ba mươi ngày"),
        "{}",
        open.out
    );
    let settled = |way: &str| quyche(folder.path(), &[&line[..], &["--reading", way]].concat()).out;
    for (way, words) in [
        ("cộng_dồn=ngắn_nhất", "tính theo cách “số ngày ngắn nhất”"),
        ("cộng_dồn=dài_nhất", "tính theo cách “số ngày dài nhất”"),
    ] {
        let out = settled(way);
        assert!(out.contains("không đạt") && out.contains(words), "{way}\n{out}");
    }
    let out = settled("cộng_dồn=tháng_ba_mươi_ngày");
    assert!(out.contains("đạt 1") && !out.contains("không đạt"), "{out}");
    let wrong = run(
        QUYCHE,
        folder.path(),
        &[&line[..], &["--reading", "cộng_dồn=ba"]].concat(),
    );
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains("Q0615") && wrong.err.contains("cộng_dồn=ngắn_nhất"),
        "{}",
        wrong.err
    );
}

const PAPERS: &str = "Quy định thử-giấy hiệu lực từ ngày 01/01/2020 đối với hồ_sơ.

Điều 1. Hồ sơ
thành phần hồ sơ: - giấy_khám \"Giấy khám sức khỏe\", trong 5 ngày làm việc trước ngày_nộp.

Ngoài văn bản.
dữ kiện hồ_sơ \"Hồ sơ\": mã \"Mã\": chữ bắt buộc; ngày_nộp \"Ngày nộp\": ngày.
xét thử: đối với hồ_sơ, theo Điều 1.
";

const PAPERS_CASES: &str = "{\"danh sách\": [{\"mã\": \"A\", \"ngày_nộp\": \"2026-05-06\", \"hồ_sơ\": [
  {\"tài_liệu\": \"Giấy khám sức khỏe\", \"số_bản\": 1, \"ngày\": \"24/04/2026\"}]}], \"đủ\": true}";

#[test]
fn a_review_that_used_the_calendar_says_which() {
    let folder = folder(PAPERS, PAPERS_CASES);
    let line = ["run", "q", "--cases", "a.json", "--as-of", "06/05/2026"];
    let ran = quyche(folder.path(), &line);
    assert!(ran.out.contains("\nlịch vn_khu_vực_nhà_nước phiên bản"), "{}", ran.out);
    let told: Value = serde_json::from_str(&quyche(folder.path(), &[&line[..], &["--json"]].concat()).out).unwrap();
    assert_eq!(told["calendar"]["hash"].as_str().map(str::len), Some(64));
    assert_eq!(told["calendar"]["years"][0], 2026);
    let line = ["when", "q", "--cases", "a.json", "--from", "06/05/2026", "--json"];
    let told: Value = serde_json::from_str(&quyche(folder.path(), &line).out).unwrap();
    assert_eq!(told["calendar"]["name"], "vn_khu_vực_nhà_nước");
    // A review that asks no calendar names none.
    let other = self::folder(COUNT, COUNT_CASES);
    let line = ["run", "q", "--cases", "a.json", "--as-of", "01/01/2025"];
    assert!(!quyche(other.path(), &line).out.contains("lịch "));
}
