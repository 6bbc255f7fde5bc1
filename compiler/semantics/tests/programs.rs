//! Whole programs: what they compile to, and that every mistake is told once.

use proptest::prelude::*;
use quyche_base::{Diagnostics, SourceMap};
use quyche_ir::Document;
use quyche_ir::expr::{ExprKind, ListSource, Root, Type};
use quyche_ir::model::Assessor;
use quyche_ir::norm::{Body, CouncilRuleKind, VoteBase};
use quyche_semantics::compile;
use quyche_syntax::parse;

/// Compiles files and modules; the findings of the parser come first.
fn build(files: &[(&str, &str)], modules: &[(&str, &str)]) -> (Option<Document>, Diagnostics) {
    let mut sources = SourceMap::default();
    let mut found = Diagnostics::default();
    let mut read = |list: &[(&str, &str)]| {
        let mut out = Vec::new();
        for (path, text) in list {
            let id = sources.add(*path, *text);
            let (file, more) = parse(id, text);
            found.0.extend(more.0);
            out.push(file);
        }
        out
    };
    let (files, modules) = (read(files), read(modules));
    let (document, more) = compile(&files, &sources, &modules);
    found.0.extend(more.0);
    (document, found)
}

fn one(text: &str) -> (Option<Document>, Diagnostics) {
    build(&[("thử.quyche", text)], &[])
}

fn codes(found: &Diagnostics) -> Vec<&'static str> {
    found.0.iter().map(|diagnostic| diagnostic.code.id).collect()
}

/// The document of a program without findings.
fn good(text: &str) -> Document {
    let (document, found) = one(text);
    assert_eq!(codes(&found), Vec::<&str>::new(), "{found:#?}");
    let mut documents: Vec<Document> = document.into_iter().collect();
    assert_eq!(documents.len(), 1, "a program without errors gives a document");
    let document = documents.remove(0);
    let broken = quyche_ir::invariants::check(&document);
    assert!(broken.0.is_empty(), "{broken:#?}");
    document
}

const SMALL: &str = r#"Quy định thử cách tính tròn đối với người trong kỳ.

Điều 1. Chức danh
1. chức danh trưởng_phòng "Trưởng phòng": mã "A", thuộc văn_phòng.
2. chức danh phó_phòng "Phó phòng": mã "B", thuộc văn_phòng.

Điều 2. Trưởng phòng
1. tiêu chuẩn trình_độ cho trưởng_phòng: tất cả
   a) bậc từ đại_học trở lên;
   b) một trong
      - có chứng_chỉ (loại là đề_tài, cấp từ 2 trở lên);
      - nếu có chứng_chỉ thì "Phù hợp" do văn_phòng đánh giá.
2. tiêu chuẩn kinh_nghiệm cho trưởng_phòng, tính đến hạn: thời gian cộng dồn quá_trình (giữ là phó_phòng) đủ 24 tháng.

Điều 3. Phó phòng
tiêu chuẩn cho phó_phòng: đáp ứng khoản 1 Điều 2.

Ngoài văn bản.
cách tính tròn: tính cả ngày cuối; cộng dồn theo số ngày dài nhất; vì "thử".
danh mục cơ_quan "Cơ quan": văn_phòng | sở.
danh mục trình_độ_học "Trình độ": cao_đẳng < đại_học < thạc_sĩ.
danh mục loại_chứng_chỉ "Loại": đề_tài | đề_án.
danh mục loại_khác "Loại khác": đề_tài | việc_khác.
dữ kiện kỳ "Kỳ": hạn "Hạn": ngày.
dữ kiện tờ_bằng "Bằng": loại "Loại": loại_chứng_chỉ; cấp "Cấp": số; kiểu "Kiểu": loại_khác.
dữ kiện quãng "Quãng": thời_gian "Thời gian": khoảng; giữ "Giữ": chức danh.
dữ kiện người "Người": mã "Mã": chữ; bậc "Bậc": trình_độ_học; chứng_chỉ "Chứng chỉ": nhiều tờ_bằng; quá_trình "Quá trình": nhiều quãng.
xét trưởng "Xét": đối với người trong kỳ, cho trưởng_phòng, theo Điều 2.
xét phó "Xét phó": đối với người trong kỳ, cho phó_phòng, theo Điều 3.
"#;

