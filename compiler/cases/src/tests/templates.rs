//! What a template writes is what reading accepts.

use super::document::document;
use super::generate::{cases, tables, to_xlsx};
use super::{ENTRY, told, told_of, xlsx};
use crate::header::{self, OwnedRow};
use crate::plan::{Slot, plan};
use crate::text::header_key;
use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use quyche_ir::expr::Type;
use std::collections::BTreeMap;
use std::io::Cursor;

/// Each sheet of a template as rows of texts.
fn opened() -> BTreeMap<String, Vec<Vec<String>>> {
    let bytes = crate::template(&document(), ENTRY).unwrap();
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = workbook.sheet_names();
    let mut sheets = BTreeMap::new();
    for name in names {
        let range = workbook.worksheet_range(&name).unwrap();
        let rows = range
            .rows()
            .map(|row| row.iter().map(Data::to_string).collect())
            .collect();
        sheets.insert(name, rows);
    }
    sheets
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let first = crate::template(&document(), ENTRY).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(first, crate::template(&document(), ENTRY).unwrap());
}

#[test]
fn every_header_of_a_template_is_understood() {
    let doc = document();
    let sheets = opened();
    let plan = plan(&doc, &doc.entries[0]);
    for table in &plan.tables {
        let row = sheets[&table.title][0]
            .iter()
            .map(|text| crate::value::Cell::text(text).into_owned())
            .collect();
        let rows: Vec<OwnedRow> = vec![(1, row)];
        let header = header::find(table, &rows).unwrap();
        assert!(
            header.columns.iter().all(Option::is_some),
            "{}: {:?}",
            table.title,
            header
        );
        assert_eq!(header.matched, header.columns.len(), "{}", table.title);
    }
}

#[test]
fn a_blank_template_has_nobody_in_it() {
    let told = told_of(xlsx(&document(), &crate::template(&document(), ENTRY).unwrap()));
    assert_eq!(told, ["Q0507 danh sách \"Viên chức\" chưa có ai"]);
}

#[test]
fn required_columns_are_marked_and_judgements_of_others_left_out() {
    let sheets = opened();
    let header = &sheets["Viên chức"][0];
    assert!(header.contains(&"Mã viên chức *".to_owned()));
    assert!(header.contains(&"Ngày sinh *".to_owned()));
    assert!(header.contains(&"Đánh giá: điểm a khoản 1 Điều 2".to_owned()));
    assert!(!header.iter().any(|text| text.contains("khoản 9 Điều 9")), "{header:?}");
    assert!(sheets["Quãng công tác"][0].contains(&"Thời gian (từ) *".to_owned()));
}

#[test]
fn the_guide_tells_type_values_and_place_of_each_column() {
    let sheets = opened();
    let guide: Vec<String> = sheets["Hướng dẫn"].iter().map(|row| row.join(" | ")).collect();
    let has = |wanted: &str| {
        assert!(
            guide.iter().any(|line| line.starts_with(wanted)),
            "{wanted}\n{guide:#?}"
        )
    };
    has(
        "Viên chức | Trình độ | trình_độ |  | danh mục | từ thấp đến cao: trung cấp; Đại học; Thạc sĩ |  | \
         điểm a khoản 1 Điều 2; điểm a khoản 2 Bước 5",
    );
    has("Viên chức | Ngày sinh | ngày_sinh |  | ngày | ngày/tháng/năm, ví dụ 01/07/2026 | có | điểm b khoản 2 Bước 5");
    has("Viên chức | Đánh giá: điểm a khoản 1 Điều 2 |  | có phẩm chất tốt (người đánh giá: đơn vị sử dụng)");
    has("Viên chức | Tổ chức: Có đơn vị trực thuộc | có_đơn_vị_trực_thuộc của tổ_chức");
}

#[test]
fn every_choice_of_a_drop_down_is_read_back() {
    let doc = document();
    let sheets = opened();
    let choices = &sheets["Danh mục"];
    let words = crate::value::Vocabulary::new(&doc, &std::collections::BTreeSet::new());
    for (heading, ty) in [
        ("Bậc trình độ", Type::Member(super::document::DEGREE)),
        ("Loại khen thưởng", Type::Member(super::document::AWARD_KIND)),
        ("Chức danh", Type::Title),
        ("Có hay không", Type::Bool),
    ] {
        let column = choices[0]
            .iter()
            .position(|text| text == heading)
            .unwrap_or_else(|| panic!("{heading}"));
        let values: Vec<&String> = choices[1..]
            .iter()
            .map(|row| &row[column])
            .filter(|text| !text.is_empty())
            .collect();
        assert!(values.len() >= 2);
        let mut seen = Vec::new();
        for value in values {
            let (fact, doubt) = words.read(&crate::value::Cell::text(value), ty).unwrap();
            assert_eq!(doubt, None, "{value}");
            assert!(
                !matches!(fact, quyche_ir::Fact::Outside(_)) && !seen.contains(&fact),
                "{value}"
            );
            seen.push(fact);
        }
    }
}

