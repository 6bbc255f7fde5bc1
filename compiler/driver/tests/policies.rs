//! Every counting policy of the library: a regulation may take it where it keeps the laws of R8, and is refused where it
//! breaks one. That the ways of counting keep or break the laws is shown, by properties and by a counterexample, where they
//! are written (`compiler/time/src/serve.rs`), for each of them.

#![cfg(test)]

use quyche_driver::load_texts;
use quyche_ir::Document;
use quyche_time::{BrokenRuns, Law};

/// The names of the library's policies, as written.
fn names() -> Vec<&'static str> {
    let texts = quyche_stdlib::modules().iter().map(|(_, text)| *text);
    let lines = texts.flat_map(str::lines);
    lines
        .filter_map(|line| line.strip_prefix("cách tính ")?.split_whitespace().next())
        .collect()
}

/// What comes of a regulation with this head, and the codes reported.
fn compiled(head: &str, readings: &str) -> (Option<Document>, Vec<&'static str>) {
    let program = format!(
        "Quy định thử {head} đối với người dùng cách_tính_ngày.

Điều 1. Giữ
{readings}
tiêu chuẩn: thời gian cộng dồn quá_trình ít nhất đủ 12 tháng.

Ngoài văn bản.
dữ kiện quãng \"Quãng\": lúc \"Thời gian\": khoảng.
dữ kiện người \"Người\": quá_trình \"Quá trình\": nhiều quãng.
xét thử \"Thử\": đối với người, theo Điều 1.
"
    );
    let project = load_texts(&[("thu.quyche".to_owned(), program)]);
    let codes = project.diagnostics.0.iter().map(|one| one.code.id).collect();
    (project.document, codes)
}

#[test]
fn a_policy_that_keeps_the_laws_is_taken_and_one_that_does_not_is_refused() {
    let names = names();
    assert!(names.len() >= 4, "{names:?}");
    let mut refused = 0;
    for name in names {
        let (document, codes) = compiled(&format!("cách tính {name}"), "");
        match document.and_then(|document| document.about.measure) {
            Some(measure) => {
                assert_eq!(measure.policy.broken.breaks(), None, "{name}");
                assert!(measure.because.len() > 20, "{name} says too little of why");
            }
            None => {
                assert_eq!(codes, ["Q0365"], "{name}");
                refused += 1;
            }
        }
    }
    assert_eq!(refused, 1);
}

#[test]
fn every_policy_may_be_an_answer() {
    let names = names();
    let answers: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(place, name)| format!("a{place} theo cách tính {name}"))
        .collect();
    let reading = format!(
        "cách hiểu cộng_thế_nào \"Cộng thế nào?\": {}, mặc định a0, vì \"văn bản không nói\".",
        answers.join(" | ")
    );
    let (document, codes) = compiled("cách tính ngày_tròn", &reading);
    let document = document.unwrap_or_else(|| panic!("{codes:?}"));
    let measures = &document.count_reading().unwrap().measures;
    assert_eq!(measures.len(), names.len());
    let broken: Vec<Option<Law>> = measures.iter().map(|measure| measure.policy.broken.breaks()).collect();
    assert!(broken.contains(&Some(Law::MoreNeverHurts)) && broken.contains(&None));
    for way in BrokenRuns::ALL {
        assert!(
            measures.iter().any(|measure| measure.policy.broken == way),
            "{way:?} is not in the library"
        );
    }
}