#[test]
fn a_small_regulation_becomes_data() {
    let (document, found) = one(SMALL);
    assert_eq!(codes(&found), ["Q0236"], "only the field nobody reads is worth a word");
    let document = document.unwrap();
    let addresses: Vec<&str> = document.units.iter().map(|unit| unit.address.as_str()).collect();
    assert_eq!(
        addresses,
        [
            "Điều 1",
            "khoản 1 Điều 1",
            "khoản 2 Điều 1",
            "Điều 2",
            "khoản 1 Điều 2",
            "điểm a khoản 1 Điều 2",
            "điểm b khoản 1 Điều 2",
            "gạch 1 điểm b khoản 1 Điều 2",
            "gạch 2 điểm b khoản 1 Điều 2",
            "khoản 2 Điều 2",
            "Điều 3"
        ]
    );
    assert_eq!(document.judgements[0].key, "gạch 2 điểm b khoản 1 Điều 2");
    assert_eq!(document.judgements[0].by, Assessor::Named("văn phòng".to_owned()));
    assert!(quyche_ir::invariants::check(&document).0.is_empty());
}

#[test]
fn a_whole_item_with_a_condition_becomes_its_gate() {
    let document = one(SMALL).0.unwrap();
    let Body::All(items) = &document.criteria[0].body else {
        panic!("tất cả")
    };
    let Body::Any(items) = &items[1].body else {
        panic!("một trong")
    };
    assert!(items[0].gate.when.is_none());
    assert!(matches!(
        items[1].gate.when.as_ref().unwrap().kind,
        ExprKind::Exists { .. }
    ));
    assert!(matches!(&items[1].body, Body::Test(test) if matches!(test.kind, ExprKind::Judged(_))));
}

#[test]
fn a_reference_rebinds_the_title_that_its_criteria_share() {
    let document = one(SMALL).0.unwrap();
    let Body::Meets(targets) = &document.criteria[2].body else {
        panic!("đáp ứng")
    };
    assert_eq!(targets[0].title, document.titles.first().map(|title| title.id));
    assert_eq!(targets[0].criteria, [document.criteria[0].id]);
    // An entry point for the very title keeps it.
    assert_eq!(document.entries[0].under[0].title, None);
}

#[test]
fn a_value_is_looked_for_in_the_category_of_the_field() {
    let document = one(SMALL).0.unwrap();
    let mut seen = Vec::new();
    for criterion in &document.criteria {
        let mut see = |expr: &quyche_ir::Expr| {
            if let (ExprKind::Literal(_), Type::Member(set)) = (&expr.kind, expr.ty) {
                seen.push(document.sets[set.index()].name.clone());
            }
        };
        quyche_ir::visit::body(&criterion.body, &mut see, &mut |_| ());
    }
    assert_eq!(seen, ["trình_độ_học", "loại_chứng_chỉ"]);
}

#[test]
fn a_number_the_source_repeats_is_told_apart() {
    let document = good(
        "Quy định thử.\n\nĐiều 1. Một\n1. nêu (nội_dung) \"x\".\n1. (lần 2) nêu (nội_dung) \"y\".\n\n\
         Điều 1 (lần 2). Lại một\nnêu (nội_dung) \"z\".\n",
    );
    let addresses: Vec<&str> = document.units.iter().map(|unit| unit.address.as_str()).collect();
    let expected = ["Điều 1", "khoản 1 Điều 1", "khoản 1 (lần 2) Điều 1", "Điều 1 (lần 2)"];
    assert_eq!(addresses, expected);
}

#[test]
fn the_order_of_files_does_not_matter() {
    let main = (
        "chính.quyche",
        "Quyết định 1/QĐ.\n\nĐiều 1. Ban hành\nnêu (ban_hành) \"x\".\n\nPhụ lục. Thủ tục\n",
    );
    let second = (
        "b.quyche",
        "Tiếp theo 1/QĐ, Phụ lục.\n\nThủ tục 2: Hai\nnêu (nội_dung) \"hai\".\n",
    );
    let third = (
        "a.quyche",
        "Tiếp theo 1/QĐ, Thủ tục 2.\n\nMục 1. Trình tự\nBước 1: Một\n1. nêu (nội_dung) \"một\".\n",
    );
    let first = (
        "c.quyche",
        "Tiếp theo 1/QĐ, Phụ lục.\n\nThủ tục 1: Một\nnêu (nội_dung) \"một\".\n",
    );
    let addresses = |files: &[(&str, &str)]| {
        let (document, found) = build(files, &[]);
        assert!(found.0.is_empty(), "{found:#?}");
        let units = document.unwrap().units;
        units.into_iter().map(|unit| unit.address).collect::<Vec<_>>()
    };
    let expected = [
        "Điều 1",
        "Phụ lục",
        "Thủ tục 1",
        "Thủ tục 2",
        "mục 1 Thủ tục 2",
        "Bước 1 Thủ tục 2",
        "khoản 1 Bước 1 Thủ tục 2",
    ];
    assert_eq!(addresses(&[main, second, third, first]), expected);
    assert_eq!(addresses(&[first, third, second, main]), expected);
}

