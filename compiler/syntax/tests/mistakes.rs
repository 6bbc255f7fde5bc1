//! What people get wrong on the first day, and what they are told: the code and the very words it stands under.

#![cfg(test)]

use quyche_base::{FileId, Span};
use quyche_syntax::parse;

const HEAD: &str = "Quy định thu về \"thử\".\n";

/// Codes and marked words, in the order of the file.
fn told(text: &str) -> Vec<(&'static str, String)> {
    let (_, found) = parse(FileId(0), text);
    let words = |span: Span| {
        text.get(span.start as usize..span.end as usize)
            .expect("a span in the text")
            .to_owned()
    };
    found
        .0
        .iter()
        .map(|diagnostic| (diagnostic.code.id, words(diagnostic.span.expect("a span"))))
        .collect()
}

/// The program stands below a head and a heading.
fn told_below(body: &str) -> Vec<(&'static str, String)> {
    told(&format!("{HEAD}Điều 1. Thử\n{body}\n"))
}

/// A body, and the codes and words it must be told.
const MISTAKES: &[(&str, &[(&str, &str)])] = &[
    ("nêu \"một\"", &[("Q0102", "\"một\"")]),
    (
        "thành phần hồ sơ:\n - \"một\";\n - \"hai\";\n\nĐiều 2. Sau",
        &[("Q0102", ";")],
    ),
    ("nêu \"một\"\nnghĩa vụ của ai: \"hai\".", &[("Q0102", "\"một\"")]),
    ("1. nêu \"một\"\n2. nêu \"hai\".", &[("Q0102", "\"một\"")]),
    ("tiêu chuẩn: tất cả\na) xong.\nb) rồi.", &[("Q0103", ".")]),
    ("nghĩa vụ của ai:\n- \"một\".\n- \"hai\".", &[("Q0103", ".")]),
    (
        "Điều 2. Chung. phạm vi: khi đủ_tuổi.",
        &[("Q0104", "phạm vi: khi đủ_tuổi.")],
    ),
    (
        "Điều 2. 1. nghĩa vụ của ai: \"một\".",
        &[("Q0104", "1. nghĩa vụ của ai: \"một\".")],
    ),
    ("tiêu chuẩn: đáp ứng khoản 2\nĐiều 4.", &[("Q0105", "Điều 4")]),
    (
        "tiêu chuẩn: đáp ứng Mục 2,\nĐiều 4 và\nBước 3 Điều 2.",
        &[("Q0105", "Điều 4"), ("Q0105", "Bước 3")],
    ),
    ("nêu \"theo\nĐiều 4 của luật\".", &[("Q0105", "Điều 4")]),
    ("nêu \"một.\n\nnêu \"hai\".", &[("Q0106", "\"một")]),
    ("nêu “một.\n2. nêu “hai”.", &[("Q0106", "“một")]),
    ("định nghĩa từ: xong.", &[("Q0107", "từ")]),
    ("tieu chuan: xong.", &[("Q0108", "tieu chuan")]),
    ("nêu \"một\".\nĐiêu 2. Sau\nnêu \"hai\".", &[("Q0108", "Điêu")]),
    ("nêu \"một\".\nđiều 2. Sau\nnêu \"hai\".", &[("Q0108", "điều")]),
    ("nêu \"một\".\nThủ tuc 2: Sau\nnêu \"hai\".", &[("Q0108", "Thủ tuc")]),
    ("nêu \"một\".\nĐiều2. Sau\nnêu \"hai\".", &[("Q0108", "Điều")]),
    ("nghĩa vụ cúa ai: \"một\".", &[("Q0108", "cúa")]),
    ("tiêu chuẩn: đap ứng khoản 1.", &[("Q0108", "đap ứng")]),
    ("tiêu chuẩn: trình_độ tư đại_học trở lên.", &[("Q0108", "tư")]),
    ("tiêu chuẩn: tuổi = 3.", &[("Q0109", "=")]),
    ("tiêu chuẩn: đã_nộp && đã_ký.", &[("Q0109", "&")]),
    ("tiêu chuẩn: tuổi ≥ 3.", &[("Q0109", "≥")]),
    ("tiêu chuẩn tất cả\na) xong;\nb) rồi.", &[("Q0110", "tất")]),
    ("dữ kiện người tên: chữ; tuổi: số.", &[("Q0110", "tên")]),
    ("tiêu chuẩn: một trong:\n- xong;\n- rồi.", &[("Q0111", ":")]),
    ("tiêu chuẩn: tất cả\na) xong;\nrồi.", &[("Q0112", "rồi")]),
    ("tiêu chuẩn: tất cả xong.", &[("Q0112", "xong")]),
    (
        "tiêu chuẩn: tất cả\na) xong;\n- rồi;\n- nữa;\nb) hết.",
        &[("Q0113", "-")],
    ),
    ("tiêu chuẩn: tất cả\na) một trong\nb) hết.", &[("Q0113", "a)")]),
    ("tiêu chuẩn: ngày_ký trước 30/02/2024.", &[("Q0114", "30/02/2024")]),
    ("tiêu chuẩn: ngày_ký trước 2024-02-01.", &[("Q0114", "2024-02-01")]),
    ("tiêu chuẩn: ngày_ký trước 1/2/24.", &[("Q0114", "1/2/24")]),
    ("thời hạn: trước ngày 31/4.", &[("Q0114", "31/4")]),
    ("tiêu chuẩn: lương từ 1,000 trở lên.", &[("Q0115", "1,000")]),
    ("tiêu chuẩn: lương từ 1,000,000 trở lên.", &[("Q0115", "1,000,000")]),
    ("thời hạn: trong 9999999 ngày kể từ nộp_đơn.", &[("Q0115", "9999999")]),
    ("\"một\".", &[("Q0116", "\"một\"")]),
    ("- \"một\".", &[("Q0116", "\"một\"")]),
    ("tiêu chuẩn: tất cả\na) xong\nb) rồi.", &[("Q0122", "g")]),
    ("tiêu chuẩn: có việc (xong.", &[("Q0123", "(")]),
    ("tiêu chuẩn: xong).", &[("Q0123", ")")]),
    ("danh mục bậc: thấp | vừa < cao.", &[("Q0124", "<")]),
    ("tiêu chuẩn: tuổi là.", &[("Q0126", "là")]),
    ("thời hạn: trong 5 ngày.", &[("Q0126", "ngày")]),
    ("tiêu chuẩn: xong, rồi.", &[("Q0101", "rồi")]),
    (
        "tiêu chuẩn, tính đến hôm_nay, tính đến hôm_qua: xong.",
        &[("Q0121", "tính đến hôm_qua")],
    ),
];

