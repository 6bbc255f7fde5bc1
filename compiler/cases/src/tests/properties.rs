//! Whatever the cases, the three forms give them back, in whatever order the rows stand.

use super::document::document;
use super::generate::{cases, tables, to_csv, to_json, to_xlsx};
use super::{csv, json, told, xlsx};
use proptest::prelude::*;
use quyche_base::Diagnostics;
use quyche_ir::facts::Cases;

fn must(read: Result<(Cases, Diagnostics), Diagnostics>) -> Cases {
    read.unwrap_or_else(|wrong| panic!("{:#?}", told(&wrong))).0
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_form_gives_the_cases_back(cases in cases(&document()), separator in prop_oneof![Just(b','), Just(b';'), Just(b'\t')]) {
        let doc = document();
        prop_assert_eq!(&must(json(&doc, &to_json(&doc, &cases))), &cases);
        let tables = tables(&doc, &cases);
        prop_assert_eq!(&must(xlsx(&doc, &to_xlsx(&tables))), &cases);
        let files = to_csv(&tables, separator);
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        prop_assert_eq!(&must(csv(&doc, &files)), &cases);
    }

    #[test]
    fn the_order_of_people_changes_nothing_but_the_order(cases in cases(&document())) {
        let doc = document();
        let mut tables = tables(&doc, &cases);
        tables[0].1[1..].reverse();
        let mut turned = must(xlsx(&doc, &to_xlsx(&tables)));
        turned.people.reverse();
        prop_assert_eq!(turned, cases);
    }

    #[test]
    fn broken_json_is_refused_without_a_panic(cases in cases(&document()), cut in 0usize..4000) {
        let doc = document();
        let text = to_json(&doc, &cases);
        let cut: String = text.chars().take(cut.min(text.chars().count() - 1)).collect();
        prop_assert!(json(&doc, &cut).is_err());
    }
}