#[test]
fn files_that_do_not_belong_together_are_told() {
    let main = ("a.quyche", "Quyết định 1/QĐ.\n\nĐiều 1. Một\nnêu (nội_dung) \"x\".\n");
    let other = ("b.quyche", "Quyết định 2/QĐ.\n\nĐiều 2. Hai\nnêu (nội_dung) \"x\".\n");
    assert_eq!(codes(&build(&[main, other], &[]).1), ["Q0202"]);
    let foreign = ("b.quyche", "Tiếp theo 3/QĐ.\n\nĐiều 2. Hai\nnêu (nội_dung) \"x\".\n");
    assert_eq!(codes(&build(&[main, foreign], &[]).1), ["Q0203"]);
    let twice = (
        "b.quyche",
        "Tiếp theo 1/QĐ.\n\nĐiều 1. Lại một\nnêu (nội_dung) \"x\".\n",
    );
    assert_eq!(codes(&build(&[main, twice], &[]).1), ["Q0207"]);
    let homeless = (
        "b.quyche",
        "Tiếp theo 1/QĐ, Phụ lục.\n\nThủ tục 1: Một\nnêu (nội_dung) \"x\".\n",
    );
    assert_eq!(codes(&build(&[main, homeless], &[]).1), ["Q0212"]);
    assert_eq!(codes(&build(&[homeless], &[]).1), ["Q0201", "Q0212"]);
    assert_eq!(codes(&build(&[], &[]).1), ["Q0201"]);
}

#[test]
fn modules_are_followed_and_only_those_used_are_taken_in() {
    let main = "Quy định 1/QĐ đối với người dùng bậc.\n\nĐiều 1. Một\ntiêu chuẩn: mức từ cao trở lên.\n\n\
                Ngoài văn bản.\ndữ kiện người: mức: thang.\n";
    let rank = ("bậc.quyche", "Thư viện bậc dùng gốc.\n");
    let root = ("gốc.quyche", "Thư viện gốc.\ndanh mục thang: thấp < cao.\n");
    let unused = ("khác.quyche", "Thư viện thừa.\ndanh mục thừa: a | b.\n");
    let (document, found) = build(&[("a.quyche", main)], &[rank, root, unused]);
    assert!(found.0.is_empty(), "{found:#?}");
    let document = document.unwrap();
    assert_eq!(document.sets.len(), 1);
    assert_eq!(document.files.len(), 3, "files after the last used one are left out");
    let circle = ("gốc.quyche", "Thư viện gốc dùng bậc.\ndanh mục thang: thấp < cao.\n");
    assert_eq!(codes(&build(&[("a.quyche", main)], &[rank, circle]).1), ["Q0205"]);
}

#[test]
fn a_definition_with_parameters_is_put_in_place_inside_lists() {
    let document = good(
        r#"Quy định thử đối với người.

Điều 1. Điều kiện
định nghĩa giống (mức): có văn_bằng (cấp của văn_bằng là mức).
tiêu chuẩn: có việc (giống(hạng của việc)).

Ngoài văn bản.
dữ kiện tờ: cấp: số.
dữ kiện loại_việc: hạng: số.
dữ kiện người: văn_bằng: nhiều tờ; việc: nhiều loại_việc.
"#,
    );
    let Body::Test(test) = &document.criteria[0].body else {
        panic!("một điều kiện")
    };
    let mut depths = Vec::new();
    quyche_ir::visit::expr(test, &mut |expr| {
        if let ExprKind::Fact(place) = &expr.kind
            && let Root::Element { depth, record } = place.root
        {
            depths.push((document.records[record.index()].name.clone(), depth));
        }
    });
    // Inside the definition's list the row of the caller's list is one list further out.
    assert_eq!(depths, [("tờ".to_owned(), 0), ("loại_việc".to_owned(), 1)]);
}

