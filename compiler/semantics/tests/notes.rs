//! Doubts and readings that edits add to units of a template: beside other edits of the unit, and on items of lists.

use quyche_base::{Diagnostics, SourceMap};
use quyche_ir::Document;
use quyche_semantics::compile;
use quyche_syntax::parse;

const HEAD: &str = "Quy định thử cách tính tròn đối với người.\n";

const VOCABULARY: &str = r#"
Ngoài văn bản.
cách tính tròn: tính cả ngày cuối; cộng dồn theo số ngày dài nhất; vì "thử".
danh mục cơ_quan "Cơ quan": sở "Sở Nội vụ".
dữ kiện người "Người": mã "Mã": chữ bắt buộc; giải "Có giải": có hay không.
"#;

fn one(text: &str) -> (Option<Document>, Diagnostics) {
    let mut sources = SourceMap::default();
    let id = sources.add("thử.quyche", text);
    let (file, mut found) = parse(id, text);
    let (document, more) = compile(&[file], &sources, &[]);
    found.0.extend(more.0);
    (document, found)
}

const PARTS: &str = r#"
khuôn xét_đủ.
Bước 3: Xét
1. nêu (nội_dung) "Thành viên".
   hội đồng hội_xét đối với cuộc_họp: thành viên 2, gồm
   a) 1 chủ_tịch;
   b) 1 thư_ký.
2. tiêu chuẩn xứng_đáng: tất cả
   a) giải;
   b) "Có uy tín" do sở đánh giá.
Mục 3. Hồ sơ
thành phần hồ sơ hồ, 1 bộ:
  a. đơn_xin "Đơn";
  b. văn_bằng "Văn bằng".
hết khuôn.
danh mục vai "Vai": chủ_tịch "Chủ tịch" | thư_ký "Thư ký".
dữ kiện thành_viên "Thành viên": mã "Mã": chữ; vai "Vai": vai.
dữ kiện cuộc_họp "Cuộc họp": thành_viên "Thành viên": nhiều thành_viên.
"#;

/// The doubts of a document, each with the unit it stands in.
fn doubts(document: &Document) -> Vec<(&str, &str)> {
    let doubts = document.doubts.iter();
    doubts
        .map(|doubt| {
            (
                doubt.unit.map_or("", |unit| document.address(unit)),
                doubt.text.as_str(),
            )
        })
        .collect()
}

#[test]
fn doubts_and_readings_stand_beside_other_edits_of_a_unit() {
    let text = r#"
Thủ tục 14: Lên hạng
áp dụng khuôn xét_đủ.
thêm điểm b khoản 2 Bước 3: nghi vấn (lỗ_hổng): "Uy tín là gì".
thay điểm b khoản 2 Bước 3 bằng: không giải.
thay khoản 1 Bước 3 bằng:
  nêu (nội_dung) "Thành viên khác".
  tiêu chuẩn tính_thêm, khi cách hiểu đếm là có_đếm: giải.
  a) nêu (nội_dung) "Một".
  b) nêu (nội_dung) "Hai".
thêm khoản 1 Bước 3: nghi vấn (lỗ_hổng): "Khoản này khác". cách hiểu đếm "Đếm?": có_đếm | không_đếm, mặc định có_đếm, vì "thử".

Thủ tục 15: Lên hạng
áp dụng khuôn xét_đủ.
thêm điểm b khoản 1 Bước 3: nghi vấn (lỗ_hổng): "Thư ký là ai".
thêm điểm b mục 3: nghi vấn (lỗ_hổng): "Bằng nào".

Ngoài văn bản.
sửa đổi theo "7/QĐ" từ ngày 01/01/2027.
thay điểm a khoản 2 Bước 3 Thủ tục 15 bằng: không giải.
thêm điểm a khoản 2 Bước 3 Thủ tục 15: nghi vấn (lỗ_hổng): "Giải nào".
"#;
    let text = [HEAD, text, VOCABULARY, PARTS].concat();
    let (document, found) = one(&text);
    assert!(!found.has_errors(), "{found:#?}");
    let document = document.unwrap();
    assert_eq!(
        doubts(&document),
        [
            ("khoản 1 Bước 3 Thủ tục 14", "Khoản này khác"),
            ("điểm b khoản 2 Bước 3 Thủ tục 14", "Uy tín là gì"),
            ("điểm b khoản 1 Bước 3 Thủ tục 15", "Thư ký là ai"),
            ("điểm a khoản 2 Bước 3 Thủ tục 15", "Giải nào"),
            ("điểm b mục 3 Thủ tục 15", "Bằng nào"),
        ]
    );
    let reading = &document.readings[0];
    assert_eq!(document.address(reading.unit.unwrap()), "khoản 1 Bước 3 Thủ tục 14");
}

#[test]
fn a_unit_that_is_removed_or_noted_twice_takes_no_note() {
    for second in [
        "bỏ điểm b khoản 2 Bước 3.",
        "thêm điểm b khoản 2 Bước 3: nghi vấn (lỗ_hổng): \"Nữa\".",
        "bỏ khoản 2 Bước 3.",
    ] {
        let edits = format!(
            "\nThủ tục 14: Lên hạng\náp dụng khuôn xét_đủ.\nthêm điểm b khoản 2 Bước 3: nghi vấn (lỗ_hổng): \"Uy tín\".\n{second}\n"
        );
        let (_, found) = one(&[HEAD, &edits, VOCABULARY, PARTS].concat());
        let codes: Vec<&str> = found.0.iter().map(|diagnostic| diagnostic.code.id).collect();
        assert_eq!(codes, ["Q0280"], "{second}");
    }
}
