//! Limits and the calendar on the command line.

use quyche_tests::process::{Ran, run};
use serde_json::Value;
use std::fs;
use std::path::Path;

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

const RULES: &str = "Quy định thử-hạn hiệu lực từ ngày 01/01/2020 đối với hồ_sơ.

Điều 1. Trả lời
thời hạn: trong 10 ngày làm việc kể từ ngày_nhận, quá hạn thì \"báo cáo cấp trên\".

Điều 2. Họp
nghĩa vụ của văn_phòng: \"Họp giao ban\" ít nhất 1 lần mỗi tuần.
nghĩa vụ của phòng_tài_chính: \"Quyết toán\", trước ngày 14 tháng cuối quý.

Điều 3. Điều kiện
tiêu chuẩn: đủ_giấy.

Ngoài văn bản.
danh mục cơ_quan \"Cơ quan\": văn_phòng \"Văn phòng\" | phòng_tài_chính \"Phòng Tài chính\".
dữ kiện hồ_sơ \"Hồ sơ\": mã \"Mã\": chữ bắt buộc; ngày_nhận \"Ngày nhận\": ngày; đủ_giấy \"Đủ giấy\": có hay không.
xét hồ_sơ_mới: đối với hồ_sơ, theo Điều 3.
";

const CASES: &str = "{\"danh sách\": [{\"mã\": \"A\", \"ngày_nhận\": \"2026-06-01\"}, {\"mã\": \"B\", \"ngày_nhận\": \"2026-08-24\"}], \"đủ\": true}";

fn folder(cases: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("q")).unwrap();
    fs::write(folder.path().join("q/q.quyche"), RULES).unwrap();
    fs::write(folder.path().join("a.json"), cases).unwrap();
    folder
}

fn quyche(folder: &Path, arguments: &[&str]) -> Ran {
    run(QUYCHE, folder, arguments)
}

fn json(ran: &Ran) -> Value {
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn due_tells_the_day_where_things_stand_and_the_calendar() {
    let folder = folder(CASES);
    let line = [
        "due",
        "q",
        "--cases",
        "a.json",
        "--as-of",
        "20/06/2026",
        "--chua-xong",
        "Điều 1",
    ];
    let ran = quyche(folder.path(), &line);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("Điều 1: hạn 15/06/2026"), "{}", ran.out);
    assert!(
        ran.out
            .contains("quá hạn 5 ngày, chưa làm; quá hạn thì báo cáo cấp trên"),
        "{}",
        ran.out
    );
    // From 24/08/2026 on: 31/08 swapped for 22/08, 01/09 and 02/09 off.
    assert!(ran.out.contains("hạn 10/09/2026"), "{}", ran.out);
    assert!(ran.out.contains("lịch vn_khu_vực_nhà_nước phiên bản"), "{}", ran.out);
    let told = json(&quyche(folder.path(), &[&line[..], &["--json"]].concat()));
    let hash = told["calendar"]["hash"].as_str().unwrap();
    assert_eq!(hash.len(), 64);
    let first = &told["people"][0]["limits"][0];
    assert_eq!(first["result"]["end"]["day"]["due"], "2026-06-15");
    assert_eq!(first["result"]["calendar"]["hash"], hash);
    assert_eq!(first["verdict"], "không đạt");
    let done = [
        "due",
        "q",
        "--cases",
        "a.json",
        "--as-of",
        "20/06/2026",
        "--xong",
        "Điều 1=15/06/2026",
    ];
    let ran = quyche(folder.path(), &done);
    assert!(ran.out.contains("đúng hạn, vào ngày cuối"), "{}", ran.out);
}

