//! What the subcommands print and write.

use super::exits::{SMALL, small};
use quyche_tests::process::{Ran, run};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

const PEOPLE: &str = "{\"danh sách\": [
    {\"mã\": \"A\", \"trình_độ\": \"thạc_sĩ\"},
    {\"mã\": \"B\", \"trình_độ\": \"trung_cấp\"},
    {\"mã\": \"C\"}], \"đủ\": true}";

fn quyche(folder: &Path, line: &str) -> Ran {
    run(QUYCHE, folder, &line.split(' ').collect::<Vec<_>>())
}

fn json(ran: &Ran) -> Value {
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn reviewed() -> tempfile::TempDir {
    let folder = small();
    fs::write(folder.path().join("a.json"), PEOPLE).unwrap();
    folder
}

#[test]
fn a_review_says_the_verdict_of_each_and_how_many_of_each() {
    let folder = reviewed();
    let ran = quyche(folder.path(), "run q --cases a.json --as-of 30/06/2026");
    assert_eq!(ran.code, 0, "{}", ran.err);
    for (key, verdict) in [("A", "đạt"), ("B", "không đạt"), ("C", "chưa rõ")] {
        let line = ran
            .out
            .lines()
            .find(|line| line.trim_start().starts_with(&format!("{key} ")))
            .unwrap();
        assert!(line.contains(verdict), "{line}");
    }
    assert!(
        ran.out
            .starts_with("bổ nhiệm · 1/QĐ-THỬ, Điều 1 · tính đến 30/06/2026 · 3 hồ sơ"),
        "{}",
        ran.out
    );
    assert!(ran.out.ends_with("đạt 1 · không đạt 1 · chưa rõ 1\n"), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'));
    let alias = quyche(folder.path(), "xet q bổ_nhiệm --ho-so a.json --tinh-den 2026-06-30");
    assert_eq!(alias.out, ran.out);
}

#[test]
fn a_compiled_document_answers_as_its_source() {
    let folder = reviewed();
    assert_eq!(quyche(folder.path(), "build q --target json --out q.json").code, 0);
    let arguments = "--cases a.json --as-of 30/06/2026 --json";
    let source = quyche(folder.path(), &format!("run q {arguments}"));
    let compiled = quyche(folder.path(), &format!("run q.json {arguments}"));
    assert_eq!(source.code, 0, "{}", source.err);
    assert_eq!(source.out, compiled.out);
    let printed = quyche(folder.path(), "build q --target json");
    assert_eq!(
        printed.out.trim_end(),
        fs::read_to_string(folder.path().join("q.json")).unwrap().trim_end()
    );
    assert_eq!(quyche(folder.path(), "check q.json").code, 0);
    assert!(quyche(folder.path(), "test q.json").out.contains("2/2"));
}

#[test]
fn results_are_written_whole_and_never_over_another() {
    let folder = reviewed();
    let line = "run q --cases a.json --as-of 30/06/2026 --out";
    assert_eq!(quyche(folder.path(), &format!("{line} out.json")).code, 0);
    let first = fs::read(folder.path().join("out.json")).unwrap();
    assert!(!first.is_empty());
    let again = quyche(folder.path(), &format!("{line} out.json"));
    assert_eq!(again.code, 2);
    assert!(
        again.err.contains("Q0616") && again.err.contains("--force"),
        "{}",
        again.err
    );
    assert_eq!(quyche(folder.path(), &format!("{line} out.json --force")).code, 0);
    assert_eq!(fs::read(folder.path().join("out.json")).unwrap(), first);
    assert_eq!(quyche(folder.path(), &format!("{line} out.xlsx")).code, 0);
    assert!(fs::read(folder.path().join("out.xlsx")).unwrap().starts_with(b"PK"));
    assert!(
        quyche(folder.path(), &format!("{line} no/where.json"))
            .err
            .contains("Q0617")
    );
    let mut names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["a.json", "out.json", "out.xlsx", "q"]);
}

#[test]
fn one_person_is_explained_with_address_and_reason() {
    let folder = reviewed();
    let line = "explain q bổ_nhiệm --cases a.json --as-of 30/06/2026 --person";
    let ran = quyche(folder.path(), &format!("{line} b"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("bổ nhiệm · B · không đạt\n"), "{}", ran.out);
    assert!(ran.out.contains("khoản 1 Điều 1"), "{}", ran.out);
    let open = quyche(folder.path(), &format!("{line} C"));
    assert!(
        open.out.contains("Còn chờ") && open.out.contains("thiếu"),
        "{}",
        open.out
    );
    assert_eq!(json(&quyche(folder.path(), &format!("{line} A --json")))["key"], "A");
    assert!(quyche(folder.path(), &format!("{line} D")).err.contains("Q0618"));
}

#[test]
fn a_template_can_be_read_back() {
    let folder = reviewed();
    let written = quyche(folder.path(), "template q --out mau.xlsx");
    assert_eq!(written.code, 0, "{}", written.err);
    assert!(fs::read(folder.path().join("mau.xlsx")).unwrap().starts_with(b"PK"));
    assert!(quyche(folder.path(), "template q --out mau.xlsx").err.contains("Q0616"));
    let schema = json(&quyche(folder.path(), "build q --target schema"));
    assert!(schema.to_string().contains("trình_độ"), "{schema}");
}

#[test]
fn formatting_settles_and_check_says_which_files_are_not_settled() {
    let folder = small();
    let crooked = SMALL.replace("1. tiêu chuẩn:", "1.   tiêu  chuẩn:");
    let path = folder.path().join("q/q.quyche");
    fs::write(&path, &crooked).unwrap();
    let checked = quyche(folder.path(), "fmt --check q");
    assert_eq!(
        (checked.code, checked.out.contains("q/q.quyche")),
        (1, true),
        "{}{}",
        checked.out,
        checked.err
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), crooked);
    assert_eq!(quyche(folder.path(), "fmt q").code, 0);
    assert_eq!(quyche(folder.path(), "fmt --check q").code, 0);
    assert_eq!(quyche(folder.path(), "check q").code, 0);
}

#[test]
fn findings_and_examples_are_data_too() {
    let folder = small();
    let tested = json(&quyche(folder.path(), "test q --json"));
    assert_eq!(tested["regulations"][0]["held"], 2);
    fs::write(
        folder.path().join("q/q.quyche"),
        SMALL.replace("đại_học trở", "dai_hoc trở"),
    )
    .unwrap();
    let ran = quyche(folder.path(), "check q --json");
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    let finding = &value["regulations"][0]["findings"][0];
    assert_eq!(finding["at"]["line"], 4, "{finding}");
    assert!(finding["message"]["vi"].is_string() && finding["message"]["en"].is_string());
    assert!(ran.err.is_empty(), "{}", ran.err);
}

#[test]
fn no_day_of_reckoning_is_told_where_it_matters() {
    let folder = small();
    let dated = SMALL
        .replace("trình_độ từ đại_học trở lên.", "ngày_vào trước ngày_xét.")
        .replace(
            "trình_độ: trình_độ_đào_tạo.",
            "trình_độ: trình_độ_đào_tạo; ngày_vào: ngày.",
        );
    let dated = dated.split("ví dụ").next().unwrap();
    fs::write(folder.path().join("q/q.quyche"), dated).unwrap();
    fs::write(
        folder.path().join("a.json"),
        "{\"danh sách\": [{\"mã\": \"A\", \"ngày_vào\": \"2020-01-01\"}]}",
    )
    .unwrap();
    let ran = quyche(folder.path(), "run q --cases a.json");
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(
        ran.err.contains("Q0613") && ran.err.contains("--tinh-den"),
        "{}",
        ran.err
    );
    assert_eq!(quyche(folder.path(), "run q --cases a.json --as-of 30/06/2026").code, 0);
}

#[test]
fn a_reader_who_leaves_early_is_no_fault() {
    let folder = small();
    let mut child = Command::new(QUYCHE)
        .args(["completions", "bash"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
