//! Norms beside limits and criteria: what is open stays open with its cause, and what an example says of each.

use quyche_tests::process::{Ran, run};
use std::fs;

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

const RULES: &str = "Quy chế thử-quy-phạm hiệu lực từ ngày 01/01/2026 đối với ban.

Điều 1. Việc
1. nghĩa vụ của văn_phòng: \"Báo cáo\", khi có_việc, trong 3 ngày kể từ ngày_giao.
2. nghĩa vụ của văn_phòng, khi \"việc quan trọng\" do văn_phòng đánh giá: \"Xin ý kiến\".
3. nghĩa vụ của văn_phòng, khi có_người_hỏi: \"Ghi sổ\".
Điều 2. Hai việc
tiêu chuẩn: có_việc.
nghĩa vụ của văn_phòng: \"Lập hồ sơ\".
nghĩa vụ của văn_phòng, khi \"cần lưu\" do văn_phòng đánh giá: \"Lưu hồ sơ\".
nghĩa vụ của văn_phòng: \"Gửi giấy mời tới mọi người được mời dự cuộc họp và ghi lại ngày gửi của từng giấy\".
Điều 3. Họp
thẩm quyền của (trường hợp có_việc thì văn_phòng): \"Chủ trì họp\".
Điều 4. Trả lời
thời hạn: trong 5 ngày kể từ ngày_giao.

Ngoài văn bản.
danh mục chủ_thể \"Chủ thể\": văn_phòng \"Văn phòng\".
dữ kiện ban \"Ban\": mã \"Mã\": chữ bắt buộc; có_việc \"Có việc\": có hay không;
  có_người_hỏi \"Có người hỏi\": có hay không; ngày_giao \"Ngày giao\": ngày.
xét việc: đối với ban, theo Điều 1.

ví dụ \"tiêu chuẩn\" kiểm Điều 2: cho có_việc; tính đến 02/6/2026; kết quả đạt.
ví dụ \"quy phạm\" kiểm Điều 2: tính đến 02/6/2026; kết quả phải làm.
ví dụ \"lỗ hổng\" kiểm Điều 3: cho không có_việc; tính đến 02/6/2026; kết quả chưa rõ vì Điều 3.
ví dụ \"một việc\" kiểm khoản 2 Điều 1: cho khoản 2 Điều 1 đạt; tính đến 02/6/2026; kết quả phải làm.
";

const CASES: &str = "{\"danh sách\": [
  {\"mã\": \"A\", \"có_việc\": false, \"có_người_hỏi\": false, \"ngày_giao\": \"2026-06-01\"},
  {\"mã\": \"B\", \"có_việc\": false, \"ngày_giao\": \"2026-06-01\"}], \"đủ\": true}";

fn quyche(line: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("q")).unwrap();
    fs::write(folder.path().join("q/q.quyche"), RULES).unwrap();
    fs::write(folder.path().join("a.json"), CASES).unwrap();
    let ran = run(QUYCHE, folder.path(), line);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

/// What is said after this name, on the lines of one example.
fn example(shown: &str, name: &str) -> String {
    let mut lines = shown.lines().skip_while(|line| !line.contains(&format!("“{name}”")));
    let first = lines.next().unwrap().trim();
    let rest = lines.take_while(|line| line.starts_with("        "));
    let whole = rest.fold(first.to_owned(), |whole, line| format!("{whole} {}", line.trim()));
    whole.split_once("”: ").unwrap().1.to_owned()
}

#[test]
fn a_duty_whose_condition_nobody_judged_stays_open_with_its_cause() {
    let due = quyche(&["due", "q", "--cases", "a.json", "--as-of", "02/06/2026"]);
    let (a, b) = due.out.split_once("\nB\n").unwrap();
    let open = "chưa rõ có áp dụng không, văn bản không đặt hạn: ";
    assert!(a.contains(&format!("khoản 2 Điều 1: {open}Xin ý kiến")), "{a}");
    assert!(a.contains("chưa đánh giá “việc quan trọng”"), "{a}");
    assert!(a.contains("khoản 3 Điều 1: không áp dụng: Ghi sổ"), "{a}");
    assert!(b.contains(&format!("khoản 3 Điều 1: {open}Ghi sổ")), "{b}");
    assert!(b.contains("thiếu “có người hỏi”"), "{b}");
    assert!(!due.out.contains(": áp dụng, văn bản"), "{}", due.out);
}

#[test]
fn an_entry_point_named_is_about_the_limits_of_its_own_articles() {
    let line = ["due", "q", "việc", "--cases", "a.json", "--as-of", "02/06/2026"];
    let own = quyche(&line);
    assert!(own.out.contains("khoản 1 Điều 1: "), "{}", own.out);
    assert!(!own.out.contains("Điều 4"), "{}", own.out);
    assert!(own.err.contains("còn thời hạn ở 2 nơi"), "{}", own.err);
    let all = quyche(&[&line[..], &["--all"]].concat());
    assert!(
        all.out.contains("Điều 4: hạn 08/06/2026") && all.out.contains("khoản 1 Điều 1: "),
        "{}",
        all.out
    );
    assert!(all.err.is_empty(), "{}", all.err);
    let at = quyche(&[&line[..], &["--at", "Điều 4"]].concat());
    assert!(
        at.out.contains("Điều 4: hạn ") && !at.out.contains("khoản 1 Điều 1"),
        "{}",
        at.out
    );
}

#[test]
fn the_list_and_the_duties_name_the_same_causes() {
    let ran = quyche(&["run", "q", "--cases", "a.json", "--as-of", "02/06/2026"]);
    assert!(
        ran.out
            .contains("A  chưa rõ  khoản 2 Điều 1: chưa đánh giá “việc quan trọng”"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("khoản 3 Điều 1: thiếu “có người hỏi”"), "{}", ran.out);
    let duties = quyche(&[
        "duties",
        "q",
        "--cases",
        "a.json",
        "--for",
        "việc",
        "--as-of",
        "02/06/2026",
    ]);
    assert!(duties.out.contains("chưa đánh giá “việc quan trọng”"), "{}", duties.out);
    assert!(duties.out.contains("thiếu “có người hỏi”"), "{}", duties.out);
}

#[test]
fn an_example_tells_what_it_asks_about_and_no_more() {
    let shown = |address: &str| quyche(&["show", "q", address]).out;
    let second = shown("Điều 2");
    assert_eq!(example(&second, "tiêu chuẩn"), "đạt");
    assert_eq!(
        example(&second, "quy phạm"),
        "phải làm: văn phòng (“Lập hồ sơ”, “Gửi giấy mời tới mọi người được mời dự cuộc họp và ghi lại…”); chưa rõ có phải làm không: văn phòng (“Lưu hồ sơ”) (chưa đánh giá “cần lưu”)"
    );
    assert_eq!(
        example(&shown("Điều 3"), "lỗ hổng"),
        "được làm: lỗ hổng: văn bản không nêu ai cho trường hợp này"
    );
    assert_eq!(example(&shown("Điều 1"), "một việc"), "phải làm: văn phòng");
}
