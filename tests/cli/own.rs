//! A regulation of one's own, by the steps of `docs/quy-dinh-cua-ban/README.md`: from the plain text to a review.

use quyche_tests::process::Ran;
use quyche_tests::root;
use std::fs;
use std::path::Path;

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

fn run(arguments: &[&str]) -> Ran {
    quyche_tests::process::run(QUYCHE, &root(), arguments)
}

#[test]
fn from_a_plain_text_to_a_review() {
    let own = root().join("docs/quy-dinh-cua-ban");
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("boi-duong");
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let (source, place) = (text(&own.join("van-ban.txt")), text(&made));

    let new = run(&["new", "--from", &source, "--out", &place]);
    assert_eq!(new.code, 0, "{new:?}");
    // The draft is sound and nothing is done yet.
    assert_eq!(run(&["check", &place]).code, 0);
    let cover = run(&["cover", &place]);
    assert_eq!(cover.code, 1);
    assert!(cover.out.contains("0/9 đơn vị"), "{}", cover.out);
    assert_eq!(
        fs::read_to_string(made.join("ban-goc.json")).unwrap(),
        fs::read_to_string(own.join("ban-goc.json")).unwrap()
    );

    // What a person writes in place of the draft.
    fs::copy(own.join("quy-dinh.quyche"), made.join("quy-dinh.quyche")).unwrap();
    for command in ["check", "test", "cover", "lint"] {
        let done = run(&[command, &place]);
        assert_eq!(done.code, 0, "{command}: {done:?}");
    }
    assert_eq!(run(&["fmt", "--check", &place]).code, 0);
    let workbook = text(&folder.path().join("danh-sach.xlsx"));
    assert_eq!(run(&["template", &place, "--out", &workbook]).code, 0);

    let cases = text(&own.join("danh-sach"));
    let review = run(&["run", &place, "--cases", &cases, "--as-of", "31/01/2026"]);
    assert_eq!(review.code, 0, "{review:?}");
    assert!(review.out.contains("BD-01  đạt"), "{}", review.out);
    assert!(
        review.out.contains("cần 24 tháng, có 1 năm 11 tháng 30 ngày"),
        "{}",
        review.out
    );
    assert!(review.out.contains("đạt 2 · không đạt 1 · chưa rõ 1"), "{}", review.out);

    let site = text(&folder.path().join("trang"));
    let doc = run(&["doc", &place, "--out", &site, "--text", &source]);
    assert_eq!(doc.code, 0, "{doc:?}");
    let page = fs::read_to_string(folder.path().join("trang/boi-duong/dieu-2.html")).unwrap();
    assert!(
        page.contains("từ đủ 24 tháng trở lên, tính đến ngày hết hạn đăng ký"),
        "{page}"
    );
}
