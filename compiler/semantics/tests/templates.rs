//! Templates and amendments: what comes out is what the text written out in full would give, and a mistake is told once,
//! where it stands.

use quyche_base::{Diagnostics, Severity, SourceMap, Span};
use quyche_ir::Document;
use quyche_ir::model::Edited;
use quyche_semantics::compile;
use quyche_syntax::parse;
use serde_json::Value;

const HEAD: &str = "Quy định thử cách tính tròn đối với người trong kỳ.\n";

const VOCABULARY: &str = r#"
Ngoài văn bản.
cách tính tròn: tính cả ngày cuối; cộng dồn theo số ngày dài nhất; vì "thử".
danh mục cơ_quan "Cơ quan": sở "Sở Nội vụ" | huyện "Huyện".
chức danh hạng_4 "Hạng IV": thuộc sở.
chức danh hạng_3 "Hạng III": thuộc sở.
chức danh hạng_2 "Hạng II": thuộc sở.
chức danh hạng_1 "Hạng I": thuộc sở.
dữ kiện quãng "Quãng": lúc "Thời gian": khoảng; hạng "Hạng": chức danh.
dữ kiện người "Người":
  mã "Mã": chữ bắt buộc; đang_giữ "Đang giữ": chức danh; giải "Có giải": có hay không; quá_trình "Quá trình": nhiều quãng.
dữ kiện kỳ "Kỳ": hạn "Hạn": ngày.
"#;

const TEMPLATE: &str = r#"
khuôn lên_hạng (bậc_dưới, bậc_trên, ngành) "Lên hạng".
xét lên "Xét lên {bậc_trên}": đối với người trong kỳ, cho bậc_trên, theo Bước 2.
Mục 1. Trình tự ngành {ngành}
Bước 1: Chuẩn bị
nghĩa vụ của sở: "Lập danh sách lên {bậc_trên}".
Bước 2: Xét
1. "Điều kiện"
   định nghĩa giữ: thời gian cộng dồn quá_trình (hạng là bậc_dưới).
   cách hiểu tính_lẻ "Tính lẻ?": có_tính | bỏ_lẻ, mặc định có_tính, vì "thử".
   tiêu chuẩn cụ_thể cho bậc_trên, tính đến hạn: tất cả
   a) đang_giữ là bậc_dưới;
   b) giữ ít nhất đủ 9 năm;
   c) một trong
      - giải;
      - "Có uy tín" do sở đánh giá;
      - cách hiểu tính_lẻ là có_tính và đáp ứng Bước 3.
Bước 3: Cuối
tiêu chuẩn cuối cho bậc_trên: "Đủ sức khỏe" cần đánh giá.
Mục 2. Căn cứ
- nêu (căn_cứ) "Luật".
- nêu (căn_cứ) "Nghị định".
hết khuôn.
"#;

fn build(files: &[(&str, &str)]) -> (Option<Document>, Diagnostics, SourceMap) {
    let mut sources = SourceMap::default();
    let mut found = Diagnostics::default();
    let mut parsed = Vec::new();
    for (path, text) in files {
        let id = sources.add(*path, *text);
        let (file, more) = parse(id, text);
        found.0.extend(more.0);
        parsed.push(file);
    }
    let (document, more) = compile(&parsed, &sources, &[]);
    found.0.extend(more.0);
    (document, found, sources)
}

fn one(text: &str) -> (Option<Document>, Diagnostics, SourceMap) {
    build(&[("thử.quyche", text)])
}

fn codes(found: &Diagnostics) -> Vec<&'static str> {
    found.0.iter().map(|diagnostic| diagnostic.code.id).collect()
}

fn good(text: &str) -> Document {
    let (document, found, _) = one(text);
    assert!(!found.has_errors(), "{found:#?}");
    let Some(document) = document else {
        unreachable!("a program without errors has a document");
    };
    let broken = quyche_ir::invariants::check(&document);
    assert!(broken.0.is_empty(), "{broken:#?}");
    document
}

