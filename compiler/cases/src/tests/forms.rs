//! One list in three forms, written out by hand.

use super::document::document;
use super::{csv, json, told, xlsx};
use chrono::NaiveDate;
use quyche_ir::facts::{Fact, PeriodEnd, PeriodFact};
use quyche_ir::{FieldId, JudgementId, ListFact, RecordFact};
use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const PEOPLE: &str = "\u{feff}Mã viên chức;Họ tên;NGÀY SINH;chức danh hiện giữ;Trình độ;Đảng viên;Hệ số lương;năm_vào_ngành;Tổ chức: tên;có đơn vị trực thuộc của tổ chức;Thân nhân;Biệt phái (từ);Biệt phái (đến);Đã khai đủ: Quá trình công tác;Đã khai đủ khen thưởng;Đánh giá: điểm a khoản 1 Điều 2
VC-01;Người Một;01/7/1980;V.11.06.14;thạc sĩ;x;4,98;2005;Sở A;không;A; B;1/1/2020;nay;;không có;đạt
VC-02;;2-3-1990;khác;;;1.000;;;;không có;;;không;;
VC-03;;1985-12-31;Công nghệ thông tin hạng II;Không có;không;;;;;C (chưa đủ);không có;;có;có;không đạt
";

const RUNS: &str = "Mã viên chức,Từ ngày,Đến ngày,Chức danh,Tập sự,điểm a khoản 1 Điều 2 (2)
VC-01,1/1/2010,31/12/2014,cntt_hạng_3,có,đạt
VC-02,1/6/2015,nay,khác,,
VC-01,01/01/2015,,V.11.06.13,không,
";

const AWARDS: &str = "Viên chức\tSố quyết định\tNgày ký\tLoại
VC-03\tQĐ-1\t5/6/2020\tGIẤY KHEN
VC-03\tQĐ-2\tkhông có\tbằng lao động
";

const SIGNINGS: &str = "mã viên chức,Mã khen,Ngày
VC-03,QĐ-2,7/7/2021
";

const ROUND: &str = "Chỉ tiêu,2
Hạn nộp hồ sơ,30/06/2026
";

const JSON: &str = r#"{
  "bối cảnh": {"chỉ_tiêu": 2, "hạn_nộp": "2026-06-30"},
  "danh sách": [
    {"mã": "VC-01", "họ_tên": "Người Một", "ngày_sinh": "1980-07-01", "chức_danh_hiện_giữ": "cntt_hạng_3",
     "trình_độ": "Thạc sĩ", "đảng_viên": true, "hệ_số": 4.98, "năm_vào_ngành": 2005,
     "tổ_chức": {"tên": "Sở A", "có_đơn_vị_trực_thuộc": false}, "thân_nhân": ["A", "B"],
     "biệt_phái": {"từ": "2020-01-01", "đến": "nay"},
     "quá_trình": [
       {"thời_gian": {"từ": "2010-01-01", "đến": "2014-12-31"}, "chức_danh": "V.11.06.14", "tập_sự": true,
        "đánh giá": {"điểm a khoản 1 Điều 2 (2)": "đạt"}},
       {"thời_gian": {"từ": "2015-01-01", "đến": null}, "chức_danh": "cntt_hạng_2", "tập_sự": false}],
     "khen_thưởng": "không có", "đánh giá": {"điểm a khoản 1 Điều 2": "đạt"}},
    {"mã": "VC-02", "ngày_sinh": "1990-03-02", "chức_danh_hiện_giữ": "khác", "hệ_số": "1.000", "thân_nhân": [],
     "quá_trình": {"chưa đủ": [{"thời_gian": {"từ": "2015-06-01", "đến": "nay"}, "chức_danh": "khác"}]}},
    {"mã": "VC-03", "ngày_sinh": "31/12/1985", "chức_danh_hiện_giữ": "V.11.06.13", "trình_độ": "không có",
     "đảng_viên": false, "thân_nhân": {"chưa đủ": ["C"]}, "biệt_phái": "không có", "quá_trình": [],
     "khen_thưởng": [
       {"mã": "QĐ-1", "ngày": "2020-06-05", "loại": "giấy_khen"},
       {"mã": "QĐ-2", "ngày": "không có", "loại": "bằng lao động", "ký": [{"ngày": "2021-07-07"}]}],
     "đánh giá": {"điểm a khoản 1 Điều 2": "không đạt"}}
  ]
}"#;

fn files() -> Vec<(&'static str, String)> {
    vec![
        ("vien_chuc.csv", PEOPLE.replace("A; B", "\"A; B\"")),
        ("quãng.csv", RUNS.to_owned()),
        ("khen_thưởng.csv", AWARDS.to_owned()),
        ("người ký.csv", SIGNINGS.to_owned()),
        ("ky_xet.csv", ROUND.to_owned()),
    ]
}