#[test]
fn each_mistake_is_told_once_where_it_is() {
    let mut wrong = Vec::new();
    for (body, expected) in MISTAKES {
        let expected: Vec<(&str, String)> = expected
            .iter()
            .map(|(code, words)| (*code, (*words).to_owned()))
            .collect();
        let found = told_below(body);
        if found != expected {
            wrong.push(format!("{body}\n  expected {expected:?}\n  found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ten_mistakes_in_ten_articles_are_ten_messages() {
    let text = "Quy định thu về \"mười lỗi\".

Điều 1. Thiếu chấm
nêu \"một\"

Điều 2. Chấm trong danh sách
thành phần hồ sơ:
  a) \"đơn\".
  b) \"ảnh\";
  c) \"thẻ\".

Điều 3. tiêu chuẩn chung: đủ_tuổi.

Điều 4. Tiêu đề giữa câu
tiêu chuẩn: tất cả
  a) đáp ứng khoản 2
Điều 1 và khoản 3 Điều 2;
  b) xong.

Điều 5. Ngoặc kép
nêu \"chưa đóng.
nêu \"đóng rồi\".

Điều 6. Từ dành riêng
danh mục chiều: từ < đến.

Điều 7. Sai chính tả
tiêu chẩn chung cho ai: tất cả
  a) xong;
  b) rồi.

Điều 8. Ký hiệu
tiêu chuẩn: tất cả
  a) tuổi >= 18;
  b) một trong
     - xong;
     - rồi.

Điều 9. Hai chấm
tiêu chuẩn chung tất cả
  a) xong;
  b) rồi.

Điều 10. Ngày
thời hạn: trước ngày 31/02/2020.
nêu \"hết\".
";
    let codes: Vec<&str> = told(text).into_iter().map(|(code, _)| code).collect();
    assert_eq!(
        codes,
        [
            "Q0102", "Q0103", "Q0104", "Q0105", "Q0106", "Q0107", "Q0108", "Q0109", "Q0110", "Q0114"
        ]
    );
}

#[test]
fn a_file_says_what_it_is_first_and_once() {
    assert_eq!(told(""), [("Q0119", String::new())]);
    assert_eq!(told("// chỉ có ghi chú\n"), [("Q0119", String::new())]);
    assert_eq!(told("Điều 1. Thử\nnêu \"một\".\n"), [("Q0119", "Điều".to_owned())]);
    assert_eq!(told("Quy đinh thu.\n"), [("Q0108", "Quy đinh".to_owned())]);
    assert_eq!(told("Quy định thu.\nTiếp theo thu.\n"), [("Q0120", "Tiếp".to_owned())]);
}

#[test]
fn a_wrong_statement_leaves_its_name_and_its_neighbours() {
    let text = format!("{HEAD}Điều 1. Thử\nnêu \"một\".\ntiêu chuẩn chung: tuổi >= 3.\nnêu \"hai\".\n");
    let (file, _) = parse(FileId(0), &text);
    let tree = serde_json::to_value(&file).expect("a tree serialises");
    let entries = tree["islands"][1]["entries"].as_array().expect("entries");
    assert_eq!(entries.len(), 3);
    assert_eq!(
        entries[1]["Statement"]["kind"]["Criterion"]["name"]["name"]["key"],
        "chung"
    );
    assert_eq!(
        entries[1]["Statement"]["kind"]["Criterion"]["body"]["Test"]["kind"],
        "Poison"
    );
}

#[test]
fn messages_are_in_both_languages_and_say_what_to_do() {
    let text = format!("{HEAD}Điều 1. Thử\nnêu một.\nthời hạn: trước 31/02/2026.\nlàm gì đó.\n");
    let (_, found) = parse(FileId(0), &text);
    assert_eq!(found.0.len(), 3);
    for diagnostic in &found.0 {
        let help = diagnostic.help.as_ref().expect("help");
        for words in [&diagnostic.message, help] {
            assert!(
                !words.vi.is_empty() && !words.en.is_empty() && words.vi != words.en,
                "{words:?}"
            );
        }
    }
}
