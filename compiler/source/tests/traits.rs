//! What source texts look like, trait by trait, each on a small text of its own; and what holds for every text.

use proptest::prelude::*;
use quyche_source::{ApparatusKind, NoteKind, Outline, addresses, outline, read, write};
use std::collections::BTreeMap;

/// The units of a text as `address: lines`.
fn units(text: &str) -> Vec<String> {
    let outline = match outline(text) {
        Ok(outline) => outline,
        Err(error) => return vec![error.message.en],
    };
    let lines = outline.units.iter().map(|unit| {
        unit.lines
            .iter()
            .map(|range| range.words())
            .collect::<Vec<_>>()
            .join(", ")
    });
    addresses(&outline)
        .iter()
        .zip(lines)
        .map(|(address, lines)| format!("{address}: {lines}"))
        .collect()
}

/// Every line that is not blank belongs to one unit, piece of apparatus or repeat; a line may be shared only by a clause and
/// the point that begins on it.
fn assert_partition(text: &str, outline: &Outline) {
    let mut owners: BTreeMap<u32, usize> = BTreeMap::new();
    let units = outline.units.iter().flat_map(|unit| unit.lines.iter().copied());
    let aside = outline.apparatus.iter().map(|piece| piece.lines);
    let repeats = outline.repeats.iter().map(|repeat| repeat.lines);
    for range in units.chain(aside).chain(repeats) {
        for line in range.first..=range.last {
            *owners.entry(line).or_default() += 1;
        }
    }
    let shared: Vec<u32> = outline
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::PointInLine)
        .map(|note| note.line)
        .collect();
    for (line, number) in text.split('\n').zip(1u32..) {
        if line.trim().is_empty() {
            continue;
        }
        let wanted = if shared.contains(&number) { 2 } else { 1 };
        assert_eq!(owners.get(&number), Some(&wanted), "line {number}: {line}\n{text}");
    }
}

const DECREE: &str = "QUY ĐỊNH
**Về việc mượn sách**

- Căn cứ Luật Thư viện;
- Xét đề nghị của Thủ thư,

Giám đốc quy định việc mượn sách như sau:

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi

1. Người mượn

Người mượn là người có thẻ¹ còn

¹ Thẻ do Thủ thư cấp.

hạn dùng.

2. Sách được mượn:

a) Sách in;

đ) Báo, gồm:

- Báo ngày.
- + Báo sáng.

Chương II **THI HÀNH**

Điều 2. Quy định này có hiệu lực từ ngày ký.

Thủ thư thi hành.

Nơi nhận:
- Như Điều 2.

**T/M THƯ VIỆN**
Lê Văn A
";

#[test]
fn a_decree_with_preamble_chapters_footnotes_and_page_breaks() {
    let wanted = [
        "đoạn 1: 4-5",
        "đoạn 2: 7",
        "Chương I: 9-10",
        "Điều 1: 12",
        "khoản 1 Điều 1: 14-20",
        "khoản 2 Điều 1: 22",
        "điểm a khoản 2 Điều 1: 24",
        "điểm đ khoản 2 Điều 1: 26",
        "gạch 1 điểm đ khoản 2 Điều 1: 28",
        "cộng 1 gạch 1 điểm đ khoản 2 Điều 1: 29",
        "Chương II: 31",
        "Điều 2: 33",
        "đoạn 2 Điều 2: 35",
    ];
    assert_eq!(units(DECREE), wanted);
    let outline = outline(DECREE).unwrap();
    assert_partition(DECREE, &outline);
    let kinds: Vec<ApparatusKind> = outline.apparatus.iter().map(|piece| piece.kind).collect();
    assert_eq!(kinds, [ApparatusKind::Head, ApparatusKind::Signature]);
    // đ after a leaves out b, c, d.
    assert_eq!(
        outline.notes.iter().map(|note| note.kind).collect::<Vec<_>>(),
        [NoteKind::NumberSkipped]
    );
}

