//! Entry points about limits in time and counted duties: a list says who kept them.

use quyche_tests::process::{Ran, run};
use std::fs;

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

const RULES: &str = "Quy định thử-giữ-hạn hiệu lực từ ngày 01/01/2026 đối với ban.

Điều 1. Họp
nghĩa vụ của ban: \"Họp định kỳ\" ít nhất 2 lần mỗi năm, tính theo các_cuộc_họp.
Điều 2. Biên bản
thời hạn: trong 5 ngày kể từ ngày_họp_cuối.

Ngoài văn bản.
dữ kiện cuộc_họp \"Cuộc họp\": ngày_họp \"Ngày họp\": ngày.
dữ kiện ban \"Ban\": mã \"Mã\": chữ bắt buộc; các_cuộc_họp \"Các cuộc họp\": nhiều cuộc_họp;
  ngày_họp_cuối \"Họp lần cuối ngày\": ngày; ghi_chú \"Ghi chú\": chữ.
xét họp: đối với ban, theo Điều 1, Điều 2.
";

const CASES: &str = "{\"danh sách\": [
  {\"mã\": \"A\", \"các_cuộc_họp\": [{\"ngày_họp\": \"2026-03-02\"}, {\"ngày_họp\": \"2026-06-30\"}], \"ngày_họp_cuối\": \"không có\"},
  {\"mã\": \"B\", \"các_cuộc_họp\": [{\"ngày_họp\": \"2026-03-02\"}], \"ngày_họp_cuối\": \"2026-03-02\"},
  {\"mã\": \"C\"}], \"đủ\": true}";

fn quyche(line: &str) -> Ran {
    quyche_words(&line.split_whitespace().collect::<Vec<_>>())
}

fn quyche_words(words: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("q")).unwrap();
    fs::write(folder.path().join("q/q.quyche"), RULES).unwrap();
    fs::write(folder.path().join("a.json"), CASES).unwrap();
    let ran = run(QUYCHE, folder.path(), words);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

#[test]
fn a_list_says_who_met_as_often_as_asked_with_addresses() {
    let ran = quyche("run q --cases a.json --as-of 31/12/2026");
    let rows: Vec<&str> = ran.out.lines().map(str::trim).collect();
    assert!(rows[0].contains("thử-giữ-hạn, Điều 1, Điều 2 · "), "{}", ran.out);
    assert!(rows.contains(&"A  đạt"), "{}", ran.out);
    let waits = "B  chưa rõ  Điều 1: chưa đến hạn 31/12/2026; chờ đến ngày 31/12/2026";
    assert!(rows.contains(&waits), "{}", ran.out);
    let done = "Điều 2: thiếu “ngày làm xong việc tại Điều 2”; cho biết đã làm hay chưa, làm ngày nào";
    assert!(rows.contains(&done), "{}", ran.out);
    let later = quyche("run q --cases a.json --as-of 01/01/2027");
    let missed = "B  không đạt  Điều 1: Họp định kỳ, năm 2026: cần 2 lần, có 1; thiếu 1, hạn 31/12/2026 đã qua";
    assert!(later.out.lines().any(|row| row.trim() == missed), "{}", later.out);
    assert!(later.out.contains("chờ thêm không đạt được"), "{}", later.out);
}

#[test]
fn the_other_commands_read_the_same_list() {
    let when = quyche("when q --cases a.json --from 01/02/2026 --person A");
    assert!(when.out.contains("sớm nhất đạt: 30/06/2026"), "{}", when.out);
    assert!(when.out.contains("từ 01/01/2027 thì chưa rõ"), "{}", when.out);
    let part = [
        "when",
        "q",
        "--cases",
        "a.json",
        "--from",
        "01/02/2026",
        "--person",
        "A",
        "--unit",
        "Điều 1",
    ];
    let part = quyche_words(&part);
    assert!(part.out.contains("sớm nhất đạt: 30/06/2026"), "{}", part.out);
    let never = quyche("when q --cases a.json --from 01/02/2026 --person B");
    assert!(never.out.contains("chờ thêm cũng không đạt"), "{}", never.out);
    let why = quyche("explain q --cases a.json --as-of 01/01/2027 --person B");
    assert!(
        why.out
            .contains("[không đạt] thời hạn tại Điều 1: Họp định kỳ, năm 2026"),
        "{}",
        why.out
    );
    let all = quyche("calendar q --from 01/12/2026 --to 31/12/2026 --cases a.json --as-of 01/01/2027");
    assert!(
        all.out.contains("cần 2 lần, có 1; thiếu 1, hạn 31/12/2026 đã qua"),
        "{}",
        all.out
    );
    let due = quyche("due q --cases a.json --as-of 04/3/2026");
    assert!(due.out.contains("Điều 2: hạn 09/03/2026"), "{}", due.out);
}

#[test]
fn nothing_is_due_before_a_document_without_a_date_of_effect_was_made() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("q")).unwrap();
    let rules = RULES.replace("hiệu lực từ ngày 01/01/2026", "ngày 06/02/2017");
    fs::write(folder.path().join("q/q.quyche"), rules).unwrap();
    fs::write(folder.path().join("a.json"), CASES).unwrap();
    let ask = |line: &str| {
        let ran = run(QUYCHE, folder.path(), &line.split_whitespace().collect::<Vec<_>>());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let told = ask("calendar q --from 01/01/2010 --to 31/12/2018");
    let days: Vec<&str> = told
        .lines()
        .filter(|line| line.contains("Họp định kỳ"))
        .map(|line| &line[2..12])
        .collect();
    assert_eq!(days, ["31/12/2017", "31/12/2018"], "{told}");
    assert!(told.contains("kỳ từ 06/02/2017; kỳ không trọn"), "{told}");
    let said = "văn bản không nói ngày có hiệu lực; chỉ kể từ ngày ký 06/02/2017";
    assert!(told.contains(said), "{told}");
    let json: serde_json::Value =
        serde_json::from_str(&ask("calendar q --from 01/01/2010 --to 31/12/2018 --json")).unwrap();
    assert_eq!(
        (&json["made"], json["items"].as_array().map(Vec::len)),
        (&"2017-02-06".into(), Some(2))
    );
    let before = ask("duties q --cases a.json --for họp --as-of 05/02/2017");
    assert_eq!(before.matches("không có quy phạm nào áp dụng").count(), 3, "{before}");
    let duties = ask("duties q");
    assert!(
        duties.contains("văn bản không nói ngày có hiệu lực; ký ngày 06/02/2017"),
        "{duties}"
    );
}
