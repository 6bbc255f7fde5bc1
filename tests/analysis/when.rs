//! `when` against trying every day. `cargo run --release -p quyche-tests --bin when-check` does the same for 10,000 people.

use quyche_analysis::when::moving_fields;
use quyche_tests::by_days::compare;
use quyche_tests::people::{document, field};

#[test]
fn a_thousand_people_over_fifteen_years_as_day_by_day() {
    let found = compare(0..1000).unwrap();
    assert!(found.faults.is_empty(), "{:#?}", found.faults);
    assert_eq!((found.people, found.questions), (1000, 2000));
    assert!((250..950).contains(&found.hold), "{}", found.hold);
    assert!(
        found.wait > 100 && found.fail_again > 100,
        "{} {}",
        found.wait,
        found.fail_again
    );
}

#[test]
fn what_criteria_reckon_on_moves_and_nothing_else() {
    let doc = document();
    let moves = |name: &str| {
        let entry = doc.entries.iter().find(|entry| entry.name == name).unwrap();
        moving_fields(&doc, entry)
    };
    assert_eq!(moves("xếp_loại"), [field(&doc, "kỳ", "năm_xét").1]);
    assert_eq!(moves("khen_thưởng"), [field(&doc, "kỳ", "hạn_nộp").1]);
    assert_eq!(moves("cộng_dồn"), []);
    assert_eq!(moves("tất_cả_cùng").len(), 2);
}
