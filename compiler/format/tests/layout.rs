//! What canonical text looks like.

#![cfg(test)]

use quyche_base::FileId;
use quyche_format::format;

fn formatted(text: &str) -> String {
    format(FileId(0), text).unwrap_or_else(|found| panic!("{:?}\n{text}", found.0))
}

#[test]
fn headings_markers_lists_and_fields_have_their_lines() {
    let typed = "Quy định thu về “thử”.\nĐiều 1. Thử\n1. nêu (nội_dung) “một”.\nnêu \"hai\". 2. tiêu chuẩn:tất cả a) xong_việc;  b) một trong - rồi_việc;- hết_việc.
dữ kiện người: tên: chữ bắt buộc; tuổi: số.\nĐiều 2.  Sau // ghi chú\nnêu \"ba\".";
    let expected = "Quy định thu về \"thử\".

Điều 1. Thử
1. nêu (nội_dung) \"một\".
   nêu \"hai\".
2. tiêu chuẩn: tất cả
     a) xong_việc;
     b) một trong
       - rồi_việc;
       - hết_việc.
   dữ kiện người:
     tên: chữ bắt buộc;
     tuổi: số.

Điều 2. Sau // ghi chú
nêu \"ba\".
";
    assert_eq!(formatted(typed), expected);
    assert_eq!(formatted(expected), expected);
}

#[test]
fn names_synonyms_and_comments_stay_as_typed() {
    let text = "Quy định thu.\n\n// Đầu.\nĐiều 1. Thử\n// Trên câu.\ntiêu chuẩn: Hoà_giải từ đủ 3 năm trở lên // bên câu\n    và uỷ_viên ít nhất đủ 3 năm.\n\n// Cuối.\n";
    assert_eq!(formatted(text), text);
}

#[test]
fn quotes_become_straight_unless_they_hold_one() {
    let text = "Quy định thu.\n\nĐiều 1. Thử\nnêu “một  hai”.\nnêu “gọi là \"kho\"”.\nnêu “năm 2020 – 2025”.\n";
    let expected = "Quy định thu.\n\nĐiều 1. Thử\nnêu \"một hai\".\nnêu “gọi là \"kho\"”.\nnêu \"năm 2020 – 2025\".\n";
    assert_eq!(formatted(text), expected);
}

#[test]
fn no_wrapped_line_begins_with_a_heading_or_a_marker() {
    let addresses: Vec<String> = (1..60).map(|number| format!("khoản {number} Điều {number}")).collect();
    let long = format!(
        "Quy định thu.\nĐiều 1. Thử\nnghi vấn (mâu_thuẫn): \"x\", ảnh hưởng {}.\n",
        addresses.join(", ")
    );
    let text = formatted(&long);
    assert!(text.lines().count() > 8, "{text}");
    assert!(
        text.lines().skip(3).all(|line| !line.trim_start().starts_with("Điều")),
        "{text}"
    );
    assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
}

#[test]
fn a_file_with_mistakes_is_left_alone() {
    let found = format(FileId(0), "Quy định thu.\nĐiều 1. Thử\nnêu \"một\"\n").expect_err("a mistake");
    let codes: Vec<&str> = found.0.iter().map(|diagnostic| diagnostic.code.id).collect();
    assert_eq!(codes, ["Q0102"]);
}

#[test]
fn the_colon_of_a_time_of_day_stands_close() {
    let text = "Quy định thu giờ làm việc từ 7:30 đến 11:30, từ 13h30 đến 17:00 vì \"nội quy\".\n\nNgoài văn bản.\nví dụ \"giờ\" kiểm Điều 1:\n  cho lúc_nhận là 01/6/2026 lúc 16:30; Điều 1 làm xong ngày 02/6/2026 lúc 7:05;\n  kết quả hạn 02/06/2026 lúc 16:30, đúng hạn.\n";
    assert_eq!(formatted(text), text);
}

const EDITS_AND_STARS: &str = r#"Quy định thử.

Thủ tục 14: Lên hạng
áp dụng khuôn lên_hạng (a là b).
// Một.
thay điểm b khoản 3 Bước 3 bằng: giữ ít nhất đủ 2 năm.

// Hai, dòng riêng.
thay khoản 2 Bước 3 bằng:
  nêu (nội_dung) "Lời". // cuối dòng
// Ba.
bỏ gạch 3 mục 11.
// Bốn.
thêm Bước 4 "Gửi":
  // trong lời mới
  nêu (nội_dung) "Lời".
  1. nêu (nội_dung) "Một".
  2. nêu (nội_dung) "Hai".
// Sáu.
bỏ mục 12.

Điều 1. Sao
a) nêu (nội_dung) "A".
   * nêu (nội_dung) "Sao một".
     - nêu (nội_dung) "Gạch một".
       + nêu (nội_dung) "Cộng".
     - nêu (nội_dung) "Gạch hai".
   * nêu (nội_dung) "Sao hai".
b) nêu (nội_dung) "B".
   - nêu (nội_dung) "Gạch".
     * nêu (nội_dung) "Sao trong gạch".
     * nêu (nội_dung) "Sao trong gạch".
   - nêu (nội_dung) "Gạch".
"#;

#[test]
fn a_comment_before_an_edit_stands_at_the_margin_and_dashes_stand_below_their_star() {
    assert_eq!(formatted(EDITS_AND_STARS), EDITS_AND_STARS);
    let flat: Vec<&str> = EDITS_AND_STARS.lines().map(str::trim_start).collect();
    assert_eq!(formatted(&flat.join("\n")), EDITS_AND_STARS);
}