fn with(procedures: &str) -> String {
    [HEAD, procedures, VOCABULARY, TEMPLATE].concat()
}

/// What a document says, places and origins left out.
fn said(document: &Document) -> Value {
    let mut value = serde_json::to_value(document).unwrap_or_default();
    strip(&mut value);
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|field, _| !["hash", "files", "templates", "instances"].contains(&field.as_str()));
    }
    value
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("at");
            fields.remove("origin");
            fields.values_mut().for_each(strip);
        }
        Value::Array(all) => all.iter_mut().for_each(strip),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The template written out by hand for one procedure, before any edit.
fn pasted(number: &str, low: &str, high: &str, (field, label): (&str, &str)) -> String {
    let row = TEMPLATE.split_once("Mục 1.").map_or("", |(_, row)| row);
    let row = row.replace("hết khuôn.", "");
    let row = row.replace("{ngành}", field).replace("{bậc_trên}", label);
    let row = row.replace(" là bậc_dưới", &format!(" là {low}"));
    let row = row.replace("cho bậc_trên", &format!("cho {high}"));
    let row = row.replace("định nghĩa giữ:", &format!("định nghĩa giữ_{number}:"));
    let row = row.replace("b) giữ ", &format!("b) giữ_{number} "));
    let row = row.replace("tính_lẻ", &format!("tính_lẻ_{number}"));
    format!("\nThủ tục {number}: Lên hạng\nMục 1.{row}")
}

fn entry(number: &str, high: &str, label: &str) -> String {
    format!("xét lên_{number} \"Xét lên {label}\": đối với người trong kỳ, cho {high}, theo Bước 2 Thủ tục {number}.\n")
}

#[test]
fn an_instance_says_what_the_text_written_out_says() {
    let applied = good(&with(
        r#"
Thủ tục 14: Lên hạng
áp dụng khuôn lên_hạng (bậc_dưới là hạng_4, bậc_trên là hạng_3, ngành là "mạng").
Thủ tục 15: Lên hạng
áp dụng khuôn lên_hạng (bậc_trên là hạng_2, bậc_dưới là hạng_3, ngành là "tin").
"#,
    ));
    let written = [
        HEAD,
        &pasted("14", "hạng_4", "hạng_3", ("mạng", "Hạng III")),
        &pasted("15", "hạng_3", "hạng_2", ("tin", "Hạng II")),
        VOCABULARY,
        &entry("14", "hạng_3", "Hạng III"),
        &entry("15", "hạng_2", "Hạng II"),
    ]
    .concat();
    let written = good(&written);
    // The author's own matter of an instance comes before that of the rest; nothing else differs.
    assert_eq!(said(&applied), said(&written));
    assert_eq!(applied.judgements.len(), 4, "a judgement of each instance is its own");
}