fn from_csv() -> quyche_ir::facts::Cases {
    let files = files();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (cases, notes) = csv(&document(), &files).unwrap_or_else(|wrong| panic!("{:#?}", told(&wrong)));
    assert_eq!(told(&notes), Vec::<String>::new());
    cases
}

#[test]
fn csv_and_json_give_the_same_cases() {
    let (cases, notes) = json(&document(), JSON).unwrap_or_else(|wrong| panic!("{:#?}", told(&wrong)));
    assert_eq!(told(&notes), Vec::<String>::new());
    assert_eq!(from_csv(), cases);
}

#[test]
fn a_workbook_with_true_dates_numbers_and_truths_gives_the_same_cases() {
    let mut workbook = Workbook::new();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    for (name, text) in files() {
        let sheet = workbook.add_worksheet();
        sheet
            .set_name(name.trim_end_matches(".csv").replace("vien_chuc", "Viên chức"))
            .unwrap();
        let text = text.trim_start_matches('\u{feff}');
        let separator = if name == "vien_chuc.csv" {
            ';'
        } else if name == "khen_thưởng.csv" {
            '\t'
        } else {
            ','
        };
        for (row, line) in (0u32..).zip(text.lines()) {
            let line = line.replace("\"A; B\"", "A| B");
            let line = if separator == ',' {
                line
            } else {
                line.replace(separator, "\u{1}")
            };
            let cells: Vec<String> = line
                .split(['\u{1}', if separator == ',' { ',' } else { '\u{1}' }])
                .map(|cell| cell.replace('|', ";"))
                .collect();
            for (column, cell) in (0u16..).zip(cells) {
                match cell.as_str() {
                    "" => {}
                    "x" => drop(sheet.write_boolean(row, column, true).unwrap()),
                    "4,98" => drop(sheet.write_number(row, column, 4.98).unwrap()),
                    "1.000" => drop(sheet.write_number(row, column, 1000).unwrap()),
                    "2" | "2005" => drop(sheet.write_number(row, column, cell.parse::<u32>().unwrap()).unwrap()),
                    "01/7/1980" => {
                        let day = ExcelDateTime::from_ymd(1980, 7, 1).unwrap();
                        sheet.write_datetime_with_format(row, column, day, &date).unwrap();
                    }
                    other => drop(sheet.write_string(row, column, other).unwrap()),
                }
            }
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let (cases, notes) = xlsx(&document(), &bytes).unwrap_or_else(|wrong| panic!("{:#?}", told(&wrong)));
    assert_eq!(told(&notes), Vec::<String>::new());
    assert_eq!(cases, from_csv());
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn the_cases_are_what_was_written() {
    let cases = from_csv();
    assert!(cases.complete);
    assert_eq!(cases.context.get(FieldId(0)), &Fact::Number(Decimal::TWO));
    let keys: Vec<&str> = cases.people.iter().map(|case| case.key.as_str()).collect();
    assert_eq!(keys, ["VC-01", "VC-02", "VC-03"]);
    let [first, second, third] = &cases.people[..] else {
        panic!()
    };
    assert_eq!(first.subject.get(FieldId(2)), &Fact::Date(day(1980, 7, 1)));
    assert_eq!(first.subject.get(FieldId(6)), &Fact::Number(Decimal::new(498, 2)));
    assert_eq!(first.subject.judgement(JudgementId(0)), Some(true));
    assert_eq!(first.subject.get(FieldId(10)), &complete(Vec::new()));
    let Fact::List(runs) = first.subject.get(FieldId(9)) else {
        panic!()
    };
    assert!(runs.complete);
    let period = PeriodFact {
        start: Some(day(2015, 1, 1)),
        end: PeriodEnd::Unknown,
    };
    assert_eq!(runs.rows[1].get(FieldId(0)), &Fact::Period(period));
    assert_eq!(runs.rows[0].judgements, [(JudgementId(1), true)]);
    let Fact::List(runs) = second.subject.get(FieldId(9)) else {
        panic!()
    };
    assert_eq!((runs.rows.len(), runs.complete), (1, false));
    assert_eq!(
        second.subject.get(FieldId(10)),
        &Fact::Unknown,
        "no rows, nothing declared"
    );
    assert_eq!(second.subject.get(FieldId(6)), &Fact::Number(Decimal::ONE_THOUSAND));
    assert_eq!(second.subject.get(FieldId(3)), &Fact::Title(None));
    assert_eq!(third.subject.get(FieldId(4)), &Fact::None);
    assert_eq!(third.subject.get(FieldId(9)), &complete(Vec::new()));
    let Fact::List(awards) = third.subject.get(FieldId(10)) else {
        panic!()
    };
    assert_eq!(awards.rows[1].get(FieldId(2)), &Fact::Outside("bằng lao động".into()));
    let Fact::List(signings) = awards.rows[1].get(FieldId(3)) else {
        panic!()
    };
    assert_eq!(signings.rows.len(), 1);
}

fn complete(rows: Vec<RecordFact>) -> Fact {
    Fact::List(ListFact { rows, complete: true })
}