#[test]
fn everybody_under_review_is_a_list() {
    let document = good(
        r#"Quy định thử đối với người trong kỳ.

Điều 1. Điều kiện
tiêu chuẩn: tuổi từ 18 trở lên.
Điều 2. Ưu tiên
thứ tự ưu tiên chọn_người, chọn chỉ_tiêu, khi số người (tuổi trên 30) trên chỉ_tiêu:
a) tuổi cao hơn.

Ngoài văn bản.
dữ kiện kỳ: chỉ_tiêu: số.
dữ kiện người: mã: chữ; tuổi: số.
xét thử: đối với người trong kỳ, theo Điều 1, xếp theo Điều 2.
"#,
    );
    let when = document.rankings[0].when.as_ref().unwrap();
    let mut people = 0;
    quyche_ir::visit::expr(when, &mut |expr| {
        if let ExprKind::Count(list) = &expr.kind {
            people += u32::from(list.source == ListSource::People);
        }
    });
    assert_eq!(people, 1);
}

#[test]
fn a_council_gathers_its_statements() {
    let document = good(
        r#"Quy định thử đối với người.

Điều 1. Điều kiện
tiêu chuẩn: tuổi từ 18 trở lên.
Điều 2. Hội đồng
1. hội đồng hội_đồng_xét đối với hồ_sơ: thành viên 3 hoặc 5, gồm
   a) 1 chủ_tịch, chức_vụ là "trưởng";
   b) ủy_viên, "Có chuyên môn" cần đánh giá, 1 kiêm thư_ký.
2. cách hiểu đa_số_gì "Đa số tính trên gì?": số_có_mặt | tổng_số_thành_viên, mặc định số_có_mặt, vì "thử".
   hội đồng hội_đồng_xét: biểu quyết đa số tính trên cách hiểu đa_số_gì, ngang nhau theo phía chủ_tịch.
3. hội đồng hội_đồng_xét: không bố trí
   - có thí_sinh (người_này thuộc thân_nhân);
   - bị_kỷ_luật.

Ngoài văn bản.
danh mục ghế: chủ_tịch | ủy_viên | thư_ký.
danh mục lá: thuận | chống | trắng | vắng.
dữ kiện người: mã: chữ; tuổi: số.
dữ kiện ai: mã: chữ; thân_nhân: nhiều chữ.
dữ kiện thành_phần: mã: chữ; vai: ghế; kiêm_nhiệm: ghế; phiếu: lá; chức_vụ: chữ; bị_kỷ_luật: có hay không.
dữ kiện hồ_sơ: mã: chữ; thành_viên: nhiều thành_phần; thí_sinh: nhiều ai.
xét thử: đối với người, theo Điều 1.
xét hội_đồng: đối với hồ_sơ, hội đồng hội_đồng_xét.
"#,
    );
    let council = &document.councils[0];
    assert_eq!(council.rules.len(), 5);
    assert!(council.members.vote.is_some() && council.members.also.is_some());
    let by_reading = council.rules.iter().any(|rule| {
        matches!(
            rule.kind,
            CouncilRuleKind::Vote {
                base: VoteBase::Reading { .. },
                tie_seat: Some(0)
            }
        )
    });
    assert!(by_reading);
    assert_eq!(
        document.judgements[0].of, council.members.record,
        "a member is judged, not the council"
    );
}

#[test]
fn every_mistake_is_told_once_and_none_follows_from_another() {
    let (document, found) = one(r#"Quy định thử đối với người.

Điều 1. Điều kiện
1. tiêu chuẩn: tuoi từ 18 trở lên.
2. tiêu chuẩn: tuổi từ 60 đến 18.
3. tiêu chuẩn: tuổi là "hai mươi".
4. tiêu chuẩn: đáp ứng Điều 9.
5. tiêu chuẩn: tất cả
   a) tuổi và tuoi từ 3 trở lên;
   b) giới là nu.
6. định nghĩa hỏng: chưa_khai từ 1 trở lên.
7. tiêu chuẩn: hỏng và tuổi trên 1.
8. nêu (lạ_lùng) "x".