#[test]
fn edits_say_what_the_edited_text_says() {
    let applied = good(&with(
        r#"
Thủ tục 14: Lên hạng
áp dụng khuôn lên_hạng (bậc_dưới là hạng_4, bậc_trên là hạng_3, ngành là "mạng").
thay tên Bước 1 bằng: "Chuẩn bị hồ sơ".
thay khoản 1 Bước 2 "Điều kiện khác" bằng:
  định nghĩa giữ: thời gian quá_trình (hạng là bậc_dưới).
  tiêu chuẩn cụ_thể cho bậc_trên: giữ ít nhất đủ 2 năm.
  a) nêu "một".
thêm Bước 4 "Thông báo":
  nghĩa vụ của sở: "Thông báo".
bỏ gạch 1 mục 2.
thêm sau gạch 1 mục 2:
  nêu (căn_cứ) "Luật sửa đổi".
thêm mục 2:
  nghi vấn (đánh_số): "Thiếu số".
"#,
    ));
    let written = good(
        &[
            HEAD,
            r#"
Thủ tục 14: Lên hạng
Mục 1. Trình tự ngành mạng
Bước 1: Chuẩn bị hồ sơ
nghĩa vụ của sở: "Lập danh sách lên Hạng III".
Bước 2: Xét
1. "Điều kiện khác"
   định nghĩa giữ_14: thời gian quá_trình (hạng là hạng_4).
   tiêu chuẩn cụ_thể cho hạng_3: giữ_14 ít nhất đủ 2 năm.
   a) nêu "một".
Bước 3: Cuối
tiêu chuẩn cuối cho hạng_3: "Đủ sức khỏe" cần đánh giá.
Bước 4: Thông báo
nghĩa vụ của sở: "Thông báo".
Mục 2. Căn cứ
nghi vấn (đánh_số): "Thiếu số".
- nêu (căn_cứ) "Luật sửa đổi".
- nêu (căn_cứ) "Nghị định".
"#,
            VOCABULARY,
            &entry("14", "hạng_3", "Hạng III"),
        ]
        .concat(),
    );
    let units = |document: &Document| -> Vec<(String, Option<String>)> {
        let units = document.units.iter();
        units.map(|unit| (unit.address.clone(), unit.title.clone())).collect()
    };
    assert_eq!(units(&applied), units(&written));
    let stated = |document: &Document| -> Vec<String> {
        document
            .stated
            .iter()
            .map(|one| one.texts.iter().map(|(_, text)| text.as_str()).collect())
            .collect()
    };
    assert_eq!(stated(&applied), stated(&written));
    let instance = &applied.instances[0];
    let told: Vec<(Edited, &str, bool)> = instance
        .changes
        .iter()
        .map(|change| (change.how, change.address.as_str(), change.unit.is_some()))
        .collect();
    assert_eq!(
        told,
        [
            (Edited::Changed, "Bước 1", true),
            (Edited::Replaced, "khoản 1 Bước 2", true),
            (Edited::Added, "Bước 4", true),
            (Edited::Removed, "gạch 1 mục 2", false),
            (Edited::Added, "gạch 1 mục 2", true),
            (Edited::Changed, "mục 2", true),
        ]
    );
    let edited = |address: &str| {
        let unit = applied.units.iter().find(|unit| unit.address == address).unwrap();
        unit.origin.and_then(|origin| origin.edited)
    };
    assert_eq!(edited("Bước 1 Thủ tục 14"), Some(Edited::Changed));
    assert_eq!(edited("điểm a khoản 1 Bước 2 Thủ tục 14"), Some(Edited::Replaced));
    assert_eq!(edited("Bước 4 Thủ tục 14"), Some(Edited::Added));
    assert_eq!(edited("Bước 3 Thủ tục 14"), None);
    assert_eq!(edited("gạch 2 mục 2 Thủ tục 14"), None);
}

/// Procedures that apply the template, one for each title above the lowest.
fn many() -> String {
    (1..=3)
        .map(|number| {
            format!(
                "\nThủ tục {number}: Lên hạng\náp dụng khuôn lên_hạng (bậc_dưới là hạng_{}, bậc_trên là hạng_{number}, ngành là \"n\").\n",
                number + 1
            )
        })
        .collect()
}

#[test]
fn a_mistake_in_a_template_is_told_once_where_it_stands() {
    let wrong = [
        ("giữ ít nhất đủ 9 năm", "giữ từ 9 trở lên"),
        ("đang_giữ là bậc_dưới", "đang_gữi là dưới"),
        ("theo Bước 2.", "theo Bước 7."),
        ("nghĩa vụ của sở", "nghĩa vụ của tỉnh"),
        ("đáp ứng Bước 3", "đáp ứng Bước 1"),
    ];
    for (right, wrong) in wrong {
        let text = with(&many()).replace(right, wrong);
        let (document, found, sources) = one(&text);
        assert!(document.is_none(), "{wrong}");
        let errors: Vec<_> = found.0.iter().filter(|one| one.severity == Severity::Error).collect();
        assert_eq!(errors.len(), 1, "{wrong}: {errors:#?}");
        let span = errors[0].span.unwrap();
        assert!(in_template(&text, span), "{wrong}: {}", sources.text(span));
    }
}

