//! `when`, `missing`, `run --all-readings`, `check --readings` as a person types them.

use quyche_tests::process::{Ran, run};
use quyche_tests::root;
use serde_json::Value;

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

const LIST: &str = "regulations/thanh-hoa-4063 thăng_hạng_cntt_1 --cases regulations/thanh-hoa-4063/danh-sach-mau.json";

fn quyche(line: &str) -> Ran {
    run(QUYCHE, &root(), &line.split(' ').collect::<Vec<_>>())
}

fn json(line: &str) -> Value {
    let ran = quyche(line);
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn when_says_the_day_and_what_stood_in_the_way_the_day_before() {
    let ran = quyche(&format!("when {LIST} --person VC-06 --from 30/06/2026"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("đi theo ngày: ngày hết hạn nộp hồ sơ"), "{}", ran.out);
    assert!(ran.out.contains("sớm nhất đạt: 01/07/2026"), "{}", ran.out);
    assert!(ran.out.contains("hôm trước còn vướng: điểm b mục 10"), "{}", ran.out);
    let told = json(&format!("bao-gio {LIST} --nguoi VC-06 --tu-ngay 2026-06-30 --json"));
    assert_eq!(told["people"][0]["first"], "2026-07-01");
    assert_eq!(told["moves"][0], "hạn_nộp_hồ_sơ");
}

#[test]
fn a_last_day_that_is_kept_leaves_nothing_to_wait_for() {
    let told = json(&format!(
        "when {LIST} --person VC-06 --from 30/06/2026 --keep hạn_nộp_hồ_sơ --json"
    ));
    assert_eq!(told["people"][0]["first"], Value::Null);
    let refused = quyche(&format!("when {LIST} --person VC-06 --from 30/06/2026 --keep hạn"));
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("hạn_nộp_hồ_sơ"), "{}", refused.err);
}

#[test]
fn one_criterion_is_asked_by_address_or_by_name() {
    let address = "điểm b mục 10 Thủ tục 16";
    let mut line: Vec<&str> = "when".split(' ').chain(LIST.split(' ')).collect();
    line.extend("--person VC-51 --from 30/06/2026 --json --unit".split(' '));
    line.push(address);
    let ran = run(QUYCHE, &root(), &line);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(told["unit"], address);
    let leaves = told["people"][0]["in_the_way"]["leaves"].as_array().unwrap();
    assert!(
        leaves.iter().all(|leaf| leaf.as_str().unwrap().starts_with(address)),
        "{leaves:?}"
    );
    // The whole fails of more points; by itself this one only has to wait.
    let named = json(&format!(
        "when {LIST} --person VC-06 --from 30/06/2026 --unit thâm_niên --json"
    ));
    assert_eq!(named["people"][0]["first"], "2026-07-01");
    assert_eq!(
        named["unit"],
        "điểm b mục 10 Thủ tục 16 (Giữ hạng II hoặc tương đương, được cộng dồn)"
    );
    let held = json(&format!(
        "when {LIST} --person VC-23 --from 30/06/2026 --unit đang_giữ --json"
    ));
    assert_eq!(held["people"][0]["first"], "2026-06-30");
    let refused = quyche(&format!("when {LIST} --from 30/06/2026 --unit thâm_nien"));
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("Q0634") && refused.err.contains("\"thâm_niên\""),
        "{}",
        refused.err
    );
}

#[test]
fn a_review_says_what_lies_ahead_of_those_who_fail() {
    let ran = quyche(&format!("run {LIST} --as-of 30/06/2026"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let after = |key: &str| -> Vec<&str> {
        let lines = ran.out.lines().skip_while(|line| !line.trim_start().starts_with(key));
        let rest = lines.skip(1).take_while(|line| !line.trim_start().starts_with("VC-"));
        rest.map(str::trim).collect()
    };
    assert_eq!(after("VC-06").last(), Some(&"sớm nhất đạt: 01/07/2026"));
    let change = "chờ thêm không đạt được; chỉ đạt nếu thực tế là: điểm a mục 10 Thủ tục 16: “chức danh nghề nghiệp đang giữ” là công nghệ thông tin hạng II";
    assert_eq!(after("VC-02").last(), Some(&change));
    assert!(
        after("VC-25").last().unwrap().ends_with("(hoặc 5 cách khác)"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("ngày hết hạn nộp hồ sơ đi theo ngày ấy"),
        "{}",
        ran.out
    );
    let told = json(&format!("run {LIST} --as-of 30/06/2026 --json"));
    let of = |key: &str| {
        told["people"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["key"] == key)
            .unwrap()
            .clone()
    };
    assert_eq!(of("VC-06")["outlook"]["first"], "2026-07-01");
    assert_eq!(of("VC-01")["outlook"], Value::Null);
    assert_eq!(of("VC-25")["outlook"]["changes"].as_array().map(Vec::len), Some(6));
    assert_eq!(
        (&told["outlook"]["asked"], &told["outlook"]["left_out"]),
        (&20.into(), &0.into())
    );
}

#[test]
fn missing_tells_sets_with_addresses() {
    let ran = quyche(&format!("missing {LIST} --person VC-04 --as-of 30/06/2026"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let wanted = "điểm a mục 10 Thủ tục 16: “chức danh nghề nghiệp đang giữ” là công nghệ thông tin hạng II";
    assert!(ran.out.contains(wanted), "{}", ran.out);
    let told = json(&format!("missing {LIST} --person VC-04 --as-of 30/06/2026 --json"));
    assert_eq!(told["people"][0]["class"], "open");
    assert!(
        told["people"][0]["to_pass"][0]
            .as_array()
            .is_some_and(|set| set.len() == 1)
    );
}

#[test]
fn a_review_under_all_readings_marks_every_person() {
    let ran = quyche(&format!("run {LIST} --as-of 30/06/2026 --all-readings"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("vững"), "{}", ran.out);
    assert!(
        ran.out.contains("tùy cách hiểu tính_tập_sự_16: vẫn_tính → "),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("lượt xét"), "{}", ran.out);
    let told = json(&format!("run {LIST} --as-of 30/06/2026 --all-readings --json"));
    let people = told["people"].as_array().unwrap();
    assert!(people.iter().all(|person| person["all_readings"]["firm"].is_boolean()));
    assert!(
        told["all_readings"]["combinations"]
            .as_u64()
            .is_some_and(|count| count > 1)
    );
}

#[test]
fn readings_are_listed_with_address_answers_default_and_why() {
    let told = json("check --readings regulations --json");
    let regulations = told["regulations"].as_array().unwrap();
    assert!(regulations.len() >= 2);
    for reading in regulations.iter().flat_map(|one| one["readings"].as_array().unwrap()) {
        let default = reading["default"].as_str().unwrap();
        let answers = reading["answers"].as_array().unwrap();
        assert!(answers.iter().any(|answer| answer["name"] == default), "{reading}");
        for part in ["question", "because", "name"] {
            assert!(reading[part].as_str().is_some_and(|text| !text.is_empty()), "{reading}");
        }
    }
    let ran = quyche("check --readings regulations/hung-yen-co-yeu");
    assert!(
        ran.out.contains("(mặc định)") && ran.out.contains("điểm a khoản 4 Điều 4"),
        "{}",
        ran.out
    );
}
