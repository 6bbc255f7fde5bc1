//! Lists as offices have them: titles above, two header lines, numbered columns, other names of sheets.

use super::document::document;
use super::generate::to_xlsx;
use super::{csv, told, told_of, xlsx};
use quyche_ir::facts::{Cases, Fact, PeriodEnd};
use quyche_ir::{FieldId, ListFact};

fn read(files: &[(&str, &str)]) -> Cases {
    csv(&document(), files)
        .unwrap_or_else(|wrong| panic!("{:#?}", told(&wrong)))
        .0
}

fn runs(cases: &Cases, person: usize) -> &ListFact {
    let Fact::List(list) = cases.people[person].subject.get(FieldId(9)) else {
        panic!("no runs")
    };
    list
}

#[test]
fn an_official_form_is_read_as_it_stands() {
    let rows: &[&[&str]] = &[
        &["ỦY BAN NHÂN DÂN", "", "", "", ""],
        &["DANH SÁCH QUÁ TRÌNH CÔNG TÁC", "", "", "", ""],
        &[],
        &["TT", "Mã viên chức", "Thời gian", "", "Chức danh"],
        &["", "", "Từ ngày", "Đến ngày", ""],
        &["(1)", "(2)", "(3)", "(4)", "(5)"],
        &["1", "A", "1/1/2010", "31/12/2014", "V.11.06.14"],
        &[],
        &["2", "A", "1/1/2015", "nay", ""],
    ];
    let lines = rows
        .iter()
        .map(|line| line.iter().map(|cell| (*cell).to_owned()).collect())
        .collect();
    let people = vec![
        vec!["Mã viên chức *".to_owned(), "Ngày sinh (bắt buộc)".to_owned()],
        vec!["A".to_owned(), "1/1/1980".to_owned()],
    ];
    let tables = [
        ("Quá trình công tác".to_owned(), lines),
        ("DANH SÁCH".to_owned(), people),
    ];
    let (cases, notes) = xlsx(&document(), &to_xlsx(&tables)).unwrap_or_else(|wrong| panic!("{:#?}", told(&wrong)));
    assert_eq!(told(&notes), Vec::<String>::new());
    let runs = runs(&cases, 0);
    assert_eq!(runs.rows.len(), 2);
    let Fact::Period(period) = runs.rows[1].get(FieldId(0)) else {
        panic!()
    };
    assert_eq!(period.end, PeriodEnd::Running);
}

#[test]
fn plain_numbers_below_the_header_are_column_numbers_only_there() {
    let cases = read(&[(
        "viên_chức.csv",
        "Mã viên chức,Ngày sinh,Hệ số lương\n1,2,3\n1,1/1/1980,3\n",
    )]);
    assert_eq!(cases.people.len(), 1);
    assert_eq!(cases.people[0].key, "1");
}

#[test]
fn headers_typed_without_tone_marks_are_understood() {
    let cases = read(&[("vien_chuc.csv", "ma,ngay sinh,he so luong\nA,1/1/1980,\"4,98\"\n")]);
    assert_eq!(
        cases.people[0].subject.get(FieldId(6)),
        &Fact::Number(rust_decimal::Decimal::new(498, 2))
    );
}

#[test]
fn circumstances_lie_or_stand() {
    let people = ("viên_chức.csv", "Mã viên chức,Ngày sinh\nA,1/1/1980\n");
    let lying = read(&[
        people,
        (
            "kỳ_xét.csv",
            "Chỉ tiêu,Hạn nộp hồ sơ,Danh sách đã đủ\n2,30/6/2026,không\n",
        ),
    ]);
    let standing = read(&[
        people,
        (
            "bối cảnh.csv",
            "THÔNG TIN KỲ XÉT,\nTên,Giá trị\nChỉ tiêu,2\nHạn nộp hồ sơ,30/6/2026\nDanh sách đã đủ,không\n",
        ),
    ]);
    assert_eq!(lying, standing);
    assert!(!lying.complete);
    let one = read(&[people, ("kỳ_xét.csv", "Chỉ tiêu,2\n")]);
    assert_eq!(one.context.get(FieldId(0)), &Fact::Number(rust_decimal::Decimal::TWO));
}

#[test]
fn circumstances_have_lists_of_their_own() {
    let people = ("viên_chức.csv", "Mã viên chức,Ngày sinh\nA,1/1/1980\n");
    let cases = read(&[people, ("nghỉ.csv", "Ngày\n1/5/2026\n30/4/2026\n")]);
    let Fact::List(list) = cases.context.get(FieldId(2)) else {
        panic!()
    };
    assert_eq!((list.rows.len(), list.complete), (2, true));
}

#[test]
fn the_only_person_need_not_be_named_and_the_only_sheet_may_have_any_name() {
    let one = read(&[
        ("viên_chức.csv", "Mã viên chức,Ngày sinh\nA,1/1/1980\n"),
        ("quãng.csv", "Từ,Đến\n1/1/2020,nay\n"),
    ]);
    assert_eq!(runs(&one, 0).rows.len(), 1);
    let any = read(&[("Sheet1.csv", "Mã viên chức,Ngày sinh\nA,1/1/1980\n")]);
    assert_eq!(any.people.len(), 1);
    let told = told_of(csv(
        &document(),
        &[
            ("viên_chức.csv", "Mã viên chức,Ngày sinh\nA,1/1/1980\nB,1/1/1980\n"),
            ("quãng.csv", "Từ,Đến\n1/1/2020,nay\n"),
        ],
    ));
    assert_eq!(told, ["Q0509 tệp quãng.csv: thiếu cột \"Mã viên chức\""]);
}

#[test]
fn an_empty_list_is_refused_in_every_form() {
    let doc = document();
    let told = told_of(csv(&doc, &[("viên_chức.csv", "Mã viên chức,Ngày sinh\n")]));
    assert_eq!(told, ["Q0507 danh sách \"Viên chức\" chưa có ai"]);
    assert_eq!(told_of(super::json(&doc, "{\"danh sách\": []}")), told);
    assert_eq!(told_of(super::json(&doc, "{}")), told);
    assert!(told_of(csv(&doc, &[]))[0].starts_with("Q0507"));
    assert!(told_of(csv(&doc, &[("viên_chức.csv", "")]))[0].starts_with("Q0508"));
    assert!(told_of(xlsx(&doc, &to_xlsx(&[("Trống".to_owned(), Vec::new())])))[0].starts_with("Q0508"));
}

#[test]
fn two_sheets_for_one_list_are_refused() {
    let people = ("viên_chức.csv", "Mã viên chức,Ngày sinh\nA,1/1/1980\n");
    let told = told_of(csv(
        &document(),
        &[people, ("khen.csv", "Ngày ký\n"), ("khen thưởng.csv", "Ngày ký\n")],
    ));
    assert!(told[0].starts_with("Q0526"), "{told:?}");
}