fn in_template(text: &str, span: Span) -> bool {
    let from = text.find("khuôn lên_hạng (bậc_dưới, bậc_trên");
    let extent = from.zip(text.find("hết khuôn."));
    extent.is_some_and(|(from, to)| (from..to).contains(&(span.start as usize)))
}

#[test]
fn a_mistake_in_an_edit_or_an_argument_is_told_at_the_procedure() {
    for (edit, marked) in [
        ("thay điểm b khoản 1 Bước 2 bằng: giữ từ 9 trở lên.", "9"),
        ("thay điểm c khoản 1 Bước 2 bằng: gải.", "gải"),
        ("thay điểm e khoản 1 Bước 2 bằng: giải.", "điểm e khoản 1 Bước 2"),
        (
            "thay điểm a khoản 1 Bước 2 bằng: đang_giữ là hạng_4.",
            "điểm a khoản 1 Bước 2",
        ),
        ("bỏ mục 2, gạch 1 mục 2.", "gạch 1 mục 2"),
        ("thêm điểm a khoản 1 Bước 2: giải.", "điểm a khoản 1 Bước 2"),
        ("thêm sau Bước 3: nêu \"x\".", "Bước 3"),
        ("bỏ gạch 1 điểm c khoản 1 Bước 2, gạch 1 mục 3.", "gạch 1 mục 3"),
    ] {
        let text = with(&format!(
            "\nThủ tục 14: Lên\náp dụng khuôn lên_hạng (bậc_dưới là hạng_4, bậc_trên là hạng_3, ngành là \"n\").\n{edit}\n"
        ));
        let (_, found, sources) = one(&text);
        assert_eq!(found.0.len(), 1, "{edit}: {found:#?}");
        let span = found.0[0].span.unwrap();
        assert!(!in_template(&text, span), "{edit}");
        assert!(sources.text(span).starts_with(marked), "{edit}: {}", sources.text(span));
    }
    let text =
        with("\nThủ tục 14: Lên\náp dụng khuôn lên_hạng (bậc_dưới là hạng_9, bậc_trên là hạng_3, ngành là \"n\").\n");
    let (_, found, sources) = one(&text);
    assert_eq!(sources.text(found.0[0].span.unwrap()), "hạng_9", "{found:#?}");
}

#[test]
fn a_template_may_stand_in_a_file_of_its_own() {
    let main = format!("{HEAD}{}{VOCABULARY}", many());
    let other = format!("Tiếp theo thử.\n{TEMPLATE}");
    let (document, found, _) = build(&[("a.quyche", &main), ("khuôn.quyche", &other)]);
    assert_eq!(codes(&found), Vec::<&str>::new(), "{found:#?}");
    let together = good(&with(&many()));
    let document = document.unwrap();
    let addresses =
        |document: &Document| -> Vec<String> { document.units.iter().map(|unit| unit.address.clone()).collect() };
    assert_eq!(addresses(&document), addresses(&together));
}

#[test]
fn old_and_new_text_of_an_amendment_stand_at_one_address() {
    let document = good(
        &[
            HEAD,
            r#"
Điều 1. Lên hạng
1. tiêu chuẩn chung cho hạng_3, tính đến hạn: tất cả
   - đang_giữ là hạng_4;
   - giải.
2. nêu (trình_tự) "Lời cũ".
3. nghĩa vụ của sở: "Việc cũ".
   a) nghĩa vụ của sở: "Điểm a cũ".
   b) nghĩa vụ của sở: "Điểm b cũ".
"#,
            VOCABULARY,
            r#"xét lên: đối với người trong kỳ, cho hạng_3, theo Điều 1.
sửa đổi theo "7/QĐ" từ ngày 01/01/2027.
thay gạch 2 khoản 1 Điều 1 bằng: "Có uy tín" do sở đánh giá.
thay khoản 2 Điều 1 bằng: "Lời mới".
thay khoản 3 Điều 1 bằng:
  nghĩa vụ của sở: "Việc mới".
  a) nghĩa vụ của sở: "Điểm a mới".
  c) nghĩa vụ của sở: "Điểm c mới".
