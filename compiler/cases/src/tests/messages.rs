//! Every wrong cell is told at once, by the place where a person finds it.

use super::document::document;
use super::generate::to_xlsx;
use super::{csv, json, told, told_of, xlsx};

fn sheet(title: &str, lines: &[&[&str]]) -> (String, Vec<Vec<String>>) {
    let lines = lines
        .iter()
        .map(|line| line.iter().map(|cell| (*cell).to_owned()).collect());
    (title.to_owned(), lines.collect())
}

#[test]
fn all_wrong_cells_of_a_workbook_are_told_at_once() {
    let people = sheet(
        "Viên chức",
        &[
            &[
                "Mã viên chức",
                "Ngày sinh",
                "Trình độ",
                "Đảng viên",
                "Hệ số lương",
                "Năm vào ngành",
            ],
            &["VC-01", "7/1980", "cao học", "có lẽ", "4.98", "05"],
            &["VC-02", "", "thac si", "", "-", ""],
            &["VC-02", "1/1/1980", "", "", "", ""],
            &["", "1/1/1980", "", "", "", ""],
        ],
    );
    let runs = sheet(
        "Quãng công tác",
        &[
            &["Mã viên chức", "Thời gian (từ)", "Thời gian (đến)", "Chức danh"],
            &["VC-01", "1/2/2020", "1/1/2020", "cntt_hạng_4"],
            &["vc-01", "1/2/2020", "nay", ""],
            &["VC-01", "", "", ""],
        ],
    );
    let told = told_of(xlsx(&document(), &to_xlsx(&[people, runs])));
    assert_eq!(
        told,
        [
            "Q0513 trang \"Viên chức\", ô B2, cột \"Ngày sinh\": \"7/1980\" chỉ có tháng và năm, không có ngày",
            "Q0516 trang \"Viên chức\", ô C2, cột \"Trình độ\": \"cao học\" không có trong danh mục \"Bậc trình độ\"",
            "Q0515 trang \"Viên chức\", ô D2, cột \"Đảng viên\": \"có lẽ\" không phải là \"có\" hay \"không\"",
            "Q0514 trang \"Viên chức\", ô E2, cột \"Hệ số lương\": \"4.98\" không phải là số",
            "Q0514 trang \"Viên chức\", ô F2, cột \"Năm vào ngành\": \"05\" không phải là năm",
            "Q0516 trang \"Viên chức\", ô C3, cột \"Trình độ\": \"thac si\" không có trong danh mục \"Bậc trình độ\"",
            "Q0528 trang \"Viên chức\", ô E3, cột \"Hệ số lương\": ô chỉ có \"-\", không rõ là chưa biết hay không có",
            "Q0512 trang \"Viên chức\", ô B3, cột \"Ngày sinh\": thiếu \"Ngày sinh\", mục bắt buộc khai",
            "Q0519 trang \"Viên chức\", ô A4, cột \"Mã viên chức\": mã \"VC-02\" đã có ở dòng 3",
            "Q0521 trang \"Viên chức\", ô A5, cột \"Mã viên chức\": dòng không có mã",
            "Q0516 trang \"Quãng công tác\", ô D2, cột \"Chức danh\": \"cntt_hạng_4\" không có trong các chức danh",
            "Q0518 trang \"Quãng công tác\", ô C2, cột \"Thời gian (đến)\": đến ngày 01/01/2020 lại trước từ ngày 01/02/2020",
            "Q0520 trang \"Quãng công tác\", ô A3, cột \"Mã viên chức\": mã \"vc-01\" không có trong danh sách",
            "Q0512 trang \"Quãng công tác\", ô B4, cột \"Thời gian (từ)\": thiếu \"Thời gian (từ)\", mục bắt buộc khai",
        ]
    );
}

#[test]
fn help_says_what_to_write() {
    let people = "Mã viên chức,Ngày sinh,Trình độ,Chức danh hiện giữ\nA,7/31/1980,thac si,V.11.06.41\nB,1/1/1980,,\n";
    let runs = "Mã viên chức,Từ,Đến\na,1/1/2020,nay\n";
    let wrong = csv(&document(), &[("viên_chức.csv", people), ("quãng.csv", runs)]).unwrap_err();
    let help: Vec<String> = wrong
        .0
        .iter()
        .map(|found| found.help.as_ref().unwrap().vi.clone())
        .collect();
    assert_eq!(
        help,
        [
            "ngày viết trước tháng; có phải là 31/07/1980?",
            "có phải là \"V.11.06.14\"?",
            "có phải là \"Thạc sĩ\"?",
            "có phải là \"A\"?",
        ][..]
            .iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    );
}

#[test]
fn a_file_is_named_with_line_and_column() {
    let people = "DANH SÁCH\n\nMã viên chức;Ngày sinh\nA;32/1/1980\n";
    let told = told_of(csv(&document(), &[("viên_chức.csv", people)]));
    assert_eq!(
        told,
        ["Q0513 tệp viên_chức.csv, dòng 4, cột 2 \"Ngày sinh\": \"32/1/1980\" không phải là ngày có thật"]
    );
}