#[test]
fn a_page_break_or_another_width_changes_no_hash() {
    let whole = "Điều 1. Mượn sách\nNgười có thẻ còn hạn được mượn hai cuốn trong một tuần.\n";
    let broken = "Điều 1. Mượn sách\n\nNgười có thẻ còn\n\nhạn được mượn hai  cuốn trong một tuần.\n";
    let hash = |text: &str| outline(text).unwrap().units[0].hash.clone();
    assert_eq!(hash(whole), hash(broken));
    assert_ne!(hash(whole), hash(&whole.replace("hai", "ba")));
    // A footnote is said last, wherever the page put it.
    let below = "Điều 1. Thẻ\nThẻ¹ có hạn một năm.\n¹ Do Thủ thư cấp.\n";
    let amid = "Điều 1. Thẻ\nThẻ¹ có\n¹ Do Thủ thư cấp.\nhạn một năm.\n";
    assert_eq!(hash(below), hash(amid));
    assert_ne!(hash(below), hash(&below.replace("cấp", "giữ")));
}

#[test]
fn a_text_wrapped_at_a_width_is_joined_again() {
    let text = "QUY CHẾ\nVỀ MƯỢN SÁCH\n- Căn cứ Luật Thư viện\nsố 46/2019/QH14 của Quốc hội;\n- Căn cứ Quyết định số\n219-QĐ/TV của Giám đốc,\n\
                Giám đốc hướng dẫn việc mượn sách như sau:\nChương I\nMƯỢN VÀ\nTRẢ\nĐiều 1. Người\nmượn sách\n\
                Người mượn sách là người có thẻ còn hạn do thủ\nthư cấp, ghi rõ ngày:\n1- Thẻ của người lớn có hạn ba năm kể từ ngày cấp, của\n\
                trẻ em thì một năm.\nKhông gia hạn thẻ đã mất hoặc đã rách quá một phần hai\nmặt thẻ.\n2- Thẻ không cho ai mượn lại, kể cả người thân trong\nnhà.\n";
    let found = units(text);
    let wanted = [
        "đoạn 1: 3-6",
        "đoạn 2: 7",
        "Chương I: 8-10",
        "Điều 1: 11-14",
        "khoản 1 Điều 1: 15-16",
        "đoạn 2 khoản 1 Điều 1: 17-18",
        "khoản 2 Điều 1: 19-20",
    ];
    assert_eq!(found, wanted);
    let outline = outline(text).unwrap();
    assert_eq!(outline.units[3].title.as_deref(), Some("Người mượn sách"));
    assert_partition(text, &outline);
}

#[test]
fn attached_rules_open_a_number_space() {
    let text = "QUYẾT ĐỊNH\nCăn cứ Luật Thư viện;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Quy chế mượn sách.\n\
                Nơi nhận:\n- Như trên.\n\nGIÁM ĐỐC\n\nLê Văn A\n\nQUY CHẾ\nmượn sách\n(Ban hành kèm theo Quyết định số 1/QĐ-TV)\n\nĐiều 1. Người mượn\n1. Người có thẻ.\n";
    let wanted = [
        "đoạn 1: 2",
        "đoạn 2: 3",
        "Điều 1: 4",
        "Kèm theo: 12-14",
        "Điều 1 Kèm theo: 16",
        "khoản 1 Điều 1 Kèm theo: 17",
    ];
    assert_eq!(units(text), wanted);
    assert_partition(text, &outline(text).unwrap());
}

const PROCEDURES: &str = "QUYẾT ĐỊNH:
Điều 1. Công bố thủ tục (có Phụ lục kèm theo).
KT. GIÁM ĐỐC |
THỦ TỤC CỦA THƯ VIỆN
(Kèm theo Quyết định số 1/QĐ-TV)
PHẦN A. DANH MỤC
Stt |
Tên |
1. |
Cấp thẻ |
- Thư viện tỉnh
- Thư viện huyện |
2. |
Đổi thẻ |
|
PHẦN B. NỘI DUNG
Thủ tục 1: Cấp thẻ
1. Trình tự thực hiện:
1.3. Trình tự thực hiện:
1.3. Trình tự thực hiện:
- Bước 1: Nộp đơn
Người mượn nộp đơn.
+ Đơn giấy;
+ Đơn điện tử.
Bước 2. Cấp
1. Thủ thư cấp thẻ; a) Thẻ giấy;
b) Thẻ điện tử.
2. Thủ thư vào sổ.
2. Cách thức thực hiện: Trực tiếp.
3. Thành phần hồ sơ:
- Đơn, gồm:
+ Bản chính:
a) Có ảnh;
b) Không ảnh;
+ Bản sao.
* Lưu ý khi nộp:
- Nộp sớm.
4 Yêu cầu, điều kiện: Không.
5. Căn cứ pháp lý
- Luật Thư viện.
Mẫu đơn, mẫu tờ khai kèm theo: Có
TÊN CƠ QUAN |
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
ĐƠN
1. Họ tên:
Điều 1. Người làm đơn
GIÁM ĐỐC |
Mẫu số 02
TÊN CƠ QUAN |
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
Thủ tục 2: Đổi thẻ
1. Trình tự thực hiện: Như Thủ tục 1.
Mẫu đơn, tờ khai: Không.
";