#[test]
fn a_presumed_year_is_refused_unless_asked_for() {
    let folder = folder("{\"danh sách\": [{\"mã\": \"A\", \"ngày_nhận\": \"2032-09-06\"}], \"đủ\": true}");
    let line = ["due", "q", "--cases", "a.json", "--as-of", "06/09/2032"];
    let ran = quyche(folder.path(), &line);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("Q0410") && ran.err.contains("--du-kien"),
        "{}",
        ran.err
    );
    let ran = quyche(folder.path(), &[&line[..], &["--du-kien"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("lịch nghỉ năm 2032 là dự kiến"), "{}", ran.out);
}

#[test]
fn an_address_without_a_limit_is_told_with_those_there_are() {
    let folder = folder(CASES);
    let ran = quyche(folder.path(), &["due", "q", "--cases", "a.json", "--at", "Điều 9"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("Q0632") && ran.err.contains("Điều 1"), "{}", ran.err);
}

#[test]
fn the_calendar_lists_what_falls_due_for_whom_from_which_article() {
    let folder = folder(CASES);
    let june = ["calendar", "q", "--from", "08/06/2026", "--to", "21/06/2026"];
    let ran = quyche(folder.path(), &june);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for words in [
        "13/06/2026",
        "14/06/2026",
        "21/06/2026",
        "Họp giao ban",
        "Văn phòng",
        "Điều 2",
    ] {
        assert!(
            ran.out.contains(words) || ran.out.contains(&words.to_lowercase()),
            "{words}: {}",
            ran.out
        );
    }
    let told = json(&quyche(
        folder.path(),
        &[&june[..], &["--cua", "phòng tài chính", "--json"]].concat(),
    ));
    let items = told["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["due"], "2026-06-13");
    let ran = quyche(folder.path(), &[&june[..], &["--ics", "a.ics"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = fs::read_to_string(folder.path().join("a.ics")).unwrap();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 3);
    assert!(text.contains("DTSTART;VALUE=DATE:20260613\r\n"));
}

#[test]
fn a_range_that_ends_before_it_begins_is_told() {
    let folder = folder(CASES);
    let ran = quyche(
        folder.path(),
        &["calendar", "q", "--from", "31/12/2026", "--to", "01/01/2026"],
    );
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("Q0631"), "{}", ran.err);
}

#[test]
fn the_day_between_the_two_halves_of_a_transition_is_told_and_not_chosen() {
    let regulation = Path::new(env!("CARGO_MANIFEST_DIR")).join("../regulations/hung-yen-co-yeu");
    let regulation = regulation.to_string_lossy().into_owned();
    let folder = folder(
        "{\"danh sách\": [{\"mã\": \"N1\", \"ngày_vào_cơ_yếu\": \"2024-07-01\", \"ngày_nghỉ_hưu\": \"2030-01-01\",
          \"chức_danh_đang_giữ\": \"nhân_viên_cơ_yếu\", \"trình_độ_cao_nhất\": \"sơ_cấp\"}], \"đủ\": true}",
    );
    let on = |day: &str| {
        let line = [
            "due",
            &regulation,
            "nhân_viên",
            "--cases",
            "a.json",
            "--as-of",
            day,
            "--signed",
            "01/07/2024",
        ];
        let ran = quyche(
            folder.path(),
            &[&line[..], &["--at", "Điều 7", "--not-done", "Điều 7"]].concat(),
        );
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(
            ran.out.contains("chính ngày 31/12/2028 không thuộc bên nào"),
            "{}",
            ran.out
        );
        ran.out
    };
    let sanction = "áp dụng, văn bản không đặt hạn: Bố trí công tác khác phù hợp";
    let last = on("30/12/2028");
    assert!(
        last.contains("hạn 30/12/2028") && last.contains("hôm nay là ngày cuối"),
        "{last}"
    );
    let between = on("31/12/2028");
    assert!(
        between.contains("quá hạn 1 ngày") && !between.contains(sanction),
        "{between}"
    );
    let after = on("01/01/2029");
    assert!(after.contains("quá hạn 2 ngày") && after.contains(sanction), "{after}");
}

const TWO_AT_ONE_PLACE: &str = "Quy định thử-hai-việc-một-chỗ hiệu lực từ ngày 01/01/2020 đối với hồ_sơ.

Điều 1. Trả lời
nghĩa vụ thông_báo của văn_phòng: \"Thông báo\", trong 10 ngày kể từ ngày_nhận.
nghĩa vụ báo_cáo của văn_phòng: \"Báo cáo\", trong 10 ngày kể từ ngày_nhận.
Điều 2. Điều kiện
1. tiêu chuẩn: đủ_giấy.

Ngoài văn bản.
danh mục cơ_quan \"Cơ quan\": văn_phòng \"Văn phòng\".
dữ kiện hồ_sơ \"Hồ sơ\": mã \"Mã\": chữ bắt buộc; ngày_nhận \"Ngày nhận\": ngày; đủ_giấy \"Đủ giấy\": có hay không.
xét hồ_sơ_mới: đối với hồ_sơ, theo Điều 2.
";

#[test]
fn of_two_limits_at_one_place_each_is_told_done_by_its_name() {
    let folder = folder("{\"danh sách\": [{\"mã\": \"A\", \"ngày_nhận\": \"2026-06-01\"}], \"đủ\": true}");
    fs::write(folder.path().join("q/q.quyche"), TWO_AT_ONE_PLACE).unwrap();
    let due = |done: &str| {
        let line = [
            "due",
            "q",
            "--cases",
            "a.json",
            "--as-of",
            "20/06/2026",
            "--all",
            "--done",
            done,
        ];
        quyche(folder.path(), &line)
    };
    let both = due("Điều 1=05/06/2026");
    assert_eq!(both.out.matches("đúng hạn, sớm 6 ngày").count(), 2, "{}", both.out);
    assert!(both.err.contains("thông_báo, báo_cáo"), "{}", both.err);
    let one = due("báo_cáo=05/06/2026");
    assert_eq!(one.out.matches("đúng hạn, sớm 6 ngày").count(), 1, "{}", one.out);
    assert_eq!(one.out.matches("chưa biết đã làm hay chưa").count(), 1, "{}", one.out);
    assert_eq!(one.err, "");
    // An address above the limits is not where one stands.
    for wrong in ["Điều 2=05/06/2026", "không_có_việc_này=05/06/2026"] {
        let refused = due(wrong);
        assert_eq!(refused.code, 2, "{}", refused.out);
        assert!(
            refused.err.contains("Q0632") && refused.err.contains("Điều 1"),
            "{}",
            refused.err
        );
    }
}

const WAIT_AND_ASSESS: &str =
    "Quy định thử-chờ-và-đánh-giá hiệu lực từ ngày 01/01/2020 cách tính ngày_tròn đối với người dùng cách_tính_ngày.

Điều 1. Tiêu chuẩn
tiêu chuẩn: tất cả
  a) thời gian quá_trình ít nhất 2 năm;
  b) \"Có đạo đức tốt\" cần đánh giá.

Ngoài văn bản.
dữ kiện quãng \"Quãng\": khi_nào \"Thời gian\": khoảng.
dữ kiện người \"Người\": mã \"Mã\": chữ bắt buộc; quá_trình \"Quá trình\": nhiều quãng.
xét người_mới: đối với người, theo Điều 1.
";

#[test]
fn whoever_has_to_wait_and_be_assessed_is_not_told_to_change_the_past() {
    let folder = folder(
        "{\"danh sách\": [{\"mã\": \"A\", \"quá_trình\": [{\"khi_nào\": {\"từ\": \"2024-07-01\", \"đến\": \"nay\"}}]}], \"đủ\": true}",
    );
    fs::write(folder.path().join("q/q.quyche"), WAIT_AND_ASSESS).unwrap();
    let line = ["run", "q", "--cases", "a.json", "--as-of", "01/06/2026"];
    let ran = quyche(folder.path(), &line);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out
            .contains("từ 30/06/2026 không còn điểm nào không đạt, chỉ còn chưa rõ"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("chờ thêm không đạt được"), "{}", ran.out);
    let asked = quyche(
        folder.path(),
        &["when", "q", "--cases", "a.json", "--from", "01/06/2026"],
    );
    assert!(
        asked.out.contains("từ 30/06/2026 không còn điểm nào không đạt"),
        "{}",
        asked.out
    );
}