Ngoài văn bản.
danh mục các_giới: nam | nữ.
dữ kiện người: tuổi: số; giới: các_giới; lạ: không_có_kiểu.
xét thử: đối với người, theo Điều 1.
"#);
    assert!(document.is_none());
    let mut given = codes(&found);
    given.sort_unstable();
    let expected = [
        "Q0212", "Q0217", "Q0217", "Q0217", "Q0239", "Q0301", "Q0302", "Q0303", "Q0318",
    ];
    assert_eq!(given, expected, "{found:#?}");
    let misspelt = found
        .0
        .iter()
        .find(|diagnostic| diagnostic.message.vi.contains("tuoi"))
        .unwrap();
    assert_eq!(
        misspelt.labels.len(),
        1,
        "the second place of an unknown name is a label of the first"
    );
    assert!(misspelt.help.as_ref().unwrap().vi.contains("tuổi"));
}

#[test]
fn what_could_not_be_read_is_not_reported_again() {
    let (_, found) = one(r#"Quy định thử đối với người.

Điều 1. Điều kiện
1. tiêu chuẩn: mức từ cao trở lên.
2. tiêu chuẩn: đáp ứng khoản 3.
3. tiêu chuẩn: tuổi từ từ 18.

Ngoài văn bản.
danh mục thang: thấp < < cao.
dữ kiện người: tuổi: số; mức: thang.
xét thử: đối với người, theo Điều 1.
"#);
    let given = codes(&found);
    assert_eq!(given.len(), 2, "{found:#?}");
    assert!(given.iter().all(|code| code.starts_with("Q01")), "{found:#?}");
}

#[test]
fn a_subject_that_is_not_known_is_missed_once() {
    let text = SMALL.replace("đối với người trong kỳ.\n\nĐiều 1", "đối với nguoi trong kỳ.\n\nĐiều 1");
    let (_, found) = one(&text);
    assert_eq!(codes(&found), ["Q0217"], "{found:#?}");
    assert!(found.0[0].help.as_ref().unwrap().vi.contains("người"));
}

#[test]
fn gaps_and_overlaps_name_a_concrete_case() {
    let branch = |arms: &str| {
        let text = format!(
            "Quy định thử đối với người.\n\nĐiều 1. Hồ sơ\nthành phần hồ sơ:\n- tờ, (trường hợp {arms}) bản.\n\n\
             Ngoài văn bản.\ndanh mục bậc: thấp < vừa < cao.\n\
             dữ kiện người: n: số; b: bậc; d: ngày; có_thẻ: có hay không.\n"
        );
        let (_, found) = one(&text);
        assert!(
            found.0.iter().all(|told| !told.code.id.starts_with("Q01")),
            "{found:#?}"
        );
        let told = found
            .0
            .into_iter()
            .find(|told| ["Q0312", "Q0313"].contains(&told.code.id));
        told.map(|told| (told.code.id, told.note.map_or(told.message.vi, |note| note.vi)))
    };
    let gap = |case: &str| Some(("Q0312", format!("thiếu: {case}")));
    assert_eq!(branch("n dưới 300 thì 1; trường hợp n trên 300 thì 2"), gap("n = 300"));
    assert_eq!(
        branch("n dưới 300 thì 1; trường hợp n từ 301 trở lên thì 2"),
        gap("n = 300")
    );
    assert_eq!(branch("n không quá 300 thì 1; trường hợp n từ 301 trở lên thì 2"), None);
    assert_eq!(
        branch("b là thấp thì 1; trường hợp b từ cao trở lên thì 2"),
        gap("b = vừa")
    );
    assert_eq!(branch("có_thẻ thì 1; trường hợp không có_thẻ thì 2"), None);
    assert_eq!(branch("có_thẻ thì 1"), gap("không (có_thẻ)"));
    assert_eq!(branch("có_thẻ thì 1; còn lại 2"), None);
    assert_eq!(
        branch("d trước ngày 01/7/2024 thì 1; trường hợp d sau ngày 01/7/2024 thì 2"),
        gap("d = 01/07/2024")
    );
    let overlap = branch("n không quá 300 thì 1; trường hợp n từ 300 trở lên thì 2").unwrap();
    assert!(overlap.0 == "Q0313" && overlap.1.contains("n = 300"), "{overlap:?}");
    assert_eq!(branch("n không quá 300 thì 1; trường hợp n từ 300 trở lên thì 1"), None);
}

#[test]
fn a_gap_on_record_is_not_told_again_and_redirects_cover_their_domain() {
    let text = |doubt: &str, second: &str| {
        format!(
            "Quy định thử đối với người.\n\nĐiều 1. Một\nphạm vi: khi lương là a1; theo Điều 2 khi lương là {second}.\n\
             tiêu chuẩn: tuổi từ 18 trở lên.\n{doubt}\nĐiều 2. Hai\ntiêu chuẩn: tuổi từ 20 trở lên.\n\nNgoài văn bản.\n\
             danh mục bảng: a1 | a2 | a3.\ndữ kiện người: tuổi: số; lương: bảng.\nxét thử: đối với người, theo Điều 1.\n"
        )
    };
    let doubt = "nghi vấn (lỗ_hổng): \"Không nói A3\".\n";
    assert_eq!(codes(&one(&text("", "a2")).1), ["Q0312"]);
    assert_eq!(codes(&one(&text(doubt, "a2")).1), Vec::<&str>::new());
    assert_eq!(codes(&one(&text(doubt, "a1")).1), ["Q0313"]);
}

#[test]
fn a_rule_of_an_outside_document_becomes_a_judgement() {
    let document = good(
        r#"Quy định thử đối với người.

Điều 1. Điều kiện
tiêu chuẩn: đáp ứng khoản 1 Điều 32 nđ_115.

Ngoài văn bản.
dẫn chiếu nđ_115 "Nghị định 115": số "115/2020/NĐ-CP".
dữ kiện người: mã: chữ.
xét thử: đối với người, theo Điều 1.
"#,
    );
    let judgement = &document.judgements[0];
    assert!(matches!(&judgement.by, Assessor::External { address, .. } if address == "khoản 1 Điều 32"));
    assert_eq!(judgement.text, "khoản 1 Điều 32 Nghị định 115");
}

#[test]
fn an_item_of_a_list_is_no_criterion_of_its_own() {
    let (document, _) = one(SMALL);
    assert!(document.is_some());
    let text = SMALL.replace("đáp ứng khoản 1 Điều 2", "đáp ứng điểm a khoản 1 Điều 2");
    assert_eq!(codes(&one(&text).1), ["Q0230"]);
}

#[test]
fn an_example_gives_facts_and_judgements_where_they_belong() {
    let document = good(
        r#"Quy định thử hiệu lực từ ngày ký (chưa rõ) đối với người trong kỳ.

Điều 1. Điều kiện
1. tiêu chuẩn: có việc ("Tốt" cần đánh giá, hạng trên 1) và hạn trước ngày 01/01/2030.
2. tiêu chuẩn: "Sức khỏe" cần đánh giá.

Ngoài văn bản.
dữ kiện kỳ: hạn: ngày.
dữ kiện loại_việc: hạng: số.
dữ kiện người: mã: chữ; việc: nhiều loại_việc.
xét thử: đối với người trong kỳ, theo Điều 1.
ví dụ "hai người" kiểm xét thử: cho ngày_ký là 01/01/2020; hạn là 01/7/2026; khoản 2 Điều 1 không đạt; mọi đánh giá đạt;
  việc gồm (hạng 2); người gồm (mã "A"), (mã "B");
  tính đến 01/7/2026; kết quả "A" không đạt vì khoản 2 Điều 1, "B" không đạt vì khoản 2 Điều 1.
"#,
    );
    let example = &document.examples[0];
    let keys: Vec<&str> = example.people.iter().map(|person| person.key.as_str()).collect();
    assert_eq!(keys, ["A", "B"]);
    assert!(example.signed.is_some());
    let person = &example.people[0].subject;
    assert_eq!(person.judgements.len(), 1, "the judgement of a row is given on the row");
    assert!(
        !person.judgements[0].1,
        "a single judgement goes before what is said of all"
    );
    let quyche_ir::Fact::List(list) = person.get(quyche_ir::FieldId(1)) else {
        panic!("một danh sách")
    };
    assert!(list.complete && list.rows[0].judgements[0].1);
}

#[test]
fn the_same_program_gives_the_same_bytes() {
    let write = || quyche_ir::json::write(&one(SMALL).0.unwrap()).unwrap();
    assert_eq!(write(), write());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever is cut out of a program, the rest is answered without a panic, and with a finding or a sound document.
    #[test]
    fn a_mutilated_program_is_answered(from in 0usize..2200, length in 0usize..60) {
        let text: Vec<char> = SMALL.chars().collect();
        let rest: String = text.iter().take(from).chain(text.iter().skip(from + length)).collect();
        let (document, found) = one(&rest);
        prop_assert!(document.is_some() || found.has_errors());
        if let Some(document) = document {
            prop_assert!(quyche_ir::invariants::check(&document).0.is_empty());
        }
    }
}