#[test]
fn procedures_with_tables_stages_lists_and_forms() {
    let wanted = [
        "Điều 1: 2",
        "Phụ lục: 4-5",
        "Phần A: 6-8",
        "khoản 1 Phần A: 9-12",
        "khoản 2 Phần A: 13-15",
        "Phần B: 16",
        "Thủ tục 1: 17",
        "mục 1 Thủ tục 1: 18",
        "mục 1.3 Thủ tục 1: 19",
        "mục 1.3 (lần 2) Thủ tục 1: 20",
        "Bước 1 Thủ tục 1: 21-22",
        "cộng 1 Bước 1 Thủ tục 1: 23",
        "cộng 2 Bước 1 Thủ tục 1: 24",
        "Bước 2 Thủ tục 1: 25",
        "khoản 1 Bước 2 Thủ tục 1: 26",
        "điểm a khoản 1 Bước 2 Thủ tục 1: 26",
        "điểm b khoản 1 Bước 2 Thủ tục 1: 27",
        "khoản 2 Bước 2 Thủ tục 1: 28",
        "mục 2 Thủ tục 1: 29",
        "mục 3 Thủ tục 1: 30",
        "gạch 1 mục 3 Thủ tục 1: 31",
        "cộng 1 gạch 1 mục 3 Thủ tục 1: 32",
        "điểm a cộng 1 gạch 1 mục 3 Thủ tục 1: 33",
        "điểm b cộng 1 gạch 1 mục 3 Thủ tục 1: 34",
        "cộng 2 gạch 1 mục 3 Thủ tục 1: 35",
        "sao 1 cộng 2 gạch 1 mục 3 Thủ tục 1: 36",
        "gạch 2 mục 3 Thủ tục 1: 37",
        "mục 4 Thủ tục 1: 38",
        "mục 5 Thủ tục 1: 39",
        "gạch 1 mục 5 Thủ tục 1: 40",
        "đoạn 1 mục 5 Thủ tục 1: 41",
        "đoạn 2 mục 5 Thủ tục 1: 42-47",
        "đoạn 3 mục 5 Thủ tục 1: 48-50",
        "Thủ tục 2: 51",
        "mục 1 Thủ tục 2: 52",
        "đoạn 1 mục 1 Thủ tục 2: 53",
    ];
    assert_eq!(units(PROCEDURES), wanted);
    assert_partition(PROCEDURES, &outline(PROCEDURES).unwrap());
}

#[test]
fn a_star_below_a_point_holds_dashes() {
    let text = "Điều 1. Ứng cứu\na) Báo tin\n* Tiếp nhận:\nNgười trực nhận tin.\nCác loại tin gồm:\n- Tin cháy;\n+ Cháy nhỏ;\n* Truyền tin.\n- Ngay.\nb) Ghi sổ.\n";
    let wanted = [
        "Điều 1: 1",
        "điểm a Điều 1: 2",
        "sao 1 điểm a Điều 1: 3-5",
        "gạch 1 sao 1 điểm a Điều 1: 6",
        "cộng 1 gạch 1 sao 1 điểm a Điều 1: 7",
        "sao 2 điểm a Điều 1: 8",
        "gạch 1 sao 2 điểm a Điều 1: 9",
        "điểm b Điều 1: 10",
    ];
    assert_eq!(units(text), wanted);
}

