//! Who has to do what, who decides, what a dossier lacks, what an article says; and every command of `docs/questions.md`.

use quyche_tests::process::{Ran, run};
use quyche_tests::root;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

/// A line as a shell would split it, with double quotes.
fn words(line: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        if index % 2 == 1 {
            out.push(part.to_owned());
        } else {
            out.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    out
}

fn quyche(line: &str) -> Ran {
    let words = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    run(QUYCHE, &root(), &words)
}

/// A folder with one regulation and a list of two people, one of whom has handed papers in.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("asking-{name}"));
    fs::create_dir_all(folder.join("ds")).unwrap();
    fs::write(folder.join("quy-dinh.quyche"), RULES).unwrap();
    fs::write(folder.join("ds/nguoi.csv"), "Mã,Mất bằng,Vắng mặt\nA,không,có\nB,,\n").unwrap();
    fs::write(
        folder.join("ds/ho_so.csv"),
        "Mã,Tài liệu,Số bản,Ngày\nA,Đơn đăng ký,2,\nA,lý_lịch,1,31/05/2026\n",
    )
    .unwrap();
    fs::write(folder.join("ds/ky.csv"), "Hạn nộp\n30/06/2026\n").unwrap();
    folder
}

const RULES: &str = "Quy định thử-hỏi đối với người trong kỳ.

Điều 1. Hồ sơ
thành phần hồ sơ:
  a) đơn \"Đơn đăng ký\", 2 bản;
  b) lý_lịch \"Sơ yếu lý lịch\", chậm nhất 30 ngày trước hạn_nộp;
  c) \"Giấy thay bằng\", khi mất_bằng.
nghi vấn (lỗ_hổng): \"Không nói nộp ở đâu\".
Điều 2. Việc
1. nghĩa vụ của văn_phòng đối với trưởng_ban: \"Gửi báo cáo\" mỗi quý.
2. thẩm quyền của (trường hợp không vắng_mặt thì trưởng_ban; trường hợp mất_bằng thì phó_trưởng_ban): \"Quyết định\".
3. cấm của văn_phòng, khi vắng_mặt: \"Ký thay\".
4. tiêu chuẩn: đáp ứng Điều 1.

Ngoài văn bản.
danh mục ban \"Ban\": trưởng_ban \"Trưởng ban\" | phó_trưởng_ban \"Phó trưởng ban\" | văn_phòng \"Văn phòng\".
dữ kiện người \"Người\": mã \"Mã\": chữ bắt buộc; mất_bằng \"Mất bằng\": có hay không; vắng_mặt \"Vắng mặt\": có hay không.
dữ kiện kỳ \"Kỳ\": hạn_nộp \"Hạn nộp\": ngày.
xét nộp_hồ_sơ \"Nộp hồ sơ\": đối với người trong kỳ, theo Điều 1.
xét việc \"Việc\": đối với người trong kỳ, theo Điều 2.
";

fn asked(name: &str, line: &str) -> Ran {
    let folder = folder(name);
    let folder = folder.to_str().unwrap();
    quyche(&line.replace("QD", folder).replace("DS", &format!("{folder}/ds")))
}

