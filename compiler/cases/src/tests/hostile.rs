//! Files that are not what they say, or much more than they seem.

use super::document::document;
use super::generate::to_xlsx;
use super::{Folder, csv, json, told, told_of, xlsx};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn good() -> Vec<u8> {
    let lines = [["Mã viên chức", "Ngày sinh"], ["A", "1/1/1980"]];
    let lines = lines
        .iter()
        .map(|line| line.iter().map(|cell| (*cell).to_owned()).collect())
        .collect();
    to_xlsx(&[("Viên chức".to_owned(), lines)])
}

#[test]
fn what_is_no_workbook_is_told_apart() {
    let doc = document();
    let cases: [(&[u8], &str); 5] = [
        (b"just text", "Q0502 danh-sach.xlsx không phải là sổ tính .xlsx"),
        (b"", "Q0502 danh-sach.xlsx không phải là sổ tính .xlsx"),
        (
            b"PK\x03\x04 and then nothing",
            "Q0502 danh-sach.xlsx không phải là sổ tính .xlsx",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
            "Q0502 danh-sach.xlsx là tệp Excel kiểu cũ (.xls)",
        ),
        (
            &archive(&[("word/document.xml", b"<w/>")]),
            "Q0502 danh-sach.xlsx không phải là sổ tính .xlsx",
        ),
    ];
    for (bytes, wanted) in cases {
        assert_eq!(told_of(xlsx(&doc, bytes)), [wanted]);
    }
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(
        told_of(xlsx(&doc, &locked)),
        ["Q0503 danh-sach.xlsx đặt mật khẩu, không đọc được"]
    );
}

#[test]
fn every_cut_and_many_flips_of_a_workbook_are_answered() {
    let doc = document();
    let good = good();
    assert!(xlsx(&doc, &good).is_ok());
    for length in (0..good.len()).step_by(97) {
        assert!(xlsx(&doc, &good[..length]).is_err(), "cut at {length}");
    }
    for at in (0..good.len()).step_by(211) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x55;
        if let Err(wrong) = xlsx(&doc, &bytes) {
            assert!(wrong.has_errors());
        }
    }
}

#[test]
fn a_shared_string_that_is_not_there_is_a_damaged_workbook() {
    let sheet = br#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>"#;
    let bytes = archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "xl/workbook.xml",
            br#"<workbook><sheets><sheet name="x" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    assert_eq!(
        told_of(xlsx(&document(), &bytes)),
        ["Q0502 sổ tính danh-sach.xlsx bị hỏng, không đọc được"]
    );
}

#[test]
fn a_bomb_is_measured_before_it_goes_off() {
    let zeros = vec![0u8; 33 << 20];
    let bytes = archive(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", &zeros),
    ]);
    assert!(bytes.len() < 1 << 20);
    let told = told_of(xlsx(&document(), &bytes));
    assert!(told[0].starts_with("Q0504"), "{told:?}");
}

#[test]
fn a_part_larger_than_it_says_is_refused() {
    let mut bytes = archive(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/big.xml", &vec![b'x'; 1 << 20]),
    ]);
    // The directory at the end states each part's size; understate the second's.
    let size = (1u32 << 20).to_le_bytes();
    let at = bytes.windows(4).rposition(|window| window == size).unwrap();
    bytes[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
    let told = told_of(xlsx(&document(), &bytes));
    assert!(told[0].starts_with("Q0502") || told[0].starts_with("Q0504"), "{told:?}");
}

#[test]
fn one_far_cell_costs_nothing() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, text) in [(0, "Mã viên chức"), (1, "Ngày sinh")] {
        sheet.write_string(0, column, text).unwrap();
    }
    sheet
        .write_string(1, 0, "A")
        .unwrap()
        .write_string(1, 1, "1/1/1980")
        .unwrap();
    sheet.write_string(1_048_575, 16_383, " ").unwrap();
    let (cases, _) = xlsx(&document(), &workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(cases.people.len(), 1);
}