#[test]
fn a_paragraph_after_a_list_belongs_to_what_introduced_it() {
    let text =
        "Điều 1. Thẻ\n1. Thẻ gồm:\na) Thẻ lớn;\n(cả thẻ cũ)\nb) Thẻ nhỏ;\nNgười mất thẻ thì báo ngay.\n2. Hết.\n";
    let wanted = [
        "Điều 1: 1",
        "khoản 1 Điều 1: 2",
        "điểm a khoản 1 Điều 1: 3-4",
        "điểm b khoản 1 Điều 1: 5",
        "đoạn 2 khoản 1 Điều 1: 6",
        "khoản 2 Điều 1: 7",
    ];
    assert_eq!(units(text), wanted);
}

#[test]
fn a_passage_pasted_twice_is_law_once() {
    let passage: String = (1..=12)
        .map(|n| format!("Điều {n}. Điều này nói một việc riêng, việc thứ {n}.\n"))
        .collect();
    let text = format!("{passage}{passage}Điều 13. Thi hành\n");
    let found = outline(&text).unwrap();
    assert_eq!(found.units.len(), 13);
    assert_eq!(
        (found.repeats[0].lines.words(), found.repeats[0].of.words()),
        ("13-24".into(), "1-12".into())
    );
    assert!(found.notes.is_empty(), "{:?}", found.notes);
    assert_partition(&text, &found);
}

#[test]
fn what_is_read_with_doubt_is_told() {
    let kinds = |text: &str| {
        outline(text)
            .unwrap()
            .notes
            .iter()
            .map(|note| (note.line, note.kind))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        kinds("Điều 1. A\n1. Một.\n1. Hai.\n4. Ba.\n"),
        [(3, NoteKind::NumberTwice), (4, NoteKind::NumberSkipped)]
    );
    assert_eq!(kinds("Điều 1. A\n² Chú thích.\n"), [(2, NoteKind::FootnoteWithoutMark)]);
    assert_eq!(kinds("Điều 1. A\nÔ |\n"), [(2, NoteKind::StrayTable)]);
}

#[test]
fn a_text_of_another_shape_is_refused() {
    for text in ["", "\n\n", "Thưa quý vị,\n- một ý\n- hai ý\n", "a | b |\n"] {
        assert_eq!(outline(text).unwrap_err().code.id, "Q0801", "{text:?}");
    }
}

#[test]
fn an_outline_is_read_as_it_was_written_and_holds_no_sentence() {
    let outline = outline(PROCEDURES).unwrap();
    let text = write(&outline);
    assert_eq!(read(&text).unwrap(), outline);
    assert!(!text.contains("Người mượn nộp đơn"), "{text}");
    let older = text.replacen("\"format\": 1", "\"format\": 9", 1);
    assert_eq!(read(&older), Err(quyche_source::ReadError::Format(9)));
    assert!(matches!(read("[]"), Err(quyche_source::ReadError::Shape(_))));
}

/// Lines a text may have, for texts nobody thought of.
const PIECES: [&str; 30] = [
    "Điều 1. Tên",
    "Điều 2. Một câu.",
    "Chương I",
    "TÊN CHƯƠNG",
    "Mục 1",
    "1. Khoản:",
    "2- Khoản.",
    "2.1. Khoản con",
    "a) Điểm;",
    "đ. Điểm",
    "- gạch",
    "- + cộng:",
    "+ cộng",
    "* sao",
    "Bước 1: Làm",
    "Thủ tục 1: Tên",
    "1.3. Trình tự",
    "một vế còn lại",
    "Một đoạn.",
    "¹ Chú thích.",
    "có dấu¹",
    "|",
    "ô |",
    "3. |",
    "Nơi nhận:",
    "KT. GIÁM ĐỐC",
    "",
    "Mẫu đơn, mẫu tờ khai: Có",
    "(Kèm theo Quyết định số 1)",
    "PHỤ LỤC",
];

proptest! {
    #[test]
    fn every_line_of_any_text_is_somewhere(picks in prop::collection::vec(0..PIECES.len(), 0..40)) {
        let lines: Vec<&str> = picks.iter().map(|pick| PIECES[*pick]).collect();
        let text = lines.join("\n");
        if let Ok(found) = outline(&text) {
            assert_partition(&text, &found);
            prop_assert_eq!(read(&write(&found)).unwrap(), found.clone());
            let mut words = addresses(&found);
            let count = words.len();
            words.sort();
            words.dedup();
            prop_assert_eq!(words.len(), count, "two units have one address\n{}", text);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,200}") {
        if let Ok(found) = outline(&text) {
            assert_partition(&text, &found);
        }
    }
}