fn json(name: &str, line: &str) -> Value {
    let ran = asked(name, line);
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn a_dossier_lists_its_documents_with_copies_conditions_and_dates() {
    let ran = asked("list", "dossier QD \"Điều 1\"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    for wanted in [
        "Đơn đăng ký · 2 bản",
        "Sơ yếu lý lịch · chậm nhất 30 ngày trước hạn nộp",
        "Giấy thay bằng · khi mất bằng",
        "nghi vấn (lỗ hổng) tại Điều 1: Không nói nộp ở đâu",
    ] {
        assert!(ran.out.contains(wanted), "{wanted}\n{}", ran.out);
    }
    let told = json("list-json", "ho-so QD nộp_hồ_sơ --json");
    assert_eq!(told["dossiers"][0]["documents"].as_array().unwrap().len(), 3);
    assert_eq!(told["dossiers"][0]["documents"][0]["copies"], "2 bản");
}

#[test]
fn a_dossier_says_what_each_case_lacks_and_rests_on_doubts() {
    let ran = asked("cases", "dossier QD --cases DS --as-of 15/06/2026");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("A  đủ hồ sơ"), "{}", ran.out);
    assert!(ran.out.contains("B  chưa rõ"), "{}", ran.out);
    assert!(ran.out.contains("thiếu “hồ sơ”"), "{}", ran.out);
    assert!(ran.out.contains("Không nói nộp ở đâu (2 hồ sơ)"), "{}", ran.out);
    let told = json("cases-json", "dossier QD --cases DS --as-of 15/06/2026 --json");
    assert_eq!(told["people"][0]["dossiers"][0]["verdict"], "đạt");
    let by_entry = asked("entry", "run QD nộp_hồ_sơ --cases DS --as-of 15/06/2026");
    assert!(by_entry.out.contains("A  đạt"), "{}", by_entry.out);
    assert!(
        by_entry.out.contains("Không nói nộp ở đâu (2 hồ sơ)"),
        "{}",
        by_entry.out
    );
}

#[test]
fn what_is_missing_from_a_dossier_is_told_as_papers_to_hand_in() {
    let ran = asked(
        "missing",
        "missing QD nộp_hồ_sơ --cases DS --as-of 15/06/2026 --person B",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("nộp “Đơn đăng ký”, 2 bản"), "{}", ran.out);
    assert!(
        ran.out.contains("nộp “Sơ yếu lý lịch”, lập chậm nhất 31/05/2026"),
        "{}",
        ran.out
    );
}

#[test]
fn forms_offer_the_documents_of_their_own_entry_point_alone() {
    let schema = |entry: &str| {
        let ran = quyche(&format!(
            "build regulations/thanh-hoa-4063 --target schema --entry {entry}"
        ));
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let own = schema("hồ_sơ_nộp_lưu_chiểu");
    assert!(
        own.contains("Tờ khai nộp xuất bản phẩm lưu chiểu") && !own.contains("Sơ yếu lý lịch"),
        "{own}"
    );
}

#[test]
fn duties_are_narrowed_by_who_towards_whom_kind_period_and_place() {
    let count = |line: &str| json("narrow", line)["norms"].as_array().unwrap().len();
    assert_eq!(count("duties QD --json"), 3);
    assert_eq!(count("duties QD --of \"văn phòng\" --json"), 2);
    assert_eq!(count("duties QD --of VĂN_PHÒNG --kind cấm --json"), 1);
    assert_eq!(count("nghia-vu QD --doi-voi \"Trưởng ban\" --json"), 1);
    assert_eq!(count("duties QD --every quy --json"), 1);
    assert_eq!(count("duties QD --kind duty --kind prohibition --json"), 2);
    assert_eq!(count("duties QD --at \"khoản 2 Điều 2\" --json"), 1);
    let ran = asked("narrow", "duties QD --every quý");
    assert!(ran.out.contains("văn phòng → trưởng ban"), "{}", ran.out);
    assert!(ran.out.contains("ít nhất 1 lần mỗi quý"), "{}", ran.out);
}

#[test]
fn a_name_or_address_that_is_not_there_is_refused_with_near_ones() {
    let cases = [
        ("duties QD --of \"văn phong\"", "Q0641", "văn phòng"),
        ("duties QD --kind việc", "Q0642", "nghĩa vụ"),
        ("duties QD --every ngày", "Q0642", "quý"),
        ("show QD \"Điều 9\"", "Q0640", "Điều 1"),
        ("dossier QD \"Điều 2\"", "Q0643", "Điều 1"),
        ("duties QD --cases DS --for nguoi", "Q0644", "người"),
    ];
    for (line, code, near) in cases {
        let ran = asked("refused", line);
        assert_eq!(ran.code, 2, "{line}: {}", ran.out);
        assert!(ran.err.contains(code) && ran.err.contains(near), "{line}: {}", ran.err);
    }
}

#[test]
fn each_case_has_its_own_norms_and_its_own_authority() {
    let ran = asked("norms", "duties QD --cases DS --as-of 15/06/2026");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("khoản 3 Điều 2  cấm"), "{}", ran.out);
    assert!(ran.out.contains("chưa rõ có bị cấm không"), "{}", ran.out);
    let told = json("authority", "tham-quyen QD --cases DS --as-of 15/06/2026 --json");
    let of = |index: usize| told["people"][index]["norms"][0].clone();
    // A is away and lost nothing: no case of the text is met.
    assert_eq!(of(0)["who_gap"], true);
    assert_eq!(of(0)["who"].as_array().unwrap().len(), 0);
    assert_eq!(of(1)["who_possible"].as_array().unwrap().len(), 2);
    let causes = of(1)["causes"].to_string();
    assert!(causes.contains("vắng mặt") && causes.contains("lỗ hổng"), "{causes}");
}

