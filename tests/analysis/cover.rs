//! The regulations held against the outlines of their sources; and procedures of one template against their own texts.

use quyche_analysis::cover::{cover, unlike};
use quyche_driver::{load, load_texts, source};
use quyche_eval::result::Options;
use quyche_tests::root;

/// The regulations that are encoded in full.
const WHOLE: [&str; 5] = [
    "hung-yen-an-ninh-mang",
    "hung-yen-co-yeu",
    "thanh-hoa-4063",
    "tuyen-quang-chuyen-doi-so",
    "vptw-quy-che-lam-viec",
];

#[test]
fn every_unit_of_the_source_is_said_and_nothing_is_added() {
    for name in WHOLE {
        let folder = root().join("regulations").join(name);
        let outline = source::outline_beside(&folder).unwrap();
        let document = load(&folder).document.unwrap();
        let cover = cover(&document, &outline, &Options::default());
        let open: Vec<String> = quyche_source::addresses(&outline)
            .into_iter()
            .zip(&cover.units)
            .filter(|(_, (_, verdict))| !verdict.is_done())
            .map(|(address, (_, verdict))| format!("{address}: {}", verdict.words()))
            .collect();
        assert!(open.is_empty(), "{name}\n{}", open.join("\n"));
        let extra: Vec<&str> = cover.extra.iter().map(|unit| document.address(*unit)).collect();
        assert!(extra.is_empty(), "{name}: {extra:?}");
    }
}

/// Four procedures for four crafts; the third gives another span.
fn procedures() -> String {
    let procedure = |number: usize, craft: &str, days: &str| {
        format!(
            "Thủ tục {number}: Cấp thẻ thợ {craft}\n1. Trình tự thực hiện: Thợ {craft} nộp đơn trước {days} ngày.\n\
             2. Cách thức thực hiện: Trực tiếp.\n"
        )
    };
    let mut text = "QUYẾT ĐỊNH\nĐiều 1. Ban hành các thủ tục.\n".to_owned();
    for (number, (craft, days)) in [("mộc", "30"), ("gốm", "30"), ("sơn dầu", "15"), ("rèn", "30")]
        .into_iter()
        .enumerate()
    {
        text.push_str(&procedure(number + 1, craft, days));
    }
    text
}

fn rules(third: &str) -> String {
    let crafts = ["mộc", "gốm", "sơn dầu", "rèn"];
    let mut text = "Quyết định thử.\n\nĐiều 1. Ban hành\nnêu (ban_hành) \"Các thủ tục\".\n".to_owned();
    for (number, craft) in (1..).zip(crafts) {
        text.push_str(&format!(
            "\nThủ tục {number}: Cấp thẻ thợ {craft}\náp dụng khuôn cấp_thẻ (nghề là \"{craft}\").\n"
        ));
        if number == 3 {
            text.push_str(third);
        }
    }
    text.push_str(
        "\nNgoài văn bản.\nkhuôn cấp_thẻ (nghề) \"Cấp thẻ\".\nMục 1. Trình tự thực hiện\n\
         nêu (trình_tự) \"Thợ {nghề} nộp đơn trước 30 ngày\".\nMục 2. Cách thức\nnêu (cách_thức) \"Trực tiếp\".\nhết khuôn.\n",
    );
    text
}

#[test]
fn a_procedure_whose_text_differs_from_its_template_is_told_unless_the_rules_name_it() {
    let reading = quyche_source::read_text(&procedures()).unwrap();
    let compiled = |third: &str| {
        let project = load_texts(&[("a.quyche".to_owned(), rules(third))]);
        project.document.unwrap_or_else(|| panic!("{:?}", project.diagnostics))
    };
    let document = compiled("");
    let found = unlike(&document, &reading);
    let told: Vec<(&str, &str, usize)> = found
        .iter()
        .map(|one| (document.address(one.unit), document.address(one.model), one.alike))
        .collect();
    assert_eq!(told, [("mục 1 Thủ tục 3", "mục 1 Thủ tục 1", 3)]);
    assert_eq!(found[0].parted, ("15 ngày".to_owned(), "30 ngày".to_owned()));
    let edited = compiled("thay mục 1 bằng: nêu (trình_tự) \"Thợ sơn dầu nộp đơn trước 15 ngày\".\n");
    assert!(unlike(&edited, &reading).is_empty());
}