#[test]
fn json_is_named_by_its_path() {
    let told = told_of(json(
        &document(),
        r#"{"danh sách": [
            {"mã": "A", "ngày_sinh": "1/1/1980", "quá_trình": [{"thời_gian": {"từ": "2020"}}], "thân_nhân": [1, {}]},
            {"mã": "A", "ngày_sinh": null, "họ_tên": "x", "Họ Tên": "y", "hệ_số": {}},
            {"ngày_sinh": "1/1/1980"}, 5],
           "đủ": "rồi"}"#,
    ));
    assert_eq!(
        told,
        [
            "Q0513 danh sách[0].quá_trình[0].thời_gian.từ: \"2020\" chỉ có năm",
            "Q0527 danh sách[0].thân_nhân[1]: chỗ này phải là một chuỗi chữ",
            "Q0511 danh sách[1].Họ Tên: thuộc tính \"Họ Tên\" lặp lại",
            "Q0527 danh sách[1].hệ_số: chỗ này phải là một giá trị đơn",
            "Q0512 danh sách[1]: thiếu \"Ngày sinh\", mục bắt buộc khai",
            "Q0519 danh sách[1]: mã \"A\" đã có ở danh sách[0]",
            "Q0521 danh sách[2]: dòng không có mã",
            "Q0527 danh sách[3]: chỗ này phải là một đối tượng {…}",
            "Q0527 đủ: chỗ này phải là true hoặc false",
        ]
    );
}

#[test]
fn columns_are_asked_for_once() {
    let told = told_of(csv(
        &document(),
        &[(
            "viên_chức.csv",
            "Mã viên chức,Họ tên,Họ tên,Màu tóc\nA,x,y,z\nB,x,y,z\n",
        )],
    ));
    assert_eq!(
        told,
        [
            "Q0511 tệp viên_chức.csv, dòng 1, cột 3: cột \"Họ tên\" trùng với một cột trước",
            "Q0510 tệp viên_chức.csv, dòng 1, cột 4: cột \"Màu tóc\" không dùng đến",
            "Q0509 tệp viên_chức.csv: thiếu cột \"Ngày sinh\"",
        ]
    );
    let told = told_of(csv(&document(), &[("viên_chức.csv", "Họ tên,Ngày sinh\nA,1/1/1980\n")]));
    assert_eq!(told, ["Q0509 tệp viên_chức.csv: thiếu cột \"Mã viên chức\""]);
}

#[test]
fn doubts_are_told_and_do_not_stop_the_reading() {
    let people = "Mã viên chức,Ngày sinh,Họ và tên\nA,1/1/1980,x\n";
    let awards = "Mã viên chức,Loại\nA,bằng khn\nA,bằng khn\n";
    let files = [("viên_chức.csv", people), ("khen.csv", awards), ("nhà_cửa.csv", "x\n")];
    let (cases, notes) = csv(&document(), &files).unwrap();
    assert_eq!(cases.people.len(), 1);
    assert!(!notes.has_errors());
    assert_eq!(
        told(&notes),
        [
            "Q0525 tệp \"nhà_cửa\" không dùng đến",
            "Q0510 tệp viên_chức.csv, dòng 1, cột 3: cột \"Họ và tên\" không dùng đến",
            "Q0517 tệp khen.csv, dòng 2, cột 2 \"Loại\": \"bằng khn\" không có trong danh mục, được giữ là giá trị khác",
            "Q0517 tệp khen.csv, dòng 3, cột 2 \"Loại\": \"bằng khn\" không có trong danh mục, được giữ là giá trị khác",
            "Q0523 tệp khen.csv, dòng 3, cột 1 \"Mã viên chức\": dòng này giống hệt một dòng trước của cùng người; cả hai đều được tính",
        ]
    );
    assert_eq!(notes.0[1].help.as_ref().unwrap().vi, "có phải là \"Họ tên\"?");
}

#[test]
fn all_declared_against_none_is_told() {
    let people = "Mã viên chức,Ngày sinh,Đã khai đủ khen thưởng\nA,1/1/1980,không có\nB,1/1/1980,chắc là đủ\n";
    let files = [
        ("viên_chức.csv", people),
        ("khen.csv", "Mã viên chức,Loại\nA,bằng khen\n"),
    ];
    assert_eq!(
        told_of(csv(&document(), &files)),
        [
            "Q0515 tệp viên_chức.csv, dòng 3, cột 3 \"Đã khai đủ: Khen thưởng\": \"chắc là đủ\" không cho biết đã khai đủ hay chưa",
            "Q0522 tệp khen.csv, dòng 2, cột 1 \"Mã viên chức\": đã ghi \"không có\" mà vẫn có dòng khai",
        ]
    );
}

#[test]
fn a_wrong_cell_in_thousands_is_counted_not_printed() {
    let mut people = "Mã viên chức,Ngày sinh\n".to_owned();
    for number in 0..3000 {
        people.push_str(&format!("A{number},hôm qua\n"));
    }
    let told = told_of(csv(&document(), &[("viên_chức.csv", &people)]));
    assert_eq!(told.len(), crate::errors::PRINTED + 1);
    assert!(
        told.last().unwrap().starts_with("Q0524 còn 2950 ô sai"),
        "{:?}",
        told.last()
    );
}

#[test]
fn rows_refused_for_different_values_are_not_called_the_same() {
    let text = r#"{"danh sách": [{"mã": "A", "ngày_sinh": "1/1/1980",
        "quá_trình": [{"chức_danh": "hạng_x"}, {"chức_danh": "hạng_y"}]}]}"#;
    let told = told_of(json(&document(), text));
    assert_eq!(
        told.iter().filter(|line| line.starts_with("Q0516")).count(),
        2,
        "{told:#?}"
    );
    assert!(told.iter().all(|line| !line.starts_with("Q0523")), "{told:#?}");
}