#[test]
fn one_article_in_words_with_what_refers_to_what() {
    let ran = asked("show", "show QD \"Điều 1\"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    for wanted in [
        "Thành phần hồ sơ",
        "nghi vấn (lỗ_hổng)",
        "── Được dùng ở",
        "khoản 4 Điều 2 (đáp ứng Điều 1)",
        "nộp_hồ_sơ: Nộp hồ sơ",
    ] {
        assert!(ran.out.contains(wanted), "{wanted}\n{}", ran.out);
    }
    let other = asked("show", "xem QD \"khoản 4 Điều 2\"");
    assert!(other.out.contains("── Dựa vào"), "{}", other.out);
    let told = json("show", "dieu QD \"Điều 1\" --json");
    assert_eq!(told["doubts"].as_array().unwrap().len(), 1);
}

#[test]
fn every_command_of_the_page_of_questions_runs() {
    let page = fs::read_to_string(root().join("docs/questions.md")).unwrap();
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("asking-mau.xlsx");
    let _ = fs::remove_file(&out);
    let out = out.to_str().unwrap().trim_end_matches(".xlsx").to_owned();
    let lines: Vec<&str> = page
        .split('`')
        .filter_map(|code| code.strip_prefix("quyche "))
        .filter(|line| line.contains(' '))
        .collect();
    assert!(lines.len() >= 20, "{}", lines.len());
    for line in lines {
        let ran = quyche(&line.replace("{tệp}", &out));
        assert_eq!(ran.code, 0, "{line}\n{}", ran.err);
        assert!(!ran.out.trim().is_empty(), "{line}");
    }
}

#[test]
fn near_copies_show_which_duties_differ_and_not_the_numbers_in_their_names() {
    let ran = quyche("compare regulations/thanh-hoa-4063 \"Thủ tục 16\" \"Thủ tục 19\" \"Thủ tục 21\" --all --json");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    let row = |aspect: &str| -> Vec<Value> {
        let rows = found["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["aspect"] == aspect).unwrap();
        row["variants"].as_array().unwrap().clone()
    };
    // Only 16 has nothing about a fee; 21 speaks of an examination as well.
    let steps = row("nghĩa vụ, quyền, điều cấm Bước 3");
    assert_eq!(steps.len(), 3, "{steps:#?}");
    let fee = |variant: &Value| variant["words"].to_string().contains("thu phí");
    let told: Vec<(bool, &Value)> = steps
        .iter()
        .map(|variant| (fee(variant), &variant["units"][0]))
        .collect();
    assert_eq!(
        told,
        [
            (false, &"Thủ tục 16".into()),
            (true, &"Thủ tục 19".into()),
            (true, &"Thủ tục 21".into())
        ]
    );
    // A prohibition named after its procedure is the same one.
    let named = steps
        .iter()
        .all(|variant| variant["words"].to_string().contains("Cấm bố trí giúp việc ("));
    assert!(named, "{steps:#?}");
    // What all say alike is one variant.
    assert_eq!(row("nghĩa vụ, quyền, điều cấm Bước 5").len(), 1);
}