#[test]
fn other_encodings_are_refused_with_help() {
    let folder = Folder::new();
    let wide: Vec<u8> = "\u{feff}Mã,Ngày".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [wide.as_slice(), b"M\xe3 vi\xean ch\xfc,Ng\xe0y sinh\nA,1/1/1980\n"] {
        let path = folder.file("viên_chức.csv", bytes);
        let wrong = crate::read(&document(), super::ENTRY, &path).unwrap_err();
        assert!(told(&wrong)[0].starts_with("Q0505"), "{:?}", told(&wrong));
        assert!(wrong.0[0].help.as_ref().unwrap().vi.contains("UTF-8"));
    }
    let path = folder.file("x.json", b"{\"danh s\xe1ch\": []}");
    let wrong = crate::read(&document(), super::ENTRY, &path).unwrap_err();
    assert!(told(&wrong)[0].starts_with("Q0505"));
    // Late in a file, with the line.
    let mut late = b"ma,ngay sinh\n".to_vec();
    for _ in 0..20_000 {
        late.extend_from_slice(b"\n");
    }
    let mut rows = 0;
    while late.len() < 100_000 {
        rows += 1;
        late.extend_from_slice(format!("A{rows},1/1/1980\n").as_bytes());
    }
    late.extend_from_slice(b"B\xff,1/1/1980\n");
    let path = folder.file("vien_chuc.csv", &late);
    let wrong = crate::read(&document(), super::ENTRY, &path).unwrap_err();
    assert!(told(&wrong)[0].starts_with("Q0505"), "{:?}", told(&wrong));
    assert!(
        told(&wrong)[0].contains(&format!("dòng {}", 20_002 + rows)),
        "{:?}",
        told(&wrong)
    );
}

#[test]
fn a_quotation_mark_never_closed_is_found() {
    let text = format!(
        "Mã viên chức,Ngày sinh\nA,\"1/1/1980\n{}",
        "B,1/1/1980\n".repeat(20_000)
    );
    let told = told_of(csv(&document(), &[("viên_chức.csv", &text)]));
    assert!(
        told[0].starts_with("Q0528 tệp viên_chức.csv, dòng 2, cột 2"),
        "{told:?}"
    );
}

#[test]
fn text_that_is_no_table_is_refused() {
    let text = "lời dài ".repeat(200_000);
    let told = told_of(csv(&document(), &[("viên_chức.csv", &text)]));
    assert!(told[0].starts_with("Q0508"), "{told:?}");
}

#[test]
fn json_too_deep_or_broken_says_where() {
    let doc = document();
    let deep = format!("{{\"danh sách\": {}", "[".repeat(10_000));
    assert!(told_of(json(&doc, &deep))[0].starts_with("Q0506 dòng 1, cột"));
    assert!(told_of(json(&doc, "{\"danh sách\": [\n{]}"))[0].starts_with("Q0506 dòng 2, cột 2"));
    assert!(told_of(json(&doc, "[]"))[0].starts_with("Q0527"));
    assert!(told_of(json(&doc, "{\"danh sách\": {}}"))[0].starts_with("Q0527"));
    assert!(told_of(json(&doc, "{\"danh sách\": []} x"))[0].starts_with("Q0506"));
}

#[test]
fn paths_that_are_not_there_or_of_no_kind_are_refused() {
    let doc = document();
    let folder = Folder::new();
    let missing = folder.path().join("không-có");
    for (path, code) in [
        (missing.clone(), "Q0501"),
        (missing.with_extension("json"), "Q0501"),
        (missing.with_extension("xlsx"), "Q0501"),
        (missing.with_extension("csv"), "Q0501"),
        (folder.file("x.ods", "y"), "Q0502"),
        (folder.file("x.txt", "y"), "Q0501"),
    ] {
        let wrong = crate::read(&doc, super::ENTRY, &path).unwrap_err();
        assert!(
            told(&wrong)[0].starts_with(code),
            "{}: {:?}",
            path.display(),
            told(&wrong)
        );
    }
    let path = folder.file("no-extension", good());
    assert!(crate::read(&doc, super::ENTRY, &path).is_ok());
}