#[test]
fn two_lists_of_one_record_have_sheets_named_by_their_fields() {
    let mut doc = document();
    doc.records[0].fields.push(quyche_ir::model::Field {
        name: "quá_trình_đảng".into(),
        label: None,
        ty: Type::List(super::document::RUN),
        required: false,
    });
    let plan = plan(&doc, &doc.entries[0]);
    let titles: Vec<&str> = plan.tables.iter().map(|table| table.title.as_str()).collect();
    assert!(
        titles.contains(&"Quá trình công tác") && titles.contains(&"Quá trình đảng"),
        "{titles:?}"
    );
    let mut names: Vec<&String> = plan
        .tables
        .iter()
        .flat_map(|table| table.names.iter().take(1))
        .collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), plan.tables.len());
}

#[test]
fn a_record_without_key_is_joined_by_running_number() {
    let mut doc = document();
    doc.records[0].key = None;
    let plan = plan(&doc, &doc.entries[0]);
    assert!(plan.tables[0].columns.iter().any(|column| column.slot == Slot::Running));
    let files = [
        ("viên_chức.csv", "Ngày sinh\n1/1/1980\n2/1/1980\n"),
        ("quãng.csv", "STT (Viên chức),Từ,Đến\n2,1/1/2020,nay\n"),
    ];
    let (cases, _) = super::csv(&doc, &files).unwrap_or_else(|wrong| panic!("{:#?}", told(&wrong)));
    assert_eq!(cases.people[1].key, "2");
    let text = r#"{"danh sách": [{"ngày_sinh": "1/1/1980"},
        {"ngày_sinh": "2/1/1980", "quá_trình": [{"thời_gian": {"từ": "1/1/2020", "đến": "nay"}}]}]}"#;
    assert_eq!(super::json(&doc, text).unwrap().0, cases);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    /// The header of the template, with its marks, over the rows of any cases.
    #[test]
    fn a_template_filled_in_gives_the_cases_back(cases in cases(&document())) {
        let doc = document();
        let template = opened();
        let mut filled = Vec::new();
        for (title, mut lines) in tables(&doc, &cases) {
            let header = &template[&title][0];
            let kept: Vec<usize> = (0..lines[0].len())
                .filter(|at| header.iter().any(|text| header_key(text) == header_key(&lines[0][*at])))
                .collect();
            let lost = |row: &Vec<String>| (0..row.len()).any(|at| !kept.contains(&at) && !row[at].is_empty());
            prop_assert!(!lines[1..].iter().any(lost));
            lines = lines.iter().map(|row| kept.iter().map(|at| row[*at].clone()).collect()).collect();
            lines[0] = header.clone();
            filled.push((title, lines));
        }
        let (read, notes) = xlsx(&doc, &to_xlsx(&filled)).unwrap_or_else(|wrong| panic!("{:#?}", told(&wrong)));
        prop_assert!(told(&notes).iter().all(|line| line.starts_with("Q0523")), "{:?}", told(&notes));
        prop_assert_eq!(read, cases);
    }
}

#[test]
fn circumstances_nobody_asks_for_have_no_sheet() {
    let mut doc = document();
    let title = plan(&doc, &doc.entries[0]).tables[crate::plan::CONTEXT].title.clone();
    let sheets = |doc: &quyche_ir::Document| -> Vec<String> {
        let bytes = crate::template(doc, ENTRY).unwrap();
        Xlsx::new(Cursor::new(bytes)).unwrap().sheet_names()
    };
    doc.entries[0].ranking = doc.rankings.first().map(|ranking| ranking.id);
    assert!(sheets(&doc).contains(&title));
    doc.entries[0].under.clear();
    doc.entries[0].ranking = None;
    doc.entries[0].council = None;
    let left = sheets(&doc);
    assert!(!left.contains(&title), "{left:?}");
}