sửa đổi theo "9/QĐ" từ ngày 01/01/2028.
thay điểm c khoản 3 Điều 1 bằng: "Điểm c mới hơn".
"#,
        ]
        .concat(),
    );
    let addresses: Vec<&str> = document.units.iter().map(|unit| unit.address.as_str()).collect();
    assert_eq!(
        addresses,
        [
            "Điều 1",
            "khoản 1 Điều 1",
            "gạch 1 khoản 1 Điều 1",
            "gạch 2 khoản 1 Điều 1",
            "khoản 2 Điều 1",
            "khoản 3 Điều 1",
            "điểm a khoản 3 Điều 1",
            "điểm b khoản 3 Điều 1",
            "điểm c khoản 3 Điều 1",
        ]
    );
    let day = |text: &str| Some(chrono::NaiveDate::parse_from_str(text, "%d/%m/%Y").unwrap());
    let norms: Vec<_> = document
        .norms
        .iter()
        .map(|norm| (norm.acts[0].text.as_str(), norm.gate.from, norm.gate.until))
        .collect();
    assert_eq!(
        norms,
        [
            ("Việc cũ", None, day("31/12/2026")),
            ("Việc mới", day("01/01/2027"), None),
            ("Điểm a cũ", None, day("31/12/2026")),
            ("Điểm a mới", day("01/01/2027"), None),
            ("Điểm b cũ", None, day("31/12/2026")),
            ("Điểm c mới", day("01/01/2027"), day("31/12/2027")),
            ("Điểm c mới hơn", day("01/01/2028"), None),
        ]
    );
    let stated: Vec<_> = document
        .stated
        .iter()
        .map(|one| (one.texts[0].1.as_str(), one.from, one.until))
        .collect();
    assert_eq!(
        stated,
        [
            ("Lời cũ", None, day("31/12/2026")),
            ("Lời mới", day("01/01/2027"), None)
        ]
    );
    assert_eq!(document.amendments.len(), 2);
    let changed: Vec<&str> = document.amendments[0]
        .changes
        .iter()
        .map(|change| change.address.as_str())
        .collect();
    assert_eq!(
        changed[..3],
        ["gạch 2 khoản 1 Điều 1", "khoản 2 Điều 1", "khoản 3 Điều 1"]
    );
}

#[test]
fn a_program_with_any_line_missing_is_answered() {
    let edits = r#"
Thủ tục 14: Lên hạng
áp dụng khuôn lên_hạng (bậc_dưới là hạng_4, bậc_trên là hạng_3, ngành là "mạng").
thay khoản 1 Bước 2 "Điều kiện khác" bằng:
  định nghĩa giữ: thời gian quá_trình (hạng là bậc_dưới).
  tiêu chuẩn cụ_thể cho bậc_trên: tất cả
  a) giữ ít nhất đủ 2 năm;
  b) giải.
thêm Bước 4 "Thông báo":
  nghĩa vụ của sở: "Thông báo".
bỏ gạch 1 mục 2.
"#;
    let amendment = r#"
sửa đổi theo "7/QĐ" từ ngày 01/01/2027.
thay điểm b khoản 1 Bước 2 Thủ tục 14 bằng: giữ ít nhất đủ 3 năm và giữ_14 ít nhất đủ 1 năm.
bỏ Bước 4 Thủ tục 14.
"#;
    let text = [&with(edits), amendment].concat();
    assert!(one(&text).0.is_some(), "{:#?}", one(&text).1);
    let lines: Vec<&str> = text.lines().collect();
    for missing in 0..lines.len() {
        let rest: Vec<&str> = lines
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != missing)
            .map(|(_, line)| *line)
            .collect();
        let (document, found, _) = one(&rest.join("\n"));
        assert!(document.is_some() || found.has_errors(), "{}", lines[missing]);
        if let Some(document) = document {
            let broken = quyche_ir::invariants::check(&document);
            assert!(broken.0.is_empty(), "{}: {broken:#?}", lines[missing]);
        }
    }
}
